//! Sentence shapes: how figures are said. The ids Q01–Q48 are those of section 3 of the genre study.
//!
//! A shape gives a clause, or a group of clauses, without its final stop. [`say`] says one record of any kind, with
//! every figure that it states; [`say_all`] says a list in one sentence: members are joined by ；, the first member has
//! the full form, the following ones are compressed, and the words of comparison change with the list (study, section 7).
//! Text of the data is escaped, figures are links to their source.

mod clause;
mod compare;
mod count;
mod figure;
mod force;
mod ledger;
mod level;
mod money;
mod names;
mod office;
mod parts;
mod place;
mod project;
mod region;
mod standard;
mod stock;
mod system;
mod target;
mod task;
mod time;
mod work;
mod works;

#[cfg(test)]
mod coverage;

use super::node::Node;

pub(super) use compare::is_unfavourable;
pub(super) use level::indicators;
pub(super) use names::verbal;
pub(super) use stock::stock;
pub(super) use target::{pace, plan, progress};

/// How a list is to be said.
#[derive(Debug, Clone, Default)]
pub(super) struct Manner {
    /// Which words of comparison: from 1, another for the next list.
    pub(super) style: usize,
    /// Printed before the first subject: 全市. Empty: nothing.
    pub(super) whole: String,
    /// Whether low ranks are softened (下滑, 靠后), as a speech does where it praises. A bulletin, and a passage that
    /// is to create pressure, print them.
    pub(super) soften: bool,
    /// Whether what a listener cannot take in is left to the ledger: last year's level where the change is said, long
    /// lists of regions and parts, what lies between the first and the last of a course.
    pub(super) brief: bool,
}

/// One record, with every figure that it states, as a clause without its final stop. Empty when the record has nothing
/// to say.
pub(super) fn say(node: &Node, manner: &Manner) -> String {
    let (one, _) = shape(node.list());
    one(node, manner)
}

/// A list of records of one kind, as one sentence without its final stop.
pub(super) fn say_all(nodes: &[Node], manner: &Manner) -> String {
    let Some(first) = nodes.first() else { return String::new() };
    let (_, all) = shape(first.list());
    all(nodes, manner)
}

type One = fn(&Node, &Manner) -> String;
type All = fn(&[Node], &Manner) -> String;

/// The shapes of the records of a list of the data.
fn shape(list: &str) -> (One, All) {
    match list {
        "indicators" => (level::say, level::say_all),
        "targets" => (target::say, target::say_all),
        "standards" => (standard::say, standard::say_all),
        "populations" => (stock::say, stock::say_all),
        "regions" => (stock::region, stock::regions),
        "rectification" => (ledger::rectification, ledger::rectifications),
        "inspections" => (ledger::inspection, ledger::inspections),
        "assessments" => (ledger::assessment, ledger::assessments),
        "problems" => (ledger::problem, ledger::problems),
        "funds" => (money::fund, money::funds),
        "projects" => (project::project, project::projects),
        "helpers" => (force::helper, force::helpers),
        "organisations" => (office::organisation, office::organisations),
        "responsibilities" => (office::responsibility, office::responsibilities),
        "mechanisms" => (office::mechanism, office::mechanisms),
        "systems" => (system::system, system::systems),
        "policies" => (system::policy, system::policies),
        "measures" => (work::measure, work::measures),
        "deployments" => (task::deployment, task::deployments),
        "pledges" => (task::pledge, task::pledges),
        "events" => (work::event, work::events),
        "cases" => (work::case, work::cases),
        _ => (work::nothing, work::nothings),
    }
}

#[cfg(test)]
mod real;

#[cfg(test)]
pub(super) mod testing {
    use std::sync::Arc;

    use super::*;
    use crate::data::{Figures, from_json};

    /// Some data as a whole.
    pub(in crate::compose) fn root(json: &[u8]) -> Node {
        let progress = from_json(json).progress;
        let tree = serde_json::to_value(&progress).unwrap();
        Node { figures: Arc::new(Figures::new(&progress)), tree: Arc::new(tree), pointer: String::new() }
    }

    /// A list of some data that is read without findings.
    pub(in crate::compose) fn nodes(json: &str, list: &str) -> Vec<Node> {
        assert_eq!(from_json(json.as_bytes()).findings, []);
        root(json.as_bytes()).members(list)
    }

    /// The data of the documents of `tests/data`, by name.
    pub(in crate::compose) fn documents() -> Vec<(String, Node)> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data");
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut documents: Vec<_> = files
            .filter_map(|path| {
                let name = path.file_name()?.to_str()?.strip_suffix(".json")?.to_owned();
                (!name.ends_with(".figures")).then(|| (name, root(&std::fs::read(&path).unwrap())))
            })
            .collect();
        documents.sort_by(|a, b| a.0.cmp(&b.0));
        assert!(documents.len() > 10);
        documents
    }

    /// Each record of a list as it is said alone, links taken for their text.
    pub(in crate::compose) fn said(json: &str, list: &str) -> Vec<String> {
        nodes(json, list).iter().map(|node| plain(&say(node, &Manner::default()))).collect()
    }

    /// A draft with links taken for their text.
    pub(in crate::compose) fn plain(draft: &str) -> String {
        let mut out = String::new();
        let mut rest = draft;
        while let Some((before, after)) = rest.split_once("](figure:") {
            let (head, text) = before.rsplit_once('[').unwrap();
            out.push_str(head);
            out.push_str(text);
            rest = after.split_once(')').unwrap().1;
        }
        out + rest
    }
}
