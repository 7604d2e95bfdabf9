//! Which cell a value came from.

use std::collections::HashMap;

use super::grid::cell_name;
use crate::Finding;

/// The cell of every value that was read from a workbook, by its JSON pointer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cells {
    sheets: Vec<String>,
    places: HashMap<String, (usize, u32, u32)>,
}

impl Cells {
    pub(super) fn of(sheets: Vec<String>) -> Self {
        Self { sheets, places: HashMap::new() }
    }

    /// The cell of the value at a JSON pointer, or of what encloses it: `指标!C5`. A record's cell is the first one of its
    /// row that has content. `None` for the document as a whole.
    pub fn cell(&self, pointer: &str) -> Option<String> {
        let mut pointer = pointer;
        loop {
            if let Some((sheet, row, column)) = self.places.get(pointer) {
                return Some(format!("{}!{}", self.sheets.get(*sheet)?, cell_name(*row, *column)));
            }
            pointer = &pointer[..pointer.rfind('/')?];
        }
    }

    /// Gives each finding whose path is a JSON pointer the cell that it came from.
    pub fn locate(&self, findings: &mut [Finding]) {
        for finding in findings.iter_mut().filter(|f| f.cell.is_none() && f.path.starts_with('/')) {
            finding.cell = self.cell(&finding.path);
        }
    }

    pub(super) fn add(&mut self, pointer: &str, sheet: usize, (row, column): (u32, u32)) {
        self.places.entry(pointer.to_owned()).or_insert((sheet, row, column));
    }
}
