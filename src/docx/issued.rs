//! What an issued document carries besides its text: 版头, 附件说明, 署名, 附注 and 版记 (GB/T 9704-2012, clauses 7 and 10).

use super::body::Body;
use super::style::Style;
use super::table::length;
use super::xml::{Paragraph, TAB, half_points, run, twips};
use crate::typeset::shared::{Geometry, Issued, Issuing, Kind};

/// The largest line of a mark, by its size of type.
const MARK_LINE: f64 = 1.15;

impl Body<'_> {
    /// 版头 of the layout.
    pub(super) fn head(&mut self) {
        let Some(issued) = self.issued.take() else { return };
        match self.kind {
            Kind::Official => self.official_head(&issued),
            Kind::Letter => self.letter_head(&issued),
            Kind::Bulletin => self.bulletin_head(&issued),
            Kind::Filling | Kind::Reading | Kind::Ledger | Kind::Wall => {}
        }
        self.issued = Some(issued);
    }

    /// 份号, 密级, 紧急程度, from the top in this order; 密级 keeps the second line (7.2.1–7.2.3).
    fn markings(issued: &Issued) -> Vec<(Style, String)> {
        let copy = issued.copy_number.clone();
        let mut rows = Vec::new();
        if copy.is_some() || issued.secrecy.is_some() {
            rows.push((Style::Flush, copy.unwrap_or_default()));
        }
        rows.extend(
            [&issued.secrecy, &issued.urgency].into_iter().flatten().map(|text| (Style::Marking, text.clone())),
        );
        rows
    }

    fn official_head(&mut self, issued: &Issued) {
        let issuing = Issuing::new();
        let marks = Self::markings(issued);
        for (style, text) in &marks {
            self.paragraph(Paragraph::new(*style, run(None, "", text)).kept());
        }
        // 发文机关标志, its upper edge 35 mm below the top of the type area (7.2.4).
        let above = issuing.mark_top - marks.len() as f64 * self.line();
        self.mark(issued, above);
        // 发文字号 two lines below, and 签发人 in the same line (7.2.5, 7.2.6).
        let before = format!("w:before=\"{}\"", twips(2.0 * self.line()));
        let number = issued.number.clone().unwrap_or_default();
        if issued.signers.is_empty() {
            let serial = run(None, "", &number);
            self.paragraph(Paragraph { spacing: before, ..Paragraph::new(Style::Number, serial).kept() });
        } else {
            let pairs: Vec<&[String]> = issued.signers.chunks(2).collect();
            let kai = "<w:rFonts w:eastAsia=\"楷体_GB2312\"/>";
            for (at, pair) in pairs.iter().enumerate() {
                let label = if at == 0 { "签发人：" } else { "　　　　" };
                let names: Vec<String> = pair
                    .iter()
                    .map(|name| run(None, "", name).replace("<w:rFonts w:hint=\"eastAsia\"/>", kai))
                    .collect();
                let serial = if at + 1 == pairs.len() { run(None, "", &number) } else { String::new() };
                let content =
                    TAB.to_owned() + &serial + TAB + &run(None, "", label) + &names.join(&run(None, "", "　"));
                let tabs = vec![(twips(self.g.cell), "left"), (twips(self.g.type_width - self.g.cell), "right")];
                let spacing = if at == 0 { before.clone() } else { String::new() };
                self.paragraph(Paragraph {
                    align: Some("left"),
                    tabs,
                    spacing,
                    ..Paragraph::new(Style::Number, content).kept()
                });
            }
        }
        self.red_rule();
    }

    /// 红色分隔线, 4 mm below what stands above it (7.2.7).
    fn red_rule(&mut self) {
        self.paragraph(Paragraph::new(Style::RedRule, String::new()).kept());
    }

    /// The red name: of one issuer in a line; of several one below the other, the host first, as wide as the longest, and 文件
    /// beside them in the middle (7.2.4).
    fn mark(&mut self, issued: &Issued, above: f64) {
        let issuing = Issuing::new();
        if let [name] = &issued.mark[..] {
            let paragraph = mark_paragraph(&format!("{name}{}", issued.suffix), issuing.mark_width);
            let spacing = format!("w:before=\"{}\" {}", twips(above.max(0.0)), paragraph.spacing);
            self.paragraph(Paragraph { spacing, ..paragraph.kept() });
            return;
        }
        let longest = issued.mark.iter().map(|name| name.chars().count()).max().unwrap_or(1).max(1) as f64;
        let beside = if issued.suffix.is_empty() { 0.0 } else { 3.0 };
        let size = issuing
            .mark_size
            .min(issuing.mark_width / (longest + beside))
            .min(issuing.mark_height / (issued.mark.len().max(1) as f64 * 1.35));
        // The room above: a table has none of its own.
        let spacing = format!("w:line=\"{}\" w:lineRule=\"exact\"", twips(above.max(1.0)));
        self.paragraph(Paragraph { spacing, ..Paragraph::new(Style::RedRule, String::new()).kept() }.without_borders());
        let xml = joint_mark(&issued.mark, issued.suffix, size, longest * size + 4.0, 1.25 * size * 2.2);
        self.raw_table(xml);
    }

    /// The name 30 mm from the paper's edge, a double rule below it, then markings at the left and the number at the right (10.1).
    fn letter_head(&mut self, issued: &Issued) {
        let issuing = Issuing::new();
        let name = format!("{}{}", issued.mark.first().map(String::as_str).unwrap_or_default(), issued.suffix);
        let mut mark = mark_paragraph(&name, issuing.mark_width);
        mark.frame = Some(format!(
            "w:w=\"{}\" w:wrap=\"notBeside\" w:vAnchor=\"page\" w:hAnchor=\"page\" w:xAlign=\"center\" w:y=\"{}\"",
            twips(issuing.letter_rule),
            twips(issuing.letter_mark_top),
        ));
        mark.borders = "<w:bottom w:val=\"thickThinSmallGap\" w:sz=\"18\" w:space=\"11\" w:color=\"FF0000\"/>".into();
        self.paragraph(mark);
        let marks = Self::markings(issued);
        let number = issued.number.clone().unwrap_or_default();
        for at in 0..marks.len().max(1) {
            let (style, left) = marks.get(at).cloned().unwrap_or((Style::Flush, String::new()));
            let right = if at == 0 { number.as_str() } else { "" };
            let mut paragraph = Paragraph::two_sided(style, &left, right, self.g.type_width).kept();
            if at == 0 {
                paragraph.spacing = format!("w:before=\"{}\"", twips(issuing.letter_gap));
            }
            self.paragraph(paragraph);
        }
    }

    /// 简报: the red name, 期号, then 编发单位 and the date above a red rule (practice).
    fn bulletin_head(&mut self, issued: &Issued) {
        let issuing = Issuing::new();
        let marks = Self::markings(issued);
        for (style, text) in &marks {
            self.paragraph(Paragraph::new(*style, run(None, "", text)).kept());
        }
        self.mark(issued, issuing.masthead_top - marks.len() as f64 * self.line());
        if let Some(issue) = &issued.issue {
            let spacing = format!("w:before=\"{}\"", twips(0.7 * self.line()));
            self.paragraph(Paragraph { spacing, ..Paragraph::new(Style::Number, run(None, "", issue)).kept() });
        }
        let editor = issued.editor.clone().unwrap_or_default();
        let content = TAB.to_owned() + &run(None, "", &editor) + TAB + &run(None, "", &issued.date);
        let tabs = vec![(twips(self.g.cell), "left"), (twips(self.g.type_width - self.g.cell), "right")];
        let spacing = format!("w:before=\"{}\"", twips(0.3 * self.line()));
        self.paragraph(Paragraph {
            align: Some("left"),
            tabs,
            spacing,
            ..Paragraph::new(Style::Number, content).kept()
        });
        self.red_rule();
    }

    /// 附件说明, 署名 and 成文日期, 附注: between the text and its annexes.
    pub(super) fn sign_off(&mut self) {
        let Some(issued) = self.issued.take() else { return };
        if self.kind != Kind::Ledger {
            self.annex_list(&issued);
            if matches!(self.kind, Kind::Official | Kind::Letter) {
                self.signed(&issued);
            }
            if let Some(note) = &issued.note {
                self.paragraph(Paragraph::new(Style::Note, run(None, "", note)));
            }
        }
        self.issued = Some(issued);
    }

    /// 附件说明, a line below the text; names stand below each other, and so does what goes on of them (7.3.4).
    fn annex_list(&mut self, issued: &Issued) {
        let list = &issued.annex_list;
        if list.is_empty() {
            return;
        }
        self.blank();
        let cell = self.g.cell;
        let number = match list.len() {
            1 => 0,
            2..=9 => 1,
            _ => 2,
        };
        for (at, annex) in list.iter().enumerate() {
            let label = if at == 0 { "附件：" } else { "" };
            let hanging = number + if at == 0 { 3 } else { 0 };
            let tab = if annex.number.is_empty() { "" } else { TAB };
            let content = run(None, "", &format!("{label}{}", annex.number)) + tab + &run(None, "", &annex.title);
            let left = 5 + number;
            let indent = format!(
                "w:leftChars=\"{}\" w:left=\"{}\" w:hangingChars=\"{}\" w:hanging=\"{}\"",
                left * 100,
                twips(f64::from(left) * cell),
                hanging * 100,
                twips(f64::from(hanging) * cell),
            );
            self.paragraph(Paragraph { indent, align: Some("left"), ..Paragraph::new(Style::AnnexList, content) });
        }
    }

    /// 署名 and 成文日期 without a seal, a line below the text: the name two characters from the right; the date begins two
    /// characters right of the name, and if it is the longer one, it ends there and the name gives way (7.3.5.2).
    fn signed(&mut self, issued: &Issued) {
        self.blank();
        let cells = |text: &str| length(text) as f64 / 2.0;
        let day = cells(&issued.date);
        let last = issued.signatures.last().map_or(0.0, |name| cells(name));
        let (name_right, date_right) = match issued.signatures.is_empty() {
            true => (2.0, 2.0),
            false if day > last => (4.0 + day - last, 2.0),
            false => (2.0, last - day),
        };
        let indent = |chars: f64| {
            format!(
                "w:rightChars=\"{}\" w:right=\"{}\" w:firstLineChars=\"0\" w:firstLine=\"0\"",
                (chars * 100.0).round(),
                twips(chars * self.g.cell)
            )
        };
        let mut lines: Vec<Paragraph> = Vec::new();
        for (at, name) in issued.signatures.iter().enumerate() {
            let right = if at + 1 == issued.signatures.len() { name_right } else { 2.0 };
            lines.push(Paragraph {
                indent: indent(right),
                ..Paragraph::new(Style::Signature, run(None, "", name)).kept()
            });
        }
        lines.push(Paragraph {
            indent: indent(date_right),
            ..Paragraph::new(Style::SignDate, run(None, "", &issued.date))
        });
        lines.into_iter().for_each(|paragraph| self.paragraph(paragraph));
    }

    /// 版记 (7.4): 抄送机关, 印发机关 and 印发日期 between rules, at the foot of the type area of the page on which the text ends.
    pub(super) fn colophon(&mut self) {
        let Some(issued) = self.issued.take() else { return };
        let ruled = self.kind != Kind::Letter;
        let printed = matches!(self.kind, Kind::Official | Kind::Bulletin);
        // It stands on an upright page, whatever the annex before it does.
        let width = Geometry::new(self.kind.format(), None).type_width;
        let mut rows: Vec<Paragraph> = Vec::new();
        if matches!(self.kind, Kind::Official | Kind::Letter | Kind::Bulletin) {
            for copies in &issued.copies {
                // Names go on beside the label.
                let label = copies.label.chars().count() as i64 * 280;
                let mut row =
                    Paragraph::new(Style::Colophon, run(None, "", &format!("{}{}", copies.label, copies.names)));
                row.indent = format!(
                    "w:leftChars=\"0\" w:left=\"{}\" w:right=\"280\" w:hangingChars=\"0\" w:hanging=\"{label}\"",
                    280 + label
                );
                rows.push(row);
            }
            if printed && (issued.printer.is_some() || issued.printed.is_some()) {
                let (printer, day) =
                    (issued.printer.clone().unwrap_or_default(), issued.printed.clone().unwrap_or_default());
                let mut row = Paragraph::two_sided(Style::Colophon, &printer, &day, width - 14.0);
                row.align = Some("left");
                row.indent = "w:leftChars=\"0\" w:left=\"280\" w:rightChars=\"0\" w:right=\"0\" w:firstLineChars=\"0\" w:firstLine=\"0\"".into();
                rows.push(row);
            }
            if let Some(count) = issued.print_run.as_ref().filter(|_| self.kind == Kind::Bulletin) {
                rows.push(Paragraph { align: Some("right"), ..Paragraph::new(Style::Colophon, run(None, "", count)) });
            }
        }
        self.issued = Some(issued);
        if !rows.is_empty() {
            self.upright();
            let xml = colophon_table(&rows, ruled, width);
            self.raw_table(xml);
        }
    }
}

