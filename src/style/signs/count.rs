//! Sign 9: a count word that disagrees with its list.

use super::super::Reading;
use super::super::lists::List;
use super::super::text::{Block, STOPS};
use crate::Finding;
use crate::data::parse_chinese;
use crate::document::Role;

/// Measure words of what a speech counts off, with the characters that must follow for it to be that: 个 counts everything.
const MEASURES: [(&str, &str); 11] = [
    ("个", "方面环节问题重点关键体系层面要点阶段关系原因特点转变坚持确保突破机制行动部分意见要求"),
    ("点", ""),
    ("方面", ""),
    ("条", ""),
    ("项", ""),
    ("种", ""),
    ("类", ""),
    ("件", ""),
    ("大", ""),
    ("道", ""),
    ("步", ""),
];

/// Words that announce a list, before its count or between the count and the stop.
const ANNOUNCE: [&str; 20] = [
    "主要", "重点", "集中", "体现", "概括", "归纳", "讲", "谈", "说", "强调", "提出", "包括", "分为", "就是", "抓好",
    "做好", "以下", "如下", "有", "是",
];

/// Characters that may stand between the count and the end of its clause: 三项重点工作, 四种模式值得总结.
const NOUN: usize = 10;

/// 四个方面 right before a list of three. Sure, and so an error, because the last clause before the list announces one and counts
/// with a word for what is counted off; what else counts there (这四个方面, names in “ ”) is passed.
pub(super) fn list_count(reading: &Reading) -> Vec<Finding> {
    let mut findings = Vec::new();
    for list in &reading.lists {
        let Some((block, announcement)) = before(reading, list) else { continue };
        let Some((at, end, count)) = counted(&reading.text.blocks[block], announcement.clone()) else { continue };
        if count == list.items.len() {
            continue;
        }
        let text = &reading.text.blocks[block];
        let message = format!(
            "“{}”，后面列了{}项（{}）：{}",
            text.quote(at..end),
            list.items.len(),
            list.kind.name(),
            text.quote(announcement)
        );
        findings.push(
            Finding::error("style.list_count", reading.text.path(block, at), message)
                .hint("改正数目，或核对各项的序号是否连着"),
        );
    }
    findings
}

/// The clause right before a list: in its paragraph, or the end of the paragraph before it.
fn before(reading: &Reading, list: &List) -> Option<(usize, std::ops::Range<usize>)> {
    let (block, at) = list.items.first()?.start;
    let (block, end) = if at > 0 { (block, at) } else { (block.checked_sub(1)?, usize::MAX) };
    let text = reading.text.blocks.get(block).filter(|text| text.role == Role::Paragraph)?;
    let mut end = end.min(text.chars.len());
    while end > 0 && (STOPS.contains(text.chars[end - 1]) || "：；， \u{3000}".contains(text.chars[end - 1])) {
        end -= 1;
    }
    let length = text.chars[..end].iter().rev().take_while(|c| !STOPS.contains(**c) && !"，；：".contains(**c)).count();
    (length > 0).then_some((block, end - length..end))
}

/// The count of an announcement: its beginning, the end of its measure word, its number.
fn counted(block: &Block, within: std::ops::Range<usize>) -> Option<(usize, usize, usize)> {
    let chars = &block.chars;
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十两".contains(c);
    let last = within.clone().rev().find(|at| is_number(chars[*at]) && !block.quoted[*at])?;
    let length = chars[within.start..=last].iter().rev().take_while(|c| is_number(**c)).count();
    let start = last + 1 - length;
    let before = start.checked_sub(1).map(|at| chars[at]);
    if before.is_some_and(|c| "第这那前上下其.几数".contains(c)) {
        return None;
    }
    let rest: String = chars[last + 1..within.end].iter().collect();
    let (measure, nouns) = MEASURES.iter().find(|(measure, nouns)| {
        let Some(noun) = rest.strip_prefix(measure) else { return false };
        let next: String = noun.chars().take(2).collect();
        nouns.is_empty() || (next.chars().count() == 2 && nouns.contains(&next))
    })?;
    let noun = rest.chars().count() - measure.chars().count();
    let clause: String = chars[within.clone()].iter().collect();
    if noun > NOUN || !ANNOUNCE.iter().any(|word| clause.contains(word)) {
        return None;
    }
    let number: String = chars[start..=last].iter().collect();
    let number = number.parse().ok().or_else(|| parse_chinese(&number).map(|number| number as usize))?;
    let shown = measure.chars().count() + if nouns.is_empty() { 0 } else { 2 };
    Some((start, last + 1 + shown, number))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::found;

    #[test]
    fn counts_that_disagree() {
        insta::assert_snapshot!(found("style.list_count", "我讲[三点](figure:/n)意见。\n\n# 甲\n\n主要有四个方面：一是好；二是快；三是稳。\n\n# 乙\n\n重点抓好2项工作。\n\n一要快。\n\n二要稳。\n\n三要实。").join("\n"), @"
        错误 style.list_count  draft:1:3
            “三点”，后面列了2项（标题）：我讲三点意见
            → 改正数目，或核对各项的序号是否连着
        错误 style.list_count  draft:5:4
            “四个方面”，后面列了3项（一是、二是）：主要有四个方面
            → 改正数目，或核对各项的序号是否连着
        错误 style.list_count  draft:9:5
            “2项”，后面列了3项（一要、二要）：重点抓好2项工作
            → 改正数目，或核对各项的序号是否连着
        ");
    }

    #[test]
    fn counts_that_agree_or_count_something_else() {
        for draft in [
            "我讲两点意见。\n\n# 甲\n\n主要有三个方面：一是好；二是快；三是稳。\n\n# 乙\n\n重点抓好2项工作。\n\n一要快。\n\n二要稳。",
            "这四个方面都要抓好：一是好；二是快。",
            "今年有五个县摘帽：一是好；二是快。",
            "要落实“四个方面”要求：一是好；二是快。",
            "讲几个方面：一是好；二是快。",
            "主要有四项工作已经提前完成而且效果很好很不错：一是好；二是快。",
            "完成三项工作，成效明显：一是好；二是快。",
        ] {
            assert_eq!(found("style.list_count", draft), Vec::<String>::new(), "{draft}");
        }
    }
}
