//! [`each`]: the documents that a plan means, one after another, without holding more than one set of data.

use std::collections::HashMap;
use std::fmt;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::ready::{Ready, check_layout};
use crate::batch::{Facts, Line, Own, Source, Split, file_name};
use crate::cli::{Outcome, files};
use crate::compose::GENRES;
use crate::data::{MAX_BYTES, Progress};
use crate::input::Input;
use crate::{Finding, has_errors, workbook};

/// Where a set of data stands.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Place {
    /// The file, as the plan names it.
    pub(super) file: String,
    /// The line of an NDJSON file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) line: Option<usize>,
    /// The unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) unit: Option<String>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, " 第{line}行")?;
        }
        if let Some(unit) = &self.unit {
            write!(f, " {unit}")?;
        }
        Ok(())
    }
}

/// A document that is to be made.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) place: Place,
    /// Its name below the folder, without extension.
    pub(super) name: String,
    pub(super) own: Own,
    pub(super) facts: Facts,
}

/// Gives the bytes of the data when they are wanted.
type Data<'a> = &'a dyn Fn() -> Outcome<Arc<Vec<u8>>>;

/// What stands in a plan's sources.
pub(super) enum Found<'a> {
    /// A document, and its data.
    Item(Box<Item>, Data<'a>),
    /// Something of which there can be no document; with the name by which it belongs to a shard, if it has one.
    Failed(Place, Option<String>, Vec<Finding>),
}

/// Calls `visit` with everything that a plan means, in its order, until that breaks.
pub(super) fn each(ready: &Ready, visit: &mut dyn FnMut(Found<'_>) -> ControlFlow<()>) -> ControlFlow<()> {
    let mut walk = Walk { ready, visit, number: 0, names: HashMap::new() };
    ready.plan.sources.iter().try_for_each(|source| walk.source(source))
}

struct Walk<'a> {
    ready: &'a Ready,
    visit: &'a mut dyn FnMut(Found<'_>) -> ControlFlow<()>,
    /// Sets of data so far.
    number: usize,
    /// Which set of data took a name: hashes, since there may be a million of them.
    names: HashMap<u128, usize>,
}

/// What is known of a set of data: what stands in it, and what a line says beyond it.
struct Set {
    place: Place,
    head: Head,
    file: String,
    said: Line,
}

