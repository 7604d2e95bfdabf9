//! [`Split::unit`]: the data of one unit.

use std::collections::{HashMap, HashSet};

use super::index::place;
use super::report;
use super::units::Split;
use crate::Finding;
use crate::data::{
    Assessment, Deployment, HelperForce, Indicator, Inspection, Measure, Organisation, Population, Problem, Progress,
    Rank, RectificationSummary, Region, Responsibility, Standard, System, Target,
};

/// A unit among the others while its data is gathered.
struct Gathered<'s, 'a> {
    split: &'s Split<'a>,
    unit: usize,
    /// The unit and all below it, in the order of the data.
    inside: Vec<usize>,
    /// The regions above it, the nearest first.
    above: Vec<usize>,
}

impl Split<'_> {
    /// The data of one unit, for documents in its own name.
    ///
    /// Kept are the records of its region and of those below it, and of the records of the whole what they say of the unit
    /// by itself: its entry in 分地区, its place in a ranking, its sites of an inspection, the tasks that are given to it.
    /// What is left out is the whole's own: totals, plans, experience, who speaks and under which title. Standards, policies
    /// and named systems hold for everybody. Nothing refers to what was left out. The region that reports gets all.
    ///
    /// # Errors
    /// `batch.unknown_unit` if no region is called so, `batch.unit_without_data` if nothing in the data is about it.
    pub fn unit(&self, id: &str) -> Result<Progress, Vec<Finding>> {
        let unit = self.regions.find(id).and_then(|at| Some((at, self.progress.regions.get(at)?)));
        let Some((at, region)) = unit else {
            let finding = Finding::error("batch.unknown_unit", "/regions", format!("地区表里没有“{id}”"));
            return Err(vec![finding.hint("单位用地区表里的编号或名称来指")]);
        };
        if self.reporting == Some(at) {
            return Ok(self.progress.clone());
        }
        let gathered = Gathered { split: self, unit: at, inside: self.inside(at), above: self.above(at) };
        let progress = gathered.progress(region);
        if is_empty(&progress) {
            let message = format!("数据里没有“{}”自己的内容", self.regions.name(at));
            let finding = Finding::error("batch.unit_without_data", format!("/regions/{at}"), message);
            return Err(vec![finding.hint("各表的“地区”一栏填上它的编号或名称；不需要它的材料就不列它")]);
        }
        Ok(progress)
    }

    /// A region and all below it, in the order of the data.
    fn inside(&self, region: usize) -> Vec<usize> {
        let (mut inside, mut next) = (HashSet::from([region]), vec![region]);
        while let Some(at) = next.pop() {
            let below = self.children.get(at).into_iter().flatten().copied();
            next.extend(below.filter(|child| inside.insert(*child)));
        }
        let mut inside: Vec<_> = inside.into_iter().collect();
        inside.sort_unstable();
        inside
    }
}

/// Whether nothing but names is left.
fn is_empty(progress: &Progress) -> bool {
    let named = Progress {
        report: progress.report.clone(),
        topics: progress.topics.clone(),
        standards: progress.standards.clone(),
        policies: progress.policies.clone(),
        systems: progress.systems.clone(),
        phrases: progress.phrases.clone(),
        regions: progress.regions.iter().map(bare).collect(),
        ..Progress::default()
    };
    named == *progress
}

/// A region without its figures.
fn bare(region: &Region) -> Region {
    Region {
        id: region.id.clone(),
        name: region.name.clone(),
        level: region.level.clone(),
        parent: region.parent.clone(),
        kind: region.kind.clone(),
        self_noun: region.self_noun.clone(),
        sub_unit_noun: region.sub_unit_noun.clone(),
        ..Region::default()
    }
}

/// The records of a list that are the unit's or of a region below it, with their indices, in the order of the data.
macro_rules! own {
    ($gathered:expr, $list:ident) => {{
        let gathered: &Gathered<'_, '_> = $gathered;
        let owned = gathered.inside.iter().filter_map(|at| gathered.split.index.owned.get(*at));
        let mut at: Vec<usize> = owned.flat_map(|owned| owned.$list.iter().copied()).collect();
        at.sort_unstable();
        at.dedup();
        at.into_iter().filter_map(|at| Some((at, gathered.split.progress.$list.get(at)?)))
    }};
}

