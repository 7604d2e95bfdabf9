//! [`Figures`]: every figure of the data by its JSON pointer, as it is printed and where it comes from.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;

use super::field::Item;
use super::node::Node;
use super::select::Names;
use super::{Date, Period, Progress, Quantity, Rank, Ratio, Reference, Scale, derive, field_title, spoken};

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
    /// A ratio.
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
    /// The number alone, without scale and unit, which are said elsewhere: 4.98 in a column of 万人; 3 for 第3位.
    Number,
    /// Without its sign, after 下降: 33.3%.
    Absolute,
    /// In Chinese numerals: 两天, 第三位.
    Chinese,
    /// In Chinese numerals without the unit, where the noun differs: 四(个方面).
    ChineseBare,
    /// A place after the first of a bare series, 第 dropped: 43位.
    Continued,
    /// Among how many, of a place whose scope is said around it: 48 in 全省48个县.
    OutOf,
    /// As it is said: 九百八十八点三亿元, 百分之九, 第三位, 二〇一七年.
    Spoken,
}

const FORMS: [(Form, &str); 9] = [
    (Form::Written, "written"),
    (Form::Bare, "bare"),
    (Form::Number, "number"),
    (Form::Absolute, "absolute"),
    (Form::Chinese, "chinese"),
    (Form::ChineseBare, "chinese-bare"),
    (Form::Continued, "continued"),
    (Form::OutOf, "out-of"),
    (Form::Spoken, "spoken"),
];

impl Form {
    /// Every form.
    pub const ALL: [Self; FORMS.len()] = {
        let mut all = [Self::Written; FORMS.len()];
        let mut i = 0;
        while i < all.len() {
            all[i] = FORMS[i].0;
            i += 1;
        }
        all
    };

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
            (_, Form::Spoken) => spoken(&self.print(Form::Written)),
            (Self::Quantity(q), Form::Bare) => q.bare(),
            (Self::Quantity(q), Form::Number) => q.with_scale(Scale::One).bare(),
            (Self::Quantity(q), Form::Absolute) => q.abs().to_string(),
            (Self::Quantity(q), Form::Chinese) => q.in_chinese().to_string(),
            (Self::Quantity(q), Form::ChineseBare) => q.in_chinese().bare(),
            (Self::Quantity(q), _) => q.to_string(),
            (Self::Rank(r), Form::Chinese) => r.place_in_chinese(),
            (Self::Rank(r), Form::Number) => r.position.to_string(),
            (Self::Rank(r), Form::Continued) => r.place_continued(),
            (Self::Rank(r), Form::OutOf) => r.out_of.map_or_else(|| r.place(), |units| units.to_string()),
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

/// Every figure of the data, by its JSON pointer: what is stated and what follows from it.
///
/// Pointers follow RFC 6901 over the model's own JSON form. Beyond it, `/…/count` after a list is the number of its
/// members, and the names of derived figures (`rate`, `remaining`, `prior`) resolve where their operands are
/// given.
#[derive(Debug, Clone)]
pub struct Figures {
    root: Node,
    /// Filled when the first id is looked up.
    pub(super) names: Names,
}

impl PartialEq for Figures {
    fn eq(&self, other: &Self) -> bool {
        self.root == other.root
    }
}

impl Figures {
    /// Indexes the data.
    pub fn new(progress: &Progress) -> Self {
        Self { root: progress.node(), names: Names::new() }
    }

    /// The figure at a pointer, stated or computed.
    pub fn figure(&self, pointer: &str) -> Result<Figure, FigureError> {
        match self.computed(pointer) {
            Some((value, formula, operands)) => Ok(self.describe(pointer, value, formula, operands)),
            None if self.root.at(pointer).is_some() => Err(FigureError::NotAFigure),
            None => Err(FigureError::NotFound),
        }
    }

