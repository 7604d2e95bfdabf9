//! The macro that declares a record of the data model.

/// Declares records: every field may be missing, an unknown field is an error, and a field that was not given is not
/// written back. So one declaration gives the type, its JSON form and (with its doc comments) its documentation.
macro_rules! record {
    ($($(#[$meta:meta])* pub struct $name:ident { $($(#[$field_meta:meta])* pub $field:ident: $ty:ty,)* })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_meta])* #[serde(skip_serializing_if = "crate::data::record::is_default")] pub $field: $ty,)*
        }
    )*};
}

pub(crate) use record;

/// Whether a field holds what it would hold had it not been given.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
