//! The one error of this crate: a [kind](ErrorKind), a message, and what the server said.

use std::{error, fmt, time::Duration};

/// What went wrong, and nothing that must stay secret.
///
/// Messages are lower-case sentences that name the field, the allowed range and the value.
///
/// ```
/// use minapp_users::{ErrorKind, endpoint::ListUsers};
///
/// let error = ListUsers { limit: 0, ..ListUsers::default() }.request().unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::InvalidArgument);
/// assert_eq!(error.to_string(), "limit must be an integer between 1 and 1000, got 0");
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    message: String,
    answer: Option<Answer>,
    outcome: Option<Outcome>,
    may_pass: bool,
    retryable: bool,
    source: Option<Box<dyn error::Error + Send + Sync>>,
}

/// The part of a server's answer that an error keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Answer {
    pub status: u16,
    pub request_id: Option<String>,
    pub body: String,
    pub retry_after: Option<Duration>,
}

/// The kinds of failure, by status and by cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// `400`: the server refused an operator, a value, a field or an account.
    BadRequest,
    /// `401`: no token, or one that is wrong or has expired.
    Unauthorized,
    /// `402`: the app's bill is unpaid.
    PaymentRequired,
    /// `403`: the token may not do this.
    Forbidden,
    /// `404`: no such user.
    NotFound,
    /// `429`: too many requests; nothing was done.
    RateLimited,
    /// `5xx`: the server failed.
    Server,
    /// Any other status that is not a success.
    UnexpectedStatus,
    /// No answer: the connection failed or was cut.
    Connection,
    /// No complete answer in the time allowed.
    Timeout,
    /// The function that gives the token failed.
    Token,
    /// The answer is not what the operation documents: not JSON, cut off, or of another shape.
    InvalidAnswer,
    /// An argument is wrong; nothing was sent.
    InvalidArgument,
    /// More users match than a job was told to expect; it stopped.
    TooManyMatches,
    /// A defect of this library.
    Internal,
}

impl ErrorKind {
    /// The stable name that JavaScript callers see as `error.code`.
    pub const fn code(self) -> &'static str {
        match self {
            ErrorKind::BadRequest => "bad_request",
            ErrorKind::Unauthorized => "unauthorized",
            ErrorKind::PaymentRequired => "payment_required",
            ErrorKind::Forbidden => "forbidden",
            ErrorKind::NotFound => "not_found",
            ErrorKind::RateLimited => "rate_limited",
            ErrorKind::Server => "server_error",
            ErrorKind::UnexpectedStatus => "unexpected_status",
            ErrorKind::Connection => "connection",
            ErrorKind::Timeout => "timeout",
            ErrorKind::Token => "token",
            ErrorKind::InvalidAnswer => "invalid_answer",
            ErrorKind::InvalidArgument => "invalid_argument",
            ErrorKind::TooManyMatches => "too_many_matches",
            ErrorKind::Internal => "internal",
        }
    }

    pub(crate) const fn of_status(status: u16) -> Self {
        match status {
            400 => ErrorKind::BadRequest,
            401 => ErrorKind::Unauthorized,
            402 => ErrorKind::PaymentRequired,
            403 => ErrorKind::Forbidden,
            404 => ErrorKind::NotFound,
            429 => ErrorKind::RateLimited,
            500..=599 => ErrorKind::Server,
            _ => ErrorKind::UnexpectedStatus,
        }
    }
}

