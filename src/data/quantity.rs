//! [`Quantity`]: a number with its unit, exactly as people write it.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde_json::Value;

use super::FigureValue;
use super::field::{Field, Item, Wrong, plain, serde_by_item, set_fields};
use super::node::Node;
use super::numeral::{counting_numeral, parse_chinese, parse_decimal};
use super::tree::Tree;

/// A quantity as it is written: `4.98万人`, `5500余万元`, `2—3个`, `81.09%`, `两天`.
///
/// The number is an exact decimal and keeps its printed decimals; the scale (万, 亿) is part of the quantity, so that
/// the author's own scale is printed back (78437.69万元 is not turned into 7.84亿元). In JSON it is that text; the
/// object form `{"value": 4.98, "unit": "万人", "qualifier": "余", "upper": null}` is read too.
///
/// Printing what was parsed gives the text back, apart from full-width digits and thousand separators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    number: Decimal,
    upper: Option<(char, Decimal)>,
    chinese: bool,
    qualifier: Option<Qualifier>,
    scale: Scale,
    unit: String,
}

/// 万 or 亿 before the unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// No scale word.
    One,
    /// 万, 10⁴.
    Wan,
    /// 亿, 10⁸.
    Yi,
    /// 万亿, 10¹².
    WanYi,
}

impl Scale {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::One => "",
            Self::Wan => "万",
            Self::Yi => "亿",
            Self::WanYi => "万亿",
        }
    }

    fn factor(self) -> Decimal {
        match self {
            Self::One => Decimal::ONE,
            Self::Wan => Decimal::from(10_000),
            Self::Yi => Decimal::from(100_000_000),
            Self::WanYi => Decimal::from(1_000_000_000_000_u64),
        }
    }
}

