//! The parts of the file and the container that holds them.
//!
//! The same document gives the same bytes: parts in one order, the zip's times its epoch, no clock, and the date of the document
//! where Word wants to know when it was made.

use std::io::{Cursor, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::style::{W, font_table};
use super::xml::{DECLARATION, escape};
use crate::document::Document;

/// What relations and drawings need, besides `w`.
pub(super) const DRAWING_NAMESPACES: &str = "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
     xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
     xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
     xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";

/// The kinds of relations between parts.
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The kinds of parts.
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// What the main part refers to.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Relation kind, target below `word/`, content type (empty where the extension says it) and bytes.
    parts: Vec<(&'static str, String, &'static str, Vec<u8>)>,
}

impl Parts {
    /// Adds a part; its relation. `kind` is the last word of the relation's name.
    pub(super) fn add(&mut self, kind: &'static str, target: String, content: &'static str, bytes: Vec<u8>) -> String {
        // The same part is there once.
        if let Some(at) = self.parts.iter().position(|(k, _, _, known)| *k == kind && *known == bytes) {
            return format!("rId{}", at + 1);
        }
        self.parts.push((kind, target, content, bytes));
        format!("rId{}", self.parts.len())
    }

    /// A footer; its relation.
    pub(super) fn footer(&mut self, xml: String) -> String {
        let count = self.parts.iter().filter(|(kind, ..)| *kind == "footer").count();
        self.add("footer", format!("footer{}.xml", count + 1), "footer+xml", xml.into_bytes())
    }

    /// A picture; its relation.
    pub(super) fn picture(&mut self, extension: &str, bytes: &[u8]) -> String {
        let count = self.parts.iter().filter(|(kind, ..)| *kind == "image").count();
        self.add("image", format!("media/image{}.{extension}", count + 1), "", bytes.to_vec())
    }

    /// The file.
    pub(super) fn package(
        mut self,
        document: &Document,
        body: String,
        styles: String,
        comments: Option<String>,
    ) -> ZipResult<Vec<u8>> {
        self.add("styles", "styles.xml".into(), "styles+xml", styles.into_bytes());
        self.add("settings", "settings.xml".into(), "settings+xml", settings().into_bytes());
        self.add("fontTable", "fontTable.xml".into(), "fontTable+xml", font_table().into_bytes());
        if let Some(comments) = comments {
            self.add("comments", "comments.xml".into(), "comments+xml", comments.into_bytes());
        }
        let mut types = format!(
            "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
             <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/>\
             <Default Extension=\"svg\" ContentType=\"image/svg+xml\"/>\
             <Override PartName=\"/word/document.xml\" ContentType=\"{WORD}.document.main+xml\"/>\
             <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
             <Override PartName=\"/docProps/app.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>"
        );
        let mut relations = String::new();
        for (at, (kind, target, content, _)) in self.parts.iter().enumerate() {
            relations.push_str(&format!(
                "<Relationship Id=\"rId{}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>",
                at + 1
            ));
            if !content.is_empty() {
                types.push_str(&format!("<Override PartName=\"/word/{target}\" ContentType=\"{WORD}.{content}\"/>"));
            }
        }
        types.push_str("</Types>");
        let mut files = vec![
            ("[Content_Types].xml".to_owned(), types.into_bytes()),
            ("_rels/.rels".to_owned(), root_relations().into_bytes()),
            ("docProps/core.xml".to_owned(), core(document).into_bytes()),
            ("docProps/app.xml".to_owned(), app().into_bytes()),
            ("word/document.xml".to_owned(), body.into_bytes()),
            ("word/_rels/document.xml.rels".to_owned(), relations_part(&relations).into_bytes()),
        ];
        files.extend(self.parts.into_iter().map(|(_, target, _, bytes)| (format!("word/{target}"), bytes)));
        zipped(&files)
    }
}

/// The container. Pictures are compressed already.
fn zipped(files: &[(String, Vec<u8>)]) -> ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let method = if name.ends_with(".png") { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        writer.start_file(name.as_str(), options.compression_method(method))?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

fn relations_part(relations: &str) -> String {
    format!(
        "{DECLARATION}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}</Relationships>"
    )
}

fn root_relations() -> String {
    relations_part(&format!(
        "<Relationship Id=\"rId1\" Type=\"{RELATIONS}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         <Relationship Id=\"rId3\" Type=\"{RELATIONS}/extended-properties\" Target=\"docProps/app.xml\"/>"
    ))
}

/// Title, author and date of the document.
fn core(document: &Document) -> String {
    let facts = &document.facts;
    let author = facts.speaker.as_ref().or_else(|| facts.signed().first()).map(String::as_str).unwrap_or_default();
    let day = facts.date.as_deref().filter(|day| crate::document::printed_date(day).is_some());
    let dates = day.map_or_else(String::new, |day| {
        ["created", "modified"]
            .map(|what| format!("<dcterms:{what} xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:{what}>"))
            .concat()
    });
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator>\
         <dc:language>zh-CN</dc:language>{dates}</cp:coreProperties>",
        escape(&facts.title),
        escape(author),
    )
}

fn app() -> String {
    format!(
        "{DECLARATION}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>huibao</Application></Properties>"
    )
}

/// Odd and even pages differ; marks are compressed and kept off line starts as in Chinese Word; the mode is that of Word 2013
/// and later.
fn settings() -> String {
    format!(
        "{DECLARATION}<w:settings xmlns:w=\"{W}\"><w:zoom w:percent=\"100\"/><w:bordersDoNotSurroundHeader/>\
         <w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val=\"420\"/><w:evenAndOddHeaders/>\
         <w:characterSpacingControl w:val=\"compressPunctuation\"/><w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/>\
         <w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>\
         <w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         <w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>"
    )
}
