//! Stage 2: contradictions are found in the data, before a page exists.
//!
//! One rule, one file, its tests below it. Every rule says how many relations it examined: a rule that found nothing to
//! examine was not evaluated, which is not the same as passed.

mod parts;
mod rank;
mod rate;

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

/// What a rule works on.
pub(crate) struct Context<'a> {
    pub(crate) progress: &'a Progress,
    pub(crate) figures: &'a Figures,
    pub(crate) findings: Vec<Finding>,
    pub(crate) examined: usize,
}

/// Code, title, rule.
type Rule = (&'static str, &'static str, fn(&mut Context<'_>));

const RULES: [Rule; 3] = [
    (parts::CODE, "分项之和等于总数", parts::check),
    (rate::CODE, "完成比例与完成数、目标数相符", rate::check),
    (rank::CODE, "位次不超过参加排名的单位数", rank::check),
];

/// Examines the data by every rule.
pub fn check(progress: &Progress, figures: &Figures) -> Checked {
    let mut checked = Checked { findings: Vec::new(), rules: Vec::new() };
    for (code, title, rule) in RULES {
        let mut context = Context { progress, figures, findings: Vec::new(), examined: 0 };
        rule(&mut context);
        checked.findings.append(&mut context.findings);
        checked.rules.push(Outcome { code, title, examined: context.examined });
    }
    checked
}

#[cfg(test)]
pub(crate) fn outcome(json: &str, code: &str) -> (Vec<Finding>, usize) {
    let loaded = crate::data::from_json(json.as_bytes());
    assert!(!crate::has_errors(&loaded.findings), "{:#?}", loaded.findings);
    let checked = check(&loaded.progress, &Figures::new(&loaded.progress));
    let examined = checked.rules.iter().find(|r| r.code == code).expect("the rule is listed").examined;
    (checked.findings.into_iter().filter(|f| f.code == code).collect(), examined)
}
