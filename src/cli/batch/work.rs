//! [`Worker`]: makes one document after another, and survives each.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use super::items::Item;
use super::journal::{Entry, Journal, Known, Past, Written, short};
use super::output;
use super::ready::Ready;
use crate::batch::Output;
use crate::cli::{Outcome, files};
use crate::input::Input;
use crate::typeset::{PdfOptions, Typesetter};
use crate::{Finding, has_errors};

/// A document to be made, with its data.
pub(super) struct Job {
    pub(super) item: Item,
    pub(super) data: Outcome<Arc<Vec<u8>>>,
}

/// What became of a document.
pub(super) enum Became {
    /// It was made.
    Made { pages: usize, bytes: u64, remarks: usize },
    /// It was there, made of the same things.
    There,
    /// It cannot be made; `known` if an earlier run found that and nothing has changed since.
    Failed { findings: Vec<Finding>, known: bool },
    /// It could not be written, and nothing else will be either.
    Stopped(Vec<Finding>),
}

/// What a run is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub(super) retry_failed: bool,
    pub(super) force_all: bool,
    pub(super) fsync: bool,
}

/// Makes documents. One for each thread.
pub(super) struct Worker<'a> {
    pub(super) number: usize,
    pub(super) ready: &'a Ready,
    pub(super) journal: &'a Journal,
    pub(super) past: &'a Past,
    pub(super) out: &'a Path,
    pub(super) asked: Asked,
    /// None at first, and after a panic: what it holds may then be anything.
    pub(super) typesetter: Option<Typesetter>,
}

/// A document in memory: its files by extension, how many pages, what is remarkable.
struct Made {
    files: Vec<(String, Vec<u8>)>,
    pages: usize,
    findings: Vec<Finding>,
}

