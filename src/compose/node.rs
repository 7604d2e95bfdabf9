//! The data as a template sees it: records and lists that know their JSON pointer, so that whatever figure a template
//! prints comes out as a link to its source.

use std::fmt;
use std::sync::Arc;

use minijinja::value::{Enumerator, Object, ObjectRepr, Value};
use rust_decimal::prelude::ToPrimitive;

use crate::data::{FigureValue, Figures, Form};
use crate::draft::{escape, figure_link};

/// A record or a list of the data.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) figures: Arc<Figures>,
    pub(super) tree: Arc<serde_json::Value>,
    pub(super) pointer: String,
}

impl Node {
    fn json(&self) -> &serde_json::Value {
        self.tree.pointer(&self.pointer).unwrap_or(&serde_json::Value::Null)
    }

    /// The whole data.
    pub(super) fn root(&self) -> Self {
        Self { pointer: String::new(), ..self.clone() }
    }

    /// The record or list at a key of this node, whether there is one or not.
    pub(super) fn at(&self, key: &str) -> Self {
        Self { pointer: format!("{}/{key}", self.pointer), ..self.clone() }
    }

    /// What stands at a key or an index of this node, or is derived there.
    pub(super) fn child(&self, key: &str) -> Option<Value> {
        let pointer = format!("{}/{key}", self.pointer);
        if let Some((value, _, operands)) = self.figures.computed(&pointer) {
            let figure =
                Arc::new(Said { pointer, value, operands, asked: String::new(), figures: Arc::clone(&self.figures) });
            return Some(Value::from_object(FigureNode { figure, form: Form::Written }));
        }
        match self.tree.pointer(&pointer)? {
            serde_json::Value::Object(_) | serde_json::Value::Array(_) => {
                Some(Value::from_object(Self { pointer, ..self.clone() }))
            }
            serde_json::Value::String(text) => Some(Value::from(text.as_str())),
            serde_json::Value::Bool(flag) => Some(Value::from(*flag)),
            _ => None,
        }
    }

    /// A figure of this record.
    pub(super) fn figure(&self, key: &str) -> Option<FigureNode> {
        self.child(key)?.downcast_object_ref::<FigureNode>().cloned()
    }

    /// The list of the data in which this record, or the record around it, stands: `indicators` for
    /// `/indicators/0/parts/1`.
    pub(super) fn list(&self) -> &str {
        self.pointer.split('/').nth(1).unwrap_or_default()
    }

    /// A figure of this record that is stated, not derived.
    pub(super) fn stated(&self, key: &str) -> Option<FigureNode> {
        self.figures.stated(&format!("{}/{key}", self.pointer))?;
        self.figure(key)
    }

    /// The pointers of the figures that this record states and a text can say: amounts, places, comparisons, ratios. Dates
    /// and periods say of what time they are.
    pub(super) fn stated_figures(&self) -> impl Iterator<Item = String> {
        let mut pointers = Vec::new();
        self.figures.each_stated_below(&self.pointer, |pointer, value| {
            if !matches!(value, FigureValue::Date(_) | FigureValue::Period(_)) {
                pointers.push(pointer.to_owned());
            }
        });
        pointers.into_iter()
    }

    /// A text of this record; empty where there is none.
    pub(super) fn text(&self, key: &str) -> String {
        self.child(key).and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// A flag of this record; false where there is none.
    pub(super) fn flag(&self, key: &str) -> bool {
        self.at(key).json().as_bool().unwrap_or(false)
    }

    /// The members of a list of this record.
    pub(super) fn members(&self, key: &str) -> Vec<Self> {
        let list = self.at(key);
        let length = list.json().as_array().map_or(0, Vec::len);
        (0..length).map(|i| list.at(&i.to_string())).collect()
    }

    /// The texts of a list of this record.
    pub(super) fn list_texts(&self, key: &str) -> Vec<String> {
        let list = self.at(key);
        let texts = list.json().as_array().into_iter().flatten();
        texts.filter_map(|text| text.as_str().map(str::to_owned)).collect()
    }

    /// The texts of a list of this record as a draft writes them.
    pub(super) fn escaped_texts(&self, key: &str) -> Vec<String> {
        self.list_texts(key).iter().map(|text| escape(text)).collect()
    }

    /// The figures of a list of this record.
    pub(super) fn figure_list(&self, key: &str) -> Vec<FigureNode> {
        let list = self.at(key);
        let length = list.json().as_array().map_or(0, Vec::len);
        (0..length).filter_map(|i| list.figure(&i.to_string())).collect()
    }
}

impl Object for Node {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        if self.json().is_array() { ObjectRepr::Seq } else { ObjectRepr::Map }
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        match key.as_str() {
            Some(key) => self.child(key),
            None => self.child(&key.as_usize()?.to_string()),
        }
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        match self.json() {
            serde_json::Value::Array(items) => Enumerator::Seq(items.len()),
            serde_json::Value::Object(map) => Enumerator::Values(map.keys().map(|k| Value::from(k.as_str())).collect()),
            _ => Enumerator::Empty,
        }
    }

