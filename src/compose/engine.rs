//! The template engine of a genre: MiniJinja with the data as its context, the sentence shapes as its filters, and a
//! formatter through which nothing of the data becomes markup.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use minijinja::value::{Kwargs, Rest, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};

use super::node::{FigureNode, Node, SECTIONS_MARK, Sections};
use super::phrases::{Chooser, Phrases};
use super::shapes::{self, Manner};
use crate::data::{FigureValue, Figures, Progress, chinese_numeral, counting_numeral};
use crate::draft::escape;

/// What a template may use before it is stopped: about a hundred times what a long speech takes.
const FUEL: u64 = 2_000_000;
/// How deep macros and includes may call each other.
const RECURSION: usize = 64;

/// Renders a genre's template over the data.
pub(super) fn render(
    template: &str,
    progress: &Progress,
    figures: Figures,
    words: &toml::Table,
    phrases: &Arc<Phrases>,
    seed: u64,
) -> Result<String, Error> {
    let tree = serde_json::to_value(progress).map_err(|e| Error::new(ErrorKind::BadSerialization, e.to_string()))?;
    let root = Node { figures: Arc::new(figures), tree: Arc::new(tree), pointer: String::new() };
    let words = Words::new(progress, words);
    let mut env = Environment::empty();
    env.set_undefined_behavior(UndefinedBehavior::Chainable);
    env.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    env.set_formatter(|out, _, value| out.write_str(&markdown(value)).map_err(Error::from));
    env.set_recursion_limit(RECURSION);
    env.set_fuel(Some(FUEL));
    add_filters(&mut env, words.whole.clone());
    add_choices(&mut env, phrases, seed, words.pairs());
    env.add_template("genre", template)?;
    // What the data has not is undefined, which a template may ask about.
    let lists = root.tree.as_object().into_iter().flat_map(serde_json::Map::keys);
    let mut context: BTreeMap<String, Value> =
        lists.filter_map(|list| Some((list.clone(), root.child(list)?))).collect();
    let region = root.child(&format!("regions/{}", reporting_index(progress)));
    context.insert("region".into(), region.unwrap_or_default());
    context.insert("sections".into(), Value::from_object(Sections));
    for (name, word) in words.pairs() {
        context.insert(name, Value::from_safe_string(escape(&word)));
    }
    let text = env.get_template("genre")?.render(Value::from(context))?;
    Ok(settle(&text))
}

fn reporting_index(progress: &Progress) -> usize {
    let named = &progress.report.region;
    progress.regions.iter().position(|r| !named.is_empty() && (r.id == *named || r.name == *named)).unwrap_or(0)
}

/// How the office that reports speaks of itself and of others.
struct Words {
    table: toml::Table,
    whole: String,
}

impl Words {
    fn new(progress: &Progress, all: &toml::Table) -> Self {
        let region = progress.regions.get(reporting_index(progress));
        let level = region.map(|r| r.level.as_str()).filter(|l| !l.is_empty()).unwrap_or(&progress.report.level);
        let table = all.get(level).or_else(|| all.get("部门")).and_then(toml::Value::as_table);
        let mut table = table.cloned().unwrap_or_default();
        for (key, own) in [("us", region.map(|r| &r.self_noun)), ("sub_units", region.map(|r| &r.sub_unit_noun))] {
            if let Some(own) = own.filter(|w| !w.is_empty()) {
                table.insert(key.into(), own.clone().into());
            }
        }
        let topic = &progress.report.meeting.topic;
        table.insert("topic".into(), if topic.is_empty() { "这项工作".into() } else { topic.clone().into() });
        let whole = table.get("whole").and_then(toml::Value::as_str).unwrap_or_default().to_owned();
        Self { table, whole }
    }

    fn pairs(&self) -> Vec<(String, String)> {
        let pairs = self.table.iter().filter_map(|(k, v)| Some((k.clone(), v.as_str()?.to_owned())));
        pairs.collect()
    }
}

