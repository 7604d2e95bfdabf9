//! Percentages that make up a whole: 100 % together.
//!
//! They make up a whole where the data says so: parts that are complete (分项齐全), causes with 其他 among them, all groups
//! of a scheme, all items of a standard. What is measured is rounded, so the sum may be off by half a unit of each; what
//! is set (权重) is not. Where the list may be a part of the whole, the sum must not be more.

use rust_decimal::Decimal;

use super::compare::{called, slack};
use super::walk::each_population;
use super::{Context, Rule};
use crate::Finding;
use crate::data::{Quantity, Rate};

pub(super) const RULE: Rule = Rule {
    code: "check.percentages",
    title: "构成百分比、权重合计100%",
    levels: "错误、警告",
    fires: r#"{"assessments": [{"name": "成效考核", "groups": [{"name": "考核指标", "weight": "70%"},
        {"name": "加分项", "weight": "40%"}]}]}"#,
    passes: r#"{"assessments": [{"name": "成效考核", "groups": [{"name": "考核指标", "weight": "70%"},
        {"name": "加分项", "weight": "30%"}]}]}"#,
    silent: r#"{"assessments": [{"name": "成效考核", "groups": [{"name": "考核指标", "weight": "70分"},
        {"name": "加分项", "weight": "30%"}]}]}"#,
    check,
};

fn check(context: &mut Context<'_>) {
    let progress = context.progress;
    each_population(progress, |population, at| {
        let rates: Vec<_> = population.causes.iter().map(|cause| cause.rate.as_ref().map(Rate::quantity)).collect();
        let all =
            population.causes.iter().any(|cause| cause.name.starts_with("其他") || cause.name.starts_with("其它"));
        let name = called(&population.name, "人口");
        add_up(context, &rates, all, ("%", rounded), || (format!("{name}各原因的占比"), format!("{at}/causes")));
    });
    for (i, indicator) in progress.indicators.iter().enumerate().filter(|(_, indicator)| indicator.parts.len() > 1) {
        let shares: Vec<_> = indicator.parts.iter().map(|part| part.share.as_ref().map(Rate::quantity)).collect();
        let name = called(&indicator.name, "这项指标");
        add_up(context, &shares, indicator.parts_complete, ("%", rounded), || {
            (format!("{name}各分项的占比"), format!("/indicators/{i}/parts"))
        });
    }
    for (i, assessment) in progress.assessments.iter().enumerate() {
        let weights: Vec<_> = assessment.groups.iter().map(|group| group.weight.as_ref()).collect();
        let name = called(&assessment.name, "考核");
        let told = || (format!("{name}各组的权重"), format!("/assessments/{i}/groups"));
        add_up(context, &weights, true, ("%", slack), told);
    }
    for (i, standard) in progress.standards.iter().enumerate() {
        // What decides alone needs no weight.
        let items = standard.items.iter().filter(|item| !(item.veto && item.weight.is_none()));
        let weights: Vec<_> = items.map(|item| item.weight.as_ref()).collect();
        let name = called(&standard.name, "标准");
        let told = || (format!("{name}各条款的权重"), format!("/standards/{i}/items"));
        add_up(context, &weights, true, ("%", slack), told);
        add_up(context, &weights, true, ("分", slack), told);
    }
}

/// Half a unit of the last digit of a percentage that is measured: 33% is 32.5 to 33.5.
fn rounded(quantity: &Quantity) -> Decimal {
    quantity.tolerance()
}

