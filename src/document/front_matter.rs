//! Front matter: the document's own facts, TOML between two `+++` lines at the head of a draft.

use std::ops::Range;

use serde::Serialize;
use toml::de::DeTable;

use super::date::printed_date;
use super::model::Facts;
use super::position::Positions;
use crate::Finding;
use crate::data::{Field, Tree, set_fields};

/// Reads the front matter; the second value is the byte at which the text begins.
///
/// What cannot be read is a finding; the facts that can be read are kept.
pub(crate) fn read(text: &str, positions: &Positions, findings: &mut Vec<Finding>) -> (Facts, usize) {
    let Some((toml, body)) = locate(text) else {
        if text.strip_prefix('\u{FEFF}').unwrap_or(text).starts_with("+++") {
            findings.push(
                Finding::error("document.front_matter", positions.path(0), "文首的 +++ 没有与之配对的 +++")
                    .hint("在文首各项之后另起一行写 +++"),
            );
        }
        findings.push(missing_title(positions));
        return (Facts::default(), if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 });
    };
    let start = toml.start;
    let facts = facts(&text[toml.clone()], start, positions, findings);
    if facts.title.trim().is_empty() {
        findings.push(missing_title(positions));
    }
    (facts, body)
}

fn missing_title(positions: &Positions) -> Finding {
    Finding::error("document.title_missing", positions.path(0), "没有标题").hint("在文首两行 +++ 之间写 title = \"……\"")
}

/// The bytes between the `+++` lines, and the byte after the second.
fn locate(text: &str) -> Option<(Range<usize>, usize)> {
    let mut at = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let mut start = None;
    for line in text[at..].split_inclusive('\n') {
        let fence = line.trim_end() == "+++";
        match start {
            None if !fence => return None,
            None => start = Some(at + line.len()),
            Some(start) if fence => return Some((start..at, at + line.len())),
            Some(_) => {}
        }
        at += line.len();
    }
    None
}

/// Each key by itself, so that one mistake costs one fact.
fn facts(source: &str, start: usize, positions: &Positions, findings: &mut Vec<Finding>) -> Facts {
    let (keys, table) = match (DeTable::parse(source), source.parse::<toml::Table>()) {
        (Ok(keys), Ok(table)) => (keys, table),
        (Err(error), _) | (_, Err(error)) => {
            let at = start + error.span().map_or(0, |span| span.start);
            let message = format!("文首读不懂（{}）", error.message().trim());
            findings.push(
                Finding::error("document.front_matter", positions.path(at), message)
                    .hint("每行写作 名称 = \"内容\"，引号用英文半角"),
            );
            return Facts::default();
        }
    };
    let mut facts = Facts::default();
    for (key, _) in keys.get_ref() {
        let at = start + key.span().start;
        let name: &str = key.get_ref();
        // A clerk who knows TOML leaves the quotes off a date: to the tree it is a text.
        let Some(value) = table.get(name) else { continue };
        let alone = Tree::Record(vec![(name.into(), Tree::of_toml(value))]);
        if let Err(why) = set(&mut facts, &alone) {
            let message = format!("文首的 {name} 不是已知的一项，或写法不对（{why}）");
            findings.push(
                Finding::error("document.front_matter", positions.path(at), message)
                    .hint("核对名称；内容写在英文半角引号里"),
            );
        } else if let (true, Tree::Record(fields)) = (["date", "printed"].contains(&name), &alone)
            && let Some((_, Tree::Text(date))) = fields.first()
        {
            findings.extend(wrong_date(date, at, positions));
        }
    }
    facts
}

