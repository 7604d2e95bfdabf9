//! [`Manifest`]: the list of slices that `fonts/build.py` writes, checked once and indexed for look-up.

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{FOLIO, Role};

/// The version of the manifest's format that this crate reads.
const VERSION: u32 = 2;

/// How many hexadecimal digits of a slice's checksum its file's name has.
const IN_NAME: usize = 10;

/// A face that slices were cut from: what has to be said about it where the fonts are shown or passed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Face {
    /// Key, for example `fandol-fang`; [`Family::face`] refers to it.
    pub id: String,
    /// The face's own name, for example `FandolFang`.
    pub name: String,
    /// Version of the package that it came from.
    pub version: String,
    /// SPDX expression of its licence.
    pub licence: String,
    /// Where the licence text lies, relative to the manifest.
    pub licence_file: String,
    /// Web page of the project that made it.
    pub source: String,
}

/// What a role takes from a face: one font for Typst, put together from the slices that are loaded.
///
/// The glyph of the character at `characters[i]` has the number `i + 1`, whichever slices are loaded: so neither pages
/// nor PDF depend on what was set before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// Family name, unique in the manifest; what Typst's `font:` is given.
    pub name: String,
    /// The [`Face::id`] that it was cut from.
    pub face: String,
    /// The tables that all its slices share, as a font (sfnt) without characters. `None`: the only slice is the font.
    pub frame: Option<Vec<u8>>,
    /// All characters, slice after slice.
    pub characters: Vec<char>,
}

/// One file to fetch: a few characters of a family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Slice {
    /// The family's name and the slice's number in it, for example `Huibao Fang 001`; unique in the manifest.
    pub name: String,
    /// Index of its family in [`Manifest::families`].
    pub family: usize,
    /// Index of its first character in [`Family::characters`].
    pub first: usize,
    /// How many characters it carries.
    pub count: usize,
    /// File name, relative to the manifest; it holds part of the checksum, so it may be cached for ever.
    pub file: String,
    /// Size of the file in bytes, for progress.
    pub bytes: u64,
    /// SHA-256 of the file, in lower-case hexadecimal: its first digits.
    pub sha256: String,
}

/// The list of all slices, and for each role the families in the order in which they are tried.
///
/// In a role each character is carried by one slice at most ([`ManifestError::Overlap`]), so the order never decides
/// what a page looks like.
#[derive(Debug, Clone)]
pub struct Manifest {
    recipe: String,
    faces: Vec<Face>,
    families: Vec<Family>,
    slices: Vec<Slice>,
    /// For each role, indices into `families`, in the manifest's order.
    roles: BTreeMap<Role, Vec<usize>>,
    /// For each role, its characters and who carries them (an index into `slices`), ascending.
    index: BTreeMap<Role, Vec<(char, usize)>>,
}

#[derive(Deserialize)]
struct Raw {
    recipe: String,
    faces: Vec<Face>,
    families: Vec<RawFamily>,
    roles: BTreeMap<Role, Vec<String>>,
}

#[derive(Deserialize)]
struct RawFamily {
    family: String,
    face: String,
    frame: Option<String>,
    characters: String,
    /// For each slice how many characters it carries, how many bytes it has, and its checksum.
    slices: Vec<(usize, u64, String)>,
}

/// A manifest's version, read before the rest: another version has other members.
#[derive(Deserialize)]
struct Version {
    version: u32,
}

impl Manifest {
    /// Reads `manifest.json`.
    ///
    /// # Errors
    ///
    /// The text is no manifest of this version, or it contradicts itself: see [`ManifestError`].
    pub fn parse(json: &str) -> Result<Self, ManifestError> {
        let unreadable = |error: serde_json::Error| ManifestError::Json(error.to_string());
        let Version { version } = serde_json::from_str(json).map_err(unreadable)?;
        if version != VERSION {
            return Err(ManifestError::Version(version));
        }
        let raw: Raw = serde_json::from_str(json).map_err(unreadable)?;
        let faces: HashSet<&str> = raw.faces.iter().map(|face| face.id.as_str()).collect();
        let mut names = HashSet::new();
        let mut families = Vec::new();
        let mut slices = Vec::new();
        for RawFamily { family: name, face, frame, characters, slices: listed } in raw.families {
            if !faces.contains(face.as_str()) {
                return Err(ManifestError::Unknown { name: face, by: name });
            }
            if !names.insert(name.clone()) {
                return Err(ManifestError::Twice(name));
            }
            let frame = match frame.as_deref().map(bytes_of) {
                Some(None) => return Err(ManifestError::Frame(name)),
                Some(Some(frame)) => Some(frame),
                None if listed.len() == 1 => None,
                None => return Err(ManifestError::Frame(name)),
            };
            let characters: Vec<char> = characters.chars().collect();
            let mut first = 0;
            for (number, (count, bytes, sha256)) in listed.into_iter().enumerate() {
                let plain = name.to_lowercase().replace(' ', "-");
                let file = format!("{plain}-{number:03}.{}.woff2", sha256.get(..IN_NAME).unwrap_or(&sha256));
                let slice = format!("{name} {number:03}");
                slices.push(Slice { name: slice, family: families.len(), first, count, file, bytes, sha256 });
                first += count;
            }
            // Glyphs have 16-bit numbers, and the first is for no character.
            if first != characters.len() || first >= usize::from(u16::MAX) {
                return Err(ManifestError::Count { family: name, listed: first, characters: characters.len() });
            }
            families.push(Family { name, face, frame, characters });
        }
        let mut roles = BTreeMap::new();
        let mut index = BTreeMap::new();
        for role in Role::ALL {
            let members = raw.roles.get(&role).map_or(&[][..], Vec::as_slice);
            let members = members
                .iter()
                .map(|name| {
                    families
                        .iter()
                        .position(|family| family.name == *name)
                        .ok_or_else(|| ManifestError::Unknown { name: name.clone(), by: role.key().into() })
                })
                .collect::<Result<Vec<_>, _>>()?;
            index.insert(role, index_of(role, &members, &families, &slices)?);
            roles.insert(role, members);
        }
        let manifest = Self { recipe: raw.recipe, faces: raw.faces, families, slices, roles, index };
        match FOLIO.chars().find(|&c| manifest.find(Role::Folio, c).is_none()) {
            Some(character) => Err(ManifestError::Folio(character)),
            None => Ok(manifest),
        }
    }

