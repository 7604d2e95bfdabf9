//! The engine held to a small schema of its own, which has every shape of the convention.

mod hostile;
mod layout;
mod people;
mod roundtrip;

use rust_xlsxwriter::{Workbook, Worksheet};
use serde_json::{Value, json};

use super::{Schema, read};
use crate::input::Transcript;

const SCHEMA: &str = r##"{
  "type": "object",
  "properties": {
    "report": {"$ref": "#/$defs/Report", "title": "报告"},
    "regions": {"type": "array", "title": "地区", "items": {"$ref": "#/$defs/Region"}},
    "indicators": {"type": "array", "title": "指标", "description": "各项指标", "items": {"$ref": "#/$defs/Indicator"}},
    "populations": {"type": "array", "title": "人群", "items": {"$ref": "#/$defs/Population"}}
  },
  "$defs": {
    "Quantity": {"title": "数量", "type": ["string", "object"]},
    "Rate": {"type": ["string", "object"]},
    "Rank": {"type": ["string", "object"]},
    "Date": {"type": "string"},
    "Period": {"type": ["string", "object"]},
    "Reference": {"type": "string"},
    "Ratio": {"type": "string"},
    "Direction": {"enum": ["越大越好", "越小越好", "不评价"]},
    "Report": {"type": "object", "title": "报告", "description": "文件本身", "properties": {
      "title": {"type": "string", "title": "标题"},
      "speaker": {"$ref": "#/$defs/Speaker", "title": "讲话人"},
      "date": {"$ref": "#/$defs/Date", "title": "成文日期"},
      "elapsed": {"$ref": "#/$defs/Quantity", "title": "已过"},
      "open": {"type": "boolean", "title": "公开"},
      "leadership": {"type": "array", "title": "领导", "items": {"type": "string"}},
      "before": {"type": "array", "title": "此前讲话", "items": {"$ref": "#/$defs/Address"}},
      "after": {"type": "array", "title": "随后讲话", "items": {"$ref": "#/$defs/Address"}}
    }},
    "Speaker": {"type": "object", "title": "人", "properties": {
      "role": {"type": "string", "title": "职务", "examples": ["市委书记", "市长"]},
      "name": {"type": "string", "title": "姓名"},
      "on_behalf_of": {"type": "array", "title": "代表", "items": {"type": "string"}}
    }},
    "Address": {"type": "object", "title": "讲话安排", "properties": {
      "role": {"type": "string", "title": "职务"},
      "topic": {"type": "string", "title": "内容"}
    }},
    "Region": {"type": "object", "title": "地区", "properties": {
      "id": {"type": "string", "title": "编号"},
      "name": {"type": "string", "title": "名称"},
      "counts": {"type": "array", "title": "数目", "items": {"$ref": "#/$defs/Count"}},
      "groups": {"type": "array", "title": "群体", "items": {"$ref": "#/$defs/Population"}}
    }},
    "Count": {"type": "object", "title": "数目", "properties": {
      "name": {"type": "string", "title": "名称"},
      "value": {"$ref": "#/$defs/Quantity", "title": "数值"}
    }},
    "Indicator": {"type": "object", "title": "指标", "properties": {
      "name": {"type": "string", "title": "名称"},
      "value": {"$ref": "#/$defs/Quantity", "title": "数值", "description": "连同单位"},
      "rate": {"$ref": "#/$defs/Rate", "title": "增速"},
      "rank": {"$ref": "#/$defs/Rank", "title": "位次"},
      "as_of": {"$ref": "#/$defs/Date", "title": "截止日期"},
      "period": {"$ref": "#/$defs/Period", "title": "时段"},
      "direction": {"$ref": "#/$defs/Direction", "title": "方向"},
      "key": {"type": "boolean", "title": "重点"},
      "order": {"type": "integer", "title": "次序"},
      "unit": {"type": "string", "title": "单位（计量）"},
      "series": {"type": "array", "title": "历年", "items": {"$ref": "#/$defs/Quantity"}},
      "notes": {"type": "array", "title": "说明", "items": {"type": "string"}},
      "base": {"$ref": "#/$defs/Base", "title": "基期"}
    }},
    "Base": {"type": "object", "title": "基期", "properties": {
      "period": {"$ref": "#/$defs/Period", "title": "时段"},
      "parts": {"type": "array", "title": "构成", "items": {"$ref": "#/$defs/Count"}}
    }},
    "Population": {"type": "object", "title": "人群", "properties": {
      "name": {"type": "string", "title": "名称"},
      "persons": {"$ref": "#/$defs/Quantity", "title": "人数"},
      "parts": {"type": "array", "title": "分组", "items": {"$ref": "#/$defs/Population"}},
      "of_which": {"type": "array", "title": "其中", "items": {"$ref": "#/$defs/Population"}},
      "counts": {"type": "array", "title": "数目", "items": {"$ref": "#/$defs/Count"}}
    }}
  }
}"##;

fn schema() -> Schema {
    Schema::parse(SCHEMA).unwrap()
}

fn example() -> Value {
    json!({
        "report": {
            "title": "在观摩点评会上的讲话", "speaker": {"role": "市委书记", "on_behalf_of": ["市委", "市政府"]},
            "date": "2017-08-30", "elapsed": "8个月", "open": true, "leadership": ["省委、省政府正确领导"],
            "before": [{"role": "市长", "topic": "点评"}], "after": [{"role": "县长"}, {"topic": "部署"}]
        },
        "regions": [
            {"id": "sq", "name": "商丘市", "counts": [{"name": "乡镇", "value": "65个"}],
             "groups": [{"name": "农村", "parts": [{"name": "甲"}]}]}
        ],
        "indicators": [
            {"name": "脱贫人口", "value": "4.98万人", "rate": "8.7%", "rank": "全省第3位", "as_of": "2017-07",
             "period": {"label": "上半年", "start": "2017-01", "end": "2017-06"}, "direction": "越大越好", "key": true,
             "order": 3, "unit": "万人", "series": ["1个", "2个"], "notes": ["甲", "乙\n丙"],
             "base": {"period": "2016年", "parts": [{"name": "城镇", "value": "1万人"}]}}
        ],
        "populations": [
            {"name": "贫困人口", "persons": "7万人",
             "parts": [{"name": "一般", "of_which": [{"name": "老人"}]}, {"name": "低保", "counts": [{"name": "村"}]}],
             "of_which": [{"name": "残疾"}]},
            {"name": "低保人口"}
        ]
    })
}

type Fill<'a> = &'a dyn Fn(&mut Worksheet);

/// A workbook made by hand.
fn book(sheets: &[(&str, Fill)]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, fill) in sheets {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(*name).unwrap();
        fill(worksheet);
    }
    workbook.save_to_buffer().unwrap()
}

/// A sheet of text cells, a row a line, cells separated by `|`.
fn lines(text: &'static str) -> impl Fn(&mut Worksheet) {
    move |worksheet| {
        for (row, line) in text.lines().enumerate() {
            for (column, cell) in line.split('|').enumerate() {
                if !cell.is_empty() {
                    worksheet.write_string(row as u32, column as u16, cell).unwrap();
                }
            }
        }
    }
}

fn read_book(sheets: &[(&str, Fill)]) -> Transcript {
    read(&schema(), &book(sheets))
}

/// Reads one sheet.
fn sheet(name: &str, fill: Fill) -> Transcript {
    read_book(&[(name, fill)])
}

fn told(read: &Transcript) -> Vec<(&str, &str, &str)> {
    let told = read.findings.iter();
    told.map(|f| (f.code.as_str(), f.cell.as_deref().unwrap_or_default(), f.path.as_str())).collect()
}
