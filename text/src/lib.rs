//! [`minapp_users::text`] for JavaScript: a module of its own, so that the client's does not carry it.
#![cfg(target_arch = "wasm32")]

use minapp_users::{
    Json,
    text::{self, SyntaxError},
};
use wasm_bindgen::prelude::*;

/// The wire's JSON of the condition that the text says. Throws the JSON of what is wrong.
#[wasm_bindgen(js_name = parseWhere)]
pub fn parse_where(text: &str) -> Result<String, String> {
    text::parse_for_javascript(text).map(|condition| condition.to_string()).map_err(|error| described(&error))
}

/// The text of a condition in the wire's JSON, which is a text, too.
#[wasm_bindgen(js_name = formatWhere)]
pub fn format_where(condition: &str) -> Result<String, String> {
    let condition = text::parse(condition).map_err(|error| described(&error))?;
    text::format(&condition).map_err(|error| error.to_string())
}

fn described(error: &SyntaxError) -> String {
    let span = error.utf16_span();
    let members = [
        ("message", Json::from(error.to_string())),
        ("line", error.line().into()),
        ("column", error.column().into()),
        ("start", span.start.into()),
        ("end", span.end.into()),
        ("excerpt", error.excerpt().into()),
    ];
    Json::Object(members.map(|(name, value)| (name.to_owned(), value)).into()).to_string()
}
