//! [`Measures`]: a draft in the numbers that the genre study gives of the corpus.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use serde::Serialize;

use super::Reading;
use super::corpus::{CONNECTIVES, RATES};
use super::lists::marker;
use super::text::{Block, PAUSES, chars};

/// A draft in numbers. Tables are not counted; headings count as characters but are no sentences.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Measures {
    /// Characters without blanks, marks included.
    pub characters: usize,
    /// Sentences, which end with 。！or ？.
    pub sentences: usize,
    /// Median length of a sentence in characters, its stop included. Corpus: 43.
    pub median: usize,
    /// A tenth of the sentences are no longer. Together with `ninetieth` the spread.
    pub tenth: usize,
    /// A tenth of the sentences are no shorter. Corpus: 114.
    pub ninetieth: usize,
    /// Share of clauses of exactly four characters, in per cent. Corpus: 5 to 15.
    pub four_character_share: f64,
    /// 要 in 1000 characters, in whatever word. Corpus: 0 to 20.1.
    pub orders: f64,
    /// Share of sentences that begin with an order, in per cent. Corpus: 0 to 42.
    pub imperative_share: f64,
    /// Connectives of the modern essay (此外, 因此, 综上所述 …) in 10 000 characters.
    pub connectives: f64,
    /// Sentences that begin with the same two characters as the one before.
    pub repeated_openings: usize,
    /// Four-character clauses that occur more than once, commonest first.
    pub repeated_phrases: Vec<WordCount>,
    /// The words whose rate in the corpus is known.
    pub words: Vec<WordRate>,
    /// What the shares are of, for whoever judges them.
    #[serde(skip)]
    pub(super) counts: Counts,
}

/// Whole numbers behind the shares.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Counts {
    pub clauses: usize,
    pub four_characters: usize,
    pub orders: usize,
    pub imperatives: usize,
    pub connectives: usize,
}

/// How often something occurs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WordCount {
    /// The word.
    pub word: String,
    /// Its uses.
    pub count: usize,
}

/// How often a word is used, here and in the corpus. Uses in quotations and in phrases of the data are not counted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WordRate {
    /// The word.
    pub word: &'static str,
    /// Its uses.
    pub count: usize,
    /// Its uses in 10 000 characters.
    pub rate: f64,
    /// The same in the corpus.
    pub corpus: f64,
}

