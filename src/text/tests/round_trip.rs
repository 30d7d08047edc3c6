//! Conditions → text → conditions, by chance from fixed seeds.

use crate::{Json, Operator, Where, dice::Dice, json, text};

const TEXTS: [&str; 12] =
    ["", "Tom", "it's", "\"", "\\", "a/b", "\\/", "中文 😀", "\u{fffd}", "\n\u{1b}", "null", "2026-01-01T00:00:00Z"];
const NAMES: [&str; 12] =
    ["level", "等级", "address.city", "and", "NOT", "null", "a-b", "a`b", "a'b\\c", "1a", "_geo.x1", "（x）"];

fn pick<T: Copy>(dice: &mut Dice, of: &[T]) -> T {
    of[dice.below(of.len() as u64) as usize]
}

fn value(dice: &mut Dice, depth: usize) -> Json {
    match dice.below(if depth > 3 { 5 } else { 7 }) {
        0 => Json::Null,
        1 => dice.chance(50).into(),
        2 => json::read(pick(dice, &["0", "-1.50", "1e+21", "9007199254740993"])).unwrap(),
        3 | 4 => pick(dice, &TEXTS).into(),
        5 => list(dice, depth + 1),
        _ => {
            let names = ["", "a b", "$gte", "中"].map(|name| (name.to_owned(), value(dice, depth + 1)));
            Json::Object(names.into_iter().take(dice.below(5) as usize).collect())
        }
    }
}

fn list(dice: &mut Dice, depth: usize) -> Json {
    Json::Array((0..dice.below(4)).map(|_| value(dice, depth)).collect())
}

