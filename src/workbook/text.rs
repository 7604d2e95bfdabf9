//! What a value looks like as the text of a cell, and back. Writing and reading are exact inverses.
//!
//! Text stands as it is. A typed text that is an object, or that could be taken for one, is written as compact JSON.
//! Several values stand one a line, with `\n`, `\r` and `\\` for what would break the lines; `\0` begins a text that is
//! empty or only white space, which a cell could not show.

use serde_json::Value;

use super::plan::Column;
use super::schema::Leaf;

pub(super) const YES: &str = "是";
pub(super) const NO: &str = "否";

/// The most that a cell holds, in UTF-16 units.
pub(super) const MAX_CELL: usize = 32_767;

/// Why a value cannot be in a cell.
#[derive(Debug)]
pub(super) enum Unwritable {
    /// It is not what the column holds.
    Expected(&'static str),
    /// So many characters are more than Excel takes.
    TooLong(usize),
}

/// The text of a cell, or `None` for an empty one.
pub(super) fn write(value: &Value, column: &Column) -> Result<Option<String>, Unwritable> {
    let text = if column.list {
        match value {
            Value::Null => None,
            Value::Array(items) => {
                let lines: Result<Vec<_>, _> = items.iter().map(|item| write_item(item, &column.leaf)).collect();
                Some(lines?.join("\n")).filter(|lines| !lines.is_empty())
            }
            _ => return Err(Unwritable::Expected("列表")),
        }
    } else {
        write_leaf(value, &column.leaf)?.map(|text| match column.leaf {
            Leaf::Text if text.trim().is_empty() || text.starts_with("\\0") => format!("\\0{text}"),
            _ => text,
        })
    };
    let length = text.as_deref().map_or(0, |t| t.encode_utf16().count());
    if length > MAX_CELL { Err(Unwritable::TooLong(length)) } else { Ok(text) }
}

fn write_item(item: &Value, leaf: &Leaf) -> Result<String, Unwritable> {
    let text = write_leaf(item, leaf)?.unwrap_or_default();
    let escaped = text.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r");
    Ok(if text.trim().is_empty() { format!("\\0{escaped}") } else { escaped })
}

fn write_leaf(value: &Value, leaf: &Leaf) -> Result<Option<String>, Unwritable> {
    Ok(match (leaf, value) {
        (_, Value::Null) => None,
        (Leaf::Boolean, Value::Bool(yes)) => Some(if *yes { YES } else { NO }.into()),
        (Leaf::Boolean, _) => return Err(Unwritable::Expected("true 或 false")),
        (Leaf::Number, Value::Number(number)) => Some(number.to_string()),
        (Leaf::Number, _) => return Err(Unwritable::Expected("数字")),
        (Leaf::Typed(_), Value::String(text)) if json_like(text) => Some(value.to_string()),
        (_, Value::String(text)) => Some(text.clone()).filter(|t| !t.is_empty()),
        (Leaf::Typed(_), other) => Some(other.to_string()),
        _ => return Err(Unwritable::Expected("文字")),
    })
}

/// Whether a typed text, bare in a cell, would be read as JSON, or would lose its white space.
fn json_like(text: &str) -> bool {
    text.starts_with(['{', '[', '"']) || text.trim() != text
}

/// The values of a cell's text: none, one, or one a line.
///
/// # Errors
/// The text that is not what the column holds, and what it holds.
pub(super) fn read(text: &str, column: &Column) -> Result<Option<Value>, (String, &'static str)> {
    if !column.list {
        if text.trim().is_empty() {
            return Ok(None);
        }
        let text = match column.leaf {
            Leaf::Text => text.strip_prefix("\\0").unwrap_or(text),
            _ => text,
        };
        return read_leaf(text, &column.leaf).map(Some);
    }
    let mut items = Vec::new();
    for line in text.split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if let Some(rest) = line.strip_prefix("\\0") {
            items.push(Value::String(unescape(rest)));
        } else if !line.trim().is_empty() {
            items.push(read_leaf(&unescape(line), &column.leaf)?);
        }
    }
    Ok(if items.is_empty() { None } else { Some(Value::Array(items)) })
}

