//! Issued documents are measured: 版头, 署名, 附件, 版记 of GB/T 9704-2012, letters, bulletins and ledgers, on what the
//! typesetter really sets.
//!
//! The numbers are those of the standard, in millimetres from the paper's top left corner.

mod measure;
mod support;

use huibao::Finding;
use huibao::document::{Block, Document, Facts};
use huibao::typeset::{LAYOUTS, Pages, PdfOptions, Typesetter};
use measure::{Line, lines, shapes, turned_lines};
use support::{PLAIN, document, heading, notice, paragraph, set_in, text, typesetter};

const LEFT: f64 = 28.0;
const RIGHT: f64 = 184.0;
const TOP: f64 = 37.0;
const BOTTOM: f64 = 262.0;
const CELL: f64 = 156.0 / 28.0;
const PITCH: f64 = (225.0 - CELL) / 21.0;
/// 四号.
const SIZE_4: f64 = 14.0 * 25.4 / 72.0;

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.06
}

/// A document with an issuer and so many paragraphs of one line.
fn short(paragraphs: usize) -> Document {
    let mut input = document("关于督查情况的通报", vec![paragraph("短段。"); paragraphs]);
    input.facts.issuers = vec!["某县人民政府".into()];
    input.facts.number = Some("某政发〔2017〕3号".into());
    input
}

fn annex(number: &str, title: &str, landscape: bool) -> Block {
    Block::Annex { number: number.into(), title: title.into(), landscape }
}

fn official(document: &Document) -> Pages {
    set_in(&mut typesetter(), document, "official")
}

fn all(pages: &Pages) -> Vec<Vec<Line>> {
    pages.pages().iter().map(lines).collect()
}

fn find<'a>(lines: &'a [Line], what: &str) -> &'a Line {
    lines.iter().find(|line| line.text.contains(what)).unwrap_or_else(|| panic!("no {what} in {lines:#?}"))
}

/// The line of the grid on which a baseline stands, counted from 0.
fn slot(line: &Line) -> f64 {
    (line.baseline - TOP - 0.88 * CELL) / PITCH
}

fn folio(lines: &[Line]) -> Option<&Line> {
    lines.iter().find(|line| line.text.starts_with('—') && line.text.ends_with('—') && line.size < 15.0)
}

fn seal() -> Vec<u8> {
    std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/seal.svg")).expect("the seal")
}

#[test]
fn the_head_stands_where_the_standard_wants_it() {
    let pages = official(&notice());
    let found = &all(&pages)[0];
    let order = [
        "000001",
        "秘密★1年",
        "特急",
        "澄川县人民政府文件",
        "澄政发〔2026〕12号",
        "关于二季度",
        "各乡镇人民政府，",
        "2026年6月8日",
    ];
    let places: Vec<f64> = order.iter().map(|what| find(found, what).baseline).collect();
    assert!(places.is_sorted(), "{places:?}");
    for (i, what) in order[..3].iter().enumerate() {
        let line = find(found, what);
        assert!(near(slot(line), i as f64) && near(line.start, LEFT), "{line:?}");
    }
    let mark = find(found, "人民政府文件");
    assert!(near(mark.top, 72.0), "the ink of the mark begins 35 mm below the type area's top: {mark:?}");
    assert!(near((mark.start + mark.end) / 2.0, (LEFT + RIGHT) / 2.0), "{mark:?}");
    assert!(mark.left > LEFT && mark.right < RIGHT, "{mark:?}");

    let number = find(found, "澄政发");
    assert!(near((number.start + number.end) / 2.0, (LEFT + RIGHT) / 2.0), "{number:?}");
    let gap = number.baseline - 0.88 * CELL - mark.bottom;
    assert!(near(gap, 2.0 * PITCH), "two lines below the mark: {gap}");
    let (rules, _) = shapes(&pages.pages()[0]);
    let rule = rules[0];
    assert!(near(rule.left, LEFT) && near(rule.right, RIGHT) && near(rule.bottom - rule.top, 0.5), "{rule:?}");
    assert!(near(rule.top, number.baseline + 0.12 * CELL + 4.0), "{rule:?} {number:?}");
    let title = find(found, "关于二季度");
    let gap = slot(title).round() - (rule.bottom - TOP) / PITCH;
    assert!((1.5..2.5).contains(&gap), "two lines between rule and title: {gap}");
    let recipients = find(found, "各乡镇人民政府，");
    assert!(near(slot(recipients), slot(title).round() + 2.0) && near(recipients.start, LEFT), "{recipients:?}");
    assert!(near(find(found, "2026年6月8日").start, LEFT + 2.0 * CELL));
}

