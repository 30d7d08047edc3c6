//! Listing and getting: pages, orders, counts, what is shown.

mod support;

use minapp_users_emulator::{Emulator, Request};
use serde_json::Value;
use support::{UPDATES, USERS, emulator, get, ids, json, message, objects, parameter, send, told};

fn five() -> Emulator {
    emulator(
        r#"{"fields":{"n":"integer","tags":"array","o":"object","d":"date"},"users":[
            {"id":5,"created_at":100,"created_by":1,"n":3,"tags":["b","a"],"o":{"x":1,"y":[{"z":1,"w":2}]},"gender":1},
            {"id":1,"created_at":200,"created_by":1,"nickname":"one","n":null,"tags":[],"d":"2020-01-01T00:00:00+08:00"},
            {"id":3,"created_at":100,"created_by":77,"n":2,"tags":["c"],"d":"2019-12-31T17:00:00Z"},
            {"id":2,"created_at":300,"n":3,"d":"2019-12-31"},
            {"id":4,"created_by":null}
        ]}"#,
    )
}

#[track_caller]
fn assert_order(cases: &[(&str, [i64; 5])]) {
    let mut emulator = five();
    for (order_by, expected) in cases {
        assert_eq!(ids(&mut emulator, &format!("order_by={order_by}")), expected, "{order_by}");
        let mut paged = Vec::new();
        for offset in 0..5 {
            paged.extend(ids(&mut emulator, &format!("order_by={order_by}&limit=1&offset={offset}")));
        }
        assert_eq!(paged, expected, "{order_by}, page by page");
    }
}

#[test]
fn the_newest_come_first_and_ties_are_in_the_order_of_ids() {
    assert_eq!(ids(&mut five(), ""), [2, 1, 3, 5, 4]);
    assert_eq!(ids(&mut five(), "order_by="), [2, 1, 3, 5, 4]);
}

#[test]
fn order_by_takes_several_fields_each_in_its_direction() {
    assert_order(&[
        ("id", [1, 2, 3, 4, 5]),
        ("-id", [5, 4, 3, 2, 1]),
        ("created_at", [4, 3, 5, 1, 2]),
        ("-created_at", [2, 1, 3, 5, 4]),
        ("created_at,-id", [4, 5, 3, 1, 2]),
        ("-created_at,-id", [2, 1, 5, 3, 4]),
        ("-created_at,id", [2, 1, 3, 5, 4]),
        ("n", [1, 4, 3, 2, 5]),
        ("-n", [2, 5, 3, 1, 4]),
        ("n,-id", [4, 1, 3, 5, 2]),
        ("-n,created_at", [5, 2, 3, 4, 1]),
    ]);
}

#[test]
fn arrays_sort_by_their_least_or_greatest_item_and_dates_by_time() {
    assert_order(&[
        ("tags", [1, 2, 4, 5, 3]),
        ("-tags", [3, 5, 2, 4, 1]),
        ("o.x", [1, 2, 3, 4, 5]),
        ("-o.x", [5, 1, 2, 3, 4]),
        ("d", [4, 5, 2, 1, 3]),
        ("-d", [3, 1, 2, 4, 5]),
    ]);
}

