//! The sets of data of the tests, and whether what is composed from some data is a sound text.
#![allow(dead_code, reason = "each test binary uses a part")]

use huibao::Severity;
use huibao::compose::{Options, compose};
use huibao::data::{Figures, from_json};
use huibao::document::Document;
use serde_json::Value;

/// The sets of data of real documents and of invented fields of work.
pub const ALL: [&str; 13] = [
    "city-conference",
    "city-mobilisation",
    "city-promotion",
    "county-conference",
    "county-deployment",
    "county-speech",
    "ecology-rectification",
    "region-annual",
    "safety-inspection",
    "safety-quarter",
    "shangqiu-observation",
    "township-briefing",
    "zhoukou-overview",
];

/// A set of data as JSON.
pub fn source(name: &str) -> Value {
    let path = format!("{}/tests/data/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    serde_json::from_slice(&text).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// Marks that stand where a word is missing.
pub const HOLES: [&str; 11] = ["，，", "。。", "，。", "；。", "、。", "、、", "“”", "《》", "（）", "：。", "；；"];

/// What is wrong with the text of some data, whatever its findings: errors of the draft, and holes.
pub fn unsound(data: &Value, genre: &str, seed: u64, holes: &[&str]) -> Vec<String> {
    let progress = from_json(data.to_string().as_bytes()).progress;
    let options = Options { genre: genre.into(), seed, ..Options::default() };
    let draft = match compose(&progress, &options) {
        Ok(draft) => draft,
        Err(findings) => return vec![format!("{genre}: {findings:#?}")],
    };
    let (document, findings) = Document::from_draft(&draft, &Figures::new(&progress));
    let errors = findings.iter().filter(|f| f.severity == Severity::Error).map(|f| format!("{genre}: {f}"));
    let text = document.text();
    let holes = holes.iter().filter_map(|hole| {
        let line = text.lines().find(|line| line.contains(hole))?;
        let near: String =
            line[..line.find(hole)?].chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect();
        Some(format!("{genre}: {near}{hole}"))
    });
    errors.chain(holes).collect()
}

/// Leaves out what stands at a pointer; in a list a null, which is read as nothing.
pub fn remove(value: &mut Value, pointer: &str) {
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
    match value.pointer_mut(parent) {
        Some(Value::Object(map)) => drop(map.remove(key)),
        Some(Value::Array(items)) => {
            if let Some(item) = items.get_mut(key.parse::<usize>().expect("an index")) {
                *item = Value::Null;
            }
        }
        _ => {}
    }
}
