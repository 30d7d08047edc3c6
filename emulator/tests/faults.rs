//! Faults, counters and the control endpoint.

mod support;

use std::collections::BTreeSet;

use minapp_users_emulator::{Arrival, Delivery, Emulator, Fault, Request, Response};
use support::{UPDATES, USERS, emulator, get, json, message, put, told};

/// An emulator with two users and these faults.
fn with_faults(faults: &str) -> Emulator {
    emulator(&format!(r#"{{"users":[{{"id":1,"n":0}},{{"id":2,"n":0}}],"faults":{faults}}}"#))
}

/// Adds 1 to `n` of user 1.
fn increment(emulator: &mut Emulator) -> Response {
    put(emulator, &format!("{UPDATES}1/"), r#"{"n":{"$incr_by":1}}"#)
}

/// How often [`increment`] was carried out, by the stored user and by the counters, which agree.
fn applied(emulator: &Emulator) -> u64 {
    let users: serde_json::Value = serde_json::from_str(&emulator.snapshot()).unwrap();
    let applied = users[0]["n"].as_u64().unwrap();
    assert_eq!((emulator.counts().applied.updates, emulator.counts().applied.users_changed), (applied, applied));
    applied
}

const WHOLE: Delivery = Delivery { delay_ms: 0, arrival: Arrival::Whole };

#[test]
fn each_kind_does_what_it_says_and_carries_out_what_it_says() {
    let error = || Some(r#"{"error_msg":"a fault that the emulator was told to make"}"#.to_owned());
    for (fault, code, arrival, is_applied, body) in [
        (r#""hang""#, 0, Arrival::Never, 0, None),
        (r#""hang","applied":true"#, 200, Arrival::Never, 1, None),
        (r#""reset_before""#, 0, Arrival::Reset, 0, None),
        (r#""reset_after""#, 200, Arrival::Reset, 1, None),
        (r#""html""#, 502, Arrival::Whole, 0, Some(Response::clone(&html(502)).body)),
        (r#""html","status":504"#, 504, Arrival::Whole, 0, Some(html(504).body)),
        (r#""rate_limit""#, 429, Arrival::Whole, 0, error()),
        (r#""status","status":500"#, 500, Arrival::Whole, 0, error()),
        (r#""status","status":599"#, 599, Arrival::Whole, 0, error()),
        (r#""status","status":503,"applied":true"#, 503, Arrival::Whole, 1, error()),
    ] {
        let mut emulator = with_faults(&format!(r#"[{{"kind":{fault}}}]"#));
        let response = increment(&mut emulator);
        assert_eq!((response.status, response.delivery.arrival), (code, arrival), "{fault}");
        assert_eq!(applied(&emulator), is_applied, "{fault}");
        if let Some(body) = body {
            assert_eq!(response.body, body, "{fault}");
        }
        let seen: Vec<_> = emulator.counts().statuses.keys().copied().collect();
        assert_eq!(seen, if arrival == Arrival::Whole { vec![code] } else { vec![] }, "{fault}: what was reported");
    }
}

/// The page that a gateway answers.
fn html(status: u16) -> Response {
    let response = increment(&mut with_faults(&format!(r#"[{{"kind":"html","status":{status}}}]"#)));
    assert_eq!(response.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(response.body.starts_with(&format!("<html>\r\n<head><title>{status} ")), "{}", response.body);
    response
}

#[test]
fn a_damaged_answer_is_the_right_one_damaged() {
    let whole = increment(&mut with_faults("[]"));
    let damaged = |kind: &str| {
        let mut emulator = with_faults(&format!(r#"[{{"kind":"{kind}"}}]"#));
        let response = increment(&mut emulator);
        assert_eq!((response.status, applied(&emulator)), (200, 1));
        response
    };
    let truncated = damaged("truncate");
    assert_eq!((truncated.delivery, &*truncated.body), (WHOLE, &whole.body[..whole.body.len() / 2]));
    let stalled = damaged("stall");
    assert_eq!(stalled.body, whole.body);
    assert_eq!(stalled.delivery.arrival, Arrival::Stalled { after: whole.body.len() / 2 });
    let invalid = damaged("invalid_json");
    assert_eq!((invalid.delivery, invalid.body.len()), (WHOLE, whole.body.len()));
    assert!(serde_json::from_str::<serde_json::Value>(&invalid.body).is_err());
    assert!(serde_json::from_str::<serde_json::Value>(&truncated.body).is_err());
}

#[test]
fn retry_after_is_told_in_seconds_or_as_a_date() {
    for (fault, expected) in [
        (r#""rate_limit""#, Some("1")),
        (r#""rate_limit","retryAfter":30"#, Some("30")),
        (r#""rate_limit","retryAfter":30,"retryAfterForm":"seconds""#, Some("30")),
        (r#""rate_limit","retryAfter":30,"retryAfterForm":"date""#, Some("Sun, 13 Sep 2020 12:27:10 GMT")),
        (r#""status","status":503"#, None),
        (r#""status","status":503,"retryAfter":0"#, Some("0")),
    ] {
        let response = increment(&mut with_faults(&format!(r#"[{{"kind":{fault}}}]"#)));
        assert_eq!(response.header("retry-after"), expected, "{fault}");
    }
}

#[test]
fn latencies_add_up_and_come_before_the_first_other_fault() {
    let mut emulator = with_faults(
        r#"[{"kind":"latency","latencyMs":100},{"kind":"latency","latencyMs":30,"schedule":[2]},
            {"kind":"hang","schedule":[2]},{"kind":"latency","latencyMs":5},{"kind":"reset_after","schedule":[2]}]"#,
    );
    let deliveries: Vec<_> = (0..4).map(|_| increment(&mut emulator).delivery).collect();
    let delivery = |delay_ms, arrival| Delivery { delay_ms, arrival };
    assert_eq!(
        deliveries,
        [
            delivery(105, Arrival::Whole),
            delivery(130, Arrival::Never),
            // Rules behind the one that struck were not asked about the second request.
            delivery(105, Arrival::Reset),
            delivery(105, Arrival::Whole),
        ]
    );
    let counted = &emulator.counts().faults;
    assert_eq!((counted["latency"], counted["hang"], counted["reset_after"], counted["stall"]), (8, 1, 1, 0));
}

#[test]
fn jitter_lies_between_nothing_and_what_is_said() {
    let mut emulator = with_faults(r#"[{"kind":"latency","latencyMs":100,"jitterMs":20}]"#);
    let delays: Vec<_> = (0..500).map(|_| increment(&mut emulator).delivery.delay_ms).collect();
    assert_eq!((delays.iter().min(), delays.iter().max()), (Some(&100), Some(&120)));
}

/// Which of `count` requests a fault plan strikes.
fn struck(emulator: &mut Emulator, count: usize) -> Vec<usize> {
    (1..=count).filter(|_| increment(emulator).status == 500).collect()
}

#[test]
fn a_schedule_counts_the_requests_that_its_rule_is_asked_about() {
    let mut emulator = with_faults(
        r#"[{"kind":"status","status":500,"methods":["PUT"],"path":"/v2.6/","schedule":[4,2]},
            {"kind":"status","status":500,"schedule":[6]}]"#,
    );
    assert_eq!(get(&mut emulator, USERS).status, 200);
    assert_eq!(put(&mut emulator, "/oserve/v1/user/info/1/", "{}").status, 200);
    // The second rule was asked about these two, and is not asked about what the first one strikes.
    assert_eq!(struck(&mut emulator, 8), [2, 4, 6]);
}

#[test]
fn a_path_is_looked_for_in_the_path_alone() {
    let mut emulator = with_faults(r#"[{"kind":"status","status":500,"path":"user_profile/1"}]"#);
    assert_eq!(get(&mut emulator, &format!("{USERS}?x=user_profile/1")).status, 200);
    assert_eq!(get(&mut emulator, &format!("{USERS}1/")).status, 500);
}

#[test]
fn a_fault_strikes_at_most_so_often() {
    let mut emulator = with_faults(r#"[{"kind":"status","status":500,"times":2}]"#);
    assert_eq!(struck(&mut emulator, 5), [1, 2]);
}

#[test]
fn the_same_seed_and_requests_meet_the_same_faults() {
    let plan = |seed: u64| {
        let mut emulator = emulator(&format!(
            r#"{{"users":[{{"id":1,"n":0}}],"faultSeed":{seed},"faults":[{{"kind":"status","status":500,"probability":0.3}}]}}"#
        ));
        struck(&mut emulator, 1000)
    };
    assert_eq!(plan(7), plan(7));
    assert_ne!(plan(7), plan(8));
    assert!((230..370).contains(&plan(7).len()), "{}", plan(7).len());
    let mut never = with_faults(r#"[{"kind":"status","status":500,"probability":0}]"#);
    assert_eq!(struck(&mut never, 200), [0; 0]);
    let mut always = with_faults(r#"[{"kind":"status","status":500,"probability":1}]"#);
    assert_eq!(struck(&mut always, 200).len(), 200);
}

#[test]
fn a_rule_behind_another_does_not_change_what_that_one_draws() {
    let first = r#"{"kind":"status","status":500,"probability":0.5}"#;
    let alone = struck(&mut with_faults(&format!("[{first}]")), 100);
    assert_eq!(struck(&mut with_faults(&format!(r#"[{first},{{"kind":"stall","probability":0.5}}]"#)), 100), alone);
}

#[test]
fn each_rule_draws_for_itself() {
    let mut emulator = with_faults(
        r#"[{"kind":"latency","latencyMs":1,"probability":0.5},{"kind":"latency","latencyMs":10,"probability":0.5}]"#,
    );
    let delays: BTreeSet<_> = (0..100).map(|_| increment(&mut emulator).delivery.delay_ms).collect();
    assert_eq!(delays, BTreeSet::from([0, 1, 10, 11]));
}

#[test]
fn other_faults_begin_from_the_beginning_and_counters_stay() {
    let text = r#"[{"kind":"status","status":500,"probability":0.5},{"kind":"status","status":500,"schedule":[3]}]"#;
    let mut emulator = with_faults(text);
    let first = struck(&mut emulator, 40);
    emulator.set_faults(Fault::list(text).unwrap());
    assert_eq!(struck(&mut emulator, 40), first);
    emulator.set_faults(Vec::new());
    assert_eq!(struck(&mut emulator, 40), [0; 0]);
    assert_eq!((emulator.counts().requests, emulator.counts().faults["status"]), (120, 2 * first.len() as u64));
}

#[test]
fn a_wrong_fault_is_named() {
    for (faults, message) in [
        ("{}", "faults: expected an array, got an object"),
        ("[", "faults: EOF while parsing a list at line 1 column 1"),
        ("[1]", "faults[0]: expected an object, got 1"),
        (
            "[{}]",
            "faults[0].kind: must be given: latency, hang, stall, reset_before, reset_after, truncate, invalid_json, html, rate_limit, status",
        ),
        (
            r#"[{"kind":"stall"},{"kind":"stall"},{"kind":"explode"}]"#,
            "faults[2].kind: expected one of latency, hang, stall, reset_before, reset_after, truncate, invalid_json, html, rate_limit, status, got \"explode\"",
        ),
        (
            r#"[{"kind":"hang","aplied":true}]"#,
            "faults[0].aplied: there is no such member; hang has kind, applied, probability, schedule, methods, path, times",
        ),
        (
            r#"[{"kind":"stall","latencyMs":1}]"#,
            "faults[0].latencyMs: there is no such member; stall has kind, probability, schedule, methods, path, times",
        ),
        (r#"[{"kind":"latency"}]"#, "faults[0].latencyMs: must be given: a whole number from 0 to 600000"),
        (
            r#"[{"kind":"latency","latencyMs":600001}]"#,
            "faults[0].latencyMs: expected a whole number from 0 to 600000, got 600001",
        ),
        (
            r#"[{"kind":"latency","latencyMs":1,"jitterMs":0.5}]"#,
            "faults[0].jitterMs: expected a whole number from 0 to 600000, got 0.5",
        ),
        (r#"[{"kind":"hang","applied":1}]"#, "faults[0].applied: expected true or false, got 1"),
        (r#"[{"kind":"status"}]"#, "faults[0].status: must be given: a whole number from 400 to 599"),
        (r#"[{"kind":"status","status":200}]"#, "faults[0].status: expected a whole number from 400 to 599, got 200"),
        (r#"[{"kind":"html","status":600}]"#, "faults[0].status: expected a whole number from 400 to 599, got 600"),
        (
            r#"[{"kind":"rate_limit","retryAfter":-1}]"#,
            "faults[0].retryAfter: expected a whole number from 0 to 86400, got -1",
        ),
        (
            r#"[{"kind":"rate_limit","retryAfterForm":"http"}]"#,
            "faults[0].retryAfterForm: expected one of seconds, date, got \"http\"",
        ),
        (
            r#"[{"kind":"status","status":503,"retryAfterForm":"date"}]"#,
            "faults[0].retryAfterForm: needs retryAfter beside it",
        ),
        (r#"[{"kind":"stall","probability":1.1}]"#, "faults[0].probability: expected a number from 0 to 1, got 1.1"),
        (r#"[{"kind":"stall","probability":"1"}]"#, "faults[0].probability: expected a number from 0 to 1, got \"1\""),
        (r#"[{"kind":"stall","probability":1,"schedule":[1]}]"#, "faults[0].schedule: cannot stand beside probability"),
        (
            r#"[{"kind":"stall","schedule":1}]"#,
            "faults[0].schedule: expected an array of whole numbers of at least 1, got 1",
        ),
        (
            r#"[{"kind":"stall","schedule":[1,0]}]"#,
            "faults[0].schedule[1]: expected a whole number of at least 1, got 0",
        ),
        (
            r#"[{"kind":"stall","methods":[]}]"#,
            "faults[0].methods: expected an array of at least one of GET, PUT, POST, got an array",
        ),
        (
            r#"[{"kind":"stall","methods":["get"]}]"#,
            "faults[0].methods[0]: expected one of GET, PUT, POST, got \"get\"",
        ),
        (r#"[{"kind":"stall","path":""}]"#, "faults[0].path: expected a string that is not empty, got \"\""),
        (r#"[{"kind":"stall","times":-1}]"#, "faults[0].times: expected a whole number from 0 to 4294967295, got -1"),
    ] {
        assert_eq!(Fault::list(faults).unwrap_err().to_string(), message);
    }
}

#[test]
fn what_was_asked_and_what_was_carried_out_are_counted_apart() {
    let mut emulator = emulator(r#"{"users":[{"id":1,"n":0,"s":"x"},{"id":2,"n":0},{"id":3}]}"#);
    get(&mut emulator, USERS);
    get(&mut emulator, &format!("{USERS}9/"));
    put(&mut emulator, &format!("{UPDATES}1/"), r#"{"n":1}"#);
    put(&mut emulator, &format!("{UPDATES}1/"), r#"{"nope":1}"#);
    put(&mut emulator, &format!("{UPDATES}?limit=2"), r#"{"n":2}"#);
    put(&mut emulator, "/oserve/v2.1/miniapp/user/account/1/", r#"{"username":"a"}"#);
    put(&mut emulator, "/oserve/v2.1/miniapp/user/account/1/", r#"{"username":1}"#);
    get(&mut emulator, "/elsewhere/");
    emulator.handle(Request { method: "OPTIONS".into(), ..Request::get(USERS) });
    let counts = emulator.counts();
    assert_eq!((counts.requests, counts.reads, counts.writes), (8, 2, 5));
    assert_eq!((counts.applied.updates, counts.applied.users_changed, counts.applied.accounts), (2, 3, 1));
    let statuses: Vec<_> = counts.statuses.iter().map(|(status, count)| (*status, *count)).collect();
    assert_eq!(statuses, [(200, 4), (400, 2), (404, 2)]);
}

#[test]
fn an_update_in_the_background_counts_its_users() {
    let mut emulator = emulator(r#"{"users":2000,"fields":{"n":"integer"}}"#);
    assert_eq!(json(&put(&mut emulator, UPDATES, r#"{"n":1}"#))["operation_id"], 1);
    assert_eq!((emulator.counts().applied.updates, emulator.counts().applied.users_changed), (1, 2000));
}

#[test]
fn requests_in_flight_are_counted_by_who_delivers_them() {
    let mut emulator = emulator(r#"{"users":[{"id":1}],"control":true}"#);
    assert!(!emulator.arrive("OPTIONS", USERS));
    assert!(!emulator.arrive("GET", "/emulator/"));
    assert!((0..3).all(|_| emulator.arrive("GET", USERS)));
    emulator.leave(false);
    emulator.leave(true);
    assert!(emulator.arrive("GET", USERS));
    let traffic = |emulator: &Emulator| {
        let counts = emulator.counts();
        (counts.in_flight, counts.max_in_flight, counts.closed_early)
    };
    assert_eq!(traffic(&emulator), (2, 3, 1));
    emulator.reset_counts();
    assert_eq!(traffic(&emulator), (2, 2, 0));
}

/// Sends a request without credentials.
fn control(emulator: &mut Emulator, method: &str, path: &str, body: &str) -> Response {
    emulator.handle(Request { method: method.into(), body: body.into(), ..Request::get(path) })
}

#[test]
fn the_control_endpoint_tells_the_counters_and_the_users() {
    let mut emulator = emulator(r#"{"users":[{"id":1}],"control":true,"token":"secret"}"#);
    get(&mut emulator, USERS);
    let expected = r#"{"requests":1,"reads":1,"writes":0,"applied":{"updates":0,"usersChanged":0,"accounts":0},"faults":{"hang":0,"html":0,"invalid_json":0,"latency":0,"rate_limit":0,"reset_after":0,"reset_before":0,"stall":0,"status":0,"truncate":0},"statuses":{"401":1},"tokens":{"issued":0,"refreshed":0},"inFlight":0,"maxInFlight":0,"closedEarly":0}"#;
    for _ in 0..2 {
        assert_eq!(told(&control(&mut emulator, "GET", "/emulator/", "")), (200, expected), "looking does not count");
    }
    assert_eq!(told(&control(&mut emulator, "GET", "/emulator/users/", "")), (200, r#"[{"id":1}]"#));
    let reset = control(&mut emulator, "DELETE", "/emulator/counts/", "");
    assert_eq!((reset.status, &json(&reset)["requests"]), (200, &0.into()));
    assert_eq!(json(&control(&mut emulator, "GET", "/emulator/", ""))["statuses"], serde_json::json!({}));
}

#[test]
fn the_control_endpoint_changes_the_faults_and_meets_none() {
    let mut emulator = emulator(r#"{"users":[{"id":1,"n":0}],"control":true,"faults":[{"kind":"html"}]}"#);
    let status = r#"[{"kind":"status","status":500,"schedule":[2]}]"#;
    assert_eq!(control(&mut emulator, "PUT", "/emulator/faults/", status).status, 200);
    assert_eq!(struck(&mut emulator, 3), [2]);
    assert_eq!(control(&mut emulator, "PUT", "/emulator/faults/", status).status, 200);
    assert_eq!(struck(&mut emulator, 3), [2], "the schedule begins anew");
    let refused = control(&mut emulator, "PUT", "/emulator/faults/", r#"[{"kind":"hang"},{"kind":"x"}]"#);
    assert_eq!(refused.status, 400);
    assert!(message(&refused).starts_with("faults[1].kind: expected one of latency, hang"));
    assert_eq!(control(&mut emulator, "PUT", "/emulator/faults/", r#"[{"kind":"html"}]"#).status, 200);
    assert_eq!(control(&mut emulator, "DELETE", "/emulator/faults/", "").status, 200);
    assert_eq!(struck(&mut emulator, 3), [0; 0]);
    assert_eq!(json(&control(&mut emulator, "GET", "/emulator/", ""))["faults"]["status"], 2);
}

#[test]
fn the_control_endpoint_is_only_there_when_asked_for() {
    let mut without = emulator(r#"{"users":[{"id":1}]}"#);
    for (method, path) in [("GET", "/emulator/"), ("PUT", "/emulator/faults/"), ("DELETE", "/emulator/counts/")] {
        let refused = control(&mut without, method, path, "[]");
        assert_eq!((refused.status, message(&refused)), (404, format!("no such path: {path}")));
    }
    let mut with = emulator(r#"{"users":[{"id":1}],"control":true}"#);
    for (method, path, allow) in [
        ("PUT", "/emulator/", "GET, OPTIONS"),
        ("DELETE", "/emulator/users/", "GET, OPTIONS"),
        ("GET", "/emulator/faults/", "PUT, DELETE, OPTIONS"),
        ("POST", "/emulator/counts/", "DELETE, OPTIONS"),
    ] {
        let refused = control(&mut with, method, path, "");
        assert_eq!((refused.status, refused.header("allow")), (405, Some(allow)), "{method} {path}");
    }
    let origin = with.handle(Request::get("/emulator/").header("Origin", "https://panel.example"));
    assert_eq!(origin.header("Access-Control-Allow-Origin"), Some("https://panel.example"));
}

#[test]
fn the_control_endpoint_names_what_it_knows_to_whoever_asks_for_something_else() {
    let mut with = emulator(r#"{"users":[{"id":1}],"control":true}"#);
    let known = "GET /emulator/, DELETE /emulator/counts/, PUT or DELETE /emulator/faults/ and GET /emulator/users/";
    for path in ["/emulator", "/emulator/else/", "/emulator/faults", "/emulator/users/1/"] {
        let refused = control(&mut with, "GET", path, "");
        assert_eq!((refused.status, message(&refused)), (404, format!("no such path: {path}; there are {known}")));
        assert!(!with.arrive("GET", path), "it does not count");
    }
    for path in known.split([' ', ',']).filter(|word| word.starts_with('/')) {
        assert_ne!(control(&mut with, "GET", path, "").status, 404, "{path}");
    }
    for path in ["/emulators/", "/else/"] {
        let refused = control(&mut with, "GET", path, "");
        assert_eq!((refused.status, message(&refused)), (404, format!("no such path: {path}")), "not its own");
    }
}
