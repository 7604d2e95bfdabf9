//! Lines and shapes of a page, measured from its frame.
#![allow(dead_code, reason = "each test binary uses a part")]

use typst_layout::Page;
use typst_library::layout::{Abs, Frame, FrameItem, Point, Transform};

/// Points in a millimetre.
const MM: f64 = 72.0 / 25.4;

/// What stands on one baseline. Lengths in millimetres from the top left corner of the paper.
#[derive(Debug, Clone)]
pub struct Line {
    /// Of the baseline, from the top.
    pub baseline: f64,
    /// The characters from left to right.
    pub text: String,
    /// Size of the largest type, in points.
    pub size: f64,
    /// Where the first character's box begins.
    pub start: f64,
    /// Where the last character's box ends.
    pub end: f64,
    /// The highest ink.
    pub top: f64,
    /// The lowest ink.
    pub bottom: f64,
    /// The leftmost ink.
    pub left: f64,
    /// The rightmost ink.
    pub right: f64,
    /// Middle of the ink of the last — of the line.
    pub dash_middle: f64,
}

/// A rule, or an image: what is no text, in millimetres from the top left corner of the paper.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// Its upper edge.
    pub top: f64,
    /// Its lower edge.
    pub bottom: f64,
    /// Its left edge.
    pub left: f64,
    /// Its right edge.
    pub right: f64,
}

/// The shapes of a page, from top to bottom; the second list has its images.
pub fn shapes(page: &Page) -> (Vec<Shape>, Vec<Shape>) {
    let (mut shapes, mut images) = (Vec::new(), Vec::new());
    collect_shapes(&page.frame, Transform::identity(), &mut shapes, &mut images);
    shapes.sort_by(|a, b| a.top.partial_cmp(&b.top).expect("numbers"));
    (shapes, images)
}

fn collect_shapes(frame: &Frame, ts: Transform, shapes: &mut Vec<Shape>, images: &mut Vec<Shape>) {
    for (pos, item) in frame.items() {
        let ts = ts.pre_concat(Transform::translate(pos.x, pos.y));
        // What is turned is measured as if it were upright.
        let (sx, sy) = if ts.kx.is_zero() { (ts.sx.get(), ts.sy.get()) } else { (1.0, 1.0) };
        let shape = |left: Abs, top: Abs, right: Abs, bottom: Abs| Shape {
            top: mm(ts.ty + top * sy),
            bottom: mm(ts.ty + bottom * sy),
            left: mm(ts.tx + left * sx),
            right: mm(ts.tx + right * sx),
        };
        match item {
            FrameItem::Group(group) => collect_shapes(&group.frame, ts.pre_concat(group.transform), shapes, images),
            FrameItem::Shape(item, _) => {
                let bounds = item.bbox(true);
                shapes.push(shape(bounds.min.x, bounds.min.y, bounds.max.x, bounds.max.y));
            }
            FrameItem::Image(_, size, _) => images.push(shape(Abs::zero(), Abs::zero(), size.x, size.y)),
            _ => {}
        }
    }
}

fn mm(abs: Abs) -> f64 {
    abs.to_pt() / MM
}

/// The lines of a page from top to bottom, but for what is turned.
pub fn lines(page: &Page) -> Vec<Line> {
    let mut runs = Vec::new();
    collect(&page.frame, Transform::identity(), None, &mut runs);
    lines_of(runs)
}

/// What a page says in the order in which it is set, cell by cell, without blanks and line-breaking marks.
pub fn said(page: &Page) -> String {
    fn collect(frame: &Frame, out: &mut String) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => collect(&group.frame, out),
                FrameItem::Text(item) => out.push_str(&item.text),
                _ => {}
            }
        }
    }
    let mut out = String::new();
    collect(&page.frame, &mut out);
    squeezed(&out)
}

/// A text without blanks and line-breaking marks.
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{2060}').collect()
}

