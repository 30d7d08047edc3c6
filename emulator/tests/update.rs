//! Changing one user and many.

mod support;

use minapp_users_emulator::{Emulator, Request};
use serde_json::Value;
use support::{UPDATES, USERS, emulator, get, json, message, parameter, put, told};

fn one() -> Emulator {
    emulator(
        r#"{"fields":{"s":"string","i":"integer","n":"number","b":"boolean","d":"date","a":"array","o":"object","g":"geojson"},
            "users":[{"id":7,"updated_at":1,"nickname":"N","s":"old","i":5,"n":0.5,"a":["x","y","x"],"o":{"k":1,"l":[2]}}]}"#,
    )
}

/// What is stored after an update of user 7.
#[track_caller]
fn updated(body: &str) -> Value {
    let mut emulator = one();
    let response = put(&mut emulator, &format!("{UPDATES}7/"), body);
    assert_eq!(response.status, 200, "{body}: {}", response.body);
    let user = json(&response);
    assert_eq!(json(&get(&mut emulator, &format!("{USERS}7/"))), user, "the answer is what is stored");
    user
}

#[test]
fn only_the_given_fields_are_written_and_the_whole_user_is_answered() {
    assert_eq!(
        told(&put(&mut one(), &format!("{UPDATES}7/"), r#"{"s":"new","b":true}"#)),
        (
            200,
            r#"{"a":["x","y","x"],"b":true,"i":5,"id":7,"n":0.5,"nickname":"N","o":{"k":1,"l":[2]},"s":"new","updated_at":1600000000}"#
        )
    );
}

#[test]
fn every_type_can_be_set_and_set_to_null() {
    for (field, value) in [
        ("s", r#""张""#),
        ("i", "-3"),
        ("n", "1.25"),
        ("n", "3"),
        ("b", "false"),
        ("d", r#""2020-02-29T00:00:00.000000+08:00""#),
        ("a", r#"[1,"x",{"y":null}]"#),
        ("o", r#"{"a":{"b":1}}"#),
        ("g", r#"{"type":"Point","coordinates":[1.5,2]}"#),
        ("s", "null"),
        ("a", "null"),
    ] {
        let expected: Value = serde_json::from_str(value).unwrap();
        assert_eq!(updated(&format!(r#"{{"{field}":{value}}}"#))[field], expected, "{field}");
    }
}

#[test]
fn atomic_operations_change_what_is_stored() {
    for (body, field, expected) in [
        (r#"{"i":{"$incr_by":3}}"#, "i", "8"),
        (r#"{"i":{"$incr_by":-6}}"#, "i", "-1"),
        (r#"{"n":{"$incr_by":1}}"#, "n", "1.5"),
        (r#"{"a":{"$append":["y","z"]}}"#, "a", r#"["x","y","x","y","z"]"#),
        (r#"{"a":{"$append":"z"}}"#, "a", r#"["x","y","x","z"]"#),
        (r#"{"a":{"$append_unique":["y","z","z"]}}"#, "a", r#"["x","y","x","z"]"#),
        (r#"{"a":{"$remove":["x","q"]}}"#, "a", r#"["y"]"#),
        (r#"{"a":{"$pop":1}}"#, "a", r#"["x","y"]"#),
        (r#"{"a":{"$pop":-1}}"#, "a", r#"["y","x"]"#),
        (r#"{"o":{"$update":{"l":null,"m":3}}}"#, "o", r#"{"k":1,"l":null,"m":3}"#),
    ] {
        assert_eq!(updated(body)[field].to_string(), expected, "{body}");
    }
}

#[test]
fn null_and_missing_count_from_nothing() {
    for start in [r#"{"i":null,"n":null,"a":null,"o":null}"#, r#"{"$unset":{"i":"","n":"","a":"","o":""}}"#] {
        let mut emulator = one();
        put(&mut emulator, &format!("{UPDATES}7/"), start);
        let body = r#"{"i":{"$incr_by":2},"n":{"$incr_by":0.5},"a":{"$append":[1]},"o":{"$update":{"k":1}}}"#;
        let user = json(&put(&mut emulator, &format!("{UPDATES}7/"), body));
        assert_eq!(
            [&user["i"], &user["n"], &user["a"], &user["o"]].map(Value::to_string),
            ["2", "0.5", "[1]", r#"{"k":1}"#]
        );
        for body in [r#"{"a":{"$pop":1}}"#, r#"{"a":{"$pop":1}}"#, r#"{"a":{"$remove":[1]}}"#] {
            assert_eq!(json(&put(&mut emulator, &format!("{UPDATES}7/"), body))["a"].to_string(), "[]");
        }
    }
}

#[test]
fn unset_makes_a_field_missing() {
    let user = updated(r#"{"$unset":{"s":"","a":""},"i":1}"#);
    assert_eq!((user.get("s"), user.get("a"), &user["i"]), (None, None, &Value::from(1)));
}

#[test]
fn an_empty_update_only_moves_updated_at() {
    let user = updated("{}");
    assert_eq!((&user["s"], &user["updated_at"]), (&Value::from("old"), &Value::from(1_600_000_000)));
}

#[test]
fn wrong_updates_are_refused_and_change_nothing() {
    for (body, expected) in [
        (r#"{"s":1}"#, "s: expected a value of type string, got an integer"),
        (r#"{"i":"1"}"#, "i: expected a value of type integer, got a string"),
        (r#"{"i":1.5}"#, "i: expected an integer between -(2^53-1) and 2^53-1"),
        (r#"{"n":"1"}"#, "n: expected a value of type number, got a string"),
        (r#"{"b":1}"#, "b: expected a value of type boolean, got an integer"),
        (r#"{"d":"soon"}"#, "d: expected an ISO 8601 date, got \"soon\""),
        (r#"{"a":"x"}"#, "a: expected a value of type array, got a string"),
        (r#"{"o":[1]}"#, "o: expected a value of type object, got an array"),
        (r#"{"g":{"type":"Point"}}"#, "g: GeoJSON must have `coordinates`"),
        (r#"{"nope":1}"#, "nope: there is no such field"),
        (r#"{"o.k":1}"#, "o.k: there is no such field"),
        (r#"{"nickname":"x"}"#, "nickname: a built-in field cannot be updated"),
        (r#"{"id":1}"#, "id: a built-in field cannot be updated"),
        (r#"{"_username":"x"}"#, "_username: a built-in field cannot be updated"),
        (r#"{"user_group":[1]}"#, "user_group: a built-in field cannot be updated"),
        (r#"{"$unset":{"nickname":""}}"#, "nickname: a built-in field cannot be updated"),
        (r#"{"$unset":{"nope":""}}"#, "nope: there is no such field"),
        (r#"{"$unset":["s"]}"#, "$unset: expected an object, got an array"),
        (r#"{"s":"a","$unset":{"s":""}}"#, "s: cannot be set and unset at once"),
        (r#"{"$unset":{"i":""},"i":{"$incr_by":1}}"#, "i: cannot be set and unset at once"),
        (r#"{"$set":{"s":"x"}}"#, "$set: unknown operation; only $unset can stand here"),
        (r#"{"i":{"$inc":1}}"#, "i: unknown operation $inc"),
        (r#"{"i":{"$incr_by":1,"$pop":1}}"#, "i: an atomic operation must stand alone"),
        (r#"{"o":{"$update":{},"x":1}}"#, "o: an atomic operation must stand alone"),
        (r#"{"i":{"$incr_by":"1"}}"#, "i: $incr_by: expected a number, got a string"),
        (r#"{"i":{"$incr_by":null}}"#, "i: $incr_by: expected a number, got null"),
        (r#"{"i":{"$incr_by":0.5}}"#, "i: $incr_by: expected an integer between -(2^53-1) and 2^53-1"),
        (r#"{"s":{"$incr_by":1}}"#, "s: $incr_by does not work on a field of type string"),
        (r#"{"s":{"$append":["a"]}}"#, "s: $append does not work on a field of type string"),
        (r#"{"o":{"$append_unique":["a"]}}"#, "o: $append_unique does not work on a field of type object"),
        (r#"{"i":{"$remove":[1]}}"#, "i: $remove does not work on a field of type integer"),
        (r#"{"a":{"$update":{"x":1}}}"#, "a: $update does not work on a field of type array"),
        (r#"{"o":{"$update":1}}"#, "o: $update: expected an object, got an integer"),
        (r#"{"a":{"$pop":2}}"#, "a: $pop: expected 1 or -1"),
        (r#"{"i":{"$incr_by":9007199254740991}}"#, "i: $incr_by leaves the range of integers"),
        (r#"{"s":"new","i":{"$incr_by":9007199254740991}}"#, "i: $incr_by leaves the range of integers"),
        ("[]", "the body must be an object, got an array"),
        ("", "the body is not JSON: EOF while parsing a value at line 1 column 0"),
        ("{", "the body is not JSON: EOF while parsing an object at line 1 column 1"),
    ] {
        let mut emulator = one();
        let before = emulator.snapshot();
        let response = put(&mut emulator, &format!("{UPDATES}7/"), body);
        assert_eq!((response.status, message(&response).as_str()), (400, expected), "{body}");
        assert_eq!(emulator.snapshot(), before, "{body}");
    }
}

#[test]
fn the_old_update_does_the_same() {
    let (mut old, mut new) = (one(), one());
    let body = r#"{"s":"new","i":{"$incr_by":1}}"#;
    assert_eq!(
        told(&put(&mut old, "/oserve/v1/user/info/7/", body)),
        told(&put(&mut new, &format!("{UPDATES}7/"), body))
    );
    assert_eq!(put(&mut old, "/oserve/v1/user/info/8/", "{}").status, 404);
}

#[test]
fn updating_nobody_is_404() {
    assert_eq!(
        told(&put(&mut one(), &format!("{UPDATES}8/"), r#"{"nope":1}"#)),
        (404, r#"{"error_msg":"there is no user with this id"}"#)
    );
}

fn many(count: usize) -> Emulator {
    let users: Vec<String> =
        (1..=count).map(|id| format!(r#"{{"id":{id},"created_at":{},"n":{}}}"#, count - id, id % 3)).collect();
    emulator(&format!(r#"{{"fields":{{"n":"integer"}},"users":[{}]}}"#, users.join(",")))
}

#[test]
fn many_rows_are_changed_in_the_order_of_their_ids() {
    let mut emulator = many(7);
    let condition = parameter("where", r#"{"n":1}"#);
    let url = format!("{UPDATES}?{condition}&limit=2&return_total_count=1&order_by=-id");
    assert_eq!(
        told(&put(&mut emulator, &url, r#"{"n":{"$incr_by":10}}"#)),
        (
            200,
            concat!(
                r#"{"operation_result":[{"success":{"id":1,"updated_at":1600000000}},{"success":{"id":4,"updated_at":1600000000}}],"#,
                r#""succeed":2,"total_count":3,"offset":0,"limit":2,"#,
                r#""next":"/oserve/v2.6/miniapp/user_profile/?where=%7B%22n%22%3A1%7D&return_total_count=1&order_by=-id&limit=2&offset=2"}"#
            )
        )
    );
    assert_eq!(support::matching(&mut emulator, r#"{"n":11}"#), [1, 4]);
}

#[test]
fn a_window_of_rows_is_changed() {
    let mut emulator = many(7);
    assert_eq!(
        told(&put(&mut emulator, &format!("{UPDATES}?limit=3&offset=5"), r#"{"n":9}"#)),
        (
            200,
            concat!(
                r#"{"operation_result":[{"success":{"id":6,"updated_at":1600000000}},{"success":{"id":7,"updated_at":1600000000}}],"#,
                r#""succeed":2,"total_count":null,"offset":5,"limit":3,"next":null}"#
            )
        )
    );
    let nobody = put(&mut emulator, &format!("{UPDATES}?{}", parameter("where", r#"{"n":77}"#)), r#"{"n":1}"#);
    assert_eq!(
        told(&nobody),
        (200, r#"{"operation_result":[],"succeed":0,"total_count":null,"offset":0,"limit":20,"next":null}"#)
    );
}

#[test]
fn without_a_limit_twenty_of_up_to_a_thousand_rows_are_changed() {
    let mut emulator = many(1000);
    let answer = json(&put(&mut emulator, UPDATES, r#"{"n":9}"#));
    assert_eq!((&answer["succeed"], &answer["limit"]), (&Value::from(20), &Value::from(20)));
    assert_eq!(answer["next"], "/oserve/v2.6/miniapp/user_profile/?limit=20&offset=20");
    assert_eq!(support::matching(&mut emulator, r#"{"n":9}"#).len(), 20);
}

#[test]
fn a_row_can_fail_while_others_succeed() {
    let mut emulator = emulator(
        r#"{"users":[{"id":1,"n":1,"m":1},{"id":2,"n":9007199254740991,"m":"text"},{"id":3,"m":[]},{"id":4,"n":null,"m":null}]}"#,
    );
    assert_eq!(
        told(&put(&mut emulator, &format!("{UPDATES}?limit=1000"), r#"{"n":{"$incr_by":1}}"#)),
        (
            200,
            concat!(
                r#"{"operation_result":[{"success":{"id":1,"updated_at":1600000000}},{"error":{"err_msg":"n: $incr_by leaves the range of integers","code":2}},"#,
                r#"{"success":{"id":3,"updated_at":1600000000}},{"success":{"id":4,"updated_at":1600000000}}],"#,
                r#""succeed":3,"total_count":null,"offset":0,"limit":1000,"next":null}"#
            )
        )
    );
    let answer = put(&mut emulator, &format!("{UPDATES}?limit=1000"), r#"{"n":0,"m":{"$append":["x"]}}"#);
    let results = &json(&answer)["operation_result"];
    assert_eq!(results[0]["error"]["code"], 14);
    assert_eq!(results[1]["error"]["err_msg"], "m: $append needs an array, but the stored value is a string");
    assert_eq!([&results[2]["success"]["id"], &results[3]["success"]["id"]], [&Value::from(3), &Value::from(4)]);
    let first = json(&get(&mut emulator, &format!("{USERS}1/")));
    assert_eq!((&first["n"], &first["m"]), (&Value::from(2), &Value::from(1)), "a failed row is not changed in part");
}

#[test]
fn a_wrong_update_of_many_changes_nobody() {
    let mut emulator = many(3);
    let before = emulator.snapshot();
    for (query, body) in
        [("", r#"{"nope":1}"#), ("", r#"{"n":"x"}"#), ("where=x", "{}"), ("limit=1001", "{}"), ("", "")]
    {
        assert_eq!(put(&mut emulator, &format!("{UPDATES}?{query}"), body).status, 400, "{query} {body}");
    }
    assert_eq!(emulator.snapshot(), before);
}

#[test]
fn more_than_a_thousand_rows_without_a_limit_are_changed_in_the_background() {
    let mut emulator = many(3003);
    let condition = parameter("where", r#"{"n":{"$in":[0,1]}}"#);
    let started = put(&mut emulator, &format!("{UPDATES}?{condition}"), r#"{"n":9}"#);
    assert_eq!(told(&started), (200, r#"{"status":"ok","operation_id":1}"#));
    assert_eq!(
        support::json(&get(
            &mut emulator,
            &format!("{USERS}?return_total_count=1&{}", parameter("where", r#"{"n":9}"#))
        ))["meta"]["total_count"],
        2002
    );
    let read = |emulator: &mut Emulator, now| {
        emulator.handle(Request::get("/oserve/v1/bulk-operation/1/").header("Authorization", "Bearer x").at(now)).body
    };
    assert_eq!(
        read(&mut emulator, 1_600_000_005),
        r#"{"id":1,"schema_id":1,"schema_name":"_userprofile","operation":"update","status":"pending","created_at":1600000000,"updated_at":1600000000,"matched_count":2002,"modified_count":0}"#
    );
    assert_eq!(
        read(&mut emulator, 1_600_000_009),
        r#"{"id":1,"schema_id":1,"schema_name":"_userprofile","operation":"update","status":"success","created_at":1600000000,"updated_at":1600000009,"matched_count":2002,"modified_count":2002}"#
    );
    let second = put(&mut emulator, UPDATES, r#"{"n":1}"#);
    assert_eq!(told(&second), (200, r#"{"status":"ok","operation_id":2}"#));
    for id in ["0", "3", "x"] {
        assert_eq!(
            told(&get(&mut emulator, &format!("/oserve/v1/bulk-operation/{id}/"))),
            (404, r#"{"error_msg":"there is no bulk operation with this id"}"#)
        );
    }
}
