//! The work itself: systems, policies, practices, measures, tasks, pledges, cases, events.

use super::place::Count;
use super::record::{choice, record};
use super::resource::Work;
use super::{Date, Quantity};

record! {
    /// A named system, mechanism, code or slogan, with its members (genre study, section 4).
    pub struct System = "体系" {
        /// Identifier.
        pub id: String = "编号",
        /// Name as it is printed, without quotation marks: 6633晋位争优.
        pub name: String = "名称：不带引号，如6633晋位争优",
        /// Code: 652, 129.
        pub code: String = "代号",
        /// Topic (name).
        pub topic: String = "工作",
        /// 目标, 指挥, 识别, 政策, 工作法, 制度, 模式 …
        pub kind: String = "类型" ["目标", "指挥", "识别", "政策", "工作法", "制度", "模式", "口号", "档案"],
        /// On what or whom it works, printed before the count: 产业发展(五种带动模式), 贫困村.
        pub object: String = "对象：如“贫困村”",
        /// How many members, when stated; otherwise counted.
        pub count: Option<Quantity> = "成员数：如5种；列了成员可不填",
        /// Members.
        pub members: Vec<String> = "成员：一行一个",
        /// Members that have members or counts of their own: 5个办法、5个方案.
        pub groups: Vec<MemberGroup> = "成员组",
        /// Where it is the first of its kind: 全省.
        pub first_in: String = "首创范围：如“全省”",
        /// The document that introduced it.
        pub introduced_in: String = "出处文件",
        /// Figures of it.
        pub figures: Vec<Count> = "数据",
    }

    /// A member of a system that has members or a count of its own.
    pub struct MemberGroup = "成员组" {
        /// Name.
        pub name: String = "名称",
        /// How many.
        pub count: Option<Quantity> = "数目：如5个",
        /// Members.
        pub members: Vec<String> = "成员",
    }

    /// A document of policy.
    pub struct Policy = "政策" {
        /// Title without book marks.
        pub title: String = "标题：不带书名号",
        /// Topic (name).
        pub topic: String = "工作",
        /// Issuer.
        pub issuer: String = "发文机关",
        /// 文号.
        pub code: String = "文号",
        /// Date.
        pub date: Option<Date> = "发文日期",
        /// From when it is in force.
        pub effective: Option<Date> = "施行日期",
        /// 意见, 办法, 方案, 通知 or 规划.
        pub kind: String = "文种" ["意见", "办法", "方案", "通知", "规划"],
        /// How many documents, when it stands for a set: 10多个.
        pub count: Option<Quantity> = "件数：一套文件时填，如“10多个”",
        /// What it sets, by name.
        pub params: Vec<Count> = "参数",
    }

    /// A group of experience: what was done, to be summed up and carried on.
    pub struct Practice = "做法" {
        /// Headline, verb phrase: 建立脱贫攻坚体系.
        pub headline: String = "标题：动宾短语",
        /// The principle behind it, a sentence without its stop.
        pub basis: String = "依据",
        /// Topic (name).
        pub topic: String = "工作",
        /// How the members are counted, with the measure word: 个方面, 条途径.
        pub member_noun: String = "量词：如“个方面”",
        /// Members.
        pub members: Vec<Measure> = "内容",
    }

    /// A measure: what was done, or what is to be done.
    pub struct Measure = "措施" {
        /// Identifier.
        pub id: String = "编号",
        /// Name or headline: 产业扶贫.
        pub name: String = "名称",
        /// Topic (name).
        pub topic: String = "工作",
        /// The theme under which measures are grouped: 六个突出.
        pub theme: String = "主题：如“六个突出”",
        /// The slogan (system id or name) to which it belongs.
        pub slogan: String = "口号",
        /// The principle behind it, a clause: 把产业发展作为脱贫攻坚的根本之策.
        pub basis: String = "依据",
        /// What is or was done, each a verb phrase that can stand alone.
        pub actions: Vec<String> = "做法：一行一条",
        /// Figures that belong to it.
        pub figures: Vec<Count> = "数据",
        /// Targets (ids) that it serves.
        pub targets: Vec<String> = "目标：目标表里的编号",
        /// Who does it.
        pub owners: Vec<String> = "责任单位",
        /// Named members that are listed one by one: 特困人员救助, 医疗救助.
        pub items: Vec<String> = "事项",
        /// How the items are called: 救助措施.
        pub item_noun: String = "事项统称：如“救助措施”",
        /// Named systems (ids) that it uses.
        pub systems: Vec<String> = "体系：体系表里的编号",
        /// Documents of policy that it rests on (titles).
        pub policies: Vec<String> = "政策：文件标题",
        /// How many documents there are in all, as it is said: 10多个.
        pub policy_count: Option<Quantity> = "文件数：如“10多个”",
        /// The problem that it answers, a noun phrase.
        pub against: String = "针对问题",
        /// What it is to bring about or has brought about, a verb phrase without 确保.
        pub effect: String = "成效：不带“确保”",
        /// What must be guarded against, a verb phrase.
        pub guard: String = "防止",
        /// An example (case id).
        pub case: String = "案例：案例表里的编号",
        /// Whether it supports the main measures (兜底, 配套) and is told after them.
        pub supporting: bool = "配套：在主要措施之后说",
    }

