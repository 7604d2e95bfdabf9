//! The bulletins of inspections, of rectification and of a tour: what they must state, that their counts are those of the
//! ledgers, and how they shorten where there is little to tell.

use huibao::Severity;
use huibao::compose::{Options, compose};
use huibao::data::{Figures, Progress, from_json};
use huibao::document::Document;
use serde_json::{Value, json};

mod plain;
mod sound;
use plain::{plain, says};
use sound::{HOLES, remove, source};

const GENRES: [&str; 3] = ["observation_review", "inspection_bulletin", "rectification_bulletin"];

fn progress(data: &Value) -> Progress {
    let loaded = from_json(data.to_string().as_bytes());
    assert_eq!(loaded.findings, []);
    loaded.progress
}

fn draft(data: &Value, genre: &str, seed: u64) -> String {
    let options = Options { genre: genre.into(), seed, ..Options::default() };
    compose(&progress(data), &options).unwrap_or_else(|findings| panic!("{genre}: {findings:#?}"))
}

/// The text of each of some seeds.
fn texts(data: &Value, genre: &str) -> Vec<String> {
    (0..4).map(|seed| plain(&draft(data, genre, seed))).collect()
}

#[track_caller]
fn stated(data: &Value, genre: &str, forms: &[&str]) {
    for text in texts(data, genre) {
        for form in forms {
            assert!(says(&text, form), "{genre} does not say {form}:\n{text}");
        }
    }
}

/// The figures of real inspections, ledgers and standards (genre study Q33–Q36, Q39), one of which was never reported.
#[test]
fn what_real_inspections_found_is_stated() {
    let data = source("visits-and-ledgers");
    let visited = ["8个", "30名", "3次", "26个", "78次", "65个", "宁陵县", "市城乡一体化示范区", "较差等次"];
    stated(&data, "inspection_bulletin", &visited);
    let standards =
        ["1490元", "1604元", "1450元", "1488元", "1483元", "1870元", "1300元", "喀什地区经多次催促，至今没有上报"];
    stated(&data, "inspection_bulletin", &standards);
    let ledgers = ["47条", "8条", "39条", "76条", "51条", "17条", "67.1%"];
    stated(&data, "inspection_bulletin", &ledgers[..6]);
    stated(&data, "rectification_bulletin", &ledgers);
    stated(&source("zhoukou-overview"), "inspection_bulletin", &["8个", "30名", "3次"]);
}

/// A full quarter: who looked, how much, what was found.
#[test]
fn the_quarter_is_told_whole() {
    let data = source("safety-quarter");
    let effort = ["4个", "20名", "3轮", "186次", "46条", "6个", "42名", "1轮", "228次", "58条", "100%"];
    stated(&data, "inspection_bulletin", &effort);
    stated(&data, "inspection_bulletin", &["104条"]);
    // What is overdue is named with place, unit and deadline.
    let named =
        ["宏润商务大厦消防控制室脱岗", "石碓镇3条", "沙篁乡3条", "7月30日", "9月9日", "县消防救援大队", "较差等次"];
    stated(&data, "inspection_bulletin", &named);
    stated(&data, "rectification_bulletin", &["140条", "93条", "9条", "麦岭镇2条", "麦岭高级中学", "8月25日", "69%"]);
    stated(&data, "observation_review", &["12个", "64名", "96.2分", "第1位", "72.1分", "第12位", "68.7分", "云荇乡"]);
}

/// Settings of the blocks of one kind in a draft.
fn blocks(draft: &str, kind: &str) -> Vec<toml::Table> {
    let fences = draft.split("```").skip(1).step_by(2);
    fences.filter_map(|block| block.strip_prefix(kind)?.parse().ok()).collect()
}

/// How many records of the data a block takes.
fn taken(data: &Value, block: &toml::Table) -> usize {
    let chosen = &block["where"];
    let records = data["problems"].as_array().unwrap().iter();
    records
        .filter(|p| match chosen.get("source") {
            Some(wanted) => wanted.as_array().unwrap().iter().any(|w| w.as_str() == p["source"].as_str()),
            None => p["source"].is_string(),
        })
        .count()
}

