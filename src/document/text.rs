//! A document's text as a reader sees it, to be compared with what is extracted from its pages.

use super::date::printed_date;
use super::model::{Block, Document, plain};

impl Document {
    /// The date as it is printed, when the facts have one that is a date.
    pub fn printed_date(&self) -> Option<String> {
        printed_date(self.facts.date.as_deref()?)
    }

    /// All that is printed, line by line: caution, title, sub-title, speaker, date, salutation, then the blocks with
    /// their numbers; a table row is a line, its cells divided by tabs.
    pub fn text(&self) -> String {
        let facts = &self.facts;
        let mut lines: Vec<String> =
            facts.caution.iter().filter(|caution| !caution.trim().is_empty()).cloned().collect();
        lines.push(facts.title.clone());
        lines.extend(facts.subtitle.as_ref().map(|subtitle| format!("——{subtitle}")));
        lines.extend(facts.speaker.clone());
        lines.extend(self.printed_date().map(|date| format!("（{date}）")));
        lines.extend(facts.salutation.clone());
        for block in &self.blocks {
            match block {
                Block::Heading { number, content, .. } => lines.push(number.clone() + &plain(content)),
                Block::Paragraph { content } => lines.push(plain(content)),
                Block::List { items } => {
                    lines.extend(items.iter().map(|item| item.number.clone() + &plain(&item.content)));
                }
                Block::Exhibit { exhibit, .. } => lines.extend(exhibit.iter().flat_map(|exhibit| exhibit.lines())),
                Block::Table { caption, head, rows, .. } => {
                    if !caption.is_empty() {
                        lines.push(caption.clone());
                    }
                    for row in std::iter::once(head).chain(rows) {
                        lines.push(row.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join("\t"));
                    }
                }
            }
        }
        lines.join("\n") + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::super::draft::Draft;
    use super::*;

    #[test]
    fn all_that_is_printed() {
        let text = "+++\ncaution = \"数据有矛盾\"\ntitle = \"讲话\"\nsubtitle = \"在会上\"\nspeaker = \"某某\"\ndate = \"2017-08-03\"\nsalutation = \"同志们：\"\n+++\n\
            完成**[4万](figure:/a)**，\\\n很好。\n\n1. 甲\n2. 乙\n\n: 进度\n\n|县|率|\n|-|-|\n|甲县|9%|\n";
        let (draft, _) = Draft::parse(text);
        let document = Document { facts: draft.facts, blocks: draft.blocks, figures: draft.figures };
        insta::assert_snapshot!(document.text(), @"
        数据有矛盾
        讲话
        ——在会上
        某某
        （2017年8月3日）
        同志们：
        完成4万，
        很好。
        1.甲
        2.乙
        进度
        县	率
        甲县	9%
        ");
    }
}
