//! [`Draft`]: what is read from Markdown, before figures meet their sources.

use super::front_matter;
use super::model::{Block, Facts, FigureEntry};
use super::parse;
use super::position::Positions;
use super::run::{LinkSpan, Piece};
use crate::Finding;

/// The largest draft that is read, in bytes: some 700 pages. A larger one is a mistake or an attack.
pub const MAX_DRAFT: usize = 4 << 20;

/// A draft that was read: blocks without numbers, figures not yet compared with their sources.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// Facts about the document itself, from the front matter.
    pub facts: Facts,
    /// The blocks in reading order. The number of every heading is empty.
    pub blocks: Vec<Block>,
    /// The figures in reading order, with nothing but their text and source.
    pub figures: Vec<FigureEntry>,
    /// Where each figure link stands, in the order of `figures`.
    pub(crate) links: Vec<LinkSpan>,
    /// The text of each block, list item and table cell, in reading order.
    pub(crate) units: Vec<Unit>,
    /// The lines of each block, in the order of `blocks`, without the line end after the last.
    pub(crate) spans: Vec<std::ops::Range<usize>>,
    /// Where each heading begins.
    pub(crate) headings: Vec<usize>,
    /// The block of each exhibit.
    pub(crate) exhibits: Vec<std::ops::Range<usize>>,
    /// Where the front matter ends and the text begins.
    pub(crate) body: usize,
    pub(crate) positions: Positions,
}

/// The text of a block, list item or table cell, and where the draft has it.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    pub role: Role,
    pub pieces: Vec<Piece>,
}

/// What a [`Unit`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// A heading of level 1–4.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list item, and whether it is the first of its list.
    Item { first: bool },
    /// A table's caption.
    Caption,
    /// A cell of a table.
    Cell,
}

impl Draft {
    /// Reads a draft. Findings have the path `draft:LINE:COLUMN`.
    pub fn parse(text: &str) -> (Self, Vec<Finding>) {
        if text.len() > MAX_DRAFT {
            let message = format!("稿件有 {} 字节，超过上限 {MAX_DRAFT} 字节", text.len());
            let finding = Finding::error("document.too_large", "draft:1:1", message).hint("把稿件分成几份");
            return (Self::default(), vec![finding]);
        }
        let positions = Positions::new(text);
        let mut findings = Vec::new();
        let (facts, body) = front_matter::read(text, &positions, &mut findings);
        parse::blocks(text, body, Self { facts, body, positions, ..Self::default() }, findings)
    }

    /// The number of headings of level 1 before the annexes: what `figure:draft:sections` states.
    pub fn sections(&self) -> usize {
        let body = self.blocks.iter().take_while(|block| !matches!(block, Block::Annex { .. }));
        body.filter(|block| matches!(block, Block::Heading { level: 1, .. })).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits() {
        let (draft, findings) = Draft::parse(&"甲".repeat(MAX_DRAFT / 3 + 1));
        assert_eq!((draft.blocks.len(), findings[0].code.as_str()), (0, "document.too_large"));
        // Nothing here recurses: depth costs no stack.
        for deep in [">".repeat(300_000), "- ".repeat(3000) + "甲", "[".repeat(100_000), "**甲 ".repeat(50_000)] {
            let (draft, _) = Draft::parse(&deep);
            assert!(draft.blocks.len() <= 1, "{}", draft.blocks.len());
        }
    }
}
