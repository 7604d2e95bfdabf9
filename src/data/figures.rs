//! [`Figures`]: every figure of the data by its JSON pointer, as it is printed and where it comes from.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::derive;
use super::{Date, Period, Progress, Quantity, Rank, Ratio, Reference};

/// The value of a figure.
#[derive(Debug, Clone, PartialEq)]
pub enum FigureValue {
    /// A number with its unit.
    Quantity(Quantity),
    /// A place.
    Rank(Rank),
    /// A date.
    Date(Date),
    /// 统计期间.
    Period(Period),
    /// A comparison with a reference value.
    Reference(Reference),
    /// A proportion.
    Ratio(Ratio),
}

/// A figure of the data: its value and where it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Its pointer.
    pub pointer: String,
    /// Its value.
    pub value: FigureValue,
    /// What it is: the record's name and the field's Chinese name, 年度脱贫人口：已完成.
    pub label: String,
    /// The formula, when it was computed: `已完成 ÷ 目标`.
    pub formula: Option<&'static str>,
    /// Pointers of the formula's operands.
    pub operands: Vec<String>,
    /// 统计期间, its own or inherited.
    pub period: Option<String>,
    /// 数据截止日期, its own or inherited.
    pub as_of: Option<String>,
    /// 数据来源单位.
    pub provider: Option<String>,
}

/// Why a pointer is no figure. The message is Chinese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FigureError {
    /// Nothing is there, and nothing can be computed for it.
    NotFound,
    /// What is there is no figure.
    NotAFigure,
}

impl fmt::Display for FigureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotFound => "数据里没有这一处，也推算不出来",
            Self::NotAFigure => "这一处不是数据",
        })
    }
}

impl std::error::Error for FigureError {}

/// How a figure is printed: the query of a figure link, `?form=bare`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// As it was written: 4.98万人, 第3位, 2017年8月30日.
    #[default]
    Written,
    /// Without its unit, before the noun that is counted: 4.98万(贫困人口). For a date: without its year.
    Bare,
    /// Without its sign, after 下降: 33.3%.
    Absolute,
    /// In Chinese numerals: 两天, 第三位.
    Chinese,
    /// In Chinese numerals without the unit, where the noun differs: 四(个方面).
    ChineseBare,
    /// A place after the first of a bare series, 第 dropped: 43位.
    Continued,
}

const FORMS: [(Form, &str); 6] = [
    (Form::Written, "written"),
    (Form::Bare, "bare"),
    (Form::Absolute, "absolute"),
    (Form::Chinese, "chinese"),
    (Form::ChineseBare, "chinese-bare"),
    (Form::Continued, "continued"),
];

impl Form {
    /// Its name in a figure link.
    pub fn name(self) -> &'static str {
        FORMS.iter().find(|(form, _)| *form == self).map_or("written", |(_, name)| name)
    }
}

impl FromStr for Form {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        FORMS
            .iter()
            .find(|(_, n)| *n == name)
            .map(|(form, _)| *form)
            .ok_or_else(|| format!("没有“{name}”这种写法，可以用：{}", FORMS.map(|(_, n)| n).join("、")))
    }
}

impl FigureValue {
    /// The text of the figure in a form. A form that makes no sense for it prints it as written.
    pub fn print(&self, form: Form) -> String {
        match (self, form) {
            (Self::Quantity(q), Form::Bare) => q.bare(),
            (Self::Quantity(q), Form::Absolute) => q.abs().to_string(),
            (Self::Quantity(q), Form::Chinese) => q.in_chinese().to_string(),
            (Self::Quantity(q), Form::ChineseBare) => q.in_chinese().bare(),
            (Self::Quantity(q), _) => q.to_string(),
            (Self::Rank(r), Form::Chinese) => r.place_in_chinese(),
            (Self::Rank(r), Form::Continued) => r.place_continued(),
            (Self::Rank(r), _) => r.place(),
            (Self::Date(d), Form::Bare) => d.chinese_without_year(),
            (Self::Date(d), _) => d.chinese(),
            (Self::Period(p), _) => p.label.clone(),
            // The words of the comparison belong to the sentence; the figure in it is the difference.
            (Self::Reference(r), _) => r.delta().map_or_else(|| r.to_string(), Quantity::to_string),
            (Self::Ratio(r), _) => r.to_string(),
        }
    }
}

