//! Bars, ladders and funnels.

use super::*;
use huibao::typeset::PdfOptions;
use typst_library::layout::{Frame, FrameItem, Point};
use typst_library::visualize::{Geometry, Paint};

/// A filled rectangle on a page, in points: its left edge, its upper edge, its width and height.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Filled {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

/// Rectangles that are filled and have an edge: bars, parts of bars, steps. Signs of series are small squares, and left out.
fn filled(pages: &Pages) -> Vec<Filled> {
    let mut found = Vec::new();
    pages.pages().iter().for_each(|page| collect(&page.frame, Point::zero(), &mut found));
    found.retain(|r| r.width > 9.01 || (r.width - r.height).abs() > 0.01);
    found
}

fn collect(frame: &Frame, from: Point, found: &mut Vec<Filled>) {
    for (at, item) in frame.items() {
        let at = from + *at;
        match item {
            FrameItem::Group(group) => collect(&group.frame, at, found),
            FrameItem::Shape(shape, _) => {
                let patterned = !matches!(shape.fill, Some(Paint::Gradient(_)) | None);
                if let (Geometry::Rect(size), true, Some(_)) = (&shape.geometry, patterned, &shape.stroke) {
                    let [x, y, width, height] = [at.x, at.y, size.x, size.y].map(|length| length.to_pt());
                    found.push(Filled { x, y, width, height });
                }
            }
            _ => {}
        }
    }
}

/// Everything that is printed, page by page, without blanks and joiners.
fn printed(pages: &Pages) -> Vec<String> {
    fn words(frame: &Frame, out: &mut String) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => words(&group.frame, out),
                FrameItem::Text(text) => out.push_str(&text.text),
                _ => {}
            }
        }
    }
    let all = pages.pages().iter().map(|page| {
        let mut out = String::new();
        words(&page.frame, &mut out);
        out.chars().filter(|c| !c.is_whitespace() && *c != '\u{2060}').collect()
    });
    all.collect()
}

fn every_figure_is_printed(document: &Document, pages: &Pages) {
    let all = printed(pages).concat();
    for figure in document.figures.iter().filter(|figure| figure.text != "0") {
        assert!(all.contains(&figure.text), "{} of {}", figure.text, figure.source);
    }
}

/// Whether lengths are to each other as numbers.
fn in_proportion(lengths: &[f64], numbers: &[f64]) {
    assert_eq!(lengths.len(), numbers.len(), "{lengths:?}");
    let unit = lengths.iter().sum::<f64>() / numbers.iter().sum::<f64>();
    for (length, number) in lengths.iter().zip(numbers) {
        assert!((length - number * unit).abs() < 0.05, "{length} for {number}: {lengths:?}");
    }
}

fn parts(values: &[&str]) -> String {
    let part = |(i, value): (usize, &&str)| match *value {
        "" => format!("{{\"name\": \"第{i}村\"}}"),
        value => format!("{{\"name\": \"第{i}村\", \"value\": \"{value}\"}}"),
    };
    let parts: Vec<_> = values.iter().enumerate().map(part).collect();
    format!("{{\"indicators\": [{{\"name\": \"某\", \"parts\": [{}]}}]}}", parts.join(","))
}

#[test]
fn bars_are_as_long_as_their_numbers_and_what_is_missing_has_none() {
    let (document, pages) = block(QUARTER, "```bars\nfrom = \"/assessments/0/ranking\"\nmark = \"shidui\"\n```");
    every_figure_is_printed(&document, &pages);
    assert!(printed(&pages).concat().contains("未报"));
    let bars = filled(&pages);
    let scores = [95.2, 94.1, 92.7, 91.3, 89.4, 89.4, 87.6, 85.8, 82.5, 76.4, 68.7];
    in_proportion(&bars.iter().map(|bar| bar.width).collect::<Vec<_>>(), &scores);
    assert!(bars.iter().all(|bar| (bar.x - bars[0].x).abs() < 0.01), "all begin at zero");
}

#[test]
fn negative_bars_lie_left_of_zero() {
    let data = parts(&["-3.2%", "7.1%", "0%", "", "-0.4%"]);
    let (document, pages) = block(&data, "```bars\nfrom = \"/indicators/0/parts\"\n```");
    every_figure_is_printed(&document, &pages);
    let bars = filled(&pages);
    in_proportion(&bars.iter().map(|bar| bar.width).collect::<Vec<_>>(), &[3.2, 7.1, 0.4]);
    let zero = bars[1].x;
    assert!(bars.iter().all(|bar| (bar.x - zero).abs() < 0.01 || (bar.x + bar.width - zero).abs() < 0.01));
    assert!(bars[0].x < zero && bars[2].x < zero);
}

