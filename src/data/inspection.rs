//! 观摩, 督查, 暗访 and what they bring to light: problems and their rectification.

use super::place::Count;
use super::record::{choice, record};
use super::{Date, Period, Quantity, Rank, Rate};

record! {
    /// An inspection or a tour (genre study Q36, F1, F2, F11).
    pub struct Inspection = "督查" {
        /// Identifier.
        pub id: String = "编号",
        /// Name.
        pub name: String = "名称",
        /// Topic (name).
        pub topic: String = "工作",
        /// 观摩, 督导, 暗访, 调研, 督查 or 巡查.
        pub kind: String = "类型" ["观摩", "督导", "暗访", "调研", "督查", "巡查", "检查"],
        /// Who inspected.
        pub by: String = "组织单位",
        /// Region (id or name).
        pub region: String = "地区",
        /// 统计期间.
        pub period: Option<Period> = "统计期间",
        /// First day.
        pub start: Option<Date> = "开始日期",
        /// Last day.
        pub end: Option<Date> = "结束日期",
        /// Teams.
        pub teams: Option<Quantity> = "组数：如8个",
        /// Members of all teams.
        pub members: Option<Quantity> = "人数：如30名",
        /// Rounds.
        pub rounds: Option<Quantity> = "轮次：如3轮",
        /// Sites that were seen.
        pub site_count: Option<Quantity> = "点位数：如26个",
        /// Visits.
        pub visits: Option<Quantity> = "走访次数：如78次",
        /// How much of what was to be seen was seen.
        pub coverage: Option<Rate> = "覆盖率：如100%",
        /// Problems that were found.
        pub problems_found: Option<Quantity> = "发现问题数：如76条",
        /// How it was done: 不打招呼, 不定路线, 不要陪同.
        pub style: Vec<String> = "方式：如“不打招呼”“不定路线”",
        /// The sites, in the order of the tour.
        pub sites: Vec<Site> = "点位",
        /// How it was made known: 全市通报.
        pub published: String = "通报方式：如“全市通报”",
        /// Other figures of it.
        pub figures: Vec<Count> = "其他数据",
    }

    /// A site of an inspection.
    pub struct Site = "点位" {
        /// Day.
        pub date: Option<Date> = "日期",
        /// Region (id or name).
        pub region: String = "地区",
        /// Place.
        pub place: String = "地点",
        /// Unit.
        pub unit: String = "单位",
        /// What was looked at.
        pub item: String = "内容",
        /// Score.
        pub score: Option<Quantity> = "得分",
        /// Place in the ranking.
        pub rank: Option<Rank> = "位次",
        /// What was found, a sentence without its stop.
        pub finding: String = "所见",
        /// What is praised.
        pub praise: String = "亮点",
        /// What is lacking.
        pub problem: String = "不足",
        /// A picture's file name.
        pub photo: String = "照片",
        /// Figures of the site.
        pub figures: Vec<Count> = "数据",
    }

    /// A problem or difficulty; with source, owner and deadline it is a row of a rectification ledger (F5).
    pub struct Problem = "问题" {
        /// Identifier.
        pub id: String = "编号",
        /// Short name, 4–12 characters: 总量小.
        pub name: String = "名称：四至十二个字",
        /// Topic (name).
        pub topic: String = "工作",
        /// A sentence of explanation, without its stop.
        pub detail: String = "说明",
        /// Short traits that are listed in one breath: 总量小, 基础差.
        pub traits: Vec<String> = "表现：如“总量小”，一行一个",
        /// Where it came to light: 巡视, 审计, 考核, 暗访, 自查, 信访, or an inspection (id).
        pub source: String = "问题来源" ["巡视", "审计", "考核", "暗访", "督查", "自查", "信访"],
        /// Whether it is common to many or one unit's own.
        pub scope: Option<ProblemScope> = "范围",
        /// Kind: 作风, 资金, 项目 …
        pub kind: String = "类别",
        /// Region (id or name).
        pub region: String = "地区",
        /// Unit where it was found.
        pub unit: String = "问题单位",
        /// Who answers for it.
        pub owner: String = "责任单位",
        /// When it was found.
        pub found: Option<Date> = "发现日期",
        /// By when it must be mended.
        pub deadline: Option<Date> = "整改期限",
        /// What is done about it.
        pub measure: String = "整改措施",
        /// How it stands.
        pub status: Option<ProblemStatus> = "整改状态",
        /// When it was mended.
        pub done: Option<Date> = "完成日期",
        /// Proof that it is mended.
        pub evidence: String = "佐证",
        /// Persons concerned.
        pub persons: Option<Quantity> = "涉及人数",
        /// Figures of it.
        pub figures: Vec<Count> = "数据",
    }

    /// The state of a rectification in numbers (genre study Q34, Q35): stated here, or counted from the problems.
    pub struct RectificationSummary = "整改" {
        /// Source of the problems: 国家成效考核. Problems of this source are counted against it.
        pub source: String = "问题来源",
        /// Topic (name).
        pub topic: String = "工作",
        /// Whether it counts common problems or units' own.
        pub scope: Option<ProblemScope> = "范围",
        /// 数据截止日期.
        pub as_of: Option<Date> = "截止日期",
        /// All.
        pub total: Option<Quantity> = "总数：如76条",
        /// 已整改到位.
        pub done: Option<Quantity> = "已整改：如51条",
        /// 长期坚持.
        pub long_term: Option<Quantity> = "长期坚持：如17条",
        /// 限期整改.
        pub timed: Option<Quantity> = "限期整改：如8条",
        /// 整改中.
        pub under_way: Option<Quantity> = "整改中",
        /// 逾期.
        pub overdue: Option<Quantity> = "逾期",
        /// 整改完成率 as it is stated; otherwise computed.
        pub rate: Option<Rate> = "完成率",
        /// In words: 基本整改到位.
        pub status_text: String = "文字结论：如“基本整改到位”",
    }
}

choice! {
    /// Whether a problem is common to many units.
    pub enum ProblemScope = "范围" {
        /// 共性问题.
        Common = "共性",
        /// 个性问题.
        Own = "个性",
    }

    /// How far a problem is mended.
    pub enum ProblemStatus = "整改状态" {
        /// Mended.
        Done = "已整改",
        /// Mended in the main.
        MostlyDone = "基本到位",
        /// To be kept up for good.
        LongTerm = "长期坚持",
        /// To be mended by its deadline.
        Timed = "限期整改",
        /// Being mended.
        UnderWay = "整改中",
        /// Not mended in time.
        Overdue = "逾期",
    }
}
