//! What a page shows, as a number: two pages with the same fingerprint look the same.
//!
//! Not the hash of the page itself: that covers tags and places in the document, which change on every page when
//! something is added on the first.

use std::hash::{Hash, Hasher};

use typst_layout::Page;
use typst_library::layout::{Frame, FrameItem};
use typst_library::text::TextItem;
use typst_utils::hash128;

/// The fingerprint of a page. Stable between documents and between runs of the same program, not between its versions.
pub fn fingerprint(page: &Page) -> u128 {
    hash128(&Shown(&page.frame, page))
}

struct Shown<'a>(&'a Frame, &'a Page);

impl Hash for Shown<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self(frame, page) = self;
        page.bleed.hash(state);
        page.fill.hash(state);
        hash_frame(frame, state);
    }
}

fn hash_frame(frame: &Frame, state: &mut impl Hasher) {
    frame.size().hash(state);
    frame.kind().hash(state);
    for (position, item) in frame.items() {
        match item {
            FrameItem::Tag(_) | FrameItem::Link(..) => continue,
            FrameItem::Group(group) => {
                (0u8, position, group.transform, &group.clip).hash(state);
                hash_frame(&group.frame, state);
            }
            FrameItem::Text(text) => {
                (1u8, position).hash(state);
                hash_text(text, state);
            }
            FrameItem::Shape(shape, _) => (2u8, position, shape).hash(state),
            FrameItem::Image(image, size, _) => (3u8, position, image, size).hash(state),
        }
    }
    // So that what follows a group is told from what is in it.
    4u8.hash(state);
}

/// The font by its name and variant: its data grows when characters are added that other pages print.
fn hash_text(text: &TextItem, state: &mut impl Hasher) {
    let info = text.font.info();
    (&info.family, &info.variant, text.size, &text.fill, &text.stroke, &text.text).hash(state);
    text.glyphs.len().hash(state);
    for glyph in &text.glyphs {
        (glyph.id, glyph.x_advance, glyph.x_offset, glyph.y_advance, glyph.y_offset).hash(state);
    }
}
