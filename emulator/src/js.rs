//! What JavaScript calls. One crossing a request, and nothing that it must free.
//!
//! A panic ends in a trap, which tells JavaScript nothing. So its message is kept, and [`last_panic`] gives it. The
//! emulator at hand cannot be used any more; the module, and every other emulator, can.

use std::{
    panic,
    sync::{Mutex, Once, PoisonError},
};

use wasm_bindgen::prelude::*;

use crate::{Arrival, Config, Delivery, Emulator, Fault, Request, Value};

/// An emulator, as JavaScript holds it.
#[wasm_bindgen(js_name = Emulator)]
#[derive(Debug)]
pub struct JsEmulator(Emulator);

#[wasm_bindgen(js_class = Emulator)]
impl JsEmulator {
    /// Sets an emulator up from the JSON of its options. A wrong option throws its description, a string.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &str) -> Result<JsEmulator, String> {
        keep_panic_messages();
        let emulator = Config::from_json(config).and_then(Emulator::new);
        emulator.map(Self).map_err(|error| error.to_string())
    }

    /// Answers one request. `headers` are lines of `name: value`, `now_ms` is in unix milliseconds.
    ///
    /// The answer is the UTF-8 of the status, header lines, an empty line and the body, so that a large body is
    /// handed to `Response` without ever becoming a JavaScript string. A delivery that is anything but whole and at once
    /// stands behind the status: milliseconds to wait, what arrives, and for `stalled` how many bytes.
    pub fn handle(&mut self, method: String, url: String, headers: &str, body: String, now_ms: f64) -> Vec<u8> {
        let headers = headers.lines().filter_map(|line| line.split_once(':'));
        let headers = headers.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect();
        let response = self.0.handle(Request { method, url, headers, body, now_ms: now_ms as i64 });
        let mut bytes = response.status.to_string().into_bytes();
        bytes.extend_from_slice(told(response.delivery).as_bytes());
        bytes.push(b'\n');
        for (name, value) in &response.headers {
            bytes.extend_from_slice(format!("{name}: {value}\n").as_bytes());
        }
        bytes.push(b'\n');
        bytes.extend_from_slice(response.body.as_bytes());
        bytes
    }

    /// Tells that a request came, and gives whether it counts; see [`Emulator::arrive`].
    pub fn arrive(&mut self, method: &str, url: &str) -> bool {
        self.0.arrive(method, url)
    }

    /// Tells that a request in flight is done with.
    pub fn leave(&mut self, closed_early: bool) {
        self.0.leave(closed_early);
    }

    /// The JSON of the counters.
    pub fn counts(&self) -> String {
        serde_json::to_string(self.0.counts()).unwrap_or_default()
    }

    /// Sets the counters to 0.
    #[wasm_bindgen(js_name = resetCounts)]
    pub fn reset_counts(&mut self) {
        self.0.reset_counts();
    }

    /// Takes the JSON of other faults. Wrong ones throw their description, a string, and change nothing.
    #[wasm_bindgen(js_name = setFaults)]
    pub fn set_faults(&mut self, faults: &str) -> Result<(), String> {
        self.0.set_faults(Fault::list(faults).map_err(|error| error.to_string())?);
        Ok(())
    }

    /// Adds users, given as JSON. Wrong ones throw their description, a string, and change nothing.
    pub fn insert(&mut self, users: &str) -> Result<(), String> {
        let users = Value::parse(users).map_err(|error| format!("users: {error}"))?;
        let Value::Array(users) = users else {
            return Err(format!("users: expected an array of users, got {}", users.kind()));
        };
        self.0.insert(users).map_err(|error| error.to_string())
    }

    /// Deletes users, and tells how many there were.
    pub fn remove(&mut self, ids: &[f64]) -> usize {
        // What is no id is nobody's.
        let ids = ids.iter().filter(|id| id.fract() == 0.0 && **id > 0.0).map(|id| *id as u64);
        self.0.remove(&ids.collect::<Vec<_>>())
    }

    /// The JSON of every stored user.
    pub fn snapshot(&self) -> String {
        self.0.snapshot()
    }
}

fn told(delivery: Delivery) -> String {
    let Delivery { delay_ms, arrival } = delivery;
    match arrival {
        Arrival::Whole if delay_ms == 0 => String::new(),
        Arrival::Whole => format!(" {delay_ms} whole"),
        Arrival::Never => format!(" {delay_ms} never"),
        Arrival::Stalled { after } => format!(" {delay_ms} stalled {after}"),
        Arrival::Reset => format!(" {delay_ms} reset"),
    }
}

static LAST_PANIC: Mutex<String> = Mutex::new(String::new());

fn keep_panic_messages() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        panic::set_hook(Box::new(|panic| {
            *LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner) = panic.to_string();
        }));
    });
}

/// What the last panic said, and where; empty when there was none. Asking empties it.
#[wasm_bindgen(js_name = lastPanic)]
pub fn last_panic() -> String {
    std::mem::take(&mut *LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner))
}
