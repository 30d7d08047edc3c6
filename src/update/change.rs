//! Atomic changes: what the server does to the value that is stored, whatever it is by then.

use crate::{Error, Field, Json, Operator, Where, path::Path};

/// Adds `amount`, which may be negative, to a number. Not repeatable.
///
/// ```
/// assert_eq!(minapp_users::increment(-2).to_string(), r#"{"$incr_by":-2}"#);
/// ```
pub fn increment(amount: impl Into<Json>) -> Json {
    Json::member("$incr_by", amount)
}

/// Appends `items` to an array. Not repeatable.
///
/// ```
/// assert_eq!(minapp_users::append(["a"]).to_string(), r#"{"$append":["a"]}"#);
/// ```
pub fn append<T: Into<Json>>(items: impl IntoIterator<Item = T>) -> Json {
    Json::member("$append", items.into_iter().collect::<Vec<_>>())
}

/// Appends those of `items` that an array does not have yet.
///
/// ```
/// assert_eq!(minapp_users::append_unique(["a"]).to_string(), r#"{"$append_unique":["a"]}"#);
/// ```
pub fn append_unique<T: Into<Json>>(items: impl IntoIterator<Item = T>) -> Json {
    Json::member("$append_unique", items.into_iter().collect::<Vec<_>>())
}

/// Removes `items` from an array.
///
/// ```
/// assert_eq!(minapp_users::remove(["a"]).to_string(), r#"{"$remove":["a"]}"#);
/// ```
pub fn remove<T: Into<Json>>(items: impl IntoIterator<Item = T>) -> Json {
    Json::member("$remove", items.into_iter().collect::<Vec<_>>())
}

/// Sets keys of an object, and leaves its other keys.
///
/// ```
/// assert_eq!(minapp_users::merge([("city", "广州")]).to_string(), r#"{"$update":{"city":"广州"}}"#);
/// ```
pub fn merge<K: Into<String>, V: Into<Json>>(members: impl IntoIterator<Item = (K, V)>) -> Json {
    let members = members.into_iter().map(|(key, value)| (key.into(), value.into())).collect();
    Json::member("$update", Json::Object(members))
}

/// Drops the last item of an array. Not repeatable.
///
/// ```
/// assert_eq!(minapp_users::pop().to_string(), r#"{"$pop":1}"#);
/// ```
pub fn pop() -> Json {
    Json::member("$pop", 1)
}

/// Drops the first item of an array. Not repeatable.
///
/// ```
/// assert_eq!(minapp_users::shift().to_string(), r#"{"$pop":-1}"#);
/// ```
pub fn shift() -> Json {
    Json::member("$pop", -1)
}

/// Whether `value` is an object with operators rather than a value to set.
fn operators(value: &Json) -> Option<&[(String, Json)]> {
    match value {
        Json::Object(members) if members.iter().any(|(key, _)| key.starts_with('$')) => Some(members),
        _ => None,
    }
}

pub(super) fn is_repeatable(value: &Json) -> bool {
    let once = |(operator, _): &(String, Json)| matches!(operator.as_str(), "$incr_by" | "$append" | "$pop");
    !operators(value).is_some_and(|members| members.iter().any(once))
}

/// What a user meets whose field was set to `value`, or changed by it; `None` where no condition says that.
pub(super) fn result(field: Field, value: &Json) -> Option<Where> {
    match operators(value) {
        None => match value {
            Json::Null => Some(field.is_null(true)),
            Json::Bool(_) | Json::Number(_) | Json::String(_) => Some(field.eq(value.clone())),
            _ => None,
        },
        Some([(operator, Json::Array(items))]) => match operator.as_str() {
            "$append_unique" => Some(field.is(Operator::All, Json::Array(items.clone()))),
            "$remove" => Some(field.is(Operator::NotIn, Json::Array(items.clone()))),
            _ => None,
        },
        Some(_) => None,
    }
}

pub(super) fn check(value: &Json, path: &Path<'_>) -> Result<(), Error> {
    let Some(members) = operators(value) else {
        return match value {
            Json::Foreign(what) if what == "undefined" => {
                Err(path.wrong("expected a value, got undefined; unset() clears a field"))
            }
            _ => check_value(value, path),
        };
    };
    let [(operator, operand)] = members else {
        return Err(path.wrong("expected one atomic change and nothing beside it"));
    };
    let path = &path.key(operator);
    let what = match (operator.as_str(), operand) {
        ("$incr_by", Json::Number(_)) => return Ok(()),
        ("$append" | "$append_unique" | "$remove", Json::Array(items)) if !items.is_empty() => {
            return check_value(operand, path);
        }
        ("$update", Json::Object(members)) if !members.is_empty() => {
            for (key, value) in members {
                if key.starts_with('$') || key.contains('.') {
                    return Err(path.key(key).wrong("expected a key without $ at its beginning and without dots"));
                }
                check_value(value, &path.key(key))?;
            }
            return Ok(());
        }
        ("$pop", Json::Number(end)) if matches!(end.as_str(), "1" | "-1") => return Ok(()),
        ("$incr_by", _) => "a number",
        ("$append" | "$append_unique" | "$remove", _) => "an array of at least one item",
        ("$update", _) => "an object with at least one key",
        ("$pop", _) => "1 or -1",
        _ => {
            return Err(path.wrong(
                "not an atomic change; there are $incr_by, $append, $append_unique, $remove, $update, $pop and $unset",
            ));
        }
    };
    Err(path.expected(what, operand))
}

fn check_value(value: &Json, path: &Path<'_>) -> Result<(), Error> {
    match value {
        Json::Foreign(_) => return Err(path.expected("a JSON value", value)),
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                check_value(item, &path.index(index))?;
            }
        }
        Json::Object(members) => {
            for (key, value) in members {
                if key.starts_with('$') {
                    let rule = "an atomic change stands for a whole field, not inside its value";
                    return Err(path.key(key).wrong(rule));
                }
                check_value(value, &path.key(key))?;
            }
        }
        _ => {}
    }
    Ok(())
}
