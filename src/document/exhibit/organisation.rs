//! 组织架构图, 责任体系图: who stands below whom.
//!
//! `from` names organisations (or regions, or any records with `parent`, the id or the name of another one), a system or
//! several (`/systems/3`: its groups and members), or responsibilities, which stand on levels. `fields` says what is printed
//! in a box, `fields = ["head 指挥长", "members"]`; by default the head and the members.

use std::collections::{HashMap, VecDeque};

use super::super::model::Inline;
use super::bind::{Binder, words};
use super::model::{Body, Organisation, Tier, View};
use super::spec::named;
use super::when::{shortened, tell_cut};
use crate::data::Form;

/// Levels of one chart, and bodies that fit on its page.
const LEVELS: usize = 4;
const MOST: usize = 40;

/// Characters of a name.
const NAME: usize = 60;

/// Characters of a list of members: in a chart of few bodies and in one of many.
const MEMBERS: (usize, usize) = (48, 18);
const FEW: usize = 16;

/// Levels of government from above; departments stand beside the government that they belong to.
const RANKS: [&str; 7] = ["省", "市", "县", "区", "部门", "乡镇", "村"];

/// A body before it has its place.
#[derive(Default)]
struct Part {
    name: String,
    lines: Vec<Vec<Inline>>,
    children: Vec<usize>,
}

pub(super) fn view(binder: &mut Binder<'_>) -> Option<View> {
    let records = binder.records();
    if records.is_empty() {
        return None;
    }
    let fields = fields(binder);
    let has = |field: &str| records.iter().any(|at| !binder.text(at, field).is_empty());
    let systems = records
        .iter()
        .any(|at| ["groups", "members"].iter().any(|list| binder.data.members(&format!("{at}/{list}")) > 0));
    let view = if has("parent") {
        forest(binder, &records, &fields)
    } else if has("level") {
        tiers(binder, &records, &fields)
    } else if systems && !has("head") {
        groups(binder, &records)
    } else {
        forest(binder, &records, &fields)
    };
    Some(View::Organisation(view))
}

/// What is printed of a body: fields and their headings.
fn fields(binder: &Binder<'_>) -> Vec<(String, String)> {
    let own = binder.spec.texts("fields");
    let fields = if own.is_empty() { vec!["head".into(), "duty".into(), "members".into()] } else { own };
    fields.iter().map(|field| named(field)).map(|(field, name)| (field.to_owned(), name.to_owned())).collect()
}

/// The lines of a body.
fn lines(binder: &mut Binder<'_>, record: &str, fields: &[(String, String)], many: bool) -> Vec<Vec<Inline>> {
    let mut lines = Vec::new();
    for (field, heading) in fields {
        let list = format!("{record}/{field}");
        let said = match binder.data.members(&list) {
            0 => binder.content(record, field),
            n if binder.data.text(&format!("{list}/0")).is_some() => names(binder, record, field, n, many),
            _ => binder.content(record, field),
        };
        if said.is_empty() {
            continue;
        }
        let heading = if heading.is_empty() { binder.heading(record, field) } else { heading.clone() };
        let mut line = words(format!("{heading}："));
        line.extend(said);
        lines.push(line);
    }
    lines
}

/// A list of names: as many as there is room for, and 等 with the number of all where the data states it.
fn names(binder: &mut Binder<'_>, record: &str, field: &str, count: usize, many: bool) -> Vec<Inline> {
    let room = if many { MEMBERS.1 } else { MEMBERS.0 };
    let mut text = String::new();
    let mut shown = 0;
    for i in 0..count {
        let name = binder.data.text(&format!("{record}/{field}/{i}")).map_or("", |name| binder.data.called(name));
        if shown > 0 && text.chars().count() + name.chars().count() >= room {
            break;
        }
        text.push_str(if shown > 0 { "、" } else { "" });
        text.extend(name.chars().take(NAME));
        shown += 1;
    }
    if shown == count {
        return words(text);
    }
    let mut out = words(format!("{text}等"));
    if field == "members" {
        out.extend(binder.figure(&format!("{record}/member_count"), Form::Written));
    }
    out
}

