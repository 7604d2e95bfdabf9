//! Level, growth, rank: Q01–Q12, how an indicator is said.

use super::Manner;
use super::clause::{joined, predicated};
use super::compare::{change, comparison, course, is_unfavourable, moved_by, rises};
use super::count::{counted, counts};
use super::figure::{is_of_level, unit};
use super::names::{acts, is_measure, whole_before};
use super::parts::{by_region, covers_all, members, per_unit, shares};
use super::place::{is_growth, is_numbered, of, place, places, scope, unsaid_of};
use crate::compose::node::{FigureNode, Node};
use crate::data::Form;
use crate::draft::escape;

/// Words of comparison for one list: before the growth of the first member, of the following ones, of a pair, and before
/// a level of the same period of last year.
struct Style {
    first: &'static str,
    following: [&'static str; 2],
    pair: &'static str,
    against: [&'static str; 2],
}

const STYLES: [Style; 5] = [
    Style {
        first: "比上年同期",
        following: ["增速为", ""],
        pair: "与去年同期相比",
        against: ["比上年同期的", "较去年同期的"],
    },
    Style {
        first: "同比",
        following: ["", "增速为"],
        pair: "与上年同期相比",
        against: ["较上年同期的", "比去年同期的"],
    },
    Style {
        first: "较上年同期",
        following: ["", "增速为"],
        pair: "同比来看",
        against: ["比去年同期的", "较上年同期的"],
    },
    Style {
        first: "比去年同期",
        following: ["", "增速为"],
        pair: "较去年同期",
        against: ["比去年同期的", "较上年同期的"],
    },
    Style {
        first: "较去年同期",
        following: ["增速为", ""],
        pair: "与去年同期比",
        against: ["较上年同期的", "比去年同期的"],
    },
];

/// Amounts of money that an office does not bring about: they reach a value instead of being 完成.
const NOT_OURS: [&str; 9] = ["人均", "户均", "存款", "贷款", "余额", "金额", "损失", "标准", "成本"];

/// Ends of names that tell how something is composed: 从行业分布看，共9起.
const COMPOSITIONS: [&str; 3] = ["分布", "构成", "结构"];

/// How many members of a list a listener takes in.
const BRIEF: usize = 3;

/// Q01–Q08: a list of indicators, said in one sentence.
pub(in crate::compose) fn indicators(nodes: &[Node], style: usize, whole: &str) -> String {
    say_all(nodes, &Manner { style, whole: whole.to_owned(), ..Manner::default() })
}

pub(super) fn say(node: &Node, manner: &Manner) -> String {
    say_all(std::slice::from_ref(node), manner)
}

pub(super) fn say_all(nodes: &[Node], manner: &Manner) -> String {
    let style = &STYLES[manner.style.saturating_sub(1) % STYLES.len()];
    let mut said = Said::default();
    let mut clauses = Vec::new();
    for node in nodes {
        let whole = if clauses.is_empty() { whole_before(&node.text("name"), &manner.whole) } else { "" };
        let whole = escape(whole);
        clauses.extend(one(node, &whole, style, &mut said, manner));
    }
    joined(clauses, "；")
}

/// What of the words of comparison the list has used.
#[derive(Default)]
struct Said {
    /// How many members gave their growth.
    grown: usize,
    /// Whether a pair was compared.
    paired: bool,
}

/// An indicator with all that it states. `None` where there is nothing to say.
fn one(node: &Node, whole: &str, style: &Style, said: &mut Said, manner: &Manner) -> Option<String> {
    if let Some(clause) = happened(node, whole) {
        return Some(predicated("", &[vec![clause], composition(node, manner)].concat()));
    }
    let name = node.text("name");
    let composed = COMPOSITIONS.iter().any(|end| name.ends_with(end));
    if composed && manner.brief && node.members("parts").len() > BRIEF {
        // Without its parts a composition says nothing.
        return None;
    }
    let ranks = node.figure_list("ranks");
    let facets = node.members("facets");
    let mut subject = format!("{whole}{}", escape(&name));
    let mut predicates = Vec::new();
    if !facets.is_empty() && node.figure("value").is_none() {
        let comparison = if said.paired { None } else { Some(style.pair) };
        predicates.push(faceted(&facets, comparison, style, said, manner));
        said.paired = true;
        predicates.extend(growth(node, style, said, manner));
        predicates.extend(ranks.iter().filter_map(|r| place(r, &of(r), manner)));
    } else if let Some(value) = node.figure("value") {
        let verb = if composed {
            subject = format!("从{subject}看，");
            "共"
        } else {
            level_verb(node, &value)
        };
        if node.flag("cumulative") && !name.contains("累计") {
            subject = format!("{whole}累计{}", escape(&name));
        }
        predicates.push(format!("{verb}{}{}", value.link(), covers_all(&name, &value)));
        let sizes = ranks.iter().filter(|r| !is_growth(&of(r)) && !of(r).is_empty());
        predicates.extend(sizes.filter_map(|r| place(r, unsaid_of(r, &name), manner)));
        predicates.extend(growth(node, style, said, manner));
        let growths = ranks.iter().filter(|r| is_growth(&of(r)) || of(r).is_empty());
        predicates.extend(growths.filter_map(|r| place(r, &of(r), manner)));
    } else if let Some(yoy) = node.figure("yoy") {
        let word =
            if said.grown == 0 { style.first } else { style.following[(said.grown - 1) % style.following.len()] };
        predicates.push(if word == "增速为" && yoy.number().is_some_and(|n| n > 0.0) {
            format!("{word}{}", yoy.link())
        } else {
            format!("{}{}", if word == "增速为" { "" } else { word }, change(&yoy))
        });
        for rank in &ranks {
            // 增速 was just said; a member with a rank of something else says of what.
            let of = of(rank);
            let of = if said.grown > 0 && is_growth(&of) { "" } else { &of };
            predicates.extend(place(rank, of, manner));
        }
        said.grown += 1;
        predicates.extend(node.stated("prior").map(|prior| format!("上年同期为{}", prior.link())));
        predicates.extend(node.stated("yoy_points").map(|points| moved_by(&points)));
    } else if let Some(points) = node.figure("yoy_points") {
        predicates.push(format!("{}{}", style.first, moved_by(&points)));
        predicates.extend(ranks.iter().filter_map(|r| place(r, &of(r), manner)));
    } else if let Some(several) = places(&ranks, manner) {
        subject = whole.to_owned();
        predicates.push(several);
    } else {
        predicates.extend(ranks.iter().enumerate().filter_map(|(i, rank)| {
            let of = if i == 0 { String::new() } else { of(rank) };
            place(rank, &of, manner)
        }));
    }
    let last = node.members("series").last().and_then(|p| p.figure("value"));
    let last_is_said = last.zip(node.figure("value")).is_some_and(|(last, value)| last.text() == value.text());
    // January is no measure of June; where the same time of last year is compared, a listener needs no other.
    if !(manner.brief && node.stated("yoy").is_some()) {
        predicates.extend(course(node, last_is_said, manner.brief));
    }
    let moved = !predicates.is_empty() && (node.child("series").is_some() || node.child("yoy").is_some());
    for reference in node.figure_list("references") {
        let still = if moved && is_unfavourable(&reference, node.flag("lower_is_better")) { "仍" } else { "" };
        predicates.push(format!("{still}{}", comparison(&reference)));
    }
    predicates.extend(Some(escape(&node.text("band"))).filter(|band| !band.is_empty()));
    let superlative = node.text("superlative");
    if !superlative.is_empty() {
        let verb = if superlative.starts_with('在') { "" } else { "为" };
        predicates.push(format!("{verb}{}", escape(&superlative)));
    }
    predicates.extend(composition(node, manner));
    (!predicates.is_empty()).then(|| predicated(&subject, &predicates))
}

/// What it is made of and set against: parts, subsets, shares, further figures, regions, averages.
fn composition(node: &Node, manner: &Manner) -> Vec<String> {
    let both = node.child("parts").is_some() && node.child("of_which").is_some();
    let mut out: Vec<String> = shares(node);
    let short = |list: &str| !manner.brief || node.members(list).len() <= BRIEF;
    if short("figures") {
        out.extend(counts(node, "figures"));
    }
    out.extend(node.figure("value").and_then(|_| members(node, "facets", "其中")));
    out.extend(members(node, "of_which", "其中"));
    if short("parts") {
        out.extend(members(node, "parts", if both { "分项看，" } else { "其中" }));
    }
    if short("by_region") {
        out.extend(by_region(node));
    }
    if !manner.brief {
        out.extend(per_unit(node));
    }
    out
}

/// A bare count said as a sentence: 中心城区9条内河消除黑臭水体. Only where place, noun and verb say all that the name
/// says.
fn happened(node: &Node, whole: &str) -> Option<String> {
    let value = node.figure("value")?;
    let (place, object, verb) = (node.text("place"), node.text("object"), node.text("verb"));
    let all = format!("{place}{object}{verb}");
    if object.is_empty() || verb.is_empty() || !node.text("name").chars().all(|c| all.contains(c)) {
        return None;
    }
    let whole = if place.is_empty() { whole } else { "" };
    let number = counted(&value, "");
    Some(format!("{whole}{}{number}{}{}", escape(&place), escape(&object), escape(&verb)))
}

fn level_verb(node: &Node, value: &FigureNode) -> &'static str {
    let name = node.text("name");
    let unit = unit(value);
    let measured = is_of_level(unit) || is_measure(&name);
    let falls = node.flag("lower_is_better") || node.stated("yoy").is_some_and(|yoy| !rises(&yoy));
    match () {
        () if acts(&name) && !is_of_level(unit) => "",
        () if falls => {
            if measured {
                "为"
            } else {
                ""
            }
        }
        () if unit == "元" && !NOT_OURS.iter().any(|word| name.contains(word)) => "完成",
        () if measured || unit == "元" => "达到",
        () if matches!(unit, "项" | "个") => "有",
        () => "",
    }
}

/// The change against the same period of last year, with its level where that is stated.
fn growth(node: &Node, style: &Style, said: &mut Said, manner: &Manner) -> Option<String> {
    let before = said.grown;
    let against = style.against[before % style.against.len()];
    // The first member says with what it is compared, the second says so in short, and then it is known.
    let word = match before {
        0 => style.first,
        1 if style.first != "同比" => "同比",
        _ => "",
    };
    // Where the change is said, last year's level can be left to the ledger.
    let changed = node.stated("yoy").is_some() || node.stated("yoy_points").is_some();
    let prior = node.stated("prior").filter(|_| !(manner.brief && changed));
    let yoy = node.stated("yoy");
    let points = node.stated("yoy_points");
    let moved = match (&yoy, &points) {
        (Some(yoy), Some(points)) => Some(format!("{}、{}", change(yoy), moved_by(points))),
        (Some(yoy), None) => Some(change(yoy)),
        (None, Some(points)) => Some(moved_by(points)),
        (None, None) => None,
    };
    let flat = yoy.as_ref().is_some_and(|yoy| yoy.number() == Some(0.0));
    said.grown += usize::from(moved.is_some());
    match (prior, moved) {
        (Some(prior), Some(moved)) if flat => {
            Some(format!("与{}{}{moved}", against.trim_start_matches(['比', '较']), prior.link()))
        }
        // Not the same word of comparison throughout a long list.
        (Some(prior), Some(moved)) if before % 3 == 2 => Some(format!("上年同期为{}，{moved}", prior.link())),
        (Some(prior), Some(moved)) => Some(format!("{against}{}{moved}", prior.link())),
        (Some(prior), None) => Some(format!("上年同期为{}", prior.link())),
        (None, Some(moved)) if flat && word.is_empty() => Some(format!("与上年同期{moved}")),
        (None, Some(moved)) => Some(format!("{word}{moved}")),
        (None, None) => None,
    }
}

/// Q05: the same thing in several units. Two of them, without levels of last year, share their words (18批31人次, 批次、
/// 人数分别下降…); more are said one by one.
fn faceted(facets: &[Node], comparison: Option<&str>, style: &Style, said: &mut Said, manner: &Manner) -> String {
    let stands_alone = |f: &Node| f.stated("prior").is_some() || f.figure_list("ranks").len() > 1;
    if facets.len() <= 2 && !facets.iter().any(stands_alone) {
        return pair(facets, comparison, manner);
    }
    let clauses = facets.iter().map(|facet| {
        let mut predicates: Vec<String> = facet.figure("value").iter().map(FigureNode::link).collect();
        predicates.extend(growth(facet, style, said, manner));
        predicates.extend(facet.figure_list("ranks").iter().filter_map(|r| place(r, &of(r), manner)));
        predicated(&escape(&facet.text("name")), &predicates)
    });
    clauses.collect::<Vec<_>>().join("；")
}

fn pair(facets: &[Node], comparison: Option<&str>, manner: &Manner) -> String {
    let mut clause: String = facets.iter().filter_map(|f| Some(f.figure("value")?.link())).collect();
    let changes: Vec<(String, FigureNode)> =
        facets.iter().filter_map(|f| Some((escape(&f.text("name")), f.figure("yoy")?))).collect();
    let same_direction = changes.windows(2).all(|w| rises(&w[0].1) == rises(&w[1].1));
    let one_by_one = || {
        let said: Vec<_> = changes.iter().map(|(name, yoy)| format!("{name}{}", change(yoy))).collect();
        said.join("，")
    };
    match comparison {
        _ if changes.is_empty() => {}
        Some(comparison) => clause.push_str(&format!("，{comparison}，{}", one_by_one())),
        None if same_direction && changes.len() > 1 => {
            let names: Vec<_> = changes.iter().map(|(name, _)| name.as_str()).collect();
            let values: Vec<_> = changes.iter().map(|(_, yoy)| yoy.with(Form::Absolute).link()).collect();
            let word = if rises(&changes[0].1) { "增长" } else { "下降" };
            clause.push_str(&format!("，{}分别{word}{}", names.join("、"), values.join("、")));
        }
        None => clause.push_str(&format!("，{}", one_by_one())),
    }
    let ranks: Vec<FigureNode> = facets.iter().filter_map(|f| f.figure_list("ranks").into_iter().next()).collect();
    if !ranks.iter().all(|rank| is_numbered(rank, manner)) {
        let said: Vec<_> = ranks.iter().filter_map(|rank| place(rank, &of(rank), manner)).collect();
        clause.push_str(&said.iter().map(|place| format!("，{place}")).collect::<String>());
    } else if let Some(first) = ranks.first() {
        let what = if of(first).is_empty() { "位次".to_owned() } else { escape(&of(first)) };
        let places: Vec<_> = ranks.iter().map(FigureNode::link).collect();
        let respectively = if places.len() > 1 { "分别" } else { "" };
        clause.push_str(&format!("，{what}{respectively}居{}{}", escape(&scope(first)), places.join("、")));
    }
    clause
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
             固定资产投资增长13.1%，居全省第2位；出口总值下降2.1%；税收占比达到71.2%，与上年同期持平（0%）"
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
    fn a_bare_count_is_a_predicated() {
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

    #[test]
    fn q07_places_among_how_many_and_softened() {
        let list = nodes(
            r#"{"indicators": [
                {"name": "考核", "ranks": [
                    {"position": 47, "scope": "全省扶贫县", "of": "提升幅度", "out_of": 48},
                    {"position": 43, "scope": "全省扶贫县", "of": "经济强县", "out_of": 48}]},
                {"name": "实现程度", "value": "80.7%", "ranks": [{"position": 20, "scope": "全省", "of": "实现程度", "out_of": 48}]}
            ]}"#,
            "indicators",
        );
        let said = |soften| plain(&say_all(&list, &Manner { style: 1, whole: String::new(), soften, brief: false }));
        assert_eq!(
            said(false),
            "提升幅度、经济强县在全省48个扶贫县中分别居第47位、43位；实现程度达到80.7%，居全省第20位"
        );
        assert_eq!(said(true), "提升幅度、经济强县在全省扶贫县位次靠后；实现程度达到80.7%");
    }

