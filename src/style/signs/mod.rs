//! The twelve robotic signs of genre study section 7, one function each, and the words that an office does not want.

mod alike;
mod banned;
mod comparison;
mod count;
mod emphatic;
mod exact;
mod exhortation;
mod figures;
mod frames;
mod openings;
mod repeats;

use super::Reading;
use crate::Finding;
pub(super) use banned::banned;

/// What the twelve signs find, sign by sign.
pub(super) fn all(reading: &Reading) -> Vec<Finding> {
    let signs: [fn(&Reading) -> Vec<Finding>; 12] = [
        frames::frame_used_twice,
        repeats::repeated_wording,
        openings::same_openings,
        comparison::same_comparison,
        alike::lists_of_one_length,
        alike::items_of_one_length,
        figures::figure_written_twice,
        emphatic::emphatic_words,
        count::list_count,
        alike::sections_of_one_marker,
        exhortation::exhortation_only,
        exact::exact_and_more,
    ];
    signs.iter().flat_map(|sign| sign(reading)).collect()
}
