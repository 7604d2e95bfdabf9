//! Every genre, from data to draft: the drafts of two sets of data each, read before they were accepted; that they state
//! what the real documents state, differ from each other, and change where the data changes.

use std::collections::BTreeSet;

use huibao::Severity;
use huibao::compose::{GENRES, Options, compose, reuse};
use huibao::data::{FigureValue, Figures, Progress, from_json};
use huibao::document::{Document, refresh};
use huibao::style::review;
use serde::Deserialize;

mod plain;
use plain::{figures_in, paragraphs, plain, sentences};

/// Each genre with two sets of data, of different places.
const DRAFTS: [(&str, [&str; 2]); 15] = [
    ("observation_speech", ["shangqiu-observation", "safety-inspection"]),
    ("promotion_speech", ["city-promotion", "ecology-rectification"]),
    ("mobilization_speech", ["city-mobilisation", "safety-inspection"]),
    ("deployment_speech", ["county-deployment", "ecology-rectification"]),
    ("assessment_speech", ["city-conference", "safety-inspection"]),
    ("annual_speech", ["region-annual", "ecology-rectification"]),
    ("work_briefing", ["township-briefing", "safety-inspection"]),
    ("department_report", ["region-annual", "safety-inspection"]),
    ("experience_exchange", ["shangqiu-observation", "ecology-rectification"]),
    ("pledge", ["county-speech", "safety-inspection"]),
    ("host_script", ["shangqiu-observation", "safety-inspection"]),
    ("overview", ["zhoukou-overview", "ecology-rectification"]),
    ("observation_review", ["safety-quarter", "ecology-rectification"]),
    ("inspection_bulletin", ["safety-quarter", "ecology-rectification"]),
    ("rectification_bulletin", ["safety-quarter", "ecology-rectification"]),
];

/// Genres that are mostly tables and charts: `tests/digests.rs` has their drafts.
const TABLES: [&str; 4] = ["ranking_bulletin", "progress_digest", "ledger_book", "wall_chart"];

/// The real documents: their genre, and how many characters the original has.
const DOCUMENTS: [(&str, &str, usize); 10] = [
    ("shangqiu-observation", "observation_speech", 7041),
    ("zhoukou-overview", "overview", 3697),
    ("city-mobilisation", "mobilization_speech", 4440),
    ("township-briefing", "work_briefing", 1020),
    ("county-speech", "deployment_speech", 9098),
    ("county-deployment", "deployment_speech", 8502),
    ("city-conference", "deployment_speech", 11914),
    ("county-conference", "deployment_speech", 8735),
    ("city-promotion", "promotion_speech", 1474),
    ("region-annual", "annual_speech", 5477),
];

