//! [`Manifest`]: the list of slices that `fonts/build.py` writes, checked once and indexed for look-up.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{FOLIO, Role};

/// The version of the manifest's format that this crate reads.
const VERSION: u32 = 1;

/// A face that slices were cut from: what has to be said about it where the fonts are shown or passed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Face {
    /// Key, for example `fandol-fang`; [`Slice::face`] refers to it.
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

/// One file to fetch: a few characters of a face, as a font with a family name of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slice {
    /// Family name, unique in the manifest; what Typst's `font:` is given.
    pub family: String,
    /// The [`Face::id`] that it was cut from.
    pub face: String,
    /// File name, relative to the manifest; it holds part of the checksum, so it may be cached for ever.
    pub file: String,
    /// Size of the file in bytes, for progress.
    pub bytes: u64,
    /// SHA-256 of the file, in lower-case hexadecimal.
    pub sha256: String,
    /// The characters that it carries: inclusive ranges of code points, ascending.
    pub ranges: Vec<[u32; 2]>,
}

/// The list of all slices, and for each role the families in the order in which they are tried.
///
/// In a role each character is carried by one slice at most ([`ManifestError::Overlap`]), so the order never decides
/// what a page looks like.
#[derive(Debug, Clone)]
pub struct Manifest {
    recipe: String,
    faces: Vec<Face>,
    slices: Vec<Slice>,
    /// For each role, indices into `slices`, in the manifest's order.
    roles: BTreeMap<Role, Vec<usize>>,
    /// For each role, `(first, last, index into slices)`, ascending and disjoint.
    index: BTreeMap<Role, Vec<(u32, u32, usize)>>,
}

#[derive(Deserialize)]
struct Raw {
    version: u32,
    recipe: String,
    faces: Vec<Face>,
    slices: Vec<Slice>,
    roles: BTreeMap<Role, Vec<String>>,
}

impl Manifest {
    /// Reads `manifest.json`.
    ///
    /// # Errors
    ///
    /// The text is no manifest of this version, or it contradicts itself: see [`ManifestError`].
    pub fn parse(json: &str) -> Result<Self, ManifestError> {
        let raw: Raw = serde_json::from_str(json).map_err(|error| ManifestError::Json(error.to_string()))?;
        if raw.version != VERSION {
            return Err(ManifestError::Version(raw.version));
        }
        let faces: HashSet<&str> = raw.faces.iter().map(|face| face.id.as_str()).collect();
        let mut by_family = HashMap::new();
        for (i, slice) in raw.slices.iter().enumerate() {
            if !faces.contains(slice.face.as_str()) {
                return Err(ManifestError::Unknown { name: slice.face.clone(), by: slice.family.clone() });
            }
            if by_family.insert(slice.family.as_str(), i).is_some() {
                return Err(ManifestError::Twice(slice.family.clone()));
            }
        }
        let mut roles = BTreeMap::new();
        let mut index = BTreeMap::new();
        for role in Role::ALL {
            let families = raw.roles.get(&role).map_or(&[][..], Vec::as_slice);
            let members = families
                .iter()
                .map(|family| {
                    by_family
                        .get(family.as_str())
                        .copied()
                        .ok_or_else(|| ManifestError::Unknown { name: family.clone(), by: role.key().into() })
                })
                .collect::<Result<Vec<_>, _>>()?;
            index.insert(role, index_of(role, &members, &raw.slices)?);
            roles.insert(role, members);
        }
        let manifest = Self { recipe: raw.recipe, faces: raw.faces, slices: raw.slices, roles, index };
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

    /// All slices.
    pub fn slices(&self) -> &[Slice] {
        &self.slices
    }

    /// The slices of a role, in the order in which Typst is to try them.
    pub fn role(&self, role: Role) -> impl Iterator<Item = &Slice> {
        self.roles[&role].iter().map(|&i| &self.slices[i])
    }

    /// The index of the slice that carries a character in a role.
    pub(super) fn find(&self, role: Role, character: char) -> Option<usize> {
        let point = u32::from(character);
        let ranges = &self.index[&role];
        let at = ranges.partition_point(|&(_, last, _)| last < point);
        ranges.get(at).filter(|&&(first, _, _)| first <= point).map(|&(_, _, slice)| slice)
    }

    /// The slices of a role by index, in the manifest's order.
    pub(super) fn members(&self, role: Role) -> &[usize] {
        &self.roles[&role]
    }
}

/// All ranges of a role's slices, ascending.
fn index_of(role: Role, members: &[usize], slices: &[Slice]) -> Result<Vec<(u32, u32, usize)>, ManifestError> {
    let mut ranges: Vec<(u32, u32, usize)> = Vec::new();
    for &i in members {
        ranges.extend(slices[i].ranges.iter().map(|&[first, last]| (first, last, i)));
    }
    ranges.sort_unstable();
    if let Some(&(first, _, i)) = ranges.iter().find(|&&(first, last, _)| first > last) {
        return Err(ManifestError::Range { family: slices[i].family.clone(), first });
    }
    match ranges.windows(2).find(|pair| pair[0].1 >= pair[1].0) {
        Some(pair) => Err(ManifestError::Overlap {
            role,
            point: pair[1].0,
            families: [slices[pair[0].2].family.clone(), slices[pair[1].2].family.clone()],
        }),
        None => Ok(ranges),
    }
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
        /// The slice or role that refers to it.
        by: String,
    },
    /// A range ends before it begins.
    Range {
        /// The slice's family.
        family: String,
        /// Where the range begins.
        first: u32,
    },
    /// Two slices of a role carry the same character.
    Overlap {
        /// The role.
        role: Role,
        /// The code point that both carry.
        point: u32,
        /// The families of the two.
        families: [String; 2],
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
            Self::Range { family, first } => write!(f, "中“{family}”的区间U+{first:04X}首尾颠倒")?,
            Self::Overlap { role, point, families: [a, b] } => {
                write!(f, "的{}中U+{point:04X}同时属于“{a}”和“{b}”", role.key())?;
            }
            Self::Folio(character) => write!(f, "的folio缺少页码要用的“{character}”")?,
        }
        f.write_str("；请用fonts/build.sh重新生成字体")
    }
}

