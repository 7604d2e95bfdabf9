//! The JSON Schema of the model, and what it says of a field: its Chinese heading.
//!
//! The schema is generated from the Rust types by `schemars` in the test below and checked in, so that the library, the
//! command, the workbook and the TypeScript types share one text without carrying the generator.

use std::sync::LazyLock;

use serde_json::Value;

/// The JSON Schema (draft 2020-12) of the data: what `huibao schema` prints and `schema/huibao.schema.json` holds.
///
/// Titles are the Chinese headings, descriptions the notes for whoever fills it in.
pub const SCHEMA: &str = include_str!("../../schema/huibao.schema.json");

static PARSED: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(SCHEMA).unwrap_or_default());

/// The parsed schema.
pub(crate) fn parsed() -> &'static Value {
    &PARSED
}

/// The field to which a pointer leads: `name` of `/targets/0/name`, `actions` of `/measures/1/actions/2`.
pub(crate) fn field_of(pointer: &str) -> &str {
    pointer.rsplit('/').find(|part| part.parse::<usize>().is_err()).unwrap_or_default()
}

/// The heading of the field at a pointer into the data: 完成比例 for `/targets/0/rate`. Members of a list have the
/// heading of the list.
pub(crate) fn field_title(pointer: &str) -> Option<&'static str> {
    property(pointer)?.get("title")?.as_str()
}

/// The words that the field at a pointer takes, or usually takes, in their order.
pub(crate) fn field_choices(pointer: &str) -> Vec<&'static str> {
    let Some(property) = property(pointer) else { return Vec::new() };
    let declared = property.get("items").unwrap_or(property);
    let word = |at: &'static Value| at.get("enum").or_else(|| at.get("examples"));
    let words = word(declared).or_else(|| word(definition(declared)?)).and_then(Value::as_array);
    words.map(|words| words.iter().filter_map(Value::as_str).collect()).unwrap_or_default()
}

/// The declaration of the field at a pointer.
fn property(pointer: &str) -> Option<&'static Value> {
    let mut record = parsed();
    let mut found = None;
    for segment in pointer.split('/').skip(1) {
        if segment.parse::<usize>().is_ok() {
            continue;
        }
        let property: &'static Value = record.get("properties")?.get(segment)?;
        found = Some(property);
        record = definition(property.get("items").unwrap_or(property)).unwrap_or(property);
    }
    found
}