impl Paragraph {
    /// A style's rule is not drawn.
    fn without_borders(mut self) -> Self {
        self.borders = "<w:bottom w:val=\"nil\"/>".into();
        self
    }
}

/// The size of a mark of so many characters in a width, and by how much its characters are condensed, in per cent. A long one is
/// first set smaller, then condensed.
fn mark_size(characters: usize, width: f64) -> (f64, f64) {
    let issuing = Issuing::new();
    let natural = width / characters.max(1) as f64;
    let size = issuing.mark_size.min(natural).max(issuing.mark_least.min(natural / 0.6));
    (size, if size > natural { natural / size * 100.0 } else { 100.0 })
}

fn mark_paragraph(name: &str, width: f64) -> Paragraph {
    let (size, wide) = mark_size(name.chars().count(), width);
    let condensed = if wide < 100.0 { format!("<w:w w:val=\"{}\"/>", wide.floor()) } else { String::new() };
    let size_of = half_points(size);
    let properties = format!("{condensed}<w:sz w:val=\"{size_of}\"/><w:szCs w:val=\"{size_of}\"/>");
    let mut paragraph = Paragraph::new(Style::Mark, run(None, &properties, name));
    paragraph.spacing = format!("w:line=\"{}\" w:lineRule=\"exact\"", twips(size * MARK_LINE));
    paragraph
}

