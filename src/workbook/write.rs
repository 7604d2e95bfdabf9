//! A document, or an example, becomes a workbook.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula,
    Note, Workbook, Worksheet, XlsxError,
};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::guide;
use super::plan::{CONTENT, Column, ITEM, MARK, NUMBER, OWNER, RELATION, Sheet, WORDS};
use super::rows::{self, Row};
use super::schema::{Kind, Leaf, Schema};
use super::text::{NO, YES};
use crate::Finding;

/// What the column 标记 says of a row that is not read.
pub(super) const EXAMPLE: &str = "例";
/// What it says of a record without content.
pub(super) const KEPT: &str = "空";

/// The last row of a sheet, from 0.
const LAST_ROW: u32 = (1 << 20) - 1;
/// The most that a rule's own list of words holds, in UTF-16 units with its commas.
const MAX_LIST: usize = 255;

/// A workbook to be filled in: no data, and one greyed row a sheet from the example document.
///
/// # Errors
/// What in the example does not fit the schema.
pub fn blank(schema: &Schema, example: &Value) -> Result<Vec<u8>, Vec<Finding>> {
    make(schema, example, true)
}

/// A workbook with the data of a document.
///
/// # Errors
/// What in the document does not fit the schema, or a cell.
pub fn write(schema: &Schema, document: &Value) -> Result<Vec<u8>, Vec<Finding>> {
    make(schema, document, false)
}

fn make(schema: &Schema, document: &Value, example: bool) -> Result<Vec<u8>, Vec<Finding>> {
    let tables = rows::rows(&schema.plan, document)?;
    for (sheet, rows) in schema.plan.sheets.iter().zip(&tables) {
        if rows.len() >= LAST_ROW as usize {
            let message = format!("“{}”有 {} 行，Excel 的一张工作表放不下", sheet.name, rows.len());
            return Err(vec![Finding::error("workbook.too_large", "", message).hint("请按县区或月份拆成几份数据")]);
        }
    }
    Writer::new(example).workbook(schema, &tables).map_err(|problem| {
        let message = format!("工作簿没有生成：{problem}");
        vec![Finding::error("workbook.not_written", "", message).hint("请把数据保存为 JSON，并反馈这个问题")]
    })
}

/// The document property that holds the fingerprint of a sheet's example row.
pub(super) fn property(sheet: &str) -> String {
    format!("huibao {EXAMPLE} {sheet}")
}

