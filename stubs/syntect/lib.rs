//! Stands in for `syntect` 5.3.0, the highlighter of program text, with its engine of regular expressions and its readers
//! of YAML and property lists.
//!
//! Reports show no program text. Switched off: highlighting, also of Typst's own language. What a user sees: raw text is set
//! plain; `raw(syntaxes: …)` and `raw(theme: …)` are errors, "failed to parse syntax (…)" and "failed to parse theme (…)",
//! that say that highlighting is not part of this typesetter.

use std::fmt;

/// What an attempt to load something is answered.
const NOT_INCLUDED: &str = "syntax highlighting is not part of this typesetter";

/// A value that does not exist.
#[derive(Debug, Copy, Clone)]
enum Never {}

/// A theme or a syntax was not loaded.
#[derive(Debug)]
pub enum LoadingError {
    /// A syntax was not parsed; never made.
    ParseSyntax(parsing::ParseSyntaxError, String),
    /// A theme was to be read.
    NotIncluded,
}

impl fmt::Display for LoadingError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(NOT_INCLUDED)
    }
}

impl std::error::Error for LoadingError {}

/// Highlighting line by line.
pub mod easy {
    use crate::Never;
    use crate::highlighting::{Style, Theme};
    use crate::parsing::{SyntaxReference, SyntaxSet};

    /// The state between lines.
    pub struct HighlightLines(Never);

    impl HighlightLines {
        /// Starts with a syntax; there is none.
        pub fn new(syntax: &SyntaxReference, _: &Theme) -> Self {
            Self(syntax.never)
        }

        /// The styled pieces of a line.
        pub fn highlight_line<'a>(&mut self, _: &'a str, _: &SyntaxSet) -> Result<Vec<(Style, &'a str)>, crate::LoadingError> {
            match self.0 {}
        }
    }
}

/// Themes and styles.
pub mod highlighting {
    use std::io::Read;
    use std::ops::BitOr;
    use std::str::FromStr;

    use crate::LoadingError;
    use crate::parsing::Scope;

    /// A colour.
    #[derive(Debug, Copy, Clone, Eq, PartialEq)]
    #[allow(missing_docs)]
    pub struct Color {
        pub r: u8,
        pub g: u8,
        pub b: u8,
        pub a: u8,
    }

    impl Color {
        /// Black.
        pub const BLACK: Self = Self { r: 0, g: 0, b: 0, a: 255 };
    }

    /// Bold, italic, underlined.
    #[derive(Debug, Copy, Clone, Eq, PartialEq)]
    pub struct FontStyle(u8);

    #[allow(missing_docs)]
    impl FontStyle {
        pub const BOLD: Self = Self(1);
        pub const UNDERLINE: Self = Self(2);
        pub const ITALIC: Self = Self(4);

        pub fn contains(self, other: Self) -> bool {
            self.0 & other.0 == other.0
        }
    }

    impl BitOr for FontStyle {
        type Output = Self;

        fn bitor(self, other: Self) -> Self {
            Self(self.0 | other.0)
        }
    }

    /// How a piece of text looks.
    #[derive(Debug, Copy, Clone)]
    #[allow(missing_docs)]
    pub struct Style {
        pub foreground: Color,
        pub font_style: FontStyle,
    }

    /// What a theme changes.
    #[derive(Debug, Copy, Clone)]
    #[allow(missing_docs)]
    pub struct StyleModifier {
        pub foreground: Option<Color>,
        pub background: Option<Color>,
        pub font_style: Option<FontStyle>,
    }

    /// Where a theme changes it.
    #[derive(Debug, Clone)]
    pub struct ScopeSelectors;

    impl FromStr for ScopeSelectors {
        type Err = std::convert::Infallible;

        fn from_str(_: &str) -> Result<Self, Self::Err> {
            Ok(Self)
        }
    }

    /// A theme's rule.
    #[derive(Debug, Clone)]
    #[allow(missing_docs)]
    pub struct ThemeItem {
        pub scope: ScopeSelectors,
        pub style: StyleModifier,
    }

