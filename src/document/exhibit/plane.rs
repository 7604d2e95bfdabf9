//! Outlines on paper: projected, thinned to what can be seen, and the place of a label in each.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::outline::{Feature, Ring};

/// A point on paper: to the right and downward, in units of the map's own space.
pub(super) type Point = (i32, i32);

/// The longer side of a map in its own units: 156 mm wide, a unit is a sixtieth of a millimetre.
const SIDE: f64 = 10_000.0;

/// How far a thinned line may leave the true one: an eighth of a millimetre, less than the line is thick. Neighbours are
/// thinned each by itself, so no gap between them is wider.
const TOLERANCE: f64 = 8.0;

/// The most points of a map; beyond it, lines are thinned more. It keeps a map of megabytes to some 100 KB.
const MOST_POINTS: usize = 12_000;

/// Labels, a name of four characters above a figure, are so many times as wide as they are high.
const WIDE: f64 = 1.5;

/// A feature on paper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// Closed lines, outer ones and holes alike: what is inside an odd number of them is inside.
    pub(super) rings: Vec<Vec<Point>>,
    /// The place for a label: deepest inside its largest polygon.
    pub(super) centre: Point,
    /// How far a label may reach from there, up or down; to either side it is half as far again ([`WIDE`]).
    pub(super) room: i32,
}

/// Projects features into one space: their shapes in order, and its width and height.
///
/// The projection is equirectangular, true to scale at the middle latitude: for a county or a province no other looks
/// different.
pub(super) fn project(features: &[Feature]) -> (Vec<Shape>, (i32, i32)) {
    let rings = || features.iter().flat_map(|f| &f.polygons).flatten().flatten();
    let (mut low, mut high) = ([f64::MAX; 2], [f64::MIN; 2]);
    for point in rings() {
        for axis in [0, 1] {
            low[axis] = low[axis].min(point[axis]);
            high[axis] = high[axis].max(point[axis]);
        }
    }
    if low[0] > high[0] {
        return (Vec::new(), (0, 0));
    }
    let narrowing = cosine(f64::midpoint(low[1], high[1])).max(0.01);
    let (width, height) = ((high[0] - low[0]) * narrowing, high[1] - low[1]);
    // A map of one line or one point has no size to be scaled by.
    let scale = SIDE / width.max(height).max(1e-9);
    let place = |[x, y]: &[f64; 2]| [(x - low[0]) * narrowing * scale, (high[1] - y) * scale];
    let mut all: Vec<Vec<Vec<Ring>>> = features
        .iter()
        .map(|f| f.polygons.iter().map(|p| p.iter().map(|r| r.iter().map(place).collect()).collect()).collect())
        .collect();
    let mut tolerance = TOLERANCE;
    loop {
        let mut points = 0;
        for polygons in &mut all {
            thin_feature(polygons, tolerance);
            points += polygons.iter().flatten().map(Vec::len).sum::<usize>();
        }
        if points <= MOST_POINTS || tolerance > SIDE / 20.0 {
            break;
        }
        tolerance *= 2.0;
    }
    (all.into_iter().map(|polygons| shape(&polygons)).collect(), (whole(width * scale), whole(height * scale)))
}

#[expect(clippy::cast_possible_truncation, reason = "between 0 and SIDE, or saturated")]
fn whole(number: f64) -> i32 {
    number.round() as i32
}

/// Cosine of a latitude, by its series to a millionth: the library's differs between platforms in the last digit.
fn cosine(degrees: f64) -> f64 {
    let square = degrees.to_radians() * degrees.to_radians();
    [90.0, 56.0, 30.0, 12.0, 2.0].iter().fold(1.0, |sum, n| 1.0 - square / n * sum)
}

/// Length of a line, likewise.
fn length(x: f64, y: f64) -> f64 {
    (x * x + y * y).sqrt()
}

