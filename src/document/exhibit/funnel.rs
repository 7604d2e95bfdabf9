//! 漏斗图: stages of which each lets fewer through: a loan from its plan to its repayment, money from the whole to what is
//! paid out, or any list.

use super::axis::{self, Axis};
use super::bind::{Binder, words};
use super::model::{Funnel, FunnelStage, View};
use crate::data::{Form, Quantity};
use crate::document::Inline;
use crate::document::source::Source;

/// Stages of a loan (study Q42), in their order.
const LOAN: [&str; 5] = ["planned", "applied", "approved", "issued", "repaid"];

/// Steps of other money (study Q40), in their order.
const MONEY: [&str; 3] = ["total", "allocated", "disbursed"];

/// More stages than these are no funnel.
const MOST: usize = 12;

/// A stage: what it is called, where its figure is, and where others of it are.
struct Place {
    label: String,
    record: String,
    field: String,
    more: Vec<String>,
}

pub(super) fn view(binder: &mut Binder<'_>) -> Option<View> {
    let from = binder.spec.text("from");
    let is_list = binder.data.members(&from) > 0;
    let records = binder.records();
    let mut places = match records.as_slice() {
        [fund] if !is_list => of_fund(binder, fund),
        _ => of_list(binder, &records),
    };
    if places.len() > MOST {
        binder.warn(
            format!("漏斗图有{}个环节，只画前{MOST}个", places.len()),
            "用 limit 或 where 选出要紧的，或改用 bars",
        );
        places.truncate(MOST);
    }
    let quantities: Vec<Quantity> =
        places.iter().filter_map(|place| binder.quantity(&place.record, &place.field)).collect();
    // Few figures, which say their units themselves; drawn in single units.
    let axis = Axis::written(&quantities);
    axis::warn_of_others(binder, &axis, &quantities);
    let mut stages = Vec::new();
    let mut before: Option<String> = None;
    for place in places {
        let Place { label, record, field, more } = place;
        let at = format!("{record}/{field}");
        let mut datum = axis.datum(binder, &record, &field);
        if datum.value.as_ref().is_some_and(|value| value.starts_with('-')) {
            binder.warn(format!("“{label}”是负数，只印数字"), "漏斗图的数不小于零，核对数据或改用 bars");
            datum.value = None;
        }
        let share = before.as_ref().and_then(|whole| share(binder, &at, whole));
        let drawn = datum.value.is_some();
        stages.push(FunnelStage { label, datum, more: others(binder, &more), share: share.into_iter().collect() });
        // What was not reported has no share, and nothing is a share of it.
        before = drawn.then_some(at);
    }
    (!stages.is_empty()).then_some(View::Funnel(Funnel { stages }))
}

/// The share of a stage as a figure of the ledger, computed of two others.
fn share(binder: &mut Binder<'_>, part: &str, whole: &str) -> Option<Inline> {
    binder.figure_of(&Source::data(&format!("{part}/share"), Form::Written).with("of", whole))
}

fn others(binder: &mut Binder<'_>, pointers: &[String]) -> Vec<Inline> {
    let mut out = Vec::new();
    for figure in pointers.iter().filter_map(|at| binder.figure(at, Form::Written)).collect::<Vec<_>>() {
        if !out.is_empty() {
            out.extend(words("、"));
        }
        out.push(figure);
    }
    out
}

/// The stages that a fund has: those of a loan, or else of other money.
fn of_fund(binder: &Binder<'_>, fund: &str) -> Vec<Place> {
    let asked = binder.spec.text("value");
    let (field, other) = if asked == "households" { ("households", "amount") } else { ("amount", "households") };
    let stated = |record: &str, field: &str| binder.quantity(record, field).is_some();
    let mut stages = LOAN;
    // What was approved may be a quota (批复控制额度, study Q42), given before anyone applied: the larger one comes first.
    let value = |stage: &str| binder.quantity(&format!("{fund}/{stage}"), field).and_then(|quantity| quantity.value());
    if let (Some(applied), Some(approved)) = (value("applied"), value("approved"))
        && approved > applied
    {
        stages.swap(1, 2);
    }
    let loan: Vec<Place> = stages
        .into_iter()
        .map(|stage| (stage, format!("{fund}/{stage}")))
        .filter(|(_, record)| stated(record, field) || stated(record, other))
        .map(|(stage, record)| Place {
            label: binder.heading(fund, stage),
            more: vec![format!("{record}/{other}")],
            record,
            field: field.to_owned(),
        })
        .collect();
    if !loan.is_empty() {
        return loan;
    }
    let money = MONEY.into_iter().filter(|field| stated(fund, field));
    money
        .map(|field| Place {
            label: binder.heading(fund, field),
            record: fund.to_owned(),
            field: field.to_owned(),
            more: Vec::new(),
        })
        .collect()
}

fn of_list(binder: &Binder<'_>, records: &[String]) -> Vec<Place> {
    let field = axis::field_of(binder, records);
    let place = |record: &String| Place {
        label: axis::name_of(binder, record),
        record: record.clone(),
        field: field.clone(),
        more: Vec::new(),
    };
    records.iter().map(place).collect()
}
