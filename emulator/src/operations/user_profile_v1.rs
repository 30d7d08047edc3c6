//! 1, 2 and 3: the first version of getting and listing users.

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{
    find,
    list::{Meta, Page},
};
use crate::{
    filter::Filter,
    order_by::Order,
    query::Query,
    refusal::Refusal,
    response::Response,
    schema::USER_GROUP,
    select::{Window, select},
    store::{Store, User},
    value::Value,
};

/// What a v1 user shows, in the order of the document. \[ours\] `user_id` is the `id` too: the document says that it is
/// (`user_id` is what the list shows, and the `id` of `_userprofile`), though its example shows two numbers. A user
/// without groups has an empty `user_group`; what is missing is null.
const FIELDS: [&str; 10] =
    ["avatar", "city", "country", "created_at", "gender", "id", "nickname", "openid", "unionid", "province"];

/// 1: one user by the id in the path.
pub fn get(store: &Store, id: u64) -> Result<Response, Refusal> {
    let index = find(store, id)?;
    Ok(Response::json(200, &UserV1(store.user(index))))
}

/// 2 and 3: the document gives one path to both.
///
/// \[ours\] `user_id` alone asks for that user, as the document's first section shows; `user_id` together with any
/// other parameter filters the list, as its second section shows.
pub fn get_or_list(store: &Store, query: &Query, path: &str) -> Result<Response, Refusal> {
    match query.pairs().collect::<Vec<_>>().as_slice() {
        [("user_id", id)] => get(store, id.parse().unwrap_or(0)),
        _ => list(store, query, path),
    }
}

/// The list always counts \[doc\].
fn list(store: &Store, query: &Query, path: &str) -> Result<Response, Refusal> {
    let filter = Filter::parse(Some(&condition(query)?), &store.schema)?;
    let order = match query.get("order_by") {
        None | Some("") => Order::newest(&store.schema),
        Some(text @ ("created_at" | "-created_at")) => Order::parse(text, &store.schema)?,
        Some(other) => {
            return Err(Refusal::bad_request(format!("order_by: v1 can only sort by created_at, got {other:?}")));
        }
    };
    let window = Window { offset: query.offset()?, limit: query.limit()?, count: true };
    let selection = select(store, &filter, &order, window);
    let objects = selection.rows.iter().map(|index| UserV1(store.user(*index))).collect();
    Ok(Response::json(200, &Page { meta: Meta::new(query, path, window, &selection), objects }))
}

/// The v1 filters as a `where`. \[ours\] An unknown one is refused: ignoring it would list users nobody asked for.
fn condition(query: &Query) -> Result<Value, Refusal> {
    let mut parts = Vec::new();
    for (name, text) in query.pairs() {
        let whole = || {
            text.parse::<i64>()
                .map(Value::Int)
                .map_err(|_| Refusal::bad_request(format!("{name}: expected a whole number, got {text:?}")))
        };
        let (field, operator, value) = match name {
            "created_at" => ("created_at", "$eq", whole()?),
            "created_at__gte" => ("created_at", "$gte", whole()?),
            "created_at__gt" => ("created_at", "$gt", whole()?),
            "created_at__lte" => ("created_at", "$lte", whole()?),
            "created_at__lt" => ("created_at", "$lt", whole()?),
            "gender" => ("gender", "$eq", whole()?),
            "group__in" => (USER_GROUP, "$in", groups(text)?),
            "nickname" => ("nickname", "$eq", text.into()),
            "nickname__contains" => ("nickname", "$contains", text.into()),
            "openid" => ("openid", "$eq", text.into()),
            "unionid" => ("unionid", "$eq", text.into()),
            "user_id" => ("id", "$eq", whole()?),
            "limit" | "offset" | "order_by" => continue,
            _ => return Err(Refusal::bad_request(format!("{name}: there is no such filter"))),
        };
        parts.push(Value::Object(vec![(field.into(), Value::Object(vec![(operator.into(), value)]))]));
    }
    if parts.is_empty() {
        return Ok(Value::Object(Vec::new()));
    }
    Ok(Value::Object(vec![("$and".into(), Value::Array(parts))]))
}

fn groups(text: &str) -> Result<Value, Refusal> {
    let ids = text.split(',').map(|id| id.trim().parse::<i64>().map(Value::Int));
    let ids: Result<Vec<Value>, _> = ids.collect();
    ids.map(Value::Array)
        .map_err(|_| Refusal::bad_request(format!("group__in: expected group ids joined by commas, got {text:?}")))
}

struct UserV1<'a>(User<'a>);

impl Serialize for UserV1<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = |name: &str| self.0.store().schema.find(name).and_then(|column| self.0.get(column));
        let mut map = serializer.serialize_map(Some(FIELDS.len() + 2))?;
        for name in FIELDS {
            map.serialize_entry(name, value(name).unwrap_or(&Value::Null))?;
        }
        map.serialize_entry(USER_GROUP, value(USER_GROUP).unwrap_or(&Value::Array(Vec::new())))?;
        map.serialize_entry("user_id", value("id").unwrap_or(&Value::Null))?;
        map.end()
    }
}
