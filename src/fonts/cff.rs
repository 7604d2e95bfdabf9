//! Just enough of Compact Font Format (Adobe Technical Note 5176) to take outlines out of slices and to put them together:
//! one set of private values, no subroutines.

use super::sfnt::{Put, size32};

/// Operators of dictionaries; those after the escape byte 12 have it in their high byte.
mod operator {
    pub const FONT_BBOX: u16 = 5;
    pub const CHARSET: u16 = 15;
    pub const CHAR_STRINGS: u16 = 17;
    pub const PRIVATE: u16 = 18;
    pub const SUBRS: u16 = 19;
    pub const ROS: u16 = 0x0c1e;
    pub const CID_COUNT: u16 = 0x0c22;
    pub const FD_ARRAY: u16 = 0x0c24;
    pub const FD_SELECT: u16 = 0x0c25;
}

/// The first string of a font's own; those before are standard.
const OWN_STRINGS: i32 = 391;

/// The outline of a glyph that draws nothing: `endchar`.
pub(super) const BLANK: &[u8] = &[14];

/// What a CFF table is read for.
pub(super) struct Cff<'a> {
    /// What the outlines are read by, the widths that they leave out among it: bytes of a Private DICT.
    pub private: &'a [u8],
    char_strings: Index<'a>,
}

impl<'a> Cff<'a> {
    /// Reads a table; `None` if it is broken, or has subroutines or more than one set of private values.
    pub fn parse(data: &'a [u8]) -> Option<Self> {
        let names = Index::parse(data, usize::from(*data.get(2)?))?;
        let tops = Index::parse(data, names.end)?;
        let strings = Index::parse(data, tops.end)?;
        let subroutines = Index::parse(data, strings.end)?;
        let top = tops.get(0)?;
        let char_strings = Index::parse(data, offset(operand(top, operator::CHAR_STRINGS, 0)?)?)?;
        let fonts = Index::parse(data, offset(operand(top, operator::FD_ARRAY, 0)?)?)?;
        let font = fonts.get(0)?;
        let at = offset(operand(font, operator::PRIVATE, 1)?)?;
        let private = data.get(at..at.checked_add(offset(operand(font, operator::PRIVATE, 0)?)?)?)?;
        let plain = subroutines.count == 0 && fonts.count == 1 && operand(private, operator::SUBRS, 0).is_none();
        plain.then_some(Self { private, char_strings })
    }

    /// The outline of a glyph.
    pub fn outline(&self, glyph: u16) -> Option<&'a [u8]> {
        self.char_strings.get(usize::from(glyph))
    }
}

/// An INDEX: a list of byte strings.
struct Index<'a> {
    count: usize,
    size: usize,
    offsets: &'a [u8],
    /// From the byte before the first string: offsets count from 1.
    data: &'a [u8],
    end: usize,
}

impl<'a> Index<'a> {
    fn parse(table: &'a [u8], at: usize) -> Option<Self> {
        let count = usize::from(u16::from_be_bytes(table.get(at..at.checked_add(2)?)?.try_into().ok()?));
        if count == 0 {
            return Some(Self { count, size: 1, offsets: &[], data: &[], end: at + 2 });
        }
        let size = usize::from(*table.get(at + 2)?);
        let start = at + 3 + (count + 1) * size;
        let mut index =
            Self { count, size, offsets: table.get(at + 3..start)?, data: table.get(start - 1..)?, end: start - 1 };
        index.end += index.offset(count)?;
        (1..=4).contains(&size).then_some(index)
    }

    fn offset(&self, number: usize) -> Option<usize> {
        let bytes = self.offsets.get(number * self.size..(number + 1) * self.size)?;
        Some(bytes.iter().fold(0, |sum, &byte| sum << 8 | usize::from(byte)))
    }

    fn get(&self, number: usize) -> Option<&'a [u8]> {
        if number >= self.count {
            return None;
        }
        self.data.get(self.offset(number)?..self.offset(number + 1)?)
    }
}

fn offset(value: i32) -> Option<usize> {
    usize::try_from(value).ok()
}

/// The operand of an operator in a dictionary, counted from 0. Real numbers count as 0: none is looked for.
fn operand(dict: &[u8], wanted: u16, number: usize) -> Option<i32> {
    let mut operands = Vec::new();
    let mut bytes = dict.iter().copied();
    let next = |bytes: &mut dyn Iterator<Item = u8>| bytes.next();
    while let Some(first) = bytes.next() {
        match first {
            0..=21 => {
                let operator = if first == 12 { 0x0c00 | u16::from(next(&mut bytes)?) } else { u16::from(first) };
                if operator == wanted {
                    return operands.get(number).copied();
                }
                operands.clear();
            }
            28 => operands.push(i32::from(i16::from_be_bytes([next(&mut bytes)?, next(&mut bytes)?]))),
            29 => {
                let mut value = [0; 4];
                for byte in &mut value {
                    *byte = next(&mut bytes)?;
                }
                operands.push(i32::from_be_bytes(value));
            }
            30 => {
                // Two digits a byte; 15 ends the number.
                while next(&mut bytes)? & 0x0f != 0x0f {}
                operands.push(0);
            }
            32..=246 => operands.push(i32::from(first) - 139),
            247..=250 => operands.push((i32::from(first) - 247) * 256 + i32::from(next(&mut bytes)?) + 108),
            251..=254 => operands.push(-(i32::from(first) - 251) * 256 - i32::from(next(&mut bytes)?) - 108),
            _ => return None,
        }
    }
    None
}

