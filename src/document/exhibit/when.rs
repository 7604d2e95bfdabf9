//! When a record takes place: the days that its dates can mean, and the dates as they are printed.

use jiff::civil;

use super::super::model::Inline;
use super::bind::{Binder, words};
use crate::data::{Date, FigureValue, Form};

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
        match (start, end) {
            (Some((from, start)), Some((to, end))) => {
                let last = end.last_day();
                let first = start.first_day().min(last);
                let stated = if start.first_day() > last {
                    Stated::By(to)
                } else if start.same_time(&end) {
                    Stated::Date(to)
                } else {
                    Stated::Range(from, to)
                };
                let first = if matches!(stated, Stated::By(_)) { last } else { first };
                Some(Self { first, last, until: Some(last), certain: certain(&[start, end]), stated })
            }
            (Some((at, start)), None) => {
                let begins = at.ends_with("/start");
                let (first, last) = (start.first_day(), start.last_day());
                let last = if begins { first } else { last };
                let stated = if begins { Stated::From(at) } else { Stated::Date(at) };
                Some(Self { first, last, until: None, certain: certain(&[start]), stated })
            }
            (None, Some((at, end))) => {
                // What is due in September is late only after its last day.
                let last = end.last_day();
                let certain = certain(&[end]);
                Some(Self { first: last, last, until: Some(last), certain, stated: Stated::By(at) })
            }
            (None, None) => {
                let pointer = format!("{record}/period");
                let Some(FigureValue::Period(period)) = binder.data.stated(&pointer) else { return None };
                let (first, last) = period.span_in(year)?;
                let certain = last.is_some();
                let stated = Stated::Period(pointer);
                Some(Self { first, last: last.unwrap_or(first), until: last, certain, stated })
            }
        }
    }

    /// The dates as they are printed. `year`: the one that all dates around them share, which need not be said.
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
                let mut out = dated(from, form(self.first, year), "—");
                out.extend(dated(to, form(self.last, year.or(Some(self.first.year()))), ""));
                out
            }
            Stated::Date(at) => dated(at, form(self.first, year), ""),
            Stated::From(at) => dated(at, form(self.first, year), "起"),
            Stated::By(at) => dated(at, form(self.last, year), "前"),
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
    /// The setting `today`, else the report's 截止日期, else its own date.
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
        ["/report/as_of", "/report/date"].into_iter().find_map(|pointer| match binder.data.stated(pointer) {
            Some(FigureValue::Date(date)) => Some(Self { day: date.last_day(), own: None, pointer }),
            _ => None,
        })
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

/// The year that all of these share.
pub(super) fn common_year<'w>(times: impl Iterator<Item = &'w When> + Clone) -> Option<i16> {
    let year = times.clone().next()?.first.year();
    times.into_iter().all(|time| time.first.year() == year && time.last.year() == year).then_some(year)
}

/// Days from one day to another.
pub(super) fn days(from: civil::Date, to: civil::Date) -> i32 {
    (to - from).get_days()
}

/// A text of at most so many characters; what is cut off is marked, and counted for the warning.
pub(super) fn shortened(text: String, most: usize, cut: &mut usize) -> String {
    if text.chars().count() <= most {
        return text;
    }
    *cut += 1;
    text.chars().take(most).chain("……".chars()).collect()
}

/// Says how many texts were cut.
pub(super) fn tell_cut(binder: &mut Binder<'_>, cut: usize, most: usize) {
    if cut > 0 {
        binder.warn(format!("有{cut}处文字超过{most}字，只印了开头"), "用 label 换一个短的字段，或在数据里把名称写短");
    }
}
