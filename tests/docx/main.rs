//! The twin in Word: its text is the document's, its styles are Word's, its bytes are the same each time, and an office program
//! makes as many pages of it as the typesetter does.
#![cfg(feature = "docx")]

mod office;
mod parts;
#[cfg(feature = "typeset")]
#[path = "../support/mod.rs"]
mod support;

use std::path::Path;

use huibao::compose::{Options as Genre, compose};
use huibao::data::{Figures, from_json};
use huibao::document::{Block, Document, Exhibit, Inline, View};
use huibao::docx::{ChartImage, Options, write};
use parts::Parts;

/// A file of the tests.
fn read(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    std::fs::read(path).expect("a file of the tests")
}

/// A draft with its data.
fn drafted(draft: &str, data: &[u8]) -> Document {
    let loaded = from_json(data);
    let (document, findings) = Document::from_draft(draft, &Figures::new(&loaded.progress));
    assert!(!huibao::has_errors(&findings), "{findings:#?}");
    document
}

/// The document that a genre makes of a file of data.
fn composed(data: &str, genre: &str) -> Document {
    let bytes = read(data);
    let options = Genre { genre: genre.into(), ..Genre::default() };
    let mut progress = from_json(&bytes).progress;
    progress.date_if_missing("2026-08-30").unwrap_or_else(|findings| panic!("{findings:#?}"));
    let draft = compose(&progress, &options).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let (document, findings) = Document::from_draft(&draft, &Figures::new(&progress));
    assert!(!huibao::has_errors(&findings), "{findings:#?}");
    document
}

/// A document of every kind of page, with its layout: speech, red head with annexes upright and on their side, letter, bulletin,
/// ledger, every element of a text.
fn documents() -> Vec<(&'static str, Document, &'static str)> {
    let notice = || drafted(&String::from_utf8(read("issued.md")).expect("text"), &read("safety-inspection.json"));
    let features =
        drafted(&String::from_utf8(read("layout-features.md")).expect("text"), &read("layout-features.json"));
    let mut bulletin = composed("safety-quarter.json", "ranking_bulletin");
    bulletin.facts.masthead = Some("安全生产专报".into());
    bulletin.facts.issue = Some("12".into());
    // A bulletin has neither 发文字号 nor 主送机关.
    bulletin.facts.number = None;
    bulletin.facts.recipients.clear();
    vec![
        ("speech", composed("shangqiu-observation.json", ""), "speech"),
        ("official", notice(), "official"),
        ("letter", notice(), "letter"),
        ("bulletin", bulletin, "bulletin"),
        ("ledger", composed("safety-inspection.json", "ledger_book"), "ledger"),
        ("features", features, "speech"),
        ("exhibits", exhibits(), "speech"),
    ]
}

/// The draft with an exhibit of every kind.
fn exhibits() -> Document {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/exhibits.md");
    drafted(&std::fs::read_to_string(path).expect("the example"), &read("safety-quarter.json"))
}

fn made(document: &Document, layout: &str, options: &Options) -> Parts {
    let written = write(document, layout, options).unwrap_or_else(|findings| panic!("{findings:#?}"));
    Parts::of(&written.bytes)
}

/// What is printed besides the document's own text: the dash of an item without a number, words before notes, what follows the issuer in red.
const ADDED: [&str; 4] = ["——", "注：", "附件：", "文件"];

