//! What a name of the data says already: the verb with which it begins or ends, what it measures, the whole that it is of.

use crate::compose::node::Node;
use crate::data::field_title;

/// Verbs with which the name of money, of a work, of a task or of an indicator can begin; it then takes its number without
/// another verb.
const BEGINNING: [&str; 62] = [
    "新建", "新增", "改造", "建成", "建立", "建设", "修建", "扩建", "实施", "完成", "开展", "组织", "投入", "安排",
    "下达", "发放", "投放", "整合", "推进", "推行", "推动", "提升", "更换", "更新", "成立", "加大", "加快", "加强",
    "落实", "帮扶", "举办", "召开", "启动", "扩大", "编制", "制定", "抓好", "强化", "增设", "安装", "修复", "清理",
    "整治", "培训", "协调", "引进", "争取", "筹集", "保障", "改善", "打造", "利用", "消除", "累计", "减少", "增加",
    "转移", "淘汰", "关闭", "排查", "治理", "拨付",
];

/// Ends of names of undertakings, which are 实施.
const UNDERTAKINGS: [&str; 4] = ["工程", "项目", "计划", "行动"];

/// Whether a name is that of an undertaking.
pub(super) fn is_undertaking(name: &str) -> bool {
    UNDERTAKINGS.iter().any(|end| name.ends_with(end))
}

/// Whether a name begins with a verb of work: 新建农桥, 实际利用外资. 治理工程 is a noun, but 治理河道 is done.
pub(super) fn acts(name: &str) -> bool {
    let name = name.strip_prefix("实际").unwrap_or(name);
    BEGINNING
        .iter()
        .any(|verb| name.strip_prefix(verb).is_some_and(|object| object != "任务" && !UNDERTAKINGS.contains(&object)))
}

/// Verbs with which the name of a measure or of a task, or an action, can begin; it then needs no other verb. Not those of
/// [`BEGINNING`], after which a number can follow.
const ACTING: [&str; 51] = [
    "注重", "突出", "抓好", "加强", "推进", "强化", "实施", "加快", "做好", "提升", "完善", "健全", "推动", "落实",
    "开展", "深化", "坚持", "发展", "培育", "加大", "狠抓", "严格", "建立", "扩大", "壮大", "打造", "构建", "优化",
    "解决", "改善", "拓宽", "创新", "压实", "夯实", "增强", "要把", "把握", "发挥", "全力", "大力", "着力", "加力",
    "切实", "做强", "做大", "打好", "打赢", "用好", "提高", "抓紧", "明确",
];

/// Such verbs and adverbs that begin nouns as well: 组织领导, 保障住房 and 转移就业脱贫 are things.
const ACTING_AT_LENGTH: [&str; 67] = [
    "转移", "建设", "聚焦", "紧盯", "破解", "激发", "着眼", "树立", "找准", "处理", "认真", "营造", "统筹", "守住",
    "防范", "整治", "保障", "补齐", "促进", "巩固", "拓展", "按照", "尊重", "整合", "组织", "清理", "盘活", "结合",
    "支持", "引导", "推广", "编制", "争取", "鼓励", "治理", "严查", "严把", "严肃", "规范", "督促", "开辟", "培养",
    "选派", "选聘", "发动", "动员", "调动", "宣传", "总结", "依托", "围绕", "针对", "对照", "利用", "运用", "学习",
    "深入", "逐户", "逐项", "逐级", "及时", "定期", "力争", "主动", "积极", "从严", "从快",
];

/// Length of the longest name that is taken for a noun if it begins with one of [`ACTING_AT_LENGTH`].
const LONG_NOUN: usize = 6;

/// Whether a name says what is to be done (压实责任), not what it is done to (责任体系).
pub(in crate::compose) fn verbal(name: &str) -> bool {
    let begins = |verbs: &[&str]| verbs.iter().any(|verb| name.starts_with(verb));
    begins(&ACTING) || name.chars().count() > LONG_NOUN && begins(&ACTING_AT_LENGTH)
}

/// Verbs with which the name of a work can end and which can stand before it as well: 村组公路改造 is 改造村组公路710公里.
const ENDING: [&str; 9] = ["改造", "新建", "扩建", "建设", "更新", "修建", "培训", "修复", "签订"];

