//! Standards, and assessments by them: 标准, 考核, 评估, 验收.

use super::place::Count;
use super::record::record;
use super::target::Comparison;
use super::{Date, Period, Quantity, Rank, Rate, Reference};

record! {
    /// A standard or a rule of policy: exit criteria, subsidies, thresholds (genre study D1–D13, Q12, Q22, Q24, Q37).
    pub struct Standard = "标准" {
        /// Identifier.
        pub id: String = "编号",
        /// Name: 农村低保标准, 贫困村出列“129”.
        pub name: String = "名称",
        /// Topic (name).
        pub topic: String = "工作",
        /// On whom it bears: 户, 村, 县.
        pub object: String = "对象" ["户", "村", "县", "人", "项目"],
        /// Region (id or name).
        pub region: String = "地区",
        /// 统计期间.
        pub period: Option<Period> = "统计期间",
        /// The document that sets it.
        pub basis: String = "依据",
        /// The standard.
        pub value: Option<Quantity> = "标准：如2970元",
        /// What it was before (Q12).
        pub prior: Option<Quantity> = "原标准：如2952元",
        /// Per what it is counted: 每年每人.
        pub per: String = "计量口径：如“每年每人”",
        /// Growth a year (Q22): 10%以上.
        pub growth: Option<Rate> = "年增长：如10%以上",
        /// What it is to reach.
        pub target: Option<Quantity> = "目标：如4000元以上",
        /// In how many years.
        pub years: Option<Quantity> = "年限：如3年",
        /// By when.
        pub deadline: Option<Date> = "期限",
        /// The standard (id) of the level above, below which it must not stay.
        pub parent: String = "上级标准：标准表里的编号",
        /// What must be met.
        pub items: Vec<StandardItem> = "条款",
        /// Who meets it.
        pub results: Vec<StandardResult> = "达标",
        /// Steps by object or year (Q24): a ladder.
        pub steps: Vec<Step> = "档次",
        /// Other figures of it.
        pub figures: Vec<Count> = "其他数据",
    }

    /// What a standard asks.
    pub struct StandardItem = "条款" {
        /// Name.
        pub name: String = "名称",
        /// How the value is meant.
        pub cmp: Comparison = "比较：>= 不低于，<= 不高于，= 正好",
        /// The threshold.
        pub value: Option<Quantity> = "标准值",
        /// A threshold without a number of its own: 高于全省平均水平.
        pub reference: Option<Reference> = "参照",
        /// Its weight in the whole.
        pub weight: Option<Quantity> = "权重：如30%或20分",
        /// Whether missing it decides alone (一票否决).
        pub veto: bool = "一票否决",
    }

    /// How a unit stands to an item of a standard.
    pub struct StandardResult = "达标" {
        /// Unit: a village, a household group, a county.
        pub unit: String = "单位",
        /// Item (name).
        pub item: String = "条款",
        /// What was measured.
        pub value: Option<Quantity> = "实际值",
        /// Whether it is met, as it is stated; otherwise from the value.
        pub pass: Option<bool> = "达标",
    }

    /// A step of a standard: one object or one year.
    pub struct Step = "档次" {
        /// For whom or when: 义务教育, 第一年, 和田地区.
        pub who: String = "对象：如“义务教育”“第一年”",
        /// 统计期间.
        pub period: Option<Period> = "统计期间",
        /// How much.
        pub value: Option<Quantity> = "数值",
        /// What it was before.
        pub prior: Option<Quantity> = "原数值",
        /// Why there is no figure: 多次催促至今未报.
        pub missing: String = "缺报说明",
    }

