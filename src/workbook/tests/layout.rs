//! What a workbook looks like, read with calamine alone.

use std::io::Cursor;

use calamine::{Reader, Xlsx};
use serde_json::json;

use super::super::{Schema, blank, read, write};
use super::{example, schema, told};

fn rows(bytes: &[u8], sheet: &str) -> Vec<String> {
    let mut xlsx: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = xlsx.worksheet_range(sheet).unwrap();
    let row = |row: &[calamine::Data]| row.iter().map(ToString::to_string).collect::<Vec<_>>().join("|");
    range.rows().map(row).collect()
}

fn names(bytes: &[u8]) -> Vec<String> {
    Xlsx::<_>::new(Cursor::new(bytes)).unwrap().sheet_names()
}

#[test]
fn each_list_is_a_sheet_and_lists_within_are_child_sheets() {
    let bytes = write(&schema(), &example()).unwrap();
    let expected = [
        "说明",
        "报告",
        "报告-讲话安排",
        "地区",
        "地区-数目",
        "地区-群体",
        "地区-群体-数目",
        "指标",
        "指标-基期·构成",
        "人群",
        "人群-数目",
    ];
    assert_eq!(names(&bytes), expected);
    assert_eq!(
        rows(&bytes, "报告")[..4],
        ["项目|内容|说明", "标题|在观摩点评会上的讲话|", "讲话人·职务|市委书记|如：市委书记、市长", "讲话人·姓名||"]
    );
    assert_eq!(
        rows(&bytes, "报告-讲话安排"),
        ["标记|序号|关系|职务|内容", "|1|此前讲话|市长|点评", "|2|随后讲话|县长|", "|3|随后讲话||部署"]
    );
    assert_eq!(rows(&bytes, "地区-数目"), ["标记|序号|所属|名称|数值", "|1.1|1|乡镇|65个"]);
    assert_eq!(
        rows(&bytes, "地区-群体"),
        ["标记|序号|所属|关系|名称|人数", "|1.1|1|群体|农村|", "|1.1.1|1.1|分组|甲|"]
    );
    assert_eq!(
        rows(&bytes, "人群"),
        [
            "标记|序号|所属|关系|名称|人数",
            "|1|||贫困人口|7万人",
            "|1.1|1|分组|一般|",
            "|1.1.1|1.1|其中|老人|",
            "|1.2|1|分组|低保|",
            "|1.3|1|其中|残疾|",
            "|2|||低保人口|"
        ]
    );
    assert_eq!(rows(&bytes, "人群-数目"), ["标记|序号|所属|名称|数值", "|1.2.1|1.2|村|"]);
    let indicators = rows(&bytes, "指标");
    assert_eq!(
        indicators[0],
        "标记|序号|名称|数值|增速|位次|截止日期|时段|方向|重点|次序|单位（计量）|历年|说明|基期·时段"
    );
    assert_eq!(
        indicators[1],
        "|1|脱贫人口|4.98万人|8.7%|全省第3位|2017-07|{\"label\":\"上半年\",\"start\":\"2017-01\",\"end\":\"2017-06\"}|越大越好|是|3|万人|1个\n2个|甲\n乙\\n丙|2016年"
    );
}

#[test]
fn a_blank_workbook_has_one_example_a_sheet_and_no_data() {
    let bytes = blank(&schema(), &example()).unwrap();
    assert_eq!(rows(&bytes, "人群"), ["标记|序号|所属|关系|名称|人数", "例|1|||贫困人口|7万人"]);
    assert_eq!(rows(&bytes, "报告")[1], "标题||例：在观摩点评会上的讲话");
    let read = read(&schema(), &bytes);
    assert_eq!(read.value, json!({}));
    assert_eq!(told(&read), []);
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    assert_eq!(blank(&schema(), &example()), blank(&schema(), &example()));
    assert_eq!(write(&schema(), &example()), write(&schema(), &example()));
}

