//! Writes a county's year, made up, to the standard output: the largest data that huibao is meant for.
//!
//! ```sh
//! cargo run --no-default-features --example county_year > county-year.json
//! ```

use std::io::Write;

#[path = "../benches/county_year/mod.rs"]
mod county_year;

fn main() -> std::io::Result<()> {
    std::io::stdout().write_all(county_year::json().as_bytes())
}