/// Entries within records, by the record: its index, and the indices of the entries in it.
macro_rules! entries {
    ($gathered:expr, $list:ident) => {{
        let gathered: &Gathered<'_, '_> = $gathered;
        let owned = gathered.inside.iter().filter_map(|at| Some((*at, gathered.split.index.owned.get(*at)?)));
        let mut by_record: HashMap<usize, Vec<(usize, usize)>> = HashMap::new();
        for (region, owned) in owned {
            for (record, entry) in &owned.$list {
                by_record.entry(*record).or_default().push((region, *entry));
            }
        }
        by_record
    }};
}

impl Gathered<'_, '_> {
    fn progress(&self, unit: &Region) -> Progress {
        let whole = self.split.progress;
        let above: Vec<&Region> = self.above.iter().filter_map(|at| whole.regions.get(*at)).collect();
        let problems: Vec<Problem> = own!(self, problems).map(|(_, problem)| problem.clone()).collect();
        let mut progress = Progress {
            report: report::of_unit(&whole.report, unit),
            regions: self.regions(unit, &above),
            indicators: self.indicators(),
            targets: own!(self, targets).map(|(_, target)| target.clone()).collect(),
            populations: self.populations(),
            standards: self.standards(),
            assessments: self.assessments(),
            inspections: self.inspections(&problems),
            rectification: rectification(&whole.rectification, &problems),
            problems,
            funds: own!(self, funds).map(|(_, fund)| fund.clone()).collect(),
            projects: own!(self, projects).map(|(_, project)| project.clone()).collect(),
            policies: whole.policies.clone(),
            systems: whole.systems.iter().map(|system| System { figures: Vec::new(), ..system.clone() }).collect(),
            measures: self.measures(),
            cases: own!(self, cases).map(|(_, case)| case.clone()).collect(),
            helpers: own!(self, helpers).map(|(_, helper)| self.helper(helper)).collect(),
            organisations: own!(self, organisations).map(|(_, organisation)| organisation.clone()).collect(),
            responsibilities: self.responsibilities(),
            mechanisms: own!(self, mechanisms).map(|(_, mechanism)| mechanism.clone()).collect(),
            deployments: self.deployments(),
            pledges: own!(self, pledges).map(|(_, pledge)| pledge.clone()).collect(),
            events: own!(self, events).map(|(_, event)| event.clone()).collect(),
            phrases: report::phrases(&whole.phrases, &above),
            ..Progress::default()
        };
        for event in &mut progress.events {
            if self.keep_own(&mut event.places) {
                event.count = None;
            }
        }
        progress.topics = whole.topics.iter().map(report::topic).collect();
        mend(&mut progress, whole);
        progress
    }

    fn is_inside(&self, called: &str) -> bool {
        self.split.regions.find(called).is_some_and(|at| self.inside.binary_search(&at).is_ok())
    }

    /// Whether a text speaks of the unit: 砚城镇政府.
    fn speaks(&self, text: &str) -> bool {
        place(&self.split.regions, text).is_some_and(|at| self.inside.binary_search(&at).is_ok())
    }

    /// Whether a text speaks of all units, this one among them: 各乡镇, 各乡镇人民政府.
    fn speaks_of_all(&self, text: &str) -> bool {
        let Some(unit) = self.split.progress.regions.get(self.unit) else { return false };
        let said = self.above.first().and_then(|above| Some(&self.split.progress.regions.get(*above)?.sub_unit_noun));
        let all = said.filter(|noun| !noun.is_empty()).is_some_and(|noun| text.starts_with(noun.as_str()));
        all || (!unit.level.is_empty() && text.starts_with(&format!("各{}", unit.level)))
    }

    /// Leaves of a list of units those that are meant here, 各乡镇 by its own name; whether it lost any.
    fn keep_own(&self, units: &mut Vec<String>) -> bool {
        let mut own: Vec<String> = Vec::new();
        for unit in units.iter() {
            let said = match self.speaks_of_all(unit) {
                true => self.split.regions.name(self.unit),
                false if self.speaks(unit) => unit,
                false => continue,
            };
            if !own.iter().any(|known| known == said) {
                own.push(said.to_owned());
            }
        }
        let lost = own != *units;
        *units = own;
        lost
    }

    /// The unit first, then what is below it, then the names of what is above it.
    fn regions(&self, unit: &Region, above: &[&Region]) -> Vec<Region> {
        let whole = &self.split.progress.regions;
        let below = self.inside.iter().filter(|at| **at != self.unit).filter_map(|at| whole.get(*at));
        let own = std::iter::once(unit).chain(below).cloned();
        own.chain(above.iter().map(|region| bare(region))).collect()
    }

