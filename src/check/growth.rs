//! V8: a promised growth reaches its target, and a promised multiple.
//!
//! baseline × (1 + growth)^years against the target. Of a bound (10%以上) the bound counts: it is all that is promised.
//! Where the years are not stated, they are those from the start, or the day of the report, to the deadline, a part of a
//! year counting as one.

use rust_decimal::{Decimal, RoundingStrategy};

use super::compare::{called, reach};
use super::measure::{alike, mark, per_one};
use super::times::today;
use super::{Context, Rule};
use crate::Finding;
use crate::data::{Comparison, Date, Quantity, Rate, Report};

pub(super) const RULE: Rule = Rule {
    code: "check.growth",
    title: "按承诺的增幅到期能达到目标",
    levels: "警告",
    fires: r#"{"standards": [{"name": "农村低保标准", "value": "2970元", "growth": "10%以上", "target": "4000元以上",
        "years": "3年"}]}"#,
    passes: r#"{"standards": [{"name": "农村低保标准", "value": "2970元", "growth": "10.5%", "target": "4000元以上",
        "years": "3年"}]}"#,
    silent: r#"{"standards": [{"name": "农村低保标准", "value": "2970元", "growth": "10%以上", "target": "4000元以上"}]}"#,
    check,
};

fn check(context: &mut Context<'_>) {
    let progress = context.progress;
    for (i, standard) in progress.standards.iter().enumerate() {
        let at = || format!("/standards/{i}/growth");
        let name = called(&standard.name, "这项标准");
        let years = years(standard.years.as_ref(), None, standard.deadline, &progress.report);
        let Some(pace) = Pace::new(name, standard.growth.as_ref(), years) else { continue };
        reaches(context, &pace, standard.value.as_ref(), standard.target.as_ref(), at);
    }
    for (i, target) in progress.targets.iter().enumerate() {
        let at = || format!("/targets/{i}/growth");
        let name = called(&target.name, "这项目标");
        let years = years(target.years.as_ref(), target.start, target.deadline, &progress.report);
        let Some(pace) = Pace::new(name, target.growth.as_ref(), years) else { continue };
        if target.cmp != Comparison::AtMost {
            reaches(context, &pace, target.baseline.as_ref(), target.target.as_ref(), at);
        }
        multiplies(context, &pace, target.multiple.as_ref(), at);
    }
}

/// Beyond it nobody plans.
const MOST_YEARS: u32 = 50;

fn years(stated: Option<&Quantity>, start: Option<Date>, deadline: Option<Date>, report: &Report) -> Option<u32> {
    let years = match stated {
        Some(stated) => {
            let number = stated.upper().unwrap_or(stated.number());
            let whole = u32::try_from(number.trunc().mantissa()).ok();
            whole.filter(|_| stated.unit() == "年" && number.fract().is_zero() && number.scale() == 0)?
        }
        None => {
            let (from, to) = (start.or_else(|| today(report))?.first_day(), deadline?.last_day());
            let months = 12 * (i32::from(to.year()) - i32::from(from.year())) + i32::from(to.month() - from.month());
            u32::try_from(months).ok()?.div_ceil(12)
        }
    };
    (1..=MOST_YEARS).contains(&years).then_some(years)
}

/// A growth a year over some years.
struct Pace<'a> {
    name: &'a str,
    growth: &'a Quantity,
    years: u32,
    /// By how much everything is multiplied in the end.
    factor: Decimal,
}

impl<'a> Pace<'a> {
    fn new(name: &'a str, growth: Option<&'a Rate>, years: Option<u32>) -> Option<Self> {
        let (growth, years) = (growth?.quantity(), years?);
        let number = growth.upper().unwrap_or(growth.number());
        let rate = number.checked_div(per_one(growth.unit())?)?;
        if rate.is_sign_negative() {
            return None;
        }
        Some(Self { name, growth, years, factor: power(rate.checked_add(Decimal::ONE)?, years)? })
    }

    /// The least growth a year, in per cent with one decimal, that multiplies by this much.
    fn needed(&self, factor: Decimal) -> Option<Decimal> {
        let rate = |tenths: i64| Decimal::new(tenths, 3) + Decimal::ONE;
        let (mut low, mut high) = (0, 100_000);
        while low < high {
            let middle = (low + high) / 2;
            if power(rate(middle), self.years).is_none_or(|reached| reached >= factor) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        (high < 100_000).then(|| Decimal::new(high, 1).normalize())
    }

    fn tell(&self, context: &mut Context<'_>, reached: &str, missed: &str, factor: Option<Decimal>, at: String) {
        let needed = factor.and_then(|factor| self.needed(factor));
        let needed = needed.map_or_else(String::new, |rate| format!("；要达到，每年须增长{rate}%"));
        let Self { name, growth, years, .. } = self;
        let message = format!("{name}每年增长{growth}，{years}年后{reached}，达不到{missed}{needed}");
        let hint = "核对基数、增幅、年限和目标；增幅写的是下限的，改成能达到目标的下限";
        context.tell(Finding::warning(RULE.code, at, message).hint(hint));
    }
}

fn power(base: Decimal, exponent: u32) -> Option<Decimal> {
    (0..exponent).try_fold(Decimal::ONE, |product, _| product.checked_mul(base))
}

fn reaches(
    context: &mut Context<'_>,
    pace: &Pace<'_>,
    baseline: Option<&Quantity>,
    target: Option<&Quantity>,
    at: impl Fn() -> String,
) {
    let (Some(baseline), Some(target)) = (baseline, target) else { return };
    // A target is set, not rounded: 0.4万元 is 4000元.
    let (Some(from), Some(least)) = (reach(baseline).most(), reach(target).least()) else { return };
    let goal = mark(target).unwrap_or(least);
    let Some(reached) = from.checked_mul(pace.factor) else { return };
    if !alike(baseline.unit(), target.unit()) || from <= Decimal::ZERO {
        return;
    }
    context.examine();
    if reached < goal {
        let value = baseline.value().and_then(|value| value.checked_mul(pace.factor)).unwrap_or(reached);
        // Cut off, not rounded: 3999.6元 is not 4000元.
        let (number, scale) = target.in_reach(value);
        let decimals = target.number().scale().max(if scale == target.scale() { 0 } else { 1 });
        let number = number.round_dp_with_strategy(decimals, RoundingStrategy::ToZero).normalize();
        let reached = format!("从{baseline}达到{}", target.plain(number).with_scale(scale));
        let factor = target.value().and_then(|goal| goal.checked_div(baseline.value()?));
        pace.tell(context, &reached, &format!("{target}的目标"), factor, at());
    }
}

fn multiplies(context: &mut Context<'_>, pace: &Pace<'_>, multiple: Option<&Quantity>, at: impl Fn() -> String) {
    let Some(multiple) = multiple.filter(|multiple| multiple.unit() == "倍") else { return };
    let Some(goal) = reach(multiple).least() else { return };
    context.examine();
    if pace.factor < goal {
        let reached = pace.factor.round_dp_with_strategy(2, RoundingStrategy::ToZero).normalize();
        pace.tell(context, &format!("是基数的{reached}倍"), &multiple.to_string(), multiple.value(), at());
    }
}

#[cfg(test)]
mod tests {
    use super::super::outcome;
    use super::*;
    use crate::Severity;

