use super::super::figure::links_to;
use super::super::testing::{documents, nodes, plain, said};
use super::super::{say, say_all};
use super::*;
use crate::data::FigureValue;

const LISTS: [&str; 6] = ["populations", "regions", "rectification", "inspections", "assessments", "problems"];

/// Every amount, place and rate that a record states, anywhere below it, is a link in what is said of it.
fn every_amount_is_linked(file: &str, root: &Node) -> usize {
    let mut walked = 0;
    let records: Vec<_> = LISTS.iter().flat_map(|list| root.members(list)).collect();
    for node in &records {
        for style in 0..2 {
            let said = say(node, &Manner { style, ..Manner::default() });
            root.figures.each_stated(|pointer, value| {
                let amount = matches!(value, FigureValue::Quantity(_) | FigureValue::Rank(_) | FigureValue::Ratio(_));
                if amount && pointer.starts_with(&format!("{}/", node.pointer)) {
                    walked += 1;
                    assert!(links_to(&said, pointer), "{file}: {pointer} is not in: {}", plain(&said));
                }
            });
        }
    }
    walked
}

#[test]
fn every_stated_figure_of_real_records_is_said() {
    let walked: usize = documents().iter().map(|(file, root)| every_amount_is_linked(file, root)).sum();
    assert!(walked > 1000, "{walked}");
}

/// Records with every field: whatever is stated is said, whichever fields stand together.
#[test]
fn every_field_of_a_full_record_is_said() {
    let json = r#"{
        "regions": [{"id": "r", "name": "甲县", "level": "县", "parent": "乙市", "population": "3万人", "households": "1万户",
            "area": "20平方公里", "farmland": "2万亩", "villages": "30个", "townships": "4个", "distance": "25公里",
            "founded": "2010", "counts": [{"name": "学校", "value": "5所"}]}],
        "populations": [{"name": "对象", "region": "r", "villages": "9个", "deep_villages": "3个", "households": "20户", "persons": "60人",
            "unlifted_villages": "1个", "unlifted_households": "2户", "unlifted_persons": "5人", "lifted_villages": "8个",
            "lifted_households": "18户", "lifted_persons": "55人", "rate": "2%", "base": "3000人",
            "shares": [{"whole": "总数", "total": "100户", "rate": "20%"}, {"whole": "全部", "total": "7个"}],
            "ranks": ["全省第3位", "增速居全省第40位（共48个）"],
            "of_which": [{"name": "子一", "persons": "30人", "rate": "1%", "of_which": [{"name": "孙", "persons": "3人", "villages": "2个",
                "parts": [{"name": "曾孙", "households": "1户"}]}]}, {"name": "子二", "villages": "3个", "persons": "9人"}],
            "parts": [{"name": "分一", "persons": "50人"}, {"name": "分二", "persons": "10人", "shares": [{"whole": "全县", "rate": "5%"}]}],
            "by_region": [{"region": "r", "persons": "60人", "households": "20户", "villages": "9个"}],
            "causes": [{"name": "因一", "households": "1户", "persons": "2人", "rate": "3%"}, {"name": "因二", "rate": "4%"}],
            "highest": {"region": "r", "value": "6人", "yoy": "-3%", "rank": "全市第1位"},
            "lowest": {"region": "丁", "value": "1人"}, "figures": [{"name": "另", "value": "8处"}]},
            {"name": "弱村", "villages": "7个", "deep_villages": "2个", "persons": "40人", "of_which": [{"name": "住户", "households": "4户"}]}],
        "rectification": [{"source": "审计", "scope": "个性", "total": "9条", "done": "4条", "long_term": "1条", "timed": "1条",
            "under_way": "2条", "overdue": "1条", "rate": "44.4%", "status_text": "总体可控"}, {"rate": "30%"}, {"total": "5条"}],
        "inspections": [{"name": "督查", "by": "县委", "kind": "督查", "teams": "2个", "members": "8名", "rounds": "3轮", "site_count": "4个",
            "visits": "5次", "coverage": "80%", "problems_found": "6条", "style": ["直插现场"],
            "sites": [{"place": "一处", "score": "90分", "rank": "第1位", "figures": [{"name": "件数", "value": "2件"}]},
                {"item": "二处", "figures": [{"name": "件数", "value": "3件"}]}, {"region": "r", "rank": "第2位"}],
            "published": "通报", "figures": [{"name": "另", "value": "7份"}]}, {"name": "巡查", "rounds": "2轮"}, {"name": "检查", "members": "3人"}],
        "assessments": [
            {"name": "考核", "by": "市里", "unit": "丙镇", "score": "92分", "full_score": "100分", "rank": "全市第3名", "change": "-2位",
            "of_units": "9家", "talked": "2家", "grade": "好", "speaking_order": "第2位", "departments": "3部门", "items": ["事"],
            "groups": [{"name": "组一", "weight": "70%", "aspects": "2个", "indicators": "3项", "elements": "4个",
                "items": [{"name": "项", "points": "5分", "score": "4分"}]}, {"name": "组二", "items": [{"name": "项", "score": "6分"}]}],
            "sample": {"townships": "2个", "villages_per_township": "3个", "households_per_village": "4户", "households": "24户"},
            "ranking": [{"unit": "r", "score": "9分", "rank": "第1位", "prior_rank": "第2位"}, {"unit": "丁", "prior_rank": "第1位"}],
            "figures": [{"name": "均分", "value": "80分"}]},
            {"name": "甲考核", "of_units": "9家", "grade": "先进单位", "rank": "全市第2位"}, {"name": "乙考核", "of_units": "9家", "score": "8分"},
            {"name": "丙考核", "of_units": "9家", "grade": "优秀"}, {"name": "丁考核", "of_units": "9家", "grade": "充分肯定", "full_score": "9分"},
            {"name": "验收", "by": "省里", "departments": "3部门", "full_score": "9分", "of_units": "9家", "figures": [{"name": "另", "value": "1件"}]},
            {"name": "会", "items": ["甲会", "乙会"], "result": "相继举行", "departments": "3部门", "talked": "1家"}],
        "problems": [{"name": "难", "detail": "说", "persons": "3人", "traits": ["甲"], "figures": [{"name": "另", "value": "1件"}]}]
    }"#;
    let root = nodes(json, "regions")[0].clone();
    every_amount_is_linked("full", &Node { pointer: String::new(), ..root });
}

