//! An answer whose body is still the engine's string, so that a page need not be copied.

use js_sys::{Date, JsString};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/pkg-template/src/deadline.js")]
extern "C" {
    /// An answer, as `deadline.js` makes it.
    pub(crate) type Answer;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn status(this: &Answer) -> u16;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn body(this: &Answer) -> JsString;

    #[wasm_bindgen(js_name = headerOf)]
    fn header_of(answer: &Answer, name: &str) -> Option<String>;
    #[wasm_bindgen(js_name = cookiesOf)]
    fn cookies_of(answer: &Answer) -> Vec<String>;
}

impl Answer {
    /// The server's name for the request.
    pub fn request_id(&self) -> Option<String> {
        header_of(self, "x-request-id")
    }

    /// The seconds that the server asks to wait; a date is counted from this machine's clock. Engines read a date into
    /// nearly anything (`-1`, `soon 5`), so only one as HTTP writes it counts.
    pub fn retry_after(&self) -> Option<String> {
        let asked = header_of(self, "retry-after")?;
        if asked.trim().parse::<u64>().is_ok() {
            return Some(asked);
        }
        if !asked.trim().ends_with(" GMT") {
            return None;
        }
        let seconds = ((Date::parse(&asked) - Date::now()) / 1000.0).ceil();
        (!seconds.is_nan()).then(|| (seconds.max(0.0) as u64).to_string())
    }

    /// Where a redirect leads.
    pub fn location(&self) -> Option<String> {
        header_of(self, "location")
    }

    /// The `Set-Cookie` headers, which browsers hide.
    pub fn cookies(&self) -> Vec<String> {
        cookies_of(self)
    }
}
