//! The pages: paper, margins, the grid of lines and characters, and the page numbers.
//!
//! 版心 and margins are those of the pages that Typst sets. 22 lines are Word's own grid (`w:docGrid`), and 页面设置 shows them;
//! lines are also fixed in each style (28.95 pt), because a larger face pushes a line that only snaps. 28 characters are characters
//! set closer by a quarter of a point, in the style of the text, as Typst tracks them, and not a grid of characters: LibreOffice
//! gives each character two cells of one that is narrower than its type (20 characters a line, measured), and digits in a
//! grid stand apart.

use super::style::{Style, W};
use super::xml::{DECLARATION, Paragraph, run, twips};
use crate::typeset::shared::{Format, Geometry, Issuing, STANDARD};

/// From baseline to baseline in Word: the height of the type area divided by its lines, in whole twentieths of a point. Word
/// gives the last line its leading, too, so its pitch is less than the 1⅞ characters of Typst's pages.
pub(super) fn line(g: &Geometry) -> f64 {
    let lines = ((g.type_height - g.cell) / g.pitch + 1.0).round();
    (g.type_height * 20.0 / lines).floor() / 20.0
}

/// Where the page number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Folio {
    /// Odd numbers at the right, even ones at the left (7.5).
    Outside,
    /// The same, but for the first page, which has none (10.1).
    NotFirst,
    /// In the middle, of pages that are not bound as a book.
    Centred,
    /// At the side of a page that lies among upright ones (8).
    Side,
    /// Nowhere.
    None,
}

/// Pages of one kind.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub format: Format,
    pub folio: Folio,
    /// An ornamental frame: 证书.
    pub framed: bool,
}

impl Page {
    pub(super) fn geometry(&self) -> Geometry {
        Geometry::new(&self.format, None)
    }

    /// `w:sectPr`. `footers`: the relations of the footers of odd, even and first pages.
    pub(super) fn section(&self, footers: [Option<&str>; 3]) -> String {
        let g = self.geometry();
        let lies = g.paper_width > g.paper_height;
        let references: String = ["default", "even", "first"]
            .iter()
            .zip(footers)
            .filter_map(|(kind, id)| Some(format!("<w:footerReference w:type=\"{kind}\" r:id=\"{}\"/>", id?)))
            .collect();
        let frame = if self.framed {
            let sides = ["top", "left", "bottom", "right"].map(|side| {
                format!("<w:{side} w:val=\"thickThinSmallGap\" w:sz=\"24\" w:space=\"24\" w:color=\"auto\"/>")
            });
            format!("<w:pgBorders w:offsetFrom=\"page\">{}</w:pgBorders>", sides.concat())
        } else {
            String::new()
        };
        // The number's line box, 18 pt high, has its middle 7 mm below the type area, where the dashes are.
        let footer = g.margin_bottom - 7.0 * 72.0 / 25.4 - 9.0;
        format!(
            "<w:sectPr>{references}<w:type w:val=\"nextPage\"/><w:pgSz w:w=\"{width}\" w:h=\"{height}\"{orient}/><w:pgMar w:top=\"{top}\" \
             w:right=\"{right}\" w:bottom=\"{bottom}\" w:left=\"{left}\" w:header=\"851\" w:footer=\"{footer}\" w:gutter=\"0\"/>{frame}\
             <w:cols w:space=\"425\"/>{title}<w:docGrid w:type=\"lines\" w:linePitch=\"{pitch}\"/></w:sectPr>",
            width = twips(g.paper_width),
            height = twips(g.paper_height),
            orient = if lies { " w:orient=\"landscape\"" } else { "" },
            top = twips(g.margin_top),
            // Rounded down, or 28 cells could be wider than the line.
            right = (g.margin_right * 20.0).floor(),
            bottom = (g.margin_bottom * 20.0).floor(),
            left = (g.margin_left * 20.0).floor(),
            footer = twips(footer.max(20.0)),
            title = if self.folio == Folio::NotFirst { "<w:titlePg/>" } else { "" },
            pitch = twips(line(&g)),
        )
    }

