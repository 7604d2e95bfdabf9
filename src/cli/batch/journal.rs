//! [`Journal`]: what is done, so that a run goes on where another one was killed.
//!
//! One line of JSON for every document, written when its files are in place. What a killed process wrote in part is passed
//! over: the document is made again. A line is believed only as long as the files are what it says.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::Finding;
use crate::batch::Shard;
use crate::cli::{Outcome, files};

/// The folder of a batch's own files, in the folder of its documents.
pub(super) const FOLDER: &str = ".huibao";

/// How long a file of another process that only looks is waited for.
const PATIENCE: [u64; 4] = [5, 20, 60, 150];

/// A file of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Written {
    /// Its path below the folder of the documents.
    pub(super) file: String,
    pub(super) bytes: u64,
    /// In hexadecimal.
    pub(super) sha256: String,
}

/// A line of the journal.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Entry {
    /// The name of the document, without extension.
    pub(super) name: String,
    /// Hash of everything that it was made of, in hexadecimal.
    pub(super) key: String,
    /// Where its data stood.
    pub(super) place: String,
    pub(super) files: Vec<Written>,
    pub(super) pages: usize,
    pub(super) ms: u64,
    /// What is remarkable about it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) findings: Vec<Finding>,
    /// Why there are no files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) failed: Vec<Finding>,
}

/// What an earlier run did with a document.
pub(super) enum Known {
    Done(Vec<Written>),
    Failed(Vec<Finding>),
}

/// What earlier runs did, by the first half of the keys.
pub(super) type Past = HashMap<u128, Known>;

/// The first half of a key.
pub(super) fn short(key: &[u8; 32]) -> u128 {
    key.iter().take(16).fold(0, |short, byte| short << 8 | u128::from(*byte))
}

/// The journal of one shard, which this process alone writes.
pub(super) struct Journal {
    file: Mutex<File>,
    path: PathBuf,
    /// Where files are written before they are moved to their places.
    part: PathBuf,
    /// Held as long as the process lives; the system lets go of it however that ends.
    _lock: File,
}

impl Journal {
    /// Opens the journal of a shard below the folder of the documents, and takes away what a killed process left.
    ///
    /// # Errors
    /// `batch.locked` while another process does this shard, or divides the same folder otherwise; or files that cannot be
    /// written.
    pub(super) fn open(out: &Path, shard: Shard) -> Outcome<Self> {
        let folder = out.join(FOLDER);
        let of = |kind: &str| format!("{kind}-{}-of-{}", shard.index(), shard.count());
        fs::create_dir_all(&folder).map_err(|error| files::failed(&folder, "建不了", &error))?;
        let lock = lock(&folder, &of("lock"), shard)?;
        let part = folder.join(of("part"));
        let cleaned = match fs::remove_dir_all(&part) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => fs::create_dir_all(&part),
        };
        cleaned.map_err(|error| files::failed(&part, "清不了", &error))?;
        let path = folder.join(of("journal") + ".ndjson");
        let file = opened(&path).map_err(|error| files::failed(&path, "写不了", &error))?;
        Ok(Self { file: Mutex::new(file), path, part, _lock: lock })
    }

    /// Where files are written before they are moved to their places.
    pub(super) fn part(&self) -> &Path {
        &self.part
    }

    /// Notes what was done.
    pub(super) fn note(&self, entry: &Entry) -> std::io::Result<()> {
        let mut line = serde_json::to_vec(entry)?;
        line.push(b'\n');
        // Whoever panicked with the file in his hands wrote whole lines.
        let mut file = self.file.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        file.write_all(&line)
    }

    /// What cannot be done with it, and why.
    pub(super) fn failed(&self, error: &std::io::Error) -> Vec<Finding> {
        files::failed(&self.path, "写不了", error)
    }
}

/// Opens a journal to go on with it. A line that was torn off is ended, so that the next one is whole.
fn opened(path: &Path) -> std::io::Result<File> {
    let mut file = OpenOptions::new().read(true).append(true).create(true).open(path)?;
    if file.seek(SeekFrom::End(0))? > 0 {
        file.seek(SeekFrom::End(-1))?;
        let mut last = [0];
        file.read_exact(&mut last)?;
        if last != *b"\n" {
            file.write_all(b"\n")?;
        }
    }
    Ok(file)
}

/// What earlier runs did with the documents of a shard, however they were divided.
pub(super) fn past(out: &Path, shard: Shard) -> Outcome<Past> {
    let folder = out.join(FOLDER);
    let mut past = Past::new();
    let entries = fs::read_dir(&folder).map_err(|error| files::failed(&folder, "打不开", &error))?;
    let journals = entries.filter_map(|entry| Some(entry.ok()?.path()));
    for path in journals.filter(|path| path.extension().is_some_and(|extension| extension == "ndjson")) {
        let file = File::open(&path).map_err(|error| files::failed(&path, "打不开", &error))?;
        for line in BufReader::new(file).split(b'\n') {
            let line = line.map_err(|error| files::failed(&path, "读不了", &error))?;
            // What is no entry was written in part.
            let Ok(entry) = serde_json::from_slice::<Entry>(&line) else { continue };
            let Some(key) = entry.key.get(..32).and_then(|half| u128::from_str_radix(half, 16).ok()) else { continue };
            if !shard.has(&entry.name) {
                continue;
            }
            if entry.failed.is_empty() {
                past.insert(key, Known::Done(entry.files));
            } else {
                past.entry(key).or_insert(Known::Failed(entry.failed));
            }
        }
    }
    Ok(past)
}

