//! Bytes that are no workbook, or one that was made to do harm: always a finding, soon, in little memory.

use std::io::{Cursor, Read as _, Write as _};
use std::time::{Duration, Instant};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::super::{blank, read, write};
use super::{book, example, lines, schema, told};
use crate::input::Transcript;

fn code(bytes: &[u8]) -> String {
    let read = read(&schema(), bytes);
    assert_eq!(read.findings.len(), 1, "{:?}", read.findings);
    assert!(!read.findings[0].hint.is_empty());
    read.findings[0].code.clone()
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The parts of a workbook, each changed by `change`.
fn changed(bytes: &[u8], change: impl Fn(&str, Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).unwrap();
        let (name, mut content) = (part.name().unwrap().into_owned(), Vec::new());
        part.read_to_end(&mut content).unwrap();
        let content = change(&name, content);
        parts.push((name, content));
    }
    archive(&parts.iter().map(|(n, c)| (n.as_str(), c.as_slice())).collect::<Vec<_>>())
}

/// A workbook with one sheet 指标 of this content.
fn with_sheet(xml: &str) -> Vec<u8> {
    let simple = book(&[("指标", &lines("名称|数值\n甲|1个"))]);
    changed(&simple, |name, content| if name.ends_with("sheet1.xml") { xml.as_bytes().to_vec() } else { content })
}

fn replaced(bytes: &[u8], part: &str, from: &str, to: &str) -> Vec<u8> {
    changed(bytes, |name, content| {
        if !name.ends_with(part) {
            return content;
        }
        let text = String::from_utf8(content).unwrap();
        assert!(text.contains(from), "{text}");
        text.replace(from, to).into_bytes()
    })
}

#[test]
fn files_that_are_no_workbook_are_one_finding() {
    let good = book(&[("指标", &lines("名称\n甲"))]);
    let ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let mut locked = ole.to_vec();
    locked.extend("xEncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    for (bytes, expected) in [
        (Vec::new(), "workbook.empty"),
        (b" \n".to_vec(), "workbook.empty"),
        (vec![0; 1000], "workbook.not_xlsx"),
        ("名称,数值\n甲,1".as_bytes().to_vec(), "workbook.not_xlsx"),
        (b"\xEF\xBB\xBF{\"report\": {}}".to_vec(), "workbook.not_xlsx"),
        (ole.to_vec(), "workbook.not_xlsx"),
        (locked, "workbook.encrypted"),
        (b"PK".to_vec(), "workbook.damaged"),
        (b"PK\x03\x04".to_vec(), "workbook.damaged"),
        (good[..good.len() / 2].to_vec(), "workbook.damaged"),
        (good[..good.len() - 10].to_vec(), "workbook.damaged"),
        (archive(&[("mimetype", b"x"), ("content.xml", b"x")]), "workbook.not_xlsx"),
        (archive(&[("word/document.xml", b"x"), ("_rels/.rels", b"")]), "workbook.not_xlsx"),
        (archive(&[("xl/workbook.bin", b"x"), ("_rels/.rels", b"")]), "workbook.not_xlsx"),
        (archive(&[("a.txt", b"x")]), "workbook.not_xlsx"),
        (archive(&[("[Content_Types].xml", b"<a/>")]), "workbook.damaged"),
    ] {
        assert_eq!(code(&bytes), expected, "{:?}", &bytes[..bytes.len().min(40)]);
    }
}

#[test]
fn a_file_that_is_too_large_is_not_looked_at() {
    assert_eq!(code(&vec![b'P'; super::super::screen::MAX_FILE + 1]), "workbook.too_large");
}

#[test]
fn archives_that_unpack_to_gigabytes_are_refused() {
    let rels = (("_rels/.rels"), &b"<Relationships/>"[..]);
    let zeros = vec![b' '; 8 << 20];
    assert_eq!(code(&archive(&[rels, ("xl/worksheets/sheet1.xml", &zeros)])), "workbook.too_large");
    // The sizes in the directory say less than what comes out: the rest is not unpacked.
    let lying = resized(&archive(&[rels, ("xl/a.xml", &zeros)]), 8 << 20, 1000);
    assert!(matches!(code(&lying).as_str(), "workbook.too_large" | "workbook.damaged"));
    // Many parts, each within the limits.
    let noise: Vec<u8> = (0..1u32 << 20).map(|i| (i.wrapping_mul(i) >> 7) as u8 | 1).collect();
    let names: Vec<String> = (0..6).map(|i| format!("xl/{i}.xml")).collect();
    let parts: Vec<_> = names.iter().map(|n| (n.as_str(), noise.as_slice())).chain([rels]).collect();
    assert_eq!(code(&resized(&archive(&parts), 1 << 20, 50 << 20)), "workbook.too_large");
}

