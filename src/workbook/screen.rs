//! Looks at a file before it is parsed: what it is, and whether parsing it is safe.
//!
//! A workbook is a zip archive of XML parts. Nothing in it can be trusted: an archive of a few kilobytes may unpack to
//! gigabytes, sizes may lie, and a count or a cell reference out of range makes the parser reserve memory, or
//! calculate, without a limit. So every part is unpacked once, within bounds, and its markup is looked through.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::Finding;

/// The largest file that is read.
pub(super) const MAX_FILE: usize = 64 << 20;
/// The most that all parts, and that one of them, may unpack to.
const MAX_TOTAL: u64 = 256 << 20;
const MAX_PART: u64 = 40 << 20;
/// A part larger than this may be at most so many times as large as its packed form.
const RATIO_FROM: u64 = 4 << 20;
const MAX_RATIO: u64 = 150;
/// The most parts.
const MAX_PARTS: usize = 10_000;
/// The most shared strings, and the most elements that tell of formats, sheets, names and merged cells together.
const MAX_STRINGS: usize = 1_000_000;
const MAX_ELEMENTS: usize = 200_000;
const COUNTED: [&[u8]; 9] =
    [b"xf", b"font", b"fill", b"border", b"numFmt", b"sheet", b"Relationship", b"definedName", b"property"];

/// What the parts of a workbook contain.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Screened {
    pub macros: bool,
    pub formulas: bool,
    pub merged: bool,
}

/// The first bytes of the old binary formats, and of a workbook with a password.
const OLE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Whether a file is, by its first bytes, a workbook or what people take for one (.xls, .ods, a zip), rather than JSON.
pub fn is_container(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") || bytes.starts_with(&OLE)
}

/// Looks at a file.
///
/// # Errors
/// Why it cannot be read.
pub(super) fn screen(bytes: &[u8]) -> Result<Screened, Box<Finding>> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(refuse("workbook.empty", "文件是空的", "请选择一个有内容的 Excel 工作簿（.xlsx）"));
    }
    if bytes.len() > MAX_FILE {
        let message = format!("文件有 {} MB，超过了 {} MB 的上限，没有读取", bytes.len() >> 20, MAX_FILE >> 20);
        return Err(refuse("workbook.too_large", message, "请删去工作簿里的图片和无关的工作表，或拆成几个文件"));
    }
    if bytes.starts_with(&OLE) {
        return Err(old_or_locked(bytes));
    }
    if !bytes.starts_with(b"PK") {
        return Err(no_archive(bytes));
    }
    if archive_of_endless_entries(bytes) {
        return Err(damaged("目录不对"));
    }
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged("打不开，可能没有下载或复制完整"))?;
    if zip.len() > MAX_PARTS {
        return Err(bomb());
    }
    let names: Vec<String> =
        (0..zip.len()).filter_map(|i| zip.name_for_index(i)?.ok().map(|n| n.into_owned())).collect();
    let lower: Vec<String> = names.iter().map(|n| n.replace('\\', "/").to_ascii_lowercase()).collect();
    if let Some(finding) = another_format(&lower) {
        return Err(finding);
    }
    let mut screened = Screened { macros: lower.iter().any(|n| n.ends_with("vbaproject.bin")), ..Screened::default() };
    let mut total = 0;
    for index in 0..zip.len() {
        let Ok(part) = zip.by_index_raw(index) else { continue };
        let (size, packed) = (part.size(), part.compressed_size());
        total += size;
        if size > MAX_PART || total > MAX_TOTAL || (size > RATIO_FROM && size / packed.max(1) > MAX_RATIO) {
            return Err(bomb());
        }
    }
    let (mut content, mut total) = (Vec::new(), 0);
    for index in 0..zip.len() {
        let Ok(part) = zip.by_index(index) else { continue };
        let (size, packed) = (part.size(), part.compressed_size());
        content.clear();
        // An error here is an error when the part is parsed, if it ever is; what came before it counts.
        let _ = part.take(size.saturating_add(1)).read_to_end(&mut content);
        let length = content.len() as u64;
        total += length;
        // The same part may be listed a thousand times.
        if length > size || total > MAX_TOTAL || (length > RATIO_FROM && length / packed.max(1) > MAX_RATIO) {
            return Err(bomb());
        }
        look_through(&content, &mut screened)?;
    }
    Ok(screened)
}

fn refuse(code: &str, message: impl Into<String>, hint: &str) -> Box<Finding> {
    Box::new(Finding::error(code, "", message).hint(hint))
}

/// A finding for a file that is broken.
pub(super) fn damaged(what: &str) -> Box<Finding> {
    refuse(
        "workbook.damaged",
        format!("工作簿文件已损坏：{what}"),
        "请用 Excel 或 WPS 打开后另存为新的 .xlsx，再试一次",
    )
}

