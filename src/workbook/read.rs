//! A workbook becomes a document: sheets are found by name, columns by heading, values by what their column holds.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::convert::Context;
use super::findings::{Findings, Place};
use super::grid::{Book, Cell, Grid};
use super::heading::{Headings, Names, Slot, nearest};
use super::number::plain_number;
use super::plan::{CONTENT, GUIDE, ITEM, NUMBER, Plan, WORDS};
use super::schema::Schema;
use super::screen::screen;
use super::text::{excerpt, half_width, plain};
use super::tree::{self, Row, Table};
use super::write::{EXAMPLE, KEPT, fingerprint, property};
use crate::Finding;
use crate::input::{Cells, Transcript, cell_name};

/// The most sheets that are looked at one by one, and the most that are unknown and told one by one.
const MAX_SHEETS: usize = 100;
const MAX_UNKNOWN: usize = 5;

/// Reads a workbook.
pub fn read(schema: &Schema, bytes: &[u8]) -> Transcript {
    let opened = screen(bytes).and_then(|screened| Ok((Book::open(bytes, screened)?, screened)));
    let (mut book, screened) = match opened {
        Ok(opened) => opened,
        Err(finding) => {
            let value = Value::Object(serde_json::Map::new());
            return Transcript { value, cells: Cells::default(), findings: vec![*finding] };
        }
    };
    let plan = &schema.plan;
    let mut findings = Findings::default();
    if screened.macros {
        let note = Finding::note("workbook.macros", "", "工作簿里有宏，没有运行，也不读取").hint("不需要处理");
        findings.push(note, None);
    }
    let found = find_sheets(plan, &book.names(), &mut findings);
    let names: Vec<String> =
        plan.sheets.iter().zip(&found).map(|(s, f)| f.clone().unwrap_or_else(|| s.name.clone())).collect();
    let properties = if found.iter().any(Option::is_some) { book.properties() } else { HashMap::new() };
    let mut tables = Vec::with_capacity(plan.sheets.len());
    for (index, name) in found.iter().enumerate() {
        let Some(name) = name else {
            tables.push(Table::default());
            continue;
        };
        match book.grid(name) {
            Ok(mut grid) => {
                let from_1904 = book.from_1904;
                let example = properties.get(&property(&plan.sheets[index].name)).map(String::as_str);
                let mut sheet = SheetReader { plan, index, name, from_1904, example, findings: &mut findings };
                tables.push(sheet.table(&mut grid));
            }
            Err(mut finding) => {
                finding.cell = Some(format!("{name}!A1"));
                findings.push(*finding, None);
                tables.push(Table { broken: true, ..Table::default() });
            }
        }
    }
    let mut cells = Cells::of(names.clone());
    let value = tree::build(plan, &tables, &mut cells, &mut findings);
    Transcript { value, cells, findings: findings.finish(plan, &names) }
}