fn operand(dice: &mut Dice, operator: Operator) -> Json {
    let read = |text: &str| json::read(text).unwrap();
    match operator {
        Operator::Eq | Operator::Ne => value(dice, 0),
        Operator::Lt | Operator::Lte | Operator::Gt | Operator::Gte => {
            if dice.chance(50) {
                pick(dice, &TEXTS).into()
            } else {
                Json::from(dice.below(9))
            }
        }
        Operator::Contains => pick(dice, &TEXTS).into(),
        Operator::In | Operator::NotIn | Operator::All => list(dice, 0),
        Operator::IsNull | Operator::Exists => dice.chance(50).into(),
        Operator::Range if dice.chance(50) => Json::from([pick(dice, &TEXTS), pick(dice, &TEXTS)]),
        Operator::Range => read("[9,-1.0]"),
        Operator::Regex => pick(dice, &TEXTS[1..]).into(),
        Operator::Options => "i".into(),
        Operator::HasKey => "key_1".into(),
        Operator::Intersects => read(r#"{"type":"Point","coordinates":[113.3,23.1]}"#),
        Operator::Within => read(r#"{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,0]]]}"#),
        Operator::Center => read(r#"{"coordinates":[1,2],"radius":5}"#),
        Operator::NearSphere => read(r#"{"geometry":{"type":"Point","coordinates":[1,2]},"max_distance":500}"#),
    }
}

/// One operator on one field, which may be a regular expression that ignores case.
fn single(dice: &mut Dice) -> Json {
    let operators: Vec<Operator> = Operator::all().collect();
    let operator = loop {
        match pick(dice, &operators) {
            Operator::Options => {}
            operator => break operator,
        }
    };
    let mut members = vec![(operator.name().to_owned(), operand(dice, operator))];
    if operator == Operator::Regex && dice.chance(50) {
        members.push(("$options".into(), "i".into()));
    }
    Json::member(pick(dice, &NAMES), Json::Object(members))
}

/// A condition in the normal form: groups of two parts and more, and one operator at a time.
fn normal(dice: &mut Dice, depth: usize) -> Json {
    if depth == 4 || dice.chance(50) {
        return single(dice);
    }
    let parts: Vec<Json> = (0..2 + dice.below(3)).map(|_| normal(dice, depth + 1)).collect();
    Json::member(pick(dice, &["$and", "$or"]), parts)
}

/// Any condition: bare values, several operators, several members, groups of one part, everyone.
fn any(dice: &mut Dice, depth: usize) -> Json {
    let mut members: Vec<(String, Json)> = Vec::new();
    for index in 0..dice.below(4) {
        let (name, condition) = match dice.below(4) {
            0 if depth < 4 => {
                let parts: Vec<Json> = (0..1 + dice.below(3)).map(|_| any(dice, depth + 1)).collect();
                (pick(dice, &["$and", "$or"]).to_owned(), Json::from(parts))
            }
            1 => (format!("bare{index}"), pick(dice, &TEXTS).into()),
            2 => {
                let operators = [Operator::Gte, Operator::Exists, Operator::In, Operator::Regex];
                let operators = operators.map(|operator| (operator.name().to_owned(), operand(dice, operator)));
                (format!("many{index}"), Json::Object(operators.into()))
            }
            _ => match single(dice) {
                Json::Object(mut members) => members.remove(0),
                _ => unreachable!(),
            },
        };
        if members.iter().all(|(other, _)| *other != name) {
            members.push((name, condition));
        }
    }
    Json::Object(members)
}

/// What the text spells out, by rules of this test's own: a list of conditions that all hold.
fn spelt_out(group: &Json) -> Vec<Json> {
    let Json::Object(members) = group else { panic!("{group}") };
    let mut all = Vec::new();
    for (name, condition) in members {
        match condition {
            Json::Array(parts) if name.starts_with('$') => match parts.as_slice() {
                [only] => all.extend(spelt_out_or_everyone(only)),
                parts if name == "$or" => {
                    let parts: Vec<Json> = parts.iter().map(|part| joined(spelt_out(part))).collect();
                    all.push(Json::member("$or", parts));
                }
                parts => {
                    all.push(Json::member("$and", parts.iter().flat_map(spelt_out_or_everyone).collect::<Vec<_>>()))
                }
            },
            Json::Object(operators) => {
                let options = condition.get("$options").map(|options| ("$options".to_owned(), options.clone()));
                for (operator, operand) in operators.iter().filter(|(operator, _)| operator != "$options") {
                    let mut operators = vec![(operator.clone(), operand.clone())];
                    operators.extend(options.clone().filter(|_| operator == "$regex"));
                    all.push(Json::member(name, Json::Object(operators)));
                }
            }
            bare => all.push(Json::member(name, Json::member("$eq", bare.clone()))),
        }
    }
    all
}

fn spelt_out_or_everyone(group: &Json) -> Vec<Json> {
    let all = spelt_out(group);
    if all.is_empty() { vec![Json::Object(Vec::new())] } else { all }
}

fn joined(mut all: Vec<Json>) -> Json {
    match all.len() {
        0 => Json::Object(Vec::new()),
        1 => all.remove(0),
        _ => Json::member("$and", all),
    }
}

fn again(condition: &Where) -> Where {
    let written = text::format(condition).unwrap_or_else(|error| panic!("{condition}: {error}"));
    text::parse(&written).unwrap_or_else(|error| panic!("{condition}\n{written}\n{error}"))
}

#[test]
fn every_condition_in_the_normal_form_comes_back_as_the_same_json() {
    for seed in 0..5_000 {
        let condition = Where::from_json(normal(&mut Dice(seed), 0)).unwrap();
        assert_eq!(again(&condition).to_string(), condition.to_string(), "seed {seed}");
    }
}

#[test]
fn every_condition_comes_back_spelt_out_and_then_stays_the_same() {
    for seed in 0..5_000 {
        let condition = Where::from_json(any(&mut Dice(seed), 0)).unwrap();
        let back = again(&condition);
        assert_eq!(back.to_string(), joined(spelt_out(condition.as_json())).to_string(), "seed {seed}: {condition}");
        assert_eq!(text::format(&back).unwrap(), text::format(&condition).unwrap(), "seed {seed}");
    }
}
