//! Real figures: `tests/data` loads without findings and holds every figure of the documents that it was taken from.

use huibao::data::{Figures, Form, Loaded, Progress, from_json};

fn load(json: &str) -> Progress {
    let Loaded { progress, findings } = from_json(json.as_bytes());
    assert_eq!(findings, []);
    progress
}

/// The figures of a city's observation tour (2017): where they stand in the data, as they are printed, what they are.
/// The number of opinions (4点) is a count of the draft's own sections and not in the data.
const SHANGQIU: [(&str, &str, &str); 53] = [
    ("/report/meeting/duration", "2天", "观摩时间"),
    ("/report/elapsed", "8个月", "已过月份"),
    ("/report/left", "4个月", "剩余月份"),
    ("/regions/0/counts/0/value", "6个", "扶贫开发重点县数"),
    ("/targets/0/target", "7.38万人", "全年计划脱贫人口"),
    ("/targets/0/done", "4.98万人", "已完成脱贫人口"),
    ("/targets/0/rate", "68%", "完成比例"),
    ("/targets/1/target", "278个", "计划退出贫困村"),
    ("/targets/2/target", "4000元", "脱贫人口人均纯收入标准"),
    ("/targets/4/target", "6个", "摘帽县数"),
    ("/populations/0/persons", "32.15万人", "现有贫困人口"),
    ("/indicators/0/value", "988.3亿元", "上半年生产总值"),
    ("/indicators/0/yoy", "9%", "生产总值增速"),
    ("/indicators/0/ranks/0", "第3位", "生产总值增速位次"),
    ("/indicators/1/yoy", "12.8%", "社消零增速"),
    ("/indicators/1/ranks/0", "第1位", "社消零增速位次"),
    ("/indicators/2/yoy", "13.1%", "固投增速"),
    ("/indicators/2/ranks/0", "第2位", "固投增速位次"),
    ("/indicators/3/yoy", "13.2%", "一般公共预算收入增速"),
    ("/indicators/3/ranks/0", "第3位", "一般公共预算收入增速位次"),
    ("/indicators/4/yoy", "9.3%", "城镇居民收入增速"),
    ("/indicators/4/ranks/0", "第1位", "城镇居民收入增速位次"),
    ("/indicators/5/ranks/0", "第3位", "公众安全感满意度位次"),
    ("/indicators/6/ranks/0", "第2位", "政法机关执法满意度位次"),
    ("/indicators/6/parts/0/ranks/0", "第1位", "法院位次"),
    ("/indicators/6/parts/1/ranks/0", "第2位", "检察机关位次"),
    ("/indicators/6/parts/2/ranks/0", "第3位", "公安机关位次"),
    ("/indicators/7/facets/0/value", "18批", "赴京访批次"),
    ("/indicators/7/facets/1/value", "31人次", "赴京访人次"),
    ("/indicators/7/facets/0/yoy", "-33.3%", "赴京访批次降幅"),
    ("/indicators/7/facets/1/yoy", "-66.7%", "赴京访人数降幅"),
    ("/indicators/7/facets/0/ranks/0", "第2位", "赴京访批次降幅位次"),
    ("/indicators/7/facets/1/ranks/0", "第1位", "赴京访人数降幅位次"),
    ("/indicators/8/facets/0/value", "13批", "赴省访批次"),
    ("/indicators/8/facets/1/value", "35人次", "赴省访人次"),
    ("/indicators/8/facets/0/yoy", "-70%", "赴省访批次降幅"),
    ("/indicators/8/facets/1/yoy", "-68%", "赴省访人数降幅"),
    ("/indicators/9/value", "9条", "消除黑臭水体内河"),
    ("/indicators/11/value", "355.9亿元", "实际利用省外资金"),
    ("/indicators/11/yoy", "8.5%", "省外资金增速"),
    ("/indicators/11/ranks/0", "第3位", "省外资金规模位次"),
    ("/indicators/11/ranks/1", "第4位", "省外资金增速位次"),
    ("/indicators/12/yoy", "74.8%", "外商直接投资增速"),
    ("/indicators/12/ranks/0", "第1位", "外商直接投资增速位次"),
    ("/indicators/13/yoy", "33.6%", "出口总值增速"),
    ("/indicators/13/ranks/0", "第2位", "出口总值增速位次"),
    ("/assessments/1/rank", "第3名", "整改核查评估位次"),
    ("/assessments/2/of_units", "5家", "先进典型单位数"),
    ("/assessments/2/speaking_order", "第1位", "发言次序"),
    ("/assessments/4/departments", "5部委", "联合验收部委数"),
    ("/systems/0/count", "5种", "带动模式数"),
    ("/systems/1/count", "4次", "报销次数"),
    ("/practices/0/members/3/policy_count", "10多个", "配套政策文件数"),
];

#[test]
fn the_observation_tour_has_all_its_figures() {
    let figures = Figures::new(&load(include_str!("data/shangqiu-observation.json")));
    for (pointer, printed, what) in SHANGQIU {
        let figure = figures.figure(pointer).unwrap_or_else(|e| panic!("{what} {pointer}: {e}"));
        assert_eq!(figure.value.print(Form::Written), printed, "{what} {pointer}");
        assert_eq!(figure.formula, None, "{what} {pointer} is stated, not computed");
    }
}

#[test]
fn references_between_records_resolve() {
    let p = load(include_str!("data/shangqiu-observation.json"));
    let topic = |name: &str| name.is_empty() || p.topics.iter().any(|t| t.name == name);
    assert!(p.indicators.iter().all(|i| topic(&i.topic)));
    assert!(p.targets.iter().all(|t| topic(&t.topic)));
    assert!(p.assessments.iter().all(|a| topic(&a.topic)));
    for measure in p.practices.iter().flat_map(|g| &g.members).chain(&p.measures) {
        assert!(measure.systems.iter().all(|id| p.systems.iter().any(|s| s.id == *id)), "{}", measure.name);
        assert!(measure.policies.iter().all(|t| p.policies.iter().any(|q| q.title == *t)), "{}", measure.name);
        assert!(measure.case.is_empty() || p.cases.iter().any(|c| c.id == measure.case), "{}", measure.name);
    }
}
