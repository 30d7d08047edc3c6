//! A client, for JavaScript: holds the configuration, and runs a call from its arguments to its answer.

use super::{answer, conditions, failure::Failure, settle};
use crate::{
    BaseUrl, EnvId, Error, ErrorKind, Token,
    arguments::{Call, ClientOptions, prepare},
    transport::{self, Deadline, Interrupted, Wire, check_signal},
};
use js_sys::{Function, Promise, Reflect};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

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
        let (base_url, env_id, timeout_ms) = (options.base_url, options.env_id, options.timeout_ms);
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
        let token = self.token(&deadline).await.map_err(|interrupted| {
            let mut failure = self.failure(interrupted, timeout_ms, ErrorKind::Token, "auth.token()");
            failure.error = failure.error.before_sending(call.request.is_write());
            failure
        })??;
        let wire = Wire { url: &url, token: &token, env_id: self.env_id.as_ref(), fetch: self.fetch.as_ref() };
        let secrets = || call.request.secrets().iter().map(String::as_str).chain([token.expose()]);
        let sent = transport::send(&call.request, &wire, &deadline).await;
        let (is_write, is_repeatable) = (call.request.is_write(), call.request.is_repeatable());
        let mut failure = match sent {
            Ok(Ok(answer)) => match answer::decode(&answer, call.shape, &call.request) {
                Ok(value) => return Ok(value),
                Err(error) => Failure::from(error),
            },
            Ok(Err(error)) => Failure::from(error.after_sending(is_write, is_repeatable)),
            Err(interrupted) => {
                let mut failure = self.failure(interrupted, timeout_ms, ErrorKind::Connection, "fetch");
                failure.error = failure.error.after_sending(is_write, is_repeatable);
                failure
            }
        };
        failure.attempts = 1;
        failure.error = failure.error.redacted(secrets());
        Err(failure)
    }

    /// The token for one request.
    async fn token(&self, deadline: &Deadline) -> Result<Result<Token, Error>, Interrupted> {
        let function = match &self.token {
            TokenSource::Fixed(token) => match deadline.stop() {
                None => return Ok(Ok(token.clone())),
                Some(stop) => return Err(Interrupted::Stopped(stop)),
            },
            TokenSource::Function(function) => function,
        };
        let given = function.call0(&JsValue::UNDEFINED).map_err(Interrupted::Rejected)?;
        let given = deadline.race(&given).await?;
        Ok(match given.as_string() {
            Some(token) => Token::parse(&token),
            None => Err(Error::invalid("auth.token: expected the function to give a string")),
        })
    }

    fn failure(&self, interrupted: Interrupted, timeout_ms: u64, kind: ErrorKind, who: &str) -> Failure {
        let (error, cause) = match interrupted {
            Interrupted::Stopped(stop) => stop.into_error(timeout_ms),
            Interrupted::Rejected(cause) => (Error::new(kind, format!("{who} failed{}", reason(&cause))), cause),
        };
        Failure { error, cause, attempts: 0 }
    }
}

/// What a thrown value says of itself.
fn reason(thrown: &JsValue) -> String {
    let message = Reflect::get(thrown, &"message".into()).ok().and_then(|message| message.as_string());
    message.or_else(|| thrown.as_string()).map(|text| format!(": {text}")).unwrap_or_default()
}
