//! What a template can do with the data: the filters and functions that need no choice of wording.

use std::sync::Arc;

use minijinja::value::{Kwargs, Rest, Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind};
use rust_decimal::Decimal;

use super::engine::{Emitted, markdown};
use super::genres::layout;
use super::judge;
use super::node::{FigureNode, Node};
use super::shapes::{self, Manner};
use crate::data::{FigureValue, chinese_numeral};
use crate::draft::quoted;

fn nodes(list: &Value) -> Result<Vec<Node>, Error> {
    if let Some(node) = list.downcast_object_ref::<Node>().filter(|_| list.kind() != ValueKind::Seq) {
        return Ok(vec![node.clone()]);
    }
    Ok(list_of(list)?.iter().filter_map(|v| v.downcast_object_ref::<Node>().cloned()).collect())
}

pub(super) fn list_of(list: &Value) -> Result<Vec<Value>, Error> {
    if list.is_undefined() { Ok(Vec::new()) } else { Ok(list.try_iter()?.collect()) }
}

/// The records of a list that are to be kept.
fn kept(list: &Value, keep: impl Fn(&Node) -> bool) -> Result<Vec<Value>, Error> {
    Ok(nodes(list)?.into_iter().filter(keep).map(Value::from_object).collect())
}

fn only(value: &Value) -> Result<Node, Error> {
    let node = nodes(value)?.into_iter().next();
    node.ok_or_else(|| Error::new(ErrorKind::InvalidOperation, "这里要用一条记录"))
}

fn safe(text: String) -> Value {
    Value::from_safe_string(text)
}

