//! A ranking is one: places follow the scores, one place is one unit's, no place is left out.
//!
//! Held together are the units of one ranking whose places are of one kind (增速居全省…). A list may show only some of them:
//! a place that is left out is told where it is the only one, beginning from the first; a list is complete where as many
//! units are said to be ranked as it has rows. Higher scores are better, unless every place says otherwise.

mod rows;

use super::compare::called;
use super::regions::Regions;
use super::{Context, Rule};
use crate::Finding;
use crate::data::{Assessment, Quantity, Rank};
use rows::{Row, Rows};

pub(super) const RULE: Rule = Rule {
    code: "check.ranking",
    title: "排名的位次与得分一致，不重不漏",
    levels: "错误、警告",
    fires: r#"{"assessments": [{"name": "季度考核", "ranking": [{"unit": "甲县", "score": "92.5分", "rank": "第2位"},
        {"unit": "乙县", "score": "90.1分", "rank": "第1位"}]}]}"#,
    passes: r#"{"assessments": [{"name": "季度考核", "ranking": [{"unit": "甲县", "score": "92.5分", "rank": "第1位"},
        {"unit": "乙县", "score": "90.1分", "rank": "第2位"}]}]}"#,
    silent: r#"{"assessments": [{"name": "季度考核", "ranking": [{"unit": "甲县", "score": "92.5分", "rank": "第1位"}]}]}"#,
    check,
};

fn check(context: &mut Context<'_>) {
    let progress = context.progress;
    let regions = Regions::new(progress);
    for (i, assessment) in progress.assessments.iter().enumerate().filter(|(_, a)| !a.ranking.is_empty()) {
        let row = |prior: bool, j: usize| {
            let row = &assessment.ranking[j];
            let rank = if prior { row.prior_rank.as_ref() } else { row.rank.as_ref() };
            Some(Row {
                unit: name(&regions, &row.unit),
                score: row.score.as_ref().filter(|_| !prior),
                rank: rank?,
                index: j,
            })
        };
        let rows = |prior| (0..assessment.ranking.len()).filter_map(|j| row(prior, j)).collect::<Vec<_>>();
        let of_units = assessment.of_units.as_ref().filter(|q| q.is_exact()).and_then(Quantity::value);
        let name = called(&assessment.name, "考核");
        let list = format!("/assessments/{i}/ranking");
        Rows { name, list: &list, field: "rank", scored: true, of_units }.hold(context, rows(false));
        let prior = format!("{name}上次");
        Rows { name: &prior, list: &list, field: "prior_rank", scored: false, of_units: None }
            .hold_unique(context, rows(true));
        own_row(context, assessment, &regions, i);
    }
    for (i, indicator) in progress.indicators.iter().enumerate().filter(|(_, r)| r.by_region.len() > 1) {
        let rows = indicator.by_region.iter().enumerate().filter_map(|(j, row)| {
            let rank = row.rank.as_ref()?;
            let score = value_of(rank, row.value.as_ref(), row.yoy.as_ref().map(|rate| rate.quantity()));
            Some(Row { unit: name(&regions, &row.region), score, rank, index: j })
        });
        let (name, list) = (called(&indicator.name, "这项指标"), format!("/indicators/{i}/by_region"));
        Rows { name, list: &list, field: "rank", scored: false, of_units: None }.hold(context, rows.collect());
    }
    for (i, inspection) in progress.inspections.iter().enumerate().filter(|(_, r)| r.sites.len() > 1) {
        let rows = inspection.sites.iter().enumerate().filter_map(|(j, site)| {
            let unit = [&site.unit, &site.region, &site.place].into_iter().find(|name| !name.is_empty());
            let unit = name(&regions, unit.map_or("", String::as_str));
            Some(Row { unit, score: site.score.as_ref(), rank: site.rank.as_ref()?, index: j })
        });
        let (name, list) = (called(&inspection.name, "督查"), format!("/inspections/{i}/sites"));
        Rows { name, list: &list, field: "rank", scored: true, of_units: None }.hold(context, rows.collect());
    }
}

