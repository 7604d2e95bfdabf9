//! What an exhibit shows: names, figures and their places, ready to be drawn. Nothing of Typst or Word is here.

use serde::{Deserialize, Serialize};

use super::super::model::Inline;

/// A table or chart of the document, made from the data that its block names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exhibit {
    /// 表题 or 图题, printed without a number of its own; empty for none.
    pub caption: String,
    /// The unit of all its figures, printed 单位：万元; empty where heads or labels name units, or there is none.
    pub unit: String,
    /// 注, printed below; empty for none.
    pub note: String,
    /// 数据来源 and 截至, printed below; empty where neither is known.
    pub source: String,
    /// What it shows, in words, for who cannot see it (PDF/UA-1, 7.3); every figure of a chart is in it.
    pub alt: String,
    /// What is drawn.
    pub view: View,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "view", rename_all = "snake_case")]
pub enum View {
    /// 表, 台账, 清单, 排名.
    Table(Table),
    /// 条形图, 堆积条形图.
    Bars(Bars),
    /// 进度图, 甘特图, 时间轴.
    Timeline(Timeline),
    /// 阶梯图: steps from one to the next.
    Ladder(Ladder),
    /// 漏斗图: stages of which each lets fewer through.
    Funnel(Funnel),
    /// 分布图 on tiles or by outlines.
    Map(Map),
    /// 组织架构图.
    Organisation(Organisation),
    /// 日历.
    Calendar(Calendar),
    /// 案例专栏.
    Cases(Cases),
    /// 证书, 责任书: a page of its own.
    Certificate(Certificate),
    /// 数字看板: a few large figures, 倒计时.
    Panel(Panel),
}

impl View {
    /// Whether it is a drawing: what is text in its place, or a table, is better set as such wherever it is shown.
    pub fn is_drawn(&self) -> bool {
        match self {
            Self::Bars(_)
            | Self::Timeline(_)
            | Self::Ladder(_)
            | Self::Funnel(_)
            | Self::Map(_)
            | Self::Organisation(_) => true,
            Self::Table(_) | Self::Calendar(_) | Self::Cases(_) | Self::Certificate(_) | Self::Panel(_) => false,
        }
    }
}

/// A figure of a chart, or the word in its place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Datum {
    /// What is printed: the figure, or 未报 where there is none.
    pub text: Vec<Inline>,
    /// The number that it is drawn by, a decimal in the unit of the whole exhibit; none where nothing was reported, which is
    /// never drawn as 0.
    pub value: Option<String>,
}

/// How a value stands, always said with a word as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// 已完成, 达标, 优秀.
    Good,
    /// 进行中, 一般.
    Fair,
    /// 逾期, 未达标, 较差.
    Bad,
}

/// 表: columns under one or more head rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The columns, from the left.
    pub columns: Vec<Column>,
    /// Head rows, repeated on every page; cells may span columns and rows.
    pub head: Vec<Vec<Cell>>,
    /// Rows of the body, in order.
    pub rows: Vec<Row>,
    /// Whether 本页小计 stands at the foot of every page, for columns that can be summed.
    pub page_totals: bool,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// How its cells are aligned.
    pub align: ColumnAlign,
    /// Whether 本页小计 sums it: figures of one unit that add up.
    pub summed: bool,
}

/// Alignment of a column of an exhibit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnAlign {
    /// Flush left, for texts of some length.
    Left,
    /// Centred, for short words.
    Center,
    /// By the decimal point, centred as a whole, for figures.
    Decimal,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// Its cells; a column below a cell that spans rows has none.
    pub cells: Vec<Cell>,
}

/// What a row of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// A record.
    Record,
    /// The name of a group, across the table; it stays with the row after it.
    Group,
    /// 小计; it stays with the row before it.
    Subtotal,
    /// 合计; it stays with the row before it.
    Total,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// What is printed.
    pub content: Vec<Inline>,
    /// Columns that it takes, at least 1.
    pub columns: u16,
    /// Rows that it takes, at least 1.
    pub rows: u16,
    /// The number of a figure, in the unit of its column, for sums of a page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// How it stands, where the cell is a verdict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tone: Option<Tone>,
    /// Whether it is set off: what fails in a matrix, the reporting unit among others.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub marked: bool,
}

impl Tone {
    /// How something stands by the word that says so: a status, a grade, a light, a yes or no to 达标. None for other words.
    pub(super) fn of(word: &str) -> Option<Self> {
        Some(match word {
            "已整改" | "已销号" | "销号" | "已完成" | "完成" | "按期" | "正常" | "通过" | "达标" | "合格" | "优秀"
            | "良好" | "好" | "绿" | "是" => Self::Good,
            "基本到位" | "长期坚持" | "限期整改" | "整改中" | "进行中" | "未启动" | "较好" | "一般" | "中" | "黄" => {
                Self::Fair
            }
            "逾期" | "超期" | "滞后" | "未整改" | "未完成" | "未通过" | "未达标" | "不达标" | "不合格" | "较差"
            | "差" | "红" | "否" => Self::Bad,
            _ => return None,
        })
    }
}

