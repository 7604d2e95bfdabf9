//! A page as SVG, small enough to be made anew for every edit.
//!
//! `typst-svg` writes each outline in points with nine decimals, and a name of 33 characters for every character that is
//! printed: 900 KB for a page of Chinese, most of it digits that no screen shows. Here text is written in the units of its
//! font, which are integers, as steps from point to point; all else is drawn by `typst-svg`. For that a page is given to
//! it with a link in the place of each run of text, which comes back with the transform that the run has.

use std::collections::HashSet;
use std::fmt::Write;
use std::sync::Arc;

use ttf_parser::{GlyphId, OutlineBuilder};
use typst_layout::Page;
use typst_library::layout::{Abs, Frame, FrameItem, Size};
use typst_library::model::{Destination, Url};
use typst_library::text::color::should_outline;
use typst_library::text::{FontInstance, TextItem};
use typst_library::visualize::Paint;
use typst_svg::SvgOptions;
use typst_utils::hash128;

/// The scheme of the links that stand for text.
const SCHEME: &str = "huibao-text:";

/// How far an outline may be from the font's, in its units: a thousandth of the type size.
const TOLERANCE: f32 = 1.0;

/// A cubic curve is at most this part of its third difference away from the parabola: √3 / 36.
const SQRT_3_OF_36: f32 = 0.048_112_523;

/// The page as an SVG document. Characters are outlines: no font is needed to show it. Names of outlines are made from the
/// outlines, so that pages may stand in one document.
pub fn page_svg(page: &Page) -> String {
    let mut without = page.clone();
    let mut texts = Vec::new();
    take_texts(&mut without.frame, &mut texts);
    let drawn = typst_svg::svg(&without, &SvgOptions::default());
    let mut outlines = Outlines::default();
    let mut out = String::with_capacity(drawn.len() + 400 * 1024);
    let mut rest = drawn.as_str();
    while let Some((before, transform, index, after)) = next_link(rest) {
        out.push_str(before);
        if let Some(text) = texts.get(index) {
            outlines.write_text(&mut out, transform, text);
        }
        rest = after;
    }
    // What remains ends with the closing tag, before which the outlines are put.
    let end = rest.rfind("</svg>").unwrap_or(rest.len());
    out.push_str(&rest[..end]);
    if !outlines.definitions.is_empty() {
        out.push_str("<defs>");
        out.push_str(&outlines.definitions);
        out.push_str("</defs>");
    }
    out.push_str(&rest[end..]);
    out
}

/// Puts a link in the place of each run of text that is outlines of one colour.
fn take_texts(frame: &mut Frame, texts: &mut Vec<TextItem>) {
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => take_texts(&mut group.frame, texts),
            FrameItem::Text(text) if is_plain(text) => {
                if let Ok(url) = Url::new(format!("{SCHEME}{}", texts.len())) {
                    let link = FrameItem::Link(Destination::Url(url), Size::splat(Abs::zero()));
                    if let FrameItem::Text(text) = std::mem::replace(item, link) {
                        texts.push(text);
                    }
                }
            }
            _ => {}
        }
        true
    });
}

fn is_plain(text: &TextItem) -> bool {
    matches!(text.fill, Paint::Solid(_))
        && text.stroke.is_none()
        && text.glyphs.iter().all(|glyph| should_outline(&text.font, GlyphId(glyph.id)))
}

/// The next link that stands for text: what is before it, its transform, the number of the text, and what is after it.
fn next_link(svg: &str) -> Option<(&str, &str, usize, &str)> {
    let mut from = 0;
    loop {
        let start = from + svg.get(from..)?.find("<a ")?;
        let end = start + svg.get(start..)?.find("</a>")? + "</a>".len();
        let link = svg.get(start..end)?;
        let attribute = |name: &str| {
            let at = link.find(name)? + name.len();
            link.get(at..)?.split_once('"').map(|(value, _)| value)
        };
        let number = attribute(" href=\"").and_then(|href| href.strip_prefix(SCHEME)).and_then(|n| n.parse().ok());
        if let Some(number) = number {
            return Some((&svg[..start], attribute(" transform=\"").unwrap_or_default(), number, &svg[end..]));
        }
        from = end;
    }
}

/// The outlines that a page needs, each once.
#[derive(Default)]
struct Outlines {
    /// Their names, which are made from their paths.
    defined: HashSet<String>,
    definitions: String,
}

/// A glyph's outline.
struct Outline {
    name: String,
    path: String,
}

/// The outline of a glyph, or none for a blank. Remembered between pages and documents, as layout is.
#[comemo::memoize]
fn outline(font: &FontInstance, glyph: u16) -> Option<Arc<Outline>> {
    let mut path = Path::default();
    font.ttf().outline_glyph(GlyphId(glyph), &mut path)?;
    let path = Some(path.data).filter(|path| !path.is_empty())?;
    Some(Arc::new(Outline { name: format!("g{:012x}", hash128(&path) >> 80), path }))
}

