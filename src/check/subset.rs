//! V3: a subset is no larger than its whole, and of the same time.
//!
//! Subsets are what is declared as such: 其中, 深度贫困村, 已脱贫 and 未脱贫 (which together are all), causes, what is done
//! of a thing that has stages (批复 → 开工 → 完工, 下达 → 拨付, 批复 → 发放 → 回收), a state of a rectification. Figures
//! that do not add up (rates, averages) are no subsets, and only a difference that no rounding explains is told.

mod population;

use super::compare::reach;
use super::measure::{alike, is_additive, told};
use super::spans::{Time, of_part};
use super::walk::each_population;
use super::{Context, Rule};
use crate::Finding;
use crate::data::{Fund, Indicator, LoanStage, Period, Project, Quantity, RectificationSummary, Target};

pub(super) const RULE: Rule = Rule {
    code: "check.subset",
    title: "其中数不大于总数，后一环节不大于前一环节，期间一致",
    levels: "错误、警告",
    fires: r#"{"populations": [{"name": "贫困村", "villages": "232个",
        "of_which": [{"name": "深度贫困村", "villages": "346个"}]}]}"#,
    passes: r#"{"populations": [{"name": "贫困村", "villages": "346个",
        "of_which": [{"name": "深度贫困村", "villages": "232个"}]}]}"#,
    silent: r#"{"populations": [{"name": "贫困村", "villages": "346个", "of_which": [{"name": "深度贫困村"}]}]}"#,
    check,
};

fn check(context: &mut Context<'_>) {
    let progress = context.progress;
    each_population(progress, |population, at| population::check(context, population, at));
    for (i, indicator) in progress.indicators.iter().enumerate() {
        if !indicator.of_which.is_empty() {
            of_indicator(context, indicator, &format!("/indicators/{i}"));
        }
    }
    for (i, target) in progress.targets.iter().enumerate() {
        if !target.of_which.is_empty() {
            of_target(context, target, &format!("/targets/{i}"));
        }
    }
    for (i, project) in progress.projects.iter().enumerate() {
        of_project(context, project, &format!("/projects/{i}"));
    }
    for (i, fund) in progress.funds.iter().enumerate() {
        of_fund(context, fund, &format!("/funds/{i}"));
    }
    for (i, summary) in progress.rectification.iter().enumerate() {
        of_rectification(context, summary, &format!("/rectification/{i}"));
    }
}

/// A figure: the pointer of its record, its field, and what it says.
type Figure<'a> = (&'a str, &'static str, Option<&'a Quantity>);

fn of_indicator(context: &mut Context<'_>, indicator: &Indicator, at: &str) {
    let whole = (at, "value", indicator.value.as_ref());
    for (i, part) in indicator.of_which.iter().enumerate() {
        named(
            context,
            (&indicator.name, indicator.period.as_ref()),
            whole,
            (&part.name, part.period.as_ref()),
            (&format!("{at}/of_which/{i}"), "value", part.value.as_ref()),
        );
    }
}

fn of_target(context: &mut Context<'_>, target: &Target, at: &str) {
    let whole = (at, "target", target.target.as_ref());
    for (i, part) in target.of_which.iter().enumerate() {
        named(
            context,
            (&target.name, target.period.as_ref()),
            whole,
            (&part.name, part.period.as_ref()),
            (&format!("{at}/of_which/{i}"), "value", part.value.as_ref()),
        );
    }
}

/// A subset with a name and a period of its own.
fn named(
    context: &mut Context<'_>,
    (name, period): (&str, Option<&Period>),
    whole: Figure<'_>,
    (part_name, part_period): (&str, Option<&Period>),
    part: Figure<'_>,
) {
    let (Some(a), Some(b)) = (part.2, whole.2) else { return };
    let additive = is_additive(name, b.unit()) && is_additive(part_name, a.unit());
    if !additive || !alike(a.unit(), b.unit()) {
        return;
    }
    let time = of_part(part_period, period, &context.progress.report);
    if is_of_time(context, time, (part.0, "period")) {
        within(context, Finding::error, part, whole);
    }
}

