//! What `onEvent` hears: every attempt, and what became of it. No token, no body and no query is told.

use super::failure::{Failure, word};
use crate::Request;
use js_sys::{Date, Function};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use std::{cell::Cell, time::Duration};
use wasm_bindgen::JsValue;

/// Tells a caller's function of what happens, if there is one.
pub(super) struct Observer {
    listener: Option<Function>,
    calls: Cell<u32>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Event<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    call: u32,
    attempt: u32,
    method: &'a str,
    path: &'a str,
    #[serde(flatten)]
    end: Option<End<'a>>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct End<'a> {
    duration_ms: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_in_ms: Option<f64>,
}

impl Observer {
    pub fn new(listener: Option<Function>) -> Self {
        Observer { listener, calls: Cell::new(0) }
    }

    /// A number for a call, by which its events belong together.
    pub fn call(&self) -> u32 {
        self.calls.set(self.calls.get().wrapping_add(1));
        self.calls.get()
    }

    fn tell(&self, event: &Event<'_>) {
        let Some(listener) = &self.listener else { return };
        // What is flattened is a map to serde, and would become one of JavaScript.
        if let Ok(event) = event.serialize(&Serializer::new().serialize_maps_as_objects(true)) {
            // What a listener throws is its own affair, and no reason for a call to fail.
            let _ = listener.call1(&JsValue::UNDEFINED, &event);
        }
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
        if observer.listener.is_none() {
            return attempt;
        }
        attempt.tell("request", None);
        Attempt { began: Date::now(), ..attempt }
    }

    /// Tells of the answer that the attempt ended with.
    pub fn succeeded(&self, status: u16, request_id: impl FnOnce() -> Option<String>) {
        if self.observer.listener.is_some() {
            let request_id = request_id().map(|id| self.request.redact(&id));
            let end = End { status: Some(status), request_id: request_id.as_deref(), ..End::default() };
            self.tell("response", Some(end));
        }
    }

    /// Tells of its failure, and when the request is sent again.
    pub fn failed(&self, failure: &Failure, retry_in: Option<Duration>) {
        let retry_in_ms = retry_in.map(|delay| delay.as_millis() as f64);
        let end = match failure {
            Failure::Aborted { .. } => End { code: Some("aborted"), ..End::default() },
            Failure::Error { error, .. } => End {
                code: Some(error.kind().code()),
                status: error.status(),
                request_id: error.request_id(),
                outcome: error.outcome().map(word),
                retry_in_ms,
                ..End::default()
            },
        };
        self.tell("failure", Some(end));
    }

    fn tell(&self, kind: &str, end: Option<End<'_>>) {
        let end = end.map(|end| End { duration_ms: (Date::now() - self.began).max(0.0), ..end });
        let (method, path) = (self.request.method().as_str(), self.request.path());
        self.observer.tell(&Event { kind, call: self.call, attempt: self.attempt, method, path, end });
    }
}
