//! Indicators: what is measured.

use super::place::{Count, RegionValue, Share};
use super::record::record;
use super::{Date, Period, Quantity, Rank, Rate, Reference};

record! {
    /// An indicator in one region and period (genre study Q01–Q12, Q26–Q29, Q33).
    pub struct Indicator = "指标" {
        /// Identifier.
        pub id: String = "编号",
        /// Name: 生产总值.
        pub name: String = "名称",
        /// Topic (name).
        pub topic: String = "工作",
        /// Region (id or name).
        pub region: String = "地区",
        /// 统计期间.
        pub period: Option<Period> = "统计期间：如“上半年”“1—7月”",
        /// Whether it is counted from a start on (累计); then the period must have a start.
        pub cumulative: bool = "累计",
        /// 数据截止日期.
        pub as_of: Option<Date> = "截止日期",
        /// 数据来源单位 or the survey's title.
        pub source: String = "来源",
        /// A bare count said as a sentence (中心城区9条内河消除黑臭水体): where, before the number.
        pub place: String = "地点：印在数字之前",
        /// A bare count: the objects that are counted, as a noun after the number: 内河.
        pub object: String = "数后名词：印在数字之后",
        /// A bare count: what happened to them: 消除黑臭水体.
        pub verb: String = "谓语：印在名词之后，如“消除黑臭水体”",
        /// Whether a fall is good (信访批次, 事故起数).
        pub lower_is_better: bool = "越低越好",
        /// Level.
        pub value: Option<Quantity> = "数值：连同单位，如988.3亿元",
        /// Level of the same period of last year, when stated; otherwise computed.
        pub prior: Option<Quantity> = "上年同期",
        /// 同比: growth against the same period of last year, negative for a fall.
        pub yoy: Option<Rate> = "同比：如9%，下降写-33.3%",
        /// 同比 of a rate, in percentage points.
        pub yoy_points: Option<Quantity> = "同比百分点：如1.2个百分点",
        /// Places; two are told apart by [`Rank::of`].
        pub ranks: Vec<Rank> = "位次：如“增速居全省第3位”",
        /// A place in words, where no number is given: 居全省前列.
        pub band: String = "位次评语：如“居全省前列”",
        /// A superlative in words, a noun phrase or one that begins with 在: 在全省省辖市中最少.
        pub superlative: String = "之最",
        /// Gaps to reference values (Q09): 比全国低12.54个百分点.
        pub references: Vec<Reference> = "比较：如“比全国低12.54个百分点”",
        /// Its course over several periods (Q10).
        pub series: Vec<Point> = "历次",
        /// 年均变化, as it is stated; otherwise computed from the series.
        pub mean_change: Option<Quantity> = "年均变化：如5300人",
        /// The same thing measured in several units (18批, 31人次).
        pub facets: Vec<Part> = "多种计量",
        /// Members with figures of their own (法院, 检察机关), or parts of the value.
        pub parts: Vec<Part> = "分项",
        /// Whether the parts are to add up to the value.
        pub parts_complete: bool = "分项齐全：各分项相加应等于总数",
        /// 其中: subsets, each no larger than the whole (Q26).
        pub of_which: Vec<Part> = "其中",
        /// Its share of several wholes (Q29).
        pub shares: Vec<Share> = "占比",
        /// The same indicator region by region (Q33).
        pub by_region: Vec<RegionValue> = "分地区",
        /// Whether the regions are to add up to the value.
        pub regions_complete: bool = "地区齐全：各地区相加应等于总数",
        /// The unit with the most, where it is stated and not computed (Q32).
        pub highest: Option<RegionValue> = "最高",
        /// The unit with the least, where it is stated and not computed.
        pub lowest: Option<RegionValue> = "最低",
        /// The value per head, household, village … (Q43, Q46).
        pub per_unit: Vec<PerUnit> = "平均",
        /// Other figures of it.
        pub figures: Vec<Count> = "其他数据",
    }

    /// A facet, member or subset of an indicator.
    pub struct Part = "分项" {
        /// Name: 批次, 法院.
        pub name: String = "名称",
        /// Level.
        pub value: Option<Quantity> = "数值",
        /// 统计期间, where it differs from the whole's.
        pub period: Option<Period> = "统计期间",
        /// Level of the same period of last year.
        pub prior: Option<Quantity> = "上年同期",
        /// 同比.
        pub yoy: Option<Rate> = "同比",
        /// Its share of the whole.
        pub share: Option<Rate> = "占比",
        /// Places.
        pub ranks: Vec<Rank> = "位次",
    }

    /// A value of a series.
    pub struct Point = "历次" {
        /// When: 2017, 2017-08.
        pub date: Option<Date> = "时间：如2017或2017-08",
        /// Level.
        pub value: Option<Quantity> = "数值",
    }

    /// A value divided among units: 人均, 户均, 每个基地.
    pub struct PerUnit = "平均" {
        /// How it is called: 人均收入.
        pub name: String = "名称：如“人均收入”",
        /// Among how many: 6278人.
        pub units: Option<Quantity> = "单位数：如6278人",
        /// How much each, as it is stated; otherwise computed.
        pub value: Option<Quantity> = "均值：如7612元",
    }
}
