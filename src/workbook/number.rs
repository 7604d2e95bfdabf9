//! Numbers and dates as Excel stores them, back as people see them.

use jiff_core::civil;
use rust_decimal::{Decimal, RoundingStrategy};

/// How a number format shows a number, as far as it changes what the number says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Shown {
    /// A percentage, with so many decimals.
    pub percent: Option<u32>,
    /// The text that the format prints after the number: 万人 of `0.00"万人"`.
    pub suffix: String,
    /// What of a date it shows.
    pub precision: Precision,
}

/// What of a date is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Precision {
    #[default]
    Day,
    Month,
    Year,
}

impl Shown {
    /// Reads a number format; `id` tells the formats that have no code in the file.
    pub fn new(code: &str, id: Option<u32>) -> Self {
        // 17 is mmm-yy; 27, 36, 50, 52 and 57 are yyyy年m月 in a Chinese Excel (ECMA-376-1, 18.8.30).
        if matches!(id, Some(17 | 27 | 36 | 50 | 52 | 57)) && !code.contains(['d', 'D']) {
            return Self { precision: Precision::Month, ..Self::default() };
        }
        if code.eq_ignore_ascii_case("general") {
            return Self::default();
        }
        let (mut tokens, mut suffix, mut decimals, mut point) = (String::new(), String::new(), 0, false);
        let mut chars = code.chars();
        while let Some(c) = chars.next() {
            match c {
                ';' => break,
                '"' => suffix.extend(chars.by_ref().take_while(|c| *c != '"')),
                '\\' => suffix.extend(chars.next()),
                '_' | '*' => drop(chars.next()),
                '[' => drop(chars.by_ref().take_while(|c| *c != ']').last()),
                '0' | '#' | '?' => {
                    decimals += u32::from(point);
                    suffix.clear();
                    tokens.push(c);
                }
                '.' => point = true,
                // Written without quotes by WPS and by people.
                c if !c.is_ascii() => suffix.push(c),
                c => tokens.extend(c.to_lowercase()),
            }
        }
        let has = |c| tokens.contains(c);
        let digits = tokens.contains(['0', '#', '?']);
        let precision = match (has('y') || has('e'), has('m'), has('d')) {
            (true, false, false) if !digits => Precision::Year,
            (true, true, false) if !digits => Precision::Month,
            _ => Precision::Day,
        };
        let percent = has('%').then_some(decimals);
        let suffix = if digits && percent.is_none() { suffix.trim().to_owned() } else { String::new() };
        Self { percent, suffix, precision }
    }
}

/// A number without exponent and without binary noise: its 15 significant digits, as Excel shows them. `None` for what
/// is no number.
pub(super) fn plain_number(number: f64) -> Option<String> {
    if !number.is_finite() {
        return None;
    }
    let scientific = format!("{number:.14e}");
    let (mantissa, exponent) = scientific.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |m| ("-", m));
    let digits = mantissa.replace('.', "");
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return Some("0".into());
    }
    let whole = usize::try_from(exponent + 1).unwrap_or(0);
    let zeros = usize::try_from(-exponent - 1).unwrap_or(0);
    let (before, after) = digits.split_at(whole.min(digits.len()));
    let padding = "0".repeat(whole.saturating_sub(digits.len()));
    let before = if before.is_empty() { "0" } else { before };
    let after = format!("{}{after}", "0".repeat(zeros));
    let point = if after.is_empty() { "" } else { "." };
    Some(format!("{sign}{before}{padding}{point}{after}"))
}

/// A fraction as the percentage that is shown: 0.6748 with two decimals is 67.48%.
pub(super) fn percentage(number: f64, decimals: u32) -> Option<String> {
    let decimals = decimals.min(10);
    let fraction: Decimal = plain_number(number)?.parse().ok()?;
    let percent = fraction.checked_mul(Decimal::ONE_HUNDRED)?;
    let mut shown = percent.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    shown.rescale(decimals);
    Some(format!("{shown}%"))
}

