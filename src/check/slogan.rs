//! V14: the members of a well-known slogan are those that it has, by the dictionary `templates/slogans.toml`.
//!
//! A slogan may have several sets of members (六个精准), and a member several wordings; a listed member that contains an
//! admissible one, or is contained in one, is that member. What is like none of them is a slip of copying (genre study E11:
//! 资源变股权 among the 三变); a list that has nothing in common with the dictionary is another slogan of the same name.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::compare::called;
use super::{Context, Rule};
use crate::Finding;

pub(super) const RULE: Rule = Rule {
    code: "check.slogan",
    title: "常见提法的成员与通行说法一致",
    levels: "警告、提示",
    fires: r#"{"systems": [{"name": "三变", "members": ["资源变股权", "资金变股权", "农民变股东"]}]}"#,
    passes: r#"{"systems": [{"name": "三变", "members": ["资产变股权", "资金变股金", "贫困群众变股东"]}]}"#,
    silent: r#"{"systems": [{"name": "6633", "members": ["资源变股权", "资金变股权"]}]}"#,
    check,
};

#[derive(serde::Deserialize)]
struct Dictionary {
    slogan: Vec<Slogan>,
}

#[derive(serde::Deserialize)]
struct Slogan {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    sets: Vec<Vec<String>>,
}

/// Slogans by name and alias: the name, and the sets of members with their wordings.
static SLOGANS: LazyLock<HashMap<String, Vec<Vec<Vec<String>>>>> = LazyLock::new(|| {
    let text = include_str!("../../templates/slogans.toml");
    let slogans = toml::from_str::<Dictionary>(text).map_or_else(|_| vec![], |dictionary| dictionary.slogan);
    let mut known = HashMap::new();
    for Slogan { name, aliases, sets } in slogans {
        let wordings = |member: &String| member.split('|').map(plain).collect::<Vec<_>>();
        let sets: Vec<Vec<_>> = sets.iter().map(|set| set.iter().map(wordings).collect()).collect();
        for name in aliases.iter().chain([&name]) {
            known.insert(plain(name), sets.clone());
        }
    }
    known
});

/// Words after a slogan's name.
const AFTER: [&str; 8] = ["工作", "要求", "改革", "原则", "机制", "理念", "战略", "政策"];

/// How like an admissible member a slip is.
const NEAR: f64 = 0.5;

/// A name without quotation marks and punctuation.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn find(name: &str) -> Option<&'static [Vec<Vec<String>>]> {
    let name = plain(name);
    let short = || AFTER.iter().find_map(|word| SLOGANS.get(name.strip_suffix(word)?));
    SLOGANS.get(&name).or_else(short).map(Vec::as_slice)
}

fn check(context: &mut Context<'_>) {
    let progress = context.progress;
    for (i, system) in progress.systems.iter().enumerate() {
        hold(context, &system.name, &system.members, &format!("/systems/{i}/members"));
        for (j, group) in system.groups.iter().enumerate() {
            hold(context, &group.name, &group.members, &format!("/systems/{i}/groups/{j}/members"));
        }
    }
}

/// Whether a listed member is an admissible one.
fn is(listed: &str, wordings: &[String]) -> bool {
    let long = |text: &str| text.chars().nth(1).is_some();
    wordings
        .iter()
        .any(|w| w == listed || (long(listed) && w.contains(listed)) || (long(w) && listed.contains(w.as_str())))
}

fn likeness(listed: &str, wordings: &[String]) -> f64 {
    wordings.iter().map(|w| strsim::normalized_levenshtein(listed, w)).fold(0.0, f64::max)
}

fn hold(context: &mut Context<'_>, name: &str, members: &[String], at: &str) {
    let Some(sets) = find(name).filter(|_| !members.is_empty()) else { return };
    let listed: Vec<_> = members.iter().map(|member| plain(member)).collect();
    let hits = |set: &[Vec<String>]| listed.iter().filter(|member| set.iter().any(|w| is(member, w))).count();
    // The first of the sets that fit best.
    let Some(set) = sets.iter().rev().max_by_key(|set| hits(set)) else { return };
    context.examine();
    let usual: Vec<_> = set.iter().map(|wordings| wordings[0].as_str()).collect();
    let usual = format!("通行的列法：{}", usual.join("、"));
    let name = called(name, "这个提法");
    let mut open: Vec<_> = set.iter().filter(|w| !listed.iter().any(|member| is(member, w))).collect();
    let strange = |member: &String| !sets.iter().flatten().any(|w| is(member, w));
    let strange: Vec<_> = (0..listed.len()).filter(|j| strange(&listed[*j])).collect();
    let near = |open: &[&Vec<String>], member: &str| {
        let like = open.iter().map(|w| likeness(member, w)).enumerate().filter(|(_, like)| *like >= NEAR);
        like.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(index, _)| index)
    };
    if hits(set) == 0 && !strange.iter().any(|j| near(&open, &listed[*j]).is_some()) {
        let message = format!("“{name}”列出的成员与通行的说法完全不同");
        return context.tell(Finding::note(RULE.code, at, message).hint(format!("{usual}；另有所指的不用改")));
    }
    for j in strange {
        let member = &members[j];
        let at = format!("{at}/{j}");
        // With as many members as it has, one that is not among them stands for one that is.
        let other = (members.len() <= set.len() && open.len() == 1).then_some(0);
        match near(&open, &listed[j]).or(other) {
            Some(index) => {
                let meant = &open.remove(index)[0];
                let message = format!("“{name}”里没有“{member}”，最接近的是“{meant}”");
                context.tell(Finding::warning(RULE.code, at, message).hint(usual.clone()));
            }
            None => {
                let message = format!("“{name}”里没有“{member}”，是多出来的");
                context.tell(Finding::note(RULE.code, at, message).hint(usual.clone()));
            }
        }
    }
    if !open.is_empty() {
        let missing: Vec<_> = open.iter().map(|wordings| format!("“{}”", wordings[0])).collect();
        let message = format!("“{name}”的成员没有列全，少了{}", missing.join(""));
        context.tell(Finding::note(RULE.code, at, message).hint(usual));
    }
}

