mod dice;
mod requests;
mod simulation;
mod table;

pub(crate) use dice::Dice;
pub(crate) use table::{Fields, Table};
