//! Sign 1: a headline frame used in two lists.

use std::collections::BTreeMap;

use super::super::Reading;
use super::super::lists::List;
use super::super::text::Text;
use crate::Finding;

/// Characters that make a frame: one alone (抓…, …化) is the language, not a frame.
const FRAME: usize = 2;
/// The longest frame that is looked for.
const LONGEST: usize = 8;

/// What the headlines of a list begin or end with: 抓好…, …全覆盖. A list has a frame when at least three headlines and two
/// thirds of all share it, two where there are but two. One list may have it; the next wants another.
pub(super) fn frame_used_twice(reading: &Reading) -> Vec<Finding> {
    // By side and the two outer characters, which are what frames have in common that have anything in common.
    let mut seen: BTreeMap<(bool, Vec<char>), (usize, Vec<char>)> = BTreeMap::new();
    let mut findings = Vec::new();
    for (index, list) in reading.lists.iter().enumerate() {
        let mut told = false;
        for (ending, frame) in frames(list, &reading.text) {
            let outer = if ending { &frame[frame.len() - FRAME..] } else { &frame[..FRAME] };
            let (first, other) = seen.entry((ending, outer.to_vec())).or_insert_with(|| (index, frame.clone()));
            if *first == index || told {
                continue;
            }
            told = true;
            let earlier = &reading.lists[*first];
            let shared: String = if ending {
                let length = frame.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
                frame[frame.len() - length..].iter().collect()
            } else {
                frame.iter().zip(other.iter()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
            };
            let (shown, of) =
                if ending { (format!("……{shared}"), "结尾") } else { (format!("{shared}……"), "开头") };
            let message = format!(
                "这里的小标题“{}”和前面的“{}”两组都用“{shown}”{of}",
                headline(list, &reading.text),
                headline(earlier, &reading.text)
            );
            let (block, at) = list.items[0].start;
            findings.push(
                Finding::warning("style.same_frame", reading.text.path(block, at), message)
                    .hint("一组小标题用一种句式，下一组换一种"),
            );
        }
    }
    findings
}

/// The frames of a list: whether it ends the headlines or begins them, and its characters.
fn frames(list: &List, text: &Text) -> Vec<(bool, Vec<char>)> {
    let heads: Vec<Vec<char>> = list
        .items
        .iter()
        .map(|item| {
            let head = &text.blocks[item.start.0].chars[item.head.clone()];
            // 一要 has the word in its marker; 一是要 and a heading have it here.
            head.strip_prefix(&['要']).unwrap_or(head).to_vec()
        })
        .collect();
    let enough = (heads.len() * 2).div_ceil(3).max(heads.len().min(3));
    let shared = |part: &dyn Fn(&[char], usize) -> Vec<char>| {
        (FRAME..=LONGEST).rev().find_map(|length| {
            let mut counts: BTreeMap<Vec<char>, usize> = BTreeMap::new();
            for head in &heads {
                // A headline that is nothing but the frame has none.
                if head.len() > length {
                    *counts.entry(part(head, length)).or_default() += 1;
                }
            }
            counts.into_iter().find(|(_, count)| *count >= enough).map(|(part, _)| part)
        })
    };
    let first = shared(&|head, length| head[..length].to_vec());
    let last = shared(&|head, length| head[head.len() - length..].to_vec());
    [first.map(|frame| (false, frame)), last.map(|frame| (true, frame))].into_iter().flatten().collect()
}

fn headline(list: &List, text: &Text) -> String {
    list.items.first().map_or(String::new(), |item| text.blocks[item.start.0].quote(item.head.clone()))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::found;

    #[test]
    fn a_frame_in_two_lists() {
        let draft = "# 甲\n\n一要抓好产业。快。\n\n二要抓好就业。稳。\n\n三要抓好教育。准。\n\n# 乙\n\n一是要抓好资金；二是要抓好队伍；三是要抓好宣传。";
        insta::assert_snapshot!(found("style.same_frame", draft).join("\n"), @"
        警告 style.same_frame  draft:11:1
            这里的小标题“要抓好资金”和前面的“抓好产业”两组都用“抓好……”开头
            → 一组小标题用一种句式，下一组换一种
        ");
        assert_eq!(
            found("style.same_frame", "## 产业全覆盖\n\n一是好。\n\n## 就业全覆盖\n\n一是道路全覆盖；二是饮水全覆盖。")
                .len(),
            1
        );
    }

    #[test]
    fn other_frames_and_one_list() {
        for draft in [
            "一要抓好产业。快。\n\n二要抓好就业。稳。\n\n# 乙\n\n一是资金到位；二是队伍到位；三是宣传到位。",
            "一要抓好产业全覆盖。快。\n\n二要抓好就业全覆盖。稳。",
            // Two of four is no frame.
            "一要抓好产业；二要抓好就业。\n\n一是抓好甲；二是抓好乙；三是丙；四是丁。",
        ] {
            assert!(found("style.same_frame", draft).is_empty(), "{draft}");
        }
    }
}
