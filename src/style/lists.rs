//! The draft's lists: what is counted off by 一是、一要、第一，, by headings of one level, or as Markdown items.
//!
//! Items may be paragraphs or stand in one paragraph or one sentence; lists stand in lists (genre study 2.5: 第一， › 一是).

use std::ops::Range;

use super::text::{Block, PAUSES, Text};
use crate::data::parse_chinese;
use crate::document::Role;

/// What an item of a list begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Kind {
    /// 一是: facts.
    Fact,
    /// 一要: orders.
    Order,
    /// 第一，
    Ordinal,
    /// 首先，其次，再次，最后
    First,
    /// （一）
    Bracketed,
    /// 一、
    Comma,
    /// 1.
    Arabic,
    /// A Markdown list.
    Bullet,
    /// Headings of a level, which the layout numbers.
    Heading(u8),
}

impl Kind {
    /// How a message names it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Fact => "一是、二是",
            Self::Order => "一要、二要",
            Self::Ordinal => "第一、第二",
            Self::First => "首先、其次",
            Self::Bracketed => "（一）（二）",
            Self::Comma => "一、二、",
            Self::Arabic => "1. 2.",
            Self::Bullet => "列表",
            Self::Heading(_) => "标题",
        }
    }
}

/// A place in the text: block and character.
pub(super) type Place = (usize, usize);

/// A list of at least two items.
#[derive(Debug, Clone)]
pub(super) struct List {
    pub kind: Kind,
    pub items: Vec<Item>,
    /// Whether it stands in no other list but the headings.
    pub outermost: bool,
}

/// An item of a list.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// Where its marker begins.
    pub start: Place,
    /// Where the next item begins, or its block ends.
    pub end: Place,
    /// Its headline, in the block in which it starts: from the marker to the next mark but 、.
    pub head: Range<usize>,
}

impl List {
    /// The section in which it begins.
    pub(super) fn section(&self, text: &Text) -> usize {
        self.items.first().map_or(0, |item| text.blocks[item.start.0].section)
    }
}

impl Item {
    /// The stretches of its text, block by block.
    pub(super) fn stretches(&self) -> impl Iterator<Item = (usize, Range<usize>)> {
        let (start, end) = (self.start, self.end);
        (start.0..=end.0).map(move |block| {
            let from = if block == start.0 { start.1 } else { 0 };
            (block, from..if block == end.0 { end.1 } else { usize::MAX })
        })
    }
}

/// The lists of a text, in the order in which they begin.
pub(super) fn lists(text: &Text) -> Vec<List> {
    let mut finder = Finder { text, lists: Vec::new(), open: Vec::new(), headings: [None; 4], bullets: None };
    for (index, block) in text.blocks.iter().enumerate() {
        match block.role {
            Role::Heading(level) => finder.heading(level, index),
            Role::Paragraph | Role::Item { .. } => finder.block(index, block),
            Role::Caption | Role::Cell => {}
        }
    }
    finder.close_from(0, (text.blocks.len(), 0));
    finder.lists.retain(|list| list.items.len() >= 2);
    finder.lists
}

struct Finder<'a> {
    text: &'a Text,
    lists: Vec<List>,
    /// The lists of markers that may go on, the inner ones last.
    open: Vec<usize>,
    /// The list of headings of each level that may go on.
    headings: [Option<usize>; 4],
    /// The Markdown list that may go on.
    bullets: Option<usize>,
}