    /// What a unit is a part of, as it is said: 全县. For a place that says no more than 第3位.
    fn scope(&self, region: &str) -> String {
        let regions = &self.split.progress.regions;
        let at = if region.is_empty() { self.split.reporting } else { self.split.regions.find(region) };
        at.filter(|at| self.above.contains(at)).and_then(|at| regions.get(at)).map(report::whole).unwrap_or_default()
    }

    fn placed(&self, rank: Option<&Rank>, whole: &str, out_of: Option<usize>) -> Option<Rank> {
        let mut rank = rank?.clone();
        if rank.scope.is_empty() {
            rank.scope = self.scope(whole);
            rank.out_of = rank.out_of.or(out_of.and_then(|units| u32::try_from(units).ok()));
        }
        Some(rank)
    }

    fn own_name(&self) -> String {
        let region = self.split.progress.regions.get(self.unit);
        region.map(|r| if r.id.is_empty() { r.name.clone() } else { r.id.clone() }).unwrap_or_default()
    }

    /// The unit's indicators, and what the whole's say of it in 分地区.
    fn indicators(&self) -> Vec<Indicator> {
        let mut found: Vec<(usize, Indicator)> =
            own!(self, indicators).map(|(at, indicator)| (at, indicator.clone())).collect();
        for (at, entries) in entries!(self, values) {
            let Some(whole) = self.split.progress.indicators.get(at) else { continue };
            let stated = |(_, own): &(usize, Indicator)| own.name == whole.name && own.period == whole.period;
            if found.iter().any(|own| own.0 == at || stated(own)) {
                continue;
            }
            let of = |region: bool| entries.iter().filter(move |(at, _)| (*at == self.unit) == region);
            let entry = of(true).find_map(|(_, j)| whole.by_region.get(*j));
            let below: Vec<_> = of(false).filter_map(|(_, j)| whole.by_region.get(*j)).cloned().collect();
            let units = whole.regions_complete.then_some(whole.by_region.len());
            let ranks = self.placed(entry.and_then(|e| e.rank.as_ref()), &whole.region, units);
            let own = Indicator {
                id: whole.id.clone(),
                name: whole.name.clone(),
                topic: whole.topic.clone(),
                region: self.own_name(),
                period: whole.period.clone(),
                cumulative: whole.cumulative,
                as_of: whole.as_of,
                source: whole.source.clone(),
                object: whole.object.clone(),
                verb: whole.verb.clone(),
                lower_is_better: whole.lower_is_better,
                value: entry.and_then(|e| e.value.clone()),
                yoy: entry.and_then(|e| e.yoy.clone()),
                ranks: ranks.into_iter().collect(),
                by_region: below,
                ..Indicator::default()
            };
            // An entry that says only why there is no figure gives no indicator.
            if own.value.is_some() || own.yoy.is_some() || !own.ranks.is_empty() || !own.by_region.is_empty() {
                found.push((at, own));
            }
        }
        found.sort_by_key(|(at, _)| *at);
        found.into_iter().map(|(_, indicator)| indicator).collect()
    }

    /// The unit's populations, and what the whole's say of it in 分地区.
    fn populations(&self) -> Vec<Population> {
        let mut found: Vec<(usize, Population)> =
            own!(self, populations).map(|(at, population)| (at, population.clone())).collect();
        for (at, entries) in entries!(self, stocks) {
            let Some(whole) = self.split.progress.populations.get(at) else { continue };
            let stated = |(_, own): &(usize, Population)| own.name == whole.name && own.as_of == whole.as_of;
            if found.iter().any(|own| own.0 == at || stated(own)) {
                continue;
            }
            let of = |region: bool| entries.iter().filter(move |(at, _)| (*at == self.unit) == region);
            let entry = of(true).find_map(|(_, j)| whole.by_region.get(*j)).cloned();
            let mut below: Vec<_> = of(false).filter_map(|(_, j)| whole.by_region.get(*j)).cloned().collect();
            let mut own = entry.unwrap_or_default();
            let inherit = |own: &mut String, whole: &String| {
                if own.is_empty() {
                    own.clone_from(whole);
                }
            };
            for (own, whole) in
                [(&mut own.id, &whole.id), (&mut own.name, &whole.name), (&mut own.object, &whole.object)]
            {
                inherit(own, whole);
            }
            inherit(&mut own.topic, &whole.topic);
            inherit(&mut own.source, &whole.source);
            own.region = self.own_name();
            own.period = own.period.or_else(|| whole.period.clone());
            own.as_of = own.as_of.or(whole.as_of);
            own.by_region.append(&mut below);
            found.push((at, own));
        }
        found.sort_by_key(|(at, _)| *at);
        found.into_iter().map(|(_, population)| population).collect()
    }