/// Thins the lines of a feature. Parts that are too small to be seen go, but for the largest, which becomes a dot: it says that
/// the feature is there.
fn thin_feature(polygons: &mut Vec<Vec<Ring>>, tolerance: f64) {
    let largest = largest(polygons);
    let visible = |ring: &Ring| {
        let thinned = thin(ring, tolerance);
        (thinned.len() >= 3 && area(&thinned).abs() >= tolerance * tolerance).then_some(thinned)
    };
    let mut at = 0;
    polygons.retain_mut(|rings| {
        let Some((outer, holes)) = rings.split_first() else { return false };
        let outer = visible(outer).or_else(|| (at == largest).then(|| dot(outer, tolerance)));
        at += 1;
        let Some(outer) = outer else { return false };
        *rings = std::iter::once(outer).chain(holes.iter().filter_map(visible)).collect();
        true
    });
}

/// The smallest area that is drawn, where a ring begins.
fn dot(ring: &[[f64; 2]], tolerance: f64) -> Ring {
    let [x, y] = ring.first().copied().unwrap_or_default();
    vec![[x + tolerance, y], [x, y + tolerance], [x - tolerance, y], [x, y - tolerance]]
}

/// The polygon with the largest outer ring.
fn largest(polygons: &[Vec<Ring>]) -> usize {
    let size = |rings: &Vec<Ring>| rings.first().map_or(0.0, |ring| area(ring).abs());
    let by_size = |(_, a): &(usize, &Vec<Ring>), (_, b): &(usize, &Vec<Ring>)| size(a).total_cmp(&size(b));
    polygons.iter().enumerate().max_by(by_size).map_or(0, |(at, _)| at)
}

/// Twice the area within a ring, by its sense of rotation positive or negative.
fn area(ring: &[[f64; 2]]) -> f64 {
    edges(ring).map(|([ax, ay], [bx, by])| ax * by - bx * ay).sum()
}

/// The edges of a ring, the closing one last.
fn edges(ring: &[[f64; 2]]) -> impl Iterator<Item = ([f64; 2], [f64; 2])> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

/// Douglas–Peucker on a ring, which is cut at its first point and the one farthest from it.
fn thin(ring: &[[f64; 2]], tolerance: f64) -> Ring {
    let Some(&first) = ring.first() else { return Vec::new() };
    let distance = |point: &[f64; 2]| length(point[0] - first[0], point[1] - first[1]);
    let by_distance = |(_, a): &(usize, &[f64; 2]), (_, b): &(usize, &[f64; 2])| distance(a).total_cmp(&distance(b));
    let far = ring.iter().enumerate().max_by(by_distance).map_or(0, |(at, _)| at);
    let mut closed = ring.to_vec();
    closed.push(first);
    let mut keep = vec![false; closed.len()];
    // A worst case that always cuts off one point would take the square of a million steps: below this depth, a line is
    // cut in its middle.
    const DEPTH: u32 = 48;
    let mut parts = vec![(0, far, 0), (far, ring.len(), 0)];
    while let Some((from, to, depth)) = parts.pop() {
        for end in [from, to] {
            if let Some(kept) = keep.get_mut(end) {
                *kept = true;
            }
        }
        let (Some(&a), Some(&b), Some(between)) = (closed.get(from), closed.get(to), closed.get(from + 1..to)) else {
            continue;
        };
        let away = between.iter().enumerate().map(|(at, point)| (from + 1 + at, to_segment(*point, a, b)));
        let Some((at, away)) = away.max_by(|(_, a), (_, b)| a.total_cmp(b)) else { continue };
        if away > tolerance {
            let at = if depth > DEPTH { usize::midpoint(from, to) } else { at };
            parts.extend([(from, at, depth + 1), (at, to, depth + 1)]);
        }
    }
    ring.iter().zip(keep).filter(|(_, kept)| *kept).map(|(point, _)| *point).collect()
}

/// How far a point is from a segment.
fn to_segment([x, y]: [f64; 2], [ax, ay]: [f64; 2], [bx, by]: [f64; 2]) -> f64 {
    let (dx, dy) = (bx - ax, by - ay);
    let square = dx * dx + dy * dy;
    let along = if square > 0.0 { (((x - ax) * dx + (y - ay) * dy) / square).clamp(0.0, 1.0) } else { 0.0 };
    length(x - ax - along * dx, y - ay - along * dy)
}

