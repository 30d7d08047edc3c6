//! What the tests of the front door share.
#![allow(dead_code, reason = "every test file uses a part of it")]

use minapp_users_emulator::{Config, Emulator, Request, Response};
use serde_json::Value;

/// The path of the current list and get.
pub const USERS: &str = "/oserve/v2.2/miniapp/user_profile/";
/// The path of the current updates.
pub const UPDATES: &str = "/oserve/v2.6/miniapp/user_profile/";
/// The path of the v1 detail and list.
pub const V1: &str = "/oserve/v1/miniapp/user-profile/";

/// An emulator with these options, given as JSON.
pub fn emulator(options: &str) -> Emulator {
    Config::from_json(options).and_then(Emulator::new).unwrap_or_else(|error| panic!("{error}"))
}

/// Sends a request with a token, at second 1,600,000,000.
pub fn send(emulator: &mut Emulator, request: Request) -> Response {
    emulator.handle(request.header("Authorization", "Bearer test").at(1_600_000_000))
}

/// A `GET` with a token.
pub fn get(emulator: &mut Emulator, url: &str) -> Response {
    send(emulator, Request::get(url))
}

/// A `PUT` with a token.
pub fn put(emulator: &mut Emulator, url: &str, body: &str) -> Response {
    send(emulator, Request::put(url, body).header("Content-Type", "application/json"))
}

/// Status and body of an answer, for comparing both at once.
pub fn told(response: &Response) -> (u16, &str) {
    (response.status, &response.body)
}

/// A query parameter, encoded.
pub fn parameter(name: &str, value: &str) -> String {
    form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish()
}

/// The ids of a listing with this query.
pub fn ids(emulator: &mut Emulator, query: &str) -> Vec<i64> {
    let response = get(emulator, &format!("{USERS}?{query}"));
    assert_eq!(response.status, 200, "{}", response.body);
    objects(&response).iter().map(|user| user["id"].as_i64().unwrap()).collect()
}

/// The ids that a `where` means, ascending.
pub fn matching(emulator: &mut Emulator, condition: &str) -> Vec<i64> {
    ids(emulator, &format!("limit=1000&order_by=id&{}", parameter("where", condition)))
}

/// The message with which a `where` is refused.
pub fn refused(emulator: &mut Emulator, condition: &str) -> String {
    let response = get(emulator, &format!("{USERS}?{}", parameter("where", condition)));
    assert_eq!(response.status, 400, "{condition}: {}", response.body);
    message(&response)
}

/// The `error_msg` of an answer.
pub fn message(response: &Response) -> String {
    json(response)["error_msg"].as_str().unwrap_or_else(|| panic!("{}", response.body)).to_owned()
}

/// The body of an answer.
pub fn json(response: &Response) -> Value {
    serde_json::from_str(&response.body).unwrap()
}

/// The users of a listing.
pub fn objects(response: &Response) -> Vec<Value> {
    json(response)["objects"].as_array().unwrap().clone()
}
