//! Problems, rectification, inspection: Q34–Q36. Assessment, Q37–Q39, has a file of its own.

mod assessment;

use super::clause::{in_one_sentence, joined};
use super::count::{counts_in_a_row, with_noun};
use super::names::title;
use super::place::is_soft;
use super::{Manner, region};
use crate::compose::node::{FigureNode, Node};
use crate::data::FigureValue;
use crate::draft::escape;

pub(super) use assessment::{say as assessment, say_all as assessments};

/// Q34, Q35: 国家考核指出的76条个性问题，已整改到位51条，长期坚持17条，限期整改8条.
pub(super) fn rectification(node: &Node, _manner: &Manner) -> String {
    rectified(node, true)
}

/// Ledgers in one sentence: the first with 已 and commas, the following ones in one breath each.
pub(super) fn rectifications(nodes: &[Node], _manner: &Manner) -> String {
    in_one_sentence(nodes, rectified)
}

fn rectified(node: &Node, full: bool) -> String {
    let status = node.text("status_text");
    // A stated figure is said whatever it is. Counts of the problem list are said where they fit: not beside a verdict
    // in words, not in another measure word, and not of none.
    let unit = |f: &FigureNode| f.text().trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
    let total_unit = node.stated("total").map(|total| unit(&total));
    let count = |key| {
        let counted = |f: &FigureNode| {
            f.number() != Some(0.0) && status.is_empty() && total_unit.as_ref().is_none_or(|total| *total == unit(f))
        };
        node.figure(key).filter(|f| node.stated(key).is_some() || counted(f))
    };
    let (total, done) = (count("total"), count("done"));
    let problems = format!("{}问题", escape(&node.text("scope")));
    let source = found_by(node);
    let subject = match &total {
        Some(total) => format!("{source}{}{problems}", total.link()),
        None => format!("{source}{problems}"),
    };
    // Q35: the verdict in words comes first.
    let already = ["基本", "全部", "整改"].iter().any(|word| status.starts_with(word));
    let subject = format!("{subject}{}{}", if already { "已" } else { "" }, escape(&status));
    let mut said = Vec::new();
    let already = if full { "已" } else { "" };
    if let Some(done) = &done {
        let all = total.as_ref().is_some_and(|total| total.number() == done.number());
        said.push(if all {
            format!("全部整改到位，销号{}", done.link())
        } else {
            format!("{already}整改到位{}", done.link())
        });
    }
    for (key, word) in
        [("long_term", "长期坚持"), ("timed", "限期整改"), ("under_way", "正在整改"), ("overdue", "逾期")]
    {
        said.extend(count(key).map(|f| format!("{word}{}", f.link())));
    }
    let rate = node.stated("rate").map(|rate| format!("{}{}", title(node, "rate"), rate.link()));
    match (said.is_empty(), rate) {
        (true, None) if total.is_none() && status.is_empty() => String::new(),
        (true, None) => subject,
        (true, Some(rate)) => format!("{subject}整改{rate}"),
        (false, rate) if full => {
            said.extend(rate.map(|rate| format!("整改{rate}")));
            format!("{subject}，{}", said.join("，"))
        }
        (false, rate) => {
            let pause = if status.is_empty() { "" } else { "，" };
            format!("{subject}{pause}{}{}", said.join("、"), rate.map(|rate| format!("，{rate}")).unwrap_or_default())
        }
    }
}

/// Who or what brought the problems to light: 审计查出的; a source that is an inspection's id is its name.
fn found_by(node: &Node) -> String {
    let source = node.text("source");
    if source.is_empty() {
        return String::new();
    }
    let verb = match source.as_str() {
        "自查" | "暗访" | "督查" => "发现的",
        "审计" => "查出的",
        "考核" => "指出的",
        "信访" => "反映的",
        _ => "反馈的",
    };
    let inspection = node.root().members("inspections").into_iter().find(|i| i.text("id") == source);
    let name = inspection.map(|i| i.text("name")).filter(|name| !name.is_empty()).unwrap_or(source);
    format!("{}{verb}", escape(&name))
}

