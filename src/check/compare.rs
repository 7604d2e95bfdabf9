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

/// What a figure says, as a range of values in units: half a unit of the last digit on either side, or as far as its
/// qualifier reaches.
pub(super) struct Said {
    least: Option<Decimal>,
    most: Option<Decimal>,
}

impl Said {
    /// The least value that is said, if there is one.
    pub(super) fn least(&self) -> Option<Decimal> {
        self.least
    }

    /// The most that is said, if there is one.
    pub(super) fn most(&self) -> Option<Decimal> {
        self.most
    }

    /// Whether a value is among what is said.
    pub(super) fn includes(&self, value: Decimal) -> bool {
        self.least.is_none_or(|least| value >= least) && self.most.is_none_or(|most| value <= most)
    }

    /// Whether any value from `least` to `most` is among what is said.
    pub(super) fn overlaps(&self, least: Decimal, most: Decimal) -> bool {
        self.least.is_none_or(|said| most >= said) && self.most.is_none_or(|said| least <= said)
    }
}

/// What a figure says. In `round` numbers, the zeros at the end of a count are no digits: 5300 is 5250 to 5350.
pub(super) fn says(quantity: &Quantity, round: bool) -> Said {
    let unit = quantity.with_number(Decimal::ONE).value().unwrap_or(Decimal::ONE);
    let number = quantity.number();
    let digit = last_digit(number, round || !quantity.is_exact());
    let half = digit / Decimal::TWO;
    let tenth = number.abs() / Decimal::TEN;
    // What a decimal cannot hold is no bound.
    let range = |least: Option<Decimal>, most: Option<Decimal>| Said {
        least: least.and_then(|n| n.checked_mul(unit)),
        most: most.and_then(|n| n.checked_mul(unit)),
    };
    let less = |by: Decimal| Some(number.saturating_sub(by));
    let more = |by: Decimal| Some(number.saturating_add(by));
    if let Some(upper) = quantity.upper() {
        return range(less(half), Some(upper.saturating_add(half)));
    }
    match quantity.qualifier() {
        // 余 and 多: beyond, but not by another unit of the last digit that is said.
        Some("余" | "多") => range(Some(number), more(digit)),
        Some("近" | "将近" | "接近") => range(less(tenth.max(digit)), Some(number)),
        Some("不到" | "不足" | "不超过" | "不高于" | "以下" | "以内") => range(None, Some(number)),
        Some("超过" | "逾" | "至少" | "不少于" | "不低于" | "以上") => range(Some(number), None),
        Some(_) => range(less(tenth.max(half)), more(tenth.max(half))),
        None => range(less(half), more(half)),
    }
}

/// What a figure says, where a count in full is nothing but itself.
pub(super) fn reach(quantity: &Quantity) -> Said {
    match quantity.value() {
        Some(value) if quantity.is_exact() && is_full(quantity) => Said { least: Some(value), most: Some(value) },
        _ => says(quantity, false),
    }
}

/// The value of the last digit that is printed.
fn last_digit(number: Decimal, round: bool) -> Decimal {
    if number.scale() > 0 {
        return Decimal::new(1, number.scale());
    }
    let mut digit = Decimal::ONE;
    if round && !number.is_zero() {
        while let Some(next) = digit.checked_mul(Decimal::TEN).filter(|next| (number % next).is_zero()) {
            digit = next;
        }
    }
    digit
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, round: bool) -> (Option<String>, Option<String>) {
        let said = says(&text.parse().unwrap(), round);
        let print = |d: Option<Decimal>| d.map(|d| d.normalize().to_string());
        (print(said.least), print(said.most))
    }

    #[test]
    fn qualifiers_reach_as_far_as_they_say() {
        let some = |a: &str, b: &str| (Some(a.to_owned()), Some(b.to_owned()));
        assert_eq!(said("68%", false), some("67.5", "68.5"));
        assert_eq!(said("4.98万人", false), some("49750", "49850"));
        assert_eq!(said("5300人", true), some("5250", "5350"));
        assert_eq!(said("10多万人", false), some("100000", "200000"));
        assert_eq!(said("5500余万元", false), some("55000000", "56000000"));
        assert_eq!(said("不到3年", false), (None, Some("3".into())));
        assert_eq!(said("4000元以上", false), (Some("4000".into()), None));
        assert_eq!(said("30个左右", false), some("25", "35"));
        assert_eq!(said("2—3个", false), some("1.5", "3.5"));
    }

    /// Figures near the end of what a decimal holds are read like any other.
    #[test]
    fn nothing_is_too_large() {
        for text in [
            "79228162514264337593543950335人",
            "70000000000000000000000000000万亿元以上",
            "-79228162514264337593543950335亿元",
        ] {
            for round in [false, true] {
                says(&text.parse().unwrap(), round);
            }
        }
    }

    #[test]
    fn a_sum_has_the_slack_of_its_members() {
        let quantity = |text: &str| text.parse::<Quantity>().unwrap();
        let members = [quantity("2.77万人"), quantity("2.53万人"), quantity("11.88万人")];
        let sum = sum(&quantity("17.2万人"), members.iter().map(Some)).unwrap();
        assert_eq!(like(&quantity("17.2万人"), sum.added), "17.18万人");
        assert_eq!(sum.slack, Decimal::from(650));
    }
}
