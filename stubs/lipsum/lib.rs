//! Stands in for `lipsum` 0.9.1, which makes filler text from two Latin books by chance.
//!
//! A report's layout contains no filler text. Switched off: `lorem(…)`. What a user sees: in place of the filler, once, "filler
//! text is not part of this typesetter".

/// What is said in place of filler text.
pub const LOREM_IPSUM: &str = "filler text is not part of this typesetter";

/// The second book: empty.
pub const LIBER_PRIMUS: &str = "";

/// The words that follow each other.
#[derive(Default)]
pub struct MarkovChain<'a>(Vec<&'a str>);

impl<'a> MarkovChain<'a> {
    /// No words.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the words of a text.
    pub fn learn(&mut self, text: &'a str) {
        self.0.extend(text.split_whitespace());
    }

    /// The words, once.
    pub fn iter_from(&self, _: (&str, &str)) -> impl Iterator<Item = &'a str> {
        self.0.iter().copied()
    }
}
