//! V7: a share lies between 0 and 100 %.
//!
//! Growth is no share, and what is said of a target or of last year's figure (占年度目标的105%) may exceed it. A 完成比例
//! above 100 % is wrong where what is done is no more than the target. An indicator that is called 率 or 比例 is held to
//! it as well, unless it is one of those that can be more (毛入学率, 负债率, 自给率).

use rust_decimal::Decimal;

use super::compare::reach;
use super::measure::{alike, per_one, told};
use super::walk::{each_helper, each_population};
use super::{Context, Rule};
use crate::Finding;
use crate::data::{Quantity, Rate, Share, Target};

pub(super) const RULE: Rule = Rule {
    code: "check.share_range",
    title: "比例在0到100%之间",
    levels: "错误、警告",
    fires: r#"{"projects": [{"name": "自来水入户", "coverage": "986%"}]}"#,
    passes: r#"{"projects": [{"name": "自来水入户", "coverage": "98.6%"}]}"#,
    silent: r#"{"indicators": [{"name": "实际利用外商直接投资", "yoy": "174.8%"}]}"#,
    check,
};

fn check(context: &mut Context<'_>) {
    let progress = context.progress;
    each_population(progress, |population, at| {
        lies(context, population.rate.as_ref(), || format!("{at}/rate"));
        of_shares(context, &population.shares, at);
        for (i, cause) in population.causes.iter().enumerate() {
            lies(context, cause.rate.as_ref(), || format!("{at}/causes/{i}/rate"));
        }
    });
    for (i, indicator) in progress.indicators.iter().enumerate() {
        for (list, parts) in
            [("facets", &indicator.facets), ("parts", &indicator.parts), ("of_which", &indicator.of_which)]
        {
            for (j, part) in parts.iter().enumerate() {
                lies(context, part.share.as_ref(), || format!("/indicators/{i}/{list}/{j}/share"));
            }
        }
        if !indicator.shares.is_empty() {
            of_shares(context, &indicator.shares, &format!("/indicators/{i}"));
        }
        for (field, value) in [("value", &indicator.value), ("prior", &indicator.prior)] {
            is_called_share(context, &indicator.name, value.as_ref(), || format!("/indicators/{i}/{field}"));
        }
    }
    for (i, target) in progress.targets.iter().enumerate() {
        of_target(context, target, || format!("/targets/{i}/rate"));
        for (field, value) in [("baseline", &target.baseline), ("target", &target.target), ("done", &target.done)] {
            is_called_share(context, &target.name, value.as_ref(), || format!("/targets/{i}/{field}"));
        }
    }
    for (i, inspection) in progress.inspections.iter().enumerate() {
        lies(context, inspection.coverage.as_ref(), || format!("/inspections/{i}/coverage"));
    }
    for (i, summary) in progress.rectification.iter().enumerate() {
        lies(context, summary.rate.as_ref(), || format!("/rectification/{i}/rate"));
    }
    for (i, fund) in progress.funds.iter().enumerate() {
        lies(context, fund.disbursed_rate.as_ref(), || format!("/funds/{i}/disbursed_rate"));
    }
    for (i, project) in progress.projects.iter().enumerate() {
        let rates = [
            ("started_rate", &project.started_rate),
            ("finished_rate", &project.finished_rate),
            ("coverage", &project.coverage),
        ];
        for (field, rate) in rates {
            lies(context, rate.as_ref(), || format!("/projects/{i}/{field}"));
        }
        of_shares(context, &project.shares, &format!("/projects/{i}"));
    }
    each_helper(progress, |helper, at| lies(context, helper.coverage.as_ref(), || format!("{at}/coverage")));
}

/// Wholes that a figure can exceed: 占年度目标的105%, 占上年同期的110%.
const EXCEEDED: &[&str] = &["目标", "任务", "计划", "预算", "上年", "去年", "同期"];

fn of_shares(context: &mut Context<'_>, shares: &[Share], at: &str) {
    for (i, share) in shares.iter().enumerate() {
        if !EXCEEDED.iter().any(|word| share.whole.contains(word)) {
            lies(context, share.rate.as_ref(), || format!("{at}/shares/{i}/rate"));
        }
    }
}

