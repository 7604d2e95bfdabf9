//! V6: milestones go forward in time, and none lies behind the report that announces it.
//!
//! The stages of a target, the timeline of an assessment, the points of a series, a document of policy and its coming
//! into force, the targets of one topic that are a ladder (genre study E2: 2025年底 stood before 2025年上半年). Dates are as
//! precise as they are known; a step back is told only where every day of the one lies before every day of the other.
//! Targets of one topic may stand in any order; a ladder are at least four neighbours with a deadline each, of one
//! region and owner, that go forward but for one step.

use super::compare::called;
use super::times::{Days, Step, before, days, days_of, stumbles, today};
use super::{Context, Rule};
use crate::Finding;
use crate::data::{Date, Report, Stage, Target, TaskStatus};

pub(super) const RULE: Rule = Rule {
    code: "check.milestones",
    title: "时间节点先后有序，期限不在成文日期之前",
    levels: "警告",
    fires: r#"{"targets": [{"name": "三年行动", "stages": [{"name": "集中攻坚", "deadline": "2025底"},
        {"name": "巩固提升", "deadline": "2025上半年"}]}]}"#,
    passes: r#"{"targets": [{"name": "三年行动", "stages": [{"name": "集中攻坚", "deadline": "2025上半年"},
        {"name": "巩固提升", "deadline": "2025底"}]}]}"#,
    silent: r#"{"targets": [{"name": "三年行动", "stages": [{"name": "集中攻坚", "deadline": "2025底"}]}]}"#,
    check,
};

const ORDER: &str = "核对这两处的时间，或调整先后次序";

fn check(context: &mut Context<'_>) {
    let progress = context.progress;
    for (i, target) in progress.targets.iter().enumerate() {
        if target.stages.len() > 1 {
            of_stages(context, target, &format!("/targets/{i}/stages"));
        }
    }
    ladders(context);
    for (i, assessment) in progress.assessments.iter().enumerate() {
        let timeline = &assessment.timeline;
        let (found, steps) = stumbles(timeline.iter().map(|m| m.date.as_ref().map(days)));
        context.examined += steps;
        let said = |j: usize| (called(&timeline[j].name, "进程").to_owned(), timeline[j].date.map(|d| d.chinese()));
        // Two things may happen on one day.
        let back: Vec<_> = found.into_iter().filter(|(.., step)| *step == Step::Back).collect();
        goes_back(context, called(&assessment.name, "考核"), &back, steps, said, |j| {
            format!("/assessments/{i}/timeline/{j}/date")
        });
    }
    for (i, indicator) in progress.indicators.iter().enumerate() {
        let series = &indicator.series;
        let (found, steps) = stumbles(series.iter().map(|p| p.date.as_ref().map(days)));
        context.examined += steps;
        let name = called(&indicator.name, "这项指标");
        let (same, back): (Vec<_>, Vec<_>) = found.into_iter().partition(|(.., step)| *step == Step::Same);
        for (j, ..) in same {
            let date = series[j].date.map(|d| d.chinese()).unwrap_or_default();
            let at = format!("/indicators/{i}/series/{j}/date");
            context.tell(
                Finding::warning(RULE.code, at, format!("{name}的历次数据里，{date}有两个数"))
                    .hint("核对时间；重复的删去一个"),
            );
        }
        let said = |j: usize| ("历次数据".to_owned(), series[j].date.map(|d| d.chinese()));
        goes_back(context, name, &back, steps, said, |j| format!("/indicators/{i}/series/{j}/date"));
    }
    for (i, policy) in progress.policies.iter().enumerate() {
        let (Some(date), Some(effective)) = (policy.date, policy.effective) else { continue };
        context.examine();
        if before(&effective, &date) {
            let (title, from, issued) = (called(&policy.title, "这份文件"), effective.chinese(), date.chinese());
            let at = format!("/policies/{i}/effective");
            context.tell(
                Finding::warning(RULE.code, at, format!("“{title}”{from}起施行，却在{issued}才发文"))
                    .hint("核对发文日期和施行日期；确实追溯施行的不用改"),
            );
        }
    }
    if let Some(date) = today(&progress.report) {
        deadlines(context, &date);
    }
}

/// Steps back in a list, one by one; a list that runs backwards as a whole is told once.
fn goes_back(
    context: &mut Context<'_>,
    name: &str,
    back: &[(usize, usize, Step)],
    steps: usize,
    said: impl Fn(usize) -> (String, Option<String>),
    at: impl Fn(usize) -> String,
) {
    let all = back.len() == steps && steps > 1;
    for &(j, before, _) in back.iter().take(if all { 1 } else { back.len() }) {
        let ((what, date), (what_before, date_before)) = (said(j), said(before));
        let (date, date_before) = (date.unwrap_or_default(), date_before.unwrap_or_default());
        let message = if all {
            format!("{name}的{what}是从后往前排的：{date_before}在前，{date}在后")
        } else if what == what_before {
            format!("{name}的{what}里，{date_before}排在{date}之前")
        } else {
            format!("{name}里，“{what_before}”（{date_before}）排在“{what}”（{date}）之前，时间却在它之后")
        };
        context.tell(Finding::warning(RULE.code, at(j), message).hint(ORDER));
    }
}

