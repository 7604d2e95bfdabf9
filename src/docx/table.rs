//! Tables: widths of columns, size of type, head rows that are repeated, rows that stay whole.
//!
//! Everything is counted in half characters: a Chinese character is two, a digit or a Latin letter is one. The largest size of type
//! is taken at which every column has what it needs; columns whose text wraps share what the others leave.

use super::style::Style;
use super::xml::{Paragraph, half_points, twips};

/// Sizes of type, 四号 to 小五, each with the half characters that a column of texts has before its type is made smaller.
const SIZES: [(f64, usize); 4] = [(14.0, 24), (12.0, 20), (10.5, 14), (9.0, 14)];
/// Longest line that a column is given before its text wraps.
const LINE: usize = 56;
/// Longest word that is not divided, in columns of short words and of texts.
const WORDS: (usize, usize) = (14, 8);
/// What a column whose text wraps has at least.
const NARROWEST: usize = 10;
/// Beside the text of a cell, by the size of type; and what a column is wider than its characters.
const INSET: f64 = 0.3;
const SLACK: f64 = 0.15;
/// A cell of more than these many half characters may make its row higher than a page; then the row may be divided.
const LONG: usize = 1200;

/// How the cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Flush left.
    Left,
    /// Centred.
    Center,
    /// Flush right.
    Right,
    /// By the decimal point, centred as a whole.
    Decimal,
}

/// A cell.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    /// Its text, to be measured; lines are divided by line feeds.
    pub text: String,
    /// Its runs, a paragraph each.
    pub runs: Vec<String>,
    /// Columns and rows that it takes.
    pub span: (usize, usize),
    /// Grey, because it is set off.
    pub marked: bool,
}

impl Cell {
    pub(super) fn new(text: String, runs: String) -> Self {
        Self { text, runs: vec![runs], span: (1, 1), marked: false }
    }
}

/// A row.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    pub cells: Vec<Cell>,
    /// A group's name, a sum: 黑体 on grey.
    pub strong: bool,
    /// It stays with the next row.
    pub with_next: bool,
}

/// A table.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    pub columns: Vec<Place>,
    pub head: Vec<Row>,
    pub rows: Vec<Row>,
    /// Whether what follows stays with the last row.
    pub with_next: bool,
}

/// What is known of a column.
#[derive(Debug, Clone, Copy, Default)]
struct Measures {
    least: usize,
    natural: usize,
    sum: usize,
    /// Of figures: before the decimal point, and from there on.
    about: (usize, usize),
}

/// A cell in its column, or the rest of one that spans rows.
enum Slot<'a> {
    Cell(&'a Cell),
    Below(usize, bool),
}