fn name<'a>(regions: &Regions<'a>, unit: &'a str) -> &'a str {
    regions.find(unit).map_or(unit, |region| regions.name(region))
}

/// What a region's place is a place of: its growth or its value; where both are given and the place does not say, neither.
fn value_of<'a>(rank: &Rank, value: Option<&'a Quantity>, yoy: Option<&'a Quantity>) -> Option<&'a Quantity> {
    match rank.of.as_str() {
        "增速" | "增幅" => yoy,
        "总量" | "规模" | "得分" | "数值" => value,
        "" if yoy.is_none() => value,
        _ => None,
    }
}

/// The place that is told of the assessed unit is that of its row.
fn own_row(context: &mut Context<'_>, assessment: &Assessment, regions: &Regions<'_>, index: usize) {
    let progress = context.progress;
    let Some(rank) = &assessment.rank else { return };
    let unit = match assessment.unit.as_str() {
        "" => regions.reporting(progress).map(|region| regions.name(region)),
        unit => Some(name(regions, unit)),
    };
    let Some(unit) = unit.filter(|unit| !unit.is_empty()) else { return };
    let Some(row) = assessment.ranking.iter().find(|row| name(regions, &row.unit) == unit) else { return };
    let Some(listed) = &row.rank else { return };
    let alike = |a: &str, b: &str| a.is_empty() || b.is_empty() || a == b;
    if !alike(&rank.scope, &listed.scope) || !alike(&rank.of, &listed.of) {
        return;
    }
    context.examine();
    if rank.position != listed.position {
        let name = called(&assessment.name, "考核");
        let (told, listed) = (rank.place(), listed.place());
        let message = format!("{name}里{unit}填的是{told}，排名表里却是{listed}");
        let finding = Finding::error(RULE.code, format!("/assessments/{index}/rank"), message);
        context.tell(finding.hint("核对位次和排名表"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::outcome;
    use super::*;
    use crate::Severity;

    const CODE: &str = RULE.code;

    fn told(json: &str) -> Vec<(Severity, String, String)> {
        outcome(json, CODE).0.into_iter().map(|f| (f.severity, f.path, f.message)).collect()
    }

    fn one(severity: Severity, path: &str, message: &str) -> Vec<(Severity, String, String)> {
        vec![(severity, path.into(), message.into())]
    }

    fn ranking(rows: &[(&str, &str)], more: &str) -> String {
        let names = ["甲", "乙", "丙", "丁", "戊", "己"];
        let rows: Vec<_> = rows
            .iter()
            .zip(names)
            .map(|((score, rank), unit)| {
                let score = if score.is_empty() { String::new() } else { format!(r#""score": "{score}","#) };
                format!(r#"{{"unit": "{unit}县", {score} "rank": "{rank}"}}"#)
            })
            .collect();
        format!(r#"{{"assessments": [{{"name": "考核", {more} "ranking": [{}]}}]}}"#, rows.join(","))
    }

    #[test]
    fn places_follow_the_scores() {
        let path = "/assessments/0/ranking/1/rank";
        assert_eq!(
            told(RULE.fires),
            one(Severity::Error, path, "季度考核里，乙县（90.1分）排第1位，甲县（92.5分）排第2位，与得分不符")
        );
        let rows = [("90分", "第1位"), ("85分", "第2位"), ("88分", "第3位")];
        assert_eq!(
            told(&ranking(&rows, "")),
            one(Severity::Error, path, "考核里，乙县（85分）排第2位，丙县（88分）排第3位，与得分不符")
        );
        // Fewer points off are better, and every place says so.
        let rows = [("1分", "第1位"), ("2分", "第2位"), ("5分", "第3位")];
        assert_eq!(outcome(&ranking(&rows, ""), CODE), (vec![], 2));
        // As printed, two scores may be alike.
        assert_eq!(outcome(&ranking(&[("90.5分", "第2位"), ("90.5分", "第1位")], ""), CODE), (vec![], 1));
    }

    #[test]
    fn one_place_is_one_unit_s_unless_the_scores_are_equal() {
        let path = "/assessments/0/ranking/1/rank";
        assert_eq!(
            told(&ranking(&[("90分", "第1位"), ("85分", "第1位"), ("80分", "第3位")], "")),
            one(Severity::Error, path, "考核里，甲县（90分）和乙县（85分）都排第1位，得分却不同")
        );
        assert_eq!(
            told(&ranking(&[("", "第1位"), ("", "第1位"), ("", "第3位")], "")),
            one(Severity::Warning, path, "考核里，甲县和乙县都排第1位")
        );
        for places in [["第1位", "第1位", "第2位"], ["第1位", "第1位", "第3位"]] {
            let rows = [("90分", places[0]), ("90分", places[1]), ("80分", places[2])];
            assert_eq!(outcome(&ranking(&rows, ""), CODE), (vec![], 2), "{places:?}");
        }
        let json = r#"{"assessments": [{"name": "考核", "ranking": [{"unit": "甲县", "prior_rank": "第3位"},
            {"unit": "乙县", "prior_rank": "第3位"}]}]}"#;
        let path = "/assessments/0/ranking/1/prior_rank";
        assert_eq!(told(json), one(Severity::Warning, path, "考核上次里，甲县和乙县都排第3位"));
    }

    #[test]
    fn a_place_that_is_left_out_is_found() {
        let rows = |places: &[&'static str]| places.iter().map(|p| ("", *p)).collect::<Vec<_>>();
        let gap = ranking(&rows(&["第1位", "第2位", "第4位"]), "");
        assert_eq!(
            told(&gap),
            one(Severity::Warning, "/assessments/0/ranking/2/rank", "考核里没有第3位，第2位之后就是第4位")
        );
        // The first and the last of many, and some among others.
        for places in [["第1位", "第2位", "第17位", "第18位"], ["第2位", "第3位", "第5位", "第6位"]] {
            assert_eq!(outcome(&ranking(&rows(&places), ""), CODE), (vec![], 3), "{places:?}");
        }
        let far = ["第1位", "第4294967295位", "第4294967295位"];
        assert_eq!(told(&ranking(&rows(&far), ""))[0].2, "考核里，乙县和丙县都排第4294967295位");
        let complete = ranking(&rows(&["第1位", "第2位", "第17位"]), r#""of_units": "3个","#);
        assert_eq!(
            told(&complete),
            one(Severity::Error, "/assessments/0/ranking/2/rank", "考核里丙县排第17位，参加排名的只有3个单位")
        );
    }

    #[test]
    fn the_told_place_is_that_of_the_row() {
        let rows = [("", "第1位"), ("", "第2位")];
        let json = ranking(&rows, r#""unit": "乙县", "rank": "全省第1位","#);
        assert_eq!(
            told(&json),
            one(Severity::Error, "/assessments/0/rank", "考核里乙县填的是第1位，排名表里却是第2位")
        );
        assert_eq!(outcome(&ranking(&rows, r#""unit": "乙县", "rank": "第2位","#), CODE), (vec![], 2));
    }

    #[test]
    fn regions_and_sites_are_ranked_too() {
        let json = r#"{
            "indicators": [{"name": "投资", "by_region": [{"region": "甲县", "value": "3亿元", "yoy": "9%", "rank": "增速居全市第2位"},
                {"region": "乙县", "value": "9亿元", "yoy": "8%", "rank": "增速居全市第1位"},
                {"region": "丙县", "value": "1亿元", "yoy": "1%", "rank": "第1位"}]}],
            "inspections": [{"name": "观摩", "sites": [{"unit": "甲镇", "score": "90分", "rank": "第2名"},
                {"place": "乙村", "score": "80分", "rank": "第1名"}]}]}"#;
        let expected = [
            (
                Severity::Warning,
                "/indicators/0/by_region/1/rank",
                "投资里，乙县（8%）排第1位，甲县（9%）排第2位，与数值不符",
            ),
            (
                Severity::Error,
                "/inspections/0/sites/1/rank",
                "观摩里，乙村（80分）排第1名，甲镇（90分）排第2名，与得分不符",
            ),
        ];
        assert_eq!(told(json), expected.map(|(severity, path, message)| (severity, path.into(), message.into())));
    }
}
