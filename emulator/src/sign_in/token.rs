//! Pairs of access and refresh token.

use std::time::Duration;

use serde::Serialize;

use super::{Issuer, authorize::after};
use crate::{refusal::Refusal, request::Request, response::Response};

/// The pairs that were given out and not replaced.
#[derive(Default)]
pub struct Pairs {
    pairs: Vec<Pair>,
}

struct Pair {
    access: String,
    refresh: String,
    ends_at_ms: i64,
}

/// \[vendor\] The members; \[ours\] what `scope` says.
#[derive(Serialize)]
struct Answer<'a> {
    access_token: &'a str,
    token_type: &'static str,
    expires_in: u64,
    refresh_token: &'a str,
    scope: &'static str,
}

impl Pairs {
    /// Gives a new pair out.
    pub fn issue(&mut self, issuer: &mut Issuer, request: &Request, lifetime: Duration) -> Response {
        let pair = Pair {
            access: issuer.issue(request.now_ms),
            refresh: issuer.issue(request.now_ms),
            ends_at_ms: after(request.now_ms, lifetime),
        };
        let answer = Answer {
            access_token: &pair.access,
            token_type: "Bearer",
            expires_in: lifetime.as_secs(),
            refresh_token: &pair.refresh,
            scope: "user",
        };
        let response = Response::json(200, &answer);
        self.pairs.push(pair);
        response
    }

    /// Uses a refresh token up: with it goes its access token, at once \[vendor\].
    pub fn take(&mut self, refresh: &str) -> Result<(), Refusal> {
        let index = self.pairs.iter().position(|pair| pair.refresh == refresh);
        let index = index.ok_or_else(|| Refusal::bad_request("refresh_token: it is unknown, or used already"))?;
        self.pairs.swap_remove(index);
        Ok(())
    }

    /// Checks an access token.
    pub fn accept(&self, access: &str, now_ms: i64) -> Result<(), Refusal> {
        match self.pairs.iter().rev().find(|pair| pair.access == access) {
            Some(pair) if now_ms < pair.ends_at_ms => Ok(()),
            Some(_) => Err(Refusal::unauthorized("the access token is out of date")),
            None => Err(Refusal::unauthorized("the access token is not valid")),
        }
    }
}
