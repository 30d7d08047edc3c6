//! The columns of `_userprofile`: the built-in ones and the app's custom fields.

use std::sync::Arc;

use crate::{field_type::FieldType, value::Value};

/// The built-in columns. \[doc\] without an underscore, \[vendor\] with one.
///
/// `user_group` \[doc\] shows only in the v1 answers and in a snapshot.
const BUILT_IN: [(&str, FieldType); 20] = [
    ("_email", FieldType::String),
    ("_email_verified", FieldType::Boolean),
    ("_phone", FieldType::String),
    ("_phone_verified", FieldType::Boolean),
    ("_provider", FieldType::Object),
    ("_username", FieldType::String),
    ("avatar", FieldType::String),
    ("city", FieldType::String),
    ("country", FieldType::String),
    ("created_at", FieldType::Integer),
    ("created_by", FieldType::Integer),
    ("gender", FieldType::Integer),
    ("id", FieldType::Integer),
    ("is_authorized", FieldType::Boolean),
    ("language", FieldType::String),
    ("nickname", FieldType::String),
    ("openid", FieldType::String),
    ("province", FieldType::String),
    ("unionid", FieldType::String),
    ("updated_at", FieldType::Integer),
];

/// The built-in column that v2 answers leave out.
pub const USER_GROUP: &str = "user_group";

/// What may not be sorted by \[doc\].
const UNSORTABLE: [&str; 5] = ["gender", "country", "province", "city", "language"];

/// One column.
#[derive(Debug, Clone)]
pub struct Column {
    /// The field's name.
    pub name: Arc<str>,
    /// What may be stored in it.
    pub field_type: FieldType,
    /// Whether it belongs to the app, and so can be updated.
    pub is_custom: bool,
    /// Whether `order_by` may name it.
    pub is_sortable: bool,
    /// Whether v2 answers show it.
    pub is_shown: bool,
}

/// All columns, in the order of their names, which is the order in which the document shows them.
#[derive(Debug, Clone)]
pub struct Schema {
    columns: Vec<Column>,
    /// Columns that the operations themselves read or write.
    pub known: Known,
}

/// Where the columns stand that the operations themselves read or write.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "each is named after its column")]
pub struct Known {
    pub id: usize,
    pub created_at: usize,
    pub updated_at: usize,
    pub created_by: usize,
    pub username: usize,
    pub email: usize,
    pub email_verified: usize,
    pub phone: usize,
    pub phone_verified: usize,
}

impl Schema {
    /// The built-in columns and the given custom ones.
    ///
    /// # Errors
    /// A name that is not an identifier, or that a built-in column has; with the name at fault.
    pub fn new(custom: &[(String, FieldType)]) -> Result<Self, (String, String)> {
        let mut columns: Vec<Column> = BUILT_IN
            .iter()
            .map(|(name, field_type)| Column {
                name: (*name).into(),
                field_type: *field_type,
                is_custom: false,
                is_sortable: !UNSORTABLE.contains(name),
                is_shown: true,
            })
            .collect();
        columns.push(Column {
            name: USER_GROUP.into(),
            field_type: FieldType::Array,
            is_custom: false,
            is_sortable: false,
            is_shown: false,
        });
        for (name, field_type) in custom {
            if !is_identifier(name) {
                return Err((
                    name.clone(),
                    "a field name must begin with a letter, followed by letters, digits and `_`".to_owned(),
                ));
            }
            if columns.iter().any(|column| *column.name == **name) {
                return Err((name.clone(), "a field with this name is there already".to_owned()));
            }
            columns.push(Column {
                name: name.as_str().into(),
                field_type: *field_type,
                is_custom: true,
                is_sortable: true,
                is_shown: true,
            });
        }
        columns.sort_by(|left, right| left.name.cmp(&right.name));
        let at = |name: &str| columns.iter().position(|column| *column.name == *name).unwrap_or(usize::MAX);
        let known = Known {
            id: at("id"),
            created_at: at("created_at"),
            updated_at: at("updated_at"),
            created_by: at("created_by"),
            username: at("_username"),
            email: at("_email"),
            email_verified: at("_email_verified"),
            phone: at("_phone"),
            phone_verified: at("_phone_verified"),
        };
        Ok(Self { columns, known })
    }

    /// The columns, in the order of their names.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Where a column stands.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.columns.binary_search_by(|column| (*column.name).cmp(name)).ok()
    }

    /// A row with nothing in it.
    pub fn empty_row(&self) -> Vec<Option<Value>> {
        vec![None; self.columns.len()]
    }
}

/// Whether a name is built in, so that a custom field cannot have it.
pub fn is_built_in(name: &str) -> bool {
    name == USER_GROUP || BUILT_IN.iter().any(|(other, _)| *other == name)
}

/// A letter first, then letters, digits and `_`.
pub fn is_identifier(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|next| next.is_ascii_alphanumeric() || next == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_name() {
        let schema = Schema::new(&[("level".into(), FieldType::Integer)]).unwrap();
        for (index, column) in schema.columns().iter().enumerate() {
            assert_eq!(schema.find(&column.name), Some(index));
        }
        assert_eq!(schema.find("levle"), None);
        assert_eq!(schema.known.id, schema.find("id").unwrap());
    }

    #[test]
    fn a_custom_field_cannot_take_a_built_in_or_strange_name() {
        for name in ["nickname", "_email", "user_group", "", "1a", "a.b", "$x", "_mine", "名"] {
            assert_eq!(Schema::new(&[(name.into(), FieldType::String)]).unwrap_err().0, name);
        }
        let twice = [("a".into(), FieldType::String), ("a".into(), FieldType::Integer)];
        assert!(Schema::new(&twice).is_err());
    }
}
