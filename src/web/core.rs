//! The module `core`: data, check, compose, document and style, without Typst.
//!
//! [`Held`] is data that was read once and is asked many times. What goes in is JSON, what comes out is JSON text, which
//! the host parses: one serializer, and no value is built that the host does not look at.

use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::slices::Slices;
use super::to_json;
use crate::batch::{self, Division, Split, file_name};
use crate::compose::{self, GENRES, Options};
use crate::data::{Field, Figures, SCHEMA, Tree, set_fields};
use crate::document::{Aloud, Document, Facts, Outlines, inspect, refresh};
use crate::input::{Input, Transcript};
use crate::{Finding, check, has_errors, style};

/// Version of the crate.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}

/// Every genre, as JSON: `[{id, name, layout}]`.
#[wasm_bindgen]
pub fn genres() -> String {
    to_json(&GENRES)
}

/// Every named instrument, as JSON: `[{id, name, group, fields, sentence, blocks, data}]`. `files` holds the files of
/// `templates/instruments/`, a JSON list of texts.
#[wasm_bindgen]
pub fn instruments(files: &str) -> Result<String, JsError> {
    let files: Vec<String> = serde_json::from_str(files).map_err(|error| JsError::new(&format!("files: {error}")))?;
    Ok(to_json(&crate::instruments::read(&files)))
}

/// The JSON Schema of the data.
#[wasm_bindgen]
pub fn schema() -> String {
    SCHEMA.into()
}

/// A draft of one office as another uses it, as JSON: `{draft, findings}`. Slots and figures are those of `to`, which must be
/// built like `from`; a figure that it has not is told with its place. The draft is empty when data cannot be read. Neither
/// is dated: a reused draft keeps its own date.
#[wasm_bindgen(js_name = reuse)]
pub fn reuse_for(draft: &str, from: &mut Held, to: &mut Held) -> String {
    from.date(None);
    to.date(None);
    let (from, to) = (&from.input, &to.input);
    if let Some(unread) = [from, to].into_iter().find(|input| has_errors(&input.findings)) {
        return to_json(&Drafted { draft: String::new(), findings: unread.findings.clone() });
    }
    let draft = compose::reuse(draft, &from.progress, &to.progress);
    let (draft, _) = refresh(&draft, &to.figures);
    let (_, findings) = Document::from_draft(&draft, &to.figures);
    to_json(&Drafted { draft, findings })
}

/// The name of a document's files, without extension, as JSON: `{name, findings}`, `name` empty when the pattern cannot be
/// filled. `facts` is JSON, `{unit, id, parent, level, genre, genre_name, file, number, date}`, each of which may be missing.
/// The same name may come of two units: who makes the files must look.
#[wasm_bindgen(js_name = fileName)]
pub fn file_name_of(pattern: &str, facts: &str) -> Result<String, JsError> {
    let facts: batch::Facts = serde_json::from_str(facts).map_err(|error| JsError::new(&format!("facts: {error}")))?;
    let (name, findings) = match file_name(pattern, &facts) {
        Ok(name) => (name, Vec::new()),
        Err(findings) => (String::new(), findings),
    };
    Ok(to_json(&Named { name, findings }))
}

/// Data that was read, with what is known of it: reading and checking are done once, however many drafts and documents
/// are made of it. To be given back (`free`) by whoever made it.
#[wasm_bindgen]
pub struct Held {
    input: Input,
    /// The data states its own date; otherwise it has the one that the last call gave.
    own_date: bool,
    /// What the rules found in the data as it is dated now.
    contradictions: Option<Vec<Finding>>,
    /// What [`Held::check`] said.
    checked: Option<String>,
}

#[wasm_bindgen]
impl Held {
    /// Reads the bytes of a JSON file.
    pub fn read(bytes: &[u8]) -> Self {
        Self::of(Input::from_json(bytes))
    }

    /// Reads a JSON text.
    #[wasm_bindgen(js_name = readText)]
    pub fn read_text(text: &str) -> Self {
        Self::of(Input::from_json(text.as_bytes()))
    }

    /// Reads what the module `workbook` made of a workbook. Throws if that is not what is given.
    #[wasm_bindgen(js_name = readTranscript)]
    pub fn read_transcript(text: &str) -> Result<Self, JsError> {
        let transcript: Transcript =
            serde_json::from_str(text).map_err(|error| JsError::new(&format!("not a transcript: {error}")))?;
        Ok(Self::of(Input::from_transcript(transcript)))
    }

    /// An object that is no data, and why.
    #[wasm_bindgen(js_name = unreadable)]
    pub fn unreadable(why: &str) -> Self {
        Self::of(Input::nothing(vec![
            Finding::error("data.not_model", "", format!("给出的对象不能读取：{why}"))
                .hint("只能有文字、数字、真假值、数组和普通对象，不能有函数、类实例或循环引用"),
        ]))
    }

