//! The settings of a fenced block, TOML: how a text is written there, and how texts are read.

use toml::{Table, Value};

use crate::data::Conditions;

/// A text as TOML writes it, on one line.
pub(crate) fn quoted(text: &str) -> String {
    // Without control characters a JSON string is a TOML basic string.
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    serde_json::Value::from(text).to_string()
}

/// A text, a yes or no, or a list of texts; `None` for anything else.
pub(crate) fn texts(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(text) => Some(vec![text.trim().to_owned()]),
        Value::Boolean(flag) => Some(vec![flag.to_string()]),
        Value::Array(values) => values.iter().map(|v| v.as_str().map(|text| text.trim().to_owned())).collect(),
        _ => None,
    }
}

/// Conditions on records, `{ status = "逾期", region = ["甲镇", "乙镇"], done = "" }`, and the fields whose values are neither a text
/// nor texts.
pub(crate) fn conditions(asked: &Table) -> (Conditions, Vec<&str>) {
    let mut wrong = Vec::new();
    let all = asked.iter().fold(Conditions::default(), |all, (field, value)| match texts(value) {
        Some(values) => all.and(field.as_str(), values.into_iter().filter(|v| !v.is_empty()).collect()),
        None => {
            wrong.push(field.as_str());
            all
        }
    });
    (all, wrong)
}
