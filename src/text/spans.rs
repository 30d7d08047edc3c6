//! Where each part of a value stands in the text.

use super::error::Fault;
use crate::{Error, Json, Operator, path::Path};
use std::ops::Range;

/// The places of a value, of the name before it, and of what it holds.
#[derive(Clone, Debug)]
pub(super) struct Spans {
    pub value: Range<usize>,
    /// Of a member, where its name is; else as `value`.
    pub name: Range<usize>,
    /// One for each item or member.
    pub inner: Vec<Spans>,
}

impl Spans {
    pub fn of(value: Range<usize>) -> Self {
        Spans { name: value.clone(), value, inner: Vec::new() }
    }

    pub fn named(self, name: Range<usize>) -> Self {
        Spans { name, ..self }
    }

    pub fn around(value: Range<usize>, inner: Vec<Spans>) -> Self {
        Spans { inner, ..Spans::of(value) }
    }
}

/// The place of a mistake that a check of `json` found, and what the check says without the path.
pub(super) fn locate(error: &Error, json: &Json, spans: &Spans) -> (Range<usize>, String) {
    let message = error.to_string();
    let mut found = (0, spans.value.clone());
    search(&message, json, spans, &Path::Root("where"), &mut found);
    let (length, span) = found;
    (span, message.get(length..).unwrap_or_default().to_owned())
}

/// Looks for the longest path that the message begins with. A path with a colon in it may look like another with less to say.
fn search(message: &str, json: &Json, spans: &Spans, path: &Path<'_>, found: &mut (usize, Range<usize>)) {
    let prefix = format!("{path}: ");
    if let Some(rule) = message.strip_prefix(&prefix)
        && prefix.len() > found.0
    {
        *found = (prefix.len(), culprit(rule, json, spans));
    }
    match json {
        Json::Array(items) => {
            for (index, (item, spans)) in items.iter().zip(&spans.inner).enumerate() {
                search(message, item, spans, &path.index(index), found);
            }
        }
        Json::Object(members) => {
            for ((name, value), spans) in members.iter().zip(&spans.inner) {
                search(message, value, spans, &path.key(name), found);
            }
        }
        _ => {}
    }
}

/// A rule that says what it got is about the value; one about operators, about the member that is none; every other, about the name.
fn culprit(rule: &str, json: &Json, spans: &Spans) -> Range<usize> {
    if holds(rule, ", got ") {
        return spans.value.clone();
    }
    if let (Json::Object(members), true) = (json, holds(rule, " is not an operator")) {
        let is_wrong = |((name, _), _): &(&(String, Json), &Spans)| Operator::from_name(name).is_none();
        if let Some((_, spans)) = members.iter().zip(&spans.inner).find(is_wrong) {
            return spans.name.clone();
        }
    }
    spans.name.clone()
}

/// As `contains`, whose search takes more code than this reader has use for.
fn holds(text: &str, part: &str) -> bool {
    text.as_bytes().windows(part.len()).any(|window| window == part.as_bytes())
}

/// The check's mistake, at its place, with its path.
pub(super) fn fault(error: &Error, json: &Json, spans: &Spans) -> Fault {
    Fault::new(locate(error, json, spans).0, error.to_string())
}
