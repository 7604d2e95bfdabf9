//! Writes blocks as a draft, so that reading it gives the same blocks.

use super::annex;
use super::draft::Draft;
use super::front_matter;
use super::model::{Align, Block, Document, Facts, FigureEntry, Inline, ListItem};
use crate::draft::{Edges, entity, escape_into, target};
use crate::draft::{closes, opens};

impl Draft {
    /// Writes the draft. Reading it gives the same facts, blocks and figures; the wording of its Markdown is not kept.
    pub fn to_markdown(&self) -> String {
        print(&self.facts, &self.blocks, &self.figures)
    }
}

impl Document {
    /// Writes the document as a draft. The numbers of its headings are not written: the next reading gives them anew.
    pub fn to_markdown(&self) -> String {
        print(&self.facts, &self.blocks, &self.figures)
    }
}

/// Writes facts and blocks; `figures` are what [`Inline::Figure`] refers to.
pub fn print(facts: &Facts, blocks: &[Block], figures: &[FigureEntry]) -> String {
    let mut out = front_matter::print(facts);
    // Of two lists in a row, the second needs another mark, or it continues the first.
    let mut alternate = false;
    for (i, block) in blocks.iter().enumerate() {
        out.push('\n');
        let follows_list = i > 0 && matches!(blocks[i - 1], Block::List { .. });
        alternate = follows_list && !alternate;
        match block {
            Block::Heading { level, content, .. } => {
                out.extend(std::iter::repeat_n('#', usize::from(*level)));
                out.push(' ');
                inlines(&mut out, content, figures, "<br>");
                out.push('\n');
            }
            Block::Paragraph { content } => {
                inlines(&mut out, content, figures, "\\\n");
                out.push('\n');
            }
            Block::List { items } => {
                for item in items {
                    list_item(&mut out, item, figures, alternate);
                }
            }
            Block::Exhibit { kind, spec, .. } => {
                let fence = fence(spec);
                out.push_str(&format!(
                    "{fence}{}\n{spec}{}{fence}\n",
                    kind.word(),
                    if spec.is_empty() { "" } else { "\n" }
                ));
            }
            Block::Table { caption, align, head, rows } => {
                if !caption.is_empty() {
                    out.push_str(": ");
                    escape_into(&mut out, caption, Edges { start: true, end: true });
                    out.push_str("\n\n");
                }
                row(&mut out, head, figures);
                for align in align {
                    out.push_str(match align {
                        Align::Left => "|---",
                        Align::Center => "|:-:",
                        Align::Right => "|--:",
                    });
                }
                out.push_str("|\n");
                for cells in rows {
                    row(&mut out, cells, figures);
                }
            }
            Block::Annex { title, landscape, .. } => annex::print(&mut out, title, *landscape),
        }
    }
    out
}

/// A fence that is longer than any in the text that it encloses.
fn fence(spec: &str) -> String {
    let longest = spec.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(longest.max(2) + 1)
}

fn list_item(out: &mut String, item: &ListItem, figures: &[FigureEntry], alternate: bool) {
    let mark = match item.number.strip_suffix('.') {
        Some(number) => {
            // CommonMark reads no more than nine digits; only the first item's number counts.
            let number = number.parse().unwrap_or(u64::MAX).min(999_999_999);
            format!("{number}{} ", if alternate { ')' } else { '.' })
        }
        None => if alternate { "* " } else { "- " }.to_owned(),
    };
    out.push_str(&mark);
    let line_end = format!("\\\n{}", " ".repeat(mark.len()));
    inlines(out, &item.content, figures, &line_end);
    out.push('\n');
}

fn row(out: &mut String, cells: &[Vec<Inline>], figures: &[FigureEntry]) {
    for cell in cells {
        out.push_str("| ");
        inlines(out, cell, figures, "<br>");
        out.push(' ');
    }
    out.push_str("|\n");
}

