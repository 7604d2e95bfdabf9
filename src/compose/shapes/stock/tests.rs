use super::super::testing::{nodes, plain};
use super::*;

fn said(json: &str) -> Vec<String> {
    nodes(json, "populations").iter().map(|p| plain(&say(p, &Manner::default()))).collect()
}

#[test]
fn q14_q25_q26_stocks() {
    let list = nodes(
        r#"{"populations": [
            {"name": "剩余贫困人口", "object": "贫困人口", "persons": "32.15万人"},
            {"name": "建档立卡贫困人口", "households": "67339户", "persons": "218987人",
             "of_which": [{"name": "未脱贫人口", "households": "15703户", "persons": "36099人", "rate": "2.22%"}]},
            {"name": "返贫人口", "persons": "4000人以上"}
        ]}"#,
        "populations",
    );
    assert_eq!(plain(&stock(&list[0])), "32.15万贫困人口");
    assert_eq!(plain(&stock(&list[1])), "建档立卡贫困人口67339户218987人，其中未脱贫人口15703户36099人，发生率2.22%");
    assert_eq!(plain(&stock(&list[2])), "返贫人口4000人以上");
}

/// The real line of four levels: villages, deep ones, the people on file in them, those still to be lifted.
#[test]
fn q27_nested_stocks_stay_one_line() {
    let said = said(
        r#"{"populations": [{"name": "贫困村", "villages": "346个", "of_which": [
            {"name": "未退出贫困村", "villages": "208个", "deep_villages": "171个", "of_which": [
            {"name": "建档立卡人口", "households": "67339户", "persons": "218987人", "of_which": [
            {"name": "未脱贫人口", "households": "15703户", "persons": "36099人", "rate": "2.22%", "base": "162.6万人"}]}]}]}]}"#,
    );
    assert_eq!(
        said[0],
        "贫困村346个，其中未退出贫困村208个，含深度贫困村171个，有建档立卡人口67339户218987人，其中未脱贫人口15703户36099人，\
         以162.6万人为基数，发生率2.22%"
    );
}

#[test]
fn q28_q31_q32_divisions_and_extremes() {
    let json = r#"{
        "regions": [{"id": "gushi", "name": "固始县", "level": "县"}, {"id": "liulou", "name": "刘楼村"},
            {"id": "hongbu", "name": "洪埠乡"}, {"id": "xiushui", "name": "秀水办事处"}],
        "populations": [
        {"name": "试点户", "region": "liulou", "households": "11户",
         "parts": [{"name": "屋顶安装", "households": "2户"}, {"name": "集中安装", "households": "9户"}]},
        {"name": "贫困人口", "region": "gushi", "persons": "14.3万人", "villages": "146个",
         "ranks": ["数量居全省县级第2位"],
         "highest": {"region": "hongbu", "value": "8606人"}, "lowest": {"region": "xiushui", "value": "1023人"}},
        {"name": "帮扶对象", "persons": "17.18万人", "parts": [
            {"name": "领导联系", "villages": "21个", "persons": "2.77万人"},
            {"name": "部门帮包", "villages": "76个", "persons": "2.53万人"},
            {"name": "乡镇包干", "villages": "94个", "persons": "11.88万人"}]}
    ]}"#;
    assert_eq!(
        said(json),
        [
            "刘楼村试点户11户，其中屋顶安装2户、集中安装9户",
            "贫困人口14.3万人，分布在146个村，数量居全省县级第2位，最多的洪埠乡8606人，最少的秀水办事处1023人",
            "帮扶对象17.18万人，其中领导联系2.77万人21个村、部门帮包2.53万人76个村、乡镇包干11.88万人94个村",
        ]
    );
}

#[test]
fn q29_shares_of_several_wholes() {
    let said = said(
        r#"{"populations": [
            {"name": "扶持村", "villages": "191个",
             "shares": [{"whole": "全县总村数", "rate": "23%"}, {"whole": "全市扶持村总数", "rate": "46%"}]},
            {"name": "兜底对象", "persons": "3181人", "shares": [{"whole": "总人口", "total": "11021人"}]},
            {"name": "空壳村", "shares": [{"whole": "总村数", "total": "191个", "rate": "90%以上"}]},
            {"name": "未报"}
        ]}"#,
    );
    assert_eq!(
        said,
        [
            "扶持村191个，占全县总村数的23%，占全市扶持村总数的46%",
            "兜底对象3181人，占总人口11021人的28.9%",
            "空壳村占总村数191个的90%以上",
            "",
        ]
    );
}

