//! The text of the file: what stands before the blocks, the blocks, the annexes, in sections of pages of one kind.

use super::package::Parts;
use super::page::{Folio, Page, line};
use super::picture::ChartImage;
use super::style::Style;
use super::table::{Cell, Place, Row, Table};
use super::text::Text;
use super::xml::{BREAK, Paragraph, run, twips};
use crate::document::{Align, Block, Document, Inline, plain};
use crate::typeset::shared::{Geometry, Issued, Kind, LANDSCAPE, printable, title_lines};

/// A paragraph or a table.
pub(super) enum Piece {
    Paragraph(Paragraph),
    /// The XML of a table.
    Table(String),
}

/// Pages of one kind with what stands on them.
struct Section {
    page: Page,
    pieces: Vec<Piece>,
}

/// Writes the body.
pub(super) struct Body<'a> {
    pub document: &'a Document,
    pub kind: Kind,
    pub images: &'a [ChartImage],
    /// What an issued document carries besides.
    pub issued: Option<Issued>,
    pub text: Text<'a>,
    pub parts: Parts,
    /// Measures of the present section.
    pub g: Geometry,
    sections: Vec<Section>,
}

impl<'a> Body<'a> {
    pub(super) fn new(
        document: &'a Document,
        kind: Kind,
        images: &'a [ChartImage],
        issued: Option<Issued>,
        text: Text<'a>,
    ) -> Self {
        let page = main_page(kind);
        let g = page.geometry();
        let sections = vec![Section { page, pieces: Vec::new() }];
        Self { document, kind, images, issued, text, parts: Parts::default(), g, sections }
    }

    /// Writes everything; the XML of `w:body`'s children.
    pub(super) fn write(mut self) -> (String, Parts, Text<'a>) {
        let document = self.document;
        let annexes = document.blocks.iter().position(|block| matches!(block, Block::Annex { .. }));
        let (body, annexes) = document.blocks.split_at(annexes.unwrap_or(document.blocks.len()));
        // Certificates have pages of their own; the title comes with the text.
        let first = body.iter().position(|block| !is_certificate(block)).unwrap_or(body.len());
        let ahead = if self.issued.is_none() { first } else { 0 };
        for (at, block) in body.iter().enumerate().take(ahead) {
            self.block(at, block);
        }
        if ahead < body.len() || ahead == 0 || document.facts.caution.is_some() {
            self.opening();
        }
        for (at, block) in body.iter().enumerate().skip(ahead) {
            self.block(at, block);
        }
        self.sign_off();
        for (at, block) in annexes.iter().enumerate() {
            self.block(body.len() + at, block);
        }
        self.colophon();
        self.finish()
    }

    /// Caution, head of an issued document, title, notes, 主送机关, salutation.
    fn opening(&mut self) {
        let facts = &self.document.facts;
        if let Some(caution) = shown(facts.caution.as_deref()) {
            self.paragraph(Paragraph::new(Style::Caution, run(None, "", &caution)).kept());
        }
        self.head();
        let title = printable(facts.title.trim());
        if !title.is_empty() {
            let lines = title_lines(&title, self.g.type_width / self.g.title_size);
            let spacing = self.title_spacing();
            self.paragraph(Paragraph { spacing, ..Paragraph::new(Style::Title, in_lines(&lines)) });
        }
        let subtitle = shown(facts.subtitle.as_deref()).map(|text| format!("——{}", text.trim_start_matches('—')));
        let date = self.document.printed_date().filter(|_| self.issued.is_none()).map(|date| format!("（{date}）"));
        for note in [subtitle, shown(facts.speaker.as_deref()), date].into_iter().flatten() {
            let lines = title_lines(&note, self.g.type_width / self.g.cell - 1.0);
            self.paragraph(Paragraph::new(Style::Subtitle, in_lines(&lines)));
        }
        if self.kind == Kind::Ledger {
            let issued = self.issued.as_ref();
            let (editor, date) = issued.map_or_else(Default::default, |issued| {
                (issued.editor.clone().unwrap_or_default(), issued.date.clone())
            });
            self.paragraph(Paragraph::two_sided(Style::TableNote, &editor, &date, self.g.type_width).kept());
            return;
        }
        self.blank();
        let recipients = self.issued.as_ref().and_then(|issued| issued.recipients.clone());
        if let Some(recipients) = recipients.filter(|_| self.kind != Kind::Bulletin) {
            self.paragraph(Paragraph::new(Style::Recipients, run(None, "", &recipients)));
        }
        if let Some(salutation) = shown(facts.salutation.as_deref()) {
            self.paragraph(Paragraph::new(Style::Salutation, run(None, "", &salutation)));
        }
    }

