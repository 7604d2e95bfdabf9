//! V9: a target or a standard is not below the one that it names as its parent.
//!
//! What a figure is decides how: a threshold (收入4000元, 发生率8%以下, 每个贫困村1项) holds below as it does above; of
//! counts, what the members of one parent undertake reaches together what the parent asks. Where a member counts other
//! things than its parent (300个基地, 带动18万人) and both have begun, the pace so far tells what will be reached (E22).

mod trend;

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::compare::{called, like, slack};
use super::measure::{alike, is_additive, mark, per_one};
use super::{Context, Rule};
use crate::Finding;
use crate::data::{Comparison, Date, Period, Quantity, Scale, Standard, Target};

pub(super) const RULE: Rule = Rule {
    code: "check.parent_target",
    title: "下级目标不低于上级目标，分解数合计够数",
    levels: "警告、提示",
    fires: r#"{"targets": [{"id": "province", "name": "全省脱贫户人均收入", "target": "4000元"},
        {"name": "全县脱贫户人均收入", "parent": "province", "target": "3700元"}]}"#,
    passes: r#"{"targets": [{"id": "province", "name": "全省脱贫户人均收入", "target": "4000元"},
        {"name": "全县脱贫户人均收入", "parent": "province", "target": "4000元以上"}]}"#,
    silent: r#"{"targets": [{"id": "province", "name": "全省脱贫户人均收入", "target": "4000元"},
        {"name": "全县脱贫户人均收入", "target": "3700元"}]}"#,
    check,
};

const HINT: &str = "核对两级目标；期限或口径不同的，写明期限或口径";

fn check(context: &mut Context<'_>) {
    let progress = context.progress;
    let standards = by_id(progress.standards.iter().map(|standard| &*standard.id));
    for (i, standard) in progress.standards.iter().enumerate() {
        if let Some(parent) = standards.get(&*standard.parent).filter(|parent| **parent != i) {
            of_standard(context, standard, &progress.standards[*parent], &format!("/standards/{i}"));
        }
    }
    let targets = &progress.targets;
    let ids = by_id(targets.iter().map(|target| &*target.id));
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); targets.len()];
    for (i, target) in targets.iter().enumerate() {
        if let Some(parent) = ids.get(&*target.parent).copied().filter(|parent| *parent != i) {
            members[parent].push(i);
            of_target(context, target, &targets[parent], &format!("/targets/{i}"));
        }
    }
    for (i, members) in members.iter().enumerate().filter(|(_, members)| members.len() > 1) {
        let members: Vec<_> = members.iter().map(|member| &targets[*member]).collect();
        together(context, &targets[i], &members, || format!("/targets/{i}/target"));
    }
}

fn by_id<'a>(ids: impl Iterator<Item = &'a str>) -> HashMap<&'a str, usize> {
    let mut index = HashMap::new();
    for (i, id) in ids.enumerate().filter(|(_, id)| !id.is_empty()) {
        index.entry(id).or_insert(i);
    }
    index
}

/// Whether two records may be of one time: neither says so, or both say the same.
fn of_one_time(deadlines: [Option<Date>; 2], periods: [Option<&Period>; 2]) -> bool {
    let days = match deadlines {
        [Some(a), Some(b)] => a.same_time(&b),
        _ => true,
    };
    let labels = match periods {
        [Some(a), Some(b)] => a.label == b.label,
        _ => true,
    };
    days && labels
}

fn of_standard(context: &mut Context<'_>, standard: &Standard, parent: &Standard, at: &str) {
    let same_basis = standard.per == parent.per || standard.per.is_empty() || parent.per.is_empty();
    let periods = [standard.period.as_ref(), parent.period.as_ref()];
    if !same_basis || !of_one_time([None, None], periods) {
        return;
    }
    let name = called(&standard.name, "这项标准");
    let above = called(&parent.name, "上级标准");
    if let (Some(value), Some(least)) = (&standard.value, &parent.value) {
        threshold(context, Comparison::AtLeast, (name, value), (above, least), || format!("{at}/value"));
    }
    if let (Some(value), Some(least)) = (&standard.target, &parent.target)
        && of_one_time([standard.deadline, parent.deadline], periods)
    {
        threshold(context, Comparison::AtLeast, (name, value), (above, least), || format!("{at}/target"));
    }
}

