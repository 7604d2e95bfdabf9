//! [`Plan`]: what a batch makes of which data, as `plan.json` says it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use serde_path_to_error::{Path, Segment};

use super::units::Division;
use super::{Facts, file_name};
use crate::compose::GENRES;
use crate::data::{Date, Report, describe, from_value};
use crate::{Finding, Severity};

/// The largest plan that is read, in bytes.
pub const MAX_PLAN: usize = 1 << 20;

/// How many mistakes are told of one plan.
const MAX_FINDINGS: usize = 60;

/// Which data, which documents of it, and what their files are called.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Plan {
    /// Where the data comes from, one or several.
    pub sources: Vec<Source>,
    /// Ids of the genres in which a document is made of each set of data. Empty: the one that the data names.
    pub genres: Vec<String>,
    /// What is written of each document. Default: PDF alone.
    pub outputs: Vec<Output>,
    /// The names of the files, without extension; see [`file_name`]. Default: `{unit}-{genre}`.
    pub name: String,
    /// What the report of every set of data is to say, over what it says itself; texts may hold placeholders as `name` does:
    /// `{"issuance": {"editor": "{unit}人民政府办公室"}}`.
    pub report: Map<String, Value>,
    /// How the documents are written and set.
    pub options: Settings,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            sources: Vec::new(),
            genres: Vec::new(),
            outputs: vec![Output::Pdf],
            name: "{unit}-{genre}".into(),
            report: Map::new(),
            options: Settings::default(),
        }
    }
}

/// Where data comes from: exactly one of `ndjson`, `directory` and `data`. Paths are relative to the plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Source {
    /// A file with a set of data on each line, by itself or in a [`Line`]. It may be of any length.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ndjson: Option<String>,
    /// A folder with a set of data in each file (.json, .xlsx), in the order of their names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub directory: Option<String>,
    /// Which files of the folder, by name, with `*` and `?`. Default: all .json and .xlsx.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// One set of data (.json, .xlsx).
    #[serde(skip_serializing_if = "Option::is_none", alias = "workbook")]
    pub data: Option<String>,
    /// Divides each file's data: a document for every unit, `{"level": "乡镇"}`. Without it, a document for the whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub units: Option<Division>,
}

/// A line of an NDJSON file that says more than the data: told apart by its `data`, which no set of data has.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Line {
    /// The data.
    pub data: Value,
    /// The name of its files, in the place of the plan's; placeholders as there.
    pub name: Option<String>,
    /// The genre, in the place of the plan's.
    pub genre: Option<String>,
    /// The layout, in the place of the plan's.
    pub layout: Option<String>,
    /// The seed, in the place of the plan's.
    pub seed: Option<u64>,
    /// The date, in the place of the plan's.
    pub date: Option<String>,
}

/// What is written of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Output {
    /// The pages.
    Pdf,
    /// Each page as a picture.
    Svg,
    /// The draft.
    Md,
    /// The text alone.
    Txt,
    /// The document's tree.
    Json,
}

impl Output {
    /// The extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Svg => "svg",
            Self::Md => "md",
            Self::Txt => "txt",
            Self::Json => "json",
        }
    }

    /// Whether pages must be set for it.
    pub fn is_pages(self) -> bool {
        matches!(self, Self::Pdf | Self::Svg)
    }
}

/// How documents are written and set: what `huibao render` takes as options. Files are named by their paths, relative to
/// the plan; empty means none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The layout. Empty: the one that suits the genre.
    pub layout: String,
    /// Chooses among equal wordings.
    pub seed: u64,
    /// The date of documents whose data states none, ISO 8601. Empty: the day on which each is made.
    pub date: String,
    /// Whether the reading edition says how figures are spoken.
    pub spoken: bool,
    /// Whether 数据来源表 is the last annex.
    pub sources: bool,
    /// Whether data that contradicts itself is written too, with a caution on its face.
    pub force: bool,
    /// A draft (.md) that is used for every set of data, in the place of one that is composed.
    pub draft: String,
    /// Whether the figures of that draft are written anew from each set of data.
    pub refresh: bool,
    /// The image of a seal.
    pub seal: String,
    /// The outlines of regions (GeoJSON).
    pub map: String,
    /// A genre's template of one's own.
    pub template: String,
    /// A dictionary of phrases (TOML).
    pub phrases: String,
    /// How offices speak of themselves (TOML).
    pub words: String,
}

