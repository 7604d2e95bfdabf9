//! `huibao render`: from data or a draft to pages, or to any stage on the way.

use std::path::{Path, PathBuf};

use super::args::RenderArgs;
use super::{Outcome, composed, files, loaded, tell};
use crate::compose;
use crate::data::Figures;
use crate::document::{Block, Document, MAX_OUTLINES, Outlines, refresh};
use crate::docx;
use crate::fonts::{Manifest, OwnFace, Role};
use crate::typeset::{Drawing, Pages, PdfOptions, Typesetter};
use crate::{Finding, has_errors};

/// Bytes of a font file beyond which it is not read: the largest collections of Chinese faces have a third of it.
const MAX_FACE: usize = 100 * 1024 * 1024;

/// Pixels an inch of the pictures in Word documents: what a laser printer of an office shows of greys.
const PICTURE_DPI: f64 = 200.0;

pub(super) fn run(args: &RenderArgs) -> Outcome {
    let extension = || args.output.extension().map(|e| e.to_string_lossy().into_owned()).unwrap_or_default();
    let kind = args.format.clone().unwrap_or_else(extension).to_lowercase();
    if !["pdf", "docx", "svg", "png", "md", "json", "txt"].contains(&kind.as_str()) {
        return Err(vec![
            Finding::error(
                "file.unknown_format",
                "",
                format!("不认得输出格式“{}”", args.format.clone().unwrap_or_else(|| args.output.display().to_string())),
            )
            .hint("输出文件的扩展名用 .pdf .docx .svg .png .md .json 或 .txt"),
        ]);
    }
    let (figures, draft) = draft_of(args)?;
    if kind == "md" {
        return files::write(&args.output, draft.as_bytes());
    }
    let outlines = outlines(args)?;
    let (mut document, findings) = Document::from_draft_with(&draft, &figures, &outlines);
    document.facts.spoken |= args.spoken;
    if args.sources {
        document.add_sources();
    }
    if has_errors(&findings) {
        return Err(findings);
    }
    tell(&findings);
    match kind.as_str() {
        "txt" => files::write(&args.output, document.text().as_bytes()),
        "json" => files::write(&args.output, serde_json::to_string_pretty(&document).unwrap_or_default().as_bytes()),
        "docx" => word(args, &document),
        _ => pages(args, &document, &kind),
    }
}

/// The outlines of regions, where a file is named.
fn outlines(args: &RenderArgs) -> Outcome<Outlines> {
    let Some(path) = &args.map else { return Ok(Outlines::default()) };
    let (outlines, findings) = Outlines::from_geojson(&files::read_up_to(path, MAX_OUTLINES)?);
    if has_errors(&findings) {
        return Err(findings);
    }
    tell(&findings);
    Ok(outlines)
}

/// The draft, composed from data or read from a file, and the figures that it is held to.
fn draft_of(args: &RenderArgs) -> Outcome<(Figures, String)> {
    if args.input.extension().is_none_or(|e| e != "md") {
        let composed = composed(&args.input, &args.compose)?;
        return Ok((composed.figures, composed.draft));
    }
    let Some(data) = &args.data else {
        return Err(vec![
            Finding::error("draft.no_data", "", "文稿要和它的数据一起排，才能核对每个数字")
                .hint("加上 --data 数据文件.json"),
        ]);
    };
    let (input, findings) = loaded(data, &args.compose)?;
    tell(&findings);
    let figures = Figures::new(&input.progress);
    let bytes = files::read(&args.input)?;
    let draft = String::from_utf8(bytes).map_err(|_| {
        vec![Finding::error("draft.encoding", "", "文稿不是 UTF-8 编码").hint("请把文稿另存为 UTF-8 编码")]
    })?;
    if !args.refresh {
        return Ok((figures, draft));
    }
    let (refreshed, changes) = refresh(&draft, &figures);
    for change in changes {
        eprintln!("已更新  {}  {} → {}", change.path, change.before, change.after);
    }
    Ok((figures, refreshed))
}

/// The layout that is asked for, or the draft's, or that of its genre.
fn layout<'a>(args: &'a RenderArgs, document: &'a Document) -> &'a str {
    let suits = compose::layout(document.facts.genre.as_deref().unwrap_or_default());
    args.layout.as_deref().or(document.facts.layout.as_deref()).unwrap_or(suits)
}

/// The twin in Word.
fn word(args: &RenderArgs, document: &Document) -> Outcome {
    let images = pictures(args, document)?;
    let options = docx::Options { sources: args.sources, images: &images };
    let written = docx::write(document, layout(args, document), &options)?;
    tell(&written.findings);
    files::write(&args.output, &written.bytes)
}

