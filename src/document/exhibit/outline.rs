//! [`Outlines`]: the user's own outlines of regions, read from GeoJSON (RFC 7946).
//!
//! The reader is serde's, over the few members that are needed: the crates for GeoJSON bring geometry types and every kind of
//! object, for two kinds of which one is used here, and the wasm module is loaded before anything is drawn.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};
use serde_json::Value;

use crate::Finding;

/// The largest file of outlines that is read, in bytes.
pub const MAX_OUTLINES: usize = 20 << 20;

/// The most outlines of one file: all counties of a large country.
const MAX_FEATURES: usize = 3000;

/// Members of a feature's properties by which it is matched with a region.
const NAMES: [&str; 9] = ["name", "NAME", "Name", "名称", "fullname", "id", "ID", "adcode", "code"];

/// A closed line of longitudes and latitudes; the first point is not repeated.
pub(super) type Ring = Vec<[f64; 2]>;

/// Outlines of regions in longitude and latitude, for maps. Empty where the user gave none: regions are tiles then.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outlines {
    /// The outlines, in the order of the file.
    pub(super) features: Vec<Feature>,
}

/// The outline of one region.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Feature {
    /// Names, ids and codes that it answers to.
    pub(super) names: Vec<String>,
    /// Polygons: an outer ring and the holes in it.
    pub(super) polygons: Vec<Vec<Ring>>,
}

impl Outlines {
    /// Reads a `FeatureCollection` of `Polygon`s and `MultiPolygon`s. What cannot be read is a finding: an error where
    /// nothing is left.
    pub fn from_geojson(bytes: &[u8]) -> (Self, Vec<Finding>) {
        let refused = |code: &str, message: String, hint: &str| {
            (Self::default(), vec![Finding::error(code, "", format!("地图轮廓：{message}")).hint(hint)])
        };
        if bytes.len() > MAX_OUTLINES {
            let message = format!("文件有 {} 字节，超过上限 {MAX_OUTLINES} 字节", bytes.len());
            return refused("map.too_large", message, "用制图软件简化边界后再用，一般几百 KB 就够");
        }
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        // serde_json counts levels, so that no nesting costs the stack.
        let collection: Collection = match serde_json::from_slice(bytes) {
            Ok(collection) => collection,
            Err(error) => {
                let message = format!("不是能读的 GeoJSON（第 {} 行第 {} 列）", error.line(), error.column());
                return refused("map.not_geojson", message, "要 UTF-8 编码的 FeatureCollection，坐标为经纬度");
            }
        };
        if collection.kind != "FeatureCollection" {
            let message = format!("最外层是“{}”，不是 FeatureCollection", shortened(&collection.kind));
            return refused("map.not_geojson", message, "把各地区的边界导出为一个 FeatureCollection");
        }
        if collection.features.len() > MAX_FEATURES {
            let message = format!("有 {} 个地区，超过上限 {MAX_FEATURES} 个", collection.features.len());
            return refused("map.too_large", message, "只留要画的地区");
        }
        let mut found = Reading::default();
        let features: Vec<_> = collection.features.into_iter().filter_map(|feature| found.feature(feature)).collect();
        if found.outside > 0 {
            let message = format!("有 {} 个点不在经纬度的范围内", found.outside);
            return refused("map.not_degrees", message, "坐标要用经纬度（度），投影坐标先换算");
        }
        if features.is_empty() {
            return refused("map.no_outlines", "里面没有可画的边界".into(), "要 Polygon 或 MultiPolygon");
        }
        (Self { features }, found.findings())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.features.is_empty()
    }

    /// The outline that answers to one of some names.
    pub(super) fn find(&self, names: &[&str]) -> Option<usize> {
        let asked = |own: &String| names.iter().any(|name| !name.is_empty() && name.trim() == own);
        self.features.iter().position(|feature| feature.names.iter().any(asked))
    }
}

/// What was left out while reading.
#[derive(Default)]
struct Reading {
    /// Points that are no longitude and latitude.
    outside: usize,
    /// Rings of fewer than three points.
    broken: usize,
    /// Features that are no areas.
    other: usize,
}