    /// Checksum of what the slices were built from: two manifests with the same recipe have the same slices.
    pub fn recipe(&self) -> &str {
        &self.recipe
    }

    /// The faces, for the page that names them and their licences.
    pub fn faces(&self) -> &[Face] {
        &self.faces
    }

    /// All families.
    pub fn families(&self) -> &[Family] {
        &self.families
    }

    /// All slices, family after family.
    pub fn slices(&self) -> &[Slice] {
        &self.slices
    }

    /// The families of a role, in the order in which Typst is to try them.
    pub fn role(&self, role: Role) -> impl Iterator<Item = &Family> {
        self.roles[&role].iter().map(|&i| &self.families[i])
    }

    /// The index of the slice that carries a character in a role.
    pub(super) fn find(&self, role: Role, character: char) -> Option<usize> {
        let carried = &self.index[&role];
        carried.binary_search_by_key(&character, |&(c, _)| c).ok().map(|at| carried[at].1)
    }

    /// The families of a role by index, in the manifest's order.
    pub(super) fn members(&self, role: Role) -> &[usize] {
        &self.roles[&role]
    }
}

/// The characters of a role's families, ascending.
fn index_of(
    role: Role,
    members: &[usize],
    families: &[Family],
    slices: &[Slice],
) -> Result<Vec<(char, usize)>, ManifestError> {
    let mut carried: Vec<(char, usize)> = Vec::new();
    for (i, slice) in slices.iter().enumerate().filter(|(_, slice)| members.contains(&slice.family)) {
        let characters = families[slice.family].characters.iter().skip(slice.first).take(slice.count);
        carried.extend(characters.map(|&c| (c, i)));
    }
    carried.sort_unstable();
    match carried.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        Some(pair) => Err(ManifestError::Overlap {
            role,
            character: pair[0].0,
            slices: [slices[pair[0].1].name.clone(), slices[pair[1].1].name.clone()],
        }),
        None => Ok(carried),
    }
}

/// Hexadecimal digits as bytes.
fn bytes_of(digits: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = digits.as_bytes().as_chunks::<2>();
    let value = |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
    rest.is_empty().then(|| pairs.iter().map(|&[high, low]| Some(value(high)? << 4 | value(low)?)).collect())?
}

/// Why a text is no usable [`Manifest`]. All of them mean that the fonts were not built by this version's recipe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ManifestError {
    /// Not JSON, or not the expected members; the parser's words.
    Json(String),
    /// Another version of the format.
    Version(u32),
    /// A family name occurs twice.
    Twice(String),
    /// A face or family that is not defined is referred to.
    Unknown {
        /// The name that is not defined.
        name: String,
        /// The family or role that refers to it.
        by: String,
    },
    /// A family's frame is not in hexadecimal, or it has none and is no single slice.
    Frame(String),
    /// A family's slices do not carry as many characters as it has, or more than a font can.
    Count {
        /// The family's name.
        family: String,
        /// How many characters its slices carry together.
        listed: usize,
        /// How many it has.
        characters: usize,
    },
    /// Two slices of a role carry the same character.
    Overlap {
        /// The role.
        role: Role,
        /// What both carry.
        character: char,
        /// The names of the two.
        slices: [String; 2],
    },
    /// The folio role lacks a character of the page number.
    Folio(char),
}

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("字体清单（manifest.json）")?;
        match self {
            Self::Json(error) => write!(f, "无法读取：{error}")?,
            Self::Version(version) => write!(f, "的版本是{version}，本程序只认{VERSION}")?,
            Self::Twice(family) => write!(f, "中“{family}”出现两次")?,
            Self::Unknown { name, by } => write!(f, "中“{by}”用到的“{name}”没有定义")?,
            Self::Frame(family) => write!(f, "中“{family}”缺少各分片共用的部分，或写法不对")?,
            Self::Count { family, listed, characters } => {
                write!(f, "中“{family}”有{characters}个字，各分片合计{listed}个字")?;
            }
            Self::Overlap { role, character, slices: [a, b] } => {
                write!(f, "的{}中“{character}”同时属于“{a}”和“{b}”", role.key())?;
            }
            Self::Folio(character) => write!(f, "的folio缺少页码要用的“{character}”")?,
        }
        f.write_str("；请用fonts/build.sh重新生成字体")
    }
}

