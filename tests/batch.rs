//! `huibao batch`, as it is run: the command itself, on folders of its own.
#![cfg(feature = "cli")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant, SystemTime};

use serde_json::{Value, json};

/// A folder that is gone when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("huibao-batch-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn plan(&self, plan: &Value) {
        self.write("plan.json", plan.to_string());
    }

    fn command(&self, more: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_huibao"));
        command.arg("batch").arg(self.0.join("plan.json")).arg("--out").arg(self.0.join("out"));
        command.args(["--quiet", "--jobs", "2"]).args(more).stdin(Stdio::null());
        command
    }

    fn run(&self, more: &[&str]) -> Ran {
        let Output { status, stderr, .. } = self.command(more).output().unwrap();
        let report =
            fs::read(self.0.join("report.json")).or_else(|_| fs::read(self.0.join("out/.huibao/report-0-of-1.json")));
        let report = report.ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default();
        Ran { code: status.code().unwrap(), said: String::from_utf8(stderr).unwrap(), report }
    }

    /// The documents' files below `out` with the time at which each was written.
    fn files(&self) -> BTreeMap<String, SystemTime> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.0.join("out")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
                let (path, name) = (entry.path(), entry.file_name());
                match path.is_dir() {
                    true if name == ".huibao" => {}
                    true => folders.push(path),
                    false => {
                        let name = path.strip_prefix(self.0.join("out")).unwrap().to_string_lossy().into_owned();
                        files.insert(name, entry.metadata().unwrap().modified().unwrap());
                    }
                }
            }
        }
        files
    }

    /// Every whole line of every journal.
    fn journal(&self) -> Vec<Value> {
        let Ok(entries) = fs::read_dir(self.0.join("out/.huibao")) else { return Vec::new() };
        let journals =
            entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "ndjson"));
        let text: String =
            journals.map(|path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned()).collect();
        text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

struct Ran {
    code: i32,
    said: String,
    report: Value,
}

impl Ran {
    /// Made, already there, failed.
    fn counts(&self) -> [u64; 3] {
        ["made", "already_there", "failed"].map(|field| self.report[field].as_u64().unwrap_or(u64::MAX))
    }
}

/// The data of a village.
fn village(number: usize) -> Value {
    json!({
        "report": { "date": "2026-10-12", "meeting": { "name": "全县推进会", "topic": "脱贫攻坚" } },
        "regions": [{ "id": format!("v{number}"), "name": format!("第{number}村"), "level": "村", "parent": "某镇" }],
        "topics": [{ "name": "脱贫攻坚", "class": "中心工作" }],
        "targets": [{ "name": "年度脱贫", "topic": "脱贫攻坚", "target": "100人", "done": format!("{}人", number % 100) }]
    })
}

fn villages(count: usize) -> String {
    (1..=count).map(|number| village(number).to_string() + "\n").collect()
}

fn drafts(source: Value) -> Value {
    json!({ "sources": [source], "genres": ["pledge"], "outputs": ["md"] })
}

#[test]
fn each_line_is_a_document_and_what_fails_fails_alone() {
    let folder = Folder::new("lines");
    let enveloped = json!({ "data": village(7), "name": "{parent}/{unit}：表态", "genre": "work_briefing" });
    let contradiction = {
        let mut data = village(8);
        data["targets"][0]["rate"] = "99%".into();
        data
    };
    let strange = json!({ "data": village(9), "gener": "pledge" });
    let lines = [
        village(1).to_string(),
        String::new(),
        r#"{"report": {"title": "#.into(),
        enveloped.to_string(),
        village(1).to_string(),
        contradiction.to_string(),
        strange.to_string(),
        village(2).to_string(),
    ];
    folder.write("units.ndjson", lines.join("\n"));
    folder.plan(&drafts(json!({ "ndjson": "units.ndjson" })));
    let ran = folder.run(&[]);
    assert_eq!((ran.code, ran.counts()), (1, [3, 0, 4]), "{}", ran.said);
    let files: Vec<_> = folder.files().into_keys().collect();
    assert_eq!(files, ["某镇/第7村：表态.md", "第1村-pledge.md", "第2村-pledge.md"]);
    let failures = ran.report["failures"].as_array().unwrap();
    let failed: BTreeMap<_, _> =
        failures.iter().map(|f| (f["line"].as_u64().unwrap(), f["findings"][0]["code"].as_str().unwrap())).collect();
    assert_eq!(failed[&3], "data.not_json");
    assert_eq!(failed[&5], "batch.name_taken");
    assert_eq!(failed[&7], "plan.unknown_field");
    let rate = failures.iter().find(|f| f["line"] == 6).unwrap()["findings"].to_string();
    assert!(rate.contains("check.rate") && rate.contains("/targets/0/rate"), "{rate}");
    assert_eq!(folder.files().len(), 3, "no part of a file stays");
    let parts = fs::read_dir(folder.0.join("out/.huibao/part-0-of-1")).unwrap().count();
    assert_eq!(parts, 0);
}

