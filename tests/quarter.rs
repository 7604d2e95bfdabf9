//! A full quarter of an invented county (12 towns, 140 problems, 3 inspections, a ranking): each bulletin, ledger and chart
//! is measured on its pages, with all its exhibits in, and stays sound whatever the data is like.

mod measure;
mod support;

use std::cell::RefCell;

use huibao::compose::{Options, compose, layout};
use huibao::data::{Figures, from_json};
use huibao::document::{Block, Document, Inline};
use huibao::typeset::{Pages, PdfOptions, Typesetter};
use measure::{Line, lines, said, shapes, squeezed, turned_lines};
use serde_json::{Value, json};
use support::{set_in, typesetter};
use typst_layout::Page;

/// 版心 of an upright page: left, top, right, bottom, in millimetres.
const UPRIGHT: [f64; 4] = [28.0, 37.0, 184.0, 262.0];
/// Of a page on its side.
const ASIDE: [f64; 4] = [35.0, 28.0, 260.0, 184.0];
/// Of a wall chart.
const WALL: [f64; 4] = [15.0, 14.0, 405.0, 284.0];
/// 四号.
const SIZE_4: f64 = 14.0 * 25.4 / 72.0;

const GENRES: [&str; 7] = [
    "observation_review",
    "inspection_bulletin",
    "rectification_bulletin",
    "ranking_bulletin",
    "progress_digest",
    "ledger_book",
    "wall_chart",
];

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.06
}

fn quarter() -> Value {
    serde_json::from_str(include_str!("data/safety-quarter.json")).expect("JSON")
}

/// A document and its pages in the layout that suits it.
struct Issue {
    document: Document,
    pages: Pages,
    /// What each page says.
    said: Vec<String>,
}

thread_local! {
    /// Faces are unpacked once a test.
    static TYPESETTER: RefCell<Typesetter> = RefCell::new(typesetter());
}

fn issue(data: &Value, genre: &str) -> Issue {
    let progress = from_json(data.to_string().as_bytes()).progress;
    let options = Options { genre: genre.into(), ..Options::default() };
    let draft = compose(&progress, &options).unwrap_or_else(|findings| panic!("{genre}: {findings:#?}"));
    let (document, findings) = Document::from_draft(&draft, &Figures::new(&progress));
    assert!(!huibao::has_errors(&findings), "{genre}: {findings:#?}");
    let pages = TYPESETTER.with_borrow_mut(|typesetter| set_in(typesetter, &document, layout(genre)));
    let said = pages.pages().iter().map(said).collect();
    Issue { document, pages, said }
}

fn size(page: &Page) -> (i64, i64) {
    (page.frame.width().to_mm().round() as i64, page.frame.height().to_mm().round() as i64)
}

fn is_folio(line: &Line) -> bool {
    line.text.starts_with('—') && line.text.ends_with('—') && line.size < 15.0
}

/// The lines of a page without its number.
fn body(page: &Page) -> Vec<Line> {
    lines(page).into_iter().filter(|line| !is_folio(line)).collect()
}

fn find<'a>(lines: &'a [Line], what: &str) -> &'a Line {
    lines.iter().find(|line| line.text.contains(what)).unwrap_or_else(|| panic!("no {what} in {lines:#?}"))
}

/// Text and shapes stand within the margins; nothing but the page number is outside.
fn assert_within_margins(name: &str, pages: &Pages) {
    for (i, page) in pages.pages().iter().enumerate() {
        let [left, top, right, bottom] = match size(page) {
            (210, 297) => UPRIGHT,
            (297, 210) => ASIDE,
            (420, 297) => WALL,
            other => panic!("{name}, page {}: {other:?}", i + 1),
        };
        for line in body(page).iter().filter(|line| line.right.is_finite()) {
            let sound = line.left > left - 0.3
                && line.right < right + 0.3
                && line.top > top - 0.3
                && line.bottom < bottom + 0.6;
            assert!(sound, "{name}, page {}: {line:?}", i + 1);
        }
        let (drawn, images) = shapes(page);
        for shape in drawn.iter().chain(&images) {
            // The white ground of a bar's number may reach a millimetre farther than the number.
            let sound = shape.left > left - 0.5
                && shape.right < right + 1.0
                && shape.top > top - 0.5
                && shape.bottom < bottom + 0.5;
            assert!(sound, "{name}, page {}: {shape:?}", i + 1);
        }
    }
}

