//! Places that records name, and the region that reports.

use super::super::Context;
use super::super::names::{Names, Unknown, times};
use super::super::regions::Regions;
use super::{RULE, VERY_NEAR};
use crate::Finding;

pub(super) fn check(context: &mut Context<'_>, regions: &Regions<'_>) {
    reporting_region(context, regions);
    places(context, regions);
}

fn reporting_region(context: &mut Context<'_>, regions: &Regions<'_>) {
    let region = context.progress.report.region.as_str();
    if region.is_empty() {
        return;
    }
    context.examine();
    if !regions.knows(region) {
        let hint = match near_place(regions, &Names::new(regions.called()), region, 0.6) {
            Some(near) => format!("是不是“{near}”？"),
            None => "在地区表里补上这个地区，或改成已有地区的编号或名称".into(),
        };
        let message = format!("汇报的地区“{region}”不在地区表里");
        context.tell(Finding::error(RULE.code, "/report/region", message).hint(hint));
    }
}

/// Places that are no known region, but very near to one; and parents of regions.
fn places(context: &mut Context<'_>, regions: &Regions<'_>) {
    let progress = context.progress;
    let known = Names::new(regions.called());
    let mut unknown = Unknown::default();
    let mut parents = Unknown::default();
    let hold = |context: &mut Context<'_>, place: &str| {
        if !place.is_empty() {
            context.examine();
        }
        !place.is_empty() && !regions.knows(place)
    };
    for (i, region) in progress.regions.iter().enumerate() {
        if hold(context, &region.parent) {
            let at = || format!("/regions/{i}/parent");
            // 河南省 is above what is listed; henan would be listed.
            if region.parent.is_ascii() { parents.note(&region.parent, at) } else { unknown.note(&region.parent, at) }
        }
    }
    macro_rules! lists {
        ($($list:ident),+) => {$(
            for (i, record) in progress.$list.iter().enumerate() {
                if hold(context, &record.region) {
                    unknown.note(&record.region, || format!(concat!("/", stringify!($list), "/{}/region"), i));
                }
            }
        )+};
    }
    lists!(indicators, targets, populations, standards, inspections, problems, funds, projects, organisations);
    for (i, indicator) in progress.indicators.iter().enumerate() {
        for (j, value) in indicator.by_region.iter().enumerate() {
            if hold(context, &value.region) {
                unknown.note(&value.region, || format!("/indicators/{i}/by_region/{j}/region"));
            }
        }
    }
    for (id, at, number) in parents.names {
        let message = format!("地区表里没有编号是“{id}”的上级{}", times(number));
        let hint = match known.nearest(id, 0.6) {
            Some(near) => format!("是不是“{near}”？"),
            None => "在地区表里补上这个地区，或改成它的名称".into(),
        };
        context.tell(Finding::error(RULE.code, at, message).hint(hint));
    }
    for (place, at, number) in unknown.names {
        let Some(near) = near_place(regions, &known, place, VERY_NEAR) else { continue };
        let message = format!("“{place}”不在地区表里，表里有“{near}”{}", times(number));
        let hint = format!("是不是“{near}”？确是另一个地方的不用改");
        context.tell(Finding::warning(RULE.code, at, message).hint(hint));
    }
}

/// The known region that a place may mean: the same name with or without 县, or one that is as like as asked.
fn near_place(regions: &Regions<'_>, known: &Names<'_>, place: &str, like: f64) -> Option<String> {
    const LEVELS: [&str; 9] = ["省", "市", "县", "区", "乡", "镇", "街道", "村", "社区"];
    let cut = LEVELS.into_iter().filter_map(|level| place.strip_suffix(level)).map(str::to_owned);
    let added = LEVELS.into_iter().map(|level| format!("{place}{level}"));
    // Of one character there are too many: 县.
    let known_as = |name: &String| name.chars().count() > 1 && regions.knows(name);
    cut.chain(added).find(known_as).or_else(|| known.nearest(place, like).map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::super::super::outcome;
    use super::*;
    use crate::Severity;

    const CODE: &str = RULE.code;

    fn told(json: &str) -> Vec<(Severity, String, String, String)> {
        outcome(json, CODE).0.into_iter().map(|f| (f.severity, f.path, f.message, f.hint)).collect()
    }

    fn one(severity: Severity, path: &str, message: &str, hint: &str) -> Vec<(Severity, String, String, String)> {
        vec![(severity, path.into(), message.into(), hint.into())]
    }

    #[test]
    fn regions_are_told_only_where_a_known_one_is_meant() {
        let regions = r#""regions": [{"id": "shangqiu", "name": "商丘市", "parent": "河南省"},
            {"id": "yucheng", "name": "虞城县", "parent": "shangqiu"}]"#;
        let json = format!(
            r#"{{{regions}, "targets": [{{"region": "兰考县"}}, {{"region": "虞城"}}, {{"region": "yuchen"}},
                {{"region": "虞城县"}}], "indicators": [{{"by_region": [{{"region": "商丘"}}]}}]}}"#
        );
        let found: Vec<_> = told(&json).into_iter().map(|(severity, path, ..)| (severity, path)).collect();
        let places = ["/targets/1/region", "/targets/2/region", "/indicators/0/by_region/0/region"];
        assert_eq!(found, places.map(|path| (Severity::Warning, path.to_owned())));
        assert_eq!(told(&json)[0].2, "“虞城”不在地区表里，表里有“虞城县”");
        let json = format!(r#"{{"report": {{"region": "yuchengxian"}}, {regions}}}"#);
        assert_eq!(
            told(&json),
            one(Severity::Error, "/report/region", "汇报的地区“yuchengxian”不在地区表里", "是不是“yucheng”？")
        );
        let json = r#"{"regions": [{"id": "a", "name": "甲县", "parent": "shangqiu"}]}"#;
        assert_eq!(
            told(json),
            one(
                Severity::Error,
                "/regions/0/parent",
                "地区表里没有编号是“shangqiu”的上级",
                "在地区表里补上这个地区，或改成它的名称"
            )
        );
    }
}
