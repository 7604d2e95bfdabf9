//! Sums, differences, shares, quotients, counts: the arithmetic of the formulas.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Computed, Derived, Record};
use crate::data::figures::{FigureValue, Figures};
use crate::data::node::Node;
use crate::data::{ProblemStatus, Quantity};

/// Rounds half up, as people do by hand.
pub(crate) fn round(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

fn exact(a: &Quantity, b: &Quantity) -> bool {
    a.is_exact() && b.is_exact()
}

/// One quantity as a share of another of the same unit, in per cent, unrounded.
fn share(part: &Quantity, whole: &Quantity) -> Option<Decimal> {
    if part.unit() != whole.unit() || !exact(part, whole) {
        return None;
    }
    part.value()?.checked_div(whole.value()?)?.checked_mul(Decimal::ONE_HUNDRED)
}

/// As percentages are printed: with one decimal, if it is not zero.
pub(super) fn one_decimal(result: &Quantity, _: &Quantity) -> Quantity {
    result.with_number(round(result.number(), 1).normalize())
}

/// With two decimals at most.
pub(super) fn two_decimals(result: &Quantity, _: &Quantity) -> Quantity {
    result.with_number(round(result.number(), 2).normalize())
}

/// With the decimals of the first operand.
pub(super) fn as_operand(result: &Quantity, operand: &Quantity) -> Quantity {
    result.with_number(round(result.number(), operand.number().scale()))
}

/// 7.38万 − 4.98万 is said 2.4万, unless the operand is itself written with such a zero.
pub(super) fn as_difference(result: &Quantity, operand: &Quantity) -> Quantity {
    let padded = operand.number().normalize().scale() < operand.number().scale();
    if padded { result.clone() } else { result.with_number(result.number().normalize()) }
}

/// As it comes.
pub(super) fn as_is(result: &Quantity, _: &Quantity) -> Quantity {
    result.clone()
}

/// The share in per cent.
pub(super) fn rate(part: &Quantity, whole: &Quantity) -> Option<Quantity> {
    Some(Quantity::new(share(part, whole)?, "%"))
}

/// A share in per cent of a whole.
pub(super) fn portion(whole: &Quantity, rate: &Quantity) -> Option<Quantity> {
    if rate.unit() != "%" || !exact(whole, rate) {
        return None;
    }
    Some(whole.with_number(whole.number().checked_mul(rate.number())?.checked_div(Decimal::ONE_HUNDRED)?))
}

/// What is left of a whole.
pub(super) fn difference(whole: &Quantity, part: &Quantity) -> Option<Quantity> {
    if part.unit() != whole.unit() || part.scale() != whole.scale() || !exact(part, whole) {
        return None;
    }
    let left = whole.number().checked_sub(part.number())?;
    (!left.is_sign_negative()).then(|| whole.with_number(left))
}

/// What must be done a year.
pub(super) fn per_year(remaining: &Quantity, years: &Quantity) -> Option<Quantity> {
    if years.unit() != "年" || years.upper().is_some() || !remaining.is_exact() {
        return None;
    }
    Some(remaining.with_number(remaining.number().checked_div(years.value()?)?))
}

/// The value before a growth.
pub(super) fn prior(value: &Quantity, yoy: &Quantity) -> Option<Quantity> {
    if yoy.unit() != "%" || !exact(value, yoy) {
        return None;
    }
    let growth = Decimal::ONE.checked_add(yoy.number().checked_div(Decimal::ONE_HUNDRED)?)?;
    if growth <= Decimal::ZERO {
        return None;
    }
    Some(value.with_number(value.number().checked_div(growth)?))
}

/// Growth in per cent. Of percentages none is computed: their change is said in percentage points.
pub(super) fn growth(value: &Quantity, prior: &Quantity) -> Option<Quantity> {
    if value.unit() == "%" {
        return None;
    }
    Some(Quantity::new(share(value, prior)?.checked_sub(Decimal::ONE_HUNDRED)?, "%"))
}

/// An amount divided among a number of units, in the amount's unit.
pub(super) fn quotient(amount: &Quantity, units: &Quantity) -> Option<Quantity> {
    if amount.unit() == units.unit() || !exact(amount, units) {
        return None;
    }
    let (number, scale) = amount.in_reach(amount.value()?.checked_div(units.value()?)?);
    Some(amount.with_number(number).with_scale(scale))
}

/// A quota times the number of units that have it.
pub(super) fn product(quota: &Quantity, units: &Quantity) -> Option<Quantity> {
    if !exact(quota, units) {
        return None;
    }
    Some(quota.with_number(quota.number().checked_mul(units.value()?)?))
}

/// The mean change a year over a series, or from the value of the series' first to its last date.
pub(super) fn mean_change(record: &Record<'_>) -> Computed {
    let series = record.list("series");
    let last = series.len().checked_sub(1).filter(|last| *last > 0)?;
    let point = |index: usize| {
        let Node::Figure(FigureValue::Date(date)) = series[index].at("/date")? else { return None };
        let Node::Figure(FigureValue::Quantity(value)) = series[index].at("/value")? else { return None };
        Some((date.year(), value))
    };
    let ((from, first), (to, value)) = (point(0)?, point(last)?);
    if first.unit() != value.unit() || !exact(first, value) || to <= from {
        return None;
    }
    let years = Decimal::from(to - from);
    let change = value.value()?.checked_sub(first.value()?)?.checked_div(years)?;
    let (number, scale) = value.in_reach(change);
    let decimals = if scale == value.scale() { value.number().scale() } else { 0 };
    let mean = value.with_number(round(number, decimals)).with_scale(scale);
    let operands = [0, last].map(|index| format!("{}/series/{index}/value", record.at));
    Some((FigureValue::Quantity(mean), operands.into()))
}

pub(super) fn sample_size(record: &Record<'_>) -> Computed {
    let fields = ["townships", "villages_per_township", "households_per_village"];
    let mut product = Decimal::ONE;
    for field in fields {
        let Some(FigureValue::Quantity(factor)) = record.stated(field) else { return None };
        product = product.checked_mul(factor.value().filter(|_| factor.is_exact())?)?;
    }
    let operands = fields.map(|field| format!("{}/{field}", record.at));
    Some((FigureValue::Quantity(Quantity::new(product, "户")), operands.into()))
}

/// The sum of a fund's parts, where all are exact, of one unit and one scale.
pub(super) fn total_of_parts(record: &Record<'_>) -> Computed {
    // The parts of a project are of its investment, its total is a number of projects.
    if !record.at.starts_with("/funds/") {
        return None;
    }
    let parts = record.list("parts");
    let mut sum: Option<Quantity> = None;
    let mut operands = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let Some(Node::Figure(FigureValue::Quantity(value))) = part.at("/value") else { return None };
        sum = Some(match sum {
            None if value.is_exact() => value.clone(),
            Some(sum) if exact(&sum, value) && sum.unit() == value.unit() && sum.scale() == value.scale() => {
                value.with_number(sum.number().checked_add(value.number())?)
            }
            _ => return None,
        });
        operands.push(format!("{}/parts/{index}/value", record.at));
    }
    Some((FigureValue::Quantity(sum?), operands))
}

