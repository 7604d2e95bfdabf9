//! Which records of a list are meant, and how many they are or what they sum up to.
//!
//! A count such as 逾期9条 has no place of its own in the data: it follows from the records of a list that meet
//! conditions. Its source says so, `/problems/count?.status=逾期&unit=条`, and so does a sum,
//! `/projects/sum?of=invest&.region=甲镇`.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::figures::{Figure, FigureValue, Figures};
use super::node::Node;
use super::{Quantity, field_title, round};
use rust_decimal::Decimal;

/// Conditions on the fields of a record, all of which must hold.
///
/// A field is named by its path in the record. It holds if it is, or contains, one of the values; an id of the data also
/// answers to the name of its record. No value at all asks for a field that is not given; a `!` after the field's name
/// turns the condition around.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conditions(Vec<(String, Vec<String>)>);

impl Conditions {
    /// Adds a condition: `field`, or `field!`, and the values among which it must be.
    #[must_use]
    pub fn and(mut self, field: impl Into<String>, values: Vec<String>) -> Self {
        self.0.push((field.into(), values));
        self
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The conditions, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.0.iter().map(|(field, values)| (field.as_str(), values.as_slice()))
    }

    /// The fields that are asked about, without their `!`.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(field, _)| field.strip_suffix('!').unwrap_or(field))
    }
}

/// Names by id, of the records that others point at.
pub(super) type Names = OnceLock<HashMap<String, String>>;

/// Lists whose records are named by id elsewhere. Of an id that two of them use, the first one's name holds.
const NAMED: [&str; 8] =
    ["regions", "inspections", "organisations", "standards", "systems", "targets", "projects", "assessments"];

impl Figures {
    /// The name of the record that has this id; what is no id is its own name.
    pub(crate) fn called<'a>(&'a self, id: &'a str) -> &'a str {
        let names = self.names.get_or_init(|| {
            let mut names = HashMap::new();
            for list in NAMED {
                for at in (0..self.members(&format!("/{list}"))).rev() {
                    let text = |field: &str| self.text(&format!("/{list}/{at}/{field}")).filter(|t| !t.is_empty());
                    if let (Some(id), Some(name)) = (text("id"), text("name")) {
                        names.entry(id.to_owned()).or_insert_with(|| name.to_owned());
                    }
                }
            }
            names
        });
        names.get(id).map_or(id, String::as_str)
    }

    /// Pointers of the records of a list that meet conditions, in the order of the data. A `*` in the list's pointer stands
    /// for every member: `/inspections/*/sites`. A record by itself is a list of one.
    pub(crate) fn select(&self, list: &str, conditions: &Conditions) -> Vec<String> {
        let mut found = vec![String::new()];
        for part in list.split('/').skip(1) {
            found = found.into_iter().flat_map(|at| self.step(&at, part)).collect();
        }
        let members = found.into_iter().flat_map(|at| match self.root().at(&at) {
            Some(Node::List(_)) => self.step(&at, "*"),
            Some(_) => vec![at],
            None => Vec::new(),
        });
        members.filter(|at| self.meets(at, conditions)).collect()
    }

    fn step(&self, at: &str, part: &str) -> Vec<String> {
        if part == "*" {
            (0..self.members(at)).map(|i| format!("{at}/{i}")).collect()
        } else {
            vec![format!("{at}/{part}")]
        }
    }

    fn meets(&self, record: &str, conditions: &Conditions) -> bool {
        conditions.iter().all(|(field, values)| {
            let (field, wanted) = field.strip_suffix('!').map_or((field, true), |field| (field, false));
            let pointer = format!("{record}/{field}");
            let found = match self.root().at(&pointer) {
                Some(Node::List(members)) if !members.is_empty() => {
                    (0..members.len()).any(|i| self.is_one_of(&format!("{pointer}/{i}"), values))
                }
                _ => self.is_one_of(&pointer, values),
            };
            found == wanted
        })
    }

