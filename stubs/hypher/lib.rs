//! Stands in for `hypher` 0.1.8, which breaks words of thirty languages into syllables by patterns of 1.1 MB.
//!
//! Reports are Chinese, and Chinese text is not hyphenated: Typst asks for a language's patterns and sets the words whole
//! if there are none. Switched off: hyphenation. What a user sees: no error; a long foreign word is not divided.

#![no_std]

/// A language whose words can be divided: none.
#[derive(Debug, Copy, Clone, Eq, PartialEq)]
pub enum Lang {}

impl Lang {
    /// The language of an ISO 639-1 code.
    pub fn from_iso(_: [u8; 2]) -> Option<Self> {
        None
    }
}

/// The syllables of a word.
pub fn hyphenate(_: &str, lang: Lang) -> core::iter::Empty<&str> {
    match lang {}
}
