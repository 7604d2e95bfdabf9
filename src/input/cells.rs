//! Which cell a value came from.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::Finding;

/// The cell of every value that was read from a workbook, by its JSON pointer.
///
/// As JSON: `{"sheets": [names], "places": {pointer: [sheet, row, column]}}`, all counted from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cells {
    sheets: Vec<String>,
    places: HashMap<String, (usize, u32, u32)>,
}

impl Cells {
    #[cfg(feature = "workbook")]
    pub(crate) fn of(sheets: Vec<String>) -> Self {
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

    #[cfg(feature = "workbook")]
    pub(crate) fn add(&mut self, pointer: &str, sheet: usize, (row, column): (u32, u32)) {
        self.places.entry(pointer.to_owned()).or_insert((sheet, row, column));
    }
}

/// The name of a cell: B7 for row 6 and column 1, both counted from 0.
pub(crate) fn cell_name(row: u32, column: u32) -> String {
    let (mut letters, mut rest) = (Vec::new(), column + 1);
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect::<String>() + &(row + 1).to_string()
}

#[cfg(test)]
mod tests {
    use super::cell_name;

    #[test]
    fn cells_are_named_as_in_excel() {
        for (row, column, name) in
            [(0, 0, "A1"), (6, 1, "B7"), (0, 25, "Z1"), (0, 26, "AA1"), (1_048_575, 16_383, "XFD1048576")]
        {
            assert_eq!(cell_name(row, column), name);
        }
    }
}
