//! The first sheet: how to fill in the others, and a list of them with links.

use rust_xlsxwriter::{Format, FormatAlign, FormatUnderline, Url, Workbook, XlsxError};

use super::plan::{GUIDE, Plan};

/// How to fill in a workbook.
const GUIDANCE: [&str; 10] = [
    "这是汇报材料的数据工作簿。填好后交给汇报生成文稿；数据只在本机处理。",
    "1. 每张工作表放一类内容，一行一条；“项目—内容”形式的工作表，在“内容”一列填写。",
    "2. 灰色的、“标记”一列写着“例”的行是示例，不会读取。可以照着写，也可以删去。",
    "3. 都可以不填：不知道的留空，不要填“无”或“/”。能算出来的（完成率、差额等）不用填。",
    "4. 数字连同单位一起写：4.98万人、67.48%、5500余万元。也可以把单位写进标题，如“数值（万人）”，下面只写数字。",
    "5. 日期写成 2017-08-30、2017-08 或 2017底；时段写成 上半年、1—7月。",
    "6. 一格里有几项的，一项一行（按 Alt+Enter 换行）。",
    "7. 名称里带“-”的工作表是上一级的明细：“所属”填上一级那一行的“序号”（或名称）；有“关系”一列的，选它是哪一种明细。",
    "8. “序号”在一张工作表里不能重复；没有别的行引用时可以留空。行的先后就是文稿里的先后。",
    "9. 请不要改工作表的名称和标题行；自己加的列和工作表不会读取，会有提示。",
];

/// Writes the sheet.
pub(super) fn write(workbook: &mut Workbook, plan: &Plan) -> Result<(), XlsxError> {
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let bold = Format::new().set_bold();
    let link =
        Format::new().set_underline(FormatUnderline::Single).set_font_color("0563C1").set_align(FormatAlign::Top);
    let sheet = workbook.add_worksheet();
    sheet.set_name(GUIDE)?;
    sheet.set_column_width(0, 28)?.set_column_width(1, 80)?;
    sheet.write_string_with_format(0, 0, "填写说明", &bold.clone().set_font_size(14))?;
    let mut row = 1;
    for line in GUIDANCE {
        sheet.merge_range(row, 0, row, 1, line, &plain)?;
        // A merged cell does not grow with its text.
        let lines = line.chars().count().div_ceil(50);
        sheet.set_row_height(row, 16.0 * lines as f64)?;
        row += 1;
    }
    row += 1;
    sheet.write_string_with_format(row, 0, "工作表", &bold)?;
    sheet.write_string_with_format(row, 1, "内容", &bold)?;
    for target in &plan.sheets {
        row += 1;
        let url = Url::new(format!("internal:'{}'!A1", target.name.replace('\'', "''"))).set_text(&target.name);
        sheet.write_url_with_format(row, 0, url, &link)?;
        let mut about = target.about.clone();
        if let Some(parent) = target.parent {
            let words: Vec<&str> = target.links.iter().filter(|l| !l.own).map(|l| l.word.as_str()).collect();
            let of = format!("“{}”的{}", plan.sheets[parent].name, words.join("、"));
            about = if about.is_empty() { of } else { format!("{of}。{about}") };
        }
        sheet.write_string_with_format(row, 1, &about, &plain)?;
    }
    Ok(())
}
