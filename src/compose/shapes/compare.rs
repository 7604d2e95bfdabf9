//! How a figure compares: with the year before, with a reference, with what it was along its course.

use std::cmp::Ordering;

use super::figure::{is_of_level, order, quantity, unit};
use super::time;
use crate::compose::node::{FigureNode, Node};
use crate::data::{FigureValue, Form, Scale};
use crate::draft::escape;

/// 增长9% or 下降33.3%; 持平 for nothing.
pub(super) fn change(yoy: &FigureNode) -> String {
    match yoy.number() {
        Some(0.0) => format!("持平（{}）", yoy.link()),
        Some(n) if n < 0.0 => format!("下降{}", yoy.with(Form::Absolute).link()),
        _ => format!("增长{}", yoy.link()),
    }
}

/// Whether a change is none for the less.
pub(super) fn rises(yoy: &FigureNode) -> bool {
    yoy.number().is_some_and(|n| n >= 0.0)
}

/// 提高2.8个百分点 or 下降.
pub(super) fn moved_by(points: &FigureNode) -> String {
    match points.number() {
        Some(n) if n < 0.0 => format!("下降{}", points.with(Form::Absolute).link()),
        _ => format!("提高{}", points.link()),
    }
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

/// 提高 or 下降 for rates and levels, 增加 or 减少 for amounts.
fn moved(first: &FigureNode, last: &FigureNode) -> &'static str {
    let level = is_of_level(unit(last));
    match (order(first, last), level) {
        (Some(Ordering::Less), true) => "提高到",
        (Some(Ordering::Greater), true) => "下降到",
        (Some(Ordering::Less), false) => "增加到",
        (Some(Ordering::Greater), false) => "减少到",
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