/// Records with a parent, the id or the name of another one, as trees.
fn forest(binder: &mut Binder<'_>, records: &[String], fields: &[(String, String)]) -> Organisation {
    let mut index = HashMap::new();
    for (i, record) in records.iter().enumerate().rev() {
        for name in [binder.printed(record, "id"), binder.label(record)] {
            if !name.is_empty() {
                index.insert(name, i);
            }
        }
    }
    let mut parents: Vec<Option<usize>> = Vec::new();
    let mut missing = Vec::new();
    for record in records {
        let named = binder.data.text(&format!("{record}/parent")).unwrap_or_default();
        let parent = index.get(named).or_else(|| index.get(binder.data.called(named))).copied();
        if parent.is_none() && !named.is_empty() {
            missing.push(format!("“{}”的上级“{}”", binder.label(record), binder.data.called(named)));
        }
        parents.push(parent);
    }
    for first in cycles(&mut parents) {
        let name = records.get(first).map(|at| binder.label(at)).unwrap_or_default();
        binder.warn(format!("上级关系成了圈，从“{name}”断开"), "核对各机构的上级（parent），最上一级不填");
    }
    let roots: Vec<usize> = (0..records.len()).filter(|&i| parents.get(i) == Some(&None)).collect();
    // One uppermost body may well stand below something that is not shown.
    if roots.len() > 1 && !missing.is_empty() {
        let shown: String = missing.iter().take(3).cloned().collect::<Vec<_>>().join("、");
        let rest = if missing.len() > 3 { format!("等{}处", missing.len()) } else { String::new() };
        binder.warn(format!("{shown}{rest}不在图中"), "在数据里补上上级，或改正上级的编号");
    }
    let mut cut = 0;
    let many = records.len() > FEW;
    let mut parts: Vec<Part> = Vec::new();
    for record in records {
        let name = shortened(binder.label(record), NAME, &mut cut);
        parts.push(Part { name, lines: lines(binder, record, fields, many), children: Vec::new() });
    }
    tell_cut(binder, cut, NAME);
    for (i, parent) in parents.iter().enumerate() {
        if let Some(parent) = parent.and_then(|parent| parts.get_mut(parent)) {
            parent.children.push(i);
        }
    }
    charts(binder, &parts, &roots)
}

/// Cuts every circle of parents; returns the record above which each was cut.
fn cycles(parents: &mut [Option<usize>]) -> Vec<usize> {
    let mut cut = Vec::new();
    // 0 unseen, otherwise the number of the walk that came by first.
    let mut seen = vec![0; parents.len()];
    for start in 0..parents.len() {
        let mut at = start;
        while let Some(mark) = seen.get_mut(at) {
            if *mark == start + 1 {
                if let Some(parent) = parents.get_mut(at) {
                    *parent = None;
                }
                cut.push(at);
                break;
            }
            if *mark != 0 {
                break;
            }
            *mark = start + 1;
            match parents.get(at) {
                Some(Some(parent)) => at = *parent,
                _ => break,
            }
        }
    }
    cut
}

/// Systems with their groups and members.
fn groups(binder: &mut Binder<'_>, records: &[String]) -> Organisation {
    let mut parts: Vec<Part> = Vec::new();
    let mut roots = Vec::new();
    let mut cut = 0;
    let mut add = |parts: &mut Vec<Part>, name: String, lines, above: Option<usize>| {
        let number = parts.len();
        parts.push(Part { name: shortened(name, NAME, &mut cut), lines, children: Vec::new() });
        if let Some(above) = above.and_then(|above| parts.get_mut(above)) {
            above.children.push(number);
        }
        number
    };
    let members = |binder: &Binder<'_>, at: &str| -> Vec<String> {
        let list = format!("{at}/members");
        let name = |i| binder.data.text(&format!("{list}/{i}")).map(|name| binder.data.called(name).to_owned());
        (0..binder.data.members(&list)).filter_map(name).collect()
    };
    for record in records {
        let count: Vec<_> = binder.figure(&format!("{record}/count"), Form::Written).into_iter().collect();
        let lines = if count.is_empty() { Vec::new() } else { vec![count] };
        let root = add(&mut parts, binder.label(record), lines, None);
        roots.push(root);
        for group in 0..binder.data.members(&format!("{record}/groups")) {
            let at = format!("{record}/groups/{group}");
            let count: Vec<_> = binder.figure(&format!("{at}/count"), Form::Written).into_iter().collect();
            let lines = if count.is_empty() { Vec::new() } else { vec![count] };
            let below = add(&mut parts, binder.label(&at), lines, Some(root));
            for member in members(binder, &at) {
                add(&mut parts, member, Vec::new(), Some(below));
            }
        }
        for member in members(binder, record) {
            add(&mut parts, member, Vec::new(), Some(root));
        }
    }
    tell_cut(binder, cut, NAME);
    charts(binder, &parts, &roots)
}

