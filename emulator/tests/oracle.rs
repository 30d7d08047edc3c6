//! Random conditions on random users, against a second reading of MongoDB's rules that shares no code with the first.

mod support;

use fastrand::Rng;
use serde_json::{Value, json};
use support::{emulator, ids, matching, parameter};

fn scalar(rng: &mut Rng) -> Value {
    match rng.u32(0..9) {
        0 => Value::Null,
        1 => json!(rng.bool()),
        2 => json!(rng.i32(0..4)),
        3 => json!(f64::from(rng.i32(0..8)) / 2.0),
        4 | 5 => json!((["", "a", "ab", "b", "张"][rng.usize(0..5)])),
        6 => json!({}),
        7 => json!({ "k": rng.i32(0..3) }),
        _ => json!([]),
    }
}

fn value(rng: &mut Rng) -> Value {
    if rng.u32(0..4) == 0 { Value::Array((0..rng.usize(0..4)).map(|_| scalar(rng)).collect()) } else { scalar(rng) }
}

fn users(rng: &mut Rng) -> Vec<Value> {
    let one = |id: i64, rng: &mut Rng| {
        let mut user = json!({ "id": id, "created_at": rng.i32(0..20) });
        for field in ["a", "b"] {
            if rng.u32(0..6) > 0 {
                user[field] = value(rng);
            }
        }
        user
    };
    (1..=60).map(|id| one(id, rng)).collect()
}

fn condition(depth: u32, rng: &mut Rng) -> Value {
    if depth > 0 && rng.u32(0..3) == 0 {
        let parts: Vec<Value> = (0..rng.usize(1..4)).map(|_| condition(depth - 1, rng)).collect();
        return json!({ (["$and", "$or"][rng.usize(0..2)]): parts });
    }
    let field = ["a", "b", "a.k", "b.k", "missing"][rng.usize(0..5)];
    let ordered =
        |rng: &mut Rng| if rng.bool() { json!(rng.i32(0..4)) } else { json!((["", "a", "b"][rng.usize(0..3)])) };
    let list = |rng: &mut Rng| Value::Array((0..rng.usize(0..3)).map(|_| scalar(rng)).collect());
    let test = match rng.u32(0..13) {
        0 => json!({ "$eq": value(rng) }),
        1 => json!({ "$ne": value(rng) }),
        2 => json!({ "$lt": ordered(rng) }),
        3 => json!({ "$lte": ordered(rng) }),
        4 => json!({ "$gt": ordered(rng) }),
        5 => json!({ "$gte": ordered(rng), "$ne": 2 }),
        6 => json!({ "$in": list(rng) }),
        7 => json!({ "$nin": list(rng) }),
        8 => json!({ "$all": list(rng) }),
        9 => json!({ "$isnull": rng.bool() }),
        10 => json!({ "$exists": rng.bool() }),
        11 => json!({ "$contains": (["", "a", "张"][rng.usize(0..3)]) }),
        _ => json!({ "$has_key": "k" }),
    };
    json!({ field: test })
}

fn holds(condition: &Value, user: &Value) -> bool {
    condition.as_object().unwrap().iter().all(|(key, value)| match key.as_str() {
        "$and" => value.as_array().unwrap().iter().all(|part| holds(part, user)),
        "$or" => value.as_array().unwrap().iter().any(|part| holds(part, user)),
        field => {
            value.as_object().unwrap().iter().all(|(operator, operand)| test(operator, operand, &found(user, field)))
        }
    })
}

/// The values at `field` or `field.k`; `None` for a dead end.
fn found<'a>(user: &'a Value, field: &str) -> Vec<Option<&'a Value>> {
    let (head, key) = field.split_once('.').map_or((field, None), |(head, key)| (head, Some(key)));
    match (user.get(head), key) {
        (value, None) => vec![value],
        (Some(Value::Array(items)), Some(key)) => {
            items.iter().filter(|item| item.is_object()).map(|item| item.get(key)).collect()
        }
        (value, Some(key)) => vec![value.and_then(|value| value.get(key))],
    }
}

