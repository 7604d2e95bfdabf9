//! 分布图: regions as tiles, or by the user's own outlines, each with its figure and in a grey that says its class.
//!
//! `from` names records of regions (a `by_region` list, a ranking, `/regions`) and `value` the field; or `by = "region"` counts the
//! records of a list by region (`where`, `measure`), or adds up a field of them (`sum`).

use rust_decimal::Decimal;

use super::super::model::plain;
use super::bind::{Binder, MISSING, words};
use super::classes::{self, Classes};
use super::groups::groups;
use super::model::{Area, Datum, Map, View};
use super::outline::Outlines;
use super::plane;
use crate::data::Conditions;

/// More regions than these are no map on a page but a table.
const MOST: usize = 300;

/// Fields that say of which region a record is; without them, what it is called.
const REGIONS: [&str; 2] = ["region", "unit"];

/// A region with what it answers to beside its name.
struct Place {
    label: String,
    id: String,
    datum: Datum,
}

pub(super) fn view(binder: &mut Binder<'_>, outlines: &Outlines) -> Option<View> {
    let by = binder.spec.text("by");
    let places = if by.is_empty() { of_records(binder) } else { by_region(binder, &by) };
    let classes = classes(binder, &places);
    let tiles = binder.spec.texts("tiles");
    let mut map = Map { classes: classes.names, ..Map::default() };
    map.areas = places
        .iter()
        .zip(classes.of)
        .map(|(place, class)| Area { label: place.label.clone(), datum: place.datum.clone(), class, ..Area::default() })
        .collect();
    if map.areas.is_empty() {
        return None;
    }
    if !outlines.is_empty() {
        outlined(binder, &mut map, &places, outlines);
    }
    // None of the outlines is of these regions: tiles say more than empty outlines.
    if map.size == (0, 0) {
        map.columns = if tiles.is_empty() { in_order(&mut map) } else { arranged(binder, &mut map, &places, &tiles) };
    }
    Some(View::Map(map))
}

/// At most so many regions as a map holds.
fn limited(binder: &mut Binder<'_>, all: &mut Vec<String>) {
    if all.len() > MOST {
        binder.warn(format!("地图有{}个地区，只印前{MOST}个", all.len()), "用 where 或 limit 选出要紧的，或改用 table");
        all.truncate(MOST);
    }
}

/// A region for each record.
fn of_records(binder: &mut Binder<'_>) -> Vec<Place> {
    let (asked, own_label) = (binder.spec.text("value"), binder.spec.text("label"));
    let mut records = binder.records();
    limited(binder, &mut records);
    let usual = ["value", "score", "rate", "persons", "done", "total"];
    let first =
        |binder: &Binder<'_>| usual.into_iter().find(|f| records.iter().any(|r| binder.quantity(r, f).is_some()));
    let field = if asked.is_empty() { first(binder).unwrap_or("value").to_owned() } else { asked };
    let bare = shared_unit(binder, &records, &field);
    let mut places = Vec::new();
    for record in &records {
        let named = REGIONS.iter().find(|f| own_label.is_empty() && !binder.text(record, f).is_empty());
        let label = named.map_or_else(|| binder.label(record), |field| binder.text(record, field));
        // A region's own record is known by its id.
        let id = binder.data.text(&format!("{record}/{}", named.unwrap_or(&"id"))).unwrap_or_default().to_owned();
        let datum = binder.datum(record, &field, bare);
        places.push(Place { label, id, datum });
    }
    places
}

/// Whether all figures have one unit, which is then said once. A per cent sign is as short as no unit, and clearer.
fn shared_unit(binder: &mut Binder<'_>, records: &[String], field: &str) -> bool {
    let unit = binder.unit(records, field);
    let bare = !unit.is_empty() && unit != "%";
    if bare {
        binder.unit = unit;
    }
    bare
}

