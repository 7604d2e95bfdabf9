//! What an editor shows of a draft: where each figure, block and unbound number stands, and where a figure comes from.
//!
//! Offsets count UTF-16 code units, as JavaScript does; a range ends behind its last unit. A figure is named by its block
//! and its index: the block is one of [`Document::blocks`](super::Document::blocks), the index counts the figures within
//! it in reading order (a paragraph or heading from its first word to its last; a list item by item; a table by rows, the
//! head first, each row from its first cell to its last). The figures of a table's caption, which is printed as plain text,
//! are counted behind those of its cells; those of exhibits are no links of the draft and are not listed.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use serde::Serialize;

use super::exhibit::{Kind, Outlines};
use super::figures::{Agreement, Origin, Reading, each_figure, refresh};
use super::model::{Block, FigureEntry};
use super::source::{FigureSource, Source, SourceError, Sourced};
use super::sources::in_words;
use crate::Finding;
use crate::data::Figures;
use crate::draft::Query;

/// A draft as an editor sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Inspection {
    /// The draft that all offsets refer to.
    pub draft: String,
    /// The front matter with its `+++` lines; none where there is none.
    pub front_matter: Option<Span>,
    /// The blocks, in the order and numbering of [`Document::blocks`](super::Document::blocks). 数据来源表, which the facts may
    /// ask for at the end, stands nowhere in the draft and is not among them.
    pub blocks: Vec<InspectedBlock>,
    /// The figure links, in the order of the draft.
    pub figures: Vec<InspectedFigure>,
    /// Typed numbers that are bound to nothing, in the order of the draft.
    pub unbound: Vec<InspectedNumber>,
    /// What is wrong with the draft, in its order.
    pub findings: Vec<Finding>,
}

/// A range of the draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Span {
    /// Its first unit.
    pub from: usize,
    /// The unit behind it.
    pub to: usize,
}

/// Where a block stands, and what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InspectedBlock {
    /// Its lines, from the beginning of the first to the end of the last. A list's title, which is printed before the list,
    /// has the list's own.
    #[serde(flatten)]
    pub span: Span,
    /// `heading`, `paragraph`, `list`, `table`, `exhibit` or `annex`.
    pub kind: &'static str,
    /// Level of a heading, 1–4; 0 of any other block.
    pub level: u8,
    /// What the page says of it and the draft does not: the number of a heading (一、) or annex (附件1); of an exhibit the
    /// Chinese name of its kind (台账). Empty where there is nothing.
    pub label: String,
}

/// A figure link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InspectedFigure {
    /// Index of its block.
    pub block: usize,
    /// Its place among the figures of its block, from 0.
    pub index: usize,
    /// The whole link.
    #[serde(flatten)]
    pub span: Span,
    /// Where its text begins, and where it ends: without brackets and marks of stress.
    pub text_from: usize,
    /// See `text_from`.
    pub text_to: usize,
    /// Its text as it is printed.
    pub text: String,
    /// The target of the link without `figure:`.
    pub path: String,
    /// 名称; empty where the source is not known.
    pub label: String,
    /// Where it comes from, by the headings of the data: 目标第1条·已完成.
    pub source: String,
    /// 算式, where it was computed.
    pub formula: Option<String>,
    /// 统计期间, where it is known.
    pub period: Option<String>,
    /// 数据截止日期, where it is known.
    pub as_of: Option<String>,
    /// 数据来源单位, where it is known.
    pub provider: Option<String>,
    /// JSON pointers of the data that it comes from, most important first: of a stated figure its own, of a computed one those of what
    /// was stated, of a count the records. At most [`MOST_INPUTS`].
    pub inputs: Vec<String>,
    /// The worksheet cells of `inputs`, where the data came from a workbook.
    pub cells: Vec<String>,
    /// Whether it says what its source says.
    pub state: Agreement,
}

/// A typed number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InspectedNumber {
    /// Where it stands. Where the draft writes it otherwise than it is printed (an entity, a code block), the range is that of the
    /// whole notation.
    #[serde(flatten)]
    pub span: Span,
    /// The number with its unit, as it is printed.
    pub text: String,
}

/// More inputs of one figure are not listed: a count may have thousands, and a reader looks at a few.
pub const MOST_INPUTS: usize = 100;

/// Formulas over formulas go no deeper; none leads back to itself.
const DEPTH: usize = 8;

