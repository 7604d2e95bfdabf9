//! [`file_name`]: names of files that every file system takes.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Finding;

/// What a pattern may name in braces, and what stands there then.
pub const PLACEHOLDERS: [(&str, &str); 9] = [
    ("unit", "单位或地区的名称"),
    ("id", "单位的编号，没有编号的用名称"),
    ("parent", "上级地区的名称"),
    ("level", "层级"),
    ("genre", "文种代号"),
    ("genre_name", "文种名称"),
    ("file", "数据文件的名称，不带扩展名"),
    ("number", "第几份数据，从1数起"),
    ("date", "成文日期"),
];

/// The longest name of a file or folder, in bytes of UTF-8. File systems take 255; the rest is for the extension.
const LONGEST: usize = 200;

/// How deep folders go.
const DEEPEST: usize = 8;

/// What is known of a document before it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Facts {
    /// 单位或地区的名称.
    pub unit: String,
    /// Its id, or its name where it has none.
    pub id: String,
    /// The region above it.
    pub parent: String,
    /// Its level.
    pub level: String,
    /// Id of the genre.
    pub genre: String,
    /// Its Chinese name.
    pub genre_name: String,
    /// The file that the data came from, without its extension.
    pub file: String,
    /// Which of the sets of data it is, from 1. 0: not known.
    pub number: usize,
    /// The date of the document.
    pub date: String,
}

impl Facts {
    fn get(&self, name: &str) -> Option<Cow<'_, str>> {
        let text = match name {
            "unit" => &self.unit,
            "id" if self.id.is_empty() => &self.unit,
            "id" => &self.id,
            "parent" => &self.parent,
            "level" => &self.level,
            "genre" => &self.genre,
            "genre_name" => &self.genre_name,
            "file" => &self.file,
            "date" => &self.date,
            "number" => return Some(Cow::Owned(self.number.to_string())),
            _ => return None,
        };
        Some(Cow::Borrowed(text))
    }

    /// A text with its placeholders filled.
    ///
    /// # Errors
    /// As [`file_name`].
    pub(super) fn fill(&self, text: &str) -> Result<String, Vec<Finding>> {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').ok_or_else(|| refused(format!("“{text}”里的括号没有配对")))?;
            let fact = self.get(name).ok_or_else(|| refused(format!("没有“{{{name}}}”这一项")))?;
            filled.push_str(before);
            filled.push_str(&fact);
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }
}

/// The name of a document's files, without extension, from a pattern such as `{parent}/{unit}-{genre}`.
///
/// A `/` of the pattern makes a folder. What stands in a brace's place never does, nor does it lead elsewhere: `..` is no
/// name, signs that some file system refuses become their full-width forms, reserved names of Windows get a `_`, and
/// what is too long is cut and given a mark of its own, so that two long names stay two.
///
/// # Errors
/// `batch.name_pattern` for a brace that is never closed, a name that is not one of [`PLACEHOLDERS`], or folders without
/// end.
pub fn file_name(pattern: &str, facts: &Facts) -> Result<String, Vec<Finding>> {
    let parts = pattern.split('/').filter(|part| !part.is_empty());
    let parts = parts.map(|part| Ok(safe(&facts.fill(part)?))).collect::<Result<Vec<_>, Vec<Finding>>>()?;
    match parts.len() {
        0 => Err(refused("文件名的写法是空的".into())),
        1..=DEEPEST => Ok(parts.join("/")),
        _ => Err(refused(format!("文件夹最多{DEEPEST}层"))),
    }
}

fn refused(message: String) -> Vec<Finding> {
    let known: Vec<_> = PLACEHOLDERS.iter().map(|(name, what)| format!("{{{name}}} {what}")).collect();
    vec![Finding::error("batch.name_pattern", "/name", message).hint(format!("可以用：{}", known.join("；")))]
}

