//! Fonts: which slices of which faces a text needs, decided before a page is set.
//!
//! A Chinese face has megabytes, a report uses some hundred of its characters. `fonts/` (the recipe) cuts each face into
//! *slices*; [`Manifest`] says which characters each carries, and [`Manifest::select`] says which slices a text needs and
//! which of its characters no face has. The host fetches those slices alone. With the feature `typeset`, `unpack` checks and
//! unpacks them, and an `Assembly` puts those of a family together to one font for Typst.
//!
//! ```
//! # let json = huibao::fonts::EXAMPLE;
//! use huibao::fonts::{Manifest, Role};
//!
//! let manifest = Manifest::parse(json)?;
//! let selection = manifest.select([(Role::Body, "一切为了人民")].into_iter());
//! let files: Vec<&str> = selection.slices.iter().map(|slice| slice.file.as_str()).collect();
//! # assert_eq!(selection.missing.len(), 5);
//! # assert_eq!(files.len(), 2);
//! # Ok::<(), huibao::fonts::ManifestError>(())
//! ```

#[cfg(feature = "typeset")]
mod assembly;
#[cfg(feature = "typeset")]
mod cff;
mod manifest;
#[cfg(feature = "typeset")]
mod own;
mod select;
#[cfg(feature = "typeset")]
mod sfnt;
#[cfg(feature = "typeset")]
mod unpack;

#[cfg(feature = "typeset")]
pub use assembly::{Assembly, SliceError};
pub use manifest::{EXAMPLE, Face, Family, Manifest, ManifestError, Slice};
#[cfg(feature = "typeset")]
pub use own::{OwnFace, OwnFont, Refusal};
pub use select::{FOLIO, Missing, Selection, is_ignorable};
#[cfg(feature = "typeset")]
pub use unpack::{UnpackError, unpack};

use serde::{Deserialize, Serialize};

/// What a piece of text is in a report, as far as the choice of a face goes (GB/T 9704—2012, 5.2.1 and 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// 标题 and 发文机关标志: 小标宋.
    Title,
    /// 一级标题, also 密级 and 附件 marks: 黑体.
    Heading1,
    /// 二级标题, also 签发人: 楷体.
    Heading2,
    /// 正文 and whatever has no face of its own: 仿宋.
    Body,
    /// 页码: 宋体; digits and dashes only.
    Folio,
}

impl Role {
    /// All roles, in the order in which their slices are listed and fetched.
    pub const ALL: [Self; 5] = [Self::Title, Self::Heading1, Self::Heading2, Self::Body, Self::Folio];

    /// The role of that key.
    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }

    /// 字体用处, for messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "标题",
            Self::Heading1 => "一级标题",
            Self::Heading2 => "二级标题",
            Self::Body => "正文",
            Self::Folio => "页码",
        }
    }

    /// The key of the role in the manifest and in a layout.
    pub fn key(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Heading1 => "heading1",
            Self::Heading2 => "heading2",
            Self::Body => "body",
            Self::Folio => "folio",
        }
    }
}
