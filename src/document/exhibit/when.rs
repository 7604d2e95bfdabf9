//! When a record takes place: the days that its dates can mean, and the dates as they are printed.

use jiff_core::civil;

use super::super::model::Inline;
use super::bind::{Binder, words};
use crate::data::{Date, FigureValue, Figures, Form};

/// Fields that say from when, and those that say until when; the first of either that a record has.
const STARTS: [&str; 5] = ["start", "found", "date", "signed", "effective"];
const ENDS: [&str; 2] = ["deadline", "end"];

/// The time of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct When {
    /// First day.
    pub(super) first: civil::Date,
    /// Last day.
    pub(super) last: civil::Date,
    /// Until when, where that is said.
    pub(super) until: Option<civil::Date>,
    /// Whether each date that is given names its day, so that the days are certain.
    pub(super) certain: bool,
    /// Whether the end is before the start; then it is a point, its end.
    pub(super) reversed: bool,
    /// Whether the end names a stretch that belongs to the time: 8月 as a deadline is 8月内, 8月底 is 8月底前.
    to_its_end: bool,
    stated: Stated,
}

/// Where the time stands in the data.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stated {
    /// Both ends; the same pointer twice for one date.
    Range(String, String),
    /// A day, or as much as is known of it.
    Date(String),
    /// From when; it has no end.
    From(String),
    /// By when.
    By(String),
    /// 统计期间.
    Period(String),
}

impl When {
    /// The time of a record: from its start or date until its deadline or end, else its period. `year`: what 今年 means.
    ///
    /// The settings `start` and `end` name other fields. A range whose end is before its start is one day, its end.
    pub(super) fn of(binder: &Binder<'_>, record: &str, year: i16) -> Option<Self> {
        let fields = |setting: &str, usual: &[&str]| match binder.spec.text(setting) {
            own if own.is_empty() => usual.iter().map(|field| (*field).to_owned()).collect(),
            own => vec![own],
        };
        let date = |fields: Vec<String>| {
            fields.into_iter().find_map(|field| {
                let pointer = format!("{record}/{field}");
                match binder.data.stated(&pointer) {
                    Some(FigureValue::Date(date)) => Some((pointer, *date)),
                    _ => None,
                }
            })
        };
        let (start, end) = (date(fields("start", &STARTS)), date(fields("end", &ENDS)));
        let certain = |dates: &[Date]| dates.iter().all(|date| date.day().is_some());
        let to_its_end = |date: &Date| date.day().is_none() && !date.chinese().ends_with(['底', '末', '初']);
        match (start, end) {
            (Some((from, start)), Some((to, end))) => {
                let last = end.last_day();
                let reversed = start.first_day() > last;
                let stated = if reversed {
                    Stated::By(to)
                } else if start.same_time(&end) {
                    Stated::Date(to)
                } else {
                    Stated::Range(from, to)
                };
                let (first, certain) = (start.first_day().min(last), certain(&[start, end]));
                Some(Self { first, last, until: Some(last), certain, reversed, to_its_end: to_its_end(&end), stated })
            }
            (Some((at, start)), None) => {
                let begins = at.ends_with("/start") || at.ends_with("/found");
                let (first, last) = (start.first_day(), start.last_day());
                let last = if begins { first } else { last };
                let stated = if begins { Stated::From(at) } else { Stated::Date(at) };
                let certain = certain(&[start]);
                Some(Self { first, last, until: None, certain, reversed: false, to_its_end: false, stated })
            }
            (None, Some((at, end))) => {
                // What is due in September is late only after its last day.
                let last = end.last_day();
                Some(Self {
                    first: last,
                    last,
                    until: Some(last),
                    certain: certain(&[end]),
                    reversed: false,
                    to_its_end: to_its_end(&end),
                    stated: Stated::By(at),
                })
            }
            (None, None) => {
                let pointer = format!("{record}/period");
                let Some(FigureValue::Period(period)) = binder.data.stated(&pointer) else { return None };
                let (first, last) = period.span_in(year)?;
                let certain = last.is_some();
                let (until, last) = (last, last.unwrap_or(first));
                let stated = Stated::Period(pointer);
                Some(Self { first, last, until, certain, reversed: false, to_its_end: false, stated })
            }
        }
    }

    /// Whether it has a beginning and no end.
    pub(super) fn is_open(&self) -> bool {
        self.until.is_none() && matches!(self.stated, Stated::From(_) | Stated::Period(_))
    }

