//! Projects and works: Q29, Q30, Q41, Q44, Q46, Q47.

use super::Manner;
use super::clause::{by_turns, named, sentence};
use super::count::{reach, tallies};
use super::figure::unit;
use super::names::{acts, is_undertaking, turned};
use super::parts::{coverage, parts, shares};
use super::time::{by, led, period};
use super::works::works;
use crate::compose::node::{FigureNode, Node};
use crate::draft::escape;

/// Figures beside the quantity that make a project more than a work in a row.
const FULL: [&str; 14] = [
    "total",
    "approved",
    "started",
    "finished",
    "invest",
    "remaining",
    "households",
    "persons",
    "coverage",
    "gain_per_household",
    "income",
    "unit_cost",
    "years",
    "deadline",
];

pub(super) fn project(node: &Node, manner: &Manner) -> String {
    clause(node, manner, 0, None)
}

/// Works in a row are joined by ，, fuller projects by ；.
pub(super) fn projects(nodes: &[Node], manner: &Manner) -> String {
    let mut said = String::new();
    let mut last = None;
    let mut in_row = false;
    let mut last_verb = "";
    for (i, node) in nodes.iter().enumerate() {
        let manner = Manner { whole: if i == 0 { manner.whole.clone() } else { String::new() }, ..manner.clone() };
        let clause = clause(node, &manner, i, last.as_deref());
        if clause.is_empty() {
            continue;
        }
        let row = is_row(node);
        let verb = row_verb(node);
        // 发展油茶5万亩、冬枣5万亩: one verb for a row.
        let (stop, clause) = match clause.strip_prefix(verb) {
            _ if said.is_empty() => ("", clause.as_str()),
            Some(rest) if row && in_row && !verb.is_empty() && verb == last_verb => ("、", rest),
            _ if row && in_row && !clause.starts_with('[') => ("，", clause.as_str()),
            _ => ("；", clause.as_str()),
        };
        said.push_str(stop);
        said.push_str(clause);
        last_verb = verb;
        in_row = row;
        last = period(node).map(|period| period.text()).or(last);
    }
    said
}

/// The verb with which the clause of a work in a row begins.
fn row_verb(node: &Node) -> &'static str {
    match node.stated("quantity") {
        Some(quantity) if turned(&node.text("name")).is_none() => verb(node, &quantity),
        _ => "",
    }
}

/// Whether a project is one work with one number.
fn is_row(node: &Node) -> bool {
    let lists = ["works", "shares", "of_which", "figures", "parts"];
    FULL.iter().all(|field| node.stated(field).is_none()) && lists.iter().all(|list| node.members(list).is_empty())
}

/// `last` is the period that the sentence has said already.
fn clause(node: &Node, manner: &Manner, i: usize, last: Option<&str>) -> String {
    let name = node.text("name");
    let when = period(node).filter(|period| Some(period.text().as_str()) != last);
    let when = led(when);
    let place = node.text("place");
    let place = if name.contains(&place) || is_done_as_a_whole(node) { String::new() } else { escape(&place) };
    let whole = if place.is_empty() && !name.starts_with('全') { manner.whole.as_str() } else { "" };
    let (opening, reached, invested) = opening(node);
    let rest = sentence([
        if invested { parts_of_invest(node) } else { investment(node) },
        sentence(shares(node)),
        progress(node),
        if reached { of_which(node) } else { reaches(node, i) },
        effect(node),
        tallies(&node.members("figures")),
        works(&node.members("works"), None),
        time(node, manner.soften, i),
    ]);
    let said = match opening == escape(&name) {
        true if rest.is_empty() => return String::new(),
        true => named(&opening, rest),
        false => sentence([opening, rest]),
    };
    format!("{when}{whole}{place}{said}")
}

fn is_done(node: &Node) -> bool {
    node.text("status") == "已完成"
}

fn has(node: &Node, field: &str) -> bool {
    node.stated(field).is_some()
}

/// A count of projects of which nothing is known but that they are done.
fn is_done_as_a_whole(node: &Node) -> bool {
    is_done(node) && has(node, "total") && !["quantity", "approved", "started", "finished"].iter().any(|f| has(node, f))
}

