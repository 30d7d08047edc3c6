//! Under whose name requests are sent. A client that signs in by itself does so once for all calls that wait for it.

use super::{
    connection::{Connection, retry_in},
    events::Attempt,
    failure::Failure,
    headers, settle,
};
use crate::{
    Error, ErrorKind, Request, Token,
    sign_in::{Answered, App, Issued, Outgoing, SignIn, Step},
    transport::{Answer, Deadline, Interrupted},
};
use js_sys::{Date, Function, Promise, Reflect, global};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};
use wasm_bindgen::prelude::*;

/// Secrets of sign-ins that are kept in mind: those of the last two at least.
const MOST_SECRETS: usize = 16;

/// How long a token is kept in spite of refusals when a fresh one was refused as well.
const KEPT_MS: f64 = 5_000.0;

/// How requests are signed.
pub(super) enum Credentials {
    Token(Token),
    TokenFunction {
        function: Function,
        /// What it gave last, which its own failure must not show.
        last: RefCell<Option<Token>>,
    },
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
    /// Until when no refusal renews it, because a fresh one was refused as well.
    keep_until: f64,
    /// What the latest sign-ins sent and were sent, which no answer to a later request may show either.
    secrets: Vec<String>,
    /// The sign-in under way, and the promise of its end.
    under_way: Option<(Rc<Renewal>, Promise)>,
}

/// A sign-in under way. It lasts as long as some call waits for it: no caller's signal and no caller's time ends it for
/// the others.
struct Renewal {
    deadline: Deadline,
    waiting: Cell<u32>,
    /// When the most patient of those who wait gives up.
    wanted_until: Cell<f64>,
    result: RefCell<Option<Result<Token, SignInFailure>>>,
}

/// Why a sign-in failed.
#[derive(Clone)]
struct SignInFailure {
    message: String,
    cause: JsValue,
    may_pass: bool,
}

/// A call that waits for a sign-in. The last one that leaves ends it.
struct Waiting<'a> {
    app: &'a SignedInApp,
    renewal: Rc<Renewal>,
    settled: Promise,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let others = self.renewal.waiting.get().saturating_sub(1);
        self.renewal.waiting.set(others);
        if others == 0 {
            self.app.forget(&self.renewal);
            self.renewal.deadline.abandon();
        }
    }
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
    pub async fn token(&self, connection: &Rc<Connection>, deadline: &Deadline) -> Result<Option<Token>, Failure> {
        let who = if matches!(self, Credentials::App(_)) { "auth" } else { "auth.token()" };
        let interrupted = |interrupted| {
            // A function that aborts its own call and throws has aborted it.
            let interrupted = deadline.check().err().unwrap_or(interrupted);
            let mut hiding = Request::get("");
            self.hide_in(&mut hiding);
            Failure::interrupted(interrupted, ErrorKind::Token, who, &hiding)
        };
        deadline.check().map_err(interrupted)?;
        let mut waiting = None;
        let given = match self {
            Credentials::Session => return Ok(None),
            Credentials::Token(token) => return Ok(Some(token.clone())),
            Credentials::TokenFunction { function, .. } => {
                function.call0(&JsValue::UNDEFINED).map_err(|thrown| interrupted(Interrupted::Rejected(thrown)))?
            }
            Credentials::App(app) => match app.fresh() {
                Some(token) => return Ok(Some(token)),
                None => waiting.insert(app.wait(connection, deadline)).settled.clone().into(),
            },
        };
        let given = deadline.wait(&given).await.map_err(interrupted)?;
        deadline.check().map_err(interrupted)?;
        if let Some(waiting) = waiting {
            return waiting.renewal.token().map(Some);
        }
        let token =
            read(&given).map_err(|problem| interrupted(Interrupted::Rejected(JsError::new(&problem).into())))?;
        if let Credentials::TokenFunction { last, .. } = self {
            last.replace(Some(token.clone()));
        }
        Ok(Some(token))
    }

    /// Hides what else must not be shown: secrets of the sign-in, and the token before.
    pub fn hide_in(&self, request: &mut Request) {
        match self {
            Credentials::App(app) => app.hide_in(request),
            Credentials::TokenFunction { last, .. } => {
                if let Some(token) = &*last.borrow() {
                    request.hide(token.expose());
                }
            }
            Credentials::Token(_) | Credentials::Session => {}
        }
    }

    /// Whether a request that was refused with `token` may be sent again with another one. `is_first`: it was not yet.
    pub fn renew_instead_of(&self, token: &Token, is_first: bool) -> bool {
        let Credentials::App(app) = self else { return false };
        let mut state = app.state.borrow_mut();
        match state.issued.as_ref().is_some_and(|issued| issued.token == *token) {
            // Another call has renewed it in the meantime, which killed this one.
            false => true,
            true if is_first && Date::now() >= state.keep_until => {
                state.renew_at = 0.0;
                true
            }
            // It is not the token that is refused: to renew it again would only take it away from other calls.
            true => {
                if !is_first {
                    state.keep_until = Date::now() + KEPT_MS;
                }
                false
            }
        }
    }
}

