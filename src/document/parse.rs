//! Reads a draft: Markdown becomes blocks, and what a speech cannot hold becomes a finding.
//!
//! Nothing is lost without a word: text that stands in a construct without a place in a [`Document`](super::Document)
//! (a quotation, code, HTML) is kept as plain text, and the finding says what it was.

mod fence;

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::draft::{Draft, Role, Unit};
use super::model::{Block, Inline, ListItem, plain};
use super::position::{lines_of, union};
use super::run::{Piece, Run};
use super::table::{OpenTable, alignment, cells};
use crate::Finding;
use crate::draft::{FIGURE_TARGET, shadow};
use fence::Verbatim;

/// Reads the blocks of `text` from byte `body` on into `draft`, which has its facts.
pub(super) fn blocks(text: &str, body: usize, draft: Draft, findings: Vec<Finding>) -> (Draft, Vec<Finding>) {
    // Blank lines in place of the front matter keep every offset that of the draft.
    let head: String = text[..body].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    let shadow = head + &shadow(&text[body..]);
    let mut reader = Reader::new(text, &shadow, draft, findings);
    let mut events = Parser::new_ext(&shadow, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES).into_offset_iter();
    for (event, range) in events.by_ref() {
        reader.event(event, range);
    }
    let mut definitions: Vec<Range<usize>> =
        events.reference_definitions().iter().map(|(_, definition)| definition.span.clone()).collect();
    crate::sort::by_key(&mut definitions, |span| span.start);
    for span in definitions {
        let line = text[span.clone()].trim();
        let message = format!("“{line}”是 Markdown 的链接定义，不会印出来");
        reader.warn("document.link_definition", span.start, message, "若是正文，在行首的 [ 前加 \\");
    }
    reader.finish(body)
}

/// A list that has begun; lists within lists are a stack of these.
struct OpenList {
    /// The number of the next item, for an ordered list.
    next: Option<u64>,
    items: Vec<ListItem>,
    /// The item's text was cut by another block; what follows is a paragraph.
    cut: bool,
    /// The lines of the items.
    span: Option<Range<usize>>,
}

