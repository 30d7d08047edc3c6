//! From id and secret to a code, by two redirects that carry cookies \[vendor\].

use std::time::Duration;

use serde::Serialize;

use super::{CODE, Issuer, SESSION};
use crate::{http_date::imf_fixdate, refusal::Refusal, request::Request, response::Response};

/// \[ours\] The cookie of the first redirect.
const FIRST_COOKIE: &str = "emulator_session";
/// \[ours\] The cookie of the second redirect.
const SECOND_COOKIE: &str = "emulator_grant";

/// Journeys under way, and codes that nobody has used.
#[derive(Default)]
pub struct Authorizations {
    journeys: Vec<Journey>,
    codes: Vec<Code>,
}

struct Journey {
    first: String,
    /// Set by the second redirect.
    second: Option<String>,
    ends_at_ms: i64,
}

struct Code {
    code: String,
    ends_at_ms: i64,
}

#[derive(Serialize)]
struct Answer<'a> {
    code: &'a str,
    expires_in: u64,
}

impl Authorizations {
    /// Sends the app on its way.
    pub fn begin(&mut self, issuer: &mut Issuer, request: &Request, lifetime: Duration) -> Response {
        self.journeys.retain(|journey| request.now_ms < journey.ends_at_ms);
        let first = issuer.issue(request.now_ms);
        let response = redirect(SESSION, vec![cookie(FIRST_COOKIE, &first)]);
        self.journeys.push(Journey { first, second: None, ends_at_ms: after(request.now_ms, lifetime) });
        response
    }

    /// Sends the app with the first cookie further on.
    pub fn go_on(&mut self, issuer: &mut Issuer, request: &Request) -> Result<Response, Refusal> {
        let journey = self.find(request)?;
        let second = journey.second.insert(issuer.issue(request.now_ms));
        let another =
            format!("emulator_locale=zh; Expires={}; Path=/", imf_fixdate(request.now().saturating_add(3600)));
        Ok(redirect(CODE, vec![cookie(SECOND_COOKIE, second), another]))
    }

    /// Gives the app with both cookies its code, and ends the journey.
    pub fn finish(&mut self, issuer: &mut Issuer, request: &Request, lifetime: Duration) -> Result<Response, Refusal> {
        let journey = self.find(request)?;
        if !has_cookie(request, SECOND_COOKIE, journey.second.as_deref()) {
            return Err(Refusal::unauthorized(format!(
                "the cookie {SECOND_COOKIE} is missing, or not the one that was set"
            )));
        }
        journey.ends_at_ms = request.now_ms;
        self.codes.retain(|code| request.now_ms < code.ends_at_ms);
        let code = issuer.issue(request.now_ms);
        let response = Response::json(200, &Answer { code: &code, expires_in: lifetime.as_secs() });
        self.codes.push(Code { code, ends_at_ms: after(request.now_ms, lifetime) });
        Ok(response)
    }

    /// Uses a code up.
    pub fn take(&mut self, code: &str, now_ms: i64) -> Result<(), Refusal> {
        let index = self.codes.iter().position(|known| known.code == code);
        let taken = index.map(|index| self.codes.swap_remove(index));
        match taken {
            Some(code) if now_ms < code.ends_at_ms => Ok(()),
            _ => Err(Refusal::bad_request("code: it is unknown, used already, or out of date")),
        }
    }

    fn find(&mut self, request: &Request) -> Result<&mut Journey, Refusal> {
        let journey = self.journeys.iter_mut().find(|journey| {
            request.now_ms < journey.ends_at_ms && has_cookie(request, FIRST_COOKIE, Some(&journey.first))
        });
        let message = || format!("the cookie {FIRST_COOKIE} is missing, or not the one that was set");
        journey.ok_or_else(|| Refusal::unauthorized(message()))
    }
}

fn redirect(path: &str, cookies: Vec<String>) -> Response {
    let mut response = Response::new(302, vec![("Location", path.to_owned())], String::new());
    response.headers.extend(cookies.into_iter().map(|cookie| ("Set-Cookie", cookie)));
    response
}

/// \[ours\] No `Secure`: an emulator is asked by plain HTTP.
fn cookie(name: &str, value: &str) -> String {
    format!("{name}={value}; Path=/api/oauth2/; HttpOnly; SameSite=Lax")
}

fn has_cookie(request: &Request, name: &str, value: Option<&str>) -> bool {
    let pairs = request.find_header("cookie").unwrap_or_default().split(';');
    let values = pairs.filter_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='));
    values.into_iter().any(|found| Some(found) == value)
}

/// The end of a lifetime.
pub fn after(now_ms: i64, lifetime: Duration) -> i64 {
    now_ms.saturating_add(i64::try_from(lifetime.as_millis()).unwrap_or(i64::MAX))
}
