//! When and by when: periods, dates and deadlines as a sentence says them.

use crate::compose::node::{FigureNode, Node};
use crate::data::{FigureValue, Form};

/// The period of a record, where a sentence has to say it: not the report's own, not the whole year of a plan, and
/// not what its name says already.
pub(super) fn period(node: &Node) -> Option<FigureNode> {
    let period = node.stated("period")?;
    let label = period.text();
    let own = node.figures.stated("/report/period").map(|p| p.print(Form::Written));
    (own.as_deref() != Some(&label) && !label.ends_with("全年") && !node.text("name").starts_with(&label))
        .then_some(period)
}

/// A period before its clause: a short one needs no pause, 去年投入, a long one does.
pub(super) fn led(period: Option<FigureNode>) -> String {
    let led = period
        .map(|period| if period.text().chars().count() > 3 { format!("{}，", period.link()) } else { period.link() });
    led.unwrap_or_default()
}

/// The year in which the report speaks: that of its date, of the day of its figures, or of a period that it calls this
/// year's.
fn year_of_report(node: &Node) -> Option<i16> {
    let days = ["/report/date", "/report/as_of"].into_iter().filter_map(|at| node.figures.stated(at));
    let mut years = days.filter_map(|day| if let FigureValue::Date(day) = day { Some(day.year()) } else { None });
    years.next().or_else(|| match node.figures.stated("/report/period") {
        Some(FigureValue::Period(period)) if period.label.starts_with('今') => {
            period.span().map(|(_, end)| end.year())
        }
        _ => None,
    })
}

/// A date, without its year where that is the one in which the report speaks.
pub(super) fn date(node: &Node, date: &FigureNode) -> String {
    match &date.figure.value {
        FigureValue::Date(day) if Some(day.year()) == year_of_report(node) => date.with(Form::Bare).link(),
        _ => date.link(),
    }
}

/// A deadline before its verb: 6月底前, 8月31日前; a whole month (6月份) or half-year has no 前, which would exclude it.
pub(super) fn by(node: &Node, deadline: &FigureNode) -> String {
    let word = match deadline.text() {
        text if text.ends_with("半年") => "",
        text if text.ends_with('月') => "份",
        text if text.ends_with('年') || text.ends_with("季度") => "内",
        _ => "前",
    };
    format!("{}{word}", date(node, deadline))
}

/// The deadline of a record before its verb; empty where it has none.
pub(super) fn deadline(node: &Node) -> String {
    node.stated("deadline").map(|deadline| by(node, &deadline)).unwrap_or_default()
}

/// A day by which a level is reached: 到2017年底 stands for a whole year; a day or a month is said as by [`by`].
pub(super) fn until(node: &Node, deadline: &FigureNode) -> String {
    if deadline.text().contains('月') { by(node, deadline) } else { format!("到{}", date(node, deadline)) }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{nodes, plain};
    use super::*;

    /// The deadlines of some targets before a task and before a level, in the words of a report.
    fn said(report: &str) -> Vec<[String; 2]> {
        let json = format!(
            r#"{{"report": {report}, "targets": [{{"name": "甲", "deadline": "2017-06底"}}, {{"name": "乙", "deadline": "2017-06"}},
                {{"name": "丙", "deadline": "2018"}}]}}"#
        );
        let list = nodes(&json, "targets");
        let days = list.iter().map(|node| (node, node.stated("deadline").unwrap()));
        days.map(|(node, day)| [plain(&by(node, &day)), plain(&until(node, &day))]).collect()
    }

    #[test]
    fn a_year_is_left_out_where_the_report_speaks_in_it() {
        for report in [r#"{"date": "2017-03-01"}"#, r#"{"as_of": "2017-02"}"#] {
            let [day, month, year] = said(report).try_into().unwrap();
            assert_eq!((day, month), (["6月底前", "6月底前"].map(Into::into), ["6月份", "6月份"].map(Into::into)));
            assert_eq!(year, ["2018年内", "到2018年"]);
        }
        assert_eq!(said(r#"{"date": "2016-12-30"}"#)[0], ["2017年6月底前", "2017年6月底前"]);
    }
}
