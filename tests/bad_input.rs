//! Bad input: every one is told in Chinese with its place, nothing panics, no half-written file is left.
#![cfg(feature = "cli")]

mod sound;
mod support;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use huibao::Severity;
use huibao::compose::{GENRES, Options, compose};
use huibao::data::{Figures, from_json, from_value};
use huibao::document::Document;
use serde_json::Value;
use sound::{HOLES, remove, unsound};

/// A folder of its own for one test.
fn folder(test: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("huibao-{}-{test}", std::process::id()));
    fs::create_dir_all(&folder).expect("a temporary folder");
    folder
}

fn render(data: &[u8], test: &str) -> (Output, Vec<String>) {
    let folder = folder(test);
    fs::write(folder.join("data.json"), data).expect("the input");
    let output = Command::new(env!("CARGO_BIN_EXE_huibao"))
        .args(["render", "data.json", "-o", "speech.pdf", "--date", "2026-08-30", "--fonts"])
        .arg(support::fonts())
        .current_dir(&folder)
        .output()
        .expect("the command runs");
    let mut left: Vec<_> = fs::read_dir(&folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    left.sort();
    fs::remove_dir_all(&folder).expect("the folder is removed");
    (output, left)
}

/// Refused: status 1, a finding of that code, and no file but the input.
fn refused(data: &[u8], test: &str, code: &str, says: &str) {
    let (output, left) = render(data, test);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains(code) && told.contains(says) && told.contains('→'), "{told}");
    assert!(!told.contains("panicked"), "{told}");
    assert_eq!(left, ["data.json"]);
}

