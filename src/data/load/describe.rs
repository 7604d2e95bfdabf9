//! Says in Chinese what serde says in English: what is wrong with a value, and what to write instead.

use serde_json::Value;

use super::super::quantity::shorten;
use super::escape;
use crate::Finding;

fn unknown_field(message: &str) -> Option<(&str, Vec<&str>)> {
    let rest = message.strip_prefix("unknown field `")?;
    let (field, rest) = rest.split_once("`, expected ").or_else(|| rest.split_once("`, there are no fields"))?;
    Some((field, rest.split('`').skip(1).step_by(2).collect()))
}

/// Says in Chinese what serde says in English.
pub(crate) fn describe(value: &Value, at: &str, message: &str) -> Finding {
    if let Some((field, known)) = unknown_field(message) {
        let path = if at.ends_with(&format!("/{}", escape(field))) {
            at.to_owned()
        } else {
            format!("{at}/{}", escape(field))
        };
        let nearest =
            known.iter().max_by(|a, b| strsim::jaro_winkler(field, a).total_cmp(&strsim::jaro_winkler(field, b)));
        let hint = match nearest {
            Some(name) if strsim::jaro_winkler(field, name) > 0.75 => format!("是不是想写“{name}”？不需要的话请删去"),
            _ => format!("这里可以写：{}", known.join("、")),
        };
        return Finding::error("data.unknown_field", path, format!("没有“{}”这个字段", shorten(field))).hint(hint);
    }
    if let Some(rest) = message.strip_prefix("missing field `") {
        let field = rest.trim_end_matches('`');
        return Finding::error("data.missing_field", at, format!("缺少“{field}”")).hint("请补上这一项，或删去整条记录");
    }
    if let Some(rest) = message.strip_prefix("unknown variant `") {
        let known: Vec<_> = rest.split('`').skip(2).step_by(2).collect();
        let given = rest.split('`').next().unwrap_or_default();
        return Finding::error("data.wrong_value", at, format!("“{}”不是这里能用的值", shorten(given)))
            .hint(format!("这里可以写：{}", known.join("、")));
    }
    if let Some((given, expected)) = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "))
        .and_then(|rest| rest.rsplit_once(", expected "))
    {
        let given = value.pointer(at).map_or_else(|| given.to_owned(), kind);
        return Finding::error(
            "data.wrong_type",
            at,
            format!("这里应当是{}，却是{given}", expected_in_chinese(expected)),
        )
        .hint(example(expected));
    }
    Finding::error("data.wrong_value", at, message.to_owned()).hint("改正后再试；不知道的先整项删去，不要填“无”或“/”")
}

fn expected_in_chinese(expected: &str) -> String {
    match expected {
        "a string" => "文字".into(),
        "a sequence" => "列表".into(),
        "a boolean" => "true 或 false".into(),
        "a map" => "对象".into(),
        _ if expected.starts_with("struct ") => "对象".into(),
        "u32" | "u64" | "i64" | "usize" => "整数".into(),
        _ if expected.is_ascii() => "另一种值".into(),
        // Our own types say in Chinese what they are.
        _ => expected.into(),
    }
}

fn example(expected: &str) -> &'static str {
    match expected {
        "a string" => "文字要用引号括起来",
        "a sequence" => "列表写在方括号里，如 [\"甲\", \"乙\"]",
        "a boolean" => "写 true 或 false，不加引号",
        "数量" => "数量连同单位写在引号里，如 \"4.98万人\"",
        "位次" => "位次写在引号里，如 \"全省第3位\"",
        "日期" => "日期写在引号里，如 \"2017-08-30\"",
        "统计期间" => "期间写在引号里，如 \"上半年\"",
        "比例" => "比率连同%写在引号里，如 \"81.09%\"",
        "比较" => "比较写在引号里，如 \"比全国低12.54个百分点\"",
        "比" => "比例写在引号里，如 \"7：3\"",
        _ => "对象写在花括号里，如 {\"name\": \"…\"}",
    }
}

pub(super) fn kind(value: &Value) -> String {
    match value {
        Value::Null => "空值".into(),
        Value::Bool(b) => format!("{b}"),
        Value::Number(n) => format!("数字 {n}"),
        Value::String(s) => format!("文字“{}”", shorten(s)),
        Value::Array(_) => "列表".into(),
        Value::Object(_) => "对象".into(),
    }
}