    fn is_one_of(&self, pointer: &str, values: &[String]) -> bool {
        let is = |text: &str| values.iter().any(|v| v == text || self.called(text) == self.called(v));
        match self.root().at(pointer) {
            Some(Node::Text(text)) if !text.is_empty() => is(text),
            Some(Node::Figure(value)) => values.iter().any(|v| *v == value.print(super::Form::Written)),
            _ => values.is_empty(),
        }
    }

    /// How many records of a list meet conditions, with a measure word; a figure for every list that there is.
    pub(crate) fn counted(&self, list: &str, conditions: &Conditions, unit: &str) -> Option<Figure> {
        let there = list.contains('*') || matches!(self.root().at(list), Some(Node::List(_)));
        let count = self.select(list, conditions).len();
        let value = FigureValue::Quantity(Quantity::new(Decimal::from(count), unit));
        let label = format!("{}{}", self.selection_label(list, conditions), "：数目");
        there.then(|| self.aggregate(format!("{list}/count"), value, label, "清点列表", vec![list.to_owned()]))
    }

    /// What a field of the records of a list sums up to: of those that have it, if it has one unit and is exact in all.
    pub(crate) fn summed(&self, list: &str, field: &str, conditions: &Conditions) -> Option<Figure> {
        let mut operands = Vec::new();
        let mut sum: Option<Quantity> = None;
        for record in self.select(list, conditions) {
            let pointer = format!("{record}/{field}");
            let Some((FigureValue::Quantity(quantity), ..)) = self.computed(&pointer) else { continue };
            if !quantity.is_exact() || quantity.unit() == "%" {
                return None;
            }
            sum = Some(match sum {
                None => quantity.clone(),
                Some(so_far) if so_far.unit() == quantity.unit() && so_far.scale() == quantity.scale() => {
                    so_far.with_number(so_far.number().checked_add(quantity.number())?)
                }
                Some(so_far) if so_far.unit() == quantity.unit() => {
                    let all = so_far.value()?.checked_add(quantity.value()?)?;
                    let (number, scale) = so_far.in_reach(all);
                    so_far.with_number(number.normalize()).with_scale(scale)
                }
                Some(_) => return None,
            });
            operands.push(pointer);
        }
        let title = operands.first().and_then(|at| field_title(at)).unwrap_or("数值");
        let label = format!("{}：{title}合计", self.selection_label(list, conditions));
        Some(self.aggregate(format!("{list}/sum"), FigureValue::Quantity(sum?), label, "各项相加", operands))
    }

    /// What a figure is of another, in per cent with one decimal, if both are exact and of one unit.
    pub(crate) fn shared(&self, part: &str, whole: &str) -> Option<Figure> {
        let quantity = |at: &str| match self.computed(at)?.0 {
            FigureValue::Quantity(quantity) => Some(quantity).filter(Quantity::is_exact),
            _ => None,
        };
        let (of, all) = (quantity(part)?, quantity(whole)?);
        if of.unit() != all.unit() {
            return None;
        }
        let share = of.value()?.checked_div(all.value()?)?.checked_mul(Decimal::ONE_HUNDRED)?;
        let share = FigureValue::Quantity(Quantity::new(round(share, 1).normalize(), "%"));
        let named = |at: &str| self.figure(at).map(|figure| figure.label).unwrap_or_default();
        let label = format!("{}为{}的比例", named(part), named(whole));
        let operands = vec![part.to_owned(), whole.to_owned()];
        Some(self.aggregate(format!("{part}/share"), share, label, "本项 ÷ 前项", operands))
    }

    fn aggregate(
        &self,
        pointer: String,
        value: FigureValue,
        label: String,
        formula: &'static str,
        operands: Vec<String>,
    ) -> Figure {
        let written = |at: &str| self.stated(at).map(|value| value.print(super::Form::Written));
        Figure {
            pointer,
            value,
            label,
            formula: Some(formula),
            operands,
            period: written("/report/period"),
            as_of: written("/report/as_of"),
            provider: None,
        }
    }

