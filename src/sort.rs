//! Stable sorting by one routine for all types.
//!
//! The sort of the standard library is compiled anew for every type, three and a half kilobytes of WebAssembly each time.
//! Here places are sorted, by the one routine for numbers, and then the members are put there.

use std::cmp::Ordering;

/// Sorts by a comparison; equal members keep their order.
pub(crate) fn by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = order(items.len(), &|a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut members: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|place| members.get_mut(place)?.take()));
}

/// Sorts by a key; members with equal keys keep their order.
pub(crate) fn by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    by(items, |a, b| key(a).cmp(&key(b)));
}

fn order(members: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..members).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_members_keep_their_order() {
        let mut words = vec!["丙a", "甲b", "乙", "甲a", "丙b", "甲c"];
        by_key(&mut words, |word| word.chars().next());
        assert_eq!(words, ["丙a", "丙b", "乙", "甲b", "甲a", "甲c"]);
        by(&mut words, |a, b| b.len().cmp(&a.len()).then(b.cmp(a)));
        assert_eq!(words, ["甲c", "甲b", "甲a", "丙b", "丙a", "乙"]);
        by_key(&mut Vec::<u8>::new(), |byte| *byte);
    }
}