/// The words for what has left the list are the headings of the fields.
#[test]
fn what_is_left_and_what_is_done_keep_the_words_of_the_data() {
    let said = said(
        r#"{"populations": [{"name": "建档人口", "households": "67339户", "persons": "218987人",
            "unlifted_villages": "208个", "unlifted_households": "15703户", "unlifted_persons": "36099人",
            "lifted_households": "5.1万户",
            "causes": [{"name": "因病", "households": "4032户", "persons": "11200人", "rate": "35.6%"}, {"name": "因残", "persons": "900人"}]}]}"#,
    );
    assert_eq!(
        said[0],
        "建档人口67339户218987人，未退出208个村，未脱贫15703户36099人，已脱贫5.1万户；从原因看，因病4032户11200人、占35.6%，因残900人"
    );
}

#[test]
fn a_list_says_the_area_once_and_bare_stocks_in_one_breath() {
    let list = nodes(
        r#"{"regions": [{"name": "平江县", "level": "县"}], "populations": [
            {"name": "返贫人口", "period": "每年", "persons": "4000人以上"}, {"name": "无房户", "households": "4700多户"},
            {"name": "高寒山区人口", "persons": "8万多人", "figures": [{"name": "海拔", "value": "500米以上"}]},
            {"name": "全县危房户", "households": "2.2万户"}
        ]}"#,
        "populations",
    );
    let manner = Manner { whole: "全县".into(), ..Manner::default() };
    assert_eq!(
        plain(&say_all(&list, &manner)),
        "全县每年返贫人口4000人以上、无房户4700多户；高寒山区人口8万多人，海拔500米以上；全县危房户2.2万户"
    );
}

#[test]
fn a_list_leaves_many_regions_to_their_extremes() {
    let json = r#"{"regions": [{"id": "a", "name": "甲镇"}], "populations": [{"name": "网格员", "persons": "15人", "by_region": [
        {"region": "a", "persons": "6人"}, {"region": "乙镇", "persons": "4人"}, {"region": "丙镇", "persons": "3人"},
        {"region": "丁镇", "persons": "2人"}]}, {"name": "安全员", "persons": "3人"}]}"#;
    let list = nodes(json, "populations");
    assert_eq!(plain(&say_all(&list, &Manner::default())), "网格员15人，其中最多的甲镇6人，最少的丁镇2人；安全员3人");
    assert_eq!(plain(&say(&list[0], &Manner::default())), "网格员15人，其中甲镇6人、乙镇4人、丙镇3人、丁镇2人");
}

#[test]
fn low_places_are_softened_only_where_that_is_asked() {
    let list = nodes(
        r#"{"populations": [{"name": "困难群众", "persons": "8万人", "ranks": ["占比居全省第47位（共48个）", "总量居全省第2位（共48个）"]}]}"#,
        "populations",
    );
    let soft = Manner { soften: true, ..Manner::default() };
    assert_eq!(plain(&say(&list[0], &soft)), "困难群众8万人，占比在全省位次靠后，总量居全省第2位");
    assert_eq!(plain(&say(&list[0], &Manner::default())), "困难群众8万人，占比居全省第47位，总量居全省第2位");
}

#[test]
fn regions_are_full_then_brief() {
    let list = nodes(
        r#"{"regions": [
            {"id": "p", "name": "平凉市", "level": "市", "population": "233.2万人", "households": "68万户", "area": "1.1万平方公里",
             "townships": "102个", "villages": "1469个", "counts": [{"name": "纳入政策的县（区）", "value": "7县"}]},
            {"name": "新区", "parent": "p", "founded": "2010-06", "distance": "25公里", "farmland": "2.3万亩", "villages": "12个",
             "population": "3万人"},
            {"name": "只有名称"}
        ]}"#,
        "regions",
    );
    assert_eq!(
        plain(&regions(&list, &Manner { whole: "全市".into(), ..Manner::default() })),
        "全市面积1.1万平方公里，辖102个乡镇、1469个村，共有68万户233.2万人，有纳入政策的县（区）7个；\
         新区2010年6月设立，距平凉市驻地25公里，耕地2.3万亩，12个村，人口3万人"
    );
}

#[test]
fn names_are_never_markup() {
    let list = nodes(r#"{"populations": [{"name": "*甲*[乙](丙)", "persons": "9人"}]}"#, "populations");
    assert!(say(&list[0], &Manner::default()).starts_with(r"\*甲\*\[乙\](丙)[9人](figure:/populations/0/persons)"));
}
