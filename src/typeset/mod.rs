//! Stage 5: a [`Document`] becomes [`Pages`], and these PDF, SVG and PNG.
//!
//! Typst lays out; this module gives it what it needs and nothing else. The document's text is prepared
//! (`printed`: where lines may not break, how a title is divided), written as one virtual `data.json` together with the
//! measures of GB/T 9704-2012 (`geometry`) and set by a layout of `templates/layouts/` in the faces of the
//! [`Manifest`]. Text is always a value: no character of a document is ever read as Typst markup.
//!
//! ```text
//! Document ─► needed() ─► add_slice()… ─► set() ─► Pages ─► pdf() · svg() · png()
//! ```
//!
//! A [`Typesetter`] is kept between documents: setting a document again after a small edit is an order of magnitude
//! faster than the first time, because Typst remembers what it laid out.

mod driver;
mod faces;
mod geometry;
mod joined;
mod joints;
mod pages;
mod printed;
mod title;
mod world;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use typst_library::diag::SourceDiagnostic;
use typst_library::foundations::Bytes;
use typst_library::layout::Abs;
use typst_library::text::{Font, FontVariations};

pub use faces::{Manifest, Role, Selection, Slice};
pub use geometry::{CHARACTERS, LINES};
pub use pages::{Conformance, Pages, PdfOptions};
pub use printed::PrintedText;

use crate::Finding;
use crate::document::Document;
use geometry::Geometry;
use printed::Printed;
use world::HuibaoWorld;

/// Layouts by name.
pub const LAYOUTS: [&str; 1] = ["speech"];

/// For how many documents Typst remembers what was not used again. Less costs speed, more costs memory: at 8, setting a
/// document of nine pages again and again stays below 50 MB in a browser.
const REMEMBERED: usize = 8;

/// Sets documents. Holds the faces and Typst's world; one is enough for any number of documents.
pub struct Typesetter {
    manifest: Manifest,
    world: HuibaoWorld,
    families: BTreeSet<String>,
}

/// What a document needs before it can be set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Needed {
    /// Slices that are not loaded yet.
    pub slices: Vec<NeededSlice>,
    /// What forbids a page, known before any slice is fetched.
    pub findings: Vec<Finding>,
}

/// A slice to be loaded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NeededSlice {
    /// The family name to give to [`Typesetter::add_slice`].
    pub family: String,
    /// File name beside the manifest.
    pub file: String,
    /// Size of the file.
    pub bytes: u64,
}

impl Typesetter {
    /// A typesetter for the faces of a manifest, none of them loaded.
    pub fn new(manifest: Manifest) -> Self {
        Self { manifest, world: HuibaoWorld::new(), families: BTreeSet::new() }
    }

    /// Whether this slice is loaded.
    pub fn has(&self, family: &str) -> bool {
        self.families.contains(family)
    }

    /// Loads a slice: WOFF2, or an OpenType font as it is. Loading one twice does nothing.
    ///
    /// # Errors
    /// `typeset.unknown_slice` if the manifest does not name the family, `typeset.bad_slice` if the bytes are no font or
    /// one of another family.
    pub fn add_slice(&mut self, family: &str, bytes: &[u8]) -> Result<(), Finding> {
        if self.has(family) {
            return Ok(());
        }
        if self.manifest.slice(family).is_none() {
            return Err(Finding::error("typeset.unknown_slice", "", format!("字体清单里没有“{family}”。"))
                .hint("字体文件与清单不是同一次生成的，请重新部署整个字体文件夹。"));
        }
        let bad = |what: String| {
            Finding::error("typeset.bad_slice", "", format!("字体文件“{family}”{what}。"))
                .hint("文件可能没有下载完整，请重试；仍不行时请重新部署字体文件夹。")
        };
        let sfnt = if bytes.starts_with(b"wOF2") {
            wuff::decompress_woff2(bytes).map_err(|error| bad(format!("解压失败（{error:?}）")))?
        } else {
            bytes.to_vec()
        };
        let font = Font::new(Bytes::new(sfnt), 0).ok_or_else(|| bad("不是有效的字体".into()))?;
        let found = font.info().family.to_string();
        if found != family {
            return Err(bad(format!("里面是另一款字体“{found}”")));
        }
        self.world.add_font(font);
        self.families.insert(family.to_string());
        Ok(())
    }

    /// The slices that a document needs and that are not loaded yet, and whether anything forbids its pages.
    pub fn needed(&self, document: &Document, layout: &str) -> Needed {
        match self.plan(document, layout) {
            Err(findings) => Needed { slices: Vec::new(), findings },
            Ok((_, families)) => {
                let all: BTreeSet<&String> = families.values().flatten().filter(|family| !self.has(family)).collect();
                let slices = all.into_iter().filter_map(|family| self.manifest.slice(family)).map(|slice| NeededSlice {
                    family: slice.family.clone(),
                    file: slice.file.clone(),
                    bytes: slice.bytes,
                });
                Needed { slices: slices.collect(), findings: Vec::new() }
            }
        }
    }

