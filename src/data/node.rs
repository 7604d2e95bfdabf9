//! [`Node`]: the data as a tree of figures, texts, lists and records, found by JSON pointer.
//!
//! The index of figures, the rules and the templates ask for values by pointer. The records build this tree themselves
//! ([`record!`](super::record), [`Field`](super::field::Field)), so a field that is added to a record is found here without more code.

use std::fmt::Write;

use super::FigureValue;

/// A value of the data. Fields that were not given are absent.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    /// A figure.
    Figure(FigureValue),
    /// A text, a choice, or a yes.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A record: fields in the order of their declaration.
    Record(Vec<(&'static str, Node)>),
}

impl Node {
    /// The value at a JSON pointer (RFC 6901) below this one.
    pub(crate) fn at(&self, pointer: &str) -> Option<&Self> {
        if pointer.is_empty() {
            return Some(self);
        }
        pointer.strip_prefix('/')?.split('/').try_fold(self, |node, segment| node.child(segment))
    }

    /// The member of a list or the field of a record. Field names need no unescaping: none holds `/` or `~`.
    fn child(&self, segment: &str) -> Option<&Self> {
        match self {
            Self::List(items) => items.get(segment.parse::<usize>().ok()?),
            Self::Record(fields) => fields.iter().find(|(key, _)| *key == segment).map(|(_, node)| node),
            Self::Figure(_) | Self::Text(_) => None,
        }
    }

    /// Calls `visit` with the pointer of every node of this tree, parents first, in the order of the data.
    pub(crate) fn walk<'a>(&'a self, at: &mut String, visit: &mut dyn FnMut(&str, &'a Self)) {
        visit(at, self);
        let length = at.len();
        match self {
            Self::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    // Writing to a text does not fail.
                    let _ = write!(at, "/{index}");
                    item.walk(at, visit);
                    at.truncate(length);
                }
            }
            Self::Record(fields) => {
                for (key, node) in fields {
                    at.push('/');
                    at.push_str(key);
                    node.walk(at, visit);
                    at.truncate(length);
                }
            }
            Self::Figure(_) | Self::Text(_) => {}
        }
    }
}