/// Reads a draft for an editor. With `renew`, figures whose source changed are first written anew, as [`refresh`] does;
/// otherwise they are [`Agreement::Stale`].
pub fn inspect(text: &str, data: &Figures, renew: bool) -> Inspection {
    let outlines = Outlines::default();
    let source = Remembered { data, known: RefCell::default() };
    let mut draft = text.to_owned();
    let mut reading = Reading::new(&draft, &source, &outlines);
    if renew && reading.figures.iter().any(|met| met.agreement == Agreement::Stale) {
        draft = refresh(&draft, &source).0;
        reading = Reading::new(&draft, &source, &outlines);
    }
    let Reading { mut document, findings, draft: read, figures: met, origins, unbound } = reading;
    let units = Units::new(&draft);
    let spans: Vec<Span> = read.spans.iter().map(|span| units.span(span)).collect();
    let span_of = |origin: &Origin| spans.get(origin.block).copied().unwrap_or(Span { from: 0, to: 0 });
    let blocks = origins.iter().zip(&document.blocks);
    let blocks: Vec<_> = blocks.map(|(origin, block)| told(span_of(origin), origin.exhibit, block)).collect();

    // Where each line of the ledger is shown.
    let mut shown = vec![None; document.figures.len()];
    let mut counts = vec![0; blocks.len()];
    for (block, count) in counts.iter_mut().enumerate() {
        each_figure(&mut document.blocks[block], &mut |entry| {
            if let Some(shown) = shown.get_mut(*entry) {
                *shown = Some((block, *count));
            }
            *count += 1;
        });
    }
    let mut found: HashMap<&str, Vec<String>> = HashMap::new();
    let mut figures = Vec::with_capacity(met.len());
    for (met, link) in met.iter().zip(&read.links) {
        let Some(entry) = document.figures.get(met.entry) else { continue };
        let span = units.span(&link.link);
        let (block, index) = shown.get(met.entry).copied().flatten().unwrap_or_else(|| {
            // In a caption: of the block whose lines it stands in.
            let block = blocks.partition_point(|block| block.span.to < span.to).min(blocks.len().saturating_sub(1));
            let index = counts.get_mut(block).map_or(0, |count| std::mem::replace(count, *count + 1));
            (block, index)
        });
        let FigureEntry { text, source, formula, label, period, as_of, provider, .. } = entry.clone();
        let missing = met.agreement == Agreement::Missing;
        figures.push(InspectedFigure {
            block,
            index,
            span,
            text_from: units.at(link.text.start),
            text_to: units.at(link.text.end),
            text,
            label,
            source: in_words(&source),
            formula,
            period,
            as_of,
            provider,
            inputs: match missing {
                true => Vec::new(),
                false => found.entry(&entry.source).or_insert_with(|| inputs(entry, data)).clone(),
            },
            cells: Vec::new(),
            state: met.agreement,
            path: source,
        });
    }
    let unbound =
        unbound.into_iter().map(|number| InspectedNumber { span: units.span(&number.span), text: number.text });
    let start = if draft.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let head = start..draft[..read.body].trim_end().len();
    let front_matter = (head.start < head.end).then(|| units.span(&head));
    Inspection { front_matter, blocks, figures, unbound: unbound.collect(), findings, draft }
}

/// What the data has answered: a long draft names the same source many times, and is read twice when figures are renewed.
struct Remembered<'a> {
    data: &'a Figures,
    known: RefCell<HashMap<(String, String), Result<Sourced, SourceError>>>,
}

impl FigureSource for Remembered<'_> {
    fn resolve(&self, pointer: &str, form: &Query) -> Result<Sourced, SourceError> {
        let mut known = self.known.borrow_mut();
        let key = (pointer.to_owned(), form.to_string());
        known.entry(key).or_insert_with(|| self.data.resolve(pointer, form)).clone()
    }

    fn names(&self) -> Vec<&str> {
        self.data.names()
    }

    fn data(&self) -> Option<&Figures> {
        Some(self.data)
    }
}

/// What an editor is told of a block.
fn told(span: Span, exhibit: Option<Kind>, block: &Block) -> InspectedBlock {
    if let Some(kind) = exhibit {
        // Also where it is printed as a list.
        return InspectedBlock { span, kind: "exhibit", level: 0, label: kind.name().to_owned() };
    }
    let (kind, level, label) = match block {
        Block::Heading { level, number, .. } => ("heading", *level, number.as_str()),
        Block::Paragraph { .. } => ("paragraph", 0, ""),
        Block::List { .. } => ("list", 0, ""),
        Block::Table { .. } => ("table", 0, ""),
        Block::Exhibit { kind, .. } => ("exhibit", 0, kind.name()),
        Block::Annex { number, .. } => ("annex", 0, number.as_str()),
    };
    InspectedBlock { span, kind, level, label: label.to_owned() }
}

