//! Figures that follow from others, all in one table. Each knows its formula and its operands.
//!
//! A derived figure stands beside its operands, in the same record: `/targets/0/rate` follows from
//! `/targets/0/done` and `/targets/0/target`. It is computed only where it is not stated; where it is stated, the rule
//! [`check.rate`](crate::check) holds it to the formula.

mod arithmetic;
mod time;

use rust_decimal::Decimal;

use super::figures::{FigureValue, Figures};
use super::node::Node;
use super::{Quantity, schema};
pub(crate) use arithmetic::round;

/// A derived figure.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Derived {
    pub(crate) value: FigureValue,
    pub(crate) formula: &'static str,
    pub(crate) operands: Vec<String>,
}

/// A computed value and the pointers of its operands.
type Computed = Option<(FigureValue, Vec<String>)>;

/// One way to compute a figure.
pub(crate) struct Formula {
    /// The field that is computed.
    pub(crate) field: &'static str,
    /// Its heading, where no record holds a field of that name.
    title: Option<&'static str>,
    /// The formula as it is told.
    text: &'static str,
    how: How,
    /// Whether a stated figure of this field is held to the formula.
    pub(crate) checked: bool,
}

enum How {
    /// From two figures: fields of the same record, or of the enclosing one (`^/value`).
    /// The first function gives the exact result, the second how it is printed.
    Two([&'static str; 2], fn(&Quantity, &Quantity) -> Option<Quantity>, fn(&Quantity, &Quantity) -> Quantity),
    /// From the record.
    Record(fn(&Record<'_>) -> Computed),
}

use How::{Record as FromRecord, Two};

/// Every formula. Of several for one field, the first whose operands are there holds.
pub(crate) const FORMULAS: &[Formula] = &[
    formula("rate", "已完成 ÷ 目标", Two(["done", "target"], arithmetic::rate, arithmetic::one_decimal)),
    formula("rate", "已整改 ÷ 总数", Two(["done", "total"], arithmetic::rate, arithmetic::one_decimal)),
    formula("rate", "人数 ÷ 基数", Two(["persons", "base"], arithmetic::rate, arithmetic::one_decimal)),
    formula("rate", "人数 ÷ 总人数", Two(["persons", "^/persons"], arithmetic::rate, arithmetic::one_decimal)),
    formula("rate", "户数 ÷ 总户数", Two(["households", "^/households"], arithmetic::rate, arithmetic::one_decimal)),
    formula("rate", "本数 ÷ 总体数", Two(["^/value", "total"], arithmetic::rate, arithmetic::one_decimal)),
    formula("rate", "本数 ÷ 总体数", Two(["^/villages", "total"], arithmetic::rate, arithmetic::one_decimal)),
    formula("rate", "本数 ÷ 总体数", Two(["^/households", "total"], arithmetic::rate, arithmetic::one_decimal)),
    formula("rate", "本数 ÷ 总体数", Two(["^/persons", "total"], arithmetic::rate, arithmetic::one_decimal)),
    formula("rate", "本数 ÷ 总体数", Two(["^/quantity", "total"], arithmetic::rate, arithmetic::one_decimal)),
    formula("share", "分项 ÷ 总数", Two(["value", "^/value"], arithmetic::rate, arithmetic::one_decimal)),
    formula(
        "disbursed_rate",
        "拨付 ÷ 下达",
        Two(["disbursed", "allocated"], arithmetic::rate, arithmetic::one_decimal),
    ),
    unchecked(
        "disbursed",
        "下达 × 拨付率",
        Two(["allocated", "disbursed_rate"], arithmetic::portion, arithmetic::as_operand),
    ),
    formula("started_rate", "开工数 ÷ 批复数", Two(["started", "approved"], arithmetic::rate, arithmetic::one_decimal)),
    unchecked(
        "started",
        "批复数 × 开工率",
        Two(["approved", "started_rate"], arithmetic::portion, arithmetic::as_operand),
    ),
    formula(
        "finished_rate",
        "完工数 ÷ 批复数",
        Two(["finished", "approved"], arithmetic::rate, arithmetic::one_decimal),
    ),
    formula("remaining", "目标 − 已完成", Two(["target", "done"], arithmetic::difference, arithmetic::as_difference)),
    formula(
        "remaining",
        "总数 − 已完成",
        Two(["total", "quantity"], arithmetic::difference, arithmetic::as_difference),
    ),
    formula(
        "remaining",
        "总数 − 已完成",
        Two(["total", "villages"], arithmetic::difference, arithmetic::as_difference),
    ),
    formula(
        "per_year",
        "剩余 ÷ 剩余年数",
        Two(["remaining", "years_left"], arithmetic::per_year, arithmetic::as_operand),
    ),
    unchecked("prior", "本期 ÷（1＋同比）", Two(["value", "yoy"], arithmetic::prior, arithmetic::as_operand)),
    formula(
        "yoy",
        "（本期 − 上年同期）÷ 上年同期",
        Two(["value", "prior"], arithmetic::growth, arithmetic::one_decimal),
    ),
    formula("mean_change", "（末次 − 首次）÷ 年数", FromRecord(arithmetic::mean_change)),
    formula("value", "总数 ÷ 单位数", Two(["^/value", "units"], arithmetic::quotient, arithmetic::two_decimals)),
    formula(
        "unit_cost",
        "总额 ÷ 受益数",
        Two(["total", "beneficiaries"], arithmetic::quotient, arithmetic::two_decimals),
    ),
    formula("households", "乡镇数 × 每乡镇村数 × 每村户数", FromRecord(arithmetic::sample_size)),
    unchecked("total", "各项相加", FromRecord(arithmetic::total_of_parts)),
    unchecked("total", "清点问题清单", FromRecord(arithmetic::ledger_total)),
    unchecked("done", "清点问题清单", FromRecord(arithmetic::ledger_done)),
    unchecked("long_term", "清点问题清单", FromRecord(arithmetic::ledger_long_term)),
    unchecked("timed", "清点问题清单", FromRecord(arithmetic::ledger_timed)),
    unchecked("under_way", "清点问题清单", FromRecord(arithmetic::ledger_under_way)),
    unchecked("overdue", "清点问题清单", FromRecord(arithmetic::ledger_overdue)),
    named(
        "persons_per_household",
        "户均人口",
        "人数 ÷ 户数",
        Two(["persons", "households"], arithmetic::quotient, arithmetic::two_decimals),
    ),
    named("quota_total", "总定额", "定额 × 单位数", Two(["target", "units"], arithmetic::product, arithmetic::as_is)),
    named("rank_change", "位次变化", "上次位次 − 位次", FromRecord(arithmetic::rank_change)),
    named("elapsed_rate", "序时进度", "已过天数 ÷ 期间天数", FromRecord(time::elapsed_rate)),
    named("ahead", "比序时进度", "完成比例 − 序时进度", FromRecord(time::ahead)),
    named("days_left", "剩余天数", "期限 − 截止日期", FromRecord(time::days_left)),
];

const fn formula(field: &'static str, text: &'static str, how: How) -> Formula {
    Formula { field, title: None, text, how, checked: true }
}

/// A formula to which no stated figure is held: it takes a rounded percentage (the percentage is held to the figures
/// then, not they to it), or a rule of its own compares the two.
const fn unchecked(field: &'static str, text: &'static str, how: How) -> Formula {
    Formula { checked: false, ..formula(field, text, how) }
}

/// A formula for a figure that no record holds.
const fn named(field: &'static str, title: &'static str, text: &'static str, how: How) -> Formula {
    Formula { title: Some(title), ..unchecked(field, text, how) }
}

impl Formula {
    /// The figure of the record at a pointer, by this formula; from stated figures, and from totals, what
    /// is done, what remains and the 完成比例, which may be derived themselves. (No formula leads back to itself.)
    pub(crate) fn compute(&self, figures: &Figures, record: &str) -> Option<Derived> {
        let record = Record { figures, at: record };
        let (value, operands) = match &self.how {
            Two(operands, compute, print) => {
                let operands = [record.place(operands[0])?, record.place(operands[1])?];
                let first = record.operand(&operands[0])?;
                let result = compute(&first, &record.operand(&operands[1])?)?;
                (FigureValue::Quantity(print(&result, &first)), operands.into())
            }
            FromRecord(compute) => compute(&record)?,
        };
        Some(Derived { value, formula: self.text, operands })
    }

    /// The exact result as printed figures give it, and the least and the most that it can be, since its operands are
    /// rounded themselves; in the result's units.
    pub(crate) fn range(&self, figures: &Figures, record: &str) -> Option<[Decimal; 3]> {
        let record = Record { figures, at: record };
        let Two(operands, compute, _) = &self.how else {
            let FigureValue::Quantity(value) = self.compute(figures, record.at)?.value else { return None };
            return Some([value.value()?; 3]);
        };
        let first = record.operand(&record.place(operands[0])?)?;
        let second = record.operand(&record.place(operands[1])?)?;
        let result = compute(&first, &second)?.value()?;
        let mut range = [result; 3];
        for a in first.as_rounded() {
            for b in second.as_rounded() {
                let value = compute(&a, &b)?.value()?;
                range = [range[0], range[1].min(value), range[2].max(value)];
            }
        }
        Some(range)
    }
}

/// A record of the data, by its pointer.
pub(crate) struct Record<'a> {
    pub(crate) figures: &'a Figures,
    pub(crate) at: &'a str,
}

impl Record<'_> {
    /// The pointer of an operand: `done`, or `^/value` of the enclosing record.
    fn place(&self, operand: &str) -> Option<String> {
        match operand.strip_prefix("^/") {
            None => Some(format!("{}/{operand}", self.at)),
            Some(field) => Some(format!("{}/{field}", enclosing(self.at)?)),
        }
    }

    fn operand(&self, pointer: &str) -> Option<Quantity> {
        if let Some(stated) = self.figures.quantity(pointer) {
            return Some(stated.clone());
        }
        let (_, field) = pointer.rsplit_once('/')?;
        match field {
            "remaining" | "rate" | "total" | "done" => match derive(self.figures, pointer)?.value {
                FigureValue::Quantity(quantity) => Some(quantity),
                _ => None,
            },
            _ => None,
        }
    }

    /// The stated value of a field.
    fn stated(&self, field: &str) -> Option<&FigureValue> {
        self.figures.stated(&format!("{}/{field}", self.at))
    }

    /// The members of a list of the record.
    fn list(&self, field: &str) -> &[Node] {
        match self.figures.root().at(&format!("{}/{field}", self.at)) {
            Some(Node::List(members)) => members,
            _ => &[],
        }
    }
}

/// The record that encloses a member of one of its lists: `/populations/0` for `/populations/0/shares/1`.
fn enclosing(record: &str) -> Option<&str> {
    let (list, index) = record.rsplit_once('/')?;
    index.parse::<usize>().ok()?;
    list.rsplit_once('/').map(|(head, _)| head).filter(|head| !head.is_empty())
}

/// The figure at a pointer where it is not stated.
pub(crate) fn derive(figures: &Figures, pointer: &str) -> Option<Derived> {
    let (record, field) = pointer.rsplit_once('/')?;
    if let Some(extreme) = arithmetic::extreme(figures, record, field) {
        return Some(extreme);
    }
    // Nothing is computed for a record that does not exist.
    figures.root().at(record)?;
    FORMULAS
        .iter()
        .filter(|f| f.field == field && (f.title.is_some() || schema::field_title(pointer).is_some()))
        .find_map(|f| f.compute(figures, record))
}

/// The heading of a derived figure that no record holds: 序时进度.
pub(crate) fn title(pointer: &str) -> Option<&'static str> {
    let (_, field) = pointer.rsplit_once('/')?;
    FORMULAS.iter().find(|f| f.field == field)?.title
}
#[cfg(test)]
mod tests {
    use super::super::{FigureError, Form, from_json};
    use super::*;

