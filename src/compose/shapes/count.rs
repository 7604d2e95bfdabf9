//! What the shapes of money, works and people share: named counts, amounts before their noun, when and by when.

use super::time::deadline;
use crate::compose::node::{FigureNode, Node};
use crate::data::{FigureValue, Form};
use crate::draft::escape;

/// Verbs with which a name of money, of a work or of a task can begin; it then takes its number without another verb.
const BEGINNING: [&str; 51] = [
    "新建", "新增", "改造", "建成", "建立", "建设", "修建", "扩建", "实施", "完成", "开展", "组织", "投入", "安排",
    "下达", "发放", "投放", "整合", "推进", "推行", "推动", "提升", "更换", "更新", "成立", "加大", "加快", "加强",
    "落实", "帮扶", "举办", "召开", "启动", "扩大", "编制", "制定", "抓好", "强化", "增设", "安装", "修复", "清理",
    "整治", "培训", "协调", "引进", "争取", "筹集", "保障", "改善", "打造",
];

/// Verbs with which the name of a work can end and which can stand before it as well: 村组公路改造 is 改造村组公路710公里.
const ENDING: [&str; 9] = ["改造", "新建", "扩建", "建设", "更新", "修建", "培训", "修复", "签订"];

/// Endings of names that are nouns of measure, which take a verb before their number: 复核次数达5次.
const MEASURES: [&str; 8] = ["天数", "起数", "人数", "面积", "规模", "年限", "里程", "量"];

/// Whether a name begins with a verb of work.
pub(super) fn acts(name: &str) -> bool {
    BEGINNING.iter().any(|verb| name.starts_with(verb))
}

/// A name that ends with a verb of work: the verb and what stands before it.
pub(super) fn turned(name: &str) -> Option<(&'static str, &str)> {
    let verb = ENDING.iter().find(|verb| name.ends_with(**verb))?;
    let object = name.strip_suffix(verb)?;
    // 支部规范化建设 does not become 建设支部规范化.
    (!object.is_empty() && !object.ends_with('化') && !acts(name)).then_some((*verb, object))
}

/// The unit of a quantity without its scale.
pub(super) fn unit(figure: &FigureNode) -> &str {
    match &figure.figure.value {
        FigureValue::Quantity(quantity) => quantity.unit(),
        _ => "",
    }
}

/// An amount before a noun that the unit may hold already: 26个村, 26个行政村, 67户, 2.77万人.
pub(super) fn amount(figure: &FigureNode, noun: &str) -> String {
    match (unit(figure), noun) {
        ("个" | "", "户" | "人") | ("名", "人") => format!("{}{noun}", figure.with(Form::Bare).link()),
        ("个" | "", _) => format!("{}{noun}", figure.link()),
        _ => figure.link(),
    }
}

/// Q25: whom or what something reaches, joined without 和: 19个县183个村, 3995户17220人.
pub(super) fn reach(node: &Node) -> String {
    let fields = [("counties", "县"), ("villages", "村"), ("households", "户"), ("persons", "人")];
    let amounts = fields.iter().filter_map(|(field, noun)| Some(amount(&node.stated(field)?, noun)));
    amounts.collect()
}

/// A name and its number: 恢复林地126亩, 复核次数达5次.
pub(super) fn tally(name: &str, value: &FigureNode) -> String {
    let verb = match () {
        () if acts(name) => "",
        () if name.ends_with("次数") => "达",
        () if MEASURES.iter().any(|end| name.ends_with(end)) => "为",
        () => "",
    };
    format!("{}{verb}{}", escape(name), value.link())
}

/// Named counts of a list, each with its own period, joined by 、. A count and the same of 上年同期 are one comparison.
pub(super) fn tallies(counts: &[Node]) -> String {
    let name = |count: &Node| count.text("name");
    let before = |count: &Node| counts.iter().find(|other| name(other) == format!("上年同期{}", name(count)));
    let mut clauses = Vec::new();
    for count in counts {
        let Some(value) = count.stated("value") else { continue };
        if name(count).strip_prefix("上年同期").is_some_and(|rest| counts.iter().any(|c| name(c) == rest)) {
            continue;
        }
        let when = count.stated("period").map(|period| period.link()).unwrap_or_default();
        clauses.push(match before(count).and_then(|other| other.stated("value")) {
            Some(prior) => {
                let turn = if value.number() < prior.number() { "降至" } else { "升至" };
                format!("{when}{}由上年同期的{}{turn}{}", escape(&name(count)), prior.link(), value.link())
            }
            None => format!("{when}{}", tally(&name(count), &value)),
        });
    }
    clauses.join("、")
}

/// 其中 and the parts of an amount.
pub(super) fn parts(node: &Node) -> String {
    let parts = tallies(&node.members("parts"));
    if parts.is_empty() { parts } else { format!("其中{parts}") }
}

/// Q20: a coverage; all of it has a word of its own.
pub(super) fn coverage(rate: &FigureNode) -> String {
    match rate.number() {
        Some(100.0) => format!("覆盖率达{}，实现全覆盖", rate.link()),
        Some(n) if n >= 80.0 => format!("覆盖率达{}", rate.link()),
        _ => format!("覆盖率为{}", rate.link()),
    }
}

/// A work and how much of it, without its place: 村通砂石路2公里, 新建农桥1座, 村部建设.
pub(super) fn work(name: &str, quantity: Option<&FigureNode>) -> String {
    match (quantity, turned(name)) {
        (None, _) => escape(name),
        (Some(quantity), Some((verb, object))) => format!("{verb}{}{}", escape(object), quantity.link()),
        (Some(quantity), None) => format!("{}{}", escape(name), quantity.link()),
    }
}

/// Q47: works in a row, place by place and deadline by deadline; `until` is the deadline that is said already.
pub(super) fn works(works: &[Node], until: Option<&FigureNode>) -> String {
    let mut said = String::new();
    let mut last_place = String::new();
    let mut last_deadline = until.map(FigureNode::text);
    for node in works {
        let place = node.text("place");
        let due = node.stated("deadline").map(|due| due.text());
        let is_new = due.is_some() && due != last_deadline;
        if !said.is_empty() {
            said.push_str(if is_new { "，" } else { "、" });
        }
        if is_new {
            said.push_str(&deadline(node));
            last_deadline = due;
        }
        if place != last_place || is_new {
            said.push_str(&escape(&place));
        }
        said.push_str(&work(&node.text("name"), node.stated("quantity").as_ref()));
        last_place = place;
    }
    said
}

/// Clauses that were found, joined by ，.
pub(super) fn sentence(clauses: impl IntoIterator<Item = String>) -> String {
    clauses.into_iter().filter(|clause| !clause.is_empty()).collect::<Vec<_>>().join("，")
}

/// What is said of a name that no clause of its own has opened: 预警平台覆盖率为65%.
pub(super) fn named(name: &str, rest: String) -> String {
    if rest.is_empty() || rest.starts_with(['其', '占']) {
        sentence([name.to_owned(), rest])
    } else {
        format!("{name}{rest}")
    }
}

/// One of some words, by turns.
pub(super) fn by_turns(words: &[&'static str], turn: usize) -> &'static str {
    words.get(turn % words.len().max(1)).copied().unwrap_or_default()
}

/// Clauses of a list: short ones in a row, ； where one has clauses of its own.
pub(super) fn row(clauses: impl IntoIterator<Item = String>) -> String {
    let clauses: Vec<_> = clauses.into_iter().filter(|clause| !clause.is_empty()).collect();
    let long = clauses.iter().any(|clause| clause.contains('，'));
    clauses.join(if long { "；" } else { "，" })
}
