//! Where a line may not break: U+2060 WORD JOINER between characters that GB/T 15834 and GB/T 15835 keep together.
//!
//! Typst keeps most of these rules by itself (Unicode line breaking for `zh`). It breaks where the Chinese
//! standards do not: before a connecting dash or a middle dot (GB/T 15834-2011, 5.1.6 and 5.1.7), beside a slash
//! (5.1.9), and between a number and its unit. The joiners are set and then dropped from the pages ([`super::joined`]),
//! so no one copies them out of the PDF.

/// U+2060 WORD JOINER: forbids a line break, draws nothing.
pub const WORD_JOINER: char = '\u{2060}';

/// Units and counters that stay with the number before them; a longer one stands before its own beginning.
const UNITS: [&str; 76] = [
    "个百分点",
    "平方公里",
    "平方千米",
    "立方米",
    "平方米",
    "百分点",
    "公里",
    "千米",
    "公顷",
    "公斤",
    "千克",
    "千瓦",
    "小时",
    "分钟",
    "年",
    "月",
    "日",
    "时",
    "分",
    "秒",
    "元",
    "人",
    "户",
    "个",
    "名",
    "位",
    "项",
    "条",
    "件",
    "次",
    "家",
    "所",
    "处",
    "座",
    "台",
    "套",
    "亩",
    "吨",
    "米",
    "岁",
    "倍",
    "天",
    "周",
    "届",
    "级",
    "类",
    "份",
    "批",
    "期",
    "号",
    "页",
    "章",
    "村",
    "县",
    "乡",
    "镇",
    "区",
    "市",
    "省",
    "场",
    "轮",
    "辆",
    "只",
    "头",
    "株",
    "间",
    "万",
    "亿",
    "成",
    "笔",
    "种",
    "支",
    "起",
    "㎡",
    "％",
    "%",
];

/// Whether a line may not begin with `c`: a connecting dash, ～, · or a slash.
fn joins_to_the_left(before: Option<char>, c: char, after: Option<char>) -> bool {
    match c {
        '～' | '~' | '·' | '•' | '/' | '／' => before.is_some(),
        // A double dash (破折号) may begin a line; a single one connects.
        '—' | '–' => before.is_some_and(|b| b != '—') && after != Some('—'),
        _ => false,
    }
}

/// Byte offsets in `text` before which a [`WORD_JOINER`] belongs, ascending.
pub fn joints(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    for (i, &(at, c)) in chars.iter().enumerate() {
        let before = i.checked_sub(1).map(|i| chars[i].1);
        let after = chars.get(i + 1).map(|&(_, c)| c);
        let after_slash = matches!(before, Some('/' | '／'));
        if joins_to_the_left(before, c, after) || after_slash {
            found.push(at);
        }
        if c.is_ascii_digit() && !after.is_some_and(|a| a.is_ascii_digit() || matches!(a, '.' | ',' | '%' | '‰' | '℃'))
        {
            join_unit(text, at + 1, &mut found);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Joins what follows a number that ends before `at`: 余 or 多, a scale (百千万亿) and a unit.
fn join_unit(text: &str, mut at: usize, found: &mut Vec<usize>) {
    let rest = |at: usize| text[at..].chars().next();
    for group in [&['余', '多'][..], &['百', '千', '万', '亿'][..], &['万', '亿'][..], &['余', '多'][..]] {
        if let Some(c) = rest(at).filter(|c| group.contains(c)) {
            found.push(at);
            at += c.len_utf8();
        }
    }
    if let Some(unit) = UNITS.iter().find(|unit| text[at..].starts_with(**unit)) {
        found.extend(unit.char_indices().map(|(i, _)| at + i));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> String {
        let mut out = text.to_string();
        for at in joints(text).into_iter().rev() {
            out.insert(at, '|');
        }
        out
    }

    #[test]
    fn numbers_keep_their_units() {
        assert_eq!(marked("完成7.38万人脱贫"), "完成7.38|万|人脱贫");
        assert_eq!(marked("投入5500余万元"), "投入5500|余|万|元");
        assert_eq!(marked("提高3.2个百分点，"), "提高3.2|个|百|分|点，");
        assert_eq!(marked("2017年8月30日"), "2017|年8|月30|日");
        assert_eq!(marked("占67.5%左右"), "占67.5%左右");
        assert_eq!(marked("共12345678"), "共12345678");
    }

    #[test]
    fn connectors_do_not_begin_a_line() {
        assert_eq!(marked("13%～17%"), "13%|～17%");
        assert_eq!(marked("2024—2025年"), "2024|—2025|年");
        assert_eq!(marked("“三·五”规划"), "“三|·五”规划");
        assert_eq!(marked("不松劲——再加力"), "不松劲——再加力");
        assert_eq!(marked("元/亩"), "元|/|亩");
    }
}
