//! GeoJSON shapes and the little geometry that the geo operators need.
//!
//! \[ours\] Edges are straight lines in longitude and latitude (MongoDB draws great circles; for shapes the size
//! of a city they agree), boundaries count as inside, and shapes do not cross the 180th meridian.

use crate::value::Value;

/// Longitude and latitude in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// Degrees east, -180 to 180.
    pub lng: f64,
    /// Degrees north, -90 to 90.
    pub lat: f64,
}

/// An outer ring and its holes, each closed.
#[derive(Debug, Clone, PartialEq)]
pub struct Polygon {
    rings: Vec<Vec<Position>>,
}

/// A GeoJSON geometry.
#[derive(Debug, Clone, PartialEq)]
pub enum Geometry {
    /// A point.
    Point(Position),
    /// A line of two or more points.
    LineString(Vec<Position>),
    /// An area.
    Polygon(Polygon),
}

/// The radius by which MongoDB turns angles into distances, in metres.
const EARTH_RADIUS_M: f64 = 6_378_100.0;

impl Position {
    /// Reads `[lng, lat]`.
    pub fn parse(value: &Value) -> Result<Self, String> {
        let error = || "a position must be [longitude, latitude] within ±180 and ±90".to_owned();
        let [lng, lat] = value.as_array().ok_or_else(error)? else { return Err(error()) };
        let (lng, lat) = (lng.as_number().ok_or_else(error)?, lat.as_number().ok_or_else(error)?);
        if lng.abs() <= 180.0 && lat.abs() <= 90.0 { Ok(Self { lng, lat }) } else { Err(error()) }
    }

    /// Metres to another position along a great circle (haversine).
    pub fn distance_m(self, other: Self) -> f64 {
        let half_lat = ((other.lat - self.lat).to_radians() / 2.0).sin();
        let half_lng = ((other.lng - self.lng).to_radians() / 2.0).sin();
        let chord =
            half_lat * half_lat + self.lat.to_radians().cos() * other.lat.to_radians().cos() * half_lng * half_lng;
        2.0 * EARTH_RADIUS_M * chord.sqrt().min(1.0).asin()
    }

    fn is_on(self, from: Self, to: Self) -> bool {
        let cross = (to.lng - from.lng) * (self.lat - from.lat) - (to.lat - from.lat) * (self.lng - from.lng);
        cross.abs() < 1e-12
            && self.lng >= from.lng.min(to.lng) - 1e-12
            && self.lng <= from.lng.max(to.lng) + 1e-12
            && self.lat >= from.lat.min(to.lat) - 1e-12
            && self.lat <= from.lat.max(to.lat) + 1e-12
    }
}

impl Polygon {
    fn parse(coordinates: &Value) -> Result<Self, String> {
        let rings =
            coordinates.as_array().filter(|rings| !rings.is_empty()).ok_or("a polygon must have at least one ring")?;
        let rings = rings.iter().map(|ring| {
            let positions = positions(ring)?;
            if positions.len() < 4 || positions.first() != positions.last() {
                return Err("a ring must be closed: at least four positions, the last equal to the first".to_owned());
            }
            Ok(positions)
        });
        Ok(Self { rings: rings.collect::<Result<_, _>>()? })
    }

    /// Whether a position is inside or on the boundary. The holes are outside, their boundaries are not.
    pub fn contains(&self, position: Position) -> bool {
        if self.rings.iter().any(|ring| ring.windows(2).any(|edge| position.is_on(edge[0], edge[1]))) {
            return true;
        }
        let (outer, holes) = self.rings.split_first().expect("a polygon has at least one ring");
        surrounds(outer, position) && !holes.iter().any(|hole| surrounds(hole, position))
    }
}

/// Ray casting: a position is inside when a ray from it crosses the ring an odd number of times.
fn surrounds(ring: &[Position], position: Position) -> bool {
    let crosses = |edge: &[Position]| {
        let (from, to) = (edge[0], edge[1]);
        (from.lat > position.lat) != (to.lat > position.lat)
            && position.lng < (to.lng - from.lng) * (position.lat - from.lat) / (to.lat - from.lat) + from.lng
    };
    ring.windows(2).filter(|edge| crosses(edge)).count() % 2 == 1
}

fn positions(value: &Value) -> Result<Vec<Position>, String> {
    let items = value.as_array().ok_or("coordinates must be an array of positions")?;
    items.iter().map(Position::parse).collect()
}

impl Geometry {
    /// Reads a GeoJSON Point, LineString or Polygon.
    pub fn parse(value: &Value) -> Result<Self, String> {
        let kind = value
            .get("type")
            .and_then(Value::as_text)
            .ok_or("GeoJSON must be an object with `type` and `coordinates`")?;
        let coordinates = value.get("coordinates").ok_or("GeoJSON must have `coordinates`")?;
        match kind {
            "Point" => Position::parse(coordinates).map(Self::Point),
            "LineString" => match positions(coordinates)? {
                line if line.len() >= 2 => Ok(Self::LineString(line)),
                _ => Err("a LineString must have at least two positions".to_owned()),
            },
            "Polygon" => Polygon::parse(coordinates).map(Self::Polygon),
            _ => Err(format!("GeoJSON type must be Point, LineString or Polygon, got {kind:?}")),
        }
    }

