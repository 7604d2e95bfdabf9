//! Slips of 万 and 亿: figures of one kind that are a thousand times apart, or ten thousand.
//!
//! Compared are a value and that of last year, neighbours of a series, a region and the median of the others (of four and
//! more), and one indicator in several periods. Counts below ten (从2个到3000个) and amounts
//! below one (a month with 0.4万元 of investment) tell nothing, unless 万 is just what is missing.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::compare::{called, is_full};
use super::ids::Ids;
use super::measure::{alike, told};
use super::slip::{apart, guess, is_scale, times};
use super::{Context, Rule};
use crate::Finding;
use crate::data::{Indicator, Quantity, field_title};

pub(super) const RULE: Rule = Rule {
    code: "check.magnitude",
    title: "同一指标的数不相差成千上万倍",
    levels: "警告",
    fires: r#"{"indicators": [{"name": "一般公共预算收入", "value": "63.1亿元", "prior": "55.7万元"}]}"#,
    passes: r#"{"indicators": [{"name": "一般公共预算收入", "value": "63.1亿元", "prior": "557000万元"}]}"#,
    silent: r#"{"indicators": [{"name": "一般公共预算收入", "value": "63.1亿元", "yoy": "13.2%"}]}"#,
    check,
};

fn check(context: &mut Context<'_>) {
    let progress = context.progress;
    let mut texts = Ids::new();
    let mut courses = HashMap::with_capacity(progress.indicators.len());
    for (i, indicator) in progress.indicators.iter().enumerate() {
        if let (Some(value), Some(prior)) = (&indicator.value, &indicator.prior)
            && is_comparable(value, prior)
        {
            context.examine();
            if let Some(factor) = too_far(value, prior) {
                let [own, other] = ["value", "prior"].map(|field| format!("/indicators/{i}/{field}"));
                tell_two(context, (value, own), (prior, other), factor);
            }
        }
        let mut course = Course::default();
        for (j, point) in indicator.series.iter().enumerate() {
            let Some(value) = &point.value else { continue };
            course.goes_on(context, j, value, |k| format!("/indicators/{i}/series/{k}/value"));
        }
        if indicator.by_region.len() >= FEWEST {
            regions(context, indicator, i);
        }
        if let Some(value) = indicator.value.as_ref().filter(|_| !indicator.name.is_empty()) {
            let Indicator { name, region, topic, place, object, .. } = indicator;
            let key = [name, region, topic, place, object, value.unit()].map(|text| texts.text(text));
            let course: &mut Course<'_> = courses.entry(key).or_default();
            course.goes_on(context, i, value, |k| format!("/indicators/{k}/value"));
        }
    }
}

/// How many times two figures are apart, where that is too much.
fn too_far(a: &Quantity, b: &Quantity) -> Option<Decimal> {
    let (a_value, b_value) = (a.value()?, b.value()?);
    // Nearly all are near, and a product is found faster than a quotient.
    let (small, large) = if a_value < b_value { (a_value, b_value) } else { (b_value, a_value) };
    if small.checked_mul(Decimal::ONE_THOUSAND).is_none_or(|bound| large < bound) {
        return None;
    }
    let factor = apart(small, large)?;
    let few = |quantity: &Quantity| match is_full(quantity) {
        true => quantity.number() < Decimal::TEN,
        false => quantity.number() < Decimal::ONE,
    };
    // 0.01万元 has one digit: it is near any power of ten by chance.
    let vague = |quantity: &Quantity| !is_full(quantity) && quantity.number() < Decimal::new(1, 1);
    let tells = if is_scale(factor, 2) { !(vague(a) || vague(b)) } else { !(few(a) || few(b)) };
    tells.then_some(factor)
}

fn is_comparable(a: &Quantity, b: &Quantity) -> bool {
    let is_positive = |quantity: &Quantity| quantity.number() > Decimal::ZERO && quantity.upper().is_none();
    alike(a.unit(), b.unit()) && is_positive(a) && is_positive(b)
}

