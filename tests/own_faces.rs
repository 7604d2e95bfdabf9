//! The user's own faces come first in their role, as far as they keep to the grid; pages are measured.

mod measure;
mod support;

use huibao::Severity;
use huibao::document::Document;
use huibao::fonts::{OwnFace, Role};
use huibao::typeset::{OwnFaces, Pages, PdfOptions, Typesetter};
use measure::lines;
use support::{PLAIN, document, heading, paragraph, set, typesetter};
use ttf_parser::{Face, GlyphId, RawFace, Tag};
use typst_library::layout::{Frame, FrameItem};

const TEXT: &str = "群众说：“好！”完成4.98万人——占67.5%。";

fn speech() -> Document {
    document("关于重点工作的汇报", vec![heading(2, "（一）", TEXT), paragraph(&PLAIN.repeat(3)), paragraph(TEXT)])
}

/// A face of ours as a file: the characters that the speech prints in 楷体, or in the Latin face.
fn face(typesetter: &mut Typesetter, family: &str) -> Vec<u8> {
    let mut input = speech();
    input.blocks.push(heading(2, "", PLAIN));
    set(typesetter, &input);
    let fonts = typesetter.fonts().expect("fonts");
    fonts.into_iter().find(|(name, _)| name == family).expect("a family of the manifest").1
}

fn own(role: Role, bytes: &[u8]) -> OwnFace {
    OwnFace { role, file: "单位字体.ttf".into(), bytes: bytes.to_vec(), index: 0 }
}

fn taken(typesetter: &mut Typesetter, role: Role, bytes: &[u8]) -> OwnFaces {
    typesetter.set_faces(&[own(role, bytes)])
}

/// The families that print the runs of text of all pages, each with its text.
fn printed(pages: &Pages) -> Vec<(String, String)> {
    fn collect(frame: &Frame, out: &mut Vec<(String, String)>) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => collect(&group.frame, out),
                FrameItem::Text(text) => out.push((text.font.info().family.clone(), text.text.to_string())),
                _ => {}
            }
        }
    }
    let mut out = Vec::new();
    pages.pages().iter().for_each(|page| collect(&page.frame, &mut out));
    out
}

/// Overwrites two bytes of a table.
fn patched(font: &[u8], tag: &[u8; 4], at: usize, value: u16) -> Vec<u8> {
    let table = RawFace::parse(font, 0).unwrap().table(Tag::from_bytes(tag)).expect("the table");
    let start = table.as_ptr() as usize - font.as_ptr() as usize + at;
    let mut out = font.to_vec();
    out[start..start + 2].copy_from_slice(&value.to_be_bytes());
    out
}

/// Gives characters another width, in font units.
fn widened(font: &[u8], characters: impl IntoIterator<Item = char>, width: u16) -> Vec<u8> {
    let face = Face::parse(font, 0).unwrap();
    let metrics = face.raw_face().table(Tag::from_bytes(b"hmtx")).expect("the table");
    let start = metrics.as_ptr() as usize - font.as_ptr() as usize;
    let mut out = font.to_vec();
    for GlyphId(glyph) in characters.into_iter().filter_map(|c| face.glyph_index(c)) {
        let at = start + usize::from(glyph) * 4;
        out[at..at + 2].copy_from_slice(&width.to_be_bytes());
    }
    out
}

/// Adds a table, whose content nobody reads.
fn with_table(font: &[u8], tag: &[u8; 4]) -> Vec<u8> {
    let count = usize::from(u16::from_be_bytes([font[4], font[5]]));
    let (records, data) = font[12..].split_at(16 * count);
    let mut records: Vec<[u8; 16]> = records
        .chunks_exact(16)
        .map(|record| {
            let mut record: [u8; 16] = record.try_into().unwrap();
            let offset = u32::from_be_bytes(record[8..12].try_into().unwrap()) + 16;
            record[8..12].copy_from_slice(&offset.to_be_bytes());
            record
        })
        .collect();
    let mut added = [0; 16];
    added[..4].copy_from_slice(tag);
    added[15] = 4;
    records.push(added);
    records.sort_by_key(|record| [record[0], record[1], record[2], record[3]]);
    let mut out = font[..12].to_vec();
    out[4..6].copy_from_slice(&(count as u16 + 1).to_be_bytes());
    [out, records.concat(), data.to_vec()].concat()
}

fn codes(told: &OwnFaces) -> Vec<&str> {
    told.findings.iter().map(|finding| finding.code.as_str()).collect()
}

