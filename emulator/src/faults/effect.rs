//! What a fault does to an answer.

use crate::{delivery::Arrival, http_date::imf_fixdate, request::Request, response::Response};

/// What goes wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// The answer comes later, by so much and up to `jitter_ms` more.
    Latency { ms: u64, jitter_ms: u64 },
    /// No answer ever comes.
    Hang { applied: bool },
    /// Carried out; the answer stops in the middle of its body and never ends.
    Stall,
    /// The connection is reset, and nothing is carried out.
    ResetBefore,
    /// Carried out, then the connection is reset.
    ResetAfter,
    /// Carried out; a complete answer with the first half of its JSON.
    Truncate,
    /// Carried out; JSON with one character that JSON does not allow.
    InvalidJson,
    /// A gateway's page in place of the answer; nothing is carried out.
    Html { status: u16 },
    /// `429` in place of the answer; nothing is carried out.
    RateLimit { retry_after: RetryAfter },
    /// An error in the server's form in place of the answer.
    Status { status: u16, applied: bool, retry_after: Option<RetryAfter> },
}

/// The names of all effects.
pub const NAMES: [&str; 10] = [
    "latency",
    "hang",
    "stall",
    "reset_before",
    "reset_after",
    "truncate",
    "invalid_json",
    "html",
    "rate_limit",
    "status",
];

/// How long to wait, and how that is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryAfter {
    /// Seconds from the request on.
    pub seconds: u64,
    /// As a point in time (IMF-fixdate) and not as a number.
    pub as_date: bool,
}

impl RetryAfter {
    /// The header. A point in time is rounded up to the next second: to wait until then is never too short.
    fn header(self, request: &Request) -> (&'static str, String) {
        let value = if self.as_date {
            let now = request.now_ms.saturating_add(999).div_euclid(1000);
            imf_fixdate(now.saturating_add_unsigned(self.seconds))
        } else {
            self.seconds.to_string()
        };
        ("Retry-After", value)
    }
}

impl Effect {
    /// What the fault is called.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Latency { .. } => "latency",
            Self::Hang { .. } => "hang",
            Self::Stall => "stall",
            Self::ResetBefore => "reset_before",
            Self::ResetAfter => "reset_after",
            Self::Truncate => "truncate",
            Self::InvalidJson => "invalid_json",
            Self::Html { .. } => "html",
            Self::RateLimit { .. } => "rate_limit",
            Self::Status { .. } => "status",
        }
    }

    /// Whether the request is carried out all the same.
    pub fn is_applied(&self) -> bool {
        match self {
            Self::Latency { .. } | Self::Stall | Self::ResetAfter | Self::Truncate | Self::InvalidJson => true,
            Self::ResetBefore | Self::Html { .. } | Self::RateLimit { .. } => false,
            Self::Hang { applied } | Self::Status { applied, .. } => *applied,
        }
    }

    /// What is answered. `answer` is the right answer, where the request was carried out.
    pub fn answer(&self, answer: Option<Response>, request: &Request) -> Response {
        let mut answer = answer.unwrap_or_else(Response::none);
        match self {
            Self::Latency { .. } => {}
            Self::Hang { .. } => answer.delivery.arrival = Arrival::Never,
            Self::Stall => answer.delivery.arrival = Arrival::Stalled { after: answer.body.len() / 2 },
            Self::ResetBefore | Self::ResetAfter => answer.delivery.arrival = Arrival::Reset,
            Self::Truncate => answer.body.truncate(middle(&answer.body)),
            Self::InvalidJson => break_json(&mut answer.body),
            Self::Html { status } => answer = Response::html(*status),
            Self::RateLimit { retry_after } => answer = failure(429, Some(*retry_after), request),
            Self::Status { status, retry_after, .. } => answer = failure(*status, *retry_after, request),
        }
        answer
    }
}

fn failure(status: u16, retry_after: Option<RetryAfter>, request: &Request) -> Response {
    // Without the status: a client tells that by itself, and would tell it twice.
    let mut response = Response::error(status, "a fault that the emulator was told to make");
    response.headers.extend(retry_after.map(|retry_after| retry_after.header(request)));
    response
}

/// Where a text is cut in half, between characters.
fn middle(text: &str) -> usize {
    let half = text.len() / 2;
    (0..=half).rev().find(|index| text.is_char_boundary(*index)).unwrap_or(0)
}

/// Puts a control character in the middle, which JSON allows neither inside of strings nor outside.
fn break_json(body: &mut String) {
    let start = middle(body);
    let end = body[start..].chars().next().map_or(start, |found| start + found.len_utf8());
    body.replace_range(start..end, "\u{1}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Value;

    #[test]
    fn half_of_a_text_ends_between_characters() {
        assert_eq!(["", "a", "ab", "张", "a张三"].map(middle), [0, 0, 1, 0, 1]);
    }

    #[test]
    fn broken_json_is_broken_wherever_its_middle_is() {
        for text in ["{}", "[1,2]", r#"{"a":"张三张三张三张三"}"#, r#""long text""#, "null", "1", ""] {
            let mut broken = text.to_owned();
            break_json(&mut broken);
            assert!(Value::parse(&broken).is_err(), "{broken:?}");
        }
    }

    #[test]
    fn a_date_to_retry_after_is_never_too_early() {
        let retry_after = RetryAfter { seconds: 5, as_date: true };
        let told = |now_ms| retry_after.header(&Request::get("/").at_ms(now_ms)).1;
        assert_eq!(told(1_600_000_000_000), "Sun, 13 Sep 2020 12:26:45 GMT");
        assert_eq!(told(1_600_000_000_001), "Sun, 13 Sep 2020 12:26:46 GMT");
    }
}
