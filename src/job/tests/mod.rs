//! Jobs against answers made by hand, and against a server in memory.

mod interrupted;
mod limits;
mod requests;
mod rules;
mod server;
mod simulation;

use super::*;
use crate::{
    Error, ErrorKind, Rows, Ticket,
    endpoint::{BulkFailure, BulkId, Done, ListUsers, UpdateUsers},
    error::Answer,
    field, increment, json,
};
use server::Server;

/// The failure of a write: the answer `status` or, with 0, none.
fn failure(status: u16, is_write: bool) -> Error {
    let kind = if status == 0 { ErrorKind::Connection } else { ErrorKind::of_status(status) };
    let error = Error::new(kind, "failed");
    let error = if status == 0 { error } else { error.with_answer(Answer { status, ..Answer::default() }) };
    error.after_sending(is_write, false)
}

/// Adds 1 to the level of who has level 5 or more.
fn incrementing() -> UpdateAll {
    UpdateAll::new(field("level").gte(5), Update::new().set("level", increment(1)))
}

/// Sets `vip` of who has level 5 or more.
fn setting() -> UpdateAll {
    UpdateAll::new(field("level").gte(5), Update::new().set("vip", true))
}

fn marked(all: UpdateAll) -> UpdateAll {
    UpdateAll { marker: Some(Marker { field: "job".into(), value: "j1".into() }), ..all }
}

fn next_read(job: &mut Job) -> (Ticket, ListUsers) {
    match job.next() {
        Some((ticket, Action::Read(list))) => (ticket, list),
        other => panic!("no read: {other:?}"),
    }
}

fn next_write(job: &mut Job) -> (Ticket, UpdateUsers) {
    match job.next() {
        Some((ticket, Action::Write(write))) => (ticket, write),
        other => panic!("no write: {other:?}"),
    }
}

/// The page that holds these users and is the last.
fn page(ids: &[u64]) -> Rows {
    Rows { ids: ids.to_vec(), total: Some(ids.len() as u64), ..Rows::default() }
}

fn done(ids: &[u64]) -> Done {
    let succeeded = ids.iter().map(|id| BulkId::Number(*id)).collect();
    Done { succeeded, failed: vec![], total_count: None, offset: 0, limit: 1000, next: None, says_next: true }
}

/// A job whose first write, of users 1, 2 and 3, is in flight; and the step that declared it.
fn writing(all: UpdateAll) -> (Job, Step, Ticket) {
    let mut job = all.start().unwrap();
    let (ticket, _) = next_read(&mut job);
    job.read(ticket, &page(&[1, 2, 3])).unwrap();
    let step = job.step().unwrap();
    job.proceed();
    let (ticket, _) = next_write(&mut job);
    (job, step, ticket)
}
