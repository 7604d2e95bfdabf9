//! The genres that are built in, and what they are written with.

use std::sync::{Arc, LazyLock};

use serde::Serialize;

use super::phrases::Phrases;

/// A kind of document that can be composed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Genre {
    /// Stable English id.
    pub id: &'static str,
    /// Chinese name.
    pub name: &'static str,
    /// The layout that suits it.
    pub layout: &'static str,
    #[serde(skip)]
    pub(super) template: &'static str,
}

macro_rules! genres {
    ($($id:literal $name:literal $layout:literal;)*) => {
        /// Every genre.
        pub const GENRES: &[Genre] = &[$(Genre {
            id: $id,
            name: $name,
            layout: $layout,
            template: include_str!(concat!("../../templates/genres/", $id, ".md.j2")),
        }),*];
    };
}

genres! {
    "observation_speech" "观摩点评会讲话" "speech";
    "promotion_speech" "推进会讲话" "speech";
    "mobilization_speech" "动员会讲话" "speech";
    "deployment_speech" "工作部署会讲话" "speech";
    "assessment_speech" "迎考迎检动员讲话" "speech";
    "annual_speech" "系统年度工作会议讲话" "speech";
    "work_briefing" "工作汇报" "speech";
    "department_report" "部门汇报发言" "speech";
    "experience_exchange" "典型经验交流发言" "speech";
    "pledge" "表态发言" "speech";
    "host_script" "会议主持词" "speech";
    "overview" "工作综述" "speech";
    "observation_review" "观摩点评" "speech";
    "inspection_bulletin" "督查（暗访）通报" "official";
    "rectification_bulletin" "整改情况通报" "official";
    "ranking_bulletin" "考核排名通报" "official";
    "progress_digest" "工作简报（周汇总、月总结）" "bulletin";
    "ledger_book" "台账" "ledger";
    "wall_chart" "挂图作战图" "wallchart";
}

/// Id of the layout that suits a genre; of a genre of one's own, that of the first one.
pub fn layout(genre: &str) -> &'static str {
    GENRES.iter().find(|g| g.id == genre).unwrap_or(&GENRES[0]).layout
}

/// The macros that genres share: the names under which templates import them, and what they are.
pub(super) const SHARED: &[(&str, &str)] = &[
    ("parts", include_str!("../../templates/genres/parts.md.j2")),
    ("tellings", include_str!("../../templates/genres/tellings.md.j2")),
    ("notices", include_str!("../../templates/genres/notices.md.j2")),
];

/// The dictionaries of phrases: what genres share, and what one genre has for itself.
const DICTIONARIES: &[&str] = &[
    include_str!("../../templates/phrases.toml"),
    include_str!("../../templates/phrases/observation_speech.toml"),
    include_str!("../../templates/phrases/promotion_speech.toml"),
    include_str!("../../templates/phrases/mobilization_speech.toml"),
    include_str!("../../templates/phrases/deployment_speech.toml"),
    include_str!("../../templates/phrases/assessment_speech.toml"),
    include_str!("../../templates/phrases/annual_speech.toml"),
    include_str!("../../templates/phrases/work_briefing.toml"),
    include_str!("../../templates/phrases/department_report.toml"),
    include_str!("../../templates/phrases/experience_exchange.toml"),
    include_str!("../../templates/phrases/pledge.toml"),
    include_str!("../../templates/phrases/host_script.toml"),
    include_str!("../../templates/phrases/overview.toml"),
    include_str!("../../templates/phrases/notices.toml"),
    include_str!("../../templates/phrases/observation_review.toml"),
    include_str!("../../templates/phrases/inspection_bulletin.toml"),
    include_str!("../../templates/phrases/rectification_bulletin.toml"),
    include_str!("../../templates/phrases/ranking_bulletin.toml"),
    include_str!("../../templates/phrases/progress_digest.toml"),
    include_str!("../../templates/phrases/ledger_book.toml"),
    include_str!("../../templates/phrases/wall_chart.toml"),
];

/// How offices of each level speak of themselves.
pub(super) static WORDS: LazyLock<toml::Table> =
    LazyLock::new(|| include_str!("../../templates/words.toml").parse().unwrap_or_default());

/// Every phrase that is built in.
pub(super) static PHRASES: LazyLock<Arc<Phrases>> = LazyLock::new(|| {
    let mut phrases = Phrases::default();
    for dictionary in DICTIONARIES {
        phrases.extend(Phrases::parse(dictionary).unwrap_or_default());
    }
    Arc::new(phrases)
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dictionaries_are_readable_and_no_two_have_a_purpose_in_common() {
        assert!(WORDS.contains_key("市"));
        let mut all = std::collections::BTreeSet::new();
        for dictionary in DICTIONARIES {
            let phrases = Phrases::parse(dictionary).unwrap();
            for (purpose, variants) in phrases.iter() {
                assert!(all.insert(purpose.to_owned()), "{purpose} stands in two dictionaries");
                let distinct: std::collections::BTreeSet<_> = variants.iter().collect();
                assert!(distinct.len() == variants.len(), "{purpose} says the same twice");
            }
        }
        assert_eq!(PHRASES.iter().count(), all.len());
    }

    #[test]
    fn ids_are_unique() {
        let ids: std::collections::BTreeSet<_> = GENRES.iter().map(|g| g.id).collect();
        assert_eq!(ids.len(), GENRES.len());
    }
}
