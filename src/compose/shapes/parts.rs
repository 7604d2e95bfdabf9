//! What something is made of and is a part of: members, subsets, shares, regions, averages, coverage.
//!
//! Each function gives predicates: texts that can follow a subject directly or behind ，.

use super::compare::change;
use super::count::tallies;
use super::figure::{is_of_level, is_persons, unit};
use super::place::{is_growth, of, scope};
use super::region;
use crate::compose::node::{FigureNode, Node};
use crate::draft::escape;

/// A member with all that it states: 法院居第1位; 已销号26处、占83.9%; 批次18批、同比下降33.3%.
///
/// `known`: the field of the whole's own place, which its members do not repeat.
fn member(part: &Node, known: &str) -> Option<String> {
    let name = escape(&part.text("name"));
    let mut said = Vec::new();
    let period = part.figure("period").map(|p| p.link()).unwrap_or_default();
    if let Some(value) = part.figure("value") {
        said.push(value.link());
    }
    if let Some(share) = part.stated("share") {
        said.push(format!("占{}", share.link()));
    }
    if let Some(prior) = part.stated("prior") {
        said.push(format!("上年同期{}", prior.link()));
    }
    if let Some(yoy) = part.stated("yoy") {
        said.push(format!("同比{}", change(&yoy)));
    }
    for rank in part.figure_list("ranks") {
        let of = of(&rank);
        let of = if is_growth(&of) { escape(&of) } else { String::new() };
        let scope = scope(&rank);
        let scope = if scope == known { String::new() } else { escape(&scope) };
        said.push(format!("{of}居{scope}{}", rank.link()));
    }
    (!said.is_empty()).then(|| format!("{period}{name}{}", said.join("、")))
}

/// Q06, Q26, Q28: members of a list of parts, behind a word of their own: 其中….
pub(super) fn members(node: &Node, list: &str, lead: &str) -> Option<String> {
    let parts = node.members(list);
    let plain = |p: &Node| {
        p.stated("share").is_some() && ["prior", "yoy", "ranks", "period"].iter().all(|f| p.child(f).is_none())
    };
    if parts.len() > 1 && parts.iter().all(|p| plain(p) && p.figure("value").is_some()) {
        let names: Vec<_> = parts.iter().map(|p| escape(&p.text("name"))).collect();
        let links = |field: &str| {
            let links: Vec<_> = parts.iter().filter_map(|p| Some(p.figure(field)?.link())).collect();
            links.join("、")
        };
        return Some(format!("{lead}{}分别为{}，分别占{}", names.join("、"), links("value"), links("share")));
    }
    let known = node.figure_list("ranks").first().map(scope).unwrap_or_default();
    let said: Vec<_> = parts.iter().filter_map(|part| member(part, &known)).collect();
    let separator = if said.iter().any(|m| m.contains('、')) { "，" } else { "、" };
    (!said.is_empty()).then(|| format!("{lead}{}", said.join(separator)))
}

/// Q29: shares of wholes: 占全县总村数830个的23%. The whole alone where no share is stated.
pub(super) fn shares(node: &Node) -> Vec<String> {
    node.members("shares").iter().filter_map(share).collect()
}

fn share(share: &Node) -> Option<String> {
    let whole = escape(&share.text("whole"));
    let total = share.figure("total").map(|total| {
        // 占总人口11021人的…, but 占市考断面总数36个的….
        let noun = if is_persons(&total) || whole.ends_with(['数', '量', '额']) { "" } else { "总数" };
        format!("{noun}{}", total.link())
    });
    match (share.figure("rate"), total) {
        (Some(rate), total) => Some(format!("占{whole}{}的{}", total.unwrap_or_default(), rate.link())),
        (None, total) => total.map(|total| format!("{whole}{total}")),
    }
}

