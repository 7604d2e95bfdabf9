//! JSON → workbook → JSON is the identity.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::super::{read, write};
use super::{example, schema};

#[test]
fn the_example_comes_back_with_its_cells() {
    let read = read(&schema(), &write(&schema(), &example()).unwrap());
    assert_eq!(read.findings, []);
    assert_eq!(read.value, example());
    for (pointer, cell) in [
        ("/report/title", Some("报告!B2")),
        ("/report/speaker", Some("报告!B3")),
        ("/report/speaker/on_behalf_of/1", Some("报告!B5")),
        ("/report/after/1/topic", Some("报告-讲话安排!E4")),
        ("/report/after/1/role", Some("报告-讲话安排!E4")),
        ("/indicators/0", Some("指标!C2")),
        ("/indicators/0/value", Some("指标!D2")),
        ("/indicators/0/period/label", Some("指标!H2")),
        ("/indicators/0/base/parts/0/value", Some("指标-基期·构成!E2")),
        ("/populations/0/parts/0/of_which/0/name", Some("人群!E4")),
        ("/populations", None),
        ("", None),
    ] {
        assert_eq!(read.cells.cell(pointer).as_deref(), cell, "{pointer}");
    }
    let mut findings = vec![crate::Finding::error("x", "/regions/0/groups/0/parts/0/name", "")];
    read.cells.locate(&mut findings);
    assert_eq!(findings[0].cell.as_deref(), Some("地区-群体!E3"));
}

#[test]
fn a_record_without_content_keeps_its_place() {
    let document =
        json!({"indicators": [{}, {"name": "甲"}, {}], "populations": [{"parts": [{}, {"of_which": [{}]}]}]});
    let read = read(&schema(), &write(&schema(), &document).unwrap());
    assert_eq!((read.value, read.findings), (document, vec![]));
}

fn hostile() -> impl Strategy<Value = String> {
    let fixed = [
        "=1+1",
        "'甲",
        "+86",
        "@x",
        "-1",
        "４．９８万人",
        "1,234",
        "2-3",
        "😀",
        "甲\r\n乙",
        "\n",
        " ",
        "\u{3000}",
        "\\0",
        "\\n",
        "\\",
        "{}",
        "[1]",
        "\"x\"",
        "TRUE",
        "例",
        "空",
        "#N/A",
        "_x000D_",
        "_x005F_x000D_",
        "_x_x0041_",
        "\u{1}",
        "\u{FFFE}",
        "\t甲\t",
        "<a&b>",
        "]]>",
        "http://a.b",
        "internal:a",
        "1e5",
        "2017-08-30",
        "0012",
        " 甲 ",
        "\r",
        "\u{200B}",
        "\u{FEFF}x",
        "a\u{0}b",
    ];
    prop_oneof![3 => proptest::sample::select(fixed.to_vec()).prop_map(str::to_owned), 2 => "\\PC{1,8}", 1 => "[a-z_x0-9\\\\\r\n =]{1,9}"]
}

fn typed() -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => hostile().prop_map(Value::from),
        1 => hostile().prop_map(|text| json!({"label": text, "upper": 5, "more": [true]})),
        1 => Just(json!({})),
    ]
}

/// An object of those fields that are there.
fn record(fields: Vec<(&'static str, Option<Value>)>) -> Value {
    let empty = |v: &Value| v.as_array().is_some_and(Vec::is_empty);
    Value::Object(fields.into_iter().filter_map(|(k, v)| Some((k.into(), v.filter(|v| !empty(v))?))).collect())
}

fn maybe(value: impl Strategy<Value = impl Into<Value>>) -> impl Strategy<Value = Option<Value>> {
    proptest::option::weighted(0.4, value.prop_map(Into::into))
}

fn list(item: impl Strategy<Value = impl Into<Value>>) -> impl Strategy<Value = Option<Value>> {
    proptest::option::weighted(0.4, vec(item.prop_map(Into::into), 1..4).prop_map(Value::Array))
}

fn texts() -> impl Strategy<Value = Option<Value>> {
    list(prop_oneof![4 => hostile(), 1 => Just(String::new())])
}

fn count() -> impl Strategy<Value = Value> {
    (maybe(hostile()), maybe(typed())).prop_map(|(name, value)| record(vec![("name", name), ("value", value)]))
}

fn population() -> impl Strategy<Value = Value> {
    let leaf = (maybe(hostile()), maybe(typed()))
        .prop_map(|(name, persons)| record(vec![("name", name), ("persons", persons)]));
    leaf.prop_recursive(4, 12, 3, |inner| {
        (maybe(hostile()), list(inner.clone()), list(inner), list(count())).prop_map(
            |(name, parts, of_which, counts)| {
                record(vec![("name", name), ("parts", parts), ("of_which", of_which), ("counts", counts)])
            },
        )
    })
}

fn indicator() -> impl Strategy<Value = Value> {
    let base =
        (maybe(typed()), list(count())).prop_map(|(period, parts)| record(vec![("period", period), ("parts", parts)]));
    let base = maybe(base).prop_map(|base| base.filter(|b| b.as_object().is_some_and(|b| !b.is_empty())));
    let direction = proptest::sample::select(vec!["越大越好", "不评价"]);
    let figures = (maybe(hostile()), maybe(typed()), maybe(typed()), maybe(typed()), maybe(typed()), maybe(direction));
    let others = (maybe(any::<bool>()), maybe(any::<i64>()), list(typed()), texts(), base);
    (figures, others).prop_map(|((name, value, rate, rank, as_of, direction), (key, order, series, notes, base))| {
        record(vec![
            ("name", name),
            ("value", value),
            ("rate", rate),
            ("rank", rank),
            ("as_of", as_of),
            ("direction", direction),
            ("key", key),
            ("order", order),
            ("series", series),
            ("notes", notes),
            ("base", base),
        ])
    })
}

fn report() -> impl Strategy<Value = Value> {
    let speaker = (maybe(hostile()), texts())
        .prop_map(|(role, on_behalf_of)| record(vec![("role", role), ("on_behalf_of", on_behalf_of)]));
    let speaker = maybe(speaker).prop_map(|s| s.filter(|s| s.as_object().is_some_and(|s| !s.is_empty())));
    let address = || {
        (maybe(hostile()), maybe(hostile())).prop_map(|(role, topic)| record(vec![("role", role), ("topic", topic)]))
    };
    (maybe(hostile()), speaker, maybe(typed()), maybe(any::<bool>()), texts(), list(address()), list(address()))
        .prop_map(|(title, speaker, date, open, leadership, before, after)| {
            record(vec![
                ("title", title),
                ("speaker", speaker),
                ("date", date),
                ("open", open),
                ("leadership", leadership),
                ("before", before),
                ("after", after),
            ])
        })
}

fn document() -> impl Strategy<Value = Value> {
    let region = (maybe(hostile()), maybe(hostile()), list(count()), list(population())).prop_map(
        |(id, name, counts, groups)| record(vec![("id", id), ("name", name), ("counts", counts), ("groups", groups)]),
    );
    (report(), list(region), list(indicator()), list(population())).prop_map(
        |(report, regions, indicators, populations)| {
            let report = Some(report).filter(|r| r != &Value::Object(Map::new()));
            record(vec![
                ("report", report),
                ("regions", regions),
                ("indicators", indicators),
                ("populations", populations),
            ])
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read(document in document()) {
        let schema = schema();
        let read = read(&schema, &write(&schema, &document).unwrap());
        prop_assert_eq!(&read.findings, &vec![]);
        prop_assert_eq!(&read.value, &document);
    }
}
