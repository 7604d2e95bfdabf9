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
