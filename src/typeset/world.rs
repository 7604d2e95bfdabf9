//! The [`World`] that Typst sees: the layouts, one data file and the faces. No file system, no network, no clock.

use std::path::PathBuf;

use typst_library::diag::{FileError, FileResult};
use typst_library::foundations::{Bytes, Datetime, Duration};
use typst_library::text::{Font, FontBook, FontInfo};
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
    "annex.typ",
    "blocks.typ",
    "bulletin.typ",
    "exhibit.typ",
    "exhibits/sign.typ",
    "exhibits/table.typ",
    "exhibits/bars.typ",
    "exhibits/columns.typ",
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
    "issued.typ",
    "ledger.typ",
    "letter.typ",
    "official.typ",
    "reading.typ",
    "speech.typ",
    "wallchart.typ",
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
    /// The image of the seal, if one is to be set.
    seal: Option<(FileId, Bytes)>,
    book: LazyHash<FontBook>,
    /// In the order of the book: the index of each family in the manifest, and its font; the user's own come after these.
    fonts: Vec<(usize, Font, FontInfo)>,
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
            seal: None,
            book: LazyHash::new(FontBook::new()),
            fonts: Vec::new(),
        }
    }

    /// Gives the world the layout and the document that are to be set next.
    pub fn prepare(&mut self, layout: &str, data: Vec<u8>) {
        self.main = file_id(&format!("{layout}.typ"));
        self.data = Bytes::new(data);
    }

    /// Gives the world the image of the seal under one of the names of [`super::seal`], or takes it away.
    pub fn set_seal(&mut self, seal: Option<(&'static str, Bytes)>) {
        self.seal = seal.map(|(name, bytes)| (file_id(name), bytes));
    }

    /// Adds the font of a family, by its index in the manifest, or puts a fuller one in the place of it. The book, and with
    /// it what Typst remembers about text, changes for new families alone; its order is the manifest's.
    pub fn set_font(&mut self, family: usize, font: Font, info: FontInfo) {
        match self.fonts.binary_search_by_key(&family, |&(family, ..)| family) {
            Ok(at) => self.fonts[at] = (family, font, info),
            Err(at) => {
                self.fonts.insert(at, (family, font, info));
                self.book = LazyHash::new(FontBook::from_infos(self.fonts.iter().map(|(.., info)| info.clone())));
            }
        }
    }

    /// Takes away the fonts from an index on.
    pub fn remove_fonts(&mut self, from: usize) {
        self.fonts.retain(|&(family, ..)| family < from);
        self.book = LazyHash::new(FontBook::from_infos(self.fonts.iter().map(|(.., info)| info.clone())));
    }

    /// The font of a family.
    pub fn family(&self, family: &str) -> Option<&Font> {
        self.fonts.iter().find(|(.., info)| info.family == family).map(|(_, font, _)| font)
    }

    /// All fonts, in the order of the book: family names, and OpenType files.
    pub fn fonts(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.fonts.iter().map(|(_, font, info)| (info.family.as_str(), font.data().as_slice()))
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
        match &self.seal {
            _ if id == self.data_id => Ok(self.data.clone()),
            Some((seal, bytes)) if id == *seal => Ok(bytes.clone()),
            _ => Err(not_found(id)),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).map(|(_, font, _)| font.clone())
    }

    /// There is no clock: a document's date is one of its facts.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(PathBuf::from(id.vpath().get_with_slash()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_layouts_is_in_the_world() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/layouts");
        for (below, folder) in [("", folder.clone()), ("exhibits/", folder.join("exhibits"))] {
            for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap).filter(|e| e.path().is_file()) {
                let name = format!("{below}{}", entry.file_name().to_string_lossy());
                assert!(LAYOUTS.iter().any(|(known, _)| *known == name), "{name}");
            }
        }
    }
}