/// Puts an operator with its operands into a dictionary. All numbers are equally long, so that the dictionary's length is
/// known before the offsets in it.
fn put_entry(dict: &mut Vec<u8>, operator: u16, operands: &[i32]) {
    for operand in operands {
        dict.push(29);
        dict.extend(operand.to_be_bytes());
    }
    dict.extend(operator.to_be_bytes().into_iter().skip(usize::from(operator < 0x100)));
}

fn put_index<'a>(out: &mut Vec<u8>, strings: impl ExactSizeIterator<Item = &'a [u8]> + Clone) {
    out.put16(u16::try_from(strings.len()).unwrap_or(u16::MAX));
    if strings.len() == 0 {
        return;
    }
    out.push(4);
    let mut offset = 1;
    out.put32(offset);
    for string in strings.clone() {
        offset += size32(string.len());
        out.put32(offset);
    }
    for string in strings {
        out.extend(string);
    }
}

/// A CFF table of these outlines, keyed by glyph number. `name` is a PostScript name, `bounds` are those of the family.
pub(super) fn write(name: &str, bounds: [i16; 4], private: &[u8], outlines: &[&[u8]]) -> Vec<u8> {
    let count = u16::try_from(outlines.len()).unwrap_or(u16::MAX);
    let number = |size: usize| i32::try_from(size).unwrap_or(i32::MAX);
    let mut head = vec![1, 0, 4, 4];
    put_index(&mut head, [name.as_bytes()].into_iter());
    let mut after = Vec::new();
    put_index(&mut after, [&b"Adobe"[..], b"Identity"].into_iter());
    // No global subroutines.
    after.put16(0);
    let top = |charset: usize, select: usize, fonts: usize, outlines: usize| {
        let mut dict = Vec::new();
        put_entry(&mut dict, operator::ROS, &[OWN_STRINGS, OWN_STRINGS + 1, 0]);
        put_entry(&mut dict, operator::FONT_BBOX, &bounds.map(i32::from));
        put_entry(&mut dict, operator::CID_COUNT, &[i32::from(count)]);
        put_entry(&mut dict, operator::CHARSET, &[number(charset)]);
        put_entry(&mut dict, operator::FD_SELECT, &[number(select)]);
        put_entry(&mut dict, operator::FD_ARRAY, &[number(fonts)]);
        put_entry(&mut dict, operator::CHAR_STRINGS, &[number(outlines)]);
        let mut index = Vec::new();
        put_index(&mut index, [&dict[..]].into_iter());
        index
    };
    let charset = head.len() + top(0, 0, 0, 0).len() + after.len();
    // Glyph 0 is understood; all others follow in their order.
    let mut rest = vec![2];
    rest.put16(1);
    rest.put16(count.saturating_sub(2));
    let select = charset + rest.len();
    rest.push(3);
    for value in [1, 0] {
        rest.put16(value);
    }
    rest.push(0);
    rest.put16(count);
    let private_at = charset + rest.len();
    rest.extend(private);
    let fonts = charset + rest.len();
    let mut font = Vec::new();
    put_entry(&mut font, operator::PRIVATE, &[number(private.len()), number(private_at)]);
    put_index(&mut rest, [&font[..]].into_iter());
    let outlines_at = charset + rest.len();

    let mut out = head;
    out.extend(top(charset, select, fonts, outlines_at));
    out.extend(after);
    out.extend(rest);
    put_index(&mut out, outlines.iter().copied());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        // defaultWidthX 1000, nominalWidthX 782.
        let private = [28, 3, 232, 20, 28, 3, 14, 21];
        let table = write("Fang", [-20, -249, 1000, 880], &private, &[BLANK, &[139, 14], BLANK]);
        let cff = Cff::parse(&table).unwrap();
        assert_eq!(cff.private, private);
        assert_eq!(
            (0..4).map(|glyph| cff.outline(glyph)).collect::<Vec<_>>(),
            [Some(BLANK), Some(&[139, 14][..]), Some(BLANK), None]
        );
    }

    #[test]
    fn operands_of_every_length() {
        let dict = [139, 28, 0xff, 0xff, 29, 0, 1, 0, 0, 30, 0x1a, 0x2f, 247, 0, 251, 0, 12, 30, 140, 15];
        let found: Vec<_> = (0..7).map(|number| operand(&dict, operator::ROS, number)).collect();
        assert_eq!(found, [Some(0), Some(-1), Some(65536), Some(0), Some(108), Some(-108), None]);
        assert_eq!(operand(&dict, operator::CHARSET, 0), Some(1));
        assert_eq!(operand(&dict, operator::PRIVATE, 0), None);
    }

    #[test]
    fn a_broken_table_is_refused() {
        let whole = write("Fang", [0; 4], &[139, 20], &[BLANK, BLANK]);
        for length in 0..whole.len() - 12 {
            // It may be cut in the last outlines; nothing else may be lost, and nothing panics.
            let cff = Cff::parse(&whole[..length]);
            assert!(cff.is_none() || cff.is_some_and(|cff| cff.outline(1).is_none()), "{length}");
        }
        let subroutines = write("Fang", [0; 4], &[139, 19], &[BLANK]);
        assert!(Cff::parse(&subroutines).is_none());
    }
}