    /// The value at a pointer, with the formula and the operands where it is computed: a figure without its label, period
    /// and source, which cost most.
    pub(crate) fn computed(&self, pointer: &str) -> Option<(FigureValue, Option<&'static str>, Vec<String>)> {
        if let Some(value) = self.stated(pointer) {
            return Some((value.clone(), None, Vec::new()));
        }
        if let Some(list) = pointer.strip_suffix("/count")
            && let Some(Node::List(members)) = self.root.at(list)
        {
            let value = FigureValue::Quantity(Quantity::new(Decimal::from(members.len()), ""));
            return Some((value, Some("清点列表"), vec![list.to_owned()]));
        }
        let derived = derive::derive(self, pointer)?;
        Some((derived.value, Some(derived.formula), derived.operands))
    }

    /// Calls `visit` with the pointer of every stated figure, in the order of the data.
    pub fn each_stated<'a>(&'a self, mut visit: impl FnMut(&str, &'a FigureValue)) {
        self.root.walk(&mut String::new(), &mut |pointer, node| {
            if let Node::Figure(value) = node {
                visit(pointer, value);
            }
        });
    }

    /// Like [`Figures::each_stated`], without one of the lists, which the caller reads itself.
    pub(crate) fn each_stated_but<'a>(&'a self, list: &str, mut visit: impl FnMut(&str, &'a FigureValue)) {
        let Node::Record(fields) = &self.root else { return };
        for (key, node) in fields.iter().filter(|(key, _)| *key != list) {
            node.walk(&mut format!("/{key}"), &mut |pointer, node| {
                if let Node::Figure(value) = node {
                    visit(pointer, value);
                }
            });
        }
    }

    /// Like [`Figures::each_stated`], of what stands at a pointer alone.
    pub(crate) fn each_stated_below<'a>(&'a self, pointer: &str, mut visit: impl FnMut(&str, &'a FigureValue)) {
        let Some(node) = self.root.at(pointer) else { return };
        node.walk(&mut pointer.to_owned(), &mut |pointer, node| {
            if let Node::Figure(value) = node {
                visit(pointer, value);
            }
        });
    }

    /// Calls `visit` with the pointer of every text, in the order of the data.
    pub(crate) fn each_text<'a>(&'a self, mut visit: impl FnMut(&str, &'a str)) {
        self.root.walk(&mut String::new(), &mut |pointer, node| {
            if let Node::Text(text) = node {
                visit(pointer, text);
            }
        });
    }

    /// The stated value at a pointer.
    pub fn stated(&self, pointer: &str) -> Option<&FigureValue> {
        match self.root.at(pointer) {
            Some(Node::Figure(value)) => Some(value),
            _ => None,
        }
    }

    /// The data as a tree.
    pub(crate) fn root(&self) -> &Node {
        &self.root
    }

    /// Whether a pointer names a list: one of the data, or several by a `*`.
    pub(crate) fn is_list(&self, pointer: &str) -> bool {
        pointer.contains('*') || matches!(self.root.at(pointer), Some(Node::List(_)))
    }

    /// How many members the list at a pointer has; none where there is no list.
    pub(crate) fn members(&self, pointer: &str) -> usize {
        match self.root.at(pointer) {
            Some(Node::List(members)) => members.len(),
            _ => 0,
        }
    }

    /// The fields of a record that can be said in a cell, by their paths, in the order of the model: figures, texts, short
    /// lists of either, and the figures of a small record within it (`planned/amount`).
    pub(crate) fn fields(&self, record: &str) -> Vec<String> {
        let leaf = |node: &Node| matches!(node, Node::Figure(_) | Node::Text(_));
        let Some(Node::Record(fields)) = self.root.at(record) else { return Vec::new() };
        let paths = fields.iter().flat_map(|(key, node)| match node {
            Node::Figure(_) | Node::Text(_) => vec![(*key).to_owned()],
            Node::List(members) if members.len() <= 6 && members.iter().all(leaf) => vec![(*key).to_owned()],
            Node::List(_) => Vec::new(),
            Node::Record(inner) => {
                inner.iter().filter(|(_, node)| leaf(node)).map(|(name, _)| format!("{key}/{name}")).collect()
            }
        });
        paths.collect()
    }

