//! The work itself: measures, events, cases.

use super::Manner;
use super::clause::{each, sentence};
use super::count::tallies;
use super::time::date;
use crate::compose::node::Node;
use crate::draft::escape;

/// What a measure is called and the figures that belong to it; what is done is its sentence in the text.
pub(super) fn measure(node: &Node, _manner: &Manner) -> String {
    let policies = node.stated("policy_count").map(|count| format!("配套文件{}", count.link())).unwrap_or_default();
    sentence([escape(&node.text("name")), policies, tallies(&node.members("figures"))])
}

/// Measures without figures are a row of names.
pub(super) fn measures(nodes: &[Node], manner: &Manner) -> String {
    let mut said = String::new();
    let mut plain = false;
    for node in nodes {
        let clause = measure(node, manner);
        let bare = clause == escape(&node.text("name"));
        if !said.is_empty() {
            said.push_str(if bare && plain { "、" } else { "；" });
        }
        said.push_str(&clause);
        plain = bare;
    }
    said
}

/// Verbs for which one goes to a place.
const VISITS: [&str; 8] = ["调研", "检查", "暗访", "督导", "带队", "考察", "慰问", "视察"];

pub(super) fn event(node: &Node, _manner: &Manner) -> String {
    let first = node.stated("date").map(|day| date(node, &day)).unwrap_or_default();
    let last = node.stated("end").map(|day| format!("至{}", date(node, &day))).unwrap_or_default();
    let when = if first.is_empty() { first } else { format!("{first}{last}，") };
    let what = node.text("what");
    let places = node.escaped_texts("places").join("、");
    let visit = VISITS.iter().find(|verb| what.starts_with(**verb));
    // 到示范基地调研示范基地: the place is said once.
    let told = visit.filter(|verb| what != **verb && places.ends_with(&escape(&what[verb.len()..])));
    let said = told.map_or_else(|| escape(&what), |verb| (*verb).to_owned());
    let places = match () {
        () if places.is_empty() => places,
        () if visit.is_some() => format!("到{places}"),
        () => format!("在{places}"),
    };
    let who = escape(&node.text("who"));
    // A meeting without its host is held.
    let verb = if who.is_empty() && what.ends_with('会') || what.ends_with("会议") { "召开" } else { "" };
    let count = node.stated("count").map(|count| count.link()).unwrap_or_default();
    if what.is_empty() {
        return String::new();
    }
    format!("{when}{who}{places}{verb}{said}{count}")
}

pub(super) fn events(nodes: &[Node], manner: &Manner) -> String {
    each(nodes, manner, event)
}

/// Place, actor, practice, figures, result; in a warning the figures are the price and come last.
pub(super) fn case(node: &Node, _manner: &Manner) -> String {
    let (place, actor) = (node.text("place"), node.text("actor"));
    // 栖岭县, 县林业局: the county is said once.
    let shared = place.chars().last().filter(|last| ['县', '区', '市', '乡', '镇', '村'].contains(last));
    let own = shared.and_then(|last| actor.strip_prefix(last)).unwrap_or(&actor);
    let practice = node.text("practice");
    let mut done = format!("{}{}{}", escape(&place), escape(own), escape(&practice));
    let mut figures = node.members("figures");
    // 分包重点贫困村 and 分包重点贫困村4个 are said once.
    if let Some(first) = figures.first()
        && !first.text("name").is_empty()
        && practice.ends_with(&first.text("name"))
        && let Some(value) = first.stated("value")
    {
        done.push_str(&value.link());
        figures.remove(0);
    }
    let (figures, result) = (tallies(&figures), escape(&node.text("result")));
    if node.text("kind") == "反面" { sentence([done, result, figures]) } else { sentence([done, figures, result]) }
}

pub(super) fn cases(nodes: &[Node], manner: &Manner) -> String {
    each(nodes, manner, case)
}

pub(super) fn nothing(_node: &Node, _manner: &Manner) -> String {
    String::new()
}

pub(super) fn nothings(nodes: &[Node], manner: &Manner) -> String {
    each(nodes, manner, nothing)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{nodes, plain, said};
    use super::*;

    #[test]
    fn events_and_cases() {
        let json = r#"{"report": {"date": "2016-08-30"}, "events": [
                {"date": "2016-06-25", "end": "2016-06-26", "who": "省长", "what": "调研扶贫工作", "places": ["白楼镇"]},
                {"date": "2016-08-20", "who": "部长", "what": "调研示范基地", "places": ["淮阳县示范基地"]},
                {"date": "2015-04", "what": "座谈会", "places": ["克州"]}],
            "cases": [{"place": "栖岭县", "actor": "县林业局", "practice": "先拆后复", "result": "林区成为研学点",
                 "figures": [{"name": "恢复林地", "value": "126亩"}]},
                {"place": "赵岗乡", "practice": "分包重点村", "figures": [{"name": "分包重点村", "value": "4个"}]},
                {"kind": "反面", "actor": "某公司", "practice": "拖延改造", "result": "被限产",
                 "figures": [{"name": "罚款", "value": "86万元"}]},
                {"practice": "审批上线", "figures": [{"name": "违章", "value": "3起"},
                    {"name": "上年同期违章", "value": "17起"}]}]}"#;
        assert_eq!(
            said(json, "events"),
            [
                "6月25日至6月26日，省长到白楼镇调研扶贫工作",
                "8月20日，部长到淮阳县示范基地调研",
                "2015年4月，在克州召开座谈会"
            ]
        );
        assert_eq!(
            said(json, "cases"),
            [
                "栖岭县林业局先拆后复，恢复林地126亩，林区成为研学点",
                "赵岗乡分包重点村4个",
                "某公司拖延改造，被限产，罚款86万元",
                "审批上线，违章由上年同期的17起降至3起"
            ]
        );
    }

    #[test]
    fn measures_with_and_without_figures() {
        let json = r#"{"measures": [{"name": "甲"}, {"name": "乙"}, {"name": "丙", "policy_count": "10多个",
            "figures": [{"name": "专家会诊企业", "value": "96家"}]}]}"#;
        assert_eq!(
            plain(&measures(&nodes(json, "measures"), &Manner::default())),
            "甲、乙；丙，配套文件10多个，专家会诊企业96家"
        );
    }
}
