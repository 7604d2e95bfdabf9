//! [`Period`]: the time that a figure covers.

use std::fmt;
use std::str::FromStr;

use jiff_core::civil;
use serde_json::Value;

use super::Date;
use super::FigureValue;
use super::field::{Field, Item, Wrong, fields_to_json, serde_by_item, set_fields};
use super::node::Node;
use super::numeral::parse_chinese;
use super::quantity::shorten;
use super::tree::Tree;

/// 统计期间: the time that a figure covers, by the name that is printed (上半年, 1—7月, 今年以来) and, when given,
/// its first and last day (genre study 3.6 and 5.1).
///
/// The text is the name, and what is known of the days in brackets: `今年1—8月（2017-01至2017-08）`, `今年以来（2017-01起）`,
/// `上半年（至2017-06）`. In JSON it is that text, or an object
/// `{"label": "上半年", "start": "2017-01", "end": "2017-06"}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// The name that is printed.
    pub label: String,
    /// First day. A cumulative figure needs it.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
}

/// What kind of time a period is, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodKind {
    /// 8月, 2017年8月份, 本月.
    Month,
    /// Several months: 1—8月, 前三季度, 前八个月.
    Months,
    /// 第三季度, 本季度.
    Quarter,
    /// 上半年, 下半年.
    HalfYear,
    /// 今年, 2017年, 全年.
    Year,
    /// Several years: 2014—2017年.
    Years,
    /// “十三五”期间.
    FiveYearPlan,
    /// 累计, 今年以来, 两年来. It is still running, so it has a start and need not have an end.
    Cumulative,
}

impl Period {
    /// What kind of time it is. `None` where the name does not tell.
    ///
    /// A name that says 累计, …以来, …至今 or …年来 is [cumulative](PeriodKind::Cumulative), whatever else it says.
    pub fn kind(&self) -> Option<PeriodKind> {
        Name::read(&self.label, None).map(|name| name.kind)
    }

    /// First and last day, where both are certain: each is the one that is given, or else the one that the name tells,
    /// if it names its year itself.
    ///
    /// | name | days |
    /// |---|---|
    /// | 2017年, 2017年全年 | 1 January to 31 December |
    /// | 2017年上半年, 2017年下半年 | to 30 June, from 1 July |
    /// | 2017年第三季度, 2017年前三季度 | 1 July to 30 September, 1 January to 30 September |
    /// | 2017年8月, 2017年1—8月, 2017年前8个月 | to the last day of August |
    /// | 2014—2017年 | 2014-01-01 to 2017-12-31 |
    /// | “十三五”期间 | 2016-01-01 to 2020-12-31; the 3rd plan began in 1966, each later one five years on |
    /// | 2017年1—8月累计 | as without 累计 |
    /// | 2014年以来, 2017年6月至今 | no last day, so nothing unless [`Period::end`] is given |
    pub fn span(&self) -> Option<(civil::Date, civil::Date)> {
        let (first, last) = self.days(None)?;
        Some((first, last?))
    }

    /// First and last day, when `year` is the year that 今年 means.
    ///
    /// It tells what [`Period::span`] tells, and beyond it:
    /// - A name without a year (上半年, 1—7月份, 全年, 前三季度) is of `year`; so is one with 今年 or 本年.
    /// - 去年 and 上年 are the year before, 明年 the year after.
    /// - 今年以来 and 年初以来 begin on 1 January, 3月以来 on the first of the month; they have no last day.
    ///
    /// A name with a year of its own is not moved.
    pub fn span_in(&self, year: i16) -> Option<(civil::Date, Option<civil::Date>)> {
        self.days(Some(year))
    }

    fn days(&self, this_year: Option<i16>) -> Option<(civil::Date, Option<civil::Date>)> {
        let told = Name::read(&self.label, this_year).and_then(|name| name.days);
        let first = self.start.map(|d| d.first_day()).or(told.map(|(first, _)| first))?;
        let last = self.end.map(|d| d.last_day()).or(told.and_then(|(_, last)| last));
        last.is_none_or(|last| first <= last).then_some((first, last))
    }
}

