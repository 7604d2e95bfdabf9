//! What a layout is given: the document's text, in the order and the faces in which it is printed.
//!
//! [`Printed`] becomes `data.json`. What each role prints ([`Printed::texts`], for the choice of font slices) is read
//! off the same value, so the two cannot drift; a layout takes its faces from [`Element`]'s names and from nowhere else.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use super::geometry::{Format, Geometry, Issuing, LANDSCAPE};
use super::issued::Issued;
use super::joints::WORD_JOINER;
use super::plan::Kind;
use super::run::{Run, glued, printable, runs, sentences, some};
use super::{exhibit, title};
use crate::Finding;
use crate::document::{Align, Block, Document, Inline, iso_day, plain};
use crate::fonts::{FOLIO, Role};

/// An element of the page, as far as its face is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Element {
    /// The caution above the title.
    Caution,
    /// 标题.
    Title,
    /// 副标题 and 题注 under the title.
    Note,
    /// 称谓.
    Salutation,
    /// 一级标题.
    Heading1,
    /// 二级标题.
    Heading2,
    /// 三级标题.
    Heading3,
    /// 四级标题.
    Heading4,
    /// 正文, and the cells of a table.
    Body,
    /// A stressed run.
    Strong,
    /// How a figure is spoken, above it.
    Spoken,
    /// 表题.
    Caption,
    /// The head row of a table.
    Head,
    /// 发文机关标志, 简报名称.
    Mark,
    /// 密级, 紧急程度, and the number of an annex.
    Marking,
    /// 签发人.
    Signer,
    /// 页码.
    Folio,
}

impl Element {
    const ALL: [Self; 17] = [
        Self::Caution,
        Self::Title,
        Self::Note,
        Self::Salutation,
        Self::Heading1,
        Self::Heading2,
        Self::Heading3,
        Self::Heading4,
        Self::Body,
        Self::Strong,
        Self::Spoken,
        Self::Caption,
        Self::Head,
        Self::Mark,
        Self::Marking,
        Self::Signer,
        Self::Folio,
    ];

    /// The face that prints it (GB/T 9704-2012, 7.2, 7.3.1, 7.3.3, 7.3.7, 7.5; notes, stress, tables and the rest by practice).
    pub fn role(self) -> Role {
        match self {
            Self::Title | Self::Mark => Role::Title,
            Self::Caution | Self::Heading1 | Self::Caption | Self::Head | Self::Marking => Role::Heading1,
            Self::Note | Self::Heading2 | Self::Strong | Self::Spoken | Self::Signer => Role::Heading2,
            Self::Salutation | Self::Heading3 | Self::Heading4 | Self::Body => Role::Body,
            Self::Folio => Role::Folio,
        }
    }

    fn heading(level: u8) -> Self {
        match level {
            0 | 1 => Self::Heading1,
            2 => Self::Heading2,
            3 => Self::Heading3,
            _ => Self::Heading4,
        }
    }
}

/// Lines beyond which a title is remarked upon (practice; the standard knows no limit).
const TITLE_LINES: usize = 3;

/// `data.json`.
#[derive(Debug, Serialize)]
pub struct Printed {
    caution: Option<String>,
    title: Title,
    /// Each in its lines.
    notes: Vec<Vec<String>>,
    salutation: Option<String>,
    authors: Vec<String>,
    date: Date,
    blocks: Vec<Numbered>,
    annexes: Vec<Annex>,
    /// What an issued document carries besides, in its layouts.
    issued: Option<Issued>,
    /// The figure ledger as JSON, attached to the PDF.
    ledger: String,
    /// Families by element, in the order in which they are tried.
    fonts: BTreeMap<Element, Vec<String>>,
    geometry: Geometry,
    /// The page on its side.
    landscape: Geometry,
    issuing: Issuing,
}

/// 附件.
#[derive(Debug, Serialize)]
struct Annex {
    /// 附件, 附件1.
    number: String,
    title: Title,
    /// Whether its pages lie on their side.
    landscape: bool,
    /// Its number among the document's blocks.
    index: usize,
    blocks: Vec<Numbered>,
    #[serde(skip)]
    at: String,
}

#[derive(Debug, Serialize)]
struct Title {
    plain: String,
    lines: Vec<String>,
}

/// A day.
#[derive(Debug, Serialize)]
struct Date {
    year: i16,
    month: i8,
    day: i8,
}

/// A block with its number among [`Document::blocks`]; several have one number, if it is a list.
#[derive(Debug, Serialize)]
struct Numbered {
    index: usize,
    #[serde(flatten)]
    block: PrintedBlock,
}

