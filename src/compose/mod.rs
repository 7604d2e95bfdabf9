//! Stage 3: [`Progress`] becomes a draft in the wording of a genre.
//!
//! A genre is a MiniJinja template in `templates/genres/`, prose that a clerk can read. The sentence shapes that it
//! calls are functions of this stage, wording varies from `templates/phrases.toml` and `templates/phrases/`, and how
//! an office of each level speaks of itself stands in `templates/words.toml`. The same data, genre and seed give the same draft.

mod aggregates;
mod engine;
mod filters;
mod genres;
mod judge;
mod node;
mod phrases;
mod requested;
mod reuse;
mod settle;
mod shapes;
mod words;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::data::{Figures, Progress};
use crate::{Finding, Severity};
use engine::Wording;
pub use genres::{GENRES, Genre, layout};
use genres::{PHRASES, SHARED, WORDS};
use phrases::Phrases;
pub use reuse::reuse;

/// How a draft is to be composed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Id of the genre. Empty: the one that the data names (`report.genre`), else the first one. With a template of one's
    /// own, any id.
    pub genre: String,
    /// Chooses among equal wordings. Default 0; another seed gives another text of the same facts.
    pub seed: u64,
    /// A template in the place of the genre's own; see `docs/genres.md`. Empty: the genre's own.
    pub template: String,
    /// A dictionary of phrases (TOML). Its purposes come in the place of those of the same name. Empty: nothing is added.
    pub phrases: String,
    /// How offices speak of themselves (TOML, by level, as `templates/words.toml`). Its words come in the place of those
    /// of the same name. Empty: nothing is changed.
    pub words: String,
    /// What the document must carry on its face, in the front matter's `caution`: see [`caution`]. Empty: nothing.
    pub caution: String,
}

/// The mark of a document that was written although its data contradicts itself; empty where it does not.
pub fn caution(findings: &[Finding]) -> String {
    match findings.iter().filter(|f| f.severity == Severity::Error).count() {
        0 => String::new(),
        n => format!("数据有{n}处矛盾尚未改正，仅供核对，不得印发"),
    }
}

/// Composes a draft: Markdown with every figure linked to its source.
///
/// # Errors
/// An unknown genre, dictionaries that cannot be read, or a template that failed: findings that say where and why.
pub fn compose(progress: &Progress, options: &Options) -> Result<String, Vec<Finding>> {
    let id = [&options.genre, &progress.report.genre].into_iter().find(|id| !id.is_empty());
    let id = id.map_or(GENRES[0].id, String::as_str);
    let template = if options.template.is_empty() {
        GENRES.iter().find(|g| g.id == id).ok_or_else(|| unknown_genre(id))?.template
    } else {
        &options.template
    };
    let wording = Wording {
        template,
        shared: SHARED,
        words: &words(options)?,
        phrases: phrases(options)?,
        genre: id,
        seed: options.seed,
    };
    let draft = engine::render(progress, Figures::new(progress), &wording);
    let draft = draft.map_err(|e| vec![failed(&e, id, template)])?;
    Ok(if options.caution.is_empty() { draft } else { cautioned(&draft, &options.caution) })
}

/// The draft with a caution in its front matter.
fn cautioned(draft: &str, caution: &str) -> String {
    // A JSON string without control characters is a TOML basic string.
    let caution: String = caution.chars().filter(|c| !c.is_control()).collect();
    let line = format!("caution = {}\n", serde_json::Value::from(caution));
    match draft.strip_prefix("+++\n") {
        Some(rest) => format!("+++\n{line}{rest}"),
        None => format!("+++\n{line}+++\n{draft}"),
    }
}

fn unknown_genre(id: &str) -> Vec<Finding> {
    let known: Vec<_> = GENRES.iter().map(|g| format!("{}（{}）", g.id, g.name)).collect();
    vec![
        Finding::error("compose.unknown_genre", "", format!("没有“{id}”这种文种"))
            .hint(format!("可以用：{}", known.join("、"))),
    ]
}

fn words(options: &Options) -> Result<toml::Table, Vec<Finding>> {
    let mut words = WORDS.clone();
    if options.words.is_empty() {
        return Ok(words);
    }
    let own: toml::Table = options.words.parse().map_err(|e| vec![unreadable("称谓表", &options.words, &e)])?;
    for (level, own) in own {
        match (words.get_mut(&level).and_then(toml::Value::as_table_mut), own) {
            (Some(table), toml::Value::Table(own)) => table.extend(own),
            (None, own @ toml::Value::Table(_)) => {
                words.insert(level, own);
            }
            (_, _) => {
                return Err(vec![
                    Finding::error("compose.dictionary", "", format!("称谓表里的“{level}”不是一张表"))
                        .hint("每一级写作 [\"市\"]，下面各行写作 us = \"我市\""),
                ]);
            }
        }
    }
    Ok(words)
}

fn phrases(options: &Options) -> Result<Arc<Phrases>, Vec<Finding>> {
    if options.phrases.is_empty() {
        return Ok(Arc::clone(&PHRASES));
    }
    let table: toml::Table = options.phrases.parse().map_err(|e| vec![unreadable("措辞词典", &options.phrases, &e)])?;
    let own = Phrases::from_table(&table).map_err(|why| {
        vec![
            Finding::error("compose.dictionary", "", format!("措辞词典里的{why}"))
                .hint("每个用途写作 名称 = [\"说法一\", \"说法二\"]"),
        ]
    })?;
    let mut phrases = (**PHRASES).clone();
    phrases.extend(own);
    Ok(Arc::new(phrases))
}