/// What the name of a period tells.
#[derive(Debug, Clone, Copy)]
struct Name {
    kind: PeriodKind,
    /// First day, and the last one unless the period is still running.
    days: Option<(civil::Date, Option<civil::Date>)>,
}

/// The months from the first to the last one, or nothing where that is impossible.
fn months(year: Option<i16>, from: u32, to: u32) -> Option<(civil::Date, Option<civil::Date>)> {
    let month = |m: u32| civil::Date::new(year?, i8::try_from(m).ok()?, 1).ok();
    Some((month(from)?, Some(month(to)?.last_of_month())))
}

/// A number in Arabic digits or a Chinese numeral.
fn number(text: &str) -> Option<u32> {
    text.parse().ok().or_else(|| parse_chinese(text))
}

impl Name {
    fn read(label: &str, this_year: Option<i16>) -> Option<Self> {
        let text: String = label.chars().filter(|c| !c.is_whitespace() && !"“”\"「」".contains(*c)).collect();
        Self::read_plain(&text, this_year)
    }

    fn read_plain(text: &str, this_year: Option<i16>) -> Option<Self> {
        if let Some(since) = text.strip_suffix("以来").or_else(|| text.strip_suffix("至今")) {
            let since = since.strip_prefix(['自', '从']).unwrap_or(since);
            let since = since.strip_suffix("年初").map_or(since.to_owned(), |head| {
                // The 年 of 2017年初 belongs to the year, that of 今年年初 does not.
                if head.is_empty() || head.ends_with('年') { format!("{head}全年") } else { format!("{head}年") }
            });
            let days = Self::read_plain(&since, this_year).and_then(|name| name.days);
            return Some(Self { kind: PeriodKind::Cumulative, days: days.map(|(first, _)| (first, None)) });
        }
        if let Some(inner) = text.strip_suffix("累计").or_else(|| text.strip_prefix("累计")) {
            let days = Self::read_plain(inner, this_year).and_then(|name| name.days);
            return Some(Self { kind: PeriodKind::Cumulative, days });
        }
        if text.ends_with("年来") {
            return Some(Self { kind: PeriodKind::Cumulative, days: None });
        }
        Self::five_year_plan(text).or_else(|| Self::years(text)).or_else(|| Self::within_a_year(text, this_year))
    }

    /// 十三五, 十三五期间, 十三五时期.
    fn five_year_plan(text: &str) -> Option<Self> {
        let name = text.strip_suffix("期间").or_else(|| text.strip_suffix("时期")).unwrap_or(text);
        // 十五 is the tenth, 二十五 the twentieth; a count beyond it is no plan that a report speaks of.
        let plan = name.strip_suffix('五').and_then(parse_chinese).filter(|n| (1..=20).contains(n))?;
        // The plans follow one another, but for three years of readjustment after the second.
        let first = if plan < 3 { 1948 + 5 * plan } else { 1951 + 5 * plan };
        Self::from_years(PeriodKind::FiveYearPlan, i16::try_from(first).ok()?, i16::try_from(first + 4).ok()?)
    }

    /// 2014—2017年, 2014年至2017年.
    fn years(text: &str) -> Option<Self> {
        let (from, to) = text.strip_suffix('年')?.split_once(['—', '～', '~', '-', '－', '至'])?;
        let year = |text: &str| text.parse::<i16>().ok().filter(|y| (1000..=9999).contains(y));
        let (from, to) = (year(from.strip_suffix('年').unwrap_or(from))?, year(to)?);
        if from < to { Self::from_years(PeriodKind::Years, from, to) } else { None }
    }

