//! The axis of a chart: in which unit its figures are drawn, and where its marks stand.

use rust_decimal::Decimal;

use super::bind::{Binder, words};
use super::model::{Datum, Tick};
use crate::data::{Form, Quantity, Scale};

/// A chart has at most so many intervals between its marks.
const INTERVALS: i64 = 5;

/// Fields that a chart is drawn by where the block names none, the first that any record has.
const DRAWN: [&str; 14] = [
    "value",
    "score",
    "target",
    "rate",
    "done",
    "total",
    "amount",
    "persons",
    "households",
    "villages",
    "invest",
    "quantity",
    "count",
    "units",
];

/// The field that a block draws: the one it names, else the first usual one that any of the records has.
pub(super) fn field_of(binder: &Binder<'_>, records: &[String]) -> String {
    let asked = binder.spec.text("value");
    if !asked.is_empty() {
        return asked;
    }
    let has = |field: &&str| records.iter().any(|record| binder.quantity(record, field).is_some());
    DRAWN.into_iter().find(has).unwrap_or("value").to_owned()
}

/// The records of a block, where `from` may also name one record that has one of these lists.
pub(super) fn records_of(binder: &mut Binder<'_>, lists: &[&str]) -> Vec<String> {
    let from = binder.spec.text("from");
    let inner = lists.iter().map(|list| format!("{from}/{list}")).find(|at| binder.data.members(at) > 0);
    binder.records_at(&inner.unwrap_or(from))
}

/// What a record is called in a chart: by its name, else by its time.
pub(super) fn name_of(binder: &Binder<'_>, record: &str) -> String {
    let times = ["period", "deadline", "end"].iter().map(|field| binder.printed(record, field));
    std::iter::once(binder.label(record)).chain(times).find(|said| !said.is_empty()).unwrap_or_else(|| "未命名".into())
}

/// The unit that a chart is drawn in. Figures of another unit cannot stand on the same axis.
#[derive(Debug, Clone, Default)]
pub(super) struct Axis {
    /// A quantity of its unit and scale; none for bare numbers.
    pattern: Option<Quantity>,
    /// Whether the unit is said once for all figures, which are then printed without it.
    pub(super) bare: bool,
}

impl Axis {
    /// The axis of some figures: in the unit of the first. The unit is said once where all that share it have one scale and
    /// are exact; otherwise each figure is printed as it was written, and all are drawn in single units.
    pub(super) fn of(quantities: &[Quantity]) -> Self {
        let Some(first) = quantities.first() else { return Self::default() };
        let mut own = quantities.iter().filter(|q| q.unit() == first.unit());
        Self { bare: own.all(|q| q.is_exact() && q.scale() == first.scale()), pattern: Some(first.clone()) }
    }

    /// The axis of a few figures that say their units themselves.
    pub(super) fn written(quantities: &[Quantity]) -> Self {
        Self { bare: false, ..Self::of(quantities) }
    }

    /// Whether a figure can be drawn on it.
    pub(super) fn fits(&self, quantity: &Quantity) -> bool {
        self.pattern.as_ref().is_none_or(|pattern| pattern.unit() == quantity.unit())
    }

    /// The unit that is said once; empty where figures say it themselves.
    pub(super) fn unit(&self) -> String {
        match &self.pattern {
            Some(pattern) if self.bare => pattern.scale().word().to_owned() + pattern.unit(),
            _ => String::new(),
        }
    }

    /// Whether its figures are shares in per cent.
    pub(super) fn is_rate(&self) -> bool {
        self.pattern.as_ref().is_some_and(|pattern| pattern.unit() == "%")
    }

    /// The number that a figure is drawn by; none where it cannot be drawn.
    pub(super) fn number(&self, quantity: &Quantity) -> Option<Decimal> {
        let value = quantity.value().filter(|_| self.fits(quantity))?;
        match &self.pattern {
            Some(pattern) if self.bare => value.checked_div(pattern.with_number(Decimal::ONE).value()?),
            _ => Some(value),
        }
    }

