//! The rendered text as a draft: lines of one paragraph joined, blank lines once, headings without a text left out, the
//! number of sections filled in.

use super::node::SECTIONS_MARK;
use crate::data::counting_numeral;

/// How the block begins that begins an annex.
const ANNEX: &str = "```annex";

/// Makes a draft of what a template rendered.
pub(super) fn settle(text: &str) -> String {
    // A topic may be called 扶促工作, and a phrase say 做好{topic}工作.
    let text = text.replace("工作工作", "工作");
    let text = text.as_str();
    let (front, body) = match text.trim_start().strip_prefix("+++\n").and_then(|t| t.split_once("\n+++\n")) {
        Some((front, body)) => (format!("+++\n{front}\n+++\n"), body),
        None => (String::new(), text),
    };
    let mut blocks: Vec<String> = Vec::new();
    let mut open = false;
    let mut fenced = false;
    for line in body.lines().map(str::trim) {
        // A fenced block keeps its lines.
        let fence = line.starts_with("```");
        if fenced && let Some(block) = blocks.last_mut() {
            block.push('\n');
            block.push_str(line);
            (fenced, open) = (!fence, false);
            continue;
        }
        if fence {
            blocks.push(line.to_owned());
            fenced = true;
            continue;
        }
        let alone = line.starts_with("# ") || line.starts_with("## ") || line.starts_with("### ");
        match blocks.last_mut() {
            _ if line.is_empty() => open = false,
            Some(block) if open && !alone => block.push_str(line),
            _ => {
                blocks.push(line.to_owned());
                open = !alone;
            }
        }
    }
    let blocks = without_empty_headings(blocks);
    let body = blocks.iter().take_while(|b| !b.starts_with(ANNEX));
    let sections = body.filter(|b| b.starts_with("# ")).count();
    let sections = u32::try_from(sections).unwrap_or(u32::MAX);
    // A document without sections announces 几点, which counts nothing.
    let counted = |block: &str| match sections {
        0 => uncounted(block),
        n => block.replace(SECTIONS_MARK, &counting_numeral(n)),
    };
    let mut out = front;
    for block in blocks {
        out.push('\n');
        out.push_str(&counted(&block));
        out.push('\n');
    }
    out
}

/// A paragraph in which 几 stands for the number of sections and nothing is linked to it.
fn uncounted(block: &str) -> String {
    let mut out = String::new();
    let mut rest = block;
    while let Some((before, after)) = rest.split_once(SECTIONS_MARK) {
        let (unit, tail) = after.split_once(']').unwrap_or((after, ""));
        out.push_str(before.strip_suffix('[').unwrap_or(before));
        out.push('几');
        out.push_str(unit);
        rest = tail.split_once(')').map_or("", |(_, tail)| tail);
    }
    out + rest
}

/// A heading under which nothing stands before the next heading of its rank or a higher one says that something is
/// missing; no data, no section.
fn without_empty_headings(blocks: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for block in blocks.into_iter().rev() {
        let empty = match (rank(&block), kept.last().map(|below| rank(below))) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(own), Some(below)) => below.is_some_and(|below| below <= own),
        };
        if !empty {
            kept.push(block);
        }
    }
    kept.reverse();
    kept
}

/// The rank of a heading, from 1, or of the beginning of an annex, 0; nothing for a paragraph.
fn rank(block: &str) -> Option<usize> {
    if block.starts_with(ANNEX) {
        return Some(0);
    }
    let marks = block.bytes().take_while(|b| *b == b'#').count();
    ((1..=3).contains(&marks) && block.as_bytes().get(marks) == Some(&b' ')).then_some(marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_sections_counts_none() {
        let link = format!("我讲[{SECTIONS_MARK}点](figure:draft:sections?form=chinese&unit=点)意见");
        assert_eq!(settle(&link), "\n我讲几点意见\n");
        assert!(settle(&format!("{link}\n# 甲\n乙。")).contains("我讲[一点](figure:draft:sections"));
    }

    #[test]
    fn an_annex_keeps_its_lines_and_is_no_section() {
        let annex = "```annex\ntitle = \"台账\"\n```";
        assert_eq!(settle(&format!("{annex}\n# 甲\n有。")), format!("\n{annex}\n\n# 甲\n\n有。\n"));
        assert_eq!(settle(&format!("# 甲\n有。\n# 乙\n{annex}\n")), "\n# 甲\n\n有。\n");
        assert!(settle(&format!("{SECTIONS_MARK}点\n# 甲\n有。\n{annex}\n# 乙\n有。")).starts_with("\n一点"));
    }

    #[test]
    fn work_is_said_once() {
        assert_eq!(settle("做好扶促工作工作。"), "\n做好扶促工作。\n");
    }

    #[test]
    fn a_heading_without_a_text_is_left_out() {
        assert_eq!(settle("# 甲\n\n## 乙\n\n# 丙\n\n## 丁\n\n有。\n\n# 戊"), "\n# 丙\n\n## 丁\n\n有。\n");
        assert_eq!(settle("# 甲\n有。\n# 乙\n"), "\n# 甲\n\n有。\n");
    }
}
