//! From the JSON of `where` to a [`Filter`].

use std::sync::Arc;

use super::{Filter, among::Among, operand::Operand, path::Path, pattern::Pattern, test::Test};
use crate::{
    field_type::FieldType,
    geojson::{Geometry, Position},
    schema::{Schema, is_identifier},
    value::{Value, date},
};

/// Where a mistake is, and what it is.
type Mistake = (String, String);

type Entry = (Arc<str>, Value);

/// Reads a condition: an object of fields, `$and` and `$or`, all of which must hold.
pub fn filter(condition: &Value, schema: &Schema, at: &str) -> Result<Filter, Mistake> {
    let entries = condition
        .as_object()
        .ok_or_else(|| (at.to_owned(), format!("expected an object, got {}", condition.kind())))?;
    let mut parts = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        let at = format!("{at}.{key}");
        match &**key {
            "$and" => parts.push(Filter::All(branches(value, schema, &at)?)),
            "$or" => {
                let branches = branches(value, schema, &at)?;
                if branches.iter().any(|branch| branch.nearest_to().is_some()) {
                    return Err((at, "$nearsphere cannot be an alternative of $or".to_owned()));
                }
                parts.push(Filter::Any(branches));
            }
            operator if operator.starts_with('$') => {
                return Err((at, format!("unknown operator {operator}; only $and and $or can stand here")));
            }
            "" => return Err((at, "a field needs a name".to_owned())),
            field => {
                let path = Path::parse(field, schema);
                for test in tests(value, &path, schema, &at)? {
                    parts.push(Filter::Field(path.clone(), test));
                }
            }
        }
    }
    Ok(Filter::All(parts))
}

fn branches(value: &Value, schema: &Schema, at: &str) -> Result<Vec<Filter>, Mistake> {
    let items = value.as_array().filter(|items| !items.is_empty());
    let items = items.ok_or_else(|| (at.to_owned(), "expected an array with at least one condition".to_owned()))?;
    items.iter().enumerate().map(|(index, item)| filter(item, schema, &format!("{at}[{index}]"))).collect()
}

/// The tests of one field. An object without operators, and any other value, means `$eq` \[vendor\].
fn tests(value: &Value, path: &Path, schema: &Schema, at: &str) -> Result<Vec<Test>, Mistake> {
    let is_date =
        path.is_column() && path.column().is_some_and(|column| schema.columns()[column].field_type == FieldType::Date);
    match value.as_object() {
        Some(entries) if entries.iter().any(|(key, _)| key.starts_with('$')) => {
            let operators = entries
                .iter()
                .filter(|(key, _)| **key != *"$options" || !entries.iter().any(|(key, _)| **key == *"$regex"));
            operators
                .map(|(operator, value)| {
                    test(operator, value, entries, is_date).map_err(|message| (format!("{at}.{operator}"), message))
                })
                .collect()
        }
        _ => match operand(value, is_date) {
            Ok(operand) => Ok(vec![Test::Equal(operand)]),
            Err(message) => Err((at.to_owned(), message)),
        },
    }
}

