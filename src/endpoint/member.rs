//! Members of a small answer. They are read from [`Json`] and not through serde: its messages about wrong types would
//! bring the formatting of floats into the compiled client, a quarter of its size.

use super::MAX_INTEGER;
use crate::Json;

/// A member that may be missing or null.
pub(super) fn optional<'a, T>(
    object: &'a Json,
    name: &str,
    what: &str,
    read: impl Fn(&'a Json) -> Option<T>,
) -> Result<Option<T>, String> {
    match object.get(name) {
        None | Some(Json::Null) => Ok(None),
        Some(value) => read(value).map(Some).ok_or_else(|| format!("`{name}` is not {what}")),
    }
}

/// A member that must be there.
pub(super) fn required<'a, T>(
    object: &'a Json,
    name: &str,
    what: &str,
    read: impl Fn(&'a Json) -> Option<T>,
) -> Result<T, String> {
    optional(object, name, what, read)?.ok_or_else(|| format!("`{name}` is not {what}"))
}

pub(super) fn text(value: &Json) -> Option<String> {
    value.as_str().map(Into::into)
}

pub(super) fn flag(value: &Json) -> Option<bool> {
    match value {
        Json::Bool(value) => Some(*value),
        _ => None,
    }
}

pub(super) fn count(value: &Json) -> Option<u64> {
    match value {
        // A greater one could not be told to JavaScript.
        Json::Number(number) => number.as_integer()?.try_into().ok().filter(|count| *count <= MAX_INTEGER),
        _ => None,
    }
}
