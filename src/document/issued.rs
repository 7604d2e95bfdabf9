//! What an issued document says besides its text, in the form in which it is printed (GB/T 9704-2012, clause 7).

use super::date::printed_date;
use super::model::{Block, Document, Facts};

impl Facts {
    /// 署名: the signatures, or else the issuers.
    pub fn signed(&self) -> &[String] {
        if self.signatures.is_empty() { &self.issuers } else { &self.signatures }
    }

    /// Whether the document is issued (公文, 信函, 简报): its date stands where such a document has it, not below the title.
    pub fn issued(&self) -> bool {
        !self.signed().is_empty() || given(self.mark.as_deref()).is_some() || given(self.masthead.as_deref()).is_some()
    }

    /// 主送机关 with the colon (7.3.2).
    pub fn printed_recipients(&self) -> Option<String> {
        let listed = listed(&self.recipients);
        (!listed.is_empty()).then(|| format!("{}：", listed.trim_end_matches([':', '：'])))
    }

    /// 抄送机关 as label and names (7.4.2). What begins with 报：, 送： or 发：, as in a bulletin, has its own label.
    pub fn printed_copies(&self) -> Vec<(&'static str, String)> {
        const LABELS: [&str; 4] = ["主送：", "报：", "送：", "发："];
        let label_of = |copy: &str| LABELS.into_iter().find(|label| copy.starts_with(label));
        let (labelled, plain): (Vec<_>, Vec<_>) =
            self.copies.iter().map(|copy| copy.trim()).partition(|copy| label_of(copy).is_some());
        let closed = |names: &str| format!("{}。", names.trim_end_matches('。'));
        let mut rows: Vec<_> = labelled
            .into_iter()
            .filter_map(|copy| label_of(copy).map(|label| (label, closed(copy[label.len()..].trim()))))
            .collect();
        let plain = listed(&plain);
        if !plain.is_empty() {
            rows.push(("抄送：", closed(&plain)));
        }
        rows
    }

    /// 附注 in its brackets (7.3.6).
    pub fn printed_note(&self) -> Option<String> {
        given(self.note.as_deref()).map(|note| format!("（{}）", note.trim_start_matches('（').trim_end_matches('）')))
    }

    /// 印发日期 (7.4.3), if it is a date.
    pub fn printed_on(&self) -> Option<String> {
        printed_date(self.printed.as_deref()?).map(|date| date + "印发")
    }

    /// 期号 of a bulletin: 第12期（总第85期）.
    pub fn printed_issue(&self) -> Option<String> {
        let whole = |text: &str, before: &str| {
            let digits = text.trim_start_matches(before).trim_end_matches('期');
            format!("{before}{digits}期")
        };
        let issue = given(self.issue.as_deref()).map(|issue| whole(issue, "第"));
        let total = given(self.total_issue.as_deref()).map(|total| whole(total, "总第"));
        match (issue, total) {
            (Some(issue), Some(total)) => Some(format!("{issue}（{total}）")),
            (issue, total) => issue.or(total),
        }
    }
}

impl Document {
    /// 附件说明: the titles of the annexes, with their numbers where there are several (7.3.4).
    pub fn annex_list(&self) -> Vec<(String, &str)> {
        let titles: Vec<&str> = self
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Annex { title, .. } => Some(title.trim()),
                _ => None,
            })
            .collect();
        let number = |i: usize| if titles.len() > 1 { format!("{}.", i + 1) } else { String::new() };
        titles.iter().enumerate().map(|(i, title)| (number(i), *title)).collect()
    }
}

/// A fact that is not empty.
fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// Organs in a row.
fn listed(organs: &[impl AsRef<str>]) -> String {
    let organs = organs.iter().map(|organ| organ.as_ref().trim()).filter(|organ| !organ.is_empty());
    organs.collect::<Vec<_>>().join("，")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_have_their_marks() {
        let facts = Facts {
            recipients: vec!["各县区人民政府".into(), "市政府各部门：".into()],
            copies: vec!["市委各部门".into(), " ".into(), "报：市委常委。".into(), "市政协办公室".into()],
            note: Some("（此件公开发布）".into()),
            printed: Some("2025-09-01".into()),
            issue: Some("12".into()),
            total_issue: Some("总第85期".into()),
            ..Facts::default()
        };
        assert_eq!(facts.printed_recipients().as_deref(), Some("各县区人民政府，市政府各部门："));
        let copies = facts.printed_copies();
        assert_eq!(copies, [("报：", "市委常委。".to_owned()), ("抄送：", "市委各部门，市政协办公室。".to_owned())]);
        assert_eq!(facts.printed_note().as_deref(), Some("（此件公开发布）"));
        assert_eq!(facts.printed_on().as_deref(), Some("2025年9月1日印发"));
        assert_eq!(facts.printed_issue().as_deref(), Some("第12期（总第85期）"));
        let none = Facts::default();
        assert_eq!((none.printed_recipients(), none.printed_copies(), none.issued()), (None, Vec::new(), false));
    }
}
