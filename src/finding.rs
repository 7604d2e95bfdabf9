//! [`Finding`]: the one currency of everything that can be wrong, from a malformed value to a missing glyph.
//!
//! A stage never stops at the first thing that it dislikes: it collects findings and goes on with what is left.
//! Messages and hints are Chinese, because a clerk reads them; codes are English and stable, because programs do.

use serde::{Deserialize, Serialize};

/// How bad a [`Finding`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing needs to be done.
    Note,
    /// Implausible or undeclared; the document is still produced.
    Warning,
    /// Impossible or unusable; no page is produced until it is mended.
    Error,
}

impl Severity {
    /// The word that a clerk reads: 错误, 警告 or 提示.
    pub fn label(self) -> &'static str {
        match self {
            Self::Note => "提示",
            Self::Warning => "警告",
            Self::Error => "错误",
        }
    }
}

/// One thing that is wrong or remarkable: what, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// Stable English code, `stage.what`, for example `check.rate`.
    pub code: String,
    /// Where: a JSON pointer (RFC 6901) into the data, or `draft:LINE:COLUMN`; empty for the input as a whole.
    pub path: String,
    /// The worksheet cell that the value came from, `Sheet!B7`, when the data came from a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// What is wrong, in Chinese, with the values concerned.
    pub message: String,
    /// What to do about it, in Chinese.
    pub hint: String,
}

impl Finding {
    fn new(severity: Severity, code: &str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            severity,
            code: code.into(),
            path: path.into(),
            cell: None,
            message: message.into(),
            hint: String::new(),
        }
    }

    /// A finding that forbids a page.
    pub fn error(code: &str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, path, message)
    }

    /// A finding that the reader must see.
    pub fn warning(code: &str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, path, message)
    }

    /// A finding that is only worth knowing.
    pub fn note(code: &str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, path, message)
    }

    /// Says what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.severity.label(), self.code)?;
        if let Some(cell) = &self.cell {
            write!(f, "  {cell}")?;
        }
        if !self.path.is_empty() {
            write!(f, "  {}", self.path)?;
        }
        write!(f, "\n    {}", self.message)?;
        if !self.hint.is_empty() {
            write!(f, "\n    → {}", self.hint)?;
        }
        Ok(())
    }
}

/// Whether any finding forbids a page.
pub fn has_errors(findings: &[Finding]) -> bool {
    findings.iter().any(|f| f.severity == Severity::Error)
}
