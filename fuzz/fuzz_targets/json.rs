//! Any bytes load or are told what is wrong; whatever loads can be asked for, checked, written and read to the same again.

#![no_main]

use huibao::check::check;
use huibao::data::{Figures, Form, Progress, from_json};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let loaded = from_json(data);
    let figures = Figures::new(&loaded.progress);
    let mut pointers = Vec::new();
    figures.each_stated(|pointer, _| pointers.push(pointer.to_owned()));
    for target in 0..loaded.progress.targets.len() {
        pointers.extend(["rate", "remaining", "per_year"].map(|name| format!("/targets/{target}/{name}")));
    }
    for indicator in 0..loaded.progress.indicators.len() {
        pointers.push(format!("/indicators/{indicator}/prior"));
    }
    for pointer in pointers {
        if let Ok(figure) = figures.figure(&pointer) {
            let _ = Form::ALL.map(|form| figure.value.print(form));
        }
        loaded.origin.pointer(&pointer);
    }
    check(&loaded.progress, &figures);
    if loaded.progress != Progress::default() {
        let json = serde_json::to_vec(&loaded.progress).expect("data is JSON");
        let again = from_json(&json);
        assert!(!huibao::has_errors(&again.findings), "{:?}", again.findings);
        assert_eq!(again.progress, loaded.progress);
    }
});
