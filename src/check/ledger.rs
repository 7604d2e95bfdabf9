//! A ledger agrees with what is said of it: rectification in numbers with the list of problems, the state of a problem
//! with its dates, the problems of an inspection with their number, the meetings of a mechanism with their plan.
//!
//! A list may show only some problems: more than is stated is impossible, fewer is an error only where the list has as
//! many rows as the stated total. 基本到位 may be counted as done or as under way, 逾期 as under way or as 限期整改 where no
//! number of them is stated.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use super::compare::{called, exact};
use super::times::{before, today};
use super::{Context, Rule};
use crate::Finding;
use crate::data::{Date, Problem, ProblemStatus, Quantity, RectificationSummary, field_title};

pub(super) const RULE: Rule = Rule {
    code: "check.ledger",
    title: "整改汇总、整改状态与问题清单一致",
    levels: "错误、警告、提示",
    fires: r#"{"rectification": [{"source": "审计", "total": "2条", "done": "2条"}],
        "problems": [{"name": "进度慢", "source": "审计", "status": "已整改"}, {"name": "台账乱", "source": "审计", "status": "整改中"}]}"#,
    passes: r#"{"rectification": [{"source": "审计", "total": "2条", "done": "1条"}],
        "problems": [{"name": "进度慢", "source": "审计", "status": "已整改"}, {"name": "台账乱", "source": "审计", "status": "整改中"}]}"#,
    silent: r#"{"rectification": [{"source": "审计", "total": "2条", "done": "2条"}]}"#,
    check,
};

fn check(context: &mut Context<'_>) {
    let progress = context.progress;
    let mut by_source: HashMap<&str, Vec<&Problem>> = HashMap::new();
    for problem in &progress.problems {
        by_source.entry(&problem.source).or_default().push(problem);
    }
    let of = |source: &str| by_source.get(source).map(Vec::as_slice).unwrap_or_default();
    for (i, summary) in progress.rectification.iter().enumerate() {
        of_summary(context, summary, of(&summary.source), &format!("/rectification/{i}"));
    }
    for (i, inspection) in progress.inspections.iter().enumerate() {
        let Some(found) = &inspection.problems_found else { continue };
        let named = [&inspection.id, &inspection.name].into_iter().filter(|name| !name.is_empty());
        // An inspection may have its name as its identifier.
        let named: HashSet<_> = named.map(String::as_str).collect();
        let listed = named.into_iter().map(|name| of(name).len()).sum();
        of_inspection(context, called(&inspection.name, "督查"), found, listed, i);
    }
    for (i, mechanism) in progress.mechanisms.iter().enumerate() {
        let (Some(planned), Some(held)) = (&mechanism.planned, &mechanism.held) else { continue };
        let (Some(plan), Some(done)) = (exact(planned, planned.unit()), exact(held, planned.unit())) else { continue };
        context.examine();
        if done > plan {
            let name = called(&mechanism.name, "这项机制");
            let message = format!("{name}已开展{held}，多于计划的{planned}");
            let at = format!("/mechanisms/{i}/held");
            context.tell(Finding::note(RULE.code, at, message).hint("核对次数；确实多开展的不用改"));
        }
    }
    let dated: HashSet<&str> =
        progress.problems.iter().filter(|p| p.done.is_some()).map(|p| p.source.as_str()).collect();
    for (i, problem) in progress.problems.iter().enumerate() {
        of_problem(context, problem, dated.contains(problem.source.as_str()), i);
    }
}

/// How many problems of each state a list has.
fn count(problems: &[&Problem], status: ProblemStatus) -> usize {
    problems.iter().filter(|problem| problem.status == Some(status)).count()
}

