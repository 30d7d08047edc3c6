//! Conditions joined by `and` and `or`.

use super::{
    MAX_BYTES, MAX_DEPTH,
    error::Fault,
    scanner::{Scanner, Token},
    spans,
    value::too_deep,
};
use crate::{Json, Where, strings::first};
use std::ops::Range;

/// A condition, where it stands, and how deep its objects are nested.
pub(super) struct Part {
    pub json: Json,
    pub span: Range<usize>,
    pub depth: usize,
}

pub(super) fn parse(text: &str, is_for_javascript: bool) -> Result<Where, Fault> {
    if text.len() > MAX_BYTES {
        return Err(Fault::new(0..0, format!("the text has {} bytes, and at most {MAX_BYTES} are read", text.len())));
    }
    let mut parser = Parser { scanner: Scanner { text, at: 0, is_strict: false, is_for_javascript }, open: Vec::new() };
    if let (Token::End, span) = parser.scanner.peek()? {
        return Err(Fault::new(span, "expected a condition such as level >= 3; {} is everyone"));
    }
    let condition = parser.either("")?;
    match parser.scanner.token()? {
        (Token::End, _) => Ok(Where::unchecked(condition.json)),
        (Token::Sign(")"), span) => Err(Fault::new(span, "there is no ( for this )")),
        (token, span) => Err(parser.unexpected(&token, span)),
    }
}

pub(super) struct Parser<'a> {
    pub scanner: Scanner<'a>,
    /// The parentheses around what is read.
    open: Vec<Range<usize>>,
}

impl Parser<'_> {
    fn either(&mut self, after: &str) -> Result<Part, Fault> {
        let mut parts = vec![self.both(after)?];
        while self.scanner.take_word("or")? {
            parts.push(self.both(" after or")?);
        }
        join("$or", parts)
    }

    fn both(&mut self, after: &str) -> Result<Part, Fault> {
        let mut parts = vec![self.one(after)?];
        while self.scanner.take_word("and")? {
            parts.push(self.one(" after and")?);
        }
        join("$and", parts)
    }

    fn one(&mut self, after: &str) -> Result<Part, Fault> {
        let (token, span) = self.scanner.peek()?;
        match token {
            Token::Sign("(") => self.group(span),
            Token::Sign("{") => self.json(),
            Token::Word(word) if ["and", "or"].iter().any(|known| word.eq_ignore_ascii_case(known)) => Err(Fault::new(
                span,
                format!("expected a condition{after}, got {word}; a field of that name stands in backticks"),
            )),
            Token::Word(word) if word.eq_ignore_ascii_case("not") => Err(Fault::new(span, NO_NOT)),
            Token::Sign("!") => Err(Fault::new(span, NO_NOT)),
            Token::Word(name) => self.comparison(name, span),
            Token::Name(name) => self.comparison(name, span),
            Token::Text(name) => self.comparison(&name, span),
            Token::Number(_) => Err(Fault::new(
                span.clone(),
                format!("expected a field{after}, got {}; the field comes first", self.scanner.shown(&span)),
            )),
            _ => Err(self.misplaced(&token, &span).unwrap_or_else(|| {
                Fault::new(span.clone(), format!("expected a condition{after}, got {}", self.scanner.shown(&span)))
            })),
        }
    }

    fn group(&mut self, open: Range<usize>) -> Result<Part, Fault> {
        if self.open.len() == MAX_DEPTH {
            return Err(too_deep(open));
        }
        self.scanner.token()?;
        self.open.push(open.clone());
        let part = self.either(" after (")?;
        match self.scanner.token()? {
            (Token::Sign(")"), _) => {}
            (Token::End, _) => return Err(Fault::new(open, "the ( is never closed")),
            (token, span) => return Err(self.unexpected(&token, span)),
        }
        self.open.pop();
        Ok(Part { span: open.start..self.scanner.at, ..part })
    }

    /// A condition in the wire's own words.
    fn json(&mut self) -> Result<Part, Fault> {
        self.scanner.is_strict = true;
        let value = self.scanner.value("")?;
        self.scanner.is_strict = false;
        let condition = Where::unchecked(value.json);
        condition.check().map_err(|error| spans::fault(&error, condition.as_json(), &value.spans))?;
        Ok(Part { json: condition.into(), span: value.spans.value, depth: value.depth })
    }

    /// What neither joins two conditions nor ends them.
    fn unexpected(&self, token: &Token<'_>, span: Range<usize>) -> Fault {
        self.misplaced(token, &span).unwrap_or_else(|| {
            let end = if self.open.is_empty() { "the end" } else { ")" };
            Fault::new(span.clone(), format!("expected and, or, or {end}, got {}", self.scanner.shown(&span)))
        })
    }

    /// A sign of another language.
    pub fn misplaced(&self, token: &Token<'_>, span: &Range<usize>) -> Option<Fault> {
        let (sign, advice) = match token {
            Token::Sign(sign @ ("&&" | "&")) => (sign, "and"),
            Token::Sign(sign @ ("||" | "|")) => (sign, "or"),
            Token::Sign(sign @ ("," | ";")) => (sign, "and, or or"),
            _ => return None,
        };
        Some(Fault::new(span.clone(), format!("{sign} has no meaning here; write {advice}")))
    }
}

const NO_NOT: &str =
    "there is no not before a condition: turn each comparison around, = into !=, in into not in, < into >=";

fn join(word: &str, mut parts: Vec<Part>) -> Result<Part, Fault> {
    if parts.len() == 1
        && let Some(only) = parts.pop()
    {
        return Ok(only);
    }
    let span = parts.first().map_or(0, |part| part.span.start)..parts.last().map_or(0, |part| part.span.end);
    let depth = 2 + parts.iter().map(|part| part.depth).max().unwrap_or_default();
    if depth > MAX_DEPTH {
        return Err(too_deep(span));
    }
    let parts = parts.into_iter().map(|part| part.json).collect();
    Ok(Part { json: Json::member(word, Json::Array(parts)), span, depth })
}

/// A name for a message.
pub(super) fn short(name: &str) -> String {
    first(40, name)
}
