//! 证书 and 责任书: a page of its own, made from one record or from the block's settings alone.
//!
//! `from` names a responsibility, a pledge, a target, a case, or any other record. Every part has a setting of its own, which comes
//! before what the record gives: `heading`, `number`, `addressee`, `text` (paragraphs), `items_from` (a list whose records are the
//! items) or `fields` (fields of the record as items), `parties`, `date`. In texts, `{/targets/0/done}` or `{done}` prints what
//! stands at a pointer or in a field of the record.

use super::super::model::{Inline, plain};
use super::bind::{Binder, words};
use super::model::{Certificate, View};
use crate::data::{Conditions, FigureValue, Form};

/// What a certificate says by itself, by the list of its record.
struct Usual {
    heading: &'static str,
    /// The field that names to whom it is given; empty for the office that sets the targets.
    addressee: &'static str,
    /// Texts, of which the first holds that has all its fields.
    texts: &'static [&'static str],
    /// Fields that name who signs beside the office.
    signs: &'static str,
    /// The date, as a field of the record; without one, that of the report.
    date: &'static str,
}

const USUAL: [(&str, Usual); 4] = [
    (
        "/responsibilities/",
        Usual {
            heading: "目标责任书",
            addressee: "who",
            texts: &["为落实{duty}，{office}与{who}签订本责任书。", "为落实责任，{office}与{who}签订本责任书。"],
            signs: "who",
            date: "signed",
        },
    ),
    (
        "/targets/",
        Usual {
            heading: "目标责任书",
            addressee: "owner",
            texts: &["为完成{name}目标，{office}与{owner}签订本责任书。", "为完成{name}目标，签订本责任书。"],
            signs: "owner",
            date: "",
        },
    ),
    (
        "/pledges/",
        Usual {
            heading: "承诺书",
            addressee: "",
            texts: &["现就{item}作出以下承诺，请予监督。"],
            signs: "by",
            date: "",
        },
    ),
    (
        "/cases/",
        Usual {
            heading: "荣誉证书",
            addressee: "actor",
            texts: &[
                "{practice}，{result}。特发此证。",
                "{practice}。特发此证。",
                "{result}。特发此证。",
                "特发此证。",
            ],
            signs: "",
            date: "",
        },
    ),
];

/// The one of any other record.
const OTHER: Usual = Usual { heading: "证书", addressee: "", texts: &[], signs: "", date: "date" };

pub(super) fn view(binder: &mut Binder<'_>) -> Option<View> {
    let record = record(binder);
    let at = record.as_deref().unwrap_or_default();
    let usual = USUAL.iter().find(|(list, _)| at.starts_with(list)).map_or(&OTHER, |(_, usual)| usual);
    let office = office(binder);
    if at.starts_with("/cases/") && binder.text(at, "kind") == "反面" {
        binder.warn("这是反面案例，却要印成证书", "核对 from，或改用 cases");
    }
    let own = |binder: &Binder<'_>, key: &str, usual: String| {
        Some(binder.spec.text(key)).filter(|own| !own.is_empty()).unwrap_or(usual)
    };
    let to = if usual.addressee.is_empty() && at.starts_with("/pledges/") {
        office.clone()
    } else if at.is_empty() || !usual.addressee.is_empty() {
        binder.text(at, usual.addressee)
    } else {
        binder.label(at)
    };
    let mut page = Certificate {
        heading: own(binder, "heading", usual.heading.to_owned()),
        number: binder.spec.text("number"),
        addressee: own(binder, "addressee", to),
        text: text(binder, at, usual, &office),
        items: items(binder, at),
        parties: binder.spec.texts("parties"),
        date: date(binder, at, usual),
    };
    if !page.addressee.is_empty() && !page.addressee.ends_with('：') {
        page.addressee.push('：');
    }
    if page.parties.is_empty() {
        let signs = binder.text(at, usual.signs);
        // A pledge is signed by who makes it; all else also by who gives it.
        let giver = if at.starts_with("/pledges/") && !signs.is_empty() { String::new() } else { office };
        page.parties = [giver, signs].into_iter().filter(|party| !party.is_empty()).collect();
        page.parties.dedup();
    }
    (!page.text.is_empty() || !page.items.is_empty()).then_some(View::Certificate(page))
}

/// The record that the page is made from; none where the block has only settings.
fn record(binder: &mut Binder<'_>) -> Option<String> {
    let from = binder.spec.text("from");
    if from.is_empty() {
        return None;
    }
    // With `items_from`, the conditions choose among the items.
    let records = if binder.spec.text("items_from").is_empty() {
        binder.records()
    } else {
        binder.data.select(&from, &Conditions::default())
    };
    if records.len() > 1 {
        binder.warn(format!("证书只印一份，from 里有{}条", records.len()), "写明是哪一条，如 from = \"/pledges/0\"");
    }
    records.into_iter().next()
}

