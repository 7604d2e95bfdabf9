//! The JSON Schema of the model, as far as a workbook needs it: records, their fields in order, and what a field holds.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::plan::Plan;

/// The model that a workbook holds, read from its JSON Schema.
///
/// The schema follows a convention: an object at the root; records in `$defs`, with a `title`; every property with a
/// Chinese `title`, and, where they help, a `description` and `examples`; leaves that are text, a boolean, an integer,
/// a closed list of words (`enum`) or one of the typed texts (Quantity, Rate, Rank, Ratio, Date, Period, Reference).
#[derive(Debug, Clone)]
pub struct Schema {
    pub(super) plan: Plan,
}

/// An object of `$defs`.
#[derive(Debug, Clone)]
pub(super) struct Record {
    pub title: String,
    pub description: String,
    pub fields: Vec<Field>,
}

/// A property.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub key: String,
    pub title: String,
    pub description: String,
    pub examples: Vec<String>,
    pub shape: Shape,
}

/// What a property holds.
#[derive(Debug, Clone)]
pub(super) enum Shape {
    Leaf(Leaf),
    Leaves(Leaf),
    /// A record, by its place in the list of records.
    Record(usize),
    Records(usize),
}

/// What one value is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Leaf {
    Text,
    Boolean,
    Number,
    /// One of these words.
    Word(Vec<String>),
    Typed(Kind),
}

/// The typed texts of the model that a cell treats each in its own way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Quantity,
    Rate,
    Date,
    Period,
    /// Rank, Ratio, Reference and whatever comes: text with meaning, or an object.
    Other,
}

impl Kind {
    fn of(name: &str) -> Option<Self> {
        match name {
            "Quantity" => Some(Self::Quantity),
            "Rate" => Some(Self::Rate),
            "Date" => Some(Self::Date),
            "Period" => Some(Self::Period),
            "Rank" | "Ratio" | "Reference" => Some(Self::Other),
            _ => None,
        }
    }
}

/// The schema of the model.
static MODEL: LazyLock<Schema> =
    LazyLock::new(|| Schema::parse(crate::data::SCHEMA).expect("the checked-in schema is one; a test reads it"));

impl Schema {
    /// The schema of [`Progress`](crate::data::Progress).
    pub fn model() -> &'static Self {
        &MODEL
    }

    /// Reads a JSON Schema.
    ///
    /// # Errors
    /// What in the schema is outside of the convention, and where.
    pub fn parse(json: &str) -> Result<Self, String> {
        let document: Value = serde_json::from_str(json).map_err(|e| format!("the schema is not JSON: {e}"))?;
        let empty = Map::new();
        let defs = document.get("$defs").and_then(Value::as_object).unwrap_or(&empty);
        let mut reader = Reader { defs, places: HashMap::new(), records: Vec::new() };
        let root = reader.fields(&document, "#")?;
        let records = reader.records.into_iter().collect::<Option<Vec<_>>>();
        let records = records.ok_or("a record was not read")?;
        for (index, record) in records.iter().enumerate() {
            if embeds(&records, index, index, 0) {
                return Err(format!("“{}” contains itself outside of a list", record.title));
            }
        }
        Ok(Self { plan: Plan::new(&root, &records)? })
    }
}

/// Whether a single record within `outer` is, or contains, `sought`.
fn embeds(records: &[Record], outer: usize, sought: usize, depth: usize) -> bool {
    depth > records.len()
        || records[outer].fields.iter().any(
            |f| matches!(f.shape, Shape::Record(inner) if inner == sought || embeds(records, inner, sought, depth + 1)),
        )
}

struct Reader<'a> {
    defs: &'a Map<String, Value>,
    places: HashMap<String, usize>,
    records: Vec<Option<Record>>,
}

impl<'a> Reader<'a> {
    fn fields(&mut self, object: &'a Value, at: &str) -> Result<Vec<Field>, String> {
        let properties = object.get("properties").and_then(Value::as_object);
        let properties = properties.ok_or_else(|| format!("{at} has no properties"))?;
        properties
            .iter()
            // The file's own word to an editor ($schema) is no data.
            .filter(|(key, _)| !key.starts_with('$'))
            .map(|(key, property)| {
                let at = format!("{at}/{key}");
                let (shape, def) = self.shape(property, &at)?;
                let title = text(property, "title");
                let description =
                    [text(property, "description"), def.map(|d| text(d, "description")).unwrap_or_default()];
                Ok(Field {
                    key: key.clone(),
                    title: if title.is_empty() { key.clone() } else { title },
                    description: description.into_iter().find(|d| !d.is_empty()).unwrap_or_default(),
                    examples: examples(property).or_else(|| def.and_then(examples)).unwrap_or_default(),
                    shape,
                })
            })
            .collect()
    }

