//! 阶梯图: steps from one to the next, of a standard (by object or year), of a target (stages), or of a course of time.

use rust_decimal::Decimal;

use super::axis::{self, Axis};
use super::bind::{Binder, words};
use super::model::{Ladder, LadderStep, View};
use super::when;
use crate::data::{FigureValue, Form};
use crate::document::Inline;

/// More steps than these are bars.
const MOST: usize = 12;

pub(super) fn view(binder: &mut Binder<'_>) -> Option<View> {
    let mut records = axis::records_of(binder, &["steps", "stages", "series"]);
    if records.len() > MOST {
        binder
            .warn(format!("阶梯图有{}级，只画前{MOST}级", records.len()), "用 limit 或 where 选出要紧的，或改用 bars");
        records.truncate(MOST);
    }
    let field = axis::field_of(binder, &records);
    let prior = binder.spec.text("prior");
    let prior = if prior.is_empty() { "prior".to_owned() } else { prior };
    let quantities = axis::quantities(binder, &records, std::slice::from_ref(&field));
    // A ladder has few figures, which say their units themselves; it is drawn in single units.
    let axis = Axis::written(&quantities);
    axis::warn_of_others(binder, &axis, &quantities);
    let mut steps = Vec::new();
    for record in &records {
        let label = axis::name_of(binder, record);
        let datum = axis.datum(binder, record, &field);
        let before = match binder.figure(&format!("{record}/{prior}"), Form::Written) {
            Some(figure) => said("原", figure),
            None if field == "target" => match binder.figure(&format!("{record}/done"), Form::Written) {
                Some(figure) => said("完成", figure),
                None => Vec::new(),
            },
            None => Vec::new(),
        };
        steps.push(LadderStep { label, datum, prior: before, reached: is_reached(binder, record, &field) });
    }
    let both = steps.iter().any(|step| step.reached) && steps.iter().any(|step| !step.reached);
    let words = if is_plan(records.first()?) { ("已完成", "未完成") } else { ("已实行", "未实行") };
    let legend = both.then(|| (words.0.to_owned(), words.1.to_owned()));
    Some(View::Ladder(Ladder { steps, legend }))
}

fn said(word: &str, figure: Inline) -> Vec<Inline> {
    let mut out = words(word);
    out.push(figure);
    out
}

/// Whether a record is a stage of a target, which is reached when it is done.
fn is_plan(record: &str) -> bool {
    record.contains("/stages/")
}

/// A stage of a target is reached when it is done; anything else when its time has begun, if it has one.
fn is_reached(binder: &Binder<'_>, record: &str, field: &str) -> bool {
    if is_plan(record) {
        let value = |field: &str| -> Option<Decimal> { binder.quantity(record, field)?.value() };
        return value("done").zip(value(field)).is_some_and(|(done, asked)| done >= asked);
    }
    let start = ["date", "period", "start", "deadline"].iter().find_map(|time| {
        match binder.data.stated(&format!("{record}/{time}"))? {
            FigureValue::Date(date) => Some(date.first_day()),
            FigureValue::Period(period) => period.span().map(|(first, _)| first),
            _ => None,
        }
    });
    match (start, when::reported(binder.data)) {
        (Some(start), Some((_, today))) => start <= today,
        _ => true,
    }
}
