//! Dates of the document itself.

use jiff::civil::Date;

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
    let date: Date = iso.parse().ok()?;
    // The parser also takes `20170830` and a date with a time; the front matter has one way to write a date.
    (date.to_string() == iso).then(|| format!("{}年{}月{}日", date.year(), date.month(), date.day()))
}

#[cfg(test)]
mod tests {
    use super::printed_date;

    #[test]
    fn only_dates() {
        assert_eq!(printed_date("2025-12-31").as_deref(), Some("2025年12月31日"));
        for wrong in ["", "2017年8月30日", "2017-13-01", "2017-8-3", "20170830", "2017-08-30T10:00"] {
            assert_eq!(printed_date(wrong), None, "{wrong}");
        }
    }
}
