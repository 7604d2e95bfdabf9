//! V11: one indicator has one value for a region and a period.
//!
//! Two records speak of the same where name, region, time, place and what is counted are the same; what is not stated
//! is that of the report. Values that agree as printed are one value, told as a note where they are written in different
//! ways. Under two topics or from two sources, a name may mean two things: then it is a warning.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;

use jiff_core::civil;

use super::compare::slack;
use super::ids::Ids;
use super::measure::canonical;
use super::spans::span;
use super::{Context, Rule};
use crate::Finding;
use crate::data::{Date, Period, Population, Progress, Quantity};

pub(super) const RULE: Rule = Rule {
    code: "check.one_value",
    title: "同一指标、地区、期间只有一个数",
    levels: "错误、警告、提示",
    fires: r#"{"indicators": [{"name": "生产总值", "region": "商丘市", "period": "上半年", "value": "988.3亿元"},
        {"name": "生产总值", "region": "商丘市", "period": "上半年", "value": "998.3亿元"}]}"#,
    passes: r#"{"indicators": [{"name": "生产总值", "region": "商丘市", "period": "上半年", "value": "988.3亿元"},
        {"name": "生产总值", "region": "商丘市", "period": "上半年", "value": "988.3亿元"}]}"#,
    silent: r#"{"indicators": [{"name": "生产总值", "region": "商丘市", "period": "上半年", "value": "988.3亿元"},
        {"name": "生产总值", "region": "商丘市", "period": "去年", "value": "1989.2亿元"}]}"#,
    check,
};

fn check(context: &mut Context<'_>) {
    let progress = context.progress;
    let mut keys = Keys::new(progress);
    let mut seen = Seen::new(progress.indicators.len());
    for (i, one) in progress.indicators.iter().enumerate() {
        let Some(value) = one.value.as_ref().filter(|_| !one.name.is_empty()) else { continue };
        let [place, object, verb] = [&one.place, &one.object, &one.verb].map(|text| keys.text(text));
        let time = [keys.period(one.period.as_ref()), keys.as_of(one.as_of), u32::from(one.cumulative)];
        let what = [keys.text(&one.name), keys.region(&one.region), keys.unit(value)];
        seen.add(context, (what, [place, object, verb], time), (i, value), |i, j| {
            let [a, b] = [i, j].map(|i| &progress.indicators[i]);
            let doubtful = differ(&a.topic, &b.topic) || differ(&a.source, &b.source);
            (&one.name, doubtful, a.value.as_ref(), [i, j].map(|i| format!("/indicators/{i}/value")))
        });
    }
    for (field, get) in OF_POPULATION {
        let mut seen = Seen::new(progress.populations.len());
        for (i, one) in progress.populations.iter().enumerate() {
            let Some(value) = get(one).filter(|_| !one.name.is_empty()) else { continue };
            let time = [keys.period(one.period.as_ref()), keys.as_of(one.as_of)];
            let what = [keys.text(&one.name), keys.region(&one.region), keys.unit(value), keys.text(&one.object)];
            seen.add(context, (what, time), (i, value), |i, j| {
                let [a, b] = [i, j].map(|i| &progress.populations[i]);
                let doubtful = differ(&a.topic, &b.topic) || differ(&a.source, &b.source);
                (&one.name, doubtful, get(a), [i, j].map(|i| format!("/populations/{i}/{field}")))
            });
        }
    }
    let mut seen = Seen::new(progress.targets.len());
    for (i, one) in progress.targets.iter().enumerate() {
        let Some(value) = one.target.as_ref().filter(|_| !one.name.is_empty()) else { continue };
        let of = [&one.scope, &one.object, &one.verb, &one.parent, &one.owner].map(|text| keys.text(text));
        let time = [keys.period(one.period.as_ref()), keys.day(one.deadline), keys.day(one.start)];
        let what = [keys.text(&one.name), keys.region(&one.region), keys.unit(value)];
        seen.add(context, (what, of, time), (i, value), |i, j| {
            let [a, b] = [i, j].map(|i| &progress.targets[i]);
            let doubtful = differ(&a.topic, &b.topic) || differ(&a.source, &b.source);
            (&one.name, doubtful, a.target.as_ref(), [i, j].map(|i| format!("/targets/{i}/target")))
        });
    }
}