    fn figures() -> Figures {
        let json = r#"{
            "report": {"as_of": "2017-08底", "period": "今年1—8月"},
            "topics": [{"name": "脱贫攻坚", "facts": ["甲", "乙", "丙"]}],
            "targets": [
                {"name": "年度脱贫人口", "target": "7.38万人", "done": "4.98万人"},
                {"name": "退出贫困村", "target": "278个", "done": "近200个"}
            ],
            "indicators": [{"name": "赴京访", "period": "1—7月", "source": "市信访局", "facets": [
                {"name": "批次", "value": "18批", "yoy": "-33.3%", "ranks": ["降幅居省辖市第2位"]},
                {"name": "人数", "value": "31人次", "yoy": "-66.7%"}
            ]}]
        }"#;
        let loaded = from_json(json.as_bytes());
        assert_eq!(loaded.findings, []);
        Figures::new(&loaded.progress)
    }

    fn printed(pointer: &str, form: Form) -> String {
        figures().figure(pointer).unwrap().value.print(form)
    }

    #[test]
    fn derived_figures_know_where_they_come_from() {
        let rate = figures().figure("/targets/0/rate").unwrap();
        assert_eq!(rate.value.print(Form::Written), "67.5%");
        assert_eq!(rate.formula, Some("已完成 ÷ 目标"));
        assert_eq!(rate.operands, ["/targets/0/done", "/targets/0/target"]);
        assert_eq!(rate.label, "年度脱贫人口：完成比例");
        assert_eq!(printed("/targets/0/remaining", Form::Bare), "2.4万");
        // Exact: 27 and 93 in the real document.
        assert_eq!(printed("/indicators/0/facets/0/prior", Form::Written), "27批");
        assert_eq!(printed("/indicators/0/facets/1/prior", Form::Written), "93人次");
        assert_eq!(printed("/topics/0/facts/count", Form::ChineseBare), "三");
    }

