//! How it is organised: organisations, responsibilities, mechanisms and their rhythm.

use super::clause::{by_turns, each, joined, row, sentence};
use super::count::tallies;
use super::time::{led, period};
use super::{Manner, region};
use crate::compose::node::{FigureNode, Node};
use crate::draft::escape;

/// What the head of an organisation is called, by the end of its name.
const HEADS: [(&str, &str); 5] =
    [("指挥部", "指挥长"), ("领导小组", "组长"), ("工作组", "组长"), ("委员会", "主任"), ("办公室", "主任")];

/// How many members are still named one by one.
const NAMED: usize = 4;

pub(super) fn organisation(node: &Node, _manner: &Manner) -> String {
    let name = node.text("name");
    let title = HEADS.iter().find(|(end, _)| name.ends_with(end)).map(|(_, title)| *title);
    let head = escape(&node.text("head"));
    let deputies = node.escaped_texts("deputies").join("、");
    let head = match title {
        _ if head.is_empty() => String::new(),
        Some(title) if deputies.is_empty() => format!("由{head}任{title}"),
        Some(title) => format!("由{head}任{title}，{deputies}任副{title}"),
        None if deputies.is_empty() => format!("由{head}牵头"),
        None => format!("由{head}牵头，{deputies}协助"),
    };
    let said = sentence([head, members(node), meetings(node), tallies(&node.members("figures"))]);
    if said.is_empty() { said } else { format!("{}{said}", escape(&name)) }
}

fn meetings(node: &Node) -> String {
    node.stated("meetings").map(|meetings| format!("已召开会议{}", meetings.link())).unwrap_or_default()
}

/// Few members by name, many by their number.
fn members(node: &Node) -> String {
    let members = node.escaped_texts("members");
    let groups = !members.is_empty() && members.iter().all(|member| member.ends_with('组'));
    if let Some(stated) = node.stated("member_count") {
        return format!("{}{}", if groups { "下设" } else { "成员" }, stated.link());
    }
    match node.figure("members/count") {
        Some(count) if members.len() > NAMED => {
            let (verb, noun) = if groups { ("下设", "个组") } else { ("有", "个成员单位") };
            format!("{verb}{}{noun}", count.link())
        }
        _ if members.is_empty() => String::new(),
        _ => format!("{}{}", if groups { "下设" } else { "成员单位有" }, members.join("、")),
    }
}

pub(super) fn organisations(nodes: &[Node], manner: &Manner) -> String {
    each(nodes, manner, organisation)
}

pub(super) fn responsibility(node: &Node, _manner: &Manner) -> String {
    let who = lapped(&node.text("unit"), &node.text("who"));
    let duty = escape(&node.text("duty"));
    let duty = if duty.is_empty() || who.is_empty() { String::new() } else { format!("{}承担{duty}", escape(&who)) };
    let assignments = node.members("assignments");
    let care = assignments.iter().filter_map(|assignment| {
        let leader = escape(&assignment.text("leader"));
        let places = region::names(assignment, "regions").join("、");
        let households = assignment.stated("households").map(|households| format!("每人联系{}", households.link()));
        match households {
            Some(households) if places.is_empty() => Some(format!("{leader}{households}")),
            Some(households) => Some(format!("{leader}联系{places}、{households}")),
            None if places.is_empty() => None,
            None => Some(format!("{leader}联系{places}")),
        }
    });
    let care: Vec<_> = care.collect();
    // Several places of one leader are joined by 、 themselves.
    let several = assignments.iter().any(|assignment| assignment.list_texts("regions").len() > 1);
    let care = care.join(if several { "，" } else { "、" });
    sentence([duty, escape(&node.text("result")), care])
}

/// Two names of which the second begins as the first ends: 各乡镇, 乡镇党委 is 各乡镇党委.
fn lapped(first: &str, second: &str) -> String {
    let lap = first.char_indices().map(|(at, _)| &first[at..]).find(|end| second.starts_with(end)).unwrap_or_default();
    format!("{}{second}", first.strip_suffix(lap).unwrap_or(first))
}

pub(super) fn responsibilities(nodes: &[Node], manner: &Manner) -> String {
    row(nodes.iter().map(|node| responsibility(node, manner)))
}

pub(super) fn mechanism(node: &Node, manner: &Manner) -> String {
    mechanism_at(node, manner.style)
}

pub(super) fn mechanisms(nodes: &[Node], manner: &Manner) -> String {
    joined(nodes.iter().enumerate().map(|(i, node)| mechanism_at(node, manner.style + i)), "；")
}

