//! [`Field`]: a column over records: where its content stands in each, its head, and how it is printed.

use std::collections::BTreeSet;

use super::super::super::model::{Inline, plain};
use super::super::bind::{Binder, MISSING, words};
use super::super::model::{Cell, ColumnAlign, Tone};
use super::super::spec::named;
use crate::data::{FigureValue, Figures, Form};

/// Longest text that a column is centred with; longer ones are set flush left.
const SHORT: usize = 8;

/// Fields whose figures do not add up although they share a unit: rates of pay, scores, distances, spans of years.
const NOT_ADDED: [&str; 16] = [
    "score",
    "full_score",
    "unit_cost",
    "gain_per_household",
    "years",
    "years_left",
    "per_year",
    "duration",
    "multiple",
    "baseline",
    "distance",
    "yoy_points",
    "mean_change",
    "rank_change",
    "days_left",
    "persons_per_household",
];

/// Fields whose words say how something stands.
const VERDICTS: [&str; 3] = ["status", "grade", "pass"];

/// What a column shows of each record.
#[derive(Debug, Clone)]
pub(super) struct Field {
    /// Paths in the record; the contents of several follow each other: `name+detail` is 名称：说明.
    paths: Vec<String>,
    /// The head that the block gives it; empty for the model's.
    own: String,
    /// The head.
    pub(super) head: String,
    /// The unit that its head, or the whole table, says instead of its cells; empty for none.
    pub(super) unit: String,
    /// How figures are printed.
    form: Form,
    /// Alignment.
    pub(super) align: ColumnAlign,
    /// Whether its figures add up as they are printed: numbers of one unit.
    pub(super) summed: bool,
    /// The field whose sum is its total; empty where it has none.
    pub(super) total: String,
    /// Whether a record without it has not reported it, rather than having none.
    reported: bool,
}

impl Field {
    /// `name+detail 问题`: paths, then a head after a blank.
    pub(super) fn parse(text: &str) -> Self {
        let (paths, own) = named(text);
        Self {
            paths: paths.split('+').map(|path| path.trim().to_owned()).filter(|path| !path.is_empty()).collect(),
            own: own.to_owned(),
            head: String::new(),
            unit: String::new(),
            form: Form::Written,
            align: ColumnAlign::Left,
            summed: false,
            total: String::new(),
            reported: false,
        }
    }

    /// Its first path.
    pub(super) fn path(&self) -> &str {
        self.paths.first().map_or("", String::as_str)
    }

    /// Whether a setting means this column: by its path or its head.
    pub(super) fn is(&self, name: &str) -> bool {
        self.path() == name || self.head == name || self.own == name
    }

    /// Whether any of the records has it.
    pub(super) fn has(&self, binder: &Binder<'_>, records: &[String]) -> bool {
        let there = |pointer: &str| {
            binder.data.computed(pointer).is_some()
                || binder.data.text(pointer).is_some_and(|text| !text.is_empty() && text != "false")
                || binder.data.members(pointer) > 0
        };
        self.paths.iter().any(|path| {
            records.iter().any(|record| there(&format!("{record}/{}", member_path(binder.data, record, path))))
        })
    }

    /// Whether any of the records has nothing, or something else than a figure, in it.
    fn values(&self, binder: &Binder<'_>, records: &[String]) -> Option<Vec<FigureValue>> {
        let [path] = &self.paths[..] else { return None };
        let mut values = Vec::new();
        for record in records {
            let pointer = format!("{record}/{}", member_path(binder.data, record, path));
            match binder.data.computed(&pointer) {
                Some((value, ..)) => values.push(value),
                None if binder.data.text(&pointer).is_some() || binder.data.members(&pointer) > 0 => return None,
                None => {}
            }
        }
        (!values.is_empty()).then_some(values)
    }