#[test]
fn a_workbook_is_divided_by_its_units_and_a_folder_by_its_files() {
    let folder = Folder::new("units");
    let data = format!("{}/tests/data/safety-quarter.json", env!("CARGO_MANIFEST_DIR"));
    let made = Command::new(env!("CARGO_BIN_EXE_huibao"))
        .args(["workbook", "--from", &data, "--output"])
        .arg(folder.0.join("county.xlsx"))
        .output()
        .unwrap();
    assert!(made.status.success());
    folder.write("data/a.json", village(1).to_string());
    folder.write("data/b.json", village(2).to_string());
    folder.write("data/c.txt", "no data");
    folder.plan(&json!({
        "sources": [{ "workbook": "county.xlsx", "units": { "level": "乡镇" } }, { "directory": "data" }],
        "genres": ["pledge", "progress_digest"], "outputs": ["md", "txt"], "name": "{genre}/{unit}",
        "report": { "issuance": { "editor": "{unit}办公室" } }
    }));
    let ran = folder.run(&[]);
    assert_eq!((ran.code, ran.counts()), (0, [28, 0, 0]), "{} {}", ran.said, ran.report["failures"]);
    let files = folder.files();
    assert_eq!(files.len(), 56);
    let text = fs::read_to_string(folder.0.join("out/pledge/砚城镇.txt")).unwrap();
    assert!(text.contains("砚城镇") && !text.contains("苎溪镇"), "{text}");
    let digest = fs::read_to_string(folder.0.join("out/progress_digest/苎溪镇.md")).unwrap();
    assert!(digest.contains("苎溪镇办公室"), "{digest}");
}

#[test]
fn pages_are_those_of_render() {
    let folder = Folder::new("pages");
    folder.write("a.json", village(3).to_string());
    folder.plan(&json!({ "sources": [{ "data": "a.json" }], "genres": ["pledge"], "outputs": ["pdf", "svg", "json"] }));
    let ran = folder.run(&[]);
    assert_eq!((ran.code, ran.counts()), (0, [1, 0, 0]), "{} {}", ran.said, ran.report["failures"]);
    let alone = folder.0.join("alone.pdf");
    let mut render = Command::new(env!("CARGO_BIN_EXE_huibao"));
    render.arg("render").arg(folder.0.join("a.json")).args(["--genre", "pledge", "--output"]).arg(&alone);
    assert!(render.output().unwrap().status.success());
    assert_eq!(fs::read(&alone).unwrap(), fs::read(folder.0.join("out/第3村-pledge.pdf")).unwrap());
    let pages = folder.journal()[0]["pages"].as_u64().unwrap();
    assert!(pages > 0 && ran.report["pages"] == pages);
    let svg = folder.files().keys().filter(|name| name.ends_with(".svg")).count();
    assert_eq!(svg as u64, pages);
}

#[test]
fn a_second_run_makes_what_is_missing_and_nothing_else() {
    let folder = Folder::new("again");
    folder.write("units.ndjson", villages(12) + "{\n");
    folder.plan(&drafts(json!({ "ndjson": "units.ndjson" })));
    assert_eq!(folder.run(&[]).counts(), [12, 0, 1]);
    let first = folder.files();

    let ran = folder.run(&[]);
    assert_eq!((ran.code, ran.counts()), (1, [0, 12, 1]));
    assert_eq!((&ran.report["failures"][0]["known"], &folder.files()), (&json!(true), &first));
    assert_eq!(folder.run(&["--retry-failed"]).report["failures"][0]["known"], false);

    // Deleted, changed, with other data; and one that is new.
    fs::remove_file(folder.0.join("out/第2村-pledge.md")).unwrap();
    folder.write("out/第3村-pledge.md", "");
    let mut changed = village(4);
    changed["targets"][0]["done"] = "99人".into();
    let lines: Vec<_> = (1..=13).map(|n| if n == 4 { changed.to_string() } else { village(n).to_string() }).collect();
    folder.write("units.ndjson", lines.join("\n"));
    let ran = folder.run(&[]);
    assert_eq!((ran.code, ran.counts()), (0, [4, 9, 0]));
    let second = folder.files();
    for number in [1, 5, 6, 7, 8, 9, 10, 11, 12] {
        let name = format!("第{number}村-pledge.md");
        assert_eq!(second[&name], first[&name], "{name} was not touched");
    }
    assert!(fs::read_to_string(folder.0.join("out/第4村-pledge.md")).unwrap().contains("99人"));
    assert_eq!(folder.run(&["--force-all"]).counts(), [13, 0, 0]);
}

#[test]
fn shards_together_make_everything_once() {
    let folder = Folder::new("shards");
    folder.write("units.ndjson", villages(30));
    folder.plan(&drafts(json!({ "ndjson": "units.ndjson" })));
    let report = folder.0.join("report.json");
    let mut made = 0;
    for shard in ["0/3", "1/3", "2/3"] {
        let ran = folder.run(&["--shard", shard, "--report", report.to_str().unwrap()]);
        assert_eq!((ran.code, ran.counts()[1], ran.counts()[2]), (0, 0, 0), "{}", ran.said);
        assert!(ran.counts()[0] > 0);
        made += ran.counts()[0];
    }
    assert_eq!((made, folder.files().len(), folder.journal().len()), (30, 30, 30));
    // Divided otherwise, all of it is there.
    let ran = folder.run(&["--shard", "1/2", "--report", report.to_str().unwrap()]);
    assert_eq!(ran.counts()[0], 0);
    let ran = folder.run(&["--shard", "3/3"]);
    assert!(ran.code == 2 && ran.said.contains("0 到 2"), "{}", ran.said);
}

