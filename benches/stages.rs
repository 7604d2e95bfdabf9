//! How long each stage of the road takes, natively: from the bytes of the data to those of the PDF.
//!
//! ```sh
//! cargo bench --no-default-features --features typeset --bench stages -- FONTS [-o FILE.pdf] DATA.json…
//! ```
//!
//! Goes the road once for each file of data with one typesetter and prints, as one line of JSON, the milliseconds of each
//! stage: the first is that of a fresh process, the others are edits. `plan` is what prepares the text for the layout,
//! `set` is Typst's, `faces` reads and unpacks the slices that are not there yet. `-o` writes the last PDF.

use std::collections::BTreeMap;
use std::error::Error;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{env, fs};

use huibao::check::check;
use huibao::compose::{self, Options, compose};
use huibao::data::from_json;
use huibao::document::Document;
use huibao::fonts::Manifest;
use huibao::typeset::{PdfOptions, Typesetter};
use huibao::{Finding, has_errors};

/// Milliseconds of each stage, one for each time the road was gone.
type Times = BTreeMap<&'static str, Vec<f64>>;

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo adds `--bench`.
    let mut args = env::args_os().skip(1).filter(|argument| argument != "--bench");
    let fonts = PathBuf::from(args.next().ok_or("usage: stages FONTS [-o PDF] DATA.json…")?);
    let (mut output, mut data) = (None, Vec::new());
    while let Some(argument) = args.next() {
        if argument == "-o" {
            output = args.next();
        } else {
            data.push(PathBuf::from(argument));
        }
    }
    let manifest = Manifest::parse(&fs::read_to_string(fonts.join("manifest.json"))?)?;
    let mut typesetter = Typesetter::new(manifest);
    let mut times = Times::new();
    let mut last = (0, Vec::new());
    for path in &data {
        last = road(&mut typesetter, &fonts, &fs::read(path)?, &mut times)?;
    }
    let (pages, pdf) = last;
    println!("{}", serde_json::json!({ "stages": times, "pages": pages, "bytes": pdf.len() }));
    if let Some(output) = output {
        fs::write(output, pdf)?;
    }
    Ok(())
}

/// Goes the road once: pages, and the PDF.
fn road(
    typesetter: &mut Typesetter,
    fonts: &Path,
    json: &[u8],
    times: &mut Times,
) -> Result<(usize, Vec<u8>), Box<dyn Error>> {
    let mut clock = Clock { times, since: Instant::now() };

    let loaded = from_json(json);
    clock.stop("load");
    refuse(&loaded.findings)?;

    clock.start();
    let checked = check(&loaded.progress, &loaded.figures);
    clock.stop("check");
    refuse(&checked.findings)?;

    clock.start();
    let options = Options::default();
    let draft = compose(&loaded.progress, &options).map_err(tell)?;
    clock.stop("compose");

    clock.start();
    let (document, findings) = Document::from_draft(&draft, &loaded.figures);
    clock.stop("document");
    refuse(&findings)?;

    let layout = compose::layout(&options.genre);
    clock.start();
    let needed = typesetter.needed(&document, layout);
    clock.stop("needed");
    refuse(&needed.findings)?;

    clock.start();
    for slice in needed.slices {
        typesetter.add_slice(&slice.family, &fs::read(fonts.join(&slice.file))?).map_err(tell)?;
    }
    clock.stop("faces");

    // `set` prepares the same once more.
    clock.start();
    black_box(typesetter.layout_data(&document, layout)).map_err(tell)?;
    let plan = clock.stop("plan");

    clock.start();
    let pages = typesetter.set(&document, layout).map_err(tell)?;
    clock.stop_less("set", plan);

    clock.start();
    let pdf = pages.pdf(&PdfOptions::default()).map_err(tell)?;
    clock.stop("pdf");
    Ok((pages.count(), pdf))
}

/// Takes the time of one stage after the other.
struct Clock<'a> {
    times: &'a mut Times,
    since: Instant,
}

impl Clock<'_> {
    fn start(&mut self) {
        self.since = Instant::now();
    }

    fn stop(&mut self, stage: &'static str) -> f64 {
        self.stop_less(stage, 0.0)
    }

    /// Without what is known to be another stage's.
    fn stop_less(&mut self, stage: &'static str, other: f64) -> f64 {
        let took = (self.since.elapsed().as_secs_f64() * 1e3 - other).max(0.0);
        self.times.entry(stage).or_default().push(took);
        took
    }
}

fn refuse(findings: &[Finding]) -> Result<(), String> {
    if has_errors(findings) { Err(tell(findings.to_vec())) } else { Ok(()) }
}

fn tell(findings: Vec<Finding>) -> String {
    findings.iter().map(Finding::to_string).collect::<Vec<_>>().join("\n")
}