#[test]
fn q34_q35_ledgers() {
    let json = r#"{
        "inspections": [{"id": "tour", "name": "全县二季度督查"}],
        "problems": [{"name": "甲", "source": "审计", "status": "已整改"}, {"name": "乙", "source": "审计", "status": "整改中"},
            {"name": "丙", "source": "信访", "status": "整改中"}],
        "rectification": [
            {"source": "考核", "scope": "共性", "total": "47条", "done": "8条", "long_term": "39条"},
            {"source": "考核", "scope": "个性", "total": "76条", "done": "51条", "long_term": "17条", "timed": "8条", "rate": "67.1%"},
            {"source": "中央专项巡视", "status_text": "基本整改到位"},
            {"source": "tour", "total": "5项", "done": "5项", "overdue": "0项"},
            {"source": "审计"},
            {"source": "信访", "total": "3件", "status_text": "已基本办结"},
            {"source": "暗访", "total": "9条", "status_text": "总体可控", "done": "4条", "under_way": "5条", "rate": "44.4%"},
            {"source": "督查", "rate": "30%"},
            {"source": "巡视"}
    ]}"#;
    assert_eq!(
        said(json, "rectification"),
        [
            "考核指出的47条共性问题，已整改到位8条，长期坚持39条",
            "考核指出的76条个性问题，已整改到位51条，长期坚持17条，限期整改8条，整改完成率67.1%",
            "中央专项巡视反馈的问题已基本整改到位",
            "全县二季度督查反馈的5项问题，全部整改到位，销号5项，逾期0项",
            "审计查出的2条问题，已整改到位1条，正在整改1条",
            "信访反映的3件问题已基本办结",
            "暗访发现的9条问题总体可控，已整改到位4条，正在整改5条，整改完成率44.4%",
            "督查发现的问题整改完成率30%",
            "",
        ]
    );
    let all = plain(&say_all(&nodes(json, "rectification")[..2], &Manner::default()));
    assert!(all.ends_with("；考核指出的76条个性问题整改到位51条、长期坚持17条、限期整改8条，完成率67.1%"), "{all}");
}