/// Records by their level, the uppermost first.
fn tiers(binder: &mut Binder<'_>, records: &[String], fields: &[(String, String)]) -> Organisation {
    let mut tiers: Vec<Tier> = Vec::new();
    let mut cut = 0;
    for record in records {
        let level = binder.text(record, "level");
        // 责任人 says more than the unit by which a record is usually called.
        let who =
            Some(binder.text(record, "who")).filter(|who| !who.is_empty() && binder.spec.text("label").is_empty());
        let name = shortened(who.unwrap_or_else(|| binder.label(record)), NAME, &mut cut);
        let lines = lines(binder, record, fields, records.len() > FEW);
        let body = Body { name, lines, children: Vec::new() };
        match tiers.iter_mut().find(|tier| tier.level == level) {
            Some(tier) => tier.bodies.push(body),
            None => tiers.push(Tier { level, bodies: vec![body] }),
        }
    }
    tell_cut(binder, cut, NAME);
    crate::sort::by_key(&mut tiers, |tier| RANKS.iter().position(|rank| *rank == tier.level).unwrap_or(RANKS.len()));
    Organisation { roots: Vec::new(), tiers }
}

/// Charts of trees, each of so many levels and bodies as a page can show. What does not fit has a chart of its own.
fn charts(binder: &mut Binder<'_>, parts: &[Part], roots: &[usize]) -> Organisation {
    let mut waiting: VecDeque<usize> = roots.iter().copied().collect();
    let mut charts = Vec::new();
    while let Some(root) = waiting.pop_front() {
        let drawn = (2..=LEVELS).rev().map(|levels| tree(parts, root, levels));
        let Some((body, count, below)) = drawn.reduce(|last, next| if last.1 <= MOST { last } else { next }) else {
            continue;
        };
        if count > MOST {
            let message = format!("架构图“{}”有{count}个单位，一页画不下", body.name);
            binder.warn(message, "用 where 选出一部分，或在数据里加一级上级");
        }
        // What goes on elsewhere goes on at once.
        for further in below.into_iter().rev() {
            waiting.push_front(further);
        }
        charts.push(body);
    }
    Organisation { roots: charts, tiers: Vec::new() }
}

