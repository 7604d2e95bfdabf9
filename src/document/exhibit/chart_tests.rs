//! Bars, ladders and funnels in words: which figures they take, in what order and unit.

use super::super::source::Source;
use super::*;
use crate::data::from_json;

fn made(data: &str, kind: Kind, spec: &str) -> (Exhibit, Vec<FigureEntry>, Vec<Finding>) {
    let loaded = from_json(data.as_bytes());
    assert_eq!(loaded.findings, []);
    let figures = Figures::new(&loaded.progress);
    let Made { block, figures: entries, findings } =
        make(kind, spec, &figures, &Outlines::default(), 0, "draft:1:1".into());
    for entry in &entries {
        let source: Source = entry.source.parse().unwrap();
        assert_eq!(source.resolve(0, &figures).unwrap().text, entry.text, "{}", entry.source);
    }
    let Some(Block::Exhibit { exhibit: Some(exhibit), .. }) = block else { panic!("no exhibit: {findings:#?}") };
    (*exhibit, entries, findings)
}

fn lines(data: &str, kind: Kind, spec: &str) -> String {
    let (exhibit, _, findings) = made(data, kind, spec);
    let told = findings.iter().map(|finding| format!("! {}", finding.message));
    exhibit.lines().into_iter().chain(told).collect::<Vec<_>>().join("\n").replace('\t', " | ")
}

fn bars(data: &str, spec: &str) -> Bars {
    match made(data, Kind::Bars, spec).0.view {
        View::Bars(bars) => bars,
        other => panic!("{other:?}"),
    }
}

const QUARTER: &str = include_str!("../../../tests/data/safety-quarter.json");
const ECOLOGY: &str = include_str!("../../../tests/data/ecology-rectification.json");
const COUNTY: &str = include_str!("../../../tests/data/county-deployment.json");
const REGION: &str = include_str!("../../../tests/data/region-annual.json");

