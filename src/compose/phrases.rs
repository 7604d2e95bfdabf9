//! Wording that varies: phrases by purpose, chosen by a seed and remembered, so that a document does not say the same
//! thing twice and the same data always gives the same text.
//!
//! A variant may have slots: `{name}` for a text or a figure that the template gives, `{>other.purpose}` for a phrase of
//! another purpose. A variant whose slot is not given is not taken, one whose slot is empty only where no other fits.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The dictionary of phrases: purpose → variants. `{slot}` in a variant is a place for a text or a figure.
#[derive(Debug, Clone, Default)]
pub(super) struct Phrases(BTreeMap<String, Vec<String>>);

impl Phrases {
    /// Reads `phrases.toml`: tables whose leaves are lists of strings; `[verdict.经济] strong = […]` is the purpose
    /// `verdict.经济.strong`.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let table: toml::Table = text.parse().map_err(|e: toml::de::Error| e.to_string())?;
        Self::from_table(&table)
    }

    /// As [`Self::parse`], of a table that was read before.
    pub(super) fn from_table(table: &toml::Table) -> Result<Self, String> {
        let mut phrases = Self::default();
        phrases.gather("", table)?;
        Ok(phrases)
    }

    fn gather(&mut self, at: &str, table: &toml::Table) -> Result<(), String> {
        for (key, value) in table {
            let path = if at.is_empty() { key.clone() } else { format!("{at}.{key}") };
            match value {
                toml::Value::Table(inner) => self.gather(&path, inner)?,
                toml::Value::Array(items) => {
                    let variants = items.iter().map(|v| v.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>();
                    let variants = variants.filter(|v| !v.is_empty());
                    self.0.insert(path.clone(), variants.ok_or_else(|| format!("{path} 不是非空的文字列表"))?);
                }
                _ => return Err(format!("{path} 不是列表")),
            }
        }
        Ok(())
    }

    /// Puts the purposes of another dictionary in the place of those of the same name.
    pub(super) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Whether there is such a purpose.
    pub(super) fn has(&self, purpose: &str) -> bool {
        self.0.contains_key(purpose)
    }

    /// Whether everything that a variant needs is given, and with `full` is not empty; what it calls must have a variant
    /// that fits too.
    fn fits(&self, variant: &str, slots: Slots<'_>, full: bool, depth: usize) -> bool {
        names(variant).all(|name| match name.strip_prefix('>') {
            // Whether there is such a purpose, and an end, is told when it is filled.
            Some(purpose) => {
                depth > DEPTH
                    || self
                        .0
                        .get(purpose)
                        .is_none_or(|inner| inner.iter().any(|v| self.fits(v, slots, full, depth + 1)))
            }
            None => slots(name).is_some_and(|text| !full || !text.is_empty()),
        })
    }

    /// The purposes, for tests of the dictionary.
    #[cfg(test)]
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.0.iter().map(|(key, variants)| (key.as_str(), variants.as_slice()))
    }
}

/// How deep phrases may call phrases of other purposes.
const DEPTH: usize = 8;

/// What stands in the slots of a phrase, by name; `None` for a slot that nobody knows.
pub(super) type Slots<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Chooses phrases for one document.
#[derive(Debug)]
pub(super) struct Chooser {
    phrases: Arc<Phrases>,
    seed: u64,
    used: BTreeMap<String, BTreeSet<usize>>,
}

impl Chooser {
    /// `identity` is whose document it is and of which genre: two offices with the same seed do not speak alike.
    pub(super) fn new(phrases: Arc<Phrases>, seed: u64, identity: &str) -> Self {
        Self { phrases, seed: hash(seed, identity), used: BTreeMap::new() }
    }

    /// A phrase for a purpose, with its slots filled.
    ///
    /// # Errors
    /// In Chinese: no such purpose, no variant whose slots are given, braces that do not match, phrases that call each
    /// other without end.
    pub(super) fn phrase(&mut self, purpose: &str, slots: Slots<'_>) -> Result<String, String> {
        self.phrase_at(purpose, slots, 0)
    }

    fn phrase_at(&mut self, purpose: &str, slots: Slots<'_>, depth: usize) -> Result<String, String> {
        if depth > DEPTH {
            return Err(format!("措辞“{purpose}”互相引用，没有尽头"));
        }
        let pattern = self.pattern(purpose, slots)?;
        self.fill(&pattern, slots, depth)
    }

    /// A variant of a purpose as it stands in the dictionary: the one that the seed points at, or the next that was not
    /// used yet and whose slots are given. When all were used, they begin anew.
    pub(super) fn pattern(&mut self, purpose: &str, slots: Slots<'_>) -> Result<String, String> {
        let phrases = Arc::clone(&self.phrases);
        let variants = phrases.0.get(purpose).ok_or_else(|| format!("措辞词典里没有“{purpose}”"))?;
        // Where nothing else is left, an empty slot is better than no sentence: the template gave it knowingly.
        let chosen = [true, false].into_iter().find_map(|full| {
            let fits = |i: &usize| variants.get(*i).is_some_and(|v| phrases.fits(v, slots, full, 0));
            let fits: Vec<_> = (0..variants.len()).filter(fits).collect();
            self.index(purpose, &fits).and_then(|i| variants.get(i)).cloned()
        });
        chosen.ok_or_else(|| {
            let wanted: BTreeSet<_> = variants.iter().flat_map(|v| names(v)).filter(|n| slots(n).is_none()).collect();
            format!("措辞“{purpose}”要填{}，模板没有给", wanted.into_iter().collect::<Vec<_>>().join("、"))
        })
    }

