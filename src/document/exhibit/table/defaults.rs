//! The columns that suit a list where the block names none, and how its records are counted.

use super::super::bind::Binder;
use super::field::Field;

/// Columns by list, for ledgers: a path, then the head where that of the model is not the ledger's. Columns that no record
/// has are left out.
const SETS: [(&str, &str, &[&str]); 41] = [
    ("topics", "项", &["name", "headline", "facts"]),
    ("regions", "个", &["name", "level", "population", "households", "area", "farmland", "villages", "townships"]),
    ("indicators", "项", &["name", "period", "value", "prior", "yoy", "yoy_points", "ranks", "facets 其中"]),
    ("facets", "项", &["name", "value", "prior", "yoy", "share", "ranks"]),
    ("parts", "项", &["name", "value", "persons", "households", "prior", "yoy", "share", "ranks"]),
    ("series", "期", &["date", "value"]),
    (
        "by_region",
        "个",
        &["region", "value", "villages", "households", "persons", "rate", "yoy", "rank", "missing 备注"],
    ),
    ("targets", "项", &["name", "target", "done", "rate", "remaining", "owner", "deadline 完成时限", "status"]),
    ("stages", "个", &["name 阶段", "period", "target", "done", "villages", "households", "persons", "deadline"]),
    (
        "populations",
        "项",
        &[
            "name",
            "region",
            "villages",
            "households",
            "persons",
            "unlifted_households",
            "unlifted_persons",
            "rate",
            "as_of",
        ],
    ),
    ("causes", "项", &["name 原因", "households", "persons", "rate"]),
    ("standards", "项", &["name", "object", "prior", "value", "per", "target", "deadline", "basis"]),
    ("items", "项", &["name 条款", "value", "reference", "weight", "points", "score"]),
    ("results", "项", &["unit", "item", "value", "pass"]),
    ("steps", "档", &["who 对象", "period", "prior", "value 标准", "missing 备注"]),
    ("assessments", "项", &["name", "by", "unit", "date", "score", "rank", "grade", "result"]),
    ("groups", "项", &["name", "weight", "aspects", "indicators", "elements", "count", "members"]),
    ("ranking", "个", &["rank", "unit", "score", "prior_rank", "grade", "remark"]),
    ("timeline", "项", &["date", "name 事项", "result"]),
    ("inspections", "次", &["name", "by", "start", "end", "teams", "members", "visits", "problems_found", "published"]),
    (
        "sites",
        "个",
        &["date", "region", "place", "unit", "item", "score", "rank", "praise", "finding+problem 存在问题"],
    ),
    (
        "problems",
        "条",
        &["name+detail 问题", "source 来源", "owner 责任单位", "measure", "deadline 整改时限", "status 状态"],
    ),
    (
        "rectification",
        "批",
        &["source", "total", "done", "long_term", "timed", "under_way", "overdue", "rate", "status_text 备注"],
    ),
    (
        "funds",
        "项",
        &["name", "channel", "total", "allocated", "disbursed", "disbursed_rate", "balance", "beneficiaries"],
    ),
    ("projects", "个", &["name", "region", "place", "quantity", "invest", "owner", "start", "deadline", "status"]),
    ("works", "项", &["name", "place", "quantity", "deadline"]),
    ("policies", "件", &["title 文件", "issuer", "code", "date", "kind"]),
    ("systems", "项", &["name", "kind", "object", "members", "introduced_in"]),
    ("practices", "项", &["headline 做法", "basis", "members 内容"]),
    ("measures", "项", &["name+actions 措施", "owners", "against", "effect"]),
    ("cases", "个", &["kind", "place", "actor", "practice", "result", "lesson"]),
    (
        "helpers",
        "支",
        &["name", "tier", "units", "members", "villages", "households", "persons", "invested", "regions"],
    ),
    ("organisations", "个", &["name", "head", "deputies", "members", "date", "meetings"]),
    ("responsibilities", "项", &["level", "who", "duty", "unit", "signed", "result"]),
    ("assignments", "项", &["leader", "regions", "households"]),
    ("mechanisms", "项", &["name", "actor", "frequency", "rule", "planned", "held"]),
    ("deployments", "项", &["task", "requirements", "quantity", "lead", "units", "deadline 完成时限", "status"]),
    ("pledges", "项", &["item", "quantity", "by", "works", "deadline"]),
    ("suggestions", "条", &["headline 建议", "reason", "to"]),
    ("events", "项", &["date", "who", "what", "places", "count"]),
    ("prior_speakers", "人", &["role", "name", "topic"]),
];

/// Lists whose figures make up a whole: amounts of several of them add up. Those of others may contain each other (regions
/// and their parts), or are no amounts of one thing (standards, indicators, targets).
const ADDED: [&str; 14] = [
    "by_region",
    "parts",
    "causes",
    "rectification",
    "inspections",
    "sites",
    "funds",
    "projects",
    "works",
    "helpers",
    "assignments",
    "mechanisms",
    "stages",
    "pledges",
];

/// Fields that a table does not show unless it is asked to: identifiers, and what a head or the source line says.
const NOT_SHOWN: [&str; 6] = ["id", "topic", "cumulative", "as_of", "photo", "regions_complete"];

/// More columns than this are not shown unless they are named.
const MOST: usize = 12;

fn set(list: &str) -> Option<&'static (&'static str, &'static str, &'static [&'static str])> {
    SETS.iter().find(|(name, ..)| *name == list)
}

/// How the records of a list are counted: 条, 个.
pub(super) fn measure(list: &str) -> &'static str {
    set(list).map_or("项", |(_, measure, _)| measure)
}

/// Whether a ledger adds up the figures of a list without being asked to.
pub(super) fn adds_up(list: &str) -> bool {
    ADDED.contains(&list)
}

/// The columns of a ledger, as far as any record has them; those of a table where the list is not known.
pub(super) fn ledger_fields(binder: &mut Binder<'_>, list: &str, records: &[String]) -> Vec<Field> {
    let mut fields: Vec<Field> =
        set(list).into_iter().flat_map(|(.., paths)| *paths).map(|text| Field::parse(text)).collect();
    fields.retain(|field| field.has(binder, records));
    if fields.len() < 2 { table_fields(binder, records) } else { fields }
}

/// Every field that any record has, in the order of the model, without identifiers, topics and long lists.
pub(super) fn table_fields(binder: &mut Binder<'_>, records: &[String]) -> Vec<Field> {
    let mut paths: Vec<String> = Vec::new();
    for record in records {
        let mut after = 0;
        for path in binder.data.fields(record) {
            match paths.iter().position(|known| *known == path) {
                Some(at) => after = at + 1,
                None => {
                    paths.insert(after.min(paths.len()), path);
                    after += 1;
                }
            }
        }
    }
    paths.retain(|path| !NOT_SHOWN.contains(&path.as_str()));
    if paths.len() > MOST {
        let message = format!("表格有{}栏，只印前{MOST}栏", paths.len());
        binder.warn(message, "用 columns 写明要印哪些栏");
        paths.truncate(MOST);
    }
    paths.iter().map(|path| Field::parse(path)).collect()
}