/// How many records each region has, or what a field of them adds up to: of the regions that have any, and of those beside
/// them, which have none.
fn by_region(binder: &mut Binder<'_>, by: &str) -> Vec<Place> {
    let (list, conditions) = (binder.spec.text("from"), binder.spec.conditions("where"));
    let (sum, measure) = (binder.spec.text("sum"), binder.spec.text("measure"));
    let records = binder.records();
    // What has no region has no place on a map.
    let keys: Vec<String> = groups(binder.data, &records, by, &[]).into_iter().flat_map(|group| group.values).collect();
    let regions = binder.data.select("/regions", &Conditions::default());
    let (mut around, mut known) = (Vec::new(), Vec::new());
    for region in &regions {
        let (id, name) = (binder.text(region, "id"), binder.text(region, "name"));
        let at = keys.iter().position(|key| *key == id || *key == name);
        known.extend(at.map(|at| (at, binder.text(region, "parent"))));
        around.push((if id.is_empty() { name } else { id }, binder.text(region, "parent"), at));
    }
    let beside = |parent: &String| !parent.is_empty() && known.iter().any(|(_, p)| p == parent);
    let mut ordered: Vec<String> = around
        .iter()
        .filter(|(_, parent, at)| at.is_some() || (sum.is_empty() && beside(parent)))
        .map(|(key, ..)| key.clone())
        .collect();
    let unknown = keys.iter().enumerate().filter(|(at, _)| known.iter().all(|(k, _)| k != at));
    ordered.extend(unknown.map(|(_, key)| key.clone()));
    limited(binder, &mut ordered);
    let bare = if sum.is_empty() {
        binder.unit = measure.clone();
        true
    } else {
        shared_unit(binder, &records, &sum)
    };
    let mut places = Vec::new();
    for key in ordered {
        let own = conditions.clone().and(by, vec![key.clone()]);
        let datum = if sum.is_empty() {
            binder.count(&list, &own, "")
        } else {
            let missing = Datum { text: words(MISSING), value: None };
            binder.sum(&list, &sum, &own, bare).unwrap_or(missing)
        };
        places.push(Place { label: binder.data.called(&key).to_owned(), id: key, datum });
    }
    places
}

/// The classes that the block asks for: `breaks`, or at most `classes` by the values themselves.
fn classes(binder: &mut Binder<'_>, places: &[Place]) -> Classes {
    let (asked, breaks) = (binder.spec.count("classes"), binder.spec.texts("breaks"));
    let values: Vec<Option<Decimal>> = places.iter().map(|p| p.datum.value.as_deref()?.parse().ok()).collect();
    let mut numbers: Vec<Decimal> = Vec::new();
    for text in &breaks {
        match text.trim_end_matches('%').parse() {
            Ok(number) => numbers.push(number),
            Err(_) => binder.spec.complain(format!("breaks 里的“{text}”不是数，写成 breaks = [\"60\", \"80\"]")),
        }
    }
    numbers.sort_unstable();
    numbers.dedup();
    if numbers.len() >= classes::MOST || asked.is_some_and(|n| n > classes::MOST) {
        let most = classes::MOST;
        binder.warn(
            format!("地图最多分{most}级，再多印出来分不清"),
            format!("classes 不大于 {most}，breaks 不多于 {} 个", most - 1),
        );
        numbers.truncate(most - 1);
    }
    if !numbers.is_empty() {
        let percent = places.iter().all(|p| p.datum.value.is_none() || printed(&p.datum).ends_with('%'));
        return classes::by_breaks(&values, &numbers, if percent { "%" } else { "" });
    }
    let mut distinct: Vec<_> = values.iter().flatten().collect();
    distinct.sort_unstable();
    distinct.dedup();
    // Some three values a class, or a class would say no more than the figure.
    let most = asked.unwrap_or_else(|| distinct.len().div_ceil(3).max(2)).min(classes::MOST);
    classes::natural(&values, most, |at| places.get(at).map(|p| printed(&p.datum)).unwrap_or_default())
}

fn printed(datum: &Datum) -> String {
    plain(&datum.text)
}

/// Gives the regions their outlines, and adds those that the data does not know, without a name.
fn outlined(binder: &mut Binder<'_>, map: &mut Map, places: &[Place], outlines: &Outlines) {
    let (shapes, size) = plane::project(&outlines.features);
    let mut taken = vec![false; shapes.len()];
    let mut without = Vec::new();
    for (area, place) in map.areas.iter_mut().zip(places) {
        let names = [place.label.as_str(), place.id.as_str(), binder.data.called(&place.id)];
        let found = outlines.find(&names).and_then(|at| Some((taken.get_mut(at)?, shapes.get(at)?)));
        match found {
            Some((taken, shape)) if !*taken => {
                *taken = true;
                area.outlines.clone_from(&shape.rings);
                (area.centre, area.room) = (shape.centre, shape.room);
            }
            _ => without.push(place.label.clone()),
        }
    }
    let all = taken.iter().all(|taken| !taken);
    if all || !without.is_empty() {
        let which = if all { "各地区都".to_owned() } else { named(&without) };
        let how = if all { "，改用方格" } else { "，数据列在图下" };
        let hint = "让 GeoJSON 里各要素的 name 和数据里的地区名称或编号一致，一个地区一个要素";
        binder.warn(format!("{which}没有对上轮廓{how}"), hint);
    }
    if all {
        return;
    }
    map.size = size;
    let rest = shapes.into_iter().zip(taken).filter(|(_, taken)| !taken);
    // Below everything else, so that the lines of regions with data are whole.
    let rest = rest.map(|(shape, _)| Area { outlines: shape.rings, centre: shape.centre, ..Area::default() });
    map.areas = rest.chain(std::mem::take(&mut map.areas)).collect();
}

