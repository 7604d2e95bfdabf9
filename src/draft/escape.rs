//! Data never becomes markup: [`escape`] writes any string so that the draft's parser reads it back as it was.

use std::fmt::Write as _;

use super::flank::is_doubtful;
use super::han::flatten;

/// `text` for insertion into a draft, at any place of it: a paragraph, a heading, a stressed run, the text of a figure
/// link, a table cell, at the beginning or the end or between other text.
///
/// Parsed, the result is `text` again, character for character, with two exceptions. A draft's text has no line ends, so
/// a line end in data and the blanks around it become one space, or nothing beside a Chinese character. And U+0000
/// becomes U+FFFD, as CommonMark demands.
///
/// ```
/// use huibao::draft::escape;
///
/// assert_eq!(escape("“6633”工作法，1.5万户"), "“6633”工作法，1.5万户");
/// assert_eq!(escape("# [a](b) & <c>"), r"\# \[a\](b) \& \<c\>");
/// assert_eq!(escape("全市\n贫困户"), "全市贫困户");
/// ```
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape_into(&mut out, &flatten(text), Edges { start: true, end: true });
    out
}

/// Which ends of a piece of text may touch the edge of a line, of a stressed run, or of text by another hand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Edges {
    /// Blanks and block markers at the start are escaped.
    pub start: bool,
    /// Blanks at the end are escaped.
    pub end: bool,
}

/// Writes one line of text, escaped.
pub(crate) fn escape_into(out: &mut String, text: &str, edges: Edges) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let next = |at: usize| text[at + 1..].chars().next();
    for (at, c) in text.char_indices() {
        let first = edges.start && at == 0;
        let last = edges.end && at + c.len_utf8() == text.len();
        match c {
            // A table's cells are divided before escapes are read, so `\|` is no way to write it in every place.
            '|' => entity(out, c),
            c if c.is_ascii_control() => entity(out, c),
            // Beside `**` a symbol must be seen to be a mark, which the `&` and the `;` of an entity are.
            c if (c.is_whitespace() || is_doubtful(c)) && (first || last) => entity(out, c),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '&' | '!' => out.extend(['\\', c]),
            '=' | '~' | ':' | '(' | ')' | '.' if first => out.extend(['\\', c]),
            // `- ` begins a list and `--` a rule, `-3.5` neither; `1.` begins a list, `1.5` does not.
            '-' | '+' if first && !next(at).is_some_and(char::is_alphanumeric) => out.extend(['\\', c]),
            '.' | ')' if edges.start && at == digits && next(at).is_none_or(char::is_whitespace) => {
                out.extend(['\\', c])
            }
            c => out.push(c),
        }
    }
}

/// Writes a character as a numeric character reference.
pub(crate) fn entity(out: &mut String, c: char) {
    // Writing into a string cannot fail.
    let _ = write!(out, "&#{};", u32::from(c));
}

/// The target of a figure link, `figure:` and its source, so that it ends where the source ends.
pub(crate) fn target(source: &str) -> String {
    let mut out = String::from("figure:");
    for (at, c) in source.char_indices() {
        match c {
            '(' | ')' | '<' | '>' | '\\' | '`' | '*' | '[' | ']' | '|' | '"' | '\'' | '!' => entity(&mut out, c),
            c if c.is_whitespace() || c.is_control() => entity(&mut out, c),
            // `&unit=点` can stay; `&amp;` cannot.
            '&' => {
                let name = source[at + 1..].trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
                if name.starts_with(';') { out.push_str("&amp;") } else { out.push(c) }
            }
            c => out.push(c),
        }
    }
    out
}

/// What stands between the text of a figure and its source.
pub(crate) const FIGURE_TARGET: &str = "](figure:";

/// A figure as the draft writes it: a link whose text is the figure and whose target says where it comes from.
///
/// ```
/// use huibao::draft::figure_link;
///
/// assert_eq!(figure_link("4.98万", "/targets/0/done?form=bare"), "[4.98万](figure:/targets/0/done?form=bare)");
/// ```
pub fn figure_link(text: &str, source: &str) -> String {
    format!("[{}]({})", escape(text), target(source))
}
