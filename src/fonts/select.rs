//! [`Manifest::select`]: from the texts of a document to the slices that it needs.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;

use super::{Manifest, Role, Slice};

/// What a page number may need, 一字线 included (GB/T 9704—2012, 7.5); always selected, since pages are counted
/// only when they are set.
pub const FOLIO: &str = "0123456789—";

/// How many characters of the text a [`Missing`] shows on either side.
const CONTEXT: usize = 8;

/// The slices that a document needs, and what none of them has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Selection<'a> {
    /// The slices to fetch, each once: role by role, and in a role in the manifest's order.
    pub slices: Vec<&'a Slice>,
    /// For each role that occurs, the families to give to Typst, in the manifest's order. A role that does not
    /// occur has no entry: Typst refuses an empty list.
    pub families: BTreeMap<Role, Vec<&'a str>>,
    /// The characters that no slice of their role carries, in order of first occurrence.
    pub missing: Vec<Missing>,
}

/// A character that no face of its role has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// The role that lacks it.
    pub role: Role,
    /// The character.
    pub character: char,
    /// How often it occurs in this role.
    pub occurrences: usize,
    /// Which of the texts has its first occurrence, counted from 0.
    pub text: usize,
    /// The first occurrence with up to eight characters on either side, on one line.
    pub context: String,
}

impl Manifest {
    /// Finds the slices that texts need.
    ///
    /// The texts must be all that will be printed, what the layout adds included (numbers of headings, 附件, 页码 apart
    /// from [`FOLIO`]): a character that was not asked for here has no font later. What prints nothing
    /// ([`is_ignorable`]) needs no slice and is never missing.
    pub fn select<'t>(&self, texts: impl Iterator<Item = (Role, &'t str)>) -> Selection<'_> {
        self.select_beside(texts, |_, _| false)
    }

    /// The same beside other faces, which come first in their role: what they have (`own`) needs no slice.
    pub fn select_beside<'t>(
        &self,
        texts: impl Iterator<Item = (Role, &'t str)>,
        own: impl Fn(Role, char) -> bool,
    ) -> Selection<'_> {
        let mut needed: BTreeMap<Role, HashSet<usize>> = BTreeMap::new();
        let mut missing: Vec<Missing> = Vec::new();
        let mut known: HashMap<(Role, char), usize> = HashMap::new();
        needed.insert(Role::Folio, {
            let others = FOLIO.chars().filter(|&c| !own(Role::Folio, c));
            others.filter_map(|c| self.find(Role::Folio, c)).collect()
        });
        for (number, (role, text)) in texts.enumerate() {
            for (offset, character) in text.char_indices().filter(|&(_, c)| !is_ignorable(c)) {
                if own(role, character) {
                    needed.entry(role).or_default();
                    continue;
                }
                if let Some(slice) = self.find(role, character) {
                    needed.entry(role).or_default().insert(slice);
                    continue;
                }
                let at = *known.entry((role, character)).or_insert_with(|| {
                    let context = context(text, offset);
                    missing.push(Missing { role, character, occurrences: 0, text: number, context });
                    missing.len() - 1
                });
                missing[at].occurrences += 1;
            }
        }
        let mut listed = HashSet::new();
        let mut slices = Vec::new();
        let mut families = BTreeMap::new();
        for (role, wanted) in needed {
            let of = |family: usize| self.slices().iter().enumerate().filter(move |(_, slice)| slice.family == family);
            let mut used = Vec::new();
            for &family in self.members(role) {
                let mut wanted = of(family).filter(|(i, _)| wanted.contains(i)).peekable();
                if wanted.peek().is_some() {
                    used.push(self.families()[family].name.as_str());
                }
                slices.extend(wanted.filter(|&(i, _)| listed.insert(i)).map(|(_, slice)| slice));
            }
            families.insert(role, used);
        }
        Selection { slices, families, missing }
    }
}

