//! Exhibits on pages: what every kind prints, and that the page stays sound whatever the data.

#[path = "../measure/mod.rs"]
mod measure;
#[path = "../support/mod.rs"]
mod support;

mod charts;
mod places;
mod tables;
mod time;

use huibao::data::{Figures, from_json};
use huibao::document::{Document, Outlines};
use huibao::typeset::Pages;

/// A document of one block over some data, and its pages.
fn block(data: &str, block: &str) -> (Document, Pages) {
    block_in(data, block, "speech")
}

/// The same in a layout.
fn block_in(data: &str, block: &str, layout: &str) -> (Document, Pages) {
    made(data, block, &Outlines::default(), layout)
}

/// The same with outlines for its maps.
fn block_with(data: &str, block: &str, outlines: &Outlines) -> (Document, Pages) {
    made(data, block, outlines, "speech")
}

fn made(data: &str, block: &str, outlines: &Outlines, layout: &str) -> (Document, Pages) {
    let loaded = from_json(data.as_bytes());
    assert_eq!(loaded.findings, []);
    let draft = format!("+++\ntitle = \"图表\"\ndate = \"2026-10-12\"\n+++\n\n前文。\n\n{block}\n\n后文。\n");
    let (document, findings) = Document::from_draft_with(&draft, &Figures::new(&loaded.progress), outlines);
    assert!(!huibao::has_errors(&findings), "{findings:#?}");
    let mut typesetter = support::typesetter();
    let pages = support::set_in(&mut typesetter, &document, layout);
    (document, pages)
}

/// The data of a quarter in an invented county.
const QUARTER: &str = include_str!("../data/safety-quarter.json");

/// The sheet of samples that the guide shows.
#[test]
fn the_sheet_of_samples_is_sound() {
    let data = Figures::new(&from_json(QUARTER.as_bytes()).progress);
    let (document, findings) = Document::from_draft(include_str!("../../examples/exhibits.md"), &data);
    assert_eq!(findings, []);
    let pages = support::set(&mut support::typesetter(), &document);
    assert_eq!(pages.findings(), []);
    assert!(pages.pdf(&Default::default()).is_ok());
}

#[test]
fn a_panel_prints_its_figures() {
    let (document, pages) =
        block(QUARTER, "```panel\ntitle = \"进度\"\nfrom = \"/targets\"\nvalue = \"rate\"\nlimit = 4\n```");
    assert_eq!(pages.count(), 1);
    assert_eq!(document.figures.len(), 4);
    assert!(document.text().contains("进度"));
}
