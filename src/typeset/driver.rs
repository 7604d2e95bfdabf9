//! Typst, driven below its façade crate.
//!
//! The façade `typst` links HTML export, which no report needs and which is a good part of a wasm module. What it does
//! itself is little: it evaluates the main file and lays out until introspection is stable. This is the same loop over
//! the same crates; a test holds it to `typst::compile`, byte for byte of the PDF.

use std::sync::LazyLock;

use comemo::{Constraint, Track};
use typst_layout::PagedDocument;
use typst_library::diag::{SourceDiagnostic, SourceResult};
use typst_library::engine::{Engine, Route, Sink, Traced};
use typst_library::foundations::{Module, NativeRuleMap, Output, Scope, StyleChain, Target, TargetElem};
use typst_library::introspection::{EmptyIntrospector, Introspector, MAX_ITERS};
use typst_library::routines::Routines;
use typst_library::{Library, LibraryBuilder, World};
use typst_syntax::Span;
use typst_utils::Protected;

/// Pages, and whether their introspection settled.
pub struct Laid {
    /// The pages.
    pub document: PagedDocument,
    /// Whether page numbers and positions that layouts ask for are final.
    pub stable: bool,
}

/// Typst's standard library without HTML.
pub fn library() -> Library {
    LibraryBuilder::from_routines(&ROUTINES).build()
}

/// The routines by which Typst's crates call each other. HTML's are never reached when pages are laid out.
static ROUTINES: LazyLock<Routines> = LazyLock::new(|| Routines {
    rules: || {
        let mut rules = NativeRuleMap::new();
        typst_layout::register(&mut rules);
        rules
    },
    eval_string: typst_eval::eval_string,
    eval_closure: typst_eval::eval_closure,
    realize: typst_realize::realize,
    layout_frame: typst_layout::layout_frame,
    html_module: || Module::new("html", Scope::new()),
    html_mathml_body: |_, _| None,
    html_span_filled: |content, _| content,
});

/// Sets the world's main file in pages.
pub fn compile(world: &dyn World) -> SourceResult<Laid> {
    let world = world.track();
    let traced = Traced::default();
    let mut sink = Sink::new();

    let library = world.library();
    let base = StyleChain::new(&library.styles);
    let target = TargetElem::target.set(Target::Paged).wrap();
    let styles = base.chain(&target);
    let empty = EmptyIntrospector;

    let main = match world.source(world.main()) {
        Ok(main) => main,
        Err(error) => return Err([SourceDiagnostic::error(Span::detached(), error.to_string())].into()),
    };
    let content =
        typst_eval::eval(world, library, traced.track(), sink.track_mut(), Route::default().track(), &main)?.content();

    let mut last: Option<PagedDocument> = None;
    let mut stable = false;
    let mut document;
    let mut round = 0;
    loop {
        let introspector: &dyn Introspector = last.as_ref().map_or(&empty, |document| document.introspector().as_ref());
        let constraint = Constraint::new();
        let mut subsink = Sink::new();
        let mut engine = Engine {
            library,
            world,
            introspector: Protected::new(introspector.track_with(&constraint)),
            traced: traced.track(),
            sink: subsink.track_mut(),
            route: Route::default(),
        };
        document = PagedDocument::create(&mut engine, &content, styles)?;
        round += 1;
        if constraint.validate(document.introspector().as_ref() as &dyn Introspector) {
            stable = true;
        }
        if stable || round == MAX_ITERS {
            sink.extend_from_sink(subsink);
            break;
        }
        last = Some(document);
    }

    // Errors that a later round might have mended.
    let delayed = sink.delayed();
    if delayed.is_empty() { Ok(Laid { document, stable }) } else { Err(delayed) }
}

#[cfg(test)]
mod tests {
    use typst_library::diag::{FileError, FileResult};
    use typst_library::foundations::{Bytes, Datetime, Duration};
    use typst_library::text::{Font, FontBook};
    use typst_syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
    use typst_utils::LazyHash;

    use super::*;

    /// A layout of one file, beside it a few bytes under any name.
    struct OneLayout {
        library: LazyHash<Library>,
        book: LazyHash<FontBook>,
        main: Source,
    }

    impl World for OneLayout {
        fn library(&self) -> &LazyHash<Library> {
            &self.library
        }

