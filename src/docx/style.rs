//! The styles of the file: the document's elements by the names that an office knows.
//!
//! What Word has a style for keeps Word's own identity (`Title`, `heading 1`, `caption`, `footer` …), which gives it its name in
//! the user's language, its place in the outline and its shortcuts; the Chinese term of the standard is an alias beside it.
//! What only 公文 have is a style of ours with a Chinese name.

use super::page::line;
use super::xml::{DECLARATION, half_points, twips};
use crate::typeset::shared::Geometry;

/// A face by the name that Chinese offices have it under. Western letters and digits stand in Times New Roman, whose digits
/// are half a character wide, as the standard's are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Face {
    /// 小标宋.
    Title,
    /// 黑体.
    Hei,
    /// 楷体.
    Kai,
    /// 仿宋.
    Fang,
    /// 宋体.
    Song,
}

impl Face {
    /// Its name; what stands for it where it is not installed; panose digits.
    const ALL: [(Self, &'static str, &'static str, &'static str); 5] = [
        (Self::Title, "方正小标宋简体", "方正小标宋_GBK", "03000509000000000000"),
        (Self::Hei, "黑体", "SimHei", "02010609060101010101"),
        (Self::Kai, "楷体_GB2312", "楷体", "02010609030101010101"),
        (Self::Fang, "仿宋_GB2312", "仿宋", "02010609030101010101"),
        (Self::Song, "宋体", "SimSun", "02010600030101010101"),
    ];

    /// All four slots, and no theme's: a theme's fonts would win over these.
    fn xml(self) -> String {
        let western = if self == Self::Song { "宋体" } else { WESTERN };
        let name = Self::ALL.iter().find(|(face, ..)| *face == self).map_or(WESTERN, |(_, name, ..)| name);
        format!("<w:rFonts w:ascii=\"{western}\" w:hAnsi=\"{western}\" w:eastAsia=\"{name}\" w:cs=\"{WESTERN}\"/>")
    }
}

/// The face of letters and digits.
const WESTERN: &str = "Times New Roman";

/// A style of a paragraph.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Style {
    /// 正文.
    #[default]
    Body,
    /// 标题.
    Title,
    /// 副标题 and 题注 below it.
    Subtitle,
    /// 一级标题 to 四级标题.
    Heading(u8),
    /// 称谓, 主送机关: flush left.
    Salutation,
    /// 主送机关.
    Recipients,
    /// What must be said of the document, in a frame.
    Caution,
    /// 发文机关标志, 简报名称.
    Mark,
    /// 发文字号, 期号 and the line of 编发单位.
    Number,
    /// 红色分隔线, a paragraph with nothing but its border.
    RedRule,
    /// 份号, and lines flush left in 仿宋.
    Flush,
    /// 密级, 紧急程度, 附件序号.
    Marking,
    /// 附件说明.
    AnnexList,
    /// 署名.
    Signature,
    /// 成文日期.
    SignDate,
    /// 附注.
    Note,
    /// 版记.
    Colophon,
    /// 表题, 图题.
    Caption,
    /// The head of a table.
    TableHead,
    /// The text of a table.
    TableText,
    /// 单位, 注 and 数据来源 beside tables and charts.
    TableNote,
    /// A paragraph that holds a picture.
    Picture,
    /// A low line after a table.
    Gap,
    /// 页眉.
    Header,
    /// 页脚.
    Footer,
    /// The text of a comment.
    Comment,
}