impl Worker<'_> {
    /// Makes a document, unless it is there.
    pub(super) fn work(&mut self, job: Job) -> Became {
        let Job { item, data } = job;
        let data = match data {
            Ok(data) => data,
            Err(findings) => return Became::Failed { findings, known: false },
        };
        let key = self.ready.key(&item.name, &item.own, &item.facts, &data);
        match self.past.get(&short(&key)).filter(|_| !self.asked.force_all) {
            Some(Known::Done(files)) if files.iter().all(|file| output::is_as_written(self.out, file)) => {
                return Became::There;
            }
            Some(Known::Failed(findings)) if !self.asked.retry_failed => {
                return Became::Failed { findings: findings.clone(), known: true };
            }
            _ => {}
        }
        let began = Instant::now();
        let made = guarded(|| self.make(&item, &data)).unwrap_or_else(|finding| {
            self.typesetter = None;
            comemo::evict(0);
            Err(vec![*finding])
        });
        let entry = Entry {
            name: item.name.clone(),
            key: output::hex(&key),
            place: item.place.to_string(),
            ms: u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
            ..Entry::default()
        };
        match made {
            Ok(made) => self.keep(&item.name, made, entry),
            Err(findings) => match self.journal.note(&Entry { failed: findings.clone(), ..entry }) {
                Ok(()) => Became::Failed { findings, known: false },
                Err(error) => Became::Stopped(self.journal.failed(&error)),
            },
        }
    }

    /// Writes the files of a document, then the line that says so.
    fn keep(&self, name: &str, made: Made, entry: Entry) -> Became {
        let part = self.journal.part().join(self.number.to_string());
        let mut written: Vec<Written> = Vec::new();
        for (ending, bytes) in &made.files {
            let file = format!("{name}{ending}");
            match output::write(&part, self.out, &file, bytes, self.asked.fsync) {
                Ok(file) => written.push(file),
                Err(error) => {
                    let findings = files::failed(&self.out.join(&file), "写不了", &error);
                    // Not noted: nothing is wrong with the document.
                    return match output::is_final(&error) {
                        true => Became::Stopped(findings),
                        false => Became::Failed { findings, known: false },
                    };
                }
            }
        }
        let (pages, bytes, remarks) = (made.pages, written.iter().map(|file| file.bytes).sum(), made.findings.len());
        match self.journal.note(&Entry { files: written, pages, findings: made.findings, ..entry }) {
            Ok(()) => Became::Made { pages, bytes, remarks },
            Err(error) => Became::Stopped(self.journal.failed(&error)),
        }
    }

    fn make(&mut self, item: &Item, data: &[u8]) -> Outcome<Made> {
        let mut own = item.own.clone();
        own.date = self.ready.date(&own.date).to_owned();
        let written = self.ready.recipe.write(Input::from_bytes(data), &own, &item.facts)?;
        let mut made = Made { files: Vec::new(), pages: 0, findings: written.findings };
        let outputs = &self.ready.plan.outputs;
        let pages = match outputs.iter().any(|output| output.is_pages()) {
            true => Some(self.set(&written.document, &written.layout)?),
            false => None,
        };
        for output in outputs {
            let ending = format!(".{}", output.extension());
            match (output, &pages) {
                (Output::Md, _) => made.files.push((ending, written.draft.clone().into_bytes())),
                (Output::Txt, _) => made.files.push((ending, written.document.text().into_bytes())),
                (Output::Json, _) => {
                    made.files.push((ending, serde_json::to_vec_pretty(&written.document).unwrap_or_default()));
                }
                (Output::Pdf, Some(pages)) => made.files.push((ending, pages.pdf(&PdfOptions::default())?)),
                (Output::Svg, Some(pages)) => {
                    let several = pages.count() > 1;
                    for (index, svg) in (0..pages.count()).filter_map(|index| Some((index, pages.svg(index)?))) {
                        let number = if several { format!("-{:02}", index + 1) } else { String::new() };
                        made.files.push((number + &ending, svg.into_bytes()));
                    }
                }
                (Output::Pdf | Output::Svg, None) => {}
            }
        }
        if let Some(pages) = pages {
            made.pages = pages.count();
            made.findings.extend(pages.findings().iter().cloned());
        }
        Ok(made)
    }

    fn set(&mut self, document: &crate::document::Document, layout: &str) -> Outcome<crate::typeset::Pages> {
        let mut typesetter = match self.typesetter.take() {
            Some(typesetter) => typesetter,
            None => self.ready.typesetter()?,
        };
        let needed = typesetter.needed(document, layout);
        let loaded = match has_errors(&needed.findings) {
            true => Err(needed.findings),
            false => needed
                .slices
                .iter()
                .try_for_each(|slice| typesetter.add_slice(&slice.family, &self.ready.slice(&slice.file)?)),
        };
        let pages = loaded.and_then(|()| typesetter.set(document, layout));
        self.typesetter = Some(typesetter);
        pages
    }
}

thread_local! {
    /// What the last panic of this thread said, and where it was.
    static PANICKED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// From now on, panics are kept for [`guarded`] and not printed: the report tells them.
pub(super) fn keep_panics() {
    panic::set_hook(Box::new(|info| {
        let said = info.payload_as_str().unwrap_or("（没有说明）");
        let place = info.location().map(|at| format!("（{}:{}）", at.file(), at.line())).unwrap_or_default();
        PANICKED.with(|kept| *kept.borrow_mut() = Some(format!("{said}{place}")));
    }));
}

/// Does something that may panic; a panic becomes a finding.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Box<Finding>> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        let said = PANICKED.with(|kept| kept.borrow_mut().take()).unwrap_or_default();
        let finding = Finding::error("batch.panic", "", format!("程序出错：{said}"));
        Box::new(finding.hint("请把这份数据和这条信息交给维护人员"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_finding_and_says_where() {
        // As in a run; the hook is the process's own, so it is put back.
        let before = panic::take_hook();
        keep_panics();
        let (nothing, last) = (Vec::<u8>::new(), 3);
        let panicked = guarded(|| nothing[last]);
        panic::set_hook(before);
        let finding = panicked.unwrap_err();
        assert_eq!(finding.code, "batch.panic");
        assert!(finding.message.contains("index out of bounds") && finding.message.contains("work.rs:"), "{finding}");
        assert_eq!(guarded(|| 7), Ok(7));
    }
}
