//! `keys` and `expand`: how much of each user an answer shows \[vendor\].

use std::sync::Arc;

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::value::to_raw_value;

use crate::{query::Query, refusal::Refusal, store::User, value::Value};

/// What to show of each user.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Projection {
    keys: Keys,
    expand_created_by: bool,
}

/// The paths of `keys`, as a tree.
#[derive(Debug, Default, Clone, PartialEq)]
enum Keys {
    #[default]
    All,
    Only(Vec<(String, Keys)>),
    Except(Vec<(String, Keys)>),
}

/// What an expanded `created_by` shows of that user \[ours\].
const CREATOR_FIELDS: [&str; 11] = [
    "avatar",
    "city",
    "country",
    "gender",
    "id",
    "is_authorized",
    "language",
    "nickname",
    "openid",
    "province",
    "unionid",
];

impl Projection {
    /// Reads `keys=a,b` or `keys=-a,-b`, and `expand=created_by`.
    ///
    /// \[ours\] Keys that no user has are not an error. There are no pointer fields, so `created_by` is all
    /// that can be expanded.
    pub fn parse(query: &Query) -> Result<Self, Refusal> {
        let expand = list(query.get("expand"));
        if let Some(other) = expand.iter().find(|field| **field != "created_by") {
            return Err(Refusal::bad_request(format!(
                "expand: {other} is not a pointer; only created_by can be expanded"
            )));
        }
        let paths = list(query.get("keys"));
        let excluded: Vec<&str> = paths.iter().filter_map(|path| path.strip_prefix('-')).collect();
        if !excluded.is_empty() && excluded.len() < paths.len() {
            return Err(Refusal::bad_request("keys: names with and without - cannot be mixed"));
        }
        let keys = match (paths.is_empty(), excluded.is_empty()) {
            (true, _) => Keys::All,
            (_, true) => Keys::Only(tree(&paths)),
            _ => Keys::Except(tree(&excluded)),
        };
        let keys = if matches!(keys, Keys::Except(_)) { keys.negated() } else { keys };
        Ok(Self { keys, expand_created_by: !expand.is_empty() })
    }

    /// A user as an answer shows it.
    pub fn view<'a>(&'a self, user: User<'a>) -> UserView<'a> {
        UserView { user, projection: self }
    }
}

fn list(text: Option<&str>) -> Vec<&str> {
    text.into_iter().flat_map(|text| text.split(',')).map(str::trim).filter(|item| !item.is_empty()).collect()
}

/// `["a", "b.c", "b.d"]` to `a, b: {c, d}`. A whole field wins over its parts.
fn tree(paths: &[&str]) -> Vec<(String, Keys)> {
    let mut heads: Vec<(String, Vec<&str>)> = Vec::new();
    for path in paths {
        let (head, rest) = path.split_once('.').unwrap_or((path, ""));
        match heads.iter_mut().find(|(name, _)| name == head) {
            Some((_, rests)) => rests.push(rest),
            None => heads.push((head.to_owned(), vec![rest])),
        }
    }
    let node = |rests: &[&str]| if rests.contains(&"") { Keys::All } else { Keys::Only(tree(rests)) };
    heads.into_iter().map(|(name, rests)| (name, node(&rests))).collect()
}

impl Keys {
    /// Below an exclusion, every `Only` is an `Except`.
    fn negated(self) -> Self {
        match self {
            Self::All => Self::All,
            Self::Only(children) | Self::Except(children) => {
                Self::Except(children.into_iter().map(|(name, keys)| (name, keys.negated())).collect())
            }
        }
    }

    /// What to show of a key; `None` when it is left out.
    fn of(&self, key: &str) -> Option<&Keys> {
        const ALL: &Keys = &Keys::All;
        let find = |children: &'_ [(String, Keys)]| children.iter().position(|(name, _)| name == key);
        match self {
            Self::All => Some(ALL),
            Self::Only(children) => find(children).map(|index| &children[index].1),
            Self::Except(children) => match find(children) {
                None => Some(ALL),
                Some(index) if children[index].1 == Self::All => None,
                Some(index) => Some(&children[index].1),
            },
        }
    }

    /// The part of a value that is shown; `None` when nothing is.
    fn part(&self, value: &Value) -> Option<Value> {
        match (self, value) {
            (Self::All, _) => Some(value.clone()),
            (_, Value::Object(entries)) => {
                Some(Value::Object(self.parts(entries.iter().map(|(key, value)| (key.clone(), value)))))
            }
            (_, Value::Array(items)) => Some(Value::Array(items.iter().filter_map(|item| self.part(item)).collect())),
            (Self::Except(_), _) => Some(value.clone()),
            (Self::Only(_), _) => None,
        }
    }

    fn parts<'a>(&self, entries: impl Iterator<Item = (Arc<str>, &'a Value)>) -> Vec<(Arc<str>, Value)> {
        entries.filter_map(|(key, value)| self.of(&key)?.part(value).map(|value| (key, value))).collect()
    }
}

/// A user, ready to be written into an answer.
#[derive(Debug)]
pub struct UserView<'a> {
    user: User<'a>,
    projection: &'a Projection,
}

impl UserView<'_> {
    /// The user that a `created_by` names; null when that user is not there.
    fn creator(&self, created_by: &Value, keys: &Keys) -> Option<Value> {
        let id = created_by.as_integer().and_then(|id| u64::try_from(id).ok());
        let store = self.user.store();
        let Some(index) = id.and_then(|id| store.find(id)) else { return Some(Value::Null) };
        let creator = store.user(index);
        let columns = store.schema.columns().iter().enumerate();
        let shown = columns.filter(|(_, column)| CREATOR_FIELDS.contains(&&*column.name));
        Some(Value::Object(
            keys.parts(shown.filter_map(|(index, column)| Some((column.name.clone(), creator.get(index)?)))),
        ))
    }
}

impl Serialize for UserView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if *self.projection != Projection::default() {
            return Members(self).serialize(serializer);
        }
        // Keys are strings and numbers are finite: there is nothing that could fail to be written.
        let write = || to_raw_value(&Members(self)).unwrap_or_default();
        self.user.text(write).serialize(serializer)
    }
}

/// What is written of a user, member by member.
struct Members<'a>(&'a UserView<'a>);

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let UserView { user, projection } = self.0;
        let schema = &user.store().schema;
        let mut map = serializer.serialize_map(None)?;
        for (index, column) in schema.columns().iter().enumerate() {
            let Some(value) = user.get(index).filter(|_| column.is_shown) else { continue };
            let Some(keys) = projection.keys.of(&column.name) else { continue };
            if projection.expand_created_by && index == schema.known.created_by {
                map.serialize_entry(&*column.name, &self.0.creator(value, keys))?;
            } else if *keys == Keys::All {
                map.serialize_entry(&*column.name, value)?;
            } else if let Some(part) = keys.part(value) {
                map.serialize_entry(&*column.name, &part)?;
            }
        }
        map.end()
    }
}
