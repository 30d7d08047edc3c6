//! An error on its way to JavaScript: a plain description, from which the error classes are made.

use crate::{Error, ErrorKind, Outcome};
use js_sys::Reflect;
use serde::Serialize;
use wasm_bindgen::JsValue;

/// An error, and the JavaScript value that caused it.
pub(crate) struct Failure {
    pub error: Error,
    pub cause: JsValue,
    /// How often the request was sent.
    pub attempts: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Description<'a> {
    code: &'a str,
    message: &'a str,
    status: Option<u16>,
    request_id: Option<&'a str>,
    body: Option<&'a str>,
    retry_after_ms: Option<u32>,
    retryable: bool,
    attempts: u32,
    outcome: Option<&'a str>,
}

impl Failure {
    /// A defect of this library, told by the panic hook.
    pub fn internal(message: String) -> Self {
        Error::new(ErrorKind::Internal, message).into()
    }
}

impl From<Error> for Failure {
    /// A failure before anything was sent.
    fn from(error: Error) -> Self {
        Failure { error, cause: JsValue::UNDEFINED, attempts: 0 }
    }
}

impl From<Failure> for JsValue {
    fn from(Failure { error, cause, attempts }: Failure) -> Self {
        let message = error.to_string();
        let description = Description {
            code: error.kind().code(),
            message: &message,
            status: error.status(),
            request_id: error.request_id(),
            body: error.body(),
            retry_after_ms: error.retry_after().map(|time| u32::try_from(time.as_millis()).unwrap_or(u32::MAX)),
            retryable: error.is_retryable(),
            attempts,
            outcome: error.outcome().map(|outcome| match outcome {
                Outcome::NotApplied => "not_applied",
                Outcome::Unknown => "unknown",
            }),
        };
        let value = serde_wasm_bindgen::to_value(&description).unwrap_or_default();
        if !cause.is_undefined() {
            let _ = Reflect::set(&value, &"cause".into(), &cause);
        }
        value
    }
}
