//! The macros that declare records and enumerations of the data model.
//!
//! One declaration gives the Rust type, its JSON form, its documentation, the entry in the JSON Schema (and with it the
//! TypeScript type and the worksheet's column) and the walk that finds every figure by its pointer.

use super::node::{Node, ToNode};

/// Declares records: every field may be missing, an unknown field is an error, and a field that was not given is not
/// written back.
///
/// After each field stands what a clerk reads: the heading, then, after `：`, a note; then, in brackets, words that are
/// commonly used there.
macro_rules! record {
    ($($(#[$meta:meta])* pub struct $name:ident = $title:literal {
        $($(#[$field_meta:meta])* pub $field:ident: $ty:ty = $heading:literal $([$($word:literal),+])?,)*
    })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        #[cfg_attr(test, schemars(title = $title))]
        #[serde(default, deny_unknown_fields)]
        pub struct $name {$(
            $(#[$field_meta])*
            #[cfg_attr(test, schemars(title = $heading $(, extend("examples" = [$($word),+]))?))]
            #[serde(skip_serializing_if = "crate::data::record::is_default")]
            pub $field: $ty,
        )*}

        impl crate::data::node::ToNode for $name {
            fn to_node(&self) -> crate::data::node::Node {
                let mut fields = Vec::new();
                $(crate::data::record::field(&mut fields, stringify!($field), &self.$field);)*
                crate::data::node::Node::Record(fields)
            }
        }
    )*};
}

/// Declares enumerations whose values are Chinese words, in JSON as in a worksheet's drop-down.
macro_rules! choice {
    ($($(#[$meta:meta])* pub enum $name:ident = $title:literal {
        $($(#[$variant_meta:meta])* $variant:ident = $word:literal,)*
    })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        #[cfg_attr(test, schemars(title = $title))]
        pub enum $name {$(
            $(#[$variant_meta])*
            #[serde(rename = $word)]
            $variant,
        )*}

        impl $name {
            /// The word that is written and printed.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }

        impl crate::data::node::ToNode for $name {
            fn to_node(&self) -> crate::data::node::Node {
                crate::data::node::Node::Text(self.word().into())
            }
        }
    )*};
}

pub(crate) use {choice, record};

/// Whether a field holds what it would hold had it not been given.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Adds a field that was given.
pub(crate) fn field<T: Default + PartialEq + ToNode>(
    fields: &mut Vec<(&'static str, Node)>,
    key: &'static str,
    value: &T,
) {
    if !is_default(value) {
        fields.push((key, value.to_node()));
    }
}
