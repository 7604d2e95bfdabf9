//! Runs of text, and the comments that say where a figure comes from.
//!
//! A comment and not a content control: every Word, WPS and phone shows comments to who has never heard of them, 删除所有批注 takes
//! them all away before the document is issued, and they hold sentences, while a control's title and tag hold 64 characters
//! and are seen one at a time, in a frame around the figure that stays.

use super::style::{COMMENT_SIGN, STRONG, Style, W};
use super::xml::{BREAK, DECLARATION, Paragraph, run};
use crate::document::{Document, FigureEntry, Inline, SOURCE_COLUMNS};

/// Who the comments are by, and the letters beside them.
const AUTHOR: &str = "数据来源";
const INITIALS: &str = "源";

/// Writes runs, and gathers their comments.
pub(super) struct Text<'a> {
    figures: &'a [FigureEntry],
    /// The comments that were made; none where none are wanted.
    comments: Option<Vec<String>>,
}

impl<'a> Text<'a> {
    pub(super) fn new(document: &'a Document, sources: bool) -> Self {
        Self { figures: &document.figures, comments: sources.then(Vec::new) }
    }

    /// Runs of a block, after `prefix`.
    pub(super) fn runs(&mut self, prefix: &str, content: &[Inline]) -> String {
        let mut out = run(None, "", prefix);
        self.push(content, None, &mut out);
        out
    }

    /// The same without comments, for tables that say themselves where their figures come from.
    pub(super) fn silent(&mut self, content: &[Inline]) -> String {
        let comments = self.comments.take();
        let out = self.runs("", content);
        self.comments = comments;
        out
    }

    fn push(&mut self, content: &[Inline], style: Option<&str>, out: &mut String) {
        for inline in content {
            match inline {
                Inline::Text { text } => out.push_str(&run(style, "", text)),
                Inline::Strong { content } => self.push(content, Some(STRONG), out),
                Inline::Break => out.push_str(BREAK),
                Inline::Figure { text, figure } => {
                    let shown = run(style, "", text);
                    out.push_str(&self.commented(*figure, shown));
                }
            }
        }
    }

    /// The runs of a figure with its comment.
    fn commented(&mut self, figure: usize, shown: String) -> String {
        let (Some(comments), Some(entry)) = (&mut self.comments, self.figures.get(figure)) else { return shown };
        let id = comments.len();
        comments.push(comment(id, entry));
        format!("<w:commentRangeStart w:id=\"{id}\"/>{shown}{}", reference(id))
    }

    /// How many comments there are; none where none are wanted.
    pub(super) fn commented_so_far(&self) -> Option<usize> {
        self.comments.as_ref().map(Vec::len)
    }

    /// What is shown in the place of the figures whose comments were made since there were `first`: all of them are about it.
    pub(super) fn about(&self, first: usize, shown: &str) -> String {
        let ids = || first..self.comments.as_ref().map_or(first, Vec::len);
        let starts: String = ids().map(|id| format!("<w:commentRangeStart w:id=\"{id}\"/>")).collect();
        let ends: String = ids().map(reference).collect();
        format!("{starts}{shown}{ends}")
    }

    /// `word/comments.xml`, if there is a comment.
    pub(super) fn comments(self) -> Option<String> {
        let comments = self.comments.filter(|comments| !comments.is_empty())?;
        Some(format!("{DECLARATION}<w:comments xmlns:w=\"{W}\">{}</w:comments>", comments.concat()))
    }
}

/// The end of what a comment is about, and its sign.
fn reference(id: usize) -> String {
    format!(
        "<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:rPr><w:rStyle w:val=\"{COMMENT_SIGN}\"/></w:rPr><w:commentReference w:id=\"{id}\"/></w:r>"
    )
}

/// What a figure is, its place in the data, in words and as a pointer, its formula, its day and who supplied it.
fn comment(id: usize, entry: &FigureEntry) -> String {
    let said = SOURCE_COLUMNS.iter().map(|(head, said)| (*head, said(entry)));
    let lines = [("名称", entry.label.clone())].into_iter().chain(said).chain([("位置", entry.source.clone())]);
    let paragraphs: String = lines
        .filter(|(_, said)| !said.is_empty())
        .map(|(head, said)| Paragraph::new(Style::Comment, run(None, "", &format!("{head}：{said}"))).xml())
        .collect();
    format!("<w:comment w:id=\"{id}\" w:author=\"{AUTHOR}\" w:initials=\"{INITIALS}\">{paragraphs}</w:comment>")
}