fn unreadable(what: &str, source: &str, error: &toml::de::Error) -> Finding {
    let (line, column) = error.span().map_or((1, 1), |span| place(source, span.start));
    let message = format!("{what}第 {line} 行第 {column} 列读不懂：{}", error.message().trim());
    Finding::error("compose.dictionary", "", message).hint("请改正这一处；写法见 TOML")
}

/// What went wrong in a template, with its line and column.
fn failed(error: &minijinja::Error, id: &str, template: &str) -> Finding {
    let shared = SHARED.iter().find(|(name, _)| error.name() == Some(*name)).map(|(_, macros)| *macros);
    let source = shared.unwrap_or(template);
    let place = match (error.range(), error.line()) {
        (Some(range), _) => {
            let (line, column) = place(source, range.start);
            format!("第 {line} 行第 {column} 列")
        }
        (None, Some(line)) => format!("第 {line} 行"),
        (None, None) => String::new(),
    };
    let why = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    let whose = if shared.is_some() { format!("{id}（共用部分）") } else { id.to_owned() };
    Finding::error("compose.template", "", format!("文种模板 {whose} {place}出错：{why}"))
        .hint("请核对模板这一处；自带模板出错请把数据文件一并反馈")
}

/// Line and column of a byte, from 1, columns in characters.
fn place(source: &str, at: usize) -> (usize, usize) {
    let before = source.get(..at).unwrap_or(source);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_genre_is_a_finding() {
        let options = Options { genre: "poem".into(), ..Options::default() };
        let findings = compose(&Progress::default(), &options).unwrap_err();
        assert_eq!(findings[0].code, "compose.unknown_genre");
        assert!(findings[0].hint.contains("观摩点评会讲话"));
    }

    fn with(options: Options) -> Vec<Finding> {
        let loaded = crate::data::from_json(include_bytes!("../../tests/data/shangqiu-observation.json"));
        compose(&loaded.progress, &options).unwrap_err()
    }

    #[test]
    fn a_template_of_ones_own_tells_line_and_column_of_its_mistakes() {
        let template = "{{ front_matter(title=\"甲\") }}\n好，{{ region.name }}，{{ phrase(\"没有\") }}".to_owned();
        let findings = with(Options { template, genre: "own".into(), ..Options::default() });
        assert_eq!(findings[0].message, "文种模板 own 第 2 行第 24 列出错：措辞词典里没有“没有”");
        let unclosed = with(Options { template: "甲\n{% if topics %}".into(), ..Options::default() });
        assert!(unclosed[0].message.contains("第 2 行"), "{}", unclosed[0].message);
    }

    #[test]
    fn dictionaries_of_ones_own_are_used_and_their_mistakes_told() {
        let loaded = crate::data::from_json(include_bytes!("../../tests/data/shangqiu-observation.json"));
        let options = Options {
            template: "{{ us }}{{ phrase(\"closing.goal_plain\") }}".into(),
            phrases: "[closing]\ngoal_plain = [\"收官\"]".into(),
            words: "[\"市\"]\nwhole = \"市域\"".into(),
            ..Options::default()
        };
        assert_eq!(compose(&loaded.progress, &options).unwrap(), "\n我市收官\n");
        let findings = with(Options { phrases: "甲 = [\"乙\"]\n丙 =".into(), ..Options::default() });
        assert!(findings[0].message.starts_with("措辞词典第 "), "{}", findings[0].message);
        let findings = with(Options { phrases: "a = 3".into(), ..Options::default() });
        assert_eq!(findings[0].code, "compose.dictionary");
        let findings = with(Options { words: "\"市\" = 3".into(), ..Options::default() });
        assert_eq!(findings[0].code, "compose.dictionary");
    }

    /// The worked example of `docs/genres.md`.
    #[test]
    fn the_example_of_the_guide_runs() {
        let loaded = crate::data::from_json(include_bytes!("../../tests/data/safety-inspection.json"));
        let options = Options {
            genre: "monthly_note".into(),
            template: include_str!("../../examples/genre/monthly_note.md.j2").into(),
            phrases: include_str!("../../examples/genre/monthly_note.toml").into(),
            ..Options::default()
        };
        insta::assert_snapshot!(compose(&loaded.progress, &options).unwrap());
        let guide = include_str!("../../docs/genres.md");
        for line in options.template.lines().filter(|l| l.starts_with("{% set")) {
            assert!(guide.contains(line), "the guide shows another example: {line}");
        }
    }

    #[test]
    fn the_guide_names_every_filter_function_and_test() {
        let guide = include_str!("../../docs/genres.md");
        let sources = [include_str!("filters.rs"), include_str!("engine.rs"), include_str!("aggregates.rs")].join("");
        let mut names = 0;
        for start in ["env.add_filter(\"", "env.add_function(\"", "env.add_test(\""] {
            for (at, _) in sources.match_indices(start) {
                let name = sources[at + start.len()..].split('"').next().unwrap();
                assert!(guide.contains(name), "docs/genres.md does not name {name}");
                names += 1;
            }
        }
        assert!(names > 30);
    }

    #[test]
    fn contradictory_data_marks_the_draft() {
        let loaded = crate::data::from_json(include_bytes!("../../tests/data/county-conference.json"));
        let checked = crate::check::check(&loaded.progress, &loaded.figures);
        let caution = caution(&checked.findings);
        assert!(caution.starts_with("数据有1处矛盾"), "{caution}");
        let draft = compose(&loaded.progress, &Options { caution: caution.clone(), ..Options::default() }).unwrap();
        assert!(draft.starts_with(&format!("+++\ncaution = \"{caution}\"\n")), "{draft}");
        assert_eq!(super::caution(&[]), "");
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
