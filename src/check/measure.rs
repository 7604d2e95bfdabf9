//! What the rules know of units, of names that tell what kind of figure something is, and how they name a figure.

use rust_decimal::Decimal;

use super::Context;
use crate::data::{Quantity, field_title};

/// Words that count the same things or are of the same size: 105家 and 105个 are one number. Within a group any two are
/// interchangeable. 人次 is no 人: one person may come twice.
const SAME: &[&[&str]] = &[
    &["人", "名", "口", "位", "个人"],
    &["批", "批次"],
    &["起", "件"],
    &["公斤", "千克"],
    &["公里", "千米"],
    &["平方公里", "平方千米"],
    &["个百分点", "百分点"],
    &["个月", "月"],
];

/// Measure words of single things, each of which may be said 个, too: 8个村, 8村. Among one another they differ.
const COUNTED: &[&str] = &[
    "家", "所", "项", "件", "起", "条", "处", "座", "种", "类", "支", "只", "台", "套", "间", "块", "份", "张", "本",
    "部", "场", "期", "县", "乡", "镇", "村", "社区", "单位", "企业", "项目", "点", "例", "宗", "大",
];

/// Units that cannot be added up: shares, scores, places, levels.
const RATIOS: &[&str] = &["%", "‰", "成", "倍", "个百分点", "百分点", "分", "位", "岁", "℃", "度", "级"];

/// Words in the name of a figure of which a part can exceed the whole: averages, rates, prices, indices, net figures.
const AVERAGES: &[&str] = &[
    "均",
    "率",
    "比重",
    "占比",
    "比例",
    "增速",
    "增幅",
    "增长",
    "指数",
    "价",
    "标准",
    "浓度",
    "满意度",
    "安全感",
    "得分",
    "评分",
    "强度",
    "密度",
    "水平",
    "净",
    "最",
    "差",
];

/// Whether two units count the same.
pub(super) fn alike(a: &str, b: &str) -> bool {
    let counts = |one: &str, other: &str| one == "个" && COUNTED.contains(&other);
    a == b || counts(a, b) || counts(b, a) || SAME.iter().any(|group| group.contains(&a) && group.contains(&b))
}

/// One unit for all that are the same: 人 for 名. (个 stands for anything that is counted, so for none.)
pub(super) fn canonical(unit: &str) -> &str {
    SAME.iter().find(|group| group.contains(&unit)).map_or(unit, |group| group[0])
}

/// Whether figures of this unit and name can be added up, so that a part is no larger than the whole.
pub(super) fn is_additive(name: &str, unit: &str) -> bool {
    !RATIOS.contains(&unit) && !unit.contains(['/', '每']) && !AVERAGES.iter().any(|word| name.contains(word))
}

/// How many of its unit make one: 100 for %.
pub(super) fn per_one(unit: &str) -> Option<Decimal> {
    match unit {
        "%" => Some(Decimal::ONE_HUNDRED),
        "‰" => Some(Decimal::ONE_THOUSAND),
        "成" => Some(Decimal::TEN),
        "倍" => Some(Decimal::ONE),
        _ => None,
    }
}

/// A figure that is set as a mark, by its number: 4000元, 4000元以上, 不低于4000元. A range and an estimate (近4000元)
/// are none.
pub(super) fn mark(quantity: &Quantity) -> Option<Decimal> {
    let set = matches!(
        quantity.qualifier(),
        None | Some(
            "以上"
                | "以下"
                | "以内"
                | "超过"
                | "逾"
                | "至少"
                | "不少于"
                | "不低于"
                | "不超过"
                | "不高于"
                | "不到"
                | "不足"
        )
    );
    quantity.value().filter(|_| set && quantity.upper().is_none())
}

/// What a figure is called in a message: 贫困村·深度贫困村的村数, 小额信贷的发放户数.
pub(super) fn told(context: &Context<'_>, at: &str) -> String {
    let field = field_title(at).filter(|title| !matches!(*title, "数值" | "数据")).unwrap_or_default();
    // A record within a record (发放) is told with its own heading; a member of a list has a name.
    let inner = at.rsplit_once('/').map_or("", |(record, _)| record);
    let stage = if inner.ends_with(|c: char| c.is_ascii_digit()) { None } else { field_title(inner) };
    let field = format!("{}{field}", stage.unwrap_or_default());
    match context.figures.name(at) {
        Some(name) if field.is_empty() => name,
        Some(name) => format!("{name}的{field}"),
        None if field.is_empty() => "这一项".to_owned(),
        None => field,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measure_words_are_alike_and_other_units_are_not() {
        for (a, b) in [("人", "名"), ("个", "家"), ("村", "个"), ("公里", "千米"), ("元", "元"), ("", "")] {
            assert!(alike(a, b), "{a} {b}");
        }
        for (a, b) in
            [("人", "人次"), ("人", "户"), ("家", "村"), ("亩", "公顷"), ("个", "人"), ("%", "个百分点"), ("个", "")]
        {
            assert!(!alike(a, b), "{a} {b}");
        }
    }

    #[test]
    fn rates_and_averages_do_not_add_up() {
        assert!(is_additive("贫困村", "个") && is_additive("三项扶贫资金", "元"));
        for (name, unit) in [("覆盖面", "%"), ("人均可支配收入", "元"), ("浓度", "微克/立方米"), ("净增户数", "户")]
        {
            assert!(!is_additive(name, unit), "{name}");
        }
    }

    #[test]
    fn a_mark_is_a_number_or_a_bound() {
        let mark = |text: &str| mark(&text.parse().unwrap()).map(|n| n.to_string());
        assert_eq!(mark("4000元以上"), Some("4000".into()));
        assert_eq!(mark("不低于0.4万元"), Some("4000.0".into()));
        assert_eq!((mark("近4000元"), mark("2—3个"), mark("79228162514264337593543950335亿元")), (None, None, None));
    }
}
