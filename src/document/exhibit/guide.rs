//! `docs/exhibits.md`, the guide for clerks, held to the code: it names every kind and every setting that is asked for, its
//! examples are made without a finding, and under each stands what it prints.

use std::collections::{BTreeMap, BTreeSet};

use super::super::model::{Block, plain};
use super::{Binder, Kind, Spec, list, make, view};
use crate::data::{Figures, from_json};

const QUARTER: &str = include_str!("../../../tests/data/safety-quarter.json");
const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/exhibits.md");

/// The settings that the code asks for when it makes a block.
fn asked(kind: Kind, spec: &str, data: &Figures) -> BTreeSet<String> {
    let mut binder = Binder::new(data, Spec::parse(spec).unwrap(), 0, String::new());
    for common in ["title", "unit", "note", "alt"] {
        binder.spec.text(common);
    }
    if kind == Kind::List {
        list::block(&mut binder);
    } else {
        view(kind, &mut binder, &Default::default());
    }
    binder.source_line();
    binder.spec.asked()
}

/// What a block prints, line by line.
fn printed(kind: Kind, spec: &str, data: &Figures) -> String {
    let made = make(kind, spec, data, &Default::default(), 0, "docs/exhibits.md".into());
    assert_eq!(made.findings, [], "{}\n{spec}", kind.word());
    match made.block {
        Some(Block::Exhibit { exhibit: Some(exhibit), .. }) => {
            exhibit.lines().iter().map(|line| line.trim_end().replace('\t', "　") + "\n").collect()
        }
        Some(Block::List { items }) => {
            items.iter().map(|item| format!("{}{}\n", item.number, plain(&item.content))).collect()
        }
        other => panic!("{}: {other:?}\n{spec}", kind.word()),
    }
}

/// The settings that a section names in the first column of its table, or in its text, between backticks.
fn named(section: &str) -> BTreeSet<&str> {
    section.split('`').skip(1).step_by(2).collect()
}

/// Every setting in the sources of the exhibits: the first word of a call that asks for one.
fn in_the_sources() -> BTreeSet<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/document/exhibit");
    let files = [folder.to_owned(), format!("{folder}/table")];
    let files = files.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let sources = files.map(|file| file.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "rs"));
    let mut keys = BTreeSet::new();
    for path in sources.filter(|path| !path.ends_with("guide.rs") && !path.ends_with("spec.rs")) {
        let source = std::fs::read_to_string(path).unwrap();
        for call in ["text", "texts", "flag", "flag_or", "count", "conditions"] {
            for asked in ["spec.", ".spec\n            ."] {
                let call = format!("{asked}{call}(\"");
                let pieces = source.split(&call).skip(1);
                keys.extend(pieces.filter_map(|rest| rest.split_once('"')).map(|(key, _)| key.to_owned()));
            }
        }
    }
    keys
}

/// `UPDATE_DOCS=1 cargo test` writes what the examples print anew.
#[test]
fn the_documentation_is_that_of_the_exhibits() {
    let guide = std::fs::read_to_string(PATH).unwrap();
    let data = Figures::new(&from_json(QUARTER.as_bytes()).progress);
    let mut sections = guide.split("\n## ");
    let introduction = sections.next().unwrap();
    let common = sections.next().unwrap();
    let mut written = format!("{introduction}\n## {common}");
    let mut asked_for: BTreeMap<Kind, BTreeSet<String>> = BTreeMap::new();
    let mut told: BTreeMap<Kind, BTreeSet<&str>> = BTreeMap::new();
    for section in sections {
        let word = section.split(' ').next().unwrap();
        let kind = Kind::of(word).unwrap_or_else(|| panic!("“{word}” is no kind"));
        assert!(section.starts_with(&format!("{word} {}", kind.name())), "{word} is called {}", kind.name());
        let (text, examples) = section.split_once("\n```").unwrap_or_else(|| panic!("{word} has no example"));
        assert!(told.insert(kind, named(text)).is_none(), "{word} stands twice");
        let mut fresh = format!("{text}\n");
        for fence in format!("```{examples}").split("\n```\n").map(|fence| fence.trim_start().trim_start_matches("```"))
        {
            let Some((word, spec)) = fence.split_once('\n').filter(|(word, _)| *word != "text") else { continue };
            assert_eq!(Kind::of(word), Some(kind), "an example of {kind:?}");
            asked_for.entry(kind).or_default().extend(asked(kind, spec, &data));
            let spec = spec.trim_end().trim_end_matches("\n```");
            fresh += &format!("```{word}\n{spec}\n```\n\n```text\n{}```\n\n", printed(kind, spec, &data));
        }
        written += &format!("\n## {}\n", fresh.trim_end());
    }
    let common = named(common);
    // 数据来源表 has no settings.
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Sources) {
        let told = told.get(kind).unwrap_or_else(|| panic!("{} is not told", kind.word()));
        for setting in &asked_for[kind] {
            let here = told.contains(setting.as_str()) || common.contains(setting.as_str());
            assert!(here, "{}: `{setting}` is asked for and not told", kind.word());
        }
    }
    let everywhere: BTreeSet<_> = told.values().flatten().chain(&common).copied().collect();
    let untold: Vec<_> = in_the_sources().into_iter().filter(|key| !everywhere.contains(key.as_str())).collect();
    assert_eq!(untold, [""; 0], "settings that the guide does not name");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(PATH, &written).expect("the documentation is written");
    }
    assert!(
        std::fs::read_to_string(PATH).unwrap_or_default() == written,
        "docs/exhibits.md does not show what its examples print: run `make docs`"
    );
}
