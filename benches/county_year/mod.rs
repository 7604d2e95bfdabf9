//! A county's year, made up: 15 townships, 300 villages, 40 indicators in each of the 12 months, as a statistics office
//! keeps it. One record is an indicator in a village and a month: 144,000 of them, about as much as huibao reads.
//!
//! Nothing is random: the numbers come from a small generator of its own, so that every run measures the same bytes. The
//! annual totals of the indicators that can be added up are given for every village, township and the county, and add up
//! exactly.

use std::fmt::Write;

const TOWNSHIPS: usize = 15;
/// In each township.
const VILLAGES: usize = 20;
const MONTHS: u64 = 12;

const TOWNSHIP_NAMES: [&str; TOWNSHIPS] = [
    "岚坪镇",
    "溪畔镇",
    "霁河镇",
    "鹤渚镇",
    "柳塬镇",
    "枫渡镇",
    "栗川镇",
    "澄湾镇",
    "苇港镇",
    "松屿镇",
    "石汀乡",
    "云岫乡",
    "竹坞乡",
    "泉峪乡",
    "沐阳乡",
];
const STEMS: [&str; VILLAGES] = [
    "河湾", "柳林", "石桥", "槐树", "沙沟", "塔岭", "凤池", "泉头", "桑园", "杏坡", "梨坞", "竹溪", "枣园", "松岗",
    "荷塘", "磨坊", "渡口", "驿亭", "窑坪", "灯台",
];

/// Name, unit, least and greatest value of a month in hundredths, decimals, whether a year's months are added up.
type Indicator = (&'static str, &'static str, u64, u64, u32, bool);

const INDICATORS: [Indicator; 40] = [
    ("农产品销售额", "万元", 300, 9_000, 2, true),
    ("集体经济收入", "万元", 50, 1_500, 2, true),
    ("乡村旅游收入", "万元", 0, 4_000, 2, true),
    ("固定资产投资", "万元", 0, 20_000, 2, true),
    ("惠农补贴发放", "万元", 20, 800, 2, true),
    ("蔬菜产量", "吨", 200, 9_000, 1, true),
    ("生猪出栏", "头", 0, 30_000, 0, true),
    ("造林面积", "亩", 0, 8_000, 1, true),
    ("转移就业", "人次", 100, 4_000, 0, true),
    ("技能培训", "人次", 0, 3_000, 0, true),
    ("门诊接诊", "人次", 1_000, 40_000, 0, false),
    ("慢病随访", "人次", 200, 6_000, 0, false),
    ("健康体检", "人次", 0, 5_000, 0, false),
    ("矛盾纠纷调处", "件", 0, 900, 0, false),
    ("信访受理", "件", 0, 400, 0, false),
    ("便民服务办件", "件", 500, 20_000, 0, false),
    ("安全隐患排查", "处", 0, 1_200, 0, false),
    ("安全宣传入户", "户次", 0, 6_000, 0, false),
    ("河道巡查", "次", 400, 3_000, 0, false),
    ("护林巡查", "次", 400, 6_000, 0, false),
    ("垃圾清运量", "吨", 300, 6_000, 1, false),
    ("污水处理量", "吨", 2_000, 60_000, 0, false),
    ("农村公路养护", "公里", 100, 3_000, 1, false),
    ("路灯维护", "盏", 0, 2_500, 0, false),
    ("危房巡查", "户", 0, 2_000, 0, false),
    ("志愿服务", "人次", 0, 8_000, 0, false),
    ("文化活动", "场次", 0, 600, 0, false),
    ("图书借阅", "册", 0, 9_000, 0, false),
    ("党员活动", "次", 100, 800, 0, false),
    ("网格走访", "户次", 2_000, 40_000, 0, false),
    ("自来水普及率", "%", 8_500, 9_990, 2, false),
    ("户用卫生厕所普及率", "%", 7_500, 9_900, 2, false),
    ("生活垃圾处理率", "%", 8_800, 9_990, 2, false),
    ("医保参保率", "%", 9_300, 9_990, 2, false),
    ("养老保险参保率", "%", 8_600, 9_900, 2, false),
    ("宽带入户率", "%", 7_800, 9_950, 2, false),
    ("秸秆综合利用率", "%", 8_200, 9_800, 2, false),
    ("耕地流转率", "%", 2_500, 7_500, 2, false),
    ("群众满意度", "%", 8_600, 9_950, 2, false),
    ("事项按期办结率", "%", 9_000, 9_990, 2, false),
];

