//! What a user hands over: a JSON text or an Excel workbook. Both become the same data; findings get the pointer and the
//! cell of what was handed over.
//!
//! A workbook is first turned into a [`Transcript`], plain values that can cross from one wasm module to another: the
//! module that can read one (feature `workbook`) is not the one that checks and composes.

mod cells;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Finding;
use crate::data::{Figures, Loaded, Progress, from_json, from_value};
#[cfg(feature = "workbook")]
use crate::data::{MAX_BYTES, too_large};
#[cfg(feature = "workbook")]
use crate::workbook::{self, Schema};
pub use cells::Cells;
#[cfg(feature = "workbook")]
pub(crate) use cells::cell_name;

/// What a workbook held, as plain values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Transcript {
    /// The document; what could not be read is missing from it.
    pub value: Value,
    /// The cell of every value.
    pub cells: Cells,
    /// What could not be read, and what was read in a way that is worth knowing.
    pub findings: Vec<Finding>,
}

#[cfg(feature = "workbook")]
impl Transcript {
    /// Reads a workbook, or tells why a file that begins like one is none. At most [`MAX_BYTES`] of it.
    pub fn of_workbook(bytes: &[u8]) -> Self {
        if bytes.len() > MAX_BYTES {
            let value = Value::Object(serde_json::Map::new());
            return Self { value, cells: Cells::default(), findings: vec![too_large(bytes.len())] };
        }
        workbook::read(Schema::model(), bytes)
    }
}

/// Data as it was handed over.
#[derive(Debug, Clone)]
pub struct Input {
    /// What was read.
    pub progress: Progress,
    /// What could not be read.
    pub findings: Vec<Finding>,
    /// The figures of the data as it was read.
    pub figures: Figures,
    origin: crate::data::Origin,
    cells: Cells,
}

impl Input {
    /// Reads a file: a workbook if its first bytes say so, otherwise JSON in UTF-8.
    #[cfg(feature = "workbook")]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        match workbook::is_container(bytes) {
            true => Self::from_transcript(Transcript::of_workbook(bytes)),
            false => Self::from_json(bytes),
        }
    }

    /// Reads JSON in UTF-8. At most [`MAX_BYTES`] of it.
    pub fn from_json(bytes: &[u8]) -> Self {
        Self::new(from_json(bytes), Cells::default())
    }

    /// Reads what a workbook held.
    pub fn from_transcript(read: Transcript) -> Self {
        let empty = read.value.as_object().is_none_or(serde_json::Map::is_empty);
        // Of a workbook from which nothing was read, why says more than that nothing was.
        let mut loaded = match empty && !read.findings.is_empty() {
            true => Loaded::nothing(Vec::new()),
            false => from_value(read.value),
        };
        read.cells.locate(&mut loaded.findings);
        loaded.findings.splice(0..0, read.findings);
        Self::new(loaded, read.cells)
    }

    /// Reads a JSON value, such as one that came from a JavaScript object.
    pub fn from_value(value: Value) -> Self {
        Self::new(from_value(value), Cells::default())
    }

    /// Nothing could be read, and why.
    pub fn nothing(findings: Vec<Finding>) -> Self {
        Self::new(Loaded::nothing(findings), Cells::default())
    }

    fn new(loaded: Loaded, cells: Cells) -> Self {
        let Loaded { progress, findings, origin, figures } = loaded;
        Self { progress, findings, figures, origin, cells }
    }

    /// The worksheet cells of values of the data, each once; none where it came from no workbook.
    pub fn cells(&self, pointers: &[String]) -> Vec<String> {
        let mut cells: Vec<String> = Vec::new();
        for cell in pointers.iter().filter_map(|pointer| self.cells.cell(&self.origin.pointer(pointer))) {
            if !cells.contains(&cell) {
                cells.push(cell);
            }
        }
        cells
    }

    /// Findings about the data, with the place of what was handed over: the pointer into the input, and the cell.
    pub fn place(&self, findings: Vec<Finding>) -> Vec<Finding> {
        let moved = |mut finding: Finding| {
            if finding.path.starts_with('/') {
                finding.path = self.origin.pointer(&finding.path);
            }
            finding
        };
        let mut findings: Vec<_> = findings.into_iter().map(moved).collect();
        self.cells.locate(&mut findings);
        findings
    }
}

#[cfg(all(test, feature = "workbook"))]
mod tests {
    use super::*;
    use crate::check::check;

    const DATA: &str = r#"{"report": {"title": "讲话"}, "targets": [7,
        {"name": "年度脱贫人口", "target": "7.38万人", "done": "4.98万人", "rate": "68%"}]}"#;

    fn checked(input: &Input) -> Vec<Finding> {
        input.place(check(&input.progress, &input.figures).findings)
    }

    #[test]
    fn findings_name_the_place_in_the_input() {
        let input = Input::from_bytes(DATA.as_bytes());
        assert_eq!(input.findings[0].path, "/targets/0");
        // The first member was set aside; the rule saw the second as the first.
        assert_eq!(checked(&input)[0].path, "/targets/1/rate");
    }

    #[test]
    fn findings_name_the_cell_of_a_workbook() {
        let mut value: Value = serde_json::from_str(DATA).unwrap();
        value["targets"].as_array_mut().unwrap().remove(0);
        let bytes = workbook::write(Schema::model(), &value).unwrap();
        let input = Input::from_bytes(&bytes);
        assert_eq!(input.findings, []);
        let found = checked(&input);
        assert_eq!(found[0].path, "/targets/0/rate");
        let cell = found[0].cell.as_deref().unwrap();
        assert!(cell.starts_with("目标!") && cell.ends_with('2'), "{cell}");
        let twice = ["/targets/0/rate", "/targets/0/rate", "/nothing/0"].map(str::to_owned);
        assert_eq!((input.cells(&twice), Input::from_value(value).cells(&twice)), (vec![cell.to_owned()], vec![]));
    }

    #[test]
    fn what_is_no_workbook_is_told_once() {
        let input = Input::from_bytes(b"PK\x03\x04 not a zip");
        assert_eq!(input.findings.len(), 1, "{:?}", input.findings);
        assert!(input.findings[0].code.starts_with("workbook."));
    }
}