fn file(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn data(name: &str) -> Progress {
    let loaded = from_json(&file(&format!("{name}.json")));
    assert_eq!(loaded.findings, [], "{name}");
    loaded.progress
}

fn draft(progress: &Progress, genre: &str) -> String {
    let options = Options { genre: genre.into(), ..Options::default() };
    compose(progress, &options).unwrap_or_else(|findings| panic!("{genre}: {findings:#?}"))
}

#[test]
fn every_genre_has_its_drafts() {
    let listed: BTreeSet<_> = DRAFTS.iter().map(|(genre, _)| *genre).chain(TABLES).collect();
    let known: BTreeSet<_> = GENRES.iter().map(|g| g.id).collect();
    assert_eq!(listed, known);
    for (genre, names) in DRAFTS {
        for name in names {
            insta::assert_snapshot!(format!("{genre}_{name}"), draft(&data(name), genre));
        }
    }
}

/// Every figure is bound, and the draft is read as a document without a warning, whichever words are chosen.
#[test]
fn every_figure_is_bound() {
    let mut wrong = BTreeSet::new();
    let real = DOCUMENTS.map(|(name, genre, _)| (genre, name));
    for (genre, name) in DRAFTS.iter().flat_map(|(genre, names)| names.map(|name| (*genre, name))).chain(real) {
        let progress = data(name);
        let figures = Figures::new(&progress);
        for seed in 0..6 {
            let options = Options { genre: genre.into(), seed, ..Options::default() };
            let draft = compose(&progress, &options).unwrap_or_else(|findings| panic!("{genre}: {findings:#?}"));
            let (_, findings) = Document::from_draft(&draft, &figures);
            let bad = findings.iter().filter(|f| f.severity != Severity::Note);
            wrong.extend(bad.map(|f| format!("{genre} of {name}: {} {}", f.code, f.message)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}

/// A figure of a real text, as `tests/facts.rs` reads it.
#[derive(Deserialize)]
struct Stated {
    what: String,
    says: Vec<String>,
    at: String,
}

#[test]
fn every_figure_of_a_real_text_is_stated_in_a_text_of_its_length() {
    let mut wrong = Vec::new();
    for (name, genre, length) in DOCUMENTS {
        let draft = draft(&data(name), genre);
        let text = plain(&draft);
        let stated: Vec<Stated> = serde_json::from_slice(&file(&format!("{name}.figures.json"))).unwrap();
        for figure in &stated {
            if !figure.says.iter().any(|form| plain::says(&text, form)) {
                wrong.push(format!("{name}: {} {:?} {}", figure.what, figure.says.first(), figure.at));
            }
        }
        let written = text.chars().filter(|c| !c.is_whitespace()).count();
        if written * 100 < length * 60 || written * 100 > length * 130 {
            wrong.push(format!("{name}: {written} characters, {length} in the original"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn two_drafts_share_no_paragraph_and_few_sentences() {
    let drafts: Vec<_> = DRAFTS
        .iter()
        .flat_map(|(genre, names)| {
            names.map(|name| (format!("{genre} of {name}"), *genre, name, draft(&data(name), genre)))
        })
        .collect();
    let mut wrong = Vec::new();
    for (i, (one, genre, name, a)) in drafts.iter().enumerate() {
        for (other, other_genre, other_name, b) in &drafts[i + 1..] {
            let shared: Vec<_> = paragraphs(a).intersection(&paragraphs(b)).cloned().collect();
            // A fixed formula may be a paragraph of its own: 汇报完毕，谢谢大家！
            for paragraph in shared.iter().filter(|p| p.chars().count() > FORMULA) {
                wrong.push(format!("{one} and {other} share {paragraph}"));
            }
            let (a, b) = (sentences(a), sentences(b));
            let equal: Vec<_> = a.intersection(&b).filter(|s| s.chars().count() > FORMULA).cloned().collect();
            // Of the same data, the facts are the same words; of the same genre, the wording must not be.
            let compared = genre == other_genre || name != other_name;
            if compared && equal.len() * 10 > a.len().min(b.len()) {
                wrong.push(format!(
                    "{one} and {other} share {} of {} sentences:\n  {}",
                    equal.len(),
                    a.len().min(b.len()),
                    equal.join("\n  ")
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Up to so many characters, a sentence can be a fixed formula of the genre.
const FORMULA: usize = 12;

/// Words of the field of work that the real documents are about.
const THEIRS: [&str; 5] = ["脱贫", "贫困", "扶贫", "摘帽", "驻村"];

#[test]
fn nothing_of_another_field_of_work_is_said() {
    for name in ["safety-inspection", "ecology-rectification"] {
        let progress = data(name);
        for genre in GENRES {
            let text = plain(&draft(&progress, genre.id));
            for word in THEIRS {
                assert!(!text.contains(word), "{} of {name} says {word}", genre.id);
            }
            // What tables and charts say is not in the draft.
            let least = if TABLES.contains(&genre.id) { 100 } else { 400 };
            assert!(text.chars().count() > least, "{} of {name} says little:\n{text}", genre.id);
        }
    }
}

#[test]
fn the_drafts_have_no_robotic_signs() {
    let mut wrong = Vec::new();
    let real = DOCUMENTS.map(|(name, genre, _)| (genre, name));
    let drafts = DRAFTS.iter().flat_map(|(genre, names)| names.map(|name| (*genre, name)));
    for (genre, name) in real.into_iter().chain(drafts) {
        let progress = data(name);
        let review = review(&draft(&progress, genre), &progress);
        let bad = review.findings.iter().filter(|f| f.severity == Severity::Error);
        wrong.extend(bad.map(|f| format!("{genre} of {name}: {f}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The verdict on the economy of a city, whose places are good, and on its task, which is on time.
fn verdicts(change: &dyn Fn(&mut serde_json::Value)) -> String {
    let mut source: serde_json::Value = serde_json::from_slice(&file("shangqiu-observation.json")).unwrap();
    change(&mut source);
    let loaded = from_json(source.to_string().as_bytes());
    assert_eq!(loaded.findings, []);
    plain(&draft(&loaded.progress, "observation_speech"))
}

#[test]
fn the_verdict_flips_when_it_should() {
    let good = verdicts(&|_| {});
    assert!(good.contains("增速居全省第3位"), "{good}");
    // The second place of investment becomes the seventeenth of eighteen: no longer praised, but named among the problems.
    let rank = |data: &mut serde_json::Value| {
        let list = data["indicators"].as_array_mut().unwrap();
        let investment = list.iter_mut().find(|i| i["name"] == "固定资产投资").unwrap();
        investment["ranks"] = serde_json::json!(["增速居全省第17位（共18个）"]);
    };
    let low = verdicts(&rank);
    let (before, after) = (section(&good, 0), section(&low, 0));
    assert!(before.contains("固定资产投资"), "{before}");
    assert!(!praise(&after).contains("固定资产投资"), "{after}");
    assert!(after.contains("第17位"), "{after}");
    // The task of the year stands at two thirds in August, then at a third.
    let slow = verdicts(&|data| {
        data["targets"][0]["done"] = "2.2万人".into();
        data["targets"][0].as_object_mut().unwrap().remove("rate");
        data["targets"][0]["period"] = serde_json::json!({"label": "今年", "start": "2017-01", "end": "2017-12"});
        data["targets"][0]["as_of"] = "2017-08底".into();
    });
    assert!(!praise(&section(&slow, 0)).contains("2.2万"), "{slow}");
    assert!(section(&slow, 0).contains("2.2万"), "{slow}");
}

/// The text under the n-th heading of the first level.
fn section(text: &str, n: usize) -> String {
    text.split("\n# ").nth(n + 1).unwrap_or_default().to_owned()
}

/// What a section of achievements says before it thanks.
fn praise(section: &str) -> String {
    let end = section.find("感谢").or_else(|| section.find("敬意")).expect("thanks");
    section[..end].to_owned()
}

/// The paragraphs that say a figure or one that follows from it, before or after it changed.
fn depends(block: &str, figures: &Figures, changed: &str) -> bool {
    figures_in(block).iter().any(|pointer| follows(figures, pointer, changed, 0))
}

fn follows(figures: &Figures, pointer: &str, changed: &str, depth: usize) -> bool {
    pointer == changed
        || depth < 4
            && figures.figure(pointer).is_ok_and(|f| f.operands.iter().any(|o| follows(figures, o, changed, depth + 1)))
}

/// One more in the last place that is written: `4.98万人` becomes `4.99万人`.
fn nudged(text: &str) -> Option<String> {
    let end = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let last = text[..end].chars().next_back()?.to_digit(10)?;
    let next = if last == 9 { 8 } else { last + 1 };
    Some(format!("{}{next}{}", &text[..end - 1], &text[end..]))
}

#[test]
fn a_figure_that_changes_changes_only_what_depends_on_it() {
    let mut changes = 0;
    for (genre, names) in DRAFTS {
        for name in names {
            let source: serde_json::Value = serde_json::from_slice(&file(&format!("{name}.json"))).unwrap();
            let before = draft(&data(name), genre);
            let said = Figures::new(&data(name));
            let mut pointers = BTreeSet::new();
            for pointer in figures_in(&before) {
                // The year of a date is not always printed.
                let dated = matches!(said.stated(&pointer), Some(FigureValue::Date(_) | FigureValue::Period(_)));
                if !dated && source.pointer(&pointer).is_some_and(serde_json::Value::is_string) {
                    pointers.insert(pointer);
                }
            }
            // Every eighth figure of each draft: all of them take minutes.
            for pointer in pointers.iter().step_by(8) {
                let mut changed = source.clone();
                let text = changed.pointer(pointer).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
                let Some(next) = nudged(&text) else { continue };
                *changed.pointer_mut(pointer).unwrap() = next.clone().into();
                let loaded = from_json(changed.to_string().as_bytes());
                if !loaded.findings.is_empty() {
                    continue;
                }
                let after = draft(&loaded.progress, genre);
                let now = Figures::new(&loaded.progress);
                assert_ne!(before, after, "{genre} of {name}: {pointer} {text} → {next} changed nothing");
                let (old, new) = (blocks(&before), blocks(&after));
                for block in old.iter().filter(|b| !new.contains(*b)) {
                    assert!(
                        depends(around(&before, block), &said, pointer) || of_the_record(block, pointer),
                        "{genre} of {name}: {pointer} {text} → {next} changed {block}"
                    );
                }
                for block in new.iter().filter(|b| !old.contains(*b)) {
                    // What is said of a record (its largest loss) may be another of its figures now.
                    assert!(
                        depends(around(&after, block), &now, pointer) || of_the_record(block, pointer),
                        "{genre} of {name}: {pointer} {text} → {next} gave {block}"
                    );
                }
                changes += 1;
            }
        }
    }
    assert!(changes > 80, "only {changes} figures were changed");
}

/// Whether a text says another figure of the same record of the data.
fn of_the_record(text: &str, pointer: &str) -> bool {
    let record: String = pointer.split('/').take(3).collect::<Vec<_>>().join("/") + "/";
    figures_in(text).iter().any(|said| said.starts_with(&record))
}

/// The paragraph in which a sentence stands. A verdict depends on the figures that follow it there.
fn around<'a>(draft: &'a str, sentence: &'a str) -> &'a str {
    draft.lines().find(|paragraph| paragraph.contains(sentence)).unwrap_or(sentence)
}

/// The sentences of a draft with their links.
fn blocks(draft: &str) -> BTreeSet<String> {
    draft.split_inclusive(['。', '！', '；', '\n']).map(|sentence| sentence.trim().to_owned()).collect()
}

/// The study found one speech used by a city and, with other words and nine other figures, by a township (section 2.6).
#[test]
fn a_speech_used_again_changes_its_slots_alone() {
    let source: serde_json::Value = serde_json::from_slice(&file("city-mobilisation.json")).unwrap();
    let mut town = source.clone();
    let changes = [
        ("/report/level", "乡镇"),
        ("/report/title", "在全镇精准扶贫动员会上的讲话"),
        ("/report/meeting/name", "全镇精准扶贫动员会"),
        ("/regions/0/name", "某镇"),
        ("/regions/0/level", "乡镇"),
        ("/regions/0/self_noun", "我镇"),
        ("/systems/1/name", "五到农家"),
        ("/targets/2/reference", "不低于全镇平均水平"),
        ("/targets/3/reference", "不低于全镇平均水平"),
        ("/indicators/0/value", "445人"),
        ("/targets/0/remaining", "4567人"),
        ("/targets/0/years_left", "不到5年"),
        ("/targets/0/per_year", "900多人"),
        ("/populations/0/persons", "4567人"),
        ("/populations/1/villages", "15个"),
        ("/problems/0/persons", "1万人"),
        ("/problems/1/persons", "853人"),
        ("/projects/0/quantity", "176公里"),
        ("/projects/1/quantity", "24处"),
        ("/projects/2/villages", "15个"),
    ];
    for (pointer, text) in changes {
        *town.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = text.into();
    }
    let (city, town) = (data("city-mobilisation"), from_json(town.to_string().as_bytes()).progress);
    let before = draft(&city, "mobilization_speech");
    let figures = Figures::new(&town);
    let (after, changed) = refresh(&reuse(&before, &city, &town), &figures);
    assert!(changed.len() >= 9, "{changed:?}");
    let text = plain(&after);
    for word in ["全市", "我市", "市委", "省委", "六到农家", "县（市、区）"] {
        assert!(!text.contains(word), "{word} is left in\n{text}");
    }
    let (old, new): (Vec<_>, Vec<_>) = (before.split('。').collect(), after.split('。').collect());
    assert_eq!(old.len(), new.len());
    let slots = ["全市", "我市", "市委", "省委", "市、县、乡", "县（市、区）", "六到农家", "](figure:", "某市", "上级"];
    let mut same = 0;
    for (old, new) in old.iter().zip(&new) {
        same += usize::from(old == new);
        assert!(old == new || slots.iter().any(|slot| old.contains(slot)), "{old}\n{new}");
    }
    assert!(same * 10 > old.len() * 6, "{same} of {} sentences stayed", old.len());
    let (_, findings) = Document::from_draft(&after, &figures);
    assert!(!findings.iter().any(|f| f.severity == Severity::Error), "{findings:#?}");
}