    /// The footers that its section names, odd, even and first: their parts.
    pub(super) fn footers(&self) -> [Option<String>; 3] {
        let g = self.geometry();
        let part = |content: String| {
            format!("{DECLARATION}<w:ftr xmlns:w=\"{W}\" {}>{content}</w:ftr>", super::package::DRAWING_NAMESPACES)
        };
        let plain = |align: &'static str, left: i64, right: i64| {
            let mut paragraph = Paragraph::new(Style::Footer, number());
            paragraph.align = Some(align);
            paragraph.indent = format!(
                "w:leftChars=\"0\" w:left=\"{left}\" w:rightChars=\"0\" w:right=\"{right}\" w:firstLineChars=\"0\" w:firstLine=\"0\""
            );
            part(paragraph.xml())
        };
        let one = twips(g.folio_size);
        match self.folio {
            // Without footers of its own, a section has those of the one before.
            Folio::None => {
                let empty = part(Paragraph::new(Style::Footer, String::new()).xml());
                [Some(empty.clone()), Some(empty), None]
            }
            Folio::Outside => [Some(plain("right", 0, one)), Some(plain("left", one, 0)), None],
            Folio::NotFirst => [Some(plain("right", 0, one)), Some(plain("left", one, 0)), Some(part(letter_foot()))],
            Folio::Centred => [Some(plain("center", 0, 0)), Some(plain("center", 0, 0)), None],
            Folio::Side => [Some(part(side(&g, true))), Some(part(side(&g, false))), None],
        }
    }
}

/// — 1 —, the number a field.
fn number() -> String {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let code = "<w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>";
    let shown = field("begin") + code + &field("separate") + &run(None, "", "1") + &field("end");
    run(None, "", "— ") + &shown + &run(None, "", " —")
}

/// The lower double rule of a letter's first page: 20 mm from the paper's edge, 170 mm long, the thin one above (10.1).
fn letter_foot() -> String {
    let issuing = Issuing::new();
    let g = Geometry::new(&STANDARD, None);
    let mut paragraph = Paragraph::new(Style::Footer, String::new());
    paragraph.frame = Some(format!(
        "w:w=\"{}\" w:h=\"100\" w:hRule=\"exact\" w:wrap=\"around\" w:vAnchor=\"page\" w:hAnchor=\"page\" w:xAlign=\"center\" w:y=\"{}\"",
        twips(issuing.letter_rule),
        twips(g.paper_height - issuing.letter_foot),
    ));
    paragraph.borders = "<w:top w:val=\"thinThickSmallGap\" w:sz=\"18\" w:space=\"1\" w:color=\"FF0000\"/>".into();
    paragraph.spacing = "w:line=\"20\" w:lineRule=\"exact\"".into();
    // A footer ends with a paragraph that is no frame.
    paragraph.xml() + &Paragraph::new(Style::Footer, String::new()).xml()
}

/// The number of a page that lies on its side: where it is on upright pages when the sheet is turned, left of the type area, its
/// characters' tops to the right, at the bottom on odd pages and at the top on even ones (8).
fn side(g: &Geometry, odd: bool) -> String {
    let mut shown = Paragraph::new(Style::Footer, number());
    shown.align = Some(if odd { "right" } else { "left" });
    let one = twips(g.folio_size);
    let (left, right) = if odd { (0, one) } else { (one, 0) };
    shown.indent = format!("w:left=\"{left}\" w:right=\"{right}\" w:firstLineChars=\"0\" w:firstLine=\"0\"");
    let wide = 20.0;
    let x = g.margin_left - 7.0 * 72.0 / 25.4 - wide / 2.0;
    shown.frame = Some(format!(
        "w:w=\"{}\" w:h=\"{}\" w:hRule=\"exact\" w:wrap=\"around\" w:vAnchor=\"page\" w:hAnchor=\"page\" w:x=\"{}\" w:y=\"{}\"",
        twips(wide),
        twips(g.type_height),
        twips(x),
        twips(g.margin_top),
    ));
    shown.turned = true;
    // A footer ends with a paragraph that is no frame.
    shown.xml() + &Paragraph::new(Style::Footer, String::new()).xml()
}
