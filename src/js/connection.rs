//! A client's way to the server: sends a request until it succeeds, may not be repeated, or its time is over.

use super::{
    answer::{self, Decoded, parsed},
    credentials::Credentials,
    events::{Attempt, Observer},
    failure::Failure,
    headers::Kept,
};
use crate::{
    BaseUrl, EnvId, ErrorKind, Request, Retry,
    arguments::{Limits, OwnLimits, Shape},
    endpoint::ListUsers,
    transport::{Answer, Deadline, Dispatch, check_signal},
};
use js_sys::Math;
use std::{rc::Rc, time::Duration};
use wasm_bindgen::JsValue;
use web_sys::Headers;

/// Times that a call is sent again because other calls have renewed the token that it was sent with.
const MOST_RENEWALS: u32 = 5;

/// What a client sends with.
pub(super) struct Connection {
    pub base_url: BaseUrl,
    pub env_id: Option<EnvId>,
    pub credentials: Credentials,
    pub headers: Kept,
    /// What sends; the global `fetch` where it is undefined.
    pub fetch: JsValue,
    pub limits: Limits,
    pub observer: Observer,
}

/// What a request led to.
pub(super) struct Exchanged {
    /// The answer, in its shape.
    pub decoded: Decoded,
    /// Whether an earlier attempt may have been carried out as well.
    pub after_doubt: bool,
}

impl Exchanged {
    /// The answer as JavaScript gets it.
    pub fn value(self) -> JsValue {
        match self.decoded {
            Decoded::Value(value) => value,
            Decoded::Bulk(update) => parsed(&update.to_json()),
        }
    }
}

impl Connection {
    /// A page of users with their ids.
    pub async fn page(self: &Rc<Self>, list: &ListUsers, own: OwnLimits, signal: &JsValue) -> Result<JsValue, Failure> {
        let shape = Shape::Page { counted: list.with_count, with_id: true };
        Ok(self.exchange(list.request()?, shape, own, signal).await?.value())
    }

    /// Sends `request`, again and again if it may be, until `signal` aborts it.
    pub async fn exchange(
        self: &Rc<Self>,
        request: Request,
        shape: Shape,
        own: OwnLimits,
        signal: &JsValue,
    ) -> Result<Exchanged, Failure> {
        let request = match self.credentials {
            Credentials::Session => request.for_session()?,
            _ => request,
        };
        let url = request.url(&self.base_url)?;
        check_signal(signal)?;
        let limits = own.over(self.limits);
        let deadline = Deadline::start(limits.timeout_ms, signal);
        let call = self.observer.call();
        let mut sending =
            Sending { connection: self, request, url, limits, call, attempts: 0, renewals: 0, in_doubt: false };
        loop {
            let Failed { failure, retry_in, renew } = match sending.attempt(shape, &deadline).await {
                Ok(decoded) => return Ok(Exchanged { decoded, after_doubt: sending.in_doubt }),
                Err(failed) => failed,
            };
            if renew && sending.renewals < MOST_RENEWALS {
                sending.renewals += 1;
                continue;
            }
            let Some(delay) = retry_in else { return Err(sending.told(failure)) };
            sending.in_doubt |= failure.is_in_doubt();
            if let Err(interrupted) = deadline.sleep(delay).await {
                let failure = Failure::unsent(interrupted, ErrorKind::Connection, "fetch", &sending.request);
                return Err(sending.told(failure));
            }
        }
    }

    /// Sends `request` once, as it is, and reads the answer, within the time of an attempt where that has a limit.
    pub async fn send(
        &self,
        request: &Request,
        url: &str,
        headers: &Headers,
        timeout_ms: Option<u64>,
        deadline: &Deadline,
    ) -> Result<Answer, Failure> {
        let with_cookies = matches!(self.credentials, Credentials::Session);
        let dispatch = Dispatch { request, url, headers, fetch: &self.fetch, with_cookies, timeout_ms };
        let failure = match deadline.send(&dispatch).await {
            Ok(Ok(answer)) => return Ok(answer),
            Ok(Err(error)) => error.into(),
            Err(interrupted) => Failure::interrupted(interrupted, ErrorKind::Connection, "fetch", request),
        };
        Err(failure.after_sending(request))
    }
}

/// When a request that failed for the `attempts`-th time is sent again.
pub(super) fn retry_in(failure: &Failure, attempts: u32, retry: &Retry, time_left: Duration) -> Option<Duration> {
    match failure {
        Failure::Aborted { .. } => None,
        Failure::Error { error, .. } => retry.delay(attempts, error, time_left, Math::random()),
    }
}

/// A request that is sent, once or several times.
struct Sending<'a> {
    connection: &'a Rc<Connection>,
    /// It hides each token that it is sent with: an error may not show what is in its headers either.
    request: Request,
    url: String,
    limits: Limits,
    call: u32,
    attempts: u32,
    /// Attempts after which it was sent again with another token, which are no retries.
    renewals: u32,
    /// Whether an attempt may have been carried out although it failed.
    in_doubt: bool,
}

/// A failed attempt, and what follows from it.
struct Failed {
    failure: Failure,
    /// When the request is sent again.
    retry_in: Option<Duration>,
    /// Whether it may be sent again at once, with another token.
    renew: bool,
}

impl Sending<'_> {
    async fn attempt(&mut self, shape: Shape, deadline: &Deadline) -> Result<Decoded, Failed> {
        let Connection { credentials, env_id, observer, headers, .. } = &**self.connection;
        let token = credentials.token(self.connection, deadline).await;
        let token = token.map_err(|failure| Failed {
            failure: failure.map(|error| error.before_sending(self.request.is_write())),
            retry_in: None,
            renew: false,
        })?;
        if let Some(token) = &token {
            credentials.hide_in(&mut self.request);
            self.request.hide(token.expose());
        }
        let request = &self.request;
        let told = Attempt::begin(observer, request, self.call, self.attempts + 1);
        // Who hears of it may have aborted the call.
        if observer.is_heard()
            && let Err(interrupted) = deadline.check()
        {
            let failure = Failure::unsent(interrupted, ErrorKind::Connection, "fetch", request);
            told.failed(&failure, None);
            return Err(Failed { failure, retry_in: None, renew: false });
        }
        self.attempts += 1;
        let headers = headers.of(request, token.as_ref(), env_id.as_ref());
        let sent = self.connection.send(request, &self.url, &headers, self.limits.attempt_timeout_ms, deadline).await;
        let failure = match sent {
            Ok(answer) => match answer::decode(&answer, shape, request) {
                Ok(value) => {
                    told.succeeded(answer.status(), || answer.request_id());
                    return Ok(value);
                }
                Err(error) => error.into(),
            },
            Err(failure) => failure,
        };
        let is_unauthorized =
            matches!(&failure, Failure::Error { error, .. } if error.kind() == ErrorKind::Unauthorized);
        let is_first = self.renewals == 0;
        let renew = is_unauthorized && token.is_some_and(|token| credentials.renew_instead_of(&token, is_first));
        let retry_in = retry_in(&failure, self.attempts - self.renewals, &self.limits.retry, deadline.time_left());
        told.failed(&failure, retry_in);
        Err(Failed { failure, retry_in, renew })
    }

    /// A failure as the caller sees it: after so many attempts, one of which may have been carried out.
    fn told(&self, failure: Failure) -> Failure {
        let failure = failure.after_attempts(self.attempts);
        match self.in_doubt {
            true => failure.after_doubt(),
            false => failure,
        }
    }
}