    /// The text at a pointer.
    pub(crate) fn text(&self, pointer: &str) -> Option<&str> {
        match self.root.at(pointer) {
            Some(Node::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// A figure that a record inherits: its own field at the pointer, that of the records around it, or the report's;
    /// with the pointer where it is stated.
    pub(crate) fn inherited(&self, pointer: &str) -> Option<(String, &FigureValue)> {
        let (_, field) = pointer.rsplit_once('/')?;
        let places = ancestors(pointer).chain(["/report"]).map(|at| format!("{at}/{field}"));
        places.into_iter().find_map(|at| self.stated(&at).map(|value| (at, value)))
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
            let (_, value) = self.inherited(&format!("{pointer}/{field}"))?;
            Some(value.print(Form::Written))
        };
        Figure {
            pointer: pointer.to_owned(),
            value,
            label: self.label(pointer),
            formula,
            operands,
            period: inherited("period"),
            as_of: inherited("as_of"),
            provider: ancestors(pointer).find_map(|at| self.provider(at)),
        }
    }

    /// The unit that a record's figures come from. The source of a problem (巡视, 审计) is none.
    fn provider(&self, record: &str) -> Option<String> {
        let pointer = format!("{record}/source");
        self.printed(&pointer).filter(|_| field_title(&pointer) == Some("来源"))
    }

    fn printed(&self, pointer: &str) -> Option<String> {
        match self.root.at(pointer)? {
            Node::Figure(value) => Some(value.print(Form::Written)),
            Node::Text(text) => Some(text.clone()),
            Node::List(_) | Node::Record(_) => None,
        }
    }

    /// The names of the records that enclose a figure: 政法机关执法工作满意度·法院.
    pub(crate) fn name(&self, pointer: &str) -> Option<String> {
        let mut names: Vec<String> = ancestors(pointer)
            .filter_map(|at| {
                ["name", "title", "task", "headline"].iter().find_map(|f| self.printed(&format!("{at}/{f}")))
            })
            .collect();
        names.reverse();
        (!names.is_empty()).then(|| names.join("·"))
    }

    /// The names of the records that enclose a figure, then the field: 政法机关执法工作满意度·法院：位次.
    fn label(&self, pointer: &str) -> String {
        let field = match pointer.strip_suffix("/count") {
            Some(_) => Some("数目"),
            None => field_title(pointer).or_else(|| derive::title(pointer)),
        };
        match (self.name(pointer), field.filter(|title| !matches!(*title, "数值" | "数据"))) {
            (Some(name), None) => name,
            (None, field) => field.unwrap_or(pointer).to_owned(),
            (Some(name), Some(field)) => format!("{name}：{field}"),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_figure_is_said() {
        let said = |value: FigureValue| value.print(Form::Spoken);
        assert_eq!(said(FigureValue::Quantity("5500余万元".parse().unwrap())), "五千五百余万元");
        assert_eq!(said(FigureValue::Rank("增速居全省第3位（共18个）".parse().unwrap())), "第三位");
        assert_eq!(said(FigureValue::Date("截至2017-08-30".parse().unwrap())), "二〇一七年八月三十日");
        assert_eq!(said(FigureValue::Period("今年1—8月（2017-01至2017-08）".parse().unwrap())), "今年一至八月");
        assert_eq!(said(FigureValue::Reference("比全国低12.54个百分点".parse().unwrap())), "十二点五四个百分点");
        assert_eq!(said(FigureValue::Ratio("7：3".parse().unwrap())), "七比三");
        assert_eq!("spoken".parse(), Ok(Form::Spoken));
    }
}