fn mechanism_at(node: &Node, turn: usize) -> String {
    let name = node.text("name");
    let escaped = escape(&name);
    let actor = escape(&node.text("actor"));
    let rhythm = node.escaped_texts("rhythm").join("、");
    let rhythm = if rhythm.is_empty() { rhythm } else { format!("实行{rhythm}") };
    // The rule goes on from the actor.
    let rule = node.text("rule");
    let rule = escape(rule.strip_prefix(&node.text("actor")).unwrap_or(&rule));
    let figures = tallies(&node.members("figures"));
    let when = led(period(node));
    let (planned, held) = (node.stated("planned"), node.stated("held"));
    if planned.is_none() && held.is_none() {
        let plain = rhythm.is_empty() && figures.is_empty() && actor.is_empty() && node.text("frequency").is_empty();
        return match () {
            () if plain && rule.is_empty() => String::new(),
            () if plain => format!("{escaped}实行{rule}"),
            () if actor.is_empty() && rule.is_empty() && !rhythm.is_empty() => {
                sentence([format!("{escaped}{rhythm}"), figures])
            }
            () => format!("{when}{}", sentence([set_up(&name, turn), rhythm, kept(node, &actor, &rule), figures])),
        };
    }
    let verb = match () {
        () if name.ends_with('会') => "召开",
        () => "开展",
    };
    let counts = match (planned, held) {
        (Some(planned), Some(held)) => format!("{verb}{escaped}，计划{}、已开展{}", planned.link(), held.link()),
        (None, Some(held)) => format!("{verb}{escaped}{}", held.link()),
        (planned, _) => format!("计划{verb}{escaped}{}", planned.as_ref().map(FigureNode::link).unwrap_or_default()),
    };
    format!("{when}{}", sentence([format!("{actor}{}{counts}", frequency(node)), rhythm, rule, figures]))
}

/// How often, where the name does not say it: 每周开展, but 开展督察整改周调度.
fn frequency(node: &Node) -> String {
    let (name, rule) = (node.text("name"), node.text("rule"));
    let frequency = node.text("frequency");
    let unit = frequency.trim_start_matches(['每', '双', '半']);
    if frequency.is_empty() || name.contains(unit) || rule.contains(&frequency) {
        return String::new();
    }
    escape(&if frequency.starts_with('半') { format!("每{frequency}") } else { frequency })
}

fn set_up(name: &str, turn: usize) -> String {
    let verb = by_turns(&["建立", "健全", "完善"], turn.saturating_sub(1));
    match () {
        () if name.ends_with("力量") || name.ends_with("队伍") => format!("配强{}", escape(name)),
        () if ["台账", "制度", "机制", "体系"].iter().any(|end| name.ends_with(end)) => {
            format!("{verb}{}", escape(name))
        }
        () => format!("{verb}{}机制", escape(name)),
    }
}

/// Who keeps to it, how often, and what it asks. A name or a rule that says who already needs no actor.
fn kept(node: &Node, actor: &str, rule: &str) -> String {
    let often = frequency(node);
    let actor = if often.is_empty() { "" } else { actor };
    let often = if often.is_empty() { often } else { format!("{actor}{often}开展") };
    sentence([often, rule.to_owned()])
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;

    #[test]
    fn organisations_responsibilities_mechanisms() {
        let json = r#"{"organisations": [{"name": "工作领导小组", "head": "市长", "deputies": ["副市长"],
                "members": ["甲局", "乙局", "丙局", "丁局", "戊局"], "meetings": "4次"}],
            "responsibilities": [{"who": "企业主要负责人", "unit": "重点监管企业", "duty": "主体责任"},
                {"who": "网格长", "duty": "巡查责任", "assignments": [{"leader": "网格员", "households": "8户"}]}],
            "mechanisms": [{"name": "目标进度", "rhythm": ["周报告", "月调度"]},
                {"name": "月调度", "actor": "办公室", "frequency": "每月", "planned": "12次", "held": "6次"},
                {"name": "巡河", "actor": "河湖长", "frequency": "每旬", "rule": "现场交办",
                 "figures": [{"name": "巡河次数", "value": "52次"}]}]}"#;
        assert_eq!(
            said(json, "organisations"),
            ["工作领导小组由市长任组长，副市长任副组长，有5个成员单位，已召开会议4次"]
        );
        assert_eq!(
            said(json, "responsibilities"),
            ["重点监管企业主要负责人承担主体责任", "网格长承担巡查责任，网格员每人联系8户"]
        );
        assert_eq!(
            said(json, "mechanisms"),
            [
                "目标进度实行周报告、月调度",
                "办公室开展月调度，计划12次、已开展6次",
                "建立巡河机制，河湖长每旬开展，现场交办，巡河次数达52次"
            ]
        );
    }
}