    fn from_years(kind: PeriodKind, from: i16, to: i16) -> Option<Self> {
        let (first, last) = (civil::Date::new(from, 1, 1).ok()?, civil::Date::new(to, 12, 31).ok()?);
        Some(Self { kind, days: Some((first, Some(last))) })
    }

    /// A year, and what is said of it.
    fn within_a_year(text: &str, this_year: Option<i16>) -> Option<Self> {
        let after = |word: &str| text.strip_prefix(word);
        let shifted = |years: i16| this_year.and_then(|y| y.checked_add(years));
        let digits = text.find(|c: char| !c.is_ascii_digit()).filter(|end| *end == 4);
        let named = digits.and_then(|end| Some((text[..end].parse::<i16>().ok()?, text[end..].strip_prefix('年')?)));
        let (year, rest, whole) = if let Some((year, rest)) = named {
            (Some(year), rest, true)
        } else if let Some(rest) = after("今年").or_else(|| after("本年")) {
            (shifted(0), rest, true)
        } else if let Some(rest) = after("去年").or_else(|| after("上年")) {
            (shifted(-1), rest, true)
        } else if let Some(rest) = after("明年") {
            (shifted(1), rest, true)
        } else {
            (this_year, text, false)
        };
        let (kind, (from, to)) = match rest {
            "" | "度" if whole => (PeriodKind::Year, (1, 12)),
            "全年" | "全年度" => (PeriodKind::Year, (1, 12)),
            "上半年" => (PeriodKind::HalfYear, (1, 6)),
            "下半年" => (PeriodKind::HalfYear, (7, 12)),
            // Which month it is, nobody has said.
            "本月" | "当月" | "上月" => return Some(Self { kind: PeriodKind::Month, days: None }),
            "本季度" | "当季" | "上季度" => return Some(Self { kind: PeriodKind::Quarter, days: None }),
            _ => within(rest)?,
        };
        Some(Self { kind, days: months(year, from, to) })
    }
}

/// Quarters and months: 第三季度, 前三季度, 8月, 8月份, 1—8月, 1月至8月, 前八个月.
fn within(text: &str) -> Option<(PeriodKind, (u32, u32))> {
    if let Some(name) = text.strip_suffix("季度") {
        if let Some(count) = name.strip_prefix('前') {
            let last = number(count.trim_end_matches('个')).filter(|n| (2..=4).contains(n))?;
            return Some((PeriodKind::Months, (1, 3 * last)));
        }
        let quarter = number(name.strip_prefix('第').unwrap_or(name)).filter(|n| (1..=4).contains(n))?;
        return Some((PeriodKind::Quarter, (3 * quarter - 2, 3 * quarter)));
    }
    let month = |text: &str| number(text).filter(|n| (1..=12).contains(n));
    if let Some(count) = text.strip_prefix('前').and_then(|rest| rest.strip_suffix("个月")) {
        return Some((PeriodKind::Months, (1, month(count)?)));
    }
    let name = text.strip_suffix('份').unwrap_or(text).strip_suffix('月')?;
    if let Some((from, to)) = name.split_once(['—', '–', '～', '~', '-', '－', '至']) {
        let (from, to) = (month(from.strip_suffix('月').unwrap_or(from))?, month(to)?);
        return (from < to).then_some((PeriodKind::Months, (from, to)));
    }
    month(name).map(|m| (PeriodKind::Month, (m, m)))
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.label)?;
        match (self.start, self.end) {
            (None, None) => Ok(()),
            (Some(start), None) => write!(f, "（{start}起）"),
            (Some(start), Some(end)) => write!(f, "（{start}至{end}）"),
            // 截至 and 到 already say what 至 would.
            (None, Some(end)) if end.is_as_of() => write!(f, "（{end}）"),
            (None, Some(end)) => write!(f, "（至{end}）"),
        }
    }
}

