//! What a run says: progress while it lasts, and a report when it is over.

use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

use serde::Serialize;

use super::items::Place;
use super::work::Became;
use crate::Finding;

/// How often the line of progress changes on a terminal, and how often a line is printed where there is none.
const TERMINAL: Duration = Duration::from_millis(200);
const LOG: Duration = Duration::from_secs(10);

/// How many failures are printed; the report has all.
const SHOWN: usize = 20;

/// A document that failed.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Failure {
    /// Where its data stands.
    #[serde(flatten)]
    pub(super) place: Place,
    /// The name of its files, without extension; empty where the data gave none.
    pub(super) name: String,
    pub(super) genre: String,
    /// Whether an earlier run found the same, and it was not tried again.
    pub(super) known: bool,
    pub(super) findings: Vec<Finding>,
}

/// The report of a run. Field by field what `docs/batch.md` says.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Report {
    pub(super) version: &'static str,
    pub(super) shard: String,
    pub(super) jobs: usize,
    /// Whether everything of this shard was handled.
    pub(super) complete: bool,
    pub(super) interrupted: bool,
    /// Why the run was given up, if it was.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) stopped: Vec<Finding>,
    /// Documents that were handled: made, already there, failed.
    pub(super) documents: usize,
    pub(super) made: usize,
    pub(super) already_there: usize,
    pub(super) failed: usize,
    /// Documents that were made although something about them is remarkable; the journal says what.
    pub(super) with_remarks: usize,
    /// Pages and bytes of the documents that were made.
    pub(super) pages: usize,
    pub(super) bytes: u64,
    pub(super) seconds: f64,
    /// Of those that were made.
    pub(super) documents_per_second: f64,
    /// The most memory that the process held, in bytes, where the system says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) peak_memory: Option<u64>,
    pub(super) failures: Vec<Failure>,
}

/// Counts, and says how it goes.
pub(super) struct Teller {
    pub(super) report: Report,
    began: Instant,
    said: Instant,
    quiet: bool,
    terminal: bool,
}

impl Teller {
    pub(super) fn new(shard: String, jobs: usize, quiet: bool) -> Self {
        let report = Report { version: env!("CARGO_PKG_VERSION"), shard, jobs, ..Report::default() };
        let terminal = stderr().is_terminal();
        Self { report, began: Instant::now(), said: Instant::now(), quiet, terminal }
    }

    /// Takes note of what became of a document.
    pub(super) fn note(&mut self, place: Place, name: String, genre: String, became: Became) {
        let report = &mut self.report;
        match became {
            Became::Made { pages, bytes, remarks } => {
                report.made += 1;
                report.pages += pages;
                report.bytes += bytes;
                report.with_remarks += usize::from(remarks > 0);
            }
            Became::There => report.already_there += 1,
            Became::Failed { findings, known } => {
                report.failed += 1;
                let shown = !self.quiet && report.failed <= SHOWN;
                let last = report.failed == SHOWN;
                report.failures.push(Failure { place, name, genre, known, findings });
                if shown {
                    self.show_last(last);
                }
            }
            Became::Stopped(findings) => {
                if report.stopped.is_empty() {
                    report.stopped = findings;
                }
                return;
            }
        }
        self.report.documents += 1;
    }

    fn show_last(&self, last: bool) {
        let Some(failure) = self.report.failures.last() else { return };
        let why = failure.findings.iter().find(|f| f.severity == crate::Severity::Error).or(failure.findings.first());
        let why = why.map(|finding| finding.message.as_str()).unwrap_or_default();
        let mut line = format!("没有排出  {}  {why}", failure.place);
        if last {
            line.push_str("\n（再有失败的只写进报告）");
        }
        self.print(&line);
    }

    /// Prints a line that stays.
    fn print(&self, line: &str) {
        // Where standard error is closed, there is nobody to tell.
        let _ = match self.terminal {
            true => writeln!(stderr(), "\r\x1b[2K{line}"),
            false => writeln!(stderr(), "{line}"),
        };
    }

