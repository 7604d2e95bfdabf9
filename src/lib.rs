//! huibao (汇报): structured progress data in, typeset Chinese office reports out.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod document;
mod finding;
pub mod fonts;
#[cfg(feature = "typeset")]
pub mod typeset;

pub use finding::{Finding, Severity, has_errors};
