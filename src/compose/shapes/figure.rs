//! What a figure is: its quantity, its unit, its order among others, and whether it was said.

use std::cmp::Ordering;

use crate::compose::node::FigureNode;
use crate::data::{FigureValue, Quantity};

/// The quantity of a figure.
pub(super) fn quantity(figure: &FigureNode) -> Option<&Quantity> {
    match &figure.figure.value {
        FigureValue::Quantity(quantity) => Some(quantity),
        _ => None,
    }
}

/// A figure's unit; empty for a figure without one.
pub(super) fn unit(figure: &FigureNode) -> &str {
    quantity(figure).map_or("", Quantity::unit)
}

/// Whether the first figure is less than, equal to or greater than the second, in units; `None` where they cannot be
/// compared.
pub(super) fn order(first: &FigureNode, second: &FigureNode) -> Option<Ordering> {
    let (a, b) = (quantity(first)?, quantity(second)?);
    (a.unit() == b.unit()).then(|| Some(a.value()?.cmp(&b.value()?)))?
}

/// Whether people are counted: 人, not 人次.
pub(super) fn is_persons(figure: &FigureNode) -> bool {
    unit(figure) == "人"
}

/// Whether a unit is that of a rate or a level (%, 微克/立方米) and not of an amount: what has it rises and falls instead
/// of growing.
pub(super) fn is_of_level(unit: &str) -> bool {
    matches!(unit, "%" | "‰") || unit.contains('/')
}

/// Whether a piece of draft says the figure at a pointer, in whichever form.
pub(super) fn links_to(draft: &str, pointer: &str) -> bool {
    [')', '?'].iter().any(|end| draft.contains(&format!("(figure:{pointer}{end}")))
}