fn test(operator: &str, operand: &Value, found: &[Option<&Value>]) -> bool {
    let any = |test: &dyn Fn(&Value) -> bool| {
        found.iter().flatten().any(|value| test(value) || value.as_array().is_some_and(|items| items.iter().any(test)))
    };
    let equals = |operand: &Value| {
        (operand.is_null() && found.iter().any(Option::is_none)) || any(&|value| same(value, operand))
    };
    let number = |test: fn(f64, f64) -> bool, text: fn(&str, &str) -> bool| {
        any(&|value| match (value, operand) {
            (Value::Number(left), Value::Number(right)) => test(left.as_f64().unwrap(), right.as_f64().unwrap()),
            (Value::String(left), Value::String(right)) => text(left, right),
            _ => false,
        })
    };
    match operator {
        "$eq" => equals(operand),
        "$ne" => !equals(operand),
        "$lt" => number(|left, right| left < right, |left, right| left < right),
        "$lte" => number(|left, right| left <= right, |left, right| left <= right),
        "$gt" => number(|left, right| left > right, |left, right| left > right),
        "$gte" => number(|left, right| left >= right, |left, right| left >= right),
        "$in" => operand.as_array().unwrap().iter().any(equals),
        "$nin" => !operand.as_array().unwrap().iter().any(equals),
        "$all" => !operand.as_array().unwrap().is_empty() && operand.as_array().unwrap().iter().all(equals),
        "$isnull" => equals(&Value::Null) == operand.as_bool().unwrap(),
        "$exists" => found.iter().any(Option::is_some) == operand.as_bool().unwrap(),
        "$contains" => any(&|value| value.as_str().is_some_and(|text| text.contains(operand.as_str().unwrap()))),
        "$has_key" => found.iter().flatten().any(|value| value.get("k").is_some()),
        _ => unreachable!("{operator}"),
    }
}

fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().zip(right).all(|(left, right)| left.0 == right.0 && same(left.1, right.1))
        }
        _ => left == right,
    }
}

#[test]
fn random_conditions_mean_what_a_second_reading_says() {
    let mut rng = Rng::with_seed(7);
    let mut kinds = [0, 0];
    for _ in 0..40 {
        let users = users(&mut rng);
        let mut emulator = emulator(&json!({ "users": users }).to_string());
        for _ in 0..100 {
            let condition = condition(2, &mut rng);
            let expected: Vec<i64> =
                users.iter().filter(|user| holds(&condition, user)).map(|user| user["id"].as_i64().unwrap()).collect();
            kinds[usize::from(expected.is_empty())] += 1;
            assert_eq!(matching(&mut emulator, &condition.to_string()), expected, "{condition}\n{}", json!(users));
        }
    }
    assert!(kinds[0] > 2000 && kinds[1] > 100, "some conditions match and some do not: {kinds:?}");
}

#[test]
fn pages_of_any_order_put_together_are_the_whole_list() {
    let mut rng = Rng::with_seed(8);
    for _ in 0..60 {
        let mut emulator = emulator(&json!({ "users": users(&mut rng) }).to_string());
        let orders = [
            "created_at",
            "-created_at",
            "a",
            "-a",
            "b,-created_at",
            "-b,a",
            "a.k,-id",
            "-created_at,-id",
            "id",
            "-id",
        ];
        let order = format!(
            "order_by={}&{}",
            orders[rng.usize(0..orders.len())],
            parameter("where", &condition(1, &mut rng).to_string())
        );
        let whole = ids(&mut emulator, &format!("limit=1000&{order}"));
        let limit = rng.usize(1..9);
        let pages = (0..60)
            .step_by(limit)
            .flat_map(|offset| ids(&mut emulator, &format!("limit={limit}&offset={offset}&{order}")));
        assert_eq!(pages.collect::<Vec<_>>(), whole, "{order}");
    }
}

#[test]
fn nothing_that_is_sent_makes_it_panic() {
    let mut rng = Rng::with_seed(9);
    let mut emulator = emulator(&json!({ "users": users(&mut rng) }).to_string());
    let operators = [
        "$eq",
        "$gt",
        "$in",
        "$all",
        "$range",
        "$regex",
        "$options",
        "$has_key",
        "$within",
        "$intersects",
        "$center",
        "$nearsphere",
        "$exists",
        "$isnull",
        "$and",
        "$or",
    ];
    for _ in 0..5000 {
        let operator = operators[rng.usize(0..operators.len())];
        let field = ["a", "b", "", "a.", "."][rng.usize(0..5)];
        let condition = json!({ (field): { (operator): (value(&mut rng)) } });
        let order = ["a", "b", "-a.k", "created_at", ""][rng.usize(0..5)];
        let url = format!("{}?order_by={order}&{}", support::USERS, parameter("where", &condition.to_string()));
        assert!(matches!(support::get(&mut emulator, &url).status, 200 | 400));
        let field = ["a", "b", "$unset", "id"][rng.usize(0..4)];
        let operation = ["$incr_by", "$append", "$pop", "$update", "$remove", "a"][rng.usize(0..6)];
        let update = json!({ (field): { (operation): (value(&mut rng)) } });
        let answer =
            support::put(&mut emulator, &format!("{}{}/", support::UPDATES, rng.u32(1..61)), &update.to_string());
        assert!(matches!(answer.status, 200 | 400));
    }
}