/// The date of a serial number, to the precision that is shown. `None` for a time of day, for the day that Excel only
/// imagines (1900-02-29), and for what no calendar has.
pub(super) fn date(serial: f64, from_1904: bool, precision: Precision) -> Option<String> {
    if !(0.0..=2_958_466.0).contains(&serial) {
        return None;
    }
    let days = serial.floor() as i64;
    let days = match (from_1904, days) {
        (true, _) => days + 1462,
        (false, 61..) => days,
        (false, 1..=59) => days + 1,
        _ => return None,
    };
    let day = civil::Date::new(1899, 12, 30).ok()?.checked_add(i32::try_from(days).ok()?).ok()?;
    let text = format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day());
    Some(match precision {
        Precision::Day => text,
        Precision::Month => text.get(..7)?.to_owned(),
        Precision::Year => text.get(..4)?.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_print_as_people_see_them() {
        for (number, text) in [
            (4.98, "4.98"),
            (0.1 + 0.2, "0.3"),
            (-0.00012, "-0.00012"),
            (78437.69, "78437.69"),
            (1e15, "1000000000000000"),
            (1.5e20, "150000000000000000000"),
            (100.0, "100"),
            (0.0, "0"),
            (-0.0, "0"),
            (1e-7, "0.0000001"),
        ] {
            assert_eq!(plain_number(number).unwrap(), text);
        }
        assert_eq!(plain_number(f64::NAN), None);
    }

    #[test]
    fn percentages_have_the_decimals_that_are_shown() {
        assert_eq!(percentage(0.6748, 2).unwrap(), "67.48%");
        assert_eq!(percentage(0.6748, 0).unwrap(), "67%");
        assert_eq!(percentage(0.675, 1).unwrap(), "67.5%");
        assert_eq!(percentage(0.5, 2).unwrap(), "50.00%");
        assert_eq!(percentage(-0.00125, 2).unwrap(), "-0.13%");
        assert_eq!(percentage(1e300, 2), None);
    }

    #[test]
    fn formats_tell_percent_unit_and_precision() {
        assert_eq!(Shown::new("0.00%", Some(10)).percent, Some(2));
        assert_eq!(Shown::new("0%;[Red]-0.0%", None).percent, Some(0));
        assert_eq!(Shown::new("0.00\"万人\"", None).suffix, "万人");
        assert_eq!(Shown::new("#,##0.00万元", None).suffix, "万元");
        assert_eq!(Shown::new("\"约\"0", None).suffix, "");
        assert_eq!(Shown::new("_ * #,##0.00_ ;_ * \\-#,##0.00_ ", None), Shown::default());
        assert_eq!(Shown::new("General", Some(0)), Shown::default());
        assert_eq!(Shown::new("yyyy\"年\"m\"月\"", None).precision, Precision::Month);
        assert_eq!(Shown::new("General", Some(57)).precision, Precision::Month);
        assert_eq!(Shown::new("yyyy", None).precision, Precision::Year);
        assert_eq!(Shown::new("mm-dd-yy", Some(14)).precision, Precision::Day);
        assert_eq!(Shown::new("yyyy-mm-dd hh:mm", None).precision, Precision::Day);
    }

    #[test]
    fn serials_are_dates_of_either_epoch() {
        assert_eq!(date(42977.0, false, Precision::Day).unwrap(), "2017-08-30");
        assert_eq!(date(41515.5, true, Precision::Day).unwrap(), "2017-08-30");
        assert_eq!(date(42977.0, false, Precision::Month).unwrap(), "2017-08");
        assert_eq!(date(59.0, false, Precision::Day).unwrap(), "1900-02-28");
        assert_eq!(date(61.0, false, Precision::Day).unwrap(), "1900-03-01");
        for serial in [60.0, 0.25, -1.0, 1e12, f64::NAN] {
            assert_eq!(date(serial, false, Precision::Day), None, "{serial}");
        }
    }
}
