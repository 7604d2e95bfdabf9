//! Numbers as they are said: 988.3亿元 is 九百八十八点三亿元, 9% 百分之九, 2017年 二〇一七年, 1—8月 一至八月.
//!
//! A text is enough: what a number is (a year, a share, a range, an ordinal, a count) is told by what stands beside it.
//! So the figures of the data ([`Form::Spoken`](super::Form)), the numbers that a person typed into a draft and the
//! syllables of a speech are read alike.

use std::ops::Range;

use super::numeral::{digit_by_digit, numeral};

/// A number of a text and how it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The bytes of the number, its sign of percent and a whole range (13%～17%) included, its unit not.
    pub range: Range<usize>,
    /// How it is said: 百分之十三至百分之十七.
    pub spoken: String,
    /// Whether any reader says it right at once: a whole number below ten thousand without a scale that is no year.
    pub evident: bool,
}

/// The text with its numbers in words.
///
/// ```
/// use huibao::data::spoken;
///
/// assert_eq!(spoken("投入988.3亿元，增长9%"), "投入九百八十八点三亿元，增长百分之九");
/// ```
pub fn spoken(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for reading in readings(text) {
        out.push_str(&text[at..reading.range.start]);
        out.push_str(&reading.spoken);
        at = reading.range.end;
    }
    out + &text[at..]
}

/// Every number of a text, in its order.
pub fn readings(text: &str) -> Vec<Reading> {
    let (places, chars): (Vec<usize>, Vec<char>) = text.char_indices().unzip();
    let reader = Reader { chars };
    let byte = |at: usize| places.get(at).copied().unwrap_or(text.len());
    let (mut found, mut at, mut number_end) = (Vec::new(), 0, None);
    while at < reader.chars.len() {
        let Some(Said { end, spoken, evident, number }) = reader.said(at, number_end) else {
            at += 1;
            continue;
        };
        found.push(Reading { range: byte(at)..byte(end), spoken, evident });
        number_end = if number { Some(end) } else { None };
        at = end;
    }
    found
}

/// Measure words before which 2 is 两. 2月, 2号, 2级, 2季度 are ordinals and stay 二; so is 2 without a measure.
const MEASURES: &str = "个名位项条件次家所处座台套亩吨米岁倍天周届年批份户人元斤公小分秒成种类支场轮辆只头株间笔段组点大方市县乡\
    镇村区省层栋幢口眼盏根张本册篇封部宗起例片块面排列道门艘架匹箱袋瓶桶车队立平厘毫千万亿";
/// Signs of a range between two numbers (GB/T 15834-2011, 4.13).
const RANGE: &str = "—–～~-－";
const MINUS: &str = "-−－";
const RATIO: &str = "：:∶";
/// How far a unit reaches between a number and the sign of a range: 8月—10月, 9亿元～16亿元.
const UNIT_REACH: usize = 3;

/// What is said at a place.
struct Said {
    end: usize,
    spoken: String,
    evident: bool,
    /// Whether it is a number, not a sign between numbers.
    number: bool,
}

/// A number in digits.
struct Number {
    end: usize,
    whole: String,
    /// Digits after the point; empty for none.
    decimals: String,
}

struct Reader {
    chars: Vec<char>,
}

impl Reader {
    fn at(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    fn before(&self, at: usize) -> Option<char> {
        self.at(at.checked_sub(1)?)
    }

    fn digit(&self, at: usize) -> Option<char> {
        match self.at(at)? {
            c @ '0'..='9' => Some(c),
            c @ '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10),
            _ => None,
        }
    }

    /// What begins at a place; `number_end` is where the number before it ended.
    fn said(&self, at: usize, number_end: Option<usize>) -> Option<Said> {
        let c = self.at(at)?;
        if self.digit(at).is_some() {
            return Some(self.expression(at, at, false));
        }
        let sign = |spoken: &str| Said { end: at + 1, spoken: spoken.to_owned(), evident: true, number: false };
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && !c.is_ascii());
        if c == '/' && letter(self.before(at)) && letter(self.at(at + 1)) {
            return Some(sign("每"));
        }
        // Two dashes in a row are no sign of a range.
        if self.digit(at + 1).is_none() || self.before(at) == Some(c) {
            return None;
        }
        let unit = number_end.map(|end| &self.chars[end..at]);
        if RANGE.contains(c) && unit.is_some_and(|u| u.len() <= UNIT_REACH && u.iter().all(|c| letter(Some(*c)))) {
            return Some(sign("至"));
        }
        let free = !self.before(at).is_some_and(|b| b.is_ascii_alphanumeric());
        (MINUS.contains(c) && free).then(|| self.expression(at, at + 1, true))
    }

