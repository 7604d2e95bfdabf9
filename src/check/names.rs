//! Names that are known, those that are not, and what a slip may have meant.

use std::cell::Cell;
use std::collections::HashMap;

/// Comparisons that a set of names does before it stops looking for slips, so that a wrong file takes no time.
const BUDGET: usize = 50_000;

/// The names that are known.
pub(super) struct Names<'a> {
    known: HashMap<&'a str, usize>,
    left: Cell<usize>,
}

impl<'a> Names<'a> {
    pub(super) fn new(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut known = HashMap::new();
        for (index, name) in names.into_iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            known.entry(name).or_insert(index);
        }
        Self { known, left: Cell::new(BUDGET) }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Where a name stands among those that were given.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.known.get(name).copied()
    }

    /// The known name that is most like one that is not known, by at least `like` of 1; both end or begin alike.
    pub(super) fn nearest(&self, name: &str, like: f64) -> Option<&'a str> {
        let ends = |text: &str| (text.chars().next(), text.chars().next_back());
        let (first, last) = ends(name);
        let may_be = |known: &&&str| {
            let (longer, shorter) = (known.len().max(name.len()), known.len().min(name.len()));
            let (begins, stops) = ends(known);
            shorter as f64 >= longer as f64 * like && (begins == first || stops == last)
        };
        let mut best: Option<(f64, &str)> = None;
        for known in self.known.keys().filter(may_be) {
            let Some(left) = self.left.get().checked_sub(1) else { break };
            self.left.set(left);
            let likeness = strsim::normalized_damerau_levenshtein(name, known);
            // By name where two are equally like: the same finding at every run.
            if likeness >= like && best.is_none_or(|(l, n)| likeness > l || (likeness == l && *known < n)) {
                best = Some((likeness, known));
            }
        }
        best.map(|(_, name)| name)
    }
}

/// What nobody knows, each name once: where it stands first, and how often.
#[derive(Default)]
pub(super) struct Unknown<'a> {
    index: HashMap<&'a str, usize>,
    pub(super) names: Vec<(&'a str, String, usize)>,
}

impl<'a> Unknown<'a> {
    pub(super) fn note(&mut self, name: &'a str, at: impl FnOnce() -> String) {
        let next = self.names.len();
        let index = *self.index.entry(name).or_insert(next);
        match self.names.get_mut(index) {
            Some((.., times)) => *times += 1,
            None => self.names.push((name, at(), 1)),
        }
    }
}

/// 共3处, where it is more than one.
pub(super) fn times(number: usize) -> String {
    if number > 1 { format!("（共{number}处）") } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_found_and_nothing_that_is_far() {
        let names = Names::new(["people", "villages", "城乡居民医疗保险", ""]);
        assert_eq!(names.nearest("peopel", 0.6), Some("people"));
        assert_eq!(names.nearest("城乡居民医疗保障", 0.8), Some("城乡居民医疗保险"));
        assert_eq!(names.nearest("funds", 0.6), None);
        assert_eq!((names.find("villages"), names.find("")), (Some(1), None));
    }

    #[test]
    fn looking_for_slips_ends() {
        let ids: Vec<_> = (0..60_000).map(|i| format!("a{i:05}")).collect();
        let names = Names::new(ids.iter().map(String::as_str));
        assert!(names.nearest("a0000x", 0.6).is_some());
        assert_eq!(names.nearest("a0000x", 0.6), None);
    }

    #[test]
    fn what_is_unknown_is_counted() {
        let mut unknown = Unknown::default();
        for name in ["甲", "乙", "甲"] {
            unknown.note(name, || format!("/{name}"));
        }
        assert_eq!(unknown.names, [("甲", "/甲".to_owned(), 2), ("乙", "/乙".to_owned(), 1)]);
        assert_eq!((times(1), times(3)), (String::new(), "（共3处）".to_owned()));
    }
}