    /// The figure of a field; one that cannot stand on the axis is printed and not drawn.
    pub(super) fn datum(&self, binder: &mut Binder<'_>, record: &str, field: &str) -> Datum {
        match binder.quantity(record, field) {
            Some(quantity) if !self.fits(&quantity) => {
                let text = binder.figure(&format!("{record}/{field}"), Form::Written);
                Datum { text: text.map_or_else(|| words(quantity.to_string()), |figure| vec![figure]), value: None }
            }
            _ => binder.datum(record, field, self.bare),
        }
    }

    /// Marks as they are printed: in 万 or 亿 where figures say their units themselves.
    pub(super) fn marks(&self, ticks: &[Decimal]) -> Vec<Tick> {
        let largest = ticks.iter().map(Decimal::abs).max().unwrap_or_default();
        let of = |scale: Scale| Quantity::new(Decimal::ONE, "").with_scale(scale).value().unwrap_or(Decimal::ONE);
        let scales = [Scale::WanYi, Scale::Yi, Scale::Wan];
        let scale = scales.into_iter().find(|scale| !self.bare && largest >= of(*scale)).unwrap_or(Scale::One);
        let label = |tick: &Decimal| {
            let number = tick.checked_div(of(scale)).unwrap_or(*tick).normalize();
            if number.is_zero() { "0".to_owned() } else { format!("{number}{}", scale.word()) }
        };
        ticks.iter().map(|tick| Tick { value: tick.normalize().to_string(), label: label(tick) }).collect()
    }
}

/// The quantities of fields of records, for [`Axis::of`].
pub(super) fn quantities(binder: &Binder<'_>, records: &[String], fields: &[String]) -> Vec<Quantity> {
    let pairs = records.iter().flat_map(|record| fields.iter().map(move |field| (record, field)));
    pairs.filter_map(|(record, field)| binder.quantity(record, field)).collect()
}

/// Tells of figures that have another unit than the axis.
pub(super) fn warn_of_others(binder: &mut Binder<'_>, axis: &Axis, quantities: &[Quantity]) {
    let others = quantities.iter().filter(|quantity| !axis.fits(quantity)).count();
    if others > 0 {
        let message = format!("有{others}个数的单位和其他数不同，不能画在一起，只印数字");
        binder.warn(message, "单位不同的数分开画，或用 where 选出单位相同的");
    }
}

/// Evenly spaced marks of 1, 2 or 5 × 10ⁿ that cover values and zero: at most eight, ascending.
pub(super) fn ticks(values: &[Decimal]) -> Vec<Decimal> {
    let low = values.iter().copied().min().unwrap_or_default().min(Decimal::ZERO);
    let high = values.iter().copied().max().unwrap_or_default().max(Decimal::ZERO);
    between(low, high)
}

/// The same between the least and the greatest value, without zero: for a line whose course matters, not its height.
pub(super) fn close_ticks(values: &[Decimal]) -> Vec<Decimal> {
    match (values.iter().min(), values.iter().max()) {
        (Some(low), Some(high)) if low < high => between(*low, *high),
        _ => ticks(values),
    }
}

fn between(low: Decimal, high: Decimal) -> Vec<Decimal> {
    // Numbers at the end of what a decimal holds have no rounder neighbours: they are marks themselves.
    evenly(low, high).unwrap_or_else(|| {
        let mut ends = vec![low, Decimal::ZERO, high];
        ends.sort();
        ends.dedup();
        ends
    })
}

fn evenly(low: Decimal, high: Decimal) -> Option<Vec<Decimal>> {
    let span = high.checked_sub(low)?;
    let least = span.checked_div(Decimal::from(INTERVALS))?;
    if least.is_zero() {
        return None;
    }
    let step = step(least)?;
    let first = low.checked_div(step)?.floor();
    let last = high.checked_div(step)?.ceil();
    let mut ticks = Vec::new();
    let mut at = first;
    while at <= last {
        ticks.push(at.checked_mul(step)?);
        at = at.checked_add(Decimal::ONE)?;
    }
    // A division that was rounded can leave the ends open.
    let covers = ticks.first().is_some_and(|t| *t <= low) && ticks.last().is_some_and(|t| *t >= high);
    (covers && ticks.len() <= 8).then_some(ticks)
}

