//! What LibreOffice makes of the files, where it is installed.

use std::path::{Path, PathBuf};
use std::process::Command;

use huibao::docx::{Options, write};

use super::documents;

/// Faces of the recipe that stand for those that a file names, so that their measures are alike.
const FACES: [(&str, &str); 6] = [
    ("方正小标宋简体", "Noto Serif SC"),
    ("黑体", "FandolHei"),
    ("楷体_GB2312", "FandolKai"),
    ("仿宋_GB2312", "FandolFang R"),
    ("宋体", "FandolSong"),
    ("Times New Roman", "Tinos"),
];

/// A folder of the test with the files of all documents.
fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("docx");
    std::fs::create_dir_all(&folder).expect("a folder");
    for (name, document, layout) in documents() {
        let written = write(&document, layout, &Options::default()).expect("a file");
        std::fs::write(folder.join(format!("{name}.docx")), written.bytes).expect("written");
    }
    folder
}

/// A configuration of fontconfig with the recipe's faces alone under the names of the file's.
fn fontconfig(folder: &Path, faces: &Path) -> PathBuf {
    let aliases: String = FACES
        .iter()
        .map(|(name, stands)| {
            format!(
                "<match target=\"pattern\"><test name=\"family\"><string>{name}</string></test>\
                 <edit name=\"family\" mode=\"assign\" binding=\"strong\"><string>{stands}</string></edit></match>"
            )
        })
        .collect();
    let path = folder.join("fonts.conf");
    let cache = folder.join("cache");
    let text = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig><dir>{}</dir><cachedir>{}</cachedir>{aliases}</fontconfig>",
        faces.display(),
        cache.display(),
    );
    std::fs::write(&path, text).expect("written");
    path
}

/// Where the recipe unpacked its faces.
fn faces() -> Option<PathBuf> {
    let cache = std::env::var_os("HUIBAO_CACHE").map(PathBuf::from)?;
    Some(cache.join("files")).filter(|faces| faces.join("fandol").is_dir())
}

/// Pages of each file, as LibreOffice sets it; none where it, or the faces, are not there.
fn pages() -> Option<Vec<(String, usize)>> {
    let faces = faces()?;
    Command::new("soffice").arg("--version").output().ok()?;
    let folder = folder();
    let config = fontconfig(&folder, &faces);
    let files: Vec<PathBuf> = documents().iter().map(|(name, ..)| folder.join(format!("{name}.docx"))).collect();
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let status = Command::new("soffice")
        .args([profile.as_str(), "--headless", "--convert-to", "pdf", "--outdir"])
        .arg(&folder)
        .args(&files)
        .env("FONTCONFIG_FILE", &config)
        .output()
        .expect("it runs");
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
    let count = |name: &str| {
        let out = Command::new("pdfinfo").arg(folder.join(format!("{name}.pdf"))).output().expect("pdfinfo");
        let said = String::from_utf8_lossy(&out.stdout).into_owned();
        let pages = said.lines().find_map(|line| line.strip_prefix("Pages:")?.trim().parse().ok());
        pages.unwrap_or_else(|| panic!("{name}: {said}"))
    };
    Some(documents().iter().map(|(name, ..)| ((*name).to_owned(), count(name))).collect())
}

#[test]
fn libreoffice_makes_as_many_pages_as_the_typesetter() {
    let Some(pages) = pages() else {
        eprintln!("LibreOffice or the recipe's faces are not there: not tested");
        return;
    };
    println!("{pages:?}");
    assert!(pages.iter().all(|(_, count)| *count > 0), "{pages:?}");
    #[cfg(feature = "typeset")]
    for ((name, document, layout), (_, count)) in documents().iter().zip(&pages) {
        // Charts are tables of their data here.
        if *name == "exhibits" {
            continue;
        }
        // Pages of long ledgers hold a row more or less.
        let set = super::support::set_in(&mut super::support::typesetter(), document, layout).count();
        let apart = if *layout == "ledger" { set / 5 } else { 1 };
        assert!(set.abs_diff(*count) <= apart, "{name}: {count} pages, and {set} of the typesetter");
    }
}
