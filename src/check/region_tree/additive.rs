//! Which figures of regions can be added.

use crate::data::{Quantity, Scale};

/// Units of what stands in one place only.
const UNITS: [&str; 61] = [
    "人",
    "名",
    "户",
    "口",
    "人次",
    "户次",
    "个",
    "村",
    "乡",
    "镇",
    "乡镇",
    "家",
    "所",
    "处",
    "座",
    "站",
    "片",
    "块",
    "栋",
    "间",
    "套",
    "项",
    "条",
    "件",
    "批",
    "起",
    "例",
    "宗",
    "笔",
    "台",
    "辆",
    "盏",
    "眼",
    "亩",
    "公顷",
    "平方米",
    "平方公里",
    "平方千米",
    "公里",
    "千米",
    "米",
    "棵",
    "株",
    "头",
    "只",
    "羽",
    "尾",
    "箱",
    "斤",
    "公斤",
    "千克",
    "吨",
    "立方米",
    "千瓦",
    "千瓦时",
    "兆瓦",
    "班组",
    "岗位",
    "床位",
    "元",
    "美元",
];

/// Words in the names of what is no sum, or what each level has of its own.
const NOT_ADDED: [&str; 47] = [
    "率",
    "比重",
    "占比",
    "比例",
    "均",
    "每",
    "指数",
    "浓度",
    "增速",
    "增幅",
    "增长",
    "位次",
    "排名",
    "得分",
    "评分",
    "满意度",
    "强度",
    "密度",
    "单价",
    "价格",
    "低保标准",
    "补助标准",
    "定额",
    "最高",
    "最低",
    "最大",
    "最小",
    "水平",
    "生产总值",
    "增加值",
    "GDP",
    "会议",
    "文件",
    "小组",
    "专班",
    "工作组",
    "指挥部",
    "督查",
    "督导",
    "暗访",
    "调研",
    "制度",
    "机制",
    "方案",
    "本级",
    "部门",
    "种类",
];

/// Whether figures of this name add up over regions, as far as the name tells.
pub(super) fn name(name: &str) -> bool {
    !name.is_empty() && !NOT_ADDED.iter().any(|word| name.contains(word))
}

/// Whether figures of this unit add up.
pub(super) fn unit(value: &Quantity) -> bool {
    // 12345元 is a wage, a price or a standard; a sum of money is told in 万 or 亿.
    let each = matches!(value.unit(), "元" | "美元") && value.scale() == Scale::One;
    !each && UNITS.contains(&value.unit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_amounts_are_added_but_no_rates_and_averages() {
        let can = |called: &str, value: &str| name(called) && unit(&value.parse().unwrap());
        for (called, value) in [
            ("贫困人口", "4.98万人"),
            ("财政收入", "26.1亿元"),
            ("贫困村", "278个"),
            ("高标准农田", "5万亩"),
            ("信访", "18批"),
        ] {
            assert!(can(called, value), "{called}");
        }
        for (called, value) in [
            ("贫困发生率", "2.22%"),
            ("人均可支配收入", "1.2万元"),
            ("农民纯收入", "12345元"),
            ("细颗粒物浓度", "45微克/立方米"),
            ("生产总值", "988.3亿元"),
            ("召开会议", "12个"),
            ("得分", "92.5分"),
            ("工期", "3年"),
        ] {
            assert!(!can(called, value), "{called}");
        }
    }
}
