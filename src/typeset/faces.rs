//! [`Faces`]: the slices that are loaded, and the fonts that Typst sees of them.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use typst_library::foundations::Bytes;
use typst_library::text::{Coverage, Font};

use super::world::HuibaoWorld;
use crate::Finding;
use crate::fonts::{Assembly, Family, Manifest, Slice, unpack};

/// What is loaded of a manifest's families. One font for each: it is made anew when slices of it were added, once before
/// the next document is set and not for each slice.
#[derive(Default)]
pub struct Faces {
    /// Names of the slices.
    loaded: HashSet<String>,
    /// By index of the family: its font in the making, for families of more than one slice.
    assemblies: BTreeMap<usize, Assembly>,
    /// Families whose font lacks what was added since.
    stale: BTreeSet<usize>,
}

impl Faces {
    /// Whether a slice of that name is loaded.
    pub fn has(&self, slice: &str) -> bool {
        self.loaded.contains(slice)
    }

    /// Loads a slice from its file.
    ///
    /// # Errors
    /// `typeset.unknown_slice` if the manifest does not name it, `typeset.bad_slice` if the bytes are not those that it lists
    /// or are not the slice.
    pub fn add(
        &mut self,
        manifest: &Manifest,
        world: &mut HuibaoWorld,
        name: &str,
        woff2: &[u8],
    ) -> Result<(), Vec<Finding>> {
        let hint = "请重试；仍不行时请重新部署整个字体文件夹，字体文件与清单须是同一次生成的。";
        let Some(slice) = manifest.slices().iter().find(|slice| slice.name == name) else {
            let message = format!("字体清单里没有“{name}”。");
            return Err(vec![Finding::error("typeset.unknown_slice", "", message).hint(hint)]);
        };
        let bad = |what: String| vec![Finding::error("typeset.bad_slice", "", what).hint(hint)];
        let sfnt = unpack(slice, woff2).map_err(|error| bad(error.to_string()))?;
        let family = &manifest.families()[slice.family];
        let added = match &family.frame {
            Some(frame) => self.assemble(slice, family, frame, &sfnt),
            None => whole(slice.family, family, sfnt, world),
        };
        added.map_err(|why| bad(format!("字体文件“{name}”用不上：{why}。")))?;
        self.loaded.insert(name.to_string());
        Ok(())
    }

    /// Adds a slice to the font of its family.
    fn assemble(&mut self, slice: &Slice, family: &Family, frame: &[u8], sfnt: &[u8]) -> Result<(), String> {
        let mut assembly = match self.assemblies.remove(&slice.family) {
            Some(assembly) => assembly,
            None => Assembly::new(frame, &family.characters).map_err(|error| error.to_string())?,
        };
        let added = assembly.add(slice.first, slice.count, sfnt).map_err(|error| error.to_string());
        self.assemblies.insert(slice.family, assembly);
        self.stale.insert(slice.family);
        added
    }

    /// Gives the world the fonts of what was added.
    ///
    /// # Errors
    /// `typeset.bad_slice` if Typst cannot read a font: its slices and the manifest do not belong together.
    pub fn complete(&mut self, manifest: &Manifest, world: &mut HuibaoWorld) -> Result<(), Vec<Finding>> {
        for index in std::mem::take(&mut self.stale) {
            let Some(assembly) = self.assemblies.get(&index) else { continue };
            let family = &manifest.families()[index];
            if let Err(why) = whole(index, family, assembly.font(), world) {
                self.stale.insert(index);
                let message = format!("字体“{}”拼不起来：{why}。", family.name);
                return Err(vec![
                    Finding::error("typeset.bad_slice", "", message).hint("请重新部署整个字体文件夹，再刷新页面。"),
                ]);
            }
        }
        Ok(())
    }
}

/// Gives the world the font of a family. Its entry in the book covers all characters of the family, those not loaded
/// included: so the book, and with it what Typst remembers about text, stays as it is when slices are added.
fn whole(index: usize, family: &Family, sfnt: Vec<u8>, world: &mut HuibaoWorld) -> Result<(), String> {
    let font = Font::new(Bytes::new(sfnt), 0).ok_or("不是有效的字体")?;
    let mut info = font.info().clone();
    if info.family != family.name {
        return Err(format!("里面是另一款字体“{}”", info.family));
    }
    info.coverage = Coverage::from_vec(family.characters.iter().map(|&c| u32::from(c)).collect());
    world.set_font(index, font, info);
    Ok(())
}
