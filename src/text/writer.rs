//! Conditions → text.

use super::{
    form::{Form, Operand},
    scanner::is_bare,
};
use crate::{Error, Json, Operator, Where, json::quote, strings::join};

/// Writes a condition so that [`parse`](super::parse) reads the same from it.
///
/// What the text says is what the condition says. Its JSON is the same, too, but for three forms that are spelt out: `{"level":3}`
/// comes back as `{"level":{"$eq":3}}`, several members of one object as parts of `$and`, and an `$and` or `$or` of one part
/// as that part. What has no words of its own is written as JSON: everyone as `{}`, and a comparison with `null`.
///
/// ```
/// use minapp_users::{and, field, or, text};
///
/// let condition = or([field("vip").eq(true), and([field("level").gte(3), field("名称").regex_ignoring_case("^a")])]);
/// let written = text::format(&condition)?;
/// assert_eq!(written, "vip = true or (level >= 3 and 名称 matches /^a/i)");
/// assert_eq!(text::parse(&written)?, condition);
/// # Ok::<(), minapp_users::Error>(())
/// ```
///
/// # Errors
/// What [`Where::check`] says of a condition that is wrong. One that is nested deeper than [`MAX_DEPTH`](super::MAX_DEPTH), or
/// whose text is longer than [`MAX_BYTES`](super::MAX_BYTES), is written, but not read again.
pub fn format(condition: &Where) -> Result<String, Error> {
    condition.check()?;
    let mut text = String::new();
    write_group(condition.as_json(), Around::Nothing, &mut text);
    // It only stands in texts, where a reader could not tell it from damage.
    Ok(text.replace('\u{fffd}', "\\ufffd"))
}

/// What a condition is a part of.
#[derive(Clone, Copy, PartialEq)]
enum Around {
    Nothing,
    And,
    Or,
}

/// One of the parts that an object joins.
enum Term<'a> {
    Group(Around, &'a [Json]),
    Comparison { field: &'a str, operator: Operator, operand: &'a Json, ignores_case: bool },
}

fn write_group(group: &Json, around: Around, text: &mut String) {
    let terms = terms(group);
    match terms.as_slice() {
        [] => text.push_str("{}"),
        [term] => write_term(term, around, text),
        terms => {
            let is_apart = around == Around::Or;
            text.push_str(if is_apart { "(" } else { "" });
            for (index, term) in terms.iter().enumerate() {
                text.push_str(if index > 0 { " and " } else { "" });
                write_term(term, Around::And, text);
            }
            text.push_str(if is_apart { ")" } else { "" });
        }
    }
}

fn terms(group: &Json) -> Vec<Term<'_>> {
    let Json::Object(members) = group else {
        return Vec::new();
    };
    let mut terms = Vec::new();
    for (field, value) in members {
        match (field.as_str(), value) {
            ("$and", Json::Array(parts)) => terms.push(Term::Group(Around::And, parts)),
            ("$or", Json::Array(parts)) => terms.push(Term::Group(Around::Or, parts)),
            (_, Json::Object(operators)) => {
                for (name, operand) in operators {
                    if let Some(operator) = Operator::from_name(name).filter(|operator| *operator != Operator::Options)
                    {
                        let ignores_case = operator == Operator::Regex && value.get("$options").is_some();
                        terms.push(Term::Comparison { field, operator, operand, ignores_case });
                    }
                }
            }
            _ => terms.push(Term::Comparison { field, operator: Operator::Eq, operand: value, ignores_case: false }),
        }
    }
    terms
}

fn write_term(term: &Term<'_>, around: Around, text: &mut String) {
    match term {
        Term::Group(_, [only]) => write_group(only, around, text),
        Term::Group(word, parts) => {
            let is_apart = around != Around::Nothing;
            text.push_str(if is_apart { "(" } else { "" });
            for (index, part) in parts.iter().enumerate() {
                if index > 0 {
                    text.push_str(if *word == Around::And { " and " } else { " or " });
                }
                write_group(part, *word, text);
            }
            text.push_str(if is_apart { ")" } else { "" });
        }
        Term::Comparison { field, operator, operand, ignores_case } => {
            match words(*operator, operand, *ignores_case) {
                Some(words) => {
                    write_name(field, text);
                    text.push(' ');
                    text.push_str(&words);
                }
                None => text.push_str(&wire(field, *operator, operand, *ignores_case)),
            };
        }
    }
}

/// What follows the field; `None` where only JSON can say it.
fn words(operator: Operator, operand: &Json, ignores_case: bool) -> Option<String> {
    let said = if let Json::Bool(yes) = operand { Some(*yes) } else { None };
    let form = Form::of(operator, said)?;
    let words = form.words;
    Some(match (form.operand, operand) {
        (Operand::Said(_), _) => words.into(),
        (Operand::List, Json::Array(items)) => format!("{words} ({})", listed(items, ", ")),
        (Operand::Ends, Json::Array(ends)) => format!("{words} {}", listed(ends, " and ")),
        (Operand::Pattern, Json::String(pattern)) => format!("{words} {}", regex(pattern, ignores_case)?),
        (Operand::Value, Json::Null) => return None,
        _ => format!("{words} {operand}"),
    })
}

fn listed(items: &[Json], between: &str) -> String {
    let items: Vec<String> = items.iter().map(Json::to_string).collect();
    join(&items, between)
}

/// The pattern between slashes; one that cannot stand there in quotes.
fn regex(pattern: &str, ignores_case: bool) -> Option<String> {
    let mut is_escaped = false;
    let mut is_literal = true;
    for c in pattern.chars() {
        is_literal &= !matches!(c, '\0'..='\x1f' | '\u{fffd}') && (is_escaped || c != '/');
        is_escaped = c == '\\' && !is_escaped;
    }
    // A `\` at the end would escape the slash.
    is_literal &= !is_escaped;
    match (is_literal, ignores_case) {
        (true, true) => Some(format!("/{pattern}/i")),
        (true, false) => Some(format!("/{pattern}/")),
        (false, false) => Some(quote(pattern)),
        (false, true) => None,
    }
}

fn wire(field: &str, operator: Operator, operand: &Json, ignores_case: bool) -> String {
    let options = if ignores_case { ",\"$options\":\"i\"" } else { "" };
    format!("{{{}:{{\"{}\":{operand}{options}}}}}", quote(field), operator.name())
}

/// Words that mean something where a field is expected, or look as if they did.
const RESERVED: [&str; 6] = ["and", "or", "not", "null", "true", "false"];

fn write_name(name: &str, text: &mut String) {
    let is_reserved = RESERVED.iter().any(|word| name.eq_ignore_ascii_case(word));
    match is_bare(name) && !is_reserved {
        true => text.push_str(name),
        false if name.contains('`') => text.push_str(&quote(name)),
        false => {
            text.push('`');
            text.push_str(name);
            text.push('`');
        }
    }
}