    /// A theme's defaults.
    #[derive(Debug, Default, Clone)]
    #[allow(missing_docs)]
    pub struct ThemeSettings {
        pub foreground: Option<Color>,
    }

    /// A theme.
    #[derive(Debug, Clone)]
    #[allow(missing_docs)]
    pub struct Theme {
        pub name: Option<String>,
        pub author: Option<String>,
        pub settings: ThemeSettings,
        pub scopes: Vec<ThemeItem>,
    }

    /// Reads themes.
    pub struct ThemeSet;

    impl ThemeSet {
        /// An error: themes are not read.
        pub fn load_from_reader<R: Read>(_: &mut R) -> Result<Theme, LoadingError> {
            Err(LoadingError::NotIncluded)
        }
    }

    /// Finds the style of a place in program text.
    pub struct Highlighter<'a>(&'a Theme);

    impl<'a> Highlighter<'a> {
        /// A highlighter with a theme.
        pub fn new(theme: &'a Theme) -> Self {
            Self(theme)
        }

        /// The theme's default.
        pub fn style_for_stack(&self, _: &[Scope]) -> Style {
            Style { foreground: self.0.settings.foreground.unwrap_or(Color::BLACK), font_style: FontStyle(0) }
        }
    }
}

/// Grammars.
pub mod parsing {
    use std::fmt;

    use crate::{NOT_INCLUDED, Never};

    /// A grammar was not parsed.
    #[derive(Debug)]
    pub enum ParseSyntaxError {
        /// Not YAML; never made.
        InvalidYaml(ScanError),
        /// A grammar was to be read.
        NotIncluded,
    }

    impl fmt::Display for ParseSyntaxError {
        fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str(NOT_INCLUDED)
        }
    }

    impl std::error::Error for ParseSyntaxError {}

    /// An error in YAML, and its place.
    #[derive(Debug)]
    pub struct ScanError(Never);

    #[allow(missing_docs)]
    impl ScanError {
        pub fn marker(&self) -> &Self {
            self
        }

        pub fn index(&self) -> usize {
            match self.0 {}
        }

        pub fn line(&self) -> usize {
            match self.0 {}
        }

        pub fn col(&self) -> usize {
            match self.0 {}
        }
    }

    /// A name in the tree of kinds of program text.
    #[derive(Debug, Copy, Clone)]
    pub struct Scope;

    impl Scope {
        /// The scope of a name.
        pub fn new(_: &str) -> Result<Self, std::convert::Infallible> {
            Ok(Self)
        }
    }

    /// A grammar as it is read: none.
    #[derive(Debug)]
    pub struct SyntaxDefinition(Never);

    impl SyntaxDefinition {
        /// An error: grammars are not read.
        pub fn load_from_str(_: &str, _: bool, _: Option<&str>) -> Result<Self, ParseSyntaxError> {
            Err(ParseSyntaxError::NotIncluded)
        }
    }

    /// Makes a set of grammars.
    #[derive(Default)]
    pub struct SyntaxSetBuilder;

    impl SyntaxSetBuilder {
        /// An empty set.
        pub fn new() -> Self {
            Self
        }

        /// Adds a grammar.
        pub fn add(&mut self, syntax: SyntaxDefinition) {
            match syntax.0 {}
        }

        /// The set.
        pub fn build(self) -> SyntaxSet {
            SyntaxSet::default()
        }
    }

    /// A grammar of a set: none.
    #[derive(Debug)]
    #[allow(missing_docs)]
    pub struct SyntaxReference {
        pub name: String,
        pub file_extensions: Vec<String>,
        pub(crate) never: Never,
    }

    /// A set of grammars: empty.
    #[derive(Debug, Default)]
    pub struct SyntaxSet;

    impl SyntaxSet {
        /// The grammars.
        pub fn syntaxes(&self) -> &[SyntaxReference] {
            &[]
        }

        /// The grammar of a name or a file extension.
        pub fn find_syntax_by_token(&self, _: &str) -> Option<&SyntaxReference> {
            None
        }
    }
}
