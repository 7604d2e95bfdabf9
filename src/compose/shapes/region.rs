//! Regions and units that a record names, by the id or by the name of a region of the data.

use crate::compose::node::Node;
use crate::draft::escape;

/// The name of the region that a field names; a unit that is no region keeps its own name. Empty where the field is.
pub(super) fn name(node: &Node, field: &str) -> String {
    named(node, &node.text(field))
}

/// The names of the regions that a field lists.
pub(super) fn names(node: &Node, field: &str) -> Vec<String> {
    node.list_texts(field).iter().map(|region| named(node, region)).collect()
}

fn named(node: &Node, region: &str) -> String {
    let regions = node.root().members("regions").into_iter();
    let mut known = regions.filter(|known| !region.is_empty() && known.text("id") == region);
    let name = known.next().map(|known| known.text("name")).filter(|name| !name.is_empty());
    escape(name.as_deref().unwrap_or(region))
}

/// Whether a region (id or name) is the one that reports.
pub(super) fn is_reporting(node: &Node, region: &str) -> bool {
    let root = node.root();
    let named = root.text("report/region");
    let regions = root.members("regions");
    let is = |r: &Node, wanted: &str| !wanted.is_empty() && (r.text("id") == wanted || r.text("name") == wanted);
    let reporting = regions.iter().find(|r| is(r, &named)).or(regions.first());
    region.is_empty() || reporting.is_some_and(|r| is(r, region))
}

#[cfg(test)]
mod tests {
    use super::super::testing::nodes;
    use super::*;

    #[test]
    fn regions_are_named_by_id_or_by_name_and_escaped_once() {
        let json = r#"{"regions": [{"id": "a", "name": "甲*县"}, {"name": "乙县"}],
            "helpers": [{"name": "丙", "regions": ["a", "乙县", "丁_队"]}, {"name": "戊"}]}"#;
        let helpers = nodes(json, "helpers");
        assert_eq!(names(&helpers[0], "regions"), [r"甲\*县", "乙县", r"丁\_队"]);
        assert_eq!(name(&helpers[1], "region"), "");
    }
}
