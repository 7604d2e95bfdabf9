//! [`Ratio`]: a proportion of two or more numbers.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde_json::Value;

use super::FigureValue;
use super::field::{Item, Wrong, serde_by_item};
use super::node::Node;
use super::numeral::parse_decimal;
use super::quantity::shorten;
use super::tree::Tree;

/// A proportion: `7：3`, `1:2.2:0.9` (genre study Q45).
///
/// It has two or more parts, exact decimals above zero, and no unit. It is printed with the sign that it was written
/// with: ： or : or ∶ (U+2236) or 比. In JSON it is the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ratio {
    parts: Vec<Decimal>,
    sign: char,
}

const SIGNS: [char; 4] = ['：', ':', '∶', '比'];

impl Ratio {
    /// The parts, in the order of the text: 7 and 3 for `7：3`. There are at least two.
    pub fn parts(&self) -> &[Decimal] {
        &self.parts
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, part) in self.parts.iter().enumerate() {
            if index > 0 {
                write!(f, "{}", self.sign)?;
            }
            write!(f, "{part}")?;
        }
        Ok(())
    }
}

impl FromStr for Ratio {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let sign = text.chars().find(|c| SIGNS.contains(c));
        let parts: Option<Vec<_>> =
            text.split(SIGNS).map(|part| parse_decimal(part.trim()).filter(|n| *n > Decimal::ZERO)).collect();
        match (sign, parts) {
            (Some(sign), Some(parts)) => Ok(Self { parts, sign }),
            _ => Err(format!("“{}”不是比，请写成“7：3”或“1：2.2：0.9”，各项都是大于零的数", shorten(text))),
        }
    }
}

impl Item for Ratio {
    fn read(tree: &Tree) -> Result<Self, Wrong> {
        match tree {
            Tree::Text(text) => text.parse().map_err(Wrong::new),
            _ => Err(Wrong::kind(tree, "比")),
        }
    }

    fn json(&self) -> Value {
        self.to_string().into()
    }

    fn node(&self) -> Node {
        Node::Figure(FigureValue::Ratio(self.clone()))
    }
}

serde_by_item!(Ratio);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn prints_what_was_written() {
        for text in ["7：3", "7:3", "1:2.2:0.9", "1：2.2：0.9", "1∶1.50", "7比3"] {
            let ratio: Ratio = text.parse().unwrap();
            assert_eq!(ratio.to_string(), text);
            assert_eq!(serde_json::to_string(&ratio).unwrap(), format!("\"{text}\""));
            assert_eq!(serde_json::from_str::<Ratio>(&format!("\"{text}\"")).unwrap(), ratio);
        }
        assert_eq!("1:2.2".parse::<Ratio>().unwrap().parts(), [Decimal::ONE, Decimal::new(22, 1)]);
    }

    #[test]
    fn says_what_to_write_instead() {
        for wrong in ["", "7", "7：", "：3", "0：3", "-7：3", "七：三", "7：3个", "7/3"] {
            assert!(wrong.parse::<Ratio>().unwrap_err().contains("请写成“7：3”"), "{wrong}");
        }
        assert!(serde_json::from_str::<Ratio>("7").is_err());
    }

    proptest! {
        #[test]
        fn parse_then_print_is_identity(
            parts in prop::collection::vec((1i64..1_000_000, 0u32..4), 2..5), sign in prop::sample::select(SIGNS.to_vec()),
        ) {
            let ratio = Ratio { parts: parts.into_iter().map(|(n, decimals)| Decimal::new(n, decimals)).collect(), sign };
            prop_assert_eq!(ratio.to_string().parse::<Ratio>(), Ok(ratio));
        }

        #[test]
        fn any_text_parses_or_fails_without_panic(text in "[-0-9.：:∶比 ]{0,12}") {
            if let Ok(ratio) = text.parse::<Ratio>() {
                prop_assert_eq!(ratio.to_string().parse::<Ratio>(), Ok(ratio));
            }
        }
    }
}
