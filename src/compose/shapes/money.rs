//! Money: Q28, Q40, Q42, Q43, Q45.

use super::Manner;
use super::clause::{by_turns, joined, sentence};
use super::count::{tallies, tally};
use super::figure::unit;
use super::parts::parts;
use super::time::{led, period};
use crate::compose::node::{FigureNode, Node};
use crate::data::FigureValue;
use crate::draft::escape;

/// What is done with money, by its channel; two words each, so that neighbours in a list differ.
const VERBS: [(&str, [&str; 2]); 5] = [
    ("财政", ["安排", "投入"]),
    ("信贷", ["发放", "投放"]),
    ("社会", ["筹集", "募集"]),
    ("自筹", ["筹集", "投入"]),
    ("援助", ["争取", "引入"]),
];

/// Words in a name that say already what is done with the money.
const DONE: [&str; 5] = ["投入", "整合", "筹集", "发放", "增长"];

pub(super) fn fund(node: &Node, manner: &Manner) -> String {
    clause(node, manner.style, &manner.whole, None)
}

pub(super) fn funds(nodes: &[Node], manner: &Manner) -> String {
    let mut last = None;
    let mut clauses = Vec::new();
    for (i, node) in nodes.iter().enumerate() {
        let whole = if i == 0 { manner.whole.as_str() } else { "" };
        clauses.push(clause(node, manner.style + i, whole, last.as_deref()));
        last = period(node).map(|period| period.text()).or(last);
    }
    joined(clauses, "；")
}

/// `last` is the period that the sentence has said already.
fn clause(node: &Node, turn: usize, whole: &str, last: Option<&str>) -> String {
    let when = period(node).filter(|period| Some(period.text().as_str()) != last);
    let when = led(when);
    let whole = if node.text("name").starts_with('全') { "" } else { whole };
    let opening = opening(node, turn);
    let rest = sentence([
        standard(node),
        composition(node),
        payment(node),
        stages(node),
        leverage(node),
        later(node),
        tallies(&node.members("figures")),
    ]);
    match (opening.is_empty(), rest.is_empty()) {
        (true, true) => String::new(),
        // A loan of which only the stages are known: 绿色贷款计划发放4.2亿元.
        (true, false) => format!("{when}{whole}{}{}{rest}", escape(&node.text("scope")), escape(&node.text("name"))),
        _ => format!("{when}{whole}{}", sentence([opening, rest])),
    }
}

/// The amount as a whole, or what stands for it.
fn opening(node: &Node, turn: usize) -> String {
    let name = node.text("name");
    let scope = escape(&node.text("scope"));
    let cumulative = if node.flag("cumulative") { "累计" } else { "" };
    let channel = node.text("channel");
    let words = VERBS.iter().find(|(of, _)| *of == channel).map_or(["投入", "安排"], |(_, words)| *words);
    let verb = if node.stated("allocated").is_some() { "安排" } else { by_turns(&words, turn) };
    let named = DONE.iter().any(|word| name.contains(word));
    let escaped = escape(&name);
    if let Some(total) = node.stated("total") {
        let whole = !node.members("parts").is_empty() && channel.is_empty();
        return match () {
            () if whole || (named && !cumulative.is_empty()) => {
                format!("{scope}{escaped}{cumulative}达到{}", total.link())
            }
            () if named => format!("{scope}{escaped}{}", total.link()),
            () => format!("{scope}{cumulative}{verb}{escaped}{}", total.link()),
        };
    }
    if let Some(target) = node.stated("target") {
        return format!("{scope}计划{verb}{escaped}{}", target.link());
    }
    if let Some(allocated) = node.stated("allocated") {
        return format!("{scope}{cumulative}下达{escaped}{}", allocated.link());
    }
    match (node.stated("ratio"), node.stated("rate")) {
        (Some(ratio), _) => format!("{scope}{escaped}按{}的比例执行", ratio.link()),
        (None, Some(rate)) if ["增长", "提高", "递增"].iter().any(|word| name.ends_with(word)) => {
            format!("{scope}{escaped}{}", rate.link())
        }
        (None, Some(rate)) => format!("{scope}{escaped}的比例达到{}", rate.link()),
        (None, None) => String::new(),
    }
}

