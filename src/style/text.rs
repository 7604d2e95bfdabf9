//! The draft's text as a reader sees it: blocks, sentences and clauses, with the place of every character.

use std::ops::Range;

use crate::document::{Draft, FigureEntry, Positions, Role};

/// Marks that end a sentence.
pub(super) const STOPS: &str = "。！？!?\n";
/// Marks that end a clause.
pub(super) const PAUSES: &str = "，、；：。！？,;:!?\n";

/// The text of a draft.
pub(super) struct Text {
    pub blocks: Vec<Block>,
    /// The figures, to which [`Block::figures`] refers.
    pub figures: Vec<FigureEntry>,
    positions: Positions,
}

/// A heading, paragraph, list item or table cell.
pub(super) struct Block {
    pub role: Role,
    /// How many headings of level 1 stand before its end: 0 in what comes before the first.
    pub section: usize,
    pub chars: Vec<char>,
    /// The byte of the draft at which each character stands.
    places: Vec<usize>,
    /// Which characters stand within “ ” or 《 》: names, slogans, codes.
    pub quoted: Vec<bool>,
    /// Which characters stand in a figure.
    pub bound: Vec<bool>,
    /// Where each figure stands, and which of the text's it is.
    pub figures: Vec<(Range<usize>, usize)>,
    /// The sentences, each with its stop. A heading or a table cell has none.
    pub sentences: Vec<Range<usize>>,
}

impl Text {
    pub(super) fn new(draft: Draft) -> Self {
        let (mut section, mut figure) = (0, 0);
        let mut blocks = Vec::with_capacity(draft.units.len());
        for unit in &draft.units {
            section += usize::from(unit.role == Role::Heading(1));
            let mut block = Block {
                role: unit.role,
                section,
                chars: Vec::new(),
                places: Vec::new(),
                quoted: Vec::new(),
                bound: Vec::new(),
                figures: Vec::new(),
                sentences: Vec::new(),
            };
            for piece in &unit.pieces {
                let start = block.chars.len();
                // A figure stands where its link does.
                let link = draft.links.get(figure).filter(|_| piece.figure).map(|span| span.link.start);
                for (at, c) in piece.text.char_indices() {
                    block.chars.push(c);
                    block.bound.push(piece.figure);
                    block.places.push(link.unwrap_or(if piece.exact { piece.at + at } else { piece.at }));
                }
                if piece.figure {
                    block.figures.push((start..block.chars.len(), figure));
                    figure += 1;
                }
            }
            block.quoted = quoted(&block.chars);
            if block.runs() {
                block.sentences = sentences(&block.chars);
            }
            blocks.push(block);
        }
        Self { blocks, figures: draft.figures, positions: draft.positions }
    }

    /// The blocks of running text, with their index.
    pub(super) fn running(&self) -> impl Iterator<Item = (usize, &Block)> {
        self.blocks.iter().enumerate().filter(|(_, block)| block.runs())
    }

    /// The path of a finding at a character of a block.
    pub(super) fn path(&self, block: usize, at: usize) -> String {
        let places = self.blocks.get(block).map_or(&[][..], |block| &block.places);
        self.positions.path(places.get(at).or(places.last()).copied().unwrap_or(0))
    }

    /// Characters that a count of the text includes: all but blanks, tables left out.
    pub(super) fn characters(&self) -> usize {
        let blocks = self.blocks.iter().filter(|block| !matches!(block.role, Role::Cell | Role::Caption));
        blocks.flat_map(|block| &block.chars).filter(|c| !c.is_whitespace()).count()
    }
}

impl Block {
    /// Whether it is running text: sentences.
    pub(super) fn runs(&self) -> bool {
        matches!(self.role, Role::Paragraph | Role::Item { .. })
    }

    /// A passage as a message quotes it: no longer than a line of a list of findings.
    pub(super) fn quote(&self, range: Range<usize>) -> String {
        let passage = &self.chars[range];
        let text: String = passage.iter().take(MAX_QUOTE).map(|c| if *c == '\n' { ' ' } else { *c }).collect();
        if passage.len() > MAX_QUOTE { text + "…" } else { text }
    }

