//! Target, progress, remainder: Q13–Q24.

use std::cmp::Ordering;

use super::clause::predicated;
use super::compare::comparison;
use super::count::{counted, counts};
use super::figure::{is_of_level, is_persons, links_to, order, quantity, unit};
use super::names::{changes, is_work, parted, whole_before};
use super::parts::covers_all;
use super::{Manner, count, time};
use crate::compose::node::{FigureNode, Node};
use crate::data::{FigureValue, PeriodKind};
use crate::draft::escape;

/// Q13, first half; Q18, Q19, Q21: what is to be done. 完成7.38万贫困人口脱贫, 278个贫困村退出, 年人均纯收入达到4000元.
pub(in crate::compose) fn plan(target: &Node) -> String {
    let Some(goal) = target.figure("target") else {
        let reference = target.figure("reference").map(|r| comparison(&r)).unwrap_or_default();
        return format!("{}{reference}", escape(&target.text("name")));
    };
    let object = target.text("object");
    if object.is_empty() {
        return format!("{}{}", name(target), level(target, &goal));
    }
    let verb = escape(&target.text("verb"));
    let counted = if is_persons(&goal) { counted(&goal, "完成") } else { goal.link() };
    format!("{counted}{}{verb}", escape(&object))
}

/// Q13, second half: 已完成4.98万贫困人口脱贫，占全年目标任务的68%.
///
/// `style`: which words for the share.
pub(in crate::compose) fn progress(target: &Node, style: usize) -> String {
    let Some(done) = target.figure("done") else { return String::new() };
    let object = target.text("object");
    if is_limit(target) || is_level(target, &done) {
        return format!("{}{}", name(target), stands(target, &done));
    }
    let clause = if object.is_empty() {
        format!("{}已完成{}", escape(&target.text("name")), done.link())
    } else {
        format!("已{}{}{}", counted(&done, "完成"), escape(&object), escape(&target.text("verb")))
    };
    std::iter::once(clause).chain(portion(target, style)).collect::<Vec<_>>().join("，")
}

/// Q15: what must be done every year. 平均每年要完成11.7万贫困人口脱贫; empty where it does not follow.
pub(in crate::compose) fn pace(target: &Node) -> String {
    let Some(pace) = target.figure("per_year") else { return String::new() };
    let object = target.text("object");
    if object.is_empty() {
        return format!("{}平均每年要完成{}", escape(&target.text("name")), pace.link());
    }
    format!("平均每年要{}{}{}", counted(&pace, "完成"), escape(&object), escape(&target.text("verb")))
}

pub(super) fn say(node: &Node, manner: &Manner) -> String {
    say_all(std::slice::from_ref(node), manner)
}

/// A time that the member before has said is not said again.
pub(super) fn say_all(nodes: &[Node], manner: &Manner) -> String {
    let mut clauses: Vec<String> = Vec::new();
    let mut before = String::new();
    for (index, node) in nodes.iter().enumerate() {
        let mut time = Time::of(node);
        if !time.plain.is_empty() && time.plain == before {
            (time.years, time.when) = <_>::default();
        }
        let whole = if clauses.is_empty() { manner.whole.as_str() } else { "" };
        let clause = one(node, whole, &time, index + manner.style.saturating_sub(1));
        if !clause.is_empty() {
            clauses.push(clause);
            before = time.plain;
        }
    }
    clauses.join("；")
}

/// How a target stands while one goes through a list: other words for the next.
const SO_FAR: [&str; 3] = ["目前已完成", "已完成", "现已完成"];