fn of_summary(context: &mut Context<'_>, summary: &RectificationSummary, problems: &[&Problem], at: &str) {
    use ProblemStatus::{Done, LongTerm, MostlyDone, Overdue, Timed, UnderWay};
    let belongs = |p: &&&Problem| {
        p.status.is_some()
            && (summary.scope.is_none() || p.scope == summary.scope)
            && (summary.topic.is_empty() || p.topic.is_empty() || p.topic == summary.topic)
    };
    let problems: Vec<_> = problems.iter().filter(belongs).copied().collect();
    if problems.is_empty() {
        return;
    }
    let number = |status| count(&problems, status);
    let states = [Done, MostlyDone, LongTerm, Timed, UnderWay, Overdue];
    let shown: Vec<_> = states.into_iter().map(|s| (s.word(), number(s))).filter(|(_, n)| *n > 0).collect();
    let shown: Vec<_> = shown.into_iter().map(|(word, n)| format!("{word}{n}条")).collect();
    let list = format!("问题清单里有{}条（{}）", problems.len(), shown.join("、"));
    let name = called(&summary.source, "整改");
    let tell = |context: &mut Context<'_>, field: &str, stated: &Quantity| {
        let at = format!("{at}/{field}");
        let title = field_title(&at).unwrap_or("总数");
        let message = format!("{name}的{title}填的是{stated}，{list}");
        context.tell(Finding::error(RULE.code, at, message).hint("核对汇总数和问题清单；由系统清点的话，汇总数不填"));
    };
    let value = |stated: &Quantity| stated.value().filter(|_| stated.is_exact());
    let total = summary.total.as_ref().and_then(|total| Some((total, value(total)?)));
    if let Some((stated, total)) = total {
        context.examine();
        if Decimal::from(problems.len()) > total {
            return tell(context, "total", stated);
        }
    }
    let complete = total.is_some_and(|(_, total)| total == Decimal::from(problems.len()));
    // Where the summary is of another day than the list, states may have changed.
    if let (Some(as_of), Some(today)) = (&summary.as_of, today(&context.progress.report))
        && !as_of.same_time(&today)
    {
        return;
    }
    let unless = |stated: &Option<Quantity>, status| if stated.is_none() { number(status) } else { 0 };
    let (mostly, overdue) = (number(MostlyDone), unless(&summary.overdue, Overdue));
    let fields = [
        ("done", &summary.done, number(Done), mostly),
        ("long_term", &summary.long_term, number(LongTerm), 0),
        ("timed", &summary.timed, number(Timed), overdue),
        ("under_way", &summary.under_way, number(UnderWay), mostly + overdue + unless(&summary.timed, Timed)),
        ("overdue", &summary.overdue, number(Overdue), 0),
    ];
    for (field, stated, least, open) in fields {
        let Some((stated, said)) = stated.as_ref().and_then(|q| Some((q, value(q)?))) else { continue };
        context.examine();
        let most = Decimal::from(least + open);
        if Decimal::from(least) > said || (complete && said > most) {
            tell(context, field, stated);
        }
    }
}

fn of_inspection(context: &mut Context<'_>, name: &str, found: &Quantity, listed: usize, index: usize) {
    let Some(number) = exact(found, found.unit()).filter(|_| listed > 0) else { return };
    context.examine();
    let at = format!("/inspections/{index}/problems_found");
    let message = format!("{name}发现问题{found}，问题清单里列了{listed}条");
    if Decimal::from(listed) > number {
        context.tell(Finding::error(RULE.code, at, message).hint("核对发现问题数；清单里不属于这次的，改正问题来源"));
    } else if Decimal::from(listed) < number {
        context.tell(Finding::note(RULE.code, at, message).hint("只列举部分问题的不用改"));
    }
}

