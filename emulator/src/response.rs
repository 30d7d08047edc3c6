//! What the emulator answers.

use serde::Serialize;

/// One HTTP response.
#[derive(Debug, Clone)]
pub struct Response {
    /// The status, `200` and so on.
    pub status: u16,
    /// Names and values, one line each.
    pub headers: Vec<(&'static str, String)>,
    /// The body: JSON, except for the HTML of a `502` and the nothing of a `204`.
    pub body: String,
}

impl Response {
    /// A JSON answer.
    pub(crate) fn json(status: u16, body: &impl Serialize) -> Self {
        // Keys are strings and numbers are finite: there is nothing that could fail to serialize.
        let body = serde_json::to_string(body).unwrap_or_else(|_| "null".into());
        Self { status, headers: vec![("Content-Type", "application/json; charset=utf-8".into())], body }
    }

    /// The HTML that a gateway answers when the server behind it cannot take a request.
    pub(crate) fn bad_gateway() -> Self {
        Self {
            status: 502,
            headers: vec![("Content-Type", "text/html; charset=utf-8".into())],
            body: "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"
                .into(),
        }
    }

    /// An answer without a body.
    pub(crate) fn no_content() -> Self {
        Self { status: 204, headers: Vec::new(), body: String::new() }
    }

    /// The first value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}
