//! What an issued document carries besides its text: 版头, 主送, 附件说明, 署名, 附注 and 版记 (GB/T 9704-2012, clause 7), the
//! head of a letter (10.1) and of a bulletin (practice).

use serde::Serialize;

use super::plan::Kind;
use super::printed::Element;
use super::run::{glued, some};
use crate::Finding;
use crate::document::Document;

/// As the layouts receive it; `None` and empty lists print nothing.
#[derive(Debug, Serialize)]
pub struct Issued {
    /// 份号.
    pub(crate) copy_number: Option<String>,
    /// 密级和保密期限.
    pub(crate) secrecy: Option<String>,
    /// 紧急程度.
    pub(crate) urgency: Option<String>,
    /// The names in 发文机关标志; several stand one below the other.
    pub(crate) mark: Vec<String>,
    /// 文件, after the names.
    pub(crate) suffix: &'static str,
    /// 发文字号.
    pub(crate) number: Option<String>,
    /// 签发人.
    pub(crate) signers: Vec<String>,
    /// 主送机关 with the colon.
    pub(crate) recipients: Option<String>,
    /// 附件说明.
    pub(crate) annex_list: Vec<Listed>,
    /// 署名.
    pub(crate) signatures: Vec<String>,
    /// 成文日期.
    pub(crate) date: String,
    /// 附注 in its brackets.
    pub(crate) note: Option<String>,
    /// 抄送机关 by label.
    pub(crate) copies: Vec<Copies>,
    /// 印发机关.
    pub(crate) printer: Option<String>,
    /// 印发日期.
    pub(crate) printed: Option<String>,
    /// 期号 of a bulletin.
    pub(crate) issue: Option<String>,
    /// 编发单位 of a bulletin.
    pub(crate) editor: Option<String>,
    /// 印数 of a bulletin.
    pub(crate) print_run: Option<String>,
    /// The file of the seal.
    pub(crate) seal: Option<&'static str>,
}

/// An annex in 附件说明.
#[derive(Debug, Serialize)]
pub(crate) struct Listed {
    pub(crate) number: String,
    pub(crate) title: String,
}

/// A row of 版记.
#[derive(Debug, Serialize)]
pub(crate) struct Copies {
    pub(crate) label: &'static str,
    pub(crate) names: String,
}

impl Issued {
    /// What the layout prints; nothing for one that is not of an issued document.
    ///
    /// # Errors
    /// What a document of that kind cannot be without: an issuer, a bulletin's name.
    pub fn new(document: &Document, kind: Kind, day: &str) -> Result<(Option<Self>, Vec<Finding>), Vec<Finding>> {
        let facts = &document.facts;
        let mark = some(facts.mark.as_deref());
        let issuers = all(&facts.issuers);
        let masthead = some(facts.masthead.as_deref());
        let mut findings = Vec::new();
        match kind {
            Kind::Filling | Kind::Reading | Kind::Wall => return Ok((None, findings)),
            Kind::Official | Kind::Letter if issuers.is_empty() && mark.is_none() => {
                return Err(vec![Finding::error("typeset.no_issuer", "/facts/issuers", "公文没有发文机关。").hint(
                    "请在文稿开头写明发文机关，例如 issuers = [\"某县人民政府\"]；联合行文时主办机关写在最前。",
                )]);
            }
            Kind::Bulletin if masthead.is_none() => {
                return Err(vec![
                    Finding::error("typeset.no_masthead", "/facts/masthead", "简报没有名称。")
                        .hint("请在文稿开头写明简报名称，例如 masthead = \"督查专报\"。"),
                ]);
            }
            _ => {}
        }
        let mut warn = |code: &str, at: &str, message: &str, hint: &str| {
            findings.push(Finding::warning(code, at, message).hint(hint));
        };
        if kind == Kind::Official && some(facts.number.as_deref()).is_none() {
            let hint = "请在文稿开头写明发文字号，例如 number = \"某政发〔2025〕12号\"。";
            warn("typeset.no_number", "/facts/number", "公文没有发文字号。", hint);
        }
        if kind == Kind::Bulletin && facts.printed_issue().is_none() {
            let hint = "请在文稿开头写明期号，例如 issue = \"第12期\"。";
            warn("typeset.no_issue", "/facts/issue", "简报没有期号。", hint);
        }
        if kind == Kind::Official && facts.printer.is_some() && facts.printed_on().is_none() {
            let hint = "请在文稿开头写明送付印的日期，例如 printed = \"2025-09-01\"。";
            warn("typeset.no_printed", "/facts/printed", "版记没有印发日期。", hint);
        }
        if facts.secrecy.is_some() && some(facts.copy_number.as_deref()).is_none() {
            let hint = "请在文稿开头写明份号，例如 copy_number = \"000001\"。";
            warn("typeset.no_copy_number", "/facts/copy_number", "涉密公文应当标注份号。", hint);
        }
        let (mark, suffix) = match (kind, mark) {
            (Kind::Bulletin, _) => (masthead.into_iter().collect(), ""),
            (_, Some(mark)) => (vec![mark], ""),
            // A letter bears the host's name alone (10.1).
            (Kind::Letter, None) => (issuers.iter().take(1).cloned().collect(), ""),
            (_, None) => (issuers.clone(), "文件"),
        };
        let issued = Self {
            copy_number: some(facts.copy_number.as_deref()),
            secrecy: some(facts.secrecy.as_deref()),
            urgency: some(facts.urgency.as_deref()),
            mark,
            suffix,
            number: some(facts.number.as_deref()),
            signers: all(&facts.signers),
            recipients: facts.printed_recipients().map(|text| glued(&text)),
            annex_list: document
                .annex_list()
                .into_iter()
                .map(|(number, title)| Listed { number, title: glued(title) })
                .collect(),
            signatures: all(facts.signed()),
            date: glued(day),
            note: facts.printed_note().map(|text| glued(&text)),
            copies: facts
                .printed_copies()
                .into_iter()
                .map(|(label, names)| Copies { label, names: glued(&names) })
                .collect(),
            printer: some(facts.printer.as_deref()),
            printed: facts.printed_on(),
            issue: facts.printed_issue(),
            editor: some(facts.editor.as_deref()).or_else(|| issuers.first().cloned()),
            print_run: some(facts.print_run.as_deref()),
            seal: None,
        };
        Ok((Some(issued), findings))
    }

