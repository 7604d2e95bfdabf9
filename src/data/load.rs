//! Reading: bytes or a JSON value become [`Progress`], and everything that is wrong becomes a finding with its place.
//!
//! A value that cannot be read is set aside and the rest is read again, so that one pass over the input tells the user
//! everything, not only the first mistake.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::Value;
use serde_path_to_error::{Path, Segment};

use super::quantity::shorten;
use super::{Figures, Progress};
use crate::Finding;

/// The largest input that is read: 32 MiB. A county's year (300 villages, 40 indicators, 12 months) takes about 20.
pub const MAX_BYTES: usize = 32 << 20;

/// How many mistakes are told before reading stops: a file with more is not a file of this model.
const MAX_FINDINGS: usize = 60;

/// What was read, and what was wrong with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// The data; what could not be read is missing from it.
    pub progress: Progress,
    /// What could not be read.
    pub findings: Vec<Finding>,
}

impl Loaded {
    fn nothing(finding: Finding) -> Self {
        Self { progress: Progress::default(), findings: vec![finding] }
    }
}

/// Reads JSON text in UTF-8, with or without a byte order mark.
pub fn from_json(bytes: &[u8]) -> Loaded {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.len() > MAX_BYTES {
        let message = format!(
            "数据有 {:.1} MB，超过了 {} MB 的上限，没有读取",
            bytes.len() as f64 / 1_048_576.0,
            MAX_BYTES >> 20
        );
        return Loaded::nothing(
            Finding::error("data.too_large", "", message)
                .hint("请只保留本次报告用到的数据，或按县区、按月份拆成几个文件"),
        );
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Loaded::nothing(
            Finding::error("data.empty", "", "文件是空的")
                .hint("请选择一个有内容的 JSON 数据文件；可以先打开示例看看格式"),
        );
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(e) => {
            let message = format!("文件不是 UTF-8 编码（第 {} 个字节处）", e.valid_up_to() + 1);
            return Loaded::nothing(
                Finding::error("data.encoding", "", message).hint("请把文件另存为 UTF-8 编码的 JSON"),
            );
        }
    };
    match serde_json::from_str::<Value>(text) {
        Ok(value) => from_value(value),
        Err(e) => {
            let what = if e.is_eof() {
                "文件不完整，在结尾处断了"
            } else if e.to_string().contains("recursion limit") {
                "嵌套层数太多"
            } else {
                "不是正确的 JSON"
            };
            let message = format!("{what}（第 {} 行第 {} 列）", e.line(), e.column());
            Loaded::nothing(
                Finding::error("data.not_json", "", message)
                    .hint("请检查这一处的引号、逗号和括号；Word、Excel 文件不能直接改名为 .json"),
            )
        }
    }
}

/// Reads a JSON value, such as one that came from a JavaScript object.
pub fn from_value(value: Value) -> Loaded {
    if !value.is_object() {
        return Loaded::nothing(
            Finding::error("data.not_model", "", format!("最外层应当是对象，却是{}", kind(&value)))
                .hint("数据文件的最外层写成 {\"report\": {…}, \"indicators\": […]}"),
        );
    }
    let mut findings = Vec::new();
    let mut aside = BTreeSet::new();
    loop {
        let mut origins = Vec::new();
        let pruned = prune(&value, &mut String::new(), &aside, &mut origins);
        let (message, at) = match serde_path_to_error::deserialize::<_, Progress>(pruned) {
            Ok(progress) => {
                if findings.is_empty() && progress == Progress::default() {
                    findings.push(
                        Finding::error("data.not_model", "", "里面没有可用的数据")
                            .hint("至少要有 report（文件信息）和一个地区；可以先打开示例看看格式"),
                    );
                }
                let figures = Figures::new(&progress);
                findings.extend(unknown_units(&figures, &origins));
                findings.extend(nameless(&figures, &origins));
                return Loaded { progress, findings };
            }
            Err(e) => (e.inner().to_string(), original(&pointer(e.path()), &origins)),
        };
        let finding = describe(&value, &at, &message);
        let culprit = match unknown_field(&message) {
            Some((field, _)) if !at.ends_with(&format!("/{}", escape(field))) => format!("{at}/{}", escape(field)),
            _ => at,
        };
        findings.push(finding);
        if findings.len() >= MAX_FINDINGS || culprit.is_empty() || !aside.insert(culprit) {
            findings.push(
                Finding::error("data.not_model", "", "问题太多，没有再往下读").hint("请先改正上面这些，再重新打开"),
            );
            return Loaded { progress: Progress::default(), findings };
        }
    }
}