/// Every figure of the document's ledger is on its pages.
fn assert_figures(issue: &Issue) {
    assert!(!issue.document.figures.is_empty());
    let whole = issue.said.concat();
    for figure in &issue.document.figures {
        assert!(whole.contains(&squeezed(&figure.text)), "{figure:?}");
    }
}

fn plain(content: &[Inline]) -> String {
    let text = content.iter().map(|inline| match inline {
        Inline::Text { text } | Inline::Figure { text, .. } => text.clone(),
        Inline::Strong { content } => plain(content),
        Inline::Break => String::new(),
    });
    squeezed(&text.collect::<String>())
}

/// No heading is the last line of a page.
fn assert_no_widow_head(issue: &Issue) {
    let mut headings = 0;
    for block in &issue.document.blocks {
        let Block::Heading { number, content, .. } = block else { continue };
        let heading = squeezed(number) + &plain(content);
        let mut printed = false;
        for page in issue.pages.pages() {
            let found = body(page);
            let foot = found.last().map(|line| squeezed(&line.text)).unwrap_or_default();
            assert!(foot.chars().count() < 2 || !heading.ends_with(&foot), "{heading} ends a page");
            printed |= found.iter().any(|line| squeezed(&line.text) == heading);
        }
        assert!(printed || heading.chars().count() > 24, "{heading}");
        headings += 1;
    }
    assert!(headings > 2);
}

/// The records of the document's tables: each row's cells, one after the other, with the head above them.
fn tables(document: &Document) -> Vec<Vec<String>> {
    let text = document.text();
    let mut out = vec![Vec::new()];
    for line in text.lines() {
        match line.contains('\t') {
            true => out.last_mut().expect("a list").push(squeezed(line)),
            false if out.last().is_some_and(|table| !table.is_empty()) => out.push(Vec::new()),
            false => {}
        }
    }
    out.retain(|table| !table.is_empty());
    out
}

/// Each row of a table is whole on one page, in order; the head is on each of its pages, with 续表 on those that continue it.
/// Only a record of hundreds of characters, which takes most of a page, may go over to the next one. Gives the pages.
fn assert_rows_whole(issue: &Issue, table: &[String]) -> Vec<usize> {
    let (head, rows) = table.split_first().expect("a head");
    let mut pages = Vec::new();
    let mut from = issue.said.iter().position(|said| said.contains(head)).expect("the head");
    for row in rows {
        let on = |what: &str| issue.said.iter().skip(from).position(|said| said.contains(what));
        let opening: String = row.chars().take(12).collect();
        match on(row) {
            Some(further) => from += further,
            None if row.chars().count() > 300 => from += on(&opening).unwrap_or_else(|| panic!("no page has {row}")),
            None => panic!("no page has the whole of {row}"),
        }
        if pages.last() != Some(&from) {
            pages.push(from);
        }
    }
    for (i, page) in pages.iter().enumerate() {
        let said = &issue.said[*page];
        assert!(said.contains(head.as_str()), "no head on page {}: {said}", page + 1);
        assert_eq!(i > 0, said.contains("续表"), "page {}: {said}", page + 1);
    }
    assert!(pages.windows(2).all(|pair| pair[0] + 1 == pair[1]), "{pages:?}");
    pages
}

