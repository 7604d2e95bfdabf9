//! Pages are measured: the grid of GB/T 9704-2012 on what the typesetter really sets.
//!
//! Measures are taken from Typst's frames, in millimetres from the paper's top left corner, and compared with numbers
//! of the standard that are written here once more: a test that asked the geometry would agree with its mistakes.

mod measure;
mod support;

use huibao::document::{Block, Inline};
use huibao::typeset::{CHARACTERS, LINES, PdfOptions};
use measure::{Line, lines};
use support::{
    PLAIN, PROSE, document, every_feature, everything, heading, paragraph, real_speech, set, set_in, text, typesetter,
};

const LEFT: f64 = 28.0;
const RIGHT: f64 = 184.0;
const TOP: f64 = 37.0;
const BOTTOM: f64 = 262.0;
const CELL: f64 = 156.0 / 28.0;
const PITCH: f64 = (225.0 - CELL) / 21.0;

/// The line of the grid on which a baseline stands, counted from 0, and how far from it, in lines.
fn slot(line: &Line) -> (usize, f64) {
    let slot = (line.baseline - TOP - 0.88 * CELL) / PITCH;
    (slot.round().max(0.0) as usize, slot - slot.round())
}

fn is_body(line: &&Line) -> bool {
    line.baseline <= BOTTOM
}

#[test]
fn every_line_of_text_is_on_the_grid() {
    let mut blocks = vec![heading(1, "一、", "总体情况")];
    for _ in 0..6 {
        blocks.extend([paragraph(PROSE), paragraph(PLAIN), heading(2, "（一）", "产业扶贫"), paragraph(PROSE)]);
        blocks.extend([heading(3, "1.", "精准施策"), paragraph(PROSE), heading(4, "（1）", "项目落地")]);
    }
    blocks.push(paragraph(PROSE));
    let pages = set(&mut typesetter(), &document("讲话", blocks));
    assert!(pages.count() >= 5);
    for (number, page) in pages.pages().iter().enumerate() {
        let found = lines(page);
        // The title hangs lower on purpose; it is the only larger type.
        for line in found.iter().filter(is_body).filter(|line| line.size < 20.0) {
            let (_, off) = slot(line);
            assert!(off.abs() < 0.005, "page {}: {off} {line:?}", number + 1);
        }
    }
}

#[test]
fn the_real_speech_fills_every_page_but_the_last() {
    let speech = real_speech();
    let pages = set(&mut typesetter(), &speech);
    assert!(pages.count() >= 11, "{} pages", pages.count());
    for (number, page) in pages.pages().iter().enumerate() {
        let found: Vec<_> = lines(page).into_iter().filter(|line| is_body(&line)).collect();
        for line in found.iter().filter(|line| line.size < 20.0) {
            assert!(slot(line).1.abs() < 0.005, "page {}: {line:?}", number + 1);
            assert!(line.left >= LEFT - 0.3 && line.right <= RIGHT + 0.3, "page {}: {line:?}", number + 1);
        }
        // Page 1 has an empty line under its title; a heading that moves on leaves one more at the foot.
        if number > 0 && number + 1 < pages.count() {
            assert!(found.len() >= LINES - 1, "page {} has {} lines", number + 1, found.len());
        }
        let plain = |line: &&Line| line.text.chars().all(|c| ('一'..='龥').contains(&c));
        for line in found.iter().filter(plain).filter(|line| line.right > RIGHT - 1.0 && line.left < LEFT + 1.0) {
            assert_eq!(line.text.chars().count(), CHARACTERS, "page {}: {line:?}", number + 1);
        }
    }
}

#[test]
fn the_pages_say_what_the_document_says() {
    for document in [real_speech(), every_feature()] {
        let pages = set(&mut typesetter(), &document);
        let squeeze = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let set: String = pages
            .pages()
            .iter()
            .flat_map(lines)
            .filter(|line| is_body(&line))
            .map(|line| squeeze(&line.text))
            .collect();
        for line in document.text().lines() {
            // Cells of a table stand side by side, and the lines of a long one between those of its neighbours: each
            // cell is looked for by its beginning.
            let cells = line.contains('\t');
            for part in line.split('\t').map(squeeze) {
                let part: String = if cells { part.chars().take(12).collect() } else { part };
                assert!(set.contains(&part), "{part}");
            }
        }
    }
}

#[test]
fn a_full_page_has_22_lines_of_28_characters() {
    let blocks = vec![paragraph(&PLAIN.repeat(20))];
    let pages = set(&mut typesetter(), &document("讲话", blocks));
    assert!(pages.count() >= 4);
    let full = &pages.pages()[1..pages.count() - 1];
    for page in full {
        let found: Vec<_> = lines(page).into_iter().filter(|line| is_body(&line)).collect();
        assert_eq!(found.len(), LINES);
        for line in &found {
            assert_eq!(line.text.chars().count(), CHARACTERS, "{line:?}");
        }
        assert_eq!(slot(&found[0]).0, 0);
        assert_eq!(slot(&found[LINES - 1]).0, LINES - 1);
    }
}

