//! Regions and what is counted in them: 行政区, functional areas, populations and stocks.

use super::record::record;
use super::{Date, Period, Quantity, Rank, Rate};

record! {
    /// A region.
    pub struct Region = "地区" {
        /// Identifier that other records use.
        pub id: String = "编号：别的表用它指这个地区",
        /// Name: 商丘市.
        pub name: String = "名称",
        /// 省, 市, 县, 乡镇 or 村.
        pub level: String = "层级" ["省", "市", "县", "区", "乡镇", "村", "部门"],
        /// The region (id or name) that it belongs to.
        pub parent: String = "上级：上级地区的编号或名称",
        /// 贫困县, 老区, 功能区 …
        pub kind: String = "类型：如贫困县、老区、功能区",
        /// How it calls itself: 我市. Empty: from the level.
        pub self_noun: String = "自称：如“我市”",
        /// How it calls its parts: 各县（区）. Empty: from the level.
        pub sub_unit_noun: String = "下级称谓：如“各县（市、区）”",
        /// 人口.
        pub population: Option<Quantity> = "人口：如175万人",
        /// 户数.
        pub households: Option<Quantity> = "户数",
        /// 面积.
        pub area: Option<Quantity> = "面积：如2946平方公里",
        /// 耕地.
        pub farmland: Option<Quantity> = "耕地：如2.3万亩",
        /// 村数.
        pub villages: Option<Quantity> = "村数",
        /// 乡镇数.
        pub townships: Option<Quantity> = "乡镇数",
        /// Distance from the seat of the region above it.
        pub distance: Option<Quantity> = "距离：距上级驻地，如25公里",
        /// When it was founded.
        pub founded: Option<Date> = "设立时间",
        /// Other stock figures with their names: 扶贫开发重点县 6个, 省辖市 18个.
        pub counts: Vec<Count> = "数据",
    }

    /// A named count or amount.
    pub struct Count = "数据" {
        /// What is counted.
        pub name: String = "名称",
        /// How many.
        pub value: Option<Quantity> = "数值：连同单位，如4.98万人",
        /// 统计期间.
        pub period: Option<Period> = "统计期间",
        /// 数据截止日期.
        pub as_of: Option<Date> = "截止日期",
        /// 数据来源单位.
        pub source: String = "来源",
    }

    /// 贫困存量 or another counted population, at a point in time (genre study Q14, Q25–Q27, Q31, Q32).
    pub struct Population = "人口" {
        /// Identifier.
        pub id: String = "编号",
        /// What is counted: 剩余贫困人口.
        pub name: String = "名称",
        /// The noun after the number, where the name does not fit there: 贫困人口.
        pub object: String = "数后名词：名称不能直接跟在数字后时填，如“贫困人口”",
        /// Region (id or name).
        pub region: String = "地区",
        /// Topic (name).
        pub topic: String = "工作",
        /// 统计期间.
        pub period: Option<Period> = "统计期间",
        /// 数据截止日期.
        pub as_of: Option<Date> = "截止日期",
        /// 数据来源单位.
        pub source: String = "来源",
        /// Villages.
        pub villages: Option<Quantity> = "村数",
        /// Villages of deep poverty among them.
        pub deep_villages: Option<Quantity> = "深度贫困村数",
        /// Households.
        pub households: Option<Quantity> = "户数",
        /// Persons.
        pub persons: Option<Quantity> = "人数",
        /// Villages that have not yet left the list.
        pub unlifted_villages: Option<Quantity> = "未退出村数",
        /// Households that have not yet been lifted.
        pub unlifted_households: Option<Quantity> = "未脱贫户数",
        /// Persons that have not yet been lifted.
        pub unlifted_persons: Option<Quantity> = "未脱贫人数",
        /// Villages that have left the list.
        pub lifted_villages: Option<Quantity> = "已退出村数",
        /// Households that have been lifted.
        pub lifted_households: Option<Quantity> = "已脱贫户数",
        /// Persons that have been lifted.
        pub lifted_persons: Option<Quantity> = "已脱贫人数",
        /// 发生率.
        pub rate: Option<Rate> = "发生率：如2.22%",
        /// The population that the rate refers to: 农村人口.
        pub base: Option<Quantity> = "基数：发生率的分母，如162.6万人",
        /// Its share of several wholes (Q29).
        pub shares: Vec<Share> = "占比",
        /// Places.
        pub ranks: Vec<Rank> = "位次",
        /// 其中: subsets, each no larger than the whole. They need not add up.
        pub of_which: Vec<Population> = "其中",
        /// Parts that make up the whole. They must add up.
        pub parts: Vec<Population> = "分项",
        /// The same population region by region; the regions together make up the whole.
        pub by_region: Vec<Population> = "分地区",
        /// Causes (致贫原因).
        pub causes: Vec<Cause> = "原因",
        /// The unit with the most, where it is stated and not computed.
        pub highest: Option<RegionValue> = "最多",
        /// The unit with the least, where it is stated and not computed.
        pub lowest: Option<RegionValue> = "最少",
        /// Other figures of it.
        pub figures: Vec<Count> = "其他数据",
    }

    /// A share of a whole (genre study Q29).
    pub struct Share = "占比" {
        /// Of what: 全县总村数.
        pub whole: String = "总体：如“全县总村数”",
        /// How large the whole is.
        pub total: Option<Quantity> = "总体数：如830个",
        /// The share as it is stated; otherwise computed.
        pub rate: Option<Rate> = "占比：如23%",
    }

    /// A cause and how many it concerns.
    pub struct Cause = "原因" {
        /// The cause: 因病.
        pub name: String = "名称：如“因病”",
        /// Households.
        pub households: Option<Quantity> = "户数",
        /// Persons.
        pub persons: Option<Quantity> = "人数",
        /// Its share, as it is stated.
        pub rate: Option<Rate> = "占比",
    }

    /// A figure of one region or unit (genre study Q32, Q33). A missing value is itself a statement.
    pub struct RegionValue = "地区值" {
        /// Region (id or name) or unit.
        pub region: String = "地区",
        /// The figure.
        pub value: Option<Quantity> = "数值",
        /// 同比.
        pub yoy: Option<Rate> = "同比",
        /// Place.
        pub rank: Option<Rank> = "位次",
        /// Why there is no figure: 多次催促至今未报.
        pub missing: String = "缺报说明：没有数值时填，如“至今未报”",
    }
}