/// What is turned by 90° to the right on a page that lies on its side: its lines when the sheet is turned to the left, as
/// it lies among upright ones.
pub fn turned_lines(page: &Page) -> Vec<Line> {
    let mut runs = Vec::new();
    collect(&page.frame, Transform::identity(), Some(page.frame.width()), &mut runs);
    lines_of(runs)
}

fn lines_of(mut runs: Vec<Line>) -> Vec<Line> {
    runs.sort_by(|a, b| (a.baseline, a.start).partial_cmp(&(b.baseline, b.start)).expect("numbers"));
    let mut lines: Vec<Line> = Vec::new();
    for run in runs {
        match lines.last_mut() {
            Some(line) if (line.baseline - run.baseline).abs() < 0.02 => {
                line.text += &run.text;
                line.size = line.size.max(run.size);
                line.end = run.end;
                line.top = line.top.min(run.top);
                line.bottom = line.bottom.max(run.bottom);
                line.left = line.left.min(run.left);
                line.right = line.right.max(run.right);
                line.dash_middle = line.dash_middle.max(run.dash_middle);
            }
            _ => lines.push(run),
        }
    }
    lines
}

/// `width`: that of a page of which only turned runs are wanted.
fn collect(frame: &Frame, ts: Transform, width: Option<Abs>, runs: &mut Vec<Line>) {
    for (pos, item) in frame.items() {
        let ts = ts.pre_concat(Transform::translate(pos.x, pos.y));
        let is_turned = ts.ky.get() > 0.99;
        let at = match width {
            Some(width) => Point::new(ts.ty, width - ts.tx),
            None => Point::new(ts.tx, ts.ty),
        };
        match item {
            FrameItem::Group(group) => collect(&group.frame, ts.pre_concat(group.transform), width, runs),
            FrameItem::Text(item) if is_turned == width.is_some() => {
                // Exhibits of a wall chart are drawn larger or smaller than they are set, long marks narrower.
                let (sx, sy) = if is_turned { (1.0, 1.0) } else { (ts.sx.get(), ts.sy.get()) };
                let (size, high) = (item.size * sx, item.size * sy);
                let (mut top, mut bottom) = (f64::INFINITY, f64::NEG_INFINITY);
                let (mut left, mut right, mut dash_middle) = (f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
                let mut x = at.x;
                let em = item.font.units_per_em();
                for glyph in &item.glyphs {
                    assert_ne!(glyph.id, 0, "a missing glyph in {:?}", item.text);
                    let step = glyph.x_advance.at(size);
                    // U+3000 may be made of another face's space, and has no ink.
                    if item.text[glyph.range()].trim().is_empty() {
                        x += step;
                        continue;
                    }
                    // The id is a plain number in Typst and a type of its own in the font crate: ask by character.
                    let id = item.text[glyph.range()].chars().next().and_then(|c| item.font.ttf().glyph_index(c));
                    let id = id.unwrap_or_else(|| panic!("{glyph:?} in {:?}", item.text));
                    if let Some(ink) = item.font.ttf().glyph_bounding_box(id) {
                        let from = x + glyph.x_offset.at(size);
                        left = left.min(mm(from) + f64::from(ink.x_min) / em * size.to_pt() / MM);
                        top = top.min(mm(at.y) - f64::from(ink.y_max) / em * high.to_pt() / MM);
                        bottom = bottom.max(mm(at.y) - f64::from(ink.y_min) / em * high.to_pt() / MM);
                        right = right.max(mm(from) + f64::from(ink.x_max) / em * size.to_pt() / MM);
                        if &item.text[glyph.range()] == "—" {
                            let middle = (f64::from(ink.y_min) + f64::from(ink.y_max)) / 2.0 / em;
                            dash_middle = mm(at.y) - middle * high.to_pt() / MM;
                        }
                    }
                    x += step;
                }
                runs.push(Line {
                    baseline: mm(at.y),
                    text: item.text.to_string(),
                    size: high.to_pt(),
                    start: mm(at.x),
                    end: mm(x),
                    top,
                    bottom,
                    left,
                    right,
                    dash_middle,
                });
            }
            _ => {}
        }
    }
}
