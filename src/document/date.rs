//! Dates of the document itself.

use jiff_core::civil::Date;

/// `2017-08-30` as it is printed, `2017年8月30日`: four digits for the year, no leading zeros (GB/T 9704-2012, 7.3.5.4).
/// `None` for anything but a date of the calendar in ISO 8601.
///
/// ```
/// use huibao::document::printed_date;
///
/// assert_eq!(printed_date("2017-08-03").as_deref(), Some("2017年8月3日"));
/// assert_eq!(printed_date("2017-02-29"), None);
/// ```
pub fn printed_date(iso: &str) -> Option<String> {
    iso_day(iso).map(|day| format!("{}年{}月{}日", day.year(), day.month(), day.day()))
}

/// The day of a date in ISO 8601, written in the one way that a document writes it: `2017-08-30`.
pub(crate) fn iso_day(iso: &str) -> Option<Date> {
    let [year, month, day]: [&str; 3] = iso.split('-').collect::<Vec<_>>().try_into().ok()?;
    let number = |part: &str, digits: usize| -> Option<i16> {
        (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse().ok())?
    };
    let (month, day) = (i8::try_from(number(month, 2)?).ok()?, i8::try_from(number(day, 2)?).ok()?);
    Date::new(number(year, 4)?, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::printed_date;

    #[test]
    fn only_dates() {
        assert_eq!(printed_date("2025-12-31").as_deref(), Some("2025年12月31日"));
        for wrong in [
            "",
            "2017年8月30日",
            "2017-13-01",
            "2017-8-3",
            "20170830",
            "2017-08-30T10:00",
            "2017-02-29",
            "-017-08-30",
            "2017-+8-30",
            "２０17-08-30",
        ] {
            assert_eq!(printed_date(wrong), None, "{wrong}");
        }
    }
}