/// A word that makes a quantity approximate or a bound, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Qualifier {
    /// Before the number: 近, 约, 不到 …
    Before(&'static str),
    /// 余 or 多 between number and scale: 5500余万元.
    BeforeScale(&'static str),
    /// 余 or 多 between scale and unit: 1万余元.
    AfterScale(&'static str),
    /// After the unit: 左右, 以上 …
    After(&'static str),
}

impl Qualifier {
    fn word(self) -> &'static str {
        match self {
            Self::Before(w) | Self::BeforeScale(w) | Self::AfterScale(w) | Self::After(w) => w,
        }
    }
}

// Longer words first: 将近 before 近.
const BEFORE: [&str; 14] =
    ["不少于", "不低于", "不超过", "不高于", "将近", "接近", "大约", "不到", "不足", "超过", "至少", "近", "约", "逾"];
const BETWEEN: [&str; 2] = ["余", "多"];
const AFTER: [&str; 5] = ["左右", "以上", "以下", "以内", "上下"];
/// Signs of a range, GB/T 15835: — or ～; the half-width hyphen and 至 are read as well.
const RANGE: [char; 6] = ['—', '～', '~', '-', '－', '至'];

impl Quantity {
    /// A plain quantity without scale or qualifier.
    pub fn new(number: Decimal, unit: impl Into<String>) -> Self {
        Self { number, upper: None, chinese: false, qualifier: None, scale: Scale::One, unit: unit.into() }
    }

    /// The number as it is written, before the scale: 4.98 for 4.98万人.
    pub fn number(&self) -> Decimal {
        self.number
    }

    /// The upper end of a range, as it is written.
    pub fn upper(&self) -> Option<Decimal> {
        self.upper.map(|(_, n)| n)
    }

    /// The unit without its scale: 人 for 4.98万人, empty for a bare number.
    pub fn unit(&self) -> &str {
        &self.unit
    }

    /// The scale word.
    pub fn scale(&self) -> Scale {
        self.scale
    }

    /// The qualifier's word (余, 近, 以上 …), if there is one.
    pub fn qualifier(&self) -> Option<&'static str> {
        self.qualifier.map(Qualifier::word)
    }

    /// Whether it stands for one exact number: neither a range nor qualified.
    pub fn is_exact(&self) -> bool {
        self.upper.is_none() && self.qualifier.is_none()
    }

    /// The value in units: 49800 for 4.98万人. `None` where it exceeds what a decimal holds.
    pub fn value(&self) -> Option<Decimal> {
        self.number.checked_mul(self.scale.factor())
    }

    /// Half a unit of the last printed digit, in units: 50 for 4.98万人. Two figures within it agree as printed.
    pub fn tolerance(&self) -> Decimal {
        let half = Decimal::new(5, self.number.scale().min(26) + 1);
        half.checked_mul(self.scale.factor()).unwrap_or(half)
    }

    /// Number and scale without the unit, for a noun that follows: 4.98万 before 贫困人口.
    pub fn bare(&self) -> String {
        Self { unit: String::new(), ..self.clone() }.to_string()
    }

    /// The same quantity without its sign, for 下降33.3%.
    pub fn abs(&self) -> Self {
        Self { number: self.number.abs(), ..self.clone() }
    }

    /// The same quantity with its number in Chinese numerals, where it is a whole number below ten thousand.
    pub fn in_chinese(&self) -> Self {
        Self { chinese: self.upper.is_none() && self.whole().is_some(), ..self.clone() }
    }

    /// The same quantity with another number.
    pub(crate) fn with_number(&self, number: Decimal) -> Self {
        Self { number, ..self.clone() }
    }

    /// Another number of the same scale and unit, without qualifier or range.
    pub(crate) fn plain(&self, number: Decimal) -> Self {
        Self { number, upper: None, chinese: false, qualifier: None, scale: self.scale, unit: self.unit.clone() }
    }

    /// The least and the most that was rounded to this; twice itself for a count in full (67339户), which is not
    /// rounded.
    pub(crate) fn as_rounded(&self) -> [Self; 2] {
        if self.number.scale() == 0 && self.scale == Scale::One {
            return [self.clone(), self.clone()];
        }
        let half = Decimal::new(5, self.number.scale().min(26) + 1);
        [self.with_number(self.number - half), self.with_number(self.number + half)]
    }

    /// The same number of another unit.
    pub(crate) fn with_unit(&self, unit: &str) -> Self {
        Self { unit: unit.into(), ..self.clone() }
    }

    /// The same quantity with another scale word before its unit.
    pub(crate) fn with_scale(&self, scale: Scale) -> Self {
        Self { scale, ..self.clone() }
    }

    /// A value in units as number and scale: in this quantity's own scale where that leaves at least 1, otherwise
    /// without a scale word (4.43亿元 among 10万户 is 4430元, not 0.0000443亿元).
    pub(crate) fn in_reach(&self, value: Decimal) -> (Decimal, Scale) {
        match value.checked_div(self.scale.factor()) {
            Some(number) if number.abs() >= Decimal::ONE || self.scale == Scale::One => (number, self.scale),
            _ => (value, Scale::One),
        }
    }

    fn whole(&self) -> Option<u32> {
        if !self.number.fract().is_zero() || self.number.is_sign_negative() {
            return None;
        }
        u32::try_from(self.number.trunc().mantissa()).ok().filter(|n| *n < 10_000)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Qualifier::Before(word)) = self.qualifier {
            f.write_str(word)?;
        }
        match self.whole().filter(|_| self.chinese) {
            Some(n) => f.write_str(&counting_numeral(n))?,
            None => write!(f, "{}", self.number)?,
        }
        if let Some((sign, upper)) = self.upper {
            write!(f, "{sign}{upper}")?;
        }
        if let Some(Qualifier::BeforeScale(word)) = self.qualifier {
            f.write_str(word)?;
        }
        f.write_str(self.scale.word())?;
        if let Some(Qualifier::AfterScale(word)) = self.qualifier {
            f.write_str(word)?;
        }
        f.write_str(&self.unit)?;
        if let Some(Qualifier::After(word)) = self.qualifier {
            f.write_str(word)?;
        }
        Ok(())
    }
}

/// Why a text is not a [`Quantity`]; the message is Chinese and complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuantityError(String);

impl fmt::Display for QuantityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for QuantityError {}

const EXAMPLES: &str = "请写成“4.98万人”“5500余万元”“81.09%”这样的数量";

