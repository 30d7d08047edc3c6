//! The rules of an update: which fields it may change, and that it says one thing about each.

use super::{Update, change};
use crate::{Error, Json, fields, fingerprint::hash, json::describe_text, numbers::Numbers, path::Path};

const ROOT: Path<'static> = Path::Root("update");

/// Parts the wire's JSON into what it sets and what it clears.
pub(super) fn split(json: Json) -> Result<Update, Error> {
    let Json::Object(members) = json else {
        return Err(ROOT.expected("an object of changes", &json));
    };
    let mut update = Update::new();
    for (field, value) in members {
        match &value {
            Json::Object(cleared) if field == "$unset" => {
                let path = ROOT.key("$unset");
                for (field, value) in cleared {
                    check_cleared(value, path.key(field))?;
                    update.unset.push(field.clone());
                }
            }
            _ if field == "$unset" => return Err(ROOT.key("$unset").expected("an object of fields", &value)),
            Json::Object(change) if matches!(change.as_slice(), [(operator, _)] if operator == "$unset") => {
                check_cleared(&change[0].1, ROOT.key(&field).key("$unset"))?;
                update.unset.push(field);
            }
            _ => update.set.push((field, value)),
        }
    }
    Ok(update)
}

/// Refuses what could be meant as "do not".
fn check_cleared(value: &Json, path: Path<'_>) -> Result<(), Error> {
    match value.as_str() {
        Some("") => Ok(()),
        _ => Err(path.expected("\"\"", value)),
    }
}

pub(super) fn check(update: &Update) -> Result<(), Error> {
    if update.set.is_empty() && update.unset.is_empty() {
        return Err(ROOT.wrong("expected at least one field to change"));
    }
    let unset = ROOT.key("$unset");
    // Names are compared one by one only where their hashes are the same: there may be 200,000 of them.
    let mut met = Numbers::default();
    for (index, field) in update.unset.iter().enumerate() {
        let path = unset.key(field);
        check_name(field, path)?;
        if !met.insert(hash(field)) && update.unset[..index].contains(field) {
            return Err(path.wrong("unset twice"));
        }
    }
    for (index, (field, value)) in update.set.iter().enumerate() {
        let path = ROOT.key(field);
        check_name(field, path)?;
        if !met.insert(hash(field)) {
            if update.set[..index].iter().any(|(other, _)| other == field) {
                return Err(path.wrong("set twice"));
            }
            if update.unset.contains(field) {
                return Err(path.wrong("set and unset at once"));
            }
        }
        change::check(value, &path)?;
    }
    Ok(())
}

fn check_name(field: &str, path: Path<'_>) -> Result<(), Error> {
    if field.starts_with('_') && fields::is_read_only(field) {
        return Err(path.wrong("a built-in field cannot be updated; updateAccount changes a login account"));
    }
    if fields::is_read_only(field) {
        return Err(path.wrong("a built-in field cannot be updated, only the app's custom fields can"));
    }
    if field.contains('.') {
        return Err(path.wrong("a path cannot be updated; merge() changes keys of an object field"));
    }
    match fields::is_name(field) {
        true => Ok(()),
        false => Err(path.wrong(&format!("{} is not a field name", describe_text(field)))),
    }
}

#[cfg(test)]
mod tests {
    use crate::{Json, Update, fingerprint::hash, increment, json};

    fn read(text: &str) -> Result<Update, crate::Error> {
        Update::from_json(json::read_arguments(text).unwrap())
    }