#[test]
fn the_text_is_the_documents() {
    // The words of charts are in the same cells, but not in the same order.
    for (name, document, layout) in documents().into_iter().filter(|(name, ..)| *name != "exhibits") {
        let parts = made(&document, layout, &Options::default());
        let text = parts.text("word/document.xml");
        let all = document.text();
        // A bulletin and a ledger have their date in the head; a letter has no 印发机关.
        let facts = &document.facts;
        let elsewhere = match layout {
            "bulletin" | "ledger" => {
                let date = document.printed_date();
                vec![date.as_ref().map(|date| format!("（{date}）")), date]
            }
            "letter" => vec![facts.printer.clone(), facts.printed_on()],
            _ => Vec::new(),
        };
        let mut lines: Vec<String> =
            all.lines().map(parts::solid).filter(|line| !elsewhere.contains(&Some(line.clone()))).collect();
        if layout == "speech" {
            let mut rest = text.as_str();
            for line in &lines {
                let (before, after) = rest.split_once(line).unwrap_or_else(|| panic!("{name}: “{line}” is missing"));
                assert!(ADDED.contains(&before) || before.is_empty(), "{name}: “{before}” before “{line}”");
                rest = after;
            }
        }
        // An issued document has its lines in the order of its layout: all of them, and nothing else.
        lines.sort_by_key(|line| std::cmp::Reverse(line.len()));
        let mut rest = text.clone();
        for line in &lines {
            assert!(rest.contains(line), "{name}: “{line}” is missing");
            rest = rest.replacen(line, "|", 1);
        }
        let printed = document.printed_date().unwrap_or_default();
        let added = |piece: &str| ADDED.contains(&piece) || (!elsewhere.is_empty() && piece == printed);
        let more: Vec<&str> = rest.split('|').filter(|piece| !piece.is_empty() && !added(piece)).collect();
        assert_eq!(more, Vec::<&str>::new(), "{name}");
    }
}

#[test]
fn no_word_of_a_chart_is_lost() {
    let document = exhibits();
    let text = made(&document, "speech", &Options::default()).text("word/document.xml");
    let shown: Vec<_> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Exhibit { exhibit: Some(exhibit), .. } => Some(exhibit),
            _ => None,
        })
        .collect();
    assert!(shown.len() > 10, "{}", shown.len());
    for exhibit in shown {
        let Exhibit { view, .. } = &**exhibit;
        let series: &[String] = if let View::Bars(bars) = view { &bars.series } else { &[] };
        for piece in exhibit.lines().iter().flat_map(|line| line.split('\t')) {
            let piece = parts::solid(piece);
            // A series stands in the head, its figures below it.
            let named = series.iter().find_map(|name| piece.strip_prefix(parts::solid(name).as_str()));
            let figure = named.or_else(|| piece.strip_prefix("合计")).unwrap_or(&piece);
            let standing = if let View::Bars(bars) = view {
                bars.line.as_ref().and_then(|(name, _)| piece.strip_prefix(parts::solid(name).as_str()))
            } else {
                None
            };
            assert!(text.contains(standing.unwrap_or(figure)), "{}: “{piece}”", exhibit.caption);
        }
    }
}

#[test]
fn styles_are_words_own_and_faces_are_named() {
    let (_, document, layout) = documents().swap_remove(1);
    let parts = made(&document, layout, &Options::default());
    let styles = parts.xml("word/styles.xml");
    for name in
        ["Normal", "Title", "heading 1", "heading 4", "caption", "header", "footer", "toc 1", "Signature", "Date"]
    {
        assert!(styles.contains(&format!("<w:name w:val=\"{name}\"/>")), "{name}");
    }
    for face in ["方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体"] {
        assert!(styles.contains(&format!("w:eastAsia=\"{face}\"")), "{face}");
    }
    let body = parts.xml("word/document.xml");
    assert!(!styles.contains("Theme") && !body.contains("Theme"), "a theme's fonts would win over the named ones");
    // Every style that is used is there.
    for id in body.split("<w:pStyle w:val=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(styles.contains(&format!("w:styleId=\"{id}\"")), "{id}");
    }
    assert!(body.contains("w:type=\"lines\" w:linePitch=\"579\""), "{body}");
    // 28 characters of 16 pt, each set closer, fit 156 mm: 442.2 pt.
    assert!(styles.contains("<w:spacing w:val=\"-5\"/><w:sz w:val=\"32\"/>") && 28.0 * (16.0 - 0.25) < 442.2);
    assert!(body.contains("w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1587\""), "{body}");
}