fn of_target(context: &mut Context<'_>, target: &Target, parent: &Target, at: &str) {
    let (Some(value), Some(bound)) = (&target.target, &parent.target) else { return };
    let cmp = match (target.cmp, parent.cmp) {
        (Comparison::AtLeast | Comparison::Exactly, Comparison::AtLeast) => Comparison::AtLeast,
        (Comparison::AtMost | Comparison::Exactly, Comparison::AtMost) => Comparison::AtMost,
        _ => return,
    };
    let name = called(&target.name, "这项目标");
    let above = called(&parent.name, "上级目标");
    if !alike(value.unit(), bound.unit()) {
        if cmp == Comparison::AtLeast {
            trend::check(context, (name, target, value), (parent, bound), || format!("{at}/target"));
        }
        return;
    }
    let both = is_threshold(target, value) && is_threshold(parent, bound) && target.scope == parent.scope;
    let periods = [target.period.as_ref(), parent.period.as_ref()];
    if both && of_one_time([target.deadline, parent.deadline], periods) {
        threshold(context, cmp, (name, value), (above, bound), || format!("{at}/target"));
    }
}

/// Whether a target is a level that everybody is to reach, not an amount that is divided: a share, a quota, money a head.
fn is_threshold(target: &Target, value: &Quantity) -> bool {
    let average = ["均", "标准", "工资", "水平", "价"].iter().any(|word| target.name.contains(word));
    // Money that is divided is not counted in single 元.
    let per_head = value.unit() == "元" && value.scale() == Scale::One;
    per_one(value.unit()).is_some() || !target.scope.is_empty() || average || per_head
}

fn threshold(
    context: &mut Context<'_>,
    cmp: Comparison,
    (name, value): (&str, &Quantity),
    (above, bound): (&str, &Quantity),
    at: impl Fn() -> String,
) {
    let (Some(own), Some(of_parent)) = (mark(value), mark(bound)) else { return };
    if !alike(value.unit(), bound.unit()) {
        return;
    }
    context.examine();
    let slack = slack(value).saturating_add(slack(bound));
    let (missed, word) = match cmp {
        Comparison::AtMost => (own > of_parent.saturating_add(slack), "高于"),
        _ => (own < of_parent.saturating_sub(slack), "低于"),
    };
    if missed {
        let message = format!("{name}定为{value}，{word}{above}的{bound}");
        context.tell(Finding::warning(RULE.code, at(), message).hint(HINT));
    }
}

