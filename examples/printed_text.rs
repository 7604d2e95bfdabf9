//! Writes what each role prints, for every file of data in every genre: what `fonts/weigh.py` weighs slices with.
//!
//! ```sh
//! cargo run --example printed_text -- DATA.json… >texts.jsonl
//! ```
//!
//! A line is a document: `{"data": "county-speech", "genre": "speech", "texts": {"body": "…", "title": "…"}}`. Data that a
//! genre has no use for are left out.

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::fs;
use std::path::PathBuf;

use huibao::compose::{GENRES, Options, compose};
use huibao::data::{Figures, from_json};
use huibao::document::Document;
use huibao::typeset::Typesetter;

fn main() -> Result<(), Box<dyn Error>> {
    for path in env::args_os().skip(1).map(PathBuf::from) {
        let loaded = from_json(&fs::read(&path)?);
        let figures = Figures::new(&loaded.progress);
        for genre in GENRES {
            let options = Options { genre: genre.id.into(), ..Options::default() };
            let Ok(draft) = compose(&loaded.progress, &options) else { continue };
            // What is wrong with the figures matters to no font.
            let (document, _) = Document::from_draft(&draft, &figures);
            let Ok(printed) = Typesetter::texts(&document, genre.layout) else { continue };
            let mut texts: BTreeMap<&str, String> = BTreeMap::new();
            for text in printed {
                texts.entry(text.role.key()).or_default().push_str(&text.text);
            }
            let data = path.file_stem().unwrap_or_default().to_string_lossy();
            println!("{}", serde_json::json!({ "data": data, "genre": genre.id, "texts": texts }));
        }
    }
    Ok(())
}
