//! Documents and a typesetter for the tests.
#![allow(dead_code, reason = "each test binary uses a part")]

use std::path::PathBuf;

use huibao::compose::{Options, compose};
use huibao::data::{Figures, Progress, from_json};
use huibao::document::{Align, Block, Document, Facts, FigureEntry, Inline, ListItem};
use huibao::fonts::Manifest;
use huibao::typeset::{Pages, Typesetter};

/// The folder of font slices: `HUIBAO_FONTS`, or `fonts/dist` as the build script leaves it.
pub fn fonts() -> PathBuf {
    std::env::var_os("HUIBAO_FONTS")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fonts/dist"), PathBuf::from)
}

/// A typesetter without slices.
pub fn typesetter() -> Typesetter {
    let path = fonts().join("manifest.json");
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; build the fonts or set HUIBAO_FONTS", path.display()));
    Typesetter::new(Manifest::parse(&text).unwrap_or_else(|error| panic!("{error}")))
}

/// Loads what the document needs and sets it.
pub fn set(typesetter: &mut Typesetter, document: &Document) -> Pages {
    set_in(typesetter, document, "speech")
}

/// Loads what the document needs and sets it in a layout.
pub fn set_in(typesetter: &mut Typesetter, document: &Document, layout: &str) -> Pages {
    load_for(typesetter, document, layout);
    typesetter.set(document, layout).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

/// Loads what the document needs.
pub fn load(typesetter: &mut Typesetter, document: &Document) {
    load_for(typesetter, document, "speech");
}

fn load_for(typesetter: &mut Typesetter, document: &Document, layout: &str) {
    let needed = typesetter.needed(document, layout);
    assert!(!huibao::has_errors(&needed.findings), "{:#?}", needed.findings);
    for slice in needed.slices {
        let bytes = std::fs::read(fonts().join(&slice.file)).expect("a slice");
        typesetter.add_slice(&slice.family, &bytes).expect("a font");
    }
}

/// The speech that is composed from the real data of a city's observation tour.
pub fn real_speech() -> Document {
    let data = read("shangqiu-observation.json");
    let draft = compose(&data, &Options::default()).unwrap_or_else(|findings| panic!("{findings:#?}"));
    document_of(&draft, &data)
}

/// A draft with every feature of the layout, as people write drafts.
pub fn every_feature() -> Document {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/layout-features.md");
    let draft = std::fs::read_to_string(path).expect("the draft");
    document_of(&draft, &read("layout-features.json"))
}

/// The draft of a notice that docs/layouts.md speaks of.
pub fn notice() -> Document {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/issued.md");
    document_of(&std::fs::read_to_string(path).expect("the draft"), &read("safety-inspection.json"))
}

fn read(name: &str) -> Progress {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    let loaded = from_json(&std::fs::read(path).expect("the data"));
    assert_eq!(loaded.findings, []);
    loaded.progress
}

fn document_of(draft: &str, data: &Progress) -> Document {
    let (document, findings) = Document::from_draft(draft, &Figures::new(data));
    assert!(!huibao::has_errors(&findings), "{findings:#?}");
    document
}

/// Plain text.
pub fn text(text: &str) -> Inline {
    Inline::Text { text: text.into() }
}

/// A paragraph of plain text.
pub fn paragraph(content: &str) -> Block {
    Block::Paragraph { content: vec![text(content)] }
}

/// A heading.
pub fn heading(level: u8, number: &str, content: &str) -> Block {
    Block::Heading { level, number: number.into(), content: vec![text(content)] }
}

/// A document with nothing but facts and blocks.
pub fn document(title: &str, blocks: Vec<Block>) -> Document {
    Document {
        facts: Facts { title: title.into(), date: Some("2017-08-30".into()), ..Default::default() },
        blocks,
        figures: Vec::new(),
    }
}

/// Characters only, without punctuation or digits: every full line is exactly 28 of them.
pub const PLAIN: &str = "实施产业扶贫项目带动贫困群众稳定增收要坚持因地制宜分类指导把发展特色种植养殖作为主攻方向不断完善利益联结机制\
确保每一个有劳动能力的贫困家庭都能参与产业链条并从中长期受益各级各部门要把思想和行动统一到中央的决策部署上来以更大的决心更实的举措\
更严的作风推进各项工作落地见效让群众看到变化得到实惠";

/// Running text of the genre, with quotes, ranges, years and figures.
pub const PROSE: &str = "这次现场观摩，既是一次工作检验，也是一次经验交流。从观摩情况看，各县区认真贯彻“五个一批”要求，\
坚持把脱贫攻坚作为头等大事和第一民生工程来抓，项目建设进度明显加快，增速保持在13%～17%之间，2016—2017年累计投入资金9.8亿元，\
群众满意度达到96.5%以上。但也要清醒看到，有的地方产业基础薄弱，有的干部作风不实，“等靠要”思想仍然存在，必须引起高度重视，切实加以解决。";

/// A document with everything that a layout knows.
pub fn everything() -> Document {
    let mut figures = Vec::new();
    let mut figure = |printed: &str, source: &str| {
        figures.push(FigureEntry {
            text: printed.into(),
            source: source.into(),
            formula: None,
            operands: Vec::new(),
            label: "年度脱贫人口".into(),
            period: None,
            as_of: Some("2017-07-31".into()),
            provider: None,
        });
        Inline::Figure { text: printed.into(), figure: figures.len() - 1 }
    };
    let mut blocks = vec![paragraph(PROSE)];
    let chapters = ["总体情况和主要成效", "存在的突出问题", "下一步重点工作", "加强组织领导"];
    for (i, chapter) in chapters.iter().enumerate() {
        let number = ["一、", "二、", "三、", "四、"][i];
        blocks.push(heading(1, number, chapter));
        blocks.push(Block::Paragraph {
            content: vec![
                text("截至2017年7月底，全市完成"),
                figure("4.98万人", "/targets/0/done"),
                text("脱贫，占全年任务的"),
                figure("67.5%", "/targets/0/rate"),
                text("，完成投资"),
                figure("5500余万元", "/funds/0"),
                text("，同比提高"),
                figure("3.2个百分点", "/targets/1"),
                text("。"),
                Inline::Strong { content: vec![text("一是压实责任。")] },
                text(PROSE),
            ],
        });
        blocks.push(paragraph(PLAIN));
        for (j, section) in ["产业扶贫稳步推进", "易地搬迁成效明显"].iter().enumerate() {
            blocks.push(heading(2, ["（一）", "（二）"][j], section));
            blocks.push(paragraph(&PROSE.repeat(2)));
            blocks.push(heading(3, "1.", "坚持精准施策。"));
            blocks.push(paragraph(PLAIN));
            blocks.push(heading(4, "（1）", "抓好项目落地。"));
            blocks.push(paragraph(PROSE));
        }
        blocks.push(Block::List {
            items: (1..=3)
                .map(|n| ListItem {
                    number: format!("{n}."),
                    content: vec![text("项目资金拨付到位，进度与计划相符。")],
                })
                .collect(),
        });
        if i == 1 || i == 3 {
            let rows = if i == 1 { 5 } else { 30 };
            blocks.push(Block::Table {
                caption: "各县区脱贫任务完成情况".into(),
                align: vec![Align::Left, Align::Right, Align::Right, Align::Center],
                head: ["县区", "任务（人）", "完成（人）", "完成率"].map(|cell| vec![text(cell)]).into(),
                rows: (1..=rows)
                    .map(|n: usize| {
                        let name = if n == 3 {
                            "第三县及其所辖的经济技术开发区和高新技术产业园区"
                        } else {
                            "县区"
                        };
                        vec![
                            vec![text(&format!("{name}{n}"))],
                            vec![text(&(9000 + 37 * n).to_string())],
                            vec![text(&(6000 + 29 * n).to_string())],
                            vec![text("67.5%")],
                        ]
                    })
                    .collect(),
            });
            blocks.push(paragraph(PLAIN));
        }
    }
    blocks.push(paragraph("同志们，脱贫攻坚任务艰巨、使命光荣。谢谢大家！"));
    Document {
        facts: Facts {
            title: "在全市脱贫攻坚暨产业扶贫现场观摩点评会议上的讲话".into(),
            subtitle: None,
            speaker: Some("市委书记　张　明".into()),
            date: Some("2017-08-30".into()),
            salutation: Some("同志们：".into()),
            genre: Some("observation_speech".into()),
            ..Facts::default()
        },
        blocks,
        figures,
    }
}
