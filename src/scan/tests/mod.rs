mod requests;
mod simulation;
mod table;

pub(crate) use table::{Fields, Table};
