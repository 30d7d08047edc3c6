//! Under whose name requests are sent. A client that signs in by itself does so once for all calls that wait for it.

use super::{connection::Connection, failure::Failure, settle};
use crate::{
    Error, ErrorKind, Request, Token,
    arguments::Limits,
    sign_in::{Answered, App, Issued, Outgoing, SignIn, Step},
    transport::{Answer, Deadline, Interrupted},
};
use js_sys::{Date, Function, Promise, Reflect, global};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::prelude::*;

/// How requests are signed.
pub(super) enum Credentials {
    Token(Token),
    TokenFunction(Function),
    App(Rc<SignedInApp>),
    /// By the browser's cookies.
    Session,
}

/// An app and the token that was issued to it.
pub(super) struct SignedInApp {
    app: App,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    issued: Option<Issued>,
    /// When the token is to be renewed, in milliseconds of this machine's clock.
    renew_at: f64,
    /// The sign-in under way.
    renewing: Option<Promise>,
    /// Why the last one failed.
    failure: Option<Rc<SignInFailure>>,
}

struct SignInFailure {
    message: String,
    cause: JsValue,
}

impl SignedInApp {
    pub fn new(app: App) -> Self {
        SignedInApp { app, state: RefCell::default() }
    }
}

/// Refuses a place where a client secret is no secret.
pub(super) fn check_place_of_secret() -> Result<(), Error> {
    let has = |name: &str| Reflect::has(&global(), &name.into()).unwrap_or(false);
    match has("document") || has("importScripts") {
        false => Ok(()),
        true => Err(Error::invalid(
            "auth: a client secret does not belong in a browser, where everyone who opens the page can read it; \
             use { session: true } in the vendor's console, or a token that your own server hands out",
        )),
    }
}

impl Credentials {
    /// The token for one attempt; none where cookies do.
    pub async fn token(
        &self,
        connection: &Rc<Connection>,
        limits: &Limits,
        deadline: &Deadline,
    ) -> Result<Option<Token>, Failure> {
        let interrupted = |interrupted| {
            let nothing_hidden = Request::get("");
            Failure::interrupted(interrupted, ErrorKind::Token, "auth.token()", &nothing_hidden)
        };
        deadline.check().map_err(interrupted)?;
        match self {
            Credentials::Session => Ok(None),
            Credentials::Token(token) => Ok(Some(token.clone())),
            Credentials::TokenFunction(function) => ask(function, deadline).await.map(Some).map_err(interrupted),
            Credentials::App(app) => app.token(connection, limits, deadline).await.map(Some),
        }
    }

    /// Whether a request that was refused with `token` may be sent again with another one.
    pub fn renew_instead_of(&self, token: &Token) -> bool {
        let Credentials::App(app) = self else { return false };
        let mut state = app.state.borrow_mut();
        // Another call may have renewed it in the meantime.
        if state.issued.as_ref().is_some_and(|issued| issued.token == *token) {
            state.renew_at = 0.0;
        }
        true
    }
}

/// Asks a caller's function.
async fn ask(function: &Function, deadline: &Deadline) -> Result<Token, Interrupted> {
    let given = function.call0(&JsValue::UNDEFINED).map_err(Interrupted::Rejected)?;
    let given = deadline.race(&given).await?;
    deadline.check()?;
    let unusable = |problem: &str| Interrupted::Rejected(JsError::new(problem).into());
    let given = given.as_string().ok_or_else(|| unusable("it gave no string"))?;
    Token::parse(&given).map_err(|error| unusable(&error.to_string()))
}

impl SignedInApp {
    /// A token that is not about to expire. However many calls wait for it, it is renewed once, because each renewal
    /// kills the token before it.
    async fn token(
        self: &Rc<Self>,
        connection: &Rc<Connection>,
        limits: &Limits,
        deadline: &Deadline,
    ) -> Result<Token, Failure> {
        if let Some(token) = self.fresh() {
            return Ok(token);
        }
        let renewing = self.renewing(connection, limits);
        let interrupted = |interrupted| Failure::interrupted(interrupted, ErrorKind::Token, "auth", &Request::get(""));
        deadline.race(&renewing).await.map_err(interrupted)?;
        deadline.check().map_err(interrupted)?;
        let state = self.state.borrow();
        match (&state.failure, &state.issued) {
            (None, Some(issued)) => Ok(issued.token.clone()),
            (failure, _) => {
                let (message, cause) = match failure {
                    Some(failure) => (failure.message.as_str(), failure.cause.clone()),
                    None => ("signing in failed", JsValue::UNDEFINED),
                };
                Err(Failure::caused(Error::new(ErrorKind::Token, message), cause))
            }
        }
    }

