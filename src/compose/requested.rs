//! The tables and charts that the data itself asks for (`report.exhibits`), in whatever genre.

use toml::Value;

use super::aggregates::sentences;
use super::node::Node;
use crate::data::{Conditions, ExhibitKind, ExhibitRequest};
use crate::draft::{self, Kind, quoted};

/// Adds them to what a template rendered: those of the text after its last paragraph, annexes after its own annexes.
pub(super) fn add(text: String, requests: &[ExhibitRequest], data: &Node) -> String {
    let (mut body, mut annexes) = (String::new(), String::new());
    for request in requests {
        let block = block(request, data);
        if block.is_empty() {
            continue;
        }
        if request.annex {
            let title = quoted(if request.title.is_empty() { kind_name(request) } else { &request.title });
            let landscape = if request.landscape { "landscape = true\n" } else { "" };
            annexes.push_str(&format!("\n\n```annex\ntitle = {title}\n{landscape}```\n{block}"));
        } else {
            body.push_str(&block);
        }
    }
    let end = text.find("\n```annex").unwrap_or(text.len());
    let (before, after) = text.split_at(end);
    format!("{before}\n{body}{after}\n{annexes}")
}

fn kind_name(request: &ExhibitRequest) -> &'static str {
    request.kind.map_or("图表", ExhibitKind::word)
}

fn block(request: &ExhibitRequest, data: &Node) -> String {
    let Some(kind) = request.kind else { return String::new() };
    let Some(fence) = Kind::ALL.iter().find(|known| known.name() == kind.word()) else {
        // A sentence is text.
        return sentences(data, &request.from, &conditions(&request.settings.join("\n")));
    };
    let mut lines = Vec::new();
    if !request.title.is_empty() && !request.annex {
        lines.push(format!("title = {}", quoted(&request.title)));
    }
    if !request.from.is_empty() {
        lines.push(format!("from = {}", quoted(&request.from)));
    }
    // A line that would end the block is no setting.
    let settings = request.settings.iter().flat_map(|s| s.lines()).filter(|line| !line.trim_start().starts_with("```"));
    lines.extend(settings.map(str::to_owned));
    format!("\n\n```{}\n{}\n```\n\n", fence.word(), lines.join("\n"))
}

/// The conditions that the settings of a sentence name.
fn conditions(settings: &str) -> Conditions {
    let table: toml::Table = settings.parse().unwrap_or_default();
    table.get("where").and_then(Value::as_table).map(|asked| draft::conditions(asked).0).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::{Options, compose};
    use super::*;
    use crate::data::{Figures, from_json};
    use crate::document::Document;

    #[test]
    fn what_the_data_asks_for_is_in_any_genre() {
        let json = r#"{"report": {"title": "题", "date": "2026-09-30", "exhibits": [
                {"kind": "看板", "title": "进度", "from": "/targets", "settings": ["value = \"rate\""]},
                {"kind": "句子", "from": "/targets", "settings": ["where = { name = \"甲\" }"]},
                {"kind": "清单", "title": "目标清单", "from": "/targets", "settings": ["```", "fields = [\"target\"]"], "annex": true}]},
            "targets": [{"name": "甲", "target": "8件", "done": "4件"}, {"name": "乙", "target": "9件"}]}"#;
        let loaded = from_json(json.as_bytes());
        assert_eq!(loaded.findings, []);
        for genre in crate::compose::GENRES {
            let options = Options { genre: genre.id.into(), ..Options::default() };
            let draft = compose(&loaded.progress, &options).unwrap();
            let (document, findings) = Document::from_draft(&draft, &Figures::new(&loaded.progress));
            assert!(!crate::has_errors(&findings), "{draft}\n{findings:?}");
            let text = document.text();
            assert!(text.contains("进度\n甲\t50%\n乙\t未报\n"), "{text}");
            assert!(text.contains("附件\n目标清单\n甲，目标8件\n乙，目标9件\n"), "{text}");
        }
    }

    #[test]
    fn every_kind_can_be_asked_for() {
        let words = [
            ExhibitKind::Sentence,
            ExhibitKind::List,
            ExhibitKind::Table,
            ExhibitKind::Matrix,
            ExhibitKind::Ledger,
            ExhibitKind::Ranking,
            ExhibitKind::Timeline,
            ExhibitKind::Ladder,
            ExhibitKind::Bars,
            ExhibitKind::Funnel,
            ExhibitKind::Map,
            ExhibitKind::Organisation,
            ExhibitKind::Calendar,
            ExhibitKind::Cases,
            ExhibitKind::Certificate,
            ExhibitKind::Panel,
        ];
        let unnamed = words.iter().filter(|w| !Kind::ALL.iter().any(|kind| kind.name() == w.word()));
        assert_eq!(unnamed.collect::<Vec<_>>(), [&ExhibitKind::Sentence]);
        // 数据来源表 is asked for by the facts.
        let unasked = Kind::ALL.iter().filter(|kind| !words.iter().any(|w| kind.name() == w.word()));
        assert_eq!(unasked.collect::<Vec<_>>(), [&Kind::Sources]);
    }
}
