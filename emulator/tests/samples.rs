//! The requests of the document's curl, Node and PHP samples, as those tools put them on the wire.

mod support;

use minapp_users_emulator::{Emulator, Request, Response};
use support::{emulator, json, message, objects};

const TOKEN: &str = "Bearer 35919068aa799eccdef19160e1da4bf21381d2a2";

fn ask(url: &str) -> Response {
    emulator("{}").handle(Request::get(url).header("Authorization", TOKEN).header("Content-Type", "application/json"))
}

fn change(emulator: &mut Emulator, url: &str, body: &str) -> Response {
    let request = Request::put(url, body).header("Authorization", TOKEN).at(1_700_000_000);
    emulator.handle(request.header("Content-Type", "application/json; charset=utf-8"))
}

#[test]
fn v1_details() {
    for id in [55019, 427_100] {
        let response = ask(&format!("https://cloud.minapp.com/oserve/v1/miniapp/user-profile/?user_id={id}"));
        assert_eq!((response.status, &json(&response)["user_id"]), (200, &id.into()));
    }
}

#[test]
fn v1_lists() {
    let curl = ask(
        "/oserve/v1/miniapp/user-profile/?nickname__contains=Tom&gender=1&created_at__gt=1483228800&order_by=-created_at",
    );
    assert!(!objects(&curl).is_empty());
    assert!(
        objects(&curl).iter().all(|user| user["nickname"].as_str().unwrap().contains("Tom") && user["gender"] == 1)
    );
    let node = ask(
        "/oserve/v1/miniapp/user-profile/?nickname__contains=username&gender=1&created_at__gte=1483228800&user_id=363953&order_by=-created_at",
    );
    assert_eq!((objects(&node).len(), &objects(&node)[0]["id"]), (1, &363_953.into()));
}

#[test]
fn v2_lists() {
    assert!(
        json(&ask("/oserve/v2.2/miniapp/user_profile/?limit=1&return_total_count=1"))["meta"]["total_count"] == 1000
    );
    // Node's `qs` and PHP's `http_build_query` encode alike, but for the blank.
    let node = ask(
        "/oserve/v2.2/miniapp/user_profile/?where=%7B%22test%22%3A%7B%22%24eq%22%3A%22test%22%7D%7D&return_total_count=1",
    );
    assert!(objects(&node).iter().all(|user| user["test"] == "test"));
    assert!(json(&node)["meta"]["total_count"].as_u64().unwrap() >= 6);
    // curl without -G sends its data as the body.
    let request = Request {
        body: "where=%7B%22test%22%3A+%7B%22%24eq%22%3A%22test%22%7D%7D".into(),
        ..Request::get("/oserve/v2.2/miniapp/user_profile/")
    };
    let request = request.header("Authorization", TOKEN).header("Content-Type", "application/x-www-form-urlencoded");
    assert_eq!(objects(&emulator("{}").handle(request)), objects(&node));
    // As printed, the sample's data has no name: it is a parameter that nobody knows.
    let request = Request {
        body: "%7B%22test%22%3A%20%7B%22%24eq%22%3A%22test%22%7D%7D".into(),
        ..Request::get("/oserve/v2.2/miniapp/user_profile/")
    };
    let request = request.header("Authorization", TOKEN).header("Content-Type", "application/x-www-form-urlencoded");
    assert_eq!(emulator("{}").handle(request).status, 200);
}

#[test]
fn v2_details() {
    for id in [70_695_404, 88_888] {
        let response = ask(&format!("/oserve/v2.2/miniapp/user_profile/{id}/"));
        assert_eq!((response.status, &json(&response)["id"]), (200, &id.into()));
    }
}

#[test]
fn updates() {
    let mut emulator = emulator("{}");
    let one = change(&mut emulator, "/oserve/v2.6/miniapp/user_profile/70695404/", r#"{"test": "test"}"#);
    assert_eq!(
        (one.status, &json(&one)["test"], &json(&one)["updated_at"]),
        (200, &"test".into(), &1_700_000_000.into())
    );
    let many = change(&mut emulator, "/oserve/v2.6/miniapp/user_profile/", r#"{"test": "test"}"#);
    assert_eq!((many.status, &json(&many)["succeed"]), (200, &20.into()));
}

#[test]
fn accounts() {
    let mut emulator = emulator("{}");
    for name in ["pretty_girl", "pretty_girl_php", "pretty_girl"] {
        let body = format!(r#"{{"username": "{name}"}}"#);
        let response = change(&mut emulator, "/oserve/v2.1/miniapp/user/account/70695404/", &body);
        assert_eq!((response.status, &json(&response)["username"]), (200, &name.into()));
    }
    let taken = change(&mut emulator, "/oserve/v2.1/miniapp/user/account/88888/", r#"{"username": "Pretty_Girl"}"#);
    assert_eq!((taken.status, message(&taken).as_str()), (400, "username: pretty_girl belongs to another user"));
}
