//! Reads and changes the users of a minapp app.

#[cfg(any(test, target_arch = "wasm32"))]
mod arguments;
mod config;
pub mod endpoint;
mod error;
mod fields;
mod filter;
#[cfg(target_arch = "wasm32")]
pub mod js;
pub mod json;
mod page;
mod path;
mod request;
mod response;
#[cfg(target_arch = "wasm32")]
mod transport;
mod update;
mod user;

pub use config::{BaseUrl, EnvId, Token, headers};
pub use error::{Error, ErrorKind, Outcome};
pub use filter::{Field, Operator, Where, and, field, geo, or};
pub use json::Json;
pub use page::{Meta, Page};
pub use request::{Method, Request};
pub use response::Response;
pub use update::{Update, append, append_unique, increment, merge, pop, remove, shift};
pub use user::{CustomFields, User};