/// The archive with every size `from` in its headers replaced by `to`.
fn resized(bytes: &[u8], from: u32, to: u32) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let mut count = 0;
    for at in 0..bytes.len() - 4 {
        if bytes[at..at + 4] == from.to_le_bytes() {
            bytes[at..at + 4].copy_from_slice(&to.to_le_bytes());
            count += 1;
        }
    }
    assert!(count >= 2);
    bytes
}

#[test]
fn a_directory_that_promises_a_billion_entries_is_refused() {
    let mut bytes = b"PK\x03\x04".to_vec();
    let end64 = bytes.len() as u64;
    bytes.extend(b"PK\x06\x06");
    bytes.extend(44u64.to_le_bytes());
    bytes.extend([45, 0, 45, 0]);
    bytes.extend([0; 8]);
    for field in [1u64 << 30, 1 << 30, 1 << 40, 1 << 31] {
        bytes.extend(field.to_le_bytes());
    }
    bytes.extend(b"PK\x06\x07");
    bytes.extend(0u32.to_le_bytes());
    bytes.extend(end64.to_le_bytes());
    bytes.extend(1u32.to_le_bytes());
    bytes.extend(b"PK\x05\x06");
    bytes.extend([0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]);
    bytes.extend([0xFF; 8]);
    bytes.extend([0, 0]);
    assert_eq!(code(&bytes), "workbook.damaged");
}

#[test]
fn counts_and_references_out_of_range_are_refused() {
    let good = book(&[("指标", &lines("名称|数值\n甲|1个"))]);
    for promised in ["999999999999999999", "99999999999999999999999", "500000000"] {
        assert_eq!(
            code(&replaced(&good, "sharedStrings.xml", "uniqueCount=\"4\"", &format!("uniqueCount=\"{promised}\""))),
            "workbook.damaged"
        );
    }
    for (from, to) in [
        ("r=\"A1\"", "r=\"ZZZZZZZZZZ1\""),
        ("r=\"A1\"", "x=\">\" r='A99999999999'"),
        ("r=\"A1\"", "\"a>b\" x=\"1\" r=\"ZZZZZZZZZZ1\""),
        ("<row r=\"1\"", "<row r=\"4294967296\""),
        ("dimension ref=\"A1:B2\"", "dimension ref=\"B2:A1\""),
        ("</sheetData>", "</sheetData><mergeCells><mergeCell ref=\"C9:C3\"/></mergeCells>"),
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"", "<?xml version=\"1.0\" encoding=\"UTF-16\""),
        ("<sheetData>", "<sheetData><row r=\"1\" <c"),
    ] {
        assert_eq!(code(&replaced(&good, "sheet1.xml", from, to)), "workbook.damaged", "{to}");
    }
    let utf16: Vec<u8> = "\u{FEFF}<c r='ZZZZZZZZ1'/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(
        code(&changed(&good, |n, c| if n.ends_with("sheet1.xml") { utf16.clone() } else { c })),
        "workbook.damaged"
    );
}

/// Found by fuzzing: each `<` was looked after to the end of the part, which took hours.
#[test]
fn a_part_of_nothing_but_brackets_is_soon_refused() {
    let content = "<".repeat(3 << 20);
    let bytes = with_sheet(&content);
    assert!(!read(&schema(), &bytes).findings.is_empty());
}

#[test]
fn a_sheet_of_endless_extent_is_read_by_its_cells() {
    let xml = "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>名称</v></c></row>\
        <row r=\"1048576\"><c r=\"A1048576\" t=\"str\"><v>甲</v></c><c r=\"XFD1048576\"><v>1</v></c></row></sheetData></worksheet>";
    let read = read(&schema(), &with_sheet(xml));
    assert_eq!(read.value, serde_json::json!({"indicators": [{"name": "甲"}]}));
    assert_eq!(told(&read), [("workbook.no_heading", "指标!XFD1048576", "/indicators/0")]);
}

#[test]
fn a_formula_that_was_never_calculated_is_told() {
    let xml = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>名称</v></c><c r=\"B1\" t=\"str\"><v>数值</v></c></row>\
        <row r=\"2\"><c r=\"A2\" t=\"str\"><v>甲</v></c><c r=\"B2\"><f>1+1</f><v/></c></row>\
        <row r=\"3\"><c r=\"A3\" t=\"str\"><v>乙</v></c><c r=\"B3\"><f>1+1</f></c></row>\
        <row r=\"4\"><c r=\"A4\" t=\"str\"><v>丙</v></c><c r=\"B4\" t=\"str\"><f>IF(1,\"\")</f><v></v></c></row></sheetData></worksheet>";
    let read = read(&schema(), &with_sheet(xml));
    let expected = [
        ("workbook.formula_without_value", "指标!B2", "/indicators/0/value"),
        ("workbook.formula_without_value", "指标!B3", "/indicators/1/value"),
    ];
    assert_eq!(told(&read), expected);
}

