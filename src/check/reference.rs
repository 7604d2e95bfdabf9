//! What a record refers to exists: identifiers of other records, topics, regions. Parents never lead back to where they
//! began.
//!
//! A text names many places that no list holds, so a place is told only where it is very near to a known one (虞城 for
//! 虞城县); so is a region's parent with a name, since nobody lists what the topmost region belongs to. What nobody knows
//! is told once, however often it is named.

mod cycle;
mod places;

use super::names::{Names, Unknown, times};
use super::regions::Regions;
use super::{Context, Rule};
use crate::Finding;
use crate::data::Progress;

pub(super) const RULE: Rule = Rule {
    code: "check.reference",
    title: "引用的编号、工作、地区都有对应的记录",
    levels: "错误、警告",
    fires: r#"{"targets": [{"id": "people", "name": "全市脱贫人口"}, {"name": "虞城县脱贫人口", "parent": "peopel"}]}"#,
    passes: r#"{"targets": [{"id": "people", "name": "全市脱贫人口"}, {"name": "虞城县脱贫人口", "parent": "people"}]}"#,
    silent: r#"{"targets": [{"id": "people", "name": "全市脱贫人口"}]}"#,
    check,
};

/// How like a known topic a part of the work must be to be a slip of the pen: 脱贫攻艰, but not 教育扶贫 beside 精准扶贫.
const SLIP: f64 = 0.7;

/// How like a known one a place must be that is told.
const VERY_NEAR: f64 = 0.8;

fn check(context: &mut Context<'_>) {
    ids(context);
    topics(context);
    if !context.progress.regions.is_empty() {
        let regions = Regions::new(context.progress);
        places::check(context, &regions);
    }
    cycle::check(context);
}

/// References to a list by its records' identifiers.
struct References<'a> {
    known: Names<'a>,
    records: &'static str,
    unknown: Unknown<'a>,
}

impl<'a> References<'a> {
    fn new(records: &'static str, ids: impl IntoIterator<Item = &'a str>) -> Self {
        Self { known: Names::new(ids), records, unknown: Unknown::default() }
    }

    fn hold(&mut self, context: &mut Context<'_>, id: &'a str, at: impl FnOnce() -> String) {
        if id.is_empty() {
            return;
        }
        context.examine();
        if self.known.find(id).is_none() {
            self.unknown.note(id, at);
        }
    }

    fn tell(self, context: &mut Context<'_>) {
        let records = self.records;
        for (id, at, number) in self.unknown.names {
            let message = format!("{records}里没有编号是“{id}”的记录{}", times(number));
            let hint = match self.known.nearest(id, 0.6) {
                Some(near) => format!("是不是“{near}”？"),
                None => format!("在{records}里补上这条记录，或删去这处引用"),
            };
            context.tell(Finding::error(RULE.code, at, message).hint(hint));
        }
    }
}

fn ids(context: &mut Context<'_>) {
    let progress = context.progress;
    let mut targets = References::new("目标表", progress.targets.iter().map(|t| t.id.as_str()));
    for (i, target) in progress.targets.iter().enumerate() {
        targets.hold(context, &target.parent, || format!("/targets/{i}/parent"));
    }
    let mut standards = References::new("标准表", progress.standards.iter().map(|s| s.id.as_str()));
    for (i, standard) in progress.standards.iter().enumerate() {
        standards.hold(context, &standard.parent, || format!("/standards/{i}/parent"));
    }
    let mut systems = References::new("体系表", progress.systems.iter().map(|s| s.id.as_str()));
    let mut cases = References::new("案例表", progress.cases.iter().map(|c| c.id.as_str()));
    let members = progress.practices.iter().enumerate().flat_map(|(i, practice)| {
        let members = practice.members.iter().enumerate();
        members.map(move |(j, measure)| (measure, ("practices", i, Some(j))))
    });
    let measures = progress.measures.iter().enumerate().map(|(i, measure)| (measure, ("measures", i, None)));
    for (measure, (list, i, member)) in members.chain(measures) {
        let at = |field: &str| match member {
            Some(j) => format!("/{list}/{i}/members/{j}/{field}"),
            None => format!("/{list}/{i}/{field}"),
        };
        for (k, id) in measure.targets.iter().enumerate() {
            targets.hold(context, id, || at(&format!("targets/{k}")));
        }
        for (k, id) in measure.systems.iter().enumerate() {
            systems.hold(context, id, || at(&format!("systems/{k}")));
        }
        cases.hold(context, &measure.case, || at("case"));
    }
    targets.tell(context);
    standards.tell(context);
    systems.tell(context);
    cases.tell(context);
    organisations(context);
}