/// A target with all that it states.
fn one(node: &Node, whole: &str, time: &Time, index: usize) -> String {
    let scope = node.text("scope");
    let whole = if scope.is_empty() { whole_before(&node.text("name"), whole) } else { "" };
    let who = format!("{}{}", escape(whole), escape(&scope));
    let mut out = Vec::new();
    let target = node.figure("target");
    if let Some(goal) = goal(node, &who) {
        let lead = time.lead();
        // 到2017年底，要…, but 今年要….
        let day = time.when.starts_with('到') || time.when.ends_with('前');
        let comma = if lead.is_empty() || (goal.starts_with('要') && !day) { "" } else { "，" };
        out.push(format!("{lead}{comma}{goal}"));
    }
    let subsets = counts(node, "of_which");
    if !subsets.is_empty() {
        let lead = if out.is_empty() { format!("{who}{}，", name(node)) } else { String::new() };
        out.push(format!("{lead}其中{}", subsets.join("、")));
    }
    if target.is_some() {
        out.extend(start(node, target.as_ref()));
    }
    let subject = if out.is_empty() { format!("{who}{}", name(node)) } else { String::new() };
    if let Some(done) = node.figure("done") {
        if is_limit(node) || is_level(node, &done) {
            out.push(format!("{subject}{}", stands(node, &done)));
            let verb = if is_limit(node) { "为控制目标" } else { "完成目标" };
            out.extend(node.stated("rate").map(|rate| format!("{verb}的{}", rate.link())));
        } else {
            out.push(format!("{subject}{}{}", SO_FAR[index % SO_FAR.len()], done.link()));
            out.extend(portion(node, index));
        }
    } else {
        out.extend(node.stated("rate").map(|rate| format!("{subject}完成目标任务的{}", rate.link())));
    }
    out.extend(rest(node, &who, &time.when, out.is_empty()));
    out.extend(stages(node, &who, out.len()));
    let figures = counts(node, "figures");
    if !figures.is_empty() {
        let said = figures.join("、");
        out.push(if out.is_empty() { format!("{who}{}{said}", name(node)) } else { said });
    }
    if out.is_empty() {
        out.push(achieve(node, &who, &time.lead()));
    }
    out.extend(unsaid(node, &out.concat(), time));
    let conditions = node.escaped_texts("conditions");
    // A condition that is an order goes on from the name.
    if out.len() == 1 && conditions.first().is_some_and(|c| c.starts_with('要')) && node.figure("target").is_none() {
        let lead = time.lead();
        let comma = if lead.is_empty() { "" } else { "，" };
        return format!("{lead}{comma}{who}{}{}", name(node), conditions.join("，"));
    }
    out.extend(conditions);
    predicated("", &out)
}

/// What the clauses before had no place for.
fn unsaid(node: &Node, said: &str, time: &Time) -> Vec<String> {
    let fields = [
        ("baseline", "基数为"),
        ("growth", "每年增长"),
        ("multiple", "达到原来的"),
        ("reference", ""),
        ("years", "用时"),
        ("units", "涉及"),
    ];
    let left = fields.into_iter().filter_map(|(field, before)| {
        let figure = node.stated(field)?;
        let pointer = &figure.figure.pointer;
        // Where the years are not to be said, the member before said them.
        let known = field == "years" && time.years.is_empty();
        if known || links_to(said, pointer) {
            return None;
        }
        let link = if field == "reference" { comparison(&figure) } else { figure.link() };
        Some(format!("{before}{link}"))
    });
    left.collect()
}

/// In which time: 用3年时间, 到2017年底, 今年.
struct Time {
    /// How long it takes.
    years: String,
    /// By when, or in which period. The day is said and not the period that it ends.
    when: String,
    /// Both without links.
    plain: String,
}

impl Time {
    fn of(node: &Node) -> Self {
        let long = node.figure("years");
        let years = long.as_ref().map(|y| format!("用{}时间", y.link())).unwrap_or_default();
        let period = node.figure("period");
        let (when, named) = match (node.figure("deadline"), period) {
            // Of a remainder, the day is said with the time that is left.
            _ if node.figure("target").is_none() && node.stated("years_left").is_some() => <_>::default(),
            (Some(deadline), _) => (time::until(node, &deadline), deadline.text()),
            (None, Some(period)) => {
                let start = node.figure("start").filter(|_| period.text().starts_with('每'));
                let start = start.map(|s| format!("从{}起，", s.link())).unwrap_or_default();
                (format!("{start}{}", period.link()), period.text())
            }
            (None, None) => <_>::default(),
        };
        let plain = format!("{}{named}", long.map(|y| y.text()).unwrap_or_default());
        Self { years, when, plain }
    }