#[test]
fn a_joint_document_to_a_superior_names_the_host_first_and_its_signers_at_the_right() {
    let mut input = short(3);
    input.facts.issuers = vec!["某县人民政府".into(), "某县应急管理委员会".into(), "某县公安局".into()];
    input.facts.signers = vec!["张　明".into(), "李建国".into(), "王　芳".into()];
    let found = &all(&official(&input))[0];
    let names: Vec<&Line> =
        ["某县人民政府", "某县应急管理委员会", "某县公安局"].iter().map(|name| find(found, name)).collect();
    assert!(near(names[0].top, 72.0) && names[0].baseline < names[1].baseline && names[1].baseline < names[2].baseline);
    let suffix = found.iter().find(|line| line.text.contains("文件")).expect("the suffix");
    assert!(suffix.size > names[0].size.min(names[2].size) && suffix.text.ends_with("文件"), "{suffix:?}");
    assert!((suffix.baseline - names[1].baseline).abs() < 2.0, "in the middle of the names: {suffix:?}");
    let (first, last) = (find(found, "签发人：张"), find(found, "王　芳"));
    assert!(near(last.baseline - first.baseline, PITCH));
    assert!(near(first.end, RIGHT - CELL), "{first:?}");
    assert!(last.text.starts_with("某政发") && near(last.start, LEFT + CELL), "{last:?}");
}

#[test]
fn many_and_long_names_stay_on_the_page() {
    let mut input = short(1);
    input.facts.issuers = vec!["某某市推进重点项目建设和优化营商环境工作领导小组办公室".into()];
    let found = &all(&official(&input))[0];
    assert!(found.iter().any(|line| line.text.contains("短段")), "page 1 shows body");
    input.blocks = vec![paragraph("短段。"); 3];
    input.facts.issuers = (1..=12).map(|i| format!("某某市第{i}工作委员会")).collect();
    input.facts.recipients = vec!["各县（市、区）人民政府，市政府各部门、各直属机构，中央和省属驻某单位".repeat(12)];
    let pages = official(&input);
    let found = all(&pages);
    assert!(found[0].iter().any(|line| line.text.contains("短段")), "page 1 shows body: {:#?}", found[0]);
    assert!(found[0].iter().all(|line| line.left >= LEFT - 0.3 && line.right <= RIGHT + 0.3));
    let moved = find(found.last().expect("a page"), "主送：");
    assert!(moved.baseline > TOP && near(moved.start, LEFT + SIZE_4), "主送 stands in 版记: {moved:?}");
    assert!(!found[0].iter().any(|line| line.text.contains("各县（市")), "{:#?}", found[0]);
}

