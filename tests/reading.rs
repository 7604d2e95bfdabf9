//! The reading edition (朗读版), measured: its grid, and that pages turn where sentences end.

mod measure;
mod support;

use huibao::document::{Block, Document, Inline};
use huibao::typeset::PdfOptions;
use measure::{Line, lines};
use support::{
    PLAIN, PROSE, document, every_feature, everything, heading, paragraph, real_speech, set_in, text, typesetter,
};

const LEFT: f64 = 33.0;
const RIGHT: f64 = 177.0;
const TOP: f64 = 37.0;
const BOTTOM: f64 = TOP + 218.0;
const CELL: f64 = 8.0;
const PITCH: f64 = 15.0;
const LINES: usize = 15;
/// Readings are of 12 pt, tables of 18.
const TABLE: f64 = 18.0;

/// The lines of text of each page, readings and page numbers apart.
fn text_lines(document: &Document) -> Vec<Vec<Line>> {
    let pages = set_in(&mut typesetter(), document, "reading");
    assert_eq!(pages.findings().iter().filter(|f| f.code == "typeset.not_settled").count(), 0);
    let text = |line: &Line| line.baseline <= BOTTOM && line.size > TABLE - 0.1;
    pages.pages().iter().map(|page| lines(page).into_iter().filter(text).collect()).collect()
}

fn slot(line: &Line) -> f64 {
    (line.baseline - TOP - 0.88 * CELL) / PITCH
}

/// Every page but the last ends with a sentence, or with a paragraph, heading or table row as a whole.
fn pages_end_with_sentences(document: &Document) -> usize {
    let squeeze = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let ends: Vec<String> = document.text().lines().map(squeeze).collect();
    let pages = text_lines(document);
    for (number, page) in pages[..pages.len() - 1].iter().enumerate() {
        let last = page.last().unwrap_or_else(|| panic!("page {} is empty", number + 1));
        let last = squeeze(&last.text);
        let sentence = last.trim_end_matches(['”', '’', '）', '》']).ends_with(['。', '！', '？', '：']);
        assert!(sentence || ends.iter().any(|end| end.ends_with(&last)), "page {} ends: {last}", number + 1);
    }
    pages.len()
}

fn spoken(mut document: Document) -> Document {
    document.facts.spoken = true;
    document
}

#[test]
fn no_sentence_is_broken_by_a_page() {
    for document in [real_speech(), everything(), every_feature()] {
        assert!(pages_end_with_sentences(&document) >= 3);
        pages_end_with_sentences(&spoken(document));
    }
}

/// Paragraphs of sentences of every length, so that the ends fall on every line.
#[test]
fn sentences_of_any_length_stay_whole() {
    let sentence = |n: usize| PLAIN.chars().cycle().skip(n * 7).take(n % 150 + 3).collect::<String>() + "。";
    for step in 1..5 {
        let paragraphs =
            (0..12).map(|i| paragraph(&(0..5).map(|k| sentence((i * 5 + k) * step * 13)).collect::<String>()));
        assert!(pages_end_with_sentences(&document("讲话", paragraphs.collect())) > 10);
    }
}

#[test]
fn lines_stand_on_the_grid_and_fill_pages_as_far_as_sentences_let_them() {
    let pages = text_lines(&spoken(real_speech()));
    for (number, page) in pages.iter().enumerate() {
        assert!(page.len() <= LINES, "page {}: {} lines", number + 1, page.len());
        for line in page.iter().filter(|line| line.size < 25.0) {
            assert!((slot(line) - slot(line).round()).abs() < 0.005, "page {}: {line:?}", number + 1);
            assert!(line.left >= LEFT - 0.3 && line.right <= RIGHT + 0.3, "page {}: {line:?}", number + 1);
        }
    }
    let mean = pages.iter().map(Vec::len).sum::<usize>() as f64 / pages.len() as f64;
    assert!(mean > 10.5, "{mean} lines a page");
}