/// The first clause; whether it says whom the project reaches, and whether it says what it costs.
fn opening(node: &Node) -> (String, bool, bool) {
    let name = node.text("name");
    let escaped = escape(&name);
    let cumulative = if node.flag("cumulative") { "累计" } else { "" };
    let planned = |total: &FigureNode| match turned(&name) {
        Some((verb, object)) => format!("计划{verb}{}{}", escape(object), total.link()),
        None => format!("{escaped}计划实施{}", total.link()),
    };
    if let Some(total) = node.stated("total") {
        let said = match node.stated("quantity") {
            _ if is_done_as_a_whole(node) => format!("{}{escaped}全部完成", total.link()),
            Some(quantity) if counts_what_is_done(node) => format!("{cumulative}{escaped}达到{}", quantity.link()),
            Some(_) => planned(&total),
            None if has(node, "approved") => format!("共有{escaped}{}", total.link()),
            None => planned(&total),
        };
        return (said, false, false);
    }
    if let Some(approved) = node.stated("approved") {
        return (format!("{cumulative}已批复{escaped}{}", approved.link()), false, false);
    }
    if let Some(quantity) = node.stated("quantity") {
        let said = match turned(&name) {
            Some((verb, object)) => format!("{cumulative}{verb}{}{}", escape(object), quantity.link()),
            None => format!("{cumulative}{}{escaped}{}", verb(node, &quantity), quantity.link()),
        };
        return (said, false, false);
    }
    let reach = reach(node);
    match () {
        () if reach.is_empty() && has(node, "invest") => (invests(node, &escaped), false, true),
        () if reach.is_empty() && is_done(node) => (format!("{cumulative}完成{escaped}"), false, false),
        () if reach.is_empty() => (escaped, false, false),
        () if has(node, "invest") => (invests(node, &escaped), false, true),
        () if name.ends_with("试点") => (format!("在{reach}开展{escaped}"), true, false),
        () if acts(&name) || name.ends_with("带动") => (format!("{escaped}{reach}"), true, false),
        () if name.ends_with("培训") && !has(node, "villages") => {
            (format!("{cumulative}培训{}{reach}", escape(name.trim_end_matches("培训"))), true, false)
        }
        () if has(node, "coverage") || is_undertaking(&name) => {
            (format!("{cumulative}{}{escaped}", if is_done(node) { "完成" } else { "实施" }), false, false)
        }
        () if has(node, "villages") && !has(node, "households") && !has(node, "persons") => {
            (format!("{cumulative}完成{}", in_villages(node, &name, &reach)), true, false)
        }
        () if is_done(node) => (format!("{cumulative}完成{escaped}{reach}"), true, false),
        () => (format!("{escaped}惠及{reach}"), true, false),
    }
}

/// 14个村电网改造; 45个贫困村电网改造, where the name says which villages.
fn in_villages(node: &Node, name: &str, reach: &str) -> String {
    match node.stated("villages") {
        Some(villages) if unit(&villages) == "个" && says_which_villages(name) => {
            format!("{}{}", villages.link(), escape(name))
        }
        _ => format!("{reach}{}", escape(name)),
    }
}

/// Whether a name says of which villages it is: 贫困村电网改造, but not 整村推进.
fn says_which_villages(name: &str) -> bool {
    name.chars().position(|c| c == '村').is_some_and(|at| at > 1)
}

/// The verb of a work that its name does not hold, by its measure word.
fn verb(node: &Node, quantity: &FigureNode) -> &'static str {
    let name = node.text("name");
    match unit(quantity) {
        _ if acts(&name) || name.ends_with("征地") => "",
        _ if is_undertaking(&name) => "实施",
        "亩" => "发展",
        "期" | "场" | "班" | "场次" | "班次" => "举办",
        _ if has(node, "deadline") => "建设",
        _ => "建成",
    }
}

fn invests(node: &Node, name: &str) -> String {
    let invest = node.stated("invest").map(|invest| invest.link()).unwrap_or_default();
    format!("{name}{}{invest}", if node.members("parts").is_empty() { "投资" } else { "总投资" })
}

fn parts_of_invest(node: &Node) -> String {
    sentence([parts(node), unit_cost(node)])
}

/// What it costs as a whole and each; Q44: the parts of each, where no whole is stated.
fn investment(node: &Node) -> String {
    match node.stated("invest") {
        Some(invest) => sentence([format!("总投资{}", invest.link()), parts(node), unit_cost(node)]),
        None => sentence([unit_cost(node), parts(node)]),
    }
}