#[test]
fn parts_of_a_stack_follow_each_other_and_make_up_the_whole() {
    let spec = "from = \"/problems\"\nby = \"source\"\nsplit = \"status\"\nmeasure = \"条\"\nrows = [\"自查\"]";
    let (document, pages) = block(QUARTER, &format!("```bars\n{spec}\nstacked = true\n```"));
    every_figure_is_printed(&document, &pages);
    let stack = filled(&pages);
    in_proportion(&stack.iter().map(|part| part.width).collect::<Vec<_>>(), &[17.0, 2.0, 1.0, 2.0, 1.0, 1.0]);
    for pair in stack.windows(2) {
        assert!((pair[0].x + pair[0].width - pair[1].x).abs() < 0.01, "{pair:?}");
    }
    // As shares, two bars of different totals are equally long.
    let spec = spec.replace("[\"自查\"]", "[\"自查\", \"q3-tour\"]");
    let (_, pages) = block(QUARTER, &format!("```bars\n{spec}\nshare = true\n```"));
    let all = filled(&pages);
    let length = |y: f64| all.iter().filter(|part| (part.y - y).abs() < 0.01).map(|part| part.width).sum::<f64>();
    assert!((length(all[0].y) - length(all[all.len() - 1].y)).abs() < 0.05);
}

#[test]
fn many_bars_go_on_over_pages_under_their_legend() {
    let long = "第三县及其所辖的经济技术开发区和高新技术产业园区管理委员会联合指挥部";
    let part = |i: usize| {
        let name = if i % 7 == 3 { long.to_owned() } else { format!("第{i}村") };
        format!("{{\"name\": \"{name}\", \"value\": \"{}户\", \"prior\": \"{}户\"}}", 1000 + i, 2000 + i)
    };
    for count in [1, 40, 120] {
        let all: Vec<_> = (0..count).map(part).collect();
        let data = format!("{{\"indicators\": [{{\"name\": \"某\", \"parts\": [{}]}}]}}", all.join(","));
        let spec = "from = \"/indicators/0/parts\"\nvalues = [\"value 今年数\", \"prior 上年数\"]";
        let (document, pages) = block(&data, &format!("```bars\ntitle = \"户数\"\n{spec}\n```"));
        every_figure_is_printed(&document, &pages);
        assert_eq!(filled(&pages).len(), 2 * count);
        let legends = printed(&pages).iter().filter(|page| page.contains("上年数")).count();
        assert!(legends >= count / 24 && legends >= pages.count() - 1, "{legends} of {}", pages.count());
        let bottom = |r: &Filled| r.y + r.height;
        assert!(filled(&pages).iter().all(|r| bottom(r) < 262.0 / 25.4 * 72.0), "within the type area");
        assert!(pages.pdf(&PdfOptions::default()).is_ok());
    }
}

#[test]
fn columns_and_lines_print_every_figure() {
    for indicator in [3, 4, 6, 10] {
        let (document, pages) = block(QUARTER, &format!("```bars\nfrom = \"/indicators/{indicator}\"\n```"));
        assert_eq!(document.figures.len(), 9);
        every_figure_is_printed(&document, &pages);
        assert!(printed(&pages).concat().contains("2026年"));
    }
    let (_, pages) = block(QUARTER, "```bars\nfrom = \"/indicators/3\"\n```");
    let heights: Vec<_> = filled(&pages).iter().map(|column| column.height).collect();
    in_proportion(&heights, &[6.0, 3.0, 4.0, 4.0, 5.0, 3.0, 6.0, 4.0, 3.0]);
}

#[test]
fn steps_are_as_high_as_their_figures() {
    let (document, pages) = block(QUARTER, "```ladder\ntitle = \"标准\"\nfrom = \"/standards/3/steps\"\n```");
    every_figure_is_printed(&document, &pages);
    in_proportion(&filled(&pages).iter().map(|step| step.height).collect::<Vec<_>>(), &[300.0, 450.0, 600.0]);
    let all = printed(&pages).concat();
    assert!(all.contains("已实行") && all.contains("未实行"));
    let (document, pages) = block(QUARTER, "```ladder\nfrom = \"/standards/2\"\n```");
    every_figure_is_printed(&document, &pages);
    assert!(printed(&pages).concat().contains("原20000元"));
}

#[test]
fn a_funnel_is_as_wide_as_its_stages_even_where_they_grow() {
    let (document, pages) =
        block(&parts(&["120户", "150户", "0户", "", "30户"]), "```funnel\nfrom = \"/indicators/0/parts\"\n```");
    every_figure_is_printed(&document, &pages);
    let stages: Vec<_> = filled(&pages).iter().map(|stage| stage.width).filter(|width| *width > 0.0).collect();
    in_proportion(&stages, &[120.0, 150.0, 30.0]);
    let all = printed(&pages).concat();
    assert!(all.contains("为上一环节的125%") && all.contains("未报") && all.contains("0户"), "{all}");
}

#[test]
fn no_data_breaks_a_page() {
    let huge = "123456789012345678.12元";
    for values in [&["0户", "0户"][..], &[huge, "0.01元"], &["", ""], &["-5户", "-1户"], &["3000余万元", "2亿元"]]
    {
        for kind in ["bars", "ladder", "funnel"] {
            for extra in ["", "columns = true\n"] {
                let extra = if kind == "bars" { extra } else { "" };
                let (document, pages) = block(
                    &parts(values),
                    &format!("```{kind}\ntitle = \"图\"\nfrom = \"/indicators/0/parts\"\n{extra}```"),
                );
                assert_eq!(pages.count(), 1);
                every_figure_is_printed(&document, &pages);
            }
        }
    }
}
