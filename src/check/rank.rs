//! V4: a 位次 is no larger than the number of units that were ranked.
//!
//! That number is the rank's own `out_of`, or the count that a region states for the rank's scope
//! (`{"name": "省辖市", "value": "18个"}`).

use rust_decimal::Decimal;

use super::{Context, Rule};
use crate::Finding;
use crate::data::{FigureValue, Rank};

pub(super) const RULE: Rule = Rule {
    code: "check.rank",
    title: "位次不超过参加排名的单位数",
    levels: "错误",
    fires: r#"{"assessments": [{"name": "考核", "rank": "全省第49位（共48个）"}]}"#,
    passes: r#"{"assessments": [{"name": "考核", "rank": "全省第47位（共48个）"}]}"#,
    silent: r#"{"assessments": [{"name": "考核", "rank": "全省第47位"}]}"#,
    check,
};

fn check(context: &mut Context<'_>) {
    context.figures.each_stated(|pointer, value| {
        let FigureValue::Rank(rank) = value else { return };
        let Some(units) = units(context, rank) else { return };
        context.examine();
        if Decimal::from(rank.position) > units {
            context.tell(
                Finding::error(RULE.code, pointer, format!("位次是{}，但参加排名的只有{units}个单位", rank.place()))
                    .hint("核对位次，或改正参加排名的单位数"),
            );
        }
    });
}

fn units(context: &Context<'_>, rank: &Rank) -> Option<Decimal> {
    if let Some(out_of) = rank.out_of {
        return Some(out_of.into());
    }
    let counts = context.progress.regions.iter().flat_map(|region| &region.counts);
    let count = counts.into_iter().find(|c| !rank.scope.is_empty() && c.name == rank.scope)?;
    count.value.as_ref().filter(|q| q.is_exact())?.value()
}

#[cfg(test)]
mod tests {
    use super::super::outcome;
    use super::*;

    const CODE: &str = RULE.code;

    #[test]
    fn a_place_beyond_the_last_is_found_wherever_it_stands() {
        let (found, examined) = outcome(
            r#"{"regions": [{"counts": [{"name": "省辖市", "value": "18个"}]}],
                "indicators": [{"name": "赴京访", "facets": [{"name": "批次", "ranks": ["降幅居省辖市第19位"]}]}],
                "assessments": [{"name": "考核", "rank": {"position": 49, "scope": "全省", "out_of": 48}}]}"#,
            CODE,
        );
        assert_eq!(examined, 2);
        let places: Vec<_> = found.iter().map(|f| f.path.as_str()).collect();
        assert_eq!(places, ["/indicators/0/facets/0/ranks/0", "/assessments/0/rank"]);
        assert_eq!(found[0].message, "位次是第19位，但参加排名的只有18个单位");
    }

    #[test]
    fn a_possible_place_passes() {
        let json = r#"{"assessments": [{"rank": {"position": 47, "scope": "全省", "out_of": 48}}]}"#;
        assert_eq!(outcome(json, CODE), (vec![], 1));
    }

    #[test]
    fn without_the_number_of_units_it_is_not_evaluated() {
        let json = r#"{"indicators": [{"name": "生产总值", "ranks": ["增速居全省第3位"]}]}"#;
        assert_eq!(outcome(json, CODE), (vec![], 0));
    }
}