    /// 考核, 评估, 巡查, 验收 or another recognition from outside (genre study Q07, Q37–Q39, F7, F9).
    pub struct Assessment = "考核" {
        /// Identifier.
        pub id: String = "编号",
        /// Name.
        pub name: String = "名称",
        /// Topic (name).
        pub topic: String = "工作",
        /// Who assessed: 国务院脱贫攻坚巡查组.
        pub by: String = "考核单位",
        /// The unit that was assessed, when it is not the region itself.
        pub unit: String = "被考核单位",
        /// In whose name the unit stood there: 代表河南省.
        pub standing_for: String = "代表：如“代表河南省”",
        /// 统计期间.
        pub period: Option<Period> = "统计期间",
        /// When.
        pub date: Option<Date> = "日期",
        /// Score.
        pub score: Option<Quantity> = "得分：如92.5分",
        /// Full score.
        pub full_score: Option<Quantity> = "满分：如100分",
        /// Place.
        pub rank: Option<Rank> = "位次：如“全省第3位”",
        /// Change of place against the last time: 2位 up, -2位 down.
        pub change: Option<Quantity> = "位次变化：上升2位填2位，下降填-2位",
        /// Number of units ranked or named alike: 5家先进典型单位.
        pub of_units: Option<Quantity> = "单位数：如5家",
        /// How many of them were talked to (约谈).
        pub talked: Option<Quantity> = "约谈数：如8个",
        /// Verdict in words: 充分肯定, 先进典型单位, 较差等次.
        pub grade: String = "等次" ["优秀", "好", "较好", "一般", "较差", "差"],
        /// Order of speaking among the units named alike.
        pub speaking_order: Option<Rank> = "发言次序",
        /// Where the unit spoke.
        pub venue: String = "发言地点",
        /// Departments that took part.
        pub departments: Option<Quantity> = "部门数：如5部委",
        /// The result in words: 正式封关运营.
        pub result: String = "结果",
        /// What was looked at, recognised or hosted, in order.
        pub items: Vec<String> = "事项",
        /// The scheme: groups with weights and scores (Q37).
        pub groups: Vec<SchemeGroup> = "考核体系",
        /// What is drawn as a sample (Q38).
        pub sample: Sample = "抽样",
        /// The ranking of the units (F7).
        pub ranking: Vec<Ranking> = "排名",
        /// What happened when (F9).
        pub timeline: Vec<Milestone> = "进程",
        /// Other figures of it.
        pub figures: Vec<Count> = "其他数据",
    }

    /// A group of an assessment scheme.
    pub struct SchemeGroup = "考核体系" {
        /// Name.
        pub name: String = "名称",
        /// Its weight in the whole: 70%, 30分.
        pub weight: Option<Quantity> = "权重：如70%",
        /// Number of aspects (方面).
        pub aspects: Option<Quantity> = "方面数：如5个",
        /// Number of indicators (指标).
        pub indicators: Option<Quantity> = "指标数：如18项",
        /// Number of elements (要素).
        pub elements: Option<Quantity> = "要素数：如48个",
        /// Its items with their scores.
        pub items: Vec<SchemeItem> = "计分项",
    }

    /// An item of an assessment scheme.
    pub struct SchemeItem = "计分项" {
        /// Name.
        pub name: String = "名称",
        /// How many points it is worth.
        pub points: Option<Quantity> = "分值：如20分",
        /// How many were reached.
        pub score: Option<Quantity> = "得分",
    }

    /// A sampling plan (genre study Q38).
    pub struct Sample = "抽样" {
        /// Townships.
        pub townships: Option<Quantity> = "乡镇数：如3个",
        /// Villages of each township.
        pub villages_per_township: Option<Quantity> = "每乡镇村数：如1个",
        /// Households of each village.
        pub households_per_village: Option<Quantity> = "每村户数：如4户",
        /// Households in all, as it is stated; otherwise computed.
        pub households: Option<Quantity> = "总户数",
    }

    /// A unit in a ranking.
    pub struct Ranking = "排名" {
        /// Unit: a region (id or name) or a department.
        pub unit: String = "单位",
        /// Score.
        pub score: Option<Quantity> = "得分",
        /// Place.
        pub rank: Option<Rank> = "位次：如“第3位”",
        /// Place of the last time.
        pub prior_rank: Option<Rank> = "上次位次",
        /// Grade.
        pub grade: String = "等次",
        /// Whether it was talked to (约谈).
        pub talked: bool = "约谈",
        /// A remark.
        pub remark: String = "备注",
    }

    /// Something that happened, or is to happen, on a day.
    pub struct Milestone = "进程" {
        /// What.
        pub name: String = "名称",
        /// When.
        pub date: Option<Date> = "日期",
        /// What came of it.
        pub result: String = "结果",
    }
}
