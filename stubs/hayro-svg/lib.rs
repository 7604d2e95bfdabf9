//! Stands in for `hayro-svg` 0.7.0, which turns pages of a PDF file into SVG.
//!
//! No PDF file is read (see the stand-in of `hayro-syntax`), so there is nothing to turn.

#![allow(missing_docs)]

use std::marker::PhantomData;

use hayro::hayro_interpret::InterpreterSettings;
use hayro_syntax::page::Page;

pub struct RenderCache<'a>(PhantomData<&'a ()>);

impl RenderCache<'_> {
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self(PhantomData)
    }
}

pub struct SvgRenderSettings {
    pub bg_color: [u8; 4],
}

// Inlined, so that the compiler sees that what a caller prepares before, fourteen faces of it, is never used.
#[inline(always)]
pub fn convert<'a>(page: &'a Page<'a>, _: &RenderCache<'a>, _: &InterpreterSettings, _: &SvgRenderSettings) -> String {
    page.never()
}
