//! The only part that touches a network or a clock: sends a request with `fetch`, within a deadline.
//!
//! What a caller passes in (`fetch`, a signal, a token function) may throw, return anything, or never settle. JavaScript
//! catches that best and cheapest, so what waits for it is `deadline.js`, and each wait is one call into it.

mod answer;
mod deadline;

pub(crate) use answer::Answer;
pub(crate) use deadline::{Deadline, Dispatch, Interrupted, Stop, check_signal};