    #[test]
    fn q09_q10_q29_q33_gaps_courses_shares_and_regions() {
        let list = nodes(
            r#"{"report": {"date": "2017-08-30"}, "regions": [{"id": "a", "name": "甲县"}], "indicators": [
                {"name": "发生率", "lower_is_better": true, "series": [{"date": "2010", "value": "35.6%"}, {"date": "2015", "value": "10.5%"}],
                 "references": ["高于全市平均水平"]},
                {"name": "断面", "value": "34个", "prior": "32个", "shares": [{"whole": "市考断面", "total": "36个", "rate": "94.4%"}],
                 "by_region": [{"region": "a", "value": "30个"}, {"region": "乙县", "missing": "至今未报"}], "highest": {"region": "a", "value": "30个"}},
                {"name": "浓度", "lower_is_better": true, "value": "22微克/立方米", "series": [{"date": "2017-01", "value": "62微克/立方米"},
                    {"date": "2017-02", "value": "51微克/立方米"}, {"date": "2017-03", "value": "40微克/立方米"}, {"date": "2017-04", "value": "22微克/立方米"}]}
            ]}"#,
            "indicators",
        );
        let said: Vec<_> = list.iter().map(|i| plain(&say(i, &Manner::default()))).collect();
        assert_eq!(
            said,
            [
                "发生率由2010年的35.6%下降到2015年的10.5%，仍高于全市平均水平",
                "断面有34个，上年同期为32个，占市考断面总数36个的94.4%；分地区看，甲县30个、乙县至今未报，其中甲县最多",
                "浓度为22微克/立方米，较1月的62微克/立方米下降，其间2月、3月分别为51、40微克/立方米",
            ]
        );
    }
}
