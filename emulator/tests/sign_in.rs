//! The sign-in of an app, and the access tokens that it gets.

mod support;

use minapp_users_emulator::{App, Config, Emulator, Request, Response};
use serde_json::json;
use support::{USERS, emulator, json, message, told};

const AUTHORIZE: &str = "/api/oauth2/hydrogen/openapi/authorize/";
const TOKEN: &str = "/api/oauth2/access_token/";
/// Unix milliseconds at which the tests begin.
const BEGIN: i64 = 1_600_000_000_000;

fn with_app() -> Emulator {
    emulator(
        r#"{"users":[{"id":1}],"app":{"clientId":"an-id","clientSecret":"a-secret","tokenLifetimeSeconds":1,"codeLifetimeSeconds":2}}"#,
    )
}

fn post(emulator: &mut Emulator, path: &str, body: &serde_json::Value, now_ms: i64) -> Response {
    let request = Request { method: "POST".into(), body: body.to_string(), ..Request::get(path) };
    emulator.handle(request.header("Content-Type", "application/json").at_ms(now_ms))
}

fn authorize(emulator: &mut Emulator, now_ms: i64) -> Response {
    post(emulator, AUTHORIZE, &json!({"client_id":"an-id","client_secret":"a-secret"}), now_ms)
}

fn cookies(response: &Response) -> Vec<&str> {
    let lines = response.headers.iter().filter(|(name, _)| *name == "Set-Cookie");
    lines.map(|(_, line)| line.split(';').next().unwrap()).collect()
}

/// A `GET` of where an answer leads, with these cookies.
fn follow(emulator: &mut Emulator, from: &Response, cookies: &[&str], now_ms: i64) -> Response {
    assert_eq!((from.status, &*from.body), (302, ""), "{}", from.body);
    let request = Request::get(from.header("location").unwrap());
    let request = if cookies.is_empty() { request } else { request.header("Cookie", cookies.join("; ")) };
    emulator.handle(request.at_ms(now_ms))
}

/// The code that the whole journey gives.
fn code(emulator: &mut Emulator, now_ms: i64) -> String {
    let first = authorize(emulator, now_ms);
    let second = follow(emulator, &first, &cookies(&first), now_ms);
    let both = [cookies(&first), cookies(&second)].concat();
    let answer = follow(emulator, &second, &both, now_ms);
    assert_eq!((answer.status, &json(&answer)["expires_in"]), (200, &2.into()));
    json(&answer)["code"].as_str().unwrap().to_owned()
}

fn grant(emulator: &mut Emulator, kind: &str, member: &str, value: &str, now_ms: i64) -> Response {
    let body = json!({"client_id":"an-id","client_secret":"a-secret","grant_type":kind,member:value});
    post(emulator, TOKEN, &body, now_ms)
}

/// The access and the refresh token of an answer.
fn pair(response: &Response) -> (String, String) {
    assert_eq!(response.status, 200, "{}", response.body);
    let text = |name: &str| json(response)[name].as_str().unwrap().to_owned();
    (text("access_token"), text("refresh_token"))
}

fn sign_in(emulator: &mut Emulator, now_ms: i64) -> (String, String) {
    let code = code(emulator, now_ms);
    pair(&grant(emulator, "authorization_code", "code", &code, now_ms))
}

/// Status and, unless it is 200, the message of a list with a token.
fn list(emulator: &mut Emulator, token: &str, now_ms: i64) -> (u16, String) {
    let request = Request::get(USERS).header("Authorization", format!("Bearer {token}"));
    let response = emulator.handle(request.at_ms(now_ms));
    (response.status, if response.status == 200 { String::new() } else { message(&response) })
}

const OK: (u16, String) = (200, String::new());

fn refused(message: &str) -> (u16, String) {
    (401, message.to_owned())
}

