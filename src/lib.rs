//! Reads and changes the users of a minapp app.

mod error;
mod fields;
mod filter;
pub mod json;
mod path;

pub use error::{Error, ErrorKind, Outcome};
pub use filter::{Field, Operator, Where, and, field, geo, or};
pub use json::Json;