/// The names of a joint document one below the other, each as wide as the longest, and 文件 beside all of them.
fn joint_mark(names: &[String], suffix: &str, size: f64, wide: f64, beside: f64) -> String {
    let line = |text: &str, size: f64, align: &'static str| {
        let value = half_points(size);
        let properties = format!("<w:sz w:val=\"{value}\"/><w:szCs w:val=\"{value}\"/>");
        let mut paragraph = Paragraph::new(Style::Mark, run(None, &properties, text));
        paragraph.spacing = format!("w:line=\"{}\" w:lineRule=\"exact\"", twips(size * 1.35));
        paragraph.align = Some(align);
        paragraph.keep_next = true;
        paragraph.xml()
    };
    let columns = if suffix.is_empty() { vec![wide] } else { vec![wide, beside] };
    let grid: String = columns.iter().map(|w| format!("<w:gridCol w:w=\"{}\"/>", twips(*w))).collect();
    let rows: String = names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let second = if suffix.is_empty() {
                String::new()
            } else {
                let (merge, content) = if at == 0 {
                    ("<w:vMerge w:val=\"restart\"/>", line(suffix, 1.25 * size, "center"))
                } else {
                    ("<w:vMerge/>", Paragraph::new(Style::Mark, String::new()).xml())
                };
                format!(
                    "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/>{merge}<w:vAlign w:val=\"center\"/></w:tcPr>{content}</w:tc>",
                    twips(beside)
                )
            };
            format!(
                "<w:tr><w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>{}</w:tc>{second}</w:tr>",
                twips(wide),
                line(name, size, "distribute"),
            )
        })
        .collect();
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr>\
         <w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>",
        twips(columns.iter().sum()),
    )
}