    /// 问题（整改状态：逾期；地区：甲镇）.
    fn selection_label(&self, list: &str, conditions: &Conditions) -> String {
        let list = list.replace("/*", "/0");
        let title = field_title(&list).unwrap_or("记录");
        if conditions.is_empty() {
            return title.to_owned();
        }
        let said = conditions.iter().map(|(field, values)| {
            let (field, not) = field.strip_suffix('!').map_or((field, ""), |field| (field, "不是"));
            let heading = field_title(&format!("{list}/0/{field}")).unwrap_or(field);
            let values: Vec<_> = values.iter().map(|v| self.called(v)).collect();
            format!("{heading}：{not}{}", if values.is_empty() { "未填".to_owned() } else { values.join("或") })
        });
        format!("{title}（{}）", said.collect::<Vec<_>>().join("；"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::from_json;

    fn data() -> Figures {
        let json = r#"{"regions": [{"id": "a", "name": "甲镇"}, {"id": "b", "name": "乙镇"}],
            "problems": [{"name": "一", "region": "a", "status": "逾期"}, {"name": "二", "region": "乙镇", "status": "逾期"},
                {"name": "三", "region": "a"}],
            "inspections": [{"sites": [{"place": "x", "region": "a"}]}, {"sites": [{"place": "y"}, {"place": "z"}]}],
            "deployments": [{"task": "甲", "units": ["a", "某局"]}],
            "projects": [{"invest": "1.5万元"}, {"invest": "5000元", "region": "b"}, {"invest": "3人", "region": "a"}]}"#;
        Figures::new(&from_json(json.as_bytes()).progress)
    }

    fn asked(conditions: &[(&str, &[&str])]) -> Conditions {
        conditions.iter().fold(Conditions::default(), |all, (field, values)| {
            all.and(*field, values.iter().map(|v| (*v).to_owned()).collect())
        })
    }

    fn count(list: &str, conditions: &[(&str, &[&str])]) -> String {
        data().counted(list, &asked(conditions), "条").map_or("无".into(), |f| f.value.print(Default::default()))
    }

    #[test]
    fn records_are_selected_by_what_they_say() {
        assert_eq!(count("/problems", &[]), "3条");
        assert_eq!(count("/problems", &[("region", &["甲镇"])]), "2条");
        assert_eq!(count("/problems", &[("region", &["b"])]), "1条");
        assert_eq!(count("/problems", &[("status", &["逾期"]), ("region", &["a"])]), "1条");
        assert_eq!(count("/problems", &[("status", &[])]), "1条");
        assert_eq!(count("/problems", &[("status!", &["逾期"])]), "1条");
        assert_eq!(count("/problems", &[("region", &["a", "b"])]), "3条");
        assert_eq!(count("/deployments", &[("units", &["甲镇"])]), "1条");
        assert_eq!(count("/inspections/*/sites", &[]), "3条");
        assert_eq!(count("/inspections/*/sites", &[("region", &[])]), "2条");
        assert_eq!(count("/nothing", &[]), "无");
    }

    #[test]
    fn counts_and_sums_say_of_what_they_are() {
        let data = data();
        let count = data.counted("/problems", &asked(&[("status", &["逾期"]), ("region!", &["a"])]), "条").unwrap();
        assert_eq!(count.label, "问题（整改状态：逾期；地区：不是甲镇）：数目");
        assert_eq!(count.operands, ["/problems"]);
        let sum = data.summed("/projects", "invest", &asked(&[("region!", &["a"])])).unwrap();
        assert_eq!(sum.value.print(Default::default()), "2万元");
        assert_eq!(sum.operands, ["/projects/0/invest", "/projects/1/invest"]);
        assert_eq!(data.summed("/projects", "invest", &Conditions::default()), None, "人 and 元 do not add up");
        let share = data.shared("/projects/1/invest", "/projects/0/invest").unwrap();
        assert_eq!(share.value.print(Default::default()), "33.3%");
        assert_eq!(data.shared("/projects/2/invest", "/projects/0/invest"), None, "人 of 元");
    }
}
