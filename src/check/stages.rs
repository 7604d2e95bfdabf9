//! Stages add up to what they are stages of (genre study Q17, E12): a ladder of years that reaches less than the target,
//! or less than the number that it starts from, leaves something unsaid.

use super::compare::{called, like, sum};
use super::{Context, Rule};
use crate::Finding;
use crate::data::{Quantity, Stage, field_title};

pub(super) const RULE: Rule = Rule {
    code: "check.stages",
    title: "各阶段任务合计与总任务相符",
    levels: "警告",
    fires: r#"{"targets": [{"name": "减贫", "baseline": "40.12万人", "stages": [
        {"deadline": "2015", "persons": "8万人"}, {"deadline": "2016", "persons": "8.5万人"},
        {"deadline": "2017", "persons": "8万人"}]}]}"#,
    passes: r#"{"targets": [{"name": "整村脱贫", "target": "115个", "stages": [
        {"deadline": "2016", "villages": "45个"}, {"deadline": "2017", "villages": "40个"},
        {"deadline": "2018", "villages": "30个"}]}]}"#,
    silent: r#"{"targets": [{"name": "整村脱贫", "target": "115个"}]}"#,
    check,
};

type Measure = (&'static str, fn(&Stage) -> Option<&Quantity>);

const MEASURES: [Measure; 4] = [
    ("target", |s| s.target.as_ref()),
    ("villages", |s| s.villages.as_ref()),
    ("households", |s| s.households.as_ref()),
    ("persons", |s| s.persons.as_ref()),
];

fn check(context: &mut Context<'_>) {
    let progress = context.progress;
    for (i, target) in progress.targets.iter().enumerate() {
        // The target, or what there is at the start: all of it is to be done by the last stage.
        let (total, field) = match (&target.target, &target.baseline) {
            (Some(total), _) => (total, "target"),
            (None, Some(total)) => (total, "baseline"),
            (None, None) => continue,
        };
        // Percentages and thresholds are steps of a ladder, not parts.
        if !total.is_exact() || total.unit() == "%" || total.unit() == "元" || target.stages.len() < 2 {
            continue;
        }
        for (measure, get) in MEASURES {
            let Some((sum, value)) = sum(total, target.stages.iter().map(get)).zip(total.value()) else { continue };
            // Stages that end at the total are levels on the way to it (2026年4200，2027年5600), not parts of it.
            if target.stages.last().and_then(get).and_then(Quantity::value).is_some_and(|last| last >= value) {
                continue;
            }
            context.examine();
            if value - sum.added <= sum.slack {
                continue;
            }
            let what = field_title(&format!("/targets/{i}/{field}")).unwrap_or_default();
            let message = format!(
                "{}的{what}是{total}，各阶段合计{}，少{}",
                called(&target.name, "这项目标"),
                like(total, sum.added),
                like(total, value - sum.added)
            );
            context.tell(
                Finding::warning(RULE.code, format!("/targets/{i}/stages/0/{measure}"), message)
                    .hint("核对各阶段的数和总数；确有不列入阶段的部分，请在文中交代"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::outcome;
    use super::*;

    /// 8 + 8.5 + 8 of 40.12, yet every county has left the list (genre study E12).
    #[test]
    fn a_ladder_that_leaves_a_remainder_is_found() {
        let (found, examined) = outcome(RULE.fires, RULE.code);
        assert_eq!((found.len(), examined), (1, 1));
        assert_eq!(found[0].path, "/targets/0/stages/0/persons");
        assert_eq!(found[0].message, "减贫的基数是40.12万人，各阶段合计24.5万人，少15.62万人");
    }

    #[test]
    fn ladders_of_percentages_and_stages_without_numbers_are_not_examined() {
        for json in [
            r#"{"targets": [{"target": "80%以上", "stages": [{"target": "70%以上"}, {"target": "75%以上"}]}]}"#,
            r#"{"targets": [{"target": "80%", "stages": [{"target": "70%"}, {"target": "75%"}]}]}"#,
            r#"{"targets": [{"target": "5600户", "stages": [{"target": "4200户"}, {"target": "5600户"}]}]}"#,
            r#"{"targets": [{"target": "10个", "stages": [{"target": "3个"}, {"name": "巩固提升"}]}]}"#,
        ] {
            assert_eq!(outcome(json, RULE.code), (vec![], 0), "{json}");
        }
    }
}