    /// The clauses of a stretch: what stands between marks, without the marks and without quotation marks around it.
    pub(super) fn clauses(&self, within: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let mut at = within.start;
        std::iter::from_fn(move || {
            while at < within.end && (PAUSES.contains(self.chars[at]) || is_bracket(self.chars[at])) {
                at += 1;
            }
            let start = at;
            while at < within.end && !PAUSES.contains(self.chars[at]) {
                at += 1;
            }
            let mut end = at;
            while end > start && is_bracket(self.chars[end - 1]) {
                end -= 1;
            }
            (start < end).then_some(start..end)
        })
    }

    /// The sentence in which a character stands.
    pub(super) fn sentence(&self, at: usize) -> Option<Range<usize>> {
        let sentence = self.sentences.get(self.sentences.partition_point(|sentence| sentence.end <= at))?;
        sentence.contains(&at).then(|| sentence.clone())
    }

    /// Where `word` stands, not overlapping.
    pub(super) fn find(&self, word: &[char]) -> Vec<usize> {
        self.find_in(word, 0..self.chars.len())
    }

    /// Where `word` stands within a stretch.
    pub(super) fn find_in(&self, word: &[char], within: Range<usize>) -> Vec<usize> {
        let mut found = Vec::new();
        let mut at = within.start;
        let end = within.end.min(self.chars.len());
        while !word.is_empty() && at + word.len() <= end {
            if self.chars[at..].starts_with(word) {
                found.push(at);
                at += word.len();
            } else {
                at += 1;
            }
        }
        found
    }
}

/// Characters of a passage that a message shows.
const MAX_QUOTE: usize = 36;

/// No name is longer; a quotation mark that lost its other half hides nothing.
const MAX_QUOTATION: usize = 200;

fn is_bracket(c: char) -> bool {
    "“”‘’《》（）()「」『』 \u{3000}".contains(c)
}

fn quoted(chars: &[char]) -> Vec<bool> {
    let mut quoted = vec![false; chars.len()];
    let mut at = 0;
    while at < chars.len() {
        let close = match chars[at] {
            '“' => '”',
            '‘' => '’',
            '《' => '》',
            '「' => '」',
            _ => '\0',
        };
        let length = chars[at..].iter().take(MAX_QUOTATION).position(|&c| c == close).filter(|_| close != '\0');
        if let Some(length) = length {
            quoted[at..=at + length].fill(true);
        }
        at += length.map_or(1, |length| length + 1);
    }
    quoted
}

fn sentences(chars: &[char]) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        while at < chars.len() && chars[at].is_whitespace() {
            at += 1;
        }
        let start = at;
        while at < chars.len() && !STOPS.contains(chars[at]) {
            at += 1;
        }
        while at < chars.len() && (STOPS.contains(chars[at]) || "”’）)》」".contains(chars[at])) {
            at += 1;
        }
        // A mark alone is no sentence.
        if chars[start..at].iter().any(|c| c.is_alphanumeric()) {
            sentences.push(start..at);
        }
    }
    sentences
}

/// The characters of a word.
pub(super) fn chars(word: &str) -> Vec<char> {
    word.chars().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(draft: &str) -> Text {
        Text::new(Draft::parse(draft).0)
    }

    #[test]
    fn sentences_and_clauses() {
        let text = text("# 题目\n\n　　成效显著。“好！”大家说，要[3](figure:/a)个、五个；很好\n\n- 甲\n- 乙。");
        let block = &text.blocks[1];
        let of = |range: &Range<usize>| block.chars[range.clone()].iter().collect::<String>();
        assert_eq!(
            block.sentences.iter().map(of).collect::<Vec<_>>(),
            ["成效显著。", "“好！”", "大家说，要3个、五个；很好"]
        );
        let clauses: Vec<_> = block.clauses(0..block.chars.len()).map(|range| of(&range)).collect();
        assert_eq!(clauses, ["成效显著", "好", "大家说", "要3个", "五个", "很好"]);
        assert_eq!(block.figures, [(14..15, 0)]);
        assert_eq!(text.path(1, 14), "draft:3:17");
        assert_eq!((text.blocks[0].section, text.blocks[0].sentences.len(), text.blocks[2].sentences.len()), (1, 0, 1));
        assert_eq!(text.characters(), 2 + 22 + 1 + 2);
    }

    #[test]
    fn tables_are_no_running_text() {
        let text = text(": 进度\n\n|县|率|\n|-|-|\n|甲县|9%。|\n");
        assert_eq!((text.running().count(), text.characters()), (0, 0));
    }
}
