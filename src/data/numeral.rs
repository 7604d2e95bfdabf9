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

/// Writes a number below ten thousand in Chinese: 十, 十二, 二十, 三百零五. Larger numbers are not written so.
pub(crate) fn chinese(n: u32) -> Option<String> {
    if n >= 10_000 {
        return None;
    }
    let digits = [n / 1000, n / 100 % 10, n / 10 % 10, n % 10];
    let mut out = String::new();
    let mut gap = false;
    for (d, unit) in digits.into_iter().zip(["千", "百", "十", ""]) {
        if d == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push('零');
            gap = false;
        }
        // 十二, not 一十二, where nothing stands before the ten.
        if !(d == 1 && unit == "十" && out.is_empty()) {
            out.push(DIGITS[d as usize]);
        }
        out.push_str(unit);
    }
    Some(if out.is_empty() { "零".into() } else { out })
}

/// Writes a count before a measure word: as [`chinese`], but 两 for 2.
pub(crate) fn chinese_count(n: u32) -> Option<String> {
    if n == 2 { Some("两".into()) } else { chinese(n) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numerals_round_trip() {
        for n in 0..10_000 {
            let text = chinese(n).unwrap();
            assert_eq!(parse_chinese(&text), Some(n), "{text}");
        }
        assert_eq!(chinese(10).unwrap(), "十");
        assert_eq!(chinese(12).unwrap(), "十二");
        assert_eq!(chinese(20).unwrap(), "二十");
        assert_eq!(chinese(305).unwrap(), "三百零五");
        assert_eq!(chinese(110).unwrap(), "一百一十");
        assert_eq!(chinese_count(2).unwrap(), "两");
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