/// A feature in whole units, with the place of its label.
fn shape(polygons: &[Vec<Ring>]) -> Shape {
    // Where everything is narrower by as much as labels are wide, they take a square.
    let squeezed: Vec<Ring> = polygons.get(largest(polygons)).map_or_else(Vec::new, |rings| {
        rings.iter().map(|ring| ring.iter().map(|[x, y]| [x / WIDE, *y]).collect()).collect()
    });
    let ([x, y], room) = deepest(&squeezed);
    let line = |ring: &Ring| {
        let mut line: Vec<Point> = ring.iter().map(|[x, y]| (whole(*x), whole(*y))).collect();
        line.dedup();
        line
    };
    let rings = polygons.iter().flatten().map(line).filter(|line| line.len() > 1).collect();
    Shape { rings, centre: (whole(x * WIDE), whole(y)), room: whole(room.max(0.0)) }
}

/// A square in which the deepest point is looked for.
struct Cell {
    middle: [f64; 2],
    half: f64,
    /// How deep its middle is; negative outside.
    depth: f64,
}

impl Cell {
    fn new(middle: [f64; 2], half: f64, rings: &[Ring]) -> Self {
        Self { middle, half, depth: depth(middle, rings) }
    }

    /// No point of the cell is deeper.
    fn bound(&self) -> f64 {
        self.depth + self.half
    }
}

impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Cell {}
impl PartialOrd for Cell {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Cell {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bound().total_cmp(&other.bound())
    }
}

/// Half the side of the largest square around a point that no line crosses, negative where the point is outside (by even-odd).
fn depth(point: [f64; 2], rings: &[Ring]) -> f64 {
    let [x, y] = point;
    let (mut inside, mut nearest) = (false, f64::MAX);
    for (a, b) in rings.iter().flat_map(|ring| edges(ring)) {
        if (a[1] > y) != (b[1] > y) && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0] {
            inside = !inside;
        }
        nearest = nearest.min(square_to_segment(point, a, b));
    }
    if inside { nearest } else { -nearest }
}

/// Half the side of the square around a point that touches a segment: the least of the larger coordinate of its points. It
/// changes its slope only where a coordinate is zero or both are as large.
fn square_to_segment([x, y]: [f64; 2], [ax, ay]: [f64; 2], [bx, by]: [f64; 2]) -> f64 {
    let (fx, fy, dx, dy) = (ax - x, ay - y, bx - ax, by - ay);
    let at = |t: f64| (fx + t * dx).abs().max((fy + t * dy).abs());
    let turns = [(fx, dx), (fy, dy), (fx - fy, dx - dy), (fx + fy, dx + dy)];
    let turns =
        turns.into_iter().filter(|(_, slope)| *slope != 0.0).map(|(from, slope)| (-from / slope).clamp(0.0, 1.0));
    turns.chain([0.0, 1.0]).map(at).fold(f64::MAX, f64::min)
}

