//! What is in a file of Word, as a reader that is not ours finds it.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// The parts by name.
pub struct Parts(BTreeMap<String, Vec<u8>>);

/// A text without its spaces and line ends, which differ between a page and a text.
pub fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

impl Parts {
    pub fn of(file: &[u8]) -> Self {
        let mut zip = zip::ZipArchive::new(Cursor::new(file)).expect("a zip");
        let mut parts = BTreeMap::new();
        for index in 0..zip.len() {
            let mut part = zip.by_index(index).expect("a part");
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).expect("its bytes");
            parts.insert(part.name().expect("a name").into_owned(), bytes);
        }
        Self(parts)
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    pub fn xml(&self, name: &str) -> String {
        String::from_utf8(self.0.get(name).unwrap_or_else(|| panic!("no {name}")).clone()).expect("text")
    }

    /// The characters of all text runs of a part.
    pub fn text(&self, name: &str) -> String {
        let xml = self.xml(name);
        let runs = xml.split("<w:t xml:space=\"preserve\">").skip(1);
        let texts = runs.filter_map(|rest| rest.split("</w:t>").next());
        let unescaped =
            |text: &str| text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        solid(&texts.map(unescaped).collect::<String>())
    }

    /// Every element of every part is closed in its order, every attribute is quoted and there once.
    pub fn assert_well_formed(&self) {
        for (name, bytes) in self.0.iter().filter(|(name, _)| name.ends_with(".xml") || name.ends_with(".rels")) {
            let xml = std::str::from_utf8(bytes).expect("UTF-8");
            let legal = |c: char| c == '\n' || (c >= ' ' && !matches!(c, '\u{FFFE}' | '\u{FFFF}'));
            assert!(xml.chars().all(legal), "{name}: a character that XML forbids");
            let mut open: Vec<&str> = Vec::new();
            for piece in xml.split('<').skip(1) {
                let (tag, text) = piece.split_once('>').unwrap_or_else(|| panic!("{name}: “{piece}” is not closed"));
                assert!(!text.contains('>'), "{name}: {text}");
                if tag.starts_with('?') {
                    continue;
                }
                if let Some(closed) = tag.strip_prefix('/') {
                    assert_eq!(open.pop(), Some(closed), "{name}");
                    continue;
                }
                let (element, attributes) = tag.split_once(' ').unwrap_or((tag.trim_end_matches('/'), ""));
                let keys: Vec<&str> = attributes
                    .split('"')
                    .step_by(2)
                    .map(|key| key.trim().trim_end_matches('='))
                    .filter(|key| !key.is_empty() && *key != "/")
                    .collect();
                let once: std::collections::BTreeSet<_> = keys.iter().collect();
                assert_eq!(once.len(), keys.len(), "{name}: {tag}");
                if !tag.ends_with('/') {
                    open.push(element);
                }
            }
            assert!(open.is_empty(), "{name}: {open:?}");
        }
    }

    /// Every relation that is named is there, every part that it leads to as well, and has a type.
    pub fn assert_related(&self) {
        let relations = self.xml("word/_rels/document.xml.rels");
        let types = self.xml("[Content_Types].xml");
        let body = self.xml("word/document.xml");
        for named in ["r:id=\"", "r:embed=\""].iter().flat_map(|key| body.split(key).skip(1)) {
            let id = named.split('"').next().unwrap_or_default();
            assert!(relations.contains(&format!("Id=\"{id}\"")), "{id}");
        }
        for target in relations.split("Target=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(self.has(&format!("word/{target}")), "{target}");
            let extension = target.rsplit('.').next().unwrap_or_default();
            let typed = types.contains(&format!("PartName=\"/word/{target}\""));
            assert!(typed || extension != "xml" && types.contains(&format!("Extension=\"{extension}\"")), "{target}");
        }
    }
}