/// What a failed write did to the stored users.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing was changed: the request was not sent, or the server refused it.
    NotApplied,
    /// Nobody knows: the request may have been carried out before the failure.
    Unknown,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error(Box::new(Inner {
            kind,
            message: message.into(),
            answer: None,
            outcome: None,
            may_pass: false,
            retryable: false,
            source: None,
        }))
    }

    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidArgument, message)
    }

    /// An answer of another shape or content than the operation documents.
    pub(crate) fn undocumented(problem: &str) -> Self {
        Self::new(ErrorKind::InvalidAnswer, format!("the answer is not as documented: {problem}"))
    }

    pub(crate) fn with_answer(mut self, answer: Answer) -> Self {
        self.0.answer = Some(answer);
        self
    }

    pub(crate) fn with_source(mut self, source: impl error::Error + Send + Sync + 'static) -> Self {
        self.0.source = Some(Box::new(source));
        self
    }

    /// Says that what its kind does not tell may pass: half an answer, as a broken connection leaves it; a sign-in that met
    /// a failure that may pass.
    pub(crate) fn passing(mut self, may_pass: bool) -> Self {
        self.0.may_pass = may_pass;
        self
    }

    /// Whether the same request may succeed a moment later.
    fn is_transient(&self) -> bool {
        match self.0.kind {
            ErrorKind::RateLimited | ErrorKind::Connection | ErrorKind::Timeout => true,
            ErrorKind::Server | ErrorKind::UnexpectedStatus => {
                matches!(self.status(), Some(408 | 500 | 502 | 503 | 504))
            }
            ErrorKind::InvalidAnswer | ErrorKind::Token => self.0.may_pass,
            _ => false,
        }
    }

    /// Says what this failure means for the request that met it once it was on its way.
    pub(crate) fn after_sending(mut self, is_write: bool, is_repeatable: bool) -> Self {
        // A gateway says 408 and 499 of a request that the server may have carried out.
        let refused = matches!(self.status(), Some(400..=407 | 409..=498));
        if is_write {
            self.0.outcome = Some(if refused { Outcome::NotApplied } else { Outcome::Unknown });
        }
        let harmless = is_repeatable || self.kind() == ErrorKind::RateLimited;
        self.0.retryable = harmless && self.is_transient();
        self
    }

    /// Says that the request never left, so that a write changed nothing.
    #[cfg(all(target_arch = "wasm32", feature = "js"))]
    pub(crate) fn before_sending(mut self, is_write: bool) -> Self {
        self.0.outcome = is_write.then_some(Outcome::NotApplied);
        self.0.retryable = self.is_transient();
        self
    }

    /// Says that an earlier attempt of the same write may have been carried out, whatever became of this one.
    #[cfg(any(test, all(target_arch = "wasm32", feature = "js")))]
    pub(crate) fn after_doubt(mut self) -> Self {
        self.0.outcome = Some(Outcome::Unknown);
        self
    }

    /// The kind of failure.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The HTTP status, where the server answered.
    pub fn status(&self) -> Option<u16> {
        self.0.answer.as_ref().map(|answer| answer.status)
    }

    /// The server's name for the request (`X-Request-Id`), where it gave one.
    pub fn request_id(&self) -> Option<&str> {
        self.0.answer.as_ref()?.request_id.as_deref()
    }

    /// The first 500 characters of the answer's body, where there was an answer.
    pub fn body(&self) -> Option<&str> {
        self.0.answer.as_ref().map(|answer| answer.body.as_str())
    }

    /// How long the server asks to wait (`Retry-After` in seconds), where it said so.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.answer.as_ref()?.retry_after
    }

    /// Whether sending the same request again is harmless and may succeed.
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }

    /// What a failed write did; `None` for a read, and for an argument refused before sending.
    pub fn outcome(&self) -> Option<Outcome> {
        self.0.outcome
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("message", &self.0.message)
            .field("answer", &self.0.answer)
            .field("outcome", &self.0.outcome)
            .field("retryable", &self.0.retryable)
            .finish()
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: u16) -> Error {
        Error::new(ErrorKind::of_status(status), "refused").with_answer(Answer { status, ..Answer::default() })
    }

    #[test]
    fn a_refused_write_changed_nothing_and_a_failed_one_is_unknown() {
        for status in [400, 401, 402, 403, 404, 409, 429] {
            assert_eq!(answered(status).after_sending(true, true).outcome(), Some(Outcome::NotApplied), "{status}");
        }
        for status in [500, 502, 503, 302, 408, 499] {
            assert_eq!(answered(status).after_sending(true, true).outcome(), Some(Outcome::Unknown), "{status}");
        }
        assert_eq!(answered(500).after_sending(false, true).outcome(), None);
    }

    #[test]
    fn an_earlier_attempt_in_doubt_leaves_a_refused_write_in_doubt() {
        let refused = answered(400).after_sending(true, true);
        assert_eq!(refused.after_doubt().outcome(), Some(Outcome::Unknown));
    }

    #[test]
    fn only_a_harmless_repetition_is_called_retryable() {
        assert!(answered(503).after_sending(true, true).is_retryable());
        assert!(!answered(503).after_sending(true, false).is_retryable());
        assert!(answered(429).after_sending(true, false).is_retryable());
        assert!(!answered(400).after_sending(false, true).is_retryable());
    }
}
