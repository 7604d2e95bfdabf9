//! Gathers the inlines of one block: text joined across line ends, stress flattened, figures with their place.

use std::ops::Range;

use super::model::{FigureEntry, Inline};
use crate::draft::space_between;

/// A stretch of a block's text and where the draft has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The text as it is printed.
    pub text: String,
    /// The byte of the draft at which it begins.
    pub at: usize,
    /// The byte of the draft behind it.
    pub end: usize,
    /// Whether the draft has these very bytes; otherwise they were written as an entity, say.
    pub exact: bool,
    /// Whether it is the text of a figure link.
    pub figure: bool,
}

/// Where a figure link stands in the draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LinkSpan {
    /// The whole link.
    pub link: Range<usize>,
    /// What is replaced when the figure changes: its text, without the marks of stress around it.
    pub text: Range<usize>,
}

/// A figure link that has begun and not ended.
struct OpenFigure {
    source: String,
    link: Range<usize>,
    text: String,
    strong: bool,
    /// The bytes from the first text to the last.
    texts: Option<Range<usize>>,
    /// Whether marks stand between two texts, so that the texts' range cannot be replaced by itself.
    mixed: bool,
    mark_since_text: bool,
    pending: bool,
    /// Links open within this one: the parser has them, though CommonMark does not.
    nested: usize,
    /// Where the last part of the link's text ends, with its marks.
    inner_end: usize,
}

/// The inlines of one block under construction.
#[derive(Default)]
pub(crate) struct Run {
    content: Vec<Inline>,
    pieces: Vec<Piece>,
    strong: usize,
    /// A line ended: a space may be due before the next text.
    pending: bool,
    /// The last end of stress: a space right after it may only be there to make `**` close.
    strong_end: Option<usize>,
    figure: Option<OpenFigure>,
}

impl Run {
    /// Whether nothing was gathered.
    pub(crate) fn is_empty(&self) -> bool {
        self.content.iter().all(|inline| *inline == Inline::Break)
    }

    /// Takes what was gathered and begins anew.
    pub(crate) fn take(&mut self) -> (Vec<Inline>, Vec<Piece>) {
        let mut content = std::mem::take(&mut self.content);
        while content.last() == Some(&Inline::Break) {
            content.pop();
        }
        self.pending = false;
        self.strong_end = None;
        (content, std::mem::take(&mut self.pieces))
    }

    /// Text as it is printed, from `range` of the draft.
    pub(crate) fn text(&mut self, text: &str, range: Range<usize>, exact: bool) {
        let at = range.start;
        // CommonMark 2.3; the text is no longer as long as in the draft.
        let exact = exact && !text.contains('\0');
        let text = &*text.replace('\0', "\u{FFFD}");
        if let Some(figure) = &mut self.figure {
            figure.mixed |= figure.texts.is_some() && figure.mark_since_text;
            figure.texts = Some(figure.texts.as_ref().map_or(at, |texts| texts.start)..range.end);
            figure.strong |= self.strong > 0;
            join(&mut figure.text, &mut figure.pending, text);
            return;
        }
        let mut text = text;
        if exact && self.content.is_empty() {
            // 首行缩进 typed by hand; the layout indents.
            text = text.trim_start_matches(['\u{3000}', ' ']);
        }
        if exact && self.strong == 0 && self.strong_end == Some(at) {
            let trimmed = text.trim_start_matches(' ');
            self.pending |= trimmed.len() < text.len();
            text = trimmed;
        }
        let skipped = range.len().saturating_sub(text.len());
        let mut lines = text.split(['\n', '\r']);
        let first = lines.next().unwrap_or_default();
        self.line(first, if exact { at + skipped..range.end } else { range.clone() }, exact);
        for line in lines {
            self.pending = true;
            self.line(line, range.clone(), false);
        }
    }

    fn line(&mut self, text: &str, place: Range<usize>, exact: bool) {
        let Some(after) = text.chars().next() else { return };
        self.settle(after);
        push(&mut self.content, text, self.strong > 0);
        let Range { start: at, end } = place;
        self.pieces.push(Piece { text: text.to_owned(), at, end, exact, figure: false });
    }

    /// Puts the space that a line end stands for, if any, before `after`.
    fn settle(&mut self, after: char) {
        if !std::mem::take(&mut self.pending) {
            return;
        }
        if last_char(&self.content).is_some_and(|before| space_between(before, after)) {
            let stressed = self.strong > 0 && matches!(self.content.last(), Some(Inline::Strong { .. }));
            push(&mut self.content, " ", stressed);
            self.between(" ");
        }
    }

    /// A line of the draft ends within the block.
    pub(crate) fn soft_break(&mut self) {
        match &mut self.figure {
            Some(figure) => figure.pending = true,
            None => self.pending = true,
        }
    }

    /// A line break that is wanted.
    pub(crate) fn hard_break(&mut self) {
        if let Some(figure) = &mut self.figure {
            figure.pending = true;
            return;
        }
        self.pending = false;
        // At the head of a block it would be an empty line.
        if !self.content.is_empty() {
            self.content.push(Inline::Break);
            self.between("\n");
        }
    }

    /// What stands for the end of a line.
    fn between(&mut self, text: &str) {
        let (at, end) = self.pieces.last().map_or((0, 0), |piece| (piece.at, piece.end));
        self.pieces.push(Piece { text: text.to_owned(), at, end, exact: false, figure: false });
    }

