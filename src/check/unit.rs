//! Figures that are compared are of one unit.
//!
//! Measure words that count the same (人 and 名, 105家 and 105个) are one unit, and so are units of one size (公里 and
//! 千米). Of a list, the unit of the most is the unit; one finding a list.

use std::collections::HashMap;

use super::compare::called;
use super::measure::{alike, told};
use super::{Context, Rule};
use crate::Finding;
use crate::data::{Quantity, field_title};

pub(super) const RULE: Rule = Rule {
    code: "check.unit",
    title: "相比较的数单位相同",
    levels: "警告",
    fires: r#"{"targets": [{"name": "年度脱贫人口", "target": "7.38万人", "done": "4.98万户"}]}"#,
    passes: r#"{"targets": [{"name": "年度脱贫人口", "target": "7.38万人", "done": "49800名"}]}"#,
    silent: r#"{"targets": [{"name": "年度脱贫人口", "target": "7.38万人"}]}"#,
    check,
};

fn check(context: &mut Context<'_>) {
    let progress = context.progress;
    for (i, indicator) in progress.indicators.iter().enumerate() {
        let at = |field: &str| format!("/indicators/{i}/{field}");
        let value = ("value", indicator.value.as_ref());
        two(context, ("prior", indicator.prior.as_ref()), value, at);
        among(context, indicator.series.iter().map(|point| point.value.as_ref()), || at("series"));
        among(context, indicator.by_region.iter().map(|region| region.value.as_ref()), || at("by_region"));
        if indicator.parts_complete {
            parts(context, value, indicator.parts.iter().map(|part| part.value.as_ref()), at);
        }
    }
    for (i, target) in progress.targets.iter().enumerate() {
        let at = |field: &str| format!("/targets/{i}/{field}");
        let goal = ("target", target.target.as_ref());
        two(context, ("done", target.done.as_ref()), goal, at);
        two(context, ("baseline", target.baseline.as_ref()), goal, at);
        let stages = || target.stages.iter();
        among(context, stages().map(|stage| stage.target.as_ref()), || at("stages"));
        for (j, stage) in stages().enumerate() {
            let at = |field: &str| format!("/targets/{i}/stages/{j}/{field}");
            two(context, ("done", stage.done.as_ref()), ("target", stage.target.as_ref()), at);
        }
    }
    for (i, assessment) in progress.assessments.iter().enumerate() {
        let scores = assessment.ranking.iter().map(|unit| unit.score.as_ref());
        among(context, scores, || format!("/assessments/{i}/ranking"));
    }
    for (i, fund) in progress.funds.iter().enumerate() {
        let at = |field: &str| format!("/funds/{i}/{field}");
        two(context, ("disbursed", fund.disbursed.as_ref()), ("allocated", fund.allocated.as_ref()), at);
        let values = fund.parts.iter().map(|part| part.value.as_ref());
        parts(context, ("total", fund.total.as_ref()), values, at);
    }
    for (i, project) in progress.projects.iter().enumerate() {
        let at = |field: &str| format!("/projects/{i}/{field}");
        let approved = ("approved", project.approved.as_ref());
        two(context, ("started", project.started.as_ref()), approved, at);
        two(context, ("finished", project.finished.as_ref()), approved, at);
        let total = match &project.unit_cost {
            Some(cost) => ("unit_cost", Some(cost)),
            None => ("invest", project.invest.as_ref()),
        };
        parts(context, total, project.parts.iter().map(|part| part.value.as_ref()), at);
    }
}

const HINT: &str = "改成同一单位；确是两回事的，分开写";

type Field<'a> = (&'static str, Option<&'a Quantity>);

/// Two figures of one record.
fn two(context: &mut Context<'_>, (field, own): Field<'_>, (other, than): Field<'_>, at: impl Fn(&str) -> String) {
    let (Some(own), Some(than)) = (own, than) else { return };
    context.examine();
    if !alike(own.unit(), than.unit()) {
        let at = [at(field), at(other)];
        let other = field_title(&at[1]).unwrap_or("另一个数");
        let message = format!("{}是{own}，{other}是{than}，单位不同，无法比较", told(context, &at[0]));
        let [at, _] = at;
        context.tell(Finding::warning(RULE.code, at, message).hint(HINT));
    }
}

/// The parts of a total.
fn parts<'a>(
    context: &mut Context<'_>,
    (field, total): Field<'_>,
    parts: impl Iterator<Item = Option<&'a Quantity>>,
    at: impl Fn(&str) -> String,
) {
    let Some(total) = total else { return };
    let mut odd = None;
    let mut any = false;
    for (i, part) in parts.enumerate() {
        let Some(part) = part else { continue };
        any = true;
        if odd.is_none() && !alike(part.unit(), total.unit()) {
            odd = Some((i, part));
        }
    }
    if any {
        context.examine();
    }
    if let Some((i, part)) = odd {
        let total_at = at(field);
        let at = format!("{}/{i}/value", at("parts"));
        let message =
            format!("{}是{part}，{}是{total}，单位不同，无法相加", told(context, &at), told(context, &total_at));
        context.tell(Finding::warning(RULE.code, at, message).hint(HINT));
    }
}