/// Who gives it: the unit that the document names, or its region.
fn office(binder: &Binder<'_>) -> String {
    let unit = binder.text("/report", "unit");
    if unit.is_empty() { binder.text("/report", "region") } else { unit }
}

/// The paragraphs: the block's own, or the usual ones.
fn text(binder: &mut Binder<'_>, at: &str, usual: &Usual, office: &str) -> Vec<Vec<Inline>> {
    let own = binder.spec.texts("text");
    let mut out = Vec::new();
    for template in &own {
        let (said, unknown) = filled(binder, at, template, office);
        for name in unknown {
            binder.warn(format!("text 里的 {{{name}}} 没有数据"), "写指针（如 {/targets/0/done}）或这条记录的字段");
        }
        out.push(said);
    }
    let whole = |binder: &mut Binder<'_>, template: &&str| complete(binder, at, template, office);
    if own.is_empty()
        && let Some(template) = usual.texts.iter().find(|template| whole(binder, template))
    {
        out.push(filled(binder, at, template, office).0);
    }
    out.retain(|said| !plain(said).trim().is_empty());
    out
}

/// A text with its places filled from the data, and the places for which there is nothing.
fn filled(binder: &mut Binder<'_>, at: &str, template: &str, office: &str) -> (Vec<Inline>, Vec<String>) {
    let (mut out, mut unknown) = (Vec::new(), Vec::new());
    let mut parts = template.split('{');
    out.extend(words(parts.next().unwrap_or_default()));
    for part in parts {
        let Some((name, rest)) = part.split_once('}') else {
            out.extend(words(format!("{{{part}")));
            continue;
        };
        let said = match (name, name.rsplit_once('/')) {
            ("office", _) => words(office),
            (_, Some((record, field))) => binder.content(record, field),
            _ => unclosed(binder.content(at, name)),
        };
        if said.is_empty() {
            unknown.push(name.to_owned());
        }
        out.extend(said);
        out.extend(words(rest));
    }
    (out, unknown)
}

/// A text without the full stop at its end, since the sentence goes on or has its own.
fn unclosed(mut said: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline::Text { text }) = said.last_mut() {
        text.truncate(text.trim_end_matches('。').len());
    }
    said
}

/// Whether all places of a text can be filled. Nothing is taken from the data.
fn complete(binder: &Binder<'_>, at: &str, template: &str, office: &str) -> bool {
    template.split('{').skip(1).filter_map(|part| part.split_once('}')).all(|(name, _)| match name {
        "office" => !office.is_empty(),
        field => !binder.printed(at, field).is_empty(),
    })
}

/// The date: the block's own (a text, or a pointer), the record's, or the report's. Of a letter that is still to be signed
/// there is none.
fn date(binder: &mut Binder<'_>, at: &str, usual: &Usual) -> Vec<Inline> {
    let own = binder.spec.text("date");
    if own.starts_with('/') {
        return binder.figure(&own, Form::Written).into_iter().collect();
    }
    if !own.is_empty() {
        return words(own);
    }
    let dated =
        if usual.date.is_empty() { None } else { binder.figure(&format!("{at}/{}", usual.date), Form::Written) };
    let report = usual.date.is_empty() || at.is_empty();
    dated.or_else(|| if report { binder.figure("/report/date", Form::Written) } else { None }).into_iter().collect()
}

/// Goals and duties: of `items_from`, of `fields`, or what belongs to the record.
fn items(binder: &mut Binder<'_>, at: &str) -> Vec<Vec<Inline>> {
    let (from, fields) = (binder.spec.text("items_from"), binder.spec.texts("fields"));
    let mut items = Vec::new();
    if !from.is_empty() {
        for record in binder.records_at(&from) {
            items.push(if fields.is_empty() { item(binder, &record) } else { listed(binder, &record, &fields) });
        }
    } else if !fields.is_empty() {
        for field in &fields {
            let said = binder.content(at, field);
            if !said.is_empty() {
                items.push([words(format!("{}：", binder.heading(at, field))), said].concat());
            }
        }
    } else if at.starts_with("/responsibilities/") {
        for assignment in binder.data.select(&format!("{at}/assignments"), &Conditions::default()) {
            items.push(item(binder, &assignment));
        }
        for target in targets_of(binder, at) {
            items.push(item(binder, &target));
        }
    } else if at.starts_with("/pledges/") {
        items.push(item(binder, at));
        items.extend(parts(binder, at, "works"));
        items.extend(parts(binder, at, "figures"));
    } else if at.starts_with("/targets/") {
        items.push(item(binder, at));
        items.extend(parts(binder, at, "stages"));
        items.extend(parts(binder, at, "of_which"));
    } else if at.starts_with("/cases/") {
        items.extend(parts(binder, at, "figures"));
    }
    items.retain(|item| !item.is_empty());
    let last = items.len().saturating_sub(1);
    for (i, item) in items.iter_mut().enumerate() {
        item.push(Inline::Text { text: if i == last { "。" } else { "；" }.into() });
    }
    items
}

