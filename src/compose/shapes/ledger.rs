//! Problems, rectification, inspection: Q34–Q36. Assessment, Q37–Q39, has a file of its own.

mod assessment;

use super::Manner;
use super::stock::{counts, in_one_sentence, is_soft, region_name, root, title, with_noun};
use crate::compose::node::{FigureNode, Node};
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
    // A stated figure is said whatever it is; of counted ones, nothing is said of none.
    let count = |key| node.figure(key).filter(|f| node.stated(key).is_some() || f.number() != Some(0.0));
    let (total, done) = (count("total"), count("done"));
    let problems = format!("{}问题", escape(&node.text("scope")));
    let source = found_by(node);
    let subject = match &total {
        Some(total) => format!("{source}{}{problems}", total.link()),
        None => format!("{source}{problems}"),
    };
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
    let status = node.text("status_text");
    if !status.is_empty() {
        let already = if status.starts_with('已') { "" } else { "已" };
        said.push(format!("{already}{}", escape(&status)));
    }
    for (key, word) in
        [("long_term", "长期坚持"), ("timed", "限期整改"), ("under_way", "正在整改"), ("overdue", "逾期")]
    {
        said.extend(count(key).map(|f| format!("{word}{}", f.link())));
    }
    let rate = node.stated("rate").map(|rate| format!("{}{}", title(node, "rate"), rate.link()));
    match (said.is_empty(), full) {
        (true, _) if total.is_none() && rate.is_none() => String::new(),
        (true, _) => [Some(subject), rate].into_iter().flatten().collect::<Vec<_>>().join("，"),
        (false, true) => {
            // 只有文字结论: the subject goes on without a pause.
            let comma = if said.len() > 1 || rate.is_some() { "，" } else { "" };
            said.extend(rate.map(|rate| format!("整改{rate}")));
            format!("{subject}{comma}{}", said.join("，"))
        }
        (false, false) => {
            let said = said.join("、");
            format!("{subject}{said}{}", rate.map(|rate| format!("，{rate}")).unwrap_or_default())
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
    let inspection = root(node).members("inspections").into_iter().find(|i| i.text("id") == source);
    let name = inspection.map(|i| i.text("name")).filter(|name| !name.is_empty()).unwrap_or(source);
    format!("{}{verb}", escape(&name))
}

/// Q36: who inspected how, with how many, and what came of it.
pub(super) fn inspection(node: &Node, manner: &Manner) -> String {
    inspected(node, manner, manner.style % 2 == 1 || manner.style == 0)
}

/// Inspections in one sentence. The words for teams and members change from one to the next.
pub(super) fn inspections(nodes: &[Node], manner: &Manner) -> String {
    let mut formed = manner.style % 2 == 0;
    in_one_sentence(nodes, |node, _| {
        formed = !formed;
        inspected(node, manner, formed)
    })
}

fn inspected(node: &Node, manner: &Manner, formed: bool) -> String {
    let figure = |key| node.stated(key);
    let kind = escape(&node.text("kind"));
    let mut said = Vec::new();
    let (teams, members) = (figure("teams"), figure("members"));
    let teams = teams.map(|teams| with_noun(&teams, &format!("{kind}组")));
    let members = members.map(|members| with_noun(&members, "工作人员"));
    match (teams, members) {
        (Some(teams), Some(members)) if formed => said.push(format!("组建{teams}，抽调{members}")),
        (Some(teams), Some(members)) => said.push(format!("派出{teams}、{members}")),
        (Some(teams), None) => said.push(format!("组建{teams}")),
        (None, Some(members)) => said.push(format!("抽调{members}")),
        (None, None) => {}
    }
    let style: Vec<_> = (0..node.members("style").len()).map(|i| escape(&node.text(&format!("style/{i}")))).collect();
    let sites = figure("site_count").map(|sites| format!("实地查看{}", with_noun(&sites, "点位")));
    let visits = figure("visits").map(|visits| format!("走访{}", visits.link()));
    let coverage = figure("coverage").map(|coverage| {
        let whole = coverage.number() == Some(100.0);
        format!("{}{}{}", if whole { "覆盖面" } else { "" }, if whole { "达到" } else { "覆盖率" }, coverage.link())
    });
    if !style.is_empty() {
        said.push(format!("采取{}的方式", style.join("、")));
    }
    said.extend(sites.into_iter().chain(visits).chain(coverage));
    said.extend(counts(node, "figures"));
    said.extend(figure("problems_found").map(|found| format!("发现问题{}", found.link())));
    said.extend(scored_sites(node, manner));
    let rounds = figure("rounds");
    if said.is_empty() && rounds.is_none() {
        return String::new();
    }
    let published = node.text("published");
    if !published.is_empty() {
        let done = ["向", "在", "以", "通过", "已"].iter().any(|word| published.starts_with(word));
        said.push(format!(
            "情况{}{}",
            if done { "已" } else { "已作" }.trim_end_matches(if published.starts_with('已') { "已" } else { "" }),
            escape(&published)
        ));
    }
    let (by, name) = (node.text("by"), node.text("name"));
    // 省督察组开展省督察: the name says who.
    let own = by.is_empty() || name.contains(by.trim_end_matches('组'));
    let head = if own { escape(&name) } else { format!("{}开展{}", escape(&by), escape(&name)) };
    let head = format!(
        "{head}{}",
        rounds.map(|r| if own { format!("已开展{}", r.link()) } else { r.link() }).unwrap_or_default()
    );
    let comma = if own && !head.contains("](") { "" } else { "，" };
    format!("{head}{comma}{}", said.join("，")).trim_end_matches('，').to_owned()
}

/// The figures of the sites, in the order of the tour; what is said of them in words belongs to the passage on each.
fn scored_sites(node: &Node, manner: &Manner) -> Option<String> {
    let sites = node.members("sites");
    let units = u32::try_from(sites.len()).ok();
    let mut first = true;
    let mut low = Vec::new();
    let mut said = Vec::new();
    for site in &sites {
        let name = ["unit", "place", "item"].iter().map(|key| site.text(key)).find(|name| !name.is_empty());
        let name = escape(&name.or_else(|| region_name(site, "region")).unwrap_or_default());
        let (score, rank) = (site.stated("score"), site.stated("rank"));
        if rank.as_ref().is_some_and(|rank| is_soft(rank, units, manner)) {
            low.push(name);
            continue;
        }
        let score = score.map(|score| format!("{}{}", if first { "得" } else { "" }, score.link()));
        let rank = rank.map(|rank| format!("{}{}", if first { "居" } else { "" }, rank.link()));
        let figures: Vec<_> = [score, rank, counts(site, "figures")].into_iter().flatten().collect();
        if !figures.is_empty() {
            said.push(format!("{name}{}", figures.join("、")));
            first = false;
        }
    }
    if !low.is_empty() {
        said.push(format!("{}靠后", low.join("、")));
    }
    (!said.is_empty()).then(|| format!("其中{}", said.join("，")))
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
    let unit = node.text("unit");
    let unit = if name.starts_with(&unit) { String::new() } else { escape(&unit) };
    let detail = escape(&node.text("detail"));
    let traits: Vec<_> =
        (0..node.members("traits").len()).map(|i| escape(&node.text(&format!("traits/{i}")))).collect();
    let mut said = Vec::new();
    if detail.is_empty() && !traits.is_empty() {
        said.push(format!("从{name}看，{}", traits.join("、")));
    } else {
        said.push(format!("{unit}{name}"));
        if full {
            said.extend((!detail.is_empty()).then_some(detail));
            said.extend((!traits.is_empty()).then(|| format!("表现为{}", traits.join("、"))));
        }
    }
    said.extend(node.stated("persons").map(|persons| format!("涉及{}", persons.link())));
    said.extend(counts(node, "figures"));
    said.join("，")
}

/// A count in Chinese numerals before its noun: 四个方面 in the words of a list's length.
fn counted_list(node: &Node, key: &str, unit: &str) -> Option<String> {
    let count: FigureNode = node.figure(&format!("{key}/count"))?;
    Some(format!("{}{unit}", count.with(crate::data::Form::ChineseBare).link()))
}

#[cfg(test)]
mod tests;
