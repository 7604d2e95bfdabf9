//! 合计 and 小计: how many records there are and what their figures sum up to, each a figure with its source.

use super::super::super::model::Inline;
use super::super::bind::{Binder, words};
use super::super::model::{Cell, Row, RowKind};
use super::field::Field;
use super::{extent, row};
use crate::data::Conditions;

/// Of what a row of totals is the total.
pub(super) struct Whole<'a> {
    /// The list.
    pub(super) from: &'a str,
    /// The conditions on its records.
    pub(super) conditions: Conditions,
    /// How its records are counted; empty where the row does not say how many there are.
    pub(super) measure: &'a str,
}

/// A row of totals: its name and the number of records over the columns before the first sum, then the sums.
///
/// `index`: whether a column of numbers stands before the fields.
pub(super) fn totals(
    binder: &mut Binder<'_>,
    kind: RowKind,
    name: &str,
    whole: &Whole<'_>,
    fields: &[Field],
    index: bool,
) -> Row {
    let label = label(binder, name, whole);
    let before = fields.iter().take_while(|field| field.total.is_empty()).count();
    let mut first = Cell::of(label);
    first.columns = extent(before + usize::from(index));
    let mut cells = Vec::new();
    let mut rest = fields;
    if before + usize::from(index) > 0 {
        cells.push(first);
        rest = fields.get(before..).unwrap_or_default();
    } else if let Some((field, others)) = fields.split_first() {
        // No column before the sums: the name stands beside the first of them.
        first.content.extend(sum(binder, whole, field).content);
        cells.push(first);
        rest = others;
    }
    for field in rest {
        cells.push(sum(binder, whole, field));
    }
    row(kind, cells)
}

/// The sum of a column; an empty cell where its figures do not add up.
fn sum(binder: &mut Binder<'_>, whole: &Whole<'_>, field: &Field) -> Cell {
    if field.total.is_empty() {
        return Cell::of(Vec::new());
    }
    let datum = binder.sum(whole.from, &field.total, &whole.conditions, field.is_figures());
    Cell::of(datum.map(|datum| datum.text).unwrap_or_default())
}

/// 合计（共140条）.
fn label(binder: &mut Binder<'_>, name: &str, whole: &Whole<'_>) -> Vec<Inline> {
    let mut label = words(name);
    if !whole.measure.is_empty() {
        let count = binder.count(whole.from, &whole.conditions, whole.measure).text;
        if !count.is_empty() {
            label.extend(words("（共"));
            label.extend(count);
            label.extend(words("）"));
        }
    }
    label
}
