//! What work is known by: named systems and documents of policy.

use super::Manner;
use super::clause::{by_turns, joined, sentence};
use super::count::tallies;
use super::figure::unit;
use super::names::is_undertaking;
use crate::compose::node::{FigureNode, Node};
use crate::data::Form;
use crate::draft::escape;

/// What is done with a system, by its kind.
const VERBS: [(&str, &str); 9] = [
    ("目标", "锚定"),
    ("指挥", "建立"),
    ("识别", "推行"),
    ("政策", "落实"),
    ("工作法", "推行"),
    ("制度", "实行"),
    ("模式", "推行"),
    ("口号", "叫响"),
    ("档案", "建立"),
];

/// The same where the members are counted: 形成五种带动模式.
const COUNTED: [(&str, &str); 7] = [
    ("目标", "明确"),
    ("识别", "明确"),
    ("模式", "形成"),
    ("指挥", "建立"),
    ("工作法", "推行"),
    ("制度", "明确"),
    ("档案", "建立"),
];

fn verb_of(table: &[(&'static str, &'static str)], kind: &str) -> &'static str {
    table.iter().find(|(of, _)| !kind.is_empty() && kind.starts_with(of)).map_or("", |(_, verb)| verb)
}

pub(super) fn system(node: &Node, _manner: &Manner) -> String {
    let name = node.text("name");
    let kind = node.text("kind");
    let object = escape(&node.text("object"));
    // 为贫困户建立, but 大气治理推行.
    let whom = ["户", "村", "人", "者", "企业", "单位"].iter().any(|end| object.ends_with(end));
    let object = if whom { format!("为{object}") } else { object };
    let members = node.escaped_texts("members").join("、");
    let count = node.stated("count");
    let (mut said, noun) = match count.as_ref().map(|count| (count, numbered(&name, count))) {
        Some((_, Some(name))) => (format!("{object}{}{name}", verb_of(&VERBS, &kind)), false),
        Some((count, None)) => {
            let verb = if unit(count) == "次" { "实行" } else { verb_of(&COUNTED, &kind) };
            (format!("{object}{verb}{}{}", count.with(Form::Chinese).link(), escape(&name)), verb.is_empty())
        }
        None => (format!("{object}{}", named(&name, &kind).concat()), false),
    };
    if !members.is_empty() && !name.contains(&members) && !is_said(&name, &node.escaped_texts("members")) {
        said.push_str(&format!("{}{members}", if noun { "为" } else { "，即" }));
    }
    let groups = groups(node);
    let groups = if groups.is_empty() { groups } else { format!("包括{groups}") };
    let first = escape(&node.text("first_in"));
    let first = if first.is_empty() { first } else { format!("为{first}首创") };
    sentence([said, groups, tallies(&node.members("figures")), first])
}

/// Whether a name is its members one by one: 倒计时、作战图、军令状.
fn is_said(name: &str, members: &[String]) -> bool {
    !members.is_empty() && members.iter().all(|member| name.contains(member.as_str()))
}

/// The name of a system between its verb and its noun, in quotation marks unless it has some or is a plain noun.
fn named(name: &str, kind: &str) -> [String; 3] {
    let quoted =
        if name.contains('“') || name.ends_with("文件") { escape(name) } else { format!("“{}”", escape(name)) };
    let (verb, noun) = match verb_of(&VERBS, kind) {
        _ if is_undertaking(name) && (kind.starts_with("目标") || kind == "政策") => ("实施", ""),
        "锚定" => ("锚定", "目标"),
        "叫响" => ("叫响", "口号"),
        "" => ("落实", ""),
        verb => (verb, ""),
    };
    [verb.to_owned(), quoted, noun.to_owned()]
}

/// The quoted name with its own number as the figure: “三本账” for 3本; nothing where the name does not hold it.
fn numbered(name: &str, count: &FigureNode) -> Option<String> {
    let chinese = count.with(Form::Chinese);
    let (before, after) = name.split_once(&chinese.text())?;
    Some(format!("“{}{}{}”", escape(before), chinese.link(), escape(after)))
}

/// Members that have a count or members of their own: 3个指数（贫困程度、返贫风险、措施评估）.
fn groups(node: &Node) -> String {
    let groups = node.members("groups").into_iter().map(|group| {
        let count = group.stated("count").map(|count| count.link()).unwrap_or_default();
        let members = group.escaped_texts("members").join("、");
        let members = if members.is_empty() { members } else { format!("（{members}）") };
        format!("{}{count}{members}", escape(&group.text("name")))
    });
    groups.collect::<Vec<_>>().join("、")
}

