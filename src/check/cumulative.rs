//! V12: a cumulative figure says from when it is counted.
//!
//! Cumulative is what is marked so (累计), what has a name that begins with 累计, and what covers a period like 累计 or
//! 近年来. A start is evident in 今年以来, 1—8月, “十三五”期间, and in every name that says since when (党的十八大以来, 两年来); only
//! a name that leaves it open, or no period at all, is told. A period that is not understood is taken to have one.

use super::compare::called;
use super::times::{Time, each_time, today};
use super::{Context, Rule};
use crate::Finding;
use crate::data::{Count, Part, Period, PeriodKind, Report};

pub(super) const RULE: Rule = Rule {
    code: "check.cumulative",
    title: "累计数据有起算时间",
    levels: "警告",
    fires: r#"{"funds": [{"name": "累计投入资金", "total": "4.43亿元"}]}"#,
    passes: r#"{"funds": [{"name": "累计投入资金", "total": "4.43亿元", "period": "今年以来"}]}"#,
    silent: r#"{"funds": [{"name": "投入资金", "total": "4.43亿元"}]}"#,
    check,
};

const HINT: &str = "补上统计期间，写明从什么时候起算，如“2016年以来”";

fn check(context: &mut Context<'_>) {
    periods(context);
    let progress = context.progress;
    for (i, r) in progress.indicators.iter().enumerate() {
        let at = Record { list: "indicators", index: i, period: r.period.is_some() };
        figure(context, &at, r.cumulative, called(&r.name, "这项指标"), "");
        for (list, parts) in [("facets", &r.facets), ("parts", &r.parts), ("of_which", &r.of_which)] {
            let named = |p: &Part| p.period.is_none() && p.value.is_some();
            let parts = parts.iter().enumerate().filter(|(_, p)| named(p));
            for (j, part) in parts.filter(|(_, p)| says_cumulative(&p.name)) {
                figure(context, &at, true, &part.name, &format!("/{list}/{j}"));
            }
        }
        counts(context, &at, &r.figures);
    }
    for (i, r) in progress.targets.iter().enumerate() {
        let at = Record { list: "targets", index: i, period: r.period.is_some() || r.start.is_some() };
        figure(context, &at, r.cumulative, called(&r.name, "这项目标"), "");
        counts(context, &at, &r.figures);
    }
    for (i, r) in progress.funds.iter().enumerate() {
        let at = Record { list: "funds", index: i, period: r.period.is_some() };
        figure(context, &at, r.cumulative, called(&r.name, "这项资金"), "");
        counts(context, &at, &r.figures);
    }
    for (i, r) in progress.projects.iter().enumerate() {
        let at = Record { list: "projects", index: i, period: r.period.is_some() || r.start.is_some() };
        figure(context, &at, r.cumulative, called(&r.name, "这个项目"), "");
        counts(context, &at, &r.figures);
    }
}

/// Periods that leave their start open.
fn periods(context: &mut Context<'_>) {
    let report = &context.progress.report;
    let (mut examined, mut findings) = (0, Vec::new());
    each_time(context, |at, time| {
        let Time::Period(period) = time else { return };
        if !may_be_cumulative(&period.label) || period.kind() != Some(PeriodKind::Cumulative) {
            return;
        }
        examined += 1;
        if !has_start(period, report) {
            let at = at.pointer();
            let name = context.figures.name(&at).map(|name| format!("{name}的")).unwrap_or_default();
            let message = format!("{name}统计期间是“{}”，没有说从什么时候起算", period.label);
            findings.push(Finding::warning(RULE.code, at, message).hint(HINT));
        }
    });
    context.examined += examined;
    context.findings.append(&mut findings);
}

/// A record with figures, and whether it has a period or a start of its own.
struct Record {
    list: &'static str,
    index: usize,
    period: bool,
}

fn counts(context: &mut Context<'_>, at: &Record, figures: &[Count]) {
    let named = |count: &Count| count.period.is_none() && count.value.is_some() && says_cumulative(&count.name);
    for (j, count) in figures.iter().enumerate().filter(|(_, count)| named(count)) {
        figure(context, at, true, &count.name, &format!("/figures/{j}"));
    }
}

