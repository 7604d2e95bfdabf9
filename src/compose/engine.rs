//! The template engine of a genre: MiniJinja with the data as its context, the sentence shapes as its filters, and a
//! formatter through which nothing of the data becomes markup.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::value::{Kwargs, Rest, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};

use super::aggregates;
use super::node::{FigureNode, Node, Sections};
use super::phrases::{Chooser, Phrases};
use super::requested;
use super::settle::settle;
use super::{filters, words::Words};
use crate::data::{Figures, Progress};
use crate::draft::{FIGURE_TARGET, escape};

/// What a template may use before it is stopped: about a hundred times what a long speech takes.
const FUEL: u64 = 2_000_000;
/// How deep macros and includes may call each other.
const RECURSION: usize = 64;
/// The name of the genre's own template in messages.
pub(super) const GENRE: &str = "genre";

/// What a genre is written with.
pub(super) struct Wording<'a> {
    /// The genre's template.
    pub(super) template: &'a str,
    /// The macros that genres share, by the names under which templates import them.
    pub(super) shared: &'a [(&'a str, &'a str)],
    /// How offices of each level speak of themselves.
    pub(super) words: &'a toml::Table,
    /// Phrases by purpose.
    pub(super) phrases: Arc<Phrases>,
    /// The genre's id.
    pub(super) genre: &'a str,
    /// Chooses among equal wordings.
    pub(super) seed: u64,
}

/// Renders a genre's template over the data.
pub(super) fn render(progress: &Progress, figures: Figures, wording: &Wording<'_>) -> Result<String, Error> {
    let tree = progress.to_json();
    let root = Node { figures: Arc::new(figures), tree: Arc::new(tree), pointer: String::new() };
    let words = Words::new(progress, wording.words);
    let emitted = Arc::new(Emitted::default());
    let mut env = Environment::empty();
    env.set_undefined_behavior(UndefinedBehavior::Chainable);
    env.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    let printed = Arc::clone(&emitted);
    env.set_formatter(move |out, _, value| {
        let text = markdown(value);
        printed.note(&text);
        out.write_str(&text).map_err(Error::from)
    });
    env.set_recursion_limit(RECURSION);
    env.set_fuel(Some(FUEL));
    let region = root.members("regions").into_iter().nth(words.region());
    let office = ["id", "name"].map(|key| region.as_ref().map(|r| r.text(key)).unwrap_or_default());
    filters::add(&mut env, words.whole().to_owned(), office, &emitted);
    let identity = format!("{}/{}", wording.genre, words.office());
    aggregates::add(&mut env, &root);
    let chooser = Chooser::new(Arc::clone(&wording.phrases), wording.seed, &identity);
    let said: Arc<BTreeMap<_, _>> = Arc::new(words.pairs().into_iter().map(|(name, w)| (name, escape(&w))).collect());
    add_choices(&mut env, chooser, &wording.phrases, Arc::clone(&said));
    for (name, macros) in wording.shared {
        env.add_template(name, macros)?;
    }
    env.add_template(GENRE, wording.template)?;
    // What the data has not is undefined, which a template may ask about.
    let lists = root.tree.as_object().into_iter().flat_map(serde_json::Map::keys);
    let mut context: BTreeMap<String, Value> =
        lists.filter_map(|list| Some((list.clone(), root.child(list)?))).collect();
    context.insert("region".into(), root.child(&format!("regions/{}", words.region())).unwrap_or_default());
    context.insert("sections".into(), Value::from_object(Sections));
    for (name, word) in &*said {
        context.insert(name.clone(), Value::from_safe_string(word.clone()));
    }
    let text = env.get_template(GENRE)?.render(Value::from(context))?;
    Ok(settle(&requested::add(text, &progress.report.exhibits, &root)))
}

/// The figures that were printed so far, so that a template can ask what is still unsaid.
#[derive(Debug, Default)]
pub(super) struct Emitted(Mutex<BTreeSet<String>>);

impl Emitted {
    fn note(&self, text: &str) {
        if !text.contains(FIGURE_TARGET) {
            return;
        }
        // A poisoned lock means that a template's function panicked, which they do not; the set would still be good.
        let mut said = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (at, _) in text.match_indices(FIGURE_TARGET) {
            let target = text.get(at + FIGURE_TARGET.len()..).unwrap_or_default();
            let pointer = target.split(['?', ')']).next().unwrap_or_default();
            said.insert(pointer.to_owned());
        }
    }

    /// Whether the figure at a pointer was printed.
    pub(super) fn has(&self, pointer: &str) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(pointer)
    }
}

