//! What a template asks of many records at once: how many they are, what they sum up to, and the blocks of tables and
//! charts over them.

use std::sync::Arc;

use minijinja::value::{Kwargs, Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind};

use super::filters::text_of;
use super::node::{FigureNode, Node, Said};
use super::shapes::{self, Manner};
use crate::data::{Conditions, Figure, Form};
use crate::draft::{Kind, count_source, quoted, sum_source};

/// `count("problems", unit="条", status="逾期")`, `total("projects", "invest", region=r.name)`,
/// `exhibit("ledger", from="/problems", title="…")` and `annex(title="…", landscape=true)`.
pub(super) fn add(env: &mut Environment<'_>, root: &Node) {
    let data = root.clone();
    env.add_function("count", move |list: &str, kwargs: Kwargs| -> Result<Value, Error> {
        let (list, unit) = (pointer(list), kwargs.get::<Option<String>>("unit")?.unwrap_or_default());
        let conditions = conditions(&kwargs, &["unit"])?;
        let source = count_source(&list, &conditions, &unit);
        Ok(value(&data, data.figures.counted(&list, &conditions, &unit), &source))
    });
    let data = root.clone();
    env.add_function("total", move |list: &str, field: &str, kwargs: Kwargs| -> Result<Value, Error> {
        let (list, conditions) = (pointer(list), conditions(&kwargs, &[])?);
        let source = sum_source(&list, field, &conditions);
        Ok(value(&data, data.figures.summed(&list, field, &conditions), &source))
    });
    let data = root.clone();
    env.add_function("exhibit", move |kind: &str, kwargs: Kwargs| -> Result<Value, Error> {
        if kind == SENTENCE {
            let from = pointer(kwargs.get("from")?);
            let asked: Option<Value> = kwargs.get("where")?;
            let conditions = match asked {
                Some(asked) => conditions(&Kwargs::from_iter(pairs(&asked)), &[])?,
                None => Conditions::default(),
            };
            return Ok(Value::from_safe_string(sentences(&data, &from, &conditions)));
        }
        if Kind::of(kind).is_none() {
            let known = Kind::ALL.iter().map(|kind| kind.word()).collect::<Vec<_>>().join("、");
            return Err(Error::new(ErrorKind::InvalidOperation, format!("没有“{kind}”这种图表，可以用：{known}")));
        }
        fenced(kind, &kwargs)
    });
    env.add_function("annex", |kwargs: Kwargs| fenced("annex", &kwargs));
}

/// A block of its own, with the settings that are given.
fn fenced(word: &str, settings: &Kwargs) -> Result<Value, Error> {
    let mut block = format!("\n\n```{word}\n");
    for key in settings.args() {
        let value: Value = settings.get(key)?;
        if let Some(value) = setting(&value) {
            block.push_str(&format!("{key} = {value}\n"));
        }
    }
    Ok(Value::from_safe_string(block + "```\n\n"))
}

/// The kind of exhibit that is text and no block.
const SENTENCE: &str = "sentence";

/// What records say, a paragraph of its own; empty where they say nothing.
pub(super) fn sentences(data: &Node, from: &str, conditions: &Conditions) -> String {
    let records = data.figures.select(from, conditions);
    let records: Vec<_> = records.into_iter().map(|pointer| Node { pointer, ..data.clone() }).collect();
    let said = shapes::say_all(&records, &Manner { style: 1, ..Manner::default() });
    if said.is_empty() { said } else { format!("\n\n{said}。\n\n") }
}

/// Keys and values of a map.
fn pairs(map: &Value) -> Vec<(String, Value)> {
    let keys = map.try_iter().into_iter().flatten();
    keys.filter_map(|key| Some((key.to_string(), map.get_item(&key).ok()?))).collect()
}

/// A list by its name or its pointer.
fn pointer(list: &str) -> String {
    if list.starts_with('/') { list.to_owned() } else { format!("/{list}") }
}

/// Every argument that is no setting is a condition: a field, and the value or the values that it must have. For `/` in the
/// path of a field and `!` after it, which no argument's name can hold, `__` and `_not` stand.
fn conditions(kwargs: &Kwargs, settings: &[&str]) -> Result<Conditions, Error> {
    let mut all = Conditions::default();
    for key in kwargs.args().filter(|key| !settings.contains(key)) {
        let value: Value = kwargs.get(key)?;
        let values = match value.kind() {
            ValueKind::Seq | ValueKind::Iterable => value.try_iter()?.map(|v| text_of(&v)).collect(),
            _ => vec![text_of(&value)],
        };
        let field = key.replace("__", "/");
        let field = field.strip_suffix("_not").map_or_else(|| field.clone(), |field| format!("{field}!"));
        all = all.and(field, values.into_iter().filter(|v| !v.is_empty()).collect());
    }
    Ok(all)
}

/// The figure as a template prints and compares it; undefined where there is none.
fn value(data: &Node, figure: Option<Figure>, source: &str) -> Value {
    let Some(Figure { pointer, value, operands, .. }) = figure else { return Value::UNDEFINED };
    let asked = source.split_once('?').map(|(_, asked)| asked.to_owned()).unwrap_or_default();
    let figure = Said { pointer, value, operands, asked, figures: Arc::clone(&data.figures) };
    Value::from_object(FigureNode { figure: Arc::new(figure), form: Form::Written })
}

/// A value as TOML writes it; nothing for what is not there.
fn setting(value: &Value) -> Option<String> {
    match value.kind() {
        ValueKind::Undefined | ValueKind::None => None,
        // A template prints True.
        ValueKind::Bool => Some(value.is_true().to_string()),
        ValueKind::Number => Some(value.to_string()),
        ValueKind::Map if value.downcast_object_ref::<FigureNode>().is_none() => {
            let pairs = pairs(value).into_iter();
            let pairs = pairs.filter_map(|(key, value)| Some(format!("{} = {}", quoted(&key), setting(&value)?)));
            Some(format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", ")))
        }
        ValueKind::Seq | ValueKind::Iterable => {
            let values = value.try_iter().ok()?.filter_map(|v| setting(&v));
            Some(format!("[{}]", values.collect::<Vec<_>>().join(", ")))
        }
        _ => Some(quoted(&text_of(value))),
    }
}
