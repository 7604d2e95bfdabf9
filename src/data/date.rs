//! [`Date`]: a calendar date as precise as it is known, as it is written.

use std::fmt;
use std::str::FromStr;

use jiff_core::civil;
use serde_json::Value;

use super::FigureValue;
use super::field::{Item, Wrong, serde_by_item};
use super::node::Node;
use super::quantity::shorten;
use super::tree::Tree;

/// A date as precise as it is known, and how it was written (genre study 3.6, as-of dates and deadlines).
///
/// | | in digits (ISO 8601) | Chinese |
/// |---|---|---|
/// | day, month, year | `2017-08-30`, `2017-08`, `2017` | `2017年8月30日`, `2017年8月`, `2017年` |
/// | part of a year | `2018上半年`, `2016一季度`, `2017初`, `2017底` | `2016年第一季度`, `2017年末`, `2018年年底` |
/// | part of a month | `2016-06上旬`, `2019-06底` | `2016年6月上旬`, `2019年6月底` |
/// | as of | `截至2019-06底` | `截至2019年6月底`, `到2018年10月底` |
/// | deadline | `2019-12-10前` | `2019年12月10日前`, `2016年6月上旬之前` |
///
/// Printing what was parsed gives the text back. Only slips are mended: 截止 becomes 截至, 号 becomes 日, leading zeros,
/// slashes and full-width digits become the form of the table. Two dates are equal when they are written alike, too;
/// [`Date::same_time`] compares what they mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
    part: Option<Part>,
    style: Style,
    /// 截至 or 到.
    before: &'static str,
    /// 前, 之前 or 以前.
    after: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Iso,
    Chinese,
}

/// A part of a year or of a month, by its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Part {
    word: &'static str,
    kind: PartKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PartKind {
    FirstHalf,
    SecondHalf,
    Quarter(i8),
    Beginning,
    End,
    FirstTen,
    MiddleTen,
    LastTen,
}

const fn part(word: &'static str, kind: PartKind) -> Part {
    Part { word, kind }
}

/// The parts; of two words that end alike the longer one comes first. 年底 and its like follow 年 (2018年年底).
const PARTS: [Part; 19] = [
    part("上半年", PartKind::FirstHalf),
    part("下半年", PartKind::SecondHalf),
    part("第一季度", PartKind::Quarter(1)),
    part("第二季度", PartKind::Quarter(2)),
    part("第三季度", PartKind::Quarter(3)),
    part("第四季度", PartKind::Quarter(4)),
    part("一季度", PartKind::Quarter(1)),
    part("二季度", PartKind::Quarter(2)),
    part("三季度", PartKind::Quarter(3)),
    part("四季度", PartKind::Quarter(4)),
    part("年初", PartKind::Beginning),
    part("年底", PartKind::End),
    part("年末", PartKind::End),
    part("初", PartKind::Beginning),
    part("底", PartKind::End),
    part("末", PartKind::End),
    part("上旬", PartKind::FirstTen),
    part("中旬", PartKind::MiddleTen),
    part("下旬", PartKind::LastTen),
];

impl Part {
    /// The longest part at the end of a text, and what stands before it.
    fn split(text: &str) -> (Option<Self>, &str) {
        let found = PARTS.into_iter().find_map(|part| {
            let head = text.strip_suffix(part.word)?;
            // 2017年底 is 底 of 2017年; only a second 年 belongs to the word.
            (!part.doubles_year() || head.ends_with('年')).then_some((part, head))
        });
        found.map_or((None, text), |(part, head)| (Some(part), head))
    }

    fn doubles_year(self) -> bool {
        self.word.starts_with('年')
    }

    fn fits(self, month: Option<i8>, day: Option<i8>) -> bool {
        match self.kind {
            PartKind::FirstHalf | PartKind::SecondHalf | PartKind::Quarter(_) => month.is_none(),
            PartKind::Beginning | PartKind::End => day.is_none() && !(self.doubles_year() && month.is_some()),
            PartKind::FirstTen | PartKind::MiddleTen | PartKind::LastTen => month.is_some() && day.is_none(),
        }
    }
}

