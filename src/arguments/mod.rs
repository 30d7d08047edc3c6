//! A JavaScript caller's arguments → a typed operation → its [`Request`]. Pure, so that native tests reach every message.

mod client;
mod limits;
mod operation;
mod options;
#[cfg_attr(not(all(target_arch = "wasm32", feature = "js")), expect(dead_code, reason = "only JavaScript calls it"))]
mod plan;

#[cfg(all(target_arch = "wasm32", feature = "js"))]
pub(crate) use client::{Auth, ClientOptions};
#[cfg(all(target_arch = "wasm32", feature = "js"))]
pub(crate) use limits::{Limits, OwnLimits};
#[cfg(all(target_arch = "wasm32", feature = "js"))]
pub(crate) use operation::{Shape, prepare};
#[cfg(all(target_arch = "wasm32", feature = "js"))]
pub(crate) use plan::{ReadingPlan, bulk, reading};
