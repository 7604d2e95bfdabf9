//! The rows of a ranking.

use rust_decimal::Decimal;

use super::super::Context;
use super::super::compare::{called, exact};
use super::RULE;
use crate::Finding;
use crate::data::{Quantity, Rank};

/// A unit that is ranked.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) unit: &'a str,
    pub(super) score: Option<&'a Quantity>,
    pub(super) rank: &'a Rank,
    pub(super) index: usize,
}

impl Row<'_> {
    /// 甲县（92.5分）.
    fn told(&self) -> String {
        let unit = called(self.unit, "一个单位");
        self.score.map_or_else(|| unit.to_owned(), |score| format!("{unit}（{score}）"))
    }
}

/// A ranking: what it is called, where its rows stand.
pub(super) struct Rows<'a> {
    pub(super) name: &'a str,
    pub(super) list: &'a str,
    pub(super) field: &'a str,
    /// Whether the places were given by the scores; otherwise a figure that contradicts them is only implausible.
    pub(super) scored: bool,
    /// How many units were ranked.
    pub(super) of_units: Option<Decimal>,
}

impl Rows<'_> {
    pub(super) fn hold(&self, context: &mut Context<'_>, rows: Vec<Row<'_>>) {
        for rows in of_one_kind(rows).chunk_by(|a, b| kind(a) == kind(b)).filter(|rows| rows.len() > 1) {
            context.examined += rows.len() - 1;
            self.order(context, rows);
            self.ties(context, rows);
            self.gaps(context, rows);
        }
    }

    pub(super) fn hold_unique(&self, context: &mut Context<'_>, rows: Vec<Row<'_>>) {
        for rows in of_one_kind(rows).chunk_by(|a, b| kind(a) == kind(b)).filter(|rows| rows.len() > 1) {
            context.examined += rows.len() - 1;
            self.ties(context, rows);
        }
    }

    fn tell(&self, context: &mut Context<'_>, error: bool, row: &Row<'_>, message: String) {
        let at = format!("{}/{}/{}", self.list, row.index, self.field);
        let make = if error { Finding::error } else { Finding::warning };
        context.tell(make(RULE.code, at, message).hint("核对这几个单位的位次和得分"));
    }

    /// A better place has no lower score.
    fn order(&self, context: &mut Context<'_>, rows: &[Row<'_>]) {
        let scored: Vec<_> = rows.iter().filter_map(|row| Some((row, row.score?))).collect();
        let value = |score: &Quantity| exact(score, scored[0].1.unit());
        let steps = scored.windows(2).filter(|pair| pair[0].0.rank.position < pair[1].0.rank.position);
        let steps: Vec<_> = steps.filter_map(|p| Some((p[0].0, p[1].0, value(p[0].1)?, value(p[1].1)?))).collect();
        let rises = steps.iter().filter(|(_, _, better, worse)| better < worse).count();
        // The fewer the better.
        if rises == steps.len() && rises > 1 {
            return;
        }
        let what = if self.scored { "得分" } else { "数值" };
        for (better, worse, ..) in steps.iter().filter(|(_, _, better, worse)| better < worse) {
            let (first, second) = (better.rank.place(), worse.rank.place());
            let (best, next) = (better.told(), worse.told());
            let message = format!("{}里，{best}排{first}，{next}排{second}，与{what}不符", self.name);
            self.tell(context, self.scored, better, message);
        }
    }

    /// One place is one unit's, unless the scores are equal.
    fn ties(&self, context: &mut Context<'_>, rows: &[Row<'_>]) {
        for pair in rows.windows(2).filter(|pair| pair[0].rank.position == pair[1].rank.position) {
            let (place, first, second) = (pair[0].rank.place(), pair[0].told(), pair[1].told());
            let scores = pair[0].score.zip(pair[1].score);
            let equal = scores.map(|(a, b)| a.unit() == b.unit() && a.value() == b.value());
            let message = format!("{}里，{first}和{second}都排{place}", self.name);
            match equal {
                Some(true) => {}
                Some(false) => self.tell(context, self.scored, &pair[1], format!("{message}，得分却不同")),
                None => self.tell(context, false, &pair[1], message),
            }
        }
    }

    /// No place is left out, and none lies beyond the last.
    fn gaps(&self, context: &mut Context<'_>, rows: &[Row<'_>]) {
        let out_of = rows[0].rank.out_of.map(Decimal::from).or(self.of_units);
        let complete = out_of == Some(Decimal::from(rows.len()));
        if let Some(beyond) = rows.iter().find(|row| complete && Decimal::from(row.rank.position) > rows.len().into()) {
            let (place, units) = (beyond.rank.place(), rows.len());
            let message = format!("{}里{}排{place}，参加排名的只有{units}个单位", self.name, beyond.told());
            return self.tell(context, true, beyond, message);
        }
        // After two units of one place, the next one may be the second or the third.
        let mut open = Vec::new();
        let mut last = 0_u32;
        for (before, row) in rows.iter().enumerate() {
            let place = row.rank.position;
            let expected = u32::try_from(before + 1).unwrap_or(u32::MAX);
            if place > last.saturating_add(1) && place > expected {
                open.push((row, last, place));
            }
            last = place;
        }
        if let [(row, last, place)] = open[..]
            && place == last.saturating_add(2)
            && last > 0
            && (out_of.is_none() || complete)
        {
            let (missing, after) = (place_of(row.rank, place - 1), place_of(row.rank, last));
            let message = format!("{}里没有{missing}，{after}之后就是{}", self.name, row.rank.place());
            self.tell(context, false, row, message);
        }
    }
}

fn place_of(rank: &Rank, position: u32) -> String {
    Rank { position, ..rank.clone() }.place()
}

fn kind<'a>(row: &Row<'a>) -> (&'a str, &'a str) {
    (&row.rank.scope, &row.rank.of)
}

/// By the kind of their places, then by place, then as they stand.
fn of_one_kind(mut rows: Vec<Row<'_>>) -> Vec<Row<'_>> {
    crate::sort::by(&mut rows, |a, b| (kind(a), a.rank.position, a.index).cmp(&(kind(b), b.rank.position, b.index)));
    rows
}