fn read_leaf(text: &str, leaf: &Leaf) -> Result<Value, (String, &'static str)> {
    let bare = text.trim();
    Ok(match leaf {
        Leaf::Text => Value::String(text.into()),
        Leaf::Boolean => match half_width(bare).to_uppercase().as_str() {
            YES | "对" | "有" | "TRUE" | "√" | "✓" | "1" => Value::Bool(true),
            NO | "错" | "无" | "FALSE" | "×" | "✗" | "0" => Value::Bool(false),
            _ => return Err((bare.into(), "“是”或“否”")),
        },
        Leaf::Number => match half_width(bare).replace(',', "").parse::<serde_json::Number>() {
            Ok(number) => Value::Number(number),
            Err(_) => return Err((bare.into(), "数字")),
        },
        Leaf::Word(words) => {
            let same = words.iter().find(|w| *w == bare).or_else(|| words.iter().find(|w| plain(w) == plain(bare)));
            Value::String(same.map_or(bare, String::as_str).into())
        }
        Leaf::Typed(_) => typed(bare),
    })
}

/// An object that was written as JSON; anything else is the text itself, for the loader to judge.
fn typed(text: &str) -> Value {
    let json = match text.as_bytes().first() {
        Some(b'{' | b'[' | b'"') => serde_json::from_str(text).ok(),
        _ => None,
    };
    match json {
        Some(Value::String(inner)) if json_like(&inner) => Value::String(inner),
        Some(value @ (Value::Object(_) | Value::Array(_))) => value,
        _ => Value::String(text.into()),
    }
}

fn unescape(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('\\') => out.push('\\'),
            // Typed by a person: a backslash that escapes nothing.
            Some(other) => out.extend(['\\', other]),
            None => out.push('\\'),
        }
    }
    out
}

/// Full-width forms of ASCII as ASCII.
pub(super) fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            '　' => ' ',
            c => c,
        })
        .collect()
}

/// A heading or a name for comparison: without white space and case, brackets and dots of one width.
pub(super) fn plain(text: &str) -> String {
    half_width(text)
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{FEFF}' && *c != '\u{200B}')
        .map(|c| match c {
            '•' | '・' | '‧' | '∙' | '･' => '·',
            '—' | '–' | '－' => '-',
            '〔' | '【' => '(',
            '〕' | '】' => ')',
            c => c,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// The beginning of a text, for a message.
pub(super) fn excerpt(text: &str) -> String {
    let mut short: String = text.chars().take(20).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::super::schema::Kind;
    use super::*;
    use serde_json::json;

    fn column(leaf: Leaf, list: bool) -> Column {
        let (title, path) = ("x".into(), vec!["x".into()]);
        Column { title, path, leaf, list, description: String::new(), examples: Vec::new() }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for text in ["=1+1", "'a", "\\0", "\\0x", " ", "\u{3000}", "\\n", "a\r\nb", "{\"a\":1}", "😀", "\"x\"", " a "]
        {
            for leaf in [Leaf::Text, Leaf::Typed(Kind::Other)] {
                let (one, many) = (json!(text), json!([text, "", text]));
                for (value, list) in [(one, false), (many, true)] {
                    let column = column(leaf.clone(), list);
                    let cell = write(&value, &column).unwrap().unwrap();
                    assert_eq!(read(&cell, &column).unwrap(), Some(value), "{cell:?}");
                }
            }
        }
        let typed = column(Leaf::Typed(Kind::Quantity), false);
        let value = json!({"value": "4.98", "unit": "万人"});
        let cell = write(&value, &typed).unwrap().unwrap();
        assert_eq!(cell, r#"{"value":"4.98","unit":"万人"}"#);
        assert_eq!(read(&cell, &typed).unwrap(), Some(value));
    }

    #[test]
    fn a_person_need_not_know_the_escapes() {
        let list = column(Leaf::Text, true);
        assert_eq!(read("甲\r\n\n 乙\\丙\n", &list).unwrap(), Some(json!(["甲", " 乙\\丙"])));
        assert_eq!(read("“十三五”", &column(Leaf::Typed(Kind::Period), false)).unwrap(), Some(json!("“十三五”")));
        assert_eq!(
            read("\"十三五\"时期", &column(Leaf::Typed(Kind::Period), false)).unwrap(),
            Some(json!("\"十三五\"时期"))
        );
        assert_eq!(read("１，２００", &column(Leaf::Number, false)).unwrap(), Some(json!(1200)));
        assert_eq!(read(" TRUE ", &column(Leaf::Boolean, false)).unwrap(), Some(json!(true)));
    }
}