/// A value as the draft writes it: a figure as its link, text that is the template's own as it is, all else escaped.
pub(super) fn markdown(value: &Value) -> String {
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

/// `phrase("purpose", slot=…)`, `frame("purpose")` with `| fill(slot=…)`, `variant("甲", "乙")`, `knows("purpose")` and
/// `list | pick`.
///
/// `words`: those of the office, as a draft writes them.
fn add_choices(
    env: &mut Environment<'_>,
    chooser: Chooser,
    phrases: &Arc<Phrases>,
    words: Arc<BTreeMap<String, String>>,
) {
    let chooser = Arc::new(Mutex::new(chooser));
    let lock = |chooser: &Mutex<Chooser>, choose: &mut dyn FnMut(&mut Chooser) -> Result<String, String>| {
        let said = choose(&mut chooser.lock().unwrap_or_else(PoisonError::into_inner));
        said.map(Value::from_safe_string).map_err(|why| Error::new(ErrorKind::InvalidOperation, why))
    };
    let known = Arc::clone(phrases);
    env.add_function("knows", move |purpose: &str| known.has(purpose));
    let (this, fixed) = (Arc::clone(&chooser), Arc::clone(&words));
    env.add_function("phrase", move |purpose: &str, kwargs: Kwargs| -> Result<Value, Error> {
        let given = given(&kwargs)?;
        lock(&this, &mut |c| c.phrase(purpose, &|slot| given.get(slot).or_else(|| fixed.get(slot)).cloned()))
    });
    let this = Arc::clone(&chooser);
    // The slots of a frame are given later, so every variant of its purpose will do.
    env.add_function("frame", move |purpose: &str| lock(&this, &mut |c| c.pattern(purpose, &|_| Some("…".into()))));
    let (this, fixed) = (Arc::clone(&chooser), words);
    env.add_filter("fill", move |pattern: &str, kwargs: Kwargs| -> Result<Value, Error> {
        let given = given(&kwargs)?;
        lock(&this, &mut |c| c.fill(pattern, &|slot| given.get(slot).or_else(|| fixed.get(slot)).cloned(), 0))
    });
    let this = Arc::clone(&chooser);
    env.add_function("variant", move |variants: Rest<String>| {
        lock(&this, &mut |c| {
            let index = c.one_of(&variants.join("|"), variants.len());
            Ok(variants.get(index).cloned().unwrap_or_default())
        })
    });
    env.add_filter("pick", move |list: Value| -> Result<Value, Error> {
        let list = filters::list_of(&list)?;
        let texts: Vec<_> = list.iter().map(markdown).collect();
        lock(&chooser, &mut |c| Ok(texts.get(c.one_of(&texts.join("|"), texts.len())).cloned().unwrap_or_default()))
    });
}

/// The slots that a template gives, as the draft writes them.
fn given(kwargs: &Kwargs) -> Result<BTreeMap<String, String>, Error> {
    kwargs.args().map(|name| Ok((name.to_owned(), markdown(&kwargs.get::<Value>(name)?)))).collect()
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

    const PHRASES: &str = r#"
        call = ["{who}在{whole}{what}"]
        bad = ["{x"]
        item = ["要把{name}抓好", "抓好{name}要用力"]
    "#;

    fn text(template: &str) -> String {
        try_text(template).unwrap()
    }

    fn try_text(template: &str) -> Result<String, Error> {
        let loaded = from_json(DATA.as_bytes());
        assert_eq!(loaded.findings, []);
        let figures = Figures::new(&loaded.progress);
        let words = include_str!("../../templates/words.toml").parse().unwrap();
        let phrases = Arc::new(Phrases::parse(PHRASES).unwrap());
        let wording = Wording { template, shared: &[], words: &words, phrases, genre: "test", seed: 1 };
        render(&loaded.progress, figures, &wording)
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
        assert_eq!(text("{{ targets[0].rate.spoken }}"), "\n[百分之六十七点五](figure:/targets/0/rate?form=spoken)\n");
    }

    #[test]
    fn lists_are_filtered_by_their_fields() {
        assert_eq!(text("{% for t in targets | where('topic', topics[1].name) %}{{ t.name }}{% endfor %}"), "\n脱贫\n");
        assert_eq!(text("{{ (topics | find('name', '乙')).name }}{{ (topics | find('name', '丙')).name }}"), "\n乙\n");
        assert_eq!(text("{% for t in topics | having('facts') %}一{% endfor %}"), "\n一\n");
    }

    #[test]
    fn lists_are_sorted_by_a_figure_of_theirs() {
        let loaded = from_json(
            r#"{"problems": [{"name": "甲", "deadline": "2026-09底"}, {"name": "乙"}, {"name": "丙", "deadline": "2026-07-31"},
                {"name": "丁", "deadline": "2026-09-01", "persons": "1万人"}, {"name": "戊", "persons": "200人"}]}"#
            .as_bytes(),
        );
        let words = include_str!("../../templates/words.toml").parse().unwrap();
        let say = |field: &str| {
            let template = format!("{{% for x in problems | sorted('{field}') %}}{{{{ x.name }}}}{{% endfor %}}");
            let phrases = Arc::new(Phrases::default());
            let wording = Wording { template: &template, shared: &[], words: &words, phrases, genre: "test", seed: 1 };
            render(&loaded.progress, Figures::new(&loaded.progress), &wording).unwrap()
        };
        assert_eq!(say("deadline").trim(), "丙丁甲");
        assert_eq!(say("persons").trim(), "戊丁");
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
    fn a_title_that_a_macro_puts_together_is_plain_text() {
        let made = "{% macro t() %}在{{ topics[0].name }}{{ report.meeting.duration }}{% endmacro %}";
        assert_eq!(text(&format!("{made}{{{{ front_matter(title=t()) }}}}")), "+++\ntitle = \"在# 甲2天\"\n+++\n");
    }

    #[test]
    fn what_an_issued_document_carries_goes_into_its_front_matter() {
        let loaded = from_json(
            r#"{"report": {"issuance": {"issuers": ["甲\"局", "乙局"], "number": "某发〔2025〕1号", "printed": "2025-09-01"}}}"#
                .as_bytes(),
        );
        let words = include_str!("../../templates/words.toml").parse().unwrap();
        let template =
            "{{ front_matter(title='通报', issuance=report.issuance, copies=['丙'], subtitle=report.subtitle) }}";
        let phrases = Arc::new(Phrases::default());
        let wording = Wording { template, shared: &[], words: &words, phrases, genre: "test", seed: 1 };
        let written = render(&loaded.progress, Figures::new(&loaded.progress), &wording).unwrap();
        assert_eq!(
            written,
            "+++\ntitle = \"通报\"\nissuers = [\"甲\\\"局\", \"乙局\"]\nnumber = \"某发〔2025〕1号\"\nprinted = \"2025-09-01\"\n\
             copies = [\"丙\"]\n+++\n"
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
                # 二
                坏。"
            ),
            "+++\ntitle = \"*讲话*\"\ndate = \"2017-08-30\"\n+++\n\n讲[两点](figure:draft:sections?form=chinese&unit=点)意见。\n\n# 一\n\n好。\n\n# 二\n\n坏。\n"
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

    #[test]
    fn a_frame_serves_a_list_and_the_next_list_has_another() {
        let list = "{% set f = frame('item') %}{% for t in topics %}{{ f | fill(name=t.name) }}；{% endfor %}";
        let said = text(&format!("{list}{list}"));
        let clauses: Vec<_> = said.trim().split('；').collect();
        let shape = |clause: &str| clause.replace("\\# 甲", "×").replace('乙', "×");
        assert_eq!(shape(clauses[0]), shape(clauses[1]));
        assert_eq!(shape(clauses[2]), shape(clauses[3]));
        assert_ne!(shape(clauses[0]), shape(clauses[2]), "{said}");
    }

    #[test]
    fn what_is_unsaid_is_known() {
        let ask = "{% for t in targets | unsaid %}{{ t.name }}{% endfor %}";
        assert_eq!(text(ask), "\n脱贫\n");
        assert_eq!(text(&format!("{{% set x %}}{{{{ targets[0].done }}}}{{% endset %}}{ask}")), "");
    }

    #[test]
    fn an_order_becomes_ones_own_words() {
        let say = |list: &str| {
            text(&format!(
                "{{% for x in {list} %}}{{{{ x | own_words }}}}{{% if x is for_others %}}（别人）{{% endif %}}；{{% endfor %}}\
                {{{{ {list} | own_words | join }}}}"
            ))
        };
        assert_eq!(
            say("['要压实责任', '要素保障到位', '各部门要配合', '主要领导带头']"),
            "\n压实责任；要素保障到位；各部门要配合（别人）；主要领导带头；压实责任、要素保障到位、各部门要配合、主要领导带头\n"
        );
        assert_eq!(text("{{ report.nothing | own_words }}{% if '压实责任' is verbal %}好{% endif %}"), "\n好\n");
    }

    #[test]
    fn shared_macros_are_imported() {
        let loaded = from_json(DATA.as_bytes());
        let words = include_str!("../../templates/words.toml").parse().unwrap();
        let wording = Wording {
            template: "{% import 'parts' as p %}{{ p.done(targets[0]) }}",
            shared: &[(
                "parts",
                "{% macro done(t) %}{{ us }}{{ t.done }}{{ report.meeting.topic }}{{ phrase('x') }}{% endmacro %}",
            )],
            words: &words,
            phrases: Arc::new(Phrases::parse("x = [\"。\"]").unwrap()),
            genre: "test",
            seed: 1,
        };
        let said = render(&loaded.progress, Figures::new(&loaded.progress), &wording).unwrap();
        assert_eq!(said, "\n我市[4.98万人](figure:/targets/0/done)脱贫攻坚。\n");
    }
}
