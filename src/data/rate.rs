//! [`Rate`]: a share or a rate of growth.

use std::fmt;
use std::str::FromStr;

use serde_json::Value;

use super::FigureValue;
use super::field::{Item, Wrong, plain, serde_by_item};
use super::node::Node;
use super::quantity::shorten;
use super::tree::Tree;
use super::{Quantity, Scale};

/// A share or a rate of growth, with its unit: `81.09%`, `-33.3%`, `70%以上`, `近四成`, `1.5倍` (genre study Q01–Q04,
/// Q13, Q18, Q20, Q29, Q40).
///
/// The unit is one of `%`, `‰`, 成 (a tenth) and 倍 (a multiple). A difference of two rates, in percentage points, is no
/// rate; it belongs to a comparison ([`Reference`](super::Reference)). In JSON it is the text; the object form of a
/// [`Quantity`] is read too. Printing what was parsed gives the text back, as for a quantity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate(Quantity);

/// The units of a rate.
const UNITS: [&str; 4] = ["%", "‰", "成", "倍"];

impl Rate {
    /// The rate as a quantity; its [unit](Quantity::unit) is `%`, `‰`, 成 or 倍, its number is counted in that unit:
    /// 81.09 for `81.09%`.
    pub fn quantity(&self) -> &Quantity {
        &self.0
    }
}

impl TryFrom<Quantity> for Rate {
    type Error = String;

    fn try_from(quantity: Quantity) -> Result<Self, String> {
        let unit = quantity.unit();
        if UNITS.contains(&unit) && quantity.scale() == Scale::One {
            return Ok(Self(quantity));
        }
        let text = quantity.to_string();
        let shown = shorten(&text);
        Err(if unit.contains("百分点") {
            format!("“{shown}”是两个比例的差，不是比例，请写进相差的那一项，如“比全国低12.54个百分点”")
        } else if unit.is_empty() && quantity.scale() == Scale::One {
            format!("“{shown}”没有单位，请写成“{text}%”")
        } else if text.contains("分之") {
            format!("“{shown}”不是比例的写法，请用百分号，写成“81.09%”")
        } else {
            format!("“{shown}”不是比例，单位只能是{}，请写成“81.09%”“近四成”“1.5倍”", UNITS.join("、"))
        })
    }
}

impl From<Rate> for Quantity {
    fn from(rate: Rate) -> Self {
        rate.0
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Rate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.parse::<Quantity>()
            .map_err(|_| format!("“{}”不是比例，请写成“81.09%”“70%以上”“近四成”“1.5倍”", shorten(text.trim())))?
            .try_into()
    }
}

impl Item for Rate {
    fn read(tree: &Tree) -> Result<Self, Wrong> {
        match tree {
            Tree::Text(text) => text.parse().map_err(Wrong::new),
            Tree::Number(number) => plain(number).parse().map_err(Wrong::new),
            Tree::Record(_) => Quantity::read(tree)?.try_into().map_err(Wrong::new),
            _ => Err(Wrong::kind(tree, "比例")),
        }
    }

    fn json(&self) -> Value {
        self.to_string().into()
    }

    fn node(&self) -> Node {
        Node::Figure(FigureValue::Quantity(self.quantity().clone()))
    }
}

serde_by_item!(Rate);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The rates of sections 3.1–3.6 of the genre study, and the units that it does not show.
    #[test]
    fn prints_what_was_written() {
        for text in [
            "9%",
            "12.8%",
            "13.20%",
            "-33.3%",
            "81.09%",
            "98.91%",
            "2.22%",
            "70%以上",
            "8%以下",
            "10%以上",
            "92%",
            "100%",
            "近四成",
            "七成以上",
            "约5‰",
            "1.5倍",
            "2—3倍",
            "5—8%",
        ] {
            let rate: Rate = text.parse().unwrap();
            assert_eq!(rate.to_string(), text);
            assert_eq!(serde_json::to_string(&rate).unwrap(), format!("\"{text}\""));
            assert_eq!(serde_json::from_str::<Rate>(&format!("\"{text}\"")).unwrap(), rate);
            assert_eq!(Quantity::from(rate.clone()), *rate.quantity());
        }
        assert_eq!(
            serde_json::from_str::<Rate>(r#"{"value": 70, "unit": "%", "qualifier": "以上"}"#).unwrap().to_string(),
            "70%以上"
        );
    }

    #[test]
    fn says_what_to_write_instead() {
        for (text, why) in [
            ("12.54个百分点", "两个比例的差"),
            ("3百分点", "两个比例的差"),
            ("81.09", "请写成“81.09%”"),
            ("近40", "请写成“近40%”"),
            ("百分之九", "请用百分号"),
            ("4.98万人", "单位只能是%、‰、成、倍"),
            ("4万%", "单位只能是"),
            ("很高", "不是比例"),
            ("", "不是比例"),
        ] {
            let error = text.parse::<Rate>().unwrap_err();
            assert!(error.contains(why), "{text}: {error}");
        }
        assert!(serde_json::from_str::<Rate>("81.09").unwrap_err().to_string().contains("请写成“81.09%”"));
        assert!(serde_json::from_str::<Rate>("-5").unwrap_err().to_string().contains("请写成“-5%”"));
        assert!(serde_json::from_str::<Rate>(r#"{"value": 3, "unit": "个百分点"}"#).is_err());
    }

    proptest! {
        #[test]
        fn any_text_parses_or_fails_without_panic(text in "(近|不到)?[-0-9.一二四—]{0,6}(%|％|‰|成|倍|个百分点|\\PC)?(以上)?") {
            if let Ok(rate) = text.parse::<Rate>() {
                prop_assert_eq!(rate.to_string().parse::<Rate>(), Ok(rate));
            }
        }

        #[test]
        fn print_then_parse_is_identity(
            n in -100_000i64..100_000, decimals in 0u32..4, unit in prop::sample::select(UNITS.to_vec()),
            before in prop::sample::select(vec!["", "近", "不到", "超过"]), after in prop::sample::select(vec!["", "以上", "左右"]),
        ) {
            let after = if before.is_empty() { after } else { "" };
            let text = format!("{before}{}{unit}{after}", rust_decimal::Decimal::new(n, decimals));
            prop_assert_eq!(text.parse::<Rate>().unwrap().to_string(), text);
        }
    }
}
