//! `huibao instruments`: the named ledgers, charts and lists, and the block of each, ready to be pasted.

use std::fmt::Write;

use super::args::InstrumentsArgs;
use super::{Outcome, files};
use crate::Finding;
use crate::data::field_title;
use crate::instruments::{Instrument, all, find};

/// Lists all, or tells one in full; of several that are meant, their list.
pub(super) fn run(args: &InstrumentsArgs) -> Outcome {
    let asked = args.words.as_deref();
    let found: Vec<&Instrument> = asked.map_or_else(|| all().iter().collect(), find);
    if found.is_empty() {
        let words = asked.unwrap_or_default();
        return Err(vec![
            Finding::error("instruments.unknown", "", format!("没有名称里有“{words}”的名目"))
                .hint("用 huibao instruments 列出全部；名称可以只写几个字"),
        ]);
    }
    let text = match found[..] {
        _ if args.json => format!("{:#}\n", serde_json::to_value(&found).unwrap_or_default()),
        [one] => told(one),
        _ => found.iter().map(|i| format!("{}\t{}\t{}\n", i.id, i.name, i.renderers().join("、"))).collect(),
    };
    files::write_or_print(None, text.as_bytes())
}

/// All that a clerk needs of an instrument: what to fill in, what to paste, what to try it with.
fn told(instrument: &Instrument) -> String {
    let mut text = format!("{} {}（{}）\n\n数据填在：\n", instrument.id, instrument.name, instrument.group);
    for field in &instrument.fields {
        let _ = writeln!(text, "  {field}\t{}", titles(field));
    }
    if !instrument.sentence.is_empty() {
        let _ = write!(text, "\n写进文种模板：\n\n{}\n", instrument.sentence);
    }
    if !instrument.blocks.is_empty() {
        let _ = write!(text, "\n复制到文稿（第几条按自己的数据改）：\n\n{}\n", instrument.blocks);
    }
    let _ = write!(text, "\n小样数据：\n\n{}\n", instrument.data);
    text
}

/// 问题·整改期限: the headings on the way to a field.
fn titles(field: &str) -> String {
    let mut at = String::new();
    let mut titles = Vec::new();
    for part in field.split('/').skip(1) {
        at = format!("{at}/{}", if part == "*" { "0" } else { part });
        if part != "*" {
            titles.extend(field_title(&at));
        }
    }
    titles.join("·")
}
