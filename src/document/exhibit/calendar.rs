//! 日历: months with the days on which something is or was, and a list of what.
//!
//! `from` names the records; their date (until their end) marks the days, `start` and `end` name other fields. `who` and
//! `place` name the fields that say who and where.

use std::collections::BTreeMap;

use jiff_core::civil;

use super::super::model::{Inline, plain};
use super::bind::{Binder, words};
use super::model::{Calendar, Entry, Mark, Month, View};
use super::when::{Today, When, shortened, silent_year, tell_cut, tell_reversed};
use crate::data::months_after;

/// More months than these are not drawn.
const MOST: usize = 24;

/// Characters of an entry, so that it is never longer than a page.
const TEXT: usize = 120;

/// Fields that say who, and where, the first that a record has.
const WHO: [&str; 6] = ["who", "by", "lead", "owner", "unit", "actor"];
const PLACES: [&str; 6] = ["places", "place", "venue", "regions", "region", "units"];

pub(super) fn view(binder: &mut Binder<'_>) -> Option<View> {
    let records = binder.records();
    let year = Today::of(binder).map(|now| now.day.year());
    let mut times: Vec<_> = records.into_iter().map(|at| (When::of(binder, &at, year.unwrap_or(0)), at)).collect();
    times.sort_by_key(|(time, _)| time.as_ref().map_or((civil::Date::MAX, civil::Date::MAX), |t| (t.first, t.last)));
    let shared = silent_year(times.iter().filter_map(|(time, _)| time.as_ref()), year);
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
    tell_reversed(binder, times.iter().filter_map(|(time, _)| time.as_ref()));
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
        .find(|said| !said.is_empty() && plain(said) != label)
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
        let Some(next) = months_after(month, 1) else { break };
        month = next;
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

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::super::when::tests::{REPORT, made};
    use super::*;

    fn calendar(spec: &str, data: &str) -> (Calendar, String) {
        let (exhibit, lines) = made(Kind::Calendar, spec, &format!("{{{REPORT}, {data}}}"));
        match exhibit.map(|exhibit| exhibit.view) {
            Some(View::Calendar(calendar)) => (calendar, lines),
            other => panic!("{other:?}\n{lines}"),
        }
    }

    fn marks(month: &Month) -> String {
        let mark = |mark: &Mark| {
            let (before, after) = (if mark.before { "<" } else { "" }, if mark.after { ">" } else { "" });
            format!("{before}{}{after}{:?}", mark.day, mark.entries)
        };
        let all: Vec<_> = month.marks.iter().map(mark).collect();
        format!("{} {} {}：{}", month.title, month.first, month.days, all.join(" "))
    }

    #[test]
    fn days_are_marked_and_told_in_order() {
        let (drawn, lines) = calendar(
            "from = \"/events\"",
            r#""events": [
                {"date": "2026-08-30", "end": "2026-09-02", "who": "安委办", "what": "暗访", "places": ["甲镇", "乙镇"]},
                {"date": "2026-07-03", "what": "开会", "who": "县政府"},
                {"what": "日期不明"},
                {"date": "2026-09", "what": "只知道月份"},
                {"date": "2026-07-03", "what": "同一天"},
                {"date": "2027-01-01", "what": "来年"}]"#,
        );
        insta::assert_snapshot!(lines, @r"
        7月3日	开会	县政府
        7月3日	同一天
        8月30日—9月2日	暗访	安委办	甲镇、乙镇
        9月	只知道月份
        2027年1月1日	来年
        日期未报	日期不明
        截至2026年9月30日
        ");
        insta::assert_snapshot!(drawn.months.iter().map(marks).collect::<Vec<_>>().join("\n"), @r"
        2026年7月 2 31：3[1, 2]
        2026年8月 5 31：30>[3] <31>[]
        2026年9月 1 30：<1>[] <2[]
        2026年10月 3 31：
        2026年11月 6 30：
        2026年12月 1 31：
        2027年1月 4 31：1[5]
        ");
    }

    #[test]
    fn a_long_stretch_shows_the_months_in_which_something_begins() {
        let data = r#""events": [{"date": "1990-01-01", "end": "2030-12-31", "what": "长"}, {"date": "9999-12-31", "what": "远"}]"#;
        let (drawn, lines) = calendar("from = \"/events\"", data);
        assert_eq!(
            drawn.months.iter().map(|month| month.title.as_str()).collect::<Vec<_>>(),
            ["1990年1月", "9999年12月"]
        );
        assert_eq!(drawn.months[0].marks.len(), 31);
        assert!(lines.contains("! 日历跨度太大"), "{lines}");
    }

    #[test]
    fn any_data_is_shown() {
        let events: Vec<_> =
            (0..60).map(|i| format!(r#"{{"date": "2026-{:02}-10", "what": "会{i}"}}"#, 1 + i % 12)).collect();
        let (drawn, _) = calendar("from = \"/events\"", &format!("\"events\": [{}]", events.join(",")));
        assert_eq!((drawn.months.len(), drawn.entries.len()), (12, 60));
        assert_eq!(drawn.months[11].marks[0].entries, [56, 57, 58, 59, 60]);
        let (drawn, lines) =
            calendar("from = \"/events\"", &format!(r#""events": [{{"what": "{}"}}]"#, "长".repeat(4000)));
        assert_eq!((drawn.months.len(), drawn.entries.len()), (0, 1));
        assert!(lines.contains("! 有1处文字超过120字"), "{lines}");
    }
}