#[test]
fn the_counts_of_the_text_are_those_of_the_ledger() {
    for name in ["safety-quarter", "safety-inspection", "ecology-rectification"] {
        let data = source(name);
        let figures = Figures::new(&progress(&data));
        for genre in &GENRES[1..] {
            let draft = draft(&data, genre, 0);
            let ledgers = blocks(&draft, "ledger");
            let [ledger] = ledgers.as_slice() else { panic!("{genre} of {name} has {} ledgers", ledgers.len()) };
            let total = taken(&data, ledger);
            let (document, findings) = Document::from_draft(&draft, &figures);
            assert!(findings.iter().all(|f| f.severity != Severity::Error), "{findings:#?}");
            let text = document.text();
            let unit = if name.starts_with("eco") { "项" } else { "条" };
            assert!(says(&text, &format!("{total}{unit}")), "{genre} of {name} does not say {total}{unit}:\n{text}");
            // The states add up to it, and so do the places.
            let states: usize = counted(&document, &["status"]);
            assert_eq!(states, total, "{genre} of {name}: states");
            if *genre == "inspection_bulletin" {
                assert_eq!(counted(&document, &["region"]), total, "{genre} of {name}: places");
            }
        }
    }
}

/// The sum of the first counts of the text whose conditions are on these fields, besides where the problems come from.
fn counted(document: &Document, fields: &[&str]) -> usize {
    let mut seen = std::collections::BTreeMap::new();
    for figure in &document.figures {
        let Some(asked) = figure.source.strip_prefix("/problems/count?") else { continue };
        let asked: Vec<_> = asked.split('&').filter_map(|pair| pair.strip_prefix('.')?.split_once('=')).collect();
        let on: Vec<_> = asked.iter().map(|(field, _)| *field).filter(|f| !f.starts_with("source")).collect();
        let sources: Vec<_> = asked.iter().filter(|(f, _)| f.starts_with("source")).map(|(_, v)| *v).collect();
        if on == fields {
            let what: Vec<_> = asked.iter().filter(|(f, _)| fields.contains(f)).map(|(_, value)| *value).collect();
            seen.entry(sources.join("|")).or_insert_with(Vec::new).push((what, figure.text.clone()));
        }
    }
    // The largest set of sources is the whole.
    let whole = seen.into_iter().max_by_key(|(sources, _)| sources.len()).map(|(_, counts)| counts).unwrap_or_default();
    let distinct: std::collections::BTreeMap<_, _> = whole.into_iter().collect();
    distinct.values().map(|text| text.trim_end_matches(|c: char| !c.is_ascii_digit()).parse::<usize>().unwrap()).sum()
}

#[test]
fn where_nothing_was_found_it_is_said_and_there_is_no_ledger() {
    let mut data = source("safety-quarter");
    let fields = data.as_object_mut().unwrap();
    fields.remove("problems");
    fields.remove("rectification");
    for visit in data["inspections"].as_array_mut().unwrap() {
        visit["problems_found"] = json!("0条");
    }
    for seed in 0..4 {
        let draft = draft(&data, "inspection_bulletin", seed);
        assert!(draft.contains("没有发现"), "{draft}");
        assert!(!draft.contains("```ledger") && !draft.contains("/problems/count"), "{draft}");
        let other = self::draft(&data, "rectification_bulletin", seed);
        assert!(!other.contains("```ledger"), "{other}");
    }
    // How many were found is not known: that is not none.
    for visit in data["inspections"].as_array_mut().unwrap() {
        visit.as_object_mut().unwrap().remove("problems_found");
    }
    for text in texts(&data, "inspection_bulletin") {
        assert!(text.contains("未报") && !text.contains("没有发现"), "{text}");
    }
}

#[test]
fn what_was_not_reported_is_named() {
    let mut data = source("safety-quarter");
    for problem in data["problems"].as_array_mut().unwrap().iter_mut().filter(|p| p["region"] == "yunxing") {
        problem.as_object_mut().unwrap().remove("status");
    }
    for text in texts(&data, "rectification_bulletin") {
        assert!(text.contains("未报整改情况") && text.contains("云荇乡"), "{text}");
    }
    let tour = &mut data["inspections"][0]["sites"][11];
    tour.as_object_mut().unwrap().remove("score");
    for text in texts(&data, "observation_review") {
        assert!(text.contains("未报") && text.contains("云荇乡农机合作社"), "{text}");
    }
}