fn strip<'a>(text: &'a str, words: &[&'static str]) -> Option<(&'static str, &'a str)> {
    words.iter().find_map(|w| text.strip_prefix(w).map(|rest| (*w, rest)))
}

/// Splits the longest leading run of characters that satisfy `is`.
fn leading(text: &str, is: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|c| !is(c)).unwrap_or(text.len()))
}

fn is_arabic(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c) || matches!(c, '.' | '．' | ',' | '，')
}

fn is_chinese_digit(c: char) -> bool {
    "零〇一二两三四五六七八九十百千".contains(c)
}

impl FromStr for Quantity {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, QuantityError> {
        let fail = |why: &str| Err(QuantityError(format!("“{}”{why}，{EXAMPLES}", shorten(text))));
        let mut rest = text.trim();
        // The longest figure that makes sense has some thirty characters.
        if rest.len() > 256 {
            return fail("太长，不是一个数量");
        }
        if rest.is_empty() {
            return Err(QuantityError(format!("数量是空的，{EXAMPLES}")));
        }
        let mut qualifier = None;
        if let Some((word, after)) = strip(rest, &BEFORE) {
            qualifier = Some(Qualifier::Before(word));
            rest = after.trim_start();
        }
        let (sign, unsigned) = match rest.strip_prefix(['-', '−', '－']) {
            Some(after) => ("-", after),
            None => ("", rest),
        };
        let (digits, mut after) = leading(unsigned, is_arabic);
        let (number, chinese) = if digits.is_empty() {
            let (word, tail) = leading(unsigned, is_chinese_digit);
            after = tail;
            match parse_chinese(word) {
                Some(n) if sign.is_empty() => (Decimal::from(n), true),
                _ => return fail("里没有数字"),
            }
        } else {
            match parse_decimal(&format!("{sign}{digits}")) {
                Some(n) => (n, false),
                None => return fail("的数字写法不对"),
            }
        };
        // Spaces between the parts mean nothing: 5 万人 is 5万人.
        after = after.trim_start();
        let mut upper = None;
        if let Some(mark) = after.chars().next().filter(|c| RANGE.contains(c)) {
            let (digits, tail) = leading(after[mark.len_utf8()..].trim_start(), is_arabic);
            match parse_decimal(digits) {
                Some(n) if n > number => upper = Some((mark, n)),
                _ => return fail("的范围写法不对（前小后大，如“2—3个”）"),
            }
            after = tail.trim_start();
        }
        if let Some((word, tail)) = strip(after, &BETWEEN) {
            if qualifier.is_some() {
                return fail("用了两个约数词");
            }
            if number.scale() > 0 {
                return fail("在小数后面用了约数词，“余”“多”只能跟在整数后面");
            }
            qualifier = Some(Qualifier::BeforeScale(word));
            after = tail.trim_start();
        }
        let mut scale = Scale::One;
        for candidate in [Scale::WanYi, Scale::Wan, Scale::Yi] {
            if let Some(tail) = after.strip_prefix(candidate.word()) {
                (scale, after) = (candidate, tail.trim_start());
                break;
            }
        }
        if scale == Scale::One {
            // Without a scale there is no difference between the two places; keep one form.
            if let Some(Qualifier::BeforeScale(word)) = qualifier {
                qualifier = Some(Qualifier::AfterScale(word));
            }
        } else if let Some((word, tail)) = strip(after, &BETWEEN) {
            if qualifier.is_some() {
                return fail("用了两个约数词");
            }
            qualifier = Some(Qualifier::AfterScale(word));
            after = tail;
        }
        let mut unit = after.trim();
        for word in AFTER {
            if let Some(head) = unit.strip_suffix(word) {
                if qualifier.is_some() {
                    return fail("用了两个约数词");
                }
                qualifier = Some(Qualifier::After(word));
                unit = head.trim_end();
                break;
            }
        }
        let unit = if unit == "％" { "%" } else { unit };
        if unit.chars().count() > 8 || unit.chars().any(|c| is_arabic(c) || c.is_control() || c.is_whitespace()) {
            return fail("的单位看不懂");
        }
        // 20xx亩: websites mask what they take for a year.
        if unit.starts_with(['x', 'X', '×', '*', '□', '○']) {
            return fail("像是有数字被遮去了");
        }
        // 两 十人 would print as twenty persons.
        let directly = scale == Scale::One && upper.is_none() && !matches!(qualifier, Some(Qualifier::AfterScale(_)));
        if chinese && directly && unit.starts_with(is_chinese_digit) {
            return fail("的单位看不懂");
        }
        Ok(Self { number, upper, chinese, qualifier, scale, unit: unit.into() })
    }
}