/// The value without what was set aside and without nulls; `origins` learns the original index of each array element
/// that was moved, as (pruned pointer, original pointer).
fn prune(value: &Value, at: &mut String, aside: &BTreeSet<String>, origins: &mut Vec<(String, Vec<usize>)>) -> Value {
    let length = at.len();
    match value {
        Value::Object(map) => {
            let mut out = serde_json::Map::new();
            for (key, child) in map {
                at.push('/');
                at.push_str(&escape(key));
                if !child.is_null() && !aside.contains(at.as_str()) {
                    out.insert(key.clone(), prune(child, at, aside, origins));
                }
                at.truncate(length);
            }
            Value::Object(out)
        }
        Value::Array(items) => {
            let (mut out, mut kept) = (Vec::new(), Vec::new());
            for (index, child) in items.iter().enumerate() {
                at.push_str(&format!("/{index}"));
                if !child.is_null() && !aside.contains(at.as_str()) {
                    out.push(prune(child, at, aside, origins));
                    kept.push(index);
                }
                at.truncate(length);
            }
            if kept.len() != items.len() {
                origins.push((at.clone(), kept));
            }
            Value::Array(out)
        }
        _ => value.clone(),
    }
}

/// The JSON pointer of a path.
fn pointer(path: &Path) -> String {
    let mut at = String::new();
    for segment in path.iter() {
        match segment {
            Segment::Seq { index } => at.push_str(&format!("/{index}")),
            Segment::Map { key } | Segment::Enum { variant: key } => {
                at.push('/');
                at.push_str(&escape(key));
            }
            Segment::Unknown => break,
        }
    }
    at
}

/// The pointer, in the original value, of a pointer into the pruned one.
fn original(pointer: &str, origins: &[(String, Vec<usize>)]) -> String {
    let mut at = String::new();
    for segment in pointer.split('/').skip(1) {
        let moved = segment.parse::<usize>().ok().and_then(|index| {
            origins.iter().find(|(array, _)| *array == at).and_then(|(_, kept)| kept.get(index)).map(usize::to_string)
        });
        at.push('/');
        at.push_str(moved.as_deref().unwrap_or(segment));
    }
    at
}

/// Records that a text names, by list and field.
const NAMED: [(&str, &str); 8] = [
    ("topics", "name"),
    ("indicators", "name"),
    ("targets", "name"),
    ("populations", "name"),
    ("assessments", "name"),
    ("practices", "headline"),
    ("measures", "name"),
    ("deployments", "task"),
];

/// A record without the name by which a text calls it is kept, but no text can speak of it.
fn nameless(figures: &Figures, origins: &[(String, Vec<usize>)]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (list, field) in NAMED {
        for index in 0..figures.members(&format!("/{list}")) {
            if figures.text(&format!("/{list}/{index}/{field}")).is_none() {
                let at = original(&format!("/{list}/{index}"), origins);
                findings.push(
                    Finding::warning("data.nameless", at, format!("这条记录没有“{field}”，文稿里没法写到它"))
                        .hint(format!("补上“{field}”，或删去整条记录")),
                );
            }
        }
    }
    findings
}

/// The units that are known, one dimension a line.
static UNITS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let table: toml::Table = include_str!("../../templates/units.toml").parse().unwrap_or_default();
    let names = table.values().filter_map(toml::Value::as_array).flatten().filter_map(toml::Value::as_str);
    names.map(str::to_owned).collect()
});

/// A unit that no dictionary knows is used as it is, but told: it is more often a slip than a new measure word.
fn unknown_units(figures: &Figures, origins: &[(String, Vec<usize>)]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for pointer in figures.stated_pointers() {
        let Some(quantity) = figures.quantity(pointer) else { continue };
        let unit = quantity.unit();
        if unit.is_empty() || UNITS.iter().any(|known| known == unit) {
            continue;
        }
        let nearest = UNITS
            .iter()
            .max_by(|a, b| strsim::normalized_levenshtein(unit, a).total_cmp(&strsim::normalized_levenshtein(unit, b)));
        let nearest = nearest.filter(|name| strsim::normalized_levenshtein(unit, name) >= 0.5);
        let hint = match nearest {
            Some(name) => format!("是不是“{name}”？确是这个单位的话不用改"),
            None => "请核对单位；确是这个单位的话不用改".into(),
        };
        let message = format!("“{quantity}”的单位“{unit}”没有见过");
        findings.push(Finding::warning("data.unknown_unit", original(pointer, origins), message).hint(hint));
    }
    findings
}

/// Escapes a key as a JSON pointer segment (RFC 6901).
pub(crate) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn unknown_field(message: &str) -> Option<(&str, Vec<&str>)> {
    let rest = message.strip_prefix("unknown field `")?;
    let (field, rest) = rest.split_once("`, expected ").or_else(|| rest.split_once("`, there are no fields"))?;
    Some((field, rest.split('`').skip(1).step_by(2).collect()))
}