#[test]
fn bars_of_a_ranking_say_their_unit_once_and_mark_one() {
    let spec = "title = \"考核得分\"\nfrom = \"/assessments/0/ranking\"\nmark = \"shidui\"\n\
        line = \"/assessments/0/ranking/5/score 中位\"";
    insta::assert_snapshot!(lines(QUARTER, Kind::Bars, spec), @"
    考核得分
    单位：分
    苎溪镇 | 95.2
    鹭湾镇 | 94.1
    砚城镇 | 92.7
    望榆镇 | 91.3
    乌樟镇 | 89.4
    蒲坞镇 | 89.4
    青硖乡 | 87.6
    枣渡镇 | 85.8
    麦岭镇 | 82.5
    石碓镇 | 76.4
    沙篁乡 | 68.7
    云荇乡 | 未报
    中位89.4分
    截至2026年9月30日
    ");
    let bars = bars(QUARTER, spec);
    let marked: Vec<_> = bars.bars.iter().filter(|bar| bar.marked).map(|bar| bar.label.as_str()).collect();
    assert_eq!(marked, ["石碓镇"]);
    assert_eq!(bars.form, BarsForm::Rows);
    let unreported = bars.bars.iter().find(|bar| bar.label == "云荇乡").unwrap();
    assert_eq!(unreported.data[0].value, None, "what was not reported is not drawn as 0");
}

#[test]
fn groups_are_counted_in_the_order_of_the_model() {
    let spec = "from = \"/problems\"\nby = \"source\"\nsplit = \"status\"\nstacked = true\nmeasure = \"条\"\nsort = \"-count\"";
    insta::assert_snapshot!(lines(QUARTER, Kind::Bars, spec), @"
    单位：条
    汛期和高温时段安全专项督查 | 已整改40 | 基本到位1 | 长期坚持4 | 限期整改4 | 整改中6 | 逾期3 | 合计58
    全县三季度安全生产暗访 | 已整改34 | 基本到位3 | 长期坚持2 | 限期整改2 | 整改中0 | 逾期5 | 合计46
    自查 | 已整改17 | 基本到位2 | 长期坚持1 | 限期整改2 | 整改中1 | 逾期1 | 合计24
    全县三季度安全生产观摩 | 已整改2 | 基本到位0 | 长期坚持2 | 限期整改5 | 整改中3 | 逾期0 | 合计12
    截至2026年9月30日
    ");
    let some = format!("{spec}\nvalues = [\"逾期\", \"整改中\"]\nrows = [\"q3-tour\", \"自查\"]");
    insta::assert_snapshot!(lines(QUARTER, Kind::Bars, &some), @"
    单位：条
    全县三季度安全生产观摩 | 逾期0 | 整改中3 | 合计3
    自查 | 逾期1 | 整改中1 | 合计2
    截至2026年9月30日
    ");
    let summed = "from = \"/projects\"\nby = \"region\"\nsum = \"invest\"\nsort = \"-invest\"\nlimit = 3";
    insta::assert_snapshot!(lines(QUARTER, Kind::Bars, summed), @"
    单位：万元
    砚川县 | 41150
    乌樟镇 | 2860
    砚城镇 | 1580
    截至2026年9月30日
    ");
}

#[test]
fn more_parts_than_can_be_told_apart_become_one() {
    let problems = (0..12).map(|i| format!("{{\"name\": \"{i}\", \"kind\": \"类{i}\", \"region\": \"甲\"}}"));
    let data = format!(
        "{{\"problems\": [{}, {{\"name\": \"无\", \"region\": \"甲\"}}]}}",
        problems.collect::<Vec<_>>().join(",")
    );
    let bars = bars(&data, "from = \"/problems\"\nby = \"region\"\nsplit = \"kind\"\nstacked = true");
    assert_eq!(bars.series, ["类0", "类1", "类2", "类3", "类4", "类5", "其他", "未报"]);
    let values: Vec<_> = bars.bars[0].data.iter().map(|datum| datum.value.clone().unwrap()).collect();
    assert_eq!(values, ["1", "1", "1", "1", "1", "1", "6", "1"]);
    assert_eq!(bars.bars[0].total.as_ref().unwrap().value.as_deref(), Some("13"));
}

#[test]
fn a_course_of_time_is_columns_and_of_rates_a_line() {
    let counts = bars(QUARTER, "from = \"/indicators/3\"");
    assert_eq!(counts.form, BarsForm::Columns);
    assert_eq!(counts.bars[0].below, ["1月", "2026年"]);
    assert_eq!(counts.bars[1].below, ["2月", "2026年"]);
    assert_eq!(counts.ticks.first().unwrap().value, "0");
    let rates = bars(QUARTER, "from = \"/indicators/4/series\"");
    assert_eq!(rates.form, BarsForm::Line);
    assert_eq!(rates.ticks.first().unwrap().value, "91", "the course of a rate does not begin at zero");
    assert_eq!(bars(ECOLOGY, "from = \"/indicators/6\"").bars[0].below, ["2022年"]);
    let asked = bars(QUARTER, "from = \"/indicators/4/series\"\ncolumns = true");
    assert_eq!((asked.form, asked.ticks[0].value.as_str()), (BarsForm::Columns, "0"));
}

#[test]
fn figures_of_several_scales_and_units_keep_theirs() {
    insta::assert_snapshot!(lines(COUNTY, Kind::Bars, "from = \"/indicators/0\""), @"
    2010年 | 3.77万人
    2015年 | 11021人
    ");
    let ticks: Vec<_> = bars(COUNTY, "from = \"/indicators/0\"").ticks.into_iter().map(|tick| tick.label).collect();
    assert_eq!(ticks, ["0", "1万", "2万", "3万", "4万"]);
    let mixed = r#"{"indicators": [{"name": "某", "parts": [{"name": "甲", "value": "3户"}, {"name": "乙", "value": "9人"},
        {"name": "丙"}, {"name": "丁", "value": "-2户"}]}]}"#;
    insta::assert_snapshot!(lines(mixed, Kind::Bars, "from = \"/indicators/0/parts\"\nmark = \"戊\"\nline = \"/indicators/0/value\""), @"
    单位：户
    甲 | 3
    乙 | 9人
    丙 | 未报
    丁 | -2
    ! 有1个数的单位和其他数不同，不能画在一起，只印数字
    ! 没有叫“戊”的条，无法标出
    ! line 所指的 /indicators/0/value 没有数
    ");
    let bars = bars(mixed, "from = \"/indicators/0/parts\"");
    let drawn: Vec<_> = bars.bars.iter().map(|bar| bar.data[0].value.as_deref()).collect();
    assert_eq!(drawn, [Some("3"), None, None, Some("-2")], "9人 is printed, not drawn among 户");
}

#[test]
fn series_stand_side_by_side_or_as_shares() {
    let spec = "from = \"/indicators/1/parts\"\nvalues = [\"value 今年\", \"prior\"]";
    insta::assert_snapshot!(lines(QUARTER, Kind::Bars, spec), @"
    单位：起
    道路运输 | 今年5 | 上年同期7
    建筑施工 | 今年3 | 上年同期4
    工贸企业 | 今年3 | 上年同期4
    非煤矿山 | 今年2 | 上年同期2
    数据来源：县应急局；截至2026年9月30日
    ");
    let shares = bars(QUARTER, &format!("{spec}\nshare = true"));
    assert!(shares.stacked && shares.share);
    assert_eq!(shares.ticks.last().unwrap().label, "100%");
    assert_eq!(shares.ticks.last().unwrap().value, "1.0");
}

#[test]
fn ladders_say_what_was_before_and_what_is_reached() {
    insta::assert_snapshot!(lines(QUARTER, Kind::Ladder, "from = \"/standards/2\""), @"
    一般隐患 | 200元 | 原100元
    较大隐患 | 2000元 | 原1000元
    重大隐患 | 10000元 | 原5000元
    瞒报事故 | 30000元 | 原20000元
    截至2026年9月30日
    ");
    insta::assert_snapshot!(lines(QUARTER, Kind::Ladder, "from = \"/standards/3/steps\""), @"
    第一年 | 300元 | 已实行
    第二年 | 450元 | 已实行
    第三年 | 600元 | 未实行
    截至2026年9月30日
    ");
    insta::assert_snapshot!(lines(QUARTER, Kind::Ladder, "from = \"/targets/3\""), @"
    高危行业 | 118家 | 完成118家 | 已完成
    规模以上工贸 | 136家 | 完成129家 | 未完成
    其他重点企业 | 58家 | 未完成
    截至2026年9月30日
    ");
    insta::assert_snapshot!(lines(REGION, Kind::Ladder, "from = \"/standards/0/steps\"\nlimit = 3\nsort = \"value\""), @"
    哈密地区 | 1300元
    阿克苏地区 | 1450元
    塔城地区 | 1483元
    ");
    insta::assert_snapshot!(lines(ECOLOGY, Kind::Ladder, "from = \"/indicators/6\""), @"
    2022年 | 262天
    2023年 | 271天
    2024年 | 277天
    2025年 | 286天
    数据来源：市生态环境局；截至2026年6月30日
    ");
}

#[test]
fn funnels_say_the_share_of_the_stage_before() {
    insta::assert_snapshot!(lines(QUARTER, Kind::Funnel, "from = \"/funds/1\""), @"
    计划 | 1.8亿元 | 120户
    申报 | 1.42亿元 | 96户 | 为上一环节的78.9%
    批复 | 1.16亿元 | 81户 | 为上一环节的81.7%
    发放 | 1.03亿元 | 74户 | 为上一环节的88.8%
    回收 | 0.16亿元 | 12户 | 为上一环节的15.5%
    数据来源：县金融服务中心；截至2026年9月30日
    ");
    insta::assert_snapshot!(lines(QUARTER, Kind::Funnel, "from = \"/funds/1\"\nvalue = \"households\""), @"
    计划 | 120户 | 1.8亿元
    申报 | 96户 | 1.42亿元 | 为上一环节的80%
    批复 | 81户 | 1.16亿元 | 为上一环节的84.4%
    发放 | 74户 | 1.03亿元 | 为上一环节的91.4%
    回收 | 12户 | 0.16亿元 | 为上一环节的16.2%
    数据来源：县金融服务中心；截至2026年9月30日
    ");
    insta::assert_snapshot!(lines(QUARTER, Kind::Funnel, "from = \"/funds/0\""), @"
    总额 | 4620万元
    下达 | 3860万元 | 为上一环节的83.5%
    拨付 | 2972.2万元 | 为上一环节的77%
    数据来源：县财政局；截至2026年9月30日
    ");
    // A quota that was approved before anyone applied (study Q42).
    let quota = r#"{"funds": [{"name": "专项贷款", "planned": {"households": "8000户", "amount": "4亿元"},
        "approved": {"amount": "3.27亿元"}, "applied": {"households": "5847户", "amount": "2.39亿元"},
        "issued": {"households": "2635户", "amount": "1.32亿元"}}]}"#;
    insta::assert_snapshot!(lines(quota, Kind::Funnel, "from = \"/funds/0\""), @"
    计划 | 4亿元 | 8000户
    批复 | 3.27亿元 | 为上一环节的81.8%
    申报 | 2.39亿元 | 5847户 | 为上一环节的73.1%
    发放 | 1.32亿元 | 2635户 | 为上一环节的55.2%
    ");
    let entries = made(QUARTER, Kind::Funnel, "from = \"/funds/0\"").1;
    let share = entries.iter().find(|entry| entry.text == "77%").unwrap();
    assert_eq!(share.operands, ["/funds/0/disbursed", "/funds/0/allocated"]);
    let rough = r#"{"indicators": [{"name": "某", "parts": [{"name": "甲", "value": "120户"}, {"name": "乙", "value": "150户"},
        {"name": "丙", "value": "0户"}, {"name": "丁", "value": "3户"}, {"name": "戊"}, {"name": "己", "value": "-1户"},
        {"name": "庚", "value": "1户"}]}]}"#;
    insta::assert_snapshot!(lines(rough, Kind::Funnel, "from = \"/indicators/0/parts\""), @"
    甲 | 120户
    乙 | 150户 | 为上一环节的125%
    丙 | 0户 | 为上一环节的0%
    丁 | 3户
    戊 | 未报
    己 | -1户
    庚 | 1户
    ! “己”是负数，只印数字
    ");
}

#[test]
fn what_has_nothing_to_draw_is_told() {
    for kind in [Kind::Bars, Kind::Ladder, Kind::Funnel] {
        let figures = Figures::new(&from_json(b"{}").progress);
        let nothing = make(kind, "from = \"/indicators\"", &figures, &Outlines::default(), 0, String::new());
        assert!(nothing.block.is_none());
        assert_eq!(nothing.findings[0].code, "document.exhibit_empty");
        assert!(make(kind, "title = \"无\"", &figures, &Outlines::default(), 0, String::new()).findings.len() == 1);
    }
}
