//! 表: tables, ledgers, matrices and rankings, which differ in what their columns say.
//!
//! [`field`] is a column over records, [`defaults`] the columns that suit a list, [`listing`] the table of records with its
//! groups and totals, [`cross`] counts and sums of one field against another, [`matrix`] ticks and crosses, [`ranking`]
//! places. All make a [`Table`](super::Table), which one layout draws.

mod cross;
mod defaults;
mod field;
mod listing;
mod matrix;
mod ranking;
#[cfg(test)]
mod tests;
mod totals;
mod verdicts;

use super::Kind;
use super::bind::Binder;
use super::model::{Cell, Column, ColumnAlign, Row, RowKind, View};

pub(super) fn view(kind: Kind, binder: &mut Binder<'_>) -> Option<View> {
    // A ranking is of records: there `by` and `split` are mistakes.
    let aggregate =
        kind != Kind::Ranking && (!binder.spec.text("by").is_empty() || !binder.spec.text("split").is_empty());
    let table = match kind {
        Kind::Matrix => matrix::table(binder, aggregate),
        Kind::Ranking => ranking::table(binder),
        _ if aggregate => cross::table(binder),
        _ => listing::table(binder, kind == Kind::Ledger),
    };
    table.map(View::Table)
}

/// The name of the list that a pointer leads to: `sites` for `/inspections/*/sites`.
fn list_of(pointer: &str) -> &str {
    crate::data::field_of(pointer.trim_end_matches("/*"))
}

/// A column without sums.
fn column(align: ColumnAlign) -> Column {
    Column { align, summed: false }
}

/// A row of one kind.
fn row(kind: RowKind, cells: Vec<Cell>) -> Row {
    Row { kind, cells }
}

/// How many columns or rows a cell takes, of which a table never has more than the type holds.
fn extent(n: usize) -> u16 {
    u16::try_from(n.max(1)).unwrap_or(u16::MAX)
}

/// The head of the column with the names of records.
fn label_heading(binder: &Binder<'_>, record: &str) -> String {
    match binder.label_field(record) {
        "" => "名称".to_owned(),
        field => binder.heading(record, field),
    }
}

/// A head with its unit: 投资（万元）.
fn with_unit(head: &str, unit: &str) -> String {
    if unit.is_empty() { head.to_owned() } else { format!("{head}（{unit}）") }
}
