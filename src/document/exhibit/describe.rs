//! An exhibit in words: its lines as a reader of the text sees them, and its alternative text.

use super::super::model::{Inline, plain};
use super::{Body, Cell, Datum, Exhibit, Kind, Table, View};

impl Exhibit {
    /// All that it prints, line by line; the cells of a table's row are divided by tabs.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut say = |line: String| {
            if !line.trim().is_empty() {
                lines.push(line);
            }
        };
        say(self.caption.clone());
        if !self.unit.is_empty() {
            say(format!("单位：{}", self.unit));
        }
        match &self.view {
            View::Table(table) => table_lines(table).into_iter().for_each(&mut say),
            View::Bars(bars) => {
                for bar in &bars.bars {
                    let data = bar.data.iter().enumerate().map(|(i, datum)| {
                        bars.series.get(i).map_or_else(|| said(datum), |series| format!("{series}{}", said(datum)))
                    });
                    let total = bar.total.iter().map(|total| format!("合计{}", said(total)));
                    say(format!("{}\t{}", bar.label, data.chain(total).collect::<Vec<_>>().join("\t")));
                }
                if let Some((name, datum)) = &bars.line {
                    say(format!("{name}{}", said(datum)));
                }
            }
            View::Timeline(timeline) => {
                say(timeline.today.iter().map(|(_, words)| plain(words)).collect());
                for row in &timeline.rows {
                    say(joined([&row.label, &row.owner, &in_a_line(&row.dates), &row.status]));
                }
            }
            View::Ladder(ladder) => {
                for step in &ladder.steps {
                    let stands = ladder.legend.as_ref().map(|(reached, not)| if step.reached { reached } else { not });
                    let stands = stands.map(String::as_str).unwrap_or_default();
                    say(joined([&step.label, &said(&step.datum), &plain(&step.prior), stands]));
                }
            }
            View::Funnel(funnel) => {
                for stage in &funnel.stages {
                    let share = plain(&stage.share);
                    let share = if share.is_empty() { share } else { format!("为上一环节的{share}") };
                    say(joined([&stage.label, &said(&stage.datum), &plain(&stage.more), &share]));
                }
            }
            View::Map(map) => map.areas.iter().for_each(|area| say(joined([&area.label, &said(&area.datum)]))),
            View::Organisation(chart) => {
                chart.roots.iter().for_each(|body| bodies(body, 0, &mut say));
                for tier in &chart.tiers {
                    say(tier.level.clone());
                    tier.bodies.iter().for_each(|body| bodies(body, 0, &mut say));
                }
            }
            View::Calendar(calendar) => {
                for entry in &calendar.entries {
                    let [date, what, who, place] =
                        [&entry.date, &entry.what, &entry.who, &entry.place].map(|runs| in_a_line(runs));
                    say(joined([&date, &what, &who, &place]));
                }
            }
            View::Cases(cases) => {
                for case in &cases.cases {
                    say(joined([&case.kind, &case.title]));
                    case.text.iter().for_each(|(word, text)| say(joined([word, &plain(text)])));
                    case.figures.iter().for_each(|(name, figure)| say(joined([name, &plain(figure)])));
                    case.lesson.iter().for_each(|(word, text)| say(joined([word, &plain(text)])));
                }
            }
            View::Certificate(page) => {
                [&page.heading, &page.number, &page.addressee].into_iter().for_each(|line| say(line.clone()));
                page.text.iter().chain(&page.items).for_each(|text| say(plain(text)));
                page.parties.iter().for_each(|party| say(party.clone()));
                say(plain(&page.date));
            }
            View::Panel(panel) => {
                for item in &panel.items {
                    say(joined([&item.label, &said(&item.datum), &plain(&item.note)]));
                }
            }
        }
        say(self.note.clone());
        say(self.source.clone());
        lines
    }

    /// The alternative text of a chart: what it is and all that it says.
    pub(super) fn described(&self, kind: Kind) -> String {
        let mut lines = self.lines();
        lines.retain(|line| *line != self.caption && *line != self.source);
        let title = if self.caption.is_empty() { String::new() } else { format!("“{}”", self.caption) };
        format!("{}{title}：{}。", kind.name(), lines.join("；").replace('\t', " "))
    }
}

fn said(datum: &Datum) -> String {
    plain(&datum.text)
}

/// Without the breaks that narrow columns need.
fn in_a_line(runs: &[Inline]) -> String {
    plain(runs).replace('\n', "")
}

fn joined<const N: usize>(parts: [&str; N]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\t")
}

fn table_lines(table: &Table) -> Vec<String> {
    let row = |cells: &[Cell]| cells.iter().map(|cell| plain(&cell.content)).collect::<Vec<_>>().join("\t");
    let head = table.head.iter().map(|cells| row(cells));
    head.chain(table.rows.iter().map(|r| row(&r.cells))).collect()
}

fn bodies(body: &Body, depth: usize, say: &mut impl FnMut(String)) {
    // What is below another body says so by its place in the text, too.
    say(format!("{}{}", "　".repeat(depth), body.name));
    body.lines.iter().for_each(|line| say(plain(line)));
    // Data is a tree of its own depth; beyond what a page can show nothing is said.
    if depth < 32 {
        body.children.iter().for_each(|child| bodies(child, depth + 1, say));
    }
}
