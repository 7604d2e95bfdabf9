//! The measures of GB/T 9704-2012 《党政机关公文格式》: the one place that knows them.
//!
//! The standard's numbers close: 156 mm hold 28 characters, and 22 lines with 21 gaps of 7/8 character are 40.375
//! characters, 225 mm; both give a character of 5.57 mm. So a character cell is a little narrower than the 16 pt of 3号
//! type, and the text is tracked by the difference.
//!
//! Layouts receive all of this in `data.json` and have no measure of their own. Every length is in points.

use serde::Serialize;

/// Points in a millimetre.
const MM: f64 = 72.0 / 25.4;

/// Characters in a line (5.2.3).
pub const CHARACTERS: usize = 28;
/// Lines on a page (5.2.3).
pub const LINES: usize = 22;

/// Width of the paper, A4 (5.1).
const PAPER_WIDTH: f64 = 210.0 * MM;
/// Height of the paper, A4 (5.1).
const PAPER_HEIGHT: f64 = 297.0 * MM;

/// Part of a character's box above the baseline; what is left of 1 is below it. The usual division of CJK faces.
const ASCENT: f64 = 0.88;

/// 一号, the title's size in the reading edition.
const SIZE_1: f64 = 26.0;
/// 二号, the title's size (7.3.1), and the body's in the reading edition.
const SIZE_2: f64 = 22.0;
/// 小二, the size of tables in the reading edition.
const SIZE_SMALL_2: f64 = 18.0;
/// 三号, the size of body text, headings and notes (5.2.2, 7.3.3).
const SIZE_3: f64 = 16.0;
/// 小三, the size of text on a wall chart.
const SIZE_SMALL_3: f64 = 15.0;
/// 四号, the size of page numbers (7.5) and, by practice, of tables.
const SIZE_4: f64 = 14.0;

/// What the tracking leaves free in every cell, or rounding breaks a full line at 27 characters; 0.1 mm in a line.
const SLACK: f64 = 0.01;

/// 小四, the size of readings above figures: a little more than half of what they stand above, to be read at arm's length.
const SIZE_SMALL_4: f64 = 12.0;

/// From the bottom of the type area to the dashes beside the page number (7.5).
const FOLIO_BELOW: f64 = 7.0 * MM;
/// From the frame of the caution to the type area below it.
const CAUTION_ABOVE: f64 = 5.0 * MM;
/// Height of a dash over the baseline, in em, where the face does not say.
const DASH_HEIGHT: f64 = 0.38;

/// 细线: a thin rule (7.4.1).
const THIN_RULE: f64 = 0.25 * MM;

/// What layouts differ in: the type area, its grid, and the sizes of type. Lengths in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Format {
    /// Characters in a line.
    pub characters: usize,
    /// Lines on a page.
    pub lines: usize,
    /// Width and height of the paper.
    paper: (f64, f64),
    /// 天头: from the paper's top to the type area.
    margin_top: f64,
    /// 订口: from the paper's left edge to the type area.
    margin_left: f64,
    /// Width of the 版心, the type area.
    width: f64,
    /// Height of the 版心, without the page number.
    height: f64,
    body: f64,
    title: f64,
    table: f64,
    folio: f64,
}

/// The page of the standard: margins and type area (5.2.1), grid (5.2.3), sizes (5.2.2, 7.3.1, 7.5).
pub const STANDARD: Format = Format {
    characters: CHARACTERS,
    lines: LINES,
    paper: (PAPER_WIDTH, PAPER_HEIGHT),
    margin_top: 37.0 * MM,
    margin_left: 28.0 * MM,
    width: 156.0 * MM,
    height: 225.0 * MM,
    body: SIZE_3,
    title: SIZE_2,
    table: SIZE_4,
    folio: SIZE_4,
};

/// 朗读版, to be read aloud from a lectern: 二号 type on cells of 8 mm, 18 of them in a line so that the eye finds the next
/// one, and lines in the standard's proportion of 1⅞ characters. The lower margin is the wider one: who looks down
/// less is heard better.
pub const READING: Format = Format {
    characters: 18,
    lines: 15,
    paper: (PAPER_WIDTH, PAPER_HEIGHT),
    margin_top: 37.0 * MM,
    margin_left: 33.0 * MM,
    width: 18.0 * 8.0 * MM,
    height: (14.0 * 15.0 + 8.0) * MM,
    body: SIZE_2,
    title: SIZE_1,
    table: SIZE_SMALL_2,
    folio: SIZE_3,
};

