//! [`OwnFont`]: a face that the user brings along, 方正小标宋 or 仿宋_GB2312 of the office, made ready to be set beside ours.
//!
//! The grid of GB/T 9704-2012 holds 28 characters a line because each is one em wide and each digit half an em. Faces differ
//! in their punctuation (quotes and dashes are often narrow) and in their digits. So of every face only the characters of
//! the right width are taken; the others come from ours. What is taken is written into a table of characters of its
//! own: Typst takes a character from the first face that says it has it.

use std::fmt;

use ttf_parser::{Face, Permissions, RawFace, Tag, name_id};

use super::sfnt;
use super::{Role, is_ignorable};

/// How far from one em, or half an em, a width may be: what rounding to the units of a font makes of it.
const TOLERANCE: f64 = 0.005;

/// The part of the hanzi that must be one em wide. A face with more exceptions is not one for Chinese text.
const SQUARE: f64 = 0.9;

/// Tables that a page needs. Kerning and substitutions are left out: widths must be those that were examined.
const KEPT: [&[u8; 4]; 16] = [
    b"CFF ", b"OS/2", b"VORG", b"cvt ", b"fpgm", b"gasp", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp",
    b"name", b"post", b"prep", b"vhea",
];

/// The hanzi of GB/T 2312, a bit for each character from U+4E00 on.
static GB2312: &[u8] = include_bytes!("gb2312.bin");

/// Hanzi of GB/T 2312.
const GB2312_HANZI: usize = 6763;

/// A font file of the user's, for a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnFace {
    /// What it is to set.
    pub role: Role,
    /// Name of the file, for messages.
    pub file: String,
    /// OpenType or TrueType; or a collection (TTC).
    pub bytes: Vec<u8>,
    /// Which face of a collection, from 0.
    pub index: u32,
}

/// The same, ready for Typst.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnFont {
    /// Its family, as people know it: 仿宋_GB2312.
    pub family: String,
    /// The characters that are taken from it, ascending.
    pub characters: Vec<char>,
    /// The hanzi of GB/T 2312 that it lacks.
    pub lacking: usize,
    /// Characters of the wrong width that reports use, which come from our faces.
    pub narrow: Vec<char>,
    /// A font of those characters alone.
    pub sfnt: Vec<u8>,
}

/// Why a face cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// No font, a damaged one, or one without outlines.
    NoFont,
    /// The collection has fewer faces, so many.
    NoSuchFace(u32),
    /// One file for many weights, of which a page would have to choose one.
    Variable,
    /// Its maker forbids to embed it in documents.
    Restricted,
    /// Its characters are not one em wide.
    NotSquare,
    /// It has no hanzi, nor the digits of page numbers.
    NothingToTake,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFont => f.write_str("不是可用的字体文件（要 TTF、OTF 或 TTC，且是轮廓字体）"),
            Self::NoSuchFace(count) => write!(f, "里面只有{count}款字体，没有所选的那一款"),
            Self::Variable => f.write_str("是可变字体，排版要用固定粗细的字体"),
            Self::Restricted => f.write_str("的授权不允许嵌入文件"),
            Self::NotSquare => f.write_str("的汉字不是等宽的方块字，排不成每行28字的国标版面"),
            Self::NothingToTake => f.write_str("里没有汉字，也没有能用的数字"),
        }
    }
}

impl std::error::Error for Refusal {}

impl OwnFace {
    /// Reads the face.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub fn font(&self) -> Result<OwnFont, Refusal> {
        let count = ttf_parser::fonts_in_collection(&self.bytes);
        if let Some(count) = count.filter(|&count| self.index >= count) {
            return Err(Refusal::NoSuchFace(count));
        }
        if count.is_none() && self.index > 0 {
            return Err(Refusal::NoSuchFace(1));
        }
        let face = Face::parse(&self.bytes, self.index).map_err(|_| Refusal::NoFont)?;
        if face.raw_face().table(Tag::from_bytes(b"fvar")).is_some() {
            return Err(Refusal::Variable);
        }
        if face.tables().glyf.is_none() && face.tables().cff.is_none() {
            return Err(Refusal::NoFont);
        }
        // Neither "restricted licence" nor "bitmaps only" lets outlines into a document.
        // A face that says nothing permits it.
        if let Some(os2) = face.tables().os2
            && (os2.permissions() == Some(Permissions::Restricted) || !os2.is_outline_embedding_allowed())
        {
            return Err(Refusal::Restricted);
        }
        let (glyphs, narrow) = choose(&face)?;
        let lacks = |c: &char| glyphs.binary_search_by_key(c, |&(has, _)| has).is_err();
        Ok(OwnFont {
            family: family(&face).unwrap_or_else(|| self.file.clone()),
            lacking: gb2312().filter(lacks).count(),
            narrow,
            sfnt: self.rewritten(&face, &glyphs).ok_or(Refusal::NoFont)?,
            characters: glyphs.into_iter().map(|(c, _)| c).collect(),
        })
    }

    /// The face alone, out of its collection, with these characters.
    fn rewritten(&self, face: &Face, glyphs: &[(char, u16)]) -> Option<Vec<u8>> {
        let raw = RawFace::parse(&self.bytes, self.index).ok()?;
        let kept = KEPT.iter().map(|tag| Tag::from_bytes(tag));
        let mut tables: Vec<_> = kept.filter_map(|tag| Some((tag, raw.table(tag)?.to_vec()))).collect();
        tables.push((Tag::from_bytes(b"cmap"), sfnt::cmap(glyphs)));
        let magic = if face.tables().cff.is_some() { u32::from_be_bytes(*b"OTTO") } else { 0x0001_0000 };
        Some(sfnt::font(magic, tables))
    }
}