impl Plan {
    /// Reads `plan.json`.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its JSON pointer.
    pub fn parse(bytes: &[u8]) -> Result<Self, Vec<Finding>> {
        let wrong = |code: &str, message: String, hint: &str| vec![Finding::error(code, "", message).hint(hint)];
        if bytes.len() > MAX_PLAN {
            return Err(wrong("plan.too_large", "计划文件超过 1 MB".into(), "数据写在另外的文件里，由 sources 指明"));
        }
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let value: Value = serde_json::from_slice(bytes).map_err(|e| {
            let message = format!("计划不是正确的 JSON（第 {} 行第 {} 列）", e.line(), e.column());
            wrong("plan.not_json", message, "请检查这一处的引号、逗号和括号")
        })?;
        let (plan, mut findings) = read::<Self>(value);
        findings.extend(plan.as_ref().map(Self::look).unwrap_or_default());
        match plan {
            Some(plan) if findings.is_empty() => Ok(plan),
            _ => Err(findings),
        }
    }

    /// What can be said of a plan without opening a file.
    fn look(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut tell = |code: &str, at: String, message: String, hint: String| {
            findings.push(Finding::error(code, at, message).hint(hint));
        };
        if self.sources.is_empty() {
            let hint = r#"写作 "sources": [{"ndjson": "units.ndjson"}]，或用 directory、data"#;
            tell("plan.no_sources", "/sources".into(), "没有写明数据在哪里".into(), hint.into());
        }
        for (i, source) in self.sources.iter().enumerate() {
            let kinds = [&source.ndjson, &source.directory, &source.data].into_iter().flatten().count();
            let at = format!("/sources/{i}");
            if kinds != 1 {
                let message = if kinds == 0 { "没有写明数据在哪里" } else { "一个来源只能是一种" };
                tell("plan.source", at.clone(), message.into(), "ndjson、directory、data 三者写一个".into());
            }
            if source.pattern.is_some() && source.directory.is_none() {
                let message = "pattern 只用于 directory".into();
                tell("plan.source", format!("{at}/pattern"), message, "删去 pattern，或改用 directory".into());
            }
            if source.units.is_some() && source.ndjson.is_some() {
                let message = "ndjson 一行就是一个单位，不再分".into();
                tell("plan.source", format!("{at}/units"), message, "删去 units，或改用 data".into());
            }
        }
        if self.options.template.is_empty() {
            for (i, genre) in self.genres.iter().enumerate() {
                if !GENRES.iter().any(|known| known.id == genre) {
                    let known: Vec<_> = GENRES.iter().map(|g| format!("{}（{}）", g.id, g.name)).collect();
                    let hint = format!("可以用：{}", known.join("、"));
                    tell("plan.genre", format!("/genres/{i}"), format!("没有“{genre}”这种文种"), hint);
                }
            }
        }
        if self.outputs.is_empty() {
            tell("plan.outputs", "/outputs".into(), "没有要写的文件".into(), "可以用：pdf、svg、md、txt、json".into());
        }
        if !self.options.date.is_empty() && !self.options.date.parse::<Date>().is_ok_and(|date| date.day().is_some()) {
            let message = format!("“{}”不是完整的日期", self.options.date);
            tell("plan.date", "/options/date".into(), message, "请写成“2017-08-30”这样的日期".into());
        }
        if self.options.refresh && self.options.draft.is_empty() {
            let message = "refresh 更新的是文稿里的数字，这里没有文稿".into();
            tell("plan.refresh", "/options/refresh".into(), message, "写明 draft，或删去 refresh".into());
        }
        findings.extend(file_name(&self.name, &Facts::default()).err().unwrap_or_default());
        let some = Facts { unit: "某镇".into(), date: "2026-01-01".into(), number: 1, ..Facts::default() };
        findings.extend(overlaid(&Report::default(), &self.report, &some).err().unwrap_or_default());
        findings
    }
}

impl Line {
    /// A line of an NDJSON file: data by itself, or with what is said of it.
    ///
    /// # Errors
    /// What cannot be read of what is said of it. Data that cannot be read is told when it is loaded.
    pub fn parse(value: Value) -> Result<Self, Vec<Finding>> {
        if value.get("data").is_none() {
            return Ok(Self { data: value, ..Self::default() });
        }
        match read::<Self>(value) {
            (Some(line), findings) if findings.is_empty() => Ok(line),
            (_, findings) => Err(findings),
        }
    }
}