    /// Checks the data, as JSON: `{findings, examined, rules}`; `examined` counts the relations that were examined.
    pub fn check(&mut self) -> String {
        if let Some(checked) = &self.checked {
            return checked.clone();
        }
        self.date(None);
        let checked = check::check(&self.input.progress, &self.input.figures);
        let examined = checked.examined();
        let contradictions = self.input.place(checked.findings);
        let findings = [self.input.findings.as_slice(), &contradictions].concat();
        self.contradictions = Some(contradictions);
        self.checked.insert(to_json(&Checks { findings, examined, rules: checked.rules })).clone()
    }

    /// Composes a draft; `options` and result are JSON, the result `{draft, findings}`. The draft is empty when a finding
    /// forbids it.
    pub fn draft(&mut self, options: &str) -> Result<String, JsError> {
        let options = read_options(options)?;
        let refused = self.date(options.date.as_deref());
        let mut findings = [self.input.findings.as_slice(), &refused].concat();
        let unread = has_errors(&findings);
        let contradictions = self.contradictions();
        let caution = if options.force { compose::caution(contradictions) } else { String::new() };
        let forbidden = unread || (has_errors(contradictions) && !options.force);
        findings.extend_from_slice(contradictions);
        let mut draft = String::new();
        if !forbidden {
            let DraftOptions { genre, seed, template, phrases, words, .. } = options;
            let options = Options { genre, seed, template, phrases, words, caution };
            match compose::compose(&self.input.progress, &options) {
                Ok(text) => draft = text,
                Err(more) => findings.extend(more),
            }
        }
        Ok(to_json(&Drafted { draft, findings }))
    }

    /// Reads a draft against the data; to be given back (`free`).
    ///
    /// `layout` is the id of the one that the draft asks for or that suits its genre, `aloud` how long it takes to read
    /// aloud. With `refresh`, figures whose source changed are written anew first; `draft` is the draft as it then reads.
    /// With `spoken`, the reading edition says how figures are spoken. `map` is a GeoJSON text by which maps are drawn.
    /// With `sources`, 数据来源表 is the last annex.
    #[wasm_bindgen(js_name = document)]
    pub fn document_of(&mut self, draft: &str, options: &str) -> Result<Made, JsError> {
        let options = read_options(options)?;
        let refused = self.date(options.date.as_deref());
        let mut findings = [self.input.findings.as_slice(), &refused].concat();
        let figures = &self.input.figures;
        let draft = if options.refresh { refresh(draft, figures).0 } else { draft.to_owned() };
        let (outlines, more) =
            if options.map.is_empty() { Default::default() } else { Outlines::from_geojson(options.map.as_bytes()) };
        findings.extend(more);
        let (mut document, more) = Document::from_draft_with(&draft, figures, &outlines);
        findings.extend(more);
        document.facts.spoken |= options.spoken;
        if options.sources {
            document.add_sources();
        }
        if options.force && document.facts.caution.is_none() {
            // Who deletes the line has not mended the data.
            let caution = compose::caution(self.contradictions());
            document.facts.caution = Some(caution).filter(|caution| !caution.is_empty());
        }
        let (text, aloud) = (document.text(), document.aloud());
        let Facts { title, genre, date, layout, .. } = document.facts.clone();
        let suitable = || compose::layout(genre.as_ref().unwrap_or(&options.genre)).to_owned();
        let layout = layout.unwrap_or_else(suitable);
        let document = Some(document).filter(|_| !has_errors(&findings));
        Ok(Made { told: to_json(&Told { title, genre, date, layout, text, aloud, draft, findings }), document })
    }

    /// Reads a draft as an editor does, as JSON: `{findings, measures}`. Findings of the data itself are not repeated.
    pub fn style(&mut self, draft: &str) -> String {
        self.date(None);
        to_json(&style::review(draft, &self.input.progress))
    }

    /// What an editor shows of a draft, as JSON: `{draft, frontMatter, blocks, figures, unbound, findings}`, see
    /// [`Inspection`](crate::document::Inspection). `options` are JSON: `date` as for a draft; with `refresh`, figures whose
    /// source changed are written anew first. Findings of the data itself are not repeated.
    pub fn inspect(&mut self, draft: &str, options: &str) -> Result<String, JsError> {
        let options = read_options(options)?;
        self.date(options.date.as_deref());
        let mut inspection = inspect(draft, &self.input.figures, options.refresh);
        for figure in &mut inspection.figures {
            figure.cells = self.input.cells(&figure.inputs);
        }
        Ok(to_json(&inspection))
    }

    /// Two texts, JSON: the data in the model's own form, and `{findings}`.
    pub fn load(&mut self) -> Result<Vec<String>, JsError> {
        self.date(None);
        let findings = &self.input.findings;
        Ok(vec![self.input.progress.to_json().to_string(), to_json(&serde_json::json!({ "findings": findings }))])
    }

