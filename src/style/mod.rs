//! Self-criticism: what an editor of the office would mark in a draft, whoever wrote it.
//!
//! [`review`] reads a draft as the stage [`document`](crate::document) does and gives a [`Review`]: [`Finding`]s for the twelve
//! signs by which a reader knows a machine (genre study section 7, `signs`), and [`Measures`] that stand beside those of
//! the corpus. Nothing here changes a draft or forbids a page.
//!
//! Only what is wrong however one reads it is an error: a count that its list contradicts, a figure with two values, 余 behind an
//! exact number. A sign clearly over its threshold is a warning, a rate outside the corpus's a note. A short text has no
//! rates: each threshold says from how much text on it holds, and a rate is remarkable only where chance would hardly
//! give it (`corpus`).

mod corpus;
mod lists;
mod measures;
mod rates;
mod signs;
mod terms;
mod text;

use serde::Serialize;

use crate::Finding;
use crate::data::Progress;
use crate::document::Draft;
pub use measures::{Measures, WordCount, WordRate};

/// What was found in a draft.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Review {
    /// What to change, in the order of the draft. Codes are `style.*`, paths `draft:LINE:COLUMN`.
    pub findings: Vec<Finding>,
    /// The draft in numbers.
    pub measures: Measures,
}

/// What the signs are looked for in.
struct Reading {
    text: text::Text,
    lists: Vec<lists::List>,
    terms: terms::Terms,
    /// Block by block, which characters stand in phrases of the data.
    known: Vec<Vec<bool>>,
    /// The genre's id, empty when the draft names none.
    genre: String,
}

impl Reading {
    fn new(draft: &str, progress: &Progress) -> Self {
        let (draft, _) = Draft::parse(draft);
        let genre = draft.facts.genre.clone().unwrap_or_default();
        let text = text::Text::new(draft);
        let lists = lists::lists(&text);
        let terms = terms::Terms::new(progress);
        let known = text.blocks.iter().map(|block| terms.within(block)).collect();
        Self { text, lists, terms, known, genre }
    }
}

/// Reads a draft as an editor does. What is wrong with its form or its figures' sources is not repeated here:
/// [`Document::from_draft`](crate::document::Document::from_draft) says it.
///
/// ```
/// use huibao::data::Progress;
/// use huibao::style::review;
///
/// let review = review("# 成效\n\n主要体现在三个方面：一是速度快；二是质量好。", &Progress::default());
/// assert_eq!(review.findings[0].code, "style.list_count");
/// assert_eq!(review.measures.sentences, 1);
/// ```
pub fn review(draft: &str, progress: &Progress) -> Review {
    let reading = Reading::new(draft, progress);
    let measures = Measures::of(&reading);
    let mut findings = signs::all(&reading);
    findings.extend(rates::outside(&reading, &measures));
    findings.extend(signs::banned(&reading, &progress.phrases.banned));
    in_order(&mut findings);
    Review { findings, measures }
}

/// The words that the office does not want to read (`phrases.banned` of the data), wherever they stand in the draft.
pub fn banned(draft: &str, progress: &Progress) -> Vec<Finding> {
    let mut findings = signs::banned(&Reading::new(draft, progress), &progress.phrases.banned);
    in_order(&mut findings);
    findings
}

/// By line and column; what concerns the whole draft comes last.
fn in_order(findings: &mut [Finding]) {
    findings.sort_by_cached_key(|finding| {
        let mut parts = finding.path.split(':').skip(1).map(|part| part.parse().unwrap_or(usize::MAX));
        (parts.next().unwrap_or(usize::MAX), parts.next().unwrap_or(usize::MAX))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The findings of `draft` whose code is `code`, as they print.
    pub(super) fn found(code: &str, draft: &str) -> Vec<String> {
        found_with(code, draft, &Progress::default())
    }

    pub(super) fn found_with(code: &str, draft: &str, progress: &Progress) -> Vec<String> {
        let findings = review(draft, progress).findings;
        findings.iter().filter(|finding| finding.code == code).map(ToString::to_string).collect()
    }

    #[test]
    fn findings_come_in_the_order_of_the_draft() {
        let progress = crate::data::from_json(r#"{"phrases": {"banned": ["亮点", "抓手"]}}"#.as_bytes()).progress;
        let review = review("以此为抓手。\n\n共67339余户，是亮点。\n\n再找抓手。", &progress);
        let places: Vec<_> = review.findings.iter().map(|f| (f.code.as_str(), f.path.as_str())).collect();
        assert_eq!(
            places,
            [
                ("style.banned", "draft:1:4"),
                ("style.exact_and_more", "draft:3:2"),
                ("style.banned", "draft:3:11"),
                ("style.banned", "draft:5:3")
            ]
        );
    }

    #[test]
    fn an_empty_draft_has_nothing_to_say() {
        let review = review("", &Progress::default());
        assert!(review.findings.is_empty());
        assert_eq!((review.measures.characters, review.measures.median, review.measures.orders), (0, 0, 0.0));
    }

    #[test]
    fn a_hostile_draft_ends() {
        // Each is one long line or many short ones of what a sign looks for; a search that begins anew at each would not end.
        for part in [
            "一是甲；二是乙，",
            "35多个",
            "要。",
            "[3](figure:/a)甲乙丙丁，",
            "# 甲\n\n## 乙\n\n",
            "- 甲\n",
            "“",
            "1",
            "一",
            "同比，",
            "抓手、",
        ] {
            let progress = crate::data::from_json(r#"{"phrases": {"banned": ["抓手"]}}"#.as_bytes()).progress;
            review(&part.repeat(100_000 / part.len()), &progress);
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_panics(draft in "([一二两3是要第、，。；：！（）“”余多户 \n#*.]|四个方面|首先，|以上|\\[3万\\]\\(figure:/a\\)|全面){0,60}") {
            let review = review(&draft, &Progress::default());
            proptest::prop_assert!(review.findings.iter().all(|f| f.path.is_empty() || f.path.starts_with("draft:")));
        }
    }

    /// The genre's own draft of real data, which is to pass.
    #[test]
    fn our_own_draft_passes() {
        let progress = crate::data::from_json(include_bytes!("../../tests/data/shangqiu-observation.json")).progress;
        let draft = crate::compose::compose(&progress, &crate::compose::Options::default()).unwrap();
        let review = review(&draft, &progress);
        let told: Vec<_> = review.findings.iter().filter(|f| f.severity > crate::Severity::Note).collect();
        assert!(told.is_empty(), "{told:#?}");
    }
}
