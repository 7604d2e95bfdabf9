//! Stands in for `hayagriva` 0.10.1 with `citationberg`, `biblatex`, ICU's collation and 3.3 MB of citation styles.
//!
//! A report cites the sources of its data by its own annotations; it has no bibliography. Switched off: `bibliography(…)`
//! and `cite(…)`. What a user sees: "failed to parse YAML (bibliographies are not part of this typesetter)", the same for
//! BibLaTeX and CSL, and "unknown style: …". As no entry loads, what would be made of one is a type without values.

#![allow(missing_docs)]

use std::borrow::Cow;
use std::marker::PhantomData;
use std::ops::Range;

/// What an attempt to load something is answered.
const NOT_INCLUDED: &str = "bibliographies are not part of this typesetter";

/// A value that does not exist.
#[derive(Debug, Copy, Clone)]
enum Never {}

/// Reading of bibliographies.
pub mod io {
    use serde::de::Error as _;

    use crate::{Library, NOT_INCLUDED, NotIncluded};

    #[derive(Debug)]
    pub enum BibLaTeXError {
        Parse(NotIncluded),
        Type(NotIncluded),
    }

    /// An error: bibliographies are not read.
    pub fn from_yaml_str(_: &str) -> Result<Library, serde_yaml::Error> {
        Err(serde_yaml::Error::custom(NOT_INCLUDED))
    }

    /// An error: bibliographies are not read.
    pub fn from_biblatex_str(_: &str) -> Result<Library, Vec<BibLaTeXError>> {
        Err(vec![BibLaTeXError::Parse(NotIncluded { span: 0..0, kind: NOT_INCLUDED })])
    }
}

/// A bibliography was to be read.
#[derive(Debug)]
pub struct NotIncluded {
    pub span: Range<usize>,
    pub kind: &'static str,
}

/// Styles that are there by name: none but the one that Typst falls back on, and that one is empty.
pub mod archive {
    use crate::citationberg::{IndependentStyle, Locale, Settings, Style, StyleClass};

    #[derive(Debug, Copy, Clone, Eq, PartialEq, Hash)]
    pub enum ArchivedStyle {
        InstituteOfElectricalAndElectronicsEngineers,
    }

    impl ArchivedStyle {
        pub fn all() -> &'static [Self] {
            &[]
        }

        pub fn by_name(_: &str) -> Option<Self> {
            None
        }

        pub fn names(self) -> &'static [&'static str] {
            &["ieee"]
        }

        pub fn display_name(self) -> &'static str {
            "IEEE"
        }

        pub fn get(self) -> Style {
            Style::Independent(IndependentStyle { settings: Settings { class: StyleClass::InText } })
        }
    }

    pub fn locales() -> Vec<Locale> {
        Vec::new()
    }
}

/// The Citation Style Language.
pub mod citationberg {
    use std::fmt;

    use crate::{NOT_INCLUDED, Never};

    /// A style was to be read.
    #[derive(Debug)]
    pub struct XmlError;

    impl fmt::Display for XmlError {
        fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str(NOT_INCLUDED)
        }
    }

    impl std::error::Error for XmlError {}

    #[derive(Debug, Clone)]
    pub struct DependentStyle(#[allow(dead_code, reason = "no value is ever made")] Never);

    #[derive(Debug, Clone)]
    pub enum Style {
        Independent(IndependentStyle),
        Dependent(DependentStyle),
    }

    #[derive(Debug, Clone)]
    pub struct IndependentStyle {
        pub settings: Settings,
    }

    impl IndependentStyle {
        /// An error: styles are not read.
        pub fn from_xml(_: &str) -> Result<Self, XmlError> {
            Err(XmlError)
        }
    }

    #[derive(Debug, Clone)]
    pub struct Settings {
        pub class: StyleClass,
    }

    #[derive(Debug, Copy, Clone, Eq, PartialEq)]
    pub enum StyleClass {
        InText,
        Note,
    }

    #[derive(Debug, Clone)]
    pub struct LocaleCode(pub String);

    #[derive(Debug, Clone)]
    pub struct Locale(#[allow(dead_code, reason = "no value is ever made")] Never);

    #[derive(Debug, Copy, Clone, Eq, PartialEq)]
    pub enum Display {
        Block,
        LeftMargin,
        RightInline,
        Indent,
    }

    #[derive(Debug, Copy, Clone, Eq, PartialEq)]
    pub enum FontStyle {
        Normal,
        Italic,
    }

    #[derive(Debug, Copy, Clone, Eq, PartialEq)]
    pub enum FontVariant {
        Normal,
        SmallCaps,
    }

    #[derive(Debug, Copy, Clone, Eq, PartialEq)]
    pub enum FontWeight {
        Normal,
        Bold,
        Light,
    }

    #[derive(Debug, Copy, Clone, Eq, PartialEq)]
    pub enum TextDecoration {
        None,
        Underline,
    }

    #[derive(Debug, Copy, Clone, Eq, PartialEq)]
    pub enum VerticalAlign {
        None,
        Baseline,
        Sup,
        Sub,
    }

    pub mod taxonomy {
        #[derive(Debug, Copy, Clone, Eq, PartialEq)]
        pub enum Locator {
            Custom,
        }
    }
}

/// A bibliography: none.
#[derive(Debug)]
pub struct Library(Never);

impl Library {
    pub fn is_empty(&self) -> bool {
        match self.0 {}
    }
}

impl IntoIterator for Library {
    type Item = Entry;
    type IntoIter = std::iter::Empty<Entry>;

    fn into_iter(self) -> Self::IntoIter {
        match self.0 {}
    }
}

/// A work in a bibliography: none.
#[derive(Debug, Clone)]
pub struct Entry(Never);

impl Entry {
    pub fn key(&self) -> &str {
        match self.0 {}
    }

    pub fn title(&self) -> Option<&FormatString> {
        match self.0 {}
    }
}

pub struct FormatString {
    pub value: ChunkedString,
}

pub struct ChunkedString(Never);

impl ChunkedString {
    pub fn to_str(&self) -> Cow<'_, str> {
        match self.0 {}
    }
}