/// Words before a date, as they are read and as they are printed. 截止 is a common slip for 截至.
const BEFORE: [(&str, &str); 6] =
    [("截至到", "截至"), ("截止到", "截至"), ("截止至", "截至"), ("截至", "截至"), ("截止", "截至"), ("到", "到")];

/// A day of the calendar.
pub(crate) fn calendar_day(year: i16, month: i8, day: i8) -> civil::Date {
    // Whoever asks has looked at the parts.
    civil::Date::new(year, month, day).unwrap_or(civil::Date::MIN)
}

/// The same day some months later, or the last one of a month that has no such day; `None` after the year 9999.
pub(crate) fn months_after(day: civil::Date, months: i32) -> Option<civil::Date> {
    let month = i32::from(day.year()) * 12 + i32::from(day.month()) - 1 + months;
    let (year, month) = (i16::try_from(month.div_euclid(12)).ok()?, i8::try_from(month.rem_euclid(12)).ok()? + 1);
    civil::Date::new_constrain(year, month, day.day()).ok()
}

/// Words after a deadline.
const AFTER: [&str; 3] = ["之前", "以前", "前"];

impl Date {
    /// The year.
    pub fn year(&self) -> i16 {
        self.year
    }

    /// The first day that the date can mean: 2018下半年 is 2018-07-01, 2019-06底 is 2019-06-21, 2017底 is 2017-12-01.
    pub fn first_day(&self) -> civil::Date {
        let day = |month, day| calendar_day(self.year, month, day);
        match (self.month, self.day, self.part.map(|p| p.kind)) {
            (Some(m), Some(d), _) => day(m, d),
            (Some(m), None, Some(PartKind::MiddleTen)) => day(m, 11),
            (Some(m), None, Some(PartKind::LastTen | PartKind::End)) => day(m, 21),
            (Some(m), None, _) => day(m, 1),
            (None, _, Some(PartKind::SecondHalf)) => day(7, 1),
            (None, _, Some(PartKind::Quarter(n))) => day(3 * n - 2, 1),
            (None, _, Some(PartKind::End)) => day(12, 1),
            (None, ..) => day(1, 1),
        }
    }

    /// The last day that the date can mean: 2017底 is 2017-12-31, 2018上半年 is 2018-06-30. A deadline with 前 includes
    /// the day that it names.
    pub fn last_day(&self) -> civil::Date {
        let end_of = |month: i8| calendar_day(self.year, month, 1).last_of_month();
        match (self.month, self.day, self.part.map(|p| p.kind)) {
            (Some(m), Some(d), _) => calendar_day(self.year, m, d),
            (Some(m), None, Some(PartKind::FirstTen | PartKind::Beginning)) => calendar_day(self.year, m, 10),
            (Some(m), None, Some(PartKind::MiddleTen)) => calendar_day(self.year, m, 20),
            (Some(m), None, _) => end_of(m),
            (None, _, Some(PartKind::FirstHalf)) => end_of(6),
            (None, _, Some(PartKind::Quarter(n))) => end_of(3 * n),
            (None, _, Some(PartKind::Beginning)) => end_of(3),
            (None, ..) => end_of(12),
        }
    }

    /// The calendar day, when the date is that precise.
    pub fn day(&self) -> Option<civil::Date> {
        Some(calendar_day(self.year, self.month?, self.day?))
    }

    /// Whether two dates mean the same days, however they are written: 2017底 and 截至2017年年末.
    pub fn same_time(&self, other: &Self) -> bool {
        (self.first_day(), self.last_day()) == (other.first_day(), other.last_day())
    }

    /// The date in a text, without 截至 and 前: 2017年8月30日, 2017年底, 2018年上半年.
    pub fn chinese(&self) -> String {
        let mut out = format!("{}年", self.year);
        if let Some(month) = self.month {
            out.push_str(&format!("{month}月"));
        }
        if let Some(day) = self.day {
            out.push_str(&format!("{day}日"));
        }
        out.push_str(self.part.map_or("", |p| p.word));
        out
    }

