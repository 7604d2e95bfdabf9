//! Findings with their cells, and, once the document stands, with their JSON pointers.

use std::collections::HashMap;

use super::plan::Plan;
use crate::data::escape;
use crate::input::cell_name;
use crate::{Finding, Severity};

/// How many findings are told: a workbook with more has one cause for most of them.
const MAX_FINDINGS: usize = 200;

/// The cell that a finding is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Sheet of the plan.
    pub sheet: usize,
    pub row: u32,
    pub column: u32,
    /// Column of the plan, where the finding is about its value.
    pub field: Option<usize>,
}

#[derive(Debug, Default)]
pub(super) struct Findings {
    told: Vec<(Finding, Option<Place>)>,
    untold: usize,
    untold_errors: bool,
    /// Where the record of a row is in the document.
    pointers: HashMap<(usize, u32), String>,
}

impl Findings {
    pub fn push(&mut self, finding: Finding, place: Option<Place>) {
        if self.told.len() < MAX_FINDINGS {
            self.told.push((finding, place));
        } else {
            self.untold += 1;
            self.untold_errors |= finding.severity == Severity::Error;
        }
    }

    /// Learns where the record of a row is, as far as a finding asks for it.
    pub fn locate(&mut self, sheet: usize, row: u32, pointer: &str) {
        if self.told.iter().any(|(_, place)| place.is_some_and(|p| (p.sheet, p.row) == (sheet, row))) {
            self.pointers.insert((sheet, row), pointer.to_owned());
        }
    }

    /// The findings, with cells and pointers. `names` are the names of the sheets in the file.
    pub fn finish(self, plan: &Plan, names: &[String]) -> Vec<Finding> {
        let pointers = self.pointers;
        let complete = |(mut finding, place): (Finding, Option<Place>)| {
            let Some(place) = place else { return finding };
            if finding.cell.is_none() {
                finding.cell = Some(format!("{}!{}", names[place.sheet], cell_name(place.row, place.column)));
            }
            let sheet = &plan.sheets[place.sheet];
            // The items of a vertical sheet are rows of one record.
            let record = if sheet.vertical {
                Some(sheet.root.iter().map(|key| format!("/{}", escape(key))).collect())
            } else {
                pointers.get(&(place.sheet, place.row)).cloned()
            };
            if let Some(record) = record {
                let path = place.field.map(|f| sheet.columns[f].path.as_slice()).unwrap_or_default();
                finding.path = path.iter().fold(record, |at, key| format!("{at}/{}", escape(key)));
            }
            finding
        };
        let mut findings: Vec<_> = self.told.into_iter().map(complete).collect();
        if self.untold > 0 {
            let message = format!("还有 {} 处类似的问题没有列出", self.untold);
            let mut more = Finding::warning("workbook.more", "", message).hint("请先改正上面这些，再重新读取");
            if self.untold_errors {
                more.severity = Severity::Error;
            }
            findings.push(more);
        }
        findings
    }
}
