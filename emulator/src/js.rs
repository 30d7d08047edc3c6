//! What JavaScript calls. One crossing a request, and nothing that it must free.
//!
//! A panic ends in a trap, which tells JavaScript nothing. So its message is kept, and [`last_panic`] gives it. The
//! emulator at hand cannot be used any more; the module, and every other emulator, can.

use std::{
    panic,
    sync::{Mutex, Once, PoisonError},
};

use wasm_bindgen::prelude::*;

use crate::{Config, Emulator, Request};

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

    /// Answers one request. `headers` are lines of `name: value`, `now` is in unix seconds.
    ///
    /// The answer is the UTF-8 of the status, header lines, an empty line and the body, so that a large body is
    /// handed to `Response` without ever becoming a JavaScript string.
    pub fn handle(&mut self, method: String, url: String, headers: &str, body: String, now: f64) -> Vec<u8> {
        let headers = headers.lines().filter_map(|line| line.split_once(':'));
        let headers = headers.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect();
        let response = self.0.handle(Request { method, url, headers, body, now: now as i64 });
        let mut bytes = format!("{}\n", response.status).into_bytes();
        for (name, value) in &response.headers {
            bytes.extend_from_slice(format!("{name}: {value}\n").as_bytes());
        }
        bytes.push(b'\n');
        bytes.extend_from_slice(response.body.as_bytes());
        bytes
    }

    /// The JSON of every stored user.
    pub fn snapshot(&self) -> String {
        self.0.snapshot()
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
