//! [`Rank`]: 位次, a place among comparable units.

use std::fmt;
use std::str::FromStr;

use serde_json::Value;

use super::FigureValue;
use super::field::{Field, Item, Wrong, fields_to_json, serde_by_item, set_fields};
use super::node::Node;
use super::numeral::chinese_numeral;
use super::tree::Tree;

/// A place among comparable units: `全省第3位`, `增速居全省第3位`, `增速居全省第3位（共18个）` (genre study Q01–Q07).
///
/// In JSON it is that text, or an object `{"position": 3, "scope": "全省", "of": "增速", "out_of": 18}`. A number of units
/// that is part of the scope (全省48个扶贫开发县市第18位) stays there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rank {
    /// 位次, from 1.
    pub position: u32,
    /// Among whom: 全省, 省辖市, 全省48个扶贫开发县. Empty when unsaid.
    pub scope: String,
    /// What is compared: 增速, 规模, 降幅, 得分. Empty when unsaid.
    pub of: String,
    /// How many units were ranked, when known.
    pub out_of: Option<u32>,
    /// Whether it is called 名 (a contest) instead of 位.
    pub contest: bool,
}

/// How good a place is: the choice of words by section 7 of the genre study.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RankBand {
    /// 名列前茅: the first three or the first tenth, never beyond the upper half. Such a place is said with its number.
    Top,
    /// 前列: the top third.
    Front,
    /// 中游: neither of the thirds. The number is said only if somebody asks.
    Middle,
    /// 靠后: the bottom third.
    Rear,
    /// 末位: the last of several.
    Last,
}

impl Rank {
    /// How good the place is, where it is known how many units were ranked. `None` also for a place beyond them.
    ///
    /// The better band wins where two apply, but the last place is always [`RankBand::Last`], and the third of four or five
    /// is not [`RankBand::Top`].
    pub fn band(&self) -> Option<RankBand> {
        let (place, units) = (u64::from(self.position), u64::from(self.out_of?));
        if place == 0 || place > units {
            return None;
        }
        Some(match place {
            _ if place == units && units > 1 => RankBand::Last,
            _ if units == 1 || place * 10 <= units || (place <= 3 && place * 2 <= units) => RankBand::Top,
            _ if place * 3 <= units => RankBand::Front,
            _ if place * 3 > units * 2 => RankBand::Rear,
            _ => RankBand::Middle,
        })
    }

    /// 第3位 or 第3名.
    pub fn place(&self) -> String {
        format!("第{}{}", self.position, self.word())
    }

    /// 第三位 or 第三名.
    pub fn place_in_chinese(&self) -> String {
        format!("第{}{}", chinese_numeral(self.position), self.word())
    }

    /// 3位, for the second and later members of a bare series (第47位、43位).
    pub fn place_continued(&self) -> String {
        format!("{}{}", self.position, self.word())
    }

    fn word(&self) -> &'static str {
        if self.contest { "名" } else { "位" }
    }
}

impl fmt::Display for Rank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.of.is_empty() {
            write!(f, "{}居", self.of)?;
        }
        write!(f, "{}{}", self.scope, self.place())?;
        self.out_of.map_or(Ok(()), |units| write!(f, "（共{units}个）"))
    }
}

impl FromStr for Rank {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fail =
            || format!("“{text}”不是位次，请写成“全省第3位”“增速居全省第3位”，知道总数的写成“全省第3位（共18个）”");
        let (ranked, out_of) = match text.trim().strip_suffix(['）', ')']) {
            Some(head) => {
                let (ranked, units) = head.rsplit_once(['（', '(']).ok_or_else(fail)?;
                let units = units.strip_prefix('共').and_then(|rest| rest.strip_suffix('个'));
                let units = units.and_then(|n| n.parse::<u32>().ok()).filter(|n| *n > 0).ok_or_else(fail)?;
                (ranked, Some(units))
            }
            None => (text.trim(), None),
        };
        let (head, tail) = ranked.rsplit_once('第').ok_or_else(fail)?;
        let (digits, contest) = match (tail.strip_suffix('位'), tail.strip_suffix('名')) {
            (Some(digits), _) => (digits, false),
            (_, Some(digits)) => (digits, true),
            _ => return Err(fail()),
        };
        let position = digits
            .parse()
            .ok()
            .or_else(|| super::numeral::parse_chinese(digits))
            .filter(|n| *n > 0)
            .ok_or_else(fail)?;
        let (of, scope) = head.split_once('居').unwrap_or(("", head));
        Ok(Self { position, scope: scope.trim().into(), of: of.trim().into(), out_of, contest })
    }
}