#[test]
fn the_colophon_ends_the_last_even_page() {
    for (paragraphs, count) in [(1, 2), (12, 2), (26, 2), (27, 4), (30, 4)] {
        let mut input = short(paragraphs);
        input.facts.copies =
            vec!["县委各部门，县人大常委会办公室，县政协办公室，县监委，县法院，县检察院，县人武部".into()];
        input.facts.printer = Some("某县人民政府办公室".into());
        input.facts.printed = Some("2017-09-01".into());
        let pages = official(&input);
        let found = all(&pages);
        // Page 2 has room for 版记 below some text, and then no longer.
        assert_eq!(pages.count(), count, "{paragraphs}");
        let last = pages.count() - 1;
        let (rules, _) = shapes(&pages.pages()[last]);
        let rules: Vec<_> = rules.iter().filter(|rule| rule.top > 200.0).collect();
        assert_eq!(rules.len(), 3, "{rules:?}");
        for (rule, thickness) in rules.iter().zip([0.35, 0.25, 0.35]) {
            assert!(near(rule.left, LEFT) && near(rule.right, RIGHT), "{rule:?}");
            assert!((rule.bottom - rule.top - thickness).abs() < 0.02, "{rule:?}");
        }
        assert!(near((rules[2].top + rules[2].bottom) / 2.0, BOTTOM), "{:?}", rules[2]);
        let copies = find(&found[last], "抄送：");
        assert!(near(copies.start, LEFT + SIZE_4), "{copies:?}");
        let more = found[last].iter().find(|line| line.baseline > copies.baseline + 1.0).expect("a second line");
        assert!(near(more.start, LEFT + 4.0 * SIZE_4), "what goes on hangs below the names: {more:?}");
        let printed = find(&found[last], "2017年9月1日印发");
        assert!(printed.text.starts_with("某县人民政府办公室") && near(printed.end, RIGHT - SIZE_4), "{printed:?}");
        // Pages after the last text bear no number.
        let text =
            found.iter().rposition(|page| page.iter().any(|l| l.text.contains("2017年8月30日"))).expect("the date");
        for (i, page) in found.iter().enumerate() {
            assert_eq!(folio(page).is_some(), i <= text, "page {} of {}", i + 1, found.len());
        }
    }
}

#[test]
fn name_and_date_stand_two_characters_from_the_right_or_four_under_a_seal() {
    let found = &all(&official(&short(2)))[0];
    let (name, date) = (found.iter().rfind(|l| l.text == "某县人民政府").expect("name"), find(found, "2017年8月30日"));
    let body = found.iter().rfind(|line| line.text == "短段。").expect("body");
    assert!(near(slot(name) - slot(body), 2.0) && near(slot(date) - slot(name), 1.0), "{name:?} {date:?}");
    // The date of 7½ characters is longer than the name of six: it ends two characters from the right.
    assert!(near(date.end, RIGHT - 2.0 * CELL) && near(date.start - name.start, 2.0 * CELL), "{name:?} {date:?}");

    let mut input = short(2);
    input.facts.signatures = vec!["某县安全生产委员会办公室".into()];
    let found = &all(&official(&input))[0];
    let (name, date) = (find(found, "委员会办公室"), find(found, "2017年8月30日"));
    assert!(near(name.end, RIGHT - 2.0 * CELL) && near(date.start - name.start, 2.0 * CELL), "{name:?} {date:?}");

    let mut typesetter = typesetter();
    typesetter.set_seal(Some(&seal())).expect("an image");
    let pages = set_in(&mut typesetter, &short(2), "official");
    let found = &all(&pages)[0];
    let (name, date) = (found.iter().rfind(|l| l.text == "某县人民政府").expect("name"), find(found, "2017年8月30日"));
    assert!(near(date.end, RIGHT - 4.0 * CELL), "{date:?}");
    let middle = |line: &Line| (line.start + line.end) / 2.0;
    assert!(near(middle(name), middle(date)), "{name:?} {date:?}");
    let (_, images) = shapes(&pages.pages()[0]);
    let [seal] = images[..] else { panic!("{images:?}") };
    assert!(near(seal.right - seal.left, 42.0) && near(seal.bottom - seal.top, 42.0), "{seal:?}");
    assert!(near((seal.left + seal.right) / 2.0, middle(date)), "{seal:?}");
    let centre = (seal.top + seal.bottom) / 2.0;
    assert!(centre > name.baseline - CELL && centre < date.baseline - CELL, "it presses both, low: {seal:?}");
    let body = found.iter().rfind(|line| line.text == "短段。").expect("body");
    let gap = seal.top - (body.baseline + 0.12 * CELL);
    assert!((0.0..PITCH).contains(&gap), "less than a line below the text: {gap}");
    pages.pdf(&PdfOptions::default()).unwrap_or_else(|findings| panic!("{findings:#?}"));

    // Wherever the signature falls, the seal stays above the page's number and off 版记.
    for paragraphs in 3..24 {
        let mut input = short(paragraphs);
        input.facts.copies = vec!["县委各部门".into()];
        let pages = set_in(&mut typesetter, &input, "official");
        for page in pages.pages() {
            let (rules, images) = shapes(page);
            let foot = rules.iter().map(|rule| rule.top).filter(|top| *top > 200.0).fold(BOTTOM + 3.0, f64::min);
            assert!(images.iter().all(|seal| seal.bottom < foot), "{paragraphs}: {images:?} {foot}");
        }
    }

    let mut joint = short(2);
    joint.facts.signatures = vec!["甲局".into(), "乙局".into()];
    let pages = set_in(&mut typesetter, &joint, "official");
    assert!(shapes(&pages.pages()[0]).1.is_empty());
    assert_eq!(pages.findings()[0].code, "typeset.one_seal");
    assert_eq!(typesetter.set_seal(Some(b"no image")).unwrap_err()[0].code, "typeset.bad_seal");
    assert!(shapes(&set_in(&mut typesetter, &short(2), "official").pages()[0]).1.is_empty());
}

