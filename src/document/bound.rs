//! The data answers for the figures of a draft.

use super::source::{FigureSource, Query, SourceError, Sourced};
use crate::data::{FigureError, Figures, field_of};

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

    fn resolve(&self, pointer: &str, form: &Query) -> Result<Sourced, SourceError> {
        let asked = form.get("form").unwrap_or("written");
        let how: crate::data::Form =
            asked.parse().map_err(|reason| SourceError::Form { form: form.to_string(), reason })?;
        let figure = self.figure(pointer).map_err(|error| match error {
            FigureError::NotFound => SourceError::NotFound { pointer: pointer.to_owned() },
            FigureError::NotAFigure => {
                SourceError::NotAFigure { pointer: pointer.to_owned(), found: "文字或列表".to_owned() }
            }
        })?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::from_json;

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
}