/// An organisation may belong to one that nobody lists (省委), but not by an identifier.
fn organisations(context: &mut Context<'_>) {
    let organisations = &context.progress.organisations;
    let known = Names::new(organisations.iter().flat_map(|o| [o.id.as_str(), o.name.as_str()]));
    for (i, organisation) in organisations.iter().enumerate().filter(|(_, o)| !o.parent.is_empty()) {
        context.examine();
        let parent = organisation.parent.as_str();
        let by_id = parent.is_ascii();
        if known.find(parent).is_some() {
            continue;
        }
        let near = known.nearest(parent, if by_id { 0.6 } else { VERY_NEAR });
        let at = format!("/organisations/{i}/parent");
        let message = format!("机构表里没有“{parent}”");
        let hint = near.map_or("在机构表里补上这个机构，或改成它的名称".into(), |near| {
            format!("是不是“{near}”？")
        });
        if by_id {
            context.tell(Finding::error(RULE.code, at, message).hint(hint));
        } else if near.is_some() {
            context.tell(Finding::warning(RULE.code, at, message).hint(hint));
        }
    }
}

/// Every record of a topic that is in no list: it would appear nowhere. What a measure, a task or a problem is about may
/// be a part of the work that the list of topics does not name; figures of that part are said with it.
fn topics(context: &mut Context<'_>) {
    let progress = context.progress;
    let known = Names::new(progress.topics.iter().map(|t| t.name.as_str()));
    if known.is_empty() {
        return;
    }
    let mut unknown = Unknown::default();
    macro_rules! lists {
        ($($list:ident),+) => {$(
            for (i, record) in progress.$list.iter().enumerate().filter(|(_, r)| !r.topic.is_empty()) {
                context.examine();
                if known.find(&record.topic).is_none() {
                    unknown.note(&record.topic, || format!(concat!("/", stringify!($list), "/{}/topic"), i));
                }
            }
        )+};
    }
    lists!(
        indicators,
        targets,
        populations,
        standards,
        assessments,
        inspections,
        problems,
        rectification,
        funds,
        projects,
        policies,
        systems,
        practices,
        measures,
        cases,
        helpers,
        organisations,
        responsibilities,
        mechanisms,
        deployments,
        pledges,
        events
    );
    let parts = parts_of_the_work(progress);
    for (topic, at, number) in unknown.names {
        // A name like a known one is a slip, unless a headline has it too.
        let headed = progress.measures.iter().any(|m| m.name.contains(topic));
        let slip = known.nearest(topic, SLIP).is_some() && !headed;
        if parts.find(topic).is_some() && !slip {
            continue;
        }
        let message = format!("工作表里没有“{topic}”这项工作，属于它的记录写不进文稿{}", times(number));
        let hint = match known.nearest(topic, 0.5) {
            Some(near) => format!("是不是“{near}”？"),
            None => format!("在工作表里补上“{topic}”，或改成已有的工作"),
        };
        context.tell(Finding::warning(RULE.code, at, message).hint(hint));
    }
}