fn test(operator: &str, value: &Value, entries: &[Entry], is_date: bool) -> Result<Test, String> {
    let ordered = || {
        let is_ordered = matches!(value, Value::Int(_) | Value::Float(_) | Value::Text(_));
        if is_ordered {
            operand(value, is_date)
        } else {
            Err(format!("expected a number, a string or a date, got {}", value.kind()))
        }
    };
    let not = |test| Test::Not(Box::new(test));
    Ok(match operator {
        "$eq" => Test::Equal(operand(value, is_date)?),
        "$ne" => not(Test::Equal(operand(value, is_date)?)),
        "$lt" => Test::Less(ordered()?),
        "$lte" => Test::LessOrEqual(ordered()?),
        "$gt" => Test::Greater(ordered()?),
        "$gte" => Test::GreaterOrEqual(ordered()?),
        "$contains" => Test::Contains(text(value)?.to_owned()),
        "$in" => Test::In(Among::new(operands(value, is_date)?)),
        "$nin" => not(Test::In(Among::new(operands(value, is_date)?))),
        "$all" => Test::All(operands(value, is_date)?),
        "$isnull" => {
            let is_null = Test::Equal(Operand::Plain(Value::Null));
            if flag(value)? { is_null } else { not(is_null) }
        }
        "$exists" => {
            if flag(value)? {
                Test::Exists
            } else {
                not(Test::Exists)
            }
        }
        "$range" => range(value, is_date)?,
        "$regex" => {
            let options = entries.iter().find(|(key, _)| **key == *"$options");
            Test::Regex(Pattern::parse(text(value)?, options.map_or(Ok(""), |(_, options)| text(options))?)?)
        }
        "$options" => return Err("$options needs a $regex beside it".to_owned()),
        "$has_key" => {
            let key = text(value)?;
            if !is_identifier(key) {
                return Err(format!(
                    "a key must begin with a letter, followed by letters, digits and `_`, got {key:?}"
                ));
            }
            Test::HasKey(key.to_owned())
        }
        "$intersects" => Test::Intersects(Geometry::parse_point(value)?),
        "$within" => Test::Within(Geometry::parse_polygon(value)?),
        "$center" => center(value)?,
        "$nearsphere" => near_sphere(value)?,
        _ if operator.starts_with('$') => return Err(format!("unknown operator {operator}")),
        _ => return Err("a key without $ cannot stand beside operators".to_owned()),
    })
}

fn operand(value: &Value, is_date: bool) -> Result<Operand, String> {
    match value {
        Value::Text(text) if is_date => {
            date::parse(text).map(Operand::Instant).ok_or_else(|| format!("expected an ISO 8601 date, got {text:?}"))
        }
        _ => Ok(Operand::Plain(value.clone())),
    }
}

fn operands(value: &Value, is_date: bool) -> Result<Vec<Operand>, String> {
    let items = value.as_array().ok_or_else(|| format!("expected an array, got {}", value.kind()))?;
    items.iter().map(|item| operand(item, is_date)).collect()
}

fn range(value: &Value, is_date: bool) -> Result<Test, String> {
    match value.as_array() {
        Some([low @ (Value::Int(_) | Value::Float(_)), high @ (Value::Int(_) | Value::Float(_))]) => {
            Ok(Test::Range(Operand::Plain(low.clone()), Operand::Plain(high.clone())))
        }
        Some([low @ Value::Text(_), high @ Value::Text(_)]) => {
            Ok(Test::Range(operand(low, is_date)?, operand(high, is_date)?))
        }
        _ => Err("expected [low, high], two numbers or two dates".to_owned()),
    }
}

fn text(value: &Value) -> Result<&str, String> {
    value.as_text().ok_or_else(|| format!("expected a string, got {}", value.kind()))
}

fn flag(value: &Value) -> Result<bool, String> {
    value.as_bool().ok_or_else(|| format!("expected true or false, got {}", value.kind()))
}

/// `{"coordinates":[lng,lat],"radius":km}`.
fn center(value: &Value) -> Result<Test, String> {
    let center = value.get("coordinates").ok_or("expected {\"coordinates\":[lng,lat],\"radius\":km}")?;
    let radius_km = value.get("radius").and_then(Value::as_number).filter(|radius| *radius >= 0.0);
    let radius_km = radius_km.ok_or("radius must be a number of kilometres, at least 0")?;
    Ok(Test::Center { center: Position::parse(center)?, most_m: radius_km * 1000.0 })
}

/// `{"geometry":point,"min_distance":m,"max_distance":m}`; the distances may be left out.
fn near_sphere(value: &Value) -> Result<Test, String> {
    let point = value.get("geometry").ok_or("expected {\"geometry\":point,\"min_distance\":m,\"max_distance\":m}")?;
    let metres = |key: &str, default: f64| match value.get(key) {
        None | Some(Value::Null) => Ok(default),
        Some(metres) => metres
            .as_number()
            .filter(|metres| *metres >= 0.0)
            .ok_or_else(|| format!("{key} must be a number of metres, at least 0")),
    };
    Ok(Test::NearSphere {
        center: Geometry::parse_point(point)?,
        least_m: metres("min_distance", 0.0)?,
        most_m: metres("max_distance", f64::INFINITY)?,
    })
}
