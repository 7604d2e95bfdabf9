//! Our driver is held to Typst's façade crate: the same pages, byte for byte of the PDF.
#![cfg(feature = "facade")]

mod support;

#[test]
fn the_driver_makes_what_typst_compile_makes() {
    let mut typesetter = support::typesetter();
    for (document, pages) in [(support::everything(), 15), (support::real_speech(), 10), (support::every_feature(), 2)]
    {
        let ours = support::set(&mut typesetter, &document);
        let theirs = typesetter.set_by_facade(&document, "speech").unwrap_or_else(|findings| panic!("{findings:#?}"));
        assert_eq!(ours.count(), theirs.count());
        assert!(ours.count() >= pages, "{}", ours.count());
        let [ours, theirs] = [ours, theirs].map(|pages| pages.pdf(&Default::default()).unwrap());
        assert!(ours == theirs, "{} and {} bytes", ours.len(), theirs.len());
    }
}