    /// Both, as the beginning of a sentence.
    fn lead(&self) -> String {
        let comma = if self.years.is_empty() || self.when.is_empty() { "" } else { "，" };
        format!("{}{comma}{}", self.years, self.when)
    }
}

/// The name as a subject. What the words around it say goes: 上限 of what is 控制在…以内, 增长 before 增长.
fn name(node: &Node) -> String {
    let name = node.text("name");
    let name = if is_limit(node) { name.trim_end_matches("上限").to_owned() } else { name };
    let rate = node.figure("target").is_some_and(|t| unit(&t) == "%");
    let measured = name.ends_with(['率', '度', '比', '速', '幅', '长', '面', '数', '量']) || name.ends_with("比例");
    let covered = name.ends_with("覆盖") || measured;
    escape(&if rate && !covered { format!("{name}比例") } else { name })
}

fn is_limit(node: &Node) -> bool {
    node.text("cmp") == "<="
}

/// Whether what is done is a level (a rate, a concentration) and not an amount of the target.
fn is_level(node: &Node, figure: &FigureNode) -> bool {
    let unit = unit(figure);
    node.text("object").is_empty() && (is_of_level(unit) || matches!(unit, "分" | "岁"))
}

/// 达到4000元, 控制在2%以内, 完成74090户.
fn level(node: &Node, goal: &FigureNode) -> String {
    let own = quantity(goal).and_then(|q| q.qualifier()).unwrap_or_default();
    let name = node.text("name");
    match node.text("cmp").as_str() {
        "<=" if matches!(own, "以内" | "以下") => format!("控制在{}", goal.link()),
        "<=" if own.starts_with('不') => goal.link(),
        "<=" => format!("控制在{}以内", goal.link()),
        "=" => format!("为{}", goal.link()),
        _ if own.starts_with('不') || own == "至少" || own == "超过" => goal.link(),
        _ if unit(goal) == "元" && name.ends_with("投资") => format!("完成{}", goal.link()),
        _ if unit(goal) != "元" && is_work(&name) => format!("完成{}", goal.link()),
        _ => format!("达到{}", goal.link()),
    }
}

/// What is to be done, as an order. `None` where the target has neither an amount nor a reference nor a multiple.
fn goal(node: &Node, who: &str) -> Option<String> {
    let (object, verb) = (node.text("object"), escape(&node.text("verb")));
    let noun = escape(&object);
    let name = name(node);
    let Some(target) = node.figure("target") else {
        if let Some(reference) = node.figure("reference") {
            return Some(format!("{who}{name}{}", must(&comparison(&reference))));
        }
        let multiple = node.stated("multiple")?;
        let subject = name.strip_suffix("增长").unwrap_or(&name);
        let base = node.figure("baseline").map_or_else(|| "原来".to_owned(), |b| b.link());
        return Some(format!("{who}{subject}要增长到{base}的{}", multiple.link()));
    };
    if is_limit(node) && object.is_empty() {
        return Some(format!("{who}{name}要{}", level(node, &target)));
    }
    if object.is_empty() && changes(&verb) {
        return Some(format!("{who}要{verb}{}", target.link()));
    }
    if !object.is_empty() && !verb.is_empty() {
        let lead = if is_persons(&target) { "完成" } else { "实现" };
        return Some(match () {
            () if changes(&verb) => format!("{who}{noun}要{verb}{}", target.link()),
            () if is_limit(node) => format!("{who}{noun}{verb}要{}", level(node, &target)),
            () => format!("{who}要{}{noun}{verb}{}", counted(&target, lead), reach(node)),
        });
    }
    if !object.is_empty() {
        return Some(if is_persons(&target) {
            format!("{who}{name}要达到{}", target.link())
        } else {
            format!("{who}{name}要覆盖{}{noun}", target.link())
        });
    }
    let acting = parted(&name);
    let work = acting.is_none() && is_work(&name);
    if node.text("scope").starts_with(['每', '各']) && !matches!(unit(&target), "%" | "‰" | "元") && !work {
        return Some(match acting {
            Some((verb, noun)) if !is_persons(&target) => {
                format!("{who}要{verb}{}{noun}{}", target.link(), reach(node))
            }
            _ => format!("{who}要有{}{name}{}", target.link(), reach(node)),
        });
    }
    let all = covers_all(&name, &target);
    let from = node.figure("baseline").filter(|_| node.text("cmp") != "=").map(|baseline| {
        let to = match order(&baseline, &target) {
            Some(Ordering::Greater) => "下降到",
            _ => "提高到",
        };
        format!("由{}{to}{}", baseline.link(), target.link())
    });
    let said = from.unwrap_or_else(|| level(node, &target));
    Some(format!("{who}{name}{}{all}{}", must(&said), reach(node)))
}

