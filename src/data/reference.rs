//! [`Reference`]: how a figure compares with a reference value.

use std::fmt;
use std::str::FromStr;

use serde_json::Value;

use super::FigureValue;
use super::Quantity;
use super::field::{Field, Item, Wrong, fields_to_json, serde_by_item, set_fields};
use super::node::Node;
use super::quantity::shorten;
use super::tree::Tree;

/// A comparison with a reference value: 比全国低12.54个百分点, 高于全区1.9个百分点 (genre study Q09), 不低于全市平均水平
/// (Q21).
///
/// In JSON it is that text, or an object `{"scope": "全国", "sense": "低", "delta": "12.54个百分点"}`. Printing gives
/// the written text back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    scope: String,
    word: Word,
    delta: Option<Quantity>,
}

/// On which side of the reference value a figure lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// The figure is the larger one, or for 不低于 at least as large.
    Above,
    /// The figure is the smaller one, or for 不高于 at most as large.
    Below,
}

/// The word of a comparison as it is written. It stands after the scope that 比 introduces, or before the scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Word {
    text: &'static str,
    sense: Sense,
}

/// Words after 比…; the longer one of two that begin alike comes first.
const AFTER: [Word; 9] = [
    Word { text: "高出", sense: Sense::Above },
    Word { text: "高", sense: Sense::Above },
    Word { text: "低", sense: Sense::Below },
    Word { text: "多", sense: Sense::Above },
    Word { text: "少", sense: Sense::Below },
    Word { text: "快", sense: Sense::Above },
    Word { text: "慢", sense: Sense::Below },
    Word { text: "大", sense: Sense::Above },
    Word { text: "小", sense: Sense::Below },
];

/// Words before the scope.
const BEFORE: [Word; 6] = [
    Word { text: "不低于", sense: Sense::Above },
    Word { text: "不高于", sense: Sense::Below },
    Word { text: "高于", sense: Sense::Above },
    Word { text: "低于", sense: Sense::Below },
    Word { text: "快于", sense: Sense::Above },
    Word { text: "慢于", sense: Sense::Below },
];

/// Units that end a scope and make a difference of the number before them. Without 比 nothing else separates the two,
/// and a scope may hold numbers of its own (全省48个县平均水平, 2016年水平).
const DELTA_UNITS: [&str; 18] = [
    "个百分点",
    "百分点",
    "%",
    "‰",
    "倍",
    "成",
    "元",
    "人",
    "人次",
    "户",
    "个",
    "天",
    "分",
    "亩",
    "吨",
    "公斤",
    "公里",
    "岁",
];

impl Reference {
    /// What is compared with: 全国, 全省, 全市平均水平.
    pub fn scope(&self) -> &str {
        &self.scope
    }

    /// On which side of the reference value the figure lies.
    pub fn sense(&self) -> Sense {
        self.word.sense
    }

    /// The word of the comparison as it is written: 低, 高于, 不低于.
    pub fn word(&self) -> &'static str {
        self.word.text
    }

    /// Whether the figure is above the reference value; for 不低于 it may also equal it.
    pub fn is_above(&self) -> bool {
        self.word.sense == Sense::Above
    }

    /// Whether the figure may also equal the reference value: 不低于 or 不高于.
    pub fn is_bound(&self) -> bool {
        self.word.text.starts_with('不')
    }

    /// The difference, never negative; its unit tells what it is counted in: 个百分点 between rates, the figure's own unit
    /// or `%` between levels.
    pub fn delta(&self) -> Option<&Quantity> {
        self.delta.as_ref()
    }

    fn new(scope: &str, word: Word, delta: Option<Quantity>) -> Result<Self, String> {
        let scope = scope.trim();
        if scope.is_empty() {
            return Err(format!("“{}”没有说同谁比较，{EXAMPLES}", word.text));
        }
        if let Some(delta) = delta.as_ref().filter(|d| d.number().is_sign_negative()) {
            return Err(format!("相差的“{delta}”不带正负号，高低由“{}”这个词说明", word.text));
        }
        Ok(Self { scope: scope.into(), word, delta })
    }
}

const EXAMPLES: &str = "请写成“比全国低12.54个百分点”“高于全区1.9个百分点”或“不低于全市平均水平”";

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if BEFORE.contains(&self.word) {
            write!(f, "{}{}", self.word.text, self.scope)?;
        } else {
            write!(f, "比{}{}", self.scope, self.word.text)?;
        }
        self.delta.as_ref().map_or(Ok(()), |delta| write!(f, "{delta}"))
    }
}

