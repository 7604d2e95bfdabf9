//! V2: a stated figure that follows from others agrees with them, within half a unit of its printed precision.
//!
//! It holds every stated figure for which [`data`](crate::data) knows a formula to that formula: 完成比例, 拨付率, 开工率,
//! 占比, 同比, 剩余, 年均任务, 年均变化, 人均, 单位标准, 抽样户数 …

use rust_decimal::Decimal;

use super::compare::says;
use super::{Context, Rule};
use crate::Finding;
use crate::data::{Derived, FORMULAS, FigureValue, Formula, Quantity, field_title, round};

pub(super) const RULE: Rule = Rule {
    code: "check.rate",
    title: "比例、剩余、人均等可推算的数与推算结果相符",
    levels: "错误、警告",
    fires: r#"{"targets": [{"name": "年度脱贫人口", "target": "7.38万人", "done": "4.98万人", "rate": "68%"}]}"#,
    passes: r#"{"targets": [{"name": "年度脱贫人口", "target": "7.38万人", "done": "4.98万人", "rate": "67.5%"}]}"#,
    silent: r#"{"targets": [{"name": "年度脱贫人口", "target": "7.38万人", "rate": "68%"}]}"#,
    check,
};

fn check(context: &mut Context<'_>) {
    context.figures.each_stated(|pointer, value| {
        let FigureValue::Quantity(stated) = value else { return };
        let Some((record, field)) = pointer.rsplit_once('/') else { return };
        let formulas = FORMULAS.iter().filter(|f| f.field == field && f.checked);
        let first = formulas.filter_map(|f| Some((f, f.compute(context.figures, record)?))).next();
        let Some((formula, derived)) = first else { return };
        let FigureValue::Quantity(computed) = &derived.value else { return };
        if stated.unit() != computed.unit() {
            return;
        }
        context.examine();
        if let Some(finding) = differs(context, pointer, stated, formula, &derived) {
            context.tell(finding);
        }
    });
}

/// The finding where a stated figure is not what follows from its operands: an error where no rounding of the operands
/// explains it, otherwise a warning (it was rounded twice).
fn differs(
    context: &Context<'_>,
    pointer: &str,
    stated: &Quantity,
    formula: &Formula,
    derived: &Derived,
) -> Option<Finding> {
    let (record, _) = pointer.rsplit_once('/')?;
    let [exact, least, most] = formula.range(context.figures, record)?;
    // An average is often printed in round numbers (5300人 for 5336人).
    let said = says(stated, matches!(formula.field, "mean_change" | "per_year" | "value" | "unit_cost"));
    // 年均减少5300人 has no sign: the words say which way it went.
    let exact = if formula.field == "mean_change" && !stated.number().is_sign_negative() { exact.abs() } else { exact };
    if said.includes(exact) {
        return None;
    }
    let show = |decimals: u32| {
        let unit = stated.with_number(Decimal::ONE).value().filter(|_| !stated.unit().is_empty());
        let number = exact.checked_div(unit.unwrap_or(Decimal::ONE)).unwrap_or(exact);
        stated.plain(round(number, decimals)).to_string()
    };
    let decimals = stated.number().scale();
    let operands: Vec<_> = derived.operands.iter().filter_map(|at| figure(context, at)).collect();
    let name = context.figures.name(pointer).unwrap_or_else(|| "这一项".into());
    let field = field_title(pointer).unwrap_or_default();
    let message = format!(
        "{name}填的{field}是{stated}，而按“{}”（{}）推算是{}，应写{}",
        derived.formula,
        operands.join("、"),
        show(decimals + 1),
        show(decimals),
    );
    let hint = format!("核对这几个数；其他数无误的话，把{field}改成“{}”，或删去这一项由系统推算", show(decimals));
    let explained = said.overlaps(least, most) || !stated.is_exact();
    let make = if explained { Finding::warning } else { Finding::error };
    Some(make(RULE.code, pointer, message).hint(hint))
}

fn figure(context: &Context<'_>, pointer: &str) -> Option<String> {
    context.figures.figure(pointer).ok().map(|figure| figure.value.print(crate::data::Form::Written))
}

#[cfg(test)]
mod tests {
    use super::super::outcome;
    use super::*;
    use crate::Severity;

    const CODE: &str = RULE.code;

