//! Units against the items of a standard: who meets what, and how many meet it.

use rust_decimal::Decimal;

use super::super::bind::{Binder, MISSING, words};
use super::super::model::{Cell, ColumnAlign, RowKind, Table};
use super::matrix::{CROSS, TICK};
use super::{column, row};
use crate::data::{Form, round};

/// An item of the standard.
struct Item {
    /// Its pointer.
    at: String,
    /// Its name, by which results point at it.
    name: String,
    /// Whether missing it decides alone.
    veto: bool,
}

/// How many of those who were tested pass.
#[derive(Debug, Clone, Copy, Default)]
struct Passed {
    passed: u32,
    tested: u32,
}

impl Passed {
    fn count(&mut self, pass: Option<bool>) {
        self.tested += u32::from(pass.is_some());
        self.passed += u32::from(pass == Some(true));
    }

    /// 达标率, of those who were tested; 未报 where nobody was.
    fn rate(self) -> Cell {
        let share = Decimal::from(self.passed * 100).checked_div(self.tested.into());
        Cell::text(share.map_or_else(|| MISSING.to_owned(), |share| format!("{}%", round(share, 1).normalize())))
    }
}

/// Units are those of the results, in their order, or those that `rows` names; items those of the standard, or of `values`.
pub(super) fn table(binder: &mut Binder<'_>, standard: &str) -> Option<Table> {
    let (rows, values) = (binder.spec.texts("rows"), binder.spec.texts("values"));
    let items: Vec<Item> = items(binder, standard, &values);
    let results: Vec<String> =
        (0..binder.data.members(&format!("{standard}/results"))).map(|i| format!("{standard}/results/{i}")).collect();
    let mut units: Vec<String> = rows.iter().map(|unit| binder.data.called(unit).to_owned()).collect();
    if units.is_empty() {
        for result in &results {
            let unit = binder.text(result, "unit");
            if !units.contains(&unit) {
                units.push(unit);
            }
        }
    }
    let known: Vec<(String, String, &String)> =
        results.iter().map(|at| (binder.text(at, "unit"), binder.text(at, "item"), at)).collect();
    for (_, name, _) in
        known.iter().filter(|(_, name, _)| !items.iter().any(|item| item.name == *name) && values.is_empty())
    {
        binder.warn(format!("达标情况里的“{name}”不是这个标准的条款"), "把条款名称写得一致");
    }

    let mut head = vec![Cell::text("单位")];
    for item in &items {
        head.push(item_head(binder, item));
    }
    head.push(Cell::text("达标率"));
    let mut by_item = vec![Passed::default(); items.len()];
    let mut missing = false;
    let mut out = Vec::new();
    for unit in &units {
        let mut cells = vec![Cell::text(unit.as_str())];
        let mut of_unit = Passed::default();
        for (item, of_item) in items.iter().zip(&mut by_item) {
            let result =
                known.iter().find(|(of, name, _)| of == unit && *name == item.name).map(|(.., at)| at.as_str());
            let pass = result.and_then(|result| passes(binder, result, &item.at));
            of_unit.count(pass);
            of_item.count(pass);
            missing |= pass.is_none();
            cells.push(verdict(binder, result, pass));
        }
        cells.push(of_unit.rate());
        out.push(row(RowKind::Record, cells));
    }
    if units.len() > 1 {
        let all = by_item.iter().fold(Passed::default(), |all, item| Passed {
            passed: all.passed + item.passed,
            tested: all.tested + item.tested,
        });
        let rates = by_item.into_iter().chain([all]).map(Passed::rate);
        out.push(row(RowKind::Total, std::iter::once(Cell::text("达标率")).chain(rates).collect()));
    }
    let mut legend = format!("{TICK} 达标，{CROSS} 未达标");
    if missing {
        legend.push_str(&format!("，{MISSING} 没有结果，不计入达标率"));
    }
    binder.legend = legend;
    let signs = (0..=items.len()).map(|_| column(ColumnAlign::Center));
    let columns = std::iter::once(column(ColumnAlign::Left)).chain(signs).collect();
    (!units.is_empty()).then_some(Table { columns, head: vec![head], rows: out, page_totals: false })
}

fn items(binder: &Binder<'_>, standard: &str, values: &[String]) -> Vec<Item> {
    let all = (0..binder.data.members(&format!("{standard}/items"))).map(|i| format!("{standard}/items/{i}"));
    let all = all.map(|at| Item { name: binder.text(&at, "name"), veto: binder.flag(&at, "veto"), at });
    all.filter(|item| values.is_empty() || values.contains(&item.name)).collect()
}

/// 隐患按期整改率（≥95%，一票否决).
fn item_head(binder: &mut Binder<'_>, item: &Item) -> Cell {
    let mut said = Vec::new();
    if let Some(value) = binder.figure(&format!("{}/value", item.at), Form::Written) {
        let sign = match binder.comparison(&item.at) {
            "<=" => "≤",
            "=" => "＝",
            _ => "≥",
        };
        said.extend(words(sign));
        said.push(value);
    } else {
        said.extend(binder.content(&item.at, "reference"));
    }
    if item.veto {
        said.extend(words(if said.is_empty() { "一票否决" } else { "，一票否决" }));
    }
    let mut content = words(item.name.as_str());
    if !said.is_empty() {
        content.extend(words("（"));
        content.extend(said);
        content.extend(words("）"));
    }
    Cell::of(content)
}

/// Whether a result meets its item: as it is stated, otherwise by its value.
fn passes(binder: &Binder<'_>, result: &str, item: &str) -> Option<bool> {
    match binder.data.text(&format!("{result}/pass")) {
        Some(stated) => Some(stated == "true"),
        None => {
            let (is, asked) = (binder.quantity(result, "value")?, binder.quantity(item, "value")?);
            let same = is.unit() == asked.unit() && is.is_exact() && asked.is_exact();
            let order = is.value()?.cmp(&asked.value()?);
            same.then(|| match binder.comparison(item) {
                "<=" => order.is_le(),
                "=" => order.is_eq(),
                _ => order.is_ge(),
            })
        }
    }
}

/// √ 98.2%, × 91%, or 未报.
fn verdict(binder: &mut Binder<'_>, result: Option<&str>, pass: Option<bool>) -> Cell {
    let value = result.and_then(|result| binder.figure(&format!("{result}/value"), Form::Written));
    let mut content = match pass {
        Some(true) => words(TICK),
        Some(false) => words(CROSS),
        None => Vec::new(),
    };
    content.extend(value);
    if content.is_empty() {
        content = words(MISSING);
    }
    Cell { marked: pass == Some(false), ..Cell::of(content) }
}