impl std::error::Error for ManifestError {}

/// A manifest of a few characters, for examples and tests that need no fonts: a body of 一 to 丁 in two slices,
/// Latin letters, a folio, no headings.
pub const EXAMPLE: &str = r#"{"version":2,"recipe":"example",
"faces":[{"id":"fang","name":"Fang","version":"1","licence":"OFL-1.1","licence_file":"OFL.txt","source":""}],
"families":[
{"family":"Latin","face":"fang","frame":null,"characters":" AB~","slices":[[4,7,"dd"]]},
{"family":"Fang","face":"fang","frame":"00ff","characters":"。一丁","slices":[[2,3,"aa"],[1,5,"bb"]]},
{"family":"Folio","face":"fang","frame":null,"characters":"0123456789—– ","slices":[[13,2,"cc"]]}],
"roles":{"title":["Latin","Fang"],"heading1":[],"heading2":[],"body":["Latin","Fang"],"folio":["Folio"]}}"#;

#[cfg(test)]
mod tests {
    use super::*;

    fn error(from: &str, to: &str) -> ManifestError {
        assert!(EXAMPLE.contains(from), "the example has no {from}");
        Manifest::parse(&EXAMPLE.replacen(from, to, 1)).unwrap_err()
    }

    #[test]
    fn reads_and_finds() {
        let manifest = Manifest::parse(EXAMPLE).unwrap();
        let slice = |role, c| manifest.find(role, c).map(|i| manifest.slices()[i].name.as_str());
        assert_eq!(slice(Role::Body, '一'), Some("Fang 000"));
        assert_eq!(slice(Role::Body, '丁'), Some("Fang 001"));
        assert_eq!(slice(Role::Body, '~'), Some("Latin 000"));
        assert_eq!(slice(Role::Body, '\u{7f}'), None);
        assert_eq!(slice(Role::Body, '\u{10ffff}'), None);
        assert_eq!(slice(Role::Heading1, '一'), None);
        assert_eq!(manifest.role(Role::Body).count(), 2);
        assert_eq!(manifest.faces()[0].licence, "OFL-1.1");
        assert_eq!(manifest.recipe(), "example");
        assert_eq!(manifest.families()[1].frame.as_deref(), Some(&[0, 255][..]));
        let last = &manifest.slices()[2];
        assert_eq!((last.first, last.count, last.file.as_str()), (2, 1, "fang-001.bb.woff2"));
    }

    #[test]
    fn refuses_what_contradicts_itself() {
        assert!(matches!(error("{\"version\"", "[\"version\""), ManifestError::Json(_)));
        assert!(matches!(error("\"families\":", "\"slices\":"), ManifestError::Json(_)));
        assert_eq!(error("\"version\":2,\"recipe\"", "\"version\":1,\"recipe\""), ManifestError::Version(1));
        assert_eq!(error("\"family\":\"Fang\"", "\"family\":\"Latin\""), ManifestError::Twice("Latin".into()));
        let unknown = |name: &str, by: &str| ManifestError::Unknown { name: name.into(), by: by.into() };
        assert_eq!(error("\"face\":\"fang\"", "\"face\":\"kai\""), unknown("kai", "Latin"));
        assert_eq!(error("[\"Latin\"", "[\"Roman\""), unknown("Roman", "title"));
        for frame in ["null", "\"00f\"", "\"0g\"", "\"零一\""] {
            assert_eq!(error("\"00ff\"", frame), ManifestError::Frame("Fang".into()), "{frame}");
        }
        let count = ManifestError::Count { family: "Fang".into(), listed: 4, characters: 3 };
        assert_eq!(error("[1,5", "[2,5"), count);
        let overlap = error("。一丁", "。一B");
        assert!(matches!(&overlap, ManifestError::Overlap { character: 'B', .. }), "{overlap}");
        assert!(overlap.to_string().contains("“Latin 000”和“Fang 001”"), "{overlap}");
        assert_eq!(error("0123456789", "012345678x"), ManifestError::Folio('9'));
        assert!(error("0123456789", "012345678x").to_string().contains("fonts/build.sh"));
    }
}
