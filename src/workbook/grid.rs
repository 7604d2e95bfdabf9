//! The sheets of a workbook as sparse grids: only the cells that say something.

use std::collections::{BTreeMap, HashSet};
use std::io::Cursor;
use std::sync::Arc;

use calamine::{DataRef, Reader, Xlsx, XlsxError};

use super::number::Shown;
use super::screen::{Screened, damaged};
use crate::Finding;

/// The most cells, and the most bytes of text, that the sheets that are read may have together.
const MAX_CELLS: usize = 500_000;
const MAX_TEXT: usize = 32 << 20;
/// The most cells that merged cells may fill.
const MAX_FILLED: usize = 200_000;
/// The size of a sheet in Excel.
const MAX_ROWS: u32 = 1 << 20;
const MAX_COLUMNS: u32 = 1 << 14;

/// What a cell says.
#[derive(Debug, Clone)]
pub(super) enum Cell {
    Text(String),
    Number(f64, Arc<Shown>),
    /// A serial number that is shown as a date, or as a time.
    Date(f64, Arc<Shown>),
    Boolean(bool),
    /// An error value: #N/A.
    Error(String),
    /// A formula that was never calculated.
    Uncalculated,
}

impl Cell {
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }
}

/// The cells of a sheet, by row and column from 0, and what was filled down from merged cells.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub rows: BTreeMap<u32, BTreeMap<u32, Cell>>,
    /// Merged over several rows: first row, last row, column.
    pub merged: Vec<(u32, u32, u32)>,
}

/// An open workbook.
pub(super) struct Book<'a> {
    xlsx: Xlsx<Cursor<&'a [u8]>>,
    screened: Screened,
    formats: Option<Vec<Arc<Shown>>>,
    /// Cells, and bytes of text, that were read so far.
    cells: usize,
    text: usize,
    pub from_1904: bool,
}

