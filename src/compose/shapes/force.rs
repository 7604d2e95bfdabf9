//! Who does it: Q31, Q48, and organisations, responsibilities, mechanisms.

use super::{Manner, joined};
use crate::compose::node::Node;

pub(super) fn helper(_node: &Node, _manner: &Manner) -> String {
    String::new()
}

pub(super) fn helpers(nodes: &[Node], manner: &Manner) -> String {
    joined(nodes, manner, helper)
}

pub(super) fn organisation(_node: &Node, _manner: &Manner) -> String {
    String::new()
}

pub(super) fn organisations(nodes: &[Node], manner: &Manner) -> String {
    joined(nodes, manner, organisation)
}

pub(super) fn responsibility(_node: &Node, _manner: &Manner) -> String {
    String::new()
}

pub(super) fn responsibilities(nodes: &[Node], manner: &Manner) -> String {
    joined(nodes, manner, responsibility)
}

pub(super) fn mechanism(_node: &Node, _manner: &Manner) -> String {
    String::new()
}

pub(super) fn mechanisms(nodes: &[Node], manner: &Manner) -> String {
    joined(nodes, manner, mechanism)
}
