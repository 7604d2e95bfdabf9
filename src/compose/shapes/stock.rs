//! Stocks and their composition: Q14, Q25–Q33; regions and what is in them.
//!
//! `say` gives noun and numbers (建档立卡人口3613户11021人); the verb before it (仍有, 尚有, 现有) is the caller's. What the fields of
//! a population are called comes from the headings of the data, so that no field of work is named here.

use super::Manner;
use super::clause::in_one_sentence;
use super::compare::change;
use super::count::{counts_in_a_row, with_noun};
use super::figure::is_persons;
use super::names::title;
use super::parts::shares;
use super::place::{of, placed};
use super::region::{self, is_reporting};
use crate::compose::node::{FigureNode, Node};
use crate::data::Form;
use crate::draft::{FIGURE_TARGET, escape};

/// Words that lead to subsets, by depth: one 其中 within another is hard to follow.
const SUBSETS: [&str; 2] = ["其中", "含"];

/// Words that lead to the parts and to the regions, where a population has both; another pair for the next one.
const DIVISIONS: [[&str; 2]; 3] =
    [["从构成看，", "分地区看，"], ["按类别分，", "按地区分，"], ["从类别看，", "从地区看，"]];

/// How many regions a list of populations still reads out; of more it names the most and the least.
const REGIONS_IN_A_LIST: usize = 3;

/// Q14: a stock after a verb (仍有32.15万困难群众); otherwise as [`say`] has it.
pub(in crate::compose) fn stock(population: &Node) -> String {
    let noun = noun(population, "object");
    let persons = population.figure("persons");
    let alone = population.figure("villages").is_none() && population.figure("households").is_none();
    let said = Said::new(population, &noun, &Telling::default());
    // 4000人以上 has no noun behind it.
    match persons.filter(|p| alone && is_persons(p) && p.text().ends_with("万人")) {
        Some(persons) => said.with_head(format!("{}{noun}", persons.with(Form::Bare).link())).whole(),
        None => said.whole(),
    }
}

/// Q25–Q32: a population with every figure that it states.
pub(super) fn say(node: &Node, manner: &Manner) -> String {
    population(node, &manner.whole, &Telling { manner, brief: manner.brief, ..Telling::default() })
}

/// Populations in one sentence: the area before the first; bare stocks in one breath, others between ；.
pub(super) fn say_all(nodes: &[Node], manner: &Manner) -> String {
    let mut style = manner.style.saturating_sub(1);
    in_one_sentence(nodes, |node, first| {
        style += usize::from(!first);
        let telling = Telling { manner, style, brief: manner.brief || nodes.len() > 1, ..Telling::default() };
        population(node, if first { &manner.whole } else { "" }, &telling)
    })
}

/// How a population is told.
#[derive(Clone, Copy)]
struct Telling<'a> {
    manner: &'a Manner,
    /// Which words of division.
    style: usize,
    /// Whether a long list of regions is left to its extremes.
    brief: bool,
    /// How many stocks this one is within.
    depth: usize,
}

static PLAIN: Manner = Manner { style: 0, whole: String::new(), soften: false, brief: false };

impl Default for Telling<'_> {
    fn default() -> Self {
        Self { manner: &PLAIN, style: 0, brief: false, depth: 0 }
    }
}

fn population(node: &Node, whole: &str, telling: &Telling) -> String {
    let noun = noun(node, "name");
    let area = if is_reporting(node, &node.text("region")) { escape(whole) } else { region::name(node, "region") };
    let area = if noun.starts_with(&area) { String::new() } else { area };
    let period = node.stated("period").map(|p| p.link()).unwrap_or_default();
    let recurs = node.stated("period").is_some_and(|p| p.text().starts_with('每'));
    let lead = if recurs { format!("{area}{period}") } else { format!("{period}{area}") };
    let said = Said::new(node, &noun, telling).whole();
    if said.is_empty() { said } else { format!("{lead}{said}") }
}

/// What a population says: noun and amounts, what follows behind commas, and divisions of the whole.
struct Said {
    head: String,
    follows: Vec<String>,
    divisions: Vec<String>,
}