#[test]
fn two_redirects_with_cookies_lead_to_a_code_and_that_to_tokens() {
    let mut emulator = with_app();
    let code = code(&mut emulator, BEGIN);
    let answer = grant(&mut emulator, "authorization_code", "code", &code, BEGIN);
    let (access, refresh) = pair(&answer);
    assert_eq!(
        answer.body,
        format!(
            r#"{{"access_token":"{access}","token_type":"Bearer","expires_in":1,"refresh_token":"{refresh}","scope":"user"}}"#
        )
    );
    assert_eq!(list(&mut emulator, &access, BEGIN), OK);
    let mut all = [code, access, refresh];
    all.sort();
    assert!(all.windows(2).all(|two| two[0] != two[1]) && all.iter().all(|text| text.len() == 40), "{all:?}");
    let tokens = emulator.counts().tokens;
    assert_eq!((tokens.issued, tokens.refreshed), (1, 0));
    assert_eq!((emulator.counts().requests, emulator.counts().reads), (5, 1), "the journey reads no users");
}

#[test]
fn the_cookies_are_set_in_lines_of_their_own() {
    let mut emulator = with_app();
    let first = authorize(&mut emulator, BEGIN);
    let second = follow(&mut emulator, &first, &cookies(&first), BEGIN);
    let names = |response: &Response| -> Vec<String> {
        cookies(response).iter().map(|pair| pair.split('=').next().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&first), ["emulator_session"]);
    assert_eq!(names(&second), ["emulator_grant", "emulator_locale"]);
    assert!(first.header("set-cookie").unwrap().ends_with("; Path=/api/oauth2/; HttpOnly; SameSite=Lax"));
    assert_eq!(
        second.headers.iter().rfind(|(name, _)| *name == "Set-Cookie").unwrap().1,
        "emulator_locale=zh; Expires=Sun, 13 Sep 2020 13:26:40 GMT; Path=/"
    );
}

#[test]
fn a_missing_or_wrong_cookie_ends_the_journey() {
    let mut emulator = with_app();
    let first = authorize(&mut emulator, BEGIN);
    let session = "the cookie emulator_session is missing, or not the one that was set";
    for cookies in [&[][..], &["emulator_session=x"], &["session=x", "emulator_sessions=y"]] {
        let answer = follow(&mut emulator, &first, cookies, BEGIN);
        assert_eq!((answer.status, message(&answer)), refused(session), "{cookies:?}");
    }
    let second = follow(&mut emulator, &first, &cookies(&first), BEGIN);
    let (a, b) = (cookies(&first)[0], cookies(&second)[0]);
    let grant = "the cookie emulator_grant is missing, or not the one that was set";
    for (cookies, expected) in [
        (vec![], session),
        (vec![a], grant),
        (vec![b], session),
        (vec![a, "emulator_grant=x"], grant),
        (vec!["emulator_session=x", b], session),
    ] {
        let answer = follow(&mut emulator, &second, &cookies, BEGIN);
        assert_eq!((answer.status, message(&answer)), refused(expected), "{cookies:?}");
    }
    let other = authorize(&mut emulator, BEGIN);
    let mixed = follow(&mut emulator, &second, &[cookies(&other)[0], b], BEGIN);
    assert_eq!((mixed.status, message(&mixed)), refused(grant), "the cookies of two journeys");
    assert_eq!(follow(&mut emulator, &second, &[b, "another=1", a], BEGIN).status, 200);
    assert_eq!(follow(&mut emulator, &second, &[a, b], BEGIN).status, 401, "a journey gives one code");
}

