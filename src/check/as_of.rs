//! 数据截止日期 does not lie after the day of the document, nor does a whole 统计期间.
//!
//! A period that ends after the 截止日期 is usual (今年, with figures as of August) and is not told; nor is a record's own
//! period in the future, which may be a plan's.

use super::times::{Time, before, each_time};
use super::{Context, Rule};
use crate::Finding;
use crate::data::Date;

pub(super) const RULE: Rule = Rule {
    code: "check.as_of",
    title: "数据截止日期和统计期间不在成文日期之后",
    levels: "错误",
    fires: r#"{"report": {"date": "2017-08-30", "as_of": "2017-09底"}}"#,
    passes: r#"{"report": {"date": "2017-08-30", "as_of": "2017-08底"}}"#,
    silent: r#"{"report": {"date": "2017-08-30"}}"#,
    check,
};

fn check(context: &mut Context<'_>) {
    let report = &context.progress.report;
    if let Some(date) = report.date {
        of_figures(context, &date);
    }
    let days = [("成文日期", report.date), ("截止日期", report.as_of)];
    let Some(period) = &report.period else { return };
    let given = period.start.map(|start| start.first_day());
    let Some(start) = given.or_else(|| period.span().map(|(first, _)| first)) else { return };
    for (what, day) in days {
        let Some(day) = day else { continue };
        context.examine();
        if day.last_day() < start {
            let message = format!("统计期间“{}”整个在{what}{}之后", period.label, day.chinese());
            let finding = Finding::error(RULE.code, "/report/period", message);
            context.tell(finding.hint(format!("核对统计期间的年份和{what}")));
            return;
        }
    }
}

fn of_figures(context: &mut Context<'_>, date: &Date) {
    let (mut examined, mut findings) = (0, Vec::new());
    each_time(context, |at, time| {
        let Time::AsOf(as_of) = time else { return };
        examined += 1;
        if before(date, as_of) {
            let at = at.pointer();
            let name = context.figures.name(&at).map(|name| format!("{name}的")).unwrap_or_default();
            let message = format!("{name}数据截止日期是{}，却在成文日期{}之后", as_of.chinese(), date.chinese());
            findings.push(Finding::error(RULE.code, at, message).hint("核对截止日期和成文日期"));
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
    fn figures_from_the_future_are_found_wherever_they_stand() {
        let (found, examined) = outcome(
            r#"{"report": {"date": "2017-08-30", "period": "2018年上半年"},
                "indicators": [{"name": "生产总值", "as_of": "2017-08底", "figures": [{"name": "税收", "as_of": "2017-09"}]}],
                "populations": [{"name": "贫困人口", "as_of": "2018"}]}"#,
            CODE,
        );
        assert_eq!(examined, 4);
        assert!(found.iter().all(|f| f.severity == Severity::Error));
        assert_eq!(
            found.iter().map(|f| (f.path.as_str(), f.message.as_str())).collect::<Vec<_>>(),
            [
                ("/populations/0/as_of", "贫困人口的数据截止日期是2018年，却在成文日期2017年8月30日之后"),
                (
                    "/indicators/0/figures/0/as_of",
                    "生产总值·税收的数据截止日期是2017年9月，却在成文日期2017年8月30日之后"
                ),
                ("/report/period", "统计期间“2018年上半年”整个在成文日期2017年8月30日之后"),
            ]
        );
        assert_eq!(outcome(RULE.fires, CODE).0[0].message, "数据截止日期是2017年9月底，却在成文日期2017年8月30日之后");
    }

    #[test]
    fn a_period_that_is_still_running_passes() {
        for period in ["2017年", "2017年1—12月", "今年以来（2017-01起）", "上半年（2017-08-30至2018-06）"]
        {
            let json = format!(r#"{{"report": {{"date": "2017-08-30", "as_of": "2017-08", "period": "{period}"}}}}"#);
            assert_eq!(outcome(&json, CODE), (vec![], 3), "{period}");
        }
    }

    #[test]
    fn without_days_it_is_not_evaluated() {
        for json in [
            r#"{"report": {"date": "2017-08", "period": "上半年"}}"#,
            r#"{"report": {"period": "2018年"}}"#,
            r#"{"report": {"as_of": "2018-01"}, "indicators": [{"name": "生产总值", "as_of": "2019-01"}]}"#,
        ] {
            assert_eq!(outcome(json, CODE), (vec![], 0), "{json}");
        }
    }
}