/// `whole`: 全市, printed before the first subject of a list. `office`: id and name of the reporting region.
pub(super) fn add(env: &mut Environment<'_>, whole: String, office: [String; 2], emitted: &Arc<Emitted>) {
    use minijinja::filters;
    let own = whole.clone();
    // Of what the data has not, there is no member, and it has no length.
    env.add_filter("first", |list: Value| if list.is_undefined() { Ok(list) } else { filters::first(&list) });
    env.add_filter("last", |list: Value| if list.is_undefined() { Ok(list) } else { filters::last(list) });
    env.add_filter("length", |list: Value| if list.is_undefined() { Ok(0) } else { filters::length(&list) });
    env.add_filter("default", filters::default);
    env.add_filter("trim", filters::trim);
    env.add_filter("reverse", filters::reverse);
    env.add_filter("statements", move |list: Value, kwargs: Kwargs| -> Result<Value, Error> {
        let style: Option<usize> = kwargs.get("style")?;
        let scope: Option<String> = kwargs.get("whole")?;
        kwargs.assert_all_used()?;
        let whole = scope.as_deref().unwrap_or(&whole);
        Ok(safe(shapes::indicators(&nodes(&list)?, style.unwrap_or(1), whole)))
    });
    for (name, all) in [("say", false), ("say_all", true)] {
        let own = own.clone();
        env.add_filter(name, move |list: Value, kwargs: Kwargs| -> Result<Value, Error> {
            let style: Option<usize> = kwargs.get("style")?;
            let whole: Option<String> = kwargs.get("whole")?;
            let soften: Option<bool> = kwargs.get("soften")?;
            let brief: Option<bool> = kwargs.get("brief")?;
            kwargs.assert_all_used()?;
            let manner = Manner {
                brief: brief.unwrap_or(false),
                style: style.unwrap_or(1),
                whole: whole.unwrap_or_else(|| if all { own.clone() } else { String::new() }),
                soften: soften.unwrap_or(false),
            };
            let nodes = nodes(&list)?;
            Ok(safe(if all {
                shapes::say_all(&nodes, &manner)
            } else {
                nodes.first().map(|node| shapes::say(node, &manner)).unwrap_or_default()
            }))
        });
    }
    // Indicators of which there is something to say: one without any figure is none.
    env.add_filter("sayable", |list: Value| {
        kept(&list, |n| !shapes::indicators(std::slice::from_ref(n), 1, "").is_empty())
    });
    env.add_filter("plan", |target: Value| only(&target).map(|t| safe(shapes::plan(&t))));
    env.add_filter("pace", |target: Value| only(&target).map(|t| safe(shapes::pace(&t))));
    env.add_filter("progress", |target: Value, style: Option<usize>| {
        only(&target).map(|t| safe(shapes::progress(&t, style.unwrap_or(0))))
    });
    env.add_filter("stock", |stock: Value| only(&stock).map(|p| safe(shapes::stock(&p))));
    env.add_filter("standing", |target: Value| only(&target).map(|t| judge::standing(&t).name()));
    env.add_filter("trend", |indicator: Value| only(&indicator).map(|i| judge::trend(&i).name()));
    env.add_filter("place", |ranked: Value| only(&ranked).map(|r| judge::place(&r).name()));
    env.add_filter("strength", |list: Value| nodes(&list).map(|list| judge::strength(&list).name()));
    for (name, wanted) in [("favourable", true), ("unfavourable", false)] {
        env.add_filter(name, move |list: Value| kept(&list, |n| judge::favourable(n) == wanted));
    }
    let has = |n: &Node, field: &str| n.child(field).is_some_and(|v| v.is_true());
    env.add_filter("having", move |list: Value, field: &str| kept(&list, |n| has(n, field)));
    env.add_filter("lacking", move |list: Value, field: &str| kept(&list, |n| !has(n, field)));
    env.add_filter("where", |list: Value, field: &str, wanted: Value| {
        let wanted = text_of(&wanted);
        kept(&list, |n| n.text(field) == wanted)
    });
    env.add_filter("without", |list: Value, field: &str, unwanted: Value| {
        let unwanted = text_of(&unwanted);
        kept(&list, |n| n.text(field) != unwanted)
    });
    // Members of whose field one of the values is said.
    env.add_filter("among", |list: Value, field: &str, values: Value| -> Result<Vec<Value>, Error> {
        let values: Vec<_> = list_of(&values)?.iter().map(text_of).filter(|value| !value.is_empty()).collect();
        kept(&list, |n| values.contains(&n.text(field)))
    });
    // Lists of members, the longest first; of the same length, as they stand.
    env.add_filter("largest", |groups: Value| -> Result<Vec<Value>, Error> {
        let mut groups = list_of(&groups)?;
        crate::sort::by_key(&mut groups, |group| std::cmp::Reverse(group.len().unwrap_or(0)));
        Ok(groups)
    });
    // The n members that tell most, in the order of the data.
    env.add_filter("telling", |list: Value, n: usize| -> Result<Vec<Value>, Error> {
        let members = nodes(&list)?;
        let mut order: Vec<_> = (0..members.len()).collect();
        crate::sort::by_key(&mut order, |i| members.get(*i).map(|m| std::cmp::Reverse(judge::weight(m))));
        order.truncate(n);
        order.sort_unstable();
        Ok(order.into_iter().filter_map(|i| members.get(i).cloned().map(Value::from_object)).collect())
    });
    // Records of which no stated figure has been printed so far; a record without figures is never one of them.
    let said = Arc::clone(emitted);
    env.add_filter("unsaid", move |list: Value| {
        kept(&list, |n| {
            let mut figures = n.stated_figures().peekable();
            figures.peek().is_some() && !figures.any(|pointer| said.has(&pointer))
        })
    });
    // Records of the reporting region or of none: not those of a neighbour, a part, or the region above.
    env.add_filter("own", move |list: Value| {
        kept(&list, |n| n.text("region").is_empty() || office.contains(&n.text("region")))
    });
    // Records that name another one in a field, by its id or its name; one of several names will do.
    env.add_filter("pointing", |list: Value, field: &str, at: Value| -> Result<Vec<Value>, Error> {
        let Some(at) = at.downcast_object_ref::<Node>() else { return Ok(Vec::new()) };
        let names: Vec<_> = ["id", "name"].iter().map(|key| at.text(key)).filter(|name| !name.is_empty()).collect();
        kept(&list, |n| names.contains(&n.text(field)) || n.list_texts(field).iter().any(|text| names.contains(text)))
    });
    // Where a record or a list stands, and of what records a count is, for the settings of an exhibit.
    env.add_filter("pointer", |of: Value| -> Value {
        match (of.downcast_object_ref::<Node>(), of.downcast_object_ref::<FigureNode>()) {
            (Some(node), _) => Value::from(node.pointer.as_str()),
            (_, Some(figure)) => Value::from(figure.source()),
            _ => Value::UNDEFINED,
        }
    });
    // By a date or a number of theirs, the smallest first; members without it are left out.
    env.add_filter("sorted", |list: Value, field: &str| -> Result<Vec<Value>, Error> {
        let mut keyed: Vec<_> =
            nodes(&list)?.into_iter().filter_map(|n| Some((order_of(&n.figure(field)?)?, n))).collect();
        crate::sort::by_key(&mut keyed, |(key, _)| *key);
        Ok(keyed.into_iter().map(|(_, n)| Value::from_object(n)).collect())
    });
    // The first n members, and those after them.
    env.add_filter("take", |list: Value, n: usize| -> Result<Vec<Value>, Error> {
        Ok(list_of(&list)?.into_iter().take(n).collect())
    });
    env.add_filter("drop", |list: Value, n: usize| -> Result<Vec<Value>, Error> {
        Ok(list_of(&list)?.into_iter().skip(n).collect())
    });
    // Members that a list of ids or names points at, in its order.
    env.add_filter("named", |list: Value, wanted: Value| -> Result<Vec<Value>, Error> {
        let members = nodes(&list)?;
        let wanted = list_of(&wanted)?;
        let points = |node: &&Node, id: &str| node.text("id") == id || node.text("name") == id;
        let found = wanted.iter().filter_map(|id| members.iter().find(|n| points(n, &text_of(id))).cloned());
        Ok(found.map(Value::from_object).collect())
    });
    // Members that agree in some fields, as lists, in the order in which they first appear.
    env.add_filter("group", |list: Value, fields: Rest<String>| -> Result<Vec<Value>, Error> {
        let mut groups: Vec<(Vec<String>, Vec<Value>)> = Vec::new();
        for node in nodes(&list)? {
            let key: Vec<_> = fields.iter().map(|f| node.child(f).map(|v| text_of(&v)).unwrap_or_default()).collect();
            match groups.iter_mut().find(|(of, _)| *of == key) {
                Some((_, members)) => members.push(Value::from_object(node)),
                None => groups.push((key, vec![Value::from_object(node)])),
            }
        }
        Ok(groups.into_iter().map(|(_, members)| Value::from(members)).collect())
    });
    env.add_filter("find", |list: Value, field: &str, wanted: Value| -> Result<Value, Error> {
        let wanted = text_of(&wanted);
        let found = nodes(&list)?.into_iter().find(|n| !wanted.is_empty() && n.text(field) == wanted);
        Ok(found.map(Value::from_object).unwrap_or(Value::UNDEFINED))
    });
    env.add_filter("join", |list: Value, separator: Option<&str>| -> Result<Value, Error> {
        if list.is_undefined() {
            return Ok(safe(String::new()));
        }
        // A record without a name leaves no gap between two marks.
        let members: Vec<_> = list.try_iter()?.map(|v| markdown(&v)).filter(|text| !text.is_empty()).collect();
        Ok(safe(members.join(separator.unwrap_or("、"))))
    });
    // Another beginning, where a text begins so.
    env.add_filter("replace_start", |text: Value, old: &str, new: &str| {
        let text = markdown(&text);
        safe(match text.strip_prefix(old) {
            Some(rest) => format!("{new}{rest}"),
            None => text,
        })
    });
    env.add_filter("own_words", |said: Value| -> Result<Value, Error> {
        if said.kind() == ValueKind::String || said.is_undefined() {
            return Ok(own_words(&said));
        }
        Ok(list_of(&said)?.iter().map(own_words).collect())
    });
    env.add_filter("yishi", |n: u32| safe(format!("{}是", chinese_numeral(n))));
    env.add_filter("yiyao", |n: u32| safe(format!("{}要", chinese_numeral(n))));
    env.add_filter("ordinal", |n: u32| safe(format!("第{}，", chinese_numeral(n))));
    env.add_filter("first_next", |n: u32| {
        let words = ["首先", "其次", "再次"];
        safe(
            n.checked_sub(1)
                .and_then(|i| words.get(i as usize))
                .map_or_else(|| format!("第{}", chinese_numeral(n)), |w| (*w).into()),
        )
    });
    env.add_filter("quote", |text: Value| safe(enclosed(&markdown(&text), '“', '”')));
    // A phrase that goes on from a clause, as the beginning of a sentence.
    env.add_filter("begin", |text: Value| {
        safe(markdown(&text).trim_start_matches(['。', '，', '；', '、']).to_owned())
    });
    env.add_filter("book", |text: Value| safe(enclosed(&markdown(&text), '《', '》')));
    env.add_test("verbal", |name: &Value| shapes::verbal(&text_of(name)));
    env.add_test("for_others", |said: &Value| for_others(&text_of(said)));
    env.add_test("figure", |v: &Value| v.downcast_object_ref::<FigureNode>().is_some());
    env.add_test("defined", |v: &Value| !v.is_undefined());
    env.add_function("front_matter", front_matter);
    env.add_function("namespace", minijinja::functions::namespace);
    env.add_function("range", minijinja::functions::range);
}