impl Walk<'_> {
    fn source(&mut self, source: &Source) -> ControlFlow<()> {
        let at = |path: &String| self.ready.folder.join(path);
        match (&source.ndjson, &source.directory, &source.data) {
            (Some(path), ..) => self.lines(path, &at(path)),
            (_, Some(path), _) => match listed(&at(path), source.pattern.as_deref()) {
                Ok(files) => files.iter().try_for_each(|file| {
                    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                    self.file(&format!("{}/{name}", path.trim_end_matches('/')), file, source)
                }),
                Err(findings) => self.failed(path, None, findings),
            },
            (.., Some(path)) => self.file(path, &at(path), source),
            _ => ControlFlow::Continue(()),
        }
    }

    fn failed(&mut self, file: &str, name: Option<String>, findings: Vec<Finding>) -> ControlFlow<()> {
        (self.visit)(Found::Failed(Place { file: file.into(), ..Place::default() }, name, findings))
    }

    /// A file with one set of data, whole or by its units.
    fn file(&mut self, path: &str, at: &Path, source: &Source) -> ControlFlow<()> {
        let bytes = match files::read(at) {
            Ok(bytes) => bytes,
            // Of a folder's files each is a document; a source that is not there concerns every shard.
            Err(findings) => return self.failed(path, source.directory.as_ref().map(|_| path.to_owned()), findings),
        };
        let file = stem(at);
        let place = Place { file: path.to_owned(), ..Place::default() };
        let Some(division) = &source.units else {
            let head = match workbook::is_container(&bytes) {
                true => Head::of(&Input::from_bytes(&bytes).progress),
                false => serde_json::from_slice(without_mark(&bytes)).unwrap_or_default(),
            };
            let bytes = Arc::new(bytes);
            let set = Set { place, head, file, said: Line::default() };
            return self.documents(set, &|| Ok(Arc::clone(&bytes)));
        };
        let input = Input::from_bytes(&bytes);
        drop(bytes);
        if has_errors(&input.findings) {
            return self.failed(path, None, input.findings);
        }
        let split = Split::new(&input.progress);
        let units = split.units(division);
        if !units.findings.is_empty() {
            self.failed(path, None, units.findings)?;
        }
        for unit in units.units {
            let set = Set {
                place: Place { unit: Some(unit.name.clone()), ..place.clone() },
                head: Head {
                    own: Some((unit.name, unit.id.clone(), unit.parent, unit.level)),
                    ..Head::of(&input.progress)
                },
                file: file.clone(),
                said: Line::default(),
            };
            self.documents(set, &|| Ok(Arc::new(serde_json::to_vec(&split.unit(&unit.id)?).unwrap_or_default())))?;
        }
        ControlFlow::Continue(())
    }

    fn lines(&mut self, path: &str, at: &Path) -> ControlFlow<()> {
        let mut reader = match File::open(at) {
            Ok(file) => BufReader::with_capacity(1 << 16, file),
            Err(error) => return self.failed(path, None, files::failed(at, "打不开", &error)),
        };
        let mut line = Vec::new();
        for number in 1.. {
            let place = Place { file: path.to_owned(), line: Some(number), unit: None };
            match next_line(&mut reader, &mut line) {
                Ok(Some(true)) => {}
                Ok(Some(false)) => {
                    let message = format!("这一行超过 {} MB", MAX_BYTES >> 20);
                    let finding = Finding::error("data.too_large", "", message).hint("一行只写一个单位的数据");
                    (self.visit)(Found::Failed(place.clone(), Some(place.to_string()), vec![finding]))?;
                    continue;
                }
                Ok(None) => break,
                Err(error) => return self.failed(path, None, files::failed(at, "读不了", &error)),
            }
            let text = if number == 1 { without_mark(&line) } else { &line };
            if !text.iter().all(u8::is_ascii_whitespace) {
                self.line(place, stem(at), text)?;
            }
        }
        ControlFlow::Continue(())
    }

    fn line(&mut self, place: Place, file: String, text: &[u8]) -> ControlFlow<()> {
        let (said, data) = match enveloped(text) {
            Ok(Some((said, data))) => (said, data),
            Ok(None) => (Line::default(), text.to_vec()),
            Err(findings) => return (self.visit)(Found::Failed(place.clone(), Some(place.to_string()), findings)),
        };
        let set = Set { head: serde_json::from_slice(&data).unwrap_or_default(), place, file, said };
        let data = Arc::new(data);
        self.documents(set, &|| Ok(Arc::clone(&data)))
    }

    /// A document in each genre.
    fn documents(&mut self, set: Set, data: Data<'_>) -> ControlFlow<()> {
        self.number += 1;
        let genres: Vec<String> = match &set.said.genre {
            Some(genre) => vec![genre.clone()],
            None if self.ready.plan.genres.is_empty() => vec![String::new()],
            None => self.ready.plan.genres.clone(),
        };
        genres.into_iter().try_for_each(|genre| self.document(&set, genre, data))
    }

    fn document(&mut self, set: &Set, genre: String, data: Data<'_>) -> ControlFlow<()> {
        let options = &self.ready.plan.options;
        let own = Own {
            layout: set.said.layout.clone().unwrap_or_else(|| options.layout.clone()),
            seed: set.said.seed.unwrap_or(options.seed),
            date: set.said.date.clone().unwrap_or_default(),
            genre,
        };
        let facts = set.facts(self.number, &own, self.ready);
        let pattern = set.said.name.as_deref().unwrap_or(&self.ready.plan.name);
        let found = file_name(pattern, &facts).and_then(|name| {
            check_layout(&own.layout)?;
            self.take(&name)?;
            Ok(name)
        });
        match found {
            Ok(name) => (self.visit)(Found::Item(Box::new(Item { place: set.place.clone(), name, own, facts }), data)),
            Err(findings) => {
                let name = file_name(pattern, &facts).unwrap_or_else(|_| set.place.to_string());
                (self.visit)(Found::Failed(set.place.clone(), Some(name), findings))
            }
        }
    }

    /// Gives a name to the set of data that asks first. Some file systems do not tell A from a.
    fn take(&mut self, name: &str) -> Outcome {
        let hash = Sha256::digest(name.to_lowercase().as_bytes());
        let hash = hash.iter().take(16).fold(0_u128, |hash, byte| hash << 8 | u128::from(*byte));
        match self.names.insert(hash, self.number) {
            None => Ok(()),
            Some(first) => {
                self.names.insert(hash, first);
                let message = format!("文件名“{name}”已经给了第{first}份数据");
                let hint = "在计划的 name 里加上 {id}、{parent} 或 {number}，使每份的名称不同";
                Err(vec![Finding::error("batch.name_taken", "/name", message).hint(hint)])
            }
        }
    }
}

