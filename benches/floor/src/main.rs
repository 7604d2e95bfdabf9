//! The floor: Typst's façade crate as published, driven directly, with nothing of huibao around it.
//!
//! ```sh
//! huibao-floor ROOT MAIN FACES [-o FILE.pdf] DATA.json…
//! ```
//!
//! Sets the layout `MAIN` of the folder `ROOT` once for each file of data, which it reads as `/data.json`, in all faces of
//! the folder `FACES` (OpenType files, taken in the order of their names), and exports it as huibao does. Prints what
//! each took as one line of JSON; writes the last PDF where it is asked to. The first is cold, the others are edits.
//!
//! With huibao's own layout, data and fonts the PDF is huibao's, byte for byte: the driver below the façade and the
//! patched crates of huibao change nothing (`bench.mjs` says so, or says where they differ).

#[path = "../../../src/typeset/joined.rs"]
mod joined;
mod world;

/// What `joined.rs` takes from its neighbour in huibao.
mod joints {
    /// U+2060 WORD JOINER.
    pub const WORD_JOINER: char = '\u{2060}';
}

use std::error::Error;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{env, fs};

use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use world::FolderWorld;

/// For how many documents Typst remembers what was not used again: as huibao.
const REMEMBERED: usize = 8;

struct Arguments {
    root: PathBuf,
    main: String,
    faces: PathBuf,
    output: Option<PathBuf>,
    data: Vec<PathBuf>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments =
        arguments(env::args_os().skip(1)).ok_or("usage: huibao-floor ROOT MAIN FACES [-o PDF] DATA.json…")?;
    let start = Instant::now();
    let mut world = FolderWorld::new(&arguments.root, &arguments.main, &faces(&arguments.faces)?)?;
    let faces = milliseconds(start);

    let (mut set, mut exported) = (Vec::new(), Vec::new());
    let mut last = None;
    for path in &arguments.data {
        world.set_data(fs::read(path)?);
        let start = Instant::now();
        let document = typst::compile::<PagedDocument>(&world).output.map_err(|errors| world.tell(&errors))?;
        set.push(milliseconds(start));
        comemo::evict(REMEMBERED);

        let start = Instant::now();
        let document = joined::without_joiners(document);
        let pdf = typst_pdf::pdf(&document, &options()?).map_err(|errors| world.tell(&errors))?;
        exported.push(milliseconds(start));
        last = Some((document.pages().len(), pdf));
    }
    let (pages, pdf) = last.ok_or("no data")?;
    println!(
        "{}",
        serde_json::json!({ "faces": faces, "set": set, "pdf": exported, "pages": pages, "bytes": pdf.len() })
    );
    if let Some(output) = arguments.output {
        fs::write(output, pdf)?;
    }
    Ok(())
}

fn arguments(mut from: impl Iterator<Item = OsString>) -> Option<Arguments> {
    let root = from.next()?.into();
    let main = from.next()?.into_string().ok()?;
    let faces = from.next()?.into();
    let (mut output, mut data) = (None, Vec::new());
    while let Some(argument) = from.next() {
        if argument == "-o" {
            output = Some(from.next()?.into());
        } else {
            data.push(argument.into());
        }
    }
    Some(Arguments { root, main, faces, output, data })
}

/// The files of a folder, by name.
fn faces(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let files = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut files = files.collect::<Result<Vec<_>, std::io::Error>>()?;
    files.sort();
    Ok(files)
}

/// As huibao exports: an archive's PDF, tagged.
fn options() -> Result<PdfOptions, Box<dyn Error>> {
    let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1]).map_err(|e| e.message().to_string())?;
    Ok(PdfOptions {
        creator: Smart::Custom(Some(concat!("huibao ", env!("CARGO_PKG_VERSION")).into())),
        standards,
        tagged: true,
        ..Default::default()
    })
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}
