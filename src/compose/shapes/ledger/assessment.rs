//! Assessments: Q07, Q37–Q39, rankings and how an assessment went.

use super::super::Manner;
use super::super::clause::{in_one_sentence, joined, sentence};
use super::super::count::{counted_list, counts_in_a_row, with_noun};
use super::super::names::title;
use super::super::place::{is_soft, of, placed, placed_together, scope};
use super::super::region::{self, is_reporting};
use super::super::time::date;
use super::placing;
use crate::compose::node::{FigureNode, Node};
use crate::data::{FigureValue, Form};
use crate::draft::escape;

/// An assessment with every figure that it states: the result, then the scheme, the sample, the ranking, the course.
/// Brief: the result alone.
pub(in crate::compose::shapes) fn say(node: &Node, manner: &Manner) -> String {
    if manner.brief {
        return result(node, manner, false);
    }
    let mut blocks = vec![result(node, manner, true)];
    blocks.extend(scheme(node));
    blocks.extend(sample(node));
    blocks.extend(ranking(node, manner));
    blocks.extend(course(node));
    joined(blocks, "。")
}

/// Assessments in one sentence: their results. Scheme, sample, ranking and course are left to [`say`], which one alone is.
/// Neighbours that state nothing but their place share its words (Q07): 申请、发放分别居全市第47位、43位.
pub(in crate::compose::shapes) fn say_all(nodes: &[Node], manner: &Manner) -> String {
    if let [only] = nodes {
        return say(only, manner);
    }
    let mut runs: Vec<Vec<Node>> = Vec::new();
    for node in nodes {
        let alike = runs.last().and_then(|run| run.last()).is_some_and(|last| alike(last, node, manner));
        match runs.last_mut() {
            Some(run) if alike => run.push(node.clone()),
            _ => runs.push(vec![node.clone()]),
        }
    }
    let mut runs = runs.iter();
    let heads: Vec<_> = runs.clone().filter_map(|run| run.first().cloned()).collect();
    // 在…中 opens every other result.
    let mut opened = false;
    in_one_sentence(&heads, |_, _| {
        let Some(run) = runs.next() else { return String::new() };
        opened = !opened;
        if run.len() > 1 {
            places(run, manner)
        } else {
            run.first().map(|n| result(n, manner, opened)).unwrap_or_default()
        }
    })
}

/// Whether two assessments can share the words of their place.
fn alike(a: &Node, b: &Node, manner: &Manner) -> bool {
    let (Some(x), Some(y)) = (only_rank(a), only_rank(b)) else { return false };
    of(&x) == of(&y)
        && scope(&x) == scope(&y)
        && is_contest(&x) == is_contest(&y)
        && is_soft(&x, None, manner) == is_soft(&y, None, manner)
        && ["by", "unit"].iter().all(|key| a.text(key) == b.text(key))
}

/// The place of an assessment that states nothing else.
fn only_rank(node: &Node) -> Option<FigureNode> {
    let figures = ["score", "full_score", "change", "of_units", "talked", "speaking_order", "departments"];
    let lists = ["items", "groups", "ranking", "timeline", "figures"];
    let more = figures.iter().any(|key| node.stated(key).is_some())
        || lists.iter().any(|key| !node.members(key).is_empty())
        || ["grade", "result"].iter().any(|key| !node.text(key).is_empty())
        || sample(node).is_some();
    node.stated("rank").filter(|_| !more)
}

fn is_contest(rank: &FigureNode) -> bool {
    matches!(&rank.figure.value, FigureValue::Rank(rank) if rank.contest)
}

/// Q07: places of several assessments that share their words.
fn places(run: &[Node], manner: &Manner) -> String {
    let names: Vec<_> = run.iter().map(|node| escape(&node.text("name"))).collect();
    let ranks: Vec<_> = run.iter().filter_map(only_rank).collect();
    let of = ranks.first().map(of).unwrap_or_default();
    let unit = run.first().map(other_unit).unwrap_or_default();
    placed_together(&format!("{unit}{}{}", names.join("、"), escape(&of)), &ranks, manner)
}

