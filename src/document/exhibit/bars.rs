//! 条形图: bars from zero, a record each; or groups of records, counted or summed.
//!
//! Records whose name is their date are a course of time: columns from the left to the right, or a line where they are
//! rates.

use rust_decimal::Decimal;

use super::axis::{self, Axis};
use super::bind::{Binder, ordered, words};
use super::groups::{Group, Tally, groups};
use super::model::{Bar, Bars, BarsForm, Datum, Tick, View};
use super::spec::named;
use crate::data::{Date, FigureValue, Form, Quantity};

/// Series that patterns can tell apart in black and white.
const MOST_SERIES: usize = 8;

/// Columns that a reader takes in; a longer course is a line.
const MOST_COLUMNS: usize = 36;

/// More than these fill several pages.
const MOST_BARS: usize = 120;

/// Lists of a record of which bars can be made.
const LISTS: [&str; 6] = ["series", "by_region", "ranking", "parts", "steps", "stages"];

/// Bars without their axis.
struct Drawn {
    series: Vec<String>,
    bars: Vec<Bar>,
    axis: Axis,
    /// Whether the bars are named by their dates.
    dated: bool,
}

pub(super) fn view(binder: &mut Binder<'_>) -> Option<View> {
    let share = binder.spec.flag("share");
    let stacked = binder.spec.flag("stacked") || share;
    let columns = binder.spec.flag("columns");
    let grouped = !binder.spec.text("by").is_empty();
    let drawn = if grouped { of_groups(binder, stacked)? } else { of_records(binder, stacked)? };
    let Drawn { series, mut bars, axis, dated } = drawn;
    if bars.is_empty() {
        return None;
    }
    mark(binder, &mut bars);
    binder.unit = axis.unit();
    let stacked = stacked && series.len() > 1;
    let share = share && stacked;
    let form = match () {
        () if stacked || !(columns || dated) => BarsForm::Rows,
        () if !columns && (axis.is_rate() || bars.len() > MOST_COLUMNS) => BarsForm::Line,
        () => BarsForm::Columns,
    };
    let line = if share { None } else { line(binder, &axis) };
    let mut values: Vec<Decimal> = bars.iter().flat_map(|bar| ends(bar, stacked)).collect();
    values.extend(line.iter().filter_map(|(_, datum)| number(datum)));
    let ticks = match form {
        _ if share => shares(),
        BarsForm::Line => axis.marks(&axis::close_ticks(&values)),
        BarsForm::Rows | BarsForm::Columns => axis.marks(&axis::ticks(&values)),
    };
    if bars.len() > MOST_BARS {
        binder.warn(format!("条形图有{}条，占好几页", bars.len()), "用 limit 或 where 选出要紧的，或改用 table");
    }
    Some(View::Bars(Bars { form, series, stacked, share, bars, ticks, line }))
}

/// 0%—100%.
fn shares() -> Vec<Tick> {
    let tick = |n: u8| Tick { value: format!("{}.{}", n / 10, n % 10), label: format!("{}%", u16::from(n) * 10) };
    [0, 2, 4, 6, 8, 10].map(tick).into()
}

fn number(datum: &Datum) -> Option<Decimal> {
    datum.value.as_ref()?.parse().ok()
}

/// Where a bar, or each bar of a group, ends. A stack has an end on either side of zero.
fn ends(bar: &Bar, stacked: bool) -> Vec<Decimal> {
    let values: Vec<Decimal> = bar.data.iter().filter_map(number).collect();
    if !stacked {
        return values;
    }
    let side = |negative: bool| {
        let parts = values.iter().filter(|v| v.is_sign_negative() == negative);
        parts.fold(Decimal::ZERO, |sum, part| sum.saturating_add(*part))
    };
    vec![side(true), side(false)]
}

