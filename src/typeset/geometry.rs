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
/// 天头: from the paper's top to the type area (5.2.1).
const MARGIN_TOP: f64 = 37.0 * MM;
/// 订口: from the paper's left edge to the type area (5.2.1).
const MARGIN_LEFT: f64 = 28.0 * MM;
/// Width of the 版心, the type area (5.2.1).
const TYPE_WIDTH: f64 = 156.0 * MM;
/// Height of the 版心, without the page number (5.2.1).
const TYPE_HEIGHT: f64 = 225.0 * MM;

/// 字: the width of one character on the grid (3.1, 5.2.3).
const CELL: f64 = TYPE_WIDTH / CHARACTERS as f64;
/// 行: from baseline to baseline (3.2, 5.2.3).
const PITCH: f64 = (TYPE_HEIGHT - CELL) / (LINES - 1) as f64;

/// Part of a character's box above the baseline; what is left of 1 is below it. The usual division of CJK faces.
const ASCENT: f64 = 0.88;

/// 二号, the title's size (7.3.1).
const SIZE_2: f64 = 22.0;
/// 三号, the size of body text, headings and notes (5.2.2, 7.3.3).
const SIZE_3: f64 = 16.0;
/// 四号, the size of page numbers (7.5) and, by practice, of tables.
const SIZE_4: f64 = 14.0;

/// What the tracking leaves free in every cell, or rounding breaks a full line at 27 characters; 0.1 mm in a line.
const SLACK: f64 = 0.01;

/// From the bottom of the type area to the dashes beside the page number (7.5).
const FOLIO_BELOW: f64 = 7.0 * MM;
/// Height of a dash over the baseline, in em, where the face does not say.
const DASH_HEIGHT: f64 = 0.38;

/// 细线: a thin rule (7.4.1).
const THIN_RULE: f64 = 0.25 * MM;

/// Characters that fit into a line of the title.
pub const TITLE_CHARACTERS: f64 = TYPE_WIDTH / SIZE_2;

/// The measures as a layout receives them, in points.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Geometry {
    paper_width: f64,
    paper_height: f64,
    margin_top: f64,
    margin_bottom: f64,
    margin_left: f64,
    margin_right: f64,
    /// Baseline to baseline.
    pitch: f64,
    /// Between the boxes of two lines.
    leading: f64,
    /// Of a line's box, above its baseline.
    ascent: f64,
    /// Of a line's box, below its baseline.
    descent: f64,
    /// 左空二字: the indent of paragraphs and headings (7.3.3).
    indent: f64,
    body_size: f64,
    /// Added after each character of body size, so that it fills its cell.
    tracking: f64,
    title_size: f64,
    /// By how much the title hangs below its grid line, so that it does not stick out of the type area.
    title_drop: f64,
    table_size: f64,
    /// Left and right of the text of a table's cell.
    cell_inset: f64,
    thin_rule: f64,
    folio_size: f64,
    /// From the bottom of the type area to the baseline of the page number.
    folio_drop: f64,
    /// Between the page number and its dashes.
    folio_gap: f64,
}

impl Geometry {
    /// The measures, for a page number whose dashes stand `dash` em over its baseline (a property of its face).
    pub fn new(dash: Option<f64>) -> Self {
        Self {
            paper_width: PAPER_WIDTH,
            paper_height: PAPER_HEIGHT,
            margin_top: MARGIN_TOP,
            margin_bottom: PAPER_HEIGHT - MARGIN_TOP - TYPE_HEIGHT,
            margin_left: MARGIN_LEFT,
            margin_right: PAPER_WIDTH - MARGIN_LEFT - TYPE_WIDTH,
            pitch: PITCH,
            leading: PITCH - CELL,
            ascent: ASCENT * CELL,
            descent: (1.0 - ASCENT) * CELL,
            indent: 2.0 * CELL,
            body_size: SIZE_3,
            tracking: CELL - SIZE_3 - SLACK,
            title_size: SIZE_2,
            title_drop: ASCENT * (SIZE_2 - CELL),
            table_size: SIZE_4,
            cell_inset: SIZE_4 / 4.0,
            thin_rule: THIN_RULE,
            folio_size: SIZE_4,
            folio_drop: FOLIO_BELOW + dash.unwrap_or(DASH_HEIGHT) * SIZE_4,
            folio_gap: SIZE_4 / 3.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_definitions_of_a_character_agree() {
        // 22 characters and 21 gaps of 7/8 character fill the height.
        let from_height = TYPE_HEIGHT / (22.0 + 21.0 * 7.0 / 8.0);
        assert!((from_height - CELL).abs() < 0.003 * MM, "{from_height} {CELL}");
    }

    #[test]
    fn twenty_eight_cells_fit_the_width() {
        let g = Geometry::new(None);
        let line = CHARACTERS as f64 * (g.body_size + g.tracking);
        assert!(line <= TYPE_WIDTH && TYPE_WIDTH - line < 0.11 * MM, "{line} {TYPE_WIDTH}");
    }
}
