//! Judgement from data: whether a target is ahead or behind, an indicator rises or falls against its direction, a place is
//! good or bad. These choose the verdict, its strength, what is praised and what is named a problem (genre study,
//! section 7).

use rust_decimal::prelude::ToPrimitive;

use super::node::{FigureNode, Node};
use super::shapes;
use crate::data::{FigureValue, RankBand};

/// How far a share of the target may lie from the share of the time before it is called ahead or behind, in percentage
/// points. Offices speak of 与序时进度基本持平 within a few points.
const ON_SCHEDULE: f64 = 3.0;

/// How a target stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// 已完成.
    Done,
    /// 快于序时进度.
    Ahead,
    /// 与序时进度持平, or a limit that is kept.
    On,
    /// 慢于序时进度, or a limit that is exceeded.
    Behind,
    /// 逾期: the deadline has passed.
    Late,
    /// The data does not say.
    Unknown,
}

impl Standing {
    /// Its name in templates; empty where it is unknown.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Ahead => "ahead",
            Self::On => "on",
            Self::Behind => "behind",
            Self::Late => "late",
            Self::Unknown => "",
        }
    }
}

/// Where an indicator goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trend {
    Better,
    Worse,
    Flat,
    Unknown,
}

impl Trend {
    /// Its name in templates; empty where it is unknown.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Flat => "flat",
            Self::Unknown => "",
        }
    }
}

/// How good a place among others is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Top,
    Upper,
    Middle,
    Bottom,
    Unknown,
}

impl Place {
    /// Its name in templates; empty where it is unknown.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Top => "top",
            Self::Upper => "upper",
            Self::Middle => "middle",
            Self::Bottom => "bottom",
            Self::Unknown => "",
        }
    }
}

/// How strong a verdict the data bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strength {
    /// Places at the top, or nothing but targets that are ahead; and nothing that falls or lags.
    Strong,
    /// Neither of the others.
    Plain,
    /// A third or more of what can be judged falls against its direction, lags, or stands at the bottom.
    Soft,
}

impl Strength {
    /// Its name in templates.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Plain => "plain",
            Self::Soft => "soft",
        }
    }
}

/// How a target stands against the time that has passed.
pub(super) fn standing(target: &Node) -> Standing {
    match target.text("status").as_str() {
        "已完成" => return Standing::Done,
        "滞后" => return Standing::Behind,
        _ => {}
    }
    if target.text("cmp") == "<=" {
        let (Some(done), Some(limit)) = (number(target, "done"), number(target, "target")) else {
            return Standing::Unknown;
        };
        return if done <= limit { Standing::On } else { Standing::Behind };
    }
    let rate = number(target, "rate");
    if rate.is_some_and(|rate| rate >= 100.0) {
        return Standing::Done;
    }
    // A rate (投保率达到92%) does not grow with the days from nothing: it is reached or not yet.
    if target.figure("target").is_some_and(|t| t.text().contains('%')) {
        return Standing::Unknown;
    }
    let Some(ahead) = number(target, "ahead") else { return Standing::Unknown };
    let passed = number(target, "elapsed_rate").is_some_and(|elapsed| elapsed >= 100.0);
    match ahead {
        _ if passed => Standing::Late,
        a if a >= ON_SCHEDULE => Standing::Ahead,
        a if a <= -ON_SCHEDULE => Standing::Behind,
        _ => Standing::On,
    }
}

/// Whether an indicator goes the way that it should: by its growth, its change in points, or its series.
pub(super) fn trend(indicator: &Node) -> Trend {
    let facets = indicator.members("facets");
    if !facets.is_empty() {
        // A pair (批次, 人次) is as good as the worse of the two.
        let trends: Vec<_> = facets.iter().map(|f| changed(f, indicator.flag("lower_is_better"))).collect();
        return [Trend::Worse, Trend::Better, Trend::Flat]
            .into_iter()
            .find(|t| trends.contains(t))
            .unwrap_or(Trend::Unknown);
    }
    changed(indicator, indicator.flag("lower_is_better"))
}

fn changed(record: &Node, lower_is_better: bool) -> Trend {
    let change = number(record, "yoy")
        .or_else(|| number(record, "yoy_points"))
        .or_else(|| number(record, "mean_change"))
        .or_else(|| Some(number(record, "value")? - number(record, "prior")?));
    match change {
        None => Trend::Unknown,
        Some(0.0) => Trend::Flat,
        Some(change) if (change > 0.0) != lower_is_better => Trend::Better,
        Some(_) => Trend::Worse,
    }
}

