//! A client, for JavaScript: holds the configuration, and runs a call from its arguments to its answer.

use super::{
    conditions,
    connection::Connection,
    credentials::{Credentials, SignedInApp, check_place_of_secret},
    events::Observer,
    failure::Failure,
    headers::Kept,
    settle,
};
use crate::{
    BaseUrl, Error,
    arguments::{Auth, ClientOptions, prepare},
};
use js_sys::Promise;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::prelude::*;
use web_sys::Url;

/// A client of one app.
#[wasm_bindgen]
pub struct Client {
    connection: Rc<Connection>,
}

#[wasm_bindgen]
impl Client {
    /// Takes the options as text, and the functions among them.
    ///
    /// # Errors
    /// The description of an [`Error`] that names the option.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &str, token: JsValue, fetch: JsValue, on_event: JsValue) -> Result<Client, JsValue> {
        let connection = connection(options, token, fetch, on_event).map_err(Failure::from)?;
        Ok(Client { connection: Rc::new(connection) })
    }

    /// Runs the operation that `arguments` names, until `signal` aborts it.
    pub fn call(&self, arguments: String, signal: JsValue) -> Promise {
        let connection = Rc::clone(&self.connection);
        settle::promise(async move {
            let call = conditions::read(&arguments).and_then(prepare)?;
            drop(arguments);
            let exchanged = connection.exchange(call.request, call.shape, call.limits, &signal).await?;
            Ok(exchanged.value())
        })
    }
}

impl Client {
    pub(super) fn connection(&self) -> Rc<Connection> {
        Rc::clone(&self.connection)
    }
}

fn connection(options: &str, token: JsValue, fetch: JsValue, on_event: JsValue) -> Result<Connection, Error> {
    let options = conditions::read(options).and_then(ClientOptions::from_json)?;
    let function = |value: JsValue, name: &str| match value.is_function() {
        true => Ok(value),
        false => Err(Error::invalid(format!("{name}: expected a function"))),
    };
    let credentials = match options.auth {
        Auth::Token(token) => Credentials::Token(token),
        Auth::TokenFunction => {
            let function = function(token, "auth.token")?.unchecked_into();
            Credentials::TokenFunction { function, last: RefCell::default() }
        }
        Auth::Session => Credentials::Session,
        Auth::App(app) => {
            check_place_of_secret()?;
            Credentials::App(Rc::new(SignedInApp::new(app)))
        }
    };
    Ok(Connection {
        base_url: accepted(&options.base_url)?,
        env_id: options.env_id,
        credentials,
        headers: Kept::default(),
        fetch: if options.has_fetch { function(fetch, "fetch")? } else { JsValue::UNDEFINED },
        limits: options.limits,
        observer: Observer::new(if options.has_on_event { function(on_event, "onEvent")? } else { JsValue::UNDEFINED }),
    })
}

/// The base URL as the engine writes it, so that no call fails for it later.
fn accepted(base_url: &BaseUrl) -> Result<BaseUrl, Error> {
    match Url::new(&base_url.to_string()) {
        Ok(url) => BaseUrl::parse(&url.href()),
        Err(_) => Err(Error::invalid(format!("baseUrl: expected a url that the engine accepts, got \"{base_url}\""))),
    }
}
