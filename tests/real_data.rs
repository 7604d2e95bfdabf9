//! Real figures: `tests/data` loads without findings and holds every figure of the documents that it was taken from.

use huibao::compose::{Options, compose};
use huibao::data::{Figures, Form, Loaded, Progress, from_json};

mod plain;
use plain::plain;

fn load(json: &str) -> Progress {
    let Loaded { progress, findings, .. } = from_json(json.as_bytes());
    assert_eq!(findings, []);
    progress
}

/// The figures of a city's observation tour (2017): where they stand in the data, as they are printed, what they are.
/// The number of opinions (`/report/opinions`) is not among them: the draft counts its own sections.
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

#[test]
fn the_speech_states_every_figure_and_fills_its_pages() {
    let progress = load(include_str!("data/shangqiu-observation.json"));
    for seed in 0..6 {
        let draft = compose(&progress, &Options { seed, ..Options::default() }).unwrap();
        let linked = draft.replace("&#95;", "_");
        for (pointer, _, what) in SHANGQIU {
            let linked = [")", "?"].iter().any(|end| linked.contains(&format!("](figure:{pointer}{end}")));
            assert!(linked, "seed {seed}: {what} {pointer} is not stated");
        }
        let text = plain(&draft);
        let length = text.lines().filter(|l| !l.starts_with('#')).flat_map(str::chars).count();
        assert!((5_900..=7_200).contains(&length), "seed {seed}: {length} characters");
        assert_eq!(text.lines().filter(|l| l.starts_with("# ")).count(), 4);
        assert!(text.contains("四点意见"), "seed {seed}");
    }
}

/// The automatic signs of a robotic text (genre study, section 7), with its corpus rates per 10 000 characters.
#[test]
fn the_speech_has_no_robotic_signs() {
    let progress = load(include_str!("data/shangqiu-observation.json"));
    for seed in 0..6 {
        let text = plain(&compose(&progress, &Options { seed, ..Options::default() }).unwrap());
        let length = text.chars().count() as f64;
        for (word, rate) in [("全面", 16.0), ("进一步", 7.4), ("切实", 6.4), ("确保", 13.5), ("务必", 1.1)] {
            let n = text.matches(word).count() as f64;
            assert!(n <= 2.0 * rate * length / 1e4, "seed {seed}: {word} {n} times");
        }
        let sentences: Vec<_> = text.split(['。', '！', '\n']).filter(|s| !s.trim().is_empty()).collect();
        for s in &sentences {
            assert!(s.matches("同比").count() <= 3, "seed {seed}: {s}");
            assert!(s.chars().count() < 200, "seed {seed}: {s}");
        }
        for three in sentences.windows(3) {
            let start = |i: usize| three[i].chars().take(2).collect::<String>();
            assert!(!(start(0) == start(1) && start(1) == start(2)), "seed {seed}: {three:?}");
        }
        for wrong in ["，，", "。。", "，。", "；。", "。，", "、，", "（）", "“”", "  "] {
            assert!(!text.contains(wrong), "seed {seed}: {wrong}");
        }
    }
}

/// What an office editor struck out: figures without a predicate, padded remainders, folk images, too many semicolons.
#[test]
fn the_speech_keeps_its_register() {
    let progress = load(include_str!("data/shangqiu-observation.json"));
    for seed in 0..6 {
        let text = plain(&compose(&progress, &Options { seed, ..Options::default() }).unwrap());
        assert!(text.contains("在以习近平同志为核心的党中央坚强领导下，在省委、省政府正确领导下，"), "seed {seed}");
        assert!(text.contains("中心城区9条内河消除黑臭水体") && text.contains("2.4万人"), "seed {seed}");
        for wrong in ["2.40", "增幅1", "增速1", "资金完成", "日历", "终点", "硬账", "家底", "打法", "门道", "下得去手"]
        {
            assert!(!text.contains(wrong), "seed {seed}: {wrong}");
        }
        assert!(text.matches('；').count() <= 30, "seed {seed}: {}", text.matches('；').count());
    }
}

/// Nothing of the genre belongs to one field of work: a county's safety meeting reads without a word of 扶贫.
#[test]
fn another_field_of_work_needs_no_other_template() {
    let progress = load(
        r#"{"report": {"region": "x", "goal": "建设平安县城", "speaker": {"role": "县长", "on_behalf_of": ["县委", "县政府"]},
              "meeting": {"name": "全县安全生产观摩推进会", "kind": "观摩推进", "topic": "安全生产", "duration": "2天"}},
            "regions": [{"id": "x", "name": "青川县", "level": "县"}],
            "topics": [{"name": "安全生产", "class": "安全"}],
            "indicators": [{"name": "生产安全事故", "topic": "安全生产", "value": "6起", "yoy": "-25%", "lower_is_better": true}],
            "measures": [{"name": "隐患排查", "actions": ["坚持日查周清"], "effect": "隐患动态清零"}]}"#,
    );
    let text = plain(&compose(&progress, &Options::default()).unwrap());
    for word in ["贫", "攻坚", "全市", "一个方面", "几件事"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
    assert!(text.contains("两点意见") && text.contains("全县"), "{text}");
    assert_eq!(text.lines().filter(|l| l.starts_with("# ")).count(), 2, "{text}");
}