/// One name of a file or folder that every file system takes.
fn safe(name: &str) -> String {
    const REFUSED: [(char, char); 9] = [
        ('/', '／'),
        ('\\', '＼'),
        (':', '：'),
        ('*', '＊'),
        ('?', '？'),
        ('"', '＂'),
        ('<', '＜'),
        ('>', '＞'),
        ('|', '｜'),
    ];
    let allowed = |c: char| REFUSED.iter().find(|(refused, _)| *refused == c).map_or(c, |(_, instead)| *instead);
    let visible = |c: &char| !crate::fonts::is_ignorable(*c);
    let mut safe: String = name.chars().filter(visible).map(allowed).collect();
    // No name ends in a dot or a space on Windows; one that begins with a dot is hidden elsewhere.
    safe = safe.trim_matches(|c: char| c == '.' || c.is_whitespace()).to_owned();
    if safe.is_empty() {
        safe = "未命名".into();
    }
    if is_reserved(&safe) {
        safe.insert(0, '_');
    }
    if safe.len() > LONGEST {
        let mark: String = Sha256::digest(name.as_bytes()).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        let cut = (0..=LONGEST - mark.len() - 1).rev().find(|at| safe.is_char_boundary(*at)).unwrap_or_default();
        safe.truncate(cut);
        safe = format!("{safe}~{mark}");
    }
    safe
}

/// Whether Windows keeps a name for a device, whatever its extension.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device)
            .is_some_and(|n| n.chars().count() == 1 && n.chars().all(|c| "0123456789¹²³".contains(c)))
    };
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str()) || numbered("COM") || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_unit(unit: &str) -> String {
        file_name("{unit}", &Facts { unit: unit.into(), ..Facts::default() }).unwrap()
    }

    #[test]
    fn a_pattern_is_filled_and_its_slashes_make_folders() {
        let facts = Facts {
            unit: "砚城镇".into(),
            id: "yancheng".into(),
            parent: "砚川县".into(),
            genre: "work_briefing".into(),
            genre_name: "工作汇报".into(),
            number: 7,
            ..Facts::default()
        };
        assert_eq!(file_name("{parent}/{unit}-{genre}", &facts).unwrap(), "砚川县/砚城镇-work_briefing");
        assert_eq!(file_name("{number}.{id}（{genre_name}）", &facts).unwrap(), "7.yancheng（工作汇报）");
        assert_eq!(file_name("{id}", &Facts { unit: "甲".into(), ..Facts::default() }).unwrap(), "甲");
    }

    #[test]
    fn what_stands_in_a_brace_leads_nowhere() {
        for (unit, safe) in [
            ("../../etc/passwd", "／..／etc／passwd"),
            ("..", "未命名"),
            ("/", "／"),
            ("a\\b:c*?\"<>|", "a＼b：c＊？＂＜＞｜"),
            ("甲\u{0}\n\u{202e}乙\u{feff}", "甲乙"),
            (" .甲. ", "甲"),
            ("", "未命名"),
            ("con", "_con"),
            ("COM1.txt", "_COM1.txt"),
            ("lpt²", "_lpt²"),
            ("COM10", "COM10"),
            ("Nul ", "_Nul"),
        ] {
            assert_eq!(of_unit(unit), safe, "{unit:?}");
        }
        assert_eq!(file_name("../{unit}/./x", &Facts::default()).unwrap(), "未命名/未命名/未命名/x");
    }

    #[test]
    fn what_is_too_long_is_cut_and_stays_different() {
        let (one, other) = (of_unit(&format!("{}一", "长".repeat(300))), of_unit(&format!("{}二", "长".repeat(300))));
        assert!(one.len() <= LONGEST && other.len() <= LONGEST && one != other);
        assert!(one.starts_with("长长") && one.contains('~'));
        assert_eq!(of_unit(&"a".repeat(LONGEST)).len(), LONGEST);
    }

    #[test]
    fn a_pattern_that_cannot_be_filled_says_what_can() {
        let refused = |pattern: &str| file_name(pattern, &Facts::default()).unwrap_err().remove(0);
        assert!(refused("{title}").message.contains("{title}"));
        assert!(refused("{unit").message.contains("没有配对"));
        assert!(refused("").message.contains("空的"));
        assert!(refused("{x}").hint.contains("{unit} 单位或地区的名称"));
        assert!(refused("a/b/c/d/e/f/g/h/i").message.contains("最多8层"));
    }

    #[test]
    fn every_placeholder_is_a_fact() {
        for (name, _) in PLACEHOLDERS {
            assert!(Facts::default().get(name).is_some(), "{name}");
        }
    }
}
