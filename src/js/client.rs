//! A client, for JavaScript: holds the configuration, and runs a call from its arguments to its answer.

use super::{answer, conditions, failure::Failure, settle};
use crate::{
    BaseUrl, EnvId, Error, ErrorKind, Request, Token,
    arguments::{Call, ClientOptions, prepare},
    headers,
    transport::{self, Deadline, Interrupted, check_signal},
};
use js_sys::{Function, Promise, Reflect};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::Url;

/// How much of the words of a thrown value an error tells.
const MAX_REASON_BYTES: usize = 1000;

/// A client of one app.
#[wasm_bindgen]
pub struct Client {
    inner: Rc<Inner>,
}

struct Inner {
    base_url: BaseUrl,
    env_id: Option<EnvId>,
    token: TokenSource,
    fetch: Option<Function>,
    timeout_ms: u64,
}

enum TokenSource {
    Fixed(Token),
    Function(Function),
}

#[wasm_bindgen]
impl Client {
    /// Takes the options as text, and the functions among them.
    ///
    /// # Errors
    /// The description of an [`Error`] that names the option.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &str, token: JsValue, fetch: JsValue) -> Result<Client, JsValue> {
        let options = conditions::read(options).and_then(ClientOptions::from_json).map_err(Failure::from)?;
        let function = |value: JsValue, name: &str| {
            value
                .dyn_into::<Function>()
                .map_err(|_| Failure::from(Error::invalid(format!("{name}: expected a function"))))
        };
        let token = match options.token {
            Some(token) => TokenSource::Fixed(token),
            None => TokenSource::Function(function(token, "auth.token")?),
        };
        let fetch = options.has_fetch.then(|| function(fetch, "fetch")).transpose()?;
        let base_url = accepted(&options.base_url).map_err(Failure::from)?;
        let (env_id, timeout_ms) = (options.env_id, options.timeout_ms);
        Ok(Client { inner: Rc::new(Inner { base_url, env_id, token, fetch, timeout_ms }) })
    }

    /// Runs the operation that `arguments` names, until `signal` aborts it.
    pub fn call(&self, arguments: &str, signal: JsValue) -> Promise {
        let inner = Rc::clone(&self.inner);
        let call = conditions::read(arguments).and_then(prepare);
        settle::promise(async move { inner.run(call?, signal).await })
    }
}

impl Inner {
    async fn run(&self, call: Call, signal: JsValue) -> Result<JsValue, Failure> {
        let url = call.request.url(&self.base_url)?;
        check_signal(&signal)?;
        let timeout_ms = call.timeout_ms.unwrap_or(self.timeout_ms);
        let deadline = Deadline::start(timeout_ms, &signal)?;
        let is_write = call.request.is_write();
        let token = self.token(&deadline).await.map_err(|interrupted| {
            let failure = interrupted.into_failure(timeout_ms, ErrorKind::Token, "auth.token()", &call.request);
            Failure { error: failure.error.before_sending(is_write), ..failure }
        })?;
        let request = call.request.hiding(token.expose());
        let headers = headers(&request, &token, self.env_id.as_ref());
        let built = transport::build(&request, &url, headers, &deadline);
        let built = built.map_err(|error| error.before_sending(is_write))?;

        let failure = match transport::send(&built, self.fetch.as_ref(), &deadline).await {
            Ok(Ok(answer)) => match answer::decode(&answer, call.shape, &request) {
                Ok(value) => return Ok(value),
                Err(error) => error.into(),
            },
            Ok(Err(error)) => error.after_sending(is_write, request.is_repeatable()).into(),
            Err(interrupted) => {
                let failure = interrupted.into_failure(timeout_ms, ErrorKind::Connection, "fetch", &request);
                Failure { error: failure.error.after_sending(is_write, request.is_repeatable()), ..failure }
            }
        };
        Err(Failure { attempts: 1, ..failure })
    }

    /// The token for one request, unless the call was stopped before or meanwhile.
    async fn token(&self, deadline: &Deadline) -> Result<Token, Interrupted> {
        deadline.check()?;
        let function = match &self.token {
            TokenSource::Fixed(token) => return Ok(token.clone()),
            TokenSource::Function(function) => function,
        };
        let given = function.call0(&JsValue::UNDEFINED).map_err(Interrupted::Rejected)?;
        let given = deadline.race(&given).await?;
        deadline.check()?;
        let unusable = |problem: &str| Interrupted::Rejected(JsError::new(problem).into());
        let given = given.as_string().ok_or_else(|| unusable("it gave no string"))?;
        Token::parse(&given).map_err(|error| unusable(&error.to_string()))
    }
}

impl Interrupted {
    /// The error of `kind` that `who` caused on the way of `request`.
    fn into_failure(self, timeout_ms: u64, kind: ErrorKind, who: &str, request: &Request) -> Failure {
        let (error, cause) = match self {
            Interrupted::Stopped(stop) => stop.into_error(timeout_ms),
            Interrupted::Rejected(cause) => {
                let message = format!("{who} failed");
                let reason = reason(&cause);
                // Engines say `fetch failed` themselves.
                let reason = reason.strip_prefix(&format!(": {message}")).unwrap_or(&reason);
                (Error::new(kind, format!("{message}{}", request.redact_beginning(reason, MAX_REASON_BYTES))), cause)
            }
        };
        Failure { error, cause, attempts: 0 }
    }
}

/// The base URL as the engine writes it, so that no call fails for it later.
fn accepted(base_url: &BaseUrl) -> Result<BaseUrl, Error> {
    match Url::new(&base_url.to_string()) {
        Ok(url) => BaseUrl::parse(&url.href()),
        Err(_) => Err(Error::invalid(format!("baseUrl: expected a url that the engine accepts, got \"{base_url}\""))),
    }
}

/// What a thrown value says of itself, and its cause of the connection: `: fetch failed (ECONNREFUSED)`.
fn reason(thrown: &JsValue) -> String {
    let text = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).ok()?.as_string();
    let Some(message) = text(thrown, "message").or_else(|| thrown.as_string()) else {
        return String::new();
    };
    let cause = Reflect::get(thrown, &"cause".into()).unwrap_or_default();
    match text(&cause, "code").or_else(|| text(&cause, "message")) {
        Some(cause) => format!(": {message} ({cause})"),
        None => format!(": {message}"),
    }
}
