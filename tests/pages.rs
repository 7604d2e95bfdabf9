//! Pages are measured: the grid of GB/T 9704-2012 on what the typesetter really sets.

mod support;

#[test]
fn probe() {
    let mut typesetter = support::typesetter();
    let document = support::everything();
    let pages = support::set(&mut typesetter, &document);
    let pdf = pages.pdf(&Default::default()).unwrap_or_else(|f| panic!("{f:#?}"));
    std::fs::write(std::env::temp_dir().join("everything.pdf"), &pdf).unwrap();
}
