//! Each row from its data to its figures, one test a row, and `docs/instruments.md`.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::*;
use crate::data::{Conditions, FigureValue, Figures, Form, field_title};
use crate::document::{Block, Document, Source};
use crate::{Severity, check};

/// The fifteen renderers that the genre study names, but the sentence.
const RENDERERS: [Kind; 14] = [
    Kind::List,
    Kind::Table,
    Kind::Matrix,
    Kind::Ledger,
    Kind::Ranking,
    Kind::Timeline,
    Kind::Ladder,
    Kind::Bars,
    Kind::Funnel,
    Kind::Map,
    Kind::Organisation,
    Kind::Calendar,
    Kind::Cases,
    Kind::Certificate,
];

/// A test a row, so that `cargo test row_b6` runs one; and their list.
macro_rules! rows {
    ($($test:ident $id:literal)*) => {
        $(#[test] fn $test() { row($id); })*

        /// Ids, and the names of their tests.
        const ROWS: &[(&str, &str)] = &[$(($id, stringify!($test)),)*];
    };
}

rows! {
    row_a1 "A1"  row_a2 "A2"  row_a3 "A3"  row_a4 "A4"  row_a5 "A5"  row_a6 "A6"  row_a7 "A7"
    row_a8 "A8"  row_a9 "A9"  row_a10 "A10"  row_a11 "A11"  row_a12 "A12"  row_a13 "A13"
    row_b1 "B1"  row_b2 "B2"  row_b3 "B3"  row_b4 "B4"  row_b5 "B5"  row_b6 "B6"  row_b7 "B7"
    row_b8 "B8"  row_b9 "B9"  row_b10 "B10"  row_b11 "B11"  row_b12 "B12"  row_b13 "B13"  row_b14 "B14"
    row_b15 "B15"  row_b16 "B16"  row_b17 "B17"
    row_c1 "C1"  row_c2 "C2"  row_c3 "C3"  row_c4 "C4"  row_c5 "C5"  row_c6 "C6"  row_c7 "C7"
    row_c8 "C8"  row_c9 "C9"  row_c10 "C10"  row_c11 "C11"  row_c12 "C12"  row_c13 "C13"
    row_d1 "D1"  row_d2 "D2"  row_d3 "D3"  row_d4 "D4"  row_d5 "D5"  row_d6 "D6"  row_d7 "D7"
    row_d8 "D8"  row_d9 "D9"  row_d10 "D10"  row_d11 "D11"  row_d12 "D12"  row_d13 "D13"
    row_e1 "E1"  row_e2 "E2"  row_e3 "E3"  row_e4 "E4"  row_e5 "E5"  row_e6 "E6"  row_e7 "E7"
    row_e8 "E8"  row_e9 "E9"
    row_f1 "F1"  row_f2 "F2"  row_f3 "F3"  row_f4 "F4"  row_f5 "F5"  row_f6 "F6"  row_f7 "F7"
    row_f8 "F8"  row_f9 "F9"  row_f10 "F10"  row_f11 "F11"  row_f12 "F12"  row_f13 "F13"
    row_g1 "G1"  row_g2 "G2"  row_g3 "G3"  row_g4 "G4"  row_g5 "G5"  row_g6 "G6"  row_g7 "G7"
    row_g8 "G8"
    row_h1 "H1"  row_h2 "H2"  row_h3 "H3"  row_h4 "H4"  row_h5 "H5"  row_h6 "H6"  row_h7 "H7"
    row_h8 "H8"  row_h9 "H9"  row_h10 "H10"  row_h11 "H11"  row_h12 "H12"  row_h13 "H13"  row_h14 "H14"
    row_j1 "J1"  row_j2 "J2"  row_j3 "J3"  row_j4 "J4"  row_j5 "J5"  row_j6 "J6"
    row_k1 "K1"  row_k2 "K2"
}

/// Whether a pointer stands at or below a field, whose `*` are members of lists.
fn below(pointer: &str, field: &str) -> bool {
    let mut parts = pointer.split('/');
    field.split('/').all(|wanted| match (wanted, parts.next()) {
        ("*", Some(part)) => part.parse::<usize>().is_ok(),
        (wanted, part) => part == Some(wanted),
    })
}

/// The figures at and below a field: those that are stated, and what is computed for the field itself.
fn figures_of(data: &Figures, field: &str) -> Vec<(String, FigureValue)> {
    let mut found = Vec::new();
    data.each_stated(|pointer, value| {
        if below(pointer, field) {
            found.push((pointer.to_owned(), value.clone()));
        }
    });
    let (record, name) = field.rsplit_once('/').unwrap();
    for record in data.select(record.trim_end_matches("/*"), &Conditions::default()) {
        let pointer = format!("{record}/{name}");
        if let Some((value, Some(_), _)) = data.computed(&pointer) {
            found.push((pointer, value));
        }
    }
    found
}

/// The texts at and below a field, ids as the names that they stand for. Yes and no are signs, ids are nothing to read.
fn texts_of<'a>(data: &'a Figures, field: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    data.each_text(|pointer, text| {
        if below(pointer, field) && !pointer.ends_with("/id") && !["", "true", "false"].contains(&text) {
            found.push(data.called(text));
        }
    });
    found
}

