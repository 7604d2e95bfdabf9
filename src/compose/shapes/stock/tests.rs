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