/// The members of a list of the record, an item each.
fn parts(binder: &mut Binder<'_>, at: &str, list: &str) -> Vec<Vec<Inline>> {
    let members = binder.data.select(&format!("{at}/{list}"), &Conditions::default());
    members.iter().map(|member| item(binder, member)).collect()
}

/// The targets for which the one who signs answers, or that hold for the signing region.
fn targets_of(binder: &Binder<'_>, at: &str) -> Vec<String> {
    let signs = [binder.text(at, "who"), binder.text(at, "unit")].join("、");
    let names: Vec<String> = signs.split('、').filter(|name| !name.is_empty()).map(str::to_owned).collect();
    if names.is_empty() {
        return Vec::new();
    }
    let any = |field: &str| binder.data.select("/targets", &Conditions::default().and(field, names.clone()));
    let (owned, placed) = (any("owner"), any("region"));
    let all = binder.data.select("/targets", &Conditions::default());
    all.into_iter().filter(|target| owned.contains(target) || placed.contains(target)).collect()
}

/// A record by its name and the fields that are asked for.
fn listed(binder: &mut Binder<'_>, record: &str, fields: &[String]) -> Vec<Inline> {
    let mut out = words(binder.label(record));
    let mut mark = "：";
    for field in fields {
        let said = binder.content(record, field);
        if !said.is_empty() {
            out.extend(words(format!("{mark}{}", binder.heading(record, field))));
            out.extend(said);
            mark = "，";
        }
    }
    out
}

/// A record as an item: what, by when, how much.
fn item(binder: &mut Binder<'_>, record: &str) -> Vec<Inline> {
    let name = binder.label(record);
    let by = |binder: &mut Binder<'_>| match binder.figure(&format!("{record}/deadline"), Form::Written) {
        Some(date) => [vec![date], words("前")].concat(),
        None => binder.figure(&format!("{record}/period"), Form::Written).into_iter().collect(),
    };
    let mut clauses: Vec<Vec<Inline>> = Vec::new();
    // What a target is to reach is said after the day; of an amount, that it is done by then. Figures are taken as they are
    // read.
    if binder.quantity(record, "target").is_some() {
        let by = by(binder);
        clauses.push([by, goal(binder, record)].concat());
    } else {
        clauses.push(goal(binder, record));
        let by = by(binder);
        if !by.is_empty() {
            clauses.push([by, words("完成")].concat());
        }
    }
    clauses.retain(|clause| !clause.is_empty());
    for (field, before) in [("regions", "联系点"), ("households", "联系户数"), ("requirements", "")] {
        let said = binder.content(record, field);
        if !said.is_empty() {
            clauses.push([words(before), said].concat());
        }
    }
    let mut out = words(name);
    for (i, clause) in clauses.into_iter().enumerate() {
        // A stage may have no name.
        let mark = if out.is_empty() {
            ""
        } else if i == 0 {
            "："
        } else {
            "，"
        };
        out.extend(words(mark));
        out.extend(clause);
    }
    out
}

