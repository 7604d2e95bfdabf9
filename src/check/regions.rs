//! The tree of regions: which region a text means, and which regions belong to which.

use std::collections::HashMap;

use crate::data::{Progress, Region};

/// The regions of the data by what records call them.
pub(crate) struct Regions<'a> {
    regions: &'a [Region],
    ids: HashMap<&'a str, usize>,
    /// Two villages may have one name: then it tells none.
    names: HashMap<&'a str, Option<usize>>,
}

impl<'a> Regions<'a> {
    pub(crate) fn new(progress: &'a Progress) -> Self {
        let regions = progress.regions.as_slice();
        let mut ids = HashMap::with_capacity(regions.len());
        let mut names = HashMap::with_capacity(regions.len());
        for (index, region) in regions.iter().enumerate() {
            ids.entry(region.id.as_str()).or_insert(index);
            names.entry(region.name.as_str()).and_modify(|known| *known = None).or_insert(Some(index));
        }
        ids.remove("");
        names.remove("");
        Self { regions, ids, names }
    }

    /// Whether an id or a name is that of a region, or of several.
    pub(crate) fn knows(&self, called: &str) -> bool {
        self.ids.contains_key(called) || self.names.contains_key(called)
    }

    /// The region of an id or of a name that is its own.
    pub(crate) fn find(&self, called: &str) -> Option<usize> {
        self.ids.get(called).copied().or_else(|| self.names.get(called).copied().flatten())
    }

    /// The region that reports: the one that the report names, or the first.
    pub(crate) fn reporting(&self, progress: &Progress) -> Option<usize> {
        self.find(&progress.report.region).or((!self.regions.is_empty()).then_some(0))
    }

    /// The region above another one.
    pub(crate) fn parent(&self, region: usize) -> Option<usize> {
        self.find(&self.regions[region].parent).filter(|parent| *parent != region)
    }

    /// The regions directly below each one.
    pub(crate) fn children(&self) -> Vec<Vec<usize>> {
        let mut children = vec![Vec::new(); self.regions.len()];
        for region in 0..self.regions.len() {
            if let Some(parent) = self.parent(region) {
                children[parent].push(region);
            }
        }
        children
    }

    /// Every id and name.
    pub(crate) fn called(&self) -> impl Iterator<Item = &'a str> {
        self.ids.keys().chain(self.names.keys()).copied()
    }

    /// What a region is called in a message.
    pub(crate) fn name(&self, region: usize) -> &'a str {
        let Region { name, id, .. } = &self.regions[region];
        if name.is_empty() { id } else { name }
    }
}

/// Names for a message: up to five, then their number.
pub(crate) fn listed(names: &[&str]) -> String {
    let shown = names[..names.len().min(5)].join("、");
    if names.len() > 5 { format!("{shown}等{}个", names.len()) } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_found_by_its_id_or_by_a_name_of_its_own() {
        let progress = crate::data::from_json(
            r#"{"regions": [{"id": "sq", "name": "商丘市"}, {"id": "yc", "name": "虞城县", "parent": "商丘市"},
                {"id": "a", "name": "城关镇", "parent": "yc"}, {"id": "b", "name": "城关镇", "parent": "sq"}]}"#
                .as_bytes(),
        )
        .progress;
        let regions = Regions::new(&progress);
        assert_eq!((regions.find("yc"), regions.find("虞城县"), regions.find("城关镇")), (Some(1), Some(1), None));
        assert!(regions.knows("城关镇") && !regions.knows(""));
        assert_eq!(regions.children(), [vec![1, 3], vec![2], vec![], vec![]]);
        assert_eq!(regions.reporting(&progress), Some(0));
    }

    #[test]
    fn long_lists_of_names_are_cut() {
        assert_eq!(listed(&["甲", "乙"]), "甲、乙");
        assert_eq!(listed(&["甲", "乙", "丙", "丁", "戊", "己", "庚"]), "甲、乙、丙、丁、戊等7个");
    }
}