/// 比 + scope + word + difference: the first word that leaves nothing or a quantity behind it.
fn after_scope(rest: &str) -> Option<Result<Reference, String>> {
    rest.char_indices().find_map(|(at, _)| {
        AFTER.into_iter().find_map(|word| {
            let tail = rest[at..].strip_prefix(word.text)?;
            let delta = if tail.is_empty() { None } else { Some(tail.parse().ok()?) };
            Some(Reference::new(&rest[..at], word, delta))
        })
    })
}

/// Word + scope + difference: the longest difference that leaves a scope before it.
fn before_scope(word: Word, rest: &str) -> Result<Reference, String> {
    let delta = |text: &str| text.parse::<Quantity>().ok().filter(|d| DELTA_UNITS.contains(&d.unit()));
    if delta(rest).is_some() {
        return Err(format!("“{}{}”后面是数，没有说同谁比较，{EXAMPLES}", word.text, shorten(rest)));
    }
    let numeric = |c: char| c.is_numeric() || matches!(c, '.' | '．' | ',' | '，' | '-' | '−' | '－');
    let split = rest.char_indices().skip(1).find_map(|(at, _)| {
        // A number is never cut in two.
        let (scope, tail) = rest.split_at(at);
        if scope.ends_with(numeric) { None } else { Some((scope, delta(tail)?)) }
    });
    match split {
        Some((scope, delta)) => Reference::new(scope, word, Some(delta)),
        None => Reference::new(rest, word, None),
    }
}

impl FromStr for Reference {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // Pasted text has spaces between a number and its unit.
        let text: String = text.split_whitespace().collect();
        let fail = || Err(format!("“{}”不是同参照值的比较，{EXAMPLES}", shorten(&text)));
        if let Some(rest) = text.strip_prefix('比') {
            return after_scope(rest).unwrap_or_else(fail);
        }
        match BEFORE.into_iter().find_map(|word| Some((word, text.strip_prefix(word.text)?))) {
            Some((word, rest)) => before_scope(word, rest),
            None => fail(),
        }
    }
}

impl Item for Reference {
    fn read(tree: &Tree) -> Result<Self, Wrong> {
        match tree {
            Tree::Text(text) => text.parse().map_err(Wrong::new),
            Tree::Record(_) => {
                let (mut scope, mut sense, mut delta) = (None::<String>, None::<String>, None);
                let fields: &mut [(&str, &mut dyn Field)] =
                    &mut [("scope", &mut scope), ("sense", &mut sense), ("delta", &mut delta)];
                set_fields("Object", fields, tree)?;
                let scope = scope.ok_or_else(|| Wrong::missing("scope"))?;
                let sense = sense.ok_or_else(|| Wrong::missing("sense"))?;
                let mut words = AFTER.into_iter().chain(BEFORE);
                let Some(word) = words.clone().find(|word| word.text == sense.trim()) else {
                    let known: Vec<_> = words.by_ref().map(|word| word.text).collect();
                    let message = format!("“{}”不说明高低，请写成{}", shorten(&sense), known.join("、"));
                    return Err(Wrong::new(message));
                };
                Self::new(&scope, word, delta).map_err(Wrong::new)
            }
            _ => Err(Wrong::kind(tree, "比较")),
        }
    }

    fn json(&self) -> Value {
        // The text form, where it reads back as the same comparison.
        let text = self.to_string();
        if text.parse().as_ref() == Ok(self) {
            return text.into();
        }
        let (scope, sense) = (Some(self.scope.clone()), Some(self.word.text.to_owned()));
        fields_to_json(&[("scope", &scope), ("sense", &sense), ("delta", &self.delta)])
    }

    fn node(&self) -> Node {
        Node::Figure(FigureValue::Reference(self.clone()))
    }
}

