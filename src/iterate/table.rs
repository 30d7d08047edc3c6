//! A table of users in memory that answers what an iteration asks, for tests.

use crate::{Json, Rows, endpoint::ListUsers};
use std::{cmp::Ordering, collections::BTreeMap};

/// A user's fields, `id` among them; one that is missing is null.
pub type User = BTreeMap<&'static str, Json>;

/// Where a table sorts users who have no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nulls {
    /// As the least value, like MongoDB.
    Lowest,
    /// As the greatest value.
    Highest,
    /// Before all values in every direction.
    First,
    /// After all values in every direction.
    Last,
}

impl Nulls {
    pub const ALL: [Nulls; 4] = [Nulls::Lowest, Nulls::Highest, Nulls::First, Nulls::Last];
}

#[derive(Clone, Debug)]
pub struct Table {
    pub users: BTreeMap<u64, User>,
    pub nulls: Nulls,
}

impl Table {
    /// The page that answers `list`, with the values of `key_fields` of its last user.
    pub fn answer(&self, list: &ListUsers, key_fields: &[&str]) -> Rows {
        list.request().expect("a valid request");
        let mut ids = self.matching(list.filter.as_ref().map(|filter| filter.as_json()));
        ids.sort_by(|left, right| self.compare(*left, *right, &list.order_by));
        let rest = ids.split_off(ids.len().min(list.offset as usize));
        let page: Vec<u64> = rest.iter().copied().take(list.limit as usize).collect();
        self.rows(page, key_fields, rest.len() > list.limit as usize)
    }

    /// What a reader looks at in a page of these users.
    pub fn rows(&self, ids: Vec<u64>, key_fields: &[&str], has_more: bool) -> Rows {
        let last = ids.last().map(|id| key_fields.iter().map(|field| self.value(*id, field).clone()).collect());
        Rows { last: last.unwrap_or_default(), ids, total: None, has_more }
    }

    /// The ids of the users that meet a condition, ascending.
    pub fn matching(&self, condition: Option<&Json>) -> Vec<u64> {
        self.users.keys().copied().filter(|id| self.is_met_by(*id, condition)).collect()
    }

    /// Whether there is this user, and meets a condition.
    pub fn is_met_by(&self, id: u64, condition: Option<&Json>) -> bool {
        self.users.contains_key(&id) && condition.is_none_or(|condition| self.meets(id, condition))
    }

    fn value(&self, id: u64, field: &str) -> &Json {
        self.users[&id].get(field).unwrap_or(&Json::Null)
    }

    fn meets(&self, id: u64, condition: &Json) -> bool {
        members(condition).iter().all(|(name, operand)| match (name.as_str(), operand) {
            ("$and", Json::Array(parts)) => parts.iter().all(|part| self.meets(id, part)),
            ("$or", Json::Array(parts)) => parts.iter().any(|part| self.meets(id, part)),
            (field, tests) => {
                let value = self.value(id, field);
                members(tests).iter().all(|(operator, operand)| passes(value, operator, operand))
            }
        })
    }

    /// The order of two users; `order_by` names fields, `-` before a descending one.
    pub fn compare(&self, left: u64, right: u64, order_by: &[String]) -> Ordering {
        let by_field = order_by.iter().map(|name| {
            let (field, descending) = name.strip_prefix('-').map_or((name.as_str(), false), |field| (field, true));
            let (left, right) = (self.value(left, field), self.value(right, field));
            let nulls_first = match self.nulls {
                Nulls::Lowest => !descending,
                Nulls::Highest => descending,
                Nulls::First => true,
                Nulls::Last => false,
            };
            match (*left == Json::Null, *right == Json::Null) {
                (true, true) => Ordering::Equal,
                (true, false) => {
                    if nulls_first {
                        Ordering::Less
                    } else {
                        Ordering::Greater
                    }
                }
                (false, true) => {
                    if nulls_first {
                        Ordering::Greater
                    } else {
                        Ordering::Less
                    }
                }
                (false, false) => {
                    let order = order(left, right).expect("a field holds one type");
                    if descending { order.reverse() } else { order }
                }
            }
        });
        by_field.fold(Ordering::Equal, Ordering::then)
    }
}

fn members(object: &Json) -> &[(String, Json)] {
    match object {
        Json::Object(members) => members,
        other => panic!("not an object: {other}"),
    }
}

fn passes(value: &Json, operator: &str, operand: &Json) -> bool {
    let order = order(value, operand);
    match operator {
        "$isnull" => Json::Bool(*value == Json::Null) == *operand,
        "$eq" => order == Some(Ordering::Equal),
        "$gt" => order == Some(Ordering::Greater),
        "$lt" => order == Some(Ordering::Less),
        "$gte" => order.is_some_and(Ordering::is_ge),
        other => panic!("{other} is not an operator of an iteration"),
    }
}

/// The order of two values of one type.
fn order(left: &Json, right: &Json) -> Option<Ordering> {
    match (left, right) {
        (Json::Number(left), Json::Number(right)) => Some(left.as_integer().cmp(&right.as_integer())),
        (Json::String(left), Json::String(right)) => Some(left.cmp(right)),
        (Json::Bool(left), Json::Bool(right)) => Some(left.cmp(right)),
        _ => None,
    }
}
