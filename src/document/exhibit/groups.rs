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
    /// The values; none for records that lack the field.
    pub(super) values: Vec<String>,
}

/// The groups of a list's records by a field: the `asked` values in their order, otherwise all that there are. Words of
/// the model stand in its order, other values as they first appear; records that say nothing come last.
pub(super) fn groups(data: &Figures, list: &str, all: &Conditions, field: &str, asked: &[String]) -> Vec<Group> {
    if !asked.is_empty() {
        let named = |value: &String| Group { label: data.called(value).to_owned(), values: vec![value.clone()] };
        return asked.iter().map(named).collect();
    }
    let records = data.select(list, all);
    let mut found: Vec<String> = Vec::new();
    let mut silent = false;
    for record in &records {
        let said = said(data, &format!("{record}/{field}"));
        silent |= said.is_empty();
        for value in said {
            if !found.contains(&value) {
                found.push(value);
            }
        }
    }
    let choices = records.first().map(|record| field_choices(&format!("{record}/{field}"))).unwrap_or_default();
    let places: HashMap<&str, usize> = choices.into_iter().enumerate().map(|(place, word)| (word, place)).collect();
    found.sort_by_key(|value| places.get(value.as_str()).copied().unwrap_or(usize::MAX));
    let named = found.into_iter().map(|value| Group { label: value.clone(), values: vec![value] });
    let silent = silent.then(|| Group { label: MISSING.to_owned(), values: Vec::new() });
    named.chain(silent).collect()
}

/// What a field says: its text, its figure, or each member of its list; ids as names.
fn said(data: &Figures, pointer: &str) -> Vec<String> {
    let one = |at: &str| match data.stated(at) {
        Some(value) => Some(value.print(Form::Written)),
        None => data.text(at).filter(|text| !text.is_empty()).map(|text| data.called(text).to_owned()),
    };
    match one(pointer) {
        Some(text) => vec![text],
        None => data.select(pointer, &Conditions::default()).iter().filter_map(|at| one(at)).collect(),
    }
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
        of.iter().fold(self.all.clone(), |all, (field, group)| all.and(*field, group.values.clone()))
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