    /// The real document prints 68 % for 4.98/7.38 (genre study 3.7, E1): it was rounded twice.
    #[test]
    fn the_stated_68_per_cent_is_found() {
        let (found, examined) = outcome(RULE.fires, CODE);
        assert_eq!((found.len(), examined), (1, 1));
        assert_eq!(found[0].severity, Severity::Warning);
        assert_eq!(found[0].path, "/targets/0/rate");
        assert_eq!(
            found[0].message,
            "年度脱贫人口填的完成比例是68%，而按“已完成 ÷ 目标”（4.98万人、7.38万人）推算是67.5%，应写67%"
        );
    }

    #[test]
    fn a_rate_right_at_its_printed_precision_passes() {
        for rate in ["67%", "67.5%", "67.48%", "67%以上", "近68%", "不到68%"] {
            let json = format!(r#"{{"targets": [{{"target": "7.38万人", "done": "49800人", "rate": "{rate}"}}]}}"#);
            assert_eq!(outcome(&json, CODE), (vec![], 1), "{rate}");
        }
    }

    /// 191 of 778 villages are 24.6 %, where 23 % is printed (E14): counts in full leave no room.
    #[test]
    fn what_no_rounding_explains_is_an_error() {
        let json = r#"{"populations": [{"name": "贫困村", "villages": "191个",
            "shares": [{"whole": "全县总村数", "total": "778个", "rate": "23%"}]}]}"#;
        let (found, _) = outcome(json, CODE);
        assert_eq!(found[0].severity, Severity::Error);
        assert_eq!(found[0].message, "贫困村填的占比是23%，而按“本数 ÷ 总体数”（191个、778个）推算是24.6%，应写25%");
    }

    /// Real relations that hold (genre study 3.7, “what does add up”).
    #[test]
    fn what_adds_up_in_real_documents_passes() {
        let json = r#"{
            "indicators": [
                {"name": "批次", "value": "18批", "yoy": "-33.3%", "prior": "27批"},
                {"name": "贫困人口", "value": "11021人", "mean_change": "-5300人",
                 "series": [{"date": "2010", "value": "3.77万人"}, {"date": "2015", "value": "11021人"}]},
                {"name": "兜底", "value": "3181人", "shares": [{"whole": "贫困人口", "total": "11021人", "rate": "29%"}]}],
            "projects": [{"name": "项目", "approved": "825个", "started": "816个", "started_rate": "98.91%"}],
            "funds": [
                {"name": "危房改造", "total": "1493万元", "beneficiaries": "2986户", "unit_cost": "0.5万元"},
                {"name": "第一书记", "total": "6090万元", "beneficiaries": "609个", "unit_cost": "10万元"}],
            "targets": [{"name": "小康", "remaining": "35.2万人", "years_left": "不到3年", "per_year": "10多万人"}],
            "assessments": [{"name": "抽查", "sample": {"townships": "3个", "villages_per_township": "1个",
                "households_per_village": "4户", "households": "12户"}}]
        }"#;
        let (found, examined) = outcome(json, CODE);
        assert_eq!(found, vec![]);
        assert_eq!(examined, 8);
    }

    /// 每年30个左右 against 129 villages in two years (E9).
    #[test]
    fn a_pace_that_misses_its_deadline_is_found() {
        let json = r#"{"targets": [{"name": "重点贫困村", "remaining": "129个", "years_left": "2年", "per_year": "30个左右"}]}"#;
        let (found, _) = outcome(json, CODE);
        assert_eq!((found[0].severity, found[0].path.as_str()), (Severity::Warning, "/targets/0/per_year"));
    }

    #[test]
    fn without_the_operands_or_with_other_units_it_is_not_evaluated() {
        for json in [
            r#"{"targets": [{"target": "7.38万人", "done": "4.98万人"}]}"#,
            r#"{"targets": [{"target": "7.38万人", "done": "近5万人", "rate": "68%"}]}"#,
            r#"{"targets": [{"target": "7.38万人", "done": "4.98万户", "rate": "68%"}]}"#,
            r#"{"targets": [{"target": "0人", "done": "4.98万人", "rate": "68%"}]}"#,
            r#"{"report": {"title": "无"}}"#,
        ] {
            assert_eq!(outcome(json, CODE), (vec![], 0), "{json}");
        }
    }
}
