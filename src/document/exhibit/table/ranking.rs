//! 排名表: places, scores, and how places moved.
//!
//! Settings: `value` (the field that decides), `order = "ascending"` where less is better, `columns` (instead of the usual
//! ones after place and unit).

use rust_decimal::Decimal;

use super::super::super::model::Inline;
use super::super::bind::{Binder, MISSING, words};
use super::super::model::{Cell, Column, ColumnAlign, RowKind, Table, Tone};
use super::field::Field;
use super::{column, row, with_unit};
use crate::data::{FigureValue, Form};

/// The fields that may decide, the first that a record has.
const VALUES: [&str; 6] = ["score", "value", "rate", "done", "persons", "total"];

/// A unit of the ranking.
struct Unit {
    at: String,
    value: Option<Decimal>,
    /// The place that is stated.
    stated: Option<u32>,
    /// The place: as it is stated, or computed.
    place: Option<u32>,
}

pub(super) fn table(binder: &mut Binder<'_>) -> Option<Table> {
    let own = binder.spec.texts("columns");
    let (value, order, from) = (binder.spec.text("value"), binder.spec.text("order"), binder.spec.text("from"));
    let records = binder.records();
    let first = records.first()?;
    let has = |field: &str| records.iter().any(|record| binder.quantity(record, field).is_some());
    let value = match value.as_str() {
        "" => VALUES.into_iter().find(|field| has(field)).unwrap_or("score").to_owned(),
        _ => value,
    };
    if !["", "ascending", "descending"].contains(&order.as_str()) {
        binder.spec.complain("order 要写成 \"ascending\"（少的在前）或 \"descending\"（多的在前）");
    }
    // An indicator says itself whether less is better.
    let lower = from.rsplit_once('/').is_some_and(|(indicator, _)| binder.flag(indicator, "lower_is_better"));
    let ascending = if order.is_empty() { lower } else { order == "ascending" };
    let units = ranked(binder, &records, &value, ascending);

    let corner = super::label_heading(binder, first);
    let mut fields = vec![Field::parse(&value)];
    if own.is_empty() {
        // What follows the score has cells of its own.
        fields.iter_mut().for_each(|field| field.fit(binder, &records, true));
    } else {
        fields = own.iter().map(|text| Field::parse(text)).collect();
        fields.iter_mut().for_each(|field| field.fit(binder, &records, false));
    }
    let usual = own.is_empty();
    let place_of = |record: &String, field: &str| place(binder, record, field);
    let prior = usual && records.iter().any(|record| place_of(record, "prior_rank").is_some());
    let grade = usual && records.iter().any(|record| !binder.text(record, "grade").is_empty());
    let remark = usual
        && records.iter().any(|r| {
            binder.flag(r, "talked") || ["remark", "missing"].iter().any(|field| !binder.text(r, field).is_empty())
        });

    let mut head = vec![Cell::text("位次"), Cell::text(corner)];
    let names = units.iter().any(|unit| binder.label(&unit.at).chars().count() > 8);
    let mut columns =
        vec![column(ColumnAlign::Decimal), column(if names { ColumnAlign::Left } else { ColumnAlign::Center })];
    for field in &fields {
        head.push(Cell::text(with_unit(&field.head, &field.unit)));
        columns.push(Column { align: field.align, summed: false });
    }
    for (heading, align, _) in [
        ("上期位次", ColumnAlign::Decimal, prior),
        ("升降", ColumnAlign::Center, prior),
        ("等次", ColumnAlign::Center, grade),
        ("备注", ColumnAlign::Left, remark),
    ]
    .into_iter()
    .filter(|(.., shown)| *shown)
    {
        head.push(Cell::text(heading));
        columns.push(column(align));
    }
    let home = binder.data.called(binder.data.text("/report/region").unwrap_or_default()).to_owned();
    let mut rows = Vec::new();
    for unit in &units {
        let mut cells = vec![place_cell(binder, unit), Cell::text(binder.label(&unit.at))];
        for field in &fields {
            cells.push(field.cell(binder, &unit.at));
        }
        if prior {
            let stated = binder.figure(&format!("{}/prior_rank", unit.at), Form::Number);
            cells.push(stated.map_or_else(|| Cell::text("—"), |figure| Cell::of(vec![figure])));
            cells.push(Cell::of(change(binder, unit)));
        }
        if grade {
            let word = binder.text(&unit.at, "grade");
            cells.push(Cell { tone: Tone::of(&word), ..Cell::text(word) });
        }
        if remark {
            cells.push(remarks(binder, &unit.at));
        }
        if !home.is_empty() && ["unit", "region"].iter().any(|field| binder.text(&unit.at, field) == home) {
            cells.iter_mut().for_each(|cell| cell.marked = true);
        }
        rows.push(row(RowKind::Record, cells));
    }
    Some(Table { columns, head: vec![head], rows, page_totals: false })
}

