//! `**` beside Chinese characters.
//!
//! CommonMark decides whether `**` opens or closes from the characters beside it, and was written for languages with
//! spaces: in `**一是成效显著。**截至目前` the second `**` stands between a mark and a letter and so *cannot close*, and a
//! clerk reads asterisks in the speech. Its amendment for Chinese, Japanese and Korean (markdown-cjk-friendly) lets
//! `**` open and close on either side of a Chinese character. `pulldown-cmark` does not know it, so it is given a
//! [`shadow`] of the draft, equal but for the characters beside `*`, each replaced by one of as many bytes from which
//! CommonMark draws the wanted conclusion. Offsets are those of the draft, from which all text is read.

use super::han::is_han;

/// What CommonMark sees in a character beside `*`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// White space, or the edge of the text.
    Blank,
    /// A character that is written without spaces: `**` may open and close beside it.
    Han,
    /// A letter or digit of another script.
    Letter,
    /// ASCII punctuation.
    Mark,
    /// Anything else: a symbol or a control character, of which versions of CommonMark think differently.
    Other,
}

impl Side {
    fn of(c: Option<char>) -> Self {
        match c {
            None => Self::Blank,
            Some(c) if c.is_whitespace() => Self::Blank,
            Some(c) if is_han(c) => Self::Han,
            Some(c) if c.is_ascii_alphanumeric() => Self::Letter,
            // Latin, Greek, Cyrillic. Unicode's alphabetic property is too wide: it has symbols such as 🄰.
            Some(c @ ('\u{C0}'..='\u{24F}' | '\u{370}'..='\u{52F}')) if c.is_alphabetic() => Self::Letter,
            Some(c) if c.is_ascii_punctuation() => Self::Mark,
            Some(_) => Self::Other,
        }
    }
}

/// Whether the parser's opinion of `c` beside `**` is not known here.
pub(crate) fn is_doubtful(c: char) -> bool {
    Side::of(Some(c)) == Side::Other
}

/// Whether `**` surely opens between these characters of a draft (`None` is the edge of a block).
pub(crate) fn opens(before: Option<char>, after: Option<char>) -> bool {
    match (Side::of(before), Side::of(after)) {
        (_, Side::Blank) => false,
        (Side::Blank, _) | (_, Side::Letter) | (Side::Mark, _) => true,
        (Side::Other, _) | (_, Side::Other) | (Side::Letter, Side::Mark) => false,
        (Side::Han, _) | (_, Side::Han) => true,
    }
}

/// Whether `**` surely closes between these characters of a draft.
pub(crate) fn closes(before: Option<char>, after: Option<char>) -> bool {
    opens(after, before)
}

/// The draft as `pulldown-cmark` is to see it: as long in bytes, with the same line ends.
pub(crate) fn shadow(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut replaced: Vec<(usize, char, bool)> = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('*') {
        let mut start = at + found;
        let end = start + bytes[start..].iter().take_while(|&&byte| byte == b'*').count();
        at = end;
        let backslashes = bytes[..start].iter().rev().take_while(|&&byte| byte == b'\\').count();
        if backslashes % 2 == 1 {
            start += 1;
        }
        if start == end {
            continue;
        }
        let before = text[..start].chars().next_back();
        let after = text[end..].chars().next();
        // One Chinese neighbour takes after the other side; of two, both become letters.
        let mark = [before, after].map(Side::of).iter().any(|side| matches!(side, Side::Mark | Side::Other));
        if let Some(c) = before.filter(|_| Side::of(before) == Side::Han) {
            replaced.push((start - c.len_utf8(), c, mark));
        }
        if let Some(c) = after.filter(|_| Side::of(after) == Side::Han) {
            replaced.push((end, c, mark));
        }
    }
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for (start, c, mark) in replaced {
        if start < copied {
            // `**一**`: the neighbour of two runs; the first has had its say.
            continue;
        }
        out.push_str(&text[copied..start]);
        out.push_str(stand_in(c, mark));
        copied = start + c.len_utf8();
    }
    out.push_str(&text[copied..]);
    out
}

/// A letter or a punctuation mark of as many bytes as `c`.
fn stand_in(c: char, mark: bool) -> &'static str {
    match (c.len_utf8(), mark) {
        (2, false) => "é",
        (2, true) => "·",
        (3, false) => "一",
        (3, true) => "。",
        (_, false) => "𠀀",
        (_, true) => "𐄀",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Parser, Tag};

    fn strong(text: &str) -> usize {
        Parser::new(&shadow(text)).filter(|event| matches!(event, Event::Start(Tag::Strong))).count()
    }

    #[test]
    fn closes_after_a_chinese_mark() {
        assert_eq!(strong("**一是成效显著。**截至目前"), 1);
        assert_eq!(strong("**甲。**乙**丙。**丁"), 2);
        assert_eq!(strong("推进**“两学一做”**学习"), 1);
        assert_eq!(strong("**完成[68%](figure:/x)**以上，**68%**以上"), 2);
        assert_eq!(strong("前**[68%](figure:/x)完成**"), 1);
        // Without the shadow none of these is stressed.
        assert!(Parser::new("**一是成效显著。**截至目前").all(|event| !matches!(event, Event::Start(Tag::Strong))));
    }

    #[test]
    fn escaped_asterisks_stay() {
        assert_eq!(strong("5\\*\\*3。\\*\\*"), 0);
    }

    proptest! {
        #[test]
        fn same_offsets(text in "[甲。“a *\\\\\n·𠀀]{0,40}") {
            let shadow = shadow(&text);
            let starts = |text: &str| text.char_indices().map(|(at, c)| (at, c.len_utf8())).collect::<Vec<_>>();
            prop_assert_eq!(starts(&shadow), starts(&text));
            prop_assert_eq!(shadow.match_indices(['*', '\n', '\\']).collect::<Vec<_>>(),
                text.match_indices(['*', '\n', '\\']).collect::<Vec<_>>());
        }

        #[test]
        fn predicts_the_parser(before in "[甲。“a5%(é\u{82}×🄰]", after in "[甲。“a5%(é\u{82}×🄰]") {
            let opening = format!("x{before}**{after}乙**");
            let closing = format!("**乙{before}**{after}x");
            let (b, a) = (before.chars().next(), after.chars().next());
            if opens(b, a) {
                prop_assert_eq!(strong(&opening), 1, "{}", opening);
            }
            if closes(b, a) {
                prop_assert_eq!(strong(&closing), 1, "{}", closing);
            }
        }
    }
}
