//! What the checks say of real documents: every contradiction that they are known to hold, and nothing else.
//!
//! `tests/data/findings.toml` lists every finding with its reason. A finding that is not listed is either a rule that
//! fires wrongly or a contradiction that nobody has seen yet.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use huibao::check::check;
use huibao::data::{Figures, from_json, from_value};
use huibao::{Finding, Severity};
use serde::Deserialize;
use serde_json::{Value, json};

mod sound;
use sound::ALL;

fn file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn found(value: Value) -> Vec<Finding> {
    let loaded = from_value(value);
    let mut findings = loaded.findings;
    findings.extend(check(&loaded.progress, &Figures::new(&loaded.progress)).findings);
    findings
}

fn document(name: &str) -> Value {
    serde_json::from_str(&file(&format!("{name}.json"))).unwrap()
}

#[derive(Deserialize)]
struct Listed {
    finding: Vec<Known>,
}

#[derive(Deserialize)]
struct Known {
    document: String,
    severity: Severity,
    code: String,
    path: String,
    /// Why the finding is right.
    reason: String,
}

#[test]
fn every_finding_of_the_real_documents_is_known() {
    let listed: Listed = toml::from_str(&file("findings.toml")).unwrap();
    let mut known = BTreeSet::new();
    for Known { document, severity, code, path, reason } in listed.finding {
        assert!(ALL.contains(&document.as_str()) && reason.chars().count() > 8, "{document} {path}: {reason}");
        assert!(known.insert((document.clone(), severity, code, path.clone())), "{document} {path} is listed twice");
    }
    let mut wrong = Vec::new();
    for name in ALL {
        for finding in found(document(name)) {
            if !known.remove(&(name.to_owned(), finding.severity, finding.code.clone(), finding.path.clone())) {
                wrong.push(format!("{name}: not listed: {finding}"));
            }
        }
    }
    wrong.extend(known.iter().map(|(document, _, code, path)| format!("{document}: not found: {code} {path}")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The contradictions of the genre study's section 3.7 that concern these documents, with the values that they state.
#[test]
fn the_real_contradictions_are_found() {
    let seen = |value: Value, code: &str, path: &str| {
        found(value).into_iter().any(|finding| finding.code == code && finding.path.starts_with(path))
    };
    for (example, name, code, path) in [
        ("E1: 68 % for 67.5 %", "shangqiu-observation", "check.rate", "/targets/0/rate"),
        ("E9: 30 a year for 146 in two years", "county-speech", "check.rate", "/targets/0/per_year"),
        ("E9: 3万 a year for 14.3万 in two years", "county-speech", "check.rate", "/targets/1/per_year"),
        ("E10: 10 % a year does not reach 4000元", "county-deployment", "check.growth", "/standards/0"),
        ("E11: two changes into the same", "county-deployment", "check.slogan", "/systems/8"),
        ("E12: 24.5万 of 40.12万", "city-conference", "check.stages", "/targets/0/stages"),
        ("E14: 23 % for 24.6 %", "county-conference", "check.rate", "/populations/0/shares/0/rate"),
        ("E22: a goal below the trend", "zhoukou-overview", "check.parent_target", "/targets/3"),
    ] {
        assert!(seen(document(name), code, path), "{example} is not found");
    }

    // E2: the website made every milestone 2025, and put the end of the year before its first half.
    let mut dated = document("shangqiu-observation");
    let stated = ["2025底", "2025下半年", "2025上半年", "2025", "2025"];
    for (target, deadline) in dated["targets"].as_array_mut().unwrap().iter_mut().skip(2).zip(stated) {
        assert!(target["deadline"].is_string());
        target["deadline"] = json!(deadline);
    }
    dated["report"]["date"] = json!("2024-08-30");
    dated["report"]["period"] = json!("今年1—8月");
    assert!(seen(dated, "check.milestones", "/targets/"), "E2 is not found");

    // E15: the website masked figures as if they were years.
    for masked in ["20xx亩", "20xx元"] {
        let mut document = document("county-conference");
        document["targets"][0]["target"] = json!(masked);
        let told = found(document).into_iter().find(|finding| finding.path == "/targets/0/target").unwrap();
        assert_eq!((told.severity, told.code.as_str()), (Severity::Error, "data.wrong_value"), "{masked}");
    }
}

/// Every rule has something to examine in the documents together, so that none of them is only an example.
#[test]
fn the_documents_give_most_rules_something_to_examine() {
    let mut idle: BTreeSet<_> = huibao::check::RULES.iter().map(|rule| rule.code).collect();
    for name in ALL {
        let loaded = from_json(file(&format!("{name}.json")).as_bytes());
        let checked = check(&loaded.progress, &Figures::new(&loaded.progress));
        for rule in checked.rules.iter().filter(|rule| rule.examined > 0) {
            idle.remove(rule.code);
        }
    }
    // No document states one figure twice.
    assert_eq!(idle.into_iter().collect::<Vec<_>>(), ["check.one_value"]);
}
