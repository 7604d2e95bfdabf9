//! Problems, rectification, inspection, assessment: Q34–Q39.

use super::{Manner, joined};
use crate::compose::node::Node;

pub(super) fn rectification(_node: &Node, _manner: &Manner) -> String {
    String::new()
}

pub(super) fn rectifications(nodes: &[Node], manner: &Manner) -> String {
    joined(nodes, manner, rectification)
}

pub(super) fn inspection(_node: &Node, _manner: &Manner) -> String {
    String::new()
}

pub(super) fn inspections(nodes: &[Node], manner: &Manner) -> String {
    joined(nodes, manner, inspection)
}

pub(super) fn assessment(_node: &Node, _manner: &Manner) -> String {
    String::new()
}

pub(super) fn assessments(nodes: &[Node], manner: &Manner) -> String {
    joined(nodes, manner, assessment)
}

pub(super) fn problem(_node: &Node, _manner: &Manner) -> String {
    String::new()
}

pub(super) fn problems(nodes: &[Node], manner: &Manner) -> String {
    joined(nodes, manner, problem)
}
