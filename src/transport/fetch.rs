//! Request → `fetch` → answer.

use super::{
    deadline::{Deadline, Interrupted},
    get, method,
};
use crate::{Error, ErrorKind, Request};
use gloo_net::http::{Method, RequestBuilder};
use js_sys::{Array, Date, Function, JsString};
use wasm_bindgen::prelude::*;
use web_sys::{RequestCredentials, RequestRedirect};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = fetch)]
    fn global_fetch(request: &web_sys::Request) -> Result<JsValue, JsValue>;
}

/// An answer whose body is still the engine's string, so that a page need not be copied.
pub(crate) struct Answer {
    pub status: u16,
    pub body: JsString,
    headers: JsValue,
}

impl Answer {
    /// The server's name for the request.
    pub fn request_id(&self) -> Option<String> {
        self.header("x-request-id")
    }

    /// The seconds that the server asks to wait; a date is counted from this machine's clock. Engines read a date into
    /// nearly anything (`-1`, `soon 5`), so only one as HTTP writes it counts.
    pub fn retry_after(&self) -> Option<String> {
        let asked = self.header("retry-after")?;
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
        self.header("location")
    }

    /// The `Set-Cookie` headers, which browsers hide.
    pub fn cookies(&self) -> Vec<String> {
        let all = method(&self.headers, "getSetCookie").and_then(|all| all.call0(&self.headers).ok());
        let all = all.and_then(|all| all.dyn_into::<Array>().ok()).unwrap_or_default();
        all.iter().filter_map(|cookie| cookie.as_string()).collect()
    }

    fn header(&self, name: &str) -> Option<String> {
        let value = method(&self.headers, "get")?.call1(&self.headers, &name.into()).ok()?;
        value.as_string().filter(|text| !text.is_empty())
    }
}

/// Makes the engine's request of `request`. `with_cookies` sends the browser's cookies to another origin, too.
///
/// # Errors
/// A runtime that refuses it.
pub(crate) fn build(
    request: &Request,
    url: &str,
    headers: Vec<(&str, String)>,
    with_cookies: bool,
    deadline: &Deadline,
) -> Result<web_sys::Request, Error> {
    let refused = |_| Error::new(ErrorKind::Internal, "this runtime does not accept the request");
    let method = match request.method() {
        crate::Method::Get => Method::GET,
        crate::Method::Put => Method::PUT,
        crate::Method::Post => Method::POST,
    };
    // The operations never redirect. Followed, a redirect would carry a password to another host, or make a GET of a PUT.
    let mut builder = RequestBuilder::new(url)
        .method(method)
        .redirect(RequestRedirect::Manual)
        .abort_signal(Some(&deadline.signal()));
    if with_cookies {
        builder = builder.credentials(RequestCredentials::Include);
    }
    for (name, value) in headers {
        builder = builder.header(name, &value);
    }
    let built = match request.body() {
        Some(body) => builder.body(body),
        None => builder.build(),
    };
    built.map(Into::into).map_err(refused)
}

/// Sends a request through `fetch`, by default the global one, and reads the whole answer.
///
/// # Errors
/// [`Interrupted::Rejected`] holds the rejection of `fetch` or of the body, `Err(Error)` what `fetch` made of it.
pub(crate) async fn send(
    request: &web_sys::Request,
    fetch: Option<&Function>,
    deadline: &Deadline,
) -> Result<Result<Answer, Error>, Interrupted> {
    deadline.check()?;
    let promise = match fetch {
        Some(fetch) => fetch.call1(&JsValue::UNDEFINED, request),
        None => global_fetch(request),
    };
    let response = deadline.race(&promise.map_err(Interrupted::Rejected)?).await?;
    if get(&response, "type").is_some_and(|kind| kind == "opaqueredirect") {
        return Ok(Err(Error::new(
            ErrorKind::InvalidAnswer,
            "the server answered with a redirect, which is not followed",
        )));
    }
    let Some((status, text)) = status_of(&response).zip(method(&response, "text")) else {
        return Ok(Err(Error::new(ErrorKind::InvalidAnswer, "fetch resolved with something that is not a Response")));
    };
    let body = text.call0(&response).map_err(Interrupted::Rejected)?;
    let body = deadline.race(&body).await?;
    Ok(match body.dyn_into() {
        Ok(body) => Ok(Answer { status, body, headers: get(&response, "headers").unwrap_or_default() }),
        Err(_) => Err(Error::new(ErrorKind::InvalidAnswer, "the body of the answer is not text")),
    })
}

fn status_of(response: &JsValue) -> Option<u16> {
    let status = response.is_object().then(|| get(response, "status"))??.as_f64()?;
    (status.fract() == 0.0 && (100.0..1000.0).contains(&status)).then_some(status as u16)
}
