//! Where on the pages the blocks and figures of a document are: from a place on a page to the draft, and back.
//!
//! The layouts mark where a block begins and ends (`mark` in `grid.typ`). Nothing marks a figure: inside a paragraph it would
//! cut the text that Typst shapes and remembers. The characters between a block's marks are known, so its figures are found
//! among them by counting, whatever lines and pages they are on.

use serde::Serialize;
use typst_layout::Page;
use typst_library::foundations::Value;
use typst_library::introspection::{Location, MetadataElem, Tag};
use typst_library::layout::{Abs, Frame, FrameItem, Point, Rect, Size, Transform};
use typst_library::pdf::ArtifactElem;
use typst_library::text::TextItem;

use super::passage::{Passage, is_shown};

/// How high a character's box stands over the baseline, in em; the rest of the em is below. As in the layouts.
const ASCENT: f64 = 0.88;

/// How many characters must agree where the text goes on after something that is no part of it.
const SURE: usize = 8;

/// What can be asked of a page by a point on it, and the other way round.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PagePlaces {
    /// Width of the page in points.
    pub width: f64,
    /// Height of the page in points.
    pub height: f64,
    /// In reading order, of each block its own place before those of its figures.
    pub places: Vec<Place>,
}

/// A block's part of a page, or a line's part of a figure. Lengths are parts of the page, from its top left.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Place {
    /// The number of the block among [`Document::blocks`](crate::document::Document::blocks).
    pub block: usize,
    /// The number of the figure among those of the block, in reading order; none for the block itself. A figure that is
    /// broken at the end of a line has two places.
    pub figure: Option<usize>,
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// The places of all pages.
pub fn places(pages: &[Page], passages: &[Passage]) -> Vec<PagePlaces> {
    let walk = Walk::through(pages);
    let mut out: Vec<Vec<Place>> = vec![Vec::new(); pages.len()];
    let mut put = |page: usize, block, figure, rect: Rect| {
        if let (Some(places), Some(set)) = (out.get_mut(page), pages.get(page)) {
            places.push(place(block, figure, rect, set.frame.size()));
        }
    };
    for part in &walk.parts {
        put(part.page, part.block, None, part.rect);
    }
    for passage in passages {
        let printed: Vec<&Character> = walk.characters.iter().filter(|c| c.block == passage.block).collect();
        let found = align(&passage.text, &printed);
        for (figure, range) in passage.figures.iter().enumerate() {
            for (page, rect) in lines(found.get(range.clone()).unwrap_or_default(), &printed) {
                put(page, passage.block, Some(figure), rect);
            }
        }
    }
    let measured = |(mut places, page): (Vec<Place>, &Page)| {
        places.sort_by_key(|place| (place.block, place.figure));
        let size = page.frame.size();
        PagePlaces { width: size.x.to_pt(), height: size.y.to_pt(), places }
    };
    out.into_iter().zip(pages).map(measured).collect()
}

fn place(block: usize, figure: Option<usize>, rect: Rect, page: Size) -> Place {
    let (x, y) = (rect.min.x / page.x, rect.min.y / page.y);
    Place { block, figure, x, y, width: rect.max.x / page.x - x, height: rect.max.y / page.y - y }
}

/// What is printed of a block on one page.
pub(super) struct Part {
    pub(super) block: usize,
    pub(super) page: usize,
    pub(super) rect: Rect,
}

/// A printed character.
struct Character {
    block: usize,
    page: usize,
    shown: char,
    rect: Rect,
}

/// Between which marks of the layouts a walk through the pages is.
#[derive(Clone, Copy, Default)]
pub(super) struct Marks {
    block: Option<usize>,
    /// Whether it is in something beside the block's text.
    aside: bool,
    /// Whether it is in what is drawn of an exhibit.
    drawing: bool,
    /// The artifact (page number, what repeats on every page) that the walk is in.
    artifact: Option<Location>,
}

