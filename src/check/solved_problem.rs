//! V13: a problem is not contradicted by a figure that says that it is solved (genre study E19: 村电网改造 15 of 15 done, and
//! yet 用电贵).
//!
//! Solved is what has reached 100 %, or as many as were to be done. A problem is about it when both are of one topic and
//! region, as far as they say, and share a word of three characters, or words for one thing (用电, 电网); a problem that
//! says what is lacking (难, 未, 缺 …), and not how it is looked after (管护, 质量 …). Words that any figure may have do not
//! count. Rectified problems are left out.

mod words;

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use rust_decimal::Decimal;

use super::compare::{called, exact};
use super::regions::Regions;
use super::{Context, Rule};
use crate::Finding;
use crate::data::{Comparison, Indicator, Problem, ProblemStatus, Project, Quantity, Rate, Target, TaskStatus};

pub(super) const RULE: Rule = Rule {
    code: "check.solved_problem",
    title: "问题与已全部完成的数据不矛盾",
    levels: "警告",
    fires: r#"{"targets": [{"name": "村电网改造", "target": "15个", "done": "15个"}],
        "problems": [{"name": "基础设施薄弱", "detail": "多数村还存在行路难、用电贵等问题"}]}"#,
    passes: r#"{"targets": [{"name": "村电网改造", "target": "15个", "done": "15个"}],
        "problems": [{"name": "基础设施薄弱", "detail": "多数村还存在行路难等问题"}]}"#,
    silent: r#"{"targets": [{"name": "村电网改造", "target": "15个", "done": "14个"}],
        "problems": [{"name": "基础设施薄弱", "detail": "多数村还存在行路难、用电贵等问题"}]}"#,
    check,
};

/// A figure that says that something is wholly done.
struct Solved<'a> {
    name: &'a str,
    topic: &'a str,
    region: Option<usize>,
    told: Told<'a>,
}

/// How it says so.
#[derive(Clone, Copy)]
enum Told<'a> {
    Rate(&'a Quantity),
    AllOf(&'a Quantity, &'a Quantity),
    Done,
}

impl fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rate(rate) => write!(f, "已达{rate}"),
            Self::AllOf(done, all) => write!(f, "{all}已完成{done}"),
            Self::Done => f.write_str("已完成"),
        }
    }
}

/// The figures of one name.
#[derive(Default)]
struct Named<'a> {
    all: Vec<Solved<'a>>,
    by_region: HashMap<Option<usize>, Vec<usize>>,
}

impl<'a> Named<'a> {
    /// The first one that may be of a topic and a region.
    fn find(&self, topic: &str, region: Option<usize>) -> Option<&Solved<'a>> {
        let of_topic = |figure: &&Solved<'_>| topic.is_empty() || figure.topic.is_empty() || figure.topic == topic;
        if region.is_none() {
            return self.all.iter().find(of_topic);
        }
        let of = |region| self.by_region.get(&region).into_iter().flatten().map(|index| &self.all[*index]);
        of(region).chain(of(None)).find(of_topic)
    }
}

fn check(context: &mut Context<'_>) {
    let progress = context.progress;
    let open = |problem: &&Problem| !matches!(problem.status, Some(ProblemStatus::Done | ProblemStatus::MostlyDone));
    if !progress.problems.iter().any(|problem| open(&problem)) {
        return;
    }
    let regions = Regions::new(progress);
    let solved = solved(context, &regions);
    if solved.is_empty() {
        return;
    }
    let mut named: BTreeMap<&str, Named<'_>> = BTreeMap::new();
    for figure in solved {
        let named = named.entry(figure.name).or_default();
        named.by_region.entry(figure.region).or_default().push(named.all.len());
        named.all.push(figure);
    }
    let mut about: HashMap<&str, Vec<&Named<'_>>> = HashMap::new();
    for (name, figures) in &named {
        for word in words::of_figure(name) {
            about.entry(word).or_default().push(figures);
        }
    }
    for (i, problem) in progress.problems.iter().enumerate().filter(|(_, problem)| open(problem)) {
        context.examine();
        let texts = [&problem.name, &problem.detail].into_iter().chain(&problem.traits);
        let region = regions.find(&problem.region);
        let mut found = texts.flat_map(|text| words::of_problem(text)).filter_map(|(word, lacking)| {
            let figure = about.get(word)?.iter().find_map(|figures| figures.find(&problem.topic, region))?;
            Some((figure, lacking))
        });
        if let Some((figure, lacking)) = found.next() {
            let name = called(&problem.name, "问题");
            let lacking = if lacking == name { String::new() } else { format!("说“{lacking}”") };
            let message = format!("“{name}”{lacking}，而{}{}", figure.name, figure.told);
            let finding = Finding::warning(RULE.code, format!("/problems/{i}"), message);
            context.tell(finding.hint("问题已经解决的，删去或改写；还有没覆盖到的，写明范围"));
        }
    }
}

fn solved<'a>(context: &Context<'a>, regions: &Regions<'a>) -> Vec<Solved<'a>> {
    let progress = context.progress;
    let mut solved = Vec::new();
    let mut add = |name: &'a str, topic: &'a str, region: &str, told: Option<Told<'a>>| {
        if let Some(told) = told {
            solved.push(Solved { name, topic, region: regions.find(region), told });
        }
    };
    for r in &progress.indicators {
        add(&r.name, &r.topic, &r.region, of_indicator(r));
    }
    for r in &progress.targets {
        add(&r.name, &r.topic, &r.region, of_target(r));
    }
    for r in &progress.projects {
        add(&r.name, &r.topic, &r.region, of_project(r));
    }
    solved
}

