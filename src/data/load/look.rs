//! Looks over what was read: figures without a unit or with one that nobody knows, records without a name.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::Origin;
use crate::Finding;
use crate::data::{FigureValue, Figures};

/// What is odd about the data as such, before any figure is compared with another.
pub(super) fn look(figures: &Figures, origin: &Origin) -> Vec<Finding> {
    let mut findings = odd_units(figures, origin);
    findings.extend(nameless(figures, origin));
    findings
}

/// Records that a text names, by list and field.
const NAMED: [(&str, &str); 8] = [
    ("topics", "name"),
    ("indicators", "name"),
    ("targets", "name"),
    ("populations", "name"),
    ("assessments", "name"),
    ("practices", "headline"),
    ("measures", "name"),
    ("deployments", "task"),
];

/// A record without the name by which a text calls it is kept, but no text can speak of it.
fn nameless(figures: &Figures, origin: &Origin) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (list, field) in NAMED {
        for index in 0..figures.members(&format!("/{list}")) {
            if figures.text(&format!("/{list}/{index}/{field}")).is_none() {
                let at = origin.pointer(&format!("/{list}/{index}"));
                findings.push(
                    Finding::warning("data.nameless", at, format!("这条记录没有“{field}”，文稿里没法写到它"))
                        .hint(format!("补上“{field}”，或删去整条记录")),
                );
            }
        }
    }
    findings
}

/// The units that are known, one dimension a line.
static UNITS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let table: toml::Table = include_str!("../../../templates/units.toml").parse().unwrap_or_default();
    let names = table.values().filter_map(toml::Value::as_array).flatten().filter_map(toml::Value::as_str);
    names.map(str::to_owned).collect()
});

/// Whether a figure is of a kind that has no unit: 综合指数.
fn is_bare_number(figures: &Figures, pointer: &str) -> bool {
    figures.name(pointer).is_some_and(|name| ["指数", "系数", "倍数", "比"].iter().any(|kind| name.contains(kind)))
}

/// A unit that no dictionary knows is used as it is, but told: it is more often a slip than a new measure word.
fn odd_units(figures: &Figures, origin: &Origin) -> Vec<Finding> {
    // Each unit once, where it stands first, with the number of places.
    let mut unknown: Vec<(&str, String, String, usize)> = Vec::new();
    figures.each_stated(|pointer, value| {
        let FigureValue::Quantity(quantity) = value else { return };
        let unit = quantity.unit();
        if UNITS.contains(unit) || (unit.is_empty() && is_bare_number(figures, pointer)) {
            return;
        }
        match unknown.iter_mut().find(|(known, ..)| *known == unit) {
            Some((.., places)) => *places += 1,
            None => unknown.push((unit, quantity.to_string(), pointer.to_owned(), 1)),
        }
    });
    let told = unknown.into_iter().map(|(unit, quantity, pointer, places)| {
        if unit.is_empty() {
            let more = if places > 1 { format!("等{places}处") } else { String::new() };
            let message = format!("“{quantity}”{more}没有单位");
            return Finding::warning("data.no_unit", origin.pointer(&pointer), message)
                .hint("把单位写在数字后面，如“4.98万人”；本来就没有单位的（如指数）不用改");
        }
        let like = |name: &&String| strsim::normalized_levenshtein(unit, name);
        // By name where two are equally like: the same finding at every run.
        let nearest = UNITS.iter().max_by(|a, b| like(a).total_cmp(&like(b)).then_with(|| b.cmp(a)));
        let hint = match nearest.filter(|name| like(name) >= 0.5) {
            Some(name) => format!("是不是“{name}”？确是这个单位的话不用改"),
            None => "请核对单位；确是这个单位的话不用改".into(),
        };
        let more = if places > 1 { format!("（共{places}处）") } else { String::new() };
        let message = format!("“{quantity}”的单位“{unit}”没有见过{more}");
        Finding::warning("data.unknown_unit", origin.pointer(&pointer), message).hint(hint)
    });
    told.collect()
}
