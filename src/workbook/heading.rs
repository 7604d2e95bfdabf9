//! Which row of a sheet holds the headings, and which heading is which column.

use std::collections::{BTreeMap, HashMap};

use super::grid::{Cell, Grid};
use super::plan::{CONTENT, ITEM, MARK, NUMBER, OWNER, Plan, Sheet};
use super::text::plain;

/// How many rows may stand before the data, title and headings together.
const MAX_HEADING_ROWS: usize = 5;

/// What a heading names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Slot {
    Mark,
    Number,
    Owner,
    Relation,
    Item,
    Content,
    /// A column of the plan.
    Field(usize),
}

/// The headings of a sheet as they were found.
#[derive(Debug, Default)]
pub(super) struct Headings {
    pub row: u32,
    pub columns: BTreeMap<u32, (Slot, Option<String>)>,
    /// Headings that name nothing.
    pub unknown: Vec<(u32, String)>,
    /// Headings that name what an earlier one names.
    pub repeated: Vec<(u32, String)>,
}

impl Headings {
    pub fn at(&self, slot: Slot) -> Option<u32> {
        self.columns.iter().find(|(_, (s, _))| *s == slot).map(|(column, _)| *column)
    }
}

/// The names that a sheet knows.
pub(super) struct Names {
    slots: HashMap<String, Slot>,
    titles: Vec<String>,
}

impl Names {
    /// The headings of a table, or of the items of a vertical sheet.
    pub fn of(sheet: &Sheet, plan: &Plan) -> Self {
        let mut names = Self { slots: HashMap::new(), titles: Vec::new() };
        if !sheet.vertical {
            for title in sheet.leading(plan) {
                let slot = match title {
                    MARK => Slot::Mark,
                    NUMBER => Slot::Number,
                    OWNER => Slot::Owner,
                    _ => Slot::Relation,
                };
                names.add(title, slot);
            }
        }
        for (index, column) in sheet.columns.iter().enumerate() {
            names.add(&column.title, Slot::Field(index));
        }
        names
    }

    /// The two columns of a vertical sheet.
    pub fn vertical() -> Self {
        let mut names = Self { slots: HashMap::new(), titles: Vec::new() };
        names.add(ITEM, Slot::Item);
        names.add(CONTENT, Slot::Content);
        names
    }

    fn add(&mut self, title: &str, slot: Slot) {
        self.slots.entry(plain(title)).or_insert(slot);
        self.titles.push(title.to_owned());
    }

    /// What a heading names, and the unit that stands behind it in brackets.
    pub fn find(&self, heading: &str) -> Option<(Slot, Option<String>)> {
        if let Some(slot) = self.slots.get(&plain(heading)) {
            return Some((*slot, None));
        }
        let (name, unit) = bracketed(heading)?;
        self.slots.get(&plain(name)).map(|slot| (*slot, unit))
    }

    /// The name that a heading is most like.
    pub fn nearest(&self, heading: &str) -> Option<&str> {
        nearest(heading, self.titles.iter().map(String::as_str))
    }

    /// The row, within the first few that say something, that has the most known headings.
    pub fn locate(&self, grid: &Grid) -> Option<Headings> {
        let says_something = |row: &&BTreeMap<u32, Cell>| row.values().any(|cell| !cell.is_blank());
        let candidates = grid.rows.iter().filter(|(_, row)| says_something(row)).take(MAX_HEADING_ROWS);
        let mut best: Option<Headings> = None;
        for (line, row) in candidates {
            let mut found = Headings { row: *line, ..Headings::default() };
            for (column, cell) in row {
                let Cell::Text(text) = cell else { continue };
                match self.find(text) {
                    Some((slot, _)) if found.at(slot).is_some() => found.repeated.push((*column, text.clone())),
                    Some(known) => drop(found.columns.insert(*column, known)),
                    None if cell.is_blank() => {}
                    None => found.unknown.push((*column, text.clone())),
                }
            }
            if found.columns.len() > best.as_ref().map_or(0, |b| b.columns.len()) {
                best = Some(found);
            }
        }
        best
    }
}

/// A heading without the brackets at its end, and the unit within them, where it is one.
fn bracketed(heading: &str) -> Option<(&str, Option<String>)> {
    let heading = heading.trim();
    let inner = heading.strip_suffix([')', '）', ']', '］', '】', '〕'])?;
    let open = inner.rfind(['(', '（', '[', '［', '【', '〔'])?;
    let (name, unit) = inner.split_at(open);
    let unit = unit.trim_start_matches(['(', '（', '[', '［', '【', '〔']).trim();
    let unit = unit.strip_prefix("单位").map_or(unit, |u| u.trim_start_matches([':', '：', ' ']));
    let unit = match unit {
        "％" => "%",
        unit => unit,
    };
    // （必填）, （可选）, （见说明） are no units.
    let is_unit =
        !unit.is_empty() && !unit.starts_with(['必', '选', '可', '见', '如', '例']) && unit.chars().count() <= 8;
    Some((name, is_unit.then(|| unit.to_owned())))
}

/// The name that a word is most like, if it is like any.
pub(super) fn nearest<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word: String = plain(word).chars().take(40).collect();
    let likeness = |name: &str| strsim::jaro_winkler(&word, &plain(name));
    let rated = names.map(|name| (likeness(name), name));
    rated.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(likeness, _)| *likeness > 0.6).map(|(_, name)| name)
}
