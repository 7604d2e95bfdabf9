//! Reading and writing the model: a table a record, and one reader, one writer and one walk for all of them.
//!
//! A record lends its fields as a list of names and [`Field`]s ([`Record`]), so what is done with every field is code that
//! is there once, not once for each of sixty records; in a browser that is what is downloaded.

use serde_json::{Map, Number, Value};

use super::node::Node;
use super::tree::Tree;

/// Why a value could not be read, in serde's words, which `load` says in Chinese, and where.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Wrong {
    pub(super) message: String,
    /// The way to the value, from the inside out.
    pub(super) path: Vec<Step>,
    /// Where the name of a field that was given twice stands in memory: within the text that was read.
    pub(super) twice: Option<usize>,
}

/// A step down into the data.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Step {
    Field(String),
    Member(usize),
}

impl Wrong {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), path: Vec::new(), twice: None }
    }

    /// It is something else than what is expected, by the words that `load` knows.
    pub(super) fn kind(tree: &Tree, expected: &str) -> Self {
        Self::new(format!("invalid type: {}, expected {expected}", tree.kind()))
    }

    /// A field without which the value means nothing.
    pub(super) fn missing(field: &str) -> Self {
        Self::new(format!("missing field `{field}`"))
    }

    /// It is none of the words that can stand here.
    pub(super) fn word(given: &str, words: &[&str]) -> Self {
        Self::new(format!("unknown variant `{given}`, expected {}", one_of(words)))
    }

    fn within(mut self, step: Step) -> Self {
        self.path.push(step);
        self
    }

    /// The JSON pointer of the value.
    pub(super) fn pointer(&self) -> String {
        let step = |step: &Step| match step {
            Step::Field(name) => format!("/{}", super::load::escape(name)),
            Step::Member(index) => format!("/{index}"),
        };
        self.path.iter().rev().map(step).collect()
    }
}

fn one_of(words: &[&str]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    format!("one of {}", quoted.join(", "))
}

/// A value that stands in a list, or that may be absent.
pub(crate) trait Item: Sized {
    /// Reads it.
    fn read(tree: &Tree) -> Result<Self, Wrong>;
    /// Writes it.
    fn json(&self) -> Value;
    /// The value in the tree of figures.
    fn node(&self) -> Node;
}

/// What stands under a name in a record.
pub(crate) trait Field {
    /// Reads it into its place.
    fn set(&mut self, tree: &Tree) -> Result<(), Wrong>;
    /// Whether it is what it would be had it not been given; then it is not written.
    fn is_absent(&self) -> bool;
    /// Writes it.
    fn to_json(&self) -> Value;
    /// The value in the tree of figures.
    fn to_node(&self) -> Node;
}