/// Q43: how much for each, and for how many.
fn standard(node: &Node) -> String {
    match (node.stated("unit_cost"), node.stated("beneficiaries")) {
        (Some(cost), Some(number)) => format!("按{}{}的标准惠及{}", each(&number), cost.link(), number.link()),
        (Some(cost), None) => format!("单位标准为{}", cost.link()),
        (None, Some(number)) => format!("惠及{}", number.link()),
        (None, None) => String::new(),
    }
}

fn each(number: &FigureNode) -> String {
    match unit(number) {
        "" => "每个".into(),
        unit => format!("每{}", escape(unit)),
    }
}

/// Q28, Q45: what the whole is made of, in which proportion.
fn composition(node: &Node) -> String {
    let members = node.members("parts");
    let Some(ratio) = node.stated("ratio").filter(|_| node.stated("total").is_some()) else { return parts(node) };
    let fits = matches!(&ratio.figure.value, FigureValue::Ratio(r) if r.parts().len() == members.len());
    match () {
        () if fits => format!("由{}按{}的比例构成", tallies(&members), ratio.link()),
        () => sentence([parts(node), format!("按{}的比例安排", ratio.link())]),
    }
}

/// Q40: allocated, disbursed and the rate of it.
fn payment(node: &Node) -> String {
    let allocated = node.stated("allocated").filter(|_| node.stated("total").or(node.stated("target")).is_some());
    let amounts = [("已下达", allocated), ("拨付", node.stated("disbursed"))];
    let amounts = amounts.into_iter().filter_map(|(verb, amount)| Some(format!("{verb}{}", amount?.link())));
    let rate = node.figure("disbursed_rate").map(|rate| format!("拨付率{}", rate.link()));
    sentence([amounts.collect::<Vec<_>>().join("、"), rate.unwrap_or_default()])
}

/// Q42: a loan from its plan to its return. What was applied for comes before what was approved where it is more.
fn stages(node: &Node) -> String {
    let value = |stage: &str| match node.stated(&format!("{stage}/amount"))?.figure.value {
        FigureValue::Quantity(ref quantity) => quantity.value(),
        _ => None,
    };
    let mut stages = [
        ("planned", "计划发放"),
        ("approved", "批复"),
        ("applied", "申报"),
        ("issued", "已发放"),
        ("repaid", "已收回"),
    ];
    if value("applied") > value("approved") && value("approved").is_some() {
        stages.swap(1, 2);
    }
    sentence(stages.iter().map(|(stage, verb)| {
        let amounts = ["households", "amount"].iter().filter_map(|field| node.stated(&format!("{stage}/{field}")));
        let amounts: String = amounts.map(|amount| amount.link()).collect();
        if amounts.is_empty() { amounts } else { format!("{verb}{amounts}") }
    }))
}

/// Q45: what the money sets in motion.
fn leverage(node: &Node) -> String {
    let members =
        node.members("leverage").into_iter().filter_map(|part| Some((part.text("name"), part.stated("value")?)));
    let clauses = members
        .enumerate()
        .map(|(i, (name, value))| format!("{}{}", by_turns(&["撬动", "带动"], i), tally(&name, &value)));
    clauses.collect::<Vec<_>>().join("、")
}