/// The beginning of a text, for a message.
pub(crate) fn shorten(text: &str) -> String {
    let mut out: String = text.chars().take(24).collect();
    if text.chars().nth(24).is_some() {
        out.push('…');
    }
    out
}

impl Item for Quantity {
    fn read(tree: &Tree) -> Result<Self, Wrong> {
        match tree {
            Tree::Text(text) => text.parse().map_err(|error: QuantityError| Wrong::new(error.to_string())),
            Tree::Number(number) => Err(Wrong::new(format!("数字 {} 没有单位，{EXAMPLES}", plain(number)))),
            Tree::Record(_) => {
                let mut object = Object::default();
                object.set(tree)?;
                object.text()?.parse().map_err(|error: QuantityError| Wrong::new(error.to_string()))
            }
            _ => Err(Wrong::kind(tree, "数量")),
        }
    }

    fn json(&self) -> Value {
        self.to_string().into()
    }

    fn node(&self) -> Node {
        Node::Figure(FigureValue::Quantity(self.clone()))
    }
}

serde_by_item!(Quantity);

/// The object form of a quantity. A JSON number prints as its shortest decimal, so `13.20` must be given as text.
#[derive(Default)]
struct Object {
    value: Option<Value>,
    unit: String,
    qualifier: Option<String>,
    upper: Option<Value>,
}

impl Object {
    fn set(&mut self, tree: &Tree) -> Result<(), Wrong> {
        let Self { value, unit, qualifier, upper } = self;
        let fields: &mut [(&str, &mut dyn Field)] =
            &mut [("value", value), ("unit", unit), ("qualifier", qualifier), ("upper", upper)];
        set_fields("Object", fields, tree)
    }