impl Item for Rank {
    fn read(tree: &Tree) -> Result<Self, Wrong> {
        match tree {
            Tree::Text(text) => text.parse().map_err(Wrong::new),
            Tree::Record(_) => {
                let (mut position, mut out_of) = (None::<u32>, None::<u32>);
                let (mut scope, mut of, mut contest) = (String::new(), String::new(), false);
                let fields: &mut [(&str, &mut dyn Field)] = &mut [
                    ("position", &mut position),
                    ("scope", &mut scope),
                    ("of", &mut of),
                    ("out_of", &mut out_of),
                    ("contest", &mut contest),
                ];
                set_fields("Object", fields, tree)?;
                match position.ok_or_else(|| Wrong::missing("position"))? {
                    0 => Err(Wrong::new("位次从1开始")),
                    position => Ok(Self { position, scope, of, out_of, contest }),
                }
            }
            _ => Err(Wrong::kind(tree, "位次")),
        }
    }

    fn json(&self) -> Value {
        // The text form, where it reads back as the same rank.
        let text = self.to_string();
        if text.parse().as_ref() == Ok(self) {
            return text.into();
        }
        let position = Some(self.position);
        fields_to_json(&[
            ("position", &position),
            ("scope", &self.scope),
            ("of", &self.of),
            ("out_of", &self.out_of),
            ("contest", &self.contest),
        ])
    }

    fn node(&self) -> Node {
        Node::Figure(FigureValue::Rank(self.clone()))
    }
}

serde_by_item!(Rank);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_and_prints_both_forms() {
        for text in [
            "全省第3位",
            "增速居全省第3位",
            "增速居全省第3位（共18个）",
            "第1名",
            "第47名（共48个）",
            "降幅居省辖市第2位",
            "全省48个扶贫开发县市第18位",
        ] {
            let rank: Rank = text.parse().unwrap();
            assert_eq!(rank.to_string(), text);
            assert_eq!(serde_json::to_string(&rank).unwrap(), format!("\"{text}\""));
        }
        let json = r#"{"position":18,"scope":"全省","of":"增速","out_of":48}"#;
        let rank: Rank = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&rank).unwrap(), "\"增速居全省第18位（共48个）\"");
        assert_eq!("增速居全省第十八位(共48个)".parse::<Rank>().unwrap(), rank);
        assert_eq!(rank.place(), "第18位");
        assert_eq!(rank.place_in_chinese(), "第十八位");
        assert_eq!(rank.place_continued(), "18位");
    }

    #[test]
    fn a_scope_with_the_separator_survives() {
        let rank = Rank { position: 2, scope: "居民组".into(), of: String::new(), out_of: None, contest: false };
        let json = serde_json::to_string(&rank).unwrap();
        assert_eq!(serde_json::from_str::<Rank>(&json).unwrap(), rank);
    }

    #[test]
    fn says_what_is_wrong() {
        for wrong in
            ["3", "第位", "第0位", "全省前列", "第3", "第3位（共0个）", "第3位（18个）", "第3位（共很多个）", "）"]
        {
            assert!(wrong.parse::<Rank>().unwrap_err().contains("不是位次，请写成“全省第3位”"), "{wrong}");
        }
    }

    #[test]
    fn the_band_follows_from_place_and_number() {
        use RankBand::*;
        let band = |position, out_of| {
            Rank { position, scope: String::new(), of: String::new(), out_of, contest: false }.band()
        };
        for (units, bands) in [
            (1, vec![(1, Top)]),
            (2, vec![(1, Top), (2, Last)]),
            (4, vec![(1, Top), (2, Top), (3, Rear), (4, Last)]),
            (5, vec![(2, Top), (3, Middle), (4, Rear), (5, Last)]),
            (18, vec![(3, Top), (4, Front), (6, Front), (7, Middle), (12, Middle), (13, Rear), (17, Rear), (18, Last)]),
            (48, vec![(4, Top), (5, Front), (16, Front), (17, Middle), (32, Middle), (47, Rear), (48, Last)]),
        ] {
            for (place, expected) in bands {
                assert_eq!(band(place, Some(units)), Some(expected), "{place} of {units}");
            }
        }
        assert_eq!(band(3, None), None);
        assert_eq!(band(19, Some(18)), None);
        assert!(Top < Last);
    }

    proptest! {
        #[test]
        fn parse_then_print_is_identity(
            position in 1u32..1000, scope in "[全省辖市县个第居0-9（）]{0,6}", of in "[增速降幅得分居]{0,3}",
            out_of in prop::option::of(1u32..3000), contest: bool,
        ) {
            let rank = Rank { position, scope, of, out_of, contest };
            let text = rank.to_string();
            // A 居 in what is compared or in the scope alone is told only by the object.
            if !rank.of.contains('居') && (!rank.of.is_empty() || !rank.scope.contains('居')) {
                prop_assert_eq!(text.parse(), Ok(rank.clone()));
            }
            let json = serde_json::to_string(&rank).unwrap();
            prop_assert_eq!(serde_json::from_str::<Rank>(&json).unwrap(), rank);
        }

        #[test]
        fn any_text_parses_or_fails_without_panic(text in "\\PC{0,4}居?\\PC{0,3}第?[0-9十三]{0,3}(位|名)?(（共?[0-9]{0,3}个?）)?") {
            if let Ok(rank) = text.parse::<Rank>() {
                prop_assert_eq!(rank.to_string().parse::<Rank>(), Ok(rank));
            }
        }
    }
}
