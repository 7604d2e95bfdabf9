//! Figures of a draft against their sources: compared when it is read, rewritten when the data changed.

use serde::Serialize;

use super::draft::Draft;
use super::exhibit::{self, Kind, Outlines};
use super::model::{Block, Document, FigureEntry, Inline, plain};
use super::numbering;
use super::source::{FigureSource, Source, SourceError, Sourced};
use super::unbound::{NotFigures, Unbound, unbound};
use crate::Finding;
use crate::draft::escape;
use crate::draft::flatten;

/// A figure that [`refresh`] rewrote.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Change {
    /// Where it stood in the draft before: `draft:LINE:COLUMN`.
    pub path: String,
    /// Its source, the target of its link without `figure:`.
    pub source: String,
    /// Its text before.
    pub before: String,
    /// Its text now.
    pub after: String,
}

/// A draft that has met its data.
pub(super) struct Reading {
    /// The document.
    pub document: Document,
    /// What is wrong with it, in the order of the draft.
    pub findings: Vec<Finding>,
    /// The draft that was read; what the document has of it was taken out.
    pub draft: Draft,
    /// For each of the draft's figure links where it is shown, and how it stands to its source.
    pub figures: Vec<Met>,
    /// Where each block of the document comes from; those that the facts ask for at its end come from nowhere.
    pub origins: Vec<Origin>,
    /// Typed numbers that are bound to nothing.
    pub unbound: Vec<Unbound>,
}

/// What a block of a document was in the draft.
pub(super) struct Origin {
    /// Index of the draft's block.
    pub block: usize,
    /// What it shows, if it was made from the data.
    pub exhibit: Option<Kind>,
}

/// How a figure link of a draft stands to its source.
pub(super) struct Met {
    /// Its line of the document's ledger.
    pub entry: usize,
    pub agreement: Agreement,
}

/// Whether a figure says what its source says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// It does.
    Bound,
    /// The data says something else by now.
    Stale,
    /// The data does not have its source.
    Missing,
}

impl Document {
    /// Reads a draft, numbers its headings and compares its figures with their sources.
    ///
    /// Findings concern the draft's form, figures that contradict their source (the document keeps what the draft says:
    /// a person wrote it; [`refresh`] takes the data's side) or have none, and typed numbers that are bound to nothing.
    pub fn from_draft(text: &str, data: &dyn FigureSource) -> (Self, Vec<Finding>) {
        Self::from_draft_with(text, data, &Outlines::default())
    }

    /// The same, its maps drawn by outlines.
    pub fn from_draft_with(text: &str, data: &dyn FigureSource, outlines: &Outlines) -> (Self, Vec<Finding>) {
        let Reading { document, findings, .. } = Reading::new(text, data, outlines);
        (document, findings)
    }
}

impl Reading {
    /// Reads a draft against its data.
    pub(super) fn new(text: &str, data: &dyn FigureSource, outlines: &Outlines) -> Self {
        let (mut draft, mut findings) = Draft::parse(text);
        numbering::number(&mut draft, &mut findings);
        let unbound = unbound(&draft, &NotFigures::built_in().with_names(&data.names()));
        findings.extend(unbound.iter().map(|number| number.finding(&draft.positions)));
        let sections = draft.sections();
        let mut figures = Vec::with_capacity(draft.figures.len());
        for (index, (entry, link)) in draft.figures.iter_mut().zip(&draft.links).enumerate() {
            let path = || draft.positions.path(link.link.start);
            let agreement = match sourced(&entry.source, sections, data) {
                Ok(sourced) => {
                    let agreement = if entry.text == sourced.text { Agreement::Bound } else { Agreement::Stale };
                    if agreement == Agreement::Stale {
                        let message = format!("正文写“{}”，数据为“{}”", entry.text, sourced.text);
                        findings.push(
                            Finding::error("document.figure_contradicts", path(), message)
                                .hint(format!("更新正文，或核对来源 {}", entry.source)),
                        );
                    }
                    *entry = FigureEntry {
                        text: std::mem::take(&mut entry.text),
                        source: std::mem::take(&mut entry.source),
                        formula: sourced.formula,
                        operands: sourced.operands,
                        label: sourced.label,
                        period: sourced.period,
                        as_of: sourced.as_of,
                        provider: sourced.provider,
                    };
                    agreement
                }
                Err(error) => {
                    let message = format!("“{}”没有来源：{error}", entry.text);
                    findings.push(
                        Finding::error("document.figure_unknown_source", path(), message)
                            .hint("改正链接的来源，或在数据中补上这一项"),
                    );
                    Agreement::Missing
                }
            };
            figures.push(Met { entry: index, agreement });
        }
        let (blocks, origins) = exhibits(&mut draft, data, outlines, &mut figures, &mut findings);
        // In the order of the draft, whichever check found them.
        crate::sort::by_key(&mut findings, |finding| position(&finding.path));
        let facts = std::mem::take(&mut draft.facts);
        let mut document = Document { facts, blocks, figures: std::mem::take(&mut draft.figures) };
        document.fill_sources();
        if document.facts.sources {
            document.add_sources();
        }
        Self { document, findings, draft, figures, origins, unbound }
    }
}