/// What a caller's function gave.
fn read(given: &JsValue) -> Result<Token, String> {
    let given = given.as_string().ok_or("it gave no string")?;
    Token::parse(&given).map_err(|error| error.to_string())
}

impl SignedInApp {
    /// A token that is not about to expire.
    fn fresh(&self) -> Option<Token> {
        let state = self.state.borrow();
        let issued = state.issued.as_ref().filter(|_| Date::now() < state.renew_at)?;
        Some(issued.token.clone())
    }

    /// Joins the sign-in under way, or begins one. However many calls wait for a token, it is renewed once, because each
    /// renewal kills the token before it.
    fn wait(self: &Rc<Self>, connection: &Rc<Connection>, deadline: &Deadline) -> Waiting<'_> {
        let under_way = self.state.borrow().under_way.clone();
        let (renewal, settled) = match under_way {
            Some(under_way) => under_way,
            None => self.begin(connection),
        };
        renewal.waiting.set(renewal.waiting.get() + 1);
        renewal.wanted_until.set(renewal.wanted_until.get().max(deadline.ends_at()));
        Waiting { app: self, renewal, settled }
    }

    fn begin(self: &Rc<Self>, connection: &Rc<Connection>) -> (Rc<Renewal>, Promise) {
        let renewal = Rc::new(Renewal {
            deadline: Deadline::start(u64::MAX, &JsValue::UNDEFINED),
            waiting: Cell::new(0),
            wanted_until: Cell::new(0.0),
            result: RefCell::default(),
        });
        let (app, connection, this) = (Rc::clone(self), Rc::clone(connection), Rc::clone(&renewal));
        let settled = settle::promise(async move {
            let issued = app.renew(&connection, &this).await;
            // One that was abandoned has nothing to say any more.
            if app.forget(&this) {
                this.result.replace(Some(app.keep(issued)));
            }
            Ok(JsValue::UNDEFINED)
        });
        let under_way = (renewal, settled);
        self.state.borrow_mut().under_way = Some(under_way.clone());
        under_way
    }

    fn keep(&self, issued: Result<Issued, Failure>) -> Result<Token, SignInFailure> {
        let issued = issued.map_err(|failure| match failure {
            Failure::Error { error, cause, .. } => {
                let may_pass = error.is_retryable();
                SignInFailure { message: format!("auth: signing in failed: {error}"), cause, may_pass }
            }
            Failure::Aborted { reason, .. } => SignInFailure::aborted(reason),
        })?;
        let token = issued.token.clone();
        let mut state = self.state.borrow_mut();
        state.renew_at = Date::now() + issued.renew_after_ms();
        state.issued = Some(issued);
        Ok(token)
    }

    /// Lets the next call begin anew, and tells whether `renewal` was the one under way.
    fn forget(&self, renewal: &Rc<Renewal>) -> bool {
        let mut state = self.state.borrow_mut();
        let is_it = state.under_way.as_ref().is_some_and(|(under_way, _)| Rc::ptr_eq(under_way, renewal));
        if is_it {
            state.under_way = None;
        }
        is_it
    }

    /// Renews the token by its refresh token, and where that is not accepted any more signs in anew.
    async fn renew(&self, connection: &Connection, renewal: &Renewal) -> Result<Issued, Failure> {
        let refresh = self.state.borrow_mut().issued.take().and_then(|issued| issued.refresh_token);
        if let Some(refresh) = refresh {
            match self.sign_in(connection, renewal, Some(&refresh)).await {
                Err(Failure::Error { .. }) => {}
                settled => return settled,
            }
        }
        self.sign_in(connection, renewal, None).await
    }

    fn hide_in(&self, request: &mut Request) {
        for secret in &self.state.borrow().secrets {
            request.hide(secret);
        }
    }

    fn remember(&self, request: &Request, issued: &Issued) {
        let tokens = [Some(&issued.token), issued.refresh_token.as_ref()];
        let secrets = &mut self.state.borrow_mut().secrets;
        let tokens = tokens.into_iter().flatten().map(|token| token.expose().to_owned());
        for secret in request.secrets().iter().cloned().chain(tokens) {
            secrets.retain(|other| *other != secret);
            secrets.push(secret);
        }
        let surplus = secrets.len().saturating_sub(MOST_SECRETS);
        secrets.drain(..surplus);
    }

    async fn sign_in(
        &self,
        connection: &Connection,
        renewal: &Renewal,
        refresh: Option<&Token>,
    ) -> Result<Issued, Failure> {
        let (mut sign_in, mut outgoing) = SignIn::begin(&self.app, &connection.base_url, refresh)?;
        let call = connection.observer.call();
        let mut attempts = 0;
        let mut is_second = false;
        loop {
            attempts += 1;
            self.hide_in(&mut outgoing.request);
            let told = Attempt::begin(&connection.observer, &outgoing.request, call, attempts);
            let failure = match send(connection, &outgoing, &renewal.deadline).await {
                Ok(answer) => match sign_in.answered(&answered(&answer)) {
                    Ok(step) => {
                        told.succeeded(answer.status(), || answer.request_id());
                        match step {
                            Step::Done(issued) => {
                                self.remember(&outgoing.request, &issued);
                                return Ok(issued);
                            }
                            Step::Send(next) => outgoing = next,
                        }
                        attempts = 0;
                        continue;
                    }
                    Err(error) => error.into(),
                },
                Err(failure) => failure,
            };
            let retry_in = retry_in(&failure, attempts, &connection.limits.retry, renewal.time_left());
            told.failed(&failure, retry_in);
            let Some(delay) = retry_in else {
                // A code works once: an attempt whose answer was lost may have used it up.
                if attempts > 1 && refresh.is_none() && sign_in.has_code() && failure.is_refusal() && !is_second {
                    (sign_in, outgoing) = SignIn::begin(&self.app, &connection.base_url, None)?;
                    (attempts, is_second) = (0, true);
                    continue;
                }
                return Err(failure);
            };
            renewal.deadline.sleep(delay).await.map_err(|interrupted| {
                Failure::interrupted(interrupted, ErrorKind::Token, "auth", &outgoing.request)
            })?;
        }
    }
}

