//! One comparison: a field, an operator and its operand.

use super::{
    MAX_DEPTH,
    error::Fault,
    parser::{Parser, Part, short},
    scanner::Token,
    spans::{Spans, locate},
    value::{Value, too_deep},
};
use crate::{Json, Operator, Where, fields, json::describe_text};
use std::ops::Range;

const OPERATORS: &str = "= != < <= > >= in, not in, between, contains, matches, is null, exists, has";

/// The operators whose name and operand are all there is to them.
const WORDS: [(&str, Operator); 5] = [
    ("contains", Operator::Contains),
    ("intersects", Operator::Intersects),
    ("within", Operator::Within),
    ("center", Operator::Center),
    ("nearsphere", Operator::NearSphere),
];

/// Operators of other languages, and what is written here.
const SLIPS: [(&str, &str); 12] = [
    ("=>", "write >="),
    ("=<", "write <="),
    ("<>", "write !="),
    ("===", "write ="),
    ("!==", "write !="),
    (":=", "write ="),
    (":", "write ="),
    ("like", "write contains \"…\", or matches /…/"),
    ("ilike", "write matches /…/i"),
    ("regex", "write matches /…/"),
    ("includes", "write contains \"…\", or in (…)"),
    ("equals", "write ="),
];

/// A field and where it stands.
struct Field<'a> {
    name: &'a str,
    span: Range<usize>,
}

/// An operator, where it stands, and its operand.
type Condition = (Operator, Range<usize>, Value);