/// A tree of at most so many levels, how many bodies it has, and those whose children are left to another chart.
fn tree(parts: &[Part], at: usize, levels: usize) -> (Body, usize, Vec<usize>) {
    let Some(part) = parts.get(at) else {
        return (Body { name: String::new(), lines: Vec::new(), children: Vec::new() }, 0, Vec::new());
    };
    let mut body = Body { name: part.name.clone(), lines: part.lines.clone(), children: Vec::new() };
    if levels <= 1 {
        let below = if part.children.is_empty() { Vec::new() } else { vec![at] };
        if !below.is_empty() {
            body.lines.push(words("下设见分图"));
        }
        return (body, 1, below);
    }
    let mut count = 1;
    let mut below = Vec::new();
    for child in &part.children {
        let (child, bodies, further) = tree(parts, *child, levels - 1);
        body.children.push(child);
        count += bodies;
        below.extend(further);
    }
    (body, count, below)
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::super::when::tests::made;
    use super::*;

    fn chart(spec: &str, data: &str) -> (Organisation, String) {
        let (exhibit, lines) = made(Kind::Organisation, spec, &format!("{{{data}}}"));
        match exhibit.map(|exhibit| exhibit.view) {
            Some(View::Organisation(chart)) => (chart, lines),
            other => panic!("{other:?}\n{lines}"),
        }
    }

    #[test]
    fn organisations_stand_below_their_parents() {
        let (_, lines) = chart(
            "from = \"/organisations\"",
            r#""organisations": [
                {"id": "awb", "name": "办公室", "parent": "hq", "head": "局长"},
                {"id": "hq", "name": "指挥部", "head": "县长", "member_count": "25人",
                    "members": ["县发展和改革委员会", "县住房和城乡建设局", "县自然资源和规划局", "县农业农村局", "县消防救援大队", "县公安局"]},
                {"id": "team", "name": "督查组", "parent": "办公室", "members": ["一组", "二组"]}]"#,
        );
        insta::assert_snapshot!(lines, @r"
        指挥部
        负责人：县长
        成员：县发展和改革委员会、县住房和城乡建设局、县自然资源和规划局、县农业农村局、县消防救援大队等25人
        　办公室
        负责人：局长
        　　督查组
        成员：一组、二组
        ");
    }

    #[test]
    fn what_stands_on_levels_and_in_groups_is_no_tree() {
        let data = r#""responsibilities": [
                {"level": "乡镇", "who": "乡镇党委", "unit": "各乡镇", "duty": "属地责任"},
                {"level": "部门", "who": "某局", "duty": "监管责任"}, {"level": "县", "who": "县委、县政府", "duty": "领导责任"}],
            "systems": [{"name": "一档", "members": ["总册"],
                "groups": [{"name": "基础类", "count": "4种", "members": ["证照", "名册"]}]}]"#;
        let lines = ["/responsibilities", "/systems/0"].map(|from| chart(&format!("from = \"{from}\""), data).1);
        insta::assert_snapshot!(lines.join("\n-\n"), @r"
        县
        县委、县政府
        责任：领导责任
        部门
        某局
        责任：监管责任
        乡镇
        乡镇党委
        责任：属地责任
        -
        一档
        　基础类
        4种
        　　证照
        　　名册
        　总册
        ");
    }

    #[test]
    fn circles_and_missing_parents_are_told() {
        let (drawn, lines) = chart(
            "from = \"/organisations\"\nfields = [\"head 组长\"]",
            r#""organisations": [{"id": "a", "name": "甲", "parent": "b", "head": "某"}, {"id": "b", "name": "乙", "parent": "a"},
                {"id": "c", "name": "丙", "parent": "c"}, {"id": "d", "name": "丁", "parent": "nobody"},
                {"id": "e", "name": "戊", "parent": "a"}]"#,
        );
        assert_eq!(drawn.roots.len(), 3);
        insta::assert_snapshot!(lines, @r"
        甲
        组长：某
        　乙
        　戊
        丙
        丁
        ! 上级关系成了圈，从“甲”断开
        ! 上级关系成了圈，从“丙”断开
        ! “丁”的上级“nobody”不在图中
        ");
    }

    #[test]
    fn what_is_too_large_goes_on_in_another_chart() {
        let body = |i: usize, above: String| {
            format!(r#"{{"id": "o{i}", "name": "{}{i}", "parent": "{above}"}}"#, "某".repeat(29))
        };
        // A chain of 400, one below the other.
        let chain: Vec<_> =
            (0..400).map(|i| body(i, if i == 0 { String::new() } else { format!("o{}", i - 1) })).collect();
        let (drawn, lines) = chart("from = \"/organisations\"", &format!("\"organisations\": [{}]", chain.join(",")));
        // Three more levels a chart: the last of one is the first of the next.
        assert_eq!(drawn.roots.len(), 133);
        assert!(lines.contains("下设见分图") && !lines.contains('!'), "{lines}");
        // Seven groups of seven: one chart of the groups, one of each.
        let wide: Vec<_> =
            (0..57).map(|i| body(i, if i == 0 { String::new() } else { format!("o{}", (i - 1) / 7) })).collect();
        let (drawn, _) = chart("from = \"/organisations\"", &format!("\"organisations\": [{}]", wide.join(",")));
        assert_eq!(drawn.roots.iter().map(|root| root.children.len()).collect::<Vec<_>>(), [7; 8]);
        let flat: Vec<_> = (0..120).map(|i| body(i, if i == 0 { String::new() } else { "o0".into() })).collect();
        let (drawn, lines) = chart("from = \"/organisations\"", &format!("\"organisations\": [{}]", flat.join(",")));
        assert_eq!((drawn.roots.len(), drawn.roots[0].children.len()), (1, 119));
        assert!(lines.contains("有120个单位，一页画不下"), "{lines}");
    }
}