impl Finder<'_> {
    fn heading(&mut self, level: u8, index: usize) {
        self.close_from(0, (index, 0));
        self.bullets = None;
        let place = usize::from(level.clamp(1, 4)) - 1;
        self.headings[place + 1..].fill(None);
        let list = *self.headings[place].get_or_insert_with(|| {
            self.lists.push(List { kind: Kind::Heading(level), items: Vec::new(), outermost: false });
            self.lists.len() - 1
        });
        self.add(list, (index, 0), 0);
        // Its text is what stands below it, up to the next heading of any level.
        let next = self.text.blocks[index + 1..].iter().position(|block| matches!(block.role, Role::Heading(_)));
        if let Some(item) = self.lists[list].items.last_mut() {
            item.end = (next.map_or(self.text.blocks.len(), |next| index + 1 + next), 0);
        }
    }

    fn block(&mut self, index: usize, block: &Block) {
        let marker = marker(block, 0);
        if let Role::Item { first } = block.role
            && marker.is_none()
        {
            if first || self.bullets.is_none() {
                self.lists.push(List { kind: Kind::Bullet, items: Vec::new(), outermost: self.open.is_empty() });
                self.bullets = Some(self.lists.len() - 1);
            }
            if let Some(list) = self.bullets {
                self.add(list, (index, 0), 0);
            }
        } else {
            self.bullets = None;
        }
        let mut at = 0;
        while at < block.chars.len() {
            if let Some((kind, number, length)) = self::marker(block, at) {
                self.marked(kind, number, (index, at), length);
                at += length;
            } else {
                at += 1;
            }
        }
    }

    fn marked(&mut self, kind: Kind, number: usize, at: Place, length: usize) {
        let goes_on = |list: &&usize| {
            let list = &self.lists[**list];
            // 最后 may be of any number.
            list.kind == kind && (number == LAST || list.items.len() + 1 == number)
        };
        if number == 1 {
            // A list of the same kind has ended: no list stands in one of its kind.
            if let Some(depth) = self.open.iter().position(|&list| self.lists[list].kind == kind) {
                self.close_from(depth, at);
            }
            self.lists.push(List { kind, items: Vec::new(), outermost: self.open.is_empty() });
            self.open.push(self.lists.len() - 1);
        } else if let Some(depth) = self.open.iter().rposition(|list| goes_on(&list)) {
            self.close_from(depth + 1, at);
        } else {
            return;
        }
        let Some(&list) = self.open.last() else { return };
        if let Some(item) = self.lists[list].items.last_mut() {
            item.end = at;
        }
        self.add(list, at, length);
    }

    /// Ends the open lists from `depth` on at a place: there, or where the block ends in which the last item began.
    fn close_from(&mut self, depth: usize, at: Place) {
        for list in self.open.drain(depth.min(self.open.len())..) {
            if let Some(item) = self.lists[list].items.last_mut() {
                item.end = item.end.min(at);
            }
        }
    }

    fn add(&mut self, list: usize, start: Place, marker: usize) {
        let chars = &self.text.blocks[start.0].chars;
        let from = start.1 + marker;
        let length = chars[from..].iter().take_while(|c| **c == '、' || !PAUSES.contains(**c)).count();
        let head = from..from + length;
        self.lists[list].items.push(Item { start, end: (start.0, chars.len()), head });
    }
}

/// The number of 最后.
const LAST: usize = usize::MAX;

