//! Files of documents: written whole or not at all, and looked at again later.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::Path;
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::journal::Written;

/// How long is waited before a write that failed for a passing reason is tried again, in milliseconds.
const WAITS: [u64; 3] = [50, 400, 2000];

/// Writes a file beside the documents (`part`) and moves it to its place. What fails for a reason that may pass is tried again.
pub(super) fn write(part: &Path, out: &Path, file: &str, bytes: &[u8], fsync: bool) -> std::io::Result<Written> {
    let mut waits = WAITS.into_iter();
    loop {
        match once(part, &out.join(file), bytes, fsync) {
            Ok(()) => {
                let sha256 = hex(&Sha256::digest(bytes));
                return Ok(Written { file: file.to_owned(), bytes: bytes.len() as u64, sha256 });
            }
            Err(error) => match waits.next().filter(|_| may_pass(&error)) {
                Some(ms) => std::thread::sleep(Duration::from_millis(ms)),
                None => return Err(error),
            },
        }
    }
}

fn once(part: &Path, to: &Path, bytes: &[u8], fsync: bool) -> std::io::Result<()> {
    let written = File::create(part).and_then(|mut file| {
        file.write_all(bytes)?;
        if fsync { file.sync_all() } else { Ok(()) }
    });
    let moved = written.and_then(|()| {
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::rename(part, to)
    });
    if moved.is_err() {
        // The room is wanted; if even that fails, the first error is the one to tell.
        let _ = fs::remove_file(part);
    }
    moved
}

/// Whether waiting may help: a network file system that stumbled, a file that a scanner holds.
fn may_pass(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::Interrupted
            | ErrorKind::TimedOut
            | ErrorKind::WouldBlock
            | ErrorKind::ResourceBusy
            | ErrorKind::ExecutableFileBusy
            | ErrorKind::StaleNetworkFileHandle
            | ErrorKind::NetworkDown
            | ErrorKind::HostUnreachable
    )
}

/// Whether every further write would fail too.
pub(super) fn is_final(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied
    )
}

/// Whether a file is still what was written.
pub(super) fn is_as_written(out: &Path, written: &Written) -> bool {
    let path = out.join(&written.file);
    let Ok(file) = File::open(path) else { return false };
    if !file.metadata().is_ok_and(|file| file.is_file() && file.len() == written.bytes) {
        return false;
    }
    let mut bytes = Vec::new();
    file.take(written.bytes + 1).read_to_end(&mut bytes).is_ok() && hex(&Sha256::digest(&bytes)) == written.sha256
}

/// Bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_whole_and_known_again() {
        let out = std::env::temp_dir().join(format!("huibao-{}-output", std::process::id()));
        fs::create_dir_all(&out).unwrap();
        let part = out.join("part");
        let written = write(&part, &out, "甲镇/汇报.pdf", b"pages", true).unwrap();
        assert_eq!((written.bytes, written.sha256.len()), (5, 64));
        assert!(is_as_written(&out, &written) && !part.exists());
        fs::write(out.join(&written.file), b"sages").unwrap();
        assert!(!is_as_written(&out, &written));
        fs::remove_file(out.join(&written.file)).unwrap();
        assert!(!is_as_written(&out, &written));
        // A folder stands where the file should.
        fs::create_dir_all(out.join("乙.pdf/x")).unwrap();
        assert!(write(&part, &out, "乙.pdf", b"pages", false).is_err());
        assert!(!part.exists(), "nothing half-written stays");
        fs::remove_dir_all(out).unwrap();
    }
}
