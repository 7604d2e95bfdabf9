//! How long a county's year takes, natively: reading it with the index of its figures, and checking it; and how long a
//! draft of each genre takes, of the largest data of the tests.
//!
//! ```sh
//! cargo bench --no-default-features --bench core
//! ```
//!
//! Medians of five runs. `load` is what the core module does in a browser before it checks.

use std::hint::black_box;
use std::time::Instant;

use huibao::check::check;
use huibao::compose::{GENRES, Options, compose};
use huibao::data::from_json;

mod county_year;

const RUNS: usize = 5;
/// Drafts a genre.
const DRAFTS: usize = 21;

fn main() {
    let json = county_year::json();
    let mut times = [const { Vec::new() }; 3];
    let (mut records, mut examined) = (0, 0);
    for _ in 0..RUNS {
        let start = Instant::now();
        let loaded = from_json(json.as_bytes());
        let read = start.elapsed();
        assert_eq!(loaded.findings, [], "the data loads without a finding");
        let checked = black_box(check(&loaded.progress, &loaded.figures));
        let done = start.elapsed();
        assert_eq!(checked.findings, [], "the data has no contradiction");
        records = loaded.progress.indicators.len();
        examined = checked.rules.iter().map(|r| r.examined).sum::<usize>();
        for (times, time) in times.iter_mut().zip([read, done - read, done]) {
            times.push(time.as_secs_f64() * 1e3);
        }
    }
    println!("{:.2} MB, {records} indicators, {examined} relations examined", json.len() as f64 / 1e6);
    for (name, mut times) in ["load", "check", "total"].into_iter().zip(times) {
        times.sort_by(f64::total_cmp);
        println!("{name:<8} {:>7.0} ms", times[RUNS / 2]);
    }
    drafts();
}

/// The first draft of a process also reads the dictionaries; the others are what a user waits for.
fn drafts() {
    let json = include_bytes!("../tests/data/safety-inspection.json");
    let loaded = from_json(json);
    println!("drafts of {:.0} KB of data", json.len() as f64 / 1e3);
    for genre in GENRES {
        let options = Options { genre: genre.id.into(), ..Options::default() };
        let mut length = 0;
        let mut times: Vec<_> = (0..DRAFTS)
            .map(|_| {
                let start = Instant::now();
                let draft = black_box(compose(&loaded.progress, &options)).expect("a draft");
                length = draft.chars().count();
                start.elapsed().as_secs_f64() * 1e3
            })
            .collect();
        times.sort_by(f64::total_cmp);
        println!("{:<22} {:>5.1} ms  {length} characters with links", genre.id, times[DRAFTS / 2]);
    }
}
