//! Typed numbers that are bound to nothing: figures that nobody checks and no refresh renews.
//!
//! Arabic digits always count. A Chinese numeral counts when a measure word follows (三个、十多户、百分之六十): 一 alone
//! never does (一个、一支队伍), and neither do idioms and names. Names of campaigns and documents stand in “ ” and 《 》, where
//! nothing is a figure. The words are in `templates/not-figures.toml`, not here.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use serde::Deserialize;

use super::draft::{Draft, Unit};
use super::position::Positions;
use crate::Finding;

/// Which words make a number of a Chinese numeral, and which do not.
#[derive(Debug, Clone)]
pub struct NotFigures {
    /// Longest first.
    measures: Vec<Vec<char>>,
    ranks: Vec<Vec<char>>,
    scaled: Vec<Vec<char>>,
    /// Fixed terms by their first character, longest first.
    terms: BTreeMap<char, Vec<Vec<char>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    measures: Vec<String>,
    ranks: Vec<String>,
    scaled: Vec<String>,
    terms: Vec<String>,
}

impl NotFigures {
    /// Reads a dictionary of the form of `templates/not-figures.toml`.
    ///
    /// # Errors
    ///
    /// What TOML has to say when a list is missing or unknown, or is no list of strings.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let words: Words = toml::from_str(text)?;
        let list = |words: Vec<String>| {
            let mut words: Vec<Vec<char>> = words.iter().map(|word| word.chars().collect()).collect();
            crate::sort::by_key(&mut words, |word| std::cmp::Reverse(word.len()));
            words.retain(|word| !word.is_empty());
            words
        };
        let mut terms: BTreeMap<char, Vec<Vec<char>>> = BTreeMap::new();
        for term in list(words.terms) {
            terms.entry(term[0]).or_default().push(term);
        }
        Ok(Self { measures: list(words.measures), ranks: list(words.ranks), scaled: list(words.scaled), terms })
    }

    /// The dictionary that huibao ships.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: OnceLock<NotFigures> = OnceLock::new();
        BUILT_IN.get_or_init(|| {
            Self::parse(include_str!("../../templates/not-figures.toml")).expect("a test reads the dictionary")
        })
    }

    /// The dictionary with names of the data as fixed terms.
    pub(crate) fn with_names(&self, names: &[&str]) -> Self {
        let mut all = self.clone();
        for name in names.iter().map(|name| name.chars().collect::<Vec<_>>()) {
            let counts = |c: &char| is_digit(*c) || is_numeral(*c);
            // A name that is a number and nothing else would hide that number everywhere.
            if name.iter().any(counts) && !name.iter().all(counts) {
                all.terms.entry(name[0]).or_default().push(name);
            }
        }
        for terms in all.terms.values_mut() {
            crate::sort::by_key(terms, |term| std::cmp::Reverse(term.len()));
        }
        all
    }
}

/// A number of the draft's text that stands in no figure link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unbound {
    /// The number as it is printed, with its unit.
    pub text: String,
    /// Where the draft has it. More than the number where the draft does not have its very characters.
    pub span: Range<usize>,
    /// The sentence around it.
    sentence: String,
}

impl Unbound {
    /// What is wrong with it.
    pub(crate) fn finding(&self, positions: &Positions) -> Finding {
        let Self { text, span, sentence } = self;
        Finding::warning(
            "document.unbound_number",
            positions.path(span.start),
            format!("“{text}”没有绑定数据：{sentence}"),
        )
        .hint(format!("写作 [{text}](figure:数据路径)；若是名称，加上引号“”"))
    }
}

/// The numbers of the draft's text that stand in no figure link, in reading order.
pub(crate) fn unbound(draft: &Draft, words: &NotFigures) -> Vec<Unbound> {
    let mut found = Vec::new();
    for unit in &draft.units {
        let line = Line::new(unit, words);
        for (start, end) in line.numbers(words) {
            found.push(Unbound {
                text: line.chars[start..end].iter().collect(),
                span: line.places[start].start..line.places[end - 1].end,
                sentence: line.sentence(start, end),
            });
        }
    }
    found
}

/// The characters of a block's text.
struct Line {
    chars: Vec<char>,
    /// Where the draft has each.
    places: Vec<Range<usize>>,
    /// The text of a figure link.
    figure: Vec<bool>,
    /// Not to be searched: a figure, a quotation, a fixed term.
    passed: Vec<bool>,
}

