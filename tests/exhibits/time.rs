//! Timelines, calendars and organisation charts.

use super::{QUARTER, block};

fn asked(kind: &str, settings: &str) -> String {
    format!("```{kind}\ntitle = \"图\"\n{settings}\n```")
}

#[test]
fn tasks_go_over_pages() {
    let (document, pages) = block(QUARTER, &asked("timeline", "from = \"/deployments\""));
    assert!(pages.count() <= 2);
    let text = document.text();
    assert!(text.contains("截至9月30日") && text.contains("10月13日—11月30日"), "{text}");
    let (_, pages) = block(QUARTER, &asked("timeline", "from = \"/problems\"\nlimit = 60"));
    assert!((3..=5).contains(&pages.count()), "{}", pages.count());
}

#[test]
fn a_quarter_is_three_months_and_its_entries() {
    let (document, pages) = block(QUARTER, &asked("calendar", "from = \"/events\""));
    assert_eq!(pages.count(), 2);
    assert!(document.text().contains("7月14日—7月17日"), "{}", document.text());
}

#[test]
fn organisations_and_levels_fit_on_their_pages() {
    for from in ["/organisations", "/responsibilities", "/systems"] {
        let (_, pages) = block(QUARTER, &asked("organisation", &format!("from = \"{from}\"")));
        assert!(pages.count() <= 3, "{from}: {}", pages.count());
    }
}

/// Whatever the data, there are pages: 120 rows, names of 30 characters, a text of 4,000, nothing dated, circles.
#[test]
fn bad_data_is_set_soundly() {
    let name = "某地某部门某项工作".repeat(4);
    let tasks: Vec<_> =
        (0..119).map(|i| format!(r#"{{"task": "{name}{i}", "deadline": "20{}底"}}"#, 26 + i % 60)).collect();
    let events: Vec<_> =
        (0..60).map(|i| format!(r#"{{"date": "2026-{:02}-05", "what": "{name}"}}"#, 1 + i % 12)).collect();
    let long = "长".repeat(4000);
    let bodies: Vec<_> =
        (0..60).map(|i| format!(r#"{{"id": "b{i}", "name": "{name}", "parent": "b{}"}}"#, i / 4)).collect();
    let data = format!(
        r#"{{"report": {{"as_of": "2026-09-30"}}, "deployments": [{}, {{"task": "{long}"}}], "events": [{}, {{"what": "{long}"}}],
            "organisations": [{}, {{"name": "{long}"}}], "pledges": [{{"item": "{name}"}}]}}"#,
        tasks.join(","),
        events.join(","),
        bodies.join(",")
    );
    for (kind, from, most) in [
        ("timeline", "/deployments", 20),
        ("timeline", "/pledges", 1),
        ("calendar", "/events", 8),
        ("calendar", "/pledges", 1),
        ("organisation", "/organisations", 20),
    ] {
        let (_, pages) = block(&data, &asked(kind, &format!("from = \"{from}\"")));
        assert!(pages.count() <= most, "{kind} {from}: {}", pages.count());
    }
}