/// The marker at a character: its kind, its number and its length. It stands at the head of a block or behind a mark.
pub(super) fn marker(block: &Block, at: usize) -> Option<(Kind, usize, usize)> {
    let chars = &block.chars;
    if block.quoted.get(at).copied().unwrap_or(true)
        || (at > 0 && !"。；：！？，,;:\n \u{3000}".contains(chars[at - 1]))
    {
        return None;
    }
    let text = &chars[at..];
    for (word, number) in [("首先", 1), ("其次", 2), ("再次", 3), ("最后", LAST)] {
        if text.iter().take(2).copied().eq(word.chars()) && text.get(2) == Some(&'，') {
            return Some((Kind::First, number, 3));
        }
    }
    let skip = usize::from(matches!(text.first(), Some('第' | '（')));
    let digits = text[skip..].iter().take_while(|c| c.is_ascii_digit()).count();
    let numeral = text[skip..].iter().take_while(|c| "一二三四五六七八九十".contains(**c)).count();
    let number: String = text[skip..skip + digits.max(numeral)].iter().collect();
    let after = text.get(skip + digits.max(numeral)).copied();
    let number = if digits > 0 { number.parse().ok() } else { parse_chinese(&number).map(|number| number as usize) };
    let number = number.filter(|number| (1..=MAX_ITEMS).contains(number))?;
    let length = skip + digits.max(numeral) + 1;
    // 一、 and 1. also stand in a row of numbers, so only the head of a block tells them.
    let kind = match (text.first().copied()?, digits > 0, after?) {
        ('第', false, '，' | '、' | '：') => Kind::Ordinal,
        ('第', false, '是') => Kind::Ordinal,
        ('（', _, '）') => Kind::Bracketed,
        ('第' | '（', _, _) => return None,
        (_, false, '是') => Kind::Fact,
        (_, false, '要') => Kind::Order,
        (_, false, '、') if at == 0 => Kind::Comma,
        (_, true, '.' | '．' | '、') if at == 0 && !text.get(length).is_some_and(char::is_ascii_digit) => {
            Kind::Arabic
        }
        _ => return None,
    };
    Some((kind, number, length))
}

/// No list of a speech is longer; a larger number is no marker.
const MAX_ITEMS: usize = 30;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Draft;

    fn read(draft: &str) -> String {
        let text = Text::new(Draft::parse(draft).0);
        let lists = lists(&text).into_iter().map(|list| {
            let items = list.items.iter().map(|item| {
                let head: String = text.blocks[item.start.0].chars[item.head.clone()].iter().collect();
                let body: String = item
                    .stretches()
                    .filter_map(|(block, range)| Some((text.blocks.get(block)?, range)))
                    .map(|(block, range)| {
                        block.chars[range.start..range.end.min(block.chars.len())].iter().collect::<String>()
                    })
                    .collect::<Vec<_>>()
                    .join("|");
                format!("{head}<{body}>")
            });
            format!(
                "{:?}{} {}\n",
                list.kind,
                if list.outermost { "" } else { "*" },
                items.collect::<Vec<_>>().join(" ")
            )
        });
        lists.collect()
    }

    #[test]
    fn lists_in_lists() {
        insta::assert_snapshot!(read(
            "主要是：第一，建了体系。一是目标，清楚；二是指挥。第二，宽了路子。一是产业。多种。二是就业。三是救助。\n\n\
             **一要抓好产业。**要快。\n\n接着抓。\n\n**二要抓好就业。**要稳。\n\n完了。"
        ), @"
        Ordinal 建了体系<第一，建了体系。一是目标，清楚；二是指挥。> 宽了路子<第二，宽了路子。一是产业。多种。二是就业。三是救助。>
        Fact* 目标<一是目标，清楚；> 指挥<二是指挥。>
        Fact* 产业<一是产业。多种。> 就业<二是就业。> 救助<三是救助。>
        Order* 抓好产业<一要抓好产业。要快。|接着抓。|> 抓好就业<二要抓好就业。要稳。>
        ");
    }

    #[test]
    fn headings_and_markdown_lists() {
        insta::assert_snapshot!(read("# 甲\n\n首先，好。最后，快。\n\n## 乙\n\n1. 子\n2. 丑\n\n断\n\n- 寅\n- 卯\n\n## 丙\n\n# 丁\n\n## 戊"), @"
        Heading(1)* 甲<甲|首先，好。最后，快。|> 丁<丁|>
        First 好<首先，好。> 快<最后，快。>
        Heading(2)* 乙<乙|子|丑|断|寅|卯|> 丙<丙|>
        Bullet 子<子> 丑<丑>
        Bullet 寅<寅> 卯<卯>
        ");
    }

    #[test]
    fn what_is_no_list() {
        assert_eq!(
            read("统一是前提，不二是原则。一是甲，三是乙。“一是一，二是二”。居第一、第二，十一、十二月。2. 甲"),
            ""
        );
    }
}
