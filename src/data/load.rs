//! Reading: bytes or a JSON value become [`Progress`], and everything that is wrong becomes a finding with its place.
//!
//! A value that cannot be read is set aside and the rest is read again, so that one pass over the input tells the user
//! everything, not only the first mistake.

mod describe;
mod look;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::field::{Field, Item, Wrong};
use super::tree::Tree;
use super::{Figures, Progress};
use crate::Finding;
pub(crate) use describe::describe;
use describe::kind;

/// The largest input that is read: 32 MiB. A county's year (300 villages, 40 indicators, 12 months) takes about 13.
pub const MAX_BYTES: usize = 32 << 20;

/// The most values (numbers, texts, lists, objects) that are read: what a county's year has, twice over. More would
/// need half a gigabyte of memory before anything could be said about it.
const MAX_VALUES: usize = 2_000_000;

/// The deepest nesting that is read.
const MAX_DEPTH: usize = 100;

/// How many mistakes are told before reading stops: a file with more is not a file of this model.
const MAX_FINDINGS: usize = 60;

/// What was read, and what was wrong with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// The data; what could not be read is missing from it.
    pub progress: Progress,
    /// What could not be read.
    pub findings: Vec<Finding>,
    /// Where things stood in the input.
    pub origin: Origin,
    /// The figures of the data as it was read.
    pub figures: Figures,
}

/// Where the values of [`Progress`] stood in the input: members of lists move up when one before them was set aside.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Origin {
    /// By the input's pointer of a list: the input's index of each member that is left.
    moved: BTreeMap<String, Vec<usize>>,
}

impl Origin {
    /// The input's pointer for a pointer into the data.
    pub fn pointer(&self, pointer: &str) -> String {
        if self.moved.is_empty() {
            return pointer.to_owned();
        }
        let mut at = String::new();
        for segment in pointer.split('/').skip(1) {
            let moved = segment.parse::<usize>().ok().and_then(|index| self.moved.get(&at)?.get(index));
            at.push('/');
            match moved {
                Some(index) => at.push_str(&index.to_string()),
                None => at.push_str(segment),
            }
        }
        at
    }

    /// Says that a member of a list of `length` is set aside; `list` is a pointer into the data.
    fn remove(&mut self, list: &str, length: usize, index: usize) {
        let list = self.pointer(list);
        self.moved.entry(list).or_insert_with(|| (0..length).collect()).remove(index);
    }
}

impl Loaded {
    /// Nothing could be read.
    pub(crate) fn nothing(findings: Vec<Finding>) -> Self {
        Self::without_data(findings, Origin::default())
    }

    fn without_data(findings: Vec<Finding>, origin: Origin) -> Self {
        let progress = Progress::default();
        Self { figures: Figures::new(&progress), progress, findings, origin }
    }
}

/// Reads JSON text in UTF-8, with or without a byte order mark.
pub fn from_json(bytes: &[u8]) -> Loaded {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.len() > MAX_BYTES {
        return Loaded::nothing(vec![too_large(bytes.len())]);
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Loaded::nothing(vec![
            Finding::error("data.empty", "", "文件是空的")
                .hint("请选择一个有内容的 JSON 数据文件；可以先打开示例看看格式"),
        ]);
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(e) => {
            let message = format!("文件不是 UTF-8 编码（第 {} 个字节处）", e.valid_up_to() + 1);
            return Loaded::nothing(vec![
                Finding::error("data.encoding", "", message).hint("请把文件另存为 UTF-8 编码的 JSON"),
            ]);
        }
    };
    let (values, depth) = extent(bytes);
    if depth > MAX_DEPTH {
        return Loaded::nothing(vec![
            Finding::error("data.not_json", "", format!("嵌套层数太多（{depth} 层），这不是数据文件"))
                .hint("请检查括号是否配对；数据文件一般不超过十层"),
        ]);
    }
    if values > MAX_VALUES {
        let message = format!("数据超过 {} 万项，没有读取", MAX_VALUES / 10_000);
        return Loaded::nothing(vec![
            Finding::error("data.too_large", "", message)
                .hint("请只保留本次报告用到的数据，或按县区、按月份拆成几个文件"),
        ]);
    }
    let tree: Tree = match serde_json::from_str(text) {
        Ok(tree) => tree,
        Err(e) => {
            let what = if e.is_eof() { "文件不完整，在结尾处断了" } else { "不是正确的 JSON" };
            let message = format!("{what}（第 {} 行第 {} 列）", e.line(), e.column());
            return Loaded::nothing(vec![
                Finding::error("data.not_json", "", message)
                    .hint("请检查这一处的引号、逗号和括号；Word、Excel 文件不能直接改名为 .json"),
            ]);
        }
    };
    let twice = match Progress::read(&tree) {
        Ok(progress) if !progress.is_absent() => return finish(progress, Vec::new(), Origin::default()),
        Ok(_) => None,
        Err(wrong) => given_twice(&wrong, text),
    };
    let mut loaded = from_value(tree.to_value());
    loaded.findings.extend(twice);
    loaded
}

