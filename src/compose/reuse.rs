//! 套用: a speech of one office, used again by another, of another level or place.
//!
//! What changes is what the study found to change (section 2.6): how the office speaks of itself, of those above and below,
//! the names of places, programmes and slogans, and the figures. The rest of the text stays as it was written.

use std::collections::BTreeMap;

use super::genres::WORDS;
use super::words::Words;
use crate::data::{Figures, Progress, field_of};
use crate::draft::{FIGURE_TARGET, escape};

/// Fields by which records point at each other or are sorted: no text of a document.
const KEYS: [&str; 14] = [
    "id", "region", "parent", "topic", "systems", "targets", "case", "slogan", "genre", "level", "class", "kind",
    "status", "tier",
];

/// The shortest text of the data that is looked for in a draft: a shorter one stands for too much else.
const SHORTEST: usize = 2;

/// A draft written from one set of data as another office says it.
///
/// The two sets of data must be built alike: a figure keeps its pointer, and a programme or slogan is replaced by what stands
/// at the same place of the other data. Figures are still printed as before; [`crate::document::refresh`] prints them anew.
pub fn reuse(draft: &str, from: &Progress, to: &Progress) -> String {
    let slots = slots(from, to);
    let mut out = String::with_capacity(draft.len());
    let mut rest = draft;
    // The text of a figure is its data's, so only what stands between figures is changed.
    while let Some((at, end)) = next_link(rest) {
        replace(rest.get(..at).unwrap_or_default(), &slots, &mut out);
        out.push_str(rest.get(at..end).unwrap_or_default());
        rest = rest.get(end..).unwrap_or_default();
    }
    replace(rest, &slots, &mut out);
    out
}

/// First and last byte of the next figure's link.
fn next_link(text: &str) -> Option<(usize, usize)> {
    let target = text.find(FIGURE_TARGET)?;
    let start = text.get(..target)?.rfind('[')?;
    let end = target + text.get(target..)?.find(')')? + 1;
    Some((start, end))
}

/// What is said differently: old words and new ones, the longest first.
fn slots(from: &Progress, to: &Progress) -> Vec<(String, String)> {
    let mut slots = BTreeMap::new();
    let mut add = |old: &str, new: &str| {
        if old != new && old.chars().count() >= SHORTEST && !new.is_empty() {
            slots.entry(escape(old)).or_insert_with(|| escape(new));
        }
    };
    let (own, other) = (Words::new(from, &WORDS), Words::new(to, &WORDS));
    let others: BTreeMap<_, _> = other.pairs().into_iter().collect();
    for (name, word) in own.pairs() {
        if let Some(new) = others.get(&name) {
            add(&word, new);
        }
    }
    add(own.office(), other.office());
    let figures = Figures::new(from);
    let theirs = Figures::new(to);
    figures.each_text(|pointer, text| {
        if let Some(new) = theirs.text(pointer).filter(|_| !KEYS.contains(&field_of(pointer))) {
            add(text, new);
        }
    });
    let mut slots: Vec<_> = slots.into_iter().collect();
    crate::sort::by_key(&mut slots, |(old, _)| std::cmp::Reverse(old.len()));
    slots
}

/// All at once, so that what was put in is not replaced again.
fn replace(text: &str, slots: &[(String, String)], out: &mut String) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match slots.iter().find(|(old, _)| rest.starts_with(old.as_str())) {
            Some((old, new)) => {
                out.push_str(new);
                rest = rest.get(old.len()..).unwrap_or_default();
            }
            None => {
                out.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::from_json;

    fn data(json: &str) -> Progress {
        let loaded = from_json(json.as_bytes());
        assert_eq!(loaded.findings, []);
        loaded.progress
    }

    const CITY: &str = r#"{"report": {"meeting": {"name": "全市动员会", "topic": "脱贫"}},
        "regions": [{"name": "甲市", "level": "市"}],
        "systems": [{"id": "s", "name": "六到农家", "members": ["路", "电"]}],
        "measures": [{"name": "一县一业", "topic": "脱贫"}],
        "targets": [{"name": "脱贫", "target": "36.5万人"}]}"#;
    const TOWN: &str = r#"{"report": {"meeting": {"name": "全镇动员会", "topic": "脱贫"}},
        "regions": [{"name": "乙镇", "level": "乡镇", "sub_unit_noun": "各村"}],
        "systems": [{"id": "s", "name": "五到农家", "members": ["路", "电"]}],
        "measures": [{"name": "产业园建设", "topic": "脱贫"}],
        "targets": [{"name": "脱贫", "target": "445人"}]}"#;

    #[test]
    fn the_slots_change_and_nothing_else() {
        let draft = "这次全市动员会，是贯彻中央和省委、省政府部署。市委、市政府决定，甲市今年脱贫\
                     [36.5万人](figure:/targets/0/target)，推进一县一业、“六到农家”。我市各县（市、区）都要落实，市场也要跟上。";
        assert_eq!(
            reuse(draft, &data(CITY), &data(TOWN)),
            "这次全镇动员会，是贯彻上级部署。镇党委、镇政府决定，乙镇今年脱贫\
             [36.5万人](figure:/targets/0/target)，推进产业园建设、“五到农家”。我镇各村都要落实，市场也要跟上。"
        );
    }

    #[test]
    fn the_same_data_changes_nothing() {
        let draft = "甲市、全市、[甲市](figure:/x)";
        assert_eq!(reuse(draft, &data(CITY), &data(CITY)), draft);
    }
}
