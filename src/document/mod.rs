//! Stage 4.

mod date;
mod escape;
mod flank;
mod front_matter;
#[cfg(test)]
mod generate;
mod han;
mod model;
mod numeral;
mod parse;
mod position;
mod print;
mod run;
mod source;

pub use date::printed_date;
pub use escape::{escape, figure_link};
pub use model::*;
pub use numeral::{chinese_numeral, counting_numeral};
pub use parse::{Draft, MAX_DRAFT};
pub use print::print;
pub use source::{FigureSource, Form, Source, SourceError, Sourced};
