//! One set of data divided by units: what each gets is data that loads, contradicts nothing, says nothing of others, and
//! gives sensible documents.

use huibao::batch::{Division, Split};
use huibao::compose::{GENRES, Options, compose};
use huibao::data::{Figures, Loaded, Progress, from_json};
use huibao::document::Document;
use huibao::{Severity, check, has_errors};

fn whole(name: &str) -> Progress {
    let path = format!("{}/tests/data/{name}.json", env!("CARGO_MANIFEST_DIR"));
    from_json(&std::fs::read(path).unwrap()).progress
}

/// The data of a unit as its own file would be read.
fn read(split: &Split<'_>, id: &str) -> Loaded {
    let progress = split.unit(id).unwrap();
    let loaded = from_json(&serde_json::to_vec(&progress).unwrap());
    assert_eq!(loaded.progress, progress, "{id}");
    loaded
}

#[test]
fn what_a_unit_gets_loads_and_contradicts_nothing() {
    for name in
        ["safety-quarter", "safety-inspection", "ecology-rectification", "shangqiu-observation", "city-promotion"]
    {
        let progress = whole(name);
        let split = Split::new(&progress);
        for unit in split.units(&Division::default()).units {
            if split.unit(&unit.id).is_err() {
                continue;
            }
            let loaded = read(&split, &unit.id);
            assert!(!has_errors(&loaded.findings), "{name} {}: {:#?}", unit.name, loaded.findings);
            let findings = check::check(&loaded.progress, &loaded.figures).findings;
            let worst: Vec<_> = findings.iter().filter(|f| f.severity >= Severity::Warning).collect();
            assert_eq!(worst, Vec::<&huibao::Finding>::new(), "{name} {}", unit.name);
        }
    }
}

#[test]
fn a_unit_says_nothing_of_the_others() {
    let progress = whole("safety-quarter");
    let split = Split::new(&progress);
    let units = split.units(&Division::default()).units;
    assert_eq!(units.len(), 12);
    for unit in &units {
        let mut own = split.unit(&unit.id).unwrap();
        // What happened there is told as it was: the words of a case or a problem may name a neighbour.
        own.cases.clear();
        for problem in &mut own.problems {
            problem.detail.clear();
            problem.measure.clear();
        }
        let text = serde_json::to_string(&own).unwrap();
        for other in units.iter().filter(|other| other.id != unit.id) {
            let said = text.contains(&other.name) || text.contains(&format!("\"{}\"", other.id));
            assert!(!said, "{} in the data of {}", other.name, unit.name);
        }
    }
}

#[test]
fn every_genre_writes_of_every_unit() {
    for name in ["safety-quarter", "shangqiu-observation"] {
        let progress = whole(name);
        let split = Split::new(&progress);
        for unit in split.units(&Division::default()).units {
            let own = split.unit(&unit.id).unwrap();
            let figures = Figures::new(&own);
            for genre in GENRES {
                let draft = compose(&own, &Options { genre: genre.id.into(), ..Options::default() }).unwrap();
                let (document, findings) = Document::from_draft(&draft, &figures);
                assert!(!has_errors(&findings), "{} {}: {findings:#?}", unit.name, genre.id);
                let named =
                    ["work_briefing", "experience_exchange", "pledge", "overview", "wall_chart"].contains(&genre.id);
                assert!(!named || document.text().contains(&unit.name), "{} {}", unit.name, genre.id);
            }
        }
    }
}

#[test]
fn what_the_whole_says_of_a_unit_becomes_its_own() {
    let progress = whole("safety-quarter");
    let own = Split::new(&progress).unit("yancheng").unwrap();
    assert_eq!((own.report.region.as_str(), own.report.level.as_str()), ("yancheng", "乡镇"));
    assert_eq!((own.report.unit.as_str(), own.report.issuance.number.as_str()), ("", ""));
    let names: Vec<_> = own.regions.iter().map(|region| region.name.as_str()).collect();
    assert_eq!(names, ["砚城镇", "砚川县", "岫州市"]);
    assert!(own.regions[1].population.is_none(), "of the county only the name");
    let rate = own.indicators.iter().find(|indicator| indicator.name == "企业自查隐患整改率").unwrap();
    assert_eq!(rate.value.as_ref().unwrap().to_string(), "97.8%");
    assert_eq!((rate.ranks[0].scope.as_str(), rate.ranks[0].position), ("全县", 3));
    let assessed = &own.assessments[0];
    assert_eq!((assessed.unit.as_str(), assessed.grade.as_str()), ("yancheng", "优秀"));
    assert_eq!(assessed.score.as_ref().unwrap().to_string(), "92.7分");
    assert!(own.targets.iter().all(|target| target.region == "yancheng" && target.parent.is_empty()));
    assert!(own.problems.iter().all(|problem| problem.region == "yancheng"));
    assert!(own.deployments.iter().all(|task| task.units == ["砚城镇"]), "各乡镇 is 砚城镇 here");
    // What was counted of the whole inspection is not the town's.
    assert!(own.inspections.iter().all(|inspection| inspection.problems_found.is_none()));
    assert!(own.rectification.iter().all(|summary| summary.total.is_none()));
}

#[test]
fn the_reporting_region_gets_all_and_nobody_gets_nothing() {
    let progress = whole("safety-quarter");
    let split = Split::new(&progress);
    assert_eq!(split.unit("yanchuan").unwrap(), progress);
    assert_eq!(split.unit("nowhere").unwrap_err()[0].code, "batch.unknown_unit");
    let json = r#"{"regions": [{"name": "某市"}, {"id": "a", "name": "甲县", "parent": "某市"}], "topics": [{"name": "脱贫"}],
        "indicators": [{"name": "收入", "value": "3亿元", "topic": "脱贫"}], "policies": [{"title": "意见", "topic": "脱贫"}]}"#;
    let city = from_json(json.as_bytes()).progress;
    assert_eq!(Split::new(&city).unit("a").unwrap_err()[0].code, "batch.unit_without_data");
}

#[test]
fn a_unit_has_what_is_below_it() {
    let json = r#"{"regions": [{"id": "x", "name": "某县", "level": "县"}, {"id": "a", "name": "甲镇", "level": "乡镇", "parent": "x"},
        {"id": "v", "name": "丙村", "level": "村", "parent": "a"}, {"id": "b", "name": "乙镇", "level": "乡镇", "parent": "x"}],
        "targets": [{"id": "t", "name": "全县任务", "target": "9个"}, {"name": "村任务", "region": "v", "parent": "t", "target": "1个"}],
        "indicators": [{"name": "收入", "period": "上半年", "by_region": [{"region": "a", "value": "3亿元"}, {"region": "v", "value": "1亿元"},
            {"region": "b", "missing": "未报"}]}]}"#;
    let county = from_json(json.as_bytes()).progress;
    let split = Split::new(&county);
    let town = split.unit("a").unwrap();
    assert_eq!(town.targets.len(), 1);
    assert_eq!(town.targets[0].parent, "", "the county's target is not there");
    assert_eq!(town.indicators[0].value.as_ref().unwrap().to_string(), "3亿元");
    assert_eq!(town.indicators[0].by_region.len(), 1);
    assert_eq!(split.unit("v").unwrap().regions.len(), 3, "the village, its town and its county");
    assert_eq!(split.unit("b").unwrap_err()[0].code, "batch.unit_without_data", "why a figure is missing is no figure");
}