fn definition(property: &'static Value) -> Option<&'static Value> {
    let name = property.get("$ref")?.as_str()?.strip_prefix("#/$defs/")?;
    parsed().get("$defs")?.get(name)
}

#[cfg(test)]
mod generate {
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
    use serde_json::{Map, Value, json};

    use super::super::*;

    /// A figure is text as people write it; some have an object form too.
    macro_rules! text {
        ($($ty:ident, $title:literal, $note:literal, [$($example:literal),+], $object:expr;)+) => {$(
            impl JsonSchema for $ty {
                fn schema_name() -> std::borrow::Cow<'static, str> {
                    stringify!($ty).into()
                }

                fn json_schema(_: &mut SchemaGenerator) -> Schema {
                    let mut schema = json_schema!({
                        "title": $title, "description": $note, "type": "string", "minLength": 1,
                        "examples": [$($example),+]
                    });
                    let object: Value = $object;
                    if let Some(properties) = object.as_object() {
                        let text = json!({ "type": "string", "minLength": 1 });
                        let required: Vec<_> = properties.keys().take(1).collect();
                        let object = json!({
                            "type": "object", "properties": properties, "required": required, "additionalProperties": false
                        });
                        schema.remove("type");
                        schema.remove("minLength");
                        schema.insert("anyOf".into(), json!([text, object]));
                    }
                    schema
                }
            }
        )+};
    }

    text! {
        Quantity, "数量", "数字连同单位，照平常的写法", ["4.98万人", "5500余万元", "2—3个", "两天"],
            json!({ "value": { "type": ["string", "number"] }, "unit": { "type": "string" },
                "qualifier": { "type": "string" }, "upper": { "type": ["string", "number", "null"] } });
        Rate, "比率", "带%的数", ["81.09%", "-33.3%", "70%以上"],
            json!({ "value": { "type": ["string", "number"] }, "unit": { "type": "string" },
                "qualifier": { "type": "string" }, "upper": { "type": ["string", "number", "null"] } });
        Rank, "位次", "第几位，可以写明在哪里、比什么、共多少个", ["全省第3位", "增速居全省第3位", "第18位（共48个）"],
            json!({ "position": { "type": "integer", "minimum": 1 }, "scope": { "type": "string" },
                "of": { "type": "string" }, "out_of": { "type": "integer", "minimum": 1 },
                "contest": { "type": "boolean" } });
        Date, "日期", "年份要写全", ["2017-08-30", "2017-08", "2017底", "2018上半年", "截至2019-06底"], Value::Null;
        Period, "统计期间", "照印出的写法；起止写在括号里", ["上半年", "1—7月", "今年1—8月（2017-01至2017-08）"],
            json!({ "label": { "type": "string", "minLength": 1 }, "start": { "$ref": "#/$defs/Date" },
                "end": { "$ref": "#/$defs/Date" } });
        Reference, "比较", "与谁比、高低、差多少", ["比全国低12.54个百分点", "高于全市平均水平"],
            json!({ "scope": { "type": "string" }, "sense": { "type": "string" },
                "delta": { "$ref": "#/$defs/Quantity" } });
        Ratio, "比例", "几比几", ["7：3"], Value::Null;
    }

    /// Splits `名称：说明` into title and description, and drops what the schema need not say: defaults, formats, nulls
    /// (a null is read as absent).
    fn tidy(value: &mut Value) {
        match value {
            Value::Object(map) => {
                map.remove("default");
                map.remove("format");
                not_null(map);
                let described =
                    map.contains_key("title") && !map.contains_key("minLength") && !map.contains_key("anyOf");
                if described && let Some(Value::String(title)) = map.get("title").cloned() {
                    // Doc comments are for Rust; the note that a clerk reads stands in the title.
                    map.remove("description");
                    if let Some((title, note)) = title.split_once('：') {
                        map.insert("title".into(), title.into());
                        map.insert("description".into(), note.into());
                    }
                }
                if let Some(Value::Array(variants)) = map.get("oneOf") {
                    let words: Vec<_> = variants.iter().filter_map(|v| v.get("const").cloned()).collect();
                    map.remove("oneOf");
                    map.insert("type".into(), "string".into());
                    map.insert("enum".into(), words.into());
                }
                map.values_mut().for_each(tidy);
            }
            Value::Array(items) => items.iter_mut().for_each(tidy),
            _ => {}
        }
    }

    fn not_null(map: &mut Map<String, Value>) {
        if let Some(Value::Array(types)) = map.get("type")
            && let [single, Value::String(null)] = &types[..]
            && null == "null"
        {
            let single = single.clone();
            map.insert("type".into(), single);
        }
        if let Some(Value::Array(options)) = map.get("anyOf")
            && let [Value::Object(single), Value::Object(null)] = &options[..]
            && null.get("type").is_some_and(|t| t == "null")
        {
            let single = single.clone();
            map.remove("anyOf");
            map.extend(single);
        }
    }

    fn schema() -> String {
        let mut value = schemars::schema_for!(Progress).to_value();
        tidy(&mut value);
        let map = value.as_object_mut().expect("an object");
        // The leaf types keep their own descriptions; the model's is this.
        map.insert(
            "description".into(),
            "汇报材料所依据的事实和数据。每一项都可以不填；数字照平常的写法，连同单位。".into(),
        );
        map["properties"].as_object_mut().expect("properties").insert(
            "$schema".into(),
            json!({ "type": "string", "title": "模式", "description": "编辑器据此提示和核对" }),
        );
        serde_json::to_string_pretty(&value).expect("JSON") + "\n"
    }

    /// `UPDATE_SCHEMA=1 cargo test` writes the file anew; then `make types` the TypeScript types.
    #[test]
    fn the_checked_in_schema_is_that_of_the_types() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/huibao.schema.json");
        let schema = schema();
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            std::fs::write(path, &schema).expect("the schema is written");
        }
        assert!(
            std::fs::read_to_string(path).unwrap_or_default() == schema,
            "schema/huibao.schema.json is not what the types say: run `make schema`"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_keep_their_order() {
        assert_eq!(field_choices("/problems/0/status")[..2], ["已整改", "基本到位"]);
        assert_eq!(field_choices("/helpers/0/tier")[..2], ["中直", "省直"]);
        assert!(field_choices("/problems/0/name").is_empty());
    }

    #[test]
    fn every_field_has_a_heading() {
        fn look(at: &str, record: &Value, bare: &mut Vec<String>) {
            for (name, property) in record.get("properties").and_then(Value::as_object).into_iter().flatten() {
                if property.get("title").and_then(Value::as_str).is_none_or(str::is_empty) {
                    bare.push(format!("{at}.{name}"));
                }
            }
        }
        let mut bare = Vec::new();
        look("", parsed(), &mut bare);
        for (name, record) in parsed()["$defs"].as_object().expect("definitions") {
            look(name, record, &mut bare);
        }
        // The parts of a figure's object form are named by its documentation.
        bare.retain(|at| !["Quantity", "Rate", "Rank", "Period", "Reference"].iter().any(|leaf| at.starts_with(leaf)));
        assert_eq!(bare, Vec::<String>::new());
    }

    /// A worksheet tells its columns by their headings.
    #[test]
    fn no_two_fields_of_a_record_share_a_heading() {
        for (name, record) in parsed()["$defs"].as_object().expect("definitions") {
            let mut seen = std::collections::BTreeSet::new();
            for (field, property) in record.get("properties").and_then(Value::as_object).into_iter().flatten() {
                if let Some(title) = property.get("title").and_then(Value::as_str) {
                    assert!(seen.insert(title), "{name}.{field}: {title}");
                }
            }
        }
    }

    #[test]
    fn headings_are_found_by_pointer() {
        assert_eq!(field_title("/targets/0/rate"), Some("完成比例"));
        assert_eq!(field_title("/populations/2/of_which/0/parts/1/persons"), Some("人数"));
        assert_eq!(field_title("/report/speaker/role"), Some("职务"));
        assert_eq!(field_title("/targets/0/nothing"), None);
    }
}
