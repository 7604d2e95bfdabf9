//! [`Assembly`]: the slices of a family become one font.
//!
//! Typst cuts a text into a run for each font, shapes each by itself and embeds every font in the PDF. So the slices that
//! are loaded must be one font to it. Its glyphs are numbered by the manifest, not by what is loaded; what is not loaded
//! draws nothing and is no character of the font.

use std::fmt;

use ttf_parser::{Face, RawFace, Tag};

use super::cff::{self, Cff};
use super::sfnt::{self, Put, size32};

const CFF: Tag = Tag::from_bytes(b"CFF ");
const CMAP: Tag = Tag::from_bytes(b"cmap");
const GLYF: Tag = Tag::from_bytes(b"glyf");
const HEAD: Tag = Tag::from_bytes(b"head");
const HHEA: Tag = Tag::from_bytes(b"hhea");
const HMTX: Tag = Tag::from_bytes(b"hmtx");
const LOCA: Tag = Tag::from_bytes(b"loca");
const MAXP: Tag = Tag::from_bytes(b"maxp");
/// Tables that are the frame's own.
const KEPT: [&[u8; 4]; 5] = [b"OS/2", b"head", b"hhea", b"name", b"post"];

/// Where outlines and widths of a glyph are.
#[derive(Debug, Clone, Copy)]
struct Glyph {
    character: char,
    advance: u16,
    bearing: i16,
    /// Into [`Assembly::outlines`].
    start: usize,
    end: usize,
}

/// What is loaded of a family, and the font of it.
pub struct Assembly {
    frame: Vec<u8>,
    characters: Vec<char>,
    /// By glyph number; `None` is not loaded. The first is for characters that the font lacks.
    glyphs: Vec<Option<Glyph>>,
    /// All outlines, in the order of loading.
    outlines: Vec<u8>,
}

/// Why a slice is not added to its family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SliceError {
    /// The tables that all slices share are no font; they stand in the manifest.
    Frame,
    /// It is a font, but not of this family: other units, outlines of another kind, outlines that need others.
    Foreign,
    /// It has no glyph for a character that it should carry.
    Lacks(char),
}

impl fmt::Display for SliceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Frame => f.write_str("清单里各分片共用的部分不是有效的字体"),
            Self::Foreign => f.write_str("不是这一字体的分片"),
            Self::Lacks(character) => write!(f, "缺少应有的“{character}”"),
        }
    }
}

impl std::error::Error for SliceError {}

impl Assembly {
    /// A family of which nothing is loaded, from its frame and its characters in the manifest's order.
    ///
    /// # Errors
    /// [`SliceError::Frame`] if the frame is no font.
    pub fn new(frame: &[u8], characters: &[char]) -> Result<Self, SliceError> {
        let mut assembly = Self {
            frame: frame.to_vec(),
            characters: characters.to_vec(),
            glyphs: vec![None; characters.len() + 1],
            outlines: Vec::new(),
        };
        assembly.take(frame, &[('\0', 0, 0)]).map_err(|_| SliceError::Frame)?;
        // Whatever the frame lacks shows now, not when pages wait for the font.
        assembly.build().ok_or(SliceError::Frame)?;
        Ok(assembly)
    }

    /// Adds a slice, unpacked, that carries `count` characters from the `first` on.
    ///
    /// # Errors
    /// The slice does not fit; then nothing of it is added.
    pub fn add(&mut self, first: usize, count: usize, slice: &[u8]) -> Result<(), SliceError> {
        let face = Face::parse(slice, 0).map_err(|_| SliceError::Foreign)?;
        let mut wanted = Vec::with_capacity(count);
        for (at, &character) in self.characters.iter().enumerate().skip(first).take(count) {
            let found = face.glyph_index(character).ok_or(SliceError::Lacks(character))?;
            wanted.push((character, found.0, at + 1));
        }
        self.take(slice, &wanted)
    }

    /// Takes glyphs from a font: the character, its glyph there, and its number here.
    fn take(&mut self, font: &[u8], wanted: &[(char, u16, usize)]) -> Result<(), SliceError> {
        let face = Face::parse(font, 0).map_err(|_| SliceError::Foreign)?;
        let frame = RawFace::parse(&self.frame, 0).map_err(|_| SliceError::Frame)?;
        let units = Face::parse(&self.frame, 0).map_err(|_| SliceError::Frame)?.units_per_em();
        let source = Outlines::of(&face).filter(|_| face.units_per_em() == units).ok_or(SliceError::Foreign)?;
        if !source.suits(&frame) {
            return Err(SliceError::Foreign);
        }
        let mut taken = Vec::with_capacity(wanted.len());
        for &(character, glyph, number) in wanted {
            let outline = source.outline(glyph).ok_or(SliceError::Lacks(character))?;
            let id = ttf_parser::GlyphId(glyph);
            let advance = face.glyph_hor_advance(id).ok_or(SliceError::Lacks(character))?;
            taken.push((number, character, advance, face.glyph_hor_side_bearing(id).unwrap_or(0), outline));
        }
        for (number, character, advance, bearing, outline) in taken {
            let start = self.outlines.len();
            self.outlines.extend(outline);
            let end = self.outlines.len();
            if let Some(place) = self.glyphs.get_mut(number) {
                *place = Some(Glyph { character, advance, bearing, start, end });
            }
        }
        Ok(())
    }

