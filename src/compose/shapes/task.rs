//! What is to be done: deployments and pledges.

use super::Manner;
use super::clause::{joined, row, sentence};
use super::count::tallies;
use super::names::{acts, turned};
use super::time::{by, deadline};
use super::works::works;
use crate::compose::node::Node;
use crate::draft::escape;

/// Ends of tasks that are not counted themselves: the number says whom they concern.
const UNCOUNTED: [&str; 5] = ["水平", "责任", "导向", "合力", "能力"];

pub(super) fn deployment(node: &Node, _manner: &Manner) -> String {
    let task = node.text("task");
    let quantity = node.stated("quantity").map(|quantity| quantity.link()).unwrap_or_default();
    let concerns = !quantity.is_empty() && UNCOUNTED.iter().any(|end| task.ends_with(end));
    let quantity = if concerns { format!("，涉及{quantity}") } else { quantity };
    let figures = tallies(&node.members("figures"));
    let figures = if figures.is_empty() { figures } else { format!("涉及{figures}") };
    sentence([format!("{}{}{quantity}", deadline(node), escape(&task)), figures])
}

pub(super) fn deployments(nodes: &[Node], manner: &Manner) -> String {
    row(nodes.iter().map(|node| deployment(node, manner)))
}

pub(super) fn pledge(node: &Node, _manner: &Manner) -> String {
    let who = escape(&node.text("by"));
    let who = if who.is_empty() { who } else { format!("{who}承诺") };
    format!("{who}{}", promise(node))
}

/// What is promised, without by whom.
fn promise(node: &Node) -> String {
    let item = node.text("item");
    let quantity = node.stated("quantity");
    let verb = match () {
        () if acts(&item) => "",
        () if ["全部", "全面", "追赶", "清零"].iter().any(|word| item.contains(word)) => "实现",
        () if item.ends_with("项目") => "实施",
        () => "完成",
    };
    let amount = quantity.as_ref().map(|quantity| quantity.link()).unwrap_or_default();
    let done = match turned(&item) {
        Some((verb, object)) if quantity.is_some() => format!("{verb}{}{amount}", escape(object)),
        // 追赶进度2项 would count the progress.
        _ if verb == "实现" && quantity.is_some() => format!("{verb}{}{}", amount, escape(&item)),
        _ => format!("{verb}{}{amount}", escape(&item)),
    };
    let until = node.stated("deadline").map(|deadline| by(node, &deadline)).unwrap_or_default();
    let said = format!("{until}{done}");
    let places = by_place(node);
    if !places.is_empty() {
        return sentence([said, format!("其中{places}")]);
    }
    let works = works(&node.members("works"), node.stated("deadline").as_ref());
    sentence([said, works, tallies(&node.members("figures"))])
}

/// Works place by place, each behind the count of its place: 云梯关村项目4个，即…. Empty where the counts are not of
/// the places.
fn by_place(node: &Node) -> String {
    let (all, counts) = (node.members("works"), node.members("figures"));
    let of = |count: &Node| {
        let name = count.text("name");
        all.iter().filter(move |work| !work.text("place").is_empty() && name.starts_with(&work.text("place"))).cloned()
    };
    let told: usize = counts.iter().map(|count| of(count).count()).sum();
    if counts.is_empty() || told != all.len() {
        return String::new();
    }
    let clauses = counts.iter().map(|count| {
        let members: Vec<_> = of(count).collect();
        let said = works(&members, None);
        let place = members.first().map(|work| escape(&work.text("place"))).unwrap_or_default();
        format!("{}，即{}", tallies(std::slice::from_ref(count)), said.trim_start_matches(&place))
    });
    clauses.collect::<Vec<_>>().join("，")
}

/// Pledges of one side follow each other under one 承诺.
pub(super) fn pledges(nodes: &[Node], manner: &Manner) -> String {
    let mut last = None;
    let mut clauses = Vec::new();
    for node in nodes {
        let who = node.text("by");
        clauses.push(if last.as_ref() == Some(&who) { promise(node) } else { pledge(node, manner) });
        last = Some(who);
    }
    joined(clauses, "；")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{nodes, plain, said};
    use super::*;

    #[test]
    fn tasks_with_their_deadlines() {
        let json = r#"{"report": {"date": "2026-07-15"}, "deployments": [
            {"task": "完成评级授信", "deadline": "2026-06底"}, {"task": "从严执法", "deadline": "2026底"},
            {"task": "开展评比", "deadline": "2027-06"}, {"task": "提升管理水平", "quantity": "60家"},
            {"task": "改造走教点", "quantity": "27个"}]}"#;
        assert_eq!(
            said(json, "deployments"),
            [
                "6月底前完成评级授信",
                "年底前从严执法",
                "2027年6月份开展评比",
                "提升管理水平，涉及60家",
                "改造走教点27个"
            ]
        );
    }

    #[test]
    fn pledges_place_by_place() {
        let json = r#"{"pledges": [{"item": "今年项目", "quantity": "3个", "by": "黄圩镇", "works": [
                {"name": "砂石路", "place": "甲村", "quantity": "2公里"}, {"name": "村部建设", "place": "甲村"},
                {"name": "新建农桥", "place": "乙村", "quantity": "1座"}],
             "figures": [{"name": "甲村项目", "value": "2个"}, {"name": "乙村项目", "value": "1个"}]},
            {"item": "加大督查力度", "by": "黄圩镇"}]}"#;
        assert_eq!(
            plain(&pledges(&nodes(json, "pledges"), &Manner::default())),
            "黄圩镇承诺实施今年项目3个，其中甲村项目2个，即砂石路2公里、村部建设，乙村项目1个，即新建农桥1座；加大督查力度"
        );
    }
}