impl Said {
    fn new(node: &Node, noun: &str, telling: &Telling) -> Self {
        let manner = telling.manner;
        let (head, mut follows) = amounts(node, noun, telling.depth);
        follows.extend(["unlifted", "lifted"].iter().flat_map(|state| in_state(node, state)));
        follows.extend(rate(node));
        follows.extend(shares(node));
        follows.extend(node.figure_list("ranks").iter().map(|rank| placed(rank, &of(rank), false, manner)));
        follows.extend(counts_in_a_row(node, "figures"));
        follows.extend(subsets(node, noun, telling));
        let parts = members(node, "parts", telling);
        let regions = node.members("by_region").len();
        let most = if telling.brief && regions > REGIONS_IN_A_LIST { computed_extremes(node) } else { None };
        let brief = most.is_some();
        let regions = most.or_else(|| members(node, "by_region", telling));
        // A single division needs no name.
        let alone = (parts.is_none() || regions.is_none())
            && ["of_which", "shares"].iter().all(|key| node.members(key).is_empty());
        let words = DIVISIONS[telling.style % DIVISIONS.len()];
        let word = |i: usize| if alone { "其中" } else { words[i] };
        let mut divisions: Vec<_> = parts.map(|list| format!("{}{list}", word(0))).into_iter().collect();
        divisions.extend(regions.map(|list| format!("{}{list}", word(1))));
        divisions.extend(causes(node).map(|list| format!("从{}看，{list}", title(node, "causes"))));
        let extremes = ["highest", "lowest"].iter().filter(|_| !brief).filter_map(|key| extreme(node, key, manner));
        let extremes: Vec<_> = extremes.collect();
        let only_extremes = divisions.is_empty();
        divisions.extend((!extremes.is_empty()).then(|| extremes.join("，")));
        if only_extremes || divisions.iter().all(|division| division.starts_with("其中")) {
            follows.append(&mut divisions);
        }
        Self { head, follows, divisions }
    }

    fn with_head(self, head: String) -> Self {
        Self { head, ..self }
    }

    /// Whether the noun has an amount behind it.
    fn has_amount(&self) -> bool {
        self.head.contains(FIGURE_TARGET)
    }

    /// As a sentence of its own.
    fn whole(self) -> String {
        if self.follows.is_empty() && self.divisions.is_empty() {
            return if self.has_amount() { self.head } else { String::new() };
        }
        // 空壳村占总村数的90%: a noun without an amount is the subject.
        let glue = !self.has_amount() && self.follows.first().is_some_and(|f| f.starts_with('占'));
        let follows = self.follows.join("，");
        let comma = if glue || follows.is_empty() { "" } else { "，" };
        let clauses: Vec<_> = std::iter::once(format!("{}{comma}{follows}", self.head)).chain(self.divisions).collect();
        clauses.join("；")
    }

    /// As one of several: what follows it stands in brackets.
    fn member(mut self) -> String {
        self.follows.append(&mut self.divisions);
        if self.follows.is_empty() {
            return if self.has_amount() { self.head } else { String::new() };
        }
        format!("{}（{}）", self.head, self.follows.join("，"))
    }
}

/// Q25: noun and amounts (3613户11021人, without 和), and in how many villages. A stock of villages names them first.
fn amounts(node: &Node, noun: &str, depth: usize) -> (String, Vec<String>) {
    let people = people(node, "");
    let word = SUBSETS[depth % 2];
    let deep =
        node.figure("deep_villages").map(|deep| format!("{word}{}{}", title(node, "deep_villages"), deep.link()));
    let Some(villages) = node.figure("villages") else {
        return (format!("{noun}{people}"), deep.into_iter().collect());
    };
    let mut follows = Vec::new();
    let head = if counts_villages(noun) {
        follows.extend(deep);
        follows.extend((!people.is_empty()).then(|| format!("有{people}")));
        format!("{noun}{}", villages.link())
    } else if people.is_empty() {
        follows.extend(deep);
        format!("{noun}{}", with_noun(&villages, &title(node, "villages")))
    } else {
        follows.push(format!("分布在{}", with_noun(&villages, &title(node, "villages"))));
        follows.extend(deep);
        format!("{noun}{people}")
    };
    (head, follows)
}