/// 版头, 主体 and 版记 of an issued document, from above, on the first page and the last.
fn assert_official(issue: &Issue, title: &str) {
    let pages = issue.pages.pages();
    let first = body(&pages[0]);
    let order = ["办公室文件", "砚安办〔2026〕27号", title, "各乡镇人民政府", "一、"];
    let places: Vec<f64> = order.iter().map(|what| find(&first, what).baseline).collect();
    assert!(places.is_sorted(), "{places:?}");
    let mark = find(&first, "办公室文件");
    assert!(near(mark.top, 72.0), "35 mm below the type area's top: {mark:?}");
    let (rules, _) = shapes(&pages[0]);
    assert!(near(rules[0].left, UPRIGHT[0]) && near(rules[0].right, UPRIGHT[2]), "{:?}", rules[0]);
    let number = find(&first, "砚安办〔2026〕27号");
    assert!(rules[0].top > number.baseline && rules[0].bottom < find(&first, title).top, "{:?}", rules[0]);

    // 署名 and 成文日期 stand below the text and the list of annexes, on a page with text.
    let signed = pages.iter().position(|page| body(page).iter().any(|line| line.text == "2026年10月12日"));
    let signed = body(&pages[signed.expect("the date")]);
    let at = |what: &str| find(&signed, what).baseline;
    assert!(at("附件：") < at("2026年10月12日") && signed[0].baseline < at("附件：") - 10.0, "{signed:#?}");

    assert_eq!(pages.len() % 2, 0, "版记 is on an even side");
    let last = &pages[pages.len() - 1];
    assert_eq!(size(last), (210, 297));
    let (rules, _) = shapes(last);
    let foot: Vec<_> = rules.iter().filter(|rule| rule.right - rule.left > 155.0).rev().take(3).collect();
    assert!(near((foot[0].top + foot[0].bottom) / 2.0, UPRIGHT[3]), "{foot:?}");
    let found = body(last);
    let (copies, printed) = (find(&found, "抄送："), find(&found, "2026年10月13日印发"));
    assert!(near(copies.start, UPRIGHT[0] + SIZE_4) && near(printed.end, UPRIGHT[2] - SIZE_4), "{copies:?}");
    assert!(copies.top > foot[2].bottom && copies.baseline < printed.baseline, "{copies:?} {foot:?}");
    for page in &pages[..pages.len() - 1] {
        assert!(!body(page).iter().any(|line| line.text.contains("抄送：")));
    }
}

/// Annexes begin on pages of their own, on their side where that was asked; the number is where it is on upright pages.
fn assert_annexes(issue: &Issue) {
    let pages = issue.pages.pages();
    let mut annexes = 0;
    for block in &issue.document.blocks {
        let Block::Annex { number, title, landscape } = block else { continue };
        let begun = pages.iter().position(|page| squeezed(&lines(page)[0].text) == *number).expect("the annex");
        let area = if *landscape { ASIDE } else { UPRIGHT };
        assert_eq!(size(&pages[begun]), if *landscape { (297, 210) } else { (210, 297) });
        let found = body(&pages[begun]);
        assert!(near(found[0].start, area[0]) && squeezed(&found[1].text) == squeezed(title), "{:?}", &found[..2]);
        annexes += 1;
    }
    assert!(annexes > 0);
    for (i, page) in pages.iter().enumerate().filter(|(_, page)| size(page) == (297, 210)) {
        let found = turned_lines(page);
        let [number] = &found[..] else { panic!("page {}: {found:?}", i + 1) };
        assert_eq!(number.text, format!("—{}—", i + 1));
        assert!(near(number.dash_middle, UPRIGHT[3] + 7.0), "{number:?}");
        match i % 2 {
            1 => assert!(near(number.start, UPRIGHT[0] + SIZE_4), "even: {number:?}"),
            _ => assert!(near(number.end, UPRIGHT[2] - SIZE_4), "odd: {number:?}"),
        }
    }
}

fn assert_archived(name: &str, pages: &Pages) {
    pages.pdf(&PdfOptions::default()).unwrap_or_else(|findings| panic!("{name}: {findings:#?}"));
}

#[test]
fn the_inspection_bulletin_and_its_ledger_are_measured() {
    let issue = issue(&quarter(), "inspection_bulletin");
    assert_eq!(issue.pages.findings(), []);
    assert_official(&issue, "关于三季度安全生产督查情况的通报");
    assert_annexes(&issue);
    assert_no_widow_head(&issue);
    assert_within_margins("inspection_bulletin", &issue.pages);
    assert_figures(&issue);
    // The ledger: as many records as the text says, none divided but that of nearly 400 characters.
    let tables = tables(&issue.document);
    let ledger = tables.iter().find(|table| table[0].starts_with("序号问题")).expect("the ledger");
    let records = ledger.iter().filter(|row| row.starts_with(|c: char| c.is_ascii_digit())).count();
    assert_eq!(records, 104);
    assert!(issue.said.concat().contains("全部104条问题列入台账"));
    assert!(issue.said.iter().any(|said| said.contains("合计（共104条）")));
    assert!(ledger.iter().any(|row| row.chars().count() > 400), "the long record is in");
    let on = assert_rows_whole(&issue, ledger);
    assert!(on.len() > 5 && on.iter().all(|&page| size(&issue.pages.pages()[page]) == (297, 210)), "{on:?}");
    let counts = tables.last().expect("the counts by place");
    assert_eq!(assert_rows_whole(&issue, counts).len(), 1);
    assert_archived("inspection_bulletin", &issue.pages);
}

