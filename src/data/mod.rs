//! Stage 1: bytes or a JavaScript value become [`Progress`], the facts and figures that a report is written from.
//!
//! The model follows section 5 of the genre study. Three rules hold everywhere:
//! - A figure is exact and keeps its unit, scale and printed decimals ([`Quantity`]); nothing is a float.
//! - What can be computed is computed ([`Figures::figure`] names formula and operands); a stated value overrides it
//!   and is checked.
//! - Everything is optional. What is missing shortens the text; what is wrong is a [`Finding`](crate::Finding) with its
//!   JSON pointer, and the rest is still used.

mod date;
mod derive;
mod field;
mod figures;
mod indicator;
mod inspection;
mod load;
mod node;
mod numeral;
mod people;
mod period;
mod place;
mod quantity;
mod rank;
mod rate;
mod ratio;
mod record;
mod reference;
mod report;
mod resource;
mod schema;
mod select;
mod spoken;
mod standard;
mod target;
mod tree;
mod work;

pub use date::Date;
pub(crate) use date::{calendar_day, months_after};
pub(crate) use derive::{Derived, FORMULAS, Formula, round, title as derived_title};
pub(crate) use field::{Field, set_fields};
pub use figures::{Figure, FigureError, FigureValue, Figures, Form};
pub use indicator::{Indicator, Part, PerUnit, Point};
pub use inspection::{Inspection, Problem, ProblemScope, ProblemStatus, RectificationSummary, Site};
pub(crate) use load::describe;
pub use load::{Loaded, MAX_BYTES, Origin, from_json, from_value};
#[cfg(feature = "workbook")]
pub(crate) use load::{escape, too_large};
pub(crate) use numeral::parse_chinese;
pub use numeral::{chinese_numeral, counting_numeral};
pub use people::{Assignment, HelperForce, Mechanism, Organisation, Responsibility};
pub use period::{Period, PeriodKind};
pub use place::{Cause, Count, Population, Region, RegionValue, Share};
pub use quantity::{Quantity, QuantityError, Scale};
pub use rank::{Rank, RankBand};
pub use rate::Rate;
pub use ratio::Ratio;
pub use reference::{Reference, Sense};
pub use report::{
    Address, ExhibitKind, ExhibitRequest, FiguresStyle, Issuance, Meeting, PhraseBank, Report, Series, Speaker, Topic,
};
pub use resource::{Beneficiaries, Fund, LoanStage, Project, Work};
pub use schema::SCHEMA;
pub(crate) use schema::{field_choices, field_of, field_title};
pub use select::Conditions;
pub use spoken::{Reading, readings, spoken};
pub use standard::{
    Assessment, Milestone, Ranking, Sample, SchemeGroup, SchemeItem, Standard, StandardItem, StandardResult, Step,
};
pub use target::{Comparison, Stage, Target, TaskStatus};
pub(crate) use tree::Tree;
pub use work::{
    Case, CaseKind, Deployment, Event, Intensity, Measure, MemberGroup, Pledge, Policy, Practice, Suggestion, System,
};

use record::record;

record! {
    /// Everything that a report is written from.
    pub struct Progress = "汇报数据" {
        /// Facts about the document itself.
        pub report: Report = "报告：这份材料本身的情况",
        /// The parts of the work, in the order of the text.
        pub topics: Vec<Topic> = "工作：各项工作，按正文先后排列",
        /// Regions; the first is the one that reports, unless [`Report::region`] names another.
        pub regions: Vec<Region> = "地区：第一个是汇报的地区",
        /// Indicators.
        pub indicators: Vec<Indicator> = "指标",
        /// Targets and their progress.
        pub targets: Vec<Target> = "目标：目标任务和完成情况",
        /// Populations and stocks.
        pub populations: Vec<Population> = "人口：对象存量",
        /// Standards and rules of policy.
        pub standards: Vec<Standard> = "标准：标准、条款和档次",
        /// Assessments and recognition from outside.
        pub assessments: Vec<Assessment> = "考核：考核、评估和上级肯定",
        /// Inspections and tours.
        pub inspections: Vec<Inspection> = "督查：观摩、督查、暗访",
        /// Problems and difficulties; with owner and deadline they are the rectification ledger.
        pub problems: Vec<Problem> = "问题：问题清单、整改台账",
        /// Rectification in numbers.
        pub rectification: Vec<RectificationSummary> = "整改：整改汇总，不填则由问题清单清点",
        /// Money.
        pub funds: Vec<Fund> = "资金",
        /// Projects and works.
        pub projects: Vec<Project> = "项目",
        /// Documents of policy.
        pub policies: Vec<Policy> = "政策：政策文件",
        /// Named systems, codes and slogans.
        pub systems: Vec<System> = "体系：体系、代号、口号",
        /// Experience that was gathered.
        pub practices: Vec<Practice> = "做法：总结的经验",
        /// Measures to be taken.
        pub measures: Vec<Measure> = "措施",
        /// Good examples and warnings.
        pub cases: Vec<Case> = "案例",
        /// Helpers.
        pub helpers: Vec<HelperForce> = "帮扶力量",
        /// Organisations.
        pub organisations: Vec<Organisation> = "机构",
        /// Responsibilities.
        pub responsibilities: Vec<Responsibility> = "责任",
        /// Mechanisms.
        pub mechanisms: Vec<Mechanism> = "机制",
        /// The closing deployment.
        pub deployments: Vec<Deployment> = "任务：部署的任务",
        /// Pledges.
        pub pledges: Vec<Pledge> = "承诺",
        /// Suggestions.
        pub suggestions: Vec<Suggestion> = "建议",
        /// Events.
        pub events: Vec<Event> = "活动",
        /// The office's own phrases.
        pub phrases: PhraseBank = "用语：本单位的习惯用语",
    }
}

impl Progress {
    /// The data in the model's own form.
    pub fn to_json(&self) -> serde_json::Value {
        field::Item::json(self)
    }

    /// Gives the document a date, ISO 8601, where the data states none. A document without a date cannot be archived:
    /// PDF/A asks for one, and nothing in huibao reads a clock.
    ///
    /// # Errors
    /// A date that cannot be read.
    pub fn date_if_missing(&mut self, date: &str) -> Result<(), Vec<crate::Finding>> {
        if self.report.date.is_none() {
            let read = date.parse::<Date>().ok().filter(|d| d.day().is_some());
            let date = read.ok_or_else(|| {
                vec![
                    crate::Finding::error("data.date", "/report/date", format!("“{date}”不是完整的日期"))
                        .hint("请写成“2017-08-30”这样的日期"),
                ]
            })?;
            self.report.date = Some(date);
        }
        Ok(())
    }
}
