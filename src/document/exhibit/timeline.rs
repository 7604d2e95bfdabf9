//! 进度图, 甘特图, 时间轴: tasks on an axis of time.
//!
//! `from` names the records. A row goes from its start, date or day of finding until its deadline or end (`start`, `end`
//! name other fields), or through its 统计期间; a deadline alone and a day alone are points. `owner` names the field that
//! says who answers for it. `today` is the day up to which is reported, the report's 截止日期 by default.

use jiff_core::civil;

use super::bind::{Binder, words};
use super::model::{Span, Timeline, Tone, View};
use super::when::{Today, When, days, shortened, silent_year, tell_cut, tell_reversed};
use crate::data::{calendar_day, months_after};

/// More rows than these are told: three pages and more.
const MOST: usize = 60;

/// Marks that an axis has room for: of two digits and a character, and of years.
const TICKS: i32 = 12;
const YEARS: i32 = 8;

/// Characters of a label, so that a row is never longer than a page.
const LABEL: usize = 60;

/// Fields that say who answers for a record, the first that it has.
const OWNERS: [&str; 8] = ["owner", "lead", "by", "who", "issuer", "unit", "units", "region"];

pub(super) fn view(binder: &mut Binder<'_>) -> Option<View> {
    let records = binder.records();
    let now = Today::of(binder);
    let today = now.as_ref().map(|now| now.day);
    let year = today.map(|day| day.year());
    let mut times: Vec<_> = records.into_iter().map(|at| (When::of(binder, &at, year.unwrap_or(0)), at)).collect();
    times.sort_by_key(|(time, _)| time.is_none());
    if times.len() > MOST {
        let message = format!("进度图有{}行，要印几页", times.len());
        binder.warn(message, "用 where 或 limit 选出要紧的，或改用 ledger");
    }
    let shared = silent_year(times.iter().filter_map(|(time, _)| time.as_ref()), year);
    let axis = Axis::over(times.iter().filter_map(|(time, _)| time.as_ref()), today);
    let said = now.filter(|now| axis.holds(now.day)).map(|now| (days(axis.first, now.day), now.said(binder)));
    let mut cut = 0;
    let mut rows = Vec::new();
    for (time, record) in &times {
        let label = shortened(binder.label(record), LABEL, &mut cut);
        let (status, tone) = standing(binder.text(record, "status"), time.as_ref(), today);
        rows.push(Span {
            owner: shortened(owner(binder, record, &label), LABEL, &mut cut),
            label,
            time: time.as_ref().map(|time| {
                let last = if time.is_open() { axis.last } else { time.last };
                (days(axis.first, time.first), days(axis.first, last))
            }),
            open: time.as_ref().is_some_and(When::is_open),
            dates: match time {
                Some(time) => time.printed(binder, shared),
                None => words("未定时限"),
            },
            status,
            tone,
        });
    }
    tell_cut(binder, cut, LABEL);
    tell_reversed(binder, times.iter().filter_map(|(time, _)| time.as_ref()));
    if rows.iter().all(|row| row.time.is_none()) && !rows.is_empty() {
        binder.warn("进度图里没有一项有时间", "在数据里填起始和期限，或改用 table");
    }
    let Axis { first, last, ticks, bands } = axis;
    let shown = Timeline { days: days(first, last) + 1, ticks, bands, today: said, rows };
    (!shown.rows.is_empty()).then_some(View::Timeline(shown))
}

/// Who answers for a record, unless its label says so already.
fn owner(binder: &Binder<'_>, record: &str, label: &str) -> String {
    let own = binder.spec.text("owner");
    let fields: Vec<&str> = if own.is_empty() { OWNERS.to_vec() } else { vec![&own] };
    let said = |field: &&str| {
        let text = binder.text(record, field);
        let members = (0..binder.data.members(&format!("{record}/{field}")))
            .filter_map(|i| binder.data.text(&format!("{record}/{field}/{i}")))
            .map(|text| binder.data.called(text));
        if text.is_empty() { members.collect::<Vec<_>>().join("、") } else { text }
    };
    fields.iter().map(said).find(|owner| !owner.is_empty() && owner != label).unwrap_or_default()
}

