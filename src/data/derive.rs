//! Figures that follow from others. Each knows its formula and its operands.
//!
//! A derived figure stands beside its operands, in the same record: `/targets/0/rate` follows from
//! `/targets/0/done` and `/targets/0/target`. It is computed only where it is not stated.

use rust_decimal::{Decimal, RoundingStrategy};

use super::Quantity;
use super::figures::{FigureValue, Figures};

/// A derived figure.
pub(crate) struct Derived {
    pub(crate) value: FigureValue,
    pub(crate) formula: &'static str,
    pub(crate) operands: Vec<String>,
}

type Compute = fn(&Quantity, &Quantity) -> Option<Quantity>;

/// Name, operands, formula as it is told, computation.
const RULES: [(&str, [&str; 2], &str, Compute); 4] = [
    ("rate", ["done", "target"], "已完成 ÷ 目标", rate),
    ("remaining", ["target", "done"], "目标 − 已完成", remaining),
    ("per_year", ["remaining", "years_left"], "剩余 ÷ 剩余年数", per_year),
    ("prior", ["value", "yoy"], "本期 ÷（1＋同比）", prior),
];

/// The heading of a derived figure that no record holds.
pub(crate) fn title(_pointer: &str) -> Option<&'static str> {
    None
}

pub(crate) fn derive(figures: &Figures, pointer: &str) -> Option<Derived> {
    let (record, name) = pointer.rsplit_once('/')?;
    let (_, operands, formula, compute) = RULES.iter().find(|(n, ..)| *n == name)?;
    let operands = operands.map(|o| format!("{record}/{o}"));
    // An operand may itself be derived (per_year from remaining); no rule leads back to itself.
    let operand = |at: &String| match figures.figure(at).ok()?.value {
        FigureValue::Quantity(quantity) => Some(quantity),
        _ => None,
    };
    let value = compute(&operand(&operands[0])?, &operand(&operands[1])?)?;
    Some(Derived { value: FigureValue::Quantity(value), formula, operands: operands.into() })
}

/// Rounds half up, as people do by hand.
pub(crate) fn round(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// The share of the target that is done, in per cent with one decimal.
pub(crate) fn rate(done: &Quantity, target: &Quantity) -> Option<Quantity> {
    if done.unit() != target.unit() || !done.is_exact() || !target.is_exact() {
        return None;
    }
    let share = done.value()?.checked_div(target.value()?)?.checked_mul(Decimal::ONE_HUNDRED)?;
    Some(Quantity::new(round(share, 1).normalize(), "%"))
}

fn remaining(target: &Quantity, done: &Quantity) -> Option<Quantity> {
    if done.unit() != target.unit() || done.scale() != target.scale() || !done.is_exact() || !target.is_exact() {
        return None;
    }
    let left = target.number().checked_sub(done.number())?;
    // 7.38万 − 4.98万 is said 2.4万, unless the operands are themselves written with such a zero.
    let padded = |q: &Quantity| q.number().normalize().scale() < q.number().scale();
    let left = if padded(target) || padded(done) { left } else { left.normalize() };
    (!left.is_sign_negative()).then(|| target.with_number(left))
}

/// What must be done a year, with the decimals of what remains.
fn per_year(remaining: &Quantity, years: &Quantity) -> Option<Quantity> {
    if years.unit() != "年" || years.upper().is_some() || !remaining.is_exact() {
        return None;
    }
    let pace = remaining.number().checked_div(years.value()?)?;
    Some(remaining.with_number(round(pace, remaining.number().scale())))
}

fn prior(value: &Quantity, yoy: &Quantity) -> Option<Quantity> {
    if yoy.unit() != "%" || !value.is_exact() || !yoy.is_exact() {
        return None;
    }
    let growth = Decimal::ONE.checked_add(yoy.number().checked_div(Decimal::ONE_HUNDRED)?)?;
    if growth <= Decimal::ZERO {
        return None;
    }
    let prior = value.number().checked_div(growth)?;
    Some(value.with_number(round(prior, value.number().scale())))
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
