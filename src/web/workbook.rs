//! The module `workbook`: Excel files in and out. What it reads goes to the module `core` as JSON text, and what it
//! writes comes from there.

use wasm_bindgen::prelude::*;

use super::{to_json, with_findings};
use crate::input::Transcript;
use crate::workbook::{self, Schema};

/// Reads a workbook: JSON `{value, cells, findings}`, for `Held.readTranscript` of the module `core`.
#[wasm_bindgen]
pub fn read(bytes: &[u8]) -> String {
    to_json(&Transcript::of_workbook(bytes))
}

/// A workbook with data, which is JSON in the form of the schema. Throws an `Error`, with a property `findings` (an
/// array) if the data does not fit into a workbook.
#[wasm_bindgen]
pub fn write(data_json: &str) -> Result<Vec<u8>, JsValue> {
    let data = serde_json::from_str(data_json).map_err(|error| JsError::new(&format!("not data: {error}")))?;
    workbook::write(Schema::model(), &data).map_err(|findings| with_findings(&findings))
}

/// A workbook to be filled in. Throws as [`write`] does.
#[wasm_bindgen]
pub fn blank() -> Result<Vec<u8>, JsValue> {
    workbook::blank(Schema::model(), workbook::example()).map_err(|findings| with_findings(&findings))
}
