//! Every figure that a record of the test data states is said.

use std::sync::Arc;

use super::testing::plain;
use super::*;
use crate::data::{FigureValue, Figures, from_json};

/// The documents of `tests/data`, by name.
fn documents() -> Vec<(String, Node)> {
    let folder = format!("{}/tests/data", env!("CARGO_MANIFEST_DIR"));
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.ends_with(".json") || name.ends_with(".figures.json") {
            continue;
        }
        let progress = from_json(&std::fs::read(&path).unwrap()).progress;
        let tree = Arc::new(serde_json::to_value(&progress).unwrap());
        out.push((name, Node { figures: Arc::new(Figures::new(&progress)), tree, pointer: String::new() }));
    }
    out.sort_by(|a, b| a.0.cmp(&b.0));
    out
}

/// Amounts of one record that are one and the same: said once, they are said.
fn is_twin(node: &Node, pointer: &str, value: &str, said: &str) -> bool {
    // The most and the least are those of the list; the last of a course is the level; one weight is all items' weight.
    let field = pointer.rsplit('/').next().unwrap_or_default();
    let within = &pointer[node.pointer.len()..];
    let shared = (within.starts_with("/highest") || within.starts_with("/lowest") || within.starts_with("/series"))
        || field == "weight";
    shared && said.contains(&format!("[{value}](figure:{}", node.pointer))
}

fn unlinked(node: &Node) -> Vec<String> {
    let said = say(node, &Manner { style: 1, ..Manner::default() });
    let mut out = Vec::new();
    node.figures.each_stated(|pointer, value| {
        if !pointer.starts_with(&format!("{}/", node.pointer)) {
            return;
        }
        // When is the business of the sentence around it.
        if matches!(value, FigureValue::Date(_) | FigureValue::Period(_)) {
            return;
        }
        let linked = said.contains(&format!("(figure:{pointer})")) || said.contains(&format!("(figure:{pointer}?"));
        let printed = value.print(Form::Written);
        if !linked && !is_twin(node, pointer, &printed, &said) {
            out.push(format!("{pointer} {printed} in {}", plain(&said)));
        }
    });
    out
}

#[test]
fn every_stated_figure_is_said() {
    let mut missing = Vec::new();
    for (name, root) in documents() {
        for list in ["indicators", "targets", "standards"] {
            for node in root.members(list) {
                missing.extend(unlinked(&node).into_iter().map(|m| format!("{name}{m}")));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn dump() {
    for (name, root) in documents() {
        println!("== {name}");
        for list in ["indicators", "targets", "standards"] {
            for (i, node) in root.members(list).iter().enumerate() {
                println!("{list} {i}: {}", plain(&say(node, &Manner { style: 1, ..Manner::default() })));
            }
            println!(
                "ALL {}",
                plain(&say_all(
                    &root.members(list),
                    &Manner { style: 2, whole: "全市".into(), soften: true, brief: false }
                ))
            );
        }
    }
}
