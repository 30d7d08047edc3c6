//! An options object, member by member. A member that nobody asked for is a mistake.

use crate::{
    Error, Json,
    endpoint::{MAX_INTEGER, out_of_range},
    json::describe_text,
    text::join,
};

/// The members of an options object that are not read yet.
pub(super) struct Options {
    name: &'static str,
    members: Vec<(String, Json)>,
    known: Vec<&'static str>,
}

impl Options {
    /// Takes the object called `name`; `undefined` stands for one without members.
    pub fn of(name: &'static str, value: Json) -> Result<Self, Error> {
        let members = match value {
            Json::Object(members) => members,
            _ if is_undefined(&value) => Vec::new(),
            _ => {
                let got = match name {
                    "options" | "account" => value.describe_but_text(),
                    _ => value.describe(),
                };
                return Err(wrong(name, "an object", &got));
            }
        };
        Ok(Options { name, members, known: Vec::new() })
    }

    /// Takes the member `name`; one that is `undefined` counts as absent.
    pub fn take(&mut self, name: &'static str) -> Option<Json> {
        self.known.push(name);
        let at = self.members.iter().position(|(key, _)| key == name)?;
        let (_, value) = self.members.swap_remove(at);
        (!is_undefined(&value)).then_some(value)
    }

    /// Takes an integer of `min..=max`.
    pub fn integer(&mut self, name: &'static str, min: u64, max: u64) -> Result<Option<u64>, Error> {
        self.integer_called(name, name, min, max)
    }

    /// Takes an integer of `min..=max`, which an error calls by its path.
    pub fn integer_called(&mut self, name: &'static str, path: &str, min: u64, max: u64) -> Result<Option<u64>, Error> {
        self.take(name).map(|value| integer(path, &value, min, max)).transpose()
    }

    /// Takes `true` or `false`, by default `false`.
    pub fn flag(&mut self, name: &'static str) -> Result<bool, Error> {
        match self.take(name) {
            None => Ok(false),
            Some(Json::Bool(value)) => Ok(value),
            Some(other) => Err(expected(name, "true or false", &other)),
        }
    }

    /// Takes a string.
    pub fn string(&mut self, name: &'static str) -> Result<Option<String>, Error> {
        self.take(name).map(|value| string(name, value)).transpose()
    }

    /// Takes a string, or an array of strings, as a list.
    pub fn names(&mut self, name: &'static str) -> Result<Vec<String>, Error> {
        match self.take(name) {
            None => Ok(Vec::new()),
            Some(Json::String(one)) => Ok(vec![one]),
            Some(Json::Array(items)) if !items.is_empty() => {
                let mut names = Vec::with_capacity(items.len());
                for item in items {
                    names.push(string(name, item)?);
                }
                Ok(names)
            }
            Some(other) => Err(expected(name, "a field name or an array of them", &other)),
        }
    }

    /// Takes an array of integers of `min..=max`.
    pub fn integers(&mut self, name: &'static str, min: u64, max: u64) -> Result<Vec<u64>, Error> {
        match self.take(name) {
            None => Ok(Vec::new()),
            Some(Json::Array(items)) if !items.is_empty() => {
                let mut integers = Vec::with_capacity(items.len());
                for item in &items {
                    integers.push(integer(name, item, min, max)?);
                }
                Ok(integers)
            }
            Some(other) => Err(expected(name, "an array of integers", &other)),
        }
    }

    /// Refuses members that were not taken: a misspelt `where` would otherwise match everyone.
    pub fn finish(self) -> Result<(), Error> {
        match self.members.first() {
            None => Ok(()),
            Some((name, _)) => Err(Error::invalid(format!(
                "{}: unknown member {}, expected one of {}",
                self.name,
                describe_text(name),
                join(&self.known, ", ")
            ))),
        }
    }
}

/// The arguments of an operation that are not read yet.
pub(super) struct Arguments(std::vec::IntoIter<Json>);

impl Arguments {
    /// Parts `[operation, ...arguments]`.
    pub fn of(arguments: Json) -> Result<(Json, Self), Error> {
        let Json::Array(arguments) = arguments else {
            return Err(Error::invalid("expected an array of arguments"));
        };
        let mut arguments = Arguments(arguments.into_iter());
        Ok((arguments.next(), arguments))
    }

    /// The next one, or `undefined`.
    pub fn next(&mut self) -> Json {
        self.0.next().unwrap_or_else(|| Json::Foreign("undefined".into()))
    }

    /// The next one as a user's id, which an error calls `name`.
    pub fn id(&mut self, name: &str) -> Result<u64, Error> {
        integer(name, &self.next(), 1, MAX_INTEGER)
    }

    /// The next one as options.
    pub fn options(&mut self) -> Result<Options, Error> {
        Options::of("options", self.next())
    }

    /// Refuses one beyond the last: a signal in the wrong place must not go unheard.
    pub fn finish(mut self, operation: &Json) -> Result<(), Error> {
        let surplus = self.next();
        match is_undefined(&surplus) {
            true => Ok(()),
            false => Err(Error::invalid(format!(
                "{}: takes no further argument, got {}",
                operation.as_str().unwrap_or_default(),
                surplus.describe()
            ))),
        }
    }
}

/// How the description of a value begins whose reading threw.
pub(super) const UNREADABLE: &str = "a value that cannot be read";

pub(super) fn is_undefined(value: &Json) -> bool {
    matches!(value, Json::Foreign(what) if what == "undefined")
}

pub(super) fn expected(name: &str, what: &str, got: &Json) -> Error {
    wrong(name, what, &got.describe())
}

/// The error that something else was expected than what is named so.
pub(super) fn wrong(name: &str, what: &str, got: &str) -> Error {
    Error::invalid(format!("{name}: expected {what}, got {got}"))
}

/// Reads an integer of `min..=max`.
pub(super) fn integer(name: &str, value: &Json, min: u64, max: u64) -> Result<u64, Error> {
    let integer = match value {
        Json::Number(number) => number.as_count(),
        _ => None,
    };
    integer
        .filter(|integer| (min..=max).contains(integer))
        .ok_or_else(|| out_of_range(name, min, max, &value.describe()))
}

fn string(name: &str, value: Json) -> Result<String, Error> {
    match value {
        Json::String(text) => Ok(text),
        other => Err(expected(name, "a string", &other)),
    }
}