fn of_project(context: &mut Context<'_>, project: &Project, at: &str) {
    let approved = (at, "approved", project.approved.as_ref());
    let started = (at, "started", project.started.as_ref());
    let finished = (at, "finished", project.finished.as_ref());
    within(context, Finding::error, started, approved);
    within(context, Finding::error, finished, if project.started.is_some() { started } else { approved });
    within(context, Finding::error, (at, "quantity", project.quantity.as_ref()), (at, "total", project.total.as_ref()));
    for (i, some) in project.of_which.iter().enumerate() {
        let inner = format!("{at}/of_which/{i}");
        for (field, part, whole) in [
            ("villages", &some.villages, &project.villages),
            ("households", &some.households, &project.households),
            ("persons", &some.persons, &project.persons),
        ] {
            within(context, Finding::error, (&inner, field, part.as_ref()), (at, field, whole.as_ref()));
        }
    }
}

fn of_fund(context: &mut Context<'_>, fund: &Fund, at: &str) {
    let disbursed = (at, "disbursed", fund.disbursed.as_ref());
    within(context, Finding::error, disbursed, (at, "allocated", fund.allocated.as_ref()));
    // What is repaid may be loans of earlier years.
    let mut stage = |make: Make, (later, of_later): (&str, &LoanStage), (earlier, of_earlier): (&str, &LoanStage)| {
        let (later, earlier) = (format!("{at}/{later}"), format!("{at}/{earlier}"));
        let whole = (&*earlier, "households", of_earlier.households.as_ref());
        within(context, make, (&later, "households", of_later.households.as_ref()), whole);
        let whole = (&*earlier, "amount", of_earlier.amount.as_ref());
        within(context, make, (&later, "amount", of_later.amount.as_ref()), whole);
    };
    stage(Finding::error, ("issued", &fund.issued), ("approved", &fund.approved));
    stage(Finding::warning, ("repaid", &fund.repaid), ("issued", &fund.issued));
}

