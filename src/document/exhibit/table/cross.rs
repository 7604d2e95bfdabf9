//! Counts or sums of one field against another: 问题按地区和整改状态.
//!
//! Settings: `by` (rows), `split` (columns), `sum` (a field, instead of counting), `measure`, `rows`, `values`, `total`.

use super::super::bind::{Binder, MISSING};
use super::super::model::{Cell, Column, ColumnAlign, RowKind, Table};
use super::{column, defaults, list_of, row};
use crate::data::{Conditions, Form, field_choices};

/// The values of a field among the records of a list, with the conditions that pick the records of each.
pub(super) struct Axis {
    /// The field.
    pub(super) field: String,
    /// Each value as the data has it, empty for none; and its name.
    pub(super) values: Vec<(String, String)>,
}

impl Axis {
    /// The values that the block chooses, or all: in the order of the model where it has one, else of first appearance.
    pub(super) fn of(binder: &Binder<'_>, records: &[String], field: &str, chosen: &[String]) -> Self {
        let mut values: Vec<String> = Vec::new();
        let push = |value: String, values: &mut Vec<String>| {
            if !values.iter().any(|known| binder.data.called(known) == binder.data.called(&value)) {
                values.push(value);
            }
        };
        if chosen.is_empty() {
            for record in records {
                for value in values_at(binder, &format!("{record}/{field}")) {
                    push(value, &mut values);
                }
            }
            let declared =
                records.first().map(|record| field_choices(&format!("{record}/{field}"))).unwrap_or_default();
            // Values of the data's own stand behind those of the model, none at all last.
            values.sort_by_key(|value| match declared.iter().position(|word| word == value) {
                Some(place) => place,
                None if value.is_empty() => usize::MAX,
                None => declared.len(),
            });
        } else {
            chosen.iter().for_each(|value| push(value.clone(), &mut values));
        }
        let name = |value: &String| match value.as_str() {
            "" => "未填".to_owned(),
            value => binder.data.called(value).to_owned(),
        };
        Self {
            field: field.to_owned(),
            values: values.into_iter().map(|value| (value.clone(), name(&value))).collect(),
        }
    }

    /// The conditions with this axis at one of its values.
    pub(super) fn at(&self, conditions: &Conditions, value: &str) -> Conditions {
        let values = if value.is_empty() { Vec::new() } else { vec![value.to_owned()] };
        conditions.clone().and(self.field.as_str(), values)
    }
}

/// What a field says: its text, its figure as written, or every member of its list; an empty text for nothing.
fn values_at(binder: &Binder<'_>, pointer: &str) -> Vec<String> {
    let members = binder.data.members(pointer);
    if members > 0 {
        return (0..members).flat_map(|i| values_at(binder, &format!("{pointer}/{i}"))).collect();
    }
    let figure = || binder.data.computed(pointer).map(|(value, ..)| value.print(Form::Written));
    vec![binder.data.text(pointer).map(str::to_owned).or_else(figure).unwrap_or_default()]
}

/// The data of the cells: what is counted or summed, and how it is printed.
struct Measured {
    from: String,
    sum: String,
    /// Whether the unit is said above the table, and cells print numbers alone.
    bare: bool,
}

impl Measured {
    fn cell(&self, binder: &mut Binder<'_>, conditions: &Conditions) -> Cell {
        let datum = if self.sum.is_empty() {
            Some(binder.count(&self.from, conditions, ""))
        } else {
            binder.sum(&self.from, &self.sum, conditions, self.bare)
        };
        match datum {
            Some(datum) => Cell { value: datum.value, ..Cell::of(datum.text) },
            // Records without the figure have not reported it; where there is no record there is nothing to report.
            None if binder.data.select(&self.from, conditions).is_empty() => Cell::text("—"),
            None => Cell::text(MISSING),
        }
    }
}

pub(super) fn table(binder: &mut Binder<'_>) -> Option<Table> {
    let spec = &binder.spec;
    let (by, split, from) = (spec.text("by"), spec.text("split"), spec.text("from"));
    let (rows, columns) = (spec.texts("rows"), spec.texts("values"));
    let (total, page_totals, measure) = (spec.flag("total"), spec.flag("page_totals"), spec.text("measure"));
    let mut conditions = spec.conditions("where");
    let sum = spec.text("sum");
    if by.is_empty() {
        spec.complain("有 split 就要有 by：by 是行，split 是列");
        return None;
    }
    let records = binder.records();
    if records.is_empty() {
        return None;
    }
    let down = Axis::of(binder, &records, &by, &rows);
    let across = (!split.is_empty()).then(|| Axis::of(binder, &records, &split, &columns));
    // Totals are of what the table shows.
    for (axis, chosen) in [(Some(&down), &rows), (across.as_ref(), &columns)] {
        if let Some(axis) = axis.filter(|_| !chosen.is_empty()) {
            conditions = conditions.and(axis.field.as_str(), chosen.clone());
        }
    }
    let unit = if sum.is_empty() {
        if measure.is_empty() { defaults::measure(list_of(&from)).to_owned() } else { measure }
    } else {
        binder.unit(&records, &sum)
    };
    let first = records.first()?;
    let counted = if sum.is_empty() { "数量".to_owned() } else { binder.heading(first, &sum) };
    let corner = binder.heading(first, &by);
    binder.unit = unit.clone();
    let data = Measured { from, bare: !unit.is_empty(), sum };

    let mut head = vec![Cell::text(corner)];
    let mut of_columns = Vec::new();
    match &across {
        Some(across) => {
            for (value, name) in &across.values {
                head.push(Cell::text(name.as_str()));
                of_columns.push(across.at(&Conditions::default(), value));
            }
            if total {
                head.push(Cell::text("合计"));
                of_columns.push(Conditions::default());
            }
        }
        None => {
            head.push(Cell::text(counted));
            of_columns.push(Conditions::default());
        }
    }
    let line = |binder: &mut Binder<'_>, name: &str, of_row: &Conditions| {
        let mut cells = vec![Cell::text(name)];
        for of_column in &of_columns {
            let all = of_column.iter().fold(of_row.clone(), |all, (field, values)| all.and(field, values.to_vec()));
            cells.push(data.cell(binder, &all));
        }
        cells
    };
    let mut out: Vec<_> = Vec::new();
    for (value, name) in &down.values {
        let cells = line(binder, name, &down.at(&conditions, value));
        out.push(row(RowKind::Record, cells));
    }
    if total {
        let cells = line(binder, "合计", &conditions);
        out.push(row(RowKind::Total, cells));
    }
    let summed = data.sum.is_empty() || data.bare;
    let name_align = if down.values.iter().any(|(_, name)| name.chars().count() > 8) {
        ColumnAlign::Left
    } else {
        ColumnAlign::Center
    };
    let figures = of_columns.iter().map(|_| Column { align: ColumnAlign::Decimal, summed });
    Some(Table {
        columns: std::iter::once(column(name_align)).chain(figures).collect(),
        head: vec![head],
        rows: out,
        page_totals,
    })
}
