//! Excel in and out: the model as a workbook that a clerk fills in, and the workbook back as data, each value with its
//! cell.
//!
//! Nothing here knows a record by name; sheets, columns, drop-downs and notes follow from the JSON Schema ([`Schema`]):
//!
//! - A list of records at the root is a sheet, a record a row, a field a column. A single record within it is unfolded
//!   (`讲话人·职务`); several values stand in one cell, one a line.
//! - A list of records within a record is a sheet of its own (`报告-讲话安排`), whose column 所属 names the owner by its
//!   序号 (or by its identifier or name), and whose column 关系 says which list, where there is a choice. Records within
//!   records of their own kind share one sheet.
//! - A single record at the root is a sheet with an item a row.
//! - A row that is marked 例 in its first column is an example, and is not read; 空 marks a record that has no content and
//!   counts nevertheless.
//!
//! What [`write()`] wrote, [`read()`] reads back as the same value, apart from empty text, empty lists, empty single records
//! and nulls, which a workbook cannot tell from absent ones.
//!
//! Reading takes what people do to workbooks (titles above the headings, merged cells, numbers with the unit in the
//! heading, dates as serial numbers) and guesses nothing: what cannot be read with certainty is a
//! [`Finding`](crate::Finding) with its cell. Any bytes may come: sizes are bounded before anything is unpacked.

mod convert;
mod findings;
mod grid;
mod guide;
mod heading;
mod number;
mod plan;
mod read;
mod rows;
mod schema;
mod screen;
#[cfg(test)]
mod tests;
mod text;
mod tree;
mod write;

use std::sync::LazyLock;

use serde_json::Value;

pub use read::read;
pub use schema::Schema;
pub use screen::is_container;
pub use write::{blank, write};

/// The document whose records are the grey example rows of a blank workbook.
static EXAMPLE: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../templates/workbook-example.json")).unwrap_or_default());

/// A document with a record of every kind, for [`blank`].
pub fn example() -> &'static Value {
    &EXAMPLE
}
