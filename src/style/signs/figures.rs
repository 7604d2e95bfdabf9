//! Sign 7: a figure that two sections write differently.

use std::collections::BTreeMap;

use super::super::Reading;
use crate::Finding;
use crate::data::Quantity;

/// A figure of the data that is printed with another value, an error wherever it stands; or, in another section, with another unit or
/// another rounding. A unit that the noun replaces (4.98万贫困人口), a dropped sign and Chinese numerals are the same figure.
pub(super) fn figure_written_twice(reading: &Reading) -> Vec<Finding> {
    // The first print of each figure, to which the later ones are held.
    let mut seen: BTreeMap<String, (usize, Quantity)> = BTreeMap::new();
    let mut findings = Vec::new();
    for (index, block) in reading.text.blocks.iter().enumerate() {
        for (range, figure) in &block.figures {
            let Some(entry) = reading.text.figures.get(*figure) else { continue };
            let pointer = entry.source.split('?').next().unwrap_or_default();
            let Some(quantity) = quantity(&entry.text).filter(|_| pointer.starts_with('/')) else { continue };
            let (section, other) =
                seen.entry(counted(&entry.source)).or_insert_with(|| (block.section, quantity.clone()));
            let elsewhere = *section != block.section;
            if let Some(what) = difference(other, &quantity).filter(|what| *what == VALUE || elsewhere) {
                let message = format!("“{}”与前文“{other}”是同一个数，{what}不同", entry.text);
                let new = if what == VALUE { Finding::error } else { Finding::warning };
                findings.push(
                    new("style.figure_twice", reading.text.path(index, range.start), message)
                        .hint(format!("前后写成一样；来源 {pointer}")),
                );
            }
        }
    }
    findings
}

/// What a figure is a figure of: its pointer, and of a count or a sum the records that it takes, but not its form.
fn counted(source: &str) -> String {
    let (pointer, asked) = source.split_once('?').unwrap_or((source, ""));
    let records = asked.split('&').filter(|pair| pair.starts_with('.') || pair.starts_with("of="));
    std::iter::once(pointer).chain(records).collect::<Vec<_>>().join("?")
}

const VALUE: &str = "数值";

/// A figure's text as a quantity. A date is none.
fn quantity(text: &str) -> Option<Quantity> {
    let quantity: Quantity = text.parse().ok()?;
    let unit = quantity.unit();
    let plain = !unit.starts_with(['年', '月', '日']) && !unit.contains(|c: char| c.is_ascii_digit());
    plain.then(|| quantity.abs())
}

/// What differs between two prints of a figure.
fn difference(a: &Quantity, b: &Quantity) -> Option<&'static str> {
    let units = a.unit() != b.unit() && !a.unit().is_empty() && !b.unit().is_empty();
    if a.number() == b.number() && a.scale() == b.scale() {
        return if a.upper() != b.upper() { Some(VALUE) } else { units.then_some("单位") };
    }
    let (of_a, of_b) = (a.value()?, b.value()?);
    if of_a == of_b {
        return Some("单位");
    }
    let rounded = (of_a - of_b).abs() <= a.tolerance().max(b.tolerance());
    Some(if rounded || a.is_exact() != b.is_exact() { "精确程度" } else { VALUE })
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::found;

    #[test]
    fn units_rounding_and_values() {
        let draft = "# 甲\n\n完成[4.98万人](figure:/a)、[278个](figure:/b)、[3.2亿元](figure:/c)、[30人](figure:/d)。\n\n\
            # 乙\n\n完成[49800](figure:/a?form=bare)人、[280个](figure:/b)、[3亿元](figure:/c)、[30户](figure:/d)。";
        insta::assert_snapshot!(found("style.figure_twice", draft).join("\n"), @"
        警告 style.figure_twice  draft:7:3
            “49800”与前文“4.98万人”是同一个数，单位不同
            → 前后写成一样；来源 /a
        错误 style.figure_twice  draft:7:33
            “280个”与前文“278个”是同一个数，数值不同
            → 前后写成一样；来源 /b
        警告 style.figure_twice  draft:7:51
            “3亿元”与前文“3.2亿元”是同一个数，精确程度不同
            → 前后写成一样；来源 /c
        警告 style.figure_twice  draft:7:68
            “30户”与前文“30人”是同一个数，单位不同
            → 前后写成一样；来源 /d
        ");
    }

    #[test]
    fn counts_of_other_records_are_other_figures() {
        let count = "/problems/count?";
        let draft = format!("共[9条](figure:{count}unit=条)，逾期[3条](figure:{count}.status=逾期&unit=条)。");
        assert_eq!(found("style.figure_twice", &draft), Vec::<String>::new());
        let twice = format!("逾期[3条](figure:{count}.status=逾期)，还有[4条](figure:{count}.status=逾期&unit=条)。");
        assert_eq!(found("style.figure_twice", &twice).len(), 1);
    }

    #[test]
    fn the_same_figure_said_again() {
        let draft = "# 甲\n\n[4.98万人](figure:/a)、[-3%](figure:/b)、[2天](figure:/c)、[2017年8月30日](figure:/d)、[四点](figure:draft:sections)、[5万人](figure:/e)、[5.0万人](figure:/e)。\n\n\
            # 乙\n\n[4.98万](figure:/a?form=bare)人、[3%](figure:/b?form=absolute)、[两天](figure:/c?form=chinese)、[8月30日](figure:/d?form=bare)、[4点](figure:draft:sections)。";
        assert_eq!(found("style.figure_twice", draft), Vec::<String>::new());
    }
}