/// Reads a record; what cannot be read is told and left out.
fn read<T: serde::de::DeserializeOwned>(mut value: Value) -> (Option<T>, Vec<Finding>) {
    if !value.is_object() {
        let finding = Finding::error("plan.wrong_type", "", "最外层应当是对象").hint("写作 {\"sources\": […]}");
        return (None, vec![finding]);
    }
    let mut findings = Vec::new();
    // Members of lists that were left out: those after them have moved up.
    let mut gone: Vec<(String, usize)> = Vec::new();
    loop {
        let error = match serde_path_to_error::deserialize::<_, T>(&value) {
            Ok(read) => return (Some(read), findings),
            Err(error) => error,
        };
        let at = pointer(error.path());
        let mut finding = describe(&value, &at, &error.inner().to_string());
        finding.code = finding.code.replace("data.", "plan.");
        let culprit = std::mem::take(&mut finding.path);
        finding.path = gone.iter().rev().fold(culprit.clone(), |path, (list, index)| moved(&path, list, *index));
        findings.push(finding);
        if findings.len() >= MAX_FINDINGS || !take_out(&mut value, &culprit, &mut gone) {
            return (None, findings);
        }
    }
}

/// The JSON pointer of a path.
fn pointer(path: &Path) -> String {
    let parts = path.iter().filter_map(|segment| match segment {
        Segment::Seq { index } => Some(index.to_string()),
        Segment::Map { key } | Segment::Enum { variant: key } => Some(key.replace('~', "~0").replace('/', "~1")),
        Segment::Unknown => None,
    });
    parts.map(|part| format!("/{part}")).collect()
}

/// Where a pointer led before a member of a list was left out.
fn moved(path: &str, list: &str, gone: usize) -> String {
    let below = path.strip_prefix(list).and_then(|rest| rest.strip_prefix('/'));
    let (index, rest) = below.map_or(("", ""), |below| below.split_once('/').unwrap_or((below, "")));
    match index.parse::<usize>() {
        Ok(index) if index >= gone && rest.is_empty() => format!("{list}/{}", index + 1),
        Ok(index) if index >= gone => format!("{list}/{}/{rest}", index + 1),
        _ => path.to_owned(),
    }
}

fn take_out(value: &mut Value, pointer: &str, gone: &mut Vec<(String, usize)>) -> bool {
    let Some((parent, last)) = pointer.rsplit_once('/') else { return false };
    match value.pointer_mut(parent) {
        Some(Value::Object(map)) => map.shift_remove(&last.replace("~1", "/").replace("~0", "~")).is_some(),
        Some(Value::Array(items)) => {
            let Some(index) = last.parse::<usize>().ok().filter(|index| *index < items.len()) else { return false };
            items.remove(index);
            gone.push((parent.to_owned(), index));
            true
        }
        _ => false,
    }
}

/// A report with what a plan says over it.
///
/// # Errors
/// Fields that a report has not, or values that cannot be read.
pub(super) fn overlaid(report: &Report, over: &Map<String, Value>, facts: &Facts) -> Result<Report, Vec<Finding>> {
    if over.is_empty() {
        return Ok(report.clone());
    }
    let mut value = serde_json::to_value(report).unwrap_or_default();
    let mut findings = Vec::new();
    lay_over(&mut value, over, facts, &mut findings);
    let loaded = from_value(serde_json::json!({ "report": value }));
    // What is odd about its units is told of the data itself.
    let wrong = |finding: &Finding| finding.severity == Severity::Error && finding.path.starts_with("/report");
    findings.extend(loaded.findings.into_iter().filter(wrong));
    if findings.is_empty() { Ok(loaded.progress.report) } else { Err(findings) }
}

fn lay_over(value: &mut Value, over: &Map<String, Value>, facts: &Facts, findings: &mut Vec<Finding>) {
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    let Some(map) = value.as_object_mut() else { return };
    for (key, new) in over {
        match new {
            Value::Object(inner) => lay_over(map.entry(key.clone()).or_insert(Value::Null), inner, facts, findings),
            new => {
                let filled = filled(new, facts).unwrap_or_else(|more| {
                    findings.extend(more);
                    Value::Null
                });
                map.insert(key.clone(), filled);
            }
        }
    }
}