/// The blocks with the exhibits that they ask for, and where they come from; the figures of exhibits take their place in the
/// ledger among those of the text.
fn exhibits(
    draft: &mut Draft,
    data: &dyn FigureSource,
    outlines: &Outlines,
    met: &mut [Met],
    findings: &mut Vec<Finding>,
) -> (Vec<Block>, Vec<Origin>) {
    let blocks = std::mem::take(&mut draft.blocks);
    if draft.exhibits.is_empty() {
        let origins = (0..blocks.len()).map(|block| Origin { block, exhibit: None }).collect();
        return (blocks, origins);
    }
    let mut out = Vec::with_capacity(blocks.len());
    let mut origins = Vec::with_capacity(blocks.len());
    let mut starts = draft.exhibits.iter();
    let mut text = std::mem::take(&mut draft.figures).into_iter().zip(met).enumerate();
    let figures = &mut draft.figures;
    // The title right above a block.
    let mut above = String::new();
    for (index, mut block) in blocks.into_iter().enumerate() {
        let Block::Exhibit { kind, spec, .. } = &block else {
            origins.push(Origin { block: index, exhibit: None });
            above = match &block {
                Block::Heading { content, .. } => plain(content),
                Block::Annex { title, .. } => title.clone(),
                _ => String::new(),
            };
            each_figure(&mut block, &mut |index| {
                // Those of a table's caption, which is plain text, come before those of its cells.
                for (old, (entry, met)) in text.by_ref() {
                    met.entry = figures.len();
                    figures.push(entry);
                    if old == *index {
                        break;
                    }
                }
                *index = figures.len().saturating_sub(1);
            });
            out.push(block);
            continue;
        };
        let start = starts.next();
        let origin = Origin { block: index, exhibit: Some(*kind) };
        if *kind == Kind::Sources {
            origins.push(origin);
            out.push(block);
            continue;
        }
        let path = draft.positions.path(start.map_or(0, |block| block.start));
        let Some(data) = data.data() else {
            let message = format!("{}要有数据才能印", kind.name());
            findings.push(Finding::warning("document.exhibit", path, message).hint("给出这份文稿的数据"));
            origins.push(origin);
            out.push(block);
            continue;
        };
        let made = exhibit::make(*kind, spec, data, outlines, figures.len(), path);
        figures.extend(made.figures);
        findings.extend(made.findings);
        if let Some(mut made) = made.block {
            if let Block::Exhibit { exhibit: Some(exhibit), .. } = &mut made
                && exhibit.caption == above
            {
                // 附件 and 表 of one name: it is printed once.
                exhibit.caption.clear();
            }
            // A list has no frame that prints its title.
            let title = if *kind == Kind::List { exhibit::list_title(spec) } else { String::new() };
            if !title.is_empty() && title != above {
                let content = vec![Inline::Strong { content: vec![Inline::Text { text: title }] }];
                out.push(Block::Paragraph { content });
                origins.push(Origin { block: index, exhibit: None });
            }
            block = made;
        }
        above.clear();
        origins.push(origin);
        out.push(block);
    }
    for (_, (entry, met)) in text {
        met.entry = figures.len();
        figures.push(entry);
    }
    (out, origins)
}

/// Visits the figures of a block of text, in reading order: a paragraph or heading from its first word to its last, also
/// where it is stressed; a list item by item; a table by rows, the head first, and each row from the first cell to the last.
/// A figure's place in this order is its index within the block, by which editor and typesetter name it.
pub(crate) fn each_figure(block: &mut Block, visit: &mut impl FnMut(&mut usize)) {
    fn run(content: &mut [Inline], visit: &mut impl FnMut(&mut usize)) {
        for inline in content {
            match inline {
                Inline::Figure { figure, .. } => visit(figure),
                Inline::Strong { content } => run(content, visit),
                Inline::Text { .. } | Inline::Break => {}
            }
        }
    }
    match block {
        Block::Heading { content, .. } | Block::Paragraph { content } => run(content, visit),
        Block::List { items } => items.iter_mut().for_each(|item| run(&mut item.content, visit)),
        Block::Table { head, rows, .. } => {
            head.iter_mut().chain(rows.iter_mut().flatten()).for_each(|cell| run(cell, visit));
        }
        // Its figures are counted where it is made.
        Block::Exhibit { .. } | Block::Annex { .. } => {}
    }
}