impl Outlines {
    fn write_text(&mut self, out: &mut String, transform: &str, text: &TextItem) {
        let units = text.font.units_per_em();
        let scale = text.size.to_pt() / units;
        let mut begun = false;
        let (mut x, mut y) = (0.0, 0.0);
        for glyph in &text.glyphs {
            if let Some(outline) = outline(&text.font, glyph.id) {
                self.define(&outline);
                if !begun {
                    begun = true;
                    let space = if transform.is_empty() { "" } else { " " };
                    // Fonts count upwards.
                    let _ = write!(out, "<g transform=\"{transform}{space}scale({scale:.6} {:.6})\"", -scale);
                    if let Paint::Solid(color) = &text.fill
                        && color.to_hex() != "#000000"
                    {
                        let _ = write!(out, " fill=\"{}\"", color.to_hex());
                    }
                    out.push('>');
                }
                let at = |position: f64, offset: f64| ((position + offset) * units).round() as i64;
                let (left, up) = (at(x, glyph.x_offset.get()), at(y, glyph.y_offset.get()));
                let _ = write!(out, "<use xlink:href=\"#{}\"", outline.name);
                if left != 0 {
                    let _ = write!(out, " x=\"{left}\"");
                }
                if up != 0 {
                    let _ = write!(out, " y=\"{up}\"");
                }
                out.push_str("/>");
            }
            x += glyph.x_advance.get();
            y += glyph.y_advance.get();
        }
        if begun {
            out.push_str("</g>");
        }
    }

    /// Defines an outline if it is new.
    fn define(&mut self, outline: &Outline) {
        if !self.defined.contains(&outline.name) {
            let _ = write!(self.definitions, "<path id=\"{}\" d=\"{}\"/>", outline.name, outline.path);
            self.defined.insert(outline.name.clone());
        }
    }
}

/// An outline in font units, as relative steps.
#[derive(Default)]
struct Path {
    data: String,
    /// The command that was written last: it need not be repeated.
    last: char,
    at: (i32, i32),
    start: (i32, i32),
}

impl Path {
    /// A command with points, each given relative to where the pen is; it moves to the last.
    fn command(&mut self, command: char, points: &[(f32, f32)]) {
        let from = self.at;
        let repeated = self.last == command && command != 'm';
        if !repeated {
            self.data.push(command);
        }
        let mut first = !repeated;
        for &(x, y) in points {
            let to = (x.round() as i32, y.round() as i32);
            for step in [to.0 - from.0, to.1 - from.1] {
                self.number(step, first);
                first = false;
            }
            self.at = to;
        }
        self.last = command;
    }

    fn number(&mut self, number: i32, first: bool) {
        if !first && number >= 0 {
            self.data.push(' ');
        }
        let _ = write!(self.data, "{number}");
    }
}

impl OutlineBuilder for Path {
    fn move_to(&mut self, x: f32, y: f32) {
        self.command('m', &[(x, y)]);
        self.start = self.at;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = (x.round() as i32, y.round() as i32);
        let straight = match (to.0 - self.at.0, to.1 - self.at.1) {
            (step, 0) => Some(('h', step)),
            (0, step) => Some(('v', step)),
            _ => None,
        };
        match straight {
            Some((command, step)) => {
                self.data.push(command);
                self.number(step, true);
                (self.last, self.at) = (command, to);
            }
            None => self.command('l', &[(x, y)]),
        }
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.command('q', &[(x1, y1), (x, y)]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (x0, y0) = (self.at.0 as f32, self.at.1 as f32);
        // How far the curve is from the parabola with the same ends: a third less to be written and to be drawn, where
        // nobody sees it.
        let (dx, dy) = (x - 3.0 * x2 + 3.0 * x1 - x0, y - 3.0 * y2 + 3.0 * y1 - y0);
        if dx.hypot(dy) * SQRT_3_OF_36 <= TOLERANCE {
            let middle = |a: f32, b: f32, c: f32, d: f32| (3.0 * (b + c) - a - d) / 4.0;
            self.command('q', &[(middle(x0, x1, x2, x), middle(y0, y1, y2, y)), (x, y)]);
        } else {
            self.command('c', &[(x1, y1), (x2, y2), (x, y)]);
        }
    }

    fn close(&mut self) {
        self.data.push('z');
        (self.last, self.at) = ('z', self.start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlines_are_steps_in_whole_units() {
        let mut path = Path::default();
        path.move_to(10.0, 20.0);
        path.line_to(10.0, 45.4);
        path.line_to(-3.0, 45.0);
        path.curve_to(-3.0, 140.0, 101.0, 39.0, -4.0, 38.0);
        path.curve_to(96.0, 38.0, -5.0, 137.0, -3.0, 36.0);
        // As good as straight in its third difference: a parabola.
        path.curve_to(17.0, 56.0, 37.0, 56.0, 57.0, 36.0);
        path.close();
        path.move_to(0.0, 0.0);
        path.quad_to(1.0, 1.0, 2.0, 0.0);
        path.line_to(3.0, 3.0);
        assert_eq!(path.data, "m10 20v25h-13c0 95 104-6-1-7 100 0-1 99 1-2q30 30 60 0zm-10-20q1 1 2 0l1 3");
    }

    #[test]
    fn links_of_the_document_are_left_alone() {
        let svg = "<svg><a href=\"https://example.org/\"><rect/></a><a transform=\"scale(2)\" href=\"huibao-text:3\"><rect/></a></svg>";
        let (before, transform, number, after) = next_link(svg).unwrap();
        assert_eq!((before.len(), transform, number, after), (47, "scale(2)", 3, "</svg>"));
        assert!(next_link(after).is_none());
    }
}
