//! Stands in for `hayro-syntax` 0.7.2, the reader of PDF files with its decoders of JBIG2, JPEG 2000 and fax images.
//!
//! What a report takes as an image is a seal: PNG, JPEG or SVG (`typeset::seal` refuses the rest first). Switched off:
//! `image("….pdf")`. What a user sees: "failed to load PDF (the PDF could not be loaded)". As no file loads, a [`Pdf`] is a
//! type without values, and so is what hayro's other crates would make of one.

#![allow(missing_docs)]

use std::sync::Arc;

/// A value that does not exist.
#[derive(Debug, Copy, Clone)]
pub enum Never {}

#[derive(Debug, Copy, Clone)]
pub enum LoadPdfError {
    Decryption(Never),
    Invalid,
}

#[derive(Debug, Copy, Clone, Eq, PartialEq)]
pub enum PdfVersion {
    Pdf10,
    Pdf11,
    Pdf12,
    Pdf13,
    Pdf14,
    Pdf15,
    Pdf16,
    Pdf17,
    Pdf20,
}

/// A PDF file that was read: none.
pub struct Pdf(Never);

impl Pdf {
    /// An error: PDF files are not read.
    pub fn new<T: AsRef<[u8]> + Send + Sync + 'static>(_: Arc<T>) -> Result<Self, LoadPdfError> {
        Err(LoadPdfError::Invalid)
    }

    pub fn data(&self) -> &PdfData {
        match self.0 {}
    }

    pub fn pages(&self) -> &[page::Page<'_>] {
        match self.0 {}
    }

    pub fn version(&self) -> PdfVersion {
        match self.0 {}
    }

    pub fn xref(&self) -> &XRef {
        match self.0 {}
    }

    /// For crates that take a file apart: there is none.
    #[inline(always)]
    pub fn never<T>(&self) -> T {
        match self.0 {}
    }
}

pub struct PdfData(Never);

impl AsRef<[u8]> for PdfData {
    fn as_ref(&self) -> &[u8] {
        match self.0 {}
    }
}

pub struct XRef(Never);

impl XRef {
    pub fn has_optional_content_groups(&self) -> bool {
        match self.0 {}
    }
}

pub mod page {
    use std::marker::PhantomData;

    use crate::Never;

    pub struct Page<'a>(Never, PhantomData<&'a ()>);

    impl Page<'_> {
        pub fn render_dimensions(&self) -> (f32, f32) {
            match self.0 {}
        }

        /// For crates that draw a page: there is none.
        #[inline(always)]
        pub fn never<T>(&self) -> T {
            match self.0 {}
        }
    }
}
