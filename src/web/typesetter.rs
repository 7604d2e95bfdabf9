//! The JavaScript face of [`crate::typeset`], for a worker.
//!
//! What can be wrong with a document comes back as data, `{"findings": […]}`. Misuse (text that is no JSON, a page that
//! does not exist) is thrown. A panic is printed on the console and kept for [`last_panic`](super::panic::last_panic); after one, the instance is
//! not to be used again: the host makes a new one from the compiled module.

use serde::Serialize;
use serde_json::json;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use super::with_findings;
use crate::document::Document;
use crate::fonts::{Manifest, OwnFace, Role};
use crate::typeset::{Conformance, Drawing, Needed, Pages, PdfOptions, Plan, Typesetter as Inner};

/// Sets documents. One is kept for the life of the worker.
#[wasm_bindgen]
pub struct Typesetter {
    inner: Inner,
    /// The document that was asked about last.
    plan: Option<Plan>,
    pages: Option<Pages>,
    /// Faces of the user's that were added and are not used yet.
    faces: Vec<OwnFace>,
}

#[wasm_bindgen]
impl Typesetter {
    /// A typesetter for the faces of `manifest.json`. Throws if that is not a manifest.
    #[wasm_bindgen(constructor)]
    pub fn new(manifest_json: &str) -> Result<Self, JsError> {
        Ok(Self { inner: Inner::new(Manifest::parse(manifest_json)?), plan: None, pages: None, faces: Vec::new() })
    }

    /// Takes a document, and says what is still to be loaded before it can be set, as a plain object:
    /// `{"slices": [{"family", "file", "bytes", "sha256"}], "findings": []}`. With an error among the findings there is no
    /// page, and nothing need be fetched.
    pub fn take(&mut self, document_json: &str, layout: &str) -> Result<JsValue, JsError> {
        self.plan = None;
        match self.inner.plan(&read(document_json)?, layout) {
            Ok(plan) => plain(&self.inner.needed_for(self.plan.insert(plan))),
            Err(findings) => plain(&Needed { findings, ..Default::default() }),
        }
    }

    /// What is still to be loaded for the document that was taken, as [`Typesetter::take`] says it.
    pub fn needed(&self) -> Result<JsValue, JsError> {
        plain(&self.inner.needed_for(self.plan.as_ref().ok_or_else(none)?))
    }

    /// Whether a slice is loaded.
    pub fn has(&self, family: &str) -> bool {
        self.inner.has(family)
    }

    /// Loads a slice from its file. Returns: `{"findings": []}`.
    #[wasm_bindgen(js_name = addSlice)]
    pub fn add_slice(&mut self, family: &str, woff2: &[u8]) -> Result<JsValue, JsError> {
        plain(&json!({ "findings": self.inner.add_slice(family, woff2).err().unwrap_or_default() }))
    }

    /// Takes the image of a seal (PNG, JPEG, SVG) for the documents that are set next; without one, takes it away. Returns
    /// JSON: `{"findings": []}`.
    #[wasm_bindgen(js_name = setSeal)]
    pub fn set_seal(&mut self, image: Option<Vec<u8>>) -> Result<JsValue, JsError> {
        plain(&json!({ "findings": self.inner.set_seal(image.as_deref()).err().unwrap_or_default() }))
    }

    /// Adds a face of the user's own for the documents that are taken next; `useFaces` puts them to use.
    #[wasm_bindgen(js_name = addFace)]
    pub fn add_face(&mut self, role: &str, file: String, bytes: Vec<u8>, index: u32) -> Result<(), JsError> {
        let role = Role::of(role).ok_or_else(|| JsError::new(&format!("there is no role {role}")))?;
        self.faces.push(OwnFace { role, file, bytes, index });
        Ok(())
    }

    /// Uses the faces that were added since the last time, and no others of the user's. Returns: `{"faces": [{"role", "file",
    /// "family", "characters", "gb2312"}], "findings": []}`. A document that was taken before is to be taken again.
    #[wasm_bindgen(js_name = useFaces)]
    pub fn use_faces(&mut self) -> Result<JsValue, JsError> {
        (self.plan, self.pages) = (None, None);
        plain(&self.inner.set_faces(&std::mem::take(&mut self.faces)))
    }

    /// Sets the document that was taken. Returns: `{"pages": ["5f…", …], "findings": []}`, the pages by what they
    /// show: equal ones look the same, here and in any other document. No pages if a finding is an error. They stay until
    /// the next call.
    pub fn set(&mut self) -> Result<JsValue, JsError> {
        self.pages = None;
        let (pages, findings) = match self.inner.set_plan(self.plan.as_mut().ok_or_else(none)?) {
            Ok(pages) => {
                let pages = self.pages.insert(pages);
                (pages.fingerprints().map(|page| format!("{page:032x}")).collect(), pages.findings().to_vec())
            }
            Err(findings) => (Vec::new(), findings),
        };
        plain(&json!({ "pages": pages, "findings": findings }))
    }

    /// Page `index` (from 0) as SVG. Throws if no document is set or it has no such page.
    #[wasm_bindgen(js_name = pageSvg)]
    pub fn page_svg(&self, index: usize) -> Result<String, JsError> {
        self.pages()?.svg(index).ok_or_else(|| JsError::new(&format!("there is no page {index}")))
    }

    /// Where the blocks and figures of page `index` (from 0) are: `{"width", "height", "places": [{"block", "figure", "x", "y",
    /// "width", "height"}]}`. Throws as `pageSvg`.
    pub fn places(&self, index: usize) -> Result<JsValue, JsError> {
        plain(self.pages()?.places(index).ok_or_else(|| JsError::new(&format!("there is no page {index}")))?)
    }

    /// What is drawn of the document's exhibits, in their order: `[{"block", "width", "height", "svg"}]`, lengths in points. Throws
    /// as `pageSvg`.
    pub fn drawings(&self) -> Result<JsValue, JsError> {
        let drawing = |drawing: &Drawing| {
            let (block, width, height) = (drawing.block, drawing.width(), drawing.height());
            json!({ "block": block, "width": width, "height": height, "svg": drawing.svg() })
        };
        plain(&self.pages()?.drawings().iter().map(drawing).collect::<Vec<_>>())
    }

    /// The document as PDF/A-3a and PDF/UA-1. Throws an `Error` with a property `findings` (an array) if the PDF cannot
    /// conform.
    pub fn pdf(&self) -> Result<Vec<u8>, JsValue> {
        let options = PdfOptions { conformance: Conformance::Archive };
        self.pages()?.pdf(&options).map_err(|findings| with_findings(&findings))
    }

    /// Sets and exports a tiny document, so that the browser compiles what the first real one needs. Returns as
    /// `needed` does: if there are slices in it (150 KB that every document needs), load them and call again.
    #[wasm_bindgen(js_name = warmUp)]
    pub fn warm_up(&mut self) -> Result<JsValue, JsError> {
        plain(&self.inner.warm_up())
    }

    fn pages(&self) -> Result<&Pages, JsError> {
        self.pages.as_ref().ok_or_else(|| JsError::new("no document is set"))
    }
}

/// A plain object: what `JSON.parse` would have given.
fn plain(value: &impl Serialize) -> Result<JsValue, JsError> {
    value.serialize(&Serializer::json_compatible()).map_err(|error| JsError::new(&error.to_string()))
}

fn none() -> JsError {
    JsError::new("no document was taken")
}

fn read(document_json: &str) -> Result<Document, JsError> {
    let mut reader = serde_json::Deserializer::from_str(document_json);
    serde_path_to_error::deserialize(&mut reader).map_err(|error| JsError::new(&format!("not a document: {error}")))
}
