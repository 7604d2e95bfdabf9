//! Standards: Q12, Q22, Q24, and the items of a standard.

use std::cmp::Ordering;

use super::compare::comparison;
use super::count::counts;
use super::figure::{order, quantity, unit};
use super::names::whole_before;
use super::{Manner, region, time};
use crate::compose::node::{FigureNode, Node};
use crate::draft::escape;

pub(super) fn say(node: &Node, manner: &Manner) -> String {
    one(node, &manner.whole)
}

pub(super) fn say_all(nodes: &[Node], manner: &Manner) -> String {
    let mut clauses: Vec<String> = Vec::new();
    for node in nodes {
        let clause = one(node, if clauses.is_empty() { &manner.whole } else { "" });
        if !clause.is_empty() {
            clauses.push(clause);
        }
    }
    // A clause that goes on in a second sentence ends as one.
    let stop = if clauses.iter().any(|clause| clause.contains('。')) { "。" } else { "；" };
    clauses.join(stop)
}

fn one(node: &Node, whole: &str) -> String {
    let name = node.text("name");
    let subject = format!("{}{}", escape(whole_before(&name, whole)), escape(&name));
    let mut out: Vec<String> = amount(node, &subject).into_iter().collect();
    let steps = steps(node);
    if !steps.is_empty() {
        let changed = node.members("steps").iter().any(|s| s.figure("prior").is_some());
        out.push(match (out.is_empty(), changed) {
            (true, true) => format!("{subject}中，{steps}"),
            (true, false) => format!("{subject}为{steps}"),
            (false, _) => format!("其中{steps}"),
        });
    }
    let items: Vec<_> = node.members("items").iter().filter_map(item).collect();
    if !items.is_empty() {
        let subject = if out.is_empty() { subject.as_str() } else { "" };
        out.push(format!("{subject}要求{}{}", items.join("、"), weights(node)));
    }
    let figures = counts(node, "figures");
    if !figures.is_empty() {
        let said = figures.join("、");
        out.push(if out.is_empty() { format!("{subject}{said}") } else { said });
    }
    let clause = out.join("，");
    let results = results(node);
    if results.is_empty() {
        return clause;
    }
    let lead = if clause.is_empty() { subject } else { clause };
    format!("{lead}。{results}")
}

/// Q12, Q22: what it is, was and is to become: 由每年每人2952元提高到3300元.
fn amount(node: &Node, subject: &str) -> Option<String> {
    let per = escape(&node.text("per"));
    let (value, target) = (node.figure("value"), node.figure("target"));
    let when = node.figure("deadline").map(|d| time::until(node, &d));
    let path = |now: String| {
        let mut said = vec![now];
        said.extend(node.figure("growth").map(|g| format!("每年提高{}", g.link())));
        let years = node.figure("years").map(|y| format!("用{}时间", y.link()));
        match &target {
            Some(target) => {
                let when: Vec<_> = years.into_iter().chain(when.clone()).collect();
                said.push(format!("{}达到{}", when.join("、"), target.link()));
            }
            None => said.extend(years),
        }
        said.join("，")
    };
    // Where it is to be reached, the day belongs to the target.
    let lead = when.clone().filter(|_| target.is_none()).map(|w| format!("{w}，")).unwrap_or_default();
    match (value, node.figure("prior")) {
        (Some(value), Some(prior)) => {
            let changed = match order(&prior, &value) {
                Some(Ordering::Greater) => "降到",
                Some(Ordering::Equal) => {
                    return Some(path(format!("{lead}{subject}原为{per}{}，现仍为{}", prior.link(), value.link())));
                }
                _ => "提高到",
            };
            Some(path(format!("{lead}{subject}由{per}{}{changed}{}", prior.link(), value.link())))
        }
        (Some(value), None) => {
            // 每月不少于20天 needs no 为.
            let verb = if quantity(&value).is_some_and(|q| q.qualifier().is_some_and(|w| w.starts_with('不'))) {
                ""
            } else if target.is_some() {
                "现为"
            } else {
                "为"
            };
            Some(path(format!("{lead}{subject}{verb}{per}{}", value.link())))
        }
        (None, Some(prior)) => Some(path(format!("{lead}{subject}原为{per}{}", prior.link()))),
        (None, None) if target.is_some() || node.figure("growth").is_some() => {
            Some(path(format!("{lead}{subject}")).replacen(&format!("{subject}，"), subject, 1))
        }
        (None, None) => None,
    }
}

/// What an item asks: 不低于95%, 在5万元以下, 不高于全县平均水平.
fn item(item: &Node) -> Option<String> {
    let name = escape(&item.text("name"));
    let value = item.figure("value").map(|value| bound(item, &value));
    let demands: Vec<_> = value.into_iter().chain(item.figure("reference").map(|r| comparison(&r))).collect();
    (!demands.is_empty()).then(|| format!("{name}{}", demands.join("且")))
}

