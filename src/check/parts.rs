//! V1: parts add up to their total.

use super::compare::{called, like, sum};
use super::walk::{each_helper, each_population};
use super::{Context, Rule};
use crate::Finding;
use crate::data::{Count, HelperForce, Population, Quantity, RectificationSummary, field_title};

pub(super) const RULE: Rule = Rule {
    code: "check.parts",
    title: "分项之和等于总数",
    levels: "错误",
    fires: r#"{"funds": [{"name": "三项扶贫资金", "total": "26.1亿元", "parts": [{"name": "财扶资金", "value": "6.5亿元"},
        {"name": "以工代赈资金", "value": "2.2亿元"}, {"name": "信贷扶贫资金", "value": "18.4亿元"}]}]}"#,
    passes: r#"{"funds": [{"name": "三项扶贫资金", "total": "26.1亿元", "parts": [{"name": "财扶资金", "value": "6.5亿元"},
        {"name": "以工代赈资金", "value": "2.2亿元"}, {"name": "信贷扶贫资金", "value": "17.4亿元"}]}]}"#,
    silent: r#"{"funds": [{"name": "三项扶贫资金", "total": "26.1亿元"}]}"#,
    check,
};

fn check(context: &mut Context<'_>) {
    let progress = context.progress;
    each_population(progress, |population, at| of_population(context, population, at));
    for (i, indicator) in progress.indicators.iter().enumerate() {
        let at = format!("/indicators/{i}/value");
        let name = called(&indicator.name, "这项指标");
        if indicator.parts_complete {
            add_up(context, name, indicator.value.as_ref(), indicator.parts.iter().map(|p| p.value.as_ref()), &at);
        }
        if indicator.regions_complete {
            let regions = indicator.by_region.iter().map(|r| r.value.as_ref());
            add_up(context, name, indicator.value.as_ref(), regions, &at);
        }
    }
    for (i, fund) in progress.funds.iter().enumerate() {
        let at = format!("/funds/{i}/total");
        add_up(context, called(&fund.name, "这项资金"), fund.total.as_ref(), values(&fund.parts), &at);
    }
    for (i, project) in progress.projects.iter().enumerate() {
        // Where only the cost of each is given, the parts split that cost (genre study Q44).
        let (total, field) = match (&project.invest, &project.unit_cost) {
            (None, Some(cost)) => (Some(cost), "unit_cost"),
            (invest, _) => (invest.as_ref(), "invest"),
        };
        let at = format!("/projects/{i}/{field}");
        add_up(context, called(&project.name, "这个项目"), total, values(&project.parts), &at);
    }
    each_helper(progress, |helper, at| of_helper(context, helper, at));
    for (i, summary) in progress.rectification.iter().enumerate() {
        of_rectification(context, summary, &format!("/rectification/{i}/total"));
    }
    for (i, assessment) in progress.assessments.iter().enumerate() {
        for (j, group) in assessment.groups.iter().enumerate() {
            let at = format!("/assessments/{i}/groups/{j}/weight");
            // Points under a weight in per cent (genre study E13): of 100 points, one each.
            let weight = group.weight.as_ref().map(|w| if w.unit() == "%" { w.with_unit("分") } else { w.clone() });
            let points = group.items.iter().map(|item| item.points.as_ref());
            add_up(context, called(&group.name, "这组指标"), weight.as_ref(), points, &at);
        }
    }
}

fn values(counts: &[Count]) -> impl Iterator<Item = Option<&Quantity>> {
    counts.iter().map(|count| count.value.as_ref())
}

