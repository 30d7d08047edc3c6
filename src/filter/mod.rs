//! Conditions on users: the `where` of a request.

mod check;
mod field;
pub mod geo;
mod operator;
#[cfg(any(test, all(target_arch = "wasm32", feature = "js")))]
mod simple;

pub use field::{Field, field};
pub use operator::Operator;
#[cfg(all(target_arch = "wasm32", feature = "js"))]
pub(crate) use simple::simple_operands;

use crate::{Error, Json};
use std::fmt;

/// A condition on users: [`field`] with an operator, parts joined by [`and`] and [`or`], or the wire's own JSON.
///
/// It is plain data. The request that uses it checks it; [`Where::check`] checks it before.
///
/// ```
/// use minapp_users::{and, field, or};
///
/// let adults = and([field("vip").eq(true), or([field("level").gte(3), field("tags").all(["gold"])])]);
/// assert_eq!(
///     adults.to_string(),
///     r#"{"$and":[{"vip":{"$eq":true}},{"$or":[{"level":{"$gte":3}},{"tags":{"$all":["gold"]}}]}]}"#,
/// );
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Where(Json);

impl Where {
    /// The condition that every user meets: `{}`.
    pub fn everyone() -> Self {
        Where(Json::Object(Vec::new()))
    }

    /// One condition; [`field`] reads better.
    pub fn condition(field: &str, operator: Operator, operand: impl Into<Json>) -> Self {
        Where(Json::member(field, Json::member(operator.name(), operand)))
    }

    /// Takes JSON of our own making.
    pub(crate) fn unchecked(json: Json) -> Self {
        Where(json)
    }

    /// Whether it is `{}`, which every user meets.
    pub(crate) fn is_everyone(&self) -> bool {
        matches!(&self.0, Json::Object(members) if members.is_empty())
    }

    /// Takes the wire's JSON and checks it.
    ///
    /// ```
    /// use minapp_users::{Where, json};
    ///
    /// let wrong = json::read(r#"{"$or":[{"vip":true},{"level":{"$gte":[3]}}]}"#).unwrap();
    /// assert_eq!(
    ///     Where::from_json(wrong).unwrap_err().to_string(),
    ///     "$or[1].level.$gte: expected a number or a string, got an array",
    /// );
    /// ```
    ///
    /// # Errors
    /// The path of the first mistake, what was expected there and what it got.
    pub fn from_json(json: Json) -> Result<Self, Error> {
        let condition = Where(json);
        condition.check()?;
        Ok(condition)
    }

    /// Checks operators, operands and field names.
    ///
    /// # Errors
    /// The path of the first mistake, what was expected there and what it got.
    pub fn check(&self) -> Result<(), Error> {
        check::check(&self.0)
    }

    /// The wire's JSON.
    pub fn as_json(&self) -> &Json {
        &self.0
    }
}

impl fmt::Display for Where {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<Where> for Json {
    fn from(condition: Where) -> Self {
        condition.0
    }
}

/// Every one of `parts`.
///
/// ```
/// use minapp_users::{and, field};
///
/// let both = and([field("level").gt(1), field("level").lt(9)]);
/// assert_eq!(both.to_string(), r#"{"$and":[{"level":{"$gt":1}},{"level":{"$lt":9}}]}"#);
/// ```
pub fn and(parts: impl IntoIterator<Item = Where>) -> Where {
    join("$and", parts)
}

/// At least one of `parts`.
///
/// ```
/// use minapp_users::{field, or};
///
/// let either = or([field("vip").eq(true), field("level").gte(9)]);
/// assert_eq!(either.to_string(), r#"{"$or":[{"vip":{"$eq":true}},{"level":{"$gte":9}}]}"#);
/// ```
pub fn or(parts: impl IntoIterator<Item = Where>) -> Where {
    join("$or", parts)
}

/// Every one of `parts`, in as few words as it takes; `None` for everyone.
pub(crate) fn all_of(parts: impl IntoIterator<Item = Where>) -> Option<Where> {
    let mut parts: Vec<Where> = parts.into_iter().collect();
    match parts.len() {
        0 | 1 => parts.pop(),
        _ => Some(and(parts)),
    }
}

fn join(word: &str, parts: impl IntoIterator<Item = Where>) -> Where {
    Where(Json::member(word, Json::Array(parts.into_iter().map(Json::from).collect())))
}
