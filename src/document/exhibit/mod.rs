//! Exhibits (图表): tables, ledgers and charts that a draft names by a fenced block and that are made from the data.
//!
//! ````text
//! ```ledger
//! title = "问题整改台账"
//! from = "/problems"
//! where = { status = ["逾期", "整改中"] }
//! ```
//! ````
//!
//! The fence's word is the [`Kind`], its lines are settings ([`spec`]). Nothing of the data is copied into the draft: when
//! the data changes, so does the exhibit. Each figure in it is in the document's ledger, with its source.

mod axis;
mod bars;
mod bind;
mod calendar;
mod cases;
mod certificate;
#[cfg(test)]
mod chart_tests;
mod classes;
mod describe;
mod funnel;
mod groups;
#[cfg(test)]
mod guide;
mod ladder;
mod list;
mod map;
mod model;
mod organisation;
mod outline;
mod panel;
mod plane;
mod spec;
mod table;
mod timeline;
mod when;

use super::model::{Block, FigureEntry};
use crate::Finding;
use crate::data::Figures;
pub use crate::draft::Kind;
use bind::Binder;
pub(super) use list::title as list_title;
pub use model::*;
pub use outline::{MAX_OUTLINES, Outlines};
use spec::Spec;

/// An exhibit that was made.
pub(super) struct Made {
    /// The block in its place; none where nothing can be shown.
    pub(super) block: Option<Block>,
    /// Its figures, in reading order.
    pub(super) figures: Vec<FigureEntry>,
    /// What is wrong with the block, or with what it asks for.
    pub(super) findings: Vec<Finding>,
}

/// Makes an exhibit. `outlines`: those of regions, for maps. `first`: the number of figures in the document before it. `path`:
/// where its block stands.
pub(super) fn make(kind: Kind, spec: &str, data: &Figures, outlines: &Outlines, first: usize, path: String) -> Made {
    let settings = match Spec::parse(spec) {
        Ok(settings) => settings,
        Err(why) => {
            let finding = Finding::error("document.exhibit", path, format!("{}块读不懂：{why}", kind.word()))
                .hint("每行写作 名称 = \"内容\"，引号用英文半角");
            return Made { block: None, figures: Vec::new(), findings: vec![finding] };
        }
    };
    let mut binder = Binder::new(data, settings, first, path.clone());
    let (caption, unit, note) = (binder.spec.text("title"), binder.spec.text("unit"), binder.spec.text("note"));
    let block = if kind == Kind::List {
        list::block(&mut binder)
    } else {
        view(kind, &mut binder, outlines).map(|view| {
            let unit = if unit.is_empty() { std::mem::take(&mut binder.unit) } else { unit };
            let source = binder.source_line();
            let note = joined_notes(std::mem::take(&mut binder.legend), note);
            let mut exhibit = Exhibit { caption, unit, note, source, alt: String::new(), view };
            exhibit.alt = binder.spec.text("alt");
            if exhibit.alt.is_empty() {
                exhibit.alt = exhibit.described(kind);
            }
            Block::Exhibit { kind, spec: spec.to_owned(), exhibit: Some(Box::new(exhibit)) }
        })
    };
    let (figures, mut findings) = binder.finish();
    if block.is_none() && findings.iter().all(|f| f.severity != crate::Severity::Error) {
        let message = format!("{}没有可以印的数据", kind.name());
        findings
            .push(Finding::warning("document.exhibit_empty", path, message).hint("核对 from 和 where，或在数据里补上"));
    }
    Made { block, figures, findings }
}

/// What the signs mean, then what the block says itself.
fn joined_notes(legend: String, note: String) -> String {
    [legend, note].into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("；")
}

/// What is drawn.
fn view(kind: Kind, binder: &mut Binder<'_>, outlines: &Outlines) -> Option<View> {
    match kind {
        Kind::Table | Kind::Matrix | Kind::Ledger | Kind::Ranking => table::view(kind, binder),
        Kind::Timeline => timeline::view(binder),
        Kind::Ladder => ladder::view(binder),
        Kind::Bars => bars::view(binder),
        Kind::Funnel => funnel::view(binder),
        Kind::Map => map::view(binder, outlines),
        Kind::Organisation => organisation::view(binder),
        Kind::Calendar => calendar::view(binder),
        Kind::Cases => cases::view(binder),
        Kind::Certificate => certificate::view(binder),
        Kind::Panel => panel::view(binder),
        // A list is a block of its own; the sources are known when the document is complete.
        Kind::List | Kind::Sources => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::from_json;

    /// What an exhibit prints, line by line, then what is wrong with it.
    pub(super) fn shown(kind: Kind, data: &str, spec: &str) -> String {
        shown_with(kind, data, spec, &Outlines::default())
    }

    /// The same with outlines.
    pub(super) fn shown_with(kind: Kind, data: &str, spec: &str, outlines: &Outlines) -> String {
        let loaded = from_json(data.as_bytes());
        assert_eq!(loaded.findings, []);
        let made = make(kind, spec, &Figures::new(&loaded.progress), outlines, 0, "draft:1:1".into());
        let mut lines = match &made.block {
            Some(Block::Exhibit { exhibit: Some(exhibit), .. }) => exhibit.lines(),
            _ => Vec::new(),
        };
        lines.extend(made.findings.iter().map(|finding| format!("{} {}", finding.severity.label(), finding.message)));
        lines.join("\n")
    }
}
