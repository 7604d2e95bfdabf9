//! Short keys for records: a number for each text or time that occurs, so that many records are told apart fast.

use std::collections::HashMap;
use std::hash::Hash;

/// Numbers for things that occur again and again.
pub(super) struct Ids<T>(HashMap<T, u32>);

impl<T: Eq + Hash> Ids<T> {
    pub(super) fn new() -> Self {
        Self(HashMap::new())
    }

    /// The number of a thing, the same at every time; 0 for nothing.
    pub(super) fn of(&mut self, thing: Option<T>) -> u32 {
        let Some(thing) = thing else { return 0 };
        let next = u32::try_from(self.0.len() + 1).unwrap_or(u32::MAX);
        *self.0.entry(thing).or_insert(next)
    }
}

impl<'a> Ids<&'a str> {
    /// The number of a text; 0 for an empty one.
    pub(super) fn text(&mut self, text: &'a str) -> u32 {
        self.of((!text.is_empty()).then_some(text))
    }
}
