//! Records by what a field of theirs says: the groups of `by` and `split`, and the figure of each.

use std::collections::HashMap;

use super::super::source::Source;
use super::bind::{Binder, MISSING, words};
use super::model::Datum;
use crate::data::{Conditions, FigureValue, Figures, Form, Quantity, field_choices};
use crate::draft::count_source;

/// Records of which a field says the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    /// What it says, ids as names; 未报 where it says nothing.
    pub(super) label: String,
    /// What it says as conditions name it; none for records that lack the field.
    pub(super) values: Vec<String>,
}

impl Group {
    /// Conditions, and that a record belongs to this group by a field.
    pub(super) fn at(&self, conditions: &Conditions, field: &str) -> Conditions {
        conditions.clone().and(field, self.values.clone())
    }
}

/// The groups of records by a field: the `asked` values in their order, otherwise all that there are. Words of the model
/// stand in its order, other values behind them as they first appear; records that say nothing come last.
pub(super) fn groups(data: &Figures, records: &[String], field: &str, asked: &[String]) -> Vec<Group> {
    let mut found: Vec<String> = Vec::new();
    let said = records.iter().map(|record| said(data, &format!("{record}/{field}")));
    for value in if asked.is_empty() { said.flatten().collect() } else { asked.to_vec() } {
        if !found.iter().any(|known| data.called(known) == data.called(&value)) {
            found.push(value);
        }
    }
    if asked.is_empty() {
        let choices = records.first().map(|record| field_choices(&format!("{record}/{field}"))).unwrap_or_default();
        let places: HashMap<&str, usize> = choices.into_iter().zip(0..).collect();
        crate::sort::by_key(&mut found, |value| {
            (value.is_empty(), places.get(value.as_str()).copied().unwrap_or(usize::MAX))
        });
    }
    let group = |value: String| match value.as_str() {
        "" => Group { label: MISSING.to_owned(), values: Vec::new() },
        said => Group { label: data.called(said).to_owned(), values: vec![value] },
    };
    found.into_iter().map(group).collect()
}

/// What a field says, as conditions name it: its text, its figure, or each member of its list; an empty text for nothing.
fn said(data: &Figures, pointer: &str) -> Vec<String> {
    let members = data.members(pointer);
    if members > 0 {
        return (0..members).flat_map(|i| said(data, &format!("{pointer}/{i}"))).collect();
    }
    // A computed figure is none of the record's own, and no condition finds it.
    let figure = || data.stated(pointer).map(|value| value.print(Form::Written));
    vec![data.text(pointer).map(str::to_owned).or_else(figure).unwrap_or_default()]
}

/// What is counted or summed over groups of a list.
pub(super) struct Tally {
    /// The list.
    pub(super) list: String,
    /// What all its records must say.
    pub(super) all: Conditions,
    /// The field that is summed; empty for a count.
    pub(super) sum: String,
    /// The measure word of a count, 条.
    pub(super) measure: String,
}

impl Tally {
    /// What a block asks for; `None` where it names no list.
    pub(super) fn asked(binder: &Binder<'_>) -> Option<Self> {
        let spec = &binder.spec;
        let (list, all) = (spec.text("from"), spec.conditions("where"));
        let (sum, measure) = (spec.text("sum"), spec.text("measure"));
        if !list.starts_with('/') {
            spec.complain("from 要写明数据从哪里来，如 from = \"/problems\"");
            return None;
        }
        Some(Self { list, all, sum, measure })
    }

    /// The figure of the records that also meet conditions: a count, or the sum of those that have the field. A group with
    /// records of which none has it is 未报; one without records is 0. `bare`: without its unit.
    pub(super) fn datum(&self, binder: &mut Binder<'_>, of: &[(&str, &Group)], bare: bool) -> Datum {
        let conditions = self.conditions(of);
        if !self.sum.is_empty() && !binder.data.select(&self.list, &conditions).is_empty() {
            let missing = || Datum { text: words(MISSING), value: None };
            return binder.sum(&self.list, &self.sum, &conditions, bare).unwrap_or_else(missing);
        }
        // A list of several lists is only counted with a measure word; in a chart that is said once, beside the caption.
        let measure = if self.measure.is_empty() { "项" } else { &self.measure };
        let source = count_source(&self.list, &conditions, measure).parse::<Source>().ok();
        let text = source.and_then(|source| binder.figure_of(&source.with("form", Form::Number.name())));
        let count = binder.data.select(&self.list, &conditions).len();
        Datum { text: text.into_iter().collect(), value: Some(count.to_string()) }
    }

    fn conditions(&self, of: &[(&str, &Group)]) -> Conditions {
        of.iter().fold(self.all.clone(), |all, (field, group)| group.at(&all, field))
    }

    /// The number of a group, with its unit: for the axis, and to sort by.
    pub(super) fn quantity(&self, data: &Figures, of: &[(&str, &Group)]) -> Option<Quantity> {
        let conditions = self.conditions(of);
        let figure = match self.sum.as_str() {
            "" => data.counted(&self.list, &conditions, &self.measure),
            field => data.summed(&self.list, field, &conditions),
        };
        match figure?.value {
            FigureValue::Quantity(quantity) => Some(quantity),
            _ => None,
        }
    }
}
