//! The genres that are mostly tables and charts, from data to draft: ranking bulletins, digests, ledgers and wall charts.
//! Their drafts of two sets of data each were read before they were accepted; that bad places are named, and that data with
//! ties, gaps, one unit or very many keeps the text sound, is told here.

use std::collections::BTreeSet;

use huibao::Severity;
use huibao::compose::{Options, compose};
use huibao::data::{Figures, Progress, from_json};
use huibao::document::Document;
use huibao::style::review;
use serde_json::{Value, json};

mod plain;
mod sound;
use plain::plain;
use sound::{ALL, HOLES, source};

/// Each genre with two sets of data, of different fields of work.
const DRAFTS: [(&str, [&str; 2]); 4] = [
    ("ranking_bulletin", ["safety-quarter", "ecology-rectification"]),
    ("progress_digest", ["safety-quarter", "ecology-rectification"]),
    ("ledger_book", ["safety-quarter", "zhoukou-overview"]),
    ("wall_chart", ["safety-quarter", "ecology-rectification"]),
];

fn progress(source: &Value) -> Progress {
    let loaded = from_json(source.to_string().as_bytes());
    assert_eq!(loaded.findings, []);
    loaded.progress
}

fn draft(progress: &Progress, genre: &str, seed: u64) -> String {
    let options = Options { genre: genre.into(), seed, ..Options::default() };
    compose(progress, &options).unwrap_or_else(|findings| panic!("{genre}: {findings:#?}"))
}

/// The text with what its tables and charts say, and what is wrong with it: errors, and holes where a word is missing.
fn read(source: &Value, genre: &str, seed: u64) -> (String, Vec<String>) {
    let progress = progress(source);
    let (document, findings) = Document::from_draft(&draft(&progress, genre, seed), &Figures::new(&progress));
    let text = document.text();
    let errors = findings.iter().filter(|f| f.severity == Severity::Error).map(ToString::to_string);
    let holes = HOLES.iter().filter(|hole| text.contains(**hole)).map(|hole| format!("{hole} in {text}"));
    let wrong = errors.chain(holes).map(|what| format!("{genre}, seed {seed}: {what}")).collect();
    (text, wrong)
}

/// What a text says, if nothing is wrong with it.
fn sound(source: &Value, genre: &str) -> String {
    let (text, wrong) = read(source, genre, 0);
    assert_eq!(wrong, Vec::<String>::new());
    text
}

#[test]
fn every_genre_has_its_drafts() {
    for (genre, names) in DRAFTS {
        for name in names {
            insta::assert_snapshot!(format!("{genre}_{name}"), draft(&progress(&source(name)), genre, 0));
        }
    }
}

