//! Exhibits in Word: tables as tables, what is drawn as a picture where one is given, and else as a table of its data.
//!
//! Nothing is lost without pictures: every figure of a chart is a cell, and can be copied into a chart of Word's own.

use super::body::Body;
use super::picture;
use super::style::Style;
use super::table::{Cell, Place, Row, Table};
use super::xml::{BREAK, Paragraph, run};
use crate::document::{self as model, Body as Post, ColumnAlign, Datum, Exhibit, Inline, Kind, RowKind, View, plain};

/// Depth of an organisation beyond which nothing is said; the same as in its text.
const DEEPEST: usize = 32;

impl Body<'_> {
    /// An exhibit: caption, unit, what is shown, note and source.
    pub(super) fn exhibit(&mut self, block: usize, kind: Kind, exhibit: &Exhibit) {
        if let View::Certificate(certificate) = &exhibit.view {
            self.certificate(certificate);
            return;
        }
        if !exhibit.caption.is_empty() {
            self.paragraph(Paragraph::new(Style::Caption, run(None, "", &exhibit.caption)));
        }
        if !exhibit.unit.is_empty() {
            let unit = run(None, "", &format!("单位：{}", exhibit.unit));
            self.paragraph(Paragraph { align: Some("right"), ..Paragraph::new(Style::TableNote, unit).kept() });
        }
        let note = if exhibit.note.is_empty() { String::new() } else { format!("注：{}", exhibit.note) };
        let below: Vec<&str> = [note.as_str(), &exhibit.source].into_iter().filter(|line| !line.is_empty()).collect();
        let image = self.images.iter().find(|image| image.block == block);
        match image {
            Some(image) => {
                let mut content =
                    picture::inline(&mut self.parts, image, &exhibit.alt, self.g.type_width, self.g.type_height);
                if let Some(first) = self.text.commented_so_far() {
                    // The comments of its figures, which the picture has in the place of the table.
                    self.view(kind, &exhibit.view);
                    content = self.text.about(first, &content);
                }
                self.paragraph(Paragraph { keep_next: !below.is_empty(), ..Paragraph::new(Style::Picture, content) });
            }
            None => {
                let (lead, mut tables) = self.view(kind, &exhibit.view);
                if let Some(last) = tables.last_mut() {
                    last.with_next = !below.is_empty();
                }
                lead.into_iter().for_each(|lead| self.paragraph(lead));
                tables.iter().for_each(|table| self.table(table));
            }
        }
        for (i, line) in below.iter().enumerate() {
            let paragraph = Paragraph::new(Style::TableNote, run(None, "", line));
            self.paragraph(if i + 1 < below.len() { paragraph.kept() } else { paragraph });
        }
    }

    /// What is shown, without a picture: what stands before the tables, and these.
    fn view(&mut self, kind: Kind, view: &View) -> (Option<Paragraph>, Vec<Table>) {
        let mut lead = None;
        let tables = match view {
            View::Table(table) => vec![self.data_table(kind, table)],
            View::Bars(bars) => vec![self.bars(bars)],
            View::Timeline(timeline) => {
                if let Some((_, words)) = &timeline.today {
                    let words = self.text.runs("", words);
                    lead = Some(Paragraph { align: Some("right"), ..Paragraph::new(Style::TableNote, words).kept() });
                }
                let rows = timeline.rows.iter().map(|row| {
                    [self.said(&row.label), self.said(&row.owner), self.cell(&row.dates), self.said(&row.status)]
                });
                let rows = rows.collect();
                vec![columns(["事项", "责任单位", "时限", "状态"], rows)]
            }
            View::Ladder(ladder) => {
                let rows = ladder.steps.iter().map(|step| {
                    let stands = ladder.legend.as_ref().map(|(reached, not)| if step.reached { reached } else { not });
                    let stands = stands.map(String::as_str).unwrap_or_default();
                    [self.said(&step.label), self.datum(&step.datum), self.cell(&step.prior), self.said(stands)]
                });
                let rows = rows.collect();
                vec![columns(["阶段", "数值", "说明", "是否达到"], rows)]
            }
            View::Funnel(funnel) => {
                let mut rows = Vec::new();
                for stage in &funnel.stages {
                    let share = if stage.share.is_empty() { Vec::new() } else { stage.share.clone() };
                    let prefix = if share.is_empty() { "" } else { "为上一环节的" };
                    rows.push([
                        self.said(&stage.label),
                        self.datum(&stage.datum),
                        self.cell(&stage.more),
                        Cell::new(format!("{prefix}{}", plain(&share)), self.text.runs(prefix, &share)),
                    ]);
                }
                vec![columns(["环节", "数值", "其他", "比例"], rows)]
            }
            View::Map(map) => {
                // An outline that the data does not know has no name and is not listed.
                let rows = map.areas.iter().filter(|area| !area.label.is_empty());
                let rows = rows.map(|area| [self.said(&area.label), self.datum(&area.datum)]).collect();
                vec![columns(["地区", "数值"], rows)]
            }
            View::Calendar(calendar) => {
                let rows = calendar
                    .entries
                    .iter()
                    .map(|entry| [&entry.date, &entry.what, &entry.who, &entry.place].map(|runs| self.cell(runs)));
                let rows = rows.collect();
                vec![columns(["日期", "事项", "人员", "地点"], rows)]
            }
            View::Organisation(chart) => vec![self.organisation(chart)],
            View::Cases(cases) => cases.cases.iter().map(|case| self.case(case)).collect(),
            View::Panel(panel) => vec![self.panel(panel)],
            // It has pages of its own.
            View::Certificate(_) => Vec::new(),
        };
        (lead, tables)
    }

    /// A text of the data.
    fn said(&self, text: &str) -> Cell {
        Cell::new(text.to_owned(), run(None, "", text))
    }

    /// Runs.
    fn cell(&mut self, content: &[Inline]) -> Cell {
        Cell::new(plain(content), self.text.runs("", content))
    }

    fn datum(&mut self, datum: &Datum) -> Cell {
        self.cell(&datum.text)
    }

    fn data_table(&mut self, kind: Kind, table: &model::Table) -> Table {
        let place = |column: &model::Column| match column.align {
            ColumnAlign::Left => Place::Left,
            ColumnAlign::Center => Place::Center,
            ColumnAlign::Decimal => Place::Decimal,
        };
        let mut cell = |cell: &model::Cell| {
            // 数据来源表 says where figures come from; it needs no comments.
            let runs =
                if kind == Kind::Sources { self.text.silent(&cell.content) } else { self.text.runs("", &cell.content) };
            Cell {
                text: plain(&cell.content),
                runs: vec![runs],
                span: (cell.columns.into(), cell.rows.into()),
                marked: cell.marked,
            }
        };
        let head =
            table.head.iter().map(|cells| Row { cells: cells.iter().map(&mut cell).collect(), ..Row::default() });
        let head = head.collect();
        let sum =
            |kind: Option<&model::Row>| kind.is_some_and(|row| matches!(row.kind, RowKind::Subtotal | RowKind::Total));
        let rows = table.rows.iter().enumerate().map(|(at, row)| Row {
            cells: row.cells.iter().map(&mut cell).collect(),
            strong: row.kind != RowKind::Record,
            with_next: row.kind == RowKind::Group || sum(table.rows.get(at + 1)),
        });
        let rows = rows.collect();
        Table { columns: table.columns.iter().map(place).collect(), head, rows, with_next: false }
    }

    /// Bars: a row each, a column for every series.
    fn bars(&mut self, bars: &model::Bars) -> Table {
        let series = bars.bars.iter().map(|bar| bar.data.len()).max().unwrap_or(1).max(bars.series.len()).max(1);
        let total = bars.bars.iter().any(|bar| bar.total.is_some());
        let mut head = vec![self.said("名称")];
        for at in 0..series {
            head.push(self.said(bars.series.get(at).map_or("数值", String::as_str)));
        }
        if total {
            head.push(self.said("合计"));
        }
        let mut rows = Vec::new();
        for bar in &bars.bars {
            let mut cells = vec![self.said(&bar.label)];
            for at in 0..series {
                cells.push(bar.data.get(at).map_or_else(|| Cell::new(String::new(), String::new()), |d| self.datum(d)));
            }
            if total {
                cells.push(
                    bar.total.as_ref().map_or_else(|| Cell::new(String::new(), String::new()), |d| self.datum(d)),
                );
            }
            cells.iter_mut().for_each(|cell| cell.marked = bar.marked);
            rows.push(Row { cells, ..Row::default() });
        }
        let columns = head.len();
        if let Some((name, datum)) = &bars.line {
            let mut cells = vec![self.said(name), self.datum(datum)];
            cells[1].span.0 = columns - 1;
            rows.push(Row { cells, ..Row::default() });
        }
        let places = std::iter::once(Place::Left).chain(std::iter::repeat_n(Place::Decimal, columns - 1)).collect();
        Table { columns: places, head: vec![Row { cells: head, ..Row::default() }], rows, with_next: false }
    }

    /// Bodies one below the other, each as far in as it stands down.
    fn organisation(&mut self, chart: &model::Organisation) -> Table {
        let mut rows = Vec::new();
        let tiers = !chart.tiers.is_empty();
        for root in &chart.roots {
            self.posts(root, 0, &mut rows);
        }
        for tier in &chart.tiers {
            let mut posts = Vec::new();
            tier.bodies.iter().for_each(|body| self.posts(body, 0, &mut posts));
            let text = posts.iter().map(|row: &Row| row.cells[0].text.as_str()).collect::<Vec<_>>().join("\n");
            let runs = posts.into_iter().flat_map(|row| row.cells).flat_map(|cell| cell.runs).collect();
            let cells = vec![self.said(&tier.level), Cell { runs, ..Cell::new(text, String::new()) }];
            rows.push(Row { cells, ..Row::default() });
        }
        let columns = if tiers { vec![Place::Center, Place::Left] } else { vec![Place::Left] };
        Table { columns, head: Vec::new(), rows, with_next: false }
    }

    fn posts(&mut self, body: &Post, depth: usize, rows: &mut Vec<Row>) {
        let indent = "　".repeat(depth);
        let mut runs = vec![run(None, "", &format!("{indent}{}", body.name))];
        let mut text = format!("{indent}{}", body.name);
        for line in &body.lines {
            text.push_str(&format!("\n{indent}{}", plain(line)));
            runs.push(self.text.runs(&indent, line));
        }
        rows.push(Row { cells: vec![Cell { runs, ..Cell::new(text, String::new()) }], ..Row::default() });
        if depth < DEEPEST {
            body.children.iter().for_each(|child| self.posts(child, depth + 1, rows));
        }
    }

    /// A case in its box: what it is, then what was done, its figures and what it teaches, a paragraph each.
    fn case(&mut self, case: &model::Case) -> Table {
        let kind = if case.kind.is_empty() { String::new() } else { format!("【{}】", case.kind) };
        let head = self.said(&format!("{kind}{}", case.title));
        let parts = case.text.iter().chain(&case.figures).chain(&case.lesson);
        let (mut text, mut runs) = (String::new(), Vec::new());
        for (word, said) in parts {
            text.push_str(&format!("{word}：{}\n", plain(said)));
            runs.push(self.text.runs(&format!("{word}："), said));
        }
        let head = Row { cells: vec![head], strong: true, with_next: !runs.is_empty() };
        let body = Row { cells: vec![Cell { runs, ..Cell::new(text, String::new()) }], ..Row::default() };
        let rows = if body.cells[0].runs.is_empty() { vec![head] } else { vec![head, body] };
        Table { columns: vec![Place::Left], head: Vec::new(), rows, with_next: false }
    }

    /// Large figures side by side, at most four in a row.
    fn panel(&mut self, panel: &model::Panel) -> Table {
        let columns = panel.items.len().clamp(1, 4);
        let mut rows = Vec::new();
        for items in panel.items.chunks(columns) {
            let mut cells = Vec::new();
            for item in items {
                let text = format!("{}\n{}\n{}", item.label, plain(&item.datum.text), plain(&item.note));
                let figure = self.text.runs("", &item.datum.text);
                let mut runs = vec![run(None, "", &item.label), figure];
                if !item.note.is_empty() {
                    runs.push(self.text.runs("", &item.note));
                }
                cells.push(Cell { runs, ..Cell::new(text, String::new()) });
            }
            cells.resize(columns, Cell::new(String::new(), String::new()));
            rows.push(Row { cells, ..Row::default() });
        }
        Table { columns: vec![Place::Center; columns], head: Vec::new(), rows, with_next: false }
    }

    /// A certificate, on pages of its own in a frame.
    fn certificate(&mut self, page: &model::Certificate) {
        self.begin_certificate();
        let heading = run(None, "<w:spacing w:val=\"60\"/><w:sz w:val=\"60\"/><w:szCs w:val=\"60\"/>", &page.heading);
        let spacing = "w:before=\"480\" w:after=\"360\" w:line=\"800\" w:lineRule=\"exact\"".to_owned();
        self.paragraph(Paragraph { spacing, ..Paragraph::new(Style::Title, heading) });
        if !page.number.is_empty() {
            let number = run(None, "", &page.number);
            self.paragraph(Paragraph { align: Some("right"), ..Paragraph::new(Style::TableNote, number) });
        }
        if !page.addressee.is_empty() {
            self.paragraph(Paragraph::new(Style::Salutation, run(None, "", &page.addressee)));
        }
        for text in &page.text {
            let runs = self.text.runs("", text);
            self.paragraph(Paragraph::new(Style::Body, runs));
        }
        for (i, item) in page.items.iter().enumerate() {
            let number = if page.items.len() > 1 { format!("{}.", i + 1) } else { String::new() };
            let runs = self.text.runs(&number, item);
            self.paragraph(Paragraph::new(Style::Body, runs));
        }
        self.blank();
        let signed = page.parties.len() == 1;
        for party in &page.parties {
            let mut content = run(None, "", party);
            if !signed {
                content.push_str(&(run(None, "", "（盖章）") + BREAK + &run(None, "", "签字：")));
            }
            let style = if signed { Style::Signature } else { Style::Salutation };
            self.paragraph(Paragraph {
                align: Some(if signed { "right" } else { "left" }),
                ..Paragraph::new(style, content).kept()
            });
        }
        let date =
            if page.date.is_empty() { run(None, "", "年　　月　　日") } else { self.text.runs("", &page.date) };
        self.paragraph(Paragraph::new(Style::SignDate, date));
        self.end_certificate();
    }
}

/// A table of named columns; one without a word in any row is left out, but for the first.
fn columns<const N: usize>(names: [&str; N], rows: Vec<[Cell; N]>) -> Table {
    let shown: Vec<usize> = (0..N).filter(|&at| at == 0 || rows.iter().any(|row| !row[at].text.is_empty())).collect();
    let head = shown.iter().map(|&at| Cell::new(names[at].to_owned(), run(None, "", names[at]))).collect();
    let place = |at: usize| {
        let figures =
            rows.iter().filter(|row| row[at].text.starts_with(|c: char| c.is_ascii_digit() || c == '-')).count();
        match at {
            0 => Place::Left,
            1 if figures * 2 > rows.len() => Place::Decimal,
            _ => Place::Center,
        }
    };
    let places = shown.iter().map(|&at| place(at)).collect();
    let rows =
        rows.iter().map(|row| Row { cells: shown.iter().map(|&at| row[at].clone()).collect(), ..Row::default() });
    Table { columns: places, head: vec![Row { cells: head, ..Row::default() }], rows: rows.collect(), with_next: false }
}