/// What a style is: identifier, Word's name or ours, the standard's term where it is not the name.
type Entry = (Style, &'static str, &'static str, &'static str);

const ENTRIES: [Entry; 28] = [
    (Style::Body, "Normal", "Normal", "正文"),
    (Style::Title, "Title", "Title", "公文标题"),
    (Style::Subtitle, "Subtitle", "Subtitle", "题注"),
    (Style::Heading(1), "Heading1", "heading 1", "一级标题"),
    (Style::Heading(2), "Heading2", "heading 2", "二级标题"),
    (Style::Heading(3), "Heading3", "heading 3", "三级标题"),
    (Style::Heading(4), "Heading4", "heading 4", "四级标题"),
    (Style::Salutation, "Salutation", "Salutation", "称谓"),
    (Style::Recipients, "Recipients", "主送机关", ""),
    (Style::Caution, "Caution", "提示框", ""),
    (Style::Mark, "IssuerMark", "发文机关标志", ""),
    (Style::Number, "DocumentNumber", "发文字号", ""),
    (Style::RedRule, "RedRule", "红色分隔线", ""),
    (Style::Flush, "CopyNumber", "份号", ""),
    (Style::Marking, "Marking", "密级和紧急程度", ""),
    (Style::AnnexList, "AnnexList", "附件说明", ""),
    (Style::Signature, "Signature", "Signature", "署名"),
    (Style::SignDate, "Date", "Date", "成文日期"),
    (Style::Note, "AttachedNote", "附注", ""),
    (Style::Colophon, "Colophon", "版记", ""),
    (Style::Caption, "Caption", "caption", "表题"),
    (Style::TableHead, "TableHead", "表头", ""),
    (Style::TableText, "TableText", "表格文字", ""),
    (Style::TableNote, "TableNote", "表注", ""),
    (Style::Picture, "Picture", "图", ""),
    (Style::Gap, "TableGap", "表后间隔", ""),
    (Style::Header, "Header", "header", ""),
    (Style::Footer, "Footer", "footer", "页码"),
];

impl Style {
    /// The identifier by which paragraphs name it.
    pub(super) fn id(self) -> &'static str {
        if self == Self::Comment {
            return "CommentText";
        }
        let of = |wanted| ENTRIES.iter().find(|(style, ..)| *style == wanted).map_or("Normal", |(_, id, ..)| id);
        match self {
            Self::Heading(level) => of(Self::Heading(level.clamp(1, 4))),
            style => of(style),
        }
    }

    /// Children of `w:pPr` and of `w:rPr` as far as they differ from 正文.
    fn properties(self, g: &Geometry) -> (String, String) {
        // What is not of the text's size does not stand in its cells.
        let size = |points: f64| {
            let free = if points == g.body_size { "" } else { "<w:spacing w:val=\"0\"/>" };
            format!("{free}<w:sz w:val=\"{0}\"/><w:szCs w:val=\"{0}\"/>", half_points(points))
        };
        let face = |face: Face, points: f64| face.xml() + &size(points);
        let flush = "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/>";
        let table = |spacing: &str, align: &str| {
            format!("<w:snapToGrid w:val=\"0\"/><w:spacing {spacing}/>{flush}<w:jc w:val=\"{align}\"/>")
        };
        let auto = "w:line=\"240\" w:lineRule=\"auto\"";
        let exact = |points: f64| format!("w:line=\"{}\" w:lineRule=\"exact\"", twips(points));
        match self {
            Self::Body => (String::new(), String::new()),
            Self::Title => (
                format!(
                    // LibreOffice gives a line of larger type two lines of the grid.
                    "<w:keepNext/><w:snapToGrid w:val=\"0\"/><w:spacing {}/>{flush}<w:jc w:val=\"center\"/>",
                    exact(line(g).max(g.title_size * 1.2))
                ),
                face(Face::Title, g.title_size),
            ),
            Self::Subtitle => (format!("<w:keepNext/>{flush}<w:jc w:val=\"center\"/>"), face(Face::Kai, g.body_size)),
            Self::Heading(level) => {
                let faces = [Face::Hei, Face::Kai, Face::Fang, Face::Fang];
                let at = usize::from(level.clamp(1, 4)) - 1;
                (format!("<w:keepNext/><w:outlineLvl w:val=\"{at}\"/>"), face(faces[at], g.body_size))
            }
            Self::Salutation | Self::Recipients | Self::Flush => (flush.into(), String::new()),
            Self::Marking => (flush.into(), face(Face::Hei, g.body_size)),
            Self::Caution => {
                let side = |name| format!("<w:{name} w:val=\"single\" w:sz=\"6\" w:space=\"4\" w:color=\"auto\"/>");
                let sides: String = ["top", "left", "bottom", "right"].map(side).concat();
                (
                    format!("<w:pBdr>{sides}</w:pBdr><w:spacing {auto} w:after=\"240\"/>{flush}"),
                    face(Face::Hei, g.caution_size),
                )
            }
            Self::Mark => (
                format!("<w:snapToGrid w:val=\"0\"/>{flush}<w:jc w:val=\"center\"/>"),
                Face::Title.xml() + "<w:color w:val=\"FF0000\"/><w:spacing w:val=\"0\"/>",
            ),
            Self::Number => (format!("{flush}<w:jc w:val=\"center\"/>"), String::new()),
            Self::RedRule => (
                format!(
                    "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"12\" w:space=\"1\" w:color=\"FF0000\"/></w:pBdr>\
                     <w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"200\" w:lineRule=\"exact\"/>{flush}"
                ),
                size(2.0),
            ),
            Self::AnnexList | Self::Note => (String::new(), String::new()),
            Self::Signature | Self::SignDate => {
                (format!("<w:keepLines/>{flush}<w:jc w:val=\"right\"/>"), String::new())
            }
            Self::Colophon => (
                format!(
                    "<w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"60\" w:after=\"60\" {}/>\
                     <w:ind w:leftChars=\"0\" w:left=\"280\" w:rightChars=\"0\" w:right=\"280\" w:firstLineChars=\"0\" w:firstLine=\"0\"/>",
                    exact(21.0)
                ),
                size(14.0),
            ),
            Self::Caption => (
                format!("<w:keepNext/>{}", table("w:before=\"160\" w:after=\"60\"", "center")),
                face(Face::Hei, g.table_size),
            ),
            Self::TableHead => (table(auto, "center"), face(Face::Hei, g.table_size)),
            Self::TableText => (table(auto, "left"), size(g.table_size)),
            Self::TableNote => (table(&format!("{auto} w:before=\"60\""), "left"), size(10.5)),
            Self::Picture => {
                (format!("<w:keepNext/>{}", table(&format!("{auto} w:before=\"60\""), "center")), String::new())
            }
            Self::Gap => (table(&exact(10.0), "left"), size(2.0)),
            Self::Header | Self::Footer => (
                format!("<w:snapToGrid w:val=\"0\"/><w:spacing {}/>{flush}<w:jc w:val=\"left\"/>", exact(18.0)),
                face(Face::Song, g.folio_size),
            ),
            Self::Comment => {
                (format!("<w:snapToGrid w:val=\"0\"/><w:spacing {auto}/>{flush}<w:jc w:val=\"left\"/>"), size(10.5))
            }
        }
    }

    /// The style that a new paragraph after one of this has.
    fn next(self) -> Self {
        match self {
            Self::TableHead | Self::TableText | Self::Header | Self::Footer | Self::Colophon => self,
            _ => Self::Body,
        }
    }
}