    /// `**` opens at byte `at` of the draft.
    pub(crate) fn strong_start(&mut self, at: usize) {
        self.mark();
        // A space before `**` stands there only so that it opens, when Chinese is on either side.
        if self.figure.is_none()
            && self.strong == 0
            && let Some(piece) = self.pieces.last_mut()
            && piece.exact
            && piece.at + piece.text.len() == at
            && piece.text.ends_with(' ')
            && let Some(Inline::Text { text }) = self.content.last_mut()
        {
            let kept = piece.text.trim_end_matches(' ').len();
            text.truncate(text.len() - (piece.text.len() - kept));
            piece.text.truncate(kept);
            if text.is_empty() {
                self.content.pop();
            }
            self.pending = true;
        }
        self.strong += 1;
    }

    /// `**` closed before byte `at` of the draft.
    pub(crate) fn strong_end(&mut self, at: usize) {
        self.mark();
        self.strong = self.strong.saturating_sub(1);
        self.strong_end = Some(at);
    }

    /// Marks that are not text were passed.
    pub(crate) fn mark(&mut self) {
        if let Some(figure) = &mut self.figure {
            figure.mark_since_text = figure.texts.is_some();
        }
    }

    /// A part of the draft was read, marks or text.
    pub(crate) fn passed(&mut self, range: &Range<usize>) {
        if let Some(figure) = &mut self.figure
            && range.end < figure.link.end
        {
            figure.inner_end = figure.inner_end.max(range.end);
        }
    }

    /// A link begins within a figure link; gives false when none is open.
    pub(crate) fn nested_link(&mut self) -> bool {
        let Some(figure) = &mut self.figure else { return false };
        figure.nested += 1;
        figure.mixed = true;
        true
    }

    /// A figure link begins.
    pub(crate) fn figure_start(&mut self, source: &str, link: Range<usize>) {
        self.figure = Some(OpenFigure {
            nested: 0,
            inner_end: link.start + 1,
            source: source.to_owned(),
            link,
            text: String::new(),
            strong: self.strong > 0,
            texts: None,
            mixed: false,
            mark_since_text: false,
            pending: false,
        });
    }

    /// A link ends: the figure link, if it is that one.
    pub(crate) fn figure_end(&mut self, draft: &str, figures: &mut Vec<FigureEntry>, links: &mut Vec<LinkSpan>) {
        if let Some(figure) = self.figure.as_mut().filter(|figure| figure.nested > 0) {
            figure.nested -= 1;
            return;
        }
        let Some(figure) = self.figure.take() else { return };
        if let Some(after) = figure.text.chars().next() {
            self.settle(after);
        }
        let inline = Inline::Figure { text: figure.text.clone(), figure: figures.len() };
        match self.content.last_mut() {
            Some(Inline::Strong { content }) if figure.strong => content.push(inline),
            _ if figure.strong => self.content.push(Inline::Strong { content: vec![inline] }),
            _ => self.content.push(inline),
        }
        let replaced = match figure.texts {
            // The parser's text begins after the backslash that escapes its first character.
            Some(texts) if !figure.mixed => texts.start - usize::from(draft[..texts.start].ends_with('\\'))..texts.end,
            // All between the brackets; behind the text there may be blanks.
            _ => {
                let rest = &draft[figure.inner_end..figure.link.end];
                figure.link.start + 1..figure.inner_end + rest.find(']').unwrap_or(rest.len())
            }
        };
        let Range { start: at, end } = replaced;
        self.pieces.push(Piece { text: figure.text.clone(), at, end, exact: true, figure: true });
        links.push(LinkSpan { link: figure.link, text: replaced });
        figures.push(FigureEntry { text: figure.text, source: figure.source, ..FigureEntry::default() });
    }
}

/// Appends `text` to a figure's text, its line ends and a pending one joined as Chinese lines are.
fn join(out: &mut String, pending: &mut bool, text: &str) {
    for (i, line) in text.split(['\n', '\r']).enumerate() {
        *pending |= i > 0;
        let Some(after) = line.chars().next() else { continue };
        if std::mem::take(pending) && out.chars().next_back().is_some_and(|before| space_between(before, after)) {
            out.push(' ');
        }
        out.push_str(line);
    }
}

/// Appends text, to the last text when there is one of the same stress.
fn push(content: &mut Vec<Inline>, text: &str, strong: bool) {
    let content = match (strong, content.last()) {
        (false, _) => content,
        (true, Some(Inline::Strong { .. })) => {
            let Some(Inline::Strong { content }) = content.last_mut() else { return };
            content
        }
        (true, _) => {
            content.push(Inline::Strong { content: vec![Inline::Text { text: text.to_owned() }] });
            return;
        }
    };
    match content.last_mut() {
        Some(Inline::Text { text: last }) => last.push_str(text),
        _ => content.push(Inline::Text { text: text.to_owned() }),
    }
}

/// The last character of the text; none after a break, where no space is due.
fn last_char(content: &[Inline]) -> Option<char> {
    match content.last()? {
        Inline::Text { text } | Inline::Figure { text, .. } => text.chars().next_back(),
        Inline::Strong { content } => match content.last()? {
            Inline::Text { text } | Inline::Figure { text, .. } => text.chars().next_back(),
            Inline::Strong { .. } | Inline::Break => None,
        },
        Inline::Break => None,
    }
}
