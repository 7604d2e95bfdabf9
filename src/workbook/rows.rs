//! A document becomes the rows of the sheets.

use serde_json::{Map, Value};

use super::plan::{Link, Plan, Sheet};
use super::text::{self, Unwritable};
use crate::Finding;
use crate::data::escape;

/// One record as a row; of a vertical sheet, the one record.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub number: String,
    pub owner: String,
    pub relation: String,
    /// The text of each column of the sheet.
    pub cells: Vec<Option<String>>,
}

impl Row {
    /// Whether the record says nothing of itself.
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(Option::is_none)
    }
}

/// The rows of every sheet of the plan.
///
/// # Errors
/// What in the document does not fit the plan, or a cell.
pub(super) fn rows(plan: &Plan, document: &Value) -> Result<Vec<Vec<Row>>, Vec<Finding>> {
    let mut filler = Filler { plan, rows: vec![Vec::new(); plan.sheets.len()], findings: Vec::new() };
    let Some(root) = document.as_object() else {
        return Err(vec![wrong("", "对象")]);
    };
    let mut known: Vec<&[String]> = Vec::new();
    for (index, sheet) in plan.sheets.iter().enumerate().filter(|(_, s)| s.parent.is_none()) {
        if sheet.vertical {
            filler.record(index, document, &sheet.root, "", ["", "", ""], 0);
        } else {
            let Some(list) = at(document, &sheet.root) else { continue };
            filler.list(index, list, &format!("/{}", escape(&sheet.root[0])), None, 0);
        }
        match sheet.root.as_slice() {
            [] => known.extend(sheet.columns.iter().map(|c| c.path.as_slice())),
            root => known.push(root),
        }
    }
    for (key, _) in root.iter().filter(|(key, value)| !value.is_null() && !known.iter().any(|k| k[0] == **key)) {
        filler.findings.push(unknown("", key));
    }
    if filler.findings.is_empty() { Ok(filler.rows) } else { Err(filler.findings) }
}

/// How deep records may lie within records of their own kind.
pub(super) const MAX_DEPTH: usize = 60;

struct Filler<'a> {
    plan: &'a Plan,
    rows: Vec<Vec<Row>>,
    findings: Vec<Finding>,
}