#[test]
fn a_signature_never_stands_alone() {
    let last: String = PLAIN.chars().take(100).collect();
    let mut moved = 0;
    for before in 0..22 {
        let mut input = short(before);
        input.blocks.extend([heading(1, "一、", "工作要求"), paragraph(&last)]);
        let pages = official(&input);
        let found = all(&pages);
        let page = found.iter().position(|page| page.iter().any(|l| l.text == "2017年8月30日")).expect("the date");
        let text: Vec<_> = found[page].iter().filter(|l| l.size > 15.0 && last.contains(&l.text)).collect();
        assert!(!text.is_empty(), "{before}: {:#?}", found[page]);
        assert_ne!(
            found[page.saturating_sub(1)].iter().rfind(|l| l.baseline < BOTTOM).map(|l| &*l.text),
            Some("一、工作要求")
        );
        let whole: String = found.iter().flatten().filter(|l| last.contains(&l.text)).map(|l| &*l.text).collect();
        assert_eq!(whole, last, "{before}");
        moved += usize::from(page > 0 && text.len() == 2);
    }
    assert!(moved > 0, "no case in which two lines had to go with the signature");
}

#[test]
fn annexes_are_listed_below_the_text_and_begin_on_new_sides() {
    let pages = official(&notice());
    let found = all(&pages);
    let page = found.iter().position(|page| page.iter().any(|l| l.text.contains("附件：1."))).expect("the list");
    let (first, second) = (find(&found[page], "附件：1."), find(&found[page], "2.二季度"));
    assert!(near(first.start, LEFT + 2.0 * CELL) && near(second.start, LEFT + 5.0 * CELL), "{first:?} {second:?}");
    let end = find(&found[page], "特此通报");
    assert!(near(slot(first) - slot(end), 2.0) && near(slot(second) - slot(first), 1.0));

    let own = &found[page + 1];
    assert_eq!((own[0].text.as_str(), own[1].text.as_str()), ("附件1", "二季度安全生产督查组织情况"));
    assert!(near(slot(&own[0]), 0.0) && near(own[0].start, LEFT), "{:?}", own[0]);
    assert_eq!(slot(&own[1]).round(), 2.0, "the title is on the third line");
    assert!(near(slot(find(own, "一、督查组")), 4.0));
    assert_eq!(folio(own).map(|line| line.text.clone()), Some(format!("—{}—", page + 2)), "numbers go on");

    let turned = &pages.pages()[page + 2];
    let (width, height) = (turned.frame.width().to_mm(), turned.frame.height().to_mm());
    assert!(near(width, 297.0) && near(height, 210.0), "{width} {height}");
    let own = &found[page + 2];
    assert!(near(find(own, "附件2").start, 35.0));
    assert_eq!(pages.count() % 2, 0);
    let (rules, _) = shapes(&pages.pages()[pages.count() - 1]);
    assert!(near(rules.last().map_or(0.0, |rule| (rule.top + rule.bottom) / 2.0), BOTTOM), "{rules:?}");
    pages.pdf(&PdfOptions::default()).unwrap_or_else(|findings| panic!("{findings:#?}"));
}

#[test]
fn one_annex_has_no_number() {
    let mut input = short(1);
    input.blocks.extend([annex("附件", "台账", false), paragraph("附件的文字。")]);
    let found = all(&official(&input));
    assert_eq!(find(&found[0], "附件：").text, "附件：台账");
    assert_eq!(found[1][0].text, "附件");
}

