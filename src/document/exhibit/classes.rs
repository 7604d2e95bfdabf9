//! Classes of values for a map: few, and each of values that lie close together.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// More greys than these cannot be told apart in print.
pub(super) const MOST: usize = 5;

/// Classes, from the lowest.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Classes {
    /// What the legend says of each.
    pub(super) names: Vec<String>,
    /// The class of each value, in their order; none for a value that is not there.
    pub(super) of: Vec<Option<usize>>,
}

/// Values in classes by breaks of one's own, of which each begins a class; classes without a value are kept.
pub(super) fn by_breaks(values: &[Option<Decimal>], breaks: &[Decimal], unit: &str) -> Classes {
    let said = |number: &Decimal| format!("{}{unit}", number.normalize());
    let mut names = Vec::new();
    if let (Some(low), Some(high)) = (breaks.first(), breaks.last()) {
        names.push(format!("{}以下", said(low)));
        names.extend(breaks.iter().zip(breaks.iter().skip(1)).map(|(a, b)| format!("{}—{}", said(a), said(b))));
        names.push(format!("{}及以上", said(high)));
    }
    let of = |value: &Decimal| breaks.iter().filter(|from| *from <= value).count();
    Classes { names, of: values.iter().map(|value| value.as_ref().map(of)).collect() }
}

/// Values in at most so many classes, cut where the values lie apart (Jenks's natural breaks, exactly): equal values are never
/// divided, and a class is called by the lowest and the highest value in it, as `said` prints them.
pub(super) fn natural(values: &[Option<Decimal>], most: usize, said: impl Fn(usize) -> String) -> Classes {
    // Each value once, with how often it occurs and where first.
    let mut distinct: BTreeMap<Decimal, (f64, usize)> = BTreeMap::new();
    for (at, value) in values.iter().enumerate() {
        if let Some(value) = value {
            distinct.entry(*value).or_insert((0.0, at)).0 += 1.0;
        }
    }
    let points: Vec<(f64, f64)> = distinct.iter().map(|(v, (n, _))| (v.to_f64().unwrap_or_default(), *n)).collect();
    let starts = cuts(&points, most.min(points.len()));
    let firsts: Vec<usize> = distinct.values().map(|(_, at)| *at).collect();
    let names = starts.iter().enumerate().filter_map(|(class, from)| {
        let to = starts.get(class + 1).copied().unwrap_or(firsts.len()).checked_sub(1)?;
        let (low, high) = (said(*firsts.get(*from)?), said(*firsts.get(to)?));
        Some(if low == high { low } else { format!("{low}—{high}") })
    });
    let place: BTreeMap<&Decimal, usize> = distinct.keys().zip(0..).collect();
    let class = |value: &Decimal| starts.iter().filter(|from| place.get(value).is_some_and(|at| *from <= at)).count();
    let of = values.iter().map(|value| value.as_ref().map(|value| class(value).saturating_sub(1)));
    Classes { names: names.collect(), of: of.collect() }
}

/// Where each of so many classes begins, such that the squares of the distances from the mean of one's class are least.
/// `points`: values in order, and how often each occurs.
fn cuts(points: &[(f64, f64)], classes: usize) -> Vec<usize> {
    // Sums of what stands before each point: number, values, squares. Centred, or squares of large numbers lose the rest.
    let centre = points.get(points.len() / 2).map_or(0.0, |(value, _)| *value);
    let mut sums = vec![[0.0; 3]];
    for (value, number) in points {
        let [n, s, q] = sums.last().copied().unwrap_or_default();
        let value = value - centre;
        sums.push([n + number, s + value * number, q + value * value * number]);
    }
    let spread = |from: usize, to: usize| match (sums.get(from), sums.get(to)) {
        (Some(a), Some(b)) if b[0] > a[0] => (b[2] - a[2]) - (b[1] - a[1]).powi(2) / (b[0] - a[0]),
        _ => 0.0,
    };
    // best[to]: the least sum for the first `to` points in the classes so far, with the beginning of each class.
    let mut best: Vec<(f64, Vec<usize>)> = (0..=points.len()).map(|to| (spread(0, to), vec![0])).collect();
    for class in 1..classes {
        best = (0..=points.len())
            .map(|to| {
                let split = (class..to).filter_map(|from| {
                    let (so_far, starts) = best.get(from)?;
                    Some((so_far + spread(from, to), from, starts))
                });
                let least = split.min_by(|(a, ..), (b, ..)| a.total_cmp(b));
                least.map_or((f64::MAX, Vec::new()), |(sum, from, starts)| (sum, [&starts[..], &[from]].concat()))
            })
            .collect();
    }
    best.pop().map(|(_, starts)| starts).filter(|_| !points.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(list: &[&str]) -> Vec<Option<Decimal>> {
        list.iter().map(|value| value.parse().ok()).collect()
    }

    #[test]
    fn values_that_lie_close_are_one_class() {
        let list = ["95.2", "未报", "71", "94.8", "85.1", "70.4", "85.1", "84"];
        let classes = natural(&values(&list), 3, |at| list[at].to_owned());
        assert_eq!(classes.names, ["70.4—71", "84—85.1", "94.8—95.2"]);
        assert_eq!(classes.of, [Some(2), None, Some(0), Some(2), Some(1), Some(0), Some(1), Some(1)]);
        let one = natural(&values(&["3", "3"]), 5, |_| "3".into());
        assert_eq!((one.names, one.of), (vec!["3".to_owned()], vec![Some(0), Some(0)]));
        assert_eq!(natural(&values(&["未报"]), 5, |_| String::new()), Classes { names: vec![], of: vec![None] });
        let many: Vec<_> = (0..300).map(Decimal::from).map(Some).collect();
        assert_eq!(natural(&many, 5, |at| at.to_string()).names.len(), 5);
    }

    #[test]
    fn own_breaks_begin_a_class() {
        let breaks = [Decimal::from(60), Decimal::from(80)];
        let classes = by_breaks(&values(&["59.9", "60", "80", "x"]), &breaks, "%");
        assert_eq!(classes.names, ["60%以下", "60%—80%", "80%及以上"]);
        assert_eq!(classes.of, [Some(0), Some(1), Some(2), None]);
    }
}
