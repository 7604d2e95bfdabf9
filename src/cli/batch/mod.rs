//! `huibao batch`: the documents of a plan, by several threads, so that a run can be killed and goes on, and several
//! machines can share it.
//!
//! ```text
//! plan ─► items (one thread reads) ─► queue of a few ─► workers ─► files ─► journal
//!                                                          └──────────────► counts, report
//! ```
//!
//! The reader waits when the queue is full, so memory does not grow with the number of documents. A worker holds one
//! typesetter; what fails, even by a panic, fails alone.

mod items;
mod journal;
mod output;
mod ready;
mod tell;
mod work;

use std::ops::ControlFlow;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use super::args::BatchArgs;
use super::{files, tell as tell_findings};
use items::{Found, Place};
use journal::{Journal, Past};
use ready::Ready;
use tell::{Report, Teller};
use work::{Asked, Became, Job, Worker};

use crate::Finding;

/// The plan or the command line is wrong.
const WRONG: u8 = 2;
/// A file that the whole run needs cannot be read or written.
const STOPPED: u8 = 3;
/// Another process is at it.
const LOCKED: u8 = 4;
/// Ctrl-C, as a shell says it: 128 and the number of the signal.
const INTERRUPTED: u8 = 130;

/// Layout goes deep where blocks are nested; a thread's usual 2 MiB are a quarter of what a program's first one has.
const STACK: usize = 16 << 20;

/// Runs the command.
pub(super) fn run(args: &BatchArgs) -> ExitCode {
    match carried_out(args) {
        Ok(report) if !report.stopped.is_empty() => {
            tell_findings(&report.stopped);
            ExitCode::from(STOPPED)
        }
        Ok(report) if report.interrupted => ExitCode::from(INTERRUPTED),
        Ok(report) if report.failed > 0 => ExitCode::FAILURE,
        Ok(_) => ExitCode::SUCCESS,
        Err((code, findings)) => {
            tell_findings(&findings);
            ExitCode::from(code)
        }
    }
}

fn carried_out(args: &BatchArgs) -> Result<Report, (u8, Vec<Finding>)> {
    let ready = Ready::new(args).map_err(|findings| (WRONG, findings))?;
    let locked = |findings: &[Finding]| findings.iter().any(|finding| finding.code == "batch.locked");
    let stopped = |findings: Vec<Finding>| (if locked(&findings) { LOCKED } else { STOPPED }, findings);
    let journal = Journal::open(&args.out, args.shard).map_err(stopped)?;
    let past = if args.force_all { Past::new() } else { journal::past(&args.out, args.shard).map_err(stopped)? };
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        // Who asks twice does not want to wait.
        let heard = flag::register_conditional_shutdown(signal, i32::from(INTERRUPTED), Arc::clone(&stop))
            .and_then(|_| flag::register(signal, Arc::clone(&stop)));
        heard.map_err(|error| {
            (STOPPED, vec![Finding::error("batch.signals", "", format!("接不到中断信号：{error}")).hint("请重试")])
        })?;
    }
    let report = Batch { args, ready: &ready, journal: &journal, past: &past, stop: &stop }.run();
    let default = args.out.join(journal::FOLDER);
    let default = default.join(format!("report-{}-of-{}.json", args.shard.index(), args.shard.count()));
    let path = args.report.as_ref().unwrap_or(&default);
    let text = serde_json::to_string_pretty(&report).unwrap_or_default() + "\n";
    files::write(path, text.as_bytes()).map_err(|findings| (STOPPED, findings))?;
    if !args.quiet && report.failed > 0 {
        eprintln!("失败的和原因见 {}", path.display());
    }
    Ok(report)
}

/// A run.
struct Batch<'a> {
    args: &'a BatchArgs,
    ready: &'a Ready,
    journal: &'a Journal,
    past: &'a Past,
    /// Whether no further document is to be begun.
    stop: &'a AtomicBool,
}

/// What became of a document, and which one it was.
struct Told {
    place: Place,
    name: String,
    genre: String,
    became: Became,
}

