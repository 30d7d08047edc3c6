//! The caller's order, as a cursor can go through it.

use crate::{Error, Json};

/// Fields beside `id` that one order may have: each further one makes the conditions longer.
const MAX_TERMS: usize = 3;

/// What to do about an order that a cursor cannot follow.
pub(super) const USE_OFFSET: &str = "use mode: 'offset', which may skip or repeat users while others write";

/// A field of the order, other than `id`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub field: String,
    pub descending: bool,
}

/// Fields that may be null and change, then `id`, which does neither and is no two users' own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Order {
    pub terms: Vec<Term>,
    pub id_descending: bool,
}

impl Order {
    /// Reads `order_by`, whose names are already checked.
    pub fn parse(order_by: &[String]) -> Result<Self, Error> {
        let mut order = Order::default();
        for (index, name) in order_by.iter().enumerate() {
            let (field, descending) = name.strip_prefix('-').map_or((name.as_str(), false), |field| (field, true));
            if order.terms.iter().any(|term| term.field == field) {
                return Err(Error::invalid(format!("orderBy[{index}]: \"{field}\" is in the order already")));
            }
            if field == "id" {
                order.id_descending = descending;
                if index + 1 < order_by.len() {
                    return Err(Error::invalid(format!(
                        "orderBy[{}]: expected nothing after \"{name}\", which no two users share, got \"{}\"",
                        index + 1,
                        order_by[index + 1]
                    )));
                }
            } else {
                // A column holds one type. What lies within an object may be of several, of which `$gt` finds but one.
                if field.contains('.') {
                    return Err(Error::invalid(format!(
                        "orderBy[{index}]: \"{field}\" leads into an object, whose values may be of several types, \
                         which a cursor cannot order by; {USE_OFFSET}"
                    )));
                }
                order.terms.push(Term { field: field.into(), descending });
            }
        }
        match order.terms.len() {
            0..=MAX_TERMS => Ok(order),
            count => Err(Error::invalid(format!(
                "orderBy: a cursor orders by at most {MAX_TERMS} fields beside \"id\", got {count}; {USE_OFFSET}"
            ))),
        }
    }

    /// Whether a user may move in this order while it is read.
    pub fn may_change(&self) -> bool {
        self.terms.iter().any(|term| term.field != "created_at")
    }

    /// The fields of the order from `level` on.
    pub fn fields(&self, level: usize) -> Vec<&str> {
        let mut fields = Vec::new();
        for term in &self.terms[level..] {
            fields.push(term.field.as_str());
        }
        fields.push("id");
        fields
    }

    /// The `order_by` of a request that fixes the fields before `level`.
    pub fn order_by(&self, level: usize) -> Vec<String> {
        let mut order_by = Vec::new();
        for term in &self.terms[level..] {
            order_by.push(signed(&term.field, term.descending));
        }
        order_by.push(signed("id", self.id_descending));
        order_by
    }
}

fn signed(field: &str, descending: bool) -> String {
    let mut signed = String::from(if descending { "-" } else { "" });
    signed.push_str(field);
    signed
}

/// What a field's value is compared with to come after `value`; `None` where no value does.
pub(super) fn beyond(descending: bool, value: &Json) -> Option<Json> {
    match value {
        Json::Bool(value) => (*value == descending).then(|| Json::member("$eq", !value)),
        Json::Number(_) | Json::String(_) => Some(Json::member(if descending { "$lt" } else { "$gt" }, value.clone())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(names: &[&str]) -> Result<Order, Error> {
        Order::parse(&names.iter().map(|name| (*name).into()).collect::<Vec<_>>())
    }

    #[test]
    fn id_is_always_the_last_of_the_order() {
        for (names, order_by) in [
            (vec!["id"], "id"),
            (vec!["-id"], "-id"),
            (vec!["-level"], "-level,id"),
            (vec!["vip", "-level", "-id"], "vip,-level,-id"),
        ] {
            assert_eq!(parse(&names).unwrap().order_by(0).join(","), order_by);
        }
        assert_eq!(parse(&["vip", "-level"]).unwrap().order_by(1), ["-level", "id"]);
        assert_eq!(parse(&["vip", "-level"]).unwrap().fields(1), ["level", "id"]);
    }

    #[test]
    fn an_order_that_cannot_be_followed_is_refused() {
        for (names, message) in [
            (vec!["level", "-level"], "orderBy[1]: \"level\" is in the order already"),
            (
                vec!["-id", "level"],
                "orderBy[1]: expected nothing after \"-id\", which no two users share, got \"level\"",
            ),
            (vec!["id", "id"], "orderBy[1]: expected nothing after \"id\", which no two users share, got \"id\""),
            (
                vec!["level", "-address.city"],
                "orderBy[1]: \"address.city\" leads into an object, whose values may be of several types, \
                 which a cursor cannot order by; \
                 use mode: 'offset', which may skip or repeat users while others write",
            ),
            (
                vec!["a", "b", "c", "-d"],
                "orderBy: a cursor orders by at most 3 fields beside \"id\", got 4; \
                 use mode: 'offset', which may skip or repeat users while others write",
            ),
        ] {
            assert_eq!(parse(&names).unwrap_err().to_string(), message);
        }
        assert!(parse(&["a", "b", "c", "id"]).is_ok());
    }

    #[test]
    fn only_id_and_created_at_never_change() {
        for (names, may_change) in
            [(vec!["id"], false), (vec!["-created_at", "-id"], false), (vec!["created_at", "updated_at"], true)]
        {
            assert_eq!(parse(&names).unwrap().may_change(), may_change, "{names:?}");
        }
    }

    #[test]
    fn after_false_comes_true_and_after_it_nothing() {
        let shown = |descending, value| beyond(descending, &value).map(|beyond| beyond.to_string());
        assert_eq!(shown(false, false.into()).as_deref(), Some(r#"{"$eq":true}"#));
        assert_eq!(shown(false, true.into()), None);
        assert_eq!(shown(true, true.into()).as_deref(), Some(r#"{"$eq":false}"#));
        assert_eq!(shown(true, false.into()), None);
        assert_eq!(shown(true, "a".into()).as_deref(), Some(r#"{"$lt":"a"}"#));
        assert_eq!(shown(false, Json::Null), None);
    }
}