/// Whether a figure is below 0 or above one.
fn is_outside(quantity: &Quantity) -> Option<bool> {
    let one = per_one(quantity.unit())?;
    let highest = quantity.upper().unwrap_or(quantity.number());
    let beyond = matches!(quantity.qualifier(), Some("超过" | "逾" | "余" | "多"));
    Some(quantity.number() < Decimal::ZERO || highest > one || (beyond && highest == one))
}

fn lies(context: &mut Context<'_>, rate: Option<&Rate>, at: impl Fn() -> String) {
    let Some(rate) = rate.map(Rate::quantity) else { return };
    let Some(outside) = is_outside(rate) else { return };
    context.examine();
    if outside {
        let at = at();
        let message = format!("{}是{rate}，不在0到100%之间", told(context, &at));
        context
            .tell(Finding::error(RULE.code, at, message).hint("核对这个比例和它的分子、分母；增长、下降写到“同比”里"));
    }
}

/// A 完成比例 above 100 % where what is done is not above the target.
fn of_target(context: &mut Context<'_>, target: &Target, at: impl Fn() -> String) {
    let Some((rate, outside)) = target.rate.as_ref().map(Rate::quantity).and_then(|r| Some((r, is_outside(r)?))) else {
        return;
    };
    let above = match (&target.done, &target.target) {
        _ if rate.number().is_sign_negative() => false,
        (Some(done), Some(goal)) if alike(done.unit(), goal.unit()) => {
            match (reach(done).most(), reach(goal).least()) {
                (Some(most), Some(least)) => most > least,
                _ => return,
            }
        }
        _ if outside => return,
        _ => true,
    };
    context.examine();
    if outside && !above {
        let at = at();
        let made = match (&target.done, &target.target) {
            (Some(done), Some(goal)) if !rate.number().is_sign_negative() => format!("，而目标是{goal}，只完成{done}"),
            _ => "，不会小于0".to_owned(),
        };
        let message = format!("{}是{rate}{made}", told(context, &at));
        context.tell(Finding::error(RULE.code, at, message).hint("核对完成比例、目标和已完成数"));
    }
}

/// Endings of a name that call it a share.
const SHARES: &[&str] = &["率", "比例", "占比", "比重"];

/// Rates that can exceed 100 %, or are no shares.
const NO_SHARES: &[&str] = &[
    "增长率",
    "增速率",
    "增幅率",
    "变化率",
    "变动率",
    "利率",
    "汇率",
    "费率",
    "换手率",
    "周转率",
    "收益率",
    "回报率",
    "利润率",
    "报酬率",
    "贡献率",
    "拉动率",
    "弹性率",
    "完成率",
    "执行率",
    "达成率",
    "达产率",
    "产销率",
    "利用率",
    "使用率",
    "毛入学率",
    "入学率",
    "自给率",
    "负债率",
    "杠杆率",
    "债务率",
    "拨备覆盖率",
    "充足率",
    "适足率",
    "溢价率",
    "效率",
    "频率",
    "倍率",
    "通胀率",
    "膨胀率",
    "涨跌率",
    "性别比例",
    "存贷比例",
    "配比比例",
];

