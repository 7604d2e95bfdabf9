//! A table of records: a row each, in groups if asked for, with totals; ledgers are such tables.
//!
//! Settings: `columns`, `index`, `group`, `total`, `page_totals`, `merge`, `spans`, `measure`.

use super::super::super::model::plain;
use super::super::bind::{Binder, MISSING, words};
use super::super::model::{Cell, Column, ColumnAlign, Row, RowKind, Table};
use super::field::Field;
use super::totals::{Whole, totals};
use super::{column, defaults, extent, list_of, row, with_unit};
use crate::data::{Conditions, Form};

/// Lists whose records without a figure have not reported it.
const REPORTED: [&str; 4] = ["by_region", "steps", "ranking", "series"];

/// What the block asks for.
struct Asked {
    from: String,
    conditions: Conditions,
    group: String,
    measure: String,
    merge: Vec<String>,
    spans: Vec<String>,
    index: bool,
    total: bool,
    page_totals: bool,
    /// Whether totals have sums: where the block asks for them, and where a ledger's figures make up a whole.
    sums: bool,
}

impl Asked {
    fn of(binder: &Binder<'_>, ledger: bool) -> Self {
        let spec = &binder.spec;
        let from = spec.text("from");
        let measure = Some(spec.text("measure")).filter(|m| !m.is_empty());
        Self {
            conditions: spec.conditions("where"),
            group: spec.text("group"),
            measure: measure.unwrap_or_else(|| defaults::measure(list_of(&from)).to_owned()),
            merge: spec.texts("merge"),
            spans: spec.texts("spans"),
            index: spec.flag_or("index", ledger),
            total: spec.flag_or("total", ledger),
            page_totals: spec.flag("page_totals"),
            sums: !ledger || spec.flag("total") || spec.flag("page_totals") || defaults::adds_up(list_of(&from)),
            from,
        }
    }
}

pub(super) fn table(binder: &mut Binder<'_>, ledger: bool) -> Option<Table> {
    let asked = Asked::of(binder, ledger);
    let own = binder.spec.texts("columns");
    let records = binder.records();
    if records.is_empty() {
        return None;
    }
    let list = list_of(&asked.from).to_owned();
    let mut fields = match (&own[..], ledger) {
        ([], true) => defaults::ledger_fields(binder, &list, &records),
        ([], false) => defaults::table_fields(binder, &records),
        _ => own.iter().map(|text| Field::parse(text)).collect(),
    };
    if own.is_empty() && !asked.group.is_empty() {
        fields.retain(|field| field.path() != asked.group);
    }
    for field in &mut fields {
        field.fit(binder, &records, REPORTED.contains(&list.as_str()));
        if !asked.sums {
            field.total.clear();
            field.summed = false;
        }
    }
    for field in &fields {
        if field.has(binder, &records) {
            continue;
        }
        binder.warn(
            format!("{}栏没有一条记录填写", field.head),
            format!("核对 columns 里的 {}，或在数据里补上", field.path()),
        );
    }
    share_unit(binder, &mut fields);

    let head = heads(binder, &asked, &fields);
    let mut rows = Vec::new();
    let limited = binder
        .spec
        .count("limit")
        .is_some_and(|_| binder.data.select(&asked.from, &asked.conditions).len() > records.len());
    let counted = asked.index || ledger;
    for (key, members) in groups(binder, &asked.group, records) {
        let mut part = body(binder, &fields, &members, &asked, &rows);
        let Some(key) = key else {
            rows.extend(part);
            continue;
        };
        let mut name = Cell::of(words(binder.data.called(&key)));
        if key.is_empty() {
            name = Cell::text(MISSING);
        }
        name.columns = extent(fields.len() + usize::from(asked.index));
        rows.push(row(RowKind::Group, vec![name]));
        rows.append(&mut part);
        if !limited && (counted || fields.iter().any(|field| !field.total.is_empty())) {
            let values = if key.is_empty() { Vec::new() } else { vec![key] };
            let conditions = asked.conditions.clone().and(asked.group.as_str(), values);
            let whole = Whole { from: &asked.from, conditions, measure: if counted { &asked.measure } else { "" } };
            rows.push(totals(binder, RowKind::Subtotal, "小计", &whole, &fields, asked.index));
        }
    }
    if asked.total {
        // With a limit the total is not that of the rows, and says so.
        let name = if limited { "全部合计" } else { "合计" };
        let conditions = asked.conditions.clone();
        let whole = Whole { from: &asked.from, conditions, measure: if counted { &asked.measure } else { "" } };
        rows.push(totals(binder, RowKind::Total, name, &whole, &fields, asked.index));
    }
    let index = asked.index.then(|| column(ColumnAlign::Center));
    let columns = fields.iter().map(|field| Column { align: field.align, summed: field.summed });
    Some(Table { columns: index.into_iter().chain(columns).collect(), head, rows, page_totals: asked.page_totals })
}

/// A unit that all columns of figures share is said once, above the table.
fn share_unit(binder: &mut Binder<'_>, fields: &mut [Field]) {
    let asked = binder.spec.text("unit");
    // A share says its % in its head in any case.
    let figures = fields.iter().filter(|field| field.is_figures() && field.unit != "%");
    let units: Vec<_> = figures.map(|field| field.unit.clone()).collect();
    let shared = match &units[..] {
        [first, second, rest @ ..] if first == second && rest.iter().all(|unit| unit == first) => first.clone(),
        _ => asked,
    };
    for field in fields.iter_mut().filter(|field| field.is_figures() && field.unit == shared) {
        field.unit.clear();
    }
    if units.contains(&shared) {
        binder.unit = shared;
    }
}