    fn text(&self) -> Result<String, Wrong> {
        let plain = |v: &Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
        let qualifier = self.qualifier.as_deref().unwrap_or_default();
        let mut text = plain(self.value.as_ref().ok_or_else(|| Wrong::missing("value"))?);
        if let Some(upper) = &self.upper {
            text = format!("{text}—{}", plain(upper));
        }
        Ok(if BETWEEN.contains(&qualifier) {
            format!("{text}{qualifier}{}", self.unit)
        } else if AFTER.contains(&qualifier) {
            format!("{text}{}{qualifier}", self.unit)
        } else {
            format!("{qualifier}{text}{}", self.unit)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn quantity(text: &str) -> Quantity {
        text.parse().unwrap()
    }

    /// The forms that sections 3.1–3.6 of the genre study show.
    #[test]
    fn prints_what_was_written() {
        for text in [
            "4.98万人",
            "988.3亿元",
            "9%",
            "-33.3%",
            "31人次",
            "18批",
            "12.54个百分点",
            "5500余万元",
            "3000多万元",
            "1万余元",
            "130万余斤",
            "210余盏",
            "10多万人",
            "将近3个百分点",
            "不到3年",
            "2—3个",
            "100—300万元",
            "1-2个",
            "1至2项",
            "4000元以上",
            "8%以下",
            "3万人左右",
            "78437.69万元",
            "两天",
            "四点",
            "十多个",
            "1400多亿元",
            "67339户",
            "13.20%",
            "3万亿元",
            "0.5万元",
            "不少于20天",
            "近1000人",
            "5000",
            "4.588亿元",
        ] {
            assert_eq!(quantity(text).to_string(), text);
        }
    }

    #[test]
    fn value_and_tolerance_are_in_units() {
        let done = quantity("4.98万人");
        assert_eq!(done.value().unwrap(), Decimal::from(49_800));
        assert_eq!(done.tolerance(), Decimal::from(50));
        assert_eq!(done.unit(), "人");
        assert_eq!(done.bare(), "4.98万");
        assert_eq!(quantity("68%").tolerance(), Decimal::new(5, 1));
        assert_eq!(quantity("-66.7%").abs().to_string(), "66.7%");
    }

    #[test]
    fn counts_in_chinese() {
        assert_eq!(quantity("2天").in_chinese().to_string(), "两天");
        assert_eq!(quantity("4点").in_chinese().to_string(), "四点");
        assert_eq!(quantity("10多个").in_chinese().to_string(), "十多个");
        // A decimal has no such form: it stays as it is.
        assert_eq!(quantity("2.5天").in_chinese().to_string(), "2.5天");
    }

    #[test]
    fn full_width_and_separators_are_read() {
        assert_eq!(quantity("１２，３４５人").to_string(), "12345人");
        assert_eq!(quantity("81.09％").to_string(), "81.09%");
    }

    /// Found by fuzzing: 4.98 万人 was read as 4.98 of a unit 万人.
    #[test]
    fn spaces_between_the_parts_mean_nothing() {
        for (text, printed) in [
            ("4.98 万人", "4.98万人"),
            ("5500 余 万 元", "5500余万元"),
            ("1 万 余元", "1万余元"),
            ("近 4 万人", "近4万人"),
            ("100 — 300 万元", "100—300万元"),
            ("4000 元 以上", "4000元以上"),
            ("两 天", "两天"),
        ] {
            assert_eq!(quantity(text), quantity(printed), "{text}");
            assert_eq!(quantity(text).to_string(), printed);
        }
        for wrong in ["20 -", "两 十人", "3 5人"] {
            assert!(wrong.parse::<Quantity>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn says_what_is_wrong() {
        for (text, why) in [
            ("", "是空的"),
            ("很多", "没有数字"),
            ("9.5多万人", "小数后面"),
            ("3—2个", "前小后大"),
            ("近3余人", "两个约数词"),
            ("3人5户", "单位看不懂"),
            ("1.2.3人", "写法不对"),
            ("99999999999999999999999999999999999人", "写法不对"),
        ] {
            let error = text.parse::<Quantity>().unwrap_err().to_string();
            assert!(error.contains(why), "{text}: {error}");
        }
    }

    #[test]
    fn reads_the_object_form() {
        let read = |json: &str| serde_json::from_str::<Quantity>(json).map(|q| q.to_string());
        assert_eq!(read(r#"{"value": 4.98, "unit": "万人"}"#).unwrap(), "4.98万人");
        assert_eq!(read(r#"{"value": 5500, "unit": "万元", "qualifier": "余"}"#).unwrap(), "5500余万元");
        assert_eq!(read(r#"{"value": 2, "upper": 3, "unit": "个"}"#).unwrap(), "2—3个");
        assert_eq!(read(r#"{"value": "13.20", "unit": "%"}"#).unwrap(), "13.20%");
        assert!(read("5").unwrap_err().to_string().contains("没有单位"));
    }

    proptest! {
        #[test]
        fn any_text_parses_or_fails_without_panic(text in "\\PC{0,24}") {
            if let Ok(quantity) = text.parse::<Quantity>() {
                let printed = quantity.to_string();
                let again: Quantity = printed.parse().unwrap();
                prop_assert_eq!(again.to_string(), printed);
                let _ = (quantity.value(), quantity.tolerance(), quantity.bare(), quantity.in_chinese().to_string());
            }
        }

        #[test]
        fn print_then_parse_is_identity(
            n in 0u32..1_000_000, decimals in 0u32..4,
            before in prop::sample::select(vec!["", "近", "不到"]), scale in prop::sample::select(vec!["", "万", "亿"]),
            unit in prop::sample::select(vec!["人", "元", "%", "个百分点", "公里"]), after in prop::sample::select(vec!["", "以上"]),
        ) {
            let after = if before.is_empty() { after } else { "" };
            let text = format!("{before}{}{scale}{unit}{after}", Decimal::new(n.into(), decimals));
            prop_assert_eq!(quantity(&text).to_string(), text);
        }
    }
}
