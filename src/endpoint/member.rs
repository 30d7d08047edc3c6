//! Members of a small answer. They are read from [`Json`] and not through serde: its messages about wrong types would
//! bring the formatting of floats into the compiled client, a quarter of its size.

use super::MAX_INTEGER;
use crate::Json;

/// What a member may be, unless it is missing or null.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Count,
    Text,
    Flag,
}

/// Checks the members of `object` that these are.
pub(super) fn check(object: &Json, members: &[(&str, Kind)]) -> Result<(), String> {
    for (name, kind) in members {
        let value = &object[*name];
        let (is_kind, what) = match kind {
            Kind::Count => (count(value).is_some(), "a number"),
            Kind::Text => (value.as_str().is_some(), "a string"),
            Kind::Flag => (flag(value).is_some(), "true or false"),
        };
        if !is_kind && !matches!(object.get(name), None | Some(Json::Null)) {
            return Err(wrong(name, what));
        }
    }
    Ok(())
}

/// The problem that a member is missing, or not what it should be.
pub(super) fn wrong(name: &str, what: &str) -> String {
    format!("`{name}` is not {what}")
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
        Json::Number(number) => number.as_count().filter(|count| *count <= MAX_INTEGER),
        _ => None,
    }
}