impl Cell {
    /// A cell of one column and one row.
    pub(crate) fn of(content: Vec<Inline>) -> Self {
        Self { content, columns: 1, rows: 1, value: None, tone: None, marked: false }
    }

    /// A cell with a text.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self::of(if text.is_empty() { Vec::new() } else { vec![Inline::Text { text }] })
    }
}

/// 条形图: bars of one or more series, from zero; or their course over time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bars {
    /// How they are drawn.
    pub form: BarsForm,
    /// Names of the series; empty for one alone.
    pub series: Vec<String>,
    /// Whether the series of a bar are stacked: they are parts of one whole.
    pub stacked: bool,
    /// Whether every stacked bar has the same length, so that its parts are shares.
    pub share: bool,
    /// The bars, from above or from the left.
    pub bars: Vec<Bar>,
    /// Marks of the axis, evenly spaced: from 0 upward (and below, where there are negative values). Those of
    /// [`BarsForm::Line`] may begin higher.
    pub ticks: Vec<Tick>,
    /// A line across all bars (平均, 目标, 序时进度), with its name.
    pub line: Option<(String, Datum)>,
}

/// How bars are drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BarsForm {
    /// From the left to the right, a row each.
    #[default]
    Rows,
    /// From below, in the order of time.
    Columns,
    /// Points in the order of time, joined by a line: for rates, whose course is in question.
    Line,
}

/// A mark of an axis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    /// Where it stands, a decimal in the unit of the values.
    pub value: String,
    /// What is printed: 200, 4万.
    pub label: String,
}

/// A bar, or a group of bars.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// Its name.
    pub label: String,
    /// Its name below a column, a line each: 1月, 2026年. What it shares with the column before, its year, is printed once.
    /// Empty where the name itself stands there.
    pub below: Vec<String>,
    /// A figure for every series.
    pub data: Vec<Datum>,
    /// The sum of a stacked bar.
    pub total: Option<Datum>,
    /// Whether it is set off: the reporting unit among others.
    pub marked: bool,
}

/// 进度图: spans and points of time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    /// Days that the axis covers, at least 1.
    pub days: i32,
    /// Marks of the axis: day (from 0) and what stands there, 28日, 7月 or 2026年.
    pub ticks: Vec<(i32, String)>,
    /// What stands above the marks from a day on: the month of days, the year of months. Empty where the marks are years.
    pub bands: Vec<(i32, String)>,
    /// The day up to which is reported, with its words, 截至9月30日; none where it is not known or far off the axis.
    pub today: Option<(i32, Vec<Inline>)>,
    /// The rows, from above; those without a time of their own are last.
    pub rows: Vec<Span>,
}

/// A task, or something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// What.
    pub label: String,
    /// Who answers for it; empty for none.
    pub owner: String,
    /// First and last day, from 0; none where no time is set. A deadline alone, and a day, are a point: both are the same.
    pub time: Option<(i32, i32)>,
    /// Whether it goes on from its first day without an end; then its last day is that of the axis.
    pub open: bool,
    /// The dates as they are printed, 未定时限 where there is none.
    pub dates: Vec<Inline>,
    /// How it stands, in a word; empty where it is not said.
    pub status: String,
    /// How it stands; none where it is not said or has not begun.
    pub tone: Option<Tone>,
}

/// 阶梯图.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ladder {
    /// The steps, in order.
    pub steps: Vec<LadderStep>,
    /// What filled and outlined steps are called (已达到, 未达到), where there are both.
    pub legend: Option<(String, String)>,
}

/// A step of a ladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LadderStep {
    /// For whom or when.
    pub label: String,
    /// How much.
    pub datum: Datum,
    /// What it was before, or what is done of it, with its words (原2300元, 完成129家); empty for none.
    pub prior: Vec<Inline>,
    /// Whether it has been reached.
    pub reached: bool,
}

/// 漏斗图.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Funnel {
    /// The stages, from above.
    pub stages: Vec<FunnelStage>,
}

/// A stage of a funnel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunnelStage {
    /// Its name.
    pub label: String,
    /// By what it is drawn.
    pub datum: Datum,
    /// Other figures of the stage, with their words.
    pub more: Vec<Inline>,
    /// Its share of the stage before it, in per cent (computed); empty for the first, and where there is none.
    pub share: Vec<Inline>,
}