/// The character style of 段首主题句.
pub(super) const STRONG: &str = "Strong";
/// The character style of the sign of a comment.
pub(super) const COMMENT_SIGN: &str = "CommentReference";

/// `word/styles.xml`.
pub(super) fn styles(g: &Geometry) -> String {
    let line = twips(line(g));
    let indent = twips(g.indent);
    let mut out = format!(
        "{DECLARATION}<w:styles xmlns:w=\"{W}\"><w:docDefaults><w:rPrDefault><w:rPr>{font}<w:sz w:val=\"{size}\"/>\
         <w:szCs w:val=\"{size}\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault/></w:docDefaults>",
        font = Face::Fang.xml(),
        size = half_points(g.body_size),
    );
    for (style, id, name, alias) in ENTRIES {
        let (paragraph, text) = style.properties(g);
        let named = if alias.is_empty() { String::new() } else { format!("<w:aliases w:val=\"{alias}\"/>") };
        if style == Style::Body {
            out.push_str(&format!(
                "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{named}<w:qFormat/>\
                 <w:pPr><w:widowControl w:val=\"0\"/><w:overflowPunct w:val=\"0\"/><w:autoSpaceDE w:val=\"0\"/>\
                 <w:autoSpaceDN w:val=\"0\"/><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"{line}\" w:lineRule=\"exact\"/>\
                 <w:ind w:firstLineChars=\"200\" w:firstLine=\"{indent}\"/><w:jc w:val=\"both\"/></w:pPr><w:rPr>{font}<w:spacing w:val=\"{closer}\"/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:style>",
                font = Face::Fang.xml(),
                closer = ((g.cell - g.body_size) * 20.0).floor(),
                size = half_points(g.body_size),
            ));
            continue;
        }
        out.push_str(&format!(
            "<w:style w:type=\"paragraph\"{custom} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{named}<w:basedOn w:val=\"Normal\"/>\
             <w:next w:val=\"{next}\"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{text}</w:rPr></w:style>",
            custom = if name.is_ascii() { "" } else { " w:customStyle=\"1\"" },
            next = style.next().id(),
        ));
    }
    let (paragraph, text) = Style::Comment.properties(g);
    out.push_str(&format!(
        "<w:style w:type=\"paragraph\" w:styleId=\"CommentText\"><w:name w:val=\"annotation text\"/><w:basedOn w:val=\"Normal\"/>\
         <w:pPr>{paragraph}</w:pPr><w:rPr>{text}</w:rPr></w:style>"
    ));
    for level in 1..=3 {
        out.push_str(&format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"TOC{level}\"><w:name w:val=\"toc {level}\"/><w:basedOn w:val=\"Normal\"/>\
             <w:next w:val=\"Normal\"/><w:pPr><w:tabs><w:tab w:val=\"right\" w:leader=\"middleDot\" w:pos=\"{width}\"/></w:tabs>\
             <w:ind w:leftChars=\"{left}\" w:left=\"{points}\" w:firstLineChars=\"0\" w:firstLine=\"0\"/></w:pPr></w:style>",
            width = twips(g.type_width),
            left = (level - 1) * 200,
            points = (level - 1) * indent,
        ));
    }
    out.push_str(&format!(
        "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/></w:style>\
         <w:style w:type=\"character\" w:styleId=\"{STRONG}\"><w:name w:val=\"Strong\"/><w:aliases w:val=\"主题句\"/><w:qFormat/>\
         <w:rPr>{kai}</w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"{COMMENT_SIGN}\"><w:name w:val=\"annotation reference\"/>\
         <w:rPr><w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/></w:rPr></w:style>\
         <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr>\
         <w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"0\" w:type=\"dxa\"/>\
         <w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\
         <w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr>\
         <w:tblBorders>{borders}</w:tblBorders></w:tblPr></w:style></w:styles>",
        kai = Face::Kai.xml(),
        borders = ["top", "left", "bottom", "right", "insideH", "insideV"]
            .map(|side| format!("<w:{side} w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"auto\"/>"))
            .concat(),
    ));
    out
}

/// `word/fontTable.xml`: what a computer without these faces takes instead.
pub(super) fn font_table() -> String {
    let fonts: String = Face::ALL
        .iter()
        .map(|(_, name, other, panose)| {
            format!(
                "<w:font w:name=\"{name}\"><w:altName w:val=\"{other}\"/><w:panose1 w:val=\"{panose}\"/><w:charset w:val=\"86\"/>\
                 <w:family w:val=\"auto\"/><w:pitch w:val=\"variable\"/></w:font>"
            )
        })
        .collect();
    format!(
        "{DECLARATION}<w:fonts xmlns:w=\"{W}\">{fonts}<w:font w:name=\"{WESTERN}\"><w:panose1 w:val=\"02020603050405020304\"/>\
         <w:charset w:val=\"00\"/><w:family w:val=\"roman\"/><w:pitch w:val=\"variable\"/></w:font></w:fonts>"
    )
}

/// The namespace of WordprocessingML.
pub(super) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
