//! V5: an announced count is the number of members that are listed.
//!
//! Announced is what a record states (五种, 成员数, 县数, 点位数) and what a name says at its head (三本账, 五张图, 八个准).
//! A list that ends with 等 is not complete.

mod head;

use std::fmt;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::compare::called;
use super::walk::each_helper;
use super::{Context, Rule};
use crate::Finding;
use crate::data::{Quantity, System};
use head::head;

pub(super) const RULE: Rule = Rule {
    code: "check.count",
    title: "说有几个，就列几个",
    levels: "错误、警告、提示",
    fires: r#"{"systems": [{"name": "七项制度", "members": ["例会制度", "通报制度", "督查制度", "问责制度"]}]}"#,
    passes: r#"{"systems": [{"name": "三本账", "members": ["脱贫计划进度账", "脱贫措施办法账", "脱贫帮扶责任账"]}]}"#,
    silent: r#"{"systems": [{"name": "六个精准"}]}"#,
    check,
};

fn check(context: &mut Context<'_>) {
    let progress = context.progress;
    for (i, system) in progress.systems.iter().enumerate() {
        of_system(context, system, &format!("/systems/{i}"));
    }
    for (i, organisation) in progress.organisations.iter().enumerate() {
        // Whether the heads are counted among the members, the name of the count does not tell.
        let members = listed(&organisation.members);
        let heads = [usize::from(!organisation.head.is_empty()), organisation.deputies.len()];
        let counts = [0, heads[0], heads[1], heads[0] + heads[1]].map(|heads| members.number + heads);
        let name = called(&organisation.name, "这个机构");
        let at = || format!("/organisations/{i}/member_count");
        stated(context, name, organisation.member_count.as_ref(), &members.with(&counts), Finding::warning, at);
    }
    for (i, target) in progress.targets.iter().enumerate() {
        for (j, stage) in target.stages.iter().enumerate() {
            let name = called(&stage.name, called(&target.name, "这个阶段"));
            let at = || format!("/targets/{i}/stages/{j}/county_count");
            stated(context, name, stage.county_count.as_ref(), &listed(&stage.counties), Finding::warning, at);
        }
    }
    for (i, inspection) in progress.inspections.iter().enumerate() {
        let name = called(&inspection.name, "这次督查");
        let sites = Listed { number: inspection.sites.len(), others: Vec::new(), open: false };
        let at = || format!("/inspections/{i}/site_count");
        stated(context, name, inspection.site_count.as_ref(), &sites, Finding::note, at);
    }
    each_helper(progress, |helper, at| {
        let name = called(&helper.name, "帮扶力量");
        let at = || format!("{at}/units");
        stated(context, name, helper.units.as_ref(), &listed(&helper.unit_names), Finding::warning, at);
    });
}

/// How many members are listed.
struct Listed {
    number: usize,
    /// Other ways to count them.
    others: Vec<usize>,
    /// Whether the list ends with 等.
    open: bool,
}

impl Listed {
    fn with(mut self, others: &[usize]) -> Self {
        self.others.extend(others);
        self
    }
}

fn listed(members: &[String]) -> Listed {
    let open = members.last().is_some_and(|last| last.trim_end_matches(['。', '…']).ends_with('等'));
    Listed { number: members.len(), others: Vec::new(), open }
}

fn of_system(context: &mut Context<'_>, system: &System, at: &str) {
    let groups = &system.groups;
    let mut members = listed(&system.members);
    if !groups.is_empty() {
        // 15个文件: 5个办法、5个方案、5个规划.
        let of_group = |count: &Option<Quantity>, listed: usize| match count.as_ref().map(whole) {
            Some(stated) => stated.and_then(|n| n.to_usize()),
            None => Some(listed),
        };
        let all = groups.iter().try_fold(0_usize, |n, g| n.checked_add(of_group(&g.count, g.members.len())?));
        let own = members.number;
        members.others =
            [Some(groups.len()), all].into_iter().flatten().flat_map(|n| [n, own.saturating_add(n)]).collect();
        if own == 0 {
            members.number = groups.len();
        }
    }
    announced(context, &system.name, system.count.as_ref(), &members, at);
    for (i, group) in groups.iter().enumerate() {
        announced(context, &group.name, group.count.as_ref(), &listed(&group.members), &format!("{at}/groups/{i}"));
    }
}

/// A count that is stated, and the one that the name says.
fn announced(context: &mut Context<'_>, name: &str, count: Option<&Quantity>, members: &Listed, at: &str) {
    stated(context, called(name, "这一项"), count, members, Finding::warning, || format!("{at}/count"));
    // Where both say the same, it is told once.
    if let Some(said) = head(name).filter(|said| count.and_then(whole) != Some(Decimal::from(*said))) {
        compare(context, name, &format_args!("{said}个"), Decimal::from(said), members, Finding::warning, || {
            format!("{at}/name")
        });
    }
}

type Make = fn(&str, String, String) -> Finding;

fn stated(
    context: &mut Context<'_>,
    name: &str,
    count: Option<&Quantity>,
    members: &Listed,
    fewer: Make,
    at: impl Fn() -> String,
) {
    if let Some((count, value)) = count.and_then(|count| Some((count, whole(count)?))) {
        compare(context, name, count, value, members, fewer, at);
    }
}

