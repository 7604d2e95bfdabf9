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
fn show() {
    let progress = whole(&std::env::var("DATA").unwrap_or("safety-quarter".into()));
    let split = Split::new(&progress);
    let id = std::env::var("UNIT").unwrap_or("yancheng".into());
    let unit = split.unit(&id).unwrap();
    std::fs::create_dir_all("/tmp/u").unwrap();
    std::fs::write("/tmp/u/unit.json", serde_json::to_string_pretty(&unit).unwrap()).unwrap();
    for genre in GENRES {
        let draft = compose(&unit, &Options { genre: genre.id.into(), ..Default::default() }).unwrap();
        let (doc, f) = Document::from_draft(&draft, &Figures::new(&unit));
        std::fs::write(format!("/tmp/u/{}.txt", genre.id), format!("{}\n{f:#?}", doc.text())).unwrap();
    }
}
