//! A JavaScript caller's arguments → a typed operation → its [`Request`]. Pure, so that native tests reach every message.

mod client;
mod operation;
mod options;

#[cfg(target_arch = "wasm32")]
pub(crate) use client::ClientOptions;
#[cfg(target_arch = "wasm32")]
pub(crate) use operation::{Call, Shape, prepare};