/// What is left of the money, and what [`opening`] had no room for.
fn later(node: &Node) -> String {
    let has = |field: &str| node.stated(field).is_some();
    let balance = node.stated("balance").map(|balance| format!("结余{}", balance.link()));
    let target = node.stated("target").filter(|_| has("total")).map(|target| format!("目标为{}", target.link()));
    let opened = has("total") || has("target") || has("allocated");
    let rate = node.stated("rate").filter(|_| opened || has("ratio")).map(|rate| format!("比率为{}", rate.link()));
    let ratio = node.stated("ratio").filter(|_| opened && !has("total"));
    let ratio = ratio.map(|ratio| format!("按{}的比例安排", ratio.link()));
    sentence([ratio, balance, target, rate].into_iter().flatten())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{nodes, plain, said};
    use super::*;

    #[test]
    fn q28_a_whole_and_its_parts() {
        let json = r#"{"funds": [{"name": "三项扶贫资金", "total": "26.1亿元", "parts": [
            {"name": "财扶资金", "value": "6.5亿元"}, {"name": "以工代赈资金", "value": "2.2亿元"},
            {"name": "信贷扶贫资金", "value": "17.4亿元"}]}]}"#;
        assert_eq!(
            said(json, "funds"),
            ["三项扶贫资金达到26.1亿元，其中财扶资金6.5亿元、以工代赈资金2.2亿元、信贷扶贫资金17.4亿元"]
        );
    }

    #[test]
    fn q40_allocated_and_disbursed() {
        let json = r#"{"funds": [
            {"name": "扶贫资金", "allocated": "78437.69万元", "disbursed_rate": "81.09%"},
            {"name": "专项资金", "channel": "财政", "total": "3860万元", "allocated": "3280万元", "disbursed": "2624万元",
             "balance": "656万元"}]}"#;
        assert_eq!(
            said(json, "funds"),
            [
                "下达扶贫资金78437.69万元，拨付率81.09%",
                "安排专项资金3860万元，已下达3280万元、拨付2624万元，拨付率80%，结余656万元"
            ]
        );
    }

    #[test]
    fn q42_a_loan_from_plan_to_issue() {
        let json = r#"{"funds": [{"name": "专项贷款", "planned": {"households": "8000户", "amount": "4亿元"},
            "approved": {"amount": "3.27亿元"}, "applied": {"households": "5847户", "amount": "2.39亿元"},
            "issued": {"households": "2635户", "amount": "1.32亿元"}}]}"#;
        assert_eq!(
            said(json, "funds"),
            ["专项贷款计划发放8000户4亿元，批复3.27亿元，申报5847户2.39亿元，已发放2635户1.32亿元"]
        );
    }

    #[test]
    fn q43_q45_standards_ratios_and_leverage() {
        let json = r#"{"funds": [
            {"name": "危房改造补贴", "channel": "财政", "total": "1493万元", "unit_cost": "0.5万元", "beneficiaries": "2986户"},
            {"name": "贷款风险补偿", "ratio": "7：3", "rate": "3%左右"},
            {"name": "财政资金", "total": "1563亿元", "leverage": [
                {"name": "银行贷款", "value": "3400亿元"}, {"name": "群众自筹和其他社会资金", "value": "1400多亿元"}]},
            {"name": "互助资金", "scope": "每个贫困村", "total": "50万元"},
            {"name": "无"}]}"#;
        assert_eq!(
            said(json, "funds"),
            [
                "安排危房改造补贴1493万元，按每户0.5万元的标准惠及2986户",
                "贷款风险补偿按7：3的比例执行，比率为3%左右",
                "投入财政资金1563亿元，撬动银行贷款3400亿元、带动群众自筹和其他社会资金1400多亿元",
                "每个贫困村投入互助资金50万元",
                ""
            ]
        );
    }

    #[test]
    fn a_period_is_said_once_in_a_list() {
        let json = r#"{"report": {"period": "今年"}, "funds": [
            {"name": "甲资金", "period": "去年", "total": "9万元"}, {"name": "乙资金", "period": "去年", "total": "3万元"},
            {"name": "丙资金", "period": "今年", "total": "2万元"}]}"#;
        let manner = Manner { whole: "全镇".into(), ..Manner::default() };
        assert_eq!(
            plain(&funds(&nodes(json, "funds"), &manner)),
            "去年全镇投入甲资金9万元；安排乙资金3万元；投入丙资金2万元"
        );
    }
}