fn whole(rate: Option<&Quantity>) -> Option<Told<'_>> {
    let rate = rate.filter(|q| q.unit() == "%" && q.is_exact() && q.number() >= Decimal::ONE_HUNDRED)?;
    Some(Told::Rate(rate))
}

/// As many as there were to be.
fn all<'a>(done: Option<&'a Quantity>, of: Option<&'a Quantity>) -> Option<Told<'a>> {
    let (done, of) = (done?, of?);
    let (reached, goal) = (exact(done, done.unit())?, exact(of, done.unit())?);
    (reached >= goal && goal > Decimal::ZERO).then_some(Told::AllOf(done, of))
}

/// A rate of growth or a share of blame may be 100 %, too: only a rate of what is wanted counts.
fn of_indicator(indicator: &Indicator) -> Option<Told<'_>> {
    let told = whole(indicator.value.as_ref().filter(|_| !indicator.lower_is_better))?;
    let name = indicator.name.as_str();
    let wanted = ["率", "覆盖", "比例", "面"].iter().any(|word| name.ends_with(word));
    let unwanted = ["发生率", "返贫率", "投诉率", "事故率", "增长率", "超标率", "下降率"];
    (wanted && !unwanted.iter().any(|word| name.contains(word))).then_some(told)
}

fn of_target(target: &Target) -> Option<Told<'_>> {
    if target.cmp == Comparison::AtMost || !target.scope.is_empty() {
        return None;
    }
    let stated = || whole(target.rate.as_ref().map(Rate::quantity));
    let done = || (target.status == Some(TaskStatus::Done)).then_some(Told::Done);
    // What is said to be done, but of which figures say that it is not, is another rule's.
    if target.done.is_some() && target.target.is_some() {
        return all(target.done.as_ref(), target.target.as_ref());
    }
    stated().or_else(done)
}

fn of_project<'a>(project: &'a Project) -> Option<Told<'a>> {
    let rate = |rate: &'a Option<Rate>| whole(rate.as_ref().map(Rate::quantity));
    let of_all = || all(project.quantity.as_ref(), project.total.as_ref());
    rate(&project.coverage).or_else(|| rate(&project.finished_rate)).or_else(of_all)
}

#[cfg(test)]
mod tests {
    use super::super::outcome;
    use super::*;
    use crate::Severity;

    const CODE: &str = RULE.code;

    fn told(solved: &str, problem: &str) -> Vec<String> {
        let json = format!(r#"{{{solved}, "problems": [{{{problem}}}]}}"#);
        outcome(&json, CODE).0.into_iter().map(|f| f.message).collect()
    }

    /// Genre study E19.
    #[test]
    fn a_problem_that_a_figure_says_is_solved_is_found() {
        let (found, examined) = outcome(RULE.fires, CODE);
        assert_eq!((found.len(), examined), (1, 1));
        assert_eq!((found[0].severity, found[0].path.as_str()), (Severity::Warning, "/problems/0"));
        assert_eq!(found[0].message, "“基础设施薄弱”说“用电贵等问题”，而村电网改造15个已完成15个");
        let covered = r#""indicators": [{"name": "标准化卫生室覆盖率", "value": "100%"}]"#;
        let problem = r#""name": "医疗条件差", "traits": ["部分村没有标准化卫生室"]"#;
        assert_eq!(told(covered, problem), ["“医疗条件差”说“部分村没有标准化卫生室”，而标准化卫生室覆盖率已达100%"]);
        let project = r#""projects": [{"name": "危房改造", "finished_rate": "100%"}]"#;
        assert_eq!(told(project, r#""name": "危房改造进度慢""#), ["“危房改造进度慢”，而危房改造已达100%"]);
    }

    #[test]
    fn what_is_about_something_else_passes() {
        let solved = r#""targets": [{"name": "通村公路硬化", "topic": "交通", "region": "甲县", "target": "15公里", "done": "15公里"}],
            "regions": [{"name": "甲县"}, {"name": "乙县"}]"#;
        for problem in [
            r#""name": "通村公路硬化后缺少管护""#,
            r#""name": "通村公路硬化未完成", "topic": "脱贫""#,
            r#""name": "通村公路硬化未完成", "region": "乙县""#,
            r#""name": "通村公路硬化未完成", "status": "已整改""#,
            r#""name": "产业基础薄弱""#,
        ] {
            assert_eq!(told(solved, problem), [""; 0], "{problem}");
        }
        assert_eq!(told(solved, r#""name": "通村公路硬化未完成", "region": "甲县""#).len(), 1);
    }

    #[test]
    fn what_is_not_wholly_done_is_not_evaluated() {
        for solved in [
            r#""targets": [{"name": "电网改造", "target": "15个", "done": "14个", "status": "已完成"}]"#,
            r#""targets": [{"name": "电网改造", "target": "15个", "done": "近15个"}]"#,
            r#""targets": [{"name": "用电事故", "target": "15起", "done": "15起", "cmp": "<="}]"#,
            r#""indicators": [{"name": "电网改造率", "value": "99%"}, {"name": "用电增长率", "value": "100%"}]"#,
        ] {
            let json = format!(r#"{{{solved}, "problems": [{{"name": "用电贵"}}]}}"#);
            assert_eq!(outcome(&json, CODE), (vec![], 0), "{solved}");
        }
    }
}