#[test]
fn dates_of_the_1904_epoch_are_read() {
    let simple = book(&[("指标", &|w| {
        lines("名称|截止日期\n甲")(w);
        w.write_number_with_format(1, 1, 41515.0, &rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd"))
            .unwrap();
    })]);
    let mac = replaced(&simple, "workbook.xml", "<workbookPr", "<workbookPr date1904=\"1\"");
    let read = read(&schema(), &mac);
    assert_eq!(read.value["indicators"][0]["as_of"], "2017-08-30");
}

#[test]
fn one_broken_sheet_does_not_spoil_the_others() {
    let good =
        book(&[("地区", &lines("名称\n甲")), ("地区-数目", &lines("所属|名称\n1|乙")), ("指标", &lines("名称\n丙"))]);
    let broken = replaced(&good, "sheet1.xml", "</sheetData>", "<c r=\"A9\" t=\"what\"><v>1</v></c></sheetData>");
    let read = read(&schema(), &broken);
    assert_eq!(read.value, serde_json::json!({"indicators": [{"name": "丙"}]}));
    assert_eq!(told(&read), [("workbook.sheet_damaged", "地区!A1", "")]);
}

#[test]
fn macros_and_other_parts_are_not_read() {
    let good = book(&[("指标", &lines("名称\n甲"))]);
    let mut zip = ZipWriter::new_append(Cursor::new(good)).unwrap();
    for name in ["xl/vbaProject.bin", "xl/media/image1.png", "xl/externalLinks/externalLink1.xml"] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(b"\x00<nonsense").unwrap();
    }
    let read = read(&schema(), &zip.finish().unwrap().into_inner());
    assert_eq!(read.value, serde_json::json!({"indicators": [{"name": "甲"}]}));
    assert_eq!(told(&read), [("workbook.macros", "", "")]);
}

/// Numbers without a source of chance: the same mutations every time.
struct Noise(u64);

impl Noise {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

#[test]
fn no_bytes_make_it_panic() {
    let schema = schema();
    let mut noise = Noise(7);
    let small = book(&[
        ("指标", &lines("名称|数值|时段\n甲|1个|去年")),
        ("人群", &lines("序号|所属|关系|名称\n1|||甲\n2|1|分组|乙")),
    ]);
    let start = Instant::now();
    let mut rounds = 0;
    while rounds < 1500 && start.elapsed() < Duration::from_secs(2) {
        let mut bytes = small.clone();
        for _ in 0..=noise.below(4) {
            let at = noise.below(bytes.len());
            match noise.below(4) {
                0 => bytes.truncate(at + 1),
                1 => bytes[at] ^= 1 << noise.below(8),
                2 => bytes[at] = 0xFF,
                _ => drop(bytes.splice(at..at, [0, 0x50])),
            }
        }
        let _: Transcript = read(&schema, &bytes);
        rounds += 1;
    }
    // Within the parts, where a checksum would otherwise hide what follows.
    let pieces = [
        "9",
        "-",
        "<",
        ">",
        "\"",
        "&",
        "&#x0;",
        "é",
        "A1:",
        "<c>",
        "</row>",
        "<f t=\"shared\" si=\"0\">",
        "1e999",
        "t=\"s\"",
    ];
    while rounds < 3000 && start.elapsed() < Duration::from_secs(4) {
        let (target, times) = (noise.below(8), 1 + noise.below(3));
        let plan: Vec<(usize, usize)> =
            (0..times).map(|_| (noise.below(1 << 20), noise.below(pieces.len() + 1))).collect();
        let wanted = [
            "sheet1.xml",
            "sheet2.xml",
            "sharedStrings.xml",
            "styles.xml",
            "workbook.xml",
            ".rels",
            "theme1.xml",
            "sheet1.xml",
        ][target];
        let bytes = changed(&small, |name, mut content| {
            if name.ends_with(wanted) {
                for (at, piece) in &plan {
                    let at = at % (content.len() + 1);
                    match pieces.get(*piece) {
                        Some(piece) => drop(content.splice(at..at, piece.bytes())),
                        None => content.truncate(at),
                    }
                }
            }
            content
        });
        let _: Transcript = read(&schema, &bytes);
        rounds += 1;
    }
    assert!(rounds > 200, "{rounds}");
}

#[test]
fn a_filled_and_a_blank_workbook_survive_the_screen() {
    for bytes in [write(&schema(), &example()).unwrap(), blank(&schema(), &example()).unwrap()] {
        assert_eq!(read(&schema(), &bytes).findings, []);
    }
}
