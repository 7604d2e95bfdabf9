//! [`Recipe`]: from one set of data to one document, without pages.

use serde_json::{Map, Value};

use super::Facts;
use super::plan::overlaid;
use crate::compose::{self, Options};
use crate::data::Figures;
use crate::document::{Document, Outlines, refresh};
use crate::input::Input;
use crate::{Finding, check, has_errors};

/// How documents are written: what all of them have in common, with what stands in the files that a plan names.
#[derive(Debug, Clone, Default)]
pub struct Recipe {
    /// The texts of template, phrases and words; genre and seed are each document's own.
    pub compose: Options,
    /// Whether the reading edition says how figures are spoken.
    pub spoken: bool,
    /// Whether 数据来源表 is the last annex.
    pub sources: bool,
    /// Whether data that contradicts itself is written too.
    pub force: bool,
    /// A draft that is used in the place of one that is composed.
    pub draft: Option<String>,
    /// Whether the figures of that draft are written anew.
    pub refresh: bool,
    /// The outlines of regions.
    pub outlines: Outlines,
    /// What is said over the report.
    pub report: Map<String, Value>,
}

/// How one document is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Own {
    /// The genre. Empty: the one that the data names.
    pub genre: String,
    /// The layout. Empty: the one that suits the genre.
    pub layout: String,
    /// Chooses among equal wordings.
    pub seed: u64,
    /// The date, where the data states none, ISO 8601.
    pub date: String,
}

/// A document that can be set.
#[derive(Debug, Clone)]
pub struct Written {
    /// The draft.
    pub draft: String,
    /// The document.
    pub document: Document,
    /// The layout in which it is set.
    pub layout: String,
    /// What is remarkable; no errors, unless these were to be ignored.
    pub findings: Vec<Finding>,
}

impl Recipe {
    /// Writes a document of data that was read.
    ///
    /// # Errors
    /// Every finding, where one of them forbids the document.
    pub fn write(&self, mut input: Input, own: &Own, facts: &Facts) -> Result<Written, Vec<Finding>> {
        let mut findings = std::mem::take(&mut input.findings);
        match overlaid(&input.progress.report, &self.report, facts) {
            Ok(report) => input.progress.report = report,
            Err(more) => findings.extend(more),
        }
        findings.extend(input.progress.date_if_missing(&own.date).err().unwrap_or_default());
        if has_errors(&findings) {
            return Err(findings);
        }
        let figures = Figures::new(&input.progress);
        let contradictions = input.place(check::check(&input.progress, &figures).findings);
        let caution = if self.force { compose::caution(&contradictions) } else { String::new() };
        findings.extend(contradictions);
        if has_errors(&findings) && !self.force {
            return Err(findings);
        }
        let draft = match &self.draft {
            Some(draft) if self.refresh => refresh(draft, &figures).0,
            Some(draft) => draft.clone(),
            None => {
                let (genre, caution) = (own.genre.clone(), caution.clone());
                let options = Options { genre, seed: own.seed, caution, ..self.compose.clone() };
                compose::compose(&input.progress, &options).map_err(|more| told(&findings, more))?
            }
        };
        let (mut document, more) = Document::from_draft_with(&draft, &figures, &self.outlines);
        if has_errors(&more) {
            return Err(told(&findings, more));
        }
        findings.extend(more);
        document.facts.spoken |= self.spoken;
        if self.sources {
            document.add_sources();
        }
        if document.facts.caution.is_none() && !caution.is_empty() {
            document.facts.caution = Some(caution);
        }
        let suits = compose::layout(document.facts.genre.as_deref().unwrap_or(&own.genre));
        let layout = match (own.layout.is_empty(), &document.facts.layout) {
            (false, _) => own.layout.clone(),
            (true, Some(layout)) => layout.clone(),
            (true, None) => suits.to_owned(),
        };
        Ok(Written { draft, document, layout, findings })
    }
}

fn told(before: &[Finding], more: Vec<Finding>) -> Vec<Finding> {
    before.iter().cloned().chain(more).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATA: &str = r#"{"report": {"title": "讲话", "meeting": {"topic": "脱贫"}}, "regions": [{"name": "某县", "level": "县"}],
        "topics": [{"name": "脱贫"}], "targets": [{"name": "年度脱贫", "topic": "脱贫", "target": "10人", "done": "9人", "rate": "50%"}]}"#;

    fn write(recipe: &Recipe) -> Result<Written, Vec<Finding>> {
        let own = Own { date: "2017-08-30".into(), ..Own::default() };
        recipe.write(Input::from_json(DATA.as_bytes()), &own, &Facts::default())
    }

    #[test]
    fn what_contradicts_itself_is_written_only_when_that_is_asked_and_says_so() {
        let recipe = Recipe::default();
        assert!(write(&recipe).unwrap_err().iter().any(|f| f.code == "check.rate"));
        let written = write(&Recipe { force: true, ..recipe }).unwrap();
        assert!(written.document.facts.caution.unwrap().contains("1处矛盾"));
        assert_eq!((written.layout.as_str(), written.document.facts.title.as_str()), ("speech", "讲话"));
    }

    #[test]
    fn a_draft_is_used_for_every_set_of_data() {
        let draft = "+++\ntitle = \"汇报\"\ndate = \"2017-08-30\"\n+++\n\n已脱贫[1人](figure:/targets/0/done)。\n";
        let recipe = Recipe { force: true, draft: Some(draft.into()), refresh: true, ..Recipe::default() };
        let written = write(&recipe).unwrap();
        assert!(written.draft.contains("[9人]") && written.document.text().contains("已脱贫9人"));
    }

    #[test]
    fn a_date_that_is_none_is_told() {
        let written = Recipe::default().write(Input::from_json(DATA.as_bytes()), &Own::default(), &Facts::default());
        assert_eq!(written.unwrap_err()[0].code, "data.date");
    }
}
