//! What is done beyond the target: good news to be told, or a slip of the unit; a limit that is exceeded.
//!
//! At least (达到): more than the target is noted, more than twice is a warning. At most (控制在…以内): more is a warning.
//! Exactly: more is an error. Only exact figures of one unit are compared, beyond what their rounding explains. A quota
//! for each of several units (每村) is not compared with what all of them have done.

use rust_decimal::Decimal;

use super::compare::{called, exact, slack};
use super::{Context, Rule};
use crate::Finding;
use crate::data::{Comparison, Quantity};

pub(super) const RULE: Rule = Rule {
    code: "check.over_target",
    title: "完成数超过目标、控制数",
    levels: "错误、警告、提示",
    fires: r#"{"targets": [{"name": "改造危房", "target": "300户", "done": "3000户"}]}"#,
    passes: r#"{"targets": [{"name": "改造危房", "target": "300户", "done": "300户"}]}"#,
    silent: r#"{"targets": [{"name": "改造危房", "target": "300户", "done": "近300户"}]}"#,
    check,
};

fn check(context: &mut Context<'_>) {
    let progress = context.progress;
    for (i, target) in progress.targets.iter().enumerate() {
        let name = called(&target.name, "这项目标");
        if target.scope.is_empty() {
            hold(context, name, (target.target.as_ref(), target.done.as_ref()), target.cmp, || {
                format!("/targets/{i}/done")
            });
        }
        for (j, stage) in target.stages.iter().enumerate() {
            let at = || format!("/targets/{i}/stages/{j}/done");
            let name = if stage.name.is_empty() { name.to_owned() } else { format!("{name}的“{}”", stage.name) };
            hold(context, &name, (stage.target.as_ref(), stage.done.as_ref()), target.cmp, at);
        }
    }
}

fn hold(
    context: &mut Context<'_>,
    name: &str,
    (target, done): (Option<&Quantity>, Option<&Quantity>),
    cmp: Comparison,
    at: impl Fn() -> String,
) {
    let (Some(target), Some(done)) = (target, done) else { return };
    let (Some(goal), Some(reached)) = (exact(target, target.unit()), exact(done, target.unit())) else { return };
    let Some(over) = reached.checked_sub(goal) else { return };
    context.examine();
    // A target is set, a rate that is reached is rounded: 8% may be 7.6%.
    let rounded = if matches!(done.unit(), "%" | "‰") { done.tolerance() } else { slack(done) };
    if over <= slack(target) + rounded {
        return;
    }
    let finding = match cmp {
        Comparison::AtMost => Finding::warning(RULE.code, at(), format!("{name}已达{done}，超过控制数{target}"))
            .hint("核对完成数和控制数；确实超过的，写明原因"),
        Comparison::Exactly => Finding::error(RULE.code, at(), format!("{name}已达{done}，多于总数{target}"))
            .hint("核对完成数和目标；目标是下限的，比较方式改成“>=”"),
        Comparison::AtLeast => {
            // A target of less than zero (−5%) or of zero has no twofold.
            let twice = goal > Decimal::ZERO && goal.checked_add(goal).is_some_and(|twice| reached > twice);
            let twice = twice && !matches!(target.unit(), "%" | "‰");
            let at = at();
            if twice {
                Finding::warning(RULE.code, at, format!("{name}已完成{done}，是目标{target}的两倍以上"))
                    .hint("核对单位和万、亿；目标是控制数的，比较方式改成“<=”")
            } else {
                Finding::note(RULE.code, at, format!("{name}已完成{done}，超过目标{target}"))
                    .hint("超额完成的不用改；目标是控制数的，比较方式改成“<=”")
            }
        }
    };
    context.tell(finding);
}

#[cfg(test)]
mod tests {
    use super::super::outcome;
    use super::*;
    use crate::Severity;

    const CODE: &str = RULE.code;

    fn target(target: &str, done: &str, cmp: &str) -> String {
        format!(r#"{{"targets": [{{"name": "脱贫", "target": "{target}", "done": "{done}", "cmp": "{cmp}"}}]}}"#)
    }

    #[test]
    fn beyond_the_target_is_told_by_what_the_target_means() {
        for (goal, done, cmp, severity, message) in [
            ("7.38万人", "7.5万人", ">=", Severity::Note, "脱贫已完成7.5万人，超过目标7.38万人"),
            ("7.38万人", "73800万人", ">=", Severity::Warning, "脱贫已完成73800万人，是目标7.38万人的两倍以上"),
            ("8%", "8.6%", "<=", Severity::Warning, "脱贫已达8.6%，超过控制数8%"),
            ("0起", "1起", "<=", Severity::Warning, "脱贫已达1起，超过控制数0起"),
            ("15个", "16个", "=", Severity::Error, "脱贫已达16个，多于总数15个"),
            ("30%", "70%", ">=", Severity::Note, "脱贫已完成70%，超过目标30%"),
        ] {
            let (found, examined) = outcome(&target(goal, done, cmp), CODE);
            assert_eq!((found.len(), examined), (1, 1), "{message}");
            assert_eq!((found[0].severity, found[0].message.as_str()), (severity, message));
            assert_eq!(found[0].path, "/targets/0/done");
        }
    }

    #[test]
    fn within_the_target_and_its_rounding_passes() {
        for (goal, done, cmp) in
            [("7.38万人", "73820人", ">="), ("7.38万人", "4.98万人", ">="), ("7.8%", "8%", "<="), ("15个", "14个", "=")]
        {
            assert_eq!(outcome(&target(goal, done, cmp), CODE), (vec![], 1), "{goal} {done}");
        }
    }

    #[test]
    fn quotas_and_figures_that_are_not_exact_are_not_evaluated() {
        for (goal, done) in [("4000元以上", "5000元"), ("3户", "4人"), ("2—3个", "5个")] {
            assert_eq!(outcome(&target(goal, done, ">="), CODE), (vec![], 0), "{goal} {done}");
        }
        let quota = r#"{"targets": [{"scope": "每个贫困村", "target": "1个", "done": "191个"}]}"#;
        assert_eq!(outcome(quota, CODE), (vec![], 0));
        let huge = target("-79228162514264337593543950335户", "79228162514264337593543950335户", "=");
        assert_eq!(outcome(&huge, CODE), (vec![], 0));
    }

    #[test]
    fn stages_are_held_to_their_own_targets() {
        let json = r#"{"targets": [{"name": "脱贫", "stages": [{"name": "一期", "target": "45个", "done": "46个"}]}]}"#;
        let (found, _) = outcome(json, CODE);
        assert_eq!(found[0].path, "/targets/0/stages/0/done");
        assert_eq!(found[0].message, "脱贫的“一期”已完成46个，超过目标45个");
    }
}