#[test]
fn annexes_on_their_side_are_sections_and_heads_are_repeated() {
    let (_, document, layout) = documents().swap_remove(1);
    let body = made(&document, layout, &Options::default()).xml("word/document.xml");
    assert_eq!(body.matches("w:orient=\"landscape\"").count(), 1);
    // The text, the annex on its side, and an upright page for 版记.
    assert_eq!(body.matches("<w:sectPr>").count(), 3);
    assert_eq!(body.matches("<w:tblHeader/>").count(), 2, "a table in each annex");
}

#[test]
fn every_figure_has_its_comment_when_it_is_asked_for() {
    let (_, document, layout) = documents().swap_remove(0);
    assert!(!made(&document, layout, &Options::default()).has("word/comments.xml"));
    let parts = made(&document, layout, &Options { sources: true, ..Options::default() });
    let (body, comments) = (parts.xml("word/document.xml"), parts.xml("word/comments.xml"));
    let count = comments.matches("<w:comment ").count();
    assert_eq!(body.matches("<w:commentReference ").count(), count);
    let shown = figures(&document.blocks);
    assert!(count == shown && count > 50, "{count} comments, {shown} figures");
    let entry = document.figures.iter().find(|entry| entry.formula.is_some()).expect("a computed figure");
    for said in [&entry.label, &entry.source] {
        assert!(comments.contains(&said.replace('&', "&amp;")), "{said}");
    }
    assert_eq!(parts.text("word/document.xml"), made(&document, layout, &Options::default()).text("word/document.xml"));
}

/// Figures in running text.
fn figures(blocks: &[Block]) -> usize {
    fn of(content: &[Inline]) -> usize {
        content
            .iter()
            .map(|inline| match inline {
                Inline::Figure { .. } => 1,
                Inline::Strong { content } => of(content),
                Inline::Text { .. } | Inline::Break => 0,
            })
            .sum()
    }
    blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph { content } | Block::Heading { content, .. } => of(content),
            Block::List { items } => items.iter().map(|item| of(&item.content)).sum(),
            _ => 0,
        })
        .sum()
}

#[test]
fn the_same_document_is_the_same_file() {
    for (name, document, layout) in documents() {
        let options = Options { sources: true, ..Options::default() };
        let first = write(&document, layout, &options).map(|written| written.bytes);
        let second = write(&document.clone(), layout, &options).map(|written| written.bytes);
        assert_eq!(first, second, "{name}");
    }
}

#[test]
fn hostile_text_stays_text() {
    let hostile =
        "</w:t></w:r><w:r><w:t>&amp;&#x0;\u{0}\u{1}\u{8}\u{B}\u{C}\u{1F}\u{FFFE}\u{FFFF}\u{202E}“]]>”<?xml?><!--";
    let mut document = drafted("+++\ntitle = \"题\"\ndate = \"2026-08-30\"\n+++\n\n一段。\n", b"{}");
    let run = || vec![Inline::Text { text: hostile.into() }];
    document.facts.title = hostile.into();
    document.facts.issuers = vec![hostile.into(), hostile.into()];
    document.facts.signers = vec![hostile.into()];
    document.facts.copies = vec![hostile.into()];
    document.blocks = vec![
        Block::Heading { level: 200, number: hostile.into(), content: run() },
        Block::Paragraph { content: run() },
        Block::Table {
            caption: hostile.into(),
            align: Vec::new(),
            head: vec![run()],
            rows: vec![vec![run(); 40], Vec::new()],
        },
        Block::Table { caption: String::new(), align: Vec::new(), head: Vec::new(), rows: Vec::new() },
        Block::Annex { number: hostile.into(), title: hostile.into(), landscape: true },
    ];
    for layout in huibao::typeset::LAYOUTS {
        document.facts.masthead = Some(hostile.into());
        let parts = made(&document, layout, &Options { sources: true, ..Options::default() });
        parts.assert_well_formed();
        let text = parts.text("word/document.xml");
        assert!(text.contains("</w:t></w:r><w:r><w:t>&amp;&#x0;"), "{layout}: {text}");
    }
}

