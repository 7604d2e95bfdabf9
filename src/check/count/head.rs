//! The number that a name says at its head.

use crate::data::parse_chinese;

/// What a numeral at the head of a name counts: measure words, and nouns and verbs that slogans count (三体并动, 四有).
/// Any other character may belong to a proper name (三门峡, 三农, 四川).
const COUNTED: &str = "个项条种本张类大步级位重套批有到体账图改送帮联查严保带变比进统落化准";

/// The number at the head of a name: 3 of 三本账. None where more numerals follow (两不愁三保障), or where it is not
/// certain that members are counted.
pub(super) fn head(name: &str) -> Option<u32> {
    let name = name.trim_start_matches(|c: char| c.is_whitespace() || "“‘「《\"".contains(c));
    let end = name.find(|c| !"一二两三四五六七八九十".contains(c))?;
    let (numeral, rest) = name.split_at(end);
    let number = parse_chinese(numeral).filter(|n| (2..=20).contains(n))?;
    let counted = rest.chars().next().filter(|c| COUNTED.contains(*c))?;
    // 十八大, 二十大 are congresses.
    if counted == '大' && number > 15 {
        return None;
    }
    // 四个一批, 四位一体: this 一 counts nothing.
    let later = rest.strip_prefix("个一").or_else(|| rest.strip_prefix("位一体")).unwrap_or(rest);
    let more = later.contains(|c: char| "零〇一二两三四五六七八九十百千万亿余多几".contains(c) || c.is_ascii_digit());
    (!more).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_a_number_only_where_they_count() {
        for (name, number) in [
            ("三本账", 3),
            ("五张图", 5),
            ("八个准", 8),
            ("六个精准", 6),
            ("“四个一批”", 4),
            ("四位一体", 4),
            ("三重医疗保障", 3),
            ("两项制度", 2),
            ("十二项重点工作", 12),
            ("三体并动", 3),
            ("四有", 4),
            ("六到农家", 6),
            ("三变", 3),
        ] {
            assert_eq!(head(name), Some(number), "{name}");
        }
        for name in [
            "",
            "三",
            "一平台、两系统",
            "一个统揽、两个率先、三个强化、四个突出、五个落实",
            "百企帮百村",
            "万人帮万户",
            "十多个",
            "千名村委会主任培训",
            "五个百万",
            "三有一能",
            "三区一片",
            "两不愁三保障",
            "三严三实",
            "“十三五”规划",
            "三年行动计划",
            "三农工作",
            "三门峡模式",
            "四川经验",
            "二十大精神",
            "识别六步工作法",
            "311精准扶贫模式",
            "三大片区2个库区",
        ] {
            assert_eq!(head(name), None, "{name}");
        }
    }
}