    fn fresh(&self) -> Option<Token> {
        let state = self.state.borrow();
        let issued = state.issued.as_ref().filter(|_| Date::now() < state.renew_at)?;
        Some(issued.token.clone())
    }

    /// The promise of the sign-in under way, which no caller's signal ends, because others wait for it too.
    fn renewing(self: &Rc<Self>, connection: &Rc<Connection>, limits: &Limits) -> Promise {
        if let Some(renewing) = &self.state.borrow().renewing {
            return renewing.clone();
        }
        let (app, connection, limits) = (Rc::clone(self), Rc::clone(connection), *limits);
        let renewing = settle::promise(async move {
            let issued = app.renew(&connection, &limits).await;
            let mut state = app.state.borrow_mut();
            state.renewing = None;
            match issued {
                Ok(issued) => {
                    state.renew_at = Date::now() + issued.renew_after_ms();
                    state.issued = Some(issued);
                    state.failure = None;
                }
                Err(failure) => {
                    let (message, cause) = match failure {
                        Failure::Error { error, cause, .. } => (format!("auth: signing in failed: {error}"), cause),
                        Failure::Aborted(cause) => ("auth: signing in was aborted".into(), cause),
                    };
                    state.failure = Some(Rc::new(SignInFailure { message, cause }));
                }
            }
            Ok(JsValue::UNDEFINED)
        });
        self.state.borrow_mut().renewing = Some(renewing.clone());
        renewing
    }

    /// Renews the token by its refresh token, and where that is not accepted any more signs in anew.
    async fn renew(&self, connection: &Connection, limits: &Limits) -> Result<Issued, Failure> {
        let deadline = Deadline::start(limits.timeout_ms, &JsValue::UNDEFINED)?;
        let refresh = self.state.borrow_mut().issued.take().and_then(|issued| issued.refresh_token);
        if let Some(refresh) = refresh
            && let Ok(issued) = self.sign_in(connection, limits, &deadline, Some(&refresh)).await
        {
            return Ok(issued);
        }
        self.sign_in(connection, limits, &deadline, None).await
    }

    async fn sign_in(
        &self,
        connection: &Connection,
        limits: &Limits,
        deadline: &Deadline,
        refresh: Option<&Token>,
    ) -> Result<Issued, Failure> {
        let (mut sign_in, mut outgoing) = SignIn::begin(&self.app, &connection.base_url, refresh)?;
        let call = connection.observer.call();
        let mut attempts = 0;
        let mut is_second = false;
        loop {
            attempts += 1;
            let told = super::events::Attempt::begin(&connection.observer, &outgoing.request, call, attempts);
            let failure = match send(connection, &outgoing, limits, deadline).await {
                Ok(answer) => match sign_in.answered(&answered(&answer)) {
                    Ok(step) => {
                        told.succeeded(answer.status, || answer.request_id());
                        match step {
                            Step::Done(issued) => return Ok(issued),
                            Step::Send(next) => outgoing = next,
                        }
                        attempts = 0;
                        continue;
                    }
                    Err(error) => error.into(),
                },
                Err(failure) => failure,
            };
            let retry_in = connection.retry_in(&failure, attempts, limits, deadline);
            told.failed(&failure, retry_in);
            let Some(delay) = retry_in else {
                // A code works once: it may be used up by an attempt whose answer was lost.
                if attempts > 1 && refresh.is_none() && !is_second {
                    (sign_in, outgoing) = SignIn::begin(&self.app, &connection.base_url, None)?;
                    (attempts, is_second) = (0, true);
                    continue;
                }
                return Err(failure);
            };
            deadline.sleep(delay).await.map_err(|interrupted| {
                Failure::interrupted(interrupted, ErrorKind::Token, "auth", &outgoing.request)
            })?;
        }
    }
}

/// The answer to a request of the sign-in, a redirect among them.
async fn send(
    connection: &Connection,
    outgoing: &Outgoing,
    limits: &Limits,
    deadline: &Deadline,
) -> Result<Answer, Failure> {
    let headers = outgoing.headers.clone();
    let answer = connection.send(&outgoing.request, &outgoing.url, headers, limits, deadline).await?;
    match answer.status {
        200..=399 => Ok(answer),
        _ => Err(super::answer::response(&answer).refusal(&outgoing.request).into()),
    }
}

fn answered(answer: &Answer) -> Answered {
    Answered {
        status: answer.status,
        location: answer.location(),
        cookies: answer.cookies(),
        body: String::from(&answer.body),
    }
}