    /// 35.2万 in 不到3年 is 平均每年10多万 in the real document (genre study Q15).
    #[test]
    fn the_pace_follows_from_what_remains() {
        let json = r#"{"targets": [
            {"name": "脱贫", "remaining": "35.2万人", "years_left": "不到3年"},
            {"name": "退出", "target": "278个", "done": "78个", "years_left": "2年"},
            {"name": "一年", "remaining": "5万人", "years_left": "0年"}
        ]}"#;
        let figures = Figures::new(&from_json(json.as_bytes()).progress);
        let pace = |i: usize| figures.figure(&format!("/targets/{i}/per_year")).map(|f| f.value.print(Form::Written));
        assert_eq!(pace(0).unwrap(), "11.7万人");
        assert_eq!(pace(1).unwrap(), "100个");
        assert_eq!(pace(2).unwrap_err(), FigureError::NotFound);
    }

    #[test]
    fn period_and_date_are_inherited() {
        let own = figures().figure("/indicators/0/facets/0/yoy").unwrap();
        assert_eq!(own.label, "赴京访·批次：同比");
        assert_eq!(own.period.as_deref(), Some("1—7月"));
        assert_eq!(own.provider.as_deref(), Some("市信访局"));
        let inherited = figures().figure("/targets/0/done").unwrap();
        assert_eq!(inherited.period.as_deref(), Some("今年1—8月"));
        assert_eq!(inherited.as_of.as_deref(), Some("2017年8月底"));
    }

    #[test]
    fn forms_print_as_they_are_said() {
        assert_eq!(printed("/targets/0/done", Form::Bare), "4.98万");
        assert_eq!(printed("/indicators/0/facets/0/yoy", Form::Absolute), "33.3%");
        assert_eq!(printed("/indicators/0/facets/0/ranks/0", Form::Written), "第2位");
        assert_eq!(printed("/indicators/0/facets/0/ranks/0", Form::Continued), "2位");
    }

    #[test]
    fn nothing_is_computed_from_what_is_not_exact() {
        let figures = figures();
        assert_eq!(figures.figure("/targets/1/rate").unwrap_err(), FigureError::NotFound);
        assert_eq!(figures.figure("/targets/9/done").unwrap_err(), FigureError::NotFound);
        assert_eq!(figures.figure("/targets/0/name").unwrap_err(), FigureError::NotAFigure);
    }
}
