//! Tests of the rule.

use super::super::outcome;
use super::*;
use crate::Severity;

const CODE: &str = RULE.code;

/// A city of three counties, and figures by name, region and value.
fn city(figures: &[(&str, &str, &str)]) -> String {
    let figures: Vec<_> = figures
        .iter()
        .map(|(name, region, value)| {
            format!(r#"{{"name": "{name}", "region": "{region}", "period": "上半年", "value": "{value}"}}"#)
        })
        .collect();
    format!(
        r#"{{"regions": [{{"id": "city", "name": "全市"}}, {{"id": "a", "name": "甲县", "parent": "city"}},
            {{"id": "b", "name": "乙县", "parent": "全市"}}, {{"id": "c", "name": "丙县", "parent": "city"}}],
            "indicators": [{}]}}"#,
        figures.join(",")
    )
}

fn told(json: &str) -> Vec<(Severity, String, String)> {
    outcome(json, CODE).0.into_iter().map(|f| (f.severity, f.path, f.message)).collect()
}

fn one(severity: Severity, path: &str, message: &str) -> Vec<(Severity, String, String)> {
    vec![(severity, path.into(), message.into())]
}

#[test]
fn parts_that_are_more_than_the_whole_are_an_error() {
    assert_eq!(
        told(&city(&[("改造", "city", "280户"), ("改造", "a", "150户"), ("改造", "乙县", "136户")])),
        one(Severity::Error, "/indicators/0/value", "改造：全市是280户，下级只有部分地区的数，相加就是286户，多6户")
    );
    assert_eq!(told(RULE.fires)[0].2, "危房改造：全市是280户，下级各地相加是286户，多6户");
}

#[test]
fn a_shortfall_is_a_warning_until_another_figure_proves_the_list_complete() {
    // 1万户 may be 1.04万户.
    let rounded = [("改造", "", "3万户"), ("改造", "a", "1万户"), ("改造", "b", "1万户"), ("改造", "c", "9000户")];
    assert_eq!(outcome(&city(&rounded), CODE), (vec![], 1));
    let short = [("改造", "", "300户"), ("改造", "a", "100户"), ("改造", "b", "100户"), ("改造", "c", "90户")];
    let message = "改造：全市是300户，下级各地相加是290户，少10户";
    assert_eq!(told(&city(&short)), one(Severity::Warning, "/indicators/0/value", message));
    let proof = [("搬迁", "", "6户"), ("搬迁", "a", "1户"), ("搬迁", "b", "2户"), ("搬迁", "c", "3户")];
    let both: Vec<_> = short.into_iter().chain(proof).collect();
    assert_eq!(told(&city(&both)), one(Severity::Error, "/indicators/0/value", message));
    // Several shortfalls of one region are one warning; less than half is another list of regions.
    let more: Vec<_> = short.into_iter().chain(short.map(|(_, region, value)| ("搬迁", region, value))).collect();
    assert_eq!(told(&city(&more)), one(Severity::Warning, "/indicators/0/value", &format!("{message}（这样的共2项）")));
    let few = [("改造", "", "900户"), ("改造", "a", "100户"), ("改造", "b", "100户"), ("改造", "c", "90户")];
    assert_eq!(outcome(&city(&few), CODE), (vec![], 0));
}

#[test]
fn who_gives_no_figure_is_named_once() {
    let partial = [("改造", "", "300户"), ("改造", "a", "100户"), ("改造", "b", "100户")];
    let message = "改造：全市下级没有丙县的数";
    assert_eq!(told(&city(&partial)), one(Severity::Note, "/indicators/0/value", message));
    let twice: Vec<_> = partial.into_iter().chain(partial.map(|(_, region, value)| ("搬迁", region, value))).collect();
    let message = "改造等2项：全市下级没有丙县的数";
    assert_eq!(told(&city(&twice)), one(Severity::Note, "/indicators/0/value", message));
    assert_eq!(outcome(&city(&partial[..2]), CODE), (vec![], 0));
    let list = r#"{"regions": [{"name": "全市"}, {"name": "甲县", "parent": "全市"}, {"name": "乙县", "parent": "全市"}],
        "indicators": [{"name": "投诉", "by_region": [{"region": "甲县", "value": "3件"}]}],
        "populations": [{"name": "贫困人口", "by_region": [{"region": "甲县"}, {"region": "乙县"}]}]}"#;
    assert_eq!(told(list), one(Severity::Note, "/indicators/0/by_region", "投诉的分地区数里，全市没有乙县"));
    assert_eq!(outcome(list, CODE).1, 2);
}

#[test]
fn populations_add_up_too() {
    let json = r#"{"regions": [{"name": "全市"}, {"name": "甲县", "parent": "全市"}, {"name": "乙县", "parent": "全市"}],
        "populations": [{"name": "贫困人口", "persons": "191人", "households": "60户"},
            {"name": "贫困人口", "region": "甲县", "persons": "100人", "households": "30户"},
            {"name": "贫困人口", "region": "乙县", "persons": "92人", "households": "30户"}]}"#;
    assert_eq!(
        told(json),
        one(Severity::Error, "/populations/0/persons", "贫困人口：全市是191人，下级各地相加是192人，多1人")
    );
}

#[test]
fn what_cannot_be_added_or_is_not_clear_is_not_evaluated() {
    for figures in [
        [("发生率", "", "2%"), ("发生率", "a", "3%"), ("发生率", "b", "4%"), ("发生率", "c", "1%")],
        [("改造", "", "近3户"), ("改造", "a", "3户"), ("改造", "b", "4户"), ("改造", "c", "1户")],
        [("改造", "", "3户"), ("改造", "a", "3人"), ("改造", "b", "4人"), ("改造", "c", "1人")],
        // Twice for one region.
        [("改造", "a", "3户"), ("改造", "", "3户"), ("改造", "a", "4户"), ("改造", "丁县", "1户")],
    ] {
        assert_eq!(outcome(&city(&figures), CODE), (vec![], 0), "{figures:?}");
    }
    let huge = "79228162514264337593543950335户";
    assert_eq!(outcome(&city(&[("改造", "", huge), ("改造", "a", huge), ("改造", "b", huge)]), CODE), (vec![], 0));
}