fn counts_villages(noun: &str) -> bool {
    noun.ends_with('村')
}

/// X户Y人.
fn people(node: &Node, prefix: &str) -> String {
    let amounts = ["households", "persons"].map(|key| node.figure(&format!("{prefix}{key}")));
    amounts.iter().flatten().map(FigureNode::link).collect()
}

/// What has left a list, and what has not: the words are those of the fields' headings.
fn in_state(node: &Node, state: &str) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(villages) = node.figure(&format!("{state}_villages")) {
        let word = title(node, &format!("{state}_villages"));
        let noun = title(node, "villages");
        let word = word.strip_suffix(&noun).unwrap_or(&word).to_owned();
        said.push(format!("{word}{}", with_noun(&villages, &noun)));
    }
    let people = people(node, &format!("{state}_"));
    if !people.is_empty() {
        let word = title(node, &format!("{state}_persons"));
        said.push(format!("{}{people}", word.strip_suffix('人').unwrap_or(&word)));
    }
    said
}

/// 以162.6万人为基数，发生率2.22%. A share of the record around it is no such rate.
fn rate(node: &Node) -> Option<String> {
    let base = node.stated("base");
    let rate = if base.is_some() { node.figure("rate") } else { node.stated("rate") };
    let base = base.map(|base| format!("以{}为{}", base.link(), title(node, "base")));
    let rate = rate.map(|rate| format!("{}{}", title(node, "rate"), rate.link()));
    let said: Vec<_> = base.into_iter().chain(rate).collect();
    (!said.is_empty()).then(|| said.join("，"))
}

/// Q26, Q27: subsets. One goes on in the sentence, of several each stands with its brackets.
fn subsets(node: &Node, noun: &str, telling: &Telling) -> Option<String> {
    let depth = telling.depth;
    if let [only] = node.members("of_which").as_slice() {
        let name = name(only);
        // People in a stock of villages are no part of the villages.
        let lives_there = counts_villages(noun) && !counts_villages(&name);
        let deeper = usize::from(node.figure("deep_villages").is_some());
        let word = if lives_there { "有" } else { SUBSETS[(depth + deeper) % 2] };
        let said = Said::new(only, &name, &Telling { depth: depth + 1, ..*telling }).whole().replace('；', "，");
        return (!said.is_empty()).then(|| format!("{word}{said}"));
    }
    members(node, "of_which", telling).map(|list| format!("{}{list}", SUBSETS[depth % 2]))
}

/// Q28, Q31: the members of a division: 重点管理236户、简化管理684户.
fn members(node: &Node, key: &str, telling: &Telling) -> Option<String> {
    let said = node.members(key).into_iter().map(|member| Said::member_of(&member, telling));
    let said: Vec<_> = said.filter(|member| !member.is_empty()).collect();
    (!said.is_empty()).then(|| said.join("、"))
}

impl Said {
    /// A member in brief: 云岫区186人142个村.
    fn member_of(node: &Node, telling: &Telling) -> String {
        let name = name(node);
        let mut said = Self::new(node, &name, &Telling { depth: 0, ..*telling });
        if let Some(villages) = node.figure("villages").filter(|_| !counts_villages(&name)) {
            let villages = with_noun(&villages, &title(node, "villages"));
            said.follows.retain(|f| f != &format!("分布在{villages}"));
            said.head = format!("{name}{}{villages}", people(node, ""));
        }
        said.member()
    }
}

/// The causes, each with how many it concerns: 因病1200户3100人，占35.6%.
fn causes(node: &Node) -> Option<String> {
    let said = node.members("causes").into_iter().filter_map(|cause| {
        let rate = cause.stated("rate").map(|rate| format!("占{}", rate.link()));
        let people = people(&cause, "");
        let said = match (people.is_empty(), rate) {
            (true, rate) => rate?,
            (false, Some(rate)) => format!("{people}、{rate}"),
            (false, None) => people,
        };
        Some(format!("{}{said}", escape(&cause.text("name"))))
    });
    let said: Vec<_> = said.collect();
    (!said.is_empty()).then(|| said.join("，"))
}

