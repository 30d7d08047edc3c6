//! The fields that every user has, and the names that a custom field may have.

/// What a built-in field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BuiltIn {
    Number,
    String,
    Boolean,
    Object,
}

const BUILT_IN: [(&str, BuiltIn); 20] = [
    ("avatar", BuiltIn::String),
    ("city", BuiltIn::String),
    ("country", BuiltIn::String),
    ("created_at", BuiltIn::Number),
    ("created_by", BuiltIn::Number),
    ("gender", BuiltIn::Number),
    ("id", BuiltIn::Number),
    ("is_authorized", BuiltIn::Boolean),
    ("language", BuiltIn::String),
    ("nickname", BuiltIn::String),
    ("openid", BuiltIn::String),
    ("province", BuiltIn::String),
    ("unionid", BuiltIn::String),
    ("updated_at", BuiltIn::Number),
    ("_email", BuiltIn::String),
    ("_email_verified", BuiltIn::Boolean),
    ("_phone", BuiltIn::String),
    ("_phone_verified", BuiltIn::Boolean),
    ("_provider", BuiltIn::Object),
    ("_username", BuiltIn::String),
];

/// What the built-in field `name` holds; `None` for a custom field.
pub(crate) fn built_in(name: &str) -> Option<BuiltIn> {
    BUILT_IN.iter().find(|(field, _)| *field == name).map(|(_, kind)| *kind)
}

/// Whether updates may not touch `name`: built-in fields and all that begin with `_` belong to the server.
pub(crate) fn is_read_only(name: &str) -> bool {
    name.starts_with('_') || built_in(name).is_some()
}

/// Whether `name` can be a field, or with dots a path into an object field.
pub(crate) fn is_path(name: &str) -> bool {
    name.split('.').all(is_name)
}

/// Whether `name` can be a field: no operator, no dot, none of the characters that separate names in a query.
pub(crate) fn is_name(name: &str) -> bool {
    let forbidden = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '.' | ',' | '"' | '\u{fffd}');
    let is_marked = name.starts_with('$') || name.starts_with('-');
    !name.is_empty() && name.len() <= 256 && !is_marked && !name.contains(forbidden)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hold_no_operator_and_no_separator() {
        for name in ["level", "_email", "等级", "a1"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", "$gte", "-level", "a.b", "a b", "a,b", "a\n", "a\"b"] {
            assert!(!is_name(name), "{name}");
        }
        assert!(is_path("address.city") && !is_path("address..city") && !is_path(".city"));
    }
}
