//! Where in the order a keyset iteration stands.
//!
//! A place is a walk through the fields of the order, first field outermost. Fields that are settled stand in `fixed`, as
//! null or as a value that many users share; the request leaves them out of its order. Of the next field, the *level*,
//! the values are read, from `after` on. Its nulls are a level of their own, before the values or after them.

use super::{
    cursor,
    order::{Order, Term, USE_OFFSET, beyond},
};
use crate::{Error, ErrorKind, Json, Rows, Where, endpoint::MAX_INTEGER, filter::all_of};

/// A place in an order.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    /// What the fields before the level are.
    fixed: Vec<Json>,
    /// The key of the last user met at this level; only its first value when all users who share that are read; empty
    /// at the beginning.
    after: Vec<Json>,
}

/// Members of an object of conditions.
type Members = Vec<(String, Json)>;

impl Place {
    /// The beginning of an order.
    pub fn first(order: &Order) -> Self {
        let mut place = Place { fixed: Vec::new(), after: Vec::new() };
        place.enter(order, &[]);
        place
    }

    /// The place that a cursor tells, if there is such a one.
    pub fn restore(order: &Order, fixed: Vec<Json>, after: Vec<Json>) -> Option<Self> {
        let rest = order.terms.len().checked_sub(fixed.len())?;
        let is_scalar = |value: &Json| matches!(value, Json::Bool(_) | Json::Number(_) | Json::String(_));
        let is_key = |value: &Json| *value == Json::Null || is_scalar(value);
        let after_fits = match after.as_slice() {
            [] => true,
            [value] if rest > 1 => beyond(order.terms[fixed.len()].descending, value).is_some(),
            [keys @ .., id] => {
                keys.len() == rest
                    && cursor::integer(id).is_some()
                    && keys.iter().all(is_key)
                    && keys.first() != Some(&Json::Null)
            }
        };
        (after_fits && fixed.iter().all(is_key)).then_some(Place { fixed, after })
    }

    /// What the fields before the level are.
    pub fn fixed(&self) -> &[Json] {
        &self.fixed
    }

    /// The key that the next page comes after.
    pub fn after(&self) -> &[Json] {
        &self.after
    }

    /// The first field of the order that is not settled; the number of fields when only `id` is left.
    pub fn level(&self) -> usize {
        self.fixed.len()
    }

    /// The longest text that what comes next is compared with, and which field of the order holds it.
    #[cfg(any(test, all(target_arch = "wasm32", feature = "js")))]
    pub fn longest_text(&self) -> Option<(usize, &str)> {
        let mut longest: Option<(usize, &str)> = None;
        for (index, value) in self.fixed.iter().chain(&self.after).enumerate() {
            if let Some(text) = value.as_str()
                && longest.is_none_or(|(_, longest)| longest.len() <= text.len())
            {
                longest = Some((index, text));
            }
        }
        longest
    }

    /// Goes to the first part of what is left of the order, or into it where `key` is read already and lies in it.
    fn enter(&mut self, order: &Order, mut key: &[Json]) {
        while let Some(term) = order.terms.get(self.level()) {
            if key.first().is_some_and(|value| (*value == Json::Null) == term.descending) {
                key = &[];
            }
            if term.descending {
                break;
            }
            self.fixed.push(Json::Null);
            key = key.get(1..).unwrap_or_default();
        }
        self.after = key.to_vec();
    }

    /// The place after a page.
    ///
    /// # Errors
    /// That the page cannot be what was asked for, or that it ends where no cursor can stand.
    pub fn pass(&self, order: &Order, rows: &Rows) -> Result<Option<Place>, Error> {
        let mut next = self.clone();
        if let Some((&id, key)) = rows.ids.last().zip(rows.last.get(..order.terms.len() - self.level())) {
            let mut key = key.to_vec();
            key.push(Json::from(id));
            self.check(order, &rows.ids, &key)?;
            // Twice the same first value: so many users share it that they are read as a part of their own.
            if self.level() + 1 < order.terms.len() && self.after.first() == key.first() {
                next.fixed.push(key[0].clone());
                next.enter(order, &key[1..]);
            } else {
                next.after = key;
            }
        }
        match rows.has_more {
            true => Ok(Some(next)),
            false => Ok(self.clone().leave(order)),
        }
    }

    /// The next part of the order once this one is read.
    fn leave(mut self, order: &Order) -> Option<Place> {
        self.after.clear();
        let mut values_are_read = self.level() < order.terms.len();
        loop {
            if values_are_read && order.terms[self.level()].descending {
                self.fixed.push(Json::Null);
                self.enter(order, &[]);
                return Some(self);
            }
            let value = self.fixed.pop()?;
            let descending = order.terms[self.level()].descending;
            if value == Json::Null {
                if !descending {
                    return Some(self);
                }
                values_are_read = false;
            } else if beyond(descending, &value).is_some() {
                self.after = vec![value];
                return Some(self);
            } else {
                values_are_read = true;
            }
        }
    }