/// The worst of a record's places.
pub(super) fn place(record: &Node) -> Place {
    let ranks = record.figure_list("ranks").into_iter().chain(record.figure("rank"));
    let facets = record.members("facets").iter().flat_map(|f| f.figure_list("ranks")).collect::<Vec<_>>();
    let places = ranks.chain(facets).map(|rank| of_rank(&rank));
    let worst = places.filter(|p| *p != Place::Unknown).max();
    worst.unwrap_or_else(|| match record.text("band") {
        band if band.contains("靠后") || band.contains("末") => Place::Bottom,
        band if band.contains("前列") || band.contains("第一") || band.contains("首位") => Place::Top,
        band if band.contains("中游") => Place::Middle,
        _ => Place::Unknown,
    })
}

fn of_rank(rank: &FigureNode) -> Place {
    let FigureValue::Rank(rank) = &rank.figure.value else { return Place::Unknown };
    match rank.band() {
        Some(RankBand::Top) => Place::Top,
        Some(RankBand::Front) => Place::Upper,
        Some(RankBand::Middle) => Place::Middle,
        Some(RankBand::Rear | RankBand::Last) => Place::Bottom,
        // Nobody said how many were ranked. A province has about a dozen cities, a city about ten counties: beyond the
        // tenth place nothing is praised.
        None if rank.position <= 3 => Place::Top,
        None if rank.position <= 6 => Place::Upper,
        None if rank.position <= 10 => Place::Middle,
        None => Place::Bottom,
    }
}

/// Whether a record can be named among the achievements; what cannot be judged can.
pub(super) fn favourable(record: &Node) -> bool {
    if place(record) == Place::Bottom {
        return false;
    }
    match record.list() {
        "targets" => !matches!(standing(record), Standing::Behind | Standing::Late),
        "assessments" => {
            !matches!(record.text("grade").as_str(), "较差" | "差" | "一般")
                && number(record, "change").is_none_or(|change| change >= 0.0)
        }
        "projects" | "deployments" => record.text("status") != "滞后",
        "rectification" => number(record, "overdue").is_none_or(|overdue| overdue <= 0.0),
        "problems" => matches!(record.text("status").as_str(), "已整改" | "基本到位"),
        // A gap to a reference counts where nothing says whether it closes.
        _ => match trend(record) {
            Trend::Worse => false,
            Trend::Better => true,
            Trend::Flat | Trend::Unknown => {
                let lower = record.flag("lower_is_better");
                !record.figure_list("references").iter().any(|r| shapes::is_unfavourable(r, lower))
            }
        },
    }
}

/// How much a listener gains from a record: a good place and a change say more than a level, a composition least.
pub(super) fn weight(record: &Node) -> u32 {
    let place = match place(record) {
        Place::Top => 4,
        Place::Upper => 3,
        Place::Unknown => 0,
        Place::Middle | Place::Bottom => 1,
    };
    let changed = u32::from(!matches!(trend(record), Trend::Unknown)) * 2;
    let compared = u32::from(!record.figure_list("references").is_empty());
    let done = match record.list() {
        "targets" => match standing(record) {
            Standing::Done | Standing::Late => 3,
            Standing::Ahead | Standing::Behind => 2,
            Standing::On => 1,
            Standing::Unknown => 0,
        },
        _ => 0,
    };
    let composed = u32::from(!record.members("parts").is_empty() || !record.members("series").is_empty());
    (place + changed + compared + done).saturating_sub(composed)
}

/// How strong a verdict a list of records bears together.
pub(super) fn strength(records: &[Node]) -> Strength {
    let bad = records.iter().filter(|r| !favourable(r)).count();
    if bad > 0 && bad * 3 >= records.len() {
        return Strength::Soft;
    }
    if bad > 0 {
        return Strength::Plain;
    }
    let places: Vec<_> = records.iter().map(place).filter(|p| *p != Place::Unknown).collect();
    let ahead = |r: &Node| r.list() == "targets" && matches!(standing(r), Standing::Ahead | Standing::Done);
    let top = !places.is_empty() && places.iter().all(|p| *p == Place::Top);
    let all_ahead = !records.is_empty() && records.iter().all(ahead);
    if top || all_ahead { Strength::Strong } else { Strength::Plain }
}

