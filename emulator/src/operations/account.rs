//! 11: changes how a user signs in.

use std::sync::Arc;

use serde::Serialize;

use super::find;
use crate::{
    refusal::Refusal,
    request::Request,
    response::Response,
    store::{Store, User},
    value::Value,
};

/// The state of an account \[doc\]. What was never set is null, or false.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    email: Option<&'a str>,
    email_verified: bool,
    username: Option<&'a str>,
    phone: Option<&'a str>,
    phone_verified: bool,
}

/// Changes the given keys, all or none, and answers the account.
///
/// \[doc\] `null` resets username, email or phone; a new phone is not verified.
/// \[ours\] Nor is a new email, or what was reset. A user may keep its own username in other letters. An unknown key
/// is `400`. `updated_at` is left alone: the account is no field of the app. The password is checked and forgotten.
pub fn run(store: &mut Store, request: &Request, id: u64) -> Result<Response, Refusal> {
    let index = find(store, id)?;
    let body =
        Value::parse(&request.body).map_err(|error| Refusal::bad_request(format!("the body is not JSON: {error}")))?;
    let entries = body
        .as_object()
        .ok_or_else(|| Refusal::bad_request(format!("the body must be an object, got {}", body.kind())))?;
    let known = store.schema.known;
    let mut changes: Vec<(usize, Value)> = Vec::new();
    for (key, value) in entries {
        match &**key {
            "username" => {
                let username = text_or_null(key, value, check_username)?;
                check_free(store, index, known.username, key, &username)?;
                changes.push((known.username, username));
            }
            "email" => {
                let email = text_or_null(key, value, check_email)?;
                check_free(store, index, known.email, key, &email)?;
                changes.extend([(known.email, email), (known.email_verified, Value::Bool(false))]);
            }
            "phone" => {
                let phone = text_or_null(key, value, check_phone)?;
                changes.extend([(known.phone, phone), (known.phone_verified, Value::Bool(false))]);
            }
            "new_password" => check_password(value)?,
            _ => {
                return Err(Refusal::bad_request(format!(
                    "{key}: there is no such key; there are username, email, new_password and phone"
                )));
            }
        }
    }
    for (column, value) in changes {
        store.set(index, column, Some(value));
    }
    Ok(answer(store.user(index)))
}

fn answer(user: User<'_>) -> Response {
    let known = user.store().schema.known;
    let text = |column: usize| user.get(column).and_then(Value::as_text);
    let flag = |column: usize| user.get(column).and_then(Value::as_bool).unwrap_or(false);
    Response::json(
        200,
        &Answer {
            email: text(known.email),
            email_verified: flag(known.email_verified),
            username: text(known.username),
            phone: text(known.phone),
            phone_verified: flag(known.phone_verified),
        },
    )
}

fn text_or_null(key: &Arc<str>, value: &Value, check: fn(&str) -> Result<(), &'static str>) -> Result<Value, Refusal> {
    match value {
        Value::Null => Ok(Value::Null),
        Value::Text(text) => {
            check(text).map(|()| value.clone()).map_err(|message| Refusal::bad_request(format!("{key}: {message}")))
        }
        _ => Err(Refusal::bad_request(format!("{key}: expected a string or null, got {}", value.kind()))),
    }
}

/// `400` when another user has it, in whatever case \[doc\].
fn check_free(store: &Store, own: u32, column: usize, key: &str, wanted: &Value) -> Result<(), Refusal> {
    let Some(wanted) = wanted.as_text().map(str::to_lowercase) else { return Ok(()) };
    let own = store.user(own).id();
    let is_taken = store.users().any(|user| {
        user.get(column).and_then(Value::as_text).is_some_and(|taken| taken.to_lowercase() == wanted)
            && user.id() != own
    });
    if is_taken { Err(Refusal::bad_request(format!("{key}: {wanted} belongs to another user"))) } else { Ok(()) }
}

/// \[ours\] 1 to 64 characters, none of them white space.
fn check_username(username: &str) -> Result<(), &'static str> {
    let is_good = (1..=64).contains(&username.chars().count()) && !username.contains(char::is_whitespace);
    if is_good { Ok(()) } else { Err("expected 1 to 64 characters without white space") }
}

/// \[ours\] One `@`, something before it, and dotted labels after it; at most 254 characters without white space.
fn check_email(email: &str) -> Result<(), &'static str> {
    let is_good = email.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && name.len() <= 64
            && email.len() <= 254
            && !email.contains(|next: char| next.is_whitespace() || next.is_control())
            && host.contains('.')
            && host.split('.').all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
            && host.chars().all(|next| next.is_alphanumeric() || matches!(next, '.' | '-'))
    });
    if is_good { Ok(()) } else { Err("not a valid email address") }
}

/// \[ours\] 5 to 20 digits, with an optional `+` before them and single spaces or hyphens between them.
fn check_phone(phone: &str) -> Result<(), &'static str> {
    let body = phone.strip_prefix('+').unwrap_or(phone);
    let digits = body.bytes().filter(u8::is_ascii_digit).count();
    let is_good = (5..=20).contains(&digits)
        && body.split([' ', '-']).all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    if is_good { Ok(()) } else { Err("not a valid phone number") }
}

/// \[ours\] 6 to 64 characters. The message does not repeat it.
fn check_password(value: &Value) -> Result<(), Refusal> {
    match value.as_text() {
        Some(password) if (6..=64).contains(&password.chars().count()) => Ok(()),
        _ => Err(Refusal::bad_request("new_password: expected a string of 6 to 64 characters")),
    }
}
