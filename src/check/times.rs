//! How the rules compare dates, which are only as precise as they are known: an order is wrong where it is wrong on
//! every day that the dates can mean.

use jiff_core::civil;

use super::Context;
use crate::data::{Count, Date, FigureValue, Part, Period, Report};

/// When a figure is from.
#[derive(Clone, Copy)]
pub(super) enum Time<'a> {
    /// Its 统计期间.
    Period(&'a Period),
    /// Its 数据截止日期.
    AsOf(&'a Date),
}

/// Where a time stands, as a pointer when it is asked for.
pub(super) enum Place<'p> {
    Pointer(&'p str),
    Indicator(usize, Option<(&'static str, usize)>, &'static str),
}

impl Place<'_> {
    pub(super) fn pointer(&self) -> String {
        match self {
            Self::Pointer(pointer) => (*pointer).to_owned(),
            Self::Indicator(i, None, field) => format!("/indicators/{i}/{field}"),
            Self::Indicator(i, Some((list, j)), field) => format!("/indicators/{i}/{list}/{j}/{field}"),
        }
    }
}

/// Calls `visit` for every period and as-of date of the data. The indicators, of which there can be very many, are read
/// as records, all else as a tree.
pub(super) fn each_time<'a>(context: &Context<'a>, mut visit: impl FnMut(&Place<'_>, Time<'a>)) {
    context.figures.each_stated_but("indicators", |pointer, value| match value {
        FigureValue::Period(period) => visit(&Place::Pointer(pointer), Time::Period(period)),
        FigureValue::Date(date) if pointer.ends_with("/as_of") => visit(&Place::Pointer(pointer), Time::AsOf(date)),
        _ => {}
    });
    for (i, r) in context.progress.indicators.iter().enumerate() {
        let mut tell = |member, period: &'a Option<Period>, as_of: &'a Option<Date>| {
            if let Some(period) = period {
                visit(&Place::Indicator(i, member, "period"), Time::Period(period));
            }
            if let Some(as_of) = as_of {
                visit(&Place::Indicator(i, member, "as_of"), Time::AsOf(as_of));
            }
        };
        tell(None, &r.period, &r.as_of);
        for (list, parts) in [("facets", &r.facets), ("parts", &r.parts), ("of_which", &r.of_which)] {
            for (j, Part { period, .. }) in parts.iter().enumerate() {
                tell(Some((list, j)), period, &None);
            }
        }
        for (j, Count { period, as_of, .. }) in r.figures.iter().enumerate() {
            tell(Some(("figures", j)), period, as_of);
        }
    }
}

/// First and last day of something.
pub(super) type Days = (civil::Date, civil::Date);

/// The days that a date can mean.
pub(super) fn days(date: &Date) -> Days {
    (date.first_day(), date.last_day())
}

/// Whether a date lies before another one, whatever days they mean.
pub(super) fn before(date: &Date, other: &Date) -> bool {
    date.last_day() < other.first_day()
}

/// The day of the document, or of its figures.
pub(super) fn today(report: &Report) -> Option<Date> {
    report.date.or(report.as_of)
}

/// The days of a period that has an end; a name without a year is of the report's year.
pub(super) fn days_of(period: &Period, report: &Report) -> Option<Days> {
    let in_year = || period.span_in(today(report)?.year()).and_then(|(first, last)| Some((first, last?)));
    period.span().or_else(in_year)
}

/// How a member of a list stands to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// It lies before it.
    Back,
    /// It means the same days.
    Same,
}

/// Where a list of times does not go on: the index of the member, of the one before it, and how it stands. Members
/// without a time are passed over. With it, how many steps there are.
pub(super) fn stumbles(times: impl IntoIterator<Item = Option<Days>>) -> (Vec<(usize, usize, Step)>, usize) {
    let mut known = times.into_iter().enumerate().filter_map(|(index, days)| Some((index, days?)));
    let mut found = Vec::new();
    let mut steps = 0;
    let Some(mut last) = known.next() else { return (found, steps) };
    for next in known {
        steps += 1;
        if next.1.1 < last.1.0 {
            found.push((next.0, last.0, Step::Back));
        } else if next.1 == last.1 {
            found.push((next.0, last.0, Step::Same));
        }
        last = next;
    }
    (found, steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_stumbles_where_it_goes_back_or_stands_still() {
        let times = |texts: &[&str]| {
            let dates: Vec<_> = texts.iter().map(|t| t.parse::<Date>().ok().as_ref().map(days)).collect();
            stumbles(dates)
        };
        // The five milestones of a real speech after its year was rewritten (genre study E2).
        let rewritten = times(&["2025底", "2025上半年", "2025下半年", "2025", "2025"]);
        assert_eq!(rewritten, (vec![(1, 0, Step::Back), (4, 3, Step::Same)], 4));
        assert_eq!(times(&["2017底", "2018上半年", "", "2018下半年", "2019"]), (vec![], 3));
        // 2017 may be its end.
        assert_eq!(times(&["2017下半年", "2017"]), (vec![], 1));
        assert_eq!(times(&["2017"]), (vec![], 0));
    }

    #[test]
    fn an_order_is_wrong_only_if_it_is_wrong_on_every_day() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        assert!(before(&date("2017-07"), &date("2017-08-01")));
        assert!(!before(&date("2017"), &date("2017-08-01")));
        assert!(!before(&date("2017-08-01"), &date("2017-08-01")));
    }
}