    /// The date without its year, where there is something left to say: 8月30日, 上半年, 年底.
    pub fn chinese_without_year(&self) -> String {
        let full = self.chinese();
        // 底 alone is no time.
        if let (None, Some(part)) = (self.month, self.part.filter(|p| matches!(p.word, "初" | "底" | "末"))) {
            return format!("年{}", part.word);
        }
        full.split_once('年').map(|(_, rest)| rest).filter(|rest| !rest.is_empty()).unwrap_or(&full).to_owned()
    }

    /// The date in digits as far as it has them (ISO 8601), without 截至 and 前: 2017-08-30, 2017底.
    pub fn iso(&self) -> String {
        let mut out = format!("{:04}", self.year);
        for field in [self.month, self.day].into_iter().flatten() {
            out.push_str(&format!("-{field:02}"));
        }
        out.push_str(self.part.map_or("", |p| p.word));
        out
    }

    /// Whether 截至 or 到 was written before it.
    pub(super) fn is_as_of(&self) -> bool {
        !self.before.is_empty()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bare = match self.style {
            Style::Iso => self.iso(),
            Style::Chinese => self.chinese(),
        };
        write!(f, "{}{bare}{}", self.before, self.after)
    }
}

/// Year, month and day, with the separators of either style. Chinese is what has 年.
fn fields(text: &str) -> Option<(i16, Option<i8>, Option<i8>, Style)> {
    let number = |text: &mut &str, longest: usize| {
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (digits, rest) = text.split_at_checked(end).filter(|(digits, _)| digits.len() <= longest)?;
        *text = rest;
        digits.parse::<i16>().ok()
    };
    let separator = |text: &mut &str, word: char| {
        *text = text.strip_prefix([word, '-', '－', '/', '.'])?;
        Some(())
    };
    let mut rest = text;
    let year = number(&mut rest, 4).filter(|y| *y >= 1000)?;
    let style = if rest.starts_with('年') { Style::Chinese } else { Style::Iso };
    if matches!(rest, "" | "年") {
        return Some((year, None, None, style));
    }
    separator(&mut rest, '年')?;
    let month = i8::try_from(number(&mut rest, 2)?).ok()?;
    if matches!(rest, "" | "月") {
        return Some((year, Some(month), None, style));
    }
    separator(&mut rest, '月')?;
    let day = i8::try_from(number(&mut rest, 2)?).ok()?;
    matches!(rest, "" | "日" | "号").then_some((year, Some(month), Some(day), style))
}

/// Whether a text would be a date, had it a year: 6月底, 上半年, 去年10月底, 目前.
fn lacks_year(text: &str) -> bool {
    const RELATIVE: [&str; 13] =
        ["今年", "本年", "去年", "上年", "前年", "明年", "后年", "年初", "年底", "年末", "目前", "当前", "本月"];
    let (_, head) = Part::split(text);
    let with_year = || fields(&format!("2000年{head}"));
    let possible = |(y, m, d, _): (i16, Option<i8>, Option<i8>, Style)| civil::Date::new(y, m?, d.unwrap_or(1)).ok();
    RELATIVE.iter().any(|word| text.starts_with(word))
        || (head.is_empty() && !text.is_empty())
        || with_year().and_then(possible).is_some()
}

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // Pasted dates have spaces and full-width digits.
        let plain: String = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| if ('０'..='９').contains(&c) { char::from(b'0' + (c as u32 - '０' as u32) as u8) } else { c })
            .collect();
        let (before, dated) = BEFORE
            .into_iter()
            .find_map(|(read, printed)| Some((printed, plain.strip_prefix(read)?)))
            .unwrap_or(("", &plain));
        let (after, rest) =
            AFTER.into_iter().find_map(|word| Some((word, dated.strip_suffix(word)?))).unwrap_or(("", dated));
        let fail = || {
            let shown = shorten(text.trim());
            // 目前 ends like a deadline.
            if lacks_year(rest) || lacks_year(dated) {
                format!("“{shown}”不是日期，没有写明年份，请写成“2019年6月底”“2019-06-30”这样带年份的日期")
            } else {
                format!("“{shown}”不是日期，请写成“2017-08-30”“2017-08”“2017底”或“2018上半年”")
            }
        };
        let (part, head) = Part::split(rest);
        let (year, month, day, style) = fields(head).ok_or_else(fail)?;
        if civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).is_err()
            || part.is_some_and(|part| !part.fits(month, day))
        {
            return Err(fail());
        }
        Ok(Self { year, month, day, part, style, before, after })
    }
}

