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
//! What needs no Typst, the text and the choice of slices ([`needed`]), is built without it too: the core names the slices
//! before the typesetter has arrived. The rest is the feature `typeset`.
//!
//! A `Typesetter` is kept between documents: setting a document again after a small edit is an order of magnitude
//! faster than the first time, because Typst remembers what it laid out.

mod columns;
#[cfg(feature = "typeset")]
mod drawings;
#[cfg(feature = "typeset")]
mod driver;
mod exhibit;
#[cfg(feature = "facade")]
mod facade;
#[cfg(feature = "typeset")]
mod faces;
#[cfg(feature = "typeset")]
mod fingerprint;
mod geometry;
mod issued;
#[cfg(feature = "typeset")]
mod joined;
mod joints;
#[cfg(feature = "typeset")]
mod own;
#[cfg(feature = "typeset")]
mod pages;
#[cfg(feature = "typeset")]
mod passage;
#[cfg(feature = "typeset")]
mod places;
mod plan;
mod printed;
mod run;
#[cfg(feature = "typeset")]
mod seal;
#[cfg(feature = "typeset")]
mod svg;
mod title;
#[cfg(feature = "typeset")]
mod world;

#[cfg(feature = "typeset")]
use {
    std::collections::BTreeMap,
    std::sync::Arc,
    typst_library::diag::{SourceDiagnostic, SourceResult},
    typst_library::layout::Abs,
    typst_library::text::FontVariations,
};

#[cfg(feature = "typeset")]
pub use drawings::Drawing;
pub use geometry::{CHARACTERS, LINES};
#[cfg(feature = "typeset")]
pub use own::{OwnFaces, UsedFace};
#[cfg(feature = "typeset")]
pub use pages::{Conformance, Pages, PdfOptions};
#[cfg(feature = "typeset")]
pub use places::{PagePlaces, Place};
pub use plan::{LAYOUTS, Needed, NeededSlice, Plan, needed};
pub use printed::PrintedText;
/// What the twin in Word shares with the pages: measures, the lines of a title, what an issued document carries.
#[cfg(feature = "docx")]
pub(crate) mod shared {
    pub(crate) use super::geometry::{Format, Geometry, Issuing, LANDSCAPE, STANDARD};
    pub(crate) use super::issued::Issued;
    pub(crate) use super::plan::{Kind, named};
    pub(crate) use super::run::printable;
    pub(crate) use super::title::lines as title_lines;
}

#[cfg(feature = "typeset")]
use {
    crate::Finding,
    crate::document::{Block, Document, Facts, Inline},
    crate::fonts::{Manifest, OwnFace, Role},
    driver::Laid,
    faces::Faces,
    geometry::Geometry,
    own::Owned,
    plan::named,
    printed::Printed,
    world::HuibaoWorld,
};

/// For how many documents Typst remembers what was not used again. Less costs speed, more costs memory: at 8, setting a
/// document of nine pages again and again stays below 50 MB in a browser.
#[cfg(feature = "typeset")]
const REMEMBERED: usize = 8;

/// Sets documents. Holds the faces and Typst's world; one is enough for any number of documents.
#[cfg(feature = "typeset")]
pub struct Typesetter {
    manifest: Manifest,
    world: HuibaoWorld,
    faces: Faces,
    /// The user's own faces.
    owned: Owned,
    /// The file of the seal in the world.
    seal: Option<&'static str>,
}