fn of_rectification(context: &mut Context<'_>, summary: &RectificationSummary, at: &str) {
    let states: [(&'static str, _); 5] = [
        ("done", &summary.done),
        ("long_term", &summary.long_term),
        ("timed", &summary.timed),
        ("under_way", &summary.under_way),
        ("overdue", &summary.overdue),
    ];
    for (field, state) in states {
        within(context, Finding::error, (at, field, state.as_ref()), (at, "total", summary.total.as_ref()));
    }
}

/// Whether a subset can be compared with its whole; tells that it cannot.
fn is_of_time(context: &mut Context<'_>, time: Time, (at, field): (&str, &str)) -> bool {
    if time == Time::Other {
        context.examine();
        let at = format!("{at}/{field}");
        let name = context.figures.name(&at).unwrap_or_else(|| "这一项其中数".into());
        let finding = Finding::warning(RULE.code, at, format!("{name}与总数的期间不同，不能相比"));
        context.tell(finding.hint("改成与总数同一期间的数；确是不同期间的，不要写在“其中”里，另立一条"));
    }
    time == Time::Within
}

type Make = fn(&str, String, String) -> Finding;

/// A part against its whole, where both are counts of the same things.
fn within(context: &mut Context<'_>, make: Make, part: Figure<'_>, whole: Figure<'_>) {
    let (Some(a), Some(b)) = (part.2, whole.2) else { return };
    if !alike(a.unit(), b.unit()) || a.number().is_sign_negative() || b.number().is_sign_negative() {
        return;
    }
    let (Some(least), Some(most)) = (reach(a).least(), reach(b).most()) else { return };
    context.examine();
    if least > most {
        let [at, whole_at] = [part, whole].map(|(record, field, _)| format!("{record}/{field}"));
        let message = format!("{}是{a}，大于{}{b}", told(context, &at), told(context, &whole_at));
        context.tell(make(RULE.code, at, message).hint("核对这两个数；期间或口径不同的，分别写明"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::outcome;
    use super::*;
    use crate::Severity;

    const CODE: &str = RULE.code;

    #[test]
    fn stages_do_not_grow() {
        let json = r#"{
            "projects": [{"name": "扶贫项目", "approved": "825个", "started": "836个", "finished": "840个",
                "households": "3848户", "of_which": [{"name": "建档立卡贫困户", "households": "1.0万户"}]}],
            "funds": [{"name": "小额信贷", "allocated": "100万元", "disbursed": "0.02亿元",
                "approved": {"amount": "3.27亿元"}, "issued": {"households": "2635户", "amount": "1.32亿元"},
                "repaid": {"households": "2636户", "amount": "1.3亿元"}}],
            "rectification": [{"source": "审计", "total": "47条", "done": "74条"}]}"#;
        let (found, examined) = outcome(json, CODE);
        let told: Vec<_> = found.iter().map(|f| (f.severity, f.path.as_str())).collect();
        assert_eq!(
            told,
            [
                (Severity::Error, "/projects/0/started"),
                (Severity::Error, "/projects/0/finished"),
                (Severity::Error, "/projects/0/of_which/0/households"),
                (Severity::Error, "/funds/0/disbursed"),
                (Severity::Warning, "/funds/0/repaid/households"),
                (Severity::Error, "/rectification/0/done"),
            ]
        );
        assert_eq!(examined, 8);
        assert_eq!(found[4].message, "小额信贷的回收户数是2636户，大于小额信贷的发放户数2635户");
    }

    #[test]
    fn another_period_is_not_compared() {
        let json = |part: &str| {
            format!(
                r#"{{"report": {{"date": "2019-07-10"}}, "indicators": [{{"name": "批复项目", "period": "今年", "value": "825个",
                "of_which": [{{"name": "产业项目", "period": "{part}", "value": "836个"}}]}}]}}"#
            )
        };
        let (found, examined) = outcome(&json("累计"), CODE);
        assert_eq!((found.len(), examined), (1, 1));
        assert_eq!((found[0].severity, &*found[0].path), (Severity::Warning, "/indicators/0/of_which/0/period"));
        assert_eq!(found[0].message, "批复项目·产业项目与总数的期间不同，不能相比");
        assert_eq!(outcome(&json("上半年"), CODE).0[0].severity, Severity::Error);
    }

    #[test]
    fn what_does_not_add_up_or_is_not_exact_is_not_examined() {
        for json in [
            // The part of an average can exceed it.
            r#"{"indicators": [{"name": "人均可支配收入", "value": "18000元", "of_which": [{"name": "城镇", "value": "26000元"}]}]}"#,
            r#"{"indicators": [{"name": "覆盖面", "value": "85%", "of_which": [{"name": "贫困村", "value": "95%"}]}]}"#,
            r#"{"targets": [{"name": "年度任务", "target": "80个以上", "of_which": [{"name": "甲", "value": "90个"}]}]}"#,
            r#"{"targets": [{"name": "年度任务", "target": "80个", "of_which": [{"name": "甲", "value": "90户"}]}]}"#,
            r#"{"targets": [{"name": "年度任务", "target": "79228162514264337593543950335亿人",
                "of_which": [{"name": "甲", "value": "79228162514264337593543950335万亿人"}]}]}"#,
        ] {
            assert_eq!(outcome(json, CODE), (vec![], 0), "{json}");
        }
        // 近4万 may be 3.6万, and 4.98万人 may be 49849.
        for part in ["近4万人", "39999人", "4.00万人"] {
            let json = format!(
                r#"{{"targets": [{{"name": "脱贫", "target": "4.0万人", "of_which": [{{"value": "{part}"}}]}}]}}"#
            );
            assert_eq!(outcome(&json, CODE), (vec![], 1), "{part}");
        }
    }
}
