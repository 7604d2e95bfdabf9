//! Sign 4: the same comparison word over and over in a list.

use std::collections::BTreeSet;

use super::super::Reading;
use super::super::text::chars;
use crate::Finding;

/// How a speech compares with the year before; where one contains another, the longer first.
const WORDS: [&str; 12] = [
    "同比",
    "环比",
    "比上年同期",
    "比去年同期",
    "较上年同期",
    "较去年同期",
    "与上年同期相比",
    "与去年同期相比",
    "比上年",
    "比去年",
    "较上年",
    "较去年",
];

/// Uses in a list that are allowed.
const USES: usize = 3;
/// Characters of a list from which on one use more is allowed, and again for each as many: three in the 1400 characters in which
/// the model speech tells its results, so that a list over several pages may have as many a page.
const ROOM: usize = 500;

/// The same comparison word more than three times in a paragraph or in a list of items.
pub(super) fn same_comparison(reading: &Reading) -> Vec<Finding> {
    let paragraphs = reading.text.running().map(|(block, text)| vec![(block, 0..text.chars.len())]);
    let lists = reading.lists.iter().filter(|list| list.outermost);
    let lists = lists.map(|list| list.items.iter().flat_map(super::super::lists::Item::stretches).collect::<Vec<_>>());
    let (mut findings, mut told) = (Vec::new(), BTreeSet::new());
    for stretches in paragraphs.chain(lists) {
        let length: usize = stretches
            .iter()
            .map(|(block, range)| {
                let length = reading.text.blocks.get(*block).map_or(0, |block| block.chars.len());
                range.end.min(length).saturating_sub(range.start)
            })
            .sum();
        let allowed = USES.max(length.div_ceil(ROOM));
        for word in WORDS {
            let needle = chars(word);
            let found: Vec<_> = stretches
                .iter()
                .filter_map(|(block, range)| Some((*block, range, reading.text.blocks.get(*block)?)))
                .flat_map(|(block, range, text)| {
                    let inside = text.find_in(&needle, range.clone()).into_iter();
                    inside.filter(|at| !longer(text, *at, &needle)).map(move |at| (block, at)).collect::<Vec<_>>()
                })
                .collect();
            let Some(&(block, at)) = found.get(allowed) else { continue };
            // A paragraph may be a list of its own.
            if !told.insert((block, at)) {
                continue;
            }
            let path = reading.text.path(block, at);
            let message = format!("“{word}”在一组里用了{}次", found.len());
            findings.push(
                Finding::warning("style.same_comparison", path, message)
                    .hint("第一项写全，以后用“增长”“增速为”，下一组换一种比法"),
            );
        }
    }
    findings
}

/// Whether a longer word of the list stands there.
fn longer(text: &super::super::text::Block, at: usize, word: &[char]) -> bool {
    WORDS.iter().map(|other| chars(other)).any(|other| other.len() > word.len() && text.chars[at..].starts_with(&other))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::found;

    #[test]
    fn four_times_in_a_list() {
        let draft = "甲同比增长3%，乙同比增长4%；丙同比下降5%，丁同比增速6%。";
        insta::assert_snapshot!(found("style.same_comparison", draft).join("\n"), @"
        警告 style.same_comparison  draft:1:26
            “同比”在一组里用了4次
            → 第一项写全，以后用“增长”“增速为”，下一组换一种比法
        ");
        let items =
            (1..5).map(|i| format!("{}是甲比上年增长。\n\n", ["", "一", "二", "三", "四"][i])).collect::<String>();
        assert_eq!(found("style.same_comparison", &items).len(), 1);
    }

    #[test]
    fn varied_words() {
        for draft in [
            "甲比上年同期增长3%，乙增长4%；丙同比下降5%，丁同比增速6%。戊比上年增长。己比上年增长，庚比上年增长。",
            &("甲同比增长。".to_owned() + &"乙".repeat(700)).repeat(4),
        ] {
            assert!(found("style.same_comparison", draft).is_empty(), "{draft}");
        }
    }
}
