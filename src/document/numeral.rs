//! Chinese numerals: 一、二 … 十、十一 … 九十九、一百 …

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// `n` as a Chinese numeral, as headings and ordinals write it (`二`, `十二`, `一百零二`).
///
/// ```
/// use huibao::document::chinese_numeral;
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
    use proptest::prelude::*;

    #[test]
    fn as_they_are_read() {
        let read = [
            (0, "零"),
            (2, "二"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (99, "九十九"),
            (100, "一百"),
            (101, "一百零一"),
            (110, "一百一十"),
            (1001, "一千零一"),
            (1010, "一千零一十"),
            (10_000, "一万"),
            (10_010, "一万零一十"),
            (100_000, "十万"),
            (120_000, "十二万"),
            (101_000, "十万一千"),
            (100_200, "十万零二百"),
            (10_100_000, "一千零一十万"),
            (100_000_000, "一亿"),
            (100_010_000, "一亿零一万"),
            (110_000_000, "一亿一千万"),
            (4_294_967_295, "四十二亿九千四百九十六万七千二百九十五"),
        ];
        for (n, text) in read {
            assert_eq!(chinese_numeral(n), text, "{n}");
        }
        assert_eq!((counting_numeral(2), counting_numeral(12)), ("两".into(), "十二".into()));
    }

    /// Reads a numeral, by the usual rule: a digit waits for its unit, 万 and 亿 multiply what was gathered.
    fn value(text: &str) -> u64 {
        let (mut total, mut group, mut digit) = (0, 0, 0);
        for c in text.chars() {
            match c {
                '十' | '百' | '千' => {
                    let unit = [('十', 10), ('百', 100), ('千', 1000)].iter().find(|(name, _)| *name == c).unwrap().1;
                    group += if digit == 0 { 1 } else { digit } * unit;
                    digit = 0;
                }
                '万' | '亿' => {
                    total += (group + digit) * if c == '万' { 10_000 } else { 100_000_000 };
                    (group, digit) = (0, 0);
                }
                c => digit = DIGITS.iter().position(|&d| d == c).unwrap() as u64,
            }
        }
        total + group + digit
    }

    proptest! {
        #[test]
        fn reads_back(n in prop_oneof![0u32..200, 0u32..200_000, any::<u32>()]) {
            prop_assert_eq!(value(&chinese_numeral(n)), u64::from(n));
        }

        #[test]
        fn zeros_never_double_or_trail(n in 1u32..) {
            let text = chinese_numeral(n);
            prop_assert!(!text.contains("零零") && !text.ends_with('零') && !text.starts_with('零'), "{}", text);
        }
    }
}