/// What was ordered, as one says it of oneself: without the 要 at its beginning (要求, 要素 … are words of their own).
fn own_words(said: &Value) -> Value {
    let text = said.as_str().unwrap_or_default();
    match text.strip_prefix('要') {
        Some(rest) if !rest.starts_with(['求', '素', '点', '害', '件']) => {
            if said.is_safe() {
                safe(rest.to_owned())
            } else {
                Value::from(rest)
            }
        }
        _ => said.clone(),
    }
}

/// Whether an order is for somebody else (各部门要……, 必须……), and so nothing that one can promise or has done oneself.
fn for_others(said: &str) -> bool {
    let later = said.chars().skip(1).any(|c| c == '要');
    said.contains("必须") || later && !["主要", "重要", "需要", "只要", "必要"].iter().any(|word| said.contains(word))
}

/// What a figure is sorted by: the last day of a date, else its amount in single units.
fn order_of(figure: &FigureNode) -> Option<Decimal> {
    match &figure.figure.value {
        FigureValue::Date(date) => {
            let day = date.last_day();
            Some(Decimal::from(i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())))
        }
        FigureValue::Quantity(quantity) => quantity.value(),
        FigureValue::Rank(rank) => Some(Decimal::from(rank.position)),
        FigureValue::Period(_) | FigureValue::Reference(_) | FigureValue::Ratio(_) => None,
    }
}