    /// Says how it goes, if it is time. `total` is 0 as long as nobody has counted.
    pub(super) fn tick(&mut self, total: usize) {
        if self.quiet || self.said.elapsed() < if self.terminal { TERMINAL } else { LOG } {
            return;
        }
        self.said = Instant::now();
        let line = self.line(total);
        if self.terminal {
            let _ = write!(stderr(), "\r\x1b[2K{line}").and_then(|()| stderr().flush());
        } else {
            self.print(&line);
        }
    }

    fn line(&self, total: usize) -> String {
        let Report { documents, made, already_there, failed, .. } = &self.report;
        let rate = *made as f64 / self.began.elapsed().as_secs_f64().max(0.001);
        let mut line = format!("已完成 {documents}");
        if total > 0 {
            line.push_str(&format!("/{total}"));
        }
        if *already_there > 0 {
            line.push_str(&format!("，原有 {already_there}"));
        }
        if *failed > 0 {
            line.push_str(&format!("，失败 {failed}"));
        }
        line.push_str(&format!("，每秒 {rate:.1} 份"));
        if rate > 0.0 && total > *documents {
            line.push_str(&format!("，还要约{}", spoken((total - documents) as f64 / rate)));
        }
        line
    }

    /// Ends the counting, and says what came of it.
    pub(super) fn end(mut self, interrupted: bool) -> Report {
        let seconds = self.began.elapsed().as_secs_f64();
        let report = &mut self.report;
        report.seconds = (seconds * 1000.0).round() / 1000.0;
        report.documents_per_second = (report.made as f64 / seconds.max(0.001) * 100.0).round() / 100.0;
        report.interrupted = interrupted;
        report.complete = !interrupted && report.stopped.is_empty();
        report.peak_memory = peak_memory();
        if !self.quiet {
            let line = format!("{}，用时{}", self.line(0), spoken(seconds));
            self.print(&line);
        }
        self.report
    }
}

/// 1分20秒.
fn spoken(seconds: f64) -> String {
    let seconds = seconds.ceil() as u64;
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, s) => format!("{s}秒"),
        (0, m, s) => format!("{m}分{s}秒"),
        (h, m, _) => format!("{h}小时{m}分"),
    }
}

/// The most memory that this process held, as Linux tells it.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches("kB").trim().parse::<u64>().ok()? * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_became_of_documents_is_counted() {
        let mut teller = Teller::new("0/1".into(), 2, true);
        let place = || Place { file: "a.ndjson".into(), line: Some(3), unit: None };
        let mut note = |became| teller.note(place(), "甲".into(), "pledge".into(), became);
        note(Became::Made { pages: 3, bytes: 10, remarks: 1 });
        note(Became::There);
        note(Became::Failed { findings: vec![Finding::error("x", "", "y")], known: true });
        assert!(teller.line(9).starts_with("已完成 3/9，原有 1，失败 1，每秒 "));
        let report = teller.end(false);
        assert_eq!((report.documents, report.made, report.already_there, report.failed), (3, 1, 1, 1));
        assert_eq!((report.pages, report.bytes, report.with_remarks, report.complete), (3, 10, 1, true));
        let told = serde_json::to_value(&report).unwrap();
        assert_eq!((&told["failures"][0]["line"], &told["failures"][0]["file"]), (&3.into(), &"a.ndjson".into()));
    }

    #[test]
    fn what_stopped_is_no_document() {
        let mut teller = Teller::new("0/1".into(), 1, true);
        let stopped = Became::Stopped(vec![Finding::error("file.unusable", "", "磁盘满")]);
        teller.note(Place::default(), String::new(), String::new(), stopped);
        let report = teller.end(false);
        assert_eq!((report.documents, report.complete, report.stopped.len()), (0, false, 1));
    }

    #[test]
    fn times_are_said_as_people_say_them() {
        assert_eq!([0.2, 59.0, 80.0, 3700.0].map(spoken), ["1秒", "59秒", "1分20秒", "1小时1分"]);
    }
}