    fn is_true(self: &Arc<Self>) -> bool {
        match self.json() {
            serde_json::Value::Array(items) => !items.is_empty(),
            serde_json::Value::Object(map) => !map.is_empty(),
            _ => false,
        }
    }
}

/// A figure of the data, and what it follows from.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) pointer: String,
    pub(super) value: FigureValue,
    /// Pointers; empty for a stated figure.
    pub(super) operands: Vec<String>,
    /// Of which records it is a count or a sum: what stands after `?` in its source. Empty for every other figure.
    pub(super) asked: String,
    pub(super) figures: Arc<Figures>,
}

/// A figure, in the form in which it is to be printed.
#[derive(Debug, Clone)]
pub(super) struct FigureNode {
    pub(super) figure: Arc<Said>,
    pub(super) form: Form,
}

impl FigureNode {
    /// The same figure in another form.
    pub(super) fn with(&self, form: Form) -> Self {
        Self { figure: Arc::clone(&self.figure), form }
    }

    /// The figure as a link of the draft.
    pub(super) fn link(&self) -> String {
        let form = (self.form != Form::Written).then(|| format!("form={}", self.form.name()));
        let asked = (!self.figure.asked.is_empty()).then(|| self.figure.asked.clone());
        let query = asked.into_iter().chain(form).collect::<Vec<_>>().join("&");
        let source = &self.figure.pointer;
        let source = if query.is_empty() { source.clone() } else { format!("{source}?{query}") };
        figure_link(&self.text(), &source)
    }

    /// Its source without its form. A blank, which ends a source in a block's settings, is written as `%20`.
    pub(super) fn source(&self) -> String {
        let Said { pointer, asked, .. } = &*self.figure;
        let source = if asked.is_empty() { pointer.clone() } else { format!("{pointer}?{asked}") };
        source.replace(' ', "%20")
    }

    /// The figure's text without the link.
    pub(super) fn text(&self) -> String {
        self.figure.value.print(self.form)
    }

    /// Its number, for comparisons only: a quantity's value in its own scale, a rank's position.
    pub(super) fn number(&self) -> Option<f64> {
        match &self.figure.value {
            FigureValue::Quantity(q) => q.number().to_f64(),
            FigureValue::Rank(r) => Some(r.position.into()),
            FigureValue::Date(d) => Some(d.year().into()),
            FigureValue::Reference(r) => r.delta()?.number().to_f64(),
            FigureValue::Period(_) | FigureValue::Ratio(_) => None,
        }
    }
}

impl Object for FigureNode {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let form = |form| Some(Value::from_object(self.with(form)));
        match (key.as_str()?, &self.figure.value) {
            ("bare" | "short", _) => form(Form::Bare),
            ("absolute", _) => form(Form::Absolute),
            ("chinese", _) => form(Form::Chinese),
            ("chinese_bare", _) => form(Form::ChineseBare),
            ("continued", _) => form(Form::Continued),
            ("spoken", _) => form(Form::Spoken),
            ("out_of", FigureValue::Rank(r)) if r.out_of.is_some() => form(Form::OutOf),
            ("text", _) => Some(Value::from(self.text())),
            ("number" | "position", _) => self.number().map(Value::from),
            ("label", _) => Some(Value::from(self.figure.figures.figure(&self.figure.pointer).ok()?.label)),
            ("unit", FigureValue::Quantity(q)) => Some(Value::from(q.unit())),
            ("scope", FigureValue::Rank(r)) => Some(Value::from(r.scope.as_str())),
            ("of", FigureValue::Rank(r)) => Some(Value::from(r.of.as_str())),
            _ => None,
        }
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.link())
    }
}

/// How many sections of the first level the draft has: known when it is complete, so a mark stands for it until then.
#[derive(Debug, Default)]
pub(super) struct Sections;

/// Stands for the number of sections while the draft is being written. A private-use character: data that contains
/// it is escaped by [`super::engine`] before it gets here.
pub(super) const SECTIONS_MARK: char = '\u{F0001}';

impl Object for Sections {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    /// `sections("点")`: 四点, bound to the number of sections.
    fn call(self: &Arc<Self>, _: &mut minijinja::State<'_, '_>, args: &[Value]) -> Result<Value, minijinja::Error> {
        let unit = args.first().and_then(Value::as_str).unwrap_or_default();
        let link = format!("[{SECTIONS_MARK}{unit}](figure:draft:sections?form=chinese&unit={unit})");
        Ok(Value::from_safe_string(link))
    }
}
