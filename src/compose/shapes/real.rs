//! The lists of real documents, said: what is stated is said.

use super::testing::{documents, plain, root};
use super::*;
use crate::data::{FigureValue, Form};

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
    for (name, root) in documents() {
        let figures = &root.figures;
        for list in LISTS {
            let members = root.members(list);
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

/// Asserts that no punctuation is doubled or orphaned.
fn assert_clean(list: &str, draft: &str) {
    let text = plain(draft);
    for wrong in
        ["，，", "、、", "；；", "，、", "、，", "，；", "；，", "。", "为为", "达达", "其中其中", "“”", "《》"]
    {
        assert!(!text.contains(wrong), "{list}: {text}");
    }
    assert!(!text.ends_with(['，', '、', '；']) && !text.starts_with(['，', '、', '；']), "{list}: {text}");
}

#[test]
fn clauses_join_cleanly() {
    for (_, root) in documents() {
        for list in LISTS {
            let members = root.members(list);
            members.iter().for_each(|node| assert_clean(list, &say(node, &Manner::default())));
            assert_clean(list, &say_all(&members, &Manner::default()));
        }
    }
}

/// Records with every figure that a kind can state.
const FULL: &str = r#"{
    "funds": {"name": "甲资金", "total": "101万元", "parts": [{"name": "子", "value": "102万元"}], "allocated": "103万元",
        "disbursed": "104万元", "disbursed_rate": "5.1%", "balance": "105万元", "scope": "每村",
        "planned": {"households": "106户", "amount": "107万元"}, "approved": {"households": "108户", "amount": "109万元"},
        "applied": {"households": "110户", "amount": "111万元"}, "issued": {"households": "112户", "amount": "113万元"},
        "repaid": {"households": "114户", "amount": "115万元"}, "ratio": "7：3", "rate": "5.2%",
        "leverage": [{"name": "丑", "value": "116万元"}], "unit_cost": "117元", "beneficiaries": "118户",
        "target": "119万元", "figures": [{"name": "寅", "value": "120个"}]},
    "projects": {"name": "乙", "total": "201个", "approved": "202个", "started": "203个", "started_rate": "6.1%",
        "finished": "204个", "finished_rate": "6.2%", "invest": "205万元", "parts": [{"name": "子", "value": "206万元"}],
        "quantity": "207个", "remaining": "208个", "works": [{"name": "丑", "quantity": "209座", "place": "村"}],
        "counties": "210个", "villages": "211个", "households": "212户", "persons": "213人",
        "of_which": [{"name": "寅", "villages": "214个", "households": "215户", "persons": "216人"}], "coverage": "6.3%",
        "shares": [{"whole": "卯", "total": "217个", "rate": "6.4%"}], "gain_per_household": "218元", "income": "219万元",
        "unit_cost": "220万元", "years": "221年", "figures": [{"name": "辰", "value": "222个"}], "status": "已完成",
        "cumulative": true, "place": "某村"},
    "helpers": {"name": "丙", "units": "301个", "prior": "302个", "villages": "303个", "households": "304户",
        "persons": "305人", "members": "306名", "projects": "307个", "invested": "308万元", "coverage": "7.1%",
        "unit_names": ["子局"], "regions": ["丑县"],
        "parts": [{"name": "寅", "units": "309家", "villages": "310个", "members": "311名", "invested": "312万元"}],
        "figures": [{"name": "卯", "value": "313个"}]},
    "organisations": {"name": "丁", "head": "子", "member_count": "401个", "meetings": "402次",
        "figures": [{"name": "丑", "value": "403个"}]},
    "responsibilities": {"who": "戊", "duty": "责任",
        "assignments": [{"leader": "子", "regions": ["丑"], "households": "501户"}]},
    "mechanisms": {"name": "己", "actor": "子", "frequency": "每周", "rhythm": ["周调度"], "rule": "丑", "planned": "601次",
        "held": "602次", "figures": [{"name": "寅", "value": "603个"}]},
    "systems": {"name": "庚", "count": "7个", "kind": "目标", "object": "某村", "members": ["子"],
        "groups": [{"name": "丑", "count": "701个", "members": ["寅"]}], "figures": [{"name": "卯", "value": "702个"}]},
    "policies": {"title": "辛", "issuer": "子", "count": "801个", "params": [{"name": "丑", "value": "802个"}]},
    "measures": {"name": "壬", "policy_count": "901个", "figures": [{"name": "子", "value": "902个"}]},
    "deployments": {"task": "癸", "quantity": "911个", "deadline": "2026-11底", "figures": [{"name": "子", "value": "912个"}]},
    "pledges": {"item": "甲", "by": "子", "quantity": "921个", "deadline": "2026-11底",
        "works": [{"name": "丑", "quantity": "922座", "deadline": "2026-10底"}], "figures": [{"name": "寅", "value": "923个"}]},
    "events": {"what": "开会", "who": "子", "date": "2026-07-01", "count": "931次", "places": ["丑"]},
    "cases": {"practice": "试点", "place": "子", "figures": [{"name": "丑", "value": "941个"}], "result": "好"}
}"#;

/// Whatever two figures a record states beside its texts, both are said; and all of them together.
#[test]
fn every_combination_is_said() {
    let full: serde_json::Value = serde_json::from_str(FULL).unwrap();
    let mut missing = Vec::new();
    for list in LISTS {
        let fields = full[list].as_object().unwrap();
        let keys: Vec<_> = fields.keys().collect();
        let text = |key: &str| {
            fields[key].is_string() && ["name", "title", "task", "item", "what", "practice", "who"].contains(&key)
        };
        let mut records = vec![fields.clone()];
        for a in &keys {
            for b in &keys {
                let kept = fields.iter().filter(|(key, _)| text(key) || key == a || key == b);
                records.push(kept.map(|(key, value)| (key.clone(), value.clone())).collect());
            }
        }
        let json = serde_json::json!({ list: records }).to_string();
        let root = root(json.as_bytes());
        for node in root.members(list) {
            let draft = say(&node, &Manner::default());
            assert_clean(list, &draft);
            let links = linked(&draft, &node.pointer);
            root.figures.each_stated(|pointer, value| {
                let of_record = pointer.strip_prefix(&node.pointer).is_some_and(|rest| rest.starts_with('/'));
                if of_record && counts(pointer, value) && !links.iter().any(|(of, _)| of == pointer) {
                    missing.push(format!("{pointer} {}: {}", value.print(Form::Written), plain(&draft)));
                }
            });
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