/// The characters that have the width that the grid wants, with their glyphs; and those of reports that have not.
type Chosen = (Vec<(char, u16)>, Vec<char>);

/// Divides the characters of a face by their widths.
fn choose(face: &Face) -> Result<Chosen, Refusal> {
    let em = f64::from(face.units_per_em());
    let mut all: Vec<char> = Vec::new();
    for subtable in face.tables().cmap.into_iter().flat_map(|cmap| cmap.subtables) {
        if subtable.is_unicode() {
            subtable.codepoints(|point| all.extend(char::from_u32(point)));
        }
    }
    all.sort_unstable();
    all.dedup();
    let width = |c: char| {
        let glyph = face.glyph_index(c).filter(|glyph| glyph.0 != 0)?;
        Some((glyph.0, f64::from(face.glyph_hor_advance(glyph)?) / em))
    };
    let is = |width: f64, wanted: f64| (width - wanted).abs() <= TOLERANCE;
    // Digits of the right width show a face whose Latin letters belong to it.
    let latin = ('0'..='9').all(|digit| width(digit).is_some_and(|(_, width)| is(width, 0.5)));
    let (mut glyphs, mut narrow) = (Vec::new(), Vec::new());
    let (mut hanzi, mut square) = (0_usize, 0_usize);
    for c in all.into_iter().filter(|&c| !is_ignorable(c) && !c.is_whitespace()) {
        let Some((glyph, width)) = width(c) else { continue };
        let ideograph = ('\u{4e00}'..='\u{9fff}').contains(&c);
        hanzi += usize::from(ideograph);
        if is(width, 1.0) && !c.is_ascii() {
            square += usize::from(ideograph);
            glyphs.push((c, glyph));
        } else if c.is_ascii() && latin {
            glyphs.push((c, glyph));
        } else if "、。，；：？！“”‘’《》（）—…·～％".contains(c) {
            narrow.push(c);
        }
    }
    if (square as f64) < SQUARE * hanzi as f64 {
        return Err(Refusal::NotSquare);
    }
    if square == 0 && !latin {
        return Err(Refusal::NothingToTake);
    }
    Ok((glyphs, narrow))
}

/// The hanzi of GB/T 2312.
fn gb2312() -> impl Iterator<Item = char> {
    let points = GB2312
        .iter()
        .zip(0_u32..)
        .flat_map(|(&byte, at)| (0..8).filter_map(move |bit| (byte >> bit & 1 == 1).then_some(0x4e00 + 8 * at + bit)));
    points.filter_map(char::from_u32)
}

/// The name of the family: in Chinese if it has one.
fn family(face: &Face) -> Option<String> {
    /// Chinese as mainland China writes it, in the numbers of the platform Windows.
    const CHINESE: u16 = 0x0804;
    let names = face.names().into_iter().filter(|name| name.is_unicode());
    let rank = |name: &ttf_parser::name::Name| {
        let kind = match name.name_id {
            name_id::TYPOGRAPHIC_FAMILY => 0,
            name_id::FAMILY => 1,
            _ => return None,
        };
        Some((name.language_id != CHINESE, kind))
    };
    let best = names.filter_map(|name| Some((rank(&name)?, name))).min_by_key(|&(rank, _)| rank)?.1;
    let units: Vec<u16> = best.name.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    Some(String::from_utf16_lossy(&units)).filter(|name| !name.trim().is_empty())
}

impl OwnFont {
    /// Whether a character is taken from it.
    pub fn has(&self, character: char) -> bool {
        self.characters.binary_search(&character).is_ok()
    }

    /// The hanzi of GB/T 2312 that it has, of 6763.
    pub fn gb2312(&self) -> usize {
        GB2312_HANZI - self.lacking
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_hanzi_is_that_of_the_standard() {
        let all: Vec<char> = gb2312().collect();
        assert_eq!(all.len(), GB2312_HANZI);
        assert!("啊座亍齄汇报".chars().all(|c| all.contains(&c)) && !all.contains(&'塅'));
    }

    #[test]
    fn what_is_no_font_is_refused() {
        let face =
            |bytes: &[u8], index| OwnFace { role: Role::Body, file: "a.ttf".into(), bytes: bytes.to_vec(), index };
        assert_eq!(face(b"", 0).font(), Err(Refusal::NoFont));
        assert_eq!(face(b"%PDF-1.7", 0).font(), Err(Refusal::NoFont));
        assert_eq!(face(b"%PDF-1.7", 1).font(), Err(Refusal::NoSuchFace(1)));
        assert_eq!(face(b"ttcf\0\x01\0\0\0\0\0\x01\0\0\0\x10", 3).font(), Err(Refusal::NoSuchFace(1)));
    }
}