/// The data that a figure comes from.
fn inputs(entry: &FigureEntry, data: &Figures) -> Vec<String> {
    let Ok(Source::Data { pointer, form }) = entry.source.parse() else { return Vec::new() };
    let conditions = form.conditions();
    let mut found = Vec::new();
    if entry.operands.is_empty() {
        found.push(pointer);
    }
    for operand in &entry.operands {
        let records = if data.is_list(operand) { data.select(operand, &conditions) } else { Vec::new() };
        if records.is_empty() {
            stated(operand, data, DEPTH, &mut found);
        }
        found.extend(records);
        if found.len() > MOST_INPUTS {
            break;
        }
    }
    let mut seen = HashSet::new();
    found.retain(|pointer| seen.insert(pointer.clone()));
    found.truncate(MOST_INPUTS);
    found
}

/// What is stated of that from which a figure is computed.
fn stated(pointer: &str, data: &Figures, depth: usize, found: &mut Vec<String>) {
    let operands = match data.computed(pointer) {
        Some((_, Some(_), operands)) if depth > 0 => operands,
        _ => Vec::new(),
    };
    if operands.is_empty() {
        found.push(pointer.to_owned());
    }
    for operand in operands {
        stated(&operand, data, depth - 1, found);
    }
}

/// Counts UTF-16 code units.
struct Units<'a> {
    text: &'a str,
    /// Units before each multiple of [`BLOCK`] bytes.
    marks: Vec<usize>,
}

/// As in [`Positions`](super::position::Positions): found at once in a line of any length.
const BLOCK: usize = 512;

impl<'a> Units<'a> {
    fn new(text: &'a str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut units = 0;
        for block in text.as_bytes().chunks(BLOCK) {
            marks.push(units);
            units += count(block);
        }
        marks.push(units);
        Self { text, marks }
    }

    /// The units before a byte.
    fn at(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let block = byte / BLOCK;
        self.marks.get(block).copied().unwrap_or(0) + count(&self.text.as_bytes()[block * BLOCK..byte])
    }

    fn span(&self, bytes: &Range<usize>) -> Span {
        Span { from: self.at(bytes.start), to: self.at(bytes.end) }
    }
}