fn bomb() -> Box<Finding> {
    refuse(
        "workbook.too_large",
        format!("工作簿解压后太大，超过了 {} MB 的上限，没有读取", MAX_TOTAL >> 20),
        "请新建一个空白数据工作簿，只把需要的数据粘贴进去",
    )
}

fn old_or_locked(bytes: &[u8]) -> Box<Finding> {
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    // The directory of such a file may stand at its end.
    if bytes.windows(locked.len()).any(|w| w == locked) {
        let hint = "请在 Excel 里取消密码（文件—信息—保护工作簿），另存为 .xlsx 后再试";
        return refuse("workbook.encrypted", "工作簿有打开密码，不能读取", hint);
    }
    refuse(
        "workbook.not_xlsx",
        "这是旧格式的文件（.xls 或 .doc），不是 .xlsx",
        "请在 Excel 或 WPS 里另存为 .xlsx 后再试",
    )
}

fn no_archive(bytes: &[u8]) -> Box<Finding> {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    if start.starts_with(b"{") || start.starts_with(b"[") {
        let hint = "数据文件请保留 .json 的扩展名，按 JSON 打开";
        return refuse("workbook.not_xlsx", "这是 JSON 文件，不是 Excel 工作簿", hint);
    }
    let sample = &bytes[..bytes.len().min(4096)];
    let binary = sample.iter().any(|b| *b < 9);
    let what = if binary {
        "这不是 Excel 工作簿（.xlsx）"
    } else {
        "这是文本文件（例如 .csv），不是 Excel 工作簿（.xlsx）"
    };
    refuse("workbook.not_xlsx", what, "请用 Excel 或 WPS 打开，另存为 .xlsx 后再试；不能只改扩展名")
}

/// Zip archives of other programs, by the names of their parts.
fn another_format(names: &[String]) -> Option<Box<Finding>> {
    let has = |name: &str| names.iter().any(|n| n == name);
    let what = if has("content.xml") && has("mimetype") {
        "这是 OpenDocument 表格（.ods）"
    } else if names.iter().any(|n| n.ends_with("workbook.bin")) {
        "这是 Excel 的二进制工作簿（.xlsb）"
    } else if has("word/document.xml") {
        "这是 Word 文档"
    } else if has("ppt/presentation.xml") {
        "这是 PowerPoint 演示文稿"
    } else if !has("[content_types].xml") && !has("_rels/.rels") {
        "这是压缩包"
    } else {
        return None;
    };
    Some(refuse("workbook.not_xlsx", format!("{what}，不是 .xlsx 工作簿"), "请在 Excel 或 WPS 里另存为 .xlsx 后再试"))
}

/// Whether the long form of the directory's end (zip64) promises more entries than any workbook has: room for them is
/// reserved before one is read.
fn archive_of_endless_entries(bytes: &[u8]) -> bool {
    let has_locator = positions(bytes, b"PK\x05\x06")
        .any(|at| at.checked_sub(20).is_some_and(|before| bytes[before..].starts_with(b"PK\x06\x07")));
    has_locator
        && positions(bytes, b"PK\x06\x06").any(|at| {
            let count = |from: usize| {
                let field = bytes.get(at + from..at + from + 8).and_then(|f| f.try_into().ok());
                field.map_or(0, u64::from_le_bytes)
            };
            count(24).max(count(32)) > MAX_PARTS as u64
        })
}

fn positions<'a>(bytes: &'a [u8], sought: &'a [u8; 4]) -> impl Iterator<Item = usize> + 'a {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let at = from + bytes.get(from..)?.iter().position(|b| *b == sought[0])?;
            from = at + 1;
            if bytes[at..].starts_with(sought) {
                return Some(at);
            }
        }
    })
}

/// Looks through a part as it is, and, where a parser would take it for UTF-16, as that too.
fn look_through(part: &[u8], screened: &mut Screened) -> Result<(), Box<Finding>> {
    let unit: Option<fn([u8; 2]) -> u16> = match part {
        [0xFE, 0xFF, ..] | [0, b'<', ..] => Some(u16::from_be_bytes),
        [0xFF, 0xFE, ..] | [b'<', 0, ..] => Some(u16::from_le_bytes),
        _ => None,
    };
    if let Some(unit) = unit {
        let units = part.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        look_through_markup(text.as_bytes(), true, screened)?;
    }
    look_through_markup(part, false, screened)
}

