//! 日历: months with the days on which something is or was, and a list of what.
//!
//! `from` names the records; their date (until their end) marks the days, `start` and `end` name other fields. `who` and
//! `place` name the fields that say who and where.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil};

use super::super::model::Inline;
use super::bind::{Binder, words};
use super::model::{Calendar, Entry, Mark, Month, View};
use super::when::{Today, When, common_year, shortened, tell_cut};

/// More months than these are not drawn.
const MOST: usize = 24;

/// Characters of an entry, so that it is never longer than a page.
const TEXT: usize = 120;

/// Fields that say who, and where, the first that a record has.
const WHO: [&str; 6] = ["who", "by", "lead", "owner", "unit", "actor"];
const PLACES: [&str; 6] = ["places", "place", "venue", "regions", "region", "units"];

pub(super) fn view(binder: &mut Binder<'_>) -> Option<View> {
    let records = binder.records();
    let year = Today::of(binder).map_or(0, |now| now.day.year());
    let mut times: Vec<_> = records.into_iter().map(|at| (When::of(binder, &at, year), at)).collect();
    times.sort_by_key(|(time, _)| time.as_ref().map_or((civil::Date::MAX, civil::Date::MAX), |t| (t.first, t.last)));
    let shared = common_year(times.iter().filter_map(|(time, _)| time.as_ref()));
    let mut cut = 0;
    let mut entries = Vec::new();
    for (time, record) in &times {
        let label = shortened(binder.label(record), TEXT, &mut cut);
        let who = other(binder, record, "who", &WHO, &label);
        let place = other(binder, record, "place", &PLACES, &label);
        let date = match time {
            Some(time) => time.printed(binder, shared),
            None => words("日期未报"),
        };
        entries.push(Entry { date, what: words(label), who, place });
    }
    tell_cut(binder, cut, TEXT);
    let times: Vec<_> = times.into_iter().map(|(time, _)| time).collect();
    let months = months(binder, &times);
    (!entries.is_empty()).then_some(View::Calendar(Calendar { months, entries }))
}

/// Who or where: the field that a setting names, or the first that the record has and that the label does not say.
fn other(binder: &mut Binder<'_>, record: &str, setting: &str, fields: &[&str], label: &str) -> Vec<Inline> {
    let own = binder.spec.text(setting);
    let fields: Vec<&str> = if own.is_empty() { fields.to_vec() } else { vec![&own] };
    fields
        .into_iter()
        .map(|field| binder.content(record, field))
        .find(|said| !said.is_empty() && super::super::model::plain(said) != label)
        .unwrap_or_default()
}

/// The months between the first and the last entry; of too many those in which something begins.
fn months(binder: &mut Binder<'_>, times: &[Option<When>]) -> Vec<Month> {
    let known = || times.iter().flatten();
    let Some(first) = known().map(|time| time.first.first_of_month()).min() else { return Vec::new() };
    let last = known().map(|time| time.last).max().unwrap_or(first);
    let mut shown = Vec::new();
    let mut month = first;
    while month <= last && shown.len() <= MOST {
        shown.push(month);
        match month.checked_add(1.month()) {
            Ok(next) => month = next,
            Err(_) => break,
        }
    }
    if shown.len() > MOST {
        shown = known().map(|time| time.first.first_of_month()).collect();
        shown.dedup();
        let all = shown.len();
        shown.truncate(MOST);
        binder.warn(
            format!("日历跨度太大，有活动的{all}个月只画了{}个月", shown.len()),
            "用 where 分年度做几张日历，没有活动的月份不画",
        );
    }
    shown.into_iter().map(|month| drawn(month, times)).collect()
}

/// A month with its marks. Entries that name no day have none.
fn drawn(month: civil::Date, times: &[Option<When>]) -> Month {
    let end = month.last_of_month();
    let mut marks: BTreeMap<i8, Mark> = BTreeMap::new();
    for (number, time) in (1..).zip(times) {
        let Some(time) = time.as_ref().filter(|time| time.certain && time.first <= end && time.last >= month) else {
            continue;
        };
        let (from, to) = (time.first.max(month), time.last.min(end));
        for day in from.day()..=to.day() {
            let mark = marks.entry(day).or_insert_with(|| Mark { day, ..Mark::default() });
            let begins = time.first == from && day == from.day();
            let ends = time.last == to && day == to.day();
            if begins {
                mark.entries.push(number);
            }
            mark.before |= !begins;
            mark.after |= !ends;
        }
    }
    Month {
        title: format!("{}年{}月", month.year(), month.month()),
        first: month.weekday().to_monday_zero_offset(),
        days: end.day(),
        marks: marks.into_values().collect(),
    }
}
