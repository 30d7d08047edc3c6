//! The rules of a condition: which operators there are, and which operand each takes.

use super::{Operator, geo};
use crate::{
    Error, Json,
    fields::{self, BuiltIn},
    json::describe_text,
    path::{Path, check_sayable},
};

pub(super) fn check(condition: &Json) -> Result<(), Error> {
    check_group(condition, &Path::Root("where"))
}

/// Checks an object whose members are fields, `$and` and `$or`.
fn check_group(group: &Json, path: &Path<'_>) -> Result<(), Error> {
    let Json::Object(members) = group else {
        return Err(path.expected("an object of conditions", group));
    };
    for (name, value) in members {
        let path = &path.key(name);
        match name.as_str() {
            "$and" | "$or" => check_parts(value, path)?,
            _ if name.starts_with('$') => {
                return Err(path.wrong("expected a field name, $and or $or here"));
            }
            _ if !fields::is_path(name) => {
                return Err(path.wrong(&format!("{} is not a field name", describe_text(name))));
            }
            _ => check_field(name, value, path)?,
        }
    }
    Ok(())
}

fn check_parts(parts: &Json, path: &Path<'_>) -> Result<(), Error> {
    match parts {
        Json::Array(parts) if !parts.is_empty() => {
            for (index, part) in parts.iter().enumerate() {
                check_group(part, &path.index(index))?;
            }
            Ok(())
        }
        _ => Err(path.expected("an array of at least one condition", parts)),
    }
}

/// Checks what one field is compared with: operators, or a bare value that means `$eq`.
fn check_field(name: &str, value: &Json, path: &Path<'_>) -> Result<(), Error> {
    let Json::Object(operators) = value else {
        return check_operand(name, Operator::Eq, value, path);
    };
    if operators.is_empty() {
        return Err(path.wrong("expected an operator such as $eq, got an empty object"));
    }
    for (operator, operand) in operators {
        let Some(known) = Operator::from_name(operator) else {
            let hint = match Operator::from_name(&format!("${operator}")) {
                Some(meant) => format!("did you mean \"{}\"?", meant.name()),
                None => "an object is compared with {\"$eq\": …}".into(),
            };
            return Err(path.wrong(&format!("{} is not an operator; {hint}", describe_text(operator))));
        };
        if known == Operator::Options && value.get("$regex").is_none() {
            return Err(path.key(operator).wrong("only stands beside $regex"));
        }
        check_operand(name, known, operand, &path.key(operator))?;
    }
    Ok(())
}

fn check_operand(field: &str, operator: Operator, operand: &Json, path: &Path<'_>) -> Result<(), Error> {
    let what = match (operator, operand) {
        (Operator::Eq | Operator::Ne, _) => return check_value(field, operand, path),
        (Operator::Lt | Operator::Lte | Operator::Gt | Operator::Gte, _) => return check_ordered(field, operand, path),
        (Operator::In | Operator::NotIn | Operator::All, Json::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                check_value(field, item, &path.index(index))?;
            }
            return Ok(());
        }
        (Operator::Range, Json::Array(ends)) if ends.len() == 2 => {
            for (index, end) in ends.iter().enumerate() {
                check_ordered(field, end, &path.index(index))?;
            }
            return match ends.as_slice() {
                [Json::Number(_), Json::Number(_)] | [Json::String(_), Json::String(_)] => Ok(()),
                _ => Err(path.wrong("expected two numbers or two strings")),
            };
        }
        (Operator::Intersects, _) => return geo::check_point(operand, path),
        (Operator::Within, _) => return geo::check_polygon(operand, path),
        (Operator::Center, _) => return geo::check_circle(operand, path),
        (Operator::NearSphere, _) => return geo::check_ring(operand, path),
        (Operator::Contains, Json::String(_)) | (Operator::IsNull | Operator::Exists, Json::Bool(_)) => return Ok(()),
        (Operator::Regex, Json::String(pattern)) if !pattern.is_empty() => return Ok(()),
        (Operator::Options, Json::String(options)) if options == "i" => return Ok(()),
        (Operator::HasKey, Json::String(key)) if is_identifier(key) => return Ok(()),
        (Operator::Contains, _) => "a string",
        (Operator::In | Operator::NotIn | Operator::All, _) => "an array",
        (Operator::IsNull | Operator::Exists, _) => "true or false",
        (Operator::Range, _) => "an array of two ends",
        (Operator::Regex, _) => "a regular expression",
        (Operator::Options, _) => "\"i\"",
        (Operator::HasKey, _) => "a letter followed by letters, digits and _",
    };
    Err(path.expected(what, operand))
}

fn check_value(field: &str, value: &Json, path: &Path<'_>) -> Result<(), Error> {
    check_sayable(value, path)?;
    check_built_in(field, value, path)
}

fn check_ordered(field: &str, operand: &Json, path: &Path<'_>) -> Result<(), Error> {
    let what = match (operand, fields::built_in(field)) {
        (Json::Number(_) | Json::String(_), _) => return check_built_in(field, operand, path),
        (_, Some(BuiltIn::Number)) => "a number",
        (_, Some(BuiltIn::String)) => "a string",
        _ => "a number or a string",
    };
    Err(path.expected(what, operand))
}

