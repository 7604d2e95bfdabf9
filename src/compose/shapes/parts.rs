//! What several shapes have in common: dates, places, comparisons, members, shares, regions, courses, further figures.
//!
//! Each function gives predicates: texts that can follow a subject directly or behind ，. Those that begin with a
//! phrase of their own (其中, 分地区看) are told by [`opens`].

use super::{Manner, change, is_growth, of, region, scope, time};
use crate::compose::node::{FigureNode, Node};
use crate::data::{FigureValue, Form, Quantity, RankBand, Scale};
use crate::draft::escape;

/// The quantity of a figure.
pub(super) fn quantity(figure: &FigureNode) -> Option<&Quantity> {
    match &figure.figure.value {
        FigureValue::Quantity(quantity) => Some(quantity),
        _ => None,
    }
}

/// A figure's unit; empty for a figure without one.
pub(super) fn unit(figure: &FigureNode) -> &str {
    quantity(figure).map_or("", Quantity::unit)
}

/// Whether the first figure is less than, equal to or greater than the second, in units; `None` where they cannot be
/// compared.
pub(super) fn order(first: &FigureNode, second: &FigureNode) -> Option<std::cmp::Ordering> {
    let (a, b) = (quantity(first)?, quantity(second)?);
    (a.unit() == b.unit()).then(|| Some(a.value()?.cmp(&b.value()?)))?
}

/// Whether a predicate opens with a phrase of its own, so that ， stands between it and the subject.
pub(super) fn opens(predicate: &str) -> bool {
    ["其中", "分地区看", "分项看", "按"].iter().any(|word| predicate.starts_with(word))
}

/// A subject and its predicates, as one clause. ； stands before a new point of view.
pub(super) fn sentence(subject: &str, predicates: &[String]) -> String {
    let comma = if predicates.first().is_some_and(|p| opens(p)) { "，" } else { "" };
    let mut out = format!("{subject}{comma}");
    for (index, predicate) in predicates.iter().enumerate() {
        if index > 0 {
            out.push_str(if VIEWS.iter().any(|view| predicate.starts_with(view)) { "；" } else { "，" });
        }
        out.push_str(predicate);
    }
    out
}

/// Beginnings of predicates that look at the same thing from another side.
const VIEWS: [&str; 4] = ["分地区看", "分项看", "分阶段看", "按"];

/// The whole before a subject, where the subject does not name one itself (全省…, 国家…, 各地州…).
pub(super) fn whole_before<'a>(name: &str, whole: &'a str) -> &'a str {
    if name.starts_with(['全', '各', '每']) || name.starts_with("国家") || name.starts_with(whole) {
        ""
    } else {
        whole
    }
}

/// What can cover all: at 100% it is 全覆盖.
const COVERING: [&str; 6] = ["覆盖", "通畅", "通达", "普及", "入户", "到户"];

/// Q20: ，实现全覆盖 behind a rate of coverage that is, or is to be, 100%.
pub(super) fn covers_all(name: &str, rate: &FigureNode) -> &'static str {
    let all = rate.text() == "100%" && COVERING.iter().any(|word| name.contains(word));
    if all { "，实现全覆盖" } else { "" }
}

/// Q09, Q21: a gap to a reference. 比全国低12.54个百分点; where no difference is given, the whole is the figure.
pub(super) fn comparison(reference: &FigureNode) -> String {
    let FigureValue::Reference(read) = &reference.figure.value else { return reference.link() };
    match read.delta() {
        Some(delta) => {
            let (whole, delta) = (read.to_string(), delta.to_string());
            format!("{}{}", escape(whole.strip_suffix(&*delta).unwrap_or(&whole)), reference.link())
        }
        None => reference.link(),
    }
}

/// Whether a comparison speaks against the region.
pub(in crate::compose) fn is_unfavourable(reference: &FigureNode, lower_is_better: bool) -> bool {
    matches!(&reference.figure.value, FigureValue::Reference(r) if r.is_above() == lower_is_better)
}

/// Whether a speech that praises says a place without its number, or not at all.
pub(super) fn is_softened(rank: &FigureNode, manner: &Manner) -> bool {
    manner.soften && matches!(band(rank), Some(RankBand::Middle | RankBand::Rear | RankBand::Last))
}

fn band(rank: &FigureNode) -> Option<RankBand> {
    match &rank.figure.value {
        FigureValue::Rank(rank) => rank.band(),
        _ => None,
    }
}

/// Where a place is one: 居全省, or, where the number of units is known and they have a noun, 在全省48个县中居.
pub(super) fn among(rank: &FigureNode) -> String {
    let scope = scope(rank);
    let known = matches!(&rank.figure.value, FigureValue::Rank(r) if r.out_of.is_some());
    let whole = scope.char_indices().nth(2).map(|(at, _)| scope.split_at(at));
    match whole {
        Some((whole, units)) if known && whole.starts_with('全') && !units.contains(|c: char| c.is_ascii_digit()) => {
            format!("在{}{}个{}中居", escape(whole), rank.with(Form::OutOf).link(), escape(units))
        }
        _ => format!("居{}", escape(&scope)),
    }
}

/// One place: 增速居全省第3位. `of` is what is compared, empty where it was said before. Softened, a low place is said
/// without its number and one in the middle is not said.
pub(super) fn place(rank: &FigureNode, of: &str, manner: &Manner) -> Option<String> {
    let of = escape(of);
    match band(rank).filter(|_| manner.soften) {
        Some(RankBand::Rear | RankBand::Last) if scope(rank).is_empty() => Some(format!("{of}位次靠后")),
        Some(RankBand::Rear | RankBand::Last) => Some(format!("{of}在{}位次靠后", escape(&scope(rank)))),
        Some(RankBand::Middle) => None,
        _ => Some(format!("{of}{}{}", among(rank), rank.link())),
    }
}