/// A name that ends with a verb of work: the verb and what stands before it.
pub(super) fn turned(name: &str) -> Option<(&'static str, &str)> {
    let verb = ENDING.iter().find(|verb| name.ends_with(**verb))?;
    let object = name.strip_suffix(verb)?;
    // 支部规范化建设 does not become 建设支部规范化.
    (!object.is_empty() && !object.ends_with('化') && !acts(name)).then_some((*verb, object))
}

/// Verbs with which the name of a quota can begin and which leave their object before the number: 掌握实用技术 becomes 掌握1—2项实用技术.
const PARTED: [&str; 12] =
    ["加入", "接受", "掌握", "参与", "取得", "建成", "落实", "拥有", "配备", "建立", "培育", "发展"];

/// A name that begins with a verb between which and its noun the number can stand: the verb and the noun.
pub(super) fn parted(name: &str) -> Option<(&'static str, &str)> {
    PARTED.iter().find_map(|verb| Some((*verb, name.strip_prefix(verb)?)))
}

/// Ends of names that are work: an amount of it is 完成, other things 达到 a level.
const WORK: [&str; 30] = [
    "工程", "改造", "修复", "治理", "整治", "整改", "建设", "培训", "更新", "绿化", "投资", "搬迁", "检查", "改革",
    "任务", "发放", "推进", "修订", "低改", "推广", "销号", "新建", "维修", "清理", "安置", "改制", "创建", "排查",
    "监测", "验收",
];

/// Whether a name ends as work, of which an amount is 完成.
pub(super) fn is_work(name: &str) -> bool {
    WORK.iter().any(|end| name.ends_with(end))
}

/// Beginnings of verbs of change; the amount follows them: 贫困人口减少8万人, 减贫8万人.
const CHANGING: [&str; 7] = ["减", "增", "下降", "提高", "新增", "压减", "降低"];

/// Whether a verb is one of change.
pub(super) fn changes(verb: &str) -> bool {
    CHANGING.iter().any(|beginning| verb.starts_with(beginning))
}

/// Endings of names that take a verb before their number even in a row of counts (监测里程为1260公里). Fewer than [`MEASURES`]: a
/// rate or an income follows its name without one there.
const COUNTED: [&str; 8] = ["天数", "起数", "人数", "面积", "规模", "年限", "里程", "量"];

/// Whether a name needs a verb before its number, as one of a list of counts.
pub(super) fn is_counted(name: &str) -> bool {
    COUNTED.iter().any(|end| name.ends_with(end))
}

/// Ends of names that are measures: as an indicator they reach a value, or it is theirs.
const MEASURES: [&str; 24] = [
    "率", "比例", "比重", "占比", "度", "数", "量", "面积", "总值", "产值", "额", "天数", "水平", "能力", "收入",
    "能耗", "成本", "时间", "程度", "规模", "人口", "存款", "贷款", "损失",
];

/// Whether a name is that of a measure.
pub(super) fn is_measure(name: &str) -> bool {
    MEASURES.iter().any(|end| name.ends_with(end))
}

/// The whole before a subject, where the subject does not name one itself (全省…, 国家…, 各地州…).
pub(super) fn whole_before<'a>(name: &str, whole: &'a str) -> &'a str {
    if name.starts_with(['全', '各', '每']) || name.starts_with("国家") || name.starts_with(whole) {
        ""
    } else {
        whole
    }
}

/// The heading of a field of this record, without the 数 of a count: 乡镇 for 乡镇数.
pub(super) fn title(node: &Node, key: &str) -> String {
    let title = field_title(&format!("{}/{key}", node.pointer)).unwrap_or_default();
    title.strip_suffix('数').filter(|noun| noun.chars().count() > 0 && title != "基数").unwrap_or(title).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_at_the_beginning_needs_an_object() {
        assert!(acts("治理河道") && acts("实际利用外资") && acts("培训"));
        assert!(!acts("治理工程") && !acts("改造任务") && !acts("河道治理"));
    }

    #[test]
    fn what_is_to_be_done_begins_with_a_verb() {
        assert!(verbal("压实责任") && verbal("组织群众有序搬迁"));
        assert!(!verbal("责任体系") && !verbal("组织领导"));
        assert!(verbal("转移就业脱贫人口") && !verbal("转移就业脱贫"));
    }

    #[test]
    fn a_verb_at_the_end_can_come_first() {
        assert_eq!(turned("村组公路改造"), Some(("改造", "村组公路")));
        assert_eq!([turned("支部规范化建设"), turned("新建厂房改造"), turned("改造")], [None; 3]);
    }
}
