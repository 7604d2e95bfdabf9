//! A text that is read as a figure prints to one that reads as the same figure, and that prints the same again.

#![no_main]

use std::fmt::Debug;

use huibao::data::{Date, Period, Quantity, Rank, Rate, Ratio, Reference};
use libfuzzer_sys::fuzz_target;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, from_value, to_value};

fuzz_target!(|text: &str| {
    same_again::<Quantity>(text);
    same_again::<Rate>(text);
    same_again::<Ratio>(text);
    same_again::<Reference>(text);
    same_again::<Rank>(text);
    same_again::<Date>(text);
    same_again::<Period>(text);
    if let Ok(quantity) = text.parse::<Quantity>() {
        let printed = quantity.to_string();
        assert_eq!(printed.parse::<Quantity>().as_ref(), Ok(&quantity), "{printed}");
        let _ = (quantity.value(), quantity.tolerance(), quantity.bare());
        let _ = (quantity.abs().to_string(), quantity.in_chinese().to_string());
    }
    if let Ok(date) = text.parse::<Date>() {
        assert_eq!(date.to_string().parse::<Date>(), Ok(date));
        assert!(date.chinese().parse::<Date>().is_ok_and(|chinese| chinese.same_time(&date)), "{date}");
        let _ = (date.last_day(), date.day(), date.chinese_without_year());
    }
});

/// As the data's own JSON prints and reads it: some figures have an object form where the text would not say everything.
fn same_again<T: Serialize + DeserializeOwned + PartialEq + Debug>(text: &str) {
    let Ok(read) = from_value::<T>(Value::from(text)) else { return };
    let printed = to_value(&read).expect("a figure is JSON");
    let again: T = from_value(printed.clone()).unwrap_or_else(|e| panic!("{printed}: {e}"));
    assert_eq!(again, read, "{printed}");
    assert_eq!(to_value(&again).expect("a figure is JSON"), printed);
}