impl std::error::Error for ManifestError {}

/// A manifest of a few characters, for examples and tests that need no fonts: a body of 一 to 丁 in two slices,
/// Latin letters, a folio, no headings.
pub const EXAMPLE: &str = r#"{"version":1,"recipe":"example",
"faces":[{"id":"fang","name":"Fang","version":"1","licence":"OFL-1.1","licence_file":"OFL.txt","source":""}],
"slices":[
{"family":"Fang 000","face":"fang","file":"fang-000.woff2","bytes":3,"sha256":"aa","ranges":[[12290,12290],[19968,19968]]},
{"family":"Fang 001","face":"fang","file":"fang-001.woff2","bytes":5,"sha256":"bb","ranges":[[19969,19969]]},
{"family":"Folio 000","face":"fang","file":"folio.woff2","bytes":2,"sha256":"cc","ranges":[[32,32],[48,57],[8211,8212]]},
{"family":"Latin","face":"fang","file":"latin.woff2","bytes":7,"sha256":"dd","ranges":[[32,126]]}],
"roles":{"title":["Latin","Fang 000"],"heading1":[],"heading2":[],"body":["Latin","Fang 000","Fang 001"],
"folio":["Folio 000"]}}"#;

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
        let family = |role, c| manifest.find(role, c).map(|i| manifest.slices()[i].family.as_str());
        assert_eq!(family(Role::Body, '一'), Some("Fang 000"));
        assert_eq!(family(Role::Body, '丁'), Some("Fang 001"));
        assert_eq!(family(Role::Title, '丁'), None);
        assert_eq!(family(Role::Body, '~'), Some("Latin"));
        assert_eq!(family(Role::Body, '\u{7f}'), None);
        assert_eq!(family(Role::Body, '\u{10ffff}'), None);
        assert_eq!(family(Role::Heading1, '一'), None);
        assert_eq!(manifest.role(Role::Body).count(), 3);
        assert_eq!(manifest.faces()[0].licence, "OFL-1.1");
        assert_eq!(manifest.recipe(), "example");
    }

    #[test]
    fn refuses_what_contradicts_itself() {
        assert!(matches!(error("{\"version\"", "[\"version\""), ManifestError::Json(_)));
        assert_eq!(error("\"version\":1,\"recipe\"", "\"version\":2,\"recipe\""), ManifestError::Version(2));
        assert_eq!(
            error("\"family\":\"Fang 001\"", "\"family\":\"Fang 000\""),
            ManifestError::Twice("Fang 000".into())
        );
        let unknown = |name: &str, by: &str| ManifestError::Unknown { name: name.into(), by: by.into() };
        assert_eq!(error("\"face\":\"fang\"", "\"face\":\"kai\""), unknown("kai", "Fang 000"));
        assert_eq!(error("[\"Latin\"", "[\"Roman\""), unknown("Roman", "title"));
        assert_eq!(
            error("[19968,19968]", "[19968,19967]"),
            ManifestError::Range { family: "Fang 000".into(), first: 19968 }
        );
        let overlap = error("[19968,19968]", "[19968,19969]");
        assert!(matches!(overlap, ManifestError::Overlap { role: Role::Body, point: 19969, .. }), "{overlap}");
        assert_eq!(error("[48,57]", "[48,56]"), ManifestError::Folio('9'));
        assert!(error("[48,57]", "[48,56]").to_string().contains("fonts/build.sh"));
    }
}