fn unit_cost(node: &Node) -> String {
    let Some(cost) = node.stated("unit_cost") else { return String::new() };
    let measured = ["quantity", "total", "households"].iter().find_map(|field| node.stated(field));
    let each = measured.map(|figure| escape(unit(&figure))).filter(|unit| !unit.is_empty());
    match each {
        Some(each) if each == "个" => format!("单个投资{}", cost.link()),
        Some(each) => format!("每{each}投资{}", cost.link()),
        None => format!("单位投资{}", cost.link()),
    }
}

/// Whether the name tells what was done, so that the first figure is how much of it: a share is of what is done, never of
/// what is planned.
fn counts_what_is_done(node: &Node) -> bool {
    acts(&node.text("name")) || !node.members("shares").is_empty()
}

/// Q30, Q41: how far it is.
fn progress(node: &Node) -> String {
    let row = |members: &[(&str, Option<FigureNode>)]| {
        let said = members.iter().filter_map(|(verb, figure)| Some(format!("{verb}{}", figure.as_ref()?.link())));
        said.collect::<Vec<_>>().join("、")
    };
    let total = node.stated("total");
    let counted = counts_what_is_done(node);
    let opened = total.is_none() && !has(node, "approved") || total.is_some() && counted;
    let quantity = node.stated("quantity").filter(|_| !opened);
    let remaining = if quantity.is_some() { node.figure("remaining") } else { None };
    let left = node.stated("remaining").filter(|_| quantity.is_none());
    let whole = total.filter(|total| {
        counted && has(node, "quantity") && {
            let shared = node.members("shares").into_iter().filter_map(|share| share.stated("total"));
            !shared.into_iter().any(|other| other.text() == total.text())
        }
    });
    let approved = node.stated("approved").filter(|_| has(node, "total"));
    let rate = |field: &str, word: &str| node.stated(field).map(|rate| format!("{word}{}", rate.link()));
    let started_rate = node.figure("started_rate").map(|rate| format!("开工率{}", rate.link()));
    let finished = node.stated("finished");
    let all = is_done(node) && finished.is_some();
    let started = (if has(node, "approved") { "开工" } else { "已开工" }, node.stated("started"));
    let finished = (if all { "已全部完成" } else { "完工" }, finished);
    let begun = match started_rate {
        Some(rate) => sentence([row(&[("已批复", approved), started]), rate, row(&[finished])]),
        None => row(&[("已批复", approved), started, finished]),
    };
    sentence([
        whole.map(|whole| format!("总数为{}", whole.link())).unwrap_or_default(),
        row(&[("已完成", quantity), ("剩余", remaining)]),
        left.map(|left| format!("尚有{}未完成", left.link())).unwrap_or_default(),
        begun,
        rate("finished_rate", "完工率").unwrap_or_default(),
    ])
}

/// Q46: whom it reaches.
fn reaches(node: &Node, turn: usize) -> String {
    let reach = reach(node);
    let only = |field: &str| ["counties", "villages", "households"].iter().all(|f| *f == field || !has(node, f));
    let persons = node.stated("persons").is_some_and(|persons| unit(&persons) == "人次");
    let verb = match () {
        () if persons && only("") && [node.text("name"), node.text("kind")].iter().any(|t| t.contains("培训")) => {
            "培训"
        }
        () if only("villages") && !has(node, "persons") => "覆盖",
        () => by_turns(&["惠及", "覆盖", "带动"], turn),
    };
    let reach = if reach.is_empty() { reach } else { format!("{verb}{reach}") };
    sentence([reach, of_which(node)])
}

/// Q26: 其中 subsets of those whom it reaches, and how many of all that is.
fn of_which(node: &Node) -> String {
    let subsets =
        node.members("of_which").into_iter().map(|part| format!("{}{}", escape(&part.text("name")), reach(&part)));
    let subsets = subsets.collect::<Vec<_>>().join("、");
    let subsets = if subsets.is_empty() { subsets } else { format!("其中{subsets}") };
    sentence([subsets, node.stated("coverage").map(|rate| coverage(&rate)).unwrap_or_default()])
}

/// What comes of it.
fn effect(node: &Node) -> String {
    let gain = node.stated("gain_per_household").map(|gain| format!("户均增收{}", gain.link()));
    let income = node.stated("income").map(|income| format!("年收益{}", income.link()));
    let model = Some(node.text("model")).filter(|model| !model.is_empty());
    let model = model.map(|model| format!("推行“{}”模式", escape(&model)));
    sentence([model, income, gain].into_iter().flatten())
}