    /// Reads a Point.
    pub fn parse_point(value: &Value) -> Result<Position, String> {
        match Self::parse(value)? {
            Self::Point(position) => Ok(position),
            _ => Err("expected a GeoJSON Point".to_owned()),
        }
    }

    /// Reads a Polygon.
    pub fn parse_polygon(value: &Value) -> Result<Polygon, String> {
        match Self::parse(value)? {
            Self::Polygon(polygon) => Ok(polygon),
            _ => Err("expected a GeoJSON Polygon".to_owned()),
        }
    }

    /// Whether a position is a part of this shape.
    pub fn includes(&self, position: Position) -> bool {
        match self {
            Self::Point(point) => *point == position,
            Self::LineString(line) => line.windows(2).any(|edge| position.is_on(edge[0], edge[1])),
            Self::Polygon(polygon) => polygon.contains(position),
        }
    }

    /// Whether every corner of this shape lies in a polygon.
    pub fn is_within(&self, polygon: &Polygon) -> bool {
        match self {
            Self::Point(point) => polygon.contains(*point),
            Self::LineString(line) => line.iter().all(|point| polygon.contains(*point)),
            Self::Polygon(area) => area.rings.iter().flatten().all(|point| polygon.contains(*point)),
        }
    }

    /// Metres from a position to the nearest corner of this shape.
    pub fn distance_m(&self, from: Position) -> f64 {
        let nearest =
            |points: &[Position]| points.iter().map(|point| from.distance_m(*point)).fold(f64::INFINITY, f64::min);
        match self {
            Self::Point(point) => from.distance_m(*point),
            Self::LineString(line) => nearest(line),
            Self::Polygon(area) if area.contains(from) => 0.0,
            Self::Polygon(area) => nearest(&area.rings[0]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn geometry(text: &str) -> Result<Geometry, String> {
        Geometry::parse(&Value::parse(text).unwrap())
    }

    fn at(lng: f64, lat: f64) -> Position {
        Position { lng, lat }
    }

    #[test]
    fn a_hole_is_outside_and_boundaries_are_inside() {
        let square = geometry(
            r#"{"type":"Polygon","coordinates":[[[0,0],[10,0],[10,10],[0,10],[0,0]],[[4,4],[6,4],[6,6],[4,6],[4,4]]]}"#,
        )
        .unwrap();
        for (lng, lat, inside) in [
            (1.0, 1.0, true),
            (5.0, 5.0, false),
            (4.0, 5.0, true),
            (10.0, 10.0, true),
            (0.0, 3.0, true),
            (10.1, 5.0, false),
            (-1.0, 0.0, false),
        ] {
            assert_eq!(square.includes(at(lng, lat)), inside, "{lng},{lat}");
        }
    }

    #[test]
    fn a_bay_of_a_concave_polygon_is_outside() {
        let letter_u =
            geometry(r#"{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[6,9],[6,3],[3,3],[3,9],[0,9],[0,0]]]}"#)
                .unwrap();
        assert!(letter_u.includes(at(1.0, 8.0)) && letter_u.includes(at(8.0, 8.0)) && letter_u.includes(at(4.5, 1.0)));
        assert!(!letter_u.includes(at(4.5, 6.0)));
    }

    #[test]
    fn distances_follow_the_globe() {
        let one_degree = at(0.0, 0.0).distance_m(at(0.0, 1.0));
        assert!((one_degree - 111_318.8).abs() < 1.0, "{one_degree}");
        let beijing_shanghai = at(116.4074, 39.9042).distance_m(at(121.4737, 31.2304));
        assert!((beijing_shanghai / 1000.0 - 1068.0).abs() < 5.0, "{beijing_shanghai}");
        assert!((at(-179.0, 0.0).distance_m(at(179.0, 0.0)) - 2.0 * one_degree).abs() < 1.0);
    }

    #[test]
    fn malformed_shapes_are_named() {
        for (text, message) in [
            ("{}", "GeoJSON must be an object with `type` and `coordinates`"),
            (r#"{"type":"Point"}"#, "GeoJSON must have `coordinates`"),
            (
                r#"{"type":"Point","coordinates":[181,0]}"#,
                "a position must be [longitude, latitude] within ±180 and ±90",
            ),
            (
                r#"{"type":"Circle","coordinates":[]}"#,
                "GeoJSON type must be Point, LineString or Polygon, got \"Circle\"",
            ),
            (r#"{"type":"Polygon","coordinates":[]}"#, "a polygon must have at least one ring"),
            (
                r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}"#,
                "a ring must be closed: at least four positions, the last equal to the first",
            ),
            (r#"{"type":"LineString","coordinates":[[0,0]]}"#, "a LineString must have at least two positions"),
        ] {
            assert_eq!(geometry(text).unwrap_err(), message);
        }
    }
}
