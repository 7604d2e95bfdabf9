//! Which font slices a document needs, told by the core: they are fetched while the typesetter is still on its way.

use wasm_bindgen::prelude::*;

use crate::document::Document;
use crate::fonts::Manifest;
use crate::typeset::needed;

/// The list of all slices.
#[wasm_bindgen]
pub struct Slices {
    manifest: Manifest,
}

#[wasm_bindgen]
impl Slices {
    /// Reads `manifest.json`. Throws if it is not a manifest.
    #[wasm_bindgen(constructor)]
    pub fn new(manifest_json: &str) -> Result<Self, JsError> {
        Ok(Self { manifest: Manifest::parse(manifest_json)? })
    }

    /// All slices that a document needs, as JSON: `{"slices": [{"family", "file", "bytes", "sha256"}], "findings": []}`.
    /// With an error among the findings there is no page, and nothing need be fetched.
    pub fn needed(&self, document_json: &str, layout: &str) -> Result<String, JsError> {
        let document: Document =
            serde_json::from_str(document_json).map_err(|error| JsError::new(&format!("not a document: {error}")))?;
        let needed = needed(&self.manifest, &document, layout, |_| false);
        serde_json::to_string(&needed).map_err(|error| JsError::new(&error.to_string()))
    }
}