/// How long it takes, by when it is to be finished, and whether it lags.
fn time(node: &Node, soften: bool, turn: usize) -> String {
    let years = node.stated("years").map(|years| format!("为期{}", years.link()));
    // A work of it that ends on that day has said it.
    let told = |due: &FigureNode| {
        node.members("works").iter().any(|w| w.stated("deadline").is_some_and(|other| other.text() == due.text()))
    };
    let deadline = node.stated("deadline").filter(|due| !is_done(node) && !told(due));
    let (before, after) = [("计划", "完工"), ("预计", "建成"), ("力争", "完工")][turn % 3];
    let deadline = deadline.map(|deadline| format!("{before}{}{after}", by(node, &deadline)));
    let lags = node.text("status") == "滞后" && !soften;
    let lags = lags.then(|| "目前进度滞后".to_owned());
    sentence([years, deadline, lags].into_iter().flatten())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{nodes, plain, said};
    use super::*;

    #[test]
    fn q47_works_in_a_row() {
        let json = r#"{"projects": [
            {"name": "村组公路改造", "quantity": "710公里"}, {"name": "水利工程", "quantity": "1424处"},
            {"name": "贫困村电网改造", "villages": "45个"}, {"name": "油茶", "quantity": "5万亩"},
            {"name": "冬枣", "quantity": "5万亩"}]}"#;
        let manner = Manner { whole: "全市".into(), ..Manner::default() };
        assert_eq!(
            plain(&projects(&nodes(json, "projects"), &manner)),
            "全市改造村组公路710公里，实施水利工程1424处，完成45个贫困村电网改造，发展油茶5万亩、冬枣5万亩"
        );
    }

    #[test]
    fn q30_q41_how_far_projects_are() {
        let json = r#"{"projects": [
            {"name": "扶贫项目", "approved": "825个", "started_rate": "98.91%"},
            {"name": "完成整村推进规划的贫困村", "total": "3606个", "quantity": "2668个", "remaining": "938个",
             "shares": [{"whole": "贫困村总数", "total": "3606个", "rate": "74%"}]},
            {"name": "改水项目", "place": "黄南居委会", "households": "57户", "persons": "207人", "coverage": "98.6%",
             "status": "已完成"},
            {"name": "公交更新", "total": "200辆", "finished": "200辆", "finished_rate": "100%", "status": "已完成"}]}"#;
        assert_eq!(
            said(json, "projects"),
            [
                "已批复扶贫项目825个，开工率98.91%",
                "完成整村推进规划的贫困村达到2668个，占贫困村总数3606个的74%，尚有938个未完成",
                "黄南居委会完成改水项目，惠及57户207人，覆盖率达98.6%",
                "计划更新公交200辆，已全部完成200辆，完工率100%"
            ]
        );
    }

    #[test]
    fn q44_q46_cost_coverage_and_effect() {
        let json = r#"{"projects": [
            {"name": "光伏一期", "households": "1000户", "unit_cost": "2.4万元", "parts": [
                {"name": "企业设备", "value": "8000元"}, {"name": "小额信贷及自筹", "value": "8000元"},
                {"name": "专项资金", "value": "8000元"}]},
            {"name": "特色产业扶贫项目", "quantity": "836个", "households": "4.5万户", "persons": "13.06万人",
             "gain_per_household": "5000元以上"},
            {"name": "龙头企业带动", "households": "60万户", "of_which": [{"name": "贫困户", "households": "33万户"}]},
            {"name": "互助资金试点", "counties": "19个", "villages": "183个"}]}"#;
        assert_eq!(
            said(json, "projects"),
            [
                "光伏一期惠及1000户，每户投资2.4万元，其中企业设备8000元、小额信贷及自筹8000元、专项资金8000元",
                "实施特色产业扶贫项目836个，惠及4.5万户13.06万人，户均增收5000元以上",
                "龙头企业带动60万户，其中贫困户33万户",
                "在19个县183个村开展互助资金试点"
            ]
        );
    }

    #[test]
    fn a_lag_is_softened_where_it_should_be() {
        let json = r#"{"report": {"date": "2026-07-08"}, "projects": [{"name": "管网改造工程", "total": "42公里",
            "quantity": "16.8公里", "deadline": "2026-11底", "status": "滞后"}]}"#;
        let list = nodes(json, "projects");
        let text = "管网改造工程计划实施42公里，已完成16.8公里、剩余25.2公里，计划11月底前完工";
        assert_eq!(plain(&project(&list[0], &Manner::default())), format!("{text}，目前进度滞后"));
        assert_eq!(plain(&project(&list[0], &Manner { soften: true, ..Manner::default() })), text);
    }
}
