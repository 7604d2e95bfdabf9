//! Sign 8: 全面, 确保, 进一步 and 切实 everywhere.

use super::super::Reading;
use super::super::corpus::{EMPHATIC, RATES, too_many};
use super::super::text::chars;
use crate::Finding;

/// One of the four words at more than twice the corpus rate, and more often than chance gives in a text of this length: two
/// or three in a briefing of 700 characters say nothing. The place is the first use beyond twice the rate.
pub(super) fn emphatic_words(reading: &Reading) -> Vec<Finding> {
    let length = reading.text.characters() as f64 / 10_000.0;
    let mut findings = Vec::new();
    for (word, rate) in &RATES[..EMPHATIC] {
        let needle = chars(word);
        let mut uses = Vec::new();
        for (index, (block, known)) in reading.text.blocks.iter().zip(&reading.known).enumerate() {
            let at = block.find(&needle).into_iter().filter(|at| !block.quoted[*at] && !known[*at]);
            uses.extend(at.map(|at| (index, at)));
        }
        let allowed = 2.0 * rate * length;
        if uses.len() as f64 <= allowed || !too_many(uses.len(), rate * length) {
            continue;
        }
        let (block, at) = uses[allowed as usize];
        let text = &reading.text.blocks[block];
        let passage = text.quote(text.sentence(at).unwrap_or(at..at + needle.len()));
        let message =
            format!("“{word}”用了{}次，这样长的文稿一般{:.0}次：{passage}", uses.len(), (rate * length).ceil());
        findings.push(
            Finding::warning("style.emphatic", reading.text.path(block, at), message)
                .hint("删去，或改说怎样做、做到什么程度"),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::found;

    #[test]
    fn more_than_twice_the_rate() {
        let text = |uses: usize, length: usize| "切实抓好。".repeat(uses) + &"干".repeat(length - 5 * uses);
        let told = found("style.emphatic", &text(20, 7000));
        assert!(told[0].contains("draft:1:41\n    “切实”用了20次，这样长的文稿一般5次：切实抓好。"), "{told:?}");
        assert_eq!(found("style.emphatic", &text(9, 700)).len(), 1);
    }

    #[test]
    fn within_the_rate_or_a_short_text() {
        let text = |uses: usize, length: usize| "切实抓好。".repeat(uses) + &"干".repeat(length - 5 * uses);
        for draft in [text(9, 7000), text(3, 700), "抓“切实”二字。".repeat(40)] {
            assert!(found("style.emphatic", &draft).is_empty());
        }
    }
}