/// A stretch of inlines that is written by itself.
enum Token<'a> {
    Text(&'a str),
    Figure(&'a str, usize),
    Open,
    Close,
    Break,
}

fn inlines(out: &mut String, content: &[Inline], figures: &[FigureEntry], line_end: &str) {
    let mut tokens = Vec::new();
    for inline in content {
        match inline {
            Inline::Strong { content } => {
                tokens.push(Token::Open);
                // The reader gives no stress within stress; a tree from elsewhere is written without the inner marks.
                flat(content, &mut tokens);
                tokens.push(Token::Close);
            }
            other => flat(std::slice::from_ref(other), &mut tokens),
        }
    }
    for (i, token) in tokens.iter().enumerate() {
        let before = i.checked_sub(1).map(|before| &tokens[before]);
        let after = tokens.get(i + 1);
        match token {
            Token::Text(text) => {
                let edges = Edges {
                    start: !matches!(before, Some(Token::Figure(..))),
                    end: !matches!(after, Some(Token::Figure(..))),
                };
                let start = i > 0 && needs_entity(&tokens, i - 1);
                let end = needs_entity(&tokens, i + 1);
                written(out, text, edges, start, end);
            }
            Token::Figure(text, figure) => {
                out.push('[');
                escape_into(out, text, Edges { start: true, end: true });
                let source = figures.get(*figure).map_or("", |entry| entry.source.as_str());
                out.push_str(&format!("]({})", target(source)));
            }
            Token::Open | Token::Close => out.push_str("**"),
            Token::Break => out.push_str(line_end),
        }
    }
}

fn flat<'a>(content: &'a [Inline], tokens: &mut Vec<Token<'a>>) {
    for inline in content {
        match inline {
            Inline::Text { text } => tokens.push(Token::Text(text)),
            Inline::Figure { text, figure } => tokens.push(Token::Figure(text, *figure)),
            Inline::Break => tokens.push(Token::Break),
            Inline::Strong { content } => flat(content, tokens),
        }
    }
}

/// Whether the `**` at `at` opens or closes only if the text beside it is written as entities, which are marks.
fn needs_entity(tokens: &[Token<'_>], at: usize) -> bool {
    let side = |token: Option<&Token<'_>>, last: bool| match token {
        Some(Token::Text(text)) if last => text.chars().next_back(),
        Some(Token::Text(text)) => text.chars().next(),
        Some(Token::Figure(..)) => Some(if last { ')' } else { '[' }),
        // `\` or `<br>` begins a break; what stands before the text after it is a blank or `>`.
        Some(Token::Break) if !last => Some('\\'),
        Some(Token::Open | Token::Close) => Some('*'),
        _ => None,
    };
    // A single character between two `**` would have to suit both.
    let alone = |token: Option<&Token<'_>>| matches!(token, Some(Token::Text(text)) if text.chars().nth(1).is_none());
    let (left, right) = (at.checked_sub(1).and_then(|left| tokens.get(left)), tokens.get(at + 1));
    let (before, after) = (side(left, true), side(right, false));
    let pairs = match tokens.get(at) {
        Some(Token::Open) => opens(before, after),
        Some(Token::Close) => closes(before, after),
        _ => return false,
    };
    !pairs || alone(left) || alone(right)
}

/// Text, its first and last characters as entities when they must be.
fn written(out: &mut String, text: &str, edges: Edges, start: bool, end: bool) {
    let mut rest = text;
    if let Some(c) = rest.chars().next().filter(|_| start) {
        entity(out, c);
        rest = &rest[c.len_utf8()..];
    }
    let last = rest.chars().next_back().filter(|_| end);
    let middle = &rest[..rest.len() - last.map_or(0, char::len_utf8)];
    escape_into(out, middle, Edges { start: edges.start && !start, end: edges.end && last.is_none() });
    if let Some(c) = last {
        entity(out, c);
    }
}

#[cfg(test)]
mod tests {
    use super::super::generate;
    use super::super::model::plain;
    use super::*;
    use crate::draft::flatten;
    use crate::draft::{escape, figure_link};
    use proptest::prelude::*;

    fn blocks(text: &str) -> Vec<Block> {
        Draft::parse(&format!("+++\ntitle = \"题\"\n+++\n{text}\n")).0.blocks
    }

    fn paragraph(content: Vec<Inline>) -> Vec<Block> {
        vec![Block::Paragraph { content }]
    }