/// The units of the characters that begin in these bytes: two of those that take four.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().map(|&byte| usize::from(byte & 0xC0 != 0x80) + usize::from(byte >= 0xF0)).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::generate;
    use super::super::model::Document;
    use super::*;
    use crate::compose::{GENRES, Options, compose};
    use crate::data::from_json;

    fn figures(json: &str) -> Figures {
        Figures::new(&from_json(json.as_bytes()).progress)
    }

    fn cut(draft: &str, Span { from, to }: Span) -> String {
        let units: Vec<u16> = draft.encode_utf16().collect();
        String::from_utf16(&units[from..to]).unwrap()
    }

    /// What holds of every inspection.
    fn assert_whole(inspection: &Inspection) {
        let Inspection { draft, front_matter, blocks, figures, unbound, .. } = inspection;
        for figure in figures {
            let link = cut(draft, figure.span);
            assert!(link.starts_with('[') && link.ends_with(')') && link.contains("figure:"), "{link}");
            assert!(figure.span.from < figure.text_from && figure.text_to < figure.span.to, "{figure:?}");
        }
        assert!(figures.is_sorted_by(|a, b| a.span.to <= b.span.from));
        let mut named: Vec<_> = figures.iter().map(|figure| (figure.block, figure.index)).collect();
        named.sort_unstable();
        assert!(named.is_sorted_by(|a, b| if a.0 == b.0 { a.1 + 1 == b.1 } else { b.1 == 0 }), "{named:?}");
        for Span { from, to } in blocks.iter().map(|block| block.span).chain(*front_matter) {
            assert!(
                from < to
                    && cut(draft, Span { from, to }).trim_end_matches([' ', '\t', '\n', '\r']).encode_utf16().count()
                        == to - from
            );
        }
        for number in unbound {
            assert!(number.span.from <= number.span.to && number.span.to <= draft.encode_utf16().count(), "{number:?}");
        }
    }

    /// The drafts of real data of every genre that it allows.
    #[test]
    fn ranges_of_real_drafts_are_links_and_numbers() {
        let mut read = 0;
        for name in ["shangqiu-observation", "safety-quarter", "county-conference", "ecology-rectification"] {
            let json = std::fs::read(format!("tests/data/{name}.json")).unwrap();
            let progress = from_json(&json).progress;
            let data = Figures::new(&progress);
            for genre in GENRES.iter().step_by(4) {
                let options = Options { genre: genre.id.into(), ..Options::default() };
                let Ok(draft) = compose(&progress, &options) else { continue };
                let inspection = inspect(&draft, &data, false);
                assert_whole(&inspection);
                assert_eq!(inspection.draft, draft);
                let (mut document, findings) = Document::from_draft(&draft, &data);
                assert_eq!(inspection.findings, findings);
                assert_eq!(inspection.blocks.len(), document.blocks.len() - if document.facts.sources { 2 } else { 0 });
                // The figures that a typesetter walks are those of the draft, under the same names.
                let by_name = |block, index| inspection.figures.iter().find(|f| (f.block, f.index) == (block, index));
                for block in 0..inspection.blocks.len() {
                    let mut entries = Vec::new();
                    each_figure(&mut document.blocks[block], &mut |entry| entries.push(*entry));
                    for (index, entry) in entries.into_iter().map(|entry| &document.figures[entry]).enumerate() {
                        let figure = by_name(block, index).unwrap();
                        assert_eq!((&figure.text, &figure.path), (&entry.text, &entry.source));
                        assert_eq!(cut(&draft, figure.span), crate::draft::figure_link(&entry.text, &entry.source));
                    }
                }
                for figure in inspection.figures.iter().filter(|figure| figure.path.starts_with('/')) {
                    assert_eq!(figure.state, Agreement::Bound, "{figure:?}");
                    assert!(
                        !figure.inputs.is_empty() && !figure.label.is_empty() && !figure.source.is_empty(),
                        "{figure:?}"
                    );
                    assert!(
                        figure.inputs.len() == MOST_INPUTS
                            || figure.inputs.iter().all(|at| data.root().at(at).is_some()),
                        "{figure:?}"
                    );
                    read += 1;
                }
                for number in &inspection.unbound {
                    assert_eq!(cut(&draft, number.span), number.text);
                }
            }
        }
        assert!(read > 500, "{read}");
    }

    const DATA: &str = r#"{"report": {"as_of": "2026-09-30"},
        "targets": [{"name": "甲", "target": "8件", "done": "4件", "source": "某局"}],
        "problems": [{"name": "一", "status": "逾期"}, {"name": "二"}, {"name": "三", "status": "逾期"}],
        "projects": [{"name": "子", "invest": "3万元"}, {"name": "丑", "invest": "4万元"}]}"#;

    const DRAFT: &str = "+++\ntitle = \"题\"\n+++\n\n# 进展𠀀\n\n**完成[4件](figure:/targets/0/done)，** 占[50%](figure:/targets/0/rate)，还差[5件](figure:/targets/0/remaining)。\n\
        另有3个村、[9户](figure:/none)。\n\n- 逾期[2条](figure:/problems/count?.status=逾期&unit=条)\n- 投资[7万元](figure:/projects/sum?of=invest)\n\n\
        : 进度[8件](figure:/targets/0/target)\n\n|甲|[4件](figure:/targets/0/done)|\n|-|-|\n|1|2|\n\n```list\ntitle = \"清单\"\nfrom = \"/targets\"\n```\n\n## 下一步\n\n[4件](figure:/targets/0/done)";

    #[test]
    fn blocks_are_those_of_the_document() {
        let inspection = inspect(DRAFT, &figures(DATA), false);
        assert_whole(&inspection);
        let blocks = inspection.blocks.iter().map(|block| {
            let text = cut(&inspection.draft, block.span);
            let (head, tail) = (text.lines().next().unwrap_or_default(), text.lines().last().unwrap_or_default());
            let short = |line: &str| line.chars().take(8).collect::<String>();
            format!("{} {} {} {} … {}\n", block.kind, block.level, block.label, short(head), short(tail))
        });
        insta::assert_snapshot!(blocks.collect::<String>(), @"
        heading 1 一、 # 进展𠀀 … # 进展𠀀
        paragraph 0  **完成[4件] … 另有3个村、[9
        list 0  - 逾期[2条] … - 投资[7万元
        table 0  : 进度[8件] … |1|2|
        paragraph 0  ```list … ```
        exhibit 0 清单 ```list … ```
        heading 2 （一） ## 下一步 … ## 下一步
        paragraph 0  [4件](fig … [4件](fig
        ");
        assert_eq!(cut(DRAFT, inspection.front_matter.unwrap()), "+++\ntitle = \"题\"\n+++");
        let numbers: Vec<_> = inspection.unbound.iter().map(|number| cut(DRAFT, number.span)).collect();
        assert_eq!(numbers, ["3个", "1", "2"]);
    }

    #[test]
    fn figures_say_where_they_come_from() {
        let inspection = inspect(DRAFT, &figures(DATA), false);
        let told = inspection.figures.iter().map(|f| {
            let (formula, as_of) = (f.formula.as_deref().unwrap_or("-"), f.as_of.as_deref().unwrap_or("-"));
            let provider = f.provider.as_deref().unwrap_or("-");
            let place = (f.block, f.index);
            format!(
                "{place:?} {} {:?} {} {} {formula} {as_of} {provider} {}\n",
                f.text,
                f.state,
                f.label,
                f.source,
                f.inputs.join(" ")
            )
        });
        insta::assert_snapshot!(told.collect::<String>(), @"
        (1, 0) 4件 Bound 甲：已完成 目标第1条·已完成 - 2026年9月30日 某局 /targets/0/done
        (1, 1) 50% Bound 甲：完成比例 目标第1条·完成比例 已完成 ÷ 目标 2026年9月30日 某局 /targets/0/done /targets/0/target
        (1, 2) 5件 Stale 甲：剩余 目标第1条·剩余 目标 − 已完成 2026年9月30日 某局 /targets/0/target /targets/0/done
        (1, 3) 9户 Missing  none - - - 
        (2, 0) 2条 Bound 问题（整改状态：逾期）：数目 问题·数目 清点列表 2026年9月30日 - /problems/0 /problems/2
        (2, 1) 7万元 Bound 项目：投资合计 项目·合计 各项相加 2026年9月30日 - /projects/0/invest /projects/1/invest
        (3, 1) 8件 Bound 甲：目标 目标第1条·目标 - 2026年9月30日 某局 /targets/0/target
        (3, 0) 4件 Bound 甲：已完成 目标第1条·已完成 - 2026年9月30日 某局 /targets/0/done
        (7, 0) 4件 Bound 甲：已完成 目标第1条·已完成 - 2026年9月30日 某局 /targets/0/done
        ");
    }

    #[test]
    fn what_is_stale_is_renewed_on_request() {
        let data = figures(DATA);
        let stale = |inspection: &Inspection| {
            inspection
                .figures
                .iter()
                .filter(|f| f.state == Agreement::Stale)
                .map(|f| f.text.clone())
                .collect::<Vec<_>>()
        };
        let before = inspect(DRAFT, &data, false);
        assert_eq!((before.draft.as_str(), stale(&before)), (DRAFT, vec!["5件".to_owned()]));
        let after = inspect(DRAFT, &data, true);
        assert_eq!((after.draft, stale(&inspect(DRAFT, &data, true))), (DRAFT.replace("[5件]", "[4件]"), vec![]));
        assert_eq!(after.figures.len(), before.figures.len());
        let missing: Vec<_> = after.figures.iter().filter(|f| f.state == Agreement::Missing).collect();
        assert_eq!((missing.len(), missing[0].text.as_str(), missing[0].inputs.len()), (1, "9户", 0));
    }

    #[test]
    fn a_large_draft_takes_no_time() {
        let line = "已完成[4件](figure:/targets/0/done)，占[50%](figure:/targets/0/rate)，另有3个村。\n\n";
        let draft = line.repeat(20_000);
        let inspection = inspect(&draft, &figures(DATA), true);
        assert_eq!(
            (inspection.figures.len(), inspection.unbound.len(), inspection.blocks.len()),
            (40_000, 20_000, 20_000)
        );
    }

    proptest! {
        #[test]
        fn whatever_is_typed(lines in prop::collection::vec(generate::text(), 0..12)) {
            assert_whole(&inspect(&lines.join("\n"), &figures(DATA), true));
        }

        #[test]
        fn marks_in_any_order(
            parts in prop::collection::vec(prop::sample::select(vec![
                "[4件](figure:/targets/0/done)", "[", "](figure:/a)", "**", "\n", "\n\n", "- ", "# ", "> ", "```list\n", "```\n", "+++\n", "|甲|\n|-|\n|",
                ": ", "3个𠀀", "&#51;", "`", "<div>", "[^1]", "[^1]: ", "\\", "\r\n", "\u{FEFF}", "甲", "1. ", "    ", "***\n",
            ]), 0..24),
        ) {
            assert_whole(&inspect(&parts.concat(), &figures(DATA), true));
        }

        #[test]
        fn every_figure_of_a_draft_is_there((facts, blocks, entries) in generate::draft()) {
            let draft = super::super::print::print(&facts, &blocks, &entries);
            let inspection = inspect(&draft, &figures(DATA), false);
            assert_whole(&inspection);
            prop_assert_eq!(inspection.figures.len(), entries.len());
            for (figure, entry) in inspection.figures.iter().zip(&entries) {
                prop_assert_eq!((&figure.text, &figure.path), (&entry.text, &entry.source));
            }
        }
    }
}