/// A short fingerprint of the cells of a row, by column of the plan.
pub(super) fn fingerprint<'a>(cells: impl Iterator<Item = (usize, &'a str)>) -> String {
    let mut hash = Sha256::new();
    for (column, text) in cells {
        // Programs differ in how they end lines.
        hash.update(format!("{column}\u{1F}{}\u{1E}", text.replace("\r\n", "\n")));
    }
    hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

struct Writer {
    example: bool,
    text: Format,
    heading: Format,
    grey: Format,
    /// The lists of words that are too long for a rule, each a column of the hidden sheet.
    words: Vec<Vec<String>>,
}

impl Writer {
    fn new(example: bool) -> Self {
        // '@' is text: Excel changes neither 2-3 into a date nor 1.10 into 1.1.
        let text = Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
        let heading = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter)
            .set_background_color("DDEBF7")
            .set_border_bottom(FormatBorder::Thin);
        let grey = text.clone().set_italic().set_font_color("808080").set_background_color("F2F2F2");
        Self { example, text, heading, grey, words: Vec::new() }
    }

    fn workbook(mut self, schema: &Schema, tables: &[Vec<Row>]) -> Result<Vec<u8>, XlsxError> {
        let plan = &schema.plan;
        let mut workbook = Workbook::new();
        // The same data gives the same bytes.
        let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
        let mut properties = DocProperties::new().set_title("汇报数据").set_creation_datetime(&created);
        guide::write(&mut workbook, plan)?;
        for (sheet, rows) in plan.sheets.iter().zip(tables) {
            let worksheet = workbook.add_worksheet();
            worksheet.set_name(&sheet.name)?;
            if sheet.vertical {
                self.vertical(worksheet, sheet, rows.first())?;
                continue;
            }
            let rows = if self.example { &rows[..rows.len().min(1)] } else { rows };
            self.table(worksheet, sheet, &sheet.leading(plan), rows)?;
            if let (true, Some(row)) = (self.example, rows.first()) {
                let cells = row.cells.iter().enumerate().filter_map(|(at, text)| Some((at, text.as_deref()?)));
                properties = properties.set_custom_property(property(&sheet.name), fingerprint(cells));
            }
        }
        if !self.words.is_empty() {
            let worksheet = workbook.add_worksheet();
            worksheet.set_name(WORDS)?.set_hidden(true);
            for (column, words) in self.words.iter().enumerate() {
                for (row, word) in words.iter().enumerate() {
                    worksheet.write_string_with_format(row as u32, column as u16, word, &self.text)?;
                }
            }
        }
        workbook.set_properties(&properties);
        workbook.save_to_buffer()
    }

    /// An item a row: name, content, and what to write.
    fn vertical(&mut self, worksheet: &mut Worksheet, sheet: &Sheet, row: Option<&Row>) -> Result<(), XlsxError> {
        for (column, (title, width)) in [(ITEM, 22), (CONTENT, 50), (super::plan::REMARK, 60)].into_iter().enumerate() {
            let column = column as u16;
            worksheet.write_string_with_format(0, column, title, &self.heading)?;
            worksheet.set_column_width(column, width)?.set_column_format(column, &self.text)?;
        }
        worksheet.set_freeze_panes(1, 1)?;
        for (index, column) in sheet.columns.iter().enumerate() {
            let line = index as u32 + 1;
            worksheet.write_string_with_format(line, 0, &column.title, &self.heading)?;
            let content = row.and_then(|row| row.cells[index].as_deref());
            let mut remark = remark(column);
            match content {
                Some(content) if self.example => remark = format!("{remark}\n例：{content}").trim_start().to_owned(),
                Some(content) => drop(worksheet.write_string_with_format(line, 1, content, &self.text)?),
                None => {}
            }
            // What is too long for a cell is not an example.
            let remark: String = remark.chars().take(2000).collect();
            worksheet.write_string_with_format(line, 2, &remark, &self.text)?;
            self.rules(worksheet, column, 1, line, line)?;
        }
        Ok(())
    }

    /// A record a row.
    fn table(
        &mut self,
        worksheet: &mut Worksheet,
        sheet: &Sheet,
        leading: &[&str],
        rows: &[Row],
    ) -> Result<(), XlsxError> {
        for (at, title) in leading.iter().enumerate() {
            let (width, note) = match *title {
                MARK => (6, "写着“例”的行是示例，不会读取；自己的数据这里留空。"),
                NUMBER => (8, "在这张工作表里不能重复；没有别的行引用时可以留空。"),
                OWNER if sheet.recursive() && sheet.parent.is_none() => {
                    (12, "属于本表另一行的，填那一行的序号或名称；不属于别的行的留空。")
                }
                OWNER => (12, "属于上一级的哪一行：填那一行的序号或名称。"),
                _ => (12, "是所属那一行的哪一种明细。"),
            };
            self.head(worksheet, at as u16, title, note, width)?;
        }
        let first = leading.len();
        for (index, column) in sheet.columns.iter().enumerate() {
            self.head(worksheet, (first + index) as u16, &column.title, &remark(column), width(column))?;
            self.rules(worksheet, column, (first + index) as u16, 1, LAST_ROW)?;
        }
        worksheet.set_freeze_panes(1, 2)?;
        if let Some(at) = leading.iter().position(|title| *title == RELATION) {
            let words: Vec<String> = sheet.links.iter().map(|l| l.word.clone()).collect();
            let rule = self.choice(&words)?;
            worksheet.add_data_validation(1, at as u16, LAST_ROW, at as u16, &strict(rule)?)?;
        }
        for (line, row) in rows.iter().enumerate() {
            let line = line as u32 + 1;
            let format = if self.example { &self.grey } else { &self.text };
            let mark = match (self.example, row.is_empty()) {
                (true, _) => EXAMPLE,
                (false, true) => KEPT,
                (false, false) => "",
            };
            let lead = leading.iter().map(|title| match *title {
                MARK => mark,
                NUMBER => row.number.as_str(),
                OWNER => row.owner.as_str(),
                _ => row.relation.as_str(),
            });
            let cells = row.cells.iter().map(|text| text.as_deref().unwrap_or_default());
            for (column, text) in lead.chain(cells).enumerate() {
                // An example is grey from end to end.
                if !text.is_empty() || self.example {
                    worksheet.write_string_with_format(line, column as u16, text, format)?;
                }
            }
        }
        Ok(())
    }

    fn head(
        &self,
        worksheet: &mut Worksheet,
        column: u16,
        title: &str,
        note: &str,
        width: u32,
    ) -> Result<(), XlsxError> {
        worksheet.write_string_with_format(0, column, title, &self.heading)?;
        worksheet.set_column_width(column, width)?.set_column_format(column, &self.text)?;
        if !note.is_empty() {
            let lines = note.lines().map(|l| l.chars().count() / 18 + 1).sum::<usize>();
            let height = 20 * u32::try_from(lines).unwrap_or(1).clamp(2, 20);
            let note: String = note.chars().take(2000).collect();
            worksheet.insert_note(
                0,
                column,
                &Note::new(note).set_author("").add_author_prefix(false).set_width(240).set_height(height),
            )?;
        }
        Ok(())
    }

    /// The drop-down, or the message, of the cells of a column.
    fn rules(
        &mut self,
        worksheet: &mut Worksheet,
        column: &Column,
        at: u16,
        first: u32,
        last: u32,
    ) -> Result<(), XlsxError> {
        let rule = match &column.leaf {
            // Several words in one cell are more than a drop-down can check.
            Leaf::Word(words) if !column.list => Some(strict(self.choice(words)?)?),
            Leaf::Boolean if !column.list => Some(strict(self.choice(&[YES.into(), NO.into()])?)?),
            // Examples of a figure are no values to choose from: they would be chosen.
            Leaf::Typed(kind) => {
                let by_example = || ("写法", format!("如：{}", column.examples.join("、")));
                let (title, text) = message(*kind).map_or_else(by_example, |(title, text)| (title, text.to_owned()));
                Some(prompt(DataValidation::new().allow_any_value(), title, &text)?)
            }
            _ if !column.list && !column.examples.is_empty() => {
                Some(self.choice(&column.examples)?.show_error_message(false))
            }
            _ => None,
        };
        if let Some(rule) = rule {
            worksheet.add_data_validation(first, at, last, at, &rule)?;
        }
        Ok(())
    }

    /// A drop-down: the words in the rule itself where they fit, else a column of the hidden sheet.
    fn choice(&mut self, words: &[String]) -> Result<DataValidation, XlsxError> {
        let length: usize = words.iter().map(|w| w.replace('"', "\"\"").encode_utf16().count() + 1).sum();
        if length <= MAX_LIST && !words.iter().any(|w| w.contains([',', '\n']) || w.trim() != w) {
            return DataValidation::new().allow_list_strings(words);
        }
        let place = self.words.iter().position(|known| known == words).unwrap_or_else(|| {
            self.words.push(words.to_vec());
            self.words.len() - 1
        });
        let name = crate::input::cell_name(0, place as u32);
        let letters = name.trim_end_matches('1');
        let range = format!("='{WORDS}'!${letters}$1:${letters}${}", words.len());
        Ok(DataValidation::new().allow_list_formula(Formula::new(range)))
    }
}

