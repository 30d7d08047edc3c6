//! A JavaScript caller's arguments → a typed operation → its [`Request`]. Pure, so that native tests reach every message.

mod client;
mod limits;
mod operation;
mod options;

#[cfg(target_arch = "wasm32")]
pub(crate) use client::{Auth, ClientOptions};
#[cfg(target_arch = "wasm32")]
pub(crate) use limits::{Limits, OwnLimits};
#[cfg(target_arch = "wasm32")]
pub(crate) use operation::{Shape, prepare};
