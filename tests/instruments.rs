//! Every named instrument on its page: it is set, it can be exported as an accessible PDF, and its figures are in the page's
//! text.

mod support;

use huibao::data::Figures;
use huibao::document::Document;
use huibao::instruments::{Instrument, all};
use huibao::typeset::{Pages, PdfOptions, Typesetter};
use typst_library::layout::{Frame, FrameItem};

/// The characters of all pages in the order in which they were set, without spaces: lines of a cell follow each other.
fn text_of(pages: &Pages) -> String {
    let mut text = String::new();
    pages.pages().iter().for_each(|page| collect(&page.frame, &mut text));
    without_spaces(&text)
}

fn collect(frame: &Frame, text: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, text),
            FrameItem::Text(item) => text.push_str(&item.text),
            _ => {}
        }
    }
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What is wrong with an instrument's page; nothing where all is well.
fn wrong(instrument: &Instrument, typesetter: &mut Typesetter) -> Vec<String> {
    let mut progress = instrument.progress().progress;
    progress.date_if_missing("2026-11-20").expect("a date");
    let draft = instrument.draft(&progress).expect("a draft");
    let (document, _) = Document::from_draft(&draft, &Figures::new(&progress));
    let pages = support::set(typesetter, &document);
    let mut wrong: Vec<_> = pages.findings().iter().map(ToString::to_string).collect();
    if let Err(findings) = pages.pdf(&PdfOptions::default()) {
        wrong.extend(findings.iter().map(ToString::to_string));
    }
    let text = text_of(&pages);
    let missing = document.figures.iter().filter(|entry| !text.contains(&without_spaces(&entry.text)));
    wrong.extend(missing.map(|entry| format!("{}（{}）不在页面上", entry.text, entry.source)));
    wrong
}

#[test]
fn every_instrument_is_a_page_with_its_figures() {
    let mut typesetter = support::typesetter();
    let mut all_wrong = Vec::new();
    for instrument in all() {
        let wrong = wrong(instrument, &mut typesetter);
        all_wrong.extend(wrong.into_iter().map(|what| format!("{}：{what}", instrument.id)));
    }
    assert!(all_wrong.is_empty(), "{}", all_wrong.join("\n"));
}