/// The name in the file of each sheet of the plan; tells the sheets that are of no use.
fn find_sheets(plan: &Plan, names: &[String], findings: &mut Findings) -> Vec<Option<String>> {
    let mut found: Vec<Option<String>> = vec![None; plan.sheets.len()];
    let mut unknown: Vec<&String> = Vec::new();
    let slots: HashMap<String, usize> = plan.sheets.iter().enumerate().map(|(i, s)| (plain(&s.name), i)).collect();
    for name in names {
        let key = plain(name);
        match slots.get(&key) {
            Some(&index) => match &found[index] {
                None => found[index] = Some(name.clone()),
                Some(first) => {
                    let message = format!("工作表“{}”和“{first}”重名，没有读取", excerpt(name));
                    let finding =
                        Finding::warning("workbook.duplicate_sheet", "", message).hint("请把内容合到一张工作表里");
                    findings.push(at_sheet(finding, name), None);
                }
            },
            None if key == plain(GUIDE) || key == plain(WORDS) => {}
            None => unknown.push(name),
        }
    }
    let known = || plan.sheets.iter().map(|s| s.name.as_str());
    if found.iter().all(Option::is_none) {
        let message = "这个工作簿里没有能用的工作表";
        let list: Vec<&str> = known().take(8).collect();
        let hint = format!("请用空白数据工作簿填写；工作表的名称应当是：{}等", list.join("、"));
        findings.push(Finding::error("workbook.no_known_sheet", "", message).hint(hint), None);
    } else if unknown.len() > MAX_UNKNOWN || names.len() > MAX_SHEETS {
        if let Some(first) = unknown.first() {
            let list: Vec<String> = unknown.iter().take(MAX_UNKNOWN).map(|n| format!("“{}”", excerpt(n))).collect();
            let message = format!("有 {} 张工作表没有读取：{}等", unknown.len(), list.join("、"));
            let finding = Finding::warning("workbook.unknown_sheet", "", message)
                .hint("不是数据的话不用管；是数据的话请改用已有的工作表名称");
            findings.push(at_sheet(finding, first), None);
        }
    } else {
        for name in unknown {
            let hint = match nearest(name, known()) {
                Some(near) => format!("是不是“{near}”？是的话请改名；不是数据的话不用管"),
                None => "不是数据的话不用管".into(),
            };
            let message = format!("没有叫“{}”的工作表，没有读取", excerpt(name));
            findings.push(at_sheet(Finding::warning("workbook.unknown_sheet", "", message).hint(hint), name), None);
        }
    }
    found
}

fn at_sheet(mut finding: Finding, name: &str) -> Finding {
    finding.cell = Some(format!("{}!A1", name.chars().take(40).collect::<String>()));
    finding
}

struct SheetReader<'a> {
    plan: &'a Plan,
    index: usize,
    name: &'a str,
    from_1904: bool,
    example: Option<&'a str>,
    findings: &'a mut Findings,
}

