//! The only part that touches a network or a clock: sends a request with `fetch`, within a deadline.
//!
//! What a caller passes in (`fetch`, a signal, a token function) may throw, return anything, or never settle. So every
//! call into it is caught, and every wait is a race against the deadline.

mod deadline;
mod fetch;

pub(crate) use deadline::{Deadline, Interrupted, Stop, check_signal};
pub(crate) use fetch::{Answer, build, send};

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A promise for `value`, whatever it is. Unlike `Promise.resolve` it cannot throw on a hostile thenable.
fn promise_of(value: &JsValue) -> Promise {
    Promise::new(&mut |resolve, _| {
        let _ = resolve.call1(&JsValue::UNDEFINED, value);
    })
}

/// Reads a property of an object that may throw.
fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &JsValue::from_str(name)).ok()
}

/// Reads a method of an object that may throw.
fn method(object: &JsValue, name: &str) -> Option<Function> {
    get(object, name)?.dyn_into().ok()
}
