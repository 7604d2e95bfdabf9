//! Many documents at once: what is to be made of which data, under which names, and which part of it by which process.
//!
//! Nothing here reads or writes a file: the command (`huibao batch`) and the page's batch do, by the same rules.
//!
//! - [`Split`] divides one set of data of many units (a county and its towns) into one set for each of them.
//! - [`file_name`] makes names that every file system takes.

mod file_name;
mod index;
mod report;
mod unit;
mod units;

pub use file_name::{Facts, PLACEHOLDERS, file_name};
pub use units::{Division, Split, Unit, Units};