/// A figure as a number that can be compared with others: a quantity in single units.
fn number(record: &Node, key: &str) -> Option<f64> {
    let figure = record.figure(key)?;
    match &figure.figure.value {
        FigureValue::Quantity(quantity) => quantity.value()?.to_f64(),
        _ => figure.number(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::shapes::testing::nodes;
    use super::*;

    fn target(json: &str) -> Standing {
        let data = format!(r#"{{"report": {{"as_of": "2017-08-31"}}, "targets": [{json}]}}"#);
        standing(&nodes(&data, "targets")[0])
    }

    #[test]
    fn a_target_is_held_to_the_time_that_has_passed() {
        assert_eq!(target(r#"{"name": "甲", "target": "100个", "done": "80个", "period": "2017年"}"#), Standing::Ahead);
        assert_eq!(target(r#"{"name": "甲", "target": "100个", "done": "66个", "period": "2017年"}"#), Standing::On);
        assert_eq!(
            target(r#"{"name": "甲", "target": "100个", "done": "50个", "period": "2017年"}"#),
            Standing::Behind
        );
        assert_eq!(target(r#"{"name": "甲", "target": "100个", "done": "100个", "period": "2017年"}"#), Standing::Done);
        assert_eq!(target(r#"{"name": "甲", "target": "100个"}"#), Standing::Unknown);
        assert_eq!(
            target(r#"{"name": "甲", "target": "100个", "done": "80个", "period": "上半年（2017-01至2017-06）"}"#),
            Standing::Late
        );
    }

    #[test]
    fn a_rate_has_no_schedule() {
        assert_eq!(target(r#"{"name": "甲", "target": "92%", "done": "91%", "period": "2017年"}"#), Standing::Unknown);
        assert_eq!(target(r#"{"name": "甲", "target": "92%", "done": "93%", "period": "2017年"}"#), Standing::Done);
    }

    #[test]
    fn a_limit_is_kept_or_not() {
        assert_eq!(target(r#"{"name": "甲", "target": "25起", "done": "19起", "cmp": "<="}"#), Standing::On);
        assert_eq!(target(r#"{"name": "甲", "target": "25起", "done": "26起", "cmp": "<="}"#), Standing::Behind);
    }

    #[test]
    fn a_trend_knows_its_direction() {
        let list = nodes(
            r#"{"indicators": [
                {"name": "甲", "yoy": "9%"}, {"name": "乙", "yoy": "-9%"}, {"name": "丙", "yoy": "-9%", "lower_is_better": true},
                {"name": "丁", "value": "3个", "prior": "5个"}, {"name": "戊", "value": "3个"}, {"name": "己", "yoy": "0%"},
                {"name": "庚", "lower_is_better": true, "facets": [{"name": "批次", "yoy": "-3%"}, {"name": "人次", "yoy": "2%"}]}
            ]}"#,
            "indicators",
        );
        use Trend::{Better, Flat, Unknown, Worse};
        let said: Vec<_> = list.iter().map(trend).collect();
        assert_eq!(said, [Better, Worse, Better, Worse, Unknown, Flat, Worse]);
    }

    #[test]
    fn a_place_tells_more_than_a_level() {
        let list = nodes(
            r#"{"indicators": [{"name": "甲", "value": "3个"}, {"name": "乙", "yoy": "9%"}, {"name": "丙", "yoy": "9%", "ranks": ["增速居全省第2位"]}]}"#,
            "indicators",
        );
        let weights: Vec<_> = list.iter().map(weight).collect();
        assert!(weights[0] < weights[1] && weights[1] < weights[2], "{weights:?}");
    }

    #[test]
    fn the_worst_place_counts() {
        let list = nodes(
            r#"{"indicators": [
                {"name": "甲", "ranks": ["增速居全省第2位"]}, {"name": "乙", "ranks": ["增速居全省第17位"]},
                {"name": "丙", "ranks": ["规模居全省第1位（共18个）", "增速居全省第9位（共18个）"]},
                {"name": "丁", "band": "居全省前列"}, {"name": "戊"}
            ]}"#,
            "indicators",
        );
        use Place::{Bottom, Middle, Top, Unknown};
        assert_eq!(list.iter().map(place).collect::<Vec<_>>(), [Top, Bottom, Middle, Top, Unknown]);
        assert_eq!(list.iter().map(favourable).collect::<Vec<_>>(), [true, false, true, true, true]);
        assert_eq!(strength(&list[..1]), Strength::Strong);
        assert_eq!(strength(&list[..2]), Strength::Soft);
        assert_eq!(strength(&list[2..]), Strength::Plain);
    }
}
