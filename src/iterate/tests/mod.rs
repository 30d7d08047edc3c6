//! The exact requests of each rule, what is refused, and cursors.

mod cursors;
mod refusals;
mod requests;

use super::{Batch, Iterate, Iteration, Mode};
use crate::Kept;
use crate::{BaseUrl, Error, ErrorKind, Json, Rows, Where, endpoint::Projection, field, json};

fn by(order_by: &[&str]) -> Iterate {
    Iterate { order_by: order_by.iter().map(|name| (*name).into()).collect(), ..Iterate::default() }
}

/// `order_by where` of the next request.
fn asks(iteration: &Iteration) -> String {
    let list = iteration.request().unwrap();
    list.request().unwrap();
    format!("{} {}", list.order_by.join(","), list.filter.map(|filter| filter.to_string()).unwrap_or_default())
}

/// A page of these users, whose last has the values of the JSON array `last`.
fn page(ids: &[u64], last: &str) -> Rows {
    let Json::Array(last) = json::read(last).unwrap() else { panic!("not an array") };
    Rows { ids: ids.into(), last, total: None, has_more: true }
}

/// The end of a part.
fn end() -> Rows {
    Rows::default()
}

/// By an order in which users move, when the first request is answered.
fn under_way(order_by: &[&str]) -> Iteration {
    let mut iteration = by(order_by).start().unwrap();
    iteration.accept(&page(&[9], "[1000]")).unwrap();
    iteration
}

fn refusal(error: Result<impl Sized, Error>) -> (ErrorKind, String) {
    let error = error.err().unwrap();
    (error.kind(), error.to_string())
}

fn invalid(message: &str) -> (ErrorKind, String) {
    (ErrorKind::InvalidArgument, message.into())
}

fn wrong_answer(message: &str) -> (ErrorKind, String) {
    (ErrorKind::InvalidAnswer, message.into())
}