    /// The font of what is loaded (sfnt).
    pub fn font(&self) -> Vec<u8> {
        // It was built once when the frame was taken, and every slice suits the frame.
        self.build().unwrap_or_default()
    }

    fn build(&self) -> Option<Vec<u8>> {
        let frame = RawFace::parse(&self.frame, 0).ok()?;
        let mut tables: Vec<(Tag, Vec<u8>)> = KEPT
            .iter()
            .filter_map(|&tag| Some((Tag::from_bytes(tag), frame.table(Tag::from_bytes(tag))?.to_vec())))
            .collect();
        let count = u16::try_from(self.glyphs.len()).ok()?;
        let mut limits = frame.table(MAXP)?.to_vec();
        sfnt::set16(&mut limits, 4, count)?;
        tables.push((MAXP, limits));
        // Every glyph has a width of its own, and offsets are long.
        sfnt::set16(&mut tables.iter_mut().find(|(tag, _)| *tag == HHEA)?.1, 34, count)?;
        sfnt::set16(&mut tables.iter_mut().find(|(tag, _)| *tag == HEAD)?.1, 50, 1)?;

        let mut characters = Vec::new();
        let mut widths = Vec::with_capacity(4 * self.glyphs.len());
        for (number, glyph) in (0..).zip(&self.glyphs) {
            let (advance, bearing) = glyph.map_or((0, 0), |glyph| (glyph.advance, glyph.bearing));
            widths.put16(advance);
            widths.extend(bearing.to_be_bytes());
            characters.extend(glyph.filter(|_| number > 0).map(|glyph| (glyph.character, number)));
        }
        characters.sort_unstable();
        tables.push((HMTX, widths));
        tables.push((CMAP, sfnt::cmap(&characters)));

        let outlines =
            self.glyphs.iter().map(|glyph| glyph.and_then(|glyph| self.outlines.get(glyph.start..glyph.end)));
        let magic = if let Some(table) = frame.table(CFF) {
            let outlines: Vec<&[u8]> = outlines.map(|outline| outline.unwrap_or(cff::BLANK)).collect();
            let face = Face::parse(&self.frame, 0).ok()?;
            let bounds = face.global_bounding_box();
            let name = face.names().into_iter().find(|name| name.name_id == ttf_parser::name_id::POST_SCRIPT_NAME)?;
            let bounds = [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max];
            let private = Cff::parse(table)?.private;
            tables.push((CFF, cff::write(&name.to_string()?, bounds, private, &outlines)));
            0x4f54_544f
        } else {
            let mut places = Vec::with_capacity(4 * self.glyphs.len() + 4);
            let mut data = Vec::with_capacity(self.outlines.len() + self.glyphs.len());
            for outline in outlines {
                places.put32(size32(data.len()));
                data.extend(outline.unwrap_or_default());
                data.resize(data.len().next_multiple_of(2), 0);
            }
            places.put32(size32(data.len()));
            tables.push((LOCA, places));
            tables.push((GLYF, data));
            0x0001_0000
        };
        Some(sfnt::font(magic, tables))
    }
}

/// The outlines of a font.
enum Outlines<'a> {
    Cff(Cff<'a>),
    TrueType { glyf: &'a [u8], loca: &'a [u8], long: bool },
}

impl<'a> Outlines<'a> {
    fn of(face: &Face<'a>) -> Option<Self> {
        let raw = face.raw_face();
        if let Some(table) = raw.table(CFF) {
            return Cff::parse(table).map(Self::Cff);
        }
        let long = raw.table(HEAD)?.get(50..52)? != [0, 0];
        Some(Self::TrueType { glyf: raw.table(GLYF)?, loca: raw.table(LOCA)?, long })
    }

    /// Whether these outlines can be put into a frame: of the same kind, read by the same values.
    fn suits(&self, frame: &RawFace) -> bool {
        match (self, frame.table(CFF)) {
            (Self::Cff(cff), Some(table)) => Cff::parse(table).is_some_and(|own| own.private == cff.private),
            (Self::TrueType { .. }, None) => true,
            _ => false,
        }
    }

    /// The outline of a glyph; `None` if it is not there or is made of other glyphs.
    fn outline(&self, glyph: u16) -> Option<&'a [u8]> {
        match self {
            Self::Cff(cff) => cff.outline(glyph),
            Self::TrueType { glyf, loca, long } => {
                let offset = |number: usize| {
                    if *long {
                        Some(u32::from_be_bytes(loca.get(4 * number..4 * number + 4)?.try_into().ok()?) as usize)
                    } else {
                        let half = u16::from_be_bytes(loca.get(2 * number..2 * number + 2)?.try_into().ok()?);
                        Some(2 * usize::from(half))
                    }
                };
                let outline = glyf.get(offset(usize::from(glyph))?..offset(usize::from(glyph) + 1)?)?;
                let composite = outline.first().is_some_and(|&contours| contours >= 0x80);
                (!composite).then_some(outline)
            }
        }
    }
}
