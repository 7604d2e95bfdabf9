//! The module `docx`: the twin in Word of a document that the module `core` made.

use serde::Deserialize;
use wasm_bindgen::prelude::*;

use super::with_findings;
use crate::docx::{self, ChartImage, Options};

/// What is asked for, as JSON.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Asked {
    sources: bool,
}

/// Pictures of exhibits, to be given to [`write`].
#[wasm_bindgen]
#[derive(Default)]
pub struct Images(Vec<ChartImage>);

#[wasm_bindgen]
impl Images {
    /// None yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the picture of a block: PNG, the same as SVG where there is one, width and height in points.
    pub fn add(&mut self, block: usize, png: Vec<u8>, svg: Option<String>, width: f64, height: f64) {
        self.0.push(ChartImage { block, png, svg, width, height });
    }
}

/// The file of a document (JSON) in a layout; options are JSON `{sources}`. Throws an `Error`, with a property `findings` (an
/// array) if the document cannot be issued in that layout.
#[wasm_bindgen]
pub fn write(document_json: &str, layout: &str, options_json: &str, images: &Images) -> Result<Vec<u8>, JsValue> {
    let document =
        serde_json::from_str(document_json).map_err(|error| JsError::new(&format!("not a document: {error}")))?;
    let asked: Asked =
        serde_json::from_str(options_json).map_err(|error| JsError::new(&format!("not options: {error}")))?;
    let options = Options { sources: asked.sources, images: &images.0 };
    let written = docx::write(&document, layout, &options).map_err(|findings| with_findings(&findings))?;
    Ok(written.bytes)
}
