//! [`Query`]: what stands after `?` in a figure's source: how it is to be printed, and of which records it is a count.

use crate::data::Conditions;

/// Before the field of a condition in a source.
const CONDITION: char = '.';
/// Between values of which one must hold.
const OR: char = '|';

/// How a figure is to be printed: the `key=value` pairs of its link, in order.
///
/// The keys are a matter between the templates and the data; this stage reads `form` and `unit` of its own counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    pairs: Vec<(String, String)>,
}

impl Query {
    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// The conditions on records: `.status=逾期`, with `|` between values of which one must hold.
    pub(crate) fn conditions(&self) -> Conditions {
        self.pairs().fold(Conditions::default(), |all, (key, values)| match key.strip_prefix(CONDITION) {
            Some(field) => all.and(field, values.split(OR).filter(|v| !v.is_empty()).map(str::to_owned).collect()),
            None => all,
        })
    }

    /// Reads the part of a source after `?`. A key without `=` has an empty value; empty pairs are skipped.
    pub fn parse(query: &str) -> Self {
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        Self { pairs: pairs.map(|(key, value)| (decode(key), decode(value))).collect() }
    }

    /// The value of `key`; the first one when it is repeated.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.pairs.iter().find(|(k, _)| k == key).map(|(_, value)| value.as_str())
    }

    /// The pairs in the order in which they were written.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// Adds a pair at the end.
    #[must_use]
    pub fn with(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.pairs.push((key.into(), value.into()));
        self
    }
}

impl std::fmt::Display for Query {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (i, (key, value)) in self.pairs.iter().enumerate() {
            let separator = if i > 0 { "&" } else { "" };
            write!(f, "{separator}{}={}", encode(key, "&="), encode(value, "&"))?;
        }
        Ok(())
    }
}

/// Percent-encodes `%` and the characters that would end `text` early.
pub(crate) fn encode(text: &str, special: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '%' || special.contains(c) {
            // All of them are ASCII.
            out.push_str(&format!("%{:02X}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

/// Undoes [`encode`]; a `%` that two hexadecimal digits do not follow stands for itself.
pub(crate) fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%')
            .then(|| bytes.get(at + 1..at + 3))
            .flatten()
            .and_then(|hex| Some((char::from(hex[0]).to_digit(16)?, char::from(hex[1]).to_digit(16)?)));
        if let Some((high, low)) = code {
            // Two hexadecimal digits fit into a byte.
            out.push((high * 16 + low) as u8);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The source of a count of records, as a figure link names it: `/problems/count?.status=逾期&unit=条`.
pub(crate) fn count_source(list: &str, conditions: &Conditions, unit: &str) -> String {
    let mut form = asked(conditions);
    if !unit.is_empty() {
        form = form.with("unit", unit);
    }
    with_query(&format!("{list}/count"), &form)
}

/// The source of a sum over records.
pub(crate) fn sum_source(list: &str, field: &str, conditions: &Conditions) -> String {
    let of = Query::default().with("of", field);
    let form = asked(conditions).pairs().fold(of, |form, (key, value)| form.with(key, value));
    with_query(&format!("{list}/sum"), &form)
}

fn asked(conditions: &Conditions) -> Query {
    conditions.iter().fold(Query::default(), |form, (field, values)| {
        form.with(format!("{CONDITION}{field}"), values.join(&OR.to_string()))
    })
}

fn with_query(pointer: &str, query: &Query) -> String {
    let pointer = encode(pointer, "?");
    if query.is_empty() { pointer } else { format!("{pointer}?{query}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Source;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn prints_and_reads_back(pointer in "/.*", pairs in prop::collection::vec((".+", ".*"), 0..4)) {
            let form = Query { pairs };
            prop_assert_eq!(&Query::parse(&form.to_string()), &form);
            let source = Source::Data { pointer, form };
            prop_assert_eq!(source.to_string().parse::<Source>().unwrap(), source);
        }
    }
}