/// Q32: 最多的霁阳县446户，最少的栖岭县144户, from the regions' figures.
fn computed_extremes(node: &Node) -> Option<String> {
    let key = ["persons", "households", "villages"].into_iter().find(|key| node.figure(key).is_some())?;
    let extreme = |which: &str| {
        let figure = node.figure(&format!("{which}/{key}"))?;
        let (region, _) = figure.figure.operands.first()?.rsplit_once('/')?;
        let region = name(&Node { pointer: region.to_owned(), ..node.clone() });
        Some(format!("{}的{region}{}", title(node, which), figure.link()))
    };
    Some(format!("{}，{}", extreme("highest")?, extreme("lowest")?))
}

/// Q32: 最多的霁阳县446户. Q33: a missing figure is itself a statement.
fn extreme(node: &Node, key: &str, manner: &Manner) -> Option<String> {
    let at = node.at(key);
    let region = region::name(&at, "region");
    if region.is_empty() {
        return None;
    }
    let Some(value) = at.stated("value") else {
        let missing = at.text("missing");
        return (!missing.is_empty()).then(|| format!("{region}{}", escape(&missing)));
    };
    let mut said = format!("{}的{region}{}", title(node, key), value.link());
    if let Some(yoy) = at.figure("yoy") {
        said.push_str(&format!("，同比{}", change(&yoy)));
    }
    if let Some(rank) = at.figure("rank") {
        said.push_str(&format!("，{}", placed(&rank, &of(&rank), false, manner)));
    }
    Some(said)
}

/// A region with every figure that it states; empty where it states none.
pub(super) fn region(node: &Node, manner: &Manner) -> String {
    described(node, &manner.whole, true)
}

/// Regions in one sentence: the first in full, the following ones without their verbs.
pub(super) fn regions(nodes: &[Node], manner: &Manner) -> String {
    in_one_sentence(nodes, |node, first| described(node, if first { &manner.whole } else { "" }, first))
}

fn described(node: &Node, whole: &str, full: bool) -> String {
    let subject = if !whole.is_empty() && is_reporting(node, &node.text("id")) { whole } else { &node.text("name") };
    let verb = |verb| if full { verb } else { "" };
    let mut said = Vec::new();
    said.extend(node.stated("founded").map(|day| format!("{}设立", day.link())));
    if let Some(distance) = node.stated("distance") {
        let seat = Some(region::name(node, "parent")).filter(|seat| !seat.is_empty());
        said.push(format!("距{}驻地{}", seat.as_deref().unwrap_or("上级"), distance.link()));
    }
    said.extend(
        ["area", "farmland"].iter().filter_map(|key| Some(format!("{}{}", title(node, key), node.stated(key)?.link()))),
    );
    let parts: Vec<_> = ["townships", "villages"]
        .iter()
        .filter_map(|key| Some(with_noun(&node.stated(key)?, &title(node, key))))
        .collect();
    if !parts.is_empty() {
        said.push(format!("{}{}", verb("辖"), parts.join("、")));
    }
    match (node.stated("households"), node.stated("population")) {
        (Some(households), Some(persons)) => {
            said.push(format!("{}{}{}", verb("共有"), households.link(), persons.link()));
        }
        (Some(households), None) => said.push(format!("{}{}", verb("共有"), households.link())),
        (None, Some(persons)) => said.push(format!("{}{}", title(node, "population"), persons.link())),
        (None, None) => {}
    }
    said.extend(counts_in_a_row(node, "counts").map(|counts| format!("有{counts}")));
    if said.is_empty() { String::new() } else { format!("{}{}", escape(subject), said.join("，")) }
}

/// What is counted; the noun behind a number where `key` is `object` and there is one.
fn noun(node: &Node, key: &str) -> String {
    let noun = node.text(key);
    if noun.is_empty() { name(node) } else { escape(&noun) }
}

/// A member's name: its own, or its region's.
fn name(node: &Node) -> String {
    let name = node.text("name");
    if name.is_empty() { region::name(node, "region") } else { escape(&name) }
}

#[cfg(test)]
mod tests;
