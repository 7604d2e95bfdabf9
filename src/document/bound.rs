//! The data answers for the figures of a draft.

use super::source::{FigureSource, SourceError, Sourced};
use crate::data::{Figure, FigureError, Figures, field_of};
use crate::draft::Query;

/// Fields that hold names.
const NAMES: [&str; 6] = ["name", "who", "object", "item", "place", "unit"];

impl FigureSource for Figures {
    fn names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.each_text(|pointer, text| {
            if NAMES.contains(&field_of(pointer)) {
                names.push(text);
            }
        });
        names
    }

    fn data(&self) -> Option<&Figures> {
        Some(self)
    }

    fn resolve(&self, pointer: &str, form: &Query) -> Result<Sourced, SourceError> {
        let asked = form.get("form").unwrap_or("written");
        let how: crate::data::Form =
            asked.parse().map_err(|reason| SourceError::Form { form: form.to_string(), reason })?;
        let figure = match aggregate(self, pointer, form) {
            Some(figure) => figure,
            None => self.figure(pointer).map_err(|error| match error {
                FigureError::NotFound => SourceError::NotFound { pointer: pointer.to_owned() },
                FigureError::NotAFigure => {
                    SourceError::NotAFigure { pointer: pointer.to_owned(), found: "文字或列表".to_owned() }
                }
            })?,
        };
        Ok(Sourced {
            text: figure.value.print(how),
            label: figure.label,
            formula: figure.formula.map(str::to_owned),
            operands: figure.operands,
            period: figure.period,
            as_of: figure.as_of,
            provider: figure.provider,
        })
    }
}

/// A count of some records, or their sum: what a list's pointer with conditions asks for. Or what one figure is of another,
/// `/funds/0/disbursed/share?of=/funds/0/allocated`.
fn aggregate(figures: &Figures, pointer: &str, form: &Query) -> Option<Figure> {
    if let (Some(part), Some(whole)) = (pointer.strip_suffix("/share"), form.get("of")) {
        return figures.shared(part, whole);
    }
    let conditions = form.conditions();
    if let Some(list) = pointer.strip_suffix("/sum") {
        return figures.summed(list, form.get("of")?, &conditions);
    }
    let list = pointer.strip_suffix("/count")?;
    let unit = form.get("unit").unwrap_or_default();
    // A plain number of members is a figure of the list.
    (!conditions.is_empty() || !unit.is_empty()).then(|| figures.counted(list, &conditions, unit))?
}

#[cfg(test)]
mod tests {
    use super::super::source::Source;
    use super::*;
    use crate::data::Conditions;
    use crate::data::from_json;
    use crate::draft::{count_source, sum_source};

    #[test]
    fn figures_are_printed_in_the_form_that_the_link_asks_for() {
        let json = r#"{"targets": [{"name": "脱贫", "target": "7.38万人", "done": "4.98万人"}]}"#;
        let figures = Figures::new(&from_json(json.as_bytes()).progress);
        let text = |pointer: &str, query: &str| {
            figures.resolve(pointer, &Query::parse(query)).map_or_else(|e| e.to_string(), |s| s.text)
        };
        assert_eq!(text("/targets/0/done", ""), "4.98万人");
        assert_eq!(text("/targets/0/done", "form=bare"), "4.98万");
        assert_eq!(text("/targets/0/rate", ""), "67.5%");
        assert_eq!(text("/targets/1/rate", ""), "数据中没有 /targets/1/rate");
        assert_eq!(text("/targets/0/name", ""), "/targets/0/name 处是文字或列表，不是可以印出的数字");
        assert!(text("/targets/0/done", "form=roman").contains("没有“roman”这种写法"));
    }

    #[test]
    fn counts_and_sums_of_some_records() {
        let json = r#"{"problems": [{"name": "甲", "status": "逾期"}, {"name": "乙"}, {"name": "丙&=|", "status": "已整改"}],
            "projects": [{"name": "甲", "invest": "3万元"}, {"name": "乙", "invest": "4万元"}]}"#;
        let figures = Figures::new(&from_json(json.as_bytes()).progress);
        let text = |source: &str| {
            let read: Source = source.parse().unwrap();
            assert_eq!(read.to_string(), source);
            read.resolve(0, &figures).map_or_else(|e| e.to_string(), |s| s.text)
        };
        let of = |field: &str, values: &[&str]| {
            Conditions::default().and(field, values.iter().map(|v| (*v).to_owned()).collect())
        };
        assert_eq!(text(&count_source("/problems", &of("status", &["逾期", "已整改"]), "条")), "2条");
        assert_eq!(text(&count_source("/problems", &of("status", &[]), "")), "1");
        assert_eq!(text(&count_source("/problems", &of("name!", &["甲"]), "件")), "2件");
        assert_eq!(text(&count_source("/problems", &Conditions::default(), "个")), "3个");
        assert_eq!(text(&sum_source("/projects", "invest", &of("name!", &["乙"]))), "3万元");
        assert_eq!(text("/projects/0/invest/share?of=/projects/1/invest"), "75%");
        assert_eq!(text(&count_source("/nothing", &of("a", &["b"]), "")), "数据中没有 /nothing/count");
        let sum = sum_source("/projects", "invest", &Conditions::default());
        assert_eq!(sum, "/projects/sum?of=invest");
    }
}
