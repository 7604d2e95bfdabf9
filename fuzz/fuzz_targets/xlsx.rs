//! Any bytes are a workbook or are told why not; whatever loads can be checked, written and read to the same again.

#![no_main]

use huibao::check::check;
use huibao::data::{Figures, Progress, from_json};
use huibao::input::Input;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let input = Input::from_bytes(data);
    let checked = check(&input.progress, &Figures::new(&input.progress));
    input.place(checked.findings);
    if input.progress != Progress::default() {
        let json = serde_json::to_vec(&input.progress).expect("data is JSON");
        assert_eq!(from_json(&json).progress, input.progress);
    }
});
