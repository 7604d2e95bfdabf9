//! The JavaScript faces: thin translations between JavaScript values and the stages.
//!
//! Four modules are built from this crate, each with a memory of its own, so plain values cross between them and never
//! handles: `core` (feature `web-core`), `workbook` (feature `web-workbook`), `docx` (feature `web-docx`) and `typesetter`
//! (feature `web-typesetter`).

#[cfg(feature = "web-core")]
mod core;
#[cfg(feature = "web-docx")]
mod docx;
mod panic;
#[cfg(feature = "web-core")]
mod slices;
#[cfg(feature = "web-typesetter")]
mod typesetter;
#[cfg(feature = "web-workbook")]
mod workbook;

use serde::Serialize;

/// The JSON text of a result.
fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("strings, numbers and lists serialize")
}

/// An `Error` that says the first finding and carries all of them.
#[cfg(any(feature = "web-docx", feature = "web-typesetter", feature = "web-workbook"))]
fn with_findings(findings: &[crate::Finding]) -> wasm_bindgen::JsValue {
    use wasm_bindgen::JsValue;

    debug_assert!(crate::has_errors(findings));
    let error = js_sys::Error::new(&findings.first().map(ToString::to_string).unwrap_or_default());
    let array = js_sys::JSON::parse(&to_json(&findings)).unwrap_or(JsValue::NULL);
    // Setting a property of a fresh object does not fail.
    let _ = js_sys::Reflect::set(&error, &js_sys::JsString::from("findings"), &array);
    error.into()
}
