//! The draft's syntax, which `compose` writes and `document` reads: Markdown in which a figure is a link.
//!
//! ```text
//! 已完成[4.98万](figure:/targets/0/done?form=bare)贫困人口脱贫，占全年目标任务的[68%](figure:/targets/0/rate)。
//! ```
//!
//! A table or chart is a fenced block whose word is its [`Kind`] and whose lines are settings in TOML.

mod escape;
mod flank;
mod han;
mod kind;
mod query;
mod settings;

pub(crate) use escape::{Edges, FIGURE_TARGET, entity, escape_into, target};
pub use escape::{escape, figure_link};
pub(crate) use flank::{closes, opens, shadow};
pub(crate) use han::{flatten, space_between};
pub use kind::Kind;
pub use query::Query;
pub(crate) use query::{count_source, decode, encode, sum_source};
pub(crate) use settings::{conditions, quoted, texts};