#[test]
fn the_number_of_a_turned_page_is_where_it_is_when_the_sheet_is_upright() {
    let mut input = short(1);
    for i in 1..=2 {
        input.blocks.extend([annex(&format!("附件{i}"), "台账", true), paragraph("附件的文字。")]);
    }
    let pages = official(&input);
    for (i, page) in pages.pages().iter().enumerate().skip(1).take(2) {
        let found = turned_lines(page);
        let [number] = &found[..] else { panic!("{found:?}") };
        assert_eq!(number.text, format!("—{}—", i + 1));
        assert!(near(number.dash_middle, BOTTOM + 7.0), "{number:?}");
        if i % 2 == 1 {
            assert!(near(number.start, LEFT + SIZE_4), "even: {number:?}");
        } else {
            assert!(near(number.end, RIGHT - SIZE_4), "odd: {number:?}");
        }
    }
}

#[test]
fn speeches_have_annexes_too() {
    let mut input = document("讲话", vec![paragraph("文字。"), annex("附件", "台账", true), paragraph("附件的文字。")]);
    input.blocks.insert(1, heading(1, "一、", "标题"));
    for layout in ["speech", "reading"] {
        let pages = set_in(&mut typesetter(), &input, layout);
        let found = all(&pages);
        assert_eq!((found.len(), found[1][0].text.as_str()), (2, "附件"), "{layout}");
        assert!(near(pages.pages()[1].frame.width().to_mm(), 297.0));
        pages.pdf(&PdfOptions::default()).unwrap_or_else(|findings| panic!("{findings:#?}"));
    }
}

#[test]
fn a_letter_has_its_name_near_the_edge_and_double_rules() {
    let mut input = notice();
    input.blocks.truncate(input.blocks.iter().position(|b| matches!(b, Block::Annex { .. })).expect("an annex"));
    let pages = set_in(&mut typesetter(), &input, "letter");
    let found = all(&pages);
    let mark = &found[0][0];
    assert!(mark.text == "澄川县人民政府" && near(mark.top, 30.0), "{mark:?}");
    let (rules, _) = shapes(&pages.pages()[0]);
    assert_eq!(rules.len(), 4, "{rules:?}");
    for rule in &rules {
        assert!(near(rule.left, 20.0) && near(rule.right, 190.0), "{rule:?}");
    }
    let thick = |i: usize| rules[i].bottom - rules[i].top;
    assert!(thick(0) > 2.0 * thick(1) && thick(3) > 2.0 * thick(2), "{rules:?}");
    assert!(near(rules[3].bottom, 297.0 - 20.0), "{rules:?}");
    assert!(near(rules[0].top, mark.bottom + 4.0), "{rules:?} {mark:?}");
    let (copy, number) = (find(&found[0], "000001"), find(&found[0], "澄政发"));
    assert!(near(copy.baseline, number.baseline) && near(copy.start, LEFT) && near(number.end, RIGHT), "{copy:?}");
    assert!(near(copy.baseline - 0.88 * CELL - rules[1].bottom, 7.0 / 8.0 * CELL), "{copy:?}");
    assert!(folio(&found[0]).is_none() && folio(&found[1]).is_some());
    let last = &found[pages.count() - 1];
    assert!(last.iter().any(|l| l.text.contains("抄送：")) && !last.iter().any(|l| l.text.contains("印发")));
    assert!(shapes(&pages.pages()[pages.count() - 1]).0.is_empty());
    pages.pdf(&PdfOptions::default()).unwrap_or_else(|findings| panic!("{findings:#?}"));
}

