//! How the rules compare figures: by what is printed, within half a unit of its last digit.

use rust_decimal::Decimal;

use crate::data::{Quantity, Scale};

/// A name for messages: what the record calls itself, or what it is.
pub(super) fn called<'a>(name: &'a str, otherwise: &'a str) -> &'a str {
    if name.is_empty() { otherwise } else { name }
}

/// Whether a quantity is a count in full (67339户): it has no rounding at all.
pub(super) fn is_full(quantity: &Quantity) -> bool {
    quantity.number().scale() == 0 && quantity.scale() == Scale::One
}

/// Half a unit of the last printed digit; nothing for a count in full.
pub(super) fn slack(quantity: &Quantity) -> Decimal {
    if is_full(quantity) { Decimal::ZERO } else { quantity.tolerance() }
}

/// The value of an exact quantity of this unit.
pub(super) fn exact(quantity: &Quantity, unit: &str) -> Option<Decimal> {
    quantity.value().filter(|_| quantity.is_exact() && quantity.unit() == unit)
}

/// A sum against what is said of it.
pub(super) struct Sum {
    /// What the members add up to.
    pub(super) added: Decimal,
    /// How far the total may stand from that.
    pub(super) slack: Decimal,
}

/// The members added up, where all are given, exact and of the total's unit.
pub(super) fn sum<'a>(total: &Quantity, members: impl IntoIterator<Item = Option<&'a Quantity>>) -> Option<Sum> {
    let mut sum = Sum { added: Decimal::ZERO, slack: slack(total) };
    let mut any = false;
    for member in members {
        let member = member?;
        sum.added = sum.added.checked_add(exact(member, total.unit())?)?;
        sum.slack += slack(member);
        any = true;
    }
    any.then_some(sum)
}

/// A value in the unit and scale of a quantity, for a message: 17.18万人.
pub(super) fn like(quantity: &Quantity, value: Decimal) -> String {
    let (number, scale) = quantity.in_reach(value);
    quantity.with_number(number.normalize()).with_scale(scale).to_string()
}
