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

mod columns;
mod driver;
mod exhibit;
#[cfg(feature = "facade")]
mod facade;
mod faces;
mod geometry;
mod issued;
mod joined;
mod joints;
mod pages;
mod printed;
mod run;
mod seal;
mod title;
mod world;

use std::collections::BTreeMap;

use serde::Serialize;
use typst_library::diag::{SourceDiagnostic, SourceResult};
use typst_library::layout::Abs;
use typst_library::text::FontVariations;

pub use geometry::{CHARACTERS, LINES};
pub use pages::{Conformance, Pages, PdfOptions};
pub use printed::PrintedText;

use crate::Finding;
use crate::document::{Block, Document, Facts, Inline};
use crate::fonts::{Manifest, Missing, Role, Slice};
use driver::Laid;
use faces::Faces;
use geometry::{Format, Geometry};
use printed::Printed;
use world::HuibaoWorld;

/// Layouts by name.
pub const LAYOUTS: [&str; 7] = ["speech", "reading", "official", "letter", "bulletin", "ledger", "wallchart"];

/// For how many documents Typst remembers what was not used again. Less costs speed, more costs memory: at 8, setting a
/// document of nine pages again and again stays below 50 MB in a browser.
const REMEMBERED: usize = 8;

/// Sets documents. Holds the faces and Typst's world; one is enough for any number of documents.
pub struct Typesetter {
    manifest: Manifest,
    world: HuibaoWorld,
    faces: Faces,
    /// The file of the seal in the world.
    seal: Option<&'static str>,
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
    /// Its name, to give to [`Typesetter::add_slice`].
    pub family: String,
    /// File name beside the manifest.
    pub file: String,
    /// Size of the file.
    pub bytes: u64,
    /// SHA-256 of the file, in hexadecimal: its first digits.
    pub sha256: String,
}

impl Typesetter {
    /// A typesetter for the faces of a manifest, none of them loaded.
    pub fn new(manifest: Manifest) -> Self {
        Self { manifest, world: HuibaoWorld::new(), faces: Faces::default(), seal: None }
    }

    /// Whether the slice of that name is loaded.
    pub fn has(&self, slice: &str) -> bool {
        self.faces.has(slice)
    }

    /// Loads a slice from its WOFF2 file. Loading one twice does nothing.
    ///
    /// # Errors
    /// `typeset.unknown_slice` if the manifest does not name it, `typeset.bad_slice` if the bytes are not those that it lists
    /// or are not the slice.
    pub fn add_slice(&mut self, slice: &str, woff2: &[u8]) -> Result<(), Vec<Finding>> {
        if self.has(slice) {
            return Ok(());
        }
        self.faces.add(&self.manifest, &mut self.world, slice, woff2)
    }

    /// Takes the image of a seal (印章; PNG, JPEG or SVG), which the layouts of issued documents put on signature and date, or
    /// takes it away again. It is the user's own file.
    ///
    /// # Errors
    /// `typeset.bad_seal` if the bytes are no such image; then there is no seal.
    pub fn set_seal(&mut self, image: Option<&[u8]>) -> Result<(), Vec<Finding>> {
        self.seal = None;
        self.world.set_seal(None);
        if let Some(image) = image {
            let (name, bytes) = seal::read(image)?;
            self.world.set_seal(Some((name, bytes)));
            self.seal = Some(name);
        }
        Ok(())
    }

    /// The slices that a document needs and that are not loaded yet, and whether anything forbids its pages.
    pub fn needed(&self, document: &Document, layout: &str) -> Needed {
        match self.plan(document, layout) {
            Err(findings) => Needed { slices: Vec::new(), findings },
            Ok(plan) => {
                let absent = plan.slices.iter().filter(|slice| !self.has(&slice.name));
                let slices = absent.map(|slice| NeededSlice {
                    family: slice.name.clone(),
                    file: slice.file.clone(),
                    bytes: slice.bytes,
                    sha256: slice.sha256.clone(),
                });
                Needed { slices: slices.collect(), findings: plan.findings }
            }
        }
    }

