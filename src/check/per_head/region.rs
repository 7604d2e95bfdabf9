//! Of a region whose population is known: how many persons are counted there, and how much money a head.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::super::Context;
use super::super::compare::{called, reach};
use super::super::measure::alike;
use super::RULE;
use crate::Finding;
use crate::data::{Indicator, Population, Progress, Quantity, Region};

pub(super) fn check(context: &mut Context<'_>) {
    let progress = context.progress;
    let heads = Heads::new(progress);
    if heads.0.is_empty() {
        return;
    }
    for (i, population) in progress.populations.iter().enumerate() {
        residents(context, &heads, population, &population.region, &format!("/populations/{i}"));
    }
    for (i, indicator) in progress.indicators.iter().enumerate() {
        of_region(context, &heads, indicator, i);
    }
}

/// The regions whose population is known, by id and by name.
struct Heads<'a>(HashMap<&'a str, (&'a Region, &'a Quantity, Decimal)>);

impl<'a> Heads<'a> {
    fn new(progress: &'a Progress) -> Self {
        let mut heads: HashMap<&str, (&Region, &Quantity, Decimal)> = HashMap::new();
        let mut twice = Vec::new();
        for region in &progress.regions {
            let Some(population) = region.population.as_ref().filter(|p| alike(p.unit(), "人")) else { continue };
            let Some(most) = reach(population).most().filter(|most| *most > Decimal::ZERO) else { continue };
            for called in [&*region.id, &*region.name].into_iter().filter(|called| !called.is_empty()) {
                match heads.get(called) {
                    Some((known, ..)) if !std::ptr::eq(*known, region) => twice.push(called),
                    _ => {
                        heads.insert(called, (region, population, most));
                    }
                }
            }
        }
        // Two villages of one name are not told apart by it.
        for name in twice {
            heads.remove(name);
        }
        Self(heads)
    }

    fn of(&self, region: &str) -> Option<(&'a Region, &'a Quantity, Decimal)> {
        self.0.get(region).copied()
    }
}

/// Names of counts of persons who need not live there, or who are counted by another register.
const NO_RESIDENTS: &[&str] = &[
    "户籍",
    "常住",
    "总人口",
    "流动",
    "游客",
    "旅游",
    "接待",
    "旅客",
    "客流",
    "客运",
    "观众",
    "参观",
    "服务",
    "培训",
    "惠及",
    "受益",
    "参保",
    "累计",
    "就诊",
    "诊疗",
    "发送",
    "出入",
    "访问",
    "次",
];

/// Persons of a population against those who live in its region, which may be that of the population around it.
fn residents(context: &mut Context<'_>, heads: &Heads<'_>, population: &Population, region: &str, at: &str) {
    let exact = |quantity: &Quantity| quantity.is_exact();
    if let (Some(persons), Some((_, all, _))) = (&population.persons, heads.of(region)) {
        let make = if exact(persons) && exact(all) { Finding::error } else { Finding::warning };
        live_there(context, heads, make, (&population.name, persons), region, || format!("{at}/persons"));
    }
    let lists =
        [("of_which", &population.of_which), ("parts", &population.parts), ("by_region", &population.by_region)];
    for (list, members) in lists {
        for (i, member) in members.iter().enumerate() {
            let region = if member.region.is_empty() && list != "by_region" { region } else { &member.region };
            residents(context, heads, member, region, &format!("{at}/{list}/{i}"));
        }
    }
}

type Make = fn(&str, String, String) -> Finding;

fn live_there(
    context: &mut Context<'_>,
    heads: &Heads<'_>,
    make: Make,
    (name, persons): (&str, &Quantity),
    region: &str,
    at: impl Fn() -> String,
) {
    let Some((region, all, most)) = heads.of(region) else { return };
    if !alike(persons.unit(), "人") || NO_RESIDENTS.iter().any(|word| name.contains(word)) {
        return;
    }
    let Some(least) = reach(persons).least() else { return };
    context.examine();
    if least > most {
        let place = called(&region.name, &region.id);
        let message = format!("{}是{persons}，超过{place}的人口{all}", called(name, "人数"));
        context.tell(
            make(RULE.code, at(), message).hint("核对人数和地区人口；不都是本地人的，或按人次算的，在名称、单位里写明"),
        );
    }
}

