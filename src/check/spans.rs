//! Whether two figures are of one time.

use super::times::{Days, days_of, today};
use crate::data::{Period, Report};

/// How the time of a part stands to that of its whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    /// The same, or within it.
    Within,
    /// Another one.
    Other,
    /// Nobody can say.
    Unknown,
}

/// How the period of a part stands to the period of its whole. Either may be that of the report.
pub(super) fn of_part(part: Option<&Period>, whole: Option<&Period>, report: &Report) -> Time {
    let Some(part) = part else { return Time::Within };
    let Some(whole) = whole.or(report.period.as_ref()) else { return Time::Unknown };
    if part.label == whole.label && (part == whole || whole.start.is_none() || part.start.is_none()) {
        return Time::Within;
    }
    match (span(part, report), span(whole, report)) {
        (Some((first, last)), Some((from, to))) if from <= first && last <= to => Time::Within,
        (Some(_), Some(_)) => Time::Other,
        _ => match (part.kind(), whole.kind()) {
            (Some(a), Some(b)) if a != b => Time::Other,
            _ => Time::Unknown,
        },
    }
}

/// First and last day of a period; one that is still running ends with the day of the report.
pub(super) fn span(period: &Period, report: &Report) -> Option<Days> {
    let running = || {
        let today = today(report)?.last_day();
        let (first, _) = period.span_in(today.year())?;
        Some((first, today))
    };
    days_of(period, report).or_else(running)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_of_the_time_of_its_whole_or_not() {
        let report = Report { date: Some("2017-08-30".parse().unwrap()), ..Report::default() };
        let time = |part: &str, whole: &str| {
            let period = |text: &str| text.parse::<Period>().unwrap();
            of_part(Some(&period(part)), Some(&period(whole)), &report)
        };
        for (part, whole) in
            [("上半年", "上半年"), ("上半年", "2017年"), ("2017年上半年", "上半年"), ("今年以来", "今年")]
        {
            assert_eq!(time(part, whole), Time::Within, "{part} {whole}");
        }
        for (part, whole) in [("去年", "今年"), ("今年", "上半年"), ("累计", "今年")] {
            assert_eq!(time(part, whole), Time::Other, "{part} {whole}");
        }
        assert_eq!(time("累计", "两年来"), Time::Unknown);
        assert_eq!(of_part(None, None, &report), Time::Within);
        assert_eq!(of_part(Some(&"今年".parse().unwrap()), None, &report), Time::Unknown);
    }
}