/// 要 before a demand, but not before 不低于: a link may open it.
fn must(demand: &str) -> String {
    let to = if demand.trim_start_matches('[').starts_with('不') { "" } else { "要" };
    format!("{to}{demand}")
}

/// How many units a quota concerns: ，涉及190个行政村.
fn reach(node: &Node) -> String {
    let Some(units) = node.stated("units") else { return String::new() };
    let scope = node.text("scope");
    let noun = ["每个", "各个", "每", "各"].iter().find_map(|each| scope.strip_prefix(each)).unwrap_or(&scope);
    format!("，涉及{}{}", units.link(), escape(noun))
}

/// Q22, Q23: where it starts from, how fast, how many times, as far as the goal did not say it.
fn start(node: &Node, target: Option<&FigureNode>) -> Vec<String> {
    let mut out = Vec::new();
    let counted = !node.text("object").is_empty() || is_limit(node) || node.text("scope").starts_with(['每', '各']);
    let baseline = node.stated("baseline").filter(|_| target.is_some() && counted);
    match (baseline, node.stated("multiple")) {
        (Some(baseline), Some(multiple)) => out.push(format!("达到原有{}的{}", baseline.link(), multiple.link())),
        (Some(baseline), None) => out.push(format!("基数为{}", baseline.link())),
        (None, Some(multiple)) => out.push(format!("达到原来的{}", multiple.link())),
        (None, None) => {}
    }
    out.extend(node.stated("growth").map(|growth| format!("每年增长{}", growth.link())));
    out.extend(node.stated("reference").map(|reference| comparison(&reference)));
    out
}

/// Where a limit or a level stands: 目前为38微克/立方米，在控制目标以内; 目前达到91.2%.
fn stands(node: &Node, done: &FigureNode) -> String {
    let against = node.figure("target").and_then(|target| order(done, &target));
    let verdict = match (is_limit(node), against) {
        (true, Some(Ordering::Greater)) => "，超出控制目标",
        (true, Some(_)) => "，在控制目标以内",
        (false, Some(Ordering::Less)) => "，尚未达到目标",
        (false, Some(_)) => "，已达到目标",
        _ => "",
    };
    format!("目前{}{}{verdict}", if is_limit(node) { "为" } else { "达到" }, done.link())
}

/// 占全年目标任务的68%; 达到全年目标任务的112% where all is done. Through a list, the words change.
fn portion(node: &Node, index: usize) -> Option<String> {
    let rate = node.figure("rate")?;
    let year = node.figure("period").is_some_and(|period| match &period.figure.value {
        FigureValue::Period(period) => period.kind() == Some(PeriodKind::Year),
        _ => false,
    });
    let year = if year { "全年" } else { "" };
    Some(match index % 3 {
        _ if rate.number().is_some_and(|n| n >= 100.0) => format!("达到{year}目标任务的{}", rate.link()),
        0 => format!("占{year}目标任务的{}", rate.link()),
        1 => format!("完成比例为{}", rate.link()),
        _ => format!("达到{year}任务量的{}", rate.link()),
    })
}

