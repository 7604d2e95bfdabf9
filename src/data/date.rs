//! [`Date`]: a calendar date as precise as it is known, and [`Period`]: the time that a figure covers.

use std::fmt;
use std::str::FromStr;

use jiff::civil;
use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};

/// A date as precise as it is known: `2017`, `2017-08`, `2017-08-30`, `2017底`, `2018上半年`, `2017-06上旬`.
///
/// The Chinese way of writing (2017年8月30日, 2017年底) is read too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
    part: Option<Part>,
}

/// A part of a year or of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    FirstHalf,
    SecondHalf,
    Beginning,
    End,
    FirstTen,
    MiddleTen,
    LastTen,
}

const PARTS: [(Part, &str); 7] = [
    (Part::FirstHalf, "上半年"),
    (Part::SecondHalf, "下半年"),
    (Part::Beginning, "初"),
    (Part::End, "底"),
    (Part::FirstTen, "上旬"),
    (Part::MiddleTen, "中旬"),
    (Part::LastTen, "下旬"),
];

impl Part {
    fn word(self) -> &'static str {
        PARTS.iter().find(|(p, _)| *p == self).map_or("", |(_, w)| w)
    }
}

impl Date {
    /// The year.
    pub fn year(&self) -> i16 {
        self.year
    }

    /// The last day that the date can mean: 2017底 is 2017-12-31, 2018上半年 is 2018-06-30.
    pub fn last_day(&self) -> civil::Date {
        let end_of = |month: i8| civil::date(self.year, month, 1).last_of_month();
        match (self.month, self.day, self.part) {
            (Some(m), Some(d), _) => civil::date(self.year, m, d),
            (Some(m), None, Some(Part::FirstTen | Part::Beginning)) => civil::date(self.year, m, 10),
            (Some(m), None, Some(Part::MiddleTen)) => civil::date(self.year, m, 20),
            (Some(m), None, _) => end_of(m),
            (None, _, Some(Part::FirstHalf)) => end_of(6),
            (None, _, Some(Part::Beginning)) => end_of(3),
            (None, ..) => end_of(12),
        }
    }

    /// The calendar day, when the date is that precise.
    pub fn day(&self) -> Option<civil::Date> {
        Some(civil::date(self.year, self.month?, self.day?))
    }

    /// The date in a text: 2017年8月30日, 2017年底, 2018年上半年.
    pub fn chinese(&self) -> String {
        let mut out = format!("{}年", self.year);
        if let Some(month) = self.month {
            out.push_str(&format!("{month}月"));
        }
        if let Some(day) = self.day {
            out.push_str(&format!("{day}日"));
        }
        out.push_str(self.part.map_or("", Part::word));
        out
    }

    /// The date without its year, where there is something left to say: 8月30日, 上半年.
    pub fn chinese_without_year(&self) -> String {
        let full = self.chinese();
        full.split_once('年').map(|(_, rest)| rest).filter(|rest| !rest.is_empty()).unwrap_or(&full).to_owned()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        f.write_str(self.part.map_or("", Part::word))
    }
}

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fail = || format!("“{text}”不是日期，请写成“2017-08-30”“2017-08”“2017底”或“2018上半年”");
        let mut rest = text.trim().to_owned();
        let mut part = None;
        for (candidate, word) in PARTS {
            if let Some(head) = rest.strip_suffix(word) {
                part = Some(candidate);
                rest = head.to_owned();
                break;
            }
        }
        let plain = rest.replace(['年', '月', '/', '.'], "-").replace(['日', '号'], "");
        let mut fields = plain.trim_end_matches('-').split('-');
        let mut next = || fields.next().map(|f| f.trim().parse::<i16>().map_err(|_| fail())).transpose();
        let year = next()?.filter(|y| (1000..=9999).contains(y)).ok_or_else(fail)?;
        let month = next()?.map(|m| i8::try_from(m).map_err(|_| fail())).transpose()?;
        let day = next()?.map(|d| i8::try_from(d).map_err(|_| fail())).transpose()?;
        if fields.next().is_some() || civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).is_err() {
            return Err(fail());
        }
        let fits = match part {
            None => true,
            Some(Part::FirstHalf | Part::SecondHalf) => month.is_none(),
            Some(Part::Beginning | Part::End) => day.is_none(),
            Some(Part::FirstTen | Part::MiddleTen | Part::LastTen) => month.is_some() && day.is_none(),
        };
        if fits { Ok(Self { year, month, day, part }) } else { Err(fail()) }
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct("Date", &self.to_string())
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Form;

        impl Visitor<'_> for Form {
            type Value = Date;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("日期")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Date, E> {
                text.parse().map_err(E::custom)
            }

            fn visit_u64<E: de::Error>(self, year: u64) -> Result<Date, E> {
                year.to_string().parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_any(Form)
    }
}

/// 统计期间: the time that a figure covers, by the name that is printed (上半年, 1—7月, 今年以来) and, when given,
/// its first and last day.
///
/// In JSON it is the name, or an object `{"label": "上半年", "start": "2017-01", "end": "2017-06"}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// The name that is printed.
    pub label: String,
    /// First day. A cumulative figure needs it.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PeriodObject {
    label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    start: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    end: Option<Date>,
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.start.is_none() && self.end.is_none() {
            return serializer.serialize_newtype_struct("Period", &self.label);
        }
        let object = PeriodObject { label: self.label.clone(), start: self.start, end: self.end };
        serializer.serialize_newtype_struct("Period", &object)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Form;

        impl<'de> Visitor<'de> for Form {
            type Value = Period;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("统计期间")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Period, E> {
                match text.trim() {
                    "" => Err(E::custom("统计期间是空的，请写成“上半年”“1—7月”这样的名称")),
                    label => Ok(Period { label: label.into(), start: None, end: None }),
                }
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Period, A::Error> {
                let object = PeriodObject::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(Period { label: object.label, start: object.start, end: object.end })
            }
        }

        deserializer.deserialize_any(Form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_prints_every_precision() {
        for (text, chinese) in [
            ("2017", "2017年"),
            ("2017-08", "2017年8月"),
            ("2017-08-30", "2017年8月30日"),
            ("2017底", "2017年底"),
            ("2018上半年", "2018年上半年"),
            ("2019-06底", "2019年6月底"),
            ("2016-06上旬", "2016年6月上旬"),
        ] {
            let date: Date = text.parse().unwrap();
            assert_eq!(date.to_string(), text);
            assert_eq!(date.chinese(), chinese);
            assert_eq!(chinese.parse::<Date>().unwrap(), date);
        }
        assert_eq!("2017-08-30".parse::<Date>().unwrap().chinese_without_year(), "8月30日");
        assert_eq!("2017".parse::<Date>().unwrap().chinese_without_year(), "2017年");
    }

    #[test]
    fn the_last_day_is_what_a_deadline_means() {
        for (text, last) in [
            ("2017底", "2017-12-31"),
            ("2018上半年", "2018-06-30"),
            ("2018下半年", "2018-12-31"),
            ("2016-02", "2016-02-29"),
            ("2016-06上旬", "2016-06-10"),
        ] {
            assert_eq!(text.parse::<Date>().unwrap().last_day().to_string(), last);
        }
    }

    #[test]
    fn impossible_dates_are_refused() {
        for wrong in ["", "2017-13", "2017-02-30", "17-08", "明年", "2017-08-30底", "2017-08上半年", "2017-1-1-1"]
        {
            assert!(wrong.parse::<Date>().unwrap_err().contains("不是日期"), "{wrong}");
        }
    }
}
