//! Money and projects: Q40–Q47.

use super::{Manner, joined};
use crate::compose::node::Node;

pub(super) fn fund(_node: &Node, _manner: &Manner) -> String {
    String::new()
}

pub(super) fn funds(nodes: &[Node], manner: &Manner) -> String {
    joined(nodes, manner, fund)
}

pub(super) fn project(_node: &Node, _manner: &Manner) -> String {
    String::new()
}

pub(super) fn projects(nodes: &[Node], manner: &Manner) -> String {
    joined(nodes, manner, project)
}
