//! 清单 as a list: a line a record, what it is called and its figures.

use super::super::model::{Block, Inline, ListItem};
use super::bind::{Binder, words};
use super::spec::Spec;

/// The title that a block asks for; empty for none.
pub(in super::super) fn title(spec: &str) -> String {
    Spec::parse(spec).map(|spec| spec.text("title")).unwrap_or_default()
}

/// `from` names the records, `fields` what is said of each; `numbered = true` numbers the lines.
pub(super) fn block(binder: &mut Binder<'_>) -> Option<Block> {
    let (fields, numbered) = (binder.spec.texts("fields"), binder.spec.flag("numbered"));
    let mut items = Vec::new();
    for record in binder.records() {
        let mut content = words(binder.label(&record));
        for field in &fields {
            let said = binder.content(&record, field);
            if said.is_empty() {
                continue;
            }
            let mark = if content.is_empty() { "" } else { "，" };
            content.push(Inline::Text { text: format!("{mark}{}", binder.heading(&record, field)) });
            content.extend(said);
        }
        if !content.is_empty() {
            let number = if numbered { format!("{}.", items.len() + 1) } else { String::new() };
            items.push(ListItem { number, content });
        }
    }
    (!items.is_empty()).then_some(Block::List { items })
}
