//! The slices of a family are one font to Typst, and the pages do not tell which slices were loaded, or in what order.

mod support;

use std::collections::BTreeMap;

use huibao::document::Document;
use huibao::fonts::Manifest;
use huibao::typeset::{Pages, PdfOptions, Typesetter};
use huibao::{Finding, has_errors};
use support::{document, every_feature, everything, fonts, heading, paragraph, real_speech, set, typesetter};
use typst_library::layout::{Frame, FrameItem};

/// The names and files of the slices that a document needs.
fn needed(typesetter: &Typesetter, document: &Document) -> Vec<(String, Vec<u8>)> {
    let needed = typesetter.needed(document, "speech");
    assert!(!has_errors(&needed.findings), "{:#?}", needed.findings);
    let read = |file: &str| std::fs::read(fonts().join(file)).expect("a slice");
    needed.slices.into_iter().map(|slice| (slice.family, read(&slice.file))).collect()
}

fn pdf(pages: &Pages) -> Vec<u8> {
    pages.pdf(&PdfOptions::default()).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

/// The size of each font that pages are set in, by family.
fn used(pages: &Pages) -> BTreeMap<String, Vec<usize>> {
    fn collect(frame: &Frame, found: &mut BTreeMap<String, Vec<usize>>) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => collect(&group.frame, found),
                FrameItem::Text(item) => {
                    let sizes = found.entry(item.font.font().info().family.clone()).or_default();
                    sizes.push(item.font.font().data().len());
                    sizes.dedup();
                }
                _ => {}
            }
        }
    }
    let mut found = BTreeMap::new();
    pages.pages().iter().for_each(|page| collect(&page.frame, &mut found));
    found
}

#[test]
fn a_family_is_one_font() {
    let mut typesetter = typesetter();
    let input = real_speech();
    let slices = needed(&typesetter, &input);
    assert!(slices.len() > 30, "{} slices", slices.len());
    let found = used(&set(&mut typesetter, &input));
    assert!(found.contains_key("Huibao Fang") && found.contains_key("Huibao Kai"), "{found:?}");
    assert!(found.len() <= 11 && found.values().all(|sizes| sizes.len() == 1), "{found:?}");
}

#[test]
fn the_order_of_loading_leaves_no_trace() {
    let input = everything();
    let mut forth = typesetter();
    let mut back = typesetter();
    let slices = needed(&forth, &input);
    slices.iter().for_each(|(name, bytes)| forth.add_slice(name, bytes).unwrap());
    slices.iter().rev().for_each(|(name, bytes)| back.add_slice(name, bytes).unwrap());
    let first = pdf(&forth.set(&input, "speech").unwrap());
    assert!(first == pdf(&back.set(&input, "speech").unwrap()), "the order of loading shows");
}

#[test]
fn what_was_set_before_leaves_no_trace() {
    let (one, other) = (real_speech(), every_feature());
    let alone = pdf(&set(&mut typesetter(), &one));
    let mut typesetter = typesetter();
    set(&mut typesetter, &other);
    assert!(!needed(&typesetter, &one).is_empty(), "the second document needs slices of its own");
    assert!(alone == pdf(&set(&mut typesetter, &one)), "what was set before shows");
    // And once more, when all its slices have been loaded since.
    let again = pdf(&set(&mut typesetter, &other));
    comemo::evict(0);
    assert!(again == pdf(&set(&mut support::typesetter(), &other)), "what was loaded since shows");
}

#[test]
fn a_font_grows_by_what_is_added_and_others_stay() {
    let mut typesetter = typesetter();
    let before = used(&set(&mut typesetter, &document("讲话", vec![heading(1, "一、", "工作"), paragraph("工作。")])));
    let rare = document("讲话", vec![heading(1, "一、", "工作"), paragraph("工作。鑫淼焱垚")]);
    assert!(!needed(&typesetter, &rare).is_empty());
    let after = used(&set(&mut typesetter, &rare));
    assert!(after["Huibao Fang"][0] > before["Huibao Fang"][0], "{before:?} {after:?}");
    assert_eq!(after["Huibao Hei"], before["Huibao Hei"]);
}

/// The manifest's text with the entry of a slice changed: its checksum is right, so only its content can be wrong.
fn with_sum(from: &str, to: &str) -> String {
    let text = std::fs::read_to_string(fonts().join("manifest.json")).unwrap();
    assert!(text.contains(from), "the manifest has no {from}");
    text.replacen(from, to, 1)
}

#[test]
fn a_slice_that_is_not_what_it_should_be_is_refused() {
    let manifest = typesetter();
    let slices = needed(&manifest, &real_speech());
    let of = |prefix: &str| {
        let found = slices.iter().filter(|(name, _)| name.strip_prefix(prefix).is_some_and(|n| n.len() == 4));
        found.cloned().collect::<Vec<_>>()
    };
    let (fang, hei) = (of("Huibao Fang"), of("Huibao Hei"));
    let refused = |typesetter: &mut Typesetter, name: &str, bytes: &[u8]| -> Finding {
        let findings = typesetter.add_slice(name, bytes).unwrap_err();
        assert!(!typesetter.has(name));
        assert_eq!(findings.len(), 1);
        findings.into_iter().next().unwrap()
    };
    let mut typesetter = manifest;
    let unknown = refused(&mut typesetter, "Huibao Fang 999", &fang[0].1);
    assert_eq!(unknown.code, "typeset.unknown_slice");
    let other = refused(&mut typesetter, &fang[0].0, &fang[1].1);
    assert_eq!(other.code, "typeset.bad_slice");
    assert!(other.message.contains("与清单不符"), "{other}");

    let sum = |name: &str| -> String {
        let text = std::fs::read_to_string(fonts().join("manifest.json")).unwrap();
        let slices = Manifest::parse(&text).unwrap();
        slices.slices().iter().find(|slice| slice.name == name).unwrap().sha256.clone()
    };
    // Another slice of the family, and one of another family, in the place of the second.
    for (bytes, from, expected) in [(&fang[0], &fang[1], "缺少应有的"), (&hei[0], &fang[1], "用不上")] {
        let text = with_sum(&sum(&from.0), &sum(&bytes.0));
        let mut typesetter = Typesetter::new(Manifest::parse(&text).unwrap());
        let finding = refused(&mut typesetter, &from.0, &bytes.1);
        assert_eq!(finding.code, "typeset.bad_slice");
        assert!(finding.message.contains(expected), "{finding}");
        // The family is usable still.
        typesetter.add_slice(&fang[0].0, &fang[0].1).unwrap();
    }
}