#[test]
fn q36_the_effort_of_an_inspection() {
    let json = r#"{"inspections": [
        {"name": "督导暗访", "kind": "暗访", "teams": "8个", "members": "30名", "rounds": "3次", "style": ["一对一"], "published": "全市通报"},
        {"name": "重点项目观摩", "kind": "观摩", "by": "县委", "members": "58名", "site_count": "26个", "style": ["不打招呼", "直插现场"]},
        {"name": "乡镇调研", "by": "市委", "kind": "调研", "visits": "78次", "coverage": "100%", "published": "工作专报"},
        {"name": "明察", "sites": [{"unit": "乙厂", "score": "70分", "rank": "第3位"}, {"unit": "甲厂", "score": "93.5分", "rank": "第1位"},
            {"unit": "丙厂", "score": "80分", "rank": "第2位", "figures": [{"name": "隐患", "value": "2处"}]}]},
        {"name": "没有数据"}
    ]}"#;
    let list = nodes(json, "inspections");
    assert_eq!(
        said(json, "inspections"),
        [
            "督导暗访已开展3次，派出8个暗访组、30名工作人员，采取一对一的方式，并在全市通报",
            "县委开展重点项目观摩，58名同志参加，坚持不打招呼、直插现场，实地查看26个点位",
            "市委开展乡镇调研，走访78次，覆盖面达到100%，形成工作专报",
            "现场打分，甲厂得93.5分、居第1位，丙厂80分、第2位、隐患2处，乙厂70分、第3位",
            "",
        ]
    );
    assert!(plain(&say_all(&list[..2], &Manner::default())).starts_with("督导暗访已开展3次，派出8个"));
    assert!(
        plain(&say(&list[0], &Manner { style: 1, ..Manner::default() }))
            .contains("，组建8个暗访组，抽调30名工作人员，")
    );
    assert_eq!(
        plain(&say(&list[3], &Manner { soften: true, ..Manner::default() })),
        "现场打分，甲厂得93.5分、居第1位，丙厂80分、第2位、隐患2处；乙厂靠后"
    );
}

/// The real scheme of a district: its bonus items do not add up to its weight, which the check says and the text does not.
#[test]
fn q37_q38_scheme_and_sample() {
    let json = r#"{"assessments": [{"name": "年度考核", "groups": [
            {"name": "考核指标", "weight": "70%", "aspects": "5个", "indicators": "18项", "elements": "48个"},
            {"name": "加减分", "weight": "30%", "items": [{"name": "超额加分", "points": "20分"}, {"name": "难易计分", "points": "10分"},
                {"name": "群众评分", "points": "4分"}, {"name": "平时考核", "points": "6分"}]}],
        "sample": {"townships": "3个", "villages_per_township": "1个", "households_per_village": "4户"}}]}"#;
    assert_eq!(
        said(json, "assessments"),
        ["考核分两块：考核指标占70%，设5个方面18项指标48个要素；\
          加减分占30%，含超额加分20分、难易计分10分、群众评分4分、平时考核6分。\
          随机抽查3个乡镇，每个乡镇抽查1个村，每个村抽查4户"]
    );
}

#[test]
fn q07_q39_grades_and_places() {
    let json = r#"{"regions": [{"name": "商丘市"}], "assessments": [
        {"name": "国家巡查", "by": "巡查组", "unit": "虞城县", "standing_for": "代表河南省", "items": ["甲", "乙"], "grade": "充分肯定"},
        {"name": "整改成效评估", "unit": "商丘市", "rank": "第3名"},
        {"name": "信访稳定推进会议", "of_units": "5家", "grade": "先进典型单位", "speaking_order": "第1位", "venue": "郑州主会场"},
        {"name": "联合验收", "unit": "物流中心", "by": "海关总署", "departments": "5部委", "result": "正式封关运营"},
        {"name": "年度考核", "by": "省考核办", "period": "2016年", "score": "92.5分", "full_score": "100分", "rank": "全省第18位（共48个）",
         "change": "-2位", "grade": "好"},
        {"name": "座谈会", "of_units": "53个", "talked": "8个"},
        {"name": "创建", "result": "通过初评", "items": ["甲", "乙"]},
        {"name": "评比", "of_units": "9家", "score": "95分", "grade": "优秀等次", "items": ["甲", "乙"]},
        {"name": "没有结果"}
    ]}"#;
    assert_eq!(
        said(json, "assessments"),
        [
            "虞城县代表河南省接受国家巡查，甲、乙得到巡查组充分肯定",
            "在整改成效评估中，取得第3名的好成绩",
            "在信访稳定推进会议上，是5家先进典型单位之一，第一位在郑州主会场发言",
            "物流中心通过海关总署等5部委联合验收，正式封关运营",
            "在省考核办组织的2016年年度考核中，满分100分，得92.5分，居全省第18位，较上次后移2位，获“好”等次",
            "座谈会，涉及53个单位，约谈8个",
            "创建通过初评，涵盖甲、乙",
            "在评比中，得95分，在9家单位中获优秀等次，涵盖甲、乙",
            "",
        ]
    );
    let soft = Manner { soften: true, ..Manner::default() };
    assert!(plain(&say(&nodes(json, "assessments")[4], &soft)).contains("，居全省第18位，位次有所下滑，"));
}

