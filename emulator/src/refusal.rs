//! Why a request is not carried out.

use serde::Serialize;

use crate::response::Response;

/// A refused request: a status and the reason, told as `{"error_msg": "…"}` [vendor].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    status: u16,
    message: String,
}

impl Refusal {
    /// `400`: something in the request is wrong.
    pub fn bad_request(message: impl Into<String>) -> Self {
        Self { status: 400, message: message.into() }
    }

    /// `401`: no token, or not the right one.
    pub fn unauthorized(message: impl Into<String>) -> Self {
        Self { status: 401, message: message.into() }
    }

    /// `404`: no such path, user or operation.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self { status: 404, message: message.into() }
    }

    /// `405`: the path exists, but not with this method.
    pub fn method_not_allowed(method: &str) -> Self {
        Self { status: 405, message: format!("method {method} is not allowed here") }
    }

    /// The reason.
    pub fn message(&self) -> &str {
        &self.message
    }
}

#[derive(Serialize)]
struct Body<'a> {
    error_msg: &'a str,
}

impl From<Refusal> for Response {
    fn from(refusal: Refusal) -> Self {
        Response::json(refusal.status, &Body { error_msg: &refusal.message })
    }
}