/// Named systems of one kind that state nothing more share their verb: 推行“四个一批”“六到农家”.
pub(super) fn systems(nodes: &[Node], manner: &Manner) -> String {
    let mut clauses: Vec<String> = Vec::new();
    let mut row: Option<[String; 3]> = None;
    for node in nodes {
        let clause = system(node, manner);
        let bare = Some(named(&node.text("name"), &node.text("kind"))).filter(|words| words.concat() == clause);
        row = match (bare, row, clauses.last_mut()) {
            (Some([verb, name, noun]), Some([of, names, nouns]), Some(last)) if of == verb && nouns == noun => {
                // Quoted names stand side by side, others need a stop.
                let quoted = names.ends_with('”') && name.starts_with('“');
                let names = format!("{names}{}{name}", if quoted { "" } else { "、" });
                *last = format!("{verb}{names}{noun}");
                Some([verb, names, noun])
            }
            (bare, ..) => {
                clauses.push(clause);
                bare
            }
        };
    }
    joined(clauses, "；")
}

pub(super) fn policy(node: &Node, manner: &Manner) -> String {
    policies(std::slice::from_ref(node), manner)
}

/// Documents of one issuer follow each other under one verb; what each sets stands behind it.
pub(super) fn policies(nodes: &[Node], manner: &Manner) -> String {
    let mut clauses: Vec<String> = Vec::new();
    let mut last: Option<String> = None;
    for node in nodes {
        let title = format!("《{}》", escape(&node.text("title")));
        let set = sets(node);
        let issuer = node.text("issuer");
        match clauses.last_mut() {
            Some(clause) if last.as_ref() == Some(&issuer) => clause.push_str(&title),
            _ => {
                let verb = by_turns(&["出台", "印发", "制定"], manner.style.saturating_sub(1) + clauses.len());
                clauses.push(format!("{}{verb}{title}", escape(&issuer)));
            }
        }
        if let (Some(clause), false) = (clauses.last_mut(), set.is_empty()) {
            clause.push_str(&set);
        }
        // What a document sets closes its clause.
        last = set.is_empty().then_some(issuer);
    }
    clauses.join("；")
}

fn sets(node: &Node) -> String {
    let count = node.stated("count").map(|count| format!("等{}文件", count.link())).unwrap_or_default();
    let params = tallies(&node.members("params"));
    let verb = if node.text("title").ends_with("汇编") { "涉及" } else { "明确" };
    let params = if params.is_empty() { params } else { format!("，{verb}{params}") };
    format!("{count}{params}")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{nodes, plain, said};
    use super::*;

    #[test]
    fn a_number_in_the_name_is_the_count() {
        let json = r#"{"systems": [
            {"name": "三本账", "object": "贫困户", "kind": "档案", "count": "3本", "members": ["甲账", "乙账", "丙账"]},
            {"name": "带动模式", "object": "产业发展", "kind": "模式", "count": "2种", "members": ["甲", "乙"]},
            {"name": "河湖长制", "kind": "制度", "groups": [{"name": "市级河湖长", "count": "12名"}]}]}"#;
        assert_eq!(
            said(json, "systems"),
            [
                "为贫困户建立“三本账”，即甲账、乙账、丙账",
                "产业发展形成两种带动模式，即甲、乙",
                "实行“河湖长制”，包括市级河湖长12名"
            ]
        );
        let draft = system(&nodes(json, "systems")[0], &Manner::default());
        assert!(draft.contains("“[三本](figure:/systems/0/count?form=chinese)账”"));
    }

    #[test]
    fn bare_names_share_a_verb_and_documents_an_issuer() {
        let json = r#"{"systems": [{"name": "一票否决", "kind": "制度"}, {"name": "逢提必下", "kind": "制度"}],
            "policies": [{"title": "甲办法", "issuer": "市政府"}, {"title": "乙方案", "issuer": "市政府",
                "params": [{"name": "整改任务", "value": "22项"}]}, {"title": "丙意见", "issuer": "市政府"}]}"#;
        assert_eq!(plain(&systems(&nodes(json, "systems"), &Manner::default())), "实行“一票否决”“逢提必下”");
        assert_eq!(
            plain(&policies(&nodes(json, "policies"), &Manner::default())),
            "市政府出台《甲办法》《乙方案》，明确整改任务22项；市政府印发《丙意见》"
        );
    }
}
