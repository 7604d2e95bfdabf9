//! Stands in for `hayro-write` 0.7.0, which copies pages of a PDF file into another one.
//!
//! No PDF file is read (see the stand-in of `hayro-syntax`), so there is nothing to copy.

#![allow(missing_docs)]

pub use hayro_syntax;
use hayro_syntax::Pdf;
pub use pdf_writer::Settings as ChunkSettings;
use pdf_writer::writers::Group;
use pdf_writer::{Chunk, Ref};

#[derive(Debug, Copy, Clone)]
pub enum ExtractionError {
    InvalidPageIndex(usize),
}

#[derive(Debug, Copy, Clone)]
pub struct ExtractionQuery;

impl ExtractionQuery {
    pub fn new_page(_: usize) -> Self {
        Self
    }

    pub fn new_xobject(_: usize) -> Self {
        Self
    }
}

pub struct ExtractionResult {
    pub chunk: Chunk,
    pub root_refs: Vec<Result<Ref, ExtractionError>>,
    pub page_tree_parent_ref: Ref,
}

pub fn extract<'a, G: for<'b> FnMut(&mut Group<'b>)>(
    pdf: &Pdf,
    _: Box<dyn FnMut() -> Ref + 'a>,
    _: ChunkSettings,
    _: G,
    _: &[ExtractionQuery],
) -> Result<ExtractionResult, ExtractionError> {
    pdf.never()
}
