//! Conditions joined by `and` and `or`.

use super::{
    MAX_BYTES, MAX_DEPTH,
    error::Fault,
    scanner::{Scanner, Token},
    spans,
    value::too_deep,
};
use crate::{Json, Where};
use std::ops::Range;

/// A condition, where it stands, and how deep its objects are nested.
pub(super) struct Part {
    pub json: Json,
    pub span: Range<usize>,
    pub depth: usize,
}

pub(super) fn parse(text: &str, javascript: Option<fn(&str) -> String>) -> Result<Where, Fault> {
    if text.len() > MAX_BYTES {
        return Err(Fault::new(0..0, format!("the text has {} bytes, and at most {MAX_BYTES} are read", text.len())));
    }
    let mut parser = Parser { scanner: Scanner { text, at: 0, is_strict: false, javascript }, open: 0 };
    if let (Token::End, span) = parser.scanner.peek()? {
        return Err(Fault::new(span, "expected a condition such as level >= 3; {} is everyone".into()));
    }
    let condition = parser.either("")?;
    match parser.scanner.token()? {
        (Token::End, _) => Ok(Where::unchecked(condition.json)),
        (Token::Sign(")"), span) => Err(Fault::new(span, "there is no ( for this )".into())),
        (token, span) => Err(parser.unexpected("and, or, or the end", &token, span)),
    }
}

pub(super) struct Parser<'a> {
    pub scanner: Scanner<'a>,
    /// How many parentheses are open.
    open: usize,
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
            Token::Word(word) if word.eq_ignore_ascii_case("and") || word.eq_ignore_ascii_case("or") => {
                let mut fault = self.scanner.expected(&format!("a condition{after}"), span);
                fault.message.push_str("; a field of that name stands in backticks");
                Err(fault)
            }
            Token::Word(word) if word.eq_ignore_ascii_case("not") => Err(Fault::new(span, NO_NOT.into())),
            Token::Sign("!") => Err(Fault::new(span, NO_NOT.into())),
            Token::Word(name) | Token::Name(name) => self.comparison(name, span),
            Token::Text(name) => self.comparison(&name, span),
            Token::Number(_) => Err(self.scanner.expected(&format!("a field, which comes first{after}"), span)),
            _ => Err(self.unexpected(&format!("a condition{after}"), &token, span)),
        }
    }

    fn group(&mut self, open: Range<usize>) -> Result<Part, Fault> {
        if self.open == MAX_DEPTH {
            return Err(too_deep(open));
        }
        self.scanner.token()?;
        self.open += 1;
        let part = self.either(" after (")?;
        match self.scanner.token()? {
            (Token::Sign(")"), _) => {}
            (Token::End, _) => return Err(self.scanner.unclosed(open)),
            (token, span) => return Err(self.unexpected("and, or, or )", &token, span)),
        }
        self.open -= 1;
        Ok(Part { span: open.start..self.scanner.at, ..part })
    }

    /// A condition in the wire's own words.
    fn json(&mut self) -> Result<Part, Fault> {
        self.scanner.is_strict = true;
        let value = self.scanner.value("JSON")?;
        self.scanner.is_strict = false;
        let condition = Where::unchecked(value.json);
        condition.check().map_err(|error| spans::fault(&error, condition.as_json(), &value.spans))?;
        Ok(Part { json: condition.into(), span: value.spans.value, depth: value.depth })
    }

    /// What stands in the place of something else, perhaps because it is a sign of another language.
    fn unexpected(&self, what: &str, token: &Token<'_>, span: Range<usize>) -> Fault {
        let (sign, advice) = match token {
            Token::Sign(sign @ ("&&" | "&")) => (sign, "and"),
            Token::Sign(sign @ ("||" | "|")) => (sign, "or"),
            Token::Sign(sign @ ("," | ";")) => (sign, "and, or or"),
            _ => return self.scanner.expected(what, span),
        };
        Fault::new(span, format!("{sign} has no meaning here; write {advice}"))
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