/// A value as the draft writes it: a figure as its link, text that is the template's own as it is, all else escaped.
fn markdown(value: &Value) -> String {
    if let Some(figure) = value.downcast_object_ref::<FigureNode>() {
        figure.link()
    } else if value.is_undefined() || value.is_none() {
        String::new()
    } else if value.is_safe() {
        value.to_string()
    } else {
        escape(&value.to_string())
    }
}

fn nodes(list: &Value) -> Result<Vec<Node>, Error> {
    if let Some(node) = list.downcast_object_ref::<Node>().filter(|_| list.kind() != minijinja::value::ValueKind::Seq) {
        return Ok(vec![node.clone()]);
    }
    if list.is_undefined() {
        return Ok(Vec::new());
    }
    let members = list.try_iter()?.filter_map(|v| v.downcast_object_ref::<Node>().cloned());
    Ok(members.collect())
}

fn only(value: &Value) -> Result<Node, Error> {
    let node = nodes(value)?.into_iter().next();
    node.ok_or_else(|| Error::new(ErrorKind::InvalidOperation, "这里要用一条记录"))
}

fn safe(text: String) -> Value {
    Value::from_safe_string(text)
}

fn add_filters(env: &mut Environment<'_>, whole: String) {
    use minijinja::filters;
    let own = whole.clone();
    env.add_filter("first", filters::first);
    env.add_filter("last", filters::last);
    env.add_filter("length", filters::length);
    env.add_filter("default", filters::default);
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
            kwargs.assert_all_used()?;
            let manner = Manner {
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
    env.add_filter("sayable", |list: Value| -> Result<Vec<Value>, Error> {
        let says = |node: &Node| !shapes::indicators(std::slice::from_ref(node), 1, "").is_empty();
        Ok(nodes(&list)?.into_iter().filter(says).map(Value::from_object).collect())
    });
    env.add_filter("plan", |target: Value| only(&target).map(|t| safe(shapes::plan(&t))));
    env.add_filter("pace", |target: Value| only(&target).map(|t| safe(shapes::pace(&t))));
    env.add_filter("progress", |target: Value| only(&target).map(|t| safe(shapes::progress(&t))));
    env.add_filter("stock", |stock: Value| only(&stock).map(|p| safe(shapes::stock(&p))));
    env.add_filter("where", |list: Value, field: &str, wanted: Value| -> Result<Vec<Value>, Error> {
        let wanted = text_of(&wanted);
        let members = nodes(&list)?.into_iter().filter(|n| n.text(field) == wanted);
        Ok(members.map(Value::from_object).collect())
    });
    env.add_filter("having", |list: Value, field: &str| -> Result<Vec<Value>, Error> {
        let members = nodes(&list)?.into_iter().filter(|n| n.child(field).is_some_and(|v| v.is_true()));
        Ok(members.map(Value::from_object).collect())
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
        let members: Vec<_> = list.try_iter()?.map(|v| markdown(&v)).collect();
        Ok(safe(members.join(separator.unwrap_or("、"))))
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
    env.add_filter("quote", |text: Value| safe(format!("“{}”", markdown(&text).trim_matches(['“', '”']))));
    // A phrase that goes on from a clause, as the beginning of a sentence.
    env.add_filter("begin", |text: Value| {
        safe(markdown(&text).trim_start_matches(['。', '，', '；', '、']).to_owned())
    });
    env.add_filter("book", |text: Value| safe(format!("《{}》", markdown(&text).trim_matches(['《', '》']))));
    env.add_test("figure", |v: &Value| v.downcast_object_ref::<FigureNode>().is_some());
    env.add_test("defined", |v: &Value| !v.is_undefined());
    env.add_function("front_matter", front_matter);
    env.add_function("namespace", minijinja::functions::namespace);
    env.add_function("range", minijinja::functions::range);
}

fn text_of(value: &Value) -> String {
    match value.downcast_object_ref::<FigureNode>() {
        Some(figure) => figure.text(),
        None => value.to_string(),
    }
}

/// The draft's front matter: TOML between lines of `+++`. A date is written as ISO 8601, other figures as printed.
fn front_matter(kwargs: Kwargs) -> Result<Value, Error> {
    let mut out = String::from("+++\n");
    for key in kwargs.args().map(str::to_owned).collect::<Vec<_>>() {
        let value: Value = kwargs.get(&key)?;
        let text = match value.downcast_object_ref::<FigureNode>().map(|f| &f.figure.value) {
            Some(FigureValue::Date(date)) => date.iso(),
            _ if value.is_undefined() => continue,
            _ => text_of(&value),
        };
        if text.is_empty() {
            continue;
        }
        // A JSON string without control characters is a TOML basic string.
        let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        out.push_str(&format!("{key} = {}\n", serde_json::Value::from(text)));
    }
    Ok(safe(out + "+++\n"))
}

/// `phrase("purpose", slot=…)`, `variant("甲", "乙")` and `knows("purpose")`.
fn add_choices(env: &mut Environment<'_>, phrases: &Arc<Phrases>, seed: u64, words: Vec<(String, String)>) {
    let chooser = Arc::new(Mutex::new(Chooser::new(Arc::clone(phrases), seed)));
    // A poisoned lock means that a choice panicked, which it does not; its state would still be good.
    let lock = |chooser: &Mutex<Chooser>, choose: &dyn Fn(&mut Chooser) -> Option<String>| {
        choose(&mut chooser.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    };
    let (for_variant, known) = (Arc::clone(&chooser), Arc::clone(phrases));
    env.add_function("knows", move |purpose: &str| known.has(purpose));
    env.add_function("phrase", move |purpose: &str, kwargs: Kwargs| -> Result<Value, Error> {
        let chosen = lock(&chooser, &|c| c.choose(purpose))
            .ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("措辞词典里没有“{purpose}”")))?;
        fill(&chosen, |slot| {
            if kwargs.has(slot) {
                return kwargs.get::<Value>(slot).map(|v| Some(markdown(&v)));
            }
            Ok(words.iter().find(|(name, _)| name == slot).map(|(_, word)| escape(word)))
        })
        .map(safe)
    });
    env.add_function("variant", move |variants: Rest<String>| -> Result<Value, Error> {
        let purpose = variants.join("|");
        let chosen = lock(&for_variant, &|c| {
            let index = c.index(&purpose, variants.len());
            variants.get(index).cloned()
        });
        Ok(safe(chosen.unwrap_or_default()))
    });
}

/// Fills the `{slots}` of a phrase.
fn fill(phrase: &str, slot: impl Fn(&str) -> Result<Option<String>, Error>) -> Result<String, Error> {
    let mut out = String::new();
    let mut rest = phrase;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, tail) = after
            .split_once('}')
            .ok_or_else(|| Error::new(ErrorKind::SyntaxError, format!("措辞“{phrase}”里的花括号没有配对")))?;
        let text = slot(name)?.ok_or_else(|| {
            Error::new(ErrorKind::InvalidOperation, format!("措辞“{phrase}”要填“{name}”，模板没有给"))
        })?;
        out.push_str(&text);
        rest = tail;
    }
    Ok(out + rest)
}