fn of_region(context: &mut Context<'_>, heads: &Heads<'_>, indicator: &Indicator, i: usize) {
    figure_of_region(context, heads, indicator, (&indicator.region, indicator.value.as_ref()), || {
        format!("/indicators/{i}/value")
    });
    for (j, member) in indicator.by_region.iter().enumerate() {
        figure_of_region(context, heads, indicator, (&member.region, member.value.as_ref()), || {
            format!("/indicators/{i}/by_region/{j}/value")
        });
    }
}

/// More a head is not made anywhere.
const MOST: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

fn figure_of_region(
    context: &mut Context<'_>,
    heads: &Heads<'_>,
    indicator: &Indicator,
    (region, value): (&str, Option<&Quantity>),
    at: impl Fn() -> String,
) {
    let Some(value) = value else { return };
    if value.unit() != "元" {
        if !indicator.cumulative {
            live_there(context, heads, Finding::warning, (&indicator.name, value), region, at);
        }
        return;
    }
    let Some((region, all, most)) = heads.of(region) else { return };
    // Few live where many work.
    let at_work = ["功能区", "开发", "园", "集聚", "新区"].iter().any(|word| region.kind.contains(word));
    let Some(each) = reach(value).least().and_then(|least| least.checked_div(most)).filter(|_| !at_work) else {
        return;
    };
    context.examine();
    if each > MOST {
        let place = called(&region.name, &region.id);
        let each = Quantity::new((each / Decimal::from(10_000)).round_dp(0), "").to_string();
        let message = format!(
            "{}是{value}，按{place}的人口{all}，人均{each}万元，数量级不对",
            called(&indicator.name, "这项指标")
        );
        context.tell(Finding::warning(RULE.code, at(), message).hint("核对数值和人口的单位，是否差了“万”或“亿”"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::outcome;
    use super::*;
    use crate::Severity;

    const CODE: &str = RULE.code;

    fn in_region(rest: &str) -> String {
        format!(
            r#"{{"regions": [{{"id": "yc", "name": "虞城县", "population": "120万人"}}, {{"name": "郑州市"}}], {rest}}}"#
        )
    }

    #[test]
    fn a_region_has_so_many_persons_and_so_much_money() {
        let (found, examined) = outcome(
            &in_region(
                r#""indicators": [{"name": "生产总值", "region": "yc", "value": "32000亿元"},
                {"name": "生产总值", "region": "yc", "value": "320亿元"},
                {"name": "城镇就业人数", "by_region": [{"region": "虞城县", "value": "130万名"}]}],
                "populations": [{"name": "贫困人口", "region": "yc", "persons": "215万人",
                    "of_which": [{"name": "其中老人", "persons": "近300万人"}]}]"#,
            ),
            CODE,
        );
        let told: Vec<_> = found.iter().map(|f| (f.severity, f.message.as_str())).collect();
        assert_eq!(
            told,
            [
                (Severity::Error, "贫困人口是215万人，超过虞城县的人口120万人"),
                (Severity::Warning, "其中老人是近300万人，超过虞城县的人口120万人"),
                (Severity::Warning, "生产总值是32000亿元，按虞城县的人口120万人，人均266万元，数量级不对"),
                (Severity::Warning, "城镇就业人数是130万名，超过虞城县的人口120万人"),
            ]
        );
        assert_eq!(examined, 5);
    }

    #[test]
    fn who_need_not_live_there_is_not_examined() {
        for rest in [
            r#""indicators": [{"name": "接待游客", "region": "yc", "value": "1200万人"}]"#,
            r#""indicators": [{"name": "全国贫困人口", "value": "7017万人"}]"#,
            r#""indicators": [{"name": "脱贫人口", "region": "yc", "cumulative": true, "value": "121万人"}]"#,
            r#""indicators": [{"name": "生产总值", "region": "郑州市", "value": "9999999亿元"}]"#,
            r#""indicators": [{"name": "生产总值", "region": "yc", "value": "79228162514264337593543950335亿元"}]"#,
            r#""populations": [{"name": "户籍人口", "region": "yc", "persons": "125万人"}]"#,
        ] {
            assert_eq!(outcome(&in_region(rest), CODE), (vec![], 0), "{rest}");
        }
    }
}
