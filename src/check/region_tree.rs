//! What is counted in a region is the sum of what is counted in the regions directly below it.
//!
//! Held together are indicators and populations of one name, topic, period and unit. Only what can be added is added:
//! people, objects, areas, weights, and money in 万 or 亿; no rates, averages, indices, marks, no 生产总值 (which a region's
//! office computes anew), and nothing that each level does for itself (meetings, documents, teams).
//!
//! More than the whole is impossible. Less may be what the list of regions leaves out (市本级): a warning, and an error
//! only where another figure of the same regions adds up, so that the list is known to be complete. Where some regions
//! give no figure, that is noted once they are fewer than those that do.

mod additive;

use std::collections::{HashMap, HashSet};

use jiff_core::civil;
use rust_decimal::Decimal;

use super::compare::{called, exact, like, sum};
use super::regions::{Regions, listed};
use super::{Context, Rule};
use crate::Finding;
use crate::data::{Date, Period, Population, Quantity};

pub(super) const RULE: Rule = Rule {
    code: "check.region_tree",
    title: "上下级地区的数相加一致，缺报的地区列明",
    levels: "错误、警告、提示",
    fires: r#"{"regions": [{"id": "city", "name": "全市"}, {"name": "甲县", "parent": "city"}, {"name": "乙县", "parent": "city"}],
        "indicators": [{"name": "危房改造", "region": "全市", "value": "280户"},
            {"name": "危房改造", "region": "甲县", "value": "150户"}, {"name": "危房改造", "region": "乙县", "value": "136户"}]}"#,
    passes: r#"{"regions": [{"id": "city", "name": "全市"}, {"name": "甲县", "parent": "city"}, {"name": "乙县", "parent": "city"}],
        "indicators": [{"name": "危房改造", "region": "全市", "value": "286户"},
            {"name": "危房改造", "region": "甲县", "value": "150户"}, {"name": "危房改造", "region": "乙县", "value": "136户"}]}"#,
    silent: r#"{"regions": [{"id": "city", "name": "全市"}, {"name": "甲县", "parent": "city"}, {"name": "乙县", "parent": "city"}],
        "indicators": [{"name": "危房改造", "region": "甲县", "value": "150户"}]}"#,
    check,
};

/// What figures have in common that are added.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Kind<'a> {
    list: &'static str,
    field: &'static str,
    name: &'a str,
    topic: &'a str,
    unit: &'a str,
    period: Option<(&'a str, Option<civil::Date>, Option<civil::Date>)>,
    as_of: Option<civil::Date>,
    cumulative: bool,
}

/// A figure of a region.
#[derive(Clone, Copy)]
struct Given<'a> {
    kind: u32,
    region: usize,
    name: &'a str,
    value: &'a Quantity,
    at: (&'static str, usize, &'static str),
}

impl Given<'_> {
    fn pointer(&self) -> String {
        let (list, index, field) = self.at;
        format!("/{list}/{index}/{field}")
    }
}

fn check(context: &mut Context<'_>) {
    let progress = context.progress;
    if progress.regions.len() < 3 {
        return;
    }
    let regions = Regions::new(progress);
    let children = regions.children();
    let mut tree =
        Tree { regions: &regions, children: &children, proven: HashSet::new(), short: vec![], partial: vec![] };
    for kind in of_one_kind(context, &regions).chunk_by(|a, b| a.kind == b.kind) {
        tree.one_kind(context, kind);
    }
    tree.tell(context);
    for (i, indicator) in progress.indicators.iter().enumerate().filter(|(_, r)| !r.by_region.is_empty()) {
        let named = indicator.by_region.iter().map(|r| r.region.as_str());
        tree.by_region(context, (called(&indicator.name, "这项指标"), &indicator.region), named, ("indicators", i));
    }
    for (i, population) in progress.populations.iter().enumerate().filter(|(_, r)| !r.by_region.is_empty()) {
        let named = population.by_region.iter().map(|r| r.region.as_str());
        tree.by_region(context, (called(&population.name, "人口"), &population.region), named, ("populations", i));
    }
}

fn days(period: Option<&Period>) -> Option<(&str, Option<civil::Date>, Option<civil::Date>)> {
    let day = |date: &Option<Date>| date.map(|d| d.last_day());
    period.map(|p| (p.label.as_str(), day(&p.start), day(&p.end)))
}

