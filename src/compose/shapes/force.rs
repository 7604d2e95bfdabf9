//! Those who help: Q12, Q31, Q48.

use super::Manner;
use super::clause::{joined, named, sentence};
use super::count::{reach, tallies, with_noun};
use super::figure::unit;
use super::parts::coverage;
use super::region;
use crate::compose::node::{FigureNode, Node};
use crate::draft::escape;

pub(super) fn helper(node: &Node, manner: &Manner) -> String {
    let said = clause(node);
    let whole = if said.is_empty() || node.text("name").starts_with('全') { "" } else { manner.whole.as_str() };
    format!("{whole}{said}")
}

pub(super) fn helpers(nodes: &[Node], manner: &Manner) -> String {
    let rest = Manner { whole: String::new(), ..manner.clone() };
    let clauses = nodes.iter().enumerate().map(|(i, node)| helper(node, if i == 0 { manner } else { &rest }));
    joined(clauses, "；")
}

fn clause(node: &Node) -> String {
    let said = if node.members("parts").is_empty() { whole(node) } else { partition(node) };
    let rest = sentence([means(node), tallies(&node.members("figures"))]);
    if said == escape(&node.text("name")) { named(&said, rest) } else { sentence([said, rest]) }
}

/// The verb for what a force does, as its name has it.
fn verb(name: &str) -> &'static str {
    match () {
        () if name.contains("定点帮扶") => "定点帮扶",
        () if name.contains("服务") => "服务",
        () => "帮扶",
    }
}

/// Whom it helps: how many, or which places.
fn helped(node: &Node) -> String {
    let reach = reach(node);
    if !reach.is_empty() {
        return reach;
    }
    region::names(node, "regions").join("、")
}

/// 20个省直单位; 由1家增至5家 where it was another number before.
fn units(node: &Node) -> String {
    let name = escape(&node.text("name"));
    match (node.stated("units"), node.stated("prior")) {
        (Some(units), Some(prior)) => {
            let turn = if units.number() < prior.number() { "减至" } else { "增至" };
            format!("{name}由{}{turn}{}", prior.link(), units.link())
        }
        (Some(units), None) => format!("{}{name}", units.link()),
        (None, Some(prior)) => format!("{name}原有{}", prior.link()),
        (None, None) => String::new(),
    }
}

/// Q48, Q31: a force that is told by its parts.
fn partition(node: &Node) -> String {
    let parts = node.members("parts");
    let name = node.text("name");
    let verb = verb(&name);
    let own = helped(node);
    let told = parts.iter().any(|part| !helped(part).is_empty());
    let row = || parts.iter().map(|part| part_of(part, "")).collect::<Vec<_>>().join("、");
    let row_of = |first: &str, rest: &str| {
        let said = parts.iter().enumerate().map(|(i, part)| part_of(part, if i == 0 { first } else { rest }));
        said.collect::<Vec<_>>().join("，")
    };
    let units = units(node);
    if !units.is_empty() {
        let own = if own.is_empty() { own } else { format!("{verb}{own}") };
        return sentence([units, own, format!("其中{}", if told { row_of("帮扶", "帮扶") } else { row() })]);
    }
    if parts.iter().all(|part| part.stated("prior").is_some()) {
        let row = parts.iter().map(|part| part_of(part, "")).collect::<Vec<_>>().join("，");
        let own = if own.is_empty() { own } else { format!("{verb}{own}") };
        return sentence([escape(&name), row, own]);
    }
    match (told, reach(node).is_empty()) {
        (false, true) if own.is_empty() => format!("{}包括{}", escape(&name), row()),
        (false, true) => format!("{}{verb}{own}", row()),
        (false, false) => format!("{}有{}参与，{verb}{own}", escape(&name), row()),
        (true, true) => row_of(verb, "帮扶"),
        (true, false) => {
            let verb = if name.ends_with(verb) { "" } else { "共帮扶" };
            format!("{}{verb}{own}，其中{}", escape(&name), row_of("帮扶", "帮扶"))
        }
    }
}

/// One part: 20个省直单位帮扶20个村. A part that is no unit but a place is its name and how many.
fn part_of(node: &Node, verb: &str) -> String {
    let nested = node.members("parts");
    let helped = helped(node);
    let who = if nested.is_empty() {
        units(node)
    } else {
        nested.iter().map(|part| part_of(part, verb)).collect::<Vec<_>>().join("、")
    };
    let done = match (who.is_empty(), node.stated("villages")) {
        _ if helped.is_empty() => String::new(),
        (true, Some(villages)) if unit(&villages) == "个" && node.text("name").ends_with('村') => {
            let persons = node.stated("persons").map(|persons| with_noun(&persons, "人")).unwrap_or_default();
            let households =
                node.stated("households").map(|households| with_noun(&households, "户")).unwrap_or_default();
            format!("{}{}{households}{persons}", escape(&node.text("name")), villages.link())
        }
        (true, _) => format!("{}{helped}", escape(&node.text("name"))),
        (false, _) => format!("{}{helped}", if verb.is_empty() { "帮扶" } else { verb }),
    };
    sentence([format!("{who}{done}"), means(node), tallies(&node.members("figures"))])
}

