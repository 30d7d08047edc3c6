//! Reads and changes the users of a minapp (知晓云) app: typed requests of its Open API, and typed answers.
//!
//! ```
//! use minapp_users::{BaseUrl, Page, Response, Token, endpoint::ListUsers, field, headers};
//!
//! let list = ListUsers { filter: Some(field("level").gte(3)), limit: 100, ..ListUsers::default() };
//!
//! let request = list.request()?;
//! let (method, url) = (request.method().as_str(), request.url(&BaseUrl::default())?);
//! let headers = headers(&request, &Token::parse("your-access-token")?, None);
//! assert_eq!((method, headers.len()), ("GET", 1));
//! assert!(url.starts_with("https://cloud.minapp.com/oserve/v2.2/miniapp/user_profile/?where="));
//!
//! // Send it with the HTTP client of your choice, and hand over what it answers:
//! let body = r#"{"meta":{"limit":100,"offset":0,"next":null},"objects":[{"id":70695404,"level":7}]}"#;
//! let page: Page = list.decode(&Response { status: 200, body: body.into(), ..Response::default() })?;
//! assert_eq!((page.objects[0].id, &page.objects[0].fields["level"]), (70695404, &7.into()));
//! # Ok::<(), minapp_users::Error>(())
//! ```
//!
//! # In scope
//! Every user operation of the Open API ([`endpoint`]): its parameters checked before anything is sent, its exact
//! [`Request`], its answer decoded. Conditions ([`Where`]) and changes ([`Update`]) as data. Reading everyone who matches,
//! each exactly once while others write, in order ([`Iterate`]) or in parallel ([`Scan`]), and changing all of them
//! ([`job`]), as plans that say what to send next. One [`Error`] that says what a failed write did, whether sending the
//! request again is harmless, and when ([`Retry`]). Compiled to WebAssembly, the same rules are the client of the npm
//! package, which also sends.
//!
//! # Out of scope
//! Sockets and clocks: on Rust's side a request is sent by whatever HTTP client you have. Other tables and files.

#[cfg(any(test, all(target_arch = "wasm32", feature = "js")))]
mod arguments;
mod config;
#[cfg(test)]
mod dice;
pub mod endpoint;
mod error;
mod fields;
mod filter;
mod fingerprint;
mod iterate;
pub mod job;
#[cfg(all(target_arch = "wasm32", feature = "js"))]
pub mod js;
pub mod json;
mod numbers;
mod page;
mod path;
mod redact;
mod request;
mod response;
mod retry;
mod rows;
mod scan;
mod select;
#[cfg(any(test, all(target_arch = "wasm32", feature = "js")))]
mod sign_in;
mod strings;
pub mod text;
#[cfg(all(target_arch = "wasm32", feature = "js"))]
mod transport;
mod update;
mod user;

#[cfg(all(target_arch = "wasm32", feature = "js"))]
use config::headers_without_token;
pub use config::{BaseUrl, EnvId, Token, headers};
pub use error::{Error, ErrorKind, Outcome};
pub use filter::{Field, Operator, Where, and, field, geo, or};
pub use iterate::{Batch, Iterate, Iteration, Mode, Position};
pub use json::Json;
pub use page::{Meta, Page};
pub use request::{Method, Request};
pub use response::Response;
pub use retry::Retry;
pub use rows::{Kept, Rows};
pub use scan::{Scan, Scanning, Ticket};
pub use update::{Update, append, append_unique, increment, merge, pop, remove, shift};
pub use user::{CustomFields, User};

#[cfg(all(target_arch = "wasm32", feature = "small-allocator"))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
