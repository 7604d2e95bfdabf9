//! Level, growth, rank: Q01–Q12, how an indicator is said.

use super::{Manner, joined};
use super::{change, is_growth, of, rises, scope};
use crate::compose::node::{FigureNode, Node};
use crate::data::Form;
use crate::draft::escape;

/// Words of comparison for one list: before the growth of the first member, of the following ones, of a pair.
struct Style {
    first: &'static str,
    following: [&'static str; 2],
    pair: &'static str,
}

const STYLES: [Style; 3] = [
    Style { first: "比上年同期", following: ["增速为", ""], pair: "与去年同期相比" },
    Style { first: "同比", following: ["", "同比"], pair: "与上年同期相比" },
    Style { first: "较上年同期", following: ["", "增速为"], pair: "同比来看" },
];

/// Verbs with which the name of an indicator can begin; it then takes its number without another verb.
const ACTING: [&str; 6] = ["实际利用", "新增", "完成", "建成", "消除", "引进"];

/// Q01–Q08: a list of indicators, said in one sentence.
pub(in crate::compose) fn indicators(nodes: &[Node], style: usize, whole: &str) -> String {
    let style = &STYLES[style.saturating_sub(1) % STYLES.len()];
    let mut paired = false;
    let mut grown = 0;
    let clauses = nodes.iter().enumerate().filter_map(|(i, node)| {
        let subject = format!("{}{}", if i == 0 { whole } else { "" }, escape(&node.text("name")));
        let facets = node.members("facets");
        if !facets.is_empty() {
            let clause = pair(node, &subject, &facets, if paired { None } else { Some(style.pair) });
            paired = true;
            return Some(clause);
        }
        let clause = one(node, &subject, style, grown)?;
        if node.figure("yoy").is_some() {
            grown += 1;
        }
        Some(clause)
    });
    clauses.collect::<Vec<_>>().join("；")
}

/// Q01 (level, growth, rank), Q02 (growth, rank), Q03 (level, two ranks), Q04 (growth), Q06 (rank with members),
/// Q07–Q08 (a place in words).
fn one(node: &Node, subject: &str, style: &Style, grown: usize) -> Option<String> {
    let mut clause = subject.to_owned();
    let ranks = node.figure_list("ranks");
    let rank_of = |growth: bool| ranks.iter().find(|r| is_growth(&of(r)) == growth && !of(r).is_empty());
    if let Some(value) = node.figure("value") {
        let falls = node.flag("lower_is_better");
        let object = node.text("object");
        if !object.is_empty() {
            let place = node.text("place");
            let subject = if place.is_empty() {
                subject.strip_suffix(&*escape(&node.text("name"))).unwrap_or_default().to_owned()
            } else {
                escape(&place)
            };
            return Some(format!("{subject}{}{}{}", value.link(), escape(&object), escape(&node.text("verb"))));
        }
        let acts = ACTING.iter().any(|verb| node.text("name").starts_with(verb));
        let verb = match () {
            () if acts => "",
            () if falls => "为",
            () if value.text().ends_with('元') => "完成",
            () => "达到",
        };
        clause.push_str(&format!("{verb}{}", value.link()));
        if let Some(size) = rank_of(false) {
            clause.push_str(&format!("，{}居{}{}", escape(&of(size)), escape(&scope(size)), size.link()));
        }
        if let Some(yoy) = node.figure("yoy") {
            let word = if grown == 0 { style.first } else { "同比" };
            clause.push_str(&format!("，{word}{}", change(&yoy)));
            if let Some(growth) = rank_of(true) {
                clause.push_str(&format!("，{}居{}{}", escape(&of(growth)), escape(&scope(growth)), growth.link()));
            }
        }
    } else if let Some(yoy) = node.figure("yoy") {
        let word = if grown == 0 { style.first } else { style.following[(grown - 1) % style.following.len()] };
        let noun = word == "增速为";
        if noun && yoy.number().is_some_and(|n| n > 0.0) {
            clause.push_str(&format!("{word}{}", yoy.link()));
        } else {
            clause.push_str(&format!("{}{}", if noun { "" } else { word }, change(&yoy)));
        }
        if let Some(rank) = ranks.first() {
            // 增速 was just said; a member with a rank of something else says of what.
            let of = of(rank);
            let of = if grown > 0 && is_growth(&of) { String::new() } else { escape(&of) };
            clause.push_str(&format!("，{of}居{}{}", escape(&scope(rank)), rank.link()));
        }
    } else if let Some(rank) = ranks.first() {
        clause.push_str(&format!("居{}{}", escape(&scope(rank)), rank.link()));
    } else if !node.text("band").is_empty() {
        clause.push_str(&escape(&node.text("band")));
    } else if !node.text("superlative").is_empty() {
        let superlative = node.text("superlative");
        let verb = if superlative.starts_with('在') { "" } else { "为" };
        clause.push_str(&format!("{verb}{}", escape(&superlative)));
    } else {
        return None;
    }
    let members = node.members("parts").iter().filter_map(member).collect::<Vec<_>>();
    if !members.is_empty() {
        clause.push_str(&format!("，其中{}", members.join("、")));
    }
    Some(clause)
}

/// 法院居第1位, 财政专项资金6.5亿元.
fn member(part: &Node) -> Option<String> {
    let name = escape(&part.text("name"));
    if let Some(value) = part.figure("value") {
        return Some(format!("{name}{}", value.link()));
    }
    let rank = part.figure_list("ranks").into_iter().next()?;
    Some(format!("{name}居{}", rank.link()))
}

/// Q05: the same thing in several units (18批31人次), its changes and their ranks joined by 分别.
fn pair(node: &Node, subject: &str, facets: &[Node], comparison: Option<&str>) -> String {
    let mut clause = subject.to_owned();
    for facet in facets {
        if let Some(value) = facet.figure("value") {
            clause.push_str(&value.link());
        }
    }
    let changes: Vec<(String, FigureNode)> =
        facets.iter().filter_map(|f| Some((escape(&f.text("name")), f.figure("yoy")?))).collect();
    if changes.is_empty() {
        return clause;
    }
    let same_direction = changes.windows(2).all(|w| rises(&w[0].1) == rises(&w[1].1));
    clause.push('，');
    match comparison {
        Some(comparison) => {
            let said: Vec<_> = changes.iter().map(|(name, yoy)| format!("{name}{}", change(yoy))).collect();
            clause.push_str(&format!("{comparison}，{}", said.join("，")));
        }
        None if same_direction && changes.len() > 1 => {
            let names: Vec<_> = changes.iter().map(|(name, _)| name.as_str()).collect();
            let values: Vec<_> = changes.iter().map(|(_, yoy)| yoy.with(Form::Absolute).link()).collect();
            let word = if rises(&changes[0].1) { "增长" } else { "下降" };
            clause.push_str(&format!("{}分别{word}{}", names.join("、"), values.join("、")));
        }
        None => {
            let said: Vec<_> = changes.iter().map(|(name, yoy)| format!("{name}{}", change(yoy))).collect();
            clause.push_str(&said.join("，"));
        }
    }
    let ranks: Vec<FigureNode> = facets.iter().filter_map(|f| f.figure_list("ranks").into_iter().next()).collect();
    if let Some(first) = ranks.first() {
        let what = if of(first).is_empty() { "位次".to_owned() } else { escape(&of(first)) };
        let places: Vec<_> = ranks.iter().map(FigureNode::link).collect();
        let respectively = if places.len() > 1 { "分别" } else { "" };
        clause.push_str(&format!("，{what}{respectively}居{}{}", escape(&scope(first)), places.join("、")));
    }
    if !node.text("band").is_empty() {
        clause.push_str(&format!("，{}", escape(&node.text("band"))));
    }
    clause
}

pub(super) fn say(_node: &Node, _manner: &Manner) -> String {
    String::new()
}

pub(super) fn say_all(nodes: &[Node], manner: &Manner) -> String {
    joined(nodes, manner, say)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{nodes, plain};
    use super::*;

    const ECONOMY: &str = r#"{"indicators": [
        {"name": "生产总值", "value": "988.3亿元", "yoy": "9%", "ranks": ["增速居全省第3位"]},
        {"name": "社会消费品零售总额", "yoy": "12.8%", "ranks": ["增速居全省第1位"]},
        {"name": "固定资产投资", "yoy": "13.1%", "ranks": ["增速居全省第2位"]},
        {"name": "出口总值", "yoy": "-2.1%"},
        {"name": "税收占比", "value": "71.2%", "yoy": "0%"}
    ]}"#;

    #[test]
    fn q01_q02_q04_the_first_is_full_and_the_rest_are_compressed() {
        let list = nodes(ECONOMY, "indicators");
        assert_eq!(
            plain(&indicators(&list, 1, "全市")),
            "全市生产总值完成988.3亿元，比上年同期增长9%，增速居全省第3位；社会消费品零售总额增速为12.8%，居全省第1位；\
             固定资产投资增长13.1%，居全省第2位；出口总值下降2.1%；税收占比达到71.2%，同比持平（0%）"
        );
    }

    #[test]
    fn words_of_comparison_differ_between_lists() {
        let list = nodes(ECONOMY, "indicators");
        let said: Vec<_> = (1..=3).map(|style| plain(&indicators(&list, style, ""))).collect();
        assert!(said[1].contains("，同比增长9%") && said[2].contains("，较上年同期增长9%"));
        assert_ne!(said[0], said[1]);
        assert_ne!(said[1], said[2]);
    }

    #[test]
    fn every_figure_is_a_link_to_its_source() {
        let list = nodes(ECONOMY, "indicators");
        let draft = indicators(&list[..1], 1, "全市");
        assert_eq!(
            draft,
            "全市生产总值完成[988.3亿元](figure:/indicators/0/value)，比上年同期增长[9%](figure:/indicators/0/yoy)，\
             增速居全省[第3位](figure:/indicators/0/ranks/0)"
        );
    }

    #[test]
    fn what_should_fall_does_not_reach() {
        let list = nodes(
            r#"{"indicators": [{"name": "事故起数", "value": "6起", "yoy": "-25%", "lower_is_better": true}]}"#,
            "indicators",
        );
        assert_eq!(plain(&indicators(&list, 1, "")), "事故起数为6起，比上年同期下降25%");
    }

    #[test]
    fn q03_two_ranks_are_told_apart() {
        let list = nodes(
            r#"{"indicators": [{"name": "实际利用省外资金", "value": "355.9亿元", "yoy": "8.5%",
                "ranks": ["规模居全省第3位", "增速居全省第4位"]}]}"#,
            "indicators",
        );
        assert_eq!(
            plain(&indicators(&list, 2, "")),
            "实际利用省外资金355.9亿元，规模居全省第3位，同比增长8.5%，增速居全省第4位"
        );
    }

    #[test]
    fn q05_pairs_share_their_words() {
        let list = nodes(
            r#"{"indicators": [
                {"name": "赴京访", "lower_is_better": true, "facets": [
                    {"name": "批次", "value": "18批", "yoy": "-33.3%", "ranks": ["降幅居省辖市第2位"]},
                    {"name": "人数", "value": "31人次", "yoy": "-66.7%", "ranks": ["降幅居省辖市第1位"]}]},
                {"name": "赴省访", "facets": [
                    {"name": "批次", "value": "13批", "yoy": "-70%"}, {"name": "人数", "value": "35人次", "yoy": "-68%"}]}
            ]}"#,
            "indicators",
        );
        assert_eq!(
            plain(&indicators(&list, 1, "")),
            "赴京访18批31人次，与去年同期相比，批次下降33.3%，人数下降66.7%，降幅分别居省辖市第2位、第1位；\
             赴省访13批35人次，批次、人数分别下降70%、68%"
        );
    }

    #[test]
    fn q06_q08_places_with_members_and_in_words() {
        let list = nodes(
            r#"{"indicators": [
                {"name": "政法机关执法工作满意度", "ranks": ["得分居全省第2位"], "parts": [
                    {"name": "法院", "ranks": ["全省第1位"]}, {"name": "公安机关", "ranks": ["全省第3位"]}]},
                {"name": "空气环境质量综合指数", "band": "居全省前列"},
                {"name": "市级保留行政审批事项", "superlative": "在全省省辖市中最少"},
                {"name": "在建工期", "superlative": "全省最短"},
                {"name": "中心城区消除黑臭水体内河", "value": "9条", "place": "中心城区", "object": "内河", "verb": "消除黑臭水体"},
                {"name": "未报"}
            ]}"#,
            "indicators",
        );
        assert_eq!(
            plain(&indicators(&list, 1, "")),
            "政法机关执法工作满意度居全省第2位，其中法院居第1位、公安机关居第3位；空气环境质量综合指数居全省前列；\
             市级保留行政审批事项在全省省辖市中最少；在建工期为全省最短；中心城区9条内河消除黑臭水体"
        );
    }

    #[test]
    fn a_bare_count_is_a_sentence() {
        let list = nodes(
            r#"{"indicators": [
                {"name": "公厕建成投用", "value": "20座", "object": "公厕", "verb": "建成投用"},
                {"name": "新增城镇就业", "value": "3万人", "yoy": "5%"}
            ]}"#,
            "indicators",
        );
        assert_eq!(plain(&indicators(&list, 1, "全市")), "全市20座公厕建成投用；新增城镇就业3万人，比上年同期增长5%");
    }

    #[test]
    fn names_are_never_markup() {
        let list = nodes(r#"{"indicators": [{"name": "*甲*[乙](丙)", "yoy": "9%"}]}"#, "indicators");
        assert!(indicators(&list, 1, "").starts_with(r"\*甲\*\[乙\](丙)比上年同期增长"));
    }
}