/// Takes the lock of a shard.
fn lock(folder: &Path, own: &str, shard: Shard) -> Outcome<File> {
    let path = folder.join(own);
    let open = |path: &Path| OpenOptions::new().read(true).append(true).create(true).open(path);
    let file = open(&path).map_err(|error| files::failed(&path, "写不了", &error))?;
    let mut waits = PATIENCE.into_iter();
    loop {
        match file.try_lock() {
            Ok(()) => break,
            Err(TryLockError::WouldBlock) => match waits.next() {
                Some(ms) => std::thread::sleep(Duration::from_millis(ms)),
                None => {
                    let message = format!("另一个进程正在做这一份（{shard}）");
                    return Err(vec![Finding::error("batch.locked", "", message).hint("等它做完，或换一个成品文件夹")]);
                }
            },
            Err(TryLockError::Error(error)) => return Err(files::failed(&path, "锁不了", &error)),
        }
    }
    // Documents of shards that are counted differently are the same documents.
    let others = fs::read_dir(folder).map_err(|error| files::failed(folder, "打不开", &error))?;
    for other in others.filter_map(Result::ok) {
        let name = other.file_name().to_string_lossy().into_owned();
        let count = name.strip_prefix("lock-").and_then(|rest| rest.rsplit_once("-of-")).map(|(_, count)| count);
        if count.is_none_or(|count| count == shard.count().to_string()) {
            continue;
        }
        if let Ok(file) = File::open(other.path())
            && matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock))
        {
            let count = count.unwrap_or_default();
            let message = format!("另一个进程正在做这个文件夹，它分成 {count} 份，这里分成 {} 份", shard.count());
            return Err(vec![Finding::error("batch.locked", "", message).hint("等它做完，或按同样的份数分")]);
        }
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("huibao-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    fn entry(name: &str, key: u8) -> Entry {
        let key = format!("{key:02x}").repeat(32);
        Entry { name: name.into(), key, pages: 1, ..Entry::default() }
    }

    fn of(key: u8) -> u128 {
        short(&[key; 32])
    }

    #[test]
    fn what_was_torn_off_is_passed_over_and_the_next_line_is_whole() {
        let out = folder("torn");
        let journal = Journal::open(&out, Shard::default()).unwrap();
        journal.note(&entry("a", 1)).unwrap();
        journal.note(&entry("b", 2)).unwrap();
        let path = journal.path.clone();
        drop(journal);
        let text = fs::read(&path).unwrap();
        fs::write(&path, &text[..text.len() - 9]).unwrap();
        let journal = Journal::open(&out, Shard::default()).unwrap();
        journal.note(&entry("c", 3)).unwrap();
        let past = past(&out, Shard::default()).unwrap();
        assert_eq!([1, 2, 3].map(|key| past.contains_key(&of(key))), [true, false, true]);
        fs::remove_dir_all(out).unwrap();
    }

    #[test]
    fn a_document_that_was_made_once_is_done_whatever_failed_before() {
        let out = folder("known");
        let journal = Journal::open(&out, "0/2".parse().unwrap()).unwrap();
        let failed = Entry { failed: vec![Finding::error("x", "", "y")], ..entry("a", 1) };
        for entry in [&failed, &entry("a", 1), &failed, &Entry { failed: failed.failed.clone(), ..entry("b", 2) }] {
            journal.note(entry).unwrap();
        }
        // Divided otherwise, the same documents are known.
        let past = past(&out, Shard::default()).unwrap();
        assert!(matches!(past.get(&of(1)), Some(Known::Done(_))));
        assert!(matches!(past.get(&of(2)), Some(Known::Failed(findings)) if findings.len() == 1));
        fs::remove_dir_all(out).unwrap();
    }

    #[test]
    fn one_shard_is_one_processes_and_all_divide_alike() {
        let out = folder("lock");
        let open =
            |shard: &str| Journal::open(&out, shard.parse().unwrap()).map(drop).map_err(|f| f[0].message.clone());
        let held = Journal::open(&out, "0/2".parse().unwrap()).unwrap();
        assert!(open("0/2").unwrap_err().contains("正在做这一份（0/2）"));
        assert_eq!(open("1/2"), Ok(()));
        assert!(open("0/3").unwrap_err().contains("它分成 2 份，这里分成 3 份"));
        drop(held);
        assert_eq!((open("0/2"), open("0/3")), (Ok(()), Ok(())));
        fs::remove_dir_all(out).unwrap();
    }

    #[test]
    fn what_a_killed_process_left_is_taken_away() {
        let out = folder("part");
        let journal = Journal::open(&out, Shard::default()).unwrap();
        let left = journal.part().join("0-7");
        fs::write(&left, "half").unwrap();
        drop(journal);
        let journal = Journal::open(&out, Shard::default()).unwrap();
        assert!(!left.exists() && journal.part().is_dir());
        fs::remove_dir_all(out).unwrap();
    }
}