impl Table {
    /// Its XML, in so many points of width.
    pub(super) fn xml(&self, width: f64) -> String {
        let measures = self.measures();
        let size = size_for(&measures, width);
        let widths = spread(&measures, size, width);
        let grid: String = widths.iter().map(|w| format!("<w:gridCol w:w=\"{}\"/>", twips(*w))).collect();
        let inset = twips(INSET * size);
        let mut out = format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>\
             <w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:top w:w=\"57\" w:type=\"dxa\"/><w:left w:w=\"{inset}\" w:type=\"dxa\"/>\
             <w:bottom w:w=\"57\" w:type=\"dxa\"/><w:right w:w=\"{inset}\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>\
             <w:tblGrid>{grid}</w:tblGrid>",
            twips(widths.iter().sum()),
        );
        let placed = Placed { measures: &measures, widths: &widths, size, columns: &self.columns };
        let head = self.head.len();
        let rows: Vec<&Row> = self.head.iter().chain(&self.rows).collect();
        for (at, slots) in slots(&rows, widths.len()).iter().enumerate() {
            let row = rows[at];
            let last = at + 1 == rows.len();
            let kept = at < head || row.with_next || (last && self.with_next);
            placed.row(slots, row, at < head, kept, &mut out);
        }
        out + "</w:tbl>"
    }

    fn measures(&self) -> Vec<Measures> {
        let mut columns = vec![Measures::default(); self.columns.len()];
        let head: Vec<&Row> = self.head.iter().collect();
        for (at, cell) in placed(&head, columns.len()) {
            // A head may take two lines; what stands over several columns takes what they have.
            if let Some(column) = columns.get_mut(at).filter(|_| cell.span.0 == 1) {
                let length = length(&cell.text);
                column.least = column.least.max(length.div_ceil(2).max(length.min(6)).min(WORDS.1));
                column.natural = column.natural.max(length.div_ceil(2).max(length.min(WORDS.1)));
            }
        }
        let rows: Vec<&Row> = self.rows.iter().collect();
        for (at, cell) in placed(&rows, columns.len()) {
            let Some(column) = columns.get_mut(at).filter(|_| cell.span.0 == 1) else { continue };
            let place = self.columns.get(at).copied().unwrap_or(Place::Left);
            let length = cell.text.lines().map(length).max().unwrap_or(0);
            if let Some((whole, rest)) = about_point(&cell.text).filter(|_| place == Place::Decimal) {
                column.about = (column.about.0.max(whole), column.about.1.max(rest));
            }
            let least = match place {
                Place::Decimal => length,
                Place::Left => length.min(WORDS.1),
                Place::Center | Place::Right => length.min(WORDS.0),
            };
            column.least = column.least.max(least);
            column.natural = column.natural.max(length.min(LINE));
            column.sum += length;
        }
        for column in &mut columns {
            column.least = column.least.max(2);
            column.natural = column.natural.max(column.about.0 + column.about.1).max(column.least);
        }
        columns
    }
}

/// What a row needs to be written.
struct Placed<'a> {
    measures: &'a [Measures],
    widths: &'a [f64],
    size: f64,
    columns: &'a [Place],
}

impl Placed<'_> {
    fn row(&self, slots: &[(usize, Slot<'_>)], row: &Row, head: bool, kept: bool, out: &mut String) {
        let whole = row.cells.iter().all(|cell| length(&cell.text) <= LONG);
        out.push_str("<w:tr><w:trPr>");
        out.push_str(if whole { "<w:cantSplit/>" } else { "" });
        out.push_str(if head { "<w:tblHeader/>" } else { "" });
        out.push_str("</w:trPr>");
        for (at, slot) in slots {
            let (columns, merge) = match slot {
                Slot::Cell(cell) => (cell.span.0, if cell.span.1 > 1 { "<w:vMerge w:val=\"restart\"/>" } else { "" }),
                Slot::Below(columns, _) => (*columns, "<w:vMerge/>"),
            };
            let grey =
                matches!(slot, Slot::Cell(cell) if cell.marked) || matches!(slot, Slot::Below(_, true)) || row.strong;
            let width: f64 = self.widths.iter().skip(*at).take(columns).sum();
            out.push_str(&format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/>{}{merge}{}<w:vAlign w:val=\"center\"/></w:tcPr>",
                twips(width),
                if columns > 1 { format!("<w:gridSpan w:val=\"{columns}\"/>") } else { String::new() },
                if grey { "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EEEEEE\"/>" } else { "" },
            ));
            match slot {
                Slot::Cell(cell) => self.cell(*at, cell, head || row.strong, kept, out),
                Slot::Below(..) => out.push_str(&Paragraph::new(Style::TableText, String::new()).xml()),
            }
            out.push_str("</w:tc>");
        }
        out.push_str("</w:tr>");
    }

    fn cell(&self, at: usize, cell: &Cell, strong: bool, kept: bool, out: &mut String) {
        let style = if strong { Style::TableHead } else { Style::TableText };
        let place =
            if cell.span.0 > 1 && !strong { Place::Left } else { self.columns.get(at).copied().unwrap_or(Place::Left) };
        for runs in &cell.runs {
            // The style says the size of tables in general; this table has its own.
            let size = half_points(self.size);
            let sized = format!("<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>");
            let mut paragraph = Paragraph::new(style, with_size(runs, &sized));
            paragraph.keep_next = kept;
            paragraph.align = match place {
                _ if strong && cell.span.0 == self.columns.len() => Some("left"),
                Place::Left if !strong => None,
                Place::Right => Some("right"),
                Place::Decimal if cell.span.0 == 1 => {
                    let after = about_point(&cell.text).map(|(_, rest)| self.after_point(at, rest));
                    if let Some(after) = after.filter(|_| !cell.text.contains('\n')) {
                        paragraph.indent = format!("w:rightChars=\"0\" w:right=\"{}\"", twips(after));
                        Some("right")
                    } else {
                        Some("center")
                    }
                }
                _ => Some("center"),
            };
            out.push_str(&paragraph.xml());
        }
    }

    /// Points right of a figure with so much after its point: so that the points of a column stand in one line, and the widest of
    /// them in the middle.
    fn after_point(&self, at: usize, rest: usize) -> f64 {
        let (measures, width) = (self.measures[at], self.widths[at] - 2.0 * INSET * self.size);
        let half = self.size / 2.0;
        let widest = (measures.about.0 + measures.about.1) as f64 * half;
        ((width - widest) / 2.0).max(0.0) + measures.about.1.saturating_sub(rest) as f64 * half
    }
}