/// The head, in two rows where some columns share a head.
fn heads(binder: &mut Binder<'_>, asked: &Asked, fields: &[Field]) -> Vec<Vec<Cell>> {
    let mut over: Vec<Option<usize>> = vec![None; fields.len()];
    let mut names = Vec::new();
    for span in &asked.spans {
        let Some((name, members)) = span.split_once(['：', ':']) else {
            binder.spec.complain("spans 要写成 spans = [\"总表头：字段,字段\"]");
            continue;
        };
        let members: Vec<_> = members.split([',', '，', '、']).map(str::trim).collect();
        let places: Vec<usize> = fields
            .iter()
            .enumerate()
            .filter(|(_, field)| members.iter().any(|member| field.is(member)))
            .map(|(at, _)| at)
            .collect();
        let joined = places.windows(2).all(|pair| pair[0] + 1 == pair[1]);
        if places.len() != members.len() || !joined {
            binder.warn(format!("“{name}”下面的栏没有挨在一起，或者表里没有"), "按 columns 的顺序写 spans");
            continue;
        }
        for at in places {
            if let Some(place) = over.get_mut(at) {
                *place = Some(names.len());
            }
        }
        names.push(name.trim().to_owned());
    }
    let tall = extent(if names.is_empty() { 1 } else { 2 });
    let (mut upper, mut lower): (Vec<Cell>, Vec<Cell>) = (Vec::new(), Vec::new());
    if asked.index {
        upper.push(Cell { rows: tall, ..Cell::text("序号") });
    }
    let mut last = None;
    for (field, over) in fields.iter().zip(over) {
        let own = Cell::text(with_unit(&field.head, &field.unit));
        match over.and_then(|span| Some((span, names.get(span)?))) {
            None => upper.push(Cell { rows: tall, ..own }),
            Some((span, name)) => {
                match upper.last_mut().filter(|_| last == Some(span)) {
                    Some(cell) => cell.columns += 1,
                    None => upper.push(Cell::text(name.as_str())),
                }
                lower.push(own);
            }
        }
        last = over;
    }
    if lower.is_empty() { vec![upper] } else { vec![upper, lower] }
}

/// The records by group, in order of first appearance; all in one where there are no groups.
fn groups(binder: &Binder<'_>, group: &str, records: Vec<String>) -> Vec<(Option<String>, Vec<String>)> {
    if group.is_empty() {
        return vec![(None, records)];
    }
    let mut out: Vec<(Option<String>, Vec<String>)> = Vec::new();
    for record in records {
        let key = value(binder, &record, group);
        match out.iter_mut().find(|(known, _)| {
            known.as_ref().is_some_and(|known| binder.data.called(known) == binder.data.called(&key))
        }) {
            Some((_, members)) => members.push(record),
            None => out.push((Some(key), vec![record])),
        }
    }
    out
}

/// What a field says, as a condition names it: its text, or its figure as written.
fn value(binder: &Binder<'_>, record: &str, field: &str) -> String {
    let pointer = format!("{record}/{field}");
    match binder.data.text(&pointer) {
        Some(text) => text.to_owned(),
        None => binder.data.computed(&pointer).map(|(value, ..)| value.print(Form::Written)).unwrap_or_default(),
    }
}

/// The rows of some records, equal neighbours merged. `before`: the rows above, for the numbers of records.
fn body(binder: &mut Binder<'_>, fields: &[Field], records: &[String], asked: &Asked, before: &[Row]) -> Vec<Row> {
    let first = before.iter().filter(|row| row.kind == RowKind::Record).count() + 1;
    let mut grid: Vec<Vec<Option<Cell>>> = records
        .iter()
        .enumerate()
        .map(|(i, record)| {
            let index = asked.index.then(|| Cell::text((first + i).to_string()));
            let cells = fields.iter().map(|field| field.cell(binder, record));
            index.into_iter().chain(cells).map(Some).collect()
        })
        .collect();
    let merged: Vec<usize> = fields
        .iter()
        .enumerate()
        .filter(|(_, field)| asked.merge.iter().any(|name| field.is(name)))
        .map(|(at, _)| at + usize::from(asked.index))
        .collect();
    for name in asked.merge.iter().filter(|name| !fields.iter().any(|field| field.is(name))) {
        binder.warn(format!("merge 里的 {name} 不是表里的栏"), "写 columns 里有的字段");
    }
    merge(&mut grid, &merged);
    grid.into_iter().map(|cells| row(RowKind::Record, cells.into_iter().flatten().collect())).collect()
}

/// Makes one cell of equal neighbours in columns, from the left; a later column is divided where an earlier one is.
fn merge(grid: &mut [Vec<Option<Cell>>], columns: &[usize]) {
    let mut borders: Vec<bool> = (0..grid.len()).map(|at| at == 0).collect();
    for &column in columns {
        let content = |row: &Vec<Option<Cell>>| row.get(column).cloned().flatten().map(|cell| plain(&cell.content));
        let contents: Vec<_> = grid.iter().map(content).collect();
        for at in 1..contents.len() {
            let same =
                contents.get(at) == contents.get(at - 1) && contents.get(at).is_some_and(|c| c.as_deref() != Some(""));
            if let Some(border) = borders.get_mut(at) {
                *border |= !same;
            }
        }
        let starts: Vec<usize> = borders.iter().enumerate().filter(|(_, border)| **border).map(|(at, _)| at).collect();
        for (i, &start) in starts.iter().enumerate() {
            let end = starts.get(i + 1).copied().unwrap_or(borders.len());
            for (at, row) in grid.iter_mut().enumerate().take(end).skip(start) {
                let Some(place) = row.get_mut(column) else { continue };
                match place {
                    Some(cell) if at == start => cell.rows = extent(end - start),
                    _ => *place = None,
                }
            }
        }
    }
}
