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
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `js_sys::JSON::parse` would copy the text into the module and out again.
    #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
    fn parse_json(text: &JsString) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen(inline_js = "export function areUsers(items, withId) {
    return items.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item)
        && (!withId || typeof item.id === 'number'))
}
export function idsOf(users) {
    return Float64Array.from(users, (user) => user.id)
}
export function lastOf(users, fields) {
    return JSON.stringify(fields.map((field) => users.at(-1)[field] ?? null))
}")]
extern "C" {
    /// One crossing for a whole page.
    #[wasm_bindgen(js_name = areUsers)]
    fn are_users(items: &Array, with_id: bool) -> bool;
    #[wasm_bindgen(js_name = idsOf)]
    fn ids_of(users: &Array) -> Vec<f64>;
    /// The last user's values of fields, as JSON.
    #[wasm_bindgen(catch, js_name = lastOf)]
    fn last_of(users: &Array, fields: Vec<String>) -> Result<String, JsValue>;
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

/// The engine's own object of `value`. What is missing is null, as on the wire.
pub(super) fn to_js(value: &impl Serialize) -> JsValue {
    value.serialize(&Serializer::new().serialize_missing_as_null(true)).unwrap_or_default()
}

/// Takes what `shape` promises out of the answer to `request`.
///
/// # Errors
/// What the server refused, or how the answer differs from its shape.
pub(super) fn decode(answer: &Answer, shape: Shape, request: &Request) -> Result<Decoded, Error> {
    if !is_success(answer.status) {
        return Err(response(answer).refusal(request));
    }
    let is_small = matches!(shape, Shape::BulkUpdate | Shape::BulkOperation | Shape::Account);
    if is_small && answer.body.length() > MAX_SMALL_CHARACTERS {
        return Err(response(answer).undecodable(request, "it is far too long"));
    }
    let whole = || whole(answer, String::from(&answer.body));
    match shape {
        Shape::BulkUpdate => {
            let update = whole().read(request, BulkUpdate::from_json)?;
            return Ok(Decoded::Bulk(update.redacted(|text| request.redact(text))));
        }
        Shape::BulkOperation => whole().read(request, BulkOperation::check)?,
        Shape::Account => whole().read(request, Account::check)?,
        Shape::Page { .. } | Shape::Count | Shape::User { .. } | Shape::UserOrPage => {}
    }
    let value =
        parse_json(&answer.body).map_err(|_| response(answer).broken(request, "it is not JSON, or was cut off"))?;
    take(value, shape).map(Decoded::Value).map_err(|problem| response(answer).undecodable(request, &problem))
}

/// Checks the shape of what is handed through.
fn take(value: JsValue, shape: Shape) -> Result<JsValue, String> {
    match shape {
        Shape::Page { counted, with_id } => check_page(&value, counted, with_id).map(|_| value),
        Shape::Count => check_page(&value, true, false).map(JsValue::from_f64),
        Shape::User { with_id } => match are_users(&Array::of1(&value), with_id) {
            true => Ok(value),
            false => Err("it is not a user".into()),
        },
        Shape::UserOrPage => match member(&value, "objects").dyn_into::<Array>() {
            Ok(users) if users.length() == 0 => Err("the page holds no user".into()),
            Ok(users) => take(users.get(0), Shape::User { with_id: true }),
            Err(_) => take(value, Shape::User { with_id: true }),
        },
        Shape::BulkUpdate | Shape::BulkOperation | Shape::Account => Ok(value),
    }
}

/// Looks at the envelope, and tells `meta.total_count` where it must be there.
fn check_page(page: &JsValue, counted: bool, with_id: bool) -> Result<f64, String> {
    let users = member(page, "objects").dyn_into::<Array>().map_err(|_| "`objects` is not an array")?;
    if !are_users(&users, with_id) {
        return Err("`objects` holds something that is not a user".into());
    }
    let meta = member(page, "meta");
    if !meta.is_object() {
        return Err("`meta` is not an object".into());
    }
    match total_of(&meta) {
        None if counted => Err("`meta.total_count` is not a count".into()),
        total => Ok(total.unwrap_or_default()),
    }
}

/// `meta.total_count` where it is a count that JavaScript can tell from its neighbours.
fn total_of(meta: &JsValue) -> Option<f64> {
    let is_count = |total: &f64| total.fract() == 0.0 && (0.0..=MAX_INTEGER as f64).contains(total);
    member(meta, "total_count").as_f64().filter(is_count)
}

/// What a plan looks at in a `page` of users.
///
/// # Errors
/// An id that is none, or no word on whether more users come.
pub(super) fn rows_of(users: &Array, page: &JsValue, key_fields: &[&str]) -> Result<Rows, Error> {
    let mut last = String::from("[]");
    if users.length() > 0 && !key_fields.is_empty() {
        let fields = key_fields.iter().map(|field| (*field).to_owned()).collect();
        last = last_of(users, fields).unwrap_or_default();
    }
    let meta = member(page, "meta");
    let total = total_of(&meta).map(|total| total as u64);
    let next = member(&meta, "next");
    // Taken for the end, what is no link would leave out everyone behind it.
    let has_more = match next.as_string().is_some_and(|link| !link.is_empty()) {
        true => true,
        false if next.is_null() => false,
        false => return Err(Error::undocumented("`meta.next` is neither a link nor null")),
    };
    Ok(Rows { total, has_more, ..rows(ids_of(users), &last)? })
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

/// A member of an object that JSON made; `undefined` of anything else.
fn member(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

/// The answer with as much of its body as an error needs.
pub(super) fn response(answer: &Answer) -> Response {
    whole(answer, String::from(answer.body.slice(0, NEEDED_CHARACTERS)))
}

fn whole(answer: &Answer, body: String) -> Response {
    Response { status: answer.status, request_id: answer.request_id(), retry_after: answer.retry_after(), body }
}
