//! Numbers and what they count: a number before its noun, named counts, whom something reaches.

use super::figure::{is_persons, unit};
use super::names::{acts, is_counted};
use crate::compose::node::{FigureNode, Node};
use crate::data::Form;
use crate::draft::escape;

/// A number before its noun, after a verb: persons lose their unit behind 万 (完成4.98万贫困人口) and are 名 without it
/// (完成2000名从业人员); other measure words stay (完成278个贫困村).
pub(super) fn counted(figure: &FigureNode, verb: &str) -> String {
    if !is_persons(figure) {
        return format!("{verb}{}", figure.link());
    }
    let bare = figure.with(Form::Bare);
    let scaled = bare.text().contains(['万', '亿']);
    format!("{verb}{}{}", bare.link(), if scaled { "" } else { "名" })
}

/// A count before its noun: 74个乡镇, 67户; a figure whose unit says what is counted stays alone: 2.77万人.
pub(super) fn with_noun(figure: &FigureNode, noun: &str) -> String {
    match (unit(figure), noun) {
        ("" | "个" | "名", "户" | "人") => format!("{}{noun}", figure.with(Form::Bare).link()),
        ("" | "个" | "项" | "名", _) => format!("{}{noun}", figure.link()),
        _ => figure.link(),
    }
}

/// Q25: whom or what something reaches, joined without 和: 19个县183个村, 3995户17220人.
pub(super) fn reach(node: &Node) -> String {
    let fields = [("counties", "县"), ("villages", "村"), ("households", "户"), ("persons", "人")];
    let amounts = fields.iter().filter_map(|(field, noun)| Some(with_noun(&node.stated(field)?, noun)));
    amounts.collect()
}

/// Units that are the noun itself.
const PLACES: [&str; 6] = ["市", "县", "区", "乡", "镇", "村"];

/// A name and its number as the data writes them: 专家186人次.
fn plain(name: &str, value: &FigureNode) -> String {
    // 县（区）7县 would leave out the districts; 试点村10村 is said as it is written.
    let doubled =
        name.split_once('（').is_some_and(|(noun, _)| PLACES.contains(&unit(value)) && noun.ends_with(unit(value)));
    let value = if doubled { format!("{}个", value.with(Form::Bare).link()) } else { value.link() };
    format!("{}{value}", escape(name))
}

/// A name and its number, with a verb where the name asks for one: 恢复林地126亩, 复核次数达5次.
pub(super) fn tally(name: &str, value: &FigureNode) -> String {
    match () {
        () if acts(name) => plain(name, value),
        () if name.ends_with("次数") => format!("{}达{}", escape(name), value.link()),
        () if is_counted(name) => format!("{}为{}", escape(name), value.link()),
        () => plain(name, value),
    }
}

/// Named counts, each with its own period, as `one` says a name and its number. A count and the same of 上年同期 are one
/// comparison.
fn each(counts: &[Node], one: fn(&str, &FigureNode) -> String) -> Vec<String> {
    let name = |count: &Node| count.text("name");
    let before = |count: &Node| counts.iter().find(|other| name(other) == format!("上年同期{}", name(count)));
    let mut clauses = Vec::new();
    for count in counts {
        let Some(value) = count.figure("value") else { continue };
        if name(count).strip_prefix("上年同期").is_some_and(|rest| counts.iter().any(|c| name(c) == rest)) {
            continue;
        }
        let when = count.stated("period").map(|period| period.link()).unwrap_or_default();
        clauses.push(match before(count).and_then(|other| other.figure("value")) {
            Some(prior) => {
                let turn = if value.number() < prior.number() { "降至" } else { "升至" };
                format!("{when}{}由上年同期的{}{turn}{}", escape(&name(count)), prior.link(), value.link())
            }
            None => format!("{when}{}", one(&name(count), &value)),
        });
    }
    clauses
}

/// Named counts in a row, as clauses of a sentence on work or money: with their verbs.
pub(super) fn tallies(counts: &[Node]) -> String {
    each(counts, tally).join("、")
}

/// The named counts of a list, one by one, as further figures of a record: without verbs.
pub(super) fn counts(node: &Node, key: &str) -> Vec<String> {
    each(&node.members(key), plain)
}

/// The same in a row: 转办群众举报328件、办结群众举报321件.
pub(super) fn counts_in_a_row(node: &Node, key: &str) -> Option<String> {
    let said = counts(node, key);
    (!said.is_empty()).then(|| said.join("、"))
}

/// A count in Chinese numerals before its noun: 四个方面 in the words of a list's length.
pub(super) fn counted_list(node: &Node, key: &str, unit: &str) -> Option<String> {
    let count = node.figure(&format!("{key}/count"))?;
    Some(format!("{}{unit}", count.with(Form::ChineseBare).link()))
}