/// The state of a problem against its dates.
fn of_problem(context: &mut Context<'_>, problem: &Problem, others_dated: bool, index: usize) {
    use ProblemStatus::{Done, LongTerm, MostlyDone, Overdue, Timed, UnderWay};
    let (name, status) = (called(&problem.name, "问题"), problem.status);
    let word = status.map_or("", ProblemStatus::word);
    let at = |field: &str| format!("/problems/{index}/{field}");
    if let Some(done) = problem.done {
        context.examine();
        if matches!(status, Some(Timed | UnderWay)) {
            let message = format!("“{name}”的整改状态是{word}，却有完成日期{}", done.chinese());
            let hint = "已经整改完的，状态改成“已整改”；还没有的，删去完成日期";
            context.tell(Finding::warning(RULE.code, at("status"), message).hint(hint));
        }
        return;
    }
    if status == Some(Done) && others_dated {
        context.examine();
        let message = format!("“{name}”已整改，没有完成日期，同一来源的其他问题有");
        context.tell(Finding::note(RULE.code, at("status"), message).hint("补上完成日期"));
    }
    let report = &context.progress.report;
    let (Some(deadline), Some(today)) = (problem.deadline, report.as_of.or(report.date)) else { return };
    let is = |day: &Date| format!("整改期限是{}，材料截止{}", deadline.chinese(), day.chinese());
    if status == Some(Overdue) {
        context.examine();
        if before(&today, &deadline) {
            let message = format!("“{name}”的整改状态是逾期，{}，期限还没有到", is(&today));
            context.tell(Finding::error(RULE.code, at("status"), message).hint("核对整改期限和整改状态"));
        }
    } else if !matches!(status, Some(Done | MostlyDone | LongTerm)) {
        context.examine();
        if before(&deadline, &today) {
            let state = if word.is_empty() { "没有填写".into() } else { format!("还是{word}") };
            let message = format!("“{name}”的{}，期限已过，状态{state}", is(&today));
            let hint = "已经整改的，状态改成“已整改”；没有整改完的，改成“逾期”";
            context.tell(Finding::warning(RULE.code, at("deadline"), message).hint(hint));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::outcome;
    use super::*;
    use crate::Severity;

    const CODE: &str = RULE.code;

    fn ledger(summary: &str, problems: &[&str]) -> String {
        let problems: Vec<_> =
            problems.iter().map(|status| format!(r#"{{"source": "考核", "status": "{status}"}}"#)).collect();
        format!(r#"{{"rectification": [{{"source": "考核", {summary}}}], "problems": [{}]}}"#, problems.join(","))
    }

    fn told(json: &str) -> Vec<(Severity, String, String)> {
        outcome(json, CODE).0.into_iter().map(|f| (f.severity, f.path, f.message)).collect()
    }

    fn one(severity: Severity, path: &str, message: &str) -> Vec<(Severity, String, String)> {
        vec![(severity, path.into(), message.into())]
    }

    #[test]
    fn a_summary_that_is_not_its_list_is_found() {
        assert_eq!(
            told(RULE.fires),
            one(
                Severity::Error,
                "/rectification/0/done",
                "审计的已整改填的是2条，问题清单里有2条（已整改1条、整改中1条）"
            )
        );
        assert_eq!(
            told(&ledger(r#""total": "1条""#, &["已整改", "逾期"])),
            one(
                Severity::Error,
                "/rectification/0/total",
                "考核的总数填的是1条，问题清单里有2条（已整改1条、逾期1条）"
            )
        );
        // Only some are listed, but more than stated.
        assert_eq!(
            told(&ledger(r#""total": "76条", "done": "1条""#, &["已整改", "已整改"])),
            one(Severity::Error, "/rectification/0/done", "考核的已整改填的是1条，问题清单里有2条（已整改2条）")
        );
    }

    #[test]
    fn a_list_of_some_problems_and_states_that_are_counted_otherwise_pass() {
        for (summary, problems) in [
            (r#""total": "76条", "done": "51条", "long_term": "17条""#, vec!["已整改", "长期坚持"]),
            (r#""total": "2条", "done": "2条""#, vec!["已整改", "基本到位"]),
            (r#""total": "2条", "done": "1条", "under_way": "1条""#, vec!["已整改", "基本到位"]),
            (r#""total": "2条", "timed": "2条""#, vec!["限期整改", "逾期"]),
            (r#""total": "2条", "done": "近2条""#, vec!["限期整改", "整改中"]),
        ] {
            let (found, examined) = outcome(&ledger(summary, &problems), CODE);
            assert!(found.is_empty() && examined > 0, "{summary}: {found:?}");
        }
        let other_day = r#"{"report": {"as_of": "2019-07"}, "problems": [{"source": "考核", "status": "已整改"}],
            "rectification": [{"source": "考核", "as_of": "2019-06", "total": "1条", "done": "0条"}]}"#;
        assert_eq!(outcome(other_day, CODE), (vec![], 1));
    }

    #[test]
    fn the_state_of_a_problem_agrees_with_its_dates() {
        let json = r#"{"report": {"as_of": "2019-06底"}, "problems": [
            {"name": "甲", "status": "逾期", "deadline": "2019-09"}, {"name": "乙", "status": "整改中", "deadline": "2019-05"},
            {"name": "丙", "status": "限期整改", "done": "2019-05"}, {"name": "丁", "status": "已整改"},
            {"name": "戊", "deadline": "2019-05"}, {"name": "己", "status": "长期坚持", "deadline": "2019-05"},
            {"name": "庚", "status": "逾期", "deadline": "2019-05"}, {"name": "辛", "status": "整改中", "deadline": "2019-06"}]}"#;
        let (found, examined) = outcome(json, CODE);
        assert_eq!(examined, 7);
        assert_eq!(
            found.iter().map(|f| (f.severity, f.path.as_str(), f.message.as_str())).collect::<Vec<_>>(),
            [
                (
                    Severity::Error,
                    "/problems/0/status",
                    "“甲”的整改状态是逾期，整改期限是2019年9月，材料截止2019年6月底，期限还没有到"
                ),
                (
                    Severity::Warning,
                    "/problems/1/deadline",
                    "“乙”的整改期限是2019年5月，材料截止2019年6月底，期限已过，状态还是整改中"
                ),
                (Severity::Warning, "/problems/2/status", "“丙”的整改状态是限期整改，却有完成日期2019年5月"),
                (Severity::Note, "/problems/3/status", "“丁”已整改，没有完成日期，同一来源的其他问题有"),
                (
                    Severity::Warning,
                    "/problems/4/deadline",
                    "“戊”的整改期限是2019年5月，材料截止2019年6月底，期限已过，状态没有填写"
                ),
            ]
        );
    }

    #[test]
    fn inspections_and_mechanisms_are_counted() {
        let json = r#"{"inspections": [{"id": "a", "name": "暗访", "problems_found": "1条"},
                {"id": "b", "name": "督查", "problems_found": "9条"}, {"id": "c", "problems_found": "9条"}],
            "problems": [{"source": "a"}, {"source": "暗访"}, {"source": "督查"}],
            "mechanisms": [{"name": "周调度", "planned": "12次", "held": "13次"}, {"planned": "12次", "held": "8次"}]}"#;
        let expected = [
            (Severity::Error, "/inspections/0/problems_found", "暗访发现问题1条，问题清单里列了2条"),
            (Severity::Note, "/inspections/1/problems_found", "督查发现问题9条，问题清单里列了1条"),
            (Severity::Note, "/mechanisms/0/held", "周调度已开展13次，多于计划的12次"),
        ];
        assert_eq!(told(json), expected.map(|(severity, path, message)| (severity, path.into(), message.into())));
        assert_eq!(outcome(json, CODE).1, 4);
    }
}
