//! [`Shard`]: which part of a batch a process does.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

/// Part `index` of `count`, counted from 0 as by `JOB_COMPLETION_INDEX` of Kubernetes and `SLURM_ARRAY_TASK_ID` of Slurm.
///
/// A document belongs to the part that the hash of its name says, so every document belongs to exactly one, whatever else
/// the batch holds; a document that is added moves no other one. Parts are equal only on average.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    index: u32,
    count: u32,
}

impl Default for Shard {
    /// All of it.
    fn default() -> Self {
        Self { index: 0, count: 1 }
    }
}

impl Shard {
    /// Whether a document of this name (without extension) belongs to this part.
    pub fn has(self, name: &str) -> bool {
        let hash = Sha256::digest(name.as_bytes());
        let hash = hash.iter().take(8).fold(0_u64, |hash, byte| hash << 8 | u64::from(*byte));
        hash % u64::from(self.count) == u64::from(self.index)
    }

    /// Which part, from 0.
    pub fn index(self) -> u32 {
        self.index
    }

    /// How many parts there are.
    pub fn count(self) -> u32 {
        self.count
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index, self.count)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let read = text.split_once('/').and_then(|(index, count)| Some((index.parse().ok()?, count.parse().ok()?)));
        match read {
            Some((index, count)) if index < count => Ok(Self { index, count }),
            Some((_, 0)) => Err("份数至少是 1".into()),
            Some((index, count)) => {
                Err(format!("编号从 0 数起，共 {count} 份的编号是 0 到 {}，没有 {index}", count - 1))
            }
            None => Err("写作“编号/份数”，编号从 0 数起，如 0/4".into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_of_exactly_one_part_and_the_parts_are_about_equal() {
        let mut sizes = [0; 7];
        for name in (0..7000).map(|i| format!("某镇/第{i}村-work_briefing")) {
            let of: Vec<usize> =
                (0..7).filter(|index| Shard { index: *index, count: 7 }.has(&name)).map(|i| i as usize).collect();
            assert_eq!(of.len(), 1);
            sizes[of[0]] += 1;
        }
        assert!(sizes.iter().all(|size| (850..1150).contains(size)), "{sizes:?}");
        assert!(Shard::default().has("anything"));
    }

    #[test]
    fn parts_are_written_as_index_and_count() {
        let read = |text: &str| text.parse::<Shard>();
        assert_eq!(read("3/4").map(|shard| shard.to_string()), Ok("3/4".into()));
        assert!(read("4/4").unwrap_err().contains("0 到 3"));
        assert!(read("0/0").unwrap_err().contains("至少是 1"));
        for wrong in ["", "1", "a/2", "-1/2", "1/2/3", "1.0/2"] {
            assert!(read(wrong).unwrap_err().contains("0/4"), "{wrong}");
        }
    }
}
