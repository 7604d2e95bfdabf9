//! A document's text as a reader sees it, to be compared with what is extracted from its pages.

use super::date::printed_date;
use super::model::{Block, Document, plain};

impl Document {
    /// The date as it is printed, when the facts have one that is a date.
    pub fn printed_date(&self) -> Option<String> {
        printed_date(self.facts.date.as_deref()?)
    }

    /// All that is printed, line by line: caution, title, sub-title, speaker, date, salutation, then the blocks with
    /// their numbers; a table row is a line, its cells divided by tabs. What an issued document carries besides stands
    /// where such a document has it: its head before the title, signature and date before the annexes.
    pub fn text(&self) -> String {
        let facts = &self.facts;
        let issued = facts.issued();
        let mut lines: Vec<String> = facts.caution.clone().into_iter().collect();
        lines.extend([&facts.copy_number, &facts.secrecy, &facts.urgency].into_iter().flatten().cloned());
        match facts.masthead.as_ref().or(facts.mark.as_ref()) {
            Some(mark) => lines.push(mark.clone()),
            None => lines.extend(facts.issuers.iter().cloned()),
        }
        lines.extend(facts.number.clone());
        if !facts.signers.is_empty() {
            lines.push(format!("签发人：{}", facts.signers.join("")));
        }
        lines.extend(facts.printed_issue());
        lines.extend(facts.editor.clone());
        lines.push(facts.title.clone());
        lines.extend(facts.subtitle.as_ref().map(|subtitle| format!("——{subtitle}")));
        lines.extend(facts.speaker.clone());
        lines.extend(self.printed_date().filter(|_| !issued).map(|date| format!("（{date}）")));
        lines.extend(facts.printed_recipients());
        lines.extend(facts.salutation.clone());
        let annexes = self.blocks.iter().position(|block| matches!(block, Block::Annex { .. }));
        let (body, annexes) = self.blocks.split_at(annexes.unwrap_or(self.blocks.len()));
        push_blocks(&mut lines, body);
        for (i, (number, title)) in self.annex_list().iter().enumerate().filter(|_| issued) {
            lines.push(format!("{}{number}{title}", if i == 0 { "附件：" } else { "" }));
        }
        lines.extend(facts.signed().iter().filter(|_| issued).cloned());
        lines.extend(self.printed_date().filter(|_| issued));
        lines.extend(facts.printed_note());
        push_blocks(&mut lines, annexes);
        lines.extend(facts.printed_copies().into_iter().map(|(label, names)| format!("{label}{names}")));
        lines.extend(facts.printer.clone());
        lines.extend(facts.printed_on());
        lines.extend(facts.print_run.clone());
        lines.retain(|line| !line.trim().is_empty());
        lines.join("\n") + "\n"
    }
}

fn push_blocks(lines: &mut Vec<String>, blocks: &[Block]) {
    for block in blocks {
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
            Block::Annex { number, title, .. } => lines.extend([number.clone(), title.clone()]),
        }
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

    #[test]
    fn an_issued_document_is_told_from_head_to_foot() {
        let text = "+++\ntitle = \"通报\"\ndate = \"2025-09-01\"\nissuers = [\"甲局\", \"乙局\"]\nnumber = \"某发〔2025〕1号\"\n\
            recipients = [\"各县\"]\ncopies = [\"市委办\"]\nprinter = \"甲局办\"\nprinted = \"2025-09-02\"\n+++\n正文。\n\n\
            ```annex\ntitle = \"台账\"\n```\n\n附件正文。\n";
        let (document, _) = Document::from_draft(text, &crate::data::Figures::new(&Default::default()));
        insta::assert_snapshot!(document.text(), @"
        甲局
        乙局
        某发〔2025〕1号
        通报
        各县：
        正文。
        附件：台账
        甲局
        乙局
        2025年9月1日
        附件
        台账
        附件正文。
        抄送：市委办。
        甲局办
        2025年9月2日印发
        ");
    }
}
