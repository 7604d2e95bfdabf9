//! 数据来源表: the figure ledger as a table of the document, so that who holds the paper can ask of every figure where it
//! comes from.

use std::collections::HashMap;

use serde_json::Value;

use super::annex;
use super::exhibit::{Cell, Column, ColumnAlign, Exhibit, Kind, Row, RowKind, Table, View};
use super::front_matter::as_value;
use super::model::{Block, Document, FigureEntry, Inline, plain};
use crate::data::{derived_title, field_title};

/// Its title as an annex.
const TITLE: &str = "数据来源表";
/// More places of one figure than these are not listed.
const MOST_PLACES: usize = 3;

impl Document {
    /// Adds 数据来源表 as the last annex: every figure with the place where it stands, its field of the data, its formula, its
    /// day and who supplied it. A document that has it already, or has no figures, stays as it is.
    ///
    /// [`Document::from_draft`] does so when the facts ask for it (`sources = true`).
    pub fn add_sources(&mut self) {
        self.facts.sources = true;
        let there = self.blocks.iter().any(|block| matches!(block, Block::Exhibit { kind: Kind::Sources, .. }));
        if there || self.figures.is_empty() {
            return;
        }
        self.blocks.push(Block::Annex { number: String::new(), title: TITLE.into(), landscape: true });
        annex::number(&mut self.blocks);
        self.blocks.push(Block::Exhibit { kind: Kind::Sources, spec: String::new(), exhibit: None });
        self.fill_sources();
    }

    /// Makes the tables of sources that the blocks ask for.
    pub(super) fn fill_sources(&mut self) {
        if !self.blocks.iter().any(|block| matches!(block, Block::Exhibit { kind: Kind::Sources, .. })) {
            return;
        }
        let made = sources(&self.blocks, &self.figures);
        for block in &mut self.blocks {
            if let Block::Exhibit { kind: Kind::Sources, exhibit, .. } = block {
                exhibit.clone_from(&made);
            }
        }
    }
}