impl Reading {
    fn feature(&mut self, feature: GeoFeature) -> Option<Feature> {
        let geometry = feature.geometry;
        let kind = geometry.as_ref().map_or("", |geometry| geometry.kind.as_str());
        let polygons = match (kind, geometry.as_ref().map(|geometry| &geometry.coordinates)) {
            ("Polygon", Some(polygon)) => vec![self.polygon(polygon)],
            ("MultiPolygon", Some(Nest::List(polygons))) => polygons.iter().map(|p| self.polygon(p)).collect(),
            _ => Vec::new(),
        };
        let polygons: Vec<_> = polygons.into_iter().filter(|rings| !rings.is_empty()).collect();
        if polygons.is_empty() {
            self.other += 1;
            return None;
        }
        let properties = feature.properties.unwrap_or_default();
        let named = NAMES.iter().filter_map(|name| properties.get(*name)).chain(&feature.id);
        let names = named.filter_map(|value| match value {
            Value::String(text) => Some(text.trim().to_owned()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        });
        Some(Feature { names: names.filter(|name| !name.is_empty()).collect(), polygons })
    }

    /// The rings of a polygon; none where its outer ring cannot be drawn, for its holes are in nothing then.
    fn polygon(&mut self, polygon: &Nest) -> Vec<Ring> {
        let Nest::List(rings) = polygon else { return Vec::new() };
        let mut out = Vec::new();
        for (at, ring) in rings.iter().enumerate() {
            match self.ring(ring) {
                Some(ring) => out.push(ring),
                None if at == 0 => return Vec::new(),
                None => {}
            }
        }
        out
    }

    fn ring(&mut self, ring: &Nest) -> Option<Ring> {
        let mut points: Ring = Vec::new();
        if let Nest::List(positions) = ring {
            for position in positions {
                let Nest::Point([longitude, latitude]) = position else { continue };
                if longitude.abs() > 180.0 || latitude.abs() > 90.0 {
                    self.outside += 1;
                } else if points.last() != Some(&[*longitude, *latitude]) {
                    points.push([*longitude, *latitude]);
                }
            }
        }
        if points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        if points.len() < 3 {
            self.broken += 1;
            return None;
        }
        Some(points)
    }

    fn findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut tell = |count: usize, what: &str| {
            if count > 0 {
                let finding = Finding::warning("map.outline", "", format!("地图轮廓：有 {count} {what}，没有画"));
                findings.push(finding.hint("核对 GeoJSON 文件"));
            }
        };
        tell(self.broken, "圈边界不足三个点");
        tell(self.other, "个要素不是面");
        findings
    }
}

/// The beginning of a text of the file, for a message.
fn shortened(text: &str) -> String {
    text.chars().take(20).collect()
}

#[derive(Deserialize)]
struct Collection {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    features: Vec<GeoFeature>,
}

#[derive(Deserialize)]
struct GeoFeature {
    #[serde(default)]
    id: Option<Value>,
    #[serde(default)]
    properties: Option<serde_json::Map<String, Value>>,
    #[serde(default)]
    geometry: Option<Geometry>,
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    coordinates: Nest,
}

/// Coordinates of any depth: a position, or a list. Positions are kept as two numbers, since a file has a million of them.
#[derive(Debug, PartialEq)]
enum Nest {
    Number(f64),
    Point([f64; 2]),
    List(Vec<Nest>),
}

impl Default for Nest {
    fn default() -> Self {
        Self::List(Vec::new())
    }
}

impl<'de> Deserialize<'de> for Nest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NestVisitor)
    }
}

struct NestVisitor;