    /// The units of data of many, as JSON: `{units: [{id, name, level, parent}], findings}`. `division` is JSON and may name
    /// `level` and `kind`, each a text or several; without them, units are the regions directly below the one that reports.
    pub fn units(&mut self, division: &str) -> Result<String, JsError> {
        let division: Division =
            serde_json::from_str(division).map_err(|error| JsError::new(&format!("division: {error}")))?;
        self.date(None);
        let mut units = Split::new(&self.input.progress).units(&division);
        units.findings.splice(0..0, self.input.findings.iter().cloned());
        Ok(to_json(&units))
    }

    /// The data of some units, each ready to be drafted by itself, as JSON: `[{id, data, findings}]`, `data` a JSON text,
    /// empty when a finding forbids it. What all have in common is prepared once, so ask for several at a time.
    pub fn unit(&mut self, ids: Vec<String>) -> String {
        self.date(None);
        let split = Split::new(&self.input.progress);
        let divided = ids.into_iter().map(|id| match split.unit(&id) {
            Ok(progress) => Divided { id, data: to_json(&progress), findings: Vec::new() },
            Err(findings) => Divided { id, data: String::new(), findings },
        });
        to_json(&divided.collect::<Vec<_>>())
    }

    fn of(input: Input) -> Self {
        let own_date = input.progress.report.date.is_some();
        Self { input, own_date, contradictions: None, checked: None }
    }

    /// Gives the data the date that a caller gives, where it states none; what is wrong with that date.
    fn date(&mut self, date: Option<&str>) -> Vec<Finding> {
        if self.own_date {
            return Vec::new();
        }
        let progress = &mut self.input.progress;
        let before = progress.report.date.take();
        let refused = date.and_then(|date| progress.date_if_missing(date).err());
        if progress.report.date != before {
            self.input.figures = Figures::new(progress);
            self.contradictions = None;
        }
        refused.unwrap_or_default()
    }

    fn contradictions(&mut self) -> &[Finding] {
        let input = &self.input;
        self.contradictions.get_or_insert_with(|| input.place(check::check(&input.progress, &input.figures).findings))
    }
}

/// A draft that was read as a document.
#[wasm_bindgen]
pub struct Made {
    told: String,
    /// None where a finding forbids it.
    document: Option<Document>,
}

#[wasm_bindgen]
impl Made {
    /// JSON: `{title, genre, date, layout, text, aloud, draft, findings}`.
    pub fn told(&self) -> String {
        self.told.clone()
    }

    /// The document for the typesetter, as JSON; empty where a finding forbids it.
    pub fn document(&self) -> String {
        self.document.as_ref().map(to_json).unwrap_or_default()
    }

    /// All slices that the document needs in a layout, as JSON: `{"slices": [{"family", "file", "bytes", "sha256"}],
    /// "findings": []}`. They are fetched while the typesetter is still on its way, which is why it is not asked. With an
    /// error among the findings there is no page, and nothing need be fetched.
    pub fn needed(&self, slices: &Slices, layout: &str) -> String {
        let needed = self.document.as_ref().map(|document| slices.needed(document, layout));
        to_json(&needed.unwrap_or_default())
    }
}

#[derive(Serialize)]
struct Checks {
    findings: Vec<Finding>,
    examined: usize,
    rules: Vec<check::Outcome>,
}

#[derive(Serialize)]
struct Drafted {
    draft: String,
    findings: Vec<Finding>,
}

#[derive(Serialize)]
struct Told {
    title: String,
    genre: Option<String>,
    date: Option<String>,
    layout: String,
    text: String,
    aloud: Aloud,
    draft: String,
    findings: Vec<Finding>,
}

#[derive(Serialize)]
struct Divided {
    id: String,
    data: String,
    findings: Vec<Finding>,
}

#[derive(Serialize)]
struct Named {
    name: String,
    findings: Vec<Finding>,
}

/// What a caller may ask for; see the TypeScript types of the package.
#[derive(Default)]
struct DraftOptions {
    genre: String,
    seed: u64,
    date: Option<String>,
    refresh: bool,
    spoken: bool,
    sources: bool,
    force: bool,
    map: String,
    template: String,
    phrases: String,
    words: String,
}

fn read_options(options: &str) -> Result<DraftOptions, JsError> {
    let wrong = |why: String| JsError::new(&format!("options: {why}"));
    let given: Tree = serde_json::from_str(options).map_err(|error| wrong(error.to_string()))?;
    let Tree::Record(mut given) = given else { return Err(wrong("no object".into())) };
    let mut options = DraftOptions::default();
    let DraftOptions { genre, seed, date, refresh, spoken, sources, force, map, template, phrases, words } =
        &mut options;
    let fields: &mut [(&'static str, &mut dyn Field)] = &mut [
        ("genre", genre),
        ("seed", seed),
        ("date", date),
        ("refresh", refresh),
        ("spoken", spoken),
        ("sources", sources),
        ("force", force),
        ("map", map),
        ("template", template),
        ("phrases", phrases),
        ("words", words),
    ];
    // Options of other stages are none of this module.
    given.retain(|(key, _)| fields.iter().any(|(name, _)| name == key));
    set_fields("options", fields, &Tree::Record(given)).map_err(|error| wrong(error.message))?;
    Ok(options)
}
