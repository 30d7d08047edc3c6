//! Answer → the value that the caller gets. A page and a user are the engine's own objects, looked at and handed on.

use crate::{
    Error, Json, Request, Response, Rows,
    arguments::Shape,
    endpoint::{Account, BulkOperation, BulkUpdate, MAX_INTEGER},
    json,
    response::{NEEDED_CHARACTERS, is_success},
    transport::Answer,
};
use js_sys::{Array, JsString, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `js_sys::JSON::parse` would copy the text into the module and out again.
    #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
    fn parse_json(text: &JsString) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen(module = "/pkg-template/src/answer.js")]
extern "C" {
    /// What is wrong with a page of users.
    #[wasm_bindgen(js_name = problemOf)]
    fn problem_of(page: &JsValue, is_counted: bool, with_id: bool) -> Option<String>;
    #[wasm_bindgen(js_name = isUser)]
    fn is_user(value: &JsValue, with_id: bool) -> bool;
    #[wasm_bindgen(js_name = totalOf)]
    fn total_of(page: &JsValue) -> Option<f64>;
    #[wasm_bindgen(js_name = hasMore)]
    fn has_more(page: &JsValue) -> Option<bool>;
    #[wasm_bindgen(js_name = idsOf)]
    fn ids_of(page: &JsValue) -> Vec<f64>;
    /// The last user's values of fields, as JSON.
    #[wasm_bindgen(catch, js_name = lastOf)]
    fn last_of(page: &JsValue, fields: Vec<String>) -> Result<String, JsValue>;
}

/// A small answer that is longer is none: it is not copied into the module.
const MAX_SMALL_CHARACTERS: u32 = 16 * 1024 * 1024;

/// An answer in its shape.
pub(super) enum Decoded {
    /// As the caller gets it.
    Value(JsValue),
    /// What became of a bulk update.
    Bulk(BulkUpdate),
}

/// The engine's own object of JSON that we wrote.
pub(super) fn parsed(json: &Json) -> JsValue {
    parse_json(&json.to_string().into()).unwrap_or_default()
}

/// Takes what `shape` promises out of the answer to `request`.
///
/// # Errors
/// What the server refused, or how the answer differs from its shape.
pub(super) fn decode(answer: &Answer, shape: Shape, request: &Request) -> Result<Decoded, Error> {
    if !is_success(answer.status()) {
        return Err(response(answer).refusal(request));
    }
    let body = answer.body();
    let is_small = matches!(shape, Shape::BulkUpdate | Shape::BulkOperation | Shape::Account);
    if is_small {
        if body.length() > MAX_SMALL_CHARACTERS {
            return Err(response(answer).undecodable(request, "it is far too long"));
        }
        let read: fn(&Json) -> Result<Option<BulkUpdate>, String> = match shape {
            Shape::BulkUpdate => |json| BulkUpdate::from_json(json).map(Some),
            Shape::BulkOperation => |json| BulkOperation::check(json).map(|()| None),
            _ => |json| Account::check(json).map(|()| None),
        };
        if let Some(update) = whole(answer, String::from(&body)).read(request, read)? {
            return Ok(Decoded::Bulk(update.redacted(|text| request.redact(text))));
        }
    }
    let value = parse_json(&body).map_err(|_| response(answer).broken(request, "it is not JSON, or was cut off"))?;
    take(value, shape).map(Decoded::Value).map_err(|problem| response(answer).undecodable(request, &problem))
}

/// Checks the shape of what is handed through.
fn take(value: JsValue, shape: Shape) -> Result<JsValue, String> {
    match shape {
        Shape::Page { counted, with_id } => problem_of(&value, counted, with_id).map_or(Ok(value), Err),
        Shape::Count => match problem_of(&value, true, false) {
            None => Ok(total_of(&value).into()),
            Some(problem) => Err(problem),
        },
        Shape::User { with_id } => match is_user(&value, with_id) {
            true => Ok(value),
            false => Err("it is not a user".into()),
        },
        Shape::UserOrPage => match Reflect::get(&value, &"objects".into()).unwrap_or_default().dyn_into::<Array>() {
            Ok(users) if users.length() == 0 => Err("the page holds no user".into()),
            Ok(users) => take(users.get(0), Shape::User { with_id: true }),
            Err(_) => take(value, Shape::User { with_id: true }),
        },
        Shape::BulkUpdate | Shape::BulkOperation | Shape::Account => Ok(value),
    }
}

/// What a plan looks at in a `page` of users.
///
/// # Errors
/// An id that is none, or no word on whether more users come.
pub(super) fn rows_of(page: &JsValue, key_fields: &[&str]) -> Result<Rows, Error> {
    let fields = key_fields.iter().map(|field| (*field).to_owned()).collect();
    let last = last_of(page, fields).unwrap_or_default();
    let total = total_of(page).map(|total| total as u64);
    // Taken for the end, what is no link would leave out everyone behind it.
    let has_more = has_more(page).ok_or_else(|| Error::undocumented("`meta.next` is neither a link nor null"))?;
    Ok(Rows { total, has_more, ..rows(ids_of(page), &last)? })
}

/// The users of these ids, the last of whom has these values in the ordered fields, as JSON.
///
/// # Errors
/// An id that is none.
pub(super) fn rows(ids: Vec<f64>, last: &str) -> Result<Rows, Error> {
    let ids = ids.into_iter().map(|id| {
        let is_id = id.fract() == 0.0 && (1.0..=MAX_INTEGER as f64).contains(&id);
        is_id.then_some(id as u64).ok_or_else(|| Error::undocumented("the id of a user is not a positive integer"))
    });
    let ids = ids.collect::<Result<Vec<_>, _>>()?;
    match json::read(last) {
        Ok(Json::Array(last)) => Ok(Rows { ids, last, ..Rows::default() }),
        _ => Err(Error::undocumented("a user's value of an ordered field is no json")),
    }
}

/// The answer with as much of its body as an error needs.
pub(super) fn response(answer: &Answer) -> Response {
    whole(answer, String::from(answer.body().slice(0, NEEDED_CHARACTERS)))
}

fn whole(answer: &Answer, body: String) -> Response {
    Response { status: answer.status(), request_id: answer.request_id(), retry_after: answer.retry_after(), body }
}