impl Renewal {
    /// The token that it led to.
    fn token(&self) -> Result<Token, Failure> {
        let result = self.result.borrow().clone();
        let result = result.unwrap_or_else(|| Err(SignInFailure::aborted(JsValue::UNDEFINED)));
        result.map_err(|SignInFailure { message, cause, may_pass }| {
            Failure::caused(Error::new(ErrorKind::Token, message).passing(may_pass), cause)
        })
    }

    fn time_left(&self) -> Duration {
        let wanted = Duration::from_millis((self.wanted_until.get() - Date::now()).max(0.0) as u64);
        self.deadline.time_left().min(wanted)
    }
}

impl SignInFailure {
    fn aborted(cause: JsValue) -> Self {
        SignInFailure { message: "auth: signing in was aborted".into(), cause, may_pass: true }
    }
}

/// The answer to a request of the sign-in, a redirect among them.
async fn send(connection: &Connection, outgoing: &Outgoing, deadline: &Deadline) -> Result<Answer, Failure> {
    // As long as calls come, some call waits: an attempt that hangs must end by itself.
    let timeout_ms = Some(connection.limits.attempt_timeout_ms.unwrap_or(connection.limits.timeout_ms));
    let headers = headers::make(&outgoing.headers);
    let answer = connection.send(&outgoing.request, &outgoing.url, &headers, timeout_ms, deadline).await?;
    match answer.status() {
        200..=399 => Ok(answer),
        _ => Err(super::answer::response(&answer).refusal(&outgoing.request).into()),
    }
}

fn answered(answer: &Answer) -> Answered {
    Answered {
        status: answer.status(),
        location: answer.location(),
        cookies: answer.cookies(),
        body: String::from(&answer.body()),
    }
}
