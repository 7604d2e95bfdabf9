//! Counts or sums of one field against another: 问题按地区和整改状态.
//!
//! Settings: `by` (rows), `split` (columns), `sum` (a field, instead of counting), `measure`, `rows`, `values`, `total`.

use super::super::bind::{Binder, MISSING};
use super::super::groups::groups;
use super::super::model::{Cell, Column, ColumnAlign, RowKind, Table};
use super::{column, defaults, list_of, row};
use crate::data::Conditions;

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
    let conditions = spec.conditions("where");
    let sum = spec.text("sum");
    if by.is_empty() {
        spec.complain("有 split 就要有 by：by 是行，split 是列");
        return None;
    }
    let records = binder.records();
    if records.is_empty() {
        return None;
    }
    let down = groups(binder.data, &records, &by, &rows);
    let across = (!split.is_empty()).then(|| groups(binder.data, &records, &split, &columns));
    // Totals are of what the table shows.
    let only = |all: &Conditions, field: &str, chosen: &[String]| {
        if field.is_empty() || chosen.is_empty() { all.clone() } else { all.clone().and(field, chosen.to_vec()) }
    };
    let (of_rows, of_columns) = (only(&conditions, &by, &rows), only(&conditions, &split, &columns));
    let conditions = only(&of_rows, &split, &columns);
    let count = |of: &Conditions| binder.data.select(&from, of).len();
    let shown = count(&conditions);
    // A total of some of the columns, or of some of the rows, is a part of the whole.
    let name = |whole: usize| if shown < whole { "小计" } else { "合计" };
    let (across_name, down_name) = (name(count(&of_rows)), name(count(&of_columns)));
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
            for group in across {
                head.push(Cell::text(group.label.as_str()));
                of_columns.push(group.at(&Conditions::default(), &split));
            }
            if total {
                head.push(Cell::text(across_name));
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
    for group in &down {
        let cells = line(binder, &group.label, &group.at(&conditions, &by));
        out.push(row(RowKind::Record, cells));
    }
    if total {
        let cells = line(binder, down_name, &conditions);
        out.push(row(RowKind::Total, cells));
    }
    let summed = data.sum.is_empty() || data.bare;
    let name_align =
        if down.iter().any(|group| group.label.chars().count() > 8) { ColumnAlign::Left } else { ColumnAlign::Center };
    let figures = of_columns.iter().map(|_| Column { align: ColumnAlign::Decimal, summed });
    Some(Table {
        columns: std::iter::once(column(name_align)).chain(figures).collect(),
        head: vec![head],
        rows: out,
        page_totals,
    })
}
