//! Writes what a layout receives for some data, as `data.json`: to write a layout against it, or to set it by another
//! Typst, as `benches/` does.
//!
//! ```sh
//! cargo run --example layout_data -- FONTS OUT [--draft DRAFT.md] [--faces DIR] DATA.json…
//! ```
//!
//! `FONTS` is the folder of the slices (`fonts/dist`); each result takes the name of its data, in the folder `OUT`. With
//! `--draft` that draft is set, its figures brought up to each data; else one is composed. `--faces` writes the
//! fonts that Typst was given into a folder.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use huibao::compose::{GENRES, Options, compose};
use huibao::data::{Figures, from_json};
use huibao::document::{Document, refresh};
use huibao::fonts::Manifest;
use huibao::typeset::Typesetter;
use huibao::{Finding, has_errors};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args_os().skip(1).map(PathBuf::from);
    let (Some(fonts), Some(out)) = (args.next(), args.next()) else {
        return Err("usage: layout_data FONTS OUT [--draft DRAFT.md] [--faces DIR] DATA.json…".into());
    };
    let (mut given, mut faces, mut data) = (None, None, Vec::new());
    while let Some(argument) = args.next() {
        match argument.to_str() {
            Some("--draft") => given = args.next().map(fs::read_to_string).transpose()?,
            Some("--faces") => faces = args.next(),
            _ => data.push(argument),
        }
    }
    let manifest = Manifest::parse(&fs::read_to_string(fonts.join("manifest.json"))?)?;
    let mut typesetter = Typesetter::new(manifest);
    for path in data {
        let loaded = from_json(&fs::read(&path)?);
        refuse(&loaded.findings)?;
        let figures = Figures::new(&loaded.progress);
        let genre = &GENRES[0];
        let draft = match &given {
            Some(draft) => refresh(draft, &figures).0,
            None => compose(&loaded.progress, &Options::default()).map_err(tell)?,
        };
        let (document, findings) = Document::from_draft(&draft, &figures);
        refuse(&findings)?;
        for slice in typesetter.needed(&document, genre.layout).slices {
            typesetter.add_slice(&slice.family, &fs::read(fonts.join(&slice.file))?).map_err(tell)?;
        }
        let data = typesetter.layout_data(&document, genre.layout).map_err(tell)?;
        fs::write(out.join(path.file_name().ok_or("data without a name")?), data)?;
    }
    if let Some(folder) = faces {
        // By number: another Typst shall have them in the same order.
        for (number, (_, font)) in typesetter.fonts().map_err(tell)?.iter().enumerate() {
            fs::write(folder.join(format!("{number:02}.otf")), font)?;
        }
    }
    Ok(())
}

fn refuse(findings: &[Finding]) -> Result<(), String> {
    if has_errors(findings) { Err(tell(findings.to_vec())) } else { Ok(()) }
}

fn tell(findings: Vec<Finding>) -> String {
    findings.iter().map(Finding::to_string).collect::<Vec<_>>().join("\n")
}