#[test]
fn what_is_no_data_is_refused() {
    refused(b"", "empty", "data.empty", "文件是空的");
    refused(b"\x50\x4b\x03\x04 not a zip", "zip", "workbook.damaged", "工作簿");
    refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls", "workbook.", ".xlsx");
    refused("汇报材料".as_bytes(), "prose", "data.not_json", "第 1 行第 1 列");
    refused(b"\xff\xfe{\x00}\x00", "utf16", "data.encoding", "UTF-8");
    refused(b"[1, 2, 3]", "list", "data.not_model", "最外层应当是对象");
    refused(br#"{"name": "x", "version": "1"}"#, "other", "data.unknown_field", "没有“name”这个字段");
    refused(br#"{"report": {"title": 7}}"#, "type", "data.wrong_type", "/report/title");
    refused(r#"{"targets": [{"done": "9.5多万人"}]}"#.as_bytes(), "number", "data.wrong_value", "/targets/0/done");
}

#[test]
fn fifty_megabytes_are_refused_before_they_are_read() {
    let mut data = br#"{"topics": ["#.to_vec();
    data.resize(50 << 20, b' ');
    refused(&data, "large", "data.too_large", "超过了 32 MB 的上限");
}

#[test]
fn a_character_without_a_face_is_named_before_any_page() {
    for (character, code_point) in [('𠮷', "U+20BB7"), ('😀', "U+1F600"), ('\u{E000}', "U+E000")] {
        let data = format!(
            r#"{{"report": {{"title": "在会上的讲话", "speaker": {{"name": "{character}先生"}}}},
            "regions": [{{"name": "某市", "level": "市"}}]}}"#
        );
        refused(data.as_bytes(), &format!("face-{code_point}"), "typeset.missing_glyph", code_point);
    }
}

#[test]
fn a_title_of_200_characters_is_set_with_a_warning() {
    let data =
        format!(r#"{{"report": {{"title": "{}"}}, "regions": [{{"name": "某市", "level": "市"}}]}}"#, "长".repeat(200));
    let (output, left) = render(data.as_bytes(), "title");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{told}");
    assert!(told.contains("typeset.long_title"), "{told}");
    assert_eq!(left, ["data.json", "speech.pdf"]);
}

/// Syntax of everything that the road passes through.
const HOSTILE: &str = "#set page(width: 1pt) $x^2$ *强* _调_ `码` @引 {{ report }} {% for %} <b>粗</b> &amp; [链](figure:/x) \\u{0} // 注 | 表";

/// Fields that name other records, choose wording or have a fixed set of values: not printed as they are.
const KEYS: [&str; 13] = [
    "id", "topic", "region", "level", "class", "kind", "parent", "case", "systems", "cmp", "standing", "unit", "label",
];

#[test]
fn syntax_in_the_data_appears_literally_everywhere() {
    let real = fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/shangqiu-observation.json"))
        .expect("the real data");
    let mut data: Value = serde_json::from_slice(&real).expect("JSON");
    let changed = spoil(&mut data, "");
    assert!(changed > 100, "{changed}");
    let loaded = from_value(data);
    assert_eq!(loaded.findings, []);
    let mut wrong = Vec::new();
    for genre in GENRES {
        let options = Options { genre: genre.id.into(), ..Options::default() };
        let draft = compose(&loaded.progress, &options).unwrap_or_else(|f| panic!("{}: {f:#?}", genre.id));
        let (document, findings) = Document::from_draft(&draft, &Figures::new(&loaded.progress));
        let errors: Vec<_> = findings.iter().filter(|f| f.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", genre.id);
        let text = document.text();
        assert!(text.matches(HOSTILE).count() > 3, "{}: {}", genre.id, text.matches(HOSTILE).count());
        // None of it was taken for syntax: without the hostile text, nothing of it is left.
        let rest = text.replace(HOSTILE, "");
        for syntax in ["#set", "$x", "{{", "{%", "<b>", "&amp;", "figure:", "\\u"] {
            for (at, _) in rest.match_indices(syntax) {
                let before: Vec<char> = rest[..at].chars().rev().take(24).collect();
                wrong.push(format!("{}: {}{syntax}", genre.id, before.into_iter().rev().collect::<String>()));
            }
        }
        if genre.id == "observation_speech" {
            assert!(text.matches(HOSTILE).count() > 80, "{}", text.matches(HOSTILE).count());
            let pages = support::set(&mut support::typesetter(), &document);
            assert!(pages.count() > 10);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Adds the hostile text to every string that is printed as it is; returns how many.
fn spoil(value: &mut Value, key: &str) -> usize {
    match value {
        Value::Object(map) => map.iter_mut().map(|(key, child)| spoil(child, key)).sum(),
        Value::Array(items) => items.iter_mut().map(|child| spoil(child, key)).sum(),
        Value::String(text) => {
            let figure = [
                "value", "target", "done", "rate", "yoy", "ranks", "rank", "persons", "duration", "elapsed", "left",
                "opinions",
            ]
            .contains(&key)
                || key.ends_with("_count")
                || key.ends_with("_units")
                || matches!(
                    key,
                    "count"
                        | "departments"
                        | "speaking_order"
                        | "period"
                        | "date"
                        | "deadline"
                        | "start"
                        | "end"
                        | "as_of"
                );
            if figure || KEYS.contains(&key) {
                return 0;
            }
            text.push_str(HOSTILE);
            1
        }
        _ => 0,
    }
}

#[test]
fn data_with_parts_missing_still_makes_a_sound_document() {
    let real = fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/shangqiu-observation.json"))
        .expect("the real data");
    let data: Value = serde_json::from_slice(&real).expect("JSON");
    let mut places = Vec::new();
    pointers(&data, String::new(), &mut places);
    assert!(places.len() > 300);
    // Every seventh place at a time is left out, then everything but it: enough to meet each field's absence.
    for start in 0..7 {
        let mut fewer = data.clone();
        for place in places.iter().skip(start).step_by(7) {
            remove(&mut fewer, place);
        }
        composes(fewer);
    }
    for list in data.as_object().expect("an object").keys() {
        let mut fewer = data.clone();
        fewer.as_object_mut().expect("an object").remove(list);
        composes(fewer);
    }
}

/// Every genre of rich data: without each list of records, and with every fifth field left out.
#[test]
fn every_genre_shortens_when_data_is_missing() {
    let data: Value = serde_json::from_str(include_str!("data/safety-inspection.json")).expect("JSON");
    let mut places = Vec::new();
    pointers(&data, String::new(), &mut places);
    let mut wrong = std::collections::BTreeSet::new();
    for genre in GENRES {
        for list in data.as_object().expect("an object").keys() {
            let mut fewer = data.clone();
            fewer.as_object_mut().expect("an object").remove(list);
            wrong.extend(unsound(&fewer, genre.id, 0, &HOLES));
        }
        for start in 0..5 {
            let mut fewer = data.clone();
            for place in places.iter().skip(start).step_by(5) {
                remove(&mut fewer, place);
            }
            wrong.extend(unsound(&fewer, genre.id, start as u64, &HOLES));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}

fn composes(data: Value) {
    let progress = from_json(data.to_string().as_bytes()).progress;
    for seed in 0..3 {
        let draft = compose(&progress, &Options { seed, ..Options::default() }).unwrap_or_else(|f| panic!("{f:#?}"));
        let (document, findings) = Document::from_draft(&draft, &Figures::new(&progress));
        assert!(!huibao::has_errors(&findings), "{findings:#?}\n{draft}");
        for pair in HOLES {
            let text = document.text();
            let line = text.lines().find(|line| line.contains(pair));
            assert_eq!(line, None, "{pair} in the text of seed {seed}");
        }
    }
}

fn pointers(value: &Value, at: String, out: &mut Vec<String>) {
    if !at.is_empty() {
        out.push(at.clone());
    }
    match value {
        Value::Object(map) => map.iter().for_each(|(key, child)| pointers(child, format!("{at}/{key}"), out)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, child)| pointers(child, format!("{at}/{i}"), out))
        }
        _ => {}
    }
}
