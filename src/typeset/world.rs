//! The [`World`] that Typst sees: the layouts, one data file and the faces. No file system, no network, no clock.

use std::path::PathBuf;

use typst_library::diag::{FileError, FileResult};
use typst_library::foundations::{Bytes, Datetime, Duration};
use typst_library::text::{Font, FontBook};
use typst_library::{Library, World};
use typst_syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst_utils::LazyHash;

use super::driver;

/// The files of `templates/layouts/`, by name.
macro_rules! layouts {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../templates/layouts/", $name)))),*]
    };
}

/// Layouts and what they import, by file name.
const LAYOUTS: &[(&str, &str)] = layouts![
    "exhibit.typ",
    "exhibits/table.typ",
    "exhibits/bars.typ",
    "exhibits/timeline.typ",
    "exhibits/ladder.typ",
    "exhibits/funnel.typ",
    "exhibits/map.typ",
    "exhibits/organisation.typ",
    "exhibits/calendar.typ",
    "exhibits/cases.typ",
    "exhibits/certificate.typ",
    "exhibits/panel.typ",
    "exhibits/frame.typ",
    "exhibits/sign.typ",
    "grid.typ",
    "reading.typ",
    "speech.typ",
];

/// The file by which a document reaches its layout. Never `sys.inputs`: that is part of the library, the library's hash
/// is part of every memo key, and a changed figure would throw all of Typst's cache away.
const DATA: &str = "data.json";

/// Layouts, data and faces.
pub struct HuibaoWorld {
    library: LazyHash<Library>,
    sources: Vec<Source>,
    main: FileId,
    data_id: FileId,
    data: Bytes,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

/// The id of a file in the world's only folder. Ids are interned for the life of the process, so names are few and fixed.
fn file_id(name: &str) -> FileId {
    let path = VirtualPath::new(format!("/{name}")).expect("a file name without separators");
    FileId::new(RootedPath::new(VirtualRoot::Project, path))
}

impl HuibaoWorld {
    /// A world without faces and data.
    pub fn new() -> Self {
        let sources: Vec<Source> =
            LAYOUTS.iter().map(|(name, text)| Source::new(file_id(name), (*text).to_string())).collect();
        Self {
            library: LazyHash::new(driver::library()),
            main: sources[0].id(),
            sources,
            data_id: file_id(DATA),
            data: Bytes::new(Vec::new()),
            book: LazyHash::new(FontBook::new()),
            fonts: Vec::new(),
        }
    }

    /// Gives the world the layout and the document that are to be set next.
    pub fn prepare(&mut self, layout: &str, data: Vec<u8>) {
        self.main = file_id(&format!("{layout}.typ"));
        self.data = Bytes::new(data);
    }

    /// Adds a face. The book changes, and with it what Typst remembers about text.
    pub fn add_font(&mut self, font: Font) {
        self.book.push(font.info().clone());
        self.fonts.push(font);
    }

    /// The face of a family.
    pub fn family(&self, family: &str) -> Option<&Font> {
        self.fonts.iter().find(|font| font.info().family.as_str() == family)
    }

    /// Name and line (from 1) of a place in a layout.
    pub fn place(&self, span: typst_syntax::DiagSpan) -> Option<(String, usize)> {
        use typst_library::WorldExt;
        let id = span.id()?;
        let source = self.sources.iter().find(|source| source.id() == id)?;
        let range = self.range(span)?;
        let line = source.lines().byte_to_line(range.start)? + 1;
        Some((id.vpath().get_with_slash().trim_start_matches('/').to_string(), line))
    }
}

impl World for HuibaoWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.iter().find(|source| source.id() == id).cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data_id { Ok(self.data.clone()) } else { Err(not_found(id)) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    /// There is no clock: a document's date is one of its facts.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(PathBuf::from(id.vpath().get_with_slash()))
}