/// Q14, Q15: what remains, in which time, and what that makes a year.
fn rest(node: &Node, who: &str, when: &str, opens: bool) -> Vec<String> {
    let (object, verb) = (escape(&node.text("object")), escape(&node.text("verb")));
    let mut out = Vec::new();
    if let Some(remaining) = node.stated("remaining") {
        out.push(match () {
            () if is_limit(node) => format!("控制数内尚余{}", remaining.link()),
            () if !opens => format!("还有{}", remaining.link()),
            () if object.is_empty() => format!("{who}{}还有{}", name(node), remaining.link()),
            () => format!("{who}仍有{}{object}需要{verb}", counted(&remaining, "")),
        });
    }
    if let Some(left) = node.stated("years_left") {
        let deadline = node.figure("deadline").filter(|_| when.is_empty());
        let until = deadline.map(|d| format!("距{}", time::date(node, &d))).unwrap_or_default();
        out.push(format!("{until}只剩{}时间", left.link()));
    }
    if let Some(pace) = node.stated("per_year") {
        out.push(match () {
            () if !out.is_empty() || !opens => format!("平均每年要完成{}", pace.link()),
            () if !object.is_empty() && !verb.is_empty() => {
                let lead = if is_persons(&pace) { "完成" } else { "实现" };
                format!("{who}每年要{}{object}{verb}", counted(&pace, lead))
            }
            () => {
                let work = is_work(&node.text("name"));
                let verb = if work { "完成" } else { "达到" };
                format!("{who}{}每年要{verb}{}{object}", name(node), pace.link())
            }
        });
    }
    out
}

/// Q17, Q24: the stages, each with its time, its amounts and its places.
///
/// `before`: how many clauses were said before them; behind one, they are 其中.
fn stages(node: &Node, who: &str, before: usize) -> Vec<String> {
    let stages: Vec<_> = node.members("stages").iter().filter_map(|stage| stage_of(node, stage)).collect();
    if stages.is_empty() {
        return Vec::new();
    }
    let alone = node.figure("target").is_none() && node.stated("multiple").is_none();
    let lead = match node.figure("baseline").filter(|_| alone) {
        Some(baseline) => format!("{who}{}以{}为基数，", name(node), baseline.link()),
        None if alone => format!("{who}{}分为", name(node)),
        None if before == 1 && stages.len() == 1 => "其中".to_owned(),
        None => "分阶段看，".to_owned(),
    };
    let separator = if stages.iter().any(|s| s.contains(['，', '、'])) { "；" } else { "、" };
    vec![format!("{lead}{}", stages.join(separator))]
}

