//! A JavaScript caller's arguments → a typed operation → its [`Request`]. Pure, so that native tests reach every message.

mod client;
mod operation;
mod options;

pub(crate) use client::ClientOptions;
pub(crate) use operation::{Call, Shape, prepare};
use options::Options;
