//! Why a request is not carried out.

use crate::response::Response;

/// A refused request: a status and the reason, told as `{"error_msg": "…"}` \[vendor\].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    status: u16,
    message: String,
    /// For a `405`: the methods that the path has, which HTTP wants told in `Allow`.
    allow: Option<&'static str>,
}

impl Refusal {
    /// `400`: something in the request is wrong.
    pub fn bad_request(message: impl Into<String>) -> Self {
        Self { status: 400, message: message.into(), allow: None }
    }

    /// `401`: no token, or not the right one.
    pub fn unauthorized(message: impl Into<String>) -> Self {
        Self { status: 401, message: message.into(), allow: None }
    }

    /// `404`: no such path, user or operation.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self { status: 404, message: message.into(), allow: None }
    }

    /// `405`: the path exists, but not with this method.
    pub fn method_not_allowed(method: &str, allow: &'static str) -> Self {
        Self { status: 405, message: format!("method {method} is not allowed here"), allow: Some(allow) }
    }

    /// The reason.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl From<Refusal> for Response {
    fn from(refusal: Refusal) -> Self {
        let mut response = Response::error(refusal.status, &refusal.message);
        response.headers.extend(refusal.allow.map(|methods| ("Allow", methods.to_owned())));
        response
    }
}