impl<'de> Visitor<'de> for NestVisitor {
    type Value = Nest;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("coordinates")
    }

    fn visit_f64<E>(self, number: f64) -> Result<Nest, E> {
        Ok(Nest::Number(number))
    }

    #[expect(clippy::cast_precision_loss, reason = "a coordinate beyond 2^53 is refused as such")]
    fn visit_i64<E>(self, number: i64) -> Result<Nest, E> {
        Ok(Nest::Number(number as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "a coordinate beyond 2^53 is refused as such")]
    fn visit_u64<E>(self, number: u64) -> Result<Nest, E> {
        Ok(Nest::Number(number as f64))
    }

    fn visit_unit<E>(self) -> Result<Nest, E> {
        Ok(Nest::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Nest, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = seq.next_element()? {
            members.push(member);
        }
        // A third number is a height.
        Ok(match members[..] {
            [Nest::Number(x), Nest::Number(y), ..] if x.is_finite() && y.is_finite() => Nest::Point([x, y]),
            _ => Nest::List(members),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(features: &str) -> (Outlines, Vec<String>) {
        let (outlines, findings) =
            Outlines::from_geojson(format!(r#"{{"type": "FeatureCollection", "features": [{features}]}}"#).as_bytes());
        (outlines, findings.into_iter().map(|f| format!("{} {}", f.code, f.message)).collect())
    }

    const SQUARE: &str = "[[110, 30], [111, 30, 5.5], [111, 31], [110, 31], [110, 30]]";

    #[test]
    fn polygons_with_holes_and_several_parts() {
        let (outlines, findings) = read(&format!(
            r#"{{"type": "Feature", "id": 7, "properties": {{"name": " 甲镇 ", "adcode": 410001, "level": null}},
                "geometry": {{"coordinates": [{SQUARE}, [[110.4, 30.4], [110.6, 30.4], [110.5, 30.6]]], "type": "Polygon"}}}},
              {{"type": "Feature", "properties": {{"名称": "乙镇"}},
                "geometry": {{"type": "MultiPolygon", "coordinates": [[{SQUARE}], [[[1, 2], [3, 2], [2, 4], [1, 2]]]]}}}}"#
        ));
        assert_eq!(findings, [""; 0]);
        let [first, second] = &outlines.features[..] else { panic!("{outlines:?}") };
        assert_eq!(first.names, ["甲镇", "410001", "7"]);
        assert_eq!(first.polygons.iter().map(Vec::len).collect::<Vec<_>>(), [2]);
        assert_eq!(first.polygons[0][0], [[110.0, 30.0], [111.0, 30.0], [111.0, 31.0], [110.0, 31.0]]);
        assert_eq!(second.polygons.len(), 2);
        assert_eq!(outlines.find(&["", "jia", "甲镇"]), Some(0));
        assert_eq!(outlines.find(&["乙镇 "]), Some(1));
        assert_eq!(outlines.find(&[""]), None);
    }

    #[test]
    fn what_is_no_area_is_left_out_and_told() {
        let (outlines, findings) = read(&format!(
            r#"{{"geometry": {{"type": "Polygon", "coordinates": [{SQUARE}, [[1, 1], [2, 2], [1, 1]], []]}}}},
               {{"geometry": {{"type": "Polygon", "coordinates": []}}}}, {{"geometry": null}}, {{"geometry": {{"type": "Point",
                "coordinates": [1, 2]}}}}, {{"geometry": {{"type": "MultiPolygon", "coordinates": [3, [], [[[1]]], null]}}}}"#
        ));
        assert_eq!(outlines.features.len(), 1);
        assert_eq!(
            findings,
            ["map.outline 地图轮廓：有 3 圈边界不足三个点，没有画", "map.outline 地图轮廓：有 4 个要素不是面，没有画"]
        );
    }

    #[test]
    fn hostile_files_are_findings() {
        let code = |bytes: &[u8]| {
            let (outlines, findings) = Outlines::from_geojson(bytes);
            assert!(outlines.is_empty() && !findings.is_empty());
            findings[0].code.clone()
        };
        assert_eq!(code(b""), "map.not_geojson");
        assert_eq!(code(b"[1,2]"), "map.not_geojson");
        assert_eq!(code(br#"{"type": "Topology", "features": []}"#), "map.not_geojson");
        assert_eq!(code(br#"{"type": "FeatureCollection"}"#), "map.no_outlines");
        assert_eq!(code(&vec![b' '; MAX_OUTLINES + 1]), "map.too_large");
        let with = |coordinates: &str| {
            let text = r#"{"type": "FeatureCollection", "features": [{"geometry": {"type": "Polygon", "coordinates": "#;
            code(format!("{text}{coordinates}}}}}]}}").as_bytes())
        };
        assert_eq!(with(&"[".repeat(500_000)), "map.not_geojson");
        assert_eq!(with("[[[1e999, 1], [2, 2], [3, 1]]]"), "map.not_geojson");
        assert_eq!(with("[[[NaN, 1], [2, 2], [3, 1]]]"), "map.not_geojson");
        assert_eq!(with("[[[\"1\", 1], [2, 2], [3, 1]]]"), "map.not_geojson");
        assert_eq!(with("[[[38500000.5, 3450000], [38500001, 3450000], [38500000, 3450001]]]"), "map.not_degrees");
        let many = vec![r#"{"geometry": null}"#; MAX_FEATURES + 1].join(",");
        assert_eq!(
            read(&many).1,
            [format!("map.too_large 地图轮廓：有 {} 个地区，超过上限 3000 个", MAX_FEATURES + 1)]
        );
    }
}
