//! 序时进度 and days left: where a target stands in its time.

use jiff::civil;
use rust_decimal::Decimal;

use super::{Record, arithmetic};
use crate::data::figures::{FigureValue, Figures};
use crate::data::{Date, Period, Quantity};

/// The first of the fields that is stated, in the record, then in the records around it, then in the report.
fn inherited<'a>(figures: &'a Figures, record: &str, field: &str) -> Option<(String, &'a FigureValue)> {
    let mut at = record;
    loop {
        let pointer = format!("{at}/{field}");
        if let Some(value) = figures.stated(&pointer) {
            return Some((pointer, value));
        }
        match at.rsplit_once('/') {
            Some((outer, _)) if !outer.is_empty() => at = outer,
            _ => break,
        }
    }
    let pointer = format!("/report/{field}");
    figures.stated(&pointer).map(|value| (pointer, value))
}

fn date<'a>(figures: &'a Figures, record: &str, field: &str) -> Option<(String, &'a Date)> {
    match inherited(figures, record, field)? {
        (pointer, FigureValue::Date(date)) => Some((pointer, date)),
        _ => None,
    }
}

/// The day on which the figures of a record stand: its 截止日期, or the report's, or the report's own date.
fn as_of(record: &Record<'_>) -> Option<(String, civil::Date)> {
    let (pointer, date) = date(record.figures, record.at, "as_of").or_else(|| {
        let pointer = "/report/date".to_owned();
        match record.figures.stated(&pointer) {
            Some(FigureValue::Date(date)) => Some((pointer, date)),
            _ => None,
        }
    })?;
    Some((pointer, date.last_day()))
}

/// First and last day of a target's time: its start and deadline, or its period. A period without a year is that of the
/// year in which the figures stand; without a period, a deadline within that year means the year up to it.
fn span(record: &Record<'_>, today: civil::Date) -> Option<(civil::Date, civil::Date, Vec<String>)> {
    let deadline = match record.stated("deadline") {
        Some(FigureValue::Date(date)) => Some(date.last_day()),
        _ => None,
    };
    let at = |field: &str| format!("{}/{field}", record.at);
    if let (Some(FigureValue::Date(start)), Some(end)) = (record.stated("start"), deadline) {
        return Some((start.first_day(), end, vec![at("start"), at("deadline")]));
    }
    if let Some(FigureValue::Period(period)) = record.stated("period") {
        let (start, end) = of_period(period, today.year())?;
        return Some((start, end, vec![at("period")]));
    }
    let end = deadline.filter(|end| end.year() == today.year())?;
    Some((civil::date(end.year(), 1, 1), end, vec![at("deadline")]))
}

/// First and last day of a period, of the given year where it names none.
fn of_period(period: &Period, year: i16) -> Option<(civil::Date, civil::Date)> {
    let (start, end) = match period.span() {
        Some((start, end)) => (start, Some(end)),
        None => period.span_in(year)?,
    };
    // A period without an end (今年以来) is no schedule.
    Some((start, end?))
}

/// How much of a record's time has passed, in per cent, unrounded, with the operands.
pub(crate) fn elapsed(record: &Record<'_>) -> Option<(Decimal, Vec<String>)> {
    let (pointer, today) = as_of(record)?;
    let (start, end, mut operands) = span(record, today)?;
    let days = |from: civil::Date, to: civil::Date| Decimal::from((to - from).get_days() + 1);
    if end < start || today < start {
        return None;
    }
    let passed = if today >= end { Decimal::ONE } else { days(start, today).checked_div(days(start, end))? };
    operands.insert(0, pointer);
    Some((passed.checked_mul(Decimal::ONE_HUNDRED)?, operands))
}

/// 序时进度: the share of the period that has passed at the 截止日期, in per cent with one decimal.
pub(super) fn elapsed_rate(record: &Record<'_>) -> Option<(FigureValue, Vec<String>)> {
    // Only a target has a schedule to be held to.
    record.stated("target")?;
    let (passed, operands) = elapsed(record)?;
    Some((FigureValue::Quantity(Quantity::new(arithmetic::round(passed, 1).normalize(), "%")), operands))
}

/// By how many percentage points a target is ahead of its schedule (positive) or behind it (negative).
pub(super) fn ahead(record: &Record<'_>) -> Option<(FigureValue, Vec<String>)> {
    let rate = record.operand(&format!("{}/rate", record.at)).filter(|q| q.unit() == "%" && q.is_exact())?;
    record.stated("target")?;
    let (passed, _) = elapsed(record)?;
    let points = rate.number().checked_sub(arithmetic::round(passed, 1))?;
    let operands = ["rate", "elapsed_rate"].map(|field| format!("{}/{field}", record.at));
    Some((FigureValue::Quantity(Quantity::new(points.normalize(), "个百分点")), operands.into()))
}

/// How many days are left to a deadline.
pub(super) fn days_left(record: &Record<'_>) -> Option<(FigureValue, Vec<String>)> {
    let Some(FigureValue::Date(deadline)) = record.stated("deadline") else { return None };
    let (pointer, today) = as_of(record)?;
    let days = (deadline.last_day() - today).get_days();
    let left = Quantity::new(Decimal::from(days.max(0)), "天");
    Some((FigureValue::Quantity(left), vec![format!("{}/deadline", record.at), pointer]))
}
