//! Stage 2: contradictions are found in the data, before a page exists.
//!
//! One rule, one file, its tests below it. Every rule says how many relations it examined: a rule that found nothing to
//! examine was not evaluated, which is not the same as passed. `docs/rules.md` is made from [`RULES`].
//!
//! How bad a finding is: an *error* is arithmetically impossible, a *warning* is implausible or undeclared, a *note* is
//! worth knowing. Figures agree when they agree within half a unit of the last digit that is printed.

// What several rules share.
mod compare;
mod measure;
mod names;
pub(crate) mod regions;
mod slip;
mod spans;
mod times;
mod walk;

// The rules.
mod as_of;
mod count;
mod cumulative;
mod dates;
mod duplicate_id;
mod growth;
mod ids;
mod ledger;
mod magnitude;
mod milestones;
mod one_value;
mod over_target;
mod parent_target;
mod parts;
mod per_head;
mod percentages;
mod rank;
mod ranking;
mod rate;
mod reference;
mod region_tree;
mod schedule;
mod share_range;
mod slogan;
mod solved_problem;
mod stages;
mod subset;
mod unit;

use serde::Serialize;

use crate::Finding;
use crate::data::{Figures, Progress};

/// What the checks found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Checked {
    /// Every contradiction, in the order of the rules and of the data.
    pub findings: Vec<Finding>,
    /// What each rule examined.
    pub rules: Vec<Outcome>,
}

impl Checked {
    /// How many relations were examined by all rules together.
    pub fn examined(&self) -> usize {
        self.rules.iter().map(|rule| rule.examined).sum()
    }
}

/// What one rule did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// The rule's code, which its findings carry.
    pub code: &'static str,
    /// What it checks, in Chinese.
    pub title: &'static str,
    /// How many relations it examined; 0 means *not evaluated*.
    pub examined: usize,
}

/// A rule.
pub struct Rule {
    /// Its code, which its findings carry.
    pub code: &'static str,
    /// What it checks, in Chinese.
    pub title: &'static str,
    /// How bad what it finds can be: 错误, 警告, 提示.
    pub levels: &'static str,
    /// Data in which it finds something. The documentation shows what it says of it.
    pub fires: &'static str,
    /// Data in which it examines something and finds nothing.
    pub passes: &'static str,
    /// Data in which there is nothing for it to examine.
    pub silent: &'static str,
    check: fn(&mut Context<'_>),
}

/// What a rule works on.
pub(crate) struct Context<'a> {
    pub(crate) progress: &'a Progress,
    pub(crate) figures: &'a Figures,
    findings: Vec<Finding>,
    examined: usize,
}

impl Context<'_> {
    /// Counts a relation that is examined.
    pub(crate) fn examine(&mut self) {
        self.examined += 1;
    }

    /// Tells a finding.
    pub(crate) fn tell(&mut self, finding: Finding) {
        self.findings.push(finding);
    }
}

/// Every rule, in the order in which findings are told.
pub const RULES: &[Rule] = &[
    parts::RULE,
    rate::RULE,
    rank::RULE,
    stages::RULE,
    milestones::RULE,
    dates::RULE,
    as_of::RULE,
    cumulative::RULE,
    duplicate_id::RULE,
    reference::RULE,
    region_tree::RULE,
    ledger::RULE,
    over_target::RULE,
    ranking::RULE,
    schedule::RULE,
    slogan::RULE,
    solved_problem::RULE,
    subset::RULE,
    count::RULE,
    share_range::RULE,
    growth::RULE,
    parent_target::RULE,
    percentages::RULE,
    per_head::RULE,
    unit::RULE,
    magnitude::RULE,
    one_value::RULE,
];

/// Examines the data by every rule.
pub fn check(progress: &Progress, figures: &Figures) -> Checked {
    let mut checked = Checked { findings: Vec::new(), rules: Vec::new() };
    for rule in RULES {
        let mut context = Context { progress, figures, findings: Vec::new(), examined: 0 };
        (rule.check)(&mut context);
        checked.findings.append(&mut context.findings);
        checked.rules.push(Outcome { code: rule.code, title: rule.title, examined: context.examined });
    }
    checked
}

/// What the rule of a code finds in some data, and how much it examined.
#[cfg(test)]
pub(crate) fn outcome(json: &str, code: &str) -> (Vec<Finding>, usize) {
    let loaded = crate::data::from_json(json.as_bytes());
    assert!(!crate::has_errors(&loaded.findings), "{:#?}", loaded.findings);
    let checked = check(&loaded.progress, &Figures::new(&loaded.progress));
    let examined = checked.rules.iter().find(|r| r.code == code).expect("the rule is listed").examined;
    (checked.findings.into_iter().filter(|f| f.code == code).collect(), examined)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    #[test]
    fn every_rule_fires_passes_and_is_silent_where_it_says() {
        for Rule { code, levels, fires, passes, silent, .. } in RULES {
            let (found, examined) = outcome(fires, code);
            assert!(!found.is_empty() && examined > 0, "{code} does not fire");
            assert!(found.iter().all(|f| levels.contains(f.severity.label())), "{code}: {found:#?}");
            assert!(found.iter().all(|f| !f.path.is_empty() && !f.hint.is_empty()), "{code}: {found:#?}");
            let (found, examined) = outcome(passes, code);
            assert!(found.is_empty() && examined > 0, "{code} should pass ({examined}): {found:#?}");
            assert_eq!(outcome(silent, code), (Vec::new(), 0), "{code} should be silent");
        }
    }

    /// A county that is in order has a relation for many rules, and no finding.
    #[test]
    fn codes_are_unique_and_belong_to_this_stage() {
        let mut codes: Vec<_> = RULES.iter().map(|rule| rule.code).collect();
        assert!(codes.iter().all(|code| code.starts_with("check.")));
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), RULES.len());
    }

    /// `UPDATE_DOCS=1 cargo test` writes the file anew.
    #[test]
    fn the_documentation_is_that_of_the_rules() {
        let mut text = String::from(
            "# 核验规则\n\n\
             由 `src/check/` 的规则生成（`make docs`），勿手改。“例”是规则对自带的例子实际报出的话。“级别”：\
             *错误*算术上不可能，不改正不出成品；*警告*不合常理或没有交代；*提示*值得知道。\
             没有可核的关系时，规则报“未核验”，不报“通过”。数字按印出的精度（末位的半个单位）判断是否相符。\n\n\
             | 代码 | 核什么 | 级别 | 例 |\n|---|---|---|---|\n",
        );
        for rule in RULES {
            let (found, _) = outcome(rule.fires, rule.code);
            let example = found[0].message.replace('|', "\\|");
            let _ = writeln!(text, "| `{}` | {} | {} | {example} |", rule.code, rule.title, rule.levels);
        }
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules.md");
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::write(path, &text).expect("the documentation is written");
        }
        assert!(
            std::fs::read_to_string(path).unwrap_or_default() == text,
            "docs/rules.md is not what the rules say: run `make docs`"
        );
    }
}