fn stage_of(node: &Node, stage: &Node) -> Option<String> {
    let named = escape(&stage.text("name"));
    if let Some(duration) = stage.figure("duration") {
        return Some(format!("{}{named}", duration.link()));
    }
    let when = match (stage.figure("deadline"), stage.figure("period")) {
        (Some(deadline), _) => time::until(stage, &deadline),
        (None, period) => period.map(|p| p.link()).unwrap_or_default(),
    };
    let verb = escape(&node.text("verb"));
    let amounts = count::reach(stage);
    let mut said = Vec::new();
    if !amounts.is_empty() {
        said.push(if changes(&verb) { format!("{verb}{amounts}") } else { format!("{amounts}{verb}") });
    }
    match (stage.figure("target"), stage.figure("done")) {
        (Some(target), Some(done)) => said.push(format!("计划{}、实际完成{}", target.link(), done.link())),
        (Some(target), None) => {
            let growing = node.text("name").ends_with("增长") && unit(&target) == "%";
            let work = !node.text("object").is_empty() || is_work(&node.text("name"));
            let verb = if growing {
                "增长"
            } else if work {
                "完成"
            } else {
                "达到"
            };
            said.push(format!("{verb}{}", target.link()));
        }
        (None, Some(done)) => said.push(format!("已完成{}", done.link())),
        (None, None) => {}
    }
    let places: Vec<_> = ["counties", "townships"].iter().flat_map(|f| stage.escaped_texts(f)).collect();
    let number = stage.figure("county_count").map(|n| n.link()).unwrap_or_default();
    if !places.is_empty() || !number.is_empty() {
        let all = if places.len() > 1 && stage.figure("county_count").is_some_and(|n| unit(&n) == "个") {
            "共"
        } else {
            ""
        };
        said.push(format!("涉及{}{all}{number}", places.join("、")));
    }
    (!said.is_empty()).then(|| format!("{named}{when}{}", said.join("，")))
}

