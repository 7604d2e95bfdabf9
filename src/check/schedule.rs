//! 序时进度: the stated state of a target does not contradict its figures.
//!
//! Only contradictions are told: 滞后 where the share that is done is ahead of the time that has passed, 已完成 where less
//! than the whole is done. A limit (控制在…以内) has no schedule.

use rust_decimal::Decimal;

use super::compare::called;
use super::{Context, Rule};
use crate::Finding;
use crate::data::{Comparison, FigureValue, Form, Quantity, TaskStatus};

pub(super) const RULE: Rule = Rule {
    code: "check.schedule",
    title: "目标的状态与完成比例、序时进度不矛盾",
    levels: "警告",
    fires: r#"{"report": {"as_of": "2017-08底"}, "targets": [{"name": "年度脱贫人口", "period": "今年",
        "target": "7.38万人", "done": "6.38万人", "status": "滞后"}]}"#,
    passes: r#"{"report": {"as_of": "2017-08底"}, "targets": [{"name": "年度脱贫人口", "period": "今年",
        "target": "7.38万人", "done": "4.38万人", "status": "滞后"}]}"#,
    silent: r#"{"report": {"as_of": "2017-08底"}, "targets": [{"name": "年度脱贫人口", "period": "今年",
        "target": "7.38万人", "done": "4.38万人"}]}"#,
    check,
};

fn check(context: &mut Context<'_>) {
    let progress = context.progress;
    for (i, target) in progress.targets.iter().enumerate() {
        let name = called(&target.name, "这项目标");
        if target.cmp == Comparison::AtMost {
            continue;
        }
        match target.status {
            Some(TaskStatus::Behind) => behind(context, name, i),
            Some(TaskStatus::Done) => done(context, name, i),
            _ => {}
        }
    }
}

fn figure(context: &Context<'_>, index: usize, field: &str) -> Option<Quantity> {
    match context.figures.figure(&format!("/targets/{index}/{field}")).ok()?.value {
        FigureValue::Quantity(quantity) => Some(quantity),
        _ => None,
    }
}

fn behind(context: &mut Context<'_>, name: &str, index: usize) {
    let Some(ahead) = figure(context, index, "ahead") else { return };
    context.examine();
    if ahead.number() > Decimal::ZERO {
        let print = |field: &str| figure(context, index, field).map(|q| q.to_string()).unwrap_or_default();
        let (rate, elapsed) = (print("rate"), print("elapsed_rate"));
        let by = FigureValue::Quantity(ahead).print(Form::Written);
        let message = format!("{name}的状态是滞后，而完成比例{rate}比序时进度{elapsed}快{by}");
        let finding = Finding::warning(RULE.code, format!("/targets/{index}/status"), message);
        context.tell(finding.hint("核对完成数、期间和状态"));
    }
}

fn done(context: &mut Context<'_>, name: &str, index: usize) {
    let rate = figure(context, index, "rate").filter(|rate| rate.is_exact() && rate.unit() == "%");
    let Some(rate) = rate else { return };
    context.examine();
    if rate.number() < Decimal::ONE_HUNDRED {
        let message = format!("{name}的状态是已完成，完成比例却是{rate}");
        let finding = Finding::warning(RULE.code, format!("/targets/{index}/status"), message);
        context.tell(finding.hint("核对完成数和状态；没有全部完成的，状态改成“进行中”"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::outcome;
    use super::*;
    use crate::Severity;

    const CODE: &str = RULE.code;

    fn target(fields: &str) -> String {
        format!(r#"{{"report": {{"as_of": "2017-08底"}}, "targets": [{{"name": "脱贫", {fields}}}]}}"#)
    }

    #[test]
    fn behind_and_done_are_held_to_the_figures() {
        let (found, examined) = outcome(RULE.fires, CODE);
        assert_eq!((found.len(), examined, found[0].severity), (1, 1, Severity::Warning));
        assert_eq!(found[0].path, "/targets/0/status");
        assert_eq!(found[0].message, "年度脱贫人口的状态是滞后，而完成比例86.4%比序时进度66.6%快19.8个百分点");
        let (found, _) = outcome(&target(r#""target": "15个", "done": "14个", "status": "已完成""#), CODE);
        assert_eq!(found[0].message, "脱贫的状态是已完成，完成比例却是93.3%");
    }

    #[test]
    fn states_that_fit_pass() {
        for fields in [
            r#""target": "15个", "done": "15个", "status": "已完成""#,
            r#""target": "15个", "done": "16个", "status": "已完成""#,
            r#""rate": "100%", "status": "已完成""#,
        ] {
            assert_eq!(outcome(&target(fields), CODE), (vec![], 1), "{fields}");
        }
    }

    #[test]
    fn other_states_limits_and_missing_figures_are_not_evaluated() {
        for fields in [
            r#""period": "今年", "target": "15个", "done": "2个", "status": "进行中""#,
            r#""period": "今年", "target": "15起", "done": "12起", "cmp": "<=", "status": "滞后""#,
            r#""period": "今年", "target": "15个", "status": "滞后""#,
            r#""target": "15个", "done": "近15个", "status": "已完成""#,
            r#""rate": "90%以上", "status": "已完成""#,
        ] {
            assert_eq!(outcome(&target(fields), CODE), (vec![], 0), "{fields}");
        }
    }
}