/// Sets facts of a table; what cannot be read changes nothing.
fn set(facts: &mut Facts, table: &Tree) -> Result<(), String> {
    macro_rules! each {
        ($($name:ident)*) => {{
            let Facts { $($name),* } = facts;
            let fields: &mut [(&'static str, &mut dyn Field)] = &mut [$((stringify!($name), $name)),*];
            set_fields("Facts", fields, table).map_err(|wrong| wrong.message)
        }};
    }
    each! {
        caution title subtitle speaker date salutation genre layout sources issuers mark number signers secrecy urgency
        copy_number recipients copies signatures printer printed note masthead issue total_issue editor print_run
        unnumbered spoken
    }
}

fn wrong_date(date: &str, at: usize, positions: &Positions) -> Option<Finding> {
    printed_date(date).is_none().then(|| {
        Finding::error("document.date", positions.path(at), format!("日期“{date}”不是年-月-日"))
            .hint("写作 2017-08-30，印出来是2017年8月30日")
    })
}

/// Writes the facts as front matter, with its `+++` lines.
pub(crate) fn print(facts: &Facts) -> String {
    let mut out = String::from("+++\n");
    // Facts are plain values; `toml` is built without its printer.
    if let serde_json::Value::Object(facts) = as_value(facts) {
        for (key, value) in &facts {
            if !value.is_null() {
                out.push_str(&format!("{key} = {}\n", toml_value(value)));
            }
        }
    }
    out.push_str("+++\n");
    out
}

/// The JSON value of a part of a document, by way of its text: the one serializer that there has to be.
pub(super) fn as_value(part: &impl Serialize) -> serde_json::Value {
    serde_json::to_string(part).and_then(|text| serde_json::from_str(&text)).unwrap_or_default()
}

/// A JSON value in TOML: the same, but for tables, the one control character that JSON leaves raw, and null.
pub(super) fn toml_value(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Array(items) => {
            format!("[{}]", items.iter().map(toml_value).collect::<Vec<_>>().join(", "))
        }
        serde_json::Value::Object(fields) => {
            let fields = fields.iter().filter(|(_, value)| !value.is_null());
            let fields: Vec<String> = fields.map(|(key, value)| format!("{key} = {}", toml_value(value))).collect();
            format!("{{ {} }}", fields.join(", "))
        }
        other => other.to_string().replace('\u{7F}', "\\u007F"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read_all(text: &str) -> (Facts, usize, String) {
        let mut findings = Vec::new();
        let (facts, body) = read(text, &Positions::new(text), &mut findings);
        (facts, body, findings.iter().map(|f| f.to_string() + "\n").collect())
    }

    #[test]
    fn one_mistake_costs_one_fact() {
        let text = "+++\ntitle = \"讲话\"\nsize = 3\ndate = 2017-08-32\nspeaker = 4\n+++\n正文";
        let (facts, _, findings) = read_all(text);
        assert_eq!(facts, Facts::default());
        insta::assert_snapshot!(findings, @r#"
        错误 document.front_matter  draft:4:8
            文首读不懂（invalid date, expected day between 01 and 31）
            → 每行写作 名称 = "内容"，引号用英文半角
        错误 document.title_missing  draft:1:1
            没有标题
            → 在文首两行 +++ 之间写 title = "……"
        "#);

        let text = "+++\ntitle = \"讲话\"\nsize = 3\ndate = 2017-08-31\nspeaker = 4\n+++\n正文";
        let (facts, body, findings) = read_all(text);
        assert_eq!((facts.title.as_str(), facts.date.as_deref(), facts.speaker), ("讲话", Some("2017-08-31"), None));
        assert_eq!(&text[body..], "正文");
        insta::assert_snapshot!(findings, @r"
        错误 document.front_matter  draft:3:1
            文首的 size 不是已知的一项，或写法不对（unknown field `size`, expected one of `caution`, `title`, `subtitle`, `speaker`, `date`, `salutation`, `genre`, `layout`, `sources`, `issuers`, `mark`, `number`, `signers`, `secrecy`, `urgency`, `copy_number`, `recipients`, `copies`, `signatures`, `printer`, `printed`, `note`, `masthead`, `issue`, `total_issue`, `editor`, `print_run`, `unnumbered`, `spoken`）
            → 核对名称；内容写在英文半角引号里
        错误 document.front_matter  draft:5:1
            文首的 speaker 不是已知的一项，或写法不对（invalid type: integer `4`, expected a string）
            → 核对名称；内容写在英文半角引号里
        ");
    }

    #[test]
    fn dates_and_titles() {
        insta::assert_snapshot!(read_all("+++\ntitle = \" \"\ndate = \"8月30日\"\n+++\n").2, @r#"
        错误 document.date  draft:3:1
            日期“8月30日”不是年-月-日
            → 写作 2017-08-30，印出来是2017年8月30日
        错误 document.title_missing  draft:1:1
            没有标题
            → 在文首两行 +++ 之间写 title = "……"
        "#);
        insta::assert_snapshot!(read_all("正文").2, @r#"
        错误 document.title_missing  draft:1:1
            没有标题
            → 在文首两行 +++ 之间写 title = "……"
        "#);
        insta::assert_snapshot!(read_all("+++\ntitle = \"讲话\"\n").2, @r#"
        错误 document.front_matter  draft:1:1
            文首的 +++ 没有与之配对的 +++
            → 在文首各项之后另起一行写 +++
        错误 document.title_missing  draft:1:1
            没有标题
            → 在文首两行 +++ 之间写 title = "……"
        "#);
    }

    fn fact() -> impl Strategy<Value = Option<String>> {
        prop::option::of(any::<String>())
    }

    proptest! {
        #[test]
        fn prints_and_reads_back(
            caution in fact(), title in any::<String>(), speaker in fact(), salutation in fact(), genre in fact(),
            spoken: bool, sources: bool, number in fact(), issuers in prop::collection::vec(any::<String>(), 0..4),
            copies in prop::collection::vec(any::<String>(), 0..4),
        ) {
            let facts = Facts {
                caution, title, speaker, salutation, genre, spoken, sources, number, issuers, copies, ..Facts::default()
            };
            let printed = print(&facts);
            let (read, body, _) = read_all(&printed);
            prop_assert_eq!(read, facts);
            prop_assert_eq!(body, printed.len());
        }
    }
}