/// Looks through markup. Every `<` counts, also within comments and text: this sees a little more than a parser does,
/// never less.
fn look_through_markup(part: &[u8], utf16: bool, screened: &mut Screened) -> Result<(), Box<Finding>> {
    let (mut strings, mut elements, mut from) = (0, 0, 0);
    let mut promised = 0;
    while let Some(at) = part[from..].iter().position(|b| *b == b'<').map(|offset| from + offset + 1) {
        from = at;
        let rest = &part[at..];
        let name = &rest[..rest.iter().position(|b| is_end(*b)).unwrap_or(rest.len())];
        let local = name.rsplit(|b| *b == b':').next().unwrap_or(name);
        if !matches!(local, b"c" | b"row" | b"f" | b"mergeCell" | b"dimension" | b"sst" | b"?xml") {
            strings += usize::from(local == b"si");
            elements += usize::from(COUNTED.contains(&local));
            continue;
        }
        let tag = tag(&rest[name.len()..]).ok_or_else(|| damaged("标记没有写完"))?;
        let attributes = || attributes(tag);
        match local {
            b"c" | b"row" if attributes().any(|(key, value)| key == b"r" && !reasonable(value)) => {
                return Err(damaged("单元格的位置不对"));
            }
            b"f" | b"mergeCell" | b"dimension" => {
                screened.formulas |= local == b"f";
                screened.merged |= local == b"mergeCell";
                elements += usize::from(local == b"mergeCell");
                if attributes().any(|(key, value)| key == b"ref" && !reasonable_range(value)) {
                    return Err(damaged("单元格区域不对"));
                }
            }
            b"sst" => promised = promised.max(attributes().filter_map(|(k, v)| count(k, v)).max().unwrap_or(0)),
            b"?xml" if attributes().any(|(key, value)| key == b"encoding" && !is_unicode(value, utf16)) => {
                return Err(damaged("不是 UTF-8 编码"));
            }
            _ => {}
        }
    }
    if promised > strings + 65_536 {
        return Err(damaged("文字表的数目不对"));
    }
    if strings > MAX_STRINGS || elements > MAX_ELEMENTS {
        return Err(bomb());
    }
    Ok(())
}

fn is_end(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'<')
}

/// What follows a tag's name, up to the `>` outside of quotes. `None` where there is none before the next `<`.
fn tag(rest: &[u8]) -> Option<&[u8]> {
    let mut quote = None;
    for (at, byte) in rest.iter().enumerate() {
        match (quote, byte) {
            (_, b'<') => return None,
            (None, b'>') => return Some(&rest[..at]),
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), close) if open == *close => quote = None,
            _ => {}
        }
    }
    None
}

/// The attributes of a tag, as loosely as calamine reads them.
fn attributes(tag: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = tag;
    std::iter::from_fn(move || {
        let stop = rest.iter().position(|b| *b == b'=')?;
        let key = rest[..stop].trim_ascii();
        rest = rest[stop + 1..].trim_ascii_start();
        let quote = *rest.first().filter(|q| matches!(q, b'"' | b'\''))?;
        let end = rest[1..].iter().position(|b| *b == quote)? + 1;
        let value = &rest[1..end];
        rest = &rest[end + 1..];
        Some((key, value))
    })
}

fn count(key: &[u8], value: &[u8]) -> Option<usize> {
    let digits = value.iter().take_while(|b| b.is_ascii_digit()).count();
    let number = std::str::from_utf8(&value[..digits]).ok()?;
    (key == b"uniqueCount" && digits > 0).then(|| number.parse().unwrap_or(usize::MAX))
}

/// Whether the markup is in the encoding that it names: another one would show a parser other markup.
fn is_unicode(encoding: &[u8], utf16: bool) -> bool {
    let encoding = encoding.trim_ascii().to_ascii_lowercase();
    match encoding.as_slice() {
        b"utf-8" | b"utf8" | b"us-ascii" | b"ascii" => true,
        b"utf-16" | b"utf-16le" | b"utf-16be" => utf16,
        _ => false,
    }
}

/// Whether a cell reference can be calculated with: few letters, few digits. What else is wrong with it the parser says.
fn reasonable(reference: &[u8]) -> bool {
    let letters = reference.iter().filter(|b| b.is_ascii_alphabetic()).count();
    letters <= 4 && reference.len() - letters <= 9
}

/// Whether a range is two such references, the first one not behind the second.
fn reasonable_range(range: &[u8]) -> bool {
    let mut corners = range.split(|b| *b == b':').map(corner);
    match (corners.next(), corners.next(), corners.next()) {
        (Some(Some(_)), None, _) => true,
        (Some(Some(first)), Some(Some(last)), None) => first.0 <= last.0 && first.1 <= last.1,
        _ => false,
    }
}

/// Row and column of a reference.
fn corner(reference: &[u8]) -> Option<(u32, u32)> {
    let letters = reference.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let (letters, digits) = reference.split_at(letters);
    if letters.len() > 4 || digits.len() > 9 {
        return None;
    }
    let column = letters.iter().fold(0, |column, b| column * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1);
    Some((std::str::from_utf8(digits).ok()?.parse().ok()?, column))
}