    const CODE: &str = RULE.code;

    /// A real plan (genre study E10): 2970 × 1.1³ = 3953.07.
    #[test]
    fn a_floor_that_misses_is_told_with_what_is_needed() {
        let (found, examined) = outcome(RULE.fires, CODE);
        assert_eq!((found.len(), examined), (1, 1));
        assert_eq!((found[0].severity, &*found[0].path), (Severity::Warning, "/standards/0/growth"));
        assert_eq!(
            found[0].message,
            "农村低保标准每年增长10%以上，3年后从2970元达到3953元，达不到4000元以上的目标；要达到，每年须增长10.5%"
        );
    }

    #[test]
    fn the_years_may_follow_from_the_deadline() {
        let json = |date: &str, growth: &str| {
            format!(
                r#"{{"report": {{"date": "{date}"}}, "targets": [{{"name": "收入", "baseline": "2970元", "growth": "{growth}",
                "target": "0.4万元", "deadline": "2019底"}}]}}"#
            )
        };
        assert_eq!(outcome(&json("2016-12-20", "10%"), CODE).0.len(), 1);
        assert_eq!(outcome(&json("2016-12-20", "一成"), CODE).0.len(), 1);
        // A year that has begun counts.
        assert_eq!(outcome(&json("2016-03-20", "10%"), CODE), (vec![], 1));
        assert_eq!(outcome(&json("2016-12-20", "8—12%"), CODE), (vec![], 1));
        assert_eq!(outcome(&json("2020-03-20", "10%"), CODE), (vec![], 0));
    }

    #[test]
    fn a_multiple_is_held_to_its_growth() {
        let json = |growth: &str| {
            format!(r#"{{"targets": [{{"name": "产值", "growth": "{growth}", "multiple": "2倍", "years": "5年"}}]}}"#)
        };
        let (found, _) = outcome(&json("8%"), CODE);
        assert_eq!(found[0].message, "产值每年增长8%，5年后是基数的1.46倍，达不到2倍；要达到，每年须增长14.9%");
        assert_eq!(outcome(&json("15%"), CODE), (vec![], 1));
    }

    #[test]
    fn rounding_is_never_the_reason() {
        // 0.30万元 may be 3049元, and 近 4000元 may be 3600元.
        for (baseline, target) in [("0.30万元", "4020元"), ("3000元", "近4000元"), ("3000元", "0.40万元以内")]
        {
            let json = format!(
                r#"{{"standards": [{{"value": "{baseline}", "growth": "10%", "target": "{target}", "years": "3年"}}]}}"#
            );
            assert_eq!(outcome(&json, CODE).0, vec![], "{baseline} {target}");
        }
        let json = r#"{"standards": [{"value": "3635.9元", "growth": "10%", "target": "4000元", "years": "1年"}]}"#;
        assert!(outcome(json, CODE).0[0].message.contains("达到3999元，达不到4000元"));
    }

    #[test]
    fn what_cannot_be_computed_is_not_examined() {
        for json in [
            r#"{"targets": [{"baseline": "2970元", "growth": "-10%", "target": "4000元", "years": "3年"}]}"#,
            r#"{"targets": [{"baseline": "2970元", "growth": "10%", "target": "4000户", "years": "3年"}]}"#,
            r#"{"targets": [{"baseline": "2970元", "growth": "10%", "target": "4000元", "years": "2.5年"}]}"#,
            r#"{"targets": [{"baseline": "2970元", "growth": "10%", "target": "4000元", "years": "4000000000年"}]}"#,
            r#"{"targets": [{"baseline": "2970元", "growth": "10%", "target": "4000元", "years": "36个月"}]}"#,
            r#"{"targets": [{"baseline": "100起", "growth": "10%", "target": "200起", "cmp": "<=", "years": "3年"}]}"#,
            r#"{"targets": [{"baseline": "79228162514264337593543950335亿元", "growth": "79228162514264337593543950335%",
                "target": "79228162514264337593543950335万亿元", "years": "50年"}]}"#,
        ] {
            assert_eq!(outcome(json, CODE), (vec![], 0), "{json}");
        }
    }
}