impl Set {
    fn facts(&self, number: usize, own: &Own, ready: &Ready) -> Facts {
        let (mut unit, id, parent, level) = self.head.unit();
        if unit.is_empty() {
            unit = match self.place.line {
                Some(line) => format!("{}-{line}", self.file),
                None => self.file.clone(),
            };
        }
        let genre = [&own.genre, &self.head.report.genre].into_iter().find(|genre| !genre.is_empty());
        let genre = genre.map_or(GENRES[0].id, String::as_str).to_owned();
        let genre_name = GENRES.iter().find(|known| known.id == genre).map_or(&*genre, |known| known.name).to_owned();
        let date = match self.head.report.date.is_empty() {
            true => ready.date(&own.date).to_owned(),
            false => self.head.report.date.clone(),
        };
        Facts { unit, id, parent, level, genre, genre_name, file: self.file.clone(), number, date }
    }
}

/// What names need of a set of data; the rest of it is not read.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Head {
    report: HeadReport,
    regions: Vec<HeadRegion>,
    /// The unit that it is about, where that is known otherwise: name, id, parent, level.
    #[serde(skip)]
    own: Option<(String, String, String, String)>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct HeadReport {
    genre: String,
    region: String,
    unit: String,
    level: String,
    date: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct HeadRegion {
    id: String,
    name: String,
    level: String,
    parent: String,
}

impl Head {
    /// Of data that was read: the region that reports alone.
    fn of(progress: &Progress) -> Self {
        let report = &progress.report;
        let called =
            |wanted: &str| progress.regions.iter().find(|r| !wanted.is_empty() && (r.id == wanted || r.name == wanted));
        let region = called(&report.region).or(progress.regions.first());
        let above = region.and_then(|region| called(&region.parent));
        let head = |r: &crate::data::Region| HeadRegion {
            id: r.id.clone(),
            name: r.name.clone(),
            level: r.level.clone(),
            parent: r.parent.clone(),
        };
        Self {
            report: HeadReport {
                genre: report.genre.clone(),
                region: region.map(|r| if r.id.is_empty() { r.name.clone() } else { r.id.clone() }).unwrap_or_default(),
                unit: report.unit.clone(),
                level: report.level.clone(),
                date: report.date.map(|date| date.to_string()).unwrap_or_default(),
            },
            regions: region.into_iter().chain(above).map(head).collect(),
            own: None,
        }
    }

    /// The unit that the data is about: name, id, parent, level.
    fn unit(&self) -> (String, String, String, String) {
        if let Some(own) = &self.own {
            return own.clone();
        }
        let called =
            |wanted: &str| self.regions.iter().find(|r| !wanted.is_empty() && (r.id == wanted || r.name == wanted));
        let region = called(&self.report.region).or(self.regions.first()).cloned().unwrap_or_default();
        let above = called(&region.parent).map_or(&region.parent, |above| &above.name).clone();
        let unit = [&self.report.unit, &region.name].into_iter().find(|name| !name.is_empty()).cloned();
        let level = [&self.report.level, &region.level].into_iter().find(|level| !level.is_empty()).cloned();
        let unit = unit.unwrap_or_default();
        let id = if region.id.is_empty() { unit.clone() } else { region.id };
        (unit, id, above, level.unwrap_or_default())
    }
}

/// A line that says more than its data, and the data; `None` for data by itself, or for what cannot be read, which the
/// loader tells best.
fn enveloped(text: &[u8]) -> Outcome<Option<(Line, Vec<u8>)>> {
    #[derive(Deserialize)]
    struct Known {
        data: Option<IgnoredAny>,
    }
    let Ok(Known { data: Some(_) }) = serde_json::from_slice(text) else { return Ok(None) };
    let Ok(mut fields) = serde_json::from_slice::<Map<String, Value>>(text) else { return Ok(None) };
    let data = fields.insert("data".into(), Value::Null).unwrap_or_default();
    let said = Line::parse(Value::Object(fields))?;
    Ok(Some((said, serde_json::to_vec(&data).unwrap_or_default())))
}

/// The next line without its end: whether it was read whole, `None` at the end of the file.
fn next_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> std::io::Result<Option<bool>> {
    line.clear();
    let mut limited = reader.by_ref().take(MAX_BYTES as u64 + 1);
    if limited.read_until(b'\n', line)? == 0 {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
        return Ok(Some(true));
    }
    if line.len() <= MAX_BYTES {
        return Ok(Some(true));
    }
    line.clear();
    while reader.by_ref().take(1 << 20).read_until(b'\n', line)? > 0 && line.last() != Some(&b'\n') {
        line.clear();
    }
    Ok(Some(false))
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The files of a folder that a pattern means, by name.
fn listed(folder: &Path, pattern: Option<&str>) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|error| files::failed(folder, "打不开", &error))?;
    let meant = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let data = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("json") || e.eq_ignore_ascii_case("xlsx"));
        !name.starts_with('.') && path.is_file() && pattern.map_or(data, |pattern| matches(pattern, &name))
    };
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(meant).collect();
    files.sort();
    if files.is_empty() {
        let message = format!("{}：没有{}", folder.display(), pattern.unwrap_or(" .json、.xlsx 文件"));
        return Err(vec![Finding::error("batch.no_files", "", message).hint("核对文件夹和 pattern")]);
    }
    Ok(files)
}