/// A record of the model.
pub(crate) trait Record: Default {
    /// Its name in Rust.
    const NAME: &'static str;
    /// Lends its fields in the order of their declaration.
    fn with<T>(&self, look: impl FnOnce(&[(&'static str, &dyn Field)]) -> T) -> T;
    /// Lends its fields to be set.
    fn with_mut<T>(&mut self, change: impl FnOnce(&mut [(&'static str, &mut dyn Field)]) -> T) -> T;
}

/// Sets the fields of a record; one that is not known is an error.
pub(super) fn set_fields(name: &str, fields: &mut [(&'static str, &mut dyn Field)], tree: &Tree) -> Result<(), Wrong> {
    let Tree::Record(given) = tree else { return Err(Wrong::kind(tree, &format!("struct {name}"))) };
    let mut seen = vec![false; fields.len()];
    let mut next = 0;
    for (key, value) in given {
        // Most files have the fields in the order of the model.
        let known = |at: &usize| fields.get(*at).is_some_and(|(name, _)| name == key);
        let Some(at) = (next..fields.len()).chain(0..next).find(known) else {
            let names: Vec<_> = fields.iter().map(|(name, _)| *name).collect();
            return Err(Wrong::new(format!("unknown field `{key}`, expected {}", one_of(&names))));
        };
        next = at + 1;
        if std::mem::replace(&mut seen[at], true) {
            let message = format!("duplicate field `{key}`");
            return Err(Wrong { twice: Some(key.as_ptr() as usize), ..Wrong::new(message) });
        }
        fields[at].1.set(value).map_err(|wrong| wrong.within(Step::Field(key.to_string())))?;
    }
    Ok(())
}

/// The fields that were given, as an object.
pub(super) fn fields_to_json(fields: &[(&'static str, &dyn Field)]) -> Value {
    let given = fields.iter().filter(|(_, field)| !field.is_absent());
    Value::Object(given.map(|(name, field)| ((*name).to_owned(), field.to_json())).collect::<Map<_, _>>())
}

/// The fields that were given, as a node.
pub(super) fn fields_to_node(fields: &[(&'static str, &dyn Field)]) -> Node {
    let given = fields.iter().filter(|(_, field)| !field.is_absent());
    Node::Record(given.map(|(name, field)| (*name, field.to_node())).collect())
}

/// Whether no field was given.
pub(super) fn all_absent(fields: &[(&'static str, &dyn Field)]) -> bool {
    fields.iter().all(|(_, field)| field.is_absent())
}

/// The choice whose word is given.
pub(super) fn word<T: Copy>(tree: &Tree, words: &[(&str, T)]) -> Result<T, Wrong> {
    let Tree::Text(given) = tree else { return Err(Wrong::kind(tree, "string or map")) };
    words.iter().find(|(word, _)| word == given).map(|(_, choice)| *choice).ok_or_else(|| {
        let known: Vec<_> = words.iter().map(|(word, _)| *word).collect();
        Wrong::word(given, &known)
    })
}

/// The number as it is printed: 5 for 5.0.
pub(super) fn plain(number: &Number) -> String {
    match number.as_f64() {
        Some(real) if number.is_f64() => real.to_string(),
        _ => number.to_string(),
    }
}

impl<T: Item> Field for Option<T> {
    fn set(&mut self, tree: &Tree) -> Result<(), Wrong> {
        *self = if *tree == Tree::Null { None } else { Some(T::read(tree)?) };
        Ok(())
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn to_json(&self) -> Value {
        self.as_ref().map_or(Value::Null, Item::json)
    }

    fn to_node(&self) -> Node {
        self.as_ref().map_or_else(|| Node::Record(Vec::new()), Item::node)
    }
}

impl<T: Item> Field for Vec<T> {
    fn set(&mut self, tree: &Tree) -> Result<(), Wrong> {
        let Tree::List(items) = tree else { return Err(Wrong::kind(tree, "a sequence")) };
        self.reserve_exact(items.len());
        for (index, item) in items.iter().enumerate() {
            self.push(T::read(item).map_err(|wrong| wrong.within(Step::Member(index)))?);
        }
        Ok(())
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn to_json(&self) -> Value {
        Value::Array(self.iter().map(Item::json).collect())
    }

    fn to_node(&self) -> Node {
        Node::List(self.iter().map(Item::node).collect())
    }
}

/// What is a field by itself, not only as an option: absent where it is the default.
macro_rules! plain_fields {
    ($($ty:ty),+) => {$(
        impl crate::data::field::Field for $ty {
            fn set(&mut self, tree: &crate::data::tree::Tree) -> Result<(), crate::data::field::Wrong> {
                *self = crate::data::field::Item::read(tree)?;
                Ok(())
            }

            fn is_absent(&self) -> bool {
                *self == <$ty>::default()
            }

            fn to_json(&self) -> serde_json::Value {
                crate::data::field::Item::json(self)
            }

            fn to_node(&self) -> crate::data::node::Node {
                crate::data::field::Item::node(self)
            }
        }
    )+};
}

pub(super) use plain_fields;

plain_fields!(String, bool);

impl Item for String {
    fn read(tree: &Tree) -> Result<Self, Wrong> {
        match tree {
            Tree::Text(text) => Ok(text.to_string()),
            _ => Err(Wrong::kind(tree, "a string")),
        }
    }

    fn json(&self) -> Value {
        Value::from(self.as_str())
    }

    fn node(&self) -> Node {
        Node::Text(self.clone())
    }
}

impl Item for bool {
    fn read(tree: &Tree) -> Result<Self, Wrong> {
        match tree {
            Tree::Bool(flag) => Ok(*flag),
            _ => Err(Wrong::kind(tree, "a boolean")),
        }
    }

    fn json(&self) -> Value {
        Value::Bool(*self)
    }

    fn node(&self) -> Node {
        Node::Text(self.to_string())
    }
}

impl Item for u32 {
    fn read(tree: &Tree) -> Result<Self, Wrong> {
        let number = if let Tree::Number(number) = tree { number.as_u64() } else { None };
        number.and_then(|number| Self::try_from(number).ok()).ok_or_else(|| Wrong::kind(tree, "u32"))
    }

    fn json(&self) -> Value {
        Value::from(*self)
    }

    fn node(&self) -> Node {
        Node::Text(self.to_string())
    }
}

/// A number or a text, as it was given.
impl Item for Value {
    fn read(tree: &Tree) -> Result<Self, Wrong> {
        Ok(tree.to_value())
    }

    fn json(&self) -> Value {
        self.clone()
    }

    fn node(&self) -> Node {
        Node::Text(self.to_string())
    }
}

/// Gives values of the model the form that serde knows, by way of [`Item`].
macro_rules! serde_by_item {
    ($($ty:ty),+) => {$(
        impl serde::Serialize for $ty {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                crate::data::field::Item::json(self).serialize(serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $ty {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = serde_json::Value::deserialize(deserializer)?;
                crate::data::field::Item::read(&crate::data::tree::Tree::of(&value))
                    .map_err(|wrong| serde::de::Error::custom(wrong.message))
            }
        }
    )+};
}

pub(super) use serde_by_item;