/// The page on its side, for wide tables (8): the standard's type area turned, so that the binding edge is at the top. The
/// turned width holds 40 cells of nearly the standard's size, the turned height 15 lines.
pub const LANDSCAPE: Format = Format {
    characters: 40,
    lines: 15,
    paper: (PAPER_HEIGHT, PAPER_WIDTH),
    margin_top: 28.0 * MM,
    margin_left: 35.0 * MM,
    width: 225.0 * MM,
    height: 156.0 * MM,
    body: SIZE_3,
    title: SIZE_2,
    table: SIZE_4,
    folio: SIZE_4,
};

/// 挂图: A3 on its side, to be read from two steps away. The margins are what a frame or pins take; the cells are nearly the
/// standard's.
pub const WALL: Format = Format {
    characters: 70,
    lines: 27,
    paper: (420.0 * MM, PAPER_HEIGHT),
    margin_top: 14.0 * MM,
    margin_left: 15.0 * MM,
    width: 390.0 * MM,
    height: 270.0 * MM,
    body: SIZE_SMALL_3,
    title: SIZE_1,
    table: SIZE_4,
    folio: SIZE_4,
};

impl Format {
    /// 字: the width of one character on the grid (3.1, 5.2.3).
    fn cell(&self) -> f64 {
        self.width / self.characters as f64
    }

    /// 行: from baseline to baseline (3.2, 5.2.3).
    fn pitch(&self) -> f64 {
        (self.height - self.cell()) / (self.lines - 1) as f64
    }

    /// Characters of a table's size that fit side by side into its rows.
    pub fn table_characters(&self) -> f64 {
        self.width / self.table
    }

    /// Characters that fit into a line of the title.
    pub fn title_characters(&self) -> f64 {
        self.width / self.title
    }
}

/// The measures as a layout receives them, in points.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Geometry {
    pub(crate) paper_width: f64,
    pub(crate) paper_height: f64,
    pub(crate) margin_top: f64,
    pub(crate) margin_bottom: f64,
    pub(crate) margin_left: f64,
    pub(crate) margin_right: f64,
    pub(crate) type_width: f64,
    pub(crate) type_height: f64,
    /// 字: the width of one character of the grid.
    pub(crate) cell: f64,
    /// Baseline to baseline.
    pub(crate) pitch: f64,
    /// Between the boxes of two lines.
    pub(crate) leading: f64,
    /// Of a line's box, above its baseline.
    pub(crate) ascent: f64,
    /// Of a line's box, below its baseline.
    pub(crate) descent: f64,
    /// 左空二字: the indent of paragraphs and headings (7.3.3).
    pub(crate) indent: f64,
    pub(crate) body_size: f64,
    /// Added after each character of body size, so that it fills its cell.
    pub(crate) tracking: f64,
    pub(crate) title_size: f64,
    /// By how much the title hangs below its grid line, so that it does not stick out of the type area.
    pub(crate) title_drop: f64,
    pub(crate) table_size: f64,
    /// Left and right of the text of a table's cell.
    pub(crate) cell_inset: f64,
    pub(crate) thin_rule: f64,
    pub(crate) folio_size: f64,
    /// From the bottom of the type area to the baseline of the page number.
    pub(crate) folio_drop: f64,
    /// Between the page number and its dashes.
    pub(crate) folio_gap: f64,
    /// Of the caution above the title.
    pub(crate) caution_size: f64,
    /// From the frame of the caution to the type area.
    pub(crate) caution_above: f64,
    /// Of the reading above a figure.
    pub(crate) spoken_size: f64,
    /// From the top of a figure's line to the reading above it.
    pub(crate) spoken_above: f64,
    /// By how much a reading may stand over what is beside its figure, on either side.
    pub(crate) spoken_overhang: f64,
}

impl Geometry {
    /// The measures of a format, for a page number whose dashes stand `dash` em over its baseline (a property of its
    /// face).
    pub fn new(format: &Format, dash: Option<f64>) -> Self {
        let &Format { paper, margin_top, margin_left, width, height, body, title, table, folio, .. } = format;
        let (cell, pitch) = (format.cell(), format.pitch());
        Self {
            paper_width: paper.0,
            paper_height: paper.1,
            margin_top,
            margin_bottom: paper.1 - margin_top - height,
            margin_left,
            margin_right: paper.0 - margin_left - width,
            type_width: width,
            type_height: height,
            cell,
            pitch,
            leading: pitch - cell,
            ascent: ASCENT * cell,
            descent: (1.0 - ASCENT) * cell,
            indent: 2.0 * cell,
            body_size: body,
            tracking: cell - body - SLACK,
            title_size: title,
            title_drop: ASCENT * (title - cell),
            table_size: table,
            cell_inset: table / 4.0,
            thin_rule: THIN_RULE,
            folio_size: folio,
            folio_drop: FOLIO_BELOW + dash.unwrap_or(DASH_HEIGHT) * folio,
            folio_gap: folio / 3.0,
            caution_size: SIZE_4,
            caution_above: CAUTION_ABOVE,
            spoken_size: SIZE_SMALL_4,
            spoken_above: SIZE_SMALL_4 / 12.0,
            // Two readings with a 、 between their figures do not meet.
            spoken_overhang: 0.44 * cell,
        }
    }
}