/// Q07: places of several things in one field: A、B在全省48个县中分别居第47位、43位. `None` where they do not share
/// their field or not each says of what it is.
pub(super) fn places(ranks: &[FigureNode], manner: &Manner) -> Option<String> {
    let (first, rest) = ranks.split_first()?;
    let alike = rest.iter().all(|r| scope(r) == scope(first) && among(r).contains('中') == among(first).contains('中'));
    if rest.is_empty() || !alike || ranks.iter().any(|r| of(r).is_empty()) {
        return None;
    }
    let low = |r: &FigureNode| matches!(band(r), Some(RankBand::Rear | RankBand::Last));
    let names: Vec<_> = ranks.iter().map(|r| escape(&of(r))).collect();
    if manner.soften && ranks.iter().any(low) {
        return ranks.iter().all(low).then(|| format!("{}在{}位次靠后", names.join("、"), escape(&scope(first))));
    }
    let among = among(first);
    let among = among.strip_suffix('居').map_or_else(|| format!("分别{among}"), |head| format!("{head}分别居"));
    let mut said = vec![first.link()];
    said.extend(rest.iter().map(|r| r.with(Form::Continued).link()));
    Some(format!("{}{among}{}", names.join("、"), said.join("、")))
}

/// Name and value of each of a list of counts: 专家186人次.
pub(super) fn counts(node: &Node, list: &str) -> Vec<String> {
    let said = node.members(list);
    said.iter().filter_map(|c| Some(format!("{}{}", escape(&c.text("name")), c.figure("value")?.link()))).collect()
}

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

/// Q29: shares of wholes: 占全县总村数830个的23%.
pub(super) fn shares(node: &Node) -> Option<String> {
    let shares = node.members("shares");
    let said: Vec<_> = shares
        .iter()
        .filter_map(|share| {
            let rate = share.figure("rate")?;
            let whole = escape(&share.text("whole"));
            Some(match share.figure("total") {
                Some(total) => {
                    let noun = if whole.ends_with(['数', '量', '额']) { "" } else { "总数" };
                    format!("{whole}{noun}{}的{}", total.link(), rate.link())
                }
                None => format!("{whole}的{}", rate.link()),
            })
        })
        .collect();
    (!said.is_empty()).then(|| format!("占{}", said.join("，占")))
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
        let level = matches!(unit(value), "%" | "‰") || unit(value).contains('/');
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

/// 提高 or 下降 for rates and levels, 增加 or 减少 for amounts.
fn moved(first: &FigureNode, last: &FigureNode) -> &'static str {
    let level = matches!(unit(last), "%" | "‰") || unit(last).contains('/');
    match (order(first, last), level) {
        (Some(std::cmp::Ordering::Less), true) => "提高到",
        (Some(std::cmp::Ordering::Greater), true) => "下降到",
        (Some(std::cmp::Ordering::Less), false) => "增加到",
        (Some(std::cmp::Ordering::Greater), false) => "减少到",
        _ => "到",
    }
}

/// Values behind 分别: the unit stands once where it is the same.
fn bare_series(values: &[FigureNode]) -> Vec<String> {
    let alike = values.windows(2).all(|w| match (quantity(&w[0]), quantity(&w[1])) {
        (Some(a), Some(b)) => a.unit() == b.unit() && a.scale() == b.scale() && a.is_exact() && b.is_exact(),
        _ => false,
    });
    // 51、40万人 would leave open whether 51 are 万.
    let alike = alike && values.iter().filter_map(quantity).all(|q| q.scale() == Scale::One && q.unit() != "%");
    let last = values.len().saturating_sub(1);
    let link = |(i, v): (usize, &FigureNode)| if alike && i < last { v.with(Form::Bare).link() } else { v.link() };
    values.iter().enumerate().map(link).collect()
}

/// Q10, Q11: its course. 由2010年的3.77万人减少到2015年的11021人，年均减少5300人. What lies between is said, too.
///
/// `last_is_said`: the last value was said as the level, so that here it needs no number. `brief`: what lies between the first
/// and the last is left out.
pub(super) fn course(node: &Node, last_is_said: bool, brief: bool) -> Option<String> {
    let series: Vec<_> = node.members("series").into_iter().filter(|p| p.figure("value").is_some()).collect();
    let (first, last) = (series.first()?, series.last().filter(|_| series.len() > 1)?);
    let value = |point: &Node| point.figure("value");
    let when = |point: &Node| point.figure("date").map(|d| time::date(point, &d));
    let dated = |point: &Node| {
        let date = when(point).map(|d| format!("{d}的")).unwrap_or_default();
        value(point).map(|v| format!("{date}{}", v.link()))
    };
    let between = &series[1..series.len() - 1];
    let dates: Option<Vec<_>> = between.iter().map(when).collect();
    let values = bare_series(&between.iter().filter_map(value).collect::<Vec<_>>());
    let moved = moved(&value(first)?, &value(last)?);
    let mut said = if last_is_said {
        format!("较{}{}", dated(first)?, moved.trim_end_matches('到'))
    } else {
        format!("由{}{moved}{}", dated(first)?, dated(last)?)
    };
    if !values.is_empty() && !brief {
        let respectively = if values.len() > 1 { "分别" } else { "" };
        let dates = dates.map(|d| d.join("、")).unwrap_or_default();
        said.push_str(&format!("，其间{dates}{respectively}为{}", values.join("、")));
    }
    if let Some(mean) = node.stated("mean_change") {
        let word = if mean.number().is_some_and(|n| n < 0.0) { "减少" } else { "增加" };
        said.push_str(&format!("，年均{word}{}", mean.with(Form::Absolute).link()));
    }
    Some(said)
}