#[test]
fn a_bulletin_has_its_head_and_foot() {
    let mut input = notice();
    input.facts.masthead = Some("安全生产督查专报".into());
    input.facts.issue = Some("第12期".into());
    input.facts.total_issue = Some("85".into());
    input.facts.editor = Some("澄川县安全生产委员会办公室".into());
    input.facts.copies = vec!["报：县委常委".into(), "发：各乡镇人民政府".into()];
    input.facts.print_run = Some("共印100份".into());
    input.facts.printer = None;
    input.facts.printed = None;
    (input.facts.secrecy, input.facts.urgency) = (None, None);
    let pages = set_in(&mut typesetter(), &input, "bulletin");
    let found = all(&pages);
    let order = ["000001", "安全生产督查专报", "第12期（总第85期）", "澄川县安全生产委员会办公室", "关于二季度"];
    let places: Vec<f64> = order.iter().map(|what| find(&found[0], what).baseline).collect();
    assert!(places.is_sorted(), "{places:?}");
    let office = find(&found[0], "委员会办公室");
    assert!(office.text.ends_with("2026年7月8日") && near(office.end, RIGHT - CELL), "{office:?}");
    let rule = shapes(&pages.pages()[0]).0[0];
    assert!(near(rule.top, office.baseline + 0.12 * CELL + 4.0) && rule.bottom < 297.0 * 0.37, "{rule:?}");
    let last = found.last().expect("a page");
    assert!(near(find(last, "报：").start, LEFT + SIZE_4) && near(find(last, "共印").end, RIGHT - SIZE_4));
    pages.pdf(&PdfOptions::default()).unwrap_or_else(|findings| panic!("{findings:#?}"));
}

#[test]
fn a_ledger_lies_on_its_side_with_its_number_in_the_middle() {
    let cell = |value: &str| vec![text(value)];
    let table = Block::Table {
        caption: String::new(),
        align: Vec::new(),
        head: vec![cell("序号"), cell("问题")],
        rows: vec![vec![cell("1"), cell("消防通道被占用")]; 40],
    };
    let mut input = document("问题整改台账", vec![table]);
    input.facts.issuers = vec!["某县安委会办公室".into()];
    let pages = set_in(&mut typesetter(), &input, "ledger");
    let found = all(&pages);
    assert!(pages.count() >= 3);
    for (i, (page, lines)) in pages.pages().iter().zip(&found).enumerate() {
        assert!(near(page.frame.width().to_mm(), 297.0) && near(page.frame.height().to_mm(), 210.0));
        let number = folio(lines).expect("a number");
        assert!(number.text == format!("—{}—", i + 1) && near((number.start + number.end) / 2.0, 35.0 + 112.5));
        assert!(near(number.dash_middle, 28.0 + 156.0 + 7.0), "{number:?}");
        assert!(lines.iter().any(|line| line.text.contains("序号")), "the head is repeated");
    }
    let line = find(&found[0], "某县安委会办公室");
    assert!(line.text.ends_with("2017年8月30日") && near(line.end, 35.0 + 225.0), "{line:?}");
    pages.pdf(&PdfOptions::default()).unwrap_or_else(|findings| panic!("{findings:#?}"));
}

#[test]
fn the_pages_say_what_the_document_says() {
    let notice = notice();
    let mut bulletin = notice.clone();
    bulletin.facts.masthead = Some("督查专报".into());
    bulletin.facts.recipients = Vec::new();
    bulletin.facts.number = None;
    for (layout, document) in [("official", &notice), ("bulletin", &bulletin)] {
        let squeeze = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let pages = set_in(&mut typesetter(), document, layout);
        let set: String = pages
            .pages()
            .iter()
            .flat_map(|page| lines(page).into_iter().filter(|line| !line.text.starts_with('—')))
            .map(|line| squeeze(&line.text))
            .collect();
        for line in document.text().lines() {
            for part in line.split('\t').map(squeeze) {
                // A long cell is set between the lines of its neighbours.
                let part: String = if line.contains('\t') { part.chars().take(6).collect() } else { part };
                assert!(set.contains(&part), "{layout}: {part}");
            }
        }
    }
}

