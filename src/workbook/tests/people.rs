//! What people do to workbooks, each read or told.

use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};
use serde_json::json;

use super::super::{blank, read};
use super::{book, example, lines, read_book, schema, sheet, told};

#[test]
fn unknown_sheets_and_columns_are_told_and_the_rest_is_read() {
    let read = read_book(&[
        ("指标表", &lines("名称\n乙")),
        (" 指标 ", &lines("备注|名 称|数值|时问\n看|甲|1个|去年")),
        ("说明", &lines("随便")),
    ]);
    assert_eq!(read.value, json!({"indicators": [{"name": "甲", "value": "1个"}]}));
    let expected = [
        ("workbook.unknown_sheet", "指标表!A1", ""),
        ("workbook.unknown_column", " 指标 !A1", ""),
        ("workbook.unknown_column", " 指标 !D1", ""),
    ];
    assert_eq!(told(&read), expected);
    assert_eq!(read.findings[0].hint, "是不是“指标”？是的话请改名；不是数据的话不用管");
    assert_eq!(read.findings[2].hint, "是不是“时段”？是的话请改标题；备注之类不用管");
    assert_eq!(read.cells.cell("/indicators/0/value").as_deref(), Some(" 指标 !C2"));
}

#[test]
fn sheets_and_headings_twice_content_without_heading() {
    let read = read_book(&[("指标", &lines("名称|名称||数值\n甲|乙|丙|1个")), ("指标 ", &lines("名称\n丁"))]);
    assert_eq!(read.value, json!({"indicators": [{"name": "甲", "value": "1个"}]}));
    let expected = [
        ("workbook.duplicate_sheet", "指标 !A1", ""),
        ("workbook.duplicate_column", "指标!B1", ""),
        ("workbook.no_heading", "指标!C2", "/indicators/0"),
    ];
    assert_eq!(told(&read), expected);
}

#[test]
fn many_unknown_sheets_are_one_warning() {
    let mut workbook = Workbook::new();
    for i in 0..120 {
        workbook.add_worksheet().set_name(format!("杂{i}")).unwrap();
    }
    lines("名称\n甲")(workbook.add_worksheet().set_name("指标").unwrap());
    let read = read(&schema(), &workbook.save_to_buffer().unwrap());
    assert_eq!(read.value, json!({"indicators": [{"name": "甲"}]}));
    assert_eq!(told(&read), [("workbook.unknown_sheet", "杂0!A1", "")]);
    assert!(read.findings[0].message.starts_with("有 120 张工作表没有读取：“杂0”、“杂1”"));
}

#[test]
fn brackets_of_either_width_match() {
    let read = sheet("指标", &lines("单位(计量)|名称（必填）\n人|甲"));
    assert_eq!(read.value, json!({"indicators": [{"unit": "人", "name": "甲"}]}));
    assert_eq!(told(&read), []);
}

#[test]
fn titles_above_the_headings_and_blank_rows_are_passed_over() {
    let read = sheet("指标", &lines("某市主要指标\n\n单位：万元\n名称|数值\n \u{3000}|  \n甲|1万元\n\n乙|2万元"));
    assert_eq!(read.value, json!({"indicators": [{"name": "甲", "value": "1万元"}, {"name": "乙", "value": "2万元"}]}));
    assert_eq!(told(&read), []);
    let read = sheet("指标", &lines("甲|1万元\n乙|2万元"));
    assert_eq!(told(&read), [("workbook.no_headings", "指标!A1", "")]);
}

#[test]
fn merged_cells_are_filled_down() {
    let read = sheet("指标", &|w: &mut Worksheet| {
        lines("名称|时段|数值\n甲||1个\n乙||2个\n丙||3个\n\n丁|去年|4个")(w);
        w.merge_range(1, 1, 4, 1, "上半年", &Format::new()).unwrap();
        w.merge_range(5, 2, 5, 3, "4个", &Format::new()).unwrap();
    });
    let row = |name: &str, period: &str, value: &str| json!({"name": name, "period": period, "value": value});
    let expected =
        [row("甲", "上半年", "1个"), row("乙", "上半年", "2个"), row("丙", "上半年", "3个"), row("丁", "去年", "4个")];
    assert_eq!(read.value, json!({"indicators": expected}));
    assert_eq!(told(&read), [("workbook.merged", "指标!B2", "/indicators/0")]);
    assert!(read.findings[0].message.contains("B2:B5"));
}