/// The figures that can be added, those of one kind together, by region. A kind that a region gives twice is left out
/// there: nobody knows which one is meant.
fn of_one_kind<'a>(context: &Context<'a>, regions: &Regions<'a>) -> Vec<Given<'a>> {
    type Measure = fn(&Population) -> Option<&Quantity>;
    const OF_POPULATION: [(&str, Measure); 3] = [
        ("villages", |p| p.villages.as_ref()),
        ("households", |p| p.households.as_ref()),
        ("persons", |p| p.persons.as_ref()),
    ];
    let progress = context.progress;
    let reporting = regions.reporting(progress);
    let region = |called: &str| if called.is_empty() { reporting } else { regions.find(called) };
    let mut kinds: HashMap<Kind<'a>, u32> = HashMap::new();
    let mut last: Option<(Kind<'a>, u32)> = None;
    let mut given = Vec::new();
    let mut names = HashMap::new();
    let mut is_added = |name: &'a str, value: &Quantity| {
        *names.entry(name).or_insert_with(|| additive::name(name)) && additive::unit(value)
    };
    let mut add = |kind: Kind<'a>, region: usize, value: &'a Quantity, index: usize| {
        let (name, at) = (kind.name, (kind.list, index, kind.field));
        // Figures of one kind often stand together.
        let kind = match last {
            Some((known, number)) if known == kind => number,
            _ => {
                let next = u32::try_from(kinds.len()).unwrap_or(u32::MAX);
                let number = *kinds.entry(kind).or_insert(next);
                last = Some((kind, number));
                number
            }
        };
        given.push(Given { kind, region, name, value, at });
    };
    for (index, r) in progress.indicators.iter().enumerate() {
        let Some(value) = r.value.as_ref().filter(|value| is_added(&r.name, value)) else { continue };
        let Some(region) = region(&r.region) else { continue };
        let (name, topic, unit) = (r.name.as_str(), r.topic.as_str(), value.unit());
        let (period, as_of) = (days(r.period.as_ref()), r.as_of.map(|d| d.last_day()));
        let (list, field, cumulative) = ("indicators", "value", r.cumulative);
        add(Kind { list, field, name, topic, unit, period, as_of, cumulative }, region, value, index);
    }
    for (index, r) in progress.populations.iter().enumerate() {
        let Some(region) = region(&r.region) else { continue };
        let (period, as_of) = (days(r.period.as_ref()), r.as_of.map(|d| d.last_day()));
        for (field, get) in OF_POPULATION {
            let Some(value) = get(r).filter(|value| is_added(&r.name, value)) else { continue };
            let (list, name, topic, unit) = ("populations", r.name.as_str(), r.topic.as_str(), value.unit());
            add(Kind { list, field, name, topic, unit, period, as_of, cumulative: false }, region, value, index);
        }
    }
    given.sort_by_key(|g| (g.kind, g.region));
    given.chunk_by(|a, b| (a.kind, a.region) == (b.kind, b.region)).filter(|c| c.len() == 1).map(|c| c[0]).collect()
}

