//! [`Split`]: which units a set of data holds.

use serde::{Deserialize, Deserializer, Serialize};

use super::index::Index;
use crate::Finding;
use crate::check::regions::{Regions, listed};
use crate::data::Progress;

/// Which regions of the data are units of which each gets its own documents.
///
/// Without level and kind: the regions directly below the one that reports. No region above the one that reports is a
/// unit: the data is not about it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Division {
    /// Levels, one or several: 县, 区. Empty: any.
    #[serde(deserialize_with = "one_or_many")]
    pub level: Vec<String>,
    /// Kinds, one or several: 贫困县. Empty: any.
    #[serde(deserialize_with = "one_or_many")]
    pub kind: Vec<String>,
}

/// A text, or a list of texts.
fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "应当是文字，或文字的列表")]
    enum OneOrMany {
        One(String),
        Many(Vec<String>),
    }
    Ok(match OneOrMany::deserialize(deserializer)? {
        OneOrMany::One(one) => vec![one],
        OneOrMany::Many(many) => many,
    })
}

/// A unit of the data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unit {
    /// What [`Split::unit`] is asked by: the region's id, or its name where it has none.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its level; may be empty.
    pub level: String,
    /// The name of the region that it belongs to; may be empty.
    pub parent: String,
}

/// The units of a set of data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Units {
    /// The units, in the order of the data.
    pub units: Vec<Unit>,
    /// Regions that cannot be told apart, or that there is none: errors.
    pub findings: Vec<Finding>,
}

/// A set of data, ready to be divided by units.
pub struct Split<'a> {
    pub(super) progress: &'a Progress,
    pub(super) regions: Regions<'a>,
    pub(super) children: Vec<Vec<usize>>,
    /// The region that reports.
    pub(super) reporting: Option<usize>,
    pub(super) index: Index,
}

impl<'a> Split<'a> {
    /// Looks over the data once; each unit then costs what it holds.
    pub fn new(progress: &'a Progress) -> Self {
        let regions = Regions::new(progress);
        let (children, reporting) = (regions.children(), regions.reporting(progress));
        let index = Index::new(progress, &regions, reporting);
        Self { progress, regions, children, reporting, index }
    }

    /// The units that a division names.
    pub fn units(&self, division: &Division) -> Units {
        let above = self.reporting.map(|region| self.above(region)).unwrap_or_default();
        let all = &self.progress.regions;
        let is = |wanted: &[String], given: &String| wanted.is_empty() || wanted.contains(given);
        let any = division.level.is_empty() && division.kind.is_empty();
        let meant = |at: &usize| match (any, all.get(*at)) {
            (true, _) => self.regions.parent(*at).is_some() && self.regions.parent(*at) == self.reporting,
            (false, Some(region)) => is(&division.level, &region.level) && is(&division.kind, &region.kind),
            (false, None) => false,
        };
        let found: Vec<usize> = (0..all.len()).filter(meant).filter(|at| !above.contains(at)).collect();
        let mut units = Units::default();
        let mut unclear = Vec::new();
        for at in found {
            match self.described(at) {
                Some(unit) => units.units.push(unit),
                None => unclear.push(self.regions.name(at)),
            }
        }
        if !unclear.is_empty() {
            let message = format!("{}：有重名的地区，又没有编号，分不清是哪一个", listed(&unclear));
            units.findings.push(
                Finding::error("batch.unit_unclear", "/regions", message).hint("在地区表里给每个地区填上不同的编号"),
            );
        } else if units.units.is_empty() {
            units.findings.push(self.none(division));
        }
        units
    }

    fn none(&self, division: &Division) -> Finding {
        let asked: Vec<&str> = division.level.iter().chain(&division.kind).map(String::as_str).collect();
        let mut levels: Vec<&str> = self.progress.regions.iter().map(|r| r.level.as_str()).collect();
        levels.retain(|level| !level.is_empty());
        levels.dedup();
        let (message, hint) = match asked.is_empty() {
            true => (
                "汇报的地区没有下级，分不出单位".to_owned(),
                "在地区表里列出各单位并填“上级”，或写明按哪一级分".to_owned(),
            ),
            false if levels.is_empty() => {
                (format!("地区表里没有“{}”这样的地区", asked.join("”“")), "在地区表里列出各单位，填上层级".to_owned())
            }
            false => (
                format!("地区表里没有“{}”这样的地区", asked.join("”“")),
                format!("地区表里的层级有：{}", levels.join("、")),
            ),
        };
        Finding::error("batch.no_units", "/regions", message).hint(hint)
    }

