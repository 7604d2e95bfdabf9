//! The block tree of a [`Document`]: what both typesetters (Typst, Word) are given, and nothing of either.

use serde::{Deserialize, Serialize};

use super::exhibit::{Exhibit, Kind};

/// A document ready to be set: its own facts, its blocks with their numbers, and the figure ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Facts about the document itself, from the draft's front matter.
    pub facts: Facts,
    /// The blocks, in reading order.
    pub blocks: Vec<Block>,
    /// Every figure of the text, in reading order; [`Inline::Figure`] refers to it by index.
    pub figures: Vec<FigureEntry>,
}

/// Facts about the document itself (the draft's front matter).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Facts {
    /// What the document must carry on its face: that it was written although its data contradicts itself. Printed above
    /// the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caution: Option<String>,
    /// 标题.
    pub title: String,
    /// 副标题, printed under the title after a dash.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// 讲话人: post and name as they are to be printed under the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// Date of the document, ISO 8601 (`2017-08-30`): printed as 2017年8月30日 and written into the PDF.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// 称谓, with its colon, for example `同志们：`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub salutation: Option<String>,
    /// The genre that composed the draft, for example `observation_speech`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub genre: Option<String>,
    /// The layout that the draft asks for, for example `official`; it wins over the genre's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layout: Option<String>,
    /// 数据来源表: the figure ledger is printed as an annex, too.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub sources: bool,
    /// 发文机关, the host of a joint document first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub issuers: Vec<String>,
    /// 发文机关标志, where it is not the issuers' names with 文件.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<String>,
    /// 发文字号, for example `某政发〔2025〕12号`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// 签发人, of a document to a superior.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub signers: Vec<String>,
    /// 密级和保密期限, for example `秘密★1年`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secrecy: Option<String>,
    /// 紧急程度: `特急` or `加急`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urgency: Option<String>,
    /// 份号, six digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy_number: Option<String>,
    /// 主送机关.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<String>,
    /// 抄送机关; of a bulletin, each may begin with `报：`, `送：` or `发：`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<String>,
    /// 署名, where it is not the issuers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<String>,
    /// 印发机关.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printer: Option<String>,
    /// 印发日期, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed: Option<String>,
    /// 附注, without its brackets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// 简报名称.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub masthead: Option<String>,
    /// 期号, for example `第12期`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
    /// 总期号, for example `总第85期`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_issue: Option<String>,
    /// 编发单位 of a bulletin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub editor: Option<String>,
    /// 印数 of a bulletin, for example `共印100份`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub print_run: Option<String>,
    /// Headings carry no numbers (综述的小标题); the default numbers them 一、（一）1.（1）.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unnumbered: bool,
    /// The reading edition (朗读版) says how each figure is spoken that is not said at once. Default: it does not. Other
    /// layouts take no notice.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub spoken: bool,
}

/// One block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block {
    /// 层次标题 of level 1–4, with its number as it is printed (一、 （一） 1. （1）).
    Heading {
        /// 1–4.
        level: u8,
        /// The printed number, from [`heading_number`](super::heading_number); empty for an unnumbered heading.
        number: String,
        /// The heading's text.
        content: Vec<Inline>,
    },
    /// A paragraph of running text.
    Paragraph {
        /// The text.
        content: Vec<Inline>,
    },
    /// A list: each item is a paragraph. Ordered items carry their printed number.
    List {
        /// Items in order.
        items: Vec<ListItem>,
    },
    /// A table with one head row.
    Table {
        /// 表题, printed above the table; empty for none.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        caption: String,
        /// Alignment of each column.
        align: Vec<Align>,
        /// The head row's cells.
        head: Vec<Vec<Inline>>,
        /// Body rows; every row has as many cells as the head.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A table or chart that is made from the data.
    Exhibit {
        /// What it is.
        kind: Kind,
        /// What the draft asks for: TOML, as it stands between the fence's lines.
        spec: String,
        /// What is shown; none before the draft has met its data, and where there is nothing to show.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        exhibit: Option<Box<Exhibit>>,
    },
    /// 附件: what follows belongs to it, until the next one.
    Annex {
        /// `附件`, or `附件1`, `附件2` where there are several.
        number: String,
        /// The title, as the list of annexes and its own first page name it.
        title: String,
        /// Whether its pages lie on their side.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        landscape: bool,
    },
}

/// One item of a [`Block::List`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListItem {
    /// The printed number (`1.`), or empty for an unordered item.
    pub number: String,
    /// The text.
    pub content: Vec<Inline>,
}

impl ListItem {
    /// What is printed before the text: the number, or the dash of government work reports (——坚持…).
    pub fn mark(&self) -> &str {
        if self.number.is_empty() { "——" } else { &self.number }
    }
}

/// Alignment of a table column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// Flush left (text).
    Left,
    /// Centred.
    Center,
    /// Flush right (figures).
    Right,
}

/// A run of text within a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Inline {
    /// Plain text. Never markup: a typesetter prints it character by character.
    Text {
        /// The characters.
        text: String,
    },
    /// 段首主题句 or another stressed run, set in 楷体.
    Strong {
        /// The stressed run.
        content: Vec<Inline>,
    },
    /// A figure, bound to the data.
    Figure {
        /// The figure as it is printed, for example `4.98万人`.
        text: String,
        /// Index into [`Document::figures`].
        figure: usize,
    },
    /// A line break inside a block.
    Break,
}

/// One line of the figure ledger: a figure of the text and where it comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureEntry {
    /// The figure as it is printed.
    pub text: String,
    /// Its source: the target of its link without `figure:`, a JSON pointer into the data, or `draft:` and what is counted.
    pub source: String,
    /// The formula, when the figure was computed, for example `done / target`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    /// JSON pointers of the operands of the formula.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub operands: Vec<String>,
    /// What the figure is, for example `年度脱贫人口：已完成`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// 统计期间, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// 数据截止日期, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// 数据来源单位, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
}

/// The characters of a run of inlines, as a reader sees them; a [`Inline::Break`] is a newline.
pub fn plain(content: &[Inline]) -> String {
    let mut out = String::new();
    for inline in content {
        match inline {
            Inline::Text { text } | Inline::Figure { text, .. } => out.push_str(text),
            Inline::Strong { content } => out.push_str(&plain(content)),
            Inline::Break => out.push('\n'),
        }
    }
    out
}