/// Q32, Q33: the same thing region by region, with the most and the least. What is missing is said in its own words.
pub(super) fn by_region(node: &Node) -> Vec<String> {
    let regions = node.members("by_region");
    let said: Vec<_> = regions.iter().filter_map(region_value).collect();
    let extremes: Vec<(&str, Node, FigureNode)> = ["highest", "lowest"]
        .into_iter()
        .filter_map(|field| {
            let extreme = node.at(field);
            let value = extreme.stated("value")?;
            Some((field, extreme, value))
        })
        .collect();
    let word = |field: &str, value: &FigureNode| {
        let level = is_of_level(unit(value));
        match (field, level) {
            ("highest", true) => "最高",
            ("highest", false) => "最多",
            (_, true) => "最低",
            _ => "最少",
        }
    };
    let mut out = Vec::new();
    if !said.is_empty() {
        let separator = if said.iter().any(|s| s.contains('、')) { "，" } else { "、" };
        out.push(format!("分地区看，{}", said.join(separator)));
    }
    // A number that the list has just said is not said again.
    let known = |region: &str, value: &FigureNode| {
        regions
            .iter()
            .any(|r| r.text("region") == region && r.figure("value").is_some_and(|v| v.text() == value.text()))
    };
    let extremes: Vec<_> = extremes
        .iter()
        .map(|(field, extreme, value)| {
            let (name, word) = (region::name(extreme, "region"), word(field, value));
            if known(&extreme.text("region"), value) {
                format!("{name}{word}")
            } else {
                format!("{name}{word}，为{}", value.link())
            }
        })
        .collect();
    if !extremes.is_empty() {
        let separator = if extremes.iter().any(|e| e.contains('，')) { "，" } else { "、" };
        out.push(format!("其中{}", extremes.join(separator)));
    }
    out
}

fn region_value(region: &Node) -> Option<String> {
    let name = region::name(region, "region");
    let mut said: Vec<String> = region.figure("value").iter().map(FigureNode::link).collect();
    if let Some(yoy) = region.stated("yoy") {
        said.push(if said.is_empty() { change(&yoy) } else { format!("同比{}", change(&yoy)) });
    }
    if let Some(rank) = region.figure("rank") {
        said.push(format!("居{}{}", escape(&scope(&rank)), rank.link()));
    }
    if said.is_empty() {
        let missing = region.text("missing");
        return (!missing.is_empty()).then(|| format!("{name}{}", escape(&missing)));
    }
    Some(format!("{name}{}", said.join("、")))
}

/// Q43, Q46: per head, per day: 按181天计，日均处理量35.8万吨.
pub(super) fn per_unit(node: &Node) -> Vec<String> {
    let said = node.members("per_unit").into_iter().filter_map(|per| {
        let value = per.figure("value")?;
        let among = per.stated("units").map(|u| format!("按{}计，", u.link())).unwrap_or_default();
        Some(format!("{among}{}{}", escape(&per.text("name")), value.link()))
    });
    said.collect()
}

/// 其中 and the parts of an amount.
pub(super) fn parts(node: &Node) -> String {
    let parts = tallies(&node.members("parts"));
    if parts.is_empty() { parts } else { format!("其中{parts}") }
}

/// What can cover all: at 100% it is 全覆盖.
const COVERING: [&str; 6] = ["覆盖", "通畅", "通达", "普及", "入户", "到户"];

/// Q20: ，实现全覆盖 behind a rate of coverage that is, or is to be, 100%.
pub(super) fn covers_all(name: &str, rate: &FigureNode) -> &'static str {
    let all = rate.text() == "100%" && COVERING.iter().any(|word| name.contains(word));
    if all { "，实现全覆盖" } else { "" }
}

/// Q20: a coverage; all of it has a word of its own.
pub(super) fn coverage(rate: &FigureNode) -> String {
    match rate.number() {
        Some(100.0) => format!("覆盖率达{}，实现全覆盖", rate.link()),
        Some(n) if n >= 80.0 => format!("覆盖率达{}", rate.link()),
        _ => format!("覆盖率为{}", rate.link()),
    }
}
