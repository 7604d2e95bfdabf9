//! One cell becomes one value, or a finding that says what to do about it. Nothing is guessed.

use serde_json::Value;

use super::grid::Cell;
use super::number::{date, percentage, plain_number};
use super::plan::Column;
use super::schema::{Kind, Leaf};
use super::text;
use crate::Finding;

/// What is known of a column beyond its heading.
pub(super) struct Context<'a> {
    pub column: &'a Column,
    /// The unit in brackets behind the heading: 万人 of 数值（万人）.
    pub unit: Option<&'a str>,
    pub from_1904: bool,
}

impl Context<'_> {
    /// The value of a cell, `None` for a blank one. A finding beside a value is a note.
    pub fn value(&self, cell: &Cell) -> (Option<Value>, Option<Finding>) {
        match self.text(cell) {
            Ok((text, note)) => match text::read(&text, self.column) {
                Ok(value) => (value, note),
                Err((given, expected)) => {
                    let message = format!("“{}”应当填{expected}", text::excerpt(&given));
                    let hint = &format!("请改成{expected}；不知道的话留空");
                    (None, Some(*error("workbook.wrong_value", message, hint)))
                }
            },
            Err(finding) => (None, Some(*finding)),
        }
    }

    /// What the cell would say had a person typed it as text.
    fn text(&self, cell: &Cell) -> Result<(String, Option<Finding>), Box<Finding>> {
        let text = match cell {
            Cell::Text(text) => self.with_unit(text),
            Cell::Number(number, shown) => {
                let plain = plain_number(*number).ok_or_else(|| wrong_number("不是数字"))?;
                match (shown.percent, &self.column.leaf) {
                    (_, Leaf::Boolean | Leaf::Number) => plain,
                    (Some(decimals), _) => {
                        percentage(*number, decimals).ok_or_else(|| wrong_number("超出了能读的范围"))?
                    }
                    (None, Leaf::Typed(kind @ (Kind::Quantity | Kind::Rate))) => {
                        let unit = if shown.suffix.is_empty() { self.unit } else { Some(shown.suffix.as_str()) };
                        match unit {
                            Some(unit) => plain + unit,
                            None if *kind == Kind::Rate => return Err(rate_without_unit(&plain)),
                            None => plain,
                        }
                    }
                    (None, Leaf::Typed(Kind::Date | Kind::Period)) => year(*number, plain)?,
                    _ => plain,
                }
            }
            Cell::Date(serial, shown) => return self.date(*serial, shown),
            Cell::Boolean(yes) => match self.column.leaf {
                Leaf::Boolean => if *yes { text::YES } else { text::NO }.into(),
                Leaf::Text => if *yes { "TRUE" } else { "FALSE" }.into(),
                _ => {
                    let given = if *yes { "TRUE" } else { "FALSE" };
                    return Err(error(
                        "workbook.wrong_value",
                        format!("这里不能填 {given}"),
                        "请按标题上的说明填写；不知道的话留空",
                    ));
                }
            },
            Cell::Error(value) => return Err(error_value(value)),
            Cell::Uncalculated => {
                return Err(error(
                    "workbook.formula_without_value",
                    "这个公式还没有算出结果，没有读取",
                    "请用 Excel 或 WPS 打开并保存一次，或把公式换成数值",
                ));
            }
        };
        Ok((text, None))
    }

    fn date(&self, serial: f64, shown: &super::number::Shown) -> Result<(String, Option<Finding>), Box<Finding>> {
        let date = date(serial, self.from_1904, shown.precision).ok_or_else(|| {
            error(
                "workbook.wrong_date",
                "这个单元格是时间，不是能用的日期",
                "请把单元格格式改为“文本”，写成“2017-08-30”",
            )
        })?;
        match self.column.leaf {
            Leaf::Typed(Kind::Date | Kind::Period) => Ok((date, None)),
            Leaf::Text => {
                let note = Finding::note("workbook.date_as_text", "", format!("日期按“{date}”读取"))
                    .hint("想用别的写法，请把单元格格式改为“文本”后重写");
                Ok((date, Some(note)))
            }
            _ => Err(error(
                "workbook.wrong_date",
                format!("这里变成了日期（{date}），多半是 Excel 自动改的"),
                "请把单元格格式改为“文本”，再重写原来的内容，例如“2—3个”",
            )),
        }
    }

    /// A bare number with the unit of its heading.
    fn with_unit(&self, text: &str) -> String {
        match (self.unit, &self.column.leaf) {
            (Some(unit), Leaf::Typed(Kind::Quantity | Kind::Rate)) => {
                let with =
                    |line: &str| if is_bare_number(line) { format!("{}{unit}", line.trim()) } else { line.into() };
                text.split('\n').map(with).collect::<Vec<_>>().join("\n")
            }
            _ => text.to_owned(),
        }
    }
}

fn error(code: &str, message: impl Into<String>, hint: &str) -> Box<Finding> {
    Box::new(Finding::error(code, "", message).hint(hint))
}

fn is_bare_number(text: &str) -> bool {
    let text = text::half_width(text).replace([',', ' '], "");
    let digits = text.strip_prefix(['-', '+']).unwrap_or(&text);
    digits.contains(|c: char| c.is_ascii_digit()) && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// A number in a date column is a year, or nothing that can be read with certainty: 2017.1 may be January or October.
fn year(number: f64, plain: String) -> Result<String, Box<Finding>> {
    if number.fract() == 0.0 && (1900.0..2200.0).contains(&number) {
        return Ok(plain);
    }
    Err(error(
        "workbook.wrong_date",
        format!("数字“{plain}”看不出是哪一天"),
        "请把单元格格式改为“文本”，写成“2017-08-30”“2017-08”或“2017”",
    ))
}

fn wrong_number(what: &str) -> Box<Finding> {
    error("workbook.wrong_value", format!("这里的数{what}"), "请重新填写这个单元格")
}

fn rate_without_unit(plain: &str) -> Box<Finding> {
    error(
        "workbook.rate_without_unit",
        format!("“{plain}”没有单位，看不出是百分之几"),
        "请写成“67.48%”，或把单元格格式设为百分比，或把单位写进标题，如“完成率（%）”",
    )
}

fn error_value(value: &str) -> Box<Finding> {
    let hint = match value {
        "#DIV/0!" => "公式除以了零或空单元格：请补上除数，或把这个单元格改成数值",
        "#N/A" => "公式没有查到要找的内容：请核对查找的名称，或把这个单元格改成数值",
        "#REF!" => "公式引用的单元格已被删除：请改正公式，或把这个单元格改成数值",
        "#NAME?" => "公式里的名称或函数不对：请改正公式，或把这个单元格改成数值",
        _ => "请改正公式，或把这个单元格改成数值；不知道的话留空",
    };
    error("workbook.error_cell", format!("这个单元格是错误值 {value}"), hint)
}