/// A file of so many bytes is too large.
pub(crate) fn too_large(bytes: usize) -> Finding {
    let message =
        format!("数据有 {:.1} MB，超过了 {} MB 的上限，没有读取", bytes as f64 / 1_048_576.0, MAX_BYTES >> 20);
    Finding::error("data.too_large", "", message).hint("请只保留本次报告用到的数据，或按县区、按月份拆成几个文件")
}

/// Reads a JSON value, such as one that came from a JavaScript object.
pub fn from_value(value: Value) -> Loaded {
    if !value.is_object() {
        return Loaded::nothing(vec![
            Finding::error("data.not_model", "", format!("最外层应当是对象，却是{}", kind(&value)))
                .hint("数据文件的最外层写成 {\"report\": {…}, \"indicators\": […]}"),
        ]);
    }
    let mut origin = Origin::default();
    let mut value = value;
    if let Value::Object(map) = &mut value {
        // The file's own word to an editor, not data.
        map.remove("$schema");
    }
    without_nulls(&mut value, &mut String::new(), &mut origin);
    if let Ok(progress) = Progress::read(&Tree::of(&value))
        && !progress.is_absent()
    {
        return finish(progress, Vec::new(), origin);
    }
    let mut findings = Vec::new();
    if !set_aside(&mut value, &mut origin, &mut findings) {
        findings
            .push(Finding::error("data.not_model", "", "问题太多，没有再往下读").hint("请先改正上面这些，再重新打开"));
        return Loaded::without_data(findings, origin);
    }
    let progress = Progress::read(&Tree::of(&value)).unwrap_or_default();
    if findings.is_empty() && progress.is_absent() {
        findings.push(
            Finding::error("data.not_model", "", "里面没有可用的数据")
                .hint("至少要有 report（文件信息）和一个地区；可以先打开示例看看格式"),
        );
    }
    finish(progress, findings, origin)
}

/// Looks over what was read.
fn finish(progress: Progress, mut findings: Vec<Finding>, origin: Origin) -> Loaded {
    let figures = Figures::new(&progress);
    findings.extend(look::look(&figures, &origin));
    Loaded { progress, findings, origin, figures }
}

