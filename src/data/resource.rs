//! What is spent and built: funds and projects.

use super::place::{Count, Share};
use super::record::record;
use super::target::TaskStatus;
use super::{Date, Period, Quantity, Rate, Ratio};

record! {
    /// Money (genre study Q28, Q40, Q42–Q45, G1–G8).
    pub struct Fund = "资金" {
        /// Identifier.
        pub id: String = "编号",
        /// Name.
        pub name: String = "名称",
        /// Topic (name).
        pub topic: String = "工作",
        /// Region (id or name).
        pub region: String = "地区",
        /// 统计期间.
        pub period: Option<Period> = "统计期间",
        /// Whether it is counted from a start on (累计); then the period must have a start.
        pub cumulative: bool = "累计",
        /// 数据截止日期.
        pub as_of: Option<Date> = "截止日期",
        /// 数据来源单位.
        pub source: String = "来源",
        /// Where the money comes from: 财政, 信贷, 社会.
        pub channel: String = "资金渠道" ["财政", "信贷", "社会", "自筹", "援助"],
        /// For whom the amount is meant: 每个基地.
        pub scope: String = "范围：如“每个基地”",
        /// The whole.
        pub total: Option<Quantity> = "总额：如26.1亿元",
        /// Parts, which make up the whole.
        pub parts: Vec<Count> = "构成",
        /// 下达.
        pub allocated: Option<Quantity> = "下达：如78437.69万元",
        /// 拨付.
        pub disbursed: Option<Quantity> = "拨付",
        /// 拨付率 as it is stated; otherwise computed.
        pub disbursed_rate: Option<Rate> = "拨付率：如81.09%",
        /// 结转结余.
        pub balance: Option<Quantity> = "结余：如2729.6万元",
        /// A loan's plan.
        pub planned: LoanStage = "计划",
        /// What was approved (批复额度).
        pub approved: LoanStage = "批复",
        /// What was applied for.
        pub applied: LoanStage = "申报",
        /// What was issued.
        pub issued: LoanStage = "发放",
        /// What was repaid.
        pub repaid: LoanStage = "回收",
        /// A ratio, as it is said: 7：3.
        pub ratio: Option<Ratio> = "比例：如7：3",
        /// A share or growth that the rule sets: 20%以上.
        pub rate: Option<Rate> = "比率：如20%以上",
        /// Money that it sets in motion, by kind (Q45).
        pub leverage: Vec<Count> = "撬动",
        /// How much for each (Q43).
        pub unit_cost: Option<Quantity> = "单位标准：如0.5万元",
        /// How many benefit.
        pub beneficiaries: Option<Quantity> = "受益数：如2986户",
        /// What is to be reached.
        pub target: Option<Quantity> = "目标",
        /// Other figures of it.
        pub figures: Vec<Count> = "其他数据",
    }

    /// A stage of a loan (genre study Q42).
    pub struct LoanStage = "贷款环节" {
        /// Households.
        pub households: Option<Quantity> = "户数",
        /// Amount.
        pub amount: Option<Quantity> = "金额",
    }

    /// A project or a class of works (genre study Q41, Q46, Q47, H1–H14).
    pub struct Project = "项目" {
        /// Identifier.
        pub id: String = "编号",
        /// Name.
        pub name: String = "名称",
        /// Topic (name).
        pub topic: String = "工作",
        /// Class: 产业, 交通, 水利, 培训 …
        pub kind: String = "类型",
        /// Region (id or name).
        pub region: String = "地区",
        /// Place.
        pub place: String = "地点",
        /// 统计期间 (the batch).
        pub period: Option<Period> = "统计期间",
        /// Whether it is counted from a start on (累计); then the period must have a start.
        pub cumulative: bool = "累计",
        /// 数据截止日期.
        pub as_of: Option<Date> = "截止日期",
        /// 数据来源单位.
        pub source: String = "来源",
        /// Projects in all, or the whole of which `quantity` is a part.
        pub total: Option<Quantity> = "总数：如3606个",
        /// Projects approved.
        pub approved: Option<Quantity> = "批复数：如825个",
        /// Projects begun.
        pub started: Option<Quantity> = "开工数",
        /// 开工率 as it is stated; otherwise computed.
        pub started_rate: Option<Rate> = "开工率：如98.91%",
        /// Projects finished.
        pub finished: Option<Quantity> = "完工数",
        /// 完工率 as it is stated; otherwise computed.
        pub finished_rate: Option<Rate> = "完工率",
        /// Investment.
        pub invest: Option<Quantity> = "投资：如3.61亿元",
        /// What the investment is made of.
        pub parts: Vec<Count> = "投资构成",
        /// Works done, with their unit: 710公里, 1424处, 5万亩.
        pub quantity: Option<Quantity> = "工程量：如710公里",
        /// What is left of the total, as it is stated; otherwise computed.
        pub remaining: Option<Quantity> = "剩余",
        /// Works one by one (Q47).
        pub works: Vec<Work> = "分项工程",
        /// Counties.
        pub counties: Option<Quantity> = "县数",
        /// Villages.
        pub villages: Option<Quantity> = "村数",
        /// Households.
        pub households: Option<Quantity> = "户数",
        /// Persons, or 人次.
        pub persons: Option<Quantity> = "人数：人与人次分清",
        /// 其中: subsets.
        pub of_which: Vec<Beneficiaries> = "其中",
        /// Coverage: 98.6%.
        pub coverage: Option<Rate> = "覆盖率：如98.6%",
        /// Shares of wholes.
        pub shares: Vec<Share> = "占比",
        /// Gain of a household: 1万余元.
        pub gain_per_household: Option<Quantity> = "户均增收：如1万余元",
        /// Yearly income of it.
        pub income: Option<Quantity> = "收益：如7万元",
        /// Cost of each.
        pub unit_cost: Option<Quantity> = "单位投资：如2.4万元",
        /// Model: 公司+农户.
        pub model: String = "模式：如“公司+农户”",
        /// Who answers for it.
        pub owner: String = "责任单位",
        /// From when.
        pub start: Option<Date> = "开工日期",
        /// By when.
        pub deadline: Option<Date> = "完工期限",
        /// How many years it takes.
        pub years: Option<Quantity> = "年限：如3年",
        /// How it stands.
        pub status: Option<TaskStatus> = "状态",
        /// Other figures of it.
        pub figures: Vec<Count> = "其他数据",
    }

    /// A subset of those whom a project reaches.
    pub struct Beneficiaries = "受益" {
        /// Who: 建档立卡贫困户.
        pub name: String = "名称",
        /// Villages.
        pub villages: Option<Quantity> = "村数",
        /// Households.
        pub households: Option<Quantity> = "户数",
        /// Persons.
        pub persons: Option<Quantity> = "人数",
    }

    /// A work done or to be done.
    pub struct Work = "工程" {
        /// Name: 村通砂石路.
        pub name: String = "名称",
        /// Place.
        pub place: String = "地点",
        /// How much: 2公里, 1座, 60户.
        pub quantity: Option<Quantity> = "数量：如2公里",
        /// By when.
        pub deadline: Option<Date> = "期限",
    }
}