    fn block(&mut self, at: usize, block: &Block) {
        match block {
            Block::Heading { level, number, content } => {
                let runs = self.text.runs(number, content);
                let first = !self
                    .sections
                    .iter()
                    .flat_map(|section| &section.pieces)
                    .any(|piece| matches!(piece, Piece::Paragraph(p) if p.style == Style::Heading(1)));
                let page_break = self.kind == Kind::Wall && *level <= 1 && !first;
                self.paragraph(Paragraph { page_break, ..Paragraph::new(Style::Heading((*level).clamp(1, 4)), runs) });
            }
            Block::Paragraph { content } => {
                let runs = self.text.runs("", content);
                self.paragraph(Paragraph::new(Style::Body, runs));
            }
            Block::List { items } => {
                for item in items {
                    // An item without a number opens with a dash, as in government work reports: ——坚持…
                    let number = if item.number.is_empty() { "——" } else { &item.number };
                    let runs = self.text.runs(number, &item.content);
                    self.paragraph(Paragraph::new(Style::Body, runs));
                }
            }
            Block::Table { caption, align, head, rows } => {
                if !caption.trim().is_empty() {
                    self.paragraph(Paragraph::new(Style::Caption, run(None, "", caption)));
                }
                let table = self.drafted(align, head, rows);
                self.table(&table);
            }
            Block::Exhibit { kind, exhibit, .. } => {
                if let Some(exhibit) = exhibit {
                    self.exhibit(at, *kind, exhibit);
                }
            }
            Block::Annex { number, title, landscape } => self.annex(number, title, *landscape),
        }
    }

