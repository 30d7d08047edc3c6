//! The words of each operator: one table for what is read and what is written.

use crate::Operator;

/// What follows the words.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Operand {
    /// One value.
    Value,
    /// Values in parentheses or brackets.
    List,
    /// Nothing: the words say it all.
    Said(bool),
    /// Two values with `and` between them.
    Ends,
    /// A regular expression.
    Pattern,
}

/// An operator in words.
pub(super) struct Form {
    pub words: &'static str,
    pub operator: Operator,
    pub operand: Operand,
}

/// Each operator but `$options`. Of two forms of one, the first is written.
const FORMS: [(&str, Operator, Operand); 22] = [
    ("=", Operator::Eq, Operand::Value),
    ("==", Operator::Eq, Operand::Value),
    ("!=", Operator::Ne, Operand::Value),
    ("<", Operator::Lt, Operand::Value),
    ("<=", Operator::Lte, Operand::Value),
    (">", Operator::Gt, Operand::Value),
    (">=", Operator::Gte, Operand::Value),
    ("between", Operator::Range, Operand::Ends),
    ("in", Operator::In, Operand::List),
    ("not in", Operator::NotIn, Operand::List),
    ("contains", Operator::Contains, Operand::Value),
    ("matches", Operator::Regex, Operand::Pattern),
    ("is null", Operator::IsNull, Operand::Said(true)),
    ("is not null", Operator::IsNull, Operand::Said(false)),
    ("exists", Operator::Exists, Operand::Said(true)),
    ("not exists", Operator::Exists, Operand::Said(false)),
    ("has all", Operator::All, Operand::List),
    ("has key", Operator::HasKey, Operand::Value),
    ("intersects", Operator::Intersects, Operand::Value),
    ("within", Operator::Within, Operand::Value),
    ("center", Operator::Center, Operand::Value),
    ("nearsphere", Operator::NearSphere, Operand::Value),
];

fn forms() -> impl Iterator<Item = Form> {
    FORMS.into_iter().map(|(words, operator, operand)| Form { words, operator, operand })
}

impl Form {
    /// The form of these words.
    pub fn of_words(words: &str) -> Option<Form> {
        forms().find(|form| form.words == words)
    }

    /// The form of an operator whose operand is `true` or `false`, or something else.
    pub fn of(operator: Operator, yes: Option<bool>) -> Option<Form> {
        forms()
            .find(|form| form.operator == operator && !matches!(form.operand, Operand::Said(said) if Some(said) != yes))
    }
}

/// What may follow the words to make a form of them: `in or exists` after `not`. Empty where nothing may.
pub(super) fn continuations(words: &str) -> String {
    let mut found = String::new();
    for form in forms() {
        if let Some(rest) = form.words.strip_prefix(words).and_then(|rest| rest.strip_prefix(' ')) {
            if !found.is_empty() {
                found.push_str(" or ");
            }
            found.push_str(rest);
        }
    }
    found
}

/// All operators, for a message.
pub(super) const SHOWN: &str = "= != < <= > >= in, not in, between, contains, matches, is null, exists, has";

/// What other languages have, and what is written here.
const SLIPS: [(&str, &str); 13] = [
    ("=>", ">="),
    ("=<", "<="),
    ("<>", "!="),
    ("===", "="),
    ("!==", "!="),
    (":=", "="),
    (":", "="),
    ("equals", "="),
    ("like", "contains \"…\", or matches /…/"),
    ("ilike", "matches /…/i"),
    ("regex", "matches /…/"),
    ("includes", "contains \"…\", or in (…)"),
    ("isnull", "is null"),
];

/// What is written instead of an operator of another language.
pub(super) fn advice(words: &str) -> Option<&'static str> {
    SLIPS.iter().find(|(slip, _)| *slip == words).map(|(_, advice)| *advice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operator_but_the_options_has_a_form() {
        for operator in Operator::all() {
            let has_form = forms().any(|form| form.operator == operator);
            assert_eq!(has_form, operator != Operator::Options, "{operator:?}");
        }
    }

    #[test]
    fn the_words_of_a_form_go_on_as_the_table_says() {
        assert_eq!(continuations("not"), "in or exists");
        assert_eq!(continuations("is"), "null or not null");
        assert_eq!(continuations("is not"), "null");
        assert_eq!((continuations("="), continuations("i")), (String::new(), String::new()));
    }
}
