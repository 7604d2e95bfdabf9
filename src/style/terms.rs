//! The words of the data: what a draft may repeat, and what shows that a paragraph is about something.

use std::collections::{BTreeMap, HashSet};

use super::text::{Block, chars};
use crate::data::{Figures, Progress};

/// Names and phrases of the data.
#[derive(Debug, Default)]
pub(super) struct Terms {
    /// Phrases by their first character, longest first.
    phrases: BTreeMap<char, Vec<Vec<char>>>,
    /// Each four characters that follow each other in a text of the data.
    fours: HashSet<[char; 4]>,
    /// Names of two or three characters.
    names: Vec<Vec<char>>,
}

/// The longest stretch without a mark that counts as a phrase; what is longer is a sentence.
const LONGEST: usize = 16;

impl Terms {
    pub(super) fn new(progress: &Progress) -> Self {
        let mut terms = Self::default();
        let mut phrases: HashSet<Vec<char>> = HashSet::new();
        Figures::new(progress).each_text(|pointer, text| {
            let all = chars(text);
            for run in all.split(|c| !c.is_alphanumeric()) {
                if (2..=LONGEST).contains(&run.len()) {
                    phrases.insert(run.to_vec());
                }
                terms.fours.extend(run.windows(4).filter_map(|four| <[char; 4]>::try_from(four).ok()));
            }
            if pointer.ends_with("/name") && (2..=3).contains(&all.len()) {
                terms.names.push(all);
            }
        });
        for phrase in phrases {
            terms.phrases.entry(phrase[0]).or_default().push(phrase);
        }
        for phrases in terms.phrases.values_mut() {
            crate::sort::by(phrases, |a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        }
        terms
    }

    /// Which characters of a block stand in phrases of the data.
    pub(super) fn within(&self, block: &Block) -> Vec<bool> {
        let mut within = vec![false; block.chars.len()];
        let mut at = 0;
        while at < within.len() {
            let phrases = self.phrases.get(&block.chars[at]);
            let phrase =
                phrases.and_then(|phrases| phrases.iter().find(|phrase| block.chars[at..].starts_with(phrase)));
            let length = phrase.map_or(0, Vec::len);
            within[at..at + length].fill(true);
            at += length.max(1);
        }
        within
    }

    /// Whether the data have these characters one after the other, as far as four at a time tell.
    pub(super) fn have(&self, text: &[char]) -> bool {
        text.len() >= 4
            && text.windows(4).all(|four| <[char; 4]>::try_from(four).is_ok_and(|four| self.fours.contains(&four)))
    }

    /// Whether a block speaks of something that the data have: four characters of one of their texts, or a short name.
    pub(super) fn speaks_of(&self, block: &Block) -> bool {
        block.chars.windows(4).any(|four| <[char; 4]>::try_from(four).is_ok_and(|four| self.fours.contains(&four)))
            || self.names.iter().any(|name| block.chars.windows(name.len()).any(|window| window == name))
    }
}

#[cfg(test)]
mod tests {
    use super::super::text::Text;
    use super::*;
    use crate::document::Draft;

    #[test]
    fn words_of_the_data() {
        let data = r#"{"topics": [{"name": "安全生产", "facts": ["“三同时”制度全面落实到位"]}], "regions": [{"name": "甲县"}]}"#;
        let terms = Terms::new(&crate::data::from_json(data.as_bytes()).progress);
        let block = |text: &str| Text::new(Draft::parse(text).0).blocks.remove(0);
        assert_eq!(
            terms.within(&block("抓安全生产和三同时")),
            [[false; 1].as_slice(), &[true; 4], &[false], &[true; 3]].concat()
        );
        assert!(terms.speaks_of(&block("把制度全面落实好")));
        assert!(terms.speaks_of(&block("甲县要快")));
        assert!(!terms.speaks_of(&block("要快、要实、要稳，安全第一")));
    }
}