impl Measures {
    pub(super) fn of(reading: &Reading) -> Self {
        let text = &reading.text;
        let characters = text.characters();
        let mut lengths: Vec<usize> = Vec::new();
        let mut counts = Counts::default();
        let mut phrases: BTreeMap<String, usize> = BTreeMap::new();
        for (_, block) in text.running() {
            lengths.extend(block.sentences.iter().map(ExactSizeIterator::len));
            counts.imperatives += block.sentences.iter().filter(|sentence| is_imperative(block, sentence)).count();
            for clause in block.clauses(0..block.chars.len()) {
                counts.clauses += 1;
                if is_phrase(block, &clause) {
                    counts.four_characters += 1;
                    *phrases.entry(block.chars[clause].iter().collect()).or_default() += 1;
                }
            }
            counts.orders += block.chars.iter().filter(|c| **c == '要').count();
        }
        lengths.sort_unstable();
        counts.connectives = CONNECTIVES.iter().map(|word| uses(reading, word)).sum();
        let at = |of_ten: usize| lengths.get(lengths.len().saturating_sub(1) * of_ten / 10).copied().unwrap_or(0);
        let mut repeated: Vec<_> = phrases.into_iter().filter(|(_, count)| *count > 1).collect();
        crate::sort::by(&mut repeated, |a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Self {
            characters,
            sentences: lengths.len(),
            median: at(5),
            tenth: at(1),
            ninetieth: at(9),
            four_character_share: share(counts.four_characters, counts.clauses, 100.0),
            orders: share(counts.orders, characters, 1000.0),
            imperative_share: share(counts.imperatives, lengths.len(), 100.0),
            connectives: share(counts.connectives, characters, 10_000.0),
            repeated_openings: repeated_openings(reading),
            repeated_phrases: repeated.into_iter().map(|(word, count)| WordCount { word, count }).collect(),
            words: RATES.iter().map(|&(word, corpus)| rate(reading, word, corpus, characters)).collect(),
            counts,
        }
    }
}

/// `count` in `of`, scaled, with one decimal.
fn share(count: usize, of: usize, scale: f64) -> f64 {
    if of == 0 { 0.0 } else { (count as f64 / of as f64 * scale * 10.0).round() / 10.0 }
}

fn rate(reading: &Reading, word: &'static str, corpus: f64, characters: usize) -> WordRate {
    let count = uses(reading, word);
    WordRate { word, count, rate: share(count, characters, 10_000.0), corpus }
}

/// Uses of a word outside quotations and phrases of the data.
fn uses(reading: &Reading, word: &str) -> usize {
    let word = chars(word);
    let blocks = reading.text.blocks.iter().zip(&reading.known);
    blocks.map(|(block, known)| block.find(&word).iter().filter(|at| !block.quoted[**at] && !known[**at]).count()).sum()
}

/// Whether a clause is four Chinese characters, none of them of a figure.
fn is_phrase(block: &Block, clause: &Range<usize>) -> bool {
    clause.len() == 4
        && clause.clone().all(|at| block.chars[at].is_alphabetic() && !block.chars[at].is_ascii() && !block.bound[at])
}

/// Words with which an order begins.
const ORDERS: [&str; 46] = [
    "要",
    "必须",
    "务必",
    "坚决",
    "切实",
    "确保",
    "力争",
    "着力",
    "全力",
    "大力",
    "加大",
    "加快",
    "加强",
    "加紧",
    "强化",
    "深化",
    "优化",
    "完善",
    "健全",
    "建立",
    "落实",
    "严格",
    "严禁",
    "严防",
    "坚持",
    "抓好",
    "抓紧",
    "做好",
    "提升",
    "提高",
    "推进",
    "推动",
    "统筹",
    "突出",
    "紧盯",
    "紧扣",
    "聚焦",
    "压实",
    "防止",
    "支持",
    "鼓励",
    "引导",
    "积极",
    "进一步",
    "充分",
    "不得",
];

/// Whether a sentence begins with an order, behind its marker.
pub(super) fn is_imperative(block: &Block, sentence: &Range<usize>) -> bool {
    let marker = marker(block, sentence.start);
    // 一要 orders whatever follows.
    if matches!(marker, Some((super::lists::Kind::Order, ..))) {
        return true;
    }
    let start = sentence.start + marker.map_or(0, |(_, _, length)| length);
    let text: String = block.chars[start..sentence.end].iter().take(3).collect();
    ORDERS.iter().any(|word| text.starts_with(word))
}

/// What a sentence begins with, as the ear compares it: two characters, but 要 by itself. None where a marker stands: items
/// of a list share their frame on purpose.
pub(super) fn opening(block: &Block, sentence: &Range<usize>) -> Option<[char; 2]> {
    if marker(block, sentence.start).is_some() {
        return None;
    }
    let mut letters = block.chars[sentence.clone()].iter().copied().filter(|c| !PAUSES.contains(*c) && *c != '“');
    let (first, second) = (letters.next()?, letters.next()?);
    Some([first, if first == '要' { ' ' } else { second }])
}

/// The sentences of running text in order: block, place in it, section and opening.
pub(super) fn openings(reading: &Reading) -> impl Iterator<Item = (usize, &Range<usize>, usize, Option<[char; 2]>)> {
    reading.text.running().flat_map(|(index, block)| {
        // A Markdown item is an item like any other.
        let item = block.role != crate::document::Role::Paragraph;
        let open = move |sentence| if item { None } else { opening(block, sentence) };
        block.sentences.iter().map(move |sentence| (index, sentence, block.section, open(sentence)))
    })
}

fn repeated_openings(reading: &Reading) -> usize {
    let all: Vec<_> = openings(reading).collect();
    all.windows(2).filter(|two| two[0].3.is_some() && two[0].3 == two[1].3 && two[0].2 == two[1].2).count()
}

impl fmt::Display for Measures {
    /// One line in Chinese, with the corpus beside what is compared.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "共{}字{}句；", self.characters, self.sentences)?;
        write!(
            f,
            "句长中位数{}字（常见43），一成不超过{}字、一成不少于{}字；",
            self.median, self.tenth, self.ninetieth
        )?;
        write!(f, "四字小句{}%（5—15）；", self.four_character_share)?;
        write!(f, "“要”每千字{}个（0—20.1）；祈使句{}%（0—42）；", self.orders, self.imperative_share)?;
        write!(f, "“此外”“因此”等每万字{}个；与上句同样开头的{}句；", self.connectives, self.repeated_openings)?;
        let words = self.words.iter().take(super::corpus::EMPHATIC);
        let words: Vec<_> = words.map(|word| format!("{}{}（{}）", word.word, word.rate, word.corpus)).collect();
        write!(f, "每万字{}", words.join("、"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::review;
    use crate::data::Progress;

    const DRAFT: &str = "# 坚定信心\n\n成效显著、亮点频呈。截至目前，已完成[4.98万](figure:/a)人，占[68%](figure:/b)。\
        要抓紧。要抓实。\n\n一要加快进度，久久为功。全市都要动起来，“全面”“确保”不算。此外，久久为功，确保按期完成。";

    #[test]
    fn a_draft_in_numbers() {
        let measures = review(DRAFT, &Progress::default()).measures;
        assert_eq!((measures.characters, measures.sentences), (88, 7));
        assert_eq!((measures.median, measures.tenth, measures.ninetieth), (12, 4, 19));
        assert_eq!((measures.counts.clauses, measures.counts.four_characters), (14, 5));
        assert_eq!(measures.four_character_share, 35.7);
        assert_eq!((measures.counts.orders, measures.counts.imperatives), (4, 3));
        assert_eq!((measures.counts.connectives, measures.repeated_openings), (1, 1));
        assert_eq!((measures.repeated_phrases[0].word.as_str(), measures.repeated_phrases[0].count), ("久久为功", 2));
        let count = |word: &str| measures.words.iter().find(|rate| rate.word == word).unwrap().count;
        assert_eq!((count("全面"), count("确保")), (0, 1));
    }

    #[test]
    fn they_are_said_in_one_line() {
        let line = review(DRAFT, &Progress::default()).measures.to_string();
        assert!(line.starts_with("共88字7句；句长中位数12字（常见43），"), "{line}");
        assert!(line.ends_with("每万字全面0（16）、确保113.6（13.5）、进一步0（7.4）、切实0（6.4）"), "{line}");
        assert!(!line.contains('\n'));
    }
}
