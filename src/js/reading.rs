//! A plan of reading as JavaScript drives it: request by request, page by page.

use super::{
    answer::{rows, rows_of},
    client::Client,
    conditions,
    connection::Connection,
    failure::Failure,
    settle,
};
use crate::{
    Iteration, Kept, Position, Scanning, Ticket,
    arguments::{self, OwnLimits, ReadingPlan},
    endpoint::ListUsers,
    transport::check_signal,
};
use js_sys::Promise;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/pkg-template/src/answer.js")]
extern "C" {
    /// `{ objects, page }`: the users at these places of a page; nothing where there are none.
    fn batch(envelope: &JsValue, page: u32, places: Option<Vec<u32>>) -> JsValue;
}

/// One run of `iterate` or `scan`.
#[wasm_bindgen]
pub struct Reading {
    shared: Rc<Shared>,
    concurrency: u32,
}

struct Shared {
    connection: Rc<Connection>,
    limits: OwnLimits,
    plan: RefCell<Plan>,
}

enum Plan {
    Iterate {
        iteration: Iteration,
        is_asked: bool,
        /// Where it stood before each page.
        positions: Vec<Position>,
    },
    Scan(Scanning),
}

#[wasm_bindgen]
impl Client {
    /// Begins an iteration or a scan; nothing is sent before it is asked to.
    ///
    /// # Errors
    /// The description of an [`Error`](crate::Error) that names the option.
    pub fn reading(&self, arguments: &str, signal: &JsValue) -> Result<Reading, JsValue> {
        let reading = conditions::read(arguments).and_then(arguments::reading);
        let reading = reading.and_then(|reading| check_signal(signal).map(|()| reading)).map_err(Failure::from)?;
        let (plan, concurrency) = match reading.plan {
            ReadingPlan::Iterate(iteration) => (Plan::Iterate { iteration, is_asked: false, positions: Vec::new() }, 1),
            ReadingPlan::Scan { scanning, concurrency } => (Plan::Scan(scanning), concurrency),
        };
        let (connection, limits) = (self.connection(), reading.limits);
        Ok(Reading { shared: Rc::new(Shared { connection, limits, plan: RefCell::new(plan) }), concurrency })
    }
}

#[wasm_bindgen]
impl Reading {
    /// Requests in flight, and pages waiting, at most.
    pub fn concurrency(&self) -> u32 {
        self.concurrency
    }

    /// Sends one more request, if one may be sent now. The promise is for `{ objects, page }`, the users that are new, or
    /// for nothing where there are none.
    pub fn begin(&self, signal: JsValue) -> Option<Promise> {
        let (ticket, list) = self.shared.plan.borrow_mut().next()?;
        let shared = Rc::clone(&self.shared);
        Some(settle::promise(async move {
            let page = shared.ask(ticket, &list, &signal).await;
            if page.is_err() {
                shared.plan.borrow_mut().give_back(ticket);
            }
            page
        }))
    }

    /// Whether all is read.
    #[wasm_bindgen(js_name = isDone)]
    pub fn is_done(&self) -> bool {
        match &*self.shared.plan.borrow() {
            Plan::Iterate { iteration, .. } => iteration.request().is_none(),
            Plan::Scan(scanning) => scanning.is_done(),
        }
    }

    /// Where an iteration stands before it has begun.
    pub fn cursor(&self) -> String {
        match &*self.shared.plan.borrow() {
            Plan::Iterate { iteration, .. } => iteration.cursor(),
            Plan::Scan(_) => String::new(),
        }
    }

    /// The fields whose values of the last user given [`cursor_within`](Self::cursor_within) needs for a page.
    #[wasm_bindgen(js_name = keyFields)]
    pub fn key_fields(&self, page: u32) -> Vec<String> {
        match &*self.shared.plan.borrow() {
            Plan::Iterate { iteration, positions, .. } => {
                let position = positions.get(page as usize);
                let fields = position.map(|position| iteration.key_fields_at(position));
                fields.unwrap_or_default().into_iter().map(Into::into).collect()
            }
            Plan::Scan(_) => Vec::new(),
        }
    }

    /// Where an iteration stands after users of a page: their ids, and the JSON of the last one's key.
    ///
    /// # Errors
    /// The description of an [`Error`](crate::Error).
    #[wasm_bindgen(js_name = cursorWithin)]
    pub fn cursor_within(&self, page: u32, ids: Vec<f64>, key: &str) -> Result<String, JsValue> {
        let plan = self.shared.plan.borrow();
        let Plan::Iterate { iteration, positions, .. } = &*plan else { return Ok(String::new()) };
        let Some(position) = positions.get(page as usize) else { return Ok(iteration.cursor()) };
        let cursor = rows(ids, key).and_then(|rows| iteration.cursor_within(position, &rows));
        cursor.map_err(|error| Failure::from(error).into())
    }
}

impl Plan {
    fn next(&mut self) -> Option<(Ticket, ListUsers)> {
        match self {
            Plan::Scan(scanning) => scanning.next(),
            Plan::Iterate { is_asked: true, .. } => None,
            Plan::Iterate { iteration, is_asked, positions } => {
                let list = iteration.request()?;
                *is_asked = true;
                Some((Ticket(positions.len() as u64), list))
            }
        }
    }

    fn key_fields(&self) -> Vec<&str> {
        match self {
            Plan::Iterate { iteration, .. } => iteration.key_fields(),
            Plan::Scan(_) => Vec::new(),
        }
    }

    fn give_back(&mut self, ticket: Ticket) {
        match self {
            Plan::Scan(scanning) => scanning.give_back(ticket),
            Plan::Iterate { is_asked, .. } => *is_asked = false,
        }
    }
}

impl Shared {
    async fn ask(&self, ticket: Ticket, list: &ListUsers, signal: &JsValue) -> Result<JsValue, Failure> {
        if let Plan::Iterate { iteration, .. } = &*self.plan.borrow() {
            iteration.check_url(&self.connection.base_url)?;
        }
        let envelope = self.connection.page(list, self.limits, signal).await?;
        let mut plan = self.plan.borrow_mut();
        let rows = rows_of(&envelope, &plan.key_fields())?;
        let (kept, page) = match &mut *plan {
            Plan::Scan(scanning) => (scanning.accept(ticket, &rows)?, 0),
            Plan::Iterate { iteration, is_asked, positions } => {
                let position = iteration.position();
                let batch = iteration.accept(&rows)?;
                positions.push(position);
                *is_asked = false;
                (batch.kept, positions.len() - 1)
            }
        };
        let places = match kept {
            Kept::All => None,
            Kept::Only(places) => Some(places.into_iter().map(|place| place as u32).collect()),
        };
        Ok(batch(&envelope, page as u32, places))
    }
}