fn of_stage(stage: &Stage, report: &Report) -> Option<Days> {
    let period = || stage.period.as_ref().and_then(|period| days_of(period, report));
    stage.deadline.as_ref().map(days).or_else(period)
}

fn of_stages(context: &mut Context<'_>, target: &Target, at: &str) {
    let (report, stages) = (&context.progress.report, &target.stages);
    let (found, steps) = stumbles(stages.iter().map(|stage| of_stage(stage, report)));
    context.examined += steps;
    let name = called(&target.name, "这项目标");
    let field = |j: usize| if stages[j].deadline.is_some() { "deadline" } else { "period" };
    let time = |j: usize| {
        let period = || stages[j].period.as_ref().map(|p| p.label.clone());
        stages[j].deadline.map(|d| d.chinese()).or_else(period)
    };
    // Places that are done in the same time (甲县、乙县) are no steps.
    let places = |j: usize| !(stages[j].counties.is_empty() && stages[j].townships.is_empty());
    let same = found.iter().filter(|(j, b, step)| *step == Step::Same && !(places(*j) && places(*b)));
    let mut told: Option<usize> = None;
    for &(j, b, _) in same {
        // The third stage of the same time is told with the second.
        if told.replace(j) != Some(b) {
            let (first, second) = (called(&stages[b].name, "前一阶段"), called(&stages[j].name, "后一阶段"));
            let message = format!("{name}的“{first}”和“{second}”时间相同，都是{}", time(j).unwrap_or_default());
            let at = format!("{at}/{j}/{}", field(j));
            context.tell(Finding::warning(RULE.code, at, message).hint("核对各阶段的期限；同时进行的不分阶段写"));
        }
    }
    let back: Vec<_> = found.into_iter().filter(|(.., step)| *step == Step::Back).collect();
    let said = |j: usize| (called(&stages[j].name, "阶段").to_owned(), time(j));
    goes_back(context, name, &back, steps, said, |j| format!("{at}/{j}/{}", field(j)));
}

/// Neighbours among the targets that are steps of one ladder.
fn ladders(context: &mut Context<'_>) {
    let targets = &context.progress.targets;
    let ladder = |a: &Target, b: &Target| {
        let same = (&a.topic, &a.region, &a.owner, &a.parent) == (&b.topic, &b.region, &b.owner, &b.parent);
        same && !a.topic.is_empty() && a.deadline.is_some() && b.deadline.is_some()
    };
    let mut first = 0;
    for run in targets.chunk_by(ladder) {
        let from = first;
        first += run.len();
        if run.len() < 4 {
            continue;
        }
        let (found, steps) = stumbles(run.iter().map(|target| target.deadline.as_ref().map(days)));
        context.examined += steps;
        let mut back = found.iter().filter(|(.., step)| *step == Step::Back);
        let (Some(&(j, b, _)), None) = (back.next(), back.next()) else { continue };
        let said = |j: usize| {
            let date = run[j].deadline.map(|d| d.chinese()).unwrap_or_default();
            format!("“{}”（{date}）", called(&run[j].name, "目标"))
        };
        let message = format!("{}的目标里，{}排在{}之前，时间却在它之后", run[j].topic, said(b), said(j));
        let at = format!("/targets/{}/deadline", from + j);
        context.tell(Finding::warning(RULE.code, at, message).hint(ORDER));
    }
}

