//! What is drawn of exhibits, as pictures: for who cannot draw it (Word), but can set its caption and its source itself.
//!
//! The layouts mark where a drawing begins and ends (`drawing` in `grid.typ`). It becomes a page of its own, of its size, with
//! nothing on it but what is between the marks: a picture holds no text of the page around it.

use typst_layout::Page;
use typst_library::foundations::Smart;
use typst_library::layout::{Abs, Frame, FrameItem, Point, Rect, Sides};

#[cfg(feature = "cli")]
use super::pages::page_png;
use super::places::{Marks, Walk};
use super::svg::page_svg;

/// Paper around what is drawn, in points, so that nothing is cut off at its edge.
const MARGIN: f64 = 1.0;

/// What is drawn of an exhibit.
pub struct Drawing {
    /// The block that it shows, an index into [`Document::blocks`](crate::document::Document::blocks).
    pub block: usize,
    /// The page on which it stands, from 0.
    pub page: usize,
    drawn: Page,
}

impl Drawing {
    /// Width in points.
    pub fn width(&self) -> f64 {
        self.drawn.frame.width().to_pt()
    }

    /// Height in points.
    pub fn height(&self) -> f64 {
        self.drawn.frame.height().to_pt()
    }

    /// The picture as SVG. Characters are outlines: no font is needed to show it.
    pub fn svg(&self) -> String {
        page_svg(&self.drawn)
    }

    /// The picture as PNG at `dpi` pixels an inch.
    #[cfg(feature = "cli")]
    pub fn png(&self, dpi: f64) -> Option<Vec<u8>> {
        page_png(&self.drawn, dpi)
    }
}

/// The drawings of all pages, in their order; those that are on one page alone.
pub(super) fn drawings(pages: &[Page]) -> Vec<Drawing> {
    let walk = Walk::through(pages);
    let whole =
        walk.drawn.iter().filter(|part| walk.drawn.iter().filter(|other| other.block == part.block).count() == 1);
    let cut = |part: &super::places::Part| {
        let (page, &begun) = (pages.get(part.page)?, walk.begun.get(part.page)?);
        let mut frame = page.frame.clone();
        keep(&mut frame, &mut { begun }, part.block);
        Some(Drawing { block: part.block, page: part.page, drawn: alone(page, frame, part.rect) })
    };
    whole.filter_map(cut).collect()
}

/// Leaves of a frame what is drawn of a block.
fn keep(frame: &mut Frame, marks: &mut Marks, block: usize) {
    frame.retain(|item| match item {
        FrameItem::Tag(tag) => {
            marks.pass(tag);
            false
        }
        FrameItem::Group(group) => {
            keep(&mut group.frame, marks, block);
            !group.frame.is_empty()
        }
        FrameItem::Link(..) => false,
        FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) => marks.drawn() == Some(block),
    });
}

/// A part of a page as a page of its own, on white paper.
fn alone(page: &Page, frame: Frame, part: Rect) -> Page {
    let margin = Point::splat(Abs::pt(MARGIN));
    let corner = part.min - margin;
    let mut paper = Frame::hard(part.size() + (margin + margin).to_size());
    paper.push_frame(-corner, frame);
    Page { frame: paper, fill: Smart::Auto, bleed: Sides::default(), ..page.clone() }
}
