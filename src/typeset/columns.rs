//! What a layout must know of a table's columns to choose their widths and the size of its type, without measuring a cell.
//!
//! Everything is counted in half characters: a Chinese character is two, a digit or a Latin letter is one.

use serde_json::{Value, json};

/// What a line of a column of texts must hold.
const WORD: usize = 8;
/// Longest word of a column of short words that is not divided.
const SHORT: usize = 14;
/// Longest line that a column of texts is given before its text wraps, in half characters.
const LINE: usize = 56;
/// Lines that a head may take before it widens its column.
const HEAD_LINES: usize = 2;

/// What is known of a column.
#[derive(Debug, Clone, Copy, Default)]
struct Measures {
    /// What a line must hold.
    least: usize,
    /// What the longest content takes.
    natural: usize,
    /// Of all contents together.
    sum: usize,
    /// Digits before the decimal point, at the most.
    whole: usize,
    /// The decimal point and what follows it, at the most.
    rest: usize,
}

/// Adds to a table, as `data.json` has it, what its layout needs: `measures` of each column, column and length of each body
/// cell, and the places of its figure about the decimal point.
pub(super) fn measure(table: &mut Value) {
    let aligned = |how: &str| -> Vec<bool> {
        table["columns"].as_array().into_iter().flatten().map(|column| column["align"] == how).collect()
    };
    let (decimal, texts) = (aligned("decimal"), aligned("left"));
    let mut columns = vec![Measures::default(); decimal.len()];
    let heads = table["head"].as_array().map_or(&[][..], Vec::as_slice);
    for (at, cell) in placed(heads, decimal.len()) {
        // A head may take two lines; what stands over several columns takes what they have.
        if let Some(column) = columns.get_mut(at).filter(|_| cell["columns"] == 1) {
            let length = length(&text_of(&cell["content"]));
            column.least = column.least.max(length.div_ceil(HEAD_LINES).max(length.min(6)).min(WORD));
            column.natural = column.natural.max(length.div_ceil(HEAD_LINES).max(length.min(WORD)));
        }
    }
    let rows: Vec<Value> =
        table["rows"].as_array().map(|rows| rows.iter().map(|row| row["cells"].clone()).collect()).unwrap_or_default();
    for (at, cell) in placed(&rows, decimal.len()) {
        let Some(column) = columns.get_mut(at).filter(|_| cell["columns"] == 1) else { continue };
        let text = text_of(&cell["content"]);
        let length = length(&text) + if cell["tone"].is_null() { 0 } else { 3 };
        let figure = decimal.get(at) == Some(&true);
        if let Some((whole, rest)) = about_point(&text).filter(|_| figure) {
            column.whole = column.whole.max(whole);
            column.rest = column.rest.max(rest);
        }
        let word = if texts.get(at) == Some(&true) { WORD } else { SHORT };
        column.least = column.least.max(if figure { length } else { length.min(word) });
        column.natural = column.natural.max(length.min(LINE));
        column.sum += length;
    }
    for column in &mut columns {
        column.natural = column.natural.max(column.whole + column.rest).max(column.least);
    }
    let places: Vec<usize> = placed(&rows, decimal.len()).into_iter().map(|(at, _)| at).collect();
    let cells =
        table["rows"].as_array_mut().into_iter().flatten().filter_map(|row| row["cells"].as_array_mut()).flatten();
    for (cell, at) in cells.zip(places) {
        annotate(cell, at);
    }
    table["measures"] = columns
        .iter()
        .map(|c| json!({"least": c.least, "natural": c.natural, "sum": c.sum, "whole": c.whole, "rest": c.rest}))
        .collect();
}

/// The cells of rows with the columns that they begin in.
fn placed<'a>(rows: &'a [Value], columns: usize) -> Vec<(usize, &'a Value)> {
    let cells = |row: &'a Value| row.as_array().map_or(&[][..], Vec::as_slice);
    let count = |cell: &Value, key: &str| cell[key].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(1).max(1);
    // For each column, the rows that a cell above still takes.
    let mut taken = vec![0_usize; columns];
    let mut out = Vec::new();
    for row in rows {
        let mut next = cells(row).iter();
        let mut at = 0;
        while at < columns {
            if let Some(below) = taken.get_mut(at).filter(|below| **below > 0) {
                *below -= 1;
                at += 1;
                continue;
            }
            let Some(cell) = next.next() else { break };
            out.push((at, cell));
            let width = count(cell, "columns");
            taken.iter_mut().skip(at).take(width).for_each(|below| *below = count(cell, "rows") - 1);
            at += width;
        }
    }
    out
}

/// Gives a cell its column, its length, and the places of a figure.
fn annotate(cell: &mut Value, at: usize) {
    let text = text_of(&cell["content"]);
    cell["at"] = at.into();
    cell["length"] = length(&text).into();
    if let Some((whole, rest)) = about_point(&text) {
        cell["places"] = json!([whole, rest]);
    }
}

/// The half characters of a figure before its decimal point, and from there on. None for words.
fn about_point(text: &str) -> Option<(usize, usize)> {
    let text = text.trim_matches(super::joints::WORD_JOINER);
    let digits = text.strip_prefix(['-', '−', '+']).unwrap_or(text);
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '−' | '+'))).unwrap_or(text.len());
    let (whole, rest) = text.split_at_checked(end)?;
    Some((length(whole), length(rest)))
}

/// Half characters.
fn length(text: &str) -> usize {
    text.chars().filter(|&c| c != super::joints::WORD_JOINER).map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// The characters of prepared runs.
fn text_of(runs: &Value) -> String {
    match runs {
        Value::String(text) => text.clone(),
        Value::Array(runs) => runs.iter().map(text_of).collect(),
        Value::Object(run) => ["strong", "figure"].iter().filter_map(|key| run.get(*key)).map(text_of).collect(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str, columns: u64, rows: u64) -> Value {
        json!({"content": [text], "columns": columns, "rows": rows})
    }

    #[test]
    fn columns_are_measured_below_spans() {
        let mut table = json!({
            "columns": [{"align": "left"}, {"align": "decimal"}, {"align": "decimal"}],
            "head": [[cell("单位", 1, 2), cell("投资（万元）", 2, 1)], [cell("计划", 1, 1), cell("实际", 1, 1)]],
            "rows": [
                {"cells": [cell(&"长".repeat(4000), 1, 2), cell("1800.5", 1, 1), cell("未报", 1, 1)]},
                {"cells": [cell("12", 1, 1), cell("3.25", 1, 1)]},
                {"cells": [cell("合计（共140条，含未列出的各条）", 3, 1)]},
            ],
        });
        measure(&mut table);
        assert_eq!(
            table["measures"],
            json!([
                {"least": 8, "natural": 56, "sum": 8000, "whole": 0, "rest": 0},
                {"least": 6, "natural": 6, "sum": 8, "whole": 4, "rest": 2},
                {"least": 4, "natural": 4, "sum": 8, "whole": 1, "rest": 3},
            ])
        );
        assert_eq!(table["rows"][0]["cells"][0]["length"], 8000);
        assert_eq!(table["rows"][1]["cells"][1]["places"], json!([1, 3]));
        assert_eq!(table["rows"][1]["cells"][1]["at"], 2, "below a merged cell");
    }

    #[test]
    fn places_are_those_about_the_point() {
        for (text, places) in [
            ("98.2%", Some((2, 3))),
            ("-4", Some((2, 0))),
            ("3人", Some((1, 2))),
            ("未报", None),
            ("", None),
            ("—", None),
        ] {
            assert_eq!(about_point(text), places, "{text}");
        }
    }
}
