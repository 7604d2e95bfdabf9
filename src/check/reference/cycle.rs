//! Parents that lead back to where they began.

use super::super::Context;
use super::super::compare::called;
use super::super::names::Names;
use super::super::regions::Regions;
use super::RULE;
use crate::Finding;

pub(super) fn check(context: &mut Context<'_>) {
    let progress = context.progress;
    let regions = Regions::new(progress);
    let above = progress.regions.iter().map(|r| regions.find(&r.parent)).collect::<Vec<_>>();
    cycles(context, "regions", &above, |i| regions.name(i));

    let targets = Names::new(progress.targets.iter().map(|t| t.id.as_str()));
    let above = progress.targets.iter().map(|t| targets.find(&t.parent)).collect::<Vec<_>>();
    cycles(context, "targets", &above, |i| called(&progress.targets[i].name, "目标"));

    let standards = Names::new(progress.standards.iter().map(|s| s.id.as_str()));
    let above = progress.standards.iter().map(|s| standards.find(&s.parent)).collect::<Vec<_>>();
    cycles(context, "standards", &above, |i| called(&progress.standards[i].name, "标准"));

    let ids = Names::new(progress.organisations.iter().map(|o| o.id.as_str()));
    let names = Names::new(progress.organisations.iter().map(|o| o.name.as_str()));
    let parent = |parent: &str| ids.find(parent).or_else(|| names.find(parent));
    let above = progress.organisations.iter().map(|o| parent(&o.parent)).collect::<Vec<_>>();
    cycles(context, "organisations", &above, |i| called(&progress.organisations[i].name, "机构"));
}

/// Tells every circle once, at the first of its members.
fn cycles<'a>(context: &mut Context<'_>, list: &str, above: &[Option<usize>], name: impl Fn(usize) -> &'a str) {
    // Of each record: from which one it was reached first.
    let mut seen: Vec<Option<usize>> = vec![None; above.len()];
    for start in 0..above.len() {
        let mut at = start;
        while seen[at].is_none() {
            seen[at] = Some(start);
            let Some(parent) = above[at] else { break };
            if seen[parent] == Some(start) {
                let circle = std::iter::successors(above[parent], |i| above[*i].filter(|_| *i != parent));
                let names: Vec<_> = std::iter::once(parent).chain(circle).map(&name).collect();
                let message = format!("上级绕回了自己：{}", led(&names));
                let finding = Finding::error(RULE.code, format!("/{list}/{parent}/parent"), message);
                context.tell(finding.hint("改正其中一个上级，最上一级不填"));
                break;
            }
            at = parent;
        }
    }
}

/// The way round, the middle of a long one left out.
fn led(names: &[&str]) -> String {
    match names {
        [first, second, .., last] if names.len() > 6 => format!("{first}→{second}→……→{last}"),
        _ => names.join("→"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::outcome;
    use super::*;

    #[test]
    fn a_circle_is_told_once() {
        let json = r#"{"regions": [{"id": "d", "name": "丁", "parent": "a"}, {"id": "a", "name": "甲", "parent": "b"},
            {"id": "b", "name": "乙", "parent": "丙"}, {"id": "c", "name": "丙", "parent": "甲"},
            {"id": "e", "name": "戊", "parent": "e"}],
            "targets": [{"id": "x", "name": "子", "parent": "y"}, {"id": "y", "name": "丑", "parent": "x"}],
            "organisations": [{"name": "指挥部", "parent": "专班"}, {"name": "专班", "parent": "指挥部"}],
            "standards": [{"id": "s", "name": "低保", "parent": "s"}]}"#;
        let found = outcome(json, RULE.code).0;
        assert_eq!(
            found.iter().map(|f| (f.path.as_str(), f.message.as_str())).collect::<Vec<_>>(),
            [
                ("/regions/1/parent", "上级绕回了自己：甲→乙→丙→甲"),
                ("/regions/4/parent", "上级绕回了自己：戊→戊"),
                ("/targets/0/parent", "上级绕回了自己：子→丑→子"),
                ("/standards/0/parent", "上级绕回了自己：低保→低保"),
                ("/organisations/0/parent", "上级绕回了自己：指挥部→专班→指挥部"),
            ]
        );
    }

    #[test]
    fn a_long_way_round_is_cut() {
        assert_eq!(led(&["甲", "乙", "丙", "丁", "戊", "己", "甲"]), "甲→乙→……→甲");
    }

    #[test]
    fn a_tree_passes() {
        let json = r#"{"regions": [{"id": "a", "parent": "c"}, {"id": "b", "parent": "c"}, {"id": "c"}]}"#;
        assert_eq!(outcome(json, RULE.code), (vec![], 2));
    }
}
