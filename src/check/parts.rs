//! V1: parts add up to their total, and no subset is larger than its whole.

use rust_decimal::Decimal;

use super::Context;
use crate::Finding;
use crate::data::{Population, Quantity, field_title};

pub(super) const CODE: &str = "check.parts";

pub(super) fn check(context: &mut Context<'_>) {
    for (i, population) in context.progress.populations.iter().enumerate() {
        let at = format!("/populations/{i}");
        of_population(population, &at, context);
    }
    for (i, indicator) in context.progress.indicators.iter().enumerate() {
        if indicator.parts_complete {
            let parts: Vec<_> = indicator.parts.iter().map(|p| p.value.as_ref()).collect();
            let at = format!("/indicators/{i}/value");
            sum(context, &indicator.name, indicator.value.as_ref(), &parts, at);
        }
    }
}

type Measure = fn(&Population) -> Option<&Quantity>;

const MEASURES: [(&str, Measure); 3] = [
    ("villages", |p| p.villages.as_ref()),
    ("households", |p| p.households.as_ref()),
    ("persons", |p| p.persons.as_ref()),
];

fn of_population(population: &Population, at: &str, context: &mut Context<'_>) {
    for (field, get) in MEASURES {
        let parts: Vec<_> = population.parts.iter().map(get).collect();
        let name =
            format!("{}（{}）", population.name, field_title(&format!("/populations/0/{field}")).unwrap_or(field));
        sum(context, &name, get(population), &parts, format!("{at}/{field}"));
        for (i, subset) in population.of_which.iter().enumerate() {
            subset_of(context, &name, get(population), get(subset), format!("{at}/of_which/{i}/{field}"));
        }
    }
    for (list, members) in [("parts", &population.parts), ("of_which", &population.of_which)] {
        for (i, member) in members.iter().enumerate() {
            of_population(member, &format!("{at}/{list}/{i}"), context);
        }
    }
}

/// The total against the sum of its parts, where all are stated, exact and of one unit.
fn sum(context: &mut Context<'_>, name: &str, total: Option<&Quantity>, parts: &[Option<&Quantity>], at: String) {
    let Some(total) = total.filter(|q| q.is_exact()) else { return };
    let mut added = Decimal::ZERO;
    let mut tolerance = total.tolerance();
    for part in parts {
        let Some(part) = part.filter(|q| q.is_exact() && q.unit() == total.unit()) else { return };
        let Some(next) = part.value().and_then(|v| added.checked_add(v)) else { return };
        added = next;
        tolerance += if part.number().scale() > 0 || part.scale() != crate::data::Scale::One {
            part.tolerance()
        } else {
            // A count in full is exact.
            Decimal::ZERO
        };
    }
    let Some(value) = total.value().filter(|_| !parts.is_empty()) else { return };
    context.examined += 1;
    let exact = total.number().scale() == 0 && total.scale() == crate::data::Scale::One;
    let difference = value - added;
    if difference.abs() > if exact && tolerance == total.tolerance() { Decimal::ZERO } else { tolerance } {
        context.findings.push(
            Finding::error(
                CODE,
                at,
                format!(
                    "{name}的总数是{total}，各分项相加是{}{}，相差{}",
                    added.normalize(),
                    total.unit(),
                    difference.abs().normalize()
                ),
            )
            .hint("核对总数和每个分项；若分项没有列全，改写到 of_which（其中）"),
        );
    }
}

fn subset_of(context: &mut Context<'_>, name: &str, total: Option<&Quantity>, subset: Option<&Quantity>, at: String) {
    let (Some(total), Some(subset)) = (total, subset) else { return };
    if total.unit() != subset.unit() || !total.is_exact() || !subset.is_exact() {
        return;
    }
    let (Some(whole), Some(part)) = (total.value(), subset.value()) else { return };
    context.examined += 1;
    if part > whole {
        context.findings.push(
            Finding::error(CODE, at, format!("“其中”是{subset}，比{name}的总数{total}还大"))
                .hint("核对两个数；若不是同一期间，请分开写"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::outcome;
    use super::*;

    fn population(total: &str, parts: &[&str]) -> String {
        let parts: Vec<_> = parts.iter().map(|p| format!(r#"{{"persons": "{p}"}}"#)).collect();
        format!(r#"{{"populations": [{{"name": "贫困人口", "persons": "{total}", "parts": [{}]}}]}}"#, parts.join(","))
    }

    #[test]
    fn a_total_that_is_not_the_sum_is_found() {
        let (found, examined) = outcome(&population("191人", &["21人", "76人", "95人"]), CODE);
        assert_eq!((found.len(), examined), (1, 1));
        assert_eq!(found[0].path, "/populations/0/persons");
        assert_eq!(found[0].message, "贫困人口（人数）的总数是191人，各分项相加是192人，相差1");
    }

    /// 21 + 76 + 94 = 191, and 2.77 + 2.53 + 11.88 = 17.18 where 17.2 is printed (genre study Q31).
    #[test]
    fn sums_that_agree_as_printed_pass() {
        assert_eq!(outcome(&population("191人", &["21人", "76人", "94人"]), CODE), (vec![], 1));
        assert_eq!(outcome(&population("17.2万人", &["2.77万人", "2.53万人", "11.88万人"]), CODE), (vec![], 1));
    }

    #[test]
    fn a_subset_larger_than_its_whole_is_found() {
        let json = r#"{"populations": [{"name": "贫困村", "villages": "346个",
            "of_which": [{"name": "深度贫困村", "villages": "350个"}, {"villages": "232个"}]}]}"#;
        let (found, examined) = outcome(json, CODE);
        assert_eq!((found.len(), examined), (1, 2));
        assert_eq!(found[0].path, "/populations/0/of_which/0/villages");
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
