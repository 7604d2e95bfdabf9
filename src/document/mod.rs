//! Stage 4: a draft (Markdown) becomes a [`Document`] (block tree), its figures bound to the data.

mod model;

pub use model::*;
