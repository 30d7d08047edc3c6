mod dice;
mod requests;
mod simulation;
mod table;

use dice::Dice;
use table::Table;