/// Whether a character prints nothing, so that no face need have it: control characters, and those that Unicode calls
/// default-ignorable (soft hyphen, zero-width and joining characters, U+2060 WORD JOINER, variation selectors, tags).
pub fn is_ignorable(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// A character of a text with its neighbours; what is not printed becomes a space, so that it stays on one line.
fn context(text: &str, offset: usize) -> String {
    let before = text[..offset].char_indices().rev().nth(CONTEXT - 1).map_or(0, |(i, _)| i);
    let around = text[before..offset].chars().chain(text[offset..].chars().take(CONTEXT + 1));
    around.map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::EXAMPLE;

    fn manifest() -> Manifest {
        Manifest::parse(EXAMPLE).unwrap()
    }

    fn files<'a>(selection: &Selection<'a>) -> Vec<&'a str> {
        selection.slices.iter().map(|slice| slice.file.as_str()).collect()
    }

    #[test]
    fn selects_in_the_order_of_the_manifest_and_each_file_once() {
        let manifest = manifest();
        let selection =
            manifest.select([(Role::Body, "丁一。A"), (Role::Title, "一 B"), (Role::Body, "丁")].into_iter());
        assert_eq!(
            files(&selection),
            ["latin-000.dd.woff2", "fang-000.aa.woff2", "fang-001.bb.woff2", "folio-000.cc.woff2"]
        );
        assert_eq!(selection.families[&Role::Title], ["Latin", "Fang"]);
        assert_eq!(selection.families[&Role::Body], ["Latin", "Fang"]);
        assert!(!selection.families.contains_key(&Role::Heading1));
        assert_eq!(selection.missing, []);
    }

    #[test]
    fn takes_only_what_occurs_and_always_the_folio() {
        let manifest = manifest();
        let selection = manifest.select([(Role::Body, "丁")].into_iter());
        assert_eq!(files(&selection), ["fang-001.bb.woff2", "folio-000.cc.woff2"]);
        assert_eq!(files(&manifest.select(std::iter::empty())), ["folio-000.cc.woff2"]);
    }

    #[test]
    fn reports_each_missing_character_once_with_its_place() {
        let manifest = manifest();
        let texts = [(Role::Body, "一"), (Role::Body, "一一一一一丁一丁一\n丁塅一丁。一二塅"), (Role::Title, "塅")];
        let missing = manifest.select(texts.into_iter()).missing;
        assert_eq!(missing.len(), 3);
        assert_eq!(
            missing[0],
            Missing {
                role: Role::Body,
                character: '塅',
                occurrences: 2,
                text: 1,
                context: "一一丁一丁一 丁塅一丁。一二塅".into(),
            }
        );
        assert_eq!((missing[1].character, missing[1].occurrences), ('二', 1));
        assert_eq!((missing[2].role, missing[2].text, missing[2].context.as_str()), (Role::Title, 2, "塅"));
    }

    #[test]
    fn what_prints_nothing_is_never_missing() {
        let manifest = manifest();
        let text = "一\u{2060}丁\u{200b}一\u{fe00}丁\u{e0101}\u{feff}\t\r\n\u{ad}";
        let selection = manifest.select([(Role::Body, text)].into_iter());
        assert_eq!(selection.missing, []);
        assert_eq!(files(&selection), ["fang-000.aa.woff2", "fang-001.bb.woff2", "folio-000.cc.woff2"]);
        assert!(!is_ignorable(' ') && !is_ignorable('\u{3000}'));
    }

    #[test]
    fn is_plain_data() {
        let manifest = manifest();
        let value = serde_json::to_value(manifest.select([(Role::Body, "丁丙")].into_iter())).unwrap();
        assert_eq!(value["families"]["body"][0], "Fang");
        assert_eq!(value["slices"][0]["file"], "fang-001.bb.woff2");
        assert_eq!(value["missing"][0]["character"], "丙");
    }
}
