//! An options object, member by member. A member that nobody asked for is a mistake.

use crate::{
    Error, Json,
    endpoint::{MAX_INTEGER, out_of_range},
    json::describe_text,
    strings::join,
};

/// The members of an options object that are not read yet.
///
/// Reading goes on after a mistake, with what an absent member stands for; [`finish`](Self::finish) tells of the first one.
pub(super) struct Options {
    name: &'static str,
    members: Vec<(String, Json)>,
    known: Vec<&'static str>,
    mistake: Option<Error>,
    missing: Option<Error>,
}

impl Options {
    /// Takes the object called `name`; `undefined` stands for one without members.
    pub fn of(name: &'static str, value: Json) -> Self {
        let mut options = Options { name, members: Vec::new(), known: Vec::new(), mistake: None, missing: None };
        match value {
            Json::Object(members) => options.members = members,
            _ if is_undefined(&value) => {}
            _ => {
                let got = match name {
                    "options" | "account" => value.describe_but_text(),
                    _ => value.describe(),
                };
                options.mistake(wrong(name, "an object", &got));
            }
        }
        options
    }

    /// Keeps a mistake, unless there is one already.
    pub fn mistake(&mut self, mistake: Error) {
        self.mistake.get_or_insert(mistake);
    }

    /// Takes the member `name`; one that is `undefined` counts as absent.
    pub fn take(&mut self, name: &'static str) -> Option<Json> {
        self.known.push(name);
        let at = self.members.iter().position(|(key, _)| key == name)?;
        let (_, value) = self.members.swap_remove(at);
        (!is_undefined(&value)).then_some(value)
    }

    /// Takes the member `name`, without which the options do not finish: `what` it is, for the error.
    pub fn required(&mut self, name: &'static str, what: &str) -> Option<Json> {
        let value = self.take(name);
        if value.is_none() {
            self.missing.get_or_insert_with(|| wrong(name, what, "nothing"));
        }
        value
    }

    /// Takes an integer of `min..=max`.
    pub fn integer(&mut self, name: &'static str, min: u64, max: u64) -> Option<u64> {
        self.integer_called(name, name, min, max)
    }

    /// Takes an integer of `min..=max`, which an error calls by its path.
    pub fn integer_called(&mut self, name: &'static str, path: &str, min: u64, max: u64) -> Option<u64> {
        let value = self.take(name)?;
        self.kept(integer(path, &value, min, max))
    }

    /// Takes `true` or `false`, by default `false`.
    pub fn flag(&mut self, name: &'static str) -> bool {
        match self.take(name) {
            None => false,
            Some(Json::Bool(value)) => value,
            Some(other) => {
                self.mistake(expected(name, "true or false", &other));
                false
            }
        }
    }

    /// Takes a string.
    pub fn string(&mut self, name: &'static str) -> Option<String> {
        let value = self.take(name)?;
        self.kept(string(name, value))
    }

    /// Takes a string, or an array of strings, as a list.
    pub fn names(&mut self, name: &'static str) -> Vec<String> {
        let mut names = Vec::new();
        match self.take(name) {
            None => {}
            Some(Json::String(one)) => names.push(one),
            Some(Json::Array(items)) if !items.is_empty() => {
                for item in items {
                    names.extend(self.kept(string(name, item)));
                }
            }
            Some(other) => self.mistake(expected(name, "a field name or an array of them", &other)),
        }
        names
    }

    /// Takes an array of integers of `min..=max`.
    pub fn integers(&mut self, name: &'static str, min: u64, max: u64) -> Vec<u64> {
        let mut integers = Vec::new();
        match self.take(name) {
            None => {}
            Some(Json::Array(items)) if !items.is_empty() => {
                for item in &items {
                    integers.extend(self.kept(integer(name, item, min, max)));
                }
            }
            Some(other) => self.mistake(expected(name, "an array of integers", &other)),
        }
        integers
    }

    /// What was read, unless that is a mistake.
    pub fn kept<T>(&mut self, read: Result<T, Error>) -> Option<T> {
        read.map_err(|mistake| self.mistake(mistake)).ok()
    }

    /// Tells of the first mistake, and refuses members that were not taken: a misspelt `where` would otherwise match everyone.
    pub fn finish(&mut self) -> Result<(), Error> {
        if let Some(mistake) = self.mistake.take() {
            return Err(mistake);
        }
        if let Some((name, _)) = self.members.first() {
            return Err(Error::invalid(format!(
                "{}: unknown member {}, expected one of {}",
                self.name,
                describe_text(name),
                join(&self.known, ", ")
            )));
        }
        // What is misspelt is missing as well, and its name says more.
        self.missing.take().map_or(Ok(()), Err)
    }
}

/// The arguments of an operation that are not read yet.
pub(super) struct Arguments {
    rest: std::vec::IntoIter<Json>,
    options: Option<Options>,
}

impl Arguments {
    /// Parts `[operation, ...arguments]`.
    pub fn of(arguments: Json) -> Result<(Json, Self), Error> {
        let Json::Array(arguments) = arguments else {
            return Err(Error::invalid("expected an array of arguments"));
        };
        let mut arguments = Arguments { rest: arguments.into_iter(), options: None };
        Ok((arguments.next(), arguments))
    }

    /// The next one, or `undefined`.
    pub fn next(&mut self) -> Json {
        next(&mut self.rest)
    }

    /// The next one as a user's id, which an error calls `name`.
    pub fn id(&mut self, name: &str) -> Result<u64, Error> {
        integer(name, &self.next(), 1, MAX_INTEGER)
    }

    /// The last one, the options.
    pub fn options(&mut self) -> &mut Options {
        let Arguments { rest, options } = self;
        options.get_or_insert_with(|| Options::of("options", next(rest)))
    }

    /// The options. Refuses an argument behind them: a signal in the wrong place must not go unheard.
    pub fn finish(mut self, operation: &Json) -> Result<Options, Error> {
        let options = self.options.take().unwrap_or_else(|| Options::of("options", self.next()));
        let surplus = self.next();
        match is_undefined(&surplus) {
            true => Ok(options),
            false => Err(Error::invalid(format!(
                "{}: takes no further argument, got {}",
                operation.as_str().unwrap_or_default(),
                surplus.describe()
            ))),
        }
    }
}

fn next(rest: &mut std::vec::IntoIter<Json>) -> Json {
    rest.next().unwrap_or_else(|| Json::Foreign("undefined".into()))
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
