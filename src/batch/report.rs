//! What a unit takes over of the report itself, and what only the office above it can say.

use crate::data::{Meeting, PhraseBank, Region, Report, Topic};

/// The report of a unit: the occasion and the time are those of the whole; who speaks, to whom, under which title and
/// number is not.
pub(super) fn of_unit(whole: &Report, unit: &Region) -> Report {
    let name = if unit.id.is_empty() { &unit.name } else { &unit.id };
    // A pointer to a certain record would lead to another one.
    let general = |from: &str| !from.split('/').any(|part| part.parse::<usize>().is_ok());
    Report {
        genre: whole.genre.clone(),
        level: unit.level.clone(),
        region: name.clone(),
        meeting: Meeting {
            name: whole.meeting.name.clone(),
            kind: whole.meeting.kind.clone(),
            number: whole.meeting.number.clone(),
            topic: whole.meeting.topic.clone(),
            standing: whole.meeting.standing.clone(),
            date: whole.meeting.date,
            venue: whole.meeting.venue.clone(),
            // How long it takes and what for is for its host to say.
            ..Meeting::default()
        },
        period: whole.period.clone(),
        as_of: whole.as_of,
        date: whole.date,
        elapsed: whole.elapsed.clone(),
        left: whole.left.clone(),
        goal: whole.goal.clone(),
        greeting: whole.greeting.clone(),
        exhibits: whole.exhibits.iter().filter(|exhibit| general(&exhibit.from)).cloned().collect(),
        figures_style: whole.figures_style.clone(),
        ..Report::default()
    }
}

/// A part of the work without what the office above says of its own results.
pub(super) fn topic(whole: &Topic) -> Topic {
    Topic { name: whole.name.clone(), class: whole.class.clone(), ..Topic::default() }
}

/// The phrases of the office that hold for a unit too: those that name none of the regions above it.
pub(super) fn phrases(whole: &PhraseBank, above: &[&Region]) -> PhraseBank {
    let own = |text: &&String| !above.iter().any(|region| speaks_of(text, region));
    let of = |list: &[String]| list.iter().filter(own).cloned().collect();
    PhraseBank {
        openings: of(&whole.openings),
        transitions: of(&whole.transitions),
        verbs: of(&whole.verbs),
        spirits: of(&whole.spirits),
        closings: of(&whole.closings),
        banned: whole.banned.clone(),
    }
}

/// Whether a text speaks for a region: by its name, 我县 or 全县.
fn speaks_of(text: &str, region: &Region) -> bool {
    let level = noun(region);
    (!region.name.is_empty() && text.contains(&region.name))
        || (!region.self_noun.is_empty() && text.contains(&region.self_noun))
        || (!level.is_empty() && ["我", "全"].iter().any(|word| text.contains(&format!("{word}{level}"))))
}

/// What the whole of a region is called: 全县.
pub(super) fn whole(region: &Region) -> String {
    match noun(region) {
        noun if noun.is_empty() => String::new(),
        noun => format!("全{noun}"),
    }
}

/// 县 of 砚川县, 镇 of 砚城镇, 区 of an autonomous region.
fn noun(region: &Region) -> String {
    const NOUNS: [&str; 12] = ["街道", "自治区", "省", "市", "县", "区", "州", "盟", "旗", "镇", "乡", "村"];
    let ending = NOUNS.iter().find(|noun| region.name.ends_with(**noun));
    let known = NOUNS.iter().find(|noun| **noun == region.level);
    ending.or(known).map(|noun| noun.trim_start_matches("自治").to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(name: &str, level: &str) -> Region {
        Region { name: name.into(), level: level.into(), ..Region::default() }
    }

    #[test]
    fn the_whole_is_called_after_the_name_or_the_level() {
        let called = |name, level| whole(&region(name, level));
        assert_eq!(called("砚川县", "县"), "全县");
        assert_eq!(called("云荇乡", "乡镇"), "全乡");
        assert_eq!(called("城东街道", "乡镇"), "全街道");
        assert_eq!(called("某某自治区", "省"), "全区");
        assert_eq!((called("雄安", "市"), called("雄安", "部门")), ("全市".into(), String::new()));
    }

    #[test]
    fn phrases_that_speak_for_the_office_above_are_left_to_it() {
        let of = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
        let bank = PhraseBank {
            closings: of(&["为全县安全作出贡献", "抓好落实", "砚川县在前"]),
            ..PhraseBank::default()
        };
        assert_eq!(phrases(&bank, &[&region("砚川县", "县")]).closings, ["抓好落实"]);
        assert_eq!(phrases(&bank, &[]).closings.len(), 3);
    }
}
