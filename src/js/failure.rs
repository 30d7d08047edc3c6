//! A failure on its way to JavaScript: a plain description, from which the error classes are made.

use crate::{
    Error, ErrorKind, Outcome, Request,
    transport::{Interrupted, Stop},
};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/pkg-template/src/tell.js")]
extern "C" {
    fn failure(
        cause: &JsValue,
        code: &str,
        message: &str,
        status: Option<u16>,
        request_id: Option<&str>,
        body: Option<&str>,
        retry_after_ms: Option<u32>,
        retryable: bool,
        attempts: u32,
        outcome: Option<&str>,
    ) -> JsValue;
    /// What a thrown value says of itself: `: fetch failed (ECONNREFUSED)`.
    fn reason(thrown: &JsValue) -> String;
}

/// How much of the words of a thrown value an error tells.
const MAX_REASON_BYTES: usize = 1000;

/// Why a call did not succeed.
pub(crate) enum Failure {
    /// An error of the family, and the JavaScript value that caused it.
    Error {
        error: Error,
        cause: JsValue,
        /// How often the request was sent.
        attempts: u32,
    },
    /// The caller aborted it, for this reason, with which the promise rejects as that of `fetch` does.
    Aborted {
        reason: JsValue,
        /// Whether the request may have been carried out all the same.
        in_doubt: bool,
    },
}

impl Failure {
    /// An error that a JavaScript value caused.
    pub fn caused(error: Error, cause: JsValue) -> Self {
        Failure::Error { error, cause, attempts: 0 }
    }

    /// A defect of this library: what the panic hook told, or what the runtime threw where nothing is expected to throw.
    pub fn internal(panic: &str, thrown: JsValue) -> Self {
        let reason = if panic.is_empty() { reason(&thrown) } else { format!(": {panic}") };
        Failure::caused(Error::new(ErrorKind::Internal, format!("a defect of minapp-users{reason}")), thrown)
    }

    /// What interrupted the wait for `who`: an error of `kind` when it failed by itself. Nothing that `request` hides is shown.
    pub fn interrupted(interrupted: Interrupted, kind: ErrorKind, who: &str, request: &Request) -> Self {
        match interrupted {
            Interrupted::Stopped(Stop::Aborted(reason)) => Failure::Aborted { reason, in_doubt: false },
            Interrupted::Stopped(Stop::Timeout(ms)) => {
                Error::new(ErrorKind::Timeout, format!("no complete answer within {ms} ms")).into()
            }
            Interrupted::Rejected(cause) => {
                let message = format!("{who} failed");
                let reason = reason(&cause);
                // Engines say `fetch failed` themselves.
                let reason = reason.strip_prefix(&format!(": {message}")).unwrap_or(&reason);
                let reason = request.redact_beginning(reason, MAX_REASON_BYTES);
                Failure::caused(Error::new(kind, format!("{message}{reason}")), cause)
            }
        }
    }

    /// What interrupted a request that was not sent, or not sent again.
    pub fn unsent(interrupted: Interrupted, kind: ErrorKind, who: &str, request: &Request) -> Self {
        Failure::interrupted(interrupted, kind, who, request).map(|error| error.before_sending(request.is_write()))
    }

    /// The same failure, its error seen in another light.
    pub fn map(self, change: impl FnOnce(Error) -> Error) -> Self {
        match self {
            Failure::Error { error, cause, attempts } => Failure::Error { error: change(error), cause, attempts },
            aborted => aborted,
        }
    }

    /// The same failure of a request that was on its way.
    pub fn after_sending(self, request: &Request) -> Self {
        match self {
            Failure::Aborted { reason, .. } => Failure::Aborted { reason, in_doubt: request.is_write() },
            error => error.map(|error| error.after_sending(request.is_write(), request.is_repeatable())),
        }
    }

    /// The same failure after an earlier attempt that may have been carried out.
    pub fn after_doubt(self) -> Self {
        match self {
            Failure::Aborted { reason, .. } => Failure::Aborted { reason, in_doubt: true },
            error => error.map(Error::after_doubt),
        }
    }

    /// Whether the request may have been carried out although it failed.
    pub fn is_in_doubt(&self) -> bool {
        match self {
            Failure::Error { error, .. } => error.outcome() == Some(Outcome::Unknown),
            Failure::Aborted { in_doubt, .. } => *in_doubt,
        }
    }

    /// Whether the server said no, and would say it again.
    pub fn is_refusal(&self) -> bool {
        matches!(self, Failure::Error { error, .. } if error.status().is_some() && !error.is_retryable())
    }

    /// The same failure after so many attempts.
    pub fn after_attempts(self, attempts: u32) -> Self {
        match self {
            Failure::Error { error, cause, .. } => Failure::Error { error, cause, attempts },
            aborted => aborted,
        }
    }
}

/// The word for an outcome.
pub(super) fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::NotApplied => "not_applied",
        Outcome::Unknown => "unknown",
    }
}

impl From<Error> for Failure {
    /// A failure before anything was sent.
    fn from(error: Error) -> Self {
        Failure::caused(error, JsValue::UNDEFINED)
    }
}

impl From<Failure> for JsValue {
    fn from(told: Failure) -> Self {
        match told {
            Failure::Aborted { reason, .. } => failure(&reason, "aborted", "", None, None, None, None, false, 0, None),
            Failure::Error { error, cause, attempts } => failure(
                &cause,
                error.kind().code(),
                &error.to_string(),
                error.status(),
                error.request_id(),
                error.body(),
                error.retry_after().map(|time| u32::try_from(time.as_millis()).unwrap_or(u32::MAX)),
                error.is_retryable(),
                attempts,
                error.outcome().map(word),
            ),
        }
    }
}
