//! A draft as a reader hears it: its text without marks, its paragraphs and sentences, the figures in it.
#![allow(dead_code, reason = "each test binary uses a part")]

use std::collections::BTreeSet;

const LINK: &str = "](figure:";

/// The text of a draft, without front matter, marks, links and blocks of settings.
pub fn plain(draft: &str) -> String {
    let body = draft.strip_prefix("+++\n").and_then(|d| d.split_once("\n+++\n")).map_or(draft, |(_, body)| body);
    let mut out = String::new();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once(LINK) {
        let (head, text) = before.rsplit_once('[').expect("a link begins");
        out.push_str(head);
        out.push_str(text);
        rest = after.split_once(')').expect("a link ends").1;
    }
    let text = (out + rest).replace("**", "").replace('\\', "");
    // The settings of an exhibit or an annex are no text.
    text.split("```").step_by(2).collect()
}

/// The pointers of the figures in a text.
pub fn figures_in(draft: &str) -> BTreeSet<String> {
    let targets = draft.match_indices(LINK).filter_map(|(at, _)| draft[at + LINK.len()..].split([')', '?']).next());
    targets.filter(|target| target.starts_with('/')).map(str::to_owned).collect()
}

/// The paragraphs, headings apart.
pub fn paragraphs(draft: &str) -> BTreeSet<String> {
    let text = plain(draft);
    text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')).map(str::to_owned).collect()
}

/// The sentences, headings apart, without the marks of a list (一是, 二要, 第三，), which count and say nothing.
pub fn sentences(draft: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for paragraph in paragraphs(draft) {
        for sentence in paragraph.split_inclusive(['。', '！', '？']) {
            let sentence = sentence.trim();
            let bare = sentence.trim_start_matches(|c| "第一二三四五六七八九十".contains(c));
            let bare =
                if bare.len() < sentence.len() { bare.trim_start_matches(['是', '要', '，']) } else { sentence };
            all.insert(bare.to_owned());
        }
    }
    all
}

/// Whether a text says a form with no digit glued to it: 10万人 is in 近10万人, not in 110万人 or 0.10万人.
pub fn says(text: &str, form: &str) -> bool {
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百千两零".contains(c);
    text.match_indices(form).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + form.len()..].chars().next();
        let open = form.starts_with(numeral) && before.is_some_and(|c| numeral(c) || c == '.');
        let shut = form.ends_with(numeral) && after.is_some_and(|c| numeral(c) || c == '.');
        !open && !shut
    })
}