/// Who was assessed by whom, and how it came out. `opened`: 在…中 before it.
fn result(node: &Node, manner: &Manner, opened: bool) -> String {
    let text = |key| escape(&node.text(key));
    let (name, by) = (text("name"), text("by"));
    let unit = other_unit(node);
    let items = node.escaped_texts("items").join("、");
    let outcome = outcome(node, manner, &by, &items);
    if outcome.is_empty() {
        return event(node, &name, &by, &unit, &items);
    }
    let mut said: Vec<_> = node.stated("full_score").map(|full| format!("满分{}", full.link())).into_iter().collect();
    said.extend(outcome);
    said.extend(departments(node));
    said.extend(Some(text("result")).filter(|result| !result.is_empty()));
    said.extend(talked(node));
    said.extend(counts_in_a_row(node, "figures"));
    said.extend(covered(node, &items).filter(|_| !is_praise(&node.text("grade"))));
    let said = said.join("，");
    // 虞城县代表河南省接受国务院巡查: what is looked at on the spot is undergone, not entered for.
    let standing = text("standing_for");
    let named = named(node, &name, &by);
    let within = if named.ends_with('会') || named.ends_with("会议") { "上" } else { "中" };
    match () {
        () if !standing.is_empty() => format!("{unit}{standing}接受{name}，{said}"),
        () if opened || !said.starts_with(['居', '得', '获']) => format!("在{named}{within}，{unit}{said}"),
        () if unit.is_empty() => format!("{named}{said}"),
        () => format!("{unit}在{named}{within}{said}"),
    }
}

/// The unit that was assessed, where it is not the region that reports.
fn other_unit(node: &Node) -> String {
    if is_reporting(node, &node.text("unit")) { String::new() } else { region::name(node, "unit") }
}

/// Score, place, grade, the honour of speaking: what was reached.
fn outcome(node: &Node, manner: &Manner, by: &str, items: &str) -> Vec<String> {
    let mut said = Vec::new();
    said.extend(node.stated("score").map(|score| format!("得{}", score.link())));
    if let Some(rank) = node.stated("rank") {
        let among = node.stated("of_units").filter(|_| !is_named(&node.text("grade")));
        let among = among.map(|units| format!("在{}中", self::units(&units))).unwrap_or_default();
        let won = is_contest(&rank) && !is_soft(&rank, None, manner);
        said.push(if won {
            let praise = if rank.number().is_some_and(|place| place <= 3.0) { "的好成绩" } else { "" };
            format!("{among}取得{}{}{}{praise}", escape(&of(&rank)), escape(&scope(&rank)), rank.link())
        } else {
            format!("{among}{}", placed(&rank, &of(&rank), !among.is_empty(), manner))
        });
    }
    said.extend(change(node, manner));
    said.extend(graded(node, by, items));
    let venue = escape(&node.text("venue"));
    let venue = if venue.is_empty() { venue } else { format!("在{venue}") };
    let order = node.stated("speaking_order").map(|order| order.with(Form::Chinese).link());
    said.extend(order.map(|order| format!("{order}{venue}发言")));
    said
}

/// What was looked at, where no scheme says it.
fn covered(node: &Node, items: &str) -> Option<String> {
    (!items.is_empty() && node.members("groups").is_empty()).then(|| format!("涵盖{items}"))
}

/// 9个单位, 53家单位.
fn units(figure: &FigureNode) -> String {
    let said = with_noun(figure, "单位");
    if figure.text().ends_with('家') { format!("{said}单位") } else { said }
}

/// 5部委参加.
fn departments(node: &Node) -> Option<String> {
    Some(format!("{}参加", with_noun(&node.stated("departments")?, &title(node, "departments"))))
}

/// 约谈8个: the word is the heading's.
fn talked(node: &Node) -> Option<String> {
    Some(format!("{}{}", title(node, "talked"), node.stated("talked")?.link()))
}

/// The name with its period, where the name does not hold it, and who set it up.
fn named(node: &Node, name: &str, by: &str) -> String {
    let period = node.stated("period").filter(|period| {
        let label = period.text();
        let starts = label.char_indices().map(|(i, _)| i);
        !starts.filter(|i| label[*i..].chars().count() > 1).any(|i| name.contains(&label[i..]))
    });
    let period = period.map(|period| period.link()).unwrap_or_default();
    let by = if by.is_empty() || name.contains(by) || by.ends_with('组') {
        String::new()
    } else {
        format!("{by}组织的")
    };
    format!("{by}{period}{name}")
}