/// Deadlines before the day of the document, of what is not said to be done.
fn deadlines(context: &mut Context<'_>, today: &Date) {
    let progress = context.progress;
    let done = Some(TaskStatus::Done);
    let targets = progress.targets.iter().enumerate().map(|(i, t)| {
        let open = t.status != done && t.done.is_none() && t.rate.is_none() && t.remaining.is_none();
        ("targets", i, called(&t.name, "目标"), t.deadline, open)
    });
    let deployments = progress.deployments.iter().enumerate();
    let deployments =
        deployments.map(|(i, d)| ("deployments", i, called(&d.task, "任务"), d.deadline, d.status != done));
    let pledges = progress.pledges.iter().enumerate();
    let pledges = pledges.map(|(i, p)| ("pledges", i, called(&p.item, "承诺"), p.deadline, true));
    for (list, i, name, deadline, open) in targets.chain(deployments).chain(pledges) {
        let Some(deadline) = deadline else { continue };
        context.examine();
        if open && before(&deadline, today) {
            let (deadline, today) = (deadline.chinese(), today.chinese());
            let message = format!("“{name}”的期限{deadline}已过（材料的日期是{today}），却没有完成情况");
            let hint = "核对期限；已经完成的，补上完成情况或把状态写成“已完成”";
            context.tell(Finding::warning(RULE.code, format!("/{list}/{i}/deadline"), message).hint(hint));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::outcome;
    use super::*;
    use crate::Severity;

    const CODE: &str = RULE.code;

    fn messages(json: &str) -> Vec<(String, String)> {
        outcome(json, CODE).0.into_iter().map(|f| (f.path, f.message)).collect()
    }

    fn told(path: &str, message: &str) -> Vec<(String, String)> {
        vec![(path.into(), message.into())]
    }

    #[test]
    fn stages_that_go_back_or_stand_still_are_found() {
        assert_eq!(outcome(RULE.fires, CODE).0[0].severity, Severity::Warning);
        assert_eq!(
            messages(RULE.fires),
            told(
                "/targets/0/stages/1/deadline",
                "三年行动里，“集中攻坚”（2025年底）排在“巩固提升”（2025年上半年）之前，时间却在它之后"
            )
        );
        let json = r#"{"targets": [{"name": "脱贫", "stages": [{"name": "甲", "deadline": "2025"},
            {"name": "乙", "deadline": "2025"}, {"name": "丙", "deadline": "2025年"}, {"name": "丁", "period": "2026年"}]}]}"#;
        assert_eq!(messages(json), told("/targets/0/stages/1/deadline", "脱贫的“甲”和“乙”时间相同，都是2025年"));
        let json = r#"{"report": {"date": "2017-03"}, "targets": [{"stages": [{"period": "今年", "counties": ["甲县"]},
            {"period": "今年", "counties": ["乙县"]}, {"period": "明年"}, {"period": "以后"}]}]}"#;
        assert_eq!(outcome(json, CODE), (vec![], 2));
    }

    /// Genre study E2, as the website has it.
    #[test]
    fn a_ladder_of_targets_with_one_step_back_is_found() {
        let json = |deadlines: &[&str], more: &str| {
            let targets: Vec<_> = deadlines
                .iter()
                .map(|d| format!(r#"{{"name": "{d}的", "topic": "脱贫攻坚", "deadline": "{d}"{more}}}"#))
                .collect();
            format!(r#"{{"targets": [{}]}}"#, targets.join(","))
        };
        let rewritten = ["2025底", "2025上半年", "2025下半年", "2025", "2025"];
        assert_eq!(
            messages(&json(&rewritten, "")),
            told(
                "/targets/1/deadline",
                "脱贫攻坚的目标里，“2025底的”（2025年底）排在“2025上半年的”（2025年上半年）之前，时间却在它之后"
            )
        );
        assert_eq!(outcome(&json(&["2017底", "2018上半年", "2018下半年", "2019", "2020"], ""), CODE), (vec![], 4));
        // No ladder: too few, in no order at all, or of several owners.
        assert_eq!(outcome(&json(&rewritten[..3], ""), CODE), (vec![], 0));
        assert_eq!(outcome(&json(&["2019", "2018", "2017", "2020"], ""), CODE), (vec![], 3));
    }

    #[test]
    fn timelines_series_and_policies_go_forward() {
        let json = r#"{
            "assessments": [{"name": "考核", "timeline": [{"name": "动员", "date": "2017-05-03"},
                {"name": "抽查", "date": "2017-05-03"}, {"name": "反馈", "date": "2017-04"}]}],
            "indicators": [{"name": "贫困人口", "series": [{"date": "2016", "value": "3人"}, {"date": "2015", "value": "4人"},
                {"date": "2014", "value": "5人"}]}, {"name": "事故", "series": [{"date": "2016"}, {"date": "2016"}]}],
            "policies": [{"title": "办法", "date": "2017-05", "effective": "2017-04-30"},
                {"title": "意见", "date": "2017-05", "effective": "2017-05-01"}]
        }"#;
        let (found, examined) = outcome(json, CODE);
        assert_eq!(examined, 7);
        assert_eq!(
            found.iter().map(|f| (f.path.as_str(), f.message.as_str())).collect::<Vec<_>>(),
            [
                (
                    "/assessments/0/timeline/2/date",
                    "考核里，“抽查”（2017年5月3日）排在“反馈”（2017年4月）之前，时间却在它之后"
                ),
                ("/indicators/0/series/1/date", "贫困人口的历次数据是从后往前排的：2016年在前，2015年在后"),
                ("/indicators/1/series/1/date", "事故的历次数据里，2016年有两个数"),
                ("/policies/0/effective", "“办法”2017年4月30日起施行，却在2017年5月才发文"),
            ]
        );
    }

    #[test]
    fn a_deadline_that_has_passed_is_found() {
        let json = r#"{"report": {"date": "2017-08-30"}, "targets": [
            {"name": "甲", "deadline": "2017-07"}, {"name": "乙", "deadline": "2017-07", "done": "3个"},
            {"name": "丙", "deadline": "2017-07", "status": "已完成"}, {"name": "丁", "deadline": "2017"}],
            "deployments": [{"task": "压实责任", "deadline": "2016底"}]}"#;
        let (found, examined) = outcome(json, CODE);
        assert_eq!((found.len(), examined), (2, 5));
        assert_eq!(found[0].message, "“甲”的期限2017年7月已过（材料的日期是2017年8月30日），却没有完成情况");
        assert_eq!(found[1].path, "/deployments/0/deadline");
        assert_eq!(outcome(r#"{"targets": [{"name": "甲", "deadline": "2017-07"}]}"#, CODE), (vec![], 0));
    }
}
