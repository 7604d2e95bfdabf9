//! What a layout is given: the document's text, in the order and the faces in which it is printed.
//!
//! [`Printed`] becomes `data.json`. What each role prints ([`Printed::texts`], for the choice of font slices) is read
//! off the same value, so the two cannot drift; a layout takes its faces from [`Element`]'s names and from nowhere else.

use std::collections::BTreeMap;

use serde::Serialize;

use super::geometry::{CHARACTERS, Geometry, TITLE_CHARACTERS};
use super::joints::{WORD_JOINER, joints};
use super::title;
use crate::Finding;
use crate::document::{Align, Block, Document, Inline, plain};
use crate::fonts::{FOLIO, Role, is_ignorable};

/// An element of the page, as far as its face is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Element {
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
    /// 表题.
    Caption,
    /// The head row of a table.
    Head,
    /// 页码.
    Folio,
}

impl Element {
    const ALL: [Self; 12] = [
        Self::Title,
        Self::Note,
        Self::Salutation,
        Self::Heading1,
        Self::Heading2,
        Self::Heading3,
        Self::Heading4,
        Self::Body,
        Self::Strong,
        Self::Caption,
        Self::Head,
        Self::Folio,
    ];

    /// The face that prints it (GB/T 9704-2012, 7.3.1, 7.3.3, 7.5; notes, stress and tables by practice).
    pub fn role(self) -> Role {
        match self {
            Self::Title => Role::Title,
            Self::Heading1 | Self::Caption | Self::Head => Role::Heading1,
            Self::Note | Self::Heading2 | Self::Strong => Role::Heading2,
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
    title: Title,
    /// Each in its lines.
    notes: Vec<Vec<String>>,
    salutation: Option<String>,
    authors: Vec<String>,
    date: Date,
    blocks: Vec<PrintedBlock>,
    /// The figure ledger as JSON, attached to the PDF.
    ledger: String,
    /// Families by element, in the order in which they are tried.
    fonts: BTreeMap<Element, Vec<String>>,
    geometry: Geometry,
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
}

#[derive(Debug, Serialize)]
struct Row {
    cells: Vec<Vec<Run>>,
    /// Whether a page may end inside the row. It may not, unless the row might be higher than a page.
    breakable: bool,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Run {
    Text(String),
    Strong { strong: Vec<Run> },
    Break { r#break: bool },
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
    /// Prepares a document for its layout. Faces and geometry are filled in when the slices are known.
    ///
    /// # Errors
    /// Facts that a PDF/A-3a and PDF/UA-1 file cannot be without: a title and a date.
    pub fn new(document: &Document) -> Result<(Self, Vec<Finding>), Vec<Finding>> {
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
            Some(text) => text.parse::<jiff::civil::Date>().map_err(|_| {
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
        notes.push(format!("（{}年{}月{}日）", date.year(), date.month(), date.day()));
        let notes = notes.iter().map(|note| title::lines(note, CHARACTERS as f64 - 1.0)).collect();

        let printed = Self {
            title: Title { lines: title::lines(&full, TITLE_CHARACTERS), plain: full },
            notes,
            salutation: some(facts.salutation.as_deref()).map(|text| glued(&text)),
            authors: some(facts.speaker.as_deref()).into_iter().collect(),
            date: Date { year: date.year(), month: date.month(), day: date.day() },
            blocks: blocks(&document.blocks),
            ledger: ledger(document),
            fonts: BTreeMap::new(),
            geometry: Geometry::new(None),
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
    pub fn set_geometry(&mut self, geometry: Geometry) {
        self.geometry = geometry;
    }

    /// What each role prints, in reading order.
    pub fn texts(&self) -> Vec<PrintedText> {
        let mut out = Texts(Vec::new());
        for line in &self.title.lines {
            out.text(Element::Title, line, "/facts/title");
        }
        for note in self.notes.iter().flatten() {
            out.text(Element::Note, note, "/facts");
        }
        if let Some(salutation) = &self.salutation {
            out.text(Element::Salutation, salutation, "/facts/salutation");
        }
        for block in &self.blocks {
            match block {
                PrintedBlock::Heading { element, runs, at, .. } => out.runs(*element, runs, at),
                PrintedBlock::Paragraph { runs, at } => out.runs(Element::Body, runs, at),
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
        out.text(Element::Folio, FOLIO, "");
        out.0
    }
}

struct Texts(Vec<PrintedText>);

impl Texts {
    fn text(&mut self, element: Element, text: &str, at: &str) {
        let text: String = text.chars().filter(|&c| c != WORD_JOINER).collect();
        self.0.push(PrintedText { role: element.role(), text, at: at.to_string() });
    }

    fn runs(&mut self, element: Element, runs: &[Run], at: &str) {
        for run in runs {
            match run {
                Run::Text(text) => self.text(element, text, at),
                Run::Strong { strong } => self.runs(Element::Strong, strong, at),
                Run::Break { .. } => {}
            }
        }
    }
}

/// A non-empty, printable text.
fn some(text: Option<&str>) -> Option<String> {
    text.map(|text| printable(text.trim())).filter(|text| !text.is_empty())
}

/// The characters that are printed. Line ends and tabs become spaces; what prints nothing (control characters, zero-width
/// characters that came along from a web page) is dropped.
fn printable(text: &str) -> String {
    text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).filter(|&c| !is_ignorable(c)).collect()
}

/// A text with its joiners.
fn glued(text: &str) -> String {
    let mut out = printable(text);
    for at in joints(&out).into_iter().rev() {
        out.insert(at, WORD_JOINER);
    }
    out
}

fn blocks(blocks: &[Block]) -> Vec<PrintedBlock> {
    let mut out = Vec::new();
    let mut deepest = 0u8;
    for (i, block) in blocks.iter().enumerate() {
        let at = format!("/blocks/{i}");
        match block {
            Block::Heading { level, number, content } => {
                let plain = printable(&format!("{number}{}", plain(content)));
                if plain.trim().is_empty() {
                    continue;
                }
                deepest = (*level).clamp(1, deepest + 1);
                out.push(PrintedBlock::Heading {
                    level: deepest,
                    element: Element::heading(*level),
                    plain,
                    runs: runs(number, content),
                    at,
                });
            }
            Block::Paragraph { content } => out.push(PrintedBlock::Paragraph { runs: runs("", content), at }),
            Block::List { items } => {
                for (j, item) in items.iter().enumerate() {
                    // An item without a number opens with a dash, as in government work reports: ——坚持…
                    let number = if item.number.is_empty() { "——" } else { &item.number };
                    out.push(PrintedBlock::Paragraph {
                        runs: runs(number, &item.content),
                        at: format!("{at}/items/{j}"),
                    });
                }
            }
            Block::Table { caption, align, head, rows } => {
                out.extend(table(caption, align, head, rows, at));
            }
        }
    }
    out
}

fn table(
    caption: &str,
    align: &[Align],
    head: &[Vec<Inline>],
    rows: &[Vec<Vec<Inline>>],
    at: String,
) -> Option<PrintedBlock> {
    let count = rows.iter().map(Vec::len).chain([head.len()]).max().filter(|&count| count > 0)?;
    let widths = (0..count).map(|column| {
        let cells = rows.iter().filter_map(|row| row.get(column)).chain(head.get(column));
        let widest = cells.map(|cell| em_width(&plain(cell))).fold(0.0, f64::max);
        // Long texts wrap: beyond 16 characters a column gains nothing on its neighbours.
        widest.clamp(2.0, 16.0) + 1.0
    });
    let cells = |row: &[Vec<Inline>]| -> Vec<Vec<Run>> {
        (0..count).map(|column| row.get(column).map_or_else(Vec::new, |cell| runs("", cell))).collect()
    };
    Some(PrintedBlock::Table {
        caption: printable(caption),
        columns: widths.collect(),
        align: (0..count).map(|column| align.get(column).copied().unwrap_or(Align::Center)).collect(),
        head: cells(head),
        rows: rows
            .iter()
            .map(|row| Row {
                cells: cells(row),
                // A cell of four characters a line and fewer than 20 lines is lower than a page.
                breakable: row.iter().any(|cell| em_width(&plain(cell)) > 80.0),
            })
            .collect(),
        at,
    })
}

/// Width in em, digits and Latin letters half.
fn em_width(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum()
}

/// `prefix` and `content` with joiners. Joints are found in the whole text, so that a figure, which is a run of its own,
/// stays with the unit that follows it.
fn runs(prefix: &str, content: &[Inline]) -> Vec<Run> {
    let whole = printable(&format!("{prefix}{}", plain(content)));
    let joints = joints(&whole);
    let mut at = 0;
    let mut out = Vec::new();
    push_text(prefix, &mut at, &joints, &mut out);
    push_runs(content, &mut at, &joints, &mut out);
    out
}

fn push_runs(content: &[Inline], at: &mut usize, joints: &[usize], out: &mut Vec<Run>) {
    for inline in content {
        match inline {
            Inline::Text { text } | Inline::Figure { text, .. } => push_text(text, at, joints, out),
            Inline::Strong { content } => {
                let mut strong = Vec::new();
                push_runs(content, at, joints, &mut strong);
                out.push(Run::Strong { strong });
            }
            Inline::Break => {
                *at += 1;
                out.push(Run::Break { r#break: true });
            }
        }
    }
}

/// Appends a text with its joiners to the run before it. `at` is its offset in the text in which the joints were found.
fn push_text(text: &str, at: &mut usize, joints: &[usize], out: &mut Vec<Run>) {
    let text = printable(text);
    if text.is_empty() {
        return;
    }
    let end = *at + text.len();
    let mut joined = text;
    for &joint in joints.iter().rev().filter(|&&joint| (*at..end).contains(&joint)) {
        joined.insert(joint - *at, WORD_JOINER);
    }
    *at = end;
    match out.last_mut() {
        Some(Run::Text(last)) => last.push_str(&joined),
        _ => out.push(Run::Text(joined)),
    }
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
