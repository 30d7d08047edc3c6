//! The custom fields of a generated user.

use std::sync::Arc;

use fastrand::Rng;

use super::{
    names::{NOTES, STREETS, TAGS, TESTS},
    places::Place,
};
use crate::{field_type::FieldType, schema::Schema, store::Row, value::Value};

/// How the custom fields of a schema are made.
#[derive(Debug)]
pub struct Makers {
    fields: Vec<(usize, Arc<str>, FieldType)>,
    keys: Keys,
}

/// Keys and texts that many users share, each stored once.
#[derive(Debug)]
struct Keys {
    kind: Arc<str>,
    coordinates: Arc<str>,
    point: Value,
    polygon: Value,
    province: Arc<str>,
    city: Arc<str>,
    street: Arc<str>,
    number: Arc<str>,
    tags: Vec<Value>,
    notes: Vec<Value>,
    tests: Vec<Value>,
}

impl Makers {
    /// Makers for the custom fields of a schema.
    pub fn new(schema: &Schema) -> Self {
        let custom = schema.columns().iter().enumerate().filter(|(_, column)| column.is_custom);
        Self {
            fields: custom.map(|(index, column)| (index, column.name.clone(), column.field_type)).collect(),
            keys: Keys::new(),
        }
    }

    /// Fills the custom fields: one in twelve is missing, one in twelve is null.
    pub fn fill(&self, row: &mut Row, place: &Place, rng: &mut Rng) {
        for (column, name, field_type) in &self.fields {
            row[*column] = match rng.u32(0..12) {
                0 => None,
                1 => Some(Value::Null),
                _ => Some(self.keys.make(name, *field_type, place, rng)),
            };
        }
    }
}

impl Keys {
    fn new() -> Self {
        let values = |words: &[&str]| words.iter().map(|word| Value::from(*word)).collect();
        Self {
            kind: "type".into(),
            coordinates: "coordinates".into(),
            point: "Point".into(),
            polygon: "Polygon".into(),
            province: "province".into(),
            city: "city".into(),
            street: "street".into(),
            number: "number".into(),
            tags: values(&TAGS),
            notes: values(&NOTES),
            tests: values(&TESTS),
        }
    }

    /// A value of a type; some names ask for a kind of value of their own.
    fn make(&self, name: &str, field_type: FieldType, place: &Place, rng: &mut Rng) -> Value {
        match field_type {
            FieldType::String if name == "test" => self.tests[rng.usize(0..self.tests.len())].clone(),
            FieldType::String => self.notes[rng.usize(0..self.notes.len())].clone(),
            // The product of two draws is small more often than large.
            FieldType::Integer if name == "level" => Value::Int((rng.f64() * rng.f64() * 60.0) as i64),
            FieldType::Integer => Value::Int((rng.f64() * rng.f64() * 100_000.0) as i64 - 500),
            FieldType::Number => Value::Float((rng.f64() * rng.f64() * 1_000_000.0).round() / 100.0),
            FieldType::Boolean => Value::Bool(rng.u32(0..4) == 0),
            FieldType::Date => Value::text(format!(
                "{}-{:02}-{:02}T00:00:00.000000+08:00",
                rng.u32(1950..2012),
                rng.u32(1..13),
                rng.u32(1..29)
            )),
            FieldType::Array => Value::Array(self.tags.iter().filter(|_| rng.u32(0..5) == 0).cloned().collect()),
            FieldType::Object | FieldType::Mixed => Value::Object(vec![
                (self.province.clone(), place.chinese[1].into()),
                (self.city.clone(), place.chinese[2].into()),
                (self.street.clone(), STREETS[rng.usize(0..STREETS.len())].into()),
                (self.number.clone(), Value::Int(rng.i64(1..300))),
            ]),
            FieldType::GeoJson if name == "area" => self.square(near(place, rng)),
            FieldType::GeoJson => self.shape(&self.point, position(near(place, rng))),
        }
    }

    fn shape(&self, kind: &Value, coordinates: Value) -> Value {
        Value::Object(vec![(self.kind.clone(), kind.clone()), (self.coordinates.clone(), coordinates)])
    }

    /// About two kilometres wide.
    fn square(&self, (lng, lat): (f64, f64)) -> Value {
        let corners = [(-0.01, -0.01), (0.01, -0.01), (0.01, 0.01), (-0.01, 0.01), (-0.01, -0.01)];
        let ring = corners.map(|(east, north)| position((lng + east, lat + north)));
        self.shape(&self.polygon, Value::Array(vec![Value::Array(ring.into())]))
    }
}

/// Within some 20 kilometres of the centre.
fn near(place: &Place, rng: &mut Rng) -> (f64, f64) {
    (place.center.0 + (rng.f64() - 0.5) * 0.3, place.center.1 + (rng.f64() - 0.5) * 0.3)
}

fn position((lng, lat): (f64, f64)) -> Value {
    let rounded = |degrees: f64| Value::Float((degrees * 10_000.0).round() / 10_000.0);
    Value::Array(vec![rounded(lng), rounded(lat)])
}