/// 版记: a table at the foot of the type area, first and last rule 0.35 mm, the others 0.25 mm (7.4.1).
fn colophon_table(rows: &[Paragraph], ruled: bool, width: f64) -> String {
    let rule = |side: &str, eighths: u8| {
        if ruled {
            format!("<w:{side} w:val=\"single\" w:sz=\"{eighths}\" w:space=\"0\" w:color=\"auto\"/>")
        } else {
            String::new()
        }
    };
    let rows: String = rows
        .iter()
        .map(|row| {
            format!(
                "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/></w:tcPr>{}</w:tc></w:tr>",
                twips(width),
                row.xml()
            )
        })
        .collect();
    format!(
        "<w:tbl><w:tblPr><w:tblpPr w:leftFromText=\"0\" w:rightFromText=\"0\" w:vertAnchor=\"margin\" w:horzAnchor=\"margin\" \
         w:tblpXSpec=\"left\" w:tblpYSpec=\"bottom\"/><w:tblW w:w=\"{0}\" w:type=\"dxa\"/><w:tblBorders>{1}{2}{3}</w:tblBorders>\
         <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"{0}\"/></w:tblGrid>{rows}</w:tbl>",
        twips(width),
        rule("top", 8),
        rule("bottom", 8),
        rule("insideH", 6),
    )
}