    /// A task in the closing deployment (责任, 党建, 奖惩, 督查 …).
    pub struct Deployment = "任务" {
        /// Identifier.
        pub id: String = "编号",
        /// Headline, verb phrase: 严格落实责任.
        pub task: String = "任务：动宾短语",
        /// Topic (name).
        pub topic: String = "工作",
        /// The principle behind it, a clause.
        pub basis: String = "依据",
        /// What is asked, each a verb phrase that can stand alone.
        pub requirements: Vec<String> = "要求：一行一条",
        /// Who is asked.
        pub units: Vec<String> = "单位",
        /// Who leads.
        pub lead: String = "牵头单位",
        /// From when.
        pub start: Option<Date> = "起始",
        /// By when.
        pub deadline: Option<Date> = "期限",
        /// How much: 14个.
        pub quantity: Option<Quantity> = "数量：如14个",
        /// How strongly it is asked.
        pub intensity: Option<Intensity> = "强度",
        /// How it stands.
        pub status: Option<super::target::TaskStatus> = "状态",
        /// What must not happen, a noun phrase after 坚决杜绝.
        pub forbidden: String = "杜绝：印在“坚决杜绝”之后",
        /// What it is to bring about, a verb phrase without 确保.
        pub effect: String = "成效：不带“确保”",
        /// Figures of it.
        pub figures: Vec<Count> = "数据",
    }

    /// 承诺: what the speaker's unit undertakes (genre study S06, S16).
    pub struct Pledge = "承诺" {
        /// What.
        pub item: String = "事项",
        /// Topic (name).
        pub topic: String = "工作",
        /// How much.
        pub quantity: Option<Quantity> = "数量：如8个",
        /// By when.
        pub deadline: Option<Date> = "期限",
        /// Who undertakes it.
        pub by: String = "承诺人",
        /// What it consists of, place by place.
        pub works: Vec<Work> = "内容",
        /// Figures of it.
        pub figures: Vec<Count> = "数据",
    }

    /// 建议: what the speaker's unit asks for (genre study S16).
    pub struct Suggestion = "建议" {
        /// Headline.
        pub headline: String = "标题",
        /// Why.
        pub reason: String = "理由",
        /// To whom it is addressed.
        pub to: String = "对象",
    }

    /// Something that happened: a visit, a meeting, a ceremony.
    pub struct Event = "活动" {
        /// First day.
        pub date: Option<Date> = "日期",
        /// Last day.
        pub end: Option<Date> = "结束日期",
        /// Who.
        pub who: String = "人员",
        /// What.
        pub what: String = "内容",
        /// Topic (name).
        pub topic: String = "工作",
        /// Where.
        pub places: Vec<String> = "地点",
        /// How often.
        pub count: Option<Quantity> = "次数：如2次",
    }

    /// 典型案例: place, actor, practice, effect (genre study K1).
    pub struct Case = "案例" {
        /// Identifier.
        pub id: String = "编号",
        /// Whether it is to be followed or a warning.
        pub kind: Option<CaseKind> = "类型",
        /// Topic (name).
        pub topic: String = "工作",
        /// Place.
        pub place: String = "地点",
        /// Who.
        pub actor: String = "主体",
        /// What was done, a verb phrase.
        pub practice: String = "做法",
        /// What came of it, a clause.
        pub result: String = "成效",
        /// What it teaches, a clause.
        pub lesson: String = "启示",
        /// Figures of the case.
        pub figures: Vec<Count> = "数据",
    }
}

choice! {
    /// How strongly a task is asked.
    pub enum Intensity = "强度" {
        /// 必须.
        Must = "必须",
        /// 要.
        Shall = "要",
        /// 力争.
        Strive = "力争",
    }

    /// Whether a case is an example or a warning.
    pub enum CaseKind = "类型" {
        /// 典型.
        Good = "典型",
        /// 反面.
        Warning = "反面",
    }
}