/// The word for how a record stands, and its tone. What is not finished after its last day is late, whatever else is said
/// of it; where nothing is said, nobody knows.
fn standing(status: String, time: Option<&When>, today: Option<civil::Date>) -> (String, Option<Tone>) {
    let past = time.and_then(|time| time.until).zip(today).is_some_and(|(until, today)| until < today);
    let tone = match status.as_str() {
        "未启动" if past => return ("逾期未启动".into(), Some(Tone::Bad)),
        "" | "未启动" => None,
        // What is done but for its remnants, or never ends, is not late; what is called late need not be called so twice.
        "基本到位" | "长期坚持" | "逾期" => Tone::of(&status),
        said => match Tone::of(said) {
            Some(Tone::Good) => Some(Tone::Good),
            _ if past => return ("逾期未完成".into(), Some(Tone::Bad)),
            other => other.or(Some(Tone::Fair)),
        },
    };
    (status, tone)
}

/// An axis of time.
struct Axis {
    first: civil::Date,
    last: civil::Date,
    ticks: Vec<(i32, String)>,
    bands: Vec<(i32, String)>,
}

/// How far the marks of an axis are apart.
#[derive(Clone, Copy)]
enum Step {
    Day,
    Week,
    Months(i8),
    Years(i16),
}

impl Step {
    const ALL: [Self; 15] = [
        Self::Day,
        Self::Week,
        Self::Months(1),
        Self::Months(2),
        Self::Months(3),
        Self::Months(6),
        Self::Years(1),
        Self::Years(2),
        Self::Years(5),
        Self::Years(10),
        Self::Years(20),
        Self::Years(50),
        Self::Years(100),
        Self::Years(500),
        Self::Years(2000),
    ];

    /// The last mark that is not after a day.
    fn floor(self, day: civil::Date) -> civil::Date {
        let month = |year: i16, month: i8| civil::Date::new(year, month, 1).unwrap_or(day);
        match self {
            Self::Day => day,
            Self::Week => day.checked_sub(day.weekday().to_monday_zero_offset().into()).unwrap_or(day),
            Self::Months(n) => month(day.year(), day.month() - (day.month() - 1) % n),
            Self::Years(n) => month(day.year() - day.year() % n, 1),
        }
    }

    /// The mark after one that stands on a day; the calendar ends with the year 9999.
    fn next(self, day: civil::Date) -> Option<civil::Date> {
        match self {
            Self::Day => day.checked_add(1).ok(),
            Self::Week => day.checked_add(7).ok(),
            Self::Months(n) => months_after(day, n.into()),
            Self::Years(n) => months_after(day, 12 * i32::from(n)),
        }
    }

    /// Marks from one day to another: days on which they stand, and the day before the next one.
    fn marks(self, first: civil::Date, last: civil::Date) -> (Vec<civil::Date>, civil::Date) {
        let mut marks = vec![self.floor(first)];
        loop {
            let from = marks.last().copied().unwrap_or(first);
            let Some(next) = self.next(from) else { return (marks, last) };
            if next > last {
                return (marks, next.yesterday().unwrap_or(next).max(last));
            }
            marks.push(next);
        }
    }

    fn most(self) -> i32 {
        if matches!(self, Self::Years(_)) { YEARS } else { TICKS }
    }

    /// About how many marks there would be.
    fn estimate(self, span: i32) -> i32 {
        span / match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::Months(n) => 30 * i32::from(n),
            Self::Years(n) => 365 * i32::from(n),
        }
    }

    fn label(self, day: civil::Date) -> String {
        match self {
            Self::Day | Self::Week => format!("{}日", day.day()),
            Self::Months(_) => format!("{}月", day.month()),
            Self::Years(_) => format!("{}年", day.year()),
        }
    }
}