#[test]
fn unsortable_and_unknown_fields_are_refused() {
    for field in ["gender", "country", "province", "city", "language"] {
        let response = get(&mut five(), &format!("{USERS}?order_by=-{field}"));
        assert_eq!(
            told(&response),
            (400, format!(r#"{{"error_msg":"order_by: {field} cannot be sorted by"}}"#).as_str())
        );
    }
    for (order_by, field) in [("nope", "nope"), ("id,", ""), ("--id", "-id")] {
        let response = get(&mut five(), &format!("{USERS}?order_by={order_by}"));
        assert_eq!((response.status, message(&response)), (400, format!("order_by: there is no field {field:?}")));
    }
}

#[test]
fn a_page_tells_where_it_stands() {
    let mut emulator = five();
    assert_eq!(
        told(&get(&mut emulator, &format!("{USERS}?limit=2&offset=1&order_by=id&keys=id&return_total_count=1"))),
        (
            200,
            concat!(
                r#"{"meta":{"limit":2,"next":"/oserve/v2.2/miniapp/user_profile/?order_by=id&keys=id&return_total_count=1&limit=2&offset=3","#,
                r#""offset":1,"previous":"/oserve/v2.2/miniapp/user_profile/?order_by=id&keys=id&return_total_count=1&limit=2&offset=0","total_count":5},"#,
                r#""objects":[{"id":2},{"id":3}]}"#
            )
        )
    );
    assert_eq!(
        told(&get(&mut emulator, &format!("{USERS}?limit=2&offset=9"))),
        (
            200,
            r#"{"meta":{"limit":2,"next":null,"offset":9,"previous":"/oserve/v2.2/miniapp/user_profile/?limit=2&offset=7","total_count":null},"objects":[]}"#
        )
    );
}

#[test]
fn next_links_lead_through_all_matching_users_once() {
    let mut emulator = emulator(r#"{"users":300}"#);
    let condition = parameter("where", r#"{"level":{"$gte":5}}"#);
    let all = ids(&mut emulator, &format!("{condition}&limit=1000"));
    let mut url = format!("{USERS}?{condition}&limit=7");
    let mut seen = Vec::new();
    loop {
        let page = json(&get(&mut emulator, &url));
        seen.extend(page["objects"].as_array().unwrap().iter().map(|user| user["id"].as_i64().unwrap()));
        match page["meta"]["next"].as_str() {
            Some(next) => url = next.to_owned(),
            None => break,
        }
    }
    assert!(all.len() > 50);
    assert_eq!(seen, all);
}

#[test]
fn the_total_is_told_only_when_asked_for() {
    let mut emulator = five();
    let mut total = |query: &str| json(&get(&mut emulator, &format!("{USERS}?{query}")))["meta"]["total_count"].clone();
    assert_eq!(total(""), serde_json::Value::Null);
    assert_eq!(total("return_total_count=0"), serde_json::Value::Null);
    assert_eq!(total("limit=1&return_total_count=1"), 5);
    assert_eq!(total(&format!("limit=1&return_total_count=1&{}", parameter("where", r#"{"n":3}"#))), 2);
    assert_eq!(total(&format!("limit=1&return_total_count=1&order_by=n&{}", parameter("where", r#"{"n":3}"#))), 2);
}

#[test]
fn twenty_users_are_a_page_unless_a_limit_is_given() {
    let mut emulator = emulator(r#"{"users":2000}"#);
    assert_eq!(ids(&mut emulator, "").len(), 20);
    assert_eq!(ids(&mut emulator, "limit=1000").len(), 1000);
}

#[test]
fn limits_and_offsets_out_of_range_are_refused() {
    let mut emulator = five();
    for (query, expected) in [
        ("limit=0", "limit must be a whole number between 1 and 1000, got \"0\""),
        ("limit=1001", "limit must be a whole number between 1 and 1000, got \"1001\""),
        ("limit=ten", "limit must be a whole number between 1 and 1000, got \"ten\""),
        ("offset=-1", "offset must be a whole number between 0 and 2147483647, got \"-1\""),
        ("offset=99999999999", "offset must be a whole number between 0 and 2147483647, got \"99999999999\""),
        ("return_total_count=true", "return_total_count must be a whole number between 0 and 1, got \"true\""),
    ] {
        let response = get(&mut emulator, &format!("{USERS}?{query}"));
        assert_eq!((response.status, message(&response).as_str()), (400, expected));
    }
}

#[test]
fn keys_choose_what_is_shown() {
    let mut emulator = five();
    for (keys, expected) in [
        ("id,n", r#"{"id":5,"n":3}"#),
        ("n", r#"{"n":3}"#),
        ("nope", "{}"),
        ("o.x", r#"{"o":{"x":1}}"#),
        ("o.y.z", r#"{"o":{"y":[{"z":1}]}}"#),
        ("o.x,o", r#"{"o":{"x":1,"y":[{"z":1,"w":2}]}}"#),
        ("n.x", "{}"),
        ("-created_at,-created_by,-gender,-o.x,-o.y.w,-tags", r#"{"id":5,"n":3,"o":{"y":[{"z":1}]}}"#),
        ("-created_at,-created_by,-gender,-o,-tags", r#"{"id":5,"n":3}"#),
    ] {
        assert_eq!(told(&get(&mut emulator, &format!("{USERS}5/?keys={keys}"))), (200, expected), "{keys}");
    }
    let mixed = get(&mut emulator, &format!("{USERS}?keys=id,-n"));
    assert_eq!(told(&mixed), (400, r#"{"error_msg":"keys: names with and without - cannot be mixed"}"#));
}

#[test]
fn an_expanded_creator_is_the_user_or_null() {
    let mut emulator = five();
    for (id, keys, expected) in [
        (5, "id,created_by", r#"{"created_by":{"id":1,"nickname":"one"},"id":5}"#),
        (5, "created_by.nickname", r#"{"created_by":{"nickname":"one"}}"#),
        (3, "created_by", r#"{"created_by":null}"#),
        (4, "created_by", r#"{"created_by":null}"#),
        (2, "id,created_by", r#"{"id":2}"#),
    ] {
        let url = format!("{USERS}{id}/?expand=created_by&keys={keys}");
        assert_eq!(told(&get(&mut emulator, &url)), (200, expected), "{url}");
    }
    assert_eq!(told(&get(&mut emulator, &format!("{USERS}5/?keys=created_by"))), (200, r#"{"created_by":1}"#));
    let except =
        get(&mut emulator, &format!("{USERS}?limit=1&offset=3&expand=created_by&keys=-created_by.id,-o,-tags,-n"));
    assert_eq!(
        json(&except)["objects"][0].to_string(),
        r#"{"created_at":100,"created_by":{"nickname":"one"},"gender":1,"id":5}"#
    );
    let other = get(&mut emulator, &format!("{USERS}?expand=n"));
    assert_eq!(message(&other), "expand: n is not a pointer; only created_by can be expanded");
}

#[test]
fn missing_fields_are_absent_and_null_is_null() {
    assert_eq!(told(&get(&mut five(), &format!("{USERS}4/"))), (200, r#"{"created_by":null,"id":4}"#));
}

#[test]
fn a_user_who_is_not_there_is_404() {
    for id in ["6", "0", "abc", "../x", "99999999999999999999999"] {
        let response = get(&mut five(), &format!("{USERS}{id}/"));
        assert_eq!(response.status, 404, "{id}: {}", response.body);
    }
    assert_eq!(
        told(&get(&mut five(), &format!("{USERS}6/"))),
        (404, r#"{"error_msg":"there is no user with this id"}"#)
    );
}

#[test]
fn the_old_paths_answer_as_their_successors_and_always_count() {
    let mut emulator = five();
    let old = json(&get(&mut emulator, "/oserve/v1/user/info/?limit=2&order_by=-id"));
    assert_eq!(old["meta"]["total_count"], 5);
    assert_eq!(old["meta"]["next"], "/oserve/v1/user/info/?order_by=-id&limit=2&offset=2");
    assert_eq!(old["objects"], json(&get(&mut emulator, &format!("{USERS}?limit=2&order_by=-id")))["objects"]);
    let new = get(&mut emulator, &format!("{USERS}5/"));
    assert_eq!(told(&get(&mut emulator, "/oserve/v1/user/info/5/")), told(&new));
}

#[test]
fn the_form_body_of_a_get_is_read_as_its_query() {
    let request = Request { body: parameter("where", r#"{"n":2}"#), ..Request::get(USERS) };
    let response = send(&mut five(), request.header("Content-Type", "application/x-www-form-urlencoded"));
    assert_eq!(json(&response)["objects"][0]["id"], 3);
    assert_eq!(json(&response)["objects"].as_array().unwrap().len(), 1);
}

#[test]
fn what_is_written_shows_at_once_wherever_the_user_was_listed_before() {
    let mut emulator = five();
    let lists = ["", "order_by=n,id", "order_by=-updated_at", "where=%7B%22n%22%3A9%7D&order_by=n"];
    for (url, body, expected) in [
        (format!("{UPDATES}1/"), r#"{"n":9}"#, [[2, 1, 3, 5, 4].as_slice(), &[4, 3, 2, 5, 1], &[1, 2, 3, 4, 5], &[1]]),
        (
            format!("{UPDATES}?limit=1&offset=3"),
            r#"{"n":1}"#,
            [&[2, 1, 3, 5, 4], &[4, 3, 2, 5, 1], &[1, 4, 2, 3, 5], &[1]],
        ),
    ] {
        for list in lists {
            ids(&mut emulator, list);
        }
        send(&mut emulator, Request::put(url, body).at(7));
        assert_eq!(lists.map(|list| ids(&mut emulator, list)), expected, "{body}");
        let stored: Vec<Value> = serde_json::from_str(&emulator.snapshot()).unwrap();
        assert_eq!(objects(&get(&mut emulator, &format!("{USERS}?order_by=id"))), stored);
    }
    let users = Value::from(vec![serde_json::json!({ "id": 9, "n": 9 })]);
    emulator
        .insert(minapp_users_emulator::Value::parse(&users.to_string()).unwrap().as_array().unwrap().to_vec())
        .unwrap();
    emulator.remove(&[1]);
    assert_eq!(
        lists.map(|list| ids(&mut emulator, list)),
        [[2, 3, 5, 4, 9].as_slice(), &[4, 3, 2, 5, 9], &[4, 2, 3, 5, 9], &[9]]
    );
    assert_eq!(objects(&get(&mut emulator, &format!("{USERS}?order_by=-id")))[0], users[0]);
}