    /// What each role prints in a layout, in reading order, with its place in the document.
    ///
    /// # Errors
    /// As [`Typesetter::set`], as far as the layout's name and the document's facts are concerned.
    pub fn texts(document: &Document, layout: &str) -> Result<Vec<PrintedText>, Vec<Finding>> {
        Ok(Printed::new(document, kind(layout)?)?.0.texts())
    }

    /// Sets a document in a layout of [`LAYOUTS`].
    ///
    /// # Errors
    /// Findings, all of them errors: a missing title or date, a character that no face has (`typeset.missing_glyph`), a
    /// slice that is not loaded (`typeset.slice_not_loaded`), an unknown layout, or what Typst reports.
    pub fn set(&mut self, document: &Document, layout: &str) -> Result<Pages, Vec<Finding>> {
        self.set_by(document, layout, |world| driver::compile(world))
    }

    /// The same by `typst::compile`: what [`Typesetter::set`] is held to.
    ///
    /// # Errors
    /// As [`Typesetter::set`].
    #[cfg(feature = "facade")]
    pub fn set_by_facade(&mut self, document: &Document, layout: &str) -> Result<Pages, Vec<Finding>> {
        self.set_by(document, layout, facade::compile)
    }

    /// Sets and exports a tiny document, so that a browser compiles beforehand what the first real one needs (it halves
    /// the time of that). Does nothing but say so as long as slices are missing: the digits and the first slice of 楷体,
    /// 150 KB that every document needs.
    pub fn warm_up(&mut self) -> Needed {
        let one = || vec![Inline::Text { text: "1".into() }];
        let document = Document {
            facts: Facts { title: "1".into(), date: Some("2000-01-01".into()), ..Default::default() },
            blocks: vec![
                Block::Heading { level: 1, number: String::new(), content: one() },
                Block::Paragraph { content: one() },
            ],
            figures: Vec::new(),
        };
        let needed = self.needed(&document, LAYOUTS[0]);
        if needed.slices.is_empty()
            && let Ok(pages) = self.set(&document, LAYOUTS[0])
        {
            // Only the work counts.
            let _ = (pages.svg(0), pages.pdf(&PdfOptions::default()));
        }
        needed
    }

    fn set_by(
        &mut self,
        document: &Document,
        layout: &str,
        compile: impl Fn(&HuibaoWorld) -> SourceResult<Laid>,
    ) -> Result<Pages, Vec<Finding>> {
        let (data, findings) = self.prepared(document, layout)?;
        self.faces.complete(&self.manifest, &mut self.world)?;
        self.world.prepare(layout, data);
        let laid = compile(&self.world);
        comemo::evict(REMEMBERED);
        match laid {
            Ok(laid) => {
                let mut pages = Pages::new(laid, findings);
                if kind(layout)? == Kind::Wall {
                    pages.expect(wall_pages(document));
                }
                Ok(pages)
            }
            Err(errors) => Err(errors.iter().map(|error| self.report(error)).collect()),
        }
    }

    /// The `data.json` that [`Typesetter::set`] gives the layout: what layouts are written against, for who writes one or
    /// sets it by another Typst (`benches/`).
    ///
    /// # Errors
    /// As [`Typesetter::set`], but for what Typst reports.
    pub fn layout_data(&self, document: &Document, layout: &str) -> Result<Vec<u8>, Vec<Finding>> {
        Ok(self.prepared(document, layout)?.0)
    }

    /// The fonts that [`Typesetter::set`] gives Typst, in their order: names of the families, and OpenType files. For the same.
    ///
    /// # Errors
    /// `typeset.bad_slice` if the slices of a family do not belong together.
    pub fn fonts(&mut self) -> Result<Vec<(String, Vec<u8>)>, Vec<Finding>> {
        self.faces.complete(&self.manifest, &mut self.world)?;
        Ok(self.world.fonts().map(|(family, sfnt)| (family.to_string(), sfnt.to_vec())).collect())
    }

