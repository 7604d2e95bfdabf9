//! Stands in for `ciborium` 0.2.2, reader and writer of CBOR.
//!
//! A document reaches its layout as JSON. Switched off: `cbor(…)`. What a user sees: "failed to parse CBOR (CBOR is not part
//! of this typesetter)".

use std::io::{Read, Write};

use serde::{Deserialize, Serialize};

/// What an attempt to read or write is answered.
const NOT_INCLUDED: &str = "CBOR is not part of this typesetter";

/// Reading.
pub mod de {
    /// Why CBOR was not read.
    #[derive(Debug)]
    #[allow(missing_docs)]
    pub enum Error<T> {
        Io(T),
        Syntax(usize),
        Semantic(Option<usize>, String),
        RecursionLimitExceeded,
    }
}

/// An error: CBOR is not read.
pub fn from_reader<'de, T: Deserialize<'de>, R: Read>(_: R) -> Result<T, de::Error<std::io::Error>> {
    Err(de::Error::Semantic(None, NOT_INCLUDED.to_string()))
}

/// An error: CBOR is not written.
pub fn into_writer<T: Serialize + ?Sized, W: Write>(_: &T, _: W) -> Result<(), &'static str> {
    Err(NOT_INCLUDED)
}