struct Reader<'a> {
    text: &'a str,
    shadow: &'a str,
    draft: Draft,
    findings: Vec<Finding>,
    run: Run,
    /// What of the draft the run was gathered from.
    reach: Option<Range<usize>>,
    lists: Vec<OpenList>,
    table: Option<OpenTable>,
    verbatim: Option<Verbatim>,
    /// The block just finished was a paragraph that begins with `: `, the caption of a table that follows.
    caption: bool,
    /// The last `**` that belongs to no pair, to see two asterisks as one mistake.
    stray: Option<usize>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, shadow: &'a str, draft: Draft, findings: Vec<Finding>) -> Self {
        Self {
            text,
            shadow,
            draft,
            findings,
            run: Run::default(),
            reach: None,
            lists: Vec::new(),
            table: None,
            verbatim: None,
            caption: false,
            stray: None,
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        self.run.passed(&range);
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) | Event::Html(text) if self.verbatim.is_some() => {
                let (text, _) = self.original(&text, &range);
                if let Some(verbatim) = &mut self.verbatim {
                    verbatim.lines.push_str(&text);
                }
            }
            Event::Text(text) => self.printed(&text, range),
            Event::Code(text) => {
                self.note("document.code", range.start, "行内代码标记“`”不会印出来，其中的文字照印".to_owned());
                self.run.mark();
                self.printed(&text, range);
                self.run.mark();
            }
            Event::SoftBreak => self.run.soft_break(),
            Event::HardBreak => self.run.hard_break(),
            Event::InlineHtml(html) if is_break(&html) => self.run.hard_break(),
            Event::InlineHtml(html) | Event::Html(html) => {
                let message = format!("HTML 标记“{html}”按文字照印");
                self.warn("document.html", range.start, message, "删去标记；换行可写 <br>");
                self.printed(&html, range);
            }
            Event::FootnoteReference(label) => {
                let message = format!("脚注“[^{label}]”按文字照印，讲话稿没有脚注");
                self.warn("document.footnote", range.start, message, "把脚注的内容写进正文");
                self.printed(&format!("[^{label}]"), range);
            }
            Event::Rule => {
                self.flush();
                self.note("document.rule", range.start, "分隔线不会印出来".to_owned());
            }
            // Extensions that are not enabled.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph if !self.lists.is_empty() && !self.run.is_empty() => {
                let message = "列表的一项只有一段，后面各段接着印，另起一行".to_owned();
                self.note("document.list_paragraph", range.start, message);
                self.run.hard_break();
            }
            Tag::Heading { level, .. } => {
                self.cut_list(range.start, "标题");
                self.draft.headings.push(range.start);
                if matches!(level, HeadingLevel::H5 | HeadingLevel::H6) {
                    let message = format!("第{}级标题按第4级印：公文的层次最多四级", level as u8);
                    self.warn("document.heading_depth", range.start, message, "减少 #，或改写成段落");
                }
            }
            Tag::BlockQuote(_) => {
                self.warn("document.block_quote", range.start, "引用块按普通段落印".into(), "删去行首的 >");
            }
            Tag::CodeBlock(kind) => self.code_block(&kind, range),
            Tag::HtmlBlock => {
                self.cut_list(range.start, "HTML");
                self.warn("document.html", range.start, "HTML 按文字照印".into(), "删去标记；换行可写 <br>");
                self.verbatim = Some(Verbatim::text(range));
            }
            Tag::List(first) => {
                if !self.lists.is_empty() {
                    let message = "列表中又有列表，分成先后几个列表印".to_owned();
                    self.warn("document.nested_list", range.start, message, "把下一级写成正文，或改用标题");
                }
                self.close_item();
                self.close_items();
                self.lists.push(OpenList { next: first, items: Vec::new(), cut: false, span: None });
            }
            Tag::Item => {
                self.flush();
                if let Some(list) = self.lists.last_mut() {
                    list.cut = false;
                }
            }
            Tag::FootnoteDefinition(label) => {
                self.flush();
                let message = format!("脚注“[^{label}]”的内容按段落印");
                self.warn("document.footnote", range.start, message, "把脚注的内容写进正文");
                self.printed(&format!("[^{label}]: "), range.start..range.start);
            }
            Tag::Table(align) => {
                let caption = std::mem::take(&mut self.caption);
                self.cut_list(range.start, "表格");
                let mut table = OpenTable { align: align.into_iter().map(alignment).collect(), ..OpenTable::default() };
                if caption && let Some(Block::Paragraph { content }) = self.draft.blocks.pop() {
                    table.caption_span = self.draft.spans.pop();
                    let text = plain(&content).replace('\n', " ");
                    table.caption = text.strip_prefix(": ").unwrap_or(&text).trim().to_owned();
                    if let Some(unit) = self.draft.units.last_mut() {
                        unit.role = Role::Caption;
                    }
                }
                self.table = Some(table);
            }
            Tag::Emphasis | Tag::Strong => {
                self.run.strong_start(range.start);
                union(&mut self.reach, &range);
            }
            Tag::Link { link_type, dest_url, .. } => self.link(link_type, &dest_url, range),
            Tag::Image { dest_url, .. } => {
                self.run.mark();
                union(&mut self.reach, &range);
                let message = format!("图片“{dest_url}”不会印出来，只印它的说明文字");
                self.warn("document.image", range.start, message, "删去图片");
            }
            // Paragraphs and table parts matter when they end; the rest are extensions that are not enabled.
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph => {
                if self.lists.is_empty() {
                    let caption = self.text[range].starts_with(": ");
                    self.flush();
                    self.caption = caption && matches!(self.draft.blocks.last(), Some(Block::Paragraph { .. }));
                }
            }
            TagEnd::Heading(level) => self.heading(level, range),
            TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                if let Some(verbatim) = self.verbatim.take() {
                    self.verbatim_end(&verbatim);
                }
            }
            TagEnd::Item => self.close_item(),
            TagEnd::List(_) => {
                self.close_items();
                self.lists.pop();
            }
            TagEnd::FootnoteDefinition => self.flush(),
            TagEnd::TableCell => {
                let (content, pieces, _) = self.take();
                self.draft.units.push(Unit { role: Role::Cell, pieces });
                if let Some(table) = &mut self.table {
                    table.row.push(content);
                }
            }
            TagEnd::TableHead => {
                if let Some(table) = &mut self.table {
                    table.head = std::mem::take(&mut table.row);
                }
            }
            TagEnd::TableRow => self.row(range),
            TagEnd::Table => {
                if let Some(OpenTable { align, head, rows, caption, caption_span, .. }) = self.table.take() {
                    let start = caption_span.map_or(range.start, |span| span.start);
                    self.push(Block::Table { caption, align, head, rows }, start..range.end);
                }
            }
            TagEnd::Emphasis | TagEnd::Strong => self.run.strong_end(range.end),
            TagEnd::Link => {
                self.run.mark();
                self.run.figure_end(self.text, &mut self.draft.figures, &mut self.draft.links);
            }
            _ => self.run.mark(),
        }
    }

    fn link(&mut self, kind: LinkType, target: &str, range: Range<usize>) {
        self.run.mark();
        union(&mut self.reach, &range);
        let (target, _) = self.original(target, &range);
        match (target.strip_prefix("figure:"), kind) {
            _ if self.run.nested_link() => {
                self.note(
                    "document.link",
                    range.start,
                    format!("链接“{target}”在数字链接之中，不会印出来，只印它的文字"),
                );
            }
            (Some(source), LinkType::Inline) => self.run.figure_start(source, range),
            (Some(_), _) => {
                let message = format!("“{}”不是数字链接的写法", &self.text[range.clone()]);
                self.error("document.figure_form", range.start, message, "写作 [数字](figure:来源)");
            }
            (None, LinkType::Autolink | LinkType::Email) => {}
            (None, _) => {
                self.note("document.link", range.start, format!("链接“{target}”不会印出来，只印它的文字"));
            }
        }
    }

    /// Text of the draft; of `shadow` it has the same bytes, unless it was written as an entity.
    fn original(&self, text: &str, range: &Range<usize>) -> (String, bool) {
        let shadow = &self.shadow[range.clone()];
        if shadow == text {
            return (self.text[range.clone()].to_owned(), true);
        }
        match shadow.find(text) {
            Some(at) if !text.is_empty() => {
                let start = range.start + at;
                (self.text[start..start + text.len()].to_owned(), false)
            }
            _ => (text.to_owned(), false),
        }
    }

    fn printed(&mut self, text: &str, range: Range<usize>) {
        let (text, exact) = self.original(text, &range);
        // An asterisk that pairs with nothing comes as a text of its own.
        if exact && text == "*" && !self.text[..range.start].ends_with('\\') {
            if self.stray == Some(range.start) {
                let message = "这里的 ** 没有配成一对，会照印出来".to_owned();
                self.warn("document.stray_mark", range.start - 1, message, "** 要成对，紧贴所强调的文字，不跨段落");
                self.stray = None;
            } else {
                self.stray = Some(range.end);
            }
        }
        union(&mut self.reach, &range);
        self.run.text(&text, range, exact);
    }

    fn heading(&mut self, level: HeadingLevel, range: Range<usize>) {
        let (content, pieces, _) = self.take();
        if content.is_empty() {
            self.draft.headings.pop();
            self.warn("document.heading_empty", range.start, "标题没有文字，不会印出来".into(), "补上文字，或删去 #");
            return;
        }
        let level = (level as u8).min(4);
        self.draft.units.push(Unit { role: Role::Heading(level), pieces });
        self.push(Block::Heading { level, number: String::new(), content }, range);
    }

    fn row(&mut self, range: Range<usize>) {
        let Some(table) = &mut self.table else { return };
        let row = std::mem::take(&mut table.row);
        let columns = table.head.len();
        table.rows.push(row);
        let written = cells(&self.text[range.clone()]);
        if written > columns {
            let message = format!("这一行有{written}格，表头只有{columns}格，多出的会丢失");
            self.error("document.table_row", range.start, message, "补齐表头，或把文字里的 | 写作 \\|");
        }
    }

    /// Ends the paragraph that is open, if any.
    fn flush(&mut self) {
        if self.run.is_empty() {
            self.take();
            return;
        }
        let (content, pieces, span) = self.take();
        self.draft.units.push(Unit { role: Role::Paragraph, pieces });
        self.push(Block::Paragraph { content }, span);
    }

    /// What was gathered, and what of the draft it was gathered from.
    fn take(&mut self) -> (Vec<Inline>, Vec<Piece>, Range<usize>) {
        let (content, pieces) = self.run.take();
        (content, pieces, self.reach.take().unwrap_or_default())
    }

    /// Ends a block that stands in the lines of `span`.
    fn push(&mut self, block: Block, span: Range<usize>) {
        self.caption = false;
        self.draft.blocks.push(block);
        self.draft.spans.push(lines_of(self.text, span));
    }

    /// A block begins that no list item can hold: the list goes on after it.
    fn cut_list(&mut self, at: usize, what: &str) {
        if self.lists.is_empty() {
            self.flush();
            return;
        }
        let message = format!("列表中不能有{what}，移到列表之外印");
        self.warn("document.list_block", at, message, "在它的前后断开列表");
        self.close_item();
        self.close_items();
    }

    /// Ends the text of the open item.
    fn close_item(&mut self) {
        if self.lists.is_empty() {
            return self.flush();
        }
        let empty = self.run.is_empty();
        let Some(list) = self.lists.last_mut() else { return };
        if empty {
            list.cut = true;
            self.take();
            return;
        }
        if std::mem::replace(&mut list.cut, true) {
            self.close_items();
            return self.flush();
        }
        let number = list.next.map_or(String::new(), |number| format!("{number}."));
        list.next = list.next.map(|number| number + 1);
        let (content, pieces) = self.run.take();
        union(&mut list.span, &self.reach.take().unwrap_or_default());
        let first = list.items.is_empty();
        list.items.push(ListItem { number, content });
        self.draft.units.push(Unit { role: Role::Item { first }, pieces });
    }

    /// Ends the items so far of the open list.
    fn close_items(&mut self) {
        let Some(list) = self.lists.last_mut() else { return };
        let items = std::mem::take(&mut list.items);
        let span = list.span.take().unwrap_or_default();
        if !items.is_empty() {
            self.push(Block::List { items }, span);
        }
    }

    fn error(&mut self, code: &str, at: usize, message: String, hint: &str) {
        self.findings.push(Finding::error(code, self.draft.positions.path(at), message).hint(hint));
    }

    fn warn(&mut self, code: &str, at: usize, message: String, hint: &str) {
        self.findings.push(Finding::warning(code, self.draft.positions.path(at), message).hint(hint));
    }

    fn note(&mut self, code: &str, at: usize, message: String) {
        self.findings.push(Finding::note(code, self.draft.positions.path(at), message));
    }

    fn finish(mut self, body: usize) -> (Draft, Vec<Finding>) {
        self.flush();
        // A figure link with a blank in its target, say, is no link to Markdown, and would be printed with its brackets.
        for (at, _) in self.text[body..].match_indices(FIGURE_TARGET) {
            let at = body + at;
            let link = self.draft.links.partition_point(|span| span.link.end <= at);
            let known = self.draft.links.get(link).is_some_and(|span| span.link.start <= at);
            let known = known || self.draft.exhibits.iter().any(|block| block.contains(&at));
            if !known && !self.text[..at].ends_with('\\') {
                self.error(
                    "document.figure_form",
                    at,
                    "这里的数字链接写得不对，会照印出来".into(),
                    "写作 [数字](figure:来源)，来源中没有空格和括号",
                );
            }
        }
        (self.draft, self.findings)
    }
}