    /// Fills the slots of a pattern.
    pub(super) fn fill(&mut self, pattern: &str, slots: Slots<'_>, depth: usize) -> Result<String, String> {
        let mut out = String::new();
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let (name, tail) = after.split_once('}').ok_or_else(|| format!("措辞“{pattern}”里的花括号没有配对"))?;
            match name.strip_prefix('>') {
                Some(purpose) => out.push_str(&self.phrase_at(purpose, slots, depth + 1)?),
                None => out.push_str(&slots(name).ok_or_else(|| format!("措辞“{pattern}”要填“{name}”，模板没有给"))?),
            }
            rest = tail;
        }
        Ok(out + rest)
    }

    /// One of `n` variants that the caller holds.
    pub(super) fn one_of(&mut self, purpose: &str, n: usize) -> usize {
        self.index(purpose, &(0..n).collect::<Vec<_>>()).unwrap_or(0)
    }

    fn index(&mut self, purpose: &str, among: &[usize]) -> Option<usize> {
        let n = among.iter().max()? + 1;
        let used = self.used.entry(purpose.to_owned()).or_default();
        if among.iter().all(|i| used.contains(i)) {
            among.iter().for_each(|i| {
                used.remove(i);
            });
        }
        let start = (hash(self.seed, purpose) % n as u64) as usize;
        let index = (0..n).map(|i| (start + i) % n).find(|i| among.contains(i) && !used.contains(i))?;
        used.insert(index);
        Some(index)
    }
}

/// The slots of a variant.
fn names(variant: &str) -> impl Iterator<Item = &str> {
    variant.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name))
}

/// FNV-1a with a final mix, so that the low bits, of which a choice is made, depend on all others. The same on every
/// platform, which the standard hasher does not promise.
fn hash(seed: u64, text: &str) -> u64 {
    let bytes = seed.to_le_bytes().into_iter().chain(text.bytes());
    let mut h = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    h ^= h >> 33;
    h = h.wrapping_mul(0xff51_afd7_ed55_8ccd);
    h ^ (h >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DICTIONARY: &str = r#"
        opening = ["甲", "乙", "丙"]
        call = ["在{place}", "好"]
        needs = ["在{place}"]
        whole = ["{>opening}和{>call}"]
        endless = ["{>endless}"]
        open = ["{x"]
        [verdict."经济"]
        strong = ["丁"]
    "#;

    fn chooser(seed: u64) -> Chooser {
        Chooser::new(Arc::new(Phrases::parse(DICTIONARY).unwrap()), seed, "")
    }

    fn none(_: &str) -> Option<String> {
        None
    }

    #[test]
    fn no_variant_comes_twice_while_others_are_left() {
        for seed in 0..20 {
            let mut chooser = chooser(seed);
            let first: BTreeSet<_> = (0..3).map(|_| chooser.phrase("opening", &none).unwrap()).collect();
            assert_eq!(first.len(), 3);
            assert!(chooser.phrase("opening", &none).is_ok());
            assert_eq!(chooser.phrase("verdict.经济.strong", &none), Ok("丁".into()));
            assert!(chooser.phrase("closing", &none).unwrap_err().contains("closing"));
        }
    }

    #[test]
    fn a_variant_without_its_slot_is_not_taken() {
        for seed in 0..20 {
            assert_eq!(chooser(seed).phrase("call", &none), Ok("好".into()));
            assert_eq!(chooser(seed).phrase("call", &|_| Some(String::new())), Ok("好".into()));
            assert_eq!(chooser(seed).phrase("needs", &|_| Some(String::new())), Ok("在".into()));
            assert!(chooser(seed).phrase("needs", &none).unwrap_err().contains("place"));
            let mut both = chooser(seed);
            let said: BTreeSet<_> = (0..2).map(|_| both.phrase("call", &|_| Some("乡".into())).unwrap()).collect();
            assert_eq!(said.into_iter().collect::<Vec<_>>(), ["在乡", "好"]);
        }
    }

    #[test]
    fn phrases_call_phrases_with_an_end() {
        let said = chooser(3).phrase("whole", &none).unwrap();
        assert!(said.ends_with("和好") && said.chars().count() == 3, "{said}");
        assert!(chooser(3).phrase("endless", &none).unwrap_err().contains("endless"));
        assert!(chooser(3).phrase("open", &none).unwrap_err().contains("花括号"));
    }

    #[test]
    fn a_seed_always_chooses_alike_and_seeds_and_offices_differ() {
        let first = |seed, who| {
            let phrases = Arc::new(Phrases::parse(DICTIONARY).unwrap());
            Chooser::new(phrases, seed, who).phrase("opening", &none).unwrap()
        };
        assert_eq!(first(7, "甲县"), first(7, "甲县"));
        assert!((0..20).map(|seed| first(seed, "甲县")).collect::<BTreeSet<_>>().len() > 1);
        assert!(["甲县", "乙县", "丙县", "丁县", "戊县"].map(|who| first(7, who)).windows(2).any(|w| w[0] != w[1]));
    }

    #[test]
    fn what_is_no_dictionary_is_told() {
        assert!(Phrases::parse("opening = 3").unwrap_err().contains("opening"));
        assert!(Phrases::parse("opening = []").unwrap_err().contains("opening"));
        assert!(Phrases::parse("opening = [").is_err());
    }
}