/// The smallest of 1, 2, 5 × 10ⁿ that is not below a positive number.
fn step(least: Decimal) -> Option<Decimal> {
    let ten = Decimal::TEN;
    let mut step = Decimal::ONE;
    while step < least {
        step = step.checked_mul(ten)?;
    }
    while let Some(smaller) = step.checked_div(ten).filter(|smaller| *smaller >= least && *smaller < step) {
        step = smaller;
    }
    let parts = [5, 2].into_iter().filter_map(|part| step.checked_div(Decimal::from(part)));
    Some(parts.filter(|part| *part >= least).min().unwrap_or(step))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marks(values: &[&str]) -> String {
        let values: Vec<Decimal> = values.iter().map(|v| v.parse().unwrap()).collect();
        ticks(&values).iter().map(|t| t.normalize().to_string()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn marks_are_round_numbers() {
        assert_eq!(marks(&["98"]), "0 20 40 60 80 100");
        assert_eq!(marks(&["3"]), "0 1 2 3");
        assert_eq!(marks(&["1042", "864", "1306"]), "0 500 1000 1500");
        assert_eq!(marks(&["-3.2", "7.1"]), "-5 0 5 10");
        assert_eq!(marks(&["-80", "-20"]), "-80 -60 -40 -20 0");
        assert_eq!(marks(&["0.0042"]), "0 0.001 0.002 0.003 0.004 0.005");
        assert_eq!(marks(&["0"]), "0");
        assert_eq!(marks(&[]), "0");
        let close = close_ticks(&["91.2".parse().unwrap(), "95.4".parse().unwrap()]);
        assert_eq!(close, [91, 92, 93, 94, 95, 96].map(Decimal::from));
        assert_eq!(close_ticks(&[Decimal::from(5), Decimal::from(5)]), ticks(&[Decimal::from(5)]));
    }

    #[test]
    fn an_axis_has_one_unit() {
        let axis = |texts: &[&str]| Axis::of(&texts.iter().map(|t| t.parse().unwrap()).collect::<Vec<_>>());
        let same = axis(&["3.5万元", "12万元"]);
        assert_eq!((same.unit().as_str(), same.bare), ("万元", true));
        assert_eq!(same.number(&"1.2亿元".parse().unwrap()), Some(Decimal::from(12_000)));
        assert_eq!(same.number(&"3人".parse().unwrap()), None);
        let mixed = axis(&["3.77万人", "11021人"]);
        assert_eq!((mixed.unit().as_str(), mixed.bare), ("", false));
        assert_eq!(mixed.number(&"3.77万人".parse().unwrap()), Some(Decimal::from(37_700)));
        let marks: Vec<_> = mixed.marks(&ticks(&[Decimal::from(37_700)])).into_iter().map(|t| t.label).collect();
        assert_eq!(marks, ["0", "1万", "2万", "3万", "4万"]);
        assert!(!axis(&["3000多万元"]).bare, "多 is part of what is printed");
    }

    proptest! {
        #[test]
        fn marks_cover_all_values(numbers in prop::collection::vec((any::<i128>(), 0_u32..29), 0..6)) {
            let decimals = numbers.into_iter().filter_map(|(mantissa, scale)| {
                Decimal::try_from_i128_with_scale(mantissa >> 32, scale).ok()
            });
            let values: Vec<Decimal> = decimals.chain([Decimal::ZERO]).collect();
            for marks in [ticks(&values), close_ticks(&values)] {
                prop_assert!(!marks.is_empty() && marks.len() <= 8, "{marks:?}");
                prop_assert!(marks.is_sorted());
                prop_assert!(values.iter().all(|v| marks.first() <= Some(v) && Some(v) <= marks.last()), "{marks:?}");
            }
        }
    }

    #[test]
    fn the_largest_numbers_have_marks() {
        assert_eq!(ticks(&[Decimal::MAX, Decimal::MIN]), [Decimal::MIN, Decimal::ZERO, Decimal::MAX]);
        assert!(ticks(&[Decimal::MAX]).last() >= Some(&Decimal::MAX));
        assert!(!ticks(&["0.0000000000000000000000000001".parse().unwrap()]).is_empty());
    }
}