type Measure<T> = (&'static str, fn(&T) -> Option<&Quantity>);

const OF_POPULATION: [Measure<Population>; 3] = [
    ("villages", |p| p.villages.as_ref()),
    ("households", |p| p.households.as_ref()),
    ("persons", |p| p.persons.as_ref()),
];

fn of_population(context: &mut Context<'_>, population: &Population, at: &str) {
    for (field, get) in OF_POPULATION {
        let at = format!("{at}/{field}");
        let name = format!("{}的{}", called(&population.name, "人口"), field_title(&at).unwrap_or(field));
        for members in [&population.parts, &population.by_region] {
            add_up(context, &name, get(population), members.iter().map(get), &at);
        }
    }
}

const OF_HELPER: [Measure<HelperForce>; 7] = [
    ("units", |h| h.units.as_ref()),
    ("villages", |h| h.villages.as_ref()),
    ("households", |h| h.households.as_ref()),
    ("persons", |h| h.persons.as_ref()),
    ("members", |h| h.members.as_ref()),
    ("projects", |h| h.projects.as_ref()),
    ("invested", |h| h.invested.as_ref()),
];

fn of_helper(context: &mut Context<'_>, helper: &HelperForce, at: &str) {
    for (field, get) in OF_HELPER {
        let at = format!("{at}/{field}");
        let name = format!("{}的{}", called(&helper.name, "帮扶力量"), field_title(&at).unwrap_or(field));
        add_up(context, &name, get(helper), helper.parts.iter().map(get), &at);
    }
}

/// 8 + 39 = 47 (genre study Q34): what is not given is none, but something must be given.
fn of_rectification(context: &mut Context<'_>, summary: &RectificationSummary, at: &str) {
    let states = [&summary.done, &summary.long_term, &summary.timed, &summary.under_way, &summary.overdue];
    let given: Vec<_> = states.into_iter().flatten().map(Some).collect();
    if given.len() > 1 {
        add_up(context, called(&summary.source, "整改"), summary.total.as_ref(), given, at);
    }
}

/// The total against the sum of its parts, where all are stated, exact and of one unit.
fn add_up<'a>(
    context: &mut Context<'_>,
    name: &str,
    total: Option<&Quantity>,
    parts: impl IntoIterator<Item = Option<&'a Quantity>>,
    at: &str,
) {
    let Some((total, value)) = total.filter(|q| q.is_exact()).and_then(|q| Some((q, q.value()?))) else { return };
    let Some(sum) = sum(total, parts) else { return };
    context.examine();
    let difference = value - sum.added;
    if difference.abs() > sum.slack {
        let way = if difference.is_sign_positive() { "少" } else { "多" };
        let (added, by) = (like(total, sum.added), like(total, difference.abs()));
        context.tell(
            Finding::error(RULE.code, at, format!("{name}总数是{total}，各分项相加是{added}，{way}{by}"))
                .hint("核对总数和每个分项；分项没有列全的，改写到“其中”"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::outcome;
    use super::*;

    const CODE: &str = RULE.code;

    fn population(total: &str, parts: &[&str]) -> String {
        let parts: Vec<_> = parts.iter().map(|p| format!(r#"{{"persons": "{p}"}}"#)).collect();
        format!(r#"{{"populations": [{{"name": "贫困人口", "persons": "{total}", "parts": [{}]}}]}}"#, parts.join(","))
    }

    #[test]
    fn a_total_that_is_not_the_sum_is_found() {
        let (found, examined) = outcome(&population("191人", &["21人", "76人", "95人"]), CODE);
        assert_eq!((found.len(), examined), (1, 1));
        assert_eq!(found[0].path, "/populations/0/persons");
        assert_eq!(found[0].message, "贫困人口的人数总数是191人，各分项相加是192人，多1人");
    }

    /// 21 + 76 + 94 = 191, and 2.77 + 2.53 + 11.88 = 17.18 where 17.2 is printed (genre study Q31).
    #[test]
    fn sums_that_agree_as_printed_pass() {
        assert_eq!(outcome(&population("191人", &["21人", "76人", "94人"]), CODE), (vec![], 1));
        assert_eq!(outcome(&population("17.2万人", &["2.77万人", "2.53万人", "11.88万人"]), CODE), (vec![], 1));
    }

    /// 20 + 10 + 4 + 6 = 40 points under a weight of 30 % (genre study E13); 8 + 39 = 47; 3 × 8000元 = 2.4万元.
    #[test]
    fn schemes_ledgers_and_costs_are_added_up() {
        let json = r#"{
            "assessments": [{"name": "实绩考核", "groups": [{"name": "加分项", "weight": "30%", "items": [
                {"name": "超额加分", "points": "20分"}, {"name": "难易计分", "points": "10分"},
                {"name": "群众评分", "points": "4分"}, {"name": "平时考核", "points": "6分"}]}]}],
            "rectification": [{"source": "考核", "total": "47条", "done": "8条", "long_term": "39条"},
                {"source": "审计", "total": "47条", "done": "8条"}],
            "projects": [{"name": "光伏一期", "unit_cost": "2.4万元", "parts": [{"name": "设备", "value": "8000元"},
                {"name": "贷款", "value": "8000元"}, {"name": "资金", "value": "8000元"}]}]
        }"#;
        let (found, examined) = outcome(json, CODE);
        assert_eq!((found.len(), examined), (1, 3));
        assert_eq!(found[0].message, "加分项总数是30分，各分项相加是40分，多10分");
    }

    #[test]
    fn parts_of_an_indicator_count_only_when_they_are_complete() {
        let json = |complete| {
            format!(
                r#"{{"indicators": [{{"name": "资金", "value": "26.1亿元", "parts_complete": {complete},
                "parts": [{{"value": "6.5亿元"}}, {{"value": "2.2亿元"}}, {{"value": "18.4亿元"}}]}}]}}"#
            )
        };
        assert_eq!(outcome(&json(true), CODE).0.len(), 1);
        assert_eq!(outcome(&json(false), CODE), (vec![], 0));
    }

    #[test]
    fn without_parts_or_with_parts_that_are_not_exact_it_is_not_evaluated() {
        assert_eq!(outcome(&population("191人", &[]), CODE), (vec![], 0));
        assert_eq!(outcome(&population("191人", &["21人", "近170人"]), CODE), (vec![], 0));
        assert_eq!(outcome(&population("191人", &["21人", "170户"]), CODE), (vec![], 0));
    }
}
