//! Signs 5, 6 and 10: lists that are all alike, in length, in their items' length, in their marker.

use std::collections::BTreeMap;

use super::super::Reading;
use super::super::lists::{Item, Kind, List};
use super::super::text::STOPS;
use crate::Finding;

/// Lists from which on equal lengths are no chance: half the lists of the corpus have three items, so three such lists happen in
/// one text of eight, four in one of sixteen.
const LISTS: usize = 4;

/// Every list of the text has the same number of items.
pub(super) fn lists_of_one_length(reading: &Reading) -> Vec<Finding> {
    let lists = &reading.lists;
    let length = lists.first().map_or(0, |list| list.items.len());
    if lists.len() < LISTS || lists.iter().any(|list| list.items.len() != length) {
        return Vec::new();
    }
    let (block, at) = lists[lists.len() - 1].items[0].start;
    let message = format!("全文{}组都是{length}项", lists.len());
    let finding = Finding::warning("style.lists_alike", reading.text.path(block, at), message);
    vec![finding.hint("有几项说几项：合并相近的，拆开太大的")]
}

/// Items from which on equal lengths are no chance.
const ITEMS: usize = 4;

/// Every item of a list has, behind its headline, the same number of sentences, two or more. One each is how a list in one
/// paragraph is written (study, 000 指挥体系).
pub(super) fn items_of_one_length(reading: &Reading) -> Vec<Finding> {
    let runs_in = |list: &&List| !matches!(list.kind, Kind::Heading(_));
    let mut findings = Vec::new();
    for list in reading.lists.iter().filter(runs_in).filter(|list| list.items.len() >= ITEMS) {
        let counts: Vec<_> = list.items.iter().map(|item| sentences(item, reading)).collect();
        if counts[0] < 2 || counts.iter().any(|count| *count != counts[0]) {
            continue;
        }
        let (block, at) = list.items[0].start;
        let passage = reading.text.blocks[block].quote(list.items[0].head.clone());
        let message = format!("“{passage}”以下{}项都是{}句", counts.len(), counts[0]);
        findings.push(
            Finding::warning("style.items_alike", reading.text.path(block, at), message)
                .hint("重要的多说，次要的一句带过"),
        );
    }
    findings
}

/// Sentences of an item behind its headline.
fn sentences(item: &Item, reading: &Reading) -> usize {
    let mut count = 0;
    for (index, range) in item.stretches() {
        let Some(block) = reading.text.blocks.get(index) else { continue };
        let from = if index != item.start.0 {
            range.start
        } else if block.chars.get(item.head.end).is_some_and(|c| STOPS.contains(*c)) {
            item.head.end + 1
        } else {
            item.head.start
        };
        let first = block.sentences.partition_point(|sentence| sentence.end <= from);
        count += block.sentences[first..].iter().take_while(|sentence| sentence.start < range.end).count();
    }
    count
}

/// Sections with lists from which on their markers are compared.
const SECTIONS: usize = 3;

/// Two sections whose outermost lists have the same marker, when three or more sections have lists. Two are a note, since a speech
/// may well have two sections of orders; three or more are a warning. Headings do not count: they carry the numbers
/// of GB/T 9704 in every section.
pub(super) fn sections_of_one_marker(reading: &Reading) -> Vec<Finding> {
    let mut first: BTreeMap<usize, &List> = BTreeMap::new();
    for list in reading.lists.iter().filter(|list| list.kind != Kind::Heading(1)) {
        first.entry(list.section(&reading.text)).or_insert(list);
    }
    if first.len() < SECTIONS {
        return Vec::new();
    }
    let mut by_kind: BTreeMap<Kind, Vec<&List>> = BTreeMap::new();
    for list in first.into_values().filter(|list| !matches!(list.kind, Kind::Heading(_))) {
        by_kind.entry(list.kind).or_default().push(list);
    }
    let same = by_kind.into_iter().filter(|(_, lists)| lists.len() > 1);
    let findings = same.map(|(kind, lists)| {
        let (block, at) = lists[lists.len() - 1].items[0].start;
        let (path, message) =
            (reading.text.path(block, at), format!("有{}个部分都用“{}”分项", lists.len(), kind.name()));
        let new = if lists.len() < SECTIONS { Finding::note } else { Finding::warning };
        new("style.same_marker", path, message).hint("讲事实用一是，提要求用一要，其余用第一，或小标题")
    });
    findings.collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::found;

    #[test]
    fn every_list_of_three() {
        let list = |n: usize| {
            (0..n).map(|i| format!("{}是甲；", ["一", "二", "三", "四"][i])).collect::<String>() + "完。\n\n"
        };
        assert_eq!(found("style.lists_alike", &list(3).repeat(4)).len(), 1);
        assert!(found("style.lists_alike", &list(3).repeat(3)).is_empty());
        assert!(found("style.lists_alike", &(list(3).repeat(4) + &list(4))).is_empty());
    }

    #[test]
    fn every_item_of_two_sentences() {
        let list = |counts: &[usize]| {
            let items = counts.iter().enumerate();
            let items =
                items.map(|(i, n)| format!("**{}要快。**{}\n\n", ["一", "二", "三", "四"][i], "抓实。".repeat(*n)));
            items.collect::<String>()
        };
        insta::assert_snapshot!(found("style.items_alike", &list(&[2, 2, 2, 2])).join("\n"), @"
        警告 style.items_alike  draft:1:3
            “快”以下4项都是2句
            → 重要的多说，次要的一句带过
        ");
        for counts in [&[2, 2, 2][..], &[1, 1, 1, 1], &[2, 2, 3, 2]] {
            assert!(found("style.items_alike", &list(counts)).is_empty(), "{counts:?}");
        }
        assert!(found("style.items_alike", "一是甲；二是乙；三是丙；四是丁。好。").is_empty());
    }

    #[test]
    fn sections_with_one_marker() {
        let section = |mark: &str| format!("# 题\n\n一{mark}甲；二{mark}乙。\n\n");
        let three = section("是") + &section("是") + &section("是");
        assert!(
            found("style.same_marker", &three)[0]
                .starts_with("警告 style.same_marker  draft:11:1\n    有3个部分都用“一是、二是”分项")
        );
        assert!(found("style.same_marker", &(section("是") + &section("要") + &section("要")))[0].starts_with("提示"));
        for draft in [section("是").repeat(2), section("是") + &section("要") + "# 题\n\n## 甲\n\n## 乙\n"] {
            assert!(found("style.same_marker", &draft).is_empty(), "{draft}");
        }
    }
}
