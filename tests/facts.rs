//! Real documents' facts: `tests/data/NAME.json` holds every figure that the real text states, listed in
//! `tests/data/NAME.figures.json` with the forms in which a text may say it and its place in the data.

use std::collections::HashSet;

use huibao::Severity;
use huibao::data::{Figures, Form, Loaded, from_json};
use serde::Deserialize;
use serde_json::Value;

mod plain;
use plain::says;

/// The documents, with the number of figures that each states.
const DOCUMENTS: [(&str, usize); 10] = [
    ("shangqiu-observation", 54),
    ("zhoukou-overview", 45),
    ("city-mobilisation", 15),
    ("township-briefing", 20),
    ("county-speech", 46),
    ("county-deployment", 65),
    ("city-conference", 73),
    ("county-conference", 93),
    ("city-promotion", 5),
    ("region-annual", 37),
];

/// A figure of a real text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stated {
    what: String,
    /// The forms that count as stating it. They leave approximations open: 18万人 is in 18万人以上.
    says: Vec<String>,
    /// Its pointer.
    at: String,
}

fn file(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

#[test]
fn every_figure_of_a_real_text_stands_in_its_data() {
    let mut wrong = Vec::new();
    for (name, count) in DOCUMENTS {
        let Loaded { progress, findings, .. } = from_json(&file(&format!("{name}.json")));
        wrong.extend(findings.iter().filter(|f| f.severity == Severity::Error).map(|f| format!("{name}: {f}")));
        let stated: Vec<Stated> = serde_json::from_slice(&file(&format!("{name}.figures.json")))
            .unwrap_or_else(|e| panic!("{name}.figures.json: {e}"));
        assert_eq!(stated.len(), count, "{name}: figures");
        let figures = Figures::new(&progress);
        let mut places = HashSet::new();
        for Stated { what, says: forms, at } in &stated {
            if !places.insert(at) {
                wrong.push(format!("{name}: {what}: {at} is another figure's place"));
            }
            match figures.figure(at) {
                Err(e) => wrong.push(format!("{name}: {what}: {at}: {e}")),
                Ok(figure) => {
                    let printed = Form::ALL.map(|form| figure.value.print(form));
                    if !printed.iter().any(|text| forms.iter().any(|form| says(text, form))) {
                        wrong.push(format!("{name}: {what}: {at} prints {printed:?}, not {forms:?}"));
                    }
                    if let Some(formula) = figure.formula {
                        wrong.push(format!("{name}: {what}: {at} is computed ({formula}), but the text states it"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The names that records use for others: field, list, and the fields by which the list's records are known.
const NAMES: [(&str, &str, &[&str]); 5] = [
    ("topic", "topics", &["name"]),
    ("region", "regions", &["id", "name"]),
    ("parent", "targets", &["id"]),
    ("systems", "systems", &["id"]),
    ("case", "cases", &["id"]),
];

#[test]
fn names_lead_to_records() {
    for (name, _) in DOCUMENTS {
        let data: Value = serde_json::from_slice(&file(&format!("{name}.json"))).unwrap();
        for (field, list, keys) in NAMES {
            let mut known: HashSet<_> =
                members(&data[list]).flat_map(|r| keys.iter().filter_map(|k| r[k].as_str())).collect();
            if field == "topic" {
                // A part of the work that a measure, a task or a problem is about.
                let parts = ["measures", "deployments", "problems", "targets"]
                    .into_iter()
                    .flat_map(|list| members(&data[list]));
                known.extend(parts.filter_map(|r| r["topic"].as_str()));
            }
            for (at, records) in data.as_object().unwrap() {
                // Only a target's `parent` must be listed: a region may belong to one that the document leaves out.
                if at == "report" || field == "parent" && at != list {
                    continue;
                }
                for record in members(records) {
                    let used =
                        record[field].as_str().into_iter().chain(members(&record[field]).filter_map(Value::as_str));
                    for text in used {
                        assert!(known.contains(text), "{name}: /{at}: no {list} “{text}”: {record}");
                    }
                }
            }
        }
        assert!(members(&data["regions"]).any(|r| r["id"] == data["report"]["region"]), "{name}: /report/region");
    }
}

fn members(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

/// A form that is part of another number does not count.
#[test]
fn a_form_counts_only_by_itself() {
    for (text, form, counts) in [
        ("18万人以上", "18万人", true),
        ("近1个月", "1个月", true),
        ("8月份起每月", "8月份", true),
        ("110万人", "10万人", false),
        ("0.10万人", "10万人", false),
        ("6300", "630", false),
        ("二十三点", "三点", false),
    ] {
        assert_eq!(says(text, form), counts, "{text}: {form}");
    }
}
