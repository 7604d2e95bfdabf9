//! What is known about a document before it is set: what it prints, and which slices of which faces that needs.

use std::collections::BTreeMap;
#[cfg(feature = "typeset")]
use std::sync::Arc;

use serde::Serialize;

use super::geometry::{self, Format};
#[cfg(feature = "typeset")]
use super::passage::{Passage, passages};
use super::printed::{Printed, PrintedText};
use crate::Finding;
use crate::document::{Block, Document};
use crate::fonts::{Manifest, Missing, Role, Slice};

/// Layouts by name, in the order of their kinds (`named`).
pub const LAYOUTS: [&str; 7] = ["speech", "reading", "official", "letter", "bulletin", "ledger", "wallchart"];

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
    /// Its name, to give to [`Typesetter::add_slice`](super::Typesetter::add_slice).
    pub family: String,
    /// File name beside the manifest.
    pub file: String,
    /// Size of the file.
    pub bytes: u64,
    /// SHA-256 of the file, in hexadecimal: its first digits.
    pub sha256: String,
}

impl NeededSlice {
    fn of(slice: &Slice) -> Self {
        Self { family: slice.name.clone(), file: slice.file.clone(), bytes: slice.bytes, sha256: slice.sha256.clone() }
    }
}

/// What a document needs before it can be set: the slices that are not loaded, by `has`, and what forbids its pages.
pub fn needed(manifest: &Manifest, document: &Document, layout: &str, has: impl Fn(&str) -> bool) -> Needed {
    match Plan::new(manifest, document, layout) {
        Err(findings) => Needed { slices: Vec::new(), findings },
        Ok(plan) => plan.needed(has),
    }
}

/// A document in a layout, ready to be set as soon as its slices are loaded.
pub struct Plan {
    pub(super) layout: &'static str,
    pub(super) kind: Kind,
    pub(super) printed: Printed,
    /// Families of each role that occurs, in the order in which they are tried.
    pub(super) families: BTreeMap<Role, Vec<String>>,
    /// The slices of the families that the text needs.
    pub(super) slices: Vec<NeededSlice>,
    /// Where the figures of its blocks stand.
    #[cfg(feature = "typeset")]
    pub(super) passages: Arc<[Passage]>,
    /// How many pages it should have, where that is known.
    pub(super) pages: Option<usize>,
    /// What is remarkable about the text; no errors.
    pub(super) findings: Vec<Finding>,
}

impl Plan {
    pub(super) fn new(manifest: &Manifest, document: &Document, layout: &str) -> Result<Self, Vec<Finding>> {
        Self::beside(manifest, document, layout, |_, _| false)
    }

    /// The same beside faces that have some of the characters (`own`).
    pub(super) fn beside(
        manifest: &Manifest,
        document: &Document,
        layout: &str,
        own: impl Fn(Role, char) -> bool,
    ) -> Result<Self, Vec<Finding>> {
        let (layout, kind) = named(layout)?;
        let (printed, findings) = Printed::new(document, kind)?;
        let texts = printed.texts();
        let selection = manifest.select_beside(texts.iter().map(|text| (text.role, text.text.as_str())), own);
        if !selection.missing.is_empty() {
            return Err(selection.missing.iter().map(|missing| missing_glyph(missing, &texts)).collect());
        }
        let owned = |families: Vec<&str>| families.into_iter().map(str::to_string).collect();
        let families = selection.families.into_iter().map(|(role, families)| (role, owned(families))).collect();
        let slices = selection.slices.into_iter().map(NeededSlice::of).collect();
        let pages = (kind == Kind::Wall).then(|| wall_pages(document));
        Ok(Self {
            layout,
            kind,
            printed,
            families,
            slices,
            #[cfg(feature = "typeset")]
            passages: passages(document),
            pages,
            findings,
        })
    }

    pub(super) fn needed(&self, has: impl Fn(&str) -> bool) -> Needed {
        let slices = self.slices.iter().filter(|slice| !has(&slice.family)).cloned().collect();
        Needed { slices, findings: self.findings.clone() }
    }
}

/// What a layout asks of the text that it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
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
    pub(crate) fn format(self) -> &'static Format {
        match self {
            Self::Filling | Self::Official | Self::Letter | Self::Bulletin => &geometry::STANDARD,
            Self::Reading => &geometry::READING,
            Self::Ledger => &geometry::LANDSCAPE,
            Self::Wall => &geometry::WALL,
        }
    }
}

/// The name of a layout, for keeps, and its kind.
pub(crate) fn named(layout: &str) -> Result<(&'static str, Kind), Vec<Finding>> {
    let kinds = [Kind::Filling, Kind::Reading, Kind::Official, Kind::Letter, Kind::Bulletin, Kind::Ledger, Kind::Wall];
    LAYOUTS.into_iter().zip(kinds).find(|(name, _)| *name == layout).ok_or_else(|| {
        let message = format!("没有名为“{layout}”的版式。");
        let hint = format!("可用的版式：{}。", LAYOUTS.join("、"));
        vec![Finding::error("typeset.unknown_layout", "", message).hint(hint)]
    })
}

/// How many pages a wall chart has if every unit fits on one: its headings of the first level, and what stands before
/// the first of them.
fn wall_pages(document: &Document) -> usize {
    let unit = |block: &Block| matches!(block, Block::Heading { level: 0 | 1, .. });
    let before = document.blocks.first().is_some_and(|first| !unit(first));
    document.blocks.iter().filter(|block| unit(block)).count() + usize::from(before)
}

/// A character that no face of its role has, with its first place.
fn missing_glyph(missing: &Missing, texts: &[PrintedText]) -> Finding {
    let Missing { character, occurrences, context, .. } = missing;
    let times = if *occurrences > 1 { format!("，共{occurrences}处") } else { String::new() };
    let message = format!("字体里没有“{character}”（U+{:04X}）：“{context}”{times}。", u32::from(*character));
    Finding::error("typeset.missing_glyph", texts[missing.text].at.clone(), message)
        .hint("请核对是否为错字或特殊符号；确需使用时，请添加含有此字的字体。")
}
