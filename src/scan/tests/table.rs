//! A table of users in memory, which understands the conditions that a scan and a job make.

use crate::{Json, Rows, Where, endpoint::ListUsers};
use std::collections::BTreeMap;

/// Custom fields by name, all integers or strings.
pub(crate) type Fields = BTreeMap<String, Json>;

#[derive(Clone, Default)]
pub(crate) struct Table {
    pub users: BTreeMap<u64, Fields>,
}

impl Table {
    /// Users with these ids and `level` 5.
    pub fn of(ids: impl IntoIterator<Item = u64>) -> Self {
        let user = |id| (id, Fields::from([("level".into(), 5.into())]));
        Table { users: ids.into_iter().map(user).collect() }
    }

    pub fn matching(&self, filter: Option<&Where>) -> Vec<u64> {
        let meets = |id: u64, user: &Fields| filter.is_none_or(|filter| meets(filter.as_json(), id, user));
        self.users.iter().filter(|(id, user)| meets(**id, user)).map(|(id, _)| *id).collect()
    }

    pub fn list(&self, list: &ListUsers) -> Rows {
        list.request().unwrap();
        assert_eq!(list.order_by, ["id"]);
        let matching = self.matching(list.filter.as_ref());
        let (offset, limit) = (list.offset as usize, list.limit as usize);
        Rows {
            ids: matching.iter().skip(offset).take(limit).copied().collect(),
            total: list.with_count.then_some(matching.len() as u64),
            has_more: offset + limit < matching.len(),
            ..Rows::default()
        }
    }
}

fn members(json: &Json) -> &[(String, Json)] {
    let Json::Object(members) = json else { panic!("no object: {json}") };
    members
}

fn items(json: &Json) -> &[Json] {
    let Json::Array(items) = json else { panic!("no array: {json}") };
    items
}

fn integer(json: &Json) -> Option<i64> {
    match json {
        Json::Number(number) => number.as_integer(),
        _ => None,
    }
}

fn meets(group: &Json, id: u64, user: &Fields) -> bool {
    members(group).iter().all(|(name, operand)| match name.as_str() {
        "$and" => items(operand).iter().all(|part| meets(part, id, user)),
        "$or" => items(operand).iter().any(|part| meets(part, id, user)),
        "id" => compare(&id.into(), operand),
        field => compare(user.get(field).unwrap_or(&Json::Null), operand),
    })
}

fn compare(value: &Json, operators: &Json) -> bool {
    members(operators).iter().all(|(operator, operand)| match operator.as_str() {
        "$eq" => value == operand,
        "$ne" => value != operand,
        "$gt" => integer(value) > integer(operand),
        "$gte" => integer(value) >= integer(operand),
        "$lt" => integer(value) < integer(operand),
        // Too many to compare with one by one: the ids that a job names are sorted.
        "$in" => items(operand).binary_search_by_key(&integer(value), integer).is_ok(),
        "$isnull" => (*value == Json::Null) == (*operand == Json::Bool(true)),
        _ => panic!("not understood: {operator}"),
    })
}