#[cfg(test)]
mod tests {
    use super::super::outcome;
    use super::*;
    use crate::Severity;

    const CODE: &str = RULE.code;

    fn told(name: &str, members: &[&str]) -> Vec<(Severity, String, String)> {
        let members: Vec<_> = members.iter().map(|m| format!("\"{m}\"")).collect();
        let json = format!(r#"{{"systems": [{{"name": "{name}", "members": [{}]}}]}}"#, members.join(","));
        outcome(&json, CODE).0.into_iter().map(|f| (f.severity, f.path, f.message)).collect()
    }

    #[test]
    fn the_dictionary_can_be_read_and_names_no_slogan_twice() {
        let text = include_str!("../../templates/slogans.toml");
        let slogans = toml::from_str::<Dictionary>(text).unwrap().slogan;
        assert!(slogans.len() >= 40);
        let names: Vec<_> = slogans.iter().flat_map(|s| s.aliases.iter().chain([&s.name])).map(|n| plain(n)).collect();
        assert_eq!(names.len(), SLOGANS.len());
        for Slogan { name, sets, .. } in &slogans {
            assert!(!sets.is_empty(), "{name}");
            for set in sets {
                let first: Vec<_> = set.iter().map(|member| member.split('|').next().unwrap()).collect();
                assert_eq!(told(name, &first), [], "{name}");
            }
        }
    }

    /// Genre study E11.
    #[test]
    fn the_copied_slip_among_the_three_changes_is_found() {
        let found = outcome(RULE.fires, CODE).0;
        assert_eq!(found[0].hint, "通行的列法：资源变资产、资金变股金、农民变股东");
        assert_eq!(
            told("三变", &["资源变股权", "资金变股权", "农民变股东"]),
            [
                (
                    Severity::Warning,
                    "/systems/0/members/0".to_owned(),
                    "“三变”里没有“资源变股权”，最接近的是“资源变资产”".to_owned()
                ),
                (
                    Severity::Warning,
                    "/systems/0/members/1".to_owned(),
                    "“三变”里没有“资金变股权”，最接近的是“资金变股金”".to_owned()
                ),
            ]
        );
    }

    /// Genre study H1: 六个精准 has two sets of members, and both are printed without 精准, too.
    #[test]
    fn abbreviations_and_other_wordings_pass() {
        for (name, members) in [
            ("六个精准", vec!["对象", "目标", "内容", "方式", "考评", "保障"]),
            ("“六个精准”要求", vec!["扶贫对象精准", "项目安排", "资金使用", "措施到户", "因村派人", "脱贫成效"]),
            ("五个一批", vec!["发展生产", "易地搬迁", "生态补偿", "发展教育", "社会保障兜底"]),
            ("两不愁、三保障", vec!["不愁吃", "不愁穿", "义务教育", "基本医疗", "住房安全"]),
            ("新发展理念", vec!["创新发展", "协调发展", "绿色发展", "开放发展", "共享发展"]),
            ("两山理念", vec!["绿水青山就是金山银山"]),
            ("“放、管、服”改革", vec!["简政放权", "放管结合", "优化服务"]),
        ] {
            assert_eq!(told(name, &members), [], "{name}");
        }
    }

    #[test]
    fn missing_and_extra_members_are_noted() {
        let at = |path: &str, message: &str| vec![(Severity::Note, path.to_owned(), message.to_owned())];
        assert_eq!(
            told("四个自信", &["道路自信", "理论自信", "制度自信"]),
            at("/systems/0/members", "“四个自信”的成员没有列全，少了“文化自信”")
        );
        assert_eq!(
            told("六稳", &["稳就业", "稳金融", "稳外贸", "稳外资", "稳投资", "稳预期", "促消费升级"]),
            at("/systems/0/members/6", "“六稳”里没有“促消费升级”，是多出来的")
        );
        assert_eq!(
            told("三变", &["变输血为造血", "变要我富为我要富", "变单干为合作"]),
            at("/systems/0/members", "“三变”列出的成员与通行的说法完全不同")
        );
    }

    #[test]
    fn unknown_slogans_and_slogans_without_members_are_not_evaluated() {
        let json = r#"{"systems": [{"name": "三变"}, {"name": "五级联动", "members": ["省", "市"]}, {}]}"#;
        assert_eq!(outcome(json, CODE), (vec![], 0));
    }
}
