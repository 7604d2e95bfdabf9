//! 对照矩阵, 核对表: ticks and crosses.
//!
//! Of a standard: units against its items ([`verdicts`](super::verdicts)). With `by` and `split`: √ where a record is. With
//! `columns`: √ where a record says yes to the field, or has it at all.

use super::super::bind::{Binder, words};
use super::super::groups::{Group, groups};
use super::super::model::{Cell, Column, ColumnAlign, RowKind, Table};
use super::field::Field;
use super::{column, row, verdicts};

pub(super) const TICK: &str = "√";
pub(super) const CROSS: &str = "×";

pub(super) fn table(binder: &mut Binder<'_>, aggregate: bool) -> Option<Table> {
    let from = binder.spec.text("from");
    if aggregate {
        presence(binder)
    } else if binder.data.members(&format!("{from}/items")) > 0 && binder.data.members(&format!("{from}/results")) > 0 {
        verdicts::table(binder, &from)
    } else {
        fields(binder)
    }
}

/// √ where a list has a record of both values.
fn presence(binder: &mut Binder<'_>) -> Option<Table> {
    let spec = &binder.spec;
    let (by, split, from) = (spec.text("by"), spec.text("split"), spec.text("from"));
    let (rows, columns, conditions) = (spec.texts("rows"), spec.texts("values"), spec.conditions("where"));
    if by.is_empty() || split.is_empty() {
        spec.complain("矩阵要有 by 和 split：by 是行，split 是列");
        return None;
    }
    let records = binder.records();
    let first = records.first()?;
    let corner = binder.heading(first, &by);
    let down = groups(binder.data, &records, &by, &rows);
    let across = groups(binder.data, &records, &split, &columns);
    let names = across.iter().map(|group| Cell::text(group.label.as_str()));
    let head = std::iter::once(Cell::text(corner)).chain(names).collect();
    let mut out = Vec::new();
    for group in &down {
        let of_row = group.at(&conditions, &by);
        let tick = |column: &Group| !binder.data.select(&from, &column.at(&of_row, &split)).is_empty();
        let ticks = across.iter().map(|column| Cell::text(if tick(column) { TICK } else { "" }));
        out.push(row(RowKind::Record, std::iter::once(Cell::text(group.label.as_str())).chain(ticks).collect()));
    }
    binder.legend = format!("{TICK} 有，空白 没有");
    Some(ticks(head, out, across.len()))
}

/// √ where a record has the fields that `columns` names.
fn fields(binder: &mut Binder<'_>) -> Option<Table> {
    let columns = binder.spec.texts("columns");
    let records = binder.records();
    if columns.is_empty() {
        binder
            .spec
            .complain("矩阵要有 columns（核对哪些栏），或有 by 和 split；from 也可以是一个有条款和达标情况的标准");
        return None;
    }
    let first = records.first()?;
    let mut fields: Vec<Field> = columns.iter().map(|text| Field::parse(text)).collect();
    fields.iter_mut().for_each(|field| field.fit(binder, &records, false));
    let corner = super::label_heading(binder, first);
    let head = std::iter::once(Cell::text(corner)).chain(fields.iter().map(|f| Cell::text(f.head.as_str()))).collect();
    let mut out = Vec::new();
    for record in &records {
        let one = std::slice::from_ref(record);
        let ticks = fields.iter().map(|field| Cell::text(if field.has(binder, one) { TICK } else { CROSS }));
        let cells = std::iter::once(Cell::of(words(binder.label(record)))).chain(ticks).collect();
        out.push(row(RowKind::Record, cells));
    }
    binder.legend = format!("{TICK} 有，{CROSS} 没有");
    Some(ticks(head, out, fields.len()))
}

/// A table of names and centred signs.
fn ticks(head: Vec<Cell>, rows: Vec<super::Row>, signs: usize) -> Table {
    let columns: Vec<Column> =
        std::iter::once(column(ColumnAlign::Left)).chain((0..signs).map(|_| column(ColumnAlign::Center))).collect();
    Table { columns, head: vec![head], rows, page_totals: false }
}