impl Axis {
    /// An axis over all times, and over today where that is not far from them. Its marks are as close as there is room.
    fn over<'w>(times: impl Iterator<Item = &'w When>, today: Option<civil::Date>) -> Self {
        let range = times.fold(None, |range: Option<(civil::Date, civil::Date)>, time| {
            let (first, last) = range.unwrap_or((time.first, time.last));
            Some((first.min(time.first), last.max(time.last)))
        });
        let Some((mut first, mut last)) = range.or(today.map(|day| (day, day))) else {
            let day = calendar_day(0, 1, 1);
            return Self { first: day, last: day, ticks: Vec::new(), bands: Vec::new() };
        };
        if let Some(today) = today {
            let near = (days(first, last) / 3).max(31);
            if days(today, first).max(days(last, today)) <= near {
                (first, last) = (first.min(today), last.max(today));
            }
        }
        let span = days(first, last);
        let fitting = Step::ALL.into_iter().filter(|step| step.estimate(span) <= step.most()).find_map(|step| {
            let (marks, end) = step.marks(first, last);
            (i32::try_from(marks.len()).is_ok_and(|n| n <= step.most())).then_some((step, marks, end))
        });
        let (step, marks, end) = fitting.unwrap_or((Step::Day, vec![first], last));
        let origin = marks.first().copied().unwrap_or(first).min(first);
        let ticks = marks.iter().map(|day| (days(origin, *day), step.label(*day))).collect();
        let over = match step {
            Step::Day | Step::Week => Some(Step::Months(1)),
            Step::Months(_) => Some(Step::Years(1)),
            Step::Years(_) => None,
        };
        let bands = over.map_or_else(Vec::new, |over| {
            let named = |day: &civil::Date| match over {
                Step::Months(_) => format!("{}年{}月", day.year(), day.month()),
                _ => over.label(*day),
            };
            let (bands, _) = over.marks(origin, end);
            bands.iter().map(|day| (days(origin, *day).max(0), named(day))).collect()
        });
        Self { first: origin, last: end, ticks, bands }
    }

    fn holds(&self, day: civil::Date) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::super::when::tests::{REPORT, made};
    use super::*;

    fn timeline(spec: &str, data: &str) -> (Timeline, String) {
        let (exhibit, lines) = made(Kind::Timeline, spec, &format!("{{{REPORT}, {data}}}"));
        match exhibit.map(|exhibit| exhibit.view) {
            Some(View::Timeline(timeline)) => (timeline, lines),
            other => panic!("{other:?}\n{lines}"),
        }
    }

    #[test]
    fn tasks_stand_on_an_axis_with_their_dates_and_words() {
        let (drawn, lines) = timeline(
            "from = \"/deployments\"",
            r#""deployments": [
                {"task": "抓紧整改", "lead": "安委办", "start": "2026-10-13", "deadline": "2026-11-30", "status": "进行中"},
                {"task": "没有时限", "units": ["甲镇", "乙镇"]},
                {"task": "错峰作业", "start": "2026-07-06", "deadline": "2026-09-05", "status": "已完成"},
                {"task": "旺季整治", "start": "2026-10-15", "deadline": "2027-02-28", "status": "未启动"},
                {"task": "月底为限", "deadline": "2026-09底", "status": "进行中"},
                {"task": "早已过期", "deadline": "2026-08", "status": "进行中"},
                {"task": "还没动手", "deadline": "2026-08-31", "status": "未启动"},
                {"task": "没有状态", "deadline": "2026-08-31"},
                {"task": "只有开头", "start": "2026-08"},
                {"task": "颠倒", "start": "2026-08-10", "deadline": "2026-07-20"}]"#,
        );
        insta::assert_snapshot!(lines, @r"
        截至9月30日
        抓紧整改	安委办	10月13日—11月30日	进行中
        错峰作业	7月6日—9月5日	已完成
        旺季整治	10月15日—2027年2月28日	未启动
        月底为限	9月底前	进行中
        早已过期	8月内	逾期未完成
        还没动手	8月31日前	逾期未启动
        没有状态	8月31日前
        只有开头	8月起
        颠倒	7月20日前
        没有时限	甲镇、乙镇	未定时限
        截至2026年9月30日
        ! 有1项的结束早于起始，只按结束日期画
        ");
        let at = |row: usize| drawn.rows[row].time;
        let tones: Vec<_> = drawn.rows.iter().map(|row| row.tone).collect();
        use Tone::{Bad, Fair, Good};
        let expected = [Some(Fair), Some(Good), None, Some(Fair), Some(Bad), Some(Bad), None, None, None, None];
        assert_eq!(tones, expected);
        // From 1 July 2026 to 28 February 2027.
        assert_eq!((drawn.days, drawn.ticks.len()), (243, 8));
        assert_eq!(drawn.bands, [(0, "2026年".to_owned()), (184, "2027年".to_owned())]);
        assert_eq!(drawn.today.as_ref().map(|(day, _)| *day), Some(91));
        assert_eq!((at(0), at(3), at(7)), (Some((104, 152)), Some((91, 91)), Some((31, 242))));
        assert!(drawn.rows[7].open);
        assert_eq!((at(8), at(9)), (Some((19, 19)), None));
    }

    #[test]
    fn problems_targets_and_events_have_times_of_their_own() {
        let data = r#""problems": [{"name": "漏", "owner": "某局", "found": "2025-12-28", "deadline": "2026-01-15", "status": "已整改"}],
            "targets": [{"name": "甲", "period": {"label": "今年上半年"}}, {"name": "乙", "period": "今年以来"}],
            "events": [{"what": "会", "who": "县委", "date": "2024-03"}, {"what": "训", "date": "2031-05-03", "end": "2031-05-03"}]"#;
        let lines = ["problems", "targets", "events"].map(|list| timeline(&format!("from = \"/{list}\""), data).1);
        insta::assert_snapshot!(lines.join("\n-\n"), @r"
        漏	某局	2025年12月28日—2026年1月15日	已整改
        截至2026年9月30日
        -
        甲	今年上半年
        乙	今年以来
        截至2026年9月30日
        -
        截至9月30日
        会	县委	2024年3月
        训	2031年5月3日
        截至2026年9月30日
        ");
    }

    #[test]
    fn marks_are_as_close_as_there_is_room() {
        let when = |last: &str| {
            let data =
                format!("\"deployments\": [{{\"task\": \"x\", \"start\": \"2026-09-30\", \"deadline\": \"{last}\"}}]");
            let drawn = timeline("from = \"/deployments\"", &data).0;
            let ticks: Vec<_> = drawn.ticks.iter().map(|(day, mark)| format!("{day} {mark}")).collect();
            let bands: Vec<_> = drawn.bands.iter().map(|(day, mark)| format!("{day} {mark}")).collect();
            format!("{last}：{} / {} / {}", ticks.join("，"), bands.join("，"), drawn.days)
        };
        let all =
            ["2026-09-30", "2026-10-05", "2026-11-05", "2027-06-30", "2028-12", "2031", "2060", "9999底"].map(when);
        insta::assert_snapshot!(all.join("\n"), @r"
        2026-09-30：0 30日 / 0 2026年9月 / 1
        2026-10-05：0 30日，1 1日，2 2日，3 3日，4 4日，5 5日 / 0 2026年9月，1 2026年10月 / 6
        2026-11-05：0 28日，7 5日，14 12日，21 19日，28 26日，35 2日 / 0 2026年9月，3 2026年10月，34 2026年11月 / 42
        2027-06-30：0 9月，30 10月，61 11月，91 12月，122 1月，153 2月，181 3月，212 4月，242 5月，273 6月 / 0 2026年，122 2027年 / 303
        2028-12：0 7月，92 10月，184 1月，274 4月，365 7月，457 10月，549 1月，640 4月，731 7月，823 10月 / 0 2026年，184 2027年，549 2028年 / 915
        2031：0 7月，184 1月，365 7月，549 1月，731 7月，915 1月，1096 7月，1280 1月，1461 7月，1645 1月，1826 7月 / 0 2026年，184 2027年，549 2028年，915 2029年，1280 2030年，1645 2031年 / 2010
        2060：0 2025年，1826 2030年，3652 2035年，5478 2040年，7305 2045年，9131 2050年，10957 2055年，12783 2060年 /  / 14610
        9999底：0 2000年，730485 4000年，1460970 6000年，2191455 8000年 /  / 2921940
        ");
    }

    #[test]
    fn any_data_is_shown() {
        let rows: Vec<_> = (0..120).map(|i| format!("{{\"task\": \"{}{i}\"}}", "任务".repeat(15))).collect();
        let (drawn, lines) = timeline("from = \"/deployments\"", &format!("\"deployments\": [{}]", rows.join(",")));
        assert_eq!((drawn.rows.len(), drawn.days > 0), (120, true));
        assert!(lines.contains("! 进度图有120行") && lines.contains("! 进度图里没有一项有时间"), "{lines}");
        let long = format!("\"deployments\": [{{\"task\": \"{}\", \"deadline\": \"2026-08\"}}]", "长".repeat(4000));
        let (drawn, lines) = timeline("from = \"/deployments\"\ntoday = \"2020-01-01\"", &long);
        assert_eq!((drawn.rows[0].label.chars().count(), drawn.today), (62, None));
        assert!(lines.contains("! 有1处文字超过60字"), "{lines}");
        let (_, lines) = timeline("from = \"/deployments\"\ntoday = \"月底\"", &long);
        assert!(lines.contains("! today：“月底”不是日期"), "{lines}");
        let (none, lines) = made(Kind::Timeline, "from = \"/deployments\"", &format!("{{{REPORT}}}"));
        assert_eq!((none, lines.as_str()), (None, "! 进度图没有可以印的数据"));
    }
}