    /// What each role prints, in reading order, with its place in the document.
    ///
    /// # Errors
    /// As [`Typesetter::set`], as far as the document's facts are concerned.
    pub fn texts(document: &Document) -> Result<Vec<PrintedText>, Vec<Finding>> {
        Ok(Printed::new(document)?.texts())
    }

    /// Sets a document in a layout of [`LAYOUTS`].
    ///
    /// # Errors
    /// Findings, all of them errors: a missing title or date, a character that no face has (`typeset.missing_glyph`), a
    /// slice that is not loaded (`typeset.slice_not_loaded`), an unknown layout, or what Typst reports.
    pub fn set(&mut self, document: &Document, layout: &str) -> Result<Pages, Vec<Finding>> {
        let (mut printed, families) = self.plan(document, layout)?;
        let absent: Vec<_> = families.values().flatten().filter(|family| !self.has(family)).collect();
        if let Some(first) = absent.first() {
            let message = format!("还有{}个字体文件没有载入，例如“{first}”。", absent.len());
            return Err(vec![Finding::error("typeset.slice_not_loaded", "", message).hint("请等字体载入后重试。")]);
        }
        printed.geometry = Geometry::new(self.dash(&families));
        printed.set_families(&families);
        let data = serde_json::to_vec(&printed).expect("strings, numbers and lists serialize");
        self.world.prepare(layout, data);
        let laid = driver::compile(&self.world);
        comemo::evict(REMEMBERED);
        match laid {
            Ok(laid) => Ok(Pages::new(laid)),
            Err(errors) => Err(errors.iter().map(|error| self.report(error)).collect()),
        }
    }

    /// The prepared text and the families of each role.
    fn plan(&self, document: &Document, layout: &str) -> Result<(Printed, BTreeMap<Role, Vec<String>>), Vec<Finding>> {
        if !HuibaoWorld::has_layout(layout) {
            let message = format!("没有名为“{layout}”的版式。");
            let hint = format!("可用的版式：{}。", LAYOUTS.join("、"));
            return Err(vec![Finding::error("typeset.unknown_layout", "", message).hint(hint)]);
        }
        let printed = Printed::new(document)?;
        let texts = printed.texts();
        let mut characters: BTreeMap<Role, BTreeSet<char>> = BTreeMap::new();
        for text in &texts {
            characters.entry(text.role).or_default().extend(text.text.chars());
        }
        let selection = self.manifest.select(&characters);
        let findings = missing_glyphs(&texts, &selection.missing);
        if findings.is_empty() { Ok((printed, selection.families)) } else { Err(findings) }
    }

    /// How high, in em, the dash beside the page number stands over the baseline.
    fn dash(&self, families: &BTreeMap<Role, Vec<String>>) -> Option<f64> {
        families.get(&Role::Folio)?.iter().find_map(|family| {
            let font = self.world.family(family)?;
            let instance = font.clone().instantiate(font.info().variant, Abs::pt(1.0), &FontVariations::default());
            let face = instance.ttf();
            let bounds = face.glyph_bounding_box(face.glyph_index('—')?)?;
            let middle = (f64::from(bounds.y_min) + f64::from(bounds.y_max)) / 2.0;
            Some(middle / f64::from(face.units_per_em()))
        })
    }

    /// An error of Typst's. It is a fault of the layout, not of the clerk's: the place is in the layout.
    fn report(&self, error: &SourceDiagnostic) -> Finding {
        let place = self.world.place(error.span).map_or_else(String::new, |(file, line)| format!("（{file}:{line}）"));
        let finding = Finding::error("typeset.layout", "", format!("排版出错{place}：{}", error.message));
        finding.hint("这是版式文件的问题，请把文稿和这条信息交给维护人员。")
    }
}

/// One finding for each character of a role that no face has, with its first place.
fn missing_glyphs(texts: &[PrintedText], missing: &BTreeMap<Role, BTreeSet<char>>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (role, characters) in missing {
        for &c in characters {
            let Some((text, at)) =
                texts.iter().filter(|text| text.role == *role).find_map(|t| Some((t, t.text.find(c)?)))
            else {
                continue;
            };
            let before: String = text.text[..at].chars().rev().take(6).collect();
            let before: String = before.chars().rev().collect();
            let after: String = text.text[at..].chars().take(7).collect();
            let code = format!("U+{:04X}", u32::from(c));
            let message = if c.is_control() {
                format!("文中有不能印出的控制字符 {code}：“{before}”之后。")
            } else {
                format!("字体里没有“{c}”（{code}）：“{before}{after}”。")
            };
            findings.push(
                Finding::error("typeset.missing_glyph", text.at.clone(), message)
                    .hint("请核对是否为错字或特殊符号；确需使用时，请添加含有此字的字体。"),
            );
        }
    }
    findings
}