#[test]
fn numbers_take_the_unit_of_their_heading_or_format() {
    let read = sheet("指标", &|w: &mut Worksheet| {
        lines("名称|数值（万人）|增速|历年（单位：个）\n甲||| 1\n乙|4.98||1\n\n丙|5万元||２，０００\n丁\n戊")(
            w,
        );
        w.write_number(1, 1, 4.98).unwrap();
        w.write_number_with_format(1, 2, 0.6748, &Format::new().set_num_format("0.00%")).unwrap();
        w.write_number_with_format(2, 2, 0.5, &Format::new().set_num_format("0%")).unwrap();
        w.write_number_with_format(5, 1, 3.5, &Format::new().set_num_format("0.00\"万元\"")).unwrap();
        w.write_number(6, 1, 0.1 + 0.2).unwrap();
        w.write_number(6, 3, 1e-7).unwrap();
    });
    let expected = json!({"indicators": [
        {"name": "甲", "value": "4.98万人", "rate": "67.48%", "series": ["1个"]},
        {"name": "乙", "value": "4.98万人", "rate": "50%", "series": ["1个"]},
        {"name": "丙", "value": "5万元", "series": ["２，０００个"]},
        {"name": "丁", "value": "3.5万元"},
        {"name": "戊", "value": "0.3万人", "series": ["0.0000001个"]},
    ]});
    assert_eq!(read.value, expected);
    assert_eq!(told(&read), []);
}

#[test]
fn numbers_without_unit_are_not_guessed() {
    let read = sheet("指标", &|w: &mut Worksheet| {
        lines("名称|数值|增速|次序|重点\n甲\n乙|||3.5|也许")(w);
        w.write_number(1, 1, 4.98).unwrap();
        w.write_number(1, 2, 0.6748).unwrap();
        w.write_number(1, 3, 3.0).unwrap();
        w.write_boolean(1, 4, true).unwrap();
        w.write_number(2, 0, 2017.0).unwrap();
    });
    assert_eq!(
        read.value,
        json!({"indicators": [{"name": "甲", "value": "4.98", "order": 3, "key": true}, {"name": "2017", "order": 3.5}]})
    );
    let expected = [
        ("workbook.rate_without_unit", "指标!C2", "/indicators/0/rate"),
        ("workbook.wrong_value", "指标!E3", "/indicators/1/key"),
    ];
    assert_eq!(told(&read), expected);
}

#[test]
fn dates_stored_as_serials_are_dates() {
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let month = Format::new().set_num_format("yyyy\"年\"m\"月\"");
    let read = sheet("指标", &|w: &mut Worksheet| {
        lines("名称|截止日期|时段|数值\n甲\n乙\n丙\n丁")(w);
        w.write_number_with_format(1, 1, 42977.0, &day).unwrap();
        w.write_number_with_format(1, 2, 42977.5, &month).unwrap();
        w.write_number(2, 1, 2017.0).unwrap();
        w.write_number(2, 2, 2017.1).unwrap();
        w.write_number_with_format(3, 3, 42796.0, &day).unwrap();
        w.write_number_with_format(3, 1, 0.5, &Format::new().set_num_format("h:mm")).unwrap();
        w.write_number_with_format(4, 0, 42977.0, &day).unwrap();
    });
    let expected = json!({"indicators": [
        {"name": "甲", "as_of": "2017-08-30", "period": "2017-08"}, {"name": "乙", "as_of": "2017"}, {"name": "丙"},
        {"name": "2017-08-30"}
    ]});
    assert_eq!(read.value, expected);
    let expected = [
        ("workbook.wrong_date", "指标!C3", "/indicators/1/period"),
        ("workbook.wrong_date", "指标!B4", "/indicators/2/as_of"),
        ("workbook.wrong_date", "指标!D4", "/indicators/2/value"),
        ("workbook.date_as_text", "指标!A5", "/indicators/3/name"),
    ];
    assert_eq!(told(&read), expected);
}

