//! The rows of the sheets become one document: each row is put into the list of its owner.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::findings::{Findings, Place};
use super::plan::{Link, OWNER, Plan, RELATION, Sheet};
use super::rows::MAX_DEPTH;
use super::text::{excerpt, plain};
use crate::Finding;
use crate::data::escape;
use crate::input::Cells;

/// A sheet that was read.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub rows: Vec<Row>,
    /// It could not be read, which was told.
    pub broken: bool,
}

/// A row that was read.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub line: u32,
    /// Where the columns 序号, 所属 and 关系 are, or the first column.
    pub number_at: u32,
    pub owner_at: u32,
    pub relation_at: u32,
    pub number: String,
    pub owner: String,
    pub relation: String,
    /// Column of the plan, value, and where it stood.
    pub fields: Vec<(usize, Value, (u32, u32))>,
    /// It counts although it says nothing.
    pub kept: bool,
}

/// Where a row belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parent {
    /// The list at the root.
    Top,
    /// Sheet, row, link of the row's own sheet.
    Row(usize, usize, usize),
    Nowhere,
}

/// Builds the document, and the map of its cells.
pub(super) fn build(plan: &Plan, tables: &[Table], cells: &mut Cells, findings: &mut Findings) -> Value {
    let indexes: Vec<Index> =
        plan.sheets.iter().zip(tables).enumerate().map(|(at, (s, t))| Index::new(at, s, t, findings)).collect();
    let mut tree =
        Tree { plan, tables, cells, findings, children: HashMap::new(), top: vec![Vec::new(); tables.len()] };
    for (at, sheet) in plan.sheets.iter().enumerate() {
        if sheet.vertical || sheet.parent.is_some_and(|p| tables[p].broken) {
            continue;
        }
        let mut parents: Vec<Parent> = tables[at].rows.iter().map(|row| tree.parent(at, row, &indexes)).collect();
        tree.break_cycles(at, &mut parents);
        for (row, parent) in parents.into_iter().enumerate() {
            match parent {
                Parent::Top => tree.top[at].push(row),
                Parent::Row(sheet, owner, link) => {
                    tree.children.entry((sheet, owner)).or_default().push((at, link, row))
                }
                Parent::Nowhere => {}
            }
        }
    }
    let mut document = Map::new();
    for (at, sheet) in plan.sheets.iter().enumerate().filter(|(_, s)| s.parent.is_none()) {
        let pointer: String = sheet.root.iter().map(|key| format!("/{}", escape(key))).collect();
        if sheet.vertical {
            match (tree.record(at, 0, &pointer), sheet.root.as_slice()) {
                (Some(Value::Object(fields)), []) => document.extend(fields),
                (Some(record), [key, ..]) => drop(document.insert(key.clone(), record)),
                _ => {}
            }
            continue;
        }
        let mut list = Vec::new();
        for row in std::mem::take(&mut tree.top[at]) {
            list.extend(tree.record(at, row, &format!("{pointer}/{}", list.len())));
        }
        if !list.is_empty() {
            document.insert(sheet.root[0].clone(), Value::Array(list));
        }
    }
    Value::Object(document)
}

/// The rows of a sheet by what 所属 may call them.
struct Index {
    numbers: HashMap<String, usize>,
    /// Identifiers, then names; `None` for one that several rows have.
    names: [HashMap<String, Option<usize>>; 2],
}

impl Index {
    fn new(at: usize, sheet: &Sheet, table: &Table, findings: &mut Findings) -> Self {
        let mut index = Self { numbers: HashMap::new(), names: [HashMap::new(), HashMap::new()] };
        if sheet.vertical {
            return index;
        }
        for (place, row) in table.rows.iter().enumerate().filter(|(_, r)| !r.number.is_empty()) {
            match index.numbers.get(&row.number) {
                None => drop(index.numbers.insert(row.number.clone(), place)),
                Some(&first) => findings.push(
                    Finding::error(
                        "workbook.duplicate_number",
                        "",
                        format!("序号“{}”和第 {} 行重复了", excerpt(&row.number), table.rows[first].line + 1),
                    )
                    .hint("请改成不重复的序号；没有别的行引用时可以留空"),
                    Some(Place { sheet: at, row: row.line, column: row.number_at, field: None }),
                ),
            }
        }
        for (place, row) in table.rows.iter().enumerate() {
            if row.number.is_empty() {
                index.numbers.entry((place + 1).to_string()).or_insert(place);
            }
            for (column, value, _) in &row.fields {
                let names = match sheet.columns[*column].path.as_slice() {
                    [key] if key == "id" => &mut index.names[0],
                    [key] if key == "name" => &mut index.names[1],
                    _ => continue,
                };
                if let Some(name) = value.as_str().map(plain) {
                    names.entry(name).and_modify(|one| *one = None).or_insert(Some(place));
                }
            }
        }
        index
    }

