//! What the emulator saw, so that a test can compare what was asked, what was carried out and what was reported.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{delivery::Delivery, faults, request::Request, response::Response, target::Target};

/// Counters since the beginning, or since they were last reset. `OPTIONS` and the control endpoint do not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// All requests.
    pub requests: u64,
    /// `GET` requests to `/oserve/` and `/userve/`, whatever became of them.
    pub reads: u64,
    /// `PUT` requests to `/oserve/` and `/userve/`, whatever became of them.
    pub writes: u64,
    /// What was carried out, whether or not its answer arrived.
    pub applied: Applied,
    /// How often each kind of fault struck; every kind is there.
    pub faults: BTreeMap<&'static str, u64>,
    /// How often each status was sent. An answer that was lost has none.
    pub statuses: BTreeMap<u16, u64>,
    /// Pairs of access and refresh token.
    pub tokens: Tokens,
    /// Requests that came and are not answered yet; see [`Emulator::arrive`](crate::Emulator::arrive).
    pub in_flight: u64,
    /// The most requests that were in flight at once.
    pub max_in_flight: u64,
    /// Requests that the client gave up before their answer was complete.
    pub closed_early: u64,
}

/// What was carried out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Applied {
    /// Requests that change custom fields, of one user or of many.
    pub updates: u64,
    /// The users that these changed; a user that is changed twice counts twice.
    pub users_changed: u64,
    /// Requests that change a login account.
    pub accounts: u64,
}

/// Pairs of tokens that were given out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tokens {
    /// For a code.
    pub issued: u64,
    /// For a refresh token.
    pub refreshed: u64,
}

impl Default for Counts {
    fn default() -> Self {
        Self {
            requests: 0,
            reads: 0,
            writes: 0,
            applied: Applied::default(),
            faults: faults::NAMES.iter().map(|name| (*name, 0)).collect(),
            statuses: BTreeMap::new(),
            tokens: Tokens::default(),
            in_flight: 0,
            max_in_flight: 0,
            closed_early: 0,
        }
    }
}

impl Counts {
    /// Begins anew. What is in flight stays so.
    pub(crate) fn reset(&mut self) {
        let in_flight = self.in_flight;
        *self = Self { in_flight, max_in_flight: in_flight, ..Self::default() };
    }

    pub(crate) fn request(&mut self, request: &Request) {
        self.requests += 1;
        let path = Target::of(&request.url).path;
        if path.starts_with("/oserve/") || path.starts_with("/userve/") {
            self.reads += u64::from(request.method == "GET");
            self.writes += u64::from(request.method == "PUT");
        }
    }

    pub(crate) fn fault(&mut self, name: &'static str) {
        *self.faults.entry(name).or_default() += 1;
    }

    pub(crate) fn response(&mut self, response: &Response) {
        let Delivery { arrival, .. } = response.delivery;
        if arrival.shows_status() {
            *self.statuses.entry(response.status).or_default() += 1;
        }
    }

    pub(crate) fn updated(&mut self, users: usize) {
        self.applied.updates += 1;
        self.applied.users_changed += users as u64;
    }

    pub(crate) fn arrive(&mut self) {
        self.in_flight += 1;
        self.max_in_flight = self.max_in_flight.max(self.in_flight);
    }

    pub(crate) fn leave(&mut self, closed_early: bool) {
        self.in_flight = self.in_flight.saturating_sub(1);
        self.closed_early += u64::from(closed_early);
    }
}
