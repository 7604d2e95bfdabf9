//! Places among others (ranks): of what, among whom, and how a low one is softened.

use super::Manner;
use crate::compose::node::FigureNode;
use crate::data::{FigureValue, Form, RankBand};
use crate::draft::escape;

/// What a rank compares: 增速, 规模. Empty where it does not say.
pub(super) fn of(rank: &FigureNode) -> String {
    match &rank.figure.value {
        FigureValue::Rank(rank) => rank.of.clone(),
        _ => String::new(),
    }
}

/// Among whom a rank is one: 全省, 全省扶贫县.
pub(super) fn scope(rank: &FigureNode) -> String {
    match &rank.figure.value {
        FigureValue::Rank(rank) => rank.scope.clone(),
        _ => String::new(),
    }
}

/// Whether a rank compares growth (增速, 增幅, 降幅) and not size.
pub(super) fn is_growth(of: &str) -> bool {
    ["增速", "增幅", "降幅", "增长"].iter().any(|word| of.contains(word))
}

/// What a rank compares, where the indicator's name does not say it: 规模, 得分, but not 实现程度 of 全面小康实现程度.
pub(super) fn unsaid_of<'a>(rank: &'a FigureNode, name: &str) -> &'a str {
    match &rank.figure.value {
        FigureValue::Rank(rank) if !name.ends_with(&rank.of) => &rank.of,
        _ => "",
    }
}

/// How good a place is. `units`: how many were ranked, where the rank itself does not say it.
fn band(rank: &FigureNode, units: Option<u32>) -> Option<RankBand> {
    let FigureValue::Rank(rank) = &rank.figure.value else { return None };
    let mut rank = rank.clone();
    rank.out_of = rank.out_of.or(units);
    rank.band()
}

/// Whether a place is low and the speech softens low ones. `units`: as for [`band`].
pub(super) fn is_soft(rank: &FigureNode, units: Option<u32>, manner: &Manner) -> bool {
    manner.soften && matches!(band(rank, units), Some(RankBand::Rear | RankBand::Last))
}

/// Whether a place is in the middle and the speech leaves such ones out.
fn is_left_out(rank: &FigureNode, manner: &Manner) -> bool {
    manner.soften && band(rank, None) == Some(RankBand::Middle)
}

/// Whether [`place`] says a place with its number.
pub(super) fn is_numbered(rank: &FigureNode, manner: &Manner) -> bool {
    !is_soft(rank, None, manner) && !is_left_out(rank, manner)
}

/// Where a place is one: 居全省, or, where the number of units is known and they have a noun, 在全省48个县中居.
fn among(rank: &FigureNode) -> String {
    let scope = scope(rank);
    let known = matches!(&rank.figure.value, FigureValue::Rank(r) if r.out_of.is_some());
    let whole = scope.char_indices().nth(2).map(|(at, _)| scope.split_at(at));
    match whole {
        Some((whole, units)) if known && whole.starts_with('全') && !units.contains(|c: char| c.is_ascii_digit()) => {
            format!("在{}{}个{}中居", escape(whole), rank.with(Form::OutOf).link(), escape(units))
        }
        _ => format!("居{}", escape(&scope)),
    }
}

/// A low place without its number: 增速在全省位次靠后.
fn low(of: &str, rank: &FigureNode) -> String {
    let scope = escape(&scope(rank));
    if scope.is_empty() { format!("{of}位次靠后") } else { format!("{of}在{scope}位次靠后") }
}

/// One place: 增速居全省第3位. `of` is what is compared, empty where it was said before. Softened, a low place is said
/// without its number and one in the middle is not said.
pub(super) fn place(rank: &FigureNode, of: &str, manner: &Manner) -> Option<String> {
    (!is_left_out(rank, manner)).then(|| placed(rank, of, false, manner))
}

/// The same where the place is what the sentence is about: one in the middle is said, too.
/// `counted`: how many were ranked was said before.
pub(super) fn placed(rank: &FigureNode, of: &str, counted: bool, manner: &Manner) -> String {
    let of = escape(of);
    if is_soft(rank, None, manner) {
        return low(&of, rank);
    }
    let among = if counted { format!("居{}", escape(&scope(rank))) } else { among(rank) };
    format!("{of}{among}{}", rank.link())
}

/// Q07: places of several things in one field: A、B在全省48个县中分别居第47位、43位. `None` where they do not share
/// their field, do not each say of what they are, or only some of them are low and softened.
pub(super) fn places(ranks: &[FigureNode], manner: &Manner) -> Option<String> {
    let (first, rest) = ranks.split_first()?;
    let alike = rest.iter().all(|r| scope(r) == scope(first) && among(r).contains('中') == among(first).contains('中'));
    let soft = ranks.iter().filter(|rank| is_soft(rank, None, manner)).count();
    let mixed = soft > 0 && soft < ranks.len();
    if rest.is_empty() || !alike || mixed || ranks.iter().any(|r| of(r).is_empty()) {
        return None;
    }
    let names: Vec<_> = ranks.iter().map(|r| escape(&of(r))).collect();
    Some(placed_together(&names.join("、"), ranks, manner))
}

/// The same with the words for what is compared. After the first place of a bare series 第 is dropped. The ranks share
/// their field, and are softened all or none.
pub(super) fn placed_together(names: &str, ranks: &[FigureNode], manner: &Manner) -> String {
    let Some((first, rest)) = ranks.split_first() else { return String::new() };
    if is_soft(first, None, manner) {
        return low(names, first);
    }
    let among = among(first);
    let among = among.strip_suffix('居').map_or_else(|| format!("分别{among}"), |head| format!("{head}分别居"));
    let rest = rest.iter().map(|rank| rank.with(Form::Continued).link());
    let said: Vec<_> = std::iter::once(first.link()).chain(rest).collect();
    format!("{names}{among}{}", said.join("、"))
}
