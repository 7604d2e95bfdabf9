//! The work itself: measures, events, cases.

use super::count::{date, sentence, tallies, texts};
use super::{Manner, joined};
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

pub(super) fn event(node: &Node, _manner: &Manner) -> String {
    let first = node.stated("date").map(|day| date(node, &day)).unwrap_or_default();
    let last = node.stated("end").map(|day| format!("—{}", date(node, &day))).unwrap_or_default();
    let when = if first.is_empty() { first } else { format!("{first}{last}，") };
    let what = node.text("what");
    let places = texts(node, "places").join("、");
    let visits =
        ["调研", "检查", "暗访", "督导", "带队", "考察", "慰问", "视察"].iter().any(|verb| what.starts_with(verb));
    let places = match () {
        () if places.is_empty() => places,
        () if visits => format!("到{places}"),
        () => format!("在{places}"),
    };
    let who = escape(&node.text("who"));
    // A meeting without its host is held.
    let verb = if who.is_empty() && what.ends_with('会') || what.ends_with("会议") { "召开" } else { "" };
    let count = node.stated("count").map(|count| count.link()).unwrap_or_default();
    if what.is_empty() {
        return String::new();
    }
    format!("{when}{who}{places}{verb}{}{count}", escape(&what))
}

pub(super) fn events(nodes: &[Node], manner: &Manner) -> String {
    joined(nodes, manner, event)
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
    joined(nodes, manner, case)
}

pub(super) fn nothing(_node: &Node, _manner: &Manner) -> String {
    String::new()
}

pub(super) fn nothings(nodes: &[Node], manner: &Manner) -> String {
    joined(nodes, manner, nothing)
}
