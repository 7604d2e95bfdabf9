//! Wording that varies: phrases by purpose, chosen by a seed and remembered, so that a document does not say the same
//! thing twice and the same data always gives the same text.

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
        let mut phrases = Self::default();
        phrases.gather("", &table)?;
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

    /// Whether there is such a purpose.
    pub(super) fn has(&self, purpose: &str) -> bool {
        self.0.contains_key(purpose)
    }

    /// The purposes, for tests of the dictionary.
    #[cfg(test)]
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.0.iter().map(|(key, variants)| (key.as_str(), variants.as_slice()))
    }
}

/// Chooses phrases for one document.
#[derive(Debug)]
pub(super) struct Chooser {
    phrases: Arc<Phrases>,
    seed: u64,
    used: BTreeMap<String, BTreeSet<usize>>,
}

impl Chooser {
    pub(super) fn new(phrases: Arc<Phrases>, seed: u64) -> Self {
        Self { phrases, seed, used: BTreeMap::new() }
    }

    /// A variant for a purpose: the one that the seed points at, or the next that was not used yet. When all were
    /// used, they begin anew.
    pub(super) fn choose(&mut self, purpose: &str) -> Option<String> {
        let phrases = Arc::clone(&self.phrases);
        let variants = phrases.0.get(purpose)?;
        let index = self.index(purpose, variants.len());
        variants.get(index).cloned()
    }

    /// As [`Self::choose`], among `n` variants that the caller holds.
    pub(super) fn index(&mut self, purpose: &str, n: usize) -> usize {
        let used = self.used.entry(purpose.to_owned()).or_default();
        if used.len() >= n {
            used.clear();
        }
        let start = (hash(self.seed, purpose) % n.max(1) as u64) as usize;
        let index = (0..n).map(|i| (start + i) % n).find(|i| !used.contains(i)).unwrap_or(0);
        used.insert(index);
        index
    }
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
        [verdict."经济"]
        strong = ["丁"]
    "#;

    #[test]
    fn no_variant_comes_twice_while_others_are_left() {
        let phrases = Arc::new(Phrases::parse(DICTIONARY).unwrap());
        for seed in 0..20 {
            let mut chooser = Chooser::new(Arc::clone(&phrases), seed);
            let first: BTreeSet<_> = (0..3).map(|_| chooser.choose("opening").unwrap()).collect();
            assert_eq!(first.len(), 3);
            assert!(chooser.choose("opening").is_some());
            assert_eq!(chooser.choose("verdict.经济.strong"), Some("丁".into()));
            assert_eq!(chooser.choose("closing"), None);
        }
    }

    #[test]
    fn a_seed_always_chooses_alike_and_seeds_differ() {
        let phrases = Arc::new(Phrases::parse(DICTIONARY).unwrap());
        let first = |seed| Chooser::new(Arc::clone(&phrases), seed).choose("opening").unwrap();
        assert_eq!(first(7), first(7));
        assert!((0..20).map(first).collect::<BTreeSet<_>>().len() > 1);
    }

    #[test]
    fn what_is_no_dictionary_is_told() {
        assert!(Phrases::parse("opening = 3").unwrap_err().contains("opening"));
        assert!(Phrases::parse("opening = []").unwrap_err().contains("opening"));
        assert!(Phrases::parse("opening = [").is_err());
    }
}
