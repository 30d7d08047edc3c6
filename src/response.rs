//! An answer as data, and what a refused one says.

use crate::{Error, ErrorKind, Json, Request, error::Answer, json, strings::first};
use serde::de::DeserializeOwned;
use std::time::Duration;

/// How much of a body an error keeps.
const KEPT_CHARACTERS: usize = 500;

/// How much of a body is looked at to show that: enough for characters of four bytes.
const READ_BYTES: usize = 4 * KEPT_CHARACTERS;

/// How much of a body an error needs, in characters: what it shows, and a secret that begins in it, fully escaped.
#[cfg(all(target_arch = "wasm32", feature = "js"))]
pub(crate) const NEEDED_CHARACTERS: u32 = READ_BYTES as u32 + 6 * 2 * 4096;

/// The server's answer to a [`Request`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The `X-Request-Id` header.
    pub request_id: Option<String>,
    /// The `Retry-After` header in seconds. A date is for the sender, who has a clock, to count from.
    pub retry_after: Option<String>,
    /// The whole body.
    pub body: String,
}

/// Whether `status` is a success.
pub(crate) fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}

impl Response {
    /// Whether the status is a success.
    pub fn is_success(&self) -> bool {
        is_success(self.status)
    }

    /// The error that this answer to `request` is, when its status is not a success.
    pub(crate) fn refusal(&self, request: &Request) -> Error {
        let body = request.redact_beginning(&self.body, READ_BYTES);
        let reason = match reason(&self.body) {
            Some(text) => request.redact(&text),
            None if (300..400).contains(&self.status) => "a redirect, which is not followed".into(),
            None if body.is_empty() => "an answer without a body".into(),
            None => format!("an answer that is not the server's own: {}", beginning(&body)),
        };
        let reason = first(KEPT_CHARACTERS, &reason);
        let message = format!("the server answered {}: {reason}", self.status);
        self.error(ErrorKind::of_status(self.status), message, &body, request)
    }

    /// The error that this answer to `request` has the wrong shape.
    pub(crate) fn undecodable(&self, request: &Request, problem: &str) -> Error {
        let body = request.redact_beginning(&self.body, READ_BYTES);
        let shown = match body.is_empty() {
            true => "the body is empty".into(),
            false => format!("the body begins: {}", beginning(&body)),
        };
        let message = format!("the answer is not as documented: {problem}; {shown}");
        self.error(ErrorKind::InvalidAnswer, message, &body, request)
    }

    /// The error that this answer to `request` is not even JSON.
    pub(crate) fn broken(&self, request: &Request, problem: &str) -> Error {
        let error = self.undecodable(request, problem).passing(true);
        error.after_sending(request.is_write(), request.is_repeatable())
    }

    fn error(&self, kind: ErrorKind, message: String, body: &str, request: &Request) -> Error {
        let retry_after = self.retry_after.as_deref().and_then(|text| text.trim().parse().ok());
        Error::new(kind, message)
            .with_answer(Answer {
                status: self.status,
                request_id: self.request_id.as_deref().map(|id| request.redact(id)),
                body: first(KEPT_CHARACTERS, body),
                retry_after: retry_after.map(Duration::from_secs),
            })
            .after_sending(request.is_write(), request.is_repeatable())
    }

    /// The typed answer to `request`.
    pub(crate) fn decode<T: DeserializeOwned>(&self, request: &Request) -> Result<T, Error> {
        match self.is_success() {
            false => Err(self.refusal(request)),
            true => serde_json::from_str(&self.body).map_err(|error| {
                let problem = error.to_string();
                match error.is_data() {
                    true => self.undecodable(request, &problem).with_source(error),
                    false => self.broken(request, &problem).with_source(error),
                }
            }),
        }
    }

    /// The small answer to `request`, as `read` takes it out of its JSON.
    pub(crate) fn read<T>(&self, request: &Request, read: fn(&Json) -> Result<T, String>) -> Result<T, Error> {
        read(&self.json(request)?).map_err(|problem| self.undecodable(request, &problem))
    }

    fn json(&self, request: &Request) -> Result<Json, Error> {
        match self.is_success() {
            false => Err(self.refusal(request)),
            true => json::read(&self.body).map_err(|error| self.broken(request, &error.to_string())),
        }
    }
}

/// The server's own reason for a refusal.
fn reason(body: &str) -> Option<String> {
    let body = json::read(body).ok()?;
    for name in ["error_msg", "message", "error_message"] {
        match body[name].as_str() {
            None | Some("") => {}
            Some(text) => return Some(text.into()),
        }
    }
    None
}

/// The first line or so of a body, for a message.
fn beginning(body: &str) -> String {
    json::quote(&first(120, body))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Outcome;

    fn refusal(status: u16, body: &str) -> Error {
        Response { status, body: body.into(), ..Response::default() }.refusal(&Request::get("/"))
    }

    #[test]
    fn the_reason_is_found_under_each_of_its_names() {
        for name in ["error_msg", "message", "error_message"] {
            let error = refusal(400, &format!(r#"{{"{name}":"bad operator"}}"#));
            assert_eq!(error.to_string(), "the server answered 400: bad operator");
        }
        let error = refusal(400, r#"{"error_msg":"","message":"bad operator"}"#);
        assert_eq!(error.to_string(), "the server answered 400: bad operator");
    }

    #[test]
    fn a_body_that_is_not_the_servers_own_is_shown() {
        assert_eq!(
            refusal(502, "<html>\n<title>Bad Gateway").to_string(),
            r#"the server answered 502: an answer that is not the server's own: "<html>\n<title>Bad Gateway""#
        );
        assert_eq!(refusal(500, "").to_string(), "the server answered 500: an answer without a body");
        assert_eq!(refusal(500, &"中".repeat(9000)).body().unwrap().chars().count(), KEPT_CHARACTERS);
    }

    #[test]
    fn every_status_has_its_kind() {
        for (status, code) in [
            (400, "bad_request"),
            (401, "unauthorized"),
            (402, "payment_required"),
            (403, "forbidden"),
            (404, "not_found"),
            (429, "rate_limited"),
            (500, "server_error"),
            (502, "server_error"),
            (599, "server_error"),
            (409, "unexpected_status"),
            (304, "unexpected_status"),
        ] {
            assert_eq!(refusal(status, "").kind().code(), code);
        }
    }

    #[test]
    fn what_the_server_said_is_kept() {
        let response =
            Response { status: 429, request_id: Some("r-1".into()), retry_after: Some("7".into()), body: "{}".into() };
        let error = response.refusal(&Request::put("/", &Json::Null).repeatable(false));
        assert_eq!((error.status(), error.request_id(), error.body()), (Some(429), Some("r-1"), Some("{}")));
        assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
        assert_eq!((error.outcome(), error.is_retryable()), (Some(Outcome::NotApplied), true));
    }

    #[test]
    fn a_secret_that_the_server_repeats_is_not_shown_and_takes_no_key_with_it() {
        for body in [r#"{"error_msg":"hunter2 is too short"}"#, r#"{"error_msg":"\u0068unter2 is too short"}"#] {
            let response = Response { status: 400, body: body.into(), ..Response::default() };
            let error = response.refusal(&Request::put("/", &Json::Null).hiding("hunter2").hiding("error"));
            assert_eq!(error.to_string(), "the server answered 400: [redacted] is too short");
        }
    }
}
