//! Where an iteration stands, as a text that can be kept.
//!
//! `{"version":1,"of":"af63dc4c8601ec8c","stage":"keys","fixed":[null],"after":[7,70695404],"since":1511000000,"seen":[5,2]}`:
//! whose iteration it is, then where it stands. `seen` are the ids handed out, each as its distance from the one before.

use super::{iteration::Stage, order::Order, place::Place};
use crate::{
    Error, Json,
    endpoint::MAX_INTEGER,
    json::{self, named},
    numbers::distances,
};

const VERSION: u64 = 1;

/// What a cursor tells.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Saved {
    pub stage: Stage,
    pub since: u64,
    /// Ascending.
    pub seen: Vec<u64>,
}

/// The cursor of the iteration `of`; `memory` is what it knows of users who change, where they may: since when, and
/// the ids handed out, ascending.
pub(super) fn write(of: &str, stage: &Stage, memory: Option<(u64, Vec<u64>)>) -> String {
    let (name, after) = match stage {
        Stage::Since => ("since", Vec::new()),
        Stage::Keys(place) => ("keys", place.after().to_vec()),
        Stage::Sweep(None) => ("sweep", Vec::new()),
        Stage::Sweep(Some(number)) => ("sweep", vec![Json::from(*number)]),
        Stage::Offset(number) => ("offset", vec![Json::from(*number)]),
        Stage::End => ("end", Vec::new()),
    };
    let mut members = vec![named("version", VERSION.into()), named("of", of.into()), named("stage", name.into())];
    if let Stage::Keys(place) = stage {
        members.push(named("fixed", Json::Array(place.fixed().to_vec())));
    }
    members.push(named("after", Json::Array(after)));
    if let Some((since, seen)) = memory.filter(|_| !matches!(stage, Stage::End)) {
        members.push(named("since", since.into()));
        members.push(named("seen", distances(&seen)));
    }
    Json::Object(members).to_string()
}

/// Reads a cursor of the iteration `of`.
///
/// # Errors
/// That it is none, or another iteration's.
pub(super) fn read(text: &str, of: &str, order: &Order) -> Result<Saved, Error> {
    let cursor = json::read(text).map_err(|_| wrong(text))?;
    match (integer(&cursor["version"]), cursor["of"].as_str()) {
        (Some(VERSION), Some(owner)) if owner == of => saved(&cursor, order).ok_or_else(|| wrong(text)),
        (Some(VERSION), Some(_)) => Err(Error::invalid("cursor: it belongs to another where or orderBy")),
        _ => Err(wrong(text)),
    }
}

/// The error that `text` is no cursor.
pub(super) fn wrong(text: &str) -> Error {
    Error::invalid(format!("cursor: expected the cursor of an iteration, got {}", Json::from(text).describe()))
}

fn saved(cursor: &Json, order: &Order) -> Option<Saved> {
    let after = array(cursor, "after")?;
    let stage = match (cursor["stage"].as_str()?, after) {
        ("since", []) => Stage::Since,
        ("keys", _) => Stage::Keys(Place::restore(order, array(cursor, "fixed")?.to_vec(), after.to_vec())?),
        ("sweep", []) => Stage::Sweep(None),
        ("sweep", [id]) => Stage::Sweep(Some(integer(id)?)),
        ("offset", [offset]) => Stage::Offset(integer(offset)?),
        ("end", []) => Stage::End,
        _ => return None,
    };
    let (mut since, mut seen) = (0, Vec::new());
    if order.may_change() && stage != Stage::End {
        since = integer(&cursor["since"])?;
        let mut before = 0_u64;
        for distance in array(cursor, "seen")? {
            before = integer(distance).filter(|distance| *distance > 0)?.checked_add(before).filter(is_small)?;
            seen.push(before);
        }
    }
    Some(Saved { stage, since, seen })
}

fn array<'a>(cursor: &'a Json, name: &str) -> Option<&'a [Json]> {
    match cursor.get(name)? {
        Json::Array(items) => Some(items),
        _ => None,
    }
}

fn is_small(value: &u64) -> bool {
    *value <= MAX_INTEGER
}

/// A count or an id.
pub(super) fn integer(value: &Json) -> Option<u64> {
    match value {
        Json::Number(number) => number.as_count().filter(is_small),
        _ => None,
    }
}
