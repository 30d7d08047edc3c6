//! Conditions as people write them: `level >= 3 and nickname contains "Tom"`.
//!
//! ```
//! use minapp_users::{field, text};
//!
//! let adults = text::parse(r#"level >= 3 and nickname contains "Tom""#)?;
//! assert_eq!(adults.to_string(), r#"{"$and":[{"level":{"$gte":3}},{"nickname":{"$contains":"Tom"}}]}"#);
//! assert_eq!(text::format(&field("city").is_in(["广州", "北京"]))?, r#"city in ("广州", "北京")"#);
//!
//! let error = text::parse("level >= ").unwrap_err();
//! assert_eq!(error.to_string(), "where: column 10: expected a value after >=, got the end");
//! # Ok::<(), minapp_users::Error>(())
//! ```
//!
//! # Grammar
//!
//! | text | wire |
//! |---|---|
//! | `level = 3`, `level == 3`, `level != 3` | `$eq`, `$ne` |
//! | `level < 3`, `level <= 3`, `level > 3`, `level >= 3` | `$lt`, `$lte`, `$gt`, `$gte` |
//! | `level between 1 and 9` (both included) | `$range` |
//! | `level in (1, 2)`, `level not in (1, 2)` | `$in`, `$nin` |
//! | `nickname contains "Tom"` | `$contains` |
//! | `nickname matches /^to/i` | `$regex`, `$options` |
//! | `unionid is null`, `unionid is not null` | `$isnull` |
//! | `note exists`, `note not exists` | `$exists` |
//! | `tags has all ("gold", "new")` | `$all` |
//! | `address has key "city"` | `$has_key` |
//! | `area intersects {…}`, `location within {…}`, `location center {…}`, `location nearsphere {…}` | the same names |
//! | `a = 1 and b = 2 or c = 3`: `and` binds tighter; parentheses group | `$and`, `$or` |
//! | `{"level":{"$gte":3}}` | the wire's own JSON, alone or as a part |
//!
//! Words may be in upper or lower case. A value is what JSON has, and a text may be in single quotes, too; a list is in `(…)` or
//! `[…]`. A field is a bare word (letters of any language, digits, `_`, and `.` for a path), or stands in backticks. A regular
//! expression ends at the first `/` without a `\` before it.
//!
//! [`parse`] takes at most a megabyte ([`MAX_BYTES`]), and objects and parentheses that are nested at most 100 deep
//! ([`MAX_DEPTH`]).

mod comparison;
mod error;
mod form;
mod parser;
mod scanner;
mod spans;
#[cfg(test)]
mod tests;
mod value;
mod writer;

pub use error::SyntaxError;
pub use writer::format;

use crate::Where;

/// How many bytes of text [`parse`] reads at most.
pub const MAX_BYTES: usize = 1 << 20;

/// How deep the objects and arrays of a condition, and the parentheses of its text, may be nested.
pub const MAX_DEPTH: usize = 100;

/// Reads a condition, and checks it as [`Where::from_json`] does. See the [grammar](self#grammar).
///
/// ```
/// use minapp_users::text;
///
/// let error = text::parse("vip = true and created_at >= '2026-01-01'").unwrap_err();
/// assert_eq!(error.to_string(), "where: column 30: created_at: expected a number of unix seconds, got \"2026-01-01\"");
/// assert_eq!(
///     error.excerpt(),
///     "vip = true and created_at >= '2026-01-01'\n                             ^^^^^^^^^^^^",
/// );
/// ```
///
/// # Errors
/// The first mistake, with its place.
pub fn parse(text: &str) -> Result<Where, SyntaxError> {
    parser::parse(text, None).map_err(|fault| SyntaxError::new(text, fault))
}

/// As [`parse`], but refuses a number for which JavaScript would send another integer; `written` is what it writes for one that it
/// has read.
#[doc(hidden)]
pub fn parse_for_javascript(text: &str, written: fn(&str) -> String) -> Result<Where, SyntaxError> {
    parser::parse(text, Some(written)).map_err(|fault| SyntaxError::new(text, fault))
}
