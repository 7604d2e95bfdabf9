//! What a figure and a problem are about: their words.

/// Words of any figure or problem, which say nothing of what they are about.
const GENERIC: [&str; 40] = [
    "贫困人口",
    "贫困群众",
    "贫困户",
    "贫困村",
    "贫困县",
    "建档立卡",
    "覆盖率",
    "完成率",
    "普及率",
    "入户率",
    "达标率",
    "合格率",
    "整改率",
    "全覆盖",
    "任务",
    "工作",
    "建设",
    "项目",
    "工程",
    "情况",
    "问题",
    "脱贫攻坚",
    "脱贫",
    "扶贫",
    "安全生产",
    "基础设施",
    "行政村",
    "自然村",
    "乡镇",
    "街道",
    "全市",
    "全县",
    "全省",
    "全区",
    "农村",
    "企业",
    "单位",
    "群众",
    "责任",
    "落实",
];

/// Words for one thing, in problems and in figures; the first one stands for all.
const ALIKE: [&[&str]; 6] = [
    &["用电", "电网", "农网", "通电"],
    &["行路", "出行难", "通村公路", "村组公路", "村组道路", "道路硬化", "通村路"],
    &["饮水", "吃水", "自来水"],
    &["住房", "危房", "危旧房"],
    &["上网", "宽带"],
    &["看病", "就医", "卫生室"],
];

/// What a problem says that lacks something.
const LACKS: [&str; 21] = [
    "难",
    "贵",
    "未",
    "没有",
    "没能",
    "尚无",
    "还无",
    "缺",
    "不通",
    "不足",
    "不够",
    "不到位",
    "不达标",
    "不完善",
    "滞后",
    "慢",
    "薄弱",
    "落后",
    "短板",
    "不高",
    "低",
];

/// What a problem is about that is left when the thing itself is there.
const AFTERWARDS: [&str; 17] = [
    "管护",
    "维护",
    "养护",
    "质量",
    "后续",
    "巩固",
    "提升",
    "运行",
    "管理",
    "使用",
    "利用率",
    "效益",
    "资金",
    "台账",
    "档案",
    "虽",
    "返",
];

/// The words of a figure's name: every three characters in a row, and what stands for words that are alike.
pub(super) fn of_figure(name: &str) -> Vec<&str> {
    let mut words: Vec<_> = pieces(name).into_iter().flat_map(threes).collect();
    words.extend(alike(name));
    words.sort_unstable();
    words.dedup();
    words
}

/// The words of a problem that say what is lacking, each with the clause that says so.
pub(super) fn of_problem(text: &str) -> Vec<(&str, &str)> {
    let clauses = text.split(['，', '。', '；', '、', '：', ',', ';']);
    let lacking = clauses
        .filter(|c| LACKS.iter().any(|word| c.contains(word)) && !AFTERWARDS.iter().any(|word| c.contains(word)));
    let words =
        |clause| pieces(clause).into_iter().flat_map(threes).chain(alike(clause)).map(move |word| (word, clause));
    lacking.flat_map(words).collect()
}

fn alike<'a>(text: &'a str) -> impl Iterator<Item = &'a str> {
    let said = ALIKE.into_iter().filter(move |words| words.iter().any(|word| text.contains(word)));
    said.map(|words| -> &'a str { words[0] })
}

/// A text cut at its generic words.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = vec![text];
    for word in GENERIC {
        pieces = pieces.into_iter().flat_map(|piece| piece.split(word)).collect();
    }
    pieces
}

/// Every three characters in a row.
fn threes(text: &str) -> impl Iterator<Item = &str> {
    let starts = text.char_indices().map(|(at, _)| at);
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).skip(2);
    starts.zip(ends).map(|(start, end)| &text[start..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_a_text_is_about() {
        assert_eq!(of_figure("贫困村电网改造完成率"), ["用电", "电网改", "网改造"]);
        assert_eq!(of_figure("完成率"), [""; 0]);
        let words = of_problem("产业稳定，标准厂房没有建成、用电贵");
        assert!(words.contains(&("标准厂", "标准厂房没有建成")) && words.contains(&("用电", "用电贵")));
        assert!(!words.iter().any(|(word, _)| *word == "产业稳"));
        assert_eq!(of_problem("标准厂房未办证后管理缺位"), []);
    }
}
