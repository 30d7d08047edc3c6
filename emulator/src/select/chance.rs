//! Random pages of random users against a reading that knows neither bounds nor kept orders.

use std::cmp::Ordering;

use fastrand::Rng;

use super::*;
use crate::{
    field_type::FieldType,
    schema::Schema,
    value::{Value, date, order},
};

const FIELDS: [(&str, FieldType); 6] = [
    ("balance", FieldType::Number),
    ("birthday", FieldType::Date),
    ("level", FieldType::Integer),
    ("mixed", FieldType::Mixed),
    ("note", FieldType::String),
    ("tags", FieldType::Array),
];

/// JSON of a value, small enough that users share it.
fn value(field: &str, rng: &mut Rng) -> String {
    let number = rng.i32(-2..4);
    match (field, rng.u32(0..8)) {
        (_, 0) => "null".to_owned(),
        ("balance", 1..5) => format!("{number}.5"),
        ("birthday", _) => format!(r#""2001-01-0{}T08:00:00{}""#, rng.u32(1..4), ["Z", "+08:00"][rng.usize(0..2)]),
        ("note", _) | ("mixed", 1..4) => format!(r#""{}""#, ["", "a", "ab", "b", "张"][rng.usize(0..5)]),
        ("tags", _) | ("mixed", 4) => ["[]", "[1]", "[3,-1]", r#"["a"]"#][rng.usize(0..4)].to_owned(),
        ("mixed", 5) => "true".to_owned(),
        ("id", _) => rng.i32(0..200).to_string(),
        ("created_at", _) => rng.i32(0..9).to_string(),
        _ => number.to_string(),
    }
}

fn field(rng: &mut Rng) -> &'static str {
    ["id", "id", "created_at", "balance", "birthday", "level", "level", "mixed", "note", "tags"][rng.usize(0..10)]
}

fn stored(field: &str, rng: &mut Rng) -> Option<Value> {
    (rng.u32(0..8) > 0).then(|| Value::parse(&value(field, rng)).unwrap())
}

fn store(rng: &mut Rng) -> Store {
    let schema = Schema::new(&FIELDS.map(|(name, field_type)| (name.to_owned(), field_type))).unwrap();
    let ids: Vec<i64> = (1..200).filter(|_| rng.u32(0..3) > 0).collect();
    let rows = ids.into_iter().map(|id| {
        let mut row = schema.empty_row();
        row[schema.known.id] = Some(Value::Int(id));
        row[schema.known.created_at] = Some(Value::Int(rng.i64(0..9)));
        for (name, _) in FIELDS {
            row[schema.find(name).unwrap()] = stored(name, rng);
        }
        row
    });
    let rows = rows.collect();
    Store::new(schema, rows)
}

fn condition(depth: u32, rng: &mut Rng) -> String {
    if depth > 0 && rng.u32(0..3) > 0 {
        let parts: Vec<String> = (0..rng.usize(1..4)).map(|_| condition(depth - 1, rng)).collect();
        return format!(r#"{{"{}":[{}]}}"#, ["$and", "$or"][rng.usize(0..2)], parts.join(","));
    }
    let field = field(rng);
    let not_null = |rng: &mut Rng| loop {
        let value = value(field, rng);
        if value.starts_with(|first: char| first.is_ascii_digit() || "-\"".contains(first)) {
            return value;
        }
        if field == "tags" {
            return "1".to_owned();
        }
    };
    let test = match rng.u32(0..10) {
        0 => format!(r#""$eq":{}"#, value(field, rng)),
        1 => format!(r#""$ne":{}"#, value(field, rng)),
        2 => format!(r#""$lt":{}"#, not_null(rng)),
        3 => format!(r#""$lte":{}"#, not_null(rng)),
        4 => format!(r#""$gt":{}"#, not_null(rng)),
        5 => format!(r#""$gte":{},"$lt":{}"#, not_null(rng), not_null(rng)),
        6 | 7 => {
            let items: Vec<String> = (0..rng.usize(0..9)).map(|_| value(field, rng)).collect();
            format!(r#""${}":[{}]"#, ["in", "in", "nin"][rng.usize(0..3)], items.join(","))
        }
        8 => format!(r#""$isnull":{}"#, rng.bool()),
        _ => format!(r#""$exists":{}"#, rng.bool()),
    };
    format!(r#"{{"{field}":{{{test}}}}}"#)
}

fn order_by(rng: &mut Rng) -> String {
    let terms: Vec<String> =
        (0..rng.usize(1..4)).map(|_| format!("{}{}", ["", "-"][rng.usize(0..2)], field(rng))).collect();
    terms.join(",")
}

/// The least or the greatest part of a value, where it stands among others, and an instant for a date.
fn place(value: Option<&Value>, field: &str, descending: bool) -> (u8, Value) {
    let value = value.cloned().unwrap_or(Value::Null);
    match (&value, value.as_text().and_then(date::parse)) {
        (Value::Array(items), _) if items.is_empty() => (0, Value::Null),
        (Value::Array(items), _) => {
            let mut items = items.clone();
            items.sort_by(order::compare);
            (1, if descending { items[items.len() - 1].clone() } else { items[0].clone() })
        }
        (_, Some(instant)) if field == "birthday" => (1, Value::Int(instant)),
        _ => (1, value),
    }
}

fn ordered(store: &Store, order_by: &str) -> Vec<u32> {
    let mut indexes: Vec<u32> = (0..store.len() as u32).collect();
    indexes.sort_by(|left, right| {
        let by_term = order_by.split(',').map(|term| {
            let (name, descending) = term.strip_prefix('-').map_or((term, false), |name| (name, true));
            let column = store.schema.find(name).unwrap();
            let place = |index: &u32| place(store.user(*index).get(column), name, descending);
            let (left, right) = (place(left), place(right));
            let ascending = left.0.cmp(&right.0).then_with(|| order::compare(&left.1, &right.1));
            if descending { ascending.reverse() } else { ascending }
        });
        by_term.fold(Ordering::Equal, Ordering::then)
    });
    indexes
}

#[test]
fn a_page_is_that_of_all_users_in_order_who_match() {
    let mut rng = Rng::with_seed(20);
    let (mut pages, mut users) = (0, 0);
    for _ in 0..25 {
        let mut store = store(&mut rng);
        let orders: Vec<String> = (0..6).map(|_| order_by(&mut rng)).collect();
        for _ in 0..60 {
            let (condition, order_by) = (condition(2, &mut rng), &orders[rng.usize(0..6)]);
            let window = Window { offset: rng.usize(0..40), limit: rng.usize(1..40), count: rng.bool() };
            let Ok(filter) = Filter::parse(Some(&Value::parse(&condition).unwrap()), &store.schema) else { continue };
            let page = select(&store, &filter, &Order::parse(order_by, &store.schema).unwrap(), window);

            let all: Vec<u32> =
                ordered(&store, order_by).into_iter().filter(|index| filter.matches(store.user(*index))).collect();
            let expected = Selection {
                rows: all.iter().copied().skip(window.offset).take(window.limit).collect(),
                has_more: all.len() > window.offset + window.limit,
                total: window.count.then_some(all.len()),
            };
            assert_eq!(page, expected, "{condition} {order_by} {window:?}");
            (pages, users) = (pages + 1, users + page.rows.len());

            // Others write meanwhile.
            let (name, _) = FIELDS[rng.usize(0..FIELDS.len())];
            let column = store.schema.find(name).unwrap();
            store.set(rng.u32(0..store.len() as u32), column, stored(name, &mut rng));
        }
    }
    assert!(pages > 1000 && users > 8000, "{users} users on {pages} pages prove little");
}
