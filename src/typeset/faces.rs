//! Which face prints which character: roles, slices and what a document needs of them.
//!
//! A role (body, heading 1, …) is printed by an ordered list of slices. A slice is a WOFF2 file under a family name of
//! its own and holds some code points; the slices of a role do not overlap, so the same characters come from the same
//! files wherever a document is set.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// What a face is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// 标题: 小标宋.
    Title,
    /// 一级标题: 黑体.
    Heading1,
    /// 二级标题, 题注, stressed runs: 楷体.
    Heading2,
    /// 正文, 三级 and 四级标题: 仿宋.
    Body,
    /// 页码: 宋体 digits.
    Folio,
}

/// What font slices there are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this format: 1.
    pub version: u32,
    /// The slices.
    pub slices: Vec<Slice>,
    /// Families of each role, in the order in which they are tried.
    pub roles: BTreeMap<Role, Vec<String>>,
}

/// One font file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slice {
    /// Family name, its own.
    pub family: String,
    /// The face that it is a part of.
    #[serde(default)]
    pub face: String,
    /// File name beside the manifest.
    pub file: String,
    /// Size of the file.
    pub bytes: u64,
    /// SHA-256 of the file, hexadecimal.
    #[serde(default)]
    pub sha256: String,
    /// Code points, as inclusive ranges in ascending order.
    pub ranges: Vec<(u32, u32)>,
}

impl Slice {
    /// Whether the slice has a glyph for `c`.
    pub fn covers(&self, c: char) -> bool {
        let c = u32::from(c);
        let after = self.ranges.partition_point(|&(start, _)| start <= c);
        after > 0 && c <= self.ranges[after - 1].1
    }
}

impl Manifest {
    /// The slice of this family.
    pub fn slice(&self, family: &str) -> Option<&Slice> {
        self.slices.iter().find(|slice| slice.family == family)
    }

    /// The slices of a role, in the order in which they are tried.
    pub fn of_role(&self, role: Role) -> Vec<&Slice> {
        self.roles.get(&role).into_iter().flatten().filter_map(|family| self.slice(family)).collect()
    }

    /// For each role, the families that print `characters`, in order, and the characters that no slice of it has.
    pub fn select(&self, characters: &BTreeMap<Role, BTreeSet<char>>) -> Selection {
        let mut selection = Selection::default();
        for (&role, wanted) in characters {
            let slices = self.of_role(role);
            let mut used = vec![false; slices.len()];
            for &c in wanted {
                match slices.iter().position(|slice| slice.covers(c)) {
                    Some(i) => used[i] = true,
                    None => {
                        selection.missing.entry(role).or_default().insert(c);
                    }
                }
            }
            let families = slices.iter().zip(used).filter(|(_, used)| *used).map(|(slice, _)| slice.family.clone());
            selection.families.insert(role, families.collect());
        }
        selection
    }
}

/// What [`Manifest::select`] found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Families of each role, in order.
    pub families: BTreeMap<Role, Vec<String>>,
    /// Characters that no face of the role has.
    pub missing: BTreeMap<Role, BTreeSet<char>>,
}