type Field<T> = (&'static str, fn(&T) -> Option<&Quantity>);

const OF_POPULATION: [Field<Population>; 3] = [
    ("villages", |p| p.villages.as_ref()),
    ("households", |p| p.households.as_ref()),
    ("persons", |p| p.persons.as_ref()),
];

/// Whether two words are both said, and different.
fn differ(a: &str, b: &str) -> bool {
    !a.is_empty() && !b.is_empty() && a != b
}

/// One name for each region, whether it is called by its id or by its name.
fn regions(progress: &Progress) -> HashMap<&str, &str> {
    let named = progress.regions.iter().filter(|region| !region.id.is_empty());
    let ids = named.clone().map(|region| (&*region.id, &*region.id));
    // An id comes before a name that reads alike.
    named.map(|region| (&*region.name, &*region.id)).chain(ids).collect()
}

type Days = (civil::Date, civil::Date);

fn days(date: Date) -> Days {
    (date.first_day(), date.last_day())
}

/// A time by its days, or by its name where nobody knows them.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Time<'a> {
    Days(Days),
    Name(&'a str),
}

/// Numbers for what records speak of. What the name of a period tells is read once.
struct Keys<'a> {
    progress: &'a Progress,
    texts: Ids<&'a str>,
    regions: HashMap<&'a str, &'a str>,
    times: Ids<Time<'a>>,
    periods: HashMap<&'a str, u32>,
}

impl<'a> Keys<'a> {
    fn new(progress: &'a Progress) -> Self {
        let (texts, times) = (Ids::new(), Ids::new());
        Self { progress, texts, regions: regions(progress), times, periods: HashMap::new() }
    }

    fn text(&mut self, text: &'a str) -> u32 {
        self.texts.text(text)
    }

    fn region(&mut self, region: &'a str) -> u32 {
        self.texts.text(self.regions.get(region).unwrap_or(&region))
    }

    fn unit(&mut self, value: &'a Quantity) -> u32 {
        self.texts.text(canonical(value.unit()))
    }

    /// The time of a period, or that of the report.
    fn period(&mut self, period: Option<&'a Period>) -> u32 {
        let report = &self.progress.report;
        let Some(period) = period.or(report.period.as_ref()) else { return 0 };
        let read = || span(period, report).map_or(Time::Name(&period.label), Time::Days);
        if period.start.is_some() || period.end.is_some() {
            return self.times.of(Some(read()));
        }
        *self.periods.entry(&period.label).or_insert_with(|| self.times.of(Some(read())))
    }

    fn day(&mut self, date: Option<Date>) -> u32 {
        self.times.of(date.map(|date| Time::Days(days(date))))
    }

    fn as_of(&mut self, date: Option<Date>) -> u32 {
        self.day(date.or(self.progress.report.as_of))
    }
}

/// The first record of each key.
struct Seen<K>(HashMap<K, usize>);

/// A name, whether it may mean two things, the value of the first record, and the places of both.
type Pair<'a> = (&'a str, bool, Option<&'a Quantity>, [String; 2]);

impl<K: Eq + Hash> Seen<K> {
    fn new(number: usize) -> Self {
        Self(HashMap::with_capacity(number))
    }

    /// Holds a record to the first one of its key. Estimates and ranges have no value.
    fn add<'a>(
        &mut self,
        context: &mut Context<'_>,
        key: K,
        (i, value): (usize, &Quantity),
        pair: impl Fn(usize, usize) -> Pair<'a>,
    ) {
        if !value.is_exact() {
            return;
        }
        match self.0.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(i);
            }
            Entry::Occupied(entry) => compare(context, value, pair(*entry.get(), i)),
        }
    }
}

fn compare(context: &mut Context<'_>, second: &Quantity, (name, doubtful, first, [first_at, at]): Pair<'_>) {
    let Some((first, (a, b))) = first.and_then(|first| Some((first, first.value().zip(second.value())?))) else {
        return;
    };
    context.examine();
    if first == second {
        return;
    }
    if a.saturating_sub(b).abs() <= slack(first).saturating_add(slack(second)) {
        let message = format!("{name}写法不一：一处是{first}，另一处是{second}");
        let finding = Finding::note(RULE.code, at, message);
        context.tell(finding.hint(format!("按印出的精度是同一个数，宜统一写法（对照 {first_at}）")));
        return;
    }
    let make = if doubtful { Finding::warning } else { Finding::error };
    let message = format!("{name}在同一地区、同一期间有两个数：一处是{first}，另一处是{second}");
    let hint = format!("核对后改成同一个数；口径不同的，在名称里写明口径（对照 {first_at}）");
    context.tell(make(RULE.code, at, message).hint(hint));
}

