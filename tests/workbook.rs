//! The example documents through Excel and back: nothing is lost, nothing is added.
#![cfg(feature = "workbook")]

use std::fs;
use std::path::Path;

use huibao::data::{Loaded, from_json};
use huibao::input::Input;
use huibao::workbook::{self, Schema};

/// Every example document; the layout features are a draft's data, and as good as any.
fn documents() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let named = files.iter().map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), path));
    let data = named.filter(|(name, _)| name.ends_with(".json") && !name.ends_with(".figures.json"));
    data.map(|(name, path)| (name, fs::read(path).unwrap())).collect()
}

#[test]
fn every_document_comes_back_from_a_workbook() {
    let documents = documents();
    assert!(documents.len() >= 11, "{}", documents.len());
    for (name, bytes) in documents {
        let Loaded { progress, .. } = from_json(&bytes);
        let value = serde_json::to_value(&progress).unwrap();
        let workbook = workbook::write(Schema::model(), &value).unwrap_or_else(|f| panic!("{name}: {f:#?}"));
        let input = Input::from_bytes(&workbook);
        let read: Vec<_> = input.findings.iter().filter(|f| f.code != "data.unknown_unit").collect();
        assert!(read.is_empty(), "{name}: {read:#?}");
        assert_eq!(serde_json::to_value(&input.progress).unwrap(), value, "{name}");
        assert_eq!(input.progress, progress, "{name}");
    }
}

/// A blank workbook has an example for every sheet, and nothing of it is read.
#[test]
fn a_blank_workbook_is_empty() {
    let bytes = workbook::blank(Schema::model(), workbook::example()).unwrap();
    let read = workbook::read(Schema::model(), &bytes);
    assert_eq!(read.findings, []);
    assert_eq!(read.value, serde_json::json!({}));
}

/// The example is data like any other, and in order.
#[test]
fn the_example_has_no_finding() {
    let loaded = from_json(&serde_json::to_vec(workbook::example()).unwrap());
    assert_eq!(loaded.findings, []);
}
