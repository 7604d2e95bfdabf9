//! Runs of text as a layout prints them: stressed, with line-breaking marks, cut into sentences, with figures' readings.

use serde::Serialize;

use super::joints::{WORD_JOINER, joints};
use crate::data::{Reading, readings};
use crate::document::{Inline, plain, sentence_ends};
use crate::fonts::is_ignorable;

/// A run of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Run {
    /// Characters.
    Text(String),
    /// A figure, and above it how it is spoken.
    Spoken { figure: String, spoken: String },
    /// A stressed run.
    Strong { strong: Vec<Run> },
    /// The end of a line.
    Break { r#break: bool },
}

/// The characters that are printed. Line ends and tabs become spaces; what prints nothing (control characters, zero-width
/// characters that came along from a web page) is dropped.
pub fn printable(text: &str) -> String {
    text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).filter(|&c| !is_ignorable(c)).collect()
}

/// A non-empty, printable text.
pub fn some(text: Option<&str>) -> Option<String> {
    text.map(|text| printable(text.trim())).filter(|text| !text.is_empty())
}

/// A text with its joiners.
pub fn glued(text: &str) -> String {
    let mut out = printable(text);
    for at in joints(&out).into_iter().rev() {
        out.insert(at, WORD_JOINER);
    }
    out
}

/// `prefix` and `content` with joiners. Joints are found in the whole text, so that a figure, which is a run of its own,
/// stays with the unit that follows it. With `spoken`, figures that are not said at once get their reading.
pub fn runs(prefix: &str, content: &[Inline], spoken: bool) -> Vec<Run> {
    let whole = whole(prefix, content);
    let joints = joints(&whole);
    let mut at = 0;
    let mut out = Vec::new();
    push_text(prefix, &mut at, &joints, &mut out);
    push_runs(content, &mut at, &joints, &mut out);
    if spoken {
        let helped: Vec<_> = readings(&whole).into_iter().filter(|reading| !reading.evident).collect();
        out = with_readings(out, &mut 0, &helped);
    }
    out
}

/// The same, sentence by sentence. One of more than `longest` characters is cut at its semicolons, too; 段首主题句, stressed
/// as a whole, goes with the sentence after it, as a heading does.
pub fn sentences(prefix: &str, content: &[Inline], spoken: bool, longest: usize) -> Vec<Vec<Run>> {
    let whole = whole(prefix, content);
    let mut ends = Vec::new();
    let mut from = 0;
    for end in sentence_ends(&whole).into_iter().chain([whole.len()]) {
        let sentence = &whole[from..end];
        if sentence.chars().count() > longest {
            let clauses = sentence.match_indices('；').map(|(at, mark)| from + at + mark.len());
            ends.extend(clauses.filter(|&clause| clause < end));
        }
        ends.push(end);
        from = end;
    }
    ends.pop();
    let mut out = cut(runs(prefix, content, spoken), &mut 0, &ends);
    out.retain(|sentence| !sentence.is_empty());
    if out.len() > 1 && out[0].iter().all(|run| matches!(run, Run::Strong { .. })) {
        let topic = out.remove(0);
        out[0].splice(..0, topic);
    }
    out
}

/// The text of runs, in which joints, readings and sentences are found.
fn whole(prefix: &str, content: &[Inline]) -> String {
    printable(&format!("{prefix}{}", plain(content)))
}