    /// Fills in the file of the seal. Of a joint document each organ has a seal of its own: one file is not for all.
    pub fn set_seal(&mut self, file: Option<&'static str>) -> Option<Finding> {
        let several = self.signatures.len() > 1;
        self.seal = file.filter(|_| !several);
        (several && file.is_some()).then(|| {
            let message = format!("联合行文有{}个署名，印章图片只有一枚，没有印上。", self.signatures.len());
            Finding::warning("typeset.one_seal", "/facts/signatures", message).hint("请在印出后分别用印。")
        })
    }

    /// What it prints, with its face and the place of the fact.
    pub fn texts(&self) -> Vec<(Element, &str, &'static str)> {
        let mut out =
            vec![(Element::Mark, self.suffix, "/facts/mark"), (Element::Body, self.date.as_str(), "/facts/date")];
        let given = [
            (Element::Body, &self.copy_number, "/facts/copy_number"),
            (Element::Marking, &self.secrecy, "/facts/secrecy"),
            (Element::Marking, &self.urgency, "/facts/urgency"),
            (Element::Body, &self.number, "/facts/number"),
            (Element::Body, &self.recipients, "/facts/recipients"),
            (Element::Body, &self.note, "/facts/note"),
            (Element::Body, &self.printer, "/facts/printer"),
            (Element::Body, &self.printed, "/facts/printed"),
            (Element::Body, &self.issue, "/facts/issue"),
            (Element::Body, &self.editor, "/facts/editor"),
            (Element::Body, &self.print_run, "/facts/print_run"),
        ];
        out.extend(given.into_iter().filter_map(|(element, text, at)| Some((element, text.as_deref()?, at))));
        out.extend(self.mark.iter().map(|text| (Element::Mark, text.as_str(), "/facts/issuers")));
        out.extend(self.signers.iter().map(|text| (Element::Signer, text.as_str(), "/facts/signers")));
        out.extend(self.signatures.iter().map(|text| (Element::Body, text.as_str(), "/facts/signatures")));
        for listed in &self.annex_list {
            out.extend([(Element::Body, listed.number.as_str(), "/blocks"), (Element::Body, &listed.title, "/blocks")]);
        }
        for row in &self.copies {
            out.extend([(Element::Body, row.label, "/facts/copies"), (Element::Body, &row.names, "/facts/copies")]);
        }
        // What the layouts write themselves.
        out.push((Element::Body, "附件：签发人：主送：", ""));
        out
    }
}

/// The texts of a list that are not empty.
fn all(texts: &[String]) -> Vec<String> {
    texts.iter().filter_map(|text| some(Some(text))).collect()
}
