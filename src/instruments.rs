//! The named instruments (台账、图、清单、体系 …) that offices keep: for each the fields of the model that hold it, the blocks
//! of a draft that print it, and a small set of data to see it with.
//!
//! The 108 rows are those of the genre study, section 4 (A1–K2). They stand in `templates/instruments/`, a file a part;
//! `docs/instruments.md` is made from them, and a test of its own walks each row from its data to its figures.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::Finding;
use crate::compose::{Options, compose};
use crate::data::{Loaded, Progress, from_json};
use crate::draft::Kind;

/// The files, in the order of the study.
const FILES: [&str; 10] = [
    include_str!("../templates/instruments/a.toml"),
    include_str!("../templates/instruments/b.toml"),
    include_str!("../templates/instruments/c.toml"),
    include_str!("../templates/instruments/d.toml"),
    include_str!("../templates/instruments/e.toml"),
    include_str!("../templates/instruments/f.toml"),
    include_str!("../templates/instruments/g.toml"),
    include_str!("../templates/instruments/h.toml"),
    include_str!("../templates/instruments/j.toml"),
    include_str!("../templates/instruments/k.toml"),
];

static INSTRUMENTS: LazyLock<Vec<Instrument>> = LazyLock::new(|| read(&FILES));

/// The instruments of files of the form of `templates/instruments/`: the browser fetches them when they are asked for,
/// since a page that only sets documents has no use for their hundred kilobytes.
pub(crate) fn read(files: &[impl AsRef<str>]) -> Vec<Instrument> {
    let parts = files.iter().filter_map(|file| toml::from_str::<Part>(file.as_ref()).ok());
    parts.flat_map(Part::instruments).collect()
}

/// A named instrument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// Its row in the genre study: B6.
    pub id: String,
    /// What offices call it; all the names of the row, divided by 、 and ；.
    pub name: String,
    /// The part of the study with its title: I-B 识别、档案、台账、公示.
    #[serde(default)]
    pub group: String,
    /// JSON pointers of what it holds; `*` stands for every member of a list: `/populations/*/causes`.
    pub fields: Vec<String>,
    /// A piece of a genre's template that says it in words; empty where there is none.
    #[serde(default)]
    pub sentence: String,
    /// Fenced blocks to be copied into a draft; empty for what is only said.
    #[serde(default)]
    pub blocks: String,
    /// A small set of data that it can be seen with, JSON.
    pub data: String,
}

/// A file of instruments.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    part: String,
    title: String,
    instrument: Vec<Instrument>,
}

impl Part {
    fn instruments(self) -> impl Iterator<Item = Instrument> {
        let group = format!("{} {}", self.part, self.title);
        self.instrument.into_iter().map(move |mut instrument| {
            instrument.group.clone_from(&group);
            for text in [&mut instrument.blocks, &mut instrument.data, &mut instrument.sentence] {
                *text = text.trim().to_owned();
            }
            instrument
        })
    }
}

/// Every instrument, in the order of the study.
pub fn all() -> &'static [Instrument] {
    &INSTRUMENTS
}

/// The instruments that a clerk may mean: the one with this id, else those whose names hold the words.
pub fn find(words: &str) -> Vec<&'static Instrument> {
    let words = words.trim();
    match all().iter().find(|instrument| instrument.id.eq_ignore_ascii_case(words)) {
        Some(one) => vec![one],
        None => all().iter().filter(|instrument| !words.is_empty() && instrument.name.contains(words)).collect(),
    }
}

impl Instrument {
    /// The kinds of its blocks, each once, in order.
    pub fn kinds(&self) -> Vec<Kind> {
        let mut kinds = Vec::new();
        for kind in self.blocks.lines().filter_map(|line| Kind::of(line.strip_prefix("```")?)) {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        kinds
    }

    /// What prints it: 一句话 where it has a sentence, and the names of its kinds of blocks.
    pub fn renderers(&self) -> Vec<&'static str> {
        let sentence = (!self.sentence.is_empty()).then_some("一句话");
        sentence.into_iter().chain(self.kinds().into_iter().map(Kind::name)).collect()
    }

    /// Its data, read.
    pub fn progress(&self) -> Loaded {
        from_json(self.data.as_bytes())
    }

    /// A draft of nothing but this instrument over some data: its sentence and its blocks, under its first name.
    ///
    /// # Errors
    /// What the data lacks for the sentence, as its template tells it.
    pub fn draft(&self, progress: &Progress) -> Result<String, Vec<Finding>> {
        let title = serde_json::Value::from(self.title());
        let date = if progress.report.date.is_some() { ", date=report.date" } else { "" };
        let template = format!("{{{{ front_matter(title={title}{date}) }}}}\n\n{}\n", self.sentence);
        let said = compose(progress, &Options { genre: "instrument".into(), template, ..Options::default() })?;
        Ok(format!("{}\n\n{}\n", said.trim_end(), self.blocks))
    }

    /// Its first name, without what stands in brackets.
    fn title(&self) -> &str {
        self.name.split(['（', '：', '、', '，', '；']).next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
