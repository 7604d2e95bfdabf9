//! Standards: Q12, Q22, Q24, and the items of a standard.

use super::{Manner, joined};
use crate::compose::node::Node;

pub(super) fn say(_node: &Node, _manner: &Manner) -> String {
    String::new()
}

pub(super) fn say_all(nodes: &[Node], manner: &Manner) -> String {
    joined(nodes, manner, say)
}