/// What measures, tasks and problems are about, and the targets that measures serve.
fn parts_of_the_work(progress: &Progress) -> Names<'_> {
    let served = |id: &str| progress.measures.iter().any(|m| m.targets.iter().any(|t| t == id));
    Names::new(
        (progress.measures.iter().map(|m| m.topic.as_str()))
            .chain(progress.deployments.iter().map(|d| d.topic.as_str()))
            .chain(progress.problems.iter().map(|p| p.topic.as_str()))
            .chain(progress.targets.iter().filter(|t| served(&t.id)).map(|t| t.topic.as_str())),
    )
}

#[cfg(test)]
mod tests {
    use super::super::outcome;
    use super::*;
    use crate::Severity;

    const CODE: &str = RULE.code;

    fn told(json: &str) -> Vec<(Severity, String, String, String)> {
        outcome(json, CODE).0.into_iter().map(|f| (f.severity, f.path, f.message, f.hint)).collect()
    }

    fn one(severity: Severity, path: &str, message: &str, hint: &str) -> Vec<(Severity, String, String, String)> {
        vec![(severity, path.into(), message.into(), hint.into())]
    }

    #[test]
    fn identifiers_that_nobody_has_are_found_once() {
        assert_eq!(
            told(RULE.fires),
            one(Severity::Error, "/targets/1/parent", "目标表里没有编号是“peopel”的记录", "是不是“people”？")
        );
        let json = r#"{"targets": [{"id": "people"}], "systems": [{"id": "modes"}], "cases": [{"id": "a", "place": "张村"}],
            "standards": [{"id": "city", "parent": "province"}],
            "measures": [{"targets": ["people", "x"], "case": "a"}],
            "practices": [{"members": [{"systems": ["modes", "y"]}, {"systems": ["y"], "case": "b"}]}],
            "organisations": [{"name": "脱贫攻坚指挥部", "parent": "市委"}, {"name": "专班", "parent": "脱贫攻艰指挥部"},
                {"name": "办公室", "parent": "headquarters"}, {"parent": "专班"}]}"#;
        let found: Vec<_> = told(json).into_iter().map(|(_, path, message, _)| (path, message)).collect();
        let expected = [
            ("/measures/0/targets/1", "目标表里没有编号是“x”的记录"),
            ("/standards/0/parent", "标准表里没有编号是“province”的记录"),
            ("/practices/0/members/0/systems/1", "体系表里没有编号是“y”的记录（共2处）"),
            ("/practices/0/members/1/case", "案例表里没有编号是“b”的记录"),
            ("/organisations/1/parent", "机构表里没有“脱贫攻艰指挥部”"),
            ("/organisations/2/parent", "机构表里没有“headquarters”"),
        ];
        assert_eq!(found, expected.map(|(path, message)| (path.to_owned(), message.to_owned())));
    }

    #[test]
    fn a_topic_that_no_list_holds_is_found() {
        let json = r#"{"topics": [{"name": "脱贫攻坚"}], "indicators": [{"topic": "脱贫攻坚"}, {"topic": "脱贫攻艰"}],
            "problems": [{"topic": "脱贫攻艰"}], "events": [{}]}"#;
        assert_eq!(
            told(json),
            one(
                Severity::Warning,
                "/indicators/1/topic",
                "工作表里没有“脱贫攻艰”这项工作，属于它的记录写不进文稿（共2处）",
                "是不是“脱贫攻坚”？"
            )
        );
        assert_eq!(outcome(r#"{"indicators": [{"topic": "脱贫攻艰"}]}"#, CODE), (vec![], 0));
        let part = r#"{"topics": [{"name": "精准扶贫"}], "measures": [{"topic": "教育扶贫"}], "targets": [{"topic": "教育扶贫"},
            {"topic": "医疗卫生"}]}"#;
        let hint = "在工作表里补上“医疗卫生”，或改成已有的工作";
        let message = "工作表里没有“医疗卫生”这项工作，属于它的记录写不进文稿";
        assert_eq!(told(part), one(Severity::Warning, "/targets/1/topic", message, hint));
    }
}