#[test]
fn one_unit_is_not_ranked() {
    let mut data = source("safety-quarter");
    data["inspections"][0]["sites"].as_array_mut().unwrap().truncate(1);
    data.as_object_mut().unwrap().remove("assessments");
    for seed in 0..4 {
        let draft = draft(&data, "observation_review", seed);
        assert!(draft.contains("93.8分") && blocks(&draft, "ranking").is_empty(), "{draft}");
    }
    data["problems"].as_array_mut().unwrap().retain(|p| p["region"] == "shidui");
    for text in texts(&data, "inspection_bulletin") {
        assert!(text.contains("石碓镇12条") && !text.contains("石碓镇问题最多"), "{text}");
    }
}

/// Praise is short, and no bulletin softens.
#[test]
fn bulletins_name_and_do_not_soften() {
    for name in ["safety-quarter", "safety-inspection", "ecology-rectification"] {
        let data = source(name);
        let figures = Figures::new(&progress(&data));
        for genre in GENRES {
            for text in texts(&data, genre) {
                for soft in ["有所", "一定程度", "个别地方", "略有", "相对滞后", "此外", "综上"] {
                    let own = data.to_string().contains(soft);
                    assert!(own || !text.contains(soft), "{genre} of {name} says {soft}");
                }
            }
        }
        // Every overdue problem of the ledger is named with its deadline in the bulletin on rectification.
        let text = &texts(&data, "rectification_bulletin")[0];
        for (i, problem) in
            data["problems"].as_array().unwrap().iter().enumerate().filter(|(_, p)| p["status"] == "逾期")
        {
            assert!(text.contains(problem["name"].as_str().unwrap()), "{name}: {problem}");
            let due = figures.stated(&format!("/problems/{i}/deadline")).unwrap().print(Default::default());
            let (_, day) = due.split_once('年').unwrap();
            assert!(text.contains(day), "{name}: {problem}");
        }
    }
}

/// What is wrong with a bulletin of some data.
fn unsound(data: &Value, genre: &str, seed: u64) -> Vec<String> {
    // Its sentences are strung together of clauses, any of which may be missing.
    sound::unsound(data, genre, seed, &[&HOLES[..], &["，；", "：；"]].concat())
}

/// Without each list of records, with every fifth field left out, and with marks of a draft in every text.
#[test]
fn bulletins_shorten_when_data_is_missing() {
    let data = source("safety-quarter");
    let mut places = Vec::new();
    pointers(&data, String::new(), &mut places);
    let mut wrong = std::collections::BTreeSet::new();
    for genre in GENRES {
        for list in data.as_object().unwrap().keys() {
            let mut fewer = data.clone();
            fewer.as_object_mut().unwrap().remove(list);
            wrong.extend(unsound(&fewer, genre, 0));
        }
        for start in 0..5 {
            let mut fewer = data.clone();
            for place in places.iter().skip(start).step_by(5) {
                remove(&mut fewer, place);
            }
            wrong.extend(unsound(&fewer, genre, start as u64));
        }
        let mut hostile = data.clone();
        for place in &places {
            if let Some(Value::String(text)) = hostile.pointer_mut(place)
                && place.ends_with(['e', 'm', 'l'])
                && text.chars().all(|c| !c.is_ascii())
            {
                text.push_str("**[甲](figure:/x)\n```\n# {{ 乙 }}");
            }
        }
        wrong.extend(unsound(&hostile, genre, 0));
        wrong.extend(unsound(&json!({}), genre, 0));
    }
    assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}

fn pointers(value: &Value, at: String, out: &mut Vec<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, child)| pointers(child, format!("{at}/{key}"), out)),
        Value::Array(items) => items.iter().enumerate().for_each(|(i, v)| pointers(v, format!("{at}/{i}"), out)),
        _ => out.push(at),
    }
}