#[test]
fn what_does_not_fit_is_told_and_not_lost() {
    let document = json!({
        "report": {"titel": "x", "speaker": {"age": "5"}, "date": 5, "open": "x"}, "regions": {"a": 1}, "more": 1,
        "indicators": [{"name": 5, "notes": ["x".repeat(32_768)], "base": 5}], "populations": [7, {"parts": 1}]
    });
    let mut paths: Vec<_> =
        write(&schema(), &document).unwrap_err().into_iter().map(|f| format!("{} {}", f.code, f.path)).collect();
    paths.sort();
    let expected = [
        "workbook.cell_too_long /indicators/0/notes",
        "workbook.unknown_field /more",
        "workbook.unknown_field /report/speaker/age",
        "workbook.unknown_field /report/titel",
        "workbook.wrong_type /indicators/0/base",
        "workbook.wrong_type /indicators/0/name",
        "workbook.wrong_type /populations/0",
        "workbook.wrong_type /populations/1/parts",
        "workbook.wrong_type /regions",
        "workbook.wrong_type /report/open",
    ];
    assert_eq!(paths, expected);
}

#[test]
fn names_and_lists_that_excel_cannot_take_are_changed() {
    let words: Vec<String> = (0..100).map(|i| format!("第{i}个,词")).collect();
    let title = "长".repeat(40) + "/[x]";
    let schema = json!({
        "properties": {
            "a": {"title": title, "type": "array", "items": {"$ref": "#/$defs/A"}},
            "b": {"title": title, "type": "array", "items": {"$ref": "#/$defs/A"}},
            "c": {"title": "a/b:c", "type": "array", "items": {"$ref": "#/$defs/A"}},
            "d": {"title": "说明", "type": "array", "items": {"$ref": "#/$defs/A"}},
            "e": {"title": "零散", "type": "string"}
        },
        "$defs": {"A": {"type": "object", "properties": {
            "word": {"title": "标记", "$ref": "#/$defs/W"}, "other": {"title": "标记", "$ref": "#/$defs/W"}
        }}, "W": {"enum": words}}
    });
    let schema = Schema::parse(&schema.to_string()).unwrap();
    let document = json!({"e": "x", "a": [{"word": "第7个,词"}], "b": [{"other": "第8个,词"}], "c": [{"word": "第9个,词"}], "d": [{"word": "第1个,词"}]});
    let bytes = write(&schema, &document).unwrap();
    let long = "长".repeat(31);
    let expected = ["说明", "总体", long.as_str(), &("长".repeat(30) + "2"), "a／b：c", "说明2", "选项"];
    assert_eq!(names(&bytes), expected);
    assert_eq!(rows(&bytes, "a／b：c")[0], "标记|序号|标记2|标记3");
    assert_eq!(rows(&bytes, "选项").len(), 100);
    let read = read(&schema, &bytes);
    assert_eq!((read.value, read.findings), (document, vec![]));
}

#[test]
fn a_schema_outside_of_the_convention_is_refused() {
    for (properties, defs, why) in [
        (json!({"a": {"$ref": "#/$defs/A"}}), json!({}), "not defined"),
        (
            json!({"a": {"type": "array", "items": {"type": "array", "items": {"type": "string"}}}}),
            json!({}),
            "list of lists",
        ),
        (json!({"a": {"type": "object"}}), json!({}), "of type object"),
        (
            json!({"a": {"$ref": "#/$defs/A"}}),
            json!({"A": {"properties": {"a": {"$ref": "#/$defs/A"}}}}),
            "contains itself",
        ),
        (
            json!({"a": {"type": "array", "items": {"$ref": "#/$defs/A"}}}),
            json!({"A": {"properties": {"b": {"type": "array", "items": {"$ref": "#/$defs/B"}}}},
                   "B": {"properties": {"a": {"type": "array", "items": {"$ref": "#/$defs/A"}}}}}),
            "by way of another",
        ),
    ] {
        let problem = Schema::parse(&json!({"properties": properties, "$defs": defs}).to_string()).unwrap_err();
        assert!(problem.contains(why), "{problem}");
    }
    assert!(Schema::parse("{").is_err());
    assert!(Schema::parse("{}").is_err());
}
