//! A bulk job as JavaScript drives it: request by request, step by step.

use super::{
    answer::{Decoded, parsed, rows_of},
    client::Client,
    conditions,
    connection::Connection,
    failure::Failure,
    settle,
};
use crate::{
    Error, ErrorKind, Ticket,
    arguments::{self, OwnLimits, Shape},
    endpoint::{BulkUpdate, ListUsers, UpdateUsers},
    job::{self, Action, Verdict},
    transport::check_signal,
};
use js_sys::Promise;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::prelude::*;

/// One run of `updateAll`.
#[wasm_bindgen]
pub struct Job {
    shared: Rc<Shared>,
    concurrency: u32,
}

struct Shared {
    connection: Rc<Connection>,
    limits: OwnLimits,
    job: RefCell<job::Job>,
}

#[wasm_bindgen]
impl Client {
    /// Begins a job, or goes on with one; nothing is sent before it is asked to.
    ///
    /// # Errors
    /// The description of an [`Error`] that names the option.
    pub fn job(&self, arguments: &str, signal: &JsValue) -> Result<Job, JsValue> {
        let connection = self.connection();
        let base_url_length = connection.base_url.to_string().len();
        let bulk = conditions::read(arguments).and_then(|arguments| arguments::bulk(arguments, base_url_length));
        let bulk = bulk.and_then(|bulk| check_signal(signal).map(|()| bulk)).map_err(Failure::from)?;
        let (job, limits, concurrency) = (RefCell::new(bulk.job), bulk.limits, bulk.concurrency);
        Ok(Job { shared: Rc::new(Shared { connection, limits, job }), concurrency })
    }
}

#[wasm_bindgen]
impl Job {
    /// Requests in flight at most.
    pub fn concurrency(&self) -> u32 {
        self.concurrency
    }

    /// The caller asks for another step, and keeps the checkpoint of the last.
    pub fn proceed(&self) {
        self.shared.job.borrow_mut().proceed();
    }

    /// The caller asks for no more steps: what was not sent is not going to be.
    pub fn withdraw(&self) {
        self.shared.job.borrow_mut().withdraw();
    }

    /// Sends one more request, if one may be sent now. The promise rejects with what the caller has to know.
    pub fn begin(&self, signal: JsValue) -> Option<Promise> {
        let (ticket, action) = self.shared.job.borrow_mut().next()?;
        let shared = Rc::clone(&self.shared);
        Some(settle::promise(async move {
            match action {
                Action::Read(list) => shared.read(ticket, &list, &signal).await,
                Action::Write(update) => shared.write(ticket, &update, &signal).await,
            }
            .map(|()| JsValue::UNDEFINED)
        }))
    }

    /// What is new since the last step; `undefined` when nothing is.
    pub fn step(&self) -> JsValue {
        self.shared.job.borrow_mut().step().map_or(JsValue::UNDEFINED, |step| parsed(&step.to_json()))
    }

    /// Whether everyone was tried, and told of.
    #[wasm_bindgen(js_name = isDone)]
    pub fn is_done(&self) -> bool {
        self.shared.job.borrow().is_done()
    }

    /// Where to go on as things stand.
    pub fn checkpoint(&self) -> String {
        self.shared.job.borrow().checkpoint()
    }

    /// How far it is, and all that went wrong.
    pub fn report(&self) -> JsValue {
        parsed(&self.shared.job.borrow().report().to_json())
    }
}

impl Shared {
    async fn read(&self, ticket: Ticket, list: &ListUsers, signal: &JsValue) -> Result<(), Failure> {
        let page = self.connection.page(list, self.limits, signal).await;
        match page.and_then(|page| Ok(rows_of(&page, &[])?)) {
            Ok(rows) => Ok(self.job.borrow_mut().read(ticket, &rows)?),
            Err(failure) => self.failed(ticket, failure),
        }
    }

    async fn write(&self, ticket: Ticket, update: &UpdateUsers, signal: &JsValue) -> Result<(), Failure> {
        let exchanged = match update.request() {
            Ok(request) => self.connection.exchange(request, Shape::BulkUpdate, self.limits, signal).await,
            Err(error) => Err(error.into()),
        };
        match exchanged {
            Ok(exchanged) => match &exchanged.decoded {
                Decoded::Bulk(BulkUpdate::Done(done)) => {
                    Ok(self.job.borrow_mut().wrote(ticket, done, exchanged.after_doubt)?)
                }
                _ => {
                    let message = "the server goes on in the background, although a limit was sent";
                    let error = Error::new(ErrorKind::InvalidAnswer, message).after_sending(true, false);
                    self.failed(ticket, error.into())
                }
            },
            Err(failure) => self.failed(ticket, failure),
        }
    }

    /// Tells the job; what it does not settle by itself is for the caller.
    fn failed(&self, ticket: Ticket, failure: Failure) -> Result<(), Failure> {
        let cut_off;
        let error = match &failure {
            Failure::Error { error, .. } => error,
            Failure::Aborted { in_doubt, .. } => {
                let error = Error::new(ErrorKind::Connection, "the request was cut off");
                cut_off = if *in_doubt { error.after_sending(true, false) } else { error.before_sending(true) };
                &cut_off
            }
        };
        match (self.job.borrow_mut().failed(ticket, error), &failure) {
            (Verdict::Recorded, Failure::Error { .. }) => Ok(()),
            _ => Err(failure),
        }
    }
}