    /// A table of the draft.
    fn drafted(&mut self, align: &[Align], head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> Table {
        let count = rows.iter().map(Vec::len).chain([head.len()]).max().unwrap_or(0);
        let place = |at: usize| match align.get(at) {
            Some(Align::Left) => Place::Left,
            Some(Align::Right) => Place::Right,
            Some(Align::Center) | None => Place::Center,
        };
        let mut row = |cells: &[Vec<Inline>]| {
            let cells = (0..count).map(|at| {
                let content = cells.get(at).map_or(&[][..], Vec::as_slice);
                Cell::new(plain(content), self.text.runs("", content))
            });
            Row { cells: cells.collect(), ..Row::default() }
        };
        let head = vec![row(head)];
        let rows = rows.iter().map(|cells| row(cells)).collect();
        Table { columns: (0..count).map(place).collect(), head, rows, with_next: false }
    }

    /// 附件: on a new page; number, an empty line, title, an empty line (7.3.7).
    fn annex(&mut self, number: &str, title: &str, landscape: bool) {
        let upright = main_page(self.kind);
        let turned = landscape && self.kind != Kind::Ledger && self.kind != Kind::Wall;
        let page = if turned { Page { format: LANDSCAPE, folio: Folio::Side, framed: false } } else { upright };
        let same =
            self.sections.last().is_some_and(|section| section.page.format == page.format && !section.page.framed);
        if !same {
            self.section(page);
        }
        let number = Paragraph::new(Style::Marking, run(None, "", number)).kept();
        self.paragraph(Paragraph { page_break: same, ..number });
        self.blank();
        let lines = title_lines(&printable(title.trim()), self.g.type_width / self.g.title_size);
        // In the outline an annex stands beside the chapters.
        self.paragraph(Paragraph::new(Style::Title, in_lines(&lines)));
        self.blank();
    }

    /// Adds a paragraph.
    pub(super) fn paragraph(&mut self, paragraph: Paragraph) {
        // What is said of a table stands close to it, everything else a little below.
        let after_table = matches!(self.last(), Some(Piece::Table(_)));
        if after_table && paragraph.style != Style::TableNote {
            self.push(Piece::Paragraph(Paragraph::new(Style::Gap, String::new())));
        }
        self.push(Piece::Paragraph(paragraph));
    }

    /// Adds a table. Two of them without a paragraph between would be one to Word.
    pub(super) fn table(&mut self, table: &Table) {
        if table.columns.is_empty() || (table.rows.is_empty() && table.head.is_empty()) {
            return;
        }
        let xml = table.xml(self.g.type_width);
        self.raw_table(xml);
    }

    /// Adds the XML of a table.
    pub(super) fn raw_table(&mut self, xml: String) {
        if matches!(self.last(), Some(Piece::Table(_))) {
            self.push(Piece::Paragraph(Paragraph::new(Style::Gap, String::new())));
        }
        self.push(Piece::Table(xml));
    }

    /// An empty line.
    pub(super) fn blank(&mut self) {
        self.paragraph(Paragraph::new(Style::Body, String::new()));
    }

    /// Height of a line of the present section, in points.
    pub(super) fn line(&self) -> f64 {
        line(&self.g)
    }

    fn last(&self) -> Option<&Piece> {
        self.sections.last()?.pieces.last()
    }

    fn push(&mut self, piece: Piece) {
        if let Some(section) = self.sections.last_mut() {
            section.pieces.push(piece);
        }
    }

    /// Begins pages of another kind.
    fn section(&mut self, page: Page) {
        self.g = page.geometry();
        match self.sections.last_mut() {
            // Nothing stands on the pages before.
            Some(section) if section.pieces.is_empty() => section.page = page,
            _ => {
                // A letter has one first page.
                let folio = if page.folio == Folio::NotFirst { Folio::Outside } else { page.folio };
                self.sections.push(Section { page: Page { folio, ..page }, pieces: Vec::new() });
            }
        }
    }

    /// Pages that stand upright, for what does not lie on its side: a new one after those that do.
    pub(super) fn upright(&mut self) {
        let page = main_page(self.kind);
        if self.sections.last().is_some_and(|section| section.page.format != page.format) {
            self.section(page);
        }
    }

    /// Framed pages, and then those of the text again.
    pub(super) fn begin_certificate(&mut self) {
        self.section(Page { folio: Folio::None, framed: true, ..main_page(self.kind) });
    }

    /// See [`Body::begin_certificate`].
    pub(super) fn end_certificate(&mut self) {
        self.section(main_page(self.kind));
    }

    fn finish(mut self) -> (String, Parts, Text<'a>) {
        while self.sections.len() > 1 && self.sections.last().is_some_and(|section| section.pieces.is_empty()) {
            self.sections.pop();
        }
        let mut out = String::new();
        let count = self.sections.len();
        for (at, mut section) in std::mem::take(&mut self.sections).into_iter().enumerate() {
            let footers = section.page.footers().map(|footer| footer.map(|xml| self.parts.footer(xml)));
            let ends = section.page.section([footers[0].as_deref(), footers[1].as_deref(), footers[2].as_deref()]);
            if !matches!(section.pieces.last(), Some(Piece::Paragraph(_))) {
                section.pieces.push(Piece::Paragraph(Paragraph::new(Style::Gap, String::new())));
            }
            if let Some(Piece::Paragraph(last)) = section.pieces.last_mut().filter(|_| at + 1 < count) {
                last.section.clone_from(&ends);
            }
            for piece in &section.pieces {
                match piece {
                    Piece::Paragraph(paragraph) => out.push_str(&paragraph.xml()),
                    Piece::Table(xml) => out.push_str(xml),
                }
            }
            if at + 1 == count {
                out.push_str(&ends);
            }
        }
        (out, self.parts, self.text)
    }

    /// 标题 stands two lines below the rule of an issued document (7.3.1).
    fn title_spacing(&self) -> String {
        match self.kind {
            Kind::Official | Kind::Letter => format!("w:before=\"{}\"", twips(2.0 * self.line())),
            Kind::Bulletin => format!("w:before=\"{}\"", twips(self.line())),
            _ => String::new(),
        }
    }
}

/// The pages of a layout's text.
fn main_page(kind: Kind) -> Page {
    let folio = match kind {
        Kind::Letter => Folio::NotFirst,
        Kind::Ledger | Kind::Wall => Folio::Centred,
        Kind::Filling | Kind::Reading | Kind::Official | Kind::Bulletin => Folio::Outside,
    };
    Page { format: *kind.format(), folio, framed: false }
}

fn is_certificate(block: &Block) -> bool {
    matches!(block, Block::Exhibit { exhibit: Some(exhibit), .. }
        if matches!(exhibit.view, crate::document::View::Certificate(_)))
}

/// A text that is not empty.
fn shown(text: Option<&str>) -> Option<String> {
    text.map(|text| printable(text.trim())).filter(|text| !text.is_empty())
}

/// Lines of a title.
fn in_lines(lines: &[String]) -> String {
    lines.iter().map(|line| run(None, "", line)).collect::<Vec<_>>().join(BREAK)
}