#[test]
fn the_ranking_bulletin_is_measured() {
    let data = quarter();
    let issue = issue(&data, "ranking_bulletin");
    assert_eq!(issue.pages.findings(), []);
    assert_official(&issue, "关于全县三季度安全生产考核结果的通报");
    assert_annexes(&issue);
    assert_no_widow_head(&issue);
    assert_within_margins("ranking_bulletin", &issue.pages);
    assert_figures(&issue);
    let tables = tables(&issue.document);
    let ranking = tables.iter().find(|table| table.len() > 12).expect("the ranking");
    assert_rows_whole(&issue, ranking);
    let towns: Vec<&str> = towns(&data);
    assert_eq!((towns.len(), ranking.len()), (12, 13), "{ranking:#?}");
    for town in towns {
        assert_eq!(ranking.iter().filter(|row| row.contains(town)).count(), 1, "{town}: {ranking:#?}");
    }
    let silent = &ranking[12];
    assert!(silent.contains("云荇乡") && silent.contains("未报"), "{silent}");
    assert!(!ranking[..12].iter().any(|row| row.contains("未报")), "{ranking:#?}");
    assert_archived("ranking_bulletin", &issue.pages);
}

/// Names of the places below the county.
fn towns(data: &Value) -> Vec<&str> {
    let places = data["regions"].as_array().expect("places").iter();
    places.filter(|place| place["level"] == "乡镇").filter_map(|place| place["name"].as_str()).collect()
}

#[test]
fn every_town_has_its_wall_chart() {
    let data = quarter();
    let issue = issue(&data, "wall_chart");
    let mut first = 0;
    let mut continued = 0;
    let mut names = towns(&data).into_iter();
    for page in issue.pages.pages() {
        assert_eq!(size(page), (420, 297));
        let found = lines(page);
        let name = found.iter().max_by(|a, b| a.size.total_cmp(&b.size)).expect("the name");
        if name.text.ends_with("（续）") {
            continued += 1;
        } else {
            assert_eq!(Some(name.text.as_str()), names.next());
            assert!(name.baseline < 35.0, "{name:?}");
            first += 1;
        }
    }
    assert_eq!((first, first + continued), (12, issue.pages.count()));
    let told = issue.pages.findings().iter().any(|finding| finding.code == "typeset.wall_continued");
    assert_eq!(told, continued > 0, "{:?}", issue.pages.findings());
    assert_within_margins("wall_chart", &issue.pages);
    assert_figures(&issue);
    assert_archived("wall_chart", &issue.pages);
}

#[test]
fn digests_reviews_and_ledgers_are_sound() {
    let data = quarter();
    for genre in ["progress_digest", "rectification_bulletin", "observation_review", "ledger_book"] {
        let issue = issue(&data, genre);
        assert_eq!(issue.pages.findings(), [], "{genre}");
        assert_within_margins(genre, &issue.pages);
        assert_figures(&issue);
        assert_no_widow_head(&issue);
        assert_archived(genre, &issue.pages);
    }
}

/// The quarter with no more than some towns: what names others is left out.
fn shrunk(towns: usize) -> Value {
    let mut data = quarter();
    let gone: Vec<String> = data["regions"]
        .as_array()
        .expect("places")
        .iter()
        .filter(|place| place["level"] == "乡镇")
        .skip(towns)
        .filter_map(|place| place["id"].as_str().map(str::to_string))
        .collect();
    drop_records(&mut data, &|record| {
        ["id", "region", "unit"].iter().any(|key| gone.iter().any(|id| record[*key] == id.as_str()))
    });
    data
}

/// Leaves records out of every list.
fn drop_records(value: &mut Value, gone: &dyn Fn(&Value) -> bool) {
    match value {
        Value::Array(items) => {
            items.retain(|item| !item.is_object() || !gone(item));
            items.iter_mut().for_each(|item| drop_records(item, gone));
        }
        Value::Object(fields) => fields.values_mut().for_each(|field| drop_records(field, gone)),
        _ => {}
    }
}

/// Changes every object.
fn each(value: &mut Value, change: &dyn Fn(&mut serde_json::Map<String, Value>)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| each(item, change)),
        Value::Object(fields) => {
            change(fields);
            fields.values_mut().for_each(|field| each(field, change));
        }
        _ => {}
    }
}