    fn check(&self, order: &Order, ids: &[u64], key: &[Json]) -> Result<(), Error> {
        let terms = &order.terms[self.level()..];
        for (index, (term, value)) in terms.iter().zip(key).enumerate() {
            if let Some(problem) = unordered(value, &term.field) {
                let index = self.level() + index;
                return Err(Error::invalid(format!("orderBy[{index}]: users hold {problem}; {USE_OFFSET}")));
            }
        }
        let Some(Term { field, descending }) = terms.first() else {
            return check_ids(ids, self.after.first().and_then(cursor::integer), order.id_descending);
        };
        if key[0] == Json::Null {
            return Err(Error::new(
                ErrorKind::InvalidAnswer,
                format!(
                    "the answer is not what was asked for: a user has no \"{field}\", and only users who have were asked for"
                ),
            ));
        }
        let Some(before) = self.after.first() else { return Ok(()) };
        let goes_back = match (integer(before), integer(&key[0])) {
            (Some(before), Some(now)) => {
                if *descending {
                    now > before
                } else {
                    now < before
                }
            }
            _ => false,
        };
        if goes_back || key.starts_with(&self.after) {
            return Err(out_of_order(field, &key[0], before));
        }
        Ok(())
    }

    /// The condition on the users who may be left here, together with the caller's own.
    pub fn condition(&self, order: &Order, filter: Option<Where>) -> Option<Where> {
        let mut all: Members = Vec::new();
        for (term, value) in order.terms.iter().zip(&self.fixed) {
            all.push((term.field.clone(), equal(value)));
        }
        let (mut parts, mut own) = (self.parts(order), Vec::new());
        match (parts.len(), order.terms.get(self.level())) {
            (0, Some(term)) => all.push((term.field.clone(), Json::member("$isnull", false))),
            (1, _) => all.append(&mut parts.remove(0)),
            _ => {}
        }
        if !all.is_empty() {
            own.push(Json::Object(all));
        }
        if !parts.is_empty() {
            let mut either = Vec::new();
            for part in parts {
                either.push(Json::Object(part));
            }
            own.push(Json::member("$or", Json::Array(either)));
        }
        narrowed(filter, own)
    }

    /// What may come after `after`, in one part for each field in which it may first differ.
    fn parts(&self, order: &Order) -> Vec<Members> {
        let terms = &order.terms[self.level()..];
        let (mut equals, mut parts) = (Members::new(), Vec::new());
        let mut part = |equals: &Members, field: &str, differs: Json| {
            let mut members = equals.clone();
            members.push((field.into(), differs));
            parts.push(members);
        };
        for (index, (term, value)) in terms.iter().zip(&self.after).enumerate() {
            if let Some(differs) = beyond(term.descending, value) {
                part(&equals, &term.field, differs);
            }
            // Nobody says on which side of its values the server sorts the nulls of a further field: they may be left.
            if index > 0 {
                part(&equals, &term.field, Json::member("$isnull", *value != Json::Null));
            }
            equals.push((term.field.clone(), equal(value)));
        }
        if let Some(differs) = self.after.get(terms.len()).and_then(|id| beyond(order.id_descending, id)) {
            part(&equals, "id", differs);
        }
        parts
    }
}

fn equal(value: &Json) -> Json {
    match value {
        Json::Null => Json::member("$isnull", true),
        _ => Json::member("$eq", value.clone()),
    }
}

/// The caller's condition and our own.
pub(super) fn narrowed(filter: Option<Where>, own: Vec<Json>) -> Option<Where> {
    let mut parts: Vec<Where> = Vec::new();
    parts.extend(filter);
    for json in own {
        parts.push(Where::unchecked(json));
    }
    all_of(parts)
}

/// Why no cursor can stand at a value of `field`.
fn unordered(value: &Json, field: &str) -> Option<String> {
    match value {
        Json::Array(_) | Json::Object(_) | Json::Foreign(_) => {
            Some(format!("{} in \"{field}\", which a cursor cannot order by", value.describe_kind()))
        }
        // It may be rounded: users with the numbers around it would be passed by.
        Json::Number(number) if !number.is_within(MAX_INTEGER) => {
            Some(format!("a number in \"{field}\" that JavaScript cannot tell from its neighbours"))
        }
        _ => None,
    }
}

fn integer(value: &Json) -> Option<i64> {
    match value {
        Json::Number(number) => number.as_integer(),
        _ => None,
    }
}

/// Refuses ids that do not go on from `before` in order: the server ignored what was asked, and asking on might never end.
pub(super) fn check_ids(ids: &[u64], mut before: Option<u64>, descending: bool) -> Result<(), Error> {
    for &id in ids {
        match before {
            Some(before) if (if descending { id >= before } else { id <= before }) => {
                return Err(out_of_order("id", &id.into(), &before.into()));
            }
            _ => before = Some(id),
        }
    }
    Ok(())
}

fn out_of_order(field: &str, now: &Json, before: &Json) -> Error {
    Error::new(
        ErrorKind::InvalidAnswer,
        format!(
            "the answer is not in the order asked for: a user with {} in \"{field}\" comes after one with {}",
            now.describe(),
            before.describe()
        ),
    )
}