    fn number(&self, mut at: usize) -> Option<Number> {
        let mut whole = String::new();
        while let Some(digit) = self.digit(at) {
            whole.push(digit);
            at += 1;
            let grouped = |i| self.digit(at + i).is_some();
            if matches!(self.at(at), Some(',' | '，')) && (1..4).all(grouped) && !grouped(4) && whole.len() < 16 {
                at += 1;
            }
        }
        if whole.is_empty() {
            return None;
        }
        let mut decimals = String::new();
        if matches!(self.at(at), Some('.' | '．')) && self.digit(at + 1).is_some() {
            at += 1;
            while let Some(digit) = self.digit(at) {
                decimals.push(digit);
                at += 1;
            }
        }
        Some(Number { end: at, whole, decimals })
    }

    /// A number, or several with signs between them; `start` is where its sign stands, `at` its first digit.
    fn expression(&self, start: usize, at: usize, negative: bool) -> Said {
        let mut numbers = Vec::new();
        let mut signs = Vec::new();
        let mut next = at;
        let mut end = at;
        while let Some(number) = self.number(next) {
            let share = match self.at(number.end) {
                Some('%' | '％') => "百分之",
                Some('‰') => "千分之",
                _ => "",
            };
            end = number.end + usize::from(!share.is_empty());
            numbers.push((number, share));
            let Some(sign) = self.at(end).filter(|_| self.digit(end + 1).is_some()) else { break };
            let Some(word) = between(sign) else { break };
            signs.push((sign, word));
            next = end + 1;
        }
        signs.truncate(numbers.len() - 1);
        let temperature = self.at(end) == Some('℃');
        let after = self.at(end);
        let ordinal = self.before(start) == Some('第');
        let digits = self.spelled(start, end, &numbers, &signs);
        let words: Vec<String> = numbers
            .iter()
            .map(|(number, share)| {
                let whole = match digits {
                    Some(zero) => digit_by_digit(&number.whole, zero),
                    None if !share.is_empty() && number.whole == "100" && number.decimals.is_empty() => "百".to_owned(),
                    None if ordinal || !share.is_empty() => whole(&number.whole),
                    None if number.whole == "2" && number.decimals.is_empty() && self.counts(end) => "两".to_owned(),
                    None => counted(&number.whole),
                };
                let point = if number.decimals.is_empty() { "" } else { "点" };
                format!("{share}{whole}{point}{}", digit_by_digit(&number.decimals, '零'))
            })
            .collect();
        let mut spoken = String::new();
        if negative {
            spoken.push_str(if temperature { "零下" } else { "负" });
        }
        match (&signs[..], &words[..]) {
            // 13—17%: the share is said once, before the first.
            ([(sign, to)], [from, last]) if RANGE.contains(*sign) && numbers[0].1.is_empty() => {
                let share = numbers[1].1;
                let last = last.strip_prefix(share).unwrap_or(last);
                spoken.push_str(&format!("{share}{from}{to}{last}"));
            }
            ([('/', _)], [part, whole]) => spoken.push_str(&format!("{whole}分之{part}")),
            _ => {
                for (i, word) in words.iter().enumerate() {
                    spoken.push_str(word);
                    spoken.push_str(signs.get(i).map_or("", |(_, between)| between));
                }
            }
        }
        if temperature {
            spoken.push_str("摄氏度");
            end += 1;
        }
        let [(number, share)] = &numbers[..] else { return Said { end, spoken, evident: false, number: true } };
        let scaled = match after {
            Some('余' | '多') => self.at(end + 1),
            other => other,
        };
        let plain = number.decimals.is_empty() && number.whole.len() < 5 && share.is_empty() && !negative;
        let spelled = digits.is_some() && number.whole.len() > 1;
        let evident = plain && !spelled && !temperature && !matches!(scaled, Some('万' | '亿'));
        Said { end, spoken, evident, number: true }
    }

    /// Whether the digits are said one by one, and how a zero is then said: years, document numbers, codes.
    fn spelled(&self, start: usize, end: usize, numbers: &[(Number, &str)], signs: &[(char, &str)]) -> Option<char> {
        let (before, after) = (self.before(start), self.at(end));
        let year =
            |n: &Number| n.decimals.is_empty() && n.whole.len() == 4 && ("1600".."2200").contains(&n.whole.as_str());
        let years = numbers.iter().all(|(number, share)| share.is_empty() && year(number));
        if years && (after == Some('年') || (before, after) == (Some('〔'), Some('〕'))) {
            return Some('〇');
        }
        let (first, _) = numbers.first()?;
        let quoted = before == Some('“') && after == Some('”') && numbers.len() == 1 && first.whole.len() > 2;
        let lettered = before.is_some_and(|c| c.is_ascii_alphabetic());
        let dotted = signs.iter().any(|(sign, _)| matches!(sign, '·' | '•'));
        // 01 and numbers beyond 万亿 are codes.
        let coded = numbers.iter().any(|(n, _)| n.whole.len() > 16 || (n.whole.len() > 1 && n.whole.starts_with('0')));
        (quoted || lettered || dotted || coded).then_some('零')
    }

    /// Whether what stands at a place is counted: 2 before it is 两.
    fn counts(&self, at: usize) -> bool {
        let pair = (self.at(at), self.at(at + 1));
        self.at(at).is_some_and(|c| MEASURES.contains(c))
            && !matches!(pair, (Some('年'), Some('级')) | (Some('分'), Some('之')))
    }
}