    /// What a property holds, and the definition that it refers to.
    fn shape(&mut self, property: &'a Value, at: &str) -> Result<(Shape, Option<&'a Value>), String> {
        let property = present(property);
        if property.get("type").is_some_and(|t| names(t).contains(&"array")) {
            let items = property.get("items").ok_or_else(|| format!("{at} has no items"))?;
            return Ok(match self.shape(items, at)? {
                (Shape::Leaf(leaf), def) => (Shape::Leaves(leaf), def),
                (Shape::Record(record), _) => (Shape::Records(record), None),
                _ => return Err(format!("{at} is a list of lists")),
            });
        }
        let Some(reference) = property.get("$ref").and_then(Value::as_str) else {
            return Ok((Shape::Leaf(self.leaf(property, at)?), None));
        };
        let name = reference.strip_prefix("#/$defs/").ok_or_else(|| format!("{at} refers to {reference}"))?;
        let def = self.defs.get(name).ok_or_else(|| format!("{at} refers to {name}, which is not defined"))?;
        if let Some(kind) = Kind::of(name) {
            return Ok((Shape::Leaf(Leaf::Typed(kind)), Some(def)));
        }
        if def.get("properties").is_none() {
            return Ok((Shape::Leaf(self.leaf(def, at)?), Some(def)));
        }
        if let Some(&place) = self.places.get(name) {
            return Ok((Shape::Record(place), None));
        }
        let place = self.records.len();
        self.places.insert(name.into(), place);
        self.records.push(None);
        let fields = self.fields(def, &format!("#/$defs/{name}"))?;
        let title = Some(text(def, "title")).filter(|t| !t.is_empty()).unwrap_or_else(|| name.into());
        self.records[place] = Some(Record { title, description: text(def, "description"), fields });
        Ok((Shape::Record(place), None))
    }

    fn leaf(&self, schema: &Value, at: &str) -> Result<Leaf, String> {
        if let Some(words) = schema.get("enum").and_then(Value::as_array) {
            return Ok(Leaf::Word(words.iter().filter_map(Value::as_str).map(str::to_owned).collect()));
        }
        if let Some(choices) = schema.get("oneOf").and_then(Value::as_array) {
            let words: Option<Vec<_>> = choices.iter().map(|c| c.get("const")?.as_str().map(str::to_owned)).collect();
            if let Some(words) = words {
                return Ok(Leaf::Word(words));
            }
        }
        let types = schema.get("type").map(names).unwrap_or_default();
        match types.iter().find(|t| **t != "null") {
            Some(_) if types.contains(&"object") && types.contains(&"string") => Ok(Leaf::Typed(Kind::Other)),
            Some(&"string") => Ok(Leaf::Text),
            Some(&"boolean") => Ok(Leaf::Boolean),
            Some(&("integer" | "number")) => Ok(Leaf::Number),
            Some(other) => Err(format!("{at} is of type {other}")),
            None => Ok(Leaf::Typed(Kind::Other)),
        }
    }
}

/// The schema itself where it only says that a value may be null: `anyOf: [X, null]`, `allOf: [X]`.
fn present(schema: &Value) -> &Value {
    for key in ["anyOf", "oneOf", "allOf"] {
        if let Some(choices) = schema.get(key).and_then(Value::as_array) {
            let mut real = choices.iter().filter(|c| c.get("type").and_then(Value::as_str) != Some("null"));
            if let (Some(one), None) = (real.next(), real.next()) {
                return present(one);
            }
        }
    }
    schema
}

fn names(kind: &Value) -> Vec<&str> {
    match kind {
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    }
}

fn text(schema: &Value, key: &str) -> String {
    schema.get(key).and_then(Value::as_str).unwrap_or_default().trim().to_owned()
}

fn examples(schema: &Value) -> Option<Vec<String>> {
    let all = schema.get("examples")?.as_array()?;
    Some(all.iter().filter_map(Value::as_str).filter(|e| !e.is_empty()).map(str::to_owned).collect())
}
