//! V10: figures per head are plausible.
//!
//! A household has 1 to 10 persons; an average is not five times what follows from its total; no money figure of a region
//! is more than a million 元 a head; no more persons are counted in a region than live there. What follows from rounding
//! or from a bound is no finding, and a region is meant only where a record names it.

mod region;

use rust_decimal::Decimal;

use super::compare::{called, reach};
use super::measure::{alike, told};
use super::slip::{apart, guess, times};
use super::walk::{each_helper, each_population};
use super::{Context, Rule};
use crate::Finding;
use crate::data::{Indicator, Quantity};

pub(super) const RULE: Rule = Rule {
    code: "check.per_head",
    title: "户均人口、人均数合乎常情，人数不超过地区人口",
    levels: "错误、警告",
    fires: r#"{"indicators": [{"name": "农村经济总收入", "value": "4.588亿元",
        "per_unit": [{"name": "人均收入", "units": "6278人", "value": "7612元"}]}]}"#,
    passes: r#"{"indicators": [{"name": "农村经济总收入", "value": "0.4588亿元",
        "per_unit": [{"name": "人均收入", "units": "6278人", "value": "7612元"}]}]}"#,
    silent: r#"{"indicators": [{"name": "农村经济总收入", "value": "4.588亿元",
        "per_unit": [{"name": "人均收入", "units": "6278人"}]}]}"#,
    check,
};

fn check(context: &mut Context<'_>) {
    let progress = context.progress;
    each_population(progress, |population, at| {
        let pairs = [
            ("persons", &population.persons, &population.households),
            ("unlifted_persons", &population.unlifted_persons, &population.unlifted_households),
            ("lifted_persons", &population.lifted_persons, &population.lifted_households),
        ];
        for (field, persons, households) in pairs {
            household(context, persons.as_ref(), households.as_ref(), || format!("{at}/{field}"));
        }
        for (i, cause) in population.causes.iter().enumerate() {
            let at = || format!("{at}/causes/{i}/persons");
            household(context, cause.persons.as_ref(), cause.households.as_ref(), at);
        }
    });
    each_helper(progress, |helper, at| {
        household(context, helper.persons.as_ref(), helper.households.as_ref(), || format!("{at}/persons"));
    });
    for (i, project) in progress.projects.iter().enumerate() {
        let at = || format!("/projects/{i}/persons");
        household(context, project.persons.as_ref(), project.households.as_ref(), at);
        for (j, some) in project.of_which.iter().enumerate() {
            let at = || format!("/projects/{i}/of_which/{j}/persons");
            household(context, some.persons.as_ref(), some.households.as_ref(), at);
        }
    }
    for (i, indicator) in progress.indicators.iter().enumerate().filter(|(_, i)| !i.per_unit.is_empty()) {
        averages(context, indicator, &format!("/indicators/{i}"));
    }
    region::check(context);
}

fn household(
    context: &mut Context<'_>,
    persons: Option<&Quantity>,
    households: Option<&Quantity>,
    at: impl Fn() -> String,
) {
    let (Some(persons), Some(households)) = (persons, households) else { return };
    if !alike(persons.unit(), "人") || households.unit() != "户" {
        return;
    }
    let (some, all) = (reach(persons), reach(households));
    let (Some(least), Some(most)) = (some.least(), some.most()) else { return };
    let (Some(fewest), Some(many)) = (all.least().filter(|n| *n > Decimal::ZERO), all.most()) else { return };
    let (Some(low), Some(high)) = (least.checked_div(many), most.checked_div(fewest)) else { return };
    context.examine();
    if high < Decimal::ONE || low > Decimal::TEN {
        let at = at();
        let mean = persons.value().and_then(|persons| persons.checked_div(households.value()?)).unwrap_or(low);
        let message =
            format!("{}是{persons}，户数是{households}，平均每户{}人", told(context, &at), times_or_small(mean));
        let hint = "核对户数和人数，一户一般在1到10人之间；人次、就业人数与户数不是一回事的，分开写";
        context.tell(Finding::warning(RULE.code, at, message).hint(hint));
    }
}

/// 32.5, 0.03.
fn times_or_small(mean: Decimal) -> Decimal {
    if mean < Decimal::ONE { mean.round_dp(2).normalize() } else { times(mean) }
}