/// Gathers citations; made before anything is known to be cited.
pub struct BibliographyDriver<'a, T>(PhantomData<&'a T>);

impl<'a, T> BibliographyDriver<'a, T> {
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self(PhantomData)
    }

    pub fn with_citation_number_offset(self, _: usize) -> Self {
        self
    }

    pub fn citation(&mut self, _: CitationRequest<'a, T>) {}

    pub fn finish(self, _: BibliographyRequest<'_>) -> Rendered {
        Rendered { bibliography: None, citations: Vec::new() }
    }
}

pub struct BibliographyRequest<'a> {
    pub style: &'a citationberg::IndependentStyle,
    pub locale: Option<citationberg::LocaleCode>,
    pub locale_files: &'a [citationberg::Locale],
}

pub struct CitationRequest<'a, T>(PhantomData<&'a T>);

impl<'a, T> CitationRequest<'a, T> {
    pub fn new(
        _: Vec<CitationItem<'a, T>>,
        _: &'a citationberg::IndependentStyle,
        _: Option<citationberg::LocaleCode>,
        _: &'a [citationberg::Locale],
        _: Option<usize>,
    ) -> Self {
        Self(PhantomData)
    }
}

pub struct CitationItem<'a, T>(PhantomData<&'a T>);

impl<'a, T> CitationItem<'a, T> {
    pub fn new(
        _: &'a T,
        _: Option<SpecificLocator>,
        _: Option<citationberg::LocaleCode>,
        _: bool,
        _: Option<CitePurpose>,
    ) -> Self {
        Self(PhantomData)
    }
}

pub struct SpecificLocator(pub citationberg::taxonomy::Locator, pub LocatorPayload);

pub enum LocatorPayload {
    Transparent(TransparentLocator),
}

pub struct TransparentLocator;

impl TransparentLocator {
    pub fn new<T>(_: T) -> Self {
        Self
    }
}

#[derive(Debug, Copy, Clone, Eq, PartialEq)]
pub enum CitePurpose {
    Author,
    Year,
    Full,
    Prose,
}

pub struct Rendered {
    pub bibliography: Option<RenderedBibliography>,
    pub citations: Vec<RenderedCitation>,
}

pub struct RenderedBibliography {
    pub items: Vec<BibliographyItem>,
    pub hanging_indent: bool,
    #[allow(dead_code, reason = "keeps values from being made")]
    never: Never,
}

pub struct BibliographyItem {
    pub key: String,
    pub first_field: Option<ElemChild>,
    pub content: ElemChildren,
}

pub struct RenderedCitation {
    pub citation: ElemChildren,
    #[allow(dead_code, reason = "keeps values from being made")]
    never: Never,
}

pub struct ElemChildren(pub Vec<ElemChild>);

impl ElemChildren {
    pub fn find_meta(&self, _: &ElemMeta) -> Option<&Elem> {
        None
    }
}

pub enum ElemChild {
    Text(Formatted),
    Elem(Elem),
    Markup(String),
    Link { text: Formatted, url: String },
    Transparent { cite_idx: usize, format: Formatting },
}

pub struct Elem {
    pub children: ElemChildren,
    pub display: Option<citationberg::Display>,
    pub meta: Option<ElemMeta>,
    #[allow(dead_code, reason = "keeps values from being made")]
    never: Never,
}

#[derive(Debug, Copy, Clone, Eq, PartialEq)]
pub enum ElemMeta {
    Author,
    Entry(usize),
    CitationNumber,
}

pub struct Formatted {
    pub text: String,
    pub formatting: Formatting,
    #[allow(dead_code, reason = "keeps values from being made")]
    never: Never,
}

pub struct Formatting {
    pub font_style: citationberg::FontStyle,
    pub font_variant: citationberg::FontVariant,
    pub font_weight: citationberg::FontWeight,
    pub text_decoration: citationberg::TextDecoration,
    pub vertical_align: citationberg::VerticalAlign,
    #[allow(dead_code, reason = "keeps values from being made")]
    never: Never,
}
