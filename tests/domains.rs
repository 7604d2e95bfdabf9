//! The same model in other fields of work: the data of `tests/data` on work safety and on ecology load without a finding,
//! are rich, and all that they refer to is there.

use std::collections::{BTreeMap, BTreeSet};

use huibao::check::check;
use huibao::data::{Figures, from_json};
use serde_json::Value;

const DOMAINS: [(&str, &str); 3] = [
    ("safety-inspection", include_str!("data/safety-inspection.json")),
    ("safety-quarter", include_str!("data/safety-quarter.json")),
    ("ecology-rectification", include_str!("data/ecology-rectification.json")),
];

/// Every list of the model, and how many records each of the files has at least.
const LISTS: [(&str, usize); 25] = [
    ("topics", 4),
    ("regions", 7),
    ("indicators", 18),
    ("targets", 14),
    ("populations", 3),
    ("standards", 5),
    ("assessments", 4),
    ("inspections", 3),
    ("problems", 32),
    ("rectification", 3),
    ("funds", 4),
    ("projects", 6),
    ("policies", 6),
    ("systems", 5),
    ("practices", 2),
    ("measures", 6),
    ("cases", 6),
    ("helpers", 2),
    ("organisations", 6),
    ("responsibilities", 5),
    ("mechanisms", 5),
    ("deployments", 5),
    ("pledges", 3),
    ("suggestions", 2),
    ("events", 6),
];

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn list<'a>(data: &'a Value, name: &str) -> &'a [Value] {
    data[name].as_array().map_or(&[], Vec::as_slice)
}

/// Calls `visit` with the pointer, the field and the value of every text.
fn texts(value: &Value, at: &str, field: &str, visit: &mut dyn FnMut(&str, &str, &str)) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, child)| texts(child, &format!("{at}/{key}"), key, visit)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, child)| texts(child, &format!("{at}/{i}"), field, visit))
        }
        Value::String(text) => visit(at, field, text),
        _ => {}
    }
}

#[test]
fn they_load_and_pass_every_check() {
    for (name, text) in DOMAINS {
        let loaded = from_json(text.as_bytes());
        assert_eq!(loaded.findings, [], "{name}");
        let checked = check(&loaded.progress, &Figures::new(&loaded.progress));
        assert_eq!(checked.findings, [], "{name}");
    }
}

#[test]
fn no_list_is_poor() {
    for (name, text) in DOMAINS {
        let data = json(text);
        for (key, least) in LISTS {
            assert!(list(&data, key).len() >= least, "{name}: {key} has {} of {least}", list(&data, key).len());
        }
        let statuses: BTreeSet<_> = list(&data, "problems").iter().filter_map(|p| p["status"].as_str()).collect();
        assert_eq!(statuses.len(), 6, "{name}: {statuses:?}");
        let sites = |i: &Value| i["sites"].as_array().map_or(0, Vec::len);
        assert!(list(&data, "inspections").iter().map(sites).sum::<usize>() >= 18, "{name}");
    }
}

#[test]
fn they_are_of_their_own_field() {
    for (name, text) in DOMAINS {
        for word in ["贫困", "扶贫", "脱贫"] {
            assert!(!text.contains(word), "{name}: {word}");
        }
        texts(&json(text), "", "", &mut |at, field, text| {
            assert!(!text.trim().is_empty() && !text.ends_with(['。', '；', '，', '！', '、']), "{name}{at}: “{text}”");
            // What a template prints of these is no figure, so it must not hold one.
            if ["detail", "finding", "praise", "problem", "measure", "facts", "actions", "requirements"]
                .contains(&field)
            {
                assert!(!text.contains(|c: char| c.is_ascii_digit()), "{name}{at}: “{text}”");
            }
        });
        for problem in list(&json(text), "problems") {
            let length = problem["name"].as_str().unwrap_or_default().chars().count();
            assert!((4..=12).contains(&length), "{name}: {}", problem["name"]);
        }
    }
}

#[test]
fn what_they_refer_to_is_there() {
    for (name, text) in DOMAINS {
        let data = json(text);
        let named = |list_name: &str, fields: &[&str]| -> BTreeSet<String> {
            let records = list(&data, list_name).iter();
            records.flat_map(|r| fields.iter().filter_map(|f| r[*f].as_str()).map(str::to_owned)).collect()
        };
        let regions = named("regions", &["id", "name"]);
        let fields = BTreeMap::from([
            ("topic", named("topics", &["name"])),
            ("region", regions.clone()),
            ("regions", regions),
            ("systems", named("systems", &["id"])),
            ("slogan", named("systems", &["id", "name"])),
            ("policies", named("policies", &["title"])),
            ("introduced_in", named("policies", &["title"])),
            ("case", named("cases", &["id"])),
            ("targets", named("targets", &["id"])),
        ]);
        texts(&data, "", "", &mut |at, field, text| {
            // What an earlier speaker spoke about is free.
            if let Some(known) = fields.get(field).filter(|_| !at.starts_with("/report/prior_speakers")) {
                assert!(known.contains(text), "{name}{at}: “{text}”");
            }
        });
        for (key, _) in LISTS {
            let ids: Vec<_> = list(&data, key).iter().filter_map(|r| r["id"].as_str()).collect();
            assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{name}: an id of {key} is given twice");
            for parent in list(&data, key).iter().filter_map(|r| r["parent"].as_str()) {
                assert!(ids.contains(&parent), "{name}: {key}: {parent}");
            }
        }
        // A summary counts the problems of its source; what is no usual word for a source is an inspection.
        let inspections = named("inspections", &["id"]);
        let sources = ["巡视", "审计", "考核", "暗访", "督查", "自查", "信访"];
        for (key, record) in
            ["problems", "rectification"].iter().flat_map(|k| list(&data, k).iter().map(move |r| (k, r)))
        {
            let Some(source) = record["source"].as_str() else { continue };
            assert!(sources.contains(&source) || inspections.contains(source), "{name}: {key}: {source}");
        }
        for unit in list(&data, "assessments").iter().flat_map(|a| a["ranking"].as_array()).flatten() {
            assert!(fields["region"].contains(unit["unit"].as_str().unwrap_or_default()), "{name}: {unit}");
        }
    }
}
