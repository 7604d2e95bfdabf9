//! Code and HTML blocks: between fences stand exhibits and the heads of annexes; all others are text.

use std::ops::Range;

use pulldown_cmark::CodeBlockKind;

use super::super::annex;
use super::super::exhibit::Kind;
use super::super::model::Block;
use super::super::position::union;
use super::Reader;

/// A code or HTML block that has begun.
pub(super) struct Verbatim {
    /// Its text.
    pub(super) lines: String,
    range: Range<usize>,
    /// What becomes of it.
    fence: Fence,
}

impl Verbatim {
    /// A block that is printed as it stands.
    pub(super) fn text(range: Range<usize>) -> Self {
        Self { lines: String::new(), range, fence: Fence::Text }
    }
}

/// What a block between fences is.
#[derive(Clone, Copy)]
enum Fence {
    /// Text, printed as it stands.
    Text,
    /// The head of an annex.
    Annex,
    /// An exhibit.
    Exhibit(Kind),
}

impl Reader<'_> {
    /// A code block begins.
    pub(super) fn code_block(&mut self, kind: &CodeBlockKind<'_>, range: Range<usize>) {
        self.cut_list(range.start, "代码块");
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or(""),
            CodeBlockKind::Indented => "",
        };
        let fence = match Kind::of(info) {
            Some(kind) => Fence::Exhibit(kind),
            None if info == "annex" => Fence::Annex,
            None => Fence::Text,
        };
        match (fence, kind) {
            (Fence::Exhibit(_) | Fence::Annex, _) => {}
            (_, CodeBlockKind::Indented) => {
                let message = "行首有四个空格，整段按文字照印，其中的标记和数字链接都不起作用".to_owned();
                self.warn("document.code", range.start, message, "删去行首的空格：首行缩进由版式完成");
            }
            _ => self.warn("document.code", range.start, "代码块按文字照印".into(), "删去 ``` 两行"),
        }
        self.verbatim = Some(Verbatim { lines: String::new(), range, fence });
    }

    /// A code or HTML block ends, and becomes what it is.
    pub(super) fn verbatim_end(&mut self, verbatim: &Verbatim) {
        match verbatim.fence {
            Fence::Text => self.verbatim(verbatim),
            Fence::Annex => self.annex(verbatim),
            Fence::Exhibit(kind) => self.exhibit(kind, verbatim),
        }
    }

    /// A table or chart.
    fn exhibit(&mut self, kind: Kind, verbatim: &Verbatim) {
        let spec = verbatim.lines.replace("\r\n", "\n").trim_end_matches('\n').to_owned();
        self.draft.exhibits.push(verbatim.range.clone());
        self.push(Block::Exhibit { kind, spec, exhibit: None }, verbatim.range.clone());
    }

    /// An annex begins.
    fn annex(&mut self, verbatim: &Verbatim) {
        let (block, findings) = annex::read(self.text, &verbatim.range, &verbatim.lines, &self.draft.positions);
        self.findings.extend(findings);
        self.push(block, verbatim.range.clone());
    }

    /// A code or HTML block becomes a paragraph with its lines as they are.
    fn verbatim(&mut self, verbatim: &Verbatim) {
        for (i, line) in verbatim.lines.trim_end_matches(['\n', '\r']).split('\n').enumerate() {
            if i > 0 {
                self.run.hard_break();
            }
            let line = line.trim_end_matches('\r');
            if !line.is_empty() {
                self.run.text(line, verbatim.range.clone(), false);
            }
        }
        union(&mut self.reach, &verbatim.range);
        self.flush();
    }
}
