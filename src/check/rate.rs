//! V2: a stated 完成比例 agrees with done ÷ target within half a unit of its printed precision.

use rust_decimal::Decimal;

use super::Context;
use crate::Finding;
use crate::data::Quantity;

pub(super) const CODE: &str = "check.rate";

pub(super) fn check(context: &mut Context<'_>) {
    for (i, target) in context.progress.targets.iter().enumerate() {
        let (Some(goal), Some(done), Some(stated)) = (&target.target, &target.done, &target.rate) else { continue };
        let stated = stated.quantity();
        let Some(share) = share(done, goal).filter(|_| stated.unit() == "%" && stated.is_exact()) else { continue };
        context.examined += 1;
        if (stated.number() - share).abs() > stated.tolerance() {
            let rounded = crate::data::round(share, stated.number().scale());
            let precise = crate::data::round(share, stated.number().scale() + 1);
            let name = if target.name.is_empty() { "这项目标" } else { &target.name };
            context.findings.push(
                Finding::warning(
                    CODE,
                    format!("/targets/{i}/rate"),
                    format!("{name}填的完成比例是{stated}，而{done}÷{goal}＝{precise}%，四舍五入应为{rounded}%"),
                )
                .hint(format!(
                    "核对三个数；若完成数和目标数无误，把比例改成“{rounded}%”，或删去这一项由系统计算。暂按{stated}印出"
                )),
            );
        }
    }
}

/// done ÷ target in per cent, unrounded.
fn share(done: &Quantity, target: &Quantity) -> Option<Decimal> {
    if done.unit() != target.unit() || !done.is_exact() || !target.is_exact() {
        return None;
    }
    done.value()?.checked_div(target.value()?)?.checked_mul(Decimal::ONE_HUNDRED)
}

#[cfg(test)]
mod tests {
    use super::super::outcome;
    use super::*;
    use crate::Severity;

    /// The real document prints 68 % for 4.98/7.38 (genre study 3.7, E1).
    #[test]
    fn the_stated_68_per_cent_is_found() {
        let (found, examined) = outcome(
            r#"{"targets": [{"name": "年度脱贫人口", "target": "7.38万人", "done": "4.98万人", "rate": "68%"}]}"#,
            CODE,
        );
        assert_eq!((found.len(), examined), (1, 1));
        assert_eq!(found[0].severity, Severity::Warning);
        assert_eq!(found[0].path, "/targets/0/rate");
        assert_eq!(found[0].message, "年度脱贫人口填的完成比例是68%，而4.98万人÷7.38万人＝67.5%，四舍五入应为67%");
    }

    #[test]
    fn a_rate_right_at_its_printed_precision_passes() {
        for rate in ["67%", "67.5%", "67.48%"] {
            let json = format!(r#"{{"targets": [{{"target": "7.38万人", "done": "49800人", "rate": "{rate}"}}]}}"#);
            assert_eq!(outcome(&json, CODE), (vec![], 1), "{rate}");
        }
    }

    #[test]
    fn without_three_exact_figures_of_one_unit_it_is_not_evaluated() {
        for json in [
            r#"{"targets": [{"target": "7.38万人", "done": "4.98万人"}]}"#,
            r#"{"targets": [{"target": "7.38万人", "done": "近5万人", "rate": "68%"}]}"#,
            r#"{"targets": [{"target": "7.38万人", "done": "4.98万户", "rate": "68%"}]}"#,
            r#"{"targets": [{"target": "0人", "done": "4.98万人", "rate": "68%"}]}"#,
            r#"{"report": {"title": "无"}}"#,
        ] {
            assert_eq!(outcome(json, CODE), (vec![], 0), "{json}");
        }
    }
}