/// The members of a list.
fn among<'a>(
    context: &mut Context<'_>,
    members: impl Iterator<Item = Option<&'a Quantity>> + Clone,
    at: impl Fn() -> String,
) {
    let mut given = members.clone().flatten();
    let Some(first) = given.next() else { return };
    if members.clone().flatten().count() < 2 {
        return;
    }
    context.examine();
    if given.all(|member| alike(member.unit(), first.unit())) {
        return;
    }
    // How often a unit occurs, and where first: of two that occur alike, the earlier one.
    let mut units: HashMap<&str, (usize, usize)> = HashMap::new();
    for (i, member) in members.clone().flatten().enumerate() {
        units.entry(member.unit()).or_insert((0, i)).0 += 1;
    }
    let usual = units.iter().max_by_key(|(_, (number, first))| (*number, std::cmp::Reverse(*first)));
    let usual = usual.map_or(first.unit(), |(unit, _)| *unit);
    let odd = |member: &Quantity| !alike(member.unit(), usual);
    let mut of_them = members.enumerate().filter_map(|(i, member)| Some((i, member.filter(|m| odd(m))?)));
    let Some((i, member)) = of_them.next() else { return };
    let more = of_them.count();
    let list = at();
    let field = list.rsplit_once('/').map_or("", |(_, field)| field);
    let at = match field {
        "stages" => format!("{list}/{i}/target"),
        "ranking" => format!("{list}/{i}/score"),
        _ => format!("{list}/{i}/value"),
    };
    let name = context.figures.name(&list).unwrap_or_default();
    let more = if more > 0 { format!("等{}个数", more + 1) } else { String::new() };
    let usual = called(usual, "没有单位");
    let heading = field_title(&list).unwrap_or_default();
    let message = format!("{name}的{heading}里，{member}{more}与其余的单位（{usual}）不同，无法比较");
    context.tell(Finding::warning(RULE.code, at, message).hint(HINT));
}

#[cfg(test)]
mod tests {
    use super::super::outcome;
    use super::*;
    use crate::Severity;

    const CODE: &str = RULE.code;

    fn found(json: &str) -> Vec<(String, String)> {
        let (found, _) = outcome(json, CODE);
        assert!(found.iter().all(|f| f.severity == Severity::Warning));
        found.into_iter().map(|f| (f.path, f.message)).collect()
    }

    #[test]
    fn two_figures_of_different_units_are_told() {
        let told =
            ("/targets/0/done".into(), "年度脱贫人口的已完成是4.98万户，目标是7.38万人，单位不同，无法比较".into());
        assert_eq!(found(RULE.fires), [told]);
        let json = r#"{"indicators": [{"name": "赴京访", "value": "31人次", "prior": "27批"}],
            "targets": [{"baseline": "2970元", "target": "4000"}],
            "projects": [{"approved": "825个", "started": "816户", "finished": "800公里"}],
            "funds": [{"allocated": "100万元", "disbursed": "80%"}]}"#;
        let paths: Vec<_> = found(json).into_iter().map(|(path, _)| path).collect();
        assert_eq!(
            paths,
            [
                "/indicators/0/prior",
                "/targets/0/baseline",
                "/funds/0/disbursed",
                "/projects/0/started",
                "/projects/0/finished"
            ]
        );
    }

    #[test]
    fn measure_words_and_scales_make_no_difference() {
        let json = r#"{"indicators": [{"value": "11021人", "prior": "3.77万名",
                "series": [{"value": "3.77万人"}, {"value": "11021人"}, {}], "by_region": [{"value": "5人"}]}],
            "targets": [{"target": "278个", "done": "近200村", "baseline": "0个"}],
            "projects": [{"approved": "825个", "started": "816项"}]}"#;
        assert_eq!(outcome(json, CODE), (vec![], 5));
    }

    #[test]
    fn the_odd_one_of_a_list_is_told() {
        let json = r#"{"indicators": [{"name": "年人均补助", "by_region": [{"region": "和田", "value": "1490元"},
                {"region": "喀什", "missing": "至今未报"}, {"region": "克州", "value": "1604户"}, {"region": "伊犁", "value": "1450元"},
                {"region": "塔城", "value": "1450户"}, {"region": "哈密", "value": "1450元"}]}],
            "assessments": [{"name": "考核", "ranking": [{"score": "92"}, {"score": "93"}, {"score": "91分"}]}],
            "targets": [{"name": "减贫", "stages": [{"target": "8万人"}, {"target": "181个"}]}]}"#;
        let told = |path: &str, message: &str| (path.to_owned(), message.to_owned());
        assert_eq!(
            found(json),
            [
                told(
                    "/indicators/0/by_region/2/value",
                    "年人均补助的分地区里，1604户等2个数与其余的单位（元）不同，无法比较"
                ),
                told("/targets/0/stages/1/target", "减贫的阶段里，181个与其余的单位（人）不同，无法比较"),
                told("/assessments/0/ranking/2/score", "考核的排名里，91分与其余的单位（没有单位）不同，无法比较"),
            ]
        );
    }

    #[test]
    fn parts_are_of_the_unit_of_their_total() {
        let json = |complete: bool| {
            format!(
                r#"{{"indicators": [{{"name": "培训", "value": "6.5万人", "parts_complete": {complete},
                "parts": [{{"name": "转移", "value": "2.2万人"}}, {{"name": "创业", "value": "4.3万户"}}]}}]}}"#
            )
        };
        let (found, _) = outcome(&json(true), CODE);
        assert_eq!(found[0].path, "/indicators/0/parts/1/value");
        assert_eq!(found[0].message, "培训·创业是4.3万户，培训是6.5万人，单位不同，无法相加");
        assert_eq!(outcome(&json(false), CODE), (vec![], 0));
    }
}