/// Counts the problems that a rectification summary is about: those of its source and scope.
fn ledger(record: &Record<'_>, counts: impl Fn(Option<&str>) -> bool) -> Computed {
    if !record.at.starts_with("/rectification/") {
        return None;
    }
    let text = |node: &Node, field: &str| match node.at(&format!("/{field}")) {
        Some(Node::Text(text)) => text.clone(),
        _ => String::new(),
    };
    let summary = record.figures.root().at(record.at)?;
    let Some(Node::List(problems)) = record.figures.root().at("/problems") else { return None };
    let (source, scope) = (text(summary, "source"), text(summary, "scope"));
    let of_it = |problem: &Node| {
        text(problem, "source") == source
            && (scope.is_empty() || text(problem, "scope") == scope)
            && problem.at("/status").is_some()
    };
    let mut any = false;
    let mut number = 0_u32;
    for problem in problems.iter().filter(|problem| of_it(problem)) {
        any = true;
        number += u32::from(counts(Some(text(problem, "status")).as_deref()));
    }
    any.then(|| (FigureValue::Quantity(Quantity::new(number.into(), "条")), vec!["/problems".into()]))
}

fn ledger_of(record: &Record<'_>, statuses: &[ProblemStatus]) -> Computed {
    ledger(record, |status| statuses.iter().any(|s| Some(s.word()) == status))
}