impl<'a> Book<'a> {
    pub fn open(bytes: &'a [u8], screened: Screened) -> Result<Self, Box<Finding>> {
        let xlsx: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged("缺少必需的部分，或内容不完整"))?;
        let from_1904 = xlsx.has_1904_epoch();
        Ok(Self { xlsx, screened, formats: None, cells: 0, text: 0, from_1904 })
    }

    /// Names of the worksheets, in order.
    pub fn names(&self) -> Vec<String> {
        let sheets = self.xlsx.sheets_metadata().iter();
        sheets.filter(|s| s.typ == calamine::SheetType::WorkSheet).map(|s| s.name.clone()).collect()
    }

    /// The properties that a program or a person added to the document.
    pub fn properties(&mut self) -> std::collections::HashMap<String, String> {
        self.xlsx.workbook_properties().map(|p| p.custom_properties.into_iter().collect()).unwrap_or_default()
    }

    /// The cells of a sheet.
    pub fn grid(&mut self, name: &str) -> Result<Grid, Box<Finding>> {
        let broken = |_: XlsxError| {
            let finding = Finding::error("workbook.sheet_damaged", "", format!("工作表“{name}”已损坏，没有读取"));
            Box::new(finding.hint("请用 Excel 或 WPS 打开后另存为新的 .xlsx，再试一次"))
        };
        let mut grid = Grid::default();
        let empty = self.values(name, &mut grid).map_err(broken)?;
        let Some(empty) = empty else {
            let finding = Finding::error("workbook.too_large", "", format!("工作表“{name}”的内容太多，没有读取"));
            return Err(Box::new(finding.hint("请删去无关的行和列，或拆成几个文件")));
        };
        if self.screened.formulas && !empty.is_empty() {
            let mut reader = self.xlsx.worksheet_cells_reader(name).map_err(broken)?;
            while let Some(record) = reader.next_cell_with_formula_metadata().map_err(broken)? {
                if record.formula.is_some() && empty.contains(&record.pos) {
                    grid.rows.entry(record.pos.0).or_default().insert(record.pos.1, Cell::Uncalculated);
                }
            }
        }
        if self.screened.merged {
            let merged = self.xlsx.merge_cells_by_sheet_name(name).map_err(broken)?;
            grid.merged =
                merged.into_iter().filter(|d| d.end.0 > d.start.0).map(|d| (d.start.0, d.end.0, d.start.1)).collect();
        }
        Ok(grid)
    }

    /// Reads the values of a sheet; gives the empty cells, or `None` where there is too much.
    fn values(&mut self, name: &str, grid: &mut Grid) -> Result<Option<HashSet<(u32, u32)>>, XlsxError> {
        let mut reader = self.xlsx.worksheet_cells_reader(name)?;
        let formats = self.formats.get_or_insert_with(|| {
            let shown = reader.styles().iter().map(|style| {
                let format = style.number_format.as_ref();
                Arc::new(format.map(|f| Shown::new(&f.format_code, f.format_id)).unwrap_or_default())
            });
            shown.collect()
        });
        let mut empty = HashSet::new();
        while let Some((cell, style)) = reader.next_cell_with_style_id()? {
            let (row, column) = cell.get_position();
            if row >= MAX_ROWS || column >= MAX_COLUMNS {
                continue;
            }
            let shown = || formats.get(style).cloned().unwrap_or_default();
            let value = match cell.get_value() {
                DataRef::Empty => {
                    if self.screened.formulas && empty.len() < MAX_CELLS {
                        empty.insert((row, column));
                    }
                    continue;
                }
                DataRef::Int(number) => Cell::Number(*number as f64, shown()),
                DataRef::Float(number) => Cell::Number(*number, shown()),
                DataRef::String(text) => Cell::Text(text.clone()),
                DataRef::SharedString(text) if self.text + text.len() > MAX_TEXT => return Ok(None),
                DataRef::SharedString(text) => Cell::Text((*text).to_owned()),
                DataRef::Bool(yes) => Cell::Boolean(*yes),
                DataRef::DateTime(date) => Cell::Date(date.as_f64(), shown()),
                DataRef::DateTimeIso(text) => Cell::Text(text.split('T').next().unwrap_or_default().to_owned()),
                DataRef::DurationIso(text) => Cell::Text(text.clone()),
                DataRef::Error(error) => Cell::Error(error.to_string()),
            };
            self.text += if let Cell::Text(text) = &value { text.len() } else { 0 };
            self.cells += 1;
            if self.cells > MAX_CELLS || self.text > MAX_TEXT {
                return Ok(None);
            }
            if !matches!(&value, Cell::Text(text) if text.is_empty()) {
                grid.rows.entry(row).or_default().insert(column, value);
            }
        }
        Ok(Some(empty))
    }
}

impl Grid {
    /// Fills merged cells down over the rows of the sheet that have other content, below `heading` and in columns that
    /// `wanted` names; gives the ranges that were filled.
    pub fn fill(&mut self, heading: u32, wanted: impl Fn(u32) -> bool) -> Vec<(u32, u32, u32)> {
        let (mut filled, mut count) = (Vec::new(), 0);
        for &(first, last, column) in &self.merged {
            if first <= heading || !wanted(column) {
                continue;
            }
            let value = match self.rows.get(&first).and_then(|row| row.get(&column)) {
                Some(value) if !value.is_blank() => value.clone(),
                _ => continue,
            };
            let weight = if let Cell::Text(text) = &value { 1 + text.len() / 256 } else { 1 };
            for (_, row) in self.rows.range_mut(first.saturating_add(1)..=last) {
                count += weight;
                if count > MAX_FILLED {
                    return filled;
                }
                if row.iter().any(|(c, cell)| *c != column && !cell.is_blank()) {
                    row.entry(column).or_insert_with(|| value.clone());
                }
            }
            filled.push((first, last, column));
        }
        filled
    }
}
