//! Files: reading with a limit, writing all or nothing.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;

use super::Outcome;
use crate::Finding;
use crate::data::MAX_BYTES;

/// What cannot be done with a file, and why.
pub(super) fn failed(path: &Path, what: &str, error: &std::io::Error) -> Vec<Finding> {
    let why = match error.kind() {
        std::io::ErrorKind::NotFound => "没有这个文件或文件夹".to_owned(),
        std::io::ErrorKind::PermissionDenied => "没有权限".to_owned(),
        _ => error.to_string(),
    };
    vec![Finding::error("file.unusable", "", format!("{}：{what}，{why}", path.display())).hint("请核对路径")]
}

/// Reads a file of data, a draft or a slice of a font.
pub(super) fn read(path: &Path) -> Outcome<Vec<u8>> {
    read_up_to(path, MAX_BYTES)
}

/// Reads a file; of one beyond the limit only so much that its reader sees that it is too large.
pub(super) fn read_up_to(path: &Path, limit: usize) -> Outcome<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(|e| failed(path, "打不开", &e))?;
    file.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|e| failed(path, "读不了", &e))?;
    Ok(bytes)
}

/// Reads a file of text.
pub(super) fn read_text(path: &Path) -> Outcome<String> {
    String::from_utf8(read(path)?).map_err(|_| {
        vec![
            Finding::error("file.not_utf8", "", format!("{}：不是 UTF-8 编码的文字", path.display()))
                .hint("请另存为 UTF-8 编码"),
        ]
    })
}

/// Writes a file whole or not at all: beside its place first, then moved there.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Outcome {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let written = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    written.map_err(|e| {
        // Nothing half-written stays; if even that fails, the first error is the one to tell.
        let _ = fs::remove_file(&beside);
        failed(path, "写不了", &e)
    })
}

/// Writes to a file, or prints.
pub(super) fn write_or_print(path: Option<&Path>, bytes: &[u8]) -> Outcome {
    match path {
        Some(path) => write(path, bytes),
        None => std::io::stdout().write_all(bytes).map_err(|e| failed(Path::new("-"), "写不了", &e)),
    }
}

/// Today in China, ISO 8601. The command is where a clock may be read.
pub(super) fn today() -> String {
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_secs());
    let days = (seconds + 8 * 3600) / 86_400;
    let day = jiff_core::civil::UnixEpochDay::new(i32::try_from(days).unwrap_or_default());
    let day = day.map_or(jiff_core::civil::Date::MIN, |day| day.to_date());
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}
