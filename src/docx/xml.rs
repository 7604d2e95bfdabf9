//! What every part of the file is written with: escaped text, lengths in Word's units, and the properties of a paragraph
//! in the order that the schema wants (ECMA-376-1, 17.3.1.26).

use super::style::Style;
use crate::typeset::shared::printable;

/// The first line of every part.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// A text as XML prints it. What prints nothing is dropped, and so is what no XML 1.0 document may hold (2.2): Word opens
/// neither.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in printable(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{0}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            c => out.push(c),
        }
    }
    out
}

/// Points in twentieths, the unit of nearly every length.
pub(super) fn twips(points: f64) -> i64 {
    (points * 20.0).round() as i64
}

/// Points in the unit of drawings: 12700 of them.
pub(super) fn emu(points: f64) -> i64 {
    (points * 12700.0).round() as i64
}

/// Points in half points, the unit of sizes of type.
pub(super) fn half_points(points: f64) -> i64 {
    (points * 2.0).round() as i64
}

/// A text run. `properties`: what follows the fonts in `w:rPr`; `style`: a character style.
///
/// Quotes, dashes and dots belong to Western faces and to Chinese ones alike, and stand in the Western one, half as wide, unless
/// the run says that it is Chinese.
pub(super) fn run(style: Option<&str>, properties: &str, text: &str) -> String {
    let text = escape(text);
    if text.is_empty() {
        return String::new();
    }
    let style = style.map(|id| format!("<w:rStyle w:val=\"{id}\"/>")).unwrap_or_default();
    let hint = if text.is_ascii() { "" } else { "<w:rFonts w:hint=\"eastAsia\"/>" };
    let all = format!("{style}{hint}{properties}");
    let all = if all.is_empty() { all } else { format!("<w:rPr>{all}</w:rPr>") };
    format!("<w:r>{all}<w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// The end of a line within a paragraph.
pub(super) const BREAK: &str = "<w:r><w:br/></w:r>";
/// On to the next tab.
pub(super) const TAB: &str = "<w:r><w:tab/></w:r>";

/// A paragraph: its style, and what differs from it.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    pub style: Style,
    /// It stays on the page of the next one.
    pub keep_next: bool,
    /// It begins a page.
    pub page_break: bool,
    /// Attributes of `w:framePr`: it stands at a place of its own.
    pub frame: Option<String>,
    /// Children of `w:pBdr`.
    pub borders: String,
    /// Tabs: distance from the left and alignment.
    pub tabs: Vec<(i64, &'static str)>,
    /// Attributes of `w:spacing`.
    pub spacing: String,
    /// Attributes of `w:ind`.
    pub indent: String,
    /// `left`, `center`, `right`, `both`, `distribute`.
    pub align: Option<&'static str>,
    /// Its lines run from the top to the bottom, all characters turned with them; in a frame only.
    pub turned: bool,
    /// The section that ends with it.
    pub section: String,
    /// Runs.
    pub content: String,
}

impl Paragraph {
    /// A paragraph of a style with runs.
    pub(super) fn new(style: Style, content: String) -> Self {
        Self { style, content, ..Self::default() }
    }

    /// The same, kept with the next.
    pub(super) fn kept(mut self) -> Self {
        self.keep_next = true;
        self
    }

    /// A line with a part at its left and one at its right end, `width` points away.
    pub(super) fn two_sided(style: Style, left: &str, right: &str, width: f64) -> Self {
        let tabs = vec![(twips(width), "right")];
        Self { tabs, ..Self::new(style, run(None, "", left) + TAB + &run(None, "", right)) }
    }

    pub(super) fn xml(&self) -> String {
        let mut properties = format!("<w:pStyle w:val=\"{}\"/>", self.style.id());
        if self.keep_next {
            properties.push_str("<w:keepNext/>");
        }
        if self.page_break {
            properties.push_str("<w:pageBreakBefore/>");
        }
        if let Some(frame) = &self.frame {
            properties.push_str(&format!("<w:framePr {frame}/>"));
        }
        if !self.borders.is_empty() {
            properties.push_str(&format!("<w:pBdr>{}</w:pBdr>", self.borders));
        }
        if !self.tabs.is_empty() {
            properties.push_str("<w:tabs>");
            for (at, kind) in &self.tabs {
                properties.push_str(&format!("<w:tab w:val=\"{kind}\" w:pos=\"{at}\"/>"));
            }
            properties.push_str("</w:tabs>");
        }
        if !self.spacing.is_empty() {
            properties.push_str(&format!("<w:spacing {}/>", self.spacing));
        }
        if !self.indent.is_empty() {
            properties.push_str(&format!("<w:ind {}/>", self.indent));
        }
        if let Some(align) = self.align {
            properties.push_str(&format!("<w:jc w:val=\"{align}\"/>"));
        }
        if self.turned {
            properties.push_str("<w:textDirection w:val=\"tbRlV\"/>");
        }
        properties.push_str(&self.section);
        format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", self.content)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_never_markup() {
        let hostile = "<w:p>&amp;\u{0}\u{1}\u{B}\"甲'\u{FFFE}\u{200B}\u{2060}乙\n丙";
        assert_eq!(escape(hostile), "&lt;w:p&gt;&amp;amp;&quot;甲'乙 丙");
    }

    #[test]
    fn a_chinese_run_keeps_its_quotes_and_dashes_wide() {
        assert!(run(None, "", "“一”").contains("w:hint=\"eastAsia\""));
        assert_eq!(run(None, "", "12%"), "<w:r><w:t xml:space=\"preserve\">12%</w:t></w:r>");
        assert_eq!(run(None, "<w:b/>", "\u{200B}"), "");
    }
}