/// The point of a polygon around which the largest label finds room (its pole of inaccessibility), and how much that is. Squares that may
/// hold a deeper point than the best so far are cut in four, the most promising first.
fn deepest(rings: &[Ring]) -> ([f64; 2], f64) {
    const MOST_CELLS: usize = 2000;
    let Some(outer) = rings.first().filter(|ring| !ring.is_empty()) else { return ([0.0; 2], 0.0) };
    let (mut low, mut high) = ([f64::MAX; 2], [f64::MIN; 2]);
    for [x, y] in outer {
        (low, high) = ([low[0].min(*x), low[1].min(*y)], [high[0].max(*x), high[1].max(*y)]);
    }
    let middle = [f64::midpoint(low[0], high[0]), f64::midpoint(low[1], high[1])];
    let half = (high[0] - low[0]).max(high[1] - low[1]) / 2.0;
    let mut best = Cell::new(middle, 0.0, rings);
    let mut cells = BinaryHeap::from([Cell::new(middle, half, rings)]);
    let mut made = 1;
    while let Some(cell) = cells.pop() {
        if cell.depth > best.depth {
            best = Cell { half: 0.0, ..cell };
        }
        if cell.bound() - best.depth <= half / 50.0 || made > MOST_CELLS {
            break;
        }
        let quarter = cell.half / 2.0;
        for (right, down) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
            let [x, y] = cell.middle;
            cells.push(Cell::new([x + right * quarter, y + down * quarter], quarter, rings));
            made += 1;
        }
    }
    (best.middle, best.depth)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feature(polygons: &[&[&[[f64; 2]]]]) -> Feature {
        let polygons = polygons.iter().map(|rings| rings.iter().map(|ring| ring.to_vec()).collect()).collect();
        Feature { names: Vec::new(), polygons }
    }

    const SQUARE: &[[f64; 2]] = &[[110.0, 59.5], [112.0, 59.5], [112.0, 60.5], [110.0, 60.5]];

    #[test]
    fn a_degree_of_longitude_is_half_as_long_at_sixty_degrees() {
        let (shapes, size) = project(&[feature(&[&[SQUARE]])]);
        assert_eq!(size, (10_000, 10_000));
        assert_eq!(shapes[0].rings, [[(0, 10_000), (10_000, 10_000), (10_000, 0), (0, 0)]]);
        assert_eq!(project(&[]), (Vec::new(), (0, 0)));
        for (degrees, true_value) in [(0.0, 1.0), (60.0, 0.5), (-45.0, std::f64::consts::FRAC_1_SQRT_2), (90.0, 0.0)] {
            assert!((cosine(degrees) - true_value).abs() < 2e-6, "{degrees}");
        }
    }

    #[test]
    fn labels_keep_out_of_holes_and_stand_in_the_largest_part() {
        let hole: &[[f64; 2]] = &[[110.1, 59.6], [111.2, 59.6], [111.2, 60.4], [110.1, 60.4]];
        let island: &[[f64; 2]] = &[[113.0, 59.5], [113.3, 59.5], [113.3, 60.0]];
        let (shapes, _) = project(&[feature(&[&[island], &[SQUARE, hole]])]);
        assert_eq!(shapes[0].rings.len(), 3);
        let (x, y) = shapes[0].centre;
        // Three degrees and a third are the whole width: the label is right of the hole, left of the island.
        assert!((3640..6060).contains(&x) && (0..3000).contains(&y), "{x} {y}");
        assert!(shapes[0].room > 500, "{}", shapes[0].room);
    }

    #[test]
    fn lines_are_thinned_to_what_can_be_seen() {
        let circle = |n: u32, r: f64| -> Ring {
            let side = |i: u32| f64::from(i) / f64::from(n / 4) * 2.0 - 1.0;
            let square = (0..n / 4)
                .flat_map(|i| [(0, side(i), -1.0), (1, 1.0, side(i)), (2, -side(i), 1.0), (3, -1.0, -side(i))]);
            let mut square: Vec<_> = square.collect();
            square.sort_by_key(|(edge, ..)| *edge);
            square.iter().map(|(_, x, y)| [110.0 + r * x / length(*x, *y), r * y / length(*x, *y)]).collect()
        };
        let round = circle(50_000, 1.0);
        let (shapes, _) = project(&[feature(&[&[&round], &[&circle(40, 0.0001)]])]);
        assert_eq!(shapes[0].rings.len(), 1, "what is too small to be seen is not drawn");
        let points = shapes[0].rings[0].len();
        assert!((40..120).contains(&points), "{points}");
        let off = |&(x, y): &Point| (length(f64::from(x) - 5000.0, f64::from(y) - 5000.0) - 5000.0).abs();
        assert!(shapes[0].rings[0].iter().all(|point| off(point) < 2.0));
        assert_eq!(shapes[0].centre, (5000, 5000));
        // A tiny region among large ones still has its place.
        let (shapes, _) = project(&[feature(&[&[&round]]), feature(&[&[&circle(40, 0.0001)]])]);
        assert!(!shapes[1].rings.is_empty());
    }

    #[test]
    fn hostile_lines_take_no_long() {
        // Every point is as far out as it can be: no line can be left straight.
        let teeth: Ring = (0..200_000).map(|i| [110.0 + f64::from(i) / 1e5, f64::from(i % 2)]).collect();
        let (shapes, _) = project(&[feature(&[&[&teeth]])]);
        assert!(shapes[0].rings[0].len() <= MOST_POINTS);
        for degenerate in [[[1.0, 1.0]; 3], [[1.0, 1.0], [2.0, 1.0], [3.0, 1.0]]] {
            let (shapes, _) = project(&[feature(&[&[&degenerate]])]);
            assert_eq!(shapes.len(), 1);
            assert_eq!(shapes[0].rings[0].len(), 4);
            assert!(shapes[0].room < 10, "a dot holds no label");
        }
    }
}