#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum PrintedBlock {
    Heading {
        /// Depth in the bookmarks: never more than one deeper than the heading before it (PDF/UA-1, 7.4.2).
        level: u8,
        element: Element,
        plain: String,
        runs: Vec<Run>,
        #[serde(skip)]
        at: String,
    },
    Paragraph {
        runs: Vec<Run>,
        #[serde(skip)]
        at: String,
    },
    /// A paragraph between whose sentences pages may turn.
    Sentences {
        sentences: Vec<Vec<Run>>,
        #[serde(skip)]
        at: String,
    },
    Table {
        caption: String,
        /// Width of each column, as its share of the whole.
        columns: Vec<f64>,
        align: Vec<Align>,
        head: Vec<Vec<Run>>,
        rows: Vec<Row>,
        #[serde(skip)]
        at: String,
    },
    /// A table or chart made from the data.
    Exhibit {
        /// An [`Exhibit`](crate::document::Exhibit) with its runs prepared.
        exhibit: serde_json::Value,
        #[serde(skip)]
        at: String,
    },
}

#[derive(Debug, Serialize)]
struct Row {
    cells: Vec<Vec<Run>>,
    /// Whether a page may end inside the row. It may not, unless the row might be higher than a page.
    breakable: bool,
}

/// A text that a role prints, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedText {
    /// The face.
    pub role: Role,
    /// The characters.
    pub text: String,
    /// Where: a JSON pointer into the [`Document`].
    pub at: String,
}

impl Printed {
    /// Prepares a document for a layout. Faces and geometry are filled in when the slices are known.
    ///
    /// # Errors
    /// Facts that a PDF/A-3a and PDF/UA-1 file cannot be without: a title and a date.
    pub fn new(document: &Document, kind: Kind) -> Result<(Self, Vec<Finding>), Vec<Finding>> {
        let facts = &document.facts;
        let mut findings = Vec::new();
        let full = printable(facts.title.trim());
        if full.is_empty() {
            findings.push(
                Finding::error("typeset.no_title", "/facts/title", "文稿没有标题。")
                    .hint("请在文稿开头的“title”一项写明标题。"),
            );
        }
        let date = match facts.date.as_deref().map(str::trim) {
            None | Some("") => Err(Finding::error("typeset.no_date", "/facts/date", "文稿没有日期。")
                .hint("请在文稿开头的“date”一项写明日期，例如 2017-08-30；PDF 的归档标准要求有日期。")),
            Some(text) => iso_day(text).ok_or_else(|| {
                Finding::error("typeset.bad_date", "/facts/date", format!("日期“{text}”不是有效的日期。"))
                    .hint("请按“年-月-日”书写，例如 2017-08-30。")
            }),
        };
        let date = match date {
            Ok(date) if findings.is_empty() => date,
            Ok(_) => return Err(findings),
            Err(finding) => {
                findings.push(finding);
                return Err(findings);
            }
        };

        let mut notes = Vec::new();
        notes.extend(some(facts.subtitle.as_deref()).map(|text| format!("——{}", text.trim_start_matches('—'))));
        notes.extend(some(facts.speaker.as_deref()));
        let day = format!("{}年{}月{}日", date.year(), date.month(), date.day());
        if matches!(kind, Kind::Filling | Kind::Reading | Kind::Wall) {
            notes.push(format!("（{day}）"));
        }
        let issued = match Issued::new(document, kind, &day) {
            Ok((issued, more)) => {
                findings.extend(more);
                issued
            }
            Err(more) => return Err(more),
        };
        let format = kind.format();
        let notes = notes.iter().map(|note| title::lines(note, format.characters as f64 - 1.0)).collect();

        let is_annex = |block: &Block| matches!(block, Block::Annex { .. });
        let body = document.blocks.iter().position(is_annex).unwrap_or(document.blocks.len());
        let printed = Self {
            caution: some(facts.caution.as_deref()),
            title: Title { lines: title::lines(&full, format.title_characters()), plain: full },
            notes,
            salutation: some(facts.salutation.as_deref()).map(|text| glued(&text)),
            authors: some(facts.speaker.as_deref()).into_iter().collect(),
            date: Date { year: date.year(), month: date.month(), day: date.day() },
            blocks: blocks(document, 0..body, kind, format),
            annexes: annexes(document, body, kind),
            issued,
            ledger: ledger(document),
            fonts: BTreeMap::new(),
            geometry: Geometry::new(format, None),
            landscape: Geometry::new(&LANDSCAPE, None),
            issuing: Issuing::new(),
        };
        if printed.title.lines.len() > TITLE_LINES {
            let message = format!("标题排了{}行，公文标题一般不超过{TITLE_LINES}行。", printed.title.lines.len());
            findings.push(Finding::warning("typeset.long_title", "/facts/title", message).hint("请精简标题。"));
        }
        Ok((printed, findings))
    }

