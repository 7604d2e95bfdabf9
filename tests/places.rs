//! Places: each figure of a document is found on its pages, in every layout, under the number that it has in its block.

mod measure;
mod support;

use huibao::document::{Block, Document, Inline, plain};
use huibao::typeset::{LAYOUTS, Pages, Place, Typesetter};
use measure::squeezed;
use support::{every_feature, everything, notice, real_speech, set_in, typesetter};
use typst_layout::Page;
use typst_library::layout::{Abs, Frame, FrameItem, Point, Transform};

/// The characters of a page with their middles, in parts of the page.
fn characters(page: &Page) -> Vec<(char, f64, f64)> {
    fn collect(frame: &Frame, ts: Transform, out: &mut Vec<(char, Point)>) {
        for (position, item) in frame.items() {
            let ts = ts.pre_concat(Transform::translate(position.x, position.y));
            match item {
                FrameItem::Group(group) => collect(&group.frame, ts.pre_concat(group.transform), out),
                FrameItem::Text(text) => {
                    let mut x = Abs::zero();
                    for glyph in &text.glyphs {
                        let width = glyph.x_advance.at(text.size);
                        let middle = Point::new(x + 0.5 * width, -0.38 * text.size).transform(ts);
                        out.extend(text.text[glyph.range()].chars().map(|c| (c, middle)));
                        x += width;
                    }
                }
                _ => {}
            }
        }
    }
    let mut out = Vec::new();
    collect(&page.frame, Transform::identity(), &mut out);
    let (width, height) = (page.frame.width(), page.frame.height());
    out.into_iter().map(|(c, at)| (c, at.x / width, at.y / height)).collect()
}

/// What is printed in a place, without blanks.
fn under(characters: &[(char, f64, f64)], place: &Place) -> String {
    let inside = |&&(_, x, y): &&(char, f64, f64)| {
        (place.x..place.x + place.width).contains(&x) && (place.y..place.y + place.height).contains(&y)
    };
    squeezed(&characters.iter().filter(inside).map(|&(c, ..)| c).collect::<String>())
}

/// The figures of each block, in reading order, with their numbers in the ledger.
fn figures(block: &Block) -> Vec<(String, usize)> {
    fn collect(content: &[Inline], out: &mut Vec<(String, usize)>) {
        for inline in content {
            match inline {
                Inline::Figure { text, figure } => out.push((text.clone(), *figure)),
                Inline::Strong { content } => collect(content, out),
                Inline::Text { .. } | Inline::Break => {}
            }
        }
    }
    let mut out = Vec::new();
    match block {
        Block::Heading { content, .. } | Block::Paragraph { content } => collect(content, &mut out),
        Block::List { items } => items.iter().for_each(|item| collect(&item.content, &mut out)),
        Block::Table { head, rows, .. } => {
            head.iter().chain(rows.iter().flatten()).for_each(|cell| collect(cell, &mut out));
        }
        Block::Exhibit { .. } | Block::Annex { .. } => {}
    }
    out
}

/// A document with what every layout asks for.
fn complete(mut document: Document) -> Document {
    document.facts.masthead.get_or_insert_with(|| "督查专报".into());
    if document.facts.issuers.is_empty() {
        document.facts.issuers = vec!["某县人民政府".into()];
    }
    document.facts.spoken = true;
    document
}

/// Places of all pages, with what is printed there.
fn told(pages: &Pages) -> Vec<(Place, String)> {
    let of = |(index, page): (usize, &Page)| {
        let characters = characters(page);
        let places = pages.places(index).expect("a page").places.clone();
        places.into_iter().map(move |place| (place, under(&characters, &place))).collect::<Vec<_>>()
    };
    pages.pages().iter().enumerate().flat_map(of).collect()
}

fn check(typesetter: &mut Typesetter, name: &str, document: &Document, layout: &str) -> usize {
    let pages = set_in(typesetter, document, layout);
    let told = told(&pages);
    let mut count = 0;
    // A wall chart has no annexes.
    let annex = document.blocks.iter().position(|block| matches!(block, Block::Annex { .. }));
    let end = annex.filter(|_| layout == "wallchart").unwrap_or(document.blocks.len());
    for (index, block) in document.blocks.iter().enumerate().take(end) {
        for (number, (text, _)) in figures(block).iter().enumerate() {
            let parts: String = told
                .iter()
                .filter(|(place, _)| (place.block, place.figure) == (index, Some(number)))
                .map(|(_, text)| text.as_str())
                .collect();
            let text = squeezed(text);
            // A wall chart may print the cells of a narrow table over each other.
            let found = parts == text || layout == "wallchart" && parts.contains(&text);
            assert!(found, "{name} in {layout}: figure {number} of block {index} is {text}, there is {parts}");
            count += 1;
        }
        // A block's own places hold all of its text.
        if let Block::Heading { content, .. } | Block::Paragraph { content } = block {
            let own = told.iter().filter(|(place, _)| (place.block, place.figure) == (index, None));
            let printed: String = own.map(|(_, text)| text.as_str()).collect();
            let text = squeezed(&plain(content));
            let spoken = layout == "reading";
            assert!(spoken || printed.contains(&text), "{name} in {layout}: block {index} {text}: {printed}");
            assert!(!printed.is_empty(), "{name} in {layout}: block {index}");
        }
    }
    let inside = |place: &Place| {
        place.x >= 0.0 && place.y >= 0.0 && place.x + place.width <= 1.0 && place.y + place.height <= 1.0
    };
    assert!(told.iter().all(|(place, _)| inside(place)), "{name} in {layout}");
    count
}

#[test]
fn every_figure_is_found_under_its_number_in_every_layout() {
    let mut typesetter = typesetter();
    let documents =
        [("speech", real_speech()), ("features", every_feature()), ("everything", everything()), ("notice", notice())];
    for (name, document) in documents {
        let document = complete(document);
        let mut counted = Vec::new();
        for layout in LAYOUTS {
            counted.push(check(&mut typesetter, name, &document, layout));
        }
        assert!(
            counted.iter().all(|&count| count > 1) && counted[..6].iter().all(|&count| count == counted[0]),
            "{name}: {counted:?}"
        );
    }
}

#[test]
fn figures_are_counted_in_the_order_of_the_ledger() {
    for document in [real_speech(), every_feature(), notice()] {
        let numbers: Vec<usize> = document.blocks.iter().flat_map(figures).map(|(_, number)| number).collect();
        assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]), "{numbers:?}");
    }
}

#[test]
fn what_has_no_block_has_no_place() {
    let document = real_speech();
    let pages = set_in(&mut typesetter(), &document, "speech");
    let first = pages.places(0).expect("a page");
    assert!((first.width - 595.28).abs() < 0.01 && (first.height - 841.89).abs() < 0.01);
    let title = squeezed(&document.facts.title);
    let told = told(&pages);
    assert!(told.iter().all(|(_, text)| !text.contains(&title)), "the title");
    assert!(told.iter().all(|(_, text)| !text.contains("—1—")), "the page number");
    assert_eq!(pages.places(pages.count()), None);
}
