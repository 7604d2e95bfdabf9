//! The same pages by Typst's façade crate, to hold [`super::driver`] to it. Only with the feature `facade`.

use typst::LibraryExt;
use typst::syntax::{FileId, Source};
use typst_layout::PagedDocument;
use typst_library::diag::{FileResult, SourceResult};
use typst_library::foundations::{Bytes, Datetime, Duration};
use typst_library::text::{Font, FontBook};
use typst_library::{Library, World};
use typst_utils::LazyHash;

use super::driver::Laid;
use super::world::HuibaoWorld;

/// A world with the façade's own library, HTML included.
struct FacadeWorld<'a> {
    world: &'a HuibaoWorld,
    library: LazyHash<Library>,
}

/// Sets the world's main file by `typst::compile`.
pub fn compile(world: &HuibaoWorld) -> SourceResult<Laid> {
    let world = FacadeWorld { world, library: LazyHash::new(Library::default()) };
    let found = typst::compile::<PagedDocument>(&world);
    Ok(Laid { document: found.output?, stable: found.warnings.is_empty() })
}

impl World for FacadeWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.world.book()
    }

    fn main(&self) -> FileId {
        self.world.main()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.world.source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.world.file(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.world.font(index)
    }

    fn today(&self, offset: Option<Duration>) -> Option<Datetime> {
        self.world.today(offset)
    }
}