impl Line {
    fn new(unit: &Unit, words: &NotFigures) -> Self {
        let mut line = Self { chars: Vec::new(), places: Vec::new(), figure: Vec::new(), passed: Vec::new() };
        for piece in &unit.pieces {
            for (at, c) in piece.text.char_indices() {
                line.chars.push(c);
                line.places.push(match piece.exact && !piece.figure {
                    true => piece.at + at..piece.at + at + c.len_utf8(),
                    false => piece.at..piece.end,
                });
                line.figure.push(piece.figure);
            }
        }
        line.passed = line.figure.clone();
        line.pass_quotations();
        line.pass_document_numbers();
        line.pass_terms(words);
        line
    }

    fn pass_quotations(&mut self) {
        let mut at = 0;
        while at < self.chars.len() {
            let close = match self.chars[at] {
                '“' => '”',
                '‘' => '’',
                '《' => '》',
                '「' => '」',
                '『' => '』',
                _ => '\0',
            };
            // Without its other half a mark hides nothing; the marks are as few as the search is short.
            match self.chars[at..].iter().take(MAX_QUOTATION).position(|&c| c == close) {
                Some(length) if close != '\0' => {
                    self.passed[at..=at + length].fill(true);
                    at += length + 1;
                }
                _ => at += 1,
            }
        }
    }

    /// 发文字号: 豫政〔2017〕12号.
    fn pass_document_numbers(&mut self) {
        for open in 0..self.chars.len() {
            if self.chars[open] == '〔' {
                let close = self.while_in(open + 1, is_digit);
                let number = self.while_in(close + 1, is_digit);
                if close > open + 1 && self.at(close) == Some('〕') && self.at(number) == Some('号') {
                    self.passed[open..=number].fill(true);
                }
            }
        }
    }

    fn pass_terms(&mut self, words: &NotFigures) {
        let mut at = 0;
        while at < self.chars.len() {
            let terms = words.terms.get(&self.chars[at]);
            let length = terms.and_then(|terms| longest(&self.chars[at..], terms)).unwrap_or(0);
            self.passed[at..at + length].fill(true);
            at += length.max(1);
        }
    }