#[cfg(feature = "typeset")]
impl Typesetter {
    /// A typesetter for the faces of a manifest, none of them loaded.
    pub fn new(manifest: Manifest) -> Self {
        Self { manifest, world: HuibaoWorld::new(), faces: Faces::default(), owned: Owned::default(), seal: None }
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

    /// Takes the user's own faces (方正小标宋, 仿宋_GB2312 …), which come first in their role, instead of those that were
    /// taken before. Of each the characters are used that have the width that the grid wants; the others come from ours.
    /// A face that cannot be used is told and left out. Plans that were made before are to be made anew.
    pub fn set_faces(&mut self, faces: &[OwnFace]) -> OwnFaces {
        let (owned, told) = Owned::take(faces, &mut self.world, self.manifest.families().len());
        self.owned = owned;
        told
    }

    /// The slices that a document needs and that are not loaded yet, and whether anything forbids its pages.
    pub fn needed(&self, document: &Document, layout: &str) -> Needed {
        match self.plan(document, layout) {
            Err(findings) => Needed { slices: Vec::new(), findings },
            Ok(plan) => self.needed_for(&plan),
        }
    }

    /// Reads what a document needs and prints, once for both [`Typesetter::needed_for`] and [`Typesetter::set_plan`].
    ///
    /// # Errors
    /// As [`Typesetter::set`], as far as it is known before anything is set.
    pub fn plan(&self, document: &Document, layout: &str) -> Result<Plan, Vec<Finding>> {
        let mut plan = Plan::beside(&self.manifest, document, layout, |role, c| self.owned.has(role, c))?;
        for (&role, families) in &mut plan.families {
            families.splice(..0, self.owned.families(role).map(str::to_string));
        }
        Ok(plan)
    }

    /// [`Typesetter::needed`] for a document that was read.
    pub fn needed_for(&self, plan: &Plan) -> Needed {
        plan.needed(|slice| self.has(slice))
    }

    /// [`Typesetter::set`] for a document that was read. The plan can be set again.
    ///
    /// # Errors
    /// As [`Typesetter::set`].
    pub fn set_plan(&mut self, plan: &mut Plan) -> Result<Pages, Vec<Finding>> {
        self.set_by(plan, |world| driver::compile(world))
    }

    /// What each role prints in a layout, in reading order, with its place in the document.
    ///
    /// # Errors
    /// As [`Typesetter::set`], as far as the layout's name and the document's facts are concerned.
    pub fn texts(document: &Document, layout: &str) -> Result<Vec<PrintedText>, Vec<Finding>> {
        Ok(Printed::new(document, named(layout)?.1)?.0.texts())
    }

    /// Sets a document in a layout of [`LAYOUTS`].
    ///
    /// # Errors
    /// Findings, all of them errors: a missing title or date, a character that no face has (`typeset.missing_glyph`), a
    /// slice that is not loaded (`typeset.slice_not_loaded`), an unknown layout, or what Typst reports.
    pub fn set(&mut self, document: &Document, layout: &str) -> Result<Pages, Vec<Finding>> {
        self.set_plan(&mut self.plan(document, layout)?)
    }

    /// The same by `typst::compile`: what [`Typesetter::set`] is held to.
    ///
    /// # Errors
    /// As [`Typesetter::set`].
    #[cfg(feature = "facade")]
    pub fn set_by_facade(&mut self, document: &Document, layout: &str) -> Result<Pages, Vec<Finding>> {
        self.set_by(&mut self.plan(document, layout)?, facade::compile)
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
        plan: &mut Plan,
        compile: impl Fn(&HuibaoWorld) -> SourceResult<Laid>,
    ) -> Result<Pages, Vec<Finding>> {
        let (data, findings) = self.prepared(plan)?;
        self.faces.complete(&self.manifest, &mut self.world)?;
        self.world.prepare(plan.layout, data);
        let laid = compile(&self.world);
        comemo::evict(REMEMBERED);
        match laid {
            Ok(laid) => {
                let mut pages = Pages::new(laid, findings, Arc::clone(&plan.passages));
                if let Some(expected) = plan.pages {
                    pages.expect(expected);
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
        Ok(self.prepared(&mut self.plan(document, layout)?)?.0)
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
    fn prepared(&self, plan: &mut Plan) -> Result<(Vec<u8>, Vec<Finding>), Vec<Finding>> {
        let Plan { printed, families, slices, kind, .. } = plan;
        let absent: Vec<_> = slices.iter().filter(|slice| !self.has(&slice.family)).collect();
        if let Some(first) = absent.first() {
            let message = format!("还有{}个字体文件没有载入，例如“{}”。", absent.len(), first.family);
            return Err(vec![Finding::error("typeset.slice_not_loaded", "", message).hint("请等字体载入后重试。")]);
        }
        let dash = self.dash(families);
        printed.set_geometry(Geometry::new(kind.format(), dash), Geometry::new(&geometry::LANDSCAPE, dash));
        let mut findings = plan.findings.clone();
        findings.extend(printed.set_seal(self.seal));
        printed.set_families(families);
        Ok((serde_json::to_vec(&printed).expect("strings, numbers and lists serialize"), findings))
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