#[test]
fn what_an_issued_document_lacks_is_said() {
    let codes = |findings: &[Finding]| findings.iter().map(|f| f.code.clone()).collect::<Vec<_>>();
    let refused = |document: &Document, layout: &str| codes(&typesetter().needed(document, layout).findings);
    let plain = document("通报", vec![paragraph("文。")]);
    assert_eq!(refused(&plain, "official"), ["typeset.no_issuer"]);
    assert_eq!(refused(&plain, "letter"), ["typeset.no_issuer"]);
    assert_eq!(refused(&plain, "bulletin"), ["typeset.no_masthead"]);
    assert_eq!(refused(&plain, "ledger"), [""; 0]);
    let mut input = short(1);
    input.facts.number = None;
    assert_eq!(refused(&input, "letter"), [""; 0]);
    input.facts.secrecy = Some("秘密".into());
    input.facts.printer = Some("某办".into());
    assert_eq!(
        codes(official(&input).findings()),
        ["typeset.no_number", "typeset.no_printed", "typeset.no_copy_number"]
    );
}

#[test]
fn what_the_data_can_say_the_front_matter_takes_and_the_guide_explains() {
    let guide = include_str!("../docs/layouts.md");
    for layout in LAYOUTS {
        assert!(guide.contains(&format!("| `{layout}` |")), "{layout}");
    }
    let schema: serde_json::Value = serde_json::from_str(huibao::data::SCHEMA).expect("JSON");
    let fields = schema["$defs"]["Issuance"]["properties"].as_object().expect("a record");
    assert!(fields.len() >= 15);
    for field in fields.keys() {
        assert!(guide.contains(&format!("`{field}`")) || guide.contains(&format!("`{field}[]`")), "{field}");
        let fact = |value: serde_json::Value| {
            serde_json::from_value::<Facts>(serde_json::Value::Object([(field.clone(), value)].into_iter().collect()))
        };
        assert!(fact("甲".into()).is_ok() || fact(vec!["甲"].into()).is_ok(), "{field}");
    }
}

#[test]
fn long_facts_and_many_annexes_stay_on_the_page() {
    let long = "某某市推进重点项目建设和优化营商环境工作领导小组办公室督查考核处";
    let mut input = short(2);
    let facts = &mut input.facts;
    for organs in [&mut facts.signatures, &mut facts.copies, &mut facts.signers, &mut facts.recipients] {
        *organs = vec![long.into(); 3];
    }
    for fact in [&mut facts.printer, &mut facts.note, &mut facts.editor, &mut facts.masthead, &mut facts.number] {
        *fact = Some(long.into());
    }
    facts.printed = Some("2017-09-01".into());
    facts.issue = Some(long.into());
    input.blocks.push(paragraph(&PLAIN.repeat(30)));
    for i in 1..=40 {
        input
            .blocks
            .extend([annex(&format!("附件{i}"), &format!("{long}台账"), i % 2 == 0), paragraph("附件的文字。")]);
    }
    for layout in ["official", "letter", "bulletin", "ledger"] {
        let pages = set_in(&mut typesetter(), &input, layout);
        assert!(pages.count() > 40, "{layout}");
        assert!(!pages.findings().iter().any(|f| f.code == "typeset.not_settled"), "{layout}: {:?}", pages.findings());
        for page in pages.pages() {
            let (width, height) = (page.frame.width().to_mm(), page.frame.height().to_mm());
            let upright = width < height;
            let right = if upright { RIGHT } else { 35.0 + 225.0 };
            // Condensed type is measured as if it were not.
            for line in lines(page).iter().filter(|line| !line.text.contains(long)) {
                assert!(
                    line.left > 20.0 && line.right <= right + 0.3 && line.bottom < height - 15.0,
                    "{layout}: {line:?}"
                );
            }
        }
        pages.pdf(&PdfOptions::default()).unwrap_or_else(|findings| panic!("{findings:#?}"));
    }
}

#[test]
fn the_driver_sets_issued_documents_as_typst_does() {
    #[cfg(feature = "facade")]
    for layout in ["official", "letter"] {
        let mut typesetter: Typesetter = typesetter();
        let ours = set_in(&mut typesetter, &notice(), layout);
        let theirs = typesetter.set_by_facade(&notice(), layout).unwrap_or_else(|findings| panic!("{findings:#?}"));
        let [ours, theirs] = [ours, theirs].map(|pages| pages.pdf(&PdfOptions::default()).expect("a PDF"));
        assert!(ours == theirs, "{layout}: {} and {} bytes", ours.len(), theirs.len());
    }
}
