//! Numbers of headings: 一、 （一） 1. （1） by level (GB/T 9704-2012, 7.3.3).
//!
//! A draft's headings carry no typed numbers, so that a section can be moved without renumbering the rest; they are
//! counted here, afresh below each higher heading.

use super::annex;
use super::draft::Draft;
use super::model::{Block, plain};
use crate::Finding;
use crate::data::chinese_numeral;

/// The printed number of the `n`-th heading of `level` (1–4), from 1.
///
/// ```
/// use huibao::document::heading_number;
///
/// assert_eq!([1, 2, 3, 4].map(|level| heading_number(level, 12)), ["十二、", "（十二）", "12.", "（12）"]);
/// ```
pub fn heading_number(level: u8, n: u32) -> String {
    match level {
        1 => format!("{}、", chinese_numeral(n)),
        2 => format!("（{}）", chinese_numeral(n)),
        3 => format!("{n}."),
        _ => format!("（{n}）"),
    }
}

/// Numbers the annexes of a draft, and its headings unless its facts say that they carry none; those of an annex anew.
pub(crate) fn number(draft: &mut Draft, findings: &mut Vec<Finding>) {
    annex::number(&mut draft.blocks);
    let mut counts = [0u32; 4];
    let mut above = 0;
    let mut places = draft.headings.iter();
    for block in &mut draft.blocks {
        let (level, number, content) = match block {
            Block::Heading { level, number, content } => (*level, number, content),
            Block::Annex { .. } => {
                (counts, above) = ([0; 4], 0);
                continue;
            }
            _ => continue,
        };
        let Some(&at) = places.next() else { break };
        let text = plain(content);
        if level > above + 1 {
            let message = match above {
                0 => format!("第一个标题“{text}”是第{level}级，前面没有第{}级标题", level - 1),
                _ => format!("标题“{text}”是第{level}级，上一个标题是第{above}级，中间缺了一级"),
            };
            findings.push(
                Finding::warning("document.heading_level", draft.positions.path(at), message)
                    .hint("减少 #，或补上一级标题"),
            );
        }
        above = level;
        if draft.facts.unnumbered {
            continue;
        }
        let place = usize::from(level.clamp(1, 4)) - 1;
        counts[place] += 1;
        counts[place + 1..].fill(0);
        *number = heading_number(level, counts[place]);
        if let Some(typed) = typed_number(&text) {
            let message = format!("标题“{text}”自带序号“{typed}”，会印成“{number}{text}”");
            findings.push(
                Finding::warning("document.typed_number", draft.positions.path(at), message)
                    .hint(format!("删去“{typed}”，序号由版式编排")),
            );
        }
    }
}