/// About how many values a JSON text holds, and how deep its brackets go.
fn extent(bytes: &[u8]) -> (usize, usize) {
    let (mut values, mut depth, mut deepest) = (1, 0_usize, 0);
    let (mut in_text, mut escaped) = (false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b',' => values += 1,
            b'[' | b'{' => {
                values += 1;
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    (values, deepest)
}

/// A field that is given twice: JSON readers keep the last one, which loses the first without a word.
fn given_twice(wrong: &Wrong, text: &str) -> Option<Finding> {
    let field = wrong.message.strip_prefix("duplicate field `")?.strip_suffix('`')?;
    // The name is a piece of the text, unless it was written with escapes.
    let start = wrong.twice?.checked_sub(text.as_ptr() as usize).filter(|at| *at < text.len());
    let place = start.map(|start| {
        // Up to the quote behind the name; columns count bytes, as those of a syntax error do.
        let before = &text.as_bytes()[..(start + field.len() + 1).min(text.len())];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let column = before.iter().rev().take_while(|byte| **byte != b'\n').count();
        format!("（第 {line} 行第 {column} 列）")
    });
    let message = format!("“{field}”在同一条记录里写了两次{}", place.unwrap_or_default());
    Some(Finding::error("data.given_twice", "", message).hint("只留一个，或把两处合成一个列表"))
}

/// Removes nulls, which mean that something was not given.
fn without_nulls(value: &mut Value, at: &mut String, origin: &mut Origin) {
    let length = at.len();
    match value {
        Value::Object(map) => {
            map.retain(|_, child| !child.is_null());
            for (key, child) in map {
                at.push('/');
                at.push_str(&escape(key));
                without_nulls(child, at, origin);
                at.truncate(length);
            }
        }
        Value::Array(items) => {
            // What is inside first: its pointers are still the input's.
            for (index, child) in items.iter_mut().enumerate() {
                if child.is_object() || child.is_array() {
                    at.push_str(&format!("/{index}"));
                    without_nulls(child, at, origin);
                    at.truncate(length);
                }
            }
            if items.iter().any(Value::is_null) {
                let kept = items.iter().enumerate().filter(|(_, child)| !child.is_null()).map(|(index, _)| index);
                origin.moved.insert(at.clone(), kept.collect());
                items.retain(|child| !child.is_null());
            }
        }
        _ => {}
    }
}

/// Finds what cannot be read, tells it and takes it out, record by record; whether it came to an end.
fn set_aside(value: &mut Value, origin: &mut Origin, findings: &mut Vec<Finding>) -> bool {
    let Value::Object(root) = value else { return true };
    for key in root.keys().cloned().collect::<Vec<_>>() {
        let at = format!("/{}", escape(&key));
        let Some(Value::Array(items)) = root.get_mut(&key) else {
            let alone = root.get_mut(&key).map(Value::take).unwrap_or_default();
            match readable(&key, alone, &|p| p.to_owned(), origin, findings) {
                Some(Some(value)) => root[&key] = value,
                Some(None) => drop(root.shift_remove(&key)),
                None => return false,
            }
            continue;
        };
        let mut index = 0;
        while index < items.len() {
            let one = Value::Array(vec![items[index].take()]);
            // The list has one member while it is looked at.
            let place = |p: &str| match p.strip_prefix(&format!("{at}/0")) {
                Some(rest) => format!("{at}/{index}{rest}"),
                None => p.to_owned(),
            };
            match readable(&key, one, &place, origin, findings) {
                Some(Some(Value::Array(mut one))) if !one.is_empty() => {
                    items[index] = one.remove(0);
                    index += 1;
                }
                Some(Some(_)) => {
                    origin.remove(&at, items.len(), index);
                    items.remove(index);
                }
                // The list itself is unknown: told once.
                Some(None) => {
                    root.shift_remove(&key);
                    break;
                }
                None => return false,
            }
        }
    }
    true
}

/// A field of the data without what cannot be read: `None` when there is too much of it, `Some(None)` when nothing is
/// left. `place` turns a pointer into this field alone into one into the data.
fn readable(
    key: &str,
    alone: Value,
    place: &dyn Fn(&str) -> String,
    origin: &mut Origin,
    findings: &mut Vec<Finding>,
) -> Option<Option<Value>> {
    let mut data = Value::Object(Map::from_iter([(key.to_owned(), alone)]));
    loop {
        let wrong = match Progress::read(&Tree::of(&data)) {
            Ok(_) => return Some(data.as_object_mut().and_then(|map| map.shift_remove(key))),
            Err(wrong) => wrong,
        };
        let finding = describe(&data, &wrong.pointer(), &wrong.message);
        let culprit = finding.path.clone();
        findings.push(Finding { path: origin.pointer(&place(&culprit)), ..finding });
        if findings.len() >= MAX_FINDINGS || !take_out(&mut data, &culprit, place, origin) {
            return None;
        }
    }
}

/// Takes out what stands at a pointer.
fn take_out(data: &mut Value, pointer: &str, place: &dyn Fn(&str) -> String, origin: &mut Origin) -> bool {
    let Some((parent, last)) = pointer.rsplit_once('/') else { return false };
    match data.pointer_mut(parent) {
        Some(Value::Object(map)) => map.shift_remove(&last.replace("~1", "/").replace("~0", "~")).is_some(),
        Some(Value::Array(items)) => {
            let Some(index) = last.parse::<usize>().ok().filter(|index| *index < items.len()) else { return false };
            // Of the outermost list, only one member is looked at; whoever holds the list notes its loss.
            if parent.matches('/').count() > 1 {
                origin.remove(&place(parent), items.len(), index);
            }
            items.remove(index);
            true
        }
        _ => false,
    }
}

/// Escapes a key as a JSON pointer segment (RFC 6901).
pub(crate) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
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

    /// A workbook's bare number is no amount of anything.
    #[test]
    fn a_figure_without_a_unit_is_told() {
        let told = one(r#"{"targets": [{"name": "甲", "done": "4.98", "target": "7.38"}]}"#);
        assert_eq!((told.code.as_str(), told.path.as_str()), ("data.no_unit", "/targets/0/target"));
        assert_eq!(told.message, "“7.38”等2处没有单位");
        let index = r#"{"indicators": [{"name": "空气质量综合指数", "value": "4.52"}]}"#;
        assert_eq!(from_json(index.as_bytes()).findings, []);
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

    /// Ten megabytes of nesting, of members, of fields, of digits: one finding each, without the memory for more.
    #[test]
    fn monstrous_input_is_one_finding() {
        let ten = 10 << 20;
        assert_eq!(one(&"[".repeat(ten)).code, "data.not_json");
        assert_eq!(one(&"{\"a\":".repeat(ten / 5)).code, "data.not_json");
        assert_eq!(one(&format!("{{\"targets\": [{}0]}}", "0,".repeat(ten / 2))).code, "data.too_large");
        assert_eq!(one(&format!("{{{}}}", "\"a\":0,".repeat(ten / 6))).code, "data.not_json");
        let digits = format!("{{\"targets\": [{{\"name\": \"x\", \"done\": \"{}个\"}}]}}", "9".repeat(ten));
        let finding = one(&digits);
        assert_eq!((finding.code.as_str(), finding.path.as_str()), ("data.wrong_value", "/targets/0/done"));
        assert!(finding.message.chars().count() < 100, "{}", finding.message);
    }

    #[test]
    fn a_field_that_is_given_twice_is_told() {
        let loaded = from_json(r#"{"targets": [{"name": "甲", "done": "4万人", "done": "5万人"}]}"#.as_bytes());
        let told: Vec<_> = loaded.findings.iter().map(|f| (f.code.as_str(), f.message.as_str())).collect();
        assert_eq!(told, [("data.given_twice", "“done”在同一条记录里写了两次（第 1 行第 54 列）")]);
    }

    /// The word of a JSON file to its editor is no data.
    #[test]
    fn a_schema_may_be_named() {
        let loaded =
            from_json(r#"{"$schema": "../schema/huibao.schema.json", "report": {"title": "讲话"}}"#.as_bytes());
        assert_eq!(loaded.findings, []);
    }

    /// Each mistake costs its own record, not the whole: a hundred thousand records with fifty mistakes are read.
    #[test]
    fn mistakes_in_a_large_file_are_told_and_the_rest_is_kept() {
        let records: Vec<_> = (0..20_000)
            .map(|i| match i % 1000 {
                999 => r#"{"name": "甲", "value": 5}"#.to_owned(),
                _ => format!(r#"{{"name": "指标{i}", "value": "{i}户"}}"#),
            })
            .collect();
        let loaded = from_json(format!("{{\"indicators\": [{}]}}", records.join(",")).as_bytes());
        assert_eq!(loaded.findings.len(), 20);
        assert_eq!(loaded.findings[1].path, "/indicators/1999/value");
        assert_eq!(loaded.progress.indicators.len(), 20_000);
        assert_eq!(loaded.progress.indicators[1998].name, "指标1998");
    }

    #[test]
    fn places_in_the_input_survive_what_is_set_aside() {
        let loaded = from_json(
            r#"{"targets": [null, 7, {"name": "甲", "conditions": [null, 3, "好", "也好"]}, {"name": "乙"}]}"#
                .as_bytes(),
        );
        assert_eq!(loaded.progress.targets[0].conditions, ["好", "也好"]);
        assert_eq!(loaded.origin.pointer("/targets/0/conditions/1"), "/targets/2/conditions/3");
        assert_eq!(loaded.origin.pointer("/targets/1/name"), "/targets/3/name");
    }

    #[test]
    fn a_file_of_another_model_stops_soon() {
        let rows: Vec<_> = (0..500).map(|i| format!("\"k{i}\": {i}")).collect();
        let findings = from_json(format!("{{{}}}", rows.join(",")).as_bytes()).findings;
        assert_eq!(findings.len(), MAX_FINDINGS + 1);
        assert_eq!(findings.last().unwrap().code, "data.not_model");
    }
}
