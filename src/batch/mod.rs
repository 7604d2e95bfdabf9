//! Many documents at once: what is to be made of which data, under which names, and which part of it by which process.
//!
//! Nothing here reads or writes a file: the command (`huibao batch`) and the page's batch do, by the same rules.
//!
//! - [`Plan`] is `plan.json`: sources of data, genres, outputs, names, options.
//! - [`Split`] divides one set of data of many units (a county and its towns) into one set for each of them.
//! - [`file_name`] makes names that every file system takes.
//! - [`Shard`] says which documents are which process's.
//! - [`Recipe`] writes the document of one set of data.

mod file_name;
mod index;
mod plan;
mod recipe;
mod report;
mod shard;
mod unit;
mod units;

pub use file_name::{Facts, PLACEHOLDERS, file_name};
pub use plan::{Line, MAX_PLAN, Output, Plan, Settings, Source};
pub use recipe::{Own, Recipe, Written};
pub use shard::Shard;
pub use units::{Division, Split, Unit, Units};