/// The real series of a county: 47, 43 and 42 of 48.
#[test]
fn q07_bare_places_share_their_words() {
    let json = r#"{"assessments": [
        {"name": "投入", "rank": "全省第47位（共48个）"}, {"name": "产业", "rank": "全省第43位（共48个）"},
        {"name": "教育", "rank": "全省第42位（共48个）"}, {"name": "宣传", "rank": "全省第2位（共48个）"}]}"#;
    let list = nodes(json, "assessments");
    assert_eq!(plain(&say_all(&list, &Manner::default())), "投入、产业、教育、宣传分别居全省第47位、43位、42位、2位");
    let soft = Manner { soften: true, ..Manner::default() };
    assert_eq!(plain(&say_all(&list, &soft)), "投入、产业、教育在全省位次靠后；宣传居全省第2位");
}

#[test]
fn rankings_name_the_last_time_and_are_softened() {
    let json = r#"{"report": {"date": "2026-07-15"}, "regions": [{"id": "a", "name": "甲县"}], "assessments": [{"name": "半年考核", "full_score": "100分", "ranking": [
        {"unit": "a", "score": "93.1分", "rank": "第1位", "prior_rank": "第2位", "grade": "优秀"},
        {"unit": "乙县", "score": "88分", "rank": "第2位", "grade": "好"},
        {"unit": "丙县", "score": "79.8分", "rank": "第3位", "grade": "一般", "talked": true}],
        "timeline": [{"name": "自评", "date": "2026-06-25"}, {"name": "核查", "date": "2026-07-01", "result": "全部完成"}]}]}"#;
    assert_eq!(
        said(json, "assessments"),
        ["半年考核，满分100分。从排名看，甲县得93.1分、居第1位（上次第2位），乙县88分、第2位，丙县79.8分、第3位；\
          甲县为优秀等次，乙县为“好”等次，丙县为一般等次；丙县被约谈。6月25日自评；7月1日核查，全部完成"]
    );
    let soft = Manner { soften: true, ..Manner::default() };
    let soft = plain(&say(&nodes(json, "assessments")[0], &soft));
    assert!(soft.contains("；丙县靠后。") && !soft.contains("79.8") && !soft.contains("约谈"), "{soft}");
}

#[test]
fn problems_are_explained_alone_and_named_in_long_lists() {
    let json = r#"{"problems": [
        {"name": "基本市情", "traits": ["总量小", "基础差"]},
        {"name": "饮水不安全", "persons": "82.1万人", "figures": [{"name": "缺水村", "value": "12个"}]},
        {"name": "扬尘管控不到位", "unit": "在建工地", "detail": "裸土没有覆盖"},
        {"name": "餐饮油烟扰民", "unit": "城区餐饮单位", "detail": "设施停运", "traits": ["投诉多"]}
    ]}"#;
    assert_eq!(
        said(json, "problems"),
        [
            "从基本市情看，总量小、基础差",
            "饮水不安全，涉及82.1万人，缺水村12个",
            "在建工地扬尘管控不到位，裸土没有覆盖",
            "城区餐饮单位存在餐饮油烟扰民问题，设施停运，表现为投诉多",
        ]
    );
    assert_eq!(
        plain(&say_all(&nodes(json, "problems"), &Manner::default())),
        "从基本市情看，总量小、基础差；饮水不安全，涉及82.1万人，缺水村12个；扬尘管控不到位、餐饮油烟扰民"
    );
}