/// Says in Chinese what serde says in English.
fn describe(value: &Value, at: &str, message: &str) -> Finding {
    if let Some((field, known)) = unknown_field(message) {
        let path = if at.ends_with(&format!("/{}", escape(field))) {
            at.to_owned()
        } else {
            format!("{at}/{}", escape(field))
        };
        let nearest =
            known.iter().max_by(|a, b| strsim::jaro_winkler(field, a).total_cmp(&strsim::jaro_winkler(field, b)));
        let hint = match nearest {
            Some(name) if strsim::jaro_winkler(field, name) > 0.75 => format!("是不是想写“{name}”？不需要的话请删去"),
            _ => format!("这里可以写：{}", known.join("、")),
        };
        return Finding::error("data.unknown_field", path, format!("没有“{}”这个字段", shorten(field))).hint(hint);
    }
    if let Some(rest) = message.strip_prefix("missing field `") {
        let field = rest.trim_end_matches('`');
        return Finding::error("data.missing_field", at, format!("缺少“{field}”")).hint("请补上这一项，或删去整条记录");
    }
    if let Some(rest) = message.strip_prefix("unknown variant `") {
        let known: Vec<_> = rest.split('`').skip(2).step_by(2).collect();
        let given = rest.split('`').next().unwrap_or_default();
        return Finding::error("data.wrong_value", at, format!("“{}”不是这里能用的值", shorten(given)))
            .hint(format!("这里可以写：{}", known.join("、")));
    }
    if let Some((given, expected)) = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "))
        .and_then(|rest| rest.rsplit_once(", expected "))
    {
        let given = value.pointer(at).map_or_else(|| given.to_owned(), kind);
        return Finding::error(
            "data.wrong_type",
            at,
            format!("这里应当是{}，却是{given}", expected_in_chinese(expected)),
        )
        .hint(example(expected));
    }
    Finding::error("data.wrong_value", at, message.to_owned()).hint("改正后再试；不知道的先整项删去，不要填“无”或“/”")
}

fn expected_in_chinese(expected: &str) -> String {
    match expected {
        "a string" => "文字".into(),
        "a sequence" => "列表".into(),
        "a boolean" => "true 或 false".into(),
        "a map" => "对象".into(),
        _ if expected.starts_with("struct ") => "对象".into(),
        "u32" | "u64" | "i64" | "usize" => "整数".into(),
        _ if expected.is_ascii() => "另一种值".into(),
        // Our own types say in Chinese what they are.
        _ => expected.into(),
    }
}

fn example(expected: &str) -> &'static str {
    match expected {
        "a string" => "文字要用引号括起来",
        "a sequence" => "列表写在方括号里，如 [\"甲\", \"乙\"]",
        "a boolean" => "写 true 或 false，不加引号",
        "数量" => "数量连同单位写在引号里，如 \"4.98万人\"",
        "位次" => "位次写在引号里，如 \"全省第3位\"",
        "日期" => "日期写在引号里，如 \"2017-08-30\"",
        "统计期间" => "期间写在引号里，如 \"上半年\"",
        _ => "对象写在花括号里，如 {\"name\": \"…\"}",
    }
}