#[derive(Debug, Clone)]
enum Leaf {
    Figure(FigureValue),
    Text(String),
    Count(u32),
}

/// Every figure of the data, by its JSON pointer: what is stated and what follows from it.
///
/// Pointers follow RFC 6901 over the model's own JSON form. Beyond it, `/…/count` after a list is the number of its
/// members, and the names of derived figures (`rate`, `remaining`, `prior`) resolve where their operands are
/// given.
#[derive(Debug, Clone)]
pub struct Figures {
    leaves: BTreeMap<String, Leaf>,
}

impl Figures {
    /// Indexes the data.
    pub fn new(progress: &Progress) -> Self {
        let mut leaves = BTreeMap::new();
        // A record serializes without failing: its keys are strings and its leaves are ours.
        let _ = serde::Serialize::serialize(progress, walk::Walk { at: String::new(), leaves: &mut leaves });
        Self { leaves }
    }

    /// The figure at a pointer, stated or computed.
    pub fn figure(&self, pointer: &str) -> Result<Figure, FigureError> {
        if let Some(value) = self.stated(pointer) {
            return Ok(self.describe(pointer, value.clone(), None, Vec::new()));
        }
        if let Some(list) = pointer.strip_suffix("/count")
            && let Some(Leaf::Count(n)) = self.leaves.get(list)
        {
            let value = FigureValue::Quantity(Quantity::new(Decimal::from(*n), ""));
            return Ok(self.describe(pointer, value, Some("清点列表"), vec![list.to_owned()]));
        }
        if let Some(derived) = derive::derive(self, pointer) {
            return Ok(self.describe(pointer, derived.value, Some(derived.formula), derived.operands));
        }
        Err(if self.leaves.contains_key(pointer) { FigureError::NotAFigure } else { FigureError::NotFound })
    }

    /// Pointers of all stated figures, in the order of the pointers.
    pub fn stated_pointers(&self) -> impl Iterator<Item = &str> {
        self.leaves.iter().filter(|(_, leaf)| matches!(leaf, Leaf::Figure(_))).map(|(pointer, _)| pointer.as_str())
    }

    /// The stated value at a pointer.
    pub fn stated(&self, pointer: &str) -> Option<&FigureValue> {
        match self.leaves.get(pointer) {
            Some(Leaf::Figure(value)) => Some(value),
            _ => None,
        }
    }

    /// How many members the list at a pointer has; none where there is no list.
    pub(crate) fn members(&self, pointer: &str) -> u32 {
        match self.leaves.get(pointer) {
            Some(Leaf::Count(n)) => *n,
            _ => 0,
        }
    }