fn strict(rule: DataValidation) -> Result<DataValidation, XlsxError> {
    rule.set_error_style(DataValidationErrorStyle::Stop)
        .set_error_title("不在列表里")?
        .set_error_message("请从下拉列表里选一个；不知道的话留空。")
}

fn prompt(rule: DataValidation, title: &str, text: &str) -> Result<DataValidation, XlsxError> {
    rule.set_input_title(title)?.set_input_message(text)
}

/// What Excel shows beside a selected cell.
fn message(kind: Kind) -> Option<(&'static str, &'static str)> {
    match kind {
        Kind::Quantity => Some(("数量", "连同单位写，如 4.98万人、5500余万元、240个。")),
        Kind::Rate => Some(("比率", "连同%写，如 67.48%、-33.3%、70%以上。")),
        Kind::Date => Some(("日期", "年份写全：2017-08-30、2017-08、2017底 或 2018上半年。")),
        Kind::Period => {
            Some(("时段", "写成 上半年、1—7月 这样的名称；起止写在括号里：今年1—8月（2017-01至2017-08）。"))
        }
        Kind::Other => None,
    }
}

/// What to write in a column.
fn remark(column: &Column) -> String {
    let mut lines = Vec::new();
    lines.extend(Some(column.description.as_str()).filter(|d| !d.is_empty()).map(str::to_owned));
    if column.list {
        lines.push("可以有几项，一项一行（Alt+Enter）。".into());
        if let Leaf::Word(words) = &column.leaf {
            lines.push(format!("可以写：{}", words.join("、")));
        }
    }
    if !column.examples.is_empty() {
        lines.push(format!("如：{}", column.examples.join("、")));
    }
    lines.join("\n")
}

fn width(column: &Column) -> u32 {
    let title = column.title.chars().count() as u32 * 2 + 2;
    let content = match (&column.leaf, column.list) {
        (Leaf::Text, true) => 40,
        (Leaf::Text, false) => 24,
        (_, true) => 24,
        (Leaf::Boolean | Leaf::Number, _) => 8,
        _ => 14,
    };
    title.clamp(content, content + 16)
}
