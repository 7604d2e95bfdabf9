//! The container of a font (sfnt) and the tables that say which glyph a character has and how wide it is.

use ttf_parser::Tag;

/// Writes big-endian numbers.
pub(super) trait Put {
    fn put16(&mut self, value: u16);
    fn put32(&mut self, value: u32);
}

impl Put for Vec<u8> {
    fn put16(&mut self, value: u16) {
        self.extend(value.to_be_bytes());
    }

    fn put32(&mut self, value: u32) {
        self.extend(value.to_be_bytes());
    }
}

/// A size as a number of a font file. Fonts of four gigabytes do not come together from slices.
pub(super) fn size32(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}

/// Overwrites a number at an offset; `None` if the table is too short.
pub(super) fn set16(table: &mut [u8], at: usize, value: u16) -> Option<()> {
    table.get_mut(at..at + 2)?.copy_from_slice(&value.to_be_bytes());
    Some(())
}

/// A font of these tables. Checksums are left zero: neither Typst nor what it exports to reads them.
pub(super) fn font(magic: u32, mut tables: Vec<(Tag, Vec<u8>)>) -> Vec<u8> {
    tables.sort_by_key(|&(tag, _)| tag);
    let count = u16::try_from(tables.len()).unwrap_or(u16::MAX);
    let power = count.checked_ilog2().and_then(|log| u16::try_from(log).ok()).unwrap_or(0);
    let range = 16u16 << power;
    let mut out = Vec::with_capacity(12 + tables.iter().map(|(_, data)| 16 + data.len() + 3).sum::<usize>());
    out.put32(magic);
    for value in [count, range, power, (16 * count).saturating_sub(range)] {
        out.put16(value);
    }
    let mut offset = 12 + 16 * tables.len();
    for (tag, data) in &tables {
        out.put32(tag.0);
        out.put32(0);
        out.put32(size32(offset));
        out.put32(size32(data.len()));
        offset += data.len().next_multiple_of(4);
    }
    for (_, data) in tables {
        out.extend(data);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    out
}

/// A `cmap` table of characters and their glyphs, ascending.
pub(super) fn cmap(glyphs: &[(char, u16)]) -> Vec<u8> {
    // First character, first glyph, how many in a row.
    let mut groups: Vec<(u32, u32, u32)> = Vec::new();
    for &(character, glyph) in glyphs {
        let (point, glyph) = (u32::from(character), u32::from(glyph));
        match groups.last_mut() {
            Some((first, from, count)) if *first + *count == point && *from + *count == glyph => *count += 1,
            _ => groups.push((point, glyph, 1)),
        }
    }
    let mut out = Vec::new();
    // One subtable of format 12: Windows, all of Unicode.
    for value in [0, 1, 3, 10, 0, 12, 12, 0] {
        out.put16(value);
    }
    for value in [size32(16 + 12 * groups.len()), 0, size32(groups.len())] {
        out.put32(value);
    }
    for (first, glyph, count) in groups {
        for value in [first, first + count - 1, glyph] {
            out.put32(value);
        }
    }
    out
}