pub(super) fn ledger_total(record: &Record<'_>) -> Computed {
    ledger(record, |_| true)
}

pub(super) fn ledger_done(record: &Record<'_>) -> Computed {
    ledger_of(record, &[ProblemStatus::Done])
}

pub(super) fn ledger_long_term(record: &Record<'_>) -> Computed {
    ledger_of(record, &[ProblemStatus::LongTerm])
}

pub(super) fn ledger_timed(record: &Record<'_>) -> Computed {
    ledger_of(record, &[ProblemStatus::Timed])
}

pub(super) fn ledger_under_way(record: &Record<'_>) -> Computed {
    ledger_of(record, &[ProblemStatus::UnderWay, ProblemStatus::MostlyDone])
}

pub(super) fn ledger_overdue(record: &Record<'_>) -> Computed {
    ledger_of(record, &[ProblemStatus::Overdue])
}

/// 上次位次 − 位次: positive for a rise.
pub(super) fn rank_change(record: &Record<'_>) -> Computed {
    let (Some(FigureValue::Rank(now)), Some(FigureValue::Rank(before))) =
        (record.stated("rank"), record.stated("prior_rank"))
    else {
        return None;
    };
    let change = Decimal::from(before.position) - Decimal::from(now.position);
    let operands = ["prior_rank", "rank"].map(|field| format!("{}/{field}", record.at));
    Some((FigureValue::Quantity(Quantity::new(change, "位")), operands.into()))
}

/// `/indicators/0/highest/value` and `/…/lowest/value` from the regions' figures, where they are not stated. The operand
/// is the figure of the region that it is.
pub(super) fn extreme(figures: &Figures, record: &str, field: &str) -> Option<Derived> {
    let (owner, which) = record.rsplit_once('/')?;
    let most = match which {
        "highest" => true,
        "lowest" => false,
        _ => return None,
    };
    let Node::List(regions) = figures.root().at(&format!("{owner}/by_region"))? else { return None };
    let mut best: Option<(usize, Decimal, &Quantity)> = None;
    for (index, region) in regions.iter().enumerate() {
        let Some(Node::Figure(FigureValue::Quantity(quantity))) = region.at(&format!("/{field}")) else { continue };
        let value = quantity.value()?;
        let better = best.is_none_or(|(_, known, held)| {
            held.unit() == quantity.unit() && if most { value > known } else { value < known }
        });
        if better {
            best = Some((index, value, quantity));
        }
    }
    let (index, _, quantity) = best?;
    Some(Derived {
        value: FigureValue::Quantity(quantity.clone()),
        formula: if most { "各地区中最高" } else { "各地区中最低" },
        operands: vec![format!("{owner}/by_region/{index}/{field}")],
    })
}

#[cfg(test)]
mod tests {
    use crate::data::{Figures, Form, from_json};

    fn check(json: &str, expected: &[(&str, Option<&str>)]) {
        let loaded = from_json(json.as_bytes());
        assert_eq!(loaded.findings, []);
        let figures = Figures::new(&loaded.progress);
        for (pointer, text) in expected {
            let printed = figures.figure(pointer).ok().map(|figure| figure.value.print(Form::Written));
            assert_eq!(printed.as_deref(), *text, "{pointer}");
        }
    }

