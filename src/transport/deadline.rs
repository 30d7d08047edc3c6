//! One limit for a call: its time, and its caller's signal.

use super::Answer;
use crate::{Error, ErrorKind, Request};
use js_sys::{Date, Promise};
use std::time::Duration;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Headers;

#[wasm_bindgen(module = "/pkg-template/src/deadline.js")]
extern "C" {
    #[wasm_bindgen(js_name = Deadline)]
    type Limit;
    #[wasm_bindgen(constructor, js_class = "Deadline")]
    fn new(milliseconds: f64, caller: &JsValue) -> Limit;
    #[wasm_bindgen(method, getter, js_class = "Deadline")]
    fn state(this: &Limit) -> u32;
    #[wasm_bindgen(method, getter, js_class = "Deadline")]
    fn reason(this: &Limit) -> JsValue;
    #[wasm_bindgen(method, getter, js_class = "Deadline", js_name = endsAt)]
    fn ends_at(this: &Limit) -> f64;
    #[wasm_bindgen(method, js_class = "Deadline")]
    fn send(
        this: &Limit,
        fetch: &JsValue,
        method: &str,
        url: &str,
        headers: &Headers,
        body: Option<&str>,
        with_cookies: bool,
        milliseconds: Option<f64>,
    ) -> Promise;
    #[wasm_bindgen(method, js_class = "Deadline")]
    fn wait(this: &Limit, work: &JsValue) -> Promise;
    #[wasm_bindgen(method, js_class = "Deadline")]
    fn sleep(this: &Limit, milliseconds: f64) -> Promise;
    #[wasm_bindgen(method, js_class = "Deadline")]
    fn abandon(this: &Limit);
    #[wasm_bindgen(method, js_class = "Deadline")]
    fn end(this: &Limit);
    #[wasm_bindgen(static_method_of = Limit, js_class = "Deadline")]
    fn accepts(signal: &JsValue) -> bool;
}

/// Why a call was stopped.
pub(crate) enum Stop {
    /// Its time was over: so many milliseconds.
    Timeout(u64),
    /// Its caller aborted it, for this reason.
    Aborted(JsValue),
}

/// Why a wait ended without a value.
pub(crate) enum Interrupted {
    /// The deadline came first.
    Stopped(Stop),
    /// The work failed by itself.
    Rejected(JsValue),
}

/// A request with all that it is sent with.
pub(crate) struct Dispatch<'a> {
    pub request: &'a Request,
    pub url: &'a str,
    pub headers: &'a Headers,
    /// What sends it; the global `fetch` where it is undefined.
    pub fetch: &'a JsValue,
    /// Whether the browser's cookies go to another origin, too.
    pub with_cookies: bool,
    /// A limit of its own, within the deadline.
    pub timeout_ms: Option<u64>,
}

/// Counts from its making to its drop, and stops what is in flight when the time is over or the caller aborts.
pub(crate) struct Deadline {
    limit: Limit,
    timeout_ms: u64,
}

/// Refuses what is neither `undefined` nor an `AbortSignal` of this or another realm.
pub(crate) fn check_signal(signal: &JsValue) -> Result<(), Error> {
    match Limit::accepts(signal) {
        true => Ok(()),
        false => Err(Error::invalid("signal: expected an AbortSignal")),
    }
}

impl Deadline {
    /// Begins to count. `signal` has passed [`check_signal`].
    pub fn start(timeout_ms: u64, signal: &JsValue) -> Self {
        Deadline { limit: Limit::new(timeout_ms as f64, signal), timeout_ms }
    }

    /// When its time is over, in milliseconds of this machine's clock.
    pub fn ends_at(&self) -> f64 {
        self.limit.ends_at()
    }

    /// How much of its time is left: none once it has stopped.
    pub fn time_left(&self) -> Duration {
        match self.limit.state() {
            0 => Duration::from_millis((self.ends_at() - Date::now()).max(0.0) as u64),
            _ => Duration::ZERO,
        }
    }

    /// Stops what is in flight, because nobody wants it any more.
    pub fn abandon(&self) {
        self.limit.abandon();
    }

    /// Goes on only when the call was not stopped.
    pub fn check(&self) -> Result<(), Interrupted> {
        self.stop().map_or(Ok(()), |stop| Err(Interrupted::Stopped(stop)))
    }

    /// Waits for `time`, but not past this deadline.
    pub async fn sleep(&self, time: Duration) -> Result<(), Interrupted> {
        let slept = JsFuture::from(self.limit.sleep(time.as_millis() as f64)).await;
        self.settled(slept)?;
        self.check()
    }

    /// Waits for `work`, but not past this deadline.
    ///
    /// # Errors
    /// What `work` rejected with, or [`Stop`] when the deadline came first; `work` may then reject unheard.
    pub async fn wait(&self, work: &JsValue) -> Result<JsValue, Interrupted> {
        let settled = JsFuture::from(self.limit.wait(work)).await;
        self.settled(settled)
    }

    /// Sends a request, and reads the whole answer.
    ///
    /// # Errors
    /// [`Interrupted::Rejected`] holds the rejection of `fetch` or of the body, `Err(Error)` what `fetch` made of it.
    pub async fn send(&self, dispatch: &Dispatch<'_>) -> Result<Result<Answer, Error>, Interrupted> {
        let Dispatch { request, url, headers, fetch, with_cookies, timeout_ms } = *dispatch;
        let own = timeout_ms.map(|time| time as f64);
        let (method, body) = (request.method().as_str(), request.body());
        let sent = self.limit.send(fetch, method, url, headers, body, with_cookies, own);
        let sent = JsFuture::from(sent).await;
        let answer = self.settled(sent)?;
        if answer.is_undefined() {
            return Err(Interrupted::Stopped(Stop::Timeout(timeout_ms.unwrap_or(self.timeout_ms))));
        }
        Ok(match answer.as_string() {
            Some(problem) => Err(Error::new(ErrorKind::InvalidAnswer, problem)),
            None => Ok(answer.unchecked_into()),
        })
    }

    fn stop(&self) -> Option<Stop> {
        match self.limit.state() {
            0 => None,
            1 => Some(Stop::Timeout(self.timeout_ms)),
            _ => Some(Stop::Aborted(self.limit.reason())),
        }
    }

    /// An answer that came before the deadline is something; the deadline itself gives nothing.
    fn settled(&self, settled: Result<JsValue, JsValue>) -> Result<JsValue, Interrupted> {
        match settled {
            Ok(value) if !value.is_undefined() => Ok(value),
            settled => match self.stop() {
                Some(stop) => Err(Interrupted::Stopped(stop)),
                None => settled.map_err(Interrupted::Rejected),
            },
        }
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        self.limit.end();
    }
}
