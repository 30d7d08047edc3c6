//! The `where` builder, for JavaScript.

use super::failure::Failure;
use crate::{Error, Json, Operator, Where, json};
use wasm_bindgen::prelude::*;

/// Builds and checks one condition: `[field, operator, operand]` → the wire's JSON.
///
/// # Errors
/// The description of an [`Error`](crate::Error) with the path of the mistake.
#[wasm_bindgen]
pub fn condition(arguments: &str) -> Result<String, JsValue> {
    let condition = || {
        let Ok([Json::String(field), Json::String(operator), operand]) = items(arguments)? else {
            return Err(Error::invalid("field: expected the name of a field"));
        };
        let operator = Operator::from_name(&operator).ok_or_else(|| Error::invalid("there is no such operator"))?;
        let condition = Where::condition(&field, operator, operand);
        condition.check().map(|()| condition.to_string())
    };
    condition().map_err(|error| Failure::from(error).into())
}

/// Checks a whole condition and writes it as the wire's JSON.
///
/// # Errors
/// The description of an [`Error`](crate::Error) with the path of the mistake.
#[wasm_bindgen(js_name = checkWhere)]
pub fn check_where(condition: &str) -> Result<String, JsValue> {
    let checked = read(condition).and_then(Where::from_json);
    checked.map(|condition| condition.to_string()).map_err(|error| Failure::from(error).into())
}

pub(super) fn read(text: &str) -> Result<Json, Error> {
    json::read_arguments(text).map_err(|_| Error::invalid("the arguments are nested too deep"))
}

fn items(text: &str) -> Result<Result<[Json; 3], Vec<Json>>, Error> {
    Ok(match read(text)? {
        Json::Array(items) => items.try_into(),
        other => Err(vec![other]),
    })
}