    /// The unit's standards, and those of the regions above it, which hold for it too: without what others reached.
    fn standards(&self) -> Vec<Standard> {
        let own: HashSet<usize> = own!(self, standards).map(|(at, _)| at).collect();
        let above = |region: &str| match region.is_empty() {
            true => self.split.reporting.is_some_and(|at| self.above.contains(&at)),
            false => self.split.regions.find(region).is_some_and(|at| self.above.contains(&at)),
        };
        let all = self.split.progress.standards.iter().enumerate();
        let found = all.filter_map(|(at, standard)| {
            if own.contains(&at) {
                return Some(standard.clone());
            }
            let results = standard.results.iter().filter(|result| self.speaks(&result.unit)).cloned().collect();
            above(&standard.region).then(|| Standard { results, figures: Vec::new(), ..standard.clone() })
        });
        found.collect()
    }

    /// What the unit was assessed in: by itself, or as one of those that were ranked.
    fn assessments(&self) -> Vec<Assessment> {
        let mut found: Vec<(usize, Assessment)> =
            own!(self, assessments).map(|(at, assessment)| (at, assessment.clone())).collect();
        for (at, entries) in entries!(self, rankings) {
            let Some(whole) = self.split.progress.assessments.get(at) else { continue };
            let own = entries.iter().find(|(region, _)| *region == self.unit);
            let (Some((_, j)), false) = (own, found.iter().any(|own| own.0 == at)) else { continue };
            let Some(entry) = whole.ranking.get(*j) else { continue };
            let assessed = Assessment {
                id: whole.id.clone(),
                name: whole.name.clone(),
                topic: whole.topic.clone(),
                by: whole.by.clone(),
                unit: self.own_name(),
                period: whole.period.clone(),
                date: whole.date,
                full_score: whole.full_score.clone(),
                items: whole.items.clone(),
                score: entry.score.clone(),
                rank: self.placed(entry.rank.as_ref(), &whole.unit, Some(whole.ranking.len())),
                grade: entry.grade.clone(),
                ..Assessment::default()
            };
            found.push((at, assessed));
        }
        found.sort_by_key(|(at, _)| *at);
        found.into_iter().map(|(_, assessment)| assessment).collect()
    }

    /// Inspections of the unit, those that saw sites of it, and those in which its problems came to light.
    fn inspections(&self, problems: &[Problem]) -> Vec<Inspection> {
        let own: HashSet<usize> = own!(self, inspections).map(|(at, _)| at).collect();
        let sources: HashSet<&str> = problems.iter().map(|p| p.source.as_str()).filter(|s| !s.is_empty()).collect();
        let all = self.split.progress.inspections.iter().enumerate();
        let meant = all.filter(|(at, inspection)| own.contains(at) || sources.contains(inspection.id.as_str()));
        let found = meant.map(|(_, inspection)| {
            if self.is_inside(&inspection.region) {
                return inspection.clone();
            }
            let mut sites: Vec<_> =
                inspection.sites.iter().filter(|site| self.is_inside(&site.region)).cloned().collect();
            for site in &mut sites {
                site.rank = self.placed(site.rank.as_ref(), &inspection.region, None);
            }
            Inspection {
                region: self.own_name(),
                sites,
                teams: None,
                members: None,
                rounds: None,
                site_count: None,
                visits: None,
                coverage: None,
                problems_found: None,
                figures: Vec::new(),
                ..inspection.clone()
            }
        });
        found.collect()
    }

    /// Helpers of the unit; how many they are in all is not known of those that help others too.
    fn helper(&self, whole: &HelperForce) -> HelperForce {
        let mut own = HelperForce { regions: whole.regions.clone(), ..HelperForce::default() };
        if !self.keep_own(&mut own.regions) {
            return whole.clone();
        }
        let HelperForce { id, name, topic, tier, period, as_of, source, .. } = whole.clone();
        HelperForce { id, name, topic, tier, period, as_of, source, ..own }
    }