impl Marks {
    /// Goes past a tag.
    pub(super) fn pass(&mut self, tag: &Tag) {
        match tag {
            Tag::Start(element, _) if element.is::<ArtifactElem>() => {
                self.artifact = self.artifact.or(element.location());
            }
            Tag::Start(element, _) => {
                let Some(Value::Dict(mark)) = element.to_packed::<MetadataElem>().map(|mark| &mark.value) else {
                    return;
                };
                if let Ok(block) = mark.get("block") {
                    self.block = match block {
                        Value::Int(index) => usize::try_from(*index).ok(),
                        _ => None,
                    };
                } else if let Ok(Value::Bool(aside)) = mark.get("aside") {
                    self.aside = *aside;
                } else if let Ok(Value::Bool(drawing)) = mark.get("drawing") {
                    self.drawing = *drawing;
                }
            }
            Tag::End(location, ..) if self.artifact == Some(*location) => self.artifact = None,
            Tag::End(..) => {}
        }
    }

    /// The block that is printed.
    fn block(&self) -> Option<usize> {
        self.block.filter(|_| self.artifact.is_none())
    }

    /// The block that is drawn.
    pub(super) fn drawn(&self) -> Option<usize> {
        self.block().filter(|_| self.drawing)
    }
}

/// A walk through the pages in the order in which they are read.
#[derive(Default)]
pub(super) struct Walk {
    page: usize,
    marks: Marks,
    /// The marks between which each page begins.
    pub(super) begun: Vec<Marks>,
    parts: Vec<Part>,
    /// What is drawn of exhibits.
    pub(super) drawn: Vec<Part>,
    characters: Vec<Character>,
}

impl Walk {
    pub(super) fn through(pages: &[Page]) -> Self {
        let mut walk = Self::default();
        for (page, set) in pages.iter().enumerate() {
            walk.page = page;
            walk.begun.push(walk.marks);
            walk.frame(&set.frame, Transform::identity());
        }
        walk
    }

    fn frame(&mut self, frame: &Frame, around: Transform) {
        for &(position, ref item) in frame.items() {
            let here = around.pre_concat(Transform::translate(position.x, position.y));
            match item {
                FrameItem::Tag(tag) => self.marks.pass(tag),
                FrameItem::Group(group) => self.frame(&group.frame, here.pre_concat(group.transform)),
                FrameItem::Text(text) => self.text(text, here),
                FrameItem::Shape(shape, _) => self.cover(shape.bbox(true), here),
                FrameItem::Image(_, size, _) => self.cover(Rect::from_pos_size(Point::zero(), *size), here),
                FrameItem::Link(..) => {}
            }
        }
    }

    fn text(&mut self, text: &TextItem, here: Transform) {
        let Some(block) = self.marks.block() else { return };
        let mut x = Abs::zero();
        let mut read = 0;
        for glyph in &text.glyphs {
            let (from, width) = (x, glyph.x_advance.at(text.size));
            x += width;
            let range = glyph.range();
            // Of several glyphs for a character the first stands for it.
            if range.start < read {
                continue;
            }
            read = range.end;
            let rect = transformed(em_box(from, width, text.size), here);
            let (page, aside) = (self.page, self.marks.aside);
            let shown = text.text.get(range).unwrap_or_default().chars().filter(|&c| is_shown(c) && !aside);
            self.characters.extend(shown.map(|shown| Character { block, page, shown, rect }));
        }
        if text.text.chars().any(is_shown) {
            self.cover(em_box(Abs::zero(), x, text.size), here);
        }
    }

    /// Adds a box to the part of the page that the present block takes.
    fn cover(&mut self, rect: Rect, here: Transform) {
        let rect = transformed(rect, here);
        if let Some(block) = self.marks.block() {
            add(&mut self.parts, block, self.page, rect);
        }
        if let Some(block) = self.marks.drawn() {
            add(&mut self.drawn, block, self.page, rect);
        }
    }
}

/// Adds a box to the part of a block on a page.
fn add(parts: &mut Vec<Part>, block: usize, page: usize, rect: Rect) {
    match parts.iter_mut().rev().find(|part| part.block == block && part.page == page) {
        Some(part) => part.rect = united(part.rect, rect),
        None => parts.push(Part { block, page, rect }),
    }
}

/// The box of characters on a baseline.
fn em_box(x: Abs, width: Abs, size: Abs) -> Rect {
    Rect::new(Point::new(x, -ASCENT * size), Point::new(x + width, (1.0 - ASCENT) * size))
}