/// Knuth's linear congruential generator (MMIX); its upper half is good enough for made-up numbers.
struct Numbers(u64);

impl Numbers {
    /// From `least` to `greatest`, both included.
    fn between(&mut self, least: u64, greatest: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        least + (self.0 >> 32) % (greatest - least + 1)
    }
}

/// A figure of some hundredths, as it is written.
fn figure(hundredths: u64, decimals: u32, unit: &str) -> String {
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    match decimals {
        0 => format!("{whole}{unit}"),
        1 => format!("{whole}.{}{unit}", rest / 10),
        _ => format!("{whole}.{rest:02}{unit}"),
    }
}

/// The data as JSON, one record a line.
pub fn json() -> String {
    let mut numbers = Numbers(2025);
    let mut regions = Vec::new();
    let (mut persons_of_county, mut lines) = (0, Vec::new());
    for (t, name) in TOWNSHIP_NAMES.iter().enumerate() {
        let (mut persons_of_township, mut villages) = (0, Vec::new());
        for (v, stem) in STEMS.iter().enumerate() {
            let persons = numbers.between(600, 3_200);
            persons_of_township += persons;
            villages.push(format!(
                r#"{{"id":"{}","name":"{name}{stem}村","level":"村","parent":"{}","population":"{persons}人"}}"#,
                village(t, v),
                township(t)
            ));
        }
        regions.push(format!(
            r#"{{"id":"{}","name":"{name}","level":"乡镇","parent":"county","villages":"{VILLAGES}个","population":"{persons_of_township}人"}}"#,
            township(t)
        ));
        regions.append(&mut villages);
        persons_of_county += persons_of_township;
    }
    regions.insert(
        0,
        format!(
            r#"{{"id":"county","name":"霁溪县","level":"县","townships":"{TOWNSHIPS}个","villages":"{}个","population":"{persons_of_county}人"}}"#,
            TOWNSHIPS * VILLAGES
        ),
    );

    for (name, unit, least, greatest, decimals, added) in INDICATORS {
        let record = |region: &str, period: &str, hundredths: u64| {
            let value = figure(hundredths, decimals, unit);
            format!(r#"{{"name":"{name}","region":"{region}","period":"{period}","value":"{value}"}}"#)
        };
        let step = 10_u64.pow(2 - decimals);
        let (mut county, mut by_region, mut totals) = (0, Vec::new(), Vec::new());
        for t in 0..TOWNSHIPS {
            let mut of_township = 0;
            for v in 0..VILLAGES {
                let mut of_village = 0;
                for month in 1..=MONTHS {
                    // Whole steps of the printed precision: what is printed is what is added.
                    let value = numbers.between(least, greatest) / step * step;
                    of_village += value;
                    lines.push(record(&village(t, v), &format!("2025年{month}月"), value));
                }
                of_township += of_village;
                totals.push(record(&village(t, v), "2025年", of_village));
            }
            county += of_township;
            let value = figure(of_township, decimals, unit);
            by_region.push(format!(r#"{{"region":"{}","value":"{value}"}}"#, township(t)));
            totals.push(record(&township(t), "2025年", of_township));
        }
        if added {
            lines.append(&mut totals);
            let whole = record("county", "2025年", county);
            let by_region = by_region.join(",");
            let whole = whole.trim_end_matches('}');
            lines.push(format!(r#"{whole},"by_region":[{by_region}],"regions_complete":true}}"#));
        }
    }

    let mut json = String::with_capacity(20 << 20);
    let report = r#"{"title":"霁溪县2025年工作情况","level":"县","region":"county","period":"2025年","as_of":"2025-12-31","date":"2026-01-15"}"#;
    let _ = write!(
        json,
        "{{\"report\":{report},\n\"regions\":[\n{}\n],\n\"indicators\":[\n{}\n]}}\n",
        regions.join(",\n"),
        lines.join(",\n")
    );
    json
}

fn township(t: usize) -> String {
    format!("t{:02}", t + 1)
}

fn village(t: usize, v: usize) -> String {
    format!("t{:02}-v{:02}", t + 1, v + 1)
}