    /// The row that is called so: `Some(None)` where several are.
    fn find(&self, owner: &str) -> Option<Option<usize>> {
        let name = plain(owner);
        self.numbers
            .get(owner)
            .map(|row| Some(*row))
            .or_else(|| self.names.iter().find_map(|names| names.get(&name).copied()))
    }
}

/// Sheet, link of that sheet, row.
type Child = (usize, usize, usize);

struct Tree<'a> {
    plan: &'a Plan,
    tables: &'a [Table],
    cells: &'a mut Cells,
    findings: &'a mut Findings,
    /// Sheet and row of the owner: sheet, link and row of what it owns.
    children: HashMap<(usize, usize), Vec<Child>>,
    top: Vec<Vec<usize>>,
}

impl Tree<'_> {
    /// Finds the owner of a row.
    fn parent(&mut self, at: usize, row: &Row, indexes: &[Index]) -> Parent {
        let sheet = &self.plan.sheets[at];
        let links = || sheet.links.iter().enumerate();
        if sheet.links.is_empty() {
            return Parent::Top;
        }
        let owner_cell = Place { sheet: at, row: row.line, column: row.owner_at, field: None };
        let relation_cell = Place { column: row.relation_at, ..owner_cell };
        let words: Vec<&str> = sheet.links.iter().map(|l| l.word.as_str()).collect();
        let candidates: Vec<(usize, &Link)> = match plain(&row.relation) {
            relation if relation.is_empty() => links().collect(),
            relation => links().filter(|(_, l)| plain(&l.word) == relation).collect(),
        };
        if candidates.is_empty() {
            let message = format!("“{RELATION}”里没有“{}”这个词", excerpt(&row.relation));
            self.tell(relation_cell, "workbook.unknown_relation", message, format!("这里可以写：{}", words.join("、")));
            return Parent::Nowhere;
        }
        let parent_is_table = sheet.parent.is_some_and(|p| !self.plan.sheets[p].vertical);
        let mut found: Vec<Parent> = Vec::new();
        if row.owner.is_empty() || !(sheet.recursive() || parent_is_table) {
            match sheet.parent {
                None if row.relation.is_empty() => return Parent::Top,
                Some(parent) if !parent_is_table => {
                    found.extend(
                        candidates.iter().filter(|(_, l)| !l.own).map(|(link, _)| Parent::Row(parent, 0, *link)),
                    );
                }
                _ => {}
            }
            if found.is_empty() {
                let hint = "请填上级那一行的序号（或它的名称）；整行不需要的话请删去";
                self.tell(
                    owner_cell,
                    "workbook.no_owner",
                    format!("“{OWNER}”是空的，不知道这一行属于哪一条"),
                    hint.into(),
                );
                return Parent::Nowhere;
            }
        } else {
            let mut ambiguous = false;
            for (link, spec) in candidates {
                let Some(parent) = (if spec.own { Some(at) } else { sheet.parent }) else { continue };
                match indexes[parent].find(&row.owner) {
                    Some(Some(owner)) => found.push(Parent::Row(parent, owner, link)),
                    Some(None) => ambiguous = true,
                    None => {}
                }
            }
            if found.is_empty() {
                let owner = excerpt(&row.owner);
                let (code, message, hint) = if ambiguous {
                    ("workbook.ambiguous_owner", format!("叫“{owner}”的不止一条"), "请改填那一行的序号")
                } else {
                    let hint = "请核对上级那一行的序号（或名称）；带“例”的行不算";
                    ("workbook.unknown_owner", format!("“{OWNER}”填的“{owner}”找不到"), hint)
                };
                self.tell(owner_cell, code, message, hint.into());
                return Parent::Nowhere;
            }
        }
        if found.len() > 1 {
            let message = format!("“{RELATION}”没有填，不知道这一行属于哪一项");
            self.tell(relation_cell, "workbook.no_relation", message, format!("这里可以写：{}", words.join("、")));
            return Parent::Nowhere;
        }
        found[0]
    }

    /// Rows that own themselves, through however many others, belong nowhere; neither do rows that lie too deep.
    fn break_cycles(&mut self, at: usize, parents: &mut [Parent]) {
        let mut depths: Vec<Option<usize>> = vec![None; parents.len()];
        let mut too_deep = false;
        for start in 0..parents.len() {
            let (mut path, mut on_path, mut row) = (Vec::new(), HashSet::new(), start);
            let above = loop {
                if let Some(depth) = depths[row] {
                    break depth;
                }
                if !on_path.insert(row) {
                    let from = path.iter().position(|r| *r == row).unwrap_or(0);
                    let first = path[from..].iter().copied().min().unwrap_or(row);
                    let line = &self.tables[at].rows[first];
                    let place = Place { sheet: at, row: line.line, column: line.owner_at, field: None };
                    let message = format!("“{OWNER}”绕成了圈：这一行最后属于它自己");
                    self.tell(place, "workbook.owner_cycle", message, "请改正其中一行的所属".into());
                    for in_cycle in &path[from..] {
                        parents[*in_cycle] = Parent::Nowhere;
                    }
                    break 0;
                }
                path.push(row);
                match parents[row] {
                    Parent::Row(sheet, owner, _) if sheet == at => row = owner,
                    _ => break 0,
                }
            };
            for (steps, row) in path.iter().rev().enumerate() {
                let depth = above + steps + 1;
                depths[*row] = Some(depth);
                if depth > MAX_DEPTH {
                    parents[*row] = Parent::Nowhere;
                    if !std::mem::replace(&mut too_deep, true) {
                        let line = &self.tables[at].rows[*row];
                        let place = Place { sheet: at, row: line.line, column: line.owner_at, field: None };
                        let message = format!("嵌套超过了 {MAX_DEPTH} 层，更深的没有读取");
                        self.tell(place, "workbook.too_deep", message, "请减少层数".into());
                    }
                }
            }
        }
    }

    fn tell(&mut self, place: Place, code: &str, message: String, hint: String) {
        self.findings.push(Finding::error(code, "", message).hint(hint), Some(place));
    }

    /// A record with what it owns; `None` for one that says nothing.
    fn record(&mut self, at: usize, row: usize, pointer: &str) -> Option<Value> {
        let sheet = &self.plan.sheets[at];
        let line = self.tables[at].rows.get(row);
        let mut fields = Map::new();
        for (column, value, cell) in line.map(|l| l.fields.as_slice()).unwrap_or_default() {
            let mut at_field = pointer.to_owned();
            for key in &sheet.columns[*column].path {
                at_field = format!("{at_field}/{}", escape(key));
                self.cells.add(&at_field, at, *cell);
            }
            insert(&mut fields, &sheet.columns[*column].path, value.clone());
        }
        let mut lists: Vec<(usize, usize, Vec<Value>)> = Vec::new();
        for (child, link, row) in self.children.remove(&(at, row)).unwrap_or_default() {
            let place = lists.iter().position(|(c, l, _)| (*c, *l) == (child, link)).unwrap_or_else(|| {
                lists.push((child, link, Vec::new()));
                lists.len() - 1
            });
            let path = &self.plan.sheets[child].links[link].path;
            let list: String = path.iter().map(|key| format!("/{}", escape(key))).collect();
            let item = self.record(child, row, &format!("{pointer}{list}/{}", lists[place].2.len()));
            lists[place].2.extend(item);
        }
        for (child, link, items) in lists.into_iter().filter(|(_, _, items)| !items.is_empty()) {
            insert(&mut fields, &self.plan.sheets[child].links[link].path, Value::Array(items));
        }
        if fields.is_empty() && !line.is_some_and(|l| l.kept) {
            return None;
        }
        if let Some(line) = line {
            let first = line.fields.first().map_or((line.line, line.number_at), |(_, _, cell)| *cell);
            if !pointer.is_empty() {
                self.cells.add(pointer, at, first);
            }
            self.findings.locate(at, line.line, pointer);
        }
        Some(Value::Object(fields))
    }
}

fn insert(record: &mut Map<String, Value>, path: &[String], value: Value) {
    match path {
        [] => {}
        [key] => drop(record.insert(key.clone(), value)),
        [key, rest @ ..] => {
            let inner = record.entry(key.clone()).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(inner) = inner {
                insert(inner, rest, value);
            }
        }
    }
}