fn kind(value: &Value) -> String {
    match value {
        Value::Null => "空值".into(),
        Value::Bool(b) => format!("{b}"),
        Value::Number(n) => format!("数字 {n}"),
        Value::String(s) => format!("文字“{}”", shorten(s)),
        Value::Array(_) => "列表".into(),
        Value::Object(_) => "对象".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(json: &str) -> Vec<(String, String)> {
        from_json(json.as_bytes()).findings.into_iter().map(|f| (f.code, f.path)).collect()
    }

    fn one(json: &str) -> Finding {
        let mut findings = from_json(json.as_bytes()).findings;
        assert_eq!(findings.len(), 1, "{findings:?}");
        findings.remove(0)
    }

    #[test]
    fn good_data_has_no_findings() {
        let loaded = from_json(
            r#"{"report": {"title": "讲话", "as_of": "2017-08"}, "targets": [{"name": "脱贫", "done": "4.98万人"}]}"#
                .as_bytes(),
        );
        assert_eq!(loaded.findings, []);
        assert_eq!(loaded.progress.targets[0].done.as_ref().unwrap().to_string(), "4.98万人");
    }

    #[test]
    fn every_mistake_is_told_with_its_place() {
        let found = codes(
            r#"{"report": {"titel": "讲话", "as_of": "明年"},
                "targets": [{"name": "甲", "done": "很多"}, 7, {"name": "乙", "done": "4万人", "target": 5}],
                "indicators": {"a": 1}, "topics": ["x", {"name": "丙", "facts": [1, "好", true]}]}"#,
        );
        let expected = [
            ("data.unknown_field", "/report/titel"),
            ("data.wrong_value", "/report/as_of"),
            ("data.wrong_value", "/targets/0/done"),
            ("data.wrong_type", "/targets/1"),
            ("data.wrong_value", "/targets/2/target"),
            ("data.wrong_type", "/indicators"),
            ("data.wrong_type", "/topics/0"),
            ("data.wrong_type", "/topics/1/facts/0"),
            ("data.wrong_type", "/topics/1/facts/2"),
        ];
        for (code, path) in expected {
            assert!(found.contains(&(code.into(), path.into())), "{code} {path} is missing from {found:#?}");
        }
        assert_eq!(found.len(), expected.len(), "{found:#?}");
    }

    #[test]
    fn what_is_good_is_kept() {
        let loaded = from_json(
            r#"{"targets": [7, {"done": "4万人", "target": 5}], "topics": [{"facts": [1, "好"]}]}"#.as_bytes(),
        );
        assert_eq!(loaded.progress.targets.len(), 1);
        assert_eq!(loaded.progress.targets[0].done.as_ref().unwrap().to_string(), "4万人");
        assert_eq!(loaded.progress.topics[0].facts, ["好"]);
    }

    #[test]
    fn messages_are_chinese_and_say_what_to_do() {
        let f = one(r#"{"report": {"titel": "x", "title": "y"}}"#);
        assert_eq!(f.message, "没有“titel”这个字段");
        assert_eq!(f.hint, "是不是想写“title”？不需要的话请删去");
        let f = one(r#"{"report": {"title": 5, "level": "市"}}"#);
        assert_eq!(f.message, "这里应当是文字，却是数字 5");
        let f = one(r#"{"targets": [{"done": true, "name": "x"}]}"#);
        assert_eq!(f.message, "这里应当是数量，却是true");
        let f = one(r#"{"targets": [{"cmp": "约", "name": "x"}]}"#);
        assert_eq!((f.message.as_str(), f.hint.as_str()), ("“约”不是这里能用的值", "这里可以写：>=、≥、<=、≤、="));
    }

    #[test]
    fn a_record_without_a_name_is_told_and_kept() {
        let loaded = from_json(r#"{"targets": [7, {"name": "甲"}, {"done": "4万人"}]}"#.as_bytes());
        assert_eq!(
            (loaded.findings[1].code.as_str(), loaded.findings[1].path.as_str()),
            ("data.nameless", "/targets/2")
        );
        assert_eq!(loaded.progress.targets.len(), 2);
    }

    #[test]
    fn an_unknown_unit_is_told_and_used() {
        let loaded = from_json(
            r#"{"targets": [7, {"name": "甲", "done": "4.98万仁"}, {"name": "乙", "done": "3立方未"}]}"#.as_bytes(),
        );
        let told: Vec<_> =
            loaded.findings[1..].iter().map(|f| (f.path.as_str(), f.message.as_str(), f.hint.as_str())).collect();
        assert_eq!(
            told,
            [
                ("/targets/1/done", "“4.98万仁”的单位“仁”没有见过", "请核对单位；确是这个单位的话不用改"),
                ("/targets/2/done", "“3立方未”的单位“立方未”没有见过", "是不是“立方米”？确是这个单位的话不用改"),
            ]
        );
        assert_eq!(loaded.progress.targets[0].done.as_ref().unwrap().to_string(), "4.98万仁");
    }

    #[test]
    fn input_that_is_not_data_is_one_finding() {
        assert_eq!(one("").code, "data.empty");
        assert_eq!(one("  \n").code, "data.empty");
        assert_eq!(one("你好").code, "data.not_json");
        assert_eq!(one("{\"report\": {").message, "文件不完整，在结尾处断了（第 1 行第 12 列）");
        assert_eq!(one("[1]").code, "data.not_model");
        assert_eq!(one("{}").code, "data.not_model");
        assert_eq!(one(&"[".repeat(100_000)).code, "data.not_json");
        assert_eq!(from_json(b"\xff\xfe{}").findings[0].code, "data.encoding");
        assert_eq!(from_json(&vec![b' '; MAX_BYTES + 1]).findings[0].code, "data.too_large");
    }

    #[test]
    fn a_file_of_another_model_stops_soon() {
        let rows: Vec<_> = (0..500).map(|i| format!("\"k{i}\": {i}")).collect();
        let findings = from_json(format!("{{{}}}", rows.join(",")).as_bytes()).findings;
        assert_eq!(findings.len(), MAX_FINDINGS + 1);
        assert_eq!(findings.last().unwrap().code, "data.not_model");
    }
}
