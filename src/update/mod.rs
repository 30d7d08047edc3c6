//! Changes to a user's custom fields.

mod change;
mod check;

pub use change::{append, append_unique, increment, merge, pop, remove, shift};

use crate::{Error, Json, Where, field, filter::all_of};
use std::fmt;

/// Changes to custom fields: values to set, atomic changes, fields to clear.
///
/// It is plain data. The request that uses it checks it; [`Update::check`] checks it before.
///
/// ```
/// use minapp_users::{Update, append_unique, increment};
///
/// let update = Update::new()
///     .set("vip", true)
///     .set("level", increment(1))
///     .set("tags", append_unique(["gold"]))
///     .unset("note");
/// assert_eq!(
///     update.to_string(),
///     r#"{"vip":true,"level":{"$incr_by":1},"tags":{"$append_unique":["gold"]},"$unset":{"note":""}}"#,
/// );
/// assert!(!update.is_repeatable());
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Update {
    set: Vec<(String, Json)>,
    unset: Vec<String>,
}

impl Update {
    /// No change yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `field` to a value, or changes it by [`increment`], [`append`], [`append_unique`], [`remove`], [`merge`],
    /// [`pop`] or [`shift`].
    pub fn set(mut self, field: impl Into<String>, value: impl Into<Json>) -> Self {
        self.set.push((field.into(), value.into()));
        self
    }

    /// Clears `field`.
    pub fn unset(mut self, field: impl Into<String>) -> Self {
        self.unset.push(field.into());
        self
    }

    /// Takes the wire's JSON and checks it. A field whose value is `{"$unset": …}` is cleared, as is every field that
    /// the wire's own top-level `$unset` names.
    ///
    /// ```
    /// use minapp_users::{Update, json};
    ///
    /// let wrong = json::read(r#"{"level":{"$incr_by":"1"}}"#).unwrap();
    /// assert_eq!(
    ///     Update::from_json(wrong).unwrap_err().to_string(),
    ///     "level.$incr_by: expected a number, got \"1\"",
    /// );
    /// ```
    ///
    /// # Errors
    /// The path of the first mistake, what was expected there and what it got.
    pub fn from_json(json: Json) -> Result<Self, Error> {
        let update = Self::unchecked(json)?;
        update.check()?;
        Ok(update)
    }

    /// Takes the wire's JSON for a request, which checks it.
    pub(crate) fn unchecked(json: Json) -> Result<Self, Error> {
        check::split(json)
    }

    /// Checks field names, values and atomic changes.
    ///
    /// # Errors
    /// The path of the first mistake: a built-in field, a field set and unset, a wrong value, or no change at all.
    pub fn check(&self) -> Result<(), Error> {
        check::check(self)
    }

    /// Whether sending it twice leaves a user as sending it once does: not when it increments, appends or pops.
    pub fn is_repeatable(&self) -> bool {
        self.set.iter().all(|(_, value)| change::is_repeatable(value))
    }

    /// Whether it says something about `field`.
    pub(crate) fn changes(&self, field: &str) -> bool {
        self.set.iter().any(|(name, _)| name == field) || self.unset.iter().any(|name| name == field)
    }

    /// What every user meets whom it has changed, and nobody has since; `None` where no condition says that.
    pub(crate) fn result(&self) -> Option<Where> {
        let mut parts = Vec::new();
        for (name, value) in &self.set {
            parts.push(change::result(field(name), value)?);
        }
        for name in &self.unset {
            parts.push(field(name).is_null(true));
        }
        all_of(parts)
    }

    /// The wire's JSON.
    pub fn to_json(&self) -> Json {
        let mut members = self.set.clone();
        if !self.unset.is_empty() {
            let cleared = self.unset.iter().map(|field| (field.clone(), "".into())).collect();
            members.push(("$unset".into(), Json::Object(cleared)));
        }
        Json::Object(members)
    }
}

impl fmt::Display for Update {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_json().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn result(update: Update) -> Option<String> {
        update.result().map(|condition| {
            condition.check().unwrap();
            condition.to_string()
        })
    }

    #[test]
    fn a_condition_tells_who_was_changed() {
        let update = Update::new()
            .set("vip", true)
            .set("level", 3)
            .set("note", Json::Null)
            .set("tags", append_unique(["a", "b"]))
            .set("more", remove([1]))
            .unset("test");
        assert_eq!(
            result(update).unwrap(),
            r#"{"$and":[{"vip":{"$eq":true}},{"level":{"$eq":3}},{"note":{"$isnull":true}},{"tags":{"$all":["a","b"]}},{"more":{"$nin":[1]}},{"test":{"$isnull":true}}]}"#
        );
        assert_eq!(result(Update::new().set("note", "x")).unwrap(), r#"{"note":{"$eq":"x"}}"#);
    }

    #[test]
    fn where_no_condition_tells_it_there_is_none() {
        for value in [Json::from(vec![1]), Json::member("a", 1), merge([("a", 1)]), increment(1), append([1]), pop()] {
            assert_eq!(result(Update::new().set("vip", true).set("field", value)), None);
        }
    }
}