/// A value with the placeholders of its texts filled.
fn filled(value: &Value, facts: &Facts) -> Result<Value, Vec<Finding>> {
    Ok(match value {
        Value::String(text) => Value::String(facts.fill(text)?),
        Value::Array(items) => Value::Array(items.iter().map(|item| filled(item, facts)).collect::<Result<_, _>>()?),
        other => other.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(plan: &str) -> Vec<(String, String)> {
        let findings = Plan::parse(plan.as_bytes()).map(|_| Vec::new()).unwrap_or_else(|findings| findings);
        findings.into_iter().map(|f| (f.code, f.path)).collect()
    }

    fn one(code: &str, path: &str) -> Vec<(String, String)> {
        vec![(code.into(), path.into())]
    }

    #[test]
    fn a_plan_says_little_and_means_the_usual() {
        let plan =
            Plan::parse(br#"{"sources": [{"workbook": "county.xlsx", "units": {"level": "\u4e61\u9547"}}]}"#).unwrap();
        assert_eq!(plan.sources[0].data.as_deref(), Some("county.xlsx"));
        assert_eq!((plan.name.as_str(), &plan.outputs[..]), ("{unit}-{genre}", &[Output::Pdf][..]));
        assert_eq!(plan.options, Settings::default());
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let found = told(
            r#"{"sourcs": [], "sources": [{"ndjson": "a", "data": "b"}, {"pattern": "*", "data": "x", "units": {"lvl": 1}}],
                "genres": ["speech"], "outputs": ["docx", "pdf", "doc"], "name": "{tile}", "options": {"seed": "x", "date": "2017-08"},
                "report": {"titel": "x"}}"#,
        );
        for (code, path) in [
            ("plan.unknown_field", "/sourcs"),
            ("plan.source", "/sources/0"),
            ("plan.source", "/sources/1/pattern"),
            ("plan.unknown_field", "/sources/1/units/lvl"),
            ("plan.genre", "/genres/0"),
            ("plan.wrong_value", "/outputs/0"),
            ("plan.wrong_value", "/outputs/2"),
            ("plan.wrong_type", "/options/seed"),
            ("plan.date", "/options/date"),
            ("batch.name_pattern", "/name"),
            ("data.unknown_field", "/report/titel"),
        ] {
            assert!(found.contains(&(code.into(), path.into())), "{code} {path}: {found:#?}");
        }
    }

    #[test]
    fn a_slip_gets_a_suggestion() {
        let finding = Plan::parse(br#"{"source": []}"#).unwrap_err().remove(0);
        assert!(finding.hint.contains("“sources”"), "{finding}");
    }

    #[test]
    fn what_is_no_plan_is_told() {
        assert_eq!(told("{"), one("plan.not_json", ""));
        assert_eq!(told("{}"), one("plan.no_sources", "/sources"));
        assert_eq!(told("[]")[0].0, "plan.wrong_type");
        let refresh = r#"{"sources": [{"data": "x"}], "options": {"refresh": true}}"#;
        assert_eq!(told(refresh), one("plan.refresh", "/options/refresh"));
    }

    #[test]
    fn a_line_is_data_or_says_more() {
        let line = |json: &str| Line::parse(serde_json::from_str(json).unwrap());
        assert_eq!(line(r#"{"report": {}}"#).unwrap().data["report"], Value::Object(Map::new()));
        let said = line(r#"{"data": {"report": {}}, "genre": "pledge", "seed": 3}"#).unwrap();
        assert_eq!((said.genre.as_deref(), said.seed), (Some("pledge"), Some(3)));
        assert_eq!(line(r#"{"data": {}, "gender": "x"}"#).unwrap_err()[0].path, "/gender");
    }

    #[test]
    fn a_plan_speaks_over_the_report() {
        let over =
            serde_json::from_str(r#"{"issuance": {"editor": "{unit}政府办", "issue": "第1期"}, "opinions": "3点"}"#);
        let facts = Facts { unit: "甲镇".into(), ..Facts::default() };
        let mut report = Report { title: "旧".into(), ..Report::default() };
        report.issuance.masthead = "简报".into();
        let report = overlaid(&report, &over.unwrap(), &facts).unwrap();
        assert_eq!((report.title.as_str(), report.issuance.masthead.as_str()), ("旧", "简报"));
        assert_eq!((report.issuance.editor.as_str(), report.issuance.issue.as_str()), ("甲镇政府办", "第1期"));
        assert_eq!(report.opinions.unwrap().to_string(), "3点");
    }
}