    /// The layout's data, and what was found on the way.
    fn prepared(&self, document: &Document, layout: &str) -> Result<(Vec<u8>, Vec<Finding>), Vec<Finding>> {
        let Plan { mut printed, families, slices, mut findings } = self.plan(document, layout)?;
        let absent: Vec<_> = slices.iter().filter(|slice| !self.has(&slice.name)).collect();
        if let Some(first) = absent.first() {
            let message = format!("还有{}个字体文件没有载入，例如“{}”。", absent.len(), first.name);
            return Err(vec![Finding::error("typeset.slice_not_loaded", "", message).hint("请等字体载入后重试。")]);
        }
        let dash = self.dash(&families);
        printed.set_geometry(Geometry::new(kind(layout)?.format(), dash), Geometry::new(&geometry::LANDSCAPE, dash));
        findings.extend(printed.set_seal(self.seal));
        printed.set_families(&families);
        Ok((serde_json::to_vec(&printed).expect("strings, numbers and lists serialize"), findings))
    }

    /// The prepared text, the families of each role and their slices.
    fn plan(&self, document: &Document, layout: &str) -> Result<Plan<'_>, Vec<Finding>> {
        let (printed, findings) = Printed::new(document, kind(layout)?)?;
        let texts = printed.texts();
        let selection = self.manifest.select(texts.iter().map(|text| (text.role, text.text.as_str())));
        if !selection.missing.is_empty() {
            return Err(selection.missing.iter().map(|missing| missing_glyph(missing, &texts)).collect());
        }
        let owned = |families: Vec<&str>| families.into_iter().map(str::to_string).collect();
        let families = selection.families.into_iter().map(|(role, families)| (role, owned(families))).collect();
        Ok(Plan { printed, families, slices: selection.slices, findings })
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

/// What a layout asks of the text that it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Paragraphs that fill pages.
    Filling,
    /// 朗读版: pages turn at sentence ends.
    Reading,
    /// 公文: paragraphs, and what stands before and after them.
    Official,
    /// 信函, the same in another form.
    Letter,
    /// 简报.
    Bulletin,
    /// 台账: the whole document on its side.
    Ledger,
    /// 挂图: a large page for every heading of the first level.
    Wall,
}

impl Kind {
    fn format(self) -> &'static Format {
        match self {
            Self::Filling | Self::Official | Self::Letter | Self::Bulletin => &geometry::STANDARD,
            Self::Reading => &geometry::READING,
            Self::Ledger => &geometry::LANDSCAPE,
            Self::Wall => &geometry::WALL,
        }
    }
}

/// The kind of a layout.
fn kind(layout: &str) -> Result<Kind, Vec<Finding>> {
    match layout {
        "speech" => Ok(Kind::Filling),
        "reading" => Ok(Kind::Reading),
        "official" => Ok(Kind::Official),
        "letter" => Ok(Kind::Letter),
        "bulletin" => Ok(Kind::Bulletin),
        "ledger" => Ok(Kind::Ledger),
        "wallchart" => Ok(Kind::Wall),
        _ => {
            let message = format!("没有名为“{layout}”的版式。");
            let hint = format!("可用的版式：{}。", LAYOUTS.join("、"));
            Err(vec![Finding::error("typeset.unknown_layout", "", message).hint(hint)])
        }
    }
}

/// How many pages a wall chart has if every unit fits on one: its headings of the first level, and what stands before
/// the first of them.
fn wall_pages(document: &Document) -> usize {
    let unit = |block: &Block| matches!(block, Block::Heading { level: 0 | 1, .. });
    let before = document.blocks.first().is_some_and(|first| !unit(first));
    document.blocks.iter().filter(|block| unit(block)).count() + usize::from(before)
}

/// What is known about a document before it is set.
struct Plan<'a> {
    printed: Printed,
    /// Families of each role that occurs, in the order in which they are tried.
    families: BTreeMap<Role, Vec<String>>,
    /// The slices of the families that the text needs.
    slices: Vec<&'a Slice>,
    /// What is remarkable about the text; no errors.
    findings: Vec<Finding>,
}

/// A character that no face of its role has, with its first place.
fn missing_glyph(missing: &Missing, texts: &[PrintedText]) -> Finding {
    let Missing { character, occurrences, context, .. } = missing;
    let times = if *occurrences > 1 { format!("，共{occurrences}处") } else { String::new() };
    let message = format!("字体里没有“{character}”（U+{:04X}）：“{context}”{times}。", u32::from(*character));
    Finding::error("typeset.missing_glyph", texts[missing.text].at.clone(), message)
        .hint("请核对是否为错字或特殊符号；确需使用时，请添加含有此字的字体。")
}
