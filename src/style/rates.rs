//! Rates of a draft that lie outside those of the corpus, as notes: what a reader feels and cannot point at.

use super::Reading;
use super::corpus::{
    CONNECTIVE_RATE, EMPHATIC, FOUR_CHARACTERS, IMPERATIVES, ORDERS, WITHOUT_ORDERS, outside as share_outside, too_many,
};
use super::measures::Measures;
use crate::Finding;

/// Sentences from which on their spread says something; in fewer, three lists of figures make it.
const SENTENCES: usize = 20;

/// A spread is missing where the long sentences are not twice as long as the short ones. In the corpus they are eight times as long.
const SPREAD: usize = 2;

/// Uses of a four-character phrase that are too many: one in the body and one in the call are allowed, a third is not, since of
/// 935 phrases in the corpus only eight occur four times or more, in twenty texts.
const PHRASE_USES: usize = 3;

/// Notes on each rate that is outside the corpus's, the whole draft being their place, and warnings where all sentences are alike.
pub(super) fn outside(reading: &Reading, measures: &Measures) -> Vec<Finding> {
    let counts = &measures.counts;
    let mut findings = Vec::new();
    let mut note = |code: &str, message: String, hint: &str| findings.push(Finding::note(code, "", message).hint(hint));
    if share_outside(counts.four_characters, counts.clauses, FOUR_CHARACTERS) {
        let share = measures.four_character_share;
        let hint = if share > FOUR_CHARACTERS.1 {
            "拆开四字词组，改说具体的事"
        } else {
            "在小标题和结尾用几组四字词组"
        };
        note("style.four_characters", format!("四字小句占{share}%，一般为5%—15%"), hint);
    }
    let without = WITHOUT_ORDERS.contains(&reading.genre.as_str());
    let most = if without { ORDERS.1 } else { ORDERS.0 };
    if too_many(counts.orders, most * measures.characters as f64 / 1000.0) {
        let hint = if without {
            "对上汇报和综述不提要求，改写成“我们将”或已做的事"
        } else {
            "部分改成陈述，或合并几条要求"
        };
        note("style.orders", format!("“要”每千字{}个，一般不超过{most}个", measures.orders), hint);
    }
    if share_outside(counts.imperatives, measures.sentences, (0.0, IMPERATIVES)) {
        let message = format!("{}%的句子以要求开头，一般不超过{IMPERATIVES}%", measures.imperative_share);
        note("style.imperatives", message, "多讲事实和依据，再提要求");
    }
    if too_many(counts.connectives, CONNECTIVE_RATE * measures.characters as f64 / 10_000.0) {
        let message = format!("“此外”“因此”“首先”一类关联词共{}处，公文很少用", counts.connectives);
        note("style.connectives", message, "删去，或改用“同时”“但”“特别是”");
    }
    for word in &measures.words[EMPHATIC.min(measures.words.len())..] {
        if word.rate > 2.0 * word.corpus && too_many(word.count, expected(word.corpus, measures)) {
            let message =
                format!("“{}”用了{}次，每万字{}次，一般为{}次", word.word, word.count, word.rate, word.corpus);
            note("style.word_rate", message, "换说法，或删去");
        }
    }
    for phrase in measures.repeated_phrases.iter().filter(|phrase| phrase.count >= PHRASE_USES) {
        let message = format!("四字词组“{}”用了{}次", phrase.word, phrase.count);
        note("style.repeated_phrase", message, "正文一次、结尾一次为限，其余换说法");
    }
    if measures.sentences >= SENTENCES && measures.ninetieth < SPREAD * measures.tenth {
        let message = format!("句子几乎一样长：八成在{}—{}字之间", measures.tenth, measures.ninetieth);
        findings.push(
            Finding::warning("style.sentence_length", "", message).hint("判断用短句（8—16字），依据用长句（60—140字）"),
        );
    }
    findings
}

/// Uses of a word that its rate in the corpus lets expect.
pub(super) fn expected(rate: f64, measures: &Measures) -> f64 {
    rate * measures.characters as f64 / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;

    /// `n` sentences with the characters of a book, no two alike.
    fn sentences(n: usize, of: impl Fn(usize) -> String) -> String {
        (0..n).map(of).collect()
    }

    /// A text of `length` characters without any word.
    fn filler(length: usize, salt: usize) -> String {
        (0..length).map(|i| char::from_u32(0x5000 + ((i * 7 + salt * 131) % 900) as u32).unwrap()).collect()
    }

    #[test]
    fn four_characters() {
        let draft = |four: usize| {
            sentences(60, |i| {
                let phrases: Vec<_> = (0..4).map(|j| filler(if j < four { 4 } else { 9 }, i * 4 + j)).collect();
                phrases.join("，") + "。"
            })
        };
        assert_eq!(found("style.four_characters", &draft(2)).len(), 1);
        assert_eq!(found("style.four_characters", &draft(0)).len(), 1);
        assert!(found("style.four_characters", &(draft(0) + &draft(1))).is_empty());
        assert!(found("style.four_characters", &draft(2).chars().take(60).collect::<String>()).is_empty());
    }

    #[test]
    fn orders_by_genre() {
        let text = sentences(30, |i| format!("{}要{}。", filler(30, i), filler(50, i + 7)));
        let genre = |id: &str| format!("+++\ntitle = \"题\"\ngenre = \"{id}\"\n+++\n{text}");
        assert!(found("style.orders", &genre("observation_speech")).is_empty());
        assert_eq!(found("style.orders", &genre("work_briefing")).len(), 1);
    }

    #[test]
    fn imperatives() {
        let text =
            |orders: usize| sentences(40, |i| format!("{}{}。", if i < orders { "加强" } else { "" }, filler(20, i)));
        assert_eq!(found("style.imperatives", &text(35)).len(), 1);
        assert!(found("style.imperatives", &text(18)).is_empty());
    }

    #[test]
    fn connectives_and_words() {
        let text = |word: &str, uses: usize| {
            sentences(40, |i| format!("{}{}。", if i < uses { word } else { "" }, filler(40, i)))
        };
        assert_eq!(found("style.connectives", &text("此外，", 5)).len(), 1);
        assert!(found("style.connectives", &text("此外，", 1)).is_empty());
        assert_eq!(found("style.word_rate", &text("不仅", 6)).len(), 1);
        assert!(found("style.word_rate", &text("不仅", 2)).is_empty());
    }

    #[test]
    fn sentences_alike() {
        let even = sentences(20, |i| filler(28 + i % 5, i) + "。");
        let mixed = sentences(20, |i| filler(if i % 3 == 0 { 12 } else { 60 }, i) + "。");
        assert_eq!(found("style.sentence_length", &even).len(), 1);
        assert!(found("style.sentence_length", &mixed).is_empty());
        assert!(found("style.sentence_length", &sentences(10, |i| filler(30, i) + "。")).is_empty());
    }

    #[test]
    fn phrases_come_once() {
        let text = |uses: usize| sentences(uses, |i| format!("{}，久久为功。", filler(20, i)));
        assert_eq!(found("style.repeated_phrase", &text(3)).len(), 1);
        assert!(found("style.repeated_phrase", &text(2)).is_empty());
    }
}
