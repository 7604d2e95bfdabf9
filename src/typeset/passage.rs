//! The figures of a block in the characters that it prints: what [`super::places`] looks for on the pages.

use std::ops::Range;

use crate::document::{Block, Document, Inline};
use crate::fonts::is_ignorable;

/// What a block with figures prints. Blanks are left out: a page may end a line in their place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    /// Its number among [`Document::blocks`].
    pub block: usize,
    /// The characters, in the order in which they are printed.
    pub text: Vec<char>,
    /// The characters of each figure of the block, in reading order.
    pub figures: Vec<Range<usize>>,
}

/// The passages of all blocks of text that have figures. Exhibits have none: what they print depends on how they are drawn,
/// and no draft has their figures.
pub fn passages(document: &Document) -> std::sync::Arc<[Passage]> {
    let of = |(index, block)| Some(Passage::of(index, block)).filter(|passage| !passage.figures.is_empty());
    document.blocks.iter().enumerate().filter_map(of).collect()
}

/// Whether a character is printed and no blank.
pub fn is_shown(c: char) -> bool {
    !c.is_whitespace() && !is_ignorable(c)
}

impl Passage {
    fn of(index: usize, block: &Block) -> Self {
        let mut passage = Self { block: index, ..Self::default() };
        match block {
            Block::Heading { number, content, .. } => {
                passage.push(number);
                passage.push_run(content);
            }
            Block::Paragraph { content } => passage.push_run(content),
            Block::List { items } => {
                for item in items {
                    passage.push(item.mark());
                    passage.push_run(&item.content);
                }
            }
            Block::Table { caption, head, rows, .. } => {
                passage.push(caption);
                head.iter().chain(rows.iter().flatten()).for_each(|cell| passage.push_run(cell));
            }
            Block::Exhibit { .. } | Block::Annex { .. } => {}
        }
        passage
    }

    fn push(&mut self, text: &str) {
        self.text.extend(text.chars().filter(|&c| is_shown(c)));
    }

    fn push_run(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Text { text } => self.push(text),
                Inline::Figure { text, .. } => {
                    let from = self.text.len();
                    self.push(text);
                    self.figures.push(from..self.text.len());
                }
                Inline::Strong { content } => self.push_run(content),
                Inline::Break => {}
            }
        }
    }
}