/// An assessment without a result of one's own: what it was, how many it ranked, what came of it.
fn event(node: &Node, name: &str, by: &str, unit: &str, items: &str) -> String {
    let result = escape(&node.text("result"));
    let mut said = Vec::new();
    said.extend(node.stated("full_score").map(|full| format!("满分{}", full.link())));
    said.extend(node.stated("of_units").map(|units| format!("涉及{}", self::units(&units))));
    said.extend(talked(node));
    said.extend(counts_in_a_row(node, "figures"));
    // 相继举行 is said of several.
    let several = ["相继", "先后", "陆续", "均", "都"].iter().any(|word| result.starts_with(word));
    let head = if let Some(departments) = node.stated("departments").filter(|_| !by.is_empty()) {
        sentence([format!("{unit}通过{by}等{}{name}", departments.link()), result.clone()])
    } else if several && !items.is_empty() {
        said.extend(departments(node));
        format!("{items}{result}")
    } else {
        said.extend(departments(node));
        let by = if by.is_empty() || name.contains(by) { "" } else { by };
        let held = if by.is_empty() || !result.is_empty() { String::new() } else { format!("{by}开展") };
        said.extend(covered(node, items));
        format!("{unit}{held}{name}{result}")
    };
    let bare = result.is_empty() && said.is_empty() && node.members("ranking").is_empty();
    if bare { String::new() } else { sentence(std::iter::once(head).chain(said)) }
}

/// 较上次上升3位; softened: 位次有所下滑.
fn change(node: &Node, manner: &Manner) -> Option<String> {
    let change = node.stated("change")?;
    let falls = change.number()? < 0.0;
    if falls && manner.soften {
        return Some("位次有所下滑".into());
    }
    let word = if falls { "后移" } else { "前移" };
    Some(format!("较上次{word}{}", change.with(Form::Absolute).link()))
}

/// Q39: 获优秀等次; 甲、乙得到巡查组充分肯定; 是5家先进典型单位之一.
fn graded(node: &Node, by: &str, items: &str) -> Option<String> {
    let grade = node.text("grade");
    let units = node.stated("of_units");
    let ranked = node.stated("rank").is_some();
    if grade.is_empty() {
        return units
            .filter(|_| !ranked && node.stated("score").is_some())
            .map(|units| format!("参评单位{}", units.link()));
    }
    let said = if is_praise(&grade) {
        format!("{items}得到{by}{}", escape(&grade))
    } else if is_named(&grade) {
        return Some(match units {
            Some(units) => format!("是{}{}之一", units.link(), escape(&grade)),
            None => format!("被评为{}", escape(&grade)),
        });
    } else if grade.ends_with('奖') {
        format!("获{}", escape(&grade))
    } else {
        format!("获{}等次", quoted(&grade))
    };
    let among = units.filter(|_| !ranked).map(|units| format!("在{}中", self::units(&units)));
    Some(format!("{}{said}", among.unwrap_or_default()))
}

fn is_praise(grade: &str) -> bool {
    ["肯定", "表扬", "好评", "认可"].iter().any(|word| grade.contains(word))
}

/// Whether a verdict names a kind of unit (先进典型单位), and is no step of a scale (较好).
fn is_named(grade: &str) -> bool {
    !is_praise(grade) && grade.trim_end_matches("等次").chars().count() > 3
}

/// A step of one character is set off: “好”等次.
fn quoted(grade: &str) -> String {
    let grade = escape(grade.trim_end_matches("等次"));
    if grade.chars().count() == 1 { format!("“{grade}”") } else { grade }
}

/// Q37: 考核分四块：督察整改35分，含问题销号20分、验收质量15分；….
fn scheme(node: &Node) -> Option<String> {
    let groups: Vec<_> = node.members("groups").iter().filter_map(group).collect();
    match groups.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        _ => Some(format!("考核分{}：{}", counted_list(node, "groups", "块")?, groups.join("；"))),
    }
}

