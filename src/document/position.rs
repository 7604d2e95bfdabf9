//! Byte offsets of a draft as the lines and columns that a clerk's editor shows.

/// Characters are counted once for each block of this many bytes, so that a position in a line of any length is found
/// at once: a hostile draft is one line of 4 MiB with a finding at every other byte.
const BLOCK: usize = 512;

use std::ops::Range;

/// Finds lines and columns in a text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Positions {
    /// Byte offset at which each line starts.
    lines: Vec<usize>,
    /// Characters before each multiple of [`BLOCK`] bytes.
    marks: Vec<usize>,
    /// The text.
    text: String,
}

impl Positions {
    /// Counts the lines of `text`. A line ends with `\n`, `\r\n` or `\r`, as in Markdown.
    pub(crate) fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut lines = vec![0];
        let mut marks = Vec::with_capacity(bytes.len() / BLOCK + 1);
        let mut characters = 0;
        for (at, &byte) in bytes.iter().enumerate() {
            if at % BLOCK == 0 {
                marks.push(characters);
            }
            if starts_character(byte) {
                characters += 1;
            }
            if byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                lines.push(at + 1);
            }
        }
        marks.push(characters);
        Self { lines, marks, text: text.to_owned() }
    }

    /// The path of a finding at byte `at`: `draft:LINE:COLUMN`, both from 1, columns in characters.
    pub(crate) fn path(&self, at: usize) -> String {
        let line = self.lines.partition_point(|&start| start <= at).max(1);
        let start = self.lines.get(line - 1).copied().unwrap_or(0);
        let column = self.characters_before(at).saturating_sub(self.characters_before(start)) + 1;
        format!("draft:{line}:{column}")
    }

    fn characters_before(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let block = at / BLOCK;
        let counted = self.marks.get(block).copied().unwrap_or(0);
        counted + self.text.as_bytes()[block * BLOCK..at].iter().filter(|&&byte| starts_character(byte)).count()
    }
}

/// Widens a range so that it holds another one.
pub(crate) fn union(all: &mut Option<Range<usize>>, more: &Range<usize>) {
    *all = Some(match all {
        Some(all) => all.start.min(more.start)..all.end.max(more.end),
        None => more.clone(),
    });
}

/// The whole lines in which a range of a text stands, without blank ones and blanks at their end. Other blanks than Markdown's
/// (a no-break space) are text.
pub(crate) fn lines_of(text: &str, range: Range<usize>) -> Range<usize> {
    let (ends, blanks) = (['\n', '\r'], [' ', '\t', '\n', '\r']);
    let within = text.get(range.clone()).unwrap_or_default();
    let last = range.start + within.trim_end_matches(blanks).len();
    let start = text.get(..range.start).and_then(|head| head.rfind(ends)).map_or(0, |at| at + 1);
    let line = text.get(last..).unwrap_or_default();
    let line = &line[..line.find(ends).unwrap_or(line.len())];
    start..last + line.trim_end_matches(blanks).len()
}

/// Every byte of UTF-8 but the continuation bytes.
fn starts_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn columns_count_characters() {
        let positions = Positions::new("甲乙\r\n丙4.98丁\n戊");
        assert_eq!(positions.path(0), "draft:1:1");
        assert_eq!(positions.path(3), "draft:1:2");
        assert_eq!(positions.path(8), "draft:2:1");
        assert_eq!(positions.path(15), "draft:2:6");
        assert_eq!(positions.path(19), "draft:3:1");
    }

    proptest! {
        #[test]
        fn as_counting_by_hand(text in "[a甲\n𠀀]{0,1500}", at in any::<prop::sample::Index>()) {
            let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let at = *at.get(&ends);
            let line = text[..at].matches('\n').count() + 1;
            let column = text[..at].chars().rev().take_while(|&c| c != '\n').count() + 1;
            prop_assert_eq!(Positions::new(&text).path(at), format!("draft:{line}:{column}"));
        }
    }
}