    /// Measures of which the unit is an owner.
    fn measures(&self) -> Vec<Measure> {
        let named = |owners: &[String]| owners.iter().any(|owner| self.speaks(owner) || self.speaks_of_all(owner));
        let found = self.split.progress.measures.iter().filter(|measure| named(&measure.owners)).map(|measure| {
            let mut own = measure.clone();
            if self.keep_own(&mut own.owners) {
                own.figures = Vec::new();
            }
            own
        });
        found.collect()
    }

    /// Tasks that are given to the unit, or that it leads.
    fn deployments(&self) -> Vec<Deployment> {
        let named = |task: &&Deployment| {
            self.speaks(&task.lead) || task.units.iter().any(|unit| self.speaks(unit) || self.speaks_of_all(unit))
        };
        let found = self.split.progress.deployments.iter().filter(named).map(|task| {
            let mut own = task.clone();
            if self.keep_own(&mut own.units) {
                // 14个 is what all of them are to do.
                (own.quantity, own.figures) = (None, Vec::new());
            }
            own
        });
        found.collect()
    }

    /// Who answers for the unit, and what every unit answers for.
    fn responsibilities(&self) -> Vec<Responsibility> {
        let found = self.split.progress.responsibilities.iter().filter_map(|whole| {
            let mut own = whole.clone();
            for assignment in &mut own.assignments {
                self.keep_own(&mut assignment.regions);
            }
            own.assignments.retain(|assignment| !assignment.regions.is_empty());
            let named = self.speaks(&own.unit) || self.speaks_of_all(&own.unit);
            (named || !own.assignments.is_empty()).then_some(own)
        });
        found.collect()
    }
}

/// The sources of the unit's problems; what is counted of them is counted from the problems.
fn rectification(whole: &[RectificationSummary], problems: &[Problem]) -> Vec<RectificationSummary> {
    let found = whole.iter().filter(|summary| problems.iter().any(|problem| problem.source == summary.source));
    let counted = found.map(|summary| RectificationSummary {
        source: summary.source.clone(),
        topic: summary.topic.clone(),
        scope: summary.scope,
        as_of: summary.as_of,
        ..RectificationSummary::default()
    });
    counted.collect()
}

/// Takes away references to what was left out, and topics of which nothing is left.
fn mend(progress: &mut Progress, whole: &Progress) {
    let targets: HashSet<String> = progress.targets.iter().map(|Target { id, .. }| id.clone()).collect();
    for target in progress.targets.iter_mut().filter(|target| !targets.contains(&target.parent)) {
        target.parent.clear();
    }
    let standards: HashSet<String> = progress.standards.iter().map(|standard| standard.id.clone()).collect();
    for standard in progress.standards.iter_mut().filter(|standard| !standards.contains(&standard.parent)) {
        standard.parent.clear();
    }
    let cases: HashSet<String> = progress.cases.iter().map(|case| case.id.clone()).collect();
    for measure in &mut progress.measures {
        measure.targets.retain(|id| targets.contains(id));
        if !cases.contains(&measure.case) {
            measure.case.clear();
        }
    }
    // An organisation may belong to one that nobody lists, but by its name.
    let kept: HashSet<String> = progress.organisations.iter().map(|organisation| organisation.id.clone()).collect();
    for organisation in progress.organisations.iter_mut().filter(|organisation| !kept.contains(&organisation.parent)) {
        if let Some(Organisation { name, .. }) = whole.organisations.iter().find(|o| o.id == organisation.parent) {
            organisation.parent.clone_from(name);
        }
    }
    macro_rules! topics_of {
        ($($list:ident),+) => {{
            let mut topics: HashSet<&str> = HashSet::new();
            $(topics.extend(progress.$list.iter().map(|record| record.topic.as_str()));)+
            topics
        }};
    }
    let named = topics_of!(
        indicators,
        targets,
        populations,
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
        events,
        standards,
        policies,
        systems
    );
    let left: Vec<bool> = progress
        .topics
        .iter()
        .map(|topic| named.contains(topic.name.as_str()) || topic.name == progress.report.meeting.topic)
        .collect();
    let mut left = left.into_iter();
    progress.topics.retain(|_| left.next().unwrap_or_default());
}
