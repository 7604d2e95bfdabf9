//! [`Ready`]: a plan with everything that it names.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::batch::{MAX_PLAN, Own, Plan, Recipe};
use crate::cli::args::BatchArgs;
use crate::cli::{Outcome, files, render, tell};
use crate::compose::Options;
use crate::document::{MAX_OUTLINES, Outlines};
use crate::fonts::Manifest;
use crate::typeset::{LAYOUTS, Typesetter};
use crate::{Finding, has_errors};

/// A plan, ready to be carried out.
pub(super) struct Ready {
    pub(super) plan: Plan,
    /// The folder of the plan, to which its paths are relative.
    pub(super) folder: PathBuf,
    pub(super) recipe: Recipe,
    /// The date where neither data nor plan state one: the day on which the run began.
    today: String,
    seal: Option<Vec<u8>>,
    /// The faces and their folder, where pages are asked for.
    faces: Option<(Manifest, PathBuf)>,
    /// Hash of everything that all documents have in common.
    digest: [u8; 32],
}

impl Ready {
    pub(super) fn new(args: &BatchArgs) -> Outcome<Self> {
        let plan = Plan::parse(&files::read_up_to(&args.plan, MAX_PLAN)?)?;
        let folder = args.plan.parent().map(Path::to_owned).unwrap_or_default();
        let settings = &plan.options;
        check_layout(&settings.layout)?;
        let named = |path: &str| (!path.is_empty()).then(|| folder.join(path));
        let text = |path: &str| named(path).map(|path| files::read_text(&path)).transpose();
        let outlines = named(&settings.map).map(|path| files::read_up_to(&path, MAX_OUTLINES)).transpose()?;
        let (drawn, findings) = outlines.as_deref().map(Outlines::from_geojson).unwrap_or_default();
        if has_errors(&findings) {
            return Err(findings);
        }
        tell(&findings);
        let recipe = Recipe {
            compose: Options {
                template: text(&settings.template)?.unwrap_or_default(),
                phrases: text(&settings.phrases)?.unwrap_or_default(),
                words: text(&settings.words)?.unwrap_or_default(),
                ..Options::default()
            },
            spoken: settings.spoken,
            sources: settings.sources,
            force: settings.force,
            draft: text(&settings.draft)?,
            refresh: settings.refresh,
            outlines: drawn,
            report: plan.report.clone(),
        };
        let seal = named(&settings.seal).map(|path| files::read(&path)).transpose()?;
        let pages = plan.outputs.iter().any(|output| output.is_pages());
        let faces = if pages { Some(faces(args.fonts.as_deref())?) } else { None };
        let mut hash = Sha256::new();
        for part in [
            env!("CARGO_PKG_VERSION").as_bytes(),
            &serde_json::to_vec(&(settings, &plan.report, &plan.outputs)).unwrap_or_default(),
            &serde_json::to_vec(&recipe.compose).unwrap_or_default(),
            recipe.draft.as_deref().unwrap_or_default().as_bytes(),
            outlines.as_deref().unwrap_or_default(),
            seal.as_deref().unwrap_or_default(),
            faces.as_ref().map(|(text, ..)| text.as_bytes()).unwrap_or_default(),
        ] {
            add(&mut hash, part);
        }
        let digest = hash.finalize().into();
        let faces = faces.map(|(_, manifest, folder)| (manifest, folder));
        let ready = Self { plan, folder, recipe, today: files::today(), seal, faces, digest };
        // A seal that is no image is told before anything is set.
        if pages {
            ready.typesetter()?;
        }
        Ok(ready)
    }

    /// A typesetter without faces, which it loads as documents need them.
    pub(super) fn typesetter(&self) -> Outcome<Typesetter> {
        let (manifest, _) = self.faces()?;
        let mut typesetter = Typesetter::new(manifest.clone());
        typesetter.set_seal(self.seal.as_deref())?;
        Ok(typesetter)
    }

    /// A slice of a face.
    pub(super) fn slice(&self, file: &str) -> Outcome<Vec<u8>> {
        let (_, folder) = self.faces()?;
        files::read(&folder.join(file))
    }

    fn faces(&self) -> Outcome<&(Manifest, PathBuf)> {
        let none = || Finding::error("fonts.not_found", "", "没有载入字体").hint("输出里要有 pdf 或 svg");
        self.faces.as_ref().ok_or_else(|| vec![none()])
    }

    /// The date of documents of which nobody says one.
    pub(super) fn date<'a>(&'a self, own: &'a str) -> &'a str {
        [own, &self.plan.options.date].into_iter().find(|date| !date.is_empty()).unwrap_or(&self.today)
    }

    /// What makes a document what it is: equal keys, equal bytes, but for the date of documents of which nobody says one.
    pub(super) fn key(&self, name: &str, own: &Own, facts: &crate::batch::Facts, data: &[u8]) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.digest);
        for part in [name, &own.genre, &own.layout, &own.seed.to_string(), &own.date] {
            add(&mut hash, part.as_bytes());
        }
        if !self.plan.report.is_empty() {
            add(&mut hash, &serde_json::to_vec(facts).unwrap_or_default());
        }
        add(&mut hash, data);
        hash.finalize().into()
    }
}

/// The text of the manifest, what it says, and the folder of the faces.
fn faces(given: Option<&Path>) -> Outcome<(String, Manifest, PathBuf)> {
    let folder = render::fonts_folder(given)?;
    let text = files::read_text(&folder.join("manifest.json"))?;
    let manifest = Manifest::parse(&text).map_err(|e| {
        vec![Finding::error("fonts.manifest", "", format!("字体清单不能用：{e}")).hint("请重新生成字体：make fonts")]
    })?;
    Ok((text, manifest, folder))
}

/// With its length, so that two parts are not taken for others.
fn add(hash: &mut Sha256, part: &[u8]) {
    hash.update((part.len() as u64).to_le_bytes());
    hash.update(part);
}

/// Whether there is such a layout.
pub(super) fn check_layout(layout: &str) -> Outcome {
    if layout.is_empty() || LAYOUTS.contains(&layout) {
        return Ok(());
    }
    let finding = Finding::error("plan.layout", "/options/layout", format!("没有“{layout}”这种版式"));
    Err(vec![finding.hint(format!("可以用：{}", LAYOUTS.join("、")))])
}