/// A county of 120 towns, of which each has a score, a problem, a site of the tour and its share of a population.
fn many() -> Value {
    let mut data = shrunk(0);
    let towns = || (1..=120).map(|n| (n, format!("t{n}")));
    let list = |of: &dyn Fn((usize, String)) -> Value| Value::Array(towns().map(of).collect());
    let places = data["regions"].as_array_mut().expect("places");
    places.extend(
        towns().map(|(n, id)| json!({"id": id, "name": format!("第{n}镇"), "level": "乡镇", "parent": "yanchuan"})),
    );
    data["assessments"][0]["ranking"] = list(
        &|(n, id)| json!({"unit": id, "score": format!("{}.5分", 120 - n), "rank": format!("第{n}位"), "grade": "好"}),
    );
    data["problems"] = list(&|(n, id)| {
        json!({"id": format!("P{n}"), "name": "通道被占用", "kind": "消防安全", "source": "q3-covert", "region": id,
            "owner": format!("第{n}镇政府"), "found": "2026-07-20", "deadline": "2026-08-20",
            "status": if n % 9 == 0 { "逾期" } else { "已整改" }})
    });
    data["inspections"][0]["sites"] = list(
        &|(n, id)| json!({"region": id, "unit": format!("第{n}站"), "score": format!("{n}分"), "finding": "现场整洁"}),
    );
    data["populations"][0]["by_region"] = list(&|(n, id)| json!({"region": id, "persons": format!("{}人", 100 * n)}));
    data
}

/// Every genre is set, with every figure and within the margins.
fn assert_sound(name: &str, data: &Value, genres: &[&str]) {
    for genre in genres {
        let issue = issue(data, genre);
        let name = format!("{name}: {genre}");
        assert_within_margins(&name, &issue.pages);
        let whole = issue.said.concat();
        for figure in &issue.document.figures {
            assert!(whole.contains(&squeezed(&figure.text)), "{name}: {figure:?}");
        }
        assert!(!issue.pages.findings().iter().any(|f| f.code == "typeset.not_settled"), "{name}");
    }
}

#[test]
fn one_unit() {
    assert_sound("one", &shrunk(1), &GENRES);
    assert_sound("none", &shrunk(0), &GENRES);
}

#[test]
fn a_hundred_and_twenty_units() {
    assert_sound("120", &many(), &GENRES[..6]);
    // The wall chart has a page for each of them: two are enough, among a population of all.
    let mut data = many();
    data["regions"].as_array_mut().expect("places").truncate(4);
    assert_sound("120", &data, &GENRES[6..]);
}

#[test]
fn names_of_thirty_characters() {
    let mut data = shrunk(3);
    each(&mut data, &|record| {
        let long = |name: &str| -> String { name.chars().cycle().take(30).collect() };
        for key in ["name", "unit", "owner", "place"] {
            // What is an id stays one.
            if let Some(Value::String(name)) = record.get_mut(key)
                && !name.is_ascii()
                && name != "砚川县"
            {
                *name = long(name);
            }
        }
    });
    assert_sound("names", &data, &GENRES);
}

#[test]
fn details_of_four_thousand_characters() {
    let mut data = shrunk(2);
    let long = "长话长说现场情况复杂，".repeat(364);
    for key in ["detail", "measure", "cause"] {
        data["problems"][1][key] = json!(long);
    }
    data["inspections"][0]["sites"][0]["finding"] = json!(long);
    data["assessments"][0]["ranking"][0]["remark"] = json!(long);
    assert_sound("long", &data, &GENRES);
}

#[test]
fn ties_and_no_scores_and_no_problems() {
    let mut tied = shrunk(2);
    each(&mut tied, &|record| {
        if record.contains_key("unit") && record.contains_key("score") {
            record.insert("score".into(), json!("90分"));
            record.insert("rank".into(), json!("第1位"));
        }
    });
    assert_sound("ties", &tied, &GENRES[..6]);
    let mut silent = shrunk(2);
    each(&mut silent, &|record| {
        for key in ["score", "rank", "grade", "prior_rank"] {
            record.remove(key);
        }
    });
    assert_sound("no scores", &silent, &GENRES);
    let mut clean = shrunk(2);
    for list in ["problems", "rectification"] {
        clean.as_object_mut().expect("fields").remove(list);
    }
    for visit in clean["inspections"].as_array_mut().expect("visits") {
        visit["problems_found"] = json!("0条");
    }
    assert_sound("no problems", &clean, &GENRES[..6]);
}
