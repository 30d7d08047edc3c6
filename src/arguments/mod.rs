//! A JavaScript caller's arguments → a typed operation → its [`Request`]. Pure, so that native tests reach every message.

mod client;
mod limits;
mod operation;
mod options;
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only JavaScript calls it"))]
mod plan;

#[cfg(target_arch = "wasm32")]
pub(crate) use client::{Auth, ClientOptions};
#[cfg(target_arch = "wasm32")]
pub(crate) use limits::{Limits, OwnLimits};
#[cfg(target_arch = "wasm32")]
pub(crate) use operation::{Shape, prepare};
#[cfg(target_arch = "wasm32")]
pub(crate) use plan::{ReadingPlan, bulk, reading};