impl Item for Date {
    fn read(tree: &Tree) -> Result<Self, Wrong> {
        match tree {
            Tree::Text(text) => text.parse().map_err(Wrong::new),
            // A year.
            Tree::Number(year) if year.is_u64() => year.to_string().parse().map_err(Wrong::new),
            _ => Err(Wrong::kind(tree, "日期")),
        }
    }

    fn json(&self) -> Value {
        self.to_string().into()
    }

    fn node(&self) -> Node {
        Node::Figure(FigureValue::Date(*self))
    }
}

serde_by_item!(Date);

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap_or_else(|e| panic!("{e}"))
    }

    /// The forms of section 3.6 of the genre study, with their years.
    #[test]
    fn prints_what_was_written() {
        for (text, chinese) in [
            ("2017", "2017年"),
            ("2017-08", "2017年8月"),
            ("2017-08-30", "2017年8月30日"),
            ("2017初", "2017年初"),
            ("2017底", "2017年底"),
            ("2018上半年", "2018年上半年"),
            ("2019-06底", "2019年6月底"),
            ("2016-06上旬", "2016年6月上旬"),
            ("2016一季度", "2016年一季度"),
            ("2016第一季度", "2016年第一季度"),
            ("2017年", "2017年"),
            ("2017年8月", "2017年8月"),
            ("2017年8月30日", "2017年8月30日"),
            ("2017年底", "2017年底"),
            ("2017年末", "2017年末"),
            ("2018年年底", "2018年年底"),
            ("2018年下半年", "2018年下半年"),
            ("2016年第四季度", "2016年第四季度"),
            ("2016年6月上旬", "2016年6月上旬"),
            ("截至2018年年底", "2018年年底"),
            ("截至2019-06底", "2019年6月底"),
            ("截至2019年6月底", "2019年6月底"),
            ("截至2019年7月10日", "2019年7月10日"),
            ("到2018年10月底", "2018年10月底"),
            ("2019年12月10日前", "2019年12月10日"),
            ("2019-12-10前", "2019年12月10日"),
            ("2019年4月30日以前", "2019年4月30日"),
            ("2019年2月底前", "2019年2月底"),
            ("2016年6月上旬之前", "2016年6月上旬"),
            ("到2020年底前", "2020年底"),
        ] {
            let read = date(text);
            assert_eq!(read.to_string(), text);
            assert_eq!(read.chinese(), chinese);
            assert!(date(chinese).same_time(&read), "{text}");
            assert_eq!(serde_json::to_string(&read).unwrap(), format!("\"{text}\""));
            assert_eq!(serde_json::from_str::<Date>(&format!("\"{text}\"")).unwrap(), read);
        }
        assert_eq!(date("2017-08-30").chinese_without_year(), "8月30日");
        assert_eq!(date("2017").chinese_without_year(), "2017年");
        assert_eq!(date("2018年年底").chinese_without_year(), "年底");
        assert_eq!(date("2018底").chinese_without_year(), "年底");
        assert_eq!(date("2018-06底").chinese_without_year(), "6月底");
        assert_eq!(date("截至2017年8月30日").iso(), "2017-08-30");
    }

    #[test]
    fn slips_are_mended() {
        for (slip, mended) in [
            ("截止2019年6月底", "截至2019年6月底"),
            ("截止到2019-06底", "截至2019-06底"),
            ("2017/8/3", "2017-08-03"),
            ("2017.08", "2017-08"),
            ("2017年08月03号", "2017年8月3日"),
            ("２０１７年 8月 30日", "2017年8月30日"),
        ] {
            assert_eq!(date(slip).to_string(), mended);
        }
    }

    #[test]
    fn first_and_last_day_are_what_a_date_can_mean() {
        for (text, first, last) in [
            ("2017", "2017-01-01", "2017-12-31"),
            ("2017初", "2017-01-01", "2017-03-31"),
            ("2017底", "2017-12-01", "2017-12-31"),
            ("2018上半年", "2018-01-01", "2018-06-30"),
            ("2018下半年", "2018-07-01", "2018-12-31"),
            ("2016年第三季度", "2016-07-01", "2016-09-30"),
            ("2016-02", "2016-02-01", "2016-02-29"),
            ("2016-06上旬", "2016-06-01", "2016-06-10"),
            ("2016-06中旬", "2016-06-11", "2016-06-20"),
            ("2016-06下旬", "2016-06-21", "2016-06-30"),
            ("2016-06初", "2016-06-01", "2016-06-10"),
            ("2016-06底", "2016-06-21", "2016-06-30"),
            ("2019-12-10前", "2019-12-10", "2019-12-10"),
        ] {
            assert_eq!(date(text).first_day().to_string(), first, "{text}");
            assert_eq!(date(text).last_day().to_string(), last, "{text}");
        }
    }

    #[test]
    fn equal_is_written_alike() {
        assert_ne!(date("2017底"), date("截至2017年年末"));
        assert!(date("2017底").same_time(&date("截至2017年年末")));
        assert!(!date("2017-06").same_time(&date("2017-06底")));
    }

    #[test]
    fn impossible_dates_are_refused() {
        for wrong in [
            "",
            "2017-13",
            "2017-02-30",
            "17-08",
            "2017-08-30底",
            "2017-08上半年",
            "2017-1-1-1",
            "截至",
            "前",
            "2017-",
            "2017年年",
            "2017年6月年底",
            "2017-08一季度",
            "20170830",
            "201708",
            "2017上旬",
        ] {
            let error = wrong.parse::<Date>().unwrap_err();
            assert!(error.contains("不是日期，请写成"), "{error}");
        }
    }

    #[test]
    fn a_date_needs_its_year() {
        for wrong in [
            "6月底",
            "截至6月底",
            "截至7月10日",
            "4月30日前",
            "6月上旬之前",
            "上半年",
            "第一季度",
            "明年",
            "到去年10月底",
            "截至目前",
            "年底",
        ] {
            let error = wrong.parse::<Date>().unwrap_err();
            assert!(error.contains("不是日期，没有写明年份，请写成“2019年6月底”"), "{error}");
        }
    }

    /// Any date that can be written.
    pub(in crate::data) fn any_date() -> impl Strategy<Value = Date> {
        let parts: Vec<_> = std::iter::once(None).chain(PARTS.map(Some)).collect();
        let words = |words: &[&'static str]| prop::sample::select(words.to_vec());
        (
            (1000i16..=9999, prop::option::of(1i8..=12), prop::option::of(1i8..=28), prop::sample::select(parts)),
            prop::sample::select(vec![Style::Iso, Style::Chinese]),
            (words(&["", "截至", "到"]), words(&["", "前", "之前", "以前"])),
        )
            .prop_map(|((year, month, day, part), style, (before, after))| {
                let day = day.filter(|_| month.is_some());
                let doubled = |part: Part| part.doubles_year() && style == Style::Iso;
                let part = part.filter(|part| part.fits(month, day) && !doubled(*part));
                Date { year, month, day, part, style, before, after }
            })
    }

    proptest! {
        #[test]
        fn parse_then_print_is_identity(date in any_date()) {
            prop_assert_eq!(date.to_string().parse::<Date>(), Ok(date));
            prop_assert!(date.first_day() <= date.last_day());
            prop_assert!(date.chinese().parse::<Date>().unwrap().same_time(&date));
        }

        #[test]
        fn any_text_parses_or_fails_without_panic(
            text in "(截至|截止|到)?\\PC{0,2}([0-9０]{0,5}[-年/.])?[0-9]{0,3}[-月]?[0-9]{0,3}(日|号|年底|底|季度|上半年)?\\PC?(前|以前)?",
        ) {
            if let Ok(date) = text.parse::<Date>() {
                prop_assert_eq!(date.to_string().parse::<Date>(), Ok(date));
                let _ = (date.first_day(), date.last_day(), date.chinese_without_year());
            }
        }
    }
}
