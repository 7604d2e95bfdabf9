//! Stage 5, the other way: a [`Document`] becomes a Word document (DOCX), its twin for those who mark it up.
//!
//! Everything that an office does next in Word or WPS has its handle there: real styles by the names of the standard, the outline
//! of the headings, the grid of 22 lines and 28 characters, odd and even page numbers as fields, tables whose head is repeated,
//! sections for annexes on their side, and on request a comment at every figure that says where it comes from. Text is that of the
//! pages, with the numbers of headings as text: copied into an office system, numbers that Word makes are lost.
//!
//! Knows nothing of Typst: pictures of charts come from outside ([`ChartImage`]); an exhibit without one is a table of its data.
//! It shares with the pages what is the same on both: the measures of GB/T 9704-2012, the lines of a title, what an issued
//! document carries ([`typeset`](crate::typeset)).
//!
//! The parts are written here and not by a library: of those at hand, docx-rs 0.4 can say neither that a head row is repeated
//! (`w:tblHeader`), nor how Chinese lines break and where no space is put (`w:overflowPunct`, `w:autoSpaceDE`), nor a style's second
//! name, and brings a second zip with it.
//!
//! docs/docx.md says what becomes of what.

mod body;
mod exhibit;
mod issued;
mod package;
mod page;
mod picture;
mod style;
mod table;
mod text;
mod xml;

use crate::Finding;
use crate::document::Document;
use crate::typeset::shared::{Issued, named};
use body::Body;
pub use picture::ChartImage;
use style::W;
use text::Text;
use xml::DECLARATION;

/// How the file is written.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// Every figure carries a comment that says where it comes from. Default: none does, and nothing has to be removed before the
    /// document is issued.
    pub sources: bool,
    /// Pictures of exhibits. What has none is a table of its data.
    pub images: &'a [ChartImage],
}

/// A Word document, and what is remarkable about it.
#[derive(Debug, Clone)]
pub struct Written {
    /// The file; the same for the same document, layout and options.
    pub bytes: Vec<u8>,
    /// Warnings.
    pub findings: Vec<Finding>,
}

/// Writes a document in a layout ([`LAYOUTS`](crate::typeset::LAYOUTS)).
///
/// # Errors
/// `typeset.unknown_layout`; what an issued document cannot be without (`typeset.no_issuer`, `typeset.no_masthead`).
pub fn write(document: &Document, layout: &str, options: &Options) -> Result<Written, Vec<Finding>> {
    let (_, kind) = named(layout)?;
    let day = document.printed_date().unwrap_or_default();
    let (issued, findings) = Issued::new(document, kind, &day)?;
    let usable: Vec<ChartImage> = options.images.iter().filter(|image| image.usable()).cloned().collect();
    let text = Text::new(document, options.sources);
    let styles = style::styles(&crate::typeset::shared::Geometry::new(kind.format(), None));
    let (body, parts, text) = Body::new(document, kind, &usable, issued, text).write();
    let body = format!(
        "{DECLARATION}<w:document xmlns:w=\"{W}\" {}><w:body>{body}</w:body></w:document>",
        package::DRAWING_NAMESPACES
    );
    let bytes = parts.package(document, body, styles, text.comments()).map_err(|problem| {
        let message = format!("Word 文档没有生成：{problem}");
        vec![Finding::error("docx.not_written", "", message).hint("请反馈这份文稿")]
    })?;
    Ok(Written { bytes, findings })
}
