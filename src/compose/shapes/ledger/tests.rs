use std::sync::Arc;

use super::super::testing::plain;
use super::super::{say, say_all};
use super::*;
use crate::data::{FigureValue, Figures, from_json};

const LISTS: [&str; 6] = ["populations", "regions", "rectification", "inspections", "assessments", "problems"];

fn real_data() -> Vec<(String, Node)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| {
        let name = path.to_string_lossy();
        name.ends_with(".json") && !name.ends_with(".figures.json")
    });
    paths.sort();
    let read = paths.into_iter().map(|path| {
        let loaded = from_json(&std::fs::read(&path).unwrap());
        let tree = serde_json::to_value(&loaded.progress).unwrap();
        let figures = Arc::new(Figures::new(&loaded.progress));
        (
            path.file_stem().unwrap().to_string_lossy().into_owned(),
            Node { figures, tree: Arc::new(tree), pointer: String::new() },
        )
    });
    read.collect()
}

/// Every amount, place and rate that a record states, anywhere below it, is a link in what is said of it.
#[test]
fn every_stated_figure_of_real_records_is_said() {
    let mut walked = 0;
    for (file, root) in real_data() {
        for list in LISTS {
            for node in root.members(list) {
                let said = say(&node, &Manner::default());
                root.figures.each_stated(|pointer, value| {
                    let amount =
                        matches!(value, FigureValue::Quantity(_) | FigureValue::Rank(_) | FigureValue::Ratio(_));
                    if amount && pointer.starts_with(&format!("{}/", node.pointer)) {
                        walked += 1;
                        let linked = [")", "?"].iter().any(|end| said.contains(&format!("(figure:{pointer}{end}")));
                        assert!(linked, "{file}: {pointer} is not in: {}", plain(&said));
                    }
                });
            }
        }
    }
    assert!(walked > 500, "{walked}");
}

#[test]
#[ignore]
fn dump() {
    for (file, root) in real_data() {
        for list in LISTS {
            let nodes = root.members(list);
            for node in &nodes {
                println!("{file} {list}: {}", plain(&say(node, &Manner::default())));
            }
            println!(
                "{file} {list} ALL: {}\n",
                plain(&say_all(&nodes, &Manner { style: 1, whole: "全市".into(), soften: true, brief: false }))
            );
        }
    }
}