#[test]
fn a_full_page_has_15_lines_of_18_characters() {
    let whole: String = PLAIN.chars().cycle().take(LINES * 18 * 2 - 3).collect();
    let mut input = document("讲话", vec![paragraph(&(whole + "。")), paragraph("完。")]);
    input.facts.date = Some("2017-08-30".into());
    let pages = text_lines(&input);
    // A sentence longer than a page is the one that is broken.
    let full = pages.iter().find(|page| page.len() == LINES).expect("a full page");
    assert!(full[1..LINES - 1].iter().all(|line| line.text.chars().count() == 18), "{full:?}");
    assert!((slot(&full[LINES - 1]) - 14.0).abs() < 0.005);
}

#[test]
fn headings_and_topic_sentences_keep_what_they_announce() {
    let mut moved = 0;
    for before in 0..LINES {
        let mut blocks = vec![paragraph("短段。"); before];
        blocks.extend([heading(1, "一、", "某级标题"), heading(2, "（一）", "次级标题")]);
        let topic = Inline::Strong { content: vec![text("一是主题突出。")] };
        blocks.push(Block::Paragraph { content: vec![topic, text("正文紧跟其后。"), text(PROSE)] });
        let pages = text_lines(&document("讲话", blocks));
        let page_of =
            |what: &str| pages.iter().position(|page| page.iter().any(|line| line.text.contains(what))).unwrap();
        let places = ["某级标题", "次级标题", "主题突出", "正文紧跟"].map(page_of);
        assert!(places.iter().all(|page| *page == places[0]), "{before}: {places:?}");
        moved += places[0];
    }
    assert!(moved > 0, "no case in which the heading had to move");
}

#[test]
fn what_goes_on_after_a_turn_is_flush_left() {
    let sentences: String = PLAIN.chars().take(100).collect::<String>() + "。";
    let pages = text_lines(&document("讲话", vec![paragraph(&sentences.repeat(6))]));
    assert!(pages.len() >= 3);
    for page in &pages[1..] {
        assert!((page[0].start - LEFT).abs() < 0.01, "{:?}", page[0]);
        assert_eq!(slot(&page[0]).round() as usize, 0);
    }
}

#[test]
fn readings_stand_above_their_figures_and_apart() {
    let content =
        "截至2017年底，完成988.3亿元，分别增长13.2%、9%、-33.3%、67.54%，占13%～17%，1—8月5500余万元，共278个。";
    let input = spoken(document("讲话", vec![paragraph(&content.repeat(8))]));
    let pages = set_in(&mut typesetter(), &input, "reading");
    let mut seen = String::new();
    for page in pages.pages() {
        let found = lines(page);
        for reading in found.iter().filter(|line| line.size < 13.0) {
            let below = found.iter().filter(|line| line.size > 20.0 && line.baseline > reading.baseline);
            let below = below.map(|line| line.baseline).fold(f64::INFINITY, f64::min);
            // Above its own line, and clear of the one above.
            assert!((6.9..9.0).contains(&(below - reading.baseline)), "{reading:?}");
            seen.push_str(&reading.text);
        }
        // No line of readings is more crowded than its characters are wide.
        for reading in found.iter().filter(|line| line.size < 13.0) {
            let wide = reading.text.chars().count() as f64 * 12.0 * 25.4 / 72.0;
            assert!(reading.end - reading.start > wide - 0.1, "{reading:?}");
        }
    }
    for reading in [
        "二〇一七",
        "九百八十八点三",
        "百分之十三点二",
        "负百分之三十三点三",
        "百分之十三至百分之十七",
        "一至八",
        "五千五百",
    ] {
        assert_eq!(seen.matches(reading).count(), 8, "{reading}: {seen}");
    }
    assert!(!seen.contains("二百七十八"), "a plain count needs no help");
    pages.pdf(&PdfOptions::default()).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let without = set_in(&mut typesetter(), &document("讲话", vec![paragraph(content)]), "reading");
    assert!(without.pages().iter().flat_map(lines).all(|line| line.size > 13.0), "only on demand");
}