/// A threshold in words: by its sign, and by the word that the quantity has itself.
fn bound(item: &Node, value: &FigureNode) -> String {
    let rate = matches!(unit(value), "%" | "‰" | "分");
    let own = quantity(value).and_then(|q| q.qualifier()).unwrap_or_default();
    let none = value.number() == Some(0.0);
    let word = match item.text("cmp").as_str() {
        _ if ["以上", "以下", "以内", "左右", "上下"].contains(&own) => "在",
        _ if !own.is_empty() => "",
        "=" => "为",
        "<=" if none => "为",
        "<=" if rate => "不高于",
        "<=" => "不超过",
        _ if rate && value.number() == Some(100.0) => "达到",
        _ if rate => "不低于",
        _ => "不少于",
    };
    format!("{word}{}", value.link())
}

/// How much each item weighs, and which decide alone. One weight for all is said once.
fn weights(node: &Node) -> String {
    let items = node.members("items");
    let weighed: Vec<_> = items.iter().filter_map(|i| Some((escape(&i.text("name")), i.figure("weight")?))).collect();
    let mut out = String::new();
    match weighed.split_first() {
        Some(((_, first), rest)) if !rest.is_empty() && rest.iter().all(|(_, w)| w.text() == first.text()) => {
            out.push_str(&format!("，权重均为{}", first.link()));
        }
        Some(((_, first), [])) => out.push_str(&format!("，权重为{}", first.link())),
        Some(_) => {
            let said: Vec<_> = weighed.iter().map(|(_, w)| w.link()).collect();
            out.push_str(&format!("，权重依次为{}", said.join("、")));
        }
        None => {}
    }
    let vetoes: Vec<_> = items.iter().filter(|i| i.flag("veto")).map(|i| escape(&i.text("name"))).collect();
    if !vetoes.is_empty() {
        out.push_str(&format!("，{}实行一票否决", vetoes.join("、")));
    }
    out
}

/// Q24: a ladder: 第一年每亩300元、第二年200元. What is counted per is said once.
fn steps(node: &Node) -> String {
    let per = escape(&node.text("per"));
    let mut out = String::new();
    for step in node.members("steps") {
        let who = match step.text("who") {
            who if who.is_empty() => step.figure("period").map(|p| p.link()).unwrap_or_default(),
            who => escape(&who),
        };
        let per = if out.is_empty() { per.as_str() } else { "" };
        let (said, separator) = match (step.figure("value"), step.figure("prior")) {
            (Some(value), Some(prior)) => {
                let said = match order(&prior, &value) {
                    Some(Ordering::Equal) => format!("{who}{per}原为{}，现仍为{}", prior.link(), value.link()),
                    Some(Ordering::Greater) => format!("{who}由{per}{}降到{}", prior.link(), value.link()),
                    _ => format!("{who}由{per}{}提高到{}", prior.link(), value.link()),
                };
                (said, "，")
            }
            (Some(value), None) => (format!("{who}{per}{}", value.link()), "、"),
            (None, _) if !step.text("missing").is_empty() => (format!("{who}{}", escape(&step.text("missing"))), "，"),
            (None, _) => continue,
        };
        if !out.is_empty() {
            out.push_str(separator);
        }
        out.push_str(&said);
    }
    out
}

