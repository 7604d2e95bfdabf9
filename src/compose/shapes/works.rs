//! Works: how much of what, where, until when (Q47).

use super::names::turned;
use super::time::deadline;
use crate::compose::node::{FigureNode, Node};
use crate::draft::escape;

/// A work and how much of it, without its place: 村通砂石路2公里, 新建农桥1座, 村部建设.
pub(super) fn work(name: &str, quantity: Option<&FigureNode>) -> String {
    match (quantity, turned(name)) {
        (None, _) => escape(name),
        (Some(quantity), Some((verb, object))) => format!("{verb}{}{}", escape(object), quantity.link()),
        (Some(quantity), None) => format!("{}{}", escape(name), quantity.link()),
    }
}

/// Q47: works in a row, place by place and deadline by deadline; `until` is the deadline that is said already.
pub(super) fn works(works: &[Node], until: Option<&FigureNode>) -> String {
    let mut said = String::new();
    let mut last_place = String::new();
    let mut last_deadline = until.map(FigureNode::text);
    for node in works {
        let place = node.text("place");
        let due = node.stated("deadline").map(|due| due.text());
        let is_new = due.is_some() && due != last_deadline;
        if !said.is_empty() {
            said.push_str(if is_new { "，" } else { "、" });
        }
        if is_new {
            said.push_str(&deadline(node));
            last_deadline = due;
        }
        if place != last_place || is_new {
            said.push_str(&escape(&place));
        }
        said.push_str(&work(&node.text("name"), node.stated("quantity").as_ref()));
        last_place = place;
    }
    said
}