/// A number that someone typed at the head of a heading: `一、`, `（一）`, `1.`, `（1）`, `①`, `第一，`, `一是`, `一要`.
fn typed_number(heading: &str) -> Option<&str> {
    let start = heading.len() - heading.trim_start().len();
    let rest = &heading[start..];
    if let Some(c) = rest.chars().next().filter(|c| matches!(c, '①'..='⒇' | '㈠'..='㈩')) {
        return Some(&heading[..start + c.len_utf8()]);
    }
    let open = rest.starts_with(['（', '(']);
    let ordinal = rest.starts_with('第');
    let head = rest.chars().next().filter(|_| open || ordinal).map_or(0, char::len_utf8);
    let digits = rest[head..].trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '０'..='９'));
    let numeral = rest[head..].trim_start_matches(|c| "一二三四五六七八九十百零〇".contains(c));
    let (tail, chinese) = if digits.len() < rest[head..].len() { (digits, false) } else { (numeral, true) };
    if tail.len() == rest[head..].len() {
        return None;
    }
    let mark = tail.chars().next()?;
    let closes = match (open, ordinal, mark) {
        (true, _, '）' | ')') | (false, true, '，' | '、' | '：' | '节' | '章' | '部') => true,
        // 2.5 is a figure, 2.稳增长 a number.
        (false, false, '.') => !tail[1..].starts_with(|c: char| c.is_ascii_digit()),
        (false, false, '、' | '．' | ')' | '）') => true,
        (false, false, '是' | '要') => chinese,
        _ => false,
    };
    let end = rest.len() - tail.len() + mark.len_utf8();
    closes.then(|| &heading[..start + end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> (Vec<String>, String) {
        let (mut draft, mut findings) = Draft::parse(&format!("+++\ntitle = \"题\"\n+++\n{text}"));
        number(&mut draft, &mut findings);
        let numbers = draft.blocks.iter().filter_map(|block| match block {
            Block::Heading { number, content, .. } => Some(format!("{number}{}", plain(content))),
            _ => None,
        });
        (numbers.collect(), findings.iter().map(|f| f.to_string() + "\n").collect())
    }

    #[test]
    fn each_level_restarts() {
        let (numbers, findings) = numbers("# 甲\n## 乙\n## 丙\n### 丁\n#### 戊\n#### 己\n### 庚\n# 辛\n## 壬\n### 癸");
        assert_eq!(numbers.join(" "), "一、甲 （一）乙 （二）丙 1.丁 （1）戊 （2）己 2.庚 二、辛 （一）壬 1.癸");
        assert_eq!(findings, "");
    }

    #[test]
    fn annexes_begin_anew() {
        let (numbers, findings) = numbers("# 甲\n# 乙\n```annex\ntitle=\"附表\"\n```\n# 丙\n## 丁");
        assert_eq!((numbers.join(" ").as_str(), findings.as_str()), ("一、甲 二、乙 一、丙 （一）丁", ""));
    }

    #[test]
    fn skipped_levels_and_typed_numbers() {
        let (headings, findings) = numbers("## 甲\n# 一、乙\n### 丙\n##### 丁");
        assert_eq!(headings, ["（一）甲", "一、一、乙", "1.丙", "（1）丁"]);
        insta::assert_snapshot!(findings, @"
        警告 document.heading_depth  draft:7:1
            第5级标题按第4级印：公文的层次最多四级
            → 减少 #，或改写成段落
        警告 document.heading_level  draft:4:1
            第一个标题“甲”是第2级，前面没有第1级标题
            → 减少 #，或补上一级标题
        警告 document.typed_number  draft:5:1
            标题“一、乙”自带序号“一、”，会印成“一、一、乙”
            → 删去“一、”，序号由版式编排
        警告 document.heading_level  draft:6:1
            标题“丙”是第3级，上一个标题是第1级，中间缺了一级
            → 减少 #，或补上一级标题
        ");
        let text = "+++\ntitle = \"题\"\nunnumbered = true\n+++\n# 一、甲";
        let (mut draft, mut findings) = Draft::parse(text);
        number(&mut draft, &mut findings);
        assert_eq!((plain_number(&draft), findings), (String::new(), vec![]));
    }

    fn plain_number(draft: &Draft) -> String {
        match &draft.blocks[0] {
            Block::Heading { number, .. } => number.clone(),
            _ => "not a heading".to_owned(),
        }
    }

    #[test]
    fn what_is_a_typed_number() {
        for (heading, typed) in [
            ("一、肯定成绩", "一、"),
            ("（十二）肯定成绩", "（十二）"),
            ("(1)肯定成绩", "(1)"),
            ("1.肯定成绩", "1."),
            ("12、肯定成绩", "12、"),
            ("第一，肯定成绩", "第一，"),
            ("第三部分", "第三部"),
            ("一是成绩显著", "一是"),
            ("③肯定成绩", "③"),
        ] {
            assert_eq!(typed_number(heading), Some(typed), "{heading}");
        }
        for heading in ["一体推进", "2.5万人脱贫", "第一书记", "（试行）", "2017年工作回顾", "三农工作", "", "十分重要"]
        {
            assert_eq!(typed_number(heading), None, "{heading}");
        }
    }
}
