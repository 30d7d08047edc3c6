//! What the text of a condition says, what is wrong with one that says nothing, and that nothing is lost on the way back.

mod forms;
mod fuzz;
mod places;
mod round_trip;
mod slips;

/// The wire's JSON of what the text says.
fn said(text: &str) -> String {
    super::parse(text).unwrap_or_else(|error| panic!("{text}\n{error}\n{}", error.excerpt())).to_string()
}

fn refusal(text: &str) -> String {
    match super::parse(text) {
        Err(error) => error.to_string(),
        Ok(condition) => panic!("{text} says {condition}"),
    }
}