    /// Reads from the records how it is printed. `reported`: a record without a figure says 未报.
    pub(super) fn fit(&mut self, binder: &Binder<'_>, records: &[String], reported: bool) {
        let Some(first) = records.first() else { return };
        let path = member_path(binder.data, first, self.path());
        // A member that is asked for by its name is what the column is called.
        let named = self.path().split('/').rev().find(|part| !part.is_ascii()).unwrap_or_default();
        self.head = match (&self.own[..], named) {
            ("", "") => binder.heading(first, &path),
            ("", name) => name.to_owned(),
            (own, _) => own.to_owned(),
        };
        self.reported = reported;
        self.align = ColumnAlign::Center;
        let Some(values) = self.values(binder, records) else {
            let length = |record: &String| self.said(binder, record).chars().count();
            if records.iter().map(length).max().unwrap_or_default() > SHORT {
                self.align = ColumnAlign::Left;
            }
            return;
        };
        let units: BTreeSet<Option<String>> = values
            .iter()
            .map(|value| match value {
                FigureValue::Quantity(q) if q.is_exact() => Some(q.scale().word().to_owned() + q.unit()),
                _ => None,
            })
            .collect();
        if let (Some(Some(unit)), 1) = (units.first(), units.len()) {
            self.unit = unit.clone();
            self.form = Form::Number;
            self.align = ColumnAlign::Decimal;
        }
        if adds_up(&values, &path) && records.iter().all(|r| member_path(binder.data, r, self.path()) == path) {
            // Figures of different scales add up as well, to one that says its own.
            self.summed = self.is_figures();
            self.total = path;
        }
        let years: BTreeSet<Option<i16>> = values
            .iter()
            .map(|value| match value {
                FigureValue::Date(date) => Some(date.year()),
                _ => None,
            })
            .collect();
        if let (Some(Some(year)), 1, true) = (years.first(), years.len(), values.len() > 1) {
            self.unit = format!("{year}年");
            self.form = Form::Bare;
        }
    }

    /// Its text in a record, for measuring.
    fn said(&self, binder: &Binder<'_>, record: &str) -> String {
        self.paths.iter().map(|path| binder.printed(record, &member_path(binder.data, record, path))).collect()
    }

    /// Its cell in a record.
    pub(super) fn cell(&self, binder: &mut Binder<'_>, record: &str) -> Cell {
        let mut content: Vec<Inline> = Vec::new();
        let mut path = String::new();
        for (i, asked) in self.paths.iter().enumerate() {
            path = member_path(binder.data, record, asked);
            let said = binder.content_as(record, &path, self.form);
            if said.is_empty() {
                continue;
            }
            if !content.is_empty() {
                content.extend(words(if i == 1 { "：" } else { "；" }));
            }
            content.extend(said);
        }
        if content.is_empty() && (self.reported || !binder.text(record, "missing").is_empty()) && self.is_figures() {
            return Cell::text(MISSING);
        }
        let mut cell = Cell::of(content);
        if self.summed {
            // Not normalised: the sum of a page keeps the decimals that are printed.
            cell.value = binder.quantity(record, &path).map(|quantity| quantity.number().to_string());
        }
        if VERDICTS.contains(&self.path()) {
            cell.tone = Tone::of(&plain(&cell.content));
        }
        cell
    }

    /// Whether its cells are figures of one unit.
    pub(super) fn is_figures(&self) -> bool {
        self.align == ColumnAlign::Decimal
    }
}

/// Whether figures are amounts of one unit, exact all of them, whatever their scale.
fn adds_up(values: &[FigureValue], path: &str) -> bool {
    let units: BTreeSet<Option<&str>> = values
        .iter()
        .map(|value| match value {
            FigureValue::Quantity(q) if q.is_exact() => Some(q.unit()),
            _ => None,
        })
        .collect();
    let amounts = match units.first() {
        Some(Some(unit)) => units.len() == 1 && !matches!(*unit, "%" | "‰" | "个百分点" | "倍"),
        _ => false,
    };
    amounts && !NOT_ADDED.contains(&crate::data::field_of(path))
}

/// A path in a record, with members of lists that are asked for by name at their places: `counts/生产经营单位` is
/// `counts/0/value`.
fn member_path(data: &Figures, record: &str, path: &str) -> String {
    let mut out = String::new();
    let mut named = false;
    for part in path.split('/') {
        let list = format!("{record}{out}");
        named = part.parse::<usize>().is_err() && data.members(&list) > 0;
        if named {
            let is = |i: &usize| {
                let text =
                    |field: &str| data.text(&format!("{list}/{i}/{field}")).is_some_and(|t| data.called(t) == part);
                ["name", "who", "region", "item"].into_iter().any(text)
            };
            let Some(at) = (0..data.members(&list)).find(is) else { return path.to_owned() };
            out.push_str(&format!("/{at}"));
        } else {
            out.push_str(&format!("/{part}"));
        }
    }
    if named {
        out.push_str("/value");
    }
    out.trim_start_matches('/').to_owned()
}
