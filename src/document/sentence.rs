//! Where sentences end: where a speaker draws breath, and where a page of the reading edition may turn.

/// Marks that end a sentence (GB/T 15834-2011, 4.1–4.3).
const ENDS: &str = "。！？!?";
/// Marks that still belong to the sentence that they close.
const CLOSERS: &str = "”’）》〉」』】〕)\"";

/// The byte after the last character of each sentence but the last one, which ends with the text.
///
/// A mark within brackets or quotes ends a sentence when another begins after it. When the sentence around them goes on
/// (“……。”的要求), it does not.
pub(crate) fn sentence_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !ENDS.contains(c) {
            continue;
        }
        let mut end = at + c.len_utf8();
        let mut closed = false;
        while let Some((at, c)) = chars.next_if(|(_, c)| ENDS.contains(*c) || CLOSERS.contains(*c)) {
            closed |= CLOSERS.contains(c);
            end = at + c.len_utf8();
        }
        let goes_on = |c: char| "，、；：,;:—…的等".contains(c) || (closed && "是和与及为".contains(c));
        if chars.peek().is_some_and(|&(_, next)| !goes_on(next)) {
            ends.push(end);
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(text: &str) -> String {
        let mut out = text.to_owned();
        for end in sentence_ends(text).into_iter().rev() {
            out.insert(end, '|');
        }
        out
    }

    #[test]
    fn sentences_end_with_their_closing_marks() {
        for (text, sentences) in [
            ("甲。乙！丙？丁", "甲。|乙！|丙？|丁"),
            ("甲。", "甲。"),
            ("", ""),
            ("甲，乙；丙：丁。戊", "甲，乙；丙：丁。|戊"),
            ("“甲。乙。”丙。丁", "“甲。|乙。”|丙。|丁"),
            ("坚持“甲。”的要求。乙", "坚持“甲。”的要求。|乙"),
            ("甲（乙。），丙。丁", "甲（乙。），丙。|丁"),
            ("甲？！乙", "甲？！|乙"),
            ("增长3.5%。乙", "增长3.5%。|乙"),
        ] {
            assert_eq!(parted(text), sentences);
        }
    }
}
