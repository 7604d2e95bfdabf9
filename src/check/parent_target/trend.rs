//! Of two targets that count different things, the pace so far.

use rust_decimal::Decimal;

use super::super::Context;
use super::super::compare::called;
use super::super::measure::{alike, is_additive, mark};
use super::RULE;
use crate::Finding;
use crate::data::{Quantity, Scale, Target};

/// What a member will reach when its parent is reached, at the pace so far.
pub(super) fn check(
    context: &mut Context<'_>,
    (name, target, value): (&str, &Target, &Quantity),
    (parent, bound): (&Target, &Quantity),
    at: impl Fn() -> String,
) {
    let (Some(done), Some(of_parent)) = (&target.done, &parent.done) else { return };
    let comparable = alike(done.unit(), value.unit())
        && alike(of_parent.unit(), bound.unit())
        && is_additive(&target.name, value.unit())
        && is_additive(&parent.name, bound.unit())
        && target.scope.is_empty()
        && parent.scope.is_empty();
    let exact = |quantity: &Quantity| quantity.value().filter(|n| quantity.is_exact() && *n > Decimal::ZERO);
    let figures = (exact(done), exact(of_parent), mark(value), mark(bound));
    let (true, (Some(done_value), Some(base), Some(goal), Some(whole))) = (comparable, figures) else { return };
    let Some(reached) = done_value.checked_div(base).and_then(|each| each.checked_mul(whole)) else { return };
    context.examine();
    // By more than a fifth.
    if goal.checked_mul(Decimal::new(12, 1)).is_some_and(|goal| reached > goal) {
        let above = called(&parent.name, "上级目标");
        let (number, scale) = value.in_reach(reached);
        let decimals = value.number().scale().max(u32::from(scale != Scale::One));
        let reached = value.plain(number.round_dp(decimals).normalize()).with_scale(scale);
        let message = format!(
            "{above}已完成{of_parent}，{name}已完成{done}；{above}达到{bound}时，按现有水平推算可达{reached}，{value}的目标偏低"
        );
        context.tell(Finding::note(RULE.code, at(), message).hint("核对目标；确实只要求这么多的，不必改"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::outcome;
    use super::*;
    use crate::Severity;

    const CODE: &str = RULE.code;

    /// 112 bases carry 97746 persons; 300 bases, and only 180000 (genre study E22).
    #[test]
    fn a_target_below_its_trend_is_a_note() {
        let json = |target: &str| {
            format!(
                r#"{{"targets": [{{"id": "b", "name": "精准扶贫示范基地", "target": "300个", "done": "112个"}},
                {{"name": "带动脱贫人口", "parent": "b", "target": "{target}", "done": "97746人"}}]}}"#
            )
        };
        let (found, examined) = outcome(&json("18万人以上"), CODE);
        assert_eq!((found.len(), examined, found[0].severity), (1, 1, Severity::Note));
        assert_eq!(
            found[0].message,
            "精准扶贫示范基地已完成112个，带动脱贫人口已完成97746人；精准扶贫示范基地达到300个时，按现有水平推算可达26.2万人，18万人以上的目标偏低"
        );
        assert_eq!(outcome(&json("22万人"), CODE), (vec![], 1));
    }
}