    /// Fills in the families of every element from those of every role. A role without families prints nothing, but
    /// Typst takes no empty list: it is given the body's, or the folio's, which every document has.
    pub fn set_families(&mut self, families: &BTreeMap<Role, Vec<String>>) {
        let of = |role| families.get(&role).filter(|families| !families.is_empty());
        let any = of(Role::Body).or_else(|| of(Role::Folio)).cloned().unwrap_or_default();
        self.fonts = Element::ALL
            .into_iter()
            .map(|element| (element, of(element.role()).cloned().unwrap_or_else(|| any.clone())))
            .collect();
    }

    /// Fills in the measures, which depend on the face of the page number.
    pub fn set_geometry(&mut self, geometry: Geometry, landscape: Geometry) {
        (self.geometry, self.landscape) = (geometry, landscape);
    }

    /// Fills in the file of the seal; a finding if it cannot be set.
    pub fn set_seal(&mut self, file: Option<&'static str>) -> Option<Finding> {
        self.issued.as_mut().and_then(|issued| issued.set_seal(file))
    }

    /// What each role prints, in reading order.
    pub fn texts(&self) -> Vec<PrintedText> {
        let mut out = Texts(Vec::new());
        out.text(Element::Caution, self.caution.as_deref().unwrap_or_default(), "/facts/caution");
        for line in &self.title.lines {
            out.text(Element::Title, line, "/facts/title");
        }
        for note in self.notes.iter().flatten() {
            out.text(Element::Note, note, "/facts");
        }
        if let Some(salutation) = &self.salutation {
            out.text(Element::Salutation, salutation, "/facts/salutation");
        }
        if let Some(issued) = &self.issued {
            for (element, text, at) in issued.texts() {
                out.text(element, text, at);
            }
        }
        out.blocks(&self.blocks);
        for Annex { number, title, blocks, at, .. } in &self.annexes {
            out.text(Element::Marking, number, at);
            title.lines.iter().for_each(|line| out.text(Element::Title, line, at));
            out.blocks(blocks);
        }
        out.text(Element::Folio, FOLIO, "");
        out.0
    }
}

struct Texts(Vec<PrintedText>);

impl Texts {
    fn blocks(&mut self, blocks: &[Numbered]) {
        let out = self;
        for Numbered { block, .. } in blocks {
            match block {
                PrintedBlock::Heading { element, runs, at, .. } => out.runs(*element, runs, at),
                PrintedBlock::Paragraph { runs, at } => out.runs(Element::Body, runs, at),
                PrintedBlock::Sentences { sentences, at } => {
                    sentences.iter().for_each(|runs| out.runs(Element::Body, runs, at));
                }
                PrintedBlock::Exhibit { exhibit, at } => {
                    exhibit::texts(exhibit, &mut |element, text| out.text(element, text, at))
                }
                PrintedBlock::Table { caption, head, rows, at, .. } => {
                    out.text(Element::Caption, caption, at);
                    for cell in head {
                        out.runs(Element::Head, cell, at);
                    }
                    for cell in rows.iter().flat_map(|row| &row.cells) {
                        out.runs(Element::Body, cell, at);
                    }
                }
            }
        }
    }

    fn text(&mut self, element: Element, text: &str, at: &str) {
        let text: String = text.chars().filter(|&c| c != WORD_JOINER).collect();
        self.0.push(PrintedText { role: element.role(), text, at: at.to_string() });
    }

    fn runs(&mut self, element: Element, runs: &[Run], at: &str) {
        for run in runs {
            match run {
                Run::Text(text) => self.text(element, text, at),
                Run::Spoken { figure, spoken } => {
                    self.text(element, figure, at);
                    self.text(Element::Spoken, spoken, at);
                }
                Run::Strong { strong } => self.runs(Element::Strong, strong, at),
                Run::Break { .. } => {}
            }
        }
    }
}

/// The annexes, which begin at block `from`. One that lies on its side has the wider page's tables.
fn annexes(document: &Document, from: usize, kind: Kind) -> Vec<Annex> {
    let mut out: Vec<Annex> = Vec::new();
    let mut i = from;
    while let Some(Block::Annex { number, title: name, landscape }) = document.blocks.get(i) {
        let rest = document.blocks.iter().enumerate().skip(i + 1);
        let next = rest.clone().find(|(_, block)| matches!(block, Block::Annex { .. })).map(|(j, _)| j);
        let end = next.unwrap_or(document.blocks.len());
        let format = if *landscape { &LANDSCAPE } else { kind.format() };
        let plain = printable(name.trim());
        out.push(Annex {
            number: number.clone(),
            title: Title { lines: title::lines(&plain, format.title_characters()), plain },
            landscape: *landscape,
            index: i,
            // Pages of an annex turn where they are full: it is not read aloud.
            blocks: blocks(document, i + 1..end, if kind == Kind::Reading { Kind::Filling } else { kind }, format),
            at: format!("/blocks/{i}"),
        });
        i = end;
    }
    out
}

