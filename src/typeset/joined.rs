//! Drops the word joiners of [`super::joints`] from finished pages.
//!
//! A joiner has done its work when the lines are broken. Left in place it would come out of the PDF with every copied
//! figure (`7.38⁠万⁠人` would not be found by a search for `7.38万人`). So the text of each run is written anew without
//! them; every other glyph stays where it is.

use typst_layout::{Page, PagedDocument};
use typst_library::layout::{Em, Frame, FrameItem};
use typst_library::model::Document;
use typst_library::text::{Glyph, TextItem};

use super::joints::WORD_JOINER;

/// The same pages, the text of which holds no joiner.
pub fn without_joiners(document: PagedDocument) -> PagedDocument {
    if !document.pages().iter().any(|page| has_joiner(&page.frame)) {
        return document;
    }
    let pages = document.pages().iter().map(|page| {
        let mut page: Page = page.clone();
        clean(&mut page.frame);
        page
    });
    PagedDocument::new(pages.collect(), document.info().clone())
}

fn has_joiner(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => has_joiner(&group.frame),
        FrameItem::Text(text) => text.text.contains(WORD_JOINER),
        _ => false,
    })
}

fn clean(frame: &mut Frame) {
    frame.retain(|item| {
        match item {
            // Frames are shared: one without joiners is left as it is.
            FrameItem::Group(group) if has_joiner(&group.frame) => clean(&mut group.frame),
            FrameItem::Text(text) if text.text.contains(WORD_JOINER) => {
                clean_text(text);
                return !text.glyphs.is_empty();
            }
            _ => {}
        }
        true
    });
}

/// Removes the joiners' characters and glyphs; the advance of a glyph (tracking, justification) goes to its neighbour.
fn clean_text(item: &mut TextItem) {
    let old = std::mem::take(&mut item.text);
    let joiners: Vec<usize> = old.match_indices(WORD_JOINER).map(|(at, _)| at).collect();
    let moved = |at: usize| at - joiners.partition_point(|&j| j < at) * WORD_JOINER.len_utf8();

    let mut glyphs: Vec<Glyph> = Vec::with_capacity(item.glyphs.len());
    // Advance of joiners that open the run.
    let mut lead = Em::zero();
    for mut glyph in std::mem::take(&mut item.glyphs) {
        let range = glyph.range();
        if !range.is_empty() && old[range.clone()].chars().all(|c| c == WORD_JOINER) {
            match glyphs.last_mut() {
                Some(last) => last.x_advance += glyph.x_advance,
                None => lead += glyph.x_advance,
            }
            continue;
        }
        if glyphs.is_empty() {
            glyph.x_offset += lead;
            glyph.x_advance += lead;
        }
        glyph.range = moved(range.start) as u16..moved(range.end) as u16;
        glyphs.push(glyph);
    }
    item.glyphs = glyphs;
    item.text = old.chars().filter(|&c| c != WORD_JOINER).collect();
}
