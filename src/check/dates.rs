//! Dates in an impossible order: an end before its beginning, a problem mended before it was found.
//!
//! Dates are as precise as they are known: an order is impossible where every day that the end can mean lies before every
//! day that the beginning can mean.

use super::compare::called;
use super::times::{Time, before, each_time};
use super::{Context, Rule};
use crate::Finding;
use crate::data::Date;

pub(super) const RULE: Rule = Rule {
    code: "check.dates",
    title: "起止、发现与整改等日期先后可能",
    levels: "错误",
    fires: r#"{"inspections": [{"name": "第二轮暗访", "start": "2019-07-10", "end": "2019-07-02"}]}"#,
    passes: r#"{"inspections": [{"name": "第二轮暗访", "start": "2019-07-10", "end": "2019-07"}]}"#,
    silent: r#"{"inspections": [{"name": "第二轮暗访", "start": "2019-07-10"}]}"#,
    check,
};

/// Two dates of a record that follow one another: what they are called, where the second one stands.
struct Pair<'a> {
    name: &'a str,
    first: (&'static str, Option<Date>),
    second: (&'static str, Option<Date>),
    at: (&'static str, usize, &'static str),
}

fn check(context: &mut Context<'_>) {
    let progress = context.progress;
    meeting(context);
    for (i, r) in progress.targets.iter().enumerate() {
        let at = ("targets", i, "deadline");
        let (first, second) = (("起始", r.start), ("期限", r.deadline));
        hold(context, &Pair { name: called(&r.name, "目标"), first, second, at });
    }
    for (i, r) in progress.projects.iter().enumerate() {
        let at = ("projects", i, "deadline");
        let (first, second) = (("开工日期", r.start), ("完工期限", r.deadline));
        hold(context, &Pair { name: called(&r.name, "项目"), first, second, at });
    }
    for (i, r) in progress.deployments.iter().enumerate() {
        let at = ("deployments", i, "deadline");
        let (first, second) = (("起始", r.start), ("期限", r.deadline));
        hold(context, &Pair { name: called(&r.task, "任务"), first, second, at });
    }
    for (i, r) in progress.inspections.iter().enumerate() {
        let at = ("inspections", i, "end");
        let (first, second) = (("开始日期", r.start), ("结束日期", r.end));
        hold(context, &Pair { name: called(&r.name, "督查"), first, second, at });
    }
    for (i, r) in progress.events.iter().enumerate() {
        let at = ("events", i, "end");
        let (first, second) = (("日期", r.date), ("结束日期", r.end));
        hold(context, &Pair { name: called(&r.what, "活动"), first, second, at });
    }
    for (i, r) in progress.problems.iter().enumerate() {
        let (name, found) = (called(&r.name, "问题"), ("发现日期", r.found));
        let at = ("problems", i, "done");
        hold(context, &Pair { name, first: found, second: ("完成日期", r.done), at });
        let at = ("problems", i, "deadline");
        hold(context, &Pair { name, first: found, second: ("整改期限", r.deadline), at });
        let (Some(done), Some(date)) = (r.done, progress.report.date) else { continue };
        context.examine();
        if before(&date, &done) {
            let message = format!("“{name}”的完成日期是{}，材料的日期却是{}", done.chinese(), date.chinese());
            let hint = "核对完成日期；还没有整改完的，删去完成日期";
            context.tell(Finding::error(RULE.code, format!("/problems/{i}/done"), message).hint(hint));
        }
    }
    periods(context);
}

fn meeting(context: &mut Context<'_>) {
    let report = &context.progress.report;
    let meeting = &report.meeting;
    let (Some(earlier), Some(day)) = (meeting.follows_date, meeting.date.or(report.date)) else { return };
    context.examine();
    if before(&day, &earlier) {
        let (name, day, earlier) = (called(&meeting.follows, "前次会议"), day.chinese(), earlier.chinese());
        let message = format!("前次会议“{name}”的日期是{earlier}，却在这次会议（{day}）之后");
        context.tell(Finding::error(RULE.code, "/report/meeting/follows_date", message).hint("核对两次会议的日期"));
    }
}

fn hold(context: &mut Context<'_>, pair: &Pair<'_>) {
    let (Some(first), Some(second)) = (pair.first.1, pair.second.1) else { return };
    context.examine();
    if before(&second, &first) {
        let (list, index, field) = pair.at;
        let (from, to) = (pair.first.0, pair.second.0);
        let (first, second) = (first.chinese(), second.chinese());
        let message = format!("“{}”的{to}是{second}，却在{from}{first}之前", pair.name);
        let hint = format!("核对{from}和{to}");
        context.tell(Finding::error(RULE.code, format!("/{list}/{index}/{field}"), message).hint(hint));
    }
}

/// Every period of the data, wherever it stands.
fn periods(context: &mut Context<'_>) {
    let (mut examined, mut findings) = (0, Vec::new());
    each_time(context, |at, time| {
        let Time::Period(period) = time else { return };
        let (Some(start), Some(end)) = (period.start, period.end) else { return };
        examined += 1;
        if before(&end, &start) {
            let (start, end) = (start.chinese(), end.chinese());
            let message = format!("统计期间“{}”的止期{end}在起期{start}之前", period.label);
            findings.push(Finding::error(RULE.code, at.pointer(), message).hint("核对统计期间的起止日期"));
        }
    });
    context.examined += examined;
    context.findings.append(&mut findings);
}

#[cfg(test)]
mod tests {
    use super::super::outcome;
    use super::*;
    use crate::Severity;

    const CODE: &str = RULE.code;

    #[test]
    fn every_impossible_order_is_found() {
        let (found, examined) = outcome(
            r#"{
                "report": {"date": "2019-08-01", "period": {"label": "上半年", "start": "2019-06", "end": "2019-01"},
                    "meeting": {"follows": "动员大会", "follows_date": "2019-08-02"}},
                "targets": [{"name": "甲", "start": "2019", "deadline": "2018底",
                    "stages": [{"period": {"label": "一期", "start": "2019", "end": "2018"}}]}],
                "projects": [{"name": "乙", "start": "2019-03", "deadline": "2019-02底"}],
                "deployments": [{"task": "丙", "start": "2019下半年", "deadline": "2019上半年"}],
                "events": [{"what": "丁", "date": "2019-08-02", "end": "2019-08-01"}],
                "problems": [{"name": "戊", "found": "2019-05", "done": "2019-04", "deadline": "2019-03"},
                    {"name": "己", "done": "2019-09"}]
            }"#,
            CODE,
        );
        assert_eq!(examined, 11);
        assert!(found.iter().all(|f| f.severity == Severity::Error && !f.hint.is_empty()));
        assert_eq!(
            found.iter().map(|f| (f.path.as_str(), f.message.as_str())).collect::<Vec<_>>(),
            [
                (
                    "/report/meeting/follows_date",
                    "前次会议“动员大会”的日期是2019年8月2日，却在这次会议（2019年8月1日）之后"
                ),
                ("/targets/0/deadline", "“甲”的期限是2018年底，却在起始2019年之前"),
                ("/projects/0/deadline", "“乙”的完工期限是2019年2月底，却在开工日期2019年3月之前"),
                ("/deployments/0/deadline", "“丙”的期限是2019年上半年，却在起始2019年下半年之前"),
                ("/events/0/end", "“丁”的结束日期是2019年8月1日，却在日期2019年8月2日之前"),
                ("/problems/0/done", "“戊”的完成日期是2019年4月，却在发现日期2019年5月之前"),
                ("/problems/0/deadline", "“戊”的整改期限是2019年3月，却在发现日期2019年5月之前"),
                ("/problems/1/done", "“己”的完成日期是2019年9月，材料的日期却是2019年8月1日"),
                ("/report/period", "统计期间“上半年”的止期2019年1月在起期2019年6月之前"),
                ("/targets/0/stages/0/period", "统计期间“一期”的止期2018年在起期2019年之前"),
            ]
        );
    }

    #[test]
    fn what_may_be_in_order_passes() {
        let json = r#"{"report": {"meeting": {"date": "2019-08", "follows_date": "2019-08-20"}},
            "problems": [{"found": "2019-05-03", "done": "2019-05", "deadline": "2019-05-03"}],
            "targets": [{"start": "2019", "deadline": "2019-03"}]}"#;
        assert_eq!(outcome(json, CODE), (vec![], 4));
    }

    #[test]
    fn one_date_alone_is_not_evaluated() {
        let json = r#"{"report": {"date": "2019-08"}, "targets": [{"start": "2019"}], "events": [{"end": "2019"}]}"#;
        assert_eq!(outcome(json, CODE), (vec![], 0));
    }
}