fn compare(
    context: &mut Context<'_>,
    name: &str,
    said: &dyn fmt::Display,
    value: Decimal,
    members: &Listed,
    fewer: Make,
    at: impl Fn() -> String,
) {
    if members.number == 0 {
        return;
    }
    let is_said = |n: &usize| Decimal::from(*n) == value;
    let ways = || std::iter::once(&members.number).chain(&members.others);
    let more = ways().all(|n| Decimal::from(*n) > value);
    if members.open && !more {
        return;
    }
    context.examine();
    if !ways().any(is_said) {
        let make = if more { Finding::error } else { fewer };
        let finding = make(RULE.code, at(), format!("{name}说有{said}，列出的是{}个", members.number));
        context.tell(finding.hint("补全或删减列出的内容，或改正个数；只列一部分的，在最后一个后面加“等”"));
    }
}

/// The number of a count that is exact.
fn whole(count: &Quantity) -> Option<Decimal> {
    count.value().filter(|value| count.is_exact() && value.fract().is_zero())
}

#[cfg(test)]
mod tests {
    use super::super::outcome;
    use super::*;
    use crate::Severity;

    const CODE: &str = RULE.code;

    fn found(json: &str) -> Vec<(Severity, String, String)> {
        outcome(json, CODE).0.into_iter().map(|f| (f.severity, f.path, f.message)).collect()
    }

    /// 七项制度 with four (E7), 7 units with six names (S06), 11 modes of which four are listed, 等 (E18).
    #[test]
    fn fewer_than_announced_is_a_warning() {
        let warning = |path: &str, message: &str| (Severity::Warning, path.to_owned(), message.to_owned());
        assert_eq!(found(RULE.fires), [warning("/systems/0/name", "七项制度说有7个，列出的是4个")]);
        let json = r#"{"helpers": [{"name": "扶促工作组", "units": "7个",
            "unit_names": ["县纪委", "县卫生局", "县疾控中心", "县卫生监督所", "县中医院", "县妇幼保健所"]}]}"#;
        assert_eq!(found(json), [warning("/helpers/0/units", "扶促工作组说有7个，列出的是6个")]);
        let json = r#"{"systems": [{"name": "模式", "count": "11种", "members": ["甲", "乙", "丙", "丁等"]}]}"#;
        assert_eq!(outcome(json, CODE), (vec![], 0));
    }

    #[test]
    fn more_than_announced_is_an_error() {
        let json = r#"{"systems": [{"name": "三本账", "count": "3本", "members": ["甲", "乙", "丙", "丁"]}],
            "targets": [{"stages": [{"name": "明年减贫", "county_count": "4个", "counties": ["泾川", "灵台", "崇信", "华亭", "庄浪"]}]}]}"#;
        let error = |path: &str, message: &str| (Severity::Error, path.to_owned(), message.to_owned());
        let expected = [
            error("/systems/0/count", "三本账说有3本，列出的是4个"),
            error("/targets/0/stages/0/county_count", "明年减贫说有4个，列出的是5个"),
        ];
        assert_eq!(found(json), expected);
    }

    #[test]
    fn sites_that_are_not_listed_are_a_note() {
        let json =
            r#"{"inspections": [{"name": "观摩", "site_count": "26个", "sites": [{"place": "甲"}, {"place": "乙"}]}]}"#;
        let note = (Severity::Note, "/inspections/0/site_count".to_owned(), "观摩说有26个，列出的是2个".to_owned());
        assert_eq!(found(json), [note]);
    }

    /// 15 documents in three groups of five; heads that are or are not counted among the members.
    #[test]
    fn any_way_of_counting_may_be_meant() {
        for count in ["3类", "15个"] {
            let json = format!(
                r#"{{"systems": [{{"name": "省定文件", "count": "{count}", "groups": [{{"name": "办法", "count": "5个"}},
                {{"name": "方案", "count": "5个"}}, {{"name": "规划", "count": "5个", "members": ["甲", "乙", "丙", "丁", "戊"]}}]}}]}}"#
            );
            assert_eq!(outcome(&json, CODE), (vec![], 2), "{count}");
        }
        for (count, expected) in [("3名", 0), ("5名", 0), ("6名", 0), ("2名", 1), ("9名", 1)] {
            let json = format!(
                r#"{{"organisations": [{{"name": "指挥部", "head": "书记", "deputies": ["甲", "乙"],
                "members": ["丙", "丁", "戊"], "member_count": "{count}"}}]}}"#
            );
            assert_eq!(found(&json).len(), expected, "{count}");
        }
    }

    #[test]
    fn counts_that_are_not_exact_or_lists_that_are_not_given_are_not_examined() {
        for json in [
            r#"{"systems": [{"name": "文件", "count": "10多个", "members": ["甲", "乙"]}]}"#,
            r#"{"systems": [{"name": "文件", "count": "3.5个", "members": ["甲", "乙"]}]}"#,
            r#"{"inspections": [{"site_count": "26个"}]}"#,
            r#"{"helpers": [{"units": "105个"}]}"#,
        ] {
            assert_eq!(outcome(json, CODE), (vec![], 0), "{json}");
        }
    }
}