#[test]
fn widows_and_orphans_leave_no_line_empty() {
    // Paragraphs of two lines and a bit: their ends fall on every line of the page.
    let one: String = PLAIN.chars().take(57).collect();
    let pages = set(&mut typesetter(), &document("讲话", vec![paragraph(&one); 40]));
    for page in &pages.pages()[..pages.count() - 1] {
        let last = lines(page).iter().filter(is_body).map(|line| slot(line).0).max();
        assert_eq!(last, Some(LINES - 1));
    }
}

#[test]
fn a_heading_is_never_the_last_line_of_a_page() {
    let mut at_foot = 0;
    for before in 0..LINES {
        let mut blocks = vec![paragraph("短段。"); before];
        blocks.extend([heading(1, "一、", "某级标题"), paragraph(PLAIN), paragraph(PLAIN), paragraph(PLAIN)]);
        let pages = set(&mut typesetter(), &document("讲话", blocks));
        let found = lines(&pages.pages()[0]);
        let last = found.iter().rfind(is_body).unwrap();
        assert!(!last.text.contains("某级标题"), "{before}: {last:?}");
        at_foot += usize::from(slot(last).0 == LINES - 2);
    }
    assert!(at_foot >= 1, "no case in which the heading had to move");
}

#[test]
fn ink_stays_in_the_type_area() {
    let pages = set(&mut typesetter(), &everything());
    for page in pages.pages() {
        for line in lines(page) {
            assert!(line.left >= LEFT - 0.3 && line.right <= RIGHT + 0.3, "{line:?}");
        }
    }
}

#[test]
fn the_folio_is_right_on_odd_and_left_on_even_pages() {
    let pages = set(&mut typesetter(), &everything());
    let inset = 14.0 * 25.4 / 72.0;
    for (i, page) in pages.pages().iter().enumerate() {
        let found = lines(page);
        let folio: Vec<_> = found.iter().filter(|line| line.baseline > BOTTOM).collect();
        let [folio] = folio[..] else { panic!("{folio:?}") };
        assert_eq!(folio.text, format!("—{}—", i + 1));
        if i % 2 == 0 {
            assert!((folio.end - (RIGHT - inset)).abs() < 0.05, "{folio:?}");
        } else {
            assert!((folio.start - (LEFT + inset)).abs() < 0.05, "{folio:?}");
        }
        // 一字线 7 mm below the type area; the dash is a thin stroke, so its top is its place.
        assert!((folio.dash_middle - (BOTTOM + 7.0)).abs() < 0.05, "{folio:?}");
    }
}

#[test]
fn a_table_that_is_not_broken_keeps_the_grid() {
    let cell = |value: &str| vec![text(value)];
    let table = Block::Table {
        caption: "完成情况".into(),
        align: Vec::new(),
        head: vec![cell("县区"), cell("完成率")],
        rows: vec![vec![cell("某县"), cell("67.5%")], vec![cell("某区"), cell("70%")]],
    };
    let blocks = vec![paragraph(PLAIN), table, paragraph(PLAIN)];
    let pages = set(&mut typesetter(), &document("讲话", blocks));
    for line in lines(&pages.pages()[0]).iter().filter(is_body).filter(|line| line.size < 20.0) {
        assert!(slot(line).1.abs() < 0.005, "{line:?}");
    }
}

#[test]
fn text_after_a_broken_table_is_on_the_grid_again() {
    let cell = |value: &str| vec![text(value)];
    let table = Block::Table {
        caption: String::new(),
        align: Vec::new(),
        head: vec![cell("县区"), cell("完成率")],
        rows: vec![vec![cell("某县"), cell("67.5%")]; 50],
    };
    let pages = set(&mut typesetter(), &document("讲话", vec![table, paragraph(PLAIN)]));
    assert_eq!(pages.count(), 3);
    let found = lines(&pages.pages()[2]);
    let after: Vec<_> = found.iter().filter(|line| line.size > 15.0 && is_body(line)).collect();
    assert!(after.len() > 3);
    assert!(after.iter().all(|line| slot(line).1.abs() < 0.005), "{after:?}");
    assert!(found[0].text.contains("县区"), "the head row is repeated: {:?}", found[0]);
}

