//! Any bytes are a workbook or are told why not; whatever loads can be checked, written and read to the same again.

#![no_main]

use huibao::check::check;
use huibao::data::{Figures, Progress, from_json};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let loaded = huibao::workbook::read(data);
    let figures = Figures::new(&loaded.progress);
    check(&loaded.progress, &figures);
    if loaded.progress != Progress::default() {
        let json = serde_json::to_vec(&loaded.progress).expect("data is JSON");
        assert_eq!(from_json(&json).progress, loaded.progress);
    }
});