    /// A region as a unit, if its id or name leads back to it.
    fn described(&self, at: usize) -> Option<Unit> {
        let region = self.progress.regions.get(at)?;
        let id = [&region.id, &region.name].into_iter().find(|id| self.regions.find(id) == Some(at))?.clone();
        let parent = self.regions.parent(at).map(|parent| self.regions.name(parent).to_owned());
        let name = self.regions.name(at).to_owned();
        Some(Unit { id, name, level: region.level.clone(), parent: parent.unwrap_or_else(|| region.parent.clone()) })
    }

    /// The regions above one, the nearest first.
    pub(super) fn above(&self, region: usize) -> Vec<usize> {
        let mut above: Vec<usize> = Vec::new();
        let mut at = region;
        // Parents that lead back to where they began are told by the checks.
        while let Some(parent) = self.regions.parent(at).filter(|p| *p != region && !above.contains(p)) {
            above.push(parent);
            at = parent;
        }
        above
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::from_json;

    const COUNTY: &str = r#"{"report": {"region": "x"}, "regions": [{"id": "s", "name": "某市", "level": "市"},
        {"id": "x", "name": "某县", "level": "县", "parent": "s"},
        {"id": "a", "name": "甲镇", "level": "乡镇", "parent": "x", "kind": "老区"},
        {"name": "乙镇", "level": "乡镇", "parent": "某县"},
        {"id": "v", "name": "丙村", "level": "村", "parent": "a"}]}"#;

    fn ids(json: &str, division: &str) -> (Vec<String>, Vec<Finding>) {
        let progress = from_json(json.as_bytes()).progress;
        let units = Split::new(&progress).units(&serde_json::from_str(division).unwrap());
        (units.units.into_iter().map(|unit| unit.id).collect(), units.findings)
    }

    #[test]
    fn units_are_what_is_below_the_reporting_region_or_of_a_level_or_kind() {
        assert_eq!(ids(COUNTY, "{}"), (vec!["a".into(), "乙镇".into()], vec![]));
        assert_eq!(ids(COUNTY, r#"{"level": "村"}"#).0, ["v"]);
        assert_eq!(ids(COUNTY, r#"{"level": ["县", "乡镇"]}"#).0, ["x", "a", "乙镇"]);
        assert_eq!(ids(COUNTY, r#"{"level": "乡镇", "kind": "老区"}"#).0, ["a"]);
        assert_eq!(ids(COUNTY, r#"{"kind": "老区"}"#).0, ["a"]);
    }

    #[test]
    fn a_unit_knows_its_name_and_what_it_belongs_to() {
        let progress = from_json(COUNTY.as_bytes()).progress;
        let units = Split::new(&progress).units(&Division { level: vec!["村".into()], ..Default::default() }).units;
        let village = Unit { id: "v".into(), name: "丙村".into(), level: "村".into(), parent: "甲镇".into() };
        assert_eq!(units, [village]);
    }

    #[test]
    fn where_there_are_none_that_is_told_and_what_there_is() {
        let (units, findings) = ids(COUNTY, r#"{"level": "市"}"#);
        assert_eq!((units.len(), findings[0].code.as_str()), (0, "batch.no_units"), "the city is above");
        assert_eq!(findings[0].hint, "地区表里的层级有：市、县、乡镇、村");
        assert_eq!(
            ids(r#"{"report": {"title": "甲"}, "regions": [{"name": "甲县"}]}"#, "{}").1[0].code,
            "batch.no_units"
        );
        assert_eq!(ids(r#"{"report": {"title": "甲"}}"#, "{}").1[0].code, "batch.no_units");
    }

    #[test]
    fn units_of_one_name_need_an_id() {
        let json = r#"{"regions": [{"name": "某县"}, {"name": "城关镇", "parent": "某县"}, {"name": "城关镇", "parent": "某县"},
            {"id": "c", "name": "东镇", "parent": "某县"}]}"#;
        let (units, findings) = ids(json, "{}");
        assert_eq!(units, ["c"]);
        assert_eq!(findings[0].code, "batch.unit_unclear");
        assert!(findings[0].message.starts_with("城关镇、城关镇：有重名"));
    }

    #[test]
    fn parents_in_a_circle_come_to_an_end() {
        let json =
            r#"{"regions": [{"id": "a", "parent": "c"}, {"id": "b", "parent": "a"}, {"id": "c", "parent": "b"}]}"#;
        assert_eq!(ids(json, "{}").0, [] as [&str; 0], "b is above a by way of c");
    }
}
