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
mod figures;
mod indicator;
mod load;
mod numeral;
mod period;
mod place;
mod quantity;
mod rank;
mod rate;
mod ratio;
mod record;
mod reference;
mod report;
mod work;

pub use date::Date;
pub(crate) use derive::round;
pub(crate) use figures::field_name;
pub use figures::{Figure, FigureError, FigureValue, Figures, Form};
pub use indicator::{Comparison, Indicator, Part, Target};
pub use load::{Loaded, MAX_BYTES, from_json, from_value};
pub use numeral::{chinese_numeral, counting_numeral};
pub use period::{Period, PeriodKind};
pub use place::{Count, Population, Region};
pub use quantity::{Quantity, QuantityError, Scale};
pub use rank::{Rank, RankBand};
pub use rate::Rate;
pub use ratio::Ratio;
pub use reference::{Reference, Sense};
pub use report::{Address, Meeting, Report, Speaker, Topic};
pub use work::{Assessment, Case, Deployment, Measure, Policy, Practice, Problem, System};

use record::record;

record! {
    /// Everything that a report is written from.
    pub struct Progress {
        /// Facts about the document itself.
        pub report: Report,
        /// The parts of the work, in the order of the text.
        pub topics: Vec<Topic>,
        /// Regions; the first is the one that reports, unless [`Report::region`] names another.
        pub regions: Vec<Region>,
        /// Indicators.
        pub indicators: Vec<Indicator>,
        /// Targets and their progress.
        pub targets: Vec<Target>,
        /// Populations and stocks.
        pub populations: Vec<Population>,
        /// Assessments and recognition from outside.
        pub assessments: Vec<Assessment>,
        /// Named systems, codes and slogans.
        pub systems: Vec<System>,
        /// Documents of policy.
        pub policies: Vec<Policy>,
        /// Experience that was gathered.
        pub practices: Vec<Practice>,
        /// Measures to be taken.
        pub measures: Vec<Measure>,
        /// The closing deployment.
        pub deployments: Vec<Deployment>,
        /// Good examples.
        pub cases: Vec<Case>,
        /// Problems and difficulties.
        pub problems: Vec<Problem>,
    }
}

impl Progress {
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
