//! Users that look real, the same ones for the same seed.
//!
//! Nothing here reads a clock or dice: everything is drawn from the seed. Every population holds the users of the
//! document's examples, so it is never smaller than they are \[ours\].

mod custom;
mod documented;
mod names;
mod places;
mod profile;

use std::{collections::BTreeSet, hint};

use fastrand::Rng;

use crate::{field_type::FieldType, schema::Schema, store::Row, value::Value};

/// The custom fields of a population: one of every type, and two more strings and integers.
pub fn default_fields() -> Vec<(String, FieldType)> {
    let fields = [
        ("address", FieldType::Object),
        ("area", FieldType::GeoJson),
        ("balance", FieldType::Number),
        ("birthday", FieldType::Date),
        ("level", FieldType::Integer),
        ("location", FieldType::GeoJson),
        ("note", FieldType::String),
        ("points", FieldType::Integer),
        ("tags", FieldType::Array),
        ("test", FieldType::String),
        ("vip", FieldType::Boolean),
    ];
    fields.map(|(name, field_type)| (name.to_owned(), field_type)).into()
}

/// What a user takes: values while they are made and stored, JSON once it was listed.
const BYTES_PER_USER: usize = 2800;

/// Makes `count` users, in the order of their ids.
pub fn generate(count: usize, seed: u64, schema: &Schema) -> Vec<Row> {
    make_room(count);
    let mut rng = Rng::with_seed(seed);
    let documented = documented::rows(schema);
    let taken: Vec<i64> = documented.iter().map(|row| id(row, schema)).collect();
    let words = profile::Words::new();
    let custom = custom::Makers::new(schema);
    let mut last_created_at = 0;
    let mut rows: Vec<Row> = ids(count.saturating_sub(documented.len()), &taken, &mut rng)
        .into_iter()
        .map(|id| {
            let mut row = schema.empty_row();
            let place = words.fill(&mut row, id, &mut last_created_at, schema, &mut rng);
            custom.fill(&mut row, place, &mut rng);
            row
        })
        .collect();
    rows.extend(documented);
    rows.sort_by_key(|row| id(row, schema));
    rows
}

/// Lets WebAssembly memory grow at once, by what is given back here and taken for the users afterwards. It would grow
/// by 64 KiB at a time, thousands of times, each of which takes longer than to fill them. What is never used takes no
/// memory of the machine.
fn make_room(count: usize) {
    let mut room = Vec::<u8>::new();
    // Where there is not so much, the users may still fit.
    let _ = room.try_reserve_exact(count.saturating_mul(BYTES_PER_USER));
    hint::black_box(room);
}

fn id(row: &Row, schema: &Schema) -> i64 {
    row[schema.known.id].as_ref().and_then(Value::as_integer).unwrap_or(0)
}

/// Distinct ids of 5 to 15 digits, most of them of 8, as in the vendor's examples. In random order, so that the
/// order of ids says nothing about the order of creation.
fn ids(count: usize, taken: &[i64], rng: &mut Rng) -> Vec<i64> {
    let mut seen: BTreeSet<i64> = taken.iter().copied().collect();
    let mut ids = Vec::with_capacity(count);
    while ids.len() < count {
        let digits = match rng.u32(0..100) {
            0..2 => 5,
            2..6 => 6,
            6..14 => 7,
            14..74 => 8,
            74..86 => 9,
            86..92 => 10,
            92..95 => 12,
            95..98 => 14,
            _ => 15,
        };
        let least = 10_i64.pow(digits - 1);
        let id = rng.i64(least..least * 10);
        if seen.insert(id) {
            ids.push(id);
        }
    }
    ids
}