fn push_runs(content: &[Inline], at: &mut usize, joints: &[usize], out: &mut Vec<Run>) {
    for inline in content {
        match inline {
            Inline::Text { text } | Inline::Figure { text, .. } => push_text(text, at, joints, out),
            Inline::Strong { content } => {
                let mut strong = Vec::new();
                push_runs(content, at, joints, &mut strong);
                out.push(Run::Strong { strong });
            }
            Inline::Break => {
                *at += 1;
                out.push(Run::Break { r#break: true });
            }
        }
    }
}

/// Appends a text with its joiners to the run before it. `at` is its offset in the text in which the joints were found.
fn push_text(text: &str, at: &mut usize, joints: &[usize], out: &mut Vec<Run>) {
    let text = printable(text);
    if text.is_empty() {
        return;
    }
    let end = *at + text.len();
    let mut joined = text;
    for &joint in joints.iter().rev().filter(|&&joint| (*at..end).contains(&joint)) {
        joined.insert(joint - *at, WORD_JOINER);
    }
    *at = end;
    match out.last_mut() {
        Some(Run::Text(last)) => last.push_str(&joined),
        _ => out.push(Run::Text(joined)),
    }
}

/// How long a text is without its joiners.
fn length(text: &str) -> usize {
    text.len() - text.matches(WORD_JOINER).count() * WORD_JOINER.len_utf8()
}

/// Divides a text after so many bytes, its joiners not counted. One that stands there goes with what follows.
fn divide(text: &str, bytes: usize) -> (&str, &str) {
    let mut left = bytes;
    for (at, c) in text.char_indices() {
        if left == 0 {
            return text.split_at(at);
        }
        if c != WORD_JOINER {
            left = left.saturating_sub(c.len_utf8());
        }
    }
    (text, "")
}

/// Takes out of the texts the figures that have a reading. `at` is the offset of the first run.
fn with_readings(runs: Vec<Run>, at: &mut usize, readings: &[Reading]) -> Vec<Run> {
    let mut out = Vec::new();
    for run in runs {
        match run {
            Run::Text(text) => {
                let end = *at + length(&text);
                let mut rest = &text[..];
                // A figure that is partly stressed is left as it is.
                for reading in readings.iter().filter(|r| r.range.start >= *at && r.range.end <= end) {
                    let (before, from) = divide(rest, reading.range.start - (end - length(rest)));
                    let (figure, after) = divide(from, reading.range.len());
                    if !before.is_empty() {
                        out.push(Run::Text(before.to_owned()));
                    }
                    out.push(Run::Spoken { figure: figure.to_owned(), spoken: reading.spoken.clone() });
                    rest = after;
                }
                if !rest.is_empty() {
                    out.push(Run::Text(rest.to_owned()));
                }
                *at = end;
            }
            Run::Strong { strong } => out.push(Run::Strong { strong: with_readings(strong, at, readings) }),
            Run::Spoken { figure, spoken } => {
                *at += length(&figure);
                out.push(Run::Spoken { figure, spoken });
            }
            Run::Break { .. } => {
                *at += 1;
                out.push(run);
            }
        }
    }
    out
}

/// Cuts runs at offsets. `at` is the offset of the first run.
fn cut(runs: Vec<Run>, at: &mut usize, ends: &[usize]) -> Vec<Vec<Run>> {
    let mut out = vec![Vec::new()];
    let mut push = |run: Option<Run>, ended: bool| {
        if let Some(last) = out.last_mut() {
            last.extend(run);
        }
        if ended {
            out.push(Vec::new());
        }
    };
    for run in runs {
        match run {
            Run::Text(text) => {
                let end = *at + length(&text);
                let mut rest = &text[..];
                for &cut in ends.iter().filter(|&&cut| cut > *at && cut <= end) {
                    let (sentence, after) = divide(rest, cut - (end - length(rest)));
                    push(Some(Run::Text(sentence.to_owned())), true);
                    rest = after;
                }
                push(Some(Run::Text(rest.to_owned())).filter(|_| !rest.is_empty()), false);
                *at = end;
            }
            Run::Strong { strong } => {
                let mut parts = cut(strong, at, ends).into_iter().peekable();
                while let Some(strong) = parts.next() {
                    push(
                        Some(Run::Strong { strong: strong.clone() }).filter(|_| !strong.is_empty()),
                        parts.peek().is_some(),
                    );
                }
            }
            Run::Spoken { ref figure, .. } => {
                *at += length(figure);
                let ended = ends.contains(at);
                push(Some(run), ended);
            }
            Run::Break { .. } => {
                *at += 1;
                push(Some(run), false);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Inline {
        Inline::Text { text: text.into() }
    }

    /// Sentences divided by |, stress by *, readings in brackets, joiners dropped.
    fn shown(content: &[Inline], spoken: bool, longest: usize) -> String {
        fn show(run: &Run) -> String {
            match run {
                Run::Text(text) => text.replace(WORD_JOINER, ""),
                Run::Spoken { figure, spoken } => format!("{}[{spoken}]", figure.replace(WORD_JOINER, "")),
                Run::Strong { strong } => format!("*{}*", strong.iter().map(show).collect::<String>()),
                Run::Break { .. } => "/".into(),
            }
        }
        let sentences = sentences("", content, spoken, longest);
        sentences.iter().map(|runs| runs.iter().map(show).collect::<String>()).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn sentences_are_cut_through_stress_and_figures() {
        let content = [
            Inline::Strong { content: vec![text("一是压实责任。二是"), text("加力。")] },
            text("完成"),
            Inline::Figure { text: "7.38".into(), figure: 0 },
            text("万人，13%～17%，"),
            Inline::Figure { text: "30个".into(), figure: 1 },
            text("。“好。”"),
            Inline::Break,
            text("丙"),
        ];
        assert_eq!(
            shown(&content, true, 100),
            "*一是压实责任。**二是加力。*|完成7.38[七点三八]万人，13%～17%[百分之十三至百分之十七]，30个。|“好。”|/丙"
        );
        assert_eq!(
            shown(&content, false, 100),
            "*一是压实责任。**二是加力。*|完成7.38万人，13%～17%，30个。|“好。”|/丙"
        );
        assert_eq!(shown(&[text("甲；乙；丙。丁；戊。")], false, 5), "甲；|乙；|丙。|丁；戊。");
        assert_eq!(shown(&[], true, 5), "");
    }

    #[test]
    fn a_joiner_stays_before_the_unit() {
        let runs = runs("", &[Inline::Figure { text: "7.38".into(), figure: 0 }, text("万人")], true);
        assert_eq!(
            runs,
            [
                Run::Spoken { figure: "7.38".into(), spoken: "七点三八".into() },
                Run::Text("\u{2060}万\u{2060}人".into())
            ]
        );
    }
}
