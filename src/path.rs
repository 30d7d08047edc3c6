//! Where in the caller's data a mistake is: `$or[1].level.$gte`.

use crate::{Error, Json};
use std::fmt;

/// A place in nested data, written out only when an error names it.
#[derive(Clone, Copy)]
pub(crate) enum Path<'a> {
    /// The whole value, called by this name when it is itself at fault.
    Root(&'static str),
    /// A member of the object at a place.
    Key(&'a Path<'a>, &'a str),
    /// An item of the array at a place.
    Index(&'a Path<'a>, usize),
}

impl<'a> Path<'a> {
    pub fn key(&'a self, name: &'a str) -> Path<'a> {
        Path::Key(self, name)
    }

    pub fn index(&'a self, index: usize) -> Path<'a> {
        Path::Index(self, index)
    }

    /// The error that something else was expected here.
    pub fn expected(&self, what: &str, got: &Json) -> Error {
        Error::invalid(format!("{self}: expected {what}, got {}", got.describe()))
    }

    /// The error that this place breaks a rule.
    pub fn wrong(&self, rule: &str) -> Error {
        Error::invalid(format!("{self}: {rule}"))
    }

    fn is_root(&self) -> bool {
        matches!(self, Path::Root(_))
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Root(name) => f.write_str(name),
            Path::Key(parent, name) if parent.is_root() => write!(f, "{name:.80}"),
            Path::Key(parent, name) => write!(f, "{parent}.{name:.80}"),
            Path::Index(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

/// Refuses what JSON cannot say, at any depth.
pub(crate) fn check_sayable(value: &Json, path: &Path<'_>) -> Result<(), Error> {
    match value {
        Json::Foreign(_) => return Err(path.expected("a JSON value", value)),
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                check_sayable(item, &path.index(index))?;
            }
        }
        Json::Object(members) => {
            for (key, value) in members {
                check_sayable(value, &path.key(key))?;
            }
        }
        _ => {}
    }
    Ok(())
}
