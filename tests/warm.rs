//! After an edit, only what it touches is laid out anew.
//!
//! Not timed: text that Typst takes from its cache shares its memory with the pages before, text that is shaped anew does
//! not. (Short texts and those that held word joiners are copies and are left out.)

mod support;

use std::collections::HashSet;

use huibao::document::{Block, Document, Inline};
use huibao::typeset::Pages;
use support::{PLAIN, document, heading, paragraph, set, text, typesetter};
use typst_layout::Page;
use typst_library::layout::{Frame, FrameItem};

fn draft(figure: &str) -> Document {
    let mut blocks = vec![heading(1, "一、", "总体情况")];
    blocks.extend(vec![paragraph(PLAIN); 20].into_iter().enumerate().map(|(i, block)| match block {
        // Each paragraph is another one, so none is found in the cache because of its neighbour.
        Block::Paragraph { mut content } => {
            content.push(text(&PLAIN.chars().skip(i).take(7).collect::<String>()));
            Block::Paragraph { content }
        }
        other => other,
    }));
    blocks.insert(3, Block::Paragraph { content: vec![Inline::Figure { text: figure.into(), figure: 0 }] });
    document("讲话", blocks)
}

/// Addresses of the long texts.
fn texts(pages: &Pages) -> Vec<usize> {
    fn collect(frame: &Frame, found: &mut Vec<usize>) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => collect(&group.frame, found),
                FrameItem::Text(item) if item.text.len() > 30 => found.push(item.text.as_ptr() as usize),
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    pages.pages().iter().for_each(|page: &Page| collect(&page.frame, &mut found));
    found
}

#[test]
fn changing_a_figure_lays_out_nothing_else() {
    let mut warm = typesetter();
    let before = set(&mut warm, &draft("7.38万人"));
    let after = set(&mut warm, &draft("7.83万人"));
    comemo::evict(0);
    let anew = set(&mut warm, &draft("7.83万人"));

    let known: HashSet<usize> = texts(&before).into_iter().collect();
    let kept = |pages: &Pages| texts(pages).into_iter().filter(|address| known.contains(address)).count();
    let all = texts(&after).len();
    assert!(all > 60, "{all} texts to judge by");
    assert!(kept(&after) * 100 >= all * 95, "{} of {all} texts come from the cache", kept(&after));
    // The measure tells a new layout from a remembered one.
    assert_eq!(kept(&anew), 0);
}
