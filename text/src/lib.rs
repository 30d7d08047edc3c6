//! [`minapp_users::text`] for JavaScript: a module of its own, so that the client's does not carry it.
#![cfg(target_arch = "wasm32")]

use minapp_users::{
    Json, Where, json,
    text::{self, SyntaxError},
};
use wasm_bindgen::prelude::*;

/// The wire's JSON of the condition that the text says. Throws the JSON of what is wrong.
#[wasm_bindgen(js_name = parseWhere)]
pub fn parse_where(text: &str) -> Result<String, String> {
    text::parse_for_javascript(text, |digits| string(number(digits)))
        .map(|condition| condition.to_string())
        .map_err(|error| described(&error))
}

/// The text of a condition in the wire's JSON, which the client has checked: an error is a defect, no mistake in a text.
#[wasm_bindgen(js_name = formatWhere)]
pub fn format_where(condition: &str) -> Result<String, JsError> {
    let condition = json::read(condition).map_err(|error| JsError::new(&error.to_string()))?;
    let written = Where::from_json(condition).and_then(|condition| text::format(&condition));
    written.map_err(|error| JsError::new(&error.to_string()))
}

// JavaScript's own, because to read and to write a float takes more code than all else here.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = Number)]
    fn number(digits: &str) -> f64;
    #[wasm_bindgen(js_name = String)]
    fn string(number: f64) -> String;
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
