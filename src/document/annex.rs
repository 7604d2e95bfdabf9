//! 附件: a fenced block of the draft that begins one.
//!
//! ````text
//! ```annex
//! title = "问题整改台账"
//! landscape = true
//! ```
//! ````

use std::ops::Range;

use serde::Deserialize;

use super::front_matter::toml_value;
use super::model::Block;
use super::position::Positions;
use crate::Finding;

/// What the block says.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Head {
    title: String,
    landscape: bool,
}

/// Reads the `lines` of a block that stands in `range` of the draft. What cannot be read is a finding; an annex begins all
/// the same.
pub(super) fn read(text: &str, range: &Range<usize>, lines: &str, positions: &Positions) -> (Block, Vec<Finding>) {
    let mut findings = Vec::new();
    let hint = "写作 title = \"附件的标题\"，横排的附件再加一行 landscape = true";
    let head = toml::from_str::<Head>(lines).unwrap_or_else(|error| {
        let fence = text.get(range.clone()).and_then(|block| block.find('\n')).map_or(0, |end| end + 1);
        let at = range.start + fence + error.span().map_or(0, |span| span.start);
        let message = format!("附件的说明读不懂（{}）", error.message().trim());
        findings.push(Finding::error("document.annex", positions.path(at.min(range.end)), message).hint(hint));
        Head::default()
    });
    if head.title.trim().is_empty() && findings.is_empty() {
        findings.push(Finding::error("document.annex", positions.path(range.start), "附件没有标题").hint(hint));
    }
    (Block::Annex { number: String::new(), title: head.title, landscape: head.landscape }, findings)
}

/// Writes the block that begins an annex.
pub(super) fn print(out: &mut String, title: &str, landscape: bool) {
    // A JSON string is on one line, so that no title ends the block.
    out.push_str(&format!("```annex\ntitle = {}\n", toml_value(&serde_json::Value::from(title))));
    if landscape {
        out.push_str("landscape = true\n");
    }
    out.push_str("```\n");
}

/// Numbers the annexes: 附件 if there is one, else 附件1, 附件2 (GB/T 9704-2012, 7.3.7).
pub(super) fn number(blocks: &mut [Block]) {
    let several = blocks.iter().filter(|block| matches!(block, Block::Annex { .. })).count() > 1;
    let annexes = blocks.iter_mut().filter_map(|block| match block {
        Block::Annex { number, .. } => Some(number),
        _ => None,
    });
    for (i, number) in annexes.enumerate() {
        *number = if several { format!("附件{}", i + 1) } else { "附件".to_owned() };
    }
}

#[cfg(test)]
mod tests {
    use super::super::draft::Draft;
    use super::super::numbering;
    use super::*;

    fn read_all(text: &str) -> (Vec<Block>, String, usize) {
        let (mut draft, mut findings) = Draft::parse(&format!("+++\ntitle = \"题\"\n+++\n{text}"));
        numbering::number(&mut draft, &mut findings);
        let sections = draft.sections();
        (draft.blocks, findings.iter().map(|f| f.to_string() + "\n").collect(), sections)
    }

    fn annex(number: &str, title: &str, landscape: bool) -> Block {
        Block::Annex { number: number.into(), title: title.into(), landscape }
    }

    #[test]
    fn one_is_not_counted_and_several_are() {
        let one = "# 甲\n\n```annex\ntitle = \"问题整改台账\"\n```\n\n# 乙\n";
        let (blocks, findings, sections) = read_all(one);
        assert_eq!((&blocks[1], findings.as_str(), sections), (&annex("附件", "问题整改台账", false), "", 1));
        let (blocks, findings, _) = read_all("```annex\ntitle='甲'\n```\n~~~annex\nlandscape=true\ntitle='乙'\n~~~\n");
        assert_eq!(
            (&blocks[..], findings.as_str()),
            (&[annex("附件1", "甲", false), annex("附件2", "乙", true)][..], "")
        );
    }

    #[test]
    fn what_cannot_be_read_is_said_with_its_place() {
        let (blocks, findings, _) =
            read_all("```annex\ntitle = \"甲\"\npages = 3\n```\n\n```annex\n```\n\n```annex\ntitle = 甲\n```\n");
        assert_eq!(blocks.len(), 3);
        insta::assert_snapshot!(findings, @r#"
        错误 document.annex  draft:6:1
            附件的说明读不懂（unknown field `pages`, expected `title` or `landscape`）
            → 写作 title = "附件的标题"，横排的附件再加一行 landscape = true
        错误 document.annex  draft:9:1
            附件没有标题
            → 写作 title = "附件的标题"，横排的附件再加一行 landscape = true
        错误 document.annex  draft:13:9
            附件的说明读不懂（string values must be quoted, expected literal string）
            → 写作 title = "附件的标题"，横排的附件再加一行 landscape = true
        "#);
    }
}
