//! Places: points, polygons, circles and rings, in degrees (WGS 84) and as GeoJSON on the wire.

use crate::{Error, Json, path::Path};

/// A place in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Degrees east, -180 to 180.
    pub longitude: f64,
    /// Degrees north, -90 to 90.
    pub latitude: f64,
}

/// An area within a closed line, with holes or without.
#[derive(Clone, Debug, PartialEq)]
pub struct Polygon(Vec<Vec<Point>>);

/// All places within a distance of one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Circle {
    /// The middle.
    pub center: Point,
    /// Kilometres from the middle.
    pub radius_km: f64,
}

/// All places between two distances of one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ring {
    /// The middle.
    pub center: Point,
    /// Metres that a place is away at least. Defaults to 0.
    pub min_distance_m: Option<f64>,
    /// Metres that a place is away at most. No limit by default.
    pub max_distance_m: Option<f64>,
}

impl Polygon {
    /// The area within `outline`, whose last point repeats the first.
    pub fn new(outline: impl IntoIterator<Item = Point>) -> Self {
        Polygon(vec![outline.into_iter().collect()])
    }

    /// Takes the area within `outline` out.
    pub fn with_hole(mut self, outline: impl IntoIterator<Item = Point>) -> Self {
        self.0.push(outline.into_iter().collect());
        self
    }
}

impl Point {
    fn position(self) -> Json {
        [self.longitude, self.latitude].into()
    }
}

fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    Json::Object(members.into_iter().map(|(name, value)| (name.into(), value)).collect())
}

impl From<Point> for Json {
    fn from(point: Point) -> Self {
        object([("type", "Point".into()), ("coordinates", point.position())])
    }
}

impl From<Polygon> for Json {
    fn from(polygon: Polygon) -> Self {
        let line = |points: Vec<Point>| points.into_iter().map(Point::position).collect::<Vec<_>>();
        let lines: Vec<_> = polygon.0.into_iter().map(line).collect();
        object([("type", "Polygon".into()), ("coordinates", lines.into())])
    }
}

impl From<Circle> for Json {
    fn from(circle: Circle) -> Self {
        object([("coordinates", circle.center.position()), ("radius", circle.radius_km.into())])
    }
}

impl From<Ring> for Json {
    fn from(ring: Ring) -> Self {
        let mut members = vec![("geometry".into(), ring.center.into())];
        for (name, distance) in [("min_distance", ring.min_distance_m), ("max_distance", ring.max_distance_m)] {
            members.extend(distance.map(|metres| (name.into(), metres.into())));
        }
        Json::Object(members)
    }
}

pub(super) fn check_point(value: &Json, path: &Path<'_>) -> Result<(), Error> {
    check_members(value, path, "a GeoJSON point", &["type", "coordinates"])?;
    check_type(value, path, "Point")?;
    check_position(&value["coordinates"], &path.key("coordinates"))
}

pub(super) fn check_polygon(value: &Json, path: &Path<'_>) -> Result<(), Error> {
    check_members(value, path, "a GeoJSON polygon", &["type", "coordinates"])?;
    check_type(value, path, "Polygon")?;
    let (lines, path) = (&value["coordinates"], &path.key("coordinates"));
    match lines {
        Json::Array(lines) if !lines.is_empty() => {
            for (index, line) in lines.iter().enumerate() {
                check_line(line, &path.index(index))?;
            }
            Ok(())
        }
        _ => Err(path.expected("an array of closed lines", lines)),
    }
}

pub(super) fn check_circle(value: &Json, path: &Path<'_>) -> Result<(), Error> {
    check_members(value, path, "{ coordinates, radius }", &["coordinates", "radius"])?;
    check_position(&value["coordinates"], &path.key("coordinates"))?;
    check_distance(&value["radius"], &path.key("radius"), "kilometres")
}

pub(super) fn check_ring(value: &Json, path: &Path<'_>) -> Result<(), Error> {
    let distances = ["min_distance", "max_distance"];
    check_members(value, path, "{ geometry, min_distance, max_distance }", &["geometry", distances[0], distances[1]])?;
    check_point(&value["geometry"], &path.key("geometry"))?;
    for name in distances {
        if let Some(distance) = value.get(name) {
            check_distance(distance, &path.key(name), "metres")?;
        }
    }
    Ok(())
}

fn check_members(value: &Json, path: &Path<'_>, what: &str, known: &[&str]) -> Result<(), Error> {
    let Json::Object(members) = value else {
        return Err(path.expected(what, value));
    };
    match members.iter().find(|(name, _)| !known.contains(&name.as_str())) {
        Some((name, _)) => Err(path.key(name).wrong(&format!("not a member of {what}"))),
        None => Ok(()),
    }
}

