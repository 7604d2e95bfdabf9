//! 序时进度 and days left: where a target stands in its time.

use jiff_core::civil;
use rust_decimal::Decimal;

use super::{Computed, Record, arithmetic};
use crate::data::figures::{FigureValue, Figures};
use crate::data::{Date, Period, Quantity, calendar_day};

fn date<'a>(figures: &'a Figures, record: &str, field: &str) -> Option<(String, &'a Date)> {
    match figures.inherited(&format!("{record}/{field}"))? {
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
    Some((calendar_day(end.year(), 1, 1), end, vec![at("deadline")]))
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
fn elapsed(record: &Record<'_>) -> Option<(Decimal, Vec<String>)> {
    let (pointer, today) = as_of(record)?;
    let (start, end, mut operands) = span(record, today)?;
    let days = |from: civil::Date, to: civil::Date| Decimal::from(from.until(to) + 1);
    if end < start || today < start {
        return None;
    }
    let passed = if today >= end { Decimal::ONE } else { days(start, today).checked_div(days(start, end))? };
    operands.insert(0, pointer);
    Some((passed.checked_mul(Decimal::ONE_HUNDRED)?, operands))
}

/// 序时进度: the share of the period that has passed at the 截止日期, in per cent with one decimal.
pub(super) fn elapsed_rate(record: &Record<'_>) -> Computed {
    // Only a target has a schedule to be held to.
    record.stated("target")?;
    let (passed, operands) = elapsed(record)?;
    Some((FigureValue::Quantity(Quantity::new(arithmetic::round(passed, 1).normalize(), "%")), operands))
}

/// By how many percentage points a target is ahead of its schedule (positive) or behind it (negative).
pub(super) fn ahead(record: &Record<'_>) -> Computed {
    let rate = record.operand(&format!("{}/rate", record.at)).filter(|q| q.unit() == "%" && q.is_exact())?;
    record.stated("target")?;
    let (passed, _) = elapsed(record)?;
    let points = rate.number().checked_sub(arithmetic::round(passed, 1))?;
    let operands = ["rate", "elapsed_rate"].map(|field| format!("{}/{field}", record.at));
    Some((FigureValue::Quantity(Quantity::new(points.normalize(), "个百分点")), operands.into()))
}

/// How many days are left to a deadline.
pub(super) fn days_left(record: &Record<'_>) -> Computed {
    let Some(FigureValue::Date(deadline)) = record.stated("deadline") else { return None };
    let (pointer, today) = as_of(record)?;
    let days = today.until(deadline.last_day());
    let left = Quantity::new(Decimal::from(days.max(0)), "天");
    Some((FigureValue::Quantity(left), vec![format!("{}/deadline", record.at), pointer]))
}

#[cfg(test)]
mod tests {
    use crate::data::{Figures, Form, from_json};

    fn figures(targets: &str) -> Figures {
        let json = format!(r#"{{"report": {{"as_of": "2017-08底", "date": "2017-09-05"}}, "targets": [{targets}]}}"#);
        let loaded = from_json(json.as_bytes());
        assert_eq!(loaded.findings, []);
        Figures::new(&loaded.progress)
    }

    fn printed(figures: &Figures, pointer: &str) -> Option<String> {
        figures.figure(pointer).ok().map(|figure| figure.value.print(Form::Written))
    }

    /// 243 of 365 days have passed at the end of August; 4.98 of 7.38 are 67.5 %.
    #[test]
    fn a_target_stands_ahead_of_or_behind_its_schedule() {
        let figures = figures(
            r#"{"name": "全年", "period": "全年", "target": "7.38万人", "done": "4.98万人"},
               {"name": "上半年", "period": "2017年上半年", "target": "100个", "done": "90个"},
               {"name": "到年底", "deadline": "2017底", "target": "100个", "done": "50个"},
               {"name": "三年", "start": "2016-09-01", "deadline": "2019-08-31", "target": "300个", "done": "112个"}"#,
        );
        assert_eq!(printed(&figures, "/targets/0/elapsed_rate").as_deref(), Some("66.6%"));
        assert_eq!(printed(&figures, "/targets/0/ahead").as_deref(), Some("0.9个百分点"));
        assert_eq!(printed(&figures, "/targets/1/elapsed_rate").as_deref(), Some("100%"));
        assert_eq!(printed(&figures, "/targets/1/ahead").as_deref(), Some("-10个百分点"));
        assert_eq!(printed(&figures, "/targets/2/ahead").as_deref(), Some("-16.6个百分点"));
        assert_eq!(printed(&figures, "/targets/3/elapsed_rate").as_deref(), Some("33.3%"));
        let ahead = figures.figure("/targets/0/ahead").unwrap();
        assert_eq!(ahead.label, "全年：比序时进度");
        assert_eq!(ahead.formula, Some("完成比例 − 序时进度"));
        assert_eq!(ahead.operands, ["/targets/0/rate", "/targets/0/elapsed_rate"]);
        assert_eq!(figures.figure("/targets/0/elapsed_rate").unwrap().operands, ["/report/as_of", "/targets/0/period"]);
    }

    #[test]
    fn days_are_counted_to_the_deadline() {
        let figures = figures(
            r#"{"name": "甲", "deadline": "2017-12-31", "target": "1个"}, {"name": "乙", "deadline": "2017-08-01"},
               {"name": "丙", "as_of": "2017-12-30", "deadline": "2017底"}"#,
        );
        assert_eq!(printed(&figures, "/targets/0/days_left").as_deref(), Some("122天"));
        assert_eq!(printed(&figures, "/targets/1/days_left").as_deref(), Some("0天"));
        assert_eq!(printed(&figures, "/targets/2/days_left").as_deref(), Some("1天"));
    }

    #[test]
    fn without_a_schedule_nothing_is_said() {
        let figures = figures(
            r#"{"name": "没有期限", "target": "100个", "done": "50个"},
               {"name": "以后", "start": "2018-01-01", "deadline": "2018-12-31", "target": "100个", "done": "5个"},
               {"name": "没有止日", "period": "今年以来", "target": "100个", "done": "50个"},
               {"name": "没有目标", "period": "全年", "done": "50个"}"#,
        );
        for index in 0..4 {
            assert_eq!(printed(&figures, &format!("/targets/{index}/elapsed_rate")), None, "{index}");
            assert_eq!(printed(&figures, &format!("/targets/{index}/ahead")), None, "{index}");
        }
    }
}