/// A bar for each record.
fn of_records(binder: &mut Binder<'_>, stacked: bool) -> Option<Drawn> {
    let records = axis::records_of(binder, &LISTS);
    let first = records.first()?.clone();
    let mut fields = Vec::new();
    let mut series = Vec::new();
    for asked in binder.spec.texts("values") {
        let (field, name) = named(&asked);
        series.push(if name.is_empty() { binder.heading(&first, field) } else { name.to_owned() });
        fields.push(field.to_owned());
    }
    if fields.is_empty() {
        fields.push(axis::field_of(binder, &records));
        series.clear();
    }
    if fields.len() > MOST_SERIES {
        binder.warn(format!("values 有{}项，只画前{MOST_SERIES}项", fields.len()), "少写几项，或分成几张图");
        fields.truncate(MOST_SERIES);
        series.truncate(MOST_SERIES);
    }
    let total = binder.spec.text("total");
    let mut drawn_fields = fields.clone();
    drawn_fields.extend((stacked && !total.is_empty()).then(|| total.clone()));
    let quantities = axis::quantities(binder, &records, &drawn_fields);
    let axis = Axis::of(&quantities);
    axis::warn_of_others(binder, &axis, &quantities);
    let dates: Vec<_> = records.iter().filter_map(|record| date(binder, record)).collect();
    let dated = dates.len() == records.len();
    let mut bars = Vec::new();
    for (at, record) in records.iter().enumerate() {
        let below = dates.get(at).filter(|_| dated).map(below).unwrap_or_default();
        bars.push(Bar {
            label: axis::name_of(binder, record),
            below,
            data: fields.iter().map(|field| axis.datum(binder, record, field)).collect(),
            total: (stacked && !total.is_empty()).then(|| axis.datum(binder, record, &total)),
            marked: is_marked(binder, record),
        });
    }
    Some(Drawn { series: if fields.len() > 1 { series } else { Vec::new() }, bars, axis, dated })
}

/// The date that a record is called by.
fn date(binder: &Binder<'_>, record: &str) -> Option<Date> {
    match binder.data.stated(&format!("{record}/date"))? {
        FigureValue::Date(date) if binder.label(record) == binder.printed(record, "date") => Some(*date),
        _ => None,
    }
}

/// A date below a column: 1月, 2026年.
fn below(date: &Date) -> Vec<String> {
    let year = format!("{}年", date.year());
    match date.chinese().strip_prefix(&year) {
        Some("") | None => vec![date.chinese()],
        Some(rest) => vec![rest.to_owned(), year],
    }
}

/// A bar for each group of records.
fn of_groups(binder: &mut Binder<'_>, stacked: bool) -> Option<Drawn> {
    let tally = Tally::asked(binder)?;
    let (by, split) = (binder.spec.text("by"), binder.spec.text("split"));
    let (rows, values) = (binder.spec.texts("rows"), binder.spec.texts("values"));
    let (sort, limit) = (binder.spec.text("sort"), binder.spec.count("limit"));
    let data = binder.data;
    let records = data.select(&tally.list, &tally.all);
    let mut over = groups(data, &records, &by, &rows);
    let mut parts = if split.is_empty() { Vec::new() } else { groups(data, &records, &split, &values) };
    fold(&mut parts);
    // What the whole bar stands for: the parts that are shown.
    let shown: Vec<String> = parts.iter().flat_map(|part| part.values.clone()).collect();
    let whole = Group { label: String::new(), values: if values.is_empty() { Vec::new() } else { shown } };
    let of = |group: &Group| -> Option<Quantity> {
        let only: &[(&str, &Group)] = &[(&by, group), (&split, &whole)];
        tally.quantity(data, if values.is_empty() { only.get(..1)? } else { only })
    };
    if !sort.is_empty() {
        let turned = sort.starts_with('-');
        let mut keyed: Vec<_> = over.into_iter().map(|group| (of(&group).and_then(|q| q.value()), group)).collect();
        crate::sort::by(&mut keyed, |(a, _), (b, _)| ordered(a, b, turned));
        over = keyed.into_iter().map(|(_, group)| group).collect();
    }
    over.truncate(limit.unwrap_or(usize::MAX));
    let wholes = over.iter().filter_map(of);
    let quantities: Vec<Quantity> = if stacked || parts.is_empty() {
        wholes.collect()
    } else {
        let pairs = over.iter().flat_map(|group| parts.iter().map(move |part| (group, part)));
        pairs.filter_map(|(group, part)| tally.quantity(data, &[(&by, group), (&split, part)])).collect()
    };
    let axis = Axis::of(&quantities);
    let mut bars = Vec::new();
    for group in &over {
        let mut row = vec![(by.as_str(), group)];
        let mut total = None;
        let mut figures = Vec::new();
        for part in &parts {
            figures.push(tally.datum(binder, &[(&by, group), (&split, part)], axis.bare));
        }
        if parts.is_empty() {
            figures.push(tally.datum(binder, &row, axis.bare));
        } else if stacked {
            row.extend((!values.is_empty()).then_some((split.as_str(), &whole)));
            total = Some(tally.datum(binder, &row, axis.bare));
        }
        let label = group.label.clone();
        bars.push(Bar { label, below: Vec::new(), data: figures, total, marked: is_group_marked(binder, group) });
    }
    let series = if parts.len() > 1 { parts.into_iter().map(|part| part.label).collect() } else { Vec::new() };
    Some(Drawn { series, bars, axis, dated: false })
}

