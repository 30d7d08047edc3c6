//! Changing how a user signs in.

mod support;

use minapp_users_emulator::{Emulator, Response};
use support::{USERS, emulator, get, message, put, told};

fn two() -> Emulator {
    emulator(
        r#"{"users":[
            {"id":1,"updated_at":5,"_username":"Tom","_email":"Tom@Example.com","_email_verified":true,"_phone":"13800138000","_phone_verified":true},
            {"id":2}
        ]}"#,
    )
}

fn change(emulator: &mut Emulator, id: u64, body: &str) -> Response {
    put(emulator, &format!("/oserve/v2.1/miniapp/user/account/{id}/"), body)
}

#[test]
fn only_the_given_keys_change() {
    let mut emulator = two();
    for (body, expected) in [
        (
            "{}",
            r#"{"email":"Tom@Example.com","email_verified":true,"username":"Tom","phone":"13800138000","phone_verified":true}"#,
        ),
        (
            r#"{"username":"pretty_girl"}"#,
            r#"{"email":"Tom@Example.com","email_verified":true,"username":"pretty_girl","phone":"13800138000","phone_verified":true}"#,
        ),
        (
            r#"{"email":"new@example.com","new_password":"secret-123"}"#,
            r#"{"email":"new@example.com","email_verified":false,"username":"pretty_girl","phone":"13800138000","phone_verified":true}"#,
        ),
        (
            r#"{"phone":"+86 139-0013-9000"}"#,
            r#"{"email":"new@example.com","email_verified":false,"username":"pretty_girl","phone":"+86 139-0013-9000","phone_verified":false}"#,
        ),
        (
            r#"{"username":null,"email":null,"phone":null}"#,
            r#"{"email":null,"email_verified":false,"username":null,"phone":null,"phone_verified":false}"#,
        ),
    ] {
        assert_eq!(told(&change(&mut emulator, 1, body)), (200, expected), "{body}");
    }
    assert_eq!(
        told(&change(&mut emulator, 2, "{}")),
        (200, r#"{"email":null,"email_verified":false,"username":null,"phone":null,"phone_verified":false}"#)
    );
}

#[test]
fn the_user_shows_the_account_and_keeps_its_updated_at() {
    let mut emulator = two();
    change(&mut emulator, 1, r#"{"username":"u","email":"u@example.com","phone":"13900139000"}"#);
    assert_eq!(
        told(&get(&mut emulator, &format!("{USERS}1/"))).1,
        r#"{"_email":"u@example.com","_email_verified":false,"_phone":"13900139000","_phone_verified":false,"_username":"u","id":1,"updated_at":5}"#
    );
    assert_eq!(support::matching(&mut emulator, r#"{"_username":"u"}"#), [1]);
}

#[test]
fn what_another_user_has_is_taken_in_whatever_case() {
    let mut emulator = two();
    for (body, expected) in [
        (r#"{"username":"tOM"}"#, "username: tom belongs to another user"),
        (r#"{"email":"TOM@example.COM"}"#, "email: tom@example.com belongs to another user"),
    ] {
        let response = change(&mut emulator, 2, body);
        assert_eq!((response.status, message(&response).as_str()), (400, expected));
    }
    assert_eq!(
        change(&mut emulator, 1, r#"{"username":"TOM","email":"TOM@EXAMPLE.COM"}"#).status,
        200,
        "one's own is free"
    );
    assert_eq!(change(&mut emulator, 1, r#"{"username":null}"#).status, 200);
    assert_eq!(change(&mut emulator, 2, r#"{"username":"tom"}"#).status, 200, "what was given up is free");
}

#[test]
fn wrong_values_are_refused_and_change_nothing() {
    let mut emulator = two();
    let before = emulator.snapshot();
    for (body, expected) in [
        (r#"{"username":""}"#, "username: expected 1 to 64 characters without white space"),
        (r#"{"username":"a b"}"#, "username: expected 1 to 64 characters without white space"),
        (r#"{"username":5}"#, "username: expected a string or null, got an integer"),
        (r#"{"phone":13800138000}"#, "phone: expected a string or null, got an integer"),
        (r#"{"phone":"call me"}"#, "phone: not a valid phone number"),
        (r#"{"new_password":"short"}"#, "new_password: expected a string of 6 to 64 characters"),
        (r#"{"new_password":null}"#, "new_password: expected a string of 6 to 64 characters"),
        (r#"{"username":"free","new_password":""}"#, "new_password: expected a string of 6 to 64 characters"),
        (r#"{"nickname":"x"}"#, "nickname: there is no such key; there are username, email, new_password and phone"),
        (
            r#"{"password":"secret-123"}"#,
            "password: there is no such key; there are username, email, new_password and phone",
        ),
        ("[]", "the body must be an object, got an array"),
        ("x", "the body is not JSON: expected value at line 1 column 1"),
    ] {
        let response = change(&mut emulator, 2, body);
        assert_eq!((response.status, message(&response).as_str()), (400, expected), "{body}");
    }
    for email in
        ["", "a", "@b.cn", "a@", "a@b", "a@b..cn", "a@.cn", "a@b.cn.", "a b@c.cn", "a@b@c.cn", "a@-b.cn", "a@b_c.cn"]
    {
        let response = change(&mut emulator, 2, &format!(r#"{{"email":"{email}"}}"#));
        assert_eq!(
            (response.status, message(&response).as_str()),
            (400, "email: not a valid email address"),
            "{email}"
        );
    }
    assert_eq!(emulator.snapshot(), before);
}

#[test]
fn good_emails_are_taken() {
    for email in ["a@b.cn", "first.last+tag@sub.example.co.uk", "张@例子.中国"] {
        assert_eq!(change(&mut two(), 2, &format!(r#"{{"email":"{email}"}}"#)).status, 200, "{email}");
    }
}

#[test]
fn nobody_has_no_account() {
    assert_eq!(
        told(&change(&mut two(), 3, r#"{"email":"broken"}"#)),
        (404, r#"{"error_msg":"there is no user with this id"}"#)
    );
}

#[test]
fn a_password_is_never_told_again() {
    let mut emulator = two();
    let answer = change(&mut emulator, 2, r#"{"new_password":"hunter2hunter2"}"#);
    let refusal = change(&mut emulator, 2, &format!(r#"{{"new_password":"{}"}}"#, "hunter2".repeat(20)));
    assert_eq!((answer.status, refusal.status), (200, 400));
    for text in [answer.body, refusal.body, emulator.snapshot()] {
        assert!(!text.contains("hunter2"), "{text}");
    }
}
