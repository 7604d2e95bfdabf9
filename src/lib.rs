//! huibao (汇报): structured progress data in, typeset Chinese office reports out.
//!
//! The road from data to page has one direction and one module a stage; each arrow is a value that prints as text:
//!
//! - [`data`]: bytes or a JavaScript value become [`Progress`](data::Progress), with a [`Finding`] for whatever cannot be
//!   read; [`Figures`](data::Figures) answers for every figure, stated or derived, by its JSON pointer.
//! - [`check`]: contradictions in the data become findings, before a page exists.
//! - [`compose`]: a genre's template and phrases turn the data into a [`draft`], Markdown in which every figure is a link
//!   to its source and which a person may edit.
//! - [`document`]: the draft becomes a [`Document`](document::Document): block tree, numbered headings, and the ledger of
//!   its figures, each held to its source.
//! - [`style`]: what an editor would mark in a draft, and the draft in numbers; a side road that no stage waits for.
//! - [`instruments`]: the ledgers, charts and lists that offices keep by name, each with its fields and its blocks.
//! - [`fonts`]: the text of the document tells which slices of which faces are needed, and what no face can print.
//! - `workbook` (feature `workbook`): the same data as an Excel workbook, blank, filled, or read back with the cell of
//!   every value; `input` takes either form and gives findings the pointer and the cell of what was handed over.
//! - `docx` (feature `docx`): the document becomes its twin in Word, to be marked up and worked on.
//! - [`typeset`] (feature `typeset`): the document becomes pages on the grid of GB/T 9704-2012, and these PDF, SVG or PNG.
//!
//! Around the road stands [`batch`]: one set of data of many units divided into one for each, the names of their files, and the
//! plan by which the command sets thousands of documents.
//!
//! No stage knows a later one. The command (feature `cli`) and the four wasm modules (features `web-core`, `web-workbook`,
//! `web-docx` and `web-typesetter`) only translate between files or JavaScript values and the stages.
//!
//! ```
//! use huibao::compose::{Options, compose};
//! use huibao::data::{Figures, from_json};
//! use huibao::document::Document;
//!
//! let loaded = from_json(r#"{
//!     "report": { "title": "在全市项目观摩点评会上的讲话", "date": "2026-08-30", "meeting": { "topic": "项目建设" } },
//!     "regions": [{ "name": "某某市", "level": "市" }],
//!     "topics": [{ "name": "项目建设", "class": "经济" }],
//!     "targets": [{ "name": "年度开工项目", "object": "项目", "verb": "开工", "topic": "项目建设",
//!                   "period": "全年", "target": "240个", "done": "181个" }]
//! }"#.as_bytes());
//! assert!(loaded.findings.is_empty());
//!
//! let draft = compose(&loaded.progress, &Options::default()).expect("a draft");
//! assert!(draft.contains("[181个](figure:/targets/0/done)"));
//! assert!(draft.contains("[75.4%](figure:/targets/0/rate)"));
//!
//! let (document, findings) = Document::from_draft(&draft, &Figures::new(&loaded.progress));
//! assert!(findings.is_empty());
//! assert_eq!(document.facts.title, "在全市项目观摩点评会上的讲话");
//! ```
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod batch;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod compose;
pub mod data;
pub mod document;
#[cfg(feature = "docx")]
pub mod docx;
pub mod draft;
mod finding;
pub mod fonts;
pub mod input;
pub mod instruments;
mod sort;
pub mod style;
#[cfg_attr(not(feature = "typeset"), allow(dead_code, reason = "the core reads what is printed, and sets nothing"))]
pub mod typeset;
#[cfg(any(feature = "web-core", feature = "web-docx", feature = "web-typesetter", feature = "web-workbook"))]
mod web;
#[cfg(feature = "workbook")]
pub mod workbook;

pub use finding::{Finding, Severity, has_errors};