/// The days in brackets. `None` where the brackets hold something else, which then is part of the name.
fn bracketed(inner: &str) -> Option<(Option<Date>, Option<Date>)> {
    let date = |text: &str| text.parse::<Date>().ok();
    if let Some(start) = inner.strip_suffix('起') {
        return Some((Some(date(start)?), None));
    }
    if let Some(end) = inner.strip_prefix('至').and_then(date).or_else(|| date(inner).filter(Date::is_as_of)) {
        return Some((None, Some(end)));
    }
    // 截至 holds a 至 of its own, so every one is tried.
    inner
        .match_indices('至')
        .find_map(|(at, sign)| Some((Some(date(&inner[..at])?), Some(date(&inner[at + sign.len()..])?))))
}

impl FromStr for Period {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let fail = |why: &str| Err(format!("统计期间{why}，请写成“上半年”“1—7月”或“今年1—8月（2017-01至2017-08）”"));
        let brackets = text.strip_suffix(['）', ')']).and_then(|rest| {
            let at = rest.rfind(['（', '('])?;
            Some((&rest[..at], rest[at..].trim_start_matches(['（', '('])))
        });
        let (label, (start, end)) = match brackets.map(|(label, inner)| (label, inner, bracketed(inner))) {
            Some((label, _, Some(days))) => (label.trim(), days),
            Some((_, inner, None))
                if inner.trim_start_matches('至').starts_with(|c: char| c.is_ascii_digit()) && inner.contains('-') =>
            {
                return fail(&format!("“{}”的起止日期写法不对", shorten(text)));
            }
            _ => (text, (None, None)),
        };
        if label.is_empty() {
            return fail("没有名称");
        }
        Ok(Self { label: label.into(), start, end })
    }
}

impl Item for Period {
    fn read(tree: &Tree) -> Result<Self, Wrong> {
        match tree {
            Tree::Text(text) => text.parse().map_err(Wrong::new),
            Tree::Record(_) => {
                let (mut label, mut start, mut end) = (None::<String>, None, None);
                let fields: &mut [(&str, &mut dyn Field)] =
                    &mut [("label", &mut label), ("start", &mut start), ("end", &mut end)];
                set_fields("Object", fields, tree)?;
                Ok(Self { label: label.ok_or_else(|| Wrong::missing("label"))?, start, end })
            }
            _ => Err(Wrong::kind(tree, "统计期间")),
        }
    }

    fn json(&self) -> Value {
        // The text form, where it reads back as the same period.
        let text = self.to_string();
        if text.parse().as_ref() == Ok(self) {
            return text.into();
        }
        let label = Some(self.label.clone());
        fields_to_json(&[("label", &label), ("start", &self.start), ("end", &self.end)])
    }

    fn node(&self) -> Node {
        Node::Figure(FigureValue::Period(self.clone()))
    }
}

