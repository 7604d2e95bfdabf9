//! How clauses become a sentence: which stop stands between them, and what a subject takes behind it.

use super::{Manner, One};
use crate::compose::node::Node;

/// The clauses that were found, between a stop.
pub(super) fn joined(clauses: impl IntoIterator<Item = String>, stop: &str) -> String {
    clauses.into_iter().filter(|clause| !clause.is_empty()).collect::<Vec<_>>().join(stop)
}

/// The clauses that were found, joined by ，.
pub(super) fn sentence(clauses: impl IntoIterator<Item = String>) -> String {
    joined(clauses, "，")
}

/// Clauses of a list: short ones in a row, ； where one has clauses of its own.
pub(super) fn row(clauses: impl IntoIterator<Item = String>) -> String {
    let clauses: Vec<_> = clauses.into_iter().collect();
    let long = clauses.iter().any(|clause| clause.contains('，'));
    joined(clauses, if long { "；" } else { "，" })
}

/// Each record of a list in a clause of its own, joined by ；.
pub(super) fn each(nodes: &[Node], manner: &Manner, one: One) -> String {
    joined(nodes.iter().map(|node| one(node, manner)), "；")
}

/// Clauses of a list: bare amounts (no comma in them) follow each other in one breath, others stand between ；; clauses
/// that hold a ； themselves are sentences.
pub(super) fn in_one_sentence(nodes: &[Node], mut one: impl FnMut(&Node, bool) -> String) -> String {
    let mut clauses: Vec<String> = Vec::new();
    for node in nodes {
        let clause = one(node, clauses.is_empty());
        if !clause.is_empty() {
            clauses.push(clause);
        }
    }
    let heavy = clauses.iter().any(|c| c.contains(['；', '。']));
    let mut out = String::new();
    let bare = |clause: &str| !clause.contains(['，', '；', '。', '、']);
    for (i, clause) in clauses.iter().enumerate() {
        if i > 0 {
            let breath = bare(clause) && bare(&clauses[i - 1]);
            out.push_str(if breath {
                "、"
            } else if heavy {
                "。"
            } else {
                "；"
            });
        }
        out.push_str(clause);
    }
    out
}

/// What is said of a name that no clause of its own has opened: 预警平台覆盖率为65%.
pub(super) fn named(name: &str, rest: String) -> String {
    if rest.is_empty() || rest.starts_with(['其', '占']) {
        sentence([name.to_owned(), rest])
    } else {
        format!("{name}{rest}")
    }
}

/// Beginnings of predicates that look at the same thing from another side.
const VIEWS: [&str; 4] = ["分地区看", "分项看", "分阶段看", "按"];

fn is_view(predicate: &str) -> bool {
    VIEWS.iter().any(|view| predicate.starts_with(view))
}

/// A subject and its predicates, as one clause. ， stands before a predicate that opens with a phrase of its own (其中). ； stands before a new point of view.
pub(super) fn predicated(subject: &str, predicates: &[String]) -> String {
    let comma = if predicates.first().is_some_and(|p| p.starts_with("其中") || is_view(p)) { "，" } else { "" };
    let mut out = format!("{subject}{comma}");
    for (index, predicate) in predicates.iter().enumerate() {
        if index > 0 {
            out.push_str(if is_view(predicate) { "；" } else { "，" });
        }
        out.push_str(predicate);
    }
    out
}

/// One of some words, by turns.
pub(super) fn by_turns(words: &[&'static str], turn: usize) -> &'static str {
    words.get(turn % words.len().max(1)).copied().unwrap_or_default()
}
