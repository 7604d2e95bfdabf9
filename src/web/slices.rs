//! The list of font slices, by which the core says what a document needs: see [`Made::needed`](super::core::Made::needed).

use wasm_bindgen::prelude::*;

use crate::document::Document;
use crate::fonts::Manifest;
use crate::typeset::{self, Needed};

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
}

impl Slices {
    /// All slices that a document needs.
    pub(super) fn needed(&self, document: &Document, layout: &str) -> Needed {
        typeset::needed(&self.manifest, document, layout, |_| false)
    }
}