    /// Figures of the genre study: Q10, Q29, Q40, Q41, Q43, Q38, E16.
    #[test]
    fn figures_of_real_documents_follow() {
        check(
            r#"{
                "indicators": [
                    {"name": "贫困人口", "value": "11021人", "shares": [{"whole": "全县", "total": "3.77万人"}],
                     "series": [{"date": "2010", "value": "3.77万人"}, {"date": "2015", "value": "11021人"}]},
                    {"name": "农村经济总收入", "value": "4.588亿元", "per_unit": [{"name": "人均", "units": "6278人"}]},
                    {"name": "产值", "value": "120亿元", "prior": "100亿元"}],
                "funds": [
                    {"name": "扶贫资金", "allocated": "78437.69万元", "disbursed_rate": "81.09%"},
                    {"name": "危房改造", "total": "1493万元", "beneficiaries": "2986户"},
                    {"name": "三项资金", "parts": [{"name": "财扶", "value": "6.5亿元"}, {"name": "代赈", "value": "2.2亿元"},
                        {"name": "信贷", "value": "17.4亿元"}]}],
                "projects": [{"name": "项目", "approved": "825个", "started_rate": "98.91%",
                    "parts": [{"name": "财政资金", "value": "2亿元"}]}],
                "populations": [{"name": "存量", "households": "14.89万户", "persons": "49.61万人"}],
                "assessments": [{"name": "抽查", "sample": {"townships": "3个", "villages_per_township": "1个",
                    "households_per_village": "4户"},
                    "ranking": [{"unit": "甲", "rank": "第2位", "prior_rank": "第5位"}]}],
                "targets": [{"name": "主导产业", "scope": "每个贫困村", "target": "1项", "units": "191个"}]
            }"#,
            &[
                ("/indicators/0/mean_change", Some("-5336人")),
                ("/indicators/0/shares/0/rate", Some("29.2%")),
                ("/indicators/1/per_unit/0/value", Some("73080.6元")),
                ("/indicators/2/yoy", Some("20%")),
                ("/funds/0/disbursed", Some("63605.12万元")),
                ("/funds/1/unit_cost", Some("5000元")),
                ("/funds/2/total", Some("26.1亿元")),
                ("/projects/0/started", Some("816个")),
                ("/projects/0/total", None),
                ("/populations/0/persons_per_household", Some("3.33人")),
                ("/assessments/0/sample/households", Some("12户")),
                ("/assessments/0/ranking/0/rank_change", Some("3位")),
                ("/targets/0/quota_total", Some("191项")),
                // Nothing of the kind is there.
                ("/funds/0/unit_cost", None),
                ("/funds/9/total", None),
                ("/indicators/0/prior", None),
            ],
        );
    }

    #[test]
    fn a_ledger_is_counted_from_its_problems() {
        let json = r#"{
            "rectification": [{"source": "考核"}, {"source": "考核", "scope": "个性"}, {"source": "审计"}],
            "problems": [
                {"name": "甲", "source": "考核", "scope": "共性", "status": "已整改"},
                {"name": "乙", "source": "考核", "scope": "个性", "status": "已整改"},
                {"name": "丙", "source": "考核", "scope": "个性", "status": "长期坚持"},
                {"name": "丁", "source": "考核", "scope": "个性", "status": "逾期"},
                {"name": "戊", "source": "暗访", "status": "已整改"}, {"name": "己", "source": "考核"}]
        }"#;
        check(
            json,
            &[
                ("/rectification/0/total", Some("4条")),
                ("/rectification/0/done", Some("2条")),
                ("/rectification/0/rate", Some("50%")),
                ("/rectification/1/total", Some("3条")),
                ("/rectification/1/long_term", Some("1条")),
                ("/rectification/1/overdue", Some("1条")),
                ("/rectification/1/timed", Some("0条")),
                ("/rectification/2/total", None),
            ],
        );
    }

    #[test]
    fn extremes_are_those_of_the_regions() {
        let json = r#"{"indicators": [{"name": "任务", "by_region": [{"region": "甲", "value": "1023人"},
            {"region": "乙", "missing": "未报"}, {"region": "丙", "value": "8606人"}]}]}"#;
        check(
            json,
            &[
                ("/indicators/0/highest/value", Some("8606人")),
                ("/indicators/0/lowest/value", Some("1023人")),
                ("/indicators/0/highest/yoy", None),
            ],
        );
    }
}
