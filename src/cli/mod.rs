//! The command line: `huibao render`, `draft`, `check`, `genres`. Thin: it reads and writes files, and calls the stages.

mod args;
mod files;
mod render;

use std::process::ExitCode;

use clap::Parser;

use crate::data::{Figures, Loaded, from_json};
use crate::{Finding, check, compose, has_errors};
use args::{Args, CheckArgs, Command, ComposeArgs, DraftArgs};

/// Runs the command. Exit status 0 when everything was done, 1 when a finding of severity error forbade it, 2 when
/// the command line was wrong.
pub fn main() -> ExitCode {
    let outcome = match Args::parse().command {
        Command::Render(args) => render::run(&args),
        Command::Draft(args) => draft(&args),
        Command::Check(args) => check_file(&args),
        Command::Genres => {
            for genre in compose::GENRES {
                println!("{}\t{}", genre.id, genre.name);
            }
            Ok(())
        }
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
    let (_, draft) = composed(&args.input, &args.compose)?;
    files::write_or_print(args.output.as_deref(), draft.as_bytes())
}

fn check_file(args: &CheckArgs) -> Outcome {
    let Loaded { progress, mut findings, .. } = from_json(&files::read(&args.input)?);
    let checked = check::check(&progress, &Figures::new(&progress));
    findings.extend(checked.findings);
    if args.json {
        let report = serde_json::json!({ "findings": findings, "rules": checked.rules });
        println!("{report:#}");
    } else {
        tell(&findings);
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

/// Loads, checks and composes; tells what is not forbidden on standard error.
fn composed(input: &std::path::Path, args: &ComposeArgs) -> Outcome<(Figures, String)> {
    let (progress, mut findings) = loaded(input, args)?;
    let figures = Figures::new(&progress);
    findings.extend(check::check(&progress, &figures).findings);
    if has_errors(&findings) {
        return Err(findings);
    }
    tell(&findings);
    let options = compose::Options { genre: args.genre.clone(), seed: args.seed };
    Ok((figures, compose::compose(&progress, &options)?))
}

/// Loads data, and dates it.
fn loaded(input: &std::path::Path, args: &ComposeArgs) -> Outcome<(crate::data::Progress, Vec<Finding>)> {
    let Loaded { mut progress, mut findings, .. } = from_json(&files::read(input)?);
    let date = args.date.clone().unwrap_or_else(files::today);
    findings.extend(progress.date_if_missing(&date).err().unwrap_or_default());
    if has_errors(&findings) { Err(findings) } else { Ok((progress, findings)) }
}

/// Prints findings on standard error, the worst first.
fn tell(findings: &[Finding]) {
    let mut sorted: Vec<_> = findings.iter().collect();
    sorted.sort_by_key(|f| std::cmp::Reverse(f.severity));
    for finding in sorted {
        eprintln!("{finding}");
    }
}
