//! The work itself: systems, policies, measures, tasks, pledges, events, cases.

use super::{Manner, joined};
use crate::compose::node::Node;

pub(super) fn system(_node: &Node, _manner: &Manner) -> String {
    String::new()
}

pub(super) fn systems(nodes: &[Node], manner: &Manner) -> String {
    joined(nodes, manner, system)
}

pub(super) fn policy(_node: &Node, _manner: &Manner) -> String {
    String::new()
}

pub(super) fn policies(nodes: &[Node], manner: &Manner) -> String {
    joined(nodes, manner, policy)
}

pub(super) fn measure(_node: &Node, _manner: &Manner) -> String {
    String::new()
}

pub(super) fn measures(nodes: &[Node], manner: &Manner) -> String {
    joined(nodes, manner, measure)
}

pub(super) fn deployment(_node: &Node, _manner: &Manner) -> String {
    String::new()
}

pub(super) fn deployments(nodes: &[Node], manner: &Manner) -> String {
    joined(nodes, manner, deployment)
}

pub(super) fn pledge(_node: &Node, _manner: &Manner) -> String {
    String::new()
}

pub(super) fn pledges(nodes: &[Node], manner: &Manner) -> String {
    joined(nodes, manner, pledge)
}

pub(super) fn event(_node: &Node, _manner: &Manner) -> String {
    String::new()
}

pub(super) fn events(nodes: &[Node], manner: &Manner) -> String {
    joined(nodes, manner, event)
}

pub(super) fn case(_node: &Node, _manner: &Manner) -> String {
    String::new()
}

pub(super) fn cases(nodes: &[Node], manner: &Manner) -> String {
    joined(nodes, manner, case)
}

pub(super) fn nothing(_node: &Node, _manner: &Manner) -> String {
    String::new()
}

pub(super) fn nothings(nodes: &[Node], manner: &Manner) -> String {
    joined(nodes, manner, nothing)
}
