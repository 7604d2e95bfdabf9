//! Maps, cases, certificates and panels.

use huibao::document::{Block, Document, Outlines, View, plain};
use huibao::typeset::Pages;

use super::{QUARTER, block, support};

/// All that stands on the pages, without blanks and line-breaking marks.
fn printed(pages: &Pages) -> String {
    let text = pages.pages().iter().flat_map(crate::measure::lines).map(|line| line.text).collect::<String>();
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{2060}').collect()
}

/// The exhibit of a document of one block.
fn view(document: &Document) -> &View {
    let exhibit = document.blocks.iter().find_map(|block| match block {
        Block::Exhibit { exhibit, .. } => exhibit.as_ref(),
        _ => None,
    });
    &exhibit.expect("an exhibit").view
}

/// Every figure of the ledger stands on a page.
fn every_figure_is_printed(document: &Document, pages: &Pages) {
    let printed = printed(pages);
    for figure in &document.figures {
        assert!(printed.contains(&figure.text), "{} is not in {printed}", figure.text);
    }
}

const SCORES: &str = "```map\nfrom = \"/assessments/0/ranking\"\nvalue = \"score\"\n```";

/// How often the pages fill something with a grey.
fn filled(pages: &Pages, grey: u8) -> usize {
    let paint = format!("fill=\"#{grey:02x}{grey:02x}{grey:02x}\"");
    (0..pages.count()).filter_map(|page| pages.svg(page)).map(|svg| svg.matches(&paint).count()).sum()
}

#[test]
fn tiles_have_the_grey_of_their_class() {
    let (document, pages) = block(QUARTER, SCORES);
    let View::Map(map) = view(&document) else { panic!() };
    assert_eq!((map.areas.len(), map.columns, map.classes.len()), (12, 4, 4));
    every_figure_is_printed(&document, &pages);
    assert!(printed(&pages).contains("未报"));
    // Each class also has its sample in the legend; the first is paper.
    for (class, grey) in [(1, 222), (2, 165), (3, 85)] {
        let tiles = map.areas.iter().filter(|area| area.class == Some(class)).count();
        assert!(tiles > 0);
        assert_eq!(filled(&pages, grey), tiles + 1, "class {class}");
    }
}

#[test]
fn a_map_of_any_size_stays_on_its_pages() {
    for (count, name) in
        [(1, "县"), (5, "县"), (120, "县"), (120, "某自治州国家级经济技术开发区管理委员会直属单位下辖镇")]
    {
        let regions: Vec<_> =
            (0..count).map(|i| format!(r#"{{"name": "{name}{i}", "population": "{}万人"}}"#, i * 7 % 53 + 1)).collect();
        let data = format!(r#"{{"regions": [{}]}}"#, regions.join(","));
        let (document, pages) = block(&data, "```map\nfrom = \"/regions\"\nvalue = \"population\"\n```");
        assert_eq!(document.figures.len(), count);
        every_figure_is_printed(&document, &pages);
        for line in pages.pages().iter().flat_map(crate::measure::lines) {
            assert!(line.left > 27.5 && line.right < 184.5 && line.baseline < 275.0, "{count}: {line:?}");
        }
    }
}

#[test]
fn outlines_are_drawn_and_what_has_none_is_named_below() {
    let square = |x: u32, name: &str| {
        let (from, to) = (110.0 + f64::from(x), 110.9 + f64::from(x));
        let ring = format!("[[{from}, 30], [{to}, 30], [{to}, 31], [{from}, 31], [{from}, 30]]");
        format!(r#"{{"properties": {{"name": "{name}"}}, "geometry": {{"type": "Polygon", "coordinates": [{ring}]}}}}"#)
    };
    let names = ["砚城镇", "zhuxi", "乌樟镇", "不知名", "云荇乡"];
    let features: Vec<_> = (0..).zip(names).map(|(x, name)| square(x, name)).collect();
    let text = format!(r#"{{"type": "FeatureCollection", "features": [{}]}}"#, features.join(","));
    let (outlines, findings) = Outlines::from_geojson(text.as_bytes());
    assert_eq!(findings, []);
    let (document, pages) = super::block_with(QUARTER, SCORES, &outlines);
    let View::Map(map) = view(&document) else { panic!() };
    assert_eq!(map.areas.iter().filter(|area| !area.outlines.is_empty()).count(), 5);
    every_figure_is_printed(&document, &pages);
    let printed = printed(&pages);
    assert!(!printed.contains("不知名") && printed.contains("砚城镇") && printed.contains("麦岭镇"), "{printed}");
}

#[test]
fn cases_stand_in_boxes_and_a_long_one_goes_over_pages() {
    let (document, pages) = block(QUARTER, "```cases\nfrom = \"/cases\"\n```");
    every_figure_is_printed(&document, &pages);
    assert!(pages.count() >= 3);
    let data = format!(
        r#"{{"cases": [{{"kind": "典型", "place": "甲镇", "practice": "{}"}}]}}"#,
        "做了很多实事。".repeat(570)
    );
    let (_, pages) = block(&data, "```cases\nfrom = \"/cases\"\n```");
    assert!((4..8).contains(&pages.count()), "{}", pages.count());
}

#[test]
fn a_certificate_is_a_page_of_its_own() {
    let (document, pages) = block(QUARTER, "```certificate\nfrom = \"/responsibilities/5\"\n```");
    assert_eq!(pages.count(), 3, "what comes before, the certificate, what comes after");
    every_figure_is_printed(&document, &pages);
    let View::Certificate(page) = view(&document) else { panic!() };
    assert_eq!(page.parties.len(), 2);
    assert_eq!(
        page.items.iter().map(|item| plain(item)).collect::<Vec<_>>(),
        ["标准化微型消防站建设：今年全年达到120个。"]
    );
    assert!(printed(&pages).contains("签字"));
    // One with more than a page holds goes on to the next; one alone leaves no empty page before or behind it.
    let (document, pages) = block(QUARTER, "```certificate\nheading = \"目标责任书\"\nitems_from = \"/targets\"\n```");
    assert!(pages.count() >= 5, "{}", pages.count());
    every_figure_is_printed(&document, &pages);
    let mut alone = document;
    alone.blocks.retain(|block| matches!(block, Block::Exhibit { .. }));
    let count = support::set(&mut support::typesetter(), &alone).count();
    assert_eq!(count, pages.count() - 2);
}

#[test]
fn panels_count_down_and_say_how_it_stands() {
    let (document, pages) = block(
        QUARTER,
        "```panel\nfrom = \"/targets\"\nvalue = \"rate\"\nnote_field = \"ahead\"\nlimit = 5\n```\n\n\
         ```panel\nfrom = \"/targets\"\nwhere = { \"deadline!\" = \"\" }\nvalue = \"days_left\"\nlimit = 3\n```",
    );
    every_figure_is_printed(&document, &pages);
    let printed = printed(&pages);
    for words in ["还有92天", "期限2026年底", "快于序时进度7个百分点", "低于序时进度6.9个百分点"]
    {
        assert!(printed.contains(words), "{words}: {printed}");
    }
}