#[test]
fn formulas_give_their_value_and_errors_are_told() {
    let read = sheet("指标", &|w: &mut Worksheet| {
        lines("名称|数值|增速\n甲\n乙\n丙")(w);
        w.write_formula(1, 1, Formula::new("=\"4\"&\"万人\"").set_result("4万人")).unwrap();
        w.write_formula(2, 1, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        w.write_formula(3, 1, Formula::new("=VLOOKUP(1,A:A,1)").set_result("#N/A")).unwrap();
    });
    assert_eq!(read.value, json!({"indicators": [{"name": "甲", "value": "4万人"}, {"name": "乙"}, {"name": "丙"}]}));
    let expected = [
        ("workbook.error_cell", "指标!B3", "/indicators/1/value"),
        ("workbook.error_cell", "指标!B4", "/indicators/2/value"),
    ];
    assert_eq!(told(&read), expected);
    assert_eq!(read.findings[0].message, "这个单元格是错误值 #DIV/0!");
}

#[test]
fn owners_are_found_by_number_identifier_or_name() {
    let read = read_book(&[
        ("地区", &lines("编号|名称\nsq|商丘市\nly|梁园区\nly2|梁园区")),
        ("地区-数目", &lines("所属|名称\n１|甲\nsq|乙\n商丘市|丙\n3|丁\n梁园区|戊\n|己\n不知|庚")),
    ]);
    let counts = json!([{"name": "甲"}, {"name": "乙"}, {"name": "丙"}]);
    let regions = json!([
        {"id": "sq", "name": "商丘市", "counts": counts}, {"id": "ly", "name": "梁园区"},
        {"id": "ly2", "name": "梁园区", "counts": [{"name": "丁"}]}
    ]);
    assert_eq!(read.value, json!({"regions": regions}));
    let expected = [
        ("workbook.ambiguous_owner", "地区-数目!A6", ""),
        ("workbook.no_owner", "地区-数目!A7", ""),
        ("workbook.unknown_owner", "地区-数目!A8", ""),
    ];
    assert_eq!(told(&read), expected);
}

#[test]
fn rows_that_nest_are_put_in_their_places() {
    let rows = "序号|所属|关系|名称\n|||甲\n2|||乙\n3|甲|分组|丙\n4|3|其中|丁\n5|2|部分|戊\n6|2||己\n7||其中|庚\n2|||辛\n8|9|分组|壬\n9|8|分组|癸\n|癸|分组|子";
    let read = sheet("人群", &lines(rows));
    let first = json!({"name": "甲", "parts": [{"name": "丙", "of_which": [{"name": "丁"}]}]});
    assert_eq!(read.value, json!({"populations": [first, {"name": "乙"}, {"name": "辛"}]}));
    let expected = [
        ("workbook.duplicate_number", "人群!A9", "/populations/2"),
        ("workbook.unknown_relation", "人群!C6", ""),
        ("workbook.no_relation", "人群!C7", ""),
        ("workbook.no_owner", "人群!B8", ""),
        ("workbook.owner_cycle", "人群!B10", ""),
    ];
    assert_eq!(told(&read), expected);
    assert_eq!(read.findings[1].hint, "这里可以写：分组、其中");
}

#[test]
fn children_of_a_single_record_need_only_the_relation() {
    let read = read_book(&[("报告-讲话安排", &lines("关系|职务\n此前讲话|市长\n|县长"))]);
    assert_eq!(read.value, json!({"report": {"before": [{"role": "市长"}]}}));
    assert_eq!(told(&read), [("workbook.no_relation", "报告-讲话安排!A3", "")]);
}

#[test]
fn an_endless_chain_is_cut() {
    let read = sheet("人群", &|w: &mut Worksheet| {
        lines("序号|所属|关系|名称\n1|||甲")(w);
        for row in 2..3000u32 {
            for (column, text) in
                [row.to_string(), (row - 1).to_string(), "分组".into(), "乙".into()].iter().enumerate()
            {
                w.write_string(row, column as u16, text).unwrap();
            }
        }
    });
    assert_eq!(told(&read), [("workbook.too_deep", "人群!B62", "")]);
    assert_eq!(read.value.to_string().matches("乙").count(), 59);
}

#[test]
fn a_vertical_sheet_is_read_by_its_items() {
    let rows = "报告基本情况\n项目|内容|说明\n标 题|讲话|x\n讲话人·职务|市长\n已过（个月）|8\n标题|又一个\n讲话人・姓明|张\n无关|\n|丢了\n领导|甲\n公开|FALSE";
    let read = sheet("报告", &lines(rows));
    let expected = json!({"report": {"title": "讲话", "speaker": {"role": "市长"}, "elapsed": "8个月", "leadership": ["甲"], "open": false}});
    assert_eq!(read.value, expected);
    let expected = [
        ("workbook.duplicate_item", "报告!B6", "/report"),
        ("workbook.unknown_item", "报告!B7", "/report"),
        ("workbook.no_heading", "报告!B9", "/report"),
    ];
    assert_eq!(told(&read), expected);
    assert_eq!(read.findings[1].hint, "是不是“讲话人·姓名”？是的话请改名称");
}

#[test]
fn an_example_row_that_was_filled_in_is_told() {
    let read = sheet("指标", &lines("标记|名称\n例|甲\n|乙\n示例|丙"));
    assert_eq!(read.value, json!({"indicators": [{"name": "乙"}]}));
    let expected = [("workbook.example_changed", "指标!A2", ""), ("workbook.example_changed", "指标!A4", "")];
    assert_eq!(told(&read), expected);
    // The built-in example is not told; see layout.rs. With another example in the file, its own fingerprint counts.
    let mut other = example();
    other["indicators"][0]["name"] = json!("另一个");
    assert_eq!(told(&super::super::read(&schema(), &blank(&schema(), &other).unwrap())), []);
}

#[test]
fn rows_that_were_only_numbered_are_no_records() {
    let read = sheet("指标", &lines("标记|序号|名称\n|1|甲\n|2\n|3\n空|4\n|5|乙"));
    assert_eq!(read.value, json!({"indicators": [{"name": "甲"}, {}, {"name": "乙"}]}));
    assert_eq!(told(&read), []);
}

#[test]
fn a_thousand_mistakes_are_told_as_a_few() {
    let read = sheet("指标", &|w: &mut Worksheet| {
        lines("名称|增速")(w);
        for row in 1..1000 {
            w.write_number(row, 1, 0.5).unwrap();
        }
    });
    assert_eq!(read.findings.len(), 201);
    assert_eq!(read.findings[200].message, "还有 799 处类似的问题没有列出");
    assert!(crate::has_errors(&read.findings[200..]));
    let none = read_book(&[("别的", &lines("名称"))]);
    assert_eq!(told(&none), [("workbook.no_known_sheet", "", "")]);
    assert_eq!(told(&super::super::read(&schema(), &book(&[("指标", &lines(""))]))), []);
}