/// What is said for a sign between two numbers; nothing for a dot.
fn between(sign: char) -> Option<&'static str> {
    match sign {
        '+' | '＋' => Some("加"),
        '×' => Some("乘"),
        '/' => Some("比"),
        '·' | '•' => Some(""),
        c if RATIO.contains(c) => Some("比"),
        c if RANGE.contains(c) => Some("至"),
        _ => None,
    }
}

/// A whole number of at most 16 digits.
fn whole(digits: &str) -> String {
    numeral(digits.parse().unwrap_or(u64::MAX))
}

/// The same as it counts: 两千, 两万, 两亿 at its head, but 二百.
fn counted(digits: &str) -> String {
    let whole = whole(digits);
    match whole.strip_prefix('二') {
        Some(rest) if rest.starts_with(['千', '万', '亿']) => format!("两{rest}"),
        _ => whole,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn figures_are_said_as_people_say_them() {
        for (written, said) in [
            ("988.3亿元", "九百八十八点三亿元"),
            ("4.98万人", "四点九八万人"),
            ("9%", "百分之九"),
            ("100%", "百分之百"),
            ("13.20%", "百分之十三点二零"),
            ("-33.3%", "负百分之三十三点三"),
            ("8‰", "千分之八"),
            ("12.54个百分点", "十二点五四个百分点"),
            ("1—8月", "一至八月"),
            ("8月—10月", "八月至十月"),
            ("8月-10月", "八月至十月"),
            ("13%～17%", "百分之十三至百分之十七"),
            ("13—17%", "百分之十三至十七"),
            ("9亿～16亿元", "九亿至十六亿元"),
            ("2—3个", "两至三个"),
            ("2—3月", "二至三月"),
            ("第3位", "第三位"),
            ("第2位", "第二位"),
            ("第2名", "第二名"),
            ("2017年", "二〇一七年"),
            ("2017年8月30日", "二〇一七年八月三十日"),
            ("2016—2017年", "二〇一六至二〇一七年"),
            ("2014年—2017年", "二〇一四年至二〇一七年"),
            ("2018年年底", "二〇一八年年底"),
            ("豫政〔2017〕12号", "豫政〔二〇一七〕十二号"),
            ("7：3", "七比三"),
            ("1:2.2:0.9", "一比二点二比零点九"),
            ("7比3", "七比三"),
            ("1/3", "三分之一"),
            ("5500余万元", "五千五百余万元"),
            ("3000多万元", "三千多万元"),
            ("2个", "两个"),
            ("2年", "两年"),
            ("2年级", "二年级"),
            ("2月2日", "二月二日"),
            ("2季度", "二季度"),
            ("2", "二"),
            ("12个", "十二个"),
            ("2.5万元", "二点五万元"),
            ("2万元", "两万元"),
            ("2亿元", "两亿元"),
            ("200人", "二百人"),
            ("2000人", "两千人"),
            ("22000人", "两万二千人"),
            ("0.5", "零点五"),
            ("12000", "一万二千"),
            ("10010", "一万零一十"),
            ("12,345.6元", "一万二千三百四十五点六元"),
            ("１２．５％", "百分之十二点五"),
            ("-8℃", "零下八摄氏度"),
            ("500元/亩", "五百元每亩"),
            ("“3·15”", "“三一五”"),
            ("“12345”热线", "“一二三四五”热线"),
            ("“5+3”工程", "“五加三”工程"),
            ("PM2.5", "PM二点五"),
            ("G30高速", "G三零高速"),
            ("007", "零零七"),
            ("不松劲——再加力", "不松劲——再加力"),
            ("两天", "两天"),
            ("", ""),
        ] {
            assert_eq!(spoken(written), said, "{written}");
        }
    }

    #[test]
    fn what_needs_no_help() {
        let helped = |text: &str| -> Vec<String> {
            readings(text).into_iter().filter(|r| !r.evident).map(|r| text[r.range].to_owned()).collect()
        };
        assert_eq!(helped("8月30日，第3位，1860人，12个百分点，A4纸"), Vec::<String>::new());
        assert_eq!(helped("2017年1—8月，5500余万元，4.98万人占67.5%"), ["2017", "1—8", "5500", "4.98", "67.5%"]);
        assert_eq!(helped("12000人，3亿元，8月—10月"), ["12000", "3"]);
    }

    proptest! {
        #[test]
        fn no_digit_is_left(text in "([0-9０-９]{1,20}|[-.,，%‰：:/·+×—～年月第万亿元个“”〔〕℃a余] ?){0,12}") {
            let said = spoken(&text);
            prop_assert!(!said.contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c)), "{}: {}", text, said);
        }

        #[test]
        fn anything_is_read(text in any::<String>()) {
            let mut end = 0;
            for reading in readings(&text) {
                prop_assert!(reading.range.start >= end && !text[reading.range.clone()].is_empty());
                end = reading.range.end;
            }
        }
    }
}