/// A text in marks, which it may have already; nothing for an empty one.
fn enclosed(text: &str, open: char, close: char) -> String {
    let text = text.trim_matches([open, close]);
    if text.is_empty() { String::new() } else { format!("{open}{text}{close}") }
}

/// A value as plain text; what is not there is empty, as it is where a template prints it.
pub(super) fn text_of(value: &Value) -> String {
    match value.downcast_object_ref::<FigureNode>() {
        Some(figure) => figure.text(),
        None if value.is_none() => String::new(),
        None => value.to_string(),
    }
}

/// A piece of draft as its text.
fn plain(draft: &str) -> String {
    let events = pulldown_cmark::Parser::new(draft);
    let texts = events.filter_map(|event| match event {
        pulldown_cmark::Event::Text(text) | pulldown_cmark::Event::Code(text) => Some(text),
        _ => None,
    });
    texts.map(String::from).collect()
}

/// What stands in the head of a 简报 alone.
const BULLETIN_HEAD: [&str; 4] = ["masthead", "issue", "total_issue", "editor"];

/// The draft's front matter: TOML between lines of `+++`. A date is written as ISO 8601, other figures as printed, a list as
/// a list of texts. `issuance`, a record, is written as its fields.
fn front_matter(kwargs: Kwargs) -> Result<Value, Error> {
    let mut out = String::from("+++\n");
    for key in kwargs.args().map(str::to_owned).collect::<Vec<_>>() {
        let value: Value = kwargs.get(&key)?;
        if key != "issuance" {
            push_fact(&mut out, &key, &value)?;
        } else if let Some(record) = value.downcast_object_ref::<Node>() {
            // One office keeps the facts of its 公文 and of its 简报 in one place; a 公文 has no 报头.
            let genre: Option<String> = kwargs.get("genre")?;
            let official = layout(&genre.unwrap_or_default()) == "official";
            for field in list_of(&value)? {
                let field = text_of(&field);
                if official && BULLETIN_HEAD.contains(&field.as_str()) {
                    continue;
                }
                push_fact(&mut out, &field, &record.child(&field).unwrap_or_default())?;
            }
        }
    }
    Ok(safe(out + "+++\n"))
}

/// A line of front matter; none for what is not given.
fn push_fact(out: &mut String, key: &str, value: &Value) -> Result<(), Error> {
    let written = if value.kind() == ValueKind::Bool {
        value.is_true().to_string()
    } else if value.kind() == ValueKind::Seq {
        let texts: Vec<_> = list_of(value)?.iter().filter_map(fact).map(|text| quoted(&text)).collect();
        if texts.is_empty() {
            return Ok(());
        }
        format!("[{}]", texts.join(", "))
    } else {
        match fact(value) {
            Some(text) => quoted(&text),
            None => return Ok(()),
        }
    };
    out.push_str(&format!("{key} = {written}\n"));
    Ok(())
}

/// A fact as its text, if it is given.
fn fact(value: &Value) -> Option<String> {
    let text = match value.downcast_object_ref::<FigureNode>().map(|f| &f.figure.value) {
        // A month is no date of a document.
        Some(FigureValue::Date(date)) if date.day().is_none() => return None,
        Some(FigureValue::Date(date)) => date.iso(),
        _ if value.is_undefined() => return None,
        // What a macro put together is a piece of draft: its escapes and links are no part of a title.
        _ if value.is_safe() => plain(&value.to_string()),
        _ => text_of(value),
    };
    Some(text).filter(|text| !text.is_empty())
}
