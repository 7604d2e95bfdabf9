//! The command line: `huibao render`, `batch`, `draft`, `reuse`, `check`, `workbook`, `json`, `schema`, `genres`,
//! `instruments`. Thin: it reads and writes files, and calls the stages.

mod args;
mod batch;
mod files;
mod instruments;
mod render;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use crate::data::{self, Figures, Progress};
use crate::document::{Document, refresh};
use crate::input::Input;
use crate::workbook::{self, Schema};
use crate::{Finding, check, compose, has_errors, style};
use args::{Args, CheckArgs, Command, ComposeArgs, DraftArgs, JsonArgs, ReuseArgs, WorkbookArgs};

/// Runs the command. Exit status 0 when everything was done, 1 when a finding of severity error forbade it, 2 when
/// the command line was wrong; `batch` has more of them.
pub fn main() -> ExitCode {
    let outcome = match Args::parse().command {
        Command::Render(args) => render::run(&args),
        Command::Batch(args) => return batch::run(&args),
        Command::Draft(args) => draft(&args),
        Command::Reuse(args) => reuse(&args),
        Command::Check(args) => check_file(&args),
        Command::Workbook(args) => make_workbook(&args),
        Command::Json(args) => json(&args),
        Command::Schema => files::write_or_print(None, data::SCHEMA.as_bytes()),
        Command::Genres => {
            for genre in compose::GENRES {
                println!("{}\t{}", genre.id, genre.name);
            }
            Ok(())
        }
        Command::Instruments(args) => instruments::run(&args),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(findings) => {
            tell(&findings);
            ExitCode::FAILURE
        }
    }
}

/// What a stage of a command gives: nothing, or the findings that forbade it.
type Outcome<T = ()> = Result<T, Vec<Finding>>;

fn draft(args: &DraftArgs) -> Outcome {
    let composed = composed(&args.input, &args.compose)?;
    eprintln!("{}", Document::from_draft(&composed.draft, &composed.figures).0.aloud());
    files::write_or_print(args.output.as_deref(), composed.draft.as_bytes())?;
    if !args.style {
        return Ok(());
    }
    let review = style::review(&composed.draft, &composed.progress);
    tell(&review.findings);
    eprintln!("{}", review.measures);
    // The findings were printed; an empty list only sets the exit status.
    if has_errors(&review.findings) { Err(Vec::new()) } else { Ok(()) }
}

fn check_file(args: &CheckArgs) -> Outcome {
    let mut input = Input::from_bytes(&files::read(&args.input)?);
    let checked = check::check(&input.progress, &input.figures);
    let examined = checked.examined();
    let mut findings = std::mem::take(&mut input.findings);
    findings.extend(input.place(checked.findings));
    if args.json {
        let report = serde_json::json!({ "findings": findings, "examined": examined, "rules": checked.rules });
        println!("{report:#}");
    } else {
        tell(&findings);
        println!("共核验{examined}处关系");
        for rule in &checked.rules {
            match rule.examined {
                0 => println!("{}（{}）：未核验，数据中没有可核的关系", rule.title, rule.code),
                n => println!("{}（{}）：核验了{n}处", rule.title, rule.code),
            }
        }
    }
    // The findings were printed; an empty list only sets the exit status.
    if has_errors(&findings) { Err(Vec::new()) } else { Ok(()) }
}

/// Both sets of data are read without dating them: a reused draft keeps its own date.
fn reuse(args: &ReuseArgs) -> Outcome {
    let draft = files::read_text(&args.draft)?;
    let read = |path: &std::path::Path| -> Outcome<Input> {
        let input = Input::from_bytes(&files::read(path)?);
        if has_errors(&input.findings) { Err(input.findings) } else { Ok(input) }
    };
    let (from, to) = (read(&args.from)?, read(&args.data)?);
    let draft = compose::reuse(&draft, &from.progress, &to.progress);
    let (draft, _) = refresh(&draft, &to.figures);
    // A figure that the other data has not is told with its place.
    let (_, findings) = Document::from_draft(&draft, &to.figures);
    tell(&findings);
    files::write_or_print(args.output.as_deref(), draft.as_bytes())
}

fn make_workbook(args: &WorkbookArgs) -> Outcome {
    let bytes = match &args.from {
        None => workbook::blank(Schema::model(), workbook::example())?,
        Some(from) => workbook::write(Schema::model(), &read_json(from)?)?,
    };
    files::write(&args.output, &bytes)
}

fn json(args: &JsonArgs) -> Outcome {
    let data = read_json(&args.input)?;
    let text = serde_json::to_string_pretty(&data).unwrap_or_default() + "\n";
    files::write_or_print(args.output.as_deref(), text.as_bytes())
}

/// Data in the model's own form; nothing is passed on while some of it could not be read.
fn read_json(path: &std::path::Path) -> Outcome<serde_json::Value> {
    let input = Input::from_bytes(&files::read(path)?);
    if has_errors(&input.findings) {
        return Err(input.findings);
    }
    tell(&input.findings);
    Ok(serde_json::to_value(&input.progress).unwrap_or_default())
}

/// A draft and what it was composed from.
struct Composed {
    progress: Progress,
    figures: Figures,
    draft: String,
}

/// Loads, checks and composes; tells what is not forbidden on standard error.
fn composed(path: &std::path::Path, args: &ComposeArgs) -> Outcome<Composed> {
    let (input, mut findings) = loaded(path, args)?;
    let figures = Figures::new(&input.progress);
    let contradictions = input.place(check::check(&input.progress, &figures).findings);
    let caution = if args.force { compose::caution(&contradictions) } else { String::new() };
    findings.extend(contradictions);
    if has_errors(&findings) && !args.force {
        return Err(findings);
    }
    tell(&findings);
    let text =
        |path: &Option<PathBuf>| path.as_deref().map(files::read_text).transpose().map(Option::unwrap_or_default);
    let options = compose::Options {
        genre: args.genre.clone(),
        seed: args.seed,
        template: text(&args.template)?,
        phrases: text(&args.phrases)?,
        words: text(&args.words)?,
        caution,
    };
    let draft = compose::compose(&input.progress, &options)?;
    Ok(Composed { progress: input.progress, figures, draft })
}

/// Loads data, and dates it.
fn loaded(path: &std::path::Path, args: &ComposeArgs) -> Outcome<(Input, Vec<Finding>)> {
    let mut input = Input::from_bytes(&files::read(path)?);
    let mut findings = std::mem::take(&mut input.findings);
    let date = args.date.clone().unwrap_or_else(files::today);
    findings.extend(input.progress.date_if_missing(&date).err().unwrap_or_default());
    if has_errors(&findings) { Err(findings) } else { Ok((input, findings)) }
}

/// Prints findings on standard error, the worst first.
fn tell(findings: &[Finding]) {
    let mut sorted: Vec<_> = findings.iter().collect();
    sorted.sort_by_key(|f| std::cmp::Reverse(f.severity));
    for finding in sorted {
        eprintln!("{finding}");
    }
}
