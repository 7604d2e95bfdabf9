//! huibao (汇报): structured progress data in, typeset Chinese office reports out.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod compose;
pub mod data;
pub mod document;
pub mod draft;
mod finding;
pub mod fonts;
#[cfg(feature = "typeset")]
pub mod typeset;
#[cfg(any(feature = "web-core", feature = "web-typesetter"))]
mod web;

pub use finding::{Finding, Severity, has_errors};