/// What the members of one parent undertake together. Members that count other things take no part.
fn together(context: &mut Context<'_>, parent: &Target, members: &[&Target], at: impl Fn() -> String) {
    let Some((bound, asked)) = parent.target.as_ref().and_then(|bound| Some((bound, mark(bound)?))) else { return };
    if is_threshold(parent, bound) || !is_additive(&parent.name, bound.unit()) || parent.cmp != Comparison::AtLeast {
        return;
    }
    let (mut sum, mut number, mut room) = (Decimal::ZERO, 0_usize, slack(bound));
    for member in members {
        // What a member undertakes is not known.
        let Some(value) = &member.target else { return };
        if !alike(value.unit(), bound.unit()) {
            continue;
        }
        if is_threshold(member, value) {
            return;
        }
        let Some(added) = mark(value).and_then(|value| sum.checked_add(value)) else { return };
        sum = added;
        room = room.saturating_add(slack(value));
        number += 1;
    }
    if number < 2 {
        return;
    }
    context.examine();
    let short = asked.saturating_sub(sum);
    if short > room {
        let name = called(&parent.name, "这项目标");
        let plain = bound.plain(bound.number());
        let (added, by) = (like(&plain, sum), like(&plain, short));
        let message = format!("{name}是{bound}，{number}项分解目标合计{added}，少{by}，分解数不够");
        context.tell(Finding::warning(RULE.code, at(), message).hint("核对各项分解目标；没有列全的，补全"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::outcome;
    use super::*;
    use crate::Severity;

    const CODE: &str = RULE.code;

    /// A real county asked for less than the province whose target it quotes (genre study E17).
    #[test]
    fn a_lower_threshold_is_a_warning() {
        let (found, examined) = outcome(RULE.fires, CODE);
        assert_eq!((found.len(), examined), (1, 1));
        assert_eq!((found[0].severity, &*found[0].path), (Severity::Warning, "/targets/1/target"));
        assert_eq!(found[0].message, "全县脱贫户人均收入定为3700元，低于全省脱贫户人均收入的4000元");
    }

    #[test]
    fn thresholds_are_compared_in_their_own_direction_and_time() {
        let json = |parent: &str, child: &str| {
            format!(
                r#"{{"targets": [{{"id": "p", "name": "上级", {parent}}}, {{"name": "本级", "parent": "p", {child}}}]}}"#
            )
        };
        for (parent, child, found) in [
            (r#""target": "8%以下", "cmp": "<=""#, r#""target": "9%", "cmp": "<=""#, 1),
            (r#""target": "8%以下", "cmp": "<=""#, r#""target": "3%", "cmp": "<=""#, 0),
            (r#""target": "1项", "scope": "每个贫困村""#, r#""target": "2项", "scope": "每个贫困村""#, 0),
            (r#""target": "2项", "scope": "每个贫困村""#, r#""target": "至少1项", "scope": "每个贫困村""#, 1),
        ] {
            let (told, examined) = outcome(&json(parent, child), CODE);
            assert_eq!((told.len(), examined), (found, 1), "{parent} {child}");
        }
        for (parent, child) in [
            // Earlier, it may be less; and so many villages are a share of the whole.
            (r#""target": "4000元", "deadline": "2020""#, r#""target": "3700元", "deadline": "2017""#),
            (r#""target": "4000元", "period": "明年""#, r#""target": "3700元", "period": "今年""#),
            (r#""target": "4000元""#, r#""target": "近3000元""#),
            (r#""target": "278个""#, r#""target": "30个""#),
            (r#""target": "5亿元""#, r#""target": "8000万元""#),
            (r#""target": "8%", "cmp": "<=""#, r#""target": "3%""#),
            (r#""target": "1项", "scope": "每个贫困村""#, r#""target": "1项""#),
        ] {
            assert_eq!(outcome(&json(parent, child), CODE), (vec![], 0), "{parent} {child}");
        }
    }

    #[test]
    fn a_standard_is_not_below_that_of_the_level_above() {
        let json = |per: &str| {
            format!(
                r#"{{"standards": [{{"id": "p", "name": "省低保标准", "value": "3300元", "per": "每年每人", "target": "4000元"}},
                {{"name": "县低保标准", "parent": "p", "value": "275元", "per": "{per}", "target": "3900元"}}]}}"#
            )
        };
        let (found, examined) = outcome(&json("每年每人"), CODE);
        assert_eq!((found.len(), examined), (2, 2));
        assert_eq!(found[0].message, "县低保标准定为275元，低于省低保标准的3300元");
        assert_eq!(outcome(&json("每月每人"), CODE), (vec![], 0));
    }

    #[test]
    fn members_together_reach_their_parent() {
        let json = |counts: [&str; 3]| {
            let [a, b, c] = counts;
            format!(
                r#"{{"targets": [{{"id": "p", "name": "年度脱贫人口", "target": "7.38万人以上"}},
                {{"parent": "p", "target": "{a}"}}, {{"parent": "p", "target": "{b}"}}, {{"parent": "p", "target": "{c}"}}]}}"#
            )
        };
        let (found, examined) = outcome(&json(["3.1万人", "2.2万人", "1万人"]), CODE);
        assert_eq!((found.len(), examined), (1, 1));
        assert_eq!(found[0].message, "年度脱贫人口是7.38万人以上，3项分解目标合计6.3万人，少1.08万人，分解数不够");
        assert_eq!(found[0].path, "/targets/0/target");
        assert_eq!(outcome(&json(["3.1万人", "2.2万人", "20800名"]), CODE), (vec![], 1));
        // Villages are another matter; one member alone is no division.
        assert_eq!(outcome(&json(["3.1万人", "45个", "30户"]), CODE), (vec![], 0));
        assert_eq!(outcome(&json(["3.1万人", "2—3万人", "1万人"]), CODE), (vec![], 0));
        assert_eq!(
            outcome(&json(["79228162514264337593543950335人", "79228162514264337593543950335人", "1人"]), CODE),
            (vec![], 0)
        );
    }
}
