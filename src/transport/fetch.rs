//! Request → `fetch` → answer.

use super::{
    deadline::{Deadline, Interrupted},
    get, method,
};
use crate::{EnvId, Error, ErrorKind, Request, Token, headers};
use gloo_net::http::{Method, RequestBuilder};
use js_sys::{Function, JsString};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = fetch)]
    fn global_fetch(request: &web_sys::Request) -> Result<JsValue, JsValue>;
}

/// How requests leave: to which URL, under whose name, through which `fetch`.
pub(crate) struct Wire<'a> {
    pub url: &'a str,
    pub token: &'a Token,
    pub env_id: Option<&'a EnvId>,
    /// The caller's own `fetch`; the global one by default.
    pub fetch: Option<&'a Function>,
}

/// An answer whose body is still the engine's string, so that a page need not be copied.
pub(crate) struct Answer {
    pub status: u16,
    pub request_id: Option<String>,
    pub retry_after: Option<String>,
    pub body: JsString,
}

/// Sends `request` and reads the whole answer.
///
/// # Errors
/// [`Interrupted::Rejected`] holds the rejection of `fetch` or of the body, `Err(Error)` what `fetch` made of it.
pub(crate) async fn send(
    request: &Request,
    wire: &Wire<'_>,
    deadline: &Deadline,
) -> Result<Result<Answer, Error>, Interrupted> {
    let built = match build(request, wire, deadline) {
        Ok(built) => built,
        Err(error) => return Ok(Err(error)),
    };
    deadline.check()?;
    let promise = match wire.fetch {
        Some(fetch) => fetch.call1(&JsValue::UNDEFINED, &built),
        None => global_fetch(&built),
    };
    let response = deadline.race(&promise.map_err(Interrupted::Rejected)?).await?;
    let Some((status, text)) = status_of(&response).zip(method(&response, "text")) else {
        return Ok(Err(Error::new(ErrorKind::InvalidAnswer, "fetch resolved with something that is not a Response")));
    };
    let body = text.call0(&response).map_err(Interrupted::Rejected)?;
    let body = deadline.race(&body).await?;
    let headers = get(&response, "headers").unwrap_or_default();
    Ok(match body.dyn_into() {
        Ok(body) => Ok(Answer {
            status,
            request_id: header(&headers, "x-request-id"),
            retry_after: header(&headers, "retry-after"),
            body,
        }),
        Err(_) => Err(Error::new(ErrorKind::InvalidAnswer, "the body of the answer is not text")),
    })
}

fn build(request: &Request, wire: &Wire<'_>, deadline: &Deadline) -> Result<web_sys::Request, Error> {
    let refused = |_| Error::new(ErrorKind::Internal, "this runtime does not accept the request");
    let method = match request.method() {
        crate::Method::Get => Method::GET,
        crate::Method::Put => Method::PUT,
    };
    let mut builder = RequestBuilder::new(wire.url).method(method).abort_signal(Some(&deadline.signal()));
    for (name, value) in headers(request, wire.token, wire.env_id) {
        builder = builder.header(name, &value);
    }
    let built = match request.body() {
        Some(body) => builder.body(body),
        None => builder.build(),
    };
    built.map(Into::into).map_err(refused)
}

fn status_of(response: &JsValue) -> Option<u16> {
    let status = response.is_object().then(|| get(response, "status"))??.as_f64()?;
    (status.fract() == 0.0 && (100.0..1000.0).contains(&status)).then_some(status as u16)
}

fn header(headers: &JsValue, name: &str) -> Option<String> {
    let value = method(headers, "get")?.call1(headers, &name.into()).ok()?;
    value.as_string().filter(|text| !text.is_empty())
}
