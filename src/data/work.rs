//! The work itself: assessments, systems, policies, measures, tasks, cases, problems.

use super::record::record;
use super::{Count, Date, Period, Quantity, Rank};

record! {
    /// 考核, 评估, 巡查, 验收 or another recognition from outside (genre study Q07, Q39).
    pub struct Assessment {
        /// Identifier.
        pub id: String,
        /// Name.
        pub name: String,
        /// Topic (name).
        pub topic: String,
        /// Who assessed: 国务院脱贫攻坚巡查组.
        pub by: String,
        /// The unit that was assessed, when it is not the region itself.
        pub unit: String,
        /// In whose name the unit stood there: 代表河南省.
        pub standing_for: String,
        /// 统计期间.
        pub period: Option<Period>,
        /// When.
        pub date: Option<Date>,
        /// Place.
        pub rank: Option<Rank>,
        /// Number of units ranked or named alike: 5家先进典型单位.
        pub of_units: Option<Quantity>,
        /// Verdict in words: 充分肯定, 先进典型单位, 较差等次.
        pub grade: String,
        /// Order of speaking among the units named alike.
        pub speaking_order: Option<Rank>,
        /// Where the unit spoke.
        pub venue: String,
        /// Departments that took part.
        pub departments: Option<Quantity>,
        /// The result in words: 正式封关运营.
        pub result: String,
        /// What was looked at, recognised or hosted, in order.
        pub items: Vec<String>,
    }

    /// A named system, mechanism, code or slogan, with its members (genre study, section 4).
    pub struct System {
        /// Identifier.
        pub id: String,
        /// Name as it is printed, without quotation marks: 6633晋位争优.
        pub name: String,
        /// Topic (name).
        pub topic: String,
        /// 目标, 指挥, 识别, 政策, 工作法, 制度, 模式 …
        pub kind: String,
        /// On what or whom it works, printed before the count: 产业发展(五种带动模式), 贫困村.
        pub object: String,
        /// How many members, when stated; otherwise counted.
        pub count: Option<Quantity>,
        /// Members.
        pub members: Vec<String>,
        /// Where it is the first of its kind: 全省.
        pub first_in: String,
    }

    /// A document of policy.
    pub struct Policy {
        /// Title without book marks.
        pub title: String,
        /// Topic (name).
        pub topic: String,
        /// Issuer.
        pub issuer: String,
        /// 文号.
        pub code: String,
        /// Date.
        pub date: Option<Date>,
    }

    /// A group of experience: what was done, to be summed up and carried on.
    pub struct Practice {
        /// Headline, verb phrase: 建立脱贫攻坚体系.
        pub headline: String,
        /// The principle behind it, a sentence without its stop.
        pub basis: String,
        /// Topic (name).
        pub topic: String,
        /// How the members are counted, with the measure word: 个方面, 条途径.
        pub member_noun: String,
        /// Members.
        pub members: Vec<Measure>,
    }

    /// A measure: what was done, or what is to be done.
    pub struct Measure {
        /// Identifier.
        pub id: String,
        /// Name or headline: 产业扶贫.
        pub name: String,
        /// Topic (name).
        pub topic: String,
        /// The principle behind it, a clause: 把产业发展作为脱贫攻坚的根本之策.
        pub basis: String,
        /// What is or was done, each a verb phrase that can stand alone.
        pub actions: Vec<String>,
        /// Figures that belong to it.
        pub figures: Vec<Count>,
        /// Named members that are listed one by one: 特困人员救助, 医疗救助.
        pub items: Vec<String>,
        /// How the items are called: 救助措施.
        pub item_noun: String,
        /// Named systems (ids) that it uses.
        pub systems: Vec<String>,
        /// Documents of policy that it rests on (titles).
        pub policies: Vec<String>,
        /// How many documents there are in all, as it is said: 10多个.
        pub policy_count: Option<Quantity>,
        /// The problem that it answers, a noun phrase.
        pub against: String,
        /// What it is to bring about or has brought about, a verb phrase without 确保.
        pub effect: String,
        /// What must be guarded against, a verb phrase.
        pub guard: String,
        /// An example (case id).
        pub case: String,
        /// Whether it supports the main measures (兜底, 配套) and is told after them.
        pub supporting: bool,
    }

    /// A task in the closing deployment (责任, 党建, 奖惩, 督查 …).
    pub struct Deployment {
        /// Headline, verb phrase: 严格落实责任.
        pub task: String,
        /// Topic (name).
        pub topic: String,
        /// The principle behind it, a clause.
        pub basis: String,
        /// What is asked, each a verb phrase that can stand alone.
        pub requirements: Vec<String>,
        /// Who is asked.
        pub units: Vec<String>,
        /// By when.
        pub deadline: Option<Date>,
        /// What must not happen, a noun phrase after 坚决杜绝.
        pub forbidden: String,
        /// What it is to bring about, a verb phrase without 确保.
        pub effect: String,
    }

    /// 典型案例: place, actor, practice, effect.
    pub struct Case {
        /// Identifier.
        pub id: String,
        /// Topic (name).
        pub topic: String,
        /// Place.
        pub place: String,
        /// Who.
        pub actor: String,
        /// What was done, a verb phrase.
        pub practice: String,
        /// What came of it, a clause.
        pub result: String,
        /// Figures of the case.
        pub figures: Vec<Count>,
    }

    /// A problem or difficulty.
    pub struct Problem {
        /// Identifier.
        pub id: String,
        /// Short name, 4–12 characters: 总量小.
        pub name: String,
        /// Topic (name).
        pub topic: String,
        /// A sentence of explanation, without its stop.
        pub detail: String,
        /// Short traits that are listed in one breath: 总量小, 基础差.
        pub traits: Vec<String>,
    }
}
