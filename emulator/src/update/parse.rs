//! From the JSON of a body to an [`Update`].

use super::{Change, Operation, Update};
use crate::{field_type::FieldType, refusal::Refusal, schema::Schema, value::Value};

impl Update {
    /// Reads a body. \[ours\] An empty object changes nothing but `updated_at`; an empty body is refused.
    pub fn parse(body: &str, schema: &Schema) -> Result<Self, Refusal> {
        let value =
            Value::parse(body).map_err(|error| Refusal::bad_request(format!("the body is not JSON: {error}")))?;
        let Value::Object(entries) = value else {
            return Err(Refusal::bad_request(format!("the body must be an object, got {}", value.kind())));
        };
        let mut update = Self { changes: Vec::new() };
        for (name, value) in entries {
            if &*name == "$unset" {
                let fields = value
                    .as_object()
                    .ok_or_else(|| Refusal::bad_request(format!("$unset: expected an object, got {}", value.kind())))?;
                for (field, _) in fields {
                    update.push(field, Some(Operation::Unset), schema)?;
                }
            } else if name.starts_with('$') {
                return Err(Refusal::bad_request(format!("{name}: unknown operation; only $unset can stand here")));
            } else {
                update.push_value(&name, value, schema)?;
            }
        }
        Ok(update)
    }

    fn push_value(&mut self, name: &str, value: Value, schema: &Schema) -> Result<(), Refusal> {
        let operation = self.push(name, None, schema).and_then(|(_, field_type)| {
            operation(value, field_type).map_err(|message| Refusal::bad_request(format!("{name}: {message}")))
        })?;
        self.push(name, Some(operation), schema).map(drop)
    }

    /// Adds a change, when there is one; tells the field in any case.
    fn push(
        &mut self,
        name: &str,
        operation: Option<Operation>,
        schema: &Schema,
    ) -> Result<(usize, FieldType), Refusal> {
        let Some(column) = schema.find(name) else {
            return Err(Refusal::bad_request(format!("{name}: there is no such field")));
        };
        let field = &schema.columns()[column];
        if !field.is_custom {
            return Err(Refusal::bad_request(format!("{name}: a built-in field cannot be updated")));
        }
        if let Some(operation) = operation {
            if self.changes.iter().any(|change| change.column == column) {
                return Err(Refusal::bad_request(format!("{name}: cannot be set and unset at once")));
            }
            self.changes.push(Change { column, name: name.to_owned(), field_type: field.field_type, operation });
        }
        Ok((column, field.field_type))
    }
}

fn operation(value: Value, field_type: FieldType) -> Result<Operation, String> {
    let operators =
        value.as_object().map_or(0, |entries| entries.iter().filter(|(key, _)| key.starts_with('$')).count());
    if operators == 0 {
        return field_type.accept(value).map(Operation::Set);
    }
    let Value::Object(mut entries) = value else { unreachable!("only objects have operators") };
    if entries.len() > 1 {
        return Err("an atomic operation must stand alone".to_owned());
    }
    let (operator, value) = entries.remove(0);
    let only_for = |types: &[FieldType]| {
        if field_type == FieldType::Mixed || types.contains(&field_type) {
            Ok(())
        } else {
            Err(format!("{operator} does not work on a field of type {}", field_type.name()))
        }
    };
    match &*operator {
        "$incr_by" => {
            only_for(&[FieldType::Integer, FieldType::Number])?;
            if value.as_number().is_none() {
                return Err(format!("$incr_by: expected a number, got {}", value.kind()));
            }
            field_type.accept(value).map(Operation::Increment).map_err(|message| format!("$incr_by: {message}"))
        }
        "$append" => only_for(&[FieldType::Array]).map(|()| Operation::Append(items(value))),
        "$append_unique" => only_for(&[FieldType::Array]).map(|()| Operation::AppendUnique(items(value))),
        "$remove" => only_for(&[FieldType::Array]).map(|()| Operation::Remove(items(value))),
        "$update" => {
            only_for(&[FieldType::Object])?;
            if value.as_object().is_none() {
                return Err(format!("$update: expected an object, got {}", value.kind()));
            }
            Ok(Operation::Merge(value))
        }
        "$pop" => {
            only_for(&[FieldType::Array])?;
            match value.as_integer() {
                Some(1) => Ok(Operation::PopLast),
                Some(-1) => Ok(Operation::PopFirst),
                _ => Err("$pop: expected 1 or -1".to_owned()),
            }
        }
        _ => Err(format!("unknown operation {operator}")),
    }
}

/// \[ours\] One item without its array is an array of one.
fn items(value: Value) -> Vec<Value> {
    if let Value::Array(items) = value { items } else { vec![value] }
}
