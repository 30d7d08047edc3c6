//! What holds for every request: credentials, paths, methods, length, origins, request ids.

mod support;

use minapp_users_emulator::{Request, Response};
use support::{USERS, emulator, get, told};

const SMALL: &str = r#"{"users":[{"id":1}]}"#;

fn headers(response: &Response) -> Vec<(&str, &str)> {
    response.headers.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

#[test]
fn every_operation_needs_a_token() {
    for (method, path) in [
        ("GET", "/oserve/v1/miniapp/user-profile/1/"),
        ("GET", "/oserve/v1/miniapp/user-profile/?user_id=1"),
        ("GET", "/oserve/v1/miniapp/user-profile/"),
        ("GET", "/oserve/v1/user/info/"),
        ("GET", "/oserve/v2.2/miniapp/user_profile/"),
        ("GET", "/oserve/v1/user/info/1/"),
        ("GET", "/oserve/v2.2/miniapp/user_profile/1/"),
        ("PUT", "/oserve/v1/user/info/1/"),
        ("PUT", "/oserve/v2.6/miniapp/user_profile/1/"),
        ("PUT", "/oserve/v2.6/miniapp/user_profile/"),
        ("PUT", "/oserve/v2.1/miniapp/user/account/1/"),
        ("GET", "/oserve/v1/bulk-operation/1/"),
    ] {
        let request = Request { method: method.into(), body: "{}".into(), ..Request::get(path) };
        let response = emulator(SMALL).handle(request.clone());
        assert_eq!(told(&response), (401, r#"{"error_msg":"the Authorization header is missing"}"#), "{method} {path}");
        let response = emulator(SMALL).handle(request.header("Authorization", "Bearer x"));
        assert!(matches!(response.status, 200 | 404), "{method} {path}: {}", response.body);
    }
}

#[test]
fn only_the_named_token_is_accepted() {
    let mut emulator = emulator(r#"{"users":[{"id":1}],"token":"right"}"#);
    let mut ask = |value: &str| emulator.handle(Request::get(USERS).header("authorization", value)).status;
    assert_eq!([ask("Bearer right"), ask("Bearer wrong"), ask("Bearer "), ask("right")], [200, 401, 401, 401]);
}

#[test]
fn the_session_form_is_signed_in_by_cookie() {
    let mut emulator = emulator(r#"{"users":[{"id":1}],"token":"right"}"#);
    let list = Request::get("/userve/v2.2/miniapp/user_profile/");
    assert_eq!(emulator.handle(list.clone().header("Authorization", "Bearer right")).status, 401);
    assert_eq!(emulator.handle(list.header("Cookie", "sessionid=x")).status, 200);
    for request in [
        Request::get("/userve/v2.2/miniapp/user_profile/1/"),
        Request::put("/userve/v2.6/miniapp/user_profile/1/", "{}"),
        Request::put("/userve/v2.6/miniapp/user_profile/", "{}"),
        Request::put("/userve/v2.2/miniapp/user/account/1/", "{}"),
    ] {
        assert_eq!(emulator.handle(request.clone()).status, 401, "{}", request.url);
        assert_eq!(emulator.handle(request.clone().header("Cookie", "a=b")).status, 200, "{}", request.url);
    }
}

#[test]
fn unknown_paths_and_methods_are_told_in_json() {
    let mut emulator = emulator(SMALL);
    assert_eq!(
        told(&emulator.handle(Request::get("/oserve/v9/?a=b"))),
        (404, r#"{"error_msg":"no such path: /oserve/v9/"}"#)
    );
    let delete = Request { method: "DELETE".into(), ..Request::get("https://cloud.minapp.com/oserve/v1/user/info/1/") };
    let refused = emulator.handle(delete);
    assert_eq!(told(&refused), (405, r#"{"error_msg":"method DELETE is not allowed here"}"#));
    assert_eq!(refused.header("Allow"), Some("GET, PUT, OPTIONS"));
    assert_eq!(
        emulator.handle(Request::get("/oserve/v2.6/miniapp/user_profile/")).header("allow"),
        Some("PUT, OPTIONS")
    );
    assert_eq!(emulator.handle(Request::get("/oserve/v9/")).header("allow"), None);
}

#[test]
fn any_host_is_answered() {
    for url in
        [USERS.to_owned(), format!("https://cloud.minapp.com{USERS}"), format!("http://localhost:1{USERS}?limit=5")]
    {
        assert_eq!(get(&mut emulator(SMALL), &url).status, 200, "{url}");
    }
}

#[test]
fn an_over_long_url_is_502_and_html() {
    let mut emulator = emulator(SMALL);
    let url = |length: usize| {
        let start = format!("https://cloud.minapp.com{USERS}?x=");
        format!("{start}{}", "y".repeat(length - start.len()))
    };
    assert_eq!(get(&mut emulator, &url(16_386)).status, 200);
    let response = get(&mut emulator, &url(16_387));
    assert_eq!((response.status, response.header("content-type")), (502, Some("text/html; charset=utf-8")));
    assert!(response.body.starts_with("<html>\r\n<head><title>502 Bad Gateway</title></head>"));
    // A path alone is counted with the host of its request.
    let path = url(16_386).replace("https://cloud.minapp.com", "");
    assert_eq!(get(&mut emulator, &path).status, 200);
    assert_eq!(emulator.handle(Request::get(path).header("Host", "a-host-with-a-longer-name.example")).status, 502);
}

#[test]
fn a_preflight_allows_what_a_page_needs() {
    let preflight = |path: &str| {
        let request = Request { method: "OPTIONS".into(), ..Request::get(path) };
        request.header("Origin", "http://127.0.0.1:5000").header("Access-Control-Request-Method", "PUT")
    };
    let response = emulator(SMALL).handle(preflight(USERS));
    assert_eq!(told(&response), (204, ""));
    assert_eq!(
        headers(&response),
        [
            ("Access-Control-Allow-Methods", "GET, PUT, POST, DELETE, OPTIONS"),
            ("Access-Control-Allow-Headers", "authorization, content-type, x-hydrogen-env-id"),
            ("Access-Control-Max-Age", "600"),
            ("X-Request-Id", "emulator-00000001"),
            ("Vary", "Origin"),
            ("Access-Control-Allow-Origin", "http://127.0.0.1:5000"),
            ("Access-Control-Expose-Headers", "X-Request-Id, Retry-After"),
        ]
    );
    let session = emulator(SMALL).handle(preflight("/userve/v2.2/miniapp/user_profile/"));
    assert_eq!(session.header("Access-Control-Allow-Credentials"), Some("true"));
    assert_eq!(session.header("Access-Control-Allow-Origin"), Some("http://127.0.0.1:5000"));
    let private = emulator(SMALL).handle(preflight(USERS).header("Access-Control-Request-Private-Network", "true"));
    assert_eq!(private.header("Access-Control-Allow-Private-Network"), Some("true"));
    assert_eq!(emulator(SMALL).handle(preflight(&format!("/nowhere/?{}", "x".repeat(20_000)))).status, 204);
}

#[test]
fn every_answer_can_be_read_across_origins() {
    let long = format!("{USERS}?{}", "x".repeat(20_000));
    for (url, status) in
        [(USERS, 200), ("/oserve/v9/", 404), (long.as_str(), 502), ("/oserve/v2.6/miniapp/user_profile/", 405)]
    {
        let request = Request::get(url).header("Authorization", "Bearer x").header("Origin", "https://panel.example");
        let response = emulator(SMALL).handle(request);
        assert_eq!(
            (response.status, response.header("Access-Control-Allow-Origin")),
            (status, Some("https://panel.example"))
        );
        assert_eq!(response.header("Access-Control-Expose-Headers"), Some("X-Request-Id, Retry-After"));
        assert_eq!(response.header("Access-Control-Allow-Credentials"), None);
    }
    let refused = emulator(SMALL).handle(Request::get("/userve/v2.2/miniapp/user_profile/").header("Origin", "null"));
    assert_eq!((refused.status, refused.header("Access-Control-Allow-Origin")), (401, Some("null")));
    assert_eq!(refused.header("Access-Control-Allow-Credentials"), Some("true"));
    let same_origin = get(&mut emulator(SMALL), USERS);
    assert_eq!(same_origin.header("Access-Control-Allow-Origin"), None);
    assert_eq!(same_origin.header("Vary"), Some("Origin"));
    let strange = emulator(SMALL).handle(Request::get(USERS).header("Origin", "http://a\r\nSet-Cookie: b"));
    assert_eq!(strange.header("Access-Control-Allow-Origin"), None);
}

#[test]
fn requests_are_counted_in_their_ids() {
    let mut emulator = emulator(SMALL);
    let ids: Vec<_> = (0..3).map(|_| get(&mut emulator, USERS).header("x-request-id").unwrap().to_owned()).collect();
    assert_eq!(ids, ["emulator-00000001", "emulator-00000002", "emulator-00000003"]);
}