/// Whether a figure of the data is printed: an entry of the document's ledger comes from it, or adds it up alone, and stands
/// in the text.
fn is_printed(document: &Document, text: &str, pointer: &str, value: &FigureValue) -> bool {
    document.figures.iter().any(|entry| {
        let source: Source = entry.source.parse().unwrap();
        let itself = matches!(&source, Source::Data { pointer: at, .. } if at == pointer);
        let alone = entry.operands.iter().any(|at| at == pointer)
            && Form::ALL.iter().any(|form| value.print(*form) == entry.text);
        (itself || alone) && text.contains(&entry.text)
    })
}

/// What the walk asserts of a row:
///
/// - each of its fields is one of the model;
/// - its data loads without a finding and none of the rules finds an error in it;
/// - the document of its sentence and its blocks has no finding above a note;
/// - each fenced block became an exhibit (or a list);
/// - each field says something in the data, each figure of the data at or below it (stated, or computed for the field) stands
///   in the document's text as an entry of its ledger that is bound to that figure, dates and periods as they are printed,
///   and each text of the data at or below it stands in the document's text.
fn row(id: &str) {
    let [instrument] = find(id)[..] else { panic!("there is no {id}") };
    let loaded = instrument.progress();
    assert_eq!(loaded.findings, [], "{id}: the data");
    let data = Figures::new(&loaded.progress);
    let wrong: Vec<_> = check::check(&loaded.progress, &data).findings;
    assert!(!crate::has_errors(&wrong), "{id}: {wrong:#?}");
    let draft = instrument.draft(&loaded.progress).unwrap_or_else(|findings| panic!("{id}: {findings:#?}"));
    let (document, findings) = Document::from_draft(&draft, &data);
    let bad: Vec<_> = findings.iter().filter(|f| f.severity != Severity::Note).collect();
    assert!(bad.is_empty(), "{id}: {bad:#?}\n{draft}");
    let fences = instrument.blocks.lines().filter(|line| line.starts_with("```") && line.len() > 3).count();
    let made = document
        .blocks
        .iter()
        .filter(|block| matches!(block, Block::Exhibit { exhibit: Some(_), .. } | Block::List { .. }));
    assert_eq!(made.count(), fences, "{id}: not every block became an exhibit");
    assert!(fences > 0 || !instrument.sentence.is_empty(), "{id} prints nothing");

    // Without its title, which names the instrument.
    let text = document.text();
    let text = text.split_once('\n').map_or("", |(_, text)| text);
    for field in &instrument.fields {
        assert!(field_title(&field.replace("/*", "/0")).is_some(), "{id}: {field} is no field of the model");
        let (figures, texts) = (figures_of(&data, field), texts_of(&data, field));
        assert!(!figures.is_empty() || !texts.is_empty(), "{id}: the data says nothing in {field}");
        for (pointer, value) in figures {
            let said = value.print(Form::Written);
            assert!(is_printed(&document, text, &pointer, &value), "{id}: {said} ({pointer}) is not in\n{text}");
        }
        for said in texts {
            assert!(text.contains(said), "{id}: “{said}” ({field}) is not in\n{text}");
        }
    }
}