fn is_break(html: &str) -> bool {
    let name = html.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/').trim_end();
    name.eq_ignore_ascii_case("br")
}

#[cfg(test)]
mod tests {
    use super::super::model::Inline;
    use super::*;

    fn read(text: &str) -> (Vec<String>, String) {
        let (draft, findings) = Draft::parse(&format!("+++\ntitle = \"题\"\n+++\n{text}"));
        let blocks = draft.blocks.iter().map(|block| match block {
            Block::Exhibit { kind, spec, .. } => format!("图表 {} {spec}", kind.word()),
            Block::Heading { level, content, .. } => format!("标题{level} {}", plain(content)),
            Block::Paragraph { content } => format!("段 {}", plain(content)),
            Block::List { items } => {
                let items = items.iter().map(|item| item.number.clone() + &plain(&item.content));
                format!("列 {}", items.collect::<Vec<_>>().join("；"))
            }
            Block::Table { caption, head, rows, .. } => format!("表 {caption} {}×{}", head.len(), rows.len()),
            Block::Annex { title, .. } => format!("附件 {title}"),
        });
        let findings = findings.iter().map(|f| format!("{} {} {} {}\n", f.severity.label(), f.code, f.path, f.message));
        (blocks.collect(), findings.collect())
    }

    #[test]
    fn lines_join_and_stress_is_found() {
        let (draft, findings) = Draft::parse(
            "+++\ntitle = \"题\"\n+++\n　　**一是成效显著。** 截至\n目前，*已完成*[4.98\n万](figure:/a)，\n[68%](figure:/b)。",
        );
        assert_eq!(findings, []);
        let Block::Paragraph { content } = &draft.blocks[0] else { panic!("{:?}", draft.blocks) };
        let text = |text: &str| Inline::Text { text: text.to_owned() };
        let strong = |of: &str| Inline::Strong { content: vec![text(of)] };
        let figure = |text: &str, figure| Inline::Figure { text: text.to_owned(), figure };
        assert_eq!(
            content[..],
            [
                strong("一是成效显著。"),
                text("截至目前，"),
                strong("已完成"),
                figure("4.98万", 0),
                text("，"),
                figure("68%", 1),
                text("。"),
            ]
        );
        assert_eq!(draft.figures[1].source, "/b");
    }

