//! [`Binder`]: reads the data for an exhibit, so that every figure in it is one of the document's ledger.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::super::model::{FigureEntry, Inline, plain};
use super::super::source::{Source, Sourced};
use super::model::Datum;
use super::spec::Spec;
use crate::Finding;
use crate::data::{Conditions, FigureValue, Figures, Form, Quantity, derived_title, field_of, field_title};
use crate::draft::{count_source, sum_source};

/// What is printed where a value was not reported.
pub(super) const MISSING: &str = "未报";

/// Fields by which a record is called, the first that it has.
const LABELS: [&str; 14] = [
    "name", "title", "task", "headline", "what", "unit", "region", "who", "item", "place", "leader", "tier", "source",
    "date",
];

/// Fields that hold the id or the name of another record, or a list of them.
const POINTING: [&str; 9] =
    ["region", "regions", "unit", "units", "source", "parent", "targets", "systems", "counties"];

/// The data, the block's settings, and the figures that were taken so far.
pub(super) struct Binder<'a> {
    /// The data.
    pub(super) data: &'a Figures,
    /// What the block asks for.
    pub(super) spec: Spec,
    /// The unit that all figures of the exhibit share, to be said once; empty where they name their own.
    pub(super) unit: String,
    /// What the signs of the exhibit mean, printed before its own note; empty for none.
    pub(super) legend: String,
    first: usize,
    entries: Vec<FigureEntry>,
    path: String,
    findings: Vec<Finding>,
}

impl<'a> Binder<'a> {
    /// `first`: the number of figures in the document before this exhibit. `path`: where its block stands in the draft.
    pub(super) fn new(data: &'a Figures, spec: Spec, first: usize, path: String) -> Self {
        let (unit, legend) = (String::new(), String::new());
        Self { data, spec, unit, legend, first, entries: Vec::new(), path, findings: Vec::new() }
    }

    /// What cannot be shown, or not as it was asked for: a warning; the rest is shown.
    pub(super) fn warn(&mut self, message: impl Into<String>, hint: impl Into<String>) {
        self.findings.push(Finding::warning("document.exhibit", self.path.clone(), message).hint(hint));
    }

    /// The records that `from`, `where`, `sort` and `limit` ask for: their pointers.
    ///
    /// `sort` names fields; `-` before one turns its order around. Records without the field come last.
    pub(super) fn records(&mut self) -> Vec<String> {
        let from = self.spec.text("from");
        self.records_at(&from)
    }

    /// The same, of a list that is not the block's own `from`.
    pub(super) fn records_at(&mut self, from: &str) -> Vec<String> {
        let conditions = self.spec.conditions("where");
        let (sort, limit) = (self.spec.texts("sort"), self.spec.count("limit"));
        if !from.starts_with('/') {
            self.spec.complain("from 要写明数据从哪里来，如 from = \"/problems\"");
            return Vec::new();
        }
        let mut records = self.data.select(from, &conditions);
        for field in sort.iter().rev() {
            let (field, turned) = field.strip_prefix('-').map_or((field.as_str(), false), |field| (field, true));
            let keyed = records.into_iter().map(|record| (self.order(&record, field), record));
            let mut keyed: Vec<_> = keyed.collect();
            crate::sort::by(&mut keyed, |(a, _), (b, _)| ordered(a, b, turned));
            records = keyed.into_iter().map(|(_, record)| record).collect();
        }
        if let Some(limit) = limit {
            records.truncate(limit);
        }
        records
    }

    fn order(&self, record: &str, field: &str) -> Option<Order> {
        let pointer = format!("{record}/{field}");
        if let Some((value, ..)) = self.data.computed(&pointer) {
            return number(&value).map(Order::Number);
        }
        self.data.text(&pointer).map(|text| Order::Text(self.data.called(text).to_owned()))
    }

    /// The figure of a source as a run of the document. `None` where there is none.
    pub(super) fn figure_of(&mut self, source: &Source) -> Option<Inline> {
        let Sourced { text, label, formula, operands, period, as_of, provider } = source.resolve(0, self.data).ok()?;
        let entry = FigureEntry {
            text: text.clone(),
            source: source.to_string(),
            formula,
            operands,
            label,
            period,
            as_of,
            provider,
        };
        self.entries.push(entry);
        Some(Inline::Figure { text, figure: self.first + self.entries.len() - 1 })
    }

    /// The figure at a pointer, in a form.
    pub(super) fn figure(&mut self, pointer: &str, form: Form) -> Option<Inline> {
        self.figure_of(&Source::data(pointer, form))
    }

    /// What a field of a record says: its figure, its text, its list; a record that is pointed at by its name. Empty where
    /// the field is.
    pub(super) fn content(&mut self, record: &str, field: &str) -> Vec<Inline> {
        self.content_as(record, field, Form::Written)
    }

