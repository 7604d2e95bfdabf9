//! [`Index`]: which records of the data are whose, by regions.

use crate::check::regions::Regions;
use crate::data::Progress;

/// Declares, for one region, the records of each list that are its own.
macro_rules! owned {
    ($($list:ident),+) => {
        /// Indices of the records that are one region's own, list by list.
        #[derive(Debug, Clone, Default)]
        pub(super) struct Owned {
            $(pub(super) $list: Vec<usize>,)+
            /// Its entries in the `by_region` of indicators: the indicator and the entry.
            pub(super) values: Vec<(usize, usize)>,
            /// Its entries in the `by_region` of populations.
            pub(super) stocks: Vec<(usize, usize)>,
            /// Its entries in the rankings of assessments.
            pub(super) rankings: Vec<(usize, usize)>,
        }
    };
}

owned!(
    indicators,
    targets,
    populations,
    standards,
    assessments,
    inspections,
    problems,
    funds,
    projects,
    measures,
    cases,
    helpers,
    organisations,
    responsibilities,
    mechanisms,
    deployments,
    pledges,
    events
);

/// Whose every record is.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    /// By region.
    pub(super) owned: Vec<Owned>,
}

impl Index {
    pub(super) fn new(progress: &Progress, regions: &Regions<'_>, reporting: Option<usize>) -> Self {
        let mut owned = vec![Owned::default(); progress.regions.len()];
        // A record that names no region is the reporting one's.
        let whose = |region: &str| if region.is_empty() { reporting } else { regions.find(region) };
        macro_rules! add {
            ($list:ident, $regions:expr, $entry:expr) => {
                $regions.into_iter().for_each(|region: usize| {
                    if let Some(owned) = owned.get_mut(region) {
                        owned.$list.push($entry);
                    }
                });
            };
        }
        macro_rules! by_region {
            ($($list:ident),+) => {$(
                for (i, record) in progress.$list.iter().enumerate() {
                    add!($list, whose(&record.region), i);
                }
            )+};
        }
        by_region!(indicators, targets, populations, standards, funds, projects, organisations);
        for (i, indicator) in progress.indicators.iter().enumerate() {
            for (j, value) in indicator.by_region.iter().enumerate() {
                add!(values, regions.find(&value.region), (i, j));
            }
        }
        for (i, population) in progress.populations.iter().enumerate() {
            for (j, stock) in population.by_region.iter().enumerate() {
                add!(stocks, regions.find(&stock.region), (i, j));
            }
        }
        let speaks = |text: &str| place(regions, text);
        for (i, record) in progress.assessments.iter().enumerate() {
            add!(assessments, if record.unit.is_empty() { reporting } else { speaks(&record.unit) }, i);
            for (j, entry) in record.ranking.iter().enumerate() {
                add!(rankings, regions.find(&entry.unit), (i, j));
            }
        }
        for (i, record) in progress.inspections.iter().enumerate() {
            let sites = record.sites.iter().filter_map(|site| regions.find(&site.region));
            add!(inspections, sites.chain(whose(&record.region)), i);
        }
        for (i, record) in progress.problems.iter().enumerate() {
            let region = match record.region.is_empty() {
                true => speaks(&record.unit).or(reporting),
                false => regions.find(&record.region),
            };
            add!(problems, region, i);
        }
        // What these say of a region they say by its name, 砚城镇政府; those that name none are the reporting region's.
        macro_rules! by_text {
            ($($list:ident, $record:ident => $texts:expr;)+) => {$(
                for (i, $record) in progress.$list.iter().enumerate() {
                    add!($list, named(regions, $texts), i);
                }
            )+};
        }
        by_text! {
            measures, r => r.owners.iter();
            cases, r => [&r.place, &r.actor];
            helpers, r => r.regions.iter();
            responsibilities, r => r.assignments.iter().flat_map(|a| &a.regions).chain([&r.unit]);
            mechanisms, r => [&r.actor];
            deployments, r => r.units.iter().chain([&r.lead]);
            pledges, r => [&r.by];
            events, r => r.places.iter().chain([&r.who]);
        }
        Self { owned }
    }
}

/// The regions that texts name, each once.
fn named<'t>(regions: &Regions<'_>, texts: impl IntoIterator<Item = &'t String>) -> Vec<usize> {
    let mut named: Vec<usize> = texts.into_iter().filter_map(|text| place(regions, text)).collect();
    named.sort_unstable();
    named.dedup();
    named
}

/// The region that a text begins with, the longest one: that of 砚城镇政府 is 砚城镇.
pub(super) fn place(regions: &Regions<'_>, text: &str) -> Option<usize> {
    if let Some(region) = regions.find(text) {
        return Some(region);
    }
    let ends = text.char_indices().map(|(at, _)| at).filter(|at| *at > 0).collect::<Vec<_>>();
    ends.into_iter().rev().filter_map(|end| text.get(..end)).find_map(|start| {
        // Of one character there are too many: 县.
        (start.chars().count() > 1 && !start.is_ascii()).then(|| regions.find(start)).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::from_json;

    #[test]
    fn a_text_speaks_of_the_longest_name_that_it_begins_with() {
        let json = r#"{"regions": [{"name": "张家"}, {"id": "zjw", "name": "张家湾村"}, {"name": "县"}]}"#;
        let progress = from_json(json.as_bytes()).progress;
        let regions = Regions::new(&progress);
        let said = |text| place(&regions, text);
        assert_eq!((said("张家湾村委会"), said("张家组"), said("zjw")), (Some(1), Some(0), Some(1)));
        assert_eq!((said("县政府"), said("李庄"), said(""), said("zjw-2")), (None, None, None, None));
    }

    #[test]
    fn what_names_no_region_is_the_reporting_ones() {
        let json = r#"{"regions": [{"id": "x", "name": "某县"}, {"id": "a", "name": "甲镇", "parent": "x"}],
            "targets": [{"name": "一"}, {"name": "二", "region": "a"}, {"name": "三", "region": "别处"}],
            "problems": [{"name": "一", "unit": "甲镇政府"}, {"name": "二", "unit": "某局"}],
            "deployments": [{"task": "一", "units": ["甲镇", "某局"]}, {"task": "二"}]}"#;
        let progress = from_json(json.as_bytes()).progress;
        let index = Index::new(&progress, &Regions::new(&progress), Some(0));
        let [county, town] = &index.owned[..] else { panic!("two regions") };
        assert_eq!((&county.targets[..], &town.targets[..]), (&[0][..], &[1][..]));
        assert_eq!((&county.problems[..], &town.problems[..]), (&[1][..], &[0][..]));
        assert_eq!((&county.deployments[..], &town.deployments[..]), (&[][..], &[0][..]));
    }
}