impl Parser<'_> {
    pub fn comparison(&mut self, name: &str, span: Range<usize>) -> Result<Part, Fault> {
        self.scanner.token()?;
        if !fields::is_path(name) {
            return Err(Fault::new(span, format!("{} is not a field name", describe_text(name))));
        }
        let field = Field { name, span };
        let conditions = self.operator(&field)?;
        self.checked(&field, conditions)
    }

    fn operator(&mut self, field: &Field<'_>) -> Result<Vec<Condition>, Fault> {
        let (token, mut span) = self.scanner.token()?;
        let name = match token {
            Token::Word(word) | Token::Sign(word) => word.to_ascii_lowercase(),
            _ => String::new(),
        };
        let operator = match name.as_str() {
            "=" | "==" => Operator::Eq,
            "!=" => Operator::Ne,
            "<" => Operator::Lt,
            "<=" => Operator::Lte,
            ">" => Operator::Gt,
            ">=" => Operator::Gte,
            "in" => return self.among(Operator::In, span, "in"),
            "not" => return self.negated(span),
            "is" => return self.null(field, span),
            "exists" => return Ok(vec![flag(Operator::Exists, span, true)]),
            "between" => return self.between(span),
            "has" => return self.has(span),
            "matches" => return self.matches(span),
            _ => match WORDS.iter().find(|(word, _)| *word == name) {
                Some((_, operator)) => *operator,
                None => return Err(self.no_operator(field, &token, span, &name)),
            },
        };
        let value = self.scanner.value(&format!(" after {name}"))?;
        if let (Operator::Eq | Operator::Ne, Json::Null) = (operator, &value.json) {
            let words = if operator == Operator::Eq { "is null" } else { "is not null" };
            span.end = value.spans.value.end;
            return Err(Fault::new(span, format!("null is not compared: write {} {words}", short(field.name))));
        }
        Ok(vec![(operator, span, value)])
    }

    fn no_operator(&self, field: &Field<'_>, token: &Token<'_>, span: Range<usize>, name: &str) -> Fault {
        if let Some((slip, advice)) = SLIPS.iter().find(|(slip, _)| *slip == name) {
            return Fault::new(span, format!("{slip} is not an operator; {advice}"));
        }
        if let Token::Sign("&&" | "&" | "||" | "|" | ")" | "," | ";") | Token::End = token {
            let message = format!(
                "expected an operator after {}, got {}; yes or no is {0} = true",
                short(field.name),
                self.scanner.shown(&span)
            );
            return Fault::new(span, message);
        }
        self.misplaced(token, &span).unwrap_or_else(|| {
            let got = self.scanner.shown(&span);
            let backticks = if let Token::Sign(_) = token {
                "; a name with other characters than letters stands in backticks"
            } else {
                ""
            };
            Fault::new(
                span,
                format!("expected an operator ({OPERATORS}) after {}, got {got}{backticks}", short(field.name)),
            )
        })
    }

    fn among(&mut self, operator: Operator, span: Range<usize>, name: &str) -> Result<Vec<Condition>, Fault> {
        let list = self.scanner.list(&format!(" after {name}"))?;
        if !matches!(list.json, Json::Array(_)) {
            let shown = self.scanner.shown(&list.spans.value);
            return Err(Fault::new(
                list.spans.value,
                format!("expected a list such as (1, 2) after {name}, got {shown}"),
            ));
        }
        Ok(vec![(operator, span, list)])
    }

    fn negated(&mut self, mut span: Range<usize>) -> Result<Vec<Condition>, Fault> {
        if self.scanner.take_word("in")? {
            span.end = self.scanner.at;
            return self.among(Operator::NotIn, span, "not in");
        }
        if self.scanner.take_word("exists")? {
            span.end = self.scanner.at;
            return Ok(vec![flag(Operator::Exists, span, false)]);
        }
        let (_, next) = self.scanner.peek()?;
        Err(Fault::new(next.clone(), format!("expected in or exists after not, got {}", self.scanner.shown(&next))))
    }

    fn null(&mut self, field: &Field<'_>, mut span: Range<usize>) -> Result<Vec<Condition>, Fault> {
        let is_not = self.scanner.take_word("not")?;
        if self.scanner.take_word("null")? {
            span.end = self.scanner.at;
            return Ok(vec![flag(Operator::IsNull, span, !is_not)]);
        }
        let (_, next) = self.scanner.peek()?;
        let (words, sign) = if is_not { ("is not", "!=") } else { ("is", "=") };
        let shown = self.scanner.shown(&next);
        let name = short(field.name);
        Err(Fault::new(
            next,
            format!("expected null after {words}, got {shown}; a value is compared as in {name} {sign} 3"),
        ))
    }

    fn between(&mut self, span: Range<usize>) -> Result<Vec<Condition>, Fault> {
        let low = self.scanner.value(" after between")?;
        if !self.scanner.take_word("and")? {
            let (_, next) = self.scanner.peek()?;
            let shown = self.scanner.shown(&next);
            return Err(Fault::new(
                next,
                format!("expected and with the upper end, as in between 1 and 9, got {shown}"),
            ));
        }
        let high = self.scanner.value(" after and")?;
        let ends = low.spans.value.start..high.spans.value.end;
        let depth = low.depth.max(high.depth) + 1;
        let spans = Spans::around(ends, vec![low.spans, high.spans]);
        Ok(vec![(Operator::Range, span, Value { json: Json::Array(vec![low.json, high.json]), spans, depth })])
    }

    fn has(&mut self, mut span: Range<usize>) -> Result<Vec<Condition>, Fault> {
        if self.scanner.take_word("all")? {
            span.end = self.scanner.at;
            return self.among(Operator::All, span, "has all");
        }
        if self.scanner.take_word("key")? {
            span.end = self.scanner.at;
            return Ok(vec![(Operator::HasKey, span, self.scanner.value(" after has key")?)]);
        }
        let (_, next) = self.scanner.peek()?;
        Err(Fault::new(next.clone(), format!("expected all or key after has, got {}", self.scanner.shown(&next))))
    }

    fn matches(&mut self, span: Range<usize>) -> Result<Vec<Condition>, Fault> {
        let text = |text: &str, span| Value { json: text.into(), spans: Spans::of(span), depth: 0 };
        let Some([(pattern, place), (flags, behind)]) = self.scanner.regex()? else {
            let pattern = self.scanner.value(" such as /^to/i after matches")?;
            return Ok(vec![(Operator::Regex, span, pattern)]);
        };
        let mut conditions = vec![(Operator::Regex, span.clone(), text(pattern, place))];
        if !flags.is_empty() {
            conditions.push((Operator::Options, span, text(flags, behind)));
        }
        Ok(conditions)
    }

    /// The comparison, if the rules of conditions allow it.
    fn checked(&self, field: &Field<'_>, conditions: Vec<Condition>) -> Result<Part, Fault> {
        let whole = field.span.start..self.scanner.at;
        let (mut members, mut inner, mut depth) = (Vec::new(), Vec::new(), 0);
        for (operator, name, value) in conditions {
            members.push((operator.name().to_owned(), value.json));
            inner.push(value.spans.named(name));
            depth = depth.max(value.depth + 2);
        }
        if depth > MAX_DEPTH {
            return Err(too_deep(whole));
        }
        let condition = Where::unchecked(Json::member(field.name, Json::Object(members)));
        let operators = Spans::around(whole.clone(), inner).named(field.span.clone());
        let spans = Spans::around(whole.clone(), vec![operators]);
        condition.check().map_err(|error| {
            let (span, rule) = locate(&error, condition.as_json(), &spans);
            Fault::new(span, format!("{}: {rule}", short(field.name)))
        })?;
        Ok(Part { json: condition.into(), span: whole, depth })
    }
}

fn flag(operator: Operator, span: Range<usize>, yes: bool) -> Condition {
    (operator, span.clone(), Value { json: yes.into(), spans: Spans::of(span), depth: 0 })
}