/// Every figure is bound and every exhibit finds its data, whichever words are chosen.
#[test]
fn every_figure_is_bound() {
    let mut wrong = BTreeSet::new();
    for (genre, names) in DRAFTS {
        for name in names {
            let progress = progress(&source(name));
            let figures = Figures::new(&progress);
            for seed in 0..6 {
                let (_, findings) = Document::from_draft(&draft(&progress, genre, seed), &figures);
                let bad = findings.iter().filter(|f| f.severity != Severity::Note);
                wrong.extend(bad.map(|f| format!("{genre} of {name}: {} {}", f.code, f.message)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn every_data_gives_a_sound_text() {
    let mut wrong = Vec::new();
    for name in ALL {
        let source = source(name);
        for (genre, _) in DRAFTS {
            for seed in 0..2 {
                wrong.extend(read(&source, genre, seed).1.into_iter().map(|what| format!("{name}: {what}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_drafts_have_no_robotic_signs() {
    let mut wrong = Vec::new();
    for (genre, names) in DRAFTS {
        for (name, seed) in names.iter().flat_map(|name| (0..4).map(move |seed| (name, seed))) {
            let progress = progress(&source(name));
            let review = review(&draft(&progress, genre, seed), &progress);
            let bad = review.findings.iter().filter(|f| f.severity == Severity::Error);
            wrong.extend(bad.map(|f| format!("{genre} of {name}, seed {seed}: {f}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A county with an assessment of some units.
fn ranked(ranking: Value) -> Value {
    json!({
        "report": {"level": "县", "date": "2026-10-12", "region": "county", "meeting": {"topic": "某项工作"}},
        "regions": [{"id": "county", "name": "某县", "level": "县"}],
        "assessments": [{"name": "全县三季度考核", "by": "县考核办", "ranking": ranking}]
    })
}

#[test]
fn bad_places_are_named() {
    let text = plain(&draft(&progress(&source("safety-quarter")), "ranking_bulletin", 0));
    // The last one, those that were talked to, the one that did not report, those that fell most, and what is still owed.
    for named in ["沙篁乡（68.7分）", "石碓镇、沙篁乡", "云荇乡", "考核资料至今未报", "逾期3条"]
    {
        assert!(text.contains(named), "{named} is not in\n{text}");
    }
    let fallen = text.lines().find(|line| line.contains("1位")).unwrap_or_default();
    for unit in ["鹭湾镇", "砚城镇", "蒲坞镇", "枣渡镇", "麦岭镇"] {
        assert!(fallen.contains(unit), "{unit} is not in {fallen}");
    }
    let digest = plain(&draft(&progress(&source("safety-quarter")), "progress_digest", 0));
    for named in ["老旧燃气管网改造完成21.6公里", "慢于序时进度14.8个百分点", "县住建局", "9条", "消防控制室脱岗"]
    {
        assert!(digest.contains(named), "{named} is not in\n{digest}");
    }
}

#[test]
fn a_unit_that_falls_behind_is_no_longer_praised() {
    let mut source = source("safety-quarter");
    let first = &mut source["assessments"][0]["ranking"][0];
    assert_eq!(first["unit"], "zhuxi");
    for (field, value) in
        [("score", json!("61分")), ("rank", json!("第12位")), ("grade", json!("差")), ("talked", json!(true))]
    {
        first[field] = value;
    }
    let text = plain(&draft(&progress(&source), "ranking_bulletin", 0));
    let praise = text.lines().find(|line| line.contains("通报表扬")).unwrap_or_default();
    assert!(!praise.contains("苎溪镇"), "{praise}");
    assert!(text.contains("苎溪镇（61分）"), "{text}");
    assert!(text.lines().any(|line| line.contains("约谈") && line.contains("苎溪镇")), "{text}");
}

#[test]
fn ties_and_gaps_keep_a_ranking_sound() {
    let alike = sound(
        &ranked(json!([
            {"unit": "甲镇", "score": "90分", "rank": "第1位", "prior_rank": "第2位"},
            {"unit": "乙镇", "score": "90分", "rank": "第1位", "prior_rank": "第1位"},
            {"unit": "丙镇", "score": "80分", "rank": "第3位", "prior_rank": "第3位"}
        ])),
        "ranking_bulletin",
    );
    assert!(alike.contains("甲镇（90分）、乙镇（90分）"), "{alike}");
    // Places without scores, scores without places, one unit, nobody who reported.
    let unscored = sound(
        &ranked(json!([{"unit": "甲镇", "rank": "第1位"}, {"unit": "乙镇", "rank": "第2位"}])),
        "ranking_bulletin",
    );
    assert!(unscored.contains("甲镇") && !unscored.contains("最高"), "{unscored}");
    let unplaced = sound(
        &ranked(json!([{"unit": "甲镇", "score": "70分"}, {"unit": "乙镇", "score": "95分"}])),
        "ranking_bulletin",
    );
    let (best, worst) = (unplaced.find("乙镇"), unplaced.find("甲镇"));
    assert!(best.is_some() && best < worst, "{unplaced}");
    sound(&ranked(json!([{"unit": "甲镇", "score": "90分", "rank": "第1位"}])), "ranking_bulletin");
    let silent = sound(&ranked(json!([{"unit": "甲镇"}, {"unit": "乙镇", "remark": "至今未报"}])), "ranking_bulletin");
    assert!(silent.contains("甲镇") && silent.contains("乙镇"), "{silent}");
}

#[test]
fn hundreds_of_units_keep_the_texts_sound() {
    let mut data = source("safety-quarter");
    let units: Vec<_> = (0..120).map(|i| format!("某某县第{i}个名称很长很长的工业园区管理委员会")).collect();
    let regions = data["regions"].as_array_mut().expect("regions");
    regions.truncate(2);
    regions.extend(
        units
            .iter()
            .enumerate()
            .map(|(i, name)| json!({"id": format!("u{i}"), "name": name, "level": "乡镇", "parent": "yanchuan"})),
    );
    data["assessments"][0]["ranking"] = units
        .iter()
        .enumerate()
        .map(|(i, _)| json!({"unit": format!("u{i}"), "score": format!("{}分", 100 - i / 3), "grade": "较差"}))
        .collect();
    for (i, problem) in data["problems"].as_array_mut().expect("problems").iter_mut().enumerate() {
        problem["region"] = format!("u{}", i % 120).into();
        problem["detail"] = "情况".repeat(2000).into();
    }
    for (genre, _) in DRAFTS {
        let text = sound(&data, genre);
        assert!(text.chars().count() > 400, "{genre}");
    }
    let chart = draft(&progress(&data), "wall_chart", 0);
    assert_eq!(chart.matches("\n# ").count(), 120);
}

#[test]
fn a_ledger_book_holds_what_the_data_holds() {
    let text = sound(&source("safety-quarter"), "ledger_book");
    for book in [
        "问题整改台账",
        "任务台账",
        "项目台账",
        "资金台账",
        "承诺事项台账",
        "政策文件台账",
        "帮扶力量台账",
        "责任台账",
        "标准台账",
    ] {
        assert!(text.contains(book), "{book}");
    }
    let mut without = source("safety-quarter");
    without.as_object_mut().expect("an object").remove("problems");
    sound(&without, "ledger_book");
    assert!(!draft(&progress(&without), "ledger_book", 0).contains("# 问题整改台账"));
}

/// Without parts the reporting region itself has the chart, and a chart of no data is none.
#[test]
fn a_region_without_parts_has_one_chart() {
    let mut alone = source("ecology-rectification");
    alone["regions"].as_array_mut().expect("regions").truncate(1);
    alone["assessments"] = json!([]);
    let chart = draft(&progress(&alone), "wall_chart", 0);
    assert_eq!(chart.matches("\n# ").count(), 1, "{chart}");
    let nothing = json!({"report": {"date": "2026-10-12"}, "regions": [{"name": "某县", "level": "县"}]});
    assert_eq!(draft(&progress(&nothing), "wall_chart", 0).matches("```").count(), 0);
}