/// Pictures of the document's charts, which the typesetter draws. Without fonts it cannot: then they are tables, which is told.
fn pictures(args: &RenderArgs, document: &Document) -> Outcome<Vec<docx::ChartImage>> {
    let drawn =
        |block: &Block| matches!(block, Block::Exhibit { exhibit: Some(exhibit), .. } if exhibit.view.is_drawn());
    if !document.blocks.iter().any(drawn) {
        return Ok(Vec::new());
    }
    if args.fonts.is_none() && fonts_folder(None).is_err() {
        let message = "没有找到字体文件夹，图没有画出来，在 Word 文档里是数据表。";
        tell(&[Finding::note("docx.no_pictures", "", message)
            .hint("要图片，先运行 make fonts 生成字体，或用 --fonts 指明含 manifest.json 的文件夹")]);
        return Ok(Vec::new());
    }
    let drawings = set(args, document)?.drawings().into_iter();
    let image = |drawing: Drawing| {
        let (block, width, height) = (drawing.block, drawing.width(), drawing.height());
        let png = drawing.png(PICTURE_DPI)?;
        Some(docx::ChartImage { block, png, svg: Some(drawing.svg()), width, height })
    };
    Ok(drawings.filter_map(image).collect())
}

/// The document's pages.
fn set(args: &RenderArgs, document: &Document) -> Outcome<Pages> {
    let layout = layout(args, document);
    let fonts = fonts_folder(args.fonts.as_deref())?;
    let manifest = files::read(&fonts.join("manifest.json"))?;
    let manifest = Manifest::parse(&String::from_utf8_lossy(&manifest)).map_err(|e| {
        vec![Finding::error("fonts.manifest", "", format!("字体清单不能用：{e}")).hint("请重新生成字体：make fonts")]
    })?;
    let mut typesetter = Typesetter::new(manifest);
    let seal = args.seal.as_deref().map(files::read).transpose()?;
    typesetter.set_seal(seal.as_deref())?;
    let faces = args.faces.iter().map(|face| own_face(face)).collect::<Outcome<Vec<_>>>()?;
    let told = typesetter.set_faces(&faces);
    if has_errors(&told.findings) {
        return Err(told.findings);
    }
    tell(&told.findings);
    let needed = typesetter.needed(document, layout);
    if has_errors(&needed.findings) {
        return Err(needed.findings);
    }
    for slice in needed.slices {
        let bytes = files::read(&fonts.join(&slice.file))?;
        typesetter.add_slice(&slice.family, &bytes)?;
    }
    typesetter.set(document, layout)
}

fn pages(args: &RenderArgs, document: &Document, kind: &str) -> Outcome {
    let pages = set(args, document)?;
    tell(pages.findings());
    match kind {
        "pdf" => files::write(&args.output, &pages.pdf(&PdfOptions::default())?),
        "svg" => each(&args.output, pages.count(), |i| pages.svg(i).map(String::into_bytes)),
        _ => each(&args.output, pages.count(), |i| pages.png(i, args.dpi)),
    }
}

/// A face of the user's: `body=FILE`, or `body=FILE.ttc#1` for the second one of a collection.
fn own_face(given: &str) -> Outcome<OwnFace> {
    let Some((role, file)) = given.split_once('=').and_then(|(role, file)| Some((Role::of(role)?, file))) else {
        let roles = Role::ALL.map(|role| format!("{}（{}）", role.key(), role.name())).join("、");
        return Err(vec![
            Finding::error("fonts.bad_face", "", format!("看不懂“--face {given}”"))
                .hint(format!("写成“用处=字体文件”，例如 body=仿宋_GB2312.ttf；用处有{roles}")),
        ]);
    };
    let numbered = file.rsplit_once('#').and_then(|(path, index)| Some((path, index.parse().ok()?)));
    let (path, index) = numbered.unwrap_or((file, 0));
    let path = Path::new(path);
    let file = path.file_name().map_or_else(|| given.to_string(), |name| name.to_string_lossy().into_owned());
    Ok(OwnFace { role, file, bytes: files::read_up_to(path, MAX_FACE)?, index })
}

/// Writes one file a page: speech-01.png, speech-02.png.
fn each(output: &Path, count: usize, page: impl Fn(usize) -> Option<Vec<u8>>) -> Outcome {
    let stem = output.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let extension = output.extension().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    for index in 0..count {
        let name =
            if count == 1 { format!("{stem}.{extension}") } else { format!("{stem}-{:02}.{extension}", index + 1) };
        let bytes = page(index).ok_or_else(|| {
            vec![Finding::error("typeset.page", "", format!("第 {} 页没有排出来", index + 1)).hint("请反馈这份数据")]
        })?;
        files::write(&output.with_file_name(name), &bytes)?;
    }
    Ok(())
}

/// The folder with the font slices: given, or the first of the usual places that has a manifest.
pub(super) fn fonts_folder(given: Option<&Path>) -> Outcome<PathBuf> {
    if let Some(given) = given {
        return Ok(given.to_owned());
    }
    let beside = std::env::current_exe().ok().and_then(|exe| Some(exe.parent()?.join("fonts")));
    let places = [
        std::env::var_os("HUIBAO_FONTS").map(PathBuf::from),
        Some(PathBuf::from("fonts/dist")),
        beside,
        Some(PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/dist"))),
    ];
    places.into_iter().flatten().find(|p| p.join("manifest.json").is_file()).ok_or_else(|| {
        vec![
            Finding::error("fonts.not_found", "", "没有找到字体文件夹")
                .hint("先运行 make fonts 生成字体，或用 --fonts 指明含 manifest.json 的文件夹"),
        ]
    })
}