#[test]
fn an_own_face_comes_first_in_its_role_and_the_grid_holds() {
    let mut typesetter = typesetter();
    let kai = face(&mut typesetter, "Huibao Kai");
    let before = set(&mut typesetter, &speech()).pdf(&PdfOptions::default()).unwrap();
    let measured = |pages: &Pages| -> Vec<(String, String)> {
        pages
            .pages()
            .iter()
            .flat_map(lines)
            .map(|line| (format!("{:.2} {:.2}", line.baseline, line.start), line.text))
            .collect()
    };
    let grid = measured(&set(&mut typesetter, &speech()));
    assert!(grid.iter().any(|(_, text)| text.chars().count() == 28));

    let told = taken(&mut typesetter, Role::Body, &kai);
    let used = &told.faces[0];
    assert_eq!((used.role, used.family.as_str(), used.file.as_str()), (Role::Body, "Huibao Kai", "单位字体.ttf"));
    assert!(used.characters > 100 && used.gb2312 > 100 && used.gb2312 < 6763, "{used:?}");
    assert_eq!(codes(&told), ["typeset.face_lacks_characters"]);
    let pages = set(&mut typesetter, &speech());
    let body: Vec<_> = printed(&pages).into_iter().filter(|(_, text)| PLAIN.contains(text.as_str())).collect();
    assert!(!body.is_empty() && body.iter().all(|(family, _)| family == "Huibao Kai"), "{body:?}");
    assert_eq!(measured(&pages), grid, "every line begins and ends as before");

    typesetter.set_faces(&[]);
    assert_eq!(
        set(&mut typesetter, &speech()).pdf(&PdfOptions::default()).unwrap(),
        before,
        "as if there had been none"
    );
}

#[test]
fn what_it_lacks_and_what_is_not_an_em_wide_comes_from_ours() {
    let mut typesetter = typesetter();
    let kai = face(&mut typesetter, "Huibao Kai");
    let em = Face::parse(&kai, 0).unwrap().units_per_em();
    let narrow = widened(&kai, ['“', '”', '—'], em / 2);
    let told = taken(&mut typesetter, Role::Body, &narrow);
    assert_eq!(codes(&told), ["typeset.face_lacks_characters", "typeset.face_widths"]);
    assert_eq!(told.findings[1].message, "字体“Huibao Kai”的—“”不是一个字宽，用内置字体排。");
    // 塅 is in no part of 楷体 that the test loads.
    let mut input = speech();
    input.blocks.push(paragraph("塅上“好”——"));
    let pages = set(&mut typesetter, &input);
    let last = printed(&pages);
    let of = |c: char| {
        last.iter()
            .rev()
            .find(|(family, text)| text.contains(c) && family != "Huibao Folio")
            .map(|(family, _)| family.as_str())
    };
    assert_eq!(of('上'), Some("Huibao Kai"));
    assert!(
        ["“", "”", "—", "塅"]
            .iter()
            .all(|c| of(c.chars().next().unwrap()).is_some_and(|f| f.starts_with("Huibao Fang"))),
        "{last:?}"
    );
    assert!(pages.pdf(&PdfOptions::default()).is_ok());
}

#[test]
fn the_slices_that_an_own_face_stands_for_are_not_fetched() {
    let kai = face(&mut typesetter(), "Huibao Kai");
    let mut fresh = typesetter();
    let all = fresh.needed(&speech(), "speech").slices;
    taken(&mut fresh, Role::Body, &kai);
    let fewer = fresh.needed(&speech(), "speech").slices;
    assert!(fewer.len() < all.len() && fewer.iter().all(|slice| all.contains(slice)));
}

#[test]
fn a_face_that_may_not_be_embedded_or_is_none_is_refused_and_ours_prints() {
    let mut typesetter = typesetter();
    let kai = face(&mut typesetter, "Huibao Kai");
    let em = Face::parse(&kai, 0).unwrap().units_per_em();
    let narrow = widened(&kai, '\u{4e00}'..='\u{9fff}', em / 2);
    for (font, code) in [
        (patched(&kai, b"OS/2", 8, 0x0002), "typeset.face_not_embeddable"),
        (patched(&kai, b"OS/2", 8, 0x0200), "typeset.face_not_embeddable"),
        (with_table(&kai, b"fvar"), "typeset.variable_face"),
        (narrow, "typeset.unsuitable_face"),
        (kai[..kai.len() / 2].to_vec(), "typeset.bad_face"),
        (b"PK\x03\x04".to_vec(), "typeset.bad_face"),
    ] {
        let told = taken(&mut typesetter, Role::Body, &font);
        assert_eq!((codes(&told), told.faces.len()), (vec![code], 0), "{told:?}");
        let finding = &told.findings[0];
        assert_eq!(finding.severity, Severity::Error);
        assert!(finding.message.contains("单位字体.ttf") && finding.message.contains("正文"), "{finding:?}");
        let pages = set(&mut typesetter, &speech());
        assert!(printed(&pages).iter().any(|(family, _)| family == "Huibao Fang"));
    }
    // Preview and print is no obstacle, nor is a face beside one that is refused.
    let faces = [own(Role::Body, b""), own(Role::Heading1, &patched(&kai, b"OS/2", 8, 0x0004))];
    let told = typesetter.set_faces(&faces);
    assert_eq!((told.faces.len(), told.faces[0].role), (1, Role::Heading1));
}

#[test]
fn digits_of_half_an_em_are_taken_and_others_are_not() {
    let mut typesetter = typesetter();
    let latin = face(&mut typesetter, "Huibao Latin 400");
    let told = taken(&mut typesetter, Role::Folio, &latin);
    assert_eq!((told.faces.len(), codes(&told)), (1, vec![]));
    let em = Face::parse(&latin, 0).unwrap().units_per_em();
    let told = taken(&mut typesetter, Role::Folio, &widened(&latin, ['7'], em));
    assert_eq!(codes(&told), ["typeset.unsuitable_face"]);
}