impl Filler<'_> {
    /// The record at `root` within `holder` as a row, then the rows that it owns.
    fn record(&mut self, index: usize, holder: &Value, root: &[String], pointer: &str, names: [&str; 3], depth: usize) {
        let sheet = &self.plan.sheets[index];
        let Some(record) = at(holder, root) else { return };
        let pointer = root.iter().fold(pointer.to_owned(), |p, key| format!("{p}/{}", escape(key)));
        if depth > MAX_DEPTH {
            let message = format!("嵌套超过了 {MAX_DEPTH} 层");
            self.findings.push(Finding::error("workbook.too_deep", pointer, message).hint("请减少层数"));
            return;
        }
        let Some(map) = record.as_object() else {
            self.findings.push(wrong(&pointer, "对象"));
            return;
        };
        // The document's own sheet holds only some of its keys.
        if !(sheet.vertical && sheet.root.is_empty()) {
            self.unknown_keys(map, index, &[], &pointer);
        }
        let mut cells = Vec::with_capacity(sheet.columns.len());
        for column in &sheet.columns {
            let value = at(record, &column.path).unwrap_or(&Value::Null);
            cells.push(text::write(value, column).unwrap_or_else(|problem| {
                let pointer = column.path.iter().fold(pointer.clone(), |p, key| format!("{p}/{}", escape(key)));
                self.findings.push(match problem {
                    Unwritable::Expected(what) => wrong(&pointer, what),
                    Unwritable::TooLong(length) => {
                        let message = format!(
                            "“{}”有 {length} 个字符，Excel 的一个单元格最多 {} 个",
                            column.title,
                            text::MAX_CELL
                        );
                        Finding::error("workbook.cell_too_long", pointer, message)
                            .hint("请缩短这段文字，或改用 JSON 文件保存数据")
                    }
                });
                None
            }));
        }
        let [number, owner, relation] = names.map(str::to_owned);
        self.rows[index].push(Row { number: number.clone(), owner, relation, cells });

        // Rows of the same sheet are numbered together, whichever list they are in; the record's own kind comes last, so
        // that the rows of a child sheet follow the order of their owners.
        let plan = self.plan;
        let others = plan.sheets.iter().enumerate().filter(|(_, s)| s.parent == Some(index)).map(|(at, _)| at);
        for child in others.chain([index]) {
            let mut count = 0;
            for link in plan.sheets[child].links.iter().filter(|l| l.own == (child == index)) {
                let Some(list) = at(record, &link.path) else { continue };
                let pointer = link.path.iter().fold(pointer.clone(), |p, key| format!("{p}/{}", escape(key)));
                count = self.list(child, list, &pointer, Some((link, &number, count)), depth + 1);
            }
        }
    }

    /// The records of a list as rows. `link` tells where they belong, and how many rows the owner had before; the answer
    /// is how many it has now.
    fn list(
        &mut self,
        index: usize,
        list: &Value,
        pointer: &str,
        link: Option<(&Link, &str, usize)>,
        depth: usize,
    ) -> usize {
        let before = link.map_or(0, |(_, _, count)| count);
        let Some(items) = list.as_array() else {
            if !list.is_null() {
                self.findings.push(wrong(pointer, "列表"));
            }
            return before;
        };
        let sheet = &self.plan.sheets[index];
        for (place, item) in items.iter().enumerate() {
            let count = before + place + 1;
            let (number, owner, relation) = match link {
                Some((link, owner, _)) if !owner.is_empty() => {
                    (format!("{owner}{}{count}", separator(self.plan, sheet, link)), owner, link.word.as_str())
                }
                Some((link, owner, _)) => (count.to_string(), owner, link.word.as_str()),
                None => (count.to_string(), "", ""),
            };
            self.record(index, item, &[], &format!("{pointer}/{place}"), [&number, owner, relation], depth);
        }
        before + items.len()
    }

    /// Tells the keys of a record, and of the single records within it, that no column holds.
    fn unknown_keys(&mut self, map: &Map<String, Value>, index: usize, path: &[String], pointer: &str) {
        let plan = self.plan;
        let sheet = &plan.sheets[index];
        let lists = plan.sheets.iter().enumerate().flat_map(|(at, s)| {
            let owned = move |l: &&Link| if at == index { l.own } else { s.parent == Some(index) && !l.own };
            s.links.iter().filter(owned).map(|l| l.path.as_slice())
        });
        let paths: Vec<&[String]> = sheet.columns.iter().map(|c| c.path.as_slice()).chain(lists).collect();
        for (key, value) in map {
            let here: Vec<String> = path.iter().chain([key]).cloned().collect();
            if paths.contains(&here.as_slice()) || value.is_null() {
                continue;
            }
            let pointer_here = format!("{pointer}/{}", escape(key));
            match (paths.iter().any(|p| p.starts_with(&here)), value) {
                (true, Value::Object(inner)) => self.unknown_keys(inner, index, &here, &pointer_here),
                (true, _) => self.findings.push(wrong(&pointer_here, "对象")),
                (false, _) => self.findings.push(unknown(pointer, key)),
            }
        }
    }
}

/// What stands between an owner's number and a row's own: another sign where owner and row are of different sheets that
/// both nest, for 1.1.1 could be either.
fn separator(plan: &Plan, sheet: &Sheet, link: &Link) -> &'static str {
    let owner_nests = sheet.parent.is_some_and(|p| plan.sheets[p].recursive() || plan.sheets[p].parent.is_some());
    if !link.own && sheet.recursive() && owner_nests { "-" } else { "." }
}

/// The value at a path, where there is one.
pub(super) fn at<'a>(value: &'a Value, path: &[String]) -> Option<&'a Value> {
    path.iter().try_fold(value, |value, key| value.get(key)).filter(|v| !v.is_null())
}

fn wrong(pointer: &str, expected: &str) -> Finding {
    Finding::error("workbook.wrong_type", pointer, format!("这里应当是{expected}"))
        .hint("请先用 huibao check 核对数据，再生成工作簿")
}

fn unknown(pointer: &str, key: &str) -> Finding {
    Finding::error(
        "workbook.unknown_field",
        format!("{pointer}/{}", escape(key)),
        format!("没有“{}”这个字段", text::excerpt(key)),
    )
    .hint("请先用 huibao check 核对数据，再生成工作簿")
}