/// Who meets it, unit by unit; or, where one thing was measured, all units in one clause.
fn results(node: &Node) -> String {
    let results = node.members("results");
    let mut units: Vec<(String, Vec<&Node>)> = Vec::new();
    for result in &results {
        let name = region::name(result, "unit");
        match units.iter_mut().find(|(known, _)| *known == name) {
            Some((_, list)) => list.push(result),
            None => units.push((name, vec![result])),
        }
    }
    let value = |result: &Node| result.figure("value").map(|v| v.link()).unwrap_or_default();
    let failed = |result: &Node| result.tree.pointer(&format!("{}/pass", result.pointer)).and_then(|v| v.as_bool());
    let single = units.iter().all(|(_, list)| list.len() == 1);
    let item = results.first().map(|r| r.text("item")).unwrap_or_default();
    if single && units.len() > 1 && results.iter().all(|r| r.text("item") == item) {
        let said: Vec<_> = units.iter().map(|(name, list)| format!("{name}{}", value(list[0]))).collect();
        let short: Vec<_> =
            units.iter().filter(|(_, list)| failed(list[0]) == Some(false)).map(|(name, _)| name.as_str()).collect();
        let verdict = match short.len() {
            0 if results.iter().all(|r| failed(r) == Some(true)) => "，全部达标".to_owned(),
            0 => String::new(),
            _ => format!("，其中{}未达标", short.join("、")),
        };
        return format!("从{}看，{}{verdict}", escape(&item), said.join("、"));
    }
    let clauses = units.iter().map(|(name, list)| {
        let said = list.iter().map(|r| format!("{}{}", escape(&r.text("item")), value(r)));
        let said: Vec<_> = said.filter(|text| !text.is_empty()).collect();
        let short: Vec<_> = list.iter().filter(|r| failed(r) == Some(false)).map(|r| escape(&r.text("item"))).collect();
        let named: Vec<_> = short.iter().filter(|item| !item.is_empty()).map(String::as_str).collect();
        let verdict = match short.len() {
            0 if list.iter().all(|r| failed(r) == Some(true)) => "，全部达标".to_owned(),
            0 => String::new(),
            n if n == list.len() => "，均未达标".to_owned(),
            _ if named.is_empty() => "，尚未全部达标".to_owned(),
            _ => format!("，{}未达标", named.join("、")),
        };
        format!("{name}{}{verdict}", said.join("、"))
    });
    clauses.collect::<Vec<_>>().join("；")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{nodes, plain};
    use super::*;

    fn said(json: &str) -> Vec<String> {
        let manner = Manner { style: 1, ..Manner::default() };
        nodes(json, "standards").iter().map(|standard| plain(&say(standard, &manner))).collect()
    }

    #[test]
    fn q12_q22_amounts_raised_lowered_and_growing() {
        let said = said(
            r#"{"standards": [
                {"name": "低保标准", "value": "3300元", "prior": "2952元", "per": "每年每人"},
                {"name": "起付线", "value": "3000元", "prior": "5000元"},
                {"name": "补助", "value": "100元", "prior": "100元"},
                {"name": "低保标准", "value": "2970元", "growth": "10%以上", "target": "4000元以上", "deadline": "2018"},
                {"name": "驻村时间", "value": "不少于20天", "per": "每月"}
            ]}"#,
        );
        assert_eq!(
            said,
            [
                "低保标准由每年每人2952元提高到3300元",
                "起付线由5000元降到3000元",
                "补助原为100元，现仍为100元",
                "低保标准现为2970元，每年提高10%以上，到2018年达到4000元以上",
                "驻村时间每月不少于20天",
            ]
        );
    }

    #[test]
    fn q24_ladders_say_once_per_what_and_what_is_missing() {
        let said = said(
            r#"{"standards": [
                {"name": "奖补", "per": "每亩", "steps": [{"who": "第一年", "value": "300元"}, {"who": "第二年", "value": "200元"}]},
                {"name": "标准", "steps": [{"who": "甲地", "value": "9元"}, {"who": "乙地", "missing": "至今未报"}]},
                {"name": "奖励", "steps": [{"who": "一等", "value": "9元", "prior": "8元"}, {"who": "二等", "value": "5元", "prior": "6元"}]}
            ]}"#,
        );
        assert_eq!(
            said,
            [
                "奖补为第一年每亩300元、第二年200元",
                "标准为甲地9元，乙地至今未报",
                "奖励中，一等由8元提高到9元，二等由6元降到5元",
            ]
        );
    }

    #[test]
    fn items_are_bounds_and_results_name_who_falls_short() {
        let said = said(
            r#"{"standards": [
                {"name": "达标村", "items": [
                    {"name": "满意度", "value": "90%", "weight": "60%"}, {"name": "签订率", "value": "100%", "weight": "40%", "veto": true},
                    {"name": "演练", "value": "2次"}, {"name": "直排口", "cmp": "<=", "value": "0个"},
                    {"name": "事故", "cmp": "<=", "value": "2起"}, {"name": "面积", "value": "5亩以上"},
                    {"name": "收入", "reference": "不低于全县平均水平"}],
                 "results": [{"unit": "甲村", "item": "满意度", "value": "95%", "pass": true},
                    {"unit": "甲村", "item": "演练", "value": "1次", "pass": false}]},
                {"name": "示范", "items": [{"name": "满意度", "value": "90%"}],
                 "results": [{"unit": "甲村", "item": "满意度", "value": "95%", "pass": true},
                    {"unit": "乙村", "item": "满意度", "value": "80%", "pass": false}]}
            ]}"#,
        );
        assert_eq!(
            said,
            [
                "达标村要求满意度不低于90%、签订率达到100%、演练不少于2次、直排口为0个、事故不超过2起、面积在5亩以上、\
                 收入不低于全县平均水平，权重依次为60%、40%，签订率实行一票否决。甲村满意度95%、演练1次，演练未达标",
                "示范要求满意度不低于90%。从满意度看，甲村95%、乙村80%，其中乙村未达标",
            ]
        );
    }
}
