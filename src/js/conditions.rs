//! The `where` builder, for JavaScript.

use super::failure::Failure;
use crate::{Error, Json, Operator, Where, filter::simple_operands, json};
use wasm_bindgen::prelude::*;

/// Checks one condition, `[field, operator, operand]`. Its text on the wire is for JavaScript to put together of the same
/// three, so that no text crosses back.
///
/// Gives nothing, or the description of an [`Error`] with the path of the mistake.
#[wasm_bindgen(js_name = checkCondition)]
pub fn check_condition(arguments: &str) -> JsValue {
    let check = || {
        let Ok([Json::String(field), Json::String(operator), operand]) = items(arguments)? else {
            return Err(Error::invalid("field: expected the name of a field"));
        };
        let operator = Operator::from_name(&operator).ok_or_else(|| Error::invalid("there is no such operator"))?;
        Where::condition(&field, operator, operand).check()
    };
    check().map_or_else(|error| Failure::from(error).into(), |()| JsValue::UNDEFINED)
}

/// The kinds of operands that are right beside `field` and `operator` whatever they say, as bits: 1 numbers, 2 texts, 4 the
/// empty text, 8 booleans; times 16 for arrays of nothing else. JavaScript asks once, and then only about the others.
#[wasm_bindgen(js_name = simpleOperands)]
pub fn simple_operands_of(field: &str, operator: &str) -> u32 {
    Operator::from_name(operator).map_or(0, |operator| simple_operands(field, operator))
}

/// Checks a whole condition.
///
/// Gives nothing, or the description of an [`Error`] with the path of the mistake.
#[wasm_bindgen(js_name = checkWhere)]
pub fn check_where(condition: &str) -> JsValue {
    let checked = read(condition).and_then(Where::from_json);
    checked.map_or_else(|error| Failure::from(error).into(), |_| JsValue::UNDEFINED)
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
