//! Regions: 行政区 and functional areas.

use super::record::record;
use super::{Date, Period, Quantity};

record! {
    /// A region.
    pub struct Region {
        /// Identifier that other records use.
        pub id: String,
        /// Name: 商丘市.
        pub name: String,
        /// 省, 市, 县, 乡镇 or 村.
        pub level: String,
        /// The region (id or name) that it belongs to.
        pub parent: String,
        /// 贫困县, 老区, 功能区 …
        pub kind: String,
        /// How it calls itself: 我市. Empty: from the level.
        pub self_noun: String,
        /// How it calls its parts: 各县（区）. Empty: from the level.
        pub sub_unit_noun: String,
        /// Stock figures with their names: 扶贫开发重点县 6个, 乡镇 65个.
        pub counts: Vec<Count>,
    }

    /// A named count or amount.
    pub struct Count {
        /// What is counted.
        pub name: String,
        /// How many.
        pub value: Option<Quantity>,
        /// 统计期间.
        pub period: Option<Period>,
        /// 数据截止日期.
        pub as_of: Option<Date>,
        /// 数据来源单位.
        pub source: String,
    }

    /// 贫困存量 or another counted population, at a point in time.
    pub struct Population {
        /// What is counted: 剩余贫困人口.
        pub name: String,
        /// The noun after the number, where the name does not fit there: 贫困人口.
        pub object: String,
        /// Region (id).
        pub region: String,
        /// Topic (name).
        pub topic: String,
        /// 数据截止日期.
        pub as_of: Option<Date>,
        /// 数据来源单位.
        pub source: String,
        /// Villages.
        pub villages: Option<Quantity>,
        /// Households.
        pub households: Option<Quantity>,
        /// Persons.
        /// Persons.
        pub persons: Option<Quantity>,
        /// 发生率.
        pub rate: Option<Quantity>,
        /// 其中: subsets, each no larger than the whole. They need not add up.
        pub of_which: Vec<Population>,
        /// Parts that make up the whole. They must add up.
        pub parts: Vec<Population>,
    }
}