/// Refuses a value that a built-in field can never equal: the server would find nobody and say nothing.
fn check_built_in(field: &str, value: &Json, path: &Path<'_>) -> Result<(), Error> {
    let what = match (fields::built_in(field), value) {
        (None | Some(BuiltIn::Object), _)
        | (_, Json::Null)
        | (Some(BuiltIn::Number), Json::Number(_))
        | (Some(BuiltIn::String), Json::String(_))
        | (Some(BuiltIn::Boolean), Json::Bool(_)) => return Ok(()),
        (Some(BuiltIn::Number), _) if field.ends_with("_at") => "a number of unix seconds",
        (Some(BuiltIn::Number), _) => "a number",
        (Some(BuiltIn::String), _) => "a string",
        (Some(BuiltIn::Boolean), _) => "true or false",
    };
    Err(path.expected(what, value))
}

fn is_identifier(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use crate::{Json, Where, json};

    fn refusal(text: &str) -> String {
        let condition = json::read_arguments(text).unwrap();
        Where::from_json(condition).expect_err(text).to_string()
    }

    #[test]
    fn the_wire_json_is_accepted_as_it_is() {
        for text in [
            "{}",
            r#"{"test":"test"}"#,
            r#"{"level":{"$gte":3,"$lt":9},"vip":true}"#,
            r#"{"$and":[{"a":1},{"$or":[{"b":null},{"c":{"$in":[]}}]}]}"#,
            r#"{"nickname":{"$regex":"^to","$options":"i"}}"#,
            r#"{"address.city":{"$eq":{"any":["value"]}}}"#,
            r#"{"created_at":{"$range":[1,2]}}"#,
            r#"{"unionid":null,"gender":{"$ne":null}}"#,
            r#"{"obj":{"$has_key":"a_1"},"tags":{"$all":["x"]},"x":{"$exists":false,"$isnull":true}}"#,
        ] {
            let condition = Where::from_json(json::read(text).unwrap()).unwrap();
            assert_eq!(condition.to_string(), text);
        }
    }

    #[test]
    fn a_mistake_is_named_with_its_path() {
        for (text, message) in [
            (r#"{"level":{"x":3}}"#, "level: \"x\" is not an operator; an object is compared with {\"$eq\": …}"),
            ("3", "where: expected an object of conditions, got 3"),
            (r#"{"$not":[]}"#, "$not: expected a field name, $and or $or here"),
            (r#"{"$or":[]}"#, "$or: expected an array of at least one condition, got an empty array"),
            (r#"{"$and":[{"a":1},2]}"#, "$and[1]: expected an object of conditions, got 2"),
            (r#"{"a b":1}"#, "a b: \"a b\" is not a field name"),
            (r#"{"level":{}}"#, "level: expected an operator such as $eq, got an empty object"),
            (r#"{"level":{"gte":3}}"#, "level: \"gte\" is not an operator; did you mean \"$gte\"?"),
            (r#"{"level":{"$gte":!"NaN"}}"#, "level.$gte: expected a number or a string, got NaN"),
            (
                r#"{"$or":[{"a":1},{"level":{"$gte":true}}]}"#,
                "$or[1].level.$gte: expected a number or a string, got true",
            ),
            (r#"{"id":{"$gt":"3"}}"#, "id.$gt: expected a number, got \"3\""),
            (
                r#"{"created_at":{"$gte":"2026-01-01"}}"#,
                "created_at.$gte: expected a number of unix seconds, got \"2026-01-01\"",
            ),
            (r#"{"id":{"$in":[1,"2"]}}"#, "id.$in[1]: expected a number, got \"2\""),
            (r#"{"nickname":5}"#, "nickname: expected a string, got 5"),
            (r#"{"is_authorized":{"$eq":1}}"#, "is_authorized.$eq: expected true or false, got 1"),
            (r#"{"a":!"undefined"}"#, "a: expected a JSON value, got undefined"),
            (r#"{"a":{"$eq":{"b":[!"a BigInt"]}}}"#, "a.$eq.b[0]: expected a JSON value, got a BigInt"),
            (r#"{"a":{"$contains":1}}"#, "a.$contains: expected a string, got 1"),
            (r#"{"a":{"$nin":"x"}}"#, "a.$nin: expected an array, got \"x\""),
            (r#"{"a":{"$isnull":1}}"#, "a.$isnull: expected true or false, got 1"),
            (r#"{"a":{"$range":[1]}}"#, "a.$range: expected an array of two ends, got an array"),
            (r#"{"a":{"$range":[1,"2"]}}"#, "a.$range: expected two numbers or two strings"),
            (r#"{"a":{"$range":[1,null]}}"#, "a.$range[1]: expected a number or a string, got null"),
            (r#"{"a":{"$regex":""}}"#, "a.$regex: expected a regular expression, got \"\""),
            (r#"{"a":{"$regex":"x","$options":"g"}}"#, "a.$options: expected \"i\", got \"g\""),
            (r#"{"a":{"$options":"i"}}"#, "a.$options: only stands beside $regex"),
            (
                r#"{"a":{"$has_key":"1a"}}"#,
                "a.$has_key: expected a letter followed by letters, digits and _, got \"1a\"",
            ),
        ] {
            assert_eq!(refusal(text), message);
        }
    }

    #[test]
    fn a_built_condition_is_checked_like_json() {
        let error = crate::field("level").gte(f64::NAN).check().unwrap_err();
        assert_eq!(error.to_string(), "level.$gte: expected a number or a string, got NaN");
        assert!(crate::and([]).check().is_err());
        assert!(crate::field("").eq(Json::Null).check().is_err());
    }
}