/// Starts a run and waits until it has done some of its work.
fn begun(folder: &Folder, documents: usize) -> Child {
    let child = folder.command(&[]).stderr(Stdio::null()).spawn().unwrap();
    let began = Instant::now();
    while folder.journal().len() < documents {
        assert!(began.elapsed() < Duration::from_secs(120), "nothing is done");
        std::thread::sleep(Duration::from_millis(5));
    }
    child
}

#[test]
fn what_is_killed_goes_on_where_it_was() {
    let folder = Folder::new("killed");
    folder.write("units.ndjson", villages(300));
    folder.plan(&drafts(json!({ "ndjson": "units.ndjson" })));
    let mut child = begun(&folder, 20);
    child.kill().unwrap();
    child.wait().unwrap();
    let journal = folder.journal();
    assert!(journal.len() < 300, "killed in the middle");
    let before = folder.files();
    // As if the last line had been cut off in the middle of a disk's block.
    let path = folder.0.join("out/.huibao/journal-0-of-1.ndjson");
    let mut torn = fs::read(&path).unwrap();
    torn.extend_from_slice(br#"{"name": "x", "key": "00"#);
    fs::write(&path, torn).unwrap();

    let ran = folder.run(&[]);
    assert_eq!((ran.code, ran.counts()), (0, [300 - journal.len() as u64, journal.len() as u64, 0]), "{}", ran.said);
    let after = folder.files();
    assert_eq!(after.len(), 300, "nothing is lost, nothing else is there");
    for entry in &journal {
        let file = entry["files"][0]["file"].as_str().unwrap();
        assert_eq!(before[file], after[file], "{file} was done and is not done again");
    }
    let keys: BTreeSet<String> = folder.journal().iter().map(|entry| entry["key"].to_string()).collect();
    assert_eq!((keys.len(), folder.journal().len()), (300, 300));
}

#[cfg(unix)]
#[test]
fn who_is_asked_to_stop_ends_in_good_order() {
    let folder = Folder::new("asked");
    folder.write("units.ndjson", villages(400));
    folder.plan(&drafts(json!({ "ndjson": "units.ndjson" })));
    let mut child = begun(&folder, 5);
    // The same shard twice is refused.
    let refused = folder.run(&[]);
    assert!(refused.code == 4 && refused.said.contains("正在做这一份"), "{}", refused.said);
    let asked = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(asked.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let report: Value =
        serde_json::from_slice(&fs::read(folder.0.join("out/.huibao/report-0-of-1.json")).unwrap()).unwrap();
    assert_eq!((&report["interrupted"], &report["complete"]), (&json!(true), &json!(false)));
    let made = report["made"].as_u64().unwrap() as usize;
    assert_eq!((folder.files().len(), folder.journal().len()), (made, made), "what was in hand was finished");
    assert!(made < 400);
}

#[test]
fn plans_that_are_wrong_say_so() {
    let folder = Folder::new("plans");
    folder.write("plan.json", r#"{"sorces": [], "sources": [{"data": "x.json"}], "genres": ["speech"]}"#);
    let ran = folder.run(&[]);
    assert_eq!(ran.code, 2);
    for said in ["plan.unknown_field  /sorces", "是不是想写“sources”", "plan.genre  /genres/0"] {
        assert!(ran.said.contains(said), "{}", ran.said);
    }
    folder.plan(&json!({ "sources": [{ "data": "x.json" }], "options": { "layout": "poster" } }));
    let ran = folder.run(&[]);
    assert!(ran.code == 2 && ran.said.contains("没有“poster”这种版式"), "{}", ran.said);
    folder.plan(&json!({ "sources": [{ "data": "x.json" }], "options": { "template": "none.j2" } }));
    let ran = folder.run(&[]);
    assert!(ran.code == 2 && ran.said.contains("none.j2"), "{}", ran.said);
    // The plan is right; the data is not there.
    folder.plan(&json!({ "sources": [{ "data": "x.json" }, { "directory": "none" }] }));
    let ran = folder.run(&[]);
    assert_eq!((ran.code, ran.counts()), (1, [0, 0, 2]), "{}", ran.said);
}

#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_number_of_documents() {
    let peak = |count: usize| {
        let folder = Folder::new(&format!("memory-{count}"));
        folder.write("units.ndjson", villages(count));
        folder.plan(&drafts(json!({ "ndjson": "units.ndjson" })));
        let ran = folder.run(&[]);
        assert_eq!(ran.counts(), [count as u64, 0, 0]);
        ran.report["peak_memory"].as_u64().unwrap()
    };
    let (few, many) = (peak(50), peak(500));
    assert!(many < few + (8 << 20), "{few} bytes for 50, {many} for 500");
}