    #[test]
    fn the_wire_json_is_accepted_as_it_is() {
        for text in [
            r#"{"test":"test"}"#,
            r#"{"n":{"$incr_by":-1.5},"tags":{"$append":["a"]}}"#,
            r#"{"tags":{"$append_unique":["a",1]},"more":{"$remove":[null]}}"#,
            r#"{"obj":{"$update":{"a":{"b":1}}},"x":{"$pop":1},"y":{"$pop":-1}}"#,
            r#"{"obj":{"plain":true},"none":null,"$unset":{"note":""}}"#,
        ] {
            assert_eq!(read(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_field_is_cleared_by_its_own_unset() {
        assert_eq!(read(r#"{"a":{"$unset":""},"b":1}"#).unwrap().to_string(), r#"{"b":1,"$unset":{"a":""}}"#);
    }

    #[test]
    fn names_that_share_a_hash_are_two() {
        let (one, other) = ("gMPflVXtwGDXbIhP73TX", "LtHf1prlU1bCeYZEdqWf");
        assert_eq!(hash(one), hash(other));
        assert!(Update::new().set(one, 1).set(other, 2).check().is_ok());
        assert!(Update::new().unset(one).unset(other).check().is_ok());
        assert!(Update::new().set(one, 1).unset(other).check().is_ok());
    }

    #[test]
    fn of_200_000_fields_the_last_is_compared_with_the_first() {
        let fields = |names: std::ops::Range<u32>| names.map(|name| (format!("f{name}"), Json::Null)).collect();
        let update = Update { set: fields(0..200_000), unset: Vec::new() };
        assert!(update.check().is_ok());
        let twice = Update { set: [update.set, fields(0..1)].concat(), unset: Vec::new() };
        assert_eq!(twice.check().unwrap_err().to_string(), "f0: set twice");
    }

    #[test]
    fn a_mistake_is_named_with_its_path() {
        let read_only = "a built-in field cannot be updated, only the app's custom fields can";
        let account = "a built-in field cannot be updated; updateAccount changes a login account";
        for (text, message) in [
            ("[]", "update: expected an object of changes, got an empty array"),
            ("{}", "update: expected at least one field to change"),
            (r#"{"nickname":"x"}"#, &format!("nickname: {read_only}")),
            (r#"{"$unset":{"id":""}}"#, &format!("$unset.id: {read_only}")),
            (r#"{"_email":"x"}"#, &format!("_email: {account}")),
            (r#"{"_secret":"x"}"#, &format!("_secret: {account}")),
            (r#"{"a":1,"$unset":{"a":""}}"#, "a: set and unset at once"),
            (r#"{"a":1,"a":2}"#, "a: set twice"),
            (r#"{"a":{"$unset":""},"$unset":{"a":""}}"#, "$unset.a: unset twice"),
            (
                r#"{"a":{"b":[{"$incr_by":1}]}}"#,
                "a.b[0].$incr_by: an atomic change stands for a whole field, not inside its value",
            ),
            (r#"{"$unset":"a"}"#, "$unset: expected an object of fields, got \"a\""),
            (r#"{"$unset":{"a":false}}"#, "$unset.a: expected \"\", got false"),
            (r#"{"a":{"$unset":!"undefined"}}"#, "a.$unset: expected \"\", got undefined"),
            (r#"{"a.b":1}"#, "a.b: a path cannot be updated; merge() changes keys of an object field"),
            (r#"{"$set":{"a":1}}"#, "$set: \"$set\" is not a field name"),
            (r#"{"a":!"undefined"}"#, "a: expected a value, got undefined; unset() clears a field"),
            (r#"{"a":[{"b":!"NaN"}]}"#, "a[0].b: expected a JSON value, got NaN"),
            (r#"{"a":{"$incr_by":"1"}}"#, "a.$incr_by: expected a number, got \"1\""),
            (r#"{"a":{"$incr_by":!"NaN"}}"#, "a.$incr_by: expected a number, got NaN"),
            (r#"{"a":{"$append":"x"}}"#, "a.$append: expected an array of at least one item, got \"x\""),
            (r#"{"a":{"$remove":[]}}"#, "a.$remove: expected an array of at least one item, got an empty array"),
            (r#"{"a":{"$append":[!"a BigInt"]}}"#, "a.$append[0]: expected a JSON value, got a BigInt"),
            (r#"{"a":{"$update":{}}}"#, "a.$update: expected an object with at least one key, got an object"),
            (
                r#"{"a":{"$update":{"$x":1}}}"#,
                "a.$update.$x: expected a key without $ at its beginning and without dots",
            ),
            (r#"{"a":{"$pop":2}}"#, "a.$pop: expected 1 or -1, got 2"),
            (r#"{"a":{"$incr_by":1,"$pop":1}}"#, "a: expected one atomic change and nothing beside it"),
            (
                r#"{"a":{"$inc":1}}"#,
                "a.$inc: not an atomic change; there are $incr_by, $append, $append_unique, $remove, $update, $pop and $unset",
            ),
        ] {
            assert_eq!(read(text).expect_err(text).to_string(), message);
        }
    }

    #[test]
    fn set_is_repeatable_but_incr_by_append_and_pop_are_not() {
        for text in [
            r#"{"a":1}"#,
            r#"{"a":{"$append_unique":[1]}}"#,
            r#"{"a":{"$remove":[1]}}"#,
            r#"{"a":{"$update":{"b":1}}}"#,
            r#"{"$unset":{"a":""}}"#,
        ] {
            assert!(read(text).unwrap().is_repeatable(), "{text}");
        }
        for text in [r#"{"a":{"$incr_by":1}}"#, r#"{"b":1,"a":{"$append":[1]}}"#, r#"{"a":{"$pop":-1}}"#] {
            assert!(!read(text).unwrap().is_repeatable(), "{text}");
        }
    }

    #[test]
    fn a_built_update_is_checked_like_json() {
        assert!(Update::new().set("level", increment(f64::NAN)).check().is_err());
        assert!(Update::new().set("id", 5).check().is_err());
        assert!(Update::new().check().is_err());
    }
}
