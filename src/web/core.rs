//! The module `core`: data, check, compose, document and style, without Typst.
//!
//! Data is a JSON text, its bytes, the bytes of a workbook, or a plain JavaScript object; results are plain objects. Nothing is kept between
//! calls, so a call can be repeated in another worker.

use js_sys::Uint8Array;
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::compose::{self, GENRES, Options};
use crate::data::{Figures, SCHEMA};
use crate::document::{Aloud, Document, Outlines, refresh};
use crate::input::Input;
use crate::workbook::{self, Schema};
use crate::{Finding, check, has_errors, style};

/// Version of the crate.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}

/// Every genre: `[{id, name, layout}]`.
#[wasm_bindgen]
pub fn genres() -> Result<JsValue, JsError> {
    plain(&GENRES)
}

/// Every named instrument: `[{id, name, group, fields, sentence, blocks, data}]`.
#[wasm_bindgen]
pub fn instruments() -> Result<JsValue, JsError> {
    plain(&crate::instruments::all())
}

/// Reads and checks data: `{findings, examined, rules}`; `examined` counts the relations that were examined.
#[wasm_bindgen(js_name = check)]
pub fn check_data(data: JsValue) -> Result<JsValue, JsError> {
    let mut input = read(data);
    let checked = check::check(&input.progress, &input.figures);
    let examined = checked.examined();
    let mut findings = std::mem::take(&mut input.findings);
    findings.extend(input.place(checked.findings));
    plain(&Checks { findings, examined, rules: checked.rules })
}

#[derive(Serialize)]
struct Checks {
    findings: Vec<Finding>,
    examined: usize,
    rules: Vec<check::Outcome>,
}

/// What a caller may ask for; see the TypeScript types of the package.
#[derive(Default, Deserialize)]
#[serde(default)]
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

/// Composes a draft: `{draft, findings}`; the draft is empty when a finding forbids it.
#[wasm_bindgen]
pub fn draft(data: JsValue, options: JsValue) -> Result<JsValue, JsError> {
    let options = read_options(options)?;
    let (input, mut findings) = dated(read(data), options.date.as_deref());
    let contradictions = input.place(check::check(&input.progress, &Figures::new(&input.progress)).findings);
    let caution = if options.force { compose::caution(&contradictions) } else { String::new() };
    let forbidden = has_errors(&findings) || (has_errors(&contradictions) && !options.force);
    findings.extend(contradictions);
    let mut draft = String::new();
    if !forbidden {
        let DraftOptions { genre, seed, template, phrases, words, .. } = options;
        match compose::compose(&input.progress, &Options { genre, seed, template, phrases, words, caution }) {
            Ok(text) => draft = text,
            Err(more) => findings.extend(more),
        }
    }
    plain(&Drafted { draft, findings })
}

#[derive(Serialize)]
struct Drafted {
    draft: String,
    findings: Vec<Finding>,
}

/// Reads a draft against its data: `{document, title, layout, text, aloud, draft, findings}`, `document` a JSON text or null
/// when a finding forbids it, `layout` the id of the one that it
/// asks for or that suits its genre, `aloud` how long it takes to read aloud. With `refresh`, figures whose source changed are written anew first;
/// `draft` is the draft as it then reads. With `spoken`, the reading edition says how figures are spoken. `map` is a
/// GeoJSON text by which maps are drawn. With `sources`, 数据来源表 is the last annex.
#[wasm_bindgen(js_name = document)]
pub fn document_of(draft: &str, data: JsValue, options: JsValue) -> Result<JsValue, JsError> {
    let options = read_options(options)?;
    let (input, mut findings) = dated(read(data), options.date.as_deref());
    let figures = Figures::new(&input.progress);
    let draft = if options.refresh { refresh(draft, &figures).0 } else { draft.to_owned() };
    let (outlines, more) =
        if options.map.is_empty() { Default::default() } else { Outlines::from_geojson(options.map.as_bytes()) };
    findings.extend(more);
    let (mut document, more) = Document::from_draft_with(&draft, &figures, &outlines);
    findings.extend(more);
    document.facts.spoken |= options.spoken;
    if options.sources {
        document.add_sources();
    }
    if options.force && document.facts.caution.is_none() {
        // Who deletes the line has not mended the data.
        let contradictions = check::check(&input.progress, &figures).findings;
        document.facts.caution = Some(compose::caution(&contradictions)).filter(|caution| !caution.is_empty());
    }
    let (text, aloud) = (document.text(), document.aloud());
    let genre = document.facts.genre.clone().unwrap_or(options.genre);
    let layout = document.facts.layout.clone().unwrap_or_else(|| compose::layout(&genre).to_owned());
    let title = document.facts.title.clone();
    // A text crosses to the other module as it is; as an object it would be built in JavaScript only to be written again.
    let document = if has_errors(&findings) { None } else { Some(serde_json::to_string(&document)?) };
    plain(&Read { document, title, layout, text, aloud, draft, findings })
}

