//! Indicators and targets: what is measured, and what is to be reached.

use super::record::record;
use super::{Date, Period, Quantity, Rank};

record! {
    /// An indicator in one region and period (genre study Q01–Q09).
    pub struct Indicator {
        /// Identifier.
        pub id: String,
        /// Name: 生产总值.
        pub name: String,
        /// Topic (name).
        pub topic: String,
        /// Region (id).
        pub region: String,
        /// 统计期间.
        pub period: Option<Period>,
        /// 数据截止日期.
        pub as_of: Option<Date>,
        /// 数据来源单位 or the survey's title.
        pub source: String,
        /// A bare count said as a sentence (中心城区9条内河消除黑臭水体): where, before the number.
        pub place: String,
        /// A bare count: the objects that are counted, as a noun after the number: 内河.
        pub object: String,
        /// A bare count: what happened to them: 消除黑臭水体.
        pub verb: String,
        /// Whether a fall is good (信访批次, 事故起数).
        pub lower_is_better: bool,
        /// Level.
        pub value: Option<Quantity>,
        /// Level of the same period of last year, when stated; otherwise computed.
        pub prior: Option<Quantity>,
        /// 同比: growth against the same period of last year, negative for a fall.
        pub yoy: Option<Quantity>,
        /// Places; two are told apart by [`Rank::of`].
        pub ranks: Vec<Rank>,
        /// A place in words, where no number is given: 居全省前列.
        pub band: String,
        /// A superlative in words, a noun phrase or one that begins with 在: 在全省省辖市中最少.
        pub superlative: String,
        /// The same thing measured in several units (18批, 31人次).
        pub facets: Vec<Part>,
        /// Members with figures of their own (法院, 检察机关), or parts of the value.
        pub parts: Vec<Part>,
        /// Whether the parts are to add up to the value.
        pub parts_complete: bool,
    }

    /// A facet or member of an indicator.
    pub struct Part {
        /// Name: 批次, 法院.
        pub name: String,
        /// Level.
        pub value: Option<Quantity>,
        /// Level of the same period of last year.
        pub prior: Option<Quantity>,
        /// 同比.
        pub yoy: Option<Quantity>,
        /// Places.
        pub ranks: Vec<Rank>,
    }

    /// A target, and how far it is reached (genre study Q13–Q18).
    pub struct Target {
        /// Identifier.
        pub id: String,
        /// Name: 年度脱贫人口.
        pub name: String,
        /// The objects that are counted, as a noun after the number: 贫困人口.
        pub object: String,
        /// What happens to them, as a verb: 脱贫.
        pub verb: String,
        /// Topic (name).
        pub topic: String,
        /// Region (id).
        pub region: String,
        /// 统计期间 that the target is for.
        pub period: Option<Period>,
        /// By when.
        pub deadline: Option<Date>,
        /// 数据截止日期 of what is done.
        pub as_of: Option<Date>,
        /// 数据来源单位.
        pub source: String,
        /// What is to be reached.
        pub target: Option<Quantity>,
        /// How the target is meant: `>=` (default), `<=` or `=`.
        pub cmp: Comparison,
        /// What is reached.
        pub done: Option<Quantity>,
        /// 完成比例 as it is stated; otherwise computed.
        pub rate: Option<Quantity>,
        /// What is left, as it is stated; otherwise computed.
        pub remaining: Option<Quantity>,
        /// How many years are left: 3年, or 不到3年.
        pub years_left: Option<Quantity>,
        /// What must be done every year, as it is stated; otherwise computed from what remains.
        pub per_year: Option<Quantity>,
        /// Conditions that belong to the target, each a clause: 真正实现“两不愁三保障”.
        pub conditions: Vec<String>,
        /// Ways to reach it, each a clause.
        pub ways: Vec<String>,
    }
}

/// How a target is meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Comparison {
    /// At least (达到, 不低于).
    #[default]
    #[serde(rename = ">=", alias = "≥")]
    AtLeast,
    /// At most (控制在…以内).
    #[serde(rename = "<=", alias = "≤")]
    AtMost,
    /// Exactly.
    #[serde(rename = "=")]
    Exactly,
}
