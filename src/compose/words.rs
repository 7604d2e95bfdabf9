//! How the office that reports speaks of itself and of others: `templates/words.toml`, by level.

use crate::data::Progress;

/// The work that the document is about: that of the meeting, else the central work, else the first that is listed.
fn topic(progress: &Progress) -> String {
    let meeting = &progress.report.meeting.topic;
    let central = progress.topics.iter().find(|t| t.class == "中心工作").or(progress.topics.first());
    match central {
        _ if !meeting.is_empty() => meeting.clone(),
        Some(topic) if !topic.name.is_empty() => topic.name.clone(),
        _ => "这项工作".into(),
    }
}

/// The words of one office.
pub(super) struct Words {
    table: toml::Table,
    region: usize,
    office: String,
}

impl Words {
    /// The words of the level of the report, or of the reporting region; a region's own words come first.
    pub(super) fn new(progress: &Progress, all: &toml::Table) -> Self {
        let named = &progress.report.region;
        let index = progress.regions.iter().position(|r| !named.is_empty() && (r.id == *named || r.name == *named));
        let index = index.unwrap_or(0);
        let region = progress.regions.get(index);
        let stated = &progress.report.level;
        let level = region.map(|r| r.level.as_str()).filter(|l| !l.is_empty() && stated.is_empty()).unwrap_or(stated);
        let autonomous =
            level == "省" && region.is_some_and(|r| r.kind.contains("自治区") || r.name.ends_with("自治区"));
        let level = if autonomous { "自治区" } else { level };
        let table = all.get(level).or_else(|| all.get("部门")).and_then(toml::Value::as_table);
        let mut table = table.cloned().unwrap_or_default();
        for (key, own) in [("us", region.map(|r| &r.self_noun)), ("sub_units", region.map(|r| &r.sub_unit_noun))] {
            if let Some(own) = own.filter(|w| !w.is_empty()) {
                table.insert(key.into(), own.clone().into());
            }
        }
        table.insert("topic".into(), topic(progress).into());
        let office = match &progress.report.unit {
            unit if unit.is_empty() => region.map(|r| r.name.clone()).unwrap_or_default(),
            unit => unit.clone(),
        };
        Self { table, region: index, office }
    }

    /// Which region of the data reports.
    pub(super) fn region(&self) -> usize {
        self.region
    }

    /// Who reports: the unit, or the region.
    pub(super) fn office(&self) -> &str {
        &self.office
    }

    /// 全市.
    pub(super) fn whole(&self) -> &str {
        self.table.get("whole").and_then(toml::Value::as_str).unwrap_or_default()
    }

    /// Every word with its name.
    pub(super) fn pairs(&self) -> Vec<(String, String)> {
        self.table.iter().filter_map(|(k, v)| Some((k.clone(), v.as_str()?.to_owned()))).collect()
    }
}
