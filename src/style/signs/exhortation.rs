//! Sign 11: a paragraph that only exhorts.

use super::super::Reading;
use crate::Finding;

/// Characters from which on such a paragraph is empty talk.
const LENGTH: usize = 250;
/// Share of its sentences that must exhort.
const SHARE: f64 = 0.8;

/// Words of exhortation: a sentence with none of them tells something.
const EXHORT: [&str; 20] = [
    "要",
    "必须",
    "务必",
    "坚决",
    "确保",
    "切实",
    "不得",
    "严禁",
    "加强",
    "强化",
    "坚持",
    "树立",
    "增强",
    "发扬",
    "担当",
    "落实",
    "提高",
    "推动",
    "让我们",
    "希望",
];

/// A paragraph of more than 250 characters, four fifths of its sentences exhortation, that has no figure and nothing of
/// the data. A text of its length stands or falls by itself, so the draft's length does not matter.
pub(super) fn exhortation_only(reading: &Reading) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, block) in reading.text.running() {
        if block.chars.len() <= LENGTH || !block.figures.is_empty() || block.chars.iter().any(char::is_ascii_digit) {
            continue;
        }
        let exhorts = block.sentences.iter().filter(|sentence| {
            let sentence: String = block.chars[(*sentence).clone()].iter().collect();
            // 主要, 重要 and 需要 are no order.
            let sentence = sentence.replace("主要", "").replace("重要", "").replace("需要", "");
            EXHORT.iter().any(|word| sentence.contains(word))
        });
        if (exhorts.count() as f64) < SHARE * block.sentences.len() as f64 || reading.terms.speaks_of(block) {
            continue;
        }
        let message = format!(
            "这一段{}字全是要求，没有一处提到数据里的人、事、数：{}",
            block.chars.len(),
            block.quote(0..block.chars.len())
        );
        findings.push(
            Finding::warning("style.exhortation", reading.text.path(index, 0), message)
                .hint("写明谁、哪项工作、什么时限，或压缩成两三句"),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::found_with;

    #[test]
    fn exhortation_and_nothing_else() {
        let data = r#"{"topics": [{"name": "安全生产"}]}"#;
        let progress = crate::data::from_json(data.as_bytes()).progress;
        let found = |draft: &str| found_with("style.exhortation", draft, &progress);
        let empty = "各级各部门要提高站位、压实责任，切实把各项工作抓紧抓实。".repeat(10);
        let told = found(&empty);
        assert_eq!(told.len(), 1);
        assert!(told[0].starts_with("警告 style.exhortation  draft:1:1\n    这一段280字全是要求"), "{told:?}");
        // Short; about the data; with a figure; telling something.
        assert!(found(&empty.chars().take(240).collect::<String>()).is_empty());
        assert!(found(&(empty.clone() + "安全生产不能放松。")).is_empty());
        assert!(found(&(empty.clone() + "完成[3个](figure:/a)。")).is_empty());
        assert!(found(&(empty.clone() + &"今年形势很好。".repeat(5))).is_empty());
    }
}
