//! Stage 3: [`Progress`] becomes a draft in the wording of a genre.
//!
//! A genre is a MiniJinja template in `templates/genres/`, prose that a clerk can read. The sentence shapes that it
//! calls are functions of this stage, wording varies from `templates/phrases.toml`, and how an office of each level
//! speaks of itself stands in `templates/words.toml`. The same data, genre and seed give the same draft.

mod engine;
mod node;
mod phrases;
mod shapes;

use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};

use crate::Finding;
use crate::data::{Figures, Progress};
use phrases::Phrases;

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
    template: &'static str,
}

/// Every genre.
pub const GENRES: [Genre; 1] = [Genre {
    id: "observation_speech",
    name: "观摩点评会讲话",
    layout: "speech",
    template: include_str!("../../templates/genres/observation_speech.md.j2"),
}];

/// How a draft is to be composed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Id of the genre. Empty: the first one.
    pub genre: String,
    /// Chooses among equal wordings. Default 0; another seed gives another text of the same facts.
    pub seed: u64,
}

static WORDS: LazyLock<toml::Table> =
    LazyLock::new(|| include_str!("../../templates/words.toml").parse().unwrap_or_default());
static PHRASES: LazyLock<Arc<Phrases>> =
    LazyLock::new(|| Arc::new(Phrases::parse(include_str!("../../templates/phrases.toml")).unwrap_or_default()));

/// Composes a draft: Markdown with every figure linked to its source.
///
/// # Errors
/// An unknown genre, or a template that failed: findings that say so.
pub fn compose(progress: &Progress, options: &Options) -> Result<String, Vec<Finding>> {
    let genre = match options.genre.as_str() {
        "" => &GENRES[0],
        id => GENRES.iter().find(|g| g.id == id).ok_or_else(|| {
            let known: Vec<_> = GENRES.iter().map(|g| format!("{}（{}）", g.id, g.name)).collect();
            vec![
                Finding::error("compose.unknown_genre", "", format!("没有“{id}”这种文种"))
                    .hint(format!("可以用：{}", known.join("、"))),
            ]
        })?,
    };
    let figures = Figures::new(progress);
    engine::render(genre.template, progress, figures, &WORDS, &PHRASES, options.seed).map_err(|e| {
        let place = e.line().map(|line| format!("第 {line} 行")).unwrap_or_default();
        let why = e.detail().map_or_else(|| e.kind().to_string(), str::to_owned);
        vec![
            Finding::error("compose.template", "", format!("文种模板 {} {place}出错：{why}", genre.id))
                .hint("请核对模板这一行；自带模板出错请把数据文件一并反馈"),
        ]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dictionaries_are_readable() {
        assert!(WORDS.contains_key("市"));
        let phrases = Phrases::parse(include_str!("../../templates/phrases.toml")).unwrap();
        assert!(phrases.iter().count() > 10);
    }

    #[test]
    fn an_unknown_genre_is_a_finding() {
        let options = Options { genre: "poem".into(), ..Options::default() };
        let findings = compose(&Progress::default(), &options).unwrap_err();
        assert_eq!(findings[0].code, "compose.unknown_genre");
        assert!(findings[0].hint.contains("观摩点评会讲话"));
    }

    /// The draft of the real data, read before it was accepted.
    #[test]
    fn the_observation_speech_of_real_data() {
        let loaded = crate::data::from_json(include_bytes!("../../tests/data/shangqiu-observation.json"));
        assert_eq!(loaded.findings, []);
        let draft = compose(&loaded.progress, &Options::default()).unwrap();
        insta::assert_snapshot!(draft);
    }
}
