//! 数字看板: a few large figures with their names: 时间账、任务账、进度账, 倒计时.
//!
//! `from` names records (`value` the field, `done` by default where there is one), or `figures` names single figures by
//! their pointers, with a name of one's own after a blank: `figures = ["/targets/0/remaining 还剩"]`.

use super::bind::{Binder, words};
use super::super::source::Source;
use super::model::{Datum, Panel, PanelItem, View};
use crate::data::Form;

/// More than these are no panel but a table.
const MOST: usize = 12;

pub(super) fn view(binder: &mut Binder<'_>) -> Option<View> {
    let named = binder.spec.texts("figures");
    let mut items = Vec::new();
    for figure in &named {
        let (pointer, label) = figure.split_once(' ').unwrap_or((figure, ""));
        let (record, field) = pointer.rsplit_once('/').unwrap_or_default();
        let label = if label.trim().is_empty() { binder.heading(record, field) } else { label.trim().to_owned() };
        // A count of some records says which (`/problems/count?.status=逾期`).
        let source = if pointer.contains('?') { pointer.parse().ok() } else { Some(Source::data(pointer, Form::Written)) };
        let datum = match source.and_then(|source| binder.figure_of(&source)) {
            Some(text) => Datum { text: vec![text], value: None },
            None => Datum { text: words(binder.missing(record)), value: None },
        };
        items.push(PanelItem { label, datum, note: Vec::new(), tone: None });
    }
    let field = binder.spec.text("value");
    let note = binder.spec.text("note_field");
    if named.is_empty() {
        for record in binder.records() {
            let field = match field.as_str() {
                "" => ["value", "done", "persons", "total"].into_iter().find(|f| binder.quantity(&record, f).is_some()),
                own => Some(own),
            };
            let datum = binder.datum(&record, field.unwrap_or("value"), false);
            let note = if note.is_empty() { Vec::new() } else { binder.content(&record, &note) };
            items.push(PanelItem { label: binder.label(&record), datum, note, tone: None });
        }
    }
    if items.len() > MOST {
        binder.warn(format!("看板有{}个数，只印前{MOST}个", items.len()), "用 limit 或 where 选出要紧的，或改用 table");
        items.truncate(MOST);
    }
    (!items.is_empty()).then_some(View::Panel(Panel { items }))
}