#[test]
fn every_part_is_well_formed_and_related() {
    for (name, document, layout) in documents() {
        let parts = made(&document, layout, &Options { sources: true, ..Options::default() });
        parts.assert_well_formed();
        parts.assert_related();
        let body = parts.xml("word/document.xml");
        let gaps = body.matches("</w:tbl><w:tbl>").count();
        assert_eq!(gaps, 0, "{name}: tables without a paragraph between are one to Word");
        assert!(!body.contains("</w:tbl></w:tc>"), "{name}: a cell ends with a paragraph");
    }
}

#[test]
fn a_picture_stands_for_its_chart_with_its_words() {
    let data = r#"{"report": {"as_of": "2026-09-30"}, "regions": [{"name": "甲县"}, {"name": "乙县"}],
        "targets": [{"name": "开工", "region": "甲县", "target": "8个", "done": "4个"},
                    {"name": "开工", "region": "乙县", "target": "9个", "done": "6个"}]}"#;
    let draft = "+++\ntitle = \"题\"\ndate = \"2026-08-30\"\n+++\n\n```bars\ntitle = \"开工项目\"\nfrom = \"/targets\"\nlabel = \"region\"\nvalue = \"done\"\n```\n";
    let document = drafted(draft, data.as_bytes());
    let plain = made(&document, "speech", &Options::default());
    assert!(plain.text("word/document.xml").contains("甲县4乙县6"), "{}", plain.text("word/document.xml"));
    let png = [&b"\x89PNG\r\n\x1a\n"[..], b"..."].concat();
    let image = ChartImage { block: 0, png, svg: Some("<svg/>".into()), width: 900.0, height: 300.0 };
    let options = Options { images: std::slice::from_ref(&image), ..Options::default() };
    let parts = made(&document, "speech", &options);
    parts.assert_well_formed();
    parts.assert_related();
    let body = parts.xml("word/document.xml");
    assert!(body.contains("descr=\"条形图“开工项目”"), "{body}");
    assert!(body.contains("asvg:svgBlip") && !body.contains("<w:tbl>"), "{body}");
    assert!(parts.has("word/media/image1.png") && parts.has("word/media/image2.svg"));
    // What is no picture is not used.
    let broken = ChartImage { png: b"GIF89a".to_vec(), ..image };
    assert!(
        made(&document, "speech", &Options { images: &[broken], ..Options::default() })
            .xml("word/document.xml")
            .contains("<w:tbl>")
    );
}

/// The charts of the exhibits with the pictures that the typesetter draws of them.
#[cfg(feature = "cli")]
fn drawn(document: &Document) -> Vec<ChartImage> {
    let pages = support::set(&mut support::typesetter(), document);
    let image = |drawing: huibao::typeset::Drawing| ChartImage {
        block: drawing.block,
        png: drawing.png(72.0).expect("a PNG"),
        svg: Some(drawing.svg()),
        width: drawing.width(),
        height: drawing.height(),
    };
    pages.drawings().into_iter().map(image).collect()
}