#[derive(Serialize)]
struct Read {
    document: Option<String>,
    title: String,
    layout: String,
    text: String,
    aloud: Aloud,
    draft: String,
    findings: Vec<Finding>,
}

/// Reads a draft as an editor does: `{findings, measures}`. Findings of the data itself are not repeated.
#[wasm_bindgen(js_name = style)]
pub fn style_of(draft: &str, data: JsValue) -> Result<JsValue, JsError> {
    plain(&style::review(draft, &read(data).progress))
}

/// A draft of one office as another uses it: `{draft, findings}`. Slots and figures are those of `to`, which must be built like
/// `from`; a figure that it has not is told with its place. The draft is empty when data cannot be read. Neither is dated:
/// a reused draft keeps its own date.
#[wasm_bindgen(js_name = reuse)]
pub fn reuse_for(draft: &str, from: JsValue, to: JsValue) -> Result<JsValue, JsError> {
    let (from, to) = (read(from), read(to));
    if let Some(unread) = [&from, &to].into_iter().find(|input| has_errors(&input.findings)) {
        return plain(&Drafted { draft: String::new(), findings: unread.findings.clone() });
    }
    let draft = compose::reuse(draft, &from.progress, &to.progress);
    let (draft, _) = refresh(&draft, &to.figures);
    let (_, findings) = Document::from_draft(&draft, &to.figures);
    plain(&Drafted { draft, findings })
}

/// The JSON Schema of the data.
#[wasm_bindgen]
pub fn schema() -> String {
    SCHEMA.into()
}

/// Data in the model's own form: `{data, findings}`, `data` a JSON text.
#[wasm_bindgen]
pub fn load(data: JsValue) -> Result<JsValue, JsError> {
    let input = read(data);
    let data = value_of(&input)?.to_string();
    plain(&Data { data, findings: input.findings })
}

#[derive(Serialize)]
struct Data {
    data: String,
    findings: Vec<Finding>,
}

/// An Excel workbook: `{bytes, findings}`. Blank without data; `bytes` is null when a finding forbids it.
#[wasm_bindgen]
pub fn workbook(data: JsValue) -> Result<JsValue, JsError> {
    let mut findings = Vec::new();
    let written = if data.is_undefined() || data.is_null() {
        workbook::blank(Schema::model(), workbook::example())
    } else {
        let mut input = read(data);
        findings = std::mem::take(&mut input.findings);
        let value = value_of(&input)?;
        if has_errors(&findings) { Err(Vec::new()) } else { workbook::write(Schema::model(), &value) }
    };
    let bytes = written.map_err(|more| findings.extend(more)).ok();
    let result = plain(&Told { findings })?;
    let bytes = bytes.map_or(JsValue::NULL, |bytes| Uint8Array::from(&bytes[..]).into());
    js_sys::Reflect::set(&result, &"bytes".into(), &bytes).map_err(|_| JsError::new("the result is not an object"))?;
    Ok(result)
}

#[derive(Serialize)]
struct Told {
    findings: Vec<Finding>,
}

/// The data in the model's own form.
fn value_of(input: &Input) -> Result<serde_json::Value, JsError> {
    serde_json::to_value(&input.progress).map_err(|e| JsError::new(&e.to_string()))
}

fn read(data: JsValue) -> Input {
    if let Some(text) = data.as_string() {
        return Input::from_bytes(text.as_bytes());
    }
    if data.is_instance_of::<Uint8Array>() {
        return Input::from_bytes(&Uint8Array::from(data).to_vec());
    }
    match serde_wasm_bindgen::from_value(data) {
        Ok(value) => Input::from_value(value),
        Err(error) => Input::nothing(vec![
            Finding::error("data.not_model", "", format!("给出的对象不能读取：{error}"))
                .hint("只能有文字、数字、真假值、数组和普通对象，不能有函数、类实例或循环引用"),
        ]),
    }
}

/// The data with the date that the caller gives, where it states none; and its findings.
fn dated(mut input: Input, date: Option<&str>) -> (Input, Vec<Finding>) {
    let mut findings = std::mem::take(&mut input.findings);
    let refused = date.and_then(|date| input.progress.date_if_missing(date).err());
    findings.extend(refused.unwrap_or_default());
    (input, findings)
}

fn read_options(options: JsValue) -> Result<DraftOptions, JsError> {
    if options.is_undefined() || options.is_null() {
        return Ok(DraftOptions::default());
    }
    serde_wasm_bindgen::from_value(options).map_err(|e| JsError::new(&format!("options: {e}")))
}

fn plain(value: &impl Serialize) -> Result<JsValue, JsError> {
    // Objects rather than Maps, null rather than undefined: what JSON.parse would have given.
    value.serialize(&Serializer::json_compatible()).map_err(|e| JsError::new(&e.to_string()))
}
