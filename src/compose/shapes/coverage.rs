//! Every figure that a record of the test data states is said.

use super::figure::links_to;
use super::testing::{documents, plain, root};
use super::*;
use crate::data::{FigureValue, Form};

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
        let printed = value.print(Form::Written);
        if !links_to(&said, pointer) && !is_twin(node, pointer, &printed, &said) {
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
                missing.extend(unlinked(&node).into_iter().map(|m| format!("{name}.json{m}")));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// Records that fill every field, which no document does.
#[test]
fn every_figure_of_full_records_is_said() {
    let json = r#"{
        "regions": [{"id": "a", "name": "甲县"}],
        "indicators": [
            {"name": "达标率", "value": "80%", "prior": "75%", "yoy": "6.7%", "yoy_points": "5个百分点",
             "ranks": ["规模居全省第3位", "增速居全省第4位", "全市第2位"], "references": ["比全省低3个百分点", "高于全国2个百分点"],
             "series": [{"date": "2015", "value": "60%"}, {"date": "2016", "value": "70%"}, {"date": "2017", "value": "81%"}],
             "mean_change": "10个百分点", "facets": [{"name": "批次", "value": "18批", "ranks": ["第2位"]}],
             "parts": [{"name": "乙", "value": "3个", "prior": "2个", "yoy": "50%", "share": "30%", "ranks": ["增速居全省第5位"]}],
             "of_which": [{"name": "丙", "value": "1个", "share": "10%"}, {"name": "丁", "value": "2个", "share": "20%"}],
             "shares": [{"whole": "全县总数", "total": "9个", "rate": "33%"}, {"whole": "全市", "rate": "3%"}],
             "by_region": [{"region": "a", "value": "5个", "yoy": "2%", "rank": "第1位"}],
             "highest": {"region": "b", "value": "7个"}, "lowest": {"region": "a", "value": "5个"},
             "per_unit": [{"name": "户均", "units": "3户", "value": "2元"}], "figures": [{"name": "戊", "value": "4台"}]},
            {"name": "访量", "yoy": "-3%", "facets": [{"name": "批次", "value": "18批", "prior": "19批", "ranks": ["第2位", "增速居全省第3位"]},
                {"name": "人数", "yoy": "2%"}], "ranks": ["全市第3位"]},
            {"name": "增势", "yoy": "3%", "prior": "9元", "yoy_points": "2个百分点", "ranks": ["全市第3位"]},
            {"name": "增势", "yoy_points": "-2个百分点", "ranks": ["全市第3位"]}
        ],
        "targets": [
            {"name": "甲任务", "object": "农户", "verb": "改造", "scope": "每个县", "units": "3个", "baseline": "20户", "growth": "5%",
             "multiple": "2倍", "target": "40户", "reference": "不低于全市平均水平", "done": "30户", "rate": "75%", "remaining": "10户",
             "years": "3年", "years_left": "1年", "per_year": "10户",
             "stages": [{"name": "一", "target": "10户", "done": "9户", "villages": "1个", "households": "2户", "persons": "3人", "county_count": "2个"}],
             "of_which": [{"name": "丙", "value": "1户"}], "figures": [{"name": "戊", "value": "4台"}]},
            {"name": "乙率", "scope": "各县", "units": "3个", "baseline": "20%", "growth": "5%", "multiple": "2倍", "target": "40%",
             "done": "30%", "rate": "75%", "remaining": "10%", "years_left": "1年", "per_year": "10%"},
            {"name": "丙数", "cmp": "<=", "baseline": "20起", "growth": "5%", "multiple": "2倍", "target": "40起", "units": "3个",
             "done": "50起", "rate": "125%", "remaining": "0起", "years": "3年"},
            {"name": "丁收入", "baseline": "20元", "growth": "5%", "multiple": "2倍", "reference": "不低于全市平均水平", "units": "3个"},
            {"name": "戊", "done": "30户", "years": "3年"}, {"name": "己", "rate": "30%", "growth": "5%", "baseline": "3户", "units": "4个"}
        ],
        "standards": [
            {"name": "甲标准", "value": "2元", "prior": "1元", "growth": "10%", "target": "4元", "years": "3年",
             "items": [{"name": "乙", "value": "2元", "weight": "20%"}, {"name": "丙", "reference": "比全省低3个百分点", "weight": "80%"}],
             "results": [{"unit": "a", "item": "乙", "value": "3元"}], "steps": [{"who": "丁", "value": "3元", "prior": "2元"}],
             "figures": [{"name": "戊", "value": "4台"}]},
            {"name": "乙标准", "growth": "10%", "years": "3年"}, {"name": "丙标准", "target": "4元", "prior": "1元"},
            {"name": "丁", "items": [{"name": "乙", "value": "2元", "reference": "高于全省平均水平", "weight": "9%"}]}
        ]
    }"#;
    let root = root(json.as_bytes());
    let nodes = ["indicators", "targets", "standards"].into_iter().flat_map(|list| root.members(list));
    let missing: Vec<_> = nodes.flat_map(|node| unlinked(&node)).collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// The sentences themselves, read aloud before they were accepted: each record, and each list as a speech says it.
#[test]
fn the_sentences_of_the_documents() {
    let mut out = String::new();
    for (name, root) in documents() {
        for list in ["indicators", "targets", "standards"] {
            let nodes = root.members(list);
            for (index, node) in nodes.iter().enumerate() {
                let said = say(node, &Manner { style: 1, ..Manner::default() });
                out.push_str(&format!("{name}.json {list} {index}: {}\n", plain(&said)));
            }
            let all = say_all(&nodes, &Manner { style: 2, whole: "全市".into(), soften: true, brief: false });
            if !all.is_empty() {
                out.push_str(&format!("{name}.json {list}: {}\n", plain(&all)));
            }
        }
    }
    insta::assert_snapshot!(out);
}
