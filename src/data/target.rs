//! Targets: what is to be reached, and how far it is reached.

use super::place::Count;
use super::record::{choice, record};
use super::{Date, Period, Quantity, Rate, Reference};

record! {
    /// A target, and how far it is reached (genre study Q13–Q24).
    pub struct Target = "目标" {
        /// Identifier.
        pub id: String = "编号",
        /// Name: 年度脱贫人口.
        pub name: String = "名称",
        /// The objects that are counted, as a noun after the number: 贫困人口.
        pub object: String = "数后名词：如“贫困人口”",
        /// What happens to them, as a verb: 脱贫.
        pub verb: String = "谓语：如“脱贫”",
        /// Topic (name).
        pub topic: String = "工作",
        /// Region (id or name).
        pub region: String = "地区",
        /// The target (id) of which it is a part, or which the region above sets.
        pub parent: String = "上级目标：目标表里的编号",
        /// For whom it holds, when it is a quota (Q19): 每个贫困村.
        pub scope: String = "范围：定额针对谁，如“每个贫困村”",
        /// How many such units there are; with it the quota gives a total.
        pub units: Option<Quantity> = "单位数：如191个",
        /// The document or decision that it rests on.
        pub basis: String = "依据",
        /// 统计期间 that the target is for.
        pub period: Option<Period> = "统计期间",
        /// Whether what is done is counted from a start on (累计); then the period must have a start.
        pub cumulative: bool = "累计",
        /// From when.
        pub start: Option<Date> = "起始",
        /// By when.
        pub deadline: Option<Date> = "期限：如2017底",
        /// 数据截止日期 of what is done.
        pub as_of: Option<Date> = "截止日期",
        /// 数据来源单位.
        pub source: String = "来源",
        /// The level from which it starts.
        pub baseline: Option<Quantity> = "基数：起点数，如2970元",
        /// Growth a year that is promised, in per cent (Q22): 10%以上.
        pub growth: Option<Rate> = "年增长：如10%以上",
        /// A multiple that is promised (Q23): 2倍.
        pub multiple: Option<Quantity> = "倍数：翻番填“2倍”",
        /// What is to be reached.
        pub target: Option<Quantity> = "目标：如7.38万人",
        /// A target without a number of its own (Q21): 不低于全市平均水平.
        pub reference: Option<Reference> = "参照：如“不低于全市平均水平”",
        /// How the target is meant: `>=` (default), `<=` or `=`.
        pub cmp: Comparison = "比较：>= 达到，<= 控制在以内，= 正好",
        /// What is reached.
        pub done: Option<Quantity> = "已完成：如4.98万人",
        /// 完成比例 as it is stated; otherwise computed.
        pub rate: Option<Rate> = "完成比例：不填则计算",
        /// What is left, as it is stated; otherwise computed.
        pub remaining: Option<Quantity> = "剩余：不填则计算",
        /// How many years it takes: 3年.
        pub years: Option<Quantity> = "年限：如3年",
        /// How many years are left: 3年, or 不到3年.
        pub years_left: Option<Quantity> = "剩余年数：如“不到3年”",
        /// What must be done every year, as it is stated; otherwise computed from what remains.
        pub per_year: Option<Quantity> = "年均任务：不填则计算",
        /// Stages (Q17, Q24): a ladder of years or percentages.
        pub stages: Vec<Stage> = "阶段",
        /// 其中: subsets of the target.
        pub of_which: Vec<Count> = "其中",
        /// Who answers for it.
        pub owner: String = "责任单位",
        /// Who helps.
        pub deputies: Vec<String> = "配合单位",
        /// How it stands, as it is stated.
        pub status: Option<TaskStatus> = "状态",
        /// Conditions that belong to the target, each a clause: 真正实现“两不愁三保障”.
        pub conditions: Vec<String> = "条件",
        /// Ways to reach it, each a clause.
        pub ways: Vec<String> = "途径",
        /// Other figures of it.
        pub figures: Vec<Count> = "其他数据",
    }

    /// A stage of a target (genre study Q17, Q24).
    pub struct Stage = "阶段" {
        /// Name, where it has one: 集中攻坚.
        pub name: String = "名称：如“集中攻坚”",
        /// 统计期间.
        pub period: Option<Period> = "统计期间",
        /// By when.
        pub deadline: Option<Date> = "期限",
        /// How long it lasts: 4年.
        pub duration: Option<Quantity> = "时长：如4年",
        /// What is to be reached in it.
        pub target: Option<Quantity> = "目标",
        /// What is reached in it.
        pub done: Option<Quantity> = "已完成",
        /// Villages.
        pub villages: Option<Quantity> = "村数",
        /// Households.
        pub households: Option<Quantity> = "户数",
        /// Persons.
        pub persons: Option<Quantity> = "人数",
        /// Number of counties, as it is stated; otherwise counted.
        pub county_count: Option<Quantity> = "县数",
        /// Counties.
        pub counties: Vec<String> = "县（区）",
        /// Townships.
        pub townships: Vec<String> = "乡镇",
    }
}

choice! {
    /// How a task stands.
    pub enum TaskStatus = "状态" {
        /// Not begun.
        NotStarted = "未启动",
        /// Under way.
        UnderWay = "进行中",
        /// Behind schedule.
        Behind = "滞后",
        /// Done.
        Done = "已完成",
    }
}

/// How a target is meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(title = "比较"))]
pub enum Comparison {
    /// At least (达到, 不低于).
    #[default]
    #[cfg_attr(test, serde(rename = ">=", alias = "≥"))]
    AtLeast,
    /// At most (控制在…以内).
    #[cfg_attr(test, serde(rename = "<=", alias = "≤"))]
    AtMost,
    /// Exactly.
    #[cfg_attr(test, serde(rename = "="))]
    Exactly,
}

impl Comparison {
    /// The sign as it stands in the data.
    pub fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => ">=",
            Self::AtMost => "<=",
            Self::Exactly => "=",
        }
    }
}

impl super::field::Item for Comparison {
    fn read(tree: &super::tree::Tree) -> Result<Self, super::field::Wrong> {
        use Comparison::{AtLeast, AtMost, Exactly};

        const SIGNS: [(&str, Comparison); 5] =
            [(">=", AtLeast), ("≥", AtLeast), ("<=", AtMost), ("≤", AtMost), ("=", Exactly)];
        super::field::word(tree, &SIGNS)
    }

    fn json(&self) -> serde_json::Value {
        self.sign().into()
    }

    fn node(&self) -> super::node::Node {
        super::node::Node::Text(self.sign().into())
    }
}

super::field::plain_fields!(Comparison);
super::field::serde_by_item!(Comparison);
