//! The generated users, and users of the caller's own.

mod support;

use std::collections::HashSet;

use minapp_users_emulator::{Config, Emulator, FieldType, Users};
use serde_json::Value;
use support::{USERS, V1, emulator, get, json, parameter, put, told};

const DOCUMENTED: [i64; 6] = [55019, 88888, 363_953, 427_100, 64_501_217, 70_695_404];

fn population(count: usize, seed: u64) -> Vec<Value> {
    serde_json::from_str(&emulator(&format!(r#"{{"users":{count},"seed":{seed}}}"#)).snapshot()).unwrap()
}

#[test]
fn the_same_seed_makes_the_same_users() {
    let text = |seed| emulator(&format!(r#"{{"users":300,"seed":{seed}}}"#)).snapshot();
    assert_eq!(text(1), text(1));
    assert_ne!(text(1), text(2));
    assert_eq!(emulator("{}").snapshot(), emulator(r#"{"users":1000,"seed":1}"#).snapshot());
}

#[test]
fn the_documented_users_count_within_every_population() {
    for (asked, made) in [(0, 6), (1, 6), (6, 6), (7, 7), (1000, 1000)] {
        let users = population(asked, 3);
        assert_eq!(users.len(), made);
        let ids: HashSet<i64> = users.iter().map(|user| user["id"].as_i64().unwrap()).collect();
        assert_eq!(ids.len(), made, "ids are unique");
        assert!(DOCUMENTED.iter().all(|id| ids.contains(id)));
    }
}

#[test]
fn a_documented_user_is_as_documented() {
    let mut emulator = emulator("{}");
    assert_eq!(
        told(&get(&mut emulator, &format!("{USERS}88888/"))),
        (
            200,
            concat!(
                r#"{"avatar":"https://media.example.invalid/tavatar/73/b2/73b23fbd584699bb31a0317c9d4425dcba9a.jpg","city":"广州","#,
                r#""country":"中国","created_at":1542364387,"created_by":88888,"gender":1,"id":88888,"is_authorized":true,"language":"zh_CN","#,
                r#""nickname":"你今天真好看","openid":"o0b495YcphSE24RbTl7K9dMx_A","province":"广东","test":"test","unionid":null,"updated_at":1542872767}"#
            )
        )
    );
    assert_eq!(
        told(&get(&mut emulator, &format!("{V1}?user_id=55019"))),
        (
            200,
            concat!(
                r#"{"avatar":"https://media.example.invalid/media/tavatar/55/c3/55c3dbebcc61891be10d29ded808c84a01d55019.jpg","city":"Guangzhou","#,
                r#""country":"China","created_at":1504504504,"gender":1,"id":55019,"nickname":"PCG","openid":"onzns0KsLKFyg3-VcW0GwTE6xxxx","#,
                r#""unionid":"onzns0KsLKFyg3-VcW0GwTE6xxxx","province":"Guangdong","user_group":[137],"user_id":55019}"#
            )
        )
    );
    assert_eq!(
        told(&put(&mut emulator, "/oserve/v2.1/miniapp/user/account/70695404/", r#"{"username":"pretty_girl"}"#)),
        (
            200,
            r#"{"email":"pretty_girl@example.com","email_verified":false,"username":"pretty_girl","phone":"13800138000","phone_verified":true}"#
        )
    );
}

#[test]
fn users_look_real() {
    let users = population(5000, 1);
    let share =
        |test: &dyn Fn(&Value) -> bool| users.iter().filter(|user| test(user)).count() as f64 / users.len() as f64;
    let is_chinese = |user: &Value| {
        user["nickname"].as_str().is_some_and(|name| name.chars().any(|next| ('\u{4e00}'..='\u{9fff}').contains(&next)))
    };
    assert!((0.3..0.7).contains(&share(&is_chinese)));
    assert!((0.1..0.4).contains(&share(&|user| {
        user["nickname"].as_str().is_some_and(|name| name.bytes().any(|byte| byte.is_ascii_alphabetic()))
    })));
    assert!((0.1..0.4).contains(&share(&|user| user["nickname"].is_null())));
    assert!((0.5..0.8).contains(&share(&|user| user["unionid"].is_null())));
    assert!((0.2..0.5).contains(&share(&|user| user.get("_username").is_some())));
    assert!(share(&|user| user["nickname"].as_str().is_some_and(|name| name.contains("Tom"))) > 0.0);
    assert!(users.iter().all(|user| (1_483_228_800..1_704_067_200).contains(&user["created_at"].as_i64().unwrap())));
    let moments: HashSet<i64> = users.iter().map(|user| user["created_at"].as_i64().unwrap()).collect();
    assert!((0.05..0.2).contains(&(1.0 - moments.len() as f64 / users.len() as f64)), "some are created together");
    let digits: HashSet<usize> = users.iter().map(|user| user["id"].to_string().len()).collect();
    assert!([5, 6, 7, 8, 9, 10, 12, 14, 15].iter().all(|count| digits.contains(count)), "{digits:?}");
    assert!(
        users
            .iter()
            .all(|user| user["avatar"].as_str().is_none_or(|link| link.starts_with("https://media.example.invalid/")))
    );
}

#[test]
fn every_custom_field_has_values_of_its_type_nulls_and_gaps() {
    let users = population(1000, 1);
    let types: HashSet<&str> =
        minapp_users_emulator::default_fields().iter().map(|(_, field_type)| field_type.name()).collect();
    assert_eq!(types.len(), 8, "every type is there: {types:?}");
    for (name, field_type) in minapp_users_emulator::default_fields() {
        let count = |test: &dyn Fn(Option<&Value>) -> bool| users.iter().filter(|user| test(user.get(&name))).count();
        assert!(count(&|value| value.is_none()) > 30, "{name} is missing sometimes");
        assert!(count(&|value| value.is_some_and(Value::is_null)) > 30, "{name} is null sometimes");
        assert!(count(&|value| value.is_some_and(|value| !value.is_null())) > 700, "{name} is there most of the time");
        for value in users.iter().filter_map(|user| user.get(&name)) {
            let value = minapp_users_emulator::Value::parse(&value.to_string()).unwrap();
            assert!(field_type.accept(value).is_ok(), "{name}");
        }
    }
}

#[test]
fn fields_of_the_callers_choice_are_filled() {
    let users: Vec<Value> = serde_json::from_str(
        &emulator(r#"{"users":200,"fields":{"score":"number","joined":"date","test":"integer","place":"geojson"}}"#)
            .snapshot(),
    )
    .unwrap();
    for name in ["score", "joined", "test", "place"] {
        assert!(
            users.iter().filter(|user| user.get(name).is_some_and(|value| !value.is_null())).count() > 120,
            "{name}"
        );
    }
    assert!(users.iter().all(|user| user.get("level").is_none()));
    assert!(users.iter().all(|user| user.get("test").is_none_or(|value| value.is_null() || value.is_i64())));
}

#[test]
fn own_users_are_given_back_as_they_are() {
    let text =
        r#"[{"a":1,"id":2,"user_group":[5]},{"_username":"u","b":null,"id":9,"nickname":"N","o":{"z":1,"a":[1.5]}}]"#;
    assert_eq!(emulator(&format!(r#"{{"users":{text}}}"#)).snapshot(), text);
    assert_eq!(emulator(r#"{"users":[]}"#).snapshot(), "[]");
    let mut empty = emulator(r#"{"users":[]}"#);
    assert_eq!(json(&get(&mut empty, &format!("{USERS}?return_total_count=1")))["meta"]["total_count"], 0);
}

#[test]
fn a_wrong_setup_is_an_error() {
    for (options, message) in [
        (r#"{"fields":{"nickname":"string"}}"#, "fields.nickname: a field with this name is there already"),
        (
            r#"{"fields":{"a.b":"string"}}"#,
            "fields.a.b: a field name must begin with a letter, followed by letters, digits and `_`",
        ),
        (
            r#"{"users":[{"id":1,"a-b":1}]}"#,
            "fields.a-b: a field name must begin with a letter, followed by letters, digits and `_`",
        ),
        (r#"{"users":[{"id":1},{"id":1}]}"#, "users[1].id: 1 is the id of another user"),
        (
            r#"{"users":[{"id":1,"level":"x"}],"fields":{"level":"integer"}}"#,
            "users[0].level: expected a value of type integer, got a string",
        ),
    ] {
        let error = Config::from_json(options).and_then(Emulator::new).unwrap_err();
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn a_config_can_be_written_in_rust() {
    let config = Config {
        users: Users::Population(10),
        fields: Some(vec![("level".into(), FieldType::Integer)]),
        ..Config::default()
    };
    assert_eq!(support::ids(&mut Emulator::new(config).unwrap(), &parameter("where", r#"{"id":55019}"#)), [55019]);
}