    /// The numbers, as ranges of characters.
    fn numbers(&self, words: &NotFigures) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.chars.len() {
            let end = match self.chars[at] {
                _ if self.passed[at] => at,
                c if is_digit(c) => {
                    let end = self.arabic(at, words);
                    if self.is_name(at) || self.is_enumerator(at) {
                        self.digits(at)
                    } else {
                        found.push((at, end));
                        end
                    }
                }
                c if is_numeral(c) => {
                    let (start, end, counts) = self.chinese(at, words);
                    if counts {
                        found.push((start, end));
                    }
                    end
                }
                _ => at,
            };
            at = end.max(at + 1);
        }
        found
    }

    /// The end of a number in digits, with its scale, unit and the other end of its range.
    fn arabic(&self, start: usize, words: &NotFigures) -> usize {
        let mut at = start;
        loop {
            at = self.digits(at);
            at = self.while_in(at, |c| "十百千万亿余多".contains(c));
            if self.at(at).is_some_and(|c| "%％‰".contains(c)) {
                at += 1;
            } else {
                at += self.measure(at, &words.measures);
            }
            let range = self.at(at).is_some_and(|c| "—–-－~～至到:：/".contains(c));
            // 2017年8月30日 and 3小时20分 are one number to a reader.
            let next = at + usize::from(range);
            let unit = at > start && "年月日时元角".contains(self.chars[at - 1]);
            if !(self.at(next).is_some_and(is_digit) && (range || unit)) {
                return at;
            }
            at = next;
        }
    }

    /// The end of `67,339.5` from its first digit.
    fn digits(&self, start: usize) -> usize {
        let mut at = self.while_in(start, is_digit);
        while self.at(at).is_some_and(|c| ".,".contains(c)) && self.at(at + 1).is_some_and(is_digit) {
            at = self.while_in(at + 1, is_digit);
        }
        at
    }

    /// PM2.5, G107, A4.
    fn is_name(&self, at: usize) -> bool {
        at > 0 && self.chars[at - 1].is_ascii_alphabetic()
    }

    /// 1.紧盯目标, 1、, （1）.
    fn is_enumerator(&self, at: usize) -> bool {
        let end = self.while_in(at, is_digit);
        let bracketed = at > 0 && "（(".contains(self.chars[at - 1]) && self.at(end).is_some_and(|c| "）)".contains(c));
        let leading = at == 0 && self.at(end).is_some_and(|c| "、.．".contains(c)) && self.digits(at) == end;
        end - at <= 2 && (bracketed || leading)
    }

    /// The range of a Chinese numeral with its measure word, and whether it counts something.
    fn chinese(&self, at: usize, words: &NotFigures) -> (usize, usize, bool) {
        let end = self.while_in(at, |c| is_numeral(c) || "零〇几余多来半".contains(c));
        let numeral = &self.chars[at..end];
        let before = at.checked_sub(1).map(|before| self.chars[before]);
        // 百分之六十, 三分之一.
        if self.at(end) == Some('分') && self.at(end + 1) == Some('之') {
            let fraction = self.while_in(end + 2, |c| is_numeral(c) || "零〇点几多余".contains(c));
            return (at, fraction, fraction > end + 2);
        }
        let scale = numeral.iter().all(|c| "百千万亿多余".contains(*c));
        // 4.98万人, whose digits are a figure link.
        if at > 0 && self.figure[at - 1] && (scale || numeral[0] == '十') {
            return (at, end, false);
        }
        // 几十个, 数百户.
        let at = if before.is_some_and(|c| "几数".contains(c)) && !self.passed[at - 1] { at - 1 } else { at };
        if before == Some('第') {
            let rank = self.measure(end, &words.ranks);
            if rank > 0 {
                return (at - 1, end + rank, true);
            }
        }
        let measure = self.measure(end, &words.measures);
        let only_one = numeral.iter().all(|c| "一零〇几多余来半".contains(*c));
        // 单位：万元.
        let unit = scale && at + numeral.len() == end && self.measure(end, &words.scaled) > 0;
        let start = if before == Some('第') { at - 1 } else { at };
        (start, end + measure, measure > 0 && !only_one && !unit)
    }

    /// The length of the longest of `words` that stands at `at`, none of it passed.
    fn measure(&self, at: usize, words: &[Vec<char>]) -> usize {
        let length = words.first().map_or(0, Vec::len);
        let open = self.passed.get(at..).unwrap_or(&[]).iter().take(length).take_while(|passed| !**passed).count();
        longest(&self.chars[at..at + open], words).unwrap_or(0)
    }

    /// The character at `at`, unless it is passed.
    fn at(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied().filter(|_| !self.passed[at])
    }

    fn while_in(&self, mut at: usize, is: impl Fn(char) -> bool) -> usize {
        while self.at(at).is_some_and(&is) {
            at += 1;
        }
        at
    }

    /// The sentence around a number, cut to what a list of findings has room for.
    fn sentence(&self, start: usize, end: usize) -> String {
        let stops = |c: &char| "。！？；\n".contains(*c);
        let back = self.chars[..start].iter().rev().take(CONTEXT + 1).take_while(|c| !stops(c)).count();
        let ahead = self.chars[end..].iter().take(CONTEXT + 1).take_while(|c| !stops(c)).count();
        let (from, to) = (start - back.min(CONTEXT), end + ahead.min(CONTEXT));
        let middle: String = self.chars[from..to].iter().collect();
        let (head, tail) = (if back > CONTEXT { "…" } else { "" }, if ahead > CONTEXT { "…" } else { "" });
        format!("{head}{}{tail}", middle.trim())
    }
}

/// Characters of the sentence on each side of a number.
const CONTEXT: usize = 20;

/// No name is longer; a quotation mark that lost its other half hides nothing.
const MAX_QUOTATION: usize = 200;

fn longest(text: &[char], words: &[Vec<char>]) -> Option<usize> {
    words.iter().find(|word| text.starts_with(word)).map(Vec::len)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}

fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十百千万亿两".contains(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::generate;
    use super::*;

    /// The numbers found in a paragraph.
    fn found(text: &str) -> Vec<String> {
        found_with(text, NotFigures::built_in())
    }

    fn found_with(text: &str, words: &NotFigures) -> Vec<String> {
        let (draft, _) = Draft::parse(text);
        let line = Line::new(&draft.units[0], words);
        line.numbers(words).into_iter().map(|(start, end)| line.chars[start..end].iter().collect()).collect()
    }

    #[test]
    fn numbers_are_found() {
        for (text, numbers) in [
            ("全市已完成4.98万人脱贫，占68%。", "4.98万人 68%"),
            ("2017年8月30日上午，1—7月份增长8.5个百分点", "2017年8月30日 1—7月份 8.5个百分点"),
            ("投入5500余万元，贷款100—300万元，共67,339户", "5500余万元 100—300万元 67,339户"),
            ("带动16721户51534人，历时3小时20分钟", "16721户 51534人 3小时20分钟"),
            ("气温－8℃～－3℃，第３名", "8 3 ３名"),
            ("三个、十多个、两天、第三位、百分之六十、三十万人", "三个 十多个 两天 第三位 百分之六十 三十万人"),
            ("增速居全省第一位，三分之一，几十户，二〇一七年", "第一位 三分之一 几十户 二〇一七年"),
            ("百名干部下基层，一百二十个村，第二批", "百名 一百二十个 第二批"),
            ("完成[4.98](figure:/a)万人和[五](figure:/b)个，还有两个", "两个"),
            ("两[个](figure:/a)县", ""),
        ] {
            assert_eq!(found(text).join(" "), numbers, "{text}");
        }
    }

    #[test]
    fn what_is_no_figure() {
        for text in [
            "一是成效显著，二是亮点频呈，三要狠抓落实。第一，统一思想；首先，一方面",
            "一个、一条、一支队伍、一批、一线、一定、一道、一步、一体、一一对应、第一书记",
            "万众一心、千家万户、三农、五位一体、十九大、十八届三中全会、三天两头",
            "“6633”工作法，“五张图”，“三·五”，《关于12个问题的意见》，“四个全面”",
            "豫政〔2017〕12号",
            "单位：万元、亿元、万人",
            "PM2.5、G107、A4、5G、4A级景区",
            "1.紧盯目标（2）聚焦重点",
            "统一三审核，十分重要，千万不要",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn names_of_the_data_are_names() {
        let words = NotFigures::built_in().with_names(&["三项扶贫资金", "3", "第二年", "园区"]);
        assert_eq!(found_with("三项扶贫资金到位，第二年兑现", &words), Vec::<String>::new());
        assert_eq!(found_with("建成三个园区，3个在建，又投三项资金", &words), ["三个", "3个", "三项"]);
    }

    #[test]
    fn findings_say_where() {
        let (draft, _) = Draft::parse(
            "+++\ntitle = \"2017年报告\"\n+++\n\n# 两项任务\n\n成效显著。**已完成**[3](figure:/a)个，还差\n两个；&amp;5个。",
        );
        let found = unbound(&draft, NotFigures::built_in());
        let findings: String = found.iter().map(|it| it.finding(&draft.positions).to_string() + "\n").collect();
        insta::assert_snapshot!(findings, @"
        警告 document.unbound_number  draft:5:3
            “两项”没有绑定数据：两项任务
            → 写作 [两项](figure:数据路径)；若是名称，加上引号“”
        警告 document.unbound_number  draft:8:1
            “两个”没有绑定数据：已完成3个，还差两个
            → 写作 [两个](figure:数据路径)；若是名称，加上引号“”
        警告 document.unbound_number  draft:8:9
            “5个”没有绑定数据：&5个
            → 写作 [5个](figure:数据路径)；若是名称，加上引号“”
        ");
    }

    /// A term that changes nothing hides what the list is for.
    #[test]
    fn every_term_is_needed() {
        let all = NotFigures::built_in();
        let none = NotFigures { terms: BTreeMap::new(), ..all.clone() };
        let terms = all.terms.values().flatten().map(|term| term.iter().collect::<String>());
        let idle: Vec<String> = terms.clone().filter(|term| found_with(term, &none).is_empty()).collect();
        assert_eq!(idle, Vec::<String>::new());
        let reported: Vec<String> = terms.filter(|term| !found(term).is_empty()).collect();
        assert_eq!(reported, Vec::<String>::new());
    }

    #[test]
    fn long_lines_take_no_time() {
        let text = "“3个".repeat(200_000);
        let (draft, _) = Draft::parse(&text);
        assert_eq!(unbound(&draft, NotFigures::built_in()).len(), 200_000);
    }

    proptest! {
        #[test]
        fn nothing_in_a_figure(figure in generate::text()) {
            prop_assert_eq!(found(&crate::draft::figure_link(&figure, "/a")), Vec::<String>::new());
        }

        #[test]
        fn every_digit_is_reported_once(text in "[甲0-9.。年月%万—个三 ]{1,30}") {
            let (draft, _) = Draft::parse(&crate::draft::escape(&format!("甲{text}")));
            let line = Line::new(&draft.units[0], NotFigures::built_in());
            let numbers = line.numbers(NotFigures::built_in());
            for (at, c) in line.chars.iter().enumerate().filter(|(_, c)| is_digit(**c)) {
                prop_assert_eq!(numbers.iter().filter(|(start, end)| (*start..*end).contains(&at)).count(), 1, "{}", c);
            }
        }
    }
}
