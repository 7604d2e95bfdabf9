//! Slips of 万, of 亿 and of the decimal point: how far two figures are apart, and what may have happened.

use rust_decimal::Decimal;

/// How many times the larger of two figures is the smaller one. `None` unless both are above zero.
pub(super) fn apart(a: Decimal, b: Decimal) -> Option<Decimal> {
    let (small, large) = if a < b { (a, b) } else { (b, a) };
    if small <= Decimal::ZERO {
        return None;
    }
    large.checked_div(small)
}

/// Whether a factor lies within some per cent of a number.
fn is_near(factor: Decimal, number: Decimal, per_cent: i64) -> bool {
    let room = number.saturating_mul(Decimal::new(per_cent, 2));
    factor.saturating_sub(number).abs() <= room
}

const WAN: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);
const YI: Decimal = Decimal::from_parts(100_000_000, 0, 0, false, 0);

/// Whether a factor is that of 万 or 亿, within some per cent.
pub(super) fn is_scale(factor: Decimal, per_cent: i64) -> bool {
    is_near(factor, WAN, per_cent) || is_near(factor, YI, per_cent)
}

/// What may have happened where figures are so many times apart.
pub(super) fn guess(factor: Decimal, per_cent: i64) -> &'static str {
    if is_near(factor, WAN, per_cent) {
        return "是否差了“万”";
    }
    if is_near(factor, YI, per_cent) {
        return "是否差了“亿”";
    }
    for (places, told) in [(1, "是否小数点错了一位"), (2, "是否小数点错了两位"), (3, "是否小数点错了三位")]
    {
        if is_near(factor, Decimal::from(10_u32.pow(places)), per_cent) {
            return told;
        }
    }
    if factor >= Decimal::ONE_THOUSAND { "是否差了“万”或“亿”" } else { "请核对" }
}

/// A factor for a message: 9.6, 10000.
pub(super) fn times(factor: Decimal) -> Decimal {
    factor.round_dp(if factor < Decimal::ONE_HUNDRED { 1 } else { 0 }).normalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_factor_tells_what_may_have_happened() {
        for (factor, per_cent, told) in [
            (10_100, 2, "是否差了“万”"),
            (10_300, 2, "是否差了“万”或“亿”"),
            (100_000_000, 2, "是否差了“亿”"),
            (9, 10, "是否小数点错了一位"),
            (1000, 10, "是否小数点错了三位"),
            (6, 10, "请核对"),
        ] {
            assert_eq!(guess(Decimal::from(factor), per_cent), told, "{factor}");
        }
        assert_eq!((WAN, YI), (Decimal::from(10_000), Decimal::from(100_000_000)));
        assert_eq!(apart(Decimal::ZERO, Decimal::ONE), None);
        assert_eq!(apart(Decimal::MAX, Decimal::new(1, 28)), None);
        guess(Decimal::MAX, 10);
    }
}