/// A force without parts.
fn whole(node: &Node) -> String {
    let name = node.text("name");
    let escaped = escape(&name);
    let verb = verb(&name);
    let helped = helped(node);
    let names = node.escaped_texts("unit_names");
    let units_of = node.stated("units");
    let to = |subject: String| match helped.is_empty() {
        true => subject,
        false => format!("{subject}{verb}{helped}"),
    };
    match units_of {
        Some(units_of) if !names.is_empty() => {
            let subject = format!("{}等单位组成{}{escaped}", names.join("、"), units_of.link());
            sentence([subject, to(String::new())])
        }
        Some(_) if node.stated("prior").is_some() => sentence([units(node), to(String::new())]),
        Some(units_of) if helped.is_empty() => format!("{escaped}{}", units_of.link()),
        Some(_) => to(units(node)),
        None if node.stated("prior").is_some() => sentence([units(node), to(String::new())]),
        None if node.stated("members").is_some() && is_of_persons(&name) => sentence([sent(node), to(String::new())]),
        None if name.ends_with('户') || name.contains(verb) => {
            format!("{escaped}{}", reach(node))
        }
        None if helped.is_empty() && is_told_by(&name, &node.members("figures")) => String::new(),
        None if helped.is_empty() && !says_more(node) => String::new(),
        None => to(escaped),
    }
}

/// Whether the named counts say what the name says, so that it need not be said: 市级领导联点, 联点市领导7位.
fn is_told_by(name: &str, counts: &[Node]) -> bool {
    let letters: Vec<char> = name.chars().collect();
    let first = counts.first().map(|count| count.text("name")).unwrap_or_default();
    letters.windows(2).any(|pair| first.contains(&pair.iter().collect::<String>()))
}

fn says_more(node: &Node) -> bool {
    ["members", "projects", "invested", "coverage"].iter().any(|field| node.stated(field).is_some())
        || !node.members("figures").is_empty()
}

fn is_of_persons(name: &str) -> bool {
    ["队员", "人员", "干部", "书记", "员"].iter().any(|end| name.ends_with(end))
}

fn sent(node: &Node) -> String {
    let members = node.stated("members").map(|members| members.link()).unwrap_or_default();
    format!("选派{}{members}", escape(&node.text("name")))
}

/// Members, projects, money, coverage.
fn means(node: &Node) -> String {
    let name = node.text("name");
    let noun = match () {
        () if name.ends_with(['组', '团']) || name.ends_with("团队") => "成员",
        () if name.ends_with('队') => "队员",
        () => "人员",
    };
    let is_sent = is_of_persons(&name) && node.stated("units").is_none();
    let said =
        |verb: &str, figure: Option<FigureNode>| figure.map(|f| format!("{verb}{}", f.link())).unwrap_or_default();
    sentence([
        said(noun, node.stated("members").filter(|_| !is_sent)),
        said("实施项目", node.stated("projects")),
        said("投入", node.stated("invested")),
        node.stated("coverage").map(|rate| coverage(&rate)).unwrap_or_default(),
    ])
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;

    #[test]
    fn q48_who_helps_whom() {
        let json = r#"{"helpers": [
            {"name": "定点帮扶单位", "parts": [{"name": "省直单位", "units": "20个", "villages": "20个"},
                {"name": "市直单位", "units": "105个", "villages": "105个"}]},
            {"name": "市、县帮扶队员", "members": "2610人", "coverage": "100%"},
            {"name": "帮扶单位增加", "parts": [{"name": "省直单位", "units": "5家", "prior": "1家"}]}]}"#;
        assert_eq!(
            said(json, "helpers"),
            [
                "20个省直单位定点帮扶20个村，105个市直单位帮扶105个村",
                "选派市、县帮扶队员2610人，覆盖率达100%，实现全覆盖",
                "帮扶单位增加，省直单位由1家增至5家"
            ]
        );
    }

    #[test]
    fn q31_a_partition_with_parts_of_its_own() {
        let json = r#"{"helpers": [{"name": "第一阶段", "villages": "191个", "parts": [
            {"name": "省直、市直单位", "villages": "21个", "parts": [
                {"name": "省直单位", "units": "5家"}, {"name": "市直单位", "units": "45家"}]},
            {"name": "县直单位", "units": "128家", "villages": "76个"},
            {"name": "乡镇", "units": "27个", "villages": "94个"}]}]}"#;
        assert_eq!(
            said(json, "helpers"),
            [
                "第一阶段共帮扶191个村，其中5家省直单位、45家市直单位帮扶21个村，128家县直单位帮扶76个村，27个乡镇帮扶94个村"
            ]
        );
    }
}