#[test]
fn a_caption_stays_with_its_table() {
    let cell = |value: &str| vec![text(value)];
    let mut moved = 0;
    for before in 14..LINES {
        let table = Block::Table {
            caption: "某表题".into(),
            align: Vec::new(),
            head: vec![cell("某表头"), cell("完成率")],
            rows: vec![vec![cell("某县"), cell("67.5%")]; 8],
        };
        let mut blocks = vec![paragraph("短段。"); before];
        blocks.push(table);
        let pages = set(&mut typesetter(), &document("讲话", blocks));
        let first: Vec<_> = pages.pages().iter().map(lines).collect();
        let page_of = |what: &str| first.iter().position(|page| page.iter().any(|line| line.text.contains(what)));
        assert_eq!(page_of("某表题"), page_of("某表头"), "{before}");
        assert_eq!(page_of("某表头"), page_of("某县"), "{before}");
        moved += page_of("某表题").unwrap();
    }
    assert!(moved > 0, "no case in which the caption had to move");
}

#[test]
fn text_is_never_markup() {
    let wild = "甲#set text(red)乙$x$丙*a*_b_丁<script>戊{{x}}己@ref庚\\u{}辛`raw`壬//癸--\"引\"'号'~=/*";
    let title = "标题#strong[x]*b*";
    let mut input = document(title, vec![paragraph(wild), heading(1, "一、", wild)]);
    input.facts.speaker = Some(wild.into());
    let pages = set(&mut typesetter(), &input);
    let all: String = pages.pages().iter().flat_map(lines).map(|line| line.text).collect();
    let squeezed = |text: &str| text.replace(' ', "");
    assert_eq!(squeezed(&all).matches(&squeezed(wild)).count(), 3, "{all}");
    assert!(squeezed(&all).contains(&squeezed(title)), "{all}");
}

#[test]
fn the_pages_hold_no_word_joiner() {
    let pages = set(&mut typesetter(), &everything());
    let all: String = pages.pages().iter().flat_map(lines).map(|line| line.text).collect();
    assert!(!all.contains('\u{2060}'));
    for figure in ["4.98万人", "67.5%", "5500余万元", "3.2个百分点", "13%～17%", "2016—2017年"] {
        assert!(all.contains(figure), "{figure}");
    }
}

#[test]
fn a_figure_is_never_divided() {
    // The figure wanders over the end of the line, half a character at a time.
    for before in 0..60 {
        let lead: String = PLAIN.chars().take(before / 2 + 8).collect();
        let half = if before % 2 == 0 { "" } else { "A" };
        let content = vec![
            text(&format!("{lead}{half}")),
            Inline::Figure { text: "7.38".into(), figure: 0 },
            text("万人，增速13%～17%，2024—2025年，“三·五”。"),
        ];
        let pages = set(&mut typesetter(), &document("讲话", vec![Block::Paragraph { content }]));
        let found = lines(&pages.pages()[0]);
        assert!(found.iter().any(|line| line.text.contains("7.38万人")), "{found:?}");
        assert!(found.iter().all(|line| !line.text.starts_with(['～', '·', '万'])), "{found:?}");
        let dash = found.iter().filter(is_body).any(|line| line.text.starts_with('—'));
        assert!(!dash, "{found:?}");
    }
}

#[test]
fn a_title_of_200_characters_is_divided_and_remarked_upon() {
    let title = "关于进一步加强全市基层工作督查的通报和".repeat(11);
    let pages = set(&mut typesetter(), &document(&title, vec![paragraph(PLAIN)]));
    let found = lines(&pages.pages()[0]);
    let lengths: Vec<_> = found.iter().filter(|line| line.size > 20.0).map(|line| line.text.chars().count()).collect();
    assert_eq!(lengths.iter().sum::<usize>(), title.chars().count());
    assert!(lengths.iter().all(|&length| (8..=20).contains(&length)), "{lengths:?}");
    assert!(found.iter().any(|line| line.text.contains("实施产业扶贫")), "the body begins on the first page");
    assert_eq!(pages.findings()[0].code, "typeset.long_title");
}

#[test]
fn notes_stand_centred_between_title_and_salutation() {
    let mut input = document("讲话", vec![paragraph(PLAIN)]);
    input.facts.subtitle = Some("二〇一七年八月在全市领导干部会议暨脱贫攻坚产业发展推进会议上的讲话要点".into());
    input.facts.speaker = Some("市委书记　张　明".into());
    input.facts.salutation = Some("同志们：".into());
    let pages = set(&mut typesetter(), &input);
    let found = lines(&pages.pages()[0]);
    let slots: Vec<_> = found.iter().take(6).map(|line| slot(line).0).collect();
    assert_eq!(slots, [0, 1, 2, 3, 4, 6], "title, subtitle of two lines, speaker, date, an empty line, salutation");
    assert!(found[1].text.starts_with("——二〇一七年") && found[2].text.chars().count() > 10, "{found:?}");
    assert_eq!(found[4].text, "（2017年8月30日）");
    for line in &found[1..5] {
        let middle = (line.left + line.right) / 2.0;
        assert!((middle - (LEFT + RIGHT) / 2.0).abs() < 3.0, "{middle} {line:?}");
    }
    assert!((found[5].start - LEFT).abs() < 0.01, "the salutation is flush left: {:?}", found[5]);
}