/// How much is to be reached, as the comparison means it: 达到…, 控制在…以内.
fn goal(binder: &mut Binder<'_>, record: &str) -> Vec<Inline> {
    let at_most = binder.is_limit(record);
    for field in ["target", "quantity", "value"] {
        if let Some(figure) = binder.figure(&format!("{record}/{field}"), Form::Written) {
            return match (field, at_most) {
                ("target", true) => [words("控制在"), vec![figure], words("以内")].concat(),
                ("target", false) => [words("达到"), vec![figure]].concat(),
                _ => vec![figure],
            };
        }
    }
    // A target that is a comparison has no figure of its own; its words say it.
    match binder.data.stated(&format!("{record}/reference")) {
        Some(FigureValue::Reference(reference)) => words(reference.to_string()),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::super::tests::shown;

    const DATA: &str = r#"{"report": {"unit": "某县指挥部", "date": "2026-10-12"},
        "regions": [{"id": "a", "name": "甲镇"}, {"id": "b", "name": "乙镇"}],
        "responsibilities": [
            {"who": "甲镇政府、甲镇", "duty": "属地责任", "signed": "2026-01-20",
             "assignments": [{"leader": "甲镇党委书记", "regions": ["a", "某村"], "households": "8户"}]},
            {"who": "乙镇政府"}],
        "targets": [
            {"name": "起数", "owner": "甲镇政府", "cmp": "<=", "target": "56起", "period": "今年全年"},
            {"name": "巡查", "region": "a", "target": "150处", "deadline": "2026-11底"},
            {"name": "满意度", "region": "甲镇", "reference": "不低于全县平均水平"},
            {"name": "别处", "region": "b", "target": "1处", "stages": [{"deadline": "2026-06底", "target": "0.5处"}]}],
        "pledges": [{"item": "道路硬化", "by": "乙镇政府", "quantity": "18公里", "deadline": "2026-11底",
            "works": [{"name": "村道", "quantity": "11公里"}]}],
        "cases": [{"kind": "典型", "actor": "某某户", "practice": "勤劳肯干。", "figures": [{"name": "年收入", "value": "3万元"}]},
            {"kind": "反面", "actor": "某某店"}]}"#;

    fn page(spec: &str) -> String {
        shown(Kind::Certificate, DATA, spec)
    }

    #[test]
    fn a_letter_of_responsibility_has_the_goals_of_who_signs() {
        insta::assert_snapshot!(page("from = \"/responsibilities/0\""), @"
        目标责任书
        甲镇政府、甲镇：
        为落实属地责任，某县指挥部与甲镇政府、甲镇签订本责任书。
        甲镇党委书记：联系点甲镇、某村，联系户数8户；
        起数：今年全年控制在56起以内；
        巡查：2026年11月底前达到150处；
        满意度：不低于全县平均水平。
        某县指挥部
        甲镇政府、甲镇
        2026年1月20日
        ");
        insta::assert_snapshot!(page("from = \"/responsibilities/1\"\nitems_from = \"/targets\"\nwhere = { region = \"b\" }\nnumber = \"〔2026〕1号\""), @"
        目标责任书
        〔2026〕1号
        乙镇政府：
        为落实责任，某县指挥部与乙镇政府签订本责任书。
        别处：达到1处。
        某县指挥部
        乙镇政府
        ");
        insta::assert_snapshot!(page("from = \"/targets/3\""), @"
        目标责任书
        为完成别处目标，签订本责任书。
        别处：达到1处；
        2026年6月底前达到0.5处。
        某县指挥部
        2026年10月12日
        ");
    }

    #[test]
    fn pledges_and_honours() {
        insta::assert_snapshot!(page("from = \"/pledges/0\""), @"
        承诺书
        某县指挥部：
        现就道路硬化作出以下承诺，请予监督。
        道路硬化：18公里，2026年11月底前完成；
        村道：11公里。
        乙镇政府
        2026年10月12日
        ");
        insta::assert_snapshot!(page("from = \"/cases/0\"\nheading = \"光荣证\""), @"
        光荣证
        某某户：
        勤劳肯干。特发此证。
        年收入：3万元。
        某县指挥部
        2026年10月12日
        ");
        insta::assert_snapshot!(page("from = \"/cases\"\nwhere = { kind = \"反面\" }"), @"
        荣誉证书
        某某店：
        特发此证。
        某县指挥部
        2026年10月12日
        警告 这是反面案例，却要印成证书
        ");
    }

    #[test]
    fn the_wording_is_the_blocks_own() {
        insta::assert_snapshot!(page("from = \"/targets/1\"\nheading = \"军令状\"\naddressee = \"甲镇：\"\ntext = [\"按期完成{target}，{没有}\", \"完成不了{a\", \"{/targets/0/target}\"]\nfields = [\"name\", \"deadline\"]\nparties = [\"甲方\", \"乙方\", \"丙方\"]\ndate = \"/report/date\""), @"
        军令状
        甲镇：
        按期完成150处，
        完成不了{a
        56起
        名称：巡查；
        期限：2026年11月底。
        甲方
        乙方
        丙方
        2026年10月12日
        警告 text 里的 {没有} 没有数据
        ");
        insta::assert_snapshot!(page("text = \"特此公告。\"\ndate = \"某年某月\""), @"
        证书
        特此公告。
        某县指挥部
        某年某月
        ");
        insta::assert_snapshot!(page("from = \"/nothing\""), @"警告 证书没有可以印的数据");
    }
}
