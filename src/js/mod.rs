//! What JavaScript calls. It translates: arguments come as one text, answers go back as values of the engine.

mod answer;
mod client;
mod conditions;
mod connection;
mod credentials;
mod events;
mod failure;
mod headers;
mod job;
mod reading;
mod settle;

pub use client::Client;
pub use conditions::{check_condition, check_where};
pub use job::Job;
pub use reading::Reading;
#[doc(hidden)]
pub use settle::promise_of_panic;
