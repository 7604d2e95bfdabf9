//! Stage 4: a draft (Markdown) becomes a [`Document`] (block tree), its figures bound to the data.
//!
//! A draft is CommonMark with tables, and front matter for the facts about the document itself. Templates write it and
//! people edit it; whichever did, [`Document::from_draft`]
//!
//! 1. reads the [`Facts`] and the blocks, and keeps as text what a speech has no place for ([`Draft::parse`]);
//! 2. numbers the headings, 一、（一）1.（1） ([`heading_number`]);
//! 3. compares each *figure*, a link such as `[4.98万](figure:/targets/0/done?form=bare)`, with its [`Source`], which a
//!    [`FigureSource`] answers, and writes the ledger of [`FigureEntry`]s;
//! 4. looks for typed numbers that are bound to nothing ([`NotFigures`]).
//!
//! All that is wrong is a [`Finding`](crate::Finding) with the path `draft:LINE:COLUMN`. When the data changed, [`refresh`]
//! rewrites the figures of a draft and leaves every other byte alone. Whoever writes drafts passes data through
//! [`escape`](crate::draft::escape) and figures through [`figure_link`](crate::draft::figure_link): data never becomes markup.
//!
//! # The draft's Markdown
//!
//! - `# ` to `#### ` are headings, without numbers. A run of `**` or `*` is 段首主题句, also right beside Chinese marks,
//!   where CommonMark would not let it close. Lists are flat. A table's caption is a paragraph before it that begins
//!   with `: `.
//! - Broken lines join without a space beside Chinese characters. `\` at a line's end, two spaces, or `<br>` break a
//!   line.
//! - A fenced block whose word is a [`Kind`] (` ```ledger `) is an [`Exhibit`], made from the data that it names.
//! - A fenced block `annex` (`title = "问题整改台账"`, `landscape = true`) begins an annex: what follows belongs to it, until the
//!   next. Its headings are numbered anew.
//! - Everything else (quotations, code, HTML, images, footnotes, rules, lists in lists, other links) is reported, and
//!   its text is printed as it stands.

mod aloud;
mod annex;
mod bound;
mod date;
mod draft;
mod exhibit;
mod figures;
mod front_matter;
#[cfg(test)]
mod generate;
mod inspect;
mod issued;
mod model;
mod numbering;
mod parse;
mod position;
mod print;
mod run;
mod sentence;
mod source;
mod sources;
mod table;
mod text;
mod unbound;

pub use crate::draft::Query;
pub use aloud::Aloud;
pub(crate) use date::iso_day;
pub use date::printed_date;
pub(crate) use draft::Role;
pub use draft::{Draft, MAX_DRAFT};
pub use exhibit::*;
pub use figures::{Agreement, Change, refresh};
pub use inspect::{InspectedBlock, InspectedFigure, InspectedNumber, Inspection, MOST_INPUTS, Span, inspect};
pub use model::*;
pub use numbering::heading_number;
pub(crate) use position::Positions;
pub use print::print;
pub(crate) use sentence::sentence_ends;
pub use source::{FigureSource, Source, SourceError, Sourced};
#[cfg(feature = "docx")]
pub(crate) use sources::COLUMNS as SOURCE_COLUMNS;
pub use unbound::NotFigures;