#[test]
fn a_caution_stands_above_the_title_and_leaves_the_grid_alone() {
    let plain = document("讲话", vec![paragraph(PROSE)]);
    let mut marked = plain.clone();
    marked.facts.caution = Some("数据有1处矛盾尚未改正，仅供核对，不得印发".into());
    for layout in ["speech", "reading"] {
        let mut typesetter = typesetter();
        let without = lines(&set_in(&mut typesetter, &plain, layout).pages()[0]);
        let found = lines(&set_in(&mut typesetter, &marked, layout).pages()[0]);
        assert_eq!(found[0].text, marked.facts.caution.clone().unwrap());
        assert!(found[0].baseline > 10.0 && found[0].baseline < TOP - 5.0, "{:?}", found[0]);
        let places = |lines: &[Line]| lines.iter().map(|l| (l.baseline, l.text.clone())).collect::<Vec<_>>();
        assert_eq!(places(&found[1..]), places(&without));
    }
    // Beyond what the margin holds it is printed all the same.
    marked.facts.caution = Some(PLAIN.repeat(3));
    let found = lines(&set(&mut typesetter(), &marked).pages()[0]);
    let all: String = found.iter().map(|line| line.text.as_str()).collect();
    assert!(all.contains("得到实惠实施产业") && found[0].baseline > TOP, "{found:?}");
}

#[test]
fn a_character_without_a_face_is_found_before_any_page() {
    let input = document("讲话", vec![paragraph("前文"), paragraph("到了某\u{1F680}地方")]);
    let mut typesetter = typesetter();
    for findings in [typesetter.needed(&input, "speech").findings, typesetter.set(&input, "speech").err().unwrap()] {
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].code, "typeset.missing_glyph");
        assert_eq!(findings[0].path, "/blocks/1");
        assert!(findings[0].message.contains("U+1F680") && findings[0].message.contains("到了某"), "{}", findings[0]);
    }
}

#[test]
fn what_is_missing_is_said() {
    let mut typesetter = typesetter();
    let mut input = document("", Vec::new());
    input.facts.date = None;
    let codes = |findings: Vec<huibao::Finding>| findings.into_iter().map(|f| f.code).collect::<Vec<_>>();
    assert_eq!(codes(typesetter.needed(&input, "speech").findings), ["typeset.no_title", "typeset.no_date"]);
    input = document("讲话", Vec::new());
    assert_eq!(codes(typesetter.set(&input, "speech").err().unwrap()), ["typeset.slice_not_loaded"]);
    assert_eq!(codes(typesetter.set(&input, "poster").err().unwrap()), ["typeset.unknown_layout"]);
    input.facts.date = Some("2017-13-01".into());
    assert_eq!(codes(typesetter.set(&input, "speech").err().unwrap()), ["typeset.bad_date"]);
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let input = everything();
    let make = || set(&mut typesetter(), &input).pdf(&PdfOptions::default()).unwrap();
    let pdf = make();
    assert!(pdf == make());
    let has = |needle: &str| pdf.windows(needle.len()).any(|window| window == needle.as_bytes());
    assert!(has("/Lang(zh-CN)") || has("/Lang (zh-CN)"), "language");
    assert!(has("figures.json") && has("/AFRelationship"), "the attached ledger");
    assert!(has("pdfaid:part>3<") && has("pdfuaid:part>1<"), "the standards");
}

#[test]
fn headings_that_skip_a_level_conform_too() {
    let blocks =
        vec![heading(2, "（一）", "先二级"), paragraph("文。"), heading(4, "（1）", "再四级"), paragraph("文。")];
    let pages = set(&mut typesetter(), &document("讲话", blocks));
    pages.pdf(&PdfOptions::default()).unwrap_or_else(|findings| panic!("{findings:#?}"));
}

#[test]
fn warming_up_needs_little() {
    let mut typesetter = typesetter();
    let needed = typesetter.warm_up();
    assert!(needed.findings.is_empty(), "{:?}", needed.findings);
    assert!(!needed.slices.is_empty());
    println!("{:?}", needed.slices);
    for slice in needed.slices {
        typesetter.add_slice(&slice.family, &std::fs::read(support::fonts().join(&slice.file)).unwrap()).unwrap();
    }
    assert_eq!(typesetter.warm_up(), Default::default());
}

#[test]
fn pages_become_svg_and_png() {
    let pages = set(&mut typesetter(), &document("讲话", vec![paragraph("文。")]));
    assert!(pages.svg(0).unwrap().starts_with("<svg"));
    assert!(pages.svg(1).is_none());
    assert!(pages.png(0, 72.0).unwrap().starts_with(b"\x89PNG"));
}
