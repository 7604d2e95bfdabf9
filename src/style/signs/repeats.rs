//! Sign 2: the same wording three times.

use std::collections::HashMap;

use super::super::Reading;
use crate::Finding;

/// Characters from which on a repeated stretch is wording and no word.
const LENGTH: usize = 6;
/// Uses that are too many.
const USES: usize = 3;
/// Characters of text from which on one use more is allowed, and again for each as many: what a long speech is about
/// returns. The study's texts have 5000 on average.
const ROOM: usize = 10_000;

/// The same six or more characters three times, outside slogans (what stands in “ ” or 《 》) and phrases of the data, which is
/// what the draft is about. Figures between them make them different.
pub(super) fn repeated_wording(reading: &Reading) -> Vec<Finding> {
    let uses = USES + reading.text.characters() / ROOM;
    let mut places: HashMap<&[char], Vec<(usize, usize)>> = HashMap::new();
    let runs = runs(reading);
    for &(block, start, end) in &runs {
        for (at, gram) in reading.text.blocks[block].chars[start..end].windows(LENGTH).enumerate() {
            if reading.terms.have(gram) {
                continue;
            }
            let seen = places.entry(gram).or_default();
            // 一步一步一步一步 overlaps itself.
            if seen.last().is_none_or(|&(last, from)| last != block || from + LENGTH <= start + at) {
                seen.push((block, start + at));
            }
        }
    }
    let count = |gram: &[char]| places.get(gram).map_or(0, Vec::len);
    let mut findings = Vec::new();
    for &(block, start, end) in &runs {
        let chars = &reading.text.blocks[block].chars[start..end];
        let mut at = 0;
        while at + LENGTH <= chars.len() {
            let times = count(&chars[at..at + LENGTH]);
            if times < uses {
                at += 1;
                continue;
            }
            let mut length = LENGTH;
            while at + length < chars.len() && count(&chars[at + length + 1 - LENGTH..=at + length]) >= uses {
                length += 1;
            }
            // Said once, where it is too much.
            let last = places[&chars[at..at + LENGTH]].get(uses - 1);
            if last == Some(&(block, start + at)) {
                let passage = reading.text.blocks[block].quote(start + at..start + at + length);
                let message = format!("“{passage}”全文用了{times}次");
                findings.push(
                    Finding::warning("style.repeated_wording", reading.text.path(block, start + at), message)
                        .hint("留下一两处，其余换说法或删去"),
                );
            }
            at += length;
        }
    }
    findings
}

/// Stretches without mark, figure, quotation or phrase of the data: block, beginning and end.
fn runs(reading: &Reading) -> Vec<(usize, usize, usize)> {
    let mut runs = Vec::new();
    for (index, block) in reading.text.running() {
        let known = &reading.known[index];
        let counts = |at: usize| block.chars[at].is_alphabetic() && !(block.quoted[at] || known[at] || block.bound[at]);
        let mut at = 0;
        while at < block.chars.len() {
            let start = at;
            while at < block.chars.len() && counts(at) {
                at += 1;
            }
            // 增速居全省第 belongs to the number behind it: how statements of figures vary is sign 4.
            let before_number = block.chars.get(at).is_some_and(|c| c.is_ascii_digit() || block.bound[at]);
            let end = at - usize::from(before_number && at > start);
            if end - start >= LENGTH {
                runs.push((index, start, end));
            }
            at += 1;
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::{found, found_with};

    #[test]
    fn wording_three_times() {
        let draft = "甲方面打下坚实基础了。\n\n乙方面打下坚实基础了，丙。\n\n丁也打下坚实基础了。";
        insta::assert_snapshot!(found("style.repeated_wording", draft).join("\n"), @"
        警告 style.repeated_wording  draft:5:3
            “打下坚实基础了”全文用了3次
            → 留下一两处，其余换说法或删去
        ");
    }

    #[test]
    fn slogans_terms_and_two_uses() {
        let twice = "甲打下坚实的基础。乙打下坚实的基础。";
        assert!(found("style.repeated_wording", twice).is_empty());
        assert!(found("style.repeated_wording", &"抓“打下坚实的基础”活动。".repeat(3)).is_empty());
        assert!(found("style.repeated_wording", "好好好好好好好好好好好好好").is_empty());
        assert!(
            found("style.repeated_wording", "甲增速居全省第3位；乙增速居全省第1位；丙增速居全省第[2](figure:/a)位。")
                .is_empty()
        );
        let data =
            r#"{"topics": [{"name": "城乡环境综合整治", "facts": ["持续推进垃圾分类和资源化利用工作走在前列"]}]}"#;
        let progress = crate::data::from_json(data.as_bytes()).progress;
        assert!(found_with("style.repeated_wording", &"抓城乡环境综合整治。".repeat(3), &progress).is_empty());
        assert!(found_with("style.repeated_wording", &"推进垃圾分类和资源化利用。".repeat(3), &progress).is_empty());
        assert_eq!(found("style.repeated_wording", &"抓城乡环境综合整治。".repeat(3)).len(), 1);
    }
}