/// Q36: who inspected how, with how many, and what came of it; the figures of the sites.
/// Brief: without the sites.
pub(super) fn inspection(node: &Node, manner: &Manner) -> String {
    let said = inspected(node, manner.style.is_multiple_of(2));
    let sites = scored_sites(node, manner).filter(|_| !manner.brief);
    joined(std::iter::once(said).chain(sites), "。")
}

/// Inspections in one sentence: the words for teams and members change from one to the next. The sites' figures are left
/// to [`inspection`], which one alone is.
pub(super) fn inspections(nodes: &[Node], manner: &Manner) -> String {
    if let [only] = nodes {
        return inspection(only, manner);
    }
    let mut sent = !manner.style.is_multiple_of(2);
    in_one_sentence(nodes, |node, _| {
        sent = !sent;
        inspected(node, sent)
    })
}

/// `sent`: 派出 for the teams, and not 组建 and 抽调.
fn inspected(node: &Node, sent: bool) -> String {
    let (by, name) = (node.text("by"), node.text("name"));
    let mut said = Vec::new();
    // 省督察组开展省督察: the name says who.
    let own = by.is_empty() || name.contains(by.trim_end_matches('组'));
    let head = if own { escape(&name) } else { format!("{}开展{}", escape(&by), escape(&name)) };
    let rounds = node.stated("rounds").map(|rounds| format!("{}{}", if own { "已开展" } else { "" }, rounds.link()));
    let paused = !own || rounds.is_some();
    said.extend(effort(node, sent || !paused));
    said.extend(style(node));
    said.extend(node.stated("site_count").map(|sites| format!("实地查看{}", with_noun(&sites, "点位"))));
    said.extend(node.stated("visits").map(|visits| format!("走访{}", visits.link())));
    said.extend(node.stated("coverage").map(|coverage| {
        let word = if coverage.number() == Some(100.0) { "覆盖面达到" } else { "覆盖率" };
        format!("{word}{}", coverage.link())
    }));
    said.extend(counts_in_a_row(node, "figures"));
    said.extend(node.stated("problems_found").map(|found| format!("发现问题{}", found.link())));
    if said.is_empty() && rounds.is_none() {
        return String::new();
    }
    said.extend(published(&node.text("published")));
    let comma = if paused && !said.is_empty() { "，" } else { "" };
    format!("{head}{}{comma}{}", rounds.unwrap_or_default(), said.join("，"))
}

/// 组建8个督导组，抽调30名工作人员; 派出8个督导组、30名工作人员; of a tour, who took part.
fn effort(node: &Node, sent: bool) -> Option<String> {
    let kind = escape(&node.text("kind"));
    let tour = ["观摩", "调研"].contains(&kind.as_str());
    let teams = node.stated("teams").map(|teams| with_noun(&teams, &format!("{kind}组")));
    let members = node.stated("members");
    let members = members.map(|members| with_noun(&members, if tour { "同志" } else { "工作人员" }));
    match (teams, members) {
        (Some(teams), Some(members)) if tour => Some(format!("{teams}、{members}参加")),
        (Some(teams), Some(members)) if sent => Some(format!("派出{teams}、{members}")),
        (Some(teams), Some(members)) => Some(format!("组建{teams}，抽调{members}")),
        (Some(teams), None) => Some(format!("组建{teams}")),
        (None, Some(members)) => Some(if tour { format!("{members}参加") } else { format!("抽调{members}") }),
        (None, None) => None,
    }
}

/// 坚持不打招呼、直插现场; 采取一对一的方式.
fn style(node: &Node) -> Option<String> {
    let style = node.escaped_texts("style");
    if style.is_empty() {
        return None;
    }
    let refrains = style.iter().any(|word| word.starts_with('不'));
    let style = style.join("、");
    Some(if refrains { format!("坚持{style}") } else { format!("采取{style}的方式") })
}

/// How it was made known: 并在全市通报, 并向社会公开, 形成工作专报.
fn published(how: &str) -> Option<String> {
    if how.is_empty() {
        return None;
    }
    let said = escape(how);
    let ends = |words: &[&str]| words.iter().any(|word| how.ends_with(word));
    Some(match () {
        () if how.starts_with(['向', '在', '以', '经', '通']) => format!("并{said}"),
        () if ends(&["点评"]) || ["专题", "专项", "书面"].iter().any(|word| how.starts_with(word)) => {
            format!("并作{said}")
        }
        () if ends(&["通报", "晾晒", "公开", "公示", "公布", "曝光", "排名"]) => format!("并在{said}"),
        () => format!("形成{said}"),
    })
}

