//! Words that the office does not want.

use super::super::Reading;
use super::super::text::chars;
use crate::Finding;

/// Each place of each banned word, quoted or not: who bans a word does not want to see it.
pub(crate) fn banned(reading: &Reading, words: &[String]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for word in words.iter().map(|word| word.trim()).filter(|word| !word.is_empty()) {
        let needle = chars(word);
        for (index, block) in reading.text.blocks.iter().enumerate() {
            for at in block.find(&needle) {
                let passage = block.quote(block.sentence(at).unwrap_or(0..block.chars.len()));
                let message = format!("“{word}”是本单位禁用的词：{passage}");
                findings.push(
                    Finding::warning("style.banned", reading.text.path(index, at), message)
                        .hint("换一个说法，或改数据里的“禁用”"),
                );
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::data::from_json;
    use crate::style::banned;

    #[test]
    fn banned_words() {
        let progress =
            |words: &str| from_json(format!(r#"{{"phrases": {{"banned": [{words}]}}}}"#).as_bytes()).progress;
        let draft = "# 找准抓手\n\n成效好。以“党建”为抓手。";
        let found: String =
            banned(draft, &progress(r#""抓手", "赋能""#)).iter().map(|f| f.to_string() + "\n").collect();
        insta::assert_snapshot!(found, @"
        警告 style.banned  draft:1:5
            “抓手”是本单位禁用的词：找准抓手
            → 换一个说法，或改数据里的“禁用”
        警告 style.banned  draft:3:11
            “抓手”是本单位禁用的词：以“党建”为抓手。
            → 换一个说法，或改数据里的“禁用”
        ");
        assert!(banned(draft, &progress(r#""赋能", """#)).is_empty());
        assert!(banned(draft, &progress("")).is_empty());
    }
}