/// Parts beyond those that can be told apart become one, 其他.
fn fold(parts: &mut Vec<Group>) {
    // Records without the field cannot be one group with others.
    let silent = parts.pop_if(|part| part.values.is_empty());
    let most = MOST_SERIES - usize::from(silent.is_some());
    if parts.len() > most {
        let rest = parts.split_off(most - 1);
        let values = rest.into_iter().flat_map(|part| part.values).collect();
        parts.push(Group { label: "其他".into(), values });
    }
    parts.extend(silent);
}

fn is_marked(binder: &Binder<'_>, record: &str) -> bool {
    let mark = binder.spec.text("mark");
    let fields = ["id", "name", "unit", "region", "owner"];
    !mark.is_empty()
        && (binder.label(record) == mark
            || fields.iter().any(|field| {
                let said = binder.data.text(&format!("{record}/{field}"));
                said.is_some_and(|text| text == mark || binder.data.called(text) == binder.data.called(&mark))
            }))
}

fn is_group_marked(binder: &Binder<'_>, group: &Group) -> bool {
    let mark = binder.spec.text("mark");
    !mark.is_empty() && (group.label == mark || binder.data.called(&mark) == group.label)
}

/// Tells where the bar to be set off is not there.
fn mark(binder: &mut Binder<'_>, bars: &mut [Bar]) {
    let mark = binder.spec.text("mark");
    if !mark.is_empty() && !bars.iter().any(|bar| bar.marked) {
        binder.warn(format!("没有叫“{mark}”的条，无法标出"), "mark 填图中一条的编号或名称");
    }
}

/// The line across all bars: `"/pointer 名称"`.
fn line(binder: &mut Binder<'_>, axis: &Axis) -> Option<(String, Datum)> {
    let asked = binder.spec.text("line");
    if asked.is_empty() {
        return None;
    }
    let (pointer, name) = named(&asked);
    let (record, field) = pointer.rsplit_once('/').unwrap_or_default();
    let name = if name.is_empty() { binder.heading(record, field) } else { name.to_owned() };
    let Some(quantity) = binder.quantity(record, field) else {
        binder.warn(format!("line 所指的 {pointer} 没有数"), "写明路径，如 line = \"/indicators/0/value 全县平均\"");
        return None;
    };
    let Some(value) = axis.number(&quantity) else {
        binder.warn(format!("line 所指的 {pointer} 和图中的数单位不同，不画"), "改指单位相同的数");
        return None;
    };
    let text = binder.figure(pointer, Form::Written).map_or_else(|| words(quantity.to_string()), |figure| vec![figure]);
    Some((name, Datum { text, value: Some(value.normalize().to_string()) }))
}
