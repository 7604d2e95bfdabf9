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
    if n == 0 {
        return DIGITS[0].to_string();
    }
    let mut out = String::new();
    // A zero is pending when a place was skipped since the last digit written.
    let mut pending = false;
    for (scale, name) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
        let group = n / scale % 10_000;
        if group == 0 {
            pending = !out.is_empty();
            continue;
        }
        let mut rest = group;
        for (place, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let digit = rest / place;
            rest %= place;
            if digit == 0 {
                pending = !out.is_empty();
                continue;
            }
            if pending {
                out.push(DIGITS[0]);
                pending = false;
            }
            // 十二, not 一十二, at the head of a numeral.
            if !(digit == 1 && place == 10 && out.is_empty()) {
                out.push(DIGITS[digit as usize]);
            }
            out.push_str(name);
        }
        out.push_str(name);
        pending = false;
        if n % scale != 0 && n % scale < scale / 10 {
            pending = true;
        }
    }
    out
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