/// What stands in a column of the table: heading, and the text of a figure.
pub(crate) type Said = (&'static str, fn(&FigureEntry) -> String);

/// What is said of a figure, besides its name.
pub(crate) const COLUMNS: [Said; 5] = [
    ("来源", |entry| in_words(&entry.source)),
    ("算法", |entry| entry.formula.clone().unwrap_or_default()),
    ("期间", |entry| entry.period.clone().unwrap_or_default()),
    ("截止", |entry| entry.as_of.clone().unwrap_or_default()),
    ("提供单位", |entry| entry.provider.clone().unwrap_or_default()),
];

/// The place in the data, without the form in which the figure is printed.
fn field(source: &str) -> &str {
    match source.split_once('?') {
        Some((pointer, asked)) if asked.starts_with("form=") => pointer,
        _ => source,
    }
}

/// A place of the data by the headings of its tables and columns, 考核第1条·排名第4条·得分: who reads paper has the workbook, not
/// the pointer, which the attached ledger has.
pub(super) fn in_words(source: &str) -> String {
    let pointer = source.split('?').next().unwrap_or_default();
    let mut at = String::new();
    let mut said: Vec<String> = Vec::new();
    for part in pointer.split('/').skip(1) {
        at = format!("{at}/{part}");
        match (part.parse::<usize>(), said.last_mut()) {
            (Ok(member), Some(list)) => list.push_str(&format!("第{}条", member + 1)),
            _ if part == "*" => {}
            _ if part == "count" => said.push("数目".into()),
            _ if part == "sum" => said.push("合计".into()),
            _ => {
                let title = field_title(&at.replace('*', "0")).or_else(|| derived_title(&at));
                said.push(title.unwrap_or(part).to_owned());
            }
        }
    }
    if said.is_empty() { "本文".to_owned() } else { said.join("·") }
}

fn sources(blocks: &[Block], figures: &[FigureEntry]) -> Option<Box<Exhibit>> {
    let places = places(blocks, figures.len());
    // A figure that stands in several places is one row.
    let mut rows: Vec<(usize, Vec<&str>)> = Vec::new();
    let mut known: HashMap<(&str, &str), usize> = HashMap::new();
    for (index, (entry, place)) in figures.iter().zip(&places).enumerate() {
        let row = *known.entry((&entry.text, field(&entry.source))).or_insert_with(|| {
            rows.push((index, Vec::new()));
            rows.len() - 1
        });
        if let Some((_, at)) = rows.get_mut(row).filter(|(_, at)| !at.contains(&place.as_str())) {
            at.push(place);
        }
    }
    let columns: Vec<_> =
        COLUMNS.iter().filter(|(_, said)| figures.iter().any(|entry| !said(entry).is_empty())).collect();
    let heads = ["序号", "数据", "名称", "所在"].into_iter().chain(columns.iter().map(|(head, _)| *head));
    let column = |align| Column { align, summed: false };
    let (centred, left) = (column(ColumnAlign::Center), column(ColumnAlign::Left));
    let table = Table {
        columns: [&centred, &centred]
            .into_iter()
            .chain(std::iter::repeat_n(&left, 2 + columns.len()))
            .cloned()
            .collect(),
        head: vec![heads.map(Cell::text).collect()],
        rows: rows.iter().enumerate().map(|(i, (figure, at))| row(i, *figure, at, figures, &columns)).collect(),
        page_totals: false,
    };
    (!rows.is_empty()).then(|| {
        Box::new(Exhibit {
            caption: String::new(),
            unit: String::new(),
            note: "“来源”是数据里的表、第几条和栏目；“所在”是本文的标题或图表。".into(),
            source: String::new(),
            alt: TITLE.into(),
            view: View::Table(table),
        })
    })
}

fn row(i: usize, figure: usize, at: &[&str], figures: &[FigureEntry], columns: &[&Said]) -> Row {
    let mut cells = vec![Cell::text((i + 1).to_string())];
    if let Some(entry) = figures.get(figure) {
        cells.push(Cell::of(vec![Inline::Figure { text: entry.text.clone(), figure }]));
        cells.push(Cell::text(&entry.label));
        let more = if at.len() > MOST_PLACES { "等" } else { "" };
        cells.push(Cell::text(at.iter().take(MOST_PLACES).copied().collect::<Vec<_>>().join("；") + more));
        cells.extend(columns.iter().map(|(_, said)| Cell::text(said(entry))));
    }
    Row { kind: RowKind::Record, cells }
}

/// Where each figure stands: the heading of level 1 or 2, the annex, or the caption of the table or chart.
fn places(blocks: &[Block], figures: usize) -> Vec<String> {
    let mut places = vec![String::new(); figures];
    let mut section = "开头".to_owned();
    let mut annex = String::new();
    for block in blocks {
        let mut place = section.clone();
        match block {
            Block::Heading { level: 1 | 2, number, content } => {
                section = format!("{annex}{number}{}", plain(content));
                place.clone_from(&section);
            }
            Block::Annex { number, title, .. } => {
                section = format!("{number}{title}");
                annex = format!("{number} ");
            }
            Block::Table { caption, .. } if !caption.is_empty() => place = format!("表：{caption}"),
            Block::Exhibit { kind: Kind::Sources, .. } => continue,
            Block::Exhibit { kind, exhibit: Some(exhibit), .. } if !exhibit.caption.is_empty() => {
                place = format!("{}：{}", kind.name(), exhibit.caption);
            }
            _ => {}
        }
        each_figure(&as_value(block), &mut |figure| {
            if let Some(at) = places.get_mut(figure).filter(|at| at.is_empty()) {
                at.clone_from(&place);
            }
        });
    }
    places
}

/// The figures of a block, whatever it is: every run of text has the same form.
fn each_figure(value: &Value, visit: &mut impl FnMut(usize)) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| each_figure(item, visit)),
        Value::Object(fields) => {
            if let Some(figure) = fields.get("figure").and_then(Value::as_u64) {
                visit(usize::try_from(figure).unwrap_or(usize::MAX));
            }
            fields.values().for_each(|field| each_figure(field, visit));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{Figures, from_json};

    const DATA: &str = r#"{"report": {"as_of": "2026-09-30"},
        "targets": [{"name": "甲", "target": "8件", "done": "4件", "source": "某局"}]}"#;

    fn document(draft: &str) -> Document {
        let figures = Figures::new(&from_json(DATA.as_bytes()).progress);
        let (document, findings) = Document::from_draft(draft, &figures);
        assert!(!crate::has_errors(&findings), "{findings:?}");
        document
    }

    const DRAFT: &str = "+++\ntitle = \"题\"\nsources = true\n+++\n\n完成[4件](figure:/targets/0/done)。\n\n# 进展\n\n\
        完成[4件](figure:/targets/0/done)，占[50%](figure:/targets/0/rate)。\n";

    #[test]
    fn every_figure_has_its_row() {
        let document = document(DRAFT);
        insta::assert_snapshot!(document.text(), @"
        题
        完成4件。
        一、进展
        完成4件，占50%。
        附件
        数据来源表
        序号	数据	名称	所在	来源	算法	截止	提供单位
        1	4件	甲：已完成	开头；一、进展	目标第1条·已完成		2026年9月30日	某局
        2	50%	甲：完成比例	一、进展	目标第1条·完成比例	已完成 ÷ 目标	2026年9月30日	某局
        “来源”是数据里的表、第几条和栏目；“所在”是本文的标题或图表。
        ");
    }

    #[test]
    fn it_is_added_once_and_written_as_a_block() {
        let mut document = document(DRAFT);
        let before = document.clone();
        document.add_sources();
        assert_eq!(document, before);
        let written = document.to_markdown();
        assert!(written.contains("```sources\n```"), "{written}");
        assert_eq!(self::document(&written), before);
        let mut plain = self::document("+++\ntitle = \"题\"\n+++\n\n没有数据。\n");
        plain.add_sources();
        assert_eq!(plain.blocks.len(), 1);
    }
}