    /// The text at a pointer.
    pub(crate) fn text(&self, pointer: &str) -> Option<&str> {
        match self.leaves.get(pointer) {
            Some(Leaf::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The stated quantity at a pointer.
    pub fn quantity(&self, pointer: &str) -> Option<&Quantity> {
        match self.stated(pointer) {
            Some(FigureValue::Quantity(quantity)) => Some(quantity),
            _ => None,
        }
    }

    fn describe(
        &self,
        pointer: &str,
        value: FigureValue,
        formula: Option<&'static str>,
        operands: Vec<String>,
    ) -> Figure {
        let inherited = |field: &str| {
            let own = ancestors(pointer).find_map(|at| self.printed(&format!("{at}/{field}")));
            own.or_else(|| self.printed(&format!("/report/{field}")))
        };
        Figure {
            pointer: pointer.to_owned(),
            value,
            label: self.label(pointer),
            formula,
            operands,
            period: inherited("period"),
            as_of: inherited("as_of"),
            provider: ancestors(pointer).find_map(|at| self.printed(&format!("{at}/source"))),
        }
    }

    fn printed(&self, pointer: &str) -> Option<String> {
        match self.leaves.get(pointer)? {
            Leaf::Figure(value) => Some(value.print(Form::Written)),
            Leaf::Text(text) => Some(text.clone()),
            Leaf::Count(_) => None,
        }
    }

    /// The names of the records that enclose a figure, then the field: 政法机关执法工作满意度·法院：位次.
    fn label(&self, pointer: &str) -> String {
        let mut names: Vec<String> = ancestors(pointer)
            .filter_map(|at| {
                ["name", "title", "task", "headline"].iter().find_map(|f| self.printed(&format!("{at}/{f}")))
            })
            .collect();
        names.reverse();
        let field = pointer.rsplit('/').find(|s| s.parse::<u32>().is_err()).unwrap_or_default();
        match (names.is_empty(), field_name(field)) {
            (_, None) if !names.is_empty() => names.join("·"),
            (true, field) => field.unwrap_or(pointer).to_owned(),
            (false, field) => format!("{}：{}", names.join("·"), field.unwrap_or_default()),
        }
    }
}

/// The enclosing pointers, innermost first, without the whole document.
fn ancestors(pointer: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(pointer.rsplit_once('/').map(|(head, _)| head), |at| {
        at.rsplit_once('/').map(|(head, _)| head)
    })
    .filter(|at| !at.is_empty())
}

/// The Chinese name of a field, for the figure ledger and for findings.
pub(crate) fn field_name(field: &str) -> Option<&'static str> {
    Some(match field {
        "value" | "figures" | "counts" => return None,
        "yoy" => "同比",
        "prior" => "上年同期",
        "rank" | "ranks" => "位次",
        "target" => "目标",
        "done" => "已完成",
        "rate" => "比例",
        "remaining" => "剩余",
        "years_left" => "剩余年数",
        "per_year" => "年均任务",
        "deadline" => "期限",
        "period" => "统计期间",
        "as_of" => "截止日期",
        "date" => "日期",
        "persons" => "人数",
        "households" => "户数",
        "villages" => "村数",
        "duration" => "时间",
        "elapsed" => "已过时间",
        "left" => "剩余时间",
        "count" => "数目",
        "of_units" => "单位数",
        "departments" => "部门数",
        "speaking_order" => "发言次序",
        "policy_count" => "文件数",
        _ => return None,
    })
}

mod walk {
    //! A serializer that writes nothing: it walks a record and notes each leaf with its JSON pointer.
    //!
    //! So the index needs no code per entity: a field that is added to a record is found here by itself.

    use serde::ser::{Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple, Serializer};

    use super::super::load::escape;
    use super::*;

    type Error = serde::de::value::Error;

    pub(super) struct Walk<'a> {
        pub(super) at: String,
        pub(super) leaves: &'a mut BTreeMap<String, Leaf>,
    }

    impl Walk<'_> {
        fn child(&mut self, key: &str) -> Walk<'_> {
            Walk { at: format!("{}/{}", self.at, escape(key)), leaves: self.leaves }
        }

