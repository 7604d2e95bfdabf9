//! Numbers as they are written: exact decimals in Arabic digits, counting words in Chinese.

use rust_decimal::Decimal;

/// Reads a decimal in Arabic digits, keeping its printed decimals (`"13.20"` stays 13.20).
///
/// Full-width digits and thousand separators are read, since pasted figures have them; they are not printed back.
pub(crate) fn parse_decimal(text: &str) -> Option<Decimal> {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '0'..='9' | '.' => plain.push(c),
            '０'..='９' => plain.push(char::from(b'0' + (c as u32 - '０' as u32) as u8)),
            '．' => plain.push('.'),
            '-' | '−' | '－' if plain.is_empty() => plain.push('-'),
            ',' | '，' if !plain.is_empty() => {}
            _ => return None,
        }
    }
    let digits = plain.strip_prefix('-').unwrap_or(&plain);
    if digits.starts_with('.') || digits.ends_with('.') || digits.is_empty() {
        return None;
    }
    Decimal::from_str_exact(&plain).ok()
}

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// Reads a Chinese numeral below ten thousand: 两, 十, 十二, 二十, 三百零五.
pub(crate) fn parse_chinese(text: &str) -> Option<u32> {
    let digit = |c: char| match c {
        '两' => Some(2),
        '〇' => Some(0),
        _ => DIGITS.iter().position(|d| *d == c).map(|d| d as u32),
    };
    let (mut total, mut pending) = (0, None);
    for c in text.chars() {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => {
                let d = digit(c)?;
                if pending.is_some_and(|p| p != 0) {
                    return None;
                }
                pending = Some(d);
                continue;
            }
        };
        if total % (unit * 10) != 0 {
            return None;
        }
        total += pending.take().unwrap_or(1) * unit;
    }
    (!text.is_empty()).then_some(total + pending.unwrap_or(0))
}

/// `n` as a Chinese numeral, as headings and ordinals write it (`二`, `十二`, `一百零二`).
///
/// ```
/// use huibao::data::chinese_numeral;
///
/// assert_eq!(chinese_numeral(12), "十二");
/// assert_eq!(chinese_numeral(110), "一百一十");
/// assert_eq!(chinese_numeral(20_305), "二万零三百零五");
/// ```
pub fn chinese_numeral(n: u32) -> String {
    numeral(n.into())
}

/// Any whole number as a Chinese numeral: 一万零一亿 for 10001亿.
pub(super) fn numeral(n: u64) -> String {
    let (high, low) = (n / YI, n % YI);
    if high == 0 {
        return below_yi(low, true);
    }
    let mut out = numeral(high) + "亿";
    if low > 0 {
        if low < YI / 10 {
            out.push(DIGITS[0]);
        }
        out.push_str(&below_yi(low, false));
    }
    out
}

const YI: u64 = 100_000_000;

/// A number below 亿; `head` says that nothing stands before it.
fn below_yi(n: u64, head: bool) -> String {
    if n == 0 {
        return DIGITS[0].to_string();
    }
    let mut out = String::new();
    // A zero is pending when a place was skipped since the last digit written.
    let mut pending = false;
    for (scale, name) in [(10_000, "万"), (1, "")] {
        let mut rest = n / scale % 10_000;
        if rest == 0 {
            continue;
        }
        for (place, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let digit = rest / place;
            rest %= place;
            if digit == 0 {
                pending = !out.is_empty();
                continue;
            }
            if std::mem::take(&mut pending) {
                out.push(DIGITS[0]);
            }
            // 十二, not 一十二, at the head of a numeral.
            if !(head && digit == 1 && place == 10 && out.is_empty()) {
                out.push(DIGITS[digit as usize]);
            }
            out.push_str(name);
        }
        out.push_str(name);
        // 二十万零三百, but 二十万三千.
        pending = (1..1000).contains(&(n % scale));
    }
    out
}

/// Digits one by one, as years are read: 二〇一七; of a number that is no year, 零: 一一零.
pub(super) fn digit_by_digit(digits: &str, zero: char) -> String {
    let name = |d: u32| if d == 0 { zero } else { DIGITS[d as usize] };
    digits.chars().filter_map(|c| c.to_digit(10)).map(name).collect()
}

/// `n` as it counts before a measure word: 两 for 2 (`两天`, `两个`, but `十二个`), otherwise as [`chinese_numeral`].
pub fn counting_numeral(n: u32) -> String {
    if n == 2 { "两".to_owned() } else { chinese_numeral(n) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numerals_round_trip() {
        for n in 0..10_000 {
            let text = chinese_numeral(n);
            assert_eq!(parse_chinese(&text), Some(n), "{text}");
        }
        assert_eq!(chinese_numeral(10), "十");
        assert_eq!(chinese_numeral(12), "十二");
        assert_eq!(chinese_numeral(20), "二十");
        assert_eq!(chinese_numeral(305), "三百零五");
        assert_eq!(chinese_numeral(110), "一百一十");
        for (n, text) in [
            (10_010, "一万零一十"),
            (12_000, "一万二千"),
            (100_000, "十万"),
            (200_300, "二十万零三百"),
            (1_000_001, "一百万零一"),
            (100_100_000, "一亿零一十万"),
            (120_000_005, "一亿二千万零五"),
            (1_000_100_000_000, "一万零一亿"),
        ] {
            assert_eq!(numeral(n), text, "{n}");
        }
        assert_eq!(digit_by_digit("2017", '〇'), "二〇一七");
        assert_eq!(counting_numeral(2), "两");
        assert_eq!(parse_chinese("两"), Some(2));
        for wrong in ["", "人", "三四", "十百"] {
            assert_eq!(parse_chinese(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn decimals_keep_their_printed_digits() {
        assert_eq!(parse_decimal("13.20").unwrap().to_string(), "13.20");
        assert_eq!(parse_decimal("１２，３４５．６").unwrap().to_string(), "12345.6");
        assert_eq!(parse_decimal("-33.3").unwrap().to_string(), "-33.3");
        for wrong in ["", ".5", "5.", "1-2", "1e5", "abc", "-", "99999999999999999999999999999999999999"] {
            assert_eq!(parse_decimal(wrong), None, "{wrong}");
        }
    }
}