/// The units in the order of their places; those without one at the end, as the data has them.
fn ranked(binder: &Binder<'_>, records: &[String], value: &str, ascending: bool) -> Vec<Unit> {
    let mut units: Vec<Unit> = records
        .iter()
        .map(|at| Unit {
            value: binder.quantity(at, value).and_then(|quantity| quantity.value()),
            stated: place(binder, at, "rank"),
            place: None,
            at: at.clone(),
        })
        .collect();
    let values: Vec<Decimal> = units.iter().filter_map(|unit| unit.value).collect();
    for unit in &mut units {
        let better = |own: Decimal| values.iter().filter(|v| if ascending { **v < own } else { **v > own }).count();
        let computed = unit.value.and_then(|own| u32::try_from(better(own) + 1).ok());
        unit.place = unit.stated.or(computed);
    }
    crate::sort::by_key(&mut units, |unit| (unit.place.is_none(), unit.place));
    units
}

fn place(binder: &Binder<'_>, record: &str, field: &str) -> Option<u32> {
    match binder.data.stated(&format!("{record}/{field}"))? {
        FigureValue::Rank(rank) => Some(rank.position),
        _ => None,
    }
}

/// The place: a figure where it is stated, — where the unit has none.
fn place_cell(binder: &mut Binder<'_>, unit: &Unit) -> Cell {
    let stated = unit.stated.and_then(|_| binder.figure(&format!("{}/rank", unit.at), Form::Number));
    match (stated, unit.place) {
        (Some(figure), _) => Cell::of(vec![figure]),
        (None, Some(place)) => Cell::text(place.to_string()),
        (None, None) => Cell::text("—"),
    }
}

/// 升2位, 降3位, 持平; — where one of the places is not known.
fn change(binder: &mut Binder<'_>, unit: &Unit) -> Vec<Inline> {
    let (Some(now), Some(before)) = (unit.place, place(binder, &unit.at, "prior_rank")) else { return words("—") };
    let word = match now.cmp(&before) {
        std::cmp::Ordering::Less => "升",
        std::cmp::Ordering::Greater => "降",
        std::cmp::Ordering::Equal => return words("持平"),
    };
    let mut content = words(word);
    match binder.figure(&format!("{}/rank_change", unit.at), Form::Absolute) {
        Some(figure) => content.push(figure),
        // The place is this table's own.
        None => content.extend(words(format!("{}位", now.abs_diff(before)))),
    }
    content
}

/// 约谈, then why nothing is known, then what else is remarked.
fn remarks(binder: &Binder<'_>, record: &str) -> Cell {
    let mut said = Vec::new();
    if binder.flag(record, "talked") {
        said.push("约谈".to_owned());
    }
    said.extend(["missing", "remark"].map(|field| binder.text(record, field)));
    said.retain(|text| !text.is_empty() && text != MISSING);
    Cell::text(said.join("；"))
}