/// Whether a name is as a pattern says: `*` for any characters, `?` for one.
fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    let (mut p, mut n) = (0, 0);
    // Where the last star stands, and how far the name went with it.
    let mut star: Option<(usize, usize)> = None;
    while let Some(c) = name.get(n) {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(wanted) if *wanted == '?' || wanted == c => (p, n) = (p + 1, n + 1),
            _ => match star {
                Some((at, taken)) => {
                    star = Some((at, taken + 1));
                    (p, n) = (at + 1, taken + 1);
                }
                None => return false,
            },
        }
    }
    pattern.get(p..).is_some_and(|rest| rest.iter().all(|c| *c == '*'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_mean_what_they_mean_in_a_shell() {
        for (pattern, name, is) in [
            ("*.json", "a.json", true),
            ("*.json", "a.json.bak", false),
            ("县?-*.xlsx", "县1-三季度.xlsx", true),
            ("县?-*.xlsx", "县10-三季度.xlsx", false),
            ("*a*b", "xaxbxab", true),
            ("*", "", true),
            ("a", "", false),
        ] {
            assert_eq!(matches(pattern, name), is, "{pattern} {name}");
        }
    }

    #[test]
    fn lines_are_read_one_by_one_and_one_that_is_too_long_is_passed_over() {
        let long = vec![b'x'; MAX_BYTES + (3 << 20)];
        let text = [b"a\n".as_slice(), b"\n", &long, b"\nb"].concat();
        let mut reader = BufReader::new(text.as_slice());
        let mut line = Vec::new();
        let mut next = || next_line(&mut reader, &mut line).unwrap().map(|whole| (whole, line.clone()));
        assert_eq!(next(), Some((true, b"a".to_vec())));
        assert_eq!(next(), Some((true, Vec::new())));
        assert_eq!(next().map(|(whole, _)| whole), Some(false));
        assert_eq!(next(), Some((true, b"b".to_vec())));
        assert_eq!(next(), None);
    }

    #[test]
    fn a_head_tells_whom_the_data_is_about() {
        let head: Head = serde_json::from_str(
            r#"{"report": {"region": "a", "titel": 3}, "regions": [{"id": "x", "name": "某县"},
                {"id": "a", "name": "甲镇", "level": "乡镇", "parent": "x", "area": "1亩"}], "targets": [{"name": 7}]}"#,
        )
        .unwrap();
        let (unit, id, parent, level) = head.unit();
        assert_eq!([unit, id, parent, level], ["甲镇", "a", "某县", "乡镇"]);
    }
}