#[test]
fn the_list_is_that_of_the_study() {
    let parts =
        [("A", 13), ("B", 17), ("C", 13), ("D", 13), ("E", 9), ("F", 13), ("G", 8), ("H", 14), ("J", 6), ("K", 2)];
    let ids: Vec<_> = parts.iter().flat_map(|(part, rows)| (1..=*rows).map(move |n| format!("{part}{n}"))).collect();
    assert_eq!(ids.len(), 108);
    assert_eq!(all().iter().map(|instrument| instrument.id.as_str()).collect::<Vec<_>>(), ids);
    assert_eq!(ROWS.iter().map(|(id, _)| *id).collect::<Vec<_>>(), ids, "a test a row");
    for file in FILES {
        toml::from_str::<Part>(file).unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
fn every_renderer_occurs() {
    let used: BTreeSet<_> = all().iter().flat_map(Instrument::kinds).collect();
    let missing: Vec<_> = RENDERERS.iter().filter(|kind| !used.contains(kind)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(all().iter().any(|instrument| !instrument.sentence.is_empty()));
}

#[test]
fn an_instrument_is_found_by_its_name() {
    let ids = |words: &str| find(words).into_iter().map(|i| i.id.as_str()).collect::<Vec<_>>();
    assert_eq!(ids("整改台账"), ["F5"]);
    assert_eq!(ids("b6"), ["B6"]);
    assert_eq!(ids("倒计时"), ["C5"]);
    assert!(ids("台账").len() > 3);
    assert_eq!(ids("没有这样的"), [""; 0]);
    assert_eq!(ids(" "), [""; 0]);
}

/// `UPDATE_DOCS=1 cargo test` writes the file anew.
#[test]
fn the_documentation_is_that_of_the_instruments() {
    let done = all().iter().filter(|i| ROWS.iter().any(|(id, _)| *id == i.id)).count();
    let mut text = format!(
        "# 台账、图、清单：一百零八种名目\n\n\
         由 `templates/instruments/` 的名目表生成（`make docs`），勿手改。覆盖：{done} of 108。\n\n\
         “字段”是这种名目的数据填在哪里（`*` 是每一条）；“图式”是怎样印出来，写法见 [exhibits.md](exhibits.md)；“测试”用一份小样数据走到成文：\
         字段在模型里，数据无错，每块都成图表，字段里的每个数字、日期、文字都印了出来，数字都连着出处。\
         每种名目的图表块和小样数据用 `huibao instruments 编号或名称` 印出，复制到文稿里即可。\n",
    );
    let mut group = "";
    for instrument in all() {
        if instrument.group != group {
            group = &instrument.group;
            let _ = write!(text, "\n## {group}\n\n| 编号 | 名目 | 字段 | 图式 | 测试 |\n|---|---|---|---|---|\n");
        }
        let fields: Vec<_> = instrument.fields.iter().map(|field| format!("`{field}`")).collect();
        let test = ROWS.iter().find(|(id, _)| *id == instrument.id).map_or("", |(_, test)| test);
        let (id, renderers) = (&instrument.id, instrument.renderers().join("、"));
        let _ = writeln!(text, "| {id} | {} | {} | {renderers} | `{test}` |", instrument.name, fields.join(" "));
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/instruments.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, &text).expect("the documentation is written");
    }
    assert!(
        std::fs::read_to_string(path).unwrap_or_default() == text,
        "docs/instruments.md is not what the table says: run `make docs`"
    );
}
