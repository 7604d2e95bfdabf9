//! Chinese lines: which characters are written without spaces between them, and how broken lines join again.

/// Whether `c` is set full width in Chinese text: a Han character, kana, or a mark that Chinese punctuation uses
/// (`。`, `“`, `—`, `·`).
pub(crate) fn is_han(c: char) -> bool {
    matches!(u32::from(c),
        0x2E80..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF00..=0xFFEF | 0x2_0000..=0x3_FFFF
        // · ‐ – — ― ‖ ‘ ’ “ ” ‥ … ‰ ′ ″ ※ ℃ № and the circled numbers
        | 0xB7 | 0x2010..=0x2016 | 0x2018 | 0x2019 | 0x201C | 0x201D | 0x2025..=0x2027 | 0x2030 | 0x2032 | 0x2033 | 0x203B
        | 0x2103 | 0x2116 | 0x2460..=0x24FF)
}

/// Whether a line that ends with `before` and one that begins with `after` are joined by a space: not beside a Chinese
/// character (none stands between a numeral and a Han character either, genre study section 7).
pub(crate) fn space_between(before: char, after: char) -> bool {
    !is_han(before) && !is_han(after)
}

/// `text` on one line. A line end together with the blanks around it becomes one space, or nothing beside a Chinese
/// character; at the ends of the text it vanishes. U+0000 is no character of a text (CommonMark 2.3) and becomes U+FFFD.
pub(crate) fn flatten(text: &str) -> String {
    let text = &text.replace('\0', "\u{FFFD}");
    if !text.contains(['\n', '\r']) {
        return text.to_owned();
    }
    let lines: Vec<&str> = text.split(['\n', '\r']).collect();
    let last = lines.len() - 1;
    let mut out = String::with_capacity(text.len());
    let mut joined = true;
    for (i, line) in lines.into_iter().enumerate() {
        let line = if i > 0 { line.trim_start_matches([' ', '\t']) } else { line };
        let line = if i < last { line.trim_end_matches([' ', '\t']) } else { line };
        if let Some(after) = line.chars().next() {
            if !joined && out.chars().next_back().is_some_and(|before| space_between(before, after)) {
                out.push(' ');
            }
            out.push_str(line);
        }
        joined = false;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_join_as_chinese_is_written() {
        assert_eq!(flatten("全市\n  已完成\r\n4.98万"), "全市已完成4.98万");
        assert_eq!(flatten("green\nfood \n\n 认证\n"), "green food认证");
        assert_eq!(flatten(" 原样 \t"), " 原样 \t");
    }

    proptest! {
        #[test]
        fn one_line_and_settled(text in any::<String>()) {
            let flat = flatten(&text);
            prop_assert!(!flat.contains(['\n', '\r']));
            prop_assert_eq!(flatten(&flat), flat);
        }
    }
}
