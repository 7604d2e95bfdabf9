//! Lines of a page, measured from its frame.

use typst_layout::Page;
use typst_library::layout::{Frame, FrameItem, Point};

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
    /// The leftmost ink.
    pub left: f64,
    /// The rightmost ink.
    pub right: f64,
    /// Middle of the ink of the last — of the line.
    pub dash_middle: f64,
}

/// The lines of a page from top to bottom.
pub fn lines(page: &Page) -> Vec<Line> {
    let mut runs = Vec::new();
    collect(&page.frame, Point::zero(), &mut runs);
    runs.sort_by(|a, b| (a.baseline, a.start).partial_cmp(&(b.baseline, b.start)).expect("numbers"));
    let mut lines: Vec<Line> = Vec::new();
    for run in runs {
        match lines.last_mut() {
            Some(line) if (line.baseline - run.baseline).abs() < 0.02 => {
                line.text += &run.text;
                line.size = line.size.max(run.size);
                line.end = run.end;
                line.left = line.left.min(run.left);
                line.right = line.right.max(run.right);
                line.dash_middle = line.dash_middle.max(run.dash_middle);
            }
            _ => lines.push(run),
        }
    }
    lines
}

fn collect(frame: &Frame, at: Point, runs: &mut Vec<Line>) {
    for (pos, item) in frame.items() {
        let at = at + *pos;
        match item {
            FrameItem::Group(group) => collect(&group.frame, at, runs),
            FrameItem::Text(item) => {
                let mm = |abs: typst_library::layout::Abs| abs.to_pt() / MM;
                let (mut left, mut right, mut dash_middle) = (f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
                let mut x = at.x;
                let em = item.font.units_per_em();
                for glyph in &item.glyphs {
                    assert_ne!(glyph.id, 0, "a missing glyph in {:?}", item.text);
                    let step = glyph.x_advance.at(item.size);
                    // U+3000 may be made of another face's space, and has no ink.
                    if item.text[glyph.range()].trim().is_empty() {
                        x += step;
                        continue;
                    }
                    // The id is a plain number in Typst and a type of its own in the font crate: ask by character.
                    let id = item.text[glyph.range()].chars().next().and_then(|c| item.font.ttf().glyph_index(c));
                    let id = id.unwrap_or_else(|| panic!("{glyph:?} in {:?}", item.text));
                    if let Some(ink) = item.font.ttf().glyph_bounding_box(id) {
                        let from = x + glyph.x_offset.at(item.size);
                        left = left.min(mm(from) + f64::from(ink.x_min) / em * item.size.to_pt() / MM);
                        right = right.max(mm(from) + f64::from(ink.x_max) / em * item.size.to_pt() / MM);
                        if &item.text[glyph.range()] == "—" {
                            let middle = (f64::from(ink.y_min) + f64::from(ink.y_max)) / 2.0 / em;
                            dash_middle = mm(at.y) - middle * item.size.to_pt() / MM;
                        }
                    }
                    x += step;
                }
                runs.push(Line {
                    baseline: mm(at.y),
                    text: item.text.to_string(),
                    size: item.size.to_pt(),
                    start: mm(at.x),
                    end: mm(x),
                    left,
                    right,
                    dash_middle,
                });
            }
            _ => {}
        }
    }
}
