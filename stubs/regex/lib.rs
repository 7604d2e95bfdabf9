//! Stands in for `regex` 1.13.1: the same names, carried out by `regex-lite` of the same authors, which has no Unicode tables
//! and no ahead-of-time automata.
//!
//! Layouts match a few short patterns in short texts. Switched off: `\p{…}`; `\d`, `\w`, `\s` and `\b` know ASCII only. What a
//! user sees: a pattern with `\p{…}` is an error that names it.

pub use regex_lite::{CaptureLocations, CaptureMatches, Captures, Error, Match, Matches, Regex, RegexBuilder, escape};