/// Rewrites the text of each figure link to what its source says now. Every other byte of the draft stays as it was,
/// and so does a figure whose source is unknown: [`Document::from_draft`] reports it.
///
/// ```
/// # use huibao::document::{FigureSource, Query, SourceError, Sourced, refresh};
/// # struct Data;
/// # impl FigureSource for Data {
/// #     fn resolve(&self, _: &str, _: &Query) -> Result<Sourced, SourceError> {
/// #         Ok(Sourced { text: "5.1万".to_owned(), ..Sourced::default() })
/// #     }
/// # }
/// let (draft, changes) = refresh("已完成 [4.98万](figure:/targets/0/done?form=bare)人。", &Data);
/// assert_eq!(draft, "已完成 [5.1万](figure:/targets/0/done?form=bare)人。");
/// assert_eq!((changes[0].before.as_str(), changes[0].path.as_str()), ("4.98万", "draft:1:5"));
/// ```
pub fn refresh(text: &str, data: &dyn FigureSource) -> (String, Vec<Change>) {
    let (draft, _) = Draft::parse(text);
    let sections = draft.sections();
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    let mut changes = Vec::new();
    for (entry, link) in draft.figures.iter().zip(&draft.links) {
        let Ok(sourced) = sourced(&entry.source, sections, data) else { continue };
        if entry.text == sourced.text {
            continue;
        }
        out.push_str(&text[copied..link.text.start]);
        out.push_str(&escape(&sourced.text));
        copied = link.text.end;
        changes.push(Change {
            path: draft.positions.path(link.link.start),
            source: entry.source.clone(),
            before: entry.text.clone(),
            after: sourced.text,
        });
    }
    out.push_str(&text[copied..]);
    (out, changes)
}

/// What a source says, its text on one line: so the reader of a draft sees it.
fn sourced(source: &str, sections: usize, data: &dyn FigureSource) -> Result<Sourced, SourceError> {
    let mut sourced = source.parse::<Source>()?.resolve(sections, data)?;
    sourced.text = flatten(&sourced.text);
    Ok(sourced)
}