/// Runs of another size of type.
fn with_size(runs: &str, size: &str) -> String {
    let sized = runs.replace("</w:rPr>", &format!("{size}</w:rPr>"));
    sized.replace("<w:r><w:t ", &format!("<w:r><w:rPr>{size}</w:rPr><w:t "))
}

/// The cells of rows with the columns that they begin in.
fn placed<'a>(rows: &[&'a Row], columns: usize) -> Vec<(usize, &'a Cell)> {
    let cells = slots(rows, columns).into_iter().flatten();
    cells
        .filter_map(|(at, slot)| match slot {
            Slot::Cell(cell) => Some((at, cell)),
            Slot::Below(..) => None,
        })
        .collect()
}

/// Each row with every column taken: by a cell of its own, or by the rest of one above.
fn slots<'a>(rows: &[&'a Row], columns: usize) -> Vec<Vec<(usize, Slot<'a>)>> {
    // For each column: rows that a cell above still takes, its columns, whether it is grey.
    let mut taken = vec![(0_usize, 0_usize, false); columns];
    let mut out = Vec::new();
    for row in rows {
        let mut next = row.cells.iter();
        let mut slots = Vec::new();
        let mut at = 0;
        while at < columns {
            if let Some((below, wide, grey)) = taken.get_mut(at).filter(|(below, ..)| *below > 0) {
                *below -= 1;
                let wide = (*wide).clamp(1, columns - at);
                slots.push((at, Slot::Below(wide, *grey)));
                at += wide;
                continue;
            }
            let Some(cell) = next.next() else { break };
            let wide = cell.span.0.clamp(1, columns - at);
            taken[at] = (cell.span.1.max(1) - 1, wide, cell.marked);
            slots.push((at, Slot::Cell(cell)));
            at += wide;
        }
        out.push(slots);
    }
    out
}

/// Points that so many half characters take in a cell.
fn taken(halves: usize, size: f64) -> f64 {
    halves as f64 / 2.0 * size + (2.0 * INSET + SLACK) * size
}

fn size_for(measures: &[Measures], width: f64) -> f64 {
    let needed = |size: f64, room: usize| -> f64 {
        measures.iter().map(|m| taken(m.least.max(m.natural.min(room)), size)).sum()
    };
    SIZES.iter().find(|(size, room)| needed(*size, *room) <= width).unwrap_or(&SIZES[SIZES.len() - 1]).0
}