impl SheetReader<'_> {
    fn table(&mut self, grid: &mut Grid) -> Table {
        let sheet = &self.plan.sheets[self.index];
        if grid.rows.values().all(|row| row.values().all(Cell::is_blank)) {
            return Table::default();
        }
        let names = if sheet.vertical { Names::vertical() } else { Names::of(sheet, self.plan) };
        let headings = names
            .locate(grid)
            .filter(|h| !sheet.vertical || (h.at(Slot::Item).is_some() && h.at(Slot::Content).is_some()));
        let Some(headings) = headings else {
            let wanted = if sheet.vertical {
                format!("“{ITEM}”“{CONTENT}”")
            } else {
                let first: Vec<_> = sheet.columns.iter().take(3).map(|c| format!("“{}”", c.title)).collect();
                first.concat()
            };
            let finding =
                Finding::error("workbook.no_headings", "", format!("工作表“{}”的前几行里没有找到标题行", self.name))
                    .hint(format!("标题行应当有{wanted}等列，请从空白数据工作簿复制标题行"));
            self.findings.push(at_sheet(finding, self.name), None);
            return Table { broken: true, ..Table::default() };
        };
        if !sheet.vertical {
            self.tell_headings(&names, &headings, grid);
        }
        self.fill_merged(grid, &headings);
        if sheet.vertical { self.vertical(grid, &headings) } else { self.records(grid, &headings) }
    }

    fn place(&self, row: u32, column: u32) -> Place {
        Place { sheet: self.index, row, column, field: None }
    }

    fn tell_headings(&mut self, names: &Names, headings: &Headings, grid: &Grid) {
        for (column, title) in &headings.unknown {
            let hint = match names.nearest(title) {
                Some(near) => format!("是不是“{near}”？是的话请改标题；备注之类不用管"),
                None => "备注之类不用管；是数据的话请改用已有的标题".into(),
            };
            let message = format!("没有叫“{}”的列，没有读取", excerpt(title));
            let finding = Finding::warning("workbook.unknown_column", "", message).hint(hint);
            self.findings.push(finding, Some(self.place(headings.row, *column)));
        }
        for (column, title) in &headings.repeated {
            let finding = Finding::warning(
                "workbook.duplicate_column",
                "",
                format!("“{}”列重复了，只读取前一列", excerpt(title)),
            )
            .hint("请把内容合到一列里");
            self.findings.push(finding, Some(self.place(headings.row, *column)));
        }
        let named = |column: &u32| {
            headings.columns.contains_key(column)
                || headings.unknown.iter().chain(&headings.repeated).any(|(c, _)| c == column)
        };
        let mut nameless: BTreeMap<u32, u32> = BTreeMap::new();
        for (row, cells) in grid.rows.range(headings.row.saturating_add(1)..) {
            for (column, _) in cells.iter().filter(|(column, cell)| !cell.is_blank() && !named(column)) {
                nameless.entry(*column).or_insert(*row);
            }
        }
        if let Some((column, row)) = nameless.iter().next() {
            let message = format!("有 {} 列内容没有标题，没有读取", nameless.len());
            let finding = Finding::warning("workbook.no_heading", "", message).hint("是数据的话请补上标题");
            self.findings.push(finding, Some(self.place(*row, *column)));
        }
    }

    fn fill_merged(&mut self, grid: &mut Grid, headings: &Headings) {
        let data = |column| match headings.columns.get(&column) {
            Some((slot, _)) => !matches!(slot, Slot::Mark | Slot::Number | Slot::Item | Slot::Content),
            None => false,
        };
        let filled = grid.fill(headings.row, data);
        if let Some((first, last, column)) = filled.first() {
            let range = format!("{}:{}", cell_name(*first, *column), cell_name(*last, *column));
            let message = format!("有 {} 处竖着合并的单元格（{range} 等），按每一行都填了同样的内容读取", filled.len());
            let finding =
                Finding::note("workbook.merged", "", message).hint("请核对；不是这个意思的话请取消合并，逐行填写");
            let place = self.place(*first, *column);
            self.findings.push(finding, Some(place));
        }
    }

    /// The items of a vertical sheet as the one row of its table.
    fn vertical(&mut self, grid: &Grid, headings: &Headings) -> Table {
        let sheet = &self.plan.sheets[self.index];
        let (Some(item_at), Some(content_at)) = (headings.at(Slot::Item), headings.at(Slot::Content)) else {
            return Table::default();
        };
        let names = Names::of(sheet, self.plan);
        let mut row = Row { line: headings.row, ..Row::default() };
        for (line, cells) in grid.rows.range(headings.row.saturating_add(1)..) {
            let Some(content) = cells.get(&content_at).filter(|c| !c.is_blank()) else { continue };
            let place = self.place(*line, content_at);
            let item = match cells.get(&item_at) {
                Some(Cell::Text(item)) if !item.trim().is_empty() => item.as_str(),
                _ => {
                    let finding = Finding::warning("workbook.no_heading", "", "这里的内容没有项目名称，没有读取")
                        .hint("请在左边补上项目名称");
                    self.findings.push(finding, Some(place));
                    continue;
                }
            };
            match names.find(item) {
                Some((Slot::Field(field), unit)) => {
                    if row.fields.iter().any(|(known, ..)| *known == field) {
                        let finding =
                            Finding::error("workbook.duplicate_item", "", format!("“{}”填了两次", excerpt(item)))
                                .hint("请只留一行");
                        self.findings.push(finding, Some(place));
                        continue;
                    }
                    let value = self.value(content, field, unit.as_deref(), *line, content_at);
                    row.fields.extend(value.map(|value| (field, value, (*line, content_at))));
                }
                _ => {
                    let hint = match names.nearest(item) {
                        Some(near) => format!("是不是“{near}”？是的话请改名称"),
                        None => "请改用已有的项目名称，或删去这一行".into(),
                    };
                    let message = format!("没有叫“{}”的项目，没有读取", excerpt(item));
                    self.findings.push(Finding::warning("workbook.unknown_item", "", message).hint(hint), Some(place));
                }
            }
        }
        Table { rows: vec![row], broken: false }
    }

    /// The rows of a sheet of records.
    fn records(&mut self, grid: &mut Grid, headings: &Headings) -> Table {
        let mut table = Table::default();
        let at = |slot| headings.at(slot).unwrap_or(0);
        // Taken apart, so that a large sheet is not held twice.
        for (line, cells) in grid.rows.split_off(&headings.row.saturating_add(1)) {
            let said = |column: &u32| cells.get(column).filter(|cell| !cell.is_blank());
            if !headings.columns.keys().any(|column| said(column).is_some()) {
                continue;
            }
            let mark = match said(&at(Slot::Mark)) {
                Some(Cell::Text(mark)) if headings.at(Slot::Mark).is_some() => plain(mark),
                _ => String::new(),
            };
            if matches!(mark.as_str(), EXAMPLE | "示例" | "样例") {
                self.example(&cells, headings, line);
                continue;
            }
            let mut row = Row {
                line,
                number_at: at(Slot::Number),
                owner_at: at(Slot::Owner),
                relation_at: at(Slot::Relation),
                kept: mark == KEPT,
                ..Row::default()
            };
            for (column, (slot, unit)) in &headings.columns {
                let Some(cell) = said(column) else { continue };
                match slot {
                    Slot::Field(field) => {
                        let value = self.value(cell, *field, unit.as_deref(), line, *column);
                        row.fields.extend(value.map(|value| (*field, value, (line, *column))));
                    }
                    Slot::Number => row.number = self.label(cell, line, *column),
                    Slot::Owner => row.owner = self.label(cell, line, *column),
                    Slot::Relation => row.relation = self.label(cell, line, *column),
                    Slot::Mark | Slot::Item | Slot::Content => {}
                }
            }
            table.rows.push(row);
        }
        table
    }

    fn value(&mut self, cell: &Cell, field: usize, unit: Option<&str>, row: u32, column: u32) -> Option<Value> {
        let spec = &self.plan.sheets[self.index].columns[field];
        let (value, finding) = Context { column: spec, unit, from_1904: self.from_1904 }.value(cell);
        if let Some(finding) = finding {
            self.findings.push(finding, Some(Place { sheet: self.index, row, column, field: Some(field) }));
        }
        value
    }

    /// 序号, 所属 or 关系 as text.
    fn label(&mut self, cell: &Cell, row: u32, column: u32) -> String {
        let label = match cell {
            Cell::Text(text) => Some(half_width(text).trim().trim_end_matches(['.', '、']).to_owned()),
            Cell::Number(number, _) => plain_number(*number),
            _ => None,
        };
        label.unwrap_or_else(|| {
            let message = format!("这里应当是{NUMBER}或名称，读不出来");
            let finding =
                Finding::error("workbook.wrong_value", "", message).hint("请把单元格格式改为“文本”，重新填写");
            self.findings.push(finding, Some(self.place(row, column)));
            String::new()
        })
    }

    /// Tells an example row that somebody has filled in.
    fn example(&mut self, cells: &BTreeMap<u32, Cell>, headings: &Headings, row: u32) {
        let mut texts: Vec<(usize, String)> = Vec::new();
        for (column, (slot, _)) in &headings.columns {
            if let (Slot::Field(field), Some(cell)) = (slot, cells.get(column).filter(|cell| !cell.is_blank())) {
                let text = if let Cell::Text(text) = cell { text.clone() } else { format!("{cell:?}") };
                texts.push((*field, text));
            }
        }
        texts.sort();
        if self.example != Some(fingerprint(texts.iter().map(|(f, t)| (*f, t.as_str()))).as_str()) {
            let finding = Finding::note("workbook.example_changed", "", "这一行还标着“例”，没有读取")
                .hint("填的是自己的数据的话，请删去“标记”一列里的“例”");
            let place = self.place(row, headings.at(Slot::Mark).unwrap_or(0));
            self.findings.push(finding, Some(place));
        }
    }
}