/// Line and column of a path `draft:LINE:COLUMN`.
fn position(path: &str) -> (usize, usize) {
    let mut parts = path.split(':').skip(1).map(|part| part.parse().unwrap_or(0));
    (parts.next().unwrap_or(0), parts.next().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::super::generate;
    use super::super::print::print;
    use super::*;
    use crate::draft::Query;

    /// Figures by pointer.
    struct Table(BTreeMap<String, String>);

    impl FigureSource for Table {
        fn resolve(&self, pointer: &str, _: &Query) -> Result<Sourced, SourceError> {
            let text = self.0.get(pointer).ok_or_else(|| SourceError::NotFound { pointer: pointer.to_owned() })?;
            Ok(Sourced {
                text: text.clone(),
                label: format!("{pointer} 的名称"),
                as_of: Some("2017-07-31".to_owned()),
                ..Sourced::default()
            })
        }
    }

    fn table(figures: &[(&str, &str)]) -> Table {
        Table(figures.iter().map(|(pointer, text)| ((*pointer).to_owned(), (*text).to_owned())).collect())
    }

    /// A figure for every pointer, different for each.
    struct Anything(String);

    impl FigureSource for Anything {
        fn resolve(&self, pointer: &str, _: &Query) -> Result<Sourced, SourceError> {
            Ok(Sourced { text: format!("{}{}", self.0, pointer.len() % 3), ..Sourced::default() })
        }
    }

    const DRAFT: &str = "+++\ntitle = \"题\"\n+++\n我讲[三点](figure:draft:sections?form=chinese&unit=点)。\n\n\
        # 甲\n\n**完成[4.98万](figure:/done)。**占[70%](figure:/rate)、[8户](figure:/none)，[ ](figure:x)\n\n# 乙\n";

    #[test]
    fn contradictions_and_unknown_sources() {
        let (document, findings) = Document::from_draft(DRAFT, &table(&[("/done", "4.98万"), ("/rate", "68%")]));
        let findings: String = findings.iter().map(|f| f.to_string() + "\n").collect();
        insta::assert_snapshot!(findings, @"
        错误 document.figure_contradicts  draft:4:3
            正文写“三点”，数据为“两点”
            → 更新正文，或核对来源 draft:sections?form=chinese&unit=点
        错误 document.figure_contradicts  draft:8:30
            正文写“70%”，数据为“68%”
            → 更新正文，或核对来源 /rate
        错误 document.figure_unknown_source  draft:8:50
            “8户”没有来源：数据中没有 /none
            → 改正链接的来源，或在数据中补上这一项
        错误 document.figure_unknown_source  draft:8:69
            “ ”没有来源：来源“x”既不是以 / 开头的数据路径，也不是 draft:sections
            → 改正链接的来源，或在数据中补上这一项
        ");
        insta::assert_json_snapshot!(document.figures[1], @r#"
        {
          "text": "4.98万",
          "source": "/done",
          "label": "/done 的名称",
          "as_of": "2017-07-31"
        }
        "#);
        assert_eq!(document.figures[2].text, "70%");
    }

    #[test]
    fn a_title_is_not_said_twice() {
        let json = r#"{"targets": [{"name": "甲", "target": "8件"}]}"#;
        let data = crate::data::Figures::new(&crate::data::from_json(json.as_bytes()).progress);
        let block = "```panel\ntitle = \"进度\"\nfrom = \"/targets\"\nvalue = \"target\"\n```\n";
        let draft = format!("+++\ntitle = \"题\"\n+++\n\n# 进度\n\n{block}\n{block}");
        let (document, _) = Document::from_draft(&draft, &data);
        assert_eq!(document.text(), "题\n一、进度\n甲\t8件\n进度\n甲\t8件\n");
    }

    #[test]
    fn a_list_says_its_title() {
        let json = r#"{"targets": [{"name": "甲", "target": "8件"}]}"#;
        let data = crate::data::Figures::new(&crate::data::from_json(json.as_bytes()).progress);
        let block = "```list\ntitle = \"清单\"\nfrom = \"/targets\"\n```\n";
        let (document, findings) = Document::from_draft(&format!("+++\ntitle = \"题\"\n+++\n\n{block}"), &data);
        assert_eq!((document.text().as_str(), findings), ("题\n清单\n甲\n", vec![]));
        assert!(document.to_markdown().contains("**清单**"));
        let (document, _) = Document::from_draft(&format!("+++\ntitle = \"题\"\n+++\n\n# 清单\n\n{block}"), &data);
        assert_eq!(document.text(), "题\n一、清单\n甲\n");
    }

    #[test]
    fn refresh_leaves_the_rest() {
        let data = table(&[("/done", "5.1万|"), ("/rate", "70%")]);
        let (refreshed, changes) = refresh(DRAFT, &data);
        assert_eq!(refreshed, DRAFT.replace("[三点]", "[两点]").replace("[4.98万]", "[5.1万&#124;]"));
        assert_eq!(changes.iter().map(|change| change.path.as_str()).collect::<Vec<_>>(), ["draft:4:3", "draft:8:5"]);
        assert_eq!(refresh(&refreshed, &data), (refreshed, vec![]));
    }

    #[test]
    fn marks_in_a_figure_survive() {
        let data = table(&[("/a", "5")]);
        let refreshed = |text: &str| refresh(text, &data).0;
        assert_eq!(refreshed("[**4**](figure:/a \"题\")户"), "[**5**](figure:/a \"题\")户");
        assert_eq!(refreshed("[**4**万](<figure:/a>)户"), "[5](<figure:/a>)户");
        assert_eq!(refreshed("[](figure:/a)户"), "[5](figure:/a)户");
        assert_eq!(refreshed("[[\n<http://a.b>](figure:/a)"), "[[5](figure:/a)");
        assert_eq!(refreshed("[![4](u)户 ](figure:/a)"), "[5](figure:/a)");
        assert_eq!(refreshed("[4&amp;](figure:/a)户"), "[5](figure:/a)户");
        assert_eq!(refreshed("`[4](figure:/a)` \\[4](figure:/a)"), "`[4](figure:/a)` \\[4](figure:/a)");
    }

    proptest! {
        #[test]
        fn twice_is_once(lines in prop::collection::vec(generate::text(), 0..12), figure in generate::text()) {
            let data = Anything(figure);
            let (once, _) = refresh(&lines.join("\n"), &data);
            prop_assert_eq!(refresh(&once, &data), (once.clone(), vec![]));
            let (document, _) = Document::from_draft(&once, &data);
            prop_assert_eq!(document.figures.len(), Draft::parse(&once).0.figures.len());
        }

        #[test]
        fn refreshed_figures_agree((facts, blocks, figures) in generate::draft(), figure in generate::text()) {
            let data = Anything(figure);
            let (refreshed, _) = refresh(&print(&facts, &blocks, &figures), &data);
            let (document, findings) = Document::from_draft(&refreshed, &data);
            prop_assert_eq!(document.figures.len(), figures.len());
            prop_assert!(findings.iter().all(|finding| !finding.code.starts_with("document.figure")), "{}", refreshed);
        }
    }
}
