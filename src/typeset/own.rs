//! The user's own faces, which come first in their role.

use std::collections::BTreeMap;

use serde::Serialize;
use typst_library::foundations::Bytes;
use typst_library::text::{Coverage, Font};

use super::world::HuibaoWorld;
use crate::Finding;
use crate::fonts::{OwnFace, OwnFont, Refusal, Role};

/// What became of the user's own faces.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct OwnFaces {
    /// Those that are used.
    pub faces: Vec<UsedFace>,
    /// Of those that cannot be used, why (errors); of the others, what of them is not used (warnings and notes).
    pub findings: Vec<Finding>,
}

/// A face of the user's that is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UsedFace {
    /// What it sets.
    pub role: Role,
    /// Name of its file.
    pub file: String,
    /// Its family, as people know it.
    pub family: String,
    /// How many characters are taken from it.
    pub characters: usize,
    /// How many of the 6763 hanzi of GB/T 2312 it has.
    pub gb2312: usize,
}

/// The own faces that are loaded, by role in their order: the name by which Typst knows each, and the face.
#[derive(Default)]
pub struct Owned(BTreeMap<Role, Vec<(String, OwnFont)>>);

impl Owned {
    /// Whether one of a role has a character.
    pub fn has(&self, role: Role, character: char) -> bool {
        self.0.get(&role).is_some_and(|faces| faces.iter().any(|(_, face)| face.has(character)))
    }

    /// The names of a role's faces.
    pub fn families(&self, role: Role) -> impl Iterator<Item = &str> {
        self.0.get(&role).into_iter().flatten().map(|(family, _)| family.as_str())
    }

    /// Reads faces and gives the world their fonts, from index `first` on.
    pub fn take(faces: &[OwnFace], world: &mut HuibaoWorld, first: usize) -> (Self, OwnFaces) {
        let (mut owned, mut out) = (Self::default(), OwnFaces::default());
        world.remove_fonts(first);
        for (at, face) in faces.iter().enumerate() {
            let taken = face.font().and_then(|own| Ok((font(&own)?, own)));
            let (font, own) = match taken {
                Ok(taken) => taken,
                Err(refusal) => {
                    out.findings.push(refused(face, refusal));
                    continue;
                }
            };
            // Unlike any name of ours, and of another own face.
            let family = format!("own {} {at}", face.role.key());
            let mut info = font.info().clone();
            info.family.clone_from(&family);
            info.coverage = Coverage::from_vec(own.characters.iter().map(|&c| u32::from(c)).collect());
            world.set_font(first + at, font, info);
            out.findings.extend(remarks(face, &own));
            out.faces.push(UsedFace {
                role: face.role,
                file: face.file.clone(),
                family: own.family.clone(),
                characters: own.characters.len(),
                gb2312: own.gb2312(),
            });
            owned.0.entry(face.role).or_default().push((family, own));
        }
        (owned, out)
    }
}

/// The font as Typst reads it.
fn font(own: &OwnFont) -> Result<Font, Refusal> {
    Font::new(Bytes::new(own.sfnt.clone()), 0).ok_or(Refusal::NoFont)
}

fn refused(face: &OwnFace, refusal: Refusal) -> Finding {
    let (code, hint) = match refusal {
        Refusal::NoFont => ("typeset.bad_face", "请选 .ttf、.otf 或 .ttc 字体文件；文件可能损坏，请重新取一份。"),
        Refusal::NoSuchFace(_) => ("typeset.bad_face", "请选这个字体集合里有的一款。"),
        Refusal::Variable => ("typeset.variable_face", "请换成固定粗细的字体文件，例如常规体。"),
        Refusal::Restricted => {
            ("typeset.face_not_embeddable", "请换用许可嵌入的版本，或向字体厂商取得授权；现在用内置字体排。")
        }
        Refusal::NotSquare | Refusal::NothingToTake => {
            ("typeset.unsuitable_face", "请换一款中文字体；现在用内置字体排。")
        }
    };
    let message = format!("字体文件“{}”{refusal}，{}没有用它。", face.file, face.role.name());
    Finding::error(code, "", message).hint(hint)
}

/// What of a face is not used.
fn remarks(face: &OwnFace, own: &OwnFont) -> Vec<Finding> {
    let mut out = Vec::new();
    if own.lacking > 0 && face.role != Role::Folio {
        let message = format!("字体“{}”缺{}个常用汉字（GB 2312），缺的字用内置字体补。", own.family, own.lacking);
        out.push(
            Finding::warning("typeset.face_lacks_characters", "", message)
                .hint("补的字笔画会略有不同；要一致，请换字数全的字体。"),
        );
    }
    if !own.narrow.is_empty() && face.role != Role::Folio {
        let marks: String = own.narrow.iter().collect();
        let message = format!("字体“{}”的{marks}不是一个字宽，用内置字体排。", own.family);
        out.push(Finding::note("typeset.face_widths", "", message).hint("这样每行仍是28字，不用改动。"));
    }
    out
}