/// The sum of at least two figures of one unit against 100. Where one is missing, they are not `all`.
fn add_up(
    context: &mut Context<'_>,
    figures: &[Option<&Quantity>],
    all: bool,
    (unit, slack): (&str, fn(&Quantity) -> Decimal),
    told: impl Fn() -> (String, String),
) {
    let given = || figures.iter().copied().flatten();
    let whole = Decimal::ONE_HUNDRED;
    if given().count() < 2 || given().any(|q| q.unit() != unit || !q.is_exact() || q.number().is_sign_negative()) {
        return;
    }
    let Some(sum) = given().try_fold(Decimal::ZERO, |sum, q| sum.checked_add(q.value()?)) else { return };
    let room = given().fold(Decimal::ZERO, |room, q| room.saturating_add(slack(q)));
    let all = all && figures.iter().all(Option::is_some);
    // Points need not be out of a hundred unless they are all there is.
    if !all && unit != "%" {
        return;
    }
    context.examine();
    let off = sum.saturating_sub(whole);
    if off > room || (all && -off > room) {
        let (name, at) = told();
        let way = if off.is_sign_positive() { "多" } else { "少" };
        let message = format!("{name}合计{}{unit}，比100{unit}{way}{}{unit}", sum.normalize(), off.abs().normalize());
        let make = if all { Finding::error } else { Finding::warning };
        context.tell(
            make(RULE.code, at, message).hint("核对每一项；一项可以有几种情况、合计本来超过100%的，改写成人数或户数"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::outcome;
    use super::*;
    use crate::Severity;

    const CODE: &str = RULE.code;

    fn causes(rates: &[(&str, &str)]) -> String {
        let causes: Vec<_> = rates.iter().map(|(n, r)| format!(r#"{{"name": "{n}", "rate": "{r}"}}"#)).collect();
        format!(r#"{{"populations": [{{"name": "贫困人口", "causes": [{}]}}]}}"#, causes.join(","))
    }

    #[test]
    fn weights_are_set_and_sum_to_the_whole() {
        let (found, examined) = outcome(RULE.fires, CODE);
        assert_eq!((found.len(), examined), (1, 1));
        assert_eq!((found[0].severity, &*found[0].path), (Severity::Error, "/assessments/0/groups"));
        assert_eq!(found[0].message, "成效考核各组的权重合计110%，比100%多10%");
        let json = |last: &str, veto: bool| {
            format!(
                r#"{{"standards": [{{"name": "退出标准", "items": [{{"name": "甲", "weight": "40分"}},
                {{"name": "乙", "weight": "30.5分"}}, {{"name": "丙", {last}"veto": {veto}}}]}}]}}"#
            )
        };
        assert_eq!(outcome(&json(r#""weight": "29.5分", "#, false), CODE), (vec![], 1));
        assert_eq!(
            outcome(&json(r#""weight": "28分", "#, false), CODE).0[0].message,
            "退出标准各条款的权重合计98.5分，比100分少1.5分"
        );
        assert_eq!(outcome(&json("", true), CODE).0.len(), 1);
        assert_eq!(outcome(&json("", false), CODE), (vec![], 0));
    }

    #[test]
    fn causes_make_up_the_whole_only_with_the_others() {
        let (found, _) = outcome(&causes(&[("因病", "60%"), ("因残", "20%"), ("其他", "10%")]), CODE);
        assert_eq!(
            (found[0].severity, &*found[0].message),
            (Severity::Error, "贫困人口各原因的占比合计90%，比100%少10%")
        );
        assert_eq!(outcome(&causes(&[("因病", "60%"), ("因残", "20%")]), CODE), (vec![], 1));
        let (found, _) = outcome(&causes(&[("因病", "60%"), ("因残", "45%")]), CODE);
        assert_eq!(found[0].severity, Severity::Warning);
        // Three thirds, as they are printed.
        assert_eq!(outcome(&causes(&[("因病", "33%"), ("因残", "33%"), ("其他", "33%")]), CODE), (vec![], 1));
        for rate in ["近四成", "40%以上", "-5%", "7‰"] {
            assert_eq!(outcome(&causes(&[("因病", "60%"), ("因残", rate)]), CODE), (vec![], 0), "{rate}");
        }
        let huge = "79228162514264337593543950335%";
        assert_eq!(outcome(&causes(&[("因病", huge), ("因残", huge)]), CODE), (vec![], 0));
    }

    #[test]
    fn parts_that_are_complete_have_all_shares() {
        let json = |complete: bool, last: &str| {
            format!(
                r#"{{"indicators": [{{"name": "投资", "parts_complete": {complete}, "parts": [{{"name": "财政", "share": "73%"}},
                {{"name": "社会", "share": "{last}"}}]}}]}}"#
            )
        };
        assert_eq!(outcome(&json(true, "27%"), CODE), (vec![], 1));
        assert_eq!(outcome(&json(true, "17%"), CODE).0.len(), 1);
        assert_eq!(outcome(&json(false, "17%"), CODE), (vec![], 1));
        assert_eq!(outcome(&json(false, "29%"), CODE).0[0].severity, Severity::Warning);
    }
}
