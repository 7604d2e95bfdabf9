//! Stands in for `hayro` 0.7.1, which paints pages of a PDF file, with its interpreter, its standard faces and colour
//! profiles.
//!
//! No PDF file is read (see the stand-in of `hayro-syntax`), so there is nothing to paint.

#![allow(missing_docs)]

use std::marker::PhantomData;

use hayro_syntax::page::Page;

pub struct RenderCache<'a>(PhantomData<&'a ()>);

impl RenderCache<'_> {
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self(PhantomData)
    }
}

pub struct RenderSettings {
    pub x_scale: f32,
    pub y_scale: f32,
    pub width: Option<u16>,
    pub height: Option<u16>,
    pub bg_color: vello_cpu::color::Rgba,
}

pub struct Pixmap(hayro_syntax::Never);

impl Pixmap {
    pub fn take(self) -> Vec<[u8; 4]> {
        match self.0 {}
    }
}

// Inlined, so that the compiler sees that what a caller prepares before, fourteen faces of it, is never used.
#[inline(always)]
pub fn render<'a>(
    page: &'a Page<'a>,
    _: &RenderCache<'a>,
    _: &hayro_interpret::InterpreterSettings,
    _: &RenderSettings,
) -> Pixmap {
    page.never()
}

/// What names a colour to [`RenderSettings`].
pub mod vello_cpu {
    pub mod color {
        pub struct Rgba;

        pub mod palette {
            pub mod css {
                pub const TRANSPARENT: crate::vello_cpu::color::Rgba = crate::vello_cpu::color::Rgba;
            }
        }
    }
}

/// What an interpreter of pages is told; nothing asks for it.
pub mod hayro_interpret {
    use std::sync::Arc;

    pub type FontResolver = Arc<dyn Fn(&font::FontQuery) -> Option<(font::FontData, u32)> + Send + Sync>;

    pub struct InterpreterSettings {
        pub font_resolver: FontResolver,
        pub cmap_resolver: Arc<dyn Fn(()) -> Option<()> + Send + Sync>,
        pub warning_sink: Arc<dyn Fn(()) + Send + Sync>,
        pub render_annotations: bool,
    }

    pub mod font {
        use std::sync::Arc;

        pub type FontData = Arc<dyn AsRef<[u8]> + Send + Sync>;

        pub enum FontQuery {
            Standard(StandardFont),
            Fallback(FallbackFontQuery),
        }

        pub struct FallbackFontQuery(hayro_syntax::Never);

        impl FallbackFontQuery {
            pub fn pick_standard_font(&self) -> StandardFont {
                match self.0 {}
            }
        }

        #[derive(Copy, Clone)]
        pub enum StandardFont {
            Helvetica,
            HelveticaBold,
            HelveticaOblique,
            HelveticaBoldOblique,
            Courier,
            CourierBold,
            CourierOblique,
            CourierBoldOblique,
            TimesRoman,
            TimesBold,
            TimesItalic,
            TimesBoldItalic,
            ZapfDingBats,
            Symbol,
        }
    }
}