        fn book(&self) -> &LazyHash<FontBook> {
            &self.book
        }

        fn main(&self) -> FileId {
            self.main.id()
        }

        fn source(&self, id: FileId) -> FileResult<Source> {
            if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
        }

        fn file(&self, id: FileId) -> FileResult<Bytes> {
            let start: &[u8] = match id.vpath().extension() {
                Some("pdf") => b"%PDF-1.7",
                Some("gif") => b"GIF89a",
                Some("webp") => b"RIFF\0\0\0\0WEBP",
                _ => b"a: 1",
            };
            Ok(Bytes::new(start.to_vec()))
        }

        fn font(&self, _: usize) -> Option<Font> {
            None
        }

        fn today(&self, _: Option<Duration>) -> Option<Datetime> {
            None
        }
    }

    /// The pages of a layout, or the first error.
    fn set(layout: &str) -> Result<usize, String> {
        let path = RootedPath::new(VirtualRoot::Project, VirtualPath::new("/main.typ").unwrap());
        let main = Source::new(FileId::new(path), layout.to_string());
        let world = OneLayout { library: LazyHash::new(library()), book: LazyHash::new(FontBook::new()), main };
        match compile(&world) {
            Ok(laid) => Ok(laid.document.pages().len()),
            Err(errors) => Err(errors[0].message.to_string()),
        }
    }

    #[test]
    fn what_is_not_part_of_the_typesetter_is_an_error_that_says_so() {
        for (layout, said) in [
            ("#bibliography(\"a.yaml\")", "failed to parse YAML (bibliographies are not part of this typesetter)"),
            ("#bibliography(\"a.bib\")", "failed to parse BibLaTeX (bibliographies are not part of this typesetter)"),
            ("#bibliography(bytes(\"a: 1\"))", "bibliographies are not part of this typesetter"),
            ("#set bibliography(style: \"apa\")", "unknown style: apa"),
            ("#set bibliography(style: \"a.csl\")", "bibliographies are not part of this typesetter"),
            ("#cite(<a>)", "the document does not contain a bibliography"),
            ("#plugin(\"a.wasm\")", "plugins are not part of this typesetter"),
            ("#set raw(syntaxes: \"a.sublime-syntax\")", "syntax highlighting is not part of this typesetter"),
            ("#set raw(theme: \"a.tmTheme\")", "syntax highlighting is not part of this typesetter"),
            ("#image(\"a.pdf\")", "failed to load PDF (the PDF could not be loaded"),
            ("#image(\"a.gif\")", "GIF is not part of this typesetter"),
            ("#image(\"a.webp\")", "WebP is not part of this typesetter"),
            ("#csv(\"a.csv\")", "failed to parse CSV (CSV is not part of this typesetter"),
            ("#csv(\"a.csv\", row-type: dictionary)", "failed to parse CSV (CSV is not part of this typesetter"),
            ("#yaml(\"a.yaml\")", "failed to parse YAML (YAML is not part of this typesetter"),
            ("#yaml.encode(1)", "YAML is not part of this typesetter"),
            ("#toml(\"a.toml\")", "failed to parse TOML (TOML is not part of this typesetter"),
            ("#toml.encode((a: 1))", "TOML is not part of this typesetter"),
            ("#cbor(\"a.cbor\")", "failed to parse CBOR (CBOR is not part of this typesetter"),
            ("#cbor.encode(1)", "CBOR is not part of this typesetter"),
            ("#import \"@preview/a:1.0.0\"", "TOML is not part of this typesetter"),
            ("#regex(\"\\\\p{Han}\")", "Unicode character classes are not supported"),
        ] {
            let error = set(layout).expect_err(layout);
            assert!(error.contains(said), "{layout}: {error}");
        }
    }

    #[test]
    fn what_is_left_out_without_an_error_leaves_pages() {
        for layout in [
            "```rust fn main() {}```\n```typ #let a = 1```",
            "#set text(lang: \"de\", hyphenate: true)\n#set page(width: 3cm)\nDonaudampfschiffahrtsgesellschaft",
            "#context bibliography.style",
            "#bytes(lorem(9))",
        ] {
            assert_eq!(set(layout), Ok(1), "{layout}");
        }
        assert_eq!(set("#assert.eq(lorem(99), \"filler text is not part of this typesetter.\")"), Ok(1));
    }
}
