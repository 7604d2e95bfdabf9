//! [`Pages`]: a document that is set, and what is made of it.

use std::sync::{Arc, OnceLock};

use typst_layout::{Page, PagedDocument};
use typst_library::foundations::Smart;
use typst_pdf::{PdfStandard, PdfStandards};

use super::drawings::{Drawing, drawings};
use super::driver::Laid;
use super::fingerprint::fingerprint;
use super::joined::without_joiners;
use super::passage::Passage;
use super::places::{PagePlaces, places};
use super::svg::page_svg;
use crate::Finding;

/// Set pages.
pub struct Pages {
    document: PagedDocument,
    findings: Vec<Finding>,
    /// The figures that may be asked for.
    passages: Arc<[Passage]>,
    /// By page, as soon as one was asked for.
    places: OnceLock<Vec<PagePlaces>>,
}

/// How a PDF is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PdfOptions {
    /// What the file conforms to. Default: [`Conformance::Archive`].
    pub conformance: Conformance,
}

/// What a PDF conforms to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Conformance {
    /// PDF/A-3a (archives; the ledger is attached as the standard wants it) and PDF/UA-1 (screen readers) together.
    #[default]
    Archive,
    /// PDF 1.7 without tags: half the size, half the time; for previews.
    Preview,
}

impl Pages {
    pub(super) fn new(laid: Laid, mut findings: Vec<Finding>, passages: Arc<[Passage]>) -> Self {
        if !laid.stable {
            findings.push(Finding::warning(
                "typeset.not_settled",
                "",
                "版面反复调整后仍未稳定，页码或表格位置可能略有偏差。",
            ));
        }
        Self { document: without_joiners(laid.document), findings, passages, places: OnceLock::new() }
    }

    /// Remarks upon pages beyond those that a wall chart should have.
    pub(super) fn expect(&mut self, pages: usize) {
        if self.count() > pages.max(1) {
            let message = format!("挂图应有{pages}张，排成了{}张：有的单位内容多，接在标“续”的一张上。", self.count());
            self.findings.push(
                Finding::warning("typeset.wall_continued", "", message)
                    .hint("少放几块图表，或用 limit 只列要紧的几条，就能排进一张。"),
            );
        }
    }

    /// Number of pages.
    pub fn count(&self) -> usize {
        self.document.pages().len()
    }

    /// What is remarkable about the pages; none of it forbids them.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Typst's pages, for measuring.
    pub fn pages(&self) -> &[Page] {
        self.document.pages()
    }

    /// What each page shows, as a number: pages with the same fingerprint look the same, in this document or another, and
    /// need not be exported again. An edit changes those of the pages on which it can be seen, and no others.
    pub fn fingerprints(&self) -> impl Iterator<Item = u128> {
        self.pages().iter().map(fingerprint)
    }

    /// Page `index` (from 0) as SVG; `None` past the last page. Characters are outlines: no font is needed to show it.
    pub fn svg(&self, index: usize) -> Option<String> {
        self.pages().get(index).map(page_svg)
    }

    /// Where the blocks and figures of page `index` (from 0) are; `None` past the last page. What has no block, titles, 版头,
    /// page numbers, is not among them.
    pub fn places(&self, index: usize) -> Option<&PagePlaces> {
        self.places.get_or_init(|| places(self.pages(), &self.passages)).get(index)
    }

    /// What is drawn of the document's exhibits, each as a picture of its own, without its caption and what is below it. Not
    /// among them is what goes over pages.
    pub fn drawings(&self) -> Vec<Drawing> {
        drawings(self.pages())
    }

    /// The whole document as PDF. The same document and options give the same bytes.
    ///
    /// # Errors
    /// What Typst's validation of the standards finds, for example a character that a PDF/A file must not hold.
    pub fn pdf(&self, options: &PdfOptions) -> Result<Vec<u8>, Vec<Finding>> {
        typst_pdf::pdf(&self.document, &options.of_typst()).map_err(|errors| {
            let finding = |message: &str| {
                Finding::error("typeset.pdf", "", format!("生成 PDF 时出错：{message}"))
                    .hint("请把文稿和这条信息交给维护人员。")
            };
            errors.iter().map(|error| finding(&error.message)).collect()
        })
    }

    /// Page `index` (from 0) as PNG at `dpi` pixels an inch; `None` past the last page.
    #[cfg(feature = "cli")]
    pub fn png(&self, index: usize, dpi: f64) -> Option<Vec<u8>> {
        page_png(self.pages().get(index)?, dpi)
    }
}

/// A page as PNG at `dpi` pixels an inch.
#[cfg(feature = "cli")]
pub(super) fn page_png(page: &Page, dpi: f64) -> Option<Vec<u8>> {
    let options =
        typst_render::RenderOptions { pixel_per_pt: typst_utils::Scalar::new(dpi / 72.0), render_bleed: false };
    typst_render::render(page, &options).encode_png().ok()
}

impl PdfOptions {
    /// The same in Typst's terms.
    pub(super) fn of_typst(self) -> typst_pdf::PdfOptions {
        let standards: &[PdfStandard] = match self.conformance {
            Conformance::Archive => &[PdfStandard::A_3a, PdfStandard::Ua_1],
            Conformance::Preview => &[PdfStandard::V_1_7],
        };
        typst_pdf::PdfOptions {
            creator: Smart::Custom(Some(concat!("huibao ", env!("CARGO_PKG_VERSION")).into())),
            standards: PdfStandards::new(standards).expect("these standards go together"),
            tagged: self.conformance == Conformance::Archive,
            ..Default::default()
        }
    }
}
