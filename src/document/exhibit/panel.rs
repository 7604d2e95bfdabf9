//! 数字看板: a few large figures with their names: 时间账、任务账、进度账, 倒计时.
//!
//! `from` names records (`value` the field, `done` by default where there is one), or `figures` names single figures by
//! their pointers, with a name of one's own after a blank: `figures = ["/targets/0/remaining 还剩"]`. `note_field` says more of
//! each; where it is a state (`status`, `grade`) or the distance from the schedule (`ahead`), a sign stands before it. Days that
//! are left (`days_left`) are a countdown.

use super::super::model::{Inline, plain};
use super::bind::{Binder, words};
use super::model::{Datum, Panel, PanelItem, Tone, View};
use super::spec::named;
use crate::data::Form;

/// More than these are no panel but a table.
const MOST: usize = 12;

pub(super) fn view(binder: &mut Binder<'_>) -> Option<View> {
    let (figures, note_field) = (binder.spec.texts("figures"), binder.spec.text("note_field"));
    let mut wanted: Vec<(String, String, String)> = Vec::new();
    for figure in &figures {
        let (pointer, label) = named(figure);
        // A count of some records says which: /problems/count?.status=逾期.
        let (place, asked) = pointer.split_at(pointer.find('?').unwrap_or(pointer.len()));
        let (record, field) = place.rsplit_once('/').unwrap_or_default();
        wanted.push((record.to_owned(), format!("{field}{asked}"), label.to_owned()));
    }
    let field = binder.spec.text("value");
    if figures.is_empty() {
        for record in binder.records() {
            let field = match field.as_str() {
                "" => ["value", "done", "persons", "total"].into_iter().find(|f| binder.quantity(&record, f).is_some()),
                own => Some(own),
            };
            let field = field.unwrap_or("value").to_owned();
            wanted.push((record.clone(), field, binder.label(&record)));
        }
    }
    if wanted.len() > MOST {
        binder
            .warn(format!("看板有{}个数，只印前{MOST}个", wanted.len()), "用 limit 或 where 选出要紧的，或改用 table");
        wanted.truncate(MOST);
    }
    let items: Vec<_> =
        wanted.iter().map(|(record, field, label)| item(binder, record, field, label, &note_field)).collect();
    (!items.is_empty()).then_some(View::Panel(Panel { items }))
}

fn item(binder: &mut Binder<'_>, record: &str, field: &str, label: &str, note_field: &str) -> PanelItem {
    let label = match label {
        "" if field == "days_left" => binder.label(record),
        "" => binder.heading(record, field),
        own => own.to_owned(),
    };
    let datum = match field {
        "days_left" => countdown(binder, record),
        // A count or a sum of some records.
        asked if asked.contains('?') => {
            let source = format!("{record}/{asked}").parse().ok();
            let text = source.and_then(|source| binder.figure_of(&source));
            text.map_or_else(|| binder.datum(record, asked, false), |text| Datum { text: vec![text], value: None })
        }
        _ => binder.datum(record, field, false),
    };
    let (note, tone) = match note_field {
        "" if field == "days_left" => (deadline(binder, record), None),
        "" => (Vec::new(), None),
        own => note(binder, record, own),
    };
    PanelItem { label, datum, note, tone }
}

/// 还有92天. On the last day and after it there is nothing left to count.
fn countdown(binder: &mut Binder<'_>, record: &str) -> Datum {
    if binder.quantity(record, "days_left").is_some_and(|days| days.number().is_zero()) {
        return Datum { text: words("已到期限"), value: Some("0".into()) };
    }
    let mut datum = binder.datum(record, "days_left", false);
    if datum.value.is_some() {
        datum.text.insert(0, Inline::Text { text: "还有".into() });
    }
    datum
}

/// The day to which is counted.
fn deadline(binder: &mut Binder<'_>, record: &str) -> Vec<Inline> {
    let date = binder.figure(&format!("{record}/deadline"), Form::Written);
    date.map(|date| vec![Inline::Text { text: "期限".into() }, date]).unwrap_or_default()
}

/// What else is said of a record, and how it stands where that says so.
fn note(binder: &mut Binder<'_>, record: &str, field: &str) -> (Vec<Inline>, Option<Tone>) {
    if field == "ahead" {
        let Some(points) = binder.quantity(record, field).map(|points| points.number()) else {
            return Default::default();
        };
        if points.is_zero() {
            return (words("与序时进度持平"), Some(Tone::Good));
        }
        // What is to stay within a limit stands well when less of it is used up than of the time.
        let limit = binder.is_limit(record);
        let behind = points.is_sign_negative();
        let mut said = words(match (limit, behind) {
            (false, true) => "慢于序时进度",
            (false, false) => "快于序时进度",
            (true, true) => "低于序时进度",
            (true, false) => "高于序时进度",
        });
        said.extend(binder.figure(&format!("{record}/{field}"), Form::Absolute));
        return (said, Some(if behind == limit { Tone::Good } else { Tone::Bad }));
    }
    let said = binder.content(record, field);
    let tone = Tone::of(&plain(&said));
    (said, tone)
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::super::tests::shown;

    const DATA: &str = r#"{"report": {"as_of": "2026-09-30", "date": "2026-10-12"}, "targets": [
        {"name": "甲", "target": "10户", "done": "8户", "period": {"label": "今年全年", "start": "2026-01", "end": "2026-12"},
         "deadline": "2026-12-31", "status": "进行中"},
        {"name": "乙", "target": "10户", "done": "5户", "period": {"label": "今年全年", "start": "2026-01", "end": "2026-12"},
         "deadline": "2026-09-20", "status": "滞后"},
        {"name": "丙", "target": "10起", "done": "8起", "cmp": "<=", "period": {"label": "今年全年", "start": "2026-01", "end": "2026-12"}},
        {"name": "丁", "target": "3户"}]}"#;

    #[test]
    fn figures_with_what_is_said_of_them() {
        let panel = |spec: &str| shown(Kind::Panel, DATA, spec);
        insta::assert_snapshot!(panel("from = \"/targets\"\nvalue = \"rate\"\nnote_field = \"ahead\""), @"
        甲	80%	快于序时进度5.2个百分点
        乙	50%	慢于序时进度24.8个百分点
        丙	80%	高于序时进度5.2个百分点
        丁	未报
        截至2026年9月30日
        ");
        insta::assert_snapshot!(panel("from = \"/targets\"\nvalue = \"days_left\""), @"
        甲	还有92天	期限2026年12月31日
        乙	已到期限	期限2026年9月20日
        丙	未报
        丁	未报
        截至2026年9月30日
        ");
        insta::assert_snapshot!(panel("figures = [\"/targets/0/days_left\", \"/targets/0/done 办结\", \"/targets/9/done\"]\nnote_field = \"status\""), @"
        甲	还有92天	进行中
        办结	8户	进行中
        已完成	未报
        截至2026年9月30日
        ");
        insta::assert_snapshot!(panel("figures = []"), @r#"
        错误 from 要写明数据从哪里来，如 from = "/problems"
        "#);
    }
}