fn tell_two(context: &mut Context<'_>, own: (&Quantity, String), other: (&Quantity, String), factor: Decimal) {
    let ((own, at), (other, other_at)) = (own, other);
    let name = told(context, &at);
    let other_name = field_title(&other_at).filter(|title| *title != "数值").unwrap_or("另一处");
    tell(context, at, &format!("{name}是{own}"), &format!("{other_name}是{other}"), factor, &other_at);
}

fn tell(context: &mut Context<'_>, at: String, own: &str, other: &str, factor: Decimal, other_at: &str) {
    let message = format!("{own}，而{other}，相差{}倍，{}", times(factor), guess(factor, 2));
    let hint = format!("核对单位里的“万”“亿”和小数点（对照 {other_at}）");
    context.tell(Finding::warning(RULE.code, at, message).hint(hint));
}

/// Figures one after the other. After a slip, the next one is held to the figure before it.
#[derive(Default)]
struct Course<'a> {
    good: Option<(usize, &'a Quantity)>,
    last: Option<(usize, &'a Quantity)>,
}

impl<'a> Course<'a> {
    fn goes_on(&mut self, context: &mut Context<'_>, i: usize, value: &'a Quantity, at: impl Fn(usize) -> String) {
        let mut goes_on = true;
        if let Some((k, last)) = self.last.filter(|(_, last)| is_comparable(value, last)) {
            context.examine();
            if let Some(factor) = too_far(value, last) {
                let is_near = |good: &Quantity| is_comparable(value, good) && too_far(value, good).is_none();
                goes_on = self.good.is_some_and(|(_, good)| is_near(good));
                if !goes_on {
                    tell_two(context, (value, at(i)), (last, at(k)), factor);
                }
            }
        }
        if goes_on {
            self.good = Some((i, value));
        }
        self.last = Some((i, value));
    }
}

/// Of fewer regions there is no usual figure.
const FEWEST: usize = 4;

/// Every region against the median of the others.
fn regions(context: &mut Context<'_>, indicator: &Indicator, i: usize) {
    let given = || indicator.by_region.iter().enumerate().filter_map(|(j, region)| Some((j, region.value.as_ref()?)));
    let Some((_, first)) = given().next() else { return };
    let mut known: Vec<_> = given()
        .filter(|(_, value)| is_comparable(value, first))
        .filter_map(|(j, value)| Some((value.value()?, j, value)))
        .collect();
    if known.len() < FEWEST {
        return;
    }
    crate::sort::by_key(&mut known, |(value, j, _)| (*value, *j));
    for place in 0..known.len() {
        // The lower median of the others.
        let middle = (known.len() - 2) / 2;
        let (_, _, usual) = known[if place <= middle { middle + 1 } else { middle }];
        let (_, j, value) = known[place];
        context.examine();
        if let Some(factor) = too_far(value, usual) {
            let region = called(&indicator.by_region[j].region, "一个地区");
            let name = called(&indicator.name, "指标");
            let at = format!("/indicators/{i}/by_region/{j}/value");
            let (own, other) = (format!("{name}里{region}是{value}"), format!("其余地区的中位数是{usual}"));
            tell(context, at, &own, &other, factor, &format!("/indicators/{i}/by_region"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::outcome;
    use super::*;
    use crate::Severity;

    const CODE: &str = RULE.code;

    fn found(json: &str) -> Vec<(String, String)> {
        let (found, _) = outcome(json, CODE);
        assert!(found.iter().all(|f| f.severity == Severity::Warning));
        found.into_iter().map(|f| (f.path, f.message)).collect()
    }

    fn told(path: &str, message: &str) -> (String, String) {
        (path.to_owned(), message.to_owned())
    }

    #[test]
    fn a_lost_scale_is_told() {
        assert_eq!(
            found(RULE.fires),
            [told(
                "/indicators/0/value",
                "一般公共预算收入是63.1亿元，而上年同期是55.7万元，相差11329倍，是否差了“万”或“亿”"
            )]
        );
        let json = r#"{"indicators": [{"name": "贫困人口", "value": "4.98人", "prior": "5万人"}]}"#;
        assert_eq!(
            found(json),
            [told("/indicators/0/value", "贫困人口是4.98人，而上年同期是5万人，相差10040倍，是否差了“万”")]
        );
    }

    #[test]
    fn a_slip_in_a_course_is_told_once() {
        let json = |values: [&str; 4]| {
            let points: Vec<_> = values.iter().map(|v| format!(r#"{{"value": "{v}"}}"#)).collect();
            format!(r#"{{"indicators": [{{"name": "贫困人口", "series": [{}]}}]}}"#, points.join(","))
        };
        let slip = told(
            "/indicators/0/series/1/value",
            "贫困人口是3.1人，而另一处是3.77万人，相差12161倍，是否差了“万”或“亿”",
        );
        assert_eq!(found(&json(["3.77万人", "3.1人", "2.5万人", "11021人"])), [slip]);
        // A new level, too.
        assert_eq!(found(&json(["3.1亿人", "3.7万人", "3.5万人", "3.1万人"])).len(), 1);
        assert_eq!(found(&json(["3.77万人", "3.1万人", "2.5万人", "11021人"])), []);
    }

    #[test]
    fn one_indicator_is_followed_through_its_periods() {
        let json = |region: &str| {
            format!(
                r#"{{"indicators": [{{"name": "生产总值", "region": "甲", "period": "2016年", "value": "1989亿元"}},
                {{"name": "生产总值", "region": "{region}", "period": "2017年", "value": "2220万元"}}]}}"#
            )
        };
        assert_eq!(found(&json("甲")).len(), 1);
        assert_eq!(outcome(&json("乙"), CODE), (vec![], 0));
    }

    #[test]
    fn a_region_is_compared_with_the_others() {
        let json = |values: &[&str]| {
            let regions: Vec<_> =
                values.iter().enumerate().map(|(i, v)| format!(r#"{{"region": "县{i}", "value": "{v}"}}"#)).collect();
            format!(r#"{{"indicators": [{{"name": "收入", "by_region": [{}]}}]}}"#, regions.join(","))
        };
        let slip = "收入里县2是5.1元，而其余地区的中位数是5.2万元，相差10196倍，是否差了“万”";
        assert_eq!(
            found(&json(&["5.2万元", "4.8万元", "5.1元", "6万元"])),
            [told("/indicators/0/by_region/2/value", slip)]
        );
        assert_eq!(outcome(&json(&["5.2万元", "4.8万元", "5.1元"]), CODE), (vec![], 0));
        assert_eq!(outcome(&json(&["2万元", "4.8万户", "5.1户", "7户"]), CODE), (vec![], 0));
        // A count of two is no slip, but two instead of two 万 is.
        assert_eq!(found(&json(&["2户", "3000户", "4000户", "5000户"])), []);
        assert_eq!(found(&json(&["2户", "20000户", "20000户", "20000户"])).len(), 1);
    }

    #[test]
    fn what_is_not_above_zero_or_not_one_number_is_not_examined() {
        for (value, prior) in [("0元", "5亿元"), ("-5元", "5亿元"), ("5—6元", "5亿元"), ("5元", "5亿户"), ("5元", "")]
        {
            let prior = if prior.is_empty() { String::new() } else { format!(r#", "prior": "{prior}""#) };
            let json = format!(r#"{{"indicators": [{{"value": "{value}"{prior}}}]}}"#);
            assert_eq!(outcome(&json, CODE), (vec![], 0), "{value}");
        }
        let json = r#"{"indicators": [{"value": "79228162514264337593543950335亿元", "prior": "0.0000000000000000000000000001元"}]}"#;
        assert_eq!(outcome(json, CODE).0, vec![]);
    }
}
