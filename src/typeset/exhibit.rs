//! Exhibits as a layout prints them: their runs with line-breaking marks, their texts with the faces that print them.

use serde_json::Value;

use super::printed::Element;
use super::run::{glued, runs};
use crate::document::{Exhibit, Inline, View};

/// An exhibit for `data.json`: as it is, but every run prepared as those of paragraphs are, and every text glued.
pub(super) fn printed(exhibit: &Exhibit) -> Value {
    let mut value = serde_json::to_value(exhibit).unwrap_or_default();
    prepare(&mut value, "");
    value["drawn"] = exhibit.view.is_drawn().into();
    if matches!(exhibit.view, View::Table(_)) {
        super::columns::measure(&mut value["view"]);
    }
    value
}

/// Settings and numbers, which are never printed.
const NOT_PRINTED: [&str; 8] = ["view", "kind", "align", "tone", "value", "class", "alt", "ticks"];

fn prepare(value: &mut Value, key: &str) {
    match value {
        Value::Array(items) => {
            let run = items.first().is_some_and(|first| first.get("type").is_some());
            // Outlines are long lists of numbers: nothing but a run is copied.
            let content = run.then(|| serde_json::from_value::<Vec<Inline>>(Value::Array(items.clone())));
            match content {
                Some(Ok(content)) => *value = serde_json::to_value(runs("", &content, false)).unwrap_or_default(),
                _ => items.iter_mut().for_each(|item| prepare(item, key)),
            }
        }
        Value::Object(fields) => fields.iter_mut().for_each(|(key, value)| prepare(value, key)),
        Value::String(text) if !NOT_PRINTED.contains(&key) => *text = glued(text),
        _ => {}
    }
}

/// The faces of an exhibit's texts. A layout may set any of them in 黑体 or in 仿宋, so both must have their characters.
const FACES: [Element; 2] = [Element::Body, Element::Head];

/// What layouts themselves print in exhibits.
const FIXED: [&str; 4] = [
    // Numbers and marks, the frame, tables.
    "0123456789.,%—–−～（）：；、√×↑↓续表单位本页小计合计注数据来源截至未报",
    // Funnels.
    "为上一环节的",
    // Timelines and calendars.
    "序号事项时限日期人员地点一二三四五六",
    // Certificates.
    "签字盖章年月日",
];

/// Calls `visit` with every text of a prepared exhibit and each element that may print it.
pub(super) fn texts(exhibit: &Value, visit: &mut impl FnMut(Element, &str)) {
    for element in FACES {
        FIXED.iter().for_each(|text| visit(element, text));
    }
    each(exhibit, "", &mut |text, key| {
        for element in FACES {
            visit(element, text);
        }
        if key == "heading" {
            visit(Element::Title, text);
        }
    });
}

fn each(value: &Value, key: &str, visit: &mut impl FnMut(&str, &str)) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| each(item, key, visit)),
        Value::Object(fields) => fields.iter().for_each(|(key, value)| each(value, key, visit)),
        Value::String(text) if !NOT_PRINTED.contains(&key) || key == "ticks" => visit(text, key),
        _ => {}
    }
}
