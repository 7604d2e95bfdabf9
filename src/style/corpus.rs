//! What the corpus does: rates of the twenty speeches and reports of the genre study (section 7; 103 553 characters, 1 826
//! sentences), and how far from them chance may lead.

/// Words with their rate, uses in 10 000 characters.
pub(super) const RATES: [(&str, f64); 26] = [
    ("全面", 16.0),
    ("确保", 13.5),
    ("进一步", 7.4),
    ("切实", 6.4),
    ("按照", 9.5),
    ("积极", 8.3),
    ("通过", 6.7),
    ("坚持", 6.3),
    ("大力", 6.1),
    ("必须", 5.1),
    ("特别是", 4.4),
    ("坚决", 3.8),
    ("同时", 3.5),
    ("有效", 3.2),
    ("扎实", 3.1),
    ("不断", 2.9),
    ("持续", 2.7),
    ("其中", 1.9),
    ("力争", 1.9),
    ("着力", 1.7),
    ("尤其", 1.4),
    ("不仅", 1.2),
    ("一方面", 1.2),
    ("务必", 1.1),
    ("下一步", 1.0),
    ("把", 19.5),
];

/// The first words of [`RATES`], whose overuse is sign 8.
pub(super) const EMPHATIC: usize = 4;

/// Connectives of the modern essay; the office hardly uses them.
pub(super) const CONNECTIVES: [&str; 14] = [
    "此外",
    "因此",
    "然而",
    "进而",
    "综上所述",
    "总而言之",
    "总之",
    "另外",
    "由此可见",
    "不难看出",
    "值得一提的是",
    "首先，",
    "其次，",
    "最后，",
];

/// Uses of all of them in 10 000 characters: 此外 0.1, 因此 0.4, 然而 0.3, and 首先、其次 in six of twenty texts.
pub(super) const CONNECTIVE_RATE: f64 = 2.0;

/// Share of four-character clauses, in per cent.
pub(super) const FOUR_CHARACTERS: (f64, f64) = (5.0, 15.0);

/// 要 in 1000 characters: at most, in what is spoken downwards; and at most in a report upwards or an overview.
pub(super) const ORDERS: (f64, f64) = (20.1, 4.5);

/// Share of sentences that begin with an order, in per cent: at most.
pub(super) const IMPERATIVES: f64 = 42.0;

/// Genres in which nobody is ordered anything (section 7, Modality).
pub(super) const WITHOUT_ORDERS: [&str; 4] = ["work_briefing", "department_report", "overview", "pledge"];

/// How rarely chance alone may give what is reported. At one in a hundred, the forty rates of a document raise a false
/// alarm in every third; at one in a thousand, in one of twenty-five.
const CHANCE: f64 = 0.001;

/// Terms of the exponential series of 100 beyond which none is left that a sum would notice.
const TERMS: usize = 300;

/// Whether `count` uses where `expected` would be usual are more than chance gives (Poisson). This is what makes rates of a
/// short text silent: in 700 characters 全面 is expected once, and seven are needed.
pub(super) fn too_many(count: usize, expected: f64) -> bool {
    if expected > 100.0 {
        return count as f64 > expected + 3.1 * expected.sqrt();
    }
    // The sum of the exponential series stands for e to the power, which is not the same number on every platform.
    let (mut all, mut below, mut term) = (0.0, 0.0, 1.0);
    for uses in 0..TERMS {
        all += term;
        if uses < count {
            below += term;
        }
        term *= expected / (uses + 1) as f64;
    }
    count > 0 && 1.0 - below / all < CHANCE
}

/// Whether a share of `count` in `of` lies outside `low` to `high` per cent by more than three standard errors.
pub(super) fn outside(count: usize, of: usize, (low, high): (f64, f64)) -> bool {
    let share = |percent: f64| (percent / 100.0, 3.0 * (percent / 100.0 * (1.0 - percent / 100.0) / of as f64).sqrt());
    let is = count as f64 / of as f64;
    let ((low, below), (high, above)) = (share(low), share(high));
    of > 0 && (is < low - below || is > high + above)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_has_no_rates() {
        // 全面 in 700 characters and in 7000.
        assert!(!too_many(6, 1.12) && too_many(7, 1.12));
        assert!(!too_many(22, 11.2) && too_many(24, 11.2));
        assert!(!too_many(0, 0.0) && too_many(1, 0.0));
        // Both ways to reckon agree where they meet.
        assert!(!too_many(131, 100.0) && !too_many(131, 100.1) && too_many(134, 100.0) && too_many(134, 100.1));
    }

    #[test]
    fn shares_of_few_are_no_shares() {
        assert!(!outside(4, 10, (5.0, 15.0)) && outside(40, 100, (5.0, 15.0)));
        assert!(!outside(0, 20, (5.0, 15.0)) && outside(0, 200, (5.0, 15.0)) && !outside(0, 0, (5.0, 15.0)));
    }
}
