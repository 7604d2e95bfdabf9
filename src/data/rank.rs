//! [`Rank`]: 位次, a place among comparable units.

use std::fmt;
use std::str::FromStr;

use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use super::numeral::chinese_numeral;

/// A place among comparable units: `全省第3位`, `增速居全省第3位`.
///
/// In JSON it is that text, or an object `{"position": 3, "scope": "全省", "of": "增速", "out_of": 18}`.
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

impl Rank {
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
        write!(f, "{}{}", self.scope, self.place())
    }
}

impl FromStr for Rank {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fail = || format!("“{text}”不是位次，请写成“全省第3位”或“增速居全省第3位”");
        let (head, tail) = text.trim().rsplit_once('第').ok_or_else(fail)?;
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
        Ok(Self { position, scope: scope.into(), of: of.into(), out_of: None, contest })
    }
}

/// The object form.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Object {
    position: u32,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    scope: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    of: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    out_of: Option<u32>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    contest: bool,
}

impl Serialize for Rank {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // The text form, where it says everything and reads back as the same rank.
        let text = self.to_string();
        if self.out_of.is_none() && text.parse().as_ref() == Ok(self) {
            return serializer.serialize_newtype_struct("Rank", &text);
        }
        let object = Object {
            position: self.position,
            scope: self.scope.clone(),
            of: self.of.clone(),
            out_of: self.out_of,
            contest: self.contest,
        };
        serializer.serialize_newtype_struct("Rank", &object)
    }
}

impl<'de> Deserialize<'de> for Rank {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Form;

        impl<'de> Visitor<'de> for Form {
            type Value = Rank;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("位次")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Rank, E> {
                text.parse().map_err(E::custom)
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Rank, A::Error> {
                let o = Object::deserialize(de::value::MapAccessDeserializer::new(map))?;
                if o.position == 0 {
                    return Err(de::Error::custom("位次从1开始"));
                }
                Ok(Rank { position: o.position, scope: o.scope, of: o.of, out_of: o.out_of, contest: o.contest })
            }
        }

        deserializer.deserialize_any(Form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_prints_both_forms() {
        for text in ["全省第3位", "增速居全省第3位", "第1名", "降幅居省辖市第2位"] {
            let rank: Rank = text.parse().unwrap();
            assert_eq!(rank.to_string(), text);
            assert_eq!(serde_json::to_string(&rank).unwrap(), format!("\"{text}\""));
        }
        let json = r#"{"position":18,"scope":"全省","of":"增速","out_of":48}"#;
        let rank: Rank = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&rank).unwrap(), json);
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
        for wrong in ["3", "第位", "第0位", "全省前列", "第3"] {
            assert!(wrong.parse::<Rank>().unwrap_err().contains("不是位次"), "{wrong}");
        }
    }
}
