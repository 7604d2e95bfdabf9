//! An identifier means one record of its list; a region's name means one region below the same parent.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use super::compare::called;
use super::regions::Regions;
use super::{Context, Rule};
use crate::Finding;

pub(super) const RULE: Rule = Rule {
    code: "check.duplicate_id",
    title: "编号不重复，同一上级下的地区不重名",
    levels: "错误、警告",
    fires: r#"{"targets": [{"id": "people", "name": "脱贫人口"}, {"id": "people", "name": "退出贫困村"}]}"#,
    passes: r#"{"targets": [{"id": "people", "name": "脱贫人口"}, {"id": "villages", "name": "退出贫困村"}]}"#,
    silent: r#"{"targets": [{"id": "people", "name": "脱贫人口"}, {"name": "退出贫困村"}]}"#,
    check,
};

fn check(context: &mut Context<'_>) {
    let progress = context.progress;
    macro_rules! lists {
        ($($list:ident),+) => {$(
            let records = progress.$list.iter().map(|r| (r.id.as_str(), r.name.as_str()));
            unique(context, records, concat!("/", stringify!($list)));
        )+};
    }
    lists!(
        regions,
        indicators,
        targets,
        populations,
        standards,
        assessments,
        inspections,
        problems,
        funds,
        projects,
        systems,
        measures,
        helpers,
        organisations,
        mechanisms
    );
    unique(context, progress.cases.iter().map(|r| (r.id.as_str(), r.place.as_str())), "/cases");
    unique(context, progress.deployments.iter().map(|r| (r.id.as_str(), r.task.as_str())), "/deployments");
    for (i, practice) in progress.practices.iter().enumerate() {
        let members = practice.members.iter().map(|r| (r.id.as_str(), r.name.as_str()));
        unique(context, members, &format!("/practices/{i}/members"));
    }
    region_names(context);
}

fn unique<'a>(context: &mut Context<'_>, records: impl ExactSizeIterator<Item = (&'a str, &'a str)>, list: &str) {
    let mut known: HashMap<&str, (usize, &str)> = HashMap::with_capacity(records.len());
    for (index, (id, name)) in records.enumerate().filter(|(_, (id, _))| !id.is_empty()) {
        // The first one has nothing to be held against.
        if !known.is_empty() {
            context.examine();
        }
        match known.entry(id) {
            Entry::Vacant(entry) => {
                entry.insert((index, name));
            }
            Entry::Occupied(entry) => {
                let (first, before) = *entry.get();
                let (before, name) = (called(before, "没有名称"), called(name, "没有名称"));
                let (first, second) = (first + 1, index + 1);
                let message = format!("编号“{id}”用了两次：第{first}条（{before}）和第{second}条（{name}）");
                let finding = Finding::error(RULE.code, format!("{list}/{index}/id"), message);
                context.tell(finding.hint("改掉其中一个编号；别的表引用它的，一并核对"));
            }
        }
    }
}

fn region_names(context: &mut Context<'_>) {
    let progress = context.progress;
    let regions = Regions::new(progress);
    // By the region above, found by its id or its name, or else as it is written.
    let mut known = HashSet::with_capacity(progress.regions.len());
    for (index, region) in progress.regions.iter().enumerate().filter(|(_, r)| !r.name.is_empty()) {
        let parent = regions.parent(index);
        if !known.is_empty() {
            context.examine();
        }
        if known.insert((parent.map_or(region.parent.as_str(), |p| regions.name(p)), region.name.as_str())) {
            continue;
        }
        let below = parent.map_or(region.parent.as_str(), |p| regions.name(p));
        let below = if below.is_empty() { String::new() } else { format!("{below}下面") };
        let message = format!("{below}有两个“{}”，按名称引用时分不清", region.name);
        let finding = Finding::warning(RULE.code, format!("/regions/{index}/name"), message);
        context.tell(finding.hint("重复登记的删去一条；确是两个地区的，名称写得能区分"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::outcome;
    use super::*;
    use crate::Severity;

    const CODE: &str = RULE.code;

    #[test]
    fn an_identifier_that_is_used_twice_is_found_in_every_list() {
        let (found, _) = outcome(RULE.fires, CODE);
        assert_eq!((found.len(), found[0].severity, found[0].path.as_str()), (1, Severity::Error, "/targets/1/id"));
        assert_eq!(found[0].message, "编号“people”用了两次：第1条（脱贫人口）和第2条（退出贫困村）");
        for list in ["regions", "indicators", "problems", "funds", "measures", "cases", "deployments", "mechanisms"] {
            let json = format!(r#"{{"{list}": [{{"id": "a"}}, {{"id": "b"}}, {{"id": "a"}}]}}"#);
            let (found, _) = outcome(&json, CODE);
            assert_eq!((found.len(), found[0].path.clone()), (1, format!("/{list}/2/id")));
        }
        let json = r#"{"practices": [{"headline": "做法", "members": [{"id": "a"}, {"id": "a"}]}]}"#;
        assert_eq!(outcome(json, CODE).0[0].path, "/practices/0/members/1/id");
    }

    #[test]
    fn lists_have_identifiers_of_their_own() {
        let json = r#"{"targets": [{"id": "a"}, {"id": "b"}], "funds": [{"id": "a"}], "projects": [{}, {}]}"#;
        assert_eq!(outcome(json, CODE), (vec![], 1));
    }

    #[test]
    fn two_regions_of_one_name_below_one_parent_are_found() {
        let json = r#"{"regions": [{"id": "sq", "name": "商丘市"}, {"id": "a", "name": "城关镇", "parent": "sq"},
            {"id": "b", "name": "城关镇", "parent": "商丘市"}, {"id": "c", "name": "城关镇", "parent": "其他市"}]}"#;
        let (found, _) = outcome(json, CODE);
        assert_eq!((found.len(), found[0].severity, found[0].path.as_str()), (1, Severity::Warning, "/regions/2/name"));
        assert_eq!(found[0].message, "商丘市下面有两个“城关镇”，按名称引用时分不清");
    }
}
