//! Of a population: 其中, 深度贫困村, 已脱贫 and 未脱贫, causes.

use super::super::Context;
use super::super::compare::{exact, like, sum};
use super::super::measure::told;
use super::super::spans::{Time, of_part};
use super::{Figure, RULE, is_of_time, within};
use crate::Finding;
use crate::data::{Population, Quantity, field_title};

type Field<T> = (&'static str, fn(&T) -> Option<&Quantity>);

const OF_POPULATION: [Field<Population>; 10] = [
    ("villages", |p| p.villages.as_ref()),
    ("deep_villages", |p| p.deep_villages.as_ref()),
    ("households", |p| p.households.as_ref()),
    ("persons", |p| p.persons.as_ref()),
    ("unlifted_villages", |p| p.unlifted_villages.as_ref()),
    ("unlifted_households", |p| p.unlifted_households.as_ref()),
    ("unlifted_persons", |p| p.unlifted_persons.as_ref()),
    ("lifted_villages", |p| p.lifted_villages.as_ref()),
    ("lifted_households", |p| p.lifted_households.as_ref()),
    ("lifted_persons", |p| p.lifted_persons.as_ref()),
];

pub(super) fn check(context: &mut Context<'_>, all: &Population, at: &str) {
    for (i, subset) in all.of_which.iter().enumerate() {
        let inner = format!("{at}/of_which/{i}");
        let (time, field) = if matches!((subset.as_of, all.as_of), (Some(a), Some(b)) if !a.same_time(&b)) {
            (Time::Other, "as_of")
        } else {
            (of_part(subset.period.as_ref(), all.period.as_ref(), &context.progress.report), "period")
        };
        if is_of_time(context, time, (&inner, field)) {
            for (field, get) in OF_POPULATION {
                within(context, Finding::error, (&inner, field, get(subset)), (at, field, get(all)));
            }
        }
    }
    for (i, cause) in all.causes.iter().enumerate() {
        let inner = format!("{at}/causes/{i}");
        let households = (&*inner, "households", cause.households.as_ref());
        within(context, Finding::error, households, (at, "households", all.households.as_ref()));
        let persons = (&*inner, "persons", cause.persons.as_ref());
        within(context, Finding::error, persons, (at, "persons", all.persons.as_ref()));
    }
    let persons = (at, "persons", all.persons.as_ref());
    within(context, Finding::error, persons, (at, "base", all.base.as_ref()));
    let deep = (at, "deep_villages", all.deep_villages.as_ref());
    within(context, Finding::error, deep, (at, "villages", all.villages.as_ref()));
    let kinds = [
        (
            "villages",
            &all.villages,
            "unlifted_villages",
            &all.unlifted_villages,
            "lifted_villages",
            &all.lifted_villages,
        ),
        (
            "households",
            &all.households,
            "unlifted_households",
            &all.unlifted_households,
            "lifted_households",
            &all.lifted_households,
        ),
        ("persons", &all.persons, "unlifted_persons", &all.unlifted_persons, "lifted_persons", &all.lifted_persons),
    ];
    // Of a population that is what remains, those who have left are no part.
    let remains = ["剩余", "未脱贫", "未退出", "尚未"].iter().any(|word| all.name.contains(word));
    for (field, whole, not_yet, unlifted, already, lifted) in kinds {
        let whole = (at, field, whole.as_ref());
        within(context, Finding::error, (at, not_yet, unlifted.as_ref()), whole);
        if !remains {
            within(context, Finding::error, (at, already, lifted.as_ref()), whole);
            both(context, (at, not_yet, unlifted.as_ref()), (at, already, lifted.as_ref()), whole);
        }
    }
}

/// Those who are lifted and those who are not yet make up all.
fn both(context: &mut Context<'_>, unlifted: Figure<'_>, lifted: Figure<'_>, whole: Figure<'_>) {
    let (Some(a), Some(b), Some(all)) = (unlifted.2, lifted.2, whole.2) else { return };
    let Some((value, sum)) = exact(all, all.unit()).zip(sum(all, [Some(a), Some(b)])) else { return };
    context.examine();
    if value.saturating_sub(sum.added).abs() > sum.slack {
        let [a_at, b_at, at] = [unlifted, lifted, whole].map(|(record, field, _)| format!("{record}/{field}"));
        let title = |at: &str| field_title(at).unwrap_or_default();
        let message = format!(
            "{}{a}加{}{b}是{}，而{}是{all}",
            title(&a_at),
            title(&b_at),
            like(all, sum.added),
            told(context, &at)
        );
        let finding = Finding::error(RULE.code, at, message);
        context.tell(finding.hint("核对这三个数；口径或截止日期不同的，分成两条记录"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::outcome;
    use super::*;
    use crate::Severity;

    const CODE: &str = RULE.code;

    #[test]
    fn a_subset_that_is_larger_is_an_error() {
        let (found, examined) = outcome(RULE.fires, CODE);
        assert_eq!((found.len(), examined), (1, 1));
        assert_eq!(found[0].severity, Severity::Error);
        assert_eq!(found[0].path, "/populations/0/of_which/0/villages");
        assert_eq!(found[0].message, "贫困村·深度贫困村的村数是346个，大于贫困村的村数232个");
    }

    /// The stock line of a real report (genre study Q27): 346 − 208 = 138 villages have left, four levels deep.
    #[test]
    fn a_real_stock_line_passes() {
        let json = r#"{"populations": [{"name": "贫困村", "villages": "346个", "deep_villages": "232个",
            "unlifted_villages": "208个", "lifted_villages": "138个",
            "of_which": [{"name": "未退出贫困村", "villages": "208个", "deep_villages": "171个"}]},
            {"name": "建档立卡贫困人口", "households": "67339户", "persons": "218987人", "unlifted_households": "15703户",
             "unlifted_persons": "36099人", "lifted_households": "5.16万户"}]}"#;
        assert_eq!(outcome(json, CODE), (vec![], 11));
    }

    /// 67339 − 15703 = 51636 households, where 5.1万 is printed (E5).
    #[test]
    fn lifted_and_unlifted_make_up_all() {
        let json = r#"{"populations": [{"name": "建档立卡贫困户", "households": "67339户",
            "unlifted_households": "15703户", "lifted_households": "5.1万户"}]}"#;
        let (found, _) = outcome(json, CODE);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].severity, &*found[0].path), (Severity::Error, "/populations/0/households"));
        assert_eq!(found[0].message, "未脱贫户数15703户加已脱贫户数5.1万户是66703户，而建档立卡贫困户的户数是67339户");
        // Those who have left are no part of those who remain.
        let json =
            r#"{"populations": [{"name": "剩余贫困人口", "persons": "32.15万人", "lifted_persons": "49.8万人"}]}"#;
        assert_eq!(outcome(json, CODE), (vec![], 0));
    }
}
