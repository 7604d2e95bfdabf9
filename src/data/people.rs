//! Who does it: helpers, organisations, responsibilities, mechanisms.

use super::place::Count;
use super::record::record;
use super::{Date, Period, Quantity, Rate};

record! {
    /// 帮扶力量 (genre study Q48, J1, J2).
    pub struct HelperForce = "帮扶力量" {
        /// Identifier.
        pub id: String = "编号",
        /// Name.
        pub name: String = "名称",
        /// Topic (name).
        pub topic: String = "工作",
        /// 中直, 省直, 市直, 县直, 乡镇, 企业 or 社会组织.
        pub tier: String = "层次" ["中直", "省直", "市直", "县直", "乡镇", "企业", "社会组织"],
        /// 统计期间.
        pub period: Option<Period> = "统计期间",
        /// 数据截止日期.
        pub as_of: Option<Date> = "截止日期",
        /// 数据来源单位.
        pub source: String = "来源",
        /// Units that help.
        pub units: Option<Quantity> = "单位数：如105个",
        /// Units that helped before (Q12): 1家增至5家.
        pub prior: Option<Quantity> = "原单位数",
        /// Villages that are helped.
        pub villages: Option<Quantity> = "村数",
        /// Households that are helped.
        pub households: Option<Quantity> = "户数",
        /// Persons that are helped.
        pub persons: Option<Quantity> = "受帮扶人数",
        /// Members sent.
        pub members: Option<Quantity> = "队员数：如2610人",
        /// Projects.
        pub projects: Option<Quantity> = "项目数",
        /// Money.
        pub invested: Option<Quantity> = "投入：如5700余万元",
        /// Coverage.
        pub coverage: Option<Rate> = "覆盖率：如100%",
        /// Regions (ids or names) or villages by name.
        pub regions: Vec<String> = "帮扶地",
        /// The units by name.
        pub unit_names: Vec<String> = "单位名称",
        /// Parts by tier, which make up the whole.
        pub parts: Vec<HelperForce> = "分项",
        /// Other figures of it.
        pub figures: Vec<Count> = "其他数据",
    }

    /// 指挥部, 领导小组, 专班, 工作组 (genre study E1).
    pub struct Organisation = "机构" {
        /// Identifier.
        pub id: String = "编号",
        /// Name.
        pub name: String = "名称",
        /// Kind.
        pub kind: String = "类型" ["指挥部", "领导小组", "专班", "工作组", "办公室"],
        /// Topic (name).
        pub topic: String = "工作",
        /// Region (id or name).
        pub region: String = "地区",
        /// Level.
        pub level: String = "层级" ["省", "市", "县", "区", "乡镇", "村", "部门"],
        /// The organisation (id or name) above it.
        pub parent: String = "上级机构：机构表里的编号或名称",
        /// Head, by post or name.
        pub head: String = "负责人",
        /// Deputies.
        pub deputies: Vec<String> = "副职",
        /// Members.
        pub members: Vec<String> = "成员",
        /// How many members there are, when stated; otherwise counted.
        pub member_count: Option<Quantity> = "成员数",
        /// When it was set up.
        pub date: Option<Date> = "成立日期",
        /// Meetings held.
        pub meetings: Option<Quantity> = "开会次数：如12次",
        /// Other figures of it.
        pub figures: Vec<Count> = "其他数据",
    }

    /// Who answers for what (genre study E2, E6).
    pub struct Responsibility = "责任" {
        /// Level.
        pub level: String = "层级" ["省", "市", "县", "区", "乡镇", "村", "部门"],
        /// Who: 县委县政府.
        pub who: String = "责任人",
        /// The duty: 主体责任.
        pub duty: String = "责任",
        /// Unit.
        pub unit: String = "单位",
        /// Topic (name).
        pub topic: String = "工作",
        /// When the letter of responsibility was signed.
        pub signed: Option<Date> = "签订日期",
        /// What came of it.
        pub result: String = "兑现情况",
        /// Who takes care of which places.
        pub assignments: Vec<Assignment> = "分包",
    }

    /// 包联: a leader and the places or households in his care.
    pub struct Assignment = "分包" {
        /// Leader, by post or name, or a rank of cadres.
        pub leader: String = "领导：职务或姓名",
        /// Places (ids or names).
        pub regions: Vec<String> = "联系点",
        /// How many households each has in his care.
        pub households: Option<Quantity> = "户数：如8户",
    }

    /// 工作机制 with its rhythm (genre study F3).
    pub struct Mechanism = "机制" {
        /// Identifier.
        pub id: String = "编号",
        /// Name.
        pub name: String = "名称",
        /// Topic (name).
        pub topic: String = "工作",
        /// Who does it.
        pub actor: String = "实施单位",
        /// How often.
        pub frequency: String = "频次" ["每日", "每五天", "每周", "双周", "每旬", "每月", "每季", "半年", "每年"],
        /// The rhythm as it is said: 周汇总, 月总结.
        pub rhythm: Vec<String> = "节奏：如“周汇总”“月总结”，一行一个",
        /// What it asks, a clause.
        pub rule: String = "规则",
        /// 统计期间.
        pub period: Option<Period> = "统计期间",
        /// How often it was planned.
        pub planned: Option<Quantity> = "计划次数：如12次",
        /// How often it was held.
        pub held: Option<Quantity> = "已开展次数：如8次",
        /// Other figures of it.
        pub figures: Vec<Count> = "其他数据",
    }
}