/// A figure that is marked as cumulative or says so in its name: its period, the record's or the report's tells the
/// start. What that period itself lacks is told where it stands.
fn figure(context: &mut Context<'_>, at: &Record, marked: bool, name: &str, within: &str) {
    if !(marked || says_cumulative(name)) {
        return;
    }
    context.examine();
    if !at.period && context.progress.report.period.is_none() && !names_start(name) {
        let at = format!("/{}/{}{within}", at.list, at.index);
        let message = format!("{name}是累计数，没有统计期间，看不出从什么时候起算");
        context.tell(Finding::warning(RULE.code, at, message).hint(HINT));
    }
}

fn says_cumulative(name: &str) -> bool {
    name.starts_with("累计")
}

/// The words that [`Period::kind`] takes for a cumulative period.
fn may_be_cumulative(label: &str) -> bool {
    ["累计", "以来", "至今", "年来"].iter().any(|word| label.contains(word))
}

fn has_start(period: &Period, report: &Report) -> bool {
    let year = today(report).map_or(2000, |date| date.year());
    period.start.is_some() || period.span_in(year).is_some() || names_start(&period.label)
}

/// Whether a name says since when: 2016年以来, 党的十八大以来, 两年来, but not 近年来.
fn names_start(name: &str) -> bool {
    let since = |word: &str| name.split_once(word).map(|(head, _)| head.trim_start_matches("累计"));
    let open = |head: &str| ["", "近", "近些", "近几", "这些", "几", "多", "历"].contains(&head.trim_end_matches('年'));
    [since("以来"), since("至今"), since("年来"), since("起")].into_iter().flatten().any(|head| !open(head))
}

#[cfg(test)]
mod tests {
    use super::super::outcome;
    use super::*;
    use crate::Severity;

    const CODE: &str = RULE.code;

    fn indicator(period: &str, cumulative: bool) -> String {
        let period = if period.is_empty() { String::new() } else { format!(r#""period": "{period}","#) };
        format!(r#"{{"indicators": [{{"name": "投入", {period} "cumulative": {cumulative}, "value": "3万元"}}]}}"#)
    }

    #[test]
    fn a_period_that_leaves_its_start_open_is_found() {
        for period in ["累计", "近年来", "多年来", "近几年来"] {
            let (found, examined) = outcome(&indicator(period, false), CODE);
            assert_eq!((found.len(), examined), (1, 1), "{period}");
            assert_eq!((found[0].severity, found[0].path.as_str()), (Severity::Warning, "/indicators/0/period"));
            assert_eq!(found[0].message, format!("投入的统计期间是“{period}”，没有说从什么时候起算"));
        }
    }

    #[test]
    fn an_evident_start_passes() {
        for period in [
            "今年以来",
            "2016年以来",
            "党的十八大以来",
            "两年来",
            "2017年1—8月累计",
            "1—8月累计",
            "累计（2016-01起）",
            "自建档立卡以来",
            "3月以来",
        ] {
            assert_eq!(outcome(&indicator(period, false), CODE), (vec![], 1), "{period}");
        }
        for period in ["上半年", "“十三五”期间", "攻坚期"] {
            assert_eq!(outcome(&indicator(period, true), CODE), (vec![], 1), "{period}");
            assert_eq!(outcome(&indicator(period, false), CODE), (vec![], 0), "{period}");
        }
    }

    #[test]
    fn a_figure_that_is_marked_or_named_so_needs_a_period() {
        let (found, _) = outcome(&indicator("", true), CODE);
        assert_eq!((found.len(), found[0].path.as_str()), (1, "/indicators/0"));
        assert_eq!(found[0].message, "投入是累计数，没有统计期间，看不出从什么时候起算");
        let json = r#"{"projects": [{"name": "改造", "start": "2016", "cumulative": true},
                {"name": "累计改造", "figures": [{"name": "累计受益", "value": "3户"}, {"name": "受益", "value": "3户"}]}],
            "indicators": [{"name": "资金", "parts": [{"name": "累计拨付", "value": "3万元"}]},
                {"name": "累计拨付2016年以来的资金", "value": "3万元"}]}"#;
        let (found, examined) = outcome(json, CODE);
        assert_eq!(examined, 5);
        let places: Vec<_> = found.iter().map(|f| f.path.as_str()).collect();
        assert_eq!(places, ["/indicators/0/parts/0", "/projects/1", "/projects/1/figures/0"]);
        // The report's period is that of every figure without one.
        let json = json.replacen('{', r#"{"report": {"period": "今年1—8月"}, "#, 1);
        assert_eq!(outcome(&json, CODE), (vec![], 5));
    }
}