/// 分布图: a value for each region, in classes of grey and with its figure.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Map {
    /// Classes from the lowest to the highest, as the legend names them (20%—40%); five at most.
    pub classes: Vec<String>,
    /// The regions.
    pub areas: Vec<Area>,
    /// Tiles in a row, where regions are tiles; 0 for outlines.
    pub columns: usize,
    /// Width and height of the outlines' own space.
    pub size: (i32, i32),
}

/// A region of a map.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// Its name; empty for an outline that the data does not know.
    pub label: String,
    /// Its value.
    pub datum: Datum,
    /// Its class, an index into [`Map::classes`]; none for 未报.
    pub class: Option<usize>,
    /// Closed lines of points, holes among them (even-odd); none for a tile, and for a region that has no outline, which is
    /// named beside the map.
    pub outlines: Vec<Vec<(i32, i32)>>,
    /// Where its name stands, to the right and downward; of a tile its column and row.
    pub centre: (i32, i32),
    /// How far name and figure may reach from there, up or down; to either side it is half as far again.
    pub room: i32,
}

/// 组织架构图: trees of posts and bodies, or levels one below the other.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// The uppermost body of each chart. A tree that is too large for one chart goes on in further ones: their uppermost
    /// body stands without its children in the chart before.
    pub roots: Vec<Body>,
    /// Levels from above, where nothing says who stands below whom. Either this or `roots` is empty.
    pub tiers: Vec<Tier>,
}

/// A level of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tier {
    /// 县, 乡镇; empty where it is not said.
    pub level: String,
    /// Who stands on it.
    pub bodies: Vec<Body>,
}

/// A body in an organisation chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Its name.
    pub name: String,
    /// Who leads it, its members, its figures: a line each, 负责人：某某.
    pub lines: Vec<Vec<Inline>>,
    /// What stands below it.
    pub children: Vec<Body>,
}

/// 日历: months with marked days, and what the marks say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// The months.
    pub months: Vec<Month>,
    /// What happened, by day; what has no date is last.
    pub entries: Vec<Entry>,
}

/// A month of a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Month {
    /// 2026年7月.
    pub title: String,
    /// Weekday of its first day, 0 for Monday.
    pub first: i8,
    /// Days.
    pub days: i8,
    /// Marked days, in order.
    pub marks: Vec<Mark>,
}

/// A marked day of a month.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The day, from 1.
    pub day: i8,
    /// Numbers of the entries (from 1) that begin on it.
    pub entries: Vec<usize>,
    /// Whether an entry comes from the day before.
    pub before: bool,
    /// Whether an entry goes on to the day after.
    pub after: bool,
}

/// Something on a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its days, as printed.
    pub date: Vec<Inline>,
    /// What.
    pub what: Vec<Inline>,
    /// Who; empty for nobody.
    pub who: Vec<Inline>,
    /// Where; empty for nowhere.
    pub place: Vec<Inline>,
}

/// 案例专栏.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cases {
    /// The cases, a box each.
    pub cases: Vec<Case>,
}

/// A case in its box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// 典型 or 反面; empty where it is not said.
    pub kind: String,
    /// Place and who.
    pub title: String,
    /// What was done, what came of it: paragraphs, each after its word (做法, 成效).
    pub text: Vec<(String, Vec<Inline>)>,
    /// Its figures: name and figure.
    pub figures: Vec<(String, Vec<Inline>)>,
    /// What it teaches, after its word (启示); none where nothing is said.
    pub lesson: Option<(String, Vec<Inline>)>,
}

/// 证书 or 责任书.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// The large heading: 目标责任书, 光荣证.
    pub heading: String,
    /// Its number; empty for none.
    pub number: String,
    /// To whom, with its colon; empty for none.
    pub addressee: String,
    /// Paragraphs.
    pub text: Vec<Vec<Inline>>,
    /// Numbered items: goals, duties.
    pub items: Vec<Vec<Inline>>,
    /// Who signs; one alone is who issues it.
    pub parties: Vec<String>,
    /// The date; empty for none.
    pub date: Vec<Inline>,
}

/// 数字看板.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Panel {
    /// The figures, from the left.
    pub items: Vec<PanelItem>,
}

/// A large figure with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PanelItem {
    /// What it is.
    pub label: String,
    /// The figure.
    pub datum: Datum,
    /// What else is said of it, below.
    pub note: Vec<Inline>,
    /// How it stands.
    pub tone: Option<Tone>,
}

#[cfg(test)]
mod tests {
    use super::Tone;

    #[test]
    fn the_states_and_the_signs_of_the_model_are_known() {
        for (word, tone) in
            [("已完成", Some(Tone::Good)), ("进行中", Some(Tone::Fair)), ("滞后", Some(Tone::Bad)), ("甲", None)]
        {
            assert_eq!(Tone::of(word), tone, "{word}");
        }
    }
}