serde_by_item!(Period);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::date::tests::any_date;
    use super::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap_or_else(|e| panic!("{e}"))
    }

    /// The forms of section 3.6 of the genre study.
    #[test]
    fn prints_what_was_written() {
        for (text, label, start, end) in [
            ("今年以来", "今年以来", "", ""),
            ("上半年", "上半年", "", ""),
            ("1—7月份", "1—7月份", "", ""),
            ("去年", "去年", "", ""),
            ("两年来", "两年来", "", ""),
            ("“十二五”期间", "“十二五”期间", "", ""),
            ("自2014年以来", "自2014年以来", "", ""),
            ("1—7月（累计）", "1—7月（累计）", "", ""),
            ("1—7月（1月至7月）", "1—7月（1月至7月）", "", ""),
            ("今年1—8月（2017-01至2017-08）", "今年1—8月", "2017-01", "2017-08"),
            ("今年以来（2017-01起）", "今年以来", "2017-01", ""),
            ("累计（2014年1月起）", "累计", "2014年1月", ""),
            ("上半年（至2017-06）", "上半年", "", "2017-06"),
            ("今年以来（截至2017-08底）", "今年以来", "", "截至2017-08底"),
            ("今年以来（2017-01至截至2017-08）", "今年以来", "2017-01", "截至2017-08"),
        ] {
            let read = period(text);
            assert_eq!(read.to_string(), text);
            let day = |d: Option<Date>| d.map(|d| d.to_string()).unwrap_or_default();
            assert_eq!((read.label.as_str(), day(read.start), day(read.end)), (label, start.into(), end.into()));
            let json = serde_json::to_string(&read).unwrap();
            assert!(json.starts_with('"'), "{json}");
            assert_eq!(serde_json::from_str::<Period>(&json).unwrap(), read);
        }
    }

    #[test]
    fn the_json_form_is_the_text_or_an_object() {
        let json = r#"{"label":"上半年","start":"2017-01","end":"2017-06"}"#;
        let read: Period = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), "\"上半年（2017-01至2017-06）\"");
        assert_eq!(read, period("上半年(2017-01至2017-06)"));
        assert_eq!(serde_json::to_string(&period("上半年")).unwrap(), "\"上半年\"");
        // A name is a name, even one that reads like days.
        let json = r#"{"label":"今年（2017-01起）"}"#;
        let odd: Period = serde_json::from_str(json).unwrap();
        assert_eq!((odd.start, serde_json::to_string(&odd).unwrap()), (None, json.into()));
    }

    #[test]
    fn says_what_to_write_instead() {
        for (wrong, why) in [
            ("", "没有名称"),
            ("（2017-01起）", "没有名称"),
            ("上半年（2017-01至2017-13）", "起止日期写法不对"),
            ("上半年（至2017-13）", "起止日期写法不对"),
        ] {
            let error = wrong.parse::<Period>().unwrap_err();
            assert!(error.contains(why) && error.contains("请写成“上半年”"), "{wrong}: {error}");
        }
    }

    #[test]
    fn the_name_tells_kind_and_days() {
        use PeriodKind::*;
        // Name, kind, days by the name alone, days in 2017.
        for (label, kind, alone, in_2017) in [
            ("2016年", Some(Year), "2016-01-01 2016-12-31", "2016-01-01 2016-12-31"),
            ("2016年度", Some(Year), "2016-01-01 2016-12-31", "2016-01-01 2016-12-31"),
            ("2016年上半年", Some(HalfYear), "2016-01-01 2016-06-30", "2016-01-01 2016-06-30"),
            ("2016年第三季度", Some(Quarter), "2016-07-01 2016-09-30", "2016-07-01 2016-09-30"),
            ("2016年2月", Some(Month), "2016-02-01 2016-02-29", "2016-02-01 2016-02-29"),
            ("2016年1—8月", Some(Months), "2016-01-01 2016-08-31", "2016-01-01 2016-08-31"),
            ("2016年前8个月", Some(Months), "2016-01-01 2016-08-31", "2016-01-01 2016-08-31"),
            ("2014—2017年", Some(Years), "2014-01-01 2017-12-31", "2014-01-01 2017-12-31"),
            ("“十三五”期间", Some(FiveYearPlan), "2016-01-01 2020-12-31", "2016-01-01 2020-12-31"),
            ("十二五", Some(FiveYearPlan), "2011-01-01 2015-12-31", "2011-01-01 2015-12-31"),
            ("“十五”时期", Some(FiveYearPlan), "2001-01-01 2005-12-31", "2001-01-01 2005-12-31"),
            ("一五期间", Some(FiveYearPlan), "1953-01-01 1957-12-31", "1953-01-01 1957-12-31"),
            ("2016年1—8月累计", Some(Cumulative), "2016-01-01 2016-08-31", "2016-01-01 2016-08-31"),
            ("自2014年以来", Some(Cumulative), "", "2014-01-01 "),
            ("2016年6月至今", Some(Cumulative), "", "2016-06-01 "),
            ("“十三五”以来", Some(Cumulative), "", "2016-01-01 "),
            ("2016年初以来", Some(Cumulative), "", "2016-01-01 "),
            ("今年以来", Some(Cumulative), "", "2017-01-01 "),
            ("年初以来", Some(Cumulative), "", "2017-01-01 "),
            ("今年年初以来", Some(Cumulative), "", "2017-01-01 "),
            ("3月份以来", Some(Cumulative), "", "2017-03-01 "),
            ("党的十九大以来", Some(Cumulative), "", ""),
            ("两年来", Some(Cumulative), "", ""),
            ("累计", Some(Cumulative), "", ""),
            ("今年", Some(Year), "", "2017-01-01 2017-12-31"),
            ("全年", Some(Year), "", "2017-01-01 2017-12-31"),
            ("去年", Some(Year), "", "2016-01-01 2016-12-31"),
            ("明年上半年", Some(HalfYear), "", "2018-01-01 2018-06-30"),
            ("上半年", Some(HalfYear), "", "2017-01-01 2017-06-30"),
            ("1—7月份", Some(Months), "", "2017-01-01 2017-07-31"),
            ("今年1—8月", Some(Months), "", "2017-01-01 2017-08-31"),
            ("1月至8月", Some(Months), "", "2017-01-01 2017-08-31"),
            ("前三季度", Some(Months), "", "2017-01-01 2017-09-30"),
            ("前八个月", Some(Months), "", "2017-01-01 2017-08-31"),
            ("一季度", Some(Quarter), "", "2017-01-01 2017-03-31"),
            ("12月", Some(Month), "", "2017-12-01 2017-12-31"),
            ("本月", Some(Month), "", ""),
            ("8—1月", None, "", ""),
            ("13月", None, "", ""),
            ("观摩期间", None, "", ""),
            ("", None, "", ""),
        ] {
            let period = Period { label: label.into(), start: None, end: None };
            assert_eq!(period.kind(), kind, "{label}");
            let span = period.span().map(|(first, last)| format!("{first} {last}")).unwrap_or_default();
            assert_eq!(span, alone, "{label}");
            let days = |(first, last): (civil::Date, Option<civil::Date>)| {
                format!("{first} {}", last.map(|d| d.to_string()).unwrap_or_default())
            };
            assert_eq!(period.span_in(2017).map(days).unwrap_or_default(), in_2017, "{label}");
        }
    }

    #[test]
    fn given_days_come_first() {
        let span = |text: &str| period(text).span().map(|(first, last)| format!("{first} {last}"));
        assert_eq!(span("今年以来（2017-03至2017-08）").unwrap(), "2017-03-01 2017-08-31");
        assert_eq!(span("2016年以来（截至2017-08-20）").unwrap(), "2016-01-01 2017-08-20");
        assert_eq!(span("上半年（2017-01起）"), None);
        assert_eq!(span("上半年（2017-08至2017-01）"), None);
    }

    proptest! {
        #[test]
        fn parse_then_print_is_identity(
            label in "(今年|2017年|“十三五”|自20[0-9]{2}年)?(1—[2-9]月|上半年|全年|以来|期间|累计|（累计）)",
            start in prop::option::of(any_date()), end in prop::option::of(any_date()),
        ) {
            let period = Period { label, start, end };
            prop_assert_eq!(period.to_string().parse::<Period>(), Ok(period.clone()));
            let json = serde_json::to_string(&period).unwrap();
            prop_assert_eq!(serde_json::from_str::<Period>(&json).unwrap(), period);
        }

        #[test]
        fn any_name_is_read_without_panic(text in "[0-9一二三十五“”前第自今去年度月份季半上全累计以来至今—-]{0,10}(（\\PC{0,8}）)?") {
            if let Ok(period) = text.parse::<Period>() {
                let _ = (period.kind(), period.span(), period.span_in(2017), period.span_in(i16::MAX));
                prop_assert_eq!(period.to_string().parse::<Period>(), Ok(period));
            }
        }
    }
}