fn check_type(value: &Json, path: &Path<'_>, name: &str) -> Result<(), Error> {
    match &value["type"] {
        Json::String(text) if text == name => Ok(()),
        other => Err(path.key("type").expected(&format!("\"{name}\""), other)),
    }
}

fn check_line(line: &Json, path: &Path<'_>) -> Result<(), Error> {
    let Json::Array(positions) = line else {
        return Err(path.expected("an array of positions", line));
    };
    for (index, position) in positions.iter().enumerate() {
        check_position(position, &path.index(index))?;
    }
    match positions.len() >= 4 && positions.first() == positions.last() {
        true => Ok(()),
        false => Err(path.wrong("expected at least 4 positions, the last equal to the first")),
    }
}

fn check_position(position: &Json, path: &Path<'_>) -> Result<(), Error> {
    let Json::Array(degrees) = position else {
        return Err(path.expected("[longitude, latitude]", position));
    };
    match degrees.as_slice() {
        [Json::Number(longitude), Json::Number(latitude)] if longitude.is_within(180) && latitude.is_within(90) => {
            Ok(())
        }
        [Json::Number(_), Json::Number(_)] => {
            Err(path.wrong(&format!("expected [longitude, latitude] within -180 to 180 and -90 to 90, got {position}")))
        }
        _ => Err(path.expected("[longitude, latitude], two numbers", position)),
    }
}

fn check_distance(distance: &Json, path: &Path<'_>, unit: &str) -> Result<(), Error> {
    match distance {
        Json::Number(number) if !number.as_str().starts_with('-') => Ok(()),
        _ => Err(path.expected(&format!("{unit}, 0 or more"), distance)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Where, field, json};

    #[test]
    fn geo_operands_are_checked_to_the_last_position() {
        for (text, message) in [
            (r#"{"$intersects":1}"#, "g.$intersects: expected a GeoJSON point, got 1"),
            (
                r#"{"$intersects":{"type":"Point"}}"#,
                "g.$intersects.coordinates: expected [longitude, latitude], got nothing",
            ),
            (
                r#"{"$intersects":{"type":"point","coordinates":[1,2]}}"#,
                "g.$intersects.type: expected \"Point\", got \"point\"",
            ),
            (
                r#"{"$intersects":{"type":"Point","coordinates":[1,91]}}"#,
                "g.$intersects.coordinates: expected [longitude, latitude] within -180 to 180 and -90 to 90, got [1,91]",
            ),
            (
                r#"{"$intersects":{"type":"Point","coordinates":[1,2],"crs":0}}"#,
                "g.$intersects.crs: not a member of a GeoJSON point",
            ),
            (
                r#"{"$within":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}}"#,
                "g.$within.coordinates[0]: expected at least 4 positions, the last equal to the first",
            ),
            (
                r#"{"$within":{"type":"Polygon","coordinates":[[[0,0],[1,"0"]]]}}"#,
                "g.$within.coordinates[0][1]: expected [longitude, latitude], two numbers, got an array",
            ),
            (
                r#"{"$center":{"coordinates":[0,0],"radius":-1}}"#,
                "g.$center.radius: expected kilometres, 0 or more, got -1",
            ),
            (r#"{"$center":{"coordinates":[0,0]}}"#, "g.$center.radius: expected kilometres, 0 or more, got nothing"),
            (
                r#"{"$nearsphere":{"geometry":{"type":"Point","coordinates":[0,0]},"max_distance":"1"}}"#,
                "g.$nearsphere.max_distance: expected metres, 0 or more, got \"1\"",
            ),
        ] {
            let condition = json::read(&format!("{{\"g\":{text}}}")).unwrap();
            assert_eq!(Where::from_json(condition).expect_err(text).to_string(), message);
        }
    }

    #[test]
    fn what_the_types_build_passes_the_checks() {
        let point = |longitude, latitude| Point { longitude, latitude };
        let square = [point(0., 0.), point(4., 0.), point(4., 4.), point(0., 0.)];
        let hole = [point(1., 1.), point(2., 1.), point(2., 2.), point(1., 1.)];
        for condition in [
            field("g").intersects(point(-180., 90.)),
            field("g").within(Polygon::new(square).with_hole(hole)),
            field("g").center(Circle { center: point(0.5, 0.5), radius_km: 0. }),
            field("g").near_sphere(Ring { center: point(0., 0.), min_distance_m: Some(1.), max_distance_m: None }),
        ] {
            condition.check().unwrap();
        }
        assert!(field("g").intersects(point(f64::NAN, 0.)).check().is_err());
    }
}
