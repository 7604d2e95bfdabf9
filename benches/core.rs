//! How long a county's year takes, natively: reading it with the index of its figures, and checking it.
//!
//! ```sh
//! cargo bench --no-default-features --bench core
//! ```
//!
//! Medians of five runs. `load` is what the core module does in a browser before it checks.

use std::hint::black_box;
use std::time::Instant;

use huibao::check::check;
use huibao::data::from_json;

mod county_year;

const RUNS: usize = 5;

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
}