/// The box of a box that is scaled or turned.
fn transformed(rect: Rect, by: Transform) -> Rect {
    let corners = [rect.min, Point::new(rect.max.x, rect.min.y), Point::new(rect.min.x, rect.max.y), rect.max]
        .map(|corner| corner.transform(by));
    let [first, rest @ ..] = corners;
    rest.into_iter().fold(Rect::new(first, first), |all, corner| Rect::new(all.min.min(corner), all.max.max(corner)))
}

fn united(a: Rect, b: Rect) -> Rect {
    Rect::new(a.min.min(b.min), a.max.max(b.max))
}

/// For each character of a passage, which printed one it is. What is printed between (the head of a table that goes on) is
/// passed over, and so is what is not printed.
fn align(text: &[char], printed: &[&Character]) -> Vec<Option<usize>> {
    let mut found = vec![None; text.len()];
    let (mut at, mut next) = (0, 0);
    while let (Some(&wanted), Some(rest)) = (text.get(at), printed.get(next..).filter(|rest| !rest.is_empty())) {
        if rest[0].shown == wanted {
            found[at] = Some(next);
            (at, next) = (at + 1, next + 1);
            continue;
        }
        let sure = &text[at..text.len().min(at + SURE)];
        let again = rest.windows(sure.len()).position(|window| window.iter().zip(sure).all(|(c, &s)| c.shown == s));
        match again {
            Some(passed) => next += passed,
            None => at += 1,
        }
    }
    found
}

/// The boxes of characters, one for each line that they are on, with its page.
fn lines(found: &[Option<usize>], printed: &[&Character]) -> Vec<(usize, Rect)> {
    let mut out: Vec<(usize, Rect)> = Vec::new();
    for character in found.iter().flatten().filter_map(|&at| printed.get(at)) {
        let rect = character.rect;
        match out.last_mut() {
            Some((page, line)) if *page == character.page && (line.min.y - rect.min.y).abs() < 0.5 * rect.size().y => {
                *line = united(*line, rect);
            }
            _ => out.push((character.page, rect)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(text: &str) -> Vec<Character> {
        let rect = |at: usize| em_box(Abs::pt(at as f64), Abs::pt(1.0), Abs::pt(1.0));
        text.chars().enumerate().map(|(at, shown)| Character { block: 0, page: 0, shown, rect: rect(at) }).collect()
    }

    /// The printed text with the characters of the passage in brackets.
    fn aligned(text: &str, on_page: &str) -> String {
        let characters = printed(on_page);
        let text: Vec<char> = text.chars().collect();
        let found = align(&text, &characters.iter().collect::<Vec<_>>());
        let of = |at| found.contains(&Some(at));
        let bracket = |(at, c): (usize, char)| if of(at) { format!("[{c}]") } else { c.to_string() };
        on_page.chars().enumerate().map(bracket).collect()
    }

    #[test]
    fn what_is_printed_beside_the_text_is_passed_over() {
        assert_eq!(aligned("甲镇8乙镇9", "甲镇8续表单位乙镇9"), "[甲][镇][8]续表单位[乙][镇][9]");
        assert_eq!(aligned("甲乙丙丁", "甲乙丁"), "[甲][乙][丁]");
        assert_eq!(aligned("", "甲"), "甲");
        assert_eq!(aligned("甲", ""), "");
    }

    #[test]
    fn a_turned_box_is_measured_by_its_corners() {
        let turn = Transform::rotate(typst_library::layout::Angle::deg(90.0));
        let turned = transformed(Rect::new(Point::zero(), Point::new(Abs::pt(4.0), Abs::pt(1.0))), turn);
        assert!((turned.size().x.to_pt() - 1.0).abs() < 1e-9 && (turned.size().y.to_pt() - 4.0).abs() < 1e-9);
    }

    #[test]
    fn a_figure_on_two_lines_has_two_places() {
        let mut characters = printed("7.38");
        for (c, y) in characters.iter_mut().zip([0.0, 0.0, 29.0, 29.0]) {
            c.rect = Rect::new(c.rect.min + Point::with_y(Abs::pt(y)), c.rect.max + Point::with_y(Abs::pt(y)));
        }
        let refs: Vec<_> = characters.iter().collect();
        let boxes = lines(&[Some(0), Some(1), Some(2), Some(3)], &refs);
        assert_eq!(boxes.len(), 2);
        assert!((boxes[1].1.size().x.to_pt() - 2.0).abs() < 1e-9);
    }
}