/// A figure that is more than its parts, or that not all regions give: told when everything is read.
struct Tree<'a> {
    regions: &'a Regions<'a>,
    children: &'a [Vec<usize>],
    /// Regions for which some figure adds up: their children are all in the list.
    proven: HashSet<usize>,
    short: Vec<(Given<'a>, Decimal)>,
    /// Of each region and the children that give nothing: the first figure, and how many.
    partial: Vec<(Given<'a>, Vec<usize>, usize)>,
}

impl<'a> Tree<'a> {
    fn one_kind(&mut self, context: &mut Context<'_>, kind: &[Given<'a>]) {
        for given in kind {
            let children = &self.children[given.region];
            let Some(whole) = exact(given.value, given.value.unit()).filter(|_| children.len() > 1) else { continue };
            let below = |child: &usize| kind.binary_search_by_key(child, |g| g.region).ok().map(|i| kind[i].value);
            let values: Vec<_> = children.iter().filter_map(below).collect();
            let positive = |value: &&Quantity| value.is_exact() && !value.number().is_sign_negative();
            if values.is_empty() || !values.iter().all(positive) {
                continue;
            }
            let Some(total) = sum(given.value, values.iter().map(|v| Some(*v))) else { continue };
            let complete = values.len() == children.len();
            let Some(difference) = total.added.checked_sub(whole) else { continue };
            if difference > total.slack {
                context.examine();
                self.over(context, given, total.added, difference, complete);
            } else if complete && difference.abs() <= total.slack {
                context.examine();
                // Zero is the sum of nothing, too.
                if !whole.is_zero() {
                    self.proven.insert(given.region);
                }
            } else if complete && total.added.checked_add(total.added).is_some_and(|twice| twice >= whole) {
                // Less than half: the list holds only some regions.
                context.examine();
                self.short.push((*given, total.added));
            } else if !complete && values.len() * 2 >= children.len() && values.len() > 1 {
                context.examine();
                let missing: Vec<_> = children.iter().filter(|c| below(c).is_none()).copied().collect();
                self.missing(given, missing);
            }
        }
    }

    fn over(&self, context: &mut Context<'_>, given: &Given<'_>, added: Decimal, by: Decimal, complete: bool) {
        let (region, value) = (self.regions.name(given.region), given.value);
        let (added, by) = (like(value, added), like(value, by));
        let parts = if complete { "下级各地相加" } else { "下级只有部分地区的数，相加就" };
        let message = format!("{}：{region}是{value}，{parts}是{added}，多{by}", called(given.name, "这项数据"));
        context.tell(Finding::error(RULE.code, given.pointer(), message).hint("核对上级的数和下级各地的数"));
    }

    fn less(&self, given: &Given<'_>, added: Decimal) -> String {
        let (name, region, value) = (called(given.name, "这项数据"), self.regions.name(given.region), given.value);
        let by = value.value().and_then(|whole| whole.checked_sub(added)).unwrap_or_default();
        format!("{name}：{region}是{value}，下级各地相加是{}，少{}", like(value, added), like(value, by))
    }

    /// What the same regions lack in several figures is one note.
    fn missing(&mut self, given: &Given<'a>, missing: Vec<usize>) {
        let alike =
            |(first, names, _): &&mut (Given<'_>, Vec<usize>, usize)| first.region == given.region && *names == missing;
        match self.partial.iter_mut().rev().take(8).find(alike) {
            Some((.., number)) => *number += 1,
            None => self.partial.push((*given, missing, 1)),
        }
    }

    fn tell(&mut self, context: &mut Context<'_>) {
        let (proven, open): (Vec<_>, Vec<_>) =
            self.short.iter().copied().partition(|(g, _)| self.proven.contains(&g.region));
        for (given, added) in proven {
            let finding = Finding::error(RULE.code, given.pointer(), self.less(&given, added));
            context.tell(finding.hint("核对上级的数和下级各地的数"));
        }
        // What the list of regions leaves out shows in every figure: one warning.
        let mut told: HashMap<usize, usize> = HashMap::new();
        for (given, _) in &open {
            *told.entry(given.region).or_default() += 1;
        }
        for (given, added) in open {
            let Some(number) = told.remove(&given.region) else { continue };
            let more = if number > 1 { format!("（这样的共{number}项）") } else { String::new() };
            let message = format!("{}{more}", self.less(&given, added));
            let hint = "核对各数；还有本级或别的下级没有列进地区表的，补上即可";
            context.tell(Finding::warning(RULE.code, given.pointer(), message).hint(hint));
        }
        for (given, missing, number) in &self.partial {
            let names: Vec<_> = missing.iter().map(|region| self.regions.name(*region)).collect();
            let more = if *number > 1 { format!("等{number}项") } else { String::new() };
            let (name, region) = (called(given.name, "这项数据"), self.regions.name(given.region));
            let message = format!("{name}{more}：{region}下级没有{}的数", listed(&names));
            context.tell(Finding::note(RULE.code, given.pointer(), message).hint("有数的补上；确实没有的不用改"));
        }
    }

    /// A list of regions' figures within one record.
    fn by_region<'n>(
        &self,
        context: &mut Context<'_>,
        (name, region): (&str, &str),
        named: impl Iterator<Item = &'n str>,
        (list, index): (&str, usize),
    ) {
        let of = if region.is_empty() { self.regions.reporting(context.progress) } else { self.regions.find(region) };
        let Some((of, children)) = of.map(|of| (of, &self.children[of])).filter(|(_, c)| c.len() > 1) else { return };
        let given: HashSet<_> = named.filter_map(|region| self.regions.find(region)).collect();
        let missing: Vec<_> = children.iter().filter(|c| !given.contains(c)).map(|c| self.regions.name(*c)).collect();
        if (children.len() - missing.len()) * 2 < children.len() {
            return;
        }
        context.examine();
        if !missing.is_empty() {
            let message = format!("{name}的分地区数里，{}没有{}", self.regions.name(of), listed(&missing));
            let hint = "有数的补上，没有数的写明缺报；确实没有的不用改";
            context.tell(Finding::note(RULE.code, format!("/{list}/{index}/by_region"), message).hint(hint));
        }
    }
}

#[cfg(test)]
mod tests;
