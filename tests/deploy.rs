//! `deploy/`: the very scripts and the manifest that are shipped, without a cluster. What an engine sets is set here; `srun`
//! (and `parallel`, where it is not installed) only run what they are given.
#![cfg(all(feature = "cli", unix))]

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;

fn shipped(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy").join(name)
}

/// A folder with a plan of 24 documents, and programs before all others on the path.
struct Site(PathBuf);

impl Site {
    fn new(name: &str) -> Self {
        let site = Self(std::env::temp_dir().join(format!("huibao-deploy-{}-{name}", std::process::id())));
        let _ = fs::remove_dir_all(&site.0);
        fs::create_dir_all(site.0.join("bin")).unwrap();
        let lines = (1..=24).map(|number| {
            let targets = json!([{ "name": "年度脱贫", "target": "9人", "done": "3人" }]);
            let regions = json!([{ "name": format!("第{number}村"), "level": "村" }]);
            json!({ "report": { "date": "2026-10-12" }, "regions": regions, "targets": targets }).to_string() + "\n"
        });
        fs::write(site.0.join("units.ndjson"), lines.collect::<String>()).unwrap();
        let plan = json!({ "sources": [{ "ndjson": "units.ndjson" }], "genres": ["pledge"], "outputs": ["md"], "name": "{unit}" });
        fs::write(site.0.join("plan.json"), plan.to_string()).unwrap();
        site.program("huibao", &format!("exec {} \"$@\"", env!("CARGO_BIN_EXE_huibao")));
        site
    }

    fn program(&self, name: &str, script: &str) {
        let path = self.0.join("bin").join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let path = format!("{}:{}", self.0.join("bin").display(), std::env::var("PATH").unwrap());
        command.current_dir(&self.0).env("PATH", path);
        command
    }

    /// Documents, and how many lines all journals have.
    fn made(&self) -> (usize, usize) {
        let out = self.0.join("documents");
        let documents =
            fs::read_dir(&out).unwrap().filter(|e| e.as_ref().unwrap().path().extension().is_some_and(|e| e == "md"));
        let own = fs::read_dir(out.join(".huibao")).unwrap().map(|entry| entry.unwrap().path());
        let journals = own.filter(|path| path.extension().is_some_and(|extension| extension == "ndjson"));
        (documents.count(), journals.map(|path| fs::read_to_string(path).unwrap().lines().count()).sum())
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The options that the command knows.
fn options() -> BTreeSet<String> {
    let help = Command::new(env!("CARGO_BIN_EXE_huibao")).args(["batch", "--help"]).output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    help.split([' ', ',', '\n']).filter(|word| word.starts_with("--")).map(str::to_owned).collect()
}

fn uses_only_known_options(script: &str) {
    let (known, command) = (options(), script.split("huibao batch").last().unwrap());
    let used: Vec<_> = command.split_whitespace().filter(|word| word.starts_with("--")).collect();
    assert!(used.contains(&"--shard") && used.contains(&"--out"), "{used:?}");
    assert!(used.iter().all(|option| known.contains(*option)), "{used:?} in {known:?}");
}

#[test]
fn the_indexed_job_makes_everything_once() {
    let text = fs::read_to_string(shipped("kubernetes.yaml")).unwrap();
    let job: serde_json::Value = serde_yaml_ng::from_str(&text).unwrap();
    let (spec, container) = (&job["spec"], &job["spec"]["template"]["spec"]["containers"][0]);
    assert_eq!((&job["kind"], &spec["completionMode"]), (&json!("Job"), &json!("Indexed")));
    let shards = spec["completions"].as_u64().unwrap();
    assert_eq!(container["env"][0], json!({ "name": "SHARDS", "value": shards.to_string() }));
    assert_eq!(container["command"], json!(["/bin/sh", "-c"]));
    let script = container["args"][0].as_str().unwrap();
    uses_only_known_options(script);
    let site = Site::new("kubernetes");
    for index in 0..shards {
        let mut pod = site.command("/bin/sh");
        pod.args(["-c", script]).env("JOB_COMPLETION_INDEX", index.to_string()).env("SHARDS", shards.to_string());
        assert!(pod.status().unwrap().success(), "{index}");
    }
    assert_eq!(site.made(), (24, 24));
}

#[test]
fn the_array_makes_everything_once() {
    let text = fs::read_to_string(shipped("slurm.sh")).unwrap();
    uses_only_known_options(&text);
    let array = text.lines().find_map(|line| line.strip_prefix("#SBATCH --array=0-")).unwrap();
    let default = text.split("SHARDS:-").nth(1).and_then(|rest| rest.split('}').next()).unwrap();
    assert_eq!(array.parse::<u32>().unwrap() + 1, default.parse::<u32>().unwrap());
    let site = Site::new("slurm");
    site.program("srun", "exec \"$@\"");
    for task in 0..3 {
        let mut job = site.command("/bin/sh");
        job.arg(shipped("slurm.sh")).env("SHARDS", "3").env("SLURM_ARRAY_TASK_ID", task.to_string());
        assert!(job.env("SLURM_CPUS_PER_TASK", "1").status().unwrap().success(), "{task}");
    }
    assert_eq!(site.made(), (24, 24));
}

#[test]
fn parallel_processes_make_everything_once() {
    let script = shipped("parallel.sh");
    uses_only_known_options(&fs::read_to_string(&script).unwrap());
    let site = Site::new("parallel");
    let installed = Command::new("parallel").arg("--version").output().is_ok_and(|output| output.status.success());
    if !installed {
        // All at once, like the real one: `{}` is the line that was read.
        site.program(
            "parallel",
            "shift 2; pids=\nwhile read -r line; do\n  (for word do shift; set -- \"$@\" \"$(printf %s \"$word\" | sed \"s/{}/$line/\")\"; done; \"$@\") &\n  \
             pids=\"$pids $!\"\ndone\nfor pid in $pids; do wait \"$pid\" || exit 1; done",
        );
    }
    let mut run = site.command("/bin/sh");
    run.arg(script).args(["plan.json", "documents"]).env("SHARDS", "4");
    assert!(run.status().unwrap().success());
    assert_eq!(site.made(), (24, 24));
}
