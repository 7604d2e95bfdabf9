//! Tables, ledgers, matrices and rankings.

use super::measure::{Line, lines};
use huibao::typeset::PdfOptions;
use typst_layout::Page;

use super::{QUARTER, block};

/// Foot of the type area, in millimetres from the top of the paper.
const FOOT: f64 = 262.0;

/// 页码.
fn is_folio(line: &Line) -> bool {
    line.baseline > FOOT && line.text.starts_with('—')
}

/// The lines of a page, without its number, from above, without blanks; what stands side by side is one line.
fn text(page: &Page) -> Vec<String> {
    let mut found: Vec<Line> = lines(page).into_iter().filter(|line| !is_folio(line)).collect();
    found.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.left.total_cmp(&b.left)));
    let mut out: Vec<(f64, String)> = Vec::new();
    for line in found {
        let said: String = line.text.chars().filter(|c| !c.is_whitespace()).collect();
        match out.last_mut().filter(|(at, _)| (at - line.baseline).abs() < 0.2) {
            Some((_, text)) => text.push_str(&said),
            None => out.push((line.baseline, said)),
        }
    }
    out.into_iter().map(|(_, text)| text).collect()
}

/// Nothing but the page number stands below the type area.
fn assert_above_foot(page: &Page) {
    for line in lines(page).iter().filter(|line| !is_folio(line)) {
        assert!(line.baseline < FOOT, "{line:?}");
    }
}

/// Data of `count` projects, of which each invests its number and a quarter.
fn projects(count: usize) -> String {
    let project = |n: usize| {
        format!(
            r#"{{"name": "项目{n}的名称", "owner": "某局", "invest": "{n}.25万元", "persons": "{n}人", "status": "进行中"}}"#
        )
    };
    format!(r#"{{"projects": [{}]}}"#, (1..=count).map(project).collect::<Vec<_>>().join(","))
}

#[test]
fn every_page_has_its_head_and_its_sums() {
    let asked = "```table\ntitle = \"项目表\"\nfrom = \"/projects\"\ntotal = true\npage_totals = true\n```";
    let (_, pages) = block(&projects(300), asked);
    assert!(pages.count() > 5);
    let mut records = 0;
    for (number, page) in pages.pages().iter().enumerate() {
        let text = text(page);
        assert_eq!(text.iter().filter(|line| *line == "续表").count(), usize::from(number > 0), "{text:?}");
        assert_eq!(text.iter().filter(|line| line.starts_with("名称")).count(), 1, "{text:?}");
        let here: Vec<usize> =
            text.iter().filter_map(|line| line.strip_prefix("项目")?.split_once('的')?.0.parse().ok()).collect();
        assert_eq!(here, (records + 1..=records + here.len()).collect::<Vec<_>>());
        records += here.len();
        let persons: usize = here.iter().sum();
        let quarters = persons * 100 + here.len() * 25;
        let sums = format!("本页小计{}.{:02}{persons}", quarters / 100, quarters % 100);
        assert!(text.contains(&sums), "{sums} {text:?}");
        assert!(text.iter().any(|line| line == "合计45225.0045150"), "{text:?}");
        assert_above_foot(page);
    }
    assert_eq!(records, 300);
    pages.pdf(&PdfOptions::default()).unwrap();
}

#[test]
fn a_total_is_never_alone_on_a_page() {
    for count in 22..=30 {
        let (_, pages) = block(&projects(count), "```ledger\nfrom = \"/projects\"\n```");
        let last =
            pages.pages().iter().map(text).find(|text| text.iter().any(|line| line.starts_with("合计"))).unwrap();
        assert!(last.iter().any(|line| line.contains("的名称")), "{count}: {last:?}");
    }
}

#[test]
fn rows_stay_whole() {
    let problem = |n: usize| {
        format!(
            r#"{{"name": "第{n}条", "detail": "始{n}始{}终{n}终", "owner": "某局", "status": "整改中"}}"#,
            "说明".repeat(20 + n % 30)
        )
    };
    let data = format!(r#"{{"problems": [{}]}}"#, (1..=60).map(problem).collect::<Vec<_>>().join(","));
    let (_, pages) = block(&data, "```ledger\nfrom = \"/problems\"\n```");
    let texts: Vec<String> = pages.pages().iter().map(|page| text(page).concat()).collect();
    for n in 1..=60 {
        let page = |mark: String| texts.iter().position(|text| text.contains(&mark));
        assert!(page(format!("始{n}始")).is_some(), "{n}");
        assert_eq!(page(format!("始{n}始")), page(format!("终{n}终")), "{n}");
    }
}

#[test]
fn a_row_higher_than_a_page_is_divided() {
    let long = "长".repeat(4000);
    let data = format!(
        r#"{{"problems": [{{"name": "名称有三十个字的一个很长很长的乡镇街道和开发区单位", "detail": "{long}", "owner": "某局"}}, {{"name": "短"}}]}}"#
    );
    for merge in ["", "merge = [\"owner\"]\ngroup = \"owner\"\n"] {
        let asked = format!("```ledger\nfrom = \"/problems\"\ncolumns = [\"name\", \"detail\", \"owner\"]\n{merge}```");
        let (_, pages) = block(&data, &asked);
        let set: usize = pages.pages().iter().flat_map(text).map(|line| line.matches('长').count()).sum();
        assert_eq!(set, 4002);
        pages.pages().iter().for_each(assert_above_foot);
    }
}

#[test]
fn every_kind_prints_all_that_it_says() {
    for asked in [
        "```ledger\nfrom = \"/problems\"\nwhere = { status = \"逾期\" }\n```",
        "```table\nfrom = \"/problems\"\nby = \"region\"\nsplit = \"status\"\ntotal = true\n```",
        "```ranking\nfrom = \"/assessments/0/ranking\"\n```",
        "```matrix\nfrom = \"/standards/0\"\n```",
        "```table\nfrom = \"/problems\"\ngroup = \"region\"\nmerge = [\"source\"]\ncolumns = [\"name\", \"source\", \"status\"]\n```",
    ] {
        let (document, pages) = block(QUARTER, asked);
        let set: String = pages.pages().iter().flat_map(text).collect();
        // Cells stand side by side, line by line: every character is there as often as the document has it.
        for c in document.text().chars().filter(|c| !c.is_whitespace() && *c != '—') {
            let times = |text: &str| text.chars().filter(|other| *other == c).count();
            assert!(times(&set) >= times(&document.text()), "{c} {asked}");
        }
        pages.pages().iter().for_each(assert_above_foot);
        pages.pdf(&PdfOptions::default()).unwrap();
    }
}