fn group(group: &Node) -> Option<String> {
    let mut said = Vec::new();
    let name = escape(&group.text("name"));
    let weight = group.stated("weight").map(|weight| {
        let share = matches!(&weight.figure.value, FigureValue::Quantity(q) if q.unit() == "%");
        format!("{}{}", if share { "占" } else { "" }, weight.link())
    });
    let scale = ["aspects", "indicators", "elements"];
    let scale = scale.iter().filter_map(|key| {
        let figure = group.stated(key)?;
        Some(with_noun(&figure, &title(group, key)))
    });
    let scale: String = scale.collect();
    said.extend((!scale.is_empty()).then(|| format!("设{scale}")));
    let items = group.members("items").into_iter().filter_map(|item| {
        let points = item.stated("points").map(|points| points.link());
        let score = item.stated("score").map(|score| format!("得{}", score.link()));
        let said: String = points.into_iter().chain(score).collect();
        (!said.is_empty()).then(|| format!("{}{said}", escape(&item.text("name"))))
    });
    let items: Vec<_> = items.collect();
    said.extend((!items.is_empty()).then(|| format!("含{}", items.join("、"))));
    match (weight, said.is_empty()) {
        (None, true) => None,
        (None, false) => Some(format!("{name}{}", said.join("，"))),
        (Some(weight), _) => Some(sentence(std::iter::once(format!("{name}{weight}")).chain(said))),
    }
}

/// Q38: 随机抽查3个乡镇，每个乡镇抽查2个村，每个村抽查5户，共30户.
fn sample(node: &Node) -> Option<String> {
    let at = node.at("sample");
    let townships = at.stated("townships").map(|n| format!("随机抽查{}", with_noun(&n, &title(&at, "townships"))));
    let villages = at.stated("villages_per_township").map(|n| format!("每个乡镇抽查{}", with_noun(&n, "村")));
    let households = at.stated("households_per_village").map(|n| format!("每个村抽查{}", n.link()));
    let all = at.stated("households").map(|n| format!("共{}", n.link()));
    let said: Vec<_> = [townships, villages, households, all].into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join("，"))
}

/// F7: the ranking of the units, each with the place of the last time; who got which grade; who was talked to.
fn ranking(node: &Node, manner: &Manner) -> Option<String> {
    let units = node.members("ranking");
    let number = u32::try_from(units.len()).ok();
    let (mut said, mut low, mut talked) = (Vec::new(), Vec::new(), Vec::new());
    let mut grades: Vec<(String, Vec<String>)> = Vec::new();
    for unit in &units {
        let name = region::name(unit, "unit");
        let grade = unit.text("grade");
        if unit.flag("talked") {
            talked.push(name.clone());
        }
        let rank = unit.stated("rank");
        if rank.as_ref().is_some_and(|rank| is_soft(rank, number, manner)) {
            low.push(name);
            continue;
        }
        match grades.last_mut().filter(|(last, _)| *last == grade) {
            Some((_, names)) => names.push(name.clone()),
            None if grade.is_empty() => {}
            None => grades.push((grade, vec![name.clone()])),
        }
        let first = said.is_empty();
        let prior = unit.stated("prior_rank").map(|prior| format!("（上次{}）", prior.link())).unwrap_or_default();
        let placing = placing(unit.stated("score"), rank, first).unwrap_or_default();
        if !placing.is_empty() || !prior.is_empty() {
            said.push(format!("{name}{placing}{prior}"));
        }
    }
    let mut blocks: Vec<String> = Vec::new();
    blocks.extend((!said.is_empty()).then(|| format!("从排名看，{}", said.join("，"))));
    let grades: Vec<_> =
        grades.iter().map(|(grade, names)| format!("{}为{}等次", names.join("、"), quoted(grade))).collect();
    blocks.extend((!grades.is_empty()).then(|| grades.join("，")));
    blocks.extend((!low.is_empty()).then(|| format!("{}靠后", low.join("、"))));
    blocks.extend((!talked.is_empty() && !manner.soften).then(|| format!("{}被约谈", talked.join("、"))));
    (!blocks.is_empty()).then(|| blocks.join("；"))
}

/// F9: what happened on which day.
fn course(node: &Node) -> Option<String> {
    let said = node.members("timeline").into_iter().filter_map(|step| {
        let date = date(node, &step.stated("date")?);
        let result = step.text("result");
        let result = if result.is_empty() { result } else { format!("，{}", escape(&result)) };
        Some(format!("{date}{}{result}", escape(&step.text("name"))))
    });
    let said: Vec<_> = said.collect();
    (!said.is_empty()).then(|| said.join("；"))
}