/// An average that is stated against its total, where they are a factor of 5 apart.
fn averages(context: &mut Context<'_>, indicator: &Indicator, at: &str) {
    let Some(total) = indicator.value.as_ref().filter(|total| total.is_exact()) else { return };
    for (i, per) in indicator.per_unit.iter().enumerate() {
        let (Some(units), Some(mean)) = (&per.units, &per.value) else { continue };
        if !units.is_exact() || !mean.is_exact() || !alike(total.unit(), mean.unit()) || total.unit() == units.unit() {
            continue;
        }
        let computed = total.value().and_then(|total| total.checked_div(units.value()?));
        let Some((computed, stated)) = computed.zip(mean.value()) else { continue };
        let Some(factor) = apart(computed, stated) else { continue };
        context.examine();
        if factor >= Decimal::from(5) {
            let (number, scale) = mean.in_reach(computed);
            let computed = mean.plain(number.round_dp(if number.abs() < Decimal::TEN { 2 } else { 0 }).normalize());
            let message = format!(
                "{}是{total}，{units}平均是{}，而填的{}是{mean}，相差{}倍，{}",
                called(&indicator.name, "总数"),
                computed.with_scale(scale),
                called(&per.name, "均值"),
                times(factor),
                guess(factor, 10)
            );
            let finding = Finding::warning(RULE.code, format!("{at}/per_unit/{i}/value"), message);
            context.tell(finding.hint("核对总数、单位数和均值的数量级；口径不同的（如总收入与纯收入），写明口径"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::outcome;
    use super::*;
    use crate::Severity;

    const CODE: &str = RULE.code;

    /// A real report (genre study E16).
    #[test]
    fn an_average_far_from_its_total_is_told_with_the_slip() {
        let (found, examined) = outcome(RULE.fires, CODE);
        assert_eq!((found.len(), examined), (1, 1));
        assert_eq!((found[0].severity, &*found[0].path), (Severity::Warning, "/indicators/0/per_unit/0/value"));
        assert_eq!(
            found[0].message,
            "农村经济总收入是4.588亿元，6278人平均是73081元，而填的人均收入是7612元，相差9.6倍，是否小数点错了一位"
        );
        let json = |mean: &str| {
            format!(
                r#"{{"indicators": [{{"name": "投入", "value": "4.43亿元",
                "per_unit": [{{"name": "户均", "units": "10万户", "value": "{mean}"}}]}}]}}"#
            )
        };
        assert!(
            outcome(&json("4430万元"), CODE).0[0]
                .message
                .ends_with("平均是4430元，而填的户均是4430万元，相差10000倍，是否差了“万”")
        );
        assert_eq!(outcome(&json("4000元"), CODE), (vec![], 1));
        assert_eq!(outcome(&json("4000户"), CODE), (vec![], 0));
        assert_eq!(outcome(&json("近4000万元"), CODE), (vec![], 0));
    }

    #[test]
    fn households_have_one_to_ten_persons() {
        let json = |persons: &str, households: &str| {
            format!(
                r#"{{"populations": [{{"name": "贫困人口", "persons": "{persons}", "households": "{households}"}}]}}"#
            )
        };
        let (found, _) = outcome(&json("218987人", "6733户"), CODE);
        assert_eq!((found[0].severity, &*found[0].path), (Severity::Warning, "/populations/0/persons"));
        assert_eq!(found[0].message, "贫困人口的人数是218987人，户数是6733户，平均每户32.5人");
        assert_eq!(outcome(&json("36人", "15703户"), CODE).0.len(), 1);
        for (persons, households) in
            [("218987人", "67339户"), ("49.61万人", "14.89万户"), ("近10万人", "1万户"), ("57人", "57户")]
        {
            assert_eq!(outcome(&json(persons, households), CODE), (vec![], 1), "{persons}");
        }
        for (persons, households) in [("218987人次", "6733户"), ("20万人以上", "1户"), ("5人", "0户"), ("5人", "5家")]
        {
            assert_eq!(outcome(&json(persons, households), CODE), (vec![], 0), "{persons}");
        }
        let json = r#"{"helpers": [{"parts": [{"households": "5户", "persons": "500人"}]}],
            "projects": [{"of_which": [{"households": "5户", "persons": "500人"}]}],
            "populations": [{"causes": [{"households": "5户", "persons": "500人"}]}]}"#;
        assert_eq!(outcome(json, CODE).0.len(), 3);
    }
}
