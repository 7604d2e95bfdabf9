//! Documents at random, for properties.

use proptest::prelude::*;

use super::exhibit::Kind;
use super::model::{Align, Block, Facts, FigureEntry, Inline, ListItem};

/// Text with everything that is markup somewhere, on one line and not empty.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let marks = prop::sample::select(vec![
        "**",
        "*",
        "_",
        "`",
        "```",
        "[",
        "](",
        "](figure:/a)",
        ")",
        "<b>",
        "<!--",
        "<http://a.b>",
        "&amp;",
        "&#32;",
        "&",
        "#",
        "## ",
        "1. ",
        "12)",
        "- ",
        "+ ",
        "> ",
        "|",
        "---",
        "===",
        "+++",
        "~~~",
        ":--",
        ": ",
        "!",
        "\\",
        " ",
        "  ",
        "    ",
        "\t",
        "\u{3000}",
        "\u{A0}",
        "[^1]",
        "[a]: b",
        "。",
        "“",
        "”",
        "甲",
        "乙丙",
        "4.98万",
        "abc",
        "é",
        "𠀀",
        "\u{85}",
        "\u{200B}",
        "<br>",
        "$",
        "{-}",
    ]);
    let piece = prop_oneof![4 => marks.prop_map(str::to_owned), 1 => "[^\r\n\0]"];
    prop::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat())
}

/// One inline of a run before figures are numbered and neighbours merged.
fn inline() -> impl Strategy<Value = (Inline, bool)> {
    let figure = (text(), "/[^\r\n\0]{0,8}").prop_map(|(text, source)| (text, source));
    prop_oneof![
        4 => text().prop_map(|text| Inline::Text { text }),
        // The source travels in a text until the figures are numbered.
        2 => figure.prop_map(|(text, source)| Inline::Strong {
            content: vec![Inline::Text { text }, Inline::Text { text: source }],
        }),
        1 => Just(Inline::Break),
    ]
    .prop_flat_map(|inline| (Just(inline), prop::bool::weighted(0.4)))
}

/// A run as the reader would give it: no two texts or stresses in a row, no break in a stress or at an edge.
fn run(inlines: Vec<(Inline, bool)>, figures: &mut Vec<FigureEntry>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for (inline, strong) in inlines {
        let inline = match inline {
            Inline::Break => {
                if !out.is_empty() {
                    out.push(Inline::Break);
                }
                continue;
            }
            Inline::Strong { content } => {
                let [Inline::Text { text }, Inline::Text { text: source }] = &content[..] else { unreachable!() };
                figures.push(FigureEntry { text: text.clone(), source: source.clone(), ..FigureEntry::default() });
                Inline::Figure { text: text.clone(), figure: figures.len() - 1 }
            }
            other => other,
        };
        let target = if strong {
            if !matches!(out.last(), Some(Inline::Strong { .. })) {
                out.push(Inline::Strong { content: Vec::new() });
            }
            let Some(Inline::Strong { content }) = out.last_mut() else { unreachable!() };
            content
        } else {
            &mut out
        };
        match (target.last_mut(), inline) {
            (Some(Inline::Text { text }), Inline::Text { text: more }) => text.push_str(&more),
            (_, inline) => target.push(inline),
        }
    }
    while out.last() == Some(&Inline::Break) {
        out.pop();
    }
    out
}

/// Facts, blocks and figures of a draft as the reader would give them.
pub(crate) fn draft() -> impl Strategy<Value = (Facts, Vec<Block>, Vec<FigureEntry>)> {
    let run_of = || prop::collection::vec(inline(), 1..6);
    let table = (1usize..4, 0usize..3).prop_flat_map(move |(columns, rows)| {
        let align = prop::sample::select(vec![Align::Left, Align::Center, Align::Right]);
        let row = prop::collection::vec(prop::collection::vec(inline(), 0..4), columns);
        (
            prop_oneof![Just(String::new()), text()],
            prop::collection::vec(align, columns),
            prop::collection::vec(row, rows + 1),
        )
    });
    #[derive(Debug, Clone)]
    enum Raw {
        Heading(u8, Vec<(Inline, bool)>),
        Paragraph(Vec<(Inline, bool)>),
        List(Option<u64>, Vec<Vec<(Inline, bool)>>),
        Exhibit(Kind, Vec<String>),
        Table(String, Vec<Align>, Vec<Vec<Vec<(Inline, bool)>>>),
        Annex(String, bool),
    }
    let block = prop_oneof![
        (1u8..5, run_of()).prop_map(|(level, run)| Raw::Heading(level, run)),
        run_of().prop_map(Raw::Paragraph),
        (prop::option::of(0u64..1000), prop::collection::vec(run_of(), 1..4))
            .prop_map(|(n, items)| Raw::List(n, items)),
        table.prop_map(|(caption, align, rows)| Raw::Table(caption, align, rows)),
        (prop::sample::select(Kind::ALL), prop::collection::vec(text(), 0..3))
            .prop_map(|(k, spec)| Raw::Exhibit(k, spec)),
        ("[^\0]{0,3}甲[^\0]{0,3}", any::<bool>()).prop_map(|(title, landscape)| Raw::Annex(title, landscape)),
    ];
    let facts = (any::<String>(), prop::option::of(text()), any::<bool>()).prop_map(|(title, caution, spoken)| Facts {
        title,
        caution,
        spoken,
        ..Facts::default()
    });
    (facts, prop::collection::vec(block, 0..6)).prop_map(|(facts, raw)| {
        let mut figures = Vec::new();
        let mut blocks = Vec::new();
        for block in raw {
            match block {
                Raw::Heading(level, content) => {
                    let content = run(content, &mut figures);
                    if !content.is_empty() {
                        blocks.push(Block::Heading { level, number: String::new(), content });
                    }
                }
                Raw::Paragraph(content) => {
                    let content = run(content, &mut figures);
                    if !content.is_empty() {
                        blocks.push(Block::Paragraph { content });
                    }
                }
                Raw::List(first, items) => {
                    let items = items.into_iter().map(|item| run(item, &mut figures)).filter(|item| !item.is_empty());
                    let items: Vec<ListItem> = items
                        .enumerate()
                        .map(|(i, content)| ListItem {
                            number: first.map_or(String::new(), |first| format!("{}.", first + i as u64)),
                            content,
                        })
                        .collect();
                    if !items.is_empty() {
                        blocks.push(Block::List { items });
                    }
                }
                Raw::Exhibit(kind, spec) => {
                    let spec = spec.join("\n").trim_end_matches('\n').to_owned();
                    blocks.push(Block::Exhibit { kind, spec, exhibit: None });
                }
                Raw::Annex(title, landscape) => {
                    blocks.push(Block::Annex { number: String::new(), title, landscape });
                }
                Raw::Table(caption, align, rows) => {
                    let mut rows =
                        rows.into_iter().map(|row| row.into_iter().map(|cell| run(cell, &mut figures)).collect());
                    let head = rows.next().unwrap_or_default();
                    let rows = rows.collect();
                    blocks.push(Block::Table { caption: caption.trim().to_owned(), align, head, rows });
                }
            }
        }
        (facts, blocks, figures)
    })
}