    /// The dates as they are printed. `year`: the one that need not be said.
    pub(super) fn printed(&self, binder: &mut Binder<'_>, year: Option<i16>) -> Vec<Inline> {
        let form = |day: civil::Date, said: Option<i16>| match said {
            Some(said) if day.year() == said => Form::Bare,
            _ => Form::Written,
        };
        let mut dated = |pointer: &str, form: Form, after: &str| {
            let mut out: Vec<Inline> = binder.figure(pointer, form).into_iter().collect();
            out.extend(words(after));
            out
        };
        match &self.stated {
            Stated::Range(from, to) => {
                let before = form(self.first, year);
                // Of two years one is the report's, or both are said.
                let after = form(self.last, year.filter(|_| before == Form::Bare).or(Some(self.first.year())));
                let mut out = dated(from, before, "—");
                if before == Form::Written && after == Form::Written {
                    out.push(Inline::Break);
                }
                out.extend(dated(to, after, ""));
                out
            }
            Stated::Date(at) => dated(at, form(self.first, year), ""),
            Stated::From(at) => dated(at, form(self.first, year), "起"),
            Stated::By(at) => dated(at, form(self.last, year), if self.to_its_end { "内" } else { "前" }),
            Stated::Period(at) => dated(at, Form::Written, ""),
        }
    }
}

/// The day up to which is reported.
pub(super) struct Today {
    /// The day; of a month its last one.
    pub(super) day: civil::Date,
    /// Its words, where the block says it itself.
    own: Option<String>,
    pointer: &'static str,
}

impl Today {
    /// The setting `today`, else the day that the data speaks of.
    pub(super) fn of(binder: &Binder<'_>) -> Option<Self> {
        let own = binder.spec.text("today");
        if !own.is_empty() {
            match own.parse::<Date>() {
                Ok(date) => {
                    let said = Some(format!("截至{}", date.chinese_without_year()));
                    return Some(Self { day: date.last_day(), own: said, pointer: "" });
                }
                Err(why) => binder.spec.complain(format!("today：{why}")),
            }
        }
        let (pointer, day) = reported(binder.data)?;
        Some(Self { day, own: None, pointer })
    }

    /// 截至9月30日.
    pub(super) fn said(&self, binder: &mut Binder<'_>) -> Vec<Inline> {
        if let Some(own) = &self.own {
            return words(own.as_str());
        }
        let mut said = words("截至");
        said.extend(binder.figure(self.pointer, Form::Bare));
        said
    }
}

/// The day that the data speaks of, a month's last one, and where it stands: 截至, else the date of the report or of the
/// meeting.
pub(super) fn reported(data: &Figures) -> Option<(&'static str, civil::Date)> {
    ["/report/as_of", "/report/date", "/report/meeting/date"].into_iter().find_map(|at| match data.stated(at) {
        Some(FigureValue::Date(date)) => Some((at, date.last_day())),
        _ => None,
    })
}

/// The year that need not be said: that of the report if something happens in it, or else the one that all share.
pub(super) fn silent_year<'w>(times: impl Iterator<Item = &'w When> + Clone, report: Option<i16>) -> Option<i16> {
    let is_in = |time: &When, year: i16| time.first.year() == year && time.last.year() == year;
    if let Some(year) = report.filter(|year| times.clone().any(|time| is_in(time, *year))) {
        return Some(year);
    }
    let year = times.clone().next()?.first.year();
    times.into_iter().all(|time| is_in(time, year)).then_some(year)
}

/// Days from one day to another.
pub(super) fn days(from: civil::Date, to: civil::Date) -> i32 {
    from.until(to)
}

/// A text of at most so many characters; what is cut off is marked, and counted for the warning.
pub(super) fn shortened(text: String, most: usize, cut: &mut usize) -> String {
    if text.chars().count() <= most {
        return text;
    }
    *cut += 1;
    text.chars().take(most).chain("……".chars()).collect()
}

/// Says how many times end before they begin.
pub(super) fn tell_reversed<'w>(binder: &mut Binder<'_>, times: impl Iterator<Item = &'w When>) {
    let count = times.filter(|time| time.reversed).count();
    if count > 0 {
        binder.warn(format!("有{count}项的结束早于起始，只按结束日期画"), "核对数据里的起始和期限");
    }
}

/// Says how many texts were cut.
pub(super) fn tell_cut(binder: &mut Binder<'_>, cut: usize, most: usize) {
    if cut > 0 {
        binder.warn(format!("有{cut}处文字超过{most}字，只印了开头"), "用 label 换一个短的字段，或在数据里把名称写短");
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::{Exhibit, Kind, Outlines, make};
    use crate::data::{Figures, from_json};
    use crate::document::Block;

    /// An exhibit over some data, and its lines followed by what was told.
    pub(in super::super) fn made(kind: Kind, spec: &str, data: &str) -> (Option<Exhibit>, String) {
        let loaded = from_json(data.as_bytes());
        assert_eq!(loaded.findings, []);
        let made = make(kind, spec, &Figures::new(&loaded.progress), &Outlines::default(), 0, "draft:1:1".into());
        let exhibit = match made.block {
            Some(Block::Exhibit { exhibit, .. }) => exhibit.map(|exhibit| *exhibit),
            _ => None,
        };
        let mut lines = exhibit.as_ref().map(Exhibit::lines).unwrap_or_default();
        lines.extend(made.findings.iter().map(|finding| format!("! {}", finding.message)));
        (exhibit, lines.join("\n"))
    }

    /// The report that all tests of time are made for.
    pub(in super::super) const REPORT: &str =
        r#""report": {"as_of": "2026-09-30", "date": "2026-10-12", "period": {"label": "今年三季度"}}"#;
}