/// The blocks of a range of the document.
fn blocks(document: &Document, range: Range<usize>, kind: Kind, format: &Format) -> Vec<Numbered> {
    let spoken = kind == Kind::Reading && document.facts.spoken;
    let paragraph = |prefix: &str, content: &[Inline], at: String| match kind {
        Kind::Reading => {
            // Shorter than a page, with room for what does not fill its line.
            let longest = format.characters * (format.lines - 2);
            PrintedBlock::Sentences { sentences: sentences(prefix, content, spoken, longest), at }
        }
        _ => PrintedBlock::Paragraph { runs: runs(prefix, content, false), at },
    };
    let mut out = Vec::new();
    let mut deepest = 0u8;
    for (i, block) in document.blocks.iter().enumerate().take(range.end).skip(range.start) {
        let at = format!("/blocks/{i}");
        let mut push = |block| out.push(Numbered { index: i, block });
        match block {
            Block::Heading { level, number, content } => {
                let plain = printable(&format!("{number}{}", plain(content)));
                if plain.trim().is_empty() {
                    continue;
                }
                deepest = (*level).clamp(1, deepest + 1);
                push(PrintedBlock::Heading {
                    level: deepest,
                    element: Element::heading(*level),
                    plain,
                    runs: runs(number, content, spoken),
                    at,
                });
            }
            Block::Paragraph { content } => push(paragraph("", content, at)),
            Block::List { items } => {
                for (j, item) in items.iter().enumerate() {
                    push(paragraph(item.mark(), &item.content, format!("{at}/items/{j}")));
                }
            }
            Block::Exhibit { exhibit, .. } => {
                if let Some(exhibit) = exhibit {
                    push(PrintedBlock::Exhibit { exhibit: exhibit::printed(exhibit), at });
                }
            }
            Block::Table { caption, align, head, rows } => {
                table(caption, align, head, rows, format, at).into_iter().for_each(push);
            }
            Block::Annex { .. } => {}
        }
    }
    out
}

fn table(
    caption: &str,
    align: &[Align],
    head: &[Vec<Inline>],
    rows: &[Vec<Vec<Inline>>],
    format: &Format,
    at: String,
) -> Option<PrintedBlock> {
    let count = rows.iter().map(Vec::len).chain([head.len()]).max().filter(|&count| count > 0)?;
    let widest = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).chain(head.get(column));
        cells.map(|cell| em_width(&plain(cell))).fold(0.0, f64::max)
    };
    // Long texts wrap: beyond 16 characters a column gains nothing on its neighbours, and beyond fewer where these would
    // have to wrap, too.
    let widths = |longest: u8| (0..count).map(move |column| widest(column).clamp(2.0, longest.into()) + 1.0);
    let fits = |longest: &u8| widths(*longest).sum::<f64>() <= format.table_characters();
    let columns = widths((6..=16).rev().find(fits).unwrap_or(16)).collect();
    let cells = |row: &[Vec<Inline>]| -> Vec<Vec<Run>> {
        (0..count).map(|column| row.get(column).map_or_else(Vec::new, |cell| runs("", cell, false))).collect()
    };
    Some(PrintedBlock::Table {
        caption: printable(caption),
        columns,
        align: (0..count).map(|column| align.get(column).copied().unwrap_or(Align::Center)).collect(),
        head: cells(head),
        rows: rows
            .iter()
            .map(|row| Row {
                cells: cells(row),
                // A cell of four characters a line and two lines fewer than a page is lower than it.
                breakable: row.iter().any(|cell| em_width(&plain(cell)) > 4.0 * (format.lines as f64 - 2.0)),
            })
            .collect(),
        at,
    })
}

/// Width in em, digits and Latin letters half.
fn em_width(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum()
}

/// The attached ledger: every figure of the text and where it comes from.
fn ledger(document: &Document) -> String {
    #[derive(Serialize)]
    struct Ledger<'a> {
        title: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        date: Option<&'a str>,
        figures: &'a [crate::document::FigureEntry],
    }
    let facts = &document.facts;
    let ledger = Ledger { title: &facts.title, date: facts.date.as_deref(), figures: &document.figures };
    serde_json::to_string_pretty(&ledger).expect("strings and lists serialize")
}
