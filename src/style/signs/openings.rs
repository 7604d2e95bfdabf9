//! Sign 3: sentence after sentence with the same beginning.

use super::super::Reading;
use super::super::measures::openings;
use crate::Finding;

/// Sentences that may begin alike, one after the other (study: not more than two with 要, 各级 or 全市).
const ALIKE: usize = 2;

/// More than two consecutive sentences with the same first two characters, or with 要. A heading, or an item of a list,
/// whose frame is meant, breaks the row.
pub(super) fn same_openings(reading: &Reading) -> Vec<Finding> {
    let mut findings = Vec::new();
    let sentences: Vec<_> = openings(reading).collect();
    for row in sentences.chunk_by(|a, b| a.3.is_some() && a.3 == b.3 && a.2 == b.2) {
        let (Some(&(block, sentence, _, Some(opening))), true) = (row.get(ALIKE), row.len() > ALIKE) else { continue };
        let passage = reading.text.blocks[block].quote(sentence.clone());
        let opening: String = opening.iter().collect();
        let message = format!("连着{}句都以“{}”开头：{passage}", row.len(), opening.trim());
        findings.push(
            Finding::warning("style.same_opening", reading.text.path(block, sentence.start), message)
                .hint("换主语，或把两句并成一句"),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::found;

    #[test]
    fn three_in_a_row() {
        insta::assert_snapshot!(found("style.same_opening", "要抓紧。要抓实。\n\n要抓好。\n\n# 乙\n\n要快。全市好。全市稳。全市快。全市强。").join("\n"), @"
        警告 style.same_opening  draft:3:1
            连着3句都以“要”开头：要抓好。
            → 换主语，或把两句并成一句
        警告 style.same_opening  draft:7:12
            连着4句都以“全市”开头：全市快。
            → 换主语，或把两句并成一句
        ");
    }

    #[test]
    fn two_in_a_row_and_lists() {
        for draft in [
            "要抓紧。要抓实。各级要快。要稳。",
            "一要抓好甲。二要抓好乙。三要抓好丙。",
            "- 要甲。\n- 要乙。\n- 要丙。",
            "要快。\n\n# 甲\n\n要稳。要实。",
        ] {
            assert!(found("style.same_opening", draft).is_empty(), "{draft}");
        }
    }
}
