//! A folder of layouts, one file of data that changes, and faces, as Typst sees them.

use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

/// The file by which a document reaches its layout.
const DATA: &str = "data.json";

pub struct FolderWorld {
    library: LazyHash<Library>,
    sources: HashMap<FileId, Source>,
    main: FileId,
    data_id: FileId,
    data: Bytes,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

impl FolderWorld {
    /// Reads every `.typ` file of a folder and of the folders in it, and the faces.
    pub fn new(root: &Path, main: &str, faces: &[PathBuf]) -> Result<Self, Box<dyn Error>> {
        let mut sources = HashMap::new();
        read_sources(root, "", &mut sources)?;
        let mut book = FontBook::new();
        let mut fonts = Vec::new();
        for path in faces {
            let font = Font::new(Bytes::new(fs::read(path)?), 0);
            let font = font.ok_or_else(|| format!("{} is no font", path.display()))?;
            book.push(font.info().clone());
            fonts.push(font);
        }
        Ok(Self {
            library: LazyHash::new(Library::default()),
            sources,
            main: file_id(main)?,
            data_id: file_id(DATA)?,
            data: Bytes::new(Vec::new()),
            book: LazyHash::new(book),
            fonts,
        })
    }

    /// Gives the layout the data that is to be set next.
    pub fn set_data(&mut self, data: Vec<u8>) {
        self.data = Bytes::new(data);
    }

    /// What Typst found wrong, each with the file it stands in.
    pub fn tell(&self, errors: &[SourceDiagnostic]) -> String {
        let place = |error: &SourceDiagnostic| error.span.id().map(|id| id.vpath().get_with_slash().to_string());
        let line = |error| format!("{}: {}", place(error).unwrap_or_default(), error.message);
        errors.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

fn read_sources(folder: &Path, below: &str, sources: &mut HashMap<FileId, Source>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).ok_or("a file name that is not UTF-8")?;
        if path.is_dir() {
            read_sources(&path, &format!("{below}{name}/"), sources)?;
        } else if name.ends_with(".typ") {
            let id = file_id(&format!("{below}{name}"))?;
            sources.insert(id, Source::new(id, fs::read_to_string(&path)?));
        }
    }
    Ok(())
}

fn file_id(name: &str) -> Result<FileId, Box<dyn Error>> {
    let path = VirtualPath::new(format!("/{name}")).map_err(|_| format!("{name} is no path inside the folder"))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

impl World for FolderWorld {
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
        self.sources.get(&id).cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data_id { Ok(self.data.clone()) } else { Err(not_found(id)) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(PathBuf::from(id.vpath().get_with_slash()))
}
