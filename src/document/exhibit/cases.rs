//! 案例专栏: examples and warnings in boxes.
//!
//! `from` is a list of cases; of another list, `fields` says which fields are the paragraphs.

use super::super::model::{Inline, plain};
use super::bind::Binder;
use super::model::{Case, Cases, View};
use crate::data::Conditions;

/// Boxes beyond these are a collection of its own.
const MOST: usize = 40;

pub(super) fn view(binder: &mut Binder<'_>) -> Option<View> {
    let (fields, own_label) = (binder.spec.texts("fields"), binder.spec.text("label"));
    let fields = if fields.is_empty() { vec!["practice".to_owned(), "result".to_owned()] } else { fields };
    let mut records = binder.records();
    if records.len() > MOST {
        binder.warn(format!("案例有{}个，只印前{MOST}个", records.len()), "用 where 或 limit 选出要紧的");
        records.truncate(MOST);
    }
    let mut cases = Vec::new();
    for record in records {
        let text = fields.iter().filter_map(|field| paragraph(binder, &record, field)).collect();
        let figures = figures(binder, &record);
        let lesson =
            if fields.iter().any(|field| field == "lesson") { None } else { paragraph(binder, &record, "lesson") };
        let (kind, title) = (binder.text(&record, "kind"), title(binder, &record, &own_label));
        let case = Case { kind, title, text, figures, lesson };
        if !(case.text.is_empty() && case.figures.is_empty() && case.lesson.is_none()) {
            cases.push(case);
        }
    }
    (!cases.is_empty()).then_some(View::Cases(Cases { cases }))
}

/// Place and who, each once; what the record is called where it says neither.
fn title(binder: &Binder<'_>, record: &str, own_label: &str) -> String {
    let (place, actor) = (binder.text(record, "place"), binder.text(record, "actor"));
    if !own_label.is_empty() || (place.is_empty() && actor.is_empty()) {
        return binder.label(record);
    }
    if place.is_empty() || actor.starts_with(&place) {
        return actor;
    }
    if actor.is_empty() { place } else { format!("{place}：{actor}") }
}

/// A field as a paragraph after its heading, closed by a full stop.
fn paragraph(binder: &mut Binder<'_>, record: &str, field: &str) -> Option<(String, Vec<Inline>)> {
    let mut said = binder.content(record, field);
    let closed = plain(&said).chars().next_back()?;
    if !"。！？…”）".contains(closed) {
        said.push(Inline::Text { text: "。".into() });
    }
    Some((binder.heading(record, field), said))
}

/// The figures of a record with their names.
fn figures(binder: &mut Binder<'_>, record: &str) -> Vec<(String, Vec<Inline>)> {
    let mut figures = Vec::new();
    for figure in binder.data.select(&format!("{record}/figures"), &Conditions::default()) {
        let value = binder.content(&figure, "value");
        if !value.is_empty() {
            figures.push((binder.text(&figure, "name"), value));
        }
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::super::tests::shown;

    const DATA: &str = r#"{"cases": [
        {"kind": "典型", "place": "甲镇", "actor": "甲镇工业园", "practice": "专家驻点", "result": "违章减少。", "lesson": "管用",
         "figures": [{"name": "专家", "value": "5名"}, {"name": "无数"}]},
        {"kind": "反面", "place": "乙镇", "actor": "一家企业", "practice": "脱岗"}, {"place": "丙镇"}],
        "inspections": [{"sites": [{"place": "中控室", "problem": "无人值守"}]}]}"#;

    #[test]
    fn a_case_says_what_where_and_how_many() {
        insta::assert_snapshot!(shown(Kind::Cases, DATA, "from = \"/cases\""), @"
        典型	甲镇工业园
        做法	专家驻点。
        成效	违章减少。
        专家	5名
        启示	管用。
        反面	乙镇：一家企业
        做法	脱岗。
        ");
        let spec = "from = \"/inspections/*/sites\"\nfields = [\"problem\", \"praise\"]";
        insta::assert_snapshot!(shown(Kind::Cases, DATA, spec), @"
        中控室
        不足	无人值守。
        ");
        insta::assert_snapshot!(shown(Kind::Cases, DATA, "from = \"/pledges\""), @"警告 案例没有可以印的数据");
    }
}