/// The rendered text as a draft: lines of one paragraph joined, blank lines once, the number of sections filled in.
fn settle(text: &str) -> String {
    let (front, body) = match text.trim_start().strip_prefix("+++\n").and_then(|t| t.split_once("\n+++\n")) {
        Some((front, body)) => (format!("+++\n{front}\n+++\n"), body),
        None => (String::new(), text),
    };
    let mut blocks: Vec<String> = Vec::new();
    let mut open = false;
    for line in body.lines().map(str::trim) {
        let alone = line.starts_with("# ") || line.starts_with("## ") || line.starts_with("### ");
        match blocks.last_mut() {
            _ if line.is_empty() => open = false,
            Some(block) if open && !alone => block.push_str(line),
            _ => {
                blocks.push(line.to_owned());
                open = !alone;
            }
        }
    }
    let sections = blocks.iter().filter(|b| b.starts_with("# ")).count();
    let sections = u32::try_from(sections).unwrap_or(u32::MAX);
    let mut out = front;
    for block in blocks {
        out.push('\n');
        out.push_str(&block.replace(SECTIONS_MARK, &counting_numeral(sections)));
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::from_json;

    const DATA: &str = r##"{
        "report": {"title": "*讲话*", "date": "2017年8月30日", "meeting": {"topic": "脱贫攻坚", "duration": "2天"}},
        "topics": [{"name": "# 甲", "facts": ["<b>粗</b>", "{{ report.title }}", "[链接](http://x)"]}, {"name": "乙"}],
        "regions": [{"name": "商丘市", "level": "市"}],
        "targets": [{"name": "脱贫", "target": "7.38万人", "done": "4.98万人", "topic": "乙"}]
    }"##;

    fn text(template: &str) -> String {
        try_text(template).unwrap()
    }

    fn try_text(template: &str) -> Result<String, Error> {
        let loaded = from_json(DATA.as_bytes());
        assert_eq!(loaded.findings, []);
        let figures = Figures::new(&loaded.progress);
        let words = include_str!("../../templates/words.toml").parse().unwrap();
        let phrases = Arc::new(Phrases::parse("call = [\"{who}在{whole}{what}\"]\nbad = [\"{x\"]").unwrap());
        render(template, &loaded.progress, figures, &words, &phrases, 1)
    }

    #[test]
    fn figures_are_links_and_data_is_never_markup() {
        assert_eq!(
            text("{{ report.meeting.duration.chinese }}"),
            "\n[两天](figure:/report/meeting/duration?form=chinese)\n"
        );
        assert_eq!(text("{{ targets[0].rate }}"), "\n[67.5%](figure:/targets/0/rate)\n");
        assert_eq!(text("{{ topics[0].name }}"), "\n\\# 甲\n");
        assert_eq!(
            text("{{ topics[0].facts | join }}"),
            "\n\\<b\\>粗\\</b\\>、{{ report.title }}、\\[链接\\](http://x)\n"
        );
        assert_eq!(
            text("{{ topics.count.chinese_bare }}个方面"),
            "\n[两](figure:/topics/count?form=chinese-bare)个方面\n"
        );
    }

    #[test]
    fn lists_are_filtered_by_their_fields() {
        assert_eq!(text("{% for t in targets | where('topic', topics[1].name) %}{{ t.name }}{% endfor %}"), "\n脱贫\n");
        assert_eq!(text("{{ (topics | find('name', '乙')).name }}{{ (topics | find('name', '丙')).name }}"), "\n乙\n");
        assert_eq!(text("{% for t in topics | having('facts') %}一{% endfor %}"), "\n一\n");
    }

    #[test]
    fn words_follow_the_level_and_phrases_are_filled() {
        assert_eq!(text("{{ us }}{{ party }}{{ topic }}"), "\n我市市委、市政府脱贫攻坚\n");
        assert_eq!(
            text("{{ phrase('call', who=topics[0].name, what=targets[0].done) }}"),
            "\n\\# 甲在全市[4.98万人](figure:/targets/0/done)\n"
        );
    }

    #[test]
    fn paragraphs_are_joined_and_sections_counted() {
        assert_eq!(
            text(
                "{{ front_matter(title=report.title, date=report.date, subtitle=report.subtitle) }}
                讲{{ sections('点') }}
                意见。


                # 一
                好。
                # 二"
            ),
            "+++\ntitle = \"*讲话*\"\ndate = \"2017-08-30\"\n+++\n\n讲[两点](figure:draft:sections?form=chinese&unit=点)意见。\n\n# 一\n\n好。\n\n# 二\n"
        );
    }

    #[test]
    fn a_template_can_fail_but_never_hang() {
        let out_of_fuel = try_text("{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}");
        assert_eq!(out_of_fuel.unwrap_err().kind(), ErrorKind::OutOfFuel);
        let deep = try_text("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}");
        assert!(deep.is_err());
        let unknown = try_text("甲\n{{ phrase('nothing') }}").unwrap_err();
        assert_eq!(unknown.line(), Some(2));
        assert!(try_text("{{ phrase('bad') }}").is_err());
        assert!(try_text("{{ phrase('call') }}").is_err());
        assert!(try_text("{{ report | nonsense }}").is_err());
    }
}