    #[test]
    fn spaces_between_latin_words_stay() {
        assert_eq!(read("green **food** and\n**more** [5](figure:/a) kg").0, ["段 green food and more 5 kg"]);
    }

    #[test]
    fn what_a_speech_cannot_hold_is_kept_and_reported() {
        let (blocks, findings) = read(
            "> 引用\n\n![图](a.png)文字<b>粗</b>`码`[网](http://a.b)<http://c.d>\n\n***\n\n```rust\nlet a;\n\n  b\n```\n\n\
             <div>\n甲\n</div>\n\n注[^1]。\n\n[^1]: 脚注\n\n[附件]: 某某\n\n    缩进\n\n```chart\nx\n```\n",
        );
        insta::assert_snapshot!(blocks.join("\n"), @r"
        段 引用
        段 图文字<b>粗</b>码网http://c.d
        段 let a;

          b
        段 <div>
        甲
        </div>
        段 注[^1]。
        段 [^1]: 脚注
        段 缩进
        段 x
        ");
        insta::assert_snapshot!(findings, @r"
        警告 document.block_quote draft:4:1 引用块按普通段落印
        警告 document.image draft:6:1 图片“a.png”不会印出来，只印它的说明文字
        警告 document.html draft:6:14 HTML 标记“<b>”按文字照印
        警告 document.html draft:6:18 HTML 标记“</b>”按文字照印
        提示 document.code draft:6:22 行内代码标记“`”不会印出来，其中的文字照印
        提示 document.link draft:6:25 链接“http://a.b”不会印出来，只印它的文字
        提示 document.rule draft:8:1 分隔线不会印出来
        警告 document.code draft:10:1 代码块按文字照印
        警告 document.html draft:16:1 HTML 按文字照印
        警告 document.footnote draft:20:2 脚注“[^1]”按文字照印，讲话稿没有脚注
        警告 document.footnote draft:22:1 脚注“[^1]”的内容按段落印
        警告 document.code draft:26:5 行首有四个空格，整段按文字照印，其中的标记和数字链接都不起作用
        警告 document.code draft:28:1 代码块按文字照印
        警告 document.link_definition draft:24:1 “[附件]: 某某”是 Markdown 的链接定义，不会印出来
        ");
    }

    #[test]
    fn lists_are_flat() {
        let (blocks, findings) =
            read("3. 甲\n   - 乙\n   - 丙\n\n   丁\n4. 戊\n\n   己\n\n   # 庚\n5. 辛\n   续\n6.\n7. 壬");
        insta::assert_snapshot!(blocks.join("\n"), @r"
        列 3.甲
        列 乙；丙
        段 丁
        列 4.戊
        己
        标题1 庚
        列 5.辛续；6.壬
        ");
        insta::assert_snapshot!(findings, @r"
        警告 document.nested_list draft:5:4 列表中又有列表，分成先后几个列表印
        提示 document.list_paragraph draft:11:4 列表的一项只有一段，后面各段接着印，另起一行
        警告 document.list_block draft:13:4 列表中不能有标题，移到列表之外印
        ");
    }

    #[test]
    fn tables_captions_and_lost_cells() {
        let (blocks, findings) =
            read(": 进度[3](figure:/a)\n\n|甲|乙|\n|-|-|\n|1|2|3|\n|4\\|5|6|\n|7|\n\n: 不是表题\n\n正文");
        insta::assert_snapshot!(blocks.join("\n"), @r"
        表 进度3 2×3
        段 : 不是表题
        段 正文
        ");
        insta::assert_snapshot!(findings, @r"错误 document.table_row draft:8:1 这一行有3格，表头只有2格，多出的会丢失");
    }

    #[test]
    fn mistakes_of_markup() {
        let (blocks, findings) = read(
            "**甲** **乙\n\n5*3\n\n[4](figure: /a)和<figure:/b>和[5][c]和\\[6](figure:/d)\n\n[c]: figure:/c\n\n#\n\n###### 丙<br>丁",
        );
        insta::assert_snapshot!(blocks.join("\n"), @r"
        段 甲**乙
        段 5*3
        段 [4](figure: /a)和figure:/b和5和[6](figure:/d)
        标题4 丙
        丁
        ");
        insta::assert_snapshot!(findings, @r"
        警告 document.stray_mark draft:4:7 这里的 ** 没有配成一对，会照印出来
        错误 document.figure_form draft:8:17 “<figure:/b>”不是数字链接的写法
        错误 document.figure_form draft:8:29 “[5][c]”不是数字链接的写法
        警告 document.heading_empty draft:12:1 标题没有文字，不会印出来
        警告 document.heading_depth draft:14:1 第6级标题按第4级印：公文的层次最多四级
        警告 document.link_definition draft:10:1 “[c]: figure:/c”是 Markdown 的链接定义，不会印出来
        错误 document.figure_form draft:8:3 这里的数字链接写得不对，会照印出来
        错误 document.figure_form draft:8:39 这里的数字链接写得不对，会照印出来
        ");
    }
}
