//! What the emulator answers.

use serde::Serialize;

use crate::delivery::Delivery;

/// The type of every JSON answer.
pub(crate) const JSON_TYPE: &str = "application/json; charset=utf-8";

/// One HTTP response.
#[derive(Debug, Clone)]
pub struct Response {
    /// The status, `200` and so on.
    pub status: u16,
    /// Names and values, one line each.
    pub headers: Vec<(&'static str, String)>,
    /// The body: JSON, except for the HTML of a `502` and the nothing of a `204` or `302`.
    pub body: String,
    /// How all that reaches the client. A fault may delay, cut or lose it.
    pub delivery: Delivery,
}

impl Response {
    pub(crate) fn new(status: u16, headers: Vec<(&'static str, String)>, body: String) -> Self {
        Self { status, headers, body, delivery: Delivery::default() }
    }

    /// A JSON answer.
    pub(crate) fn json(status: u16, body: &impl Serialize) -> Self {
        // Keys are strings and numbers are finite: there is nothing that could fail to serialize.
        let body = serde_json::to_string(body).unwrap_or_else(|_| "null".into());
        Self::new(status, vec![("Content-Type", JSON_TYPE.into())], body)
    }

    /// The reason of an error, told as `{"error_msg": "…"}` \[vendor\].
    pub(crate) fn error(status: u16, message: &str) -> Self {
        #[derive(Serialize)]
        struct Body<'a> {
            error_msg: &'a str,
        }
        Self::json(status, &Body { error_msg: message })
    }

    /// The HTML that a gateway answers when the server behind it cannot take a request.
    pub(crate) fn html(status: u16) -> Self {
        let title = format!("{status} {}", phrase(status));
        Self::new(
            status,
            vec![("Content-Type", "text/html; charset=utf-8".into())],
            format!(
                "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n</body>\r\n</html>\r\n"
            ),
        )
    }

    /// An answer without a body.
    pub(crate) fn no_content() -> Self {
        Self::new(204, Vec::new(), String::new())
    }

    /// Stands for the answer to a request that is not carried out and never answered.
    pub(crate) fn none() -> Self {
        Self::new(0, Vec::new(), String::new())
    }

    /// The first value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// What a status is called.
fn phrase(status: u16) -> &'static str {
    match status {
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        408 => "Request Timeout",
        409 => "Conflict",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ if status < 500 => "Client Error",
        _ => "Server Error",
    }
}
