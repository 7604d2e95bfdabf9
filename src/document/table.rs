//! Tables of a draft.

use std::ops::Range;

use pulldown_cmark::Alignment;

use super::model::{Align, Inline};

/// A table that has begun.
#[derive(Default)]
pub(crate) struct OpenTable {
    pub align: Vec<Align>,
    pub head: Vec<Vec<Inline>>,
    pub rows: Vec<Vec<Vec<Inline>>>,
    pub row: Vec<Vec<Inline>>,
    pub caption: String,
    /// Where the caption stands.
    pub caption_span: Option<Range<usize>>,
}

/// A column without alignment is text, flush left.
pub(crate) fn alignment(align: Alignment) -> Align {
    match align {
        Alignment::None | Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}

/// How many cells a table row has as it is written.
pub(crate) fn cells(row: &str) -> usize {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let pipe = |text: &str, at: usize| !text[..at].ends_with('\\');
    let inner = row.strip_suffix('|').filter(|rest| !rest.ends_with('\\')).unwrap_or(row);
    inner.match_indices('|').filter(|&(at, _)| pipe(inner, at)).count() + 1
}

#[cfg(test)]
mod tests {
    use super::cells;

    #[test]
    fn cells_as_written() {
        for (row, count) in
            [("|甲|乙|\n", 2), ("甲 | 乙", 2), ("| 甲\\|乙 | 丙", 2), ("|甲|", 1), ("| | | |", 3), ("甲\\|", 1)]
        {
            assert_eq!(cells(row), count, "{row}");
        }
    }
}