fn is_called_share(context: &mut Context<'_>, name: &str, value: Option<&Quantity>, at: impl Fn() -> String) {
    let Some(value) = value.filter(|value| value.unit() == "%") else { return };
    if !SHARES.iter().any(|end| name.ends_with(end)) || NO_SHARES.iter().any(|end| name.ends_with(end)) {
        return;
    }
    context.examine();
    if is_outside(value) == Some(true) {
        let message = format!("{name}是{value}，不在0到100%之间");
        context
            .tell(Finding::warning(RULE.code, at(), message).hint("核对这个数；确实可以超过100%的，在名称里写明口径"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::outcome;
    use super::*;
    use crate::Severity;

    const CODE: &str = RULE.code;

    #[test]
    fn a_share_beyond_the_whole_is_an_error() {
        let json = r#"{
            "populations": [{"name": "贫困人口", "rate": "-2.22%", "causes": [{"name": "因病", "rate": "十二成"}],
                "shares": [{"whole": "全县总人口", "rate": "158%"}]}],
            "indicators": [{"name": "项目", "parts": [{"name": "甲", "share": "90—110%"}]}],
            "funds": [{"name": "资金", "disbursed_rate": "超过100%"}],
            "helpers": [{"name": "帮扶", "parts": [{"name": "省直", "coverage": "1.5倍"}]}],
            "rectification": [{"source": "审计", "rate": "1006‰"}]}"#;
        let (found, examined) = outcome(json, CODE);
        assert!(found.iter().all(|f| f.severity == Severity::Error));
        let told: Vec<_> = found.iter().map(|f| (f.path.as_str(), f.message.as_str())).collect();
        assert_eq!(
            told,
            [
                ("/populations/0/rate", "贫困人口的发生率是-2.22%，不在0到100%之间"),
                ("/populations/0/shares/0/rate", "贫困人口的占比是158%，不在0到100%之间"),
                ("/populations/0/causes/0/rate", "贫困人口·因病的占比是十二成，不在0到100%之间"),
                ("/indicators/0/parts/0/share", "项目·甲的占比是90—110%，不在0到100%之间"),
                ("/rectification/0/rate", "完成率是1006‰，不在0到100%之间"),
                ("/funds/0/disbursed_rate", "资金的拨付率是超过100%，不在0到100%之间"),
                ("/helpers/0/parts/0/coverage", "帮扶·省直的覆盖率是1.5倍，不在0到100%之间"),
            ]
        );
        assert_eq!(examined, 7);
    }

    #[test]
    fn what_lies_between_passes() {
        let json = r#"{"projects": [{"coverage": "100%", "started_rate": "98.91%", "finished_rate": "近四成"}],
            "funds": [{"disbursed_rate": "0%", "rate": "120%"}], "inspections": [{"coverage": "70%以上"}]}"#;
        assert_eq!(outcome(json, CODE), (vec![], 5));
    }

    #[test]
    fn a_target_may_be_exceeded() {
        let json = |rate: &str, done: &str| {
            format!(r#"{{"targets": [{{"name": "基地", "target": "100个", "done": "{done}", "rate": "{rate}"}}]}}"#)
        };
        assert_eq!(outcome(&json("112%", "112家"), CODE), (vec![], 1));
        assert_eq!(outcome(&json("112%", "112户"), CODE), (vec![], 0));
        assert_eq!(outcome(&json("112%", "100个以上"), CODE), (vec![], 0));
        let (found, _) = outcome(&json("112%", "98个"), CODE);
        assert_eq!((found[0].severity, &*found[0].path), (Severity::Error, "/targets/0/rate"));
        assert_eq!(found[0].message, "基地的完成比例是112%，而目标是100个，只完成98个");
        assert_eq!(outcome(&json("-1%", "98个"), CODE).0[0].message, "基地的完成比例是-1%，不会小于0");
        assert_eq!(outcome(r#"{"targets": [{"rate": "105%"}]}"#, CODE), (vec![], 0));
        let json = r#"{"indicators": [{"value": "105个", "shares": [{"whole": "年度任务", "rate": "105%"}]}]}"#;
        assert_eq!(outcome(json, CODE), (vec![], 0));
    }

    #[test]
    fn a_name_can_call_a_figure_a_share() {
        let json = r#"{"indicators": [{"name": "九年义务教育巩固率", "value": "920%"}, {"name": "高中阶段毛入学率", "value": "101%"},
            {"name": "增长率", "value": "120%"}, {"name": "巩固率", "value": "92%"}, {"name": "出生率", "value": "8‰"}],
            "targets": [{"name": "林木覆盖占比", "target": "130%以上"}]}"#;
        let (found, examined) = outcome(json, CODE);
        let told: Vec<_> = found.iter().map(|f| (f.severity, f.message.as_str())).collect();
        assert_eq!(
            told,
            [
                (Severity::Warning, "九年义务教育巩固率是920%，不在0到100%之间"),
                (Severity::Warning, "林木覆盖占比是130%以上，不在0到100%之间"),
            ]
        );
        assert_eq!(examined, 3);
    }
}
