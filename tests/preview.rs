//! Pages for a preview: what each shows as a number, so that only changed ones are exported, and as a small SVG.

mod support;

use std::collections::HashSet;

use huibao::document::Document;
use huibao::typeset::Pages;
use support::{document, paragraph, set, typesetter};

/// A speech of several pages whose paragraph `changed` says `word`.
fn speech(changed: usize, word: &str) -> Document {
    let paragraphs = (0..60).map(|i| {
        let word = if i == changed { word } else { "扎实" };
        paragraph(&format!(
            "第{i}项工作{word}推进，各乡镇、各部门按照既定安排，对照清单逐项落实，按月调度、按季通报，\
             存在的困难和问题已逐一交办，责任单位和完成时限均已明确。"
        ))
    });
    document("关于重点工作进展情况的汇报", paragraphs.collect())
}

fn fingerprints(pages: &Pages) -> Vec<u128> {
    pages.fingerprints().collect()
}

#[test]
fn an_edit_changes_the_fingerprint_of_the_page_that_shows_it_and_no_other() {
    let mut typesetter = typesetter();
    let before = fingerprints(&set(&mut typesetter, &speech(3, "扎实")));
    assert!(before.len() > 3, "{} pages", before.len());
    assert_eq!(before.iter().collect::<HashSet<_>>().len(), before.len());
    assert_eq!(fingerprints(&set(&mut typesetter, &speech(3, "扎实"))), before);
    // In the middle of a line, of the same width; the character is on no other page.
    let after = fingerprints(&set(&mut typesetter, &speech(3, "加快")));
    let changed: Vec<usize> = (0..before.len()).filter(|&i| before[i] != after[i]).collect();
    assert_eq!(changed, [0]);
    let back = fingerprints(&set(&mut typesetter, &speech(3, "扎实")));
    assert_eq!(back, before);
}

#[test]
fn an_svg_defines_what_it_uses_once_and_keeps_every_character() {
    let pages = set(&mut typesetter(), &speech(0, "稳步"));
    let svg = pages.svg(1).unwrap();
    let names = |before: &str| -> Vec<String> {
        svg.split(before).skip(1).filter_map(|rest| rest.split('"').next()).map(String::from).collect()
    };
    let (defined, used) = (names("<path id=\""), names("<use xlink:href=\"#"));
    assert_eq!(defined.iter().collect::<HashSet<_>>().len(), defined.len(), "each once");
    assert_eq!(defined.iter().collect::<HashSet<_>>(), used.iter().collect::<HashSet<_>>());
    let printed: usize = 22 * 28;
    assert!(used.len() > printed * 8 / 10 && used.len() < printed * 11 / 10, "{} characters", used.len());
    assert!(!svg.contains("huibao-text"), "every placeholder is replaced");
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"));
    assert!(svg.len() < 2000 * defined.len(), "{} bytes for {} outlines", svg.len(), defined.len());
}