/// A target without any amount: 到2017年实现幼儿园全覆盖.
fn achieve(node: &Node, who: &str, time: &str) -> String {
    let name = name(node);
    let verb = match () {
        () if ["实现", "完成", "建成"].iter().any(|verb| name.contains(verb)) => "",
        () if is_work(&name) => "完成",
        () => "实现",
    };
    let comma = if time.is_empty() || who.is_empty() { "" } else { "，" };
    format!("{time}{comma}{who}{verb}{name}")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{nodes, plain};
    use super::*;

    #[test]
    fn q13_q18_targets() {
        let list = nodes(
            r#"{"targets": [
                {"name": "年度脱贫人口", "object": "贫困人口", "verb": "脱贫", "period": "全年",
                 "target": "7.38万人", "done": "4.98万人"},
                {"name": "年度退出贫困村", "object": "贫困村", "verb": "退出", "target": "278个"},
                {"name": "年人均纯收入", "target": "4000元"},
                {"name": "隐患", "object": "重大隐患", "verb": "整改销号", "target": "20处", "done": "18处"},
                {"name": "培训", "object": "从业人员", "verb": "培训", "target": "3000人", "done": "2000人"},
                {"name": "贫困发生率", "target": "2%", "cmp": "<="}
            ]}"#,
            "targets",
        );
        assert_eq!(plain(&plan(&list[0])), "完成7.38万贫困人口脱贫");
        assert_eq!(plain(&progress(&list[0], 0)), "已完成4.98万贫困人口脱贫，占全年目标任务的67.5%");
        assert_eq!(plain(&plan(&list[1])), "278个贫困村退出");
        assert_eq!(progress(&list[1], 0), "");
        assert_eq!(plain(&plan(&list[2])), "年人均纯收入达到4000元");
        assert_eq!(plain(&progress(&list[3], 0)), "已完成18处重大隐患整改销号，占目标任务的90%");
        assert_eq!(plain(&progress(&list[4], 0)), "已完成2000名从业人员培训，占目标任务的66.7%");
        assert_eq!(plain(&plan(&list[5])), "贫困发生率控制在2%以内");
    }

    #[test]
    fn q15_the_yearly_pace() {
        let list = nodes(
            r#"{"targets": [{"name": "脱贫", "object": "贫困人口", "verb": "脱贫", "remaining": "35.2万人", "years_left": "3年"},
                {"name": "投资", "remaining": "9亿元", "years_left": "3年"}, {"name": "无"}]}"#,
            "targets",
        );
        let said: Vec<_> = list.iter().map(|target| plain(&pace(target))).collect();
        assert_eq!(said, ["平均每年要完成11.7万贫困人口脱贫", "投资平均每年要完成3亿元", ""]);
    }

    fn said(json: &str) -> Vec<String> {
        let manner = Manner { style: 1, ..Manner::default() };
        nodes(json, "targets").iter().map(|target| plain(&say(target, &manner))).collect()
    }

    #[test]
    fn a_limit_is_kept_or_exceeded_never_fulfilled() {
        let said = said(
            r#"{"targets": [
                {"name": "事故起数", "cmp": "<=", "target": "45起", "done": "21起"},
                {"name": "平均浓度", "cmp": "<=", "target": "40微克/立方米", "done": "42微克/立方米"},
                {"name": "剩余村上限", "cmp": "<=", "target": "17个"}
            ]}"#,
        );
        assert_eq!(
            said,
            [
                "事故起数要控制在45起以内，目前为21起，在控制目标以内",
                "平均浓度要控制在40微克/立方米以内，目前为42微克/立方米，超出控制目标",
                "剩余村要控制在17个以内",
            ]
        );
        assert!(said.iter().all(|s| !s.contains('占') && !s.contains("还差")));
    }

    #[test]
    fn q13_q15_q19_to_q23_targets_with_all_that_they_state() {
        let said = said(
            r#"{"report": {"date": "2026-07-08"}, "targets": [
                {"name": "脱贫", "object": "贫困人口", "verb": "脱贫", "remaining": "35.2万人", "years_left": "不到3年", "per_year": "10多万人"},
                {"name": "掌握实用技术", "scope": "每户", "target": "1—2项"},
                {"name": "专业合作社", "scope": "每个村", "target": "至少1个", "units": "30个"},
                {"name": "道路通畅率", "target": "100%", "deadline": "2026-11底"},
                {"name": "收入增速", "reference": "不低于全市平均水平"},
                {"name": "年利用量", "baseline": "40万吨", "target": "56万吨", "growth": "12%以上", "years": "3年"},
                {"name": "总产值增长", "multiple": "2倍", "deadline": "2028", "stages": [{"deadline": "2026底", "target": "40%"}]},
                {"name": "培训", "object": "从业人员", "verb": "接受培训", "target": "38640人", "done": "38640人", "period": "今年"},
                {"name": "幼儿园全覆盖", "deadline": "2027"}
            ]}"#,
        );
        assert_eq!(
            said,
            [
                "仍有35.2万贫困人口需要脱贫，只剩不到3年时间，平均每年要完成10多万人",
                "每户要掌握1—2项实用技术",
                "每个村要有至少1个专业合作社，涉及30个村",
                "11月底前，道路通畅率要达到100%，实现全覆盖",
                "收入增速不低于全市平均水平",
                "用3年时间，年利用量要由40万吨提高到56万吨，每年增长12%以上",
                "到2028年，总产值要增长到原来的2倍，其中到年底增长40%",
                "今年要完成38640名从业人员接受培训，目前已完成38640人，达到全年目标任务的100%",
                "到2027年实现幼儿园全覆盖",
            ]
        );
    }

    #[test]
    fn q17_a_ladder_of_years_and_a_list_that_says_its_time_once() {
        let list = nodes(
            r#"{"targets": [
                {"name": "减贫", "object": "贫困人口", "verb": "减少", "baseline": "40.12万人", "stages": [
                    {"period": "今年", "persons": "8万人", "counties": ["甲区"]},
                    {"deadline": "2017", "persons": "8万人", "county_count": "2县", "counties": ["乙县", "丙县"]}]},
                {"name": "绿化", "period": "今年", "target": "12万亩", "done": "6万亩"},
                {"name": "改造", "period": "今年", "target": "160公里", "done": "40公里"}
            ]}"#,
            "targets",
        );
        let said = plain(&say_all(&list, &Manner { style: 1, whole: "全市".into(), soften: false, brief: false }));
        assert_eq!(
            said,
            "全市减贫以40.12万人为基数，今年减少8万人，涉及甲区；到2017年减少8万人，涉及乙县、丙县2县；\
             今年，绿化要完成12万亩，已完成6万亩，完成比例为50%；改造要完成160公里，现已完成40公里，达到全年任务量的25%"
        );
    }
}