#[cfg(test)]
mod tests {
    use super::super::outcome;
    use super::*;
    use crate::Severity;

    const CODE: &str = RULE.code;

    fn indicators(first: &str, second: &str) -> String {
        format!(
            r#"{{"report": {{"date": "2017-08-30", "period": "上半年"}}, "regions": [{{"id": "sq", "name": "商丘市"}}],
            "indicators": [{{"name": "脱贫人口", {first}}}, {{"name": "脱贫人口", {second}}}]}}"#
        )
    }

    #[test]
    fn two_values_for_one_thing_are_an_error() {
        let (found, examined) = outcome(RULE.fires, CODE);
        assert_eq!((found.len(), examined), (1, 1));
        assert_eq!((found[0].severity, &*found[0].path), (Severity::Error, "/indicators/1/value"));
        assert_eq!(found[0].message, "生产总值在同一地区、同一期间有两个数：一处是988.3亿元，另一处是998.3亿元");
        assert!(found[0].hint.contains("/indicators/0/value"));
    }

    #[test]
    fn the_same_is_the_same_however_it_is_called() {
        for (first, second) in [
            (r#""region": "sq", "value": "4.98万人""#, r#""region": "商丘市", "value": "5.1万名""#),
            (r#""value": "4.98万人""#, r#""period": "2017年上半年", "value": "5.1万人""#),
            (r#""period": "2016年", "value": "4.98万人""#, r#""period": "去年", "value": "5.1万人""#),
        ] {
            assert_eq!(outcome(&indicators(first, second), CODE).0.len(), 1, "{first} {second}");
        }
        let (found, _) =
            outcome(&indicators(r#""topic": "甲", "value": "5人""#, r#""topic": "乙", "value": "6人""#), CODE);
        assert_eq!(found[0].severity, Severity::Warning);
        let (found, _) =
            outcome(&indicators(r#""source": "甲", "value": "5人""#, r#""source": "乙", "value": "6人""#), CODE);
        assert_eq!(found[0].severity, Severity::Warning);
    }

    #[test]
    fn one_value_in_two_ways_is_a_note() {
        for second in ["49800人", "49812人", "5万人"] {
            let json = indicators(r#""value": "4.98万人""#, &format!(r#""value": "{second}""#));
            let (found, _) = outcome(&json, CODE);
            assert_eq!(found[0].severity, Severity::Note, "{second}");
            assert_eq!(found[0].message, format!("脱贫人口写法不一：一处是4.98万人，另一处是{second}"));
        }
    }

    #[test]
    fn another_place_time_or_unit_is_another_thing() {
        for (first, second) in [
            (r#""region": "sq", "value": "5人""#, r#""value": "6人""#),
            (r#""period": "今年", "value": "5人""#, r#""value": "6人""#),
            (r#""cumulative": true, "value": "5人""#, r#""value": "6人""#),
            (r#""as_of": "2017-06-30", "value": "5人""#, r#""as_of": "2017-07-31", "value": "6人""#),
            (r#""place": "城区", "value": "5人""#, r#""value": "6人""#),
            (r#""value": "5批""#, r#""value": "6人""#),
            (r#""value": "近5人""#, r#""value": "6人""#),
            (r#""value": "79228162514264337593543950335亿人""#, r#""value": "6人""#),
        ] {
            assert_eq!(outcome(&indicators(first, second), CODE), (vec![], 0), "{first} {second}");
        }
    }

    #[test]
    fn populations_and_targets_are_held_to_one_value() {
        let json = r#"{"populations": [{"name": "贫困人口", "persons": "5人", "households": "2户"},
                {"name": "贫困人口", "persons": "6人", "households": "2户"}, {"name": "贫困人口", "as_of": "2016", "persons": "9人"}],
            "targets": [{"name": "退出", "deadline": "2017底", "target": "278个"},
                {"name": "退出", "deadline": "2017年12月底", "target": "279个"}, {"name": "退出", "deadline": "2017年底", "target": "277个"},
                {"name": "退出", "scope": "每个县", "deadline": "2017底", "target": "9个"}]}"#;
        let (found, examined) = outcome(json, CODE);
        let paths: Vec<_> = found.iter().map(|f| f.path.as_str()).collect();
        assert_eq!((paths, examined), (vec!["/populations/1/persons", "/targets/2/target"], 3));
    }
}