impl Batch<'_> {
    fn run(&self) -> Report {
        let jobs = self.args.jobs.map_or_else(|| thread::available_parallelism().map_or(1, usize::from), usize::from);
        work::keep_panics();
        let mut teller = Teller::new(self.args.shard.to_string(), jobs, self.args.quiet);
        // Whether the reader broke off, and documents that were given to workers but not taken up.
        let (broken, waiting) = (AtomicBool::new(false), AtomicUsize::new(0));
        // One set of data for each worker waits while it works.
        let (give, take) = mpsc::sync_channel::<Job>(jobs);
        let take = Arc::new(Mutex::new(take));
        let (say, hear) = mpsc::channel::<Told>();
        let total = AtomicUsize::new(0);
        thread::scope(|scope| {
            for number in 0..jobs {
                let (take, say, waiting) = (Arc::clone(&take), say.clone(), &waiting);
                let thread = thread::Builder::new().stack_size(STACK).name(format!("worker-{number}"));
                let spawned = thread.spawn_scoped(scope, move || self.work(number, &take, &say, waiting));
                if let Err(error) = spawned {
                    teller.note(Place::default(), String::new(), String::new(), Became::Stopped(no_thread(&error)));
                    break;
                }
            }
            drop(take);
            let (broken, waiting) = (&broken, &waiting);
            scope.spawn(move || {
                let ended = self.read(&give, &say, waiting);
                broken.store(ended.is_break(), Ordering::Relaxed);
            });
            if !self.args.quiet {
                scope.spawn(|| self.count(&total));
            }
            loop {
                match hear.recv_timeout(Duration::from_millis(200)) {
                    Ok(Told { place, name, genre, became }) => {
                        if matches!(became, Became::Stopped(_)) {
                            self.stop.store(true, Ordering::Relaxed);
                        }
                        teller.note(place, name, genre, became);
                    }
                    Err(mpsc::RecvTimeoutError::Timeout) => {}
                    Err(mpsc::RecvTimeoutError::Disconnected) => break,
                }
                teller.tick(total.load(Ordering::Relaxed));
            }
        });
        let undone = broken.into_inner() || waiting.into_inner() > 0;
        let given_up = !teller.report.stopped.is_empty();
        teller.end(self.stop.load(Ordering::Relaxed) && undone && !given_up)
    }

    /// Reads the plan's data and gives it to the workers; breaks off when the run is to stop.
    fn read(&self, give: &mpsc::SyncSender<Job>, say: &mpsc::Sender<Told>, waiting: &AtomicUsize) -> ControlFlow<()> {
        items::each(self.ready, &mut |found| {
            if self.stop.load(Ordering::Relaxed) {
                return ControlFlow::Break(());
            }
            let taken = match found {
                Found::Item(item, _) if !self.args.shard.has(&item.name) => true,
                Found::Item(item, data) => {
                    waiting.fetch_add(1, Ordering::Relaxed);
                    give.send(Job { item: *item, data: data() }).is_ok()
                }
                Found::Failed(_, Some(name), _) if !self.args.shard.has(&name) => true,
                Found::Failed(place, name, findings) => {
                    let became = Became::Failed { findings, known: false };
                    say.send(Told { place, name: name.unwrap_or_default(), genre: String::new(), became }).is_ok()
                }
            };
            if taken { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })
    }

    /// Counts what is to be done, for the line of progress alone.
    fn count(&self, total: &AtomicUsize) {
        let mut counted = 0;
        let ended = items::each(self.ready, &mut |found| {
            counted += match &found {
                Found::Item(item, _) => usize::from(self.args.shard.has(&item.name)),
                Found::Failed(_, name, _) => usize::from(name.as_ref().is_none_or(|name| self.args.shard.has(name))),
            };
            if self.stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        if ended.is_continue() {
            total.store(counted, Ordering::Relaxed);
        }
    }

    /// A worker's life: until there is no more to do, or the run is to stop.
    fn work(&self, number: usize, take: &Mutex<mpsc::Receiver<Job>>, say: &mpsc::Sender<Told>, waiting: &AtomicUsize) {
        let asked =
            Asked { retry_failed: self.args.retry_failed, force_all: self.args.force_all, fsync: self.args.fsync };
        let (ready, journal, past, out) = (self.ready, self.journal, self.past, self.args.out.as_path());
        let mut worker = Worker { number, ready, journal, past, out, asked, typesetter: None };
        while !self.stop.load(Ordering::Relaxed) {
            let job = take.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(job) = job else { break };
            waiting.fetch_sub(1, Ordering::Relaxed);
            let (place, name) = (job.item.place.clone(), job.item.name.clone());
            let genre = job.item.facts.genre.clone();
            let became = worker.work(job);
            if say.send(Told { place, name, genre, became }).is_err() {
                break;
            }
        }
    }
}

fn no_thread(error: &std::io::Error) -> Vec<Finding> {
    vec![Finding::error("batch.threads", "", format!("开不了线程：{error}")).hint("用 --jobs 少开几个")]
}