    /// The same, with its figures in a form of one's own.
    pub(super) fn content_as(&mut self, record: &str, field: &str, form: Form) -> Vec<Inline> {
        let pointer = format!("{record}/{field}");
        if let Some(figure) = self.figure(&pointer, form) {
            return vec![figure];
        }
        if let Some(text) = self.data.text(&pointer) {
            return words(self.said(field, text));
        }
        // The data does not hold the usual comparison.
        if field_of(field) == "cmp" && field_title(&pointer).is_some() {
            return words(compared(">="));
        }
        let members = self.data.select(&pointer, &Conditions::default());
        let members: Vec<_> =
            members.iter().map(|member| self.member(member, field)).filter(|m| !m.is_empty()).collect();
        // Clauses are divided by semicolons, names by the mark between names.
        let clauses =
            members.iter().map(|member| plain(member)).any(|m| m.chars().count() > 10 || m.contains(['、', '，']));
        let mark = if clauses { "；" } else { "、" };
        members
            .into_iter()
            .enumerate()
            .flat_map(|(i, said)| words(if i > 0 { mark } else { "" }).into_iter().chain(said))
            .collect()
    }

    /// A member of a list within a record: a figure, a text, or a small record said as its name and its first figure.
    fn member(&mut self, pointer: &str, field: &str) -> Vec<Inline> {
        if let Some(figure) = self.figure(pointer, Form::Written) {
            return vec![figure];
        }
        if let Some(text) = self.data.text(pointer) {
            return words(self.said(field, text));
        }
        let mut out = words(self.label(pointer));
        let mut found = None;
        self.data.each_stated_below(pointer, |at, value| {
            if found.is_none() && !matches!(value, FigureValue::Date(_) | FigureValue::Period(_)) {
                found = Some(at.to_owned());
            }
        });
        out.extend(found.and_then(|at| self.figure(&at, Form::Written)));
        out
    }

    /// A text as it is printed: an id as the name that it stands for, a yes or no as such, a sign as its word.
    fn said(&self, field: &str, text: &str) -> String {
        match text {
            "true" => "是".into(),
            "false" => "否".into(),
            _ if field_of(field) == "cmp" => compared(text).to_owned(),
            _ if POINTING.contains(&field_of(field)) => self.data.called(text).to_owned(),
            _ => text.to_owned(),
        }
    }

    /// A text of a record, ids as names; empty where there is none.
    pub(super) fn text(&self, record: &str, field: &str) -> String {
        self.data.text(&format!("{record}/{field}")).map(|text| self.said(field, text)).unwrap_or_default()
    }

    /// Whether a record says yes to a field.
    pub(super) fn flag(&self, record: &str, field: &str) -> bool {
        self.data.text(&format!("{record}/{field}")) == Some("true")
    }

    /// The sign by which a record compares: `>=`, `<=` or `=`; empty for none.
    pub(super) fn comparison(&self, record: &str) -> &str {
        self.data.text(&format!("{record}/cmp")).unwrap_or_default()
    }

    /// Whether the figure of a record is one to stay within, and less is better.
    pub(super) fn is_limit(&self, record: &str) -> bool {
        self.comparison(record) == "<="
    }

    /// What a record is called: the field that `label` names, else the first of the usual ones that it has.
    pub(super) fn label(&self, record: &str) -> String {
        match self.spec.text("label").as_str() {
            "" => self.printed(record, self.label_field(record)),
            asked => self.printed(record, asked),
        }
    }

