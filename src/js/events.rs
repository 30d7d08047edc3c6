//! What `onEvent` hears: every attempt, and what became of it. No token, no body and no query is told.

use super::failure::{Failure, word};
use crate::Request;
use js_sys::Date;
use std::{cell::Cell, time::Duration};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/pkg-template/src/tell.js")]
extern "C" {
    fn event(
        listener: &JsValue,
        kind: &str,
        call: u32,
        attempt: u32,
        method: &str,
        path: &str,
        duration_ms: Option<f64>,
        status: Option<u16>,
        request_id: Option<&str>,
        code: Option<&str>,
        outcome: Option<&str>,
        retry_in_ms: Option<f64>,
    );
}

/// Tells a caller's function of what happens, if there is one.
pub(super) struct Observer {
    /// A function, or undefined.
    listener: JsValue,
    calls: Cell<u32>,
}

/// How an attempt ended, as far as it is known.
#[derive(Default)]
struct End<'a> {
    status: Option<u16>,
    request_id: Option<&'a str>,
    code: Option<&'a str>,
    outcome: Option<&'a str>,
    retry_in_ms: Option<f64>,
}

impl Observer {
    pub fn new(listener: JsValue) -> Self {
        Observer { listener, calls: Cell::new(0) }
    }

    /// A number for a call, by which its events belong together.
    pub fn call(&self) -> u32 {
        self.calls.set(self.calls.get().wrapping_add(1));
        self.calls.get()
    }

    /// Whether anybody listens.
    pub fn is_heard(&self) -> bool {
        !self.listener.is_undefined()
    }
}

/// One attempt, from its sending to its end.
pub(super) struct Attempt<'a> {
    observer: &'a Observer,
    request: &'a Request,
    call: u32,
    attempt: u32,
    began: f64,
}

impl<'a> Attempt<'a> {
    /// Tells that `request` is sent.
    pub fn begin(observer: &'a Observer, request: &'a Request, call: u32, attempt: u32) -> Self {
        let attempt = Attempt { observer, request, call, attempt, began: 0.0 };
        if !observer.is_heard() {
            return attempt;
        }
        attempt.tell("request", None, &End::default());
        Attempt { began: Date::now(), ..attempt }
    }

    /// Tells of the answer that the attempt ended with.
    pub fn succeeded(&self, status: u16, request_id: impl FnOnce() -> Option<String>) {
        if self.observer.is_heard() {
            let request_id = request_id().map(|id| self.request.redact(&id));
            let end = End { status: Some(status), request_id: request_id.as_deref(), ..End::default() };
            self.ended("response", &end);
        }
    }

    /// Tells of its failure, and when the request is sent again.
    pub fn failed(&self, failure: &Failure, retry_in: Option<Duration>) {
        if !self.observer.is_heard() {
            return;
        }
        let retry_in_ms = retry_in.map(|delay| delay.as_millis() as f64);
        let end = match failure {
            Failure::Aborted { .. } => End { code: Some("aborted"), ..End::default() },
            Failure::Error { error, .. } => End {
                code: Some(error.kind().code()),
                status: error.status(),
                request_id: error.request_id(),
                outcome: error.outcome().map(word),
                retry_in_ms,
            },
        };
        self.ended("failure", &end);
    }

    fn ended(&self, kind: &str, end: &End<'_>) {
        self.tell(kind, Some((Date::now() - self.began).max(0.0)), end);
    }

    fn tell(&self, kind: &str, duration_ms: Option<f64>, end: &End<'_>) {
        let &End { status, request_id, code, outcome, retry_in_ms } = end;
        let (method, path) = (self.request.method().as_str(), self.request.path());
        let listener = &self.observer.listener;
        event(
            listener,
            kind,
            self.call,
            self.attempt,
            method,
            path,
            duration_ms,
            status,
            request_id,
            code,
            outcome,
            retry_in_ms,
        );
    }
}