#[test]
fn a_journey_and_its_code_are_out_of_date_after_their_lifetime() {
    let mut emulator = with_app();
    let first = authorize(&mut emulator, BEGIN);
    assert_eq!(follow(&mut emulator, &first, &cookies(&first), BEGIN + 2000).status, 401);
    assert_eq!(follow(&mut emulator, &first, &cookies(&first), BEGIN + 1999).status, 302);
    let late = code(&mut emulator, BEGIN);
    let refusal = (400, r#"{"error_msg":"code: it is unknown, used already, or out of date"}"#);
    let answer = grant(&mut emulator, "authorization_code", "code", &late, BEGIN + 2000);
    assert_eq!(told(&answer), refusal);
    let early = code(&mut emulator, BEGIN);
    assert_eq!(grant(&mut emulator, "authorization_code", "code", &early, BEGIN + 1999).status, 200);
    let again = grant(&mut emulator, "authorization_code", "code", &early, BEGIN + 1999);
    assert_eq!(told(&again), refusal, "a code works once");
    assert_eq!(told(&grant(&mut emulator, "authorization_code", "code", "made-up", BEGIN)), refusal);
}

#[test]
fn an_access_token_is_accepted_to_the_end_of_its_lifetime() {
    let mut emulator = with_app();
    let (access, refresh) = sign_in(&mut emulator, BEGIN + 900);
    assert_eq!(list(&mut emulator, &access, BEGIN + 1899), OK);
    assert_eq!(list(&mut emulator, &access, BEGIN + 1900), refused("the access token is out of date"));
    let renewed = pair(&grant(&mut emulator, "refresh_token", "refresh_token", &refresh, BEGIN + 9000));
    assert_eq!(list(&mut emulator, &renewed.0, BEGIN + 9999), OK, "what is out of date can be refreshed");
}

#[test]
fn a_refresh_ends_the_old_pair_at_once() {
    let mut emulator = with_app();
    let (access, refresh) = sign_in(&mut emulator, BEGIN);
    let (other, _) = sign_in(&mut emulator, BEGIN);
    let (renewed, again) = pair(&grant(&mut emulator, "refresh_token", "refresh_token", &refresh, BEGIN));
    assert_eq!(list(&mut emulator, &access, BEGIN), refused("the access token is not valid"));
    assert_eq!(list(&mut emulator, &renewed, BEGIN), OK);
    assert_eq!(list(&mut emulator, &other, BEGIN), OK, "another sign-in stays");
    let refusal = (400, r#"{"error_msg":"refresh_token: it is unknown, or used already"}"#);
    for dead in [&*refresh, &*access, &*renewed, "made-up"] {
        assert_eq!(told(&grant(&mut emulator, "refresh_token", "refresh_token", dead, BEGIN)), refusal);
    }
    assert_eq!(grant(&mut emulator, "refresh_token", "refresh_token", &again, BEGIN).status, 200);
    let tokens = emulator.counts().tokens;
    assert_eq!((tokens.issued, tokens.refreshed), (2, 2));
}

#[test]
fn only_the_app_s_tokens_and_the_named_one_are_accepted() {
    let mut app = with_app();
    assert_eq!(list(&mut app, "anything", BEGIN), refused("the access token is not valid"));
    let refresh = sign_in(&mut app, BEGIN).1;
    assert_eq!(list(&mut app, &refresh, BEGIN), refused("the access token is not valid"));
    let mut both =
        emulator(r#"{"users":[{"id":1}],"token":"named","app":{"clientId":"an-id","clientSecret":"a-secret"}}"#);
    assert_eq!(list(&mut both, "named", BEGIN), OK);
    assert_eq!(list(&mut both, "anything", BEGIN), refused("the access token is not valid"));
    let answer = authorize(&mut both, BEGIN);
    assert_eq!(answer.status, 302);
    let session = Request::get("/userve/v2.2/miniapp/user_profile/").header("Cookie", "sessionid=x");
    assert_eq!(app.handle(session).status, 200, "the session form needs no token");
}

#[test]
fn a_wrong_app_is_refused_and_told_nothing() {
    let mut emulator = with_app();
    let used = code(&mut emulator, BEGIN);
    let wrong = r#"{"error_msg":"client_id and client_secret are not those of the app"}"#;
    for (path, body, expected) in [
        (AUTHORIZE, json!({"client_id":"x","client_secret":"a-secret"}), (401, wrong)),
        (AUTHORIZE, json!({"client_id":"an-id","client_secret":"x"}), (401, wrong)),
        (
            TOKEN,
            json!({"client_id":"an-id","client_secret":"x","grant_type":"authorization_code","code":used}),
            (401, wrong),
        ),
        (AUTHORIZE, json!(["an-id"]), (400, r#"{"error_msg":"the body must be an object, got an array"}"#)),
        (AUTHORIZE, json!({}), (400, r#"{"error_msg":"client_id: expected a string, got nothing"}"#)),
        (
            AUTHORIZE,
            json!({"client_id":"an-id","client_secret":5}),
            (400, r#"{"error_msg":"client_secret: expected a string, got an integer"}"#),
        ),
        (
            TOKEN,
            json!({"client_id":"an-id","client_secret":"a-secret","grant_type":"password"}),
            (400, r#"{"error_msg":"grant_type: expected authorization_code or refresh_token"}"#),
        ),
        (
            TOKEN,
            json!({"client_id":"an-id","client_secret":"a-secret","grant_type":"refresh_token"}),
            (400, r#"{"error_msg":"refresh_token: expected a string, got nothing"}"#),
        ),
    ] {
        let answer = post(&mut emulator, path, &body, BEGIN);
        assert_eq!(told(&answer), expected, "{body}");
        assert!(cookies(&answer).is_empty());
    }
    let request = Request { method: "POST".into(), body: "client_id=an-id".into(), ..Request::get(AUTHORIZE) };
    assert!(message(&emulator.handle(request)).starts_with("the body is not JSON: "));
    let still = grant(&mut emulator, "authorization_code", "code", &used, BEGIN);
    assert_eq!(still.status, 200, "what was refused used no code up");
}

#[test]
fn the_paths_have_one_method_each_and_are_not_there_without_an_app() {
    let mut emulator = with_app();
    for (method, path, allow) in [
        ("GET", AUTHORIZE, "POST, OPTIONS"),
        ("PUT", TOKEN, "POST, OPTIONS"),
        ("POST", "/api/oauth2/hydrogen/openapi/session/", "GET, OPTIONS"),
        ("POST", "/api/oauth2/hydrogen/openapi/code/", "GET, OPTIONS"),
    ] {
        let answer = emulator.handle(Request { method: method.into(), ..Request::get(path) });
        assert_eq!((answer.status, answer.header("allow")), (405, Some(allow)), "{method} {path}");
    }
    assert_eq!(emulator.handle(Request::get("/api/oauth2/")).status, 404);
    let mut without = support::emulator(r#"{"users":[{"id":1}]}"#);
    assert_eq!(authorize(&mut without, BEGIN).status, 404);
}

#[test]
fn another_emulator_s_tokens_are_not_accepted() {
    let (mut one, mut other) = (with_app(), with_app());
    let (access, _) = sign_in(&mut one, BEGIN);
    sign_in(&mut other, BEGIN + 1);
    assert_eq!(list(&mut other, &access, BEGIN + 1).0, 401);
}

#[test]
fn nothing_secret_is_shown() {
    let app = App::new("an-id", "a-secret");
    let config = Config { app: Some(app), ..Config::default() };
    assert!(format!("{config:?}").contains("an-id") && !format!("{config:?}").contains("a-secret"));
    let mut emulator = with_app();
    let (access, refresh) = sign_in(&mut emulator, BEGIN);
    let shown = format!("{emulator:?}");
    for secret in ["a-secret", &access, &refresh] {
        assert!(!shown.contains(secret), "{secret}");
    }
}

#[test]
fn a_wrong_app_option_is_named_without_its_secret() {
    for (app, message) in [
        ("1", "app: expected an object, got 1"),
        ("{}", "app.clientId: must be given: a string"),
        (r#"{"clientId":"a"}"#, "app.clientSecret: must be given: a string"),
        (r#"{"clientId":"","clientSecret":"s"}"#, "app.clientId: expected a string that is not empty, got \"\""),
        (
            r#"{"clientId":"a","clientSecret":12345}"#,
            "app.clientSecret: expected a string that is not empty, got an integer",
        ),
        (
            r#"{"clientId":"a","clientSecret":""}"#,
            "app.clientSecret: expected a string that is not empty, got an empty one",
        ),
        (
            r#"{"clientId":"a","clientSecret":"s","tokenLifetimeSeconds":0}"#,
            "app.tokenLifetimeSeconds: expected a whole number from 1 to 31536000, got 0",
        ),
        (
            r#"{"clientId":"a","clientSecret":"s","codeLifetimeSeconds":1.5}"#,
            "app.codeLifetimeSeconds: expected a whole number from 1 to 31536000, got 1.5",
        ),
        (
            r#"{"clientId":"a","clientSecret":"s","secret":"s"}"#,
            "app.secret: there is no such member; app has clientId, clientSecret, tokenLifetimeSeconds, codeLifetimeSeconds",
        ),
    ] {
        let error = Config::from_json(&format!(r#"{{"app":{app}}}"#)).unwrap_err();
        assert_eq!(error.to_string(), message);
    }
}