    /// The field by which a record is called unless the block names one; empty where it has none of the usual ones.
    pub(super) fn label_field(&self, record: &str) -> &'static str {
        LABELS.into_iter().find(|field| !self.printed(record, field).is_empty()).unwrap_or_default()
    }

    /// A field as plain text, figures as written: for names and alternative text.
    pub(super) fn printed(&self, record: &str, field: &str) -> String {
        let pointer = format!("{record}/{field}");
        match self.data.computed(&pointer) {
            Some((value, ..)) => value.print(Form::Written),
            None => self.text(record, field),
        }
    }

    /// The heading of a field of a list's records.
    pub(super) fn heading(&self, record: &str, field: &str) -> String {
        let title = field_title(&format!("{record}/{field}"));
        title.or_else(|| derived_title(&format!("/{field}"))).unwrap_or(field).to_owned()
    }

    /// A quantity of a record, stated or computed.
    pub(super) fn quantity(&self, record: &str, field: &str) -> Option<Quantity> {
        match self.data.computed(&format!("{record}/{field}"))?.0 {
            FigureValue::Quantity(quantity) => Some(quantity),
            _ => None,
        }
    }

    /// The unit, with its scale, that a field has in all records that have it, so that a head can say it once: 万元.
    /// Empty where they differ, are not exact, or have none.
    pub(super) fn unit(&self, records: &[String], field: &str) -> String {
        let units: BTreeSet<String> = records
            .iter()
            .filter_map(|record| self.quantity(record, field))
            .map(|q| if q.is_exact() { q.scale().word().to_owned() + q.unit() } else { String::new() })
            .collect();
        match units.len() {
            1 => units.into_iter().next().unwrap_or_default(),
            _ => String::new(),
        }
    }

    /// The figure of a field for a chart: with its unit, or the number alone where the exhibit says the unit (`bare`, see
    /// [`Binder::unit`]). A record that does not have it says why (`missing`), or 未报.
    pub(super) fn datum(&mut self, record: &str, field: &str, bare: bool) -> Datum {
        let pointer = format!("{record}/{field}");
        let (value, text) = match self.quantity(record, field).filter(|_| bare) {
            Some(quantity) => (Some(quantity.number()), self.figure(&pointer, Form::Number)),
            None => {
                let value = self.data.computed(&pointer).and_then(|(value, ..)| number(&value));
                (value, self.figure(&pointer, Form::Written))
            }
        };
        match text {
            Some(text) => Datum { text: vec![text], value: value.map(|v| v.normalize().to_string()) },
            None => Datum { text: words(self.missing(record)), value: None },
        }
    }

    /// Why a record has no figure.
    pub(super) fn missing(&self, record: &str) -> String {
        Some(self.text(record, "missing")).filter(|why| !why.is_empty()).unwrap_or_else(|| MISSING.to_owned())
    }

    /// How many records of a list meet conditions, as a figure.
    pub(super) fn count(&mut self, list: &str, conditions: &Conditions, unit: &str) -> Datum {
        let value = self.data.select(list, conditions).len();
        let source = count_source(list, conditions, unit).parse().ok();
        let text = source.and_then(|source| self.figure_of(&source));
        Datum { text: text.into_iter().collect(), value: Some(value.to_string()) }
    }

    /// What a field of the records of a list sums up to, as a figure; none where it cannot be summed.
    pub(super) fn sum(&mut self, list: &str, field: &str, conditions: &Conditions, bare: bool) -> Option<Datum> {
        let value = match self.data.summed(list, field, conditions)?.value {
            FigureValue::Quantity(sum) if bare => sum.number(),
            sum => number(&sum)?,
        };
        let source: Source = sum_source(list, field, conditions).parse().ok()?;
        let source = if bare { source.with("form", Form::Number.name()) } else { source };
        let text = self.figure_of(&source)?;
        Some(Datum { text: vec![text], value: Some(value.normalize().to_string()) })
    }

    /// 数据来源 and 截至, of the figures that were taken, unless the block says its own.
    pub(super) fn source_line(&self) -> String {
        let own = self.spec.text("source");
        if !own.is_empty() {
            return format!("数据来源：{own}");
        }
        let providers: Vec<_> = distinct(self.entries.iter().filter_map(|entry| entry.provider.as_deref()));
        let dates: Vec<_> = distinct(self.entries.iter().filter_map(|entry| entry.as_of.as_deref()));
        let from =
            (!providers.is_empty() && providers.len() <= 4).then(|| format!("数据来源：{}", providers.join("、")));
        let until = match dates[..] {
            [date] => Some(if date.starts_with("截至") { date.to_owned() } else { format!("截至{date}") }),
            _ => None,
        };
        from.into_iter().chain(until).collect::<Vec<_>>().join("；")
    }

    /// The figures that were taken, and what is wrong with the block.
    pub(super) fn finish(mut self) -> (Vec<FigureEntry>, Vec<Finding>) {
        for mistake in self.spec.mistakes() {
            self.findings.push(
                Finding::error("document.exhibit", self.path.clone(), mistake)
                    .hint("改正这一块里的写法，见 docs/exhibits.md"),
            );
        }
        (self.entries, self.findings)
    }
}

/// The order of what records are sorted by, `turned` around or not; what has nothing comes last either way.
pub(super) fn ordered<T: Ord>(a: &Option<T>, b: &Option<T>, turned: bool) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if turned => b.cmp(a),
        (Some(a), Some(b)) => a.cmp(b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

/// What records are sorted by.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Order {
    Number(Decimal),
    Text(String),
}

/// The number of a figure: of a quantity in single units, of a rank its place, of a date its last day as 20170830.
pub(super) fn number(value: &FigureValue) -> Option<Decimal> {
    match value {
        FigureValue::Quantity(quantity) => quantity.value(),
        FigureValue::Rank(rank) => Some(rank.position.into()),
        FigureValue::Date(date) => {
            let day = date.last_day();
            Some(Decimal::from(i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())))
        }
        FigureValue::Reference(reference) => reference.delta()?.value(),
        FigureValue::Period(_) | FigureValue::Ratio(_) => None,
    }
}

/// What a sign of comparison says.
fn compared(sign: &str) -> &str {
    match sign {
        ">=" => "不低于",
        "<=" => "不高于",
        "=" => "等于",
        other => other,
    }
}

/// A text as a run; nothing for an empty one.
pub(super) fn words(text: impl Into<String>) -> Vec<Inline> {
    let text = text.into();
    if text.is_empty() { Vec::new() } else { vec![Inline::Text { text }] }
}

fn distinct<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let mut out: Vec<&str> = Vec::new();
    for text in texts {
        if !out.contains(&text) {
            out.push(text);
        }
    }
    out
}
