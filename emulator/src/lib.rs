//! The behaviour of the minapp user operations, without a network.
//!
//! ```
//! use minapp_users_emulator::{Config, Emulator, Request};
//!
//! let mut emulator = Emulator::new(Config::default())?;
//! let request = Request::get("/oserve/v2.2/miniapp/user_profile/70695404/?keys=id,nickname");
//! let response = emulator.handle(request.header("Authorization", "Bearer any"));
//! assert_eq!(response.status, 200);
//! assert_eq!(response.body, r#"{"id":70695404,"nickname":"你也是"}"#);
//! # Ok::<(), minapp_users_emulator::ConfigError>(())
//! ```
//!
//! In scope: what the server answers, byte for byte, to each request of the source document; a population of users
//! that looks real; users of the caller's own; the sign-in of an app; failures on purpose, and counters of what was seen.
//! Out of scope: sockets (the npm package has a server around this), the sign-in of users, other tables, test environments
//! (`X-Hydrogen-Env-ID` is accepted, and all environments see the same users).
//!
//! # Where each rule comes from
//! Comments mark the rules of the server: **\[doc\]** is stated in the source document, **\[linked\]** on a page that it
//! links to, **\[vendor\]** elsewhere by the same vendor, and **\[ours\]** is a decision of this emulator, because nobody
//! states it. Each rule is written down once, beside the code that keeps it.

// The front door.
mod config;
mod counts;
mod delivery;
mod emulator;
mod members;
mod request;
mod response;

// What every request passes, in this order.
mod cors;
mod target;

mod control;
mod faults;
mod http_date;

mod router;

mod auth;
mod query;
mod sign_in;

mod refusal;

// What it asks for, and what that is made of.
mod operations;

mod filter;
mod order_by;
mod select;

mod projection;
mod update;

// What is stored, and where it comes from.
mod field_type;
mod geojson;
mod schema;
mod store;
mod value;

mod own_users;
mod population;

#[cfg(target_arch = "wasm32")]
mod js;

pub use config::{Config, ConfigError, Users};
pub use counts::{Applied, Counts, Tokens};
pub use delivery::{Arrival, Delivery};
pub use emulator::Emulator;
pub use faults::Fault;
pub use field_type::FieldType;
pub use population::default_fields;
pub use request::Request;
pub use response::Response;
pub use sign_in::App;
pub use value::Value;
