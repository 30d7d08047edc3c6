//! `where`: which users a request means.
//!
//! The operators are those of the document and the vendor; where neither says more, they mean what MongoDB means
//! \[ours\]:
//! - A missing field equals null, and is neither less nor greater than anything.
//! - An array matches when it matches as a whole, or when one of its items does.
//! - `$ne` and `$nin` are the negations of `$eq` and `$in`: they take missing fields, and no array with such an item.
//! - `$lt` and its kin never compare values of different types.
//! - A dotted path goes into objects, and into the objects of an array. It can name an item of an array by its
//!   number; when that item is itself an array, it matches as a whole only.
//! - A field that the schema does not know is missing in every row; that is not an error.

mod among;
mod bounds;
mod operand;
mod parse;
mod path;
mod pattern;
mod test;

pub use bounds::Bounds;
pub use path::Path;

use crate::{geojson::Position, refusal::Refusal, schema::Schema, store::User, value::Value};
use test::Test;

/// A parsed `where`.
#[derive(Debug)]
pub enum Filter {
    /// Every part matches; without parts, every row does.
    All(Vec<Filter>),
    /// At least one part matches.
    Any(Vec<Filter>),
    /// One test of one field.
    Field(Path, Test),
}

impl Filter {
    /// Reads `where`; without one, every row matches.
    pub fn parse(condition: Option<&Value>, schema: &Schema) -> Result<Self, Refusal> {
        match condition {
            None => Ok(Self::All(Vec::new())),
            Some(condition) => parse::filter(condition, schema, "where")
                .map_err(|(path, message)| Refusal::bad_request(format!("{path}: {message}"))),
        }
    }

    /// Whether a row is meant.
    pub fn matches(&self, user: User<'_>) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.matches(user)),
            Self::Any(parts) => parts.iter().any(|part| part.matches(user)),
            Self::Field(path, test) => test.matches(path, user),
        }
    }

    /// Whether every row is meant, so that nothing needs to be looked at.
    pub fn is_everyone(&self) -> bool {
        matches!(self, Self::All(parts) if parts.iter().all(Self::is_everyone))
    }

    /// Between which values of a column those rows lie that can match. For a column that holds no arrays.
    pub fn bounds(&self, column: usize) -> Bounds<'_> {
        match self {
            Self::All(parts) => parts.iter().map(|part| part.bounds(column)).fold(Bounds::default(), Bounds::and),
            Self::Any(parts) => parts.iter().map(|part| part.bounds(column)).reduce(Bounds::or).unwrap_or_default(),
            Self::Field(path, test) if *path == Path::of(column) => test.bounds(),
            Self::Field(..) => Bounds::default(),
        }
    }

    /// The field and the point of a `$nearsphere`, which orders the rows that it lets through.
    pub fn nearest_to(&self) -> Option<(&Path, Position)> {
        match self {
            Self::All(parts) => parts.iter().find_map(Self::nearest_to),
            Self::Field(path, Test::NearSphere { center, .. }) => Some((path, *center)),
            _ => None,
        }
    }
}