/// The figures of the sites, the best first; what is said of them in words belongs to the passage on each.
fn scored_sites(node: &Node, manner: &Manner) -> Option<String> {
    let mut sites = node.members("sites");
    crate::sort::by_key(&mut sites, |site| match site.stated("rank").map(|rank| rank.figure.value.clone()) {
        Some(FigureValue::Rank(rank)) => rank.position,
        _ => u32::MAX,
    });
    let units = u32::try_from(sites.len()).ok();
    let (mut low, mut said, mut scored) = (Vec::new(), Vec::new(), false);
    for site in &sites {
        let name = ["unit", "place", "item"].iter().map(|key| escape(&site.text(key))).find(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| region::name(site, "region"));
        let (score, rank) = (site.stated("score"), site.stated("rank"));
        if rank.as_ref().is_some_and(|rank| is_soft(rank, units, manner)) {
            low.push(name);
            continue;
        }
        scored |= score.is_some() || rank.is_some();
        let first = said.is_empty();
        let figures: Vec<_> =
            [placing(score, rank, first), counts_in_a_row(site, "figures")].into_iter().flatten().collect();
        if !figures.is_empty() {
            said.push(format!("{name}{}", figures.join("、")));
        }
    }
    if said.is_empty() {
        return None;
    }
    let low = if low.is_empty() { String::new() } else { format!("；{}靠后", low.join("、")) };
    Some(format!("{}，{}{low}", if scored { "现场打分" } else { "从点位看" }, said.join("，")))
}

/// 得85.4分、居第5位; after the first of a list, 88.2分、第4位.
fn placing(score: Option<FigureNode>, rank: Option<FigureNode>, first: bool) -> Option<String> {
    let verb = |verb| if first { verb } else { "" };
    let score = score.map(|score| format!("{}{}", verb("得"), score.link()));
    let rank = rank.map(|rank| format!("{}{}", verb("居"), rank.link()));
    let said: Vec<_> = score.into_iter().chain(rank).collect();
    (!said.is_empty()).then(|| said.join("、"))
}

/// A problem: name, what it is, how it shows, whom it concerns.
pub(super) fn problem(node: &Node, _manner: &Manner) -> String {
    shown(node, true)
}

/// Problems in one sentence: up to three with their explanation, of more only the names and figures.
pub(super) fn problems(nodes: &[Node], _manner: &Manner) -> String {
    in_one_sentence(nodes, |node, _| shown(node, nodes.len() <= 3))
}

fn shown(node: &Node, full: bool) -> String {
    let name = escape(&node.text("name"));
    let detail = escape(&node.text("detail"));
    let traits = node.escaped_texts("traits").join("、");
    let mut said = Vec::new();
    if detail.is_empty() && !traits.is_empty() {
        said.push(format!("从{name}看，{traits}"));
    } else if full {
        said.push(at_unit(&escape(&node.text("unit")), &name));
        said.extend((!detail.is_empty()).then_some(detail));
        said.extend((!traits.is_empty()).then(|| format!("表现为{traits}")));
    } else {
        said.push(name);
    }
    said.extend(node.stated("persons").map(|persons| format!("涉及{}", persons.link())));
    said.extend(counts_in_a_row(node, "figures"));
    said.join("，")
}

/// 城区在建工地扬尘管控不到位; where the unit's name has a word of the problem's, 城区餐饮单位存在餐饮油烟扰民问题.
fn at_unit(unit: &str, name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let shared = letters.windows(2).any(|pair| unit.contains(&pair.iter().collect::<String>()));
    match () {
        () if unit.is_empty() || name.starts_with(unit) => name.to_owned(),
        () if shared && name.ends_with("问题") => format!("{unit}存在{name}"),
        () if shared => format!("{unit}存在{name}问题"),
        () => format!("{unit}{name}"),
    }
}

#[cfg(test)]
mod tests;
