//! Sign 12: 余, 多 or 以上 behind an exact number.

use super::super::Reading;
use super::super::text::Block;
use crate::Finding;

/// What is counted head by head, longest first.
const HEADS: [&str; 18] =
    ["人次", "户次", "家次", "人", "户", "名", "口", "个", "家", "位", "头", "只", "辆", "台", "件", "棵", "亩", "栋"];

/// The smallest number with 以上 that can only be a head count: 85分以上, 3人以上 and 18岁以上 are limits, and so is all that is small.
const COUNT: usize = 4;

/// 67339余户, 67339户以上: an exact number and “more than” exclude each other; and 9.5多万人, since 多 stands for the digits that
/// a decimal has (study 3.6). Round numbers (210余盏) and scales (5500余万元, 1万余元) are right.
pub(super) fn exact_and_more(reading: &Reading) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, block) in reading.text.blocks.iter().enumerate() {
        let mut at = 0;
        while at < block.chars.len() {
            let start = at;
            while at < block.chars.len() && (block.chars[at].is_ascii_digit() || (at > start && block.chars[at] == '.'))
            {
                at += 1;
            }
            if at > start
                && !block.quoted[start]
                && !(start > 0 && block.chars[start - 1].is_ascii_alphanumeric())
                && let Some(end) = glued(block, start, at)
            {
                let passage = block.quote(start..end);
                let message = format!("“{passage}”前面是确数，后面又说有余");
                findings.push(
                    Finding::error("style.exact_and_more", reading.text.path(index, start), message)
                        .hint("去掉“余”“多”“以上”，或把数取整"),
                );
            }
            at = at.max(start + 1);
        }
    }
    findings
}

/// The end of an exact number from `start` to `at` with a word that makes it inexact.
fn glued(block: &Block, start: usize, at: usize) -> Option<usize> {
    let number = &block.chars[start..at];
    let decimal = number.contains(&'.');
    let round = number.last() == Some(&'0');
    if round && !decimal {
        return None;
    }
    let rest: String = block.chars[at..].iter().take(8).collect();
    let after = rest.strip_prefix(['余', '多']);
    let starts = |text: &str, words: &[&str]| words.iter().any(|word| text.starts_with(word));
    // 多措并举 and 余下 begin words of their own.
    if after.is_some_and(|after| {
        starts(after, &HEADS) || after.starts_with(['万', '亿', '千', '百', '元', '次', '公', '吨', '斤', '米'])
    }) {
        return Some(at + 2);
    }
    let head = HEADS.iter().find(|head| rest.starts_with(**head))?;
    let exact = number.len() >= COUNT && !decimal;
    let word = rest.strip_prefix(head)?;
    (exact && word.starts_with("以上")).then(|| at + head.chars().count() + 2)
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::found;

    #[test]
    fn exact_numbers_that_are_more() {
        insta::assert_snapshot!(found("style.exact_and_more", "共67339余户，[16721](figure:/a)户以上，惠及9.5多万人、35多个村。").join("\n"), @"
        错误 style.exact_and_more  draft:1:2
            “67339余户”前面是确数，后面又说有余
            → 去掉“余”“多”“以上”，或把数取整
        错误 style.exact_and_more  draft:1:10
            “16721户以上”前面是确数，后面又说有余
            → 去掉“余”“多”“以上”，或把数取整
        错误 style.exact_and_more  draft:1:34
            “9.5多万”前面是确数，后面又说有余
            → 去掉“余”“多”“以上”，或把数取整
        错误 style.exact_and_more  draft:1:41
            “35多个”前面是确数，后面又说有余
            → 去掉“余”“多”“以上”，或把数取整
        ");
    }

    #[test]
    fn round_numbers_and_limits() {
        let draft = "5500余万元，1万余元，210余盏，3000多万元，130万余斤，18万人以上，1000万元以上，3人以上，85分以上，\
            “35多个”，18岁以上，2017多措并举，67339户，G35多个。";
        assert_eq!(found("style.exact_and_more", draft), Vec::<String>::new());
    }
}
