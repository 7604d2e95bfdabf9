//! The macros that declare records and enumerations of the data model.
//!
//! One declaration gives the Rust type, its JSON form, its documentation, the entry in the JSON Schema (and with it the
//! TypeScript type and the worksheet's column) and the walk that finds every figure by its pointer.

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
        #[derive(Debug, Clone, Default, PartialEq)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        #[cfg_attr(test, schemars(title = $title))]
        #[cfg_attr(test, serde(default, deny_unknown_fields))]
        pub struct $name {$(
            $(#[$field_meta])*
            #[cfg_attr(test, schemars(title = $heading $(, extend("examples" = [$($word),+]))?))]
            pub $field: $ty,
        )*}

        impl crate::data::field::Record for $name {
            const NAME: &'static str = stringify!($name);

            fn with<T>(&self, look: impl FnOnce(&[(&'static str, &dyn crate::data::field::Field)]) -> T) -> T {
                look(&[$((stringify!($field), &self.$field)),*])
            }

            fn with_mut<T>(
                &mut self,
                change: impl FnOnce(&mut [(&'static str, &mut dyn crate::data::field::Field)]) -> T,
            ) -> T {
                change(&mut [$((stringify!($field), &mut self.$field)),*])
            }
        }

        crate::data::record::by_table!($name);
    )*};
}

/// What a record is to its reader, writer and walk, by its table of fields.
macro_rules! by_table {
    ($name:ident) => {
        impl crate::data::field::Item for $name {
            fn read(tree: &crate::data::tree::Tree) -> Result<Self, crate::data::field::Wrong> {
                let mut record = Self::default();
                crate::data::field::Field::set(&mut record, tree)?;
                Ok(record)
            }

            fn json(&self) -> serde_json::Value {
                crate::data::field::Record::with(self, crate::data::field::fields_to_json)
            }

            fn node(&self) -> crate::data::node::Node {
                crate::data::field::Record::with(self, crate::data::field::fields_to_node)
            }
        }

        impl crate::data::field::Field for $name {
            fn set(&mut self, tree: &crate::data::tree::Tree) -> Result<(), crate::data::field::Wrong> {
                use crate::data::field::{Record, set_fields};

                self.with_mut(|fields| set_fields(Self::NAME, fields, tree))
            }

            fn is_absent(&self) -> bool {
                crate::data::field::Record::with(self, crate::data::field::all_absent)
            }

            fn to_json(&self) -> serde_json::Value {
                crate::data::field::Item::json(self)
            }

            fn to_node(&self) -> crate::data::node::Node {
                crate::data::field::Item::node(self)
            }
        }

        crate::data::field::serde_by_item!($name);
    };
}

/// Declares enumerations whose values are Chinese words, in JSON as in a worksheet's drop-down.
macro_rules! choice {
    ($($(#[$meta:meta])* pub enum $name:ident = $title:literal {
        $($(#[$variant_meta:meta])* $variant:ident = $word:literal,)*
    })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        #[cfg_attr(test, schemars(title = $title))]
        pub enum $name {$(
            $(#[$variant_meta])*
            #[cfg_attr(test, serde(rename = $word))]
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

        impl crate::data::field::Item for $name {
            fn read(tree: &crate::data::tree::Tree) -> Result<Self, crate::data::field::Wrong> {
                const WORDS: &[(&str, $name)] = &[$(($word, $name::$variant)),*];
                crate::data::field::word(tree, WORDS)
            }

            fn json(&self) -> serde_json::Value {
                self.word().into()
            }

            fn node(&self) -> crate::data::node::Node {
                crate::data::node::Node::Text(self.word().into())
            }
        }

        crate::data::field::serde_by_item!($name);
    )*};
}

pub(crate) use {by_table, choice, record};
