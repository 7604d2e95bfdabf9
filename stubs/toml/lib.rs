//! Stands in for `toml` 0.8.23, the TOML of Typst's crates (huibao's own is a later version of the same crate).
//!
//! A document reaches its layout as JSON, and there are no packages whose manifests are to be read. Switched off: `toml(…)` and
//! `#import "@…"`, which has no file to read either. What a user sees: "failed to parse TOML (TOML is not part of this
//! typesetter)".

use serde::{Deserialize, Serialize};

/// What an attempt to read or write is answered.
const NOT_INCLUDED: &str = "TOML is not part of this typesetter";

/// A table of a manifest that nobody looks into.
pub type Table = std::collections::BTreeMap<String, ()>;

/// Reading.
pub mod de {
    use std::fmt;
    use std::ops::Range;

    use super::NOT_INCLUDED;

    /// TOML was to be read.
    #[derive(Debug, Clone, Eq, PartialEq)]
    pub struct Error;

    #[allow(missing_docs)]
    impl Error {
        pub fn span(&self) -> Option<Range<usize>> {
            None
        }

        pub fn message(&self) -> &str {
            NOT_INCLUDED
        }
    }

    impl fmt::Display for Error {
        fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str(NOT_INCLUDED)
        }
    }

    impl std::error::Error for Error {}
}

/// An error: TOML is not read.
pub fn from_str<'de, T: Deserialize<'de>>(_: &'de str) -> Result<T, de::Error> {
    Err(de::Error)
}

/// An error: TOML is not written.
pub fn to_string<T: Serialize + ?Sized>(_: &T) -> Result<String, de::Error> {
    Err(de::Error)
}

/// An error: TOML is not written.
pub fn to_string_pretty<T: Serialize + ?Sized>(_: &T) -> Result<String, de::Error> {
    Err(de::Error)
}
