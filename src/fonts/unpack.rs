//! [`unpack`]: a fetched slice (WOFF2) becomes a font (sfnt) with the outlines of its characters.

use std::fmt;

use sha2::{Digest, Sha256};

use super::Slice;

/// Checks a fetched file against the manifest and unpacks it.
///
/// # Errors
///
/// [`UnpackError::Checksum`] when these are not the bytes that the manifest lists: a server sent an error page, a cache
/// or an installation is stale. [`UnpackError::Woff2`] when they are, and still are no WOFF2.
pub fn unpack(slice: &Slice, bytes: &[u8]) -> Result<Vec<u8>, UnpackError> {
    let found = hex(&Sha256::digest(bytes));
    // Of an empty checksum everything would be the beginning.
    if slice.sha256.is_empty() || !found.starts_with(&slice.sha256) {
        return Err(UnpackError::Checksum {
            file: slice.file.clone(),
            bytes: bytes.len(),
            expected_bytes: slice.bytes,
            found,
        });
    }
    wuff::decompress_woff2(bytes)
        .map_err(|error| UnpackError::Woff2 { file: slice.file.clone(), error: error.to_string() })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Why a fetched slice is no font.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnpackError {
    /// Not the bytes that the manifest lists.
    Checksum {
        /// The file.
        file: String,
        /// How many bytes came.
        bytes: usize,
        /// How many the manifest lists.
        expected_bytes: u64,
        /// SHA-256 of what came.
        found: String,
    },
    /// Not a WOFF2 font.
    Woff2 {
        /// The file.
        file: String,
        /// The decoder's words.
        error: String,
    },
}

impl fmt::Display for UnpackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Checksum { file, bytes, expected_bytes, found } => write!(
                f,
                "字体文件{file}与清单不符：收到{bytes}字节（sha256 {found}），应为{expected_bytes}字节；\
                 请检查该文件是否完整部署、与manifest.json是否同一次生成，并清除缓存"
            ),
            Self::Woff2 { file, error } => {
                write!(f, "字体文件{file}无法解开（{error}）；请用fonts/build.sh重新生成字体")
            }
        }
    }
}

impl std::error::Error for UnpackError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn slice(sha256: &str) -> Slice {
        Slice {
            name: "Fang 000".into(),
            family: 0,
            first: 0,
            count: 1,
            file: "fang-000.woff2".into(),
            bytes: 5,
            sha256: sha256.into(),
        }
    }

    #[test]
    fn names_the_file_that_is_not_the_one_listed() {
        let error = unpack(&slice("00"), b"<html>").unwrap_err();
        assert!(matches!(&error, UnpackError::Checksum { bytes: 6, expected_bytes: 5, .. }));
        assert!(error.to_string().contains("fang-000.woff2"));
        assert!(matches!(unpack(&slice(""), b"hello"), Err(UnpackError::Checksum { .. })));
    }

    #[test]
    fn names_the_file_that_is_no_font() {
        let listed = slice("2cf24dba5fb0a30e26e8");
        assert!(matches!(unpack(&listed, b"hello"), Err(UnpackError::Woff2 { file, .. }) if file == "fang-000.woff2"));
    }
}
