//! Users that the caller brings.

use std::collections::{HashMap, HashSet};

use crate::{
    config::ConfigError,
    field_type::FieldType,
    schema::{Schema, is_built_in},
    store::{Row, Store},
    value::Value,
};

/// The types that the values themselves show.
///
/// \[ours\] Integers and fractions together make `number`; values that disagree make a field of mixed type, to
/// which anything can be written; a field that is null everywhere is mixed as well.
pub fn infer_fields(users: &[Value]) -> Vec<(String, FieldType)> {
    let mut fields: Vec<(String, Option<FieldType>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (name, value) in users.iter().filter_map(Value::as_object).flatten() {
        if is_built_in(name) {
            continue;
        }
        let place = *places.entry(name.to_string()).or_insert_with(|| {
            fields.push((name.to_string(), None));
            fields.len() - 1
        });
        if let Some(shown) = FieldType::of(value) {
            let known = &mut fields[place].1;
            *known = Some(known.map_or(shown, |known| join(known, shown)));
        }
    }
    fields.into_iter().map(|(name, field_type)| (name, field_type.unwrap_or(FieldType::Mixed))).collect()
}

fn join(left: FieldType, right: FieldType) -> FieldType {
    match (left, right) {
        (left, right) if left == right => left,
        (FieldType::Integer, FieldType::Number) | (FieldType::Number, FieldType::Integer) => FieldType::Number,
        (FieldType::Object, FieldType::GeoJson) | (FieldType::GeoJson, FieldType::Object) => FieldType::Object,
        _ => FieldType::Mixed,
    }
}

/// Turns users into rows, in the order of their ids. They are to stand beside `others`.
///
/// # Errors
/// A user that is not an object, has no positive integer `id` or one that another has, a field that is not
/// declared, a value of the wrong type, a username or email that another user has.
pub fn read(users: Vec<Value>, others: &Store) -> Result<Vec<Row>, ConfigError> {
    let schema = &others.schema;
    let id_of = |row: &Row| row[schema.known.id].as_ref().and_then(Value::as_integer).unwrap_or(0);
    let is_taken = |column: usize, login: &str| {
        let logins = others.users().filter_map(|user| user.get(column).and_then(Value::as_text));
        logins.map(str::to_lowercase).any(|taken| taken == login)
    };
    let mut rows = Vec::with_capacity(users.len());
    let mut ids = HashSet::new();
    let mut logins = HashSet::new();
    for (index, user) in users.into_iter().enumerate() {
        let row = read_row(user, schema, &format!("users[{index}]"))?;
        let id = id_of(&row);
        if id < 1 {
            return Err(ConfigError::new(format!("users[{index}].id"), "expected a positive integer"));
        }
        if !ids.insert(id) || u64::try_from(id).is_ok_and(|id| others.find(id).is_some()) {
            return Err(ConfigError::new(format!("users[{index}].id"), format!("{id} is the id of another user")));
        }
        for column in [schema.known.username, schema.known.email] {
            if let Some(login) = row[column].as_ref().and_then(Value::as_text)
                && (is_taken(column, &login.to_lowercase()) || !logins.insert((column, login.to_lowercase())))
            {
                let name = &schema.columns()[column].name;
                return Err(ConfigError::new(
                    format!("users[{index}].{name}"),
                    format!("{login:?} belongs to another user"),
                ));
            }
        }
        rows.push((id, row));
    }
    rows.sort_by_key(|(id, _)| *id);
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

fn read_row(user: Value, schema: &Schema, path: &str) -> Result<Row, ConfigError> {
    let Value::Object(entries) = user else {
        return Err(ConfigError::new(path, format!("expected an object, got {}", user.kind())));
    };
    let mut row = schema.empty_row();
    for (name, value) in entries {
        let at = || format!("{path}.{name}");
        let column = schema.find(&name).ok_or_else(|| ConfigError::new(at(), "there is no such field in `fields`"))?;
        let field_type = schema.columns()[column].field_type;
        row[column] = Some(field_type.accept(value).map_err(|message| ConfigError::new(at(), message))?);
    }
    Ok(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn users(text: &str) -> Vec<Value> {
        Value::parse(text).unwrap().as_array().unwrap().to_vec()
    }

    fn read_inferred(text: &str) -> Result<Vec<Row>, String> {
        let users = users(text);
        let schema = Schema::new(&infer_fields(&users)).unwrap();
        read(users, &Store::new(schema, Vec::new())).map_err(|error| error.to_string())
    }

    #[test]
    fn types_are_inferred_from_values() {
        let fields = infer_fields(&users(
            r#"[{"id":1,"a":1,"b":1,"c":null,"d":"x","e":{"type":"Point","coordinates":[1,2]},"f":1},
                {"id":2,"a":2,"b":1.5,"c":null,"d":null,"e":null,"f":"x","g":[]}]"#,
        ));
        let names: Vec<_> = fields.iter().map(|(name, field_type)| (name.as_str(), field_type.name())).collect();
        assert_eq!(
            names,
            [
                ("a", "integer"),
                ("b", "number"),
                ("c", "mixed"),
                ("d", "string"),
                ("e", "geojson"),
                ("f", "mixed"),
                ("g", "array")
            ]
        );
    }

    #[test]
    fn a_wrong_user_is_named() {
        for (text, message) in [
            ("[1]", "users[0]: expected an object, got an integer"),
            (r#"[{"level":1}]"#, "users[0].id: expected a positive integer"),
            (r#"[{"id":0}]"#, "users[0].id: expected a positive integer"),
            (r#"[{"id":"1"}]"#, "users[0].id: expected a value of type integer, got a string"),
            (r#"[{"id":5},{"id":5}]"#, "users[1].id: 5 is the id of another user"),
            (r#"[{"id":5,"nickname":7}]"#, "users[0].nickname: expected a value of type string, got an integer"),
            (
                r#"[{"id":5,"_email":"A@b.cn"},{"id":6,"_email":"a@B.cn"}]"#,
                "users[1]._email: \"a@B.cn\" belongs to another user",
            ),
        ] {
            assert_eq!(read_inferred(text).unwrap_err(), message);
        }
        let schema = Schema::new(&[("level".into(), FieldType::Integer)]).unwrap();
        let store = Store::new(schema, Vec::new());
        let error = |text| read(users(text), &store).unwrap_err().to_string();
        assert_eq!(error(r#"[{"id":5,"levle":1}]"#), "users[0].levle: there is no such field in `fields`");
        assert_eq!(
            error(r#"[{"id":5,"level":"x"}]"#),
            "users[0].level: expected a value of type integer, got a string"
        );
    }
}