/// The measures of issued documents, in points: what a letter, a bulletin and an official document have besides the grid.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Issuing {
    /// From the top of the type area to the top of 发文机关标志 (7.2.4).
    pub(crate) mark_top: f64,
    /// The largest type of the mark. The standard leaves it free, 醒目、美观、庄重; a mark of eight characters takes the width.
    pub(crate) mark_size: f64,
    /// Where characters of the mark are condensed rather than made smaller.
    pub(crate) mark_least: f64,
    /// How wide the mark may be: the type area less a character on either side.
    pub(crate) mark_width: f64,
    /// How high a mark of several issuers may be, so that page 1 shows body (7.2.4).
    pub(crate) mark_height: f64,
    /// From the character box of 发文字号 to 红色分隔线 (7.2.7).
    pub(crate) red_rule_above: f64,
    /// 红色分隔线; the standard gives no thickness, practice half a millimetre.
    pub(crate) red_rule: f64,
    /// First and last rule of 版记 (7.4.1).
    pub(crate) thick_rule: f64,
    /// 四号, the type of 版记 (7.4.2, 7.4.3).
    pub(crate) colophon_size: f64,
    /// Between a rule of 版记 and the box of the text beside it (practice).
    pub(crate) colophon_inset: f64,
    /// 信函: from the paper's top to the top of the mark (10.1).
    pub(crate) letter_mark_top: f64,
    /// 信函: length of the double rules (10.1).
    pub(crate) letter_rule: f64,
    /// 信函: from the paper's bottom to the lower double rule (10.1).
    pub(crate) letter_foot: f64,
    /// 信函: 7/8 of a character, between a double rule and the text beside it (10.1).
    pub(crate) letter_gap: f64,
    /// 信函: the thick one of two rules (practice).
    pub(crate) letter_thick: f64,
    /// 信函: the thin one.
    pub(crate) letter_thin: f64,
    /// 信函: the space between them.
    pub(crate) letter_between: f64,
    /// 简报: from the top of the type area to the top of its name (practice).
    pub(crate) masthead_top: f64,
    /// 印章: the diameter of a round seal, 42 mm of most offices.
    pub(crate) seal: f64,
}

impl Issuing {
    /// The measures.
    pub fn new() -> Self {
        let cell = STANDARD.cell();
        Self {
            mark_top: 35.0 * MM,
            mark_size: 54.0,
            mark_least: 36.0,
            mark_width: STANDARD.width - 2.0 * cell,
            mark_height: 70.0 * MM,
            red_rule_above: 4.0 * MM,
            red_rule: 0.5 * MM,
            thick_rule: 0.35 * MM,
            colophon_size: SIZE_4,
            colophon_inset: SIZE_4 * 0.3,
            letter_mark_top: 30.0 * MM,
            letter_rule: 170.0 * MM,
            letter_foot: 20.0 * MM,
            letter_gap: 7.0 / 8.0 * cell,
            letter_thick: 0.7 * MM,
            letter_thin: 0.25 * MM,
            letter_between: 0.5 * MM,
            masthead_top: 2.0 * STANDARD.pitch(),
            seal: 42.0 * MM,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_definitions_of_a_character_agree() {
        // 22 characters and 21 gaps of 7/8 character fill the height.
        let from_height = STANDARD.height / (22.0 + 21.0 * 7.0 / 8.0);
        assert!((from_height - STANDARD.cell()).abs() < 0.003 * MM, "{from_height} {}", STANDARD.cell());
    }

    #[test]
    fn the_cells_of_a_line_fit_its_width() {
        for format in [STANDARD, READING, LANDSCAPE, WALL] {
            let g = Geometry::new(&format, None);
            let line = format.characters as f64 * (g.body_size + g.tracking);
            let free = SLACK * format.characters as f64 + 0.001;
            assert!(line <= g.type_width && g.type_width - line < free, "{line} {format:?}");
        }
    }

    #[test]
    fn the_reading_edition_keeps_the_proportion_of_lines() {
        assert!((READING.cell() - 8.0 * MM).abs() < 1e-9, "{}", READING.cell() / MM);
        assert!((READING.pitch() / READING.cell() - 1.875).abs() < 1e-9);
    }
}