serde_by_item!(Reference);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn reference(text: &str) -> Reference {
        text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
    }

    #[test]
    fn reads_and_prints_every_form() {
        for (text, scope, above, bound, delta) in [
            ("比全国低12.54个百分点", "全国", false, false, "12.54个百分点"),
            ("比全省低将近3个百分点", "全省", false, false, "将近3个百分点"),
            ("比全省高10多个百分点", "全省", true, false, "10多个百分点"),
            ("比大城市平均水平慢两天", "大城市平均水平", false, false, "两天"),
            ("比全省平均水平高出1.9倍", "全省平均水平", true, false, "1.9倍"),
            ("比全省多", "全省", true, false, ""),
            ("高于全区1.9个百分点", "全区", true, false, "1.9个百分点"),
            ("低于全省将近3个百分点", "全省", false, false, "将近3个百分点"),
            ("高于全省48个县1.9个百分点", "全省48个县", true, false, "1.9个百分点"),
            ("高于全市平均水平", "全市平均水平", true, false, ""),
            ("低于全市平均水平", "全市平均水平", false, false, ""),
            ("不低于全市平均水平", "全市平均水平", true, true, ""),
            ("不高于全市平均水平", "全市平均水平", false, true, ""),
            ("快于全省平均水平", "全省平均水平", true, false, ""),
            ("高于2016年水平", "2016年水平", true, false, ""),
            ("高于全省48个县平均水平", "全省48个县平均水平", true, false, ""),
        ] {
            let read = reference(text);
            assert_eq!(read.to_string(), text);
            assert_eq!((read.scope(), read.is_above(), read.is_bound()), (scope, above, bound), "{text}");
            assert_eq!(read.delta().map(Quantity::to_string).unwrap_or_default(), delta, "{text}");
            assert_eq!(serde_json::to_string(&read).unwrap(), format!("\"{text}\""));
            assert_eq!(serde_json::from_str::<Reference>(&format!("\"{text}\"")).unwrap(), read);
        }
    }

    #[test]
    fn reads_the_object_form() {
        let read = |json: &str| serde_json::from_str::<Reference>(json);
        let json = r#"{"scope": "全国", "sense": "低", "delta": "12.54个百分点"}"#;
        assert_eq!(read(json).unwrap(), reference("比全国低12.54个百分点"));
        assert_eq!(read(r#"{"scope": "全区", "sense": "不低于"}"#).unwrap(), reference("不低于全区"));
        // A scope that the text form would read in another way is written as an object.
        let json = r#"{"scope":"全省3个","sense":"高于"}"#;
        assert_eq!(serde_json::to_string(&read(json).unwrap()).unwrap(), json);
        assert!(
            read(r#"{"scope": "全国", "sense": "强"}"#)
                .unwrap_err()
                .to_string()
                .contains("不说明高低，请写成高出、高、低")
        );
        assert!(read(r#"{"scope": "", "sense": "高"}"#).unwrap_err().to_string().contains("没有说同谁比较"));
    }

    #[test]
    fn says_what_to_write_instead() {
        for (text, why) in [
            ("", "不是同参照值的比较，请写成“比全国低12.54个百分点”"),
            ("12.54个百分点", "不是同参照值的比较"),
            ("比全国强", "不是同参照值的比较"),
            ("比低3个百分点", "没有说同谁比较"),
            ("高于", "没有说同谁比较"),
            ("高于30%", "没有说同谁比较"),
            ("比全国高-3个百分点", "不带正负号"),
            ("高于全国-3个百分点", "不带正负号"),
        ] {
            let error = text.parse::<Reference>().unwrap_err();
            assert!(error.contains(why), "{text}: {error}");
        }
    }

    proptest! {
        #[test]
        fn any_text_parses_or_fails_without_panic(text in "(比|高于|不低于)[全国省大多少低平均0-9. ]{0,8}(高|低)?[0-9.-]{0,3}(个百分点|%|元|\\PC)?") {
            if let Ok(read) = text.parse::<Reference>() {
                let json = serde_json::to_string(&read).unwrap();
                prop_assert_eq!(serde_json::from_str::<Reference>(&json).unwrap(), read);
            }
        }

        #[test]
        fn parse_then_print_is_identity(
            scope in prop::sample::select(vec!["全国", "全省", "全区", "全市平均水平", "省辖市平均值", "上年同期"]),
            word in prop::sample::select(AFTER.into_iter().chain(BEFORE).collect::<Vec<_>>()),
            before in prop::sample::select(vec!["", "近", "将近", "不到"]),
            n in 1i64..100_000, decimals in 0u32..3, unit in prop::sample::select(DELTA_UNITS.to_vec()), with_delta: bool,
        ) {
            let delta = format!("{before}{}{unit}", rust_decimal::Decimal::new(n, decimals)).parse().unwrap();
            let made = Reference::new(scope, word, with_delta.then_some(delta)).unwrap();
            let text = made.to_string();
            prop_assert_eq!(text.parse::<Reference>(), Ok(made));
            prop_assert_eq!(reference(&text).to_string(), text);
        }
    }
}