/// Widths of all columns, which fill `width`.
fn spread(measures: &[Measures], size: f64, width: f64) -> Vec<f64> {
    let room = SIZES.iter().find(|(s, _)| *s == size).map_or(NARROWEST, |(_, room)| *room);
    let least: Vec<f64> = measures.iter().map(|m| taken(m.least, size)).collect();
    let all: f64 = least.iter().sum();
    if all >= width {
        return least.iter().map(|w| w / all * width).collect();
    }
    let wanted = |m: &Measures| if m.natural > room { m.least.max(NARROWEST) } else { m.natural };
    let mut widths: Vec<f64> = measures.iter().map(|m| taken(wanted(m), size)).collect();
    let sum: f64 = widths.iter().sum();
    if sum > width {
        let share = (width - all) / (sum - all);
        return least.iter().zip(&widths).map(|(l, w)| l + (w - l) * share).collect();
    }
    for _ in 0..4 {
        let left = width - widths.iter().sum::<f64>();
        let open: Vec<f64> = measures
            .iter()
            .zip(&widths)
            .map(|(m, w)| if taken(m.natural, size) - w > 0.1 { m.sum as f64 } else { 0.0 })
            .collect();
        let all: f64 = open.iter().sum();
        if all == 0.0 || left < 1.0 {
            break;
        }
        for ((w, m), o) in widths.iter_mut().zip(measures).zip(&open) {
            *w = (*w + left * o / all).min(taken(m.natural, size).max(*w));
        }
    }
    let used: f64 = widths.iter().sum();
    widths.iter().map(|w| w / used * width).collect()
}

/// Half characters of a text.
pub(super) fn length(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// The half characters of a figure before its decimal point, and from there on. None for words.
fn about_point(text: &str) -> Option<(usize, usize)> {
    let digits = text.strip_prefix(['-', '−', '+']).unwrap_or(text);
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '−' | '+'))).unwrap_or(text.len());
    let (whole, rest) = text.split_at_checked(end)?;
    Some((length(whole), length(rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str, columns: usize, rows: usize) -> Cell {
        Cell { span: (columns, rows), ..Cell::new(text.into(), super::super::xml::run(None, "", text)) }
    }

    fn row(cells: Vec<Cell>) -> Row {
        Row { cells, ..Row::default() }
    }

    #[test]
    fn a_cell_that_spans_rows_goes_on_below_and_every_row_has_all_columns() {
        let table = Table {
            columns: vec![Place::Left, Place::Decimal, Place::Decimal],
            head: vec![
                row(vec![cell("单位", 1, 2), cell("投资", 2, 1)]),
                row(vec![cell("计划", 1, 1), cell("实际", 1, 1)]),
            ],
            rows: vec![row(vec![cell("甲县", 1, 1), cell("1800.5", 1, 1), cell("未报", 1, 1)])],
            with_next: false,
        };
        let xml = table.xml(442.0);
        assert_eq!(xml.matches("<w:tblHeader/>").count(), 2);
        assert_eq!(xml.matches("<w:vMerge").count(), 2);
        assert_eq!(xml.matches("<w:gridSpan w:val=\"2\"/>").count(), 1);
        let widths: i64 =
            xml.split("<w:gridCol w:w=\"").skip(1).filter_map(|rest| rest.split('"').next()?.parse::<i64>().ok()).sum();
        assert!((widths - twips(442.0)).abs() <= 2, "{widths}");
    }

    #[test]
    fn points_stand_in_one_line() {
        let figures = ["98.25%", "7.5%", "1200"];
        let rows = figures.iter().map(|text| row(vec![cell(text, 1, 1)])).collect();
        let table = Table { columns: vec![Place::Decimal], head: Vec::new(), rows, with_next: false };
        let (measures, size) = (table.measures(), 14.0);
        let placed = Placed { measures: &measures, widths: &[200.0], size, columns: &table.columns };
        // From the right edge to the point: the indent, and what stands after the point.
        let points: Vec<f64> = figures
            .iter()
            .filter_map(|text| about_point(text))
            .map(|(_, rest)| placed.after_point(0, rest) + rest as f64 * size / 2.0)
            .collect();
        assert!(points.iter().all(|point| (point - points[0]).abs() < 1e-9), "{points:?}");
    }

    #[test]
    fn many_columns_fit_the_width() {
        let cells = || (0..30).map(|i| cell(&"长".repeat(i), 1, 1)).collect();
        let table = Table {
            columns: vec![Place::Left; 30],
            head: vec![row(cells())],
            rows: vec![row(cells())],
            with_next: true,
        };
        let widths = spread(&table.measures(), size_for(&table.measures(), 442.0), 442.0);
        assert!((widths.iter().sum::<f64>() - 442.0).abs() < 0.01 && widths.iter().all(|w| *w > 2.0), "{widths:?}");
    }
}