/// Some names, of many the first and how many they are.
fn named(names: &[String]) -> String {
    let first = names.iter().take(3).cloned().collect::<Vec<_>>().join("、");
    if names.len() > 3 { format!("{first}等{}个地区", names.len()) } else { first }
}

/// Tiles in the order of the data, about as many beside as above each other: the tiles in a row.
fn in_order(map: &mut Map) -> usize {
    let count = map.areas.len();
    let mut lengths: Vec<_> = map.areas.iter().map(|area| area.label.chars().count()).collect();
    lengths.sort_unstable();
    // One long name in ten goes over lines.
    let usual = lengths.get((count * 9).saturating_sub(1) / 10).copied().unwrap_or_default();
    // The type area holds 48 characters of 9 pt; a name of up to six stands in one line.
    let most = 48 / (usual.clamp(3, 6) + 1);
    let columns = if count <= 4 { count } else { (1..=most).find(|n| n * n >= count).unwrap_or(most) };
    let place = |at: usize| i32::try_from(at).unwrap_or(i32::MAX);
    for (at, area) in map.areas.iter_mut().enumerate() {
        area.centre = (place(at % columns), place(at / columns));
    }
    columns
}

/// Tiles as the block arranges them, row by row, a point for an empty place; a tile is named by the beginning of its name.
fn arranged(binder: &mut Binder<'_>, map: &mut Map, places: &[Place], rows: &[String]) -> usize {
    let mut placed: Vec<Option<(usize, usize)>> = vec![None; places.len()];
    let mut unknown = Vec::new();
    let mut columns = 1;
    for (y, row) in rows.iter().enumerate() {
        for (x, word) in row.split_whitespace().enumerate() {
            columns = columns.max(x + 1);
            if [".", "．", "。", "-", "—"].contains(&word) {
                continue;
            }
            let exact = places.iter().position(|p| p.label == word || p.id == word);
            let begun = || places.iter().zip(&placed).position(|(p, at)| at.is_none() && p.label.starts_with(word));
            match exact.or_else(begun).and_then(|at| placed.get_mut(at)) {
                Some(place) if place.is_none() => *place = Some((x, y)),
                _ => unknown.push(word.to_owned()),
            }
        }
    }
    if !unknown.is_empty() {
        binder.warn(format!("tiles 里的{}在数据里没有，或者写了两次", named(&unknown)), "写地区名称，或它开头的字");
    }
    let left: Vec<_> =
        places.iter().zip(&placed).filter(|(_, at)| at.is_none()).map(|(p, _)| p.label.clone()).collect();
    if !left.is_empty() {
        binder.warn(format!("tiles 里没有{}，排在最后", named(&left)), "在 tiles 里给它们位置");
    }
    let mut next = 0;
    for (area, at) in map.areas.iter_mut().zip(placed) {
        let (x, y) = at.unwrap_or_else(|| {
            next += 1;
            ((next - 1) % columns, rows.len() + (next - 1) / columns)
        });
        area.centre = (i32::try_from(x).unwrap_or(i32::MAX), i32::try_from(y).unwrap_or(i32::MAX));
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::super::tests::{shown, shown_with};
    use super::super::{Kind, View};
    use super::*;

    const DATA: &str = r#"{"regions": [{"id": "z", "name": "县"}, {"id": "a", "name": "甲镇", "parent": "z"},
            {"id": "b", "name": "乙镇", "parent": "z"}, {"id": "c", "name": "丙镇", "parent": "z"}],
        "problems": [{"name": "一", "region": "b"}, {"name": "二", "region": "甲镇"}, {"name": "三", "region": "b"},
            {"name": "四", "region": "开发区"}, {"name": "五"}],
        "projects": [{"name": "路", "region": "a", "invest": "3万元"}, {"name": "桥", "region": "a", "invest": "4万元"},
            {"name": "渠", "region": "c", "invest": "9万元"}],
        "indicators": [{"name": "得分", "by_region": [{"region": "a", "value": "90.5分"}, {"region": "b", "value": "71分"},
            {"region": "c", "missing": "至今未报"}]}]}"#;

    fn map(spec: &str, outlines: &Outlines) -> Map {
        let loaded = crate::data::from_json(DATA.as_bytes());
        let data = crate::data::Figures::new(&loaded.progress);
        let made = super::super::make(Kind::Map, spec, &data, outlines, 0, String::new());
        match made.block {
            Some(super::super::Block::Exhibit { exhibit: Some(exhibit), .. }) => match exhibit.view {
                View::Map(map) => map,
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    }

    const SCORES: &str = "from = \"/indicators/0/by_region\"\n";

    #[test]
    fn regions_are_tiles_with_their_figures() {
        insta::assert_snapshot!(shown(Kind::Map, DATA, SCORES), @"
        单位：分
        甲镇	90.5
        乙镇	71
        丙镇	至今未报
        ");
        let shown = map(SCORES, &Outlines::default());
        assert_eq!((shown.columns, shown.classes), (3, vec!["71".to_owned(), "90.5".into()]));
        assert_eq!(shown.areas.iter().map(|a| a.class).collect::<Vec<_>>(), [Some(1), Some(0), None]);
    }

    #[test]
    fn records_are_counted_and_added_up_by_region() {
        insta::assert_snapshot!(shown(Kind::Map, DATA, "from = \"/problems\"\nby = \"region\"\nmeasure = \"条\""), @"
        单位：条
        甲镇	1
        乙镇	2
        丙镇	0
        开发区	1
        ");
        insta::assert_snapshot!(shown(Kind::Map, DATA, "from = \"/projects\"\nby = \"region\"\nsum = \"invest\""), @"
        单位：万元
        甲镇	7
        丙镇	9
        ");
    }

    #[test]
    fn tiles_stand_where_the_block_says() {
        let spec = format!("{SCORES}tiles = [\". 丙\", \"甲 丁 甲镇\"]\nbreaks = [\"80\", \"x\"]");
        insta::assert_snapshot!(shown(Kind::Map, DATA, &spec), @r#"
        单位：分
        甲镇	90.5
        乙镇	71
        丙镇	至今未报
        警告 tiles 里的丁、甲镇在数据里没有，或者写了两次
        警告 tiles 里没有乙镇，排在最后
        错误 breaks 里的“x”不是数，写成 breaks = ["60", "80"]
        "#);
        let shown = map(&spec, &Outlines::default());
        assert_eq!(shown.areas.iter().map(|a| a.centre).collect::<Vec<_>>(), [(0, 1), (0, 2), (1, 0)]);
        assert_eq!(shown.columns, 3);
        assert_eq!(shown.classes, ["80以下", "80及以上"]);
    }

    #[test]
    fn regions_have_the_users_outlines() {
        let square = |x: f64, name: &str| {
            format!(
                r#"{{"properties": {{"name": "{name}"}}, "geometry": {{"type": "Polygon", "coordinates":
                    [[[{x}, 0], [{}, 0], [{}, 1], [{x}, 1], [{x}, 0]]]}}}}"#,
                x + 1.0,
                x + 1.0
            )
        };
        let features = [square(0.0, "甲镇"), square(1.0, "b"), square(2.0, "丁镇")].join(",");
        let text = format!(r#"{{"type": "FeatureCollection", "features": [{features}]}}"#);
        let (outlines, findings) = Outlines::from_geojson(text.as_bytes());
        assert_eq!(findings, []);
        insta::assert_snapshot!(shown_with(Kind::Map, DATA, SCORES, &outlines), @"
        单位：分
        甲镇	90.5
        乙镇	71
        丙镇	至今未报
        警告 丙镇没有对上轮廓，数据列在图下
        ");
        let shown = map(SCORES, &outlines);
        assert_eq!((shown.size, shown.columns), ((10_000, 3333), 0));
        let areas: Vec<_> = shown.areas.iter().map(|a| (a.label.as_str(), a.outlines.len(), a.centre)).collect();
        let centres =
            [("", 1, (8333, 1667)), ("甲镇", 1, (1667, 1667)), ("乙镇", 1, (5000, 1667)), ("丙镇", 0, (0, 0))];
        assert_eq!(areas, centres);
        // Where no region is found, tiles say more than an empty map.
        let spec = "from = \"/regions\"\nvalue = \"population\"\nwhere = { name = [\"县\", \"丙镇\"] }";
        insta::assert_snapshot!(shown_with(Kind::Map, DATA, spec, &outlines), @"
        县	未报
        丙镇	未报
        警告 各地区都没有对上轮廓，改用方格
        ");
        assert_eq!(map(spec, &outlines).columns, 2);
    }
}
