//! How an app signs in: id and secret → code → access token, which a refresh token renews \[vendor\].
//!
//! \[ours\] What lies between: the two redirects lead to paths of our own, each wants the cookies set before it, and the
//! second sets another cookie besides, whose date holds a comma. What is wrong is `401` where it says who asks, and `400`
//! otherwise. Apps may sign in several times at once, and an access token that is out of date can still be refreshed.

mod app;
mod authorize;
mod token;

use std::fmt;

pub use app::App;
use authorize::Authorizations;
use fastrand::Rng;
use token::Pairs;

use crate::{counts::Tokens, refusal::Refusal, request::Request, response::Response, target::Target, value::Value};

/// Where the journey begins.
const AUTHORIZE: &str = "/api/oauth2/hydrogen/openapi/authorize/";
/// \[ours\] Where the first redirect leads.
const SESSION: &str = "/api/oauth2/hydrogen/openapi/session/";
/// \[ours\] Where the second redirect leads.
const CODE: &str = "/api/oauth2/hydrogen/openapi/code/";
/// Where codes and refresh tokens become tokens.
const TOKEN: &str = "/api/oauth2/access_token/";

/// The app, and what was given out to it. Its `Debug` tells none of that.
pub struct SignIn {
    app: App,
    issuer: Issuer,
    authorizations: Authorizations,
    pairs: Pairs,
}

impl SignIn {
    /// Nothing is given out yet.
    pub fn new(app: App, seed: u64) -> Self {
        let issuer = Issuer { seed, issued: 0 };
        Self { app, issuer, authorizations: Authorizations::default(), pairs: Pairs::default() }
    }

    /// Whether a path belongs to the journey.
    pub fn is_meant(path: &str) -> bool {
        [AUTHORIZE, SESSION, CODE, TOKEN].contains(&path)
    }

    /// Answers a request to such a path.
    pub fn run(&mut self, request: &Request, tokens: &mut Tokens) -> Result<Response, Refusal> {
        match (Target::of(&request.url).path, &*request.method) {
            (AUTHORIZE, "POST") => {
                self.check(&body(request)?)?;
                Ok(self.authorizations.begin(&mut self.issuer, request, self.app.code_lifetime))
            }
            (SESSION, "GET") => self.authorizations.go_on(&mut self.issuer, request),
            (CODE, "GET") => self.authorizations.finish(&mut self.issuer, request, self.app.code_lifetime),
            (TOKEN, "POST") => self.grant(request, tokens),
            (AUTHORIZE | TOKEN, method) => Err(Refusal::method_not_allowed(method, "POST, OPTIONS")),
            (_, method) => Err(Refusal::method_not_allowed(method, "GET, OPTIONS")),
        }
    }

    /// Checks an access token that was given out here.
    ///
    /// # Errors
    /// It is unknown, replaced or out of date.
    pub fn accept(&self, token: &str, now_ms: i64) -> Result<(), Refusal> {
        self.pairs.accept(token, now_ms)
    }

    fn grant(&mut self, request: &Request, tokens: &mut Tokens) -> Result<Response, Refusal> {
        let body = body(request)?;
        self.check(&body)?;
        let lifetime = self.app.token_lifetime;
        match text(&body, "grant_type")? {
            "authorization_code" => {
                self.authorizations.take(text(&body, "code")?, request.now_ms)?;
                tokens.issued += 1;
            }
            "refresh_token" => {
                self.pairs.take(text(&body, "refresh_token")?)?;
                tokens.refreshed += 1;
            }
            _ => return Err(Refusal::bad_request("grant_type: expected authorization_code or refresh_token")),
        }
        Ok(self.pairs.issue(&mut self.issuer, request, lifetime))
    }

    /// Checks who asks.
    fn check(&self, body: &Value) -> Result<(), Refusal> {
        let (id, secret) = (text(body, "client_id")?, text(body, "client_secret")?);
        if id == self.app.client_id && secret == self.app.client_secret {
            return Ok(());
        }
        Err(Refusal::unauthorized("client_id and client_secret are not those of the app"))
    }
}

impl fmt::Debug for SignIn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SignIn").field("app", &self.app).finish_non_exhaustive()
    }
}

fn body(request: &Request) -> Result<Value, Refusal> {
    let body =
        Value::parse(&request.body).map_err(|error| Refusal::bad_request(format!("the body is not JSON: {error}")))?;
    match body {
        Value::Object(_) => Ok(body),
        _ => Err(Refusal::bad_request(format!("the body must be an object, got {}", body.kind()))),
    }
}

/// A string of the body. A message tells its kind and never itself.
fn text<'a>(body: &'a Value, name: &str) -> Result<&'a str, Refusal> {
    match body.get(name) {
        Some(Value::Text(text)) => Ok(text),
        Some(other) => Err(Refusal::bad_request(format!("{name}: expected a string, got {}", other.kind()))),
        None => Err(Refusal::bad_request(format!("{name}: expected a string, got nothing"))),
    }
}

/// Makes up what nobody should guess from one of the others.
struct Issuer {
    seed: u64,
    issued: u64,
}

impl Issuer {
    /// 40 hexadecimal digits. The time is part of the draw, so that an emulator that is started again does not give out,
    /// and accept, what another did.
    fn issue(&mut self, now_ms: i64) -> String {
        self.issued += 1;
        let mut dice = Rng::with_seed(self.seed ^ now_ms.unsigned_abs().rotate_left(20) ^ self.issued.rotate_left(50));
        (0..40).map(|_| dice.digit(16)).collect()
    }
}
