//! The lists of real documents, said: what is stated is said.

use super::testing::{nodes, plain};
use super::*;
use crate::data::{FigureValue, Figures, from_json};

const LISTS: [&str; 13] = [
    "funds",
    "projects",
    "helpers",
    "organisations",
    "responsibilities",
    "mechanisms",
    "systems",
    "policies",
    "measures",
    "deployments",
    "pledges",
    "events",
    "cases",
];

/// The data of real documents, by name.
fn documents() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data");
    let mut documents: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), std::fs::read_to_string(path).unwrap()))
        .filter(|(name, _)| !name.ends_with(".figures"))
        .collect();
    documents.sort();
    assert!(documents.len() > 10);
    documents
}

/// The figures of a record that a draft links: their pointers and their texts.
fn linked(draft: &str, record: &str) -> Vec<(String, String)> {
    let links: Vec<_> = draft.split("](figure:").collect();
    let links = links.windows(2).map(|pair| {
        let text = pair[0].rsplit_once('[').unwrap().1;
        let pointer = pair[1].split([')', '?']).next().unwrap();
        (pointer.to_owned(), text.to_owned())
    });
    links.filter(|(pointer, _)| pointer.strip_prefix(record).is_some_and(|rest| rest.starts_with('/'))).collect()
}

/// Whether a figure has to be said: numbers, rates and ratios; of dates the deadlines of tasks and works.
fn counts(pointer: &str, value: &FigureValue) -> bool {
    match value {
        FigureValue::Date(_) => {
            pointer.ends_with("/deadline") && !pointer.starts_with("/projects/") || pointer.contains("/works/")
        }
        FigureValue::Period(_) => false,
        _ => true,
    }
}

#[test]
fn every_stated_figure_is_said() {
    let mut missing = Vec::new();
    for (name, json) in documents() {
        let loaded = from_json(json.as_bytes());
        let figures = Figures::new(&loaded.progress);
        for list in LISTS {
            let members = nodes(&json, list);
            let together = say_all(&members, &Manner::default());
            for node in &members {
                let alone = say(node, &Manner::default());
                for draft in [&alone, &together] {
                    let links = linked(draft, &node.pointer);
                    figures.each_stated(|pointer, value| {
                        let of_record = pointer.strip_prefix(&node.pointer).is_some_and(|rest| rest.starts_with('/'));
                        if !of_record || !counts(pointer, value) {
                            return;
                        }
                        // A number that stands twice in one record (a total, and the whole of its share) is said once;
                        // so is a deadline of several works.
                        let text = value.print(Form::Written);
                        let is_it = |(of, said): &(String, String)| {
                            of == pointer
                                || *said == text
                                || (matches!(value, FigureValue::Date(_)) && text.ends_with(said.as_str()))
                        };
                        if !links.iter().any(is_it) {
                            missing.push(format!("{name} {pointer} {text}: {}", plain(draft)));
                        }
                    });
                }
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// Neither doubled nor orphaned punctuation, whatever is missing in a record.
#[test]
fn clauses_join_cleanly() {
    for (name, json) in documents() {
        for list in LISTS {
            let members = nodes(&json, list);
            let alone: Vec<_> = members.iter().map(|node| say(node, &Manner::default())).collect();
            for draft in alone.iter().chain([&say_all(&members, &Manner::default())]) {
                let text = plain(draft);
                for wrong in ["，，", "、、", "；；", "，、", "、，", "，；", "；，", "。", "为为", "达达"]
                {
                    assert!(!text.contains(wrong), "{name} {list}: {text}");
                }
                assert!(
                    !text.ends_with(['，', '、', '；']) && !text.starts_with(['，', '、', '；']),
                    "{name} {list}: {text}"
                );
            }
        }
    }
}
