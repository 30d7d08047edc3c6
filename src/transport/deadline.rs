//! One limit for a call, or for an attempt within it: its time, and its caller's signal.

use super::{get, method, promise_of};
use crate::{Error, ErrorKind};
use js_sys::{Array, Date, Function, Promise};
use std::{cell::RefCell, rc::Rc, time::Duration};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal};

#[wasm_bindgen(module = "/pkg-template/src/listen.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = listen)]
    fn listen_to(signal: &JsValue, on_abort: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(catch)]
    fn unlisten(signal: &JsValue, on_abort: &JsValue) -> Result<(), JsValue>;
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &Function, milliseconds: i32) -> JsValue;
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue);
}

/// Why a call was stopped.
#[derive(Clone, Debug)]
pub(crate) enum Stop {
    /// Its time was over: so many milliseconds.
    Timeout(u64),
    /// Its caller aborted it, for this reason.
    Aborted(JsValue),
}

/// Counts from its making to its drop, and stops what is in flight when the time is over or the caller aborts.
pub(crate) struct Deadline {
    signal: AbortSignal,
    shared: Rc<Shared>,
    stopped: Promise,
    timer: JsValue,
    ends_at: f64,
    caller: Option<(JsValue, JsValue)>,
}

struct Shared {
    stop: RefCell<Option<Stop>>,
    /// What is to be told of a stop. It holds the request and all that waits for its answer, and goes with the deadline:
    /// the functions that hold this are only freed when the engine gets round to it.
    told: RefCell<Option<Told>>,
}

struct Told {
    controller: AbortController,
    resolve: Option<Function>,
}

impl Shared {
    fn stop(&self, stop: Stop) {
        self.stop.borrow_mut().get_or_insert(stop);
        let Some(told) = self.told.take() else { return };
        if let Some(resolve) = told.resolve {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
        told.controller.abort();
    }
}

/// Refuses what is neither `undefined` nor an `AbortSignal` of this or another realm.
pub(crate) fn check_signal(signal: &JsValue) -> Result<(), Error> {
    let is_signal = || {
        get(signal, "aborted").is_some_and(|aborted| aborted.as_bool().is_some())
            && method(signal, "addEventListener").is_some()
            && method(signal, "removeEventListener").is_some()
    };
    match signal.is_undefined() || signal.is_object() && is_signal() {
        true => Ok(()),
        false => Err(Error::invalid("signal: expected an AbortSignal")),
    }
}

impl Deadline {
    /// Begins to count. `signal` has passed [`check_signal`].
    pub fn start(timeout_ms: u64, signal: &JsValue) -> Result<Self, Error> {
        let unusable = |_| Error::new(ErrorKind::Internal, "this runtime has no AbortController");
        let controller = AbortController::new().map_err(unusable)?;
        let aborted = controller.signal();
        let mut resolve = None;
        let stopped = Promise::new(&mut |resolved, _| resolve = Some(resolved));
        let told = RefCell::new(Some(Told { controller, resolve }));
        let shared = Rc::new(Shared { stop: RefCell::new(None), told });
        let on_timeout = {
            let shared = Rc::clone(&shared);
            callback(move || shared.stop(Stop::Timeout(timeout_ms)))
        };
        let milliseconds = i32::try_from(timeout_ms).unwrap_or(i32::MAX);
        let timer = set_timeout(on_timeout.unchecked_ref(), milliseconds);
        let caller = (!signal.is_undefined()).then(|| listen(&shared, signal));
        let ends_at = Date::now() + timeout_ms as f64;
        Ok(Deadline { signal: aborted, shared, stopped, timer, ends_at, caller })
    }

    /// The signal that tells `fetch` to stop.
    pub fn signal(&self) -> AbortSignal {
        self.signal.clone()
    }

    /// When its time is over, in milliseconds of this machine's clock.
    pub fn ends_at(&self) -> f64 {
        self.ends_at
    }

    /// How much of its time is left: none once it has stopped.
    pub fn time_left(&self) -> Duration {
        match self.stop() {
            Some(_) => Duration::ZERO,
            None => Duration::from_millis((self.ends_at - Date::now()).max(0.0) as u64),
        }
    }

    /// Stops what is in flight, because nobody wants it any more.
    pub fn abandon(&self) {
        self.shared.stop(Stop::Aborted(JsValue::UNDEFINED));
    }

    /// Waits for `time`, but not past this deadline.
    pub async fn sleep(&self, time: Duration) -> Result<(), Interrupted> {
        let mut timer = JsValue::UNDEFINED;
        let milliseconds = i32::try_from(time.as_millis()).unwrap_or(i32::MAX);
        let woken = Promise::new(&mut |resolve, _| {
            timer = set_timeout(&resolve, milliseconds);
        });
        let woken = self.race(&woken).await;
        clear_timeout(&timer);
        woken?;
        self.check()
    }

    /// Goes on only when the call was not stopped.
    pub fn check(&self) -> Result<(), Interrupted> {
        self.stop().map_or(Ok(()), |stop| Err(Interrupted::Stopped(stop)))
    }

    fn stop(&self) -> Option<Stop> {
        self.shared.stop.borrow().clone()
    }

    /// Waits for `work`, but not past this deadline.
    ///
    /// # Errors
    /// What `work` rejected with, or [`Stop`] when the deadline came first; `work` may then reject unheard.
    pub async fn race(&self, work: &JsValue) -> Result<JsValue, Interrupted> {
        let racers = Array::of2(&promise_of(work), &self.stopped);
        let settled = JsFuture::from(Promise::race(&racers)).await;
        match (settled, self.stop()) {
            // `stopped` resolves with undefined; an answer that came first is something.
            (Ok(value), None) => Ok(value),
            (Ok(value), Some(_)) if !value.is_undefined() => Ok(value),
            (_, Some(stop)) => Err(Interrupted::Stopped(stop)),
            (Err(rejection), None) => Err(Interrupted::Rejected(rejection)),
        }
    }
}

/// Why a wait ended without a value.
pub(crate) enum Interrupted {
    /// The deadline came first.
    Stopped(Stop),
    /// The work failed by itself.
    Rejected(JsValue),
}

/// A function that the engine frees when nobody can call it any more, and not before: a signal may keep its listener.
fn callback(action: impl FnMut() + 'static) -> JsValue {
    Closure::<dyn FnMut()>::new(action).into_js_value()
}

fn listen(shared: &Rc<Shared>, signal: &JsValue) -> (JsValue, JsValue) {
    let abort = {
        let (shared, signal) = (Rc::clone(shared), signal.clone());
        move || shared.stop(Stop::Aborted(get(&signal, "reason").unwrap_or_default()))
    };
    if get(signal, "aborted").is_some_and(|aborted| aborted.is_truthy()) {
        abort();
    }
    let on_abort = callback(abort);
    // A signal of another make may throw.
    let _ = listen_to(signal, &on_abort);
    (signal.clone(), on_abort)
}

impl Drop for Deadline {
    fn drop(&mut self) {
        clear_timeout(&self.timer);
        drop(self.shared.told.take());
        if let Some((signal, on_abort)) = &self.caller {
            let _ = unlisten(signal, on_abort);
        }
    }
}