        fn text(self, text: &str) -> Result<(), Error> {
            self.leaves.insert(self.at, Leaf::Text(text.to_owned()));
            Ok(())
        }
    }

    /// Reads back one of our own leaf types from its serialized form.
    fn read<T: for<'de> Deserialize<'de>, V: Serialize + ?Sized>(value: &V) -> Option<T> {
        T::deserialize(serde_json::to_value(value).ok()?).ok()
    }

    impl<'a> Serializer for Walk<'a> {
        type Ok = ();
        type Error = Error;
        type SerializeSeq = Items<'a>;
        type SerializeTuple = Items<'a>;
        type SerializeTupleStruct = Impossible<(), Error>;
        type SerializeTupleVariant = Impossible<(), Error>;
        type SerializeMap = Fields<'a>;
        type SerializeStruct = Fields<'a>;
        type SerializeStructVariant = Impossible<(), Error>;

        fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<(), Error> {
            let figure = match name {
                "Quantity" | "Rate" => read(value).map(FigureValue::Quantity),
                "Rank" => read(value).map(FigureValue::Rank),
                "Date" => read(value).map(FigureValue::Date),
                "Period" => read(value).map(FigureValue::Period),
                "Reference" => read(value).map(FigureValue::Reference),
                "Ratio" => read(value).map(FigureValue::Ratio),
                _ => return value.serialize(self),
            };
            if let Some(figure) = figure {
                self.leaves.insert(self.at, Leaf::Figure(figure));
            }
            Ok(())
        }

        fn serialize_str(self, text: &str) -> Result<(), Error> {
            self.text(text)
        }

        fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
            self.text(variant)
        }

        fn serialize_bool(self, v: bool) -> Result<(), Error> {
            self.text(if v { "true" } else { "false" })
        }

        fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
            value.serialize(self)
        }

        fn serialize_none(self) -> Result<(), Error> {
            Ok(())
        }

        fn serialize_seq(self, len: Option<usize>) -> Result<Items<'a>, Error> {
            let count = u32::try_from(len.unwrap_or_default()).unwrap_or(u32::MAX);
            self.leaves.insert(self.at.clone(), Leaf::Count(count));
            Ok(Items { walk: self, index: 0 })
        }

        fn serialize_tuple(self, len: usize) -> Result<Items<'a>, Error> {
            self.serialize_seq(Some(len))
        }

        fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields<'a>, Error> {
            Ok(Fields { walk: self, key: String::new() })
        }

        fn serialize_map(self, _: Option<usize>) -> Result<Fields<'a>, Error> {
            Ok(Fields { walk: self, key: String::new() })
        }

        // The model holds none of what follows as a leaf of its own; as text they are still found.
        fn serialize_i8(self, v: i8) -> Result<(), Error> {
            self.text(&v.to_string())
        }
        fn serialize_i16(self, v: i16) -> Result<(), Error> {
            self.text(&v.to_string())
        }
        fn serialize_i32(self, v: i32) -> Result<(), Error> {
            self.text(&v.to_string())
        }
        fn serialize_i64(self, v: i64) -> Result<(), Error> {
            self.text(&v.to_string())
        }
        fn serialize_u8(self, v: u8) -> Result<(), Error> {
            self.text(&v.to_string())
        }
        fn serialize_u16(self, v: u16) -> Result<(), Error> {
            self.text(&v.to_string())
        }
        fn serialize_u32(self, v: u32) -> Result<(), Error> {
            self.text(&v.to_string())
        }
        fn serialize_u64(self, v: u64) -> Result<(), Error> {
            self.text(&v.to_string())
        }
        fn serialize_f32(self, v: f32) -> Result<(), Error> {
            self.text(&v.to_string())
        }
        fn serialize_f64(self, v: f64) -> Result<(), Error> {
            self.text(&v.to_string())
        }
        fn serialize_char(self, v: char) -> Result<(), Error> {
            self.text(v.encode_utf8(&mut [0; 4]))
        }
        fn serialize_bytes(self, _: &[u8]) -> Result<(), Error> {
            Ok(())
        }
        fn serialize_unit(self) -> Result<(), Error> {
            Ok(())
        }
        fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
            Ok(())
        }
        fn serialize_newtype_variant<T: Serialize + ?Sized>(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
            value: &T,
        ) -> Result<(), Error> {
            value.serialize(self)
        }
        fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Error> {
            Err(serde::ser::Error::custom("no tuple structs in the model"))
        }
        fn serialize_tuple_variant(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
            _: usize,
        ) -> Result<Self::SerializeTupleVariant, Error> {
            Err(serde::ser::Error::custom("no tuple variants in the model"))
        }
        fn serialize_struct_variant(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
            _: usize,
        ) -> Result<Self::SerializeStructVariant, Error> {
            Err(serde::ser::Error::custom("no struct variants in the model"))
        }
    }

    pub(super) struct Items<'a> {
        walk: Walk<'a>,
        index: usize,
    }

    impl SerializeSeq for Items<'_> {
        type Ok = ();
        type Error = Error;

        fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
            let key = self.index.to_string();
            self.index += 1;
            value.serialize(self.walk.child(&key))
        }

        fn end(self) -> Result<(), Error> {
            Ok(())
        }
    }

    impl SerializeTuple for Items<'_> {
        type Ok = ();
        type Error = Error;

        fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
            SerializeSeq::serialize_element(self, value)
        }

        fn end(self) -> Result<(), Error> {
            Ok(())
        }
    }

    pub(super) struct Fields<'a> {
        walk: Walk<'a>,
        key: String,
    }

    impl SerializeStruct for Fields<'_> {
        type Ok = ();
        type Error = Error;

        fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
            value.serialize(self.walk.child(key))
        }

        fn end(self) -> Result<(), Error> {
            Ok(())
        }
    }

    impl SerializeMap for Fields<'_> {
        type Ok = ();
        type Error = Error;

        fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
            self.key = read(key).unwrap_or_default();
            Ok(())
        }

        fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
            let key = std::mem::take(&mut self.key);
            value.serialize(self.walk.child(&key))
        }

        fn end(self) -> Result<(), Error> {
            Ok(())
        }
    }
}