    fn text(text: impl Into<String>) -> Inline {
        Inline::Text { text: text.into() }
    }

    #[test]
    fn a_draft_stays_readable() {
        let draft = "\
+++
title = \"在全市脱贫攻坚观摩点评会议上的讲话\"
date = \"2017-08-30\"
+++

我再强调[四点](figure:draft:sections?form=chinese&unit=点)意见。

# 肯定成绩，加压奋进

**一是成效显著。**截至目前，已完成[4.98万](figure:/targets/0/done?form=bare)人。

- 甲
- 乙

3) 丙

: 各县进度

| 县 | 完成率 |
|---|--:|
| 甲县 | [68%](figure:/targets/0/rate) |
";
        let (read, findings) = Draft::parse(draft);
        assert_eq!(findings, []);
        assert_eq!(read.to_markdown(), draft);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        #[test]
        fn read_after_print((facts, blocks, figures) in generate::draft()) {
            let printed = print(&facts, &blocks, &figures);
            let (read, _) = Draft::parse(&printed);
            prop_assert_eq!(&read.facts, &facts, "{}", printed);
            prop_assert_eq!(&read.blocks, &blocks, "{}", printed);
            prop_assert_eq!(&read.figures, &figures, "{}", printed);
        }

        #[test]
        fn print_settles(lines in prop::collection::vec(generate::text(), 0..8)) {
            let once = Draft::parse(&lines.join("\n")).0.to_markdown();
            let twice = Draft::parse(&once).0.to_markdown();
            prop_assert_eq!(twice, once);
        }

        #[test]
        fn escaped_text_is_text(data in prop_oneof![any::<String>(), generate::text(), "[ \t\n\r甲a]{0,8}"]) {
            let (escaped, data) = (escape(&data), flatten(&data));
            if data.is_empty() {
                prop_assert_eq!(escaped, "");
                return Ok(());
            }
            prop_assert_eq!(blocks(&escaped), paragraph(vec![text(&data)]), "{}", escaped);
            prop_assert_eq!(blocks(&format!("前{escaped}后")), paragraph(vec![text(format!("前{data}后"))]), "{}", escaped);
            prop_assert_eq!(blocks(&format!("前\n{escaped}\n后")).len(), 1);
            prop_assert_eq!(
                blocks(&format!("## {escaped}")),
                vec![Block::Heading { level: 2, number: String::new(), content: vec![text(&data)] }]
            );
            let stressed = Inline::Strong { content: vec![text(&data)] };
            prop_assert_eq!(blocks(&format!("前**{escaped}**后")), paragraph(vec![text("前"), stressed.clone(), text("后")]));
            prop_assert_eq!(blocks(&format!("**{escaped}**")), paragraph(vec![stressed]));
            let figure = Inline::Figure { text: data.clone(), figure: 0 };
            prop_assert_eq!(blocks(&figure_link(&data, "/a?b=c")), paragraph(vec![figure]));
            prop_assert_eq!(blocks(&format!("- {escaped}")).iter().map(|block| match block {
                Block::List { items } => plain(&items[0].content),
                _ => String::new(),
            }).collect::<String>(), data.clone());
            let table = blocks(&format!("| {escaped} | 乙 |\n|---|---|\n| 丙 | {escaped} |"));
            let cell = || vec![text(&data)];
            prop_assert_eq!(table, vec![Block::Table {
                caption: String::new(),
                align: vec![Align::Left; 2],
                head: vec![cell(), vec![text("乙")]],
                rows: vec![vec![vec![text("丙")], cell()]],
            }]);
        }

        #[test]
        fn two_escaped_texts_are_one(left in generate::text(), right in generate::text()) {
            let read = blocks(&(escape(&left) + &escape(&right)));
            prop_assert_eq!(read, paragraph(vec![text(left + &right)]));
        }

        #[test]
        fn anything_is_read(draft in prop_oneof![any::<String>(), prop::collection::vec(generate::text(), 0..30).prop_map(|lines| lines.join("\n"))]) {
            let (read, _) = Draft::parse(&draft);
            prop_assert_eq!(read.figures.len(), read.links.len());
        }
    }
}