#[cfg(feature = "cli")]
#[test]
fn every_kind_of_chart_is_drawn_without_the_words_around_it() {
    let document = exhibits();
    let images = drawn(&document);
    let mut kinds = std::collections::HashSet::new();
    let parts = made(&document, "speech", &Options { images: &images, ..Options::default() });
    parts.assert_well_formed();
    parts.assert_related();
    let (body, text) = (parts.xml("word/document.xml"), parts.text("word/document.xml"));
    for image in &images {
        let Block::Exhibit { exhibit: Some(exhibit), .. } = &document.blocks[image.block] else {
            panic!("block {} is no exhibit", image.block)
        };
        assert!(exhibit.view.is_drawn(), "{}", exhibit.alt);
        kinds.insert(std::mem::discriminant(&exhibit.view));
        // Of the size of a chart: as wide as the text at most, never a page.
        assert!((40.0..=445.0).contains(&image.width), "{}: {} pt wide", exhibit.alt, image.width);
        assert!((20.0..600.0).contains(&image.height), "{}: {} pt high", exhibit.alt, image.height);
        let size = |at: usize| u32::from_be_bytes(image.png[at..at + 4].try_into().expect("four bytes"));
        assert_eq!((size(16), size(20)), (image.width.round() as u32, image.height.round() as u32));
        // Each with its words, and what is around it as text.
        let id = image.block + 1;
        let alt = exhibit.alt.replace('&', "&amp;").replace('"', "&quot;");
        assert!(body.contains(&format!("<wp:docPr id=\"{id}\" name=\"图{id}\" descr=\"{alt}\"/>")), "{alt}");
        for said in [&exhibit.caption, &exhibit.note, &exhibit.source] {
            assert!(text.contains(&parts::solid(said)), "{said}");
        }
    }
    assert_eq!(kinds.len(), 6, "bars, timeline, ladder, funnel, map, organisation");
    assert_eq!(body.matches("<w:drawing>").count(), images.len());
    assert!(images.iter().enumerate().all(|(at, one)| images[..at].iter().all(|other| other.block != one.block)));
    // Each figure keeps its comment, on the picture.
    let commented = |images| made(&document, "speech", &Options { sources: true, images });
    let (pictured, tabled) = (commented(&images), commented(&[]));
    pictured.assert_well_formed();
    assert_eq!(pictured.xml("word/comments.xml"), tabled.xml("word/comments.xml"));
    let references = |parts: &Parts| parts.xml("word/document.xml").matches("<w:commentReference ").count();
    assert!(references(&pictured) > 100 && references(&pictured) == references(&tabled));
    // The same once more, from the beginning.
    let written = |images: &[ChartImage]| write(&document, "speech", &Options { images, ..Options::default() });
    let bytes = |images: &[ChartImage]| written(images).map(|written| written.bytes);
    assert_eq!(bytes(&images), bytes(&drawn(&document)));
}

#[cfg(feature = "cli")]
#[test]
fn a_drawing_that_goes_over_pages_stays_a_table() {
    let bars = |count: usize| {
        let target =
            |at: usize| format!(r#"{{"name": "开工", "region": "第{at}镇", "target": "8个", "done": "{at}个"}}"#);
        let regions: Vec<_> = (1..=count).map(|at| format!(r#"{{"name": "第{at}镇"}}"#)).collect();
        let targets: Vec<_> = (1..=count).map(target).collect();
        let data = format!(
            r#"{{"report": {{"as_of": "2026-09-30"}}, "regions": [{}], "targets": [{}]}}"#,
            regions.join(","),
            targets.join(",")
        );
        let draft = "+++\ntitle = \"题\"\ndate = \"2026-08-30\"\n+++\n\n```bars\ntitle = \"开工项目\"\nfrom = \"/targets\"\nlabel = \"region\"\nvalue = \"done\"\n```\n";
        drafted(draft, data.as_bytes())
    };
    assert_eq!(drawn(&bars(12)).len(), 1);
    assert_eq!(drawn(&bars(70)).len(), 0);
}

#[test]
fn an_svg_that_office_programs_may_not_draw_is_left_out() {
    let document = exhibits();
    let block = document.blocks.iter().position(|block| matches!(block, Block::Exhibit { .. })).expect("an exhibit");
    let with = |svg: &str| {
        let png = [&b"\x89PNG\r\n\x1a\n"[..], b"..."].concat();
        let image = ChartImage { block, png, svg: Some(svg.to_owned()), width: 300.0, height: 200.0 };
        made(&document, "speech", &Options { images: &[image], ..Options::default() }).has("word/media/image2.svg")
    };
    assert!(with("<svg><path/></svg>"));
    assert!(!with("<svg><pattern id=\"p\"/></svg>"));
    assert!(!with(&format!("<svg>{}</svg>", " ".repeat(1024 * 1024))));
}

#[test]
fn what_cannot_be_written_is_said() {
    let (_, mut document, _) = documents().swap_remove(0);
    let code = |document: &Document, layout| {
        write(document, layout, &Options::default()).err().and_then(|findings| Some(findings.first()?.code.to_string()))
    };
    assert_eq!(code(&document, "poster").as_deref(), Some("typeset.unknown_layout"));
    document.facts.issuers.clear();
    assert_eq!(code(&document, "official").as_deref(), Some("typeset.no_issuer"));
}
